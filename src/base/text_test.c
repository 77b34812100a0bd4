/* Text: numbers, UTF-8, nearest key, files written whole or not at all. */
#include "check.h"
#include "one_arena.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "entente/text.h"

static const struct {
    const char *text;
    bool fine;
    double want;
} numbers[] = {
    {"3.5", true, 3.5},    {" -2 ", true, -2.0},
    {"+.5", true, 0.5},    {"1e3", true, 1000.0},
    {"1E-2", true, 0.01},  {"5.", true, 5.0},
    {"0", true, 0.0},      {"", false, 0.0},
    {" ", false, 0.0},     {"1,000", false, 0.0},
    {"0x10", false, 0.0},  {"inf", false, 0.0},
    {"nan", false, 0.0},   {"1e", false, 0.0},
    {"1e+", false, 0.0},   {".", false, 0.0},
    {"-", false, 0.0},     {"1 2", false, 0.0},
    {"1e999", false, 0.0}, {"-1e999", false, 0.0},
    {"12a", false, 0.0},   {"4.9e-324", true, 4.9e-324},
};

static void test_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        double x = -7.0;
        const bool got = ent_text_number(numbers[i].text, strlen(numbers[i].text), &x);
        if (got != numbers[i].fine)
            fail_msg("'%s': got %d", numbers[i].text, got);
        CHECK_NEAR(x, numbers[i].fine ? numbers[i].want : -7.0, 0.0);
    }
    char longest[200];
    memset(longest, '1', sizeof longest);
    double x = 0.0;
    assert_false(ent_text_number(longest, sizeof longest, &x));
}

static void test_integers(void **state)
{
    (void)state;
    long long v = 5;
    assert_true(ent_text_integer("-42", 3, &v));
    assert_int_equal(v, -42);
    assert_true(ent_text_integer(" +7", 3, &v));
    assert_int_equal(v, 7);
    assert_false(ent_text_integer("", 0, &v));
    assert_false(ent_text_integer("-", 1, &v));
    assert_false(ent_text_integer("1.5", 3, &v));
    assert_false(ent_text_integer("9999999999999999999", 19, &v));
    assert_int_equal(v, 7);
}

/* Well-formed and malformed sequences of Unicode table 3-7. */
static void test_utf8(void **state)
{
    (void)state;
    static const char *const fine[] = {"abc",          "T\xc3\xbcrkiye",
                                       "\xe2\x82\xac", "\xf0\x9f\x8c\x8d",
                                       "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"};
    static const char *const broken[] = {"a\x80",
                                         "\xc0\xaf",
                                         "\xc3",
                                         "\xe0\x80\x80",
                                         "\xed\xa0\x80",
                                         "\xf4\x90\x80\x80",
                                         "\xf5\x80\x80\x80",
                                         "\xe2\x82",
                                         "\xe2\x28\xa1"};
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        assert_int_equal(ent_text_utf8_error(fine[i], strlen(fine[i])), strlen(fine[i]));
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
        assert_true(ent_text_utf8_error(broken[i], strlen(broken[i])) < strlen(broken[i]));
    assert_int_equal(ent_text_utf8_error("a\0b", 3), 1);
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const keys[] = {"pledge.target_pct_gdp", "pledge.by_year", "aid.us"};
    assert_string_equal(ent_text_nearest("pledge.targt_pct_gdp", keys, 3), keys[0]);
    assert_string_equal(ent_text_nearest("aid.su", keys, 3), "aid.us"); /* two letters swapped */
    assert_null(ent_text_nearest("entirely else", keys, 3));
    assert_null(ent_text_nearest("XXX", (const char *const[]){"LUX", "UK"}, 2)); /* one letter */
    assert_string_equal(ent_text_nearest("PLO", (const char *const[]){"LUX", "POL"}, 2), "POL");
    char longest[200];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_null(ent_text_nearest(longest, keys, 3));
    const char *const huge[] = {longest};
    assert_null(ent_text_nearest("a", huge, 1));
}

static void test_files(void **state)
{
    (void)state;
    char folder[] = "entente-text-XXXXXX", path[64], beside[96];
    ent_error err = {{0}};
    char *text = NULL;
    size_t length = 0;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/file", folder);
    CHECK_OK(ent_text_write_file(path, "hello", 5, &err), err);
    CHECK_OK(ent_text_read_file(path, 100, &text, &length, &arena, &err), err);
    assert_int_equal(length, 5);
    assert_string_equal(text, "hello");
    assert_int_equal(ent_text_read_file(path, 4, &text, &length, &arena, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, "larger than 4"));
    assert_int_equal(ent_text_read_file(folder, 100, &text, &length, &arena, &err), ENT_E_IO);
    assert_int_equal(ent_text_read_file("entente-not-here", 9, &text, &length, &arena, &err),
                     ENT_E_IO);
    assert_non_null(strstr(err.message, "entente-not-here"));
    snprintf(beside, sizeof beside, "%s/none/file", folder);
    assert_int_equal(ent_text_write_file(beside, "x", 1, &err), ENT_E_IO);
    assert_int_equal(ent_text_write_file(folder, "x", 1, &err), ENT_E_IO); /* a folder stays one */
    char *longest = ent_text_format(&arena, "%05000d", 0);
    assert_int_equal(ent_text_write_file(longest, "x", 1, &err), ENT_E_IO);
    unlink(path);
    assert_int_equal(rmdir(folder), 0); /* nothing half-written was left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_integers),
        cmocka_unit_test(test_utf8),    cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
