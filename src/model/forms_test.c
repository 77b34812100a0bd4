/* The published forms: rows computed by hand or from print, and what must hold for any input. */
#include "check.h"

#include "entente/allocation_forms.h"
#include "entente/attrition_forms.h"
#include "entente/burden.h"
#include "entente/capability_index.h"
#include "entente/combat_forms.h"
#include "entente/deterrence_forms.h"
#include "entente/heap.h"
#include "entente/rng.h"

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

static double draw(uint64_t i, uint32_t slot)
{
    return ent_uniform(20250212, i, slot, 3);
}

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

/* Nobody can do better alone: each contribution is the best response to the others'. */
static void nash_is_mutual_best_response(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 300; i++) {
        enum { N = 6 };
        double income[N], taste[N], q[N], total, sum = 0.0;
        const double theta = i % 7 ? draw(i, 90) : 1.0;
        for (uint32_t k = 0; k < N; k++) {
            income[k] = 1.0 + 200.0 * draw(i, k);
            taste[k] = 0.01 + 0.6 * draw(i, 20 + k);
        }
        assert_int_equal(ent_public_good_nash(N, income, taste, theta, q, &total), ENT_OK);
        for (size_t k = 0; k < N; k++)
            sum += q[k];
        CHECK_NEAR(sum, total, 1e-10 * total);
        for (size_t k = 0; k < N; k++) {
            const double want =
                fmax(0.0, taste[k] * income[k] - (1.0 - taste[k]) * theta * (sum - q[k]));
            CHECK_NEAR(q[k], want, 1e-9 * income[k]);
        }
    }
    const double bad[] = {0.0};
    double q[1], total;
    assert_int_equal(ent_public_good_nash(1, bad, bad, 1.0, q, &total), ENT_E_ARG);
    const double income[] = {100.0, 80.0};
    CHECK_NEAR(ent_public_good_optimum(2, income, 0.5), 90.0, 1e-12);
}

static void rank_statistics(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4, 5}, up[] = {2, 3, 5, 7, 11}, down[] = {9, 7, 5, 3, 1};
    const double flat[] = {1, 1, 1, 1, 1};
    CHECK_NEAR(ent_spearman(5, x, up, &arena).value, 1.0, 1e-15);
    CHECK_NEAR(ent_spearman(5, x, up, &arena).p, 0.0, 1e-15);
    CHECK_NEAR(ent_spearman(5, x, down, &arena).value, -1.0, 1e-15);
    CHECK_NEAR(ent_spearman(5, x, flat, &arena).value, ENT_MISSING, 0.0);
    CHECK_NEAR(ent_spearman(2, x, up, &arena).value, ENT_MISSING, 0.0);
    CHECK_NEAR(ent_kendall_b(5, x, down), -1.0, 1e-15);
    CHECK_NEAR(ent_kendall_b(5, x, flat), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_correlation_p(0.0, 10.0), 1.0, 1e-14);
    CHECK_NEAR(ent_correlation_p(0.5, 2.0), ENT_MISSING, 0.0);
    /* All five differences positive: p = 2 / 2^5. */
    const ent_signed_rank w = ent_wilcoxon(5, up, flat, &arena);
    CHECK_NEAR(w.plus, 15.0, 0.0);
    CHECK_NEAR(w.smaller, 0.0, 0.0);
    CHECK_NEAR(w.p, 0.0625, 1e-15);
    CHECK_NEAR(ent_wilcoxon(5, x, x, &arena).p, ENT_MISSING, 0.0);
    CHECK_NEAR(ent_lagged_effect(0.9, 0.03, -1.0), 0.3, 1e-14);
    CHECK_NEAR(ent_lagged_effect(1.0, 0.03, 4.0), 0.12, 1e-15);
    CHECK_NEAR(ent_lagged_effect(1.0, 0.03, -1.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_pledge_path(1.0, 2.0, 0.5, 2.0), 1.75, 1e-15);
    const double e[] = {1.0, -1.0}, f[] = {2.0, 2.0};
    CHECK_NEAR(ent_loglinear(2, e, f), 1.0, 1e-15);
}

