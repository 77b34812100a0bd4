/*
 * Philox for successive futures in vector registers; part of rng.h, which says what it computes.
 *
 * A lane of 64 bits holds one word of 32. The product of two such lanes is one instruction that
 * reads only their lower halves, so the upper halves may hold anything: a round takes eight
 * operations. (From plain loops gcc 12 makes shuffles around every product.)
 */
#ifndef ENTENTE_PHILOX_ROWS_H
#define ENTENTE_PHILOX_ROWS_H

#include <stddef.h>
#include <stdint.h>

#if defined __SSE2__

#include <immintrin.h>

#if defined __AVX512F__

#define ENT_PHILOX_LANES 8
typedef __m512i ent_words;
#define ENT_WORDS_ALL(x) _mm512_set1_epi64((long long)(x))
#define ENT_WORDS_COUNT _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0)
#define ENT_WORDS_ADD _mm512_add_epi64
#define ENT_WORDS_MUL _mm512_mul_epu32
#define ENT_WORDS_XOR _mm512_xor_si512
#define ENT_WORDS_HIGH(x) _mm512_srli_epi64(x, 32)

/* Lower halves of two vectors, in order. */
static inline void ent_words_store(uint32_t *to, ent_words a, ent_words b)
{
    _mm256_storeu_si256((__m256i *)(void *)to, _mm512_cvtepi64_epi32(a));
    _mm256_storeu_si256((__m256i *)(void *)(to + 8), _mm512_cvtepi64_epi32(b));
}

#elif defined __AVX2__

#define ENT_PHILOX_LANES 4
typedef __m256i ent_words;
#define ENT_WORDS_ALL(x) _mm256_set1_epi64x((long long)(x))
#define ENT_WORDS_COUNT _mm256_set_epi64x(3, 2, 1, 0)
#define ENT_WORDS_ADD _mm256_add_epi64
#define ENT_WORDS_MUL _mm256_mul_epu32
#define ENT_WORDS_XOR _mm256_xor_si256
#define ENT_WORDS_HIGH(x) _mm256_srli_epi64(x, 32)

static inline void ent_words_store(uint32_t *to, ent_words a, ent_words b)
{
    const __m256 both = _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88);
    _mm256_storeu_si256((__m256i *)(void *)to,
                        _mm256_permute4x64_epi64(_mm256_castps_si256(both), 0xd8));
}

#else

#define ENT_PHILOX_LANES 2
typedef __m128i ent_words;
#define ENT_WORDS_ALL(x) _mm_set1_epi64x((long long)(x))
#define ENT_WORDS_COUNT _mm_set_epi64x(1, 0)
#define ENT_WORDS_ADD _mm_add_epi64
#define ENT_WORDS_MUL _mm_mul_epu32
#define ENT_WORDS_XOR _mm_xor_si128
#define ENT_WORDS_HIGH(x) _mm_srli_epi64(x, 32)

static inline void ent_words_store(uint32_t *to, ent_words a, ent_words b)
{
    const __m128 both = _mm_shuffle_ps(_mm_castsi128_ps(a), _mm_castsi128_ps(b), 0x88);
    _mm_storeu_si128((__m128i *)(void *)to, _mm_castps_si128(both));
}

#endif

#define ENT_PHILOX_STEP ((size_t)2 * ENT_PHILOX_LANES)

typedef struct ent_philox_state {
    ent_words c0, c1, c2, c3;
} ent_philox_state;

static inline ent_philox_state ent_philox_start(uint64_t future, uint32_t slot, uint32_t stream)
{
    const ent_words counter = ENT_WORDS_ADD(ENT_WORDS_ALL(future), ENT_WORDS_COUNT);
    const ent_philox_state s = {counter, ENT_WORDS_HIGH(counter), ENT_WORDS_ALL(slot),
                                ENT_WORDS_ALL(stream)};
    return s;
}

static inline ent_philox_state ent_philox_round(ent_philox_state s, ent_words k0, ent_words k1)
{
    const ent_words a = ENT_WORDS_MUL(s.c0, ENT_WORDS_ALL(0xD2511F53));
    const ent_words b = ENT_WORDS_MUL(s.c2, ENT_WORDS_ALL(0xCD9E8D57));
    const ent_philox_state next = {ENT_WORDS_XOR(ENT_WORDS_XOR(ENT_WORDS_HIGH(b), s.c1), k0), b,
                                   ENT_WORDS_XOR(ENT_WORDS_XOR(ENT_WORDS_HIGH(a), s.c3), k1), a};
    return next;
}

/** Futures `first` on in steps of two vectors; n is a multiple of ENT_PHILOX_STEP. */
static inline void ent_philox_vectors(uint64_t seed, uint64_t first, size_t n, uint32_t slot,
                                      uint32_t stream, uint32_t *w0, uint32_t *w1, uint32_t *w2,
                                      uint32_t *w3)
{
    for (size_t f = 0; f < n; f += ENT_PHILOX_STEP) {
        ent_philox_state a = ent_philox_start(first + f, slot, stream);
        ent_philox_state b = ent_philox_start(first + f + ENT_PHILOX_LANES, slot, stream);
        uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma GCC unroll 10
        for (int round = 0; round < 10; round++) {
            a = ent_philox_round(a, ENT_WORDS_ALL(k0), ENT_WORDS_ALL(k1));
            b = ent_philox_round(b, ENT_WORDS_ALL(k0), ENT_WORDS_ALL(k1));
            k0 += UINT32_C(0x9E3779B9);
            k1 += UINT32_C(0xBB67AE85);
        }
        ent_words_store(w0 + f, a.c0, b.c0);
        ent_words_store(w1 + f, a.c1, b.c1);
        ent_words_store(w2 + f, a.c2, b.c2);
        ent_words_store(w3 + f, a.c3, b.c3);
    }
}

