/* Tasks of an exploration in threads and over ranks, with what is done kept in files. */
#include "study/explore_run.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/tasks.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "entente/world_build.h"

typedef struct pool {
    const explore_problem *p;
    size_t tasks;
    explore_task run;
    atomic_size_t next, done;
    atomic_int status;
    atomic_ullong *finished; /* [words]: bits of tasks whose rows are written */
    size_t words;
    explore_output output;
    const char *path; /* of the kept rows; NULL: nothing is kept */
    pthread_mutex_t saving;
    double started, saved;
    ent_error error;
} pool;

typedef struct thread {
    explore_worker worker;
    pool *pool;
    pthread_t id;
} thread;

static bool is_finished(const pool *p, size_t task)
{
    return atomic_load(&p->finished[task / 64]) >> (task % 64) & 1u;
}

/* --- what is kept --------------------------------------------------------------------------- */

typedef struct kept_head {
    char magic[8];
    uint64_t version, identity, tasks, doubles;
} kept_head;

static const char kept_magic[8] = {'E', 'N', 'T', 'K', 'E', 'P', 'T', '1'};

/* Worlds, targets, job and sizes: anything else is another pool. */
static kept_head head_of(const pool *p)
{
    const explore_problem *e = p->p;
    kept_head h = {.version = 1, .tasks = p->tasks, .identity = p->output.identity};
    memcpy(h.magic, kept_magic, sizeof h.magic);
    for (size_t w = 0; w < e->n_worlds; w++)
        h.identity = h.identity * UINT64_C(1099511628211) + ent_world_checksum(e->worlds[w]);
    for (size_t t = 0; t < e->n_targets; t++) {
        const ent_probe *q = &e->target[t].probe;
        const int32_t parts[] = {q->world, q->against, (int32_t)q->combine, q->outcome, q->first,
                                 q->count, q->stride};
        for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
            h.identity = h.identity * UINT64_C(1099511628211) + (uint32_t)parts[i];
    }
    h.identity = h.identity * UINT64_C(1099511628211) + e->independent;
    for (size_t r = 0; r < p->output.n; r++)
        h.doubles += p->output.rows[r].n;
    return h;
}

static bool write_all(FILE *file, const pool *p, const uint64_t *finished)
{
    const kept_head h = head_of(p);
    bool good = fwrite(&h, sizeof h, 1, file) == 1 &&
                fwrite(finished, sizeof *finished, p->words, file) == p->words;
    for (size_t r = 0; good && r < p->output.n; r++) {
        const explore_rows *row = &p->output.rows[r];
        good = !row->n || fwrite(row->at, sizeof(double), row->n, file) == row->n;
    }
    return fflush(file) == 0 && good;
}

/* Whole or not at all: written beside and renamed. Bits first: what they name is written. */
static ent_status save(pool *p, ent_arena *arena)
{
    const size_t mark = ent_arena_mark(arena);
    uint64_t *finished = ent_arena_array(arena, uint64_t, p->words);
    ent_file kept;
    ENT_NEED(finished, &p->error);
    for (size_t i = 0; i < p->words; i++)
        finished[i] = atomic_load(&p->finished[i]);
    ENT_TRY(ent_file_begin(p->path, &kept, &p->error));
    const int fd = dup(kept.fd);
    FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
    bool good = file && write_all(file, p, finished);
    const int why = errno;
    good = (!file || fclose(file) == 0) && good;
    p->saved = clock_now();
    if (!good) {
        ent_file_abandon(&kept);
        return ent_fail(&p->error, ENT_E_IO, "%s: cannot be written: %s", p->path, strerror(why));
    }
    ENT_TRY(ent_file_commit(&kept, &p->error));
    ent_arena_rewind(arena, mark);
    return ENT_OK;
}

/* Add what a file keeps; rows of several ranks complete each other. */
static ent_status read_kept(pool *p, const char *path, ent_arena *arena, ent_error *err)
{
    kept_head h;
    const kept_head want = head_of(p);
    FILE *file = fopen(path, "rb");
    size_t most = p->words;
    for (size_t r = 0; r < p->output.n; r++)
        most = p->output.rows[r].n > most ? p->output.rows[r].n : most;
    uint64_t *words = ent_arena_array(arena, uint64_t, most);
    if (!file || !words) {
        if (file)
            fclose(file);
        return ent_fail(err, file ? ENT_E_NOMEM : ENT_E_IO, "%s: cannot be read", path);
    }
    bool good = fread(&h, sizeof h, 1, file) == 1 && memcmp(h.magic, kept_magic, 8) == 0;
    const bool same = good && memcmp(&h, &want, sizeof h) == 0;
    good = same && fread(words, sizeof *words, p->words, file) == p->words;
    for (size_t i = 0; good && i < p->words; i++)
        atomic_fetch_or(&p->finished[i], words[i]);
    for (size_t r = 0; good && r < p->output.n; r++) {
        const explore_rows *row = &p->output.rows[r];
        good = fread(words, sizeof *words, row->n, file) == row->n;
        uint64_t *into = (uint64_t *)(void *)row->at;
        for (size_t i = 0; good && i < row->n; i++)
            into[i] |= words[i];
    }
    good = good && fgetc(file) == EOF;
    fclose(file);
    if (good)
        return ENT_OK;
    return ent_fail(err, ENT_E_DATA, "%s: %s; remove it or give another --checkpoint", path,
                    same ? "damaged" : "keeps another exploration, or none");
}

