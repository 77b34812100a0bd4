/* entente explore: which assumptions drive an outcome, where it fails, and what would have
   to be true for the opposite. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/hint.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "entente/heap.h"
#include "session/paths.h"
#include "session/ranks.h"
#include "session/why_page.h"
#include "study/explorer.h"

static const ent_option options[] = {
    {"outcome", ENT_OPT_LIST, offsetof(explore_args, outcomes), "KEY",
     "outcome with index: 'deterrence.odds_ratio[baltic]'; may be given several times"},
    OPT_CHANGES(explore_args),
    OPT_CURRENCY(explore_args),
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
    {"seed", ENT_OPT_U64, offsetof(explore_args, seed), "S", "seed [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(explore_args, threads), "N",
     "threads [all processors]; each needs up to 35 MB"},
    {"out", ENT_OPT_TEXT, offsetof(explore_args, out), "DIR",
     "also write explore.html, .json, .csv and .xlsx there"},
    {"independent", ENT_OPT_FLAG, offsetof(explore_args, independent), NULL,
     "ignore the correlations between assumptions"},
    {"checkpoint", ENT_OPT_TEXT, offsetof(explore_args, checkpoint), "FILE",
     "save progress in FILE.1, FILE.2, ... until the end"},
    {"resume", ENT_OPT_FLAG, offsetof(explore_args, resume), NULL,
     "continue from the files of --checkpoint"},
    {"json", ENT_OPT_FLAG, offsetof(explore_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(explore_args, csv), NULL, "write CSV"},
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

static ent_status make_folder(explorer *x)
{
    const bool keeps = x->args.out && x->ranks.rank == 0;
    const ent_status made = keeps ? folder_make(x->args.out, x->err) : ENT_OK;
    return ranks_agree(&x->ranks, made, data_warn, x->err);
}

/* --- output --------------------------------------------------------------------------------- */

static ent_status add_json(explorer *x, const why_answer *a, ent_builder *out)
{
    const ent_style style = {0};
    ent_builder_text(out, "{\n\"outcome\": ");
    ent_json_text(out, a->name);
    ent_builder_text(out, ",\n\"text\": ");
    ent_json_text(out, a->text);
    for (size_t k = 0; k < a->n_tables; k++) {
        ent_builder_format(out, ",\n\"%s\": ", a->tables[k].name);
        ENT_TRY(ent_table_render(&a->tables[k], ENT_FORMAT_JSON, &style, out, x->err));
    }
    ent_builder_format(out, "%s\n}", a->more ? a->more : "");
    return ENT_OK;
}

static ent_status add_text(explorer *x, const why_answer *a, ent_builder *out)
{
    const ent_style style = opt_style();
    for (size_t k = 0; k < a->n_tables && !x->args.believe; k++) {
        ent_table shown = a->tables[k];
        /* limits are in the sentences, others are pictures: they are in the files */
        if (k > 0 && (strcmp(shown.name, "limits") == 0 || strcmp(shown.name, "tornado") == 0 ||
                      strcmp(shown.name, "prim") == 0))
            continue;
        shown.n_rows = x->args.top < shown.n_rows ? x->args.top : shown.n_rows;
        ENT_TRY(ent_table_render(&shown, ENT_FORMAT_TEXT, &style, out, x->err));
        ent_builder_text(out, "\n");
    }
    ent_builder_format(out, "%s\n", a->text);
    return ENT_OK;
}

static ent_status render(explorer *x, ent_format format, ent_builder *out)
{
    const bool json = format == ENT_FORMAT_JSON, list = json && x->n_answers > 1;
    ent_builder_init(out, x->arena);
    if (format == ENT_FORMAT_CSV)
        return why_csv(x->n_answers, x->answer, 0, out, x->arena, x->err);
    ent_builder_text(out, list ? "[" : "");
    for (size_t i = 0; i < x->n_answers; i++) {
        ent_builder_text(out, i == 0 ? "" : list ? ",\n" : "\n");
        ENT_TRY(json ? add_json(x, &x->answer[i], out) : add_text(x, &x->answer[i], out));
    }
    ent_builder_text(out, list ? "]\n" : json ? "\n" : "");
    return ent_builder_status(out, x->err);
}

static ent_status write_files(explorer *x)
{
    const why_page page = {.name = "explore",
                           .title = ent_text_format(x->arena, "Why: %s", x->p.parts.scenario.name),
                           .scenario = &x->p.parts.scenario,
                           .command = x->command,
                           .futures = x->futures,
                           .seed = x->args.seed,
                           .n_answers = x->n_answers,
                           .answers = x->answer};
    return why_page_write(&page, x->args.out, x->arena, x->err);
}

/* --- all ------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    ent_status (*run)(explorer *x);
} methods[] = {{"sobol", explore_sobol}, {"morris", explore_morris},
               {"pawn", explore_pawn},   {"regional", explore_regional},
               {"prim", explore_prim},   {"cart", explore_cart},
               {"why", explore_why}};
enum { N_METHODS = sizeof methods / sizeof methods[0] };

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
    {"--method", "sobol morris pawn regional prim cart why"},
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
static ent_status check_options(int argc, char **argv, const explore_args *args, ent_error *err)
{
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
            for (size_t m = 0; m < N_METHODS; m++) /* an unknown method is said as such */
                if (strcmp(methods[m].name, method) == 0)
                    return ent_fail(err, ENT_E_ARG, "--method %s does not read %s; these do: %s",
                                    method, read_by[k].option, read_by[k].methods);
        }
    return ENT_OK;
}

