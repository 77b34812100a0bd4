/*
 * Summary of many futures, column by column: exact moments, extremes, histogram. Mergeable in
 * any order with the same result.
 */
#ifndef ENT_FUTURES_SUMMARY_H
#define ENT_FUTURES_SUMMARY_H

#include "entente/futures.h"
#include "futures/exact.h"
#include "futures/reduce.h"

typedef struct summary_column {
    exact sum, squares; /* about the centre of the bins */
    double low, high;   /* infinite when empty */
    uint64_t n, missing;
} summary_column;

typedef struct summary {
    size_t n_columns;
    reduce_bins *bins; /* [n_columns]; shared by the partial summaries of threads */
    summary_column *columns;
    uint64_t *counts; /* [n_columns][REDUCE_BINS + 1]; NULL: no histograms */
} summary;

/* The same while a thread gathers it: counts of 16 bits stay in the cache, and a batch holds
   fewer futures than they count. Exact sums are wide, so the sums of some blocks wait and are
   added column by column. */
enum { PARTIAL_WAITING = 8 };
typedef struct partial {
    summary_column *columns; /* NULL: all sums wait */
    uint16_t *counts;        /* [n_columns][REDUCE_CELLS], filled by the kernel */
    reduce_sums *waiting;    /* [PARTIAL_WAITING][n_columns] */
    size_t n_waiting;
    uint64_t padding[PARTIAL_WAITING]; /* missing values of the block that stand for no future */
} partial;

/* Bins for a column from its first block: whole numbers get a bin each, logarithms when the
   hint says so, else a range wider than that of the values. */
reduce_bins summary_bins(const double *x, const ent_bin_hint *hint);

ent_status summary_make(size_t n_columns, bool histograms, summary *s, ent_arena *arena);
/* For at most `blocks` blocks between two calls of summary_take. */
ent_status partial_make(size_t n_columns, bool histograms, size_t blocks, partial *p,
                        ent_arena *arena);
void summary_clear(summary *s);

/* Where the sums of the next block go, one a column, all to be filled before the next call;
   `padding` of each column's missing values stand for no future. */
reduce_sums *partial_next(size_t n_columns, partial *p, size_t padding);

/* Add what a thread gathered, and empty it. */
void summary_take(summary *s, partial *p);

/* s += other, of the same bins. */
void summary_merge(summary *s, summary *other);

ent_statistics summary_statistics(const summary *s, size_t column);
ent_difference summary_difference(const summary *s, size_t column);

/* Most bytes a summary ever takes in the store, and with the counts it has now; writing returns how
   many it took; reading is false when they do not fit, and then `s` is not to be used. */
size_t summary_bytes(const summary *s);
size_t summary_bytes_now(const summary *s);
size_t summary_write(summary *s, unsigned char *to);
bool summary_read(summary *s, const unsigned char *bytes, size_t size);

#endif
