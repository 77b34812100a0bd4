/* Allocation in closed form: no better split exists, published regimes, small cases by hand. */
#include "check.h"

#include "entente/allocation_forms.h"
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

/* ln 100 and ln (100 / e): one force brings the first down to the second, the next two are
   shared. Linear: 1 - r/2 and 1 - r/4 at losses 10 and 5, by hand. */
static void minmax_by_hand(void **state)
{
    (void)state;
    const double loss[] = {100.0, 100.0 / M_E}, decay[] = {1.0, 1.0};
    double part[2], worst;
    assert_int_equal(ent_minmax_exponential(2, loss, decay, 1.0, part, &worst), ENT_OK);
    CHECK_NEAR(part[0], 1.0, 1e-12);
    CHECK_NEAR(part[1], 0.0, 1e-12);
    assert_int_equal(ent_minmax_exponential(2, loss, decay, 3.0, part, &worst), ENT_OK);
    CHECK_NEAR(part[0], 2.0, 1e-12);
    CHECK_NEAR(part[1], 1.0, 1e-12);
    CHECK_NEAR(worst, 100.0 * exp(-2.0), 1e-11);
    assert_int_equal(ent_minmax_exponential(2, loss, decay, 0.0, part, &worst), ENT_OK);
    CHECK_NEAR(worst, 100.0, 1e-12);
    const double two[] = {10.0, 5.0}, cap[] = {2.0, 4.0};
    assert_int_equal(ent_minmax_linear(2, two, cap, 1.0, part, &worst), ENT_OK);
    CHECK_NEAR(part[0], 1.0, 1e-12); /* 10 (1 - 1/2) = 5: the second begins to count here */
    CHECK_NEAR(worst, 5.0, 1e-12);
    assert_int_equal(ent_minmax_linear(2, two, cap, 3.5, part, &worst), ENT_OK);
    CHECK_NEAR(part[0], 1.5, 1e-12); /* z = 2.5: 2 (1 - 1/4) and 4 (1 - 1/2) */
    CHECK_NEAR(part[1], 2.0, 1e-12);
    CHECK_NEAR(worst, 2.5, 1e-12);
    assert_int_equal(ent_minmax_linear(2, two, cap, 100.0, part, &worst), ENT_OK);
    CHECK_NEAR(part[0] + part[1], 6.0, 1e-12); /* the rest stays unused */
    CHECK_NEAR(worst, 0.0, 1e-12);
    assert_int_equal(ent_minmax_exponential(0, loss, decay, 1.0, part, &worst), ENT_E_ARG);
    assert_int_equal(ent_minmax_linear(0, two, cap, 1.0, part, &worst), ENT_E_ARG);
    assert_int_equal(ent_minmax_exponential(2, loss, decay, -1.0, part, &worst), ENT_E_ARG);
    assert_int_equal(ent_minmax_linear(2, two, cap, ENT_MISSING, part, &worst), ENT_E_ARG);
    const double half_bad[] = {1.0, 0.0};
    assert_int_equal(ent_minmax_exponential(2, loss, half_bad, 1.0, part, &worst), ENT_E_ARG);
    assert_int_equal(ent_minmax_linear(2, half_bad, cap, 1.0, part, &worst), ENT_E_ARG);
}

/* Two targets worth 1 and 2 to the attacker, 0 when covered: one unit of coverage brings both
   to z with (1 - z) + (2 - z)/2 = 1, so z = 2/3. */
static void security_game_by_hand(void **state)
{
    (void)state;
    const double lost[] = {-1.0, -4.0}, kept[] = {0.0, 0.0}, high[] = {1.0, 2.0},
                 low[] = {0.0, 0.0};
    const ent_security_payoff p = {lost, kept, high, low};
    double cover[2];
    ent_security_value v;
    assert_int_equal(ent_security_game(2, &p, 1.0, cover, &v), ENT_OK);
    CHECK_NEAR(cover[0], 1.0 / 3.0, 1e-12);
    CHECK_NEAR(cover[1], 2.0 / 3.0, 1e-12);
    CHECK_NEAR(v.attacker, 2.0 / 3.0, 1e-12);
    CHECK_NEAR(v.defender, -2.0 / 3.0, 1e-9); /* the tie goes to the defender: target 0 */
    assert_int_equal(v.target, 0);
    /* Without resources the better target is open. */
    assert_int_equal(ent_security_game(2, &p, 0.0, cover, &v), ENT_OK);
    assert_int_equal(v.target, 1);
    CHECK_NEAR(v.attacker, 2.0, 1e-12);
    /* A target worth 1.5 even when covered: more than one unit cannot help. */
    const double stubborn[] = {0.0, 1.5};
    const ent_security_payoff q = {lost, kept, high, stubborn};
    assert_int_equal(ent_security_game(2, &q, 2.0, cover, &v), ENT_OK);
    CHECK_NEAR(cover[0], 0.0, 1e-12);
    CHECK_NEAR(cover[1], 1.0, 1e-12);
    CHECK_NEAR(v.attacker, 1.5, 1e-12);
    assert_int_equal(ent_security_game(2, &p, -1.0, cover, &v), ENT_E_ARG);
}

/* Without a wait everybody is ready at ready + transit + service + rsoi; the queue serves in
   order of arrival, and each of the three requests for memory may fail. */
static void closure_limits(void **state)
{
    (void)state;
    const double ready[] = {0.0, 100.0, 50.0}, transit[] = {5.0, 0.0, 2.0},
                 rsoi[] = {1.0, 2.0, 3.0};
    double day[3];
    assert_int_equal(ent_closure(3, ready, transit, rsoi, 2.0, day, &arena), ENT_OK);
    for (size_t i = 0; i < 3; i++)
        CHECK_NEAR(day[i], ready[i] + transit[i] + 0.5 + rsoi[i], 1e-12);
    assert_int_equal(ent_closure(3, ready, transit, rsoi, 0.01, day, &arena), ENT_OK);
    CHECK_NEAR(day[2], 5.0 + 200.0 + 3.0, 1e-9); /* second: served from day 105 to 205 */
    CHECK_NEAR(day[1], 5.0 + 300.0 + 2.0, 1e-9);
    assert_int_equal(ent_closure(3, ready, transit, rsoi, ENT_MISSING, day, &arena), ENT_E_ARG);
    for (size_t n = 1; n <= 4; n++) {
        ent_arena small;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        assert_int_equal(ent_closure(3, ready, transit, rsoi, 2.0, day, &small),
                         n <= 3 ? ENT_E_NOMEM : ENT_OK);
        ent_heap_fail_after(0);
        assert_int_equal(ent_arena_mark(&small), 0);
        ent_heap_arena_destroy(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minmax_cannot_be_improved),
        cmocka_unit_test(minmax_by_hand),
        cmocka_unit_test(security_game_is_level),
        cmocka_unit_test(security_game_by_hand),
        cmocka_unit_test(blotto_regimes),
        cmocka_unit_test(closure_queue),
        cmocka_unit_test(closure_limits),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
