/* From the name of a scenario to its world, with all that it was made of. */
#ifndef ENT_WORLD_PARTS_H
#define ENT_WORLD_PARTS_H

#include "base/text_list.h"
#include "entente/facts.h"
#include "entente/register.h"
#include "entente/scenario.h"
#include "entente/world.h"

/* Where data and scenarios lie, and who hears what they lack. */
typedef struct world_folders {
    const char *data, *scenarios;
    void (*warn)(const char *line); /* NULL: nobody */
} world_folders;

typedef struct world_parts {
    const world_folders *folders;
    ent_facts facts;         /* as in the tables */
    ent_facts facts_changed; /* with the scenario's overrides */
    ent_register reg;
    scenario_spec scenario;
    ent_world *world;
} world_parts;

/*
 * Load facts, registers and the scenario, compile the treaty tables, build the world.
 *
 * memory   all in the arena
 */
ent_status world_of(const world_folders *folders, const char *scenario, world_parts *parts,
                    ent_arena *arena, ent_error *err);

/*
 * The same in two steps, so that the scenario can be changed in between.
 */
ent_status world_parts_load(const world_folders *folders, const char *scenario, world_parts *parts,
                            ent_arena *arena, ent_error *err);
/* Only the tables of world_parts_load; another scenario over the tables of `from`, which must
   outlive it: neither is changed by what is made of them. */
ent_status world_tables_load(const world_folders *folders, world_parts *parts, ent_arena *arena,
                             ent_error *err);
ent_status world_parts_share(const char *scenario, const world_parts *from, world_parts *parts,
                             ent_arena *arena, ent_error *err);
/* Before it is built: the assumptions and correlations of another scenario, whose world it is
   compared with. Policies are compared in one and the same world. */
void world_parts_believe(world_parts *parts, const world_parts *from);
/* Warn which optional tables are absent; `scenario` NULL: accounts, which run nothing. */
void world_say_absent(const world_parts *parts, const char *scenario);
ent_status world_parts_build(world_parts *parts, ent_arena *arena, ent_error *err);
/* As world_parts_build, saying nothing of tables that are absent. */
ent_status world_parts_build_quietly(world_parts *parts, ent_arena *arena, ent_error *err);

/* The same for accounts: no treaty tables, and states outside the alliance may lack figures. */
ent_status world_parts_build_accounts(world_parts *parts, ent_arena *arena, ent_error *err);

#endif
