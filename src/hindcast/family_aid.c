/* Family "aid": the accounts of aid against the source's tables, figure by figure, without
 * tolerance. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/aid.h"
#include "hindcast/validate.h"
#include "session/paths.h"

typedef struct tables {
    ent_csv csv;
    size_t at[6]; /* by heading */
} tables;

enum { TABLE, AS_OF, PERIOD, DONOR, METRIC, VALUE };

static const char *cell(const tables *t, size_t row, size_t column)
{
    return ent_csv_text(&t->csv, row, column);
}

static int kind_of(const char *metric)
{
    static const char *const kinds[ENT_AID_N_KINDS] = {"military_alloc", "financial_alloc",
                                                       "humanitarian_alloc"};
    for (int k = 0; k < ENT_AID_N_KINDS; k++)
        if (strcmp(metric, kinds[k]) == 0)
            return k;
    return -1;
}

/* What the program says of a donor's sum; missing where there is no such figure. */
static double donor_value(const ent_aid *aid, const char *donor, const char *as_of, int kind)
{
    for (size_t d = 0; d < aid->n_donors; d++) {
        if (strcmp(aid->donors[d].name, donor) != 0)
            continue;
        return strcmp(as_of, "2024-12-31") == 0   ? aid->donors[d].eur_bn[kind]
               : strcmp(as_of, "2026-04-30") == 0 ? aid->donors[d].latest_eur_bn[kind]
                                                  : ENT_MISSING;
    }
    return ENT_MISSING;
}

/* Months (2022-01), quarters (2022Q1 or 2022-Q1) and years as aid.h counts them; 0 for others. */
static int period_of(const char *text)
{
    const int year = atoi(text);
    const char *quarter = strchr(text, 'Q');
    if (quarter)
        return year * 10 + atoi(quarter + 1);
    return strlen(text) == 7 ? year * 100 + atoi(text + 5) : strlen(text) == 4 ? year : 0;
}

static double group_value(const ent_aid *aid, const char *donor, int kind, const char *period)
{
    static const struct {
        const char *name;
        ent_aid_group group;
    } groups[] = {{"United States", ENT_AID_US},
                  {"Europe", ENT_AID_EUROPE},
                  {"Other donors", ENT_AID_OTHER},
                  {"All donors", ENT_AID_ALL}};
    static const char *const kinds[ENT_AID_N_KINDS] = {"military", "financial", "humanitarian"};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (strcmp(donor, groups[i].name) == 0)
            return ent_aid_flow_of(aid, groups[i].group, kinds[kind], period_of(period));
    return ENT_MISSING;
}

static ent_status check_row(const tables *t, size_t row, const ent_aid *aid, validate_log *log,
                            ent_error *err)
{
    const char *table = cell(t, row, t->at[TABLE]), *donor = cell(t, row, t->at[DONOR]);
    const int kind = kind_of(cell(t, row, t->at[METRIC]));
    double expected = ENT_MISSING, got = ENT_MISSING;
    char id[96];
    if (kind < 0)
        return ENT_OK;
    if (strcmp(table, "donor_cumulative") == 0)
        got = donor_value(aid, donor, cell(t, row, t->at[AS_OF]), kind);
    else if (strncmp(table, "group_flow_", 11) == 0)
        got = group_value(aid, donor, kind, cell(t, row, t->at[PERIOD]));
    if (got != got)
        return ENT_OK; /* a vintage, group or kind that is not shipped */
    ENT_TRY(ent_csv_required(&t->csv, row, t->at[VALUE], &expected, err));
    snprintf(id, sizeof id, "%.40s, %.40s", donor, cell(t, row, t->at[METRIC]));
    validate_check(log, id, cell(t, row, t->at[PERIOD]), got, expected, 0.0, 0.0, "KIEL_UST_R29");
    return ENT_OK;
}

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    ent_aid aid;
    tables t = {0};
    ENT_TRY(ent_aid_read(path_data(), &aid, arena, err));
    ENT_TRY(ent_csv_open(dir, "ukraine_aid.csv", "table as_of period donor metric value", t.at,
                         &t.csv, arena, err));
    for (size_t row = 0; row < t.csv.n_rows; row++)
        ENT_TRY(check_row(&t, row, &aid, log, err));
    validate_note(log,
                  "military to December 2024, current vintage (as published in February 2025): US "
                  "%.1f (%.0f), Europe %.1f (%.0f), others %.1f EUR bn",
                  ent_aid_sum(&aid, ENT_AID_US, 202201, 202412), aid.published[ENT_AID_US],
                  ent_aid_sum(&aid, ENT_AID_EUROPE, 202201, 202412), aid.published[ENT_AID_EUROPE],
                  ent_aid_sum(&aid, ENT_AID_OTHER, 202201, 202412));
    return ENT_OK;
}

const validate_family family_aid = {
    .name = "aid",
    .file = "ukraine_aid.csv",
    .what = "accounts of aid against the tables of the source",
    .run = run_family,
};
