#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "entente/text.h"
#include "entente/world_build.h"
#include "futures/store_file.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* --- statements --- */

ent_status store_fail(const ent_store *s, ent_error *err)
{
    const int code = s->db ? sqlite3_errcode(s->db) & 0xff : SQLITE_NOMEM;
    const char *text = s->db ? sqlite3_errmsg(s->db) : "out of memory";
    const char *advice = code == SQLITE_FULL   ? "; free some space and go on with --resume"
                         : code == SQLITE_BUSY ? "; another run writes to it"
                                               : "";
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
        return ent_fail(err, ENT_E_DATA, "%s: damaged or not a store: %s", s->path, text);
    return ent_fail(err, code == SQLITE_NOMEM ? ENT_E_NOMEM : ENT_E_IO, "%s: %s%s", s->path, text,
                    advice);
}

ent_status store_exec(const ent_store *s, const char *sql, ent_error *err)
{
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

static const char schema[] =
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

/* --- what identifies a run --- */

static ent_status put(const ent_store *s, sqlite3_stmt *q, const char *key, const char *value,
                      ent_error *err)
{
    sqlite3_bind_text(q, 1, key, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(q, 2, value, -1, SQLITE_TRANSIENT);
    return store_step(s, q, err);
}

/* A probe by its numbers: the same claims give the same word. */
static uint64_t probes_hash(const ent_run *run)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < run->plan.n_probes; i++) {
        const ent_probe *p = &run->plan.probes[i];
        const int32_t parts[] = {p->world, p->against, (int32_t)p->combine, p->outcome, p->first,
                                 p->count, p->stride};
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
            hash = (hash ^ (uint32_t)parts[k]) * UINT64_C(1099511628211);
    }
    return hash;
}

static const char *const design_names[] = {"mc", "lhs", "sobol"};
enum { IDENTITY_MAX = 16 };

typedef struct identity {
    size_t n;
    const char *key[IDENTITY_MAX];
    char value[IDENTITY_MAX][40];
} identity;

static void identify(const ent_run *run, identity *id)
{
    *id = (identity){0};
#define IDENTIFY(name, ...) \
    do { \
        snprintf(id->value[id->n], sizeof id->value[0], __VA_ARGS__); \
        id->key[id->n++] = name; \
    } while (0)
    IDENTIFY("futures", "%" PRIu64, run->plan.n_futures);
    IDENTIFY("seed", "%" PRIu64, run->plan.seed);
    IDENTIFY("design", "%s", design_names[run->plan.design]);
    IDENTIFY("worlds", "%zu", run->plan.n_worlds);
    IDENTIFY("paired", "%d", run->plan.paired);
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        static const char *const names[ENT_RUN_WORLDS] = {"world", "second world", "third world",
                                                          "fourth world"};
        IDENTIFY(names[w], "%016" PRIx64, run->worlds[w].world->checksum);
    }
    IDENTIFY("probes", "%zu %016" PRIx64, run->plan.n_probes, probes_hash(run));
    IDENTIFY("kept columns", "%zu", run->kept_doubles / ENT_BLOCK);
#undef IDENTIFY
}

/* Value of a row of `run`, "" when it is not there; the text lives until the next call. */
static ent_status get(const ent_store *s, const char *key, char *value, size_t size, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(s, "SELECT value FROM run WHERE key = ?", &q, err));
    sqlite3_bind_text(q, 1, key, -1, SQLITE_TRANSIENT);
    const int code = sqlite3_step(q);
    snprintf(value, size, "%s", code == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : "");
    const ent_status status =
        code == SQLITE_ROW || code == SQLITE_DONE ? ENT_OK : store_fail(s, err);
    sqlite3_finalize(q);
    return status;
}

static ent_status check_identity(const ent_store *s, ent_error *err)
{
    identity id;
    identify(s->run, &id);
    for (size_t i = 0; i < id.n; i++) {
        char found[64];
        ENT_TRY(get(s, id.key[i], found, sizeof found, err));
        if (strcmp(found, id.value[i]) != 0)
            return ent_fail(err, ENT_E_DATA,
                            "%s: holds another run: %s is %s, not %s; give another folder", s->path,
                            id.key[i], *found ? found : "not there", id.value[i]);
    }
    return ENT_OK;
}

