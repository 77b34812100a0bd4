#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/tasks.h"
#include "entente/scenario.h"
#include "entente/world_build.h"
#include "futures/draw_rows.h"
#include "futures/lead_order.h"
#include "futures/run.h"

/* What a thread has for itself. */
typedef struct worker {
    ent_run *run;
    pthread_t thread;
    bool started;
    ent_tile *tile;
    double *draws[ENT_RUN_WORLDS]; /* those of the first world, but where a world has its own */
    double *lead;                  /* [ENT_N_LEADS][ENT_BLOCK] */
    double *out[ENT_RUN_WORLDS];
    partial sums[ENT_RUN_WORLDS];
    partial pairs, probes;
    uint64_t *held; /* [n_probes] */
    ent_shock_memory kept;
    run_batch batch;
    double last_merge; /* seconds */
} worker;

/* --- one block --- */

/* Draws of a block; whether the design leads it. */
static bool draw_block(const ent_run *run, worker *k, uint64_t block)
{
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        if ((w == 0 || run->worlds[w].own_draws) && !run_leaves_out(run, w, block))
            ent_draws_block(&run->worlds[w].draws, &run->design, block, k->draws[w]);
    return ent_draws_lead(&run->design, block, k->lead);
}

/* Some futures of a block in every world, from draws and into outcomes that a thread holds, maybe
   another than the one that computes. */
static void model_part(const ent_run *run, worker *k, const worker *holder, uint64_t block,
                       size_t from, size_t to, bool leads)
{
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        const run_world *rw = &run->worlds[w];
        if (run_leaves_out(run, w, block))
            continue;
        const ent_block_job job = {.world = rw->world,
                                   .layout = &rw->layout,
                                   .draws = holder->draws[w],
                                   .lead = leads ? holder->lead : NULL,
                                   .kept = run->plan.block ? NULL : &k->kept,
                                   .out = holder->out[w],
                                   .seed = run->plan.seed,
                                   .block = block,
                                   .tile = k->tile,
                                   .years = rw->years,
                                   .from = (int32_t)from,
                                   .to = (int32_t)to,
                                   .raw = rw->wide};
        if (run->plan.block)
            run->plan.block(&job, run->isa);
        else
            ent_block_run_isa(&job, run->isa);
    }
}

/* Futures that are run in every world before the next ones: a tile, so that the normals drawn for
   one world are at hand for another. */
static size_t part_of_block(const ent_run *run)
{
    return run->plan.block ? ENT_BLOCK : ENT_TILE;
}

/* Places of a block that stand for no future. */
static void pad_block(const ent_run *run, const worker *k, uint64_t block)
{
    const size_t futures = run_block_futures(run, block);
    for (size_t w = 0; futures < ENT_BLOCK && w < run->plan.n_worlds; w++)
        for (size_t c = 0; c < (size_t)run->worlds[w].layout.n_columns; c++)
            for (size_t f = futures; f < ENT_BLOCK; f++)
                k->out[w][c * ENT_BLOCK + f] = ENT_MISSING;
}

static void model_block(const ent_run *run, worker *k, uint64_t block)
{
    const bool leads = draw_block(run, k, block);
    const size_t step = part_of_block(run);
    for (size_t at = 0; at < ENT_BLOCK; at += step)
        model_part(run, k, k, block, at, at + step, leads);
    pad_block(run, k, block);
}

/* Value of a probe in every future of the block. */
static void probe_row(const ent_run *run, const worker *k, uint64_t block, const ent_probe *p,
                      double *row)
{
    double side[2][ENT_BLOCK];
    if (run_leaves_probe_out(run, p, block)) {
        for (size_t f = 0; f < ENT_BLOCK; f++)
            row[f] = ENT_MISSING;
        return;
    }
    const int32_t worlds[2] = {p->world, p->against};
    const size_t sides = p->combine == ENT_COMBINE_VALUE ? 1 : 2;
    for (size_t s = 0; s < sides; s++) {
        const size_t w = (size_t)worlds[s];
        ent_probe_side(p, &run->worlds[w].layout, k->out[w], side[s]);
    }
    for (size_t f = 0; f < ENT_BLOCK; f++)
        row[f] = ent_probe_combine(p->combine, side[0][f], sides == 2 ? side[1][f] : 1.0);
}

