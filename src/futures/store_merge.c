/* Stores of disjoint blocks of one run become one. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "entente/text.h"
#include "entente/world_build.h"
#include "futures/lead_order.h"
#include "futures/store_file.h"

/* A damaged number must not ask for all memory: 2^38 futures are 2^30 blocks, a bit each. */
static const uint64_t MOST_FUTURES = UINT64_C(1) << 38;
enum { MOST_PROBES = 4096 };

static ent_status world_fail(const ent_store *s, ent_world_problem problem, ent_error *err)
{
    if (problem == ENT_WORLD_OTHER_VERSION)
        return store_other_version(s, "its world was", err);
    return ent_fail(err, ENT_E_DATA, "%s: damaged: world: %s", s->path,
                    ent_world_problem_text(problem));
}

/* Worlds as they lie in a store, checked. */
static ent_status read_worlds(const ent_store *s, ent_run_plan *plan, ent_error *err)
{
    sqlite3_stmt *q;
    ent_status status = ENT_OK;
    int code = SQLITE_DONE;
    ENT_TRY(store_prepare(s, "SELECT data, narrow FROM world ORDER BY role", &q, err));
    while (status == ENT_OK && plan->n_worlds < ENT_RUN_WORLDS &&
           (code = sqlite3_step(q)) == SQLITE_ROW) {
        const size_t size = (size_t)sqlite3_column_bytes(q, 0);
        unsigned char *bytes = ent_arena_array(s->arena, unsigned char, size);
        if (bytes && size > 0) /* an empty blob is NULL */
            memcpy(bytes, sqlite3_column_blob(q, 0), size);
        if (!bytes)
            status = ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
        else if (ent_world_check(bytes, size) != ENT_WORLD_FINE)
            status = world_fail(s, ent_world_check(bytes, size), err);
        plan->narrow[plan->n_worlds] = sqlite3_column_int(q, 1) != 0;
        plan->worlds[plan->n_worlds++] = (const ent_world *)(const void *)bytes;
    }
    if (status == ENT_OK)
        status = store_read_end(s, code, err);
    sqlite3_finalize(q);
    if (status == ENT_OK && plan->n_worlds == 0)
        status = ent_fail(err, ENT_E_DATA, "%s: damaged: no world", s->path);
    return status;
}

static ent_status read_keep(const ent_store *s, ent_run_plan *plan, ent_error *err)
{
    sqlite3_stmt *q;
    int code;
    ENT_TRY(store_prepare(s, "SELECT id FROM outcome WHERE kept = 1", &q, err));
    while ((code = sqlite3_step(q)) == SQLITE_ROW) {
        const int o = sqlite3_column_int(q, 0);
        if (o >= 0 && o < ENT_N_OUTCOMES)
            plan->keep[o] = true;
    }
    const ent_status status = store_read_end(s, code, err);
    sqlite3_finalize(q);
    return status;
}

/* A whole number of the table of the run; "7x" is none. `after` may follow it, or the end. */
static ent_status read_whole(const ent_store *s, const char *key, char after, uint64_t *value,
                             ent_error *err)
{
    char text[64], *end = text;
    ENT_TRY(store_get(s, key, text, sizeof text, err));
    errno = 0;
    *value = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || (*end && *end != after) || errno)
        return ent_fail(err, ENT_E_DATA, "%s: damaged: its '%s' is '%.20s'", s->path, key, text);
    return ENT_OK;
}

