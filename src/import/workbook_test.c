/* Workbooks as odd writers leave them, and damaged ones: which cell comes out, or which line. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "import/books.h"
#include "import/workbook.h"

#define BOOK(sheets) \
    "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" \
    "<sheets>" sheets "</sheets></workbook>"
#define ONE_SHEET BOOK("<sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/>")
#define RELATION(words) "<Relationships><Relationship " words "/></Relationships>"
#define USUAL RELATION("Id=\"rId1\" Target=\"worksheets/sheet1.xml\"")
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"
#define CELL(attributes, inside) SHEET("<row r=\"1\"><c " attributes ">" inside "</c></row>")

typedef struct place {
    ent_arena arena;
    char folder[TEMPORARY_PATH], path[TEMPORARY_PATH + 64];
} place;

static int load(void **state)
{
    place *p = calloc(1, sizeof *p);
    ent_heap_arena_create(&p->arena, 1 << 16);
    assert_non_null(mkdtemp(temporary(p->folder, "entente-workbook-XXXXXX")));
    snprintf(p->path, sizeof p->path, "%s/workbook.xlsx", p->folder);
    *state = p;
    return 0;
}

static int unload(void **state)
{
    place *p = *state;
    unlink(p->path);
    rmdir(p->folder);
    ent_heap_arena_destroy(&p->arena);
    free(p);
    return 0;
}

typedef struct parts {
    const char *book, *relations, *strings, *sheet; /* NULL: as usual; "" : the part is absent */
} parts;

static const char *part_or(const char *given, const char *usual)
{
    return !given ? usual : *given ? given : NULL;
}

static void write_book(const place *p, const parts *x, bool packed)
{
    const book_part all[] = {
        {"xl/workbook.xml", part_or(x->book, ONE_SHEET)},
        {"xl/_rels/workbook.xml.rels", part_or(x->relations, USUAL)},
        {"xl/sharedStrings.xml", part_or(x->strings, NULL)},
        {"xl/worksheets/sheet1.xml", part_or(x->sheet, CELL("r=\"A1\"", "<v>1</v>"))},
    };
    book_of_parts(p->path, all, sizeof all / sizeof all[0], packed);
}

/* First sheet of what lies at the path. */
static ent_status read_grid(place *p, ent_grid *grid, ent_error *err)
{
    ent_workbook w;
    ENT_TRY(ent_workbook_read(p->path, &w, &p->arena, err));
    return ent_workbook_sheet(&w, 0, grid, &p->arena, err);
}

#define STRINGS "<sst><si><t>zero</t></si><si><t> one </t></si></sst>"

