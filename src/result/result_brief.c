#include "result/result_brief.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "result/result_parts.h"

enum { HISTORY_FROM = 2014, HAGUE_YEAR = 2035 };

/* Core defence spending that allies agreed on in The Hague in June 2025, share of GDP. */
static const double HAGUE_TARGET = 0.035;

static json_t *history_of(const bill_set *bill, const char *entity)
{
    json_t *years = json_object();
    for (int year = HISTORY_FROM; year <= bill->world->base_year; year++) {
        char name[16];
        const double share = ent_facts_value(bill->facts, entity, "defence_pct_gdp", year);
        snprintf(name, sizeof name, "%d", year);
        if (!isnan(share))
            json_object_set_new(years, name, json_real(share));
    }
    return years;
}

/* As published; of a later base year, which is known by state only, their sum. */
static json_t *together(const bill_set *bill)
{
    json_t *years = history_of(bill, "NATO_EUR_CAN");
    char base[16];
    snprintf(base, sizeof base, "%d", bill->world->base_year);
    for (size_t i = 0; i < bill->n_totals; i++)
        if (strcmp(bill->totals[i].group, "EURCAN") == 0 && !json_object_get(years, base))
            json_object_set_new(years, base, json_real(100.0 * bill->totals[i].line.share0));
    return years;
}

json_t *brief_history(const bill_set *bill)
{
    json_t *all = json_object();
    json_object_set_new(all, "EURCAN", together(bill));
    for (size_t i = 0; i < bill->n; i++) {
        const char *state = bill->world->iso3[bill->lines[i].state];
        json_object_set_new(all, state, history_of(bill, state));
    }
    return all;
}

/* One way to a target; null where the terms do not fit the years of the world. */
static json_t *option(const bill_set *bill, const money *m, int32_t state, double target,
                      int32_t by_year)
{
    const ent_bill_terms terms = {.target = target, .by_year = by_year, .shape = bill->terms.shape};
    ent_bill_line line;
    if (!ent_bill_terms_fit(bill->world, &terms) ||
        !ent_bill_of_state(bill->world, &terms, state, &line))
        return json_null();
    const double years = by_year - bill->world->first_year + 1;
    const double euro = ent_facts_value(bill->facts, "EUR", "per_usd", 2024);
    return json_pack("{s:o, s:i, s:o, s:o, s:o, s:o, s:o}", "target", json_real(100.0 * target),
                     "by_year", (int)by_year, "average_bn",
                     chart_number(line.cumulative_bn / years * m->per_usd), "cumulative_bn",
                     chart_number(line.cumulative_bn * m->per_usd), "last_bn",
                     chart_number(line.target_bn * m->per_usd), "average_eur_bn",
                     chart_number(line.cumulative_bn / years * euro), "gov_share",
                     chart_number(100.0 * line.government));
}

json_t *brief_options(const bill_set *bill, const money *m)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < bill->n; i++) {
        const int32_t s = bill->lines[i].state;
        json_t *options = json_array();
        if (fabs(bill->terms.target - HAGUE_TARGET) > 1e-9 || bill->terms.by_year != HAGUE_YEAR)
            json_array_append_new(options, option(bill, m, s, HAGUE_TARGET, HAGUE_YEAR));
        if (fabs(bill->terms.target - HAGUE_TARGET) > 1e-9)
            json_array_append_new(options, option(bill, m, s, HAGUE_TARGET, bill->terms.by_year));
        json_array_append_new(options, option(bill, m, s, bill->terms.target, bill->terms.by_year));
        json_array_append_new(
            rows, json_pack("{s:s, s:o}", "state", bill->world->iso3[s], "options", options));
    }
    return rows;
}
