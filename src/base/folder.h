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

/*
 * Keep other runs out of a folder until the lock is given back or the process ends, however it
 * ends.
 *
 * lock     set to what folder_unlock takes; -1 where the file system has no locks
 * errors   ENT_E_IO when another run has the folder
 */
ent_status folder_lock(const char *folder, int *lock, ent_error *err);
/* Give a lock back; -1 is none. */
void folder_unlock(int lock);

#endif
