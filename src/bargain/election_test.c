/* Elections: votes and victories by hand, fixed points, many options, memory. */
#include "check.h"
#include "one_arena.h"

#include "bargain/election.h"
#include "entente/heap.h"
#include "entente/rng.h"

/* Weight 10; utilities .7 and .2, then .2 and .7, then alike. */
static const struct {
    ent_vote_rule rule;
    double ahead, behind;
} votes[] = {
    {ENT_VOTE_PROPORTIONAL, 5, -5},
    {ENT_VOTE_BINARY, 10, -10},
    {ENT_VOTE_PROPBIN, 6, -6},     /* .8 .5 + .2 */
    {ENT_VOTE_CUBIC, 1.25, -1.25}, /* .125 */
    {ENT_VOTE_PROPCUBIC, 3.125, -3.125},
    {ENT_VOTE_ASYMMETRIC, 10.0 / 3, -5}, /* gains count two thirds */
};

static void votes_by_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof votes / sizeof votes[0]; i++) {
        CHECK_NEAR(smp_vote(votes[i].rule, 10, .7, .2), votes[i].ahead, 1e-14);
        CHECK_NEAR(smp_vote(votes[i].rule, 10, .2, .7), votes[i].behind, 1e-14);
        CHECK_NEAR(smp_vote(votes[i].rule, 10, .4, .4), 0, 0);
        const double w[] = {10, 10, 10}, a[] = {.7, .2, .4}, b[] = {.2, .7, .4};
        double row[3], up = 1, down = 2;
        smp_vote_row(votes[i].rule, 3, w, a, b, row);
        for (size_t k = 0; k < 3; k++)
            CHECK_NEAR(row[k], smp_vote(votes[i].rule, 10, a[k], b[k]), 0);
        smp_add_sides(3, row, &up, &down);
        CHECK_NEAR(up, 1 + votes[i].ahead, 1e-14);
        CHECK_NEAR(down, 2 - votes[i].behind, 1e-14);
    }
    /* A hair's difference is a whole vote by the binary rule, a hair by the others. */
    CHECK_NEAR(smp_vote(ENT_VOTE_BINARY, 10, .5 + 5e-9, .5), 5, 1e-6);
    CHECK_NEAR(smp_vote(ENT_VOTE_PROPORTIONAL, 10, .5 + 5e-9, .5), 5e-8, 1e-15);
}

/* Coalitions of 1 against s for option 0: its chance under each rule. */
static const struct {
    ent_victory_rule rule;
    double against, want;
} victories[] = {
    {ENT_VICTORY_LINEAR, 2, 1.0 / 3},
    {ENT_VICTORY_SQUARE, 2, 1.0 / 5},
    {ENT_VICTORY_QUARTIC, 2, 1.0 / 17},
    {ENT_VICTORY_OCTIC, 2, 1.0 / 257},
    {ENT_VICTORY_BINARY, 2, 1e-6 / (1 + 1e-6)}, /* a tenth more wins outright */
    {ENT_VICTORY_BINARY, .5, 1 / (1 + 1e-6)},
    {ENT_VICTORY_BINARY, 1, .5},
    {ENT_VICTORY_BINARY, 1.05, (2.1 / 2.05 - 1) / .1}, /* between, by the share of strength */
};

static void victories_by_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof victories / sizeof victories[0]; i++)
        for (int rule = 0; rule < 3; rule++) {
            const double weight[] = {1, victories[i].against}, utility[] = {1, 0, 0, 1};
            const ent_election e = {ENT_VOTE_PROPORTIONAL, victories[i].rule,
                                    (ent_election_rule)rule};
            double chance[2];
            assert_int_equal(ent_elect(&e, 2, 2, weight, utility, chance, &arena), ENT_OK);
            /* Of two options each election gives the one contest; Markov ones to their stop. */
            CHECK_NEAR(chance[0], victories[i].want,
                       rule == ENT_ELECTION_CONDITIONAL ? 2e-8 : 3e-6);
            CHECK_NEAR(chance[0] + chance[1], 1, 1e-12);
        }
}

/* A random election of the Markov kind is a fixed point of its own round, computed here. */
static void markov_is_a_fixed_point(void **state)
{
    (void)state;
    enum { V = 5, M = 4 };
    for (uint64_t seed = 1; seed <= 40; seed++) {
        double w[V], u[M * V], win[M][M], strength[M][M], k[M][M], c[M];
        for (uint32_t i = 0; i < V; i++) {
            w[i] = ent_uniform(seed, i, 0, 8);
            for (uint32_t o = 0; o < M; o++)
                u[o * V + i] = ent_uniform(seed, i, 1 + o, 8);
        }
        for (size_t o = 0; o < M; o++)
            for (size_t p = 0; p < M; p++) {
                double up = 1e-8, down = 1e-8;
                for (size_t i = 0; i < V; i++) {
                    const double v = w[i] * (u[o * V + i] - u[p * V + i]);
                    *(v > 0 ? &up : &down) += fabs(v);
                }
                strength[o][p] = up;
                win[o][p] = up / (up + down);
            }
        for (int incentive = 0; incentive < 2; incentive++) {
            const ent_election e = {ENT_VOTE_PROPORTIONAL, ENT_VICTORY_LINEAR,
                                    incentive ? ENT_ELECTION_INCENTIVE : ENT_ELECTION_UNIFORM};
            assert_int_equal(ent_elect(&e, V, M, w, u, c, &arena), ENT_OK);
            for (size_t p = 0; p < M; p++) {
                double sum = 0;
                for (size_t o = 0; o < M; o++)
                    sum += k[o][p] = strength[o][p] * win[o][p] + (o == p ? 1e-10 : 0);
                for (size_t o = 0; o < M; o++)
                    k[o][p] /= sum;
            }
            double total = 0;
            for (size_t o = 0; o < M; o++) {
                double next = 0;
                for (size_t p = 0; p < M; p++)
                    next += win[o][p] *
                            (incentive ? c[o] * k[p][o] + c[p] * k[o][p] : (c[o] + c[p]) / M);
                CHECK_NEAR(c[o], next, incentive ? 2e-8 : 2e-6);
                total += c[o];
            }
            CHECK_NEAR(total, 1, 1e-9);
        }
    }
}

