#include "entente/fmath.h"
#include "model/kernels.h"
#include "model/posture.h"
#include "model/shock.h"

/* What the zone of a month is made of, one row each. */
typedef struct zone_terms {
    ent_row hazard_rus, hazard_ukr; /* that Ukraine's, that Russia's effort collapses */
    ent_row held; /* xh: the share of the disputed issues that Russia holds while fighting */
    ent_row kept; /* the rest */
    ent_row cost_rus, cost_ukr;         /* flow costs of the month */
    ent_row value_rus[2], value_ukr[2]; /* of fighting on, as believed and without optimism */
} zone_terms;

static const double EARLY = 3.0; /* months: a truce that breaks within about 90 days */

void ENT_ISA_NAME(ent_settlement_start)(ent_tile *t)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->optimism_rus[f] = t->a[ENT_A_SETTLEMENT_OPTIMISM_RUS][f];
        t->optimism_ukr[f] = t->a[ENT_A_SETTLEMENT_OPTIMISM_UKR][f];
        t->terms[f] = ENT_MISSING;
        t->ever_ceasefire[f] = 0.0;
        t->truce_first[f] = 0.0;
        t->truce_broken[f] = ENT_MISSING;
    }
}

/* What a guarantee leaves of the hazard of a young truce. */
static void harden(ent_tile *t)
{
    const ent_world *w = t->world;
    const double force = w->lever[ENT_L_GUARANTEE_FORCE_BRIGADES] *
                         posture_progress(w, t->year, w->lever[ENT_L_GUARANTEE_FORCE_BY_YEAR]);
    const bool article5 = w->lever[ENT_L_GUARANTEE_ARTICLE5] > 0.0;
    const double *guard = t->a[ENT_A_SETTLEMENT_TRUCE_GUARD];
    const double *full = t->a[ENT_A_SETTLEMENT_TRUCE_FORCE];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double strength = article5 ? 1.0 : ent_min(force / full[f], 1.0);
        t->truce_hazard[f] =
            t->a[ENT_A_SETTLEMENT_TRUCE_HAZARD][f] * (1.0 - (1.0 - guard[f]) * strength);
    }
}

/* The yearly chance of renewal as a monthly one; after deterrence has set it. */
void ENT_ISA_NAME(ent_settlement_year)(ent_tile *t)
{
    const ent_world *w = t->world;
    const double forced = w->lever[ENT_L_CRISIS_UKRAINE_YEAR] - (double)(w->first_year + t->year);
    for (size_t f = 0; f < ENT_TILE; f++)
        t->renewal_month[f] = 1.0 - ent_exp(ent_log(1.0 - t->renewal_year[f]) / 12.0);
    if (__builtin_fabs(forced) < 0.5) /* a stress test: no peace holds in this year */
        for (size_t f = 0; f < ENT_TILE; f++)
            t->renewal_month[f] = 1.0;
    harden(t);
}

static void find_terms(const ent_tile *t, size_t month, zone_terms *z)
{
    const double pie_km2 = t->world->war.regions_km2;
    const double years = (double)(month + 1) / 12.0;
    const double *elasticity = t->a[ENT_A_SETTLEMENT_H_ELASTICITY];
    const double *h_rus = t->a[ENT_A_SETTLEMENT_H_RUS], *h_ukr = t->a[ENT_A_SETTLEMENT_H_UKR];
    const double *k_rus = t->a[ENT_A_SETTLEMENT_K_RUS], *k_ukr = t->a[ENT_A_SETTLEMENT_K_UKR];
    const double *growth = t->a[ENT_A_SETTLEMENT_K_GROWTH];
    const double *weight = t->a[ENT_A_SETTLEMENT_TERRITORY_WEIGHT];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double stress =
            ent_exp_within(0.5 * elasticity[f] * (t->log_fires[f] + t->log_men[f]));
        z->hazard_rus[f] = h_rus[f] * stress;
        z->hazard_ukr[f] = h_ukr[f] / stress;
        z->held[f] = weight[f] * t->area[f] / pie_km2;
        z->kept[f] = 1.0 - z->held[f];
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double tired = ent_exp_within(growth[f] * years);
        z->cost_rus[f] = k_rus[f] * tired;
        z->cost_ukr[f] = k_ukr[f] * tired;
    }
}

/* What fighting on is worth to a side that thinks itself `hope` times as strong. */
static void value_of_war(const ent_tile *t, const double *hope, const double *win,
                         const double *lose, const double *held, const double *cost,
                         double *restrict value)
{
    const double *r = t->a[ENT_A_SETTLEMENT_R];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double wins = win[f] * hope[f], loses = lose[f] / hope[f];
        value[f] = (wins + r[f] * held[f] - cost[f]) / (wins + loses + r[f]);
    }
}

