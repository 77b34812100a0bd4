/* XLSX to grids: minizip unpacks, Expat reads, both in bounded pieces. */
#include "import/workbook.h"

#include <expat.h>
#include <string.h>

#include "base/grow.h"
#include "entente/text.h"
#include "import/grid.h"
#include "import/zip.h"

enum {
    DEEPEST = 64,
    MOST_STRINGS = ENT_GRID_MOST_CELLS,
    LONGEST_NAME = 256,
    MOST_STYLES = 1 << 16,
    MOST_MERGES = 1 << 14
};

typedef struct merged_cells {
    size_t row, column, rows;
} merged_cells;

/* What the four kinds of part have in common; each has its own handlers below. */
typedef struct xml_reader {
    XML_Parser parser;
    const char *path, *part;
    int depth;
    ent_status status;
    ent_error *err;
    ent_arena *arena;
    /* workbook.xml and its relationships */
    size_t n;
    const char **names, **ids, **targets, *hidden;
    size_t n_hidden;
    /* shared strings and cells: the text being read */
    char *text;
    size_t length;
    bool in_text, in_phonetic, is_raised;
    /* shared strings */
    const char **strings;
    size_t n_strings, capacity;
    /* styles */
    bool in_fonts, in_styles;
    size_t n_fonts, n_styles;
    uint32_t *fonts, *styles;
    /* a sheet */
    uint32_t colour;
    size_t n_merged;
    merged_cells *merged;
    grid_maker grid;
    const ent_workbook *book;
    size_t row, column, next_column, next_row;
    enum { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_ERROR } kind;
} xml_reader;

static void stop(xml_reader *r, ent_status status)
{
    if (r->status == ENT_OK)
        r->status = status;
    XML_StopParser(r->parser, XML_FALSE);
}

static void fail(xml_reader *r, const char *what)
{
    if (r->status == ENT_OK)
        ent_fail(r->err, ENT_E_PARSE, "%s: part %s: %s", r->path, r->part, what);
    stop(r, ENT_E_PARSE);
}

static void out_of_memory(xml_reader *r)
{
    if (r->status == ENT_OK)
        ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
    stop(r, ENT_E_NOMEM);
}

/* Without its prefix: some writers give every element one. */
static const char *plain(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static const char *attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(plain(*attributes), name) == 0)
            return attributes[1];
    return NULL;
}

/* r:id and sheetId both end in "id": the whole name counts here. */
static const char *relation_id(const char **attributes)
{
    for (; *attributes; attributes += 2)
        if (strchr(*attributes, ':') && strcmp(plain(*attributes), "id") == 0)
            return attributes[1];
    return NULL;
}

static void XMLCALL no_document_type(void *data, const char *name, const char *system,
                                     const char *public_id, int internal)
{
    (void)name, (void)system, (void)public_id, (void)internal;
    fail(data, "has a document type, which a workbook never has; not read");
}

static bool deeper(xml_reader *r)
{
    if (++r->depth <= DEEPEST)
        return true;
    fail(r, "is nested too deeply for a workbook");
    return false;
}

/* --- one part through one parser --- */

static ent_status feed(void *reader, const char *piece, size_t length, bool last, ent_error *err)
{
    xml_reader *r = reader;
    if (XML_Parse(r->parser, piece, (int)length, last) == XML_STATUS_OK)
        return r->status;
    if (r->status != ENT_OK)
        return r->status;
    return ent_fail(err, ENT_E_PARSE, "%s: part %s: line %lu: %s", r->path, r->part,
                    (unsigned long)XML_GetCurrentLineNumber(r->parser),
                    XML_ErrorString(XML_GetErrorCode(r->parser)));
}

static ent_status parse_part(xml_reader *r, const ent_workbook *w, const char *part,
                             XML_StartElementHandler start, XML_EndElementHandler end,
                             XML_CharacterDataHandler text, bool *found, ent_error *err)
{
    r->path = w->path;
    r->part = part;
    r->err = err;
    r->status = ENT_OK;
    r->depth = 0;
    r->parser = XML_ParserCreate(NULL);
    ENT_NEED(r->parser, err);
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, start, end);
    XML_SetCharacterDataHandler(r->parser, text);
    XML_SetStartDoctypeDeclHandler(r->parser, no_document_type);
    const ent_status status = zip_read(w->path, w->bytes, w->size, part, feed, r, found, err);
    XML_ParserFree(r->parser);
    r->parser = NULL;
    return status;
}

/* --- workbook.xml and its relationships --- */

