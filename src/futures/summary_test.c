/* Sums are exact, quantiles lie within a bin of the sorted values, any order gives the same. */
#include <stdlib.h>

#include "check.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "futures/summary.h"

enum { BLOCKS = 40, VALUES = BLOCKS * ENT_BLOCK };

static void fill(double *x, double scale, double missing)
{
    for (size_t i = 0; i < VALUES; i++) {
        const double u = ent_uniform(5, i, 0, 1), v = ent_uniform(5, i, 1, 1);
        x[i] = v < missing ? ENT_MISSING : scale * (u + 0.5 * v);
    }
}

/* The blocks first .. end - 1 in steps, into a summary of one column. */
static void gather(summary *s, double *x, size_t first, size_t step, ent_arena *arena)
{
    const reduce_fns reduce = reduce_of(ENT_ISA_SSE2);
    partial p;
    const size_t blocks = (BLOCKS - first + step - 1) / step;
    assert_int_equal(partial_make(1, true, blocks, &p, arena), ENT_OK);
    assert_true((p.columns == NULL) == (blocks <= PARTIAL_WAITING));
    for (size_t b = first; b < BLOCKS; b += step) {
        reduce_sums *sums = partial_next(1, &p, 0);
        reduce.columns(1, 0, x + b * ENT_BLOCK, s->bins, sums, p.counts);
    }
    summary_take(s, &p);
}

static summary make(const double *x, const ent_bin_hint *hint, ent_arena *arena)
{
    summary s;
    assert_int_equal(summary_make(1, true, &s, arena), ENT_OK);
    s.bins[0] = summary_bins(x, hint);
    return s;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void test_statistics(void **state)
{
    static double x[VALUES], there[VALUES];
    static const double shares[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    ent_arena arena;
    size_t n = 0;
    long double sum = 0.0L, squares = 0.0L;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    fill(x, 40.0, 0.07);
    summary s = make(x, NULL, &arena);
    gather(&s, x, 0, 1, &arena);
    const ent_statistics r = summary_statistics(&s, 0);
    for (size_t i = 0; i < VALUES; i++)
        if (x[i] == x[i])
            there[n++] = x[i];
    qsort(there, n, sizeof *there, by_size);
    for (size_t i = 0; i < n; i++)
        sum += (long double)there[i];
    for (size_t i = 0; i < n; i++)
        squares += ((long double)there[i] - sum / n) * ((long double)there[i] - sum / n);
    assert_int_equal(r.n, n);
    assert_int_equal(r.missing, VALUES - n);
    CHECK_NEAR(r.mean, (double)(sum / n), 1e-13 * 60.0);
    CHECK_NEAR(r.sd, (double)sqrtl(squares / (n - 1)), 1e-11);
    CHECK_NEAR(r.low, there[0], 0.0);
    CHECK_NEAR(r.high, there[n - 1], 0.0);
    for (size_t i = 0; i < 5; i++)
        CHECK_NEAR(r.quantile[i], there[(size_t)(shares[i] * (double)n)], 1.0 / s.bins[0].scale);
    ent_heap_arena_destroy(&arena);
}

static void test_any_order(void **state)
{
    static double x[VALUES];
    ent_arena arena;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    fill(x, 1e7, 0.0);
    summary whole = make(x, NULL, &arena), odd = make(x, NULL, &arena), even = odd;
    even = make(x, NULL, &arena);
    gather(&whole, x, 0, 1, &arena);
    for (size_t i = 1; i < 10; i += 2)
        gather(&odd, x, i, 10, &arena); /* so few that all sums wait */
    gather(&even, x, 0, 2, &arena);
    summary_merge(&odd, &even);
    unsigned char *a = test_malloc(summary_bytes(&whole)), *b = test_malloc(summary_bytes(&odd));
    const size_t n = summary_write(&whole, a);
    assert_int_equal(summary_write(&odd, b), n);
    assert_memory_equal(a, b, n);
    summary back = make(x, NULL, &arena);
    assert_true(summary_read(&back, a, n));
    assert_int_equal(summary_write(&back, b), n);
    assert_memory_equal(a, b, n);
    assert_false(summary_read(&back, a, n - 1));
    test_free(a);
    test_free(b);
    ent_heap_arena_destroy(&arena);
}

/* Whole numbers get a bin each: the median is one of them. */
static void test_whole_numbers(void **state)
{
    static double x[VALUES];
    ent_arena arena;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    for (size_t i = 0; i < VALUES; i++)
        x[i] = (double)(i % 5);
    summary s = make(x, NULL, &arena);
    assert_true(s.bins[0].whole);
    gather(&s, x, 0, 1, &arena);
    CHECK_NEAR(summary_statistics(&s, 0).quantile[2], 2.0, 0.0);
    ent_heap_arena_destroy(&arena);
}

/* A first block of few values takes its range from the register. */
static void test_hint(void **state)
{
    double x[ENT_BLOCK];
    const ent_bin_hint hint = {-3.0, 8.0, false};
    (void)state;
    for (size_t f = 0; f < ENT_BLOCK; f++)
        x[f] = f < 3 ? 0.25 : ENT_MISSING;
    const reduce_bins b = summary_bins(x, &hint);
    assert_true(b.low <= -3.0 && b.low + REDUCE_BINS / b.scale >= 8.0);
}

/* Sums of what cancels, in two orders, to the last bit. */
static void test_exact(void **state)
{
    static const double terms[] = {1e30, 1.0, -1e30, 3e-17, 1e-300, -1.0, 0x1p-340};
    const size_t n = sizeof terms / sizeof terms[0];
    exact a = {{0}}, b = {{0}};
    (void)state;
    for (size_t i = 0; i < n; i++) {
        exact_add(&a, terms[i]);
        exact_add(&b, terms[n - 1 - i]);
    }
    exact_add(&a, ENT_MISSING); /* a missing value counts as nothing */
    const double x = exact_value(&a), y = exact_value(&b);
    assert_memory_equal(&x, &y, sizeof x);
    CHECK_ULP(x, 3e-17, 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statistics),    cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_whole_numbers), cmocka_unit_test(test_hint),
        cmocka_unit_test(test_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