/* Missing values of a column that stand for no future: the last block may not be whole. */
static size_t padding_of(const ent_run *run, uint64_t block)
{
    return ENT_BLOCK - run_block_futures(run, block);
}

/* The columns of a world: their sums and counts into `p`; their hash. First of all: from here on
   missing values are canonical. */
static uint64_t reduce_world(const ent_run *run, uint64_t block, double *x, const summary *whole,
                             partial *p)
{
    const size_t n = whole->n_columns;
    reduce_sums *sums = partial_next(n, p, padding_of(run, block));
    return run->reduce.columns(n, 0, x, whole->bins, sums, p->counts);
}

static void reduce_probes(ent_run *run, worker *k, uint64_t block)
{
    const size_t n = run->plan.n_probes;
    double row[ENT_BLOCK];
    reduce_sums *sums = partial_next(n, &k->probes, padding_of(run, block));
    for (size_t i = 0; i < n; i++) {
        const ent_probe *p = &run->probe[i].probe;
        probe_row(run, k, block, p, row);
        run->reduce.columns(1, i, row, run->probes.bins + i, sums + i,
                            k->probes.counts + i * REDUCE_CELLS);
        for (size_t f = 0; p->condition && f < ENT_BLOCK; f++)
            k->held[i] += ent_condition_holds(p->condition, row[f]) ? 1 : 0;
        if (run->rows.n_probes)
            probe_rows_put(&run->rows, i, (size_t)(block - run->first), row);
    }
}

static void reduce_pairs(const ent_run *run, worker *k)
{
    const size_t w = (size_t)run->plan.paired, n = run->pairs.n_columns;
    if (!w)
        return;
    reduce_sums *sums = partial_next(n, &k->pairs, 0);
    for (size_t c = 0; c < n; c++)
        run->reduce.pair(k->out[0] + c * ENT_BLOCK, k->out[w] + c * ENT_BLOCK, &sums[c]);
}

static void keep_columns(ent_run *run, worker *k, uint64_t block)
{
    const size_t n = (size_t)(run->end - run->first) * ENT_BLOCK;
    double *to = k->batch.kept ? k->batch.kept + k->batch.n * run->kept_doubles : NULL;
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        const run_world *rw = &run->worlds[w];
        for (int32_t i = 0; i < rw->n_kept; i++) {
            const double *x = k->out[w] + (size_t)rw->kept_column[i] * ENT_BLOCK;
            if (rw->rows)
                memcpy(rw->rows + (size_t)i * n + (block - run->first) * ENT_BLOCK, x,
                       ENT_BLOCK * sizeof *x);
            if (to) {
                memcpy(to, x, ENT_BLOCK * sizeof *x);
                to += ENT_BLOCK;
            }
        }
    }
}

/* The values of the columns shown, of the first world and the paired one. */
static void put_values(ent_run *run, worker *k, uint64_t block, size_t turn)
{
    const double *const x[2] = {k->out[0], k->out[run->plan.paired]};
    const size_t at = (size_t)(block - run->first);
    values_put(run->values, (size_t)(k - run->workers), turn, run_block_futures(run, block), x);
    run->values->has[at] = (uint32_t)turn + 1;
}

/* On several ranks each computes the blocks that tell which values are worth keeping. Rank 0 counts
   them; for the others they come before what they are given. */
static bool begins_alike(const ent_run *run)
{
    return run->share && run->values && run->values->cuts;
}

/* Rank 0 hands these out to nobody: its threads begin with them. */
static bool begins_with(const ent_run *run, uint64_t block)
{
    return begins_alike(run) && block - run->first < run->values->n_whole;
}

static bool lacks_values(const ent_run *run, uint64_t block)
{
    return run->values && !run->values->has[block - run->first] && !begins_with(run, block);
}

