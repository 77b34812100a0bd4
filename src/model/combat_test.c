/* Section 7 against an independent computation, against the set-up RAND published, and by
   properties. */
#include "check.h"

#include "entente/isa.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/combat.h"
#include "model/kernels.h"

static land_battle central(double attacker, double defender, double width, double depth)
{
    return (land_battle){.attacker = attacker,
                         .defender = defender,
                         .width_km = width,
                         .depth_km = depth,
                         .rho = 1.5,
                         .adt = .05,
                         .aat = .075,
                         .wmax = 20,
                         .km_per_be = 12,
                         .v_free = 80,
                         .culmination = .45,
                         .counter_ratio = 2,
                         .first_rate = .02,
                         .days = 60};
}

static const struct {
    double attacker, defender, width, depth, daily_a, daily_d;
    double day, depth_end, a, d, loss_a, loss_d;
} rows[] = {
    /* independent computation of the same equations */
    {9, 4, 150, 200, 0, 0, 3.545532687, 227.2810154, 7.32213703, 2.881424687, 1.67786297,
     1.118575313},
    {9, 3, 150, 200, 0, 0, 3.202928766, 252.9562709, 7.369010612, 1.912673741, 1.630989388,
     1.087326259},
    {9, 8, 150, 200, 0, 0, -1, 17.58203883, 4.748856992, 5.165904661, 4.251143008, 2.834095339},
    {20, 8, 150, 200, 0, 0, 5.341972811, 233.0422012, 14.54887485, 4.365916565, 5.451125153,
     3.634083435},
    {30, 12, 200, 150, .2, .1, 4.966290845, 151.3528505, 34.96360968, 13.30907312, 7.036390325,
     4.690926883},
};

static void lands_on_the_independent_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        land_battle b = central(rows[i].attacker, rows[i].defender, rows[i].width, rows[i].depth);
        b.attacker_daily = rows[i].daily_a;
        b.defender_daily[0] = rows[i].daily_d;
        b.attacker_days = b.defender_days[0] = 60;
        land_result r;
        ENT_ISA_NAME(ent_combat_land)(&b, &r);
        CHECK_NEAR(r.taken ? r.day : -1.0, rows[i].day, 1e-8);
        CHECK_NEAR(r.depth_km, rows[i].depth_end, 1e-6);
        CHECK_NEAR(r.attacker, rows[i].a, 1e-7);
        CHECK_NEAR(r.defender, rows[i].d, 1e-7);
        CHECK_NEAR(r.attacker_loss, rows[i].loss_a, 1e-8);
        CHECK_NEAR(r.defender_loss, rows[i].loss_d, 1e-8);
    }
}

/* Even losses and an attacker that never stops: what the reference figures were computed with. */
static sea_battle sea(double attacker, double defender)
{
    return (sea_battle){.attacker = attacker,
                        .defender = defender,
                        .rate = .012,
                        .exchange = 1,
                        .ratio = 1.5,
                        .hold = 7,
                        .culmination = 1,
                        .days = 60};
}

static void sea_battles(void **state)
{
    (void)state;
    sea_result r;
    sea_battle b = sea(60, 60);
    ENT_ISA_NAME(ent_combat_sea)(&b, &r);
    CHECK_NEAR(r.attacker / r.defender, 1, 1e-12);
    CHECK_NEAR(r.attacker_loss, 30.92177279, 1e-7);
    assert_int_equal(r.taken, 0);
    assert_true(isnan(r.day));
    b = sea(90, 45);
    b.hold = 61; /* superior from the first day, but not for long enough: all sixty days */
    ENT_ISA_NAME(ent_combat_sea)(&b, &r);
    CHECK_NEAR(r.attacker / r.defender, 4.398060724, 1e-8);
    CHECK_NEAR(r.defender_loss, 31.75715249, 1e-7);
    assert_int_equal(r.taken, 0);
    b.hold = 14;
    ENT_ISA_NAME(ent_combat_sea)(&b, &r);
    assert_int_equal(r.taken, 1);
    CHECK_NEAR(r.day, 14, 0);
    assert_true(r.defender_loss < 31.7); /* the battle is over when the place is taken */
}

static void sea_limits(void **state)
{
    (void)state;
    sea_result r, more;
    sea_battle b = sea(40, 0);
    ENT_ISA_NAME(ent_combat_sea)(&b, &r); /* nobody there: days of the landing, no losses */
    CHECK_NEAR(r.day, b.hold, 0);
    CHECK_NEAR(r.attacker_loss, 0, 0);
    b = sea(0, 40);
    ENT_ISA_NAME(ent_combat_sea)(&b, &r);
    assert_int_equal(r.taken, 0);
    b = sea(60, 60); /* by hand: a day's loss, unevenly */
    b.days = 1;
    b.exchange = 4;
    ENT_ISA_NAME(ent_combat_sea)(&b, &r);
    CHECK_NEAR(r.attacker_loss, 2 * .012 * 60, 1e-12);
    CHECK_NEAR(r.defender_loss, .012 * 60 / 2, 1e-12);
    b = sea(60, 60); /* an attacker that stops at a tenth lost */
    b.culmination = .1;
    ENT_ISA_NAME(ent_combat_sea)(&b, &r);
    assert_true(r.attacker_loss >= 6 && r.attacker_loss < 6 + .012 * 60);
    /* What more defenders could not hold, fewer do not hold; a longer hold is not an earlier day.
     */
    int before = 1;
    for (double defender = 5; defender <= 80; defender += .5) {
        b = sea(60, defender);
        ENT_ISA_NAME(ent_combat_sea)(&b, &r);
        assert_true(before || !r.taken);
        before = r.taken;
        b.hold = 20;
        ENT_ISA_NAME(ent_combat_sea)(&b, &more);
        assert_true(!more.taken || more.day > r.day);
    }
    assert_int_equal(before, 0);
}

