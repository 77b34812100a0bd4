/*
 * NATO's tables, one a sheet, two below each other on most: a title ("Table 3: ..."), a unit,
 * a subtitle ("Current prices and exchange rates"), years such as 2014 or 2025e, a row a state.
 * Tables are known by their words, not their numbers, which move from release to release.
 */
#include <stdio.h>
#include <string.h>

#include "entente/text.h"
#include "import/years.h"

enum { OWN_PRICES = 2015 }; /* base year of the constant prices in the program's own tables */

/* The year in "Constant 2021 prices and exchange rates"; 0 when there is none. */
static int price_year(const char *text)
{
    for (; *text; text++) {
        char word[5] = "";
        bool estimate = false;
        snprintf(word, sizeof word, "%.4s", text);
        if (strspn(text, "0123456789") == 4)
            return reading_year(word, &estimate);
        if (*text >= '0' && *text <= '9')
            return 0;
    }
    return 0;
}

static const char *money_key(const year_block *b, const char *current, const char *own,
                             const char *other)
{
    if (reading_has(b->subtitle, "current"))
        return current;
    if (!reading_has(b->subtitle, "constant"))
        return NULL;
    return price_year(b->subtitle) == OWN_PRICES ? own : other;
}

/* The key a table gives, or NULL; `scale` as in reading_cell. */
static const char *key_of(const year_block *b, double *scale)
{
    const char *t = b->title, *s = b->subtitle;
    *scale = 1.0;
    if (reading_has(t, "per capita") || reading_has(s, "per capita") ||
        reading_has(s, "real change"))
        return NULL;
    if (reading_has(s, "equipment"))
        return "equipment_pct_defence";
    if (reading_has(t, "distribution") || reading_has(s, "personnel (%"))
        return NULL;
    if (reading_has(t, "personnel")) {
        if (!reading_has(b->unit, "thousand") && !reading_has(s, "thousand"))
            *scale = 1e-3;
        return "personnel_thousand";
    }
    if (reading_has(s, "share of") || (reading_has(t, "share of") && !reading_has(s, "prices and")))
        return "defence_pct_gdp";
    if (!reading_has(b->unit, "US dollar"))
        return NULL; /* national currencies */
    *scale = reading_has(b->unit, "billion") ? 1000.0 : 1.0;
    if (reading_has(t, "expenditure")) /* of GDP too */
        return money_key(b, "defence_current_musd", "defence_2015_musd", SERIES_DEFENCE_CONSTANT);
    if (reading_has(t, "gross domestic") || reading_has(t, "GDP"))
        return money_key(b, "gdp_current_musd", "gdp_2015_musd", SERIES_GDP_CONSTANT);
    return NULL;
}

static ent_status take_row(reading *r, const year_block *b, size_t row, const char *key,
                           double scale)
{
    const char *label = years_label(b, row);
    if (!*label || reading_has(label, "note") || strlen(label) > 60)
        return ENT_OK;
    bool any = false;
    for (size_t i = 0; i < b->n && !any; i++)
        any = *ent_grid_text(b->grid, row, b->column[i]) != '\0';
    const char *state = any ? reading_known_state(r, label) : NULL;
    for (size_t i = 0; state && i < b->n; i++) {
        const reading_cell cell = {.grid = b->grid,
                                   .row = row,
                                   .column = b->column[i],
                                   .state = state,
                                   .key = key,
                                   .quality = b->estimate[i] ? "estimate" : "reported",
                                   .year = b->year[i],
                                   .scale = scale};
        ENT_TRY(reading_take(r, &cell));
    }
    return ENT_OK;
}

static ent_status read_sheet(reading *r, const ent_grid *g, size_t *tables)
{
    year_block b;
    for (size_t from = 0; years_next(g, from, &b); from = b.end) {
        double scale = 1.0;
        const char *key = key_of(&b, &scale);
        if (!key)
            continue;
        *tables += *key != '(';
        if (*key == '(') /* named by a subtitle, so not in the first row */
            ENT_TRY(reading_find(r, ENT_FINDING_NOT_TAKEN, reading_where(r, g, b.header - 1, 0),
                                 "%.80s: %.80s: only for the check of shares; the program's own "
                                 "constant prices are those of %d",
                                 b.title, b.subtitle, OWN_PRICES));
        for (size_t row = b.header + 1; row < b.end; row++)
            ENT_TRY(take_row(r, &b, row, key, scale));
    }
    return ENT_OK;
}

ent_status read_nato(reading *r)
{
    size_t tables = 0;
    for (size_t s = 0; s < r->book->n_sheets; s++) {
        ent_grid g;
        ENT_TRY(ent_workbook_sheet(r->book, s, &g, r->arena, r->err));
        ENT_TRY(read_sheet(r, &g, &tables));
    }
    if (!tables)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: holds none of NATO's tables (looked for titles such as 'Defence "
                        "expenditure' in million US dollars, 'share of GDP', 'Military personnel' "
                        "over a row of years)",
                        r->path);
    return ENT_OK;
}
