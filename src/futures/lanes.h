/*
 * Rows eight lanes at a time: the few vector operations of reduce.c in each instruction set.
 *
 *     for (size_t at = 0; at < LANES; at += LANES_AT_ONCE)
 *         for (size_t f = at; f < ENT_BLOCK; f += LANES)
 *             sum = LANES_ADD(sum, lanes_load(x + f));
 *
 * Lane l holds futures l, l + 8, l + 16 ... of a row. Eight lanes are one register of AVX-512,
 * two of AVX2, four of SSE2, taken one after the other: every lane sees the same operations in
 * the same order on all of them. (The vectors of gcc, wider than a register, go through memory
 * and cost ten times as much.)
 *
 * LANES_MIN(v, a) and LANES_MAX(v, a) give a where v is missing.
 */
#ifndef ENT_FUTURES_LANES_H
#define ENT_FUTURES_LANES_H

#include <stddef.h>
#include <stdint.h>

enum { LANES = 8 };

#if defined LANES_PORTABLE || !defined __SSE2__

/* Any other machine, and a test. */
enum { LANES_AT_ONCE = 1 };
typedef double lanes;
typedef uint64_t lanes_word;
#define LANES_ADD(a, b) ((a) + (b))
#define LANES_SUB(a, b) ((a) - (b))
#define LANES_MUL(a, b) ((a) * (b))
#define LANES_MIN(v, a) ((v) < (a) ? (v) : (a))
#define LANES_MAX(v, a) ((v) > (a) ? (v) : (a))
#define LANES_ALL(a) (a)
#define lanes_load(p) (*(p))
#define lanes_store(p, v) (*(p) = (v))
#define lanes_store_word(p, v) (*(p) = (v))
#define lanes_clear(p) __builtin_memset(p, 0, sizeof(lanes))

/* a where v is there, b where it is missing. */
static inline lanes lanes_present(lanes v, lanes a, lanes b)
{
    return v == v ? a : b;
}

/* One more than n where v is not below least; n where v is missing. */
static inline lanes lanes_count(lanes n, lanes v, lanes least)
{
    return v >= least ? n + 1.0 : n;
}

static inline lanes_word lanes_add_words(lanes_word a, lanes_word b)
{
    return a + b;
}

static inline lanes_word lanes_bits(lanes v)
{
    lanes_word bits;
    __builtin_memcpy(&bits, &v, sizeof bits);
    return bits;
}

/* The upper half below, the lower above. */
static inline lanes_word lanes_exchange(lanes_word a)
{
    return a << 32 | a >> 32;
}

/* Four vectors below 2^31 as bytes: cut to whole numbers, then to 0 .. most. */
static inline void lanes_bytes(const lanes *v, uint8_t most, uint8_t *to)
{
    for (int i = 0; i < 4; i++)
        to[i] = v[i] > (double)most ? most : v[i] > 0.0 ? (uint8_t)v[i] : 0;
}

#elif defined __AVX512F__

#include <immintrin.h>

enum { LANES_AT_ONCE = 8 };
typedef __m512d lanes;
typedef __m512i lanes_word;
#define LANES_ADD _mm512_add_pd
#define LANES_SUB _mm512_sub_pd
#define LANES_MUL _mm512_mul_pd
#define LANES_MIN _mm512_min_pd
#define LANES_MAX _mm512_max_pd
#define LANES_ALL _mm512_set1_pd
#define lanes_load(p) _mm512_loadu_pd(p)
#define lanes_store(p, v) _mm512_storeu_pd(p, v)
#define lanes_store_word(p, v) _mm512_storeu_si512(p, v)
#define lanes_clear(p) _mm512_storeu_si512(p, _mm512_setzero_si512())

static inline lanes lanes_present(lanes v, lanes a, lanes b)
{
    return _mm512_mask_mov_pd(a, _mm512_cmp_pd_mask(v, v, _CMP_UNORD_Q), b);
}

static inline lanes lanes_count(lanes n, lanes v, lanes least)
{
    return _mm512_mask_add_pd(n, _mm512_cmp_pd_mask(v, least, _CMP_GE_OQ), n, _mm512_set1_pd(1.0));
}

#define lanes_add_words _mm512_add_epi64
#define lanes_bits _mm512_castpd_si512
#define lanes_exchange(a) _mm512_shuffle_epi32((a), _MM_PERM_CDAB)

