/*
 * Why: what drives an outcome, where it fails, what would have to be true. Digests samples
 * for `entente explore` and for the report of a run; each answer is sentences, tables, charts.
 */
#ifndef ENT_STUDY_WHY_H
#define ENT_STUDY_WHY_H

#include <jansson.h>

#include "entente/table.h"
#include "study/explore_run.h"

enum { WHY_TABLES = 8, WHY_MOVES = 8 };

typedef struct why_answer {
    const char *name; /* of the outcome */
    const char *text; /* plain sentences */
    size_t n_tables;
    ent_table tables[WHY_TABLES]; /* the first is the main one */
    json_t *charts;               /* array, in the form of the result document */
} why_answer;

/* --- building blocks of charts and tables (schemas/result.schema.json) ----------------------- */

/* A chart of the section; axes may be "". Its series are empty. */
json_t *why_chart(const char *name, const char *title, const char *form, const char *x_label,
                  const char *y_label, const char *y_unit, size_t n, const char *note);
/* Add a series; returns its array of points. */
json_t *why_series(json_t *chart, const char *label, const char *role);
/* Add a point; x is taken over. Members that are missing are left out. */
json_t *why_point(json_t *points, json_t *x, double y, double p5, double p95);
/* A rule across: at y, or at x. */
void why_rule(json_t *chart, const char *axis, double at, const char *label);
/* A table of the program as a table of the section. */
json_t *why_table(const ent_table *t, const char *kind);
/* The next table of an answer. */
ent_table *why_add_table(why_answer *a, const char *name, const char *title,
                         const ent_column *columns, size_t n_columns, ent_arena *arena);
void why_free(why_answer *a);

/* Label of an input or of the shocks; its basis ("judgement") or "". */
const char *why_label(const explore_problem *p, const char *key);
const char *why_basis(const explore_problem *p, const char *key);

/* --- drivers -------------------------------------------------------------------------------- */

/* What one input does in a plain run. */
typedef struct why_driver {
    size_t input;
    ent_index first;     /* share of the variance that it explains alone, by batches */
    ent_index low, high; /* outcome where it lies in its lowest and in its highest tenth */
} why_driver;

/*
 * First-order shares with intervals from eight batches of the sample, largest first, and the
 * swing of each input. Ratios are digested on their logarithm. Tables: drivers.
 *
 * errors   ENT_E_ARG for fewer than 512 futures
 */
ent_status why_drivers(const explore_problem *p, const explore_target *t,
                       const explore_sample *present, why_driver *rows, ent_arena *arena,
                       ent_error *err);
/* The tornado of the first `most` drivers. */
json_t *why_tornado(const explore_problem *p, const explore_target *t, const char *name,
                    const explore_sample *present, const why_driver *rows, size_t most);

/* --- failure -------------------------------------------------------------------------------- */

typedef struct why_failing {
    ent_condition condition;
    const char *says; /* "> 0" */
    uint8_t *failed;
    size_t n_failed;
} why_failing;

/*
 * Which futures fail: by `text`, or the worst tenth when it is NULL.
 *
 * errors   ENT_E_ARG for a malformed condition, ENT_E_DATA when all fail or none
 */
ent_status why_find_failures(const explore_target *t, const explore_sample *present,
                             const char *text, why_failing *f, ent_arena *arena, ent_error *err);

typedef struct why_box_plan {
    ent_prim_options prim;
    size_t box;       /* SIZE_MAX: the densest that holds half of the failures */
    size_t boxes;     /* how many, each over the futures that the ones before left */
    size_t resamples; /* random halves behind the intervals */
    size_t inputs;    /* at most this many, those that differ most in failing futures; 0: all */
    uint64_t seed;
} why_box_plan;

/* PRIM: one sentence a box; tables prim (trade-off) and limits; charts of both. */
ent_status why_boxes(const explore_problem *p, const explore_target *t,
                     const explore_sample *present, const why_failing *f, const why_box_plan *plan,
                     const char *chart_prefix, why_answer *a, ent_arena *arena, ent_error *err);

/* --- what would have to be true ------------------------------------------------------------
 */

typedef struct why_goal {
    size_t target;
    const ent_condition *condition;
    const char *what; /* that is true or not: a statement, or "KEY at TIME > 0" */
    double share;     /* of simulated futures in which it is to be true */
    bool at_least;
} why_goal;

typedef struct why_move {
    size_t input;
    double sd, from, to; /* shift in standard deviations of the prior; its median before, after */
} why_move;

typedef struct why_belief {
    bool found;
    double distance, first_share, share; /* share: by the run at the answer */
    double nearest;                      /* that any step reached */
    size_t n, n_moves;                   /* futures of that run */
    why_move moves[WHY_MOVES];           /* largest first */
    const char *text;                    /* one plain sentence or two */
} why_belief;

typedef struct why_belief_plan {
    size_t search, check; /* futures of a step and of the run that checks the answer */
    uint64_t seed;
    size_t most; /* assumptions that may move, at most WHY_MOVES */
    bool narrow; /* do not look again with more of them */
} why_belief_plan;

/* `first` is a sample of scores at no shift, of all targets. */
ent_status why_believe(const explore_problem *p, const why_goal *goal, const why_belief_plan *plan,
                       const explore_sample *first, why_belief *b, ent_arena *arena,
                       ent_error *err);

#endif
