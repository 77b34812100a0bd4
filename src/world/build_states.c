/* What the world knows about each state: economy, spending, soldiers. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/sort.h"
#include "world/build.h"

static const double NEAR_KM = 300.0, FAR_KM = 1200.0;

/* --- GDP, growth --- */

static ent_status need(const build *b, const char *state, const char *key, int year, double *value)
{
    return ent_facts_need(b->facts, state, key, year, value, b->err);
}

static double fact(const build *b, const char *state, const char *key, int year)
{
    return ent_facts_value(b->facts, state, key, year);
}

static bool known(double value)
{
    return value == value;
}

/* Real growth of a year: the forecast to 2030, then the mean of 2028-2030. */
static ent_status growth_of(const build *b, const char *state, int year, double *growth)
{
    if (year <= LAST_FORECAST) {
        ENT_TRY(need(b, state, "growth_pct", year, growth));
        *growth /= 100.0;
        return ENT_OK;
    }
    double sum = 0.0;
    for (int y = LAST_FORECAST - 2; y <= LAST_FORECAST; y++) {
        double g = 0.0;
        ENT_TRY(need(b, state, "growth_pct", y, &g));
        sum += g / 100.0;
    }
    *growth = sum / 3.0;
    return ENT_OK;
}

/* GDP of a year in billions of 2024 USD: NATO's series for allies, the IMF for the rest. */
static ent_status gdp_of(const build *b, const char *state, int year, double *gdp)
{
    double value = fact(b, state, "gdp_current_musd", FACTS_YEAR) / 1000.0;
    if (!known(value))
        ENT_TRY(need(b, state, "gdp_bn", FACTS_YEAR, &value));
    for (int y = FACTS_YEAR + 1; y <= year; y++) {
        double growth = 0.0;
        ENT_TRY(growth_of(b, state, y, &growth));
        value *= 1.0 + growth;
    }
    for (int y = FACTS_YEAR; y > year; y--) {
        double growth = 0.0;
        ENT_TRY(growth_of(b, state, y, &growth));
        value /= 1.0 + growth;
    }
    *gdp = value;
    return ENT_OK;
}

/* --- spending: one source per state --- */

/* SIPRI's table is separable: without it futures rest on shares judged by the project. */
static bool judged_shares(const build *b)
{
    for (size_t i = 0; !b->accounts_only && i < b->facts->n_absent; i++)
        if (strcmp(b->facts->absent[i], "sipri_spending.csv") == 0)
            return true;
    return false;
}

/* Share judged for a year, as a fraction, between two years judged on a line. */
static double judged_share(const build *b, const char *state, int year)
{
    double before = ENT_MISSING;
    int since = FIRST_HISTORY;
    if (!judged_shares(b) || year < FIRST_HISTORY || year > FACTS_YEAR)
        return ENT_MISSING;
    for (int y = FIRST_HISTORY; y <= FACTS_YEAR; y++) {
        const double here = fact(b, state, "judged_pct_gdp", y) / 100.0;
        if (known(here) && y >= year)
            return y == since
                       ? here
                       : before + (here - before) * (double)(year - since) / (double)(y - since);
        if (known(here)) {
            before = here;
            since = y;
        }
    }
    return ENT_MISSING;
}

/* Published share of a year, as a fraction; ENT_MISSING where neither source has it. */
static double published_share(const build *b, const char *state, int year)
{
    const double nato = fact(b, state, "defence_pct_gdp", year);
    if (known(nato))
        return nato / 100.0;
    const double judged = fact(b, state, "spending_2024_bn", year);
    if (known(judged))
        return judged / fact(b, state, "gdp_bn", FACTS_YEAR);
    const double sipri = fact(b, state, "sipri_current_musd", year);
    return known(sipri) ? sipri / 1000.0 / fact(b, state, "gdp_bn", year)
                        : judged_share(b, state, year);
}

/* Share of a year; after the last figure the share is carried on. */
static double share_of(const build *b, const char *state, int year)
{
    double share = ENT_MISSING;
    for (int y = year; y >= FACTS_YEAR || y == year; y--) {
        share = published_share(b, state, y);
        if (known(share))
            break;
    }
    return share;
}

/* Spending in 2024 USD: the constant-price series of the source, raised to 2024 prices. */
static double spending_of(const build *b, const char *state, int year)
{
    static const char *const series[2][2] = {{"defence_2015_musd", "defence_current_musd"},
                                             {"sipri_2023_musd", "sipri_current_musd"}};
    for (size_t i = 0; i < 2; i++) {
        const double scale =
            fact(b, state, series[i][1], FACTS_YEAR) / fact(b, state, series[i][0], FACTS_YEAR);
        const double value = fact(b, state, series[i][0], year) * scale / 1000.0;
        if (known(value))
            return value;
    }
    return fact(b, state, "spending_2024_bn", year);
}

