/* Exploration kernels on functions with known answers, and their properties. Values against
   the published implementations are compared by `entente validate`. */
#include "check.h"

#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "entente/sort.h"

static ent_arena result, scratch;

static int setup(void **state)
{
    (void)state;
    ent_heap_arena_create(&result, 1 << 20);
    ent_heap_arena_create(&scratch, 1 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&result);
    ent_heap_arena_destroy(&scratch);
    return 0;
}

static void test_sort(void **state)
{
    (void)state;
    const double keys[] = {3, 1, NAN, 2, 1, -INFINITY, 2};
    uint32_t order[7], spare[7];
    static const uint32_t want[] = {5, 1, 4, 3, 6, 0, 2};
    ent_sort_order(7, keys, order, spare);
    assert_memory_equal(order, want, sizeof want);
    double values[7], other[7];
    memcpy(values, keys, sizeof keys);
    ent_sort_values(7, values, other);
    for (int i = 0; i < 6; i++)
        CHECK_NEAR(values[i] == keys[want[i]] ? 0.0 : 1.0, 0.0, 0.0);
    CHECK_NEAR(ent_sorted_quantile(5, (const double[]){1, 2, 3, 4, 5}, 0.25), 2.0, 0.0);
    assert_true(isnan(ent_sorted_quantile(0, values, 0.5)));
}

/* y = x1 + 2 x2 of independent uniforms: S1 = 1/5, S2 = 4/5, no interaction. */
enum { N = 4096 };
static double a[N], b[N], ab[2 * N], ba[2 * N];

static void fill_linear(bool product)
{
    for (size_t i = 0; i < N; i++) {
        const double u[4] = {ent_uniform(1, i, 0, 0), ent_uniform(1, i, 1, 0),
                             ent_uniform(1, i, 2, 0), ent_uniform(1, i, 3, 0)};
        const double x[4] = {u[0] - 0.5, u[1] - 0.5, u[2] - 0.5, u[3] - 0.5};
#define OUTPUT(p, q) (product ? (p) * (q) : (p) + 2.0 * (q))
        a[i] = OUTPUT(x[0], x[1]);
        b[i] = OUTPUT(x[2], x[3]);
        ab[i] = OUTPUT(x[2], x[1]);
        ab[N + i] = OUTPUT(x[0], x[3]);
        ba[i] = OUTPUT(x[0], x[3]);
        ba[N + i] = OUTPUT(x[2], x[1]);
#undef OUTPUT
    }
}

static void test_sobol_indices(void **state)
{
    (void)state;
    const ent_cross c = {N, 2, a, b, ab, ba};
    double first[2], total[2], second[4];
    ent_index fi[2], ti[2];
    fill_linear(false);
    assert_int_equal(ent_sobol_indices(&c, first, total), ENT_OK);
    CHECK_NEAR(first[0], 0.2, 0.05);
    CHECK_NEAR(total[1], 0.8, 0.05);
    assert_int_equal(ent_sobol_bootstrap(&c, 200, 7, fi, ti, &scratch), ENT_OK);
    assert_true(fi[0].low < 0.2 && fi[0].high > 0.2);
    assert_true(ti[1].low < 0.8 && ti[1].high > 0.8);
    assert_false(ent_index_holds_zero(&fi[1]));
    fill_linear(true); /* pure interaction: first-order 0, total 1, second-order 1 */
    assert_int_equal(ent_sobol_indices(&c, first, total), ENT_OK);
    CHECK_NEAR(first[0], 0.0, 0.05);
    CHECK_NEAR(total[0], 1.0, 0.08);
    assert_int_equal(ent_sobol_second(&c, second), ENT_OK);
    CHECK_NEAR(second[1], 1.0, 0.15);
    assert_true(isnan(second[0]) && isnan(second[2]));
    for (size_t i = 0; i < 2 * N; i++)
        ab[i] = 1.0;
    for (size_t i = 0; i < N; i++)
        a[i] = b[i] = 1.0;
    assert_int_equal(ent_sobol_indices(&c, first, total), ENT_OK);
    assert_true(isnan(first[0]));
}

/* 95 % intervals of the bootstrap hold the truth in 90 to 99 % of 200 repetitions. */
static void test_bootstrap_coverage(void **state)
{
    (void)state;
    enum { SMALL = 256, TIMES = 200 };
    static double sa[SMALL], sb[SMALL], sab[2 * SMALL];
    int held = 0;
    for (uint64_t t = 0; t < TIMES; t++) {
        for (size_t i = 0; i < SMALL; i++) {
            const double x1 = ent_uniform(t, i, 0, 1) - 0.5, x2 = ent_uniform(t, i, 1, 1) - 0.5;
            const double y1 = ent_uniform(t, i, 2, 1) - 0.5, y2 = ent_uniform(t, i, 3, 1) - 0.5;
            sa[i] = x1 + 2 * x2;
            sb[i] = y1 + 2 * y2;
            sab[i] = y1 + 2 * x2;
            sab[SMALL + i] = x1 + 2 * y2;
        }
        const ent_cross c = {SMALL, 2, sa, sb, sab, NULL};
        ent_index first[2], total[2];
        assert_int_equal(ent_sobol_bootstrap(&c, 200, t, first, total, &scratch), ENT_OK);
        held += total[0].low <= 0.2 && 0.2 <= total[0].high;
    }
    assert_in_range(held, TIMES * 90 / 100, TIMES * 99 / 100);
}

