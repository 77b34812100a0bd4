/* entente compare: which policy holds up over the same futures. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

enum { MOST_POLICIES = 64 };

typedef struct compare_args {
    study_args study;
    const char *over, *at;
    text_list grid;
    size_t futures;
    double threshold, alpha;
    bool own_beliefs;
} compare_args;

static const ent_option options[] = {
    {"over", ENT_OPT_TEXT, offsetof(compare_args, over), "KEY",
     "[min:|max:]KEY, outcome with index: 'deterrence.odds_ratio[baltic]'"},
    {"at", ENT_OPT_TEXT, offsetof(compare_args, at), "TIME", "year or month [the last]"},
    {"grid", ENT_OPT_LIST, offsetof(compare_args, grid), "LEVER=A,B,...",
     "vary a lever of a single scenario; several options give every combination"},
    OPT_CHANGES(study_args),
    OPT_CURRENCY(study_args),
    {"threshold", ENT_OPT_NUMBER, offsetof(compare_args, threshold), "X",
     "good enough at this value or better [mean over all policies]"},
    {"alpha", ENT_OPT_NUMBER, offsetof(compare_args, alpha), "A",
     "Hurwicz: weight of the best case [0.5]"},
    {"futures", ENT_OPT_SIZE, offsetof(compare_args, futures), "N", "futures [4096]"},
    {"seed", ENT_OPT_U64, offsetof(study_args, seed), "S", "seed [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(study_args, threads), "N",
     "threads [all processors]; each needs up to 35 MB"},
    {"out", ENT_OPT_TEXT, offsetof(study_args, out), "DIR",
     "also write compare.html, .json, .csv and .xlsx there"},
    {"checkpoint", ENT_OPT_TEXT, offsetof(study_args, checkpoint), "FILE",
     "save progress in FILE.1, FILE.2, ... until the end"},
    {"resume", ENT_OPT_FLAG, offsetof(study_args, resume), NULL,
     "continue from the files of --checkpoint"},
    {"own-beliefs", ENT_OPT_FLAG, offsetof(compare_args, own_beliefs), NULL,
     "each scenario keeps its own assumptions, instead of those of the first"},
    {"json", ENT_OPT_FLAG, offsetof(study_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(study_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "compare",
    .operands = "SCENARIO...",
    .summary = "Compare how robust policies are over the same futures.",
    .details =
        "Regret is what a policy loses in a future compared with the best policy there. The\n"
        "measures guard against different risks, and none says which policy to choose.\n"
        "  entente compare status-quo-2024 brussels-2025 us-leaves --over posture.shortfall --at "
        "2030\n"
        "  entente compare brussels-2025 --grid us.posture_europe=0,0.5,1 \\\n"
        "          --over 'deterrence.odds_ratio[baltic]' --at 2030",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = MOST_POLICIES,
};

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const compare_args *a = args;
    ent_scenario *scenarios[MOST_POLICIES];
    const ent_compare_options how = {.over = a->over,
                                     .at = a->at,
                                     .grid = data_words(&a->grid),
                                     .threshold = a->threshold,
                                     .alpha = a->alpha,
                                     .futures = a->futures,
                                     .own_beliefs = a->own_beliefs,
                                     .currency = a->study.currency};
    const ent_job job = study_job(&a->study, data_stop(session, a->study.checkpoint), NULL);
    const ent_writing writing = data_writing(a->study.json, a->study.csv);
    for (size_t i = 0; i < a->study.n; i++)
        ENT_TRY(data_load_scenario(session, a->study.argv[i + 1], &a->study.set, &a->study.assume,
                                   &scenarios[i], err));
    return ent_session_compare(session, a->study.n, scenarios, &how, &job, &writing, text, length,
                               err);
}

int cmd_compare(int argc, char **argv)
{
    compare_args args = {
        .study = {.seed = 1}, .futures = 4096, .alpha = 0.5, .threshold = ENT_MISSING};
    return study_answer(&command, argc, argv, ask, &args.study);
}
