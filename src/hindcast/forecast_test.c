#include "hindcast/forecast.h"

#include <math.h>

#include "check.h"
#include "entente/draw.h"

static void test_a_point_forecast_scores_its_absolute_error(void **state)
{
    (void)state;
    const double x[1] = {2.0};
    CHECK_NEAR(forecast_crps(1, x, 3.5), 1.5, 1e-15);
}

/* Two values: E|X - y| less half the mean distance of two draws, by hand. */
static void test_two_values_score_as_by_hand(void **state)
{
    (void)state;
    const double x[2] = {0.0, 2.0};
    CHECK_NEAR(forecast_crps(2, x, 1.0), 1.0 - 0.5, 1e-15);
    CHECK_NEAR(forecast_crps(2, x, 5.0), 4.0 - 0.5, 1e-15);
}

/* CRPS of a standard normal at 0 is 2 phi(0) - 1/sqrt(pi) = .233695 (Gneiting and Raftery). */
static void test_a_normal_scores_as_its_closed_form(void **state)
{
    (void)state;
    enum { N = 20000 };
    static double x[N];
    const ent_prior normal = {ENT_PRIOR_NORMAL, 2, {0.0, 1.0}};
    for (size_t i = 0; i < N; i++)
        x[i] = ent_draw_quantile(&normal, ((double)i + 0.5) / N);
    CHECK_NEAR(forecast_crps(N, x, 0.0), 0.23369498, 1e-4);
    CHECK_NEAR(forecast_crps(N, x, 1.0), 0.60244136, 1e-4);
}

static void test_coverage_and_places_are_counted(void **state)
{
    (void)state;
    double x[100];
    forecast_score s = {0}, all = {0};
    for (int i = 0; i < 100; i++)
        x[i] = i;
    forecast_add(&s, 100, x, 50.0);
    forecast_add(&s, 100, x, 1.0);
    forecast_add(&s, 100, x, 200.0);
    forecast_pool(&all, &s);
    assert_true(all.n == 3 && all.inside == 1);
    assert_true(all.pit[0] == 1 && all.pit[4] == 1 && all.pit[9] == 1);
    CHECK_NEAR(forecast_coverage(&all), 100.0 / 3.0, 1e-12);
}

static void test_no_forecast_has_no_score(void **state)
{
    (void)state;
    const forecast_score s = {0};
    assert_true(isnan(forecast_mean(&s)) && isnan(forecast_coverage(&s)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_point_forecast_scores_its_absolute_error),
        cmocka_unit_test(test_two_values_score_as_by_hand),
        cmocka_unit_test(test_a_normal_scores_as_its_closed_form),
        cmocka_unit_test(test_coverage_and_places_are_counted),
        cmocka_unit_test(test_no_forecast_has_no_score),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
