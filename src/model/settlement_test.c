/* Section 9: zone, binding term, chance and moves of a month, in scalars from docs/model.md with
   the C library's exp; and what must hold whatever the draws are. */
#include "check.h"

#include "entente/fmath.h"
#include "entente/isa.h"
#include "entente/rng.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/kernels.h"
#include "model/shock.h"

static ent_world world;
static ent_layout layout;
static ent_tile tile;

enum { MONTHS = 4, COLUMNS = 6 * MONTHS + 2 };
static double out[COLUMNS * ENT_BLOCK];

static double *column(ent_outcome_id outcome, size_t index)
{
    return out + ((size_t)layout.first[outcome] + index) * ENT_BLOCK;
}

static void set_lever(ent_lever_id lever, double value)
{
    for (int y = 0; y < ENT_MAX_YEARS; y++)
        world.lever_year[lever][y] = value;
}

static double draw(uint64_t seed, size_t f, uint32_t slot, double low, double high)
{
    return low + (high - low) * ent_uniform(seed, f, slot, 42);
}

/* Priors of the register's width; the state of the war is drawn too. */
static void start(uint64_t seed)
{
    static const struct {
        ent_assumption_id id;
        double low, high;
    } ranges[] = {
        {ENT_A_SETTLEMENT_H_RUS, .001, .01},
        {ENT_A_SETTLEMENT_H_UKR, .001, .01},
        {ENT_A_SETTLEMENT_H_ELASTICITY, .5, 3},
        {ENT_A_SETTLEMENT_R, .005, .025},
        {ENT_A_SETTLEMENT_K_RUS, .001, .006},
        {ENT_A_SETTLEMENT_K_UKR, .001, .008},
        {ENT_A_SETTLEMENT_K_GROWTH, 0, .25},
        {ENT_A_SETTLEMENT_OPTIMISM_RUS, 0, .8},
        {ENT_A_SETTLEMENT_OPTIMISM_UKR, 0, .7},
        {ENT_A_SETTLEMENT_LEARNING, .005, .05},
        {ENT_A_SETTLEMENT_TERRITORY_WEIGHT, .3, .7},
        {ENT_A_SETTLEMENT_WEDGE, .05, .4},
        {ENT_A_SETTLEMENT_NATO_COST, .01, .15},
        {ENT_A_SETTLEMENT_FIRMNESS, 0, .25},
        {ENT_A_SETTLEMENT_FIRMNESS_RUSSIA, 0, .25},
        {ENT_A_SETTLEMENT_H0, .04, .14},
        {ENT_A_SETTLEMENT_W0, .05, .25},
        {ENT_A_SETTLEMENT_TRUCE_MONTHS, 2, 6},
        {ENT_A_SETTLEMENT_TRUCE_GUARD, .4, .4},
        {ENT_A_SETTLEMENT_TRUCE_FORCE, 10, 10}, /* the hazard of a young truce is 0 */
    };
    memset(&tile, 0, sizeof tile);
    memset(&world, 0, sizeof world);
    world.first_year = 2025;
    world.n_years = 3;
    world.war.regions_km2 = 135900;
    set_lever(ENT_L_UKRAINE_MEDIATION, 1);
    memset(&layout, -1, sizeof layout);
    tile.world = &world;
    tile.layout = &layout;
    tile.seed = seed;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        for (size_t f = 0; f < ENT_TILE; f++)
            tile.a[ranges[i].id][f] = draw(seed, f, (uint32_t)i, ranges[i].low, ranges[i].high);
    for (size_t f = 0; f < ENT_TILE; f++) {
        tile.fighting[f] = 1;
        tile.area[f] = draw(seed, f, 90, 80000, 130000);
        tile.log_fires[f] = draw(seed, f, 91, -.5, 1.5);
        tile.log_men[f] = draw(seed, f, 92, -.5, .5);
        tile.renewal_5y[f] = draw(seed, f, 93, 0, .8);
        tile.renewal_year[f] = draw(seed, f, 94, 0, .3);
    }
    ENT_ISA_NAME(ent_settlement_start)(&tile);
    ENT_ISA_NAME(ent_settlement_year)(&tile);
}

