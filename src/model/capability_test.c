/* Section 3: the history by hand, scaling, monotonicity, limits. */
#include "real_world.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/kernels.h"

typedef struct seen {
    int32_t state;
    double stock, pipeline, land, home_land, land_ref;              /* at the start, first future */
    double land_end, ready_end, eta_end, soldiers[2], soldiers_end; /* of the first two years */
    double sea;
} seen;

static int load(void **state)
{
    static real_world r;
    real_world_load(&r, "brussels-2025");
    for (size_t i = 0; i < (size_t)ENT_N_ASSUMPTIONS * ENT_BLOCK; i++)
        r.draws[i] = r.world->central[i / ENT_BLOCK];
    *state = &r;
    return 0;
}

static int unload(void **state)
{
    real_world_free(*state);
    return 0;
}

static void set(real_world *r, ent_assumption_id a, double value)
{
    for (size_t f = 0; f < ENT_BLOCK; f++)
        r->draws[(size_t)a * ENT_BLOCK + f] = value;
}

static void look(void *with, const ent_tile *t, int32_t month)
{
    seen *s = with;
    const int32_t i = s->state;
    if (t->first != 0)
        return;
    if (month == ENT_VISIT_START) {
        s->stock = t->stock[i][0];
        s->pipeline = t->pipeline[i][0];
        s->land_ref = t->forces_ref.land[i][0];
    } else if (month == ENT_VISIT_YEAR) {
        if (t->year == 0) {
            s->land = t->forces.land[i][0];
            s->home_land = t->forces.home_land[i][0];
            s->sea = t->forces.sea[i][0];
        }
        if (t->year < 2)
            s->soldiers[t->year] = t->soldiers[i][0];
        s->soldiers_end = t->soldiers[i][0];
        s->land_end = t->forces.land[i][0];
        s->ready_end = t->ready[i][0];
        s->eta_end = t->eta[0];
    }
}

static seen run(real_world *r, const char *iso3)
{
    seen s = {.state = real_world_state(r, iso3)};
    ent_block_job job = real_world_job(r, real_world_output(r));
    job.silent = 1;
    job.visit = look;
    job.visitor = &s;
    ent_block_run(&job);
    return s;
}

/* The recursion once more, in scalars: purchases, pipeline, decay, extra losses in war. */
static void check_history(real_world *r, const char *iso3, ent_assumption_id unknown,
                          double war_delta)
{
    const ent_world *w = r->world;
    const seen got = run(r, iso3);
    const int32_t s = got.state;
    const double delta = w->central[ENT_A_CAPABILITY_DELTA];
    const double tau = w->central[ENT_A_CAPABILITY_DELAY];
    const double price = 1 + w->central[ENT_A_CAPABILITY_W_PRICE] * (w->ppp_ratio[s] - 1);
    double bought[ENT_MAX_HISTORY] = {0};
    for (int y = 0; y < w->n_history; y++) {
        const double eq = w->eq_history[s][y], last = w->eq_history[s][w->n_history - 1];
        const double base = isnan(last) ? w->central[unknown] : last;
        bought[y] = (isnan(eq) ? base : eq) * w->spend_history[s][y] * price;
    }
    const double first = (bought[0] + bought[1] + bought[2]) / 3;
    double stock = first / (delta + 0.02), pipeline = first * tau;
    for (int y = 0; y < w->n_history; y++) {
        const double out = pipeline / tau;
        pipeline += bought[y] - out;
        stock = stock * (1 - delta - (2014 + y >= 2022 ? war_delta : 0)) + out;
    }
    CHECK_NEAR(got.stock, stock, 1e-10 * stock);
    CHECK_NEAR(got.pipeline, pipeline, 1e-10 * pipeline);
}

static void test_history(void **state)
{
    real_world *r = *state;
    const double *central = r->world->central;
    check_history(r, "DEU", ENT_A_CAPABILITY_EQ_UNKNOWN, 0);
    check_history(r, "JPN", ENT_A_CAPABILITY_EQ_UNKNOWN, 0);
    check_history(r, "CHN", ENT_A_CAPABILITY_EQ_ADVERSARY, 0);
    check_history(r, "RUS", ENT_A_CAPABILITY_EQ_ADVERSARY, central[ENT_A_CAPABILITY_DELTA_WAR]);
    check_history(r, "UKR", ENT_A_CAPABILITY_EQ_UNKNOWN,
                  central[ENT_A_CAPABILITY_DELTA_WAR_UKRAINE]);
}

/* Twice the output, money and soldiers make twice the forces (of one whose size moves no other:
   Japan is in no alliance that answers to its peers). */
