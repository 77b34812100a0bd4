/* Levers, assumptions and facts of a file: each mistake with its place, every accepted form. */
#include "scenario_text.h"

static const mistake rows[] = {
    {HEAD "levers:\n  pledge.targt_pct_gdp: 5\n",
     "t.yaml:3:3: the lever 'pledge.targt_pct_gdp' does not exist. Did you mean "
     "'pledge.target_pct_gdp'?"},
    {HEAD "levers:\n  pledge.target_pct_gdp: 5 %\n",
     "t.yaml:3:26: pledge.target_pct_gdp: '5 %' is not a number (unit: % of GDP)"},
    {HEAD "levers:\n  pledge.target_pct_gdp: \"5\"\n", "'5' is not a number"},
    {HEAD "levers:\n  pledge.target_pct_gdp: 0.05\n",
     "cannot be 0.05: it goes from 1 (1 % of GDP) to 6 (6 % of GDP). Did you mean 5?"},
    {HEAD "levers:\n  pledge.target_pct_gdp: [5]\n",
     "pledge.target_pct_gdp takes one value, not a list"},
    {HEAD "levers:\n  pledge.target_pct_gdp: {2026: 5}\n",
     "pledge.target_pct_gdp takes one value, not one by year"},
    {HEAD "levers:\n  pledge.target_pct_gdp: .inf\n", "'.inf' is not a number"},
    {HEAD "levers:\n  pledge.by_year: 2032.5\n", "'2032.5' is not a year"},
    {HEAD "levers:\n  aid.us: {2050: 1}\n", "t.yaml:3:12: aid.us: year 2050 is outside the run"},
    {HEAD "levers:\n  aid.us: {soon: 1}\n", "aid.us: 'soon' is not a year"},
    {HEAD "levers:\n  aid.us: {2027: 1, 2026: 1}\n", "years must ascend"},
    {HEAD "levers:\n  aid.us: {2027: 9}\n", "aid.us cannot be 9: it goes from 0"},
    {HEAD "levers:\n  pledge.shape: erly\n", "'erly' is not a choice. Did you mean 'early'?"},
    {HEAD "levers:\n  guarantee.members: [GBR, FRX]\n",
     "t.yaml:3:28: guarantee.members: 'FRX' is not a state (ISO3). Did you mean 'FRA'?"},
    {HEAD "levers:\n  guarantee.members: [GBR, GBR]\n", "state GBR is given twice"},
    {HEAD "levers:\n  guarantee.members: GBR\n", "takes a list, not one value"},
    {HEAD "levers:\n  guarantee.article5: maybe\n",
     "guarantee.article5: 'maybe' is neither yes nor no"},
    {HEAD "levers: 5\n", "t.yaml:2:9: levers takes a map of keys, not one value"},
    {HEAD "assumptions:\n  deterrence.lamda: 2\n", "Did you mean 'deterrence.lambda'?"},
    {HEAD "assumptions:\n  deterrence.lambda: {lognormal: [2]}\n",
     "t.yaml:3:23: deterrence.lambda: lognormal takes two parameters"},
    {HEAD "assumptions:\n  deterrence.lambda: {gauss: [2, 1]}\n", "gauss is not a known"},
    {HEAD "assumptions:\n  deterrence.lambda: [2, 1]\n", "takes a number or one distribution"},
    {HEAD "assumptions:\n  deterrence.lambda: {triangular: [3, 2, 1]}\n", "low <= mode <= high"},
    {HEAD "facts:\n  - {state: POL, key: defence_pct_gdp, year: 2025, value: 4.48}\n",
     "t.yaml:3:6: 'source' is missing here"},
    {HEAD "facts:\n  - {state: POL, key: defence_share, year: 2025, value: 4, source: ENTENTE}\n",
     "the key of facts 'defence_share' does not exist"},
    {HEAD "facts:\n  - {state: POL, key: defence_pct_gdp, year: 2025, value: 4, source: NATO}\n",
     "source 'NATO' is not in sources.csv, nor under 'sources' of this scenario or its bases"},
    {HEAD "sources:\n  - {key: 'A B', publisher: P, title: T}\n",
     "key: 'A B' is not a key of a source; use letters, digits and _"},
    {HEAD "sources:\n  - {key: ENTENTE, publisher: P, title: T}\n",
     "key: the source 'ENTENTE' already exists with other words"},
    {HEAD "sources:\n  - {key: MINE, title: T}\n", "'publisher' is missing here"},
    {HEAD "sources:\n  - {key: MINE, publisher: P, title: T, year: 1}\n", "unknown key 'year'"},
    {HEAD "sources:\n  - {key: MINE, publisher: P, title: T}\n"
          "  - {key: MINE, publisher: P, title: U}\n",
     "already exists with other words"},
    {HEAD "facts:\n  - {state: POL, key: defence_pct_gdp, year: 2025, value: , source: ENTENTE}\n",
     "value: '' is not a number"},
    {HEAD "facts:\n  - {state: POL, key: defence_pct_gdp, year: 1.5, value: 4, source: ENTENTE}\n",
     "year: '1.5' is not a year"},
    {HEAD "facts:\n  - 5\n", "takes a map of keys, not one value"},
    {HEAD
     "facts:\n  - {state: GBR, key: defence_pct_gdp, year: 2024, value: -2.4, source: ENTENTE}\n",
     "t.yaml:3:59: defence_pct_gdp of GBR cannot be -2.4: it goes from 0 to 60 % of GDP"},
    {HEAD
     "facts:\n  - {state: GBR, key: defence_pct_gdp, year: 2024, value: 240, source: ENTENTE}\n",
     "cannot be 240: it goes from 0 to 60 % of GDP. 2.33"},
    {HEAD
     "facts:\n  - {state: GBR, key: defence_pct_gdp, year: 2024, value: .024, source: ENTENTE}\n",
     "defence_pct_gdp of GBR is 0.024, but 2.33"},
    {HEAD "facts:\n  - {state: GBR, key: name, value: 1, source: ENTENTE}\n",
     "name is not a number"},
    {HEAD "facts:\n  - {state: GBR, key: defence_pct_gdp, value: .02, source: ENTENTE, sure: no}\n",
     "sure: write 'yes' or leave the key out"},
    {HEAD "assumptions:\n  capability.eta0: 80\n",
     "t.yaml:3:20: capability.eta0 cannot be 80: it goes from"},
    {HEAD "assumptions: {economy.debt_share: 7}\n", "economy.debt_share cannot be 7"},
    {HEAD "assumptions: {combat.rho: -3}\n", "combat.rho cannot be -3"},
    {HEAD "assumptions: {combat.rho: 1e308}\n", "combat.rho cannot be 1e+308"},
    {HEAD "assumptions: {combat.rho: {uniform: [1, 900]}}\n", "combat.rho cannot be 900"},
    {HEAD "facts: 5\n", "facts takes a list"},
    {HEAD "assumptions: []\n", "assumptions takes a map of keys, not a list"},
    {HEAD "assumptions: {combat.rho: {normal: [a, 1]}}\n", "'a' is not a number"},
    {HEAD "assumptions: {combat.rho: x}\n", "combat.rho: 'x' is not a number"},
    {HEAD "levers:\n  pledge.shape: [linear]\n", "pledge.shape takes one value"},
    {HEAD "levers:\n  aid.us: [1]\n", "aid.us takes one value, not a list"},
    {HEAD "levers:\n  guarantee.article5: [1]\n", "guarantee.article5 takes one value"},
    {HEAD "levers:\n  guarantee.article5: 2\n", "guarantee.article5 takes yes or no"},
    {HEAD "facts:\n  - {state: PLO, key: defence_pct_gdp, value: 4, source: ENTENTE}\n",
     "'PLO' is not a state (ISO3). Did you mean 'POL'?"},
    {"levers: {}\n", "'name' is missing"},
    {HEAD "levers:\n  pledge.shape: quadratic\n", "pledge.shape: 'quadratic' is not a choice"},
    {HEAD "assumptions:\n  zz: 1\n", "t.yaml:3:3: the assumption 'zz' does not exist"},
    {HEAD "assumptions:\n  combat.rho: {normal: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]}\n",
     "combat.rho: more than"},
    {HEAD "assumptions:\n  combat.rho: {normal: 5}\n", "takes a number or one distribution"},
    {HEAD "assumptions:\n  combat.rho: {normal: [1, 1], beta: [1, 1]}\n",
     "takes a number or one distribution"},
    {HEAD "facts:\n  - {key: gdp, value: 1, source: ENTENTE}\n", "'state' is missing here"},
    {HEAD "facts:\n  - {state: POL, value: 1, source: ENTENTE}\n", "'key' is missing here"},
    {HEAD "facts:\n  - {state: POL, key: defence_pct_gdp, source: ENTENTE}\n",
     "'value' is missing here"},
    {HEAD "facts:\n  - {state: [POL], key: reserves, value: 1, source: ENTENTE}\n",
     "state takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: [reserves], value: 1, source: ENTENTE}\n",
     "key takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: [1], source: ENTENTE}\n",
     "value takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, source: [ENTENTE]}\n",
     "source takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, year: [1], source: ENTENTE}\n",
     "year takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, year: 1850, source: ENTENTE}\n",
     "'1850' is not a year"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, date: [x], source: ENTENTE}\n",
     "date takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, note: [x], source: ENTENTE}\n",
     "note takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, quality: [x], source: ENTENTE}\n",
     "quality takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, vintage: [x], source: ENTENTE}\n",
     "vintage takes one value, not a list"},
    {HEAD "facts:\n  - {state: POL, key: reserves, value: 1, sauce: ENTENTE}\n",
     "unknown key 'sauce'. Did you mean 'source'?"},
};

