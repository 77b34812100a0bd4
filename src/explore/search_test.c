/* The search over levers finds a known front, refuses nonsense, and is the same again. */
#include "check.h"
#include "two_arenas.h"

#include "entente/explore.h"

/* Two objectives x^2 and (x - 2)^2: the front is 0 <= x <= 2; a second lever only costs. */
static void test_search(void **state)
{
    (void)state;
    static const double low[] = {-5, 0}, high[] = {5, 3}, step[] = {0, 0.5};
    static const double epsilon[] = {0.05, 0.05};
    const ent_search_problem p = {2, 2, low, high, step, epsilon, 40, 11};
    ent_search *s = NULL;
    double points[80], f[80], front_x[400], front_f[400];
    assert_int_equal(ent_search_create(&p, 200, &s, &result), ENT_OK);
    for (int generation = 0; generation < 40; generation++) {
        ent_search_ask(s, points);
        for (int i = 0; i < 40; i++) {
            const double x = points[2 * i], cost = points[2 * i + 1];
            assert_true(fabs(fmod(cost, 0.5)) < 1e-12);
            f[2 * i] = i == 0 ? (double)NAN : x * x + cost;
            f[2 * i + 1] = (x - 2) * (x - 2) + cost;
        }
        ent_search_tell(s, points, f);
    }
    const size_t n = ent_search_front(s, 200, front_x, front_f);
    assert_true(n > 10);
    for (size_t i = 0; i < n; i++) {
        assert_true(front_x[2 * i] > -0.2 && front_x[2 * i] < 2.2);
        CHECK_NEAR(front_x[2 * i + 1], 0.0, 0.0);
    }
}

static void test_search_refuses(void **state)
{
    (void)state;
    static const double low[] = {0}, high[] = {1}, step[] = {0}, bad[] = {-1}, epsilon[] = {0.1};
    const ent_search_problem good = {1, 1, low, high, step, epsilon, 4, 1};
    ent_search *s = NULL;
    ent_search_problem p = good;
    p.population = 5;
    assert_int_equal(ent_search_create(&p, 9, &s, &result), ENT_E_ARG);
    p.population = 2;
    assert_int_equal(ent_search_create(&p, 9, &s, &result), ENT_E_ARG);
    p = good;
    p.n_levers = 0;
    assert_int_equal(ent_search_create(&p, 9, &s, &result), ENT_E_ARG);
    p = good;
    p.n_objectives = 0;
    assert_int_equal(ent_search_create(&p, 9, &s, &result), ENT_E_ARG);
    assert_int_equal(ent_search_create(&good, 0, &s, &result), ENT_E_ARG);
    p = good;
    p.low = high, p.high = low;
    assert_int_equal(ent_search_create(&p, 9, &s, &result), ENT_E_ARG);
    p = good;
    p.step = bad;
    assert_int_equal(ent_search_create(&p, 9, &s, &result), ENT_E_ARG);
    p = good;
    p.epsilon = step;
    assert_int_equal(ent_search_create(&p, 9, &s, &result), ENT_E_ARG);
    unsigned char little[2048];
    for (size_t bytes = 256; bytes <= 640; bytes += 64) {
        ent_arena full;
        ent_arena_init(&full, little, bytes);
        assert_int_equal(ent_search_create(&good, 9, &s, &full), ENT_E_NOMEM);
    }
}

/* The same seed gives the same search: a log of what was told brings one back. */
static void test_search_again(void **state)
{
    (void)state;
    static const double low[] = {0, 0}, high[] = {1, 1}, step[] = {0, 0}, epsilon[] = {0.1, 0.1};
    const ent_search_problem p = {2, 2, low, high, step, epsilon, 8, 3};
    ent_search *s[2];
    double points[2][16], f[16];
    for (int k = 0; k < 2; k++)
        assert_int_equal(ent_search_create(&p, 3, &s[k], &result), ENT_OK); /* a small archive */
    for (int generation = 0; generation < 20; generation++) {
        for (int k = 0; k < 2; k++)
            ent_search_ask(s[k], points[k]);
        assert_memory_equal(points[0], points[1], sizeof points[0]);
        for (int i = 0; i < 8; i++) {
            f[2 * i] = points[0][2 * i];
            f[2 * i + 1] = 1.0 - points[0][2 * i] + points[0][2 * i + 1];
        }
        for (int k = 0; k < 2; k++)
            ent_search_tell(s[k], points[k], f);
    }
    assert_true(ent_search_front(s[0], 3, NULL, NULL) == 3);
    assert_true(ent_search_front(s[0], 2, points[0], f) == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_search_refuses),
        cmocka_unit_test(test_search_again),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
