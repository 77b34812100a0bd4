/* A store that is damaged in one way is refused with a line that names the file and the damage, by
   a look at it, by a resumed run and by a merge; what was refused is left as it was. */
#include "real_world.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "entente/store.h"
#include "entente/text.h"
#include "futures/store_file.h"

typedef struct fixture {
    real_world world;
    const char *folder, *whole, *damaged, *joined;
} fixture;

static void fake_block(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    for (size_t c = 0; c < (size_t)job->layout->n_columns; c++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            job->out[c * ENT_BLOCK + f] = (double)((job->block + c + f) % 1009) + job->draws[f];
}

static ent_run_plan plan_of(const fixture *x)
{
    ent_run_plan p = {.n_worlds = 1,
                      .worlds = {x->world.world},
                      .n_futures = 1100,
                      .seed = 9,
                      .first_block = 1,
                      .end_block = 3,
                      .block = fake_block};
    p.keep[ENT_O_SPENDING_EUROPE_CANADA] = true;
    return p;
}

static int load(void **state)
{
    static fixture x;
    real_world_load(&x.world, "status-quo-2024");
    ent_arena *arena = &x.world.arena;
    static char folder[TEMPORARY_PATH];
    assert_non_null(mkdtemp(temporary(folder, "entente-check-XXXXXX")));
    x.folder = folder;
    x.whole = ent_text_format(arena, "%s/whole", folder);
    x.damaged = ent_text_format(arena, "%s/damaged", folder);
    x.joined = ent_text_format(arena, "%s/joined", folder);
    const ent_run_plan plan = plan_of(&x);
    ent_error err;
    ent_run *run;
    ent_store *store;
    CHECK_OK(ent_run_create(&plan, &run, arena, &err), err);
    CHECK_OK(ent_store_create(x.whole, run, &x.world.reg, &store, arena, &err), err);
    CHECK_OK(ent_run_go(run, &err), err);
    CHECK_OK(ent_store_finish(store, x.whole, &err), err);
    *state = &x;
    return 0;
}

static int unload(void **state)
{
    fixture *x = *state;
    unlink(x->whole);
    unlink(x->damaged);
    rmdir(x->folder);
    real_world_free(&x->world);
    return 0;
}

/* A copy on which statements were run. */
static void damage(const fixture *x, const char *sql)
{
    char *bytes = NULL;
    size_t n = 0;
    ent_error err;
    ent_arena arena;
    sqlite3 *db;
    ent_heap_arena_create(&arena, 1 << 20);
    CHECK_OK(ent_text_read_file(x->whole, (size_t)1 << 28, &bytes, &n, &arena, &err), err);
    CHECK_OK(ent_text_write_file(x->damaged, bytes, n, &err), err);
    ent_heap_arena_destroy(&arena);
    assert_int_equal(sqlite3_open(x->damaged, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* What a look, a resumed run and a merge say; NULL: nothing to say, "" : anything. */
static const struct {
    const char *sql, *look, *resume, *merge;
} rows[] = {
    {"PRAGMA user_version = 7", "made by another version", "made by another version",
     "made by another version of Entente. Compute this part again"},
    {"UPDATE world SET data = CAST(substr(data, 1, 8) || x'04000000' || substr(data, 13) AS BLOB)",
     NULL, "world 1 is not that of the run", "made by another version of Entente"},
    {"PRAGMA application_id = 3", "is not the store of a run", "is not the", "is not the"},
    {"DROP TABLE block", "does not contain the results", "does not contain the results",
     "does not contain the results"},
    {"CREATE TABLE extra(x)", "does not contain the results", "does not contain the results",
     "does not contain the results"},
    {"ALTER TABLE world RENAME COLUMN name TO nom", "does not contain the results",
     "does not contain the results", "does not contain the results"},
    {"UPDATE run SET value = '8' WHERE key = 'seed'", NULL, "seed is 8, not 9", NULL},
    {"DELETE FROM run WHERE key = 'seed'", NULL, "seed is not there", "its 'seed' is ''"},
    {"DELETE FROM world", NULL, "world 1 is not that of the run", "no world"},
    {"UPDATE world SET data = x'00'", NULL, "world 1 is not that", "world"},
    {"UPDATE world SET data = null", NULL, "world 1 is not that", "world"},
    {"UPDATE run SET value = '0' WHERE key = 'futures'", NULL, "futures is 0", "0 futures"},
    {"UPDATE run SET value = '-1' WHERE key = 'paired'", NULL, "paired", "its 'paired' is '-1'"},
    {"UPDATE run SET value = '5000 0' WHERE key = 'probes'", NULL, "probes", "5000 probes"},
    {"DELETE FROM summary WHERE name = 'probes'", NULL, "damaged: probes", "damaged: probes"},
    {"DELETE FROM summary WHERE name = 'held'", NULL, "damaged: held", "damaged: held"},
    {"UPDATE summary SET data = x'00' WHERE name = 'hashes'", NULL, "hashes", "hashes"},
    {"UPDATE summary SET data = zeroblob(length(data)) WHERE name = 'world 0'", NULL,
     "histograms differ", "damaged: world 0"},
    {"UPDATE block SET last = 'many'", NULL, "a block that is not a number", "not a number"},
    {"UPDATE block SET last = 99", NULL, "holds blocks 1 to 99", "holds blocks 1 to 99"},
    {"UPDATE block SET first = -4", NULL, "holds blocks -4 to 2", "holds blocks -4 to 2"},
    {"INSERT INTO block VALUES(2, 2)", NULL, "block 2 twice", "block 2 twice"},
    {"UPDATE block SET last = 1", NULL, "lists 1 blocks and counts 2", "lists 1 blocks"},
    {"DELETE FROM run WHERE key = 'blocks_done'", NULL, "counts none", "counts none"},
    {"UPDATE block SET last = 1; UPDATE run SET value = '1' WHERE key = 'blocks_done'", NULL,
     "its sums are of 512 futures, its blocks of 256", "its sums are of 512"},
    {"DELETE FROM future", NULL, "its kept futures", "its kept futures"},
    {"UPDATE future SET data = x'00'", NULL, "its kept futures", "its kept futures"},
    {"UPDATE future SET data = 'text'", NULL, "its kept futures", "its kept futures"},
    {"UPDATE future SET block = block + 100", NULL, "its kept futures", "its kept futures"},
    {"UPDATE future SET world = 3", NULL, "its kept futures", "its kept futures"},
    {"UPDATE future SET outcome = -1", NULL, "its kept futures", "its kept futures"},
    {"INSERT INTO future VALUES(0, 1, 7, x'00')", NULL, "its kept futures", "its kept futures"},
    {"UPDATE quantile SET mean = null", NULL, NULL, NULL},
};

static void expect(size_t row, const char *who, ent_status status, const ent_error *err,
                   const fixture *x, const char *want)
{
    if (!want && status != ENT_OK)
        fail_msg("row %zu: %s: %s", row, who, err->message);
    if (want && status == ENT_OK)
        fail_msg("row %zu: %s took it: %s", row, who, rows[row].sql);
    if (want && (!strstr(err->message, want) || !strstr(err->message, x->folder)))
        fail_msg("row %zu: %s: '%s' lacks '%s'", row, who, err->message, want);
}

static void damages(void **state)
{
    fixture *x = *state;
    ent_arena *arena = &x->world.arena;
    const ent_run_plan plan = plan_of(x);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const size_t mark = ent_arena_mark(arena);
        ent_error err = {0};
        ent_run *run;
        ent_store *store;
        ent_merge_report report;
        damage(x, rows[i].sql);
        expect(i, "look", ent_store_check(x->damaged, arena, &err), &err, x, rows[i].look);
        const char *parts[] = {x->damaged};
        const ent_status merged =
            ent_store_merge(1, parts, x->joined, &x->world.reg, &report, arena, &err);
        expect(i, "merge", merged, &err, x, rows[i].merge);
        assert_int_equal(access(x->joined, F_OK) == 0, merged == ENT_OK);
        unlink(x->joined);
        CHECK_OK(ent_run_create(&plan, &run, arena, &err), err);
        expect(i, "resume", ent_store_resume(x->damaged, run, &x->world.reg, &store, arena, &err),
               &err, x, rows[i].resume);
        ent_store_close(store);
        ent_arena_rewind(arena, mark);
    }
}

static void files_that_are_none(void **state)
{
    fixture *x = *state;
    ent_arena *arena = &x->world.arena;
    ent_error err;
    ent_merge_report report;
    assert_int_equal(ent_store_check("nowhere", arena, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "nowhere: cannot be opened"));
    assert_int_equal(ent_store_check(x->folder, arena, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "is not a file"));
    CHECK_OK(ent_text_write_file(x->damaged, "", 0, &err), err);
    assert_int_equal(ent_store_check(x->damaged, arena, &err), ENT_E_VERSION);
    /* the result under another name of a part */
    const char *parts[] = {x->whole};
    const char *again = ent_text_format(arena, "%s/../%s", x->folder, strrchr(x->folder, '/') + 1);
    const char *out = ent_text_format(arena, "%s/whole", again);
    assert_int_equal(ent_store_merge(1, parts, out, &x->world.reg, &report, arena, &err),
                     ENT_E_ARG);
    CHECK_OK(ent_store_check(x->whole, arena, &err), err);
}

/* Cut at every eighth: refused each time, whatever is left. */
static void cut_short(void **state)
{
    fixture *x = *state;
    ent_arena *arena = &x->world.arena;
    char *bytes = NULL;
    size_t n = 0;
    ent_error err;
    CHECK_OK(ent_text_read_file(x->whole, (size_t)1 << 28, &bytes, &n, arena, &err), err);
    for (size_t part = 1; part < 8; part++) {
        CHECK_OK(ent_text_write_file(x->damaged, bytes, n / 8 * part, &err), err);
        assert_int_not_equal(ent_store_check(x->damaged, arena, &err), ENT_OK);
        assert_non_null(strstr(err.message, x->damaged));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(damages),
                                       cmocka_unit_test(files_that_are_none),
                                       cmocka_unit_test(cut_short)};
    return cmocka_run_group_tests(tests, load, unload);
}
