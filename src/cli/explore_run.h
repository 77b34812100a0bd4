/*
 * Running the model for exploration: what the kernels of explore ask for, computed in threads.
 *
 *     explore_problem p;
 *     ENT_TRY(explore_open("brussels-2025", "deterrence.odds_ratio[baltic]", "2030", &p, ...));
 *     ENT_TRY(explore_plain(&p, 4096, seed, threads, &sample, arena, err));
 */
#ifndef ENT_CLI_EXPLORE_RUN_H
#define ENT_CLI_EXPLORE_RUN_H

#include "cli/world_of.h"
#include "entente/draws.h"
#include "entente/explore.h"
#include "entente/futures.h"

typedef struct explore_problem {
    world_parts parts;
    const ent_outcome *outcome; /* row of the register */
    ent_probe probe;            /* the columns that make one number a future */
    char at[16];                /* year or month, for texts */
    ent_layout layout;
    ent_draws draws;
    const uint32_t *directions;
    size_t n_directions;
    size_t n_inputs; /* assumptions that vary; the shocks are one more factor of their own */
    int input[ENT_N_ASSUMPTIONS];
    const char *input_key[ENT_N_ASSUMPTIONS + 1]; /* the last is "shocks" */
    size_t threads;
    bool quiet; /* no progress on stderr */
} explore_problem;

/* A plain sample: inputs [n_inputs][n] in the units of the assumptions, outcome [n]. */
typedef struct explore_sample {
    size_t n;
    double *x, *y;
} explore_sample;

/* Cross-sampled outcomes of several independent scrambles. */
typedef struct explore_cross {
    size_t n, d, replicates; /* d = factors: inputs (or groups) and the shocks */
    double *a, *b;           /* [replicate][n] */
    double *ab, *ba;         /* [replicate][d][n]; ba NULL unless asked for */
} explore_cross;

/* Factors of a cross-sampled run: each input its own, or inputs of a group together. */
typedef struct explore_factors {
    size_t n; /* the last is the shocks */
    const char *name[ENT_N_ASSUMPTIONS + 1];
    size_t of_input[ENT_N_ASSUMPTIONS]; /* factor of each input */
} explore_factors;

/*
 * Load scenario and outcome. `at` is a year or month, NULL for the last.
 *
 * errors   those of world_of; ENT_E_KEY for an outcome, index or time that is not there
 */
ent_status explore_open(const char *scenario, const char *outcome, const char *at,
                        explore_problem *p, ent_arena *arena, ent_error *err);

/* Each input a factor, or each group of the register. */
void explore_make_factors(const explore_problem *p, bool by_group, explore_factors *f);

ent_status explore_plain(const explore_problem *p, size_t n, uint64_t seed, explore_sample *sample,
                         ent_arena *arena, ent_error *err);

/* n is rounded up to whole blocks. */
ent_status explore_crossed(const explore_problem *p, const explore_factors *f, size_t n,
                           size_t replicates, bool second, uint64_t seed, explore_cross *c,
                           ent_arena *arena, ent_error *err);

/*
 * Morris: radial steps in the unit cube from r base points; effects per unit of the prior's
 * probability. Fills the columns that ent_morris reads: x[d][r (d+1)], y[r (d+1)].
 */
ent_status explore_trajectories(const explore_problem *p, size_t r, uint64_t seed, double *x,
                                double *y, ent_arena *arena, ent_error *err);

#endif
