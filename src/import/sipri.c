/*
 * SIPRI's workbook: a sheet a measure; a row "Country | Notes | 1949 ...", regions between the
 * states, "..." for not available and "xxx" for did not exist. Allies keep NATO's figures: the
 * two definitions differ by 10 % and more and are never mixed for one state.
 */
#include <stdlib.h>
#include <string.h>

#include "import/years.h"

enum { OWN_PRICES = 2023 };

static const char *key_of(const char *sheet, double *scale)
{
    *scale = 1.0;
    if (reading_has(sheet, "current us"))
        return "sipri_current_musd";
    if (reading_has(sheet, "constant") && reading_has(sheet, "us")) {
        const char *digits = strpbrk(sheet, "0123456789");
        return digits && atoi(digits) == OWN_PRICES ? "sipri_2023_musd" : NULL;
    }
    if (reading_has(sheet, "share of gdp")) {
        *scale = 100.0; /* stored as a fraction, shown in percent */
        return SERIES_SHARE;
    }
    return NULL;
}

static ent_status take_row(reading *r, const year_block *b, size_t row, const char *key,
                           double scale, size_t *allies)
{
    const char *label = years_label(b, row);
    if (!*label || !*ent_grid_text(b->grid, row, b->column[b->n - 1]))
        return ENT_OK; /* a region, or a note */
    const char *state = reading_known_state(r, label);
    if (!state)
        return ENT_OK;
    if (ent_facts_find(r->facts, state, "defence_pct_gdp", 0, NULL)) {
        *allies += *key != '(';
        return ENT_OK;
    }
    for (size_t i = 0; i < b->n; i++) {
        const reading_cell cell = {.grid = b->grid,
                                   .row = row,
                                   .column = b->column[i],
                                   .state = state,
                                   .key = key,
                                   .year = b->year[i],
                                   .scale = scale};
        ENT_TRY(reading_take(r, &cell));
    }
    return ENT_OK;
}

static ent_status read_sheet(reading *r, size_t sheet, const char *key, double scale,
                             size_t *allies)
{
    ent_grid g;
    year_block b;
    ENT_TRY(ent_workbook_sheet(r->book, sheet, &g, r->arena, r->err));
    if (!years_next(&g, 0, &b))
        return ent_fail(r->err, ENT_E_DATA, "%s: sheet '%.60s' has no row of years", r->path,
                        g.name);
    for (size_t row = b.header + 1; row < b.end; row++)
        ENT_TRY(take_row(r, &b, row, key, scale, allies));
    return ENT_OK;
}

ent_status read_sipri(reading *r)
{
    size_t found = 0, allies = 0;
    for (size_t s = 0; s < r->book->n_sheets; s++) {
        double scale = 1.0;
        const char *name = r->book->names[s], *key = key_of(name, &scale);
        if (key)
            ENT_TRY(read_sheet(r, s, key, scale, &allies));
        else if (reading_has(name, "constant"))
            ENT_TRY(reading_find(r, ENT_FINDING_NOT_TAKEN, name,
                                 "prices of another year; the program's own are those of %d",
                                 OWN_PRICES));
        found += key && *key != '(';
    }
    if (!found)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: holds no sheet 'Current US$' or 'Constant (%d) US$', as SIPRI's "
                        "workbook does",
                        r->path, OWN_PRICES);
    if (allies)
        ENT_TRY(reading_find(r, ENT_FINDING_NOT_TAKEN, "",
                             "%zu rows of NATO's members: they keep NATO's figures, whose "
                             "definition differs",
                             allies));
    return ENT_OK;
}
