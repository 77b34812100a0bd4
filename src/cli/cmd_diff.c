/* entente diff: show which results changed between two runs, after a change of the model. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct diff_args {
    bool all, json, csv;
    double least;
    const char *old, *new;
} diff_args;

static const ent_option options[] = {
    {"all", ENT_OPT_FLAG, offsetof(diff_args, all), NULL, "also show what did not change"},
    {"least", ENT_OPT_NUMBER, offsetof(diff_args, least), "PCT",
     "omit changes of the mean smaller than this percentage [0]"},
    {"json", ENT_OPT_FLAG, offsetof(diff_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(diff_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "diff",
    .operands = "OLD NEW",
    .summary = "Show which results changed between two runs of the same scenario.",
    .details = "It compares the means of every outcome. If both runs kept the same futures (same\n"
               "seed and design), the interval is that of the paired differences. Otherwise it is\n"
               "that of two independent means. Look here first after a change of the model.\n"
               "OLD and NEW are folders that a run wrote, or their results.sqlite.\n"
               "  entente diff before after",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 2,
    .max_operands = 2,
};

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const diff_args *a = args;
    const ent_writing writing = data_writing(a->json, a->csv);
    return ent_session_diff(session, a->old, a->new, a->all, a->least, &writing, text, length, err);
}

int cmd_diff(int argc, char **argv)
{
    diff_args args = {0};
    size_t n = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    args.old = argv[1];
    args.new = argv[2];
    return data_answer("diff", ask, &args);
}
