#include "base/visible.h"

#include <string.h>

#include "check.h"

static void shows(const char *text, const char *wanted)
{
    char out[256];
    assert_int_equal(visible_text(text, strlen(text), false, out, sizeof out), strlen(wanted));
    assert_string_equal(out, wanted);
}

static void test_plain_text_stays(void **state)
{
    (void)state;
    shows("", "");
    shows("a\tb\nc", "a\tb\nc");
    shows("T\xc3\xbcrkiye 5\xe2\x80\x93"
          "95 \xf0\x9f\x8c\x8d",
          "T\xc3\xbcrkiye 5\xe2\x80\x93"
          "95 \xf0\x9f\x8c\x8d");
}

static void test_what_steers_is_escaped(void **state)
{
    (void)state;
    shows("a\033[31mb\a\r", "a\\u001b[31mb\\u0007\\u000d");
    shows("\x7f \xc2\x9b", "\\u007f \\u009b");
    shows("x\xe2\x80\xaey\xe2\x81\xa6\xd8\x9c", "x\\u202ey\\u2066\\u061c");
}

static void test_malformed_bytes_are_replaced(void **state)
{
    (void)state;
    shows("\xff", "\xef\xbf\xbd");
    shows("a\xc3", "a\xef\xbf\xbd");
    shows("\x80z", "\xef\xbf\xbdz");
}

static void test_styles_only_where_asked_for(void **state)
{
    (void)state;
    char out[32];
    const char text[] = VISIBLE_STYLE "[1mx\033";
    visible_text(text, strlen(text), true, out, sizeof out);
    assert_string_equal(out, "\033[1mx\\u001b");
}

static void test_a_short_buffer_holds_whole_characters(void **state)
{
    (void)state;
    char out[8];
    assert_int_equal(visible_text("abc\033d", 5, false, out, sizeof out), 10);
    assert_string_equal(out, "abc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_text_stays),
        cmocka_unit_test(test_what_steers_is_escaped),
        cmocka_unit_test(test_malformed_bytes_are_replaced),
        cmocka_unit_test(test_styles_only_where_asked_for),
        cmocka_unit_test(test_a_short_buffer_holds_whole_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