static ent_status by_method(explorer *x)
{
    const char *names[N_METHODS];
    size_t chosen = N_METHODS;
    for (size_t i = 0; i < N_METHODS; i++) {
        names[i] = methods[i].name;
        if (strcmp(x->args.method, names[i]) == 0)
            chosen = i;
    }
    if (chosen == N_METHODS) {
        const char *near = ent_text_nearest(x->args.method, names, N_METHODS);
        return ent_fail(x->err, ENT_E_ARG, "--method: there is no '%s'%s", x->args.method,
                        near ? did_you_mean(near).text : "; see 'entente explore --help'");
    }
    if (!x->args.outcomes.count)
        return ent_fail(x->err, ENT_E_ARG,
                        "--outcome KEY is needed; 'entente outcomes' lists them");
    ENT_TRY(opt_at_most("points", x->args.points, 1 << 26, x->err));
    if (x->args.replicates < 2)
        return ent_fail(x->err, ENT_E_ARG, "--scrambles must be at least 2");
    if (x->args.resamples < 2 || x->args.boxes < 1)
        return ent_fail(x->err, ENT_E_ARG, "--resamples must be at least 2, --boxes at least 1");
    const ent_status opened =
        explore_open(x->folders, &x->ask, x->args.outcomes.count, x->args.outcomes.items,
                     x->args.at, &x->p, x->arena, x->err);
    ENT_TRY(ranks_agree(&x->ranks, opened, data_warn, x->err));
    ENT_TRY(make_folder(x));
    return methods[chosen].run(x);
}

/* What tied assumptions do to the figures, and their money, after every text. */
static ent_status note_ties(explorer *x)
{
    const bool together =
        strcmp(x->args.method, "sobol") == 0 || strcmp(x->args.method, "morris") == 0;
    for (size_t i = 0; i < x->n_answers; i++) {
        const char *note = explore_tied_note(&x->p, together && !x->args.believe);
        x->answer[i].text = ent_text_format(x->arena, "%s%s%s", x->answer[i].text, note,
                                            explore_money_note(&x->p, x->arena));
        if (!x->answer[i].text)
            return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    }
    return ENT_OK;
}

static ent_status explore(explorer *x, ent_builder *out)
{
    if (x->args.resume && !x->args.checkpoint)
        return ent_fail(x->err, ENT_E_ARG,
                        "--resume needs --checkpoint FILE, as it was given before");
    ENT_TRY(ranks_threads(&x->ranks, x->args.threads, &x->p.threads, x->err));
    x->p.independent = x->args.independent;
    x->p.ranks = &x->ranks;
    x->p.keep = &x->keep;
    x->p.progress = progress_study;
    x->p.currency = x->args.currency;
    x->ready = make_folder;
    if (x->args.believe)
        ENT_TRY(explore_believe(x));
    else
        ENT_TRY(by_method(x));
    ENT_TRY(note_ties(x));
    if (x->args.out && x->ranks.rank == 0)
        ENT_TRY(write_files(x));
    return render(x, opt_format(x->args.json, x->args.csv), out);
}

/* Every rank computes all of it; rank 0 alone speaks. */
static int finish(explorer *x, ent_status status, const ent_builder *out, const ent_error *err)
{
    const bool speaks = !x || x->ranks.rank == 0;
    int code = status == ENT_OK ? EXIT_DONE : EXIT_FAILED;
    if (speaks)
        code =
            status == ENT_OK ? opt_print(out->data, out->length) : opt_fail("explore", status, err);
    if (x && status == ENT_OK && speaks)
        explore_keep_clear(&x->keep);
    if (x)
        ranks_close(&x->ranks);
    return code;
}

int cmd_explore(int argc, char **argv)
{
    const explore_args start = {.method = "sobol",
                                .objective = "lenient1",
                                .replicates = 8,
                                .top = 12,
                                .seed = 1,
                                .box = SIZE_MAX,
                                .boxes = 1,
                                .resamples = 20,
                                .peel = 0.05,
                                .paste = 0.05,
                                .mass = 0.05};
    explore_args args = start;
    size_t n = 0;
    ent_arena arena;
    ent_builder out = {0};
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 22);
    const char *words = opt_words(&command, argc, argv, &arena);
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN) {
        ent_heap_arena_destroy(&arena);
        return opt_exit(parsed);
    }
    explorer *x = ent_arena_array(&arena, explorer, 1);
    ent_status status = x ? ENT_OK : ent_fail(&err, ENT_E_NOMEM, "out of memory");
    if (x) {
        x->args = args;
        x->command = words;
        x->folders = path_folders();
        x->ask = (world_ask){argv[1], &x->args.set, &x->args.assume};
        x->arena = &arena;
        x->err = &err;
        x->keep = (explore_keep){.path = args.checkpoint, .resume = args.resume};
        status = check_options(argc, argv, &args, &err);
        if (status == ENT_OK)
            status = ranks_open(&x->ranks, &err);
        else
            x->ranks = (ent_ranks){.size = 1};
        if (x->keep.path || x->ranks.size > 1)
            x->keep.stop = catch_interrupts();
        if (status == ENT_OK)
            status = explore(x, &out);
    }
    const int code = finish(x, status, &out, &err);
    for (size_t i = 0; x && i < x->n_answers; i++)
        why_free(&x->answer[i]);
    ent_heap_arena_destroy(&arena);
    return code;
}
