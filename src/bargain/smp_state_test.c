/* One turn's state: units, distances, attitudes to risk, observers, distinct places, memory. */
#include "check.h"
#include "one_arena.h"

#include "bargain/smp_state.h"
#include "entente/heap.h"

/* Three actors on two issues; the third cares for nothing. */
static const double power[] = {100, 50, 10};
static const double places[] = {0, 20, 100, 60, 50, 50}, cares[] = {30, 40, 60, 0, 0, 0};
static const ent_actors table = {3, 2, power, places, cares};

static ent_smp_state fresh(const ent_smp_options *o)
{
    ent_smp_state s;
    assert_int_equal(smp_state_init(&table, o, &s, &arena), ENT_OK);
    assert_int_equal(smp_state_assess(&s, &arena), ENT_OK);
    return s;
}

static void units(void **state)
{
    (void)state;
    const ent_smp_options o = ent_smp_defaults();
    const ent_smp_state s = fresh(&o);
    CHECK_NEAR(s.position[1], .2, 1e-15);
    CHECK_NEAR(s.salience[2], .6, 1e-15);
    CHECK_NEAR(s.resist[0], .7, 1e-15);
    CHECK_NEAR(s.weight[1], 30, 1e-12);
    CHECK_NEAR(s.weight[2], 0, 0);
    /* sqrt((.3 1)^2 + (.4 .4)^2) / sqrt(.3^2 + .4^2) = .34 / .5 */
    CHECK_NEAR(smp_distance(&s, 0, s.position + 2), .68, 1e-15);
    CHECK_NEAR(smp_distance(&s, 0, s.position), 0, 0);
    CHECK_NEAR(smp_distance(&s, 2, s.position), 0, 0); /* indifferent: near to everything */
    CHECK_NEAR(s.distance[1 * 3 + 0], .68, 1e-15);
}

/* (1 - z)(1 + r z), beyond the end of the scale straight on. */
static void curve(void **state)
{
    (void)state;
    CHECK_NEAR(smp_curve(0, .7), 1, 0);
    CHECK_NEAR(smp_curve(1, .7), 0, 0);
    CHECK_NEAR(smp_curve(.5, 0), .5, 0);
    CHECK_NEAR(smp_curve(.5, 1), .75, 0);
    CHECK_NEAR(smp_curve(.5, -1), .25, 0);
    CHECK_NEAR(smp_curve(1.5, 1), -1, 0);
    CHECK_NEAR(smp_curve(1 + 1e-12, .3), smp_curve(1, .3), 1e-11);
}

/* The range of attitudes: 0 to 1, -1/2 to 1, -1 to 1; the likeliest is the most averse. */
static void attitudes(void **state)
{
    (void)state;
    static const struct {
        ent_range_rule rule;
        double least;
    } rows[] = {{ENT_RANGE_MIN, 0}, {ENT_RANGE_MID, -.5}, {ENT_RANGE_MAX, -1}};
    for (size_t i = 0; i < 3; i++) {
        ent_smp_options o = ent_smp_defaults();
        o.range = rows[i].rule;
        const ent_smp_state s = fresh(&o);
        double low = 9, high = -9;
        for (size_t k = 0; k < 3; k++) {
            low = fmin(low, s.risk[k]);
            high = fmax(high, s.risk[k]);
        }
        CHECK_NEAR(low, rows[i].least, 1e-12);
        CHECK_NEAR(high, 1, 1e-12);
        for (size_t j = 0; j < 3; j++)
            for (size_t k = 0; k < 3; k++)
                CHECK_NEAR(s.truth[j * 3 + k], smp_curve(s.distance[j * 3 + k], s.risk[k]), 0);
    }
    /* Everybody alike: nobody is more averse than another. */
    const double one[] = {5, 5}, same[] = {30, 30}, half[] = {50, 50};
    const ent_actors alike = {2, 1, one, same, half};
    const ent_smp_options o = ent_smp_defaults();
    ent_smp_state s;
    assert_int_equal(smp_state_init(&alike, &o, &s, &arena), ENT_OK);
    assert_int_equal(smp_state_assess(&s, &arena), ENT_OK);
    CHECK_NEAR(s.risk[0], 0, 1e-12);
}

