#include "allocate/what_if.h"

#include <string.h>

#include "base/chart_data.h"
#include "base/tasks.h"
#include "entente/heap.h"

/* How a table becomes a chart: which columns are the panel, the series, x and the bands. */
typedef struct chart_form {
    const char *section, *form, *kind, *x_label, *x_unit, *y_label, *y_unit;
    int panel, series, x, bands; /* columns; -1: none; bands: first of p5, p25, p50, p75, p95 */
    int value;                   /* column of y where there are no bands */
    bool logarithm, years;       /* y in logarithms; x in years */
    const char *only[2];         /* series shown; NULL: all */
    const char *legend;          /* sentence before the note; NULL: none */
    const char *roles[3];        /* of the series in their order; NULL: none */
} chart_form;

static const chart_form forms[ENT_WHAT_IF_TABLES] = {
    [ENT_WHAT_IF_CLOSURE] = {.section = "deterrence",
                             .form = "fan",
                             .kind = "futures",
                             .x_label = "Day of defence",
                             .x_unit = "day",
                             .y_label = "Forces",
                             .y_unit = "BE",
                             .panel = 0,
                             .series = 2,
                             .x = 1,
                             .bands = 3,
                             .legend = "Blue: the US fights; dashed: it does not; red: the "
                                       "challenger. ",
                             .roles = {"scenario", "baseline", "second"}},
    [ENT_WHAT_IF_CREDIBILITY] = {.section = "deterrence",
                                 .form = "fan",
                                 .kind = "futures",
                                 .x_label = "Chance that the US fights",
                                 .x_unit = "share",
                                 .y_label = "Odds of attack",
                                 .y_unit = "ratio to 2021",
                                 .panel = 0,
                                 .series = -1,
                                 .x = 1,
                                 .bands = 3,
                                 .logarithm = true},
    [ENT_WHAT_IF_POLICIES] = {.section = "deterrence",
                              .form = "dots",
                              .kind = "futures",
                              .x_label = "Policy",
                              .x_unit = "",
                              .y_label = "Odds of attack",
                              .y_unit = "ratio to the scenario",
                              .panel = -1,
                              .series = 1,
                              .x = 0,
                              .bands = 4,
                              .logarithm = true,
                              .only = {"baltic", "taiwan"},
                              .roles = {"scenario", "second", NULL}},
    [ENT_WHAT_IF_GUARANTEES] = {.section = "ukraine",
                                .form = "dots",
                                .kind = "futures",
                                .x_label = "Guarantee",
                                .x_unit = "",
                                .y_label = "War again within five years",
                                .y_unit = "share",
                                .panel = -1,
                                .series = -1,
                                .x = 0,
                                .bands = 2},
    [ENT_WHAT_IF_AUTONOMY] = {.section = "deterrence",
                              .form = "fan",
                              .kind = "futures",
                              .x_label = "Year",
                              .x_unit = "",
                              .y_label = "Shortfall",
                              .y_unit = "BE",
                              .panel = 0,
                              .series = -1,
                              .x = 1,
                              .bands = 3,
                              .years = true},
    [ENT_WHAT_IF_FORCE] = {.section = "ukraine",
                           .form = "fan",
                           .kind = "futures",
                           .x_label = "Force",
                           .x_unit = "brigades",
                           .y_label = "Odds of war again within five years",
                           .y_unit = "ratio to no guarantee",
                           .panel = 0,
                           .series = -1,
                           .x = 1,
                           .bands = 8},
    [ENT_WHAT_IF_FRONTIER] = {.section = "deterrence",
                              .form = "line",
                              .kind = "account",
                              .x_label = "Margin in the Indo-Pacific",
                              .x_unit = "ratio",
                              .y_label = "Margin in Europe",
                              .y_unit = "ratio",
                              .panel = -1,
                              .series = -1,
                              .x = 0,
                              .bands = -1,
                              .value = 1},
};

/* The yearly chance itself beside its odds, from the same table. */
static const chart_form attack_form = {.section = "deterrence",
                                       .form = "fan",
                                       .kind = "futures",
                                       .x_label = "Chance that the US fights",
                                       .x_unit = "share",
                                       .y_label = "Attack in the year",
                                       .y_unit = "share",
                                       .panel = 0,
                                       .series = -1,
                                       .x = 1,
                                       .bands = 8,
                                       .logarithm = true};

/* The share of renewed war beside its odds, from the same table. */
static const chart_form renewal_form = {.section = "ukraine",
                                        .form = "fan",
                                        .kind = "futures",
                                        .x_label = "Force",
                                        .x_unit = "brigades",
                                        .y_label = "War again within five years",
                                        .y_unit = "share",
                                        .panel = 0,
                                        .series = -1,
                                        .x = 1,
                                        .bands = 3};

static const ent_cell *cell(const ent_table *t, size_t row, int column)
{
    return &t->cells[row * t->n_columns + (size_t)column];
}

static void point(const ent_table *t, size_t row, const chart_form *f, json_t *points)
{
    const ent_cell *c = cell(t, row, f->x);
    json_t *x = chart_number(c->number);
    double quantile[5];
    if (c->text || f->form[0] == 'd') { /* dots stand at words */
        json_decref(x);
        x = json_string(c->text ? c->text : ent_text_format(t->arena, "%g", c->number));
    }
    if (f->bands < 0) {
        chart_point(points, x, cell(t, row, f->value)->number);
        return;
    }
    for (int i = 0; i < 5; i++)
        quantile[i] = cell(t, row, f->bands + i)->number;
    chart_band(points, x, quantile);
}

