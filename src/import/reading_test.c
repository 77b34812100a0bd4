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
        const char *quality;
        bool decimal_comma;
    } rows[] = {
        {"2.40", A_NUMBER, 2.4, 2, NULL, false},
        {"1234.5", A_NUMBER, 1234.5, 1, NULL, false},
        {"1,234.5", A_NUMBER, 1234.5, 1, NULL, false},
        {"1,234,567", A_NUMBER, 1234567, 0, NULL, false},
        {"12,345,678.90", A_NUMBER, 12345678.9, 2, NULL, false},
        {"-1,234.5", A_NUMBER, -1234.5, 1, NULL, false},
        {"0.9399999999999999", A_NUMBER, 0.94, 2, NULL, false}, /* as a spreadsheet keeps 0.94 */
        {"1.5e3", A_NUMBER, 1500, 0, NULL, false},
        {"1.25E-7", A_NUMBER, 1.25e-7, 9, NULL, false},
        {"123456789012345678", A_NUMBER, 123456789012345678.0, -3, NULL, false},
        /* blanks of several kinds, apostrophes, signs, digits of other scripts */
        {"1 234.5", A_NUMBER, 1234.5, 1, NULL, false},
        {"1\xc2\xa0"
         "234",
         A_NUMBER, 1234, 0, NULL, false},
        {"1\xe2\x80\xaf"
         "234\xe2\x80\xaf"
         "567.8",
         A_NUMBER, 1234567.8, 1, NULL, false},
        {"1'234", A_NUMBER, 1234, 0, NULL, false},
        {"\xe2\x88\x92"
         "1.5",
         A_NUMBER, -1.5, 1, NULL, false},
        {"\xd9\xa3\xd9\xab\xd9\xa4", A_NUMBER, 3.4, 1, NULL, false}, /* Arabic 3.4 */
        {"\xdb\xb1\xdb\xb2", A_NUMBER, 12, 0, NULL, false},          /* Persian 12 */
        /* marks of footnotes and estimates */
        {"2.4*", A_NUMBER, 2.4, 1, NULL, false},
        {"2.4 (a)", A_NUMBER, 2.4, 1, NULL, false},
        {"2.4[12]", A_NUMBER, 2.4, 1, NULL, false},
        {"2.4\xc2\xb9", A_NUMBER, 2.4, 1, NULL, false},
        {"2.4%", A_NUMBER, 2.4, 1, NULL, false},
        {"2.4e", A_NUMBER, 2.4, 1, "estimate", false},
        {"2.4 e", A_NUMBER, 2.4, 1, "estimate", false},
        {"2.4 (e)", A_NUMBER, 2.4, 1, "estimate", false},
        {"2.4 p", A_NUMBER, 2.4, 1, "estimate", false},
        {"2.4 f", A_NUMBER, 2.4, 1, "projection", false},
        {"2.4 b", A_NUMBER, 2.4, 1, NULL, false},
        /* decimal comma */
        {"4,48", A_NUMBER, 4.48, 2, NULL, true},
        {"1.234,5", A_NUMBER, 1234.5, 1, NULL, true},
        {"1 234,50", A_NUMBER, 1234.5, 2, NULL, true},
        {"4.48", NO_NUMBER, 0, 0, NULL, true},
        {"1,234.5", NO_NUMBER, 0, 0, NULL, true},
        {"", MISSING, 0, 0, NULL, false},
        {"..", MISSING, 0, 0, NULL, false},
        {". .", MISSING, 0, 0, NULL, false},
        {"N/A", MISSING, 0, 0, NULL, false},
        {"n.a.", MISSING, 0, 0, NULL, false},
        {":", MISSING, 0, 0, NULL, false},
        {": c", NO_NUMBER, 0, 0, NULL, false},
        {"xxx", MISSING, 0, 0, NULL, false},
        {"--", MISSING, 0, 0, NULL, false},
        {"\xe2\x80\x93", MISSING, 0, 0, NULL, false}, /* a dash */
        {"\xe2\x80\xa6", MISSING, 0, 0, NULL, false}, /* three dots in one */
        {"1,5", NO_NUMBER, 0, 0, NULL, false},
        {"1,2345", NO_NUMBER, 0, 0, NULL, false},
        {"1234,567", NO_NUMBER, 0, 0, NULL, false},
        {",123", NO_NUMBER, 0, 0, NULL, false},
        {"1,,234", NO_NUMBER, 0, 0, NULL, false},
        {"1,23,456", NO_NUMBER, 0, 0, NULL, false},
        {"1,234 567", NO_NUMBER, 0, 0, NULL, false},
        {"12 34", NO_NUMBER, 0, 0, NULL, false},
        {"1,23.4", NO_NUMBER, 0, 0, NULL, false},
        {"1.5,000", NO_NUMBER, 0, 0, NULL, false},
        {"1.234,5", NO_NUMBER, 0, 0, NULL, false},
        {"2.4 to 2.6", NO_NUMBER, 0, 0, NULL, false},
        {"(2.4)", NO_NUMBER, 0, 0, NULL, false},
        {"about 3", NO_NUMBER, 0, 0, NULL, false},
        {"\xd0\xb4\xd0\xb0", NO_NUMBER, 0, 0, NULL, false},
        {"0000000000000000000000000000000000000000000000000000000000000002", NO_NUMBER, 0, 0, NULL,
         false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reading_figure f;
        const bool is = reading_number(rows[i].text, rows[i].decimal_comma, &f);
        if (is != (rows[i].kind == A_NUMBER) || f.missing != (rows[i].kind == MISSING))
            fail_msg("'%s': number %d, missing %d", rows[i].text, is, f.missing);
        if (is && (fabs(f.value - rows[i].value) > 1e-12 * fabs(rows[i].value) ||
                   f.decimals != rows[i].decimals))
            fail_msg("'%s': %.17g with %d decimals", rows[i].text, f.value, f.decimals);
        if (is && (!f.quality != !rows[i].quality ||
                   (f.quality && strcmp(f.quality, rows[i].quality) != 0)))
            fail_msg("'%s': %s", rows[i].text, f.quality ? f.quality : "no mark");
    }
}

