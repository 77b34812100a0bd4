#include "report/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/chart_data.h"
#include "entente/text.h"
#include "report/words.h"

/* The points of the series of this label, role and panel; made when it is new. */
static json_t *series_of(json_t *chart, const char *label, const char *role, const char *panel)
{
    size_t i;
    json_t *s;
    json_array_foreach(json_object_get(chart, "series"), i, s)
    {
        if (strcmp(doc_text(s, "label"), label) == 0 && strcmp(doc_text(s, "role"), role) == 0 &&
            strcmp(doc_text(s, "panel"), panel) == 0)
            return json_object_get(s, "points");
    }
    return chart_series(chart, label, role, panel);
}

/* Centre and bands of an outcome or of its baseline: shares of futures have no band. */
static json_t *banded_point(json_t *points, json_t *x, const json_t *o, const char *unit)
{
    const bool share = strcmp(unit, "share of futures") == 0;
    const double median = doc_quantile(o, "p50");
    json_t *p = chart_point(points, x, share || isnan(median) ? doc_number(o, "mean") : median);
    static const char *const bands[] = {"p5", "p25", "p75", "p95"};
    for (size_t i = 0; !share && i < sizeof bands / sizeof bands[0]; i++)
        if (!isnan(doc_quantile(o, bands[i])))
            json_object_set_new(p, bands[i], chart_number(doc_quantile(o, bands[i])));
    return p;
}

static const char *one_name(const ent_report *r, const char *kind, const char *value)
{
    const char *name = doc_text(doc_get(r->root, "names"), value);
    if (strcmp(kind, "state") == 0)
        return doc_state_name(r, value);
    if (strcmp(kind, "flashpoint") == 0 && *name)
        return name;
    if (value[0] < 'a' || value[0] > 'z')
        return value;
    return ent_text_format(r->arena, "%c%s", value[0] - 'a' + 'A', value + 1);
}

const char *chart_index_name(const ent_report *r, const json_t *outcome)
{
    const char *whole = "", *kind;
    json_t *value;
    json_object_foreach(doc_loose(doc_get(outcome, "index")), kind, value)
    {
        if (!json_is_string(value))
            continue;
        const char *name = one_name(r, kind, json_string_value(value));
        whole = !*whole ? name : ent_text_format(r->arena, "%s, %s", whole, name ? name : "");
        if (!whole)
            return "";
    }
    return whole;
}

static bool is_ally(const ent_report *r, const json_t *outcome)
{
    const char *state = doc_text(doc_get(outcome, "index"), "state");
    size_t i;
    const json_t *row;
    json_array_foreach(doc_get(doc_get(doc_get(r->root, "accounts"), "bill"), "rows"), i, row)
    {
        if (strcmp(doc_text(row, "state"), state) == 0)
            return true;
    }
    return false;
}

static void path_point(const ent_report *r, json_t *chart, const chart_path *spec,
                       const chart_line *line, const json_t *o)
{
    const double x = doc_time(doc_text(o, "at"));
    const char *unit = doc_text(o, "unit");
    const char *panel = spec->by_index ? chart_index_name(r, o) : "";
    const char *index = spec->by_index ? "" : chart_index_name(r, o);
    char label[128];
    if (isnan(x) || (spec->allies_only && !is_ally(r, o)))
        return;
    snprintf(label, sizeof label, "%s%s%s", line->label ? line->label : "scenario",
             *index ? ", " : "", index);
    banded_point(series_of(chart, label, line->role, panel), json_real(x), o, unit);
    const json_t *base = doc_get(o, "baseline");
    if (base && strcmp(line->role, "scenario") == 0)
        banded_point(series_of(chart, *index ? index : "baseline", "baseline", panel), json_real(x),
                     base, unit);
    if (!isnan(doc_number(o, "observed")))
        chart_point(series_of(chart, "observed", "observed", panel), json_real(x),
                    doc_number(o, "observed"));
}

/* Sample size, and a remark that stands under the chart. */
static void finish(const ent_report *r, json_t *chart, const char *note)
{
    const double n = doc_number(doc_get(r->root, "run"), "futures");
    if (!isnan(n) && strcmp(doc_text(chart, "kind"), "account") != 0)
        json_object_set_new(chart, "n",
                            json_copy(doc_loose(doc_get(doc_get(r->root, "run"), "futures"))));
    if (note)
        json_object_set_new(chart, "note", json_sprintf("%s.", note));
}