/* The plan of the run of which a store holds a part. */
static ent_status read_plan(const ent_store *s, ent_run_plan *plan, ent_error *err)
{
    char text[64];
    uint64_t n_probes = 0, paired = 0;
    *plan = (ent_run_plan){0};
    ENT_TRY(store_check_kind(s, err));
    ENT_TRY(read_worlds(s, plan, err));
    ENT_TRY(read_keep(s, plan, err));
    ENT_TRY(read_whole(s, "futures", '\0', &plan->n_futures, err));
    if (plan->n_futures == 0 || plan->n_futures > MOST_FUTURES)
        return ent_fail(err, ENT_E_DATA, "%s: damaged: %" PRIu64 " futures", s->path,
                        plan->n_futures);
    ENT_TRY(read_whole(s, "seed", '\0', &plan->seed, err));
    ENT_TRY(read_whole(s, "paired", '\0', &paired, err));
    if (paired >= plan->n_worlds || (paired && plan->narrow[paired]))
        return ent_fail(err, ENT_E_DATA, "%s: damaged: paired with world %" PRIu64, s->path,
                        paired);
    plan->paired = (int32_t)paired;
    ENT_TRY(store_get(s, "design", text, sizeof text, err));
    plan->design = store_design(text);
    ENT_TRY(read_whole(s, "probes", ' ', &n_probes, err));
    if (n_probes > MOST_PROBES)
        return ent_fail(err, ENT_E_DATA, "%s: damaged: %" PRIu64 " probes", s->path, n_probes);
    plan->n_probes = n_probes;
    plan->probes = ent_arena_array(s->arena, ent_probe, n_probes + 1);
    plan->n_dimensions = LEAD_DIMENSIONS;
    return plan->probes ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "%s: out of memory", s->path);
}

/* Both stores must name the same run; `probes` stands for what the claims ask. */
static ent_status same_run(const ent_store *a, const ent_store *b, ent_error *err)
{
    static const char *const keys[] = {"futures",      "seed",   "design",       "worlds",
                                       "paired",       "world",  "second world", "third world",
                                       "fourth world", "probes", "kept columns", "dimensions"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char x[64], y[64];
        ENT_TRY(store_get(a, keys[i], x, sizeof x, err));
        ENT_TRY(store_get(b, keys[i], y, sizeof y, err));
        if (strcmp(x, y) != 0)
            return ent_fail(err, ENT_E_DATA, "%s and %s are not parts of one run: %s is %s and %s",
                            a->path, b->path, keys[i], *x ? x : "not there", *y ? y : "not there");
    }
    return ENT_OK;
}

/* Sums of `from` into `into`; blocks were joined before. */
static ent_status add_sums(ent_run *into, ent_run *from, const ent_store *s, ent_error *err)
{
    for (size_t w = 0; w < into->plan.n_worlds; w++) {
        summary *a = &into->worlds[w].sums, *b = &from->worlds[w].sums;
        into->worlds[w].hash += from->worlds[w].hash;
        if (!into->worlds[w].wide)
            continue;
        if (memcmp(a->bins, b->bins, a->n_columns * sizeof *a->bins) != 0)
            return ent_fail(err, ENT_E_DATA,
                            "%s: made by another version of the model: histograms differ", s->path);
        summary_merge(a, b);
    }
    if (into->plan.paired)
        summary_merge(&into->pairs, &from->pairs);
    summary_merge(&into->probes, &from->probes);
    for (size_t i = 0; i < into->plan.n_probes; i++)
        into->probe[i].held += from->probe[i].held;
    return ENT_OK;
}

static ent_status join_blocks(ent_run *into, const ent_run *from, const ent_store *s,
                              ent_error *err)
{
    for (uint64_t b = from->first; b < from->end; b++) {
        if (!run_is_done(from, b))
            continue;
        if (run_is_done(into, b))
            return ent_fail(err, ENT_E_DATA,
                            "%s: block %" PRIu64 " is also in a store given before", s->path, b);
        run_set_done(into, b);
    }
    return ENT_OK;
}

static ent_status copy_futures(const ent_store *out, const char *from, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(out, "ATTACH DATABASE ? AS part", &q, err));
    sqlite3_bind_text(q, 1, from, -1, SQLITE_STATIC);
    const ent_status status = store_step(out, q, err);
    sqlite3_finalize(q);
    ENT_TRY(status);
    /* A run that was killed may have rows of blocks that were not done yet. */
    ENT_TRY(store_exec(out,
                       "INSERT INTO future SELECT * FROM part.future AS f WHERE EXISTS"
                       "(SELECT 1 FROM part.block WHERE f.block BETWEEN first AND last)",
                       err));
    return store_exec(out, "DETACH DATABASE part", err);
}

