/*
 * Burden sharing: the public-good game, rank statistics of who pays, simple responses.
 *
 *     ent_public_good_nash(n, income, taste, 0.3, contribution, &total, scratch);
 *     const ent_rank r = ent_spearman(n, gdp, share, scratch);
 *
 * Freestanding; working memory comes from the caller's arena.
 */
#ifndef ENTENTE_BURDEN_H
#define ENTENTE_BURDEN_H

#include <stddef.h>

#include "entente/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Nash equilibrium of allies who each maximise (I - q)^(1-a) (q + theta Q_others)^a.
 *
 * Best response q = max(0, a I - (1-a) theta Q_others); contributors are found by dropping
 * those whose share would be negative, which ends because dropping only raises the total.
 *
 * shape    income, taste, contribution hold n values
 * domain   0 < taste <= 1, 0 <= theta <= 1; ENT_E_ARG otherwise
 * source   Olson and Zeckhauser 1966; theta after Sandler 1977
 */
ENT_API ent_status ent_public_good_nash(size_t n, const double *income, const double *taste,
                                        double theta, double *contribution, double *total);

/** Joint optimum with a common taste: a times the sum of incomes. */
ENT_API double ent_public_good_optimum(size_t n, const double *income, double taste);

typedef struct ent_rank {
    double value; /* rho or tau-b */
    double p;     /* two-sided; missing where no approximation is used */
} ent_rank;

/**
 * Spearman's rho with average ranks for ties; p from the t approximation, n - 2 degrees.
 *
 * errors   value ENT_MISSING for n < 3, a constant column or no memory
 */
ENT_API ent_rank ent_spearman(size_t n, const double *x, const double *y, ent_arena *scratch);

/** The p of a correlation of `n` pairs alone, by the same approximation. */
ENT_API double ent_correlation_p(double rho, double n);

/** Kendall's tau-b. */
ENT_API double ent_kendall_b(size_t n, const double *x, const double *y);

typedef struct ent_signed_rank {
    double plus;    /* rank sum of positive differences, average ranks for ties */
    double smaller; /* of the two rank sums */
    double p;       /* exact, two-sided, from the distribution without ties, a half rank counted
                       against significance; missing above 60 pairs */
} ent_signed_rank;

/**
 * Wilcoxon's signed-rank test of x against y; pairs without a difference are left out.
 */
ENT_API ent_signed_rank ent_wilcoxon(size_t n, const double *x, const double *y,
                                     ent_arena *scratch);

/** Product of factors raised to their elasticities. */
ENT_API double ent_loglinear(size_t n, const double *elasticity, const double *factor);

/**
 * Effect, after `steps`, of a lasting unit change where the lag has coefficient `phi`:
 * beta (1 - phi^steps) / (1 - phi); for steps below 0 the long run, beta / (1 - phi).
 */
ENT_API double ent_lagged_effect(double phi, double beta, double steps);

/** Share after `years` of closing the gap to the target by `kappa` a year. */
ENT_API double ent_pledge_path(double share, double target, double kappa, double years);

#ifdef __cplusplus
}
#endif
#endif
