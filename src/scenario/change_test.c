/* Settings as text: what a command line may say, each mistake with its message, memory. */
#include "scenario_text.h"

#include "entente/change.h"

static ent_status set(loaded *l, const char *key, const char *text, ent_lever_setting *s,
                      ent_error *err)
{
    size_t row = SIZE_MAX;
    const ent_status status =
        ent_change_lever(&l->reg, &l->facts, key, text, &row, s, &l->arena, err);
    if (status == ENT_OK)
        assert_string_equal(l->reg.levers[row].key, key);
    else
        assert_true(row == SIZE_MAX);
    return status;
}

static void levers(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *key, *text;
        double want;
    } rows[] = {
        {"us.posture_europe", "0.5", .5}, {"us.posture_europe", " 0 ", 0},
        {"pledge.shape", "early", 1},     {"pledge.shape", "linear", 0},
        {"guarantee.article5", "1", 1},   {"pledge.by_year", "2031", 2031},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        ent_lever_setting s;
        CHECK_OK(set(l, rows[i].key, rows[i].text, &s, &err), err);
        CHECK_NEAR(s.value, rows[i].want, 0);
        assert_true(s.set);
        assert_string_equal(s.where, "command line");
        assert_int_equal(s.n_years + s.n_states, 0);
    }
    ent_error err = {0};
    ent_lever_setting s;
    CHECK_OK(set(l, "aid.us", "2025:0.3|2027:0", &s, &err), err);
    assert_int_equal(s.n_years, 2);
    CHECK_NEAR(ent_lever_in_year(&s, 2026), .3, 0);
    CHECK_NEAR(ent_lever_in_year(&s, 2027), 0, 0);
    CHECK_OK(set(l, "aid.us", "2026:1|", &s, &err), err); /* a bar at the end adds nothing */
    assert_int_equal(s.n_years, 1);
    CHECK_OK(set(l, "guarantee.members", "GBR|FRA", &s, &err), err);
    assert_int_equal(s.n_states, 2);
    assert_string_equal(s.states[1], "FRA");
    CHECK_OK(set(l, "guarantee.members", "", &s, &err), err);
    assert_int_equal(s.n_states, 0);
}

static const struct {
    const char *key, *text, *want;
    ent_status status;
} wrong[] = {
    {"us.postur_europe", "1",
     "the lever 'us.postur_europe' does not exist. Did you mean 'us.posture_europe'?", ENT_E_KEY},
    {"zzzzzzzzzzzzzzzz", "1", "the lever 'zzzzzzzzzzzzzzzz' does not exist", ENT_E_KEY},
    {"us.posture_europe", "half", "us.posture_europe: 'half' is not a number", ENT_E_ARG},
    {"us.posture_europe", "", "us.posture_europe: '' is not a number", ENT_E_ARG},
    {"us.posture_europe", "7", "us.posture_europe cannot be 7: it goes from 0 (all leave) to 1.5",
     ENT_E_ARG},
    {"us.posture_europe", "-1", "us.posture_europe cannot be -1: it goes from 0", ENT_E_ARG},
    {"pledge.shape", "erly", "pledge.shape: 'erly' is not a choice. Did you mean 'early'?",
     ENT_E_ARG},
    {"pledge.shape", "quadratic", "pledge.shape: 'quadratic' is not a choice", ENT_E_ARG},
    {"pledge.shape", "1", "pledge.shape: '1' is not a choice", ENT_E_ARG},
    {"pledge.by_year", "2031.5", "pledge.by_year: '2031.5' is not a year", ENT_E_ARG},
    {"guarantee.members", "GBR|QQQ", "guarantee.members: 'QQQ' is not a state", ENT_E_ARG},
    {"guarantee.members", "GBR||FRA", "guarantee.members: '' is not a state", ENT_E_ARG},
    {"guarantee.members", "GBR|GBR", "guarantee.members: state GBR is given twice", ENT_E_ARG},
    {"aid.us", "soon:1", "aid.us: 'soon:1' is not YEAR:VALUE", ENT_E_ARG},
    {"aid.us", "2025:1|2026", "aid.us: '2026' is not YEAR:VALUE", ENT_E_ARG},
    {"aid.us", "1850:1", "aid.us: '1850:1' is not YEAR:VALUE", ENT_E_ARG},
    {"aid.us", "2300:1", "aid.us: '2300:1' is not YEAR:VALUE", ENT_E_ARG},
    {"aid.us", "2025:9", "aid.us cannot be 9: it goes from 0 (no aid) to 3", ENT_E_ARG},
    {"us.posture_europe", "50", "Did you mean 0.5?", ENT_E_ARG},
    {"guarantee.article5", "0.5", "guarantee.article5 takes yes or no", ENT_E_ARG},
    {"aid.us", "2025:", "aid.us: '' is not a number", ENT_E_ARG},
    {"aid.us", ":1", "aid.us: ':1' is not YEAR:VALUE", ENT_E_ARG},
    {"aid.us", "2027:1|2026:0", "aid.us: years must ascend, 2026 comes late", ENT_E_ARG},
    {"aid.us", "2026:1|2026:0", "aid.us: years must ascend, 2026 comes late", ENT_E_ARG},
    {"us.posture_europe", "2027:0.5", "us.posture_europe takes one value, not one by year",
     ENT_E_ARG},
};

