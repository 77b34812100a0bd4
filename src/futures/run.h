/* Inside of a run: what the threads, the store and the readers share. */
#ifndef ENT_FUTURES_RUN_H
#define ENT_FUTURES_RUN_H

#include <pthread.h>
#include <stdatomic.h>

#include "entente/draws.h"
#include "futures/probe_rows.h"
#include "futures/summary.h"
#include "futures/values.h"

/* Blocks that one thread hands over at once, with the kept columns of each. */
enum { BATCH_MAX = 64 };
_Static_assert(BATCH_MAX *ENT_BLOCK < 65536, "counts of a batch have 16 bits");

typedef struct run_batch {
    size_t n;
    uint64_t blocks[BATCH_MAX];
    uint64_t hashes[BATCH_MAX][ENT_RUN_WORLDS];
    double *kept; /* [n][kept columns of all worlds][ENT_BLOCK] */
    size_t capacity;
} run_batch;

typedef struct run_world {
    const ent_world *world;
    ent_layout layout;
    ent_draws draws;
    bool own_draws; /* its priors differ from those of the first world */
    bool wide;
    int32_t years;        /* that its probes reach; 0: all */
    summary sums;         /* of wide worlds */
    int32_t n_kept;       /* columns kept */
    int32_t *kept_column; /* [n_kept] in the layout */
    int32_t *kept_place;  /* [layout.n_columns] place among the kept, -1 */
    double *rows;         /* in memory: [n_kept][blocks * ENT_BLOCK] */
    uint64_t hash;
} run_world;

typedef struct run_probe {
    ent_probe probe;
    uint64_t held;
} run_probe;

/* Called under the lock with a finished batch, after its sums are in. */
typedef ent_status run_sink(void *with, ent_run *run, const run_batch *batch, ent_error *err);

typedef struct run_share run_share;

struct ent_run {
    ent_run_plan plan;
    ent_design design;
    ent_isa_id isa;
    reduce_fns reduce;
    uint64_t first, end; /* blocks */
    run_world worlds[ENT_RUN_WORLDS];
    summary pairs;  /* columns of the first world */
    summary probes; /* one column a probe */
    run_probe *probe;
    probe_rows rows;     /* of the probes, where they are kept */
    uint64_t *done_bits; /* [(end - first + 63) / 64] */
    uint64_t *before;    /* the same when the threads started: what they may leave out */
    uint64_t n_done;
    size_t kept_doubles; /* of a block, all worlds */
    size_t n_threads;
    struct worker *workers;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    run_sink *sink;
    void *sink_with;
    atomic_ullong next;       /* counts blocks handed out */
    atomic_size_t next_whole; /* the same of those that each rank computes */
    atomic_int halted;
    size_t running;
    run_share *share;   /* of a run on several ranks; NULL alone */
    run_values *values; /* of the first world and the paired one; NULL: quantiles are binned */
    bool has_first;     /* the first thread still holds the outcomes of block 0 */
    ent_status status;
    ent_error error;
};

/* A run that holds sums but computes nothing, for merging. */
ent_status run_create_empty(const ent_run_plan *plan, ent_run **run, ent_arena *arena,
                            ent_error *err);

/* Blocks that a thread hands over at once, at most. */
size_t run_batch_blocks(const ent_run *run);

/* The next block to compute here; false when there is none left. */
bool run_dispense(ent_run *run, uint64_t *block);
bool run_asked_to_stop(const ent_run *run);
void run_halt(ent_run *run);

/* Under the lock: wait so long, or until a thread says something. By the clock that nobody sets. */
void run_wait(ent_run *run, long nanoseconds);

/* A run on several ranks, run_ranks.c: its memory; the next block of a rank that computes for
   rank 0; what it does with a batch; what the main thread does while threads compute. */
ent_status run_share_make(ent_run *run, ent_arena *arena, ent_error *err);
void run_share_end(ent_run *run);
bool run_share_take(ent_run *run, uint64_t *block);
/* Waits, under the lock, until n blocks fit: sums must go with the list of their blocks. */
void run_share_room(ent_run *run, size_t blocks);
void run_share_keep(ent_run *run, const run_batch *batch);
void run_share_watch(ent_run *run);

static inline bool run_is_done(const ent_run *run, uint64_t block)
{
    const uint64_t i = block - run->first;
    return run->done_bits[i / 64] >> (i % 64) & 1u;
}

static inline void run_set_done(ent_run *run, uint64_t block)
{
    const uint64_t i = block - run->first;
    run->n_done += !run_is_done(run, block);
    run->done_bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline bool run_reads_world(const ent_probe *p, size_t w)
{
    return p->world == (int32_t)w || (p->combine != ENT_COMBINE_VALUE && p->against == (int32_t)w);
}

/* Whether a narrow world does without a block. */
static inline bool run_leaves_out(const ent_run *run, size_t w, uint64_t block)
{
    const uint64_t most = run->plan.narrow_futures;
    return run->plan.narrow[w] && most > 0 && block >= (most + ENT_BLOCK - 1) / ENT_BLOCK;
}

/* Whether a probe has no value in a block because a world that it reads does without. */
static inline bool run_leaves_probe_out(const ent_run *run, const ent_probe *p, uint64_t block)
{
    bool out = false;
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        out = out || (run_reads_world(p, w) && run_leaves_out(run, w, block));
    return out;
}

/* Futures of a block that exist: fewer than ENT_BLOCK in the last one. */
static inline size_t run_block_futures(const ent_run *run, uint64_t block)
{
    const uint64_t left = run->plan.n_futures - block * ENT_BLOCK;
    return left < ENT_BLOCK ? (size_t)left : ENT_BLOCK;
}

#endif
