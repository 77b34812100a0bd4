/* The cover of a workbook: what it shows, when and how it was made, in which units. */
#ifndef ENT_RESULT_COVER_H
#define ENT_RESULT_COVER_H

#include "entente/table.h"

/* An empty cover; its lines are added by cover_line. The title is kept, not copied. */
void cover_begin(ent_table *cover, const char *title, ent_arena *arena);

/* Add a line; "" for NULL. */
void cover_line(ent_table *cover, const char *what, const char *value);

/* Add the day of writing (UTC) and the version of the program. */
void cover_made(ent_table *cover);

/* Add a line for each sheet that follows: its name and title. */
void cover_sheets(ent_table *cover, const ent_table *const *sheets, size_t n, ent_arena *arena);

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