static const struct {
    const char *what;
    parts parts;
    size_t row, column;
    const char *want; /* "" : an empty cell */
} readable[] = {
    {"a number", {.sheet = CELL("r=\"B1\" t=\"n\"", "<v>2.50</v>")}, 0, 1, "2.50"},
    {"a formula is not its value",
     {.sheet = CELL("r=\"A1\"", "<f>SUM(B1:B9)</f><v>7</v>")},
     0,
     0,
     "7"},
    {"a text of a formula", {.sheet = CELL("r=\"A1\" t=\"str\"", "<v> seven </v>")}, 0, 0, "seven"},
    {"a text in the cell",
     {.sheet = CELL("r=\"A1\" t=\"inlineStr\"", "<is><r><t>se</t></r><r><t>ven</t></r></is>")},
     0,
     0,
     "seven"},
    {"how a text in the cell is spoken",
     {.sheet =
          CELL("r=\"A1\" t=\"inlineStr\"", "<is><t>Bonn</t><rPh><t>spoken</t></rPh><t>!</t></is>")},
     0,
     0,
     "Bonn!"},
    {"a shared text",
     {.strings = STRINGS, .sheet = CELL("r=\"A1\" t=\"s\"", "<v>1</v>")},
     0,
     0,
     "one"},
    {"how a shared text is spoken",
     {.strings = "<sst><si><t>Bonn</t><rPh><t>spoken</t></rPh></si></sst>",
      .sheet = CELL("r=\"A1\" t=\"s\"", "<v>0</v>")},
     0,
     0,
     "Bonn"},
    {"a shared text that names none", {.sheet = CELL("r=\"A1\" t=\"s\"", "<v></v>")}, 0, 0, ""},
    {"characters by number",
     {.sheet = CELL("r=\"A1\" t=\"str\"", "<v>R&#xe9;al &amp; co</v>")},
     0,
     0,
     "R\xc3\xa9"
     "al & co"},
    {"every name with a prefix",
     {.book = "<x:workbook xmlns:x=\"m\" xmlns:r=\"o\"><x:sheets><x:sheet name=\"Data\" "
              "sheetId=\"1\" r:id=\"rId1\"/></x:sheets></x:workbook>",
      .sheet = "<x:worksheet xmlns:x=\"m\"><x:row r=\"2\"><x:c r=\"A2\"><x:v>9</x:v></x:c></x:row>"
               "</x:worksheet>"},
     1,
     0,
     "9"},
    {"cells and rows without a name follow the one before",
     {.sheet = SHEET("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c><v>2</v></c></row>"
                     "<row><c><v>3</v></c></row>")},
     3,
     0,
     "3"},
    {"the cell after one with a name",
     {.sheet = SHEET("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c><v>2</v></c></row>")},
     2,
     2,
     "2"},
    {"a cell given twice counts once, as given last",
     {.sheet = SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>")},
     0,
     0,
     "2"},
    {"rows out of order",
     {.sheet = SHEET("<row r=\"2\"><c r=\"B2\"><v>4</v></c><c r=\"A2\"><v>3</v></c></row>"
                     "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")},
     1,
     1,
     "4"},
    {"the last column of a sheet", {.sheet = CELL("r=\"XFD1\"", "<v>1</v>")}, 0, 16383, "1"},
    {"the last row of a sheet",
     {.sheet = SHEET("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>")},
     1048575,
     0,
     "1"},
    {"an empty sheet", {.sheet = "<worksheet/>"}, 0, 0, ""},
    {"a path from the root of the archive",
     {.relations = RELATION("Id=\"rId1\" Target=\"/xl/worksheets/sheet1.xml\"")},
     0,
     0,
     "1"},
    {"relations of other things, or of nothing",
     {.relations = "<Relationships><Relationship Id=\"rId7\" Target=\"styles.xml\"/>"
                   "<Relationship Id=\"rId1\"/><Relationship Target=\"theme.xml\"/><Other/>"
                   "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
     0,
     0,
     "1"},
};

static void test_readable(void **state)
{
    place *p = *state;
    for (size_t i = 0; i < sizeof readable / sizeof readable[0]; i++) {
        ent_grid g;
        ent_error err = {{0}};
        write_book(p, &readable[i].parts, true);
        if (read_grid(p, &g, &err) != ENT_OK)
            fail_msg("%s: %s", readable[i].what, err.message);
        const char *got = ent_grid_text(&g, readable[i].row, readable[i].column);
        if (strcmp(got, readable[i].want) != 0)
            fail_msg("%s: got '%s'", readable[i].what, got);
        assert_string_equal(g.name, "Data");
    }
}

#define AT_SHEET "part xl/worksheets/sheet1.xml: "

static const struct {
    const char *what;
    parts parts;
    const char *want;
} refused[] = {
    {"no sheet",
     {.book = "<workbook/>"},
     "is an archive but not an Excel workbook: it has no sheets"},
    {"a sheet without a name",
     {.book = BOOK("<sheet r:id=\"rId1\"/>")},
     "part xl/workbook.xml: a sheet has no name or no relation"},
    {"a sheet without a relation; its number is none",
     {.book = BOOK("<sheet name=\"Data\" id=\"rId1\"/>")},
     "part xl/workbook.xml: a sheet has no name or no relation"},
    {"a document type in the list of sheets",
     {.book = "<!DOCTYPE workbook>" ONE_SHEET},
     "part xl/workbook.xml: has a document type"},
    {"a list of sheets that ends early",
     {.book = "<workbook>\n<sheets>"},
     "part xl/workbook.xml: line 2: no element found"},
    {"no relations", {.relations = ""}, "sheet 'Data' is named but not there"},
    {"relations of another sheet",
     {.relations = RELATION("Id=\"rId2\" Target=\"worksheets/sheet1.xml\"")},
     "sheet 'Data' is named but not there"},
    {"relations that are not XML",
     {.relations = "Relationships"},
     "part xl/_rels/workbook.xml.rels: line 1"},
    {"a sheet whose part is absent", {.sheet = ""}, "sheet 'Data' is named but not there"},
    {"shared texts that are not XML",
     {.strings = "<sst><si></sst>"},
     "part xl/sharedStrings.xml: line 1: mismatched tag"},
    {"a row 0", {.sheet = SHEET("<row r=\"0\"/>")}, AT_SHEET "a row has no valid number"},
    {"a row without a number",
     {.sheet = SHEET("<row r=\"one\"/>")},
     AT_SHEET "a row has no valid number"},
    {"a row beyond the last",
     {.sheet = SHEET("<row r=\"1048577\"/>")},
     AT_SHEET "a row has no valid number"},
    {"a cell of row 0", {.sheet = CELL("r=\"A0\"", "")}, AT_SHEET "a cell has no valid reference"},
    {"a cell without a column",
     {.sheet = CELL("r=\"12\"", "")},
     AT_SHEET "a cell has no valid reference"},
    {"a cell without a row",
     {.sheet = CELL("r=\"AB\"", "")},
     AT_SHEET "a cell has no valid reference"},
    {"a cell in small letters",
     {.sheet = CELL("r=\"a1\"", "")},
     AT_SHEET "a cell has no valid reference"},
    {"a cell of four letters",
     {.sheet = CELL("r=\"AAAA1\"", "")},
     AT_SHEET "a cell has no valid reference"},
    {"a cell in the row after the last",
     {.sheet = CELL("r=\"A1048577\"", "")},
     AT_SHEET "a cell has no valid reference"},
    {"a cell in the column after the last",
     {.sheet = CELL("r=\"XFE1\"", "<v>1</v>")},
     "sheet 'Data': a cell lies beyond row 1048576 or column 16384"},
    {"a shared text below 0",
     {.strings = STRINGS, .sheet = CELL("r=\"A1\" t=\"s\"", "<v>-1</v>")},
     AT_SHEET "a cell points outside the shared strings"},
    {"a shared text after the last",
     {.strings = STRINGS, .sheet = CELL("r=\"A1\" t=\"s\"", "<v>2</v>")},
     AT_SHEET "a cell points outside the shared strings"},
    {"a shared text by name",
     {.strings = STRINGS, .sheet = CELL("r=\"A1\" t=\"s\"", "<v>zero</v>")},
     AT_SHEET "a cell points outside the shared strings"},
};

static void expect_refused(place *p, const char *what, const char *want)
{
    ent_grid g;
    ent_error err = {{0}};
    const ent_status status = read_grid(p, &g, &err);
    if ((status != ENT_E_PARSE && status != ENT_E_DATA) || !strstr(err.message, want) ||
        strncmp(err.message, p->path, strlen(p->path)) != 0)
        fail_msg("%s: status %d, '%s'", what, (int)status, err.message);
}

static void test_refused(void **state)
{
    place *p = *state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        write_book(p, &refused[i].parts, true);
        expect_refused(p, refused[i].what, refused[i].want);
    }
}

/* Text before and after `n` times the middle; owned by the arena. */
static const char *repeated(place *p, const char *before, const char *middle, size_t n,
                            const char *after)
{
    ent_error err;
    ent_builder b;
    ent_builder_init(&b, &p->arena);
    ent_builder_format(&b, "%s", before);
    for (size_t i = 0; i < n; i++)
        ent_builder_format(&b, "%s", middle);
    ent_builder_format(&b, "%s", after);
    CHECK_OK(ent_builder_status(&b, &err), err);
    return b.data;
}

static void test_large(void **state)
{
    place *p = *state;
    ent_grid g;
    ent_workbook w;
    ent_error err = {{0}};
    write_book(p,
               &(parts){.book = repeated(p, "<workbook xmlns:r=\"o\"><sheet r:id=\"rId1\" name=\"",
                                         "n", 257, "\"/></workbook>")},
               true);
    expect_refused(p, "a name of 257 letters", "a sheet has no name or no relation");

    write_book(p, &(parts){.book = repeated(p, "", "<a>", 65, "")}, true);
    expect_refused(p, "sheets too deep", "part xl/workbook.xml: is nested too deeply");
    write_book(p, &(parts){.relations = repeated(p, "", "<a>", 65, "")}, true);
    expect_refused(p, "relations too deep", "workbook.xml.rels: is nested too deeply");
    write_book(p, &(parts){.strings = repeated(p, "", "<a>", 65, "")}, true);
    expect_refused(p, "texts too deep", "part xl/sharedStrings.xml: is nested too deeply");
    write_book(p, &(parts){.strings = repeated(p, "<sst><si><t>", "0123456789abcdef", 4097, "")},
               true);
    expect_refused(p, "a shared text too long", "a cell is longer than 65536 bytes");

    /* more texts than fit at first; the last one is still the one meant */
    write_book(p,
               &(parts){.strings = repeated(p, "<sst>", "<si><t>same</t></si>", 3000,
                                            "<si><t>last</t></si></sst>"),
                        .sheet = CELL("r=\"A1\" t=\"s\"", "<v>3000</v>")},
               true);
    CHECK_OK(read_grid(p, &g, &err), err);
    assert_string_equal(ent_grid_text(&g, 0, 0), "last");
    /* more cells than fit at first */
    write_book(p,
               &(parts){.sheet = repeated(p, "<worksheet><row r=\"1\">", "<c><v>5</v></c>", 10000,
                                          "<c><v>6</v></c></row></worksheet>")},
               true);
    CHECK_OK(read_grid(p, &g, &err), err);
    assert_int_equal(g.n_cells, 10001);
    assert_string_equal(ent_grid_text(&g, 0, 10000), "6");
    /* of 300 sheets the first 256 are read */
    write_book(
        p,
        &(parts){.book = repeated(p, "<workbook xmlns:r=\"o\">",
                                  "<sheet name=\"Data\" r:id=\"rId1\"/>", 300, "</workbook>")},
        true);
    CHECK_OK(ent_workbook_read(p->path, &w, &p->arena, &err), err);
    assert_int_equal(w.n_sheets, ENT_WORKBOOK_MOST_SHEETS);
    assert_int_equal(ent_workbook_sheet(&w, 256, &g, &p->arena, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "workbook.xlsx: has no sheet 256"));
}

/* --- bytes of the archive --- */

#define PART "xl/worksheets/sheet1.xml"
enum { BEGIN_LOCAL = -30, BEGIN_CENTRAL = -46 }; /* of the record before the name of a part */

/* Write over bytes `at` from the first or last place in the file that reads `mark`. */
static void patch(place *p, const char *mark, bool last, long at, const char *with, size_t n)
{
    char *bytes = NULL, *found = NULL;
    size_t size = 0;
    ent_error err;
    CHECK_OK(ent_text_read_file(p->path, 1 << 20, &bytes, &size, &p->arena, &err), err);
    for (char *from = bytes; (!found || last) && (from = memmem(from, (size_t)(bytes + size - from),
                                                                mark, strlen(mark)));
         from++)
        found = from;
    assert_non_null(found);
    assert_true(found + at >= bytes && found + at + n <= bytes + size);
    memcpy(found + at, with, n);
    CHECK_OK(ent_text_write_file(p->path, bytes, size, &err), err);
}

static const struct {
    const char *what;
    bool packed;
    const char *mark;
    bool last;
    long at;
    const char *with;
    size_t n;
    const char *want;
} damages[] = {
    {"a digit is another", false, "123456", false, 2, "9", 1,
     "part " PART " is damaged (checksum)"},
    {"packed bytes are noise", true, PART, false, sizeof PART - 1, "\xff\xff\xff\xff", 4,
     "part " PART " is damaged"},
    {"packed in another way, by a password", true, PART, true, BEGIN_CENTRAL + 10, "\x63", 1,
     "part " PART " is damaged or encrypted"},
    {"the part lies beyond the end", true, PART, true, BEGIN_CENTRAL + 42, "\xff\xff\xff\x7f", 4,
     "part " PART " is damaged or encrypted"},
    {"where the part lies is another record", true, PART, false, BEGIN_LOCAL, "QQ", 2,
     "part " PART " is damaged or encrypted"},
    {"the list of parts lies beyond the end", true, "PK\x05\x06", true, 16, "\xff\xff\xff\x7f", 4,
     "begins like a workbook (.xlsx) but its archive is damaged or cut off; download it again"},
};

static void test_damaged(void **state)
{
    place *p = *state;
    const parts usual = {.sheet = CELL("r=\"A1\"", "<v>123456</v>")};
    ent_grid g;
    ent_error err = {{0}};
    write_book(p, &usual, false);
    CHECK_OK(read_grid(p, &g, &err), err);
    assert_string_equal(ent_grid_text(&g, 0, 0), "123456");
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        write_book(p, &usual, damages[i].packed);
        patch(p, damages[i].mark, damages[i].last, damages[i].at, damages[i].with, damages[i].n);
        expect_refused(p, damages[i].what, damages[i].want);
    }
}

