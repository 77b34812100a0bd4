#include "allocate/posture_tables.h"
#include "allocate/what_if.h"

#include <string.h>

#include "base/hint.h"
#include "entente/allocate.h"
#include "entente/allocation_forms.h"
#include "entente/central.h"
#include "entente/heap.h"
#include "entente/isa.h"
#include "entente/text.h"
#include "entente/what_if.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/posture.h"

enum { LAST_DAY = 120 };

typedef struct plan {
    const posture_ask *ask;
    ent_table *table;
    ent_arena *arena;
    ent_error *err;
    int32_t year; /* index of the model year */
    int32_t flashpoint;
    ent_status status;
} plan;

/* --- tables --- */

static const ent_column place_columns[] = {
    {"flashpoint", "Flashpoint", "", ENT_CELL_TEXT, 0},
    {"requirement_be", "Needed", "BE", ENT_CELL_NUMBER, 1},
    {"in_place_be", "In place", "BE", ENT_CELL_NUMBER, 1},
    {"sent_be", "Sent", "BE", ENT_CELL_NUMBER, 1},
    {"us_be", "US", "BE", ENT_CELL_NUMBER, 1},
    {"defence_be", "Defence", "BE", ENT_CELL_NUMBER, 1},
    {"margin", "Safety margin", "ratio", ENT_CELL_NUMBER, 2},
    {"price", "Price", "margin per BE", ENT_CELL_NUMBER, 4},
};

static void fill_places(const plan *p, const ent_allocation_problem *problem,
                        const ent_allocation *best)
{
    const char *usa = p->ask->world->iso3[p->ask->world->usa];
    for (size_t k = 0; k < problem->n_places; k++) {
        const ent_place *place = &problem->places[k];
        double sent = 0.0, us = 0.0;
        for (size_t l = 0; l < problem->n_links; l++) {
            if (problem->links[l].place != k)
                continue;
            sent += best->sent[l];
            us += problem->pools[problem->links[l].pool].name == usa ? best->sent[l] : 0.0;
        }
        const double cells[] = {place->need,
                                place->base,
                                sent,
                                us,
                                best->defence[k],
                                best->defence[k] / place->need,
                                best->place_price[k]};
        const size_t r = ent_table_row(p->table);
        ent_table_text(p->table, r, 0, place->key);
        for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++)
            ent_table_number(p->table, r, c + 1, cells[c]);
    }
}

static const ent_column force_columns[] = {
    {"state", "State", "", ENT_CELL_TEXT, 0},
    {"domain", "Domain", "", ENT_CELL_TEXT, 0},
    {"flashpoint", "Sent to", "", ENT_CELL_TEXT, 0},
    {"sent_be", "Sent", "BE", ENT_CELL_NUMBER, 2},
    {"pool_be", "Available", "BE", ENT_CELL_NUMBER, 2},
    {"arrival_day", "Arrives", "day", ENT_CELL_NUMBER, 0},
    {"pool_price", "Price", "margin per BE", ENT_CELL_NUMBER, 4},
};

static void fill_forces(const plan *p, const ent_allocation_problem *problem,
                        const ent_allocation *best)
{
    const double least = 0.005; /* BE: below it a row would show nothing */
    for (size_t i = 0; i < problem->n_pools; i++)
        for (size_t l = 0; l < problem->n_links; l++) {
            const ent_link *link = &problem->links[l];
            if (link->pool != i || best->sent[l] < least)
                continue;
            ent_table_add(p->table, ENT_TEXT(problem->pools[i].name),
                          ENT_TEXT(problem->pools[i].domain == ENT_LAND ? "land" : "air-sea"),
                          ENT_TEXT(problem->places[link->place].key), ENT_NUMBER(best->sent[l]),
                          ENT_NUMBER(problem->pools[i].size), ENT_NUMBER(link->arrival),
                          ENT_NUMBER(best->pool_price[i]));
        }
}

static ent_status fill_frontier(const plan *p, const ent_allocation_problem *problem)
{
    ent_frontier_point at[FRONTIER_POINTS];
    ENT_TRY(ent_allocate_frontier(problem, FRONTIER_POINTS, at, p->arena, p->err));
    frontier_rows(p->table, at);
    return ENT_OK;
}