static void record_all(void)
{
    static const struct {
        ent_outcome_id outcome;
        int32_t count;
    } rows[] = {{ENT_O_SETTLEMENT_ZONE, 3 * MONTHS},  {ENT_O_SETTLEMENT_BINDING, MONTHS},
                {ENT_O_SETTLEMENT_CEASEFIRE, MONTHS}, {ENT_O_SETTLEMENT_NASH, MONTHS},
                {ENT_O_SETTLEMENT_TERMS, 1},          {ENT_O_SETTLEMENT_MONTHS_AT_WAR, 1}};
    int32_t next = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        layout.first[rows[i].outcome] = next;
        next += rows[i].count;
    }
    tile.out = out;
    for (size_t i = 0; i < (size_t)COLUMNS * ENT_BLOCK; i++)
        out[i] = -77;
}

/* --- the same in scalars --- */

enum { OPTIMISM = 1, WEDGE, DOOR, DEMAND_RUS, DEMAND_UKR };

static double at(ent_assumption_id id, size_t f)
{
    return tile.a[id][f];
}

static double clip(double x, double low, double high)
{
    return fmin(fmax(x, low), high);
}

typedef struct zone {
    double low, high;
} zone;

/* Beliefs oR, oU and the area of the month; one of the terms may be taken away. */
static zone zone_of(size_t f, size_t month, double o_rus, double o_ukr, double area, int without)
{
    const double stress = pow(exp(tile.log_fires[f]) * exp(tile.log_men[f]),
                              .5 * at(ENT_A_SETTLEMENT_H_ELASTICITY, f));
    const double h_rus = at(ENT_A_SETTLEMENT_H_RUS, f) * stress;
    const double h_ukr = at(ENT_A_SETTLEMENT_H_UKR, f) / stress;
    const double r = at(ENT_A_SETTLEMENT_R, f);
    const double held = at(ENT_A_SETTLEMENT_TERRITORY_WEIGHT, f) * area / 135900;
    const double tired = exp(at(ENT_A_SETTLEMENT_K_GROWTH, f) * (double)(month + 1) / 12);
    const double k_rus = at(ENT_A_SETTLEMENT_K_RUS, f) * tired;
    const double k_ukr = at(ENT_A_SETTLEMENT_K_UKR, f) * tired;
    const double o_r = without == OPTIMISM ? 0 : o_rus, o_u = without == OPTIMISM ? 0 : o_ukr;
    const double open = without == DOOR ? 0 : world.lever_year[ENT_L_UKRAINE_NATO_MEMBERSHIP][0];
    const double d_rus =
        without == DEMAND_RUS ? 0 : world.lever_year[ENT_L_UKRAINE_REGIONS_DEMAND][0];
    const double d_ukr =
        without == DEMAND_UKR ? 0 : world.lever_year[ENT_L_UKRAINE_PRE2014_DEMAND][0];
    const double line = world.lever_year[ENT_L_UKRAINE_LINE_DEMAND][0];
    zone z;
    z.low = (h_rus * exp(o_r / 2) + r * held - k_rus) /
                (h_rus * exp(o_r / 2) + h_ukr * exp(-o_r / 2) + r) +
            at(ENT_A_SETTLEMENT_NATO_COST, f) * open;
    z.low += d_rus * at(ENT_A_SETTLEMENT_FIRMNESS_RUSSIA, f) * (1 - z.low);
    z.low = clip(fmax(z.low, line * held), 0, 1);
    z.high = 1 -
             (h_ukr * exp(o_u / 2) + r * (1 - held) - k_ukr) /
                 (h_ukr * exp(o_u / 2) + h_rus * exp(-o_u / 2) + r) -
             (without == WEDGE ? 0 : at(ENT_A_SETTLEMENT_WEDGE, f) * tile.renewal_5y[f]);
    const double firm = d_ukr * at(ENT_A_SETTLEMENT_FIRMNESS, f);
    z.high = fmin((1 - firm) * z.high + firm * fmin(z.high, 0), 1);
    return z;
}

static const struct {
    const char *what;
    double door, d_rus, d_ukr, line;
} terms[] = {
    {"nothing demanded", 0, 0, 0, 0},       {"door open", 1, 0, 0, 0},
    {"all five regions", 0, 1, 0, 0},       {"borders of before 2014", 0, 0, 1, 0},
    {"line of contact", 0, 0, 0, 1},        {"everything", 1, 1, 1, 1},
    {"half of everything", .5, .5, .5, .5},
};
enum { N_TERMS = sizeof terms / sizeof terms[0] };

static void set_terms(size_t i)
{
    set_lever(ENT_L_UKRAINE_NATO_MEMBERSHIP, terms[i].door);
    set_lever(ENT_L_UKRAINE_REGIONS_DEMAND, terms[i].d_rus);
    set_lever(ENT_L_UKRAINE_PRE2014_DEMAND, terms[i].d_ukr);
    set_lever(ENT_L_UKRAINE_LINE_DEMAND, terms[i].line);
}

