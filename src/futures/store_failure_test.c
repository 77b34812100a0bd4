/* Each kind of statement of a store fails once, as on a disk that went away: the line names the
   file and what SQLite says, nothing half-made is left, and a second try ends with the same hash.
   Then the same with memory, ours and SQLite's. The linker puts the three functions below in front
   of SQLite's. */
#include "check.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/scenario.h"
#include "entente/store.h"
#include "entente/text.h"
#include "entente/world_build.h"

/* --- statements that fail --- */

enum { MOST_KINDS = 256, MOST_CALLS = 1 << 20 };

static struct {
    size_t calls, fail_at; /* fail_at: 0 never, 1 the next */
    bool recording;
    size_t n_kinds;
    struct {
        char call;
        char *sql;
        size_t seen;
    } kinds[MOST_KINDS];
    size_t n_chosen, chosen[2 * MOST_KINDS]; /* the first two calls of each kind */
} sqlite;

int __real_sqlite3_prepare_v2(sqlite3 *db, const char *sql, int n, sqlite3_stmt **q,
                              const char **rest);
int __real_sqlite3_step(sqlite3_stmt *q);
int __real_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                        void *with, char **error);
int __wrap_sqlite3_prepare_v2(sqlite3 *db, const char *sql, int n, sqlite3_stmt **q,
                              const char **rest);
int __wrap_sqlite3_step(sqlite3_stmt *q);
int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                        void *with, char **error);

static void record(char call, const char *sql)
{
    size_t k = 0;
    while (k < sqlite.n_kinds &&
           (sqlite.kinds[k].call != call || strcmp(sqlite.kinds[k].sql, sql) != 0))
        k++;
    assert_true(k < MOST_KINDS);
    if (k == sqlite.n_kinds) {
        sqlite.kinds[sqlite.n_kinds].call = call;
        sqlite.kinds[sqlite.n_kinds++].sql = strdup(sql);
    }
    if (sqlite.kinds[k].seen++ < 2)
        sqlite.chosen[sqlite.n_chosen++] = sqlite.calls;
}

static bool fails(char call, const char *sql)
{
    sqlite.calls++;
    if (sqlite.recording)
        record(call, sql);
    return sqlite.calls == sqlite.fail_at;
}

/* An error of SQLite's own, with its words. */
static int spoil(sqlite3 *db)
{
    return __real_sqlite3_exec(db, "gone", NULL, NULL, NULL);
}
static const char words[] = "near \"gone\": syntax error";

int __wrap_sqlite3_prepare_v2(sqlite3 *db, const char *sql, int n, sqlite3_stmt **q,
                              const char **rest)
{
    *q = NULL;
    return fails('p', sql) ? spoil(db) : __real_sqlite3_prepare_v2(db, sql, n, q, rest);
}

int __wrap_sqlite3_step(sqlite3_stmt *q)
{
    return fails('s', sqlite3_sql(q)) ? spoil(sqlite3_db_handle(q)) : __real_sqlite3_step(q);
}

int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                        void *with, char **error)
{
    return fails('e', sql) ? spoil(db) : __real_sqlite3_exec(db, sql, row, with, error);
}

/* --- a run of two paired worlds and one that only a probe reads --- */

typedef struct fixture {
    ent_arena arena;
    ent_facts facts;
    ent_register reg;
    ent_world *worlds[3];
    ent_condition condition;
    ent_probe probes[2];
    char folder[TEMPORARY_PATH];
    char path[TEMPORARY_PATH + 16], half[TEMPORARY_PATH + 16], out[TEMPORARY_PATH + 16];
    char parts[2][TEMPORARY_PATH + 16];
    uint64_t hash;
    ent_arena *work; /* of the attempt */
} fixture;

