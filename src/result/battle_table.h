/* The set-piece battles of a scenario as a table: a calibration shown. */
#ifndef ENT_RESULT_BATTLE_TABLE_H
#define ENT_RESULT_BATTLE_TABLE_H

#include <stdbool.h>

#include "entente/table.h"
#include "world/parts.h"

/* `wanted` by battle; NULL: all. */
ent_status battle_table(const world_parts *parts, const bool *wanted, uint64_t seed, size_t draws,
                        ent_table *t, ent_arena *arena, ent_error *err);

#endif
