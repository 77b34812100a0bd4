/*
 * A few hundred futures of one world, kept whole: for tables that ask many small questions.
 *
 *     sample_plan plan = {.world = w, .blocks = 4, .seed = 1, .wanted = wanted};
 *     sample s;
 *     ENT_TRY(sample_run(&plan, &s, arena, err));
 *     const double *x = sample_row(&s, ENT_O_DETERRENCE_RENEWAL_5Y, 0);
 *
 * Plans that differ in levers only see the same futures.
 */
#ifndef ENT_FUTURES_SAMPLE_H
#define ENT_FUTURES_SAMPLE_H

#include "entente/arena.h"
#include "entente/block.h"

/* Assumptions of a seed, for many samples of worlds that draw the same. */
typedef struct sample_draws {
    const ent_world *world;
    uint64_t seed;
    size_t blocks;
    double *values; /* [blocks][ENT_N_ASSUMPTIONS][ENT_BLOCK] */
} sample_draws;

/* memory   borrows the world; values are owned by the arena */
ent_status sample_draw(const ent_world *world, size_t blocks, uint64_t seed, sample_draws *draws,
                       ent_arena *arena, ent_error *err);

typedef struct sample_plan {
    const ent_world *world;
    size_t blocks;
    uint64_t seed;
    const sample_draws *draws; /* taken where they are those of the plan; NULL: drawn here */
    const bool *wanted;        /* [ENT_N_OUTCOMES]; NULL: every outcome */
    ent_block_visit visit;     /* may be NULL; t->first is the number of the tile's first future */
    void *visitor;
} sample_plan;

typedef struct sample {
    size_t n; /* futures */
    ent_layout layout;
    double *values; /* [column][n] */
} sample;

/* memory   values are owned by the arena, the rest is given back */
ent_status sample_run(const sample_plan *plan, sample *s, ent_arena *arena, ent_error *err);

/* Values of one column; NULL when it is not recorded. */
static inline const double *sample_row(const sample *s, ent_outcome_id outcome, size_t index)
{
    const int32_t first = s->layout.first[outcome];
    return first < 0 ? NULL : s->values + ((size_t)first + index) * s->n;
}

typedef struct sample_summary {
    size_t n; /* futures with a value */
    double mean, p5, p25, p50, p75, p95;
} sample_summary;

/* Summary of n values; changes their order, missing ones are left out. */
sample_summary sample_summarise(double *values, size_t n);

#endif
