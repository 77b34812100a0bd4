#include "session/estimate.h"

#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>

#include "base/clock.h"
#include "entente/block.h"
#include "entente/heap.h"

enum { SMALL_RUN = 1 << 20, MEASURED_BLOCKS = 8 };

static const double ANNOUNCED_SECONDS = 600.0;
static const double LONGEST_SECONDS = 30.0 * 86400.0;
static const double STORE_OVERHEAD = 1.25; /* rows and pages around the values */

static uint64_t blocks_of(const ent_run_plan *p)
{
    const uint64_t all = (p->n_futures + ENT_BLOCK - 1) / ENT_BLOCK;
    const uint64_t end = p->end_block && p->end_block < all ? p->end_block : all;
    return end > p->first_block ? end - p->first_block : 0;
}

static double bytes_of(const ent_run_plan *p, double futures)
{
    size_t columns = 0;
    for (size_t w = 0; w < p->n_worlds; w++) {
        ent_layout layout;
        ent_layout_make(p->worlds[w], NULL, &layout);
        for (size_t o = 0; !p->narrow[w] && o < ENT_N_OUTCOMES; o++)
            columns += p->keep[o] ? (size_t)layout.count[o] : 0;
    }
    return STORE_OVERHEAD * sizeof(double) * (double)columns * futures;
}

/* Seconds of one block on one thread. */
static ent_status measure(const ent_run_plan *plan, double *seconds, ent_error *err)
{
    ent_arena arena;
    ent_run *run = NULL;
    ent_run_plan p = *plan;
    p.n_futures = (uint64_t)MEASURED_BLOCKS * ENT_BLOCK;
    p.first_block = p.end_block = 0;
    p.threads = 1;
    p.exact = ENT_EXACT_NONE;
    p.keep_probes = p.in_memory = false;
    p.ranks = NULL;
    p.working = NULL;
    p.progress = NULL;
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    ent_status status = ent_run_create(&p, &run, &arena, err);
    const double start = clock_now();
    if (status == ENT_OK)
        status = ent_run_go(run, err);
    *seconds = (clock_now() - start) / MEASURED_BLOCKS;
    ent_heap_arena_destroy(&arena);
    return status;
}

static const char *time_text(double seconds, char *text, size_t size)
{
    const double days = seconds / 86400.0;
    if (days > 730.0)
        snprintf(text, size, "%.3g years", days / 365.25);
    else if (days > 2.0)
        snprintf(text, size, "%.0f days", days);
    else if (seconds > 7200.0)
        snprintf(text, size, "%.0f hours", seconds / 3600.0);
    else
        snprintf(text, size, "%.0f minutes", seconds / 60.0);
    return text;
}

static const char *size_text(double bytes, char *text, size_t size)
{
    static const char *const units[] = {"MB", "GB", "TB", "PB"};
    size_t k = 0;
    for (bytes /= 1e6; bytes >= 1000.0 && k < 3; bytes /= 1000.0)
        k++;
    snprintf(text, size, "%.3g %s", bytes, units[k]);
    return text;
}

/* Free bytes where a folder is or will be made; below 0 where nobody knows. */
static double room_of(const char *folder)
{
    char path[4096];
    struct statvfs about;
    snprintf(path, sizeof path, "%s", folder);
    while (statvfs(path, &about) != 0) {
        char *slash = strrchr(path, '/');
        if (slash == path || !slash) {
            if (statvfs(slash ? "/" : ".", &about) != 0)
                return -1.0;
            break;
        }
        *slash = '\0';
    }
    return (double)about.f_bavail * (double)about.f_frsize;
}

ent_status estimate_run(ent_result *r, const char *folder, ent_error *err)
{
    const ent_run_plan *p = &r->plan;
    const double blocks = (double)blocks_of(p), futures = blocks * ENT_BLOCK;
    char took[32], takes[32], has[32], line[512];
    double seconds = 0.0;
    if (futures <= SMALL_RUN || futures > 0x1p52)
        return ENT_OK;
    const double bytes = folder ? bytes_of(p, futures) : 0.0;
    const double room = folder ? room_of(folder) : -1.0;
    if (room >= 0.0 && bytes > room)
        return ent_fail(
            err, ENT_E_ARG,
            "%.0f futures need about %s in %.200s, where %s are free. Take fewer, or keep no "
            "future with --store summary",
            futures, size_text(bytes, takes, sizeof takes), folder,
            size_text(room, has, sizeof has));
    ENT_TRY(measure(p, &seconds, err));
    const double workers = (double)(p->threads ? p->threads : 1) * (double)r->session->ranks.size;
    seconds *= blocks / workers;
    time_text(seconds, took, sizeof took);
    if (seconds > LONGEST_SECONDS)
        return ent_fail(
            err, ENT_E_ARG,
            "%.0f futures would take about %s on %.0f threads. Take fewer, or compute "
            "parts on several machines with --blocks A:B and join them with 'entente merge'",
            futures, took, workers);
    if (seconds > ANNOUNCED_SECONDS && r->session->folders.warn && r->session->ranks.rank == 0) {
        snprintf(line, sizeof line,
                 "%.0f futures take about %s on %.0f threads and %s of disk; Ctrl-C keeps what is "
                 "done, --resume goes on",
                 futures, took, workers, size_text(bytes, takes, sizeof takes));
        r->session->folders.warn(line);
    }
    return ENT_OK;
}
