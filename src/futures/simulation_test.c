#include "check.h"

#include "entente/simulation.h"

static const char *const data = ENT_SOURCE_DIR "/data", *const from = ENT_SOURCE_DIR "/scenarios";
enum { N = 300 }; /* more than a block, and not whole blocks */

static ent_simulation *open_one(void)
{
    ent_simulation *s = NULL;
    ent_error err = {0};
    CHECK_OK(ent_simulation_open(data, from, "status-quo-2024", &s, &err), err);
    return s;
}

static void run_one(ent_simulation *s, size_t threads)
{
    ent_error err = {0};
    CHECK_OK(ent_simulation_run(s, N, 1, threads, &err), err);
}

static void same_values_with_any_threads(void **state)
{
    (void)state;
    ent_error err = {0};
    double one[N], two[N];
    ent_simulation *s = open_one();
    run_one(s, 1);
    const uint64_t hash = ent_simulation_hash(s);
    CHECK_OK(ent_simulation_outcome(s, "capability.europe", "", "2030", one, N, &err), err);
    run_one(s, 2);
    CHECK_OK(ent_simulation_outcome(s, "capability.europe", "", "2030", two, N, &err), err);
    assert_int_equal(ent_simulation_futures(s), N);
    assert_true(hash != 0 && hash == ent_simulation_hash(s));
    assert_memory_equal(one, two, sizeof one);
    for (size_t f = 0; f < N; f++)
        assert_true(one[f] > 0.0);
    ent_simulation_close(s);
}

static void settings_count_from_the_next_run(void **state)
{
    (void)state;
    ent_error err = {0};
    double before[N], after[N];
    ent_simulation *s = open_one();
    run_one(s, 1);
    CHECK_OK(ent_simulation_outcome(s, "capability.europe", "", "2030", before, N, &err), err);
    CHECK_OK(ent_simulation_set_lever(s, "pledge.agreed_pct_gdp", "5", &err), err);
    run_one(s, 1);
    CHECK_OK(ent_simulation_outcome(s, "capability.europe", "", "2030", after, N, &err), err);
    double gain = 0.0;
    for (size_t f = 0; f < N; f++)
        gain += (after[f] - before[f]) / N;
    assert_true(gain > 0.0);
    const uint64_t hash = ent_simulation_hash(s);
    CHECK_OK(ent_simulation_set_assumption(s, "capability.delta", "0.09", &err), err);
    run_one(s, 1);
    assert_true(hash != ent_simulation_hash(s));
    ent_simulation_close(s);
}

static void states_are_kept_when_asked_for(void **state)
{
    (void)state;
    ent_error err = {0};
    double values[N];
    ent_simulation *s = open_one();
    run_one(s, 1);
    assert_int_equal(ent_simulation_outcome(s, "capability.be", "POL", "2030", values, N, &err),
                     ENT_E_ARG);
    assert_non_null(strstr(err.message, "not kept"));
    CHECK_OK(ent_simulation_keep(s, "capability.be", &err), err);
    run_one(s, 1);
    CHECK_OK(ent_simulation_outcome(s, "capability.be", "POL", "2030", values, N, &err), err);
    assert_true(values[0] > 0.0);
    ent_simulation_close(s);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    ent_error err = {0};
    double values[N];
    ent_simulation *s = NULL;
    assert_int_not_equal(ent_simulation_open(data, from, "no-such", &s, &err), ENT_OK);
    assert_null(s);
    ent_simulation_close(s);
    s = open_one();
    assert_int_equal(ent_simulation_outcome(s, "capability.europe", "", "", values, N, &err),
                     ENT_E_ARG);
    assert_int_equal(ent_simulation_set_lever(s, "pledge.agreed_pct", "3", &err), ENT_E_KEY);
    assert_non_null(strstr(err.message, "pledge.agreed_pct_gdp"));
    assert_int_equal(ent_simulation_set_lever(s, "pledge.agreed_pct_gdp", "300", &err), ENT_E_ARG);
    assert_int_equal(ent_simulation_set_assumption(s, "capability.delta", "much", &err), ENT_E_ARG);
    assert_int_equal(ent_simulation_keep(s, "capability.bee", &err), ENT_E_KEY);
    assert_int_equal(ent_simulation_run(s, 0, 1, 1, &err), ENT_E_ARG);
    run_one(s, 1);
    assert_int_equal(
        ent_simulation_outcome(s, "capability.europe", "", "2030", values, N - 1, &err), ENT_E_ARG);
    assert_int_equal(ent_simulation_outcome(s, "capability.europe", "", "2130", values, N, &err),
                     ENT_E_ARG);
    ent_simulation_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_values_with_any_threads),
        cmocka_unit_test(settings_count_from_the_next_run),
        cmocka_unit_test(states_are_kept_when_asked_for),
        cmocka_unit_test(mistakes_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
