/* Section 5: chances by the C library's exp from the logits, who follows whom, the guarantors. */
#include "small_world.h"

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static void start(void)
{
    make_world();
    make_tile();
    ENT_ISA_NAME(ent_commitment_start)(&tile);
}

/* Every class by its logit; without the US less by the tendency to follow it. */
static void classes(void **state)
{
    (void)state;
    start();
    for (size_t c = 0; c < ENT_N_CLASSES; c++) {
        const size_t id = (size_t)ENT_A_COMMITMENT_US_NATO + c;
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double logit = tile.a[id][f], follow = tile.a[ENT_A_COMMITMENT_FOLLOW][f];
            double in = logistic(logit), out = logistic(logit - follow);
            if (id == ENT_A_COMMITMENT_BILATERAL)
                out = in; /* they follow nobody */
            if (id == ENT_A_COMMITMENT_GUARANTOR) {
                in = 1; /* a member fights with its force, or the force does not fight */
                out = 0;
            }
            CHECK_NEAR(tile.comes[1][c][f], in, 1e-15);
            CHECK_NEAR(tile.comes[0][c][f], out, 1e-15);
        }
    }
}

/* The US by the signal of the theatre; in the reference state by no signal. */
static void pivot_is_the_us(void **state)
{
    (void)state;
    start();
    world.lever[ENT_L_US_CREDIBILITY_SIGNAL] = -.5;
    world.lever[ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC] = .2;
    posture_case year, reference;
    ENT_ISA_NAME(ent_posture_of_year)(&tile, &year);
    ENT_ISA_NAME(ent_posture_reference)(&tile, &reference);
    static const struct {
        size_t place;
        ent_assumption_id logit;
        double signal;
    } rows[] = {{LAND_PLACE, ENT_A_COMMITMENT_US_NATO, -.5},
                {SEA_PLACE, ENT_A_COMMITMENT_US_TAIWAN, .2}};
    for (size_t i = 0; i < 2; i++) {
        ent_row q;
        ENT_ISA_NAME(ent_commitment_pivot)(&tile, rows[i].place, &year, q);
        for (size_t f = 0; f < ENT_TILE; f++)
            CHECK_NEAR(q[f], logistic(tile.a[rows[i].logit][f] + rows[i].signal), 1e-15);
        ENT_ISA_NAME(ent_commitment_pivot)(&tile, rows[i].place, &reference, q);
        for (size_t f = 0; f < ENT_TILE; f++)
            CHECK_NEAR(q[f], logistic(tile.a[rows[i].logit][f]), 1e-15);
    }
    world.flashpoint[SEA_PLACE].theatre = 2; /* a theatre that rows added has no signal */
    ent_row q;
    ENT_ISA_NAME(ent_commitment_pivot)(&tile, SEA_PLACE, &year, q);
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(q[f], logistic(tile.a[ENT_A_COMMITMENT_US_TAIWAN][f]), 1e-15);
}

/* sigma(guarantor + shift min(1, g/(g + H)/.15)); with H = 17 g the share is 1/18, below .15. */
static void guarantors(void **state)
{
    (void)state;
    start();
    world.member[NEAR] = 1;
    static const struct {
        const char *what;
        double force, home, part; /* of the shift */
    } rows[] = {
        {"a force of nothing", 0, 10, 0},
        {"a force of nothing beside nothing", 0, 0, 0},
        {"a tripwire", 1, 17, 1.0 / 18 / .15},
        {"a real part", 3, 17, 1},
        {"alone", 3, 0, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        posture_case c;
        ent_row q;
        world.lever[ENT_L_GUARANTEE_FORCE_BRIGADES] = rows[i].force;
        set_row(tile.forces.home_land[UKR], rows[i].home);
        ENT_ISA_NAME(ent_posture_of_year)(&tile, &c);
        ENT_ISA_NAME(ent_commitment_pivot)(&tile, UKRAINE, &c, q);
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double want = logistic(tile.a[ENT_A_COMMITMENT_GUARANTOR][f] +
                                         tile.a[ENT_A_COMMITMENT_FORCE_SHIFT][f] * rows[i].part);
            if (!(fabs(q[f] - want) <= 1e-15))
                fail_msg("%s: %.17g, want %.17g", rows[i].what, q[f], want);
        }
    }
}

/* The signal goes or comes back in about the drawn share of futures when a presidency begins, and
   only where the scenario allows it. */
