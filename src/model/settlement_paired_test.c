/* Sections 8 and 9 over simulated futures of the shipped scenario: what levers do, pair by pair
   with intervals, and that soldiers and tanks are conserved month by month. */
#include "real_world.h"

enum { BLOCKS = 8, FUTURES = BLOCKS * ENT_BLOCK };
static const double Z95 = 1.959964;

static int load(void **state)
{
    static real_world r;
    static const bool wanted[ENT_N_OUTCOMES] = {
        [ENT_O_UKRAINE_GAIN] = true,         [ENT_O_UKRAINE_AREA] = true,
        [ENT_O_UKRAINE_CASUALTIES] = true,   [ENT_O_SETTLEMENT_ZONE] = true,
        [ENT_O_SETTLEMENT_CEASEFIRE] = true, [ENT_O_DETERRENCE_RENEWAL_5Y] = true,
    };
    real_world_load(&r, "status-quo-2024");
    ent_layout_make(r.world, wanted, &r.layout);
    r.cells = (size_t)r.layout.n_columns * ENT_BLOCK;
    *state = &r;
    return 0;
}

static int unload(void **state)
{
    real_world_free(*state);
    return 0;
}

/* All blocks with their own draws; column by column, future by future. */
static double *run_all(real_world *r)
{
    double *all = ent_arena_array(&r->arena, double, r->cells *BLOCKS);
    assert_non_null(all);
    for (uint64_t b = 0; b < BLOCKS; b++) {
        for (uint32_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
            for (uint32_t f = 0; f < ENT_BLOCK; f++)
                r->draws[a * ENT_BLOCK + f] = ent_draw_quantile(
                    &r->world->prior[a],
                    ent_uniform(1, b * ENT_BLOCK + f, r->world->slot[a], ENT_SHOCK_ASSUMPTION));
        ent_block_job job = real_world_job(r, all + b * r->cells);
        job.block = b;
        ent_block_run(&job);
    }
    return all;
}

static double at(const real_world *r, const double *all, ent_outcome_id outcome, int32_t index,
                 size_t future)
{
    return real_world_row(r, all + future / ENT_BLOCK * r->cells, outcome,
                          index)[future % ENT_BLOCK];
}

static void set_lever(real_world *r, ent_lever_id lever, double value)
{
    r->world->lever[lever] = value;
    for (int y = 0; y < ENT_MAX_YEARS; y++)
        r->world->lever_year[lever][y] = value;
}

/* Mean of paired differences and its 95 % interval; missing where either is. */
typedef struct paired {
    double mean, low, high, least, most;
} paired;

static paired compare(const real_world *r, const double *now, const double *base,
                      ent_outcome_id outcome, int32_t index)
{
    double n = 0, sum = 0, squares = 0;
    paired p = {.least = INFINITY, .most = -INFINITY};
    for (size_t f = 0; f < FUTURES; f++) {
        const double d = at(r, now, outcome, index, f) - at(r, base, outcome, index, f);
        if (isnan(d))
            continue;
        n++;
        sum += d;
        squares += d * d;
        p.least = fmin(p.least, d);
        p.most = fmax(p.most, d);
    }
    p.mean = sum / n;
    const double error = sqrt((squares / n - p.mean * p.mean) / (n - 1));
    p.low = p.mean - Z95 * error;
    p.high = p.mean + Z95 * error;
    return p;
}

/* Twice the European aid: less ground lost on average in every year to come, and no future in which
   the first month of war goes worse. */
static void test_aid(void **state)
{
    real_world *r = *state;
    const double level = r->world->lever_year[ENT_L_AID_EUROPE][0];
    double *base = run_all(r);
    set_lever(r, ENT_L_AID_EUROPE, 2.0);
    double *more = run_all(r);
    set_lever(r, ENT_L_AID_EUROPE, level);
    assert_true(compare(r, more, base, ENT_O_UKRAINE_GAIN, 0).most <= 1e-9);
    for (int32_t month = 12; month < 72; month += 12) {
        const paired gain = compare(r, more, base, ENT_O_UKRAINE_GAIN, month);
        const paired area = compare(r, more, base, ENT_O_UKRAINE_AREA, month);
        assert_true(gain.high < 0 && area.high < 0);
    }
}

/* A guarantee force that grows: renewed war falls in every future, and the zone of the first month
   never narrows. */
static void test_guarantee(void **state)
{
    real_world *r = *state;
    static const double brigades[] = {0, 2, 8, 30};
    double *before = NULL;
    r->world->member[real_world_state(r, "GBR")] = 1;
    for (size_t i = 0; i < sizeof brigades / sizeof brigades[0]; i++) {
        set_lever(r, ENT_L_GUARANTEE_FORCE_BRIGADES, brigades[i]);
        double *now = run_all(r);
        if (before) {
            const paired war = compare(r, now, before, ENT_O_DETERRENCE_RENEWAL_5Y, 0);
            const paired width = compare(r, now, before, ENT_O_SETTLEMENT_ZONE, 2);
            assert_true(war.most <= 0 && war.high < 0);
            assert_true(width.least >= 0 && width.low > 0);
        }
        before = now;
    }
    r->world->member[real_world_state(r, "GBR")] = 0;
    set_lever(r, ENT_L_GUARANTEE_FORCE_BRIGADES, 0.0);
}

/* The month in which fighting first stops; the zone is not recorded from the next one on. */
static int32_t first_stop(const real_world *r, const double *all, size_t future)
{
    for (int32_t m = 0; m < r->world->n_months; m++)
        if (isnan(at(r, all, ENT_O_SETTLEMENT_ZONE, 3 * m, future)))
            return m;
    return r->world->n_months;
}

/* Without the demand for the borders of before 2014 the fighting stops no later in any future, and
   ceasefires come earlier on average. */
static void test_demand(void **state)
{
    real_world *r = *state;
    set_lever(r, ENT_L_UKRAINE_PRE2014_DEMAND, 1.0);
    double *with = run_all(r);
    set_lever(r, ENT_L_UKRAINE_PRE2014_DEMAND, 0.0);
    double *without = run_all(r);
    size_t sooner = 0;
    for (size_t f = 0; f < FUTURES; f++) {
        const int32_t on = first_stop(r, with, f), off = first_stop(r, without, f);
        if (off > on)
            fail_msg("future %zu: stops in month %d with the demand, %d without", f, on, off);
        sooner += off < on;
    }
    assert_true(sooner > FUTURES / 10);
    for (int32_t month = 5; month < 60; month += 6)
        assert_true(compare(r, without, with, ENT_O_SETTLEMENT_CEASEFIRE, month).low > 0);
}

/* --- conservation --- */

typedef struct ledger {
    ent_row men_rus, men_ukr, armour_rus, store, fighting;
    size_t checked;
    const real_world *r;
    const double *out;
} ledger;

static void check_men(ledger *b, const ent_tile *t, int32_t m, size_t f)
{
    const double back = 1.0 - t->a[ENT_A_UKRAINE_RETURN][f];
    const size_t row = t->first % ENT_BLOCK + f;
    const double lost_rus = real_world_row(b->r, b->out, ENT_O_UKRAINE_CASUALTIES, 2 * m)[row];
    const double lost_ukr = real_world_row(b->r, b->out, ENT_O_UKRAINE_CASUALTIES, 2 * m + 1)[row];
    if (!(b->fighting[f] > 0.0)) {
        CHECK_NEAR(t->men_rus[f], b->men_rus[f], 0.0);
        CHECK_NEAR(t->men_ukr[f], b->men_ukr[f], 0.0);
        return;
    }
    const double rus = b->men_rus[f] + t->a[ENT_A_UKRAINE_RUS_RECRUITS][f] - lost_rus * back;
    const double ukr = b->men_ukr[f] + t->a[ENT_A_UKRAINE_UKR_RECRUITS][f] -
                       t->a[ENT_A_UKRAINE_UKR_DESERTION][f] - lost_ukr * back;
    if (rus > 150.0 && rus < 1000.0)
        CHECK_NEAR(t->men_rus[f], rus, 1e-9);
    if (ukr > 200.0 && ukr < 1200.0)
        CHECK_NEAR(t->men_ukr[f], ukr, 1e-9);
    b->checked++;
}

/* Russian tanks, in the field and in store: what was made less what was lost. */
static void check_tanks(const ledger *b, const ent_tile *t, size_t f)
{
    const double lost =
        (b->fighting[f] > 0.0 ? t->a[ENT_A_UKRAINE_LOSS_FRAC][f] : 0.0) * b->armour_rus[f];
    CHECK_NEAR(t->armour_rus[f] + t->store[f],
               b->armour_rus[f] + b->store[f] + t->a[ENT_A_UKRAINE_NEW_TANKS][f] - lost, 1e-9);
}

static void look(void *with, const ent_tile *t, int32_t month)
{
    ledger *b = with;
    if (month == ENT_VISIT_YEAR)
        return;
    for (size_t f = 0; month >= 0 && f < ENT_TILE; f++) {
        check_men(b, t, month, f);
        check_tanks(b, t, f);
    }
    memcpy(b->men_rus, t->men_rus, sizeof b->men_rus);
    memcpy(b->men_ukr, t->men_ukr, sizeof b->men_ukr);
    memcpy(b->armour_rus, t->armour_rus, sizeof b->armour_rus);
    memcpy(b->store, t->store, sizeof b->store);
    memcpy(b->fighting, t->fighting, sizeof b->fighting);
}

static void test_conservation(void **state)
{
    real_world *r = *state;
    double *out = real_world_output(r);
    ledger b = {.r = r, .out = out};
    ent_block_job job = real_world_job(r, out);
    job.visit = look;
    job.visitor = &b;
    ent_block_run(&job);
    assert_true(b.checked > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_aid),
        cmocka_unit_test(test_guarantee),
        cmocka_unit_test(test_demand),
        cmocka_unit_test(test_conservation),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
