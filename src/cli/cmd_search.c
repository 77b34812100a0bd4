/* entente search: which settings of levers are not beaten by any other on all objectives. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/folder.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "session/paths.h"
#include "session/ranks.h"
#include "session/why_page.h"
#include "study/search_run.h"

enum { FRONT_MOST = 256, FRONT_SHOWN = 60 };

typedef struct search_args {
    text_list objectives, levers, epsilons, set, assume;
    size_t futures, population, generations, check, threads, top;
    unsigned long long seed;
    const char *out, *currency;
    bool resume, json, csv;
} search_args;

static const ent_option options[] = {
    {"objective", ENT_OPT_LIST, offsetof(search_args, objectives), "KEY",
     "[min:|max:]KEY[@TIME][=mean|pNN|CONDITION]; two to eight"},
    {"lever", ENT_OPT_LIST, offsetof(search_args, levers), "KEY",
     "a lever to vary, KEY or KEY=LOW:HIGH; one to sixteen"},
    {"epsilon", ENT_OPT_LIST, offsetof(search_args, epsilons), "X",
     "ignore differences smaller than this, one for each objective [a fiftieth]"},
    OPT_CHANGES(search_args),
    OPT_CURRENCY(search_args),
    {"generations", ENT_OPT_SIZE, offsetof(search_args, generations), "G", "generations [20]"},
    {"population", ENT_OPT_SIZE, offsetof(search_args, population), "P",
     "policies in a generation, even [24]"},
    {"futures", ENT_OPT_SIZE, offsetof(search_args, futures), "N", "futures of a policy [512]"},
    {"check", ENT_OPT_SIZE, offsetof(search_args, check), "N",
     "new futures for the intervals [2048]"},
    {"seed", ENT_OPT_U64, offsetof(search_args, seed), "S", "seed [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(search_args, threads), "N",
     "threads [all processors]; each needs up to 35 MB"},
    {"out", ENT_OPT_TEXT, offsetof(search_args, out), "DIR", "folder of the results [search]"},
    {"resume", ENT_OPT_FLAG, offsetof(search_args, resume), NULL,
     "continue the search whose log is in DIR"},
    {"top", ENT_OPT_SIZE, offsetof(search_args, top), "N", "policies shown in the terminal [20]"},
    {"json", ENT_OPT_FLAG, offsetof(search_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(search_args, csv), NULL, "write CSV"},
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

typedef struct searcher {
    search_args args;
    search_job job;
    const char *scenario, *header;
    const char *command; /* that makes it again */
    const volatile sig_atomic_t *interrupted;
    ent_search *search;
    ent_builder log;
    size_t done; /* generations */
    double *points, *objectives;
    why_answer answer;
    ent_column *columns;
    ent_arena *arena;
    ent_error *err;
} searcher;

/* --- searching ----------------------------------------------------------------------------------
 */

static const char *log_path(const searcher *s)
{
    return ent_text_format(s->arena, "%s/search.jsonl", s->args.out);
}

static ent_status write_log(const searcher *s)
{
    ent_builder whole;
    ent_builder_init(&whole, s->arena);
    ent_builder_text(&whole, s->header);
    ent_builder_add(&whole, s->log.data, s->log.length);
    ENT_TRY(ent_builder_status(&whole, s->err));
    return ent_text_write_file(log_path(s), whole.data, whole.length, s->err);
}

static ent_status start_search(searcher *s)
{
    search_job *j = &s->job;
    static const size_t width = SEARCH_LEVERS + SEARCH_OBJECTIVES;
    double *bounds = ent_arena_array(s->arena, double, 4 * width);
    s->points = ent_arena_array(s->arena, double, j->population * j->n_levers);
    s->objectives = ent_arena_array(s->arena, double, j->population * j->n_objectives);
    if (!bounds || !s->points || !s->objectives)
        return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < j->n_levers; i++) {
        bounds[i] = j->lever[i].low;
        bounds[width + i] = j->lever[i].high;
        bounds[2 * width + i] = j->lever[i].step;
    }
    for (size_t k = 0; k < j->n_objectives; k++)
        bounds[3 * width + k] = j->objective[k].epsilon;
    const ent_search_problem problem = {.n_levers = j->n_levers,
                                        .n_objectives = j->n_objectives,
                                        .low = bounds,
                                        .high = bounds + width,
                                        .step = bounds + 2 * width,
                                        .epsilon = bounds + 3 * width,
                                        .population = j->population,
                                        .seed = j->seed};
    if (ent_search_create(&problem, FRONT_MOST, &s->search, s->arena) != ENT_OK)
        return ent_fail(s->err, ENT_E_NOMEM, "search: out of memory");
    return ENT_OK;
}

