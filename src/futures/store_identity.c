/* What identifies a run: the rows of the table `run`. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "futures/lead_order.h"
#include "futures/store_file.h"

ent_status store_put(const ent_store *s, sqlite3_stmt *q, const char *key, const char *value,
                     ent_error *err)
{
    sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 2, value, -1, SQLITE_STATIC);
    return store_step(s, q, err);
}

/* A probe by its numbers: the same claims give the same word. */
static uint64_t probes_hash(const ent_run *run)
{
    const uint64_t narrow = run->plan.narrow_futures;
    uint64_t hash = UINT64_C(14695981039346656037);
    if (narrow > 0 && narrow < run->plan.n_futures)
        hash ^= narrow;
    for (size_t i = 0; i < run->plan.n_probes; i++) {
        const ent_probe *p = &run->plan.probes[i];
        const int32_t parts[] = {p->world, p->against, (int32_t)p->combine, p->outcome, p->first,
                                 p->count, p->stride};
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
            hash = (hash ^ (uint32_t)parts[k]) * UINT64_C(1099511628211);
        const int32_t whole[] = {p->of_outcome, p->of_first, p->of_count, p->of_stride};
        for (size_t k = 0; p->of_count && k < sizeof whole / sizeof whole[0]; k++)
            hash = (hash ^ (uint32_t)whole[k]) * UINT64_C(1099511628211);
    }
    return hash;
}

/* Which dimension belongs to what: another order is another design. */
static uint64_t order_hash(void)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)LEAD_DIMENSIONS;
    for (size_t i = 0; i < LEAD_FIRST; i++)
        hash = (hash ^ (uint64_t)lead_first[i]) * UINT64_C(1099511628211);
    return hash;
}

static const char *const design_names[] = {"mc", "lhs", "sobol"};

ent_design_kind store_design(const char *name)
{
    for (int d = 0; d < 3; d++)
        if (strcmp(design_names[d], name) == 0)
            return (ent_design_kind)d;
    return ENT_DESIGN_MC;
}

void store_identify(const ent_run *run, store_identity *id)
{
    *id = (store_identity){0};
#define IDENTIFY(name, ...) \
    do { \
        snprintf(id->value[id->n], sizeof id->value[0], __VA_ARGS__); \
        id->key[id->n++] = name; \
    } while (0)
    IDENTIFY("futures", "%" PRIu64, run->plan.n_futures);
    IDENTIFY("seed", "%" PRIu64, run->plan.seed);
    IDENTIFY("design", "%s", design_names[run->plan.design]);
    if (run->plan.design == ENT_DESIGN_SOBOL)
        IDENTIFY("dimensions", "%016" PRIx64, order_hash());
    IDENTIFY("worlds", "%zu", run->plan.n_worlds);
    IDENTIFY("paired", "%d", run->plan.paired);
    for (size_t w = 0; w < run->plan.n_worlds; w++) {
        static const char *const names[ENT_RUN_WORLDS] = {
            "world", "second world", "third world", "fourth world", "fifth world", "sixth world"};
        IDENTIFY(names[w], "%016" PRIx64, run->worlds[w].world->checksum);
    }
    IDENTIFY("probes", "%zu %016" PRIx64, run->plan.n_probes, probes_hash(run));
    IDENTIFY("kept columns", "%zu", run->kept_doubles / ENT_BLOCK);
#undef IDENTIFY
}

ent_status store_get(const ent_store *s, const char *key, char *value, size_t size, ent_error *err)
{
    sqlite3_stmt *q;
    ENT_TRY(store_prepare(s, "SELECT value FROM run WHERE key = ?", &q, err));
    sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
    const int code = sqlite3_step(q);
    const unsigned char *text = code == SQLITE_ROW ? sqlite3_column_text(q, 0) : NULL;
    snprintf(value, size, "%s", text ? (const char *)text : "");
    const ent_status status = store_read_end(s, code, err);
    sqlite3_finalize(q);
    return status;
}

/* The worlds in the file are those of the run, byte by byte: a merge will read them. */
static ent_status check_worlds(const ent_store *s, ent_error *err)
{
    sqlite3_stmt *q;
    size_t w = 0;
    int code = SQLITE_DONE;
    ENT_TRY(store_prepare(s, "SELECT data FROM world ORDER BY role", &q, err));
    while (w < s->run->plan.n_worlds && (code = sqlite3_step(q)) == SQLITE_ROW) {
        const ent_world *world = s->run->worlds[w].world;
        const void *bytes = sqlite3_column_blob(q, 0);
        if (!bytes || (size_t)sqlite3_column_bytes(q, 0) != world->total_bytes ||
            memcmp(bytes, world, world->total_bytes) != 0)
            break;
        w++;
    }
    const ent_status status = store_read_end(s, code, err);
    sqlite3_finalize(q);
    ENT_TRY(status);
    return w == s->run->plan.n_worlds
               ? ENT_OK
               : ent_fail(err, ENT_E_DATA, "%s: damaged: world %zu is not that of the run", s->path,
                          w + 1);
}

ent_status store_check_identity(const ent_store *s, ent_error *err)
{
    store_identity id;
    store_identify(s->run, &id);
    for (size_t i = 0; i < id.n; i++) {
        char found[64];
        ENT_TRY(store_get(s, id.key[i], found, sizeof found, err));
        if (strcmp(found, id.value[i]) != 0)
            return ent_fail(err, ENT_E_DATA,
                            "%s: contains another run: %s is %s, not %s. Give another folder",
                            s->path, id.key[i], *found ? found : "not there", id.value[i]);
    }
    return check_worlds(s, err);
}
