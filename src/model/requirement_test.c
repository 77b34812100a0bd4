/* Section 4: requirement, shortfall and moved posture, by the sums of docs/model.md. */
#include "small_world.h"

enum { COLUMNS = 64 };
static double out[COLUMNS * ENT_BLOCK];

static double *column(ent_outcome_id outcome, int32_t index)
{
    return out + (layout.first[outcome] + index) * ENT_BLOCK;
}

/* A tile whose outcomes of the section are recorded for every year. */
static void start(void)
{
    static const ent_outcome_id recorded[] = {ENT_O_POSTURE_REQUIREMENT, ENT_O_POSTURE_SHORTFALL,
                                              ENT_O_POSTURE_COVERED, ENT_O_POSTURE_US_LEAVING,
                                              ENT_O_POSTURE_US_ARRIVING};
    make_world();
    make_tile();
    world.n_years = 3;
    int32_t next = 0;
    for (size_t i = 0; i < sizeof recorded / sizeof recorded[0]; i++)
        next = record_outcome(recorded[i], next, world.n_years);
    next = record_outcome(ENT_O_POSTURE_DEFENCE_IN, next, world.n_years * N_PLACES);
    next = record_outcome(ENT_O_POSTURE_DEFENCE_OUT, next, world.n_years * N_PLACES);
    assert_true(next <= COLUMNS);
    for (size_t i = 0; i < (size_t)COLUMNS * ENT_BLOCK; i++)
        out[i] = -77; /* a cell that nobody wrote */
    tile.out = out;
}

/* .7 of the flank's home forces; .8 of what the others send and the staging places take. */
static void defence_by_hand(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        double delay, staging, rate, committed, brigades;
    } rows[] = {
        /* home (EST + POL) = 6 + 10; ITA and Canada send 20 + 8 */
        {"by what is sent: .7 16 + .8 (.5 28)", 2, 6, 1.5, .5, 22.4},
        {"by the staging places: .8 (4 .2 10 + 3)", 2, 6, .2, .5, 20},
        {"nobody staged in time: .8 of the first three", 9, 20, 1.5, .5, 13.6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        start();
        world.can = JPN; /* in the part of Canada, which sends though not European */
        memcpy(world.iso3[JPN], "CAN", 4);
        set_row(tile.forces.home_land[HOST], 6);
        set_row(tile.forces.home_land[NEAR], 10);
        set_row(tile.forces.land[FAR], 20);
        set_row(tile.forces.land[JPN], 8);
        set_row(tile.a[ENT_A_POSTURE_DECISION_DELAY], rows[i].delay);
        set_row(tile.a[ENT_A_POSTURE_RSOI_DAYS], rows[i].staging);
        set_row(tile.a[ENT_A_POSTURE_RSOI_RATE], rows[i].rate);
        set_row(tile.a[ENT_A_POSTURE_COMMITTED], rows[i].committed);
        world.lever[ENT_L_US_POSTURE_EUROPE] = .5;
        tile.year = 2;
        ent_row alone, with_us;
        ENT_ISA_NAME(ent_posture_defence)(&tile, alone, with_us);
        for (size_t f = 0; f < ENT_TILE; f++) {
            if (!(fabs(with_us[f] - (rows[i].brigades + .5 * 1.2)) <= 1e-12)) /* .2 and sets 1 */
                fail_msg("%s: %.15g, want %.15g", rows[i].what, with_us[f], rows[i].brigades + .6);
            CHECK_NEAR(alone[f], rows[i].brigades * tile.eta[f], 1e-12);
        }
    }
}

/* Every state of the flank counts with what it has at home, no other state does. */
static void states_of_the_flank(void **state)
{
    (void)state;
    static const char *const names[] = {"EST", "LVA", "LTU", "POL", "FIN",
                                        "NOR", "ROU", "SWE", "ESX", "DEU"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        start();
        ent_row before, with_us;
        memcpy(world.iso3[CHN], names[i], 4);
        ENT_ISA_NAME(ent_posture_defence)(&tile, before, with_us);
        for (size_t f = 0; f < ENT_TILE; f++)
            tile.forces.home_land[CHN][f] += 10;
        ent_row after;
        ENT_ISA_NAME(ent_posture_defence)(&tile, after, with_us);
        CHECK_NEAR(after[9] - before[9], i < 7 ? 7 * tile.eta[9] : 0, 1e-12);
    }
}

/* flank share C_Rus / ratio against the defence alone; short until the year after the last. */
static void requirement_and_shortfall(void **state)
{
    (void)state;
    start();
    set_row(tile.forces.land[RUS], 40);
    set_row(tile.a[ENT_A_POSTURE_FLANK_SHARE], .6);
    set_row(tile.a[ENT_A_POSTURE_RATIO], 1.5);
    ENT_ISA_NAME(ent_posture_start)(&tile);
    ent_row alone, with_us;
    ENT_ISA_NAME(ent_posture_defence)(&tile, alone, with_us);
    bool short_somewhere = false, covered_somewhere = false;
    for (tile.year = 0; tile.year < 2; tile.year++) {
        ENT_ISA_NAME(ent_posture_year)(&tile);
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double need = 16, lacks = need - alone[f];
            CHECK_NEAR(column(ENT_O_POSTURE_REQUIREMENT, tile.year)[f], need, 1e-13);
            CHECK_NEAR(column(ENT_O_POSTURE_SHORTFALL, tile.year)[f], lacks, 1e-12);
            CHECK_NEAR(column(ENT_O_POSTURE_COVERED, tile.year)[f], lacks > 0 ? 0 : 1, 0);
            CHECK_NEAR(tile.short_since[f], lacks > 0 ? 2026 + tile.year : 2025, 0);
            short_somewhere |= lacks > 0;
            covered_somewhere |= !(lacks > 0);
        }
    }
    assert_true(short_somewhere && covered_somewhere);           /* the draws show both */
    CHECK_NEAR(column(ENT_O_POSTURE_REQUIREMENT, 2)[0], -77, 0); /* a year not run yet */
}

