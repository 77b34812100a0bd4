/* Where an outcome fails: boxes by PRIM, in plain sentences, with their spread. */
#include <math.h>
#include <string.h>

#include "entente/heap.h"
#include "study/why.h"

const char *why_beyond(const explore_target *t, bool below, double bound, ent_arena *arena)
{
    if (strcmp(t->outcome->unit, "share of futures") == 0)
        return below ? "does not happen" : "happens";
    if (!below && t->end > 0.0 && bound >= t->end - 1.0)
        return ent_text_format(arena, "is not reached by %.0f", t->end - 1.0);
    return ent_text_format(arena, "lies %s %.4g", below ? "below" : "above", bound);
}

/* The worst tenth: which end that is stands in the register. */
static ent_status mark_worst(const explore_target *t, const explore_sample *s, why_failing *f,
                             ent_arena *arena, ent_error *err)
{
    const bool high_is_good = strcmp(t->outcome->better, "high") == 0;
    double bound;
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 20);
    f->n_failed = ent_worst_tenth(s->n, s->y, high_is_good, f->failed, &bound, &scratch);
    ent_heap_arena_destroy(&scratch);
    f->says = why_beyond(t, high_is_good, bound, arena);
    return f->says ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

ent_status why_find_failures(const explore_target *t, const explore_sample *s, const char *text,
                             why_failing *f, ent_arena *arena, ent_error *err)
{
    ent_condition condition;
    *f = (why_failing){.says = text, .failed = ent_arena_array(arena, uint8_t, s->n)};
    ENT_NEED(f->failed, err);
    if (text && !ent_condition_read(text, &condition))
        return ent_fail(
            err, ENT_E_ARG,
            "--fails does not understand '%s'. Write a comparison and a number, such as '> 1.2'.",
            text);
    if (!text)
        ENT_TRY(mark_worst(t, s, f, arena, err));
    for (size_t i = 0; text && i < s->n; i++) {
        f->failed[i] = ent_condition_holds(&condition, s->y[i]);
        f->n_failed += f->failed[i];
    }
    if (!f->n_failed || f->n_failed == s->n)
        return ent_fail(err, ENT_E_DATA,
                        "%s %s in %zu of %zu simulated futures: there is nothing to tell apart",
                        t->name, f->says, f->n_failed, s->n);
    return ENT_OK;
}

/* --- sentences ------------------------------------------------------------------------------ */

static const double *limits_of(const why_found *f, const ent_fail_box *box)
{
    return box->path.limits + box->chosen * 2 * f->d;
}

/* Where a box has a limit; the first of a path has none. */
static bool is_limited(const why_found *f, const ent_fail_box *box, size_t at)
{
    return limits_of(f, box)[at] != box->path.limits[at];
}

static const char *key_of(const why_found *f, size_t j)
{
    return f->p->input_key[f->input[j]];
}

static const ent_index *spread_of(const why_found *f, const ent_fail_box *box, size_t at)
{
    return at < f->d ? &box->spread.low[at] : &box->spread.high[at - f->d];
}

void why_say_limits(const why_found *f, const ent_fail_box *box, ent_builder *b)
{
    size_t said = 0;
    for (size_t j = 0; j < f->d; j++)
        for (size_t at = j; at < 2 * f->d; at += f->d) {
            const ent_index *i = spread_of(f, box, at);
            if (!is_limited(f, box, at))
                continue;
            ent_builder_format(
                b, "%s%s (%s) %s %s%s", said++ ? " and " : "", why_label(f->p, key_of(f, j)),
                key_of(f, j), at < f->d ? "at least" : "at most",
                why_digits(limits_of(f, box)[at]).text, why_money(f->p, f->input[j], b->arena));
            if (!isnan(i->low))
                ent_builder_format(b, " [%s to %s in resamples; p %.2g]", why_digits(i->low).text,
                                   why_digits(i->high).text, box->quasi_p[at]);
            else
                ent_builder_format(b, " [in fewer than half of the resamples; p %.2g]",
                                   box->quasi_p[at]);
        }
    ent_builder_text(b, said ? "" : "nothing is restricted");
}

void why_say_boxes(const why_found *f, ent_builder *b)
{
    ent_builder_format(b, "%s %s in %.1f %% of %zu simulated futures (base rate).", f->name,
                       f->says, 100.0 * (double)f->n_failed / (double)f->n, f->n);
    for (size_t k = 0; k < f->n_boxes; k++) {
        const ent_fail_box *box = &f->box[k];
        if (k > 0)
            ent_builder_format(b, " Of the %zu futures that the boxes before leave, %.1f %% fail.",
                               box->n_left, 100.0 * (double)box->n_fails / (double)box->n_left);
        ent_builder_format(b, " Box %zu: where ", box->chosen);
        why_say_limits(f, box, b);
        ent_builder_format(b,
                           ", it does so in %.0f %% (%.0f to %.0f %% in resamples), and these "
                           "futures hold %.0f %% of all failures (%.0f to %.0f %%).",
                           100 * box->density.value, 100 * box->density.low,
                           100 * box->density.high, 100 * box->coverage.value,
                           100 * box->coverage.low, 100 * box->coverage.high);
    }
}

