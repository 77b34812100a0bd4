/* PRIM on a box that is there, and its significance. Whole trajectories against published ones
   are compared by entente-reference. */
#include "box_points.h"
#include "check.h"

#include "entente/explore.h"

static void test_prim_finds_the_box(void **state)
{
    (void)state;
    fill_box();
    const ent_prim_options o = ENT_PRIM_DEFAULTS;
    ent_prim_path path;
    assert_int_equal(ent_prim(POINTS, 4, px, failed, &o, &path, &result, &scratch), ENT_OK);
    const ent_prim_box *last = &path.boxes[path.n_boxes - 1];
    assert_true(last->density > 0.97 && last->coverage > 0.3);
    size_t best = 0;
    for (size_t i = 0; i < path.n_boxes; i++)
        if (path.boxes[i].restricted == 2 && path.boxes[i].density > path.boxes[best].density)
            best = i;
    assert_true(path.limits[best * 8 + 0] > 0.5);
    assert_true(path.limits[best * 8 + 4 + 2] < 0.5);
    assert_true(ent_prim_quasi_p(POINTS, 4, px, failed, &path, best, 0, false) < 1e-6);
    assert_true(isnan(ent_prim_quasi_p(POINTS, 4, px, failed, &path, best, 1, false)));
    for (size_t i = 1; i < path.n_boxes; i++) /* peels lose points, pastes win density */
        assert_true(path.boxes[i].n < path.boxes[i - 1].n ||
                    path.boxes[i].density >= path.boxes[i - 1].density);
    ent_prim_spread spread;
    assert_int_equal(ent_prim_resample(POINTS, 4, px, failed, &o, path.boxes[best].mass, 50, 1,
                                       &spread, &result, &scratch),
                     ENT_OK);
    assert_true(spread.low[0].low <= 0.6 && spread.low[0].high >= 0.5);
    assert_true(spread.chosen[0] > 0.9 && spread.chosen[1] < 0.6);
}

static void test_prim_refuses(void **state)
{
    (void)state;
    ent_prim_options o = ENT_PRIM_DEFAULTS;
    ent_prim_path path;
    uint8_t none[4] = {0};
    assert_int_equal(ent_prim(4, 1, px, none, &o, &path, &result, &scratch), ENT_E_DATA);
    const double holes[4] = {1, NAN, 2, 3};
    const uint8_t one[4] = {1, 0, 0, 0};
    assert_int_equal(ent_prim(4, 1, holes, one, &o, &path, &result, &scratch), ENT_E_DATA);
    /* one arena given twice: what is returned would lie in memory given back */
    fill_box();
    assert_int_equal(ent_prim(POINTS, 4, px, failed, &o, &path, &result, &result), ENT_E_ARG);
    o.peel_alpha = 0.7;
    assert_int_equal(ent_prim(4, 1, px, one, &o, &path, &result, &scratch), ENT_E_ARG);
}

static void test_objectives(void **state)
{
    (void)state;
    fill_box();
    ent_prim_options o = ENT_PRIM_DEFAULTS;
    static const ent_prim_objective all[] = {ENT_PRIM_LENIENT1, ENT_PRIM_LENIENT2,
                                             ENT_PRIM_ORIGINAL};
    for (size_t k = 0; k < 3; k++) {
        ent_prim_path path;
        o.objective = all[k];
        assert_int_equal(ent_prim(POINTS, 4, px, failed, &o, &path, &result, &scratch), ENT_OK);
        const ent_prim_box *last = &path.boxes[path.n_boxes - 1];
        assert_true(last->density > 0.95 && last->mass >= o.mass_min);
    }
    for (size_t j = 0; j < 4; j++) /* ties: few values an input */
        for (size_t i = 0; i < POINTS; i++)
            px[j * POINTS + i] = floor(4 * px[j * POINTS + i]);
    ent_prim_path path;
    assert_int_equal(ent_prim(POINTS, 4, px, failed, &o, &path, &result, &scratch), ENT_OK);
    for (size_t i = 1; i < path.n_boxes; i++)
        assert_true(path.boxes[i].n != path.boxes[i - 1].n);
}

