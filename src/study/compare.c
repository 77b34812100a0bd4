#include "study/compare.h"

#include <math.h>
#include <string.h>

#include "entente/text.h"
#include "entente/world_build.h"

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

/* What the policies gave. */
typedef struct compared {
    size_t n, futures;
    double *payoff; /* [policy][future], higher is better */
    double sign;    /* -1 where low is better */
    const char *unit, *notes;
} compared;

/* --- the grid --------------------------------------------------------------------------------- */

typedef struct grid_axis {
    const char *lever;
    size_t n;
    double values[COMPARE_POLICIES];
} grid_axis;

static ent_status read_axis(const char *text, grid_axis *axis, ent_arena *arena, ent_error *err)
{
    const char *equals = strchr(text, '=');
    if (!equals || !equals[1])
        return ent_fail(err, ENT_E_ARG, "--grid '%s': expected LEVER=A,B,...", text);
    *axis = (grid_axis){ent_text_copy(text, (size_t)(equals - text), arena), 0, {0.0}};
    for (const char *at = equals + 1; *at;) {
        const size_t length = strcspn(at, ",");
        if (axis->n == COMPARE_POLICIES)
            return ent_fail(err, ENT_E_ARG, "--grid: more than %d values", COMPARE_POLICIES);
        if (!ent_text_number(at, length, &axis->values[axis->n]))
            return ent_fail(err, ENT_E_ARG, "--grid: '%.*s' is not a number", (int)length, at);
        axis->n++;
        at += length + (at[length] == ',');
    }
    return axis->lever ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

/* Combination k of the axes: its values and its name. */
static ent_status combine(const grid_axis *axis, size_t k, compare_grid *grid, ent_arena *arena,
                          ent_error *err)
{
    double *value = grid->value + k * grid->n_levers;
    ent_builder name;
    ent_builder_init(&name, arena);
    size_t rest = k;
    for (size_t i = grid->n_levers; i-- > 0; rest /= axis[i].n)
        value[i] = axis[i].values[rest % axis[i].n];
    for (size_t i = 0; i < grid->n_levers; i++)
        ent_builder_format(&name, "%s%s = %g", i ? ", " : "", axis[i].lever, value[i]);
    grid->name[k] = name.data;
    return ent_builder_status(&name, err);
}

ent_status compare_read_grid(size_t n, const char *const *texts, compare_grid *grid,
                             ent_arena *arena, ent_error *err)
{
    grid_axis *axis = ent_arena_array(arena, grid_axis, n);
    *grid = (compare_grid){.n_levers = n,
                           .n = 1,
                           .lever = ent_arena_array(arena, const char *, n),
                           .value = ent_arena_array(arena, double, COMPARE_POLICIES *n),
                           .name = ent_arena_array(arena, const char *, COMPARE_POLICIES)};
    ENT_NEED(axis && grid->lever && grid->value && grid->name, err);
    for (size_t i = 0; i < n; i++) {
        ENT_TRY(read_axis(texts[i], &axis[i], arena, err));
        grid->lever[i] = axis[i].lever;
        grid->n *= axis[i].n;
        if (grid->n > COMPARE_POLICIES)
            return ent_fail(err, ENT_E_ARG, "--grid: more than %d combinations", COMPARE_POLICIES);
    }
    for (size_t k = 0; k < grid->n; k++)
        ENT_TRY(combine(axis, k, grid, arena, err));
    return ENT_OK;
}

/* --- running ---------------------------------------------------------------------------------- */

const char *compare_outcome(const char *asked)
{
    const bool said = strncmp(asked, "min:", 4) == 0 || strncmp(asked, "max:", 4) == 0;
    return asked + (said ? 4 : 0);
}

/* Less or more is better: said in front of the outcome, else by the register. */
static ent_status find_sign(const compare_ask *ask, const ent_outcome *row, double *sign,
                            ent_error *err)
{
    const bool said = ask->over != ask->asked;
    if (!said && strcmp(row->better, "neutral") == 0)
        return ent_fail(err, ENT_E_ARG,
                        "--over %s: the register does not say which direction is better. Write "
                        "min:%s or max:%s",
                        ask->over, ask->over, ask->over);
    const bool low = said ? strncmp(ask->asked, "min:", 4) == 0 : strcmp(row->better, "low") == 0;
    *sign = low ? -1.0 : 1.0;
    return ENT_OK;
}

static ent_status run_policy(const compare_ask *ask, size_t k, compared *c, ent_arena *arena,
                             ent_error *err)
{
    explore_problem *p = ask->policy[k];
    const explore_plan plan = {.n = ask->futures, .seed = ask->seed, .target = EXPLORE_ALL};
    explore_sample s;
    if (k > 0 && !ask->own_beliefs)
        ent_world_believe(p->parts.world, ask->policy[0]->parts.world);
    ENT_TRY(explore_plain(p, &plan, &s, arena, err));
    if (!c->payoff) {
        c->futures = s.n;
        c->payoff = ent_arena_array(arena, double, ask->n *s.n);
        ENT_NEED(c->payoff, err);
    }
    for (size_t i = 0; i < s.n; i++)
        c->payoff[k * s.n + i] = c->sign * s.y[i];
    return ENT_OK;
}

/* --- measures --------------------------------------------------------------------------------- */

/* Standard error of the mean regret of a policy, over the futures with a value in all. */
static double regret_error(const compared *c, size_t policy)
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
static double middle_payoff(const compared *c)
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

static ent_status fill(const compare_ask *ask, const compared *c, ent_table *t, ent_arena *arena,
                       ent_error *err)
{
    ent_robust_row rows[COMPARE_POLICIES];
    size_t used = 0;
    const double threshold = isnan(ask->threshold) ? middle_payoff(c) : c->sign * ask->threshold;
    const ent_status status =
        ent_robustness(c->n, c->futures, c->payoff, threshold, ask->alpha, rows, &used, arena);
    if (status == ENT_E_DATA)
        return ent_fail(err, status, "%s has a value in no future under every policy", ask->over);
    if (status != ENT_OK)
        return ent_fail(err, status, "compare: %s", ent_status_text(status));
    for (size_t p = 0; p < c->n; p++) {
        const size_t r = ent_table_row(t);
        const double numbers[] = {
            c->sign * rows[p].laplace, c->sign * rows[p].p10,     c->sign * rows[p].maximin,
            c->sign * rows[p].maximax, c->sign * rows[p].hurwicz, rows[p].mean_regret,
            rows[p].p90_regret,        rows[p].max_regret,        rows[p].satisficing};
        const double half = 1.959963984540054 * regret_error(c, p);
        const ent_index enough = share_interval(rows[p].satisficing, (double)used);
        ent_table_text(t, r, 0, ask->name[p]);
        for (size_t k = 0; k < 9; k++)
            ent_table_number(t, r, 1 + k, numbers[k] + 0.0); /* no -0 */
        ent_table_number(t, r, 10, rows[p].mean_regret - half);
        ent_table_number(t, r, 11, rows[p].mean_regret + half);
        ent_table_number(t, r, 12, enough.low);
        ent_table_number(t, r, 13, enough.high);
    }
    t->note = ent_text_format(
        arena,
        "%s%s%s%s%s over %zu paired futures (%zu had a value under every policy); %s is better; "
        "good enough: %s %.4g%s.%s",
        ask->over, ask->at ? " at " : "", ask->at ? ask->at : "", *c->unit ? ", " : "", c->unit,
        c->futures, used, c->sign < 0.0 ? "lower" : "higher",
        c->sign < 0.0 ? "at most" : "at least", c->sign * threshold,
        isnan(ask->threshold) ? ", the mean over all" : "", c->notes);
    return ENT_OK;
}

/* Mean regret and share good enough by policy, each with its interval. */
static void draw(const compared *c, const ent_table *t, json_t *charts_of)
{
    static const struct {
        const char *name, *title;
        size_t value, low, high;
    } charts[] = {{"regret", "Mean regret", 6, 10, 11},
                  {"enough", "Share of futures that are good enough", 9, 12, 13}};
    for (size_t k = 0; k < 2; k++) {
        json_t *chart = why_chart(charts[k].name, charts[k].title, "dots", "", charts[k].title,
                                  k ? "" : c->unit, c->futures, "Lines: 95 % interval.");
        json_t *points = chart_series(chart, charts[k].title, "scenario", "");
        for (size_t r = 0; r < t->n_rows; r++) {
            const ent_cell *row = &t->cells[r * t->n_columns];
            chart_ends(chart_point(points, json_string(row[0].text), row[charts[k].value].number),
                       row[charts[k].low].number, row[charts[k].high].number);
        }
        json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
        json_array_append_new(charts_of, chart);
    }
}

ent_status compare_policies(const compare_ask *ask, why_answer *answer, size_t *futures,
                            ent_arena *arena, ent_error *err)
{
    const explore_problem *first = ask->policy[0];
    compared c = {.n = ask->n, .unit = first->target[0].unit, .notes = explore_notes(first, arena)};
    ENT_TRY(find_sign(ask, first->target[0].outcome, &c.sign, err));
    for (size_t k = 1; k < ask->n; k++)
        ENT_TRY(ent_world_pair(first->parts.world, ask->policy[k]->parts.world, err));
    for (size_t k = 0; k < ask->n; k++)
        ENT_TRY(run_policy(ask, k, &c, arena, err));
    *answer = (why_answer){.name = "", .n_tables = 1, .charts = json_array()};
    ent_table *t = &answer->tables[0];
    ent_table_init(t, "compare", "Policies compared over the same futures", columns,
                   sizeof columns / sizeof columns[0], arena);
    ENT_TRY(fill(ask, &c, t, arena, err));
    answer->text = t->note;
    t->note = NULL;
    draw(&c, t, answer->charts);
    *futures = c.futures;
    return ENT_OK;
}
