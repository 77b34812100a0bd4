/* entente run SCENARIO: the main job. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "entente/heap.h"
#include "entente/session.h"
#include "entente/text.h"

typedef struct run_args {
    size_t futures, threads;
    unsigned long long seed;
    const char *vs, *design, *out, *blocks, *store, *brief, *currency;
    text_list keep, set, assume;
    bool json, csv, resume, no_why, own_beliefs;
} run_args;

static const ent_option options[] = {
    {"vs", ENT_OPT_TEXT, offsetof(run_args, vs), "SCENARIO",
     "compare with this scenario over the same futures"},
    {"futures", ENT_OPT_SIZE, offsetof(run_args, futures), "N", "simulated futures [8192]"},
    {"seed", ENT_OPT_U64, offsetof(run_args, seed), "S", "root seed [1]"},
    {"design", ENT_OPT_TEXT, offsetof(run_args, design), "NAME",
     "mc (random), lhs, or sobol (even) [mc]"},
    {"threads", ENT_OPT_SIZE, offsetof(run_args, threads), "N",
     "threads [all processors]; each needs up to 35 MB"},
    {"out", ENT_OPT_TEXT, offsetof(run_args, out), "DIR", "folder of the results [results]"},
    OPT_CHANGES(run_args),
    {"keep", ENT_OPT_LIST, offsetof(run_args, keep), "KEY",
     "also store this outcome for every future"},
    {"store", ENT_OPT_TEXT, offsetof(run_args, store), "WHAT",
     "full: scalars and yearly totals of every future; summary: none [full]"},
    {"resume", ENT_OPT_FLAG, offsetof(run_args, resume), NULL, "continue a run that was stopped"},
    {"blocks", ENT_OPT_TEXT, offsetof(run_args, blocks), "A:B",
     "only blocks A to B-1 of 256 futures each, for entente merge"},
    {"own-beliefs", ENT_OPT_FLAG, offsetof(run_args, own_beliefs), NULL,
     "with --vs: the baseline keeps its own assumptions, so policies and assumptions differ"},
    {"no-why", ENT_OPT_FLAG, offsetof(run_args, no_why), NULL,
     "omit the section on what drives the result"},
    {"brief", ENT_OPT_TEXT, offsetof(run_args, brief), "STATE,...",
     "also write one page about each of these states"},
    {"currency", ENT_OPT_TEXT, offsetof(run_args, currency), "MONEY",
     "money in USD, EUR, GBP, ... at the average rate of 2024 [USD; aid to Ukraine: EUR]"},
    {"json", ENT_OPT_FLAG, offsetof(run_args, json), NULL, "print the result document"},
    {"csv", ENT_OPT_FLAG, offsetof(run_args, csv), NULL, "print the outcomes as CSV"},
};

static const ent_command command = {
    .name = "run",
    .operands = "SCENARIO",
    .summary =
        "Run a scenario over many futures and write the report, the workbook and the results.",
    .details =
        "  entente run brussels-2025 --vs status-quo-2024\n"
        "  entente run brussels-2025 --futures 100000 --design sobol --out brussels\n"
        "  entente run brussels-2025 --vs status-quo-2024 --brief DEU,POL\n"
        "  entente run brussels-2025 --set us.posture_europe=0.2 --assume combat.rho=1.1\n"
        "Writes report.html, result.json, results.xlsx and results.sqlite into DIR.\n"
        "--design sobol spreads the futures evenly: the sampling errors of the key figures fall\n"
        "to about a third. Sampling errors in the report remain those of random futures.\n"
        "An interrupt keeps finished futures; --resume continues.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

static void show_progress(void *with, uint64_t done, uint64_t all, double seconds)
{
    (void)with;
    progress_show(done, all, 256.0, "futures", seconds);
}

/* "A:B" */
static ent_status read_blocks(const char *text, ent_run_options *how, ent_error *err)
{
    long long a, b;
    const size_t n = strcspn(text, ":");
    if (!text[n] || !ent_text_integer(text, n, &a) ||
        !ent_text_integer(text + n + 1, strlen(text + n + 1), &b) || a < 0 || b <= a)
        return ent_fail(err, ENT_E_ARG, "--blocks: '%.40s' is not A:B with A below B", text);
    how->first_block = (uint64_t)a;
    how->end_block = (uint64_t)b;
    return ENT_OK;
}

static ent_status read_options(const run_args *a, ent_run_options *how, ent_error *err)
{
    if (a->own_beliefs && !a->vs)
        return ent_fail(err, ENT_E_ARG, "--own-beliefs needs --vs SCENARIO");
    const bool summary = strcmp(a->store, "summary") == 0;
    if (strcmp(a->design, "mc") != 0 && strcmp(a->design, "lhs") != 0 &&
        strcmp(a->design, "sobol") != 0)
        return ent_fail(err, ENT_E_ARG, "--design: '%.40s' is not mc, lhs or sobol", a->design);
    if (!summary && strcmp(a->store, "full") != 0)
        return ent_fail(err, ENT_E_ARG, "--store: '%.40s' is not full or summary", a->store);
    *how = (ent_run_options){.futures = a->futures,
                             .seed = a->seed,
                             .design = a->design,
                             .threads = a->threads,
                             .n_keep = a->keep.count,
                             .keep = a->keep.items,
                             .every_column = a->csv,
                             .summary = summary,
                             .folder = a->out,
                             .resume = a->resume,
                             .no_why = a->no_why,
                             .own_beliefs = a->own_beliefs,
                             .currency = a->currency,
                             .progress = show_progress,
                             .stop = catch_interrupts()};
    return a->blocks ? read_blocks(a->blocks, how, err) : ENT_OK;
}

