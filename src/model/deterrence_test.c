/* Sections 4 to 6: the closed forms against a day-by-day count in this file, the reference
   state, and monotonicity over random worlds. */
#include "check.h"

#include "entente/fmath.h"
#include "entente/isa.h"
#include "entente/rng.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/kernels.h"
#include "model/posture.h"

enum { USA, RUS, HOST, NEAR, FAR, CHN, TWN, JPN, UKR, N_STATES };
enum { LAND_PLACE, SEA_PLACE, UKRAINE, N_PLACES };

static ent_world world;
static ent_layout layout;
static ent_tile tile;
static uint32_t random_slot;

static double draw(double low, double high)
{
    return low + (high - low) * ent_uniform(7, 0, random_slot++, 99);
}

static void add_sender(ent_flashpoint *p, int32_t state, double notice, double transit,
                       int32_t class_id)
{
    p->senders[p->n_senders++] = state;
    p->notice[state] = notice;
    p->transit[state] = transit;
    p->commitment[state] = class_id;
    for (int y = 0; y < ENT_MAX_YEARS; y++)
        p->forward[y][state] = .2;
    p->forward_ref[state] = .1;
}

static void make_places(void)
{
    ent_flashpoint *land = &world.flashpoint[LAND_PLACE];
    *land = (ent_flashpoint){.key = "baltic", .challenger = RUS, .n_hosts = 1, .hosts = {HOST}};
    land->pivot = ENT_A_COMMITMENT_US_NATO;
    land->crisis = ENT_L_CRISIS_BALTIC_YEAR;
    land->base = ENT_A_DETERRENCE_BASE_RUSSIA;
    land->challenger_share = .45;
    land->front_width_km = 150;
    land->depth_km = 200;
    land->terrain = 1.2;
    land->base_weight = .45;
    land->preposition = 1;
    land->extra_split = .5;
    add_sender(land, NEAR, 5, 3, ENT_A_COMMITMENT_NATO_NEAR);
    add_sender(land, USA, 15, 20, -1);
    add_sender(land, FAR, 25, 20, ENT_A_COMMITMENT_NATO_FAR);
    ent_flashpoint *sea = &world.flashpoint[SEA_PLACE];
    *sea = (ent_flashpoint){.key = "taiwan", .challenger = CHN, .n_hosts = 1, .hosts = {TWN}};
    sea->domain = ENT_SEA;
    sea->theatre = ENT_THEATRE_INDO_PACIFIC;
    sea->pivot = ENT_A_COMMITMENT_US_TAIWAN;
    sea->crisis = ENT_L_CRISIS_TAIWAN_YEAR;
    sea->base = ENT_A_DETERRENCE_BASE_TAIWAN;
    sea->challenger_share = .55;
    sea->terrain = 2;
    sea->base_weight = 1;
    add_sender(sea, JPN, 3, 4, ENT_A_COMMITMENT_ALLIES_TAIWAN);
    add_sender(sea, USA, 5, 10, -1);
    ent_flashpoint *ukraine = &world.flashpoint[UKRAINE];
    *ukraine = *land;
    memcpy(ukraine->key, "ukraine", 8);
    ukraine->is_ukraine = 1;
    ukraine->crisis = ENT_L_CRISIS_UKRAINE_YEAR;
    ukraine->hosts[0] = UKR;
    ukraine->base = ENT_A_DETERRENCE_BASE_UKRAINE;
    ukraine->base_weight = 1;
    ukraine->challenger_share = .75;
    ukraine->preposition = 0;
    ukraine->extra_split = 0;
}