static const ent_column curve_columns[] = {
    {"day", "Day", "", ENT_CELL_NUMBER, 0},
    {"us_in_be", "Defence with US", "BE", ENT_CELL_NUMBER, 1},
    {"us_out_be", "Defence without US", "BE", ENT_CELL_NUMBER, 1},
    {"challenger_be", "Attacker", "BE", ENT_CELL_NUMBER, 1},
};

static void fill_curve(const plan *p, const ent_tile *t)
{
    static const double days[] = {0, 3, 7, 10, 14, 21, 30, 45, 60, 90, LAST_DAY, LAST_DAY};
    const size_t k = (size_t)p->flashpoint;
    ent_balance *b = ent_arena_array(p->arena, ent_balance, 1);
    if (!b)
        return;
    for (size_t i = 0; i + 1 < sizeof days / sizeof days[0]; i++) {
        ENT_ISA_NAME(ent_posture_on_days)(t, k, days[i], days[i + 1], b);
        ent_table_add(p->table, ENT_NUMBER(days[i]), ENT_NUMBER(b->month[1][0]),
                      ENT_NUMBER(b->month[0][0]), ENT_NUMBER(t->balance[k].challenger[0]));
    }
}

/* --- closed forms beside the programme --- */

static const ent_column minmax_columns[] = {
    {"flashpoint", "Flashpoint", "", ENT_CELL_TEXT, 0},
    {"requirement_be", "Needed", "BE", ENT_CELL_NUMBER, 1},
    {"in_place_be", "In place", "BE", ENT_CELL_NUMBER, 1},
    {"added_be", "Added", "BE", ENT_CELL_NUMBER, 1},
    {"margin", "Safety margin", "ratio", ENT_CELL_NUMBER, 2},
    {"lp_margin", "Margin of the plan", "ratio", ENT_CELL_NUMBER, 2},
};

/* Powell: the loss exp(-D/R) of the worst place is least; the defence that the programme sends
   may go anywhere, so that its margin bounds the programme's from above. */
static ent_status fill_minmax(const plan *p, const ent_allocation_problem *problem,
                              const ent_allocation *best)
{
    double loss[ENT_MAX_FLASHPOINTS], decay[ENT_MAX_FLASHPOINTS], part[ENT_MAX_FLASHPOINTS];
    double forces = 0.0, worst = 0.0;
    for (size_t k = 0; k < problem->n_places; k++) {
        const ent_place *place = &problem->places[k];
        loss[k] = ent_exp(-place->base / place->need);
        decay[k] = 1.0 / place->need;
        forces += best->defence[k] - place->base;
    }
    ENT_TRY(ent_minmax_exponential(problem->n_places, loss, decay, forces, part, &worst));
    for (size_t k = 0; k < problem->n_places; k++) {
        const ent_place *place = &problem->places[k];
        const double cells[] = {place->need, place->base, part[k],
                                (place->base + part[k]) / place->need,
                                best->defence[k] / place->need};
        const size_t r = ent_table_row(p->table);
        ent_table_text(p->table, r, 0, place->key);
        for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++)
            ent_table_number(p->table, r, c + 1, cells[c]);
    }
    p->table->note = ent_text_format(
        p->arena,
        "Smallest safety margin %.3f if forces can go anywhere, %.3f with access and lift. "
        "Powell 2007, loss exp(-defence/needed).",
        -ent_log(worst), best->margin);
    return ENT_OK;
}

static const ent_column security_columns[] = {
    {"flashpoint", "Flashpoint", "", ENT_CELL_TEXT, 0},
    {"coverage", "Group present", "share of time", ENT_CELL_NUMBER, 3},
    {"open", "Gain without group", "prizes", ENT_CELL_NUMBER, 3},
    {"covered", "Gain with group", "prizes", ENT_CELL_NUMBER, 3},
    {"expected", "Expected gain", "prizes", ENT_CELL_NUMBER, 3},
};