json_t *chart_of_path(const ent_report *r, const chart_path *spec)
{
    const json_t *any = NULL;
    for (size_t i = 0; i < CHART_REGISTERS && spec->lines[i].registered && !any; i++)
        any = doc_any(r, spec->lines[i].registered);
    if (!any || !*doc_text(any, "at"))
        return NULL;
    const char *kind = *doc_text(any, "kind") ? doc_text(any, "kind") : "futures";
    json_t *chart = chart_begin(spec->name, "", spec->title, kind, "fan");
    json_object_set_new(chart_axis(chart, "x", "", ""), "time", json_true());
    chart_axis(chart, "y", spec->y_label ? spec->y_label : doc_text(any, "label"),
               doc_text(any, "unit"));
    for (size_t l = 0; l < CHART_REGISTERS && spec->lines[l].registered; l++) {
        const doc_list all = doc_registered(r, spec->lines[l].registered);
        for (size_t i = 0; i < all.n; i++)
            path_point(r, chart, spec, &spec->lines[l], all.rows[i].outcome);
    }
    finish(r, chart, spec->note);
    return chart;
}

static double lever_of(const ent_report *r, const char *key, const char *member)
{
    size_t i;
    const json_t *l;
    json_array_foreach(doc_get(doc_get(r->root, "scenario"), "levers"), i, l)
    {
        if (strcmp(doc_text(l, "key"), key) == 0)
            return doc_number(l, member);
    }
    return ENT_MISSING;
}

/*
 * The earliest time that may be shown: 2030, or the third year of a run that starts late, but not
 * before forces that the scenario moves by a year have moved; for months the December after the
 * start's.
 */
static void earliest_shown(const ent_report *r, char year[8], char month[12])
{
    static const char *const moves[][2] = {
        {"us.posture_europe", "us.posture_by_year"},
        {"europe.forward_brigades", "europe.forward_by_year"},
        {"guarantee.force_brigades", "guarantee.force_by_year"},
    };
    const double start = doc_time(doc_text(doc_get(r->root, "scenario"), "start"));
    const int first = isnan(start) ? 2025 : (int)start;
    int shown = first + 2 > 2030 ? first + 2 : 2030;
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        const double to = lever_of(r, moves[i][0], "value");
        const double by = lever_of(r, moves[i][1], "value");
        if (to != lever_of(r, moves[i][0], "default") && by > (double)shown && by < 2100.0)
            shown = (int)by;
    }
    snprintf(year, 8, "%d", shown % 10000);
    snprintf(month, 12, "%d-12", (first + 1) % 10000);
}

const char *chart_time(const ent_report *r, const char *registered)
{
    const char *last = "", *wanted = "";
    char year[8], month[12];
    const doc_list all = doc_registered(r, registered);
    earliest_shown(r, year, month);
    for (size_t i = 0; i < all.n; i++) {
        const char *at = doc_text(all.rows[i].outcome, "at");
        if (strcmp(at, strlen(at) > 4 ? month : year) >= 0 && (!*wanted || strcmp(at, wanted) < 0))
            wanted = at;
        if (strcmp(at, last) > 0)
            last = at;
    }
    return *wanted ? wanted : last;
}

/* Dots by row at the time at which the register is shown. */
static json_t *rows_chart(const chart_rows *spec, const json_t *any, const char *at,
                          const char *unit)
{
    char title[256];
    snprintf(title, sizeof title, "%s%s%s", spec->title, *at ? ", " : "", words_time(at).text);
    const char *kind = *doc_text(any, "kind") ? doc_text(any, "kind") : "futures";
    json_t *chart = chart_begin(spec->name, "", title, kind, "dots");
    chart_axis(chart, "x", "", "");
    chart_axis(chart, "y", spec->y_label ? spec->y_label : doc_text(any, "label"), unit);
    return chart;
}

static void choice_points(json_t *points, bool labelled, const json_t *choices)
{
    const char *name;
    json_t *share;
    json_object_foreach(doc_loose(choices), name, share)
    {
        json_t *p = chart_point(points, json_string(name), json_number_value(share));
        if (labelled)
            json_object_set_new(p, "label",
                                json_string(words_value(json_number_value(share), "share").text));
    }
}

json_t *chart_of_choices(const ent_report *r, const chart_rows *spec)
{
    const char *at = chart_time(r, spec->registered);
    const doc_list all = doc_registered(r, spec->registered);
    for (size_t i = 0; i < all.n; i++) {
        const json_t *o = all.rows[i].outcome;
        if (strcmp(doc_text(o, "at"), at) != 0)
            continue;
        json_t *chart = rows_chart(spec, o, at, "share of futures");
        const json_t *base = doc_get(doc_get(o, "baseline"), "choices");
        json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
        if (base)
            choice_points(chart_series(chart, "baseline", "baseline", ""), false, base);
        choice_points(chart_series(chart, "scenario", "scenario", ""), true, doc_get(o, "choices"));
        finish(r, chart, spec->note);
        return chart;
    }
    return NULL;
}

