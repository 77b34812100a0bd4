/* Allocation in closed form: no better split exists, small cases by hand. */
#include "check.h"

#include "entente/allocation_forms.h"
#include "entente/rng.h"

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
    }
    const double zero[] = {0.0};
    double part[1], worst;
    assert_int_equal(ent_minmax_exponential(1, zero, zero, 1.0, part, &worst), ENT_E_ARG);
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
    assert_int_equal(ent_minmax_exponential(0, loss, decay, 1.0, part, &worst), ENT_E_ARG);
    assert_int_equal(ent_minmax_exponential(2, loss, decay, -1.0, part, &worst), ENT_E_ARG);
    const double half_bad[] = {1.0, 0.0};
    assert_int_equal(ent_minmax_exponential(2, loss, half_bad, 1.0, part, &worst), ENT_E_ARG);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minmax_cannot_be_improved),
        cmocka_unit_test(minmax_by_hand),
        cmocka_unit_test(security_game_is_level),
        cmocka_unit_test(security_game_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