static const char *kept_path(const explore_keep *k, size_t pool_number, int rank, ent_arena *arena)
{
    return rank == 0 ? ent_text_format(arena, "%s.%zu", k->path, pool_number)
                     : ent_text_format(arena, "%s.%zu-%d", k->path, pool_number, rank);
}

enum { MOST_RANKS = 1024 };

/* Rows kept by any number of ranks before. */
static ent_status resume(pool *p, const explore_keep *k, ent_arena *arena, ent_error *err)
{
    for (int rank = 0; rank < MOST_RANKS; rank++) {
        const char *path = kept_path(k, k->pools, rank, arena);
        ENT_NEED(path, err);
        if (access(path, F_OK) == 0)
            ENT_TRY(read_kept(p, path, arena, err));
        else if (rank > 0)
            break;
    }
    return ENT_OK;
}

void explore_keep_clear(explore_keep *k)
{
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 12);
    for (size_t n = 1; k->path && n <= k->pools; n++)
        for (int rank = 0; rank < MOST_RANKS; rank++) {
            const char *path = kept_path(k, n, rank, &arena);
            if (!path || (remove(path) != 0 && rank > 0))
                break;
        }
    ent_heap_arena_destroy(&arena);
}

/* --- threads -------------------------------------------------------------------------------- */

static bool asked_to_stop(const pool *p)
{
    const explore_keep *k = p->p->keep;
    return k && k->stop && __atomic_load_n(k->stop, __ATOMIC_RELAXED);
}

/* Now and then, by whichever thread comes first. */
static void keep(pool *p, explore_worker *w)
{
    if (!p->path || clock_now() - p->saved < 2.0 || pthread_mutex_trylock(&p->saving) != 0)
        return;
    const ent_status status = save(p, &w->arena);
    if (status != ENT_OK)
        atomic_store(&p->status, (int)status);
    pthread_mutex_unlock(&p->saving);
}

static void *work(void *with)
{
    thread *t = with;
    pool *p = t->pool;
    const ent_ranks *ranks = p->p->ranks;
    const size_t size = ranks ? (size_t)ranks->size : 1, rank = ranks ? (size_t)ranks->rank : 0;
    const size_t all = (p->tasks + size - 1 - rank) / size;
    const bool talks = p->p->progress && rank == 0;
    while (!asked_to_stop(p) && atomic_load(&p->status) == ENT_OK) {
        const size_t task = atomic_fetch_add(&p->next, 1) * size + rank;
        if (task >= p->tasks)
            return NULL;
        const ent_status status = is_finished(p, task) ? ENT_OK : p->run(&t->worker, task);
        if (status != ENT_OK)
            atomic_store(&p->status, (int)status);
        else
            atomic_fetch_or(&p->finished[task / 64], UINT64_C(1) << (task % 64));
        const size_t done = atomic_fetch_add(&p->done, 1) + 1;
        if (talks)
            p->p->progress(p->p->progress_with, done, all, clock_now() - p->started);
        keep(p, &t->worker);
    }
    return NULL;
}

ent_status explore_worker_make(const explore_problem *p, explore_worker *w, ent_arena *arena)
{
    const size_t rows = (size_t)ENT_N_ASSUMPTIONS * ENT_BLOCK;
    bool fine = true;
    w->tile = ent_arena_array(arena, ent_tile, 1);
    w->u = ent_arena_array(arena, double, rows);
    w->spare = ent_arena_array(arena, double, rows);
    w->draws = ent_arena_array(arena, double, rows);
    for (size_t i = 0; i < p->n_worlds; i++) {
        const size_t n = (size_t)p->columns[i];
        w->out[i] = ent_arena_array(arena, double, (n ? n : 1) * ENT_BLOCK);
        fine = fine && w->out[i];
    }
    return fine && w->tile && w->u && w->spare && w->draws ? ENT_OK : ENT_E_NOMEM;
}

/* A worker of the problem, where it has one left. */
static ent_status open_worker(explore_worker *w, size_t i, const explore_problem *p, void *with)
{
    const bool kept = i < p->n_workers;
    *w = kept ? p->workers[i] : (explore_worker){0};
    w->p = p;
    w->with = with;
    ent_heap_arena_create(&w->arena, 1 << 20);
    return kept ? ENT_OK : explore_worker_make(p, w, &w->arena);
}

