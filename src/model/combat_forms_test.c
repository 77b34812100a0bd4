/* Laws of combat: invariants, published runs, and steps of an independent integrator. */
#include "check.h"

#include "entente/combat_forms.h"

static void lanchester(void **state)
{
    (void)state;
    /* The invariant holds on the way; at the end the loser is gone. */
    for (double t = 0.0; t < 14.0; t += 2.0) {
        const ent_sides s = ent_lanchester_square(120.0, 100.0, 0.1, 0.12, t);
        CHECK_NEAR(ent_lanchester_invariant(s.a, s.b, 0.1, 0.12), 240.0, 1e-8);
        const ent_sides l = ent_lanchester_linear(120.0, 100.0, 0.001, 0.0012, t);
        CHECK_NEAR(0.001 * l.a - 0.0012 * l.b, 0.0, 1e-12);
    }
    const ent_sides end = ent_lanchester_square(120.0, 100.0, 0.1, 0.12, 99.0);
    CHECK_NEAR(end.b, 0.0, 0.0);
    CHECK_NEAR(end.a, ent_lanchester_survivors(120.0, 100.0, 0.1, 0.12), 0.0);
    const ent_sides lost = ent_lanchester_square(100.0, 120.0, 0.1, 0.1, 99.0);
    CHECK_NEAR(lost.a, 0.0, 0.0);
    assert_true(isinf(ent_lanchester_end(1.0, 1.0, 1.0, 1.0)));
    CHECK_NEAR(ent_lanchester_log(10.0, 20.0, 0.0, 0.1, 5.0).a, 10.0, 0.0);
    CHECK_NEAR(ent_deitchman(200.0, 1000.0, 0.02, 1e-5).regulars, sqrt(2e5), 1e-9);
    CHECK_NEAR(ent_deitchman(600.0, 1000.0, 0.02, 1e-5).guerrillas, 350.0, 1e-9);
}

static void general_laws(void **state)
{
    (void)state;
    /* c = 0 is the square law, c = 1 the logarithmic one. */
    const ent_sides square = ent_helmbold(500.0, 400.0, 0.02, 0.03, 0.0, 5.0);
    const ent_sides want = ent_lanchester_square(500.0, 400.0, 0.03, 0.02, 5.0);
    CHECK_NEAR(square.a, want.a, 1e-6);
    CHECK_NEAR(square.b, want.b, 1e-6);
    CHECK_NEAR(ent_helmbold(500.0, 400.0, 0.02, 0.03, 1.0, 5.0).a, 500.0 * exp(-0.1), 1e-8);
    const double before = ent_helmbold_invariant(500.0, 400.0, 0.02, 0.03, 0.3);
    const ent_sides later = ent_helmbold(500.0, 400.0, 0.02, 0.03, 0.3, 5.0);
    CHECK_NEAR(ent_helmbold_invariant(later.a, later.b, 0.02, 0.03, 0.3), before, 1e-7);
    CHECK_NEAR(ent_helmbold_invariant(M_E, 1.0, 1.0, 1.0, 1.0), 1.0, 1e-14);
    assert_true(ent_helmbold(1.0, 400.0, 0.5, 0.001, 0.0, 20.0).a >= 0.0);
    /* Losses made by the law are found again. */
    double s1[8], s2[8], l1[8], l2[8];
    for (size_t i = 0; i < 8; i++) {
        s1[i] = 100.0 + 7.0 * (double)i;
        s2[i] = 150.0 - 5.0 * (double)(i * i % 5);
        const ent_sides loss = ent_bracken_losses(s1[i], s2[i], 0.01, 0.02, 0.8, 0.3, 1.0, true);
        l1[i] = loss.a;
        l2[i] = loss.b;
    }
    const ent_attrition_fit fit = ent_bracken_fit(8, s1, l1, s2, l2, 0.8, 0.3);
    CHECK_NEAR(fit.a, 0.01, 1e-14);
    CHECK_NEAR(fit.b, 0.02, 1e-14);
    CHECK_NEAR(fit.r2, 1.0, 1e-12);
    const ent_sides attack = ent_bracken_losses(10.0, 10.0, 0.1, 0.1, 1.0, 1.0, 2.0, true);
    const ent_sides defend = ent_bracken_losses(10.0, 10.0, 0.1, 0.1, 1.0, 1.0, 2.0, false);
    CHECK_NEAR(attack.a, 5.0, 1e-12);
    CHECK_NEAR(attack.b, 20.0, 1e-12);
    CHECK_NEAR(defend.a, 20.0, 1e-12);
    CHECK_NEAR(ent_helmbold_advantage(50.0, 45.0, 60.0, 30.0).fer, 0.2, 1e-15);
}

