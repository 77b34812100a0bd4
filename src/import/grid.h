/* Cells while a grid is being filled; texts lie close together in a pool. */
#ifndef ENT_IMPORT_GRID_H
#define ENT_IMPORT_GRID_H

#include "import/workbook.h"

typedef struct grid_maker {
    const char *where; /* file and sheet, for messages */
    ent_grid_cell *cells;
    size_t n, capacity;
    char *pool; /* room left for texts */
    size_t room;
    ent_arena *arena;
} grid_maker;

/* Start an empty grid. */
void grid_begin(grid_maker *m, const char *where, ent_arena *arena);

/* Copy a text into the pool, blanks at both ends left out; NULL when out of memory. */
const char *grid_keep(grid_maker *m, const char *text, size_t length);

/*
 * Add a cell; an empty one is left out. A kept text is borrowed.
 * errors: ENT_E_DATA beyond the bounds, ENT_E_NOMEM
 */
ent_status grid_add(grid_maker *m, size_t row, size_t column, uint32_t colour, const char *kept,
                    ent_error *err);

/* Sort the cells (a repeated one counts once, the last) and hand them over. */
void grid_finish(grid_maker *m, const char *name, ent_grid *grid);

#endif
