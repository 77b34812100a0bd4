/* entente search: which settings of levers are not beaten by any other on all objectives. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "entente/session.h"

typedef struct search_args {
    study_args study;
    text_list objectives, levers, epsilons;
    size_t futures, population, generations, check, top;
} search_args;

static const ent_option options[] = {
    {"objective", ENT_OPT_LIST, offsetof(search_args, objectives), "KEY",
     "[min:|max:]KEY[@TIME][=mean|pNN|CONDITION]; two to eight"},
    {"lever", ENT_OPT_LIST, offsetof(search_args, levers), "KEY",
     "a lever to vary, KEY or KEY=LOW:HIGH; one to sixteen"},
    {"epsilon", ENT_OPT_LIST, offsetof(search_args, epsilons), "X",
     "ignore differences smaller than this, one for each objective [a fiftieth]"},
    OPT_CHANGES(study_args),
    OPT_CURRENCY(study_args),
    {"generations", ENT_OPT_SIZE, offsetof(search_args, generations), "G", "generations [20]"},
    {"population", ENT_OPT_SIZE, offsetof(search_args, population), "P",
     "policies in a generation, even [24]"},
    {"futures", ENT_OPT_SIZE, offsetof(search_args, futures), "N", "futures of a policy [512]"},
    {"check", ENT_OPT_SIZE, offsetof(search_args, check), "N",
     "new futures for the intervals [2048]"},
    {"seed", ENT_OPT_U64, offsetof(study_args, seed), "S", "seed [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(study_args, threads), "N",
     "threads [all processors]; each needs up to 35 MB"},
    {"out", ENT_OPT_TEXT, offsetof(study_args, out), "DIR", "folder of the results [search]"},
    {"resume", ENT_OPT_FLAG, offsetof(study_args, resume), NULL,
     "continue the search whose log is in DIR"},
    {"top", ENT_OPT_SIZE, offsetof(search_args, top), "N", "policies shown in the terminal [20]"},
    {"json", ENT_OPT_FLAG, offsetof(study_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(study_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "search",
    .operands = "SCENARIO",
    .summary = "Search over levers for Pareto-efficient policies.",
    .details =
        "Every policy runs over the same futures (eps-NSGA-II). The policies found are\n"
        "checked on futures that the search has not seen, which give the intervals. The\n"
        "result names no best policy: it shows what one objective costs in terms of another.\n"
        "  entente search brussels-2025 --objective 'deterrence.odds_ratio[baltic]@2030' \\\n"
        "          --objective min:spending.europe_canada@2030 \\\n"
        "          --lever us.posture_europe --lever pledge.target_pct_gdp=2:5",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

static void show_progress(void *with, uint64_t done, uint64_t all, double seconds)
{
    (void)with;
    progress_show(done, all, 1.0, "generations", seconds);
}

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const search_args *a = args;
    ent_scenario *scenario = NULL;
    const ent_search_options how = {.objectives = data_words(&a->objectives),
                                    .levers = data_words(&a->levers),
                                    .epsilons = data_words(&a->epsilons),
                                    .generations = a->generations,
                                    .population = a->population,
                                    .futures = a->futures,
                                    .check = a->check,
                                    .top = a->top,
                                    .currency = a->study.currency};
    const ent_job job = study_job(&a->study, catch_interrupts(), show_progress);
    const ent_writing writing = data_writing(a->study.json, a->study.csv);
    ENT_TRY(data_load_scenario(session, a->study.argv[1], &a->study.set, &a->study.assume,
                               &scenario, err));
    return ent_scenario_search(scenario, &how, &job, &writing, text, length, err);
}

int cmd_search(int argc, char **argv)
{
    search_args args = {.study = {.seed = 1, .out = "search"},
                        .futures = 512,
                        .population = 24,
                        .generations = 20,
                        .check = 2048,
                        .top = 20};
    return study_answer(&command, argc, argv, ask, &args.study);
}