static void mistakes_of_levers(void **state)
{
    loaded *l = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ent_error err = {0};
        ent_lever_setting s;
        const ent_status status = set(l, wrong[i].key, wrong[i].text, &s, &err);
        if (status != wrong[i].status || !strstr(err.message, wrong[i].want))
            fail_msg("%s=%s: status %d, '%s'", wrong[i].key, wrong[i].text, (int)status,
                     err.message);
    }
    /* More pieces than a setting holds. */
    ent_error err = {0};
    ent_lever_setting s;
    ent_builder years;
    ent_builder_init(&years, &l->arena);
    for (int y = 0; y <= ENT_MAX_LEVER_YEARS; y++)
        ent_builder_format(&years, "%d:1|", 2000 + y);
    assert_int_equal(set(l, "aid.us", years.data, &s, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "is not YEAR:VALUE"));
}

static void assumptions(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *text, *distribution, *want; /* want: NULL when it is fine */
        size_t n;
        double central;
    } rows[] = {
        {"1.2", "fixed", NULL, 1, 1.2},
        {"lognormal 2 0.6", "lognormal", NULL, 2, 2},
        {"lognormal(2, 0.6)", "lognormal", NULL, 2, 2},
        {"triangular 1 2 3", "triangular", NULL, 3, 2},
        {"uniform(1,3)", "uniform", NULL, 2, 2},
        {"lognormal 2", "", "combat.rho: 'lognormal 2': takes two parameters", 0, 0},
        {"triangular 3 2 1", "", "combat.rho: 'triangular 3 2 1': ", 0, 0},
        {"gauss 1 2", "", "combat.rho: 'gauss 1 2': is not a known", 0, 0},
        {"lognormal 2 x", "", "combat.rho: 'lognormal 2 x' is neither a number nor a distribution",
         0, 0},
        {"discrete 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "", "is neither a number nor", 0, 0},
        {"", "", "combat.rho: '' is neither a number nor a distribution", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        ent_prior_setting s;
        size_t row = 0;
        const ent_status status =
            ent_change_assumption(&l->reg, "combat.rho", rows[i].text, &row, &s, &l->arena, &err);
        if ((status == ENT_OK) != !rows[i].want ||
            (rows[i].want && !strstr(err.message, rows[i].want)))
            fail_msg("'%s': status %d, '%s'", rows[i].text, (int)status, err.message);
        if (status != ENT_OK)
            continue;
        assert_string_equal(l->reg.assumptions[row].key, "combat.rho");
        assert_string_equal(s.distribution, rows[i].distribution);
        assert_int_equal(s.n_parameters, rows[i].n);
        CHECK_NEAR(s.central, rows[i].central, 1e-12);
    }
    ent_error err = {0};
    ent_prior_setting s;
    size_t row = 0;
    assert_int_equal(ent_change_assumption(&l->reg, "combat.roh", "1", &row, &s, &l->arena, &err),
                     ENT_E_KEY);
    assert_string_equal(err.message,
                        "the assumption 'combat.roh' does not exist. Did you mean 'combat.rho'?");
    ent_change_assumption(&l->reg, "zzzzzzzzzzzzzz", "1", &row, &s, &l->arena, &err);
    assert_string_equal(err.message, "the assumption 'zzzzzzzzzzzzzz' does not exist");
}

/* Texts are copied into the arena: the first request fails, in each kind of setting. */
static void without_memory(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *key, *text;
        ent_status fine;
    } rows[] = {
        {"guarantee.members", "GBR", ENT_OK},
        {"pledge.shape", "erly", ENT_E_ARG},
        {"us.posture_europe", "half", ENT_E_ARG},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t n = 1; n <= 2; n++) {
            ent_arena small;
            ent_error err = {0};
            ent_lever_setting s;
            size_t row = 0;
            ent_heap_arena_create(&small, 64);
            ent_heap_fail_after(n);
            const ent_status status = ent_change_lever(&l->reg, &l->facts, rows[i].key,
                                                       rows[i].text, &row, &s, &small, &err);
            ent_heap_fail_after(0);
            if (status != (n == 1 ? ENT_E_NOMEM : rows[i].fine))
                fail_msg("%s, request %zu: status %d, '%s'", rows[i].key, n, (int)status,
                         err.message);
            ent_heap_arena_destroy(&small);
        }
    ent_arena small;
    ent_error err = {0};
    ent_prior_setting s;
    size_t row = 0;
    ent_heap_arena_create(&small, 64);
    ent_heap_fail_after(1);
    assert_int_equal(
        ent_change_assumption(&l->reg, "combat.rho", "normal 1 1", &row, &s, &small, &err),
        ENT_E_NOMEM);
    ent_heap_fail_after(0);
    ent_heap_arena_destroy(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levers),
        cmocka_unit_test(mistakes_of_levers),
        cmocka_unit_test(assumptions),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
