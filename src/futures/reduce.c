#include "futures/reduce.h"

#include "entente/fmath.h"
#include "entente/isa.h"
#include "futures/lanes.h"

reduce_columns_fn ENT_ISA_NAME(reduce_columns);
reduce_pair_fn ENT_ISA_NAME(reduce_pair);
reduce_cells_fn ENT_ISA_NAME(reduce_cells);

/* Vectors whose places are packed together. */
enum { GROUP = 4, GROUP_PLACES = GROUP * LANES_AT_ONCE };
_Static_assert(ENT_BLOCK % (GROUP * LANES) == 0, "a row is whole groups");

/* What the lanes have gathered of a row. */
typedef struct gathered {
    double sum[LANES], squares[LANES], low[LANES], high[LANES];
    uint64_t hash[2][LANES];
} gathered;

/* Counts of one row. Successive values go to different banks: a count that was just stored
   cannot be read at once. A bank sees 64 values, so that two of them fit in 8 bits. */
enum { BANKS = 4, NOWHERE = REDUCE_CELLS - 1 };
typedef struct tally {
    uint8_t bank[BANKS][REDUCE_CELLS];
} tally;
_Static_assert((int)REDUCE_BINS < (int)NOWHERE, "a cell that counts nothing");
_Static_assert(2 * ENT_BLOCK / BANKS < 256, "two banks together");

/* --- counting --- */

static inline void count_group(tally *t, const uint8_t *place)
{
#pragma GCC unroll 8
    for (size_t i = 0; i < GROUP_PLACES; i += BANKS) {
        t->bank[0][place[i]]++;
        t->bank[1][place[i + 1]]++;
        t->bank[2][place[i + 2]]++;
        t->bank[3][place[i + 3]]++;
    }
}

static void count_row(tally *t, const uint8_t *place)
{
    for (size_t i = 0; i < ENT_BLOCK; i += GROUP_PLACES)
        count_group(t, place + i);
}

/* Add the banks to the counts of a column and empty them. */
static void add_tally(tally *t, uint16_t *restrict counts)
{
    enum { AT_ONCE = 64 }; /* whole vectors and nothing left over */
    _Static_assert(REDUCE_CELLS % AT_ONCE == 0, "cells come in vectors");
    for (size_t from = 0; from < REDUCE_CELLS; from += AT_ONCE)
        for (size_t i = from; i < from + AT_ONCE; i++) {
            const uint8_t a = (uint8_t)(t->bank[0][i] + t->bank[1][i]);
            const uint8_t b = (uint8_t)(t->bank[2][i] + t->bank[3][i]);
            counts[i] = (uint16_t)(counts[i] + a + b);
        }
    for (size_t i = 0; i < sizeof *t; i += sizeof(lanes))
        lanes_clear((uint8_t *)t + i);
}

/* --- a row --- */

