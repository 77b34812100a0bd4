/* What moves an outcome in plain runs: swings and first-order shares. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/fmath.h"
#include "entente/heap.h"
#include "study/why.h"

/* --- shares --------------------------------------------------------------------------------- */

enum { BATCHES = 8, BINS = 16, LEAST = 512 };

static bool high_is_good(const explore_target *t)
{
    return strcmp(t->outcome->better, "high") == 0;
}

/* The outcome, or its logarithm where it is a ratio. */
static double scaled(const explore_target *t, double y)
{
    return !t->outcome->hist_log ? y : y > 0.0 ? ent_log(y) : ENT_MISSING;
}

/* Batches are disjoint parts of the sample, so their estimates are independent. */
static ent_status shares(const explore_problem *p, const explore_sample *s, const double *y,
                         ent_index *first, ent_arena *scratch)
{
    const size_t d = p->n_inputs, m = s->n / BATCHES;
    const size_t bins = m / 8 < BINS ? m / 8 : BINS;
    double *x = ent_arena_array(scratch, double, m *d);
    double *of = ent_arena_array(scratch, double, BATCHES *d);
    if (!x || !of)
        return ENT_E_NOMEM;
    for (size_t b = 0; b < BATCHES; b++) {
        for (size_t j = 0; j < d; j++)
            memcpy(x + j * m, s->x + j * s->n + b * m, m * sizeof *x);
        ENT_TRY(ent_sobol_given_data(m, d, x, y + b * m, bins, of + b * d, scratch));
    }
    for (size_t j = 0; j < d; j++) {
        double of_one[BATCHES];
        for (size_t b = 0; b < BATCHES; b++)
            of_one[b] = of[b * d + j];
        first[j] = ent_interval_of_replicates(of_one, BATCHES);
    }
    return ENT_OK;
}

/* Shares need a value in every future. */
static ent_status alone(const why_outcome *w, ent_arena *scratch)
{
    explore_sample all = *w->sample, s;
    all.scores = NULL;
    double *known = ent_arena_array(scratch, double, all.n);
    if (!known)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < all.n; i++)
        known[i] = scaled(w->t, w->y[i]);
    for (size_t j = 0; j < w->p->n_inputs; j++)
        w->first[j] = (ent_index){ENT_MISSING, ENT_MISSING, ENT_MISSING};
    if (w->why.n_known < LEAST ||
        explore_present(w->p, &all, known, w->t->name, &s, scratch, NULL) != ENT_OK || s.n < LEAST)
        return ENT_OK;
    return shares(w->p, &s, s.y, w->first, scratch);
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
    w->first = ent_arena_array(arena, ent_index, p->n_inputs);
    if (!w->first)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 22);
    ent_status status =
        ent_why_run(sample->n, p->n_inputs, sample->x, y, &o, &w->why, arena, &scratch);
    if (status == ENT_OK)
        status = alone(w, &scratch);
    ent_heap_arena_destroy(&scratch);
    if (status == ENT_E_ARG)
        return ent_fail(err, status, "too few futures have a value of %s. Raise --points", t->name);
    return status == ENT_OK ? ENT_OK : ent_fail(err, status, "why: %s", ent_status_text(status));
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
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

ent_status why_find_ruler(const explore_problem *p, const explore_target *t,
                          const explore_sample *sample, const double *y, double least,
                          why_ruler *ruler, bool *found, ent_error *err)
{
    why_outcome w = {.p = p, .t = t, .sample = sample, .y = y};
    ent_arena scratch;
    *found = false;
    for (size_t i = 0; i < sample->n; i++)
        w.why.n_known += isnan(scaled(t, y[i])) ? 0 : 1;
    ent_heap_arena_create(&scratch, 1 << 22);
    w.first = ent_arena_array(&scratch, ent_index, p->n_inputs);
    ent_status status = w.first ? alone(&w, &scratch) : ENT_E_NOMEM;
    *ruler = (why_ruler){.share = {.value = least}};
    for (size_t j = 0; status == ENT_OK && j < p->n_inputs; j++)
        if (w.first[j].value > ruler->share.value) {
            *ruler = (why_ruler){.input = j, .share = w.first[j]};
            *found = true;
        }
    if (status == ENT_OK && *found)
        status = measure(&w, ruler, &scratch);
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
    why_point(series, json_string(label), why_shown(w, i->value), why_shown(w, i->low),
              why_shown(w, i->high));
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
    json_t *low = why_series(chart, "lowest fifth", "baseline");
    json_t *high = why_series(chart, "highest fifth", "scenario");
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
    why_rule(chart, "y", mean_of(w), "all futures");
    return chart;
}
