/* The classification tree is a partition and finds a box. */
#include "box_points.h"
#include "check.h"

#include "entente/explore.h"

static void test_cart_partition(void **state)
{
    (void)state;
    fill_box();
    ent_cart tree;
    assert_int_equal(ent_cart_grow(POINTS, 4, px, failed, 50, &tree, &result, &scratch), ENT_OK);
    size_t n = 0, k = 0;
    double most = 0.0;
    for (size_t l = 0; l < tree.n_leaves; l++) {
        n += tree.leaves[l].n;
        k += tree.leaves[l].k;
        assert_true(tree.leaves[l].n >= 50);
        most = tree.leaves[l].density > most ? tree.leaves[l].density : most;
    }
    assert_int_equal(n, POINTS);
    size_t all = 0;
    for (size_t i = 0; i < POINTS; i++)
        all += failed[i];
    assert_int_equal(k, all);
    assert_true(most > 0.95);
}

static void test_cart_limits(void **state)
{
    (void)state;
    fill_box();
    ent_cart tree;
    assert_int_equal(ent_cart_grow(0, 4, px, failed, 5, &tree, &result, &scratch), ENT_E_ARG);
    assert_int_equal(ent_cart_grow(9, 0, px, failed, 5, &tree, &result, &scratch), ENT_E_ARG);
    assert_int_equal(ent_cart_grow(9, 4, px, failed, 0, &tree, &result, &scratch), ENT_E_ARG);
    assert_int_equal(ent_cart_grow(9, 4, px, failed, 5, &tree, &result, &result), ENT_E_ARG);
    memset(failed, 0, sizeof failed);
    assert_int_equal(ent_cart_grow(POINTS, 4, px, failed, 50, &tree, &result, &scratch), ENT_OK);
    assert_int_equal(tree.n_leaves, 1); /* pure: nothing to divide */
    assert_true(isnan(tree.leaves[0].coverage));
    static unsigned char little[4096];
    for (int side = 0; side < 2; side++) { /* each array in turn finds no room */
        ent_status status = ENT_E_NOMEM;
        for (size_t bytes = 192; status == ENT_E_NOMEM && bytes <= sizeof little; bytes += 64) {
            ent_arena full;
            ent_arena_init(&full, little, bytes);
            status = side ? ent_cart_grow(40, 4, px, failed, 5, &tree, &full, &scratch)
                          : ent_cart_grow(40, 4, px, failed, 5, &tree, &result, &full);
        }
        assert_int_equal(status, ENT_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cart_partition),
        cmocka_unit_test(test_cart_limits),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
