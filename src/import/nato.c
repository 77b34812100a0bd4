/*
 * NATO's tables, one a sheet: a title ("Table 3: ..."), a unit, rows of a state each. Up to 2024
 * the years stand once on a sheet and subtitles ("Share of real GDP (%)", "Annual real change
 * (%)") below them part it into blocks; from 2025 on each block has its subtitle and years. So a
 * sheet is read from top to bottom, and the subtitle met last decides what a row is. Tables are
 * known by their words, not by their numbers, which move from release to release.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "entente/text.h"
#include "import/years.h"

enum { OWN_PRICES = 2015, LONGEST_SUBTITLE = 120, LONGEST_LABEL = 60, MOST_MEMBERS = 64 };

/* What a text makes of the rows below it. */
typedef struct meaning {
    const char *key; /* NULL: nothing that the facts use */
    double scale;    /* as in reading_cell */
    const char *why; /* for a table that is not taken */
} meaning;

typedef struct sheet_state {
    const ent_grid *grid;
    const char *title, *unit, *subtitle;
    size_t title_row;
    year_block years; /* n == 0 before the first row of years */
    meaning means;
    bool heading; /* a text that names no measure stands above */
    size_t rows;  /* rows of states taken below the title */
    size_t n_members;
    const char *members[MOST_MEMBERS]; /* states met below the subtitle */
} sheet_state;

/* The year in "Constant 2021 prices and exchange rates"; 0 when there is none. */
static int price_year(const char *text)
{
    for (const char *p = text; *p; p++) {
        char word[5] = "";
        const char *quality;
        const size_t digits = strspn(p, "0123456789");
        snprintf(word, sizeof word, "%.4s", p);
        if (digits == 4 && reading_year(word, &quality))
            return reading_year(word, &quality);
        if (digits)
            p += digits - 1;
    }
    return 0;
}

/* "Annual real change", but not "exchange rates". */
static bool names_change(const char *text)
{
    if (reading_has(text, "growth"))
        return true;
    for (const char *p = text; *p; p++)
        if (strncasecmp(p, "change", 6) == 0 && (p == text || !isalpha((unsigned char)p[-1])))
            return true;
    return false;
}

static bool names_prices(const char *text)
{
    return reading_has(text, "prices");
}

/* "Defence expenditure", since 2026 "defence investment". */
static bool names_spending(const char *text)
{
    return reading_has(text, "expenditure") || reading_has(text, "investment") ||
           reading_has(text, "spending");
}