static void zone_and_binding_term(void **state)
{
    (void)state;
    bool seen[7] = {false};
    for (uint64_t seed = 1; seed <= 40; seed++)
        for (size_t i = 0; i < N_TERMS; i++) {
            start(seed);
            set_terms(i);
            record_all();
            const size_t month = seed % MONTHS;
            ent_row o_rus, o_ukr;
            memcpy(o_rus, tile.optimism_rus, sizeof o_rus);
            memcpy(o_ukr, tile.optimism_ukr, sizeof o_ukr);
            ENT_ISA_NAME(ent_settlement_month)(&tile, month);
            for (size_t f = 0; f < ENT_TILE; f++) {
                const zone z = zone_of(f, month, o_rus[f], o_ukr[f], tile.area[f], 0);
                if (!(fabs(tile.zone_low[f] - z.low) <= 1e-13) ||
                    !(fabs(tile.zone_high[f] - z.high) <= 1e-13))
                    fail_msg("%s: %.15g to %.15g, want %.15g to %.15g", terms[i].what,
                             tile.zone_low[f], tile.zone_high[f], z.low, z.high);
                int want = z.high > z.low ? 0 : 6;
                double widest = 0, second = 0;
                for (int without = OPTIMISM; want && without <= DEMAND_UKR; without++) {
                    const zone w = zone_of(f, month, o_rus[f], o_ukr[f], tile.area[f], without);
                    if (w.high - w.low > widest) {
                        second = widest;
                        widest = w.high - w.low;
                        want = without;
                    } else {
                        second = fmax(second, w.high - w.low);
                    }
                }
                const double binding = column(ENT_O_SETTLEMENT_BINDING, month)[f];
                if (fabs(z.high - z.low) > 1e-12 && (want == 0 || widest - second > 1e-12))
                    CHECK_NEAR(binding, want, 0);
                seen[(int)binding] = true;
                CHECK_NEAR(column(ENT_O_SETTLEMENT_ZONE, 3 * month)[f], z.low, 1e-13);
            }
        }
    for (int b = 0; b <= 6; b++)
        if (!seen[b])
            fail_msg("no draw is bound by %d", b);
}

/* What is recorded of a month: ends, width, binding, and missing where nobody fights. */
static void recorded_months(void **state)
{
    (void)state;
    start(3);
    record_all();
    tile.fighting[7] = 0;
    tile.ended[7] = 1;
    for (size_t month = 0; month < 2; month++) {
        ent_row war;
        memcpy(war, tile.fighting, sizeof war);
        ENT_ISA_NAME(ent_settlement_month)(&tile, month);
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double low = column(ENT_O_SETTLEMENT_ZONE, 3 * month)[f];
            const double high = column(ENT_O_SETTLEMENT_ZONE, 3 * month + 1)[f];
            const double width = column(ENT_O_SETTLEMENT_ZONE, 3 * month + 2)[f];
            assert_int_equal(isnan(low) != 0, !(war[f] > 0));
            assert_int_equal(isnan(column(ENT_O_SETTLEMENT_BINDING, month)[f]) != 0, !(war[f] > 0));
            CHECK_NEAR(width, high - low, 0);
            CHECK_NEAR(column(ENT_O_SETTLEMENT_NASH, month)[f],
                       high > low ? (low + high) / 2 : ENT_MISSING, 1e-15);
            CHECK_NEAR(column(ENT_O_SETTLEMENT_CEASEFIRE, month)[f], tile.ever_ceasefire[f], 0);
        }
    }
    tile.months_at_war[2] = 2;
    ENT_ISA_NAME(ent_settlement_end)(&tile);
    CHECK_NEAR(column(ENT_O_SETTLEMENT_MONTHS_AT_WAR, 0)[2], 2, 0);
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(column(ENT_O_SETTLEMENT_TERMS, 0)[f], tile.terms[f], 0);
    memset(&layout, -1, sizeof layout); /* nothing asked for: nothing written */
    for (size_t i = 0; i < (size_t)COLUMNS * ENT_BLOCK; i++)
        out[i] = -77;
    ENT_ISA_NAME(ent_settlement_month)(&tile, 2);
    ENT_ISA_NAME(ent_settlement_end)(&tile);
    for (size_t i = 0; i < (size_t)COLUMNS * ENT_BLOCK; i++)
        CHECK_NEAR(out[i], -77, 0);
}