static ent_status print_result(const run_args *a, ent_result *result, int *code, ent_error *err)
{
    const char *text = "";
    size_t length = 0;
    const ent_style style = opt_style();
    if (a->json)
        ENT_TRY(ent_result_json(result, &text, &length, err));
    else if (a->csv)
        ENT_TRY(ent_result_csv(result, &text, &length, err));
    else
        ENT_TRY(ent_result_summary(result, (size_t)style.width, style.colour, &text, &length, err));
    *code = opt_print(text, length);
    if (a->json || a->csv || *code != EXIT_DONE)
        return ENT_OK;
    printf("Report %s/report.html\n", a->out);
    if (ent_session_has_page())
        printf("Live page %s/entente.html\n", a->out);
    return ENT_OK;
}

typedef struct brief_states {
    size_t n;
    const char *iso3[ENT_SESSION_STATES];
} brief_states;

static ent_status write_briefs(const run_args *a, ent_result *result, const brief_states *states,
                               ent_error *err)
{
    for (size_t i = 0; i < states->n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/brief-%s.html", a->out, states->iso3[i]);
        ENT_TRY(ent_result_write_brief(result, states->iso3[i], path, err));
    }
    return ENT_OK;
}

static ent_status read_briefs(const ent_session *session, const char *words, brief_states *states,
                              ent_error *err)
{
    ent_error why;
    const ent_status status =
        words ? ent_session_states(session, words, states->iso3, &states->n, &why) : ENT_OK;
    return status == ENT_OK ? ENT_OK : ent_fail(err, status, "--brief: %s", why.message);
}

/* From here on a report is written file by file, each whole or not at all. */
static void end_of_futures(const char *folder, bool speaks)
{
    char words[512] = "";
    if (speaks)
        snprintf(words, sizeof words,
                 "entente run: stopped before the report was complete; the futures are saved in "
                 "%.300s/results.sqlite. Run the same command with --resume to write it\n",
                 folder);
    release_interrupts(words);
}

/* A rank other than the first computes, and says nothing. */
static ent_status run(const run_args *a, const char *name, const ent_statement *read,
                      ent_session *session, int *code, ent_error *err)
{
    ent_scenario *scenario = NULL, *baseline = NULL;
    ent_result *result = NULL;
    ent_run_options how;
    brief_states briefs = {0};
    ENT_TRY(read_options(a, &how, err));
    ENT_TRY(read_briefs(session, a->brief, &briefs, err));
    ENT_TRY(data_load_scenario(session, name, &a->set, &a->assume, &scenario, err));
    if (a->vs)
        ENT_TRY(ent_scenario_load(session, a->vs, &baseline, err));
    ENT_TRY(ent_scenario_run(scenario, baseline, &how, &result, err));
    end_of_futures(a->out, ent_session_speaks(session));
    if (!ent_session_speaks(session))
        return ENT_OK;
    ent_result_begin_with(result, read);
    ENT_TRY(ent_result_write(result, a->out, ENT_WRITE_ALL, err));
    ENT_TRY(write_briefs(a, result, &briefs, err));
    ENT_TRY(print_result(a, result, code, err));
    for (size_t i = 0; i < briefs.n && !a->json && !a->csv && *code == EXIT_DONE; i++)
        printf("Brief %s/brief-%s.html\n", a->out, briefs.iso3[i]);
    return ENT_OK;
}

static int run_in_session(const run_args *args, const char *name, const ent_statement *read,
                          ent_session *session)
{
    ent_error err = {{0}};
    int code = EXIT_DONE;
    const ent_status status = run(args, name, read, session, &code, &err);
    const bool speaks = ent_session_speaks(session);
    if (status != ENT_OK)
        code = speaks ? opt_fail("run", status, &err) : EXIT_FAILED;
    if (status == ENT_E_STOPPED && speaks && ent_session_ranks(session) > 1) {
        fflush(stdout);
        _exit(EXIT_FAILED); /* others may be dead: MPI must not wait for them */
    }
    return code;
}

static int run_alone(const run_args *args, const char *name)
{
    ent_session *session = NULL;
    ent_error err = {{0}};
    const ent_status status = data_open(&session, &err);
    const int code = status == ENT_OK ? run_in_session(args, name, NULL, session)
                                      : opt_fail("run", status, &err);
    ent_session_close(session);
    return code;
}

int cmd_run(int argc, char **argv)
{
    return cmd_run_statement(argc, argv, NULL, NULL);
}

int cmd_run_statement(int argc, char **argv, ent_session *session, const ent_statement *read)
{
    run_args args = {.futures = 8192, .seed = 1, .design = "mc", .out = "results", .store = "full"};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    return session ? run_in_session(&args, argv[1], read, session) : run_alone(&args, argv[1]);
}