/* What stands at the end of a row: the value, and in how many futures the event occurred. */
static void label_point(json_t *point, const json_t *o, const char *unit)
{
    const words shown = words_value(doc_number(point, "y"), unit);
    const double events = doc_number(o, "events");
    json_object_set_new(point, "label",
                        isnan(events)
                            ? json_string(shown.text)
                            : json_sprintf("%s (%s)", shown.text, words_fixed(events, 0).text));
    if (!isnan(events))
        json_object_set_new(point, "events", json_real(events));
}

json_t *chart_of_rows(const ent_report *r, const chart_rows *spec)
{
    const json_t *any = doc_any(r, spec->registered);
    if (!any)
        return NULL;
    const char *at = chart_time(r, spec->registered), *unit = doc_text(any, "unit");
    json_t *chart = rows_chart(spec, any, at, unit);
    const doc_list all = doc_registered(r, spec->registered);
    for (size_t i = 0; i < all.n; i++) {
        const json_t *o = all.rows[i].outcome;
        if (strcmp(doc_text(o, "at"), at) != 0)
            continue;
        const char *name = *doc_index(o) ? chart_index_name(r, o) : doc_text(o, "label");
        const json_t *base = doc_get(o, "baseline");
        if (base)
            banded_point(series_of(chart, "baseline", "baseline", ""), json_string(name), base,
                         unit);
        label_point(
            banded_point(series_of(chart, "scenario", "scenario", ""), json_string(name), o, unit),
            o, unit);
    }
    finish(r, chart, spec->note);
    return chart;
}

static const json_t *bill_of(const ent_report *r)
{
    return doc_get(doc_get(r->root, "accounts"), "bill");
}

static void bill_point(json_t *points, const json_t *row, const char *member, const char *label)
{
    const double y = doc_number(row, member);
    if (isnan(y))
        return;
    json_t *p = chart_point(
        points, json_string(doc_text(row, *doc_text(row, "name") ? "name" : "state")), y);
    if (*label)
        json_object_set_new(p, "label", json_string(label));
}

json_t *chart_of_bill(const ent_report *r)
{
    const json_t *bill = bill_of(r);
    if (!doc_has(bill, "rows"))
        return NULL;
    json_t *chart = chart_begin("bill_dots", "",
                                doc_with_base_year(r, "Share of GDP in 2014 and @, and the target"),
                                "account", "dots");
    chart_axis(chart, "x", "", "");
    json_object_set_new(chart_axis(chart, "y", "Defence", "% of GDP"), "low", json_real(0.0));
    json_t *before = chart_series(chart, "2014", "reference", "");
    json_t *now = chart_series(chart, doc_with_base_year(r, "@"), "baseline", "");
    json_t *target = chart_series(chart, "target", "scenario", "");
    size_t i;
    const json_t *row;
    json_array_foreach(doc_get(bill, "rows"), i, row)
    {
        char label[WORDS_MAX + 4];
        snprintf(label, sizeof label, "\xc3\x97%s",
                 words_value(doc_number(row, "multiple"), "ratio").text);
        bill_point(before, row, "share_2014", "");
        bill_point(now, row, "share_base", "");
        bill_point(target, row, "target", label);
    }
    chart_rule(chart, "y", 2.0, "2 %");
    chart_rule(chart, "y", 3.5, "3.5 %");
    chart_end(
        chart, 0, doc_text(bill, "source"),
        doc_with_base_year(r, "Sorted by multiple: target over the share of @ as published."));
    return chart;
}

json_t *chart_of_bill_years(const ent_report *r)
{
    const json_t *bill = bill_of(r);
    const json_t *total = json_array_get(doc_get(bill, "totals"), 0);
    const json_t *years = doc_get(total, "extra_bn_by_year");
    if (!json_object_size(years))
        return NULL;
    char title[200];
    snprintf(title, sizeof title, "Extra spending by year, %s", doc_text(total, "group"));
    const char *unit = ent_text_format(r->arena, "bn 2024 %s", doc_money(r));
    json_t *chart = chart_begin("bill_years", "", title, "account", "bars");
    json_object_set_new(chart_axis(chart, "x", "", ""), "time", json_true());
    chart_axis(chart, "y", "Above the base share", unit ? unit : "");
    json_t *points = chart_series(chart, "extra", "scenario", "");
    const char *year;
    json_t *value;
    json_object_foreach(doc_loose(years), year, value)
    {
        chart_point(points, json_string(year),
                    json_is_number(value) ? json_number_value(value) : ENT_MISSING);
    }
    chart_end(chart, 0, doc_text(bill, "source"), "");
    return chart;
}