/* The outcomes of the block lie in k->out. */
static void reduce_block(ent_run *run, worker *k, uint64_t block)
{
    run_batch *b = &k->batch;
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        if (run->worlds[w].wide)
            b->hashes[b->n][w] =
                reduce_world(run, block, k->out[w], &run->worlds[w].sums, &k->sums[w]);
    reduce_pairs(run, k);
    reduce_probes(run, k, block);
    keep_columns(run, k, block);
    if (lacks_values(run, block))
        put_values(run, k, block, values_turn(run->values));
    b->blocks[b->n++] = block;
}

/* --- threads --- */

/* Hashes of blocks are told apart by a finaliser and added: any order gives the same. */
static uint64_t block_hash(uint64_t hash, uint64_t block)
{
    uint64_t z = hash + (block + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Whether this process computes for another, which keeps the store. */
static bool follows(const ent_run *run)
{
    return run->share && run->plan.ranks->rank > 0;
}

/* Under the lock. */
static void hand_over(ent_run *run, worker *k)
{
    run_batch *b = &k->batch;
    if (follows(run))
        run_share_room(run, b->n);
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        if (!run->worlds[w].wide)
            continue;
        summary_take(&run->worlds[w].sums, &k->sums[w]);
        for (size_t i = 0; i < b->n; i++)
            run->worlds[w].hash += block_hash(b->hashes[i][w], b->blocks[i]);
    }
    if (run->plan.paired)
        summary_take(&run->pairs, &k->pairs);
    summary_take(&run->probes, &k->probes);
    for (size_t i = 0; i < run->plan.n_probes; i++) {
        run->probe[i].held += k->held[i];
        k->held[i] = 0;
    }
    for (size_t i = 0; i < b->n; i++)
        run_set_done(run, b->blocks[i]);
    if (follows(run))
        run_share_keep(run, b);
    else if (run->sink && run->status == ENT_OK)
        run->status = run->sink(run->sink_with, run, b, &run->error);
    if (run->status != ENT_OK)
        atomic_store(&run->halted, 1);
    b->n = 0;
}

/* A batch that has room left does not wait for the lock: the others are writing. */
static void merge(ent_run *run, worker *k, bool wait)
{
    if (k->batch.n == 0)
        return;
    if (wait)
        pthread_mutex_lock(&run->lock);
    else if (pthread_mutex_trylock(&run->lock) != 0)
        return;
    hand_over(run, k);
    pthread_mutex_unlock(&run->lock);
    k->last_merge = clock_now();
}

bool run_asked_to_stop(const ent_run *run)
{
    return atomic_load(&run->halted) ||
           (run->plan.stop && __atomic_load_n(run->plan.stop, __ATOMIC_RELAXED));
}

void run_halt(ent_run *run)
{
    atomic_store(&run->halted, 1);
}

static bool done_before(const ent_run *run, uint64_t block)
{
    const uint64_t i = block - run->first;
    return run->before[i / 64] >> (i % 64) & 1u;
}

/* The first thread computed block 0 when the bins were chosen. */
static bool is_first_there(const ent_run *run, uint64_t block)
{
    return block == 0 && run->has_first;
}

bool run_dispense(ent_run *run, uint64_t *block)
{
    const uint64_t n = run->end - run->first;
    for (;;) {
        const uint64_t i = atomic_fetch_add(&run->next, 1);
        if (i >= n)
            return false;
        *block = run->plan.backwards ? run->end - 1 - i : run->first + i;
        if (is_first_there(run, *block) || done_before(run, *block) || begins_with(run, *block))
            continue;
        return true;
    }
}

/* Reduce a block, and hand the batch over when it is full or old. */
static void take_block(ent_run *run, worker *k, uint64_t block)
{
    reduce_block(run, k, block);
    const size_t filled = k->batch.n, most = k->batch.capacity;
    if (4 * filled >= 3 * most || clock_now() - k->last_merge > 0.5)
        merge(run, k, filled == most);
}

static void begin_values(ent_run *run, worker *k)
{
    while (begins_alike(run) && !run_asked_to_stop(run)) {
        const size_t turn = atomic_fetch_add(&run->next_whole, 1);
        const uint64_t block = run->first + turn;
        if (turn >= run->values->n_whole) {
            if (!follows(run)) /* the others may compute all that is left */
                values_make_cuts(run->values, (size_t)(k - run->workers));
            return;
        }
        model_block(run, k, block);
        put_values(run, k, block, turn);
        if (!follows(run) && !is_first_there(run, block) && !done_before(run, block))
            take_block(run, k, block);
    }
}

static void *work(void *with)
{
    worker *k = with;
    ent_run *run = k->run;
    uint64_t block;
    k->last_merge = clock_now();
    if (k == run->workers && run->has_first && !follows(run) && !done_before(run, 0))
        take_block(run, k, 0);
    begin_values(run, k);
    while (!run_asked_to_stop(run) &&
           (follows(run) ? run_share_take(run, &block) : run_dispense(run, &block))) {
        model_block(run, k, block);
        take_block(run, k, block);
    }
    merge(run, k, true);
    pthread_mutex_lock(&run->lock);
    run->running--;
    pthread_cond_signal(&run->changed);
    pthread_mutex_unlock(&run->lock);
    return NULL;
}

static void make_changed(pthread_cond_t *changed)
{
    pthread_condattr_t by;
    pthread_condattr_init(&by);
    pthread_condattr_setclock(&by, CLOCK_MONOTONIC);
    pthread_cond_init(changed, &by);
    pthread_condattr_destroy(&by);
}

void run_wait(ent_run *run, long nanoseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += nanoseconds;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&run->changed, &run->lock, &until);
}

