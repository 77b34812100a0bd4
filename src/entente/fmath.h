/*
 * Elementary functions that give the same bits everywhere and vectorise in plain loops.
 *
 *     for (size_t f = 0; f < n; f++)
 *         y[f] = ent_exp(x[f]);
 *
 * Scalar, branch-free (selects only), no table, no libm, no fused operations: a compiler may
 * run eight at a time or one, the bits are the same. exp, log, logistic and the normal density,
 * distribution and quantile are within 2 ulp (fmath_test.c, against MPFR over the whole range).
 * NaN in, NaN out; ent_canonical makes its bits one before they are stored or hashed.
 *
 * source   argument reduction after Cody and Waite 1980; log after the fdlibm kernel; products
 *          in two parts after Dekker 1971; coefficients of the normal by tools/fit_normal.py
 */
#ifndef ENTENTE_FMATH_H
#define ENTENTE_FMATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The bits of a double. */
static inline uint64_t ent_bits(double x)
{
    union {
        double d;
        uint64_t u;
    } v = {x};
    return v.u;
}

/** The double of some bits. */
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

/** The larger of two; the second where the first is NaN. */
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

/** Largest integer not above x, without the instruction that SSE2 lacks. */
static inline double ent_floor(double x)
{
    const uint64_t sign = ent_bits(x) & UINT64_C(0x8000000000000000);
    const double size = ent_from_bits(ent_bits(x) ^ sign);
    const double near = ent_from_bits(ent_bits((size + 0x1p52) - 0x1p52) | sign);
    const double down = near > x ? near - 1.0 : near;
    return size < 0x1p52 ? down : x;
}

/** The same number; every NaN becomes 0x7ff8000000000000. */
static inline double ent_canonical(double x)
{
    return x == x ? x : ent_from_bits(UINT64_C(0x7ff8000000000000));
}

