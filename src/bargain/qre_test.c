/* Quantal response: limits, derivatives, fixed points. */
#include "check.h"

#include "entente/bargain_qre.h"
#include "entente/rng.h"

static ent_deter_game random_game(uint64_t seed)
{
    ent_deter_game g;
    for (uint32_t e = 0; e < ENT_DETER_ENDS; e++) {
        g.attacker[e] = 4.0 * ent_uniform(seed, e, 0, 1) - 2.0;
        g.defender[e] = 4.0 * ent_uniform(seed, e, 1, 1) - 2.0;
    }
    return g;
}

static void test_limits(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        const ent_deter_game g = random_game(seed);
        ent_deter_result r;
        assert_int_equal(ent_deter_solve(&g, 0.0, &r), ENT_OK);
        CHECK_NEAR(r.outcome[ENT_DETER_STATUS_QUO].value, 0.5, 1e-15);
        CHECK_NEAR(r.outcome[ENT_DETER_CONCEDE].value, 0.25, 1e-15);
        CHECK_NEAR(r.outcome[ENT_DETER_WAR].value, 0.125, 1e-15);
        /* Subgame-perfect by hand. */
        assert_int_equal(ent_deter_solve(&g, 1e9, &r), ENT_OK);
        const int last = g.attacker[ENT_DETER_WAR] > g.attacker[ENT_DETER_RETREAT]
                             ? ENT_DETER_WAR
                             : ENT_DETER_RETREAT;
        const int met = g.defender[last] > g.defender[ENT_DETER_CONCEDE] ? last : ENT_DETER_CONCEDE;
        const int end =
            g.attacker[met] > g.attacker[ENT_DETER_STATUS_QUO] ? met : ENT_DETER_STATUS_QUO;
        CHECK_NEAR(r.outcome[end].value, 1.0, 1e-9);
        assert_int_equal(ent_deter_solve(&g, 1.7, &r), ENT_OK);
        double sum = 0.0;
        for (int e = 0; e < ENT_DETER_ENDS; e++)
            sum += r.outcome[e].value;
        CHECK_NEAR(sum, 1.0, 1e-14);
    }
}

static double war_at(const ent_deter_game *g, double lambda)
{
    ent_deter_result r;
    ent_deter_solve(g, lambda, &r);
    return r.outcome[ENT_DETER_WAR].value;
}

/* Against central differences. */
static void test_derivatives(void **state)
{
    (void)state;
    const double h = 1e-5;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        ent_deter_game g = random_game(seed);
        ent_deter_result r;
        ent_deter_solve(&g, 1.3, &r);
        const ent_sensitive *war = &r.outcome[ENT_DETER_WAR];
        CHECK_NEAR(war->by_lambda, (war_at(&g, 1.3 + h) - war_at(&g, 1.3 - h)) / (2 * h), 1e-9);
        for (int e = 0; e < 2 * ENT_DETER_ENDS; e++) {
            double *payoff = e < ENT_DETER_ENDS ? &g.attacker[e] : &g.defender[e - ENT_DETER_ENDS];
            const double kept = *payoff;
            *payoff = kept + h;
            const double up = war_at(&g, 1.3);
            *payoff = kept - h;
            const double down = war_at(&g, 1.3);
            *payoff = kept;
            const double got =
                e < ENT_DETER_ENDS ? war->by_attacker[e] : war->by_defender[e - ENT_DETER_ENDS];
            CHECK_NEAR(got, (up - down) / (2 * h), 1e-9);
        }
    }
}