static void test_binomial(void **state)
{
    (void)state;
    CHECK_NEAR(ent_binomial_upper(2, 3, 0.5), 0.5, 1e-12); /* 4 of 8 outcomes */
    CHECK_NEAR(ent_binomial_upper(3, 3, 0.5), 0.125, 1e-12);
    CHECK_NEAR(ent_binomial_upper(1, 3, 0.5), 0.875, 1e-12);
    CHECK_NEAR(ent_binomial_upper(0, 3, 0.5), 1.0, 0.0);
    CHECK_NEAR(ent_binomial_upper(4, 3, 0.5), 0.0, 0.0);
    CHECK_NEAR(ent_binomial_upper(2, 3, 1.0), 1.0, 0.0);
    CHECK_NEAR(ent_binomial_upper(2, 3, 0.0), 0.0, 0.0);
    CHECK_NEAR(ent_binomial_upper(40, 100, 0.5) + ent_binomial_upper(61, 100, 0.5), 1.0, 1e-12);
    assert_true(isnan(ent_binomial_upper(2, 3, 1.5)));
}

static void test_resample_limits(void **state)
{
    (void)state;
    fill_box();
    const ent_prim_options o = ENT_PRIM_DEFAULTS;
    ent_prim_spread s;
    assert_int_equal(ent_prim_resample(3, 4, px, failed, &o, 0.2, 9, 1, &s, &result, &scratch),
                     ENT_E_ARG);
    assert_int_equal(ent_prim_resample(POINTS, 4, px, failed, &o, 0.2, 1, 1, &s, &result, &scratch),
                     ENT_E_ARG);
    assert_int_equal(ent_prim_resample(POINTS, 4, px, failed, &o, 0.2, 8, 1, &s, &result, &result),
                     ENT_E_ARG);
    memset(failed, 0, sizeof failed);
    assert_int_equal(ent_prim_resample(POINTS, 4, px, failed, &o, 0.2, 4, 1, &s, &result, &scratch),
                     ENT_E_DATA);
    failed[7] = 1; /* some halves hold no failure and are passed over */
    assert_int_equal(ent_prim_resample(POINTS, 4, px, failed, &o, 0.2, 8, 1, &s, &result, &scratch),
                     ENT_OK);
    static unsigned char little[1 << 16];
    ent_arena full;
    ent_prim_path path;
    for (int side = 0; side < 2; side++) { /* each array in turn finds no room */
        ent_status status = ENT_E_NOMEM;
        failed[3] = 1;
        for (size_t bytes = 192; status == ENT_E_NOMEM && bytes <= sizeof little; bytes += 64) {
            ent_arena_init(&full, little, bytes);
            status = side ? ent_prim_resample(40, 4, px, failed, &o, 0.2, 4, 1, &s, &full, &scratch)
                          : ent_prim_resample(40, 4, px, failed, &o, 0.2, 4, 1, &s, &result, &full);
        }
        assert_int_equal(status, ENT_OK);
    }
    ent_arena_init(&full, little, 512);
    assert_int_equal(ent_prim(POINTS, 4, px, failed, &o, &path, &result, &full), ENT_E_NOMEM);
    assert_int_equal(ent_prim(POINTS, 4, px, failed, &o, &path, &full, &scratch), ENT_E_NOMEM);
    assert_int_equal(ent_prim_resample(POINTS, 4, px, failed, &o, 0.2, 8, 1, &s, &result, &full),
                     ENT_E_NOMEM);
    assert_int_equal(ent_prim_resample(POINTS, 4, px, failed, &o, 0.2, 8, 1, &s, &full, &scratch),
                     ENT_E_NOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prim_finds_the_box), cmocka_unit_test(test_prim_refuses),
        cmocka_unit_test(test_objectives),         cmocka_unit_test(test_binomial),
        cmocka_unit_test(test_resample_limits),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
