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
    double unit;  /* of the key, in single units: bn USD 1e9 */
    bool is_size; /* an amount, which the outlook gives in the unit of the key */
} series;

static const series wanted[] = {
    {"NGDPD", "gdp_bn", 1e9, true},
    {"PPPGDP", SERIES_GDP_PPP, 1e9, true},
    {"NGDP_RPCH", "growth_pct", 1.0, false},
    {"LP", "population_m", 1e6, true},
    {"GGXWDG_NGDP", "debt_pct_gdp", 1.0, false},
    {"GGX_NGDP", "government_pct_gdp", 1.0, false},
};

/* Columns of the header row; SIZE_MAX where one is absent. */
typedef struct weo_columns {
    size_t iso, name, code, series, scale, units, actual;
} weo_columns;

/* What a file told about units and years, said once. */
typedef struct weo_notes {
    size_t implied, undated; /* rows whose unit the code implies; without a last actual year */
    const char *first;       /* code of the first of the former */
} weo_notes;

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
        snprintf(iso, size, "%s", cell(b, row, c->iso));
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

/*
 * Unit of the file over that of the key. The scale stands in a column of its own, as a word or a
 * power of ten, or in the column of units; where neither says one, the amounts are in the unit
 * that the outlook has always given the series in: billions of dollars, millions of persons.
 */
static double scale_of(const series *s, const char *scale, const char *units, bool *implied)
{
    static const char *const powers[] = {"0", "3", "6", "9", "12"};
    static const double of_power[] = {1.0, 1e3, 1e6, 1e9, 1e12};
    *implied = false;
    if (!s->is_size)
        return 1.0;
    for (size_t i = 0; i < sizeof powers / sizeof powers[0]; i++)
        if (strcmp(scale, powers[i]) == 0)
            return of_power[i] / s->unit;
    if (*scale) /* "Units" is one, too */
        return reading_magnitude(scale) / s->unit;
    if (reading_magnitude(units) > 1.0)
        return reading_magnitude(units) / s->unit;
    *implied = true;
    return 1.0;
}

/* The last actual year: 2023, or the year in which FY2023/24 or 2023/2024 ends. 0: not said. */
static int last_actual(const char *text)
{
    const char *digits = strpbrk(text, "0123456789");
    const char *quality;
    char year[5] = "";
    if (digits)
        snprintf(year, sizeof year, "%.4s", digits);
    const int first = reading_year(year, &quality);
    const char *rest = first ? digits + 4 : "";
    if (*rest != '/' && *rest != '-')
        return first;
    const size_t n = strspn(rest + 1, "0123456789");
    if (n == 4 && strncmp(rest + 1, year, 2) == 0)
        snprintf(year, sizeof year, "%.4s", rest + 1);
    else if (n == 2 && !rest[3])
        memcpy(year + 2, rest + 1, 2);
    else
        return first;
    const int last = reading_year(year, &quality);
    return last >= first && last <= first + 1 ? last : first + (n == 2 && last < first);
}

/* Whether the row's code and name are two states. */
static bool is_doubtful(const reading *r, const year_block *b, size_t row, const weo_columns *c,
                        const char *state)
{
    const char *name = cell(b, row, c->name);
    const char *named = *name ? names_find(&r->names, NAMES_WORDS, name) : NULL;
    return named && strcmp(named, state) != 0;
}

static ent_status take_row(reading *r, const year_block *b, size_t row, const weo_columns *c,
                           weo_notes *notes)
{
    char iso[NAMES_LONGEST] = "";
    bool implied = false;
    const series *s = identify(b, row, c, iso, sizeof iso);
    if (!s)
        return ENT_OK;
    const char *kept = ent_text_copy(iso, strlen(iso), r->arena);
    ENT_NEED(kept, r->err);
    const char *state = reading_known_state(r, kept);
    if (state && is_doubtful(r, b, row, c, state))
        return reading_find(r, ENT_FINDING_STATE, reading_where(r, b->grid, row, c->name),
                            "'%.40s' is not %s; the row of %s is left out", cell(b, row, c->name),
                            kept, s->code);
    const int actual = last_actual(cell(b, row, c->actual));
    const double scale = scale_of(s, cell(b, row, c->scale), cell(b, row, c->units), &implied);
    notes->undated += state && !actual;
    notes->implied += state && implied;
    if (state && implied && !notes->first)
        notes->first = s->code;
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

static bool is_of_groups(const year_block *b)
{
    return column(b, "WEO Country Group Code") != SIZE_MAX ||
           column(b, "Country Group Name") != SIZE_MAX;
}

static ent_status read_sheet(reading *r, const ent_grid *g, weo_notes *notes, bool *found,
                             bool *groups)
{
    year_block b;
    if (!years_next(g, 0, &b))
        return ENT_OK;
    const size_t iso = either(&b, "ISO", "COUNTRY.ID");
    const weo_columns c = {.iso = iso != SIZE_MAX ? iso : column(&b, "Country"),
                           .name = iso != SIZE_MAX ? column(&b, "Country") : SIZE_MAX,
                           .code = either(&b, "WEO Subject Code", "INDICATOR.ID"),
                           .series = column(&b, "SERIES_CODE"),
                           .scale = column(&b, "Scale"),
                           .units = either(&b, "Units", "UNIT"),
                           .actual =
                               either(&b, "Estimates Start After", "LATEST_ACTUAL_ANNUAL_DATA")};
    *groups |= is_of_groups(&b);
    if (is_of_groups(&b) || ((c.iso == SIZE_MAX || c.code == SIZE_MAX) && c.series == SIZE_MAX))
        return ENT_OK;
    *found = true;
    for (size_t row = b.header + 1; row < b.end; row++)
        ENT_TRY(take_row(r, &b, row, &c, notes));
    return years_name_rest(r, &b);
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

static ent_status say_notes(reading *r, const weo_notes *n)
{
    if (n->implied)
        ENT_TRY(reading_find(r, ENT_FINDING_UNIT, "",
                             "%zu rows (%s first) name no scale: taken as billions of US dollars "
                             "and millions of persons, in which the outlook gives these series",
                             n->implied, n->first));
    if (n->undated)
        ENT_TRY(reading_find(r, ENT_FINDING_YEAR, "",
                             "%zu rows do not say which year is the last actual one; all their "
                             "years count as projections",
                             n->undated));
    return ENT_OK;
}

ent_status read_weo(reading *r)
{
    bool found = false, groups = false;
    weo_notes notes = {.first = NULL};
    for (size_t s = 0; s < r->book->n_sheets; s++) {
        ent_grid g;
        if (r->book->parts && reading_has(r->book->names[s], "group"))
            continue;
        ENT_TRY(ent_workbook_sheet(r->book, s, &g, r->arena, r->err));
        ENT_TRY(read_sheet(r, &g, &notes, &found, &groups));
    }
    if (!found && groups)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: is the outlook by country groups, which has no single states. Use the "
                        "file 'By Countries' of the same release",
                        r->path);
    if (!found)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: is not the outlook by country: no row with ISO and WEO Subject Code "
                        "(or COUNTRY.ID and INDICATOR.ID, or SERIES_CODE) and years",
                        r->path);
    ENT_TRY(say_notes(r, &notes));
    return form_ratios(r);
}