/* One store into the sum; the first one makes the sum. */
static ent_status merge_one(const char *path, ent_store *first, ent_run **sum, ent_arena *arena,
                            ent_error *err)
{
    ent_store *s = NULL;
    ent_run_plan plan;
    ent_run *run = NULL;
    ent_status status = store_open(path, NULL, NULL, SQLITE_OPEN_READONLY, &s, arena, err);
    if (status == ENT_OK)
        status = read_plan(s, &plan, err);
    if (status == ENT_OK && first)
        status = same_run(first, s, err);
    if (status == ENT_OK)
        status = run_create_empty(&plan, &run, arena, err);
    if (status == ENT_OK) {
        s->run = run;
        status = store_read_state(s, true, err);
    }
    if (status == ENT_OK && !*sum)
        *sum = run;
    else if (status == ENT_OK) {
        status = join_blocks(*sum, run, s, err);
        if (status == ENT_OK)
            status = add_sums(*sum, run, s, err);
    }
    ent_store_close(s);
    return status;
}

static ent_status sum_stores(size_t n, const char *const *paths, ent_run **sum, ent_arena *arena,
                             ent_error *err)
{
    ent_store *first = NULL;
    ENT_TRY(merge_one(paths[0], NULL, sum, arena, err));
    ent_status status = store_open(paths[0], NULL, NULL, SQLITE_OPEN_READONLY, &first, arena, err);
    for (size_t i = 1; status == ENT_OK && i < n; i++) {
        const size_t mark = ent_arena_mark(arena);
        status = merge_one(paths[i], first, sum, arena, err);
        ent_arena_rewind(arena, mark);
    }
    ent_store_close(first);
    return status;
}

/* What the claims asked is kept as the word of the parts. */
static ent_status keep_probes_word(const ent_store *out, const char *from, ent_error *err)
{
    ent_store *part = NULL;
    char text[64];
    sqlite3_stmt *q;
    ENT_TRY(store_open(from, NULL, NULL, SQLITE_OPEN_READONLY, &part, out->arena, err));
    ent_status status = store_get(part, "probes", text, sizeof text, err);
    ent_store_close(part);
    ENT_TRY(status);
    ENT_TRY(store_prepare(out, "INSERT OR REPLACE INTO run VALUES(?, ?)", &q, err));
    status = store_put(out, q, "probes", text, err);
    sqlite3_finalize(q);
    return status;
}

ent_status ent_store_merge(size_t n, const char *const *paths, const char *out,
                           const ent_register *reg, ent_merge_report *report, ent_arena *arena,
                           ent_error *err)
{
    ent_run *sum = NULL;
    ent_store *s = NULL;
    const char *part = ent_text_format(arena, "%s.part", out);
    for (size_t i = 0; i < n; i++)
        if (store_same_file(paths[i], out))
            return ent_fail(err, ENT_E_ARG, "%s: is both a part and the result", out);
    if (!part)
        return ent_fail(err, ENT_E_NOMEM, "merge: out of memory");
    ENT_TRY(ent_file_replaceable(out, err));
    ENT_TRY(sum_stores(n, paths, &sum, arena, err));
    ENT_TRY(ent_store_create(part, sum, reg, &s, arena, err));
    ent_status status = keep_probes_word(s, paths[0], err);
    for (size_t i = 0; status == ENT_OK && i < n; i++)
        status = copy_futures(s, paths[i], err);
    if (status == ENT_OK)
        status = ent_store_finish(s, out, err);
    else
        ent_store_close(s);
    if (status != ENT_OK)
        store_remove(part, arena);
    *report = (ent_merge_report){sum->n_done, sum->end, ent_run_futures(sum), sum->worlds[0].hash};
    return status;
}
