/* Forms of an answer, and what is refused before anything is computed. */
#include "check.h"

#include "entente/heap.h"
#include "one_arena.h"
#include "session/answer.h"

static const ent_column columns[] = {
    {"state", "State", "", ENT_CELL_TEXT, 0},
    {"cost", "Cost", "bn EUR", ENT_CELL_NUMBER, 1},
};

static const char *shown(const char *format)
{
    const ent_writing how = {.format = format};
    ent_error err = {{0}};
    ent_table t;
    ent_builder out;
    ent_table_init(&t, "made", "Made", columns, 2, &arena);
    const size_t first = ent_table_row(&t);
    ent_table_text(&t, first, 0, "POL, \"big\"");
    ent_table_number(&t, first, 1, 1.25);
    const size_t second = ent_table_row(&t);
    ent_table_text(&t, second, 0, "DEU");
    ent_table_number(&t, second, 1, ENT_MISSING);
    ent_builder_init(&out, &arena);
    CHECK_OK(answer_table(&t, &how, &out, &err), err);
    return out.data;
}

static void a_table_in_each_form(void **state)
{
    (void)state;
    assert_string_equal(shown("csv"), "state,cost\n\"POL, \"\"big\"\"\",1.25\nDEU,\n");
    const char *json = shown("json");
    assert_non_null(strstr(json, "1.25"));
    assert_non_null(strstr(json, "null")); /* missing is missing, never zero */
    assert_int_equal(json[strlen(json) - 1], '\n');
    assert_non_null(strstr(shown("text"), "1.2"));
}

static void what_is_refused(void **state)
{
    (void)state;
    static const char *words[TEXT_LIST_MAX + 1];
    const ent_words many = {TEXT_LIST_MAX + 1, words}, most = {TEXT_LIST_MAX, words};
    const ent_writing yaml = {.format = "yaml"};
    text_list list;
    ent_format format;
    ent_error err = {{0}};
    for (size_t i = 0; i < many.n; i++)
        words[i] = "x";
    assert_int_equal(answer_format(&yaml, &format, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "'yaml' does not exist; choose text, csv or json"));
    assert_int_equal(answer_list("--keep", &many, &list, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "--keep may be given at most 512 times"));
    CHECK_OK(answer_list("--keep", &most, &list, &err), err);
    assert_int_equal(list.count, TEXT_LIST_MAX);
    CHECK_OK(answer_at_most("--futures", 5, 5, &err), err);
    assert_int_equal(answer_at_most("--futures", 6, 5, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "--futures: 6 is more than the most, 5"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_in_each_form),
        cmocka_unit_test(what_is_refused),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