static void fake_block(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    for (size_t c = 0; c < (size_t)job->layout->n_columns; c++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            job->out[c * ENT_BLOCK + f] = (double)((job->block + c + f) % 1009) + job->draws[f] +
                                          job->world->lever[0] * (double)(c % 3);
}

static ent_run_plan plan_of(const fixture *x, uint64_t first, uint64_t end)
{
    ent_run_plan p = {.n_worlds = 3,
                      .worlds = {x->worlds[0], x->worlds[1], x->worlds[2]},
                      .narrow = {false, false, true},
                      .paired = 1,
                      .n_futures = 700,
                      .seed = 9,
                      .first_block = first,
                      .end_block = end,
                      .n_probes = 2,
                      .probes = x->probes,
                      .block = fake_block};
    p.keep[ENT_O_SPENDING_EUROPE_CANADA] = true;
    return p;
}

static void make_world(fixture *x, size_t w, const char *lever)
{
    ent_error err;
    scenario_spec *s = ent_arena_array(&x->arena, scenario_spec, 1);
    const char *text =
        ent_text_format(&x->arena, "name: w%zu\nstart: 2025-10\nhorizon: 2025-12\n%s", w, lever);
    CHECK_OK(scenario_parse("w.yaml", text, strlen(text), &x->facts, &x->reg, s, &x->arena, &err),
             err);
    CHECK_OK(ent_world_build(&x->facts, &x->reg, s, NULL, 0, &x->worlds[w], &x->arena, &err), err);
}

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool part_there(const char *path)
{
    char name[TEMPORARY_PATH + 32];
    snprintf(name, sizeof name, "%s.part", path);
    return there(name);
}

/* --- what is tried --- */

typedef ent_status attempt(fixture *x, ent_error *err);

static ent_status finish_as(ent_run *run, ent_store *store, const char *path, ent_error *err)
{
    const ent_status status = ent_run_go(run, err);
    if (status == ENT_OK)
        return ent_store_finish(store, path, err);
    ent_store_close(store);
    return status;
}

static ent_status make_store(fixture *x, const char *path, uint64_t first, uint64_t end,
                             ent_error *err)
{
    const ent_run_plan plan = plan_of(x, first, end);
    const char *part = ent_text_format(&x->arena, "%s.part", path);
    ent_run *run;
    ent_store *store;
    ENT_TRY(ent_run_create(&plan, &run, x->work, err));
    ENT_TRY(ent_store_create(part, run, &x->reg, &store, x->work, err));
    ENT_TRY(finish_as(run, store, path, err));
    x->hash = ent_run_hash(run, 0) + ent_run_hash(run, 1);
    return ENT_OK;
}

static ent_status create(fixture *x, ent_error *err)
{
    return make_store(x, x->path, 0, 0, err);
}

/* A run that was stopped after its first block goes on. */
static ent_status resume(fixture *x, ent_error *err)
{
    const ent_run_plan plan = plan_of(x, 0, 0);
    ent_run *run;
    ent_store *store;
    ENT_TRY(ent_run_create(&plan, &run, x->work, err));
    ENT_TRY(ent_store_resume(x->half, run, &x->reg, &store, x->work, err));
    ENT_TRY(finish_as(run, store, x->half, err));
    x->hash = ent_run_hash(run, 0) + ent_run_hash(run, 1);
    return ENT_OK;
}

static ent_status merge(fixture *x, ent_error *err)
{
    const char *const parts[] = {x->parts[0], x->parts[1]};
    ent_merge_report report;
    ENT_TRY(ent_store_merge(2, parts, x->out, &x->reg, &report, x->work, err));
    assert_int_equal(report.blocks, 3);
    assert_int_equal(report.futures, 700);
    x->hash = report.hash;
    return ENT_OK;
}

static void nothing_before(fixture *x)
{
    (void)x;
}

static void stopped_before(fixture *x)
{
    volatile sig_atomic_t stop = 1;
    ent_run_plan plan = plan_of(x, 0, 0);
    ent_run *run;
    ent_store *store;
    ent_error err;
    plan.stop = &stop;
    CHECK_OK(ent_run_create(&plan, &run, &x->arena, &err), err);
    CHECK_OK(ent_store_create(x->half, run, &x->reg, &store, &x->arena, &err), err);
    assert_int_equal(ent_run_go(run, &err), ENT_E_STOPPED);
    CHECK_OK(ent_store_checkpoint(store, &err), err);
    ent_store_close(store);
}

/* A store that could not be made is not there; one that was is fine, and goes on. */
static void store_is_fine(fixture *x)
{
    ent_error err;
    char part[TEMPORARY_PATH + 32];
    snprintf(part, sizeof part, "%s.part", x->path);
    if (there(x->path))
        CHECK_OK(ent_store_check(x->path, &x->arena, &err), err);
    if (there(part))
        CHECK_OK(ent_store_check(part, &x->arena, &err), err);
    unlink(x->path);
    unlink(part);
}

static void goes_on(fixture *x)
{
    ent_error err;
    ent_arena *work = x->work;
    const uint64_t hash = x->hash;
    x->work = &x->arena;
    CHECK_OK(resume(x, &err), err);
    assert_true(x->hash == hash);
    x->work = work;
}

static void parts_are_fine(fixture *x)
{
    ent_error err;
    assert_false(there(x->out));
    assert_false(part_there(x->out));
    for (size_t i = 0; i < 2; i++)
        CHECK_OK(ent_store_check(x->parts[i], &x->arena, &err), err);
}

static const struct {
    const char *what;
    void (*before)(fixture *x);
    attempt *work;
    void (*after)(fixture *x);
} attempts[] = {
    {"create", nothing_before, create, store_is_fine},
    {"resume", stopped_before, resume, goes_on},
    {"merge", nothing_before, merge, parts_are_fine},
};
enum { N_ATTEMPTS = sizeof attempts / sizeof attempts[0] };

static void failing_statement(fixture *x, size_t a, size_t at, uint64_t hash)
{
    ent_error err = {{0}};
    const size_t mark = ent_arena_mark(&x->arena);
    x->hash = hash;
    attempts[a].before(x);
    sqlite.calls = 0;
    sqlite.fail_at = at;
    const ent_status status = attempts[a].work(x, &err);
    sqlite.fail_at = 0;
    if (status == ENT_OK) /* what only asks whether a file is blank may fail */
        assert_true(x->hash == hash);
    else if (status != ENT_E_IO || !strstr(err.message, words) || !strstr(err.message, x->folder))
        fail_msg("%s, call %zu: status %d, '%s'", attempts[a].what, at, (int)status, err.message);
    else
        attempts[a].after(x);
    unlink(x->out);
    ent_arena_rewind(&x->arena, mark);
}

static void test_statements(void **state)
{
    fixture *x = *state;
    for (size_t a = 0; a < N_ATTEMPTS; a++) {
        ent_error err;
        attempts[a].before(x);
        sqlite.n_chosen = sqlite.n_kinds = sqlite.calls = 0;
        sqlite.recording = true;
        CHECK_OK(attempts[a].work(x, &err), err);
        sqlite.recording = false;
        unlink(x->out);
        const uint64_t hash = x->hash;
        assert_true(sqlite.n_chosen > 40);
        for (size_t i = 0; i < sqlite.n_chosen; i++)
            failing_statement(x, a, sqlite.chosen[i], hash);
        for (size_t k = 0; k < sqlite.n_kinds; k++) {
            free(sqlite.kinds[k].sql);
            sqlite.kinds[k].seen = 0;
        }
    }
}

/* For every n the n-th request of memory fails. */
static void test_memory(void **state)
{
    fixture *x = *state;
    for (size_t a = 0; a < N_ATTEMPTS; a++) {
        ent_status status = ENT_E_NOMEM;
        for (size_t n = 1; status != ENT_OK; n++) {
            const size_t mark = ent_arena_mark(&x->arena);
            ent_arena work;
            ent_error err = {{0}};
            assert_true(n < 1000);
            attempts[a].before(x);
            ent_heap_arena_create(&work, 1); /* each request is one of the heap */
            x->work = &work;
            ent_heap_fail_after(n);
            status = attempts[a].work(x, &err);
            ent_heap_fail_after(0);
            if (status != ENT_OK &&
                (status != ENT_E_NOMEM || !strstr(err.message, "out of memory")))
                fail_msg("%s, request %zu: status %d, '%s'", attempts[a].what, n, (int)status,
                         err.message);
            ent_heap_arena_destroy(&work);
            x->work = &x->arena;
            unlink(x->out);
            ent_arena_rewind(&x->arena, mark);
        }
    }
}

/* --- memory of SQLite --- */

static sqlite3_mem_methods real_memory;
static size_t requests, request_fails; /* request_fails: 0 never */

static void *scarce_malloc(int n)
{
    return ++requests == request_fails ? NULL : real_memory.xMalloc(n);
}

static void *scarce_realloc(void *old, int n)
{
    return ++requests == request_fails ? NULL : real_memory.xRealloc(old, n);
}

static void make_scarce(void)
{
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory), SQLITE_OK);
    sqlite3_mem_methods scarce = real_memory;
    scarce.xMalloc = scarce_malloc;
    scarce.xRealloc = scarce_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &scarce), SQLITE_OK);
}

