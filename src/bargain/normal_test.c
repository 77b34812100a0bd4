/* The normal distribution: 18 digits of mpmath, the C library's erfc over the whole range. */
#include "check.h"

#include "bargain/normal.h"

static const struct {
    double x, cdf, log_cdf, density;
} rows[] = {
    {-37, 5.72557122252457682e-300, -689.030585576890594, 2.12000655152460563e-298},
    {-10, 7.61985302416052607e-24, -53.2312851505124706, 7.69459862670641935e-23},
    {-2, 0.0227501319481792072, -3.78318433368203195, 0.0539909665131880520}, /* the switch */
    {-1.9999, 0.0227555315847671865, -3.78294701655734430, 0.0540017655163731819},
    {0, 0.5, -0.693147180559945309, 0.398942280401432678},
    {1, 0.841344746068542949, -0.172753779023449890, 0.241970724519143350},
    {2, 0.977249868051820793, -0.0230129093289634885, 0.0539909665131880520},
    {5, 0.999999713348428121, -2.86651612963763593e-7, 1.48671951473429771e-6},
};

static void against_18_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_NEAR(normal_cdf(rows[i].x) / rows[i].cdf, 1.0, 1e-14);
        CHECK_NEAR(normal_log_cdf(rows[i].x), rows[i].log_cdf, 6e-15 * (1 + fabs(rows[i].log_cdf)));
        CHECK_NEAR(normal_density(rows[i].x) / rows[i].density, 1.0, 1e-14);
    }
    CHECK_NEAR(normal_log_cdf(-1000), -500007.826694812184, 1e-9); /* the cdf itself is 0 */
}

static void against_erfc(void **state)
{
    (void)state;
    double last = 0;
    for (double x = -37; x < 9; x += 0.0137) {
        const double want = 0.5 * erfc(-x / sqrt(2.0)), got = normal_cdf(x);
        CHECK_NEAR(got / want, 1.0, 3e-13); /* erfc's argument is rounded */
        CHECK_NEAR(normal_log_cdf(x), log(want), 3e-13 * (1.0 + fabs(log(want))));
        CHECK_NEAR(got + normal_cdf(-x), 1.0, 2e-15); /* both sides make one */
        assert_true(got >= last);
        last = got;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(against_18_digits),
        cmocka_unit_test(against_erfc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