/* --- summaries --- */

static size_t largest_summary(const ent_run *run)
{
    size_t most = summary_bytes(&run->probes);
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        if (run->worlds[w].wide && summary_bytes(&run->worlds[w].sums) > most)
            most = summary_bytes(&run->worlds[w].sums);
    return most + run->plan.n_probes * sizeof(uint64_t) + 64;
}

static ent_status put_blob(const ent_store *s, sqlite3_stmt *q, const char *name, size_t size,
                           ent_error *err)
{
    sqlite3_bind_text(q, 1, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_blob64(q, 2, s->buffer, size, SQLITE_STATIC);
    return store_step(s, q, err);
}

static ent_status put_summary(const ent_store *s, sqlite3_stmt *q, const char *name, summary *sums,
                              ent_error *err)
{
    return put_blob(s, q, name, summary_write(sums, s->buffer), err);
}

static ent_status write_summaries(const ent_store *s, sqlite3_stmt *q, ent_error *err)
{
    ent_run *run = s->run;
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        const char *name = w == 0 ? "world 0" : w == 1 ? "world 1" : w == 2 ? "world 2" : "world 3";
        if (run->worlds[w].wide)
            ENT_TRY(put_summary(s, q, name, &run->worlds[w].sums, err));
    }
    if (run->plan.paired)
        ENT_TRY(put_summary(s, q, "pairs", &run->pairs, err));
    ENT_TRY(put_summary(s, q, "probes", &run->probes, err));
    uint64_t *words = (uint64_t *)(void *)s->buffer;
    for (size_t i = 0; i < run->plan.n_probes; i++)
        words[i] = run->probe[i].held;
    ENT_TRY(put_blob(s, q, "held", run->plan.n_probes * sizeof *words, err));
    for (size_t w = 0; w < ENT_RUN_WORLDS; w++)
        words[w] = run->worlds[w].hash;
    return put_blob(s, q, "hashes", ENT_RUN_WORLDS * sizeof *words, err);
}

static ent_status write_blocks(const ent_store *s, ent_error *err)
{
    const ent_run *run = s->run;
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    ENT_TRY(store_exec(s, "DELETE FROM block", err));
    ENT_TRY(store_prepare(s, "INSERT INTO block VALUES(?, ?)", &q, err));
    for (uint64_t b = run->first; status == ENT_OK && b < run->end; b++) {
        if (!run_is_done(run, b))
            continue;
        const uint64_t first = b;
        while (b + 1 < run->end && run_is_done(run, b + 1))
            b++;
        sqlite3_bind_int64(q, 1, (sqlite3_int64)first);
        sqlite3_bind_int64(q, 2, (sqlite3_int64)b);
        status = store_step(s, q, err);
    }
    sqlite3_finalize(q);
    return status;
}

static ent_status write_state(ent_store *s, ent_error *err)
{
    sqlite3_stmt *q, *r;
    char text[40];
    if (!s->open)
        ENT_TRY(store_exec(s, "BEGIN", err));
    s->open = true;
    ENT_TRY(write_blocks(s, err));
    ENT_TRY(store_prepare(s, "INSERT OR REPLACE INTO summary VALUES(?, ?)", &q, err));
    ent_status status = write_summaries(s, q, err);
    sqlite3_finalize(q);
    ENT_TRY(status);
    ENT_TRY(store_prepare(s, "INSERT OR REPLACE INTO run VALUES(?, ?)", &r, err));
    snprintf(text, sizeof text, "%016" PRIx64, s->run->worlds[0].hash);
    status = put(s, r, "outcome_hash", text, err);
    snprintf(text, sizeof text, "%" PRIu64, s->run->n_done);
    if (status == ENT_OK)
        status = put(s, r, "blocks_done", text, err);
    sqlite3_finalize(r);
    return status;
}

ent_status ent_store_checkpoint(ent_store *s, ent_error *err)
{
    ENT_TRY(write_state(s, err));
    s->open = false;
    s->last_commit = now();
    return store_exec(s, "COMMIT", err);
}

/* --- futures --- */