/* The judged share of a year of the past times its output. */
static ent_status judged_spending(const build *b, const char *state, int year, double *spending)
{
    const double share = judged_share(b, state, year);
    if (known(*spending) || !known(share))
        return ENT_OK;
    ENT_TRY(gdp_of(b, state, year, spending));
    *spending *= share;
    return ENT_OK;
}

/* Gaps between two figures are filled by straight lines, ends by the nearest figure. */
static void fill_gaps(double *series, int n)
{
    int last = -1;
    for (int i = 0; i < n; i++) {
        if (!known(series[i]))
            continue;
        for (int j = last + 1; j < i; j++)
            series[j] = last < 0 ? series[i]
                                 : series[last] + (series[i] - series[last]) *
                                                      ((double)(j - last) / (double)(i - last));
        last = i;
    }
    for (int j = last + 1; last >= 0 && j < n; j++)
        series[j] = series[last];
}

/* Spending of the first n years of the history, 2014 the first, and the share that goes into
   equipment; missing where not known, and after them. */
static ent_status spending_history(const build *b, const char *state, int32_t n, double *spend,
                                   double *equipment)
{
    for (int32_t h = 0; h < ENT_MAX_HISTORY; h++)
        spend[h] = equipment[h] = ENT_MISSING;
    for (int32_t h = 0; h < n; h++) {
        const int year = FIRST_HISTORY + h;
        double gdp = 0.0;
        spend[h] = spending_of(b, state, year);
        ENT_TRY(judged_spending(b, state, year, &spend[h]));
        if (year > FACTS_YEAR && known(share_of(b, state, year))) {
            ENT_TRY(gdp_of(b, state, year, &gdp));
            spend[h] = share_of(b, state, year) * gdp;
        }
        const int eq_year = year > FACTS_YEAR ? FACTS_YEAR : year;
        double eq = fact(b, state, "equipment_pct_defence", year);
        if (!known(eq))
            eq = fact(b, state, "equipment_pct_defence", eq_year);
        equipment[h] = eq / 100.0;
    }
    if (known(share_of(b, state, b->world->base_year)) && known(spending_of(b, state, FACTS_YEAR)))
        fill_gaps(spend, n);
    return ENT_OK;
}

static ent_status build_spending(const build *b, int32_t s, const char *state)
{
    ent_world *w = b->world;
    const double share = share_of(b, state, w->base_year);
    w->share0[s] = share;
    w->share0_published[s] = floor(share * 1e4 + 0.5) / 1e4;
    w->pace5[s] = (share - published_share(b, state, w->base_year - 5)) / 5.0;
    if (!known(w->pace5[s]) && known(share)) /* carried share: pace to its last figure */
        w->pace5[s] = (share - published_share(b, state, FACTS_YEAR - 5)) /
                      (double)(w->base_year - FACTS_YEAR + 5);
    return spending_history(b, state, w->n_history, w->spend_history[s], w->eq_history[s]);
}

/* --- soldiers --- */

/* NATO's definition of the base year for allies, else the newest published figure. */
static double soldiers_of(const build *b, const char *state, int year)
{
    double nato = fact(b, state, "personnel_thousand", year);
    if (!known(nato) && year > FACTS_YEAR)
        nato = fact(b, state, "personnel_thousand", FACTS_YEAR);
    return known(nato) ? nato * 1000.0 : fact(b, state, "soldiers_active", 0);
}

static void build_soldiers(const build *b, int32_t s, const char *state)
{
    ent_world *w = b->world;
    const double reserves = fact(b, state, "reserves", 0);
    const double then = fact(b, state, "soldiers_active", REFERENCE_YEAR);
    const double nato = fact(b, state, "personnel_thousand", REFERENCE_YEAR);
    w->soldiers0[s] = soldiers_of(b, state, w->base_year);
    w->soldiers_ref[s] = known(nato) ? nato * 1000.0 : known(then) ? then : w->soldiers0[s];
    const double wartime = fact(b, state, "wartime_strength", 0);
    w->assigned[s] = known(wartime) ? fmax(wartime - w->soldiers0[s], 0.0) : 0.0;
    /* Of a state with wartime units its own count is all: nobody outside them has a place. */
    w->reserves[s] = known(reserves)  ? fmax(reserves - w->assigned[s], 0.0)
                     : known(wartime) ? 0.0
                                      : ENT_MISSING;
}

