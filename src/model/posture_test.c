/* Section 4: the closed forms of every place against a day-by-day count in this file, written
   from docs/model.md, and what a scenario makes of them. */
#include "small_world.h"

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

/* What a scenario makes of the year, as numbers written into the rows of the test. */
typedef struct year_case {
    const char *what;
    int32_t year;
    double posture, freed, forward, guarantee; /* levers */
    int article5, member, taiwan_war;          /* member: a state of the guarantee force, or -1 */
    double kept, moved, extra;                 /* of the year, by hand */
} year_case;

static const year_case cases[] = {
    {"nothing changed", 0, 1, .6, 0, 0, 0, -1, 0, 1, 0, 0},
    /* 2027 is the year of the lever: all of it; 2026 two thirds of the way from 2024 */
    {"US leaves", 2, .4, .6, 0, 0, 0, -1, 0, .4, .36, 0},
    {"half gone on the way", 1, .1, .5, 0, 0, 0, -1, 0, .4, .3, 0},
    /* four brigades by 2028: a quarter each year */
    {"Europe forward", 2, 1, .6, 4, 0, 0, -1, 0, 1, 0, 3},
    {"war over Taiwan", 0, 1, .6, 0, 0, 0, -1, 1, 1, 0, 0},
    {"guarantee with a member", 3, 1, .6, 0, 6, 0, NEAR, 0, 1, 0, 0},
    {"guarantee with the US", 3, .5, .6, 0, 6, 0, USA, 0, .5, .3, 0},
    {"Article 5 for Ukraine", 0, 1, .6, 0, 2, 1, -1, 0, 1, 0, 0},
};

static void set_case(const year_case *c)
{
    make_world();
    world.lever[ENT_L_US_POSTURE_EUROPE] = c->posture;
    world.lever[ENT_L_US_FREED_TO_INDO_PACIFIC] = c->freed;
    world.lever[ENT_L_EUROPE_FORWARD_BRIGADES] = c->forward;
    world.lever[ENT_L_GUARANTEE_FORCE_BRIGADES] = c->guarantee;
    world.lever[ENT_L_GUARANTEE_ARTICLE5] = c->article5;
    if (c->member >= 0)
        world.member[c->member] = 1;
    if (c->taiwan_war)
        world.lever[ENT_L_CRISIS_TAIWAN_YEAR] = 2025 + c->year;
    make_tile();
    tile.year = c->year;
    ENT_ISA_NAME(ent_posture_start)(&tile);
    ENT_ISA_NAME(ent_posture_year)(&tile);
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* Chance that an ally comes in a branch: by class; in Ukraine by membership (section 5). */
static double comes(const year_case *c, size_t k, int32_t state, int branch, size_t f)
{
    const double follow = branch ? 0 : tile.a[ENT_A_COMMITMENT_FOLLOW][f];
    if (k == UKRAINE && !c->article5)
        return world.member[state] ? branch : logistic(tile.a[ENT_A_COMMITMENT_BILATERAL][f]);
    return logistic(tile.a[world.flashpoint[k].commitment[state]][f] - follow);
}

/* Defence of place k in future f with the pivot in (branch 1) or out, on a day. */
static double count(const year_case *c, size_t k, size_t f, int branch, double day)
{
    const ent_flashpoint *p = &world.flashpoint[k];
    const int land = k != SEA_PLACE, europe = k != SEA_PLACE, ukraine = k == UKRAINE;
    const int us_in = branch && (!ukraine || c->article5 || c->member == USA);
    const double delay = tile.a[ENT_A_POSTURE_DECISION_DELAY][f];
    const double staging = tile.a[ENT_A_POSTURE_RSOI_DAYS][f];
    const double rate = tile.a[ENT_A_POSTURE_RSOI_RATE][f];
    const double cm = tile.a[ENT_A_POSTURE_COMMITTED][f];
    const double e = us_in || !europe ? 1 : tile.eta[f];
    const double us_here = c->taiwan_war && europe ? 1 - .6 : 1;
    const double us_land = europe ? .45 * c->kept : .25 + .45 * c->moved;
    const double us_sea = europe ? .25 * c->kept : .5 + .25 * c->moved;
    double hosts = c->extra * p->extra_split, queue = 0;
    if (land)
        hosts += tile.forces.home_land[p->hosts[0]][f];
    else
        hosts += tile.forces.home_sea[TWN][f] + .3 * tile.forces.home_land[TWN][f];
    double sum = (ukraine ? 1 : e) * hosts + (ukraine ? c->guarantee : 0);
    for (int32_t i = 0; i < p->n_senders; i++) {
        const int32_t s = p->senders[i];
        if (s == USA && !us_in)
            continue;
        const double here = s == USA ? us_here : 1;
        const double usable = cm * here * (land ? tile.forces.land : tile.forces.sea)[s][f];
        const double ally_part = europe ? .9 : .5, us_part = (land ? us_land : us_sea) / .5;
        const double forward = .2 * (s == USA && europe ? c->kept : 1);
        const double sent = fmax((s == USA ? us_part : ally_part) * usable - forward, 0);
        const double arrival = p->notice[s] + p->transit[s] + delay;
        const double start = fmax(arrival, queue), end = start + sent / rate;
        const double flown = tile.a[ENT_A_POSTURE_AIR][f] * cm * here * tile.forces.sea[s][f] *
                             (s == USA ? us_sea / .5 : 1);
        const wave by_land[] = {{start + staging, end + staging, sent},
                                {delay + 3, delay + 10, flown}};
        const wave by_sea = {arrival, arrival + 7, sent};
        queue = land ? end : queue;
        sum += (s == USA ? 1 : comes(c, k, s, branch, f)) * e *
               (forward + (land ? present(by_land, 2, day) : present(&by_sea, 1, day)));
    }
    const wave sets = {delay + 5 + (land ? staging : 0), delay + 7 + (land ? staging : 0),
                       p->preposition * (europe ? c->kept : 1)};
    return p->terrain * (sum + (us_in ? present(&sets, 1, day) : 0));
}

static void closed_forms_equal_a_day_count(void **state)
{
    (void)state;
    enum { STEPS = 10000 };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const year_case *c = &cases[i];
        set_case(c);
        for (size_t at = 0; at < 6 * (size_t)N_PLACES; at++) {
            const size_t k = at / 6, f = at % 3 * 11;
            const int branch = at % 6 > 2;
            const ent_balance *b = &tile.balance[k];
            const double month = count(c, k, f, branch, 30), late = count(c, k, f, branch, 120);
            if (!(fabs(b->month[branch][f] - month) <= 1e-10 * month) ||
                !(fabs(b->late[branch][f] - late) <= 1e-10 * late))
                fail_msg("%s, place %zu, branch %d: %.12g and %.12g, counted %.12g and %.12g",
                         c->what, k, branch, b->month[branch][f], b->late[branch][f], month, late);
            const double horizon = tile.a[ENT_A_DETERRENCE_HORIZON][f];
            double mean = 0;
            for (int d = 0; d < STEPS; d++)
                mean += count(c, k, f, branch, horizon * (d + .5) / STEPS) / STEPS;
            if (!(fabs(b->quick[branch][f] - mean) <= 2e-6 * mean))
                fail_msg("%s, place %zu, branch %d: mean %.12g, counted %.12g", c->what, k, branch,
                         b->quick[branch][f], mean);
        }
    }
}

