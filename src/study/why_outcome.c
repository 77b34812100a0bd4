/* What moves an outcome in plain runs: swings and first-order shares. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/by_value.h"
#include "entente/fmath.h"
#include "entente/heap.h"
#include "study/why.h"

static bool high_is_good(const explore_target *t)
{
    return strcmp(t->outcome->better, "high") == 0;
}

/* The outcome, or its logarithm where it is a ratio. */
static double scaled(const explore_target *t, double y)
{
    return !t->outcome->hist_log ? y : y > 0.0 ? ent_log(y) : ENT_MISSING;
}

/* --- both ----------------------------------------------------------------------------------- */

static ent_status options_of(const explore_target *t, const ent_condition *fails, uint64_t seed,
                             ent_why_options *o, ent_error *err)
{
    *o = (ent_why_options)ENT_WHY_DEFAULTS;
    o->seed = seed;
    o->high_is_good = high_is_good(t);
    o->logarithm = t->outcome->hist_log;
    if (!fails)
        return ENT_OK;
    if (fails->n != 1 || fails->compare[0] != (o->high_is_good ? ENT_CMP_LT : ENT_CMP_GT))
        return ent_fail(err, ENT_E_ARG,
                        "--method why takes one bound, '%s 1.2' for this outcome; other "
                        "conditions: --method prim",
                        o->high_is_good ? "<" : ">");
    o->bound = fails->bound[0];
    return ENT_OK;
}

ent_status why_of_outcome(const explore_problem *p, const explore_target *t,
                          const explore_sample *sample, const double *y, const ent_condition *fails,
                          uint64_t seed, why_outcome *w, ent_arena *arena, ent_error *err)
{
    ent_why_options o;
    ENT_TRY(options_of(t, fails, seed, &o, err));
    *w = (why_outcome){.p = p, .t = t, .sample = sample, .y = y};
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 22);
    ent_status status =
        ent_why_run(sample->n, p->n_inputs, sample->x, y, &o, &w->why, arena, &scratch);
    ent_heap_arena_destroy(&scratch);
    if (status == ENT_E_ARG)
        return ent_fail(err, status, "too few futures have a value of %s. Raise --points", t->name);
    return status == ENT_OK ? ENT_OK : ent_fail(err, status, "why: %s", ent_status_text(status));
}

/* Points of the input, and the outcome's means at both ends of it. */
static ent_status measure(const why_outcome *w, why_ruler *r, ent_arena *scratch)
{
    const size_t n = w->sample->n;
    const double *x = w->sample->x + r->input * n;
    double *sorted = ent_arena_array(scratch, double, n);
    if (!sorted)
        return ENT_E_NOMEM;
    memcpy(sorted, x, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_value);
    const double first = sorted[n / 5], last = sorted[n - 1 - n / 5];
    double sum[2] = {0.0, 0.0}, count[2] = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        const double y = scaled(w->t, w->y[i]);
        if (isnan(y) || (x[i] > first && x[i] < last))
            continue;
        const size_t end = x[i] >= last;
        sum[end] += y;
        count[end] += 1.0;
    }
    r->low = sorted[n / 20];
    r->middle = sorted[n / 2];
    r->high = sorted[n - 1 - n / 20];
    r->at_low = why_shown(w, sum[0] / count[0]);
    r->at_high = why_shown(w, sum[1] / count[1]);
    return ENT_OK;
}

/* Put in by its share, the largest first; the smallest falls out where there is no room. */
static void insert(why_ruler *rulers, size_t *n, why_ruler one)
{
    size_t k = *n < WHY_RULERS ? (*n)++ : WHY_RULERS;
    for (; k > 0 && rulers[k - 1].share.value < one.share.value; k--)
        if (k < WHY_RULERS)
            rulers[k] = rulers[k - 1];
    if (k < WHY_RULERS)
        rulers[k] = one;
}

