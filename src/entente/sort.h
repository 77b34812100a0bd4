/*
 * Sorting without libc: stable, the same order on every platform.
 *
 *     ent_sort_order(n, x, order, spare);   // order[r] is the index of the r-th smallest
 */
#ifndef ENTENTE_SORT_H
#define ENTENTE_SORT_H

#include <stddef.h>
#include <stdint.h>

#include "entente/status.h"

/**
 * Indices 0..n-1 by rising key; equal keys keep their order, missing keys come last.
 *
 * shape    keys[n], order[n], spare[n] (working memory)
 */
ENT_API void ent_sort_order(size_t n, const double *keys, uint32_t *order, uint32_t *spare);

/**
 * Sort values in place; missing last.
 *
 * shape    values[n], spare[n] (working memory)
 */
ENT_API void ent_sort_values(size_t n, double *values, double *spare);

/**
 * Quantile of sorted values by linear interpolation (type 7); missing when n is 0. A place between
 * a value and infinity, an event that does not come, is infinite.
 */
ENT_API double ent_sorted_quantile(size_t n, const double *sorted, double q);

/** The place `part` (0 to 1) of the way from a value to the next one, as in ent_sorted_quantile. */
ENT_API double ent_between_sorted(double a, double b, double part);

#endif
