/* Tornado and failure boxes on functions with known answers. */
#include "check.h"
#include "two_arenas.h"

#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/rng.h"

enum { N = 2000, D = 4 };
static double x[D * N], y[N];
static uint8_t failed[N];

static int fill(void **state)
{
    for (size_t j = 0; j < D; j++)
        for (size_t i = 0; i < N; i++)
            x[j * N + i] = ent_uniform(7, i, (uint32_t)j, 0);
    return setup(state);
}

/* y = 3 x0 - x1: between the middles of the lowest and highest fifth lies 0.8. */
static void test_tornado(void **state)
{
    (void)state;
    for (size_t i = 0; i < N; i++)
        y[i] = 3.0 * x[i] - x[N + i];
    y[5] = y[17] = ENT_MISSING;
    ent_tornado_row rows[D];
    uint32_t order[D];
    assert_int_equal(ent_tornado(N, D, x, y, 5, rows, &scratch), ENT_OK);
    CHECK_NEAR(rows[0].swing.value, 2.4, 0.08);
    CHECK_NEAR(rows[1].swing.value, -0.8, 0.25);
    assert_true(rows[0].swing.low < 2.4 && rows[0].swing.high > 2.4);
    assert_true(rows[3].swing.low < 0.0 && rows[3].swing.high > 0.0); /* does not act */
    CHECK_NEAR(rows[0].high.value - rows[0].low.value, rows[0].swing.value, 1e-12);
    ent_tornado_order(D, rows, order, &scratch);
    assert_int_equal(order[0], 0);
    assert_int_equal(order[1], 1);
    assert_int_equal(ent_tornado(N, D, x, y, N, rows, &scratch), ENT_E_ARG);
}

static void test_worst_tenth(void **state)
{
    (void)state;
    double bound;
    for (size_t i = 0; i < N; i++)
        y[i] = (double)i;
    y[3] = ENT_MISSING;
    assert_int_equal(ent_worst_tenth(N, y, false, failed, &bound, &scratch), N / 10);
    assert_true(failed[N - 1] && !failed[3] && !failed[0]);
    assert_int_equal(ent_worst_tenth(N, y, true, failed, &bound, &scratch), N / 10);
    assert_true(failed[0] && !failed[3]);
    for (size_t i = 0; i < N; i++)
        y[i] = i % 4 == 0; /* happens or not */
    assert_int_equal(ent_worst_tenth(N, y, false, failed, &bound, &scratch), N / 4);
    assert_int_equal(ent_worst_tenth(N, y, true, failed, &bound, &scratch), N - N / 4);
    for (size_t i = 0; i < N; i++) /* a quarter share the worst value, the rest differ */
        y[i] = i % 4 == 0 ? 2036.0 : 2025.0 + (double)(i % 11);
    assert_int_equal(ent_worst_tenth(N, y, false, failed, &bound, &scratch), N / 4);
    assert_true(failed[0] && !failed[1] && bound == 2035.0);
    for (size_t i = 0; i < N; i++)
        y[i] = -y[i];
    assert_int_equal(ent_worst_tenth(N, y, true, failed, &bound, &scratch), N / 4);
    assert_true(failed[0] && !failed[1] && bound == -2035.0);
    for (size_t i = 0; i < N; i++)
        y[i] = 2.0;
    assert_int_equal(ent_worst_tenth(N, y, true, failed, &bound, &scratch), 0);
}

/* Two slabs fail; covering finds one after the other and they hold nearly everything. */
static void test_boxes(void **state)
{
    (void)state;
    size_t n_failed = 0;
    for (size_t i = 0; i < N; i++) {
        failed[i] = x[i] > 0.85 || x[N + i] > 0.92;
        n_failed += failed[i];
    }
    ent_fail_plan plan = ENT_FAIL_DEFAULTS;
    plan.boxes = 3;
    plan.seed = 1;
    ent_fail_box box[3];
    size_t n;
    assert_int_equal(ent_fail_boxes(N, D, x, failed, &plan, box, &n, &result, &scratch), ENT_OK);
    assert_int_equal(n, 2);
    assert_true(box[0].density.value > 0.95 && box[1].density.value > 0.9);
    assert_true(box[0].coverage.value + box[1].coverage.value > 0.9);
    const double *limits = box[0].path.limits + box[0].chosen * 2 * D;
    CHECK_NEAR(limits[0], 0.85, 0.03);
    assert_true(box[0].quasi_p[0] < 0.001 && isnan(box[0].quasi_p[3]));
    assert_int_equal(box[1].n_left, N - box[0].path.boxes[box[0].chosen].n);
    assert_true(box[0].coverage.low <= box[0].coverage.high);
    assert_true(n_failed == box[0].n_fails);
    plan.pick = 2;
    assert_int_equal(ent_fail_boxes(N, D, x, failed, &plan, box, &n, &result, &scratch), ENT_OK);
    assert_int_equal(box[0].chosen, 2);
    plan.pick = 9999; /* the caller learns how many there are */
    assert_int_equal(ent_fail_boxes(N, D, x, failed, &plan, box, &n, &result, &scratch), ENT_E_ARG);
    assert_true(n == 0 && box[0].path.n_boxes > 2 && box[0].path.n_boxes < 9999);
    plan.prim.peel_alpha = 2.0;
    assert_int_equal(ent_fail_boxes(N, D, x, failed, &plan, box, &n, &result, &scratch), ENT_E_ARG);
    assert_int_equal(box[0].path.n_boxes, 0);
}

static void test_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < N; i++)
        y[i] = ent_exp(3.0 * x[2 * N + i] + x[i]);
    ent_why_options o = ENT_WHY_DEFAULTS;
    o.logarithm = true;
    o.inputs = 2;
    ent_why why;
    assert_int_equal(ent_why_run(N, D, x, y, &o, &why, &result, &scratch), ENT_OK);
    assert_int_equal(why.order[0], 2);
    assert_int_equal(why.order[1], 0);
    CHECK_NEAR(why.rows[2].swing.value, 2.4, 0.08);
    assert_int_equal(why.n_failed, N / 10);
    assert_true(why.n_boxes >= 1 && why.n_other_boxes == 1);
    assert_true(why.box[0].path.limits[why.box[0].chosen * 4] > 0.5); /* x2 high: fails */
    assert_true(why.other.path.limits[why.other.chosen * 4 + 2] < 0.5);
    assert_int_equal(ent_why_run(4, D, x, y, &o, &why, &result, &scratch), ENT_E_ARG);
}

/* Of y = 3 x2 + x0 the two explain nine tenths and one tenth; a missing future does not count. */
static void test_shares(void **state)
{
    (void)state;
    for (size_t i = 0; i < N; i++)
        y[i] = i % 7 == 0 ? ENT_MISSING : 3.0 * x[2 * N + i] + x[i];
    ent_index first[D];
    assert_int_equal(ent_why_shares(N, D, x, y, first, &scratch), ENT_OK);
    CHECK_NEAR(first[2].value, 0.9, 0.03);
    CHECK_NEAR(first[0].value, 0.1, 0.05);
    assert_true(first[2].low < first[2].value && first[2].value < first[2].high);
    for (size_t i = 511; i < N; i++)
        y[i] = ENT_MISSING;
    assert_int_equal(ent_why_shares(N, D, x, y, first, &scratch), ENT_OK);
    assert_true(first[2].value != first[2].value); /* too few */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tornado), cmocka_unit_test(test_worst_tenth),
        cmocka_unit_test(test_boxes),   cmocka_unit_test(test_why),
        cmocka_unit_test(test_shares),
    };
    return cmocka_run_group_tests(tests, fill, teardown);
}