static inline void lanes_bytes(const lanes *v, uint8_t most, uint8_t *to)
{
    const __m256i a = _mm256_packs_epi32(_mm512_cvttpd_epi32(v[0]), _mm512_cvttpd_epi32(v[1]));
    const __m256i b = _mm256_packs_epi32(_mm512_cvttpd_epi32(v[2]), _mm512_cvttpd_epi32(v[3]));
    const __m256i all = _mm256_packus_epi16(a, b), top = _mm256_set1_epi8((char)most);
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7); /* halves were packed apart */
    _mm256_storeu_si256((__m256i *)(void *)to,
                        _mm256_permutevar8x32_epi32(_mm256_min_epu8(all, top), order));
}

#elif defined __AVX2__

#include <immintrin.h>

enum { LANES_AT_ONCE = 4 };
typedef __m256d lanes;
typedef __m256i lanes_word;
#define LANES_ADD _mm256_add_pd
#define LANES_SUB _mm256_sub_pd
#define LANES_MUL _mm256_mul_pd
#define LANES_MIN _mm256_min_pd
#define LANES_MAX _mm256_max_pd
#define LANES_ALL _mm256_set1_pd
#define lanes_load(p) _mm256_loadu_pd(p)
#define lanes_store(p, v) _mm256_storeu_pd(p, v)
#define lanes_store_word(p, v) _mm256_storeu_si256((__m256i *)(void *)(p), v)
#define lanes_clear(p) lanes_store_word(p, _mm256_setzero_si256())

static inline lanes lanes_present(lanes v, lanes a, lanes b)
{
    return _mm256_blendv_pd(a, b, _mm256_cmp_pd(v, v, _CMP_UNORD_Q));
}

static inline lanes lanes_count(lanes n, lanes v, lanes least)
{
    const lanes one = _mm256_set1_pd(1.0);
    return _mm256_add_pd(n, _mm256_and_pd(_mm256_cmp_pd(v, least, _CMP_GE_OQ), one));
}

#define lanes_add_words _mm256_add_epi64
#define lanes_bits _mm256_castpd_si256
#define lanes_exchange(a) _mm256_shuffle_epi32((a), 0xb1)

static inline void lanes_bytes(const lanes *v, uint8_t most, uint8_t *to)
{
    const __m128i a = _mm_packs_epi32(_mm256_cvttpd_epi32(v[0]), _mm256_cvttpd_epi32(v[1]));
    const __m128i b = _mm_packs_epi32(_mm256_cvttpd_epi32(v[2]), _mm256_cvttpd_epi32(v[3]));
    const __m128i all = _mm_packus_epi16(a, b), top = _mm_set1_epi8((char)most);
    _mm_storeu_si128((__m128i *)(void *)to, _mm_min_epu8(all, top));
}

#else

#include <immintrin.h>

enum { LANES_AT_ONCE = 2 };
typedef __m128d lanes;
typedef __m128i lanes_word;
#define LANES_ADD _mm_add_pd
#define LANES_SUB _mm_sub_pd
#define LANES_MUL _mm_mul_pd
#define LANES_MIN _mm_min_pd
#define LANES_MAX _mm_max_pd
#define LANES_ALL _mm_set1_pd
#define lanes_load(p) _mm_loadu_pd(p)
#define lanes_store(p, v) _mm_storeu_pd(p, v)
#define lanes_store_word(p, v) _mm_storeu_si128((__m128i *)(void *)(p), v)
#define lanes_clear(p) lanes_store_word(p, _mm_setzero_si128())

static inline lanes lanes_present(lanes v, lanes a, lanes b)
{
    const lanes missing = _mm_cmpunord_pd(v, v);
    return _mm_or_pd(_mm_andnot_pd(missing, a), _mm_and_pd(missing, b));
}

static inline lanes lanes_count(lanes n, lanes v, lanes least)
{
    return _mm_add_pd(n, _mm_and_pd(_mm_cmpge_pd(v, least), _mm_set1_pd(1.0)));
}

#define lanes_add_words _mm_add_epi64
#define lanes_bits _mm_castpd_si128
#define lanes_exchange(a) _mm_shuffle_epi32((a), 0xb1)

static inline void lanes_bytes(const lanes *v, uint8_t most, uint8_t *to)
{
    const __m128i a = _mm_unpacklo_epi64(_mm_cvttpd_epi32(v[0]), _mm_cvttpd_epi32(v[1]));
    const __m128i b = _mm_unpacklo_epi64(_mm_cvttpd_epi32(v[2]), _mm_cvttpd_epi32(v[3]));
    const __m128i words = _mm_packs_epi32(a, b);
    const __m128i all = _mm_packus_epi16(words, words), top = _mm_set1_epi8((char)most);
    _mm_storel_epi64((__m128i *)(void *)to, _mm_min_epu8(all, top));
}

#endif
#endif