static const char *word(const ent_table *t, size_t row, int column)
{
    return column < 0 ? "" : cell(t, row, column)->text;
}

static bool same_series(const ent_table *t, size_t a, size_t b, const chart_form *f)
{
    return strcmp(word(t, a, f->panel), word(t, b, f->panel)) == 0 &&
           strcmp(word(t, a, f->series), word(t, b, f->series)) == 0;
}

/* All rows that share panel and series with `first`, unless an earlier row began them. */
static void one_series(const ent_table *t, size_t first, const chart_form *f, size_t *begun,
                       json_t *chart)
{
    for (size_t row = 0; row < first; row++)
        if (same_series(t, row, first, f))
            return;
    const char *name = word(t, first, f->series);
    if (f->only[0] && strcmp(name, f->only[0]) != 0 && strcmp(name, f->only[1]) != 0)
        return;
    const char *role = f->roles[0] ? f->roles[*begun % (f->roles[2] ? 3 : 2)] : "scenario";
    *begun += 1;
    json_t *points =
        chart_series(chart, f->series < 0 ? f->y_label : name, role, word(t, first, f->panel));
    for (size_t row = first; row < t->n_rows; row++)
        if (same_series(t, row, first, f))
            point(t, row, f, points);
}

static void add_chart(json_t *charts, const ent_table *table, const chart_form *f, const char *name,
                      const char *title, size_t futures)
{
    json_t *chart = chart_begin(name, f->section, title, f->kind, f->form);
    json_t *x = chart_axis(chart, "x", f->x_label, f->x_unit);
    json_t *y = chart_axis(chart, "y", f->y_label, f->y_unit);
    size_t begun = 0;
    if (f->years)
        json_object_set_new(x, "time", json_true());
    if (f->logarithm)
        json_object_set_new(y, "log", json_true());
    for (size_t row = 0; row < table->n_rows; row++)
        one_series(table, row, f, &begun, chart);
    chart_end(chart, f->bands >= 0 ? futures : 0, "",
              table->note
                  ? ent_text_format(table->arena, "%s%s", f->legend ? f->legend : "", table->note)
                  : "");
    json_array_append_new(charts, chart);
}

/* The long tables are shown as charts alone. */
static bool shown_as_table(ent_what_if_table which)
{
    return which != ENT_WHAT_IF_CLOSURE && which != ENT_WHAT_IF_CREDIBILITY &&
           which != ENT_WHAT_IF_AUTONOMY && which != ENT_WHAT_IF_FORCE;
}

/* The tables, each in an arena of its own so that threads may make them. */
typedef struct document_tables {
    const ent_what_if_plan *plan;
    sample_draws draws;
    ent_table table[ENT_WHAT_IF_TABLES];
    ent_arena arena[ENT_WHAT_IF_TABLES];
} document_tables;

/* The longest first, so that no thread is left with one when the others are done. */
static const ent_what_if_table longest_first[ENT_WHAT_IF_TABLES] = {
    ENT_WHAT_IF_POLICIES, ENT_WHAT_IF_ATTACK,     ENT_WHAT_IF_AUTONOMY, ENT_WHAT_IF_PULLS,
    ENT_WHAT_IF_FRONTIER, ENT_WHAT_IF_CLOSURE,    ENT_WHAT_IF_FORCE,    ENT_WHAT_IF_CREDIBILITY,
    ENT_WHAT_IF_BELIEVE,  ENT_WHAT_IF_GUARANTEES,
};

static ent_status make_one(void *with, size_t i, ent_error *err)
{
    document_tables *d = with;
    const ent_what_if_table which = longest_first[i];
    return what_if_make(d->plan, &d->draws, which, &d->table[which], &d->arena[which], err);
}

static void add_parts(const ent_what_if_plan *plan, ent_what_if_table which, const ent_table *t,
                      json_t *charts, json_t *tables)
{
    const size_t n = plan->futures;
    if (forms[which].form)
        add_chart(charts, t, &forms[which], t->name, t->title, n);
    if (which == ENT_WHAT_IF_CREDIBILITY)
        add_chart(charts, t, &attack_form, "credibility_attack",
                  "Attack share as a function of the credibility of the US", n);
    if (which == ENT_WHAT_IF_FORCE)
        add_chart(charts, t, &renewal_form, "force_share",
                  "War renewed within five years, by size and members of the force", n);
    if (shown_as_table(which))
        json_array_append_new(
            tables, chart_table(t, which == ENT_WHAT_IF_GUARANTEES ? "ukraine" : "deterrence",
                                which == ENT_WHAT_IF_FRONTIER ? "account" : "futures", ""));
}

ent_status ent_what_if_document(const ent_what_if_plan *plan, json_t *charts, json_t *tables,
                                ent_arena *arena, ent_error *err)
{
    document_tables *d = ent_arena_array(arena, document_tables, 1);
    if (!d)
        return ent_fail(err, ENT_E_NOMEM, "what if: out of memory");
    d->plan = plan;
    for (size_t i = 0; i < ENT_WHAT_IF_TABLES; i++)
        ent_heap_arena_create(&d->arena[i], 1 << 16);
    ent_status status = what_if_draws(plan, &d->draws, arena, err);
    if (status == ENT_OK)
        status = tasks_run(ENT_WHAT_IF_TABLES, plan->threads, make_one, d, err);
    for (size_t i = 0; status == ENT_OK && i < ENT_WHAT_IF_TABLES; i++)
        add_parts(plan, (ent_what_if_table)i, &d->table[i], charts, tables);
    for (size_t i = 0; i < ENT_WHAT_IF_TABLES; i++)
        ent_heap_arena_destroy(&d->arena[i]);
    return status;
}
