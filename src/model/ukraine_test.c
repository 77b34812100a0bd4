/* Sections 8 and 9 at central assumptions without shocks, against an
   independent computation in another language (month 24 of both scenarios), and
   properties over random futures. */
#include "check.h"

#include "entente/fmath.h"
#include "entente/isa.h"
#include "entente/rng.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/kernels.h"

static const struct {
    ent_assumption_id id;
    double value, low, high;
} central[] = {
    {ENT_A_UKRAINE_VBAR, 370, 200, 700},
    {ENT_A_UKRAINE_AR, .69, .5, .85},
    {ENT_A_UKRAINE_SD, 110, 85, 140},
    {ENT_A_UKRAINE_HOLD, .35, 0, .7},
    {ENT_A_UKRAINE_G_FIRES, .5, 0, 1},
    {ENT_A_UKRAINE_G_MEN, .5, 0, 1},
    {ENT_A_UKRAINE_G_ARMOUR, .2, 0, .4},
    {ENT_A_UKRAINE_RUS_RECRUITS, 36, 30, 42},
    {ENT_A_UKRAINE_UKR_RECRUITS, 26, 20, 30},
    {ENT_A_UKRAINE_UKR_DESERTION, 13, 8, 18},
    {ENT_A_UKRAINE_RETURN, .35, .2, .5},
    {ENT_A_UKRAINE_C_KM2, 30, 10, 60},
    {ENT_A_UKRAINE_C_FIRES_RUS, .15, .12, .19},
    {ENT_A_UKRAINE_C_FIRES_UKR, .045, .03, .06},
    {ENT_A_UKRAINE_RUS_FIRES, 320, 250, 420},
    {ENT_A_UKRAINE_UKR_FIRES_OWN, 70, 40, 110},
    {ENT_A_UKRAINE_EUR_PER_FIRE, 9000, 6000, 14000},
    {ENT_A_UKRAINE_AID_TO_FIRES, .3, .2, .4},
    {ENT_A_UKRAINE_AID_TO_ARMOUR, .05, .02, .1},
    {ENT_A_UKRAINE_EUR_PER_ARMOUR, 7, 4, 12},
    {ENT_A_UKRAINE_AID_DELAY, 6, 3, 9},
    {ENT_A_UKRAINE_US_UNIQUE, 1.3, 1, 1.8},
    {ENT_A_UKRAINE_LOSS_FRAC, .045, .03, .07},
    {ENT_A_UKRAINE_USABLE, .25, .1, .5},
    {ENT_A_UKRAINE_REFURB_CAP, 60, 25, 110},
    {ENT_A_UKRAINE_NEW_TANKS, 21, 12, 33},
    {ENT_A_SETTLEMENT_H_RUS, .003, .001, .01},
    {ENT_A_SETTLEMENT_H_UKR, .002, .001, .01},
    {ENT_A_SETTLEMENT_H_ELASTICITY, 1.5, .5, 3},
    {ENT_A_SETTLEMENT_R, .012, .005, .025},
    {ENT_A_SETTLEMENT_K_RUS, .0025, .001, .006},
    {ENT_A_SETTLEMENT_K_UKR, .0032, .001, .008},
    {ENT_A_SETTLEMENT_K_GROWTH, .1, 0, .25},
    {ENT_A_SETTLEMENT_OPTIMISM_RUS, .3, 0, .8},
    {ENT_A_SETTLEMENT_OPTIMISM_UKR, .25, 0, .7},
    {ENT_A_SETTLEMENT_LEARNING, .02, .005, .05},
    {ENT_A_SETTLEMENT_TERRITORY_WEIGHT, .5, .3, .7},
    {ENT_A_SETTLEMENT_WEDGE, .2, .05, .4},
    {ENT_A_SETTLEMENT_NATO_COST, .05, .01, .15},
    {ENT_A_SETTLEMENT_FIRMNESS, .08, 0, .25},
    {ENT_A_SETTLEMENT_FIRMNESS_RUSSIA, .08, 0, .25},
    {ENT_A_SETTLEMENT_H0, .08, .04, .14},
    {ENT_A_SETTLEMENT_W0, .12, .05, .25},
    {ENT_A_UKRAINE_OWN_ARMOUR, 5, 5, 5},
    {ENT_A_UKRAINE_ARMOUR_LOSS, 0.7, 0.7, 0.7},
    {ENT_A_UKRAINE_RUS_SOLDIERS_LEAST, 150, 150, 150},
    {ENT_A_UKRAINE_RUS_SOLDIERS_MOST, 1000, 1000, 1000},
    {ENT_A_UKRAINE_UKR_SOLDIERS_LEAST, 200, 200, 200},
    {ENT_A_UKRAINE_UKR_SOLDIERS_MOST, 1200, 1200, 1200},
    {ENT_A_UKRAINE_LEVEL_SD, 40, 15, 65},
    {ENT_A_SETTLEMENT_TRUCE_MONTHS, 3, 2, 6},
    {ENT_A_SETTLEMENT_TRUCE_FORCE, 10, 10, 10},
    {ENT_A_UKRAINE_DRIVE_KM2, 370, 200, 700},
};
enum { N_CENTRAL = sizeof central / sizeof central[0], MONTHS = 130 };

