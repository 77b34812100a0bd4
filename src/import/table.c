/*
 * Tables of anyone. Four forms are known:
 *
 * - the project's own, as data/nato_later.csv: columns state, year, source, quality and keys;
 * - long: a row a state and year, the figures in one column;
 * - wide: a row a state, a column a year;
 * - wide with a series a row, as the World Bank writes it.
 *
 * Columns are named by the user, or found by the names that publishers give them.
 */
#include <math.h>
#include <string.h>

#include "base/hint.h"
#include "entente/text.h"
#include "import/years.h"

enum { HEADER_WITHIN = 40, MOST_COLUMNS = 512, FIRST_YEAR = 1000, LAST_YEAR = 2100 };

#define NONE SIZE_MAX

/* --- columns --- */

static const char *const state_words[] = {
    "state",   "iso3",    "iso3c",         "iso3code", "isoalpha3", "countrycode", "iso",
    "code",    "refarea", "countryiso3",   "iso2",     "iso2c",     "iso2code",    "ccode",
    "cowcode", "cow",     "stateabb",      "m49",      "country",   "countryname", "entity",
    "nation",  "geo",     "countryorarea", "area",     "location",  "countries"};
static const char *const name_words[] = {"countryname",   "country", "entity",
                                         "countryorarea", "nation",  "name"};
static const char *const year_words[] = {"year",   "time", "timeperiod",
                                         "period", "yr",   "fiscalyear"};
static const char *const value_words[] = {"value", "obsvalue", "figure", "amount"};
static const char *const series_words[] = {"indicatorcode", "seriescode", "indicatorid"};

typedef struct layout {
    size_t header;
    size_t state, name, year, value, series;
    size_t source, quality, date;
    double scale;     /* of the unit given */
    const char *only; /* of several series, this one; NULL: all */
    bool is_cow;
} layout;

static size_t exact(const ent_grid *g, size_t row, const char *name)
{
    for (size_t c = 0; c < g->n_columns; c++)
        if (strcmp(ent_grid_text(g, row, c), name) == 0)
            return c;
    for (size_t c = 0; c < g->n_columns; c++)
        if (strcasecmp(ent_grid_text(g, row, c), name) == 0)
            return c;
    return NONE;
}

static size_t usual(const ent_grid *g, size_t row, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < g->n_columns; c++)
            if (names_header(ent_grid_text(g, row, c), words[i]))
                return c;
    return NONE;
}
#define USUAL(g, row, words) usual(g, row, words, sizeof(words) / sizeof(words)[0])

static const char *cell(const ent_grid *g, size_t row, size_t c)
{
    return c == NONE ? "" : ent_grid_text(g, row, c);
}

/* A year of the header, as 2014 or "2014 [YR2014]"; 0 for any other column. */
static int header_year(const ent_grid *g, const layout *l, size_t c, const char **quality)
{
    return reading_year(ent_grid_text(g, l->header, c), quality);
}

static size_t count_years(const ent_grid *g, size_t row)
{
    size_t n = 0;
    const char *quality;
    for (size_t c = 0; c < g->n_columns; c++)
        n += reading_year(ent_grid_text(g, row, c), &quality) != 0;
    return n;
}

static bool has_key(const reading *r, const ent_grid *g, size_t row)
{
    for (size_t c = 0; c < g->n_columns; c++) {
        const char *name = ent_grid_text(g, row, c);
        const ent_fact_key *key = *name ? ent_facts_key(r->facts, name) : NULL;
        if (key && strcmp(key->kind, "number") == 0)
            return true;
    }
    return false;
}

/* The row that names the columns: the first with a state and a year, years or a key in it. */
static bool find_header(const reading *r, const ent_grid *g, layout *l)
{
    const ent_import_columns *given = r->columns;
    for (size_t row = 0; row < g->n_rows && row < HEADER_WITHIN; row++) {
        *l = (layout){.header = row, .scale = 1.0};
        l->state = given->state ? exact(g, row, given->state) : USUAL(g, row, state_words);
        l->year = given->year ? exact(g, row, given->year) : USUAL(g, row, year_words);
        if (l->state != NONE && (l->year != NONE || count_years(g, row) || has_key(r, g, row)))
            break;
        l->header = NONE;
    }
    if (l->header == NONE || !g->n_rows)
        return false;
    l->name = USUAL(g, l->header, name_words);
    l->series = USUAL(g, l->header, series_words);
    l->source = exact(g, l->header, "source");
    l->quality = exact(g, l->header, "quality");
    l->date = exact(g, l->header, "date");
    l->value = NONE;
    return true;
}