/* Both values with the beliefs of the month (Wagner 2000). */
static void find_values(const ent_tile *t, zone_terms *z)
{
    ent_row hope_rus, hope_ukr;
    for (size_t f = 0; f < ENT_TILE; f++)
        hope_rus[f] = ent_exp_within(0.5 * t->optimism_rus[f]);
    for (size_t f = 0; f < ENT_TILE; f++)
        hope_ukr[f] = ent_exp_within(0.5 * t->optimism_ukr[f]);
    value_of_war(t, hope_rus, z->hazard_rus, z->hazard_ukr, z->held, z->cost_rus, z->value_rus[1]);
    value_of_war(t, hope_ukr, z->hazard_ukr, z->hazard_rus, z->kept, z->cost_ukr, z->value_ukr[1]);
}

/* The same of sides that know how strong they are. */
static void find_sober_values(const ent_tile *t, zone_terms *z)
{
    const double *r = t->a[ENT_A_SETTLEMENT_R];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double rus = z->hazard_rus[f], ukr = z->hazard_ukr[f];
        z->value_rus[0][f] = (rus + r[f] * z->held[f] - z->cost_rus[f]) / (rus + ukr + r[f]);
        z->value_ukr[0][f] = (ukr + r[f] * z->kept[f] - z->cost_ukr[f]) / (ukr + rus + r[f]);
    }
}

/* Low end of the zone: what Russia takes at least; `door` and `demand` 0 leave that out. */
static void find_low(const ent_tile *t, const zone_terms *z, const double *value, double door,
                     double demand, double *restrict low)
{
    const ent_world *w = t->world;
    const double open_door = door * w->lever_year[ENT_L_UKRAINE_NATO_MEMBERSHIP][t->year];
    const double regions = demand * w->lever_year[ENT_L_UKRAINE_REGIONS_DEMAND][t->year];
    const double line = w->lever_year[ENT_L_UKRAINE_LINE_DEMAND][t->year];
    const double *nato = t->a[ENT_A_SETTLEMENT_NATO_COST];
    const double *firmness = t->a[ENT_A_SETTLEMENT_FIRMNESS_RUSSIA];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double open = value[f] + nato[f] * open_door;
        const double demanded = open + regions * firmness[f] * (1.0 - open);
        low[f] = ent_clip(ent_max(demanded, line * z->held[f]), 0.0, 1.0);
    }
}

/* High end: what Ukraine gives at most; `fear` of renewal and `demand` 0 leave that out. */
static void find_high(const ent_tile *t, const double *value, double fear, double demand,
                      double *restrict high)
{
    const double whole = demand * t->world->lever_year[ENT_L_UKRAINE_PRE2014_DEMAND][t->year];
    const double *wedge = t->a[ENT_A_SETTLEMENT_WEDGE];
    const double *firmness = t->a[ENT_A_SETTLEMENT_FIRMNESS];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double safe = 1.0 - value[f] - fear * wedge[f] * t->renewal_5y[f];
        const double firm = whole * firmness[f];
        high[f] = ent_min((1.0 - firm) * safe + firm * ent_min(safe, 0.0), 1.0);
    }
}

/*
 * What keeps the zone shut: 0 nothing (open), 1 optimism, 2 wedge, 3 NATO door,
 * 4 Russia's demand, 5 Ukraine's demand: the term whose removal opens it
 * widest; 6 no single one. Missing while nobody fights.
 */
static void find_binding(const ent_tile *t, zone_terms *z, double *restrict binding)
{
    ent_row sober_low, no_door, no_regions, sober_high, no_wedge, no_return, widest, shut_by;
    find_sober_values(t, z);
    find_low(t, z, z->value_rus[0], 1.0, 1.0, sober_low);
    find_low(t, z, z->value_rus[1], 0.0, 1.0, no_door);
    find_low(t, z, z->value_rus[1], 1.0, 0.0, no_regions);
    find_high(t, z->value_ukr[0], 1.0, 1.0, sober_high);
    find_high(t, z->value_ukr[1], 0.0, 1.0, no_wedge);
    find_high(t, z->value_ukr[1], 1.0, 0.0, no_return);
    const double *const low[] = {sober_low, t->zone_low, no_door, no_regions, t->zone_low};
    const double *const high[] = {sober_high, no_wedge, t->zone_high, t->zone_high, no_return};
    for (size_t f = 0; f < ENT_TILE; f++) {
        widest[f] = 0.0;
        shut_by[f] = 6.0;
    }
    for (size_t i = 0; i < sizeof low / sizeof low[0]; i++) {
        const double *const from = low[i], *const to = high[i], number = (double)(i + 1);
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double before = shut_by[f];
            shut_by[f] = to[f] - from[f] > widest[f] ? number : before;
        }
        for (size_t f = 0; f < ENT_TILE; f++)
            widest[f] = ent_max(to[f] - from[f], widest[f]);
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double found = t->zone_high[f] > t->zone_low[f] ? 0.0 : shut_by[f];
        binding[f] = t->fighting[f] > 0.0 ? found : ENT_MISSING;
    }
}

