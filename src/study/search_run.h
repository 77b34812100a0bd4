/*
 * A search over levers: what is varied, what is wanted, running a policy, the log that lets a
 * stopped search go on. The library proposes (ent_search_ask), this runs and tells.
 */
#ifndef ENT_STUDY_SEARCH_RUN_H
#define ENT_STUDY_SEARCH_RUN_H

#include "base/text_list.h"
#include "entente/table.h"
#include "study/explore_run.h"

enum { SEARCH_LEVERS = 16, SEARCH_OBJECTIVES = 8, SEARCH_BATCHES = 8 };

/* What is read of an outcome's futures. */
typedef enum search_statistic { SEARCH_MEAN, SEARCH_QUANTILE, SEARCH_SHARE } search_statistic;

typedef struct search_objective {
    const char *name; /* as given */
    search_statistic statistic;
    double quantile;
    ent_condition condition;
    double sign; /* 1: less is better, -1: more */
    double epsilon;
} search_objective;

typedef struct search_lever {
    const char *key;
    double low, high, step;
} search_lever;

typedef struct search_job {
    explore_problem p; /* target k is the outcome of objective k */
    size_t n_levers, n_objectives;
    search_lever lever[SEARCH_LEVERS];
    search_objective objective[SEARCH_OBJECTIVES];
    size_t population, futures;
    unsigned long long seed;
    ent_arena *arena;
    ent_error *err;
} search_job;

/*
 * `job->p.parts` has the world. Objectives as "KEY[index]", maybe "@TIME", "=STATISTIC" (mean, p5
 * .. p95, or a condition whose share of futures is meant) and "min:" or "max:" in front; levers as
 * "KEY" or "KEY=LOW:HIGH".
 *
 * errors   ENT_E_ARG, ENT_E_KEY naming the word
 */
ent_status search_open(search_job *job, const text_list *objectives, const text_list *levers,
                       const text_list *epsilons);

/* Objectives [n_objectives] of a policy in their own units, over `n` futures of `seed`; with
   `intervals` from eight batches too. */
ent_status search_run_policy(search_job *job, const double *levers, size_t n, uint64_t seed,
                             double *values, ent_index *intervals);

/* Values of the scenario's own levers. */
void search_own_levers(const search_job *job, double *levers);

/* Default epsilons: a fiftieth of the range over a random population. */
ent_status search_fill_epsilons(search_job *job);

/* The first line of the log: everything that the search depends on. */
const char *search_header(const search_job *job, const char *scenario);

/* A generation as a line of the log; objectives as the library minimises them. */
void search_add_line(const search_job *job, size_t generation, const double *points,
                     const double *objectives, ent_builder *log);

/*
 * Tell a search what a log holds; `log` gets its whole lines. `generations` is how many.
 *
 * errors   ENT_E_DATA when the log is of another search, or a line does not follow from it
 */
ent_status search_replay(const search_job *job, const char *path, const char *header,
                         ent_search *search, ent_builder *log, size_t *generations);

#endif
