/*
 * A table in the project's own layout, as data/nato_later.csv: columns state, year, keys of
 * facts, source and quality; other columns are left out.
 */
#include <string.h>

#include "entente/text.h"
#include "import/reading.h"

typedef struct own_columns {
    size_t state, year, source, quality, date;
} own_columns;

static size_t column(const ent_grid *g, const char *name)
{
    for (size_t c = 0; c < g->n_columns; c++)
        if (strcmp(ent_grid_text(g, 0, c), name) == 0)
            return c;
    return SIZE_MAX;
}

static const char *cell(const ent_grid *g, size_t row, size_t c)
{
    return c == SIZE_MAX ? "" : ent_grid_text(g, row, c);
}

static ent_status take_key(reading *r, const ent_grid *g, const own_columns *c, size_t column_at,
                           const ent_fact_key *key)
{
    for (size_t row = 1; row < g->n_rows; row++) {
        bool estimate = false;
        const char *name = cell(g, row, c->state), *year_text = cell(g, row, c->year);
        if (!*name || !*cell(g, row, column_at))
            continue;
        const char *state = reading_known_state(r, name);
        const int year = reading_year(year_text, &estimate);
        if (!year && c->year != SIZE_MAX)
            return ent_fail(r->err, ENT_E_DATA, "%s:%zu: column year: '%.20s' is not a year",
                            r->path, row + 1, year_text);
        const char *source = cell(g, row, c->source), *quality = cell(g, row, c->quality);
        if (*source && !ent_facts_source(r->facts, source))
            return ent_fail(r->err, ENT_E_DATA, "%s:%zu: source '%.40s' is not in sources.csv",
                            r->path, row + 1, source);
        const reading_cell taken = {.grid = g,
                                    .row = row,
                                    .column = column_at,
                                    .state = state,
                                    .key = key->key,
                                    .date = cell(g, row, c->date),
                                    .quality = *quality ? quality : "reported",
                                    .year = year,
                                    .scale = 1.0};
        const size_t n = r->n;
        if (state)
            ENT_TRY(reading_take(r, &taken));
        if (r->n > n)
            r->values[n].source = source;
    }
    return ENT_OK;
}

ent_status read_table(reading *r)
{
    ent_grid g;
    ENT_TRY(ent_workbook_sheet(r->book, 0, &g, r->arena, r->err));
    const own_columns c = {column(&g, "state"), column(&g, "year"), column(&g, "source"),
                           column(&g, "quality"), column(&g, "date")};
    if (c.state == SIZE_MAX)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: column 'state' is missing; a table has columns state, year, source "
                        "and keys of facts ('entente facts' lists them)",
                        r->path);
    size_t keys = 0;
    for (size_t i = 0; i < g.n_columns; i++) {
        const ent_fact_key *key = ent_facts_key(r->facts, ent_grid_text(&g, 0, i));
        if (key && strcmp(key->kind, "number") == 0) {
            keys++;
            ENT_TRY(take_key(r, &g, &c, i, key));
        }
    }
    return keys ? ENT_OK
                : ent_fail(r->err, ENT_E_DATA,
                           "%s: no column is a key of facts; 'entente facts' lists them", r->path);
}
