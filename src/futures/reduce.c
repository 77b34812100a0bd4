#include "futures/reduce.h"

#include "entente/fmath.h"
#include "entente/isa.h"
#include "futures/lanes.h"

reduce_columns_fn ENT_ISA_NAME(reduce_columns);
reduce_pair_fn ENT_ISA_NAME(reduce_pair);

/* Vectors whose places are packed together. */
enum { GROUP = 4, GROUP_PLACES = GROUP * LANES_AT_ONCE };
_Static_assert(ENT_BLOCK % (GROUP * LANES) == 0, "a row is whole groups");

/* What the lanes have gathered of a row. */
typedef struct gathered {
    double sum[LANES], squares[LANES], low[LANES], high[LANES];
    uint64_t hash[LANES];
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

static void add_tally(const tally *t, uint16_t *restrict counts)
{
    for (size_t i = 0; i < REDUCE_CELLS; i++) {
        const uint8_t a = (uint8_t)(t->bank[0][i] + t->bank[1][i]);
        const uint8_t b = (uint8_t)(t->bank[2][i] + t->bank[3][i]);
        counts[i] = (uint16_t)(counts[i] + a + b);
    }
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

/* Each lane is a multiply-with-carry step away from the last; the lanes of a column are told
   apart by odd factors, columns by a finaliser, so that their hashes can be added in any order. */
static uint64_t hash_of(const uint64_t *lane, uint64_t column)
{
    uint64_t z = (column + 1) * UINT64_C(0x9E3779B97F4A7C15);
    uint64_t factor = UINT64_C(0xD1342543DE82EF95);
    for (size_t l = 0; l < LANES; l++, factor *= UINT64_C(0xD1342543DE82EF95))
        z += lane[l] * factor;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* The usual row: nothing missing, bins of equal size. If something is missing the sums are no
   numbers; then only the hash is right. While the vectors are at work the places of the row
   before are counted: the one waits for arithmetic, the other for memory. */
static inline void gather_row(const double *x, const reduce_bins *bins, gathered *g, uint8_t *place,
                              const uint8_t *before, tally *t)
{
    const lanes centre = LANES_ALL(bins->centre), scale = LANES_ALL(bins->scale);
    const lanes last = LANES_ALL((double)(REDUCE_BINS - 1));
    for (size_t at = 0; at < LANES; at += LANES_AT_ONCE) {
        lanes sum = LANES_ALL(0.0), squares = sum;
        lanes low = LANES_ALL(__builtin_inf()), high = LANES_ALL(-__builtin_inf());
        lanes_word hash = lanes_load_word(g->hash + at);
        for (size_t f = at; f < ENT_BLOCK; f += GROUP * LANES) {
            lanes in[GROUP];
#pragma GCC unroll 4
            for (size_t i = 0; i < GROUP; i++) {
                const lanes v = lanes_load(x + f + i * LANES), d = LANES_SUB(v, centre);
                sum = LANES_ADD(sum, d);
                squares = LANES_ADD(squares, LANES_MUL(d, d));
                low = LANES_MIN(v, low);
                high = LANES_MAX(v, high);
                hash = lanes_hash(hash, v, UINT32_C(0x9E3779B1));
                in[i] = LANES_MIN(LANES_MUL(d, scale), last);
            }
            lanes_bytes(in, place);
            count_group(t, before);
            place += GROUP_PLACES;
            before += GROUP_PLACES;
        }
        lanes_store(g->sum + at, sum);
        lanes_store(g->squares + at, squares);
        lanes_store(g->low + at, low);
        lanes_store(g->high + at, high);
        lanes_store_word(g->hash + at, hash);
    }
}

/* The same over what is not missing. */
static void gather_present(const double *x, const reduce_bins *bins, gathered *g, uint8_t *place)
{
    const lanes centre = LANES_ALL(bins->centre), scale = LANES_ALL(bins->scale);
    const lanes last = LANES_ALL((double)(REDUCE_BINS - 1)), apart = LANES_ALL((double)REDUCE_BINS);
    const lanes nothing = LANES_ALL(0.0);
    for (size_t at = 0; at < LANES; at += LANES_AT_ONCE) {
        lanes sum = nothing, squares = nothing;
        lanes low = LANES_ALL(__builtin_inf()), high = LANES_ALL(-__builtin_inf());
        for (size_t f = at; f < ENT_BLOCK; f += GROUP * LANES, place += GROUP_PLACES) {
            lanes in[GROUP];
#pragma GCC unroll 4
            for (size_t i = 0; i < GROUP; i++) {
                const lanes v = lanes_load(x + f + i * LANES), off = LANES_SUB(v, centre);
                const lanes d = lanes_present(v, off, nothing);
                sum = LANES_ADD(sum, d);
                squares = LANES_ADD(squares, LANES_MUL(d, d));
                low = LANES_MIN(v, low);
                high = LANES_MAX(v, high);
                in[i] = lanes_present(v, LANES_MIN(LANES_MUL(off, scale), last), apart);
            }
            lanes_bytes(in, place);
        }
        lanes_store(g->sum + at, sum);
        lanes_store(g->squares + at, squares);
        lanes_store(g->low + at, low);
        lanes_store(g->high + at, high);
    }
}

static void reduce_present(const double *x, const reduce_bins *bins, reduce_sums *sums,
                           uint8_t *place)
{
    gathered g;
    int64_t missing = 0;
    gather_present(x, bins, &g, place);
    fold_all(&g, sums);
    for (size_t f = 0; f < ENT_BLOCK; f++)
        missing += x[f] != x[f];
    sums->missing = (double)missing;
}

/* Bins of the logarithm. What has none, below zero, counts as missing in the histogram. */
static void place_logs(const double *x, const reduce_bins *bins, uint8_t *place)
{
    double logs[ENT_BLOCK];
    const reduce_bins linear = {bins->low, bins->scale, bins->low, 0, 0};
    gathered unused;
    for (size_t f = 0; f < ENT_BLOCK; f++)
        logs[f] = ent_log(x[f]);
    gather_present(logs, &linear, &unused, place);
}

/* A row that is not the usual one. */
static void reduce_carefully(const double *x, const reduce_bins *bins, reduce_sums *sums,
                             uint8_t *place)
{
    if (sums->low > sums->high) { /* nothing is there */
        *sums = (reduce_sums){0.0, 0.0, sums->low, sums->high, (double)ENT_BLOCK};
        __builtin_memset(place, REDUCE_BINS, ENT_BLOCK);
        return;
    }
    reduce_present(x, bins, sums, place);
    if (bins->logarithm)
        place_logs(x, bins, place);
}

/* --- columns --- */

uint64_t ENT_ISA_NAME(reduce_columns)(size_t n, size_t first, const double *x,
                                      const reduce_bins *bins, reduce_sums *sums, uint16_t *counts)
{
    uint8_t place[2][ENT_BLOCK];
    tally t = {{{0}}};
    uint64_t hash = 0;
    __builtin_memset(place[1], NOWHERE, sizeof place[1]);
    for (size_t c = 0; c < n; c++, x += ENT_BLOCK) {
        uint8_t *here = place[c % 2];
        gathered g;
        for (uint64_t l = 0; l < LANES; l++)
            g.hash[l] = UINT64_C(0x243F6A8885A308D3) + (first + c) * LANES + l;
        gather_row(x, &bins[c], &g, here, place[(c + 1) % 2], &t);
        fold_all(&g, &sums[c]);
        sums[c].missing = 0.0;
        hash += hash_of(g.hash, first + c);
        if (sums[c].sum != sums[c].sum || bins[c].logarithm)
            reduce_carefully(x, &bins[c], &sums[c], here);
        if (c > 0)
            add_tally(&t, counts + (c - 1) * REDUCE_CELLS);
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
    for (size_t f = 0; f < ENT_BLOCK; f++)
        difference[f] = x[f] - y[f];
    reduce_present(difference, &whole, sums, place);
}
