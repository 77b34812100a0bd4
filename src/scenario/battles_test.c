/* Battles of a scenario file: the shipped ones, and each mistake with its place. */
#include "scenario_text.h"

static const mistake wrong[] = {
    {HEAD "battles: {}\n", "battles takes a list, not a map of keys"},
    {HEAD "battles:\n  - 5\n", "takes a map of keys, not one value"},
    {HEAD "battles:\n  - {key: x, attacker_be: 9}\n", "a battle needs defender_be"},
    {HEAD "battles:\n  - {attacker_be: 9}\n", "a battle needs a key"},
    {HEAD "battles:\n  - {key: x, attacker_be: 0}\n", "attacker_be must be above 0"},
    {HEAD "battles:\n  - {key: x, attacker_be: many}\n", "'many' is not a number"},
    {HEAD "battles:\n  - {key: x, attacker_be: 9, defender_be: [4, 3]}\n", "4 is above 3"},
    {HEAD "battles:\n  - {key: x, attacker_be: 9, defender_be: [4]}\n",
     "one number or [low, high]"},
    {HEAD "battles:\n  - {key: x, attaker_be: 9}\n", "Did you mean 'attacker_be'?"},
};

static void mistakes(void **state)
{
    check_mistakes(*state, wrong, sizeof wrong / sizeof wrong[0]);
}

static void shipped(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_load(SCENARIOS, "baltic-2015", &l->facts, &l->reg, &s, &l->arena, &err), err);
    assert_int_equal(s.n_battles, 2);
    assert_string_equal(s.battles[0].key, "baltic-2015");
    CHECK_NEAR(s.battles[0].defender_low, 3, 0);
    CHECK_NEAR(s.battles[0].defender_high, 4, 0);
    CHECK_NEAR(s.battles[0].published_high, 60, 0);
    CHECK_NEAR(s.battles[1].defender_high, 8, 0);
    CHECK_NEAR(s.battles[1].published_low, ENT_MISSING, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes),
        cmocka_unit_test(shipped),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
