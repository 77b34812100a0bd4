/*
 * Where the program's own files lie, from whichever directory it is called.
 *
 *     ent_facts_load(path_data(), ...);
 *
 * Order: the environment (ENTENTE_DATA, ENTENTE_SCENARIOS, ENTENTE_REFERENCE), the source tree
 * that holds the build folder, what was installed beside the program or the library
 * (../share/entente).
 */
#ifndef ENT_SESSION_PATHS_H
#define ENT_SESSION_PATHS_H

#include "world/parts.h"

/* Folder of the tables; "data" when none is found, so that the error names something. */
const char *path_data(void);

/* Folder of the scenarios. */
const char *path_scenarios(void);

/* Both, for what loads a world; whoever speaks to people sets `warn`. */
world_folders *path_folders(void);

/* Folder of the reference sets; NULL when there is none. */
const char *path_reference(void);

#endif