static void test_years(void **state)
{
    static const struct {
        const char *text;
        int year;
        const char *quality;
    } rows[] = {
        {"2024", 2024, "reported"},
        {"2024e", 2024, "estimate"},
        {"2024E", 2024, "estimate"},
        {"2024 e", 2024, "estimate"},
        {"2024(e)", 2024, "estimate"},
        {"2024p", 2024, "estimate"},
        {"2024f", 2024, "projection"},
        {"2024.0", 2024, "reported"},
        {"2024*", 2024, "reported"},
        {"2024 [YR2024]", 2024, "reported"},
        {"YR2024", 2024, "reported"},
        {"2024ee", 0, NULL},
        {"2024.5", 0, NULL},
        {"2024/25", 0, NULL},
        {"24", 0, NULL},
        {"20245", 0, NULL},
        {"1899", 0, NULL},
        {"2101", 0, NULL},
        {"", 0, NULL},
        {"year", 0, NULL},
        {"1900", 1900, "reported"},
        {"2100", 2100, "reported"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *quality = NULL;
        const int year = reading_year(rows[i].text, &quality);
        if (year != rows[i].year || (year && strcmp(quality, rows[i].quality) != 0))
            fail_msg("'%s': %d %s", rows[i].text, year, quality);
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
        {"DE", "DEU"},
        {"de", NULL}, /* a word in many languages */
        {"Germany", "DEU"},
        {"GERMANY*", "DEU"},
        {"Finland (3)", "FIN"},
        {"Sweden 4", "SWE"},
        {"Spain\xc2\xb9", "ESP"},
        {"Spain \xe2\x80\xa0", "ESP"},
        {"Belgium (Euros)", "BEL"},
        {"Belgium   (Euros)", "BEL"},
        {"the United Kingdom", "GBR"},
        {"U.K.", "GBR"},
        {"China, P.R.", "CHN"},
        {"China, P.R.: Mainland", "CHN"},
        {"China (Taiwan)", NULL},
        {"Taiwan, China", "TWN"},
        /* World Bank, UN, IMF, and what a program's capitals make of them */
        {"Turkiye", "TUR"},
        {"T\xc3\xbcrkiye", "TUR"},
        {"T\xc3\x9cRK\xc4\xb0YE", "TUR"},
        {"TURKEY", "TUR"},
        {"R\xc3\xa9publique tch\xc3\xa8que", "CZE"},
        {"R\xc3\x89PUBLIQUE TCH\xc3\x88QUE", "CZE"},
        {"Korea, Rep.", "KOR"},
        {"Korea (Republic of)", "KOR"},
        {"Republic of Korea", "KOR"},
        {"Korea, Dem. People's Rep.", "PRK"},
        {"Korea, Dem. People\xe2\x80\x99s Rep.", "PRK"},
        {"Korea (Democratic People's Republic of)", "PRK"},
        {"D.P.R. Korea", "PRK"},
        {"Egypt, Arab Rep.", "EGY"},
        {"Iran (Islamic Republic of)", "IRN"},
        {"Slovak Republic", "SVK"},
        {"Viet Nam", "VNM"},
        {"Bosnia & Herzegovina", "BIH"},
        {"\xd0\x9f\xd0\xbe\xd0\xbb\xd1\x8c\xd1\x88\xd0\xb0", "POL"}, /* Russian */
        {"\xe6\xb3\xa2\xe5\x85\xb0", "POL"},                         /* Chinese */
        {"The", NULL},
        {"the ", NULL},
        {"Algeria", NULL}, /* known, but none of the program's */
        {"12", NULL},
        {"(3)", NULL},
        {"", NULL},
        {"Germany and France", NULL},
    };
    ent_error err;
    reading r = {.facts = &l->facts, .arena = &l->arena, .err = &err};
    CHECK_OK(names_load(&r.names, &l->facts, &l->arena, &err), err);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *got = reading_state(&r, rows[i].text);
        if (!got != !rows[i].state || (got && strcmp(got, rows[i].state) != 0))
            fail_msg("'%s': %s", rows[i].text, got ? got : "none");
    }
    assert_string_equal(names_find(&r.names, NAMES_WORDS, "Algeria"), "DZA");
    assert_string_equal(names_find(&r.names, NAMES_COW_NUMBER, "200"), "GBR");
    assert_string_equal(names_find(&r.names, NAMES_COW_LETTERS, "UKG"), "GBR");
    assert_string_equal(names_find(&r.names, NAMES_COW_LETTERS, "AUS"), "AUT");
    assert_string_equal(names_find(&r.names, NAMES_WORDS, "AUS"), "AUS");
    assert_string_equal(names_find(&r.names, NAMES_ISO_NUMBER, "826"), "GBR");
    assert_null(names_find(&r.names, NAMES_COW_NUMBER, "826"));
}