/* The flashpoint that an outcome is asked about; "" for none. */
static const char *place_of(const explore_problem *p, const explore_target *t)
{
    const ent_world *w = p->worlds[0];
    const int32_t sides = strstr(t->outcome->shape, "side") ? 2 : 1;
    if (t->account || !strstr(t->outcome->shape, "flashpoint") || w->n_flashpoints == 0)
        return "";
    return w->flashpoint[t->probe.first / sides % w->n_flashpoints].key;
}

/* Whether the register names an assumption for an outcome: "KEY", or "KEY[PLACE]". */
static bool is_named(const char *list, const char *key, const char *place)
{
    const size_t n = strlen(key), m = strlen(place);
    for (const char *at = list; (at = strstr(at, key)) != NULL; at += n) {
        const bool begins = at == list || at[-1] == ' ';
        const bool here =
            at[n] == '[' && m && strncmp(at + n + 1, place, m) == 0 && at[n + 1 + m] == ']';
        if (begins && (at[n] == '\0' || at[n] == ' ' || here))
            return true;
    }
    return false;
}

static ent_status find_rulers(why_outcome *w, double least, why_ruler *rulers, size_t *n,
                              ent_arena *scratch)
{
    const size_t d = w->p->n_inputs;
    double *value = ent_arena_array(scratch, double, w->sample->n);
    ent_index *first = ent_arena_array(scratch, ent_index, d);
    if (!value || !first)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < w->sample->n; i++)
        value[i] = scaled(w->t, w->y[i]);
    ENT_TRY(ent_why_shares(w->sample->n, d, w->sample->x, value, first, scratch));
    const char *place = place_of(w->p, w->t), *list = w->t->outcome->decided_by;
    for (size_t j = 0; j < d; j++)
        if (first[j].value > least ||
            (!isnan(first[j].value) && is_named(list, w->p->input_key[j], place)))
            insert(rulers, n,
                   (why_ruler){.input = j, .share = first[j], .alone = first[j].value > least});
    for (size_t k = 0; k < *n; k++)
        ENT_TRY(measure(w, &rulers[k], scratch));
    return ENT_OK;
}

ent_status why_find_rulers(const explore_problem *p, const explore_target *t,
                           const explore_sample *sample, const double *y, double least,
                           why_ruler rulers[WHY_RULERS], size_t *n, ent_error *err)
{
    why_outcome w = {.p = p, .t = t, .sample = sample, .y = y};
    ent_arena scratch;
    *n = 0;
    ent_heap_arena_create(&scratch, 1 << 22);
    const ent_status status = find_rulers(&w, least, rulers, n, &scratch);
    ent_heap_arena_destroy(&scratch);
    return status == ENT_OK ? ENT_OK : ent_fail(err, status, "why: %s", ent_status_text(status));
}

bool why_acts(const why_outcome *w, size_t k)
{
    return !ent_index_holds_zero(&w->why.rows[w->why.order[k]].swing);
}

why_found why_found_boxes(const why_outcome *w, ent_arena *arena)
{
    const ent_why *y = &w->why;
    return (why_found){.p = w->p,
                       .name = w->t->name,
                       .says = why_beyond(w->t, high_is_good(w->t), y->bound, arena),
                       .x = w->sample->x,
                       .n = y->n,
                       .n_failed = y->n_failed,
                       .d = y->n_inputs,
                       .input = y->order,
                       .n_boxes = y->n_boxes,
                       .box = y->box};
}

/* --- tornado -------------------------------------------------------------------------------- */

