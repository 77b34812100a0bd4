/* What a run hands over while it goes on: futures kept, sums, blocks done. */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "entente/heap.h"
#include "futures/store_file.h"

/* --- summaries --- */

size_t store_summary_bytes(const ent_run *run)
{
    size_t most = summary_bytes(&run->probes);
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        if (run->worlds[w].wide && summary_bytes(&run->worlds[w].sums) > most)
            most = summary_bytes(&run->worlds[w].sums);
    return most + run->plan.n_probes * sizeof(uint64_t) + 64;
}

static ent_status put_blob(const ent_store *s, sqlite3_stmt *q, const char *name, const void *bytes,
                           size_t size, ent_error *err)
{
    sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_blob64(q, 2, bytes, size, SQLITE_STATIC);
    return store_step(s, q, err);
}

/* In memory of its own: the most that a summary may take is many times what it does take. */
static ent_status put_summary(const ent_store *s, sqlite3_stmt *q, const char *name, summary *sums,
                              ent_error *err)
{
    ent_arena own;
    ent_heap_arena_create(&own, 1);
    unsigned char *bytes = ent_arena_array(&own, unsigned char, summary_bytes_now(sums));
    const ent_status status = bytes ? put_blob(s, q, name, bytes, summary_write(sums, bytes), err)
                                    : ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
    ent_heap_arena_destroy(&own);
    return status;
}

static ent_status put_held(const ent_store *s, sqlite3_stmt *q, ent_error *err)
{
    const size_t n = s->run->plan.n_probes;
    ent_arena own;
    ent_heap_arena_create(&own, 1);
    uint64_t *held = ent_arena_array(&own, uint64_t, n);
    for (size_t i = 0; held && i < n; i++)
        held[i] = s->run->probe[i].held;
    const ent_status status = held ? put_blob(s, q, "held", held, n * sizeof *held, err)
                                   : ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
    ent_heap_arena_destroy(&own);
    return status;
}

static ent_status write_summaries(const ent_store *s, sqlite3_stmt *q, ent_error *err)
{
    ent_run *run = s->run;
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        const char *name = w == 0 ? "world 0" : w == 1 ? "world 1" : w == 2 ? "world 2" : "world 3";
        if (run->worlds[w].wide)
            ENT_TRY(put_summary(s, q, name, &run->worlds[w].sums, err));
    }
    if (run->plan.paired)
        ENT_TRY(put_summary(s, q, "pairs", &run->pairs, err));
    ENT_TRY(put_summary(s, q, "probes", &run->probes, err));
    ENT_TRY(put_held(s, q, err));
    uint64_t hashes[STORE_HASHES];
    for (size_t w = 0; w < STORE_HASHES; w++)
        hashes[w] = run->worlds[w].hash;
    return put_blob(s, q, "hashes", hashes, sizeof hashes, err);
}

static ent_status write_blocks(const ent_store *s, ent_error *err)
{
    const ent_run *run = s->run;
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    ENT_TRY(store_exec(s, "DELETE FROM block", err));
    ENT_TRY(store_prepare(s, "INSERT INTO block VALUES(?, ?)", &q, err));
    for (uint64_t b = run->first; status == ENT_OK && b < run->end; b++) {
        if (!run_is_done(run, b))
            continue;
        const uint64_t first = b;
        while (b + 1 < run->end && run_is_done(run, b + 1))
            b++;
        sqlite3_bind_int64(q, 1, (sqlite3_int64)first);
        sqlite3_bind_int64(q, 2, (sqlite3_int64)b);
        status = store_step(s, q, err);
    }
    sqlite3_finalize(q);
    return status;
}

ent_status store_write_state(ent_store *s, ent_error *err)
{
    sqlite3_stmt *q, *r;
    char text[40];
    if (!s->open)
        ENT_TRY(store_exec(s, "BEGIN", err));
    s->open = true;
    ENT_TRY(write_blocks(s, err));
    ENT_TRY(store_prepare(s, "INSERT OR REPLACE INTO summary VALUES(?, ?)", &q, err));
    ent_status status = write_summaries(s, q, err);
    sqlite3_finalize(q);
    ENT_TRY(status);
    ENT_TRY(store_prepare(s, "INSERT OR REPLACE INTO run VALUES(?, ?)", &r, err));
    snprintf(text, sizeof text, "%016" PRIx64, s->run->worlds[0].hash);
    status = store_put(s, r, "outcome_hash", text, err);
    snprintf(text, sizeof text, "%" PRIu64, s->run->n_done);
    if (status == ENT_OK)
        status = store_put(s, r, "blocks_done", text, err);
    sqlite3_finalize(r);
    return status;
}

ent_status ent_store_checkpoint(ent_store *s, ent_error *err)
{
    ENT_TRY(store_write_state(s, err));
    s->open = false;
    s->last_commit = clock_now();
    return store_exec(s, "COMMIT", err);
}

/* --- futures --- */

static ent_status insert_block(const ent_store *s, const run_batch *batch, size_t i, ent_error *err)
{
    const ent_run *run = s->run;
    const double *x = batch->kept + i * run->kept_doubles;
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        const run_world *rw = &run->worlds[w];
        for (int o = 0; rw->n_kept > 0 && o < ENT_N_OUTCOMES; o++) {
            const size_t n = run->plan.keep[o] ? (size_t)rw->layout.count[o] * ENT_BLOCK : 0;
            if (n == 0)
                continue;
            sqlite3_bind_int(s->insert_future, 1, (int)w);
            sqlite3_bind_int(s->insert_future, 2, o);
            sqlite3_bind_int64(s->insert_future, 3, (sqlite3_int64)batch->blocks[i]);
            sqlite3_bind_blob64(s->insert_future, 4, x, n * sizeof *x, SQLITE_STATIC);
            ENT_TRY(store_step(s, s->insert_future, err));
            x += n;
        }
    }
    return ENT_OK;
}

/* A batch is written with the sums that contain it: all or nothing. Rows of another rank may come
   before their sums; until these come, the table `block` does not have them, and a run that goes on
   writes them again. */
ent_status store_take_batch(void *with, ent_run *run, const run_batch *batch, ent_error *err)
{
    ent_store *s = with;
    (void)run;
    if (!s->open)
        ENT_TRY(store_exec(s, "BEGIN", err));
    s->open = true;
    for (size_t i = 0; batch->kept && i < batch->n; i++)
        ENT_TRY(insert_block(s, batch, i, err));
    if (clock_now() - s->last_commit < s->pause)
        return ENT_OK;
    s->pause = 4.0;
    return ent_store_checkpoint(s, err);
}