static ent_status insert_block(const ent_store *s, const run_batch *batch, size_t i, ent_error *err)
{
    const ent_run *run = s->run;
    const double *x = batch->kept + i * run->kept_doubles;
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        const run_world *rw = &run->worlds[w];
        for (int o = 0; rw->n_kept > 0 && o < ENT_N_OUTCOMES; o++) {
            const size_t n = run->plan.keep[o] ? (size_t)rw->layout.count[o] * ENT_BLOCK : 0;
            if (n == 0)
                continue;
            sqlite3_bind_int(s->insert_future, 1, (int)w);
            sqlite3_bind_int(s->insert_future, 2, o);
            sqlite3_bind_int64(s->insert_future, 3, (sqlite3_int64)batch->blocks[i]);
            sqlite3_bind_blob64(s->insert_future, 4, x, n * sizeof *x, SQLITE_STATIC);
            ENT_TRY(store_step(s, s->insert_future, err));
            x += n;
        }
    }
    return ENT_OK;
}

/* A batch is written with the sums that contain it: all or nothing. */
static ent_status take_batch(void *with, ent_run *run, const run_batch *batch, ent_error *err)
{
    ent_store *s = with;
    (void)run;
    if (!s->open)
        ENT_TRY(store_exec(s, "BEGIN", err));
    s->open = true;
    for (size_t i = 0; batch->kept && i < batch->n; i++)
        ENT_TRY(insert_block(s, batch, i, err));
    return now() - s->last_commit > 1.0 ? ent_store_checkpoint(s, err) : ENT_OK;
}

/* --- opening --- */

static ent_status open_file(const char *path, ent_run *run, const ent_register *reg, int flags,
                            ent_store **store, ent_arena *arena, ent_error *err)
{
    ent_store *s = ent_arena_array(arena, ent_store, 1);
    if (!s)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", path);
    *s = (ent_store){.run = run, .reg = reg, .arena = arena, .path = path};
    *store = s;
    if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
        return store_fail(s, err);
    sqlite3_busy_timeout(s->db, 2000);
    return ENT_OK;
}

static ent_status attach(ent_store *s, ent_error *err)
{
    s->buffer_size = largest_summary(s->run);
    s->buffer = ent_arena_array(s->arena, unsigned char, s->buffer_size);
    if (!s->buffer)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
    ENT_TRY(store_prepare(s, "INSERT OR REPLACE INTO future VALUES(?, ?, ?, ?)", &s->insert_future,
                          err));
    s->run->sink = take_batch;
    s->run->sink_with = s;
    s->last_commit = now();
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
        sqlite3_bind_text(q, 4, text, -1, SQLITE_TRANSIENT);
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
    identity id;
    ent_status status = ENT_OK;
    identify(s->run, &id);
    ENT_TRY(store_prepare(s, "INSERT INTO run VALUES(?, ?)", &q, err));
    for (size_t i = 0; status == ENT_OK && i < id.n; i++)
        status = put(s, q, id.key[i], id.value[i], err);
    if (status == ENT_OK)
        status = put(s, q, "schema", "entente-store 1", err);
    if (status == ENT_OK)
        status = put(s, q, "scenario", s->run->worlds[0].world->key, err);
    if (status == ENT_OK)
        status = put(s, q, "block_size", "256", err);
    sqlite3_finalize(q);
    return status;
}

static ent_status fill_new(ent_store *s, ent_error *err)
{
    char text[96];
    snprintf(text, sizeof text, "PRAGMA application_id = %d; PRAGMA user_version = %d;", STORE_KIND,
             ENT_STORE_VERSION);
    ENT_TRY(store_exec(s,
                       "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL;"
                       "PRAGMA synchronous = NORMAL;",
                       err));
    ENT_TRY(store_exec(s, text, err));
    ENT_TRY(store_exec(s, "BEGIN", err));
    s->open = true;
    ENT_TRY(store_exec(s, schema, err));
    ENT_TRY(write_identity(s, err));
    ENT_TRY(write_worlds(s, err));
    ENT_TRY(store_describe(s, err));
    ENT_TRY(attach(s, err));
    return ent_store_checkpoint(s, err);
}

static void remove_file(const char *path, ent_arena *arena)
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
    remove_file(path, arena);
    ent_status status =
        open_file(path, run, reg, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, store, arena, err);
    if (status == ENT_OK)
        status = fill_new(*store, err);
    if (status != ENT_OK) {
        ent_store_close(*store);
        *store = NULL;
        remove_file(path, arena);
    }
    return status;
}

