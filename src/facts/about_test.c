#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "facts/about.h"

static const char *const DATA = ENT_SOURCE_DIR "/data";

static void append(const char *dir, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "ab");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Any byte of any file that is read changes the mark, and so does a file that appears. */
static void test_mark(void **state)
{
    (void)state;
    char dir[] = "about_test_XXXXXX", path[512];
    assert_non_null(mkdtemp(dir));
    uint64_t last = facts_mark(dir);
    assert_true(last == facts_mark(dir));
    for (size_t i = 0; facts_file(i); i++)
        for (int time = 0; time < 3; time++) {
            append(dir, facts_file(i), time ? "x" : "");
            const uint64_t mark = facts_mark(dir);
            assert_true(mark != last);
            last = mark;
        }
    append(dir, "levers.csv", "not a table of facts");
    assert_true(last == facts_mark(dir));
    for (size_t i = 0; facts_file(i); i++) {
        snprintf(path, sizeof path, "%s/%s", dir, facts_file(i));
        remove(path);
    }
    snprintf(path, sizeof path, "%s/levers.csv", dir);
    remove(path);
    rmdir(dir);
}

static void test_describe(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_facts facts;
    facts_about about;
    CHECK_OK(ent_facts_load(DATA, &facts, &arena, &err), err);
    CHECK_OK(facts_describe(&facts, &about, &arena, &err), err);
    assert_true(about.mark == facts_mark(DATA));
    assert_true(about.n_figures == facts.n_facts);
    assert_non_null(strstr(about.releases, "  NATO_DEFEXP_2024_06  2024-06-17, "));
    assert_null(strstr(about.missing, "not there"));
    ent_heap_arena_destroy(&arena);
}

/* Every table of a shipped fact is among the files of the mark. */
static void test_files(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_facts facts;
    CHECK_OK(ent_facts_load(DATA, &facts, &arena, &err), err);
    for (size_t i = 0; i < facts.n_facts; i++) {
        bool found = false;
        for (size_t k = 0; facts_file(k) && !found; k++)
            found = strcmp(facts_file(k), facts.facts[i].file) == 0;
        assert_true(found);
    }
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mark),
        cmocka_unit_test(test_describe),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