static void test_scale(void **state)
{
    real_world *r = *state;
    ent_world *w = r->world;
    const seen before = run(r, "JPN");
    const int32_t s = before.state;
    w->gdp0[s] *= 2;
    w->soldiers0[s] *= 2;
    w->soldiers_ref[s] *= 2;
    w->reserves[s] *= 2;
    for (int y = 0; y < w->n_history; y++)
        w->spend_history[s][y] *= 2;
    const seen after = run(r, "JPN");
    CHECK_NEAR(after.land, 2 * before.land, 1e-10 * after.land);
    CHECK_NEAR(after.home_land, 2 * before.home_land, 1e-10 * after.home_land);
    CHECK_NEAR(after.land_ref, 2 * before.land_ref, 1e-10 * after.land_ref);
    CHECK_NEAR(after.land_end, 2 * before.land_end, 1e-10 * after.land_end);
}

/* Each assumption moved alone moves the forces of Poland in 2035 the way it should. */
static void test_directions(void **state)
{
    static const struct {
        ent_assumption_id key;
        double factor;
        int sign;
        const char *what;
    } rows[] = {
        {ENT_A_CAPABILITY_DELTA, 1.5, -1, "faster decay: less stock"},
        {ENT_A_CAPABILITY_DELAY, 1.5, -1, "later deliveries: less stock"},
        {ENT_A_CAPABILITY_ABSORPTION, 2.0, -1, "a surge that buys less"},
        {ENT_A_CAPABILITY_W_PRICE, 1.2, 1, "local prices reach further"},
        {ENT_A_CAPABILITY_READY_EUROPE, 1.2, 1, "more of the forces ready"},
        {ENT_A_CAPABILITY_QUALITY_EUROPE, 1.2, 1, "better forces"},
        {ENT_A_CAPABILITY_PERSONNEL_ELASTICITY, 1.5, 1, "money finds soldiers"},
        {ENT_A_CAPABILITY_PERSONNEL_YEARS, 2.0, -1, "money finds them later"},
        {ENT_A_CAPABILITY_PERSONNEL_DRIFT, 1.5, -1, "a soldier grows dearer"},
    };
    real_world *r = *state;
    const double before = run(r, "POL").land_end;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const double central = r->world->central[rows[i].key];
        set(r, rows[i].key, central * rows[i].factor);
        const double after = run(r, "POL").land_end;
        set(r, rows[i].key, central);
        if (!((after - before) * rows[i].sign > 0))
            fail_msg("%s: %g, then %g", rows[i].what, before, after);
    }
}

/* Spending of the base year without a rise in cost keeps the soldiers; a jump of the money that is
   not for equipment brings a part of them in the first year and nearly all in the end. */
static void test_soldiers(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    const ent_assumption_id drift = ENT_A_CAPABILITY_PERSONNEL_DRIFT;
    const ent_assumption_id most = ENT_A_CAPABILITY_PERSONNEL_MOST;
    const double equipment = w->lever_year[ENT_L_PLEDGE_EQUIPMENT_SHARE_NEW][0];
    set(r, drift, 0.0);
    set(r, ENT_A_CAPABILITY_PERSONNEL_ELASTICITY, 0.0);
    const seen none = run(r, "POL");
    CHECK_NEAR(none.soldiers_end, w->soldiers0[none.state], 1e-6);
    set(r, ENT_A_CAPABILITY_PERSONNEL_ELASTICITY, 0.63);
    set(r, most, 1.0);
    const seen some = run(r, "POL");
    const double years = w->central[ENT_A_CAPABILITY_PERSONNEL_YEARS];
    set(r, ENT_A_CAPABILITY_PERSONNEL_YEARS, 1.0);
    const seen at_once = run(r, "POL");
    CHECK_NEAR(some.soldiers[0] / w->soldiers0[some.state] - 1,
               (at_once.soldiers[0] / w->soldiers0[some.state] - 1) / years, 1e-12);
    set(r, ENT_A_CAPABILITY_PERSONNEL_YEARS, years);
    for (int y = 0; y < ENT_MAX_YEARS; y++) /* more equipment has a price in soldiers */
        r->world->lever_year[ENT_L_PLEDGE_EQUIPMENT_SHARE_NEW][y] = .7;
    const seen dear = run(r, "POL");
    assert_true(dear.soldiers_end < some.soldiers_end && dear.ready_end < some.ready_end);
    for (int y = 0; y < ENT_MAX_YEARS; y++)
        r->world->lever_year[ENT_L_PLEDGE_EQUIPMENT_SHARE_NEW][y] = equipment;
    set(r, drift, w->central[drift]);
    set(r, most, w->central[most]);
    set(r, ENT_A_CAPABILITY_PERSONNEL_ELASTICITY,
        w->central[ENT_A_CAPABILITY_PERSONNEL_ELASTICITY]);
}

