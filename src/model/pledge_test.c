/* Section 2: limits, monotonicity and single terms switched on alone. */
#include "real_world.h"

static const ent_assumption_id moving[] = {ENT_A_PLEDGE_KAPPA_LO,    ENT_A_PLEDGE_KAPPA_HI,
                                           ENT_A_PLEDGE_JUMP,        ENT_A_PLEDGE_PEER,
                                           ENT_A_PLEDGE_US_FORCES,   ENT_A_PLEDGE_NOISE,
                                           ENT_A_PLEDGE_COMMON,      ENT_A_PLEDGE_THREAT_TARGET,
                                           ENT_A_PLEDGE_CHINA_TREND, ENT_A_PLEDGE_ALARM};

static void set(real_world *r, ent_assumption_id a, double value)
{
    for (size_t f = 0; f < ENT_BLOCK; f++)
        r->draws[(size_t)a * ENT_BLOCK + f] = value;
}

/* Everything central, and with `still` every term of the change at nothing. */
static void centre(real_world *r, bool still)
{
    for (int a = 0; a < ENT_N_ASSUMPTIONS; a++)
        set(r, (ent_assumption_id)a, r->world->central[a]);
    for (size_t i = 0; still && i < sizeof moving / sizeof moving[0]; i++)
        set(r, moving[i], 0.0);
}

static int load(void **state)
{
    static real_world r;
    real_world_load(&r, "brussels-2025");
    *state = &r;
    return 0;
}

static int unload(void **state)
{
    real_world_free(*state);
    return 0;
}

static const double *share(const real_world *r, const double *out, int32_t year, int32_t s)
{
    return real_world_row(r, out, ENT_O_SPENDING_SHARE, year * r->world->n_states + s);
}

static bool has(const real_world *r, int32_t s, int32_t flags)
{
    return (r->world->flags[s] & flags) == flags;
}

static void test_nothing_moves(void **state)
{
    real_world *r = *state;
    centre(r, true);
    const double *out = real_world_run(r, false);
    for (int32_t s = 0; s < r->world->n_states; s++)
        if (has(r, s, ENT_STATE_SPENDING) && s != r->world->rus && s != r->world->ukr)
            for (int32_t y = 0; y < r->world->n_years; y++)
                CHECK_NEAR(share(r, out, y, s)[5], 100.0 * r->world->share0[s], 1e-12);
}

/* With jumps certain and alone, the deadline of 2024 closes every gap up to a point at once. */
static void test_jump(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    centre(r, true);
    set(r, ENT_A_PLEDGE_JUMP, 1.0);
    const double *out = real_world_run(r, false);
    int closed = 0;
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!has(r, s, ENT_STATE_NATO | ENT_STATE_SPENDING) || s == w->usa)
            continue;
        const double base = 100.0 * w->share0[s];
        const double want = base >= 2.0 ? base : fmin(base + 1.0, 2.0);
        CHECK_NEAR(share(r, out, 0, s)[7], want, 1e-12);
        closed += base < 2.0;
    }
    assert_int_equal(closed, 8); /* BEL CAN HRV ITA LUX PRT SVN ESP, NATO June 2024 */
}

/* By hand: Spain, far from Russia (.75), 1.28 %: .189 * .75 * .72 points in the first year. */
static void test_closing(void **state)
{
    real_world *r = *state;
    centre(r, true);
    set(r, ENT_A_PLEDGE_KAPPA_HI, 0.189);
    const int32_t s = real_world_state(r, "ESP");
    const double base = 100.0 * r->world->share0[s];
    CHECK_NEAR(base, 1.28, 0.005);
    CHECK_NEAR(r->world->compliance[s], 0.75, 0.0);
    const double *out = real_world_run(r, true);
    CHECK_NEAR(share(r, out, 0, s)[0], base + 0.189 * 0.75 * (2.0 - base), 1e-12);
}

/* A higher agreed target never lowers a share; a demand pulls less than an agreement. */
static void test_target(void **state)
{
    real_world *r = *state;
    ent_world *w = r->world;
    const ent_lever_id levers[] = {ENT_L_PLEDGE_AGREED_PCT_GDP, ENT_L_PLEDGE_TARGET_PCT_GDP};
    const double pairs[3][2] = {{2.0, 2.0}, {2.0, 3.5}, {3.5, 3.5}}; /* agreed, asked */
    double *out[3];
    centre(r, false);
    for (size_t i = 0; i < 3; i++) {
        for (size_t l = 0; l < 2; l++)
            for (size_t y = 0; y < ENT_MAX_YEARS; y++)
                w->lever_year[levers[l]][y] = pairs[i][l];
        out[i] = real_world_run(r, true);
    }
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!has(r, s, ENT_STATE_NATO | ENT_STATE_SPENDING))
            continue;
        for (int32_t y = 0; y < w->n_years; y++) {
            const double none = share(r, out[0], y, s)[0], asked = share(r, out[1], y, s)[0];
            const double agreed = share(r, out[2], y, s)[0];
            if (!(none <= asked + 1e-12 && asked <= agreed + 1e-12))
                fail_msg("%s, year %d: %g, %g, %g", w->iso3[s], y, none, asked, agreed);
        }
    }
}

