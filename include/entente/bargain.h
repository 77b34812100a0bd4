/*
 * Bargaining over issues: actors with power, positions and saliences, and plain forecasts.
 *
 *     const double x[] = {0, 50, 100}, power[] = {1, 2, 1}, salience[] = {.5, .8, .3};
 *     double weight[3], y;
 *     ent_forecast_weights(3, power, salience, weight);
 *     ENT_TRY(ent_forecast_mean(3, x, weight, &y)); // compromise: 45.83
 *     ENT_TRY(ent_forecast_nash(3, x, power, salience, 1.5, &y));
 *
 * Freestanding. Rounds of bargaining: bargain_smp.h, bargain_bdm.h. No rule has beaten the
 * weighted mean on the EU record (docs/bargaining.md), so it stands beside every result.
 */
#ifndef ENTENTE_BARGAIN_H
#define ENTENTE_BARGAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { ENT_ACTORS_MAX = 250, ENT_ISSUES_MAX = 64, ENT_SHAPLEY_EXACT_MAX = 20 };

/* A table of actors; arrays are borrowed. Row i of position and salience belongs to actor i. */
typedef struct ent_actors {
    size_t n, n_issues;
    const double *capability; /* [n], >= 0 */
    const double *position;   /* [n][n_issues] */
    const double *salience;   /* [n][n_issues], 0-100, at most 100 in sum over issues */
} ent_actors;

/**
 * Weight of each actor on one issue: power times salience.
 *
 * shape    n values each; a NULL salience counts as 1
 */
ENT_API void ent_forecast_weights(size_t n, const double *power, const double *salience,
                                  double *weight);

/**
 * Weighted mean; with weight = power x salience the compromise model.
 *
 * shape    n values each; a NULL weight counts as 1
 * errors   ENT_E_ARG when n is 0, a weight is negative or all are 0
 * source   Achen 2006, in Thomson et al., The European Union Decides, ch. 4
 */
ENT_API ent_status ent_forecast_mean(size_t n, const double *x, const double *weight,
                                     double *outcome);

/**
 * Weighted median: the least position at which the weight up to it reaches half.
 *
 * shape    n values each; a NULL weight counts as 1
 * errors   as ent_forecast_mean; ENT_E_NOMEM
 */
ENT_API ent_status ent_forecast_median(size_t n, const double *x, const double *weight,
                                       double *outcome, ent_arena *scratch);

/**
 * Asymmetric Nash bargaining with quadratic loss:
 *
 *     max over y of  sum_i power_i ln( value - salience_i ((y - x_i) / range)^2 )
 *
 * shape    n values each
 * units    salience on the scale on which `value` exceeds the worst loss, usually 0-1
 * domain   value > 0, the worth of agreement over its failure; as it grows the result tends
 *          to the compromise mean
 * returns  the unique maximiser where every actor keeps a gain; the product is log-concave
 * errors   ENT_E_ARG as ent_forecast_mean and when nobody has both power and salience;
 *          ENT_E_DATA when no outcome leaves every actor a gain: somebody prefers failure
 *          whatever is agreed
 * source   Nash 1950; Van den Bos 1991 for the limit
 */
ENT_API ent_status ent_forecast_nash(size_t n, const double *x, const double *power,
                                     const double *salience, double value, double *outcome);

/**
 * Mean of the four means: compromise, power only, salience only, plain.
 *
 * errors   as ent_forecast_mean
 */
ENT_API ent_status ent_forecast_mean_of_means(size_t n, const double *x, const double *power,
                                              const double *salience, double *outcome);

/**
 * Shapley-Shubik power in a weighted vote: the share of orders in which an actor turns a
 * losing coalition into one that reaches the quota.
 *
 * shape    n weights -> n indices that sum to 1 and n standard errors (0 when exact)
 * domain   weights >= 0, 0 < quota <= sum of weights; n_draws random orders when
 *          n > ENT_SHAPLEY_EXACT_MAX
 * errors   ENT_E_ARG; ENT_E_NOMEM
 * source   Shapley and Shubik 1954
 */
ENT_API ent_status ent_power_shapley(size_t n, const double *weight, double quota, size_t n_draws,
                                     uint64_t seed, double *index, double *error,
                                     ent_arena *scratch);

#ifdef __cplusplus
}
#endif
#endif
