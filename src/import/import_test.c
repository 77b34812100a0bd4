#include <stdlib.h>
#include <unistd.h>

#include "import/books.h"
#include "import/imported.h"
#include "import/workbook.h"

#define DATA ENT_SOURCE_DIR "/data"

static int load_with_folder(void **state)
{
    const int code = load(state);
    loaded *l = *state;
    assert_non_null(mkdtemp(temporary(l->folder, "entente-import-XXXXXX")));
    return code;
}

static int unload_with_folder(void **state)
{
    const loaded *l = *state;
    char command[TEMPORARY_PATH + 16];
    snprintf(command, sizeof command, "rm -rf %s", l->folder);
    const int code = system(command);
    return unload(state) || code;
}

static const char *in_folder(const loaded *l, const char *name)
{
    static char path[TEMPORARY_PATH + 64];
    snprintf(path, sizeof path, "%s/%s", l->folder, name);
    return path;
}

static ent_import import(loaded *l, ent_import_kind kind, const char *name,
                         const ent_import_options *o)
{
    ent_import in = {0};
    ent_error err = {{0}};
    CHECK_OK(ent_import_read(kind, in_folder(l, name), &l->facts, NULL, &in, &l->arena, &err), err);
    CHECK_OK(ent_import_compare(&in, &l->facts, o, &l->arena, &err), err);
    return in;
}

static size_t standing(const ent_import *in, ent_import_standing s)
{
    size_t n = 0;
    for (size_t i = 0; i < in->n_values; i++)
        n += in->values[i].standing == s;
    return n;
}

static void no_finding(const ent_import *in, ent_import_check check)
{
    for (size_t i = 0; i < in->n_findings; i++)
        if (in->findings[i].check == check)
            fail_msg("%s %s", in->findings[i].where, in->findings[i].text);
}

/* The program's own tables, written as NATO writes its own, come back as they stand. */
static void test_nato_comes_back(void **state)
{
    loaded *l = *state;
    const ent_import_options all = {0};
    book_nato(in_folder(l, "same.xlsx"), &l->facts, &(nato_book){2024, 2015, 1.0, 0, 0, 0, 0});
    const ent_import in = import(l, ENT_IMPORT_NATO, "same.xlsx", &all);
    assert_true(in.n_values > 2000); /* 31 allies and 2 sums, 11 years, 7 keys */
    assert_int_equal(standing(&in, ENT_IMPORT_SAME), in.n_values);
    no_finding(&in, ENT_FINDING_UNIT);
    no_finding(&in, ENT_FINDING_OUTLIER);
    assert_null(finding(&in, ENT_FINDING_STATE, "no state"));
    assert_non_null(value(&in, "SVK", "equipment_pct_defence", 2020));
    assert_non_null(value(&in, "NATO_TOTAL", "gdp_current_musd", 2020));
}

static void test_nato_new_year(void **state)
{
    loaded *l = *state;
    const ent_import_options o = {.first_year = 2025};
    book_nato(in_folder(l, "new.xlsx"), &l->facts, &(nato_book){2025, 2021, 1.0, 0, 0, 0, 0});
    const ent_import in = import(l, ENT_IMPORT_NATO, "new.xlsx", &o);
    const ent_import_value *v = value(&in, "GBR", "defence_pct_gdp", 2025);
    assert_non_null(v);
    CHECK_NEAR(v->value, 2.40, 1e-12); /* NATO, August 2025 */
    assert_int_equal(v->standing, ENT_IMPORT_NEW);
    assert_string_equal(v->quality, "estimate");
    assert_string_equal(strchr(v->where, '!') ? "cell" : v->where, "cell");
    assert_non_null(finding(&in, ENT_FINDING_PRICES, "spending in other prices"));
    assert_int_equal(value(&in, "GBR", "defence_2015_musd", 2025)->standing, ENT_IMPORT_NEW);
    no_finding(&in, ENT_FINDING_SHARE);
    no_finding(&in, ENT_FINDING_UNIT);
}