/* Kiekintveld: mobile groups whose place the attacker does not know. */
static ent_status fill_security(const plan *p, const ent_tile *t,
                                const ent_allocation_problem *problem)
{
    double open[ENT_MAX_FLASHPOINTS], covered[ENT_MAX_FLASHPOINTS];
    double lost[ENT_MAX_FLASHPOINTS], saved[ENT_MAX_FLASHPOINTS], coverage[ENT_MAX_FLASHPOINTS];
    const double m = t->a[ENT_A_DETERRENCE_CONTEST][0], cost = t->a[ENT_A_DETERRENCE_COST][0];
    for (size_t k = 0; k < problem->n_places; k++) {
        const ent_place *place = &problem->places[k];
        const double x = place->need * t->a[ENT_A_POSTURE_RATIO][0];
        const double with = place->base + p->ask->group_be;
        open[k] = 1.0 / (1.0 + ent_pow(place->base / x, m)) - cost;
        covered[k] = 1.0 / (1.0 + ent_pow(with / x, m)) - cost;
        lost[k] = -open[k];
        saved[k] = -covered[k];
    }
    const ent_security_payoff payoff = {lost, saved, open, covered};
    ent_security_value value;
    ENT_TRY(ent_security_game(problem->n_places, &payoff, p->ask->groups, coverage, &value));
    for (size_t k = 0; k < problem->n_places; k++) {
        const double cells[] = {coverage[k], open[k], covered[k],
                                coverage[k] * covered[k] + (1.0 - coverage[k]) * open[k]};
        const size_t r = ent_table_row(p->table);
        ent_table_text(p->table, r, 0, problem->places[k].key);
        for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++)
            ent_table_number(p->table, r, c + 1, cells[c]);
    }
    p->table->note = ent_text_format(
        p->arena,
        "%g groups of %g BE of defence; the attacker's best target is %s (%.3f prizes). "
        "Kiekintveld and others 2009. Every assumption is central.",
        p->ask->groups, p->ask->group_be, problem->places[value.target].key, value.attacker);
    return ENT_OK;
}

/* --- the plan --- */

static ent_status allocate(const plan *p, const ent_tile *t)
{
    const ent_allocation_plan how = {p->ask->day, p->ask->us_home, p->ask->without_us};
    ent_allocation_problem problem;
    ent_allocation best;
    ENT_TRY(ent_allocation_of_tile(t, 0, &how, &problem, p->arena, p->err));
    if (p->ask->frontier)
        return fill_frontier(p, &problem);
    if (strcmp(p->ask->method, "security") == 0)
        return fill_security(p, t, &problem);
    ENT_TRY(ent_allocate_all(&problem, &best, p->arena, p->err));
    if (strcmp(p->ask->method, "minmax") == 0)
        return fill_minmax(p, &problem, &best);
    p->table->note = ent_text_format(
        p->arena,
        "Smallest safety margin %.3f. Needed: the attacker's forces for the place, with none "
        "tied down elsewhere, divided by %.1f. Sent: land forces and ships and aircraft, which "
        "count %.2f on land; US forces include those based in the US. Every assumption is "
        "central: this is a plan, not a forecast.",
        best.margin, t->a[ENT_A_POSTURE_RATIO][0], t->a[ENT_A_POSTURE_AIR][0]);
    if (p->ask->forces)
        fill_forces(p, &problem, &best);
    else
        fill_places(p, &problem, &best);
    return ENT_OK;
}

static void look(void *with, const ent_tile *t, int32_t month)
{
    plan *p = with;
    if (month != ENT_VISIT_YEAR || t->year != p->year)
        return;
    if (p->ask->flashpoint)
        fill_curve(p, t);
    else
        p->status = allocate(p, t);
}

static void start_table(plan *p)
{
    const char *name = p->ask->scenario;
    const int year = p->ask->year;
    const char *title;
    if (p->ask->flashpoint) {
        title =
            ent_text_format(p->arena, "Defence by day: %s, %s, %d", p->ask->flashpoint, name, year);
        ent_table_init(p->table, "closure", title, curve_columns, 4, p->arena);
        p->table->note = "Allies count by their chance to come. Every assumption is central.";
    } else if (p->ask->frontier) {
        title =
            ent_text_format(p->arena, "Margins: Europe against Indo-Pacific, %s, %d", name, year);
        ent_table_init(p->table, "frontier", title, frontier_columns, 3, p->arena);
        p->table->note = "Smallest safety margin in each theatre, with both defended at once.";
    } else if (strcmp(p->ask->method, "minmax") == 0) {
        title = ent_text_format(p->arena, "Min-max defence, %s, %d", name, year);
        ent_table_init(p->table, "minmax", title, minmax_columns, 6, p->arena);
    } else if (strcmp(p->ask->method, "security") == 0) {
        title = ent_text_format(p->arena, "Security game, %s, %d", name, year);
        ent_table_init(p->table, "security", title, security_columns, 5, p->arena);
    } else if (p->ask->forces) {
        title = ent_text_format(p->arena, "Forces sent, %s, %d", name, year);
        ent_table_init(p->table, "forces", title, force_columns, 7, p->arena);
    } else {
        title = ent_text_format(p->arena, "Best plan by day %.0f, %s, %d", p->ask->day, name, year);
        ent_table_init(p->table, "allocation", title, place_columns, 8, p->arena);
    }
}

