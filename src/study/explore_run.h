/*
 * Running the model for exploration: what the kernels of explore ask for, computed in threads.
 *
 *     explore_problem *p = ...;
 *     ENT_TRY(world_of(folders, "brussels-2025", &p->parts, arena, err));
 *     ENT_TRY(explore_open(p, 1, &outcome, "2030", arena, err));
 *     ENT_TRY(explore_plain(p, &(explore_plan){.n = 4096, .seed = 1}, &sample, arena, err));
 *
 * Many targets (outcomes, or pairs of worlds on one outcome) are read from the same futures.
 */
#ifndef ENT_STUDY_EXPLORE_RUN_H
#define ENT_STUDY_EXPLORE_RUN_H

#include <signal.h>

#include "entente/draws.h"
#include "entente/explore.h"
#include "entente/futures.h"
#include "facts/money.h"
#include "world/parts.h"

enum { EXPLORE_TARGETS = 144, EXPLORE_ALL = -1 };

/* One number a future. */
typedef struct explore_target {
    const ent_outcome *outcome; /* row of the register */
    ent_probe probe;            /* world and columns; `outcome` and `world` filled in */
    const char *name;           /* "posture.shortfall at 2030" */
    const char *unit;           /* with the money that was asked for */
    bool account;               /* the same in every future: of no world's columns */
    const char *index, *at;     /* of an account; "" for none */
    double rate;                /* what an account is multiplied by to stand in `unit` */
    double end;                 /* year or day that a future without the event counts as, the one
                                   after the last; ENT_MISSING: it has no value */
} explore_target;

/*
 * The value of an account in a world as its levers stand.
 *
 * errors   ENT_E_KEY where it has none at this index and time
 */
typedef ent_status explore_account(const world_parts *parts, const ent_outcome *row,
                                   const char *index, const char *at, double *value,
                                   ent_arena *arena, ent_error *err);

/* Files that keep what is done, one a pool of tasks (and rank): PATH.1, PATH.2, ... */
typedef struct explore_keep {
    const char *path; /* NULL: none */
    bool resume;      /* read them first */
    size_t pools;     /* begun so far */
    const volatile sig_atomic_t *stop;
} explore_keep;

/* Remove the files of an exploration that is done. */
void explore_keep_clear(explore_keep *keep);

typedef struct explore_points explore_points;

/* How far a pool of tasks is; `seconds` since it began. From any thread of the first rank. */
typedef void study_progress(void *with, uint64_t done, uint64_t all, double seconds);

typedef struct explore_problem {
    world_parts parts;        /* of the first world */
    const char *currency;     /* of every amount, as asked for; NULL: each in its own money */
    money money;              /* that it names, once the facts are there */
    explore_account *account; /* NULL: accounts cannot be targets */
    size_t n_worlds;
    const ent_world *worlds[ENT_RUN_WORLDS]; /* the first is parts.world */
    int32_t columns[ENT_RUN_WORLDS];         /* of the outcomes that the targets read */
    ent_draws draws[ENT_RUN_WORLDS];
    size_t n_targets;
    explore_target target[EXPLORE_TARGETS];
    const uint32_t *directions;
    size_t n_directions;
    size_t n_inputs; /* assumptions that vary; the shocks are one more factor of their own */
    int input[ENT_N_ASSUMPTIONS];
    const char *input_key[ENT_N_ASSUMPTIONS + 1]; /* the last is "shocks" */
    const char *input_unit[ENT_N_ASSUMPTIONS];    /* with the money that was asked for */
    double input_rate[ENT_N_ASSUMPTIONS];         /* from the register's unit to that one */
    size_t threads;
    bool independent;       /* correlations of the world are left out */
    explore_points *points; /* of the samples asked for again and again; made by explore_prepare */
    size_t n_workers;
    struct explore_worker *workers; /* one a thread, made by explore_prepare; a pool that finds none
                                       makes its own */
    const ent_ranks *ranks;         /* NULL: alone */
    explore_keep *keep;             /* NULL: nothing is kept, nothing stops it */
    study_progress *progress;       /* NULL: none */
    void *progress_with;
} explore_problem;

/* A plain sample of n futures. */
typedef struct explore_plan {
    size_t n; /* rounded up to whole blocks */
    uint64_t seed;
    const double *shift; /* [n_inputs] added to the normal scores of the inputs; NULL: none */
    int target;          /* only this one, and only the worlds it reads; EXPLORE_ALL: all */
    bool scores;         /* also the normal scores of the inputs before the shift */
    const double *y;     /* [n_targets][n] of these futures, where it is known: no world is run, and
                            only the inputs are drawn; NULL: computed */
    bool again;          /* keep the points for later calls with this n and seed: these then draw
                            only the inputs that they shift, with the same bits */
} explore_plan;