static void XMLCALL book_start(void *data, const char *name, const char **attributes)
{
    xml_reader *r = data;
    if (!deeper(r) || strcmp(plain(name), "sheet") != 0 || r->n == ENT_WORKBOOK_MOST_SHEETS)
        return;
    const char *title = attribute(attributes, "name"), *id = relation_id(attributes);
    if (!title || !id || strlen(title) > LONGEST_NAME) {
        fail(r, "a sheet has no name or no relation");
        return;
    }
    const char *state = attribute(attributes, "state");
    if (state && strcmp(state, "visible") != 0) { /* drafts and workings, which nobody published */
        if (!r->n_hidden++ && !(r->hidden = ent_text_copy(title, strlen(title), r->arena)))
            out_of_memory(r);
        return;
    }
    r->names[r->n] = ent_text_copy(title, strlen(title), r->arena);
    r->ids[r->n] = ent_text_copy(id, strlen(id), r->arena);
    if (!r->names[r->n] || !r->ids[r->n])
        out_of_memory(r);
    else
        r->n++;
}

static void XMLCALL any_end(void *data, const char *name)
{
    (void)name;
    ((xml_reader *)data)->depth--;
}

/* "worksheets/sheet1.xml" lies below xl/, "/xl/worksheets/sheet1.xml" below the root. */
static const char *part_name(const char *target, ent_arena *arena)
{
    return *target == '/' ? ent_text_copy(target + 1, strlen(target + 1), arena)
                          : ent_text_format(arena, "xl/%s", target);
}

static void XMLCALL relation_start(void *data, const char *name, const char **attributes)
{
    xml_reader *r = data;
    if (!deeper(r) || strcmp(plain(name), "Relationship") != 0)
        return;
    const char *id = attribute(attributes, "Id"), *target = attribute(attributes, "Target");
    for (size_t i = 0; id && target && i < r->n; i++)
        if (strcmp(r->ids[i], id) == 0) {
            r->targets[i] = part_name(target, r->arena);
            if (!r->targets[i])
                out_of_memory(r);
        }
}

static ent_status read_sheets(xml_reader *r, ent_workbook *w, ent_error *err)
{
    bool found = false;
    ENT_TRY(parse_part(r, w, "xl/workbook.xml", book_start, any_end, NULL, &found, err));
    if (!found || !r->n)
        return ent_fail(err, ENT_E_PARSE,
                        r->n_hidden
                            ? "%s: all sheets of the workbook are hidden"
                            : "%s: is an archive but not an Excel workbook: it has no sheets",
                        w->path);
    ENT_TRY(
        parse_part(r, w, "xl/_rels/workbook.xml.rels", relation_start, any_end, NULL, &found, err));
    for (size_t i = 0; i < r->n; i++)
        if (!r->targets[i])
            return ent_fail(err, ENT_E_PARSE, "%s: sheet '%.60s' is named but not there", w->path,
                            r->names[i]);
    w->n_sheets = r->n;
    w->hidden = r->hidden;
    w->n_hidden = r->n_hidden;
    w->names = r->names;
    w->parts = r->targets;
    return ENT_OK;
}

/* --- text of strings and cells --- */

static void XMLCALL add_text(void *data, const char *text, int length)
{
    xml_reader *r = data;
    const size_t n = (size_t)length;
    if (!r->in_text || r->in_phonetic)
        return;
    if (n > ENT_GRID_LONGEST_CELL - r->length) {
        fail(r, "a cell is longer than 65536 bytes");
        return;
    }
    memcpy(r->text + r->length, text, n);
    r->length += n;
}

/* The mark of a footnote behind a name or a number: it belongs to neither. */
static bool is_superscript(const char **attributes)
{
    const char *value = attribute(attributes, "val");
    return value && strcmp(value, "superscript") == 0;
}

static void XMLCALL string_start(void *data, const char *name, const char **attributes)
{
    xml_reader *r = data;
    if (!deeper(r))
        return;
    name = plain(name);
    if (strcmp(name, "si") == 0)
        r->length = 0;
    else if (strcmp(name, "r") == 0)
        r->is_raised = false;
    else if (strcmp(name, "vertAlign") == 0)
        r->is_raised = is_superscript(attributes);
    else if (strcmp(name, "rPh") == 0)
        r->in_phonetic = true;
    else if (strcmp(name, "t") == 0)
        r->in_text = !r->is_raised;
}

static void keep_string(xml_reader *r)
{
    if (r->n_strings == MOST_STRINGS) {
        fail(r, "has too many strings");
        return;
    }
    r->strings = grow(r->arena, r->strings, r->n_strings, &r->capacity, 1024, sizeof *r->strings);
    const char *kept = r->strings ? grid_keep(&r->grid, r->text, r->length) : NULL;
    if (kept)
        r->strings[r->n_strings++] = kept;
    else
        out_of_memory(r);
}

