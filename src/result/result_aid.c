#include "result/result_aid.h"

#include <math.h>
#include <stdio.h>

#include "result/aid_tables.h"
#include "result/result_parts.h"

static const double CAP_PCT_GDP = 0.25;

static json_t *chart_aid(const ent_aid *aid, const char *unit, double per_eur)
{
    static const struct {
        ent_aid_group group;
        const char *label, *role;
    } lines[] = {{ENT_AID_US, "United States", "second"},
                 {ENT_AID_EUROPE, "Europe", "scenario"},
                 {ENT_AID_OTHER, "Others", "baseline"}};
    json_t *chart = chart_begin("aid_by_quarter", "ukraine", "Military aid allocated, by quarter",
                                "account", "line");
    json_object_set_new(chart_axis(chart, "x", "Quarter", ""), "time", json_true());
    chart_axis(chart, "y", "Military aid", unit);
    for (size_t i = 0; i < 3; i++) {
        json_t *points = chart_series(chart, lines[i].label, lines[i].role, "");
        for (int year = 2022; year <= 2026; year++)
            for (int q = 1; q <= 4; q++) {
                const double v = ent_aid_flow_of(aid, lines[i].group, "military", year * 10 + q);
                if (!isnan(v))
                    chart_point(points, json_real(year + (q - 0.5) / 4.0), v * per_eur);
            }
    }
    chart_end(chart, 0, "KIEL_UST_R29, vintage of April 2026",
              "allocations, not deliveries; the last quarter is April 2026 "
              "alone");
    return chart;
}

static json_t *chart_replacement(const ent_table *donors)
{
    enum { DONOR = 1, BY_GDP = 8, AS_NOW = 10, SHOWN = 20 };
    json_t *chart = chart_begin("aid_replacement", "ukraine", "Replacing the US share, by donor",
                                "account", "dots");
    chart_axis(chart, "x", "Donor", "");
    chart_axis(chart, "y", "Extra military aid", "% of GDP a year");
    json_t *by_gdp = chart_series(chart, "in proportion to GDP", "scenario", "");
    json_t *as_now = chart_series(chart, "as they give now", "second", "");
    size_t shown = 0;
    for (size_t r = 0; r < donors->n_rows && shown < SHOWN; r++) {
        const ent_cell *c = &donors->cells[r * donors->n_columns];
        if (isnan(c[BY_GDP].number))
            continue;
        chart_point(by_gdp, json_string(c[DONOR].text), c[BY_GDP].number);
        chart_point(as_now, json_string(c[DONOR].text), c[AS_NOW].number);
        shown++;
    }
    chart_end(chart, 0, "KIEL_UST_R29; IMF_WEO_2025_10",
              "money is not supply: interceptors, long-range rockets and "
              "intelligence have no European source in the short run");
    return chart;
}

/* What each donor gave, largest first as in the table. */
static json_t *chart_donors(const ent_table *donors, const char *unit)
{
    enum { DONOR = 1, MILITARY = 2, SHOWN = 24 };
    json_t *chart =
        chart_begin("aid_by_donor", "ukraine", "Military aid allocated by donor, to December 2024",
                    "account", "dots");
    chart_axis(chart, "x", "Donor", "");
    chart_axis(chart, "y", "Military aid", unit);
    json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
    json_t *given = chart_series(chart, "given", "scenario", "");
    for (size_t r = 0; r < donors->n_rows && r < SHOWN; r++) {
        const ent_cell *c = &donors->cells[r * donors->n_columns];
        char label[32];
        if (!(c[MILITARY].number > 0.0))
            continue;
        snprintf(label, sizeof label, "%.1f", c[MILITARY].number);
        json_array_append_new(given, json_pack("{s:s, s:f, s:s}", "x", c[DONOR].text, "y",
                                               c[MILITARY].number, "label", label));
    }
    chart_end(chart, 0, "KIEL_UST_R29",
              "allocations, not deliveries; the table holds every donor, "
              "shares of GDP and later months");
    return chart;
}

ent_status result_aid(const result_of *r, json_t *document, ent_arena *arena, ent_error *err)
{
    ent_aid aid;
    ent_table flows, donors;
    const money m = *r->money->code ? *r->money : (money){"EUR", 1.0, 1.0}; /* as it is recorded */
    const char *unit = ent_text_format(arena, "%s bn", m.code);
    json_t *charts = chart_list(document, "charts"), *tables = chart_list(document, "tables");
    ENT_NEED(unit, err);
    ENT_TRY(aid_load(r->parts->folders->data, &r->parts->facts_changed, &aid, arena, err));
    aid_flow_table(&flows, &aid, false, arena);
    ENT_TRY(aid_donor_table(&donors, &aid, CAP_PCT_GDP, &m, 0, NULL, arena, err));
    money_table(&m, &flows, arena);
    money_table(&m, &donors, arena);
    json_array_append_new(charts, chart_aid(&aid, unit, m.per_eur));
    json_array_append_new(charts, chart_donors(&donors, unit));
    json_array_append_new(charts, chart_replacement(&donors));
    json_array_append_new(
        tables, chart_table(&flows, "ukraine", "account", "KIEL_UST_R29, KIEL_REPORT_2025_02"));
    json_array_append_new(
        tables, chart_table(&donors, "ukraine", "account", "KIEL_UST_R29, IMF_WEO_2025_10"));
    return ENT_OK;
}
