/*
 * The Ukraine Support Tracker. The facts are military allocations of the 35 months to the end of
 * 2024 by group of donors. Three layouts are read:
 *
 * - the workbook: sheet "... MAIN DATA", a row an activity with donor, aid_type_general, measure,
 *   a month counted from January 2022, and a value in EUR; rows without a month are packages over
 *   several years, counted in none of them;
 * - the workbooks of 2022 and 2023: other names of columns, no measure, and commitments, most of
 *   them with a date and some without; what they sum to is shown, but is not a figure of 2024;
 * - the table behind the site's explorer: a row a donor and month, in billions of EUR.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "entente/aid.h"
#include "entente/text.h"
#include "import/reading.h"

enum {
    LAST_MONTH = 36,
    MOST_MONTHS = 240,
    HEADER_WITHIN = 20,
    N_GROUPS = 3,
    MOST_DONORS = 128,
    FIRST_SERIAL = 44562, /* 2022-01-01 */
    LAST_SERIAL = 51867   /* 2042-01-01 */
};

static const char *const group_keys[N_GROUPS] = {"aid_us_total_eur_bn", "aid_europe_total_eur_bn",
                                                 "aid_other_total_eur_bn"};

typedef struct kiel_columns {
    size_t donor, type, measure, month, year, date, value, military;
    bool commitments; /* an early workbook */
} kiel_columns;

typedef struct kiel_sums {
    double group[N_GROUPS];
    double donor[MOST_DONORS]; /* in the order of the table of donors */
    bool met[MOST_DONORS];
    size_t rows, undated;
    int last; /* newest month met */
} kiel_sums;

