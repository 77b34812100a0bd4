/* The grid of a comparison: every combination once, in order, and texts that give none. */
#include "study/compare.h"

#include <string.h>

#include "check.h"
#include "entente/heap.h"

static void test_grid(void **state)
{
    static const char *const texts[] = {"us.posture_europe=0,0.5,1", "pledge.target_pct_gdp=2,5"};
    ent_arena arena;
    compare_grid grid;
    ent_error err = {{0}};
    (void)state;
    ent_heap_arena_create(&arena, 1 << 12);
    CHECK_OK(compare_read_grid(2, texts, &grid, &arena, &err), err);
    assert_int_equal(grid.n, 6);
    assert_int_equal(grid.n_levers, 2);
    assert_string_equal(grid.lever[1], "pledge.target_pct_gdp");
    assert_string_equal(grid.name[3], "us.posture_europe = 0.5, pledge.target_pct_gdp = 5");
    assert_true(grid.value[2 * 3] == 0.5 && grid.value[2 * 3 + 1] == 5.0); /* the last fastest */
    ent_heap_arena_destroy(&arena);
}

static void test_no_grid(void **state)
{
    static const char *const wrong[] = {"us.posture_europe",
                                        "us.posture_europe=", "us.posture_europe=0,much"};
    static const char *const many[] = {"a=1,2,3,4,5,6,7,8,9", "b=1,2,3,4,5,6,7,8,9"};
    ent_arena arena;
    compare_grid grid;
    ent_error err = {{0}};
    (void)state;
    ent_heap_arena_create(&arena, 1 << 12);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(compare_read_grid(1, &wrong[i], &grid, &arena, &err), ENT_E_ARG);
    assert_int_equal(compare_read_grid(2, many, &grid, &arena, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "64"));
    ent_heap_arena_destroy(&arena);
}

static void test_outcome(void **state)
{
    (void)state;
    assert_string_equal(compare_outcome("min:bill.extra[DEU]"), "bill.extra[DEU]");
    assert_string_equal(compare_outcome("posture.shortfall"), "posture.shortfall");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_grid), cmocka_unit_test(test_no_grid),
                                       cmocka_unit_test(test_outcome)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