/* Wait for the threads and report progress meanwhile. */
static void watch(ent_run *run)
{
    pthread_mutex_lock(&run->lock);
    while (run->running > 0) {
        run_wait(run, 200000000);
        const uint64_t done = run->n_done;
        if (!run->plan.progress)
            continue;
        pthread_mutex_unlock(&run->lock);
        run->plan.progress(run->plan.progress_with, done, run->end - run->first);
        pthread_mutex_lock(&run->lock);
    }
    pthread_mutex_unlock(&run->lock);
}

static void put_probes(ent_run *run, const worker *k, uint64_t block)
{
    double row[ENT_BLOCK];
    for (size_t i = 0; i < run->rows.n_probes; i++) {
        probe_row(run, k, block, &run->probe[i].probe, row);
        probe_rows_put(&run->rows, i, (size_t)(block - run->first), row);
    }
}

/* Blocks that another process or an earlier call has computed: their values again. */
static void *fill(void *with)
{
    worker *k = with;
    ent_run *run = k->run;
    const uint64_t n = run->end - run->first;
    for (;;) {
        const uint64_t i = atomic_fetch_add(&run->next, 1);
        if (i >= n || run_asked_to_stop(run))
            return NULL;
        if (!lacks_values(run, run->first + i))
            continue;
        model_block(run, k, run->first + i);
        put_values(run, k, run->first + i, values_turn(run->values));
        put_probes(run, k, run->first + i);
    }
}

/* Compute the blocks whose values are not there; false when asked to stop before all are. */
static bool fill_values(ent_run *run)
{
    bool all = true;
    for (uint64_t i = 0; i < run->end - run->first; i++)
        all = all && run->values->has[i];
    atomic_store(&run->next, 0);
    for (size_t i = 0; i < run->n_threads; i++)
        run->workers[i].started =
            !all && pthread_create(&run->workers[i].thread, NULL, fill, &run->workers[i]) == 0;
    for (size_t i = 0; i < run->n_threads; i++)
        if (run->workers[i].started)
            pthread_join(run->workers[i].thread, NULL);
    return all || !run_asked_to_stop(run);
}