/* 1 - e^-x for x >= 0. */
static inline double part_within(double x)
{
    return 1.0 - ent_exp_within(-(x > 700.0 ? 700.0 : x));
}

/* Chance of a ceasefire in this month; none where the zone is shut. */
static void find_chance(const ent_tile *t, double *chance)
{
    const double mediation = t->world->lever_year[ENT_L_UKRAINE_MEDIATION][t->year];
    const double *h0 = t->a[ENT_A_SETTLEMENT_H0], *w0 = t->a[ENT_A_SETTLEMENT_W0];
    ent_row opening;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double width = ent_max(t->zone_high[f] - t->zone_low[f], 0.0);
        opening[f] = part_within(width / w0[f]);
    }
    for (size_t f = 0; f < ENT_TILE; f++)
        chance[f] = part_within(h0[f] * mediation * opening[f]);
}

/* Chance that a peace breaks in this month: renewal as deterrence has it, and a truce that is young
   and has not set. */
static void find_break(const ent_tile *t, double *breaks)
{
    const double *sets = t->a[ENT_A_SETTLEMENT_TRUCE_MONTHS];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double young = ent_exp_within((1.0 - t->peace_months[f]) / sets[f]);
        const double holds = ent_exp_within(-t->truce_hazard[f] * young);
        breaks[f] = 1.0 - (1.0 - t->renewal_month[f]) * holds;
    }
}

/* A uniform, given that it fell short of `chance` or not: uniform again, and independent of what
   happened. So one uniform serves every month, and the war ends when a lead says so. */
static double draw_left(double u, double chance)
{
    return u < chance ? u / chance : (u - chance) / (1.0 - chance);
}

/* The leads in place of the month's random uniforms. */
static void take_leads(ent_tile *t, size_t month, double *restrict u, double *restrict renewed)
{
    if (!t->lead)
        return;
    if (month == 0) {
        row_copy(t->ceasefire_draw, shock_lead(t, ENT_LEAD_CEASEFIRE));
        row_copy(t->break_draw, shock_lead(t, ENT_LEAD_BREAK));
    }
    row_copy(u, t->ceasefire_draw);
    row_copy(renewed, t->break_draw);
}

/* What is left of the leads after the month; before the state of the war moves. */
static void keep_leads(ent_tile *t, const zone_terms *z, const double *chance,
                       const double *monthly)
{
    for (size_t f = 0; t->lead && f < ENT_TILE; f++) {
        const double u = t->ceasefire_draw[f], after = draw_left(u, chance[f]);
        const double collapse = ent_min(z->hazard_rus[f] + z->hazard_ukr[f], 1.0);
        const double left = u < chance[f] ? after : draw_left(after, collapse);
        const bool war = t->fighting[f] > 0.0, peace = !war & !(t->ended[f] > 0.0);
        t->ceasefire_draw[f] = war ? left : u;
        t->break_draw[f] = peace ? draw_left(t->break_draw[f], monthly[f]) : t->break_draw[f];
    }
}

/* Whether the first ceasefire breaks within three months; missing before one. */
static void mark_truce(ent_tile *t, const double *first, const double *breaks)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double over = breaks[f] * t->truce_first[f], broken = t->truce_broken[f];
        const double early = t->peace_months[f] <= EARLY ? over : 0.0;
        const double after = early > 0.0 ? 1.0 : broken;
        t->truce_broken[f] = first[f] > 0.0 ? 0.0 : after;
        t->truce_first[f] = t->truce_first[f] + first[f] - over;
    }
}

/* One uniform decides between ceasefire and collapse, another whether a peace
 * breaks. */