typedef struct explore_sample {
    size_t n;
    double *x;      /* [n_inputs][n], in p->input_unit; NULL in a shifted sample */
    double *y;      /* [n_targets][n], or [n] of the one target */
    double *scores; /* [n_inputs][n]; NULL unless the plan asks for them; of points that are kept
                       they are the kept ones, and nobody's to change */
} explore_sample;

/* Cross-sampled outcomes of several independent scrambles, all targets. */
typedef struct explore_cross {
    size_t n, d, replicates; /* d = factors: inputs (or groups) and the shocks */
    double *a, *b;           /* [target][replicate][n] */
    double *ab, *ba;         /* [target][replicate][d][n]; ba NULL unless asked for */
} explore_cross;

/* Factors of a cross-sampled run: each input its own, or inputs of a group together; inputs that
   correlations tie are one factor, named after the first. */
typedef struct explore_factors {
    size_t n; /* the last is the shocks */
    const char *name[ENT_N_ASSUMPTIONS + 1];
    size_t of_input[ENT_N_ASSUMPTIONS]; /* factor of each input */
} explore_factors;

/*
 * Find outcomes in the world of `p->parts`. `at` is a year or month, NULL for the last.
 *
 * errors   ENT_E_KEY for an outcome, index or time that is not there
 */
ent_status explore_open(explore_problem *p, size_t n_outcomes, const char *const *outcomes,
                        const char *at, ent_arena *arena, ent_error *err);

/* The row of an outcome. errors ENT_E_KEY, with the nearest */
ent_status explore_find_row(const ent_register *reg, const char *key, const ent_outcome **row,
                            ent_error *err);

/* Its columns at an index and a time. errors ENT_E_KEY for an account and for what the world has no
   value for, with the nearest index */
ent_status explore_find_probe(const ent_world *world, const ent_outcome *row, const char *index,
                              const char *at, ent_probe *probe, ent_error *err);

/* The money that p->currency names, before targets are added. ENT_E_ARG: there is no rate */
ent_status explore_read_money(explore_problem *p, ent_error *err);

/* "key[index]" of a world as a target of the problem; an account where the problem takes them. */
ent_status explore_add_target(explore_problem *p, const char *outcome, const char *at,
                              ent_arena *arena, ent_error *err);

/* Make ready to run: `parts`, `worlds`, `target` and `threads` are filled in. The arena is that of
   the points kept and of the workers too, and must outlive the problem. */
ent_status explore_prepare(explore_problem *p, ent_arena *arena, ent_error *err);

/*
 * A lever of a world, by its key, to one value in all years.
 *
 * errors   ENT_E_KEY for one that is not a number, ENT_E_ARG outside its range; `option` is named
 */
ent_status explore_set_lever(const ent_register *reg, ent_world *world, const char *lever,
                             double value, const char *option, ent_error *err);

/*
 * Each input a factor, or each group of the register; `named` are groups of the user,
 * "NAME=KEY,KEY,...", where a key may end in * and may be a group of the register.
 *
 * errors   ENT_E_ARG for a group that is malformed, ENT_E_KEY for a key that does not vary
 */
ent_status explore_make_factors(const explore_problem *p, bool by_group, size_t n_named,
                                const char *const *named, explore_factors *f, ent_arena *arena,
                                ent_error *err);

ent_status explore_plain(const explore_problem *p, const explore_plan *plan, explore_sample *sample,
                         ent_arena *arena, ent_error *err);

/*
 * The futures of a sample in which column `y` has a value, for kernels that know no gaps; x, y
 * and scores of `present` are new columns where any is missing. `name` stands in the message.
 *
 * errors   ENT_E_DATA when fewer than 64 have one
 */
ent_status explore_present(const explore_problem *p, const explore_sample *sample, double *y,
                           const char *name, explore_sample *present, ent_arena *arena,
                           ent_error *err);

/* Some blocks of some factors of a cross-sampled run. */
typedef struct explore_cross_plan {
    size_t n;             /* points of a whole replicate, in whole blocks */
    size_t first, blocks; /* those that are run */
    size_t d;             /* factors that are run */
    const size_t *factor; /* [d]; NULL: the first d */
    size_t replicates;
    bool second; /* pairs too */
    uint64_t seed;
} explore_cross_plan;

/* Of the first world alone. errors ENT_E_DATA for more inputs than the design has dimensions */
ent_status explore_crossed(const explore_problem *p, const explore_factors *f,
                           const explore_cross_plan *plan, explore_cross *c, ent_arena *arena,
                           ent_error *err);

/*
 * Morris: r trajectories (each step from the last point) or r stars (each from the first), in
 * the unit cube, one factor a step; d = f->n - 1, the shocks are left out; x[d][r (d+1)],
 * y[target][r (d+1)]. The inputs of one factor step up or down each by its own chance.
 */
