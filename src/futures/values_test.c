/* Exact bands and changes against sorting: ties, point masses, missing values, events that do not
 * come; threads, a last block that is not whole. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "entente/fmath.h"
#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "entente/sort.h"
#include "futures/values_lists.h"

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

typedef double value_fn(const ent_world *w, uint64_t seed, uint64_t future, size_t column);

/* Every column of both worlds against its sorted values. */
static void check_column(const ent_run *run, const ent_run_plan *plan, value_fn *value, int o,
                         size_t i, size_t column)
{
    static const double shares[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    const size_t futures = (size_t)plan->n_futures;
    const bool time = plan->time[o];
    double *x = test_malloc(futures * sizeof *x), *d = test_malloc(futures * sizeof *d);
    double *p = test_malloc(futures * sizeof *p);
    size_t n = 0, nd = 0, np = 0, lower = 0, higher = 0;
    for (size_t f = 0; f < futures; f++) {
        double a = value(plan->worlds[0], plan->seed, f, column);
        double b = value(plan->worlds[1], plan->seed, f, column);
        const double percent = 100.0 * (a / b - 1.0);
        if (percent - percent == 0.0)
            p[np++] = percent;
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
    const ent_percent r = ent_run_percent(run, (ent_outcome_id)o, i);
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
    assert_int_equal(r.n, plan->percent[o] ? np : 0);
    if (r.n > 0) {
        CHECK_NEAR(r.median, sorted_quantile(np, p, 0.5), 0);
        CHECK_NEAR(r.low, sorted_quantile(np, p, 0.05), 0);
        CHECK_NEAR(r.high, sorted_quantile(np, p, 0.95), 0);
    }
    test_free(x);
    test_free(d);
    test_free(p);
}

static void check_outcomes(const ent_run *run, const ent_run_plan *plan, value_fn *value)
{
    ent_layout layout;
    ent_layout_make(plan->worlds[0], plan->only, &layout);
    for (int o = 0; o < ENT_N_OUTCOMES; o++)
        for (size_t i = 0; i < (size_t)layout.count[o]; i++)
            check_column(run, plan, value, o, i, (size_t)layout.first[o] + i);
}

/* The first futures of any column and of what two worlds make of it, after the digest. */
static void check_first(const ent_run *run, const ent_run_plan *plan, value_fn *value)
{
    enum { BLOCKS = 3 };
    double x[BLOCKS * ENT_BLOCK], d[BLOCKS * ENT_BLOCK];
    ent_layout layout;
    ent_layout_make(plan->worlds[0], plan->only, &layout);
    for (int o = 0; o < ENT_N_OUTCOMES; o++)
        for (int32_t i = 0; i < layout.count[o]; i++) {
            const size_t column = (size_t)(layout.first[o] + i);
            const ent_probe own = {.outcome = o, .first = i, .count = 1, .stride = 1};
            ent_probe pair = own;
            pair.combine = ENT_COMBINE_DIFFERENCE;
            pair.against = 1;
            assert_true(ent_run_first_values(run, &own, BLOCKS, x));
            assert_true(ent_run_first_values(run, &pair, BLOCKS, d));
            for (size_t f = 0; f < BLOCKS * ENT_BLOCK; f++) {
                const double a = value(plan->worlds[0], plan->seed, f, column);
                const double b = value(plan->worlds[1], plan->seed, f, column);
                assert_true(x[f] == a || (x[f] != x[f] && a != a));
                assert_true(d[f] == a - b || (d[f] != d[f] && a - b != a - b));
            }
        }
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
        for (int o = 0; o < ENT_N_OUTCOMES; o += 2) /* of the others nobody reads per cent */
            plan.percent[o] = true;
        ent_run *run;
        CHECK_OK(ent_run_create(&plan, &run, &arena, &err), err);
        CHECK_OK(ent_run_go(run, &err), err);
        check_outcomes(run, &plan, fake);
        check_first(run, &plan, fake);
        ent_run_forget_values(run);
        double gone[ENT_BLOCK];
        const ent_probe any = {.outcome = ENT_O_CAPABILITY_EUROPE, .count = 1, .stride = 1};
        assert_false(ent_run_first_values(run, &any, 1, gone));
        assert_false(ent_run_band(run, 0, ENT_O_CAPABILITY_EUROPE, 0).exact);
    }
    ent_heap_arena_destroy(&arena);
}

/* Enough blocks that most of them are not kept whole. */
enum { MANY = 2 * VALUES_WHOLE + 9 };

/* Values of several kinds: even, tied, mostly 0, hardly ever there, never there. */
static double many(const ent_world *w, uint64_t seed, uint64_t future, size_t column)
{
    const double u = ent_uniform(seed, future, (uint32_t)column, 3), lever = w->lever[0];
    switch (column % 5) {
    case 0:
        return u + 0.1 * lever * ent_uniform(seed, future, (uint32_t)column, 4);
    case 1:
        return u < 0.5 ? 0.0 : ent_floor(12.0 * u) + lever;
    case 2:
        return u < 0.0003 ? 1e3 * u : ENT_MISSING;
    case 3:
        return fake(w, seed, future, column);
    default:
        return ENT_MISSING;
    }
}

/* The first blocks tell nothing about the later ones. */
static double drifting(const ent_world *w, uint64_t seed, uint64_t future, size_t column)
{
    return many(w, seed, future, column) + (column % 3 ? 0.0 : 1e-5 * (double)future);
}

static void many_block(const ent_block_job *job, value_fn *value)
{
    for (size_t c = 0; c < (size_t)job->layout->n_columns; c++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            job->out[c * ENT_BLOCK + f] =
                value(job->world, job->seed, job->block * ENT_BLOCK + f, c);
}

static int blocks_drifted;

static void even_block(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    many_block(job, many);
}

static void drifting_block(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    __atomic_fetch_add(&blocks_drifted, 1, __ATOMIC_RELAXED);
    many_block(job, drifting);
}

static void check_many(void (*block)(const ent_block_job *job, ent_isa_id isa), value_fn *value,
                       size_t threads)
{
    static bool only[ENT_N_OUTCOMES];
    ent_arena arena;
    ent_error err = {{0}};
    ent_run *run;
    only[ENT_O_UKRAINE_GAIN] = only[ENT_O_POSTURE_AUTONOMY_YEAR] = true;
    only[ENT_O_CAPABILITY_EUROPE] = true;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_run_plan plan = {.n_worlds = 2,
                         .worlds = {small_world(&arena, 3.0), small_world(&arena, 0.0)},
                         .paired = 1,
                         .n_futures = MANY * ENT_BLOCK - 100,
                         .seed = 4,
                         .threads = threads,
                         .only = only,
                         .exact = ENT_EXACT_ALL,
                         .block = block};
    plan.time[ENT_O_POSTURE_AUTONOMY_YEAR] = true;
    plan.percent[ENT_O_UKRAINE_GAIN] = plan.percent[ENT_O_POSTURE_AUTONOMY_YEAR] = true;
    CHECK_OK(ent_run_create(&plan, &run, &arena, &err), err);
    CHECK_OK(ent_run_go(run, &err), err);
    check_outcomes(run, &plan, value);
    if (value == many) /* blocks that are computed again are not kept whole */
        check_first(run, &plan, value);
    ent_run_forget_values(run);
    ent_heap_arena_destroy(&arena);
}

static void test_many(void **state)
{
    (void)state;
    check_many(even_block, many, 1);
    check_many(even_block, many, 3);
}

/* Blocks are computed again, and quantiles are exact all the same. */
static void test_drift(void **state)
{
    (void)state;
    check_many(drifting_block, drifting, 2);
    assert_true(blocks_drifted >= 2 * 2 * MANY);
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

/* Only rank 0 of a run makes the folder; the others must not keep values in memory for that. */
static void test_no_folder(void **state)
{
    (void)state;
    const int file = values_nameless_file("no/such/folder", 4096, 0);
    assert_true(file >= 0);
    close(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bands), cmocka_unit_test(test_shown),     cmocka_unit_test(test_many),
        cmocka_unit_test(test_drift), cmocka_unit_test(test_no_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
