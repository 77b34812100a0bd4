/* The composite zone: which constraint binds, side by side, and what each part refuses. */
#include "check.h"

#include "entente/bargain_war.h"

static void zone_of_a_war(void **state)
{
    (void)state;
    ent_war_case c = {.has_lottery = true, .p = 0.7, .cost_a = 0.2, .cost_b = 0.05};
    ent_war_zone z;
    assert_int_equal(ent_war_zone_find(&c, &z), ENT_OK);
    CHECK_NEAR(z.width, 0.25, 1e-15);
    CHECK_NEAR(z.nash, 0.625, 1e-15);
    assert_int_equal(z.low_bound, ENT_BIND_WAR);
    /* A leader punished below .72 takes .5 only at p(1+K) - c = .71: that now binds. */
    c.has_domestic_a = true, c.punish_a = 0.3, c.tau_a = 0.72;
    assert_int_equal(ent_war_zone_find(&c, &z), ENT_OK);
    CHECK_NEAR(z.low, 0.71, 1e-12);
    assert_int_equal(z.low_bound, ENT_BIND_DOMESTIC);
    /* A shift of power that needs a transfer of 1.7 leaves no zone. */
    c.has_shift = true, c.p1 = 0.4, c.p2 = 0.7, c.shift_cost_a = c.shift_cost_b = 0.5,
    c.delta = 0.8;
    assert_int_equal(ent_war_zone_find(&c, &z), ENT_OK);
    CHECK_NEAR(z.wedge, 0.7, 1e-12);
    assert_int_equal(z.high_bound, ENT_BIND_COMMITMENT);
    assert_true(z.width < 0.0 && isnan(z.nash));
    assert_string_equal(ent_war_bind_text(z.high_bound), "a coming shift of power");
}

/* One part at a time and against each other: the strictest floor of each side binds. */
static const struct {
    const char *what;
    ent_war_case c;
    double low, high;
    ent_war_bind low_bound, high_bound;
} rows[] = {
    {"lottery",
     {.has_lottery = true, .p = .5, .cost_a = .1, .cost_b = .2},
     .4,
     .7,
     ENT_BIND_WAR,
     ENT_BIND_WAR},
    {"a war that costs more than the pie binds nobody",
     {.has_lottery = true, .p = .5, .cost_a = .9, .cost_b = .9},
     0,
     1,
     ENT_BIND_NONE,
     ENT_BIND_NONE},
    {"hazard: (.03 - .005) / .1 and 1 - (.01 - .002) / .1",
     {.has_hazard = true,
      .hazard_a = .03,
      .hazard_b = .01,
      .flow_a = .005,
      .flow_b = .002,
      .rate = .06},
     .25,
     .92,
     ENT_BIND_HAZARD,
     ENT_BIND_HAZARD},
    {"forts at even odds: 5/10 less and more .005 25",
     {.has_forts = true,
      .forts_m = 5,
      .forts_n = 10,
      .belief_a = .5,
      .belief_b = .5,
      .battle_a = .005,
      .battle_b = .005},
     .375,
     .625,
     ENT_BIND_FORTS,
     ENT_BIND_FORTS},
    {"the stricter of two on each side",
     {.has_lottery = true,
      .p = .5,
      .cost_a = .1,
      .cost_b = .2,
      .has_hazard = true,
      .hazard_a = .03,
      .hazard_b = .01,
      .flow_a = .005,
      .flow_b = .002,
      .rate = .06},
     .4,
     .7,
     ENT_BIND_WAR,
     ENT_BIND_WAR},
    /* B punished below .6 of its own share takes (1 - .5) 1.4 - .2 = .5 at least */
    {"punishment of B at home",
     {.has_lottery = true,
      .p = .5,
      .cost_a = .1,
      .cost_b = .2,
      .has_domestic_b = true,
      .punish_b = .4,
      .tau_b = .6},
     .4,
     .5,
     ENT_BIND_WAR,
     ENT_BIND_DOMESTIC},
    {"a shift too small to matter",
     {.has_lottery = true,
      .p = .5,
      .cost_a = .1,
      .cost_b = .2,
      .has_shift = true,
      .p1 = .5,
      .p2 = .5,
      .shift_cost_a = .5,
      .shift_cost_b = .5,
      .delta = .9},
     .4,
     .7,
     ENT_BIND_WAR,
     ENT_BIND_WAR},
};

static void strictest_floor_binds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_war_zone z;
        assert_int_equal(ent_war_zone_find(&rows[i].c, &z), ENT_OK);
        if (!(fabs(z.low - rows[i].low) <= 1e-12) || !(fabs(z.high - rows[i].high) <= 1e-12) ||
            z.low_bound != rows[i].low_bound || z.high_bound != rows[i].high_bound)
            fail_msg("%s: %.12g (%d) to %.12g (%d)", rows[i].what, z.low, (int)z.low_bound, z.high,
                     (int)z.high_bound);
        CHECK_NEAR(z.width, z.high - z.low, 1e-15);
        CHECK_NEAR(z.nash, (z.high + z.low) / 2, 1e-15);
        CHECK_NEAR(z.wedge, 0, 0);
    }
}

/* A part outside its own domain refuses the whole; the zone stays as it was. */
static void parts_refuse(void **state)
{
    (void)state;
    const ent_war_case bad[] = {
        {.has_lottery = false},
        {.has_shift = true, .p1 = .5, .p2 = .5, .delta = .9}, /* no war to compare with */
        {.has_lottery = true, .p = 1.5},
        {.has_hazard = true},
        {.has_forts = true, .forts_m = 3, .forts_n = 3, .belief_a = .5, .belief_b = .5},
        {.has_lottery = true, .p = .5, .has_domestic_a = true, .tau_a = 2},
        {.has_lottery = true, .p = .5, .has_domestic_b = true, .tau_b = 2},
        {.has_lottery = true, .p = .5, .has_shift = true, .p1 = .5, .p2 = .5, .delta = 1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ent_war_zone z = {.low = 42};
        assert_int_equal(ent_war_zone_find(&bad[i], &z), ENT_E_ARG);
        CHECK_NEAR(z.low, 42, 0);
    }
}

static void every_bind_has_words(void **state)
{
    (void)state;
    static const ent_war_bind all[] = {ENT_BIND_NONE,  ENT_BIND_WAR,      ENT_BIND_HAZARD,
                                       ENT_BIND_FORTS, ENT_BIND_DOMESTIC, ENT_BIND_COMMITMENT};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(ent_war_bind_text(all[i]), ent_war_bind_text(all[k]));
    assert_string_equal(ent_war_bind_text(ENT_BIND_NONE), "the end of the scale");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zone_of_a_war),
        cmocka_unit_test(strictest_floor_binds),
        cmocka_unit_test(parts_refuse),
        cmocka_unit_test(every_bind_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
