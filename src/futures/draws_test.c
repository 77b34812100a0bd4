/* Correlated draws: the marginals are those of the priors, ranks are correlated as the rows say,
   in every design; what is not correlated keeps its bits. */
#include <stdlib.h>

#include "real_world.h"

#include "entente/draws.h"
#include "entente/fmath.h"
#include "entente/sobol.h"

enum { BLOCKS = 32, FUTURES = BLOCKS * ENT_BLOCK };

typedef struct drawn {
    real_world real;
    ent_draws draws;
    const uint32_t *directions;
    size_t n_directions;
    double *block;                  /* [ENT_N_ASSUMPTIONS][ENT_BLOCK] */
    double *row[ENT_N_ASSUMPTIONS]; /* [FUTURES], of those correlated */
} drawn;

static int set_up(void **state)
{
    static drawn d;
    ent_error err = {0};
    real_world_load(&d.real, "brussels-2025");
    ent_arena *arena = &d.real.arena;
    assert_int_equal(ent_draws_make(d.real.world, &d.draws, arena), ENT_OK);
    CHECK_OK(ent_sobol_load(ENT_SOURCE_DIR "/data/sobol_directions.csv", &d.directions,
                            &d.n_directions, arena, &err),
             err);
    d.block = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        d.row[a] = ent_arena_array(arena, double, FUTURES);
    *state = &d;
    return 0;
}

static int tear_down(void **state)
{
    real_world_free(&((drawn *)*state)->real);
    return 0;
}

static ent_design design_of(const drawn *d, ent_design_kind kind)
{
    return (ent_design){.kind = kind,
                        .seed = 7,
                        .n = FUTURES,
                        .directions = d->directions,
                        .n_dimensions = d->n_directions};
}

