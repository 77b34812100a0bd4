/*
 * Values of probes in every future, for exact quantiles of claims: in memory while they are few,
 * in a file without a name once they are many, so that a long run takes no more memory.
 */
#ifndef ENT_FUTURES_PROBE_ROWS_H
#define ENT_FUTURES_PROBE_ROWS_H

#include <stdatomic.h>

#include "entente/futures.h"

typedef struct probe_rows {
    size_t n_probes, n_blocks; /* 0 probes: nothing is kept */
    double *at;                /* [n_probes][n_blocks][ENT_BLOCK]; NULL: they lie in the file */
    int file;                  /* the same order; -1: none */
    atomic_int failed;         /* the file cannot be written */
} probe_rows;

/* In memory up to `memory` bytes, or where the folder (NULL: /tmp) takes no such file.
   errors ENT_E_NOMEM */
ent_status probe_rows_make(size_t n_probes, size_t n_blocks, size_t memory, const char *folder,
                           probe_rows *rows, ent_arena *arena);
void probe_rows_close(probe_rows *rows);

void probe_rows_put(probe_rows *rows, size_t probe, size_t block, const double row[ENT_BLOCK]);

/* The first blocks of a probe, values[blocks][ENT_BLOCK]; false when they were not kept or cannot
   be read. */
bool probe_rows_read(const probe_rows *rows, size_t probe, size_t blocks, double *values);

#endif
