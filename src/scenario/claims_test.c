/* Events, treaty changes and claims of a file: each mistake with its place; conditions. */
#include "scenario_text.h"

static const mistake wrong[] = {
    {HEAD "events:\n  - [1]\n", "takes a map of keys, not a list"},
    {HEAD "events: {}\n", "events takes a list, not a map of keys"},
    {HEAD "claims: {}\n", "claims takes a list"},
    {HEAD "treaty: []\n", "treaty takes a map of keys, not a list"},
    {HEAD "claims:\n  - {says: a, row: 1000}\n", "row: '1000' is not between 0 and 999"},
    {HEAD "claims:\n  - {says: a, row: x}\n", "row: 'x' is not a number"},
    {HEAD "claims:\n  - {says: a, section: bil}\n", "Did you mean 'bill'?"},
    {HEAD "claims:\n  - {says: a, combine: sum}\n", "combine: unknown word 'sum'"},
    {HEAD "claims:\n  - {says: a, at: soon}\n", "'soon' is not a date"},
    {HEAD "claims:\n  - {says: a, shows: 'bill.multiple[GBR,FRA,DEU,POL]'}\n", "is not an index"},
    {HEAD "claims:\n  - {says: a, shows: 'bill.multiple[]'}\n", "lacks its closing bracket"},
    {HEAD "treaty:\n  accessions:\n    - {instrument: nato, party: UKR, on: soon}\n",
     "'soon' is not a date"},
    {HEAD "treaty:\n  accessions: 5\n", "accessions takes a list"},
    {HEAD "treaty:\n  accesions: []\n", "Did you mean 'accessions'?"},
    {HEAD "claims:\n  - {shows: bill.multiple}\n", "'says' is missing here"},
    {HEAD "claims:\n  - {says: a, shows: bill.multipl}\n",
     "the outcome 'bill.multipl' does not exist. Did you mean 'bill.multiple'?"},
    {HEAD "claims:\n  - {says: a, shows: 'bill.multiple[GBX]'}\n",
     "'GBX' is not an index of bill.multiple (state)"},
    {HEAD "claims:\n  - {says: a, shows: 'bill.multiple[GBR'}\n", "lacks its closing bracket"},
    {HEAD "claims:\n  - {says: a, shows: 'deterrence.odds_ratio[moon]'}\n",
     "'moon' is not an index"},
    {HEAD "claims:\n  - {says: a, shows: bill.multiple, holds: about 2}\n",
     "holds: 'about 2' is not a condition"},
    {HEAD "claims:\n  - {says: a, shows: bill.multiple, at: 2055}\n",
     "at: 2055 is outside the run"},
    {HEAD "claims:\n  - {says: a, kind: future}\n", "Did you mean 'futures'?"},
    {HEAD "events:\n  - {attacker: RUS}\n", "an event needs attacker and victim"},
    {HEAD "events:\n  - {attacker: RUS, victim: FRA, on: June}\n", "'June' is not a date"},
    {HEAD "events:\n  - {attacker: RUS, victim: FRA, lat: north}\n", "'north' is not a number"},
    {HEAD "events:\n  - {attacker: RUS, victim: FRA, plaec: x}\n", "Did you mean 'place'?"},
    {HEAD "treaty: {contested: perhaps}\n", "contested is 'firm'"},
    {HEAD "treaty:\n  accessions:\n    - {instrument: nato, party: UKR}\n", "'on' is missing here"},
    {HEAD "claims:\n  - 5\n", "takes a map of keys, not one value"},
    {HEAD "claims:\n  - {says: [a]}\n", "says takes one value, not a list"},
    {HEAD "claims:\n  - {says: a, note: [b]}\n", "note takes one value, not a list"},
    {HEAD "claims:\n  - {says: a, of: aid.donor}\n", "of: needs 'shows' beside it"},
    {HEAD "claims:\n  - {says: a, shows: 'aid.donor[FRA]', of: aid.doner}\n",
     "the outcome 'aid.doner' does not exist. Did you mean 'aid.donor'?"},
    {HEAD "claims:\n  - {says: a, shows: 'aid.donor[FRA]', of: 'aid.donor[GBX]'}\n",
     "of: 'GBX' is not an index of aid.donor"},
    {HEAD "claims:\n  - {says: a, shows: 'capability.be[POL]', of: aid.donor}\n",
     "so one cannot be a part of the other"},
    {HEAD "claims:\n  - {says: a, shows: 'spending.share[POL]', of: spending.europe_canada}\n",
     "which has no parts"},
    {HEAD "claims:\n  - {says: a, shows: [b]}\n", "shows takes one value, not a list"},
    {HEAD "claims:\n  - {says: a, sows: b}\n", "unknown key 'sows'. Did you mean 'shows'?"},
    {HEAD "claims:\n  - {says: a, shows: zzzzzzzzzzzz}\n",
     "the outcome 'zzzzzzzzzzzz' does not exist"},
    {HEAD "claims:\n  - {says: a, row: -1}\n", "row: '-1' is not between 0 and 999"},
    {HEAD "claims:\n  - {says: a, at: [2026]}\n", "at takes one value, not a list"},
    {HEAD "claims:\n  - {says: a, at: 2019-12}\n", "at: 2019-12 is outside the run"},
    {HEAD "events:\n  - {attacker: RUS, victim: [FRA]}\n", "victim takes one value, not a list"},
    {HEAD "events:\n  - {victim: FRA}\n", "an event needs attacker and victim"},
    {HEAD "treaty:\n  accessions:\n    - 5\n", "takes a map of keys, not one value"},
    {HEAD "treaty:\n  accessions:\n    - {instrument: [nato], party: UKR, on: 2026}\n",
     "instrument takes one value, not a list"},
    {HEAD "treaty:\n  accessions:\n    - {instrument: nato, party: [UKR], on: 2026}\n",
     "party takes one value, not a list"},
    {HEAD "treaty:\n  accessions:\n    - {instrument: nato, party: UKR, on: [2026]}\n",
     "on takes one value, not a list"},
    {HEAD "treaty:\n  accession:\n    - {party: UKR, on: 2026}\n", "'instrument' is missing here"},
    {HEAD "treaty:\n  withdraw:\n    - {instrument: nato, on: 2026}\n", "'party' is missing here"},
    {HEAD "treaty:\n  withdraw:\n    - {instrument: nato, party: USA, form: 2026}\n",
     "unknown key 'form'. Did you mean 'from'?"},
};

