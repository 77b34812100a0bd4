/* entente run SCENARIO: the main job. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "cli/commands.h"
#include "cli/mpirun.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "entente/heap.h"
#include "entente/live.h"
#include "entente/report.h"
#include "entente/sobol.h"
#include "entente/store.h"
#include "scenario/apply.h"
#include "session/document.h"
#include "session/live_answers.h"
#include "session/live_link.h"
#include "session/paths.h"
#include "session/statement.h"
#include "session/treaty_of.h"
#include "study/why.h"

typedef struct run_args {
    size_t futures, threads;
    unsigned long long seed;
    const char *vs, *design, *out, *blocks, *store, *brief;
    text_list keep, set, assume;
    bool json, csv, resume, no_why;
} run_args;

static const ent_option options[] = {
    {"vs", ENT_OPT_TEXT, offsetof(run_args, vs), "SCENARIO",
     "run a second scenario on the same futures and pair them"},
    {"futures", ENT_OPT_SIZE, offsetof(run_args, futures), "N", "futures to draw [8192]"},
    {"seed", ENT_OPT_U64, offsetof(run_args, seed), "S", "root seed [1]"},
    {"design", ENT_OPT_TEXT, offsetof(run_args, design), "NAME", "mc, lhs or sobol [mc]"},
    {"threads", ENT_OPT_SIZE, offsetof(run_args, threads), "N", "threads [all processors]"},
    {"out", ENT_OPT_TEXT, offsetof(run_args, out), "DIR", "folder of the results [results]"},
    {"set", ENT_OPT_LIST, offsetof(run_args, set), "LEVER=VALUE", "change a lever"},
    {"assume", ENT_OPT_LIST, offsetof(run_args, assume), "KEY=VALUE",
     "fix an assumption, or give it another prior"},
    {"keep", ENT_OPT_LIST, offsetof(run_args, keep), "KEY",
     "store this outcome of every future too"},
    {"store", ENT_OPT_TEXT, offsetof(run_args, store), "WHAT",
     "full: scalars and yearly totals of every future; summary: none [full]"},
    {"resume", ENT_OPT_FLAG, offsetof(run_args, resume), NULL, "go on with a run that was stopped"},
    {"blocks", ENT_OPT_TEXT, offsetof(run_args, blocks), "A:B",
     "only blocks A to B-1 of 256 futures each, for entente merge"},
    {"no-why", ENT_OPT_FLAG, offsetof(run_args, no_why), NULL,
     "leave the section on drivers and beliefs out of the report"},
    {"brief", ENT_OPT_TEXT, offsetof(run_args, brief), "ISO3", "also a page about one state"},
    {"json", ENT_OPT_FLAG, offsetof(run_args, json), NULL, "print the result document"},
    {"csv", ENT_OPT_FLAG, offsetof(run_args, csv), NULL, "print the outcomes as CSV"},
};

static const ent_command command = {
    .name = "run",
    .operands = "SCENARIO",
    .summary = "Run a scenario over many futures: report, result document, workbook, store.",
    .details = "  entente run brussels-2025 --vs status-quo-2024\n"
               "  entente run brussels-2025 --futures 100000 --design sobol --out brussels\n"
               "  entente run brussels-2025 --set us.posture_europe=0.2 --assume combat.rho=1.1\n"
               "Writes report.html, result.json, results.xlsx and results.sqlite into DIR. An\n"
               "interrupt keeps what is done; --resume goes on.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

/* What one call works on. */
typedef struct job {
    const run_args *args;
    const char *scenario;
    const struct statement *statement; /* the text that it was read from; NULL: none */
    world_parts parts, baseline;
    run_worlds worlds;
    claim_set claims;
    bill_set bill;
    bool has_bill;
    ent_run_plan plan;
    ent_run *run;
    ent_bin_hint hints[ENT_N_OUTCOMES];
    ent_ranks ranks;
    const volatile sig_atomic_t *stop;
    ent_store *store; /* of rank 0 */
    double seconds;
    ent_arena working; /* of the threads, until the futures are run */
    ent_arena *arena;
    ent_error *err;
} job;

static double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* --- worlds --- */

