/* The world of brussels-2025 from the shipped tables, for targets that change or run it. */
#ifndef ENT_FUZZ_SHIPPED_WORLD_H
#define ENT_FUZZ_SHIPPED_WORLD_H

#include <stdlib.h>

#include "entente/heap.h"
#include "entente/register.h"
#include "entente/scenario.h"
#include "entente/world_build.h"

/* Built once; lasts as long as the process. */
static ent_world *shipped_world(void)
{
    static ent_world *world;
    static ent_arena arena;
    ent_error err = {{0}};
    const void *treaty = NULL;
    size_t bytes = 0;
    if (world)
        return world;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_facts *facts = ent_arena_array(&arena, ent_facts, 1);
    ent_register *reg = ent_arena_array(&arena, ent_register, 1);
    scenario_spec *scenario = ent_arena_array(&arena, scenario_spec, 1);
    if (ent_facts_load(ENT_SOURCE_DIR "/data", facts, &arena, &err) != ENT_OK ||
        ent_register_load(ENT_SOURCE_DIR "/data", facts, reg, &arena, &err) != ENT_OK ||
        scenario_load(ENT_SOURCE_DIR "/scenarios", "brussels-2025", facts, reg, scenario, &arena,
                      &err) != ENT_OK ||
        ent_world_treaty(scenario, ENT_SOURCE_DIR "/data/treaty", &treaty, &bytes, &arena, &err) !=
            ENT_OK ||
        ent_world_build(facts, reg, scenario, treaty, bytes, &world, &arena, &err) != ENT_OK)
        abort();
    return world;
}

#endif
