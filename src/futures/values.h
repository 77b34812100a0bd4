/*
 * Values of the columns shown, in every future: what exact quantiles are read from. They lie in
 * a file without a name, mapped, so that they need no more memory than there is.
 */
#ifndef ENT_FUTURES_VALUES_H
#define ENT_FUTURES_VALUES_H

#include "entente/futures.h"

typedef struct run_values {
    size_t n_columns; /* of each world */
    size_t n_futures; /* of the blocks of the plan; the last block padded with missing run_values */
    size_t bytes;
    int32_t *place;     /* [layout.n_columns] place of a column, -1 when its values are not here */
    double *at;         /* [2][n_columns][n_futures]: the first world, the paired one */
    double *spare;      /* [2][n_futures], to select in */
    unsigned char *has; /* [blocks] whether the values of a block are here */
} run_values;

/* Make room for the columns shown of one world or two; *v stays NULL when the disk has none. */
ent_status values_make(const ent_run_plan *plan, const ent_layout *layout, size_t worlds,
                       size_t n_blocks, run_values **v, ent_arena *arena);
void values_free(run_values *v);

/* The outcomes of a block of one world: x[layout.n_columns][ENT_BLOCK]. */
void values_put(run_values *v, size_t world, size_t block, size_t n_layout, const double *x);

/* Exact quantiles of a column; missing values come last, as not reached, when `time`. */
void values_band(run_values *v, size_t world, size_t column, bool time, size_t n_exist,
                 ent_statistics *s);

/* The first world less the paired one, future by future. */
void values_change(run_values *v, size_t column, bool time, size_t n_exist, ent_change *c);

/* The same in per cent of the paired one. */
void values_percent(run_values *v, size_t column, size_t n_exist, ent_percent *p);

#endif