/* Cells that are always filled: a text that found no memory would be missing. */
static void nothing_is_missing(const char *path)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM run WHERE value IS NULL)"
        " + (SELECT count(*) FROM world WHERE checksum IS NULL OR data IS NULL)"
        " + (SELECT count(*) FROM outcome WHERE label IS NULL OR unit IS NULL)"
        " + (SELECT count(*) FROM assumption WHERE distribution IS NULL)"
        " + (SELECT count(*) FROM summary WHERE name IS NULL OR data IS NULL)";
    sqlite3 *db;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(q, 0), 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
}

static ent_status check(fixture *x, ent_error *err)
{
    return ent_store_check(x->parts[0], &x->arena, err);
}

/* Whether the n-th request of SQLite was made, and failed. */
static bool failing_request(fixture *x, attempt *work, size_t n)
{
    const size_t mark = ent_arena_mark(&x->arena);
    ent_error err = {{0}};
    requests = 0;
    request_fails = n;
    const ent_status status = work(x, &err);
    request_fails = 0;
    const bool made = requests >= n;
    if (status != ENT_OK && !strstr(err.message, "out of memory"))
        fail_msg("request %zu: status %d, '%s'", n, (int)status, err.message);
    if (status != ENT_OK)
        parts_are_fine(x);
    else if (there(x->out))
        nothing_is_missing(x->out);
    unlink(x->out);
    ent_arena_rewind(&x->arena, mark);
    return made;
}