/* Lanes in pairs, then fours: one order for every machine. */
static double fold(const double *v)
{
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

static double least(const double *v)
{
    double m[4];
    for (size_t i = 0; i < 4; i++)
        m[i] = v[i] < v[i + 4] ? v[i] : v[i + 4];
    return ent_min(ent_min(m[0], m[2]), ent_min(m[1], m[3]));
}

static double most(const double *v)
{
    double m[4];
    for (size_t i = 0; i < 4; i++)
        m[i] = v[i] > v[i + 4] ? v[i] : v[i + 4];
    return ent_max(ent_max(m[0], m[2]), ent_max(m[1], m[3]));
}

static void fold_all(const gathered *g, reduce_sums *sums)
{
    sums->sum = fold(g->sum);
    sums->squares = fold(g->squares);
    sums->low = least(g->low);
    sums->high = most(g->high);
}

/* Lanes are told apart by odd factors, columns by a finaliser, so that their hashes can be added
   in any order. */
static uint64_t hash_of(const gathered *g, uint64_t column)
{
    uint64_t z = (column + 1) * UINT64_C(0x9E3779B97F4A7C15);
    uint64_t factor = UINT64_C(0xD1342543DE82EF95);
    for (size_t l = 0; l < 2 * LANES; l++, factor *= UINT64_C(0xD1342543DE82EF95))
        z += g->hash[l / LANES][l % LANES] * factor;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* What some lanes have gathered so far. The hash is a checksum of two running sums (Fletcher 1982,
   IEEE Trans. Comm. 30:1), the first of the values' bits, the second of the first: it tells their
   order. The halves are exchanged between, so that the second keeps what the first loses at the
   top: two signs that differ. */
typedef struct gathering {
    lanes sum, squares, low, high;
    lanes_word hash[2];
} gathering;

/* How the values of a row are taken. */
typedef struct taking {
    lanes centre, scale, last, apart, nothing;
} taking;

/* Takes a vector, returns the places of its values. */
static inline __attribute__((always_inline)) lanes take(gathering *g, const taking *t, lanes v,
                                                        bool missing)
{
    const lanes off = LANES_SUB(v, t->centre);
    const lanes d = missing ? lanes_present(v, off, t->nothing) : off;
    const lanes place = LANES_MUL(off, t->scale);
    g->sum = LANES_ADD(g->sum, d);
    g->squares = LANES_ADD(g->squares, LANES_MUL(d, d));
    g->low = LANES_MIN(v, g->low);
    g->high = LANES_MAX(v, g->high);
    g->hash[0] = lanes_add_words(g->hash[0], lanes_bits(v));
    g->hash[1] = lanes_add_words(g->hash[1], lanes_exchange(g->hash[0]));
    return missing ? lanes_present(v, LANES_MIN(place, t->last), t->apart) : place;
}

/* While the vectors are at work the places of the row before are counted: the one waits for
   arithmetic, the other for memory. Without `missing` the sums are not numbers where something is
   missing, and then the row is gathered again. */
static inline __attribute__((always_inline)) void gather(const double *x, const reduce_bins *bins,
                                                         gathered *g, uint8_t *place,
                                                         const uint8_t *before, tally *counted,
                                                         bool missing)
{
    const taking t = {LANES_ALL(bins->centre), LANES_ALL(bins->scale),
                      LANES_ALL((double)(REDUCE_BINS - 1)), LANES_ALL((double)REDUCE_BINS),
                      LANES_ALL(0.0)};
    for (size_t at = 0; at < LANES; at += LANES_AT_ONCE) {
        gathering s = {t.nothing,
                       t.nothing,
                       LANES_ALL(__builtin_inf()),
                       LANES_ALL(-__builtin_inf()),
                       {lanes_bits(t.nothing), lanes_bits(t.nothing)}};
        for (size_t f = at; f < ENT_BLOCK; f += GROUP * LANES) {
            lanes in[GROUP];
#pragma GCC unroll 4
            for (size_t i = 0; i < GROUP; i++)
                in[i] = take(&s, &t, lanes_load(x + f + i * LANES), missing);
            lanes_bytes(in, missing ? REDUCE_BINS : REDUCE_BINS - 1, place);
            place += GROUP_PLACES;
            if (counted) {
                count_group(counted, before);
                before += GROUP_PLACES;
            }
        }
        lanes_store(g->sum + at, s.sum);
        lanes_store(g->squares + at, s.squares);
        lanes_store(g->low + at, s.low);
        lanes_store(g->high + at, s.high);
        lanes_store_word(g->hash[0] + at, s.hash[0]);
        lanes_store_word(g->hash[1] + at, s.hash[1]);
    }
}

/* How many places say that the value is missing. */
static double count_missing(const uint8_t *place)
{
    enum { WIDTH = 64 };
    uint8_t n[WIDTH] = {0};
    unsigned all = 0;
    for (size_t f = 0; f < ENT_BLOCK; f += WIDTH)
        for (size_t i = 0; i < WIDTH; i++)
            n[i] = (uint8_t)(n[i] + (place[f + i] == REDUCE_BINS));
    for (size_t i = 0; i < WIDTH; i++)
        all += n[i];
    return (double)all;
}

/* Over what is not missing, counting nothing meanwhile. */
static void gather_present(const double *x, const reduce_bins *bins, gathered *g, reduce_sums *sums,
                           uint8_t *place)
{
    gather(x, bins, g, place, NULL, NULL, true);
    fold_all(g, sums);
    sums->missing = count_missing(place);
}

/* Bins of the logarithm. What has none, below zero, counts as missing in the histogram. */
static void place_logs(const double *x, const reduce_bins *bins, const reduce_sums *sums,
                       uint8_t *place)
{
    double logs[ENT_BLOCK];
    const lanes low = LANES_ALL(bins->low), scale = LANES_ALL(bins->scale);
    const lanes last = LANES_ALL((double)(REDUCE_BINS - 1)), apart = LANES_ALL((double)REDUCE_BINS);
    if (sums->missing <= 0.0 && sums->low >= 0x1p-1000 && sums->high <= 0x1p1000)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            logs[f] = ent_log_within(x[f]);
    else
        for (size_t f = 0; f < ENT_BLOCK; f++)
            logs[f] = ent_log(x[f]);
    for (size_t f = 0; f < ENT_BLOCK; f += GROUP_PLACES) {
        lanes in[GROUP];
        for (size_t i = 0; i < GROUP; i++) {
            const lanes v = lanes_load(logs + f + i * LANES_AT_ONCE);
            const lanes bin = LANES_MIN(LANES_MUL(LANES_SUB(v, low), scale), last);
            in[i] = lanes_present(v, bin, apart);
        }
        lanes_bytes(in, REDUCE_BINS, place + f);
    }
}

/* --- columns --- */

/* Sign and payload of a NaN differ between machines: they would show in the hash. */
static void make_canonical(double *x)
{
    for (size_t f = 0; f < ENT_BLOCK; f++)
        x[f] = ent_canonical(x[f]);
}

/* Reduces a row, whose values miss something if `missing` guesses right; returns whether they do.
   Either guess gives the same result. A NaN shows in the sum, so only such rows are looked at. */
static bool reduce_row(double *x, const reduce_bins *bins, gathered *g, reduce_sums *sums,
                       uint8_t *place, const uint8_t *before, tally *t, bool missing)
{
    if (missing) {
        make_canonical(x);
        gather(x, bins, g, place, before, t, true);
    } else {
        gather(x, bins, g, place, before, t, false);
    }
    fold_all(g, sums);
    sums->missing = missing ? count_missing(place) : 0.0;
    if (!missing &&
        !(sums->sum == sums->sum && (sums->high - bins->centre) * bins->scale < 0x1p31)) {
        make_canonical(x);
        gather_present(x, bins, g, sums, place);
    }
    if (bins->logarithm)
        place_logs(x, bins, sums, place);
    return sums->missing > 0.0;
}

/* Columns that miss something lie side by side: each is guessed from the last. */
uint64_t ENT_ISA_NAME(reduce_columns)(size_t n, size_t first, double *x, const reduce_bins *bins,
                                      reduce_sums *sums, uint16_t *counts)
{
    uint8_t place[2][ENT_BLOCK];
    tally t = {{{0}}};
    uint64_t hash = 0;
    bool missing = false;
    __builtin_memset(place[1], NOWHERE, sizeof place[1]);
    for (size_t c = 0; c < n; c++, x += ENT_BLOCK) {
        gathered g;
        missing =
            reduce_row(x, &bins[c], &g, &sums[c], place[c % 2], place[(c + 1) % 2], &t, missing);
        hash += hash_of(&g, first + c);
        if (c > 0)
            add_tally(&t, counts + (c - 1) * REDUCE_CELLS);
        else
            __builtin_memset(&t, 0, sizeof t);
    }
    if (n > 0) {
        count_row(&t, place[(n - 1) % 2]);
        add_tally(&t, counts + (n - 1) * REDUCE_CELLS);
    }
    return hash;
}

void ENT_ISA_NAME(reduce_pair)(const double *x, const double *y, reduce_sums *sums)
{
    const reduce_bins whole = {0.0, 1.0, 0.0, 0, 0};
    double difference[ENT_BLOCK];
    uint8_t place[ENT_BLOCK];
    gathered g;
    for (size_t f = 0; f < ENT_BLOCK; f++)
        difference[f] = x[f] - y[f];
    gather_present(difference, &whole, &g, sums, place);
}

void ENT_ISA_NAME(reduce_cells)(const double *edge, size_t n, const double *x, uint8_t *cell)
{
    const lanes apart = LANES_ALL((double)REDUCE_NO_CELL);
    for (size_t f = 0; f < ENT_BLOCK; f += GROUP_PLACES) {
        lanes v[GROUP], below[GROUP];
        for (size_t i = 0; i < GROUP; i++) {
            v[i] = lanes_load(x + f + i * LANES_AT_ONCE);
            below[i] = LANES_ALL(0.0);
        }
        for (size_t e = 0; e < n; e++) {
            const lanes least = LANES_ALL(edge[e]);
            for (size_t i = 0; i < GROUP; i++)
                below[i] = lanes_count(below[i], v[i], least);
        }
        for (size_t i = 0; i < GROUP; i++)
            below[i] = lanes_present(v[i], below[i], apart);
        lanes_bytes(below, REDUCE_NO_CELL, cell + f);
    }
}
