/* What a store holds, read back into a run. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "futures/store_file.h"

ent_status store_pragma(const ent_store *s, const char *sql, int *value, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(s, sql, &q, err));
    const bool row = sqlite3_step(q) == SQLITE_ROW;
    *value = row ? sqlite3_column_int(q, 0) : 0;
    const ent_status status = row ? ENT_OK : store_fail(s, err);
    sqlite3_finalize(q);
    return status;
}

/* Copy a blob of `least` to `most` bytes. */
static ent_status get_blob(const ent_store *s, const char *name, void *to, size_t least,
                           size_t most, size_t *size, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(s, "SELECT data FROM summary WHERE name = ?", &q, err));
    sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
    const int code = sqlite3_step(q);
    *size = code == SQLITE_ROW ? (size_t)sqlite3_column_bytes(q, 0) : 0;
    const bool fits = code == SQLITE_ROW && *size >= least && *size <= most;
    if (fits && *size > 0)
        memcpy(to, sqlite3_column_blob(q, 0), *size);
    ent_status status = store_read_end(s, code, err);
    if (status == ENT_OK && !fits)
        status = ent_fail(err, ENT_E_DATA, "%s: damaged: %s", s->path, name);
    sqlite3_finalize(q);
    return status;
}

static ent_status get_words(const ent_store *s, const char *name, size_t n, ent_error *err)
{
    size_t size;
    return get_blob(s, name, s->buffer, n * sizeof(uint64_t), n * sizeof(uint64_t), &size, err);
}

/* Read a summary; its bins must be those of the run, unless the run has none yet. */
static ent_status get_summary(const ent_store *s, const char *name, summary *sums, bool fresh,
                              ent_error *err)
{
    const size_t bins = sums->n_columns * sizeof *sums->bins;
    size_t size;
    ENT_TRY(get_blob(s, name, s->buffer, bins, s->buffer_size, &size, err));
    if (!fresh && bins > 0 && memcmp(s->buffer, sums->bins, bins) != 0)
        return ent_fail(err, ENT_E_DATA,
                        "%s: made by another version of the model: histograms differ", s->path);
    return summary_read(sums, s->buffer, size)
               ? ENT_OK
               : ent_fail(err, ENT_E_DATA, "%s: damaged: %s", s->path, name);
}

/* Whole numbers that name blocks of this run, none twice. */
static ent_status take_blocks(const ent_store *s, sqlite3_stmt *q, ent_error *err)
{
    ent_run *run = s->run;
    const int64_t first = sqlite3_column_int64(q, 0), last = sqlite3_column_int64(q, 1);
    if (sqlite3_column_type(q, 0) != SQLITE_INTEGER || sqlite3_column_type(q, 1) != SQLITE_INTEGER)
        return ent_fail(err, ENT_E_DATA, "%s: damaged: a block that is not a number", s->path);
    if (first < (int64_t)run->first || last >= (int64_t)run->end || first > last)
        return ent_fail(err, ENT_E_DATA,
                        "%s: holds blocks %" PRId64 " to %" PRId64 ", outside %" PRIu64 ":%" PRIu64,
                        s->path, first, last, run->first, run->end);
    for (uint64_t b = (uint64_t)first; b <= (uint64_t)last; b++) {
        if (run_is_done(run, b))
            return ent_fail(err, ENT_E_DATA, "%s: damaged: holds block %" PRIu64 " twice", s->path,
                            b);
        run_set_done(run, b);
    }
    return ENT_OK;
}

static ent_status read_blocks(const ent_store *s, ent_error *err)
{
    char text[40], counted[24];
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    int code = SQLITE_DONE;
    ENT_TRY(store_prepare(s, "SELECT first, last FROM block ORDER BY first", &q, err));
    while (status == ENT_OK && (code = sqlite3_step(q)) == SQLITE_ROW)
        status = take_blocks(s, q, err);
    if (status == ENT_OK)
        status = store_read_end(s, code, err);
    sqlite3_finalize(q);
    ENT_TRY(status);
    ENT_TRY(store_get(s, "blocks_done", text, sizeof text, err));
    snprintf(counted, sizeof counted, "%" PRIu64, s->run->n_done);
    return strcmp(text, counted) == 0
               ? ENT_OK
               : ent_fail(err, ENT_E_DATA, "%s: damaged: lists %s blocks and counts %.20s", s->path,
                          counted, *text ? text : "none");
}

