/* Philox against the published vectors; uniforms and normals against their moments. */
#include "check.h"

#include "entente/fmath.h"
#include "entente/rng.h"

/* Rows "philox4x32 10" of kat_vectors in Random123 1.14 (Salmon and others 2011). */
static const uint32_t known[3][10] = {
    {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
    {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e,
     0xa20bc7c6, 0x6d5451fd},
    {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb,
     0x5001e420, 0x24126ea1},
};

static void published_vectors(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        uint32_t out[4];
        ent_philox(known[i], known[i] + 4, out);
        assert_memory_equal(out, known[i] + 6, sizeof out);
    }
}

static void rows_equal_single_calls(void **state)
{
    (void)state;
    enum { N = 37 };
    const uint64_t seed = UINT64_C(0x0123456789abcdef), first = UINT64_C(0xfffffff0);
    uint32_t w[4][N];
    ent_philox_rows(seed, first, N, 42, 7, w[0], w[1], w[2], w[3]);
    for (size_t f = 0; f < N; f++) {
        const uint64_t future = first + f;
        const uint32_t counter[4] = {(uint32_t)future, (uint32_t)(future >> 32), 42, 7};
        const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
        uint32_t out[4];
        ent_philox(counter, key, out);
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(out[i], w[i][f]);
    }
}

static void uniform_stays_inside(void **state)
{
    (void)state;
    assert_true(ent_uniform_word(0) > 0.0);
    assert_true(ent_uniform_word(UINT32_MAX) < 1.0);
    CHECK_NEAR(ent_uniform_word(UINT32_C(0x80000000)), 0.5, 0x1p-32);
    double sum = 0.0, square = 0.0;
    enum { N = 100000 };
    for (uint64_t i = 0; i < N; i++) {
        const double u = ent_uniform(1, i, 0, 0);
        assert_true(u > 0.0 && u < 1.0);
        sum += u;
        square += u * u;
    }
    CHECK_NEAR(sum / N, 0.5, 4.0 * sqrt(1.0 / 12.0 / N));
    CHECK_NEAR(square / N, 1.0 / 3.0, 4.0 * sqrt(4.0 / 45.0 / N));
}

/* The largest 52-bit draw must not round up to 1. */
static void uniform_never_one(void **state)
{
    (void)state;
    const double largest = ((double)((UINT64_C(1) << 52) - 1) + 0.5) * 0x1p-52;
    assert_true(largest < 1.0);
}

static void normals_have_normal_moments(void **state)
{
    (void)state;
    enum { N = 400000 };
    double sum[4] = {0}, product = 0.0;
    size_t beyond[3] = {0};
    for (uint32_t i = 0; i < N; i++) {
        const uint32_t counter[4] = {i, 0, 3, 1}, key[2] = {99, 0};
        uint32_t w[4];
        double z[2];
        ent_philox(counter, key, w);
        ent_normal_pair(w[0], w[1], &z[0], &z[1]);
        for (size_t k = 0; k < 2; k++) {
            double power = 1.0;
            for (size_t m = 0; m < 4; m++)
                sum[m] += power *= z[k];
            for (size_t b = 0; b < 3; b++)
                beyond[b] += fabs(z[k]) > 1.0 + (double)b ? 1 : 0;
        }
        product += z[0] * z[1];
    }
    const double n = 2.0 * N;
    const double want[4] = {0.0, 1.0, 0.0, 3.0}, variance[4] = {1.0, 2.0, 15.0, 96.0};
    for (size_t m = 0; m < 4; m++)
        CHECK_NEAR(sum[m] / n, want[m], 4.0 * sqrt(variance[m] / n));
    CHECK_NEAR(product / N, 0.0, 4.0 / sqrt(N));
    for (size_t b = 0; b < 3; b++) {
        const double p = 2.0 * ent_normal_cdf(-1.0 - (double)b);
        CHECK_NEAR((double)beyond[b] / n, p, 4.0 * sqrt(p * (1.0 - p) / n));
    }
}

/* Radius and angle against libm, at all eight octants and both ends of the radius. */
static void pair_is_box_muller(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 4096; i++) {
        const uint32_t a = i * UINT32_C(0x9E3779B9), b = i * UINT32_C(0xBB67AE85) + (i << 20);
        double z0, z1;
        ent_normal_pair(a, b, &z0, &z1);
        const double r = sqrt(-2.0 * log(((double)a + 0.5) / 4294967296.0));
        CHECK_NEAR(hypot(z0, z1), r, 1e-13 * (1.0 + r));
        const double octant = ((double)(b & 0x1fffffff) + 0.5) * (0.78539816339744831 / 0x1p29);
        const double c = r * cos(octant), s = r * sin(octant);
        const double want0 = (b >> 31 ? s : c) * (b >> 30 & 1 ? -1.0 : 1.0);
        const double want1 = (b >> 31 ? c : s) * (b >> 29 & 1 ? -1.0 : 1.0);
        CHECK_NEAR(z0, want0, 1e-12);
        CHECK_NEAR(z1, want1, 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors),           cmocka_unit_test(rows_equal_single_calls),
        cmocka_unit_test(uniform_stays_inside),        cmocka_unit_test(uniform_never_one),
        cmocka_unit_test(normals_have_normal_moments), cmocka_unit_test(pair_is_box_muller),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