static void test_2x2(void **state)
{
    (void)state;
    const double a[] = {9, 0, 0, 1}, b[] = {0, 1, 1, 0};
    ent_qre_2x2_result r;
    assert_int_equal(ent_qre_2x2(a, b, 1.0, &r), ENT_OK);
    CHECK_NEAR(r.p_row, 0.8935763, 5e-8); /* gambit-logit */
    CHECK_NEAR(r.q_column, 0.3127804, 5e-8);
    assert_false(r.nash);
    assert_true(r.max_regret > 0.1);
    /* Far out the mixed equilibrium: row 1/2, column 1/10. */
    assert_int_equal(ent_qre_2x2(a, b, 1e7, &r), ENT_OK);
    assert_true(r.reached && r.nash);
    CHECK_NEAR(r.p_row, 0.5, 1e-6);
    CHECK_NEAR(r.q_column, 0.1, 1e-6);
    /* A dilemma ends in defection; the currency of payoffs does not matter. */
    const double d[] = {3e6, 0, 5e6, 1e6}, dc[] = {3e6, 5e6, 0, 1e6};
    assert_int_equal(ent_qre_2x2(d, dc, 1e-3, &r), ENT_OK);
    assert_true(r.reached && r.nash && r.p_row < 1e-12 && r.q_column < 1e-12);
    assert_int_equal(ent_qre_2x2(d, dc, 0.0, &r), ENT_OK);
    CHECK_NEAR(r.p_row, 0.5, 0);
    assert_int_equal(ent_qre_2x2(d, dc, -1.0, &r), ENT_E_ARG);
    const double bad[] = {ENT_MISSING, 0, 0, 0};
    assert_int_equal(ent_qre_2x2(bad, b, 1.0, &r), ENT_E_ARG);
}

/* Every traced point is a fixed point of the logit responses. */
static void test_2x2_fixed_point(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        double a[4], b[4];
        for (uint32_t k = 0; k < 4; k++) {
            a[k] = 10.0 * ent_uniform(seed, k, 0, 2) - 5.0;
            b[k] = 10.0 * ent_uniform(seed, k, 1, 2) - 5.0;
        }
        ent_qre_2x2_result r;
        assert_int_equal(ent_qre_2x2(a, b, 2.5, &r), ENT_OK);
        if (!r.reached)
            fail_msg("seed %llu: stopped at lambda %g", (unsigned long long)seed, r.lambda);
        const double q = r.q_column, p = r.p_row;
        const double up = q * (a[0] - a[2]) + (1 - q) * (a[1] - a[3]);
        const double left = p * (b[0] - b[1]) + (1 - p) * (b[2] - b[3]);
        CHECK_NEAR(p, 1.0 / (1.0 + exp(-2.5 * up)), 1e-9);
        CHECK_NEAR(q, 1.0 / (1.0 + exp(-2.5 * left)), 1e-9);
    }
}

/* What is not finite, in any place, or a negative precision: refused, nothing written. */
static void test_refusals(void **state)
{
    (void)state;
    const double bad[] = {ENT_MISSING, (double)INFINITY, -(double)INFINITY};
    for (size_t b = 0; b < 3; b++)
        for (int e = 0; e < ENT_DETER_ENDS; e++) {
            ent_deter_game g = random_game(1);
            ent_deter_result r = {.outcome[0].value = 42};
            g.attacker[e] = bad[b];
            assert_int_equal(ent_deter_solve(&g, 1, &r), ENT_E_ARG);
            g = random_game(1);
            g.defender[e] = bad[b];
            assert_int_equal(ent_deter_solve(&g, 1, &r), ENT_E_ARG);
            double row[] = {9, 0, 0, 1}, column[] = {0, 1, 1, 0};
            ent_qre_2x2_result q;
            *(e % 2 ? &row[e % 4] : &column[e % 4]) = bad[b];
            assert_int_equal(ent_qre_2x2(row, column, 1, &q), ENT_E_ARG);
            CHECK_NEAR(r.outcome[0].value, 42, 0);
        }
    const ent_deter_game g = random_game(1);
    ent_deter_result r;
    ent_qre_2x2_result q;
    const double a[] = {9, 0, 0, 1}, b[] = {0, 1, 1, 0};
    assert_int_equal(ent_deter_solve(&g, -1, &r), ENT_E_ARG);
    assert_int_equal(ent_deter_solve(&g, ENT_MISSING, &r), ENT_E_ARG);
    assert_int_equal(ent_deter_solve(&g, (double)INFINITY, &r), ENT_E_ARG);
    assert_int_equal(ent_qre_2x2(a, b, (double)INFINITY, &q), ENT_E_ARG);
    /* Nobody has anything to choose between: even odds at any precision. */
    const double flat[4] = {0};
    assert_int_equal(ent_qre_2x2(flat, flat, 5, &q), ENT_OK);
    CHECK_NEAR(q.p_row, .5, 1e-12);
    CHECK_NEAR(q.q_column, .5, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits),   cmocka_unit_test(test_derivatives),
        cmocka_unit_test(test_2x2),      cmocka_unit_test(test_2x2_fixed_point),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
