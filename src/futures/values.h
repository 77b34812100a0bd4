/*
 * Values of the columns shown, in every future: what exact quantiles are read from. They lie in
 * a file without a name and are digested once, when the last future is there; what is left are
 * quantiles and paired changes.
 *
 * A long run keeps every value of its first blocks only. They say between which two values each
 * quantile must lie; of later blocks the values between those two are kept, the others counted
 * (Floyd & Rivest 1975, Comm. ACM 18:165, whose selection does the same in memory). The counts show
 * whether a quantile lies elsewhere after all: then the blocks are computed once more for it. So
 * quantiles are exact either way.
 */
#ifndef ENT_FUTURES_VALUES_H
#define ENT_FUTURES_VALUES_H

#include <pthread.h>
#include <stdatomic.h>

#include "entente/futures.h"
#include "futures/reduce.h"

/* What is read from a column: a list of values each. */
typedef enum values_kind {
    VALUES_BAND,        /* of the first world */
    VALUES_PAIRED_BAND, /* of the paired one */
    VALUES_CHANGE,      /* first less paired */
    VALUES_PERCENT,     /* in per cent of the paired one */
    VALUES_KINDS
} values_kind;

typedef struct values_digest {
    uint64_t n, lower, same, higher; /* values; of changes, how many are below, at, above 0 */
    double quantile[ENT_RUN_QUANTILES];
} values_digest;

enum { VALUES_EDGES = 4 * ENT_RUN_QUANTILES + 2, VALUES_CELLS = REDUCE_NO_CELL + 1 };
_Static_assert((int)VALUES_EDGES < (int)REDUCE_NO_CELL, "cells have numbers of their own");

/* Cells of the numbers: below the first edge, from each edge to below the next. */
typedef struct values_cut {
    double edge[VALUES_EDGES]; /* rising */
    uint32_t n;
    bool keep[VALUES_CELLS]; /* cells whose values are kept */
    bool over;               /* digested: nothing more is taken in */
    bool missed;             /* a quantile lies in a cell that was not kept: it is, from now on */
} values_cut;

enum { VALUES_CHUNK = 126, VALUES_STAGE = 64 };

/* Kept values of one list, as they lie in the file or come from another rank. */
typedef struct values_chunk {
    uint32_t list, n;
    uint64_t before; /* chunk of this list written before, from 1; 0: none */
    double x[VALUES_CHUNK];
} values_chunk;
_Static_assert(sizeof(values_chunk) == 1024, "chunks fill pages");

/* What a thread gathers. */
typedef struct values_lane {
    uint64_t (*count)[VALUES_CELLS]; /* [n_lists] */
    values_chunk *open;              /* [n_lists] */
    uint64_t *last;                  /* [n_lists] number of the last chunk put, from 1 */
    values_chunk *stage;             /* [VALUES_STAGE] full chunks, written in one piece */
    size_t n_staged;
    uint64_t first_staged; /* its place in the file */
    double *room;          /* working memory of the cuts; the columns of a block */
} values_lane;

/* In the file [n_whole][n_worlds][n_columns][ENT_BLOCK], then chunks. */
typedef struct run_values {
    size_t n_columns, n_worlds, n_kinds, n_lists;
    size_t n_blocks, n_whole; /* blocks; those of which every value is kept */
    bool cuts;                /* n_whole are not all */
    bool remote;              /* of a rank that sends what it keeps */
    int32_t *column;          /* [n_columns] in the layout */
    int32_t *place;           /* [layout.n_columns] place of a column, -1 when it is not here */
    bool *time;               /* [n_columns] times to an event */
    bool *percent;            /* [n_columns] changes in per cent are read too */
    int file;                 /* -1: none */
    double *at;               /* in memory, where the folder has no file without a name; or NULL */
    size_t bytes;             /* of the whole blocks */
    uint32_t *has;            /* [n_blocks] 1 + the turn of a block whose values are here; or 0 */
    uint16_t *futures;        /* [n_whole] that exist */
    reduce_cells_fn *cells;
    values_cut *cut; /* [n_lists] */
    size_t n_lanes;
    values_lane *lane;
    atomic_size_t turn, next_group;
    atomic_ullong n_chunks;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t changed;
    size_t n_written, n_cut;                             /* whole blocks; groups of columns */
    void (*send)(void *with, const values_chunk *chunk); /* of a rank that is remote */
    void *send_with;
    values_digest *digest; /* [n_lists], once `digested` */
    bool digested;
    atomic_int failed; /* the file cannot be written or read: no exact quantiles */
} run_values;

enum { VALUES_WHOLE = 64 }; /* blocks that cuts come from; a run of twice as many is not cut */

/* Make room for the columns shown of one world or two, filled by the threads of `plan` and by one
   that takes in what other ranks kept; *v is NULL where the disk has no room, and quantiles are
   then of bins. The threads' own part is of the arena `working`. errors ENT_E_NOMEM */
ent_status values_make(const ent_run_plan *plan, const ent_layout *layout, size_t n_blocks,
                       reduce_cells_fn *cells, run_values **v, ent_arena *arena,
                       ent_arena *working);
void values_free(run_values *v);

/* Which whole block is next; past n_whole once all are taken. */
size_t values_turn(run_values *v);

/* The outcomes of a block, x[worlds][layout.n_columns][ENT_BLOCK], of which `futures` exist.
   Each thread has its lane and its turn. */
void values_put(run_values *v, size_t lane, size_t turn, size_t futures, const double *const *x);

/* Once every whole block is put or taken by a thread: make the cuts with the others. Needed where
   no later block may come, as on rank 0 when other ranks compute all the rest. */
void values_make_cuts(run_values *v, size_t lane);

/* Quantiles and changes of every column, in threads. Missing values come last, as not reached, of
   a time to an event. False: some lie outside what was kept, and every block must be put again. */
bool values_digest_all(run_values *v, size_t threads);

/* One column of a block that was kept whole, after the digest too: to[ENT_BLOCK]. False where it is
   not shown, or the block was cut. */
bool values_read_column(const run_values *v, size_t world, size_t column, size_t block, double *to);

/* Take in a chunk of another rank, or its counts [n_lists][VALUES_CELLS]; by the last lane. False
   for what is none. */
bool values_take_chunk(run_values *v, const values_chunk *chunk);
void values_take_counts(run_values *v, const uint64_t *counts);

/* Send the chunks that are not full; then counts of all lanes are added to counts. */
void values_send_rest(run_values *v, uint64_t *counts);

/* Exact quantiles of a column. */
void values_band(const run_values *v, size_t world, size_t column, ent_statistics *s);

/* The first world less the paired one, future by future. */
void values_change(const run_values *v, size_t column, ent_change *c);

/* The same in per cent of the paired one. */
void values_percent(const run_values *v, size_t column, ent_percent *p);

#endif
