#include "entente/csv.h"

#include <stdint.h>
#include <string.h>

#include "entente/text.h"

enum { LONGEST_LINE = 1 << 20, LARGEST_FILE = 1 << 28 };

/* Two passes over the same scanner: the first counts, the second stores. */
typedef struct scanner {
    const char *path;
    char *text; /* cells are terminated and unquoted in place */
    size_t length, at, line;
} scanner;

static ent_status fail_at(const scanner *s, size_t line, const char *what, ent_error *err)
{
    return ent_fail(err, ENT_E_PARSE, "%s:%zu: %s", s->path, line, what);
}

static bool at_row_end(const scanner *s)
{
    return s->at == s->length || s->text[s->at] == '\n' ||
           (s->text[s->at] == '\r' && s->at + 1 < s->length && s->text[s->at + 1] == '\n');
}

/* A quoted cell: doubled quotes become one, the text moves left over the opening quote. */
static ent_status scan_quoted(scanner *s, char **cell, size_t *cell_length, ent_error *err)
{
    const size_t opened = s->line;
    char *out = s->text + ++s->at;
    *cell = out;
    for (;; s->at++) {
        if (s->at == s->length)
            return fail_at(s, opened, "quote is never closed", err);
        const char c = s->text[s->at];
        if (c == '"' && s->at + 1 < s->length && s->text[s->at + 1] == '"')
            s->at++;
        else if (c == '"')
            break;
        s->line += c == '\n';
        *out++ = c;
    }
    s->at++;
    *cell_length = (size_t)(out - *cell);
    if (!at_row_end(s) && s->text[s->at] != ',')
        return fail_at(s, s->line, "text after a closing quote", err);
    return ENT_OK;
}

static ent_status scan_plain(scanner *s, char **cell, size_t *cell_length, ent_error *err)
{
    *cell = s->text + s->at;
    const size_t start = s->at;
    while (!at_row_end(s) && s->text[s->at] != ',') {
        if (s->text[s->at] == '"')
            return fail_at(s, s->line, "quote inside an unquoted cell", err);
        s->at++;
    }
    *cell_length = s->at - start;
    return ENT_OK;
}

static ent_status scan_cell(scanner *s, char **cell, size_t *cell_length, bool *last,
                            ent_error *err)
{
    if (s->at < s->length && s->text[s->at] == '"')
        ENT_TRY(scan_quoted(s, cell, cell_length, err));
    else
        ENT_TRY(scan_plain(s, cell, cell_length, err));
    *last = at_row_end(s);
    if (*last) {
        if (s->at < s->length && s->text[s->at] == '\r')
            s->at++;
        s->line++;
    }
    if (s->at < s->length)
        s->at++; /* the comma or the line feed */
    return ENT_OK;
}