static void make_world(void)
{
    static const char names[N_STATES][4] = {"USA", "RUS", "EST", "POL", "ITA",
                                            "CHN", "TWN", "JPN", "UKR"};
    memset(&world, 0, sizeof world);
    world.base_year = 2024;
    world.first_year = 2025;
    world.n_years = 11;
    world.n_states = N_STATES;
    world.n_flashpoints = N_PLACES;
    world.n_theatres = 2;
    world.usa = USA;
    world.rus = RUS;
    world.ukr = UKR;
    world.can = -1;
    memcpy(world.iso3, names, sizeof names);
    for (int s = 0; s < N_STATES; s++)
        world.flags[s] = s == HOST || s == NEAR || s == FAR ? ENT_STATE_EUROPEAN : 0;
    world.lever[ENT_L_US_POSTURE_EUROPE] = 1;
    world.lever[ENT_L_US_POSTURE_BY_YEAR] = 2027;
    world.lever[ENT_L_US_FREED_TO_INDO_PACIFIC] = .6;
    world.lever[ENT_L_EUROPE_FORWARD_BY_YEAR] = 2028;
    world.us_share_land[0] = .45;
    world.us_share_land[1] = .25;
    world.us_share_sea[0] = .25;
    world.us_share_sea[1] = .5;
    make_places();
    memset(&layout, -1, sizeof layout);
}

static void draw_row(double *row, double low, double high)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        row[f] = draw(low, high);
}

static void draw_forces(ent_forces *forces)
{
    for (size_t s = 0; s < N_STATES; s++) {
        draw_row(forces->land[s], 1, 30);
        draw_row(forces->sea[s], 1, 60);
        draw_row(forces->home_land[s], 1, 20);
        draw_row(forces->home_sea[s], 1, 20);
    }
}

/* A tile of random futures in the ranges of the register and beyond. */
static void make_tile(void)
{
    static const struct {
        ent_assumption_id id;
        double low, high;
    } ranges[] = {
        {ENT_A_POSTURE_DECISION_DELAY, 1, 10},
        {ENT_A_POSTURE_RSOI_DAYS, 9, 40},
        {ENT_A_POSTURE_RSOI_RATE, .3, 1.5},
        {ENT_A_POSTURE_COMMITTED, .3, .7},
        {ENT_A_POSTURE_AIR, .05, .3},
        {ENT_A_POSTURE_RUSSIA_TIED, .7, .92},
        {ENT_A_POSTURE_RATIO, 1.5, 3},
        {ENT_A_POSTURE_FLANK_SHARE, .5, .8},
        {ENT_A_COMMITMENT_US_NATO, -.5, 3},
        {ENT_A_COMMITMENT_NATO_NEAR, -.5, 3},
        {ENT_A_COMMITMENT_NATO_FAR, -1.5, 2},
        {ENT_A_COMMITMENT_US_TAIWAN, -2, 2},
        {ENT_A_COMMITMENT_ALLIES_TAIWAN, -2, 2},
        {ENT_A_COMMITMENT_BILATERAL, -5, -2},
        {ENT_A_COMMITMENT_GUARANTOR, -1.5, 2},
        {ENT_A_COMMITMENT_FORCE_SHIFT, .3, 1},
        {ENT_A_COMMITMENT_FOLLOW, .5, 1.5},
        {ENT_A_DETERRENCE_LAMBDA, .5, 6},
        {ENT_A_DETERRENCE_BASE_RUSSIA, 0, .03},
        {ENT_A_DETERRENCE_BASE_TAIWAN, 0, .03},
        {ENT_A_DETERRENCE_BASE_UKRAINE, .05, .3},
        {ENT_A_DETERRENCE_CONTEST, 1, 3},
        {ENT_A_DETERRENCE_HORIZON, 3, 60},
        {ENT_A_DETERRENCE_FAIT_ACCOMPLI, .2, .8},
        {ENT_A_DETERRENCE_COST, .1, .6},
        {ENT_A_DETERRENCE_NUCLEAR, 0, .4},
        {ENT_A_DETERRENCE_RECONSTITUTION, 2, 8},
        {ENT_A_DETERRENCE_CONTAGION, 1, 3},
    };
    memset(&tile, 0, sizeof tile);
    tile.world = &world;
    tile.layout = &layout;
    tile.silent = 1;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        draw_row(tile.a[ranges[i].id], ranges[i].low, ranges[i].high);
    draw_forces(&tile.forces);
    draw_forces(&tile.forces_ref);
    draw_row(tile.eta, .5, 1);
}

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

/* --- the day count --- */

typedef struct wave {
    double from, to, brigades;
} wave;

