#include "cli/world_of.h"

#include "cli/data.h"
#include "entente/world_build.h"

ent_status world_of(const char *scenario, world_parts *p, ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_facts_load(data_dir(), &p->facts, arena, err));
    ENT_TRY(ent_register_load(data_dir(), &p->facts, &p->reg, arena, err));
    ENT_TRY(ent_scenario_load(data_scenarios(), scenario, &p->facts, &p->reg, &p->scenario, arena,
                              err));
    ENT_TRY(ent_facts_override(&p->facts, p->scenario.n_facts, p->scenario.facts,
                               &p->facts_changed, arena, err));
    return ent_world_build(&p->facts, &p->reg, &p->scenario, NULL, 0, &p->world, arena, err);
}
