#include "result/result_ukraine.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/csv.h"
#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/world_build.h"
#include "result/result_parts.h"

enum { DEMAND_FUTURES = 2048 };

typedef struct writer {
    const result_of *r;
    json_t *charts, *tables;
    ent_arena *arena;
    ent_error *err;
} writer;

static void add_table(const writer *w, const ent_table *t, const char *kind, const char *source)
{
    json_array_append_new(w->tables, chart_table(t, "ukraine", kind, source));
}

/* --- the front with what was recorded --------------------------------------------------------- */

static double month_time(const ent_world *w, size_t month)
{
    return w->first_year + (w->first_month + (double)month) / 12.0; /* end of the month */
}

/* Three years of a monthly outcome from its value at the start; `stride` values a month, of which
   the one at `index`. */
static void add_fan(const writer *w, ent_outcome_id outcome, size_t stride, size_t index,
                    double start, json_t *points)
{
    const ent_world *world = w->r->parts->world;
    const double known[5] = {start, start, start, start, start};
    chart_band(points, json_real(month_time(world, 0) - 1.0 / 12.0), known);
    for (size_t m = 0; m < (size_t)world->n_months && m < 36; m++) {
        const ent_statistics s = ent_run_band(w->r->run, 0, outcome, stride * m + index);
        chart_band(points, json_real(month_time(world, m)), s.quantile);
    }
}

/* Recorded areas from the start of the run on, from the table of war facts. */
static ent_status add_recorded(const writer *w, json_t *points)
{
    enum { METRIC, DATE, VALUE, N };
    ent_csv t;
    size_t at[N];
    ENT_TRY(ent_csv_open(w->r->parts->folders->data, "ukraine/war_facts.csv", "metric date value",
                         at, &t, w->arena, w->err));
    for (size_t r = 0; r < t.n_rows; r++) {
        int year = 0, month = 0, day = 0;
        double km2 = ENT_MISSING;
        if (strcmp(ent_csv_text(&t, r, at[METRIC]), "area_controlled") != 0 ||
            sscanf(ent_csv_text(&t, r, at[DATE]), "%4d-%2d-%2d", &year, &month, &day) != 3)
            continue;
        ENT_TRY(ent_csv_number(&t, r, at[VALUE], &km2, w->err));
        const double time = year + (month - 1 + day / 31.0) / 12.0;
        if (time > month_time(w->r->parts->world, 0) - 1.0 / 12.0)
            chart_point(points, json_real(time), km2);
    }
    return ENT_OK;
}

static ent_status write_front(const writer *w)
{
    json_t *chart =
        chart_begin("front_recorded", "ukraine",
                    "Territory held by Russia, with what was recorded since", "futures", "fan");
    json_object_set_new(chart_axis(chart, "x", "Year", ""), "time", json_true());
    chart_axis(chart, "y", "Area", "km2");
    add_fan(w, ENT_O_UKRAINE_AREA, 1, 0, w->r->parts->world->war.area_km2,
            chart_series(chart, "simulated futures", "scenario", ""));
    const ent_status status = add_recorded(w, chart_series(chart, "recorded", "observed", ""));
    chart_end(chart, ent_run_futures(w->r->run), "DEEPSTATE_GH",
              "dots came after the base date and were not used");
    json_array_append_new(w->charts, chart);
    return status;
}

/* Figures of the front that came after the start, at the ends of the months since. */
static void add_dated(const writer *w, const char *key, json_t *points)
{
    const ent_fact *last = NULL;
    const ent_world *world = w->r->parts->world;
    for (int32_t m = 0; m < world->n_months && m < 36; m++) {
        char date[16];
        int year = 0, month = 0, day = 0;
        const int32_t at = world->first_month - 1 + m;
        snprintf(date, sizeof date, "%04d-%02d-31", world->first_year + at / 12, at % 12 + 1);
        const ent_fact *fact = ent_facts_dated(&w->r->parts->facts, "UKR", key, date);
        if (!fact || fact == last || sscanf(fact->date, "%4d-%2d-%2d", &year, &month, &day) != 3)
            continue;
        if (last) /* the first one is the start itself */
            chart_point(points, json_real(year + (month - 1 + day / 31.0) / 12.0), fact->value);
        last = fact;
    }
}

