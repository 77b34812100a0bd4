#include "entente/table.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "base/zero.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void ent_table_init(ent_table *t, const char *name, const char *title, const ent_column *columns,
                    size_t n_columns, ent_arena *arena)
{
    *t = (ent_table){
        .name = name, .title = title, .columns = columns, .n_columns = n_columns, .arena = arena};
}

static bool has_room(ent_table *t)
{
    if (t->n_rows < t->capacity)
        return true;
    const size_t capacity = t->capacity ? t->capacity * 2 : 16;
    ent_cell *cells = ent_arena_array(t->arena, ent_cell, capacity * t->n_columns);
    if (!cells)
        return false;
    if (t->n_rows)
        memcpy(cells, t->cells, t->n_rows * t->n_columns * sizeof *cells);
    t->cells = cells;
    t->capacity = capacity;
    return true;
}

size_t ent_table_row(ent_table *t)
{
    if (!has_room(t)) {
        t->failed = true;
        return t->n_rows;
    }
    for (size_t c = 0; c < t->n_columns; c++)
        t->cells[t->n_rows * t->n_columns + c] = (ent_cell){NULL, ENT_MISSING};
    return t->n_rows++;
}

static ent_cell *cell_at(ent_table *t, size_t row, size_t column)
{
    return row < t->n_rows && column < t->n_columns ? &t->cells[row * t->n_columns + column] : NULL;
}

void ent_table_text(ent_table *t, size_t row, size_t column, const char *text)
{
    ent_cell *cell = cell_at(t, row, column);
    char *copy = cell ? ent_text_copy(text, strlen(text), t->arena) : NULL;
    if (copy)
        cell->text = copy;
    else
        t->failed = true;
}

void ent_table_number(ent_table *t, size_t row, size_t column, double value)
{
    ent_cell *cell = cell_at(t, row, column);
    if (cell)
        *cell = (ent_cell){NULL, value};
}

size_t ent_table_cells(ent_table *t, size_t n, const ent_cell *cells)
{
    const size_t row = ent_table_row(t);
    for (size_t c = 0; c < n; c++)
        if (cells[c].text)
            ent_table_text(t, row, c, cells[c].text);
        else
            ent_table_number(t, row, c, cells[c].number);
    return row;
}

/* -1, 0, 1; missing and empty cells come last in either direction. */
static int compare_cells(const ent_cell *a, const ent_cell *b, bool descending)
{
    if (a->text && b->text) {
        const int order = strcmp(a->text, b->text);
        return descending ? -order : order;
    }
    const bool a_missing = !a->text && isnan(a->number);
    const bool b_missing = !b->text && isnan(b->number);
    if (a_missing || b_missing || a->text || b->text)
        return (int)a_missing - (int)b_missing;
    const int order = (a->number > b->number) - (a->number < b->number);
    return descending ? -order : order;
}

/* Insertion sort: stable, and tables for people are short. */
void ent_table_sort(ent_table *t, size_t column, bool descending)
{
    enum { WIDEST = 64 };
    ent_cell moving[WIDEST];
    const size_t n = t->n_columns;
    if (n > WIDEST || column >= n)
        return;
    for (size_t i = 1; i < t->n_rows; i++) {
        memcpy(moving, t->cells + i * n, n * sizeof *moving);
        size_t j = i;
        for (; j && compare_cells(&t->cells[(j - 1) * n + column], &moving[column], descending) > 0;
             j--)
            memcpy(t->cells + j * n, t->cells + (j - 1) * n, n * sizeof *moving);
        memcpy(t->cells + j * n, moving, n * sizeof *moving);
    }
}

/* Runs that need no escape go over at once: nearly all text is one run. */
void ent_json_text(ent_builder *out, const char *text)
{
    const char *run = text;
    ent_builder_text(out, "\"");
    for (const char *p = text; *p; p++) {
        const unsigned char c = (unsigned char)*p;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        ent_builder_add(out, run, (size_t)(p - run));
        ent_builder_format(out, c < 0x20 ? "\\u%04x" : "\\%c", c);
        run = p + 1;
    }
    ent_builder_text(out, run);
    ent_builder_text(out, "\"");
}