static ent_world world;
static ent_layout layout;
static ent_tile tile;

static void set_lever(ent_lever_id lever, double value)
{
    for (int y = 0; y < ENT_MAX_YEARS; y++)
        world.lever_year[lever][y] = value;
}

static void make_world(bool brussels)
{
    memset(&world, 0, sizeof world);
    world.first_year = 2025;
    world.n_years = 11;
    world.first_month = 3;
    world.n_months = MONTHS;
    world.war = (ent_war){.fighting = 1,
                          .soldiers_rus = 600,
                          .soldiers_ukr = 880,
                          .armour_rus = 1750,
                          .armour_ukr = 900,
                          .store_rus = 3500,
                          .area_km2 = 112240,
                          .gain_km2 = 230,
                          .regions_km2 = 135900,
                          .aid_us = 64.1 / 35,
                          .aid_europe = 57.8 / 35,
                          .aid_other = 3.7 / 35,
                          .vbar_scale = 1};
    set_lever(ENT_L_AID_US, brussels ? 0.0 : 1.0);
    set_lever(ENT_L_AID_EUROPE, brussels ? 1.5 : 1.0);
    if (brussels) {
        world.lever_year[ENT_L_AID_US][0] = 0.3;
        world.lever_year[ENT_L_AID_EUROPE][0] = 1.3;
    }
    set_lever(ENT_L_UKRAINE_NATO_MEMBERSHIP, brussels ? 0.0 : 1.0);
    set_lever(ENT_L_UKRAINE_PRE2014_DEMAND, brussels ? 0.0 : 1.0);
    set_lever(ENT_L_UKRAINE_REGIONS_DEMAND, 1.0);
    set_lever(ENT_L_UKRAINE_MEDIATION, 1.0);
    for (int o = 0; o < ENT_N_OUTCOMES; o++)
        layout.first[o] = -1;
}

static void start(bool silent, uint64_t seed)
{
    memset(&tile, 0, sizeof tile);
    tile.world = &world;
    tile.layout = &layout;
    tile.silent = silent;
    tile.seed = seed;
    for (int i = 0; i < N_CENTRAL; i++)
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double u = ent_uniform(seed, f, (uint32_t)i, 99);
            tile.a[central[i].id][f] =
                silent ? central[i].value : central[i].low + u * (central[i].high - central[i].low);
        }
    for (size_t f = 0; f < ENT_TILE; f++) {
        tile.renewal_year[f] = 0.15;
        tile.renewal_5y[f] = 0.5;
    }
    ent_ukraine_start_sse2(&tile);
    ent_settlement_start_sse2(&tile);
    ent_settlement_year_sse2(&tile);
}

static void run(size_t months)
{
    for (size_t m = 0; m < months; m++) {
        tile.year = (int32_t)((m + 2) / 12);
        ent_ukraine_month_sse2(&tile, m);
        ent_settlement_month_sse2(&tile, m);
    }
}

