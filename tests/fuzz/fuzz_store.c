/*
 * A hostile store given to merge and to --resume: refused with a message, or joined; never a crash,
 * never endless. An input that begins with S is SQL done to a sound store, one with P is a list of
 * changes to its bytes, five each: where (four, little end first), what. Anything else is the file.
 *
 * An input takes some milliseconds, most of them to read what is sound. So one that changes nothing
 * is passed over and the rest go one way of several, by their bytes; a file of the corpus, run as a
 * test, goes all.
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

enum { RUN_BYTES = 1 << 26, INPUT_BYTES = 1 << 23 };

typedef struct sound {
    ent_arena arena;
    ent_arena input; /* of one input: its chunk is kept from input to input */
    size_t start;
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

/* Pages of 65536 bytes are nearly empty here; in small ones most changes hit something. */
static void make_dense(const sound *s, const char *name)
{
    char path[PATH];
    sqlite3 *db;
    if (sqlite3_open(path_of(s, name, path), &db) != SQLITE_OK ||
        sqlite3_exec(db, "PRAGMA page_size = 1024; VACUUM", NULL, NULL, NULL) != SQLITE_OK)
        abort();
    sqlite3_close(db);
}

/* The run that --resume goes on with, in memory of its own; what threads compute in is apart. */
static void make_run(sound *s)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_run_plan plan = plan_of(s, 0);
    plan.working = &s->arena;
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

/* A quarter of a year, two flashpoints. */
static void make_world(sound *s)
{
    static const char text[] = "name: short\nstart: 2025-10\nhorizon: 2025-12\n";
    ent_error err = {{0}};
    ent_facts *facts = ent_arena_array(&s->arena, ent_facts, 1);
    scenario_spec *scenario = ent_arena_array(&s->arena, scenario_spec, 1);
    s->reg = ent_arena_array(&s->arena, ent_register, 1);
    if (!facts || !scenario || !s->reg)
        abort();
    must(ent_facts_load(ENT_SOURCE_DIR "/data", facts, &s->arena, &err));
    must(ent_register_load(ENT_SOURCE_DIR "/data", facts, s->reg, &s->arena, &err));
    s->reg->n_flashpoints = 2;
    must(
        scenario_parse("short.yaml", text, strlen(text), facts, s->reg, scenario, &s->arena, &err));
    must(ent_world_build(facts, s->reg, scenario, NULL, 0, &s->world, &s->arena, &err));
}

