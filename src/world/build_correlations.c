/*
 * Rank correlations to the mixing of normal scores (a Gaussian copula).
 *
 * The rank correlation r of two normals with correlation c is 6/pi asin(c/2), so c = 2 sin(pi r/6)
 * (Pearson 1907): what a row states is kept whatever the priors' shapes. The mixing is the
 * Cholesky factor of these c.
 */
#include <stdio.h>
#include <string.h>

#include "entente/fmath.h"
#include "world/build.h"

/* Smaller than this, a square of a pivot is rounding: the scores would be one and the same. */
#define LEAST_PIVOT 1e-9

/* Dense, by place among the correlated ones. */
typedef struct scores {
    int32_t n;
    double c[ENT_MAX_CORRELATED][ENT_MAX_CORRELATED];
} scores;

/* sin for |x| <= pi/6: the series to x^15 is exact to the last bit but one. libm's may differ
   from machine to machine. */
static double sine(double x)
{
    const double s = x * x;
    double p = -1.0 / 1307674368000.0;
    p = p * s + 1.0 / 6227020800.0;
    p = p * s - 1.0 / 39916800.0;
    p = p * s + 1.0 / 362880.0;
    p = p * s - 1.0 / 5040.0;
    p = p * s + 1.0 / 120.0;
    p = p * s - 1.0 / 6.0;
    return x + x * s * p;
}

static int32_t place_of(const ent_world *w, int id)
{
    for (int32_t i = 0; i < w->n_correlated; i++)
        if (w->correlated[i] == id)
            return i;
    return -1;
}

static bool in_rows(const build *b, int id)
{
    const char *key = ent_key_of_assumption(id);
    bool found = false;
    for (size_t i = 0; i < b->scenario->n_correlations; i++) {
        const ent_correlation *row = &b->scenario->correlations[i];
        found = found || (row->value != 0.0 &&
                          (strcmp(row->first, key) == 0 || strcmp(row->second, key) == 0));
    }
    return found;
}

static ent_status find_correlated(const build *b)
{
    ent_world *w = b->world;
    for (int id = 0; id < ENT_N_ASSUMPTIONS; id++) {
        if (!in_rows(b, id))
            continue;
        if (w->n_correlated == ENT_MAX_CORRELATED)
            return ent_fail(b->err, ENT_E_DATA,
                            "correlations: more than %d assumptions are correlated; take some rows "
                            "out",
                            ENT_MAX_CORRELATED);
        w->correlated[w->n_correlated++] = id;
    }
    return ENT_OK;
}

static void fill_scores(const build *b, scores *s)
{
    const double pi = 0x1.921fb54442d18p+1;
    *s = (scores){.n = b->world->n_correlated};
    for (int32_t i = 0; i < s->n; i++)
        s->c[i][i] = 1.0;
    for (size_t k = 0; k < b->scenario->n_correlations; k++) {
        const ent_correlation *row = &b->scenario->correlations[k];
        const int32_t i = place_of(b->world, ent_id_of_assumption(row->first));
        const int32_t j = place_of(b->world, ent_id_of_assumption(row->second));
        if (i >= 0 && j >= 0) /* a row of an assumption that nothing uses yet acts on nothing */
            s->c[i][j] = s->c[j][i] = 2.0 * sine(pi / 6.0 * row->value);
    }
}

/* Cholesky of the scores with all but the diagonal times `scale`; the row that cannot be, or n. */
static int32_t factor(const scores *s, double scale, double *mixing)
{
    for (int32_t i = 0; i < s->n; i++) {
        double *row = mixing + i * (i + 1) / 2;
        for (int32_t j = 0; j <= i; j++) {
            const double *other = mixing + j * (j + 1) / 2;
            double left = i == j ? 1.0 : scale * s->c[i][j];
            for (int32_t k = 0; k < j; k++)
                left -= row[k] * other[k];
            if (i == j && !(left > LEAST_PIVOT))
                return i;
            row[j] = i == j ? __builtin_sqrt(left) : left / other[j];
        }
    }
    return s->n;
}

/* The largest two-digit factor on all rows that makes them fit together. */
static double fitting_scale(const scores *s, double *spare)
{
    for (int hundredths = 99; hundredths > 0; hundredths--)
        if (factor(s, hundredths / 100.0, spare) == s->n)
            return hundredths / 100.0;
    return 0.0;
}

/* Name the rows that meet in the assumption at which they contradict each other. */
static ent_status contradiction(const build *b, const scores *s, int32_t at)
{
    const char *key = ent_key_of_assumption(b->world->correlated[at]);
    char rows[160] = "";
    size_t used = 0, named = 0, more = 0;
    for (size_t k = 0; k < b->scenario->n_correlations; k++) {
        const ent_correlation *row = &b->scenario->correlations[k];
        if (strcmp(row->first, key) != 0 && strcmp(row->second, key) != 0)
            continue;
        if (named == 3 || used > sizeof rows - 60) {
            more++;
            continue;
        }
        used += (size_t)snprintf(rows + used, sizeof rows - used, "%s%.50s", named++ ? ", " : "",
                                 row->where);
        used = used < sizeof rows ? used : sizeof rows - 1;
    }
    double *spare =
        ent_arena_array(b->arena, double, ENT_MAX_CORRELATED *(ENT_MAX_CORRELATED + 1) / 2);
    ENT_NEED(spare, b->err);
    return ent_fail(b->err, ENT_E_DATA,
                    "%s: correlations contradict each other at %s (pairs without a row count as "
                    "0)%s; all rows times %.2f would fit",
                    rows, key, more ? " and more rows" : "", fitting_scale(s, spare));
}

ent_status build_correlations(build *b)
{
    ent_world *w = b->world;
    w->n_correlated = 0;
    ENT_TRY(find_correlated(b));
    scores *s = ent_arena_array(b->arena, scores, 1);
    ENT_NEED(s, b->err);
    fill_scores(b, s);
    const int32_t at = factor(s, 1.0, w->mixing);
    return at == s->n ? ENT_OK : contradiction(b, s, at);
}