static void move(ent_tile *t, size_t month, const zone_terms *z, const double *chance)
{
    shock_words words; /* one slot serves two months */
    ent_row u, renewed, monthly;
    find_break(t, monthly);
    shock_draw(t, ENT_SHOCK_SETTLEMENT, (uint32_t)(month / 2), &words);
    shock_uniform_word(t, &words, 2 * (month % 2), u);
    shock_uniform_word(t, &words, 2 * (month % 2) + 1, renewed);
    take_leads(t, month, u, renewed);
    keep_leads(t, z, chance, monthly);
    ent_row stops, breaks, first; /* 1 or 0 */
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double war = t->fighting[f], ended = t->ended[f], ever = t->ever_ceasefire[f];
        const double rest = (u[f] - chance[f]) / (1.0 - chance[f]);
        const double agreed = u[f] < chance[f] ? war : 0.0;
        const double lost = rest < z->hazard_rus[f] + z->hazard_ukr[f] ? war : 0.0;
        const double collapse = u[f] >= chance[f] ? lost : 0.0;
        const double peace = (1.0 - war) * (1.0 - ended);
        first[f] = agreed * (1.0 - ever);
        stops[f] = agreed + collapse;
        breaks[f] = renewed[f] < monthly[f] ? peace : 0.0;
        t->ended[f] = ended + collapse;
        t->ever_ceasefire[f] = ent_max(ever, agreed);
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double terms = t->terms[f], middle = 0.5 * (t->zone_low[f] + t->zone_high[f]);
        t->terms[f] = first[f] > 0.0 ? middle : terms;
    }
    mark_truce(t, first, breaks);
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double war = t->fighting[f] - stops[f] + breaks[f];
        const double months = t->peace_months[f] + 1.0;
        t->fighting[f] = war;
        t->peace_months[f] = war > 0.0 ? 0.0 : months;
    }
}

static void learn(ent_tile *t)
{
    const double *learning = t->a[ENT_A_SETTLEMENT_LEARNING];
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->optimism_rus[f] *= 1.0 - learning[f];
        t->optimism_ukr[f] *= 1.0 - learning[f];
    }
}

/* Both sides gain alike at the middle (Nash), where there is anything to gain. */
static void record_nash(const ent_tile *t, size_t month)
{
    double *out = ent_out(t, ENT_O_SETTLEMENT_NASH, month);
    if (!out)
        return;
    ent_row middle;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double low = t->zone_low[f], high = t->zone_high[f], half = 0.5 * (low + high);
        middle[f] = high > low ? half : ENT_MISSING;
    }
    row_in_war(t, middle, out);
}

static void record_zone(const ent_tile *t, size_t month)
{
    double *out[3];
    for (size_t i = 0; i < 3; i++)
        out[i] = ent_out(t, ENT_O_SETTLEMENT_ZONE, 3 * month + i);
    if (!out[0])
        return;
    ent_row width;
    for (size_t f = 0; f < ENT_TILE; f++)
        width[f] = t->zone_high[f] - t->zone_low[f];
    row_in_war(t, t->zone_low, out[0]);
    row_in_war(t, t->zone_high, out[1]);
    row_in_war(t, width, out[2]);
}

void ENT_ISA_NAME(ent_settlement_month)(ent_tile *t, size_t month)
{
    zone_terms z;
    ent_row chance;
    find_terms(t, month, &z);
    find_values(t, &z);
    find_low(t, &z, z.value_rus[1], 1.0, 1.0, t->zone_low);
    find_high(t, z.value_ukr[1], 1.0, 1.0, t->zone_high);
    record_zone(t, month);
    record_nash(t, month);
    double *binding = ent_out(t, ENT_O_SETTLEMENT_BINDING, month);
    if (binding)
        find_binding(t, &z, binding);
    find_chance(t, chance);
    move(t, month, &z, chance);
    learn(t);
    double *ceasefire = ent_out(t, ENT_O_SETTLEMENT_CEASEFIRE, month);
    if (ceasefire)
        row_copy(ceasefire, t->ever_ceasefire);
}

void ENT_ISA_NAME(ent_settlement_end)(const ent_tile *t)
{
    double *terms = ent_out(t, ENT_O_SETTLEMENT_TERMS, 0);
    double *months = ent_out(t, ENT_O_SETTLEMENT_MONTHS_AT_WAR, 0);
    double *broken = ent_out(t, ENT_O_SETTLEMENT_TRUCE_BROKEN, 0);
    if (terms)
        row_copy(terms, t->terms);
    for (size_t f = 0; broken && f < ENT_TILE; f++) { /* too young to tell: missing */
        const bool young = (t->truce_first[f] > 0.0) & (t->peace_months[f] < EARLY);
        broken[f] = young ? ENT_MISSING : t->truce_broken[f];
    }
    if (months)
        row_copy(months, t->months_at_war);
}
