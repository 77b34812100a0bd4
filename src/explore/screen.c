#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/sort.h"

/* --- given data: bins of equal count ------------------------------------------------------ */

static ent_status given_data(size_t n, size_t d, const double *x, const double *y, size_t bins,
                             double *first, ent_arena *scratch)
{
    uint32_t *order = ent_arena_array(scratch, uint32_t, n);
    uint32_t *spare = ent_arena_array(scratch, uint32_t, n);
    if (!order || !spare)
        return ENT_E_NOMEM;
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += y[i];
    const double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (y[i] - mean) * (y[i] - mean);
    for (size_t j = 0; j < d; j++) {
        ent_sort_order(n, x + j * n, order, spare);
        double between = 0.0, within = 0.0;
        size_t low = 0, used = 0;
        for (size_t b = 0; b < bins; b++) {
            size_t high = (b + 1) * n / bins;
            if (high <= low)
                continue;
            while (high < n && x[j * n + order[high]] == x[j * n + order[high - 1]])
                high++; /* equal inputs are of one bin: the order of rows says nothing */
            double bin = 0.0;
            for (size_t i = low; i < high; i++)
                bin += y[order[i]];
            bin /= (double)(high - low);
            between += (double)(high - low) * (bin - mean) * (bin - mean);
            double inside = 0.0;
            for (size_t i = low; i < high; i++)
                inside += (y[order[i]] - bin) * (y[order[i]] - bin);
            within += high - low > 1 ? inside / (double)(high - low - 1) : 0.0;
            low = high;
            used++;
        }
        /* A bin's mean of noise alone varies by within / size: take that much off. */
        const double part = used > 1 ? between - within : 0.0; /* an input that never varies */
        first[j] = squares > 0.0 ? part / squares : ENT_MISSING;
    }
    return ENT_OK;
}

ent_status ent_sobol_given_data(size_t n, size_t d, const double *x, const double *y, size_t bins,
                                double *first, ent_arena *scratch)
{
    if (bins < 2 || n < 2 * bins)
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = given_data(n, d, x, y, bins, first, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}

/* --- Morris ------------------------------------------------------------------------------- */

/* The input in which two points differ; d when it is none or several. */
static size_t changed_input(size_t n, size_t d, const double *x, size_t from, size_t to)
{
    size_t found = d;
    for (size_t j = 0; j < d; j++)
        if (__builtin_fabs(x[j * n + to] - x[j * n + from]) > 1e-12) {
            if (found != d)
                return d;
            found = j;
        }
    return found;
}

static ent_status elementary_effects(size_t r, size_t d, const double *x, const double *y,
                                     bool radial, double *effects)
{
    const size_t n = r * (d + 1);
    for (size_t t = 0; t < r; t++)
        for (size_t s = 0; s < d; s++) {
            const size_t to = t * (d + 1) + s + 1, from = radial ? t * (d + 1) : to - 1;
            const size_t j = changed_input(n, d, x, from, to);
            if (j == d)
                return ENT_E_DATA;
            effects[j * r + t] = (y[to] - y[from]) / (x[j * n + to] - x[j * n + from]);
        }
    return ENT_OK;
}

static ent_status morris(size_t r, size_t d, const double *x, const double *y, bool radial,
                         double *mu, double *mu_star, double *sigma, ent_arena *scratch)
{
    if (r < 2 || d == 0)
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    double *effects = ent_arena_array(scratch, double, r *d);
    ent_status status = effects ? elementary_effects(r, d, x, y, radial, effects) : ENT_E_NOMEM;
    for (size_t j = 0; j < d && status == ENT_OK; j++) {
        double sum = 0.0, absolute = 0.0, squares = 0.0;
        for (size_t t = 0; t < r; t++) {
            sum += effects[j * r + t];
            absolute += __builtin_fabs(effects[j * r + t]);
        }
        mu[j] = sum / (double)r;
        mu_star[j] = absolute / (double)r;
        for (size_t t = 0; t < r; t++)
            squares += (effects[j * r + t] - mu[j]) * (effects[j * r + t] - mu[j]);
        sigma[j] = __builtin_sqrt(squares / (double)(r - 1));
    }
    ent_arena_rewind(scratch, mark);
    return status;
}

ent_status ent_morris(size_t r, size_t d, const double *x, const double *y, double *mu,
                      double *mu_star, double *sigma, ent_arena *scratch)
{
    return morris(r, d, x, y, false, mu, mu_star, sigma, scratch);
}

ent_status ent_morris_radial(size_t r, size_t d, const double *x, const double *y, double *mu,
                             double *mu_star, double *sigma, ent_arena *scratch)
{
    return morris(r, d, x, y, true, mu, mu_star, sigma, scratch);
}

/* --- Kolmogorov-Smirnov ------------------------------------------------------------------- */

/* Largest distance between the distributions of two sorted samples. */
static double ks_distance(size_t n, const double *a, size_t m, const double *b)
{
    size_t i = 0, j = 0;
    double largest = 0.0;
    while (i < n && j < m) {
        const double at = a[i] < b[j] ? a[i] : b[j];
        while (i < n && a[i] <= at)
            i++;
        while (j < m && b[j] <= at)
            j++;
        const double gap = __builtin_fabs((double)i / (double)n - (double)j / (double)m);
        largest = gap > largest ? gap : largest;
    }
    return largest;
}

static ent_pawn_row summarise(size_t slices, double *ks, double *spare)
{
    ent_sort_values(slices, ks, spare);
    double sum = 0.0, squares = 0.0;
    for (size_t s = 0; s < slices; s++)
        sum += ks[s];
    const double mean = sum / (double)slices;
    for (size_t s = 0; s < slices; s++)
        squares += (ks[s] - mean) * (ks[s] - mean);
    return (ent_pawn_row){ks[0], mean, ent_sorted_quantile(slices, ks, 0.5), ks[slices - 1],
                          __builtin_sqrt(squares / (double)slices) / mean};
}

/* Slice edges are quantiles of the input; a slice holds low <= x < high. So the largest value
   is in none: the convention of the published implementations, kept to compare with them. */
static void pawn_input(size_t n, const double *x, const double *y, const double *y_sorted,
                       size_t slices, double *x_sorted, double *spare, double *in_slice, double *ks)
{
    for (size_t i = 0; i < n; i++)
        x_sorted[i] = x[i];
    ent_sort_values(n, x_sorted, spare);
    for (size_t s = 0; s < slices; s++) {
        const double low = ent_sorted_quantile(n, x_sorted, (double)s / (double)slices);
        const double high = ent_sorted_quantile(n, x_sorted, (double)(s + 1) / (double)slices);
        size_t m = 0;
        for (size_t i = 0; i < n; i++)
            if (x[i] >= low && x[i] < high)
                in_slice[m++] = y[i];
        ent_sort_values(m, in_slice, spare);
        ks[s] = m ? ks_distance(m, in_slice, n, y_sorted) : 0.0;
    }
}

static ent_status pawn(size_t n, size_t d, const double *x, const double *y, size_t slices,
                       ent_pawn_row *rows, ent_arena *scratch)
{
    double *y_sorted = ent_arena_array(scratch, double, n);
    double *x_sorted = ent_arena_array(scratch, double, n);
    double *spare = ent_arena_array(scratch, double, n);
    double *in_slice = ent_arena_array(scratch, double, n);
    double *ks = ent_arena_array(scratch, double, slices);
    if (!y_sorted || !x_sorted || !spare || !in_slice || !ks)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < n; i++)
        y_sorted[i] = y[i];
    ent_sort_values(n, y_sorted, spare);
    for (size_t j = 0; j < d; j++) {
        pawn_input(n, x + j * n, y, y_sorted, slices, x_sorted, spare, in_slice, ks);
        rows[j] = summarise(slices, ks, spare);
    }
    return ENT_OK;
}