static ent_status no_column(reading *r, const ent_grid *g, const char *option, const char *name)
{
    const char *names[MOST_COLUMNS];
    size_t n = 0, row = 0, widest = 0;
    for (size_t i = 0; i < g->n_rows && i < HEADER_WITHIN; i++) {
        size_t first = 0;
        const size_t cells = years_row(g, i, &first);
        if (cells > widest) {
            widest = cells;
            row = i;
        }
    }
    ent_builder list;
    ent_builder_init(&list, r->arena);
    for (size_t c = 0; c < g->n_columns && n < MOST_COLUMNS; c++)
        if (*ent_grid_text(g, row, c)) {
            names[n] = ent_grid_text(g, row, c);
            if (n < 12)
                ent_builder_format(&list, "%s%.40s", n ? ", " : "", names[n]);
            n++;
        }
    ENT_TRY(ent_builder_status(&list, r->err));
    const char *near = ent_text_nearest(name, names, n);
    return ent_fail(r->err, ENT_E_ARG, "%s: %s: no column '%.60s'%s (columns: %s%s)", r->path,
                    option, name, did_you_mean(near).text, list.data, n > 12 ? " and more" : "");
}

/* --- units --- */

static bool is_fraction(const char *unit)
{
    return reading_has(unit, "fraction") || reading_has(unit, "share") || strcmp(unit, "1") == 0;
}

static bool is_percent(const char *unit)
{
    return reading_has(unit, "%") || reading_has(unit, "percent") || reading_has(unit, "per cent");
}