/* --- reading back --- */

static ent_status pragma(const ent_store *s, const char *sql, int *value, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(s, sql, &q, err));
    const bool row = sqlite3_step(q) == SQLITE_ROW;
    *value = row ? sqlite3_column_int(q, 0) : 0;
    const ent_status status = row ? ENT_OK : store_fail(s, err);
    sqlite3_finalize(q);
    return status;
}

static ent_status check_kind(const ent_store *s, ent_error *err)
{
    int kind, version;
    ENT_TRY(pragma(s, "PRAGMA application_id", &kind, err));
    ENT_TRY(pragma(s, "PRAGMA user_version", &version, err));
    if (kind != STORE_KIND)
        return ent_fail(err, ENT_E_VERSION, "%s: is not the store of a run", s->path);
    if (version != ENT_STORE_VERSION)
        return ent_fail(err, ENT_E_VERSION, "%s: store of version %d; this program reads %d",
                        s->path, version, (int)ENT_STORE_VERSION);
    return ENT_OK;
}

/* Copy a blob of `least` to `most` bytes. */
static ent_status get_blob(const ent_store *s, const char *name, void *to, size_t least,
                           size_t most, size_t *size, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(s, "SELECT data FROM summary WHERE name = ?", &q, err));
    sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
    const int code = sqlite3_step(q);
    *size = code == SQLITE_ROW ? (size_t)sqlite3_column_bytes(q, 0) : 0;
    const bool fits = code == SQLITE_ROW && *size >= least && *size <= most;
    if (fits && *size > 0)
        memcpy(to, sqlite3_column_blob(q, 0), *size);
    const ent_status status = fits ? ENT_OK
                              : code == SQLITE_ROW || code == SQLITE_DONE
                                  ? ent_fail(err, ENT_E_DATA, "%s: damaged: %s", s->path, name)
                                  : store_fail(s, err);
    sqlite3_finalize(q);
    return status;
}

static ent_status get_words(const ent_store *s, const char *name, size_t n, ent_error *err)
{
    size_t size;
    return get_blob(s, name, s->buffer, n * sizeof(uint64_t), n * sizeof(uint64_t), &size, err);
}

/* Read a summary; its bins must be those of the run, unless the run has none yet. */
static ent_status get_summary(const ent_store *s, const char *name, summary *sums, bool fresh,
                              ent_error *err)
{
    const size_t bins = sums->n_columns * sizeof *sums->bins;
    size_t size;
    ENT_TRY(get_blob(s, name, s->buffer, bins, s->buffer_size, &size, err));
    if (!fresh && bins > 0 && memcmp(s->buffer, sums->bins, bins) != 0)
        return ent_fail(err, ENT_E_DATA,
                        "%s: made by another version of the model: histograms differ", s->path);
    return summary_read(sums, s->buffer, size)
               ? ENT_OK
               : ent_fail(err, ENT_E_DATA, "%s: damaged: %s", s->path, name);
}

static ent_status read_blocks(const ent_store *s, ent_error *err)
{
    ent_run *run = s->run;
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    int code;
    ENT_TRY(store_prepare(s, "SELECT first, last FROM block ORDER BY first", &q, err));
    while (status == ENT_OK && (code = sqlite3_step(q)) == SQLITE_ROW) {
        const uint64_t first = (uint64_t)sqlite3_column_int64(q, 0);
        const uint64_t last = (uint64_t)sqlite3_column_int64(q, 1);
        if (first < run->first || last >= run->end || first > last)
            status =
                ent_fail(err, ENT_E_DATA,
                         "%s: holds blocks %" PRIu64 ":%" PRIu64 ", outside %" PRIu64 ":%" PRIu64,
                         s->path, first, last + 1, run->first, run->end);
        for (uint64_t b = first; status == ENT_OK && b <= last; b++)
            if (run_is_done(run, b))
                status = ent_fail(err, ENT_E_DATA, "%s: block %" PRIu64 " is also in another store",
                                  s->path, b);
            else
                run_set_done(run, b);
    }
    if (status == ENT_OK && code != SQLITE_DONE)
        status = store_fail(s, err);
    sqlite3_finalize(q);
    return status;
}