static void test_floor(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    centre(r, false);
    set(r, ENT_A_PLEDGE_NOISE, 2.0); /* far beyond the prior */
    const double *out = real_world_run(r, false);
    size_t at_floor = 0;
    for (int32_t s = 0; s < w->n_states; s++)
        for (int32_t y = 0; has(r, s, ENT_STATE_SPENDING) && y < w->n_years; y++)
            for (size_t f = 0; f < ENT_BLOCK; f++) {
                const double least = 50.0 * w->share0[s];
                assert_true(share(r, out, y, s)[f] >= least * (1 - 1e-15));
                at_floor += share(r, out, y, s)[f] <= least * (1 + 1e-15);
            }
    assert_true(at_floor > 1000);
}

/* Noise of those with no pledge: sd points at 2 % of GDP, tails .716 z exp(.09 z^2). */
static void test_noise(void **state)
{
    real_world *r = *state;
    const int32_t s = real_world_state(r, "IND");
    const double base = 100.0 * r->world->share0[s];
    double square = 0.0, far = 0.0;
    centre(r, true);
    set(r, ENT_A_PLEDGE_NOISE, 0.1);
    const double *row = share(r, real_world_run(r, false), 0, s);
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        const double z = (row[f] / base - 1.0) / (0.1 / 2.0);
        square += z * z / ENT_BLOCK;
        far += fabs(z) > 0.716 * 1.959964 * exp(0.09 * 1.959964 * 1.959964);
    }
    /* E h^2 = .716^2 (1 - .36)^-1.5 = 1.0013; one in twenty beyond the 95 % point */
    CHECK_NEAR(square, 1.0013, 0.45);
    CHECK_NEAR(far / ENT_BLOCK, 0.05, 0.05);
}

/* A war between great powers where no threat is felt: the first year brings 1 - persistence of the
   rise. Where war goes on in Europe already it brings nothing. */
static void test_alarm(void **state)
{
    real_world *r = *state;
    const int32_t s = real_world_state(r, "FRA"), us = r->world->usa;
    const double base = 100.0 * r->world->share0[s], of_us = 100.0 * r->world->share0[us];
    centre(r, true);
    set(r, ENT_A_PLEDGE_ALARM, 1.0);
    set(r, ENT_A_PLEDGE_ALARM_RISE, 0.5);
    set(r, ENT_A_PLEDGE_ALARM_SPREAD, 0.0);
    set(r, ENT_A_PLEDGE_PERSISTENCE, 0.6);
    CHECK_NEAR(share(r, real_world_run(r, false), 0, s)[3], base, 1e-12);
    r->world->war.fighting = 0;
    const double *out = real_world_run(r, false);
    CHECK_NEAR(share(r, out, 0, s)[3], base * (1.0 + 0.4 * 0.5), 1e-12);
    CHECK_NEAR(share(r, out, 0, us)[3], of_us * (1.0 + 0.4 * 0.5), 1e-12);
    CHECK_NEAR(share(r, real_world_run(r, true), 0, s)[3], base, 1e-12); /* silent: no event */
    r->world->war.fighting = 1;
}

/* Common changes alone: those of two years running are correlated as the persistence says. */
static void test_persistence(void **state)
{
    real_world *r = *state;
    const int32_t s = real_world_state(r, "FRA");
    const double base = 100.0 * r->world->share0[s], lasts = 0.8;
    double first = 0.0, both = 0.0;
    centre(r, true);
    set(r, ENT_A_PLEDGE_NOISE, 0.02);
    set(r, ENT_A_PLEDGE_COMMON, 1.0);
    set(r, ENT_A_PLEDGE_PERSISTENCE, lasts);
    const double *out = real_world_run(r, false);
    const double *one = share(r, out, 0, s), *two = share(r, out, 1, s);
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        const double before = one[f] / base - 1.0;
        first += before * before;
        both += before * (two[f] / one[f] - 1.0);
    }
    CHECK_NEAR(both / first, lasts, 0.12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_moves), cmocka_unit_test(test_jump),
        cmocka_unit_test(test_closing),       cmocka_unit_test(test_floor),
        cmocka_unit_test(test_noise),         cmocka_unit_test(test_alarm),
        cmocka_unit_test(test_persistence),   cmocka_unit_test(test_target), /* changes levers */
    };
    return cmocka_run_group_tests(tests, load, unload);
}
