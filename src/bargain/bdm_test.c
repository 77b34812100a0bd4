/* Expected utility: the published table, cycles, properties. */
#include "check.h"
#include "one_arena.h"

#include "entente/bargain_bdm.h"
#include "entente/rng.h"

/* EC automobile emission standards: Bueno de Mesquita 1994 p. 78 via Scholz et al. 2011. */
enum { N = 10 };
static const double c[N] = {.08, .08, .03, .16, .16, .16, .16, .05, .05, .08};
static const double x[N] = {4, 7, 4, 4, 10, 10, 10, 7, 4, 7};
static const double s[N] = {.8, .4, .2, .8, .6, .6, .9, .1, 1, .7};

static void test_emission(void **state)
{
    const ent_bdm_options o = ent_bdm_public_code();
    ent_bdm_result r;
    assert_int_equal(ent_bdm_run(N, c, x, s, &o, &r, *state, *state), ENT_OK);
    CHECK_NEAR(r.median[0], 7.0, 1e-12);
    CHECK_NEAR(r.mean[0], 7.389955687, 1e-9);
    /* Round 1 of the public replication: Belgium meets France, Luxembourg and Ireland move. */
    CHECK_NEAR(r.positions[N + 1], 8.4159, 5e-5);
    assert_int_equal(r.moves[1].kind, ENT_BDM_COMPROMISE);
    CHECK_NEAR(r.positions[N + 2], 7.0, 1e-8);
    CHECK_NEAR(r.positions[N + 7], 4.0, 1e-8);
    CHECK_NEAR(r.mean[6], 7.414877545, 1e-9);
    assert_false(r.settled); /* it never does */
}

/* Shift, scale of positions and permutation change nothing but what they should. */
static void test_properties(void **state)
{
    for (uint64_t seed = 1; seed <= 30; seed++) {
        double cc[8], xx[8], ss[8], ct[8], xt[8], st[8];
        for (uint32_t i = 0; i < 8; i++) {
            cc[i] = ent_uniform(seed, i, 0, 1), ss[i] = ent_uniform(seed, i, 1, 1);
            xx[i] = 100 * ent_uniform(seed, i, 2, 1);
            ct[7 - i] = cc[i], st[7 - i] = ss[i], xt[7 - i] = 3.0 * xx[i] + 11.0;
        }
        ent_bdm_options o = ent_bdm_defaults();
        o.rounds = 4;
        ent_bdm_result a, b;
        assert_int_equal(ent_bdm_run(8, cc, xx, ss, &o, &a, *state, *state), ENT_OK);
        assert_int_equal(ent_bdm_run(8, ct, xt, st, &o, &b, *state, *state), ENT_OK);
        assert_int_equal(a.n_rounds, b.n_rounds);
        for (size_t i = 0; i < 8; i++)
            CHECK_NEAR(3.0 * a.positions[a.n_rounds * 8 + i] + 11.0,
                       b.positions[b.n_rounds * 8 + 7 - i], 1e-6);
        for (size_t k = 0; k < 64; k++) /* P_ij + P_ji = 1 in the text's form */
            if (k / 8 != k % 8)
                CHECK_NEAR(a.first.chance[k] + a.first.chance[k % 8 * 8 + k / 8], 1.0, 1e-12);
        for (size_t i = 0; i < 8; i++)
            assert_true(a.first.exponent[i] >= 0.5 - 1e-12 && a.first.exponent[i] <= 2 + 1e-12);
    }
}

/* A cycle or a rest is reported, whichever switches are set. */
static void test_ends(void **state)
{
    size_t cycles = 0, rests = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        double xx[5];
        for (uint32_t i = 0; i < 5; i++)
            xx[i] = floor(4 * ent_uniform(seed, i, 2, 1));
        ent_bdm_options o = seed % 2 ? ent_bdm_defaults() : ent_bdm_public_code();
        o.stay = seed % 3 ? 1.0 : 0.5;
        o.risk = seed % 5 != 0;
        o.rounds = 100;
        ent_bdm_result r;
        assert_int_equal(ent_bdm_run(5, c, xx, s, &o, &r, *state, *state), ENT_OK);
        cycles += r.cycle_length > 0;
        rests += r.settled;
        assert_false(r.cycle_length > 0 && r.settled);
    }
    assert_true(cycles > 0 && rests > 0);
}

static void test_refusals(void **state)
{
    ent_bdm_options o = ent_bdm_defaults();
    ent_bdm_result r;
    const double none[N] = {0}, one[1] = {5};
    assert_int_equal(ent_bdm_run(N, none, x, s, &o, &r, *state, *state), ENT_E_ARG);
    assert_int_equal(ent_bdm_run(0, c, x, s, &o, &r, *state, *state), ENT_E_ARG);
    assert_int_equal(ent_bdm_run(1, c, one, s, &o, &r, *state, *state), ENT_OK);
    assert_true(r.settled);
    CHECK_NEAR(r.positions[0], 5.0, 0);
    o.stay = 2.0;
    assert_int_equal(ent_bdm_run(N, c, x, s, &o, &r, *state, *state), ENT_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_emission),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
