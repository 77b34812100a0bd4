#include "import/years.h"

enum { LEAST_YEARS = 3 };

/* Cells of one row lie side by side: where they begin and end. */
static size_t row_cells(const ent_grid *g, size_t row, size_t *first)
{
    size_t low = 0, high = g->n_cells;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (g->cells[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (low < g->n_cells && g->cells[low].row == row)
        low++;
    return low - *first;
}

/* Years one after the other from left to right; anything else may stand between them. Figures of
 * a state that happen to look like years do not grow by one. */
static bool read_header(const ent_grid *g, size_t row, year_block *b)
{
    size_t first = 0;
    const size_t n = row_cells(g, row, &first);
    b->n = 0;
    for (size_t i = first; i < first + n && b->n < YEARS_MOST_COLUMNS; i++) {
        bool estimate = false;
        const int year = reading_year(g->cells[i].text, &estimate);
        if (!year || (b->n && year != b->year[b->n - 1] + 1))
            continue;
        b->column[b->n] = g->cells[i].column;
        b->year[b->n] = year;
        b->estimate[b->n++] = estimate;
    }
    b->header = row;
    return b->n >= LEAST_YEARS;
}

/* The k-th text of the sheet from its beginning, before a row; "" when there are fewer. */
static const char *text_before(const ent_grid *g, size_t row, size_t k)
{
    return k < g->n_cells && g->cells[k].row < row ? g->cells[k].text : "";
}

static const char *text_above(const ent_grid *g, size_t row)
{
    size_t first = 0;
    row_cells(g, row, &first);
    return first ? g->cells[first - 1].text : "";
}

/* A row with one cell in it is a heading or a note, one with none ends a table of NATO's; SIPRI
 * puts its regions between the rows. So a table ends at the next header or the end. */
bool years_next(const ent_grid *g, size_t from, year_block *b)
{
    size_t row = from;
    *b = (year_block){.grid = g};
    for (; row < g->n_rows && !read_header(g, row, b); row++)
        ;
    if (row >= g->n_rows)
        return false;
    b->title = text_before(g, row, 0);
    b->unit = text_before(g, row, 1);
    b->subtitle = text_above(g, row);
    year_block next;
    b->end = row + 1;
    while (b->end < g->n_rows && !read_header(g, b->end, &next))
        b->end++;
    return true;
}

const char *years_label(const year_block *b, size_t row)
{
    size_t first = 0;
    const size_t n = row_cells(b->grid, row, &first);
    return n && b->grid->cells[first].column < b->column[0] ? b->grid->cells[first].text : "";
}
