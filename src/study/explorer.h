/* The methods of an exploration and what they share. */
#ifndef ENT_STUDY_EXPLORER_H
#define ENT_STUDY_EXPLORER_H

#include "base/text_list.h"
#include "study/why.h"

enum { EXPLORE_OUTCOMES = 32, EXPLORE_BARS = 12 /* of a tornado */ };

typedef struct explore_args {
    text_list outcomes, groups_named;
    const char *at, *method, *fails, *believe, *objective;
    size_t points, replicates, box, boxes, resamples, top; /* rows shown of a table */
    double peel, paste, mass;
    unsigned long long seed;
    bool groups, second, radial;
} explore_args;

typedef struct explorer {
    explore_args args;
    explore_problem p; /* its parts have the world */
    explore_keep keep;
    size_t n_answers;
    why_answer answer[EXPLORE_OUTCOMES];
    size_t futures; /* run for the answers */
    /* Called once the question is known to be right and before any future is run. */
    ent_status (*ready)(const struct explorer *x);
    const void *ready_with;
    ent_arena *arena;
    ent_error *err;
} explorer;

/* Each fills one answer for every target. */
ent_status explore_sobol(explorer *x);
ent_status explore_morris(explorer *x);
ent_status explore_pawn(explorer *x);
ent_status explore_regional(explorer *x);
ent_status explore_prim(explorer *x);
ent_status explore_cart(explorer *x);
ent_status explore_why(explorer *x);
ent_status explore_believe(explorer *x);

/* The next answer, named for a target. */
why_answer *explore_answer(explorer *x, const char *name);
/* A plain sample of all targets by the options. */
ent_status explore_sample_of(explorer *x, explore_sample *s);
/* The whole answer where an outcome takes one value in all n futures; NULL where it varies. */
const char *explore_same_everywhere(explorer *x, const char *name, const double *y, size_t n);
/* "acts", "not distinguishable from zero", or what an outcome is that never varies. */
const char *explore_reading(const ent_index *index);

#endif