static void draw_all(drawn *d, ent_design_kind kind)
{
    const ent_design design = design_of(d, kind);
    for (size_t b = 0; b < BLOCKS; b++) {
        ent_draws_block(&d->draws, &design, b, d->block);
        for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
            memcpy(d->row[a] + b * ENT_BLOCK, d->block + a * ENT_BLOCK,
                   ENT_BLOCK * sizeof *d->block);
    }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static const ent_design_kind kinds[] = {ENT_DESIGN_MC, ENT_DESIGN_LHS, ENT_DESIGN_SOBOL};

/* The k-th of n sorted values lies where the prior has k/n of its weight: within 0.023, which
   Kolmogorov's distance passes once in a thousand for 8,192 independent draws. */
static void the_marginals_are_the_priors(void **state)
{
    drawn *d = *state;
    const ent_world *w = d->real.world;
    assert_true(w->n_correlated >= 20);
    for (size_t k = 0; k < 3; k++) {
        draw_all(d, kinds[k]);
        for (int32_t i = 0; i < w->n_correlated; i++) {
            const int32_t a = w->correlated[i];
            qsort(d->row[a], FUTURES, sizeof *d->row[a], by_size);
            for (size_t tenth = 1; tenth < 20; tenth++) {
                const double p = (double)tenth / 20.0, got = d->row[a][tenth * FUTURES / 20];
                const double low = ent_draw_quantile(&w->prior[a], p - 0.023);
                const double high = ent_draw_quantile(&w->prior[a], p + 0.023);
                if (!(got >= low && got <= high))
                    fail_msg("%s, design %d: quantile %g is %g, not in %g to %g",
                             ent_key_of_assumption(a), (int)kinds[k], p, got, low, high);
            }
        }
    }
}

/* Ranks 0 .. n-1; values of continuous priors are all different. */
static void to_ranks(double *row)
{
    static double sorted[FUTURES];
    memcpy(sorted, row, sizeof sorted);
    qsort(sorted, FUTURES, sizeof *sorted, by_size);
    for (size_t f = 0; f < FUTURES; f++) {
        const double *at = bsearch(&row[f], sorted, FUTURES, sizeof *sorted, by_size);
        row[f] = (double)(at - sorted);
    }
}

static double rank_correlation(const double *x, const double *y)
{
    const double mean = (FUTURES - 1) / 2.0;
    double xy = 0.0, xx = 0.0;
    for (size_t f = 0; f < FUTURES; f++) {
        xy += (x[f] - mean) * (y[f] - mean);
        xx += (x[f] - mean) * (x[f] - mean);
    }
    return xy / xx;
}

/* Three standard errors of a rank correlation over 8,192 futures are 0.033. */
static void ranks_hang_together_as_stated(void **state)
{
    drawn *d = *state;
    const scenario_spec *s = &d->real.scenario;
    assert_true(s->n_correlations >= 20);
    for (size_t k = 0; k < 3; k++) {
        draw_all(d, kinds[k]);
        for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
            to_ranks(d->row[a]);
        for (size_t i = 0; i < s->n_correlations; i++) {
            const ent_correlation *row = &s->correlations[i];
            const double got = rank_correlation(d->row[ent_id_of_assumption(row->first)],
                                                d->row[ent_id_of_assumption(row->second)]);
            if (!(fabs(got - row->value) < 0.033))
                fail_msg("%s and %s, design %d: rank correlation %g, not %g", row->first,
                         row->second, (int)kinds[k], got, row->value);
        }
        CHECK_NEAR(
            rank_correlation(d->row[ENT_A_COMMITMENT_US_NATO], d->row[ENT_A_CAPABILITY_QUALITY_US]),
            0.0, 0.033);
    }
}

/* Without correlations, and for assumptions that have none, the coordinates keep their bits. */
static void what_is_not_correlated_keeps_its_bits(void **state)
{
    drawn *d = *state;
    static ent_world alone;
    ent_draws draws;
    const ent_design design = design_of(d, ENT_DESIGN_MC);
    double *other = ent_arena_array(&d->real.arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    alone = *d->real.world;
    alone.n_correlated = 0;
    assert_int_equal(ent_draws_make(&alone, &draws, &d->real.arena), ENT_OK);
    ent_draws_block(&draws, &design, 3, other);
    ent_draws_block(&d->draws, &design, 3, d->block);
    for (int a = 0; a < ENT_N_ASSUMPTIONS; a++) {
        const bool same = memcmp(d->block + (size_t)a * ENT_BLOCK, other + (size_t)a * ENT_BLOCK,
                                 ENT_BLOCK * sizeof *other) == 0;
        int set = -1;
        const bool tied = ent_draws_tied(d->real.world, a, &set);
        if (!tied && !same)
            fail_msg("%s is not correlated and has moved", ent_key_of_assumption(a));
        /* the first of a set leads, the others follow */
        assert_true(!tied || same == (set == a));
        assert_false(ent_draws_tied(&alone, a, NULL));
    }
}

static void fixing_one_moves_no_other(void **state)
{
    drawn *d = *state;
    static ent_world fixed;
    ent_draws draws;
    const ent_design design = design_of(d, ENT_DESIGN_MC);
    double *other = ent_arena_array(&d->real.arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    fixed = *d->real.world;
    fixed.prior[ENT_A_COMMITMENT_US_NATO] = (ent_prior){ENT_PRIOR_FIXED, 1, {0.0}};
    assert_int_equal(ent_draws_make(&fixed, &draws, &d->real.arena), ENT_OK);
    ent_draws_block(&draws, &design, 3, other);
    ent_draws_block(&d->draws, &design, 3, d->block);
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        if (a != ENT_A_COMMITMENT_US_NATO)
            assert_memory_equal(d->block + a * ENT_BLOCK, other + a * ENT_BLOCK,
                                ENT_BLOCK * sizeof *other);
    CHECK_NEAR(other[(size_t)ENT_A_COMMITMENT_US_NATO * ENT_BLOCK], 0.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_marginals_are_the_priors),
        cmocka_unit_test(ranks_hang_together_as_stated),
        cmocka_unit_test(what_is_not_correlated_keeps_its_bits),
        cmocka_unit_test(fixing_one_moves_no_other),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
