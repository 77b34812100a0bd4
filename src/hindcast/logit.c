#include "hindcast/logit.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { MOST_STEPS = 100 };
static const double LONGEST_STEP = 3.0, SETTLED = 1e-10;

typedef double square[LOGIT_MOST][LOGIT_MOST];

double logit_chance(const logit_data *data, const double *beta, size_t i)
{
    double push = data->offset ? data->offset[i] : 0.0;
    for (size_t j = 0; j < data->k; j++)
        push += beta[j] * data->x[i * data->k + j];
    return 1.0 / (1.0 + exp(-push));
}

/* Slope and curvature of the penalised log-likelihood, both with the sign turned. */
static void derivatives(const logit_data *d, double ridge, const double *beta, double *slope,
                        square curve)
{
    memset(curve, 0, sizeof(square));
    for (size_t j = 0; j < d->k; j++) {
        slope[j] = -ridge * beta[j];
        curve[j][j] = ridge;
    }
    for (size_t i = 0; i < d->n; i++) {
        const double *x = d->x + i * d->k, often = d->weight ? d->weight[i] : 1.0;
        if (!(often > 0.0))
            continue;
        const double p = logit_chance(d, beta, i);
        const double miss = often * (d->y[i] - p), spread = often * p * (1.0 - p);
        for (size_t j = 0; j < d->k; j++) {
            slope[j] += miss * x[j];
            for (size_t l = 0; l <= j; l++)
                curve[j][l] += spread * x[j] * x[l];
        }
    }
}

/* Cholesky factor in the lower half, in place; false when not positive definite. */
static bool factor(square a, size_t k)
{
    for (size_t j = 0; j < k; j++)
        for (size_t i = j; i < k; i++) {
            double sum = a[i][j];
            for (size_t l = 0; l < j; l++)
                sum -= a[i][l] * a[j][l];
            if (i == j && !(sum > 0.0))
                return false;
            a[i][j] = i == j ? sqrt(sum) : sum / a[j][j];
        }
    return true;
}

static void solve(square a, size_t k, double *b)
{
    for (size_t i = 0; i < k; i++) {
        for (size_t l = 0; l < i; l++)
            b[i] -= a[i][l] * b[l];
        b[i] /= a[i][i];
    }
    for (size_t i = k; i-- > 0;) {
        for (size_t l = i + 1; l < k; l++)
            b[i] -= a[l][i] * b[l];
        b[i] /= a[i][i];
    }
}

ent_status logit_fit(const logit_data *data, double ridge, double *beta, ent_error *err)
{
    if (data->k > LOGIT_MOST)
        return ent_fail(err, ENT_E_ARG, "a logit takes at most %d columns", LOGIT_MOST);
    for (int step = 0; step < MOST_STEPS; step++) {
        square curve;
        double move[LOGIT_MOST], most = 0.0;
        derivatives(data, ridge, beta, move, curve);
        if (!factor(curve, data->k))
            return ent_fail(err, ENT_E_DATA, "the columns of a logit determine each other");
        solve(curve, data->k, move);
        for (size_t j = 0; j < data->k; j++)
            most = fmax(most, fabs(move[j]));
        const double scale = most > LONGEST_STEP ? LONGEST_STEP / most : 1.0;
        for (size_t j = 0; j < data->k; j++)
            beta[j] += scale * move[j];
        if (most < SETTLED)
            return ENT_OK;
    }
    return ent_fail(err, ENT_E_DATA, "a logit did not settle in %d steps", MOST_STEPS);
}

double logit_variance(const logit_data *data, double ridge, const double *beta, size_t which)
{
    square curve;
    double slope[LOGIT_MOST], unit[LOGIT_MOST] = {0};
    derivatives(data, ridge, beta, slope, curve);
    if (!factor(curve, data->k))
        return ENT_MISSING;
    unit[which] = 1.0;
    solve(curve, data->k, unit);
    return unit[which];
}
