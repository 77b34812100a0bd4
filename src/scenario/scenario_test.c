#include "scenario_text.h"

#include <stdlib.h>
#include <sys/stat.h>

/* The levers of the shipped scenario, as the design lists them. */
static void test_brussels(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_load(SCENARIOS, "brussels-2025", &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    assert_string_equal(s.key, "brussels-2025");
    assert_int_equal(s.start_year, 2025);
    assert_int_equal(s.start_month, 2);
    assert_int_equal(s.start_day, 12);
    assert_int_equal(s.horizon_year, 2035);
    static const struct {
        const char *key;
        double want;
    } rows[] = {
        {"pledge.target_pct_gdp", 5},      {"pledge.agreed_pct_gdp", 2},
        {"pledge.by_year", 2032},          {"us.posture_europe", 0.5},
        {"us.credibility_signal", -0.5},   {"us.credibility_signal_pacific", 0.2},
        {"guarantee.force_brigades", 4},   {"ukraine.nato_membership", 0},
        {"ukraine.pre2014_demand", 0},     {"ukraine.mediation", 1.25},
        {"us.freed_to_indo_pacific", 0.6}, {"ukraine.regions_demand", 1},
        {"guarantee.article5", 0},         {"pledge.shape", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CHECK_NEAR(value(l, &s, rows[i].key), rows[i].want, 0);
    const ent_lever_setting *us = lever(l, &s, "aid.us"), *europe = lever(l, &s, "aid.europe");
    CHECK_NEAR(ent_lever_in_year(us, 2024), 1.0, 0);
    CHECK_NEAR(ent_lever_in_year(us, 2025), 0.3, 0);
    CHECK_NEAR(ent_lever_in_year(us, 2026), 0.0, 0);
    CHECK_NEAR(ent_lever_in_year(us, 2035), 0.0, 0);
    CHECK_NEAR(ent_lever_in_year(europe, 2030), 1.5, 0);
    const ent_lever_setting *members = lever(l, &s, "guarantee.members");
    assert_int_equal(members->n_states, 5);
    assert_string_equal(members->states[4], "TUR");
    assert_false(s.contested_firm); /* the firm levels count */
    assert_string_equal(s.policy, "the Brussels address");
    assert_int_equal(s.n_reasons, 1);
    assert_string_equal(s.reason_lever[0], "us.credibility_signal");
    assert_int_equal(s.n_events, 3);

    /* every row of the statement has a claim */
    bool seen[13] = {false};
    for (size_t i = 0; i < s.n_claims; i++)
        if (s.claims[i].row >= 1 && s.claims[i].row <= 12)
            seen[s.claims[i].row] = true;
    for (int row = 1; row <= 12; row++)
        assert_true(seen[row]);
}

static void test_shipped(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    const char *const *names;
    size_t n;
    CHECK_OK(scenario_list(SCENARIOS, &names, &n, &l->arena, &err), err);
    assert_int_equal(n, 10);
    for (size_t i = 0; i < n; i++) {
        scenario_spec s;
        CHECK_OK(scenario_load(SCENARIOS, names[i], &l->facts, &l->reg, &s, &l->arena, &err), err);
        assert_string_equal(s.key, names[i]);
    }
}

/* The status quo sets nothing: every lever is at the default of the register. */
static void test_status_quo(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_load(SCENARIOS, "status-quo-2024", &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    for (size_t i = 0; i < s.n_levers; i++) {
        assert_false(s.levers[i].set);
        CHECK_NEAR(s.levers[i].value, l->reg.levers[i].value, 0);
    }
    assert_int_equal(s.n_claims, 0);
}

static void test_inheritance(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_load(SCENARIOS, "europe-alone", &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    CHECK_NEAR(value(l, &s, "us.posture_europe"), 0, 0); /* from us-leaves */
    CHECK_NEAR(value(l, &s, "pledge.agreed_pct_gdp"), 3.5, 0);
    assert_int_equal(s.n_claims, 3); /* two inherited */
    assert_non_null(strstr(lever(l, &s, "us.posture_europe")->where, "us-leaves.yaml:"));
    CHECK_OK(scenario_load(SCENARIOS, ENT_SOURCE_DIR "/scenarios/today.yaml", &l->facts, &l->reg,
                           &s, &l->arena, &err),
             err);
    assert_int_equal(s.start_year, 2026);
    assert_true(s.n_facts >= 30);
    CHECK_OK(scenario_load(SCENARIOS, "today-2026", &l->facts, &l->reg, &s, &l->arena, &err), err);
    assert_string_equal(s.key, "today"); /* the old name */
    CHECK_NEAR(value(l, &s, "pledge.agreed_pct_gdp"), 3.5, 0);
}

static const mistake bad[] = {
    {HEAD "correlations: {}\n", "correlations takes a list, not a map of keys"},
    {HEAD "correlations: all\n", "t.yaml:2:15: correlations: 'all' must be shipped, none"},
    {HEAD "correlations:\n  - {first: combat.roh, second: combat.adT, rank: 0.5}\n",
     "the assumption 'combat.roh' does not exist. Did you mean 'combat.rho'?"},
    {HEAD "correlations:\n  - {first: combat.rho, second: combat.adT}\n", "'rank' is missing here"},
    {HEAD "correlations:\n  - {first: combat.rho, second: combat.rho, rank: 0.5}\n",
     "combat.rho is named twice in one row"},
    {HEAD "correlations:\n  - {first: combat.rho, second: combat.adT, rank: 1}\n",
     "rank: 1 is not between -1 and 1"},
    {HEAD "correlations:\n  - {first: combat.rho, second: combat.adT, pearson: 1}\n",
     "unknown key 'pearson'"},
    {HEAD "extends: status-quo-2024\n",
     "t.yaml:2:1: unknown key 'extends'; known here: name, about, base, policy, "},
    {HEAD "lever:\n  a: 1\n", "t.yaml:2:1: unknown key 'lever'. Did you mean 'levers'?"},
    {HEAD "name: [1]\n", "t.yaml:2"},
    {"name: [1]\n", "name takes one value, not a list"},
    {HEAD "base: {a: 1}\n", "base takes one value, not a map of keys"},
    {HEAD "start: [1]\n", "start takes one value"},
    {HEAD "start: 2025\n", "start: '2025' is not a month (YYYY-MM)"},
    {HEAD "start: 2025-13\n", "start: '2025-13' is not a month"},
    {HEAD "start: 2025-00\n", "start: '2025-00' is not a month"},
    {HEAD "start: 2025x01\n", "start: '2025x01' is not a month"},
    {HEAD "start: 2025-1x\n", "start: '2025-1x' is not a month"},
    {HEAD "start: 20a5-01\n", "start: '20a5-01' is not a month"},
    {HEAD "start: 2025-02-00\n", "start: '2025-02-00' is not a month"},
    {HEAD "start: 2025-02-32\n", "start: '2025-02-32' is not a month"},
    {HEAD "start: 2025-02-0x\n", "start: '2025-02-0x' is not a month"},
    {HEAD "start: 2025-02x03\n", "start: '2025-02x03' is not a month"},
    {HEAD "start: 1999-01\n", "outside 2020..2035"},
    {HEAD "start: 2040-01\n", "outside 2020..2035"},
    {HEAD "unread_facts: some\n", "unread_facts: write 'allowed' or leave the key out"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, source: ENTENTE, year: 1989}\n",
     "year: '1989' is not a year"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, source: ENTENTE, year: 2101}\n",
     "year: '2101' is not a year"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, source: ENTENTE, year: 2025.5}\n",
     "year: '2025.5' is not a year"},
    {HEAD "reasons: {us.posture: a}\n", "reasons: the lever 'us.posture' does not exist"},
    {HEAD "reasons: {us.posture_europe: [a]}\n", "t.yaml:2:"},
    {HEAD "policy: [a]\n", "t.yaml:2:"},
    {HEAD "horizon: 2025-01\n", "horizon: 2025-01 is not after the start 2025-02"},
    {HEAD "horizon: 2050-01\n", "a run is at most 16 years"},
    {"- a\n- b\n", "a scenario takes a map of keys, not a list"},
    {"", "t.yaml:1:1: is empty; a scenario needs at least a name and a base"},
    {"just words\n", "a scenario takes a map of keys, not one value"},
    {HEAD "---\nname: y\n", "t.yaml:2:1: a second document begins"},
    {HEAD "levers: &a {us.posture_europe: 1}\nassumptions: *a\n", "aliases are not allowed"},
    {HEAD "name: y\n", "t.yaml:2:1"}, /* the parser refuses a key given twice */
    {HEAD "levers: [1, 2\n", "t.yaml:"},
    {"name: \"\xff\"\n", "t.yaml:1:8: invalid UTF-8"},
    {"name: [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]\n", "nesting is deeper than 12 levels"},
    {"? {a: b}\n: c\n", "a key must be a plain text"},
    {HEAD "levers:\n\tpledge.by_year: 2030\n", "t.yaml:"},
};

static void test_bad(void **state)
{
    check_mistakes(*state, bad, sizeof bad / sizeof bad[0]);
}

static void write(const char *folder, const char *name, const char *text)
{
    char path[TEMPORARY_PATH + 64];
    ent_error err = {0};
    snprintf(path, sizeof path, "%s/%s.yaml", folder, name);
    CHECK_OK(ent_text_write_file(path, text, strlen(text), &err), err);
}

static void test_bases(void **state)
{
    loaded *l = *state;
    char folder[TEMPORARY_PATH], line[2 * TEMPORARY_PATH + 256];
    ent_error err = {0};
    scenario_spec s;
    assert_non_null(mkdtemp(temporary(folder, "entente-scenario-XXXXXX")));
    write(folder, "a", "name: a\nbase: b\n");
    write(folder, "b", "name: b\nbase: a\n");
    write(folder, "c", "name: c\nbase: status-quo\n");
    write(folder, "self", "name: self\nbase: self\n");
    write(folder, "tiny", "name: t\nbase: end\nlevers: {pledge.by_year: 2030}\n");
    write(folder, "end", "name: end\nlevers: {pledge.by_year: 2031, us.posture_europe: 0.5}\n");
    write(folder, "status-quo-x", "name: x\n");
    assert_int_equal(scenario_load(folder, "a", &l->facts, &l->reg, &s, &l->arena, &err),
                     ENT_E_DATA);
    assert_non_null(strstr(err.message, "b.yaml:2:7: base: 'a' refers back to"));
    assert_int_equal(scenario_load(folder, "self", &l->facts, &l->reg, &s, &l->arena, &err),
                     ENT_E_DATA);
    assert_int_equal(scenario_load(folder, "c", &l->facts, &l->reg, &s, &l->arena, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "c.yaml:2:7: base: the scenario 'status-quo' does not "
                                        "exist. Did you mean 'status-quo-x'?"));
    assert_int_equal(scenario_load(folder, "tyni", &l->facts, &l->reg, &s, &l->arena, &err),
                     ENT_E_IO);
    assert_non_null(strstr(err.message, "Did you mean 'tiny'?"));
    CHECK_OK(scenario_load(folder, "tiny", &l->facts, &l->reg, &s, &l->arena, &err), err);
    CHECK_NEAR(value(l, &s, "pledge.by_year"), 2030, 0);
    CHECK_NEAR(value(l, &s, "us.posture_europe"), 0.5, 0);
    snprintf(line, sizeof line, "rm -r '%s'", folder);
    assert_int_equal(system(line), 0);
}

static void test_good_forms(void **state)
{
    loaded *l = *state;
    static const char text[] =
        "name: x\nlevers:\n  guarantee.article5: yes\n  guarantee.members: []\n"
        "assumptions:\n  deterrence.lambda: {lognormal: [2.0, 0.6]}\n  combat.rho: 1.2\n"
        "sources:\n  - {key: MINE, publisher: Ministry, title: Budget, date: 2026-01-02}\n"
        "  - {key: MINE, publisher: Ministry, title: Budget, date: 2026-01-02}\n"
        "facts:\n  - {state: POL, key: defence_pct_gdp, year: 2024, value: 4.5, source: MINE}\n"
        "treaty:\n  contested: contested\n  withdraw:\n"
        "    - {instrument: nato, party: USA, on: 2027-01-01}\nclaims:\n"
        "  - {says: b, shows: 'ukraine.soldiers[russia]', at: 2026-06, holds: '> 0 and <= 700'}\n";
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_parse("t.yaml", text, strlen(text), &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    CHECK_NEAR(value(l, &s, "guarantee.article5"), 1, 0);
    const ent_prior_setting *rho =
        &s.assumptions[ent_register_assumption(&l->reg, "combat.rho") - l->reg.assumptions];
    assert_string_equal(rho->distribution, "fixed");
    CHECK_NEAR(rho->central, 1.2, 0);
    CHECK_NEAR(s.facts[0].value, 4.5, 0);
    assert_int_equal(s.n_sources, 1); /* the same words twice are one source */
    ent_facts facts = l->facts;
    CHECK_OK(ent_facts_add_sources(&facts, s.n_sources, s.sources, &l->arena, &err), err);
    assert_string_equal(ent_facts_source(&facts, "MINE")->title, "Budget");
    assert_null(ent_facts_source(&l->facts, "MINE"));
    assert_true(s.contested_firm);
    assert_string_equal(s.withdrawals[0].party, "USA");
    assert_int_equal(s.claims[0].condition.n, 2);
    assert_true(ent_condition_holds(&s.claims[0].condition, 700));
    assert_false(ent_condition_holds(&s.claims[0].condition, 701));
    assert_false(ent_condition_holds(&s.claims[0].condition, 0));
    assert_false(ent_condition_holds(&s.claims[0].condition, ENT_MISSING));
}

/* Lists longer than a scenario can hold, and a file larger than it may be. */
static void test_too_much(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *head, *item, *want;
        int n;
    } rows[] = {
        {"facts:", "\n  - {state: POL, key: reserves, value: 1, source: ENTENTE, vintage: v",
         "more than 512 facts", 513},
        {"events:", "\n  - {attacker: RUS, victim: FRA}", "more than 64 events", 65},
        {"treaty:\n  accessions:", "\n    - {instrument: nato, party: UKR, on: 2026}",
         "more than 64 changes", 65},
        {"treaty:\n  withdrawals:", "\n    - {instrument: nato, party: UKR, on: 2026}",
         "more than 64 changes", 65},
        {"about: ", "x", "is larger than 1048576 bytes", 1100000},
        {"assumptions: {deterrence.lambda: {discrete: [1", ", 1", "t.yaml:", 7},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        scenario_spec s;
        ent_arena arena;
        ent_builder b;
        ent_heap_arena_create(&arena, 1 << 20);
        ent_builder_init(&b, &arena);
        ent_builder_format(&b, "name: x\n%s", rows[i].head);
        for (int n = 0; n < rows[i].n; n++)
            if (i == 0) /* one fact given twice is another mistake */
                ent_builder_format(&b, "%s%d}", rows[i].item, n);
            else
                ent_builder_text(&b, rows[i].item);
        ent_builder_text(&b, i == 5 ? "]}}\n" : "\n");
        assert_int_not_equal(
            scenario_parse("t.yaml", b.data, b.length, &l->facts, &l->reg, &s, &arena, &err),
            ENT_OK);
        if (!strstr(err.message, rows[i].want))
            fail_msg("row %zu: got '%s'", i, err.message);
        ent_heap_arena_destroy(&arena);
    }
}

/* Bases that go on and on end after eight. */
static void test_long_chain(void **state)
{
    loaded *l = *state;
    char folder[TEMPORARY_PATH], line[2 * TEMPORARY_PATH + 256], name[16], text[64];
    ent_error err = {0};
    scenario_spec s;
    assert_non_null(mkdtemp(temporary(folder, "entente-scenario-XXXXXX")));
    for (int i = 0; i < 12; i++) {
        snprintf(name, sizeof name, "s%d", i);
        snprintf(text, sizeof text, "name: s\nbase: s%d\n", i + 1);
        write(folder, name, text);
    }
    assert_int_equal(scenario_load(folder, "s0", &l->facts, &l->reg, &s, &l->arena, &err),
                     ENT_E_DATA);
    assert_non_null(strstr(err.message, "more than 8 levels of bases"));
    const char *const *names;
    size_t n;
    assert_int_equal(scenario_list("/nonexistent", &names, &n, &l->arena, &err), ENT_E_IO);
    snprintf(line, sizeof line, "rm -r '%s'", folder);
    assert_int_equal(system(line), 0);
}

/* The n-th allocation fails, for every n: an error or, where only a place is lost, success. */
static void test_out_of_memory(void **state)
{
    loaded *l = *state;
    size_t good = 0;
    for (size_t n = 1; good < 100; n++) {
        ent_arena arena;
        ent_heap_arena_create(&arena, 64); /* nearly every allocation asks the heap */
        ent_error err = {0};
        scenario_spec s;
        ent_heap_fail_after(n);
        const ent_status status =
            scenario_load(SCENARIOS, "ceasefire-guarantee", &l->facts, &l->reg, &s, &arena, &err);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&arena);
        good = status == ENT_OK ? good + 1 : 0;
        if (status != ENT_OK)
            assert_true(status == ENT_E_NOMEM || status == ENT_E_IO);
        assert_true(n < 20000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_brussels),   cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_status_quo), cmocka_unit_test(test_inheritance),
        cmocka_unit_test(test_bad),        cmocka_unit_test(test_bases),
        cmocka_unit_test(test_good_forms), cmocka_unit_test(test_too_much),
        cmocka_unit_test(test_long_chain), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
