/* Charts and tables of the tests of the promise, for the result document. */
#include "result/result_what_if.h"

#include <string.h>

#include "entente/what_if.h"
#include "result/result_flashpoints.h"

enum { WHAT_IF_FUTURES = 512 };

/* What people call a flashpoint; NULL for any other word. */
static const char *label_of(const ent_register *reg, const json_t *word)
{
    const char *text = json_string_value(word);
    for (size_t k = 0; text && k < reg->n_flashpoints; k++)
        if (strcmp(reg->flashpoints[k].key, text) == 0)
            return reg->flashpoints[k].label;
    return NULL;
}

static void name_one(const ent_register *reg, json_t *series, const char *member)
{
    const char *label = label_of(reg, json_object_get(series, member));
    if (label)
        json_object_set_new(series, member, json_string(label));
}

static void name_series(const ent_register *reg, json_t *chart)
{
    json_t *all = json_object_get(chart, "series");
    for (size_t i = 0; i < json_array_size(all); i++) {
        name_one(reg, json_array_get(all, i), "panel");
        name_one(reg, json_array_get(all, i), "label");
    }
}

static void name_row(const ent_register *reg, json_t *row)
{
    for (size_t c = 0; c < json_array_size(row); c++) {
        const char *label = label_of(reg, json_array_get(row, c));
        if (label)
            json_array_set_new(row, c, json_string(label));
    }
}

static void name_rows(const ent_register *reg, json_t *table)
{
    json_t *rows = json_object_get(table, "rows");
    for (size_t i = 0; i < json_array_size(rows); i++)
        name_row(reg, json_array_get(rows, i));
}

ent_status result_what_if(const ent_world *world, const ent_register *reg, uint64_t seed,
                          size_t threads, json_t *document, ent_arena *arena, ent_error *err)
{
    const ent_what_if_plan plan = {world, result_year(world), WHAT_IF_FUTURES, seed, threads};
    json_t *charts = json_array(), *tables = json_array();
    json_object_set_new(document, "charts", charts);
    json_object_set_new(document, "tables", tables);
    ENT_TRY(ent_what_if_document(&plan, charts, tables, arena, err));
    for (size_t i = 0; i < json_array_size(charts); i++)
        name_series(reg, json_array_get(charts, i));
    for (size_t i = 0; i < json_array_size(tables); i++)
        name_rows(reg, json_array_get(tables, i));
    return ENT_OK;
}
