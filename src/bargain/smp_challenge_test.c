/* Challenges: contests and gains by hand for two and three actors, sums to one, targets. */
#include "check.h"
#include "one_arena.h"

#include "bargain/smp_state.h"
#include "entente/rng.h"

static ent_smp_state *make(size_t n, const double *power, const double *place, const double *care,
                           const ent_smp_options *o)
{
    const ent_actors a = {n, 1, power, place, care};
    ent_smp_state *s = NULL;
    assert_int_equal(ent_smp_state_create(&a, o, &s, &arena), ENT_OK);
    return s;
}

/* Opposite ends, everybody risk-blind (all alike): votes are power times salience. */
static void duel_by_hand(void **state)
{
    (void)state;
    const double power[] = {30, 10}, place[] = {0, 100}, care[] = {50, 50};
    ent_smp_options o = ent_smp_defaults();
    o.adjust = ENT_ADJUST_FULL;
    ent_smp_state *s = make(2, power, place, care, &o);
    /* Each is at its own place with utility 1 and at the other's with 0. */
    CHECK_NEAR(ent_smp_utility(s, 0, 0, 0), 1, 1e-12);
    CHECK_NEAR(ent_smp_utility(s, 0, 0, 1), 0, 1e-12);
    CHECK_NEAR(ent_smp_chance(s, 0, 0, 1), .75, 1e-9);
    CHECK_NEAR(ent_smp_chance(s, 0, 1, 0), .25, 1e-9);
    /* Gain of 0: j resists with .5: .5 2 + .5 (.75 2) - 1 = .75; of 1 by the same challenge. */
    CHECK_NEAR(ent_smp_gain(s, 0, 0, 0, 1), .75, 1e-9);
    CHECK_NEAR(ent_smp_gain(s, 0, 1, 0, 1), -.75, 1e-9); /* what one wins the other loses here */
    double gain = 0, chance = 0;
    assert_int_equal(ent_smp_target(s, 0, &gain, &chance), 1);
    CHECK_NEAR(gain, .75, 1e-9);
    CHECK_NEAR(chance, .75, 1e-9);
    /* Of 1: .5 2 + .5 (.25 2) - 1 = .25 */
    assert_int_equal(ent_smp_target(s, 1, &gain, NULL), 0);
    CHECK_NEAR(gain, .25, 1e-9);
    assert_int_equal(ent_smp_target(s, 1, NULL, NULL), 0);
}

static void nobody_to_challenge(void **state)
{
    (void)state;
    const double power[] = {30, 10}, place[] = {40, 40}, care[] = {50, 50};
    const ent_smp_options o = ent_smp_defaults();
    double gain = 7, chance = 7;
    assert_int_equal(ent_smp_target(make(1, power, place, care, &o), 0, &gain, &chance),
                     ENT_SMP_NOBODY);
    CHECK_NEAR(gain, 0, 0);
    CHECK_NEAR(chance, 0, 0);
    assert_int_equal(ent_smp_target(make(2, power, place, care, &o), 0, &gain, NULL),
                     ENT_SMP_NOBODY); /* nothing to win from a double */
}

/* A third party in the middle: its vote by the terms of each commitment, in scalars. */
static void third_party(void **state)
{
    (void)state;
    const double power[] = {30, 20, 40}, place[] = {0, 100, 25}, care[] = {50, 50, 60};
    for (int commit = 0; commit < 3; commit++)
        for (int compat = 0; compat < 2; compat++)
            for (int vote = 0; vote < 6; vote += 3) {
                ent_smp_options o = ent_smp_defaults();
                o.commit = (ent_commit_rule)commit;
                o.vote = (ent_vote_rule)vote; /* proportional, cubic */
                o.compat = compat == 1;
                o.adjust = ENT_ADJUST_FULL;
                ent_smp_state *s = make(3, power, place, care, &o);
                const double got = ent_smp_chance(s, 0, 0, 1);
                const double uit = ent_smp_utility(s, 0, 2, 0), ujt = ent_smp_utility(s, 0, 2, 1);
                const double own = ent_smp_utility(s, 0, 2, 2), w = 40 * .6;
                double fi = 1e-10, fj = 1e-10;
                for (size_t k = 0; k < 2; k++) {
                    const double d = ent_smp_utility(s, 0, k, 0) - ent_smp_utility(s, 0, k, 1);
                    const double v = power[k] * .5 * (vote ? d * d * d : d);
                    *(v > 0 ? &fi : &fj) += fabs(v);
                }
                const double d = uit - ujt, v0 = w * (vote ? d * d * d : d);
                const double up = fmax(v0, 0), down = fmax(-v0, 0);
                double win_i = 2 * uit + own, lose_i = win_i, win_j = 2 * ujt + own, lose_j = win_j;
                if (commit == ENT_COMMIT_FULL) {
                    /* what is gained or lost does not depend on having joined */
                    win_i = win_j = 3 * uit;
                    lose_i = lose_j = 3 * ujt;
                } else if (commit == ENT_COMMIT_SEMI) {
                    lose_i = 3 * ujt;
                    win_j = 3 * uit;
                    lose_j = 2 * ujt + own;
                } else {
                    /* none: free to move whoever wins */
                    win_i = win_j = 2 * uit + own;
                    lose_i = lose_j = 2 * ujt + own;
                }
                double p = (fi + up) / (fi + up + fj + down), r = p;
                if (!compat && commit != ENT_COMMIT_SEMI) {
                    const double all = fi + fj + up + down; /* its weight goes where it joins */
                    p = (fi + up + down) / all;
                    r = fi / all;
                }
                const double gain = p * win_i + (1 - p) * lose_i - (r * win_j + (1 - r) * lose_j);
                const double joins = w * (vote ? gain * gain * gain : gain);
                const double want = (fi + fmax(joins, 0)) / (fi + fj + fabs(joins));
                if (!(fabs(got - want) <= 1e-9))
                    fail_msg("commit %d, compat %d, vote %d: %.12g, want %.12g", commit, compat,
                             vote, got, want);
            }
}

/* Whoever looks, the two chances of one contest make one; a target is never oneself. */
static void chances_sum_to_one(void **state)
{
    (void)state;
    enum { N = 7 };
    for (uint64_t seed = 1; seed <= 20; seed++) {
        double power[N], place[N], care[N];
        for (uint32_t i = 0; i < N; i++) {
            power[i] = 1 + 99 * ent_uniform(seed, i, 0, 3);
            place[i] = 100 * ent_uniform(seed, i, 1, 3);
            care[i] = 5 + 90 * ent_uniform(seed, i, 2, 3);
        }
        const ent_smp_options o = ent_smp_defaults();
        ent_smp_state *s = make(N, power, place, care, &o);
        for (size_t h = 0; h < N; h++) {
            double gain = 0;
            const size_t target = ent_smp_target(s, h, &gain, NULL);
            assert_true(target != h);
            for (size_t i = 0; i < N; i++)
                for (size_t j = 0; j < N; j++) {
                    if (i == j)
                        continue;
                    CHECK_NEAR(ent_smp_chance(s, h, i, j) + ent_smp_chance(s, h, j, i), 1, 1e-9);
                    if (i == h) /* no other target is better */
                        assert_true(ent_smp_gain(s, h, h, h, j) <= fmax(gain, 1e-5) + 1e-12);
                }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duel_by_hand),
        cmocka_unit_test(nobody_to_challenge),
        cmocka_unit_test(third_party),
        cmocka_unit_test(chances_sum_to_one),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