static void run_threads(pool *all, void *with)
{
    enum { MOST = 64 };
    thread threads[MOST];
    const explore_problem *p = all->p;
    size_t n = p->threads < MOST ? p->threads : MOST, started = 0;
    n = n < all->tasks ? n : all->tasks;
    for (size_t i = 0; i < n; i++) {
        threads[i].pool = all;
        if (open_worker(&threads[i].worker, i, p, with) != ENT_OK)
            atomic_store(&all->status, ENT_E_NOMEM);
    }
    for (size_t i = 1; i < n && atomic_load(&all->status) == ENT_OK; i++, started++)
        if (pthread_create(&threads[i].id, NULL, work, &threads[i]) != 0)
            break;
    if (atomic_load(&all->status) == ENT_OK && n)
        work(&threads[0]);
    for (size_t i = 1; i <= started; i++)
        pthread_join(threads[i].id, NULL);
    for (size_t i = 0; i < n; i++)
        ent_heap_arena_destroy(&threads[i].worker.arena);
}

static ent_status finish(pool *p, ent_arena *arena, ent_error *err)
{
    ent_status status = (ent_status)atomic_load(&p->status);
    size_t done = 0;
    for (size_t t = 0; t < p->tasks; t++)
        done += is_finished(p, t);
    const bool stopped = status == ENT_OK && asked_to_stop(p);
    if (p->path && status == ENT_OK)
        status = save(p, arena);
    if (status != ENT_OK)
        return ent_fail(err, status, "%s",
                        *p->error.message ? p->error.message : ent_status_text(status));
    if (stopped)
        return ent_fail(err, ENT_E_STOPPED,
                        "stopped: %zu of %zu blocks are saved in %s; go on with "
                        "--resume",
                        done, p->tasks, p->path ? p->path : "nothing");
    return ENT_OK;
}

static ent_status run_kept(pool *all, void *with, ent_arena *arena, ent_error *err)
{
    const explore_problem *p = all->p;
    explore_keep *k = p->keep;
    all->words = (all->tasks + 63) / 64;
    all->finished = ent_arena_array(arena, atomic_ullong, all->words);
    ENT_NEED(all->finished, err);
    if (k)
        k->pools++;
    if (k && k->path) {
        all->path = kept_path(k, k->pools, p->ranks ? p->ranks->rank : 0, arena);
        if (k->resume)
            ENT_TRY(resume(all, k, arena, err));
    }
    run_threads(all, with);
    return finish(all, arena, err);
}

/* Every rank gets the rows of all: each double was written by one, and is zero elsewhere. */
static ent_status gather(const pool *p, ent_status status, ent_error *err)
{
    const ent_ranks *ranks = p->p->ranks;
    if (!ranks || ranks->size == 1)
        return status;
    uint64_t failed = status != ENT_OK;
    ranks->merge(&failed, 1);
    if (status != ENT_OK)
        return status;
    if (failed)
        return ent_fail(err, ENT_E_STOPPED, "stopped: another rank failed or was stopped");
    for (size_t r = 0; r < p->output.n; r++)
        ranks->merge((uint64_t *)(void *)p->output.rows[r].at, p->output.rows[r].n);
    return ENT_OK;
}

ent_status explore_pool(const explore_problem *p, size_t tasks, explore_task run, void *with,
                        explore_output output, ent_error *err)
{
    pool all = {.p = p, .tasks = tasks, .run = run, .output = output};
    ent_arena arena;
    all.started = all.saved = clock_now();
    ent_heap_arena_create(&arena, 1 << 16);
    pthread_mutex_init(&all.saving, NULL);
    const ent_status status = gather(&all, run_kept(&all, with, &arena, err), err);
    pthread_mutex_destroy(&all.saving);
    ent_heap_arena_destroy(&arena);
    return status;
}

/* --- many small jobs ------------------------------------------------------------------------ */

typedef struct jobs {
    const explore_problem *p;
    size_t n;
    explore_job *run;
    void *with;
    atomic_size_t next, done;
    double started;
} jobs;

/* The thread takes a worker of its own with it. */
static ent_status jobs_thread(void *with, size_t number, ent_error *err)
{
    jobs *j = with;
    const explore_problem *p = j->p;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    explore_problem *own = ent_arena_array(&arena, explore_problem, 1);
    ent_status status = own ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (own) {
        *own = *p;
        own->threads = 1;
        own->progress = NULL;
        own->workers = p->workers + number;
        own->n_workers = 1;
    }
    while (status == ENT_OK) {
        const size_t job = atomic_fetch_add(&j->next, 1);
        if (job >= j->n)
            break;
        status = j->run(own, j->with, job, err);
        const size_t done = atomic_fetch_add(&j->done, 1) + 1;
        if (p->progress)
            p->progress(p->progress_with, done, j->n, clock_now() - j->started);
    }
    ent_heap_arena_destroy(&arena);
    return status;
}

ent_status explore_jobs(const explore_problem *p, size_t n, explore_job *run, void *with,
                        ent_error *err)
{
    jobs all = {.p = p, .n = n, .run = run, .with = with, .started = clock_now()};
    const size_t threads = p->n_workers < n ? p->n_workers : n;
    return threads ? tasks_run(threads, threads, jobs_thread, &all, err) : ENT_OK;
}