static double present(const wave *w, size_t n, double day)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += day <= w[i].from ? 0
               : day >= w[i].to ? w[i].brigades
                                : w[i].brigades * (day - w[i].from) / (w[i].to - w[i].from);
    return sum;
}

/* Defence of LAND_PLACE in future f, branch US in or out, on a day. */
static double count_land(size_t f, int us_in, double day)
{
    const ent_flashpoint *p = &world.flashpoint[LAND_PLACE];
    const double delay = tile.a[ENT_A_POSTURE_DECISION_DELAY][f];
    const double staging = tile.a[ENT_A_POSTURE_RSOI_DAYS][f];
    const double rate = tile.a[ENT_A_POSTURE_RSOI_RATE][f];
    const double cm = tile.a[ENT_A_POSTURE_COMMITTED][f];
    const double follow = us_in ? 0 : tile.a[ENT_A_COMMITMENT_FOLLOW][f];
    const double e = us_in ? 1 : tile.eta[f];
    double sum = e * tile.forces.home_land[HOST][f], queue = 0;
    static const int32_t order[] = {NEAR, USA, FAR};
    for (size_t i = 0; i < 3; i++) {
        const int32_t s = order[i];
        if (s == USA && !us_in)
            continue;
        const double logit =
            tile.a[s == NEAR ? ENT_A_COMMITMENT_NATO_NEAR : ENT_A_COMMITMENT_NATO_FAR][f];
        const double q = s == USA ? 1 : 1 / (1 + exp(follow - logit));
        const double part = s == USA ? .45 / .5 : .9, flown = s == USA ? .25 / .5 : 1;
        const double sent = fmax(part * cm * tile.forces.land[s][f] - .2, 0);
        const double arrival = p->notice[s] + p->transit[s] + delay;
        const double start = fmax(arrival, queue);
        queue = start + sent / rate;
        const wave waves[] = {{start + staging, queue + staging, sent},
                              {delay + 3, delay + 10,
                               tile.a[ENT_A_POSTURE_AIR][f] * tile.forces.sea[s][f] * cm * flown}};
        sum += q * e * (.2 + present(waves, 2, day));
    }
    const wave sets = {delay + 5 + staging, delay + 7 + staging, 1};
    return p->terrain * (sum + (us_in ? present(&sets, 1, day) : 0));
}

static void closed_forms_equal_a_day_count(void **state)
{
    (void)state;
    enum { STEPS = 20000 };
    make_world();
    make_tile();
    run_first_year();
    for (size_t f = 0; f < ENT_TILE; f += 5)
        for (int branch = 0; branch < 2; branch++) {
            const ent_balance *b = &tile.balance[LAND_PLACE];
            const double horizon = tile.a[ENT_A_DETERRENCE_HORIZON][f];
            double mean = 0;
            for (int i = 0; i < STEPS; i++)
                mean += count_land(f, branch, horizon * (i + .5) / STEPS) / STEPS;
            CHECK_NEAR(b->quick[branch][f], mean, 1e-6 * mean);
            CHECK_NEAR(b->month[branch][f], count_land(f, branch, 30), 1e-10 * mean);
            CHECK_NEAR(b->late[branch][f], count_land(f, branch, 120), 1e-10 * mean);
        }
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
    ent_balance days;
    ENT_ISA_NAME(ent_posture_on_days)(&tile, LAND_PLACE, 0, 30, &days);
    for (size_t f = 0; f < ENT_TILE; f++) {
        CHECK_NEAR(days.late[1][f], tile.balance[LAND_PLACE].month[1][f], 0);
        CHECK_NEAR(days.month[0][f], count_land(f, 0, 0), 1e-9);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_forms_equal_a_day_count),
        cmocka_unit_test(reference_state_returns_the_base_rate),
        cmocka_unit_test(attack_falls_with_what_should_deter),
        cmocka_unit_test(guarantees_are_ordered),
        cmocka_unit_test(theatres_are_coupled),
        cmocka_unit_test(curve_passes_through_the_year),
        cmocka_unit_test(variants_of_the_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
