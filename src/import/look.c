/* What a file looks like, so that one taken for another kind is told which it is. */
#include <string.h>
#include <strings.h>

#include "import/reading.h"

enum { LOOK_ROWS = 40, LOOK_SHEETS = 12 };

/* Words of the first rows that give a publisher away; all of a line must be there. */
static const struct {
    import_look look;
    const char *words[3];
} marks[] = {
    {{"IMF's World Economic Outlook", "weo", NULL}, {"WEO Subject Code", NULL, NULL}},
    {{"IMF's World Economic Outlook", "weo", NULL}, {"WEO Country Group Code", NULL, NULL}},
    {{"IMF's World Economic Outlook", "weo", NULL}, {"INDICATOR.ID", "COUNTRY.ID", NULL}},
    {{"IMF's World Economic Outlook", "weo", NULL},
     {"SERIES_CODE", "LATEST_ACTUAL_ANNUAL_DATA", NULL}},
    {{"a World Bank file", "table", NULL}, {"Country Name", "Country Code", "Indicator Code"}},
    {{"a World Bank file", "table", NULL}, {"Country Name", "Country Code", "Series Code"}},
    {{"an Our World in Data file", "table", NULL}, {"Entity", "Code", "Year"}},
    {{"a Correlates of War table", "table", NULL}, {"stateabb", "ccode", NULL}},
    {{"Kiel's Ukraine Support Tracker", "kiel", NULL}, {"donor", "aid_type_general", NULL}},
    {{"Kiel's Ukraine Support Tracker", "kiel", NULL}, {"countries", "Type of Aid General", NULL}},
    {{"a table of Kiel's Ukraine Support Tracker", "kiel", NULL},
     {"country", "to_be_allocated", "military"}},
};

/* Tables of a publisher that hold nothing the facts are made of. */
#define KIELS_OTHER \
    "the program uses military allocations by group of donors. Take data_explorer.csv of the " \
    "same " \
    "release"
static const struct {
    import_look look;
    const char *words[3];
} others[] = {
    {{"Kiel's table of weapons by donor", "kiel", KIELS_OTHER},
     {"donor", "number_of_weapons", "weapons_list"}},
    {{"Kiel's table of all donors together", "kiel", KIELS_OTHER},
     {"year", "month", "total_allocations"}},
    {{"Kiel's table of aid as a share of GDP, with each state's part of the EU's", "kiel",
      KIELS_OTHER},
     {"country", "eu_share_pct_gdp", "total_pct_gdp"}},
    {{"Kiel's table of stocks and procurement", "kiel", KIELS_OTHER},
     {"stockpile", "procurement", "nato_purl"}},
    {{"the World Bank's list of countries", "table", "it has no figures"},
     {"Country Code", "SpecialNotes", "TableName"}},
    {{"the World Bank's list of indicators", "table", "it has no figures"},
     {"INDICATOR_CODE", "INDICATOR_NAME", "SOURCE_NOTE"}},
};

static const import_look nato = {"NATO's tables of defence expenditure", "nato", NULL};
static const import_look sipri = {"SIPRI's military expenditure database", "sipri", NULL};

static bool has_cell(const ent_grid *g, const char *word)
{
    for (size_t i = 0; i < g->n_cells && g->cells[i].row < LOOK_ROWS; i++)
        if (strcasecmp(g->cells[i].text, word) == 0)
            return true;
    return false;
}

/* A title rather than a word within a long text. */
static bool has_title(const ent_grid *g, const char *first, const char *second)
{
    for (size_t i = 0; i < g->n_cells && g->cells[i].row < LOOK_ROWS; i++) {
        const char *text = g->cells[i].text;
        if (strlen(text) < 200 && strncasecmp(text, first, strlen(first)) == 0 &&
            reading_has(text, second))
            return true;
    }
    return false;
}

static bool has_all(const ent_grid *g, const char *const words[3])
{
    for (size_t w = 0; w < 3 && words[w]; w++)
        if (!has_cell(g, words[w]))
            return false;
    return true;
}

static const import_look *look_at_grid(const ent_grid *g)
{
    for (size_t m = 0; m < sizeof others / sizeof others[0]; m++)
        if (has_all(g, others[m].words))
            return &others[m].look;
    for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++)
        if (has_all(g, marks[m].words))
            return &marks[m].look;
    if (has_title(g, "Table ", "defence expenditure") || has_title(g, "Table ", "GDP") ||
        has_title(g, "Table ", "military personnel") ||
        has_title(g, "Defence expenditure", "share of GDP"))
        return &nato;
    return has_title(g, "Military expenditure", "by country") ? &sipri : NULL;
}

const import_look *import_look_at(const reading *r)
{
    ent_error unheard = {{0}};
    for (size_t s = 0; s < r->book->n_sheets && s < LOOK_SHEETS; s++) {
        ent_grid g;
        const import_look *found = NULL;
        if (ent_workbook_sheet(r->book, s, &g, r->arena, &unheard) == ENT_OK)
            found = look_at_grid(&g);
        if (found)
            return found;
    }
    return NULL;
}
