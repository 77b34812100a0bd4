/* Dates: known days, months and years alone, what is none, the way back over the whole range. */
#include "check.h"

#include "entente/treaty.h"

static const struct {
    const char *text;
    int32_t days; /* date -u -d TEXT +%s / 86400 */
} known[] = {
    {"1970-01-01", 0},       {"1970", 0},
    {"1970-02", 31},         {"1969-12-31", -1},
    {"2024-02-29", 19782},   {"2000-02-29", 11016},
    {"2026-06-01", 20605},   {"1949-04-04", -7577},
    {"1900-03-01", -25508},  {"0001-01-01", -719162},
    {"9999-12-31", 2932896},
};

static void known_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        int32_t days = 7;
        char text[16];
        assert_true(ent_treaty_date(known[i].text, strlen(known[i].text), &days));
        if (days != known[i].days)
            fail_msg("%s: %d, want %d", known[i].text, days, known[i].days);
        ent_treaty_date_text(days, text);
        assert_memory_equal(text, known[i].text, strlen(known[i].text));
    }
}

static void no_dates(void **state)
{
    (void)state;
    static const char *const texts[] = {"",           "x",          "2023-02-29", "1900-02-29",
                                        "2023-13-01", "2023-00-01", "2023-04-31", "2023-01-32",
                                        "2023-01-00", "20230101",   "2023-1-1",   "2023/01/01",
                                        "2023-01/01", "202a-01-01", "2023-0a-01", "2023-01-0a",
                                        "0000-01-01", "2023-",      "2023-1",     "12023-01-01"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int32_t days = 7;
        if (ent_treaty_date(texts[i], strlen(texts[i]), &days) || days != 7)
            fail_msg("'%s' is taken for a date", texts[i]);
    }
}

/* Every seventh day of ten thousand years, and each day of two that surround a century. */
static void there_and_back(void **state)
{
    (void)state;
    char text[16], before[16] = "";
    for (int32_t day = -719162; day <= 2932896; day += day >= 10950 && day < 11700 ? 1 : 7) {
        int32_t back = 0;
        ent_treaty_date_text(day, text);
        assert_true(ent_treaty_date(text, 10, &back));
        assert_int_equal(back, day);
        assert_true(strcmp(before, text) < 0); /* later days sort later */
        memcpy(before, text, sizeof text);
    }
    static const int32_t open[] = {INT32_MIN, -719163, 2932897, INT32_MAX};
    for (size_t i = 0; i < 4; i++) {
        ent_treaty_date_text(open[i], text);
        assert_string_equal(text, "open");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(no_dates),
        cmocka_unit_test(there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
