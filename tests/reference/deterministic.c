/* Family "deterministic": deterministic_vectors.csv of the reference folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/central.h"
#include "entente/csv.h"
#include "entente/text.h"
#include "entente/world_build.h"
#include "reference/det.h"
#include "reference/families.h"
#include "scenario/apply.h"
#include "session/paths.h"
#include "world/parts.h"

enum { MAX_COLUMNS = 8 };
static const char *const columns[MAX_COLUMNS] = {"case", "section", "quantity",  "who",
                                                 "when", "value",   "tolerance", "setup"};
static const char REFERENCE[] = "reference state", BASE[] = "status-quo-2024";

typedef struct vectors {
    size_t n;
    det_row *rows;
    bool *done;
} vectors;

typedef struct checking {
    vectors *v;
    const char *setup;
    validate_log *log;
} checking;

/* "rel:1e-4;abs:1e-6" */
static void read_tolerance(const char *text, det_row *row)
{
    const char *rel = strstr(text, "rel:"), *absolute = strstr(text, "abs:");
    row->relative = rel ? strtod(rel + 4, NULL) : 0.0;
    row->absolute = absolute ? strtod(absolute + 4, NULL) : 0.0;
}

static void read_when(const char *text, det_row *row)
{
    if (strncmp(text, "month ", 6) == 0)
        row->month = (int32_t)strtol(text + 6, NULL, 10);
    else if (strcmp(row->section, "combat") == 0)
        row->day = (int32_t)strtol(text, NULL, 10);
    else
        row->year = (int32_t)strtol(text, NULL, 10);
}

static ent_status read_vectors(const char *dir, vectors *v, ent_arena *arena, ent_error *err)
{
    ent_csv table;
    size_t at[MAX_COLUMNS];
    const char *path = ent_text_format(arena, "%s/deterministic_vectors.csv", dir);
    ENT_NEED(path, err);
    ENT_TRY(ent_csv_read(path, &table, arena, err));
    for (size_t c = 0; c < MAX_COLUMNS; c++)
        ENT_TRY(ent_csv_column(&table, columns[c], &at[c], err));
    v->n = table.n_rows;
    v->rows = ent_arena_array(arena, det_row, table.n_rows + 1);
    v->done = ent_arena_array(arena, bool, table.n_rows + 1);
    ENT_NEED(v->rows && v->done, err);
    for (size_t r = 0; r < table.n_rows; r++) {
        det_row *row = &v->rows[r];
        row->id = ent_csv_text(&table, r, at[0]);
        row->section = ent_csv_text(&table, r, at[1]);
        row->quantity = ent_csv_text(&table, r, at[2]);
        row->who = ent_csv_text(&table, r, at[3]);
        read_when(ent_csv_text(&table, r, at[4]), row);
        ENT_TRY(ent_csv_required(&table, r, at[5], &row->value, err));
        read_tolerance(ent_csv_text(&table, r, at[6]), row);
        row->setup = ent_csv_text(&table, r, at[7]);
    }
    return ENT_OK;
}

/* Bills and multiples are accounts: det_bill checks them. */
static bool is_account(const det_row *row)
{
    return strncmp(row->quantity, "bill_", 5) == 0 || strcmp(row->quantity, "multiple") == 0;
}

static bool is_due(const checking *c, const det_row *row, const ent_tile *t, int32_t month)
{
    const bool first = strcmp(c->setup, BASE) == 0;
    if (strcmp(row->section, "combat") == 0)
        return first && month == ENT_VISIT_START;
    if (strcmp(row->setup, REFERENCE) == 0)
        return first && month == ENT_VISIT_START;
    if (strcmp(row->setup, c->setup) != 0 && !(first && !*row->setup))
        return false;
    if (row->month)
        return month == row->month - 1;
    const int32_t year = month == ENT_VISIT_START  ? t->world->base_year
                         : month == ENT_VISIT_YEAR ? t->world->first_year + t->year
                                                   : 0;
    return row->year == year;
}

