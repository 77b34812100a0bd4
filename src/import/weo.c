/*
 * The IMF's World Economic Outlook by country: a row a state and series, a column a year. Two
 * layouts: the older text file (ISO, WEO Subject Code, Scale, Estimates Start After; named .xls)
 * and the newer workbook or CSV (COUNTRY.ID, INDICATOR.ID or SERIES_CODE, SCALE,
 * LATEST_ACTUAL_ANNUAL_DATA).
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "entente/text.h"
#include "import/years.h"

typedef struct series {
    const char *code, *key;
    double unit; /* of the key, in single units: bn USD 1e9 */
} series;

static const series wanted[] = {
    {"NGDPD", "gdp_bn", 1e9},
    {"PPPGDP", SERIES_GDP_PPP, 1e9},
    {"NGDP_RPCH", "growth_pct", 1.0},
    {"LP", "population_m", 1e6},
    {"GGXWDG_NGDP", "debt_pct_gdp", 1.0},
    {"GGX_NGDP", "government_pct_gdp", 1.0},
};

/* Columns of the header row; SIZE_MAX where one is absent. */
typedef struct weo_columns {
    size_t iso, code, series, scale, actual;
} weo_columns;

static size_t column(const year_block *b, const char *name)
{
    for (size_t c = 0; c < b->grid->n_columns; c++)
        if (strcasecmp(ent_grid_text(b->grid, b->header, c), name) == 0)
            return c;
    return SIZE_MAX;
}

static size_t either(const year_block *b, const char *older, const char *newer)
{
    const size_t c = column(b, older);
    return c != SIZE_MAX ? c : column(b, newer);
}

static const char *cell(const year_block *b, size_t row, size_t c)
{
    return c == SIZE_MAX ? "" : ent_grid_text(b->grid, row, c);
}

static const series *find_series(const char *code)
{
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (strcmp(wanted[i].code, code) == 0)
            return &wanted[i];
    return NULL;
}

/* State and series of a row, from two columns or from "GBR.NGDPD.A". */
static const series *identify(const year_block *b, size_t row, const weo_columns *c, char *iso,
                              size_t size)
{
    if (c->iso != SIZE_MAX && c->code != SIZE_MAX) {
        snprintf(iso, size, "%.15s", cell(b, row, c->iso));
        return find_series(cell(b, row, c->code));
    }
    const char *text = cell(b, row, c->series), *dot = strchr(text, '.');
    if (!dot || dot - text > 15)
        return NULL;
    char code[32];
    snprintf(iso, size, "%.*s", (int)(dot - text), text);
    snprintf(code, sizeof code, "%.*s", (int)strcspn(dot + 1, "."), dot + 1);
    return find_series(code);
}

static double scale_of(const char *text)
{
    return reading_has(text, "billion")    ? 1e9
           : reading_has(text, "million")  ? 1e6
           : reading_has(text, "thousand") ? 1e3
                                           : 1.0;
}

static int last_actual(const char *text)
{
    const char *digits = strpbrk(text, "0123456789");
    char year[5] = "";
    bool estimate = false;
    if (digits)
        snprintf(year, sizeof year, "%.4s", digits);
    return reading_year(year, &estimate);
}

static ent_status take_row(reading *r, const year_block *b, size_t row, const weo_columns *c)
{
    char iso[16] = "";
    const series *s = identify(b, row, c, iso, sizeof iso);
    if (!s)
        return ENT_OK;
    const char *kept = ent_text_copy(iso, strlen(iso), r->arena);
    if (!kept)
        return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
    const char *state = reading_known_state(r, kept);
    const int actual = last_actual(cell(b, row, c->actual));
    const double scale = scale_of(cell(b, row, c->scale)) / s->unit;
    for (size_t i = 0; state && i < b->n; i++) {
        const reading_cell taken = {.grid = b->grid,
                                    .row = row,
                                    .column = b->column[i],
                                    .state = state,
                                    .key = s->key,
                                    .quality = b->year[i] > actual ? "projection" : "reported",
                                    .year = b->year[i],
                                    .scale = scale};
        ENT_TRY(reading_take(r, &taken));
    }
    return ENT_OK;
}

static ent_status read_sheet(reading *r, const ent_grid *g, bool *found)
{
    year_block b;
    if (!years_next(g, 0, &b))
        return ENT_OK;
    const weo_columns c = {.iso = either(&b, "ISO", "COUNTRY.ID"),
                           .code = either(&b, "WEO Subject Code", "INDICATOR.ID"),
                           .series = column(&b, "SERIES_CODE"),
                           .scale = column(&b, "Scale"),
                           .actual =
                               either(&b, "Estimates Start After", "LATEST_ACTUAL_ANNUAL_DATA")};
    if ((c.iso == SIZE_MAX || c.code == SIZE_MAX) && c.series == SIZE_MAX)
        return ENT_OK;
    *found = true;
    for (size_t row = b.header + 1; row < b.end; row++)
        ENT_TRY(take_row(r, &b, row, &c));
    return ENT_OK;
}

/* GDP at PPP over GDP at market rates, where the file has both. */
static ent_status form_ratios(reading *r)
{
    ENT_TRY(reading_sort(r));
    for (size_t i = 0; i < r->n; i++) {
        ent_import_value *ppp = &r->values[i];
        const ent_import_value *gdp = reading_at(r, ppp->state, "gdp_bn", ppp->year);
        if (strcmp(ppp->key, SERIES_GDP_PPP) == 0 && gdp && gdp->value > 0.0) {
            ppp->value /= gdp->value;
            ppp->decimals = 4; /* as the program's own table has it */
        }
    }
    /* renamed last: the search above needs the order */
    for (size_t i = 0; i < r->n; i++)
        if (r->values[i].decimals == 4 && strcmp(r->values[i].key, SERIES_GDP_PPP) == 0)
            r->values[i].key = "ppp_ratio";
    return ENT_OK;
}

ent_status read_weo(reading *r)
{
    bool found = false;
    for (size_t s = 0; s < r->book->n_sheets; s++) {
        ent_grid g;
        if (r->book->parts && reading_has(r->book->names[s], "group"))
            continue;
        ENT_TRY(ent_workbook_sheet(r->book, s, &g, r->arena, r->err));
        ENT_TRY(read_sheet(r, &g, &found));
    }
    if (!found)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: is not the outlook by country: no row with ISO and WEO Subject Code "
                        "(or COUNTRY.ID and INDICATOR.ID, or SERIES_CODE) and years",
                        r->path);
    return form_ratios(r);
}
