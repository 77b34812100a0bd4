#include "import/grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "entente/text.h"

enum { POOL_BYTES = 1 << 16 };

void grid_begin(grid_maker *m, const char *where, ent_arena *arena)
{
    *m = (grid_maker){.where = where, .arena = arena};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *grid_keep(grid_maker *m, const char *text, size_t length)
{
    while (length && is_space(*text)) {
        text++;
        length--;
    }
    while (length && is_space(text[length - 1]))
        length--;
    if (!length)
        return "";
    if (length + 1 > m->room) {
        const size_t bytes = length + 1 > POOL_BYTES ? length + 1 : POOL_BYTES;
        char *pool = ent_arena_array(m->arena, char, bytes);
        if (!pool)
            return NULL;
        m->pool = pool;
        m->room = bytes;
    }
    char *kept = m->pool;
    memcpy(kept, text, length);
    kept[length] = '\0';
    m->pool += length + 1;
    m->room -= length + 1;
    return kept;
}

ent_status grid_add(grid_maker *m, size_t row, size_t column, uint32_t colour, const char *kept,
                    ent_error *err)
{
    ENT_NEED(kept, err);
    if (!*kept)
        return ENT_OK;
    if (row >= ENT_GRID_MOST_ROWS || column >= ENT_GRID_MOST_COLUMNS)
        return ent_fail(err, ENT_E_DATA, "%s: a cell lies beyond row %d or column %d", m->where,
                        ENT_GRID_MOST_ROWS, ENT_GRID_MOST_COLUMNS);
    if (m->n == ENT_GRID_MOST_CELLS)
        return ent_fail(err, ENT_E_DATA,
                        "%s: more than %d cells; no table of this kind is that large", m->where,
                        ENT_GRID_MOST_CELLS);
    m->cells = grow(m->arena, m->cells, m->n, &m->capacity, 4096, sizeof *m->cells);
    ENT_NEED(m->cells, err);
    m->cells[m->n++] = (ent_grid_cell){(uint32_t)row, (uint32_t)column, colour, kept};
    return ENT_OK;
}

static int compare(const void *a, const void *b)
{
    const ent_grid_cell *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->text > y->text) - (x->text < y->text); /* in the order of the pool, nearly always */
}

static bool is_sorted(const grid_maker *m)
{
    for (size_t i = 1; i < m->n; i++)
        if (compare(&m->cells[i - 1], &m->cells[i]) >= 0)
            return false;
    return true;
}

void grid_finish(grid_maker *m, const char *name, ent_grid *grid)
{
    if (m->n && !is_sorted(m))
        qsort(m->cells, m->n, sizeof *m->cells, compare);
    size_t kept = 0, columns = 0;
    for (size_t i = 0; i < m->n; i++) {
        const ent_grid_cell *c = &m->cells[i];
        if (kept && m->cells[kept - 1].row == c->row && m->cells[kept - 1].column == c->column)
            kept--;
        m->cells[kept++] = *c;
        columns = c->column + 1 > columns ? c->column + 1 : columns;
    }
    m->n = kept;
    *grid = (ent_grid){.name = name,
                       .n_cells = kept,
                       .n_rows = kept ? m->cells[kept - 1].row + 1 : 0,
                       .n_columns = columns,
                       .cells = m->cells};
}

static const ent_grid_cell *find(const ent_grid *grid, size_t row, size_t column)
{
    size_t low = 0, high = grid->n_cells;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const ent_grid_cell *c = &grid->cells[middle];
        if (c->row < row || (c->row == row && c->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == grid->n_cells || grid->cells[low].row != row || grid->cells[low].column != column)
        return NULL;
    return &grid->cells[low];
}

const char *ent_grid_text(const ent_grid *grid, size_t row, size_t column)
{
    const ent_grid_cell *c = find(grid, row, column);
    return c ? c->text : "";
}

uint32_t ent_grid_colour(const ent_grid *grid, size_t row, size_t column)
{
    const ent_grid_cell *c = find(grid, row, column);
    return c ? c->colour : 0;
}

void ent_grid_cell_name(size_t row, size_t column, char *out)
{
    char letters[8];
    size_t n = 0;
    for (size_t c = column + 1; c && n < 3; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    char *p = out;
    while (n)
        *p++ = letters[--n];
    snprintf(p, 12, "%zu", (row + 1) % 100000000);
}
