/* Text with separators: encodings cut and mixed, quotes, separators that could be several. */
#include "check.h"

#include <stdlib.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "import/workbook.h"

static int load(void **state)
{
    ent_arena *arena = calloc(1, sizeof *arena);
    ent_heap_arena_create(arena, 1 << 16);
    *state = arena;
    return 0;
}

static int unload(void **state)
{
    ent_heap_arena_destroy(*state);
    free(*state);
    return 0;
}

#define BYTES(text) text, sizeof(text) - 1

static const struct {
    const char *what, *bytes;
    size_t size, row, column;
    const char *want;
} rows[] = {
    {"UTF-16: a character of two units", BYTES("\xff\xfe\x3d\xd8\x00\xde"), 0, 0,
     "\xf0\x9f\x98\x80"},
    {"the same, big end first", BYTES("\xfe\xff\xd8\x3d\xde\x00"), 0, 0, "\xf0\x9f\x98\x80"},
    {"UTF-16: a first unit before another character", BYTES("\xff\xfe\x3d\xd8\x61\x00"), 0, 0,
     "\xef\xbf\xbd"
     "a"},
    {"UTF-16: a first unit before one beyond the second units", BYTES("\xff\xfe\x3d\xd8\x00\xe0"),
     0, 0, "\xef\xbf\xbd\xee\x80\x80"},
    {"UTF-16: a first unit at the end", BYTES("\xff\xfe\x61\x00\x3d\xd8"), 0, 0, "a\xef\xbf\xbd"},
    {"UTF-16: a second unit alone", BYTES("\xff\xfe\x00\xde\x61\x00"), 0, 0,
     "\xef\xbf\xbd"
     "a"},
    {"UTF-16: half a unit at the end", BYTES("\xff\xfe\x61\x00\x62"), 0, 0, "a"},
    {"UTF-16: nothing after the mark", BYTES("\xff\xfe"), 0, 0, ""},
    {"Windows-1252: a byte that stands for nothing", BYTES("\xd6st\x81"), 0, 0,
     "\xc3\x96st\xef\xbf\xbd"},
    {"Windows-1252: the byte after the last special one", BYTES("\x9f\xa0\xff"), 0, 0,
     "\xc5\xb8\xc2\xa0\xc3\xbf"},
    {"one byte", BYTES("a"), 0, 0, "a"},
    {"two bytes, a mark's first", BYTES("\xff,"), 0, 0, "\xc3\xbf"},
    {"two bytes, the other mark's first", BYTES("\xfe,"), 0, 0, "\xc3\xbe"},
    {"a quote within a cell is a character", BYTES("5\" gun,b"), 0, 0, "5\" gun"},
    {"a line end within quotes", BYTES("\"a\nb\",c"), 0, 1, "c"},
    {"a separator within quotes", BYTES("\"a,b\",c"), 0, 1, "c"},
    {"the separator is looked for outside quotes", BYTES("\"a,b,c,d\";e\n"), 0, 1, "e"},
    {"a quoted cell at the end of the file", BYTES("a,\"b\""), 0, 1, "b"},
    {"text after a quoted cell is part of it", BYTES("\"a\"b,c"), 0, 0, "ab"},
    {"tabs, commas in numbers", BYTES("a\t1,234,567\t2,345\n"), 0, 1, "1,234,567"},
    {"one tab within many commas is none", BYTES("a\t,b,c,d,e,f,g,h,i\n"), 0, 1, "b"},
    {"semicolons, decimal commas", BYTES("a;1,5\nb;2\n"), 1, 1, "2"},
    {"no separator", BYTES("a b\nc"), 1, 0, "c"},
    {"an empty row", BYTES("a\n\nb"), 2, 0, "b"},
    {"blanks around a cell", BYTES(" a ,\t b\r\n"), 0, 1, "b"},
    {"nothing but blanks", BYTES(" , \n"), 0, 0, ""},
};

static void test_read(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_grid g;
        ent_error err = {{0}};
        CHECK_OK(ent_grid_of_text("t.csv", rows[i].bytes, rows[i].size, 0, &g, *state, &err), err);
        const char *got = ent_grid_text(&g, rows[i].row, rows[i].column);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s: got '%s'", rows[i].what, got);
    }
}

/* The separator is the one of the first 4096 bytes. */
static void test_separator_of_the_beginning(void **state)
{
    enum { SIZE = 6000 };
    char text[SIZE];
    ent_grid g;
    ent_error err;
    memset(text, ' ', sizeof text);
    memcpy(text, "a;b\n", 4);
    memset(text + 4500, ',', 1000);
    CHECK_OK(ent_grid_of_text("t.csv", text, sizeof text, 0, &g, *state, &err), err);
    assert_string_equal(ent_grid_text(&g, 0, 1), "b");
}

