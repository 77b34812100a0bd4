/* A million points through each build of the same source: every bit must agree. */
#include "check.h"

#include "base/fmath_bits.h"
#include "entente/fmath.h"
#include "entente/rng.h"

typedef struct build {
    const char *name;
    void (*row)(bits_function, const double *, double *);
    void (*shocks)(uint64_t, uint64_t, double *);
    int runs;
} build;

enum { BUILDS = 4, ROWS = 16384 };

static void all_builds(build *b)
{
    b[0] = (build){"plain", fmath_bits_row_plain, fmath_bits_shocks_plain, 1};
    b[1] = (build){"sse2", fmath_bits_row_sse2, fmath_bits_shocks_sse2, 1};
    b[2] = (build){"avx2", fmath_bits_row_avx2, fmath_bits_shocks_avx2,
                   __builtin_cpu_supports("avx2")};
    b[3] = (build){"avx512", fmath_bits_row_avx512, fmath_bits_shocks_avx512,
                   __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                       __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")};
}

/* Half of the points are any bit pattern at all, half lie where the function is used. */
static void fill(bits_function which, uint64_t row, double *x)
{
    for (size_t f = 0; f < BITS_ROW; f++) {
        const uint32_t counter[4] = {(uint32_t)f, (uint32_t)row, which, 1}, key[2] = {12, 2025};
        uint32_t w[4];
        ent_philox(counter, key, w);
        const double u = ent_uniform_word(w[2]);
        const double usual = which == BITS_QUANTILE                   ? u
                             : which == BITS_LOG || which == BITS_POW ? 100.0 * u
                                                                      : 80.0 * (u - 0.5);
        x[f] = f % 2 ? usual : ent_from_bits(((uint64_t)w[0] << 32) | w[1]);
    }
}

static uint64_t add_to_hash(uint64_t hash, const double *y)
{
    for (size_t f = 0; f < BITS_ROW; f++)
        hash = (hash ^ ent_bits(ent_canonical(y[f]))) * UINT64_C(0x100000001b3);
    return hash;
}

static void same_bits(void **state)
{
    (void)state;
    build builds[BUILDS];
    uint64_t hash[BUILDS];
    double x[BITS_ROW], y[BITS_ROW];
    all_builds(builds);
    for (unsigned which = 0; which <= BITS_FUNCTIONS; which++)
        for (int b = 0; b < BUILDS; b++) {
            hash[b] = UINT64_C(0xcbf29ce484222325);
            for (uint64_t row = 0; builds[b].runs && row < ROWS; row++) {
                if (which == BITS_FUNCTIONS) {
                    builds[b].shocks(row, row * BITS_ROW, y);
                } else {
                    fill((bits_function)which, row, x);
                    builds[b].row((bits_function)which, x, y);
                }
                hash[b] = add_to_hash(hash[b], y);
            }
            if (!builds[b].runs)
                printf("function %u: %s does not run here\n", which, builds[b].name);
            else if (hash[b] != hash[0])
                fail_msg("function %u: %s differs from %s", which, builds[b].name, builds[0].name);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
