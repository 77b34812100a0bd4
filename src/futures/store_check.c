/*
 * Whether a file is a store: of our kind and version, with exactly our tables, its pages whole. A
 * file from elsewhere could hold views that never end or triggers that act on what we write: only
 * the schema that we make is read.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "futures/store_file.h"

/* SQLite says little about a file that is none. */
ent_status store_look(const char *path, ent_error *err)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return ent_fail(err, ENT_E_IO, "%s: cannot be opened: %s", path, strerror(errno));
    return S_ISREG(info.st_mode)
               ? ENT_OK
               : ent_fail(err, ENT_E_IO, "%s is not a file. Give the results.sqlite of a run",
                          path);
}

bool store_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static const char list[] = "SELECT type, name, sql FROM sqlite_master"
                           " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name";

static bool same_text(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
    const unsigned char *x = sqlite3_column_text(a, column), *y = sqlite3_column_text(b, column);
    return x && y && strcmp((const char *)x, (const char *)y) == 0;
}

/* Row by row until one differs or both end. */
static ent_status same_lists(const ent_store *s, sqlite3_stmt *have, const ent_store *made,
                             sqlite3_stmt *want, ent_error *err)
{
    for (;;) {
        const int x = sqlite3_step(have), y = sqlite3_step(want);
        ENT_TRY(store_read_end(s, x, err));
        ENT_TRY(store_read_end(made, y, err));
        bool same = x == y;
        for (int column = 0; same && x == SQLITE_ROW && column < 3; column++)
            same = same_text(have, want, column);
        if (!same)
            return ent_fail(err, ENT_E_DATA,
                            "%s: cannot be used: it is a database, but it does not contain the "
                            "results of a run",
                            s->path);
        if (x == SQLITE_DONE)
            return ENT_OK;
    }
}

static ent_status check_schema(const ent_store *s, ent_error *err)
{
    ent_store made = {.path = s->path};
    sqlite3_stmt *have = NULL, *want = NULL;
    ent_status status =
        sqlite3_open(":memory:", &made.db) == SQLITE_OK ? ENT_OK : store_fail(&made, err);
    if (status == ENT_OK)
        status = store_exec(&made, store_schema, err);
    if (status == ENT_OK)
        status = store_prepare(&made, list, &want, err);
    if (status == ENT_OK)
        status = store_prepare(s, list, &have, err);
    if (status == ENT_OK)
        status = same_lists(s, have, &made, want, err);
    sqlite3_finalize(have);
    sqlite3_finalize(want);
    sqlite3_close(made.db);
    return status;
}

/* quick_check finds damage also where it could not read: of a page it says the code of the reason,
   of the pages that a long value goes on in it does not. */
static ent_status pages_fail(const ent_store *s, const char *found, ent_error *err)
{
    static const char before_code[] = "error code=";
    const char *at = strstr(found, before_code);
    const int code = at ? atoi(at + sizeof before_code - 1) & 0xff : SQLITE_CORRUPT;
    if (code == SQLITE_NOMEM)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
    if (code == SQLITE_IOERR)
        return ent_fail(err, ENT_E_IO, "%s: cannot be read", s->path);
    if (strstr(found, "failed to get page"))
        return ent_fail(err, ENT_E_IO, "%s: cannot be read: out of memory, or the disk fails",
                        s->path);
    return ent_fail(err, ENT_E_DATA, "%s: damaged: its pages are not whole", s->path);
}

/* Every page is read once: a file cut short or written over is found before anything is made of it.
 */
static ent_status check_pages(const ent_store *s, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(s, "PRAGMA main.quick_check(1)", &q, err));
    const int code = sqlite3_step(q);
    const char *found = code == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : NULL;
    ent_status status = ENT_OK;
    if (!found)
        status = store_fail(s, err);
    else if (strcmp(found, "ok") != 0)
        status = pages_fail(s, found, err);
    sqlite3_finalize(q);
    return status;
}

ent_status store_other_version(const ent_store *s, const char *what, ent_error *err)
{
    return ent_fail(err, ENT_E_VERSION,
                    "%s: %s made by another version of Entente. Compute this part again with this "
                    "version, or use the store with the version that made it",
                    s->path, what);
}

ent_status store_check_kind(const ent_store *s, ent_error *err)
{
    int kind, version;
    ENT_TRY(store_pragma(s, "PRAGMA application_id", &kind, err));
    ENT_TRY(store_pragma(s, "PRAGMA user_version", &version, err));
    if (kind != STORE_KIND)
        return ent_fail(err, ENT_E_VERSION, "%s: is not the store of a run", s->path);
    if (version != ENT_STORE_VERSION) {
        char what[32];
        snprintf(what, sizeof what, "format %d,", version);
        return store_other_version(s, what, err);
    }
    ENT_TRY(check_schema(s, err));
    return check_pages(s, err);
}

ent_status ent_store_check(const char *path, ent_arena *arena, ent_error *err)
{
    ent_store *s = NULL;
    ent_status status = store_open(path, NULL, NULL, SQLITE_OPEN_READONLY, &s, arena, err);
    if (status == ENT_OK)
        status = store_check_kind(s, err);
    ent_store_close(s);
    return status;
}
