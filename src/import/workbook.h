/*
 * Tables as publishers offer them: sheets of an XLSX workbook, or text with separators.
 *
 *     ent_workbook w;
 *     ENT_TRY(ent_workbook_read("def-exp-2025-en.xlsx", &w, arena, err));
 *     ent_grid g;
 *     ENT_TRY(ent_workbook_sheet(&w, 0, &g, arena, err));
 *     puts(ent_grid_text(&g, 0, 0));    // cell A1
 *
 * A sheet comes as text, cell by cell, numbers as the file writes them. Files are taken to be
 * hostile: what is read is bounded, XML with a document type is refused, nothing is written.
 */
#ifndef ENT_IMPORT_WORKBOOK_H
#define ENT_IMPORT_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/arena.h"

enum {
    ENT_WORKBOOK_LARGEST_FILE = 1 << 26, /* 64 MiB, as it lies on the disk */
    ENT_WORKBOOK_LARGEST_PART = 1 << 28, /* 256 MiB of one unpacked part */
    ENT_GRID_MOST_CELLS = 1 << 22,
    ENT_GRID_MOST_ROWS = 1 << 20, /* those of XLSX */
    ENT_GRID_MOST_COLUMNS = 1 << 14,
    ENT_GRID_LONGEST_CELL = 1 << 16,
    ENT_WORKBOOK_MOST_SHEETS = 256
};

typedef struct ent_grid_cell {
    uint32_t row, column; /* from 0 */
    uint32_t colour;      /* of the text, 0xRRGGBB; 0: black, automatic or of a theme */
    const char *text;     /* never empty, valid UTF-8 */
} ent_grid_cell;

/* Cells that hold something, sorted by row and column. */
typedef struct ent_grid {
    const char *name; /* of the sheet; of the file where there are no sheets */
    size_t n_cells, n_rows, n_columns;
    const ent_grid_cell *cells;
} ent_grid;

typedef struct ent_workbook {
    const char *path;
    const unsigned char *bytes; /* the file */
    size_t size;
    size_t n_sheets;
    const char *const *names; /* of the sheets, in the order of the workbook */
    const char *const *parts; /* where each lies in the archive; NULL for plain text */
    const char *hidden;       /* name of the first hidden sheet, which is not read; NULL: none */
    size_t n_hidden;
    size_t n_strings; /* shared strings */
    const char *const *strings;
    size_t n_styles; /* of cells: the colour of the text of each */
    const uint32_t *colours;
    char separator; /* of a text; 0: found in its first lines */
} ent_workbook;

/**
 * Open a workbook or a text with separators; which of the two the first bytes say.
 *
 * errors   ENT_E_IO; ENT_E_PARSE for a damaged archive or XML, a document type, a part that
 *          grows beyond its bound, an old binary .xls; ENT_E_DATA for an empty file
 * memory   owned by the arena
 */
ENT_API ent_status ent_workbook_read(const char *path, ent_workbook *w, ent_arena *arena,
                                     ent_error *err);

/**
 * The same on bytes in memory, which are borrowed; `path` is a name for messages.
 */
ENT_API ent_status ent_workbook_parse(const char *path, const void *bytes, size_t size,
                                      ent_workbook *w, ent_arena *arena, ent_error *err);

/**
 * The cells of one sheet.
 *
 * errors   ENT_E_PARSE and ENT_E_DATA with file and sheet (of text: with the line)
 * memory   owned by the arena
 */
ENT_API ent_status ent_workbook_sheet(const ent_workbook *w, size_t sheet, ent_grid *grid,
                                      ent_arena *arena, ent_error *err);

/**
 * A text with separators as one grid. `separator` is a tab, comma or semicolon; 0 finds it in the
 * first lines. UTF-8 and UTF-16, each with or without a mark; any other bytes are read as
 * Windows-1252.
 */
ENT_API ent_status ent_grid_of_text(const char *path, const char *bytes, size_t size,
                                    char separator, ent_grid *grid, ent_arena *arena,
                                    ent_error *err);

/** Text of a cell; "" where it holds nothing. */
ENT_API const char *ent_grid_text(const ent_grid *grid, size_t row, size_t column);

/** Colour of the text of a cell, 0xRRGGBB; 0 where it is black, automatic or of a theme. */
ENT_API uint32_t ent_grid_colour(const ent_grid *grid, size_t row, size_t column);

/** Name of a cell as a spreadsheet writes it, such as B12, into `out` (at least 16 bytes). */
ENT_API void ent_grid_cell_name(size_t row, size_t column, char *out);

#endif
