/*
 * Counter-based random numbers: Philox4x32-10 as a pure function of (seed, future, slot).
 *
 *     uint32_t w[4][32];
 *     ent_philox_rows(seed, first_future, 32, slot, stream, w[0], w[1], w[2], w[3]);
 *
 * There is no generator object and no order of drawing: an unused draw need not be computed,
 * its slot stays, and a change of levers keeps the same futures.
 *
 * source   Salmon, Moraes, Dror, Shaw 2011 (SC'11); known answers in rng_test.c
 */
#ifndef ENTENTE_RNG_H
#define ENTENTE_RNG_H

#include <stddef.h>
#include <stdint.h>

#include "entente/philox_rows.h"

/**
 * Four random words for one counter.
 *
 * shape    counter[4], key[2] -> out[4]
 */
static inline void ent_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; round++) {
        const uint64_t a = UINT64_C(0xD2511F53) * c0, b = UINT64_C(0xCD9E8D57) * c2;
        c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
        c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)b;
        c3 = (uint32_t)a;
        k0 += UINT32_C(0x9E3779B9);
        k1 += UINT32_C(0xBB67AE85);
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

/**
 * The same for `n` successive futures, one row of words each.
 *
 * shape    w0..w3 hold n words; counter = (future, slot, stream), key = seed
 * threads  pure
 */
static inline void ent_philox_rows(uint64_t seed, uint64_t first, size_t n, uint32_t slot,
                                   uint32_t stream, uint32_t *restrict w0, uint32_t *restrict w1,
                                   uint32_t *restrict w2, uint32_t *restrict w3)
{
    const size_t done = n - n % ENT_PHILOX_STEP;
    ent_philox_vectors(seed, first, done, slot, stream, w0, w1, w2, w3);
    for (size_t f = done; f < n; f++) {
        uint32_t c0 = (uint32_t)(first + f), c1 = (uint32_t)((first + f) >> 32);
        uint32_t c2 = slot, c3 = stream;
        uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma GCC unroll 10
        for (int round = 0; round < 10; round++) {
            const uint64_t a = UINT64_C(0xD2511F53) * c0, b = UINT64_C(0xCD9E8D57) * c2;
            c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
            c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
            c1 = (uint32_t)b;
            c3 = (uint32_t)a;
            k0 += UINT32_C(0x9E3779B9);
            k1 += UINT32_C(0xBB67AE85);
        }
        w0[f] = c0;
        w1[f] = c1;
        w2[f] = c2;
        w3[f] = c3;
    }
}

/**
 * Uniform in the open interval (0, 1) from one word: the middle of one of 2^32 cells.
 */
static inline double ent_uniform_word(uint32_t word)
{
    return ((double)(int32_t)(word ^ UINT32_C(0x80000000)) + 2147483648.5) * 0x1p-32;
}

/**
 * Uniform in (0, 1) with 52 random bits, for draws whose tails matter.
 */
static inline double ent_uniform(uint64_t seed, uint64_t future, uint32_t slot, uint32_t stream)
{
    const uint32_t counter[4] = {(uint32_t)future, (uint32_t)(future >> 32), slot, stream};
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t w[4];
    ent_philox(counter, key, w);
    const uint64_t bits = ((uint64_t)w[0] << 20) | (w[1] >> 12);
    return ((double)bits + 0.5) * 0x1p-52;
}

#endif
