/* A store holds a run whole: stopped and resumed, in parts and joined, it ends with the same
   hash and statistics; what is no such store is refused. Tests store_write, store_tables and
   store_merge too; store_check_test.c those that look: store_check, store_identity, store_read. */
#include "real_world.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "entente/store.h"
#include "entente/text.h"

/* Stands for the model: every column a function of seed and future. */
static void fake_block(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    for (size_t c = 0; c < (size_t)job->layout->n_columns; c++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            job->out[c * ENT_BLOCK + f] =
                c % 50 == 7 ? ENT_MISSING
                            : (double)((job->block * 131 + c * 17 + f * 7) % 1009) + job->draws[f];
}

static ent_run_plan plan_of(const real_world *r)
{
    ent_run_plan p = {
        .n_worlds = 1, .worlds = {r->world}, .n_futures = 2900, .seed = 9, .block = fake_block};
    p.keep[ENT_O_SPENDING_EUROPE_CANADA] = true;
    return p;
}

/* Fresh names in a folder of their own. */
static const char *name_in(real_world *r, const char *folder, const char *name)
{
    return ent_text_format(&r->arena, "%s/%s", folder, name);
}

static const char *folder_of(real_world *r)
{
    char path[TEMPORARY_PATH];
    assert_non_null(mkdtemp(temporary(path, "entente-store-XXXXXX")));
    return ent_text_copy(path, strlen(path), &r->arena);
}

/* Run the blocks of the plan into a store of that name. */
static uint64_t run_into(real_world *r, const ent_run_plan *plan, const char *path, bool resume)
{
    ent_error err;
    ent_run *run;
    ent_store *store;
    CHECK_OK(ent_run_create(plan, &run, &r->arena, &err), err);
    CHECK_OK(resume ? ent_store_resume(path, run, &r->reg, &store, &r->arena, &err)
                    : ent_store_create(path, run, &r->reg, &store, &r->arena, &err),
             err);
    CHECK_OK(ent_run_go(run, &err), err);
    CHECK_OK(ent_store_finish(store, path, &err), err);
    return ent_run_hash(run, 0);
}

/* What a reader with SQL sees: a digest of statistics and of the futures kept. */
static void digest(const char *path, char *text, size_t size)
{
    sqlite3 *db;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(
                         db,
                         "SELECT (SELECT group_concat(printf('%.17g %.17g', mean, p50)) FROM "
                         "(SELECT mean, p50 FROM quantile ORDER BY outcome, idx, at LIMIT 40)) || "
                         "(SELECT count(*) || ' ' || sum(length(data)) FROM future)",
                         -1, &q, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    snprintf(text, size, "%s", (const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    sqlite3_close(db);
}

static void test_parts_and_whole(void **state)
{
    real_world *r = *state;
    const char *folder = folder_of(r), *whole = name_in(r, folder, "whole");
    const char *parts[] = {name_in(r, folder, "a"), name_in(r, folder, "b"),
                           name_in(r, folder, "c")};
    const char *joined = name_in(r, folder, "joined");
    static char first[4096], second[4096];
    ent_run_plan plan = plan_of(r);
    ent_merge_report report;
    ent_error err;
    const uint64_t hash = run_into(r, &plan, whole, false);
    for (uint64_t i = 0; i < 3; i++) {
        plan.first_block = 4 * i;
        plan.end_block = 4 * i + 4;
        run_into(r, &plan, parts[i], false);
    }
    const char *turned[] = {parts[2], parts[0], parts[1]};
    CHECK_OK(ent_store_merge(3, turned, joined, &r->reg, &report, &r->arena, &err), err);
    assert_true(report.hash == hash);
    assert_int_equal(report.futures, 2900);
    digest(whole, first, sizeof first);
    digest(joined, second, sizeof second);
    assert_string_equal(first, second);
    /* A block twice is refused, and leaves no file. */
    const char *twice[] = {parts[0], parts[0]}, *out = name_in(r, folder, "twice");
    assert_int_equal(ent_store_merge(2, twice, out, &r->reg, &report, &r->arena, &err), ENT_E_DATA);
    assert_int_not_equal(access(out, F_OK), 0);
    assert_int_not_equal(access(ent_text_format(&r->arena, "%s.part", out), F_OK), 0);
    const char *all[] = {whole, parts[0], parts[1], parts[2], joined};
    for (size_t i = 0; i < 5; i++)
        unlink(all[i]);
    rmdir(folder);
}

static void stop_soon(void *with, uint64_t done, uint64_t all)
{
    (void)all;
    if (done > 0)
        *(volatile sig_atomic_t *)with = 1;
}

static void test_stopped_and_resumed(void **state)
{
    real_world *r = *state;
    const char *folder = folder_of(r), *path = name_in(r, folder, "run");
    const char *other = name_in(r, folder, "other");
    volatile sig_atomic_t stop = 0;
    ent_run_plan plan = plan_of(r);
    ent_error err;
    ent_run *run;
    ent_store *store;
    const uint64_t hash = run_into(r, &plan, other, false);
    plan.stop = &stop;
    plan.progress = stop_soon;
    plan.progress_with = (void *)(uintptr_t)&stop;
    CHECK_OK(ent_run_create(&plan, &run, &r->arena, &err), err);
    CHECK_OK(ent_store_create(path, run, &r->reg, &store, &r->arena, &err), err);
    const ent_status status = ent_run_go(run, &err);
    assert_true(status == ENT_OK || status == ENT_E_STOPPED);
    CHECK_OK(ent_store_checkpoint(store, &err), err);
    ent_store_close(store);
    plan = plan_of(r);
    assert_true(run_into(r, &plan, path, true) == hash);
    /* Another seed is another run. */
    plan.seed = 10;
    CHECK_OK(ent_run_create(&plan, &run, &r->arena, &err), err);
    assert_int_equal(ent_store_resume(path, run, &r->reg, &store, &r->arena, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, "seed"));
    unlink(path);
    unlink(other);
    rmdir(folder);
}

static void test_no_store(void **state)
{
    real_world *r = *state;
    const char *folder = folder_of(r), *path = name_in(r, folder, "text");
    const ent_run_plan plan = plan_of(r);
    ent_error err;
    ent_run *run;
    ent_store *store;
    FILE *file = fopen(path, "w");
    fputs("this is not a database, though it is long enough to be looked at as one\n", file);
    fclose(file);
    CHECK_OK(ent_run_create(&plan, &run, &r->arena, &err), err);
    assert_int_not_equal(ent_store_resume(path, run, &r->reg, &store, &r->arena, &err), ENT_OK);
    assert_non_null(strstr(err.message, path));
    assert_null(store);
    assert_int_equal(ent_store_create("no such folder/x", run, &r->reg, &store, &r->arena, &err),
                     ENT_E_IO);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts_and_whole),
                                       cmocka_unit_test(test_stopped_and_resumed),
                                       cmocka_unit_test(test_no_store)};
    return cmocka_run_group_tests(tests, status_quo_load, status_quo_free);
}