/* 1 - exp(-h0 mediation (1 - exp(-width / w0))): the share of many futures with a ceasefire
   lies within four deviations of it; without mediation there is none. */
static void chance_of_a_ceasefire(void **state)
{
    (void)state;
    static const double mediation[] = {0, 1, 2.5};
    for (size_t i = 0; i < 3; i++) {
        double expected = 0, variance = 0, seen = 0;
        for (uint64_t seed = 1; seed <= 400; seed++) {
            start(seed);
            for (size_t f = 0; f < ENT_TILE; f++) { /* no collapse; a wide zone; a fast one */
                tile.a[ENT_A_SETTLEMENT_H_RUS][f] = tile.a[ENT_A_SETTLEMENT_H_UKR][f] = 1e-9;
                tile.a[ENT_A_SETTLEMENT_H0][f] = .4;
            }
            set_lever(ENT_L_UKRAINE_MEDIATION, mediation[i]);
            ENT_ISA_NAME(ent_settlement_month)(&tile, seed % 2);
            for (size_t f = 0; f < ENT_TILE; f++) {
                const double width = fmax(tile.zone_high[f] - tile.zone_low[f], 0);
                const double opening = 1 - exp(-width / at(ENT_A_SETTLEMENT_W0, f));
                const double p = 1 - exp(-.4 * mediation[i] * opening);
                expected += p;
                variance += p * (1 - p);
                seen += tile.ever_ceasefire[f];
                assert_true(p > 0 || !(tile.ever_ceasefire[f] > 0));
            }
        }
        if (!(fabs(seen - expected) <= 4 * sqrt(variance)))
            fail_msg("mediation %g: %g ceasefires, %g expected", mediation[i], seen, expected);
        assert_true(i == 0 || expected > 500);
    }
}

/* Ceasefire, collapse, renewal: who may move where, month after month. */
static void moves(void **state)
{
    (void)state;
    double ceasefires = 0, collapses = 0, renewals = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        start(seed);
        for (size_t f = 0; f < ENT_TILE; f++)
            tile.a[ENT_A_SETTLEMENT_H0][f] = .3;
        for (size_t month = 0; month < 30; month++) {
            const ent_tile before = tile;
            ENT_ISA_NAME(ent_settlement_month)(&tile, month);
            for (size_t f = 0; f < ENT_TILE; f++) {
                const bool war = before.fighting[f] > 0, now = tile.fighting[f] > 0;
                const bool stopped = war && !now;
                const bool collapse = tile.ended[f] > before.ended[f];
                if (before.ended[f] > 0) { /* over for good */
                    assert_true(!now && tile.ended[f] > 0);
                } else if (stopped && !collapse) {
                    ceasefires++;
                    assert_true(tile.ever_ceasefire[f] > 0);
                    assert_true(tile.zone_high[f] > tile.zone_low[f]);
                } else if (stopped) {
                    collapses++;
                    CHECK_NEAR(tile.ever_ceasefire[f], before.ever_ceasefire[f], 0);
                }
                renewals += !war && now ? 1 : 0;
                CHECK_NEAR(tile.peace_months[f], now ? 0 : before.peace_months[f] + 1, 0);
                /* Terms are those of the first ceasefire, for good. */
                if (before.ever_ceasefire[f] > 0 || !(tile.ever_ceasefire[f] > 0))
                    CHECK_NEAR(tile.terms[f], before.terms[f], 0);
                else
                    CHECK_NEAR(tile.terms[f], (tile.zone_low[f] + tile.zone_high[f]) / 2, 0);
                CHECK_NEAR(tile.optimism_rus[f],
                           before.optimism_rus[f] * (1 - at(ENT_A_SETTLEMENT_LEARNING, f)), 1e-15);
                CHECK_NEAR(tile.optimism_ukr[f],
                           before.optimism_ukr[f] * (1 - at(ENT_A_SETTLEMENT_LEARNING, f)), 1e-15);
            }
        }
    }
    assert_true(ceasefires > 100 && collapses > 100 && renewals > 20);
}