static ent_status run_generation(searcher *s)
{
    search_job *j = &s->job;
    double values[SEARCH_OBJECTIVES];
    ent_search_ask(s->search, s->points);
    for (size_t i = 0; i < j->population; i++) {
        ENT_TRY(
            search_run_policy(j, s->points + i * j->n_levers, j->futures, j->seed, values, NULL));
        for (size_t k = 0; k < j->n_objectives; k++)
            s->objectives[i * j->n_objectives + k] = j->objective[k].sign * values[k];
    }
    ent_search_tell(s->search, s->points, s->objectives);
    search_add_line(j, s->done, s->points, s->objectives, &s->log);
    s->done++;
    return write_log(s);
}

static ent_status search_all(searcher *s)
{
    const bool talks = isatty(STDERR_FILENO);
    ent_builder_init(&s->log, s->arena);
    ENT_TRY(start_search(s));
    if (s->args.resume)
        ENT_TRY(search_replay(&s->job, log_path(s), s->header, s->search, &s->log, &s->done));
    while (s->done < s->args.generations) {
        ENT_TRY(run_generation(s));
        if (talks)
            fprintf(stderr, "\rsearch  generation %zu of %zu, %zu policies kept ", s->done,
                    s->args.generations, ent_search_front(s->search, FRONT_MOST, NULL, NULL));
        if (*s->interrupted && s->done < s->args.generations)
            return ent_fail(
                s->err, ENT_E_STOPPED,
                "stopped: %zu of %zu generations are saved in %s; continue with --resume", s->done,
                s->args.generations, log_path(s));
    }
    if (talks)
        fprintf(stderr, "\r%60s\r", "");
    return ENT_OK;
}

/* --- the Pareto set ------------------------------------------------------------------------------
 */

/* An amount says its money: "bn 2024 EUR, less is better". */
static const char *unit_of(const searcher *s, size_t objective, const char *better)
{
    const explore_target *t = &s->job.p.target[objective];
    const char *unit = t->account && s->job.objective[objective].statistic != SEARCH_SHARE
                           ? ent_text_format(s->arena, "%s, %s", t->unit, better)
                           : better;
    return unit ? unit : better;
}

/* One policy a row: its levers, then each objective with its interval. */
static ent_table *start_table(searcher *s)
{
    const search_job *j = &s->job;
    const size_t n = 1 + j->n_levers + 3 * j->n_objectives;
    ent_column *c = s->columns = ent_arena_array(s->arena, ent_column, n);
    if (!c)
        return NULL;
    *c++ = (ent_column){"policy", "Policy", "", ENT_CELL_TEXT, 0};
    for (size_t i = 0; i < j->n_levers; i++)
        *c++ = (ent_column){j->lever[i].key, j->lever[i].key, "", ENT_CELL_NUMBER, 2};
    for (size_t k = 0; k < j->n_objectives; k++) {
        const char *name = j->objective[k].name;
        const bool less = j->objective[k].sign > 0.0;
        *c++ = (ent_column){name, name, unit_of(s, k, less ? "less is better" : "more is better"),
                            ENT_CELL_NUMBER, 3};
        *c++ = (ent_column){ent_text_format(s->arena, "%s low", name), "low", "95 %",
                            ENT_CELL_NUMBER, 3};
        *c++ = (ent_column){ent_text_format(s->arena, "%s high", name), "high", "", ENT_CELL_NUMBER,
                            3};
    }
    return why_add_table(&s->answer, "pareto", "Pareto-efficient policies", s->columns, n,
                         s->arena);
}

static ent_status add_policy(searcher *s, ent_table *t, const char *name, const double *levers)
{
    const search_job *j = &s->job;
    double values[SEARCH_OBJECTIVES];
    ent_index intervals[SEARCH_OBJECTIVES];
    /* a seed that no generation used */
    ENT_TRY(search_run_policy(&s->job, levers, s->args.check, j->seed + 104729, values, intervals));
    const size_t r = ent_table_row(t);
    ent_table_text(t, r, 0, name);
    for (size_t i = 0; i < j->n_levers; i++)
        ent_table_number(t, r, 1 + i, levers[i]);
    for (size_t k = 0; k < j->n_objectives; k++) {
        const size_t c = 1 + j->n_levers + 3 * k;
        ent_table_number(t, r, c, intervals[k].value);
        ent_table_number(t, r, c + 1, intervals[k].low);
        ent_table_number(t, r, c + 2, intervals[k].high);
    }
    return ENT_OK;
}

