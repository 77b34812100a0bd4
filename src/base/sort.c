#include "entente/sort.h"

#include <stdbool.h>

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

void ent_sort_order(size_t n, const double *keys, uint32_t *order, uint32_t *spare)
{
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
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
    if (from != order)
        for (size_t i = 0; i < n; i++)
            order[i] = from[i];
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