/* With the soldiers' share of the equipment and one readiness, the US counts like any state. */
static void test_us_land(void **state)
{
    real_world *r = *state;
    const double *central = r->world->central;
    const double land = central[ENT_A_CAPABILITY_LAND_US];
    const seen now = run(r, "USA");
    set(r, ENT_A_CAPABILITY_EQUIPMENT_LAND_US, land);
    const seen even = run(r, "USA");
    set(r, ENT_A_CAPABILITY_READY_US_LAND, central[ENT_A_CAPABILITY_READY_US]);
    const seen like = run(r, "USA");
    set(r, ENT_A_CAPABILITY_EQUIPMENT_LAND_US, central[ENT_A_CAPABILITY_EQUIPMENT_LAND_US]);
    set(r, ENT_A_CAPABILITY_READY_US_LAND, central[ENT_A_CAPABILITY_READY_US_LAND]);
    assert_true(now.land < even.land && even.land < like.land && now.sea > even.sea);
    CHECK_NEAR(even.sea, like.sea, 0);
    CHECK_NEAR(like.land / like.sea, land / (1 - land), 1e-12);
    assert_true(now.land > 20 && now.land < 60); /* 31 brigade combat teams; 107 before */
}

/* A state without a coast has the rest of its soldiers on land; reservists in wartime units
   count more at home. */
static void test_coast_and_wartime(void **state)
{
    real_world *r = *state;
    ent_world *w = r->world;
    const double air = w->central[ENT_A_CAPABILITY_AIR_LANDLOCKED];
    const double land = w->central[ENT_A_CAPABILITY_LAND_EUROPE];
    const int32_t cze = real_world_state(r, "CZE"), fin = real_world_state(r, "FIN");
    const seen without = run(r, "CZE");
    w->flags[cze] &= ~ENT_STATE_LANDLOCKED;
    const seen coast = run(r, "CZE");
    w->flags[cze] |= ENT_STATE_LANDLOCKED;
    CHECK_NEAR(without.sea, air * coast.sea, 1e-12 * coast.sea);
    CHECK_NEAR(without.land, coast.land * (1 + (1 - air) * (1 - land) / land), 1e-10);
    const seen ready = run(r, "FIN");
    const double assigned = w->assigned[fin], reserves = w->reserves[fin];
    w->assigned[fin] = 0;
    w->reserves[fin] = reserves + assigned;
    const seen before = run(r, "FIN");
    w->assigned[fin] = assigned;
    w->reserves[fin] = reserves;
    assert_true(ready.home_land > 1.3 * before.home_land);
    CHECK_NEAR(ready.land, before.land, 0);
}

static void test_enablers(void **state)
{
    real_world *r = *state;
    const double eta0 = r->world->central[ENT_A_CAPABILITY_ETA0];
    const double share = r->world->central[ENT_A_CAPABILITY_ENABLER_SHARE];
    const double with = run(r, "POL").eta_end;
    set(r, ENT_A_CAPABILITY_ENABLER_SHARE, 0.0);
    CHECK_NEAR(run(r, "POL").eta_end, eta0, 1e-15);
    set(r, ENT_A_CAPABILITY_ENABLER_SHARE, 1e6);
    CHECK_NEAR(run(r, "POL").eta_end, 1.0, 1e-12);
    set(r, ENT_A_CAPABILITY_ENABLER_SHARE, share);
    assert_true(with > eta0 && with < 1.0);
}

/* However much is spent on it, readiness goes a third of the way to the ceiling each year. */
static void test_readiness_ceiling(void **state)
{
    real_world *r = *state;
    const double ready = r->world->central[ENT_A_CAPABILITY_READY_EUROPE];
    const double elasticity = r->world->central[ENT_A_CAPABILITY_READINESS_ELASTICITY];
    set(r, ENT_A_CAPABILITY_READINESS_ELASTICITY, 50.0);
    const double end = run(r, "LTU").ready_end;
    set(r, ENT_A_CAPABILITY_READINESS_ELASTICITY, elasticity);
    CHECK_NEAR(end, 0.65 - (0.65 - ready) * pow(2.0 / 3.0, r->world->n_years), 1e-12);
}

/* All strength before readiness in 2025, and the share of one state in it, by hand in the test. */
typedef struct strengths {
    double sum, index_of_all[4], index_of_one[4], own;
    int32_t one;
} strengths;

static void look_at_all(void *with, const ent_tile *t, int32_t month)
{
    strengths *x = with;
    const ent_world *w = t->world;
    if (month != ENT_VISIT_YEAR || t->year != 0 || t->first != 0)
        return;
    for (int32_t s = 0; s < w->n_states; s++) {
        const int counted = ENT_STATE_FORCES | ENT_STATE_SPENDING;
        if ((w->flags[s] & counted) != counted)
            continue;
        const double power = (t->forces.land[s][0] + t->forces.sea[s][0]) / t->ready[s][0];
        const double parts[4] = {t->spend[s][0], t->soldiers[s][0], t->gdp[s][0] * w->ppp_ratio[s],
                                 w->population0[s]};
        x->sum += power;
        for (size_t i = 0; i < 4; i++)
            x->index_of_all[i] += parts[i];
        if (s != x->one)
            continue;
        x->own = power;
        memcpy(x->index_of_one, parts, sizeof parts);
    }
}

