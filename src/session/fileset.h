/* The files of one run in a folder: a list with checksums, written last, says that they belong
   together. */
#ifndef ENT_SESSION_FILESET_H
#define ENT_SESSION_FILESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/arena.h"

#define FILESET_NAME "files.csv"

/* What tells a file from another. */
typedef struct fileset_print {
    uint64_t bytes, checksum;
    bool known;
} fileset_print;

/* Read a whole file; not `known` when there is none, or it cannot be read. */
fileset_print fileset_look(const char *path);

/*
 * Write the list of those of `names` that are in the folder.
 *
 * first    of the first name, when it has been looked at; else it is looked at now
 * errors   ENT_E_IO naming the file
 */
ent_status fileset_write(const char *folder, const char *const *names, size_t n,
                         const fileset_print *first, ent_arena *arena, ent_error *err);

/*
 * Whether the file at `path` and its neighbours are those of the list beside it.
 *
 * problem  a sentence when they are not; NULL when they are, or when there is no list
 * errors   ENT_E_NOMEM; those of a list that cannot be read
 */
ent_status fileset_check(const char *path, const char **problem, ent_arena *arena, ent_error *err);

#endif