/* Everything that was summed up so far, into an empty run. */
static ent_status read_state(const ent_store *s, bool fresh, ent_error *err)
{
    static const char *const names[] = {"world 0", "world 1", "world 2", "world 3"};
    ent_run *run = s->run;
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        if (run->worlds[w].wide)
            ENT_TRY(get_summary(s, names[w], &run->worlds[w].sums, fresh, err));
    if (run->plan.paired)
        ENT_TRY(get_summary(s, "pairs", &run->pairs, true, err));
    ENT_TRY(get_summary(s, "probes", &run->probes, fresh, err));
    uint64_t *words = (uint64_t *)(void *)s->buffer;
    ENT_TRY(get_words(s, "held", run->plan.n_probes, err));
    for (size_t i = 0; i < run->plan.n_probes; i++)
        run->probe[i].held = words[i];
    ENT_TRY(get_words(s, "hashes", ENT_RUN_WORLDS, err));
    for (size_t w = 0; w < ENT_RUN_WORLDS; w++)
        run->worlds[w].hash = words[w];
    return read_blocks(s, err);
}

/* A run killed before its first transaction leaves a database without a table. */
static bool is_blank(const ent_store *s)
{
    int tables = 1;
    return pragma(s, "SELECT count(*) FROM sqlite_master", &tables, NULL) == ENT_OK && tables == 0;
}