static ent_status check_front(searcher *s, const double *own)
{
    const search_job *j = &s->job;
    double *points = ent_arena_array(s->arena, double, FRONT_MOST *SEARCH_LEVERS);
    ent_table *t = start_table(s);
    if (!points || !t)
        return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    const size_t n = ent_search_front(s->search, FRONT_MOST, points, NULL);
    for (size_t i = 0; i < n; i++)
        ENT_TRY(
            add_policy(s, t, ent_text_format(s->arena, "%zu", i + 1), points + i * j->n_levers));
    ent_table_sort(t, 1 + j->n_levers, j->objective[0].sign < 0.0);
    ENT_TRY(add_policy(s, t, "as it is", own));
    s->answer.name = "";
    s->answer.text = ent_text_format(
        s->arena,
        "%zu policies after %zu generations of %zu (%zu futures each, seed %llu): none beats "
        "another on every objective by more than the epsilons. Figures and 95 %% intervals from "
        "%zu futures that the search never saw. The set shows what one objective costs in another; "
        "it names no best policy.%s",
        n, s->done, j->population, j->futures, j->seed, s->args.check,
        explore_money_note(&j->p, s->arena));
    return ENT_OK;
}

/* --- the picture
 * ---------------------------------------------------------------------------------- */

typedef struct axis_range {
    double low, high;
} axis_range;

static axis_range range_of(const ent_table *t, size_t column)
{
    axis_range r = {ENT_MISSING, ENT_MISSING};
    for (size_t i = 0; i < t->n_rows; i++) {
        const double v = t->cells[i * t->n_columns + column].number;
        r.low = !(r.low <= v) ? v : r.low;
        r.high = !(r.high >= v) ? v : r.high;
    }
    return r;
}

static void add_end(const searcher *s, json_t *points, const char *axis, double y, double value)
{
    json_t *p = why_point(points, json_string(axis), y, ENT_MISSING, ENT_MISSING);
    json_object_set_new(p, "label", json_string(ent_text_format(s->arena, "%.3g", value)));
}

/* Levers and objectives as axes; an objective's better end lies on top. */
static json_t *parallel_chart(const searcher *s, const ent_table *t)
{
    const search_job *j = &s->job;
    const size_t axes = j->n_levers + j->n_objectives;
    json_t *chart =
        why_chart("pareto_axes", "Pareto-efficient policies", "parallel", "", "", "", s->args.check,
                  "A line is a policy: its levers, then the objectives, the better "
                  "end on top. Grey: the scenario as it is.");
    json_t *ends = why_series(chart, "ends of the axes", "reference");
    for (size_t a = 0; a < axes; a++) {
        const bool lever = a < j->n_levers;
        const size_t k = lever ? 0 : a - j->n_levers;
        const size_t column = lever ? 1 + a : 1 + j->n_levers + 3 * k;
        const axis_range r = range_of(t, column);
        const bool turned = !lever && j->objective[k].sign > 0.0;
        const char *name = t->columns[column].label;
        add_end(s, ends, name, 0.0, turned ? r.high : r.low);
        add_end(s, ends, name, 1.0, turned ? r.low : r.high);
    }
    for (size_t i = 0; i < t->n_rows; i++) {
        const bool own = i + 1 == t->n_rows;
        if (!own && i >= FRONT_SHOWN)
            continue;
        const ent_cell *row = &t->cells[i * t->n_columns];
        json_t *line =
            why_series(chart, own ? "as it is" : row[0].text, own ? "baseline" : "scenario");
        for (size_t a = 0; a < axes; a++) {
            const bool lever = a < j->n_levers;
            const size_t k = lever ? 0 : a - j->n_levers;
            const size_t column = lever ? 1 + a : 1 + j->n_levers + 3 * k;
            const axis_range r = range_of(t, column);
            const double part =
                r.high > r.low ? (row[column].number - r.low) / (r.high - r.low) : 0.5;
            const bool turned = !lever && j->objective[k].sign > 0.0;
            json_t *p = why_point(line, json_string(t->columns[column].label),
                                  turned ? 1.0 - part : part, ENT_MISSING, ENT_MISSING);
            json_object_set_new(p, "label",
                                json_string(ent_text_format(s->arena, "%.3g", row[column].number)));
        }
    }
    return chart;
}

/* --- all
 * -------------------------------------------------------------------------------------------- */

