/* Deterrence in closed form: by hand, limits, and chances against 18 digits of mpmath. */
#include "check.h"

#include "entente/deterrence_forms.h"
#include "entente/heap.h"

static ent_arena arena;

static int open_arena(void **state)
{
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&arena);
    return 0;
}

static void deterrence(void **state)
{
    (void)state;
    const ent_challenge never = {1.0, 0.1, 0.5, 0.1, 0.5, 0.0}, always = {1.0, 0.9, 0, 0.8, 0, 0};
    CHECK_NEAR(ent_critical_credibility(&never), 0.0, 0.0);
    CHECK_NEAR(ent_critical_credibility(&always), 1.0, 0.0);
    const ent_challenge mixed = {100.0, 0.6, 20.0, 0.25, 50.0, 10.0};
    const double q = ent_critical_credibility(&mixed);
    CHECK_NEAR(ent_attack_gain(&mixed, q), 0.0, 1e-13);
    CHECK_NEAR(ent_perfect_deterrence(1.0, 0.0, -1.0), 0.5, 0.0);
    /* Without precision every choice is a coin; with much of it the best reply. */
    const ent_deterrence_game g = {0.5, 0.0, -1.0, 1.0, 0.0};
    CHECK_NEAR(ent_quantal_attack(0.0, &g).attacks, 0.5, 0.0);
    CHECK_NEAR(ent_quantal_attack(1e4, &g).attacks, 0.0, 1e-12);
    CHECK_NEAR(ent_probit_attack(1e-3, &g).intervenes, 1.0, 1e-12);
    CHECK_NEAR(ent_contest_ratio(3.0, 1.0, 1.0), 0.75, 1e-15);
    CHECK_NEAR(ent_contest_ratio(1e200, 1e200, 5.0), 0.5, 1e-15);
    CHECK_NEAR(ent_contest_difference(2.0, 2.0, 9.0), 0.5, 0.0);
    const double force[] = {1.0, 1.0}, day[] = {5.0, 0.0}; /* 4 over 2 for half, then over 3 */
    CHECK_NEAR(ent_average_ratio(4.0, 1.0, 2, force, day, 10.0, &arena), 0.5 * (2.0 + 4.0 / 3.0),
               1e-14);
    CHECK_NEAR(ent_average_ratio(4.0, 0.0, 2, force, day, 10.0, &arena), ENT_MISSING, 0.0);
    const double chance[] = {0.5, 0.5};
    CHECK_NEAR(ent_at_least_one(2, chance), 0.75, 0.0);
    CHECK_NEAR(ent_jeffreys_rate(0.0, 61.0).mean, 0.5 / 62.0, 1e-16);
}

/* Utilities .5 and 0 of the defender, -1, 1 and .2 of the challenger; by mpmath. */
static void responses_to_18_digits(void **state)
{
    (void)state;
    const ent_deterrence_game g = {0.5, 0.0, -1.0, 1.0, 0.2};
    const ent_attack logit = ent_quantal_attack(2.0, &g), probit = ent_probit_attack(0.7, &g);
    CHECK_NEAR(logit.intervenes, 0.731058578630004879, 1e-15);
    CHECK_NEAR(logit.expected, -0.462117157260009758, 1e-15);
    CHECK_NEAR(logit.attacks, 0.21011467650588551, 1e-15);
    CHECK_NEAR(probit.intervenes, 0.693247366936044587, 1e-14);
    CHECK_NEAR(probit.expected, -0.386494733872089174, 1e-14);
    CHECK_NEAR(probit.attacks, 0.276774931783626015, 1e-14);
    /* More credible intervention deters a challenger that loses by it. */
    double last = 1.0;
    for (double in = -3.0; in < 3.0; in += 0.1) {
        const ent_deterrence_game h = {in, 0.0, -1.0, 1.0, 0.2};
        const double now = ent_quantal_attack(2.0, &h).attacks;
        assert_true(now < last);
        last = now;
    }
}

