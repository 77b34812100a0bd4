/*
 * CSV (RFC 4180, UTF-8, header line) in which every value knows its line and column.
 *
 *     ent_csv table;
 *     size_t at[2];
 *     ENT_TRY(ent_csv_open("data", "states.csv", "code name", at, &table, arena, err));
 *     for (size_t r = 0; r < table.n_rows; r++) puts(ent_csv_text(&table, r, at[1]));
 */
#ifndef ENTENTE_CSV_H
#define ENTENTE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/arena.h"

typedef struct ent_csv {
    const char *path; /* as given; for messages */
    size_t n_rows;    /* without the header */
    size_t n_cols;
    const char *const *cells; /* [1 + n_rows][n_cols], row 0 is the header; never NULL */
    const size_t *lines;      /* [1 + n_rows] line on which the row starts, 1-based */
} ent_csv;

/**
 * Read and parse a CSV file.
 *
 * errors   ENT_E_IO, ENT_E_NOMEM; ENT_E_PARSE with path:line: for a row of another width than
 *          the header, an unclosed quote, text after a closing quote, invalid UTF-8, NUL, a
 *          line over 1 MiB, a repeated or empty column name; ENT_E_DATA above 256 MiB
 * memory   owned by the arena
 */
ENT_API ent_status ent_csv_read(const char *path, ent_csv *table, ent_arena *arena, ent_error *err);

/**
 * The same on text in memory; `path` is only a name for messages (copied).
 */
ENT_API ent_status ent_csv_parse(const char *path, const char *text, size_t length, ent_csv *table,
                                 ent_arena *arena, ent_error *err);

/**
 * Index of a column by name.
 *
 * errors   ENT_E_DATA naming file, column and the nearest existing one
 */
ENT_API ent_status ent_csv_column(const ent_csv *table, const char *name, size_t *column,
                                  ent_error *err);

/**
 * Read a file of a folder and find columns in it.
 *
 * `columns` are names with a blank between them; `at` has room for one index each.
 *
 * errors   as ent_csv_read and ent_csv_column
 */
ENT_API ent_status ent_csv_open(const char *dir, const char *file, const char *columns, size_t *at,
                                ent_csv *table, ent_arena *arena, ent_error *err);

/** Whether the column exists. */
ENT_API bool ent_csv_has_column(const ent_csv *table, const char *name);

/** Text of a cell; "" when empty. */
ENT_API const char *ent_csv_text(const ent_csv *table, size_t row, size_t column);

/** Line (1-based) on which a row starts. */
ENT_API size_t ent_csv_line(const ent_csv *table, size_t row);

/**
 * Number in a cell; an empty cell gives ENT_MISSING, never zero.
 *
 * errors   ENT_E_PARSE naming file, line, column and the text met
 */
ENT_API ent_status ent_csv_number(const ent_csv *table, size_t row, size_t column, double *value,
                                  ent_error *err);

/**
 * As ent_csv_number, but an empty cell is an error (ENT_E_DATA).
 */
ENT_API ent_status ent_csv_required(const ent_csv *table, size_t row, size_t column, double *value,
                                    ent_error *err);

#endif
