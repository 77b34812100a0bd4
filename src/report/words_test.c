#include "check.h"

#include "report/words.h"

#define MINUS "\xe2\x88\x92"
#define DASH "\xe2\x80\x93"

static void values_are_said_in_their_units(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *unit, *want;
    } rows[] = {
        {2.1459, "ratio", "2.15"},
        {4.12, "% of GDP", "4.12"},
        {0.3149, "share of futures", "31"},
        {0.00351, "per year", "0.0035"},
        {0.00004, "per year", "0.00004"},
        {0.004, "share", "0.4"},
        {0.0, "share", "0"},
        {2033.0, "year", "2033"},
        {-0.3, "year", "0"},
        {-1e-17, "share", "0.0"},
        {-0.0, "BE", "0"},
        {117639.2, "km2", "117,639"},
        {-0.7164, "months", MINUS "0.72"},
        {4.15, "months", "4"},
        {44.5, "months", "44"},
        {1442.13, "bn 2024 USD", "1,442"},
        {1e18, "BE", "1e+18"},
        {ENT_MISSING, "BE", DASH},
        {ENT_MISSING, "year", DASH},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(words_value(rows[i].value, rows[i].unit).text, rows[i].want);
}

static void changes_carry_a_sign(void **state)
{
    (void)state;
    assert_string_equal(words_change(0.12, "share of futures").text, "+12");
    assert_string_equal(words_change(-1.2, "year").text, MINUS "1.2");
    assert_string_equal(words_change(-0.00001, "% of GDP").text, "0");
    assert_string_equal(words_change(0.0, "BE").text, "0");
}

static void times_and_targets(void **state)
{
    (void)state;
    assert_string_equal(words_time("2026-12").text, "December 2026");
    assert_string_equal(words_time("2030").text, "2030");
    assert_string_equal(words_time("2026-99").text, "2026-99");
    assert_string_equal(words_target(5.0).text, "5");
    assert_string_equal(words_target(3.5).text, "3.5");
    CHECK_NEAR(doc_time("2026-07"), 2026.5, 1e-12);
    CHECK_NEAR(doc_time("x"), ENT_MISSING, 0.0);
}

static void thousands_are_grouped(void **state)
{
    (void)state;
    assert_string_equal(words_fixed(999.0, 0).text, "999");
    assert_string_equal(words_fixed(1000.0, 0).text, "1,000");
    assert_string_equal(words_fixed(-1234567.891, 2).text, MINUS "1,234,567.89");
    assert_string_equal(words_fixed(-0.001, 1).text, "0.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_said_in_their_units),
        cmocka_unit_test(changes_carry_a_sign),
        cmocka_unit_test(times_and_targets),
        cmocka_unit_test(thousands_are_grouped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
