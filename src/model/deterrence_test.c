/* Section 6: the reference state, monotonicity over random worlds, curve and variants. */
#include "model/attack.h"
#include "small_world.h"

static void run_year(int32_t year)
{
    tile.year = year;
    ENT_ISA_NAME(ent_posture_year)(&tile);
    ENT_ISA_NAME(ent_deterrence_year)(&tile);
}

static void run_first_year(void)
{
    ENT_ISA_NAME(ent_posture_start)(&tile);
    ENT_ISA_NAME(ent_deterrence_start)(&tile);
    run_year(0);
}

/* The year looks like 2021: the chance is the base draw, and lambda 0 makes every year so. */
static void reference_state_returns_the_base_rate(void **state)
{
    (void)state;
    make_world();
    make_tile();
    ENT_ISA_NAME(ent_posture_start)(&tile);
    tile.forces_ref = tile.forces;
    memcpy(tile.eta, tile.a[ENT_A_CAPABILITY_ETA0], sizeof tile.eta);
    for (int s = 0; s < N_STATES; s++)
        for (size_t k = 0; k < N_PLACES; k++)
            world.flashpoint[k].forward_ref[s] = world.flashpoint[k].forward[0][s];
    for (size_t f = 0; f < ENT_TILE; f++)
        tile.a[ENT_A_POSTURE_RUSSIA_TIED][f] = .15;
    ENT_ISA_NAME(ent_deterrence_start)(&tile);
    run_year(0);
    for (size_t k = 0; k < UKRAINE; k++)
        for (size_t f = 0; f < ENT_TILE; f++)
            CHECK_NEAR(tile.balance[k].attack[f], tile.base_rate[k][f], 1e-15);
    make_tile();
    for (size_t f = 0; f < ENT_TILE; f++)
        tile.a[ENT_A_DETERRENCE_LAMBDA][f] = 0;
    run_first_year();
    for (size_t k = 0; k < N_PLACES; k++)
        for (size_t f = 0; f < ENT_TILE; f++) {
            CHECK_NEAR(tile.balance[k].odds[f], 1, 0);
            CHECK_NEAR(tile.balance[k].attack[f], tile.base_rate[k][f], 1e-15);
        }
}

static ent_row before[N_PLACES];

static void remember(void)
{
    for (size_t k = 0; k < N_PLACES; k++)
        row_copy(before[k], tile.balance[k].attack);
}

static void check_not_above(const char *what, size_t from, size_t to)
{
    for (size_t k = from; k < to; k++)
        for (size_t f = 0; f < ENT_TILE; f++)
            if (!(tile.balance[k].attack[f] <= before[k][f] * (1 + 1e-12)))
                fail_msg("%s: flashpoint %zu future %zu: %.17g after %.17g", what, k, f,
                         tile.balance[k].attack[f], before[k][f]);
}

static void add_to(ent_assumption_id id, double change)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        tile.a[id][f] += change;
}

/* What may only lower the chance of an attack, on random worlds. The reference state is held
   fixed: the change concerns the year, not 2021. */
static void attack_falls_with_what_should_deter(void **state)
{
    (void)state;
    for (int world_number = 0; world_number < 100; world_number++) {
        make_world();
        make_tile();
        run_first_year();
        remember();
        world.lever[ENT_L_US_CREDIBILITY_SIGNAL] =
            world.lever[ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC] = .7;
        run_year(0);
        check_not_above("credibility", 0, UKRAINE);
        remember();
        world.lever[ENT_L_EUROPE_FORWARD_BRIGADES] = 4;
        run_year(2);
        world.lever[ENT_L_EUROPE_FORWARD_BRIGADES] = 0;
        remember();
        world.lever[ENT_L_EUROPE_FORWARD_BRIGADES] = 4;
        world.lever[ENT_L_EUROPE_FORWARD_BY_YEAR] = 2026;
        run_year(2);
        check_not_above("forces in place", 0, 1);
        remember();
        add_to(ENT_A_POSTURE_DECISION_DELAY, -1);
        run_year(2);
        check_not_above("faster decision", 0, UKRAINE);
        remember();
        add_to(ENT_A_POSTURE_RSOI_RATE, .3);
        run_year(2);
        check_not_above("faster staging", 0, UKRAINE);
        remember();
        add_to(ENT_A_DETERRENCE_COST, .1);
        run_year(2);
        check_not_above("cost of war", 0, UKRAINE);
    }
}

