/* The section "Why" of a run's report: drivers, failure boxes, what one would have to believe. */
#ifndef ENT_CLI_RESULT_WHY_H
#define ENT_CLI_RESULT_WHY_H

#include "cli/result.h"

/* Below so many futures the section is left out, and the document says so. */
enum { RESULT_WHY_LEAST = 1024 };

/*
 * Runs the first futures of the run again (at most 4,096) with the outcomes of headlines and
 * claims, and adds charts, tables and the member `believe` to the document. Tables for the
 * workbook are left in `*r->why`.
 *
 * errors   ENT_E_NOMEM; what cannot be said of an outcome is left out
 */
ent_status result_why(const result_of *r, json_t *document, ent_arena *arena, ent_error *err);

#endif