static ent_status load_worlds(job *j)
{
    const text_list none = {0};
    ENT_TRY(world_parts_load(path_folders(), j->scenario, &j->parts, j->arena, j->err));
    ENT_TRY(settings_apply(&j->args->set, &j->args->assume, &j->parts.reg, &j->parts.facts,
                           &j->parts.scenario, j->arena, j->err));
    ENT_TRY(world_parts_build(&j->parts, j->arena, j->err));
    j->worlds = (run_worlds){.n = 1, .worlds = {j->parts.world}, .key = {j->parts.scenario.key}};
    if (j->args->vs) {
        ENT_TRY(world_parts_share(j->args->vs, &j->parts, &j->baseline, j->arena, j->err));
        /* assumptions are about the world, not about policy: both runs share them */
        ENT_TRY(settings_apply(&none, &j->args->assume, &j->baseline.reg, &j->baseline.facts,
                               &j->baseline.scenario, j->arena, j->err));
        ENT_TRY(world_parts_build(&j->baseline, j->arena, j->err));
        j->worlds.worlds[j->worlds.n] = j->baseline.world;
        j->worlds.key[j->worlds.n++] = j->baseline.scenario.key;
    }
    const ent_bill_terms terms = ent_bill_terms_of(j->parts.world);
    j->has_bill = ent_bill_terms_fit(j->parts.world, &terms) &&
                  bill_compute(j->parts.world, &j->parts.facts_changed, &terms, 0, NULL, &j->bill,
                               NULL) == ENT_OK;
    return claims_prepare(&j->parts, j->has_bill ? &j->bill : NULL, &j->worlds, &j->claims,
                          j->arena, j->err);
}

/* --- plan --- */

static ent_status read_design(job *j)
{
    static const char *const names[] = {"mc", "lhs", "sobol"};
    const char *path = ent_text_format(j->arena, "%s/sobol_directions.csv", path_data());
    for (size_t i = 0; i < 3; i++)
        if (strcmp(names[i], j->args->design) == 0) {
            j->plan.design = (ent_design_kind)i;
            return i < 2 ? ENT_OK
                         : ent_sobol_load(path, &j->plan.directions, &j->plan.n_dimensions,
                                          j->arena, j->err);
        }
    return ent_fail(j->err, ENT_E_ARG, "--design: '%.40s' is not mc, lhs or sobol",
                    j->args->design);
}

static ent_status read_blocks(job *j)
{
    long long a, b;
    const char *text = j->args->blocks;
    if (!text)
        return ENT_OK;
    const size_t n = strcspn(text, ":");
    if (!text[n] || !ent_text_integer(text, n, &a) ||
        !ent_text_integer(text + n + 1, strlen(text + n + 1), &b) || a < 0 || b <= a)
        return ent_fail(j->err, ENT_E_ARG, "--blocks: '%.40s' is not A:B with A below B", text);
    j->plan.first_block = (uint64_t)a;
    j->plan.end_block = (uint64_t)b;
    return ENT_OK;
}

