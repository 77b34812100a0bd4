/*
 * One table, many faces: what a command prints, exports and puts into a workbook.
 *
 *     static const ent_column columns[] = {
 *         {"state", "State", "", ENT_CELL_TEXT, 0},
 *         {"extra_bn", "Extra", "bn 2024 USD", ENT_CELL_NUMBER, 1},
 *     };
 *     ent_table t;
 *     ent_table_init(&t, "bill", "Extra spending in 2032", columns, 2, arena);
 *     ent_table_add(&t, ENT_TEXT("GBR"), ENT_NUMBER(91.2));
 *     ent_table_render(&t, ENT_FORMAT_CSV, &style, &builder);
 */
#ifndef ENTENTE_TABLE_H
#define ENTENTE_TABLE_H

#include "entente/text.h"

typedef enum ent_cell_kind { ENT_CELL_TEXT, ENT_CELL_NUMBER } ent_cell_kind;

typedef struct ent_column {
    const char *name;  /* machine name: JSON key, CSV header */
    const char *label; /* for people */
    const char *unit;  /* "" when it has none */
    ent_cell_kind kind;
    int digits; /* decimals shown to people; files carry full precision */
} ent_column;

typedef struct ent_cell {
    const char *text; /* NULL for a number; copied into the arena */
    double number;    /* ENT_MISSING: empty cell in files, "-" for people */
} ent_cell;

typedef struct ent_table {
    const char *name;  /* machine name: sheet, JSON member */
    const char *title; /* for people */
    const char *note;  /* sources, sample size; may be NULL */
    const ent_column *columns;
    size_t n_columns, n_rows, capacity;
    ent_cell *cells; /* [row][column] */
    ent_arena *arena;
    bool failed; /* out of memory; reported by ent_table_render */
} ent_table;

typedef enum ent_format { ENT_FORMAT_TEXT, ENT_FORMAT_CSV, ENT_FORMAT_JSON } ent_format;

typedef struct ent_style {
    int width;   /* columns of the terminal; 0: no limit */
    bool colour; /* only when stdout is a terminal */
} ent_style;

/** Start an empty table. Borrows name, title and columns. */
ENT_API void ent_table_init(ent_table *t, const char *name, const char *title,
                            const ent_column *columns, size_t n_columns, ent_arena *arena);
/** Append a row of missing cells; returns its index. */
ENT_API size_t ent_table_row(ent_table *t);
/** Append a row that begins with these cells, the rest missing; returns its index. */
ENT_API size_t ent_table_cells(ent_table *t, size_t n, const ent_cell *cells);
#define ent_table_add(t, ...) \
    ent_table_cells((t), sizeof((const ent_cell[]){__VA_ARGS__}) / sizeof(ent_cell), \
                    (const ent_cell[]){__VA_ARGS__})
#define ENT_TEXT(words) ((ent_cell){(words), ENT_MISSING})
#define ENT_NUMBER(value) ((ent_cell){NULL, (value)})
/** Set a text cell; the text is copied. */
ENT_API void ent_table_text(ent_table *t, size_t row, size_t column, const char *text);
/** Set a number. */
ENT_API void ent_table_number(ent_table *t, size_t row, size_t column, double value);
/** Stable sort of the rows by one column; numbers by value with missing last. */
ENT_API void ent_table_sort(ent_table *t, size_t column, bool descending);

/**
 * Append the table to `out` as aligned text, CSV or a JSON array of objects.
 *
 * CSV guards text cells that a spreadsheet would run as a formula (= + - @ tab) by a leading
 * apostrophe; JSON numbers have 17 significant digits, missing is null.
 *
 * errors   ENT_E_NOMEM
 */
ENT_API ent_status ent_table_render(const ent_table *t, ent_format format, const ent_style *style,
                                    ent_builder *out, ent_error *err);

/** Append `text` as a JSON string with quotes and escapes. */
ENT_API void ent_json_text(ent_builder *out, const char *text);
/** Append a JSON number with 17 significant digits; null when missing or infinite. */
ENT_API void ent_json_number(ent_builder *out, double value);

#endif
