/*
 * Elementary functions that give the same bits everywhere and vectorise in plain loops.
 *
 *     for (size_t f = 0; f < n; f++)
 *         y[f] = ent_exp(x[f]);
 *
 * Scalar, branch-free (selects only), no table, no libm, no fused operations: a compiler may
 * run eight at a time or one, the bits are the same. At most 2 ulp (fmath_test.c, against
 * MPFR over the whole range). NaN in, NaN out.
 *
 * source   argument reduction after Cody and Waite 1980; log after the fdlibm kernel
 */
#ifndef ENTENTE_FMATH_H
#define ENTENTE_FMATH_H

#include <stdint.h>

static inline uint64_t ent_bits(double x)
{
    union {
        double d;
        uint64_t u;
    } v = {x};
    return v.u;
}

static inline double ent_from_bits(uint64_t u)
{
    union {
        uint64_t u;
        double d;
    } v = {u};
    return v.d;
}

/* The second wins when the first is NaN, as in one machine instruction. */
static inline double ent_min(double a, double b)
{
    return a < b ? a : b;
}

static inline double ent_max(double a, double b)
{
    return a > b ? a : b;
}

/* A NaN stays NaN. */
static inline double ent_clip(double x, double low, double high)
{
    const double raised = x < low ? low : x;
    return raised > high ? high : raised;
}

/** e^x; 0 below -745.2, infinity above 709.8. */
static inline double ent_exp(double x)
{
    const double magic = 0x1.8p52; /* adding it rounds to an integer in the low bits */
    const double capped = x > 710.0 ? 710.0 : x < -746.0 ? -746.0 : x;
    const double whole = (capped * 0x1.71547652b82fep+0 + magic) - magic;
    const double r = (capped - whole * 0x1.62e42fee00000p-1) - whole * 0x1.a39ef35793c76p-33;
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    const double value = 1.0 + (r + r * r * p);
    /* 2^whole in two halves, so that subnormal and overflowing results come out right. */
    const double half = (whole * 0.5 + magic) - magic;
    const double scale1 = ent_from_bits((ent_bits(half + magic) + 1023) << 52);
    const double scale2 = ent_from_bits((ent_bits((whole - half) + magic) + 1023) << 52);
    return value * scale1 * scale2;
}

/** Natural logarithm; -infinity at 0, NaN below. */
static inline double ent_log(double x)
{
    const double tiny = x < 0x1p-1022 ? 1.0 : 0.0;
    const double scaled = x < 0x1p-1022 ? x * 0x1p54 : x;
    const uint64_t u = ent_bits(scaled);
    const double e0 = ent_from_bits((u >> 52) | UINT64_C(0x4330000000000000)) - 0x1p52;
    const double m0 =
        ent_from_bits((u & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000));
    const double large = m0 > 0x1.6a09e667f3bcdp+0 ? 1.0 : 0.0;
    const double m = m0 * (1.0 - 0.5 * large);
    const double k = e0 - 1023.0 + large - 54.0 * tiny;
    const double f = m - 1.0;
    const double s = f / (2.0 + f);
    const double z = s * s, w = z * z;
    const double even =
        w * (0x1.999999997fa04p-2 + w * (0x1.c71c51d8e78afp-3 + w * 0x1.39a09d078c69fp-3));
    const double odd = z * (0x1.5555555555593p-1 +
                            w * (0x1.2492494229359p-2 +
                                 w * (0x1.7466496cb03dep-3 + w * 0x1.2f112df3e5244p-3)));
    const double half = 0.5 * f * f;
    const double value = k * 0x1.62e42fee00000p-1 -
                         ((half - (s * (half + (even + odd)) + k * 0x1.a39ef35793c76p-33)) - f);
    const double edge = x == 0.0 ? -__builtin_inf() : x < 0.0 ? __builtin_nan("") : value;
    return x < __builtin_inf() ? edge : x;
}

/** x^y for x > 0 as exp(y log x): a few ulp for moderate results; 0^y is 0 for y > 0. */
static inline double ent_pow(double x, double y)
{
    return ent_exp(y * ent_log(x));
}

/** 1 / (1 + e^-x). */
static inline double ent_logistic(double x)
{
    const double e = ent_exp(x < 0.0 ? x : -x);
    return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

/**
 * Two independent standard normals from two random words (Box and Muller 1958).
 *
 * The radius has 2^32 values, up to 6.8; the angle 2^32. Branch-free.
 */
static inline void ent_normal_pair(uint32_t a, uint32_t b, double *z0, double *z1)
{
    const double u = ((double)(int32_t)(a ^ UINT32_C(0x80000000)) + 2147483648.5) * 0x1p-32;
    const double radius = __builtin_sqrt(-2.0 * ent_log(u));
    /* An eighth of the circle from 29 bits; three bits swap and mirror it. */
    const double angle = ((double)(int32_t)(b & UINT32_C(0x1fffffff)) + 0.5) *
                         (0x1.921fb54442d18p-1 * 0x1p-29);
    const double q = angle * angle;
    double s = -1.0 / 1307674368000.0;
    s = s * q + 1.0 / 6227020800.0;
    s = s * q - 1.0 / 39916800.0;
    s = s * q + 1.0 / 362880.0;
    s = s * q - 1.0 / 5040.0;
    s = s * q + 1.0 / 120.0;
    s = s * q - 1.0 / 6.0;
    const double sine = angle + angle * q * s;
    double c = 1.0 / 20922789888000.0;
    c = c * q - 1.0 / 87178291200.0;
    c = c * q + 1.0 / 479001600.0;
    c = c * q - 1.0 / 3628800.0;
    c = c * q + 1.0 / 40320.0;
    c = c * q - 1.0 / 720.0;
    c = c * q + 1.0 / 24.0;
    const double cosine = 1.0 - 0.5 * q + q * q * c;
    const uint64_t swap = UINT64_C(0) - (uint64_t)(b >> 31);
    const uint64_t su = ent_bits(sine), cu = ent_bits(cosine);
    const uint64_t x = (cu & ~swap) | (su & swap), y = (su & ~swap) | (cu & swap);
    const uint64_t sign0 = ((uint64_t)b << 33) & UINT64_C(0x8000000000000000);
    const uint64_t sign1 = ((uint64_t)b << 34) & UINT64_C(0x8000000000000000);
    *z0 = radius * ent_from_bits(x ^ sign0);
    *z1 = radius * ent_from_bits(y ^ sign1);
}

#endif
