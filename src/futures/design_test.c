#include "check.h"

#include "entente/design.h"
#include "entente/draws.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "entente/sobol.h"

static const uint32_t *directions(ent_arena *arena, size_t *n)
{
    ent_error err;
    const uint32_t *v;
    CHECK_OK(ent_sobol_load(ENT_SOURCE_DIR "/data/sobol_directions.csv", &v, n, arena, &err), err);
    return v;
}

/* The first points of the plain sequence, from the definition (Bratley and Fox 1988). */
static void sobol_directions_are_those_published(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    size_t n;
    const uint32_t *v = directions(&arena, &n);
    assert_int_equal(n, 1024);
    assert_int_equal(v[0], 0x80000000u);
    assert_int_equal(v[1], 0x40000000u);
    assert_int_equal(v[32], 0x80000000u); /* dimension 2: 1, 3, 5, 15 */
    assert_int_equal(v[33], 0xC0000000u);
    assert_int_equal(v[34], 0xA0000000u);
    assert_int_equal(v[35], 0xF0000000u);
    assert_int_equal(v[64], 0x80000000u); /* dimension 3: 1, 3, 3, 9 */
    assert_int_equal(v[65], 0xC0000000u);
    assert_int_equal(v[66], 0x60000000u);
    assert_int_equal(v[67], 0x90000000u);
    ent_heap_arena_destroy(&arena);
}

/* Whether each n-th of (0, 1) holds exactly one of n values. */
static bool one_in_each(const double *u, size_t n)
{
    unsigned char seen[4096] = {0};
    for (size_t i = 0; i < n; i++) {
        const size_t cell = (size_t)(u[i] * (double)n);
        if (!(u[i] > 0.0 && u[i] < 1.0) || seen[cell])
            return false;
        seen[cell] = 1;
    }
    return true;
}

static void scrambled_points_stay_a_net(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    static double x[1024], y[1024];
    ent_design d = {.kind = ENT_DESIGN_SOBOL};
    d.directions = directions(&arena, &d.n_dimensions);
    for (d.seed = 1; d.seed < 4; d.seed++) {
        for (size_t j = 0; j < d.n_dimensions; j++) {
            ent_design_row(&d, 0, 1024, j, (uint32_t)j * 977u, x);
            assert_true(one_in_each(x, 1024));
        }
        /* dimensions 1 and 2 are a (0, 2)-net: one point in each of 32 x 32 cells */
        unsigned char seen[1024] = {0};
        ent_design_row(&d, 0, 1024, 0, 5, x);
        ent_design_row(&d, 0, 1024, 1, 6, y);
        for (size_t i = 0; i < 1024; i++) {
            const size_t cell = (size_t)(x[i] * 32.0) * 32 + (size_t)(y[i] * 32.0);
            assert_false(seen[cell]);
            seen[cell] = 1;
        }
    }
    ent_heap_arena_destroy(&arena);
}

static void latin_hypercube_is_one(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 3, 7, 256, 1000, 4096};
    static double u[4096];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        for (uint32_t slot = 0; slot < 8; slot++) {
            const ent_design d = {.kind = ENT_DESIGN_LHS, .seed = 3, .n = sizes[i]};
            ent_design_row(&d, 0, sizes[i], 0, slot, u);
            assert_true(one_in_each(u, sizes[i]));
        }
}

static double correlation(const double *x, const double *y, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - 0.5) * (y[i] - 0.5);
    return 12.0 * sum / (double)n;
}

static void dimensions_are_unrelated(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    static double x[4096], y[4096];
    ent_design d = {.seed = 9, .n = 4096};
    d.directions = directions(&arena, &d.n_dimensions);
    for (int kind = 0; kind <= ENT_DESIGN_SOBOL; kind++) {
        d.kind = (ent_design_kind)kind;
        double mean = 0.0;
        ent_design_row(&d, 0, 4096, 10, 1234, x);
        ent_design_row(&d, 0, 4096, 11, 77, y);
        for (size_t i = 0; i < 4096; i++)
            mean += x[i] / 4096.0;
        CHECK_NEAR(mean, 0.5, kind == ENT_DESIGN_MC ? 0.02 : 1e-3);
        CHECK_NEAR(correlation(x, y, 4096), 0.0, 0.07); /* 4 standard errors */
    }
    ent_heap_arena_destroy(&arena);
}

static void a_row_is_its_parts(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    double all[300], part[100];
    ent_design d = {.seed = 2, .n = 300};
    d.directions = directions(&arena, &d.n_dimensions);
    for (int kind = 0; kind <= ENT_DESIGN_SOBOL; kind++) {
        d.kind = (ent_design_kind)kind;
        ent_design_row(&d, 0, 300, 3, 4, all);
        ent_design_row(&d, 150, 100, 3, 4, part);
        assert_memory_equal(all + 150, part, sizeof part);
    }
    d.kind = ENT_DESIGN_MC;
    ent_design_row(&d, 7, 300, 3, 4, all);
    for (size_t f = 0; f < 300; f++)
        CHECK_NEAR(all[f], ent_uniform(2, 7 + f, 4, ENT_SHOCK_ASSUMPTION), 0.0);
    d.kind = ENT_DESIGN_SOBOL;
    d.n_dimensions = 2;
    ent_design_row(&d, 0, 1, 3, 4, all);
    assert_true(all[0] != all[0]); /* no such dimension: missing, not zero */
    ent_heap_arena_destroy(&arena);
}

static void beta_tables_are_good_to_a_billionth(void **state)
{
    (void)state;
    static const double shapes[][2] = {{2, 5}, {0.5, 0.5}, {30, 2}, {1, 1}, {5, 95}, {200, 300}};
    static ent_beta_node nodes[ENT_BETA_NODES];
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        const ent_prior prior = {ENT_PRIOR_BETA, 2, {shapes[i][0], shapes[i][1]}};
        ent_beta_fill(&prior, nodes);
        double before = 0.0;
        for (int k = 1; k < 2000; k++) {
            const double u = (double)k / 2000.0, x = ent_beta_table(nodes, u);
            const double want = ent_draw_quantile(&prior, u);
            CHECK_NEAR(x / want, 1.0, 1e-9);
            assert_true(x > before);
            before = x;
        }
        for (double u = 0x1p-50; u < 0.01; u *= 1.7)
            CHECK_NEAR(ent_beta_table(nodes, u) / ent_draw_quantile(&prior, u), 1.0, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sobol_directions_are_those_published),
        cmocka_unit_test(scrambled_points_stay_a_net),
        cmocka_unit_test(latin_hypercube_is_one),
        cmocka_unit_test(dimensions_are_unrelated),
        cmocka_unit_test(a_row_is_its_parts),
        cmocka_unit_test(beta_tables_are_good_to_a_billionth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