/* What other processes computed is computed again, unless they sent it; then quantiles are read. */
static void finish_values(ent_run *run)
{
    const ent_ranks *ranks = run->plan.ranks;
    const size_t threads = ranks ? ent_ranks_together(ranks, run->n_threads) : run->n_threads;
    const bool remote = run->values && run->values->remote; /* rank 0 reads them */
    bool read = !run->values || run->values->digested || remote;
    while (!read && fill_values(run))
        read = values_digest_all(run->values, threads);
    if (!read) {
        values_free(run->values);
        run->values = NULL;
    }
}

ent_status ent_run_go(ent_run *run, ent_error *err)
{
    const size_t words = (size_t)(run->end - run->first + 63) / 64;
    memcpy(run->before, run->done_bits, words * sizeof *run->before);
    atomic_store(&run->next, 0);
    atomic_store(&run->halted, 0);
    run->status = ENT_OK;
    run->running = 0;
    for (size_t i = 0; i < run->n_threads; i++) {
        worker *k = &run->workers[i];
        pthread_mutex_lock(&run->lock);
        run->running++;
        pthread_mutex_unlock(&run->lock);
        k->started = pthread_create(&k->thread, NULL, work, k) == 0;
        if (!k->started) {
            pthread_mutex_lock(&run->lock);
            run->running--;
            pthread_mutex_unlock(&run->lock);
        }
    }
    if (run->share)
        run_share_watch(run);
    else
        watch(run);
    run->has_first = false;
    size_t started = 0;
    for (size_t i = 0; i < run->n_threads; i++)
        if (run->workers[i].started) {
            pthread_join(run->workers[i].thread, NULL);
            started++;
        }
    const bool follower = follows(run), all = follower || run->n_done == run->end - run->first;
    if (run->share && !follower && run->plan.ranks->spread)
        run->plan.ranks->spread();
    run_share_end(run);
    if (all && !follower)
        finish_values(run);
    if (started == 0)
        return ent_fail(err, ENT_E_NOMEM, "no thread could be started");
    if (run->status != ENT_OK)
        return ent_fail(err, run->status, "%s", run->error.message);
    return all ? ENT_OK
               : ent_fail(err, ENT_E_STOPPED, "stopped after %llu of %llu blocks",
                          (unsigned long long)run->n_done,
                          (unsigned long long)(run->end - run->first));
}

/* --- making --- */

ent_status ent_run_check(const ent_run_plan *p, ent_error *err)
{
    const uint64_t n_blocks = p->n_futures / ENT_BLOCK + (p->n_futures % ENT_BLOCK != 0);
    if (p->n_worlds == 0 || p->n_worlds > ENT_RUN_WORLDS || p->narrow[0])
        return ent_fail(err, ENT_E_ARG, "between 1 and %d worlds", ENT_RUN_WORLDS);
    if (p->n_futures == 0 || p->n_futures > UINT64_C(1) << 52)
        return ent_fail(err, ENT_E_ARG, "futures must be between 1 and 2^52, not %llu",
                        (unsigned long long)p->n_futures);
    if (p->first_block > p->end_block || p->end_block > n_blocks ||
        (p->end_block > 0 && p->first_block == p->end_block))
        return ent_fail(err, ENT_E_ARG, "blocks %llu:%llu are not within 0:%llu",
                        (unsigned long long)p->first_block, (unsigned long long)p->end_block,
                        (unsigned long long)n_blocks);
    if (p->design == ENT_DESIGN_SOBOL &&
        (n_blocks * ENT_BLOCK > UINT64_C(1) << 32 || p->n_dimensions < LEAD_DIMENSIONS))
        return ent_fail(err, ENT_E_ARG, "the Sobol' design ends at 2^32 futures and %d dimensions",
                        (int)LEAD_DIMENSIONS);
    for (size_t w = 1; w < p->n_worlds; w++)
        ENT_TRY(ent_world_pair(p->worlds[0], p->worlds[w], err));
    return ENT_OK;
}

/* Years that the probes of a world reach. */
static int32_t years_read(const ent_run_plan *p, size_t w)
{
    int32_t years = 0;
    for (size_t i = 0; i < p->n_probes; i++) {
        const int32_t needed =
            run_reads_world(&p->probes[i], w) ? ent_probe_years(p->worlds[w], &p->probes[i]) : 0;
        years = needed > years ? needed : years;
    }
    return years;
}

