/*
 * A run on several ranks. Rank 0 hands out blocks, takes in what the others computed and keeps the
 * store; the others ask for blocks before they run out of them and send sums with the kept columns.
 * Sums are exact and hashes are added, so that who computed a block leaves no trace.
 *
 *     WANT  count, identity of the run       to rank 0
 *     TAKE  block...                         from rank 0; none: there are no more
 *     ROWS  count, blocks, their kept columns
 *     DONE  head, blocks, held, summaries; its blocks' rows came before
 *     KEPT  values for exact quantiles    to rank 0
 *     COUNT how many lie in each cell, once; nothing: no values are to be had
 *     END   nothing more comes from this rank
 */
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "entente/heap.h"
#include "futures/run.h"

enum { WANT = 1, TAKE, DONE, END, KEPT, COUNT, ROWS };
enum { PENDING_MAX = 65536, QUEUE_MAX = 256, CHUNKS_MAX = 1024 };

/* Kept columns of some blocks, as a message: words[1 + capacity] for their number and the blocks,
   then [n][kept columns][ENT_BLOCK]. */
typedef struct kept_rows {
    size_t n, capacity;
    uint64_t *words;
    double *values;
} kept_rows;

struct run_share {
    ent_arena arena; /* buffers of messages: they grow to the largest */
    unsigned char *buffer;
    size_t room;
    /* rank 0: summaries read from messages; others: blocks to compute, blocks computed */
    summary worlds[ENT_RUN_WORLDS], pairs, probes;
    uint64_t queue[QUEUE_MAX];
    size_t n_queue, asked;
    bool no_more;
    pthread_cond_t given;
    uint64_t *pending; /* [PENDING_MAX] */
    size_t n_pending;
    kept_rows rows, rows_sending;   /* filled, being sent; capacity 0: no column is kept */
    values_chunk *chunks, *sending; /* [CHUNKS_MAX] to be sent, being sent */
    size_t n_chunks;
    run_batch batch; /* rank 0: a message's rows, for the sink */
};

/* What a DONE message begins with. */
typedef struct head {
    uint64_t blocks;
    uint64_t hash[ENT_RUN_WORLDS];
    uint64_t bytes[ENT_RUN_WORLDS + 2]; /* of the summaries: worlds, pairs, probes */
} head;

typedef struct want {
    uint64_t count, identity;
} want;

/* Ranks with another installation would give other futures: refused. */
static uint64_t identity_of(const ent_run *run)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    uint64_t words[5 + ENT_RUN_WORLDS] = {run->plan.n_futures, run->plan.seed, run->kept_doubles,
                                          run->plan.n_probes, run->plan.design};
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        words[5 + w] = run->worlds[w].world->checksum;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        hash = (hash ^ words[i]) * UINT64_C(1099511628211);
    return hash;
}

size_t ent_ranks_together(const ent_ranks *ranks, size_t threads)
{
    const size_t all = ranks->size > 1 ? threads * (size_t)ranks->here : threads;
    const size_t most = ranks->size > 1 ? (size_t)ranks->processors : threads;
    return all < most ? all : threads < most ? most : threads;
}

/* --- making --- */

static ent_status make_spares(ent_run *run, ent_arena *arena)
{
    run_share *s = run->share;
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        if (run->worlds[w].wide)
            ENT_TRY(summary_make(run->worlds[w].sums.n_columns, true, &s->worlds[w], arena));
    if (run->plan.paired)
        ENT_TRY(summary_make(run->pairs.n_columns, false, &s->pairs, arena));
    return summary_make(run->plan.n_probes, true, &s->probes, arena);
}

/* A rank that keeps values for rank 0 has two sets of chunks: one fills while the other is sent. */
static void send_values(void *with, const values_chunk *chunk);

static ent_status make_chunks(ent_run *run, ent_arena *arena)
{
    run_share *s = run->share;
    if (!run->values || !run->values->remote)
        return ENT_OK;
    s->chunks = ent_arena_array(arena, values_chunk, CHUNKS_MAX);
    s->sending = ent_arena_array(arena, values_chunk, CHUNKS_MAX);
    run->values->send = send_values;
    run->values->send_with = run;
    return s->chunks && s->sending ? ENT_OK : ENT_E_NOMEM;
}