/* The conditional election: products of the contests, by hand for three options. */
static void conditional_is_a_product(void **state)
{
    (void)state;
    const double w[] = {1, 2}, u[] = {1, 0, .5, .5, 0, 1};
    const ent_election e = {ENT_VOTE_PROPORTIONAL, ENT_VICTORY_LINEAR, ENT_ELECTION_CONDITIONAL};
    double c[3];
    assert_int_equal(ent_elect(&e, 2, 3, w, u, c, &arena), ENT_OK);
    /* 0 beats each with 1/3, 1 beats 0 with 2/3 and 2 with 1/3, 2 beats each with 2/3 */
    CHECK_NEAR(c[0], 1.0 / 7, 1e-7);
    CHECK_NEAR(c[1], 2.0 / 7, 1e-7);
    CHECK_NEAR(c[2], 4.0 / 7, 1e-7);
}

/* Many options with tiny chances do not underflow to nothing; the order does not matter. */
static void many_options(void **state)
{
    (void)state;
    enum { M = 250 };
    static double utility[M * 2], chance[M], turned[M];
    const double w[] = {1.0, 1.0};
    const ent_election e = {ENT_VOTE_PROPORTIONAL, ENT_VICTORY_OCTIC, ENT_ELECTION_CONDITIONAL};
    for (size_t o = 0; o < M; o++)
        utility[2 * o] = utility[2 * o + 1] = (double)o / M;
    assert_int_equal(ent_elect(&e, 2, M, w, utility, chance, &arena), ENT_OK);
    for (size_t o = 0; o < M; o++)
        utility[2 * o] = utility[2 * o + 1] = (double)(M - 1 - o) / M;
    assert_int_equal(ent_elect(&e, 2, M, w, utility, turned, &arena), ENT_OK);
    CHECK_NEAR(chance[M - 1], 1.0, 1e-9);
    double sum = 0.0;
    for (size_t o = 0; o < M; o++) {
        sum += chance[o];
        CHECK_NEAR(chance[o], turned[M - 1 - o], 1e-15);
    }
    CHECK_NEAR(sum, 1.0, 1e-12);
}

static void refusals(void **state)
{
    (void)state;
    const double w[] = {1, 1}, huge[] = {1e300, 1e300}, u[] = {1, 0, 0, 1};
    double c[2];
    ent_election e = {ENT_VOTE_PROPORTIONAL, ENT_VICTORY_LINEAR, ENT_ELECTION_CONDITIONAL};
    assert_int_equal(ent_elect(&e, 2, 0, w, u, c, &arena), ENT_E_ARG);
    assert_int_equal(ent_elect(&e, 2, 1, w, u, c, &arena), ENT_OK);
    CHECK_NEAR(c[0], 1, 0);        /* a sole option wins */
    e.victory = ENT_VICTORY_OCTIC; /* beyond the range of numbers nobody wins */
    for (int rule = 0; rule < 3; rule++) {
        e.rule = (ent_election_rule)rule;
        assert_int_equal(ent_elect(&e, 2, 2, huge, u, c, &arena), ENT_E_DATA);
    }
}

static void without_memory(void **state)
{
    (void)state;
    const double w[] = {1, 1}, u[] = {1, 0, 0, 1};
    for (int rule = 0; rule < 3; rule++) {
        const ent_election e = {ENT_VOTE_PROPORTIONAL, ENT_VICTORY_LINEAR, (ent_election_rule)rule};
        size_t failures = 0;
        for (size_t n = 1; n <= 7; n++) {
            ent_arena small;
            double c[2];
            ent_heap_arena_create(&small, 64);
            ent_heap_fail_after(n);
            const ent_status status = ent_elect(&e, 2, 2, w, u, c, &small);
            ent_heap_fail_after(0);
            assert_true(status == ENT_OK || status == ENT_E_NOMEM);
            failures += status == ENT_E_NOMEM;
            assert_int_equal(ent_arena_mark(&small), 0);
            ent_heap_arena_destroy(&small);
        }
        /* strengths, contests, votes and a row; the incentives a table more */
        assert_int_equal(failures, rule == ENT_ELECTION_INCENTIVE ? 5 : 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(votes_by_hand),
        cmocka_unit_test(victories_by_hand),
        cmocka_unit_test(conditional_is_a_product),
        cmocka_unit_test(markov_is_a_fixed_point),
        cmocka_unit_test(many_options),
        cmocka_unit_test(refusals),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
