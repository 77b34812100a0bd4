#include "check.h"

#include "cli/progress.h"

static void test_text(void **state)
{
    static const struct {
        const char *what;
        uint64_t done, all;
        double seconds;
        const char *want;
    } rows[] = {
        {"half in ten seconds", 50, 100, 10.0, " 50 %  1280 futures/s  10 s left"},
        {"an hour to go", 1, 100, 36.4, "  1 %  7 futures/s  60 min left"},
        {"days to go", 1, 10000, 36.4, "  0 %  7 futures/s  101.1 h left"},
        {"at once", 0, 100, 0.0, "  0 %"},
        {"no time passed", 50, 100, 0.0, " 50 %"},
        {"the clock went back", 50, 100, -3600.0, " 50 %"},
        {"the clock leapt ahead", 1, 1000000, 1e12, "  0 %"},
        {"no time at all", 50, 100, NAN, " 50 %"},
        {"nothing done yet", 0, 100, 5.0, "  0 %"},
        {"all done", 100, 100, 5.0, "100 %  5120 futures/s  0 s left"},
        {"more than all", 101, 100, 5.0, "100 %  5120 futures/s  0 s left"},
        {"nothing to do", 0, 0, 5.0, "100 %  0 futures/s  0 s left"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[128];
        progress_text(rows[i].done, rows[i].all, 256.0, "futures", rows[i].seconds, text,
                      sizeof text);
        if (strcmp(text, rows[i].want) != 0)
            fail_msg("%s: got '%s', want '%s'", rows[i].what, text, rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
