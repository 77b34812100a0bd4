/* Numbers, years and names as publishers write them, and what is collected from them. */
#include "import/imported.h"

#include "import/reading.h"

enum { A_NUMBER, MISSING, NO_NUMBER };

static void test_numbers(void **state)
{
    static const struct {
        const char *text;
        int kind;
        double value;
        int decimals;
    } rows[] = {
        {"2.40", A_NUMBER, 2.4, 2},
        {"1234.5", A_NUMBER, 1234.5, 1},
        {"1,234.5", A_NUMBER, 1234.5, 1},
        {"1,234,567", A_NUMBER, 1234567, 0},
        {"12,345,678.90", A_NUMBER, 12345678.9, 2},
        {"-1,234.5", A_NUMBER, -1234.5, 1},
        {"0.9399999999999999", A_NUMBER, 0.94, 2}, /* as a spreadsheet keeps 0.94 */
        {"1.5e3", A_NUMBER, 1500, 0},
        {"1.25E-7", A_NUMBER, 1.25e-7, 9},
        {"123456789012345678", A_NUMBER, 123456789012345678.0, -3}, /* 1.23456789012346e+17 */
        {"", MISSING, 0, 0},
        {"..", MISSING, 0, 0},
        {"N/A", MISSING, 0, 0},
        {"xxx", MISSING, 0, 0},
        {"--", MISSING, 0, 0},
        {"\xe2\x80\x93", MISSING, 0, 0}, /* a dash */
        {"\xe2\x80\xa6", MISSING, 0, 0}, /* three dots in one */
        {"1,5", NO_NUMBER, 0, 0},
        {"1,2345", NO_NUMBER, 0, 0},
        {"1234,567", NO_NUMBER, 0, 0},
        {",123", NO_NUMBER, 0, 0},
        {"1,,234", NO_NUMBER, 0, 0},
        {"1,23,456", NO_NUMBER, 0, 0},
        {"1,23.4", NO_NUMBER, 0, 0},
        {"1.5,000", NO_NUMBER, 0, 0},
        {"1.234,5", NO_NUMBER, 0, 0},
        {"2.4*", NO_NUMBER, 0, 0},
        {"2.4 (a)", NO_NUMBER, 0, 0},
        {"about 3", NO_NUMBER, 0, 0},
        {"0000000000000000000000000000000000000000000000000000000000000002", NO_NUMBER, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double value = 0;
        int decimals = 0;
        bool missing = false;
        const bool is = reading_number(rows[i].text, &value, &decimals, &missing);
        if (is != (rows[i].kind == A_NUMBER) || missing != (rows[i].kind == MISSING))
            fail_msg("'%s': number %d, missing %d", rows[i].text, is, missing);
        if (is && (fabs(value - rows[i].value) > 1e-12 * fabs(rows[i].value) ||
                   decimals != rows[i].decimals))
            fail_msg("'%s': %.17g with %d decimals", rows[i].text, value, decimals);
    }
}

static void test_years(void **state)
{
    static const struct {
        const char *text;
        int year;
        bool estimate;
    } rows[] = {
        {"2024", 2024, false},   {"2024e", 2024, true}, {"2024E", 2024, true},
        {"2024.0", 2024, false}, {"2024ee", 0, false},  {"2024*", 0, false},
        {"2024.5", 0, false},    {"24", 0, false},      {"20245", 0, false},
        {"1899", 0, false},      {"2101", 0, false},    {"", 0, false},
        {"year", 0, false},      {"1900", 1900, false}, {"2100", 2100, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool estimate = true;
        const int year = reading_year(rows[i].text, &estimate);
        if (year != rows[i].year || (year && estimate != rows[i].estimate))
            fail_msg("'%s': %d%s", rows[i].text, year, estimate ? "e" : "");
    }
}

static void test_states(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *text, *state; /* NULL: none */
    } rows[] = {
        {"DEU", "DEU"},
        {"deu", "DEU"},
        {"Germany", "DEU"},
        {"GERMANY*", "DEU"},
        {"Finland (3)", "FIN"},
        {"Sweden 4", "SWE"},
        {"Belgium (Euros)", "BEL"},
        {"the United Kingdom", "GBR"},
        {"The", NULL},
        {"the ", NULL},
        {"P.R. China", NULL},
        {"China, P.R.", "CHN"},
        {"12", NULL},
        {"(3)", NULL},
        {"", NULL},
        {"Germany and France", NULL},
    };
    ent_error err;
    reading r = {.facts = &l->facts, .arena = &l->arena, .err = &err, .n_names = 1};
    r.names[0] = "China, P.R.";
    r.name_of[0] = "CHN";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *got = reading_state(&r, rows[i].text);
        if (!got != !rows[i].state || (got && strcmp(got, rows[i].state) != 0))
            fail_msg("'%s': %s", rows[i].text, got ? got : "none");
    }
}

