/* One table, three faces: people, CSV, JSON. */
#include "check.h"
#include "one_arena.h"

#include "entente/heap.h"
#include "entente/table.h"

static const ent_column columns[] = {
    {"state", "State", "", ENT_CELL_TEXT, 0},
    {"extra_bn", "Extra", "bn USD", ENT_CELL_NUMBER, 1},
    {"note", "Note", "", ENT_CELL_TEXT, 0},
};

static void fill(ent_table *t)
{
    static const struct {
        const char *state;
        double extra;
        const char *note;
    } rows[] = {{"POL", 9.3, "plain"}, {"GBR", 105.07, "=SUM(A1)"}, {"ISL", NAN, "a \"b\", c"}};
    ent_table_init(t, "bill", "Extra spending", columns, 3, &arena);
    for (size_t i = 0; i < 3; i++) {
        const size_t r = ent_table_row(t);
        ent_table_text(t, r, 0, rows[i].state);
        ent_table_number(t, r, 1, rows[i].extra);
        ent_table_text(t, r, 2, rows[i].note);
    }
}

static const char *render(const ent_table *t, ent_format format, const ent_style *style)
{
    ent_error err = {{0}};
    ent_builder b;
    ent_builder_init(&b, &arena);
    CHECK_OK(ent_table_render(t, format, style, &b, &err), err);
    return b.data;
}

static void test_csv_guards_formulas(void **state)
{
    (void)state;
    ent_table t;
    fill(&t);
    assert_string_equal(render(&t, ENT_FORMAT_CSV, NULL),
                        "state,extra_bn,note\nPOL,9.3,plain\nGBR,105.07,\"'=SUM(A1)\"\n"
                        "ISL,,\"a \"\"b\"\", c\"\n");
}

static void test_no_zero_with_a_minus(void **state)
{
    (void)state;
    ent_table t;
    fill(&t);
    ent_table_number(&t, 0, 1, -0.04);
    ent_table_number(&t, 1, 1, -0.06);
    const char *text = render(&t, ENT_FORMAT_TEXT, &(ent_style){.width = 80});
    assert_null(strstr(text, "-0.0"));
    assert_non_null(strstr(text, " 0.0"));
    assert_non_null(strstr(text, "-0.1"));
}

static void test_json(void **state)
{
    (void)state;
    ent_table t;
    fill(&t);
    const char *json = render(&t, ENT_FORMAT_JSON, NULL);
    assert_non_null(strstr(json, "{\"state\": \"ISL\", \"extra_bn\": null, "
                                 "\"note\": \"a \\\"b\\\", c\"}"));
    ent_builder b;
    ent_builder_init(&b, &arena);
    ent_json_text(&b, "tab\there \\ \x01");
    ent_json_number(&b, 0.1);
    ent_json_number(&b, 1.0 / 3.0);
    ent_json_number(&b, INFINITY);
    assert_string_equal(b.data, "\"tab\\u0009here \\\\ \\u0001\"0.10.3333333333333333null");
}

static void test_text_fits_the_terminal(void **state)
{
    (void)state;
    ent_table t;
    fill(&t);
    t.note = "Source: somewhere.";
    const char *text = render(&t, ENT_FORMAT_TEXT, &(ent_style){.width = 34, .colour = true});
    assert_non_null(strstr(text, "\xff[1mExtra spending\xff[0m"));
    assert_non_null(strstr(text, "105.1"));
    assert_non_null(strstr(text, "-")); /* missing, for people */
    assert_non_null(strstr(text, "Source: somewhere."));
    const size_t r = ent_table_row(&t);
    ent_table_text(&t, r, 2, "a note that is much too long for a narrow terminal, really");
    text = render(&t, ENT_FORMAT_TEXT, &(ent_style){.width = 34, .colour = false});
    assert_non_null(strstr(text, "\xe2\x80\xa6"));
    assert_null(strstr(text, "Left out"));
    text = render(&t, ENT_FORMAT_TEXT, &(ent_style){.width = 20, .colour = false});
    assert_non_null(strstr(text, "Left out for want of\nroom: Note. A wider\n"));
    assert_null(strstr(text, "plain"));
    assert_non_null(strstr(text, "105.1"));
}

static void test_sorting(void **state)
{
    (void)state;
    ent_table t;
    fill(&t);
    ent_table_sort(&t, 1, true);
    assert_string_equal(t.cells[0].text, "GBR");
    assert_string_equal(t.cells[2 * 3].text, "ISL"); /* missing last */
    ent_table_sort(&t, 1, false);
    assert_string_equal(t.cells[0].text, "POL");
    assert_string_equal(t.cells[2 * 3].text, "ISL"); /* in either direction */
    ent_table_sort(&t, 0, false);
    assert_string_equal(t.cells[0].text, "GBR");
    ent_table_sort(&t, 0, true);
    assert_string_equal(t.cells[0].text, "POL");
    assert_string_equal(t.cells[2 * 3].text, "GBR");
    ent_table_sort(&t, 99, false); /* no such column: nothing happens */
    assert_string_equal(t.cells[0].text, "POL");
    ent_table_text(&t, 99, 0, "nowhere"); /* no such row, no such column: nothing is written */
    ent_table_text(&t, 0, 99, "nowhere");
    assert_string_equal(t.cells[0].text, "POL");
    for (int i = 0; i < 40; i++)
        ent_table_row(&t);
    assert_int_equal(t.n_rows, 43);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (size_t n = 1; n < 4; n++) {
        ent_arena small;
        ent_error err = {{0}};
        ent_builder b;
        ent_table t;
        ent_heap_arena_create(&small, 64);
        ent_builder_init(&b, &small);
        ent_table_init(&t, "bill", "Extra", columns, 3, &small);
        ent_heap_fail_after(n);
        for (int i = 0; i < 100; i++)
            ent_table_text(&t, ent_table_row(&t), 0, "GBR");
        ent_heap_fail_after(0);
        assert_int_equal(ent_table_render(&t, ENT_FORMAT_CSV, NULL, &b, &err), ENT_E_NOMEM);
        ent_heap_arena_destroy(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv_guards_formulas),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_no_zero_with_a_minus),
        cmocka_unit_test(test_text_fits_the_terminal),
        cmocka_unit_test(test_sorting),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