/* Column of one of several names, the first that is there. */
static size_t column(const ent_grid *g, size_t row, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < g->n_columns; c++)
            if (names_header(ent_grid_text(g, row, c), names[i]))
                return c;
    return SIZE_MAX;
}
#define COLUMN(g, row, ...) \
    column(g, row, (const char *const[]){__VA_ARGS__}, \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static bool find_header(const ent_grid *g, size_t *row, kiel_columns *c)
{
    for (*row = 0; *row < g->n_rows && *row < HEADER_WITHIN; (*row)++) {
        *c = (kiel_columns){
            .donor = COLUMN(g, *row, "donor", "donors", "country", "countries", "donorcountry"),
            .type = COLUMN(g, *row, "aidtypegeneral", "typeofaidgeneral"),
            .measure = COLUMN(g, *row, "measure"),
            .month = COLUMN(g, *row, "month"),
            .year = COLUMN(g, *row, "year"),
            .date = COLUMN(g, *row, "announcementdate", "dateofannouncement"),
            .value = COLUMN(g, *row, "totsubactivityvalueeurredistr", "totsubactivityvalueeur"),
            .military = COLUMN(g, *row, "military")};
        if (c->value == SIZE_MAX) {
            c->value = COLUMN(g, *row, "convertedvalueineur", "totalvalueeur");
            c->commitments = c->value != SIZE_MAX;
        }
        if (c->donor == SIZE_MAX)
            continue;
        if (c->type != SIZE_MAX && c->value != SIZE_MAX &&
            (c->month != SIZE_MAX || c->date != SIZE_MAX))
            return true;
        if (c->military != SIZE_MAX && c->year != SIZE_MAX && c->month != SIZE_MAX)
            return true; /* the site's table */
    }
    return false;
}

static const char *cell(const ent_grid *g, size_t row, size_t c)
{
    return c == SIZE_MAX ? "" : ent_grid_text(g, row, c);
}

static bool whole(const char *text, double low, double high, double *number)
{
    reading_figure f;
    const bool is = reading_number(text, false, &f) && f.value >= low && f.value <= high;
    *number = is ? f.value : 0.0;
    return is;
}

/* 1 is January 2022; 0 when the row names no month. */
static int month_of(const ent_grid *g, size_t row, const kiel_columns *c)
{
    double month = 0.0, year = 0.0;
    if (c->military != SIZE_MAX && c->type == SIZE_MAX)
        return whole(cell(g, row, c->year), 2022.0, 2041.0, &year) &&
                       whole(cell(g, row, c->month), 1.0, 12.0, &month)
                   ? 12 * ((int)year - 2022) + (int)month
                   : 0;
    if (whole(cell(g, row, c->month), 1.0, MOST_MONTHS, &month))
        return (int)month;
    const char *date = cell(g, row, c->date);
    if (c->month == SIZE_MAX && strlen(date) >= 10 && date[4] == '-' && date[7] == '-') {
        char part[5] = ""; /* 2022-05-01 */
        memcpy(part, date, 4);
        const bool known = whole(part, 2022.0, 2041.0, &year);
        memcpy(part, date + 5, 3);
        part[2] = '\0';
        return known && whole(part, 1.0, 12.0, &month) ? 12 * ((int)year - 2022) + (int)month : 0;
    }
    if (c->month != SIZE_MAX || !whole(cell(g, row, c->date), FIRST_SERIAL, LAST_SERIAL, &month))
        return 0;
    return 1 + (int)floor((month - FIRST_SERIAL) / 30.4375);
}

static size_t group_of(const ent_aid *aid, const char *donor, size_t *index)
{
    *index = SIZE_MAX;
    for (size_t d = 0; d < aid->n_donors; d++)
        if (strcasecmp(aid->donors[d].name, donor) == 0)
            *index = d;
    if (*index == SIZE_MAX)
        return reading_has(donor, "europe") || reading_has(donor, "EU (") ? 1 : N_GROUPS;
    const ent_aid_group group = aid->donors[*index].group;
    return group == ENT_AID_US ? 0 : group == ENT_AID_OTHER ? 2 : 1;
}

static const char *canonical(reading *r, const ent_aid *aid, const char *donor)
{
    const char *state = reading_state(r, donor);
    for (size_t d = 0; state && d < aid->n_donors; d++)
        if (strcmp(aid->donors[d].iso3, state) == 0)
            return aid->donors[d].name;
    return donor;
}

/* Value of a row in EUR bn; false when it is none of the kind, or there is none. */
static ent_status value_of(reading *r, const ent_grid *g, size_t row, const kiel_columns *c,
                           double *value, bool *is)
{
    const bool tidy = c->type == SIZE_MAX;
    const char *measure = cell(g, row, c->measure);
    const char *text = cell(g, row, tidy ? c->military : c->value);
    *is = false;
    if (!tidy && (strcasecmp(cell(g, row, c->type), "military") != 0 ||
                  (*measure && strncasecmp(measure, "allocation", 10) != 0)))
        return ENT_OK;
    reading_figure f;
    *is = reading_number(text, r->columns->decimal_comma, &f);
    *value = tidy ? f.value : f.value / 1e9;
    if (*is || f.missing)
        return ENT_OK;
    return reading_find(r, ENT_FINDING_NUMBER,
                        reading_where(r, g, row, tidy ? c->military : c->value),
                        "'%.40s' is not a number; left out", text);
}

static ent_status take_row(reading *r, const ent_aid *aid, const ent_grid *g, size_t row,
                           const kiel_columns *c, kiel_sums *sums)
{
    const char *donor = cell(g, row, c->donor);
    const int month = month_of(g, row, c);
    double value = 0.0;
    bool is = false;
    sums->last = month > sums->last ? month : sums->last; /* of any aid: how far the file goes */
    ENT_TRY(value_of(r, g, row, c, &value, &is));
    if (!is)
        return ENT_OK;
    sums->undated += !month;
    if ((!month && !c->commitments) || month > LAST_MONTH)
        return ENT_OK;
    size_t index = 0;
    const size_t group = group_of(aid, canonical(r, aid, donor), &index);
    if (group == N_GROUPS) {
        reading_known_state(r, donor);
        return ENT_OK;
    }
    sums->rows++;
    sums->group[group] += value;
    if (index < MOST_DONORS) {
        sums->donor[index] += value;
        sums->met[index] = true;
    }
    return ENT_OK;
}

/* A donor whose sum is far from the one in the program's table of donors. */
static ent_status check_donors(reading *r, const ent_aid *aid, const kiel_sums *sums)
{
    for (size_t d = 0; d < aid->n_donors && d < MOST_DONORS; d++) {
        const double now = sums->donor[d], before = aid->donors[d].eur_bn[ENT_AID_MILITARY];
        if (sums->met[d] && before == before && fabs(now - before) > 0.25 * before + 0.1)
            ENT_TRY(reading_find(r, ENT_FINDING_OUTLIER, "",
                                 "%s: military allocations to the end of 2024 are EUR %.2f bn, in "
                                 "data/ukraine/aid_donors.csv %.2f bn",
                                 aid->donors[d].name, now, before));
    }
    return ENT_OK;
}

/* Last day of a month counted from January 2022, as YYYY-MM-DD. */
static const char *end_of_month(const reading *r, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int year = 2022 + (month - 1) / 12, m = (month - 1) % 12;
    return ent_text_format(r->arena, "%d-%02d-%02d", year, m + 1,
                           days[m] + (m == 1 && year % 4 == 0));
}

/* Sums over another time or of commitments are shown, but the facts' figure is another. */
static ent_status say_partial(reading *r, const kiel_columns *c, const kiel_sums *sums,
                              const ent_grid *g, const char *until)
{
    if (c->commitments || sums->last < LAST_MONTH)
        ENT_TRY(
            reading_find(r, ENT_FINDING_NOT_TAKEN, g->name,
                         "military %s to %s: US %.1f, Europe %.1f, others %.1f EUR bn; the facts "
                         "are allocations to the end of 2024, so these are left out",
                         c->commitments ? "commitments" : "allocations", until, sums->group[0],
                         sums->group[1], sums->group[2]));
    if (!sums->undated)
        return ENT_OK;
    return c->commitments
               ? reading_find(r, ENT_FINDING_YEAR, g->name,
                              "%zu rows of military commitments name no day; they are in the sums",
                              sums->undated)
               : reading_find(r, ENT_FINDING_YEAR, g->name,
                              "%zu rows of military allocations name no month and count in no year",
                              sums->undated);
}

static ent_status take_sums(reading *r, const ent_grid *g, size_t header, const kiel_columns *c,
                            const kiel_sums *sums)
{
    const bool whole_time = !c->commitments && sums->last >= LAST_MONTH;
    const int last = sums->last < 1 ? 1 : sums->last > LAST_MONTH ? LAST_MONTH : sums->last;
    const char *until = end_of_month(r, last);
    ENT_NEED(until, r->err);
    for (size_t k = 0; k < N_GROUPS; k++)
        ENT_TRY(reading_add(r, &(ent_import_value){
                                   .state = "UKR",
                                   .key = group_keys[k],
                                   .year = 2022 + (last - 1) / 12,
                                   .date = until,
                                   .value = sums->group[k],
                                   .decimals = 1, /* as the program's own table has it */
                                   .where = reading_where(r, g, header, 0),
                                   .quality = "reported",
                                   .source = "",
                                   .standing = whole_time ? ENT_IMPORT_SAME : ENT_IMPORT_LEFT_OUT,
                                   .before = ENT_MISSING,
                               }));
    return say_partial(r, c, sums, g, until);
}

static ent_status main_sheet(reading *r, ent_grid *g, size_t *header, kiel_columns *c)
{
    for (size_t s = 0; s < r->book->n_sheets; s++) {
        if (r->book->n_sheets > 1 && !reading_has(r->book->names[s], "main data"))
            continue;
        ENT_TRY(ent_workbook_sheet(r->book, s, g, r->arena, r->err));
        if (find_header(g, header, c))
            return ENT_OK;
    }
    return ent_fail(r->err, ENT_E_DATA,
                    "%s: is none of the tracker's tables by donor: no sheet '... MAIN DATA' with "
                    "donor, aid_type_general, month and tot_sub_activity_value_EUR_redistr (or, of "
                    "2022, countries, Type of Aid General and Converted Value in EUR), and no "
                    "columns country, year, month and military as in the site's data_explorer.csv",
                    r->path);
}

ent_status read_kiel(reading *r)
{
    ent_grid g = {0};
    ent_aid aid;
    kiel_columns c = {0};
    kiel_sums sums = {.rows = 0};
    size_t header = 0;
    ENT_TRY(main_sheet(r, &g, &header, &c));
    ENT_TRY(ent_aid_read(r->facts->dir, &aid, r->arena, r->err));
    for (size_t row = header + 1; row < g.n_rows; row++)
        ENT_TRY(take_row(r, &aid, &g, row, &c, &sums));
    if (!sums.rows)
        return ent_fail(r->err, ENT_E_DATA,
                        "%s: sheet '%.60s' has no military aid from January 2022 to December 2024",
                        r->path, g.name);
    if (!c.commitments && sums.last >= LAST_MONTH)
        ENT_TRY(check_donors(r, &aid, &sums));
    return take_sums(r, &g, header, &c, &sums);
}
