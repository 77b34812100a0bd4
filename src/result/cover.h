/* The cover of a workbook that a command writes: what it shows, when it was written, in which
 * units. */
#ifndef ENT_RESULT_COVER_H
#define ENT_RESULT_COVER_H

#include "entente/table.h"

/*
 * Write `n` tables to a workbook with a cover in front: title of the first table, day of writing,
 * version, units, and the title of each sheet.
 *
 * memory   scratch of the arena
 * errors   ENT_E_NOMEM, ENT_E_IO with path and reason; no partial file remains
 */
ent_status cover_workbook(const char *path, const ent_table *const *tables, size_t n,
                          ent_arena *arena, ent_error *err);

#endif
