/* What fmath_bits.c offers to its test in each build. */
#ifndef ENT_BASE_FMATH_BITS_H
#define ENT_BASE_FMATH_BITS_H

#include <stddef.h>
#include <stdint.h>

#include "entente/isa.h"

enum { BITS_ROW = 64 };

typedef enum bits_function {
    BITS_EXP,
    BITS_LOG,
    BITS_POW,
    BITS_LOGISTIC,
    BITS_DENSITY,
    BITS_CDF,
    BITS_QUANTILE,
    BITS_FLOOR,
    BITS_FUNCTIONS
} bits_function;

#define BITS_DECLARE(isa) \
    void fmath_bits_row_##isa(bits_function which, const double *x, double *y); \
    void fmath_bits_shocks_##isa(uint64_t seed, uint64_t first, double *y)
BITS_DECLARE(plain);
BITS_DECLARE(sse2);
BITS_DECLARE(avx2);
BITS_DECLARE(avx512);

#endif
