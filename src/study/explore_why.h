/* entente explore --method why: tornado and failure boxes, as the live page shows them. */
#ifndef ENT_STUDY_EXPLORE_WHY_H
#define ENT_STUDY_EXPLORE_WHY_H

#include "entente/table.h"
#include "study/explore_run.h"

typedef struct explore_why {
    const explore_problem *p;
    const explore_sample *sample;
    const char *outcome; /* as people read it */
    size_t top;          /* rows of the tornado in a text */
    uint64_t seed;
    const ent_condition *fails; /* one bound; NULL: the worst tenth */
    ent_format format;
} explore_why;

/*
 * Write the answer.
 *
 * errors   ENT_E_ARG for a condition other than one bound or too few futures; ENT_E_NOMEM
 */
ent_status explore_why_write(const explore_why *why, ent_builder *out, ent_arena *arena,
                             ent_error *err);

#endif
