/* Tables with a name at the left and one column a year, several below each other on a sheet. */
#ifndef ENT_IMPORT_YEARS_H
#define ENT_IMPORT_YEARS_H

#include "import/reading.h"

enum { YEARS_MOST_COLUMNS = 160 };

/* One such table: its header row, what is written above it, its columns of years. */
typedef struct year_block {
    const ent_grid *grid;
    const char *title;    /* first text of the sheet */
    const char *unit;     /* second text of the sheet; "" when there is none */
    const char *subtitle; /* nearest text above the header */
    size_t header;        /* row of the years */
    size_t end;           /* first row that is not of this table */
    size_t n;
    size_t column[YEARS_MOST_COLUMNS];
    int year[YEARS_MOST_COLUMNS];
    const char *quality[YEARS_MOST_COLUMNS]; /* reported, estimate or projection */
} year_block;

/* Cells of one row lie side by side: how many, and where they begin in grid->cells. */
size_t years_row(const ent_grid *grid, size_t row, size_t *first);

/*
 * Read one row as a row of years: three or more, each one more (or each one less) than the one
 * before; a year that stands apart from these to the left or right counts too when it keeps the
 * order. The block has them from old to new.
 */
bool years_header(const ent_grid *grid, size_t row, year_block *block);

/* The next table at or after row `from`; false when there is none. */
bool years_next(const ent_grid *grid, size_t from, year_block *block);

/* A finding where a table ends at another row of years, of which nothing is taken. */
ent_status years_name_rest(reading *r, const year_block *block);

/* The column furthest to the left that holds a year. */
size_t years_first_column(const year_block *block);

/* Whether a row has anything below the years. */
bool years_any(const year_block *block, size_t row);

/* Name at the left of a row: its first text before the columns of years; "" when none. */
const char *years_label(const year_block *block, size_t row);

/*
 * A finding for each cell of a header from column `from` on that has a year in it but is none, such
 * as "2025/26", "FY2025" and "2026 (budget)": its column is not taken.
 */
ent_status years_name_others(reading *r, const ent_grid *g, size_t row, size_t from);

#endif
