#include "session/ranks.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More threads than this wait for each other; a thread of a paired run was measured at 35 MB. */
enum { THREADS_PER_PROCESSOR = 8, MEGABYTES_PER_THREAD = 35 };

/* How many of us were started: launchers of the common MPIs say it in the environment. */
static long started(void)
{
    static const char *const names[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "MV2_COMM_WORLD_SIZE"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *text = getenv(names[i]);
        if (text)
            return strtol(text, NULL, 10);
    }
    const char *tasks = getenv("SLURM_NTASKS");
    return getenv("PMIX_RANK") && tasks ? strtol(tasks, NULL, 10) : 1;
}

size_t ranks_started(void)
{
    const long n = started();
    return n > 1 ? (size_t)n : 1;
}

int ranks_expected(void)
{
    static const char *const names[] = {"OMPI_COMM_WORLD_RANK", "PMI_RANK", "MV2_COMM_WORLD_RANK",
                                        "PMIX_RANK"};
    for (size_t i = 0; i < sizeof names / sizeof names[0] && started() > 1; i++) {
        const char *text = getenv(names[i]);
        if (text)
            return (int)strtol(text, NULL, 10);
    }
    return 0;
}

#ifdef ENT_MPI_DIR
const char *ranks_about(void)
{
    return "several machines: mpirun -n RANKS entente run|explore|compare";
}

/* Beside the program or the library, as built; else where an installation has it. */
static void *load_beside(char *path, size_t size, size_t length)
{
    static const char *const places[] = {"entente-mpi.so", ENT_MPI_DIR "/entente-mpi.so"};
    void *plugin = NULL;
    char *slash = length > 0 && length < size ? memrchr(path, '/', length) : NULL;
    for (size_t i = 0; slash && !plugin && i < 2; i++) {
        snprintf(slash + 1, size - (size_t)(slash + 1 - path), "%s", places[i]);
        plugin = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    }
    return plugin;
}

static void *load_plugin(void)
{
    static const char here;
    char path[4096];
    Dl_info library;
    const ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    void *plugin = n > 0 ? load_beside(path, sizeof path, (size_t)n) : NULL;
    if (!plugin && dladdr(&here, &library) && library.dli_fname)
        plugin = load_beside(path, sizeof path,
                             (size_t)snprintf(path, sizeof path, "%s", library.dli_fname));
    return plugin;
}

static ent_status open_plugin(ent_ranks *ranks, long n, ent_error *err)
{
    bool (*open)(ent_ranks *);
    void *plugin = load_plugin();
    void *found = plugin ? dlsym(plugin, "ent_ranks_open") : NULL;
    const char *why = found ? NULL : dlerror();
    if (!found)
        return ent_fail(err, ENT_E_IO, "started on %ld ranks, but MPI cannot be loaded: %s", n,
                        why ? why : "entente-mpi.so is not there");
    memcpy(&open, &found, sizeof open); /* ISO C has no cast from object to function */
    return open(ranks) ? ENT_OK
                       : ent_fail(err, ENT_E_IO, "started on %ld ranks, but MPI did not start", n);
}
#else
const char *ranks_about(void)
{
    return "several machines: --blocks and merge; mpirun only where it was built with MPI "
           "(libopenmpi-dev)";
}

static ent_status open_plugin(ent_ranks *ranks, long n, ent_error *err)
{
    (void)ranks;
    return ent_fail(err, ENT_E_IO,
                    "started on %ld ranks, but this program was built without MPI. Install "
                    "libopenmpi-dev and build again, or use --blocks and entente merge",
                    n);
}
#endif

ent_status ranks_open(ent_ranks *ranks, ent_error *err)
{
    const long n = started();
    *ranks = (ent_ranks){.rank = 0, .size = 1};
    return n > 1 ? open_plugin(ranks, n, err) : ENT_OK;
}

ent_status ranks_agree(const ent_ranks *ranks, ent_status status, void (*warn)(const char *line),
                       ent_error *err)
{
    if (ranks->size == 1)
        return status;
    uint64_t failed[2] = {ranks->rank == 0 && status != ENT_OK, status != ENT_OK};
    ranks->merge(failed, 2);
    if (!failed[1])
        return ENT_OK;
    if (ranks->rank > 0 && status != ENT_OK && !failed[0] && warn) {
        char line[sizeof err->message + 32];
        snprintf(line, sizeof line, "rank %d: %s", ranks->rank, err->message);
        warn(line);
    }
    if (ranks->rank == 0 && status == ENT_OK)
        return ent_fail(err, ENT_E_STOPPED, "another rank failed, so nothing was run");
    return status == ENT_OK ? ENT_E_STOPPED : status;
}

static size_t processors(void)
{
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : (size_t)online;
}

ent_status threads_allowed(size_t asked, ent_error *err)
{
    const size_t n = processors(), most = n * THREADS_PER_PROCESSOR;
    if (asked <= most)
        return ENT_OK;
    return ent_fail(err, ENT_E_ARG,
                    "--threads: %zu are more than help: this machine has %zu processors and takes "
                    "up to %zu threads, each of which needs up to %d MB",
                    asked, n, most, (int)MEGABYTES_PER_THREAD);
}

ent_status ranks_threads(const ent_ranks *ranks, size_t asked, size_t *threads, ent_error *err)
{
    ENT_TRY(threads_allowed(asked, err));
    *threads = asked ? asked : ranks->size > 1 ? 1 : processors();
    return ENT_OK;
}

void ranks_close(const ent_ranks *ranks)
{
    if (ranks->size > 1)
        ranks->leave(false);
}
