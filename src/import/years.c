#include <string.h>

#include "import/years.h"

enum { LEAST_YEARS = 3 };

size_t years_row(const ent_grid *g, size_t row, size_t *first)
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

/* Cells of a row that hold a year. */
typedef struct year_cells {
    size_t n;
    size_t column[YEARS_MOST_COLUMNS];
    int year[YEARS_MOST_COLUMNS];
    const char *quality[YEARS_MOST_COLUMNS];
} year_cells;

static void find_years(const ent_grid *g, size_t row, year_cells *cells)
{
    size_t first = 0;
    const size_t n = years_row(g, row, &first);
    cells->n = 0;
    for (size_t i = first; i < first + n && cells->n < YEARS_MOST_COLUMNS; i++) {
        const int year = reading_year(g->cells[i].text, &cells->quality[cells->n]);
        if (!year)
            continue;
        cells->column[cells->n] = g->cells[i].column;
        cells->year[cells->n++] = year;
    }
}

/* Years from `first` on that each come one after the one before; others may stand between. */
static size_t run_length(const year_cells *cells, size_t first)
{
    int last = cells->year[first];
    size_t n = 1;
    for (size_t i = first + 1; i < cells->n; i++)
        if (cells->year[i] == last + 1) {
            last++;
            n++;
        }
    return n;
}

static void take_year(year_block *b, const year_cells *cells, size_t i)
{
    b->column[b->n] = cells->column[i];
    b->quality[b->n] = cells->quality[i];
    b->year[b->n++] = cells->year[i];
}

/* Tables that begin with the newest year are read from right to left. */
static void turn_round(year_cells *cells)
{
    for (size_t i = 0, k = cells->n; i + 1 < k--; i++) {
        const size_t column = cells->column[i];
        const int year = cells->year[i];
        const char *quality = cells->quality[i];
        cells->column[i] = cells->column[k];
        cells->year[i] = cells->year[k];
        cells->quality[i] = cells->quality[k];
        cells->column[k] = column;
        cells->year[k] = year;
        cells->quality[k] = quality;
    }
}

static size_t longest_run(const year_cells *cells, size_t *start)
{
    size_t longest = 0;
    *start = 0;
    for (size_t i = 0; i < cells->n; i++) {
        const size_t n = run_length(cells, i);
        if (n > longest) {
            longest = n;
            *start = i;
        }
    }
    return longest;
}

/* The year before once more in the next column: where the two columns differ, neither is taken. */
static bool is_beside(const year_block *b, const year_cells *cells, size_t i)
{
    const size_t last = b->column[b->n - 1], column = cells->column[i];
    return cells->year[i] == b->year[b->n - 1] && (column == last + 1 || column + 1 == last);
}

/* Figures of a state that happen to look like years do not grow by one. */
bool years_header(const ent_grid *g, size_t row, year_block *b)
{
    year_cells cells;
    size_t start = 0;
    find_years(g, row, &cells);
    size_t longest = longest_run(&cells, &start);
    if (cells.n >= LEAST_YEARS && longest < LEAST_YEARS) {
        turn_round(&cells);
        longest = longest_run(&cells, &start);
    }
    b->header = row;
    b->n = 0;
    if (longest < LEAST_YEARS)
        return false;
    for (size_t i = 0; i < start; i++) /* years apart before the run */
        if (cells.year[i] < cells.year[start] && (!b->n || cells.year[i] > b->year[b->n - 1]))
            take_year(b, &cells, i);
    const int end = cells.year[start] + (int)longest;
    take_year(b, &cells, start);
    for (size_t i = start + 1; i < cells.n; i++)
        if (cells.year[i] == b->year[b->n - 1] + 1 || is_beside(b, &cells, i) ||
            (b->year[b->n - 1] >= end - 1 && cells.year[i] > b->year[b->n - 1]))
            take_year(b, &cells, i);
    return true;
}

/* Whether a text of a few words has a year in it. */
static bool mentions_year(const char *text)
{
    enum { LONGEST = 24 };
    if (strlen(text) > LONGEST)
        return false;
    for (; *text; text++) {
        const size_t n = strspn(text, "0123456789");
        if (n == 4 && (strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0))
            return true;
        text += n ? n - 1 : 0;
    }
    return false;
}

ent_status years_name_others(reading *r, const ent_grid *g, size_t row, size_t from)
{
    size_t first = 0;
    const size_t n = years_row(g, row, &first);
    for (size_t i = first; i < first + n; i++) {
        const char *quality, *text = g->cells[i].text;
        if (g->cells[i].column >= from && mentions_year(text) && !reading_year(text, &quality))
            ENT_TRY(reading_find(r, ENT_FINDING_NOT_TAKEN,
                                 reading_where(r, g, row, g->cells[i].column),
                                 "column '%.40s': not a single calendar year", text));
    }
    return ENT_OK;
}

/* The k-th text of the sheet from its beginning, before a row; "" when there are fewer. */
static const char *text_before(const ent_grid *g, size_t row, size_t k)
{
    return k < g->n_cells && g->cells[k].row < row ? g->cells[k].text : "";
}

static const char *text_above(const ent_grid *g, size_t row)
{
    size_t first = 0;
    years_row(g, row, &first);
    return first ? g->cells[first - 1].text : "";
}

/* Whether a header says again what stands above, as at the top of a page. */
static bool is_repeated(const year_block *b, const year_block *next)
{
    if (next->n != b->n)
        return false;
    for (size_t i = 0; i < b->n; i++)
        if (next->column[i] != b->column[i] || next->year[i] != b->year[i])
            return false;
    return true;
}

/* A row with one cell in it is a heading or a note, one with none ends a table of NATO's; SIPRI
 * puts its regions between the rows. So a table ends at the next other header or the end. */
bool years_next(const ent_grid *g, size_t from, year_block *b)
{
    size_t row = from;
    *b = (year_block){.grid = g};
    for (; row < g->n_rows && !years_header(g, row, b); row++)
        ;
    if (row >= g->n_rows)
        return false;
    b->title = text_before(g, row, 0);
    b->unit = text_before(g, row, 1);
    b->subtitle = text_above(g, row);
    year_block next;
    b->end = row + 1;
    while (b->end < g->n_rows && (!years_header(g, b->end, &next) || is_repeated(b, &next)))
        b->end++;
    return true;
}

ent_status years_name_rest(reading *r, const year_block *b)
{
    if (b->end >= b->grid->n_rows)
        return ENT_OK;
    return reading_find(r, ENT_FINDING_NOT_TAKEN, reading_where(r, b->grid, b->end, 0),
                        "another row of years; nothing is taken from here on");
}

bool years_any(const year_block *b, size_t row)
{
    for (size_t i = 0; i < b->n; i++)
        if (*ent_grid_text(b->grid, row, b->column[i]))
            return true;
    return false;
}

size_t years_first_column(const year_block *b)
{
    return b->column[0] < b->column[b->n - 1] ? b->column[0] : b->column[b->n - 1];
}

const char *years_label(const year_block *b, size_t row)
{
    size_t first = 0;
    const size_t n = years_row(b->grid, row, &first);
    return n && b->grid->cells[first].column < years_first_column(b) ? b->grid->cells[first].text
                                                                     : "";
}
