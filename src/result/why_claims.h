/* What would have to be true for each claim of a scenario to turn over. */
#ifndef ENT_RESULT_WHY_CLAIMS_H
#define ENT_RESULT_WHY_CLAIMS_H

#include "result/claims.h"
#include "study/why.h"

/* One question: a target, the condition, and the share of futures that is wanted. */
typedef struct why_question {
    why_goal goal;
    size_t claim; /* index in the set; SIZE_MAX: none */
    why_belief belief;
} why_question;

/*
 * Make targets of the futures claims that have a condition, in the worlds of the run; the
 * problem holds `parts`. claim_of[target] gets the claim's index.
 */
ent_status why_claim_targets(const claim_set *set, const run_worlds *worlds, explore_problem *p,
                             size_t *claim_of, ent_error *err);

/*
 * The other verdicts of a condition that is true in `share` of futures: at least 90 %, at most
 * 10 %; for one that holds or does not, its opposite and one half on the way there.
 */
void why_other_verdicts(double share, why_goal goals[2]);

/* Share of the futures with a value in which the condition of a target is true. */
double why_share(const explore_sample *s, size_t target, const ent_condition *condition);

/* An answer as an item of `believe` in the result document. */
json_t *why_belief_document(const explore_problem *p, const why_goal *goal, const why_belief *b);

/* Tables believe and moves of questions that were answered. */
void why_belief_tables(const explore_problem *p, size_t n, const why_question *questions,
                       why_answer *a, ent_arena *arena);

#endif
