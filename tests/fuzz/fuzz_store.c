/*
 * A hostile store given to merge and to --resume: refused with a message, or joined; never a crash,
 * never endless. An input that begins with S is SQL done to a sound store, one with P is a list of
 * changes to its bytes, five each: where (four, little end first), what. Anything else is the file.
 */
#include "fuzz.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/scenario.h"
#include "entente/store.h"
#include "entente/text.h"
#include "entente/world_build.h"

enum { RUN_BYTES = 1 << 26 };

typedef struct sound {
    ent_arena arena;
    ent_register *reg;
    ent_world *world;
    char folder[200];
    char *bytes; /* of the store of block 0 */
    size_t size;
    ent_run *run;              /* of block 0, to be resumed */
    unsigned char *run_memory; /* where it lies, all of it ... */
    unsigned char *run_fresh;  /* ... and as it was made: a pilot block takes 100 times the rest */
    size_t run_size;
} sound;

enum { PATH = 256 };

static const char *path_of(const sound *s, const char *name, char *path)
{
    snprintf(path, PATH, "%s/%s", s->folder, name);
    return path;
}

static ent_run_plan plan_of(const sound *s, uint64_t block)
{
    return (ent_run_plan){.n_worlds = 1,
                          .worlds = {s->world},
                          .n_futures = 2 * ENT_BLOCK,
                          .seed = 1,
                          .first_block = block,
                          .end_block = block + 1,
                          .isa = 1 + ENT_ISA_SSE2,
                          .keep[ENT_O_SETTLEMENT_MONTHS_AT_WAR] = true};
}

static void must(ent_status status)
{
    if (status != ENT_OK)
        abort();
}

static void make_store(sound *s, uint64_t block, const char *name)
{
    char part[PATH], whole[PATH];
    ent_error err = {{0}};
    ent_run *run;
    ent_store *store;
    const ent_run_plan plan = plan_of(s, block);
    must(ent_run_create(&plan, &run, &s->arena, &err));
    must(ent_store_create(path_of(s, "new.part", part), run, s->reg, &store, &s->arena, &err));
    must(ent_run_go(run, &err));
    must(ent_store_finish(store, path_of(s, name, whole), &err));
}

/* The run that --resume goes on with, in memory of its own. */
static void make_run(sound *s)
{
    ent_arena arena;
    ent_error err = {{0}};
    const ent_run_plan plan = plan_of(s, 0);
    s->run_memory = malloc(RUN_BYTES);
    must(ent_arena_init(&arena, s->run_memory, RUN_BYTES));
    must(ent_run_create(&plan, &s->run, &arena, &err));
    const unsigned char *end = ent_arena_alloc(&arena, 1, 1);
    if (!end)
        abort();
    s->run_size = (size_t)(end - s->run_memory);
    s->run_fresh = malloc(s->run_size);
    if (!s->run_fresh)
        abort();
    memcpy(s->run_fresh, s->run_memory, s->run_size);
}

static sound stores;

static void remove_folder(void)
{
    char path[PATH];
    unlink(path_of(&stores, "first", path));
    unlink(path_of(&stores, "second", path));
    rmdir(stores.folder);
}

/* Two stores of one run of a short scenario, made once. */
static sound *sound_stores(void)
{
    sound *s = &stores;
    static const char text[] = "name: short\nstart: 2025-10\nhorizon: 2025-12\n";
    ent_error err = {{0}};
    char path[PATH];
    if (s->bytes)
        return s;
    ent_heap_arena_create(&s->arena, 1 << 20);
    ent_facts *facts = ent_arena_array(&s->arena, ent_facts, 1);
    ent_scenario *scenario = ent_arena_array(&s->arena, ent_scenario, 1);
    s->reg = ent_arena_array(&s->arena, ent_register, 1);
    /* in memory where that is possible: waiting for a disk took nine tenths of the time */
    const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");
    snprintf(s->folder, sizeof s->folder, "%s/fuzz_store.XXXXXX", base ? base : "/tmp");
    if (!facts || !scenario || !s->reg || !mkdtemp(s->folder))
        abort();
    atexit(remove_folder);
    must(ent_facts_load(ENT_SOURCE_DIR "/data", facts, &s->arena, &err));
    must(ent_register_load(ENT_SOURCE_DIR "/data", facts, s->reg, &s->arena, &err));
    must(ent_scenario_parse("short.yaml", text, strlen(text), facts, s->reg, scenario, &s->arena,
                            &err));
    must(ent_world_build(facts, s->reg, scenario, NULL, 0, &s->world, &s->arena, &err));
    make_store(s, 0, "first");
    make_store(s, 1, "second");
    must(ent_text_read_file(path_of(s, "first", path), (size_t)1 << 28, &s->bytes, &s->size,
                            &s->arena, &err));
    make_run(s);
    return s;
}

