/* entente world: build the block a run needs and save it, or say what a saved one holds. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/world_build.h"
#include "session/paths.h"
#include "world/parts.h"

typedef struct world_args {
    const char *out;
    bool info, json, csv;
} world_args;

static const ent_option options[] = {
    {"out", ENT_OPT_TEXT, offsetof(world_args, out), "FILE", "write the block to FILE (also -o)"},
    {"info", ENT_OPT_FLAG, offsetof(world_args, info), NULL, "the operand is a saved block"},
    {"json", ENT_OPT_FLAG, offsetof(world_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(world_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "world",
    .operands = "SCENARIO|FILE",
    .summary = "Save everything that a run needs, as numbers in one file.",
    .details = "  entente world brussels-2025 -o brussels.world   build and save\n"
               "  entente world --info brussels.world             what a saved block holds\n"
               "  entente world brussels-2025                     what it would hold",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

static const ent_column columns[] = {
    {"what", "What", "", ENT_CELL_TEXT, 0},
    {"value", "Value", "", ENT_CELL_TEXT, 0},
};

static void say(ent_table *t, ent_arena *arena, const char *what, const char *format, ...)
    ENT_PRINTF(4, 5);

static void say(ent_table *t, ent_arena *arena, const char *what, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)arena;
    const size_t r = ent_table_row(t);
    ent_table_text(t, r, 0, what);
    ent_table_text(t, r, 1, text);
}

static int count(const ent_world *w, int32_t flag)
{
    int n = 0;
    for (int32_t s = 0; s < w->n_states; s++)
        n += (w->flags[s] & flag) != 0;
    return n;
}

static void describe(ent_table *t, const ent_world *w, ent_arena *arena)
{
    ent_table_init(t, "world", "World", columns, 2, arena);
    say(t, arena, "scenario", "%s", w->key);
    say(t, arena, "name", "%s", w->name);
    say(t, arena, "version", "%d", w->version);
    say(t, arena, "bytes", "%llu", (unsigned long long)w->total_bytes);
    say(t, arena, "treaty bytes", "%llu", (unsigned long long)w->treaty_bytes);
    say(t, arena, "checksum", "%016llx", (unsigned long long)w->checksum);
    say(t, arena, "base year", "%d", w->base_year);
    say(t, arena, "years", "%d..%d", w->first_year, w->first_year + w->n_years - 1);
    say(t, arena, "months", "%d, the first is %d-%02d", w->n_months, w->first_year, w->first_month);
    say(t, arena, "states", "%d", w->n_states);
    say(t, arena, "allies", "%d", count(w, ENT_STATE_NATO));
    say(t, arena, "states with forces", "%d", count(w, ENT_STATE_FORCES));
    say(t, arena, "flashpoints", "%d", w->n_flashpoints);
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        say(t, arena, "flashpoint", "%s: %d hosts, %d senders", w->flashpoint[k].key,
            w->flashpoint[k].n_hosts, w->flashpoint[k].n_senders);
    for (int i = 0; i < ENT_N_LEVERS; i++)
        say(t, arena, ent_key_of_lever(i), "%g", w->lever[i]);
}

static ent_status run(const world_args *args, const char *name, ent_table *t, ent_arena *arena,
                      ent_error *err)
{
    ent_world *w = NULL;
    if (args->info) {
        ENT_TRY(ent_world_load(name, &w, arena, err));
    } else {
        world_parts parts;
        ENT_TRY(world_of(path_folders(), name, &parts, arena, err));
        w = parts.world;
    }
    if (args->out)
        return ent_world_save(args->out, w, err);
    describe(t, w, arena);
    return ENT_OK;
}

int cmd_world(int argc, char **argv)
{
    world_args args = {0};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    if (result != OPT_RUN)
        return opt_exit(result);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_table t = {0};
    const ent_status status = run(&args, argv[1], &t, &arena, &err);
    return data_finish("world", status, args.out ? NULL : &t, opt_format(args.json, args.csv),
                       &arena, &err);
}
