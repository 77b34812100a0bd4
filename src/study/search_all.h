/* A whole search: generations, the log that continues them, the policies checked on new futures. */
#ifndef ENT_STUDY_SEARCH_ALL_H
#define ENT_STUDY_SEARCH_ALL_H

#include "study/search_run.h"
#include "study/why.h"

typedef struct search_plan {
    size_t generations, check; /* futures that check each policy found */
    const char *folder;        /* of the log; NULL: none is kept */
    bool resume;               /* continue the search of the log */
    study_progress *progress;  /* in generations; NULL: none */
    void *progress_with;
    const volatile sig_atomic_t *stop; /* not 0: end with the generation; NULL: never */
} search_plan;

typedef struct search_found {
    why_answer answer;
    const char *header; /* the first line of the log */
    size_t generations; /* that were run */
} search_found;

/*
 * `job` is open. Policies that none beats on every objective, with intervals from new futures, and
 * the scenario as it is.
 *
 * memory   owned by the arena; the caller calls why_free
 * errors   ENT_E_STOPPED when asked to stop; ENT_E_DATA for a log of another search, for levers
 *          that change nothing; ENT_E_IO, ENT_E_NOMEM
 */
ent_status search_all(const search_plan *plan, search_job *job, const char *scenario,
                      search_found *found, ent_arena *arena, ent_error *err);

#endif
