/* entente compare: which policy holds up over the same futures. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/folder.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "entente/heap.h"
#include "entente/world_build.h"
#include "session/paths.h"
#include "session/ranks.h"
#include "session/why_page.h"
#include "study/explore_run.h"

enum { MOST_POLICIES = 64 };

typedef struct compare_args {
    const char *over, *at, *checkpoint, *out, *currency;
    text_list grid, set, assume;
    size_t futures, threads;
    unsigned long long seed;
    double threshold, alpha;
    bool own_beliefs, resume, json, csv;
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

static const ent_column columns[] = {
    {"policy", "Policy", "", ENT_CELL_TEXT, 0},
    {"mean", "Mean", "", ENT_CELL_NUMBER, 3},
    {"worst_tenth", "Worst tenth", "", ENT_CELL_NUMBER, 3},
    {"worst", "Worst", "", ENT_CELL_NUMBER, 3},
    {"best", "Best", "", ENT_CELL_NUMBER, 3},
    {"hurwicz", "Hurwicz", "", ENT_CELL_NUMBER, 3},
    {"mean_regret", "Mean regret", "", ENT_CELL_NUMBER, 3},
    {"p90_regret", "90 % regret", "", ENT_CELL_NUMBER, 3},
    {"max_regret", "Max regret", "", ENT_CELL_NUMBER, 3},
    {"satisficing", "Good enough", "share", ENT_CELL_NUMBER, 3},
    {"regret_low", "Mean regret low", "95 %", ENT_CELL_NUMBER, 3},
    {"regret_high", "high", "", ENT_CELL_NUMBER, 3},
    {"satisficing_low", "Good enough low", "95 %", ENT_CELL_NUMBER, 3},
    {"satisficing_high", "high", "", ENT_CELL_NUMBER, 3},
};

typedef struct comparer {
    compare_args args;
    const char *command; /* that makes it again */
    ent_ranks ranks;
    explore_keep keep;
    size_t n, futures;
    const char *name[MOST_POLICIES];
    const char *over; /* the outcome alone */
    double *payoff;   /* [policy][future], higher is better */
    double sign;      /* -1 where low is better */
    why_answer answer;
    const ent_world *beliefs;      /* of the first policy: all are compared under its assumptions */
    const scenario_spec *scenario; /* the first */
    const char *unit, *money_note;
    ent_arena *arena;
    ent_error *err;
} comparer;

/* One setting of a lever of the grid. */
typedef struct grid_value {
    const char *lever;
    double value;
} grid_value;

static ent_status set_levers(comparer *c, explore_problem *p, size_t n, const grid_value *set,
                             const char *scenario)
{
    ent_builder name;
    ent_builder_init(&name, c->arena);
    for (size_t i = 0; i < n; i++) {
        ENT_TRY(explore_set_lever(&p->parts.reg, p->parts.world, set[i].lever, set[i].value,
                                  "--grid", c->err));
        ent_builder_format(&name, "%s%s = %g", i ? ", " : "", set[i].lever, set[i].value);
    }
    c->name[c->n] = n ? name.data : scenario;
    return ent_builder_status(&name, c->err);
}

/* Less or more is better: said in front of the outcome, else by the register. */
static ent_status find_sign(comparer *c, const ent_outcome *row)
{
    const bool said = c->over != c->args.over;
    if (!said && strcmp(row->better, "neutral") == 0)
        return ent_fail(c->err, ENT_E_ARG,
                        "--over %s: the register does not say which direction is better. Write "
                        "min:%s or max:%s",
                        c->over, c->over, c->over);
    const bool low = said ? strncmp(c->args.over, "min:", 4) == 0 : strcmp(row->better, "low") == 0;
    c->sign = low ? -1.0 : 1.0;
    return ENT_OK;
}

