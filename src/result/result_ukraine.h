/* Charts and tables about the war in Ukraine, for the result document. */
#ifndef ENT_RESULT_RESULT_UKRAINE_H
#define ENT_RESULT_RESULT_UKRAINE_H

#include <jansson.h>

#include "result/result.h"

/*
 * Append to the document's "charts" and "tables": the front with what was recorded since, what each
 * demand adds to the war, and the published proposals on the scale of the disputed issues.
 *
 * errors   those of the tables under data/ukraine; ENT_E_NOMEM
 */
ent_status result_ukraine(const result_of *r, json_t *document, ent_arena *arena, ent_error *err);

#endif