/* Room for as many blocks as a thread hands over at once, twice: one fills while the other is
   sent. */
static ent_status make_rows(const ent_run *run, size_t blocks, kept_rows *rows, ent_arena *arena)
{
    const size_t words = 1 + blocks, values = blocks * run->kept_doubles;
    if (run->plan.ranks->rank == 0 || run->kept_doubles == 0)
        return ENT_OK;
    rows->capacity = blocks;
    rows->words = ent_arena_array(arena, uint64_t, words + values);
    rows->values = rows->words ? (double *)(void *)(rows->words + words) : NULL;
    return rows->words ? ENT_OK : ENT_E_NOMEM;
}

ent_status run_share_make(ent_run *run, ent_arena *arena, ent_error *err)
{
    const ent_ranks *ranks = run->plan.ranks;
    if (!ranks || ranks->size == 1)
        return ENT_OK;
    if (run->plan.in_memory || run->plan.keep_probes)
        return ent_fail(err, ENT_E_ARG, "futures are not kept in memory on several ranks");
    run_share *s = run->share = ent_arena_array(arena, run_share, 1);
    if (!s)
        return ent_fail(err, ENT_E_NOMEM, "run: out of memory");
    ent_heap_arena_create(&s->arena, (size_t)1 << 20);
    pthread_cond_init(&s->given, NULL);
    const size_t blocks = run_batch_blocks(run);
    s->pending = ent_arena_array(arena, uint64_t, PENDING_MAX);
    if (!s->pending || make_rows(run, blocks, &s->rows, arena) != ENT_OK ||
        make_rows(run, blocks, &s->rows_sending, arena) != ENT_OK ||
        (ranks->rank == 0 && make_spares(run, arena) != ENT_OK) ||
        make_chunks(run, arena) != ENT_OK)
        return ent_fail(err, ENT_E_NOMEM, "run: out of memory");
    return ENT_OK;
}

void run_share_end(ent_run *run)
{
    if (run->share)
        ent_heap_arena_destroy(&run->share->arena);
    run->share = NULL;
}

static bool buffer_of(run_share *s, size_t bytes)
{
    if (bytes <= s->room)
        return true;
    ent_arena_rewind(&s->arena, 0);
    s->room = bytes + bytes / 8;
    s->buffer = ent_arena_array(&s->arena, unsigned char, s->room);
    s->room = s->buffer ? s->room : 0;
    return s->buffer != NULL;
}

/* --- the ranks that compute for rank 0 --- */

bool run_share_take(ent_run *run, uint64_t *block)
{
    run_share *s = run->share;
    pthread_mutex_lock(&run->lock);
    while (s->n_queue == 0 && !s->no_more && !run_asked_to_stop(run))
        pthread_cond_wait(&s->given, &run->lock);
    const bool got = s->n_queue > 0 && !run_asked_to_stop(run);
    if (got) {
        *block = s->queue[0];
        memmove(s->queue, s->queue + 1, --s->n_queue * sizeof *s->queue);
    }
    pthread_mutex_unlock(&run->lock);
    return got;
}

void run_share_room(ent_run *run, size_t blocks)
{
    run_share *s = run->share;
    while (s->n_pending + blocks > PENDING_MAX ||
           (s->rows.capacity && s->rows.n + blocks > s->rows.capacity))
        pthread_cond_wait(&s->given, &run->lock);
}

/* The sink of such a rank, under the lock: blocks wait for the next message. */
void run_share_keep(ent_run *run, const run_batch *b)
{
    run_share *s = run->share;
    kept_rows *r = &s->rows;
    if (r->capacity) {
        memcpy(r->values + r->n * run->kept_doubles, b->kept,
               b->n * run->kept_doubles * sizeof *r->values);
        memcpy(r->words + 1 + r->n, b->blocks, b->n * sizeof *r->words);
        r->n += b->n;
        pthread_cond_signal(&run->changed);
    }
    memcpy(s->pending + s->n_pending, b->blocks, b->n * sizeof *b->blocks);
    s->n_pending += b->n;
}