static void limits(void **state)
{
    (void)state;
    land_result r;
    land_battle nobody = central(9, 0, 150, 200);
    ENT_ISA_NAME(ent_combat_land)(&nobody, &r);
    assert_int_equal(r.taken, 1);
    CHECK_NEAR(r.day, 2.5, 1e-12); /* 200 km at 80 km a day */
    land_battle none = central(0, 5, 150, 200);
    ENT_ISA_NAME(ent_combat_land)(&none, &r);
    assert_int_equal(r.taken, 0);
    CHECK_NEAR(r.depth_km, 0, 0);
    /* What more defenders could not hold, fewer do not hold. */
    int taken_before = 1;
    for (double defender = 1; defender <= 16; defender += .25) {
        land_battle b = central(9, defender, 150, 200);
        ENT_ISA_NAME(ent_combat_land)(&b, &r);
        assert_true(taken_before || !r.taken);
        taken_before = r.taken;
    }
    assert_int_equal(taken_before, 0);
}

/* Under the mixed law the larger side is spared: it counts by its root only. */
static void mixed_law(void **state)
{
    (void)state;
    land_result epstein, mixed;
    land_battle b = central(20, 8, 150, 1e9);
    ENT_ISA_NAME(ent_combat_land)(&b, &epstein);
    b.law = 1;
    b.days = 1;
    ENT_ISA_NAME(ent_combat_land)(&b, &mixed);
    CHECK_NEAR(mixed.attacker_loss, .02 * sqrt(160), 1e-12); /* by hand: g sqrt(A D) */
    CHECK_NEAR(mixed.defender_loss, .02 * sqrt(160) / 1.5, 1e-12);
    b.attacker = b.defender = 10;
    b.days = 60;
    ENT_ISA_NAME(ent_combat_land)(&b, &mixed);
    b.law = 0;
    ENT_ISA_NAME(ent_combat_land)(&b, &epstein);
    assert_true(mixed.defender_loss > 0);
    assert_true(fabs(mixed.attacker_loss - epstein.attacker_loss) < epstein.attacker_loss);
}

/* Shells: by hand, at the limits, and more of them never help the other side. */
static void ammunition(void **state)
{
    (void)state;
    const shell_supply half = {20, 220, 2.2 * 365.25 / 12, 10}; /* 2,200 of 4,400 a day */
    CHECK_NEAR(ENT_ISA_NAME(ent_combat_fed)(&half), .5, 1e-14);
    CHECK_NEAR(ENT_ISA_NAME(ent_combat_drain)(&half), .05, 1e-15); /* twenty days */
    const shell_supply fed = {5, 220, 1000, 10}, nobody = {0, 220, 0, 10};
    CHECK_NEAR(ENT_ISA_NAME(ent_combat_drain)(&fed), 0, 0);
    CHECK_NEAR(ENT_ISA_NAME(ent_combat_drain)(&nobody), 0, 0);
    land_result without, r, before;
    land_battle b = central(9, 8, 150, 200);
    ENT_ISA_NAME(ent_combat_land)(&b, &without);
    assert_int_equal(without.taken, 0);
    b.defender_drain = 1.0 / 61; /* lasts longer than the battle: nothing changes */
    b.attacker_drain = 1.0 / 61;
    ENT_ISA_NAME(ent_combat_land)(&b, &r);
    CHECK_NEAR(r.depth_km, without.depth_km, 0);
    CHECK_NEAR(r.attacker_loss, without.attacker_loss, 0);
    b.attacker_drain = 1; /* one day of fire: the attack ends after it */
    ENT_ISA_NAME(ent_combat_land)(&b, &r);
    CHECK_NEAR(r.attacker_loss, .02 * 9, 1e-12);
    before = without;
    b.attacker_drain = 0;
    for (double days = 60; days >= 1; days--) { /* a smaller stock never holds more ground */
        b.defender_drain = 1 / days;
        ENT_ISA_NAME(ent_combat_land)(&b, &r);
        assert_true(fmin(r.depth_km, b.depth_km) >= fmin(before.depth_km, b.depth_km));
        assert_true(r.taken >= before.taken);
        before = r;
    }
    assert_int_equal(before.taken, 1); /* nothing left to hold the front with */
    b.defender_fed = 1;                /* output feeds it all the same */
    ENT_ISA_NAME(ent_combat_land)(&b, &r);
    CHECK_NEAR(r.depth_km, without.depth_km, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lands_on_the_independent_figures),
        cmocka_unit_test(sea_battles),
        cmocka_unit_test(sea_limits),
        cmocka_unit_test(limits),
        cmocka_unit_test(mixed_law),
        cmocka_unit_test(ammunition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
