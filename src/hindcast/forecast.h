/*
 * How good a forecast with a band was, once it is known what happened.
 *
 *     forecast_score s = {0};
 *     forecast_add(&s, n, sorted, recorded);     // one forecast after another
 *     printf("%.3f\n", s.crps / (double)s.n);
 *
 * source   Gneiting and Raftery 2007 (continuous ranked probability score, CRPS)
 */
#ifndef ENT_HINDCAST_FORECAST_H
#define ENT_HINDCAST_FORECAST_H

#include <stddef.h>

#include "entente/text.h"

enum { FORECAST_TENTHS = 10 };

typedef struct forecast_score {
    size_t n, inside;            /* forecasts; recorded values within the 90 % band */
    double crps;                 /* sum, in the unit of the forecast */
    size_t pit[FORECAST_TENTHS]; /* recorded values by their place among the futures */
} forecast_score;

/* CRPS of n equally likely values, sorted: E|X - y| - E|X - X'| / 2. */
double forecast_crps(size_t n, const double *sorted, double recorded);

/* Add one forecast. */
void forecast_add(forecast_score *s, size_t n, const double *sorted, double recorded);

/* Add all of another score. */
void forecast_pool(forecast_score *s, const forecast_score *more);

/* Mean CRPS, and the share inside the 90 % band in per cent; missing without a forecast. */
double forecast_mean(const forecast_score *s);
double forecast_coverage(const forecast_score *s);

/* "n": ..., "coverage": ..., "crps": ..., "pit": [...] of a JSON object, no comma before. */
void forecast_json(ent_builder *b, const forecast_score *s);

#endif
