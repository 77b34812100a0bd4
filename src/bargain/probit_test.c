/* Strategic probit: 18 digits of mpmath, tails, the published coefficients one by one. */
#include "check.h"

#include "bargain/normal.h"
#include "entente/bargain_probit.h"
#include "entente/rng.h"

/* u11 0, u13 1, u14 -1, u24 1/2: by mpmath from the formulas of the header. */
static void against_18_digits(void **state)
{
    (void)state;
    ent_probit_result r;
    assert_int_equal(ent_probit_solve(0, 1, -1, 0.5, ENT_PROBIT_PRIVATE, &r), ENT_OK);
    CHECK_NEAR(r.fight, 0.638163195084118466, 1e-15);
    CHECK_NEAR(r.index_attack, -0.222801980250191242, 1e-15);
    CHECK_NEAR(r.attack, 0.411844813365131164, 1e-15);
    CHECK_NEAR(r.war, 0.262824201975914559, 1e-15);
    CHECK_NEAR(r.back_down, 0.149020611389216605, 1e-15);
    CHECK_NEAR(r.status_quo, 0.588155186634868836, 1e-15);
    /* Agents' errors: the spread does not depend on the defender. */
    assert_int_equal(ent_probit_solve(0, 1, -1, 0.5, ENT_PROBIT_AGENT, &r), ENT_OK);
    CHECK_NEAR(r.index_attack, (1.0 - 2.0 * r.fight) / sqrt(2.0), 1e-15);
}

static void ends_are_all_there_is(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        double u[4];
        for (uint32_t k = 0; k < 4; k++)
            u[k] = 12.0 * ent_uniform(seed, k, 0, 5) - 6.0;
        for (int rule = 0; rule < 2; rule++) {
            ent_probit_result r, better;
            assert_int_equal(ent_probit_solve(u[0], u[1], u[2], u[3], (ent_probit_error)rule, &r),
                             ENT_OK);
            CHECK_NEAR(r.status_quo + r.back_down + r.war, 1.0, 2e-15);
            CHECK_NEAR(exp(r.log_war), r.war, 1e-13);
            CHECK_NEAR(exp(r.log_back_down), r.back_down, 1e-13);
            CHECK_NEAR(exp(r.log_status_quo), r.status_quo, 1e-13);
            /* A better status quo deters. */
            ent_probit_solve(u[0] + 0.5, u[1], u[2], u[3], (ent_probit_error)rule, &better);
            assert_true(better.attack <= r.attack);
        }
    }
}

/* Chances of 1e-300 and less keep their logarithms; what is not finite is refused. */
static void far_out(void **state)
{
    (void)state;
    ent_probit_result r = {.war = 42};
    assert_int_equal(ent_probit_solve(100, 0, 0, -100, ENT_PROBIT_PRIVATE, &r), ENT_OK);
    assert_true(isfinite(r.log_war) && r.log_war < -3000);
    r.war = 42;
    assert_int_equal(ent_probit_solve(0, ENT_MISSING, -1, 0.5, ENT_PROBIT_PRIVATE, &r), ENT_E_ARG);
    assert_int_equal(ent_probit_solve(0, 1, -1, (double)INFINITY, ENT_PROBIT_PRIVATE, &r),
                     ENT_E_ARG);
    assert_int_equal(ent_probit_solve(0, 1, -1, -(double)INFINITY, ENT_PROBIT_AGENT, &r),
                     ENT_E_ARG);
    CHECK_NEAR(r.war, 42, 0);
}

/* Each regressor moves the defender's index by its coefficient over the root of two, as in the
   table of Crisman-Cox, Gasparyan and Signorino 2023 and of Signorino and Tarar 2006. */
static void huth_coefficients(void **state)
{
    (void)state;
    static const struct {
        ent_huth_regressor x;
        double shrunken, published;
    } rows[] = {
        {ENT_HUTH_NUCLEAR, 2.41, 6.64},
        {ENT_HUTH_IMMEDIATE_BALANCE, 1.22, 5.46},
        {ENT_HUTH_SHORT_TERM_BALANCE, 1.24, 4.16},
        {ENT_HUTH_ALLIANCE, 1.64, 13.39},
        {ENT_HUTH_ARMS, -0.29, -1.75},
        {ENT_HUTH_TRADE, 0.90, 4.85},
        {ENT_HUTH_STALEMATE, 1.38, 8.40},
        {ENT_HUTH_DEMOCRATIC_DEFENDER, 1.08, 5.93},
        {ENT_HUTH_LONG_TERM_BALANCE, 0, 0},
        {ENT_HUTH_YEARS, 0, 0},
    };
    double x[ENT_HUTH_COUNT] = {0};
    for (int estimate = 0; estimate < 2; estimate++) {
        ent_probit_result base, moved;
        assert_int_equal(ent_huth_solve(x, (ent_huth_estimate)estimate, &base), ENT_OK);
        CHECK_NEAR(base.index_fight, (estimate ? -10.93 : -2.71) / sqrt(2.0), 1e-14);
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            x[rows[i].x] = 1;
            assert_int_equal(ent_huth_solve(x, (ent_huth_estimate)estimate, &moved), ENT_OK);
            x[rows[i].x] = 0;
            CHECK_NEAR(moved.index_fight - base.index_fight,
                       (estimate ? rows[i].published : rows[i].shrunken) / sqrt(2.0), 1e-14);
        }
    }
    /* The attacker's side by hand: the constants, then a year more of status quo. */
    ent_probit_result r;
    ent_huth_solve(x, ENT_HUTH_SHRUNKEN, &r);
    const double fight = normal_cdf(-2.71 / sqrt(2.0)), yield = 1 - fight;
    CHECK_NEAR(r.index_attack, (yield * 1.94 + 1.30) / sqrt(1 + yield * yield + fight * fight),
               1e-13);
    x[ENT_HUTH_YEARS] = 100;
    ent_probit_result later;
    ent_huth_solve(x, ENT_HUTH_SHRUNKEN, &later);
    CHECK_NEAR(later.index_attack - r.index_attack, 3.0 / sqrt(1 + yield * yield + fight * fight),
               1e-13);
    x[ENT_HUTH_TRADE] = ENT_MISSING;
    assert_int_equal(ent_huth_solve(x, ENT_HUTH_SHRUNKEN, &r), ENT_E_ARG);
}

static void columns(void **state)
{
    (void)state;
    assert_string_equal(ent_huth_column(ENT_HUTH_TRADE), "foreign_trade");
    for (int a = 0; a < ENT_HUTH_COUNT; a++)
        for (int b = 0; b < a; b++)
            assert_string_not_equal(ent_huth_column((ent_huth_regressor)a),
                                    ent_huth_column((ent_huth_regressor)b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(against_18_digits), cmocka_unit_test(ends_are_all_there_is),
        cmocka_unit_test(far_out),           cmocka_unit_test(huth_coefficients),
        cmocka_unit_test(columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
