/*
 * SIPRI's workbook: a sheet a measure; a row "Country | Notes | 1949 ...", regions between the
 * states, "..." for not available and "xxx" for did not exist. Blue figures are estimates, red
 * ones highly uncertain. The export of the site has the same sheets, fewer years. Allies keep
 * NATO's figures: the two definitions differ by 10 % and more and are never mixed for one state.
 */
#include <string.h>

#include "entente/text.h"
#include "import/years.h"

enum { OWN_PRICES = 2023 };

#define SERIES_OTHER_PRICES "(spending in other prices)"

typedef struct sipri_sheet {
    const char *key;
    double scale;
    bool coloured; /* some figure has a colour */
} sipri_sheet;

/* The first number of four digits, as in "Constant (2024) US$"; 0 when there is none. */
static int year_in(const char *text)
{
    for (; *text; text++) {
        char word[5] = "";
        const char *quality;
        memcpy(word, text, strnlen(text, 4));
        if (strspn(word, "0123456789") == 4)
            return reading_year(word, &quality);
    }
    return 0;
}

/* What a sheet holds, by its name; a text alone, by its first line. */
static const char *key_of(const char *sheet, double *scale)
{
    *scale = 1.0;
    if (reading_has(sheet, "share of gdp") || reading_has(sheet, "percentage of gross domestic")) {
        *scale = 100.0; /* stored as a fraction, shown in percent */
        return SERIES_SHARE;
    }
    if (reading_has(sheet, "region") || reading_has(sheet, "per capita") ||
        reading_has(sheet, "local currency") || reading_has(sheet, "govt") ||
        !(reading_has(sheet, "us$") || reading_has(sheet, "usd") ||
          reading_has(sheet, "us dollar")))
        return NULL;
    const char *constant = strcasestr(sheet, "constant");
    if (constant && year_in(constant)) /* "1949-2024, in constant (2023) US$" */
        return year_in(constant) == OWN_PRICES ? "sipri_2023_musd" : SERIES_OTHER_PRICES;
    return reading_has(sheet, "current") ? "sipri_current_musd" : NULL;
}

/* Blue: an estimate; red: highly uncertain. The shades differ between programs. */
static const char *quality_of(uint32_t colour)
{
    const int red = (int)(colour >> 16 & 255), green = (int)(colour >> 8 & 255),
              blue = (int)(colour & 255);
    if (blue >= 96 && blue > red + 64 && blue > green + 32)
        return "estimate";
    return red >= 96 && red > green + 64 && red > blue + 64 ? "uncertain" : "reported";
}

static ent_status take_row(reading *r, const year_block *b, size_t row, sipri_sheet *s,
                           size_t *allies)
{
    const char *label = years_label(b, row);
    if (!*label || !years_any(b, row))
        return ENT_OK; /* a region, or a note */
    const char *state = reading_known_state(r, label);
    if (!state)
        return ENT_OK;
    if (ent_facts_find(r->facts, state, "defence_pct_gdp", 0, NULL)) {
        *allies += *s->key != '(';
        return ENT_OK;
    }
    for (size_t i = 0; i < b->n; i++) {
        const char *quality = quality_of(ent_grid_colour(b->grid, row, b->column[i]));
        const reading_cell cell = {.grid = b->grid,
                                   .row = row,
                                   .column = b->column[i],
                                   .state = state,
                                   .key = s->key,
                                   .quality = quality,
                                   .year = b->year[i],
                                   .scale = s->scale};
        s->coloured |= strcmp(quality, "reported") != 0;
        ENT_TRY(reading_take(r, &cell));
    }
    return ENT_OK;
}

static ent_status read_sheet(reading *r, size_t sheet, sipri_sheet *s, size_t *allies)
{
    ent_grid g;
    year_block b;
    ENT_TRY(ent_workbook_sheet(r->book, sheet, &g, r->arena, r->err));
    if (!years_next(&g, 0, &b))
        return ent_fail(r->err, ENT_E_DATA, "%s: sheet '%.60s' has no row of years", r->path,
                        g.name);
    ENT_TRY(years_name_others(r, &g, b.header, years_first_column(&b)));
    const size_t before = r->n;
    for (size_t row = b.header + 1; row < b.end; row++)
        ENT_TRY(take_row(r, &b, row, s, allies));
    ENT_TRY(years_name_rest(r, &b));
    if (!s->coloured && r->n > before && *s->key != '(')
        return reading_find(r, ENT_FINDING_NOT_TAKEN, g.name,
                            "no figure is blue or red: which ones SIPRI calls estimates or "
                            "uncertain is lost, and all count as reported");
    return ENT_OK;
}

/* The name of the sheet; where that says nothing, as of a text alone, its first cell. */
static ent_status what_is(reading *r, size_t sheet, const char **what)
{
    double scale = 1.0;
    *what = r->book->names[sheet];
    if (key_of(*what, &scale))
        return ENT_OK;
    ent_grid g;
    ENT_TRY(ent_workbook_sheet(r->book, sheet, &g, r->arena, r->err));
    if (g.n_cells)
        *what = g.cells[0].text;
    return ENT_OK;
}

ent_status read_sipri(reading *r)
{
    size_t found = 0, allies = 0;
    for (size_t s = 0; s < r->book->n_sheets; s++) {
        const char *what = NULL;
        sipri_sheet sheet = {.scale = 1.0};
        ENT_TRY(what_is(r, s, &what));
        sheet.key = key_of(what, &sheet.scale);
        if (sheet.key)
            ENT_TRY(read_sheet(r, s, &sheet, &allies));
        found += sheet.key && (*sheet.key != '(' || strcmp(sheet.key, SERIES_OTHER_PRICES) == 0);
    }
    if (!found)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: has no sheet 'Current US$' or 'Constant (2023) US$' (of any year), "
                        "as SIPRI's workbook does",
                        r->path);
    if (allies)
        ENT_TRY(reading_find(r, ENT_FINDING_NOT_TAKEN, "",
                             "%zu rows of NATO's members: they keep NATO's figures, whose "
                             "definition differs",
                             allies));
    ENT_TRY(reading_sort(r));
    return reading_rebase(r, SERIES_OTHER_PRICES, "sipri_2023_musd", "spending in other prices");
}
