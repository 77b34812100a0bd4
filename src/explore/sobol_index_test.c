/* Sobol' indices on functions with known shares; intervals that hold what they say. Values
   against a published implementation are compared by entente-reference. */
#include "check.h"
#include "two_arenas.h"

#include "entente/design.h"
#include "entente/explore.h"
#include "entente/rng.h"

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

/* 95 % intervals from independent scrambles of a Sobol' design hold the truth in 90 to 99 % of 200
   repetitions, and are at most a fifth as wide as those of random points. */
static void test_scrambled_coverage(void **state)
{
    (void)state;
    enum { SMALL = 64, R = 5, TIMES = 200, DIMENSIONS = 4 };
    static uint32_t directions[DIMENSIONS * ENT_SOBOL_BITS];
    static double u[DIMENSIONS][SMALL], sa[SMALL], sb[SMALL], sab[2 * SMALL];
    static const struct {
        uint32_t polynomial;
        size_t n;
        uint32_t initial[2];
    } joe_kuo[DIMENSIONS] = {{1, 1, {1}}, {3, 1, {1}}, {7, 2, {1, 3}}, {11, 3, {1, 3}}};
    static const uint32_t fourth[3] = {1, 3, 1}; /* x^3 + x + 1 */
    for (size_t j = 0; j < DIMENSIONS; j++)
        assert_int_equal(ent_sobol_direction(joe_kuo[j].polynomial, j == 0 ? 0 : joe_kuo[j].n,
                                             j == 3 ? fourth : joe_kuo[j].initial,
                                             directions + j * (size_t)ENT_SOBOL_BITS),
                         ENT_OK);
    int held = 0;
    double width = 0.0;
    for (uint64_t t = 0; t < TIMES; t++) {
        double of_one[R];
        for (uint64_t r = 0; r < R; r++) {
            const ent_design d = {ENT_DESIGN_SOBOL, t * 100 + r + 1, SMALL, directions, DIMENSIONS};
            for (size_t j = 0; j < DIMENSIONS; j++)
                ent_design_row(&d, 0, SMALL, j, (uint32_t)j, u[j]);
            for (size_t i = 0; i < SMALL; i++) {
                sa[i] = u[0][i] + 2 * u[1][i];
                sb[i] = u[2][i] + 2 * u[3][i];
                sab[i] = u[2][i] + 2 * u[1][i];
                sab[SMALL + i] = u[0][i] + 2 * u[3][i];
            }
            const ent_cross c = {SMALL, 2, sa, sb, sab, NULL};
            double total[2];
            assert_int_equal(ent_sobol_indices(&c, NULL, total), ENT_OK);
            of_one[r] = total[0];
        }
        const ent_index i = ent_interval_of_replicates(of_one, R);
        held += i.low <= 0.2 && 0.2 <= i.high;
        width += (i.high - i.low) / TIMES;
    }
    print_message("held %d of %d, mean width %.4f\n", held, (int)TIMES, width);
    assert_in_range(held, TIMES * 90 / 100, TIMES * 99 / 100);
}

static void test_sobol_refuses(void **state)
{
    (void)state;
    double first[2], second[4];
    ent_index index[2];
    fill_linear(false);
    ent_cross c = {1, 2, a, b, ab, ba};
    assert_int_equal(ent_sobol_indices(&c, first, NULL), ENT_E_ARG);
    c.n = N;
    c.d = 0;
    assert_int_equal(ent_sobol_indices(&c, first, NULL), ENT_E_ARG);
    c.d = 2;
    assert_int_equal(ent_sobol_bootstrap(&c, 1, 1, index, index, &scratch), ENT_E_ARG);
    assert_int_equal(ent_sobol_indices(&c, first, NULL), ENT_OK);
    c.ba = NULL;
    assert_int_equal(ent_sobol_second(&c, second), ENT_E_ARG);
    c.ba = ba;
    for (size_t i = 0; i < N; i++)
        a[i] = b[i] = ab[i] = ab[N + i] = ba[i] = ba[N + i] = 2.0;
    assert_int_equal(ent_sobol_second(&c, second), ENT_OK);
    assert_true(isnan(second[1])); /* no spread, nothing to share */
    assert_true(isnan(ent_interval_of_replicates(first, 1).low));
    assert_true(isnan(ent_interval_of_replicates(first, 0).value));
    static double many[40];
    assert_true(ent_interval_of_replicates(many, 40).high >= 0.0); /* beyond the table of t */
    const ent_index apart = {-2.0, -3.0, -1.0};
    assert_false(ent_index_holds_zero(&apart));
    assert_true(ent_index_holds_zero(&(ent_index){0.1, -0.1, 0.3}));
    unsigned char little[256];
    ent_arena full;
    ent_arena_init(&full, little, sizeof little);
    c.ba = NULL;
    assert_int_equal(ent_sobol_bootstrap(&c, 8, 1, index, index, &full), ENT_E_NOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sobol_indices),      cmocka_unit_test(test_bootstrap_coverage),
        cmocka_unit_test(test_scrambled_coverage), cmocka_unit_test(test_replicates),
        cmocka_unit_test(test_sobol_refuses),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