ent_status ent_store_resume(const char *path, ent_run *run, const ent_register *reg,
                            ent_store **store, ent_arena *arena, ent_error *err)
{
    *store = NULL;
    ent_status status = open_file(path, run, reg, SQLITE_OPEN_READWRITE, store, arena, err);
    if (status == ENT_OK && is_blank(*store)) {
        ent_store_close(*store);
        return ent_store_create(path, run, reg, store, arena, err);
    }
    if (status == ENT_OK)
        status = check_kind(*store, err);
    if (status == ENT_OK)
        status = check_identity(*store, err);
    if (status == ENT_OK)
        status = store_exec(*store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", err);
    if (status == ENT_OK)
        status = attach(*store, err);
    if (status == ENT_OK)
        status = read_state(*store, false, err);
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
    if (s->db)
        sqlite3_close(s->db);
    s->db = NULL;
    s->insert_future = NULL;
}

static ent_status finish(ent_store *s, ent_error *err)
{
    ENT_TRY(write_state(s, err));
    ENT_TRY(store_statistics(s, err));
    s->open = false;
    ENT_TRY(store_exec(s, "COMMIT", err));
    return store_exec(s, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;", err);
}

ent_status ent_store_finish(ent_store *s, const char *final_path, ent_error *err)
{
    const ent_status status = finish(s, err);
    ent_store_close(s);
    ENT_TRY(status);
    if (strcmp(s->path, final_path) != 0 && rename(s->path, final_path) != 0)
        return ent_fail(err, ENT_E_IO, "%s: cannot be renamed to %s: %s", s->path, final_path,
                        strerror(errno));
    return ENT_OK;
}

/* --- merging --- */

/* Worlds as they lie in a store, checked. */
static ent_status read_worlds(const ent_store *s, ent_run_plan *plan, ent_error *err)
{
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    ENT_TRY(store_prepare(s, "SELECT data, narrow FROM world ORDER BY role", &q, err));
    while (status == ENT_OK && sqlite3_step(q) == SQLITE_ROW && plan->n_worlds < ENT_RUN_WORLDS) {
        const size_t size = (size_t)sqlite3_column_bytes(q, 0);
        unsigned char *bytes = ent_arena_array(s->arena, unsigned char, size);
        if (bytes)
            memcpy(bytes, sqlite3_column_blob(q, 0), size);
        if (!bytes)
            status = ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
        else if (ent_world_check(bytes, size) != ENT_WORLD_FINE)
            status = ent_fail(err, ENT_E_DATA, "%s: damaged: world: %s", s->path,
                              ent_world_problem_text(ent_world_check(bytes, size)));
        plan->narrow[plan->n_worlds] = sqlite3_column_int(q, 1) != 0;
        plan->worlds[plan->n_worlds++] = (const ent_world *)(const void *)bytes;
    }
    sqlite3_finalize(q);
    if (status == ENT_OK && plan->n_worlds == 0)
        status = ent_fail(err, ENT_E_DATA, "%s: damaged: no world", s->path);
    return status;
}

static ent_status read_keep(const ent_store *s, ent_run_plan *plan, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(s, "SELECT id FROM outcome WHERE kept = 1", &q, err));
    while (sqlite3_step(q) == SQLITE_ROW) {
        const int o = sqlite3_column_int(q, 0);
        if (o >= 0 && o < ENT_N_OUTCOMES)
            plan->keep[o] = true;
    }
    sqlite3_finalize(q);
    return ENT_OK;
}

/* The plan of the run of which a store holds a part. */
static ent_status read_plan(const ent_store *s, ent_run_plan *plan, ent_error *err)
{
    char text[64];
    size_t n_probes = 0;
    *plan = (ent_run_plan){0};
    ENT_TRY(check_kind(s, err));
    ENT_TRY(read_worlds(s, plan, err));
    ENT_TRY(read_keep(s, plan, err));
    ENT_TRY(get(s, "futures", text, sizeof text, err));
    plan->n_futures = strtoull(text, NULL, 10);
    ENT_TRY(get(s, "seed", text, sizeof text, err));
    plan->seed = strtoull(text, NULL, 10);
    ENT_TRY(get(s, "paired", text, sizeof text, err));
    plan->paired = (int32_t)strtol(text, NULL, 10);
    ENT_TRY(get(s, "design", text, sizeof text, err));
    for (int d = 0; d < 3; d++)
        if (strcmp(design_names[d], text) == 0)
            plan->design = (ent_design_kind)d;
    ENT_TRY(get(s, "probes", text, sizeof text, err));
    n_probes = strtoull(text, NULL, 10);
    plan->n_probes = n_probes;
    plan->probes = ent_arena_array(s->arena, ent_probe, n_probes + 1);
    plan->n_dimensions = ENT_N_ASSUMPTIONS;
    return plan->probes ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
}

/* Both stores must name the same run; `probes` stands for what the claims ask. */
static ent_status same_run(const ent_store *a, const ent_store *b, ent_error *err)
{
    static const char *const keys[] = {"futures",      "seed",   "design",       "worlds",
                                       "paired",       "world",  "second world", "third world",
                                       "fourth world", "probes", "kept columns"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char x[64], y[64];
        ENT_TRY(get(a, keys[i], x, sizeof x, err));
        ENT_TRY(get(b, keys[i], y, sizeof y, err));
        if (strcmp(x, y) != 0)
            return ent_fail(err, ENT_E_DATA, "%s and %s are not parts of one run: %s is %s and %s",
                            a->path, b->path, keys[i], *x ? x : "not there", *y ? y : "not there");
    }
    return ENT_OK;
}

/* Sums of `from` into `into`; blocks were joined before. */
static ent_status add_sums(ent_run *into, ent_run *from, const ent_store *s, ent_error *err)
{
    for (size_t w = 0; w < into->plan.n_worlds; w++) {
        summary *a = &into->worlds[w].sums, *b = &from->worlds[w].sums;
        into->worlds[w].hash += from->worlds[w].hash;
        if (!into->worlds[w].wide)
            continue;
        if (memcmp(a->bins, b->bins, a->n_columns * sizeof *a->bins) != 0)
            return ent_fail(err, ENT_E_DATA,
                            "%s: made by another version of the model: histograms differ", s->path);
        summary_merge(a, b);
    }
    if (into->plan.paired)
        summary_merge(&into->pairs, &from->pairs);
    summary_merge(&into->probes, &from->probes);
    for (size_t i = 0; i < into->plan.n_probes; i++)
        into->probe[i].held += from->probe[i].held;
    return ENT_OK;
}

static ent_status join_blocks(ent_run *into, const ent_run *from, const ent_store *s,
                              ent_error *err)
{
    for (uint64_t b = from->first; b < from->end; b++) {
        if (!run_is_done(from, b))
            continue;
        if (run_is_done(into, b))
            return ent_fail(err, ENT_E_DATA,
                            "%s: block %" PRIu64 " is also in a store given before", s->path, b);
        run_set_done(into, b);
    }
    return ENT_OK;
}

static ent_status copy_futures(const ent_store *out, const char *from, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(out, "ATTACH DATABASE ? AS part", &q, err));
    sqlite3_bind_text(q, 1, from, -1, SQLITE_STATIC);
    const ent_status status = store_step(out, q, err);
    sqlite3_finalize(q);
    ENT_TRY(status);
    ENT_TRY(store_exec(out, "INSERT INTO future SELECT * FROM part.future", err));
    return store_exec(out, "DETACH DATABASE part", err);
}

