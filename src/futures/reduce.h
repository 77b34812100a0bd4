/*
 * What a block leaves behind of each column: moments about a centre, extremes, missing values,
 * places in a histogram, a hash. A kernel: rows of 256, eight lanes, fixed order.
 */
#ifndef ENT_FUTURES_REDUCE_H
#define ENT_FUTURES_REDUCE_H

#include "entente/block.h"

/* Bins of a histogram; one more cell counts the missing values, the rest is for alignment. */
enum { REDUCE_BINS = 160, REDUCE_CELLS = 192 };

/* How a column is put into bins: place = (x - low) * scale, x its logarithm when asked. */
typedef struct reduce_bins {
    double low, scale, centre; /* centre: subtracted before summing; low unless logarithm */
    int32_t logarithm;
    int32_t whole; /* bins are whole numbers (set by the summary, not read by the kernel) */
} reduce_bins;

typedef struct reduce_sums {
    double sum, squares, low, high; /* about the centre; extremes of x; infinite when empty */
    double missing;
} reduce_sums;

/**
 * Reduce successive columns of a block, of which the first is the run's column `first`.
 *
 * shape    x[n][ENT_BLOCK], whose missing values become canonical; bins[n]; sums[n];
 *          counts[n][REDUCE_CELLS]: what lies in each bin is added, at REDUCE_BINS the missing
 * returns  hash of the columns; hashes of other columns are added to it
 */
typedef uint64_t reduce_columns_fn(size_t n, size_t first, double *x, const reduce_bins *bins,
                                   reduce_sums *sums, uint16_t *counts);

/** Sum and sum of squares of x - y where both exist; `missing` counts the others. */
typedef void reduce_pair_fn(const double *x, const double *y, reduce_sums *sums);

/* What a missing value lies in; there are at most as many edges. */
enum { REDUCE_NO_CELL = 31 };

/**
 * Where values lie between edges: how many edges are at or below each.
 *
 * shape    edge[n], rising, n < REDUCE_NO_CELL; x, cell[ENT_BLOCK]
 */
typedef void reduce_cells_fn(const double *edge, size_t n, const double *x, uint8_t *cell);

typedef struct reduce_fns {
    reduce_columns_fn *columns;
    reduce_pair_fn *pair;
    reduce_cells_fn *cells;
} reduce_fns;

/* The functions of an instruction set. */
reduce_fns reduce_of(ent_isa_id isa);

#endif
