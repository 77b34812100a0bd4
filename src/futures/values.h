/*
 * Values of the columns shown, in every future: what exact quantiles are read from. They lie in
 * a file without a name and are digested once, when the last future is there; what is left are
 * quantiles and paired changes.
 */
#ifndef ENT_FUTURES_VALUES_H
#define ENT_FUTURES_VALUES_H

#include <stdatomic.h>

#include "entente/futures.h"

typedef struct values_digest {
    double quantile[2][ENT_RUN_QUANTILES]; /* of the first world and the paired one */
    ent_change change;                     /* without mean and error */
    ent_percent percent;
} values_digest;

/* In the file [n_groups][n_blocks][n_worlds][group][ENT_BLOCK]: a group is read in one piece. */
typedef struct run_values {
    size_t n_columns, n_worlds, n_blocks;
    size_t group, n_groups; /* columns of a group; groups */
    size_t chunk, bytes;    /* doubles of a block in a group; bytes of all */
    int32_t *place;         /* [layout.n_columns] place of a column, -1 when it is not here */
    bool *time;             /* [n_columns] times to an event */
    int file;               /* -1: none */
    double *at;             /* in memory, where the folder has no file without a name; or NULL */
    unsigned char *has;     /* [blocks] whether the values of a block are here */
    values_digest *digest;  /* [n_columns], once `digested` */
    bool digested;
    atomic_int failed; /* the file cannot be written or read: no exact quantiles */
} run_values;

/* Make room for the columns shown of one world or two; *out is NULL where the disk has none, and
   quantiles are then of bins. errors ENT_E_NOMEM */
ent_status values_make(const ent_run_plan *plan, const ent_layout *layout, size_t worlds,
                       size_t n_blocks, run_values **v, ent_arena *arena);
void values_free(run_values *v);

/* The outcomes of a block of one world: x[layout.n_columns][ENT_BLOCK]. Any thread. */
void values_put(run_values *v, size_t world, size_t block, size_t n_layout, const double *x);

/* Quantiles and changes of every column over the first n_exist futures, in threads; the values are
   given back. Missing values come last, as not reached, of a time to an event. */
void values_digest_all(run_values *v, size_t n_exist, size_t threads);

/* Exact quantiles of a column. */
void values_band(const run_values *v, size_t world, size_t column, ent_statistics *s);

/* The first world less the paired one, future by future. */
void values_change(const run_values *v, size_t column, ent_change *c);

/* The same in per cent of the paired one. */
void values_percent(const run_values *v, size_t column, ent_percent *p);

#endif
