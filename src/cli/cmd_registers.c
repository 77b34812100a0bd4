/* entente levers, assumptions, outcomes: the registers, with what uses each row. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct register_args {
    const char *name;
    ent_words keys;
    bool json, csv, unused;
} register_args;

static const ent_option options[] = {
    {"unused", ENT_OPT_FLAG, offsetof(register_args, unused), NULL, "only rows that nothing uses"},
    {"json", ENT_OPT_FLAG, offsetof(register_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(register_args, csv), NULL, "write CSV"},
};
enum { N_OPTIONS = sizeof options / sizeof options[0] };

typedef enum register_kind { LEVERS, ASSUMPTIONS, OUTCOMES } register_kind;

static const ent_command commands[] = {
    [LEVERS] = {.name = "levers",
                .operands = "[KEY...]",
                .summary = "List the levers that a scenario can set.",
                .details = "A KEY may be a group (pledge) or a whole key (pledge.by_year).",
                .options = options,
                .n_options = N_OPTIONS,
                .max_operands = 16},
    [ASSUMPTIONS] = {.name = "assumptions",
                     .operands = "[KEY...]",
                     .summary = "List the assumptions, with range, basis and source.",
                     .details =
                         "A KEY may be a group (ukraine) or a whole key (deterrence.lambda).",
                     .options = options,
                     .n_options = N_OPTIONS,
                     .max_operands = 16},
    [OUTCOMES] = {.name = "outcomes",
                  .operands = "[KEY...]",
                  .summary = "List the outcomes that a run reports.",
                  .details = "A KEY may be a group (posture) or a whole key (posture.shortfall).",
                  .options = options,
                  .n_options = N_OPTIONS,
                  .max_operands = 16},
};

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const register_args *a = args;
    const ent_writing writing = data_writing(a->json, a->csv);
    return ent_session_register(session, a->name, &a->keys, a->unused, &writing, text, length, err);
}

static int list_register(register_kind kind, int argc, char **argv)
{
    register_args args = {.name = commands[kind].name};
    const opt_result result = opt_parse(&commands[kind], argc, argv, &args, &args.keys.n);
    args.keys.words = (const char *const *)argv + 1;
    return result == OPT_RUN ? data_answer(args.name, ask, &args) : opt_exit(result);
}

int cmd_levers(int argc, char **argv)
{
    return list_register(LEVERS, argc, argv);
}

int cmd_assumptions(int argc, char **argv)
{
    return list_register(ASSUMPTIONS, argc, argv);
}

int cmd_outcomes(int argc, char **argv)
{
    return list_register(OUTCOMES, argc, argv);
}
