/*
 * Sums without rounding: a fixed-point number wide enough for every double that matters here.
 * Exact sums are the same in any order and any grouping, which is what lets blocks be added by
 * threads, ranks and stores as they come.
 *
 * source   long accumulator, Kulisch 2013
 */
#ifndef ENT_FUTURES_EXACT_H
#define ENT_FUTURES_EXACT_H

#include <stddef.h>

#include "entente/fmath.h"

/* Digits of 32 bits from 2^-352 up to 2^416; terms lie below 2^352 in size. */
enum { EXACT_DIGITS = 24, EXACT_LOWEST = -352, EXACT_LIMIT = 352 };

typedef struct exact {
    int64_t digit[EXACT_DIGITS]; /* 2^31 additions fit before carries must be passed on */
} exact;

/* Bits below 2^-352 are dropped; a term that is not below 2^352 counts as 0. */
static inline void exact_add(exact *sum, double x)
{
    const uint64_t bits = ent_bits(x);
    const int exponent = (int)(bits >> 52 & 0x7ff) - 1075; /* of the lowest bit */
    const int place = exponent - EXACT_LOWEST;
    if (exponent + 53 > EXACT_LIMIT || place < 0)
        return;
    const uint64_t m = (bits & UINT64_C(0xfffffffffffff)) | UINT64_C(0x10000000000000);
    const int64_t sign = bits >> 63 ? -1 : 1;
    const unsigned digit = (unsigned)place / 32, shift = (unsigned)place % 32;
    const uint64_t low = (m & 0xffffffffu) << shift, high = (m >> 32) << shift;
    const uint64_t middle = (low >> 32) + (high & 0xffffffffu);
    sum->digit[digit] += sign * (int64_t)(low & 0xffffffffu);
    sum->digit[digit + 1] += sign * (int64_t)middle;
    sum->digit[digit + 2] += sign * (int64_t)(high >> 32);
}

/* Pass carries on: every digit but the last in 0 .. 2^32 - 1. */
static inline void exact_carry(exact *sum)
{
    for (size_t i = 0; i + 1 < EXACT_DIGITS; i++) {
        const int64_t low = sum->digit[i] & 0xffffffff;
        sum->digit[i + 1] += (sum->digit[i] - low) / 4294967296;
        sum->digit[i] = low;
    }
}

/* sum += other; both are carried. */
static inline void exact_merge(exact *sum, exact *other)
{
    exact_carry(other);
    for (size_t i = 0; i < EXACT_DIGITS; i++)
        sum->digit[i] += other->digit[i];
    exact_carry(sum);
}

/* The value as a double, the same for the same sum; carried first. */
static inline double exact_value(exact *sum)
{
    exact_carry(sum);
    exact size = *sum;
    const int negative = sum->digit[EXACT_DIGITS - 1] < 0;
    if (negative) {
        for (size_t i = 0; i < EXACT_DIGITS; i++)
            size.digit[i] = -size.digit[i];
        exact_carry(&size);
    }
    /* The leading three digits hold at least 65 bits: from the smaller to the larger. */
    size_t top = EXACT_DIGITS - 1;
    while (top > 2 && size.digit[top] == 0)
        top--;
    double value = 0.0;
    for (size_t i = top - 2; i <= top; i++) {
        const int power = EXACT_LOWEST + 32 * (int)i;
        value += (double)size.digit[i] * ent_from_bits((uint64_t)(power + 1023) << 52);
    }
    return negative ? -value : value;
}

#endif
