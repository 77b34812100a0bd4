/* Measures of capability: by hand, against 18 digits of mpmath, and what limits must hold. */
#include "check.h"

#include "entente/capability_index.h"

static void capability(void **state)
{
    (void)state;
    /* In steady state the stock grows as investment does. */
    const double k = ent_stock_steady(10.0, 0.02, 0.1);
    CHECK_NEAR(ent_stock_after(k, 10.0, 0.02, 0.1, 7), k * pow(1.02, 7.0), 1e-12 * k);
    CHECK_NEAR(ent_stock_steady(1.0, -0.2, 0.1), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_retirement_rate(100.0, 25.0, 2.0), 0.5, 1e-15);
    CHECK_NEAR(ent_retirement_rate(0.0, 25.0, 2.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_cobb_douglas(2.0, 4.0, 9.0, 0.5), 12.0, 1e-13);
    CHECK_NEAR(ent_cobb_douglas_marginal(2.0, 4.0, 9.0, 0.5), 1.5, 1e-14);
    CHECK_NEAR(ent_ces(1.0, 4.0, 9.0, 0.5, 0.0), 6.0, 1e-13);
    CHECK_NEAR(ent_ces(1.0, 4.0, 9.0, 0.5, 1e-6), 6.0, 1e-4);
    CHECK_NEAR(ent_ces(1.0, 4.0, 9.0, 0.5, 1.0), 6.5, 1e-13);
    CHECK_NEAR(ent_net_power(4.0, 2.0), 8.0, 0.0);
    CHECK_NEAR(ent_net_power(4.0, 0.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_surplus_product(100.0, 10.0, 2.0), 92.7, 1e-12);
    const double own[] = {1.0, NAN, 3.0}, world[] = {4.0, 5.0, 4.0};
    CHECK_NEAR(ent_share_index(3, own, world), 0.5, 1e-15);
    CHECK_NEAR(ent_share_index(1, own + 1, world), ENT_MISSING, 0.0);
}

/* Equal shares and one price: every index is that price; a price of 0 is no price. */
static void price_index(void **state)
{
    (void)state;
    const double one[] = {3.0, 3.0}, none[] = {3.0, 0.0}, half[] = {0.5, 0.5};
    const ent_military_ppp ppp = ent_military_ppp_index(2, one, half, half);
    CHECK_NEAR(ppp.laspeyres, 3.0, 1e-15);
    CHECK_NEAR(ppp.paasche, 3.0, 1e-15);
    CHECK_NEAR(ppp.fisher, 3.0, 1e-15);
    CHECK_NEAR(ent_military_ppp_index(2, none, half, half).fisher, ENT_MISSING, 0.0);
}

static void domains(void **state)
{
    (void)state;
    CHECK_NEAR(ent_stock_steady(1.0, -0.1, 0.1), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_retirement_rate(100.0, -1.0, 2.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_retirement_rate(100.0, 25.0, 0.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_retirement_rate(100.0, 0.0, 3.0), 1.0, 0.0);
    CHECK_NEAR(ent_retirement_rate(ENT_MISSING, 25.0, 2.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_stock_after(80.0, 10.0, 0.02, 0.1, 0), 80.0, 0.0);
    const double own[] = {1.0, 5.0}, world[] = {4.0, 0.0};
    CHECK_NEAR(ent_share_index(2, own, world), 0.25, 1e-15); /* no world, no share */
    CHECK_NEAR(ent_share_index(0, own, world), ENT_MISSING, 0.0);
}

/* 2 50^.4 80^.6 and (.4 50^-.5 + .6 80^-.5)^-2 by mpmath. */
static void production(void **state)
{
    (void)state;
    CHECK_NEAR(ent_cobb_douglas(2.0, 50.0, 80.0, 0.4), 132.578160693599472, 1e-12);
    CHECK_NEAR(ent_ces(1.0, 50.0, 80.0, 0.4, -0.5), 65.4045062697571617, 1e-12);
    /* Twice of both is twice the output; the marginal product is the slope. */
    CHECK_NEAR(ent_cobb_douglas(2.0, 100.0, 160.0, 0.4), 2.0 * 132.578160693599472, 1e-11);
    CHECK_NEAR(ent_ces(3.0, 100.0, 160.0, 0.4, -0.5), 6.0 * 65.4045062697571617, 1e-11);
    const double h = 1e-4;
    const double slope =
        (ent_cobb_douglas(2.0, 50.0 + h, 80.0, 0.4) - ent_cobb_douglas(2.0, 50.0 - h, 80.0, 0.4)) /
        (2.0 * h);
    CHECK_NEAR(ent_cobb_douglas_marginal(2.0, 50.0, 80.0, 0.4), slope, 1e-7);
}

/* Two cost classes by hand: L = 0.5 (0.5 + 1.0), P = 1 / (0.8/0.5 + 0.2/1), F between them. */
static void price_index_of_unequal_shares(void **state)
{
    (void)state;
    const double price[] = {0.5, 1.0}, home[] = {0.8, 0.2}, us[] = {0.5, 0.5};
    const ent_military_ppp ppp = ent_military_ppp_index(2, price, home, us);
    CHECK_NEAR(ppp.laspeyres, 0.75, 1e-15);
    CHECK_NEAR(ppp.paasche, 1.0 / 1.8, 1e-15);
    CHECK_NEAR(ppp.fisher, sqrt(0.75 / 1.8), 1e-15);
    /* Shares in per cent give the same: only their ratio counts. */
    const double home100[] = {80.0, 20.0}, us100[] = {50.0, 50.0};
    CHECK_NEAR(ent_military_ppp_index(2, price, home100, us100).fisher, ppp.fisher, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capability),
        cmocka_unit_test(price_index),
        cmocka_unit_test(price_index_of_unequal_shares),
        cmocka_unit_test(production),
        cmocka_unit_test(domains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
