/* What a run said about 2025 and 2026 beside what was recorded, for the result document. */
#ifndef ENT_RESULT_RESULT_SCORECARD_H
#define ENT_RESULT_RESULT_SCORECARD_H

#include "result/result.h"

/*
 * Set the document's "scorecard", misses first: spending of each ally in NATO's newest release,
 * aid, the area held by Russia, the ceasefire. Nothing is scored unless the run starts in
 * March 2025, since the record begins there.
 *
 * errors   those of reading the data folder
 */
ent_status result_scorecard(const result_of *r, json_t *document, ent_arena *arena, ent_error *err);

#endif