static const ent_column columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"low", "In its lowest fifth", "mean", ENT_CELL_NUMBER, 3},
    {"low_low", "low", "", ENT_CELL_NUMBER, 3},
    {"low_high", "high", "", ENT_CELL_NUMBER, 3},
    {"high", "In its highest fifth", "mean", ENT_CELL_NUMBER, 3},
    {"high_low", "low", "", ENT_CELL_NUMBER, 3},
    {"high_high", "high", "", ENT_CELL_NUMBER, 3},
    {"swing", "Range", "", ENT_CELL_NUMBER, 3},
    {"swing_low", "low", "", ENT_CELL_NUMBER, 3},
    {"swing_high", "high", "", ENT_CELL_NUMBER, 3},
    {"says", "Finding", "", ENT_CELL_TEXT, 0},
    {"label", "Meaning", "", ENT_CELL_TEXT, 0},
};

/* Back from the logarithm. */
double why_shown(const why_outcome *w, double x)
{
    return w->t->outcome->hist_log ? exp(x) : x;
}

void why_tornado_table(const why_outcome *w, why_answer *a, ent_arena *arena)
{
    ent_table *t = why_add_table(a, "tornado",
                                 w->t->outcome->hist_log
                                     ? "Geometric mean of the outcome by fifths of an assumption"
                                     : "Mean of the outcome by fifths of an assumption",
                                 columns, sizeof columns / sizeof columns[0], arena);
    for (size_t k = 0; k < w->p->n_inputs; k++) {
        const size_t r = ent_table_row(t);
        const char *key = w->p->input_key[w->why.order[k]];
        const ent_tornado_row *row = &w->why.rows[w->why.order[k]];
        const ent_index *of[3] = {&row->low, &row->high, &row->swing};
        ent_table_text(t, r, 0, key);
        for (size_t c = 0; c < 3; c++) {
            ent_table_number(t, r, 1 + 3 * c, why_shown(w, of[c]->value));
            ent_table_number(t, r, 2 + 3 * c, why_shown(w, of[c]->low));
            ent_table_number(t, r, 3 + 3 * c, why_shown(w, of[c]->high));
        }
        ent_table_text(t, r, 10, why_acts(w, k) ? "acts" : "not distinguishable from zero");
        ent_table_text(t, r, 11, why_label(w->p, key));
    }
}

static double mean_of(const why_outcome *w)
{
    double sum = 0.0;
    size_t n = 0;
    for (size_t i = 0; i < w->why.n; i++) {
        const double v = scaled(w->t, w->y[i]);
        sum += isnan(v) ? 0.0 : v;
        n += isnan(v) ? 0 : 1;
    }
    return why_shown(w, sum / (double)n);
}

static void add_end(const why_outcome *w, json_t *series, const char *label, const ent_index *i)
{
    chart_ends(chart_point(series, json_string(label), why_shown(w, i->value)),
               why_shown(w, i->low), why_shown(w, i->high));
}

json_t *why_tornado(const why_outcome *w, const char *name, size_t most, ent_arena *arena)
{
    const ent_outcome *outcome = w->t->outcome;
    json_t *chart = why_chart(
        name, ent_text_format(arena, "What moves %s", w->t->name), "tornado", "",
        outcome->hist_log ? "Geometric mean of the outcome" : "Mean of the outcome", outcome->unit,
        w->why.n_known,
        "Each assumption in the lowest and in the highest fifth of its prior, all else as sampled; "
        "thin lines: 95 % interval of the mean. Widest swing first; those not distinguishable from "
        "zero are left out.");
    json_t *low = chart_series(chart, "lowest fifth", "baseline", "");
    json_t *high = chart_series(chart, "highest fifth", "scenario", "");
    size_t n = 0;
    for (size_t k = 0; k < w->p->n_inputs && n < most; k++) {
        const size_t input = w->why.order[k];
        if (!why_acts(w, k))
            continue;
        const char *label = why_label(w->p, w->p->input_key[input]);
        add_end(w, low, label, &w->why.rows[input].low);
        add_end(w, high, label, &w->why.rows[input].high);
        n++;
    }
    if (!n) {
        json_decref(chart);
        return NULL;
    }
    chart_rule(chart, "y", mean_of(w), "all futures");
    return chart;
}
