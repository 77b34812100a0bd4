#include <math.h>
#include <string.h>

#include "check.h"
#include "entente/draw.h"
#include "entente/rng.h"
#include "hindcast/allies.h"

enum { FIRST = 1950, LAST = 2024, ALLIES = 30 };

/* Draws by slot: the same on every machine. */
static double normal(uint32_t slot, uint32_t stream)
{
    const ent_prior prior = {ENT_PRIOR_NORMAL, 2, {0.0, 1.0}};
    return ent_draw_quantile(&prior, ent_uniform(7, 0, slot, stream));
}

/* Shares that move as the model says: common part of sd .05 and persistence .6, own part of sd .1;
   `wave` is added in each of the three years after a war of 1950. */
static void make(allies *a, double wave)
{
    static const double COMMON = 0.05, LASTS = 0.6, OWN = 0.1;
    double mood = 0.0;
    memset(a, 0, sizeof *a);
    a->n = ALLIES;
    a->n_wars = 2;
    a->wars[0] = 1870;
    a->wars[1] = 1950;
    for (size_t i = 0; i < ALLIES; i++)
        for (int y = 0; y < ALLIES_YEARS; y++)
            a->sipri[i][y] = ALLIES_FIRST + y == FIRST ? 2.0 : ENT_MISSING;
    for (int year = FIRST + 1; year <= LAST; year++) {
        const int at = year - ALLIES_FIRST;
        mood = LASTS * mood + COMMON * sqrt(1.0 - LASTS * LASTS) * normal((uint32_t)year, 1);
        for (size_t i = 0; i < ALLIES; i++) {
            const double own = OWN * normal((uint32_t)(year * 64) + (uint32_t)i, 2);
            const double change = mood + own + (year <= 1953 ? wave : 0.0);
            a->sipri[i][at] = a->sipri[i][at - 1] * exp(change);
        }
    }
}

static void test_the_law_is_found_again(void **state)
{
    (void)state;
    static allies a;
    allies_fit fit;
    make(&a, 0.0);
    allies_fit_to(&a, LAST, &fit);
    CHECK_NEAR(fit.noise, 2.0 * sqrt(0.05 * 0.05 + 0.1 * 0.1), 0.02);
    CHECK_NEAR(fit.common, 0.2, 0.08);
    CHECK_NEAR(fit.persistence, 0.6, 0.2);
    CHECK_NEAR(fit.tail_weight, 0.0, 0.01); /* normal: kurtosis 3 */
    CHECK_NEAR(fit.tail_scale, 1.0, 0.03);
    CHECK_NEAR(fit.alarm, 2.5 / (LAST - 1816 + 1), 1e-15);
}

/* The years after a war between great powers tell of the rise, not of the noise. */
static void test_a_wave_is_told_apart(void **state)
{
    (void)state;
    static allies calm, alarmed;
    allies_fit before, after;
    make(&calm, 0.0);
    make(&alarmed, 0.2);
    allies_fit_to(&calm, LAST, &before);
    allies_fit_to(&alarmed, LAST, &after);
    CHECK_NEAR(after.noise, before.noise, 1e-9);
    CHECK_NEAR(after.alarm_rise, before.alarm_rise + 3.0 * 0.2, 1e-9);
}

/* Nothing of later years counts. */
static void test_only_the_past_counts(void **state)
{
    (void)state;
    static allies a;
    allies_fit before, after;
    make(&a, 0.1);
    allies_fit_to(&a, 1990, &before);
    for (size_t i = 0; i < ALLIES; i++)
        for (int year = 1991; year <= LAST; year++)
            a.sipri[i][year - ALLIES_FIRST] = 50.0 + year;
    a.wars[0] = 1991;
    allies_fit_to(&a, 1990, &after);
    CHECK_NEAR(after.noise, before.noise, 0);
    CHECK_NEAR(after.persistence, before.persistence, 0);
    CHECK_NEAR(after.alarm_rise, before.alarm_rise, 0);
    assert_true(after.alarm < before.alarm); /* a war fewer by then */
}

static void test_changes_are_sorted(void **state)
{
    (void)state;
    static allies a;
    static double out[4096];
    make(&a, 0.0);
    const size_t n = allies_changes(&a, 5, 2000, 4096, out);
    assert_int_equal(n, ALLIES * (2000 - FIRST - 5 + 1));
    for (size_t i = 1; i < n; i++)
        assert_true(out[i - 1] <= out[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_law_is_found_again),
        cmocka_unit_test(test_a_wave_is_told_apart),
        cmocka_unit_test(test_only_the_past_counts),
        cmocka_unit_test(test_changes_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
