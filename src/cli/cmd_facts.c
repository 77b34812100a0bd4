/* entente facts: the figures and their sources; --check re-runs the cross-checks. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct facts_args {
    bool check, json, csv, sources;
    const char *year, *vintage;
    ent_words words;
    bool *failed;
} facts_args;

static const ent_option options[] = {
    {"check", ENT_OPT_FLAG, offsetof(facts_args, check), NULL, "run the cross-checks"},
    {"sources", ENT_OPT_FLAG, offsetof(facts_args, sources), NULL, "list the sources"},
    {"year", ENT_OPT_TEXT, offsetof(facts_args, year), "YEAR", "only this year"},
    {"vintage", ENT_OPT_TEXT, offsetof(facts_args, vintage), "NAME",
     "only this release, e.g. NATO-2025-08; base for the base data"},
    {"json", ENT_OPT_FLAG, offsetof(facts_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(facts_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "facts",
    .operands = "[STATE|KEY...]",
    .summary = "Show the figures that the program uses, with unit, year, quality and source.",
    .details = "Without operands: what there is, by key.\n"
               "  entente facts GBR                   one state\n"
               "  entente facts defence_pct_gdp       one key, all states\n"
               "  entente facts POL defence_pct_gdp   one key of one state\n"
               "  entente facts --check               cross-checks of the tables, and of them\n"
               "                                      with the facts of each scenario",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .max_operands = 16,
};

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const facts_args *a = args;
    const ent_facts_options how = {.words = a->words,
                                   .year = a->year,
                                   .vintage = a->vintage,
                                   .check = a->check,
                                   .sources = a->sources};
    const ent_writing writing = data_writing(a->json, a->csv);
    return ent_session_facts(session, &how, &writing, a->failed, text, length, err);
}

int cmd_facts(int argc, char **argv)
{
    bool failed = false;
    facts_args args = {.failed = &failed};
    const opt_result result = opt_parse(&command, argc, argv, &args, &args.words.n);
    args.words.words = (const char *const *)argv + 1;
    if (result != OPT_RUN)
        return opt_exit(result);
    const int code = data_answer("facts", ask, &args);
    return code == EXIT_DONE && failed ? EXIT_FAILED : code;
}
