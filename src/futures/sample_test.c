/* A sample is the futures of a run, block by block; its summary by hand. */
#include "real_world.h"

#include <stdlib.h>

#include "entente/draws.h"
#include "entente/rng.h"
#include "entente/sort.h"
#include "futures/sample.h"

static void summary_by_hand(void **state)
{
    (void)state;
    double values[] = {3.0, ENT_MISSING, 1.0, 5.0, 4.0, 2.0}, none[] = {ENT_MISSING};
    const sample_summary s = sample_summarise(values, 6);
    assert_int_equal(s.n, 5);
    CHECK_NEAR(s.mean, 3.0, 1e-15);
    CHECK_NEAR(s.p5, 1.2, 1e-15); /* a fifth of the way from the first to the second of five */
    CHECK_NEAR(s.p25, 2.0, 1e-15);
    CHECK_NEAR(s.p50, 3.0, 1e-15);
    CHECK_NEAR(s.p75, 4.0, 1e-15);
    CHECK_NEAR(s.p95, 4.8, 1e-15);
    const sample_summary empty = sample_summarise(none, 1);
    assert_int_equal(empty.n, 0);
    assert_true(isnan(empty.mean) && isnan(empty.p50));
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Quantiles without sorting are those of the sorted values, to the bit: with ties, in order, in
   reverse, of every length. */
static void quantiles_of_sorted(void **state)
{
    enum { MOST = 600 };
    static double x[MOST], sorted[MOST];
    (void)state;
    for (size_t n = 1; n <= MOST; n = n < 60 ? n + 1 : n + 37)
        for (uint32_t kind = 0; kind < 5; kind++) {
            for (size_t i = 0; i < n; i++) {
                const double u = ent_uniform(7, i, kind, 1);
                x[i] = kind == 0   ? u
                       : kind == 1 ? (double)(int)(u * 4.0)
                       : kind == 2 ? (double)i
                       : kind == 3 ? -(double)i
                                   : (u < 0.3 ? (double)INFINITY : u);
                sorted[i] = x[i];
            }
            qsort(sorted, n, sizeof *sorted, by_size);
            const sample_summary s = sample_summarise(x, n);
            assert_true(s.p5 == ent_sorted_quantile(n, sorted, 0.05));
            assert_true(s.p25 == ent_sorted_quantile(n, sorted, 0.25));
            assert_true(s.p50 == ent_sorted_quantile(n, sorted, 0.5));
            assert_true(s.p75 == ent_sorted_quantile(n, sorted, 0.75));
            assert_true(s.p95 == ent_sorted_quantile(n, sorted, 0.95));
        }
}

static void blocks_of_a_run(void **state)
{
    (void)state;
    static real_world r;
    ent_error err;
    sample one, two;
    bool wanted[ENT_N_OUTCOMES] = {false};
    real_world_load(&r, "status-quo-2024");
    wanted[ENT_O_SPENDING_EUROPE_CANADA] = true;
    sample_plan plan = {.world = r.world, .blocks = 1, .seed = 5, .wanted = wanted};
    CHECK_OK(sample_run(&plan, &one, &r.arena, &err), err);
    plan.blocks = 2;
    CHECK_OK(sample_run(&plan, &two, &r.arena, &err), err);
    assert_int_equal(one.n, ENT_BLOCK);
    assert_int_equal(two.n, 2 * ENT_BLOCK);
    assert_null(sample_row(&one, ENT_O_SETTLEMENT_TERMS, 0));
    for (size_t year = 0; year < (size_t)r.world->n_years; year++) {
        const double *a = sample_row(&one, ENT_O_SPENDING_EUROPE_CANADA, year);
        const double *b = sample_row(&two, ENT_O_SPENDING_EUROPE_CANADA, year);
        assert_memory_equal(a, b, ENT_BLOCK * sizeof *a);
        assert_true(memcmp(b, b + ENT_BLOCK, ENT_BLOCK * sizeof *b) != 0);
    }
    real_world_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(summary_by_hand),
                                       cmocka_unit_test(quantiles_of_sorted),
                                       cmocka_unit_test(blocks_of_a_run)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