/* --- one state --- */

static ent_status block_of(const build *b, const char *state, int32_t *block)
{
    static const char *const names[ENT_N_BLOCKS] = {"europe", "us", "russia", "china", "other"};
    const char *text = ent_facts_text(b->facts, state, "block");
    for (int32_t i = 0; i < ENT_N_BLOCKS; i++)
        if (strcmp(names[i], text) == 0) {
            *block = i;
            return ENT_OK;
        }
    return ent_fail(b->err, ENT_E_DATA, "states.csv: %s has no known block, but '%.20s'", state,
                    text);
}

static int32_t flags_of(const build *b, int32_t s, const char *state)
{
    const ent_world *w = b->world;
    const char *since = ent_facts_text(b->facts, state, "nato_since");
    const bool nato = *since && strcmp(since, b->start) <= 0;
    const bool over_there = strcmp(state, "USA") == 0 || strcmp(state, "CAN") == 0;
    const bool adversary =
        strcmp(state, "RUS") == 0 || strcmp(state, "CHN") == 0 || strcmp(state, "PRK") == 0;
    const bool spending = known(w->share0[s]);
    const bool forces = spending && known(w->soldiers0[s]);
    int32_t flags = 0;
    flags |= nato ? ENT_STATE_NATO : 0;
    flags |= nato && !over_there ? ENT_STATE_EUROPEAN : 0;
    flags |= forces ? ENT_STATE_FORCES : 0;
    flags |= spending ? ENT_STATE_SPENDING : 0;
    flags |=
        strcmp(ent_facts_text(b->facts, state, "income"), "advanced") == 0 ? ENT_STATE_ADVANCED : 0;
    flags |= adversary ? ENT_STATE_EQ_ADVERSARY : 0;
    flags |= fact(b, state, "landlocked", 0) > 0.5 ? ENT_STATE_LANDLOCKED : 0;
    flags |= fact(b, state, "conscription", 0) > 0.5 ? ENT_STATE_CONSCRIPTION : 0;
    return flags;
}

/* Where an ally stands to Russia, and whether it closes on a target. */
static void build_distance(const build *b, int32_t s, const char *state)
{
    ent_world *w = b->world;
    const double km = fact(b, state, "distance_russia_km", 0);
    const bool pledged = (w->flags[s] & ENT_STATE_NATO) && (w->flags[s] & ENT_STATE_FORCES) &&
                         strcmp(state, "USA") != 0;
    w->zone[s] = km <= NEAR_KM ? ENT_ZONE_NEAR : km <= FAR_KM ? ENT_ZONE_MIDDLE : ENT_ZONE_FAR;
    w->compliance[s] = pledged ? 1.0 : 0.0; /* build_settings puts the zone's in */
}

static ent_status build_state(const build *b, int32_t s, const char *state)
{
    ent_world *w = b->world;
    memcpy(w->iso3[s], state, 3);
    ENT_TRY(block_of(b, state, &w->block[s]));
    ENT_TRY(gdp_of(b, state, w->base_year, &w->gdp0[s]));
    for (int32_t y = 0; y < ENT_MAX_YEARS; y++) { /* all: the bill may look past the horizon */
        const int year = w->first_year + y;
        ENT_TRY(growth_of(b, state, year, &w->growth[s][y]));
    }
    ENT_TRY(need(b, state, "ppp_ratio", FACTS_YEAR, &w->ppp_ratio[s]));
    ENT_TRY(build_spending(b, s, state));
    build_soldiers(b, s, state);
    w->population0[s] = 1e6 * fact(b, state, "population_m", w->base_year);
    w->government0[s] = fact(b, state, "government_pct_gdp", w->base_year) / 100.0;
    w->flags[s] = flags_of(b, s, state);
    build_distance(b, s, state);
    return ENT_OK;
}

/* --- the unit of forces --- */

static double central(const build *b, const char *key)
{
    const ent_assumption *row = ent_register_assumption(b->reg, key);
    return row ? row->central : ENT_MISSING;
}

/* Equipment per thousand soldiers of an ally at the end of 2024, by the recursion of run_history in
   src/model/capability.c with the assumptions of the register; missing where it has no forces. */