/* --- tables --------------------------------------------------------------------------------- */

static const ent_column trade_columns[] = {
    {"box", "Box", "", ENT_CELL_NUMBER, 0},
    {"coverage", "Recall", "share of failures", ENT_CELL_NUMBER, 2},
    {"density", "Precision", "share failing", ENT_CELL_NUMBER, 2},
    {"mass", "Size", "share of futures", ENT_CELL_NUMBER, 3},
    {"restricted", "Limits on", "inputs", ENT_CELL_NUMBER, 0},
};

static const ent_column limit_columns[] = {
    {"search", "Search", "", ENT_CELL_NUMBER, 0},
    {"box", "Box", "", ENT_CELL_NUMBER, 0},
    {"assumption", "Assumption", "", ENT_CELL_TEXT, 0},
    {"side", "Side", "", ENT_CELL_TEXT, 0},
    {"limit", "Limit", "", ENT_CELL_NUMBER, 4},
    {"low", "low", "95 %", ENT_CELL_NUMBER, 4},
    {"high", "high", "", ENT_CELL_NUMBER, 4},
    {"chosen", "In resamples", "share", ENT_CELL_NUMBER, 2},
    {"quasi_p", "By chance", "p", ENT_CELL_NUMBER, 4},
    {"label", "Meaning", "", ENT_CELL_TEXT, 0},
    {"unit", "Unit", "", ENT_CELL_TEXT, 0},
};

static void trade_table(const ent_fail_box *box, ent_table *t)
{
    for (size_t b = 0; b < box->path.n_boxes; b++) {
        const size_t r = ent_table_row(t);
        const ent_prim_box *one = &box->path.boxes[b];
        const double numbers[5] = {(double)b, one->coverage, one->density, one->mass,
                                   (double)one->restricted};
        for (size_t k = 0; k < 5; k++)
            ent_table_number(t, r, k, numbers[k]);
    }
}

static void limits_row(const why_found *f, size_t k, size_t at, ent_table *t)
{
    const ent_fail_box *box = &f->box[k];
    const ent_index *i = spread_of(f, box, at);
    const size_t r = ent_table_row(t);
    const double numbers[5] = {limits_of(f, box)[at], i->low, i->high, box->spread.chosen[at],
                               box->quasi_p[at]};
    ent_table_number(t, r, 0, (double)(k + 1));
    ent_table_number(t, r, 1, (double)box->chosen);
    ent_table_text(t, r, 2, key_of(f, at % f->d));
    ent_table_text(t, r, 3, at < f->d ? "at least" : "at most");
    for (size_t c = 0; c < 5; c++)
        ent_table_number(t, r, 4 + c, numbers[c]);
    ent_table_text(t, r, 9, why_label(f->p, key_of(f, at % f->d)));
    ent_table_text(t, r, 10, f->p->input_unit[f->input[at % f->d]]);
}

static void limits_table(const why_found *f, ent_table *t)
{
    for (size_t k = 0; k < f->n_boxes; k++)
        for (size_t j = 0; j < f->d; j++)
            for (size_t at = j; at < 2 * f->d; at += f->d)
                if (is_limited(f, &f->box[k], at))
                    limits_row(f, k, at, t);
}

/* --- charts --------------------------------------------------------------------------------- */

static void from_zero_to_one(json_t *chart)
{
    json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
    json_object_set_new(json_object_get(chart, "y"), "high", json_real(1.0));
}

static json_t *trade_chart(const why_found *f, const char *prefix, ent_arena *arena)
{
    const ent_fail_box *box = &f->box[0];
    json_t *chart = why_chart(
        ent_text_format(arena, "%s_trade_off", prefix),
        ent_text_format(arena, "Where %s %s: purity against reach", f->name, f->says), "line",
        "Coverage, share of failures inside", "Density, share failing inside", "", f->n,
        "Each step along the line is a smaller box; the dot is the box in the sentence "
        "below.");
    json_t *line = chart_series(chart, "boxes", "scenario", "");
    json_t *dot = chart_series(chart, "this box", "observed", "");
    const ent_prim_box *boxes = box->path.boxes, *chosen = &boxes[box->chosen];
    for (size_t b = 0; b < box->path.n_boxes; b++)
        chart_point(line, json_real(boxes[b].coverage), boxes[b].density);
    chart_point(dot, json_real(chosen->coverage), chosen->density);
    chart_rule(chart, "y", (double)f->n_failed / (double)f->n, "base rate");
    from_zero_to_one(chart);
    return chart;
}

