/*
 * Priors of assumptions and their quantiles.
 *
 *     double lambda = ent_draw_quantile(&world->prior[ENT_A_DETERRENCE_LAMBDA], u);
 *     ent_draw_row(&prior, n, u, value);      // the same for a row of uniforms
 *
 * A prior is drawn by its quantile at a uniform, so that every design (Monte Carlo, Latin
 * hypercube, Sobol') and every correlation works on uniforms alone. Freestanding.
 */
#ifndef ENTENTE_DRAW_H
#define ENTENTE_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "entente/status.h"

typedef enum ent_prior_kind {
    ENT_PRIOR_FIXED,      /* p[0] */
    ENT_PRIOR_TRIANGULAR, /* low, mode, high */
    ENT_PRIOR_LOGNORMAL,  /* median, standard deviation of the logarithm */
    ENT_PRIOR_NORMAL,     /* mean, standard deviation */
    ENT_PRIOR_UNIFORM,    /* low, high */
    ENT_PRIOR_BETA,       /* a, b */
    ENT_PRIOR_DISCRETE    /* weights of 0 .. n-1 */
} ent_prior_kind;

typedef struct ent_prior {
    int32_t kind; /* ent_prior_kind */
    int32_t n;    /* parameters used */
    double p[6];
} ent_prior;

/**
 * Quantile of a prior: the smallest value whose distribution function reaches `u`.
 *
 * domain   0 < u < 1; ENT_MISSING outside and for parameters that are not a distribution
 *          (low > mode, a negative deviation, a or b not positive, no positive weight)
 * returns  within a few ulp of the closed forms; the beta within 1e-10 of itself
 * threads  pure
 */
ENT_API double ent_draw_quantile(const ent_prior *prior, double u);

/**
 * The quantile for each of `n` uniforms, the same bits as one by one.
 */
ENT_API void ent_draw_row(const ent_prior *prior, size_t n, const double *u, double *value);

/**
 * Logarithm of the gamma function for x > 0 (ENT_MISSING otherwise).
 *
 * source   Stirling's series from 15 on, the recurrence below
 */
ENT_API double ent_log_gamma(double x);

#endif