/* Engel's Iwo Jima: 52,735 US men on day 28 and 52,140 on day 36 were observed. */
static void iwo_jima(void **state)
{
    (void)state;
    const ent_landing l[] = {{54000.0, 0.0, 1.0}, {6000.0, 2.0, 3.0}, {13000.0, 5.0, 6.0}};
    CHECK_NEAR(ent_engel(0.0544, 0.0106, 21500.0, 3, l, 28.0).a, 52735.0, 700.0);
    CHECK_NEAR(ent_engel(0.0544, 0.0106, 21500.0, 3, l, 36.0).a, 52140.0, 400.0);
    CHECK_NEAR(ent_engel(0.0544, 0.0106, 21500.0, 3, l, 0.0).b, 21500.0, 0.0);
}

/* Worked example of Epstein 1985: withdrawal .146 on day 3 and 1.803 km a day on day 10. */
static void epstein(void **state)
{
    (void)state;
    ent_epstein_setup s = {330000.0, 200000.0, 0.02, 0.075, 0.05,  20.0, 1.5, 47490.0, 1200.0,
                           300.0,    0.05,     1.5,  0.5,   250.0, 0.05, 1.0, 0.25};
    CHECK_NEAR(ent_epstein(&s, 1).withdrawal, 0.0, 0.0);
    CHECK_NEAR(ent_epstein(&s, 3).withdrawal, 0.1463328611, 1e-9);
    CHECK_NEAR(ent_epstein(&s, 10).withdrawal, 1.803, 5e-4);
    s.defender_air = s.attacker_air = 0.0;
    CHECK_NEAR(ent_epstein(&s, 2).attacker, 323400.0, 1e-6);
    s.defender_air_loss = s.attacker_air_loss = 0.0; /* no loss in the air: the limit */
    CHECK_NEAR(ent_epstein(&s, 2).attacker, 323400.0, 1e-6);
}

static void posen(void **state)
{
    (void)state;
    ent_posen_setup p = {90.0, 60.0, 0.5, 3.0, 50.0, 10.0 / 3.0, 0.075, 1.5, 2.0};
    CHECK_NEAR(ent_posen(&p, 10).depth, 20.0, 0.0);
    CHECK_NEAR(ent_posen(&p, 10).attacker, 61.41152629, 1e-8);
    CHECK_NEAR(ent_posen(&p, 0).attacker, 90.0, 0.0);
    /* One day by hand: 45 engaged by share and by room (3 x 50 / (10/3)), 3.375 and 2.25 lost. */
    CHECK_NEAR(ent_posen(&p, 1).attacker, 86.625, 1e-12);
    CHECK_NEAR(ent_posen(&p, 1).defender, 57.75, 1e-12);
    p.km_per_division = 10.0; /* room for 15 only */
    CHECK_NEAR(ent_posen(&p, 1).attacker, 90.0 - 0.075 * 15.0, 1e-12);
    CHECK_NEAR(ent_posen(&p, 1).defender, 60.0 - 0.075 * 15.0 / 1.5, 1e-12);
    p.attrition = 50.0; /* nobody falls below nothing */
    CHECK_NEAR(ent_posen(&p, 3).attacker, 0.0, 0.0);
    CHECK_NEAR(ent_posen(&p, 3).defender, 0.0, 0.0);
}

/* Runge-Kutta steps of 0.001 in another language over the equations of the header. */
static void against_an_integrator(void **state)
{
    (void)state;
    const ent_sides square = ent_lanchester_square(1000.0, 800.0, 0.02, 0.03, 10.0);
    CHECK_NEAR(square.a, 787.7430900273506, 1e-9);
    CHECK_NEAR(square.b, 622.1142316787365, 1e-9);
    const ent_sides linear = ent_lanchester_linear(120.0, 100.0, 0.002, 0.001, 5.0);
    CHECK_NEAR(linear.a, 88.2624266454593, 1e-10);
    CHECK_NEAR(linear.b, 36.52485329091856, 1e-10);
    const ent_sides mixed = ent_helmbold(500.0, 400.0, 0.02, 0.03, 0.3, 5.0);
    CHECK_NEAR(mixed.a, 460.29482199701596, 1e-9);
    CHECK_NEAR(mixed.b, 333.65374567691657, 1e-9);
    const ent_landing l = {1000.0, 0.0, 2.0};
    CHECK_NEAR(ent_engel(0.05, 0.01, 2000.0, 1, &l, 2.0).a, 1800.600060002857, 1e-9);
    CHECK_NEAR(ent_engel(0.05, 0.01, 2000.0, 1, &l, 3.0).a, 1701.9421202571275, 1e-9);
    CHECK_NEAR(ent_engel(0.05, 0.01, 2000.0, 1, &l, 3.0).b, 1964.4850185584976, 1e-9);
}

