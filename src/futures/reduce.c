#include "futures/reduce.h"

#include "entente/fmath.h"
#include "entente/isa.h"

enum { LANES = 8 };

void ENT_ISA_NAME(reduce_row)(const double *x, const reduce_bins *bins, reduce_sums *sums,
                              uint8_t *place);
void ENT_ISA_NAME(reduce_pair)(const double *x, const double *y, reduce_sums *sums);
uint64_t ENT_ISA_NAME(reduce_hash)(const double *x, uint64_t column);

/* Lanes in pairs, then fours: one order for every machine. */
static double fold(const double *v)
{
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/* Eight lanes as one value: loops over arrays of lanes go through memory. */
typedef double lanes __attribute__((vector_size(64), aligned(8), may_alias));
typedef int64_t masks __attribute__((vector_size(64), aligned(8), may_alias));

#define PICK(mask, a, b) ((lanes)(((mask) & (masks)(a)) | (~(mask) & (masks)(b))))

static void sum_row(const double *x, double centre, reduce_sums *sums)
{
    const lanes *rows = (const lanes *)(const void *)x;
    const double inf = __builtin_inf();
    lanes sum = {0}, squares = {0}, low = sum + inf, high = sum - inf;
    masks present = {0};
    for (size_t i = 0; i < ENT_BLOCK / LANES; i++) {
        const lanes v = rows[i];
        const masks there = v == v, lower = v<low, higher = v> high;
        const lanes d = (lanes)((masks)(v - centre) & there);
        sum += d;
        squares += d * d;
        low = PICK(lower, v, low);
        high = PICK(higher, v, high);
        present -= there;
    }
    double part[4][LANES];
    int64_t count[LANES];
    __builtin_memcpy(part[0], &sum, sizeof sum);
    __builtin_memcpy(part[1], &squares, sizeof squares);
    __builtin_memcpy(part[2], &low, sizeof low);
    __builtin_memcpy(part[3], &high, sizeof high);
    __builtin_memcpy(count, &present, sizeof present);
    sums->sum = fold(part[0]);
    sums->squares = fold(part[1]);
    sums->low = part[2][0];
    sums->high = part[3][0];
    sums->missing = (double)ENT_BLOCK;
    for (size_t l = 0; l < LANES; l++) {
        sums->low = ent_min(sums->low, part[2][l]);
        sums->high = ent_max(sums->high, part[3][l]);
        sums->missing -= (double)count[l];
    }
}

static void place_row(const double *restrict x, double low, double scale, uint8_t *restrict place)
{
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        const double p = (x[f] - low) * scale;
        const double down = p > 0.0 ? p : 0.0; /* a missing value too: set apart below */
        const double in = down < (double)(REDUCE_BINS - 1) ? down : (double)(REDUCE_BINS - 1);
        const double bin = x[f] == x[f] ? in : (double)REDUCE_BINS;
        place[f] = (uint8_t)(int32_t)bin;
    }
}

void ENT_ISA_NAME(reduce_row)(const double *x, const reduce_bins *bins, reduce_sums *sums,
                              uint8_t *place)
{
    double logs[ENT_BLOCK];
    sum_row(x, bins->centre, sums);
    if (bins->logarithm) {
        for (size_t f = 0; f < ENT_BLOCK; f++)
            logs[f] = ent_log(x[f]);
        x = logs;
    }
    place_row(x, bins->low, bins->scale, place);
}

void ENT_ISA_NAME(reduce_pair)(const double *x, const double *y, reduce_sums *sums)
{
    double difference[ENT_BLOCK];
    for (size_t f = 0; f < ENT_BLOCK; f++)
        difference[f] = x[f] - y[f];
    sum_row(difference, 0.0, sums);
}

/* Each lane is a multiply-with-carry step away from the last; lanes and columns are told apart
   by a finaliser, so that their hashes can be added in any order. */
uint64_t ENT_ISA_NAME(reduce_hash)(const double *x, uint64_t column)
{
    uint64_t lane[LANES], words[ENT_BLOCK];
    __builtin_memcpy(words, x, sizeof words);
    for (uint64_t l = 0; l < LANES; l++)
        lane[l] = UINT64_C(0x243F6A8885A308D3) + column * LANES + l;
    for (size_t f = 0; f < ENT_BLOCK; f += LANES)
        for (size_t l = 0; l < LANES; l++) {
            const uint64_t t = lane[l] ^ words[f + l];
            lane[l] = (t & 0xffffffffu) * UINT64_C(0x9E3779B1) + (t >> 32);
        }
    uint64_t sum = 0;
    for (uint64_t l = 0; l < LANES; l++) {
        uint64_t z = lane[l] + (column * LANES + l + 1) * UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
        sum += z ^ (z >> 31);
    }
    return sum;
}
