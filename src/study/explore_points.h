/*
 * Points of plain samples that are asked for again and again: a search moves a few assumptions of
 * many, and the others stay where they are. Kept are normal scores and values of every input.
 */
#ifndef ENT_STUDY_EXPLORE_POINTS_H
#define ENT_STUDY_EXPLORE_POINTS_H

#include "study/explore_run.h"

/* The futures of one seed. Of a moved sample each coordinate has gone through its normal score, as
   every point of a search does: without a shift it differs from a plain one in its last bits. */
typedef struct explore_known {
    uint64_t seed;
    size_t n;
    bool moved, scored;
    bool *made;                    /* [n / ENT_BLOCK] */
    double *scores;                /* [n_inputs][n]; NULL unless scored */
    double *draws[ENT_RUN_WORLDS]; /* [n / ENT_BLOCK][ENT_N_ASSUMPTIONS][ENT_BLOCK] */
} explore_known;

/* Empty. errors ENT_E_NOMEM */
ent_status explore_points_open(explore_points **points, ent_arena *arena, ent_error *err);

/* Those of a plan, made when they are not there yet; *known is NULL when the plan does not ask for
   them or too many others are kept. errors ENT_E_NOMEM */
ent_status explore_points_find(const explore_problem *p, const explore_plan *plan, size_t n,
                               explore_known **known, ent_error *err);

#endif
