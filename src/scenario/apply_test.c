/* Settings from the command line and facts from a library's caller, on top of a scenario. */
#include "scenario_text.h"

#include "scenario/apply.h"

static scenario_spec spec(loaded *l)
{
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_load(SCENARIOS, "status-quo-2024", &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    return s;
}

static text_list list(const char *const *items, size_t n)
{
    text_list t = {0};
    for (size_t i = 0; i < n; i++)
        t.items[t.count++] = items[i];
    return t;
}

static void test_settings(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s = spec(l);
    const ent_lever_setting *shipped = s.levers;
    static const char *const set[] = {"pledge.target_pct_gdp=5", "aid.us=2025:0.3|2026:0"};
    static const char *const assume[] = {"deterrence.lambda=2"};
    const text_list sets = list(set, 2), assumes = list(assume, 1);
    CHECK_OK(settings_apply(&sets, &assumes, &l->reg, &l->facts, &s, &l->arena, &err), err);
    CHECK_NEAR(value(l, &s, "pledge.target_pct_gdp"), 5.0, 0);
    CHECK_NEAR(ent_lever_in_year(lever(l, &s, "aid.us"), 2027), 0.0, 0);
    assert_ptr_not_equal(s.levers, shipped); /* the scenario that was there stays as it was */
    const ent_assumption *row = ent_register_assumption(&l->reg, "deterrence.lambda");
    CHECK_NEAR(s.assumptions[row - l->reg.assumptions].parameters[0], 2.0, 0);
}

static void test_wrong_settings(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *set[2], *assume[2], *want;
    } rows[] = {
        {{"=5"}, {0}, "'=5' is not KEY=VALUE"},
        {{"pledge.target_pct_gdp"}, {0}, "is not KEY=VALUE"},
        {{"pledge.target_pct_gd=5"}, {0}, "Did you mean 'pledge.target_pct_gdp'?"},
        {{"pledge.by_year=2030", "pledge.by_year=2031"},
         {0},
         "--set pledge.by_year is given twice"},
        {{0}, {"combat.rho=1", "combat.rho=2"}, "--assume combat.rho is given twice"},
        {{0}, {"combat.rho"}, "'combat.rho' is not KEY=VALUE"},
        {{0}, {"combat.roh=1"}, "Did you mean 'combat.rho'?"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        scenario_spec s = spec(l);
        const text_list sets =
            list(rows[i].set, (size_t)(rows[i].set[0] != NULL) + (rows[i].set[1] != NULL));
        const text_list assumes =
            list(rows[i].assume, (size_t)(rows[i].assume[0] != NULL) + (rows[i].assume[1] != NULL));
        assert_int_not_equal(
            settings_apply(&sets, &assumes, &l->reg, &l->facts, &s, &l->arena, &err), ENT_OK);
        assert_non_null(strstr(err.message, rows[i].want));
    }
    /* a key that begins like another is not the same */
    static const char *const alike[] = {"us.posture_europe=0.5", "us.posture_by_year=2027"};
    const text_list sets = list(alike, 2), none = list(NULL, 0);
    ent_error err = {0};
    scenario_spec s = spec(l);
    CHECK_OK(settings_apply(&sets, &none, &l->reg, &l->facts, &s, &l->arena, &err), err);
}

static void test_levers(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s = spec(l);
    static const char *const keys[] = {"pledge.shape", "guarantee.members"};
    static const char *const values[] = {"linear", "GBR|FRA"};
    CHECK_OK(settings_levers(2, keys, values, &l->reg, &l->facts, &s, &l->arena, &err), err);
    assert_int_equal(lever(l, &s, "guarantee.members")->n_states, 2);
    CHECK_OK(settings_lever("us.posture_europe", 0.25, &l->reg, &s, &l->arena, &err), err);
    CHECK_NEAR(value(l, &s, "us.posture_europe"), 0.25, 0);
    assert_int_equal(settings_lever("us.posture", 0.25, &l->reg, &s, &l->arena, &err), ENT_E_KEY);
    assert_non_null(strstr(err.message, "the lever 'us.posture' does not exist"));
}

static void test_facts(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s = spec(l);
    const size_t before = s.n_facts;
    CHECK_OK(settings_fact("POL", "reserves", 0, 350e3, NULL, &l->facts, &s, &l->arena, &err), err);
    CHECK_OK(settings_fact("poland", "defence_pct_gdp", 2024, 4.12, "NATO_DEFEXP_2024_06",
                           &l->facts, &s, &l->arena, &err),
             err);
    assert_int_equal(s.n_facts, before + 2);
    const ent_fact *f = &s.facts[before];
    assert_string_equal(f->state, "POL");
    assert_string_equal(f->source, "ENTENTE"); /* the project itself, where nobody is named */
    assert_string_equal(f->text, "350000");
    assert_string_equal(f[1].state, "POL"); /* a name is as good as a code */
    assert_int_equal(f[1].year, 2024);
}

static void test_wrong_facts(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *state, *key;
        int year;
        double value;
        const char *source, *want;
    } rows[] = {
        {"POL", "reserve", 0, 1, NULL, "Did you mean 'reserves'?"},
        {"XXQ", "reserves", 0, 1, NULL, "XXQ"},
        {"POL", "reserves", 0, 1, "NOBODY", "source 'NOBODY' is not in sources.csv"},
        {"POL", "reserves", 0, -1, NULL, "reserves of POL: -1 is outside"},
        {"POL", "reserves", 0, 1e30, NULL, "1e+30 is outside"},
        {"POL", "reserves", 0, (double)INFINITY, NULL, "inf is outside"},
        {"POL", "reserves", 1989, 1, NULL, "1989 is not a year"},
        {"POL", "reserves", 2101, 1, NULL, "2101 is not a year"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        scenario_spec s = spec(l);
        const size_t before = s.n_facts;
        assert_int_not_equal(settings_fact(rows[i].state, rows[i].key, rows[i].year, rows[i].value,
                                           rows[i].source, &l->facts, &s, &l->arena, &err),
                             ENT_OK);
        assert_non_null(strstr(err.message, rows[i].want));
        assert_int_equal(s.n_facts, before);
    }
}

/* Without memory: an error, and the scenario stays as it was. */
static void test_no_memory(void **state)
{
    loaded *l = *state;
    scenario_spec shipped = spec(l);
    static const char *const set[] = {"pledge.target_pct_gdp=5"};
    static const char *const assume[] = {"combat.rho=1"};
    const text_list sets = list(set, 1), assumes = list(assume, 1);
    for (size_t n = 1; n < 4; n++) {
        ent_error err = {0};
        ent_arena arena;
        scenario_spec s = shipped;
        ent_heap_arena_create(&arena, 64);
        ent_heap_fail_after(n);
        const ent_status status =
            settings_apply(&sets, &assumes, &l->reg, &l->facts, &s, &arena, &err);
        ent_heap_fail_after(0);
        assert_true(status == ENT_OK || status == ENT_E_NOMEM);
        if (n < 3)
            assert_int_equal(status, ENT_E_NOMEM);
        ent_heap_arena_destroy(&arena);
        s = shipped;
        ent_heap_arena_create(&arena, 64);
        ent_heap_fail_after(1);
        assert_int_equal(settings_fact("POL", "reserves", 0, 1, NULL, &l->facts, &s, &arena, &err),
                         ENT_E_NOMEM);
        ent_heap_fail_after(0);
        assert_ptr_equal(s.facts, shipped.facts);
        ent_heap_arena_destroy(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings),    cmocka_unit_test(test_wrong_settings),
        cmocka_unit_test(test_levers),      cmocka_unit_test(test_facts),
        cmocka_unit_test(test_wrong_facts), cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