static void XMLCALL string_end(void *data, const char *name)
{
    xml_reader *r = data;
    r->depth--;
    name = plain(name);
    if (strcmp(name, "si") == 0)
        keep_string(r);
    else if (strcmp(name, "r") == 0)
        r->is_raised = false;
    else if (strcmp(name, "rPh") == 0)
        r->in_phonetic = false;
    else if (strcmp(name, "t") == 0)
        r->in_text = false;
}

/* --- styles: the colour of the text of each --- */

/* The palette that "indexed" refers to when a workbook brings none of its own. */
static uint32_t of_palette(long long index)
{
    static const uint32_t palette[] = {
        0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff,
        0x800000, 0x008000, 0x000080, 0x808000, 0x800080, 0x008080, 0xc0c0c0, 0x808080,
        0x9999ff, 0x993366, 0xffffcc, 0xccffff, 0x660066, 0xff8080, 0x0066cc, 0xccccff,
        0x000080, 0xff00ff, 0xffff00, 0x00ffff, 0x800080, 0x800000, 0x008080, 0x0000ff,
        0x00ccff, 0xccffff, 0xccffcc, 0xffff99, 0x99ccff, 0xff99cc, 0xcc99ff, 0xffcc99,
        0x3366ff, 0x33cccc, 0x99cc00, 0xffcc00, 0xff9900, 0xff6600, 0x666699, 0x969696,
        0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333};
    enum { N = sizeof palette / sizeof palette[0] };
    index = index >= 8 ? index - 8 : index; /* the first eight stand twice */
    return index >= 0 && index < N ? palette[index] : 0;
}

/* "FF0000FF", the first two digits being opacity, or "0000FF". */
static uint32_t of_digits(const char *text)
{
    uint32_t colour = 0;
    for (; *text; text++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF", *at = strchr(digits, *text);
        if (!at)
            return 0;
        colour = colour << 4 | (uint32_t)((at - digits) % 16);
    }
    return colour & 0xffffff;
}

static uint32_t colour_of(const char **attributes)
{
    const char *rgb = attribute(attributes, "rgb"), *indexed = attribute(attributes, "indexed");
    long long index = 0;
    if (rgb)
        return of_digits(rgb);
    return indexed && ent_text_integer(indexed, strlen(indexed), &index) ? of_palette(index) : 0;
}

static void XMLCALL style_start(void *data, const char *name, const char **attributes)
{
    xml_reader *r = data;
    if (!deeper(r))
        return;
    name = plain(name);
    if (strcmp(name, "fonts") == 0)
        r->in_fonts = true;
    else if (strcmp(name, "cellXfs") == 0)
        r->in_styles = true;
    else if (r->in_fonts && strcmp(name, "font") == 0 && r->n_fonts < MOST_STYLES)
        r->fonts[r->n_fonts++] = 0;
    else if (r->in_fonts && strcmp(name, "color") == 0 && r->n_fonts)
        r->fonts[r->n_fonts - 1] = colour_of(attributes);
    else if (r->in_styles && strcmp(name, "xf") == 0 && r->n_styles < MOST_STYLES) {
        const char *font = attribute(attributes, "fontId");
        long long index = 0;
        const bool known = font && ent_text_integer(font, strlen(font), &index) && index >= 0 &&
                           (size_t)index < r->n_fonts;
        r->styles[r->n_styles++] = known ? r->fonts[index] : 0;
    }
}

static void XMLCALL style_end(void *data, const char *name)
{
    xml_reader *r = data;
    r->depth--;
    name = plain(name);
    if (strcmp(name, "fonts") == 0)
        r->in_fonts = false;
    else if (strcmp(name, "cellXfs") == 0)
        r->in_styles = false;
}

static ent_status read_styles(xml_reader *r, ent_workbook *w, ent_error *err)
{
    bool found = false;
    r->fonts = ent_arena_array(r->arena, uint32_t, MOST_STYLES);
    r->styles = ent_arena_array(r->arena, uint32_t, MOST_STYLES);
    ENT_NEED(r->fonts && r->styles, err);
    ENT_TRY(parse_part(r, w, "xl/styles.xml", style_start, style_end, NULL, &found, err));
    w->n_styles = r->n_styles;
    w->colours = r->styles;
    return ENT_OK;
}

/* --- a sheet --- */