/* Strength on any day, for the curves of arrival; the year's own balance is untouched. */
static void strength_on_other_days(void **state)
{
    (void)state;
    const year_case *c = &cases[1];
    set_case(c);
    const ent_balance year = tile.balance[LAND_PLACE];
    ent_balance days;
    double last[2] = {0, 0};
    for (double day = 0; day < 200; day += 12.5) {
        ENT_ISA_NAME(ent_posture_on_days)(&tile, LAND_PLACE, day, 30, &days);
        for (int branch = 0; branch < 2; branch++) {
            CHECK_NEAR(days.late[branch][4], year.month[branch][4], 0);
            CHECK_NEAR(days.month[branch][4], count(c, LAND_PLACE, 4, branch, day), 1e-9);
            assert_true(days.month[branch][4] >= last[branch] - 1e-12); /* nobody goes home */
            last[branch] = days.month[branch][4];
        }
    }
    assert_memory_equal(&year, &tile.balance[LAND_PLACE], sizeof year);
}

/* The reference state of 2021: its own forward forces and eta, nobody away, no guarantee. */
static void reference_ignores_the_scenario(void **state)
{
    (void)state;
    set_case(&cases[0]);
    posture_case c;
    ent_balance plain, after;
    ENT_ISA_NAME(ent_posture_reference)(&tile, &c);
    ENT_ISA_NAME(ent_posture_balance)(&tile, UKRAINE, &c, &plain);
    world.lever[ENT_L_US_POSTURE_EUROPE] = 0;
    world.lever[ENT_L_EUROPE_FORWARD_BRIGADES] = 9;
    world.lever[ENT_L_GUARANTEE_FORCE_BRIGADES] = 9;
    world.lever[ENT_L_CRISIS_TAIWAN_YEAR] = 2025;
    world.member[NEAR] = 1;
    ENT_ISA_NAME(ent_posture_reference)(&tile, &c);
    ENT_ISA_NAME(ent_posture_balance)(&tile, UKRAINE, &c, &after);
    for (int branch = 0; branch < 2; branch++)
        for (size_t f = 0; f < ENT_TILE; f++) {
            CHECK_NEAR(after.quick[branch][f], plain.quick[branch][f], 0);
            CHECK_NEAR(after.late[branch][f], plain.late[branch][f], 0);
        }
    assert_ptr_equal(c.forces, &tile.forces_ref);
    assert_ptr_equal(c.eta, tile.a[ENT_A_CAPABILITY_ETA0]);
}