static void mistakes(void **state)
{
    check_mistakes(*state, rows, sizeof rows / sizeof rows[0]);
}

/* Words for a switch, a list that empties, one value that replaces years of the base. */
static void accepted_forms(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *text, *key;
        double want;
    } forms[] = {
        {"guarantee.article5: yes", "guarantee.article5", 1},
        {"guarantee.article5: no", "guarantee.article5", 0},
        {"guarantee.article5: true", "guarantee.article5", 1},
        {"guarantee.article5: false", "guarantee.article5", 0},
        {"guarantee.article5: 1", "guarantee.article5", 1},
        {"pledge.shape: early", "pledge.shape", 1},
        {"pledge.by_year: 2031", "pledge.by_year", 2031},
        {"aid.us: 0.25", "aid.us", .25},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        ent_error err = {0};
        scenario_spec s;
        const char *text = ent_text_format(&l->arena, HEAD "levers:\n  %s\n", forms[i].text);
        CHECK_OK(
            scenario_parse("t.yaml", text, strlen(text), &l->facts, &l->reg, &s, &l->arena, &err),
            err);
        CHECK_NEAR(value(l, &s, forms[i].key), forms[i].want, 0);
        assert_true(lever(l, &s, forms[i].key)->set);
        assert_string_equal(
            lever(l, &s, forms[i].key)->where,
            ent_text_format(&l->arena, "t.yaml:3:%zu", strcspn(forms[i].text, ":") + 5));
    }
}

/* A fact takes unit and text from its key, and every member that was given. */
static void whole_fact(void **state)
{
    loaded *l = *state;
    static const char text[] =
        HEAD "facts:\n  - {state: POL, key: defence_pct_gdp, year: 2025, value: 4.48, source: "
             "ENTENTE, date: 2025-08-27, note: a note, quality: estimate, vintage: NATO-2025-08}\n";
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_parse("t.yaml", text, strlen(text), &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    const ent_fact *f = &s.facts[0];
    assert_string_equal(f->state, "POL");
    assert_string_equal(f->key, "defence_pct_gdp");
    assert_string_equal(f->unit, ent_facts_key(&l->facts, "defence_pct_gdp")->unit);
    assert_string_equal(f->text, "4.48");
    assert_string_equal(f->date, "2025-08-27");
    assert_string_equal(f->note, "a note");
    assert_string_equal(f->quality, "estimate");
    assert_string_equal(f->vintage, "NATO-2025-08");
    assert_int_equal(f->year, 2025);
    assert_int_equal(f->line, 3);
    assert_true(isnan(f->low) && isnan(f->high));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes),
        cmocka_unit_test(accepted_forms),
        cmocka_unit_test(whole_fact),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