static ent_status make_world(ent_run *run, size_t w, ent_arena *arena, ent_error *err)
{
    const ent_run_plan *p = &run->plan;
    run_world *rw = &run->worlds[w];
    bool wanted[ENT_N_OUTCOMES] = {false};
    rw->world = p->worlds[w];
    rw->wide = !p->narrow[w];
    rw->own_draws = w > 0 && !ent_draws_same(rw->world, p->worlds[0]);
    for (size_t i = 0; i < p->n_probes; i++)
        if (run_reads_world(&p->probes[i], w)) {
            wanted[p->probes[i].outcome] = true;
            if (p->probes[i].of_count)
                wanted[p->probes[i].of_outcome] = true;
        }
    rw->years = rw->wide ? 0 : years_read(p, w);
    ent_layout_make(rw->world, rw->wide ? p->only : wanted, &rw->layout);
    ent_status status = ENT_OK;
    if (run->n_threads &&
        (w == 0 || rw->own_draws)) { /* tables that only a run that computes needs */
        status = ent_draws_make(rw->world, &rw->draws, arena);
        draw_rows_use(&rw->draws, run->isa);
    }
    const size_t n = (size_t)rw->layout.n_columns;
    if (status == ENT_OK && rw->wide)
        status = summary_make(n, true, &rw->sums, arena);
    rw->kept_column = ent_arena_array(arena, int32_t, n + 1);
    rw->kept_place = ent_arena_array(arena, int32_t, n + 1);
    if (status != ENT_OK || !rw->kept_column || !rw->kept_place)
        return ent_fail(err, ENT_E_NOMEM, "run: out of memory");
    memset(rw->kept_place, -1, (n + 1) * sizeof *rw->kept_place);
    for (size_t o = 0; rw->wide && o < ENT_N_OUTCOMES; o++)
        for (int32_t i = 0; p->keep[o] && i < rw->layout.count[o]; i++) {
            rw->kept_place[rw->layout.first[o] + i] = rw->n_kept;
            rw->kept_column[rw->n_kept++] = rw->layout.first[o] + i;
        }
    run->kept_doubles += (size_t)rw->n_kept * ENT_BLOCK;
    const size_t doubles = (size_t)rw->n_kept * (size_t)(run->end - run->first) * ENT_BLOCK;
    if (p->in_memory && rw->n_kept > 0 && !(rw->rows = ent_arena_array(arena, double, doubles)))
        return ent_fail(err, ENT_E_NOMEM, "no memory for %zu kept values; keep fewer outcomes",
                        doubles);
    return ENT_OK;
}

/* A batch holds at most some 4 MB of kept columns, and no more than there is to do. */
size_t run_batch_blocks(const ent_run *run)
{
    const size_t bytes = run->kept_doubles * sizeof(double);
    const size_t share = (size_t)(run->end - run->first) / run->n_threads + 1;
    const size_t room = bytes ? ((size_t)4 << 20) / bytes : BATCH_MAX;
    const size_t n = room < share ? room : share;
    return n < 1 ? 1 : n > BATCH_MAX ? BATCH_MAX : n;
}

/* Worlds that are run in the same futures draw the same normals: once for all. */
static ent_status make_memory(const ent_run *run, ent_shock_memory *m, ent_arena *arena)
{
    uint32_t room = 0;
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        const uint32_t own = ent_shock_room(run->worlds[w].world);
        room = own > room ? own : room;
    }
    *m = (ent_shock_memory){
        .room = run->plan.n_worlds > 1 ? room : 0,
        .key = ent_arena_array(arena, uint32_t, room),
        .z = (ent_row(*)[4])ent_arena_array(arena, ent_row, 4 * (size_t)room),
    };
    return m->key && m->z ? ENT_OK : ENT_E_NOMEM;
}