void ent_json_number(ent_builder *out, double value)
{
    if (!isfinite(value)) {
        ent_builder_text(out, "null");
        return;
    }
    char text[40];
    for (int digits = 15; digits <= 17; digits++) { /* the shortest that reads back the same */
        snprintf(text, sizeof text, "%.*g", digits, value);
        double back = 0.0;
        if (ent_text_number(text, strlen(text), &back) && back == value)
            break;
    }
    ent_builder_text(out, text);
}

static void add_csv_text(ent_builder *out, const char *text)
{
    const bool guard = *text && strchr("=+-@\t\r", *text);
    const bool quote = guard || strpbrk(text, ",\"\r\n");
    ent_builder_text(out, quote ? "\"" : "");
    ent_builder_text(out, guard ? "'" : "");
    for (const char *p = text; *p; p++)
        ent_builder_add(out, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
    ent_builder_text(out, quote ? "\"" : "");
}

static void render_csv(const ent_table *t, ent_builder *out)
{
    for (size_t c = 0; c < t->n_columns; c++)
        ent_builder_format(out, "%s%s", c ? "," : "", t->columns[c].name);
    ent_builder_text(out, "\n");
    for (size_t r = 0; r < t->n_rows; r++) {
        for (size_t c = 0; c < t->n_columns; c++) {
            const ent_cell *cell = &t->cells[r * t->n_columns + c];
            ent_builder_text(out, c ? "," : "");
            if (cell->text)
                add_csv_text(out, cell->text);
            else if (isfinite(cell->number))
                ent_json_number(out, cell->number);
        }
        ent_builder_text(out, "\n");
    }
}

static void render_json(const ent_table *t, ent_builder *out)
{
    ent_builder_text(out, "[");
    for (size_t r = 0; r < t->n_rows; r++) {
        ent_builder_text(out, r ? ",\n  {" : "\n  {");
        for (size_t c = 0; c < t->n_columns; c++) {
            const ent_cell *cell = &t->cells[r * t->n_columns + c];
            ent_builder_format(out, "%s\"%s\": ", c ? ", " : "", t->columns[c].name);
            if (cell->text)
                ent_json_text(out, cell->text);
            else
                ent_json_number(out, cell->number);
        }
        ent_builder_text(out, "}");
    }
    ent_builder_text(out, t->n_rows ? "\n]" : "]");
}

static size_t shown_width(const char *text)
{
    return wrap_cells(text, strlen(text));
}

static void cell_for_people(const ent_table *t, size_t row, size_t column, char *out, size_t size)
{
    const ent_cell *cell = &t->cells[row * t->n_columns + column];
    if (cell->text)
        snprintf(out, size, "%s", cell->text);
    else if (!isfinite(cell->number))
        snprintf(out, size, "-");
    else {
        snprintf(out, size, "%.*f", t->columns[column].digits, cell->number);
        unsign_zero(out);
    }
}

static void pad(ent_builder *out, size_t n)
{
    for (; n; n--)
        ent_builder_text(out, " ");
}

static size_t column_width(const ent_table *t, size_t column)
{
    char text[1024];
    size_t width = shown_width(t->columns[column].label);
    const size_t unit = shown_width(t->columns[column].unit);
    width = unit > width ? unit : width;
    for (size_t r = 0; r < t->n_rows; r++) {
        cell_for_people(t, r, column, text, sizeof text);
        const size_t w = shown_width(text);
        width = w > width ? w : width;
    }
    return width;
}

enum { WIDEST_TABLE = 64 };

enum { NARROWEST_TEXT = 16 };

/* The widest text column that can still give way; n_columns for none. The first names the row. */
static size_t widest_text(const ent_table *t, const size_t *widths, size_t n)
{
    size_t widest = t->n_columns;
    for (size_t c = 1; c < n; c++)
        if (t->columns[c].kind == ENT_CELL_TEXT && widths[c] > NARROWEST_TEXT &&
            (widest == t->n_columns || widths[c] > widths[widest]))
            widest = c;
    return widest;
}

/* How many of the first n columns fit: text gives way, the widest first, then the last columns. */
static size_t fit(const ent_table *t, size_t *widths, size_t n, int limit)
{
    size_t total = 0;
    for (size_t c = 0; c < n; c++)
        total += widths[c] + 2;
    if (limit <= 0)
        return n;
    const size_t room = (size_t)limit + 2;
    for (size_t c; total > room && (c = widest_text(t, widths, n)) < t->n_columns; total--)
        widths[c]--;
    while (n > 1 && total > room)
        total -= widths[--n] + 2;
    return n;
}

static void add_cell(ent_builder *out, const char *text, size_t width, bool right, bool end)
{
    size_t w = shown_width(text);
    if (right && w < width)
        pad(out, width - w);
    if (w <= width) {
        ent_builder_text(out, text);
    } else { /* cut at a code point, marked by an ellipsis */
        size_t shown = 0;
        const char *p = text;
        for (; *p && (shown + 1 < width || ((unsigned char)*p & 0xc0) == 0x80); p++)
            shown += ((unsigned char)p[1] & 0xc0) != 0x80;
        ent_builder_add(out, text, (size_t)(p - text));
        ent_builder_text(out, "\xe2\x80\xa6");
        w = width;
    }
    if (!end) {
        if (!right && w < width)
            pad(out, width - w);
        pad(out, 2);
    }
}

/* "Left out for want of room: Unit, Source. A wider terminal, --csv or --json has them." */
static void left_out(const ent_table *t, size_t shown, size_t all, size_t width, ent_builder *out)
{
    char names[512] = "";
    size_t n = 0;
    for (size_t c = shown; c < all && n < sizeof names; c++)
        n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", c > shown ? ", " : "",
                              t->columns[c].label);
    char line[640];
    snprintf(line, sizeof line,
             "Left out for want of room: %s. A wider terminal, --csv or --json has it all.", names);
    wrap_words(out, line, width, 0);
}