/* A workbook, or the separators of another country, are told by their first bytes. */
static ent_status check_kind(const char *path, const char *text, size_t length, ent_error *err)
{
    if (length >= 4 && memcmp(text, "PK\x03\x04", 4) == 0)
        return ent_fail(err, ENT_E_PARSE, "%s: is a workbook (.xlsx); save it as CSV", path);
    if (length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        return ent_fail(err, ENT_E_PARSE, "%s: is UTF-16; save it as CSV in UTF-8", path);
    const char *end = memchr(text, '\n', length);
    const size_t first = end ? (size_t)(end - text) : length;
    if (!end && memchr(text, '\r', length))
        return ent_fail(err, ENT_E_PARSE,
                        "%s:1: lines end in carriage returns alone; save it with line feeds", path);
    const bool semicolons = memchr(text, ';', first), tabs = memchr(text, '\t', first);
    if (!memchr(text, ',', first) && (semicolons || tabs))
        return ent_fail(err, ENT_E_PARSE,
                        "%s:1: columns are separated by %s; write commas between columns and a "
                        "point in numbers",
                        path, semicolons ? "semicolons" : "tabs");
    return ENT_OK;
}

static ent_status check_text(const char *path, const char *text, size_t length, ent_error *err)
{
    const size_t bad = ent_text_utf8_error(text, length);
    size_t line = 1, line_start = 0;
    for (size_t i = 0; i <= length; i++) {
        if (i == bad && i < length)
            return ent_fail(err, ENT_E_PARSE, "%s:%zu: byte %zu of the line is not valid UTF-8",
                            path, line, i - line_start + 1);
        if (i == length || text[i] == '\n') {
            line++;
            line_start = i + 1;
        } else if (i - line_start >= LONGEST_LINE) {
            return ent_fail(err, ENT_E_PARSE, "%s:%zu: line is longer than %d bytes", path, line,
                            LONGEST_LINE);
        }
    }
    return ENT_OK;
}

/* Upper bounds from one look at the bytes: rows from line feeds, columns from the header. */
static size_t count_rows(const char *text, size_t length)
{
    size_t rows = 1;
    for (size_t i = 0; i < length; i++)
        rows += text[i] == '\n';
    return rows;
}

static ent_status scan_header(scanner *s, const char ***cells, size_t *n_cols, size_t bound,
                              ent_arena *arena, ent_error *err)
{
    const char **names = ent_arena_array(arena, const char *, bound);
    ENT_NEED(names, err);
    size_t n = 0;
    for (bool last = false; !last; n++) {
        char *cell = NULL;
        size_t length = 0;
        ENT_TRY(scan_cell(s, &cell, &length, &last, err));
        char *name = ent_text_copy(cell, length, arena);
        ENT_NEED(name, err);
        names[n] = name;
        if (!length)
            return ent_fail(err, ENT_E_PARSE, "%s:1: column %zu has no name", s->path, n + 1);
        for (size_t i = 0; i < n; i++)
            if (strcmp(names[i], name) == 0)
                return ent_fail(err, ENT_E_PARSE, "%s:1: column '%s' appears twice", s->path, name);
    }
    *cells = names;
    *n_cols = n;
    return ENT_OK;
}

static ent_status scan_row(scanner *s, size_t n_cols, const char **row, ent_error *err)
{
    const size_t line = s->line;
    size_t n = 0;
    for (bool last = false; !last; n++) {
        char *cell = NULL;
        size_t length = 0;
        ENT_TRY(scan_cell(s, &cell, &length, &last, err));
        if (n < n_cols) {
            cell[length] = '\0';
            row[n] = cell;
        }
    }
    if (n != n_cols)
        return ent_fail(err, ENT_E_PARSE, "%s:%zu: row has %zu cells, the header has %zu", s->path,
                        line, n, n_cols);
    return ENT_OK;
}

ent_status ent_csv_parse(const char *path, const char *text, size_t length, ent_csv *table,
                         ent_arena *arena, ent_error *err)
{
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    ENT_TRY(check_kind(path, text, length, err));
    ENT_TRY(check_text(path, text, length, err));
    if (!length)
        return ent_fail(err, ENT_E_PARSE, "%s:1: file is empty; a header line is needed", path);
    scanner s = {.path = ent_text_copy(path, strlen(path), arena),
                 .text = ent_text_copy(text, length, arena),
                 .length = length,
                 .line = 1};
    ENT_NEED(s.path && s.text, err);
    size_t commas = 1;
    for (const char *p = text; p < text + length && *p != '\n'; p++)
        commas += *p == ',';
    const char **header = NULL;
    size_t n_cols = 0;
    ENT_TRY(scan_header(&s, &header, &n_cols, commas, arena, err));

    const size_t bound = count_rows(text, length);
    const char **cells = NULL;
    if (n_cols <= SIZE_MAX / sizeof(char *) / (bound + 1))
        cells = ent_arena_array(arena, const char *, (bound + 1) * n_cols);
    size_t *lines = ent_arena_array(arena, size_t, bound + 1);
    ENT_NEED(cells && lines, err);
    /* NOLINTNEXTLINE(*-core.NonNullParamChecker): the analyser thinks ent_fail might be ENT_OK */
    memcpy(cells, header, n_cols * sizeof *cells);
    lines[0] = 1;
    size_t rows = 0;
    while (s.at < s.length) {
        if (at_row_end(&s)) { /* an empty line between rows is skipped */
            s.at += s.text[s.at] == '\r' ? 2 : 1;
            s.line++;
            continue;
        }
        rows++;
        lines[rows] = s.line;
        ENT_TRY(scan_row(&s, n_cols, cells + rows * n_cols, err));
    }
    *table = (ent_csv){s.path, rows, n_cols, cells, lines};
    return ENT_OK;
}

ent_status ent_csv_read(const char *path, ent_csv *table, ent_arena *arena, ent_error *err)
{
    char *text = NULL;
    size_t length = 0;
    ENT_TRY(ent_text_read_file(path, LARGEST_FILE, &text, &length, arena, err));
    return ent_csv_parse(path, text, length, table, arena, err);
}

static bool find_column(const ent_csv *table, const char *name, size_t *column)
{
    for (size_t c = 0; c < table->n_cols; c++)
        if (strcmp(table->cells[c], name) == 0) {
            *column = c;
            return true;
        }
    return false;
}

ent_status ent_csv_column(const ent_csv *table, const char *name, size_t *column, ent_error *err)
{
    if (find_column(table, name, column))
        return ENT_OK;
    const char *near = ent_text_nearest(name, table->cells, table->n_cols);
    return ent_fail(err, ENT_E_DATA, "%s:1: column '%s' is missing%s%s%s", table->path, name,
                    near ? "; there is '" : "", near ? near : "", near ? "'" : "");
}

ent_status ent_csv_open(const char *dir, const char *file, const char *columns, size_t *at,
                        ent_csv *table, ent_arena *arena, ent_error *err)
{
    const char *path = ent_text_format(arena, "%s/%s", dir, file);
    ENT_NEED(path, err);
    ENT_TRY(ent_csv_read(path, table, arena, err));
    for (const char *word = columns; *word; at++) {
        const size_t length = strcspn(word, " ");
        const char *name = ent_text_copy(word, length, arena);
        ENT_NEED(name, err);
        ENT_TRY(ent_csv_column(table, name, at, err));
        word += length + strspn(word + length, " ");
    }
    return ENT_OK;
}

bool ent_csv_has_column(const ent_csv *table, const char *name)
{
    size_t column;
    return find_column(table, name, &column);
}

const char *ent_csv_text(const ent_csv *table, size_t row, size_t column)
{
    return table->cells[(row + 1) * table->n_cols + column];
}

size_t ent_csv_line(const ent_csv *table, size_t row)
{
    return table->lines[row + 1];
}

ent_status ent_csv_number(const ent_csv *table, size_t row, size_t column, double *value,
                          ent_error *err)
{
    const char *cell = ent_csv_text(table, row, column);
    if (!*cell) {
        *value = ENT_MISSING;
        return ENT_OK;
    }
    if (ent_text_number(cell, strlen(cell), value))
        return ENT_OK;
    return ent_fail(err, ENT_E_PARSE, "%s:%zu: column %s: '%.60s' is not a number%s", table->path,
                    ent_csv_line(table, row), table->cells[column], cell,
                    strchr(cell, ',') ? "; write a point, not a comma" : "");
}

ent_status ent_csv_required(const ent_csv *table, size_t row, size_t column, double *value,
                            ent_error *err)
{
    if (!*ent_csv_text(table, row, column))
        return ent_fail(err, ENT_E_DATA, "%s:%zu: column %s: is empty but needed", table->path,
                        ent_csv_line(table, row), table->cells[column]);
    return ent_csv_number(table, row, column, value, err);
}
