#include "hindcast/logit.h"

#include "check.h"

/* Expected values: Newton's method in NumPy, written apart from this program. */
static const double x[] = {1, -2, 1, -1.5, 1, -1, 1, -.5, 1, 0, 1, .5, 1, 1, 1, 1.5, 1, 2, 1, 2.5};
static const double y[] = {0, 0, 1, 0, 1, 0, 0, 1, 1, 1};
enum { N = 10 };
static const double RIDGE = 1e-3, NEAR = 1e-8;

static void test_fit(void **state)
{
    (void)state;
    ent_error err = {{0}};
    double beta[2] = {0};
    const logit_data data = {N, 2, x, y, NULL, NULL};
    CHECK_OK(logit_fit(&data, RIDGE, beta, &err), err);
    CHECK_NEAR(beta[0], -0.22172929030370558, NEAR);
    CHECK_NEAR(beta[1], 0.8874060357504807, NEAR);
    CHECK_NEAR(logit_variance(&data, RIDGE, beta, 1), 0.35514954560362855, NEAR);
    CHECK_NEAR(logit_chance(&data, beta, 3), 0.3395203766907287, NEAR);
}

static void test_offset_and_weights(void **state)
{
    (void)state;
    ent_error err = {{0}};
    double offset[N], beta[2] = {0};
    const double weight[N] = {1, 2, 1, 1, 3, 1, 1, 1, 2, 1};
    for (int i = 0; i < N; i++)
        offset[i] = 0.1 * i;
    const logit_data shifted = {N, 2, x, y, offset, NULL}, counted = {N, 2, x, y, NULL, weight};
    CHECK_OK(logit_fit(&shifted, RIDGE, beta, &err), err);
    CHECK_NEAR(beta[0], -0.6215178058081038, NEAR);
    CHECK_NEAR(beta[1], 0.6874415900150109, NEAR);
    beta[0] = beta[1] = 0.0;
    CHECK_OK(logit_fit(&counted, RIDGE, beta, &err), err);
    CHECK_NEAR(beta[0], 0.21229918823492924, NEAR);
    CHECK_NEAR(beta[1], 1.0442117163354865, NEAR);
}

static void test_columns_that_determine_each_other(void **state)
{
    (void)state;
    ent_error err = {{0}};
    const double twice[] = {1, 1, 1, 1, 1, 1, 1, 1};
    const double seen[] = {0, 1, 0, 1};
    double beta[2] = {0};
    const logit_data data = {4, 2, twice, seen, NULL, NULL};
    assert_int_equal(logit_fit(&data, 0.0, beta, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, "determine each other"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_offset_and_weights),
        cmocka_unit_test(test_columns_that_determine_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