static const char *money_of(const char *unit)
{
    static const char *const words[][2] = {
        {"usd", "USD"},   {"us$", "USD"},   {"dollar", "USD"}, {"eur", "EUR"},
        {"gbp", "GBP"},   {"pound", "GBP"}, {"zloty", "PLN"},  {"pln", "PLN"},
        {"krona", "SEK"}, {"krone", "NOK"}, {"yen", "JPY"},    {"\xe2\x82\xac", "EUR"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (reading_has(unit, words[i][0]))
            return words[i][1];
    return "";
}

/* Units of things counted one by one. */
static bool is_plain(const char *unit)
{
    static const char *const words[] = {"person", "people", "soldier", "head",  "number",   "unit",
                                        "tank",   "km2",    "km",      "ratio", "reservist"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (reading_has(unit, words[i]))
            return true;
    return is_fraction(unit);
}

/* Unit of the file over the unit of the key. */
static ent_status scale_of(reading *r, const char *unit, const ent_fact_key *key, double *scale)
{
    const char *from = money_of(unit), *to = money_of(key->unit);
    *scale = 1.0;
    if (*from && *to && strcmp(from, to) != 0)
        return ent_fail(r->err, ENT_E_ARG,
                        "--unit '%.40s': %s is in %s; an import does not convert money", unit,
                        key->key, key->unit);
    if (is_percent(key->unit)) {
        if (reading_magnitude(unit) > 1.0 || (!is_percent(unit) && !is_fraction(unit)))
            return ent_fail(r->err, ENT_E_ARG,
                            "--unit '%.40s': %s is in %s; give percent or fraction", unit, key->key,
                            key->unit);
        *scale = is_percent(unit) ? 1.0 : 100.0;
        return ENT_OK;
    }
    if (is_percent(unit))
        return ent_fail(r->err, ENT_E_ARG, "--unit '%.40s': %s is in %s", unit, key->key,
                        *key->unit ? key->unit : "numbers");
    if (reading_magnitude(unit) == 1.0 && !*from && !is_plain(unit) && strcmp(unit, key->unit) != 0)
        return ent_fail(r->err, ENT_E_ARG,
                        "--unit '%.40s' is not known: %s is in %s; give that, million, thousand or "
                        "persons",
                        unit, key->key, *key->unit ? key->unit : "numbers");
    *scale = reading_magnitude(unit) / reading_magnitude(key->unit);
    return ENT_OK;
}

/* --- series that publishers name --- */

typedef struct known_series {
    const char *code, *key, *unit, *caution;
} known_series;

#define SIPRIS_OWN "SIPRI's definition, which differs from NATO's by 10 % and more for some states"

static const known_series known[] = {
    {"SP.POP.TOTL", "population_m", "persons", ""},
    {"NY.GDP.MKTP.CD", "gdp_bn", "USD", ""},
    {"NY.GDP.MKTP.KD.ZG", "growth_pct", "percent", ""},
    {"MS.MIL.TOTL.P1", "soldiers_active", "persons", "counts paramilitary forces, too"},
    {"MS.MIL.XPND.GD.ZS", NULL, "percent", SIPRIS_OWN},
    {"MS.MIL.XPND.CD", NULL, "USD", SIPRIS_OWN},
    {"military_expenditure_share_gdp", NULL, "percent", SIPRIS_OWN},
    {"milper", NULL, "thousand", "does not count paramilitary forces"},
    {"milex", NULL, "thousand USD", ""},
    {"tpop", NULL, "thousand", ""},
};

static const known_series *series_of(const char *code)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcasecmp(known[i].code, code) == 0)
            return &known[i];
    return NULL;
}

/* --- how the file names states --- */

static bool all_digits(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

static size_t hits(const reading *r, const ent_grid *g, const layout *l, names_scheme scheme)
{
    size_t n = 0;
    for (size_t row = l->header + 1; row < g->n_rows; row++)
        n += names_find(&r->names, scheme, cell(g, row, l->state)) != NULL;
    return n;
}

/* By the name of the column, else by which list knows more of its cells: UKG and AUS (Austria) are
 * letters of the Correlates of War. */
static names_scheme scheme_of(const reading *r, const ent_grid *g, const layout *l)
{
    static const char *const cow[] = {"ccode", "cowcode", "cow", "cown", "cownumber", "ccode1"};
    static const char *const letters[] = {"stateabb", "cowc", "cowabbrev", "stabb", "statea"};
    const char *name = ent_grid_text(g, l->header, l->state);
    for (size_t i = 0; i < sizeof cow / sizeof cow[0]; i++)
        if (names_header(name, cow[i]))
            return NAMES_COW_NUMBER;
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (names_header(name, letters[i]))
            return NAMES_COW_LETTERS;
    for (size_t row = l->header + 1; row < g->n_rows; row++)
        if (*cell(g, row, l->state) && !all_digits(cell(g, row, l->state)))
            return hits(r, g, l, NAMES_COW_LETTERS) > hits(r, g, l, NAMES_WORDS) ? NAMES_COW_LETTERS
                                                                                 : NAMES_WORDS;
    if (reading_has(name, "m49") || reading_has(name, "iso") || reading_has(name, "un"))
        return NAMES_ISO_NUMBER;
    return hits(r, g, l, NAMES_ISO_NUMBER) > hits(r, g, l, NAMES_COW_NUMBER) ? NAMES_ISO_NUMBER
                                                                             : NAMES_COW_NUMBER;
}

/* --- rows --- */

/* Whether a text begins with a year and a month, as 2024-12-31 and 2024-12. A month after the year
 * before it, as in 2011-12, may as well be a fiscal year; 2024-25 and 2024-2025 are one. */
static bool is_date(const char *text)
{
    const size_t n = strspn(text, "0123456789-");
    if (n != 7 && n != 10)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((text[i] == '-') != (i == 4 || i == 7))
            return false;
    const int month = 10 * (text[5] - '0') + text[6] - '0';
    const int next = (10 * (text[2] - '0') + text[3] - '0' + 1) % 100;
    return month >= 1 && month <= 12 && (n == 10 || (!text[n] && month != next));
}

/* The year of a cell and by its mark the quality of the row; 0 when it is none. */
static int table_year(const char *text, const char **quality)
{
    long long year = reading_year(text, quality);
    if (year)
        return (int)year;
    *quality = "reported";
    if ((ent_text_integer(text, strlen(text), &year) ||
         (is_date(text) && ent_text_integer(text, 4, &year))) &&
        year >= FIRST_YEAR && year <= LAST_YEAR)
        return (int)year;
    return 0;
}

/* State of a row; NULL when it has none, or when its code and its name are two states. */
static ent_status state_of(reading *r, const ent_grid *g, size_t row, const layout *l,
                           const char **state)
{
    const char *code = cell(g, row, l->state), *name = cell(g, row, l->name);
    *state = NULL;
    if (r->scheme == NAMES_WORDS && *code && *name) {
        const char *by_code = names_find(&r->names, NAMES_WORDS, code);
        const char *by_name = names_find(&r->names, NAMES_WORDS, name);
        if (by_code && by_name && strcmp(by_code, by_name) != 0)
            return reading_find(r, ENT_FINDING_STATE, reading_where(r, g, row, l->state),
                                "'%.40s' is %s, but '%.40s' is %s; the row is left out", code,
                                by_code, name, by_name);
    }
    if (*code)
        *state = reading_known_state(r, code);
    else if (r->scheme == NAMES_WORDS && *name)
        *state = reading_known_state(r, name);
    return ENT_OK;
}

static ent_status take(reading *r, const ent_grid *g, size_t row, size_t column, const layout *l,
                       const ent_fact_key *key, const char *state, int year, const char *year_says,
                       double scale)
{
    if (l->is_cow && strcmp(ent_grid_text(g, row, column), "-9") == 0)
        return ENT_OK; /* the project's sign for a missing figure */
    const char *source = cell(g, row, l->source), *quality = cell(g, row, l->quality);
    if (*source && !ent_facts_source(r->facts, source))
        return ent_fail(r->err, ENT_E_DATA, "%s:%zu: source '%.40s' is not in sources.csv", r->path,
                        row + 1, source);
    const reading_cell taken = {.grid = g,
                                .row = row,
                                .column = column,
                                .state = state,
                                .key = key->key,
                                .date = cell(g, row, l->date),
                                .quality = *quality ? quality : year_says,
                                .year = year,
                                .scale = scale};
    const size_t n = r->n;
    ENT_TRY(reading_take(r, &taken));
    if (r->n > n)
        r->values[n].source = source;
    return ENT_OK;
}

static ent_status take_long(reading *r, const ent_grid *g, const layout *l, size_t column,
                            const ent_fact_key *key, double scale)
{
    for (size_t row = l->header + 1; row < g->n_rows; row++) {
        if (!*cell(g, row, column) || (!*cell(g, row, l->state) && !*cell(g, row, l->name)))
            continue;
        if (l->only && strcmp(cell(g, row, l->series), l->only) != 0)
            continue;
        const char *state = NULL, *text = cell(g, row, l->year), *quality = "reported";
        ENT_TRY(state_of(r, g, row, l, &state));
        const int year = l->year == NONE ? 0 : table_year(text, &quality);
        if (!year && l->year != NONE)
            return ent_fail(r->err, ENT_E_DATA, "%s:%zu: column %.40s: '%.20s' is not a year",
                            r->path, row + 1, ent_grid_text(g, l->header, l->year), text);
        if (state)
            ENT_TRY(take(r, g, row, column, l, key, state, year, quality, scale));
    }
    return ENT_OK;
}

static ent_status take_wide_row(reading *r, const ent_grid *g, size_t row, const layout *l,
                                const ent_fact_key *key, double scale)
{
    const char *state = NULL;
    ENT_TRY(state_of(r, g, row, l, &state));
    for (size_t c = 0; state && c < g->n_columns; c++) {
        const char *quality;
        const int year = header_year(g, l, c, &quality);
        if (year && *ent_grid_text(g, row, c))
            ENT_TRY(take(r, g, row, c, l, key, state, year, quality, scale));
    }
    return ENT_OK;
}

/* --- the forms --- */

static ent_status key_given(reading *r, const ent_fact_key **key)
{
    *key = ent_facts_key(r->facts, r->columns->as);
    if (*key && strcmp((*key)->kind, "number") == 0)
        return ENT_OK;
    const char *near = NULL, *keys[MOST_COLUMNS];
    size_t n = 0;
    for (size_t i = 0; i < r->facts->n_keys && n < MOST_COLUMNS; i++)
        if (strcmp(r->facts->keys[i].kind, "number") == 0)
            keys[n++] = r->facts->keys[i].key;
    near = ent_text_nearest(r->columns->as, keys, n);
    return ent_fail(r->err, ENT_E_ARG,
                    "--as: '%.60s' is not a key of a number%s ('entente facts' lists them)",
                    r->columns->as, did_you_mean(near).text);
}

/* Power of ten in the name of a column, such as "soldiers (thousands)"; 1 when there is none. */
static double magnitude_named(const char *name)
{
    static const struct {
        const char *word;
        double magnitude;
    } words[] = {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (reading_has(name, words[i].word))
            return words[i].magnitude;
    return 1.0;
}

/* Key and scale of a column or series: as given, else as the publisher's name for it implies. */
static ent_status resolve(reading *r, const char *code, const ent_fact_key **key, double *scale)
{
    const known_series *s = series_of(code);
    *key = NULL;
    *scale = 1.0;
    if (r->columns->as)
        ENT_TRY(key_given(r, key));
    else if (s && s->key)
        *key = ent_facts_key(r->facts, s->key);
    if (!*key)
        return ent_fail(r->err, ENT_E_ARG,
                        "%s: '%.60s' is not a key of facts%s%s%s; say which it is with --as KEY, "
                        "such as --as %s ('entente facts' lists them)",
                        r->path, code, s && *s->caution ? " (" : "", s ? s->caution : "",
                        s && *s->caution ? ")" : "",
                        s && strcmp(s->unit, "percent") != 0 ? "soldiers_active"
                                                             : "defence_pct_gdp");
    if (r->columns->unit)
        ENT_TRY(scale_of(r, r->columns->unit, *key, scale));
    else if (s)
        ENT_TRY(scale_of(r, s->unit, *key, scale));
    else if (magnitude_named(code) != 1.0 &&
             magnitude_named(code) != reading_magnitude((*key)->unit))
        return ent_fail(r->err, ENT_E_ARG,
                        "%s: '%.60s' does not look like %s, the unit of %s; say with --unit what "
                        "the figures are in",
                        r->path, code, *(*key)->unit ? (*key)->unit : "numbers", (*key)->key);
    return s && *s->caution
               ? reading_find(r, ENT_FINDING_NOT_TAKEN, "", "%.60s: %s", code, s->caution)
               : ENT_OK;
}

/* The one column that can hold the figures: by a usual name, or the only one that is left. */
static ent_status value_column(reading *r, const ent_grid *g, layout *l)
{
    if (r->columns->value) {
        l->value = exact(g, l->header, r->columns->value);
        if (l->value == NONE)
            return no_column(r, g, "--value", r->columns->value);
        const char *name = ent_grid_text(g, l->header, l->value);
        for (size_t c = l->value + 1; c < g->n_columns; c++)
            if (strcmp(ent_grid_text(g, l->header, c), name) == 0)
                return ent_fail(r->err, ENT_E_ARG,
                                "%s:%zu: two columns are named '%.60s'; give one another name",
                                r->path, l->header + 1, name);
        return ENT_OK;
    }
    l->value = USUAL(g, l->header, value_words);
    if (l->value != NONE)
        return ENT_OK;
    size_t left = 0;
    for (size_t c = 0; c < g->n_columns; c++) {
        reading_figure f;
        size_t numbers = 0, others = 0;
        if (c == l->state || c == l->name || c == l->year || c == l->source || c == l->quality ||
            c == l->date)
            continue;
        for (size_t row = l->header + 1; row < g->n_rows && row < l->header + 200; row++) {
            const bool is = reading_number(cell(g, row, c), r->columns->decimal_comma, &f);
            numbers += is;
            others += !is && !f.missing;
        }
        if (numbers && numbers > others) {
            left++;
            l->value = c;
        }
    }
    if (!left)
        return ent_fail(r->err, ENT_E_ARG,
                        "%s: no column holds numbers as they are written here. For decimal commas "
                        "give --decimal comma",
                        r->path);
    return left == 1 ? ENT_OK
                     : ent_fail(r->err, ENT_E_ARG,
                                "%s: %zu columns hold numbers; name the one to take with --value",
                                r->path, left);
}

static ent_status take_one(reading *r, const ent_grid *g, layout *l)
{
    const ent_fact_key *key = NULL;
    double scale = 1.0;
    ENT_TRY(value_column(r, g, l));
    ENT_TRY(resolve(r, ent_grid_text(g, l->header, l->value), &key, &scale));
    return take_long(r, g, l, l->value, key, scale);
}

static bool names_state(const reading *r, const char *text)
{
    return *text && names_find(&r->names, r->scheme, text);
}

/* A row a series and state: each series of the file, or the one that --value names. */
static ent_status take_series(reading *r, const ent_grid *g, layout *l)
{
    const char *codes[16];
    const ent_fact_key *keys[16];
    double scales[16];
    size_t n = 0, others = 0;
    for (size_t row = l->header + 1; row < g->n_rows; row++) {
        const char *code = cell(g, row, l->series);
        size_t i = 0;
        if (!*code || (r->columns->value && strcasecmp(r->columns->value, code) != 0))
            continue;
        if (!names_state(r, cell(g, row, l->state)) && !names_state(r, cell(g, row, l->name))) {
            others++;
            reading_known_state(r, cell(g, row, l->state)); /* a region, a note, a header again */
            continue;
        }
        while (i < n && strcmp(codes[i], code) != 0)
            i++;
        if (i == 16)
            return ent_fail(r->err, ENT_E_ARG,
                            "%s: contains more than 16 series. Name one with --value CODE",
                            r->path);
        if (i == n) {
            if (n && r->columns->as)
                return ent_fail(r->err, ENT_E_ARG,
                                "%s: holds '%.40s' and '%.40s'; name one with --value CODE",
                                r->path, codes[0], code);
            ENT_TRY(resolve(r, code, &keys[n], &scales[n]));
            codes[n++] = code;
        }
        ENT_TRY(take_wide_row(r, g, row, l, keys[i], scales[i]));
    }
    return n || others
               ? ENT_OK
               : ent_fail(r->err, ENT_E_DATA, "%s: holds no series%s%.40s", r->path,
                          r->columns->value ? " " : "", r->columns->value ? r->columns->value : "");
}

static ent_status take_wide(reading *r, const ent_grid *g, layout *l)
{
    const ent_fact_key *key = NULL;
    double scale = 1.0;
    if (l->series != NONE)
        return take_series(r, g, l);
    ENT_TRY(resolve(r, r->columns->value ? r->columns->value : "a column a year", &key, &scale));
    ENT_TRY(years_name_others(r, g, l->header, 0));
    for (size_t row = l->header + 1; row < g->n_rows; row++)
        ENT_TRY(take_wide_row(r, g, row, l, key, scale));
    return ENT_OK;
}

/* The project's own layout: each column that is a key. */
static ent_status take_keys(reading *r, const ent_grid *g, const layout *l, size_t *keys)
{
    *keys = 0;
    for (size_t c = 0; c < g->n_columns; c++) {
        const ent_fact_key *key = ent_facts_key(r->facts, ent_grid_text(g, l->header, c));
        if (!key || strcmp(key->kind, "number") != 0)
            continue;
        ++*keys;
        ENT_TRY(take_long(r, g, l, c, key, 1.0));
    }
    return ENT_OK;
}

static ent_status no_header(reading *r, const ent_grid *g)
{
    const ent_import_columns *given = r->columns;
    bool state = !given->state, year = !given->year;
    for (size_t row = 0; row < g->n_rows && row < HEADER_WITHIN; row++) {
        state |= given->state && exact(g, row, given->state) != NONE;
        year |= given->year && exact(g, row, given->year) != NONE;
    }
    if (!state)
        return no_column(r, g, "--state", given->state);
    if (!year)
        return no_column(r, g, "--year", given->year);
    return ent_fail(
        r->err, ENT_E_DATA,
        "%s: no row names a column of states and one of years (or one column for each year). Name "
        "them with --state and --year. The project's own tables have columns "
        "state, year, source and keys of facts ('entente facts' lists them)",
        r->path);
}

ent_status read_table(reading *r)
{
    ent_grid g;
    layout l = {.header = NONE};
    ENT_TRY(ent_workbook_sheet(r->book, 0, &g, r->arena, r->err));
    if (!find_header(r, &g, &l))
        return no_header(r, &g);
    r->scheme = scheme_of(r, &g, &l);
    l.is_cow = r->scheme == NAMES_COW_NUMBER || r->scheme == NAMES_COW_LETTERS;
    const ent_import_columns *given = r->columns;
    if (!given->as && !given->value) {
        size_t keys = 0;
        ENT_TRY(take_keys(r, &g, &l, &keys));
        if (keys)
            return ENT_OK;
    }
    return l.year == NONE ? take_wide(r, &g, &l) : take_one(r, &g, &l);
}