/* A state without a class sends nothing, and a fifth class at one place has no room. */
static void classes_of_senders(void **state)
{
    (void)state;
    set_case(&cases[0]);
    const ent_balance before = tile.balance[LAND_PLACE];
    add_sender(&world.flashpoint[LAND_PLACE], JPN, 90, 1, -1);
    ENT_ISA_NAME(ent_posture_year)(&tile);
    assert_memory_equal(before.late, tile.balance[LAND_PLACE].late, sizeof before.late);
    world.flashpoint[LAND_PLACE].commitment[JPN] = ENT_A_COMMITMENT_BILATERAL;
    add_sender(&world.flashpoint[LAND_PLACE], CHN, 91, 1, ENT_A_COMMITMENT_US_PACIFIC);
    ENT_ISA_NAME(ent_posture_year)(&tile);
    const ent_balance four = tile.balance[LAND_PLACE];
    for (size_t f = 0; f < ENT_TILE; f++)
        assert_true(four.late[1][f] > before.late[1][f]);
    add_sender(&world.flashpoint[LAND_PLACE], TWN, 92, 1, ENT_A_COMMITMENT_ALLIES_TAIWAN);
    ENT_ISA_NAME(ent_posture_year)(&tile);
    assert_memory_equal(four.late, tile.balance[LAND_PLACE].late, sizeof four.late);
}

