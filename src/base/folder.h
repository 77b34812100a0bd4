/* Folders that results go to. */
#ifndef ENT_BASE_FOLDER_H
#define ENT_BASE_FOLDER_H

#include "entente/status.h"

/*
 * A folder for results: made when it is not there. Asked before anything is computed, so that a
 * long run does not end at a folder that cannot be written.
 *
 * errors   ENT_E_IO, saying why
 */
ent_status folder_make(const char *folder, ent_error *err);

#endif