static ent_status equipment_of(const build *b, const char *state, double *per_thousand)
{
    enum { YEARS = FACTS_YEAR - FIRST_HISTORY + 1 };
    const double delta = central(b, "capability.delta"), tau = central(b, "capability.delay");
    double spend[ENT_MAX_HISTORY], eq[ENT_MAX_HISTORY], first = 0.0, ppp = 0.0;
    ENT_TRY(spending_history(b, state, YEARS, spend, eq));
    ENT_TRY(need(b, state, "ppp_ratio", FACTS_YEAR, &ppp));
    const double price = 1.0 + central(b, "capability.w_price") * (ppp - 1.0);
    for (int32_t h = 0; h < YEARS; h++) {
        spend[h] *= price * (known(eq[h]) ? eq[h] : central(b, "capability.eq_unknown"));
        first += h < 3 ? spend[h] / 3.0 : 0.0;
    }
    double stock = first / (delta + central(b, "capability.growth_at_start"));
    double pipeline = first * tau;
    for (int32_t h = 0; h < YEARS; h++) {
        const double out = pipeline / tau;
        pipeline += spend[h] - out;
        stock = stock * (1.0 - delta) + out;
    }
    *per_thousand = stock / (soldiers_of(b, state, FACTS_YEAR) / 1000.0);
    return ENT_OK;
}

/* To eight digits, so that the last bit of a sum does not move every figure. */
static ent_status build_unit(const build *b)
{
    ent_world *w = b->world;
    double each[ENT_MAX_STATES], spare[ENT_MAX_STATES];
    size_t n = 0;
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!*ent_facts_text(b->facts, w->iso3[s], "nato_since") ||
            !(w->flags[s] & ENT_STATE_FORCES))
            continue;
        ENT_TRY(equipment_of(b, w->iso3[s], &each[n]));
        n += known(each[n]);
    }
    ent_sort_values(n, each, spare);
    w->equipment_unit =
        n ? floor(ent_sorted_quantile(n, each, 0.5) * 1e8 + 0.5) / 1e8 : ENT_MISSING;
    return ENT_OK;
}

ent_status build_index(const build *b, const char *iso3, int32_t *index)
{
    for (int32_t i = 0; i < b->world->n_states; i++)
        if (strcmp(b->world->iso3[i], iso3) == 0) {
            *index = i;
            return ENT_OK;
        }
    return ent_fail(b->err, ENT_E_DATA, "states.csv: the model needs state %s", iso3);
}

/* An ally other than Iceland has forces; without its figures nothing may be computed. */
static ent_status check_allies(const build *b)
{
    const ent_world *w = b->world;
    for (int32_t s = 0; s < w->n_states; s++) {
        const char *state = w->iso3[s];
        double value = 0.0;
        if (!(w->flags[s] & ENT_STATE_NATO) || (w->flags[s] & ENT_STATE_FORCES) ||
            strcmp(state, "ISL") == 0)
            continue;
        ENT_TRY(need(b, state, "defence_pct_gdp", FACTS_YEAR, &value));
        ENT_TRY(need(b, state, "personnel_thousand", FACTS_YEAR, &value));
    }
    return ENT_OK;
}

/* States the equations name must be whole. */
static ent_status check_named(const build *b)
{
    static const char *const names[] = {"USA", "RUS", "UKR", "CAN", "CHN"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int32_t s = 0;
        double value = 0.0;
        ENT_TRY(build_index(b, names[i], &s));
        if (b->world->flags[s] & ENT_STATE_FORCES)
            continue;
        const bool nato = b->world->flags[s] & ENT_STATE_NATO;
        ENT_TRY(
            need(b, names[i], nato ? "defence_pct_gdp" : "sipri_current_musd", FACTS_YEAR, &value));
        ENT_TRY(need(b, names[i], nato ? "personnel_thousand" : "soldiers_active", 0, &value));
    }
    return ENT_OK;
}

ent_status build_states(build *b)
{
    ent_world *w = b->world;
    if (b->facts->n_states > ENT_MAX_STATES)
        return ent_fail(b->err, ENT_E_DATA, "states.csv: %zu states, a world holds %d",
                        b->facts->n_states, ENT_MAX_STATES);
    w->n_states = (int32_t)b->facts->n_states;
    for (int32_t s = 0; s < w->n_states; s++)
        ENT_TRY(build_state(b, s, b->facts->states[s]));
    ENT_TRY(build_index(b, "USA", &w->usa));
    ENT_TRY(build_index(b, "RUS", &w->rus));
    ENT_TRY(build_index(b, "UKR", &w->ukr));
    ENT_TRY(build_index(b, "CAN", &w->can));
    ENT_TRY(build_index(b, "CHN", &w->chn));
    ENT_TRY(check_allies(b));
    ENT_TRY(build_unit(b));
    return b->accounts_only ? ENT_OK : check_named(b);
}