/* A ratio that the scenario sets counts in every future. */
static void planning_ratio(void **state)
{
    (void)state;
    start();
    ent_row need, with_us;
    set_row(tile.forces.land[RUS], 40);
    set_row(tile.a[ENT_A_POSTURE_FLANK_SHARE], .6);
    set_row(tile.a[ENT_A_POSTURE_RATIO], 1.5);
    world.lever[ENT_L_POSTURE_PLANNING_RATIO] = 3;
    ENT_ISA_NAME(ent_posture_needs)(&tile, need, with_us);
    CHECK_NEAR(need[5], 8, 1e-14);
}

/* Without US forces in the plan it is the shortfall without the US; each step of the posture adds
   its share of the US forces and of the worth that European ones lose. */
static void shortfall_with_us(void **state)
{
    (void)state;
    static const double levels[] = {0, .25, .5, 1, 1.5};
    double last[ENT_TILE] = {0};
    start();
    set_row(tile.forces.land[USA], 40);
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        world.lever[ENT_L_US_POSTURE_EUROPE] = levels[i];
        tile.year = 5; /* the change is complete */
        ent_row need, with_us, alone, us;
        ENT_ISA_NAME(ent_posture_needs)(&tile, need, with_us);
        ENT_ISA_NAME(ent_posture_defence)(&tile, alone, us);
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double whole = alone[f] / tile.eta[f];
            const double kept = levels[i] < 1 ? levels[i] : 1;
            CHECK_NEAR(with_us[f],
                       need[f] - alone[f] - (whole - alone[f]) * kept - levels[i] * .45 * 40,
                       1e-10);
            if (i == 0)
                CHECK_NEAR(with_us[f], need[f] - alone[f], 1e-12);
            assert_true(i == 0 || with_us[f] < last[f]);
            last[f] = with_us[f];
        }
    }
}

/* A floor set by law keeps forces that the scenario would withdraw, and adds none. */
static void floor_by_law(void **state)
{
    (void)state;
    start();
    world.lever[ENT_L_US_POSTURE_EUROPE] = .4;
    world.lever[ENT_L_US_POSTURE_FLOOR] = .76;
    CHECK_NEAR(posture_level(&world, 0), .8, 1e-15); /* a third of the way */
    CHECK_NEAR(posture_level(&world, 5), .76, 0);
    world.lever[ENT_L_US_POSTURE_EUROPE] = 1;
    CHECK_NEAR(posture_level(&world, 5), 1, 0);
    world.lever[ENT_L_US_POSTURE_EUROPE] = 1.3;
    CHECK_NEAR(posture_level(&world, 5), 1.3, 1e-15);
}

/* leaving = .45 (1 - posture) C land; arriving = .25 (1 - posture) part C at sea. */
static void moved_posture(void **state)
{
    (void)state;
    start();
    world.lever[ENT_L_US_POSTURE_EUROPE] = .4;
    world.lever[ENT_L_US_FREED_TO_INDO_PACIFIC] = .5;
    set_row(tile.forces.land[USA], 30);
    set_row(tile.forces.sea[USA], 60);
    ENT_ISA_NAME(ent_posture_start)(&tile);
    for (tile.year = 0; tile.year < 3; tile.year++) {
        const double gone = .2 * (tile.year + 1); /* all of .6 by 2027 */
        ENT_ISA_NAME(ent_posture_year)(&tile);
        CHECK_NEAR(tile.posture[0], 1 - gone, 1e-15);
        CHECK_NEAR(column(ENT_O_POSTURE_US_LEAVING, tile.year)[0], .45 * gone * 30, 1e-12);
        CHECK_NEAR(column(ENT_O_POSTURE_US_ARRIVING, tile.year)[0], .25 * gone * .5 * 60, 1e-12);
        for (int32_t k = 0; k < N_PLACES; k++)
            for (size_t f = 0; f < ENT_TILE; f++) {
                const int32_t at = tile.year * N_PLACES + k;
                CHECK_NEAR(column(ENT_O_POSTURE_DEFENCE_IN, at)[f], tile.balance[k].quick[1][f], 0);
                CHECK_NEAR(column(ENT_O_POSTURE_DEFENCE_OUT, at)[f], tile.balance[k].quick[0][f],
                           0);
            }
    }
}

/* Columns that nobody asked for are not written, and the state is the same. */
static void nothing_recorded(void **state)
{
    (void)state;
    start();
    memset(&layout, -1, sizeof layout);
    ENT_ISA_NAME(ent_posture_start)(&tile);
    ENT_ISA_NAME(ent_posture_year)(&tile);
    for (size_t i = 0; i < (size_t)COLUMNS * ENT_BLOCK; i++)
        CHECK_NEAR(out[i], -77, 0);
    assert_true(tile.balance[LAND_PLACE].quick[1][0] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defence_by_hand),           cmocka_unit_test(states_of_the_flank),
        cmocka_unit_test(requirement_and_shortfall), cmocka_unit_test(moved_posture),
        cmocka_unit_test(nothing_recorded),          cmocka_unit_test(planning_ratio),
        cmocka_unit_test(shortfall_with_us),         cmocka_unit_test(floor_by_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
