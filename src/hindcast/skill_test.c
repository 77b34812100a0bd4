#include "hindcast/skill.h"

#include "check.h"
#include "entente/heap.h"

/* Expected values: NumPy and SciPy, written apart from this program. */
static const double chance[] = {.1, .2, .2, .6, .7, .3, .4, .9, .05, .5};
static const double happened[] = {0, 0, 1, 1, 1, 0, 0, 1, 0, 0};
static const int pair[] = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4};
static const skill_set set = {10, chance, happened, pair, 5};
static const double BASE = 0.4, NEAR = 1e-8;

static void test_score(void **state)
{
    ent_arena *arena = *state;
    ent_error err = {{0}};
    skill_score s;
    CHECK_OK(skill_of(&set, BASE, 0, &s, arena, &err), err);
    CHECK_NEAR(s.auc.value, 0.8541666666666666, NEAR);
    CHECK_NEAR(s.log_loss, 0.45227441054209044, NEAR);
    CHECK_NEAR(s.brier, 0.14525, NEAR);
    CHECK_NEAR(s.skill.value, 0.32798429401392526, NEAR);
    CHECK_NEAR(s.slope.value, 1.3678940027739308, NEAR);
    CHECK_NEAR(s.slope.high - s.slope.value, 1.6448536269514722 * 0.8835655588909045, 1e-6);
    CHECK_NEAR(s.events, 4.0, 0.0);
    CHECK_NEAR(s.expected, 3.95, NEAR);
    assert_true(isnan(s.auc.low));
}

/* Draws of whole pairs: the interval holds the value, and the same call gives the same. */
static void test_intervals(void **state)
{
    ent_arena *arena = *state;
    ent_error err = {{0}};
    skill_score s, again;
    skill_band d;
    CHECK_OK(skill_of(&set, BASE, 400, &s, arena, &err), err);
    CHECK_OK(skill_of(&set, BASE, 400, &again, arena, &err), err);
    assert_true(s.skill.low < s.skill.value && s.skill.value < s.skill.high);
    assert_true(s.auc.low < s.auc.value && s.auc.value < s.auc.high);
    CHECK_NEAR(again.skill.low, s.skill.low, 0.0);
    CHECK_OK(skill_difference(&set, chance, BASE, 100, &d, arena, &err), err);
    CHECK_NEAR(d.value, 0.0, 0.0);
    CHECK_NEAR(d.low, 0.0, 0.0);
    CHECK_NEAR(d.high, 0.0, 0.0);
}

/* A share for all has no skill, no rank and no slope. */
static void test_one_chance_for_all(void **state)
{
    ent_arena *arena = *state;
    ent_error err = {{0}};
    double flat[10];
    for (int i = 0; i < 10; i++)
        flat[i] = BASE;
    const skill_set same = {10, flat, happened, pair, 5};
    skill_score s;
    CHECK_OK(skill_of(&same, BASE, 0, &s, arena, &err), err);
    CHECK_NEAR(s.auc.value, 0.5, 0.0);
    CHECK_NEAR(s.skill.value, 0.0, 1e-15);
}

static int setup(void **state)
{
    static ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    *state = &arena;
    return 0;
}

static int teardown(void **state)
{
    ent_heap_arena_destroy(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score),
        cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_one_chance_for_all),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
