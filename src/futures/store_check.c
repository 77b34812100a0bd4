/*
 * Whether a file has the tables of a store and nothing else. A file from elsewhere could hold views
 * that never end or triggers that act on what we write: only the schema that we make is read.
 */
#include <string.h>

#include "futures/store_file.h"

static const char list[] = "SELECT type, name, sql FROM sqlite_master"
                           " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name";

static bool same_text(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
    const unsigned char *x = sqlite3_column_text(a, column), *y = sqlite3_column_text(b, column);
    return x && y && strcmp((const char *)x, (const char *)y) == 0;
}

/* Row by row until one differs or both end. */
static bool same_lists(sqlite3_stmt *a, sqlite3_stmt *b)
{
    for (;;) {
        const int x = sqlite3_step(a), y = sqlite3_step(b);
        if (x != y)
            return false;
        if (x != SQLITE_ROW)
            return x == SQLITE_DONE;
        for (int column = 0; column < 3; column++)
            if (!same_text(a, b, column))
                return false;
    }
}

ent_status store_check_schema(const ent_store *s, ent_error *err)
{
    ent_store made = {.path = ":memory:"};
    sqlite3_stmt *have = NULL, *want = NULL;
    ent_status status =
        sqlite3_open(made.path, &made.db) == SQLITE_OK ? ENT_OK : store_fail(&made, err);
    if (status == ENT_OK)
        status = store_exec(&made, store_schema, err);
    if (status == ENT_OK)
        status = store_prepare(&made, list, &want, err);
    if (status == ENT_OK)
        status = store_prepare(s, list, &have, err);
    if (status == ENT_OK && !same_lists(have, want))
        status =
            ent_fail(err, ENT_E_DATA, "%s: damaged: its tables are not those of a store", s->path);
    sqlite3_finalize(have);
    sqlite3_finalize(want);
    sqlite3_close(made.db);
    return status;
}