/* Waits until a chunk fits; once asked to stop, nobody reads quantiles. */
static void send_values(void *with, const values_chunk *chunk)
{
    ent_run *run = with;
    run_share *s = run->share;
    pthread_mutex_lock(&run->lock);
    while (s->n_chunks == CHUNKS_MAX && !run_asked_to_stop(run))
        pthread_cond_wait(&s->given, &run->lock);
    if (s->n_chunks < CHUNKS_MAX)
        s->chunks[s->n_chunks++] = *chunk;
    if (2 * s->n_chunks >= CHUNKS_MAX)
        pthread_cond_signal(&run->changed);
    pthread_mutex_unlock(&run->lock);
}

/* The main thread sends what the others have put there. */
static void ship_values(ent_run *run)
{
    run_share *s = run->share;
    pthread_mutex_lock(&run->lock);
    values_chunk *full = s->chunks;
    const size_t n = s->n_chunks;
    s->chunks = s->sending;
    s->sending = full;
    s->n_chunks = 0;
    pthread_cond_broadcast(&s->given);
    pthread_mutex_unlock(&run->lock);
    if (n)
        run->plan.ranks->send(0, KEPT, full, n * sizeof *full);
}

/* At the end, from the main thread alone. */
static void send_now(void *with, const values_chunk *chunk)
{
    ent_run *run = with;
    run->share->chunks[run->share->n_chunks++] = *chunk;
    if (run->share->n_chunks == CHUNKS_MAX)
        ship_values(run);
}

static void ship_last_values(ent_run *run)
{
    run_values *v = run->values;
    if (!run->plan.exact)
        return;
    const size_t bytes = v ? v->n_lists * VALUES_CELLS * sizeof(uint64_t) : 0;
    const bool whole = v && !atomic_load(&v->failed) && buffer_of(run->share, bytes);
    if (whole) {
        memset(run->share->buffer, 0, bytes);
        v->send = send_now;
        values_send_rest(v, (uint64_t *)(void *)run->share->buffer);
        v->send = send_values;
        ship_values(run);
    }
    run->plan.ranks->send(0, COUNT, run->share->buffer, whole ? bytes : 0);
}

static unsigned char *put(unsigned char *to, const void *from, size_t bytes)
{
    memcpy(to, from, bytes);
    return to + bytes;
}

static size_t message_room(const ent_run *run)
{
    const run_share *s = run->share;
    size_t room = sizeof(head) + s->n_pending * sizeof(uint64_t) + 64 +
                  run->plan.n_probes * sizeof(uint64_t) + summary_bytes(&run->probes) +
                  summary_bytes(&run->pairs);
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        room += run->worlds[w].wide ? summary_bytes(&run->worlds[w].sums) : 0;
    return room;
}

/* Under the lock: everything gathered since the last message, which starts anew. */
static size_t pack(ent_run *run)
{
    run_share *s = run->share;
    head h = {.blocks = s->n_pending};
    unsigned char *to = s->buffer + sizeof h;
    to = put(to, s->pending, s->n_pending * sizeof *s->pending);
    for (size_t i = 0; i < run->plan.n_probes; i++) {
        to = put(to, &run->probe[i].held, sizeof run->probe[i].held);
        run->probe[i].held = 0;
    }
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        run_world *rw = &run->worlds[w];
        h.hash[w] = rw->hash;
        rw->hash = 0;
        if (!rw->wide)
            continue;
        to += h.bytes[w] = summary_write(&rw->sums, to);
        summary_clear(&rw->sums);
    }
    if (run->plan.paired) {
        to += h.bytes[ENT_RUN_WORLDS] = summary_write(&run->pairs, to);
        summary_clear(&run->pairs);
    }
    to += h.bytes[ENT_RUN_WORLDS + 1] = summary_write(&run->probes, to);
    summary_clear(&run->probes);
    memcpy(s->buffer, &h, sizeof h);
    s->n_pending = 0;
    return (size_t)(to - s->buffer);
}