static void write_stock(const writer *w, const char *name, const char *title, const char *label,
                        const char *unit, ent_outcome_id outcome, const char *const *keys,
                        const double *start)
{
    static const char *const sides[2] = {"Russia", "Ukraine"};
    json_t *chart = chart_begin(name, "ukraine", title, "futures", "fan");
    json_object_set_new(chart_axis(chart, "x", "Year", ""), "time", json_true());
    chart_axis(chart, "y", label, unit);
    for (size_t side = 0; side < 2; side++) {
        add_fan(w, outcome, 2, side, start[side],
                chart_series(chart, "simulated futures", "scenario", sides[side]));
        add_dated(w, keys[side], chart_series(chart, "figure of the day", "observed", sides[side]));
    }
    chart_end(chart, ent_run_futures(w->r->run), "data/ukraine_front.csv",
              "dots: figures of later dates, which were not used; most are "
              "claims or carried on, see entente facts UKR");
    json_array_append_new(w->charts, chart);
}

static void write_stocks(const writer *w)
{
    static const char *const soldiers[2] = {"war_soldiers_russia_k", "war_soldiers_ukraine_k"};
    static const char *const armour[2] = {"war_armour_russia", "war_armour_ukraine"};
    const ent_war *war = &w->r->parts->world->war;
    const double men[2] = {war->soldiers_rus, war->soldiers_ukr};
    const double tanks[2] = {war->armour_rus, war->armour_ukr};
    write_stock(w, "soldiers_recorded", "Soldiers by side, with figures since", "Soldiers",
                "thousand", ENT_O_UKRAINE_SOLDIERS, soldiers, men);
    write_stock(w, "armour_recorded", "Tanks by side, with figures since", "Tanks", "",
                ENT_O_UKRAINE_ARMOUR, armour, tanks);
}

/* --- what each demand adds -------------------------------------------------------------------- */

static const ent_column demand_columns[] = {
    {"change", "Change of terms", "", ENT_CELL_TEXT, 0},
    {"months", "Months of war", "mean change", ENT_CELL_NUMBER, 1},
    {"months_low", "low", "", ENT_CELL_NUMBER, 1},
    {"months_high", "high", "", ENT_CELL_NUMBER, 1},
    {"ceasefire", "Ceasefire two years on", "change, points", ENT_CELL_NUMBER, 1},
    {"ceasefire_low", "low", "", ENT_CELL_NUMBER, 1},
    {"ceasefire_high", "high", "", ENT_CELL_NUMBER, 1},
    {"reading", "Reading", "", ENT_CELL_TEXT, 0},
};

typedef struct demand {
    ent_lever_id lever;
    double value;
    const char *says;
    ent_difference months, ceasefire;
} demand;

enum { MOST_DEMANDS = 8, DEMANDS_OF_RUN = ENT_RUN_WORLDS - 1 };

static ent_probe change_of(size_t world, ent_outcome_id outcome, size_t column)
{
    return (ent_probe){.world = (int32_t)world,
                       .against = 0,
                       .combine = ENT_COMBINE_DIFFERENCE,
                       .outcome = (int32_t)outcome,
                       .first = (int32_t)column,
                       .count = 1,
                       .stride = 1};
}

/* What levers moved to their other ends change, each paired with the scenario, of one run: the
   scenario's futures are the same for all. */