static void guarantees_are_ordered(void **state)
{
    (void)state;
    for (int world_number = 0; world_number < 100; world_number++) {
        make_world();
        make_tile();
        run_first_year();
        remember();
        world.lever[ENT_L_GUARANTEE_FORCE_BRIGADES] = 4;
        run_year(1);
        check_not_above("a force without members", UKRAINE, N_PLACES);
        world.member[NEAR] = 1;
        run_year(1);
        check_not_above("a member", UKRAINE, N_PLACES);
        remember();
        world.lever[ENT_L_GUARANTEE_FORCE_BRIGADES] = 12;
        run_year(1);
        check_not_above("a larger force", UKRAINE, N_PLACES);
        remember();
        world.member[USA] = 1;
        run_year(1);
        check_not_above("the US as a member", UKRAINE, N_PLACES);
    }
}

/* War elsewhere raises the chance; forces moved to the Indo-Pacific help there. */
static void theatres_are_coupled(void **state)
{
    (void)state;
    make_world();
    make_tile();
    run_first_year();
    remember();
    world.lever[ENT_L_CRISIS_TAIWAN_YEAR] = 2025;
    run_year(0);
    for (size_t f = 0; f < ENT_TILE; f++) {
        assert_true(tile.balance[LAND_PLACE].attack[f] >= before[LAND_PLACE][f]);
        CHECK_NEAR(tile.balance[SEA_PLACE].attack[f], before[SEA_PLACE][f], 0);
    }
    world.lever[ENT_L_CRISIS_TAIWAN_YEAR] = 0;
    world.lever[ENT_L_US_POSTURE_EUROPE] = 0;
    run_year(2);
    remember();
    world.lever[ENT_L_US_POSTURE_EUROPE] = 1;
    run_year(2);
    check_not_above("US posture in Europe", LAND_PLACE, LAND_PLACE + 1);
    for (size_t f = 0; f < ENT_TILE; f++)
        assert_true(tile.balance[SEA_PLACE].attack[f] >= before[SEA_PLACE][f]);
}

/* The curve over credibility passes through the year's own point; its inverse finds it. */
static void curve_passes_through_the_year(void **state)
{
    (void)state;
    make_world();
    make_tile();
    run_first_year();
    ent_row odds, attack, q;
    for (size_t k = 0; k < UKRAINE; k++)
        for (size_t f = 0; f < ENT_TILE; f++) {
            const ent_balance *b = &tile.balance[k];
            ENT_ISA_NAME(ent_deterrence_at)(&tile, k, b->pivot[f], odds, attack);
            CHECK_NEAR(odds[f], b->odds[f], 1e-12 * b->odds[f]);
            CHECK_NEAR(attack[f], b->attack[f], 1e-12);
            ENT_ISA_NAME(ent_deterrence_threshold)(&tile, k, b->odds[f], q);
            CHECK_NEAR(q[f], b->pivot[f], 1e-9);
        }
}

/* The variants agree with the logit at the reference state, point the same way elsewhere, and
   their inverse finds the year's own credibility. */
static void variants_of_the_form(void **state)
{
    (void)state;
    make_world();
    make_tile();
    run_first_year();
    ent_row logit[N_PLACES], q;
    for (size_t k = 0; k < N_PLACES; k++)
        row_copy(logit[k], tile.balance[k].odds);
    for (int form = 1; form <= 2; form++) {
        for (size_t f = 0; f < ENT_TILE; f++)
            tile.a[ENT_A_DETERRENCE_FORM][f] = form;
        run_year(0);
        for (size_t k = 0; k < UKRAINE; k++)
            for (size_t f = 0; f < ENT_TILE; f++) {
                const ent_balance *b = &tile.balance[k];
                assert_true(b->attack[f] >= 0 && b->attack[f] <= 1);
                assert_int_equal(b->odds[f] > 1, logit[k][f] > 1);
                if (!(b->odds[f] > 0))
                    continue; /* the threshold is not passed anywhere near */
                ENT_ISA_NAME(ent_deterrence_threshold)(&tile, k, b->odds[f], q);
                CHECK_NEAR(q[f], b->pivot[f], 1e-6);
            }
        for (size_t f = 0; f < ENT_TILE; f++)
            tile.a[ENT_A_DETERRENCE_LAMBDA][f] = 0;
        run_year(0);
        for (size_t k = 0; k < UKRAINE; k++)
            for (size_t f = 0; f < ENT_TILE; f++)
                CHECK_NEAR(tile.balance[k].odds[f], 1, 1e-12);
        make_tile();
        run_first_year();
        for (size_t k = 0; k < N_PLACES; k++)
            row_copy(logit[k], tile.balance[k].odds);
    }
}

