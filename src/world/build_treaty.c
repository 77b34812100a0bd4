/* Treaty tables of a scenario, and what states owe each other at the flashpoints. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mark.h"
#include "entente/heap.h"
#include "entente/treaty_tables.h"
#include "entente/world_build.h"
#include "world/build.h"

static ent_status read_changes(const ent_scenario_change *from, size_t n,
                               const ent_treaty_change **to, ent_arena *arena, ent_error *err)
{
    ent_treaty_change *changes = ent_arena_array(arena, ent_treaty_change, n + 1);
    ENT_NEED(changes, err);
    for (size_t i = 0; i < n; i++) {
        changes[i] = (ent_treaty_change){from[i].instrument, from[i].party, 0, from[i].where};
        if (!ent_treaty_date(from[i].on, strlen(from[i].on), &changes[i].from))
            return ent_fail(err, ENT_E_DATA, "%s: '%s' is not a date", from[i].where, from[i].on);
    }
    *to = changes;
    return ENT_OK;
}

static ent_status compile(const scenario_spec *scenario, const char *directory,
                          ent_treaty_block *block, ent_arena *arena, ent_error *err)
{
    ent_treaty_options options = {.n_accessions = scenario->n_accessions,
                                  .n_withdrawals = scenario->n_withdrawals,
                                  .contested_firm = scenario->contested_firm};
    ENT_TRY(read_changes(scenario->accessions, scenario->n_accessions, &options.accessions, arena,
                         err));
    ENT_TRY(read_changes(scenario->withdrawals, scenario->n_withdrawals, &options.withdrawals,
                         arena, err));
    return ent_treaty_compile(directory, &options, block, arena, err);
}

/* --- blocks compiled before ---
 *
 * Compiling takes 10 ms, and a run builds up to 25 worlds that differ in levers alone. What was
 * compiled stays known by its tables' bytes and the scenario's changes to them.
 */

enum { REMEMBERED = 4 };

static struct {
    pthread_mutex_t lock;
    size_t next;
    struct {
        uint64_t mark;
        size_t bytes;
        void *data; /* of the process, until a newer block takes the place */
    } blocks[REMEMBERED];
} remembered = {.lock = PTHREAD_MUTEX_INITIALIZER};

static uint64_t add_changes(uint64_t mark, const ent_scenario_change *changes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        mark = mark_text(mark, changes[i].instrument);
        mark = mark_text(mark, changes[i].party);
        mark = mark_text(mark, changes[i].on);
    }
    return mark_word(mark, n);
}

static uint64_t mark_of(const scenario_spec *scenario, const char *directory)
{
    uint64_t mark = mark_word(mark_begin(), scenario->contested_firm);
    mark = add_changes(mark, scenario->accessions, scenario->n_accessions);
    mark = add_changes(mark, scenario->withdrawals, scenario->n_withdrawals);
    for (size_t i = 0; ent_treaty_file(i); i++)
        mark = mark_file(mark, directory, ent_treaty_file(i));
    return mark;
}

/* A copy of the block of a mark; NULL data when it is not known. errors ENT_E_NOMEM */
static ent_status recall(uint64_t mark, void **data, size_t *bytes, ent_arena *arena)
{
    ent_status status = ENT_OK;
    *data = NULL;
    pthread_mutex_lock(&remembered.lock);
    for (size_t i = 0; i < REMEMBERED; i++)
        if (remembered.blocks[i].data && remembered.blocks[i].mark == mark) {
            *bytes = remembered.blocks[i].bytes;
            *data = ent_arena_alloc(arena, *bytes, 1);
            if (*data)
                memcpy(*data, remembered.blocks[i].data, *bytes);
            else
                status = ENT_E_NOMEM;
            break;
        }
    pthread_mutex_unlock(&remembered.lock);
    return status;
}