/* Share of the sampled values of an input below a value. */
static double rank_of(const why_found *f, size_t j, double value)
{
    const double *x = f->x + f->input[j] * f->n;
    size_t below = 0;
    for (size_t i = 0; i < f->n; i++)
        below += x[i] < value;
    return (double)below / (double)f->n;
}

static void box_point(const why_found *f, size_t j, json_t *points)
{
    const ent_fail_box *box = &f->box[0];
    const double *limits = limits_of(f, box);
    const bool low = is_limited(f, box, j), high = is_limited(f, box, f->d + j);
    const double from = low ? rank_of(f, j, limits[j]) : 0.0;
    const double to = high ? rank_of(f, j, limits[f->d + j]) : 1.0;
    const double ends[2] = {box->spread.low[j].low, box->spread.high[j].high};
    const double outer_low = low && !isnan(ends[0]) ? rank_of(f, j, ends[0]) : from;
    const double outer_high = high && !isnan(ends[1]) ? rank_of(f, j, ends[1]) : to;
    json_t *point = chart_point(points, json_string(why_label(f->p, key_of(f, j))), ENT_MISSING);
    chart_ends(point, outer_low < from ? outer_low : from, outer_high > to ? outer_high : to);
    json_object_set_new(point, "p25", json_real(from));
    json_object_set_new(point, "p75", json_real(to));
}

static json_t *box_chart(const why_found *f, const char *prefix, ent_arena *arena)
{
    json_t *chart = why_chart(ent_text_format(arena, "%s_box", prefix),
                              ent_text_format(arena, "The box in which %s %s", f->name, f->says),
                              "dots", "", "Place in the prior, share of sampled values below", "",
                              f->n, "Thick: inside the box; thin: where resamples put its ends.");
    json_t *points = chart_series(chart, "box", "scenario", "");
    for (size_t j = 0; j < f->d; j++)
        if (is_limited(f, &f->box[0], j) || is_limited(f, &f->box[0], f->d + j))
            box_point(f, j, points);
    from_zero_to_one(chart);
    return chart;
}

/* --- both ------------------------------------------------------------------------------------ */

void why_show_boxes(const why_found *f, const char *prefix, why_answer *a, ent_arena *arena)
{
    ent_table *trade =
        why_add_table(a, "prim", "Trade-off between recall and precision", trade_columns, 5, arena);
    ent_table *limits = why_add_table(a, "limits", "Limits of the boxes", limit_columns, 11, arena);
    if (!f->n_boxes)
        return;
    trade_table(&f->box[0], trade);
    limits_table(f, limits);
    json_array_append_new(a->charts, trade_chart(f, prefix, arena));
    json_array_append_new(a->charts, box_chart(f, prefix, arena));
}

static ent_status search_problem(const ent_fail_plan *plan, ent_status status,
                                 const ent_fail_box *last, ent_error *err)
{
    if (status == ENT_E_ARG && last->path.n_boxes)
        return ent_fail(err, status, "--box %zu: the trade-off has boxes 0 to %zu", plan->pick,
                        last->path.n_boxes - 1);
    if (status == ENT_E_ARG)
        return ent_fail(err, status,
                        "scenario discovery: --peel and --paste lie in 0 to 0.5, --mass in 0 to 1");
    return ent_fail(err, status, "scenario discovery: %s", ent_status_text(status));
}

ent_status why_boxes(const explore_problem *p, const explore_target *t, const explore_sample *s,
                     const why_failing *failing, const ent_fail_plan *plan, const char *prefix,
                     why_answer *a, ent_arena *arena, ent_error *err)
{
    ent_fail_box *boxes = ent_arena_array(arena, ent_fail_box, plan->boxes);
    uint32_t *input = ent_arena_array(arena, uint32_t, p->n_inputs);
    ent_builder text;
    ent_arena scratch;
    size_t n = 0;
    ENT_NEED(boxes && input, err);
    for (size_t j = 0; j < p->n_inputs; j++)
        input[j] = (uint32_t)j;
    ent_heap_arena_create(&scratch, 1 << 22);
    const ent_status status =
        ent_fail_boxes(s->n, p->n_inputs, s->x, failing->failed, plan, boxes, &n, arena, &scratch);
    ent_heap_arena_destroy(&scratch);
    if (status != ENT_OK)
        return search_problem(plan, status, &boxes[n], err);
    const why_found found = {
        p, t->name, failing->says, s->x, s->n, failing->n_failed, p->n_inputs, input, n, boxes};
    why_show_boxes(&found, prefix, a, arena);
    ent_builder_init(&text, arena);
    why_say_boxes(&found, &text);
    a->text = text.data;
    return ent_builder_status(&text, err);
}