/* Assumptions of the futures, for each world that has priors of its own. */
static ent_status make_draws(const ent_run *run, worker *k, ent_arena *arena)
{
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        k->draws[w] = k->draws[0];
        if (w > 0 && !run->worlds[w].own_draws)
            continue;
        k->draws[w] = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
        if (!k->draws[w])
            return ENT_E_NOMEM;
    }
    return ENT_OK;
}

static ent_status make_worker(ent_run *run, worker *k, ent_arena *arena)
{
    const ent_run_plan *p = &run->plan;
    k->run = run;
    k->tile = ent_arena_array(arena, ent_tile, 1);
    k->held = ent_arena_array(arena, uint64_t, p->n_probes + 1);
    k->lead = ent_arena_array(arena, double, (size_t)ENT_N_LEADS *ENT_BLOCK);
    if (!k->tile || !k->lead || !k->held)
        return ENT_E_NOMEM;
    ENT_TRY(make_draws(run, k, arena));
    ENT_TRY(make_memory(run, &k->kept, arena));
    const size_t bytes = run->kept_doubles * sizeof(double), most = run_batch_blocks(run);
    k->batch.capacity = most;
    for (size_t w = 0; w < p->n_worlds; w++) {
        const run_world *rw = &run->worlds[w];
        const size_t n = (size_t)rw->layout.n_columns;
        k->out[w] = ent_arena_array(arena, double, (n + 1) * ENT_BLOCK);
        if (!k->out[w])
            return ENT_E_NOMEM;
        if (rw->wide)
            ENT_TRY(partial_make(n, true, most, &k->sums[w], arena));
    }
    if (p->paired)
        ENT_TRY(partial_make(run->pairs.n_columns, false, most, &k->pairs, arena));
    ENT_TRY(partial_make(p->n_probes, true, most, &k->probes, arena));
    if (bytes && !p->in_memory) {
        k->batch.kept = ent_arena_array(arena, double, k->batch.capacity * run->kept_doubles);
        return k->batch.kept ? ENT_OK : ENT_E_NOMEM;
    }
    return ENT_OK;
}

enum { ROWS_BYTES = 4 << 20 }; /* of probes' values that are kept in memory */

static ent_status make_probes(ent_run *run, ent_arena *arena)
{
    const ent_run_plan *p = &run->plan;
    run->probe = ent_arena_array(arena, run_probe, p->n_probes + 1);
    if (!run->probe)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < p->n_probes; i++)
        run->probe[i].probe = p->probes[i];
    if (p->keep_probes && p->n_probes)
        ENT_TRY(probe_rows_make(p->n_probes, (size_t)(run->end - run->first), ROWS_BYTES,
                                p->scratch, &run->rows, arena));
    return summary_make(p->n_probes, true, &run->probes, arena);
}

/* Block 0 for the first thread, which all help to compute: until its bins are known nothing else of
   the run can be. */
typedef struct first_block {
    ent_run *run;
    bool leads;
} first_block;

static ent_status model_first(void *with, size_t i, ent_error *err)
{
    const first_block *f = with;
    ent_run *run = f->run;
    const size_t step = part_of_block(run);
    (void)err;
    for (size_t at = i * step; at < ENT_BLOCK; at += run->n_threads * step)
        model_part(run, &run->workers[i], &run->workers[0], 0, at, at + step, f->leads);
    return ENT_OK;
}

static ent_status bins_of_world(void *with, size_t w, ent_error *err)
{
    ent_run *run = ((const first_block *)with)->run;
    const ent_run_plan *p = &run->plan;
    const run_world *rw = &run->worlds[w];
    (void)err;
    for (size_t o = 0; rw->wide && o < ENT_N_OUTCOMES; o++)
        for (int32_t i = 0; i < rw->layout.count[o]; i++) {
            const size_t c = (size_t)rw->layout.first[o] + (size_t)i;
            rw->sums.bins[c] = summary_bins(run->workers[0].out[w] + c * ENT_BLOCK,
                                            p->hints ? &p->hints[o] : NULL);
        }
    return ENT_OK;
}