/* Every state by its own name in each case, and no name of one state is another's. */
static void test_all_names(void **state)
{
    loaded *l = *state;
    ent_error err;
    reading r = {.facts = &l->facts, .arena = &l->arena, .err = &err};
    CHECK_OK(names_load(&r.names, &l->facts, &l->arena, &err), err);
    for (size_t i = 0; i < l->facts.n_states; i++) {
        const char *name = ent_facts_text(&l->facts, l->facts.states[i], "name");
        assert_string_equal(names_find(&r.names, NAMES_WORDS, name), l->facts.states[i]);
    }
    for (int scheme = 0; scheme < NAMES_N_SCHEMES; scheme++) {
        const names_entry *e = r.names.entries[scheme];
        assert_true(r.names.n[scheme] > 60);
        for (size_t i = 1; i < r.names.n[scheme]; i++)
            if (strcmp(e[i - 1].folded, e[i].folded) == 0 &&
                strcmp(e[i - 1].state, e[i].state) != 0)
                fail_msg("'%s' is %s and %s", e[i].folded, e[i - 1].state, e[i].state);
    }
}

/* A name is remembered once, whether no state or one that the program does not cover. */
static void test_unknown_names(void **state)
{
    loaded *l = *state;
    static char names[READING_MOST_UNKNOWN + 5][16];
    char sentence[200];
    ent_error err;
    reading r = {.facts = &l->facts, .arena = &l->arena, .err = &err};
    CHECK_OK(names_load(&r.names, &l->facts, &l->arena, &err), err);
    memset(sentence, 'x', sizeof sentence);
    sentence[sizeof sentence - 1] = '\0';
    assert_null(reading_known_state(&r, sentence));
    assert_int_equal(r.unknown.n, 0);
    assert_null(reading_known_state(&r, "Narnia"));
    assert_null(reading_known_state(&r, "Narnia"));
    assert_null(reading_known_state(&r, "Algeria"));
    assert_string_equal(reading_known_state(&r, "France"), "FRA");
    assert_int_equal(r.unknown.n, 1);
    assert_int_equal(r.outside.n, 1);
    for (size_t i = 0; i < READING_MOST_UNKNOWN + 5; i++) {
        snprintf(names[i], sizeof names[i], "Land %zu.", i);
        assert_null(reading_known_state(&r, names[i]));
    }
    assert_int_equal(r.unknown.n, READING_MOST_UNKNOWN);
    assert_int_equal(r.unknown.more, 6);
}

/* Of 20,100 findings 20,000 are kept; a character that a precision cut becomes one sign a byte. */
static void test_findings(void **state)
{
    loaded *l = *state;
    ent_error err;
    reading r = {.arena = &l->arena, .err = &err};
    CHECK_OK(reading_find(&r, ENT_FINDING_NUMBER, "here", "'%.4s'", "abc\xe2\x82\xac"), err);
    assert_string_equal(r.findings[0].text, "'abc?'");
    for (int i = 0; i < 20100; i++)
        CHECK_OK(reading_find(&r, ENT_FINDING_YEAR, "", "%d", i), err);
    assert_int_equal(r.n_findings, 20000);
    assert_string_equal(r.findings[19999].text, "19998");
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
    assert_int_equal(r.n, 4);
    assert_int_equal(r.n_findings, 1); /* the same figure twice is allowed */
    assert_string_equal(r.findings[0].text,
                        "DEU a 2021 is given twice, as 2 and as 4; neither is taken");
    assert_null(reading_at(&r, "DEU", "a", 2021));
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
        cmocka_unit_test(test_numbers),   cmocka_unit_test(test_years),
        cmocka_unit_test(test_states),    cmocka_unit_test(test_unknown_names),
        cmocka_unit_test(test_all_names), cmocka_unit_test(test_findings),
        cmocka_unit_test(test_order),     cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
