#include "cli/world_of.h"

#include "cli/data.h"
#include "cli/paths.h"
#include "entente/text.h"
#include "entente/world_build.h"

ent_status world_tables_load(world_parts *p, ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_facts_load(path_data(), &p->facts, arena, err));
    return ent_register_load(path_data(), &p->facts, &p->reg, arena, err);
}

ent_status world_parts_load(const char *scenario, world_parts *p, ent_arena *arena, ent_error *err)
{
    ENT_TRY(world_tables_load(p, arena, err));
    return ent_scenario_load(path_scenarios(), scenario, &p->facts, &p->reg, &p->scenario, arena,
                             err);
}

ent_status world_parts_share(const char *scenario, const world_parts *from, world_parts *p,
                             ent_arena *arena, ent_error *err)
{
    p->facts = from->facts;
    p->reg = from->reg;
    return ent_scenario_load(path_scenarios(), scenario, &p->facts, &p->reg, &p->scenario, arena,
                             err);
}

ent_status world_parts_build(world_parts *p, ent_arena *arena, ent_error *err)
{
    data_say_judged(&p->facts, p->scenario.key);
    return world_parts_build_quietly(p, arena, err);
}

ent_status world_parts_build_quietly(world_parts *p, ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_facts_override(&p->facts, p->scenario.n_facts, p->scenario.facts, &p->facts_changed,
                               arena, err));
    const void *treaty = NULL;
    size_t bytes = 0;
    const char *tables = ent_text_format(arena, "%s/treaty", path_data());
    if (!tables)
        return ent_fail(err, ENT_E_NOMEM, "world: out of memory");
    ENT_TRY(ent_world_treaty(&p->scenario, tables, &treaty, &bytes, arena, err));
    return ent_world_build(&p->facts, &p->reg, &p->scenario, treaty, bytes, &p->world, arena, err);
}

ent_status world_of(const char *scenario, world_parts *p, ent_arena *arena, ent_error *err)
{
    ENT_TRY(world_parts_load(scenario, p, arena, err));
    return world_parts_build(p, arena, err);
}

ent_status world_of_accounts(const char *scenario, world_parts *p, ent_arena *arena, ent_error *err)
{
    ENT_TRY(world_parts_load(scenario, p, arena, err));
    data_say_absent(&p->facts);
    ENT_TRY(ent_facts_override(&p->facts, p->scenario.n_facts, p->scenario.facts, &p->facts_changed,
                               arena, err));
    return ent_world_build_accounts(&p->facts, &p->reg, &p->scenario, &p->world, arena, err);
}