static void test_central_path(void **state)
{
    (void)state;
    make_world(false);
    start(true, 1);
    run(24);
    CHECK_NEAR(tile.area[0], 121209.3533, 0.001);
    CHECK_NEAR(tile.gain[5], 386.9663112, 1e-4);
    CHECK_NEAR(tile.men_rus[0], 802.5336099, 1e-5);
    CHECK_NEAR(tile.men_ukr[0], 967.36, 1e-9);
    CHECK_NEAR(tile.armour_rus[0], 1314.574685, 1e-4);
    CHECK_NEAR(tile.armour_ukr[0], 1005.646684, 1e-4);
    CHECK_NEAR(tile.store[0], 0.0, 1e-9);
    CHECK_NEAR(tile.drive[0], 1.022265305, 1e-8);
    make_world(true);
    start(true, 1);
    run(24);
    CHECK_NEAR(tile.area[0], 122825.009, 0.001);
    CHECK_NEAR(tile.drive[0], 1.246228145, 1e-8);
    CHECK_NEAR(tile.zone_low[0], 0.448961132, 1e-8);
    CHECK_NEAR(tile.months_at_war[0], 24.0, 0.0);
}

/* Soldiers: what came in less what was lost, to rounding; tanks likewise in a
 * ceasefire. */
static void test_conservation(void **state)
{
    (void)state;
    make_world(false);
    for (uint64_t seed = 1; seed < 20; seed++) {
        start(false, seed);
        run(30);
        for (size_t f = 0; f < ENT_TILE; f++) {
            assert_true(tile.men_rus[f] >= 150 && tile.men_rus[f] <= 1000);
            assert_true(tile.men_ukr[f] >= 200 && tile.men_ukr[f] <= 1200);
            assert_true(tile.store[f] >= 0.0);
            assert_true(tile.fighting[f] >= 0.0 && tile.fighting[f] <= 1.0);
            if (tile.fighting[f] > 0.0)
                CHECK_NEAR(tile.peace_months[f], 0.0, 0.0);
        }
        const double before = tile.armour_rus[3], store = tile.store[3];
        tile.fighting[3] = 0.0;
        const double men = tile.men_ukr[3], area = tile.area[3];
        tile.year = 3;
        ent_ukraine_month_sse2(&tile, 30);
        CHECK_NEAR(tile.armour_rus[3] + tile.store[3],
                   before + store + tile.a[ENT_A_UKRAINE_NEW_TANKS][3], 1e-9);
        CHECK_NEAR(tile.men_ukr[3], men, 0.0);
        CHECK_NEAR(tile.area[3], area, 0.0);
    }
}

/* More aid never helps the other side: future by future, same shocks. */
/* Russia can lose what it holds, not more. */
static void test_area_not_negative(void **state)
{
    (void)state;
    make_world(false);
    world.war.area_km2 = 1000;
    world.war.gain_km2 = -1900;
    start(true, 1);
    run(1);
    CHECK_NEAR(tile.area[0], 0.0, 0.0);
    assert_true(tile.gain[0] < 0.0);
}

static void test_aid_direction(void **state)
{
    (void)state;
    double area[ENT_TILE];
    for (uint64_t seed = 1; seed < 20; seed++) {
        make_world(false);
        set_lever(ENT_L_UKRAINE_MEDIATION, 0.0);
        start(false, seed);
        for (size_t m = 0; m < 36; m++) {
            tile.year = (int32_t)((m + 2) / 12);
            ent_ukraine_month_sse2(&tile, m);
        }
        memcpy(area, tile.area, sizeof area);
        set_lever(ENT_L_AID_EUROPE, 2.0);
        start(false, seed);
        for (size_t m = 0; m < 36; m++) {
            tile.year = (int32_t)((m + 2) / 12);
            ent_ukraine_month_sse2(&tile, m);
        }
        for (size_t f = 0; f < ENT_TILE; f++)
            assert_true(tile.area[f] <= area[f] + 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_central_path),
        cmocka_unit_test(test_conservation),
        cmocka_unit_test(test_area_not_negative),
        cmocka_unit_test(test_aid_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
