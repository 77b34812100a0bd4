/* Measures of robustness by hand. */
#include "check.h"
#include "two_arenas.h"

#include "entente/explore.h"

static void test_robustness_missing(void **state)
{
    (void)state;
    const double payoff[] = {1, NAN, 3, 2, 5, 2};
    ent_robust_row rows[2];
    size_t used = 0;
    assert_int_equal(ent_robustness(2, 3, payoff, 2, 0.5, rows, &used, &scratch), ENT_OK);
    assert_int_equal(used, 2); /* the future with a missing payoff is left out, not zero */
    CHECK_NEAR(rows[0].max_regret, 1.0, 0.0);
    CHECK_NEAR(rows[1].laplace, 2.0, 0.0);
}

/* Two policies in four futures, every measure by hand. */
static void test_by_hand(void **state)
{
    (void)state;
    const double payoff[] = {1, 2, 3, 4, 4, 1, 0, 5};
    ent_robust_row r[2];
    size_t used = 0;
    assert_int_equal(ent_robustness(2, 4, payoff, 2.0, 0.25, r, &used, &scratch), ENT_OK);
    CHECK_NEAR(r[0].maximin, 1.0, 0.0);
    CHECK_NEAR(r[0].maximax, 4.0, 0.0);
    CHECK_NEAR(r[0].laplace, 2.5, 0.0);
    CHECK_NEAR(r[0].hurwicz, 1.75, 0.0);   /* 0.25 * 4 + 0.75 * 1 */
    CHECK_NEAR(r[0].max_regret, 3.0, 0.0); /* 3, 0, 0, 1 */
    CHECK_NEAR(r[0].mean_regret, 1.0, 0.0);
    CHECK_NEAR(r[1].max_regret, 3.0, 0.0); /* 0, 1, 3, 0 */
    CHECK_NEAR(r[0].satisficing, 0.75, 0.0);
    CHECK_NEAR(r[1].satisficing, 0.5, 0.0);
    assert_int_equal(ent_robustness(0, 4, payoff, 2, 0.5, r, &used, &scratch), ENT_E_ARG);
    assert_int_equal(ent_robustness(2, 0, payoff, 2, 0.5, r, &used, &scratch), ENT_E_ARG);
    assert_int_equal(ent_robustness(2, 4, payoff, 2, 1.5, r, &used, &scratch), ENT_E_ARG);
    const double none[] = {NAN, 1, 1, NAN};
    assert_int_equal(ent_robustness(2, 2, none, 2, 0.5, r, &used, &scratch), ENT_E_DATA);
    static unsigned char little[1024];
    ent_status status = ENT_E_NOMEM;
    for (size_t bytes = 192; status == ENT_E_NOMEM && bytes <= sizeof little; bytes += 64) {
        ent_arena full; /* each array in turn finds no room */
        ent_arena_init(&full, little, bytes);
        status = ent_robustness(2, 4, payoff, 2, 0.5, r, &used, &full);
    }
    assert_int_equal(status, ENT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_robustness_missing),
        cmocka_unit_test(test_by_hand),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
