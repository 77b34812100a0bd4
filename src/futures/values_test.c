/* Exact bands and changes against sorting: ties, point masses, missing values, events that do not
 * come; threads, a last block that is not whole. */
#include "check.h"

#include <stdlib.h>

#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "entente/sort.h"

enum { FUTURES = 1000 };

static ent_world *small_world(ent_arena *arena, double lever)
{
    ent_world *w = ent_arena_array(arena, ent_world, 1);
    assert_non_null(w);
    w->n_years = 3;
    w->n_months = 30;
    w->n_states = 2;
    w->n_flashpoints = 2;
    w->first_year = 2025;
    w->first_month = 2;
    w->lever[0] = lever;
    w->flags[0] = w->flags[1] = ENT_STATE_NATO;
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++) {
        w->prior[a] = (ent_prior){ENT_PRIOR_UNIFORM, 2, {0.0, 1.0}};
        w->slot[a] = (uint32_t)a * 7919u;
    }
    return w;
}

/* A third of the values 0, some missing, the rest whole numbers that tie. */
static double fake(const ent_world *w, uint64_t seed, uint64_t future, size_t column)
{
    const double u = ent_uniform(seed, future, (uint32_t)column, 99);
    const double v = ent_uniform(seed, future, (uint32_t)column, 17);
    if (u < 0.2)
        return ENT_MISSING;
    return u < 0.5 ? 0.0 : (double)(int)(40.0 * v) - 10.0 + (v > 0.7 ? w->lever[0] : 0.0);
}

static void fake_block(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    for (size_t c = 0; c < (size_t)job->layout->n_columns; c++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            job->out[c * ENT_BLOCK + f] =
                fake(job->world, job->seed, job->block * ENT_BLOCK + f, c);
}

static double sorted_quantile(size_t n, double *x, double q)
{
    double *spare = test_malloc((n + 1) * sizeof *spare);
    ent_sort_values(n, x, spare);
    test_free(spare);
    return ent_sorted_quantile(n, x, q);
}

static void test_bands(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 20);
    ent_world *worlds[2] = {small_world(&arena, 3.0), small_world(&arena, 0.0)};
    for (size_t threads = 1; threads < 4; threads++) {
        ent_run_plan plan = {.n_worlds = 2,
                             .worlds = {worlds[0], worlds[1]},
                             .paired = 1,
                             .n_futures = FUTURES,
                             .seed = 4,
                             .threads = threads,
                             .exact = ENT_EXACT_ALL,
                             .block = fake_block};
        plan.time[ENT_O_POSTURE_AUTONOMY_YEAR] = true;
        ent_run *run;
        CHECK_OK(ent_run_create(&plan, &run, &arena, &err), err);
        CHECK_OK(ent_run_go(run, &err), err);
        ent_layout layout;
        ent_layout_make(worlds[0], NULL, &layout);
        for (int o = 0; o < ENT_N_OUTCOMES; o++)
            for (size_t i = 0; i < (size_t)layout.count[o]; i++) {
                double x[FUTURES], d[FUTURES];
                size_t n = 0, nd = 0, lower = 0, higher = 0;
                const bool time = plan.time[o];
                for (size_t f = 0; f < FUTURES; f++) {
                    const size_t c = (size_t)layout.first[o] + i;
                    double a = fake(worlds[0], 4, f, c), b = fake(worlds[1], 4, f, c);
                    if (time) {
                        a = a == a ? a : 1e300; /* not reached: after every value */
                        b = b == b ? b : 1e300;
                    }
                    if (a == a)
                        x[n++] = a;
                    if (a == a && b == b) {
                        d[nd++] = a - b;
                        lower += a < b;
                        higher += a > b;
                    }
                }
                const ent_statistics s = ent_run_band(run, 0, (ent_outcome_id)o, i);
                const ent_change k = ent_run_change(run, (ent_outcome_id)o, i);
                static const double shares[] = {0.05, 0.25, 0.5, 0.75, 0.95};
                assert_true(s.exact && k.exact);
                for (size_t q = 0; q < 5; q++) {
                    const double want = sorted_quantile(n, x, shares[q]);
                    if (want > 1e200)
                        assert_true(isinf(s.quantile[q]));
                    else
                        CHECK_NEAR(s.quantile[q], want, 0);
                }
                assert_true(!time || s.mean != s.mean);
                assert_int_equal(k.lower, lower);
                assert_int_equal(k.higher, higher);
                assert_int_equal(k.lower + k.same + k.higher, nd);
                if (!time) {
                    CHECK_NEAR(k.median, sorted_quantile(nd, d, 0.5), 0);
                    CHECK_NEAR(k.low, sorted_quantile(nd, d, 0.05), 0);
                    CHECK_NEAR(k.high, sorted_quantile(nd, d, 0.95), 0);
                }
            }
        ent_run_forget_values(run);
        assert_false(ent_run_band(run, 0, ENT_O_CAPABILITY_EUROPE, 0).exact);
    }
    ent_heap_arena_destroy(&arena);
}

/* A world without states whose shown columns are fewer than all: the others stay binned. */
static void test_shown(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 20);
    ent_run_plan plan = {.n_worlds = 1,
                         .worlds = {small_world(&arena, 0.0)},
                         .n_futures = 300,
                         .seed = 1,
                         .exact = ENT_EXACT_SHOWN,
                         .block = fake_block};
    ent_run *run;
    CHECK_OK(ent_run_create(&plan, &run, &arena, &err), err);
    CHECK_OK(ent_run_go(run, &err), err);
    assert_true(ent_run_band(run, 0, ENT_O_UKRAINE_GAIN, 0).exact);  /* the first month */
    assert_false(ent_run_band(run, 0, ENT_O_UKRAINE_GAIN, 2).exact); /* within a quarter */
    ent_run_forget_values(run);
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bands),
        cmocka_unit_test(test_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
