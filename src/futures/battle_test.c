/* Set-piece battles: counts and losses stay within bounds; more defence never falls sooner. */
#include "real_world.h"

#include "entente/battle.h"

enum { DRAWS = 512 };

static int load(void **state)
{
    static real_world r;
    real_world_load(&r, "baltic-2015");
    *state = &r;
    return 0;
}

static int unload(void **state)
{
    real_world_free(*state);
    return 0;
}

static ent_battle_sample fight(const real_world *r, const ent_battle *b, double *hours)
{
    ent_battle_sample s;
    ent_battle_run(b, r->world->prior, r->world->slot, 1, DRAWS, hours, &s);
    return s;
}

static void test_shipped(void **state)
{
    real_world *r = *state;
    double hours[DRAWS];
    assert_true(r->scenario.n_battles > 0);
    for (size_t i = 0; i < r->scenario.n_battles; i++) {
        const ent_battle *b = &r->scenario.battles[i];
        assert_true(b->attacker > 0.0 && b->defender_low <= b->defender_high);
        const ent_battle_sample s = fight(r, b, hours);
        size_t taken = 0;
        for (size_t d = 0; d < DRAWS; d++) {
            taken += hours[d] == hours[d];
            assert_true(hours[d] != hours[d] || (hours[d] >= 0.0 && hours[d] <= 180.0 * 24.0));
        }
        assert_int_equal(taken, s.taken);
        assert_true(s.attacker_loss >= 0.0 && s.attacker_loss <= b->attacker);
        assert_true(s.defender_loss >= 0.0 && s.defender_loss <= b->defender_high);
    }
}

static void test_more_defence(void **state)
{
    const real_world *r = *state;
    ent_battle b = {.attacker = 25.0, .width_km = 300.0, .depth_km = 200.0};
    size_t before = DRAWS + 1;
    double hours[DRAWS];
    for (double defence = 1.0; defence < 60.0; defence *= 2.0) {
        b.defender_low = b.defender_high = defence;
        const ent_battle_sample s = fight(r, &b, hours);
        assert_true(s.taken <= before);
        before = s.taken;
    }
    assert_int_equal(before, 0); /* twice as strong as the attacker: never taken */
}

static void test_same_seed(void **state)
{
    const real_world *r = *state;
    const ent_battle b = {.attacker = 25.0,
                          .defender_low = 2.0,
                          .defender_high = 9.0,
                          .width_km = 300.0,
                          .depth_km = 200.0};
    double first[DRAWS], again[DRAWS];
    fight(r, &b, first);
    fight(r, &b, again);
    assert_memory_equal(first, again, sizeof first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shipped),
                                       cmocka_unit_test(test_more_defence),
                                       cmocka_unit_test(test_same_seed)};
    return cmocka_run_group_tests(tests, load, unload);
}
