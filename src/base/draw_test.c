/* Quantiles of the priors against closed forms, MPFR's gamma and their own inverse. */
#include "check.h"

#include "entente/draw.h"
#include "entente/fmath.h"
#include "entente/rng.h"

static void log_gamma_as_libm(void **state)
{
    (void)state;
    for (double x = 0.01; x < 400.0; x *= 1.01)
        CHECK_NEAR(ent_log_gamma(x), lgamma(x), 4e-15 * fmax(10.0, fabs(lgamma(x))));
    CHECK_NEAR(ent_log_gamma(-1.0), ENT_MISSING, 0.0);
}

/* The beta distribution function by a series of positive terms, and what is left of 1. */
static double beta_series(double a, double b, double x, double y)
{
    double term = 1.0, sum = 1.0;
    for (double n = 0.0; term > 1e-17 * sum; n++)
        sum += term *= (a + b + n) / (a + 1.0 + n) * x;
    return exp(lgamma(a + b) - lgamma(a + 1.0) - lgamma(b) + a * log(x) + b * log(y)) * sum;
}

static double beta_lower(double a, double b, double x, double *upper)
{
    const double y = 1.0 - x;
    const bool small = x < a / (a + b);
    const double tail = small ? beta_series(a, b, x, y) : beta_series(b, a, y, x);
    *upper = small ? 1.0 - tail : tail;
    return small ? tail : 1.0 - tail;
}

/* beta(a, 1) has quantile u^(1/a), beta(1/2, 1/2) sin^2(pi u / 2). */
static void beta_quantile_closed_forms(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 400; i++) {
        const double u = i < 300 ? ent_uniform(5, i, 0, 0) : exp(-(double)(i - 299) * 4.0);
        for (double a = 0.5; a < 40.0; a *= 3.0) {
            const ent_prior left = {ENT_PRIOR_BETA, 2, {a, 1.0}};
            const double want = pow(u, 1.0 / a);
            CHECK_NEAR(ent_draw_quantile(&left, u), want, 1e-10 * want + 1e-306);
            const ent_prior right = {ENT_PRIOR_BETA, 2, {1.0, a}};
            const double other = -expm1(log1p(-u) / a);
            CHECK_NEAR(ent_draw_quantile(&right, u), other, 1e-10 * other);
        }
        const ent_prior arcsine = {ENT_PRIOR_BETA, 2, {0.5, 0.5}};
        const double want = sin(0.5 * M_PI * u) * sin(0.5 * M_PI * u);
        CHECK_NEAR(ent_draw_quantile(&arcsine, u), want, 1e-10 * want + 1e-306);
    }
}

/* The shapes that the assumptions use: I at the quantile gives u back, in both tails. */
static void beta_quantile_inverts(void **state)
{
    (void)state;
    static const double shapes[][2] = {{0.5, 61.5}, {0.5, 45.5}, {0.5, 71.5},
                                       {2.0, 10.0}, {10.0, 2.0}, {200.0, 300.0}};
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
        const double a = shapes[s][0], b = shapes[s][1];
        const ent_prior prior = {ENT_PRIOR_BETA, 2, {a, b}};
        double last = 0.0;
        for (double logit = -34.0; logit < 34.0; logit += 0.5) {
            const double u = 1.0 / (1.0 + exp(-logit));
            const double x = ent_draw_quantile(&prior, u);
            double upper;
            const double lower = beta_lower(a, b, x, &upper);
            CHECK_NEAR(lower, u, 2e-11 * u + 1e-15);
            if (u > 0.5)
                CHECK_NEAR(upper, 1.0 - u, 1e-9 * (1.0 - u) + 1e-14 * b);
            assert_true(x > last);
            last = x;
        }
    }
}