static void test_replicates(void **state)
{
    (void)state;
    const ent_index i = ent_interval_of_replicates((const double[]){1, 2, 3}, 3);
    CHECK_NEAR(i.value, 2.0, 1e-15);
    CHECK_NEAR(i.high - i.value, 4.303 / sqrt(3.0), 1e-9); /* t(2) = 4.303, sd 1 */
    assert_true(isnan(ent_interval_of_replicates((const double[]){1, NAN}, 2).low));
}

/* A box in two of four inputs: PRIM finds those two and their limits. */
enum { POINTS = 2000 };
static double px[4 * POINTS];
static uint8_t failed[POINTS];

static void fill_box(void)
{
    for (size_t i = 0; i < POINTS; i++) {
        for (size_t j = 0; j < 4; j++)
            px[j * POINTS + i] = ent_uniform(3, i, (uint32_t)j, 5);
        failed[i] = px[i] > 0.6 && px[2 * POINTS + i] < 0.4;
    }
}

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
    o.peel_alpha = 0.7;
    assert_int_equal(ent_prim(4, 1, px, one, &o, &path, &result, &scratch), ENT_E_ARG);
}

static void test_cart_partition(void **state)
{
    (void)state;
    fill_box();
    ent_cart tree;
    assert_int_equal(ent_cart_grow(POINTS, 4, px, failed, 50, &tree, &result, &scratch), ENT_OK);
    size_t n = 0, k = 0;
    double most = 0.0;
    for (size_t l = 0; l < tree.n_leaves; l++) {
        n += tree.leaves[l].n;
        k += tree.leaves[l].k;
        assert_true(tree.leaves[l].n >= 50);
        most = tree.leaves[l].density > most ? tree.leaves[l].density : most;
    }
    assert_int_equal(n, POINTS);
    size_t all = 0;
    for (size_t i = 0; i < POINTS; i++)
        all += failed[i];
    assert_int_equal(k, all);
    assert_true(most > 0.95);
}

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

static void test_robustness_missing(void **state)
{
    (void)state;
    const double payoff[] = {1, NAN, 3, 2, 5, 2};
    ent_robust_row rows[2];
    size_t used = 0;
    assert_int_equal(ent_robustness(2, 3, payoff, 2, 0.5, rows, &used, &scratch), ENT_OK);
    assert_int_equal(used, 2); /* the future with a missing payoff is left out, not zero */
    CHECK_NEAR(rows[0].max_regret, 1.0, 0.0);
    CHECK_NEAR(rows[1].laplace, 2.0, 0.0);
}

/* Two objectives x^2 and (x - 2)^2: the front is 0 <= x <= 2; a second lever only costs. */
static void test_search(void **state)
{
    (void)state;
    static const double low[] = {-5, 0}, high[] = {5, 3}, step[] = {0, 0.5};
    static const double epsilon[] = {0.05, 0.05};
    const ent_search_problem p = {2, 2, low, high, step, epsilon, 40, 11};
    ent_search *s = NULL;
    double points[80], f[80], front_x[400], front_f[400];
    assert_int_equal(ent_search_create(&p, 200, &s, &result), ENT_OK);
    for (int generation = 0; generation < 40; generation++) {
        ent_search_ask(s, points);
        for (int i = 0; i < 40; i++) {
            const double x = points[2 * i], cost = points[2 * i + 1];
            assert_true(fabs(fmod(cost, 0.5)) < 1e-12);
            f[2 * i] = i == 0 ? (double)NAN : x * x + cost;
            f[2 * i + 1] = (x - 2) * (x - 2) + cost;
        }
        ent_search_tell(s, points, f);
    }
    const size_t n = ent_search_front(s, 200, front_x, front_f);
    assert_true(n > 10);
    for (size_t i = 0; i < n; i++) {
        assert_true(front_x[2 * i] > -0.2 && front_x[2 * i] < 2.2);
        CHECK_NEAR(front_x[2 * i + 1], 0.0, 0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sort),
        cmocka_unit_test(test_sobol_indices),
        cmocka_unit_test(test_bootstrap_coverage),
        cmocka_unit_test(test_replicates),
        cmocka_unit_test(test_prim_finds_the_box),
        cmocka_unit_test(test_prim_refuses),
        cmocka_unit_test(test_cart_partition),
        cmocka_unit_test(test_regional),
        cmocka_unit_test(test_robustness_missing),
        cmocka_unit_test(test_search),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
