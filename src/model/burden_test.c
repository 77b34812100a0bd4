/* Burden sharing: best responses, rank statistics by hand and from published tables, memory. */
#include "check.h"

#include "entente/burden.h"
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

/* By hand: tastes 1/2 without spill-over (theta 0) give half of each income; with theta 1 and
   incomes 100 and 10 the small ally rides free: 50 (1 - 1/2) > 10/2. */
static void public_good_by_hand(void **state)
{
    (void)state;
    const double income[] = {100.0, 10.0}, half[] = {0.5, 0.5};
    double q[2], total;
    assert_int_equal(ent_public_good_nash(2, income, half, 0.0, q, &total), ENT_OK);
    CHECK_NEAR(q[0], 50.0, 1e-12);
    CHECK_NEAR(q[1], 5.0, 1e-12);
    CHECK_NEAR(total, 55.0, 1e-12);
    assert_int_equal(ent_public_good_nash(2, income, half, 1.0, q, &total), ENT_OK);
    CHECK_NEAR(q[0], 50.0, 1e-12);
    CHECK_NEAR(q[1], 0.0, 0.0);
    CHECK_NEAR(total, 50.0, 1e-12);
    /* Equal incomes: q = I / 3, from q = (I - q) / 2. */
    const double equal[] = {90.0, 90.0};
    assert_int_equal(ent_public_good_nash(2, equal, half, 1.0, q, &total), ENT_OK);
    CHECK_NEAR(q[0], 30.0, 1e-12);
    CHECK_NEAR(q[1], 30.0, 1e-12);
    static const struct {
        double income, taste, theta;
    } outside[] = {{-1.0, 0.5, 0.5},       {1.0, 1.5, 0.5}, {1.0, 0.0, 0.5},
                   {1.0, 0.5, -0.1},       {1.0, 0.5, 1.1}, {(double)NAN, 0.5, 0.5},
                   {1.0, (double)NAN, 0.5}};
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++)
        assert_int_equal(ent_public_good_nash(1, &outside[i].income, &outside[i].taste,
                                              outside[i].theta, q, &total),
                         ENT_E_ARG);
}

/* Ranks of x: 1, 2.5, 2.5, 4; of y: 1, 2, 3, 4: rho = 4.5 / sqrt(4.5 x 5), by hand. */
static void ties_share_their_ranks(void **state)
{
    (void)state;
    const double x[] = {1, 2, 2, 3}, y[] = {10, 20, 30, 40};
    CHECK_NEAR(ent_spearman(4, x, y, &arena).value, 4.5 / sqrt(22.5), 1e-15);
    /* Five of six pairs agree, one is tied in x: 5 / sqrt(5 x 6). */
    CHECK_NEAR(ent_kendall_b(4, x, y), 5.0 / sqrt(30.0), 1e-15);
    /* p from the t approximation, by mpmath. */
    CHECK_NEAR(ent_correlation_p(0.5, 10.0), 0.14111328125, 1e-14);
    CHECK_NEAR(ent_correlation_p(-0.8, 5.0), 0.104088038661827859, 1e-14);
    CHECK_NEAR(ent_correlation_p(1.1, 5.0), ENT_MISSING, 0.0);
    /* Any rising transformation leaves the ranks alone; a falling one turns the sign. */
    double lifted[4];
    for (size_t i = 0; i < 4; i++)
        lifted[i] = exp(0.1 * y[i]);
    CHECK_NEAR(ent_spearman(4, x, lifted, &arena).value, 4.5 / sqrt(22.5), 1e-15);
    for (size_t i = 0; i < 4; i++)
        lifted[i] = -lifted[i];
    CHECK_NEAR(ent_spearman(4, x, lifted, &arena).value, -4.5 / sqrt(22.5), 1e-15);
    CHECK_NEAR(ent_kendall_b(4, x, lifted), -5.0 / sqrt(30.0), 1e-15);
}

