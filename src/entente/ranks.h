/*
 * Several processes that work on one job: what a run needs of MPI, and no more.
 *
 *     ent_ranks ranks;                       // filled by src/cli/mpirun.c; size 1 without MPI
 *     if (ranks.size > 1 && ranks.rank == 0)
 *         while (ranks.look(&from, &kind, &bytes))
 *             ranks.receive(from, kind, buffer, bytes);
 *
 * Only the thread that opened the ranks may call. Messages of one sender arrive in order. The one
 * implementation, src/futures/ranks.c, is a plug-in, so that the program itself needs no MPI.
 */
#ifndef ENTENTE_RANKS_H
#define ENTENTE_RANKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ent_ranks {
    int rank, size; /* 0 and 1 when alone; the rest is NULL or 0 then */
    int here;       /* ranks on this machine, this one included */
    int processors; /* that they may use together */
    /** Hand `bytes` to a rank; `kind` is of the caller's choosing, 1 to 32767. */
    void (*send)(int to, int kind, const void *data, size_t bytes);
    /** Whether a message waits, and which. */
    bool (*look)(int *from, int *kind, size_t *bytes);
    /** Take a message that look has found. */
    void (*receive)(int from, int kind, void *data, size_t bytes);
    /** Bitwise or of the words of all ranks, on all ranks. */
    void (*merge)(uint64_t *words, size_t n);
    /** The other ranks of this machine have nothing left to do: this thread, and those that it
        starts, may use their processors. */
    void (*spread)(void);
    /** The last call: `failed` ends every rank at once. */
    void (*leave)(bool failed);
} ent_ranks;

/** Threads of a rank once the others of its machine have nothing left to do: as many as they all
    had, where there are processors for them; as many as before when it is alone. */
size_t ent_ranks_together(const ent_ranks *ranks, size_t threads);

#endif