/* Two stores of one run of a short scenario, made once. */
static sound *sound_stores(void)
{
    sound *s = &stores;
    ent_error err = {{0}};
    char path[PATH];
    if (s->bytes)
        return s;
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    ent_heap_arena_create(&s->arena, 1 << 20);
    ent_heap_arena_create(&s->input, INPUT_BYTES);
    if (!ent_arena_alloc(&s->input, 1, 1)) /* an empty arena gives its chunk back */
        abort();
    s->start = ent_arena_mark(&s->input);
    /* in memory where that is possible: waiting for a disk took nine tenths of the time */
    const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");
    snprintf(s->folder, sizeof s->folder, "%s/fuzz_store.XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(s->folder))
        abort();
    atexit(remove_folder);
    make_world(s);
    make_store(s, 0, "first");
    make_store(s, 1, "second");
    make_dense(s, "first");
    make_dense(s, "second");
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

/* SQLite counts the transactions that wrote, in its header. */
enum { COUNT_AT = 24, COUNT_BYTES = 4 };

static bool was_written(const sound *s, const char *path)
{
    char count[COUNT_BYTES] = {0};
    FILE *file = fopen(path, "rb");
    if (!file)
        return true;
    const bool same = fseek(file, COUNT_AT, SEEK_SET) == 0 &&
                      fread(count, 1, COUNT_BYTES, file) == COUNT_BYTES &&
                      memcmp(count, s->bytes + COUNT_AT, COUNT_BYTES) == 0;
    fclose(file);
    return !same;
}

/* Whether the file differs from the sound one. */
static bool write_input(sound *s, const char *path, const uint8_t *data, size_t size)
{
    ent_error err = {{0}};
    if (size == 0 || (data[0] != 'P' && data[0] != 'S')) {
        must(ent_text_write_file(path, (const char *)data, size, &err));
        return true;
    }
    char *bytes = ent_arena_array(&s->input, char, s->size);
    if (!bytes)
        abort();
    memcpy(bytes, s->bytes, s->size);
    for (size_t i = 1; data[0] == 'P' && i + 5 <= size; i += 5) {
        uint32_t at;
        memcpy(&at, data + i, 4);
        bytes[at % s->size] = (char)data[i + 4];
    }
    const bool changed = memcmp(bytes, s->bytes, s->size) != 0;
    must(ent_text_write_file(path, bytes, s->size, &err));
    if (data[0] == 'P')
        return changed;
    do_sql(path, data + 1, size - 1);
    return was_written(s, path);
}

/* A refusal has a message, and leaves no output. */
static ent_status try_merge(sound *s, size_t n, const char *a, const char *b)
{
    char out[PATH];
    ent_error err = {{0}};
    ent_merge_report report;
    const char *paths[2] = {a, b};
    path_of(s, "joined", out);
    const ent_status status = ent_store_merge(n, paths, out, s->reg, &report, &s->input, &err);
    if (status != ENT_OK && (!*err.message || access(out, F_OK) == 0))
        abort();
    unlink(out);
    return status;
}

/* What the check refuses is not merged. */
static void try_check(sound *s, const char *hurt)
{
    ent_error err = {{0}};
    const bool sound_file = ent_store_check(hurt, &s->input, &err) == ENT_OK;
    if (!sound_file && !*err.message)
        abort();
    if (try_merge(s, 1, hurt, NULL) == ENT_OK && !sound_file)
        abort();
}

static void try_resume(sound *s, const char *hurt)
{
    ent_error err = {{0}};
    ent_store *store = NULL;
    memcpy(s->run_memory, s->run_fresh, s->run_size);
    if (ent_store_resume(hurt, s->run, s->reg, &store, &s->input, &err) != ENT_OK && !*err.message)
        abort();
    ent_store_close(store);
}

/* Reading a sound store beside takes twice as long as the rest: done to one input in eight. */
static void try(sound *s, const char *hurt, uint64_t way)
{
    char second[PATH];
    path_of(s, "second", second);
    if (FUZZ_REPLAY || way % 16 == 0)
        try_merge(s, 2, hurt, second);
    if (FUZZ_REPLAY || way % 16 == 1)
        try_merge(s, 2, second, hurt);
    if (FUZZ_REPLAY || way % 16 == 2)
        try_check(s, hurt);
    if (!FUZZ_REPLAY && way % 16 > 2 && way % 16 < 8)
        try_merge(s, 1, hurt, NULL);
    if (FUZZ_REPLAY || way % 16 >= 8)
        try_resume(s, hurt);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sound *with = sound_stores();
    char hurt[PATH];
    if (write_input(with, path_of(with, "hurt", hurt), data, size) || FUZZ_REPLAY)
        try(with, hurt, fuzz_hash(data, size));
    static const char *const left[] = {"hurt", "hurt-wal", "hurt-shm", "hurt-journal"};
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        unlink(path_of(with, left[i], hurt));
    ent_arena_rewind(&with->input, with->start);
    return 0;
}

/* --- mutator: statements that SQLite takes, and bytes where pages begin --- */

static const struct {
    const char *name, *columns[5];
} tables[] = {{"run", {"key", "value", "value", "value", "value"}},
              {"world", {"role", "key", "checksum", "narrow", "data"}},
              {"block", {"first", "last", "first", "last", "last"}},
              {"summary", {"name", "data", "data", "data", "data"}},
              {"future", {"world", "outcome", "block", "data", "data"}},
              {"outcome", {"id", "key", "columns", "kept", "kept"}}};

static const char *const values[] = {
    "NULL",  "0",   "1",    "2",     "-1",     "255",     "511",   "9223372036854775807",
    "1e308", "''",  "'x'",  "x''",   "x'00'",  "'sobol'", "'1 0'", "zeroblob(9999)",
    "'512'", "0.5", "'-1'", "'256'", "rowid+1"};

static const char *value_of(unsigned *seed)
{
    return values[fuzz_draw(seed, sizeof values / sizeof values[0])];
}

static int write_statement(unsigned *seed, char *to, size_t size)
{
    static const char *const keys[] = {"futures", "seed",   "design",      "worlds",      "paired",
                                       "world",   "probes", "blocks_done", "kept columns"};
    const size_t t = fuzz_draw(seed, sizeof tables / sizeof tables[0]);
    const char *table = tables[t].name;
    const char *column = tables[t].columns[fuzz_draw(seed, 5)];
    const char *other = tables[t].columns[fuzz_draw(seed, 5)];
    switch (fuzz_draw(seed, 7)) {
    case 0:
        return snprintf(to, size, "DELETE FROM %s WHERE %s=%s;", table, column, value_of(seed));
    case 1:
        return snprintf(to, size, "INSERT OR REPLACE INTO %s(%s,%s) VALUES(%s,%s);", table, column,
                        other, value_of(seed), value_of(seed));
    case 2:
        return snprintf(to, size, "UPDATE run SET value=%s WHERE key='%s';", value_of(seed),
                        keys[fuzz_draw(seed, sizeof keys / sizeof keys[0])]);
    case 3:
    case 4: { /* a byte of a summary: bins, then columns */
        const unsigned at = fuzz_draw(seed, fuzz_draw(seed, 2) ? 64 : 40000);
        return snprintf(to, size,
                        "UPDATE summary SET data=substr(data,1,%u)||x'%02x'||substr(data,%u)"
                        " WHERE name='%s';",
                        at, fuzz_draw(seed, 256), at + 2,
                        fuzz_draw(seed, 4) ? "world 0" : "hashes");
    }
    default:
        return snprintf(to, size, "UPDATE %s SET %s=%s;", table, column, value_of(seed));
    }
}

/* One more statement or changed byte at the end, or in place of all. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    char more[300];
    size_t length = 0;
    const unsigned kind = fuzz_draw(&seed, 4);
    if (kind == 0)
        return LLVMFuzzerMutate(data, size, most);
    if (kind == 1) {
        const sound *s = sound_stores();
        const uint32_t page = 1024 * (uint32_t)fuzz_draw(&seed, s->size / 1024);
        const uint32_t at = page + fuzz_draw(&seed, fuzz_draw(&seed, 2) ? 16 : 1024);
        memcpy(more, &at, sizeof at);
        more[sizeof at] = (char)fuzz_draw(&seed, 256);
        length = sizeof at + 1;
    } else {
        length = (size_t)write_statement(&seed, more, sizeof more);
    }
    const uint8_t letter = kind == 1 ? 'P' : 'S';
    if (size == 0 || data[0] != letter || size + length > most || fuzz_draw(&seed, 3) == 0)
        size = 1;
    if (size + length > most)
        return LLVMFuzzerMutate(data, size, most);
    data[0] = letter;
    memcpy(data + size, more, length);
    return size + length;
}