static void thresholds(void **state)
{
    (void)state;
    /* Alone 0.6 x 100 - 20 = 40, met 0.25 x 100 - 50 = -25, status quo 10: q = 30 / 65. */
    const ent_challenge c = {100.0, 0.6, 20.0, 0.25, 50.0, 10.0};
    CHECK_NEAR(ent_attack_gain(&c, 0.0), 30.0, 1e-13);
    CHECK_NEAR(ent_attack_gain(&c, 1.0), -35.0, 1e-13);
    CHECK_NEAR(ent_critical_credibility(&c), 30.0 / 65.0, 1e-15);
    CHECK_NEAR(ent_perfect_deterrence(3.0, 2.0, 1.0), 0.5, 0.0);
    CHECK_NEAR(ent_perfect_deterrence(3.0, 4.0, 1.0), 0.0, 0.0); /* content with a compromise */
    CHECK_NEAR(ent_perfect_deterrence(3.0, 0.0, 1.0), 1.0, 0.0);
    CHECK_NEAR(ent_contest_difference(3.0, 1.0, 0.5), 1.0 / (1.0 + exp(-1.0)), 1e-15);
    CHECK_NEAR(ent_contest_ratio(3.0, 1.0, 2.0), 0.9, 1e-15);
    CHECK_NEAR(ent_at_least_one(0, NULL), 0.0, 0.0);
    const double sure[] = {0.2, 1.0, 0.3};
    CHECK_NEAR(ent_at_least_one(3, sure), 1.0, 0.0);
}

/* Upper ends of the 90 % interval of Beta(1/2, 61.5) and Beta(2.5, 98.5), by mpmath. */
static void jeffreys(void **state)
{
    (void)state;
    CHECK_NEAR(ent_jeffreys_rate(0.0, 61.0).upper95, 0.0308716811490267349, 1e-12);
    CHECK_NEAR(ent_jeffreys_rate(2.0, 100.0).upper95, 0.0542471165444386614, 1e-12);
    CHECK_NEAR(ent_jeffreys_rate(2.0, 100.0).mean, 2.5 / 101.0, 1e-16);
}

/* Forces that come after the horizon or before day 0 count as at its ends. */
static void average_ratio(void **state)
{
    (void)state;
    const double force[] = {1.0, 2.0}, late[] = {50.0, 60.0}, early[] = {-5.0, -1.0};
    CHECK_NEAR(ent_average_ratio(6.0, 2.0, 2, force, late, 10.0, &arena), 3.0, 1e-14);
    CHECK_NEAR(ent_average_ratio(6.0, 3.0, 2, force, early, 10.0, &arena), 1.0, 1e-14);
    CHECK_NEAR(ent_average_ratio(6.0, 2.0, 0, NULL, NULL, 10.0, &arena), 3.0, 1e-14);
    /* In any order: 8/1 for 2 days, 8/4 for 3, 8/5 for 5. */
    const double more[] = {1.0, 3.0}, day[] = {5.0, 2.0};
    CHECK_NEAR(ent_average_ratio(8.0, 1.0, 2, more, day, 10.0, &arena), (16.0 + 6.0 + 8.0) / 10.0,
               1e-14);
    CHECK_NEAR(ent_average_ratio(6.0, 2.0, 2, force, late, 0.0, &arena), ENT_MISSING, 0.0);
    for (size_t n = 1; n <= 3; n++) {
        ent_arena small;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        const double got = ent_average_ratio(6.0, 2.0, 2, force, late, 10.0, &small);
        ent_heap_fail_after(0);
        CHECK_NEAR(got, n <= 2 ? ENT_MISSING : 3.0, 1e-14);
        assert_int_equal(ent_arena_mark(&small), 0);
        ent_heap_arena_destroy(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deterrence),
        cmocka_unit_test(thresholds),
        cmocka_unit_test(responses_to_18_digits),
        cmocka_unit_test(jeffreys),
        cmocka_unit_test(average_ratio),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