/* A message of fewer blocks than there is room for: its values move up to them. */
static void ship_rows(ent_run *run)
{
    run_share *s = run->share;
    pthread_mutex_lock(&run->lock);
    const kept_rows full = s->rows;
    s->rows = s->rows_sending;
    s->rows.n = 0;
    s->rows_sending = full;
    pthread_cond_broadcast(&s->given);
    pthread_mutex_unlock(&run->lock);
    const size_t values = full.n * run->kept_doubles * sizeof *full.values;
    if (full.n == 0)
        return;
    full.words[0] = full.n;
    if (full.n < full.capacity)
        memmove(full.words + 1 + full.n, full.values, values);
    run->plan.ranks->send(0, ROWS, full.words, (1 + full.n) * sizeof *full.words + values);
}

static void ship(ent_run *run)
{
    run_share *s = run->share;
    size_t bytes = 0;
    for (bool rows = true; rows;) { /* of every block that is done */
        ship_rows(run);
        pthread_mutex_lock(&run->lock);
        rows = s->rows.n > 0;
        if (!rows && s->n_pending && buffer_of(s, message_room(run)))
            bytes = pack(run);
        else if (!rows && s->n_pending)
            run->status = ent_fail(&run->error, ENT_E_NOMEM, "run: out of memory");
        pthread_cond_broadcast(&s->given);
        pthread_mutex_unlock(&run->lock);
    }
    if (bytes)
        run->plan.ranks->send(0, DONE, s->buffer, bytes);
}

/* Ask while one block a thread is still waiting, so that nobody idles. */
static void ask(ent_run *run)
{
    run_share *s = run->share;
    pthread_mutex_lock(&run->lock);
    const size_t have = s->n_queue + s->asked, wish = 2 * run->n_threads;
    const want w = {have < run->n_threads + 1 && !s->no_more ? wish : 0, identity_of(run)};
    s->asked += w.count;
    pthread_mutex_unlock(&run->lock);
    if (w.count)
        run->plan.ranks->send(0, WANT, &w, sizeof w);
}

static void take_in(ent_run *run)
{
    run_share *s = run->share;
    int from, kind;
    size_t bytes;
    while (run->plan.ranks->look(&from, &kind, &bytes)) {
        uint64_t blocks[QUEUE_MAX];
        run->plan.ranks->receive(from, kind, blocks, bytes);
        pthread_mutex_lock(&run->lock);
        s->asked = 0;
        s->no_more = bytes == 0;
        memcpy(s->queue + s->n_queue, blocks, bytes);
        s->n_queue += bytes / sizeof *blocks;
        pthread_cond_broadcast(&s->given);
        pthread_mutex_unlock(&run->lock);
    }
}

/* Wait a little for a thread to say something; whether any still runs. */
static bool pause_for(ent_run *run, long nanoseconds)
{
    pthread_mutex_lock(&run->lock);
    if (run->running > 0)
        run_wait(run, nanoseconds);
    const bool runs = run->running > 0;
    pthread_mutex_unlock(&run->lock);
    return runs;
}

static void follow(ent_run *run)
{
    double last = clock_now();
    bool runs = true;
    while (runs) {
        ask(run);
        take_in(run);
        runs = pause_for(run, 2000000);
        pthread_mutex_lock(&run->lock);
        const bool full = 2 * run->share->n_pending >= PENDING_MAX;
        pthread_cond_broadcast(&run->share->given); /* in case we are asked to stop */
        pthread_mutex_unlock(&run->lock);
        if (full || clock_now() - last > 1.0) {
            ship(run);
            last = clock_now();
        }
        ship_rows(run);
        if (run->values)
            ship_values(run);
    }
    ship(run);
    ship_last_values(run);
    run->plan.ranks->send(0, END, NULL, 0);
}

/* --- rank 0 --- */

