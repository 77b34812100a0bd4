/* entente compare: which policy holds up over the same futures. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/session.h"

enum { MOST_POLICIES = 64 };

typedef struct compare_args {
    const char *over, *at, *checkpoint, *out, *currency;
    text_list grid, set, assume;
    size_t futures, threads;
    unsigned long long seed;
    double threshold, alpha;
    bool own_beliefs, resume, json, csv;
    size_t n; /* scenarios */
    const char *const *words;
    const char *command; /* that makes the answer again */
} compare_args;

static const ent_option options[] = {
    {"over", ENT_OPT_TEXT, offsetof(compare_args, over), "KEY",
     "[min:|max:]KEY, outcome with index: 'deterrence.odds_ratio[baltic]'"},
    {"at", ENT_OPT_TEXT, offsetof(compare_args, at), "TIME", "year or month [the last]"},
    {"grid", ENT_OPT_LIST, offsetof(compare_args, grid), "LEVER=A,B,...",
     "vary a lever of a single scenario; several options give every combination"},
    OPT_CHANGES(compare_args),
    OPT_CURRENCY(compare_args),
    {"threshold", ENT_OPT_NUMBER, offsetof(compare_args, threshold), "X",
     "good enough at this value or better [mean over all policies]"},
    {"alpha", ENT_OPT_NUMBER, offsetof(compare_args, alpha), "A",
     "Hurwicz: weight of the best case [0.5]"},
    {"futures", ENT_OPT_SIZE, offsetof(compare_args, futures), "N", "futures [4096]"},
    {"seed", ENT_OPT_U64, offsetof(compare_args, seed), "S", "seed [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(compare_args, threads), "N",
     "threads [all processors]; each needs up to 35 MB"},
    {"out", ENT_OPT_TEXT, offsetof(compare_args, out), "DIR",
     "also write compare.html, .json, .csv and .xlsx there"},
    {"checkpoint", ENT_OPT_TEXT, offsetof(compare_args, checkpoint), "FILE",
     "save progress in FILE.1, FILE.2, ... until the end"},
    {"resume", ENT_OPT_FLAG, offsetof(compare_args, resume), NULL,
     "continue from the files of --checkpoint"},
    {"own-beliefs", ENT_OPT_FLAG, offsetof(compare_args, own_beliefs), NULL,
     "each scenario keeps its own assumptions, instead of those of the first"},
    {"json", ENT_OPT_FLAG, offsetof(compare_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(compare_args, csv), NULL, "write CSV"},
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
                                     .currency = a->currency};
    const ent_job job = {.seed = a->seed,
                         .threads = a->threads,
                         .folder = a->out,
                         .command = a->command,
                         .checkpoint = a->checkpoint,
                         .resume = a->resume,
                         .stop = data_stop(session, a->checkpoint)};
    const ent_writing writing = data_writing(a->json, a->csv);
    for (size_t i = 0; i < a->n; i++)
        ENT_TRY(data_load_scenario(session, a->words[i], &a->set, &a->assume, &scenarios[i], err));
    return ent_session_compare(session, a->n, scenarios, &how, &job, &writing, text, length, err);
}

int cmd_compare(int argc, char **argv)
{
    compare_args args = {.futures = 4096, .seed = 1, .alpha = 0.5, .threshold = ENT_MISSING};
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 12);
    args.command = opt_words(&command, argc, argv, &arena);
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &args.n);
    args.words = (const char *const *)argv + 1;
    const int code = parsed == OPT_RUN ? data_answer("compare", ask, &args) : opt_exit(parsed);
    ent_heap_arena_destroy(&arena);
    return code;
}