/* The worst loss of the solution is not beaten by moving force between any two sites. */
static void minmax_cannot_be_improved(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 200; i++) {
        enum { N = 5 };
        double loss[N], scale[N], part[N], worst, sum = 0.0;
        for (uint32_t k = 0; k < N; k++) {
            loss[k] = 1.0 + 100.0 * draw(i, k);
            scale[k] = 0.1 + draw(i, 10 + k);
        }
        const double forces = 4.0 * draw(i, 50);
        assert_int_equal(ent_minmax_exponential(N, loss, scale, forces, part, &worst), ENT_OK);
        for (size_t k = 0; k < N; k++) {
            sum += part[k];
            assert_true(loss[k] * exp(-scale[k] * part[k]) <= worst * (1.0 + 1e-12));
            if (part[k] > 0.0)
                CHECK_NEAR(loss[k] * exp(-scale[k] * part[k]), worst, 1e-10 * worst);
        }
        CHECK_NEAR(sum, forces, 1e-10);
        assert_int_equal(ent_minmax_linear(N, loss, scale, forces, part, &worst), ENT_OK);
        sum = 0.0;
        double caps = 0.0;
        for (size_t k = 0; k < N; k++) {
            sum += part[k];
            caps += scale[k];
            if (part[k] > 0.0)
                CHECK_NEAR(loss[k] * (1.0 - part[k] / scale[k]), worst, 1e-9 * loss[k]);
        }
        CHECK_NEAR(sum, fmin(forces, caps), 1e-9);
    }
    const double zero[] = {0.0};
    double part[1], worst;
    assert_int_equal(ent_minmax_exponential(1, zero, zero, 1.0, part, &worst), ENT_E_ARG);
    assert_int_equal(ent_minmax_linear(1, zero, zero, 1.0, part, &worst), ENT_E_ARG);
}

/* Covered targets are worth the same to the attacker, uncovered ones no more. */
static void security_game_is_level(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 200; i++) {
        enum { N = 6 };
        double du[N], dc[N], au[N], ac[N], cover[N], sum = 0.0;
        for (uint32_t k = 0; k < N; k++) {
            du[k] = -20.0 * draw(i, k);
            dc[k] = 10.0 * draw(i, 10 + k);
            au[k] = 20.0 * draw(i, 20 + k);
            ac[k] = -20.0 * draw(i, 30 + k);
        }
        const ent_security_payoff payoff = {du, dc, au, ac};
        ent_security_value v;
        const double resources = 3.0 * draw(i, 70);
        assert_int_equal(ent_security_game(N, &payoff, resources, cover, &v), ENT_OK);
        for (size_t k = 0; k < N; k++) {
            const double worth = cover[k] * ac[k] + (1.0 - cover[k]) * au[k];
            sum += cover[k];
            assert_true(cover[k] >= 0.0 && cover[k] <= 1.0);
            assert_true(worth <= v.attacker + 1e-9);
            if (cover[k] > 1e-9)
                CHECK_NEAR(worth, v.attacker, 1e-8);
        }
        assert_true(sum <= resources + 1e-9);
    }
    const double one[] = {1.0};
    const ent_security_payoff none = {one, one, one, one};
    double cover[1];
    ent_security_value v;
    assert_int_equal(ent_security_game(1, &none, 1.0, cover, &v), ENT_E_ARG);
    assert_int_equal(ent_security_game(0, &none, 1.0, cover, &v), ENT_E_ARG);
}