static void test_refused(void **state)
{
    ent_arena *arena = *state;
    ent_grid g;
    ent_error err;
    static const struct {
        const char *bytes;
        size_t size;
        const char *want;
    } bad[] = {
        {BYTES("a\n\"b\nc"), "t.csv:2: quote is never closed"},
        {BYTES("a\n\"b\nc\"\n\"d"), "t.csv:4: quote is never closed"},
        {BYTES("\xff\xfe\x61\x00\x00\x00"),
         "t.csv: contains a NUL byte, so it is not a text table"},
        {BYTES("a\0b"), "t.csv: contains a NUL byte, so it is not a text table"},
        {BYTES("\xef\xbb\xbf\0"), "t.csv: contains a NUL byte, so it is not a text table"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(ent_grid_of_text("t.csv", bad[i].bytes, bad[i].size, 0, &g, arena, &err),
                         ENT_E_PARSE);
        assert_string_equal(err.message, bad[i].want);
    }
    char *longest = ent_arena_array(arena, char, ENT_GRID_LONGEST_CELL + 3);
    memset(longest, 'x', ENT_GRID_LONGEST_CELL + 3);
    longest[0] = '\n';
    CHECK_OK(ent_grid_of_text("t.csv", longest, ENT_GRID_LONGEST_CELL + 1, 0, &g, arena, &err),
             err);
    assert_int_equal(strlen(ent_grid_text(&g, 1, 0)), ENT_GRID_LONGEST_CELL);
    assert_int_equal(
        ent_grid_of_text("t.csv", longest, ENT_GRID_LONGEST_CELL + 2, 0, &g, arena, &err),
        ENT_E_PARSE);
    assert_string_equal(err.message, "t.csv:2: a cell is longer than 65536 bytes");
    char *wide = ent_arena_array(arena, char, 2 * ENT_GRID_MOST_COLUMNS + 2);
    memset(wide, ',', ENT_GRID_MOST_COLUMNS);
    wide[ENT_GRID_MOST_COLUMNS] = 'x';
    assert_int_equal(ent_grid_of_text("t.csv", wide, ENT_GRID_MOST_COLUMNS + 1, 0, &g, arena, &err),
                     ENT_E_DATA);
    assert_string_equal(err.message, "t.csv: a cell lies beyond row 1048576 or column 16384");
}

/* More than four million cells are refused, not swallowed. */
static void test_too_many_cells(void **state)
{
    ent_arena *arena = *state;
    const size_t size = 2 * ((size_t)ENT_GRID_MOST_CELLS + 1), row = 16384;
    const size_t mark = ent_arena_mark(arena);
    char *text = ent_arena_array(arena, char, size);
    ent_grid g;
    ent_error err;
    for (size_t i = 0; i < size; i += 2) {
        text[i] = '1';
        text[i + 1] = (i / 2 + 1) % row ? ',' : '\n';
    }
    assert_int_equal(ent_grid_of_text("t.csv", text, size, 0, &g, arena, &err), ENT_E_DATA);
    assert_string_equal(err.message,
                        "t.csv: more than 4194304 cells; no table of this kind is that large");
    ent_arena_rewind(arena, mark);
}

static void test_names_of_cells(void **state)
{
    static const struct {
        size_t row, column;
        const char *want;
    } cells[] = {{0, 0, "A1"},     {11, 25, "Z12"},  {0, 26, "AA1"},
                 {9, 701, "ZZ10"}, {0, 702, "AAA1"}, {1048575, 16383, "XFD1048576"}};
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        char name[16];
        ent_grid_cell_name(cells[i].row, cells[i].column, name);
        assert_string_equal(name, cells[i].want);
    }
}

/* For every n the n-th request of memory fails; the last text is longer than a pool of texts. */
static void test_no_memory(void **state)
{
    static const char *const texts[] = {"a,b\n", "\xff\xfe\x61\x00", NULL};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        ent_status status = ENT_E_NOMEM;
        char *longest = NULL;
        if (!texts[i]) {
            longest = malloc(ENT_GRID_LONGEST_CELL);
            memset(longest, 'x', ENT_GRID_LONGEST_CELL);
        }
        for (size_t n = 1; status != ENT_OK; n++) {
            ent_arena arena;
            ent_grid g;
            ent_error err = {{0}};
            assert_true(n < 10);
            ent_heap_arena_create(&arena, 1);
            ent_heap_fail_after(n);
            status = ent_grid_of_text("t.csv", longest ? longest : texts[i],
                                      longest ? ENT_GRID_LONGEST_CELL : 4, 0, &g, &arena, &err);
            if (status == ENT_OK) /* and none was passed over: the next would fail */
                assert_null(ent_arena_alloc(&arena, 1, 1));
            ent_heap_fail_after(0);
            if (status != ENT_OK) {
                assert_int_equal(status, ENT_E_NOMEM);
                assert_string_equal(err.message, "out of memory");
            }
            ent_heap_arena_destroy(&arena);
        }
        free(longest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),           cmocka_unit_test(test_separator_of_the_beginning),
        cmocka_unit_test(test_refused),        cmocka_unit_test(test_too_many_cells),
        cmocka_unit_test(test_names_of_cells), cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