/* One store into the sum; the first one makes the sum. */
static ent_status merge_one(const char *path, ent_store *first, ent_run **sum, ent_arena *arena,
                            ent_error *err)
{
    ent_store *s = NULL;
    ent_run_plan plan;
    ent_run *run = NULL;
    ent_status status = open_file(path, NULL, NULL, SQLITE_OPEN_READONLY, &s, arena, err);
    if (status == ENT_OK)
        status = read_plan(s, &plan, err);
    if (status == ENT_OK && first)
        status = same_run(first, s, err);
    if (status == ENT_OK)
        status = run_create_empty(&plan, &run, arena, err);
    if (status == ENT_OK) {
        s->run = run;
        s->buffer_size = largest_summary(run);
        s->buffer = ent_arena_array(arena, unsigned char, s->buffer_size);
        status = s->buffer ? read_state(s, true, err)
                           : ent_fail(err, ENT_E_NOMEM, "%s: out of memory", path);
    }
    if (status == ENT_OK && !*sum)
        *sum = run;
    else if (status == ENT_OK) {
        status = join_blocks(*sum, run, s, err);
        if (status == ENT_OK)
            status = add_sums(*sum, run, s, err);
    }
    ent_store_close(s);
    return status;
}

static ent_status sum_stores(size_t n, const char *const *paths, ent_run **sum, ent_arena *arena,
                             ent_error *err)
{
    ent_store *first = NULL;
    ENT_TRY(merge_one(paths[0], NULL, sum, arena, err));
    ent_status status = open_file(paths[0], NULL, NULL, SQLITE_OPEN_READONLY, &first, arena, err);
    for (size_t i = 1; status == ENT_OK && i < n; i++) {
        const size_t mark = ent_arena_mark(arena);
        status = merge_one(paths[i], first, sum, arena, err);
        ent_arena_rewind(arena, mark);
    }
    ent_store_close(first);
    return status;
}

/* What the claims asked is kept as the word of the parts. */
static ent_status keep_probes_word(const ent_store *out, const char *from, ent_error *err)
{
    ent_store *part = NULL;
    char text[64];
    sqlite3_stmt *q;
    ENT_TRY(open_file(from, NULL, NULL, SQLITE_OPEN_READONLY, &part, out->arena, err));
    ent_status status = get(part, "probes", text, sizeof text, err);
    ent_store_close(part);
    ENT_TRY(status);
    ENT_TRY(store_prepare(out, "INSERT OR REPLACE INTO run VALUES(?, ?)", &q, err));
    status = put(out, q, "probes", text, err);
    sqlite3_finalize(q);
    return status;
}

ent_status ent_store_merge(size_t n, const char *const *paths, const char *out,
                           const ent_register *reg, ent_merge_report *report, ent_arena *arena,
                           ent_error *err)
{
    ent_run *sum = NULL;
    ent_store *s = NULL;
    const char *part = ent_text_format(arena, "%s.part", out);
    for (size_t i = 0; i < n; i++)
        if (strcmp(paths[i], out) == 0)
            return ent_fail(err, ENT_E_ARG, "%s: is both a part and the result", out);
    if (!part)
        return ent_fail(err, ENT_E_NOMEM, "merge: out of memory");
    ENT_TRY(sum_stores(n, paths, &sum, arena, err));
    ENT_TRY(ent_store_create(part, sum, reg, &s, arena, err));
    ent_status status = keep_probes_word(s, paths[0], err);
    for (size_t i = 0; status == ENT_OK && i < n; i++)
        status = copy_futures(s, paths[i], err);
    if (status == ENT_OK)
        status = ent_store_finish(s, out, err);
    else
        ent_store_close(s);
    if (status != ENT_OK)
        remove_file(part, arena);
    *report = (ent_merge_report){sum->n_done, sum->end, ent_run_futures(sum), sum->worlds[0].hash};
    return status;
}
