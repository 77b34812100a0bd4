/* The files of one run in a folder: a list with checksums, written last, says that they belong
   together. */
#ifndef ENT_SESSION_FILESET_H
#define ENT_SESSION_FILESET_H

#include <stddef.h>

#include "entente/arena.h"

#define FILESET_NAME "files.csv"

/*
 * Write the list of those of `names` that are in the folder.
 *
 * errors   ENT_E_IO naming the file
 */
ent_status fileset_write(const char *folder, const char *const *names, size_t n, ent_arena *arena,
                         ent_error *err);

/*
 * Whether the file at `path` and its neighbours are those of the list beside it.
 *
 * problem  a sentence when they are not; NULL when they are, or when there is no list
 * errors   ENT_E_NOMEM; those of a list that cannot be read
 */
ent_status fileset_check(const char *path, const char **problem, ent_arena *arena, ent_error *err);

#endif
