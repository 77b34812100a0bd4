/* A Sobol' design: a dimension for everything, even prefixes, the same bits on every instruction
   set, and means that agree with those of random futures at a fraction of their error. */
#include "real_world.h"

#include "entente/draws.h"
#include "entente/sobol.h"
#include "futures/draw_rows.h"
#include "futures/lead_order.h"
#include "model/shock.h"

enum { SCRAMBLES = 12, FUTURES = 1024, HEADLINES = 5, MOST = 16384 };

static real_world real;
static ent_draws draws;
static ent_design sobol = {.kind = ENT_DESIGN_SOBOL};
static double lead[ENT_N_LEADS * ENT_BLOCK];

static int set_up(void **state)
{
    (void)state;
    ent_error err = {0};
    real_world_load(&real, "brussels-2025");
    assert_int_equal(ent_draws_make(real.world, &draws, &real.arena), ENT_OK);
    draw_rows_use(&draws, ent_isa_best());
    CHECK_OK(ent_sobol_load(ENT_SOURCE_DIR "/data/sobol_directions.csv", &sobol.directions,
                            &sobol.n_dimensions, &real.arena, &err),
             err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    real_world_free(&real);
    return 0;
}

static void each_has_its_dimension(void **state)
{
    (void)state;
    bool taken[LEAD_DIMENSIONS] = {false};
    for (int what = 0; what < LEAD_DIMENSIONS; what++) {
        const size_t place = lead_place(&sobol, what);
        assert_true(place < LEAD_DIMENSIONS && !taken[place]);
        taken[place] = true;
    }
    assert_true(sobol.n_dimensions >= LEAD_DIMENSIONS);
}

/* No lead shares its scramble with an assumption. */
static void scrambles_are_apart(void **state)
{
    (void)state;
    for (int i = 0; i < ENT_N_LEADS; i++)
        for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
            assert_true(lead_slot(i) != real.world->slot[a]);
}

static void prefixes_are_even(void **state)
{
    (void)state;
    static const size_t prefixes[] = {256, 1024, MOST};
    static double u[ENT_N_LEADS][MOST];
    sobol.seed = 3;
    for (size_t block = 0; block < MOST / ENT_BLOCK; block++) {
        assert_true(ent_draws_lead(&sobol, block, lead));
        for (size_t i = 0; i < ENT_N_LEADS; i++)
            memcpy(u[i] + block * ENT_BLOCK, lead + i * ENT_BLOCK, ENT_BLOCK * sizeof(double));
    }
    for (size_t i = 0; i < ENT_N_LEADS; i++)
        for (size_t k = 0; k < 3; k++) {
            unsigned char seen[MOST] = {0};
            for (size_t f = 0; f < prefixes[k]; f++) {
                const size_t cell = (size_t)(u[i][f] * (double)prefixes[k]);
                assert_false(seen[cell]);
                seen[cell] = 1;
            }
        }
}

/* Eight steps are independent standard normals, whatever the waves behind them. */
static void a_path_is_white(void **state)
{
    (void)state;
    enum { N = 4096 };
    static ent_tile tile;
    static double z[ENT_LEAD_STEPS][N];
    sobol.seed = 4;
    for (size_t at = 0; at < N; at += ENT_TILE) {
        assert_true(ent_draws_lead(&sobol, at / ENT_BLOCK, lead));
        tile.lead = lead + at % ENT_BLOCK;
        for (size_t step = 0; step < ENT_LEAD_STEPS; step++)
            shock_path(&tile, ENT_LEAD_MOOD, step, z[step] + at);
    }
    for (size_t i = 0; i < ENT_LEAD_STEPS; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = 0.0;
            for (size_t f = 0; f < N; f++)
                sum += z[i][f] * z[j][f] / N;
            CHECK_NEAR(sum, i == j ? 1.0 : 0.0, 0.05);
        }
}

static void instruction_sets_agree(void **state)
{
    (void)state;
    double *out[3];
    for (size_t i = 0; i < 3; i++)
        assert_non_null(out[i] = ent_arena_array(&real.arena, double, real.cells));
    ent_block_job job = real_world_job(&real, out[0]);
    assert_true(ent_draws_lead(&sobol, 2, lead));
    job.block = 2;
    ent_block_run(&job);
    job.lead = lead;
    job.out = out[1];
    ent_block_run(&job);
    assert_true(memcmp(out[0], out[1], real.cells * sizeof **out) != 0);
    job.out = out[2];
    for (int isa = 0; isa < ENT_N_ISAS; isa++)
        if (ent_isa_usable((ent_isa_id)isa)) {
            ent_block_run_isa(&job, (ent_isa_id)isa);
            assert_memory_equal(out[1], out[2], real.cells * sizeof **out);
        }
}

/* --- errors --- */

typedef struct scatter {
    double mean[HEADLINES], spread[HEADLINES]; /* over futures */
    double error[HEADLINES];                   /* of the mean of a scramble */
} scatter;

static const double *headline(const double *out, size_t i)
{
    static const ent_outcome_id outcome[HEADLINES] = {
        ENT_O_SPENDING_EUROPE_CANADA, ENT_O_POSTURE_SHORTFALL, ENT_O_SETTLEMENT_MONTHS_AT_WAR,
        ENT_O_DETERRENCE_ODDS_RATIO, ENT_O_DETERRENCE_RENEWAL_5Y};
    const ent_world *w = real.world;
    size_t baltic = 0, at = (size_t)(2030 - w->first_year);
    while (strcmp(w->flashpoint[baltic].key, "baltic") != 0)
        baltic++;
    at = i == 2 ? 0 : i == 3 ? at * (size_t)w->n_flashpoints + baltic : at;
    return out + ((size_t)real.layout.first[outcome[i]] + at) * ENT_BLOCK;
}

static void measure(ent_design design, double *out, scatter *s)
{
    double sum[HEADLINES] = {0}, squares[HEADLINES] = {0}, of_means[HEADLINES] = {0};
    for (uint64_t k = 0; k < SCRAMBLES; k++) {
        double own[HEADLINES] = {0};
        design.seed = 100 + k;
        for (uint64_t block = 0; block < FUTURES / ENT_BLOCK; block++) {
            ent_block_job job = real_world_job(&real, out);
            job.seed = design.seed;
            job.block = block;
            ent_draws_block(&draws, &design, block, real.draws);
            job.lead = ent_draws_lead(&design, block, lead) ? lead : NULL;
            ent_block_run(&job);
            for (size_t i = 0; i < HEADLINES; i++)
                for (size_t f = 0; f < ENT_BLOCK; f++) {
                    const double x = headline(out, i)[f];
                    assert_true(x == x);
                    own[i] += x / FUTURES;
                    squares[i] += x * x;
                }
        }
        for (size_t i = 0; i < HEADLINES; i++) {
            sum[i] += own[i] / SCRAMBLES;
            of_means[i] += own[i] * own[i];
        }
    }
    for (size_t i = 0; i < HEADLINES; i++) {
        s->mean[i] = sum[i];
        s->spread[i] = sqrt(squares[i] / (SCRAMBLES * FUTURES) - sum[i] * sum[i]);
        s->error[i] = sqrt((of_means[i] - SCRAMBLES * sum[i] * sum[i]) / (SCRAMBLES - 1));
    }
}

/* The bars of docs/performance.md, with room for the chance of 12 scrambles (a fifth each). */
static void errors_are_smaller(void **state)
{
    (void)state;
    double *out = ent_arena_array(&real.arena, double, real.cells), product = 1.0;
    scatter random, even;
    measure((ent_design){.kind = ENT_DESIGN_MC}, out, &random);
    measure(sobol, out, &even);
    for (size_t i = 0; i < HEADLINES; i++) {
        const double error = random.spread[i] / sqrt(FUTURES), ratio = even.error[i] / error;
        const double apart = sqrt((1.0 + ratio * ratio) / SCRAMBLES) * error;
        if (!(fabs(even.mean[i] - random.mean[i]) < 4.0 * apart))
            fail_msg("headline %zu: %g, of random futures %g", i, even.mean[i], random.mean[i]);
        if (!(ratio < (i == 1 || i == 4 ? 0.5 : 1.3)))
            fail_msg("headline %zu: error %g of that of random futures", i, ratio);
        product *= ratio;
    }
    assert_true(pow(product, 1.0 / HEADLINES) < 0.55);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_has_its_dimension), cmocka_unit_test(scrambles_are_apart),
        cmocka_unit_test(prefixes_are_even),      cmocka_unit_test(a_path_is_white),
        cmocka_unit_test(instruction_sets_agree), cmocka_unit_test(errors_are_smaller),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
