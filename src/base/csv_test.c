/* CSV: positions of every value, and one clear line for every way a file can be wrong. */
#include "check.h"
#include "one_arena.h"

#include "entente/csv.h"
#include "entente/heap.h"

static ent_status parse(const char *text, ent_csv *t, ent_error *err)
{
    return ent_csv_parse("x.csv", text, strlen(text), t, &arena, err);
}

static void test_cells_and_lines(void **state)
{
    (void)state;
    ent_csv t;
    ent_error err = {{0}};
    CHECK_OK(parse("\xef\xbb\xbf"
                   "a,b,c\r\n1,\"two\nlines\",3\r\n\r\n,\"say \"\"so\"\"\",\n",
                   &t, &err),
             err);
    assert_int_equal(t.n_rows, 2);
    assert_int_equal(t.n_cols, 3);
    assert_string_equal(ent_csv_text(&t, 0, 1), "two\nlines");
    assert_string_equal(ent_csv_text(&t, 1, 1), "say \"so\"");
    assert_string_equal(ent_csv_text(&t, 1, 2), "");
    assert_int_equal(ent_csv_line(&t, 0), 2);
    assert_int_equal(ent_csv_line(&t, 1), 5); /* the cell above spans two lines, one is empty */
    size_t c = 9;
    CHECK_OK(ent_csv_column(&t, "c", &c, &err), err);
    assert_int_equal(c, 2);
    assert_true(ent_csv_has_column(&t, "a") && !ent_csv_has_column(&t, "d"));
}

static void test_numbers_know_where_they_are(void **state)
{
    (void)state;
    ent_csv t;
    ent_error err = {{0}};
    double v = 1.0;
    CHECK_OK(parse("state,share\nGBR,2.33\nISL,\nPOL,four\n", &t, &err), err);
    CHECK_OK(ent_csv_number(&t, 0, 1, &v, &err), err);
    CHECK_NEAR(v, 2.33, 0.0);
    CHECK_OK(ent_csv_number(&t, 1, 1, &v, &err), err);
    assert_true(isnan(v)); /* empty is missing, never zero */
    assert_int_equal(ent_csv_required(&t, 1, 1, &v, &err), ENT_E_DATA);
    assert_string_equal(err.message, "x.csv:3: column share: is empty but needed");
    assert_int_equal(ent_csv_number(&t, 2, 1, &v, &err), ENT_E_PARSE);
    assert_string_equal(err.message, "x.csv:4: column share: 'four' is not a number");
    CHECK_OK(ent_csv_required(&t, 0, 1, &v, &err), err);
    size_t c;
    assert_int_equal(ent_csv_column(&t, "shaer", &c, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, "there is 'share'"));
    assert_int_equal(ent_csv_column(&t, "quite another", &c, &err), ENT_E_DATA);
    assert_null(strstr(err.message, "there is"));
}

static const struct {
    const char *what, *text, *says;
} broken[] = {
    {"nothing at all", "", "header line is needed"},
    {"row too short", "a,b\n1\n", "x.csv:2: row has 1 cells, the header has 2"},
    {"row too long", "a,b\n1,2\n1,2,3\n", "x.csv:3: row has 3 cells, the header has 2"},
    {"quote never closed", "a,b\n1,\"2\n3\n", "x.csv:2: quote is never closed"},
    {"text after a quote", "a,b\n\"1\"x,2\n", "x.csv:2: text after a closing quote"},
    {"quote inside a cell", "a,b\n1\"2,3\n", "x.csv:2: quote inside an unquoted cell"},
    {"column twice", "a,b,a\n1,2,3\n", "column 'a' appears twice"},
    {"column without a name", "a,,c\n1,2,3\n", "column 2 has no name"},
    {"invalid UTF-8", "a,b\n1,\xff\n", "x.csv:2: byte 3 of the line is not valid UTF-8"},
};

static void test_broken_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        ent_csv t;
        ent_error err = {{0}};
        assert_int_equal(parse(broken[i].text, &t, &err), ENT_E_PARSE);
        if (!strstr(err.message, broken[i].says))
            fail_msg("%s: got '%s'", broken[i].what, err.message);
    }
    ent_csv t;
    ent_error err = {{0}};
    assert_int_equal(ent_csv_parse("x.csv", "a\n\0\n", 4, &t, &arena, &err), ENT_E_PARSE);
}

static void test_longest_line(void **state)
{
    (void)state;
    const size_t n = (1u << 20) + 10;
    char *text = ent_arena_alloc(&arena, 1, n);
    ent_csv t;
    ent_error err = {{0}};
    memset(text, 'x', n);
    assert_int_equal(ent_csv_parse("x.csv", text, n, &t, &arena, &err), ENT_E_PARSE);
    assert_non_null(strstr(err.message, "x.csv:1: line is longer than"));
}

static void test_files(void **state)
{
    (void)state;
    ent_csv t;
    ent_error err = {{0}};
    CHECK_OK(ent_csv_read(ENT_SOURCE_DIR "/data/states.csv", &t, &arena, &err), err);
    assert_true(t.n_rows > 60);
    assert_int_equal(ent_csv_read("not-here.csv", &t, &arena, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "not-here.csv"));
}

/* Every n-th request to the heap fails once: the right status, no leak, no crash. */
static void test_out_of_memory(void **state)
{
    (void)state;
    ent_status status = ENT_E_NOMEM;
    for (size_t n = 1; status != ENT_OK && n < 50; n++) {
        ent_arena small;
        ent_csv t;
        ent_error err = {{0}};
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        status = ent_csv_parse("x.csv", "a,b\n1,2\n3,4\n", 12, &t, &small, &err);
        ent_heap_fail_after(0);
        assert_true(status == ENT_OK || status == ENT_E_NOMEM);
        ent_heap_arena_destroy(&small);
    }
    assert_int_equal(status, ENT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_and_lines), cmocka_unit_test(test_numbers_know_where_they_are),
        cmocka_unit_test(test_broken_files),    cmocka_unit_test(test_longest_line),
        cmocka_unit_test(test_files),           cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