static void blotto_regimes(void **state)
{
    (void)state;
    CHECK_NEAR(ent_blotto_share(3.0, 1.0, 1.0), 0.5, 1e-15);
    CHECK_NEAR(ent_blotto_share(5.0, 0.2, 1.0), 0.0, 0.0);
    CHECK_NEAR(ent_blotto_share(5.0, 0.22, 1.0), 0.04, 1e-15);
    CHECK_NEAR(ent_blotto_share(5.0, 0.25, 1.0), 0.08, 1e-15);
    CHECK_NEAR(ent_blotto_share(5.0, 0.5, 1.0), 0.25, 1e-15);
    CHECK_NEAR(ent_blotto_share(2.0, 0.6, 1.0), 0.25, 1e-15);
    CHECK_NEAR(ent_blotto_share(1.0, 0.6, 1.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_blotto_share(3.0, 2.0, 1.0), ENT_MISSING, 0.0);
    double last = 0.0;
    for (double x = 0.01; x <= 1.0; x += 0.01) { /* more force never wins fewer fields */
        const double share = ent_blotto_share(6.0, x, 1.0);
        assert_true(share >= last - 1e-12);
        last = share;
    }
}

/* A later unit waits for the server; the order in which units are named does not matter. */
static void closure_queue(void **state)
{
    (void)state;
    const double ready[] = {20.0, 0.0, 0.0}, transit[] = {1.0, 1.0, 2.0}, rsoi[] = {1.0, 9.0, 9.0};
    double day[3];
    assert_int_equal(ent_closure(3, ready, transit, rsoi, 0.5, day, &arena), ENT_OK);
    CHECK_NEAR(day[0], 24.0, 1e-12);
    CHECK_NEAR(day[1], 12.0, 1e-12);
    CHECK_NEAR(day[2], 14.0, 1e-12);
    assert_int_equal(ent_closure(3, ready, transit, rsoi, 0.0, day, &arena), ENT_E_ARG);
    ent_arena small;
    static unsigned char memory[256]; /* what the arena leaves poisoned must not be stack */
    assert_int_equal(ent_arena_init(&small, memory, sizeof memory), ENT_OK);
    assert_int_equal(ent_closure(64, ready, transit, rsoi, 0.5, day, &small), ENT_E_NOMEM);
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

static void ledgers(void **state)
{
    (void)state;
    const ent_posen_setup p = {90.0, 60.0, 0.5, 3.0, 50.0, 10.0 / 3.0, 0.075, 1.5, 2.0};
    CHECK_NEAR(ent_posen(&p, 10).depth, 20.0, 0.0);
    CHECK_NEAR(ent_posen(&p, 10).attacker, 61.41152629, 1e-8);
    const ent_stock_setup s = {2000.0, 3000.0, 20.0, 120.0, 0.5, 0.05, 0.0};
    const ent_stock_end e = ent_stock_flow(&s, 36);
    CHECK_NEAR(e.exhausted, 25.0, 0.0);
    CHECK_NEAR(e.stored, 0.0, 0.0);
    CHECK_NEAR(ent_stock_flow(&s, 3).exhausted, -1.0, 0.0);
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.06, 180.0, -1.0), 3000.0, 1e-9);
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.0, 180.0, 2.0), 2360.0, 0.0);
    CHECK_NEAR(ent_stock_with_inflow(2000.0, 0.0, 180.0, -1.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_casualties_per_area(100.0, 0.0), ENT_MISSING, 0.0);
    CHECK_NEAR(ent_casualties_per_area(100.0, 4.0), 25.0, 0.0);
    CHECK_NEAR(ent_advance(300.0, 0.5, 6.0, 3.0, 1.0), 300.0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capability),
        cmocka_unit_test(price_index),
        cmocka_unit_test(nash_is_mutual_best_response),
        cmocka_unit_test(rank_statistics),
        cmocka_unit_test(minmax_cannot_be_improved),
        cmocka_unit_test(security_game_is_level),
        cmocka_unit_test(blotto_regimes),
        cmocka_unit_test(closure_queue),
        cmocka_unit_test(deterrence),
        cmocka_unit_test(lanchester),
        cmocka_unit_test(general_laws),
        cmocka_unit_test(iwo_jima),
        cmocka_unit_test(epstein),
        cmocka_unit_test(ledgers),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