/* Scalars and yearly totals are kept by default, more by --keep. */
static ent_status read_keep(job *j)
{
    const bool full = strcmp(j->args->store, "full") == 0;
    if (!full && strcmp(j->args->store, "summary") != 0)
        return ent_fail(j->err, ENT_E_ARG, "--store: '%.40s' is not full or summary",
                        j->args->store);
    for (int o = 0; full && o < ENT_N_OUTCOMES; o++) {
        const ent_shape shape = ent_outcome_shape((ent_outcome_id)o);
        j->plan.keep[o] = shape == ENT_SHAPE_SCALAR || shape == ENT_SHAPE_YEAR ||
                          shape == ENT_SHAPE_FLASHPOINT || shape == ENT_SHAPE_FLASHPOINT_SIDE;
    }
    for (size_t i = 0; i < j->args->keep.count; i++) {
        const char *key = j->args->keep.items[i];
        const int id = ent_id_of_outcome(key);
        const char *near = id < 0 ? ent_register_nearest_outcome(&j->parts.reg, key) : NULL;
        if (id < 0)
            return ent_fail(j->err, ENT_E_KEY, "--keep: no outcome '%.60s'%s%s%s", key,
                            near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
        j->plan.keep[id] = true;
    }
    return ENT_OK;
}

static void show_progress(void *with, uint64_t done, uint64_t all)
{
    const job *j = with;
    progress_show(done, all, ENT_BLOCK, "futures", clock_now() - j->seconds);
}

static ent_status make_plan(job *j)
{
    const ent_register *reg = &j->parts.reg;
    for (size_t i = 0; i < reg->n_outcomes; i++)
        if (reg->outcomes[i].use >= 0)
            j->hints[reg->outcomes[i].use] = (ent_bin_hint){
                reg->outcomes[i].hist_low, reg->outcomes[i].hist_high, reg->outcomes[i].hist_log};
    j->plan = (ent_run_plan){.n_worlds = j->worlds.n,
                             .paired = j->args->vs ? 1 : 0,
                             .n_futures = j->args->futures,
                             .seed = j->args->seed,
                             .threads = ranks_threads(&j->ranks, j->args->threads),
                             .hints = j->hints,
                             .n_probes = j->claims.n_probes,
                             .probes = j->claims.probes,
                             .progress = show_progress,
                             .progress_with = j,
                             .ranks = &j->ranks,
                             .working = &j->working,
                             .stop = j->stop};
    j->plan.exact = j->args->csv ? ENT_EXACT_ALL : ENT_EXACT_SHOWN;
    j->plan.scratch = j->args->out;
    for (size_t i = 0; i < reg->n_outcomes; i++)
        if (reg->outcomes[i].use >= 0)
            j->plan.time[reg->outcomes[i].use] = reg->outcomes[i].counts == ENT_COUNTS_TIME;
    for (size_t w = 0; w < j->worlds.n; w++) {
        j->plan.worlds[w] = j->worlds.worlds[w];
        j->plan.narrow[w] = j->worlds.narrow[w];
    }
    ENT_TRY(read_design(j));
    ENT_TRY(read_blocks(j));
    return read_keep(j);
}

/* --- outputs --- */

static const char *path_in(const job *j, const char *name)
{
    return ent_text_format(j->arena, "%s/%s", j->args->out, name);
}

/* The folder, made where it is missing, and whether it can be written to. */
static const char *command_line(const job *j)
{
    const run_args *a = j->args;
    ent_builder b;
    ent_builder_init(&b, j->arena);
    ent_builder_format(&b, "entente run %s", j->scenario);
    if (a->vs)
        ent_builder_format(&b, " --vs %s", a->vs);
    ent_builder_format(&b, " --futures %zu --seed %llu --design %s", a->futures, a->seed,
                       a->design);
    for (size_t i = 0; i < a->set.count; i++)
        ent_builder_format(&b, " --set '%s'", a->set.items[i]);
    for (size_t i = 0; i < a->assume.count; i++)
        ent_builder_format(&b, " --assume '%s'", a->assume.items[i]);
    return b.data;
}

/* The live page beside the report, in programs that were built with one. */
static ent_status write_live(job *j)
{
    ent_builder page;
    ent_builder_init(&page, j->arena);
    ENT_TRY(ent_live_page(path_data(), path_scenarios(), live_answers, &j->parts, &page, j->arena,
                          j->err));
    return ent_text_write_file(path_in(j, "entente.html"), page.data, page.length, j->err);
}

static ent_status write_page(job *j, const ent_report *report, const ent_builder *document)
{
    ent_builder page, marked;
    live_link link;
    ENT_TRY(live_link_make(&j->parts, j->args->vs, j->args->set.count || j->args->assume.count,
                           &link, j->arena, j->err));
    ent_builder_init(&marked, j->arena);
    if (j->statement)
        ENT_TRY(statement_html(j->statement, document->data, document->length, &marked, j->err));
    const ent_report_options how = {.live = ent_live_built() ? "entente.html" : NULL,
                                    .scenario = link.scenario,
                                    .settings = link.settings,
                                    .statement = j->statement ? marked.data : NULL,
                                    .treaty = treaty_of_data(path_data(), j->arena)};
    if (how.live)
        ENT_TRY(write_live(j));
    ent_builder_init(&page, j->arena);
    ENT_TRY(ent_report_html(report, &how, &page, j->err));
    ENT_TRY(ent_text_write_file(path_in(j, "report.html"), page.data, page.length, j->err));
    if (!j->args->brief)
        return ENT_OK;
    ent_builder_init(&page, j->arena);
    ENT_TRY(ent_report_brief(report, j->args->brief, &page, j->err));
    return ent_text_write_file(
        path_in(j, ent_text_format(j->arena, "brief-%s.html", j->args->brief)), page.data,
        page.length, j->err);
}

/* CSV of every outcome shown in the document. */
typedef struct csv_lines {
    const job *j;
    ent_builder *out;
} csv_lines;

static void csv_line(void *with, const ent_named_column *c)
{
    const csv_lines *l = with;
    const ent_statistics s = ent_run_band(l->j->run, 0, c->outcome, c->index);
    ent_builder_format(l->out, "%s,\"%s\",%s,%llu,%llu", c->row->key, c->name, c->at,
                       (unsigned long long)s.n, (unsigned long long)s.missing);
    const double values[] = {s.mean,        s.sd,          s.quantile[0], s.quantile[1],
                             s.quantile[2], s.quantile[3], s.quantile[4]};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        if (values[i] - values[i] == 0.0)
            ent_builder_format(l->out, ",%.17g", values[i]);
        else
            ent_builder_text(l->out, ",");
    ent_builder_text(l->out, "\n");
}

static ent_status print_result(const job *j, const ent_report *report, const ent_builder *document,
                               int *code)
{
    ent_builder text;
    ent_builder_init(&text, j->arena);
    if (j->args->json) {
        *code = opt_print(document->data, document->length);
        return ENT_OK;
    }
    if (j->args->csv) {
        csv_lines lines = {j, &text};
        ent_builder_text(&text, "outcome,index,at,n,missing,mean,sd,p5,p25,p50,p75,p95\n");
        ent_columns_each(j->parts.world, &j->parts.reg, true, csv_line, &lines);
    } else {
        const ent_style style = opt_style();
        ENT_TRY(ent_report_summary(report, &style, &text, j->err));
        ent_builder_format(&text, "\nOutcome hash %016llx\nReport %s\n",
                           (unsigned long long)ent_run_hash(j->run, 0), path_in(j, "report.html"));
        if (ent_live_built())
            ent_builder_format(&text, "Live page %s\n", path_in(j, "entente.html"));
    }
    ENT_TRY(ent_builder_status(&text, j->err));
    *code = opt_print(text.data, text.length);
    return ENT_OK;
}

static ent_status write_results(job *j, int *code)
{
    why_answer why = {0};
    const result_of r = {.parts = &j->parts,
                         .baseline = j->args->vs ? &j->baseline : NULL,
                         .worlds = &j->worlds,
                         .claims = &j->claims,
                         .bill = j->has_bill ? &j->bill : NULL,
                         .run = j->run,
                         .design = j->args->design,
                         .isa = ent_isa_name(ent_isa_best()),
                         .command = command_line(j),
                         .futures = j->args->futures,
                         .seed = j->args->seed,
                         .threads = j->plan.threads,
                         .seconds = j->seconds,
                         .progress = progress_study,
                         .incomplete = j->args->blocks != NULL,
                         .why = j->args->no_why || j->args->blocks ? NULL : &why};
    ent_builder document;
    ent_report *report = NULL;
    ent_builder_init(&document, j->arena);
    ENT_TRY(session_document(&r, &report, &document, j->arena, j->err));
    ent_status status =
        ent_text_write_file(path_in(j, "result.json"), document.data, document.length, j->err);
    if (status == ENT_OK)
        status = result_workbook(&r, path_in(j, "results.xlsx"), j->arena, j->err);
    if (status == ENT_OK)
        status = write_page(j, report, &document);
    if (status == ENT_OK)
        status = print_result(j, report, &document, code);
    ent_report_close(report);
    return status;
}

/* --- all --- */

/* What a stopped run left: under its working name, or whole, as a merge leaves it. */
static ent_status resume_store(job *j, const char *part, const char *whole, ent_store **store)
{
    const ent_register *reg = &j->parts.reg;
    if (access(part, F_OK) == 0)
        return ent_store_resume(part, j->run, reg, store, j->arena, j->err);
    if (access(whole, F_OK) != 0)
        return ent_fail(j->err, ENT_E_IO, "%s: no run to go on with; leave --resume out", part);
    ENT_TRY(ent_store_resume(whole, j->run, reg, store, j->arena, j->err));
    if (ent_run_done(j->run) == ent_run_blocks(j->run))
        return ENT_OK;
    ent_store_close(*store);
    ENT_TRY(ent_file_rename(whole, part, j->err));
    ENT_TRY(ent_run_create(&j->plan, &j->run, j->arena, j->err));
    return ent_store_resume(part, j->run, reg, store, j->arena, j->err);
}

static ent_status go(job *j)
{
    j->seconds = clock_now();
    const ent_status status = ent_run_go(j->run, j->err);
    j->seconds = clock_now() - j->seconds;
    return status;
}

/* What can be known to be wrong before the futures run. */
static ent_status check_args(const job *j)
{
    enum { MOST_THREADS = 1024 };
    const char *brief = j->args->brief;
    if (j->args->threads > MOST_THREADS)
        return ent_fail(j->err, ENT_E_ARG, "--threads: %zu is more than %d", j->args->threads,
                        MOST_THREADS);
    if (!brief || ent_facts_is_state(&j->parts.facts, brief))
        return ENT_OK;
    const char *near = ent_facts_nearest_state(&j->parts.facts, brief);
    return ent_fail(j->err, ENT_E_ARG, "--brief: '%.40s' is not a state (ISO3)%s%s%s", brief,
                    near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

/* All that can go wrong before the first block; rank 0 alone has folder and store. */
static ent_status prepare(job *j, const char *part, const char *whole)
{
    ENT_TRY(load_worlds(j));
    ENT_TRY(check_args(j));
    ENT_TRY(make_plan(j));
    if (j->ranks.rank > 0)
        return ent_run_create(&j->plan, &j->run, j->arena, j->err);
    ENT_TRY(folder_make(j->args->out, j->err));
    ENT_TRY(ent_run_create(&j->plan, &j->run, j->arena, j->err));
    return j->args->resume
               ? resume_store(j, part, whole, &j->store)
               : ent_store_create(part, j->run, &j->parts.reg, &j->store, j->arena, j->err);
}

/* Run with every batch written to the store; what is done stays under the working name until
   the run is whole. */
static ent_status run_it(job *j, const char *part, const char *whole)
{
    ent_status status = go(j);
    if (status == ENT_OK)
        return ent_store_finish(j->store, whole, j->err);
    if (status == ENT_E_STOPPED) {
        const ent_status kept = ent_store_checkpoint(j->store, j->err);
        if (kept == ENT_OK)
            ent_fail(j->err, status,
                     "stopped%s: %llu of %llu blocks are kept in %s; go on with "
                     "--resume",
                     j->ranks.size > 1 ? " (ended from outside, or a rank died)" : "",
                     (unsigned long long)ent_run_done(j->run),
                     (unsigned long long)ent_run_blocks(j->run), part);
        status = kept == ENT_OK ? status : kept;
    }
    ent_store_close(j->store);
    return status;
}

/* A rank other than 0 computes, and says nothing. */
static ent_status main_job(job *j, int *code)
{
    const char *whole = path_in(j, "results.sqlite"), *part = path_in(j, "results.sqlite.part");
    if (!whole || !part)
        return ent_fail(j->err, ENT_E_NOMEM, "run: out of memory");
    ENT_TRY(ranks_open(&j->ranks, j->err));
    j->stop = ranks_catch_interrupts();
    ENT_TRY(ranks_agree(&j->ranks, prepare(j, part, whole), "run", j->err));
    if (j->ranks.rank > 0)
        return go(j);
    ENT_TRY(run_it(j, part, whole));
    ent_heap_arena_destroy(&j->working);
    return write_results(j, code);
}

/* The end of a job on several ranks: one that fails alone ends all; when all fail, each leaves. */
static int end_job(const job *j, ent_status status, int code)
{
    const bool speaks = j->ranks.rank == 0;
    if (status != ENT_OK && speaks)
        code = opt_fail("run", status, j->err);
    if (status == ENT_E_STOPPED && j->ranks.size > 1 && speaks) {
        fflush(stdout);
        _exit(EXIT_FAILED); /* others may be dead: MPI must not wait for them */
    }
    ranks_close(&j->ranks);
    return status == ENT_OK || speaks ? code : EXIT_FAILED;
}

int cmd_run(int argc, char **argv)
{
    return cmd_run_statement(argc, argv, NULL);
}

int cmd_run_statement(int argc, char **argv, const struct statement *read)
{
    run_args args = {.futures = 8192, .seed = 1, .design = "mc", .out = "results", .store = "full"};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_error err = {{0}};
    ent_arena arena;
    int code = EXIT_DONE;
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    job *j = ent_arena_array(&arena, job, 1);
    if (j) {
        j->args = &args;
        j->scenario = argv[1];
        j->statement = read;
        j->arena = &arena;
        j->err = &err;
        ent_heap_arena_create(&j->working, (size_t)1 << 20);
        const ent_status status = main_job(j, &code);
        ent_heap_arena_destroy(&j->working);
        code = end_job(j, status, code);
    } else {
        code = opt_fail("run", ent_fail(&err, ENT_E_NOMEM, "out of memory"), &err);
    }
    ent_heap_arena_destroy(&arena);
    return code;
}
