#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "entente/xlsx.h"

static const ent_column columns[] = {
    {"state", "State", "", ENT_CELL_TEXT, 0},
    {"extra_bn", "Extra", "bn USD", ENT_CELL_NUMBER, 1},
};

static void fill(ent_table *t, const char *name, ent_arena *arena)
{
    ent_table_init(t, name, "A title", columns, 2, arena);
    size_t row = ent_table_row(t);
    ent_table_text(t, row, 0, "=1+1"); /* a text, never a formula */
    ent_table_number(t, row, 1, 12.5);
    row = ent_table_row(t);
    ent_table_text(t, row, 0, "FRA");
    ent_table_number(t, row, 1, ENT_MISSING);
    t->note = "a note";
}

static void test_write(void **state)
{
    (void)state;
    char folder[TEMPORARY_PATH], path[TEMPORARY_PATH + 64], line[2 * TEMPORARY_PATH + 256];
    ent_arena arena;
    ent_error err = {0};
    ent_table a, b;
    ent_heap_arena_create(&arena, 1 << 16);
    assert_non_null(mkdtemp(temporary(folder, "entente-xlsx-XXXXXX")));
    snprintf(path, sizeof path, "%s/t.xlsx", folder);
    fill(&a, "bill", &arena);
    fill(&b, "a name that is longer than thirty-one: letters", &arena);
    const ent_table *const sheets[] = {&a, &b};
    CHECK_OK(ent_xlsx_write(path, sheets, 2, &err), err);
    char *bytes = NULL;
    size_t size = 0;
    CHECK_OK(ent_text_read_file(path, 1 << 20, &bytes, &size, &arena, &err), err);
    assert_true(size > 1000);
    assert_memory_equal(bytes, "PK", 2);
    snprintf(line, sizeof line, "test $(ls '%s' | wc -l) = 1", folder); /* no temporary file */
    assert_int_equal(system(line), 0);
    snprintf(line, sizeof line, "rm -r '%s'", folder);
    assert_int_equal(system(line), 0);
    ent_heap_arena_destroy(&arena);
}

static void test_failures(void **state)
{
    (void)state;
    char same[TEMPORARY_PATH];
    ent_arena arena;
    ent_error err = {0};
    ent_table a, b;
    ent_heap_arena_create(&arena, 1 << 16);
    fill(&a, "same", &arena);
    fill(&b, "same", &arena);
    const ent_table *const sheets[] = {&a, &b};
    assert_int_equal(ent_xlsx_write("/nonexistent/t.xlsx", sheets, 1, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "/nonexistent/t.xlsx: cannot be written"));
    assert_int_equal(ent_xlsx_write(temporary(same, "entente-same.xlsx"), sheets, 2, &err),
                     ENT_E_IO);
    assert_int_equal(access(same, F_OK), -1);
    ent_heap_arena_destroy(&arena);
}

/* Wide, empty, nameless and headless tables; names that the format does not allow. */
static void test_odd_tables(void **state)
{
    (void)state;
    enum { WIDE = 70 };
    static ent_column wide[WIDE];
    char folder[TEMPORARY_PATH], path[TEMPORARY_PATH + 64], line[2 * TEMPORARY_PATH + 256];
    ent_arena arena;
    ent_error err = {0};
    ent_table t[4];
    ent_heap_arena_create(&arena, 1 << 16);
    assert_non_null(mkdtemp(temporary(folder, "entente-xlsx-XXXXXX")));
    snprintf(path, sizeof path, "%s/t.xlsx", folder);
    for (size_t c = 0; c < WIDE; c++)
        wide[c] = (ent_column){"k", "Label", c % 2 ? "%" : "", ENT_CELL_NUMBER, (int)(c % 12)};
    ent_table_init(&t[0], "a:b/c?d*[e]", "Wide", wide, WIDE, &arena);
    const size_t row = ent_table_row(&t[0]);
    for (size_t c = 0; c < WIDE; c++)
        ent_table_number(&t[0], row, c, (double)c);
    ent_table_number(&t[0], row, 3, (double)INFINITY); /* no number of the format */
    ent_table_init(&t[1], "", NULL, columns, 2, &arena);
    ent_table_init(&t[2], "", "No rows", columns, 2, &arena);
    ent_table_init(&t[3], "no columns", "None", columns, 0, &arena);
    const ent_table *const sheets[] = {&t[0], &t[1], &t[2], &t[3]};
    CHECK_OK(ent_xlsx_write(path, sheets, 4, &err), err);
    assert_int_equal(access(path, F_OK), 0);
    char longest[5000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(ent_xlsx_write(longest, sheets, 1, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "path is too long"));
    assert_int_equal(ent_xlsx_write(folder, sheets, 1, &err), ENT_E_IO); /* a folder is there */
    assert_non_null(strstr(err.message, "cannot be written"));
    snprintf(line, sizeof line, "test $(ls '%s' | wc -l) = 1 && rm -r '%s'", folder, folder);
    assert_int_equal(system(line), 0);
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_write),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_odd_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