/* The bins follow from the first block of the whole run, whichever blocks are asked for. */
static ent_status choose_bins(ent_run *run, ent_error *err)
{
    const ent_run_plan *p = &run->plan;
    worker *k = &run->workers[0];
    first_block first = {run, draw_block(run, k, 0)};
    double row[ENT_BLOCK];
    ENT_TRY(tasks_run(run->n_threads, run->n_threads, model_first, &first, err));
    pad_block(run, k, 0);
    ENT_TRY(tasks_run(p->n_worlds, run->n_threads, bins_of_world, &first, err));
    for (size_t i = 0; i < p->n_probes; i++) {
        const ent_bin_hint *hint = p->probes[i].combine == ENT_COMBINE_VALUE && p->hints
                                       ? &p->hints[p->probes[i].outcome]
                                       : NULL;
        probe_row(run, k, 0, &p->probes[i], row);
        run->probes.bins[i] = summary_bins(row, hint);
    }
    return ENT_OK;
}

static ent_status make_parts(ent_run *run, ent_arena *arena, ent_error *err)
{
    const ent_run_plan *p = &run->plan;
    for (size_t w = 0; w < p->n_worlds; w++)
        ENT_TRY(make_world(run, w, arena, err));
    run->workers = ent_arena_array(arena, worker, run->n_threads + 1);
    const size_t words = (size_t)(run->end - run->first + 63) / 64;
    run->done_bits = ent_arena_array(arena, uint64_t, words);
    run->before = ent_arena_array(arena, uint64_t, words);
    const bool made = run->workers && run->done_bits && run->before;
    ent_status status = made ? make_probes(run, arena) : ENT_E_NOMEM;
    if (status == ENT_OK && p->paired)
        status = summary_make((size_t)run->worlds[0].layout.n_columns, false, &run->pairs, arena);
    if (status == ENT_OK && p->exact && run->n_threads)
        status =
            values_make(p, &run->worlds[0].layout, (size_t)(run->end - run->first),
                        run->reduce.cells, &run->values, arena, p->working ? p->working : arena);
    for (size_t i = 0; status == ENT_OK && i < run->n_threads; i++)
        status = make_worker(run, &run->workers[i], p->working ? p->working : arena);
    return status == ENT_OK ? ENT_OK : ent_fail(err, status, "run: out of memory");
}

static ent_status make_run(const ent_run_plan *plan, size_t n_threads, ent_run **out,
                           ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_run_check(plan, err));
    const uint64_t n_blocks = (plan->n_futures + ENT_BLOCK - 1) / ENT_BLOCK;
    ent_run *run = ent_arena_array(arena, ent_run, 1);
    if (!run)
        return ent_fail(err, ENT_E_NOMEM, "run: out of memory");
    run->plan = *plan;
    run->first = plan->first_block;
    run->end = plan->end_block ? plan->end_block : n_blocks;
    run->design = (ent_design){plan->design, plan->seed, plan->n_futures, plan->directions,
                               plan->n_dimensions};
    run->isa = plan->isa ? (ent_isa_id)(plan->isa - 1) : ent_isa_best();
    run->reduce = reduce_of(run->isa);
    run->n_threads = n_threads;
    pthread_mutex_init(&run->lock, NULL);
    make_changed(&run->changed);
    *out = run;
    return make_parts(run, arena, err);
}

ent_status ent_run_create(const ent_run_plan *plan, ent_run **out, ent_arena *arena, ent_error *err)
{
    ent_run *run = NULL;
    ENT_TRY(make_run(plan, plan->threads ? plan->threads : 1, &run, arena, err));
    ENT_TRY(run_share_make(run, arena, err));
    /* Made; the analyser thinks that ent_fail might be ENT_OK. */
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    ENT_TRY(choose_bins(run, err));
    run->has_first = run->first == 0;
    *out = run;
    return ENT_OK;
}

ent_status run_create_empty(const ent_run_plan *plan, ent_run **out, ent_arena *arena,
                            ent_error *err)
{
    return make_run(plan, 0, out, arena, err);
}