/* Where the zone is shut, a collapse has the two hazards' chance, of each side its own. */
static void collapses_by_their_hazards(void **state)
{
    (void)state;
    double expected = 0, variance = 0, seen = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        start(seed);
        for (size_t f = 0; f < ENT_TILE; f++) {
            tile.a[ENT_A_SETTLEMENT_WEDGE][f] = 9; /* no terms hold: no ceasefire */
            tile.a[ENT_A_SETTLEMENT_H_RUS][f] = .05;
            tile.a[ENT_A_SETTLEMENT_H_UKR][f] = .03;
            tile.log_fires[f] = tile.log_men[f] = 0;
            tile.renewal_5y[f] = 1;
        }
        ENT_ISA_NAME(ent_settlement_month)(&tile, seed % 7);
        for (size_t f = 0; f < ENT_TILE; f++) {
            expected += .08;
            variance += .08 * .92;
            seen += tile.ended[f];
            CHECK_NEAR(tile.ever_ceasefire[f], 0, 0);
        }
    }
    assert_true(fabs(seen - expected) <= 4 * sqrt(variance));
}

/* One slot serves two months: words 0 and 1 the even one, 2 and 3 the odd one, the first for the
   end of fighting and the second for its renewal. */
static void words_of_a_month(void **state)
{
    (void)state;
    double ended = 0, renewed = 0;
    for (uint64_t seed = 1; seed <= 30; seed++)
        for (size_t month = 0; month < 4; month++) {
            shock_words words;
            ent_row u, again;
            start(seed);
            for (size_t f = 0; f < ENT_TILE; f++) {
                tile.fighting[f] = f % 2 ? 1 : 0;
                tile.a[ENT_A_SETTLEMENT_WEDGE][f] = 9; /* no ceasefire: only collapse */
                tile.renewal_5y[f] = 1;
                tile.renewal_month[f] = .5;
                tile.a[ENT_A_SETTLEMENT_H_RUS][f] = tile.a[ENT_A_SETTLEMENT_H_UKR][f] = .25;
                tile.log_fires[f] = tile.log_men[f] = 0;
            }
            shock_draw(&tile, ENT_SHOCK_SETTLEMENT, (uint32_t)(month / 2), &words);
            shock_uniform_word(&tile, &words, month % 2 ? 2 : 0, u);
            shock_uniform_word(&tile, &words, month % 2 ? 3 : 1, again);
            ENT_ISA_NAME(ent_settlement_month)(&tile, month);
            for (size_t f = 0; f < ENT_TILE; f++) {
                const bool war = f % 2;
                CHECK_NEAR(tile.ended[f], war && u[f] < .5 ? 1 : 0, 0);
                CHECK_NEAR(tile.fighting[f], war ? !(u[f] < .5) : again[f] < .5, 0);
                ended += tile.ended[f];
                renewed += war ? 0 : tile.fighting[f];
            }
        }
    assert_true(ended > 100 && renewed > 100);
}

/* A truce breaks by its hazard, which fades and which a guarantee lowers. */
static void young_truces(void **state)
{
    (void)state;
    const double hazard = 0.4, months = 3, guard = 0.4;
    double held[3] = {0}, after[2] = {0};
    for (int guarantee = 0; guarantee < 3; guarantee++)
        for (uint64_t seed = 1; seed <= 100; seed++) {
            start(seed);
            world.lever[ENT_L_GUARANTEE_FORCE_BRIGADES] = guarantee == 1 ? 10 : 0;
            world.lever[ENT_L_GUARANTEE_FORCE_BY_YEAR] = 2020;
            world.lever[ENT_L_GUARANTEE_ARTICLE5] = guarantee == 2;
            for (size_t f = 0; f < ENT_TILE; f++) {
                tile.a[ENT_A_SETTLEMENT_TRUCE_HAZARD][f] = hazard;
                tile.a[ENT_A_SETTLEMENT_TRUCE_MONTHS][f] = months;
                tile.a[ENT_A_SETTLEMENT_WEDGE][f] = 9; /* no second ceasefire */
                tile.a[ENT_A_SETTLEMENT_H_RUS][f] = tile.a[ENT_A_SETTLEMENT_H_UKR][f] = 0;
                tile.renewal_year[f] = 0;
                tile.renewal_5y[f] = 1;
                tile.fighting[f] = 0;
                tile.peace_months[f] = 1;
                tile.truce_first[f] = 1;
                tile.truce_broken[f] = 0;
                tile.ended[f] = 0;
            }
            ENT_ISA_NAME(ent_settlement_year)(&tile);
            CHECK_NEAR(tile.truce_hazard[0], guarantee ? guard * hazard : hazard, 1e-15);
            for (size_t month = 0; month < 3; month++)
                ENT_ISA_NAME(ent_settlement_month)(&tile, month);
            for (size_t f = 0; f < ENT_TILE; f++) {
                held[guarantee] += tile.fighting[f] > 0 ? 0 : 1;
                CHECK_NEAR(tile.truce_broken[f], tile.fighting[f] > 0 ? 1 : 0, 0);
            }
            for (size_t month = 3; guarantee == 0 && month < 30; month++)
                ENT_ISA_NAME(ent_settlement_month)(&tile, month);
            for (size_t f = 0; guarantee == 0 && f < ENT_TILE; f++) {
                after[0] += 1;
                after[1] += tile.fighting[f] > 0 ? 0 : 1;
            }
        }
    /* by hand: hazards .4, .4 e^(-1/3), .4 e^(-2/3) of the first three months; times .4 guarded */
    const double three = hazard * (1 + exp(-1 / months) + exp(-2 / months));
    const double all = hazard / (1 - exp(-1 / months)), n = 100.0 * ENT_TILE;
    CHECK_NEAR(held[0] / n, exp(-three), 0.04);
    CHECK_NEAR(held[1] / n, exp(-guard * three), 0.04);
    CHECK_NEAR(held[2] / n, held[1] / n, 0);          /* the same draws */
    CHECK_NEAR(after[1] / after[0], exp(-all), 0.04); /* what has set holds */
}

