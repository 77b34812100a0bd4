/*
 * The one way to write a file.
 *
 *     ent_file f;
 *     ENT_TRY(ent_file_begin("report.xlsx", &f, err));
 *     ... fill f.temporary, which lies beside the target ...
 *     return ent_file_commit(&f, err);      or ent_file_abandon(&f)
 *
 * A text in memory: ent_text_write_file (entente/text.h), which does the same.
 *
 * A regular file is replaced whole or not at all and keeps its permissions; a new one gets those of
 * the umask. Links are followed: what they point at is written, the link stays. Devices and pipes
 * are written through and never replaced; folders, sockets and block devices are refused.
 */
#ifndef ENT_BASE_FILE_H
#define ENT_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/status.h"

enum { ENT_FILE_PATH = 4096 };

typedef struct ent_file {
    char path[ENT_FILE_PATH];      /* as given, for messages */
    char target[ENT_FILE_PATH];    /* what is replaced: links are followed */
    char temporary[ENT_FILE_PATH]; /* to be filled; the caller may open it by name */
    int fd;                        /* of the temporary file, open for reading and writing */
    bool through;                  /* a device or a pipe: bytes are copied to it in the end */
} ent_file;

/*
 * Start writing. The temporary file is new (O_EXCL, O_NOFOLLOW) and lies in the target's folder,
 * or, for a device or pipe, in TMPDIR.
 *
 * errors   ENT_E_IO with path and reason; nothing was made
 */
ent_status ent_file_begin(const char *path, ent_file *f, ent_error *err);

/* Sync, then put the file in its place. errors ENT_E_IO; the target is as it was, nothing remains.
 */
ent_status ent_file_commit(ent_file *f, ent_error *err);

/* Remove what was written. */
void ent_file_abandon(ent_file *f);

/*
 * Whether a file may be put at `path` by replacing: it is not there or is a regular file.
 *
 * errors   ENT_E_IO, saying what it is instead
 */
ent_status ent_file_replaceable(const char *path, ent_error *err);

/*
 * Whether `out` may be written while `in` is what was asked about: it is another file. Devices and
 * files that are not there are.
 *
 * errors   ENT_E_ARG where both names mean one regular file
 */
ent_status ent_file_distinct(const char *out, const char *in, ent_error *err);

/*
 * Whether a file can be made at `path`, found by making one beside it: for what is written only at
 * the end of long work.
 *
 * errors   ENT_E_IO as ent_file_begin
 */
ent_status ent_file_possible(const char *path, ent_error *err);

/*
 * Rename, for a file that was made elsewhere on the same disk: links at `to` are followed, and what
 * is not a regular file is never replaced.
 */
ent_status ent_file_rename(const char *from, const char *to, ent_error *err);

#endif