static void other_kinds(void **state)
{
    (void)state;
    const struct {
        const char *what;
        ent_prior prior;
        double u, want;
    } rows[] = {
        {"fixed", {ENT_PRIOR_FIXED, 1, {3.5}}, 0.2, 3.5},
        {"uniform", {ENT_PRIOR_UNIFORM, 2, {2.0, 4.0}}, 0.25, 2.5},
        {"triangular: below the mode", {ENT_PRIOR_TRIANGULAR, 3, {0.0, 1.0, 2.0}}, 0.125, 0.5},
        {"triangular: at the mode", {ENT_PRIOR_TRIANGULAR, 3, {0.0, 1.0, 4.0}}, 0.25, 1.0},
        {"triangular: above the mode", {ENT_PRIOR_TRIANGULAR, 3, {0.0, 1.0, 2.0}}, 0.875, 1.5},
        {"triangular: mode at the low end", {ENT_PRIOR_TRIANGULAR, 3, {0.0, 0.0, 1.0}}, 0.75, 0.5},
        {"triangular: no width", {ENT_PRIOR_TRIANGULAR, 3, {2.0, 2.0, 2.0}}, 0.7, 2.0},
        {"normal: 97.5 %", {ENT_PRIOR_NORMAL, 2, {10.0, 2.0}}, 0.975, 13.919927969080108},
        {"lognormal: median", {ENT_PRIOR_LOGNORMAL, 2, {2.0, 0.6}}, 0.5, 2.0},
        {"lognormal: one deviation",
         {ENT_PRIOR_LOGNORMAL, 2, {1.0, 1.0}},
         0.84134474606854293,
         2.7182818284590452},
        {"discrete: first", {ENT_PRIOR_DISCRETE, 3, {1.0, 2.0, 1.0}}, 0.25, 0.0},
        {"discrete: second", {ENT_PRIOR_DISCRETE, 3, {1.0, 2.0, 1.0}}, 0.26, 1.0},
        {"discrete: third", {ENT_PRIOR_DISCRETE, 3, {1.0, 2.0, 1.0}}, 0.76, 2.0},
        {"discrete: no weight, never drawn", {ENT_PRIOR_DISCRETE, 3, {0.0, 1.0, 0.0}}, 0.999, 1.0},
        {"u = 0", {ENT_PRIOR_UNIFORM, 2, {2.0, 4.0}}, 0.0, NAN},
        {"u = 1", {ENT_PRIOR_UNIFORM, 2, {2.0, 4.0}}, 1.0, NAN},
        {"u missing", {ENT_PRIOR_UNIFORM, 2, {2.0, 4.0}}, NAN, NAN},
        {"triangular out of order", {ENT_PRIOR_TRIANGULAR, 3, {0.0, 3.0, 2.0}}, 0.5, NAN},
        {"normal: negative deviation", {ENT_PRIOR_NORMAL, 2, {0.0, -1.0}}, 0.5, NAN},
        {"lognormal: median 0", {ENT_PRIOR_LOGNORMAL, 2, {0.0, 1.0}}, 0.5, NAN},
        {"uniform out of order", {ENT_PRIOR_UNIFORM, 2, {4.0, 2.0}}, 0.5, NAN},
        {"beta: a = 0", {ENT_PRIOR_BETA, 2, {0.0, 1.0}}, 0.5, NAN},
        {"discrete: no weight at all", {ENT_PRIOR_DISCRETE, 2, {0.0, 0.0}}, 0.5, NAN},
        {"discrete: negative weight", {ENT_PRIOR_DISCRETE, 2, {2.0, -1.0}}, 0.5, NAN},
        {"discrete: too many", {ENT_PRIOR_DISCRETE, 9, {1.0}}, 0.5, NAN},
        {"fixed at nothing", {ENT_PRIOR_FIXED, 1, {NAN}}, 0.5, NAN},
        {"triangular: mode above the top", {ENT_PRIOR_TRIANGULAR, 3, {0.0, 2.0, 1.0}}, 0.5, NAN},
        {"triangular: mode below the end", {ENT_PRIOR_TRIANGULAR, 3, {1.0, 0.0, 2.0}}, 0.5, NAN},
        {"lognormal: negative width", {ENT_PRIOR_LOGNORMAL, 2, {1.0, -1.0}}, 0.5, NAN},
        {"normal: mean missing", {ENT_PRIOR_NORMAL, 2, {NAN, 1.0}}, 0.5, NAN},
        {"beta: b = 0", {ENT_PRIOR_BETA, 2, {1.0, 0.0}}, 0.5, NAN},
        {"discrete: none", {ENT_PRIOR_DISCRETE, 0, {1.0}}, 0.5, NAN},
        {"discrete: weight missing", {ENT_PRIOR_DISCRETE, 2, {1.0, NAN}}, 0.5, NAN},
        {"u below 0", {ENT_PRIOR_UNIFORM, 2, {2.0, 4.0}}, -0.1, NAN},
        {"u above 1", {ENT_PRIOR_UNIFORM, 2, {2.0, 4.0}}, 1.1, NAN},
        {"no such kind", {99, 1, {1.0}}, 0.5, NAN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const double got = ent_draw_quantile(&rows[i].prior, rows[i].u);
        const double want = rows[i].want;
        if (!(fabs(got - want) <= 1e-14 * fmax(1.0, fabs(want))) && !(isnan(got) && isnan(want)))
            fail_msg("%s: got %.17g, want %.17g", rows[i].what, got, want);
    }
}

static void rows_equal_single_calls(void **state)
{
    (void)state;
    static const ent_prior priors[] = {
        {ENT_PRIOR_TRIANGULAR, 3, {0.1, 0.2, 0.9}}, {ENT_PRIOR_LOGNORMAL, 2, {2.0, 0.6}},
        {ENT_PRIOR_BETA, 2, {0.5, 61.5}},           {ENT_PRIOR_DISCRETE, 2, {0.3, 0.7}},
        {ENT_PRIOR_UNIFORM, 2, {2.0, 1.0}},
    };
    double u[50], value[50];
    for (uint64_t f = 0; f < 50; f++)
        u[f] = ent_uniform(8, f, 0, 0);
    for (size_t k = 0; k < sizeof priors / sizeof priors[0]; k++) {
        ent_draw_row(&priors[k], 50, u, value);
        for (size_t f = 0; f < 50; f++) {
            const double single = ent_draw_quantile(&priors[k], u[f]);
            assert_memory_equal(&single, &value[f], sizeof single);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_gamma_as_libm),       cmocka_unit_test(beta_quantile_closed_forms),
        cmocka_unit_test(beta_quantile_inverts),   cmocka_unit_test(other_kinds),
        cmocka_unit_test(rows_equal_single_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
