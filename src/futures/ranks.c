/* Ranks over MPI: the one file that knows it, built as a plug-in (entente-mpi.so). */
#include <mpi.h>
#include <sched.h>
#include <string.h>
#include <time.h>

#include "entente/ranks.h"
#include "entente/status.h"

enum { CHUNK = 1 << 28 }; /* words of one reduction: counts of MPI are ints */

static bool look(int *from, int *kind, size_t *bytes)
{
    MPI_Status status;
    int there = 0, count = 0;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
    if (!there)
        return false;
    MPI_Get_count(&status, MPI_BYTE, &count);
    *from = status.MPI_SOURCE;
    *kind = status.MPI_TAG;
    *bytes = (size_t)count;
    return true;
}

static void receive(int from, int kind, void *data, size_t bytes)
{
    MPI_Recv(data, (int)bytes, MPI_BYTE, from, kind, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/* MPI waits by asking without end: a rank with nothing to do would take a processor from one that
   computes. A millisecond of sleep between two questions costs nothing that can be measured. */
static void wait_asleep(MPI_Request *request)
{
    int over = 0;
    for (MPI_Test(request, &over, MPI_STATUS_IGNORE); !over;
         MPI_Test(request, &over, MPI_STATUS_IGNORE))
        nanosleep(&(struct timespec){0, 1000000}, NULL);
}

/* wait_asleep waits by MPI_Test, which the analyser does not take for a wait. */
/* NOLINTBEGIN(clang-analyzer-optin.mpi.MPI-Checker) */
static void send_bytes(int to, int kind, const void *data, size_t bytes)
{
    MPI_Request request;
    MPI_Isend(data, (int)bytes, MPI_BYTE, to, kind, MPI_COMM_WORLD, &request);
    wait_asleep(&request);
}

static void merge(uint64_t *words, size_t n)
{
    for (size_t at = 0; at < n; at += CHUNK) {
        const size_t some = n - at < CHUNK ? n - at : CHUNK;
        MPI_Request request;
        MPI_Iallreduce(MPI_IN_PLACE, words + at, (int)some, MPI_UINT64_T, MPI_BOR, MPI_COMM_WORLD,
                       &request);
        wait_asleep(&request);
    }
}
/* NOLINTEND(clang-analyzer-optin.mpi.MPI-Checker) */

/* A launcher binds each rank to processors of its own. */
static cpu_set_t processors;

static void spread(void)
{
    sched_setaffinity(0, sizeof processors, &processors);
}

/* Which ranks share this machine, and on which processors. */
static bool find_neighbours(ent_ranks *ranks)
{
    MPI_Comm here;
    uint64_t words[sizeof processors / sizeof(uint64_t)];
    if (sched_getaffinity(0, sizeof processors, &processors) != 0)
        CPU_ZERO(&processors);
    memcpy(words, &processors, sizeof words);
    const bool found = MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL,
                                           &here) == MPI_SUCCESS &&
                       MPI_Comm_size(here, &ranks->here) == MPI_SUCCESS &&
                       MPI_Allreduce(MPI_IN_PLACE, words, (int)(sizeof words / sizeof words[0]),
                                     MPI_UINT64_T, MPI_BOR, here) == MPI_SUCCESS &&
                       MPI_Comm_free(&here) == MPI_SUCCESS;
    memcpy(&processors, words, sizeof words);
    ranks->processors = CPU_COUNT(&processors);
    return found;
}

static void leave(bool failed)
{
    MPI_Request request;
    if (failed)
        MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Ibarrier(MPI_COMM_WORLD, &request); /* rank 0 still writes its report */
    wait_asleep(&request);
    MPI_Finalize();
}

/* Found by its name in the plug-in; false when MPI does not start. */
ENT_API bool ent_ranks_open(ent_ranks *ranks);

bool ent_ranks_open(ent_ranks *ranks)
{
    int level;
    *ranks = (ent_ranks){.send = send_bytes,
                         .look = look,
                         .receive = receive,
                         .merge = merge,
                         .spread = spread,
                         .leave = leave};
    return MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &level) == MPI_SUCCESS &&
           MPI_Comm_rank(MPI_COMM_WORLD, &ranks->rank) == MPI_SUCCESS &&
           MPI_Comm_size(MPI_COMM_WORLD, &ranks->size) == MPI_SUCCESS && find_neighbours(ranks);
}
