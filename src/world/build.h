/* The steps of building a world, one file each. */
#ifndef ENT_WORLD_BUILD_STEPS_H
#define ENT_WORLD_BUILD_STEPS_H

#include "entente/facts.h"
#include "entente/register.h"
#include "entente/scenario.h"
#include "entente/world.h"

enum { FACTS_YEAR = 2024, FIRST_HISTORY = 2014, REFERENCE_YEAR = 2021, LAST_FORECAST = 2030 };

typedef struct build {
    const ent_facts *facts; /* with the scenario's overrides */
    bool *idle;             /* [scenario->n_facts] to be told; NULL: an idle fact is an error */
    const ent_register *reg;
    const scenario_spec *scenario;
    ent_world *world;
    char start[16];     /* first day, YYYY-MM-DD */
    bool accounts_only; /* states the equations name may lack figures */
    ent_arena *arena;
    ent_error *err;
} build;

ent_status build_states(build *b);
ent_status build_settings(build *b);
ent_status build_correlations(build *b);
ent_status build_war(build *b);
ent_status build_places(build *b);
ent_status build_treaty(build *b);

/* Index of a state that the equations or a register name; an error when it is not there. */
ent_status build_index(const build *b, const char *iso3, int32_t *index);

#endif
