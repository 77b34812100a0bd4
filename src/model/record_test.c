/* Outcomes of sections 1 to 3: which states have a figure, sums by hand, nothing unasked. */
#include "small_world.h"

enum { COLUMNS = 80 };
static double out[COLUMNS * ENT_BLOCK];

static double *column(ent_outcome_id outcome, int32_t index)
{
    return out + (layout.first[outcome] + index) * ENT_BLOCK;
}

static void start(void)
{
    make_world();
    make_tile();
    world.n_years = 2;
    int32_t next = 0;
    next = record_outcome(ENT_O_SPENDING_SHARE, next, 2 * N_STATES);
    next = record_outcome(ENT_O_ECONOMY_DEBT_ADDED, next, 2 * N_STATES);
    next = record_outcome(ENT_O_CAPABILITY_BE, next, 2 * N_STATES);
    next = record_outcome(ENT_O_SPENDING_EUROPE_CANADA, next, 2);
    next = record_outcome(ENT_O_CAPABILITY_EUROPE, next, 2);
    next = record_outcome(ENT_O_CAPABILITY_RUSSIA_FREE, next, 2);
    next = record_outcome(ENT_O_CAPABILITY_ETA, next, 2);
    assert_true(next <= COLUMNS);
    for (size_t i = 0; i < (size_t)COLUMNS * ENT_BLOCK; i++)
        out[i] = -77;
    tile.out = out;
    for (int32_t s = 0; s < N_STATES; s++) {
        set_row(tile.share[s], .01 * (s + 1));
        set_row(tile.debt[s], .02 * (s + 1));
        set_row(tile.spend[s], 10.0 * (s + 1));
        set_row(tile.gdp[s], 1000.0);
        world.flags[s] |= ENT_STATE_SPENDING | ENT_STATE_FORCES;
    }
}

/* Shares in per cent; a state whose spending or forces are not known has no figure. */
static void states(void **state)
{
    (void)state;
    start();
    world.flags[JPN] &= ~ENT_STATE_SPENDING;
    world.flags[CHN] &= ~ENT_STATE_FORCES;
    tile.year = 1;
    ENT_ISA_NAME(ent_record_year)(&tile);
    for (int32_t s = 0; s < N_STATES; s++)
        for (size_t f = 0; f < ENT_TILE; f++) {
            const bool pays = s != JPN, fights = pays && s != CHN;
            CHECK_NEAR(column(ENT_O_SPENDING_SHARE, N_STATES + s)[f], pays ? s + 1.0 : ENT_MISSING,
                       1e-13);
            CHECK_NEAR(column(ENT_O_ECONOMY_DEBT_ADDED, N_STATES + s)[f],
                       pays ? 2.0 * (s + 1) : ENT_MISSING, 1e-13);
            CHECK_NEAR(column(ENT_O_CAPABILITY_BE, N_STATES + s)[f],
                       fights ? tile.forces.land[s][f] : ENT_MISSING, 0);
            CHECK_NEAR(column(ENT_O_SPENDING_SHARE, s)[f], -77, 0); /* the year before: not ours */
        }
}

/* Allies without the US that have spending: (30 + 40) / 2000 of output; ITA has none known. */
static void allies_without_the_us(void **state)
{
    (void)state;
    start();
    world.flags[USA] |= ENT_STATE_NATO;
    world.flags[HOST] |= ENT_STATE_NATO;
    world.flags[NEAR] |= ENT_STATE_NATO;
    world.flags[FAR] = ENT_STATE_NATO;
    ENT_ISA_NAME(ent_record_year)(&tile);
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(column(ENT_O_SPENDING_EUROPE_CANADA, 0)[f], 3.5, 1e-13);
}

/* What Russia has beside Ukraine: (1 - tied) in war, all of it after the years of rebuilding. */
static void forces(void **state)
{
    (void)state;
    start();
    set_row(tile.a[ENT_A_POSTURE_RUSSIA_TIED], .8);
    set_row(tile.a[ENT_A_DETERRENCE_RECONSTITUTION], 4);
    set_row(tile.forces.land[RUS], 50);
    static const double peace[] = {0, 1, 4, 9}, want[] = {10, 20, 50, 50};
    for (size_t i = 0; i < 4; i++)
        tile.peace_years[i] = peace[i];
    world.flags[FAR] = 0; /* two Europeans are left, and the first state of all */
    world.flags[USA] |= ENT_STATE_EUROPEAN;
    ENT_ISA_NAME(ent_record_year)(&tile);
    for (size_t i = 0; i < 4; i++)
        CHECK_NEAR(column(ENT_O_CAPABILITY_RUSSIA_FREE, 0)[i], want[i], 1e-12);
    for (size_t f = 0; f < ENT_TILE; f++) {
        CHECK_NEAR(column(ENT_O_CAPABILITY_EUROPE, 0)[f],
                   tile.forces.land[USA][f] + tile.forces.land[HOST][f] + tile.forces.land[NEAR][f],
                   1e-12);
        CHECK_NEAR(column(ENT_O_CAPABILITY_ETA, 0)[f], tile.eta[f], 0);
    }
}

static void nothing_asked_for(void **state)
{
    (void)state;
    start();
    memset(&layout, -1, sizeof layout);
    ENT_ISA_NAME(ent_record_year)(&tile);
    for (size_t i = 0; i < (size_t)COLUMNS * ENT_BLOCK; i++)
        CHECK_NEAR(out[i], -77, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states),
        cmocka_unit_test(allies_without_the_us),
        cmocka_unit_test(forces),
        cmocka_unit_test(nothing_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
