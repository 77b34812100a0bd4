/* Forecast rules. Expected numbers: by hand where short, else formulas' own roots. */
#include "check.h"
#include "one_arena.h"

#include "entente/bargain.h"
#include "entente/heap.h"
#include "entente/rng.h"

static const double x3[] = {0, 50, 100}, c3[] = {1, 2, 1}, s3[] = {0.5, 0.8, 0.3};

static void test_means(void **state)
{
    (void)state;
    double w[3], y;
    ent_forecast_weights(3, c3, s3, w);
    assert_int_equal(ent_forecast_mean(3, x3, w, &y), ENT_OK);
    CHECK_NEAR(y, 110.0 / 2.4, 1e-12); /* (80 + 30)/(0.5 + 1.6 + 0.3), by hand */
    assert_int_equal(ent_forecast_mean(3, x3, NULL, &y), ENT_OK);
    CHECK_NEAR(y, 50.0, 1e-12);
    assert_int_equal(ent_forecast_mean_of_means(3, x3, c3, s3, &y), ENT_OK);
    CHECK_NEAR(y, (110.0 / 2.4 + 50.0 + 43.75 + 50.0) / 4.0, 1e-12);
}

static void test_median(void **state)
{
    static const struct {
        const char *what;
        double w[4], want;
    } rows[] = {
        {"weight in the middle", {1, 3, 1, 0}, 20},
        {"exactly half: the lower of the two", {1, 1, 1, 1}, 20},
        {"an empty actor is passed over", {1, 0, 1, 1}, 30},
        {"one holds all", {0, 0, 0, 5}, 40},
    };
    const double x[] = {10, 20, 30, 40};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        double y;
        assert_int_equal(ent_forecast_median(4, x, rows[k].w, &y, *state), ENT_OK);
        if (fabs(y - rows[k].want) > 1e-12)
            fail_msg("%s: got %g, want %g", rows[k].what, y, rows[k].want);
    }
}

static void test_nash(void **state)
{
    (void)state;
    double y, mean, w[3];
    /* Tends to the compromise mean as the worth of agreement grows. */
    ent_forecast_weights(3, c3, s3, w);
    ent_forecast_mean(3, x3, w, &mean);
    assert_int_equal(ent_forecast_nash(3, x3, c3, s3, 1e7, &y), ENT_OK);
    CHECK_NEAR(y, mean, 1e-5);
    /* Two equal actors meet in the middle. */
    const double x[] = {20, 80}, one[] = {1, 1};
    assert_int_equal(ent_forecast_nash(2, x, one, one, 1.5, &y), ENT_OK);
    CHECK_NEAR(y, 50.0, 1e-10);
    /* Nobody gains anywhere: at the middle each loses 1/4, more than 0.2. */
    assert_int_equal(ent_forecast_nash(2, x, one, one, 0.2, &y), ENT_E_DATA);
}

static void test_refusals(void **state)
{
    double y;
    const double none[] = {0, 0, 0}, below[] = {1, -1, 1}, nan[] = {1, ENT_MISSING, 1};
    assert_int_equal(ent_forecast_mean(3, x3, none, &y), ENT_E_ARG);
    assert_int_equal(ent_forecast_mean(3, x3, below, &y), ENT_E_ARG);
    assert_int_equal(ent_forecast_mean(3, x3, nan, &y), ENT_E_ARG);
    assert_int_equal(ent_forecast_mean(0, x3, NULL, &y), ENT_E_ARG);
    assert_int_equal(ent_forecast_median(3, x3, none, &y, *state), ENT_E_ARG);
    assert_int_equal(ent_forecast_nash(3, x3, c3, none, 1.5, &y), ENT_E_ARG);
    assert_int_equal(ent_forecast_nash(3, x3, c3, s3, 0, &y), ENT_E_ARG);
}

/* A constant added to all positions shifts every rule by it; a permutation changes nothing. */
static void test_shift_and_permute(void **state)
{
    enum { N = 9 };
    for (uint64_t seed = 1; seed <= 200; seed++) {
        double x[N], c[N], s[N], y[4], moved[4];
        for (uint32_t i = 0; i < N; i++) {
            x[i] = 100.0 * ent_uniform(seed, i, 0, 1);
            c[i] = 10.0 * ent_uniform(seed, i, 1, 1);
            s[i] = ent_uniform(seed, i, 2, 1);
        }
        for (int pass = 0; pass < 2; pass++) {
            double w[N], *out = pass ? moved : y;
            for (size_t i = 0; pass && i < N; i++)
                x[i] += 7.5;
            for (size_t i = 0; pass && i < N / 2; i++) {
                const double kept[] = {x[i], c[i], s[i]};
                x[i] = x[N - 1 - i], c[i] = c[N - 1 - i], s[i] = s[N - 1 - i];
                x[N - 1 - i] = kept[0], c[N - 1 - i] = kept[1], s[N - 1 - i] = kept[2];
            }
            ent_forecast_weights(N, c, s, w);
            ent_forecast_mean(N, x, w, &out[0]);
            ent_forecast_median(N, x, w, &out[1], *state);
            ent_forecast_nash(N, x, c, s, 1.5, &out[2]);
            ent_forecast_mean_of_means(N, x, c, s, &out[3]);
        }
        for (size_t k = 0; k < 4; k++)
            if (fabs(moved[k] - y[k] - 7.5) > 1e-9)
                fail_msg("seed %llu rule %zu: %.17g to %.17g", (unsigned long long)seed, k, y[k],
                         moved[k]);
    }
}

/* Absent weights count as one, actors without weight as none, one place as settled. */
static void test_edges(void **state)
{
    double w[3], y;
    ent_forecast_weights(3, c3, NULL, w);
    assert_memory_equal(w, c3, sizeof w);
    assert_int_equal(ent_forecast_median(3, x3, NULL, &y, *state), ENT_OK);
    CHECK_NEAR(y, 50, 0);
    const double same[] = {40, 40, 40}, first[] = {1, 0, 0}, last[] = {0, 0, 1};
    assert_int_equal(ent_forecast_nash(3, same, c3, s3, 1.5, &y), ENT_OK);
    CHECK_NEAR(y, 40, 0);
    /* Who has no power, or does not care, does not count: the two others meet. */
    const double power[] = {1, 1, 0}, care[] = {.5, .5, .5};
    assert_int_equal(ent_forecast_nash(3, x3, power, care, 1.5, &y), ENT_OK);
    CHECK_NEAR(y, 25, 1e-9);
    assert_int_equal(ent_forecast_nash(3, x3, c3, last, 1.5, &y), ENT_OK);
    CHECK_NEAR(y, 100, 1e-9);
    /* Power here, care there: nobody is left to bargain, by any rule that weighs both. */
    assert_int_equal(ent_forecast_nash(3, x3, first, last, 1.5, &y), ENT_E_ARG);
    assert_int_equal(ent_forecast_mean_of_means(3, x3, first, last, &y), ENT_E_ARG);
    ent_arena small;
    ent_heap_arena_create(&small, 64);
    ent_heap_fail_after(1);
    assert_int_equal(ent_forecast_median(3, x3, NULL, &y, &small), ENT_E_NOMEM);
    ent_heap_fail_after(0);
    ent_heap_arena_destroy(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means),
        cmocka_unit_test(test_median),
        cmocka_unit_test(test_nash),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_shift_and_permute),
        cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