/* --- the two stages --- */

/* One pair at the first place: neighbours by land, rivals, two disputes. */
static void give_history(void)
{
    ent_flashpoint *place = &world.flashpoint[LAND_PLACE];
    static const double past[ENT_CRISIS_TERMS] = {1, 0, 1, 0, .7, 1.1, 0, 2.5, 1};
    place->n_pairs = 1;
    memcpy(place->past[0], past, sizeof past);
}

static void set_coefficients(void)
{
    static const double b[ENT_CRISIS_TERMS] = {1.6, 1.1, .01, .3, -.5, .8, .4, .37, .93};
    for (size_t i = 0; i < ENT_CRISIS_TERMS; i++)
        set_row(tile.a[(size_t)ENT_A_DETERRENCE_CRISIS_LAND + i], b[i]);
    set_row(tile.a[ENT_A_DETERRENCE_ATTACK_LAND], 1.5);
    set_row(tile.a[ENT_A_DETERRENCE_ATTACK_RIVALS], 1.8);
    set_row(tile.a[ENT_A_DETERRENCE_UTILITY_MEAN], .15);
}

/* P(attack) is P(crisis) times P(attack | crisis), by the functions of the hindcast. */
static void stages_multiply(void **state)
{
    (void)state;
    make_world();
    give_history();
    make_tile();
    set_coefficients();
    run_first_year();
    const ent_balance *b = &tile.balance[LAND_PLACE];
    const double *past = world.flashpoint[LAND_PLACE].past[0];
    for (size_t f = 0; f < ENT_TILE; f++) {
        double c[ENT_CRISIS_TERMS];
        for (size_t i = 0; i < ENT_CRISIS_TERMS; i++)
            c[i] = tile.a[(size_t)ENT_A_DETERRENCE_CRISIS_LAND + i][f];
        const double crisis =
            ent_logistic(crisis_push(tile.a[ENT_A_DETERRENCE_CRISIS][f], c, past));
        const double utility = tile.balance_ref[LAND_PLACE][f] + b->shift[f];
        const double given =
            ent_logistic(attack_push(tile.a[ENT_A_DETERRENCE_ATTACK][f] + 1.5 + 1.8,
                                     tile.a[ENT_A_DETERRENCE_LAMBDA][f], utility, .15));
        CHECK_NEAR(b->attack[f], crisis * given, 1e-13);
        assert_true(b->attack[f] < crisis && b->attack[f] > 0.0);
    }
}

/* A higher chance of crisis raises the chance of attack, and none of the two exceeds 1. */
static void crises_raise_the_chance(void **state)
{
    (void)state;
    ent_row low;
    make_world();
    give_history();
    make_tile();
    set_coefficients();
    run_first_year();
    row_copy(low, tile.balance[LAND_PLACE].attack);
    for (size_t f = 0; f < ENT_TILE; f++)
        tile.a[ENT_A_DETERRENCE_CRISIS][f] += 1.0;
    run_first_year();
    for (size_t f = 0; f < ENT_TILE; f++)
        assert_true(tile.balance[LAND_PLACE].attack[f] > low[f]);
    set_row(tile.a[ENT_A_DETERRENCE_CRISIS], 500.0); /* a crisis every year */
    run_first_year();
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(tile.base_rate[LAND_PLACE][f], tile.given_ref[LAND_PLACE][f], 1e-15);
}

/* Without the two stages the base rate stands for the record. */
static void level_by_base_rate(void **state)
{
    (void)state;
    make_world();
    give_history();
    make_tile();
    set_coefficients();
    set_row(tile.a[ENT_A_DETERRENCE_LEVEL], 1.0);
    run_first_year();
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(tile.base_rate[LAND_PLACE][f], .45 * tile.a[ENT_A_DETERRENCE_BASE_RUSSIA][f],
                   1e-16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stages_multiply),
        cmocka_unit_test(crises_raise_the_chance),
        cmocka_unit_test(level_by_base_rate),
        cmocka_unit_test(reference_state_returns_the_base_rate),
        cmocka_unit_test(attack_falls_with_what_should_deter),
        cmocka_unit_test(guarantees_are_ordered),
        cmocka_unit_test(theatres_are_coupled),
        cmocka_unit_test(curve_passes_through_the_year),
        cmocka_unit_test(variants_of_the_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