static strengths run_all(real_world *r, const char *iso3)
{
    strengths x = {.one = real_world_state(r, iso3)};
    ent_block_job job = real_world_job(r, real_world_output(r));
    job.silent = 1;
    job.visit = look_at_all;
    job.visitor = &x;
    ent_block_run(&job);
    return x;
}

/* The variant deals out the same strength by an index of shares. */
static void test_index(void **state)
{
    static const double weights[4] = {1 / 6.0, 1 / 6.0, 1 / 3.0, 1 / 3.0};
    real_world *r = *state;
    const strengths stock = run_all(r, "POL");
    set(r, ENT_A_CAPABILITY_FORM, 1.0);
    const strengths index = run_all(r, "POL");
    set(r, ENT_A_CAPABILITY_FORM, 0.0);
    double share = 0.0;
    for (size_t i = 0; i < 4; i++)
        share += weights[i] * index.index_of_one[i] / index.index_of_all[i];
    CHECK_NEAR(index.sum, stock.sum, 1e-9 * stock.sum);
    CHECK_NEAR(index.own, share * stock.sum, 1e-9 * index.own);
    assert_true(fabs(index.own - stock.own) > 0.01 * stock.own);
}

/* --- two levels of spending --- */

enum { SPENT_YEARS = 6 }; /* 2025 to 2030 */

static void keep_start(void *with, const ent_tile *t, int32_t month)
{
    if (month == ENT_VISIT_START && t->first == 0)
        memcpy(with, t, sizeof *t);
}

/* Ready land forces of the European allies by year, all of which spend `share` of their output, as
   large as in the base year. */
static void spend(real_world *r, double share, double *forces)
{
    const ent_world *w = r->world;
    ent_tile *t = ent_arena_array(&r->arena, ent_tile, 1);
    ent_block_job job = real_world_job(r, real_world_output(r));
    job.silent = 1;
    job.visit = keep_start;
    job.visitor = t;
    ent_block_run(&job);
    for (t->year = 0; t->year < SPENT_YEARS; t->year++) {
        forces[t->year] = 0.0;
        for (int32_t s = 0; s < w->n_states; s++)
            for (size_t f = 0; f < ENT_TILE; f++) {
                t->gdp[s][f] = w->gdp0[s];
                t->spend[s][f] =
                    w->gdp0[s] * (w->flags[s] & ENT_STATE_EUROPEAN ? share : w->share0[s]);
            }
        ENT_ISA_NAME(ent_capability_year)(t);
        for (int32_t s = 0; s < w->n_states; s++)
            forces[t->year] += w->flags[s] & ENT_STATE_EUROPEAN ? t->forces.land[s][0] : 0.0;
    }
}

/* 1.1 and 5.9 % of output from 2025 on: a gap that grows every year from less than a fifth of that
   of 2030, when much money has bought more than twice the forces (docs/model.md). */
static void test_money_buys_forces_late(void **state)
{
    static const double shares[] = {0.011, 0.02, 0.035, 0.059};
    enum { LEVELS = sizeof shares / sizeof shares[0] };
    double forces[LEVELS][SPENT_YEARS], gap = 0.0;
    for (size_t i = 0; i < LEVELS; i++) {
        spend(*state, shares[i], forces[i]);
        for (size_t y = 0; i && y < SPENT_YEARS; y++)
            if (!(forces[i][y] > forces[i - 1][y]))
                fail_msg("%g %% of output: %g in year %zu, no more than %g at %g %%",
                         100 * shares[i], forces[i][y], y, forces[i - 1][y], 100 * shares[i - 1]);
    }
    const double *little = forces[0], *much = forces[LEVELS - 1];
    for (size_t y = 0; y < SPENT_YEARS; y++) {
        assert_true(much[y] - little[y] > gap);
        gap = much[y] - little[y];
    }
    assert_true(much[0] - little[0] < 0.2 * gap);
    assert_true(much[SPENT_YEARS - 1] > 2.0 * little[SPENT_YEARS - 1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_directions),
        cmocka_unit_test(test_enablers),
        cmocka_unit_test(test_readiness_ceiling),
        cmocka_unit_test(test_soldiers),
        cmocka_unit_test(test_us_land),
        cmocka_unit_test(test_coast_and_wartime),
        cmocka_unit_test(test_index),
        cmocka_unit_test(test_money_buys_forces_late),
        cmocka_unit_test(test_scale), /* changes the world */
    };
    return cmocka_run_group_tests(tests, load, unload);
}
