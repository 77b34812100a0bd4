/* The treaty tables as they are, for pages that draw their outlines. */
#ifndef ENT_SESSION_TREATY_OF_H
#define ENT_SESSION_TREATY_OF_H

#include "entente/treaty_tables.h"

/* NULL when the tables cannot be read: such a page then has no map. Owned by the arena. */
const ent_treaty *treaty_of_data(const char *data, ent_arena *arena);

#endif
