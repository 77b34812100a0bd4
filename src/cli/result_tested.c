/* Charts and tables of the tests of the promise, for the result document. */
#include "cli/result_tested.h"

#include "entente/tested.h"

enum { TESTED_YEAR = 2030, TESTED_FUTURES = 1024 };

static json_t *list_of(ent_builder *objects)
{
    ent_builder_text(objects, "]");
    return json_loadb(objects->data, objects->length, 0, NULL);
}

static int32_t year_of(const ent_world *w)
{
    const int32_t last = w->first_year + w->n_years - 1;
    return TESTED_YEAR < w->first_year ? w->first_year : TESTED_YEAR > last ? last : TESTED_YEAR;
}

ent_status result_tested(const ent_world *world, uint64_t seed, json_t *document, ent_arena *arena,
                         ent_error *err)
{
    const ent_tested_plan plan = {world, year_of(world), TESTED_FUTURES, seed};
    ent_builder charts, tables;
    ent_builder_init(&charts, arena);
    ent_builder_init(&tables, arena);
    ent_builder_text(&charts, "[");
    ent_builder_text(&tables, "[");
    ENT_TRY(ent_tested_document(&plan, &charts, &tables, arena, err));
    json_object_set_new(document, "charts", list_of(&charts));
    json_object_set_new(document, "tables", list_of(&tables));
    return ENT_OK;
}
