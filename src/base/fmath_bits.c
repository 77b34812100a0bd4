/* Compiled once per instruction set; fmath_bits_test.c compares what the builds return. */
#include "base/fmath_bits.h"

#include "entente/fmath.h"
#include "entente/rng.h"

#define EACH(expression) \
    for (size_t f = 0; f < BITS_ROW; f++) \
        y[f] = (expression); \
    break

void ENT_ISA_NAME(fmath_bits_row)(bits_function which, const double *restrict x, double *restrict y)
{
    switch (which) {
    case BITS_EXP:
        EACH(ent_exp(x[f]));
    case BITS_LOG:
        EACH(ent_log(x[f]));
    case BITS_POW:
        EACH(ent_pow(x[f], 1.7));
    case BITS_LOGISTIC:
        EACH(ent_logistic(x[f]));
    case BITS_DENSITY:
        EACH(ent_normal_density(x[f]));
    case BITS_CDF:
        EACH(ent_normal_cdf(x[f]));
    case BITS_QUANTILE:
        EACH(ent_normal_quantile(x[f]));
    case BITS_FLOOR:
        EACH(ent_floor(x[f]));
    case BITS_FUNCTIONS:
        break;
    }
}

void ENT_ISA_NAME(fmath_bits_shocks)(uint64_t seed, uint64_t first, double *restrict y)
{
    uint32_t w[4][BITS_ROW];
    ent_philox_rows(seed, first, BITS_ROW, 5, 6, w[0], w[1], w[2], w[3]);
    for (size_t f = 0; f < BITS_ROW; f++) {
        double other;
        ent_normal_pair(w[0][f], w[1][f], &y[f], &other);
        y[f] += 0.5 * other + ent_uniform_word(w[2][f]) - ent_uniform_word(w[3][f]);
    }
}