static ent_status run_demands(const writer *w, size_t n, demand *demands, ent_arena *scratch)
{
    const ent_world *world = w->r->parts->world;
    const size_t later = world->n_months > 22 ? 21 : (size_t)world->n_months - 1;
    ent_world *moved = ent_arena_array(scratch, ent_world, n);
    ent_probe probes[2 * DEMANDS_OF_RUN];
    bool only[ENT_N_OUTCOMES] = {false};
    ent_run *run = NULL;
    only[ENT_O_SETTLEMENT_MONTHS_AT_WAR] = only[ENT_O_SETTLEMENT_CEASEFIRE] = true;
    ent_run_plan plan = {.n_worlds = n + 1,
                         .worlds = {world},
                         .n_futures = DEMAND_FUTURES,
                         .only = only,
                         .n_probes = 2 * n,
                         .probes = probes,
                         .seed = w->r->seed,
                         .threads = w->r->threads};
    ENT_NEED(moved, w->err);
    for (size_t i = 0; i < n; i++) {
        moved[i] = *world;
        moved[i].lever[demands[i].lever] = demands[i].value;
        for (size_t y = 0; y < ENT_MAX_YEARS; y++)
            moved[i].lever_year[demands[i].lever][y] = demands[i].value;
        plan.worlds[i + 1] = &moved[i];
        plan.narrow[i + 1] = true;
        probes[2 * i] = change_of(i + 1, ENT_O_SETTLEMENT_MONTHS_AT_WAR, 0);
        probes[2 * i + 1] = change_of(i + 1, ENT_O_SETTLEMENT_CEASEFIRE, later);
    }
    ENT_TRY(ent_run_create(&plan, &run, scratch, w->err));
    ENT_TRY(ent_run_go(run, w->err));
    for (size_t i = 0; i < n; i++) {
        demands[i].months = ent_run_probe_difference(run, 2 * i);
        demands[i].ceasefire = ent_run_probe_difference(run, 2 * i + 1);
    }
    return ENT_OK;
}

static void add_demand(const demand *d, ent_table *t)
{
    const size_t r = ent_table_row(t);
    const double numbers[6] = {d->months.mean,           d->months.low,
                               d->months.high,           100.0 * d->ceasefire.mean,
                               100.0 * d->ceasefire.low, 100.0 * d->ceasefire.high};
    ent_table_text(t, r, 0, d->says);
    for (size_t k = 0; k < 6; k++)
        ent_table_number(t, r, 1 + k, numbers[k]);
    ent_table_text(t, r, 7,
                   !d->months.distinguishable ? "no distinguishable change"
                   : d->months.mean > 0.0     ? "longer war"
                                              : "shorter war");
}

/* A demand that is made can be dropped, and one that is not can be made. */
static size_t list_demands(const ent_world *world, demand *list)
{
    static const struct {
        ent_lever_id lever;
        const char *on, *off;
    } demands[] = {
        {ENT_L_UKRAINE_PRE2014_DEMAND, "pre-2014 borders demanded in full",
         "pre-2014 borders off the table"},
        {ENT_L_UKRAINE_REGIONS_DEMAND, "all five regions demanded in full",
         "the five regions off the table"},
        {ENT_L_UKRAINE_NATO_MEMBERSHIP, "NATO door open", "NATO membership ruled out"},
        {ENT_L_UKRAINE_LINE_DEMAND, "at least the line of contact demanded",
         "line of contact not a condition"},
    };
    size_t n = 0;
    for (size_t i = 0; i < sizeof demands / sizeof demands[0]; i++) {
        const double now = world->lever[demands[i].lever];
        if (now < 1.0)
            list[n++] = (demand){demands[i].lever, 1.0, demands[i].on, {0}, {0}};
        if (now > 0.0)
            list[n++] = (demand){demands[i].lever, 0.0, demands[i].off, {0}, {0}};
    }
    return n;
}

/* A run and its blocks of futures are given back before the next one. */
static ent_status write_demands(const writer *w)
{
    demand list[MOST_DEMANDS];
    const size_t n = list_demands(w->r->parts->world, list);
    ent_table t;
    ent_table_init(&t, "demands", "How many months each demand adds to the war", demand_columns,
                   sizeof demand_columns / sizeof demand_columns[0], w->arena);
    for (size_t from = 0; from < n; from += DEMANDS_OF_RUN) {
        const size_t some = n - from < DEMANDS_OF_RUN ? n - from : DEMANDS_OF_RUN;
        ent_arena scratch;
        ent_heap_arena_create(&scratch, (size_t)1 << 20);
        const ent_status status = run_demands(w, some, list + from, &scratch);
        ent_heap_arena_destroy(&scratch);
        ENT_TRY(status);
    }
    for (size_t i = 0; i < n; i++)
        add_demand(&list[i], &t);
    t.note = ent_text_format(w->arena,
                             "%d paired futures each; 95 %% intervals of the mean. In single "
                             "futures the sign can be the other way.",
                             DEMAND_FUTURES);
    add_table(w, &t, "futures", "model, sections 8 and 9");
    return ENT_OK;
}