/* A name is remembered once; beyond 64 only counted; a whole sentence is no name. */
static void test_unknown_names(void **state)
{
    loaded *l = *state;
    static char names[READING_MOST_UNKNOWN + 5][16];
    char sentence[200];
    reading r = {.facts = &l->facts};
    memset(sentence, 'x', sizeof sentence);
    sentence[sizeof sentence - 1] = '\0';
    assert_null(reading_known_state(&r, sentence));
    assert_int_equal(r.n_unknown, 0);
    assert_null(reading_known_state(&r, "Narnia"));
    assert_null(reading_known_state(&r, "Narnia"));
    assert_string_equal(reading_known_state(&r, "France"), "FRA");
    assert_int_equal(r.n_unknown, 1);
    for (size_t i = 0; i < READING_MOST_UNKNOWN + 5; i++) {
        snprintf(names[i], sizeof names[i], "Land %zu.", i);
        assert_null(reading_known_state(&r, names[i]));
    }
    assert_int_equal(r.n_unknown, READING_MOST_UNKNOWN);
    assert_int_equal(r.more_unknown, 6);
}

/* Of 2,100 findings 2,000 are kept; a character that a precision cut becomes one sign a byte. */
static void test_findings(void **state)
{
    loaded *l = *state;
    ent_error err;
    reading r = {.arena = &l->arena, .err = &err};
    CHECK_OK(reading_find(&r, ENT_FINDING_NUMBER, "here", "'%.4s'", "abc\xe2\x82\xac"), err);
    assert_string_equal(r.findings[0].text, "'abc?'");
    for (int i = 0; i < 2100; i++)
        CHECK_OK(reading_find(&r, ENT_FINDING_YEAR, "", "%d", i), err);
    assert_int_equal(r.n_findings, 2000);
    assert_string_equal(r.findings[1999].text, "1998");
}

static ent_import_value figure(const char *state, const char *key, int year, const char *date,
                               double value)
{
    return (ent_import_value){
        .state = state, .key = key, .year = year, .date = date, .value = value, .where = "there"};
}

static void test_order(void **state)
{
    loaded *l = *state;
    ent_error err;
    reading r = {.arena = &l->arena, .err = &err};
    CHECK_OK(reading_sort(&r), err);
    assert_null(reading_at(&r, "DEU", "a", 2020));
    const ent_import_value given[] = {
        figure("FRA", "a", 2020, "", 5),           figure("DEU", "b", 2020, "", 1),
        figure("DEU", "a", 2021, "", 2),           figure("DEU", "a", 2020, "", 3),
        figure("DEU", "a", 2021, "", 4),           figure("DEU", "a", 2020, "", 3),
        figure("DEU", "a", 2020, "2020-05-01", 6),
    };
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        CHECK_OK(reading_add(&r, &given[i]), err);
    CHECK_OK(reading_sort(&r), err);
    assert_int_equal(r.n, 5);
    assert_int_equal(r.n_findings, 1); /* the same figure twice is no mistake */
    assert_string_equal(r.findings[0].text,
                        "DEU a 2021 is given twice, as 2 and as 4; the first is taken");
    CHECK_NEAR(reading_at(&r, "DEU", "a", 2021)->value, 2, 0);
    CHECK_NEAR(reading_at(&r, "DEU", "a", 2020)->value, 3, 0);
    CHECK_NEAR(reading_at(&r, "FRA", "a", 2020)->value, 5, 0);
    assert_null(reading_at(&r, "DEU", "a", 2022));
    assert_null(reading_at(&r, "USA", "a", 2020));
}

static void test_words(void **state)
{
    ent_import_kind kind;
    (void)state;
    for (int k = 0; k < ENT_IMPORT_N_KINDS; k++) {
        assert_true(ent_import_kind_of(ent_import_name((ent_import_kind)k), &kind));
        assert_int_equal(kind, k);
        assert_true(strlen(ent_import_what(kind)) > 20);
        assert_int_equal(*ent_import_source(kind) == '\0', kind == ENT_IMPORT_TABLE);
    }
    assert_false(ent_import_kind_of("natto", &kind));
    assert_string_equal(ent_import_check_name(ENT_FINDING_UNIT), "unit");
    assert_string_equal(ent_import_check_name(ENT_FINDING_OUTLIER), "outlier");
    assert_string_equal(ent_import_check_name(ENT_FINDING_SHARE), "share");
    assert_string_equal(ent_import_check_name(ENT_FINDING_STATE), "state");
    assert_string_equal(ent_import_check_name(ENT_FINDING_YEAR), "year");
    assert_string_equal(ent_import_check_name(ENT_FINDING_NUMBER), "number");
    assert_string_equal(ent_import_check_name(ENT_FINDING_NOT_TAKEN), "not taken");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),  cmocka_unit_test(test_years),
        cmocka_unit_test(test_states),   cmocka_unit_test(test_unknown_names),
        cmocka_unit_test(test_findings), cmocka_unit_test(test_order),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