/* Twelve months of the monthly chance are the yearly one. */
static void renewal_by_the_month(void **state)
{
    (void)state;
    start(5);
    tile.renewal_year[0] = 0;
    ENT_ISA_NAME(ent_settlement_year)(&tile);
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(1 - pow(1 - tile.renewal_month[f], 12), tile.renewal_year[f], 1e-14);
    CHECK_NEAR(tile.renewal_month[0], 0, 0);
    world.lever[ENT_L_CRISIS_UKRAINE_YEAR] = 2026; /* forced: no peace holds in that year */
    for (tile.year = 0; tile.year < 3; tile.year++) {
        ENT_ISA_NAME(ent_settlement_year)(&tile);
        CHECK_NEAR(tile.renewal_month[0], tile.year == 1 ? 1 : 0, 0);
    }
}

/* A closed door or a demand off the table never narrows the zone, nor does less optimism. */
static void zone_widens(void **state)
{
    (void)state;
    static const ent_lever_id demands[] = {ENT_L_UKRAINE_NATO_MEMBERSHIP,
                                           ENT_L_UKRAINE_PRE2014_DEMAND,
                                           ENT_L_UKRAINE_REGIONS_DEMAND, ENT_L_UKRAINE_LINE_DEMAND};
    for (size_t d = 0; d < 5; d++)
        for (uint64_t seed = 1; seed < 20; seed++) {
            ent_row width;
            start(seed);
            set_terms(N_TERMS - 2);
            ENT_ISA_NAME(ent_settlement_month)(&tile, 0);
            for (size_t f = 0; f < ENT_TILE; f++)
                width[f] = tile.zone_high[f] - tile.zone_low[f];
            start(seed);
            set_terms(N_TERMS - 2);
            if (d < 4)
                set_lever(demands[d], 0);
            for (size_t f = 0; d == 4 && f < ENT_TILE; f++)
                tile.optimism_rus[f] = tile.optimism_ukr[f] = 0;
            ENT_ISA_NAME(ent_settlement_month)(&tile, 0);
            for (size_t f = 0; f < ENT_TILE; f++)
                assert_true(tile.zone_high[f] - tile.zone_low[f] >= width[f] - 1e-12);
        }
}

/* A silent tile: every uniform 1, so that nothing ever happens. */
static void silence(void **state)
{
    (void)state;
    start(9);
    tile.silent = 1;
    for (size_t month = 0; month < 50; month++)
        ENT_ISA_NAME(ent_settlement_month)(&tile, month);
    for (size_t f = 0; f < ENT_TILE; f++) {
        CHECK_NEAR(tile.fighting[f], 1, 0);
        CHECK_NEAR(tile.terms[f], ENT_MISSING, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zone_and_binding_term),
        cmocka_unit_test(recorded_months),
        cmocka_unit_test(chance_of_a_ceasefire),
        cmocka_unit_test(moves),
        cmocka_unit_test(collapses_by_their_hazards),
        cmocka_unit_test(young_truces),
        cmocka_unit_test(renewal_by_the_month),
        cmocka_unit_test(words_of_a_month),
        cmocka_unit_test(zone_widens),
        cmocka_unit_test(silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
