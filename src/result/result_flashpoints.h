/* A page for each flashpoint in the result document: who stands there, what binds them. What would
   have to be true is for the section "Why" to say. */
#ifndef ENT_RESULT_RESULT_FLASHPOINTS_H
#define ENT_RESULT_RESULT_FLASHPOINTS_H

#include "result/result.h"

/* Year of pages and of the tables of result_tested: 2030, or the end of the run nearest to it. */
int32_t result_year(const ent_world *world);

/*
 * Set the member `flashpoints`, one for each row of data/flashpoints.csv.
 *
 * errors   ENT_E_NOMEM, those of the treaty engine
 */
ent_status result_flashpoints(const result_of *r, json_t *document, ent_arena *arena,
                              ent_error *err);

#endif
