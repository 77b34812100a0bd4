/*
 * The Ukraine Support Tracker: sheet "Bilateral Assistance, MAIN DATA", a row an activity with
 * donor, aid_type_general, measure, a month counted from January 2022, and a value in EUR. The
 * facts are military allocations of the 35 months to the end of 2024 by group of donors; rows
 * without a month are packages over several years, counted in none of them.
 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "entente/aid.h"
#include "entente/text.h"
#include "import/reading.h"

enum { LAST_MONTH = 36, HEADER_WITHIN = 20, N_GROUPS = 3, FIRST_SERIAL = 44562 /* 2022-01-01 */ };

static const char *const group_keys[N_GROUPS] = {"aid_us_total_eur_bn", "aid_europe_total_eur_bn",
                                                 "aid_other_total_eur_bn"};

typedef struct kiel_columns {
    size_t donor, type, measure, month, date, value;
} kiel_columns;

typedef struct kiel_sums {
    double group[N_GROUPS];
    double donor[128]; /* in the order of the table of donors */
    size_t rows, undated;
} kiel_sums;

static size_t column(const ent_grid *g, size_t row, const char *name)
{
    for (size_t c = 0; c < g->n_columns; c++)
        if (strcasecmp(ent_grid_text(g, row, c), name) == 0)
            return c;
    return SIZE_MAX;
}

static bool find_header(const ent_grid *g, size_t *row, kiel_columns *c)
{
    for (*row = 0; *row < g->n_rows && *row < HEADER_WITHIN; (*row)++) {
        *c = (kiel_columns){.donor = column(g, *row, "donor"),
                            .type = column(g, *row, "aid_type_general"),
                            .measure = column(g, *row, "measure"),
                            .month = column(g, *row, "month"),
                            .date = column(g, *row, "announcement_date"),
                            .value = column(g, *row, "tot_sub_activity_value_EUR_redistr")};
        if (c->value == SIZE_MAX)
            c->value = column(g, *row, "tot_sub_activity_value_EUR");
        if (c->donor != SIZE_MAX && c->type != SIZE_MAX && c->value != SIZE_MAX &&
            (c->month != SIZE_MAX || c->date != SIZE_MAX))
            return true;
    }
    return false;
}

static const char *cell(const ent_grid *g, size_t row, size_t c)
{
    return c == SIZE_MAX ? "" : ent_grid_text(g, row, c);
}

/* 1 is January 2022; 0 when the row names no month. */
static int month_of(const ent_grid *g, size_t row, const kiel_columns *c)
{
    double number = 0.0;
    int decimals = 0;
    bool missing = false;
    if (reading_number(cell(g, row, c->month), &number, &decimals, &missing) && number >= 1.0 &&
        number <= 600.0)
        return (int)number;
    if (c->month != SIZE_MAX ||
        !reading_number(cell(g, row, c->date), &number, &decimals, &missing) ||
        !(number >= FIRST_SERIAL && number < 80000.0))
        return 0;
    return 1 + (int)floor((number - FIRST_SERIAL) / 30.4375);
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

static ent_status take_row(reading *r, const ent_aid *aid, const ent_grid *g, size_t row,
                           const kiel_columns *c, kiel_sums *sums)
{
    const char *measure = cell(g, row, c->measure), *donor = cell(g, row, c->donor);
    if (strcasecmp(cell(g, row, c->type), "military") != 0 ||
        (*measure && strncasecmp(measure, "allocation", 10) != 0))
        return ENT_OK;
    double value = 0.0;
    int decimals = 0;
    bool missing = false;
    const char *text = cell(g, row, c->value);
    if (!reading_number(text, &value, &decimals, &missing))
        return missing || strcmp(text, ".") == 0
                   ? ENT_OK
                   : reading_find(r, ENT_FINDING_NUMBER, reading_where(r, g, row, c->value),
                                  "'%.40s' is not a number; left out", text);
    const int month = month_of(g, row, c);
    sums->undated += !month;
    if (!month || month > LAST_MONTH)
        return ENT_OK;
    size_t index = 0;
    const size_t group = group_of(aid, canonical(r, aid, donor), &index);
    if (group == N_GROUPS) {
        reading_known_state(r, donor);
        return ENT_OK;
    }
    sums->rows++;
    sums->group[group] += value / 1e9;
    if (index < sizeof sums->donor / sizeof sums->donor[0])
        sums->donor[index] += value / 1e9;
    return ENT_OK;
}

/* A donor whose sum is far from the one in the program's table of donors. */
static ent_status check_donors(reading *r, const ent_aid *aid, const kiel_sums *sums)
{
    for (size_t d = 0; d < aid->n_donors && d < sizeof sums->donor / sizeof sums->donor[0]; d++) {
        const double now = sums->donor[d], before = aid->donors[d].eur_bn[ENT_AID_MILITARY];
        if (before == before && fabs(now - before) > 0.25 * before + 0.1)
            ENT_TRY(reading_find(r, ENT_FINDING_OUTLIER, "",
                                 "%s: military allocations to the end of 2024 are EUR %.2f bn, in "
                                 "data/ukraine/aid_donors.csv %.2f bn",
                                 aid->donors[d].name, now, before));
    }
    return ENT_OK;
}

static ent_status take_sums(reading *r, const ent_grid *g, size_t header, const kiel_sums *sums)
{
    for (size_t k = 0; k < N_GROUPS; k++)
        ENT_TRY(reading_add(r, &(ent_import_value){
                                   .state = "UKR",
                                   .key = group_keys[k],
                                   .year = 2024,
                                   .date = "2024-12-31",
                                   .value = sums->group[k],
                                   .decimals = 1, /* as the program's own table has it */
                                   .where = reading_where(r, g, header, 0),
                                   .quality = "reported",
                                   .source = "",
                                   .before = ENT_MISSING,
                               }));
    if (sums->undated)
        ENT_TRY(reading_find(r, ENT_FINDING_YEAR, g->name,
                             "%zu rows of military allocations name no month and count in no year",
                             sums->undated));
    return ENT_OK;
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
                    "%s: holds no sheet '... MAIN DATA' with the columns donor, aid_type_general, "
                    "month and tot_sub_activity_value_EUR_redistr, as the Ukraine Support Tracker "
                    "does",
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
                        "%s: sheet '%.60s' has no military allocation from January 2022 to "
                        "December 2024",
                        r->path, g.name);
    ENT_TRY(check_donors(r, &aid, &sums));
    return take_sums(r, &g, header, &sums);
}
