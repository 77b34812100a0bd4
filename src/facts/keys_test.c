/* Ids and keys are each other's inverse; an unknown key has no id. */
#include "check.h"

#include "entente/keys.h"
#include "entente/register.h"

static void ids_and_keys(void **state)
{
    (void)state;
    for (int i = 0; i < ENT_N_ASSUMPTIONS; i++)
        assert_int_equal(ent_id_of_assumption(ent_key_of_assumption(i)), i);
    for (int i = 0; i < ENT_N_LEVERS; i++)
        assert_int_equal(ent_id_of_lever(ent_key_of_lever(i)), i);
    for (int i = 0; i < ENT_N_OUTCOMES; i++)
        assert_int_equal(ent_id_of_outcome(ent_key_of_outcome(i)), i);
}

static void outside_the_lists(void **state)
{
    (void)state;
    static const int past[] = {ENT_N_ASSUMPTIONS, ENT_N_LEVERS, ENT_N_OUTCOMES};
    static const char *(*const key_of[])(int) = {ent_key_of_assumption, ent_key_of_lever,
                                                 ent_key_of_outcome};
    static int (*const id_of[])(const char *) = {ent_id_of_assumption, ent_id_of_lever,
                                                 ent_id_of_outcome};
    for (size_t i = 0; i < 3; i++) {
        assert_null(key_of[i](-1));
        assert_null(key_of[i](past[i]));
        assert_non_null(key_of[i](past[i] - 1));
        assert_int_equal(id_of[i](""), -1);
        assert_int_equal(id_of[i]("pledge"), -1);               /* a group, the start of keys */
        assert_int_equal(id_of[i]("pledge.by_year.later"), -1); /* a key and more */
        assert_int_equal(id_of[i]("PLEDGE.BY_YEAR"), -1);
    }
}

static void kinds_shapes_accounts(void **state)
{
    (void)state;
    assert_int_equal(ent_kind_of_lever(ENT_L_AID_US), ENT_LEVER_YEARLY);
    assert_int_equal(ent_kind_of_lever(ENT_L_GUARANTEE_MEMBERS), ENT_LEVER_STATES);
    assert_true(ent_key_is_account("bill.multiple"));
    assert_false(ent_key_is_account("bill.multipl"));
    assert_false(ent_key_is_account("ukraine.area"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_and_keys),
        cmocka_unit_test(outside_the_lists),
        cmocka_unit_test(kinds_shapes_accounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
