/* Which outcomes changed between two runs of one scenario. */
#ifndef ENT_RESULT_DIFF_TABLE_H
#define ENT_RESULT_DIFF_TABLE_H

#include <stdbool.h>

#include "entente/arena.h"
#include "entente/table.h"

typedef struct diff_ask {
    const char *store[2]; /* results.sqlite: the old, the new */
    bool all;             /* also what did not change */
    double least;         /* leave out changes of a mean smaller than this, in per cent */
} diff_ask;

/* The store in the folder of a result; a file is taken as it is. errors ENT_E_NOMEM */
ent_status diff_store_of(const char *path, const char **store, ent_arena *arena, ent_error *err);

/*
 * Means of every outcome, old and new; where both kept the same futures the interval is that of the
 * paired differences.
 *
 * memory   the table lies in the arena
 * errors   ENT_E_IO, ENT_E_VERSION; ENT_E_DATA for a file that is damaged, for stores of other
 *          scenarios, for a run that was stopped
 */
ent_status diff_table(const diff_ask *ask, ent_table *t, ent_arena *arena, ent_error *err);

#endif