static void hand_out(ent_run *run, int to, const want *w)
{
    uint64_t blocks[QUEUE_MAX];
    size_t n = 0;
    if (w->identity != identity_of(run)) {
        pthread_mutex_lock(&run->lock);
        run->status = ent_fail(&run->error, ENT_E_DATA,
                               "rank %d has another world or plan: the same version, data and "
                               "scenario must be on every machine",
                               to);
        pthread_mutex_unlock(&run->lock);
        run_halt(run);
    }
    while (n < w->count && n < QUEUE_MAX / 2 && !run_asked_to_stop(run) &&
           run_dispense(run, &blocks[n]))
        n++;
    run->plan.ranks->send(to, TAKE, blocks, n * sizeof *blocks);
}

/* Read one summary of a message and add it. */
static bool add_summary(summary *into, summary *spare, const unsigned char **at, uint64_t bytes)
{
    const bool read = summary_read(spare, *at, (size_t)bytes);
    if (read)
        summary_merge(into, spare);
    *at += bytes;
    return read;
}

/* Whether the parts that a head names make up the message. */
static bool adds_up(const ent_run *run, const head *h, size_t bytes)
{
    if (h->blocks > PENDING_MAX)
        return false;
    uint64_t sum = sizeof *h + (h->blocks + run->plan.n_probes) * sizeof(uint64_t);
    for (size_t i = 0; i < ENT_RUN_WORLDS + 2; i++) {
        if (h->bytes[i] > bytes)
            return false;
        sum += h->bytes[i];
    }
    return sum == bytes;
}

/* Under the lock. */
static bool absorb(ent_run *run, size_t bytes)
{
    run_share *s = run->share;
    head h;
    bool good = true;
    if (bytes < sizeof h)
        return false;
    memcpy(&h, s->buffer, sizeof h);
    if (!adds_up(run, &h, bytes))
        return false;
    const unsigned char *at = s->buffer + sizeof h;
    memcpy(s->pending, at, h.blocks * sizeof *s->pending);
    at += h.blocks * sizeof *s->pending;
    for (size_t i = 0; i < run->plan.n_probes; i++, at += sizeof(uint64_t)) {
        uint64_t held;
        memcpy(&held, at, sizeof held);
        run->probe[i].held += held;
    }
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        run->worlds[w].hash += h.hash[w];
        if (run->worlds[w].wide)
            good = add_summary(&run->worlds[w].sums, &s->worlds[w], &at, h.bytes[w]) && good;
    }
    if (run->plan.paired)
        good = add_summary(&run->pairs, &s->pairs, &at, h.bytes[ENT_RUN_WORLDS]) && good;
    good = add_summary(&run->probes, &s->probes, &at, h.bytes[ENT_RUN_WORLDS + 1]) && good;
    for (uint64_t i = 0; i < h.blocks; i++) {
        run_set_done(run, s->pending[i]);
        if (run->values && run->values->cuts) /* it has sent its values, or will */
            run->values->has[s->pending[i] - run->first] = UINT32_MAX; /* not whole here */
    }
    s->batch.n = 0;
    if (good && run->sink && run->status == ENT_OK) /* which may save the sums */
        run->status = run->sink(run->sink_with, run, &s->batch, &run->error);
    return good;
}

/* Under the lock: rows for the sink, whose blocks are done once their sums have come. */
static bool absorb_rows(ent_run *run, size_t bytes)
{
    run_share *s = run->share;
    run_batch *b = &s->batch;
    const uint64_t *words = (const uint64_t *)(const void *)s->buffer;
    const size_t n = bytes >= sizeof *words && words[0] <= BATCH_MAX ? (size_t)words[0] : 0;
    if (n == 0 || run->kept_doubles == 0 ||
        bytes != (1 + n) * sizeof *words + n * run->kept_doubles * sizeof(double))
        return false;
    for (size_t i = 0; i < n; i++)
        if (words[1 + i] < run->first || words[1 + i] >= run->end)
            return false;
    b->n = n;
    memcpy(b->blocks, words + 1, n * sizeof *b->blocks);
    b->kept = (double *)(void *)s->buffer + 1 + n;
    if (run->sink && run->status == ENT_OK)
        run->status = run->sink(run->sink_with, run, b, &run->error);
    b->kept = NULL;
    return true;
}

