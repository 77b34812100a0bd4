/* Lists of values and their quantiles: what values.c and values_cut.c share. */
#ifndef ENT_FUTURES_VALUES_LISTS_H
#define ENT_FUTURES_VALUES_LISTS_H

#include "futures/values.h"

extern const double values_shares[ENT_RUN_QUANTILES];

/* The values of a list in ENT_BLOCK futures, missing where there is none: x of the first world, y
   of the paired one. Returns x, y or row, which it fills. */
const double *values_row(values_kind kind, bool time, const double *x, const double *y,
                         double *row);

/* Whether a column has a list of this kind. */
static inline bool values_has_list(const run_values *v, size_t column, size_t kind)
{
    return kind != VALUES_PERCENT || v->percent[column];
}

/* Put the values of some ranks (rising) where sorting would put them; few[n] is working memory. */
void values_place(double *x, size_t n, const size_t *ranks, size_t n_ranks, double *few);

/* How many columns are read at once, and one after another. */
size_t values_group(const run_values *v);

/* Whole blocks of some columns: to[n_whole][n_worlds][n][ENT_BLOCK]; false when they cannot be
   read. */
bool values_read_whole(const run_values *v, size_t first, size_t n, double *to);

/* A file without a name in a folder (NULL, or one that is not there: /tmp) with room for `bytes`,
   and for `later` more when it is written; -1 where there is none. */
int values_nameless_file(const char *folder, size_t bytes, size_t later);
bool values_write_at(int file, size_t offset, const void *from, size_t bytes);
bool values_read_at(int file, size_t offset, void *to, size_t bytes);

/* Pieces of the file of a run, or of the memory that stands for it. */
bool values_write(run_values *v, size_t offset, const void *from, size_t bytes);
bool values_read(const run_values *v, size_t offset, void *to, size_t bytes);

/* values_cut.c: the thread's part, once the whole blocks are there; the digest of one list, false
   when a quantile lies outside what was kept. few[2 values_kept_most] is working memory. */
ent_status values_make_lane(const run_values *v, values_lane *lane, ent_arena *arena);
/* Chunks that no file has yet; before anything is digested. */
void values_write_rest(run_values *v);
void values_cut_block(run_values *v, size_t lane, size_t futures, const double *const *x);
size_t values_kept_most(const run_values *v);
bool values_digest_cut(run_values *v, size_t list, double *few);
void values_begin_again(run_values *v);

#endif
