/* Typed access to a result document: absent members, other types, times, names, order. */
#include "check.h"
#include "one_arena.h"

#include <stdlib.h>
#include <unistd.h>

#include "entente/heap.h"
#include "report/document.h"

static ent_report *parse(const char *members)
{
    ent_error err = {0};
    ent_report *r = NULL;
    const char *text = ent_text_format(&arena, "{\"schema\":\"entente-result\",\"version\":1%s%s}",
                                       *members ? "," : "", members);
    CHECK_OK(ent_report_parse(text, strlen(text), "r.json", &r, &arena, &err), err);
    return r;
}

static void members(void **state)
{
    (void)state;
    ent_report *r = parse("\"a\":\"x\",\"n\":2.5,\"yes\":true,\"no\":false,\"none\":null,"
                          "\"list\":[1],\"empty\":[],\"map\":{\"k\":1},\"void\":{},"
                          "\"quantiles\":{\"p50\":3}");
    assert_string_equal(doc_text(r->root, "a"), "x");
    assert_string_equal(doc_text(r->root, "n"), "");
    assert_string_equal(doc_text(NULL, "a"), "");
    CHECK_NEAR(doc_number(r->root, "n"), 2.5, 0);
    CHECK_NEAR(doc_number(r->root, "a"), ENT_MISSING, 0);
    CHECK_NEAR(doc_number(r->root, "none"), ENT_MISSING, 0);
    CHECK_NEAR(doc_number(NULL, "n"), ENT_MISSING, 0);
    assert_true(doc_true(r->root, "yes"));
    assert_false(doc_true(r->root, "no") || doc_true(r->root, "a") || doc_true(r->root, "z"));
    assert_true(doc_has(r->root, "list") && doc_has(r->root, "map"));
    assert_false(doc_has(r->root, "empty") || doc_has(r->root, "void") || doc_has(r->root, "z"));
    CHECK_NEAR(doc_quantile(r->root, "p50"), 3, 0);
    CHECK_NEAR(doc_quantile(r->root, "p5"), ENT_MISSING, 0);
    ent_report_close(r);
    ent_report_close(NULL);
}

static void outcomes(void **state)
{
    (void)state;
    ent_report *r = parse("\"outcomes\":[{\"key\":\"a.b\",\"at\":\"2030\"},{\"key\":\"a.b\","
                          "\"at\":\"2031\"},{\"key\":\"a.bc\"},{\"key\":\"d.e[GBR]\",\"index\":"
                          "{\"n\":1,\"state\":\"GBR\"}},{\"key\":\"x\",\"register\":\"f.g\"}]");
    assert_string_equal(doc_text(doc_outcome(r, "a.b", "2031"), "at"), "2031");
    assert_string_equal(doc_text(doc_outcome(r, "a.b", NULL), "at"), "2030");
    assert_null(doc_outcome(r, "a.b", "2032"));
    assert_string_equal(doc_text(doc_any(r, "a.bc"), "key"), "a.bc");
    assert_string_equal(doc_text(doc_any(r, "d.e"), "key"), "d.e[GBR]"); /* with an index */
    assert_string_equal(doc_text(doc_any(r, "f.g"), "key"), "x");
    assert_null(doc_any(r, "a"));
    assert_null(doc_any(r, "x")); /* the register's name goes before the key */
    assert_string_equal(doc_index(doc_any(r, "d.e")), "GBR");
    assert_string_equal(doc_index(doc_any(r, "a.bc")), "");
    ent_report_close(r);
}

static void times(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double want;
    } rows[] = {{"2030", 2030},       {"2026-07", 2026.5},   {"2026-01", 2026}, {"", ENT_MISSING},
                {"203", ENT_MISSING}, {"abcd", ENT_MISSING}, {"2026-xx", 2026}, {"2026-1", 2026}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CHECK_NEAR(doc_time(rows[i].text), rows[i].want, 1e-12);
}

static void names_and_years(void **state)
{
    (void)state;
    ent_report *r = parse("\"accounts\":{\"bill\":{\"base_year\":2025,\"rows\":[{\"state\":\"GBR\","
                          "\"name\":\"United Kingdom\"},{\"state\":\"FRA\",\"name\":\"\"}]}},"
                          "\"obligations\":[{\"states\":[{\"state\":\"JPN\",\"name\":\"Japan\"}]},"
                          "{\"states\":[{\"state\":\"GBR\",\"name\":\"other\"}]}]");
    assert_string_equal(doc_state_name(r, "GBR"), "United Kingdom");
    assert_string_equal(doc_state_name(r, "JPN"), "Japan");
    assert_string_equal(doc_state_name(r, "FRA"), "FRA");
    assert_int_equal(doc_base_year(r), 2025);
    assert_string_equal(doc_with_base_year(r, "against @ shares"), "against 2025 shares");
    assert_string_equal(doc_with_base_year(r, "plain"), "plain");
    ent_report_close(r);
    static const char *const odd[] = {"", "\"accounts\":{\"bill\":{\"base_year\":1e9}}",
                                      "\"accounts\":{\"bill\":{\"base_year\":-5}}",
                                      "\"accounts\":{\"bill\":{\"base_year\":\"2025\"}}"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        r = parse(odd[i]);
        assert_int_equal(doc_base_year(r), 2024);
        ent_report_close(r);
    }
}