ent_status ent_pawn(size_t n, size_t d, const double *x, const double *y, size_t slices,
                    ent_pawn_row *rows, ent_arena *scratch)
{
    if (slices < 2 || n < 2 * slices)
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = pawn(n, d, x, y, slices, rows, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}

/* Asymptotic p-value of the two-sample distance (Kolmogorov's series, Stephens' correction). */
static double ks_p_value(double distance, double n, double m)
{
    const double effective = __builtin_sqrt(n * m / (n + m));
    const double l = (effective + 0.12 + 0.11 / effective) * distance;
    if (l < 0.2)
        return 1.0;
    double sum = 0.0, sign = 2.0;
    for (int k = 1; k <= 100; k++, sign = -sign)
        sum += sign * ent_exp(-2.0 * (double)(k * k) * l * l);
    return ent_clip(sum, 0.0, 1.0);
}

static ent_status regional(size_t n, size_t d, const double *x, const uint8_t *failed,
                           double *distance, double *p_value, ent_arena *scratch)
{
    double *bad = ent_arena_array(scratch, double, n), *good = ent_arena_array(scratch, double, n);
    double *spare = ent_arena_array(scratch, double, n);
    if (!bad || !good || !spare)
        return ENT_E_NOMEM;
    for (size_t j = 0; j < d; j++) {
        size_t n_bad = 0, n_good = 0;
        for (size_t i = 0; i < n; i++)
            if (failed[i])
                bad[n_bad++] = x[j * n + i];
            else
                good[n_good++] = x[j * n + i];
        ent_sort_values(n_bad, bad, spare);
        ent_sort_values(n_good, good, spare);
        const bool known = n_bad && n_good;
        distance[j] = known ? ks_distance(n_bad, bad, n_good, good) : ENT_MISSING;
        p_value[j] = known ? ks_p_value(distance[j], (double)n_bad, (double)n_good) : ENT_MISSING;
    }
    return ENT_OK;
}

ent_status ent_regional(size_t n, size_t d, const double *x, const uint8_t *failed,
                        double *distance, double *p_value, ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = regional(n, d, x, failed, distance, p_value, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}