/* For every n the n-th request of memory fails. */
static void test_no_memory(void **state)
{
    place *p = *state;
    ent_status status = ENT_E_NOMEM;
    write_book(p, &(parts){.strings = STRINGS, .sheet = CELL("r=\"A1\" t=\"s\"", "<v>1</v>")},
               true);
    for (size_t n = 1; status != ENT_OK; n++) {
        ent_grid g;
        ent_workbook w;
        ent_arena arena;
        ent_error err = {{0}};
        assert_true(n < 100);
        ent_heap_arena_create(&arena, 1); /* each request is one of the heap */
        ent_heap_fail_after(n);
        status = ent_workbook_read(p->path, &w, &arena, &err);
        if (status == ENT_OK)
            status = ent_workbook_sheet(&w, 0, &g, &arena, &err);
        if (status == ENT_OK) /* and none was passed over: the next would fail */
            assert_null(ent_arena_alloc(&arena, 1, 1));
        ent_heap_fail_after(0);
        if (status != ENT_OK && (status != ENT_E_NOMEM || !strstr(err.message, "out of memory")))
            fail_msg("request %zu: status %d, '%s'", n, (int)status, err.message);
        if (status == ENT_OK)
            assert_string_equal(ent_grid_text(&g, 0, 0), "one");
        ent_heap_arena_destroy(&arena);
    }
}

