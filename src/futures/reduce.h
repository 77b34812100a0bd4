/*
 * What a block leaves behind of each column: moments about a centre, extremes, missing values,
 * places in a histogram, a hash. A kernel: rows of 256, eight lanes, fixed order.
 */
#ifndef ENT_FUTURES_REDUCE_H
#define ENT_FUTURES_REDUCE_H

#include "entente/block.h"

enum { REDUCE_BINS = 160 }; /* of a histogram; one more counts the missing values */

/* How a column is put into bins: place = (x - low) * scale, x its logarithm when asked. */
typedef struct reduce_bins {
    double low, scale, centre; /* centre: subtracted before summing */
    int32_t logarithm;
    int32_t whole; /* bins are whole numbers (set by the summary, not read by the kernel) */
} reduce_bins;

typedef struct reduce_sums {
    double sum, squares, low, high; /* about the centre; extremes of x; infinite when empty */
    double missing;
} reduce_sums;

/**
 * Reduce one row of a block.
 *
 * shape    x[ENT_BLOCK]; place[ENT_BLOCK] gets 0 .. REDUCE_BINS (missing)
 */
typedef void reduce_row_fn(const double *x, const reduce_bins *bins, reduce_sums *sums,
                           uint8_t *place);

/** Sum and sum of squares of x - y where both exist; `missing` counts the others. */
typedef void reduce_pair_fn(const double *x, const double *y, reduce_sums *sums);

/** Hash of a row that stands at `column`; rows' hashes are added up. */
typedef uint64_t reduce_hash_fn(const double *x, uint64_t column);

typedef struct reduce_fns {
    reduce_row_fn *row;
    reduce_pair_fn *pair;
    reduce_hash_fn *hash;
} reduce_fns;

/* The functions of an instruction set. */
reduce_fns reduce_of(ent_isa_id isa);

#endif
