/* Rows give the bits of the quantile one by one, on every instruction set. */
#include "check.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "futures/draw_rows.h"

static const ent_prior priors[] = {
    {ENT_PRIOR_TRIANGULAR, 3, {-1.0, 0.5, 4.0}},
    {ENT_PRIOR_TRIANGULAR, 3, {2.0, 2.0, 3.0}},
    {ENT_PRIOR_TRIANGULAR, 3, {2.0, 3.0, 3.0}},
    {ENT_PRIOR_LOGNORMAL, 2, {2.0, 0.6}},
    {ENT_PRIOR_LOGNORMAL, 2, {1e-3, 0.0}},
    {ENT_PRIOR_NORMAL, 2, {-3.0, 12.5}},
    {ENT_PRIOR_UNIFORM, 2, {0.1, 0.7}},
    {ENT_PRIOR_BETA, 2, {0.7, 3.0}},
    {ENT_PRIOR_BETA, 2, {40.0, 2.0}},
};
enum { N_PRIORS = sizeof priors / sizeof priors[0] };

/* Both ends of the interval, then what comes. */
static void fill(double *u)
{
    for (size_t f = 0; f < ENT_BLOCK; f++)
        u[f] = ent_uniform(3, f, 0, 0);
    u[0] = 0x1p-53;
    u[1] = 1.0 - 0x1p-53;
    u[2] = 0.5;
    u[3] = 1e-9;
    u[4] = 1.0 - 1e-9;
}

static void test_same_bits(void **state)
{
    double u[ENT_BLOCK], one[ENT_BLOCK], row[ENT_BLOCK];
    ent_arena arena;
    (void)state;
    ent_heap_arena_create(&arena, 1 << 16);
    fill(u);
    for (size_t i = 0; i < N_PRIORS; i++) {
        ent_beta_node *nodes = NULL;
        if (priors[i].kind == ENT_PRIOR_BETA) {
            nodes = ent_arena_array(&arena, ent_beta_node, ENT_BETA_NODES);
            assert_non_null(nodes);
            ent_beta_fill(&priors[i], nodes);
        }
        for (size_t f = 0; f < ENT_BLOCK; f++)
            one[f] = nodes ? ent_beta_table(nodes, u[f]) : ent_draw_quantile(&priors[i], u[f]);
        for (int isa = 0; isa < ENT_N_ISAS; isa++) {
            if (!ent_isa_usable((ent_isa_id)isa))
                continue;
            assert_true(draw_rows_of((ent_isa_id)isa)(&priors[i], nodes, u, row));
            for (size_t f = 0; f < ENT_BLOCK; f++)
                if (memcmp(&one[f], &row[f], sizeof one[f]) != 0)
                    fail_msg("prior %zu, %s, u = %.17g: %.17g and %.17g", i,
                             ent_isa_name((ent_isa_id)isa), u[f], one[f], row[f]);
        }
    }
    ent_heap_arena_destroy(&arena);
}

/* What is not a distribution, or has no row, is left to the others. */
static void test_left_to_others(void **state)
{
    static const ent_prior others[] = {
        {ENT_PRIOR_TRIANGULAR, 3, {1.0, 0.5, 4.0}},
        {ENT_PRIOR_LOGNORMAL, 2, {-2.0, 0.6}},
        {ENT_PRIOR_NORMAL, 2, {0.0, -1.0}},
        {ENT_PRIOR_UNIFORM, 2, {0.8, 0.7}},
        {ENT_PRIOR_BETA, 2, {0.7, 3.0}},
        {ENT_PRIOR_FIXED, 1, {3.0}},
        {ENT_PRIOR_DISCRETE, 2, {1.0, 2.0}},
    };
    double u[ENT_BLOCK], row[ENT_BLOCK];
    (void)state;
    fill(u);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(draw_rows_of(ENT_ISA_SSE2)(&others[i], NULL, u, row));
}

/* Mixed coordinates: the same bits whichever build mixes them. */
static void test_correlated(void **state)
{
    enum { N = 4 };
    static ent_world w;
    static double one[ENT_N_ASSUMPTIONS * ENT_BLOCK], other[ENT_N_ASSUMPTIONS * ENT_BLOCK];
    static const double mixing[] = {1.0, 0.6, 0.8, 0.0, 0.0, 1.0, -0.3, 0.0, 0.5, 0.812};
    (void)state;
    w.n_correlated = N;
    for (int32_t i = 0; i < N; i++)
        w.correlated[i] = 3 * i + 1;
    memcpy(w.mixing, mixing, sizeof mixing);
    for (int isa = 0; isa < ENT_N_ISAS; isa++) {
        ent_draws draws = {.world = &w};
        if (!ent_isa_usable((ent_isa_id)isa))
            continue;
        for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
            fill(one + a * ENT_BLOCK);
        memcpy(other, one, sizeof one);
        draw_rows_use(&draws, (ent_isa_id)isa);
        ent_draws_correlate(&w, one);
        draws.correlate(&w, other);
        assert_memory_equal(one, other, sizeof one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_bits),
                                       cmocka_unit_test(test_left_to_others),
                                       cmocka_unit_test(test_correlated)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
