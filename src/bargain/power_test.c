/* Power in a weighted vote: the Security Council, orders counted by hand, sampling, memory. */
#include "check.h"
#include "one_arena.h"

#include "entente/bargain.h"
#include "entente/heap.h"

/* Five of weight 7, ten of weight 1, quota 39: 421/2145 and 4/2145 (Shapley and Shubik's case
   in its form since 1965). */
static void security_council(void **state)
{
    (void)state;
    double w[15], index[15], error[15];
    for (size_t i = 0; i < 15; i++)
        w[i] = i < 5 ? 7 : 1;
    assert_int_equal(ent_power_shapley(15, w, 39, 0, 1, index, error, &arena), ENT_OK);
    for (size_t i = 0; i < 15; i++) {
        CHECK_NEAR(index[i], (i < 5 ? 421.0 : 4.0) / 2145.0, 1e-14);
        CHECK_NEAR(error[i], 0, 0);
    }
}

static const struct {
    const char *what;
    size_t n;
    double w[4], quota, want[4]; /* in 24ths */
} rows[] = {
    {"4 3 2 1, quota 6", 4, {4, 3, 2, 1}, 6, {10, 6, 6, 2}},
    {"a dictator", 3, {5, 1, 1, 0}, 5, {24, 0, 0, 0}},
    {"everybody is needed", 3, {1, 1, 1, 0}, 3, {8, 8, 8, 0}},
    {"a weight of nothing has none", 3, {1, 0, 1, 0}, 1.5, {12, 0, 12, 0}},
    {"one alone", 1, {2, 0, 0, 0}, 2, {24, 0, 0, 0}},
    /* .1 + .2 falls short of .3 by a rounding, and still reaches it */
    {"a sum that rounds", 2, {.1, .2, 0, 0}, .3, {12, 12, 0, 0}},
};

static void orders_by_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double index[4], error[4], sum = 0;
        assert_int_equal(
            ent_power_shapley(rows[i].n, rows[i].w, rows[i].quota, 0, 1, index, error, &arena),
            ENT_OK);
        for (size_t k = 0; k < rows[i].n; k++) {
            sum += index[k];
            if (fabs(index[k] - rows[i].want[k] / 24) > 1e-14)
                fail_msg("%s: actor %zu has %g", rows[i].what, k, index[k]);
        }
        CHECK_NEAR(sum, 1, 1e-14);
    }
}

/* Thirty equal actors by chance: 1/30 within four of the reported errors; another seed, another
   sample; the same seed, the same. */
static void sampled(void **state)
{
    (void)state;
    double equal[30], index[30], again[30], error[30], sum = 0;
    for (size_t i = 0; i < 30; i++)
        equal[i] = 1;
    assert_int_equal(ent_power_shapley(30, equal, 16, 20000, 3, index, error, &arena), ENT_OK);
    for (size_t i = 0; i < 30; i++) {
        sum += index[i];
        CHECK_NEAR(index[i], 1.0 / 30, 4 * error[i]);
        CHECK_NEAR(error[i], sqrt(index[i] * (1 - index[i]) / 19999), 1e-15);
    }
    CHECK_NEAR(sum, 1, 1e-12);
    assert_int_equal(ent_power_shapley(30, equal, 16, 20000, 3, again, error, &arena), ENT_OK);
    assert_memory_equal(index, again, sizeof index);
    assert_int_equal(ent_power_shapley(30, equal, 16, 20000, 4, again, error, &arena), ENT_OK);
    assert_memory_not_equal(index, again, sizeof index);
}

static void refusals(void **state)
{
    (void)state;
    double w[21], index[21], error[21];
    for (size_t i = 0; i < 21; i++)
        w[i] = 1;
    assert_int_equal(ent_power_shapley(0, w, 1, 0, 1, index, error, &arena), ENT_E_ARG);
    assert_int_equal(ent_power_shapley(4, w, 4.1, 0, 1, index, error, &arena), ENT_E_ARG);
    assert_int_equal(ent_power_shapley(4, w, 0, 0, 1, index, error, &arena), ENT_E_ARG);
    assert_int_equal(ent_power_shapley(4, w, ENT_MISSING, 0, 1, index, error, &arena), ENT_E_ARG);
    assert_int_equal(ent_power_shapley(21, w, 4, 1, 1, index, error, &arena), ENT_E_ARG);
    assert_int_equal(ent_power_shapley(21, w, 4, 2, 1, index, error, &arena), ENT_OK);
    w[2] = -1;
    assert_int_equal(ent_power_shapley(4, w, 1, 0, 1, index, error, &arena), ENT_E_ARG);
    w[2] = ENT_MISSING;
    assert_int_equal(ent_power_shapley(4, w, 1, 0, 1, index, error, &arena), ENT_E_ARG);
}

/* Either request fails: a status, and the scratch is as before. */
static void without_memory(void **state)
{
    (void)state;
    const double w[] = {1, 1, 1};
    double index[3], error[3];
    for (size_t n = 1; n <= 3; n++) {
        ent_arena small;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        assert_int_equal(ent_power_shapley(3, w, 2, 0, 1, index, error, &small),
                         n <= 2 ? ENT_E_NOMEM : ENT_OK);
        ent_heap_fail_after(0);
        assert_int_equal(ent_arena_mark(&small), 0);
        ent_heap_arena_destroy(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(security_council), cmocka_unit_test(orders_by_hand),
        cmocka_unit_test(sampled),          cmocka_unit_test(refusals),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