#elif defined __wasm_simd128__

#include <wasm_simd128.h>

/* WebAssembly multiplies no lanes of 64 bits by their lower halves: here four futures lie in lanes
   of 32 bits, and a product takes two instructions. */
#define ENT_PHILOX_STEP ((size_t)8)

typedef struct ent_philox_state {
    v128_t c0, c1, c2, c3;
} ent_philox_state;

static inline ent_philox_state ent_philox_start(uint64_t future, uint32_t slot, uint32_t stream)
{
    const v128_t low = wasm_u32x4_splat((uint32_t)future);
    const v128_t c0 = wasm_i32x4_add(low, wasm_u32x4_const(0, 1, 2, 3));
    const v128_t carry = wasm_u32x4_lt(c0, low); /* -1 where the sum went round */
    const v128_t high = wasm_u32x4_splat((uint32_t)(future >> 32));
    const ent_philox_state s = {c0, wasm_i32x4_sub(high, carry), wasm_u32x4_splat(slot),
                                wasm_u32x4_splat(stream)};
    return s;
}

/* clang widens a factor that it knows, and then multiplies whole lanes of 64 bits, which takes
   several times as long. */
static inline v128_t ent_philox_hidden(uint32_t factor)
{
    v128_t all = wasm_u32x4_splat(factor);
    __asm__ volatile("" : "+r"(all));
    return all;
}

static inline ent_philox_state ent_philox_round(ent_philox_state s, uint32_t k0, uint32_t k1)
{
    const v128_t m0 = ent_philox_hidden(0xD2511F53), m1 = ent_philox_hidden(0xCD9E8D57);
    const v128_t a0 = wasm_u64x2_extmul_low_u32x4(s.c0, m0);
    const v128_t a1 = wasm_u64x2_extmul_high_u32x4(s.c0, m0);
    const v128_t b0 = wasm_u64x2_extmul_low_u32x4(s.c2, m1);
    const v128_t b1 = wasm_u64x2_extmul_high_u32x4(s.c2, m1);
    const v128_t a_high = wasm_i32x4_shuffle(a0, a1, 1, 3, 5, 7);
    const v128_t b_high = wasm_i32x4_shuffle(b0, b1, 1, 3, 5, 7);
    const ent_philox_state next = {wasm_v128_xor(wasm_v128_xor(b_high, s.c1), wasm_u32x4_splat(k0)),
                                   wasm_i32x4_shuffle(b0, b1, 0, 2, 4, 6),
                                   wasm_v128_xor(wasm_v128_xor(a_high, s.c3), wasm_u32x4_splat(k1)),
                                   wasm_i32x4_shuffle(a0, a1, 0, 2, 4, 6)};
    return next;
}

static inline void ent_philox_store(const ent_philox_state *s, size_t f, uint32_t *w0, uint32_t *w1,
                                    uint32_t *w2, uint32_t *w3)
{
    wasm_v128_store(w0 + f, s->c0);
    wasm_v128_store(w1 + f, s->c1);
    wasm_v128_store(w2 + f, s->c2);
    wasm_v128_store(w3 + f, s->c3);
}

static inline void ent_philox_vectors(uint64_t seed, uint64_t first, size_t n, uint32_t slot,
                                      uint32_t stream, uint32_t *w0, uint32_t *w1, uint32_t *w2,
                                      uint32_t *w3)
{
    for (size_t f = 0; f < n; f += ENT_PHILOX_STEP) {
        ent_philox_state a = ent_philox_start(first + f, slot, stream);
        ent_philox_state b = ent_philox_start(first + f + 4, slot, stream);
        uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma GCC unroll 10
        for (int round = 0; round < 10; round++) {
            a = ent_philox_round(a, k0, k1);
            b = ent_philox_round(b, k0, k1);
            k0 += UINT32_C(0x9E3779B9);
            k1 += UINT32_C(0xBB67AE85);
        }
        ent_philox_store(&a, f, w0, w1, w2, w3);
        ent_philox_store(&b, f + 4, w0, w1, w2, w3);
    }
}

#else

#define ENT_PHILOX_STEP SIZE_MAX
/** No vectors in this build: the loop over futures in rng.h does them all. */
static inline void ent_philox_vectors(uint64_t seed, uint64_t first, size_t n, uint32_t slot,
                                      uint32_t stream, uint32_t *w0, uint32_t *w1, uint32_t *w2,
                                      uint32_t *w3)
{
    (void)seed, (void)first, (void)n, (void)slot, (void)stream;
    (void)w0, (void)w1, (void)w2, (void)w3;
}

#endif
#endif
