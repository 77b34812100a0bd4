/* What a store holds, read back into a run. */
#include <inttypes.h>
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

ent_status store_check_kind(const ent_store *s, ent_error *err)
{
    int kind, version;
    ENT_TRY(store_pragma(s, "PRAGMA application_id", &kind, err));
    ENT_TRY(store_pragma(s, "PRAGMA user_version", &version, err));
    if (kind != STORE_KIND)
        return ent_fail(err, ENT_E_VERSION, "%s: is not the store of a run", s->path);
    if (version != ENT_STORE_VERSION)
        return ent_fail(err, ENT_E_VERSION, "%s: store of version %d; this program reads %d",
                        s->path, version, (int)ENT_STORE_VERSION);
    return store_check_schema(s, err);
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
    const ent_status status = fits ? ENT_OK
                              : code == SQLITE_ROW || code == SQLITE_DONE
                                  ? ent_fail(err, ENT_E_DATA, "%s: damaged: %s", s->path, name)
                                  : store_fail(s, err);
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

static ent_status read_blocks(const ent_store *s, ent_error *err)
{
    ent_run *run = s->run;
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    int code;
    ENT_TRY(store_prepare(s, "SELECT first, last FROM block ORDER BY first", &q, err));
    while (status == ENT_OK && (code = sqlite3_step(q)) == SQLITE_ROW) {
        const uint64_t first = (uint64_t)sqlite3_column_int64(q, 0);
        const uint64_t last = (uint64_t)sqlite3_column_int64(q, 1);
        if (first < run->first || last >= run->end || first > last)
            status =
                ent_fail(err, ENT_E_DATA,
                         "%s: holds blocks %" PRIu64 ":%" PRIu64 ", outside %" PRIu64 ":%" PRIu64,
                         s->path, first, last + 1, run->first, run->end);
        for (uint64_t b = first; status == ENT_OK && b <= last; b++)
            if (run_is_done(run, b))
                status = ent_fail(err, ENT_E_DATA, "%s: block %" PRIu64 " is also in another store",
                                  s->path, b);
            else
                run_set_done(run, b);
    }
    if (status == ENT_OK && code != SQLITE_DONE)
        status = store_fail(s, err);
    sqlite3_finalize(q);
    return status;
}

/* Everything that was summed up so far, into an empty run. */
ent_status store_read_state(const ent_store *s, bool fresh, ent_error *err)
{
    static const char *const names[] = {"world 0", "world 1", "world 2", "world 3"};
    ent_run *run = s->run;
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
    ENT_TRY(get_words(s, "hashes", ENT_RUN_WORLDS, err));
    for (size_t w = 0; w < ENT_RUN_WORLDS; w++)
        run->worlds[w].hash = words[w];
    return read_blocks(s, err);
}