static ent_status write_files(searcher *s)
{
    const why_page page = {
        .name = "search",
        .title = ent_text_format(s->arena, "Search over levers: %s", s->job.p.parts.scenario.name),
        .scenario = &s->job.p.parts.scenario,
        .command = s->command,
        .futures = s->args.check,
        .seed = s->args.seed,
        .n_answers = 1,
        .answers = &s->answer};
    return why_page_write(&page, s->args.out, s->arena, s->err);
}

static ent_status print_all(searcher *s, ent_builder *out)
{
    const ent_format format = opt_format(s->args.json, s->args.csv);
    const ent_style style = opt_style();
    ent_table shown = s->answer.tables[0];
    ent_builder_init(out, s->arena);
    if (format == ENT_FORMAT_TEXT && s->args.top < shown.n_rows)
        shown.n_rows = s->args.top;
    if (format == ENT_FORMAT_JSON) {
        ent_builder_text(out, "{\n\"search\": ");
        ent_builder_add(out, s->header, strlen(s->header) - 1);
        ent_builder_format(out, ",\n\"generations\": %zu,\n\"text\": ", s->done);
        ent_json_text(out, s->answer.text);
        ent_builder_text(out, ",\n\"pareto\": ");
    }
    ENT_TRY(ent_table_render(&shown, format, &style, out, s->err));
    if (format == ENT_FORMAT_TEXT)
        ent_builder_format(out, "\n%s\n", s->answer.text);
    ent_builder_text(out, format == ENT_FORMAT_JSON ? "\n}\n" : "");
    return ent_builder_status(out, s->err);
}

enum { MOST_FUTURES = 1 << 24, MOST_POLICIES = 1 << 16, MOST_GENERATIONS = 1 << 20 };

static ent_status run(searcher *s, ent_builder *out)
{
    double own[SEARCH_LEVERS];
    search_job *j = &s->job;
    j->population = s->args.population;
    j->futures = s->args.futures;
    j->seed = s->args.seed;
    j->p.threads = s->args.threads;
    j->arena = s->arena;
    j->err = s->err;
    ENT_TRY(threads_allowed(s->args.threads, s->err));
    ENT_TRY(opt_at_most("futures", s->args.futures, MOST_FUTURES, s->err));
    ENT_TRY(opt_at_most("check", s->args.check, MOST_FUTURES, s->err));
    ENT_TRY(opt_at_most("population", s->args.population, MOST_POLICIES, s->err));
    ENT_TRY(opt_at_most("generations", s->args.generations, MOST_GENERATIONS, s->err));
    if (!s->args.futures || !s->args.generations || s->args.check < 512)
        return ent_fail(s->err, ENT_E_ARG,
                        "--futures and --generations must be at least 1, --check at least 512");
    const world_ask ask = {s->scenario, &s->args.set, &s->args.assume};
    j->p.account = why_account;
    j->p.currency = s->args.currency;
    ENT_TRY(search_open(j, path_folders(), &ask, &s->args.objectives, &s->args.levers,
                        &s->args.epsilons));
    search_own_levers(j, own);
    if (j->population < 4 || j->population % 2)
        return ent_fail(s->err, ENT_E_ARG, "--population must be even and at least 4");
    if (!s->args.resume)
        ENT_TRY(folder_make(s->args.out, s->err));
    ENT_TRY(search_fill_epsilons(j));
    s->header = search_header(j, s->scenario);
    if (!s->header)
        return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    s->interrupted = catch_interrupts();
    ENT_TRY(search_all(s));
    s->answer.charts = json_array();
    ENT_TRY(check_front(s, own));
    json_array_append_new(s->answer.charts, parallel_chart(s, &s->answer.tables[0]));
    ENT_TRY(write_files(s));
    return print_all(s, out);
}

int cmd_search(int argc, char **argv)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    search_args args = {.futures = 512,
                        .population = 24,
                        .generations = 20,
                        .check = 2048,
                        .top = 20,
                        .seed = 1,
                        .out = "search",
                        .threads = cores > 0 ? (size_t)cores : 1};
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
    searcher *s = ent_arena_array(&arena, searcher, 1);
    ent_status status = s ? ENT_OK : ent_fail(&err, ENT_E_NOMEM, "out of memory");
    if (s) {
        s->args = args;
        s->command = words;
        s->scenario = argv[1];
        s->arena = &arena;
        s->err = &err;
        status = run(s, &out);
        why_free(&s->answer);
    }
    const int code =
        status == ENT_OK ? opt_print(out.data, out.length) : opt_fail("search", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