/* Quantities that are shares of GDP or spending as well, but not what was spent on defence. */
static const char *other_quantity(const char *text)
{
    static const char *const words[][2] = {
        {"related", "security-related spending"},
        {"resilience", "security-related spending"},
        {"innovation", "security-related spending"},
        {"plan", "plans"},
        {"target", "targets"},
        {"commitment", "targets"},
        {"guideline", "targets"},
        {"distance", "differences"},
        {"difference", "differences"},
        {"percentage point", "differences"},
        {"rank", "ranks"},
        {"common fund", "common funding"},
        {"cost share", "common funding"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (reading_has(text, words[i][0]))
            return words[i][1];
    return NULL;
}

/* Spending or GDP in money: by the price base that subtitle or unit names. */
static meaning money(const sheet_state *s, bool gdp)
{
    const char *base = names_prices(s->subtitle) ? s->subtitle
                       : names_prices(s->unit)   ? s->unit
                                                 : "";
    const char *unit = reading_has(s->subtitle, "dollar") ? s->subtitle : s->unit;
    const double scale = reading_magnitude(unit) / 1e6;
    if (!reading_has(unit, "US dollar") && !reading_has(unit, "USD") && !reading_has(unit, "US$"))
        return (meaning){NULL, 1.0, "national currencies"};
    if (reading_has(base, "current"))
        return (meaning){gdp ? "gdp_current_musd" : "defence_current_musd", scale, ""};
    const int year = price_year(base);
    if (!year)
        return (meaning){NULL, 1.0, "the price base is not named"};
    if (year == OWN_PRICES)
        return (meaning){gdp ? "gdp_2015_musd" : "defence_2015_musd", scale, ""};
    return (meaning){gdp ? SERIES_GDP_CONSTANT : SERIES_DEFENCE_CONSTANT, scale, ""};
}

/* What subtitle, else title and unit, say. A change or a growth is never a level. */
static meaning meaning_of(const sheet_state *s)
{
    const char *t = s->title, *b = s->subtitle;
    if (names_change(b))
        return (meaning){NULL, 1.0, "annual changes"};
    const char *other = other_quantity(b);
    if (other || (other = other_quantity(t)))
        return (meaning){NULL, 1.0, other};
    if (reading_has(b, "per capita") || reading_has(t, "per capita"))
        return (meaning){NULL, 1.0, "figures per head"};
    if (reading_has(b, "equipment"))
        return (meaning){"equipment_pct_defence", 1.0, ""};
    if (reading_has(t, "distribution") || reading_has(t, "main categor") ||
        reading_has(b, "infrastructure") || reading_has(b, "personnel (") ||
        reading_has(b, "other ("))
        return (meaning){NULL, 1.0, "categories other than equipment"};
    if (reading_has(t, "personnel") || (reading_has(b, "personnel") && !reading_has(b, "%")))
        return (meaning){
            "personnel_thousand",
            reading_has(s->unit, "thousand") || reading_has(b, "thousand") ? 1.0 : 1e-3, ""};
    if (reading_has(b, "share of") || reading_has(b, "% of gdp") || reading_has(b, "% of real gdp"))
        return (meaning){"defence_pct_gdp", 1.0, ""};
    const bool in_money = names_prices(b) || reading_has(b, "dollar");
    if (!in_money && reading_has(t, "share of"))
        return names_change(t)
                   ? (meaning){NULL, 1.0, "no subtitle says whether these are shares or changes"}
                   : (meaning){"defence_pct_gdp", 1.0, ""};
    if (names_spending(b) || reading_has(b, "gdp"))
        return money(s, !names_spending(b));
    if (names_spending(t) || reading_has(t, "gdp") || reading_has(t, "gross domestic"))
        return money(s, !names_spending(t));
    return (meaning){NULL, 1.0, "not one of the tables that the facts use"};
}

/* Whether a text can only be a subtitle, also where the unit would stand. */
static bool is_subtitle(const char *text)
{
    static const char *const words[] = {"share of",      "% of gdp",    "capita",  "equipment",
                                        "gdp (",         "personnel (", "other (", "infrastructure",
                                        "expenditure (", "investment ("};
    if (names_change(text))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (reading_has(text, words[i]))
            return true;
    return false;
}

/* Words that a subtitle of a block has, and a heading such as "NATO Europe" has not. */
static bool names_a_measure(const char *text)
{
    static const char *const words[] = {"%",           "share",     "prices",         "capita",
                                        "equipment",   "personnel", "infrastructure", "other (",
                                        "expenditure", "dollar",    "thousand",       "gdp",
                                        "investment",  "rank",      "difference",     "distance"};
    if (names_change(text))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (reading_has(text, words[i]))
            return true;
    return false;
}

static bool is_note(const char *text)
{
    return strncasecmp(text, "note", 4) == 0 || strlen(text) > LONGEST_SUBTITLE || *text == '*' ||
           *text == '(' || (*text == '-' && isdigit((unsigned char)text[1]));
}

static bool is_title(const char *text)
{
    return strncasecmp(text, "table ", 6) == 0 && isdigit((unsigned char)text[6]);
}

/* A table that gave nothing is said, unless another block of it was taken. */
static ent_status say_untaken(reading *r, const sheet_state *s)
{
    if (s->rows || !*s->title || (!s->years.n && !is_title(s->title)))
        return ENT_OK;
    return reading_find(r, ENT_FINDING_NOT_TAKEN, reading_where(r, s->grid, s->title_row, 0),
                        "%.100s: nothing is taken (%s)", s->title,
                        s->years.n ? s->means.why ? s->means.why : "no row of a state"
                                   : "no row of years");
}

static ent_status begin_table(reading *r, sheet_state *s, const char *title, size_t row)
{
    ENT_TRY(say_untaken(r, s));
    s->title = title;
    s->title_row = row;
    s->unit = s->subtitle = "";
    s->heading = false;
    s->years.n = s->rows = s->n_members = 0;
    s->means = (meaning){.why = NULL};
    return ENT_OK;
}

static void begin_block(sheet_state *s, const char *subtitle)
{
    s->subtitle = subtitle;
    s->heading = false;
    s->n_members = 0;
    s->means = meaning_of(s);
}

/* A heading that names no measure, above states met before, begins a block of unknown kind. */
static bool begins_unknown_block(sheet_state *s, const char *state)
{
    for (size_t i = 0; i < s->n_members; i++)
        if (strcmp(s->members[i], state) == 0)
            return s->heading;
    if (s->n_members < MOST_MEMBERS)
        s->members[s->n_members++] = state;
    return false;
}

/* A row of figures. */
static ent_status take_row(reading *r, sheet_state *s, size_t row, const char *label)
{
    const year_block *b = &s->years;
    const char *state = s->means.key ? reading_known_state(r, label) : NULL;
    if (!state)
        return ENT_OK;
    s->rows++;
    for (size_t i = 0; i < b->n; i++) {
        const reading_cell cell = {.grid = b->grid,
                                   .row = row,
                                   .column = b->column[i],
                                   .state = state,
                                   .key = s->means.key,
                                   .quality = b->quality[i],
                                   .year = b->year[i],
                                   .scale = s->means.scale};
        ENT_TRY(reading_take(r, &cell));
    }
    return ENT_OK;
}

/* First text of a row, and whether it is the only cell with one. */
static const char *first_text(const ent_grid *g, size_t row, bool *alone)
{
    size_t first = 0;
    const size_t n = years_row(g, row, &first);
    *alone = n == 1;
    return n ? g->cells[first].text : "";
}

static void take_years(sheet_state *s, const year_block *found, size_t row)
{
    const char *label = years_label(found, row);
    s->years = *found;
    s->heading = false;
    s->n_members = 0;
    if (*label && names_a_measure(label))
        s->subtitle = label;
    s->means = meaning_of(s);
}

/* A text without figures: title, unit, subtitle, heading or note, by where it stands. */
static ent_status take_text(reading *r, sheet_state *s, size_t row, const char *text)
{
    if (is_title(text) || !*s->title)
        return begin_table(r, s, text, row);
    if (is_note(text))
        return ENT_OK;
    if (!s->years.n && !*s->unit && !is_subtitle(text))
        s->unit = text; /* "Million US dollars", "Based on 2015 prices" */
    else if (names_a_measure(text))
        begin_block(s, text);
    else
        s->heading = s->n_members != 0; /* "NATO Europe", or a measure in words not known */
    return ENT_OK;
}

static ent_status read_sheet(reading *r, const ent_grid *g)
{
    sheet_state s = {.grid = g, .title = "", .unit = "", .subtitle = ""};
    for (size_t row = 0; row < g->n_rows; row++) {
        bool alone = false;
        year_block found = {.grid = g};
        const char *text = first_text(g, row, &alone);
        if (!*text)
            continue;
        if (years_header(g, row, &found)) {
            take_years(&s, &found, row);
            ENT_TRY(years_name_others(r, g, row, years_first_column(&found)));
            continue;
        }
        const char *label = s.years.n ? years_label(&s.years, row) : "";
        if (s.years.n && *label && years_any(&s.years, row)) {
            const char *state = reading_state(r, label);
            if (state && s.means.key && begins_unknown_block(&s, state)) {
                s.means = (meaning){NULL, 1.0, "a block with an unknown heading"};
                ENT_TRY(reading_find(r, ENT_FINDING_NOT_TAKEN, reading_where(r, g, row, 0),
                                     "%.100s: the states stand again below a heading that names "
                                     "no known measure; not taken from here on",
                                     s.title));
            }
            if (!is_note(label) && strlen(label) <= LONGEST_LABEL)
                ENT_TRY(take_row(r, &s, row, label));
        } else if (!s.years.n || (*label && !years_any(&s.years, row)) || alone) {
            ENT_TRY(take_text(r, &s, row, text));
        }
    }
    return say_untaken(r, &s);
}

/* Figures in prices of another year serve the check of shares and give those of the own year. */
static ent_status rebase(reading *r)
{
    ENT_TRY(reading_sort(r));
    ENT_TRY(reading_rebase(r, SERIES_GDP_CONSTANT, "gdp_2015_musd", "GDP in other prices"));
    return reading_rebase(r, SERIES_DEFENCE_CONSTANT, "defence_2015_musd",
                          "spending in other prices");
}

ent_status read_nato(reading *r)
{
    for (size_t s = 0; s < r->book->n_sheets; s++) {
        ent_grid g;
        ENT_TRY(ent_workbook_sheet(r->book, s, &g, r->arena, r->err));
        ENT_TRY(read_sheet(r, &g));
    }
    if (!r->n)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: contains none of NATO's tables (looked for titles such as 'Defence "
                        "expenditure' in million US dollars, 'share of GDP', 'Military personnel' "
                        "over a row of years)",
                        r->path);
    return rebase(r);
}