static void mistakes(void **state)
{
    check_mistakes(*state, wrong, sizeof wrong / sizeof wrong[0]);
}

/* Which words may index which shape of outcome. */
static void indices(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *shows;
        size_t n;
        bool fine;
    } forms[] = {
        {"bill.multiple[GBR]", 1, true},
        {"bill.multiple[ALL]", 1, true},
        {"bill.multiple[ EURCAN]", 1, true},
        {"spending.share[POL, 2030]", 2, true},
        {"spending.share[2030-06,POL]", 2, true},
        {"deterrence.odds_ratio[baltic,2030]", 2, true},
        {"deterrence.odds_ratio[POL]", 1, false},
        {"ukraine.soldiers[russia]", 1, true},
        {"ukraine.soldiers[ukraine]", 1, true},
        {"ukraine.soldiers[attacker]", 1, true},
        {"ukraine.soldiers[finland]", 1, false},
        {"settlement.zone[width]", 1, true},
        {"settlement.zone[low,2026-05]", 2, true},
        {"settlement.zone[middle]", 1, false},
        {"bill.multiple[2030]", 1, false},
        {"bill.multiple", 0, true},
        {"bill.multiple[]", 0, false},
        {"bill.multiple[GBR", 0, false},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        ent_error err = {0};
        scenario_spec s;
        const char *text = ent_text_format(&l->arena, HEAD "claims:\n  - {says: a, shows: '%s'}\n",
                                           forms[i].shows);
        const ent_status status =
            scenario_parse("t.yaml", text, strlen(text), &l->facts, &l->reg, &s, &l->arena, &err);
        if ((status == ENT_OK) != forms[i].fine)
            fail_msg("%s: %s", forms[i].shows, err.message);
        if (status == ENT_OK)
            assert_int_equal(s.claims[0].n_indices, forms[i].n);
    }
}

/* A claim that says the same replaces the one before; both words for a day; a reading. */
static void later_rows_win(void **state)
{
    loaded *l = *state;
    static const char text[] =
        HEAD "claims:\n  - {says: a, holds: '> 1', row: 3}\n  - {says: b}\n"
             "  - {says: a, holds: '> 2', kind: account, combine: ratio, section: bill}\n"
             "treaty:\n  contested: firm\n  accession:\n"
             "    - {instrument: nato, party: UKR, from: 2027-01}\n"
             "events:\n  - {attacker: RUS, victim: FRA, lat: 50.5, lon: 30, on: 2026}\n";
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_parse("t.yaml", text, strlen(text), &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    assert_int_equal(s.n_claims, 2);
    CHECK_NEAR(s.claims[0].condition.bound[0], 2, 0);
    assert_int_equal(s.claims[0].row, 0);
    assert_string_equal(s.claims[0].combine, "ratio");
    assert_string_equal(s.claims[1].says, "b");
    assert_false(s.contested_firm);
    assert_string_equal(s.accessions[0].on, "2027-01");
    assert_int_equal(s.events[0].n_fields, 5);
    assert_string_equal(s.events[0].fields[2], "lat");
    assert_string_equal(s.events[0].values[2], "50.5");
    assert_string_equal(s.events[0].where, "t.yaml:11:6");
}

static void test_conditions(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
        int want; /* -1: not a condition */
    } rows[] = {
        {">= 2", 2, 1},        {">= 2", 1.99, 0},     {"> 2", 2, 0},
        {"<2", 1, 1},          {"<= 2", 2, 1},        {"== 2", 2, 1},
        {"== 2", 2.1, 0},      {"= 2", 2, -1},        {">= ", 2, -1},
        {"2", 2, -1},          {"> 1 and < 3", 2, 1}, {"> 1 and < 3", 3, 0},
        {"> 1 or < 3", 3, -1}, {"> 1 and", 3, -1},    {"> 0 and > 1 and > 2", 3, -1},
        {"=> 1", 3, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_condition c = {0};
        const bool read = ent_condition_read(rows[i].text, &c);
        const int got = read ? (int)ent_condition_holds(&c, rows[i].value) : -1;
        if (got != rows[i].want)
            fail_msg("%s at %g: got %d, want %d", rows[i].text, rows[i].value, got, rows[i].want);
    }
}

static void test_too_many_claims(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s;
    ent_builder b;
    ent_builder_init(&b, &l->arena);
    ent_builder_text(&b, "name: x\nclaims:\n");
    for (int n = 0; n < 129; n++)
        ent_builder_format(&b, "  - {says: c%d}\n", n);
    assert_int_not_equal(
        scenario_parse("t.yaml", b.data, b.length, &l->facts, &l->reg, &s, &l->arena, &err),
        ENT_OK);
    assert_non_null(strstr(err.message, "more than 128 claims"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes),
        cmocka_unit_test(indices),
        cmocka_unit_test(later_rows_win),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_too_many_claims),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