/* How much of another's attitude an observer sees: nothing, a third, half, two thirds, all. */
static void observers(void **state)
{
    (void)state;
    static const double share[] = {0, 1.0 / 3, .5, 2.0 / 3, 1};
    for (int rule = 0; rule < 5; rule++) {
        ent_smp_options o = ent_smp_defaults();
        o.adjust = (ent_adjust_rule)rule;
        ent_smp_state s = fresh(&o);
        for (size_t h = 0; h < 3; h++) {
            smp_observe(&s, h);
            assert_int_equal(s.observer, h);
            for (size_t i = 0; i < 3; i++) {
                const double r = (1 - share[rule]) * s.risk[h] + share[rule] * s.risk[i];
                for (size_t j = 0; j < 3; j++)
                    CHECK_NEAR(s.seen[j * 3 + i], smp_curve(s.distance[j * 3 + i], r), 1e-15);
                CHECK_NEAR(s.own[i], s.seen[i * 3 + i], 0);
            }
        }
    }
}

/* Two actors at one place share one option, listed at the first; the mean is of the rest. */
static void distinct_places(void **state)
{
    (void)state;
    const double one[] = {5, 5, 5}, at[] = {30, 30.0005, 90}, care[] = {50, 50, 50};
    const ent_actors a = {3, 1, one, at, care};
    const ent_smp_options o = ent_smp_defaults();
    ent_smp_state s;
    double chance[3], mean[1];
    assert_int_equal(smp_state_init(&a, &o, &s, &arena), ENT_OK);
    assert_int_equal(smp_state_assess(&s, &arena), ENT_OK);
    assert_int_equal(smp_elect_positions(&s, chance, mean, &arena), ENT_OK);
    CHECK_NEAR(chance[1], 0, 0);
    CHECK_NEAR(chance[0] + chance[2], 1, 1e-12);
    CHECK_NEAR(mean[0], chance[0] * .3 + chance[2] * .9, 1e-12);
    assert_true(chance[0] > chance[2]); /* two against one */
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        size_t n, issues;
        double power, place, care;
    } rows[] = {
        {"nobody", 0, 1, 1, 1, 1},
        {"too many", ENT_ACTORS_MAX + 1, 1, 1, 1, 1},
        {"no issue", 1, 0, 1, 1, 1},
        {"too many issues", 1, ENT_ISSUES_MAX + 1, 1, 1, 1},
        {"negative power", 1, 1, -1, 1, 1},
        {"power that is not a number", 1, 1, ENT_MISSING, 1, 1},
        {"no power at all", 1, 1, 0, 1, 1},
        {"endless power", 1, 1, (double)INFINITY, 1, 1},
        {"left of the scale", 1, 1, 1, -.1, 1},
        {"right of the scale", 1, 1, 1, 100.1, 1},
        {"negative salience", 1, 1, 1, 1, -1},
        {"more salience than there is", 1, 1, 1, 1, 101},
        {"salience that is not a number", 1, 1, 1, 1, ENT_MISSING},
    };
    ent_smp_options o = ent_smp_defaults();
    ent_smp_state s;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_actors a = {rows[i].n, rows[i].issues, &rows[i].power, &rows[i].place,
                              &rows[i].care};
        if (smp_state_init(&a, &o, &s, &arena) != ENT_E_ARG)
            fail_msg("%s is taken", rows[i].what);
    }
    o.max_turns = ENT_SMP_TURNS_MAX + 1;
    assert_int_equal(smp_state_init(&table, &o, &s, &arena), ENT_E_ARG);
    /* Salience over several issues sums to a hundred at most. */
    const double at[] = {1, 1}, care[] = {60, 60}, one[] = {1};
    const ent_actors a = {1, 2, one, at, care};
    o = ent_smp_defaults();
    assert_int_equal(smp_state_init(&a, &o, &s, &arena), ENT_E_ARG);
}

static void without_memory(void **state)
{
    (void)state;
    const ent_smp_options o = ent_smp_defaults();
    size_t failures = 0;
    for (size_t n = 1; n <= 40; n++) {
        ent_arena small;
        ent_smp_state s;
        double chance[3], mean[2];
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        ent_status status = smp_state_init(&table, &o, &s, &small);
        if (status == ENT_OK)
            status = smp_state_assess(&s, &small);
        if (status == ENT_OK)
            status = smp_elect_positions(&s, chance, mean, &small);
        ent_heap_fail_after(0);
        assert_true(status == ENT_OK || status == ENT_E_NOMEM);
        failures += status == ENT_E_NOMEM;
        ent_heap_arena_destroy(&small);
    }
    /* 12 rows and tables, 2 and an election's 4, 3 and an election's 4 */
    assert_int_equal(failures, 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units),           cmocka_unit_test(curve),
        cmocka_unit_test(attitudes),       cmocka_unit_test(observers),
        cmocka_unit_test(distinct_places), cmocka_unit_test(refusals),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