static ent_status run_policy(comparer *c, const char *scenario, size_t n_set, const grid_value *set)
{
    explore_problem *p = ent_arena_array(c->arena, explore_problem, 1);
    explore_sample s;
    if (!p)
        return ent_fail(c->err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(ranks_threads(&c->ranks, c->args.threads, &p->threads, c->err));
    p->ranks = &c->ranks;
    p->keep = &c->keep;
    const world_ask ask = {scenario, &c->args.set, &c->args.assume};
    const explore_plan plan = {.n = c->args.futures, .seed = c->args.seed, .target = EXPLORE_ALL};
    p->account = why_account;
    p->currency = c->args.currency;
    const ent_status opened =
        explore_open(path_folders(), &ask, 1, &c->over, c->args.at, p, c->arena, c->err);
    ENT_TRY(ranks_agree(&c->ranks, opened, data_warn, c->err));
    ENT_TRY(explore_money_used(p, false, c->err));
    ENT_TRY(find_sign(c, p->target[0].outcome));
    ENT_TRY(set_levers(c, p, n_set, set, scenario));
    if (!c->beliefs)
        c->beliefs = p->parts.world;
    else if (!c->args.own_beliefs)
        ent_world_believe(p->parts.world, c->beliefs);
    c->scenario = c->scenario ? c->scenario : &p->parts.scenario;
    c->unit = p->target[0].unit;
    c->money_note = explore_money_note(p, c->arena);
    ENT_TRY(explore_plain(p, &plan, &s, c->arena, c->err));
    if (!c->payoff) {
        c->futures = s.n;
        c->payoff = ent_arena_array(c->arena, double, MOST_POLICIES *s.n);
        if (!c->payoff)
            return ent_fail(c->err, ENT_E_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < s.n; i++)
        c->payoff[c->n * s.n + i] = c->sign * s.y[i];
    c->n++;
    return ENT_OK;
}

typedef struct grid_axis {
    const char *lever;
    size_t n;
    double values[MOST_POLICIES];
} grid_axis;

/* "LEVER=A,B,..." */
static ent_status read_axis(comparer *c, const char *text, grid_axis *axis)
{
    const char *equals = strchr(text, '=');
    if (!equals || !equals[1])
        return ent_fail(c->err, ENT_E_ARG, "--grid '%s': expected LEVER=A,B,...", text);
    *axis = (grid_axis){ent_text_copy(text, (size_t)(equals - text), c->arena), 0, {0.0}};
    for (const char *at = equals + 1; *at;) {
        const size_t length = strcspn(at, ",");
        if (axis->n == MOST_POLICIES)
            return ent_fail(c->err, ENT_E_ARG, "--grid: more than %d values", MOST_POLICIES);
        if (!ent_text_number(at, length, &axis->values[axis->n]))
            return ent_fail(c->err, ENT_E_ARG, "--grid: '%.*s' is not a number", (int)length, at);
        axis->n++;
        at += length + (at[length] == ',');
    }
    return axis->lever ? ENT_OK : ent_fail(c->err, ENT_E_NOMEM, "out of memory");
}

/* Full factorial: every combination, the last lever fastest. */
static ent_status run_grid(comparer *c, const char *scenario)
{
    const size_t axes = c->args.grid.count;
    grid_axis *axis = ent_arena_array(c->arena, grid_axis, axes);
    grid_value set[TEXT_LIST_MAX];
    size_t all = 1;
    if (!axis)
        return ent_fail(c->err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < axes; i++) {
        ENT_TRY(read_axis(c, c->args.grid.items[i], &axis[i]));
        all *= axis[i].n;
        if (all > MOST_POLICIES)
            return ent_fail(c->err, ENT_E_ARG, "--grid: more than %d combinations", MOST_POLICIES);
    }
    for (size_t k = 0; k < all; k++) {
        size_t rest = k;
        for (size_t i = axes; i-- > 0; rest /= axis[i].n)
            set[i] = (grid_value){axis[i].lever, axis[i].values[rest % axis[i].n]};
        ENT_TRY(run_policy(c, scenario, axes, set));
    }
    return ENT_OK;
}

/* Standard error of the mean regret of a policy, over the futures with a value in all. */
static double regret_error(const comparer *c, size_t policy)
{
    double n = 0.0, sum = 0.0, squares = 0.0;
    for (size_t f = 0; f < c->futures; f++) {
        double best = c->payoff[f];
        bool known = true;
        for (size_t p = 0; p < c->n; p++) {
            const double v = c->payoff[p * c->futures + f];
            known = known && !isnan(v);
            best = v > best ? v : best;
        }
        const double regret = best - c->payoff[policy * c->futures + f];
        n += known ? 1.0 : 0.0;
        sum += known ? regret : 0.0;
        squares += known ? regret * regret : 0.0;
    }
    const double variance = n > 1.0 ? (squares - sum * sum / n) / (n - 1.0) : 0.0;
    return variance > 0.0 ? sqrt(variance / n) : 0.0;
}

/* Wilson's interval of a share. */
static ent_index share_interval(double share, double n)
{
    const double z = 1.959963984540054, z2 = z * z;
    const double middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    const double half = z / (1.0 + z2 / n) * sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
    return (ent_index){share, middle - half, middle + half};
}

/* Mean over all policies; taken from the first value, so that equal values have it exactly. */
static double middle_payoff(const comparer *c)
{
    double first = ENT_MISSING, sum = 0.0, n = 0.0;
    for (size_t i = 0; i < c->n * c->futures; i++)
        if (!isnan(c->payoff[i])) {
            first = isnan(first) ? c->payoff[i] : first;
            sum += c->payoff[i] - first;
            n += 1.0;
        }
    return first + sum / n;
}

static ent_status fill(comparer *c, ent_table *t)
{
    ent_robust_row rows[MOST_POLICIES];
    size_t used = 0;
    const double threshold =
        isnan(c->args.threshold) ? middle_payoff(c) : c->sign * c->args.threshold;
    const ent_status status = ent_robustness(c->n, c->futures, c->payoff, threshold, c->args.alpha,
                                             rows, &used, c->arena);
    if (status == ENT_E_DATA)
        return ent_fail(c->err, status, "%s has a value in no future under every policy", c->over);
    if (status != ENT_OK)
        return ent_fail(c->err, status, "compare: %s", ent_status_text(status));
    for (size_t p = 0; p < c->n; p++) {
        const size_t r = ent_table_row(t);
        const double numbers[] = {
            c->sign * rows[p].laplace, c->sign * rows[p].p10,     c->sign * rows[p].maximin,
            c->sign * rows[p].maximax, c->sign * rows[p].hurwicz, rows[p].mean_regret,
            rows[p].p90_regret,        rows[p].max_regret,        rows[p].satisficing};
        const double half = 1.959963984540054 * regret_error(c, p);
        const ent_index enough = share_interval(rows[p].satisficing, (double)used);
        ent_table_text(t, r, 0, c->name[p]);
        for (size_t k = 0; k < 9; k++)
            ent_table_number(t, r, 1 + k, numbers[k] + 0.0); /* no -0 */
        ent_table_number(t, r, 10, rows[p].mean_regret - half);
        ent_table_number(t, r, 11, rows[p].mean_regret + half);
        ent_table_number(t, r, 12, enough.low);
        ent_table_number(t, r, 13, enough.high);
    }
    t->note = ent_text_format(
        c->arena,
        "%s%s%s%s%s over %zu paired futures (%zu had a value under every policy); %s is better; "
        "good enough: %s %.4g%s.%s",
        c->over, c->args.at ? " at " : "", c->args.at ? c->args.at : "", *c->unit ? ", " : "",
        c->unit, c->futures, used, c->sign < 0.0 ? "lower" : "higher",
        c->sign < 0.0 ? "at most" : "at least", c->sign * threshold,
        isnan(c->args.threshold) ? ", the mean over all" : "", c->money_note);
    return ENT_OK;
}

/* Mean regret and share good enough by policy, each with its interval. */
static void draw(comparer *c, const ent_table *t)
{
    static const struct {
        const char *name, *title;
        size_t value, low, high;
    } charts[] = {{"regret", "Mean regret", 6, 10, 11},
                  {"enough", "Share of futures that are good enough", 9, 12, 13}};
    for (size_t k = 0; k < 2; k++) {
        json_t *chart = why_chart(charts[k].name, charts[k].title, "dots", "", charts[k].title,
                                  k ? "" : c->unit, c->futures, "Lines: 95 % interval.");
        json_t *points = why_series(chart, charts[k].title, "scenario");
        for (size_t r = 0; r < t->n_rows; r++) {
            const ent_cell *row = &t->cells[r * t->n_columns];
            why_point(points, json_string(row[0].text), row[charts[k].value].number,
                      row[charts[k].low].number, row[charts[k].high].number);
        }
        json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
        json_array_append_new(c->answer.charts, chart);
    }
}

static ent_status write_files(comparer *c, const ent_table *t)
{
    c->answer = (why_answer){.name = "", .text = t->note, .n_tables = 1, .charts = json_array()};
    c->answer.tables[0] = *t;
    c->answer.tables[0].note = NULL;
    draw(c, t);
    const why_page page = {.name = "compare",
                           .title = ent_text_format(c->arena, "Policies compared: %s", c->over),
                           .scenario = c->scenario,
                           .command = c->command,
                           .futures = c->futures,
                           .seed = c->args.seed,
                           .n_answers = 1,
                           .answers = &c->answer};
    const ent_status status = why_page_write(&page, c->args.out, c->arena, c->err);
    why_free(&c->answer);
    return status;
}

static ent_status compare(comparer *c, size_t n, char **words, ent_builder *out)
{
    if (c->args.resume && !c->args.checkpoint)
        return ent_fail(c->err, ENT_E_ARG,
                        "--resume needs --checkpoint FILE, as it was given before");
    if (!c->args.over)
        return ent_fail(c->err, ENT_E_ARG, "--over KEY is needed; 'entente outcomes' lists them");
    const bool said =
        strncmp(c->args.over, "min:", 4) == 0 || strncmp(c->args.over, "max:", 4) == 0;
    c->over = c->args.over + (said ? 4 : 0);
    ENT_TRY(opt_at_most("futures", c->args.futures, 1 << 26, c->err));
    if (!c->args.futures || !(c->args.alpha >= 0.0 && c->args.alpha <= 1.0))
        return ent_fail(c->err, ENT_E_ARG, "--futures must be at least 1, --alpha lie in 0 to 1");
    if (c->args.grid.count && n != 1)
        return ent_fail(c->err, ENT_E_ARG, "--grid needs one scenario, but %zu are named", n);
    const bool keeps = c->args.out && c->ranks.rank == 0;
    const ent_status made = keeps ? folder_make(c->args.out, c->err) : ENT_OK;
    ENT_TRY(ranks_agree(&c->ranks, made, data_warn, c->err));
    if (c->args.grid.count)
        ENT_TRY(run_grid(c, words[0]));
    else
        for (size_t i = 0; i < n; i++)
            ENT_TRY(run_policy(c, words[i], 0, NULL));
    ent_table t;
    const ent_style style = opt_style();
    const ent_format format = opt_format(c->args.json, c->args.csv);
    ent_table_init(&t, "compare", "Policies compared over the same futures", columns,
                   sizeof columns / sizeof columns[0], c->arena);
    ENT_TRY(fill(c, &t));
    if (keeps)
        ENT_TRY(write_files(c, &t));
    ent_builder_init(out, c->arena);
    ENT_TRY(ent_table_render(&t, format, &style, out, c->err));
    ent_builder_text(out, format == ENT_FORMAT_JSON ? "\n" : "");
    return ent_builder_status(out, c->err);
}

/* Every rank computes all of it; rank 0 alone speaks. */
static int finish(comparer *c, ent_status status, const ent_builder *out)
{
    int code = status == ENT_OK ? EXIT_DONE : EXIT_FAILED;
    if (c->ranks.rank == 0)
        code = status == ENT_OK ? opt_print(out->data, out->length)
                                : opt_fail("compare", status, c->err);
    if (status == ENT_OK && c->ranks.rank == 0)
        explore_keep_clear(&c->keep);
    ranks_close(&c->ranks);
    return code;
}

int cmd_compare(int argc, char **argv)
{
    comparer c = {.args = {.futures = 4096, .seed = 1, .alpha = 0.5, .threshold = ENT_MISSING},
                  .ranks = {.size = 1}};
    size_t n = 0;
    ent_arena arena;
    ent_builder out = {0};
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 22);
    c.command = opt_words(&command, argc, argv, &arena);
    const opt_result parsed = opt_parse(&command, argc, argv, &c.args, &n);
    if (parsed != OPT_RUN) {
        ent_heap_arena_destroy(&arena);
        return opt_exit(parsed);
    }
    c.arena = &arena;
    c.err = &err;
    c.keep = (explore_keep){.path = c.args.checkpoint, .resume = c.args.resume};
    ent_status status = ranks_open(&c.ranks, &err);
    if (c.keep.path || c.ranks.size > 1)
        c.keep.stop = catch_interrupts();
    if (status == ENT_OK)
        status = compare(&c, n, argv + 1, &out);
    const int code = finish(&c, status, &out);
    ent_heap_arena_destroy(&arena);
    return code;
}
