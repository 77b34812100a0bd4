/* Charts and tables about aid to Ukraine, for the result document. */
#ifndef ENT_RESULT_RESULT_AID_H
#define ENT_RESULT_RESULT_AID_H

#include <jansson.h>

#include "result/result.h"

/*
 * Append to the document's "charts" and "tables": aid by quarter and by donor, and what replacing
 * the share of the US would cost each donor.
 *
 * errors   those of the tables of aid; ENT_E_NOMEM
 */
ent_status result_aid(const result_of *r, json_t *document, ent_arena *arena, ent_error *err);

#endif