/* 2^whole and the rest of e^x = value 2^whole, for |x| below 750. */
static inline double ent_exp_parts_(double x, double *whole)
{
    const double magic = 0x1.8p52; /* adding it rounds to an integer in the low bits */
    const double k = (x * 0x1.71547652b82fep+0 + magic) - magic;
    const double r = (x - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33;
    /* Taylor to r^13 in pairs (Estrin): a short chain of dependent operations. */
    const double r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
    const double p0 = 0.5 + r * (1.0 / 6.0), p1 = 1.0 / 24.0 + r * (1.0 / 120.0);
    const double p2 = 1.0 / 720.0 + r * (1.0 / 5040.0);
    const double p3 = 1.0 / 40320.0 + r * (1.0 / 362880.0);
    const double p4 = 1.0 / 3628800.0 + r * (1.0 / 39916800.0);
    const double p5 = 1.0 / 479001600.0 + r * (1.0 / 6227020800.0);
    const double p = (p0 + r2 * p1) + r4 * (p2 + r2 * p3) + r8 * (p4 + r2 * p5);
    *whole = k;
    return 1.0 + (r + r2 * p);
}

/** e^x; 0 below -745.2, infinity above 709.8. */
static inline double ent_exp(double x)
{
    const double magic = 0x1.8p52;
    double whole;
    const double value = ent_exp_parts_(x > 710.0 ? 710.0 : x < -746.0 ? -746.0 : x, &whole);
    /* 2^whole in two halves, so that subnormal and overflowing results come out right. */
    const double half = (whole * 0.5 + magic) - magic;
    const double scale1 = ent_from_bits((ent_bits(half + magic) + 1023) << 52);
    const double scale2 = ent_from_bits((ent_bits((whole - half) + magic) + 1023) << 52);
    return value * scale1 * scale2;
}

/** The bits of ent_exp for |x| <= 700, in fewer operations; outside it anything. */
static inline double ent_exp_within(double x)
{
    double whole;
    const double value = ent_exp_parts_(x, &whole);
    return value * ent_from_bits((ent_bits(whole + 0x1.8p52) + 1023) << 52);
}

/* Logarithm of a normal positive number, `shift` added to its exponent. The mantissa is taken
   between 1/sqrt 2 and sqrt 2 by a carry into the exponent: a compiler that sees a comparison
   computes what follows once for either side. */
static inline double ent_log_parts_(double x, double shift)
{
    const uint64_t u = ent_bits(x), carried = u + UINT64_C(0x00095f619980c432);
    const uint64_t exponent = carried & UINT64_C(0xfff0000000000000);
    const double m = ent_from_bits(u - exponent + UINT64_C(0x3ff0000000000000));
    const double k =
        ent_from_bits((carried >> 52) | UINT64_C(0x4330000000000000)) - (0x1p52 + 1023.0 + shift);
    const double f = m - 1.0;
    const double s = f / (2.0 + f);
    const double z = s * s, w = z * z;
    const double even =
        w * (0x1.999999997fa04p-2 + w * (0x1.c71c51d8e78afp-3 + w * 0x1.39a09d078c69fp-3));
    const double odd =
        z * (0x1.5555555555593p-1 +
             w * (0x1.2492494229359p-2 + w * (0x1.7466496cb03dep-3 + w * 0x1.2f112df3e5244p-3)));
    const double half = 0.5 * f * f;
    return k * 0x1.62e42fee00000p-1 -
           ((half - (s * (half + (even + odd)) + k * 0x1.a39ef35793c76p-33)) - f);
}

/** Natural logarithm; -infinity at 0, NaN below. */
static inline double ent_log(double x)
{
    const bool tiny = x < 0x1p-1022;
    const double value = ent_log_parts_(tiny ? x * 0x1p54 : x, tiny ? 54.0 : 0.0);
    const double edge = x == 0.0 ? -__builtin_inf() : x < 0.0 ? __builtin_nan("") : value;
    return x < __builtin_inf() ? edge : x;
}

/** The bits of ent_log for a normal positive finite x, in fewer operations; else anything. */
static inline double ent_log_within(double x)
{
    return ent_log_parts_(x, 0.0);
}

/** x^y for x > 0 as exp(y log x): a few ulp for moderate results; 0^y is 0 for y > 0. */
static inline double ent_pow(double x, double y)
{
    return ent_exp(y * ent_log(x));
}

/** 1 / (1 + e^-x); the rounding error of 1 + e is given back. */
static inline double ent_logistic(double x)
{
    const double e = ent_exp(x < 0.0 ? x : -x);
    const double sum = 1.0 + e, lost = (1.0 - sum) + e;
    const double q = (x < 0.0 ? e : 1.0) / sum;
    const double reciprocal = x < 0.0 ? 1.0 - q : q;
    return q - q * reciprocal * lost;
}

/* What follows works in two parts, high + low, where one double would lose the last bits. */

/* The leading 26 bits: a product of two such is exact. */
static inline double ent_head_(double x)
{
    return ent_from_bits(ent_bits(x) & UINT64_C(0xfffffffff8000000));
}

/* a * b = high + low. */
static inline double ent_product_(double a, double b, double *low)
{
    const double high = a * b;
    const double ah = ent_head_(a), bh = ent_head_(b), al = a - ah, bl = b - bh;
    *low = ((ah * bh - high) + (ah * bl + al * bh)) + al * bl;
    return high;
}

/*
 * Density at y >= 0 without its power of two: e^(-y^2/2) / sqrt(2 pi) = (high + low) 2^power.
 * y^2 is taken in two parts, since its rounding error would be multiplied by y^2 itself.
 */
static inline double ent_density_(double y, double *low, double *power)
{
    const double magic = 0x1.8p52;
    const double head = ent_head_(y);
    const double square = -0.5 * (head * head), rest = -0.5 * ((y - head) * (y + head));
    const double whole = (square * 0x1.71547652b82fep+0 + magic) - magic;
    const double r =
        ((square - whole * 0x1.62e42fee00000p-1) - whole * 0x1.a39ef35793c76p-33) + rest;
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
    const double c = 0x1.9884533d43651p-2; /* 1/sqrt(2 pi) in two parts */
    const double part = c * (r + r * r * p) - 0x1.cbc0d30ebfd15p-56;
    const double high = c + part;
    *low = part - (high - c);
    *power = whole;
    return high;
}

/* x 2^power for an integer power in [-2000, 2000], rounded once. */
static inline double ent_scale_(double x, double power)
{
    const double magic = 0x1.8p52;
    const double half = (power * 0.5 + magic) - magic;
    return x * ent_from_bits((ent_bits(half + magic) + 1023) << 52) *
           ent_from_bits((ent_bits((power - half) + magic) + 1023) << 52);
}

/*
 * Upper tail at 0 <= y <= 40 without its power of two: the density times Mills's ratio, which
 * is g(t) / (1 + y) with t = (y - 4) / (y + 4).
 */
static inline double ent_tail_(double y, double density, double density_low, double *low)
{
    const double t = (y - 4.0) / (y + 4.0);
    double p = 0x1.1dfbe13acffb7p-31;
    p = p * t + 0x1.ef507cfaf77b5p-32;
    p = p * t - 0x1.53f08ab87524bp-28;
    p = p * t - 0x1.c3fc928625993p-28;
    p = p * t + 0x1.8562cd1b8f963p-26;
    p = p * t + 0x1.b484ef7a7dd36p-25;
    p = p * t - 0x1.fc52701d624c9p-25;
    p = p * t - 0x1.3426fe69e6393p-22;
    p = p * t + 0x1.8710dfac24124p-27;
    p = p * t + 0x1.75586576f305bp-20;
    p = p * t + 0x1.0f05eea6b8e6fp-20;
    p = p * t - 0x1.b7ca64a965b3ap-18;
    p = p * t - 0x1.209f9ffe21731p-17;
    p = p * t + 0x1.1e8b8732c3f4ap-15;
    p = p * t + 0x1.bed2eef9a4891p-15;
    p = p * t - 0x1.cdd356d99928ap-13;
    p = p * t - 0x1.f06622fcf414fp-13;
    p = p * t + 0x1.c89d7e15852c1p-10;
    p = p * t - 0x1.775d4f027f165p-11;
    p = p * t - 0x1.9ae19ffc4d33fp-7;
    p = p * t + 0x1.704e20a1b4e79p-5;
    p = p * t - 0x1.4a947b618c570p-4;
    p = p * t + 0x1.25a4eb031bf9ap-4;
    p = p * t + 0x1.1f7901bed4199p-5;
    p = p * t - 0x1.f06f3d0b9e634p-3;
    const double c = 0x1.2eea40b9abcabp+0;
    const double part = p * t - 0x1.1d7b7f7672dd3p-55;
    const double g = c + part, g_low = part - (g - c);
    const double d = 1.0 + y, back = d - 1.0;
    const double d_low = (1.0 - (d - back)) + (y - back);
    double n_low, check_low;
    const double n = ent_product_(density, g, &n_low);
    n_low += density * g_low + density_low * g;
    const double q = n / d;
    const double check = ent_product_(q, d, &check_low);
    const double q_low = ((((n - check) - check_low) + n_low) - q * d_low) / d;
    const double high = q + q_low;
    *low = q_low - (high - q);
    return high;
}

/** Density of the standard normal. */
static inline double ent_normal_density(double x)
{
    const double size = x < 0.0 ? -x : x;
    double low, power;
    const double high = ent_density_(size > 40.0 ? 40.0 : size, &low, &power);
    return ent_scale_(high, power);
}

/** Distribution function of the standard normal; full relative precision in the lower tail. */
static inline double ent_normal_cdf(double x)
{
    const double size = x < 0.0 ? -x : x, y = size > 40.0 ? 40.0 : size;
    double density_low, power, low;
    const double density = ent_density_(y, &density_low, &power);
    const double high = ent_tail_(y, density, density_low, &low);
    const double tail = ent_scale_(high, power), tail_low = ent_scale_(low, power);
    const double whole = 1.0 - tail;
    const double upper = whole + (((1.0 - whole) - tail) - tail_low);
    return x < 0.0 ? tail : upper;
}

/* Within 0.35 of the middle: a polynomial in (u - 1/2)^2. */
static inline double ent_quantile_middle_(double u)
{
    const double q = u - 0.5, s = q * q;
    double p = 0x1.ea1729e29387dp+43;
    p = p * s - 0x1.f6db1d5f2fff6p+43;
    p = p * s + 0x1.eb534880f523ep+42;
    p = p * s - 0x1.2aa504bb29657p+41;
    p = p * s + 0x1.f850abf86fb8cp+38;
    p = p * s - 0x1.37c0c8c5546b3p+36;
    p = p * s + 0x1.249288d003a86p+33;
    p = p * s - 0x1.a44d27e7f0ef6p+29;
    p = p * s + 0x1.e21ff91095e2dp+25;
    p = p * s - 0x1.807de7211110bp+21;
    p = p * s + 0x1.af107ffcb65eap+17;
    p = p * s + 0x1.f04ab49b6e961p+13;
    p = p * s + 0x1.76dab88972aefp+12;
    p = p * s + 0x1.a5e037ceca590p+10;
    p = p * s + 0x1.f04e7cf2c4f5dp+8;
    p = p * s + 0x1.2ba8b09701da9p+7;
    p = p * s + 0x1.78494c0fb0720p+5;
    p = p * s + 0x1.f55d0d7469cd4p+3;
    p = p * s + 0x1.71713082de92dp+2;
    p = p * s + 0x1.4ffddeaa22da6p+1;
    const double c = 0x1.40d931ff62706p+1;
    const double part = p * s - 0x1.a1cebd246e5a9p-53;
    const double f = c + part, f_low = part - (f - c);
    double m_low;
    const double m = ent_product_(q, f, &m_low);
    return m + (m_low + q * f_low);
}

/* Beyond: a start good to 3e-8 and one step of Halley on the two-part tail. */
static inline double ent_quantile_tail_(double u)
{
    const double tail = u < 0.5 ? u : 1.0 - u;
    const double r = __builtin_sqrt(-2.0 * ent_log(tail));
    const double t = (r - 5.0) / (r + 5.0);
    double b = 0x1.849c045e26d58p-9;
    b = b * t + 0x1.5e5939b927f31p-5;
    b = b * t - 0x1.8775b95dc991ep-4;
    b = b * t + 0x1.87da0b1648795p-4;
    b = b * t - 0x1.37fe095ef0e7cp-4;
    b = b * t + 0x1.7858b455b2fc2p-4;
    b = b * t - 0x1.c937824957a1dp-4;
    b = b * t + 0x1.2b6343b6bfd5dp-3;
    b = b * t - 0x1.6a6d85ecef127p-3;
    b = b * t + 0x1.0919401917738p-2;
    b = b * t - 0x1.56bee3afdd072p-2;
    b = b * t + 0x1.57c79eee87cc6p-1;
    b = b * t - 0x1.0a143145b4a2bp-1;
    const double start = r + b, y = start > 40.0 ? 40.0 : start;
    double density_low, power, low;
    const double density = ent_density_(y, &density_low, &power);
    const double high = ent_tail_(y, density, density_low, &low);
    const double d = ((high - ent_scale_(tail, -power)) + low) / density;
    const double outer = y + (d + 0.5 * y * d * d);
    return u < 0.5 ? -outer : outer;
}

/* The one that holds at u. */
static inline double ent_quantile_pick_(double u, double middle, double tail)
{
    const double q = u - 0.5;
    const double inside = (q < 0.0 ? -q : q) <= 0.35 ? middle : tail;
    const double below = u == 0.0 ? -__builtin_inf() : inside;
    return u == 1.0 ? __builtin_inf() : below;
}

/**
 * Quantile of the standard normal; -infinity at 0, infinity at 1, NaN outside.
 */
static inline double ent_normal_quantile(double u)
{
    return ent_quantile_pick_(u, ent_quantile_middle_(u), ent_quantile_tail_(u));
}

/**
 * The same for a row: both branches in loops of their own, which vectorise (a compiler that sees
 * them together computes one or the other).
 *
 * shape    u[n], z[n], far[n]: working memory
 */
static inline void ent_normal_quantile_row(size_t n, const double *u, double *z, double *far)
{
    for (size_t f = 0; f < n; f++)
        z[f] = ent_quantile_middle_(u[f]);
    for (size_t f = 0; f < n; f++)
        far[f] = ent_quantile_tail_(u[f]);
    for (size_t f = 0; f < n; f++)
        z[f] = ent_quantile_pick_(u[f], z[f], far[f]);
}

/* Radius of a normal pair from a random word: 2^32 values, up to 6.8. */
static inline double ent_normal_radius_(uint32_t a)
{
    const double u = ((double)(int32_t)(a ^ UINT32_C(0x80000000)) + 2147483648.5) * 0x1p-32;
    return __builtin_sqrt(-2.0 * ent_log_within(u));
}

/* Cosine and sine of a random angle: an eighth of the circle from 29 bits, three bits swap
   and mirror it. */
static inline void ent_normal_angle_(uint32_t b, double *cosine, double *sine)
{
    const double angle =
        ((double)(int32_t)(b & UINT32_C(0x1fffffff)) + 0.5) * (0x1.921fb54442d18p-1 * 0x1p-29);
    const double q = angle * angle;
    double s = -1.0 / 1307674368000.0;
    s = s * q + 1.0 / 6227020800.0;
    s = s * q - 1.0 / 39916800.0;
    s = s * q + 1.0 / 362880.0;
    s = s * q - 1.0 / 5040.0;
    s = s * q + 1.0 / 120.0;
    s = s * q - 1.0 / 6.0;
    const double small_sine = angle + angle * q * s;
    double c = 1.0 / 20922789888000.0;
    c = c * q - 1.0 / 87178291200.0;
    c = c * q + 1.0 / 479001600.0;
    c = c * q - 1.0 / 3628800.0;
    c = c * q + 1.0 / 40320.0;
    c = c * q - 1.0 / 720.0;
    c = c * q + 1.0 / 24.0;
    const double small_cosine = 1.0 - 0.5 * q + q * q * c;
    const uint64_t swap = UINT64_C(0) - (uint64_t)(b >> 31);
    const uint64_t su = ent_bits(small_sine), cu = ent_bits(small_cosine);
    const uint64_t x = (cu & ~swap) | (su & swap), y = (su & ~swap) | (cu & swap);
    const uint64_t sign0 = ((uint64_t)b << 33) & UINT64_C(0x8000000000000000);
    const uint64_t sign1 = ((uint64_t)b << 34) & UINT64_C(0x8000000000000000);
    *cosine = ent_from_bits(x ^ sign0);
    *sine = ent_from_bits(y ^ sign1);
}

/** Two independent standard normals from two random words (Box and Muller 1958). */
static inline void ent_normal_pair(uint32_t a, uint32_t b, double *z0, double *z1)
{
    const double radius = ent_normal_radius_(a);
    double cosine, sine;
    ent_normal_angle_(b, &cosine, &sine);
    *z0 = radius * cosine;
    *z1 = radius * sine;
}

#endif
