#include "world/parts.h"

#include <stdio.h>

#include "entente/text.h"
#include "entente/world_build.h"
#include "scenario/apply.h"

/* One line for each optional table that is absent; `scenario` NULL: accounts, which run nothing. */
void world_say_absent(const world_parts *p, const char *scenario)
{
    char line[512];
    for (size_t i = 0; p->folders->warn && i < p->facts.n_absent; i++) {
        if (scenario)
            snprintf(line, sizeof line,
                     "%s: %s is not there; its futures rest on shares judged by the project (key "
                     "judged_pct_gdp), spending of other states outside NATO is missing",
                     scenario, p->facts.absent[i]);
        else
            snprintf(line, sizeof line,
                     "%s/%s is not there; spending of states outside NATO is missing", p->facts.dir,
                     p->facts.absent[i]);
        p->folders->warn(line);
    }
}

ent_status world_tables_load(const world_folders *folders, world_parts *p, ent_arena *arena,
                             ent_error *err)
{
    p->folders = folders;
    ENT_TRY(ent_facts_load(folders->data, &p->facts, arena, err));
    return ent_register_load(folders->data, &p->facts, &p->reg, arena, err);
}

ent_status world_parts_load(const world_folders *folders, const char *scenario, world_parts *p,
                            ent_arena *arena, ent_error *err)
{
    ENT_TRY(world_tables_load(folders, p, arena, err));
    ENT_TRY(
        scenario_load(folders->scenarios, scenario, &p->facts, &p->reg, &p->scenario, arena, err));
    return ent_facts_add_sources(&p->facts, p->scenario.n_sources, p->scenario.sources, arena, err);
}

ent_status world_parts_share(const char *scenario, const world_parts *from, world_parts *p,
                             ent_arena *arena, ent_error *err)
{
    p->folders = from->folders;
    p->facts = from->facts;
    p->reg = from->reg;
    ENT_TRY(scenario_load(p->folders->scenarios, scenario, &p->facts, &p->reg, &p->scenario, arena,
                          err));
    return ent_facts_add_sources(&p->facts, p->scenario.n_sources, p->scenario.sources, arena, err);
}

void world_parts_believe(world_parts *p, const world_parts *from)
{
    p->scenario.assumptions = from->scenario.assumptions;
    p->scenario.n_correlations = from->scenario.n_correlations;
    p->scenario.correlations = from->scenario.correlations;
}

ent_status world_parts_build(world_parts *p, ent_arena *arena, ent_error *err)
{
    world_say_absent(p, p->scenario.key);
    return world_parts_build_quietly(p, arena, err);
}

ent_status world_parts_build_quietly(world_parts *p, ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_facts_override(&p->facts, p->scenario.n_facts, p->scenario.facts, &p->facts_changed,
                               arena, err));
    const void *treaty = NULL;
    size_t bytes = 0;
    const char *tables = ent_text_format(arena, "%s/treaty", p->folders->data);
    ENT_NEED(tables, err);
    ENT_TRY(ent_world_treaty(&p->scenario, tables, &treaty, &bytes, arena, err));
    return ent_world_build(&p->facts, &p->reg, &p->scenario, treaty, bytes, &p->world, arena, err);
}

ent_status world_of(const world_folders *folders, const char *scenario, world_parts *p,
                    ent_arena *arena, ent_error *err)
{
    const text_list none = {0};
    ENT_TRY(world_parts_load(folders, scenario, p, arena, err));
    ENT_TRY(settings_apply(&none, &none, &p->reg, &p->facts, &p->scenario, arena, err));
    return world_parts_build(p, arena, err);
}

ent_status world_parts_build_accounts(world_parts *p, ent_arena *arena, ent_error *err)
{
    world_say_absent(p, NULL);
    ENT_TRY(ent_facts_override(&p->facts, p->scenario.n_facts, p->scenario.facts, &p->facts_changed,
                               arena, err));
    return ent_world_build_accounts(&p->facts, &p->reg, &p->scenario, &p->world, arena, err);
}