/* "B12" to row 11, column 1; false when it is no such name. */
static bool read_reference(const char *text, size_t *row, size_t *column)
{
    size_t c = 0, n = 0;
    for (; *text >= 'A' && *text <= 'Z' && n < 3; text++, n++)
        c = 26 * c + (size_t)(*text - 'A' + 1);
    long long number = 0;
    if (!n || !ent_text_integer(text, strlen(text), &number) || number < 1 ||
        number > ENT_GRID_MOST_ROWS)
        return false;
    *row = (size_t)number - 1;
    *column = c - 1;
    return true;
}

/* A cell or row without a reference follows the one before. */
static void cell_start(xml_reader *r, const char **attributes)
{
    const char *where = attribute(attributes, "r"), *type = attribute(attributes, "t");
    const char *style = attribute(attributes, "s");
    long long index = 0;
    r->colour = style && ent_text_integer(style, strlen(style), &index) && index >= 0 &&
                        (size_t)index < r->book->n_styles
                    ? r->book->colours[index]
                    : 0;
    r->column = r->next_column;
    if (where && !read_reference(where, &r->row, &r->column))
        fail(r, "a cell has no valid reference");
    r->next_column = r->column + 1;
    r->length = 0;
    r->kind = !type || strcmp(type, "n") == 0 ? CELL_NUMBER
              : strcmp(type, "s") == 0        ? CELL_SHARED
              : strcmp(type, "e") == 0        ? CELL_ERROR
                                              : CELL_TEXT;
}

static void row_start(xml_reader *r, const char **attributes)
{
    const char *where = attribute(attributes, "r");
    long long number = (long long)r->next_row + 1;
    if (where && (!ent_text_integer(where, strlen(where), &number) || number < 1 ||
                  number > ENT_GRID_MOST_ROWS))
        fail(r, "a row has no valid number");
    r->row = (size_t)number - 1;
    r->next_row = r->row + 1;
    r->next_column = 0;
}

/* Cells merged downwards in one column, such as a name beside several rows. */
static void keep_merge(xml_reader *r, const char **attributes)
{
    const char *where = attribute(attributes, "ref"), *colon = where ? strchr(where, ':') : NULL;
    char first[16];
    size_t row = 0, column = 0, last_row = 0, last_column = 0;
    if (!colon || (size_t)(colon - where) >= sizeof first || r->n_merged == MOST_MERGES)
        return;
    memcpy(first, where, (size_t)(colon - where));
    first[colon - where] = '\0';
    if (!read_reference(first, &row, &column) ||
        !read_reference(colon + 1, &last_row, &last_column) || column != last_column ||
        last_row <= row)
        return;
    if (!r->merged)
        r->merged = ent_arena_array(r->arena, merged_cells, MOST_MERGES);
    if (!r->merged)
        out_of_memory(r);
    else
        r->merged[r->n_merged++] = (merged_cells){row, column, last_row - row};
}

static void XMLCALL sheet_start(void *data, const char *name, const char **attributes)
{
    xml_reader *r = data;
    if (!deeper(r))
        return;
    name = plain(name);
    if (strcmp(name, "row") == 0)
        row_start(r, attributes);
    else if (strcmp(name, "c") == 0)
        cell_start(r, attributes);
    else if (strcmp(name, "mergeCell") == 0)
        keep_merge(r, attributes);
    else if (strcmp(name, "rPh") == 0)
        r->in_phonetic = true;
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        r->in_text = true;
}

static const char *shared_string(xml_reader *r)
{
    long long index = 0;
    if (!ent_text_integer(r->text, r->length, &index) || index < 0 ||
        (size_t)index >= r->book->n_strings) {
        if (r->length)
            fail(r, "a cell points outside the shared strings");
        return "";
    }
    return r->book->strings[index];
}

static void XMLCALL sheet_end(void *data, const char *name)
{
    xml_reader *r = data;
    r->depth--;
    name = plain(name);
    if (strcmp(name, "c") == 0) {
        const char *kept = r->kind == CELL_SHARED  ? shared_string(r)
                           : r->kind == CELL_ERROR ? "" /* "#REF!" is not a value */
                                                   : grid_keep(&r->grid, r->text, r->length);
        const ent_status status = grid_add(&r->grid, r->row, r->column, r->colour, kept, r->err);
        if (status != ENT_OK)
            stop(r, status);
    } else if (strcmp(name, "rPh") == 0) {
        r->in_phonetic = false;
    } else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        r->in_text = false;
    }
}

/* --- the whole --- */

