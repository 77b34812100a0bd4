#include "entente/explore.h"
#include "entente/rng.h"

/* Mean and variance (population) of the numbers of several rows taken together. */
typedef struct moments {
    double mean, variance;
} moments;

static moments moments_of(size_t n, const double *const *rows, size_t n_rows)
{
    double sum = 0.0, squares = 0.0;
    for (size_t r = 0; r < n_rows; r++)
        for (size_t i = 0; i < n; i++)
            sum += rows[r][i];
    const double count = (double)n * (double)n_rows, mean = sum / count;
    for (size_t r = 0; r < n_rows; r++)
        for (size_t i = 0; i < n; i++)
            squares += (rows[r][i] - mean) * (rows[r][i] - mean);
    return (moments){mean, squares / count};
}

/* The estimators do not depend on a shift; centring by the mean of everything is what keeps
   the first-order products small. The scale cancels. */
static double centre_of(const ent_cross *c)
{
    double sum = 0.0;
    for (size_t i = 0; i < c->n; i++)
        sum += c->a[i] + c->b[i];
    size_t rows = 2;
    for (size_t j = 0; j < c->d; j++, rows++)
        for (size_t i = 0; i < c->n; i++)
            sum += c->ab[j * c->n + i];
    for (size_t j = 0; c->ba && j < c->d; j++, rows++)
        for (size_t i = 0; i < c->n; i++)
            sum += c->ba[j * c->n + i];
    return sum / ((double)rows * (double)c->n);
}

static double variance_of(const ent_cross *c)
{
    const double *const rows[] = {c->a, c->b};
    return moments_of(c->n, rows, 2).variance;
}

static double first_of(const ent_cross *c, size_t j, double centre, double variance)
{
    const double *ab = c->ab + j * c->n;
    double sum = 0.0;
    for (size_t i = 0; i < c->n; i++)
        sum += (c->b[i] - centre) * (ab[i] - c->a[i]);
    return sum / (double)c->n / variance;
}

static double total_of(const ent_cross *c, size_t j, double variance)
{
    const double *ab = c->ab + j * c->n;
    double sum = 0.0;
    for (size_t i = 0; i < c->n; i++)
        sum += (c->a[i] - ab[i]) * (c->a[i] - ab[i]);
    return 0.5 * sum / (double)c->n / variance;
}

ent_status ent_sobol_indices(const ent_cross *c, double *first, double *total)
{
    if (c->n < 2 || c->d == 0)
        return ENT_E_ARG;
    const double variance = variance_of(c), centre = centre_of(c);
    for (size_t j = 0; j < c->d; j++) {
        const bool known = variance > 0.0;
        if (first)
            first[j] = known ? first_of(c, j, centre, variance) : ENT_MISSING;
        if (total)
            total[j] = known ? total_of(c, j, variance) : ENT_MISSING;
    }
    return ENT_OK;
}

ent_status ent_sobol_second(const ent_cross *c, double *second)
{
    if (c->n < 2 || c->d == 0 || !c->ba)
        return ENT_E_ARG;
    const size_t n = c->n, d = c->d;
    const double variance = variance_of(c), centre = centre_of(c);
    for (size_t i = 0; i < d * d; i++)
        second[i] = ENT_MISSING;
    if (!(variance > 0.0))
        return ENT_OK;
    for (size_t j = 0; j < d; j++)
        for (size_t k = j + 1; k < d; k++) {
            const double *ba = c->ba + j * n, *ab = c->ab + k * n;
            double sum = 0.0;
            for (size_t i = 0; i < n; i++)
                sum +=
                    (ba[i] - centre) * (ab[i] - centre) - (c->a[i] - centre) * (c->b[i] - centre);
            second[j * d + k] = sum / (double)n / variance - first_of(c, j, centre, variance) -
                                first_of(c, k, centre, variance);
        }
    return ENT_OK;
}

/* --- intervals ---------------------------------------------------------------------------- */

enum { CHUNK = 8 }; /* resamples worked on together: each base point is read once for eight */

/* How often each resample of a chunk draws each base point: counts[i][r]. */
static void draw_counts(size_t n, uint64_t seed, size_t chunk, double *counts)
{
    for (size_t i = 0; i < n * CHUNK; i++)
        counts[i] = 0.0;
    for (size_t r = 0; r < CHUNK; r++)
        for (size_t i = 0; i < n; i += 4) {
            const uint32_t counter[4] = {(uint32_t)i, (uint32_t)(chunk * CHUNK + r), 0, 0xb007};
            const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
            uint32_t w[4];
            ent_philox(counter, key, w);
            for (size_t s = 0; s < 4 && i + s < n; s++)
                counts[(((uint64_t)w[s] * n) >> 32) * CHUNK + r] += 1.0;
        }
}

