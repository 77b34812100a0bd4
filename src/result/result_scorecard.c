#include "result/result_scorecard.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/aid.h"
#include "entente/futures.h"
#include "entente/world_build.h"
#include "facts/optional.h"
#include "result/result_parts.h"

typedef struct writer {
    const result_of *r;
    json_t *scorecard;
    ent_arena *arena;
    ent_error *err;
} writer;

static const char SHARE[] = "defence_pct_gdp";

static void add_score(const writer *w, const char *label, const char *on, const char *unit,
                      double forecast, double low, double high, double observed, const char *source,
                      const char *note)
{
    json_t *o = json_object();
    const bool inside = observed >= low && observed <= high;
    json_object_set_new(o, "label", json_string(label));
    json_object_set_new(o, "forecast", chart_number(forecast));
    json_object_set_new(o, "low", chart_number(low));
    json_object_set_new(o, "high", chart_number(high));
    json_object_set_new(o, "observed", chart_number(observed));
    json_object_set_new(o, "unit", json_string(unit));
    json_object_set_new(o, "on", json_string(on));
    json_object_set_new(o, "verdict", json_string(inside ? "hit" : "miss"));
    json_object_set_new(o, "source", json_string(source));
    json_object_set_new(o, "note", json_string(note));
    if (inside)
        json_array_append_new(w->scorecard, o);
    else
        json_array_insert_new(w->scorecard, 0, o); /* misses first */
}

static void score_column(const writer *w, ent_outcome_id outcome, size_t index, const char *label,
                         const char *on, const char *unit, double observed, const char *source,
                         const char *note)
{
    const ent_statistics s = ent_run_band(w->r->run, 0, outcome, index);
    if (s.n && !isnan(observed))
        add_score(w, label, on, unit, s.quantile[2], s.quantile[0], s.quantile[4], observed, source,
                  note);
}

/* The newest release of NATO that data/nato_later.csv holds for the year; "" when there is none. */
static const char *newest_release(const ent_facts *facts, int year)
{
    const char *newest = "";
    for (size_t i = 0; i < facts->n_facts; i++) {
        const ent_fact *f = &facts->facts[i];
        if (f->year == year && strcmp(f->key, SHARE) == 0 && strcmp(f->vintage, newest) > 0)
            newest = f->vintage;
    }
    return newest;
}

static void score_ally(const writer *w, int32_t s, int year, const char *release)
{
    const ent_world *world = w->r->parts->world;
    const ent_facts *facts = &w->r->parts->facts;
    const ent_fact *fact = ent_facts_find(facts, world->iso3[s], SHARE, year, release);
    const int needed = ENT_STATE_NATO | ENT_STATE_SPENDING;
    if (!fact || (world->flags[s] & needed) != needed)
        return;
    const size_t index = (size_t)((year - world->first_year) * world->n_states + s);
    char label[96], on[16], note[96];
    snprintf(label, sizeof label, "Defence share, %s, %d",
             ent_facts_text(facts, world->iso3[s], "name"), year);
    snprintf(on, sizeof on, "%d", year);
    snprintf(note, sizeof note, "%s; had the share stayed: %.2f", release,
             100.0 * world->share0[s]);
    score_column(w, ENT_O_SPENDING_SHARE, index, label, on, "% of GDP", fact->value, fact->source,
                 note);
}

/* Year by year, ally by ally; 2026 is NATO's own estimate. */
static void score_spending(const writer *w)
{
    const ent_world *world = w->r->parts->world;
    const ent_facts *facts = &w->r->parts->facts;
    for (int year = world->first_year; year < world->first_year + world->n_years; year++) {
        const char *release = newest_release(facts, year);
        if (!*release)
            continue;
        for (int32_t s = 0; s < world->n_states; s++)
            score_ally(w, s, year, release);
    }
}

