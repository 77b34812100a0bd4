/*
 * Where the program's own files lie, from whichever directory it is called.
 *
 *     ent_facts_load(path_data(), ...);
 *
 * Order: the environment (ENTENTE_DATA, ENTENTE_SCENARIOS, ENTENTE_REFERENCE), the source tree
 * that holds the build folder, what was installed beside the program (../share/entente).
 */
#ifndef ENT_CLI_PATHS_H
#define ENT_CLI_PATHS_H

#include "entente/status.h"

/* Folder of the tables; "data" when none is found, so that the error names something. */
const char *path_data(void);

/* Folder of the scenarios. */
const char *path_scenarios(void);

/* Folder of the reference sets; NULL when there is none. */
const char *path_reference(void);

/*
 * A folder for results: made when it is not there. Asked before anything is computed, so that a
 * long run does not end at a folder that cannot be written.
 *
 * errors   ENT_E_IO, saying why
 */
ent_status path_make_folder(const char *folder, ent_error *err);

#endif
