#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "entente/text.h"
#include "futures/store_file.h"

/* --- statements --- */

ent_status store_fail(const ent_store *s, ent_error *err)
{
    const int code = s->db ? sqlite3_errcode(s->db) & 0xff : SQLITE_NOMEM;
    const char *text = s->db ? sqlite3_errmsg(s->db) : "out of memory";
    const char *advice =
        code == SQLITE_FULL       ? "; free some space and continue with --resume"
        : code == SQLITE_BUSY     ? "; another run writes to it"
        : code == SQLITE_IOERR    ? "; is the disk full, or the size of files limited?"
        : code == SQLITE_CANTOPEN ? "; does its folder exist, and may you write there?"
        : code == SQLITE_READONLY ? "; a file beside it that ends in -journal or -wal is from a "
                                    "write that was broken off: move that file away"
                                  : "";
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
        return ent_fail(err, ENT_E_DATA, "%s: damaged or not a store: %s", s->path, text);
    return ent_fail(err, code == SQLITE_NOMEM ? ENT_E_NOMEM : ENT_E_IO, "%s: %s%s", s->path, text,
                    advice);
}

ent_status store_exec(const ent_store *s, const char *sql, ent_error *err)
{
    /* NOLINTNEXTLINE(*-core.NullDereference): open; the analyser thinks ent_fail might be ENT_OK */
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? ENT_OK : store_fail(s, err);
}

ent_status store_prepare(const ent_store *s, const char *sql, sqlite3_stmt **statement,
                         ent_error *err)
{
    return sqlite3_prepare_v2(s->db, sql, -1, statement, NULL) == SQLITE_OK ? ENT_OK
                                                                            : store_fail(s, err);
}

ent_status store_step(const ent_store *s, sqlite3_stmt *statement, ent_error *err)
{
    const int code = sqlite3_step(statement);
    const ent_status status = code == SQLITE_DONE ? ENT_OK : store_fail(s, err);
    sqlite3_reset(statement);
    return status;
}

ent_status store_read_end(const ent_store *s, int code, ent_error *err)
{
    return code == SQLITE_ROW || code == SQLITE_DONE ? ENT_OK : store_fail(s, err);
}

const char store_schema[] =
    "CREATE TABLE run(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE world(role INTEGER PRIMARY KEY, key TEXT, name TEXT, checksum TEXT,"
    " narrow INTEGER, data BLOB);"
    "CREATE TABLE lever(world INTEGER, key TEXT, year INTEGER, value REAL,"
    " PRIMARY KEY(world, key, year)) WITHOUT ROWID;"
    "CREATE TABLE assumption(world INTEGER, key TEXT, distribution TEXT, p1 REAL, p2 REAL,"
    " p3 REAL, central REAL, slot INTEGER, PRIMARY KEY(world, key)) WITHOUT ROWID;"
    "CREATE TABLE outcome(id INTEGER PRIMARY KEY, key TEXT, label TEXT, unit TEXT, shape TEXT,"
    " better TEXT, first_column INTEGER, columns INTEGER, kept INTEGER);"
    "CREATE TABLE quantile(world INTEGER, outcome TEXT, idx TEXT, at TEXT, n INTEGER,"
    " missing INTEGER, mean REAL, sd REAL, low REAL, high REAL, p5 REAL, p25 REAL, p50 REAL,"
    " p75 REAL, p95 REAL, PRIMARY KEY(world, outcome, idx, at)) WITHOUT ROWID;"
    "CREATE TABLE difference(outcome TEXT, idx TEXT, at TEXT, n INTEGER, mean REAL, low REAL,"
    " high REAL, distinguishable INTEGER, PRIMARY KEY(outcome, idx, at)) WITHOUT ROWID;"
    "CREATE TABLE block(first INTEGER PRIMARY KEY, last INTEGER);"
    "CREATE TABLE summary(name TEXT PRIMARY KEY, data BLOB);"
    "CREATE TABLE future(world INTEGER, outcome INTEGER, block INTEGER, data BLOB,"
    " PRIMARY KEY(world, outcome, block));";

/* --- opening --- */

ent_status store_open(const char *path, ent_run *run, const ent_register *reg, int flags,
                      ent_store **store, ent_arena *arena, ent_error *err)
{
    ent_store *s = ent_arena_array(arena, ent_store, 1);
    if (!s)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", path);
    *s = (ent_store){.run = run, .reg = reg, .arena = arena, .path = path};
    *store = s;
    if (!(flags & SQLITE_OPEN_CREATE))
        ENT_TRY(store_look(path, err));
    if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
        return store_fail(s, err);
    sqlite3_busy_timeout(s->db, 2000);
    return ENT_OK;
}

static ent_status attach(ent_store *s, ent_error *err)
{
    ENT_TRY(store_prepare(s, "INSERT OR REPLACE INTO future VALUES(?, ?, ?, ?)", &s->insert_future,
                          err));
    /* Who reads while the run goes on may hold up a transaction, not end the run. */
    sqlite3_busy_timeout(s->db, 60000);
    s->run->sink = store_take_batch;
    s->run->sink_with = s;
    s->last_commit = clock_now();
    s->pause = 1.0;
    return ENT_OK;
}

