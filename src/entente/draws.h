/*
 * The assumptions of a block of futures, drawn from their priors by a design.
 *
 *     ent_draws draws;
 *     ENT_TRY(ent_draws_make(world, &draws, arena));
 *     ent_draws_block(&draws, &design, block, values);    // [ENT_N_ASSUMPTIONS][ENT_BLOCK]
 *
 * Freestanding. The quantile of a beta has no closed form: its inverse is tabulated once, as a
 * quintic in the logit, good to 1e-9 of the value.
 */
#ifndef ENTENTE_DRAWS_H
#define ENTENTE_DRAWS_H

#include "entente/arena.h"
#include "entente/design.h"
#include "entente/tile.h"
#include "entente/world.h"

enum { ENT_BETA_NODES = 1024 };

/* logit of the quantile, first and second derivative by logit(u), at equal steps. */
typedef struct ent_beta_node {
    double value, slope, bend;
} ent_beta_node;

/* Values of a row of ENT_BLOCK uniforms, all within (0, 1); false when it has no way for this
   prior or the prior is not a distribution. */
typedef bool ent_draw_rows(const ent_prior *prior, const ent_beta_node *nodes, const double *u,
                           double *value);

typedef struct ent_draws {
    const ent_world *world;
    ent_draw_rows *rows;                                  /* NULL: one by one, with the same bits */
    void (*correlate)(const ent_world *world, double *u); /* NULL: ent_draws_correlate */
    const ent_beta_node *beta[ENT_N_ASSUMPTIONS];         /* NULL: drawn by its formula */
} ent_draws;

/**
 * Make ready to draw the assumptions of a world.
 *
 * memory   borrows the world; tables owned by the arena
 * errors   ENT_E_NOMEM
 */
ENT_API ent_status ent_draws_make(const ent_world *world, ent_draws *draws, ent_arena *arena);

/** Whether two worlds draw the same assumptions: their levers, facts and months may differ. */
ENT_API bool ent_draws_same(const ent_world *a, const ent_world *b);

/**
 * Uniforms of the leading shocks of the futures block * ENT_BLOCK ... in a Sobol' design.
 *
 * shape    lead[ENT_N_LEADS][ENT_BLOCK]
 * returns  false in the other designs: shocks are random there and `lead` is not touched
 * threads  pure
 */
ENT_API bool ent_draws_lead(const ent_design *design, uint64_t block, double *lead);

/**
 * Draw all assumptions of the futures block * ENT_BLOCK ...
 *
 * shape    values[ENT_N_ASSUMPTIONS][ENT_BLOCK]; beyond the design's last future the median
 * threads  pure
 */
ENT_API void ent_draws_block(const ent_draws *draws, const ent_design *design, uint64_t block,
                             double *values);

/**
 * Give the coordinates of a block the correlations of the world, by a Gaussian copula: their
 * normal scores are mixed, each stays uniform by itself. Without correlations nothing changes.
 *
 * A fixed assumption keeps its score, so that fixing one moves no other.
 */
ENT_API void ent_draws_correlate(const ent_world *world, double *u);

/** Whether correlations tie assumption `id` to another; `set` (may be NULL) gets the lowest id
    of those that are correlated with it, through others too. */
ENT_API bool ent_draws_tied(const ent_world *world, int id, int *set);

/** The tabulated quantile of a beta prior at u, for 2^-53 <= u <= 1 - 2^-53. */
ENT_API double ent_beta_table(const ent_beta_node *nodes, double u);

/** Fill the table of one beta prior. */
ENT_API void ent_beta_fill(const ent_prior *prior, ent_beta_node *nodes);

#endif