/* A year of aid at the scenario's level against what was allocated. */
static ent_status score_aid(const writer *w)
{
    static const struct {
        ent_aid_group group;
        ent_lever_id lever;
        const char *label;
    } rows[] = {{ENT_AID_US, ENT_L_AID_US, "Military aid of the US (scenario's level)"},
                {ENT_AID_EUROPE, ENT_L_AID_EUROPE, "Military aid of Europe (scenario's level)"}};
    ent_aid aid;
    ENT_TRY(ent_aid_read(w->r->parts->folders->data, &aid, w->arena, w->err));
    double rate = 1.0;
    const char *unit = money_unit(w->r->money, "EUR bn", &rate, w->arena);
    for (size_t i = 0; i < 2; i++) {
        const double mean = rate * ent_aid_sum(&aid, rows[i].group, 202201, 202412) * 12.0 / 35.0;
        const double said = mean * w->r->parts->world->lever_year[rows[i].lever][0];
        add_score(w, rows[i].label, "2025", unit ? unit : "EUR bn", said, 0.9 * said, 1.1 * said,
                  rate * ent_aid_flow_of(&aid, rows[i].group, "military", 2025), "KIEL_UST_R29",
                  "a lever, not a forecast: a hit is within a tenth");
    }
    return ENT_OK;
}

/* Whether a ceasefire was in force, by data/record.csv, which a folder of data may lack. */
static ent_status score_ceasefire(const writer *w)
{
    const ent_world *world = w->r->parts->world;
    ent_csv t;
    size_t date, key, value, source;
    bool there = false;
    ENT_TRY(facts_read_optional(w->r->parts->folders->data, "record.csv", &t, &there, w->arena,
                                w->err));
    if (!there)
        return ENT_OK;
    ENT_TRY(ent_csv_column(&t, "date", &date, w->err));
    ENT_TRY(ent_csv_column(&t, "key", &key, w->err));
    ENT_TRY(ent_csv_column(&t, "value", &value, w->err));
    ENT_TRY(ent_csv_column(&t, "source", &source, w->err));
    for (size_t r = 0; r < t.n_rows; r++) {
        int y = 0, m = 0;
        double came = ENT_MISSING;
        const char *on = ent_csv_text(&t, r, date);
        if (strcmp(ent_csv_text(&t, r, key), "ceasefire") != 0 ||
            sscanf(on, "%4d-%2d", &y, &m) != 2)
            continue;
        ENT_TRY(ent_csv_required(&t, r, value, &came, w->err));
        const int32_t at = (y - world->first_year) * 12 + m - world->first_month;
        if (at < 0 || at >= world->n_months)
            continue;
        const ent_statistics s =
            ent_run_statistics(w->r->run, 0, ENT_O_SETTLEMENT_CEASEFIRE, (size_t)at);
        const bool expected = s.mean > 0.5;
        if (s.n)
            add_score(w, "Ceasefire by then", ent_text_format(w->arena, "%.7s", on),
                      "share of futures", s.mean, expected ? 0.5 : 0.0, expected ? 1.0 : 0.5, came,
                      ent_csv_text(&t, r, source),
                      "a miss where more than half of the futures went the other way");
    }
    return ENT_OK;
}

static ent_status write_scorecard(const writer *w)
{
    const ent_world *world = w->r->parts->world;
    if (world->first_year != 2025 || world->first_month != 3)
        return ENT_OK; /* the record below is of the year after February 2025 */
    score_spending(w);
    ENT_TRY(score_aid(w));
    score_column(w, ENT_O_UKRAINE_AREA, 9, "Area held by Russia", "2025-12", "km2", 116204.0,
                 "DEEPSTATE_GH", "");
    if (world->n_months > 17)
        score_column(w, ENT_O_UKRAINE_AREA, 17, "Area held by Russia", "2026-08", "km2", 116996.0,
                     "DEEPSTATE_GH", "the line stood still in 2026");
    return score_ceasefire(w);
}

ent_status result_scorecard(const result_of *r, json_t *document, ent_arena *arena, ent_error *err)
{
    const writer w = {r, json_array(), arena, err};
    json_object_set_new(document, "scorecard", w.scorecard);
    return write_scorecard(&w);
}