/* --- whether the parts fit together --- */

/* Every column has seen every future of the blocks done. */
static ent_status check_sums(const ent_store *s, ent_error *err)
{
    const ent_run *run = s->run;
    const uint64_t futures = ent_run_futures(run);
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        for (size_t c = 0; run->worlds[w].wide && c < run->worlds[w].sums.n_columns; c++) {
            const summary_column *column = &run->worlds[w].sums.columns[c];
            if (column->n + column->missing != futures)
                return ent_fail(err, ENT_E_DATA,
                                "%s: damaged: its sums are of %" PRIu64 " futures, its blocks of "
                                "%" PRIu64,
                                s->path, column->n + column->missing, futures);
        }
    return ENT_OK;
}

/* Whether one row of kept futures is of a block done, an outcome kept, and long enough. */
static bool fits(const ent_run *run, sqlite3_stmt *q)
{
    const int64_t w = sqlite3_column_int64(q, 0), o = sqlite3_column_int64(q, 1);
    const int64_t block = sqlite3_column_int64(q, 2), bytes = sqlite3_column_int64(q, 3);
    if (w < 0 || w >= (int64_t)run->plan.n_worlds || o < 0 || o >= ENT_N_OUTCOMES ||
        block < (int64_t)run->first || block >= (int64_t)run->end)
        return false;
    const int64_t columns = run->worlds[w].layout.count[o];
    return run->worlds[w].n_kept > 0 && run->plan.keep[o] && run_is_done(run, (uint64_t)block) &&
           bytes == columns * ENT_BLOCK * (int64_t)sizeof(double);
}

/* Every block done has its kept columns, of every wide world, and no other has any. */
static ent_status check_futures(const ent_store *s, ent_error *err)
{
    const ent_run *run = s->run;
    uint64_t wanted = 0, found = 0;
    sqlite3_stmt *q;
    int code;
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        for (size_t o = 0; run->worlds[w].n_kept > 0 && o < ENT_N_OUTCOMES; o++)
            wanted += run->plan.keep[o] && run->worlds[w].layout.count[o] > 0 ? run->n_done : 0;
    ENT_TRY(store_prepare(
        s,
        "SELECT world, outcome, block, CASE typeof(data) WHEN 'blob' THEN length(data) END"
        " FROM future",
        &q, err));
    while ((code = sqlite3_step(q)) == SQLITE_ROW && fits(run, q))
        found++;
    const ent_status status = store_read_end(s, code, err);
    sqlite3_finalize(q);
    ENT_TRY(status);
    return code == SQLITE_DONE && found == wanted
               ? ENT_OK
               : ent_fail(err, ENT_E_DATA,
                          "%s: damaged: its kept futures are not those of its blocks", s->path);
}

/* Everything that was summed up so far, into an empty run. */
ent_status store_read_state(ent_store *s, bool fresh, ent_error *err)
{
    static const char *const names[ENT_RUN_WORLDS] = {"world 0", "world 1", "world 2",
                                                      "world 3", "world 4", "world 5"};
    ent_run *run = s->run;
    s->buffer_size = store_summary_bytes(run);
    s->buffer = ent_arena_array(s->arena, unsigned char, s->buffer_size);
    if (!s->buffer)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
    for (size_t w = 0; w < run->plan.n_worlds; w++)
        if (run->worlds[w].wide)
            ENT_TRY(get_summary(s, names[w], &run->worlds[w].sums, fresh, err));
    if (run->plan.paired)
        ENT_TRY(get_summary(s, "pairs", &run->pairs, true, err));
    ENT_TRY(get_summary(s, "probes", &run->probes, fresh, err));
    uint64_t *words = (uint64_t *)(void *)s->buffer;
    ENT_TRY(get_words(s, "held", run->plan.n_probes, err));
    for (size_t i = 0; i < run->plan.n_probes; i++)
        run->probe[i].held = words[i];
    ENT_TRY(get_words(s, "hashes", STORE_HASHES, err));
    for (size_t w = 0; w < STORE_HASHES; w++)
        run->worlds[w].hash = words[w];
    ENT_TRY(read_blocks(s, err));
    ENT_TRY(check_sums(s, err));
    return check_futures(s, err);
}