static ent_status text_buffer(xml_reader *r, ent_error *err)
{
    r->text = ent_arena_array(r->arena, char, ENT_GRID_LONGEST_CELL + 1);
    return r->text ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

static ent_status open_archive(ent_workbook *w, ent_arena *arena, ent_error *err)
{
    xml_reader r = {.arena = arena, .book = w};
    r.names = ent_arena_array(arena, const char *, ENT_WORKBOOK_MOST_SHEETS);
    r.ids = ent_arena_array(arena, const char *, ENT_WORKBOOK_MOST_SHEETS);
    r.targets = ent_arena_array(arena, const char *, ENT_WORKBOOK_MOST_SHEETS);
    ENT_NEED(r.names && r.ids && r.targets, err);
    ENT_TRY(read_sheets(&r, w, err));
    ENT_TRY(text_buffer(&r, err));
    grid_begin(&r.grid, w->path, arena);
    bool found = false;
    ENT_TRY(
        parse_part(&r, w, "xl/sharedStrings.xml", string_start, string_end, add_text, &found, err));
    w->strings = r.strings;
    w->n_strings = r.n_strings;
    return read_styles(&r, w, err);
}

static bool begins(const ent_workbook *w, const char *mark, size_t length)
{
    return w->size >= length && memcmp(w->bytes, mark, length) == 0;
}

ent_status ent_workbook_parse(const char *path, const void *bytes, size_t size, ent_workbook *out,
                              ent_arena *arena, ent_error *err)
{
    ent_workbook w = {
        .path = ent_text_copy(path, strlen(path), arena), .bytes = bytes, .size = size};
    ENT_NEED(w.path, err);
    if (!size)
        return ent_fail(err, ENT_E_DATA, "%s: is empty", path);
    if (begins(&w, "\xd0\xcf\x11\xe0", 4))
        return ent_fail(err, ENT_E_PARSE,
                        "%s: is an Excel file of the old kind (.xls) or protected by a password; "
                        "save it as .xlsx",
                        path);
    if (begins(&w, "%PDF", 4))
        return ent_fail(err, ENT_E_PARSE,
                        "%s: is a PDF. The publisher offers the same tables as .xlsx", path);
    if (begins(&w, "PK\x03\x04", 4)) {
        ENT_TRY(open_archive(&w, arena, err));
    } else {
        const char **names = ent_arena_array(arena, const char *, 1);
        ENT_NEED(names, err);
        names[0] = w.path;
        w.n_sheets = 1;
        w.names = names;
    }
    *out = w;
    return ENT_OK;
}

ent_status ent_workbook_read(const char *path, ent_workbook *w, ent_arena *arena, ent_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    ENT_TRY(ent_text_read_file(path, ENT_WORKBOOK_LARGEST_FILE, &bytes, &size, arena, err));
    return ent_workbook_parse(path, bytes, size, w, arena, err);
}

/* The text of the first of merged cells stands in all of them. */
static ent_status fill_merged(xml_reader *r, const ent_grid *grid, ent_error *err)
{
    const size_t n_rows = grid->n_rows;
    for (size_t i = 0; i < r->n_merged; i++) {
        const merged_cells *m = &r->merged[i];
        const char *text = ent_grid_text(grid, m->row, m->column);
        for (size_t row = m->row + 1; *text && row <= m->row + m->rows && row < n_rows; row++)
            if (!*ent_grid_text(grid, row, m->column))
                ENT_TRY(grid_add(&r->grid, row, m->column, 0, text, err));
    }
    return ENT_OK;
}

ent_status ent_workbook_sheet(const ent_workbook *w, size_t sheet, ent_grid *grid, ent_arena *arena,
                              ent_error *err)
{
    if (sheet >= w->n_sheets)
        return ent_fail(err, ENT_E_ARG, "%s: has no sheet %zu", w->path, sheet);
    if (!w->parts)
        return ent_grid_of_text(w->path, (const char *)w->bytes, w->size, w->separator, grid, arena,
                                err);
    xml_reader r = {.arena = arena, .book = w};
    ENT_TRY(text_buffer(&r, err));
    const char *where = ent_text_format(arena, "%s: sheet '%s'", w->path, w->names[sheet]);
    ENT_NEED(where, err);
    grid_begin(&r.grid, where, arena);
    bool found = false;
    ENT_TRY(parse_part(&r, w, w->parts[sheet], sheet_start, sheet_end, add_text, &found, err));
    if (!found)
        return ent_fail(err, ENT_E_PARSE, "%s is named but not there", where);
    grid_finish(&r.grid, w->names[sheet], grid);
    if (!r.n_merged)
        return ENT_OK;
    ENT_TRY(fill_merged(&r, grid, err));
    grid_finish(&r.grid, w->names[sheet], grid);
    return ENT_OK;
}
