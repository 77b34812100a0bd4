/* Columns follow from shapes and from the world's numbers of years, months, states, places. */
#include "check.h"

#include "entente/block.h"

static ent_world numbers(void)
{
    static ent_world w;
    w.n_years = 3;
    w.n_months = 30;
    w.n_states = 5;
    w.n_flashpoints = 2;
    return w;
}

static void test_columns_by_shape(void **state)
{
    static const struct {
        ent_shape shape;
        int32_t want; /* by hand, from the numbers above */
    } rows[] = {{ENT_SHAPE_SCALAR, 1},      {ENT_SHAPE_YEAR, 3},
                {ENT_SHAPE_MONTH, 30},      {ENT_SHAPE_FLASHPOINT, 2},
                {ENT_SHAPE_YEAR_STATE, 15}, {ENT_SHAPE_YEAR_FLASHPOINT, 6},
                {ENT_SHAPE_MONTH_SIDE, 60}, {ENT_SHAPE_FLASHPOINT_SIDE, 4},
                {ENT_SHAPE_MONTH_ZONE, 90}};
    const ent_world w = numbers();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int o = 0; o < ENT_N_OUTCOMES; o++)
            if (ent_outcome_shape((ent_outcome_id)o) == rows[i].shape)
                assert_int_equal(ent_outcome_columns(&w, (ent_outcome_id)o), rows[i].want);
}

/* Wanted outcomes lie side by side in the order of the register, the others nowhere. */
static void test_no_gap(void **state)
{
    const ent_world w = numbers();
    bool wanted[ENT_N_OUTCOMES] = {false};
    ent_layout l;
    (void)state;
    for (int skip = 1; skip < 4; skip++) {
        int32_t next = 0;
        for (int o = 0; o < ENT_N_OUTCOMES; o++)
            wanted[o] = o % skip == 0;
        ent_layout_make(&w, skip == 1 ? NULL : wanted, &l);
        for (int o = 0; o < ENT_N_OUTCOMES; o++) {
            assert_int_equal(l.first[o], wanted[o] ? next : -1);
            assert_int_equal(l.count[o],
                             wanted[o] ? ent_outcome_columns(&w, (ent_outcome_id)o) : 0);
            next += l.count[o];
        }
        assert_int_equal(l.n_columns, next);
    }
}

static void test_keys_are_told_apart(void **state)
{
    (void)state;
    for (int a = 0; a < ENT_N_OUTCOMES; a++)
        for (int b = 0; b < a; b++)
            assert_string_not_equal(ent_outcome_key((ent_outcome_id)a),
                                    ent_outcome_key((ent_outcome_id)b));
    assert_string_equal(ent_outcome_key(ENT_O_SPENDING_SHARE), "spending.share");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns_by_shape),
                                       cmocka_unit_test(test_no_gap),
                                       cmocka_unit_test(test_keys_are_told_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
