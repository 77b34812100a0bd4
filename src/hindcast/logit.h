/*
 * Logistic regression for a few columns and many rows.
 *
 *     double beta[3] = {0};
 *     const logit_data data = {n, 3, x, y, NULL, NULL};      // x[n][3], the first column ones
 *     ENT_TRY(logit_fit(&data, 1e-3, beta, err));
 */
#ifndef ENT_HINDCAST_LOGIT_H
#define ENT_HINDCAST_LOGIT_H

#include <stddef.h>

#include "entente/arena.h"

enum { LOGIT_MOST = 16 }; /* columns */

typedef struct logit_data {
    size_t n, k;
    const double *x;      /* [n][k] */
    const double *y;      /* [n] 0 or 1 */
    const double *offset; /* [n] added to the log-odds; NULL: none */
    const double *weight; /* [n] how often a row counts; NULL: once */
} logit_data;

/*
 * Largest penalised likelihood, by Newton's method.
 *
 * ridge    penalty on half the square of each coefficient, the constant's too: keeps separated
 *          data finite
 * beta     [k] start in, result out
 * errors   ENT_E_ARG above LOGIT_MOST columns; ENT_E_DATA when the steps do not settle
 */
ent_status logit_fit(const logit_data *data, double ridge, double *beta, ent_error *err);

/* Variance of one coefficient at the result, from the inverse of the curvature. */
double logit_variance(const logit_data *data, double ridge, const double *beta, size_t which);

/* Chance of row i. */
double logit_chance(const logit_data *data, const double *beta, size_t i);

#endif