static ent_status find_flashpoint(plan *p)
{
    const ent_world *w = p->ask->world;
    const char *keys[ENT_MAX_FLASHPOINTS];
    for (p->flashpoint = 0; p->flashpoint < w->n_flashpoints; p->flashpoint++) {
        keys[p->flashpoint] = w->flashpoint[p->flashpoint].key;
        if (strcmp(keys[p->flashpoint], p->ask->flashpoint) == 0)
            return ENT_OK;
    }
    const char *near = ent_text_nearest(p->ask->flashpoint, keys, (size_t)w->n_flashpoints);
    return ent_fail(p->err, ENT_E_ARG, "the flashpoint '%.40s' does not exist%s",
                    p->ask->flashpoint, did_you_mean(near).text);
}

/* Rows about one flashpoint alone; a table without a column of flashpoints stays as it is. */
static void keep_flashpoint(const plan *p)
{
    ent_table *t = p->table;
    size_t column = 0, kept = 0;
    while (column < t->n_columns && strcmp(t->columns[column].name, "flashpoint") != 0)
        column++;
    if (column == t->n_columns)
        return;
    for (size_t r = 0; r < t->n_rows; r++) {
        const ent_cell *row = &t->cells[r * t->n_columns];
        if (strcmp(row[column].text, p->ask->flashpoint) == 0)
            memmove(&t->cells[kept++ * t->n_columns], row, t->n_columns * sizeof *row);
    }
    t->n_rows = kept;
}

/* A table over futures, in the order of ent_what_if_table. */
static ent_status over_futures(const plan *p)
{
    static const char *const names[ENT_WHAT_IF_TABLES] = {
        "closure",    "credibility", "believe",  "policies", "pulls",
        "guarantees", "frontier",    "autonomy", "force",    "attack"};
    const ent_what_if_plan how = {p->ask->world, p->ask->year, p->ask->futures, p->ask->seed, 1};
    for (size_t i = 0; i < ENT_WHAT_IF_TABLES; i++)
        if (strcmp(names[i], p->ask->table) == 0) {
            ENT_TRY(ent_what_if_make(&how, (ent_what_if_table)i, p->table, p->arena, p->err));
            if (p->ask->flashpoint)
                keep_flashpoint(p);
            return ENT_OK;
        }
    const char *near = ent_text_nearest(p->ask->table, names, ENT_WHAT_IF_TABLES);
    return ent_fail(p->err, ENT_E_ARG, "--table '%.40s' is unknown%s", p->ask->table,
                    did_you_mean(near).text);
}

/* What an option may be, whichever table is asked for; the session has looked at day and share. */
static ent_status check(const posture_ask *ask, ent_error *err)
{
    const int first = ask->world->first_year, last = first + ask->world->n_years - 1;
    if (ask->year < first || ask->year > last)
        return ent_fail(err, ENT_E_ARG,
                        "--year %d lies outside the scenario, which covers %d to %d", ask->year,
                        first, last);
    if (strcmp(ask->method, "lp") != 0 && strcmp(ask->method, "minmax") != 0 &&
        strcmp(ask->method, "security") != 0)
        return ent_fail(err, ENT_E_ARG, "--method '%.40s': lp, minmax or security", ask->method);
    if (!(ask->groups > 0.0 && ask->groups <= 100.0 && ask->group_be > 0.0 &&
          ask->group_be <= 1000.0))
        return ent_fail(
            err, ENT_E_ARG,
            "--groups must be above 0 and at most 100, --group-be above 0 and at most 1000");
    return ENT_OK;
}

ent_status posture_table(const posture_ask *ask, ent_table *t, ent_arena *arena, ent_error *err)
{
    plan p = {.ask = ask, .table = t, .arena = arena, .err = err};
    ENT_TRY(check(ask, err));
    if (ask->flashpoint)
        ENT_TRY(find_flashpoint(&p));
    if (ask->table)
        return over_futures(&p);
    p.year = ask->year - ask->world->first_year;
    start_table(&p);
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 20);
    const ent_status status = ent_central_run(ask->world, look, &p, &scratch, err);
    ent_heap_arena_destroy(&scratch);
    return status == ENT_OK ? p.status : status;
}