static void take_work(ent_run *run, int from, int kind, size_t bytes)
{
    run_share *s = run->share;
    const bool room = buffer_of(s, bytes);
    if (room)
        run->plan.ranks->receive(from, kind, s->buffer, bytes);
    pthread_mutex_lock(&run->lock);
    if (!room)
        run->status = ent_fail(&run->error, ENT_E_NOMEM, "run: out of memory");
    else if (!(kind == DONE ? absorb(run, bytes) : absorb_rows(run, bytes)))
        run->status = ent_fail(&run->error, ENT_E_DATA, "rank %d sent what cannot be read", from);
    const bool failed = run->status != ENT_OK;
    pthread_mutex_unlock(&run->lock);
    if (failed)
        run_halt(run);
}

/* Chunks of another rank, or its counts. Where they are not as they must be, quantiles are of
   bins. */
static void take_values(ent_run *run, int from, int kind, size_t bytes)
{
    run_share *s = run->share;
    run_values *v = run->values;
    if (!buffer_of(s, bytes + 1)) {
        run->status = ent_fail(&run->error, ENT_E_NOMEM, "run: out of memory");
        run_halt(run);
        return;
    }
    run->plan.ranks->receive(from, kind, s->buffer, bytes);
    if (!v || !v->cuts)
        return;
    const size_t chunks = bytes / sizeof(values_chunk);
    bool good = kind == KEPT ? bytes % sizeof(values_chunk) == 0
                             : bytes == v->n_lists * VALUES_CELLS * sizeof(uint64_t);
    for (size_t i = 0; good && kind == KEPT && i < chunks; i++)
        good = values_take_chunk(v, (const values_chunk *)(const void *)s->buffer + i);
    if (good && kind == COUNT)
        values_take_counts(v, (const uint64_t *)(const void *)s->buffer);
    if (!good)
        atomic_store(&v->failed, 1);
}

/* Answer whatever waits; how many ranks said that they end. */
static int serve_once(ent_run *run)
{
    int from, kind, ended = 0;
    size_t bytes;
    while (run->plan.ranks->look(&from, &kind, &bytes)) {
        want w = {0, 0};
        if (kind == DONE || kind == ROWS)
            take_work(run, from, kind, bytes);
        else if (kind == WANT && bytes == sizeof w) {
            run->plan.ranks->receive(from, kind, &w, bytes);
            hand_out(run, from, &w);
        } else if (kind == KEPT || kind == COUNT)
            take_values(run, from, kind, bytes);
        else {
            run->plan.ranks->receive(from, kind, &w, 0);
            ended += kind == END;
        }
    }
    return ended;
}

static void lead(ent_run *run)
{
    const double patience = 0.4; /* seconds for others to send theirs once we are to stop */
    int left = run->plan.ranks->size - 1;
    double told = clock_now(), stopped = 0.0;
    bool runs = true;
    while (runs || left > 0) {
        left -= serve_once(run);
        runs = pause_for(run, 2000000);
        if (!runs && left > 0)
            nanosleep(&(struct timespec){0, 1000000}, NULL);
        if (run_asked_to_stop(run) && stopped == 0.0)
            stopped = clock_now();
        if (stopped > 0.0 && run->status == ENT_OK && clock_now() - stopped > patience && !runs)
            break;
        if (run->plan.progress && clock_now() - told > 0.2) {
            told = clock_now();
            run->plan.progress(run->plan.progress_with, run->n_done, run->end - run->first);
        }
    }
    if (run->plan.progress)
        run->plan.progress(run->plan.progress_with, run->n_done, run->end - run->first);
}

void run_share_watch(ent_run *run)
{
    if (run->plan.ranks->rank == 0)
        lead(run);
    else
        follow(run);
}
