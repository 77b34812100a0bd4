/* What would have to be true, on a linear model whose answer is known. */
#include "check.h"
#include "two_arenas.h"

#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/rng.h"

/* z are independent normals, y = 2 z0 - z1 + z2 / 4 + rest: the shortest way over a bound lies
   along the coefficients, and how far is known. */
enum { N = 4096, D = 6 };
static double z[D * N], y[N];
static uint8_t holds[N];

static void run_linear(const double *shift, uint64_t seed, double bound, bool two_valued)
{
    for (size_t j = 0; j < D; j++)
        for (size_t i = 0; i < N; i++)
            z[j * N + i] = ent_normal_quantile(ent_uniform(seed, i, (uint32_t)j, 77));
    for (size_t i = 0; i < N; i++) {
        const double noise = ent_normal_quantile(ent_uniform(seed, i, D, 77));
        y[i] = 2.0 * (z[i] + shift[0]) - (z[N + i] + shift[1]) + 0.25 * (z[2 * N + i] + shift[2]) +
               noise;
        holds[i] = y[i] > bound;
        if (two_valued)
            y[i] = holds[i];
    }
}

static ent_believe_answer search(const ent_believe_goal *g, bool two_valued, double *shift)
{
    ent_believe *b = NULL;
    assert_int_equal(ent_believe_create(g, &b, &result), ENT_OK);
    while (ent_believe_ask(b, shift)) {
        run_linear(shift, 5, g->bound, two_valued);
        assert_int_equal(ent_believe_tell(b, N, z, y, holds, &scratch), ENT_OK);
    }
    return ent_believe_found(b, shift);
}

/* Deviation of y: sqrt(4 + 1 + 1/16 + 1). From the bound 4 a share of one half is reached by a
   shift of 4 along (2, -1, ...), which is 4 / sqrt(5) away. */
static void test_distance(void **state)
{
    (void)state;
    double shift[D];
    const ent_believe_goal g = {.n_inputs = D,
                                .share = 0.5,
                                .at_least = true,
                                .side = 1,
                                .bound = 4.0,
                                .most = 2,
                                .furthest = 3.0};
    for (int two_valued = 0; two_valued < 2; two_valued++) {
        const ent_believe_answer a = search(&g, two_valued == 1, shift);
        assert_true(a.found && a.share >= 0.5 && a.share < 0.54);
        CHECK_NEAR(a.distance, 4.0 / sqrt(5.0), 0.12);
        CHECK_NEAR(shift[1] / shift[0], -0.5, 0.12);
        CHECK_NEAR(shift[3] + shift[4] + shift[5], 0.0, 0.0);
        CHECK_NEAR(a.first_share, 0.052, 0.012); /* P(normal > 4 / 2.46) */
    }
}

static void test_downward(void **state)
{
    (void)state;
    double shift[D];
    const ent_believe_goal g = {.n_inputs = D,
                                .share = 0.1,
                                .at_least = false,
                                .side = 1,
                                .bound = -1.0,
                                .most = 3,
                                .furthest = 3.0};
    const ent_believe_answer a = search(&g, false, shift);
    assert_true(a.found && a.share <= 0.1 && shift[0] < 0.0 && shift[1] > 0.0);
    /* nothing holds at first: the bound lies outside of all that was sampled */
    const ent_believe_goal far = {.n_inputs = D,
                                  .share = 0.5,
                                  .at_least = true,
                                  .side = 1,
                                  .bound = 12.0,
                                  .most = 3,
                                  .furthest = 6.0};
    const ent_believe_answer b = search(&far, false, shift);
    assert_true(b.found);
    CHECK_NEAR(b.first_share, 0.0, 0.001);
    CHECK_NEAR(b.distance, 12.0 / sqrt(5.0 + 1.0 / 16.0), 0.5);
}

/* One input does four fifths: a wider search may find more; two do all, and it finds the same. */
static void test_narrow(void **state)
{
    (void)state;
    double shift[D];
    ent_believe_goal g = {.n_inputs = D,
                          .share = 0.5,
                          .at_least = true,
                          .side = 1,
                          .bound = 4.0,
                          .most = 1,
                          .furthest = 0.5};
    assert_true(search(&g, false, shift).is_narrow);
    g.most = 2;
    const ent_believe_answer two = search(&g, false, shift);
    g.most = D;
    const ent_believe_answer all = search(&g, false, shift);
    assert_false(two.is_narrow || all.is_narrow);
    assert_true(two.nearest == all.nearest && two.steps == all.steps);
}

static void test_not_found(void **state)
{
    (void)state;
    double shift[D];
    bool allowed[D] = {false, false, true, true, true, true};
    const ent_believe_goal near = {.n_inputs = D,
                                   .share = 0.5,
                                   .at_least = true,
                                   .side = 1,
                                   .bound = 4.0,
                                   .most = 2,
                                   .furthest = 0.5};
    ent_believe_answer a = search(&near, false, shift);
    assert_true(!a.found && isnan(a.distance) && a.nearest > a.first_share && a.nearest < 0.5);
    CHECK_NEAR(shift[0], 0.0, 0.0);
    ent_believe_goal others = near; /* only what hardly acts may move */
    others.allowed = allowed;
    assert_false(search(&others, false, shift).found);
    ent_believe_goal never = near; /* two values and none on the other side: no way to look */
    never.bound = 100.0;
    assert_false(search(&never, true, shift).found);
    ent_believe_goal there = near; /* nothing need change */
    there.bound = -20.0;
    a = search(&there, false, shift);
    assert_true(a.found);
    CHECK_NEAR(a.distance, 0.0, 0.0);
    ent_believe_goal always = near; /* all hold, few are to: from beyond the other end */
    always.bound = -12.0, always.share = 0.5, always.at_least = false, always.furthest = 6.0;
    assert_true(search(&always, false, shift).found);
}

static void test_refuses(void **state)
{
    (void)state;
    ent_believe *b = NULL;
    const ent_believe_goal good = {.n_inputs = D, .share = 0.5, .most = 2, .furthest = 1.0};
    ent_believe_goal g = good;
    g.n_inputs = 0;
    assert_int_equal(ent_believe_create(&g, &b, &result), ENT_E_ARG);
    g = good, g.most = 0;
    assert_int_equal(ent_believe_create(&g, &b, &result), ENT_E_ARG);
    g = good, g.share = 1.0;
    assert_int_equal(ent_believe_create(&g, &b, &result), ENT_E_ARG);
    g = good, g.share = 0.0;
    assert_int_equal(ent_believe_create(&g, &b, &result), ENT_E_ARG);
    g = good, g.furthest = 0.0;
    assert_int_equal(ent_believe_create(&g, &b, &result), ENT_E_ARG);
    unsigned char little[512];
    ent_arena full;
    ent_arena_init(&full, little, 192);
    assert_int_equal(ent_believe_create(&good, &b, &full), ENT_E_NOMEM);
    ent_arena_init(&full, little, sizeof little);
    assert_int_equal(ent_believe_create(&good, &b, &result), ENT_OK);
    assert_int_equal(ent_believe_tell(b, 63, z, y, holds, &scratch), ENT_E_ARG);
    assert_int_equal(ent_believe_tell(b, N, z, y, holds, &full), ENT_E_NOMEM);
    assert_false(ent_believe_found(b, NULL).found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distance), cmocka_unit_test(test_downward),
        cmocka_unit_test(test_narrow),   cmocka_unit_test(test_not_found),
        cmocka_unit_test(test_refuses),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
