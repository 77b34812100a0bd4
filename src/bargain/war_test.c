/* War bargaining: published examples, limits, monotonicity, domains. */
#include "check.h"

#include "entente/bargain_war.h"
#include "entente/rng.h"

static void test_range(void **state)
{
    (void)state;
    ent_war_range_result r;
    assert_int_equal(ent_war_range(0.7, 0.2, 0.05, 1.0, &r), ENT_OK); /* Fearon 1995 */
    CHECK_NEAR(r.low, 0.5, 1e-15);
    CHECK_NEAR(r.high, 0.75, 1e-15);
    CHECK_NEAR(r.split, 0.625, 1e-15);
    /* Equal sides averse to risk split evenly, whatever the exponent. */
    assert_int_equal(ent_war_range(0.5, 0.1, 0.1, 0.37, &r), ENT_OK);
    CHECK_NEAR(r.split, 0.5, 1e-9);
    /* The Nash point under risk aversion tends to the neutral one. */
    assert_int_equal(ent_war_range(0.6, 0.1, 0.2, 1.0 - 1e-9, &r), ENT_OK);
    CHECK_NEAR(r.split, 0.65, 1e-7);
}

static void test_forts_near_even(void **state)
{
    (void)state;
    /* Continuous through f = 1/2 and across the switch to the expansion; limits m/N, m(N-m). */
    ent_war_forts_result even, near;
    assert_int_equal(ent_war_forts(5, 10, 0.5, 0.5, 0.005, 0.005, &even), ENT_OK);
    CHECK_NEAR(even.p_win_by_a, 0.5, 1e-15);
    CHECK_NEAR(even.battles_by_a, 25.0, 1e-13);
    const size_t held[] = {1, 3, 50, 99};
    for (size_t k = 0; k < 4; k++)
        for (double e = 1e-9; e < 1e-2; e *= 1.3) {
            const size_t m = held[k], n = 100;
            assert_int_equal(ent_war_forts(m, n, 0.5 + e, 0.5 - e, 0, 0, &near), ENT_OK);
            /* Recursion of the ruin: D(m) = 1 + f D(m+1) + (1-f) D(m-1), same for p. */
            ent_war_forts_result up = {0}, down = {0};
            if (m + 1 < n)
                ent_war_forts(m + 1, n, 0.5 + e, 0.5, 0, 0, &up);
            else
                up.p_win_by_a = 1.0;
            if (m > 1)
                ent_war_forts(m - 1, n, 0.5 + e, 0.5, 0, 0, &down);
            const double f = 0.5 + e;
            CHECK_NEAR(near.p_win_by_a, f * up.p_win_by_a + (1 - f) * down.p_win_by_a, 1e-12);
            CHECK_NEAR(near.battles_by_a, 1 + f * up.battles_by_a + (1 - f) * down.battles_by_a,
                       1e-10 * (double)(m * n));
            /* Strong A with m forts is weak B with n - m. */
            ent_war_forts_result mirror;
            ent_war_forts(n - m, n, 0.5 - e, 0.5, 0, 0, &mirror);
            CHECK_NEAR(near.p_win_by_a, 1.0 - mirror.p_win_by_a, 1e-13);
            CHECK_NEAR(near.battles_by_a, mirror.battles_by_a, 1e-10 * (double)(m * n));
        }
}

/* Width of the zone rises with costs, falls with mutual optimism; the transfer with p2. */
static void test_monotone(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        const double p = ent_uniform(seed, 0, 0, 1), a = 0.5 * ent_uniform(seed, 0, 1, 1);
        const double b = 0.5 * ent_uniform(seed, 0, 2, 1), more = ent_uniform(seed, 0, 3, 1);
        ent_war_range_result r, dearer;
        ent_war_range(p, a, b, 1.0, &r);
        ent_war_range(p, a + more, b, 1.0, &dearer);
        assert_true(dearer.width >= r.width - 1e-15);
        const double f = 0.3 + 0.4 * ent_uniform(seed, 0, 4, 1);
        const double hope = 0.2 * ent_uniform(seed, 0, 5, 1);
        ent_war_forts_result sober, hopeful, costly;
        ent_war_forts(4, 10, f, f, 0.005, 0.005, &sober);
        ent_war_forts(4, 10, f, f, 0.010, 0.005, &costly);
        ent_war_forts(4, 10, f + hope, f - hope, 0.001, 0.001, &hopeful);
        ent_war_forts(4, 10, f, f, 0.001, 0.001, &sober);
        assert_true(hopeful.width < sober.width);
        ent_war_forts(4, 10, f, f, 0.005, 0.005, &sober);
        assert_true(costly.width > sober.width);
        ent_war_shift_result low, high;
        ent_war_shift(p, 0.5 * more, a, b, 0.9, &low);
        ent_war_shift(p, 0.5 * more + 0.4, a, b, 0.9, &high);
        assert_true(high.transfer > low.transfer);
        assert_true(low.preventive_war == (low.transfer > 1.0 + 1e-12) ||
                    fabs(low.transfer - 1.0) < 1e-9); /* the same condition */
    }
}

static void test_learning(void **state)
{
    (void)state;
    /* 40,000 battles do not underflow: even odds per pair of results cancel. */
    double q;
    assert_int_equal(ent_war_learn_types(0.3, 0.6, 0.4, 20000, 20000, &q), ENT_OK);
    CHECK_NEAR(q, 0.3, 1e-9);
    /* Two hopeful sides fight until results bring their beliefs together. */
    const bool wins[] = {true, false, true, false, true, false, true, false};
    size_t battle;
    ent_war_forts_result zone;
    assert_int_equal(ent_war_first_settlement(5, 10, (ent_war_belief){3, 1}, (ent_war_belief){1, 3},
                                              0.02, 0.02, 8, wins, &battle, &zone),
                     ENT_OK);
    assert_true(battle >= 1 && battle <= 8);
    assert_true(zone.settles);
    /* Sides that agree settle at once. */
    assert_int_equal(ent_war_first_settlement(5, 10, (ent_war_belief){2, 2}, (ent_war_belief){2, 2},
                                              0.004, 0.004, 8, wins, &battle, &zone),
                     ENT_OK);
    assert_int_equal(battle, 0);
}

