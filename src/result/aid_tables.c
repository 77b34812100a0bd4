#include "result/aid_tables.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const ent_column flow_columns[] = {
    {"period", "Period", "", ENT_CELL_TEXT, 0},
    {"us_eur_bn", "United States", "EUR bn", ENT_CELL_NUMBER, 1},
    {"europe_eur_bn", "Europe", "EUR bn", ENT_CELL_NUMBER, 1},
    {"other_eur_bn", "Others", "EUR bn", ENT_CELL_NUMBER, 1},
    {"us_share_pct", "US share", "%", ENT_CELL_NUMBER, 0},
    {"europe_share_pct", "Europe's share", "%", ENT_CELL_NUMBER, 0},
    {"purl_eur_bn", "of Europe: PURL", "EUR bn", ENT_CELL_NUMBER, 1},
    {"as_published_us", "US as published", "EUR bn", ENT_CELL_NUMBER, 0},
    {"as_published_europe", "Europe as published", "EUR bn", ENT_CELL_NUMBER, 0},
};

static const ent_column donor_columns[] = {
    {"state", "State", "", ENT_CELL_TEXT, 0},
    {"donor", "Donor", "", ENT_CELL_TEXT, 0},
    {"military_eur_bn", "Military", "EUR bn", ENT_CELL_NUMBER, 2},
    {"military_pct_gdp2021", "Military", "% GDP 2021", ENT_CELL_NUMBER, 2},
    {"financial_eur_bn", "Financial", "EUR bn", ENT_CELL_NUMBER, 2},
    {"humanitarian_eur_bn", "Humanit.", "EUR bn", ENT_CELL_NUMBER, 2},
    {"latest_military_eur_bn", "to Apr 2026", "EUR bn", ENT_CELL_NUMBER, 2},
    {"replace_gdp_eur_bn", "By GDP", "EUR bn/yr", ENT_CELL_NUMBER, 2},
    {"replace_gdp_pct", "By GDP", "% GDP", ENT_CELL_NUMBER, 3},
    {"replace_as_now_eur_bn", "As now", "EUR bn/yr", ENT_CELL_NUMBER, 2},
    {"replace_as_now_pct", "As now", "% GDP", ENT_CELL_NUMBER, 3},
    {"replace_capped_eur_bn", "Capped", "EUR bn/yr", ENT_CELL_NUMBER, 2},
    {"replace_capped_pct", "Capped", "% GDP", ENT_CELL_NUMBER, 3},
};

enum { FIRST_MONTH = 202201, LAST_MONTH = 202412, MONTHS = 35 };

static void add_flow(ent_table *t, const char *label, double us, double europe, double other,
                     double purl)
{
    const double all = us + europe + other;
    ent_table_add(t, ENT_TEXT(label), ENT_NUMBER(us), ENT_NUMBER(europe), ENT_NUMBER(other),
                  ENT_NUMBER(100.0 * us / all), ENT_NUMBER(100.0 * europe / all), ENT_NUMBER(purl));
}

/* European money for US weapons in the months of a period; missing where none
 * is published. */
static double purl_between(const ent_aid *aid, int first, int last)
{
    double sum = ENT_MISSING;
    for (int m = first; m <= last; m++) {
        const double month = ent_aid_flow_of(aid, ENT_AID_ALL, "military_nato_purl", m);
        if (!isnan(month))
            sum = isnan(sum) ? month : sum + month;
    }
    return sum;
}

static void add_period(ent_table *t, const ent_aid *aid, int year, int quarter)
{
    char label[16];
    const int period = quarter ? year * 10 + quarter : year;
    const double us = ent_aid_flow_of(aid, ENT_AID_US, "military", period);
    const double europe = ent_aid_flow_of(aid, ENT_AID_EUROPE, "military", period);
    if (isnan(us) || isnan(europe))
        return;
    snprintf(label, sizeof label,
             quarter        ? "%d-Q%d"
             : year == 2026 ? "%d to April"
                            : "%d",
             year, quarter);
    const int first = year * 100 + (quarter ? 3 * quarter - 2 : 1);
    add_flow(t, label, us, europe, ent_aid_flow_of(aid, ENT_AID_OTHER, "military", period),
             purl_between(aid, first, quarter ? first + 2 : year * 100 + 12));
}

double aid_of_year(const ent_aid *aid, const ent_world *w, ent_aid_group group, int year)
{
    const int y = year - w->first_year;
    if (y < 0)
        return ent_aid_flow_of(aid, group, "military", year);
    if (y >= w->n_years)
        return ENT_MISSING;
    const double us = 12.0 * w->war.aid_us * w->lever_year[ENT_L_AID_US][y];
    const double europe = 12.0 * w->war.aid_europe * w->lever_year[ENT_L_AID_EUROPE][y];
    return group == ENT_AID_US       ? us
           : group == ENT_AID_EUROPE ? europe
                                     : us + europe + 12.0 * w->war.aid_other;
}

double aid_us_yearly(const ent_aid *aid, const ent_world *world)
{
    static const double rounding = 0.05;
    const double sum = ent_aid_sum(aid, ENT_AID_US, FIRST_MONTH, LAST_MONTH);
    const double fact = MONTHS * world->war.aid_us;
    return (fabs(sum - fact) <= rounding ? sum : fact) * 12.0 / MONTHS;
}

