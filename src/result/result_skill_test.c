#include "result/result_skill.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "entente/heap.h"
#include "temporary.h"

static void test_families(void **state)
{
    (void)state;
    char room[TEMPORARY_PATH], path[2 * TEMPORARY_PATH];
    const char *folder = mkdtemp(temporary(room, "entente-skill-XXXXXX"));
    assert_non_null(folder);
    snprintf(path, sizeof path, "%s/scorecard.csv", folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("part,family,verdict,says,figure,skill,n,source\nhindcast,ceasefire,worse,,,,,\n"
          "hindcast,ceasefire,level,,,,,\nhindcast,front,worse,,,,,\n"
          "hindcast,front,better,,,,,\nrecord,spending,miss,,,,,\n"
          "benchmark,B1,inside,,,,,\nbenchmark,B2,outside,,,,,\nbenchmark,B3,wide,,,,,\n",
          f);
    fclose(f);
    result_skill skill;
    ent_error err = {0};
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 14);
    CHECK_OK(result_skill_read(folder, &skill, &arena, &err), err);
    const ent_outcome truce = {.tested_by = "ceasefire"};
    assert_non_null(strstr(result_without_skill(&skill, &truce), "ceasefire."));
    static const char *const silent[] = {"front", "spending", "deterrence", ""};
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++)
        assert_string_equal(result_without_skill(&skill, &(ent_outcome){.tested_by = silent[i]}),
                            "");
    assert_string_equal(result_without_skill(&skill, NULL), "");
    json_t *tests = result_tests(&skill);
    json_t *expected =
        json_pack("{s:[{s:s, s:s, s:i, s:i}, {s:s, s:s, s:i, s:i}], s:{s:i, s:i, s:i}}", "past",
                  "family", "front", "part", "the advance of the front", "better", 1, "tests", 2,
                  "family", "ceasefire", "part", "the time of a ceasefire", "better", 0, "tests", 2,
                  "studies", "compared", 3, "agree", 1, "differ", 1);
    assert_true(json_equal(tests, expected));
    json_decref(tests);
    json_decref(expected);
    CHECK_OK(result_skill_read("nowhere", &skill, &arena, &err), err);
    assert_string_equal(result_without_skill(&skill, &truce), "");
    f = fopen(path, "w");
    assert_non_null(f);
    fputs("part,family\nhindcast,ceasefire\n", f);
    fclose(f);
    assert_int_not_equal(result_skill_read(folder, &skill, &arena, &err), ENT_OK);
    assert_non_null(strstr(err.message, "verdict"));
    ent_heap_arena_destroy(&arena);
    remove(path);
    remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_families)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