/* Where a formula has a limit in it, both sides of the switch agree. */
static void limits(void **state)
{
    (void)state;
    /* Equal sides of the linear law: 1 / (1/A + a t), by hand 100 / 1.5. */
    CHECK_NEAR(ent_lanchester_linear(100.0, 100.0, 0.001, 0.001, 5.0).b, 100.0 / 1.5, 1e-10);
    for (double tilt = -2e-5; tilt <= 2e-5; tilt += 1e-6) { /* x = c t from -1e-5 to 1e-5 */
        const ent_sides s = ent_lanchester_linear(100.0 * (1.0 + tilt), 100.0, 0.001, 0.001, 5.0);
        CHECK_NEAR(s.a - s.b, 100.0 * tilt, 1e-10);
        CHECK_NEAR(s.b, 100.0 / 1.5 * (1.0 - tilt * (5.0 / 12.0)), 1e-6);
    }
    CHECK_NEAR(ent_lanchester_log(10.0, 20.0, 0.1, 0.2, 5.0).a, 10.0 * exp(-0.5), 1e-14);
    CHECK_NEAR(ent_lanchester_log(10.0, 20.0, 0.1, 0.2, 5.0).b, 20.0 * exp(-1.0), 1e-14);
    /* At the end nothing is left of the weaker side, just before it something is. */
    const double end = ent_lanchester_end(120.0, 100.0, 0.1, 0.12);
    CHECK_NEAR(ent_lanchester_square(120.0, 100.0, 0.1, 0.12, end * (1.0 - 1e-9)).b, 0.0, 1e-5);
    assert_true(ent_lanchester_square(120.0, 100.0, 0.1, 0.12, 0.99 * end).b > 0.0);
    CHECK_NEAR(ent_lanchester_survivors(100.0, 120.0, 0.1, 0.1), sqrt(120.0 * 120.0 - 1e4), 1e-11);
    CHECK_NEAR(ent_helmbold(500.0, 400.0, 0.02, 0.03, 0.5, 0.0).a, 500.0, 0.0);
    CHECK_NEAR(ent_helmbold(0.0, 400.0, 0.5, 0.1, 0.5, 1.0).b, 400.0, 0.0); /* nobody to fight */
    CHECK_NEAR(ent_helmbold(500.0, 0.0, 0.5, 0.1, 0.5, 1.0).a, 500.0, 0.0);
    CHECK_NEAR(ent_deitchman(200.0, 1000.0, 0.02, 1e-5).guerrillas, 0.0, 0.0);
    CHECK_NEAR(ent_deitchman(600.0, 1000.0, 0.02, 1e-5).regulars, 0.0, 0.0);
    CHECK_NEAR(ent_deitchman(600.0, 1000.0, 0.02, 1e-5).invariant, 7.0, 1e-12);
    /* Losses of 20 % and 40 %: mu^2 = (1 - .64) / (1 - .36), by hand 3/4. */
    const ent_advantage adv = ent_helmbold_advantage(50.0, 40.0, 60.0, 36.0);
    CHECK_NEAR(adv.mu, 0.75, 1e-15);
    CHECK_NEAR(adv.log_mu, log(0.75), 1e-15);
    CHECK_NEAR(adv.fer, 0.5, 1e-15);
}

/* The least squares have no better neighbour, and leave the residuals they say. */
static void fit_is_least(void **state)
{
    (void)state;
    const double s1[] = {100.0, 90.0, 75.0}, s2[] = {80.0, 82.0, 60.0};
    const double l1[] = {9.0, 7.0, 8.0}, l2[] = {4.0, 6.0, 3.0};
    const ent_attrition_fit fit = ent_bracken_fit(3, s1, l1, s2, l2, 1.0, 0.0);
    for (int step = -1; step <= 1; step++) {
        double sum = 0.0;
        for (size_t i = 0; i < 3; i++)
            sum +=
                pow(l1[i] - (fit.a + 1e-3 * step) * s2[i], 2.0) + pow(l2[i] - fit.b * s1[i], 2.0);
        if (step == 0)
            CHECK_NEAR(fit.ssr, sum, 1e-12);
        else
            assert_true(sum > fit.ssr);
    }
    /* Means 8 and 13/3: the spread about them is 2 + 14/3. */
    CHECK_NEAR(fit.r2, 1.0 - fit.ssr / (2.0 + 14.0 / 3.0), 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lanchester),
        cmocka_unit_test(general_laws),
        cmocka_unit_test(against_an_integrator),
        cmocka_unit_test(limits),
        cmocka_unit_test(fit_is_least),
        cmocka_unit_test(iwo_jima),
        cmocka_unit_test(epstein),
        cmocka_unit_test(posen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
