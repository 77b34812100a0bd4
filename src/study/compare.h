/* Policies over the same futures: how each does, and what choosing it may cost. */
#ifndef ENT_STUDY_COMPARE_H
#define ENT_STUDY_COMPARE_H

#include "study/why.h"

enum { COMPARE_POLICIES = 64 };

typedef struct compare_ask {
    const char *asked;     /* "[min:|max:]KEY[index]" */
    const char *over, *at; /* the outcome alone; year or month, NULL: the last */
    double threshold;      /* good enough at this value or better; ENT_MISSING: the mean over all */
    double alpha;          /* Hurwicz: weight of the best case */
    size_t futures;
    uint64_t seed;
    bool own_beliefs; /* each policy keeps its own assumptions, instead of those of the first */
    size_t n;
    const char *name[COMPARE_POLICIES];
    explore_problem *policy[COMPARE_POLICIES]; /* opened on the outcome */
} compare_ask;

/*
 * The policies side by side: a table, a sentence and two charts. `futures` gets how many were run.
 *
 * memory   tables and text lie in the arena; the caller calls why_free
 * errors   ENT_E_ARG where neither the register nor "min:" says which direction is better;
 *          ENT_E_DATA when no future has a value under every policy; ENT_E_NOMEM, ENT_E_STOPPED
 */
ent_status compare_policies(const compare_ask *ask, why_answer *answer, size_t *futures,
                            ent_arena *arena, ent_error *err);

/* "KEY[index]" of "[min:|max:]KEY[index]". */
const char *compare_outcome(const char *asked);

/* Combinations of values of levers, the last lever fastest. */
typedef struct compare_grid {
    size_t n_levers, n; /* levers, combinations */
    const char **lever; /* [n_levers] */
    double *value;      /* [n][n_levers] */
    const char **name;  /* [n]: "us.posture_europe = 0.5" */
} compare_grid;

/*
 * "LEVER=A,B,..." each.
 *
 * errors   ENT_E_ARG for a text of another form, for more combinations than can be compared
 */
ent_status compare_read_grid(size_t n, const char *const *texts, compare_grid *grid,
                             ent_arena *arena, ent_error *err);

#endif
