/* entente explore: which assumptions drive an outcome, where it fails, and what would have
   to be true for the opposite. */
#include <stddef.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "entente/session.h"

typedef struct explore_args {
    study_args study;
    text_list outcomes, groups_named;
    const char *at, *method, *fails, *believe, *objective;
    size_t points, replicates, box, boxes, resamples, top;
    double peel, paste, mass;
    bool groups, second, radial, independent;
} explore_args;

static const ent_option options[] = {
    {"outcome", ENT_OPT_LIST, offsetof(explore_args, outcomes), "KEY",
     "outcome with index: 'deterrence.odds_ratio[baltic]'; may be given several times"},
    OPT_CHANGES(study_args),
    OPT_CURRENCY(study_args),
    {"at", ENT_OPT_TEXT, offsetof(explore_args, at), "TIME", "year or month [the last]"},
    {"method", ENT_OPT_TEXT, offsetof(explore_args, method), "NAME",
     "sobol, morris, pawn, regional, prim, cart, why [sobol]"},
    {"believe", ENT_OPT_TEXT, offsetof(explore_args, believe), "CLAIM",
     "what would have to be true: words or number of a claim, all, or a condition on KEY"},
    {"groups", ENT_OPT_FLAG, offsetof(explore_args, groups), NULL,
     "sobol, morris: groups of assumptions, not single ones"},
    {"group", ENT_OPT_LIST, offsetof(explore_args, groups_named), "NAME=KEY,...",
     "sobol, morris: a group of your own; a key may end in *"},
    {"second", ENT_OPT_FLAG, offsetof(explore_args, second), NULL,
     "sobol: interactions of pairs too"},
    {"radial", ENT_OPT_FLAG, offsetof(explore_args, radial), NULL,
     "morris: stars instead of trajectories"},
    {"fails", ENT_OPT_TEXT, offsetof(explore_args, fails), "CONDITION",
     "regional, prim, cart, why: what counts as failure, e.g. '> 1.2' [the worst tenth]"},
    {"points", ENT_OPT_SIZE, offsetof(explore_args, points), "N",
     "base points (sobol), trajectories (morris), futures (others)"},
    {"scrambles", ENT_OPT_SIZE, offsetof(explore_args, replicates), "R",
     "sobol: independent scrambles behind the intervals [8]"},
    {"box", ENT_OPT_SIZE, offsetof(explore_args, box), "I", "prim: show this box of the trade-off"},
    {"boxes", ENT_OPT_SIZE, offsetof(explore_args, boxes), "K",
     "prim: how many boxes, each over what the ones before leave [1]"},
    {"objective", ENT_OPT_TEXT, offsetof(explore_args, objective), "NAME",
     "prim: lenient1, lenient2, original [lenient1]"},
    {"peel", ENT_OPT_NUMBER, offsetof(explore_args, peel), "A", "prim: share peeled [0.05]"},
    {"paste", ENT_OPT_NUMBER, offsetof(explore_args, paste), "A", "prim: share pasted [0.05]"},
    {"mass", ENT_OPT_NUMBER, offsetof(explore_args, mass), "M",
     "prim: least share of futures in a box [0.05]"},
    {"resamples", ENT_OPT_SIZE, offsetof(explore_args, resamples), "R",
     "prim: random halves behind the intervals [20]"},
    {"top", ENT_OPT_SIZE, offsetof(explore_args, top), "N", "rows shown in the terminal [12]"},
    {"seed", ENT_OPT_U64, offsetof(study_args, seed), "S", "seed [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(study_args, threads), "N",
     "threads [all processors]; each needs up to 35 MB"},
    {"out", ENT_OPT_TEXT, offsetof(study_args, out), "DIR",
     "also write explore.html, .json, .csv and .xlsx there"},
    {"independent", ENT_OPT_FLAG, offsetof(explore_args, independent), NULL,
     "ignore the correlations between assumptions"},
    {"checkpoint", ENT_OPT_TEXT, offsetof(study_args, checkpoint), "FILE",
     "save progress in FILE.1, FILE.2, ... until the end"},
    {"resume", ENT_OPT_FLAG, offsetof(study_args, resume), NULL,
     "continue from the files of --checkpoint"},
    {"json", ENT_OPT_FLAG, offsetof(study_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(study_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "explore",
    .operands = "SCENARIO",
    .summary = "Show what drives an outcome, when a policy fails and what would reverse a claim.",
    .details =
        "Sensitivity reflects only the stated ranges: an assumption with too narrow a range\n"
        "looks unimportant. Shocks are a separate factor. An index whose interval contains\n"
        "zero cannot be distinguished from zero. Four times as many futures halve an\n"
        "interval.\n"
        "  entente explore brussels-2025 --outcome 'deterrence.odds_ratio[baltic]'\n"
        "  entente explore brussels-2025 --outcome posture.shortfall --at 2030 --method prim \\\n"
        "          --fails '> 0'\n"
        "  entente explore brussels-2025 --believe 'lead from the front'",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

static const char every_method[] = "sobol morris pawn regional prim cart why";

/* Options that only some methods read; `believe` stands for --believe. */
static const struct {
    const char *option, *methods;
} read_by[] = {
    {"--groups", "sobol morris"},
    {"--group", "sobol morris"},
    {"--second", "sobol"},
    {"--scrambles", "sobol"},
    {"--radial", "morris"},
    {"--fails", "regional prim cart why"},
    {"--box", "prim"},
    {"--boxes", "prim"},
    {"--objective", "prim"},
    {"--peel", "prim"},
    {"--paste", "prim"},
    {"--mass", "prim"},
    {"--resamples", "prim"},
    {"--currency", "prim cart why believe"},
    {"--method", every_method},
};

static bool has_word(const char *list, const char *word)
{
    const size_t n = strlen(word);
    for (const char *at = strstr(list, word); at; at = strstr(at + 1, word))
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

/* An option that the chosen method would ignore is a mistake. */
static ent_status check_options(const explore_args *args, ent_error *err)
{
    const int argc = args->study.argc;
    char *const *argv = args->study.argv;
    const char *method = args->believe ? "believe" : args->method;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        for (size_t k = 0; k < sizeof read_by / sizeof read_by[0]; k++) {
            const size_t n = strlen(read_by[k].option);
            const bool given = strncmp(argv[i], read_by[k].option, n) == 0 &&
                               (argv[i][n] == '\0' || argv[i][n] == '=');
            if (!given || has_word(read_by[k].methods, method))
                continue;
            if (args->believe)
                return ent_fail(err, ENT_E_ARG, "--believe does not read %s. Leave it out",
                                read_by[k].option);
            if (has_word(every_method, method)) /* an unknown one is said as such */
                return ent_fail(err, ENT_E_ARG, "--method %s does not read %s; these do: %s",
                                method, read_by[k].option, read_by[k].methods);
        }
    return ENT_OK;
}

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const explore_args *a = args;
    ent_scenario *scenario = NULL;
    const ent_explore_options how = {.method = a->method,
                                     .believe = a->believe,
                                     .outcomes = data_words(&a->outcomes),
                                     .at = a->at,
                                     .fails = a->fails,
                                     .points = a->points,
                                     .groups = a->groups,
                                     .own_groups = data_words(&a->groups_named),
                                     .second = a->second,
                                     .radial = a->radial,
                                     .independent = a->independent,
                                     .scrambles = a->replicates,
                                     .box = a->box,
                                     .boxes = a->boxes,
                                     .resamples = a->resamples,
                                     .peel = a->peel,
                                     .paste = a->paste,
                                     .mass = a->mass,
                                     .objective = a->objective,
                                     .top = a->top,
                                     .currency = a->study.currency};
    const ent_job job =
        study_job(&a->study, data_stop(session, a->study.checkpoint), progress_study);
    const ent_writing writing = data_writing(a->study.json, a->study.csv);
    ENT_TRY(check_options(a, err));
    ENT_TRY(data_load_scenario(session, a->study.argv[1], &a->study.set, &a->study.assume,
                               &scenario, err));
    return ent_scenario_explore(scenario, &how, &job, &writing, text, length, err);
}

int cmd_explore(int argc, char **argv)
{
    explore_args args = {.study = {.seed = 1},
                         .method = "sobol",
                         .objective = "lenient1",
                         .replicates = 8,
                         .top = 12,
                         .box = SIZE_MAX,
                         .boxes = 1,
                         .resamples = 20,
                         .peel = 0.05,
                         .paste = 0.05,
                         .mass = 0.05};
    return study_answer(&command, argc, argv, ask, &args.study);
}
