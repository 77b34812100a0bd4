/* Rows of the deterministic vectors that are accounts: multiples and bills. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/csv.h"
#include "entente/text.h"
#include "reference/det.h"
#include "reference/inputs.h"
#include "result/bill_document.h"
#include "session/paths.h"
#include "world/parts.h"

/* The three shapes of a path to 5 % in 2032, once each; the set is for all allies. */
typedef struct bill_sets {
    bill_set shape[3];
} bill_sets;

static const ent_bill_line *line_of(const bill_set *set, const char *who)
{
    if (strcmp(who, "31 allies") == 0)
        return &set->totals[0].line;
    if (strcmp(who, "allies without USA") == 0)
        return &set->totals[1].line;
    for (size_t i = 0; i < set->n; i++)
        if (strcmp(set->world->iso3[set->lines[i].state], who) == 0)
            return &set->lines[i];
    return NULL;
}

static double in_year(const bill_set *set, const ent_bill_line *line, int year)
{
    const int y = year - set->world->first_year;
    return y >= 0 && y < ENT_MAX_YEARS ? line->extra_bn[y] : ENT_MISSING;
}

static double value_of(const bill_sets *sets, const char *quantity, const char *who)
{
    static const char *const shapes[] = {"_linear", "_early", "_late"};
    const bill_set *set = &sets->shape[0];
    const ent_bill_line *line = line_of(set, who);
    if (!line)
        return ENT_MISSING;
    if (strcmp(quantity, "multiple") == 0)
        return line->multiple;
    if (strcmp(quantity, "bill_static_bn") == 0)
        return line->static_bn;
    for (size_t i = 0; i < 3; i++)
        if (strstr(quantity, shapes[i]))
            line = line_of(set = &sets->shape[i], who);
    return in_year(set, line, (int)strtol(quantity + strlen("bill_"), NULL, 10));
}

static ent_status compute(bill_sets *sets, ent_arena *arena, ent_error *err)
{
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    ENT_NEED(parts, err);
    ENT_TRY(world_of(path_folders(), "brussels-2025", parts, arena, err));
    for (int shape = 0; shape < 3; shape++) {
        const ent_bill_terms terms = {
            .target = 0.05, .by_year = 2032, .shape = (ent_bill_shape)shape};
        ENT_TRY(bill_compute(parts->world, &parts->facts_changed, &terms, 0, NULL,
                             &sets->shape[shape], err));
    }
    return ENT_OK;
}

ent_status det_bill(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    ent_csv t;
    size_t at[7];
    bill_sets *sets = ent_arena_array(arena, bill_sets, 1);
    ENT_NEED(sets, err);
    ENT_TRY(ent_csv_open(dir, "deterministic_vectors.csv",
                         "case quantity who when value tolerance setup", at, &t, arena, err));
    ENT_TRY(compute(sets, arena, err));
    for (size_t r = 0; r < t.n_rows; r++) {
        const char *quantity = ent_csv_text(&t, r, at[1]);
        if (strncmp(quantity, "bill_", 5) != 0 && strcmp(quantity, "multiple") != 0)
            continue;
        char id[128], inputs[256];
        double want = 0.0, absolute = 0.0, relative = 0.0;
        ENT_TRY(ent_csv_required(&t, r, at[4], &want, err));
        vector_tolerance(ent_csv_text(&t, r, at[5]), &absolute, &relative);
        snprintf(id, sizeof id, "%s %s", ent_csv_text(&t, r, at[0]), quantity);
        snprintf(inputs, sizeof inputs, "%s, %s", ent_csv_text(&t, r, at[2]),
                 ent_csv_text(&t, r, at[6]));
        validate_check(log, id, inputs, value_of(sets, quantity, ent_csv_text(&t, r, at[2])), want,
                       absolute, relative, "independent computation");
    }
    return ENT_OK;
}