/* The largest multiple first; equal ones keep their order; rows without one stay where they are. */
static void bill_by_multiple(void **state)
{
    (void)state;
    ent_report *r = parse("\"accounts\":{\"bill\":{\"rows\":[{\"s\":\"a\",\"multiple\":1},{\"s\":"
                          "\"b\",\"multiple\":3},{\"s\":\"c\",\"multiple\":1},{\"s\":\"d\","
                          "\"multiple\":2},{\"s\":\"e\"}]}}");
    static const char *const want[] = {"b", "d", "a", "c", "e"};
    const json_t *rows = doc_get(doc_get(doc_get(r->root, "accounts"), "bill"), "rows");
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(doc_text(json_array_get(rows, i), "s"), want[i]);
    ent_report_close(r);
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
        ent_status status;
    } rows[] = {
        {"{\"schema\":\"entente-result\",\"version\":1,\"version\":1}", "r.json:1:", ENT_E_PARSE},
        {"{\"schema\":\"entente-page\",\"version\":1}", "r.json: not a result document",
         ENT_E_VERSION},
        {"{\"schema\":7,\"version\":1}", "r.json: not a result document", ENT_E_VERSION},
        {"{\"schema\":\"entente-result\",\"version\":0}",
         "r.json: result document version 0; this program reads version 1", ENT_E_VERSION},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {0};
        ent_report *r = NULL;
        assert_int_equal(
            ent_report_parse(rows[i].text, strlen(rows[i].text), "r.json", &r, &arena, &err),
            rows[i].status);
        assert_non_null(strstr(err.message, rows[i].want));
        assert_null(r);
    }
    ent_error err = {0};
    ent_report *r = NULL;
    assert_int_equal(ent_report_open("/nonexistent/r.json", &r, &arena, &err), ENT_E_IO);
    char path[TEMPORARY_PATH];
    const int file = mkstemp(temporary(path, "entente-doc-XXXXXX"));
    assert_true(file >= 0);
    static const char fine[] = "{\"schema\":\"entente-result\",\"version\":1.5,"
                               "\"run\":{\"futures\":256},\"scenario\":{\"key\":\"x\"},"
                               "\"outcomes\":[{\"key\":\"a\"}]}";
    assert_int_equal(write(file, fine, sizeof fine - 1), sizeof fine - 1);
    close(file);
    CHECK_OK(ent_report_open(path, &r, &arena, &err), err);
    ent_report_close(r);
    static const struct {
        const char *text, *want;
    } torn[] = {
        {"\"scenario\":{\"key\":\"x\"},\"outcomes\":[{\"key\":\"a\"}]", "'run' is missing"},
        {"\"run\":{\"futures\":256},\"scenario\":{\"key\":\"x\"},\"outcomes\":null", "'outcomes'"},
        {"\"run\":{\"futures\":0.5},\"scenario\":{\"key\":\"x\"},\"outcomes\":[{\"key\":\"a\"}]",
         "'futures'"},
        {"\"run\":{\"futures\":256},\"scenario\":{\"key\":\"x\"},\"outcomes\":[[]]", "'outcomes'"},
    };
    for (size_t i = 0; i < sizeof torn / sizeof torn[0]; i++) {
        FILE *again = fopen(path, "w");
        assert_non_null(again);
        fprintf(again, "{\"schema\":\"entente-result\",\"version\":1,%s}", torn[i].text);
        fclose(again);
        assert_int_equal(ent_report_open(path, &r, &arena, &err), ENT_E_DATA);
        assert_non_null(strstr(err.message, torn[i].want));
        assert_null(r);
    }
    unlink(path);
    ent_arena small;
    ent_heap_arena_create(&small, 64);
    ent_heap_fail_after(1);
    assert_int_equal(ent_report_parse(fine, sizeof fine - 1, "r.json", &r, &small, &err),
                     ENT_E_NOMEM);
    ent_heap_fail_after(0);
    assert_string_equal(err.message, "r.json: out of memory");
    ent_heap_arena_destroy(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members),
        cmocka_unit_test(outcomes),
        cmocka_unit_test(times),
        cmocka_unit_test(names_and_years),
        cmocka_unit_test(bill_by_multiple),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