static void test_attrition(void **state)
{
    (void)state;
    double t;
    /* Either side of the switch to the series. */
    assert_int_equal(ent_war_quit_uniform(0.1, 1, &t), ENT_OK);
    CHECK_NEAR(t, -0.1 - log1p(-0.1), 1e-16);
    assert_int_equal(ent_war_quit_uniform(0.1000001, 1, &t), ENT_OK);
    CHECK_NEAR(t, -0.1000001 - log1p(-0.1000001), 1e-15);
}

static void test_zone(void **state)
{
    (void)state;
    ent_war_case c = {.has_lottery = true, .p = 0.7, .cost_a = 0.2, .cost_b = 0.05};
    ent_war_zone z;
    assert_int_equal(ent_war_zone_find(&c, &z), ENT_OK);
    CHECK_NEAR(z.width, 0.25, 1e-15);
    CHECK_NEAR(z.nash, 0.625, 1e-15);
    assert_int_equal(z.low_bound, ENT_BIND_WAR);
    /* A leader punished below .72 takes .5 only at p(1+K) - c = .71: that now binds. */
    c.has_domestic_a = true, c.punish_a = 0.3, c.tau_a = 0.72;
    assert_int_equal(ent_war_zone_find(&c, &z), ENT_OK);
    CHECK_NEAR(z.low, 0.71, 1e-12);
    assert_int_equal(z.low_bound, ENT_BIND_DOMESTIC);
    /* A shift of power that needs a transfer of 1.7 leaves no zone. */
    c.has_shift = true, c.p1 = 0.4, c.p2 = 0.7, c.shift_cost_a = c.shift_cost_b = 0.5,
    c.delta = 0.8;
    assert_int_equal(ent_war_zone_find(&c, &z), ENT_OK);
    CHECK_NEAR(z.wedge, 0.7, 1e-12);
    assert_int_equal(z.high_bound, ENT_BIND_COMMITMENT);
    assert_true(z.width < 0.0 && isnan(z.nash));
    assert_string_equal(ent_war_bind_text(z.high_bound), "a coming shift of power");
}

static void test_domains(void **state)
{
    (void)state;
    ent_war_range_result r = {.low = 42.0};
    assert_int_equal(ent_war_range(1.1, 0, 0, 1, &r), ENT_E_ARG);
    assert_int_equal(ent_war_range(ENT_MISSING, 0, 0, 1, &r), ENT_E_ARG);
    assert_int_equal(ent_war_range(0.5, -1, 0, 1, &r), ENT_E_ARG);
    assert_int_equal(ent_war_range(0.5, 0, 0, 0, &r), ENT_E_ARG);
    CHECK_NEAR(r.low, 42.0, 0); /* untouched */
    ent_war_offer o;
    assert_int_equal(ent_war_screen_uniform(0.5, 0.1, 0.3, 0.2, &o), ENT_E_ARG);
    assert_int_equal(ent_war_screen_types(0.5, 0.1, 0.3, 0.2, 0.5, &o), ENT_E_ARG);
    ent_war_shift_result s;
    assert_int_equal(ent_war_shift(0.5, 0.5, 0, 0, 1.0, &s), ENT_E_ARG);
    ent_war_hazard_result h;
    assert_int_equal(ent_war_hazard(0, 0, 0, 0, 0, &h), ENT_E_ARG);
    ent_war_forts_result f;
    assert_int_equal(ent_war_forts(0, 10, 0.5, 0.5, 0, 0, &f), ENT_E_ARG);
    assert_int_equal(ent_war_forts(10, 10, 0.5, 0.5, 0, 0, &f), ENT_E_ARG);
    assert_int_equal(ent_war_forts(1, 10, 1.0, 0.5, 0, 0, &f), ENT_E_ARG);
    double x;
    assert_int_equal(ent_war_learn_beta(0, 1, 0, 0, &x), ENT_E_ARG);
    assert_int_equal(ent_war_learn_types(2, 0.5, 0.5, 0, 0, &x), ENT_E_ARG);
    ent_war_attrition_result a;
    assert_int_equal(ent_war_attrition(0, 1, 1, 1, &a), ENT_E_ARG);
    assert_int_equal(ent_war_attrition_survival(1, 1, 1, 1, -1, &x), ENT_E_ARG);
    assert_int_equal(ent_war_quit_uniform(1.0, 1, &x), ENT_E_ARG);
    assert_int_equal(ent_war_quit_exponential(-1, 1, &x), ENT_E_ARG);
    ent_war_floor d;
    assert_int_equal(ent_war_domestic(0.5, 0.1, 0.1, 1.5, &d), ENT_E_ARG);
    assert_int_equal(ent_war_rubinstein(1, 1, &x), ENT_E_ARG);
    const ent_war_case nothing = {0};
    ent_war_zone z;
    assert_int_equal(ent_war_zone_find(&nothing, &z), ENT_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_range),    cmocka_unit_test(test_forts_near_even),
        cmocka_unit_test(test_monotone), cmocka_unit_test(test_learning),
        cmocka_unit_test(test_zone),     cmocka_unit_test(test_attrition),
        cmocka_unit_test(test_domains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