/* --- proposals on the scale of the disputed issues ------------------------------------------- */

typedef struct proposal {
    const char *id, *date, *name;
    double sum, low, high, n;
} proposal;

static ent_status read_proposals(const writer *w, proposal *list, size_t most, size_t *n)
{
    size_t at[6];
    ent_csv t;
    *n = 0;
    ENT_TRY(ent_csv_open(w->r->parts->folders->data, "ukraine/proposals.csv",
                         "proposal date name position low high", at, &t, w->arena, w->err));
    for (size_t r = 0; r < t.n_rows; r++) {
        double v[3];
        const char *id = ent_csv_text(&t, r, at[0]);
        for (size_t k = 0; k < 3; k++)
            ENT_TRY(ent_csv_number(&t, r, at[3 + k], &v[k], w->err));
        if (isnan(v[0]))
            continue;
        if (*n == 0 || strcmp(list[*n - 1].id, id) != 0) {
            if (*n == most)
                return ent_fail(w->err, ENT_E_DATA, "%s: more than %zu proposals", t.path, most);
            list[(*n)++] = (proposal){
                .id = id, .date = ent_csv_text(&t, r, at[1]), .name = ent_csv_text(&t, r, at[2])};
        }
        proposal *p = &list[*n - 1];
        p->sum += v[0];
        p->low += isnan(v[1]) ? v[0] : v[1];
        p->high += isnan(v[2]) ? v[0] : v[2];
        p->n += 1.0;
    }
    return ENT_OK;
}

static void add_zone_rules(const writer *w, json_t *chart)
{
    static const char *const labels[2] = {"least Russia would take", "most Ukraine would give"};
    const size_t month = 0;
    for (size_t end = 0; end < 2; end++) {
        const ent_statistics s = ent_run_band(w->r->run, 0, ENT_O_SETTLEMENT_ZONE, 3 * month + end);
        chart_rule(chart, "y", s.quantile[2], labels[end]);
    }
}

/* Scales run from 0 (Russia's aims) to 100 (Ukraine's); the scale of the disputed issues runs the
 * other way. */
static ent_status write_proposals(const writer *w)
{
    enum { MOST = 64 };
    proposal list[MOST];
    size_t n = 0;
    ENT_TRY(read_proposals(w, list, MOST, &n));
    json_t *chart =
        chart_begin("proposals", "ukraine",
                    "Published proposals beside the zone of the first month", "futures", "dots");
    chart_axis(chart, "x", "Proposal", "");
    chart_axis(chart, "y", "Terms", "0 Ukraine's aims, 1 Russia's");
    json_t *points = chart_series(chart, "proposals", "second", "");
    for (size_t i = 0; i < n; i++) {
        char label[96];
        snprintf(label, sizeof label, "%s, %s", list[i].name, list[i].date);
        chart_ends(chart_point(points, json_string(label), 1.0 - list[i].sum / list[i].n / 100.0),
                   1.0 - list[i].high / list[i].n / 100.0, 1.0 - list[i].low / list[i].n / 100.0);
    }
    add_zone_rules(w, chart);
    chart_end(chart, ent_run_futures(w->r->run), "data/ukraine/proposals.csv, own coding",
              "issues weighed equally; bars are the range of the coding; "
              "lines are medians of the zone's ends");
    json_array_append_new(w->charts, chart);
    return ENT_OK;
}

ent_status result_ukraine(const result_of *r, json_t *document, ent_arena *arena, ent_error *err)
{
    const writer w = {r, chart_list(document, "charts"), chart_list(document, "tables"), arena,
                      err};
    ENT_TRY(write_front(&w));
    write_stocks(&w);
    ENT_TRY(write_demands(&w));
    return write_proposals(&w);
}