static void look(void *with, const ent_tile *t, int32_t month)
{
    const checking *c = with;
    for (size_t i = 0; i < c->v->n; i++) {
        const det_row *row = &c->v->rows[i];
        if (c->v->done[i] || is_account(row) || !is_due(c, row, t, month))
            continue;
        double got = ENT_MISSING;
        if (!det_economy_value(t, row, &got) && !det_posture_value(t, row, &got) &&
            !det_ukraine_value(t, row, &got))
            continue;
        c->v->done[i] = true;
        char id[128], inputs[256];
        snprintf(id, sizeof id, "%s %s", row->id, row->quantity);
        snprintf(inputs, sizeof inputs,
                 row->year    ? "%s, %d"
                 : row->month ? "%s, month %d"
                              : "%s, day %d",
                 row->setup,
                 row->year    ? row->year
                 : row->month ? row->month
                              : row->day);
        validate_check(c->log, id, inputs, got, row->value, row->absolute, row->relative,
                       "independent computation");
    }
}

/* A set-up is a scenario, or levers ("key=value;key=value") on the status quo. */
static ent_status world_of_setup(const char *setup, world_parts *p, ent_arena *arena,
                                 ent_error *err)
{
    const bool levers = strchr(setup, '=') != NULL;
    text_list set = {0}, none = {0};
    ENT_TRY(world_of(path_folders(), levers ? BASE : setup, p, arena, err));
    if (!levers)
        return ENT_OK;
    char *text = ent_text_copy(setup, strlen(setup), arena);
    ENT_NEED(text, err);
    for (char *item = strtok(text, ";"); item && set.count < TEXT_LIST_MAX;
         item = strtok(NULL, ";"))
        set.items[set.count++] = item;
    ENT_TRY(settings_apply(&set, &none, &p->reg, &p->facts, &p->scenario, arena, err));
    return ent_world_build(&p->facts_changed, &p->reg, &p->scenario, NULL, 0, &p->world, arena,
                           err);
}

static ent_status run_setup(const char *setup, vectors *v, validate_log *log, ent_arena *arena,
                            ent_error *err)
{
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    ent_error why = {0};
    ENT_NEED(parts, err);
    const ent_status status = world_of_setup(setup, parts, arena, &why);
    if (status != ENT_OK && strcmp(setup, BASE) == 0)
        return ent_fail(err, status, "%s", why.message);
    if (status != ENT_OK)
        return ENT_OK; /* its rows stay unanswered, and fail */
    checking c = {v, setup, log};
    return ent_central_run(parts->world, look, &c, arena, err);
}

/* Whether an earlier row has the same set-up, or the row needs no run of its own. */
static bool is_covered(const vectors *v, size_t row)
{
    const det_row *r = &v->rows[row];
    if (!*r->setup || is_account(r) || strcmp(r->section, "combat") == 0 ||
        strcmp(r->setup, REFERENCE) == 0 || strcmp(r->setup, BASE) == 0)
        return true;
    for (size_t i = 0; i < row; i++)
        if (strcmp(v->rows[i].setup, r->setup) == 0)
            return true;
    return false;
}

ent_status validate_deterministic(const char *dir, validate_log *log, ent_arena *arena,
                                  ent_error *err)
{
    vectors v = {0};
    ENT_TRY(read_vectors(dir, &v, arena, err));
    ENT_TRY(run_setup(BASE, &v, log, arena, err));
    for (size_t i = 0; i < v.n; i++)
        if (!is_covered(&v, i))
            ENT_TRY(run_setup(v.rows[i].setup, &v, log, arena, err));
    /* A row that nothing answers is a failure, not a gap. */
    for (size_t i = 0; i < v.n; i++)
        if (!v.done[i] && !is_account(&v.rows[i]))
            validate_check(log, v.rows[i].id, v.rows[i].setup, ENT_MISSING, v.rows[i].value, 0.0,
                           0.0, "no answer to this row");
    return det_bill(dir, log, arena, err);
}