static void progress_and_level(void **state)
{
    (void)state;
    make_world();
    static const struct {
        int32_t year;
        double by, want;
    } rows[] = {
        {-1, 2027, 0}, {0, 2027, 1.0 / 3}, {2, 2027, 1},
        {7, 2027, 1},  {0, 2024, 1}, /* a year already over */
        {0, 2020, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CHECK_NEAR(posture_progress(&world, rows[i].year, rows[i].by), rows[i].want, 1e-15);
    world.first_month = 9; /* a start in August: four months of the first year are left */
    CHECK_NEAR(posture_progress(&world, -1, 2027), 0, 0);
    CHECK_NEAR(posture_progress(&world, 0, 2027), 4.0 / 28, 1e-15);
    CHECK_NEAR(posture_progress(&world, 0, 2025), 1, 0);
    CHECK_NEAR(posture_progress(&world, 1, 2027), 16.0 / 28, 1e-15);
    CHECK_NEAR(posture_progress(&world, 2, 2027), 1, 0);
    world.first_month = 1;
    world.lever[ENT_L_US_POSTURE_EUROPE] = .4;
    CHECK_NEAR(posture_level(&world, -1), 1, 0);
    CHECK_NEAR(posture_level(&world, 0), .8, 1e-15);
    CHECK_NEAR(posture_level(&world, 5), .4, 1e-15);
}

/* The lever of the place, or the year of a row that no code names; in that very year. */
static void forced_crises(void **state)
{
    (void)state;
    make_world();
    world.lever[ENT_L_CRISIS_BALTIC_YEAR] = 2027;
    assert_true(is_forced(&world, LAND_PLACE, 2));
    assert_false(is_forced(&world, LAND_PLACE, 1));
    assert_false(is_forced(&world, LAND_PLACE, 3));
    assert_false(is_forced(&world, SEA_PLACE, 2));
    world.flashpoint[SEA_PLACE].crisis = -1;
    world.flashpoint[SEA_PLACE].crisis_year = 2026;
    assert_true(is_forced(&world, SEA_PLACE, 1));
    assert_false(is_forced(&world, SEA_PLACE, 2));
    make_tile();
    tile.year = 2;
    ent_row elsewhere;
    war_elsewhere(&tile, ENT_THEATRE_INDO_PACIFIC, elsewhere);
    CHECK_NEAR(elsewhere[5], 1, 0);
    war_elsewhere(&tile, ENT_THEATRE_EUROPE, elsewhere);
    CHECK_NEAR(elsewhere[5], 0, 0);
    world.lever[ENT_L_CRISIS_BALTIC_YEAR] = 0;
    world.lever[ENT_L_CRISIS_UKRAINE_YEAR] = 2027; /* Ukraine's war ties nobody elsewhere */
    war_elsewhere(&tile, ENT_THEATRE_INDO_PACIFIC, elsewhere);
    CHECK_NEAR(elsewhere[5], 0, 0);
    tile.attacked_before[ENT_THEATRE_INDO_PACIFIC][5] = 1; /* last year, in one future */
    tile.tied_before[ENT_THEATRE_INDO_PACIFIC][5] = 1;
    war_elsewhere(&tile, ENT_THEATRE_EUROPE, elsewhere);
    CHECK_NEAR(elsewhere[5], 1, 0);
    CHECK_NEAR(elsewhere[6], 0, 0);
}

/* What a forced war at the land place of the small world ties of the US for the Indo-Pacific. */
static double tied_by(double challenger_share, double us_in_europe, double by_size)
{
    ent_row elsewhere;
    world.flashpoint[LAND_PLACE].challenger_share = challenger_share;
    world.lever[ENT_L_US_POSTURE_EUROPE] = us_in_europe;
    tile.a[ENT_A_POSTURE_SIMULTANEITY][5] = by_size;
    war_elsewhere(&tile, ENT_THEATRE_INDO_PACIFIC, elsewhere);
    return elsewhere[5];
}

/* A larger war ties more, one without US forces nothing, and the switch makes all wars alike. */
static void wars_tie_by_their_size(void **state)
{
    (void)state;
    make_world();
    world.lever[ENT_L_CRISIS_BALTIC_YEAR] = 2027;
    world.lever[ENT_L_US_POSTURE_BY_YEAR] = 2025;
    world.lever[ENT_L_US_POSTURE_FLOOR] = 0;
    world.flashpoint[2] = world.flashpoint[LAND_PLACE]; /* the largest war of its challenger */
    world.flashpoint[2].challenger_share = .8;
    world.flashpoint[2].is_ukraine = 0;
    world.flashpoint[2].crisis = -1;
    world.flashpoint[2].crisis_year = 0;
    world.n_flashpoints = 3;
    make_tile();
    tile.year = 2;
    CHECK_NEAR(tied_by(.8, 1, 1), 1, 0);
    CHECK_NEAR(tied_by(.4, 1, 1), .5, 1e-15);
    CHECK_NEAR(tied_by(.2, 1, 1), .25, 1e-15);
    CHECK_NEAR(tied_by(.4, .5, 1), .25, 1e-15);
    CHECK_NEAR(tied_by(.8, 2, 1), 1, 0); /* more forces than usual tie no more than all */
    CHECK_NEAR(tied_by(.8, 0, 1), 0, 0);
    CHECK_NEAR(tied_by(.2, 0, 0), 1, 0);
    CHECK_NEAR(tied_by(.4, 1, .5), .75, 1e-15);
    world.flashpoint[2].is_ukraine = 1; /* no measure of the others */
    CHECK_NEAR(tied_by(.4, 1, 1), 1, 0);
    /* A war of last year in which the US did not fight ties nobody. */
    world.lever[ENT_L_CRISIS_BALTIC_YEAR] = 0;
    tile.attacked_before[ENT_THEATRE_EUROPE][5] = 1;
    CHECK_NEAR(tied_by(.4, 1, 1), 0, 0);
    CHECK_NEAR(tied_by(.4, 1, 0), 1, 0);
    tile.tied_before[ENT_THEATRE_EUROPE][5] = .5;
    CHECK_NEAR(tied_by(.4, 1, 1), .5, 0);
    CHECK_NEAR(tied_by(.4, .5, 1), .25, 1e-15);
}

/* In a third theatre nothing of what leaves Europe arrives, and no posture scales the US. */
static void a_theatre_of_its_own(void **state)
{
    (void)state;
    set_case(&cases[0]);
    ent_balance again[2];
    for (int leaves = 0; leaves < 2; leaves++) {
        world.flashpoint[SEA_PLACE].theatre = 2;
        world.us_share_sea[2] = .3;
        world.lever[ENT_L_US_POSTURE_EUROPE] = leaves ? 0 : 1;
        tile.year = 2;
        ENT_ISA_NAME(ent_posture_year)(&tile);
        again[leaves] = tile.balance[SEA_PLACE];
    }
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(again[1].late[1][f], again[0].late[1][f], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_forms_equal_a_day_count),
        cmocka_unit_test(strength_on_other_days),
        cmocka_unit_test(reference_ignores_the_scenario),
        cmocka_unit_test(classes_of_senders),
        cmocka_unit_test(progress_and_level),
        cmocka_unit_test(forced_crises),
        cmocka_unit_test(wars_tie_by_their_size),
        cmocka_unit_test(a_theatre_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
