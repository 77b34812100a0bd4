/* What would have to be true for the risk of attack at a place to lie on the other side of its
   reference: questions of the section "Why" for the pages of flashpoints. */
#ifndef ENT_RESULT_WHY_PLACES_H
#define ENT_RESULT_WHY_PLACES_H

#include "study/why.h"

/* The risk of attack at one place in the year of its page. */
typedef struct why_place {
    size_t page, target; /* in the list of pages, in the problem */
} why_place;

/*
 * A target for each page of the document, as far as the problem has room.
 *
 * shape    places[ENT_MAX_FLASHPOINTS]; returns how many there are
 */
size_t why_place_targets(const json_t *pages, explore_problem *p, why_place *places,
                         ent_arena *arena);

/*
 * The question: where the risk is above its reference in most futures, for it to be below in most,
 * and the other way round.
 *
 * errors   ENT_E_NOMEM
 */
ent_status why_place_goal(const json_t *pages, const why_place *place, const explore_sample *first,
                          why_goal *goal, ent_arena *arena, ent_error *err);

#endif
