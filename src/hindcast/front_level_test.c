#include <math.h>

#include "check.h"
#include "hindcast/front.h"

static ent_world world;

static int setup(void **state)
{
    (void)state;
    world.central[ENT_A_UKRAINE_AR] = 0.6;
    world.central[ENT_A_UKRAINE_SD] = 100.0;
    world.central[ENT_A_UKRAINE_LEVEL_SD] = 30.0;
    return 0;
}

/* One month, by hand: level 200 (sd 300) and a deviation of sd 100/.8 both explain it. */
static void test_one_month(void **state)
{
    (void)state;
    const double gain = 500.0, prior = 300.0 * 300.0, month = 125.0 * 125.0;
    double level, sd;
    front_level(&world, 1, &gain, &level, &sd);
    CHECK_NEAR(level, 200.0 + prior / (prior + month) * 300.0, 1e-9);
    CHECK_NEAR(sd, sqrt(prior * month / (prior + month) + 30.0 * 30.0), 1e-9);
}

static void test_nothing_known(void **state)
{
    (void)state;
    double level, sd;
    front_level(&world, 0, NULL, &level, &sd);
    CHECK_NEAR(level, 200.0, 0);
    CHECK_NEAR(sd, 300.0, 0);
}

/* Many months of losses: the level changes sign and the past is forgotten. */
static void test_sign(void **state)
{
    (void)state;
    double gains[80], level, sd;
    for (int i = 0; i < 80; i++)
        gains[i] = i < 20 ? 400.0 : -150.0;
    front_level(&world, 80, gains, &level, &sd);
    CHECK_NEAR(level, -150.0, 10.0);
    assert_true(sd > 30.0 && sd < 150.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_month),
        cmocka_unit_test(test_nothing_known),
        cmocka_unit_test(test_sign),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