static void render_text(const ent_table *t, const ent_style *style, ent_builder *out)
{
    char text[1024];
    size_t widths[WIDEST_TABLE];
    const size_t all = t->n_columns < WIDEST_TABLE ? t->n_columns : WIDEST_TABLE;
    bool units = false;
    for (size_t c = 0; c < all; c++)
        widths[c] = column_width(t, c);
    const int limit = style ? style->width : 0;
    const size_t n = fit(t, widths, all, limit);
    for (size_t c = 0; c < n; c++)
        units = units || *t->columns[c].unit;
    const bool colour = style && style->colour;
    if (t->title)
        ent_builder_format(out, "%s%s%s\n", colour ? VISIBLE_STYLE "[1m" : "", t->title,
                           colour ? VISIBLE_STYLE "[0m" : "");
    for (size_t c = 0; c < n; c++)
        add_cell(out, t->columns[c].label, widths[c], t->columns[c].kind == ENT_CELL_NUMBER,
                 c + 1 == n);
    ent_builder_text(out, "\n");
    if (units) {
        for (size_t c = 0; c < n; c++)
            add_cell(out, t->columns[c].unit, widths[c], t->columns[c].kind == ENT_CELL_NUMBER,
                     c + 1 == n);
        ent_builder_text(out, "\n");
    }
    for (size_t r = 0; r < t->n_rows; r++) {
        for (size_t c = 0; c < n; c++) {
            cell_for_people(t, r, c, text, sizeof text);
            add_cell(out, text, widths[c], t->columns[c].kind == ENT_CELL_NUMBER, c + 1 == n);
        }
        ent_builder_text(out, "\n");
    }
    if (n < all)
        left_out(t, n, all, (size_t)limit, out);
    if (t->note && limit > 0)
        wrap_words(out, t->note, (size_t)limit, 0);
    else if (t->note)
        ent_builder_format(out, "%s\n", t->note);
}

ent_status ent_table_render(const ent_table *t, ent_format format, const ent_style *style,
                            ent_builder *out, ent_error *err)
{
    if (t->failed)
        return ent_fail(err, ENT_E_NOMEM, "out of memory while filling table '%s'", t->name);
    switch (format) {
    case ENT_FORMAT_CSV:
        render_csv(t, out);
        break;
    case ENT_FORMAT_JSON:
        render_json(t, out);
        break;
    case ENT_FORMAT_TEXT:
        render_text(t, style, out);
        break;
    }
    return ent_builder_status(out, err);
}
