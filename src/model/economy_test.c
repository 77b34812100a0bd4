/* Section 1: growth compounds, shocks have the spread and the correlation they should, debt is
   what the budget identity says. */
#include "real_world.h"

enum { YEARS = 11 };

typedef struct seen {
    int32_t first, second; /* states looked at */
    double gdp[YEARS][2][ENT_BLOCK];
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

static void look(void *with, const ent_tile *t, int32_t month)
{
    seen *s = with;
    if (month != ENT_VISIT_YEAR)
        return;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const size_t at = (t->first + f) % ENT_BLOCK;
        s->gdp[t->year][0][at] = t->gdp[s->first][f];
        s->gdp[t->year][1][at] = t->gdp[s->second][f];
    }
}

static double *run(real_world *r, seen *s, const char *first, const char *second, uint64_t block,
                   bool silent)
{
    double *out = real_world_output(r);
    ent_block_job job = real_world_job(r, out);
    s->first = real_world_state(r, first);
    s->second = real_world_state(r, second);
    job.block = block;
    job.silent = silent;
    job.visit = look;
    job.visitor = s;
    ent_block_run(&job);
    return out;
}

static void test_growth_compounds(void **state)
{
    real_world *r = *state;
    static seen s;
    run(r, &s, "DEU", "CHN", 0, true);
    double gdp = r->world->gdp0[s.first];
    for (int y = 0; y < YEARS; y++) {
        gdp *= 1.0 + r->world->growth[s.first][y];
        CHECK_NEAR(s.gdp[y][0][0], gdp, 1e-9 * gdp);
        CHECK_NEAR(s.gdp[y][0][ENT_BLOCK - 1], gdp, 1e-9 * gdp);
    }
}

static void test_shocks(void **state)
{
    enum { BLOCKS = 16, N = BLOCKS * ENT_BLOCK };
    real_world *r = *state;
    const ent_world *w = r->world;
    static seen s;
    double sum_a = 0.0, sum_b = 0.0, aa = 0.0, bb = 0.0, ab = 0.0;
    for (uint64_t block = 0; block < BLOCKS; block++) {
        run(r, &s, "DEU", "FRA", block, false);
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            const double a = log(s.gdp[0][0][f] / w->gdp0[s.first] / (1 + w->growth[s.first][0]));
            const double b = log(s.gdp[0][1][f] / w->gdp0[s.second] / (1 + w->growth[s.second][0]));
            sum_a += a;
            sum_b += b;
            aa += a * a;
            bb += b * b;
            ab += a * b;
        }
    }
    const double sd = w->central[ENT_A_ECONOMY_SD_ADVANCED];
    const double common = w->central[ENT_A_ECONOMY_SHOCK_COMMON];
    /* four standard errors of each statistic over 4,096 futures */
    CHECK_NEAR(sum_a / N, 0.0, 4 * sd / sqrt(N));
    CHECK_NEAR(sqrt(aa / N), sd, 4 * sd / sqrt(2.0 * N));
    CHECK_NEAR(sqrt(bb / N), sd, 4 * sd / sqrt(2.0 * N));
    CHECK_NEAR(ab / sqrt(aa * bb), common, 4 / sqrt(N));
    CHECK_NEAR(sum_b / N, 0.0, 4 * sd / sqrt(N));
}

static void test_debt(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    static seen s;
    const double *out = run(r, &s, "GBR", "POL", 3, false);
    const double rate = w->central[ENT_A_ECONOMY_I_MINUS_N];
    const double borrowed = w->central[ENT_A_ECONOMY_DEBT_SHARE];
    double debt = 0.0;
    for (int32_t y = 0; y < w->n_years; y++) {
        const int32_t column = y * w->n_states + s.first;
        const double share = real_world_row(r, out, ENT_O_SPENDING_SHARE, column)[9];
        debt = debt * (1.0 + rate) + borrowed * fmax(share - 100.0 * w->share0[s.first], 0.0);
        CHECK_NEAR(real_world_row(r, out, ENT_O_ECONOMY_DEBT_ADDED, column)[9], debt, 1e-9);
    }
    assert_true(debt > 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth_compounds),
        cmocka_unit_test(test_shocks),
        cmocka_unit_test(test_debt),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