/* Table of Wilcoxon's test: 25 of the 1024 signs of ten ranks give a sum of at most 8. */
static void signed_ranks(void **state)
{
    (void)state;
    const double x[] = {-1, -7, 3, 4, 5, 6, 2, 8, 9, 10}, zero[10] = {0};
    const ent_signed_rank w = ent_wilcoxon(10, x, zero, &arena);
    CHECK_NEAR(w.plus, 47.0, 0.0);
    CHECK_NEAR(w.smaller, 8.0, 0.0);
    CHECK_NEAR(w.p, 50.0 / 1024.0, 1e-15);
    const ent_signed_rank turned = ent_wilcoxon(10, zero, x, &arena);
    CHECK_NEAR(turned.plus, 8.0, 0.0);
    CHECK_NEAR(turned.p, w.p, 0.0);
    /* Half of the signs and no more: p does not pass 1. */
    const double even[] = {1, -2, -3, 4};
    CHECK_NEAR(ent_wilcoxon(4, even, zero, &arena).p, 1.0, 0.0);
    /* Ties: sizes 1, 1, 2 have ranks 1.5, 1.5, 3; the half rank counts as a whole one. */
    const double tied[] = {-1, 1, 2};
    CHECK_NEAR(ent_wilcoxon(3, tied, zero, &arena).plus, 4.5, 0.0);
    CHECK_NEAR(ent_wilcoxon(3, tied, zero, &arena).smaller, 1.5, 0.0);
    CHECK_NEAR(ent_wilcoxon(3, tied, zero, &arena).p, 2.0 * 3.0 / 8.0, 1e-15);
    /* Above sixty pairs the sums stand alone. */
    double many[61], none[61] = {0};
    for (size_t i = 0; i < 61; i++)
        many[i] = (double)(i + 1);
    CHECK_NEAR(ent_wilcoxon(61, many, none, &arena).plus, 61.0 * 62.0 / 2.0, 0.0);
    CHECK_NEAR(ent_wilcoxon(61, many, none, &arena).p, ENT_MISSING, 0.0);
    CHECK_NEAR(ent_wilcoxon(60, many, none, &arena).p, 2.0 * pow(0.5, 60.0), 1e-30);
}

static void responses(void **state)
{
    (void)state;
    /* The effect after n steps is the sum of the first n: beta (1 + phi + phi^2). */
    CHECK_NEAR(ent_lagged_effect(0.5, 2.0, 3.0), 3.5, 1e-14);
    CHECK_NEAR(ent_lagged_effect(0.5, 2.0, 0.0), 0.0, 0.0);
    CHECK_NEAR(ent_pledge_path(1.0, 2.0, 0.3, 0.0), 1.0, 0.0);
    CHECK_NEAR(ent_pledge_path(1.0, 2.0, 1.0, 1.0), 2.0, 0.0);
    const double e[] = {0.5, -2.0, 3.0}, f[] = {4.0, 0.5, 1.0};
    CHECK_NEAR(ent_loglinear(3, e, f), 8.0, 1e-14); /* 2 x 4 x 1 */
    CHECK_NEAR(ent_loglinear(0, e, f), 1.0, 0.0);
}

/* Each of the requests fails in turn: missing, and the arena is as before. */
static void without_memory(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4}, y[] = {4, 3, 1, 2};
    size_t rank_failures = 0, sign_failures = 0;
    for (size_t n = 1; n <= 12; n++) {
        ent_arena small;
        ent_heap_arena_create(&small, 64); /* every allocation asks the heap */
        ent_heap_fail_after(n);
        const ent_rank r = ent_spearman(4, x, y, &small);
        ent_heap_fail_after(n);
        const ent_signed_rank w = ent_wilcoxon(4, x, y, &small);
        ent_heap_fail_after(0);
        rank_failures += isnan(r.value) && isnan(r.p) ? 1 : 0;
        sign_failures += isnan(w.p) ? 1 : 0;
        assert_true(isnan(r.value) || fabs(r.value + 0.8) < 1e-15);
        assert_int_equal(ent_arena_mark(&small), 0);
        ent_heap_arena_destroy(&small);
    }
    assert_int_equal(rank_failures, 6); /* two ranks, twice order and spare */
    assert_int_equal(sign_failures, 6); /* three rows, order and spare, the distribution */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nash_is_mutual_best_response),
        cmocka_unit_test(public_good_by_hand),
        cmocka_unit_test(rank_statistics),
        cmocka_unit_test(ties_share_their_ranks),
        cmocka_unit_test(signed_ranks),
        cmocka_unit_test(responses),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
