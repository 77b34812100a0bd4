/* Whether the program was started by mpirun, and the ranks it then has. */
#ifndef ENT_SESSION_RANKS_H
#define ENT_SESSION_RANKS_H

#include "entente/ranks.h"
#include "entente/status.h"

/*
 * Alone (rank 0 of 1) unless mpirun or its like started several of us; the plug-in with MPI is
 * loaded only then.
 *
 * errors   ENT_E_IO when there are several and this build has no MPI, or it does not start
 */
ent_status ranks_open(ent_ranks *ranks, ent_error *err);

/* How many of us the launcher started; 1 alone. Known before MPI is started. */
size_t ranks_started(void);

/* The rank that the launcher gave this process; 0 alone. Known before MPI is started. */
int ranks_expected(void);

/* "" or how this program was built, for --version. */
const char *ranks_about(void);

/*
 * Whether every rank got so far. A rank that did not says why on stderr, rank 0 before others;
 * then all fail.
 */
ent_status ranks_agree(const ent_ranks *ranks, ent_status status, void (*warn)(const char *line),
                       ent_error *err);

/*
 * Threads to start; when none were asked for, every processor, or one for each rank.
 *
 * errors   ENT_E_ARG for more threads than this machine can make use of
 */
ent_status ranks_threads(const ent_ranks *ranks, size_t asked, size_t *threads, ent_error *err);

/* ENT_E_ARG for more threads than this machine can make use of. */
ent_status threads_allowed(size_t asked, ent_error *err);

/* Leave in peace; with one rank, nothing. */
void ranks_close(const ent_ranks *ranks);

#endif