/* No other files, and an end: the SQL of an input is not to be trusted either. */
static int allow(void *with, int what, const char *a, const char *b, const char *c, const char *d)
{
    (void)with, (void)a, (void)b, (void)c, (void)d;
    return what == SQLITE_ATTACH || what == SQLITE_PRAGMA ? SQLITE_DENY : SQLITE_OK;
}

static int too_long(void *with)
{
    return ++*(int *)with > 100;
}

static void do_sql(const char *path, const uint8_t *data, size_t size)
{
    sqlite3 *db;
    int steps = 0;
    char *sql = strndup((const char *)data, size);
    if (sql && sqlite3_open(path, &db) == SQLITE_OK) {
        sqlite3_set_authorizer(db, allow, NULL);
        sqlite3_progress_handler(db, 1000, too_long, &steps);
        sqlite3_exec(db, sql, NULL, NULL, NULL);
        sqlite3_close(db);
    }
    free(sql);
}

static void write_input(const sound *s, const char *path, const uint8_t *data, size_t size)
{
    ent_error err = {{0}};
    const bool changes = size > 0 && (data[0] == 'P' || data[0] == 'S');
    char *bytes = malloc(changes ? s->size : size + 1);
    if (!bytes)
        abort();
    memcpy(bytes, changes ? (const void *)s->bytes : (const void *)data, changes ? s->size : size);
    for (size_t i = 1; changes && data[0] == 'P' && i + 5 <= size; i += 5) {
        uint32_t at;
        memcpy(&at, data + i, 4);
        bytes[at % s->size] = (char)data[i + 4];
    }
    must(ent_text_write_file(path, bytes, changes ? s->size : size, &err));
    free(bytes);
    if (changes && data[0] == 'S')
        do_sql(path, data + 1, size - 1);
}

/* A refusal has a message that names the file, and leaves no output. */
static void try_merge(const sound *s, const char *hurt, bool first, ent_arena *arena)
{
    char other[PATH], out[PATH];
    ent_error err = {{0}};
    ent_merge_report report;
    const char *paths[2] = {first ? hurt : path_of(s, "second", other),
                            first ? path_of(s, "second", other) : hurt};
    path_of(s, "joined", out);
    const ent_status status = ent_store_merge(2, paths, out, s->reg, &report, arena, &err);
    if (status != ENT_OK && (!*err.message || access(out, F_OK) == 0))
        abort();
    unlink(out);
}

static void try_resume(const sound *s, const char *hurt, ent_arena *arena)
{
    ent_error err = {{0}};
    ent_store *store = NULL;
    memcpy(s->run_memory, s->run_fresh, s->run_size);
    if (ent_store_resume(hurt, s->run, s->reg, &store, arena, &err) != ENT_OK && !*err.message)
        abort();
    ent_store_close(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const sound *with = sound_stores();
    char hurt[PATH];
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    write_input(with, path_of(with, "hurt", hurt), data, size);
    try_merge(with, hurt, true, &arena);
    try_merge(with, hurt, false, &arena);
    try_resume(with, hurt, &arena);
    static const char *const left[] = {"hurt", "hurt-wal", "hurt-shm", "hurt-journal"};
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        unlink(path_of(with, left[i], hurt));
    ent_heap_arena_destroy(&arena);
    return 0;
}
