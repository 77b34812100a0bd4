/* A table that is absent says nothing; one that is there and broken is refused. */
#include "facts/optional.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "temporary.h"

static ent_arena arena;
static char folder[TEMPORARY_PATH], path[2 * TEMPORARY_PATH];

static void write_table(const char *text)
{
    ent_error err = {{0}};
    CHECK_OK(ent_text_write_file(path, text, strlen(text), &err), err);
}

static int make_folder(void **state)
{
    (void)state;
    ent_heap_arena_create(&arena, 1 << 14);
    assert_non_null(mkdtemp(temporary(folder, "entente-optional-XXXXXX")));
    snprintf(path, sizeof path, "%s/scorecard.csv", folder);
    return 0;
}

static int drop_folder(void **state)
{
    (void)state;
    remove(path);
    remove(folder);
    ent_heap_arena_destroy(&arena);
    return 0;
}

static void test_absent(void **state)
{
    ent_csv t;
    bool there = true;
    size_t n = 1;
    const facts_score *scores = NULL;
    ent_error err = {{0}};
    (void)state;
    CHECK_OK(facts_read_optional(folder, "none.csv", &t, &there, &arena, &err), err);
    assert_false(there);
    CHECK_OK(facts_scores(folder, &n, &scores, &arena, &err), err);
    assert_int_equal(n, 0);
}

static void test_scores(void **state)
{
    size_t n = 0;
    const facts_score *scores = NULL;
    ent_error err = {{0}};
    (void)state;
    write_table("part,family,verdict,says,figure,skill,n,source\n"
                "hindcast,front,worse,The front,3 %,-0.25,12,A\nstudy,aid,miss,Aid,,,,B\n");
    CHECK_OK(facts_scores(folder, &n, &scores, &arena, &err), err);
    assert_int_equal(n, 2);
    assert_string_equal(scores[0].family, "front");
    assert_true(scores[0].skill == -0.25 && scores[0].n == 12.0);
    assert_string_equal(scores[1].source, "B");
    assert_true(isnan(scores[1].skill) && isnan(scores[1].n));
}

static void test_broken(void **state)
{
    size_t n = 0;
    const facts_score *scores = NULL;
    ent_error err = {{0}};
    (void)state;
    write_table("part,family\nhindcast,front\n");
    assert_int_not_equal(facts_scores(folder, &n, &scores, &arena, &err), ENT_OK);
    assert_non_null(strstr(err.message, "verdict"));
    write_table("part,family,verdict,says,figure,skill,n,source\na,b,c,d,e,much,1,f\n");
    assert_int_not_equal(facts_scores(folder, &n, &scores, &arena, &err), ENT_OK);
    assert_non_null(strstr(err.message, "scorecard.csv:2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_absent), cmocka_unit_test(test_scores),
                                       cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
