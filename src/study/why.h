/*
 * Why: what drives an outcome, where it fails, what would have to be true. Digests samples
 * for `entente explore` and for the report of a run; each answer is sentences, tables, charts.
 */
#ifndef ENT_STUDY_WHY_H
#define ENT_STUDY_WHY_H

#include <jansson.h>

#include "base/chart_data.h"
#include "study/explore_run.h"

enum { WHY_TABLES = 8, WHY_MOVES = 8 };

typedef struct why_answer {
    const char *name; /* of the outcome */
    const char *text; /* plain sentences */
    size_t n_tables;
    ent_table tables[WHY_TABLES]; /* the first is the main one */
    json_t *charts;               /* array, in the form of the result document */
    const char *more;             /* further members of its JSON, each after a comma; NULL: none */
} why_answer;

/* --- building blocks of charts and tables (schemas/result.schema.json) ----------------------- */

/* A chart of the section, finished but for its series; axes may be "". */
json_t *why_chart(const char *name, const char *title, const char *form, const char *x_label,
                  const char *y_label, const char *y_unit, size_t n, const char *note);
/* A table of the program as a table of the section. */
json_t *why_table(const ent_table *t, const char *kind);
/* The next table of an answer. */
ent_table *why_add_table(why_answer *a, const char *name, const char *title,
                         const ent_column *columns, size_t n_columns, ent_arena *arena);
void why_free(why_answer *a);

/* Label of an input or of the shocks; its basis ("expert judgement") or "". */
const char *why_label(const explore_problem *p, const char *key);
const char *why_basis(const explore_problem *p, const char *key);
/* Three significant digits without an exponent from a thousand to a billion: "1,440". */
typedef struct why_number {
    char text[32];
} why_number;
why_number why_digits(double value);
/* " bn EUR" behind a value of an input that is an amount; "" for every other. */
const char *why_money(const explore_problem *p, size_t input, ent_arena *arena);

/* --- what moves an outcome, and where it fails ----------------------------------------------- */

/* The answer about one outcome, from plain runs: ent_why_run, with what the register says about the
   outcome (which end is worse, whether it is a ratio). Report and exploration both show it. */
typedef struct why_outcome {
    const explore_problem *p;
    const explore_target *t;
    const explore_sample *sample; /* its values of the inputs */
    const double *y;              /* the outcome in its futures */
    ent_why why;
} why_outcome;

/*
 * `y` is the outcome in the futures of the sample. What fails: the worst tenth, or what lies beyond
 * the bound of `fails`.
 *
 * errors   ENT_E_ARG for a condition other than one bound at the worse end, and for too few
 *          futures; ENT_E_NOMEM
 */
ent_status why_of_outcome(const explore_problem *p, const explore_target *t,
                          const explore_sample *sample, const double *y, const ent_condition *fails,
                          uint64_t seed, why_outcome *w, ent_arena *arena, ent_error *err);

/* An assumption that decides an outcome. */
typedef struct why_ruler {
    size_t input;
    ent_index share;          /* of the variance, alone */
    bool alone;               /* the share is above the bound; else it acts with others */
    double low, middle, high; /* its 5, 50 and 95 % points */
    double at_low, at_high;   /* means of the outcome in its lowest and highest fifth */
} why_ruler;

enum { WHY_RULERS = 4 };

/*
 * Which assumptions explain more than `least` of the variance of `y` alone, in the futures of the
 * sample, and those that the register names for the outcome (decided_by), the largest share first;
 * none where fewer than 512 futures have a value.
 *
 * errors   ENT_E_NOMEM
 */
ent_status why_find_rulers(const explore_problem *p, const explore_target *t,
                           const explore_sample *sample, const double *y, double least,
                           why_ruler rulers[WHY_RULERS], size_t *n, ent_error *err);

/* Whether it can be told from zero what the k-th input in the order of swings does. */
bool why_acts(const why_outcome *w, size_t k);
/* A mean of the tornado in the outcome's unit: ratios are digested on their logarithm. */
double why_shown(const why_outcome *w, double mean);
/* Every input, widest swing first: means in its lowest and highest fifth. */
void why_tornado_table(const why_outcome *w, why_answer *a, ent_arena *arena);
/* Those of the first `most` that act; NULL when none does. */
json_t *why_tornado(const why_outcome *w, const char *name, size_t most, ent_arena *arena);

typedef struct why_failing {
    const char *says; /* "> 0", "lies above 1.2" */
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

/* "lies above 1.2"; what happens or not has no bound to name. */
const char *why_beyond(const explore_target *t, bool below, double bound, ent_arena *arena);

/* Boxes that were found, and over which inputs. */
typedef struct why_found {
    const explore_problem *p;
    const char *name, *says; /* of the outcome, of its failing */
    const double *x;         /* [input][n] */
    size_t n, n_failed, d;
    const uint32_t *input; /* [d]: the input of each column of the boxes */
    size_t n_boxes;
    const ent_fail_box *box;
} why_found;

/* The boxes of an answer. */
why_found why_found_boxes(const why_outcome *w, ent_arena *arena);
/* "Economic growth (economy.growth) at least 1.2 [1.1 to 1.4 in resamples; p 0.001] and ..." */
void why_say_limits(const why_found *f, const ent_fail_box *box, ent_builder *b);
/* One sentence a box. */
void why_say_boxes(const why_found *f, ent_builder *b);
/* Tables prim (trade-off) and limits; charts of both. */
void why_show_boxes(const why_found *f, const char *chart_prefix, why_answer *a, ent_arena *arena);

/*
 * Boxes over every input where a condition holds: why_say_boxes and why_show_boxes.
 *
 * errors   ENT_E_ARG for options out of their range, ENT_E_NOMEM
 */
ent_status why_boxes(const explore_problem *p, const explore_target *t,
                     const explore_sample *present, const why_failing *f, const ent_fail_plan *plan,
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
    bool is_narrow;                      /* more assumptions act than were allowed to move */
    double distance, first_share, share; /* share: by the run at the answer */
    double nearest;                      /* that any step reached */
    size_t n_first;                      /* futures of the first sample with a value */
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

/* `first` is a sample with scores at no shift, of all targets. */
ent_status why_believe(const explore_problem *p, const why_goal *goal, const why_belief_plan *plan,
                       const explore_sample *first, why_belief *b, ent_arena *arena,
                       ent_error *err);

/* One of many questions: its goals in the order of trying, the second where nothing leads to the
   first; then the goal that was tried last and what was found. */
typedef struct why_asked {
    size_t n_goals;
    why_goal goals[2];
    bool answered; /* false: too few futures with a value */
    why_goal goal;
    why_belief belief;
    ent_arena arena; /* of the belief's text */
} why_asked;

/*
 * A question as a job of explore_jobs, after explore_know for both samples of the plan.
 *
 * memory   the caller calls why_asked_close, whatever the result
 * errors   ENT_E_NOMEM
 */
ent_status why_ask(const explore_problem *own, const why_belief_plan *plan,
                   const explore_sample *first, why_asked *asked, ent_error *err);
void why_asked_close(why_asked *asked);

/* The points that the questions of a plan share. */
ent_status why_ask_prepare(const explore_problem *p, const why_belief_plan *plan, ent_error *err);

#endif
