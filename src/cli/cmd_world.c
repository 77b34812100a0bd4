/* entente world: build the block a run needs and save it, or say what a saved one holds. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct world_args {
    const char *name, *out;
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

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const world_args *a = args;
    ent_scenario *scenario = NULL;
    const ent_writing writing = data_writing(a->json, a->csv);
    if (a->info && !a->out)
        return ent_session_world(session, a->name, &writing, text, length, err);
    if (a->info)
        return ent_fail(err, ENT_E_ARG, "--info shows a saved block. Leave out --out");
    ENT_TRY(ent_scenario_load(session, a->name, &scenario, err));
    return a->out ? ent_scenario_write_world(scenario, a->out, err)
                  : ent_scenario_world(scenario, &writing, text, length, err);
}

int cmd_world(int argc, char **argv)
{
    world_args args = {0};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    args.name = argv[1];
    return result == OPT_RUN ? data_answer("world", ask, &args) : opt_exit(result);
}