static void test_nato_odd(void **state)
{
    loaded *l = *state;
    const ent_import_options all = {0};
    book_nato(in_folder(l, "odd.xlsx"), &l->facts, &(nato_book){2025, 2021, 1000.0, 0.3, 1, 1, 1});
    const ent_import in = import(l, ENT_IMPORT_NATO, "odd.xlsx", &all);
    assert_non_null(finding(&in, ENT_FINDING_UNIT, "defence_current_musd"));
    assert_int_equal(value(&in, "FRA", "defence_current_musd", 2020)->standing,
                     ENT_IMPORT_LEFT_OUT);
    assert_int_equal(value(&in, "FRA", "gdp_current_musd", 2020)->standing, ENT_IMPORT_SAME);
    assert_non_null(finding(&in, ENT_FINDING_SHARE, "more shares disagree"));
    assert_non_null(finding(&in, ENT_FINDING_OUTLIER, "ITA defence_pct_gdp 2020"));
    assert_non_null(finding(&in, ENT_FINDING_STATE, "Narnia"));
    assert_non_null(finding(&in, ENT_FINDING_STATE, "not in the file: POL"));
    assert_non_null(finding(&in, ENT_FINDING_YEAR, "NOR defence_pct_gdp: nothing for 2019"));
}

/* One share against spending over GDP; the others agree. */
static void test_nato_share(void **state)
{
    loaded *l = *state;
    const ent_import_options all = {0};
    book_nato(in_folder(l, "share.xlsx"), &l->facts, &(nato_book){2024, 2015, 1.0, 0.3, 0, 0, 0});
    const ent_import in = import(l, ENT_IMPORT_NATO, "share.xlsx", &all);
    size_t shares = 0;
    for (size_t i = 0; i < in.n_findings; i++)
        shares += in.findings[i].check == ENT_FINDING_SHARE;
    assert_int_equal(shares, 1);
    assert_non_null(finding(&in, ENT_FINDING_SHARE, "ITA 2020"));
}

static void test_sipri(void **state)
{
    loaded *l = *state;
    const ent_import_options all = {0};
    book_sipri(in_folder(l, "sipri.xlsx"), &l->facts, 1.0);
    ent_import in = import(l, ENT_IMPORT_SIPRI, "sipri.xlsx", &all);
    assert_int_equal(standing(&in, ENT_IMPORT_SAME), in.n_values);
    assert_true(in.n_values > 500);
    assert_null(value(&in, "DEU", "sipri_current_musd", 2020)); /* NATO's figures stay */
    assert_non_null(finding(&in, ENT_FINDING_NOT_TAKEN, "NATO's members"));
    assert_non_null(finding(&in, ENT_FINDING_STATE, "Algeria"));
    no_finding(&in, ENT_FINDING_SHARE);

    book_sipri(in_folder(l, "thousand.xlsx"), &l->facts, 1000.0);
    in = import(l, ENT_IMPORT_SIPRI, "thousand.xlsx", &all);
    assert_int_equal(standing(&in, ENT_IMPORT_LEFT_OUT), in.n_values);
    assert_non_null(finding(&in, ENT_FINDING_UNIT, "10^3"));
    assert_non_null(finding(&in, ENT_FINDING_SHARE, "2020"));
}

static void test_weo_layouts(void **state)
{
    static const weo_layout layouts[] = {WEO_UTF16_TABS, WEO_CSV, WEO_SHEET};
    loaded *l = *state;
    const ent_import_options all = {0};
    for (size_t i = 0; i < 3; i++) {
        char name[16];
        snprintf(name, sizeof name, "weo%zu", i);
        book_weo(in_folder(l, name), &l->facts, layouts[i]);
        const ent_import in = import(l, ENT_IMPORT_WEO, name, &all);
        assert_true(in.n_values > 5000);
        const size_t same = standing(&in, ENT_IMPORT_SAME);
        if (same != in.n_values)
            for (size_t k = 0; k < in.n_values; k++)
                if (in.values[k].standing != ENT_IMPORT_SAME)
                    fail_msg("layout %zu: %s %s %d: %.17g, stands %.17g", i, in.values[k].state,
                             in.values[k].key, in.values[k].year, in.values[k].value,
                             in.values[k].before);
        /* the workbook says FY2023/24, which ends in 2024 */
        assert_string_equal(value(&in, "DEU", "gdp_bn", 2024)->quality,
                            layouts[i] == WEO_SHEET ? "reported" : "projection");
        assert_string_equal(value(&in, "DEU", "gdp_bn", 2023)->quality, "reported");
    }
}

static void test_kiel(void **state)
{
    loaded *l = *state;
    const ent_import_options all = {0};
    book_kiel(in_folder(l, "kiel.xlsx"), &l->facts);
    const ent_import in = import(l, ENT_IMPORT_KIEL, "kiel.xlsx", &all);
    assert_int_equal(in.n_values, 3);
    /* three parts of a third each are allocations; the others are commitments or financial */
    CHECK_NEAR(value(&in, "UKR", "aid_us_total_eur_bn", 2024)->value, 64.1, 0.06);
    assert_int_equal(value(&in, "UKR", "aid_us_total_eur_bn", 2024)->standing, ENT_IMPORT_SAME);
    no_finding(&in, ENT_FINDING_OUTLIER);
}