/* All of the check, one in seventy of a merge. */
static void test_memory_of_sqlite(void **state)
{
    size_t n = 1;
    while (failing_request(*state, check, n))
        n++;
    assert_true(n > 100);
    for (n = 1; failing_request(*state, merge, n);)
        n += 71;
    assert_true(n > 10000);
}

static int load(void **state)
{
    static fixture x;
    const char *const data = ENT_SOURCE_DIR "/data";
    ent_error err;
    make_scarce();
    ent_heap_arena_create(&x.arena, 1 << 20);
    x.work = &x.arena;
    if (access("/dev/shm", W_OK) == 0) /* in memory: waiting for a disk took most of the time */
        setenv("TMPDIR", "/dev/shm", 0);
    CHECK_OK(ent_facts_load(data, &x.facts, &x.arena, &err), err);
    CHECK_OK(ent_register_load(data, &x.facts, &x.reg, &x.arena, &err), err);
    make_world(&x, 0, "");
    make_world(&x, 1, "levers: {pledge.target_pct_gdp: 3}\n");
    make_world(&x, 2, "levers: {pledge.target_pct_gdp: 4}\n");
    assert_true(ent_condition_read("> 100", &x.condition));
    x.probes[0] = (ent_probe){.outcome = ENT_O_SPENDING_EUROPE_CANADA, .count = 1, .stride = 1};
    x.probes[1] = (ent_probe){.against = 2,
                              .combine = ENT_COMBINE_DIFFERENCE,
                              .outcome = ENT_O_SPENDING_EUROPE_CANADA,
                              .count = 1,
                              .stride = 1,
                              .condition = &x.condition};
    assert_non_null(mkdtemp(temporary(x.folder, "entente-fail-XXXXXX")));
    snprintf(x.path, sizeof x.path, "%s/run", x.folder);
    snprintf(x.half, sizeof x.half, "%s/half", x.folder);
    snprintf(x.out, sizeof x.out, "%s/out", x.folder);
    for (size_t i = 0; i < 2; i++) {
        snprintf(x.parts[i], sizeof x.parts[i], "%s/part%zu", x.folder, i);
        CHECK_OK(make_store(&x, x.parts[i], i, 1 + 2 * i, &err), err);
    }
    *state = &x;
    return 0;
}

static int unload(void **state)
{
    fixture *x = *state;
    char line[TEMPORARY_PATH + 16];
    snprintf(line, sizeof line, "rm -r '%s'", x->folder);
    const int code = system(line);
    ent_heap_arena_destroy(&x->arena);
    return code;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_statements),
                                       cmocka_unit_test(test_memory),
                                       cmocka_unit_test(test_memory_of_sqlite)};
    return cmocka_run_group_tests(tests, load, unload);
}