static ent_status write_worlds(const ent_store *s, ent_error *err)
{
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    ENT_TRY(store_prepare(s, "INSERT INTO world VALUES(?, ?, ?, ?, ?, ?)", &q, err));
    for (size_t w = 0; status == ENT_OK && w < s->run->plan.n_worlds; w++) {
        const ent_world *world = s->run->worlds[w].world;
        char text[24];
        snprintf(text, sizeof text, "%016" PRIx64, world->checksum);
        sqlite3_bind_int(q, 1, (int)w);
        sqlite3_bind_text(q, 2, world->key, -1, SQLITE_STATIC);
        sqlite3_bind_text(q, 3, world->name, -1, SQLITE_STATIC);
        sqlite3_bind_text(q, 4, text, -1, SQLITE_STATIC);
        sqlite3_bind_int(q, 5, !s->run->worlds[w].wide);
        sqlite3_bind_blob64(q, 6, world, world->total_bytes, SQLITE_STATIC);
        status = store_step(s, q, err);
    }
    sqlite3_finalize(q);
    return status;
}

static ent_status write_identity(const ent_store *s, ent_error *err)
{
    sqlite3_stmt *q;
    store_identity id;
    ent_status status = ENT_OK;
    store_identify(s->run, &id);
    ENT_TRY(store_prepare(s, "INSERT INTO run VALUES(?, ?)", &q, err));
    for (size_t i = 0; status == ENT_OK && i < id.n; i++)
        status = store_put(s, q, id.key[i], id.value[i], err);
    if (status == ENT_OK)
        status = store_put(s, q, "schema", "entente-store 2", err);
    if (status == ENT_OK)
        status = store_put(s, q, "scenario", s->run->worlds[0].world->key, err);
    if (status == ENT_OK)
        status = store_put(s, q, "block_size", "256", err);
    sqlite3_finalize(q);
    return status;
}

/* Futures are appended: with a rollback journal their pages are written once and only the few
   pages that change are saved before, a third of the time a write-ahead log takes. */
static ent_status fill_new(ent_store *s, ent_error *err)
{
    char text[96];
    snprintf(text, sizeof text, "PRAGMA application_id = %d; PRAGMA user_version = %d;", STORE_KIND,
             ENT_STORE_VERSION);
    ENT_TRY(store_exec(s,
                       "PRAGMA page_size = 65536; PRAGMA journal_mode = DELETE;"
                       "PRAGMA synchronous = NORMAL;",
                       err));
    ENT_TRY(store_exec(s, text, err));
    ENT_TRY(store_exec(s, "BEGIN", err));
    s->open = true;
    ENT_TRY(store_exec(s, store_schema, err));
    ENT_TRY(write_identity(s, err));
    ENT_TRY(write_worlds(s, err));
    ENT_TRY(store_describe(s, err));
    ENT_TRY(attach(s, err));
    return ent_store_checkpoint(s, err);
}

void store_remove(const char *path, ent_arena *arena)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        const char *name = ent_text_format(arena, "%s%s", path, endings[i]);
        if (name)
            unlink(name);
    }
}

ent_status ent_store_create(const char *path, ent_run *run, const ent_register *reg,
                            ent_store **store, ent_arena *arena, ent_error *err)
{
    *store = NULL;
    ENT_TRY(ent_file_replaceable(path, err));
    store_remove(path, arena);
    ent_status status =
        store_open(path, run, reg, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, store, arena, err);
    if (status == ENT_OK)
        status = fill_new(*store, err);
    if (status != ENT_OK) {
        ent_store_close(*store);
        *store = NULL;
        store_remove(path, arena);
    }
    return status;
}

/* A run killed before its first transaction leaves a database without a table. */
static bool is_blank(const ent_store *s)
{
    int tables = 1;
    return store_pragma(s, "SELECT count(*) FROM sqlite_master", &tables, NULL) == ENT_OK &&
           tables == 0;
}

ent_status ent_store_resume(const char *path, ent_run *run, const ent_register *reg,
                            ent_store **store, ent_arena *arena, ent_error *err)
{
    *store = NULL;
    ent_status status = store_open(path, run, reg, SQLITE_OPEN_READWRITE, store, arena, err);
    if (status == ENT_OK && is_blank(*store)) {
        ent_store_close(*store);
        return ent_store_create(path, run, reg, store, arena, err);
    }
    if (status == ENT_OK)
        status = store_check_kind(*store, err);
    if (status == ENT_OK)
        status = store_check_identity(*store, err);
    if (status == ENT_OK)
        status =
            store_exec(*store, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL;", err);
    if (status == ENT_OK)
        status = attach(*store, err);
    if (status == ENT_OK)
        status = store_read_state(*store, false, err);
    if (status != ENT_OK) {
        ent_store_close(*store);
        *store = NULL;
    }
    return status;
}

/* --- closing --- */

void ent_store_close(ent_store *s)
{
    if (!s)
        return;
    if (s->run && s->run->sink_with == s)
        s->run->sink = NULL;
    sqlite3_finalize(s->insert_future);
    if (s->db && s->open) /* on a full disk closing alone may leave the journal */
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    if (s->db)
        sqlite3_close(s->db);
    s->db = NULL;
    s->insert_future = NULL;
}

static ent_status finish(ent_store *s, ent_error *err)
{
    ENT_TRY(store_write_state(s, err));
    ENT_TRY(store_statistics(s, err));
    s->open = false;
    return store_exec(s, "COMMIT", err);
}

ent_status ent_store_finish(ent_store *s, const char *final_path, ent_error *err)
{
    const ent_status status = finish(s, err);
    ent_store_close(s);
    ENT_TRY(status);
    return strcmp(s->path, final_path) == 0 ? ENT_OK : ent_file_rename(s->path, final_path, err);
}
