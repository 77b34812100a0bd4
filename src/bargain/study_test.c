/* Studies: bands, threads, power, stopping, memory. */
#include "check.h"

#include "entente/bargain_study.h"
#include "entente/heap.h"

static const char text[] =
    "actor,capability,capability_low,capability_high,position_a,position_a_low,"
    "position_a_high,salience_a,position_b,salience_b\n"
    "A,10,5,20,20,0,50,40,90,50\nB,30,20,40,70,60,80,30,10,30\n"
    "C,20,10,30,45,30,70,60,55,20\nD,5,5,5,100,80,100,20,0,80\n";

static int open_arena(void **state)
{
    static ent_arena arena;
    ent_heap_arena_create(&arena, 1u << 18);
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    ent_heap_arena_destroy(*state);
    return 0;
}

static ent_actor_table table_of(const char *csv, ent_arena *arena)
{
    ent_actor_table t;
    ent_error err;
    CHECK_OK(ent_actor_table_parse("t.csv", csv, strlen(csv), (ent_actor_scale){0, 100}, &t, arena,
                                   &err),
             err);
    return t;
}

static void test_bands(void **state)
{
    const ent_actor_table t = table_of(text, *state);
    ent_study_options o = ent_study_defaults();
    o.n_draws = 400;
    o.rounds = ENT_ROUNDS_SMP;
    ent_study s;
    ent_error err;
    CHECK_OK(ent_study_run(&t, &o, &s, *state, &err), err);
    assert_int_equal(s.n_failed, 0);
    for (size_t k = 0; k < 2 * ENT_RULE_COUNT; k++) {
        const ent_study_band *b = &s.forecast[k];
        const bool run = k % ENT_RULE_COUNT < ENT_RULE_BDM_MEAN;
        assert_true(run == !isnan(b->value));
        assert_true(!run || (b->p5 <= b->p50 && b->p50 <= b->p95));
    }
    /* Only capability varies on issue b: the plain mean stands still. */
    const ent_study_band *plain = &s.forecast[ENT_RULE_COUNT + ENT_RULE_PLAIN];
    CHECK_NEAR(plain->value, 38.75, 1e-12);
    CHECK_NEAR(plain->p5, 38.75, 1e-12);
    CHECK_NEAR(plain->p95, 38.75, 1e-12);
}

static void test_threads(void **state)
{
    const ent_actor_table t = table_of(text, *state);
    ent_study_options o = ent_study_defaults();
    ent_error err;
    ent_study s[3];
    o.n_draws = 333;
    for (int rounds = ENT_ROUNDS_SMP; rounds <= ENT_ROUNDS_BDM; rounds++) {
        o.rounds = (ent_study_rounds)rounds;
        for (size_t k = 0; k < 3; k++) {
            o.n_threads = 1 + 3 * k;
            CHECK_OK(ent_study_run(&t, &o, &s[k], *state, &err), err);
        }
        for (size_t k = 1; k < 3; k++) {
            for (size_t c = 0; c < 2 * ENT_RULE_COUNT; c++) {
                CHECK_NEAR(s[k].forecast[c].p5, s[0].forecast[c].p5, 0);
                CHECK_NEAR(s[k].forecast[c].p95, s[0].forecast[c].p95, 0);
            }
            assert_memory_equal(s[k].final, s[0].final, 8 * sizeof(ent_study_band));
        }
    }
}

static void test_power(void **state)
{
    /* 4 3 2 1 with a quota of .6: 10/24 6/24 6/24 2/24 (forecast_test). */
    const ent_actor_table t = table_of("actor,capability,position,salience\nA,4,10,50\nB,3,20,50\n"
                                       "C,2,30,50\nD,1,40,50\n",
                                       *state);
    ent_study_options o = ent_study_defaults();
    o.power = ENT_POWER_SHAPLEY;
    o.quota = 0.6;
    ent_study s;
    ent_error err;
    CHECK_OK(ent_study_run(&t, &o, &s, *state, &err), err);
    CHECK_NEAR(s.power[0], 10.0 / 24, 1e-12);
    CHECK_NEAR(s.forecast[ENT_RULE_COMPROMISE].value, (100.0 + 120 + 180 + 80) / 24, 1e-12);
}

static bool stop_at_once(size_t done, size_t of, void *closure)
{
    (void)done, (void)of;
    ++*(size_t *)closure;
    return false;
}

static void test_stop(void **state)
{
    const ent_actor_table t = table_of(text, *state);
    ent_study_options o = ent_study_defaults();
    size_t called = 0;
    o.n_draws = 100000;
    o.progress = stop_at_once;
    o.closure = &called;
    ent_study s;
    ent_error err;
    assert_int_equal(ent_study_run(&t, &o, &s, *state, &err), ENT_E_STOPPED);
    assert_int_equal(called, 1);
}

/* Whichever request for memory fails first, a status comes back. */
static void test_memory(void **state)
{
    (void)state;
    size_t failures = 0;
    for (size_t nth = 1; nth < 40; nth++) {
        ent_arena arena;
        ent_heap_arena_create(&arena, 256);
        ent_error err = {""};
        ent_actor_table t;
        ent_study s;
        ent_study_options o = ent_study_defaults();
        o.n_draws = 5;
        o.n_threads = 1;
        o.rounds = ENT_ROUNDS_SMP;
        ent_heap_fail_after(nth);
        ent_status status = ent_actor_table_parse("t.csv", text, strlen(text),
                                                  (ent_actor_scale){0, 100}, &t, &arena, &err);
        if (status == ENT_OK)
            status = ent_study_run(&t, &o, &s, &arena, &err);
        ent_heap_fail_after(0);
        if (status != ENT_OK) {
            assert_int_equal(status, ENT_E_NOMEM);
            assert_true(err.message[0] != '\0');
            failures++;
        }
        ent_heap_arena_destroy(&arena);
    }
    assert_true(failures > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bands), cmocka_unit_test(test_threads), cmocka_unit_test(test_power),
        cmocka_unit_test(test_stop),  cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