ent_status explore_trajectories(const explore_problem *p, const explore_factors *f, size_t r,
                                bool radial, uint64_t seed, double *x, double *y, ent_arena *arena,
                                ent_error *err);

/*
 * Refuse a money that no figure would stand in: no target is an amount, and with `inputs` no
 * assumption that varies is one. ENT_E_ARG, naming --currency
 */
ent_status explore_money_used(const explore_problem *p, bool inputs, ent_error *err);

/* What a reader of the figures must know: " Amounts are in GBP at the average rates of 2024.", " A
   future in which the year does not come counts as 2036."; "" where there is nothing to say. */
const char *explore_notes(const explore_problem *p, ent_arena *arena);

/* What a number means where correlations tie inputs; "" where they do not. `together`: they were
   varied together, as in sobol and morris. */
const char *explore_tied_note(const explore_problem *p, bool together);

/* --- for the designs, in explore_design.c --------------------------------------------------- */

typedef struct explore_worker explore_worker;
typedef ent_status (*explore_task)(explore_worker *w, size_t task);

struct explore_worker {
    const explore_problem *p;
    void *with;
    ent_arena arena;
    ent_tile *tile;
    ent_layout layout[ENT_RUN_WORLDS]; /* of the columns in `out` */
    double *u, *spare; /* [ENT_N_ASSUMPTIONS][ENT_BLOCK]: coordinates in the unit cube */
    double *draws;     /* the same, as values */
    double *out[ENT_RUN_WORLDS];
};

typedef struct explore_rows {
    double *at;
    size_t n;
} explore_rows;

/* Where tasks write: rows, zeroed before, of which every double belongs to one task; and what
   tells this job from another over the same world. */
typedef struct explore_output {
    uint64_t identity;
    size_t n;
    explore_rows rows[4];
} explore_output;

/*
 * Tasks 0 .. n-1 in threads, in any order, but for those that files keep. Each rank computes its
 * share, then all have all rows.
 *
 * errors   ENT_E_NOMEM; ENT_E_STOPPED when asked to stop; those of reading and writing the files
 */
ent_status explore_pool(const explore_problem *p, size_t tasks, explore_task run, void *with,
                        explore_output output, ent_error *err);

/* Room for a worker of the problem. errors ENT_E_NOMEM */
ent_status explore_worker_make(const explore_problem *p, explore_worker *w, ent_arena *arena);

/* One of many small jobs over a problem; `own` is the problem in one thread, without progress. */
typedef ent_status explore_job(const explore_problem *own, void *with, size_t job, ent_error *err);

/*
 * Jobs 0 .. n-1 side by side in the threads of the problem, each in one thread. Points that they
 * share are made before, by explore_know.
 *
 * errors   that of a job that failed
 */
ent_status explore_jobs(const explore_problem *p, size_t n, explore_job *run, void *with,
                        ent_error *err);

/* Make the points of a moved sample that is asked for again and again, in threads. */
ent_status explore_know(const explore_problem *p, size_t n, uint64_t seed, ent_error *err);

/*
 * Give independent coordinates u[n_inputs][ENT_BLOCK] of a block the correlations of the first
 * world. Assumptions that are fixed but have others hanging on them get a chance of their own.
 */
void explore_correlate(explore_worker *w, double *u, uint64_t seed, uint64_t block);

/*
 * One block whose inputs lie at u[n_inputs][ENT_BLOCK]; value of target k in future f at
 * y[k * stride + f], or of the one target at y[f].
 */
void explore_block(explore_worker *w, const double *u, uint64_t seed, uint64_t block, int target,
                   double *y, size_t stride);

/*
 * The two halves of explore_block: a world, unless the target does not read it, at
 * draws[ENT_N_ASSUMPTIONS][ENT_BLOCK]; and the targets, from the worlds that were run.
 */
void explore_run_world(explore_worker *w, size_t world, const double *draws, uint64_t seed,
                       uint64_t block, int target);
void explore_read(const explore_worker *w, int target, double *y, size_t stride);

/* Futures without the event of a target that counts them at the end. */
void explore_count_ends(const explore_target *t, double *y, size_t n);

/* Every assumption of a world at u[n_inputs][ENT_BLOCK]; those that do not vary in the first world
   at their median. */
void explore_draws(const explore_problem *p, size_t world, const double *u, double *draws);

/* One input of a world at u[ENT_BLOCK]. */
void explore_draw(const explore_problem *p, size_t world, size_t input, const double *u,
                  double *values);

/* Values of an input of the first world at u. */
void explore_values(const explore_problem *p, size_t input, const double *u, double *values);

#endif