/* Drafts in hidden sheets are counted and not read. */
static void test_hidden_sheets(void **state)
{
    static const char visible[] = "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/>";
    place *p = *state;
    ent_workbook w;
    ent_error err = {{0}};
    write_book(p,
               &(parts){.book = ent_text_format(&p->arena, BOOK("%s%s%s"),
                                                "<sheet name=\"Draft\" sheetId=\"2\" "
                                                "state=\"hidden\" r:id=\"rId2\"/>",
                                                visible,
                                                "<sheet name=\"Old\" sheetId=\"3\" "
                                                "state=\"veryHidden\" r:id=\"rId3\"/>")},
               false);
    CHECK_OK(ent_workbook_read(p->path, &w, &p->arena, &err), err);
    assert_int_equal(w.n_sheets, 1);
    assert_string_equal(w.names[0], "A");
    assert_int_equal(w.n_hidden, 2);
    assert_string_equal(w.hidden, "Draft");
    write_book(p,
               &(parts){.book = BOOK("<sheet name=\"A\" sheetId=\"1\" state=\"hidden\" "
                                     "r:id=\"rId1\"/>")},
               false);
    assert_int_equal(ent_workbook_read(p->path, &w, &p->arena, &err), ENT_E_PARSE);
    assert_non_null(strstr(err.message, "all sheets of the workbook are hidden"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readable),  cmocka_unit_test(test_refused),
        cmocka_unit_test(test_large),     cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_hidden_sheets),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
