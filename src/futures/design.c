#include "entente/design.h"

#include "entente/fmath.h"
#include "entente/rng.h"
#include "entente/tile.h"

/* A word that depends on every bit of both arguments (finaliser of splitmix64). */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t z = a + UINT64_C(0x9E3779B97F4A7C15) * (b + 1);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* --- Monte Carlo --- */

/* ent_uniform of successive futures, some at a time. */
static void random_row(uint64_t seed, uint64_t first, size_t n, uint32_t slot, double *u)
{
    enum { SOME = 64 };
    uint32_t w[4][SOME];
    for (size_t at = 0; at < n; at += SOME) {
        const size_t m = n - at < SOME ? n - at : SOME;
        ent_philox_rows(seed, first + at, m, slot, ENT_SHOCK_ASSUMPTION, w[0], w[1], w[2], w[3]);
        for (size_t f = 0; f < m; f++) {
            const uint64_t bits = ((uint64_t)w[0][f] << 20) | (w[1][f] >> 12);
            u[at + f] = ((double)bits + 0.5) * 0x1p-52;
        }
    }
}

/* --- Latin hypercube --- */

/* One pass of a Feistel network over `bits` bits, halves of unequal width changing places. */
static uint64_t feistel(uint64_t x, unsigned bits, uint64_t key)
{
    unsigned high = bits / 2, low = bits - high;
    for (uint64_t round = 0; round < 8; round++) {
        const uint64_t l = x >> low, r = x & ((UINT64_C(1) << low) - 1);
        const uint64_t turned = (l ^ mix(key + round, r)) & ((UINT64_C(1) << high) - 1);
        x = (r << high) | turned;
        const unsigned width = high;
        high = low;
        low = width;
    }
    return x;
}

/** The place of `index` in a random permutation of 0 .. n-1, by key. Pure; n below 2^62. */
static uint64_t permute(uint64_t index, uint64_t n, uint64_t key)
{
    unsigned bits = 2;
    while (bits < 62 && (UINT64_C(1) << bits) < n)
        bits++;
    uint64_t x = index;
    do
        x = feistel(x, bits, key);
    while (x >= n);
    return x;
}

static double latin(const ent_design *d, uint64_t future, uint32_t slot)
{
    if (future >= d->n)
        return ENT_MISSING;
    const double place = (double)permute(future, d->n, mix(d->seed, slot));
    const double within = ent_uniform(d->seed, future, slot, ENT_SHOCK_ASSUMPTION);
    return ent_min((place + within) / (double)d->n, 1.0 - 0x1p-53);
}

/* --- Sobol' --- */

static uint32_t reverse(uint32_t x)
{
    x = ((x >> 1) & 0x55555555u) | ((x & 0x55555555u) << 1);
    x = ((x >> 2) & 0x33333333u) | ((x & 0x33333333u) << 2);
    x = ((x >> 4) & 0x0F0F0F0Fu) | ((x & 0x0F0F0F0Fu) << 4);
    x = ((x >> 8) & 0x00FF00FFu) | ((x & 0x00FF00FFu) << 8);
    return (x >> 16) | (x << 16);
}

/* Each bit flips by a hash of the bits above it; those lie below it here, bits reversed. */
static uint32_t scramble(uint32_t x, uint32_t seed)
{
    x = reverse(x);
    x ^= x * 0x3d20adeau;
    x += seed;
    x *= (seed >> 16) | 1u;
    x ^= x * 0x05526c56u;
    x ^= x * 0x53a22864u;
    return reverse(x);
}

static void sobol_row(const ent_design *d, uint64_t first, size_t n, size_t dimension,
                      uint32_t slot, double *u)
{
    const uint32_t *v = d->directions + dimension * ENT_SOBOL_BITS;
    const uint32_t seed = (uint32_t)(mix(d->seed, slot) >> 32);
    uint32_t low[256] = {0}, high = 0; /* the points of the last eight bits, of those above */
    for (size_t i = 1; i < 256; i++)
        low[i] = low[i & (i - 1)] ^ v[__builtin_ctz((unsigned)i)];
    for (size_t f = 0; f < n; f++) {
        const uint32_t index = (uint32_t)(first + f);
        if (f == 0 || index % 256 == 0) {
            high = 0;
            for (unsigned bit = 8; bit < ENT_SOBOL_BITS; bit++)
                high ^= (0u - ((index >> bit) & 1u)) & v[bit];
        }
        u[f] = ent_uniform_word(scramble(low[index % 256] ^ high, seed));
    }
}

ent_status ent_sobol_direction(uint32_t polynomial, size_t n_initial, const uint32_t *initial,
                               uint32_t *v)
{
    size_t degree = 0;
    for (uint32_t p = polynomial; p > 1; p >>= 1)
        degree++;
    if (degree == 0) { /* the first dimension: van der Corput */
        for (size_t i = 0; i < ENT_SOBOL_BITS; i++)
            v[i] = UINT32_C(1) << (31 - i);
        return ENT_OK;
    }
    if (n_initial != degree || degree > ENT_SOBOL_BITS)
        return ENT_E_DATA;
    for (size_t i = 0; i < degree; i++) {
        if (initial[i] % 2 == 0 || (uint64_t)initial[i] >> (i + 1) != 0)
            return ENT_E_DATA;
        v[i] = initial[i] << (31 - i);
    }
    for (size_t i = degree; i < ENT_SOBOL_BITS; i++) {
        v[i] = v[i - degree] ^ (v[i - degree] >> degree);
        for (size_t k = 1; k < degree; k++)
            if ((polynomial >> (degree - k)) & 1u)
                v[i] ^= v[i - k];
    }
    return ENT_OK;
}

/* --- all --- */

void ent_design_row(const ent_design *d, uint64_t first, size_t n, size_t dimension, uint32_t slot,
                    double *u)
{
    const bool inside = dimension < d->n_dimensions && first + n <= UINT64_C(1) << 32;
    switch (d->kind) {
    case ENT_DESIGN_MC:
        random_row(d->seed, first, n, slot, u);
        return;
    case ENT_DESIGN_LHS:
        for (size_t f = 0; f < n; f++)
            u[f] = latin(d, first + f, slot);
        return;
    case ENT_DESIGN_SOBOL:
        if (inside) {
            sobol_row(d, first, n, dimension, slot, u);
            return;
        }
        break;
    }
    for (size_t f = 0; f < n; f++)
        u[f] = ENT_MISSING;
}
