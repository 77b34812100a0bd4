/*
 * Tasks 0 .. n-1 in threads, each once, in any order.
 *
 *     ENT_TRY(tasks_run(n_tables, threads, make_table, tables, err));
 */
#ifndef ENT_BASE_TASKS_H
#define ENT_BASE_TASKS_H

#include <stddef.h>

#include "entente/status.h"

/* One task; what it writes belongs to it alone. */
typedef ent_status tasks_task(void *with, size_t task, ent_error *err);

/*
 * The calling thread works too. After a failure no further task is begun.
 *
 * errors   that of the first task, by number, of those that failed
 */
ent_status tasks_run(size_t n, size_t threads, tasks_task *task, void *with, ent_error *err);

#endif