/* Variance of a and b together in each resample of the chunk. */
static void chunk_variance(const ent_cross *c, double centre, const double *counts,
                           double *variance)
{
    double sum[CHUNK] = {0}, squares[CHUNK] = {0};
    for (size_t i = 0; i < c->n; i++) {
        const double a = c->a[i] - centre, b = c->b[i] - centre;
        for (size_t r = 0; r < CHUNK; r++) {
            sum[r] += counts[i * CHUNK + r] * (a + b);
            squares[r] += counts[i * CHUNK + r] * (a * a + b * b);
        }
    }
    const double count = 2.0 * (double)c->n;
    for (size_t r = 0; r < CHUNK; r++)
        variance[r] = squares[r] / count - (sum[r] / count) * (sum[r] / count);
}

typedef struct spread {
    double sum, squares;
} spread;

static void chunk_indices(const ent_cross *c, size_t j, double centre, const double *counts,
                          const double *variance, size_t used, spread *first, spread *total)
{
    const double *ab = c->ab + j * c->n;
    double products[CHUNK] = {0}, squares[CHUNK] = {0};
    for (size_t i = 0; i < c->n; i++) {
        const double step = ab[i] - c->a[i], product = (c->b[i] - centre) * step;
        const double square = step * step;
        for (size_t r = 0; r < CHUNK; r++) {
            products[r] += counts[i * CHUNK + r] * product;
            squares[r] += counts[i * CHUNK + r] * square;
        }
    }
    for (size_t r = 0; r < used; r++) {
        const double s = products[r] / (double)c->n / variance[r];
        const double t = 0.5 * squares[r] / (double)c->n / variance[r];
        first->sum += s;
        first->squares += s * s;
        total->sum += t;
        total->squares += t * t;
    }
}

static ent_index interval_of(double value, spread s, size_t resamples)
{
    const double n = (double)resamples, mean = s.sum / n;
    const double variance = (s.squares - n * mean * mean) / (n - 1.0);
    const double half = 1.959963984540054 * __builtin_sqrt(variance > 0.0 ? variance : 0.0);
    return (ent_index){value, value - half, value + half};
}

static ent_status bootstrap(const ent_cross *c, size_t resamples, uint64_t seed, ent_index *first,
                            ent_index *total, ent_arena *scratch)
{
    double *counts = ent_arena_array(scratch, double, c->n *CHUNK);
    spread *spreads = ent_arena_array(scratch, spread, 2 * c->d);
    double *values = ent_arena_array(scratch, double, 2 * c->d);
    if (!counts || !spreads || !values)
        return ENT_E_NOMEM;
    ENT_TRY(ent_sobol_indices(c, values, values + c->d));
    const double centre = centre_of(c);
    for (size_t chunk = 0; chunk * CHUNK < resamples; chunk++) {
        double variance[CHUNK];
        const size_t left = resamples - chunk * CHUNK;
        draw_counts(c->n, seed, chunk, counts);
        chunk_variance(c, centre, counts, variance);
        for (size_t j = 0; j < c->d; j++)
            chunk_indices(c, j, centre, counts, variance, left < CHUNK ? left : CHUNK, &spreads[j],
                          &spreads[c->d + j]);
    }
    for (size_t j = 0; j < c->d; j++) {
        first[j] = interval_of(values[j], spreads[j], resamples);
        total[j] = interval_of(values[c->d + j], spreads[c->d + j], resamples);
    }
    return ENT_OK;
}

ent_status ent_sobol_bootstrap(const ent_cross *c, size_t resamples, uint64_t seed,
                               ent_index *first, ent_index *total, ent_arena *scratch)
{
    if (c->n < 2 || c->d == 0 || resamples < 2)
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = bootstrap(c, resamples, seed, first, total, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}

/* Student's t, 97.5 %, 1..30 degrees of freedom; beyond that the normal value is near enough. */
static double t975(size_t df)
{
    static const double table[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306,
                                   2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
                                   2.110,  2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
                                   2.060,  2.056, 2.052, 2.048, 2.045, 2.042};
    return df <= 30 ? table[df - 1] : 1.96 + 2.5 / (double)df;
}

ent_index ent_interval_of_replicates(const double *values, size_t r)
{
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < r; i++)
        sum += values[i];
    if (r < 2)
        return (ent_index){r ? values[0] : ENT_MISSING, ENT_MISSING, ENT_MISSING};
    const double mean = sum / (double)r;
    for (size_t i = 0; i < r; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    const double half = t975(r - 1) * __builtin_sqrt(squares / (double)(r - 1) / (double)r);
    return (ent_index){mean, mean - half, mean + half};
}

bool ent_index_holds_zero(const ent_index *index)
{
    return !(index->low > 0.0 || index->high < 0.0);
}
