#include "entente/sort.h"

#include <stdbool.h>

#include "entente/fmath.h"

/* Missing sorts after every number. */
static bool goes_before(double a, double b)
{
    return a < b || (a == a && b != b);
}

static void merge_order(const double *keys, const uint32_t *from, uint32_t *to, size_t low,
                        size_t middle, size_t high)
{
    size_t left = low, right = middle;
    for (size_t i = low; i < high; i++) {
        const bool take_right =
            left >= middle || (right < high && goes_before(keys[from[right]], keys[from[left]]));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

/* Few keys are merged. Returns whichever of the two holds the order. */
static const uint32_t *order_by_merging(size_t n, const double *keys, uint32_t *order,
                                        uint32_t *spare)
{
    uint32_t *from = order, *to = spare;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width) {
            const size_t middle = low + width < n ? low + width : n;
            const size_t high = low + 2 * width < n ? low + 2 * width : n;
            merge_order(keys, from, to, low, middle, high);
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    return from;
}

enum { DIGITS = 8, DIGIT_BITS = 8, BUCKETS = 1 << DIGIT_BITS, MANY = 96 };

/* A number whose order is that of the keys: zeros are equal, and missing keys are, behind all. */
static uint64_t rank_of(double key)
{
    const uint64_t bits = ent_bits(key + 0.0), sign = UINT64_C(1) << 63;
    return key != key ? UINT64_MAX : bits & sign ? ~bits : bits | sign;
}

static size_t digit_of(double key, size_t digit)
{
    return (size_t)(rank_of(key) >> (DIGIT_BITS * digit)) & (BUCKETS - 1);
}

/* Many go into buckets by one digit after the other, from the lowest, each time in the order they
   have; a digit that all share is passed over. Returns whichever of the two holds the order. */
static const uint32_t *order_by_digits(size_t n, const double *keys, uint32_t *order,
                                       uint32_t *spare)
{
    uint32_t count[DIGITS][BUCKETS] = {{0}};
    uint32_t *from = order, *to = spare;
    for (size_t i = 0; i < n; i++)
        for (size_t d = 0; d < DIGITS; d++)
            count[d][digit_of(keys[i], d)]++;
    for (size_t d = 0; d < DIGITS; d++) {
        uint32_t place = 0;
        if (count[d][digit_of(keys[0], d)] == n)
            continue;
        for (size_t b = 0; b < BUCKETS; b++) {
            const uint32_t here = count[d][b];
            count[d][b] = place;
            place += here;
        }
        for (size_t i = 0; i < n; i++)
            to[count[d][digit_of(keys[from[i]], d)]++] = from[i];
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    return from;
}

void ent_sort_order(size_t n, const double *keys, uint32_t *order, uint32_t *spare)
{
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    const uint32_t *sorted =
        n < MANY ? order_by_merging(n, keys, order, spare) : order_by_digits(n, keys, order, spare);
    if (sorted != order)
        for (size_t i = 0; i < n; i++)
            order[i] = sorted[i];
}

static void merge_values(const double *from, double *to, size_t low, size_t middle, size_t high)
{
    size_t left = low, right = middle;
    for (size_t i = low; i < high; i++) {
        const bool take_right =
            left >= middle || (right < high && goes_before(from[right], from[left]));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

void ent_sort_values(size_t n, double *values, double *spare)
{
    double *from = values, *to = spare;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width) {
            const size_t middle = low + width < n ? low + width : n;
            const size_t high = low + 2 * width < n ? low + 2 * width : n;
            merge_values(from, to, low, middle, high);
        }
        double *swap = from;
        from = to;
        to = swap;
    }
    if (from != values)
        for (size_t i = 0; i < n; i++)
            values[i] = from[i];
}

double ent_between_sorted(double a, double b, double part)
{
    if (!(part > 0.0) || a == b || __builtin_isinf(a))
        return a;
    return __builtin_isinf(b) ? b : a + part * (b - a);
}

double ent_sorted_quantile(size_t n, const double *sorted, double q)
{
    if (n == 0)
        return ENT_MISSING;
    const double at = q * (double)(n - 1);
    const size_t low = (size_t)at;
    if (low + 1 >= n)
        return sorted[n - 1];
    return ent_between_sorted(sorted[low], sorted[low + 1], at - (double)low);
}
