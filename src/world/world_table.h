/* What a world holds, as a table of two columns. */
#ifndef ENT_WORLD_WORLD_TABLE_H
#define ENT_WORLD_WORLD_TABLE_H

#include "entente/table.h"
#include "entente/world.h"

/* The table lies in the arena. */
void world_table(const ent_world *w, ent_table *t, ent_arena *arena);

#endif
