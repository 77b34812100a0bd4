/* The panel and both stages against NumPy, from the reference set where it is there; and the
   expected utility of one pair by hand. */
#include "hindcast/crises.h"

#include <stdlib.h>

#include "check.h"
#include "entente/heap.h"

static const crisis_stakes STAKES = {2.0, 1.25, 0.5, 0.3, 0.15, 0.5};

static const char *folder(void)
{
    const char *given = getenv("ENTENTE_REFERENCE");
    return given ? given : ENT_SOURCE_DIR "/../shared/data";
}

static double won(double x, double y)
{
    return x * x / (x * x + y * y);
}

static void test_utility(void **state)
{
    (void)state;
    const double x = 3.0, y = 2.0, allied = 7.0;
    dyad_year row = {.nuclear_guarantor = 1.0};
    row.log_x = log(x);
    row.log_alone = log(y);
    row.log_allied = log(allied);
    const dyad_years d = {.n = 1, .rows = &row};
    const double out = won(x, y) * (0.5 + 0.5 * won(1.25 * x, y)) - 0.3;
    const double in = won(x, y) * (0.5 + 0.5 * won(1.25 * x, allied)) - 0.3 - 0.15;
    double value[ENT_TILE];
    crisis_utility(&d, &STAKES, value);
    CHECK_NEAR(value[0], 0.5 * (out + in), 1e-14);
}

static void check_model(const crisis_model *m)
{
    static const double crisis[] = {
        1.4630053349845955,   1.0064434344817819,   0.061517105118565396,
        0.3563952251541292,   -0.46127937810199665, 0.871652692530216,
        -0.09787806031947159, 0.2797554474039722,   1.2455090101120125};
    const double near = 1e-6; /* both stop when their steps are small */
    CHECK_NEAR(m->utility_mean, 0.10928275546494677, 1e-12);
    CHECK_NEAR(m->crisis_constant, -5.435408660888032, near);
    for (size_t i = 0; i < ENT_CRISIS_TERMS; i++)
        CHECK_NEAR(m->crisis[i], crisis[i], near);
    CHECK_NEAR(m->lambda.record.value, 0.6404926891619708, near);
    CHECK_NEAR(m->lambda.cases_value, 3.287927595125599, near);
    CHECK_NEAR(m->lambda.cases_sd, 1.5254549283216248, near);
    assert_true(m->lambda.record.low < 0.0 && m->lambda.record.high > 1.5);
    assert_true(m->lambda.weight > 0.6 && m->lambda.weight < 0.95);
}

static void test_against_numpy(void **state)
{
    ent_arena *arena = *state;
    ent_error err = {{0}};
    dyad_years d;
    crisis_cases cases;
    crisis_model m;
    double chance[64], base[64], loss = 0.0;
    size_t fitted = 0, wars = 0, begun = 0;
    if (crisis_cases_read(folder(), &STAKES, &cases, arena, &err) != ENT_OK)
        skip();
    CHECK_OK(dyads_read(folder(), ENT_SOURCE_DIR "/data", 1950, NULL, &d, arena, &err), err);
    for (size_t i = 0; i < d.n && d.rows[i].year < 1980; i++) {
        fitted++;
        wars += d.rows[i].level == DYAD_WAR;
        begun += d.rows[i].level > 0;
    }
    assert_int_equal(fitted, 48634);
    assert_int_equal(begun, 551);
    assert_int_equal(wars, 18);
    const crisis_sample train = {&d, 1950, 1979, DYAD_WAR, true};
    CHECK_OK(crisis_fit(&train, &STAKES, &cases, 60, &m, arena, &err), err);
    check_model(&m);
    CHECK_OK(crisis_cases_left_out(&cases, chance, base, arena, &err), err);
    for (size_t i = 0; i < cases.n; i++)
        loss += skill_loss(chance[i], cases.attacked[i]) / (double)cases.n;
    CHECK_NEAR(loss, 0.6745832858349309, 1e-6);
}

/* No partner, no danger: the more a challenger is above its target, the likelier the attack. */
static void test_monotone(void **state)
{
    ent_arena *arena = *state;
    ent_error err = {{0}};
    enum { N = 5 };
    dyad_year rows[N] = {0};
    double chance[N];
    for (int i = 0; i < N; i++)
        rows[i].log_x = 0.5 * i;
    const dyad_years d = {.n = N, .rows = rows};
    const crisis_model m = {
        .crisis_constant = -2.0, .attack_constant = -3.0, .lambda = {.pooled = 1.5}};
    CHECK_OK(crisis_predict(&d, &m, &STAKES, chance, arena, &err), err);
    for (int i = 1; i < N; i++)
        assert_true(chance[i] > chance[i - 1]);
    const crisis_model flat = {.crisis_constant = -2.0, .attack_constant = -3.0};
    CHECK_OK(crisis_predict(&d, &flat, &STAKES, chance, arena, &err), err);
    for (int i = 0; i < N; i++)
        CHECK_NEAR(chance[i], 1.0 / (1.0 + exp(2.0)) / (1.0 + exp(3.0)), 1e-15);
}

static int setup(void **state)
{
    static ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    *state = &arena;
    return 0;
}

static int teardown(void **state)
{
    ent_heap_arena_destroy(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utility),
        cmocka_unit_test(test_against_numpy),
        cmocka_unit_test(test_monotone),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