static void presidencies(void **state)
{
    (void)state;
    start();
    posture_case c;
    ent_row q;
    world.lever[ENT_L_US_CREDIBILITY_SIGNAL] = -2;
    set_row(tile.a[ENT_A_COMMITMENT_US_CHANGE], 1);
    tile.silent = 0;
    for (int allowed = 0; allowed < 2; allowed++) {
        world.lever[ENT_L_US_SIGNAL_CHANGES] = allowed;
        for (tile.year = 0; tile.year < 10; tile.year++) {
            ENT_ISA_NAME(ent_commitment_year)(&tile);
            const int32_t now = world.first_year + tile.year;
            const bool changed = allowed && now >= 2029 && now < 2033; /* and back */
            ENT_ISA_NAME(ent_posture_of_year)(&tile, &c);
            ENT_ISA_NAME(ent_commitment_pivot)(&tile, LAND_PLACE, &c, q);
            for (size_t f = 0; f < ENT_TILE; f++)
                CHECK_NEAR(q[f], logistic(tile.a[ENT_A_COMMITMENT_US_NATO][f] - (changed ? 0 : 2)),
                           1e-15);
        }
    }
    set_row(tile.a[ENT_A_COMMITMENT_US_CHANGE], 0); /* the switch off */
    tile.year = 2029 - world.first_year;
    ENT_ISA_NAME(ent_commitment_year)(&tile);
    CHECK_NEAR(tile.signal[0], 1, 0);
    tile.silent = 1;
    set_row(tile.a[ENT_A_COMMITMENT_US_CHANGE], .9);
    ENT_ISA_NAME(ent_commitment_year)(&tile); /* no shock, no change */
    CHECK_NEAR(tile.signal[0], 1, 0);
}

/* Nobody in the force, or the reference state: no pivot. Article 5: the US is it again. */
static void without_guarantors(void **state)
{
    (void)state;
    start();
    posture_case c;
    ent_row q;
    world.lever[ENT_L_GUARANTEE_FORCE_BRIGADES] = 4;
    ENT_ISA_NAME(ent_posture_of_year)(&tile, &c);
    ENT_ISA_NAME(ent_commitment_pivot)(&tile, UKRAINE, &c, q);
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(q[f], 0, 0);
    world.member[NEAR] = 1;
    ENT_ISA_NAME(ent_posture_reference)(&tile, &c);
    ENT_ISA_NAME(ent_commitment_pivot)(&tile, UKRAINE, &c, q);
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(q[f], 0, 0);
    world.lever[ENT_L_GUARANTEE_ARTICLE5] = 1;
    world.lever[ENT_L_US_CREDIBILITY_SIGNAL] = .3;
    ENT_ISA_NAME(ent_posture_of_year)(&tile, &c);
    ENT_ISA_NAME(ent_commitment_pivot)(&tile, UKRAINE, &c, q);
    for (size_t f = 0; f < ENT_TILE; f++)
        CHECK_NEAR(q[f], logistic(tile.a[ENT_A_COMMITMENT_US_NATO][f] + .3), 1e-15);
}

/* Each published record moves those who have promised to fight to its side, and halves of draws
   lie between; states that promised nothing have none. */
static void record_moves_the_classes(void **state)
{
    (void)state;
    static const double logits[] = {-1.2656663733312759, -0.3639653772014119, 0.708185057924486,
                                    1.0721206732211332};
    make_world();
    world.member[NEAR] = 1; /* a guarantee without a force */
    for (int drawn = 0; drawn <= 6; drawn++) {
        posture_case c;
        ent_row guarantee;
        make_tile();
        set_row(tile.a[ENT_A_COMMITMENT_RECORD], 0.5 * drawn);
        ENT_ISA_NAME(ent_commitment_start)(&tile);
        ENT_ISA_NAME(ent_posture_of_year)(&tile, &c);
        ENT_ISA_NAME(ent_commitment_pivot)(&tile, UKRAINE, &c, guarantee);
        const int low = drawn / 2;
        const double at = drawn % 2 ? 0.5 * (logits[low] + logits[low + 1]) : logits[low];
        for (size_t f = 0; f < ENT_TILE; f++) {
            CHECK_NEAR(tile.record_shift[f], at - logits[3], 1e-12);
            CHECK_NEAR(tile.comes[1][0][f],
                       ent_logistic(tile.a[ENT_A_COMMITMENT_US_NATO][f] + tile.record_shift[f]),
                       1e-15);
            CHECK_NEAR(guarantee[f],
                       ent_logistic(tile.a[ENT_A_COMMITMENT_GUARANTOR][f] + tile.record_shift[f]),
                       1e-15);
            const size_t taiwan = ENT_A_COMMITMENT_US_TAIWAN - ENT_A_COMMITMENT_US_NATO;
            CHECK_NEAR(tile.comes[1][taiwan][f],
                       ent_logistic(tile.a[ENT_A_COMMITMENT_US_TAIWAN][f]), 1e-15);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes),
        cmocka_unit_test(pivot_is_the_us),
        cmocka_unit_test(guarantors),
        cmocka_unit_test(presidencies),
        cmocka_unit_test(record_moves_the_classes),
        cmocka_unit_test(without_guarantors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