void aid_flow_table(ent_table *t, const ent_aid *aid, bool quarters, ent_arena *arena)
{
    ent_table_init(t, "aid_flows",
                   "Military aid allocated to Ukraine, newest figures; the first row also "
                   "as published in February 2025",
                   flow_columns, sizeof flow_columns / sizeof flow_columns[0], arena);
    add_flow(t, "to Dec 2024", ent_aid_sum(aid, ENT_AID_US, FIRST_MONTH, LAST_MONTH),
             ent_aid_sum(aid, ENT_AID_EUROPE, FIRST_MONTH, LAST_MONTH),
             ent_aid_sum(aid, ENT_AID_OTHER, FIRST_MONTH, LAST_MONTH), ENT_MISSING);
    ent_table_number(t, 0, 7, aid->published[ENT_AID_US]);
    ent_table_number(t, 0, 8, aid->published[ENT_AID_EUROPE]);
    for (int year = 2022; year <= 2026; year++)
        for (int q = quarters ? 1 : 0; q <= (quarters ? 4 : 0); q++)
            add_period(t, aid, year, q);
}

static bool is_wanted(const ent_aid_donor *donor, size_t n, const char *const *words)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], donor->iso3) == 0)
            return true;
    return n == 0;
}

static void fill_donor(ent_table *t, const ent_aid_donor *d, const double *by_key)
{
    const size_t r = ent_table_add(
        t, ENT_TEXT(d->iso3), ENT_TEXT(d->name), ENT_NUMBER(d->eur_bn[ENT_AID_MILITARY]),
        ENT_NUMBER(d->pct_gdp2021), ENT_NUMBER(d->eur_bn[ENT_AID_FINANCIAL]),
        ENT_NUMBER(d->eur_bn[ENT_AID_HUMANITARIAN]),
        ENT_NUMBER(d->latest_eur_bn[ENT_AID_MILITARY]));
    for (size_t k = 0; k < 3; k++) {
        ent_table_number(t, r, 7 + 2 * k, by_key[k]);
        ent_table_number(t, r, 8 + 2 * k, 100.0 * by_key[k] / d->gdp_eur_bn);
    }
}

ent_status aid_donor_table(ent_table *t, const ent_aid *aid, double cap, const money *m, size_t n,
                           const char *const *words, ent_arena *arena, ent_error *err)
{
    ent_table_init(t, "aid_donors",
                   "Donors until December 2024, and each donor's part of replacing US aid",
                   donor_columns, sizeof donor_columns / sizeof donor_columns[0], arena);
    const double us = ent_aid_sum(aid, ENT_AID_US, FIRST_MONTH, LAST_MONTH) * 12.0 / MONTHS;
    static const ent_aid_key keys[3] = {ENT_AID_BY_GDP, ENT_AID_AS_NOW, ENT_AID_BY_CAPPED};
    double *extra = ent_arena_array(arena, double, 3 * aid->n_donors);
    ENT_NEED(extra, err);
    double left = 0.0;
    for (size_t k = 0; k < 3; k++)
        left = ent_aid_replace(aid, keys[k], us, cap, extra + k * aid->n_donors);
    for (size_t d = 0; d < aid->n_donors; d++) {
        const double by_key[3] = {extra[d], extra[aid->n_donors + d], extra[2 * aid->n_donors + d]};
        if (is_wanted(&aid->donors[d], n, words))
            fill_donor(t, &aid->donors[d], by_key);
    }
    ent_table_sort(t, 2, true);
    const char *missing =
        left * m->per_eur < 0.05
            ? "they can replace it all"
            : ent_text_format(arena, "%s %.1f bn of it finds no donor", m->code, left * m->per_eur);
    t->note = ent_text_format(arena,
                              "Replacing the US share of 2022-24 (%s %.1f bn a "
                              "year) by European donors. Capped at "
                              "%.2f %% of GDP a year in all, %s.%s\nSource: KIEL_UST_R29, current "
                              "prices; GDP IMF_WEO_2025_10 at the 2024 average rate.",
                              m->code, us * m->per_eur, cap, missing ? missing : "",
                              money_words(m, true, arena));
    return ENT_OK;
}

ent_status aid_load(const char *dir, const ent_facts *facts, ent_aid *aid, ent_arena *arena,
                    ent_error *err)
{
    double per_usd = ENT_MISSING;
    ENT_TRY(ent_aid_read(dir, aid, arena, err));
    ENT_TRY(ent_facts_need(facts, "EUR", "per_usd", 2024, &per_usd, err));
    for (size_t d = 0; d < aid->n_donors; d++) {
        ent_aid_donor *donor = &aid->donors[d];
        const char *name = ent_facts_text(facts, donor->iso3, "name"); /* one spelling everywhere */
        donor->name = *name ? name : donor->name;
        donor->gdp_eur_bn = ent_facts_value(facts, donor->iso3, "gdp_bn", 2024) * per_usd;
    }
    return ENT_OK;
}
