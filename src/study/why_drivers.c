/* What drives an outcome in a plain run: first-order shares with intervals, swings. */
#include <math.h>
#include <string.h>

#include "study/why.h"

enum { BATCHES = 8, BINS = 16, LEAST = 512, TENTHS = 10 };

/* --- shares --------------------------------------------------------------------------------- */

/* Batches are disjoint parts of the sample, so their estimates are independent. */
static ent_status shares(const explore_problem *p, const explore_sample *s, const double *y,
                         why_driver *rows, ent_arena *arena, ent_error *err)
{
    const size_t d = p->n_inputs, m = s->n / BATCHES;
    const size_t bins = m / 8 < BINS ? m / 8 : BINS;
    double *x = ent_arena_array(arena, double, m *d);
    double *first = ent_arena_array(arena, double, BATCHES *d);
    if (!x || !first)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t b = 0; b < BATCHES; b++) {
        for (size_t j = 0; j < d; j++)
            memcpy(x + j * m, s->x + j * s->n + b * m, m * sizeof *x);
        if (ent_sobol_given_data(m, d, x, y + b * m, bins, first + b * d, arena) != ENT_OK)
            return ent_fail(err, ENT_E_ARG, "drivers: too few futures");
    }
    for (size_t j = 0; j < d; j++) {
        double of_one[BATCHES];
        for (size_t b = 0; b < BATCHES; b++)
            of_one[b] = first[b * d + j];
        rows[j].input = j;
        rows[j].first = ent_interval_of_replicates(of_one, BATCHES);
    }
    return ENT_OK;
}

/* --- swings --------------------------------------------------------------------------------- */

/* Back from the logarithm. */
static ent_index shown(ent_index i, bool log)
{
    return log ? (ent_index){exp(i.value), exp(i.low), exp(i.high)} : i;
}

static ent_status swings(const explore_problem *p, const explore_sample *s, const double *y,
                         bool log, why_driver *rows, ent_arena *arena, ent_error *err)
{
    ent_tornado_row *tornado = ent_arena_array(arena, ent_tornado_row, p->n_inputs);
    if (!tornado || ent_tornado(s->n, p->n_inputs, s->x, y, TENTHS, tornado, arena) != ENT_OK)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t j = 0; j < p->n_inputs; j++) {
        rows[j].low = shown(tornado[j].low, log);
        rows[j].high = shown(tornado[j].high, log);
    }
    return ENT_OK;
}

static void sort_rows(size_t n, why_driver *rows)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && rows[k].first.value > rows[k - 1].first.value; k--) {
            const why_driver swap = rows[k];
            rows[k] = rows[k - 1];
            rows[k - 1] = swap;
        }
}

/* On the logarithm where the register's histogram is logarithmic. */
static double *digested(const explore_target *t, const explore_sample *s, ent_arena *arena)
{
    double *y = ent_arena_array(arena, double, s->n);
    for (size_t i = 0; y && i < s->n; i++)
        y[i] = t->outcome->hist_log ? log(s->y[i] > 1e-12 ? s->y[i] : 1e-12) : s->y[i];
    return y;
}

ent_status why_drivers(const explore_problem *p, const explore_target *t,
                       const explore_sample *present, why_driver *rows, ent_arena *arena,
                       ent_error *err)
{
    if (present->n < LEAST)
        return ent_fail(err, ENT_E_ARG, "%s: %zu futures with a value; drivers need %d", t->name,
                        present->n, LEAST);
    const double *y = digested(t, present, arena);
    if (!y)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(shares(p, present, y, rows, arena, err));
    ENT_TRY(swings(p, present, y, t->outcome->hist_log, rows, arena, err));
    sort_rows(p->n_inputs, rows);
    return ENT_OK;
}

static double middle_of(const explore_target *t, const explore_sample *s)
{
    double sum = 0.0;
    for (size_t i = 0; i < s->n; i++)
        sum += t->outcome->hist_log ? log(s->y[i] > 1e-12 ? s->y[i] : 1e-12) : s->y[i];
    sum /= (double)s->n;
    return t->outcome->hist_log ? exp(sum) : sum;
}

json_t *why_tornado(const explore_problem *p, const explore_target *t, const char *name,
                    const explore_sample *present, const why_driver *rows, size_t most)
{
    char title[192];
    snprintf(title, sizeof title, "What moves %s", t->name);
    json_t *chart = why_chart(
        name, title, "tornado", "",
        t->outcome->hist_log ? "Geometric mean of the outcome" : "Mean of the outcome",
        t->outcome->unit, present->n,
        "Each assumption in the lowest and in the highest tenth of its prior, all else as sampled; "
        "thin lines: 95 % interval of the mean. Ordered by the share of the variance that it "
        "explains alone; those not distinguishable from zero are left out.");
    json_t *low = why_series(chart, "lowest tenth", "baseline");
    json_t *high = why_series(chart, "highest tenth", "scenario");
    size_t shown = 0;
    for (size_t i = 0; i < p->n_inputs && shown < most; i++) {
        const why_driver *r = &rows[i];
        if (!(r->first.low > 0.0))
            continue;
        const char *label = why_label(p, p->input_key[r->input]);
        why_point(low, json_string(label), r->low.value, r->low.low, r->low.high);
        why_point(high, json_string(label), r->high.value, r->high.low, r->high.high);
        shown++;
    }
    if (!shown) {
        json_decref(chart);
        return NULL;
    }
    why_rule(chart, "y", middle_of(t, present), "all futures");
    return chart;
}
