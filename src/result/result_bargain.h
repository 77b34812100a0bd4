/* The multi-party picture of the settlement, for the result document. */
#ifndef ENT_RESULT_RESULT_BARGAIN_H
#define ENT_RESULT_RESULT_BARGAIN_H

#include <jansson.h>

#include "result/result.h"

/*
 * Append to the document's charts and tables: on each issue of a settlement, where the actors
 * stand with ranges as known at the scenario's start, the forecast of each rule with its known
 * error, and who binds. Positions are codings (data/ukraine/positions.csv), leverage a judgement
 * (leverage.csv); neither enters the futures. Without the tables nothing is appended.
 *
 * errors   ENT_E_NOMEM, ENT_E_PARSE or ENT_E_DATA of the tables
 */
ent_status result_bargain(const char *data, const scenario_spec *scenario, uint64_t seed,
                          json_t *document, ent_arena *arena, ent_error *err);

#endif