static void test_hostile(void **state)
{
    loaded *l = *state;
    for (int i = 0; i < BOOKS_HOSTILE; i++) {
        ent_arena arena;
        ent_error err = {{0}};
        ent_import in = {0};
        ent_heap_arena_create(&arena, 1 << 16);
        const char *what = book_hostile(in_folder(l, "hostile.xlsx"), i);
        const ent_status status = ent_import_read(ENT_IMPORT_NATO, in_folder(l, "hostile.xlsx"),
                                                  &l->facts, NULL, &in, &arena, &err);
        if (status == ENT_OK || !strstr(err.message, "hostile.xlsx"))
            fail_msg("%s: status %d, '%s'", what, (int)status, err.message);
        ent_heap_arena_destroy(&arena);
    }
    assert_int_not_equal(access("/tmp/entente-was-here", F_OK), 0);
}

static ent_grid grid_of(loaded *l, const char *bytes, size_t size)
{
    ent_grid g;
    ent_error err = {{0}};
    CHECK_OK(ent_grid_of_text("t.csv", bytes, size, 0, &g, &l->arena, &err), err);
    return g;
}

static void test_text_with_separators(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *what, *bytes;
        size_t size, row, column;
        const char *want;
    } rows[] = {
        {"commas", "a,b\nc,d\n", 8, 1, 1, "d"},
        {"semicolons, Windows line ends", "a;b\r\nc;d\r\n", 10, 1, 1, "d"},
        {"tabs, no line end", "a\tb\nc\td", 7, 1, 1, "d"},
        {"a mark before UTF-8",
         "\xef\xbb\xbf"
         "a,b",
         6, 0, 0, "a"},
        {"quotes", "a,\"b \"\"x\"\", y\"\n", 15, 0, 1, "b \"x\", y"},
        {"UTF-16, little end first",
         "\xff\xfe"
         "a\0,\0\xe9\0",
         8, 0, 1, "\xc3\xa9"},
        {"UTF-16, big end first", "\xfe\xff\0a\0,\0b", 8, 0, 1, "b"},
        {"Windows-1252", "a,\xd6st\x80", 6, 0, 1, "\xc3\x96st\xe2\x82\xac"},
        {"an empty cell", "a,,c", 4, 0, 1, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_grid g = grid_of(l, rows[i].bytes, rows[i].size);
        const char *got = ent_grid_text(&g, rows[i].row, rows[i].column);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s: got '%s'", rows[i].what, got);
    }
}

static void test_text_refused(void **state)
{
    loaded *l = *state;
    ent_grid g;
    ent_error err = {{0}};
    assert_int_equal(ent_grid_of_text("t.csv", "a,\"b", 4, 0, &g, &l->arena, &err), ENT_E_PARSE);
    assert_string_equal(err.message, "t.csv:1: quote is never closed");
    assert_int_equal(ent_grid_of_text("t.csv", "a,\0b", 4, 0, &g, &l->arena, &err), ENT_E_PARSE);
    assert_non_null(strstr(err.message, "NUL"));
}

/* For every n the n-th request of memory fails: an error, no leak, no crash. */
static void test_out_of_memory(void **state)
{
    loaded *l = *state;
    const ent_import_options all = {0};
    book_kiel(in_folder(l, "memory.xlsx"), &l->facts);
    ent_status status = ENT_E_NOMEM;
    for (size_t n = 1; status != ENT_OK; n++) {
        ent_arena arena;
        ent_error err = {{0}};
        ent_import in = {0};
        assert_true(n < 10000);
        ent_heap_arena_create(&arena, 4096);
        ent_heap_fail_after(n);
        status = ent_import_read(ENT_IMPORT_KIEL, in_folder(l, "memory.xlsx"), &l->facts, NULL, &in,
                                 &arena, &err);
        if (status == ENT_OK)
            status = ent_import_compare(&in, &l->facts, &all, &arena, &err);
        ent_heap_fail_after(0);
        if (status != ENT_OK && status != ENT_E_NOMEM)
            fail_msg("request %zu: status %d, '%s'", n, (int)status, err.message);
        ent_heap_arena_destroy(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nato_comes_back),
        cmocka_unit_test(test_nato_new_year),
        cmocka_unit_test(test_nato_odd),
        cmocka_unit_test(test_nato_share),
        cmocka_unit_test(test_sipri),
        cmocka_unit_test(test_weo_layouts),
        cmocka_unit_test(test_kiel),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_text_with_separators),
        cmocka_unit_test(test_text_refused),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, load_with_folder, unload_with_folder);
}