static void remember(uint64_t mark, const void *data, size_t bytes)
{
    void *copy = malloc(bytes);
    if (!copy) /* it is compiled again */
        return;
    memcpy(copy, data, bytes);
    pthread_mutex_lock(&remembered.lock);
    const size_t place = remembered.next++ % REMEMBERED;
    free(remembered.blocks[place].data);
    remembered.blocks[place].mark = mark;
    remembered.blocks[place].bytes = bytes;
    remembered.blocks[place].data = copy;
    pthread_mutex_unlock(&remembered.lock);
}

/* The tables as text take ten times the room of the block, and are given back. */
static ent_status compile_block(const scenario_spec *scenario, const char *directory, uint64_t mark,
                                const void **data, size_t *bytes, ent_arena *arena, ent_error *err)
{
    ent_treaty_block block;
    ent_arena scratch;
    ent_heap_arena_create(&scratch, (size_t)1 << 20);
    ent_status status = compile(scenario, directory, &block, &scratch, err);
    if (status == ENT_OK)
        remember(mark, block.data, block.bytes);
    void *kept = status == ENT_OK ? ent_arena_alloc(arena, block.bytes, 1) : NULL;
    if (kept)
        memcpy(kept, block.data, block.bytes);
    else if (status == ENT_OK)
        status = ent_fail(err, ENT_E_NOMEM, "treaty tables: out of memory");
    *data = kept;
    *bytes = kept ? block.bytes : 0;
    ent_heap_arena_destroy(&scratch);
    return status;
}

ent_status ent_world_treaty(const scenario_spec *scenario, const char *directory, const void **data,
                            size_t *bytes, ent_arena *arena, ent_error *err)
{
    const uint64_t mark = mark_of(scenario, directory);
    void *known = NULL;
    ENT_NEED(recall(mark, &known, bytes, arena) == ENT_OK, err);
    *data = known;
    return known ? ENT_OK : compile_block(scenario, directory, mark, data, bytes, arena, err);
}

/* Levels owed to the hosts of a flashpoint attacked by its challenger: the highest over hosts. */
static ent_status build_owed(const build *b, const ent_treaty *t, int32_t day,
                             ent_treaty_level *levels, ent_flashpoint *f)
{
    const ent_world *w = b->world;
    const uint16_t attacker = ent_treaty_find_state(t, w->iso3[f->challenger], 3);
    for (int32_t h = 0; h < f->n_hosts; h++) {
        const uint16_t host = ent_treaty_find_state(t, w->iso3[f->hosts[h]], 3);
        if (attacker == ENT_TREATY_NONE || host == ENT_TREATY_NONE)
            return ent_fail(b->err, ENT_E_DATA, "treaty tables do not know %s or %s",
                            w->iso3[f->challenger], w->iso3[f->hosts[h]]);
        memset(levels, 0, t->n_states * sizeof *levels);
        ent_treaty_guarantees(t, attacker, host, day, levels);
        for (int32_t s = 0; s < w->n_states; s++) {
            const uint16_t at = ent_treaty_find_state(t, w->iso3[s], 3);
            if (at == ENT_TREATY_NONE)
                continue;
            const int32_t firm = levels[at].firm, contested = levels[at].contested;
            f->owed_firm[s] = firm > f->owed_firm[s] ? firm : f->owed_firm[s];
            f->owed_contested[s] =
                contested > f->owed_contested[s] ? contested : f->owed_contested[s];
        }
    }
    return ENT_OK;
}

ent_status build_treaty(build *b)
{
    ent_world *w = b->world;
    ent_treaty t;
    int32_t day = 0;
    if (!w->treaty_bytes)
        return ENT_OK;
    const unsigned char *blob = (const unsigned char *)w + w->treaty_offset;
    const ent_status status = ent_treaty_open(blob, (size_t)w->treaty_bytes, &t);
    if (status != ENT_OK)
        return ent_fail(b->err, status, "treaty tables cannot be read");
    ent_treaty_level *levels = ent_arena_array(b->arena, ent_treaty_level, t.n_states + 1);
    ENT_NEED(levels, b->err);
    ent_treaty_date(b->start, strlen(b->start) - 3, &day); /* the month of the start */
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        ENT_TRY(build_owed(b, &t, day, levels, &w->flashpoint[k]));
    return ENT_OK;
}
