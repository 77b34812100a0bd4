/* Screening and measures from plain runs, on functions with known answers. */
#include "box_points.h"
#include "check.h"

#include "entente/explore.h"

static void test_regional(void **state)
{
    (void)state;
    fill_box();
    double distance[4], p[4];
    assert_int_equal(ent_regional(POINTS, 4, px, failed, distance, p, &scratch), ENT_OK);
    assert_true(p[0] < 1e-6 && p[2] < 1e-6);
    assert_true(p[1] > 1e-3 && p[3] > 1e-3);
    double first[4], y[POINTS];
    for (size_t i = 0; i < POINTS; i++)
        y[i] = failed[i];
    assert_int_equal(ent_sobol_given_data(POINTS, 4, px, y, 20, first, &scratch), ENT_OK);
    assert_true(first[0] > 0.15 && fabs(first[1]) < 0.05);
}

/* Rows sorted by outcome: an input of two values has no part in that order, a constant none at all.
 */
static void test_tied_inputs(void **state)
{
    (void)state;
    enum { N = 1000 };
    static double x[2 * N], y[N];
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)(i % 2);
        x[N + i] = 7.0;
        y[i] = (double)i;
    }
    double first[2];
    assert_int_equal(ent_sobol_given_data(N, 2, x, y, 20, first, &scratch), ENT_OK);
    assert_true(fabs(first[0]) < 0.01);
    assert_true(first[1] == 0.0);
    for (size_t i = 0; i < N; i++)
        x[i] = (double)(i >= N / 2); /* explains three quarters of the variance of a ramp */
    assert_int_equal(ent_sobol_given_data(N, 2, x, y, 20, first, &scratch), ENT_OK);
    CHECK_NEAR(first[0], 0.75, 0.01);
}

/* y = 3 x0 + x0 x1: effects of x0 are 3 + x1, of x1 are x0. */
static void test_morris(void **state)
{
    (void)state;
    enum { R = 40, D = 2, P = R * (D + 1) };
    static double x[D * P], y[P];
    double mu[D], star[D], sigma[D];
    for (int radial = 0; radial < 2; radial++) {
        for (size_t t = 0; t < R; t++)
            for (size_t s = 0; s <= D; s++) {
                const size_t i = t * (D + 1) + s;
                const double p = ent_uniform(1, t, 0, 9) / 3, q = ent_uniform(1, t, 1, 9) / 3;
                x[i] = p + (radial ? s == 1 : s > 0) * 2.0 / 3.0;
                x[P + i] = q + (radial ? s == 2 : s > 1) * 2.0 / 3.0;
                y[i] = 3 * x[i] + x[i] * x[P + i];
            }
        const ent_status status = radial ? ent_morris_radial(R, D, x, y, mu, star, sigma, &scratch)
                                         : ent_morris(R, D, x, y, mu, star, sigma, &scratch);
        assert_int_equal(status, ENT_OK);
        CHECK_NEAR(mu[0], 3.0 + 1.0 / 6.0, 0.1);
        CHECK_NEAR(star[0], mu[0], 1e-12);
        CHECK_NEAR(mu[1], radial ? 1.0 / 6.0 : 1.0 / 6.0 + 2.0 / 3.0, 0.1);
        assert_true(sigma[0] > 0.0 && sigma[0] < 0.2);
    }
    assert_int_equal(ent_morris(1, D, x, y, mu, star, sigma, &scratch), ENT_E_ARG);
    assert_int_equal(ent_morris(R, 0, x, y, mu, star, sigma, &scratch), ENT_E_ARG);
    assert_int_equal(ent_morris(R, D, x, y, mu, star, sigma, &scratch), ENT_E_DATA); /* stars */
    x[1] = x[0];
    assert_int_equal(ent_morris_radial(R, D, x, y, mu, star, sigma, &scratch), ENT_E_DATA);
}

static void test_pawn(void **state)
{
    (void)state;
    ent_pawn_row rows[4];
    static double y[POINTS];
    fill_box();
    for (size_t i = 0; i < POINTS; i++)
        y[i] = px[i];
    assert_int_equal(ent_pawn(POINTS, 4, px, y, 10, rows, &scratch), ENT_OK);
    assert_true(rows[0].median > 0.45 && rows[0].maximum > 0.85); /* y is the input */
    assert_true(rows[1].median < 0.15);
    assert_true(rows[0].minimum <= rows[0].mean && rows[0].cv > 0.0);
    assert_int_equal(ent_pawn(POINTS, 4, px, y, 1, rows, &scratch), ENT_E_ARG);
    assert_int_equal(ent_pawn(19, 4, px, y, 10, rows, &scratch), ENT_E_ARG);
}

static void test_limits(void **state)
{
    (void)state;
    double first[4], distance[4], p[4];
    static double flat[POINTS];
    fill_box();
    assert_int_equal(ent_sobol_given_data(POINTS, 4, px, flat, 20, first, &scratch), ENT_OK);
    assert_true(isnan(first[0]));
    assert_int_equal(ent_sobol_given_data(POINTS, 4, px, flat, 1, first, &scratch), ENT_E_ARG);
    assert_int_equal(ent_sobol_given_data(30, 4, px, flat, 16, first, &scratch), ENT_E_ARG);
    memset(failed, 0, sizeof failed);
    assert_int_equal(ent_regional(POINTS, 4, px, failed, distance, p, &scratch), ENT_OK);
    assert_true(isnan(distance[0]) && isnan(p[0])); /* none fails: nothing to tell apart */
    memset(failed, 1, sizeof failed);
    assert_int_equal(ent_regional(POINTS, 4, px, failed, distance, p, &scratch), ENT_OK);
    assert_true(isnan(distance[0]));
    for (size_t i = 0; i < POINTS; i++) /* the same values on both sides */
        px[i] = (double)(i / 2), failed[i] = i % 2;
    assert_int_equal(ent_regional(POINTS, 1, px, failed, distance, p, &scratch), ENT_OK);
    CHECK_NEAR(p[0], 1.0, 1e-12);
    unsigned char little[256];
    ent_arena full;
    ent_arena_init(&full, little, sizeof little);
    ent_pawn_row rows[4];
    assert_int_equal(ent_regional(POINTS, 4, px, failed, distance, p, &full), ENT_E_NOMEM);
    assert_int_equal(ent_pawn(POINTS, 4, px, flat, 10, rows, &full), ENT_E_NOMEM);
    assert_int_equal(ent_sobol_given_data(POINTS, 4, px, flat, 10, first, &full), ENT_E_NOMEM);
    assert_int_equal(ent_morris(100, 4, px, flat, first, distance, p, &full), ENT_E_NOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_regional), cmocka_unit_test(test_tied_inputs),
        cmocka_unit_test(test_morris),   cmocka_unit_test(test_pawn),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
