/* The shipped world of a scenario, and blocks of futures over it, for tests of the model. */
#ifndef ENT_TEST_REAL_WORLD_H
#define ENT_TEST_REAL_WORLD_H

#include "check.h"

#include "entente/block.h"
#include "entente/draw.h"
#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/register.h"
#include "entente/rng.h"
#include "entente/scenario.h"
#include "entente/world_build.h"

typedef struct real_world {
    ent_arena arena;
    ent_facts facts;
    ent_register reg;
    scenario_spec scenario;
    ent_world *world;
    ent_layout layout; /* every outcome */
    ent_tile *tile;
    double *draws; /* [ENT_N_ASSUMPTIONS][ENT_BLOCK] */
    size_t cells;  /* doubles in the output of a block */
} real_world;

static inline void real_world_load(real_world *r, const char *scenario)
{
    const char *const data = ENT_SOURCE_DIR "/data", *const from = ENT_SOURCE_DIR "/scenarios";
    ent_error err = {0};
    ent_heap_arena_create(&r->arena, 1 << 20);
    CHECK_OK(ent_facts_load(data, &r->facts, &r->arena, &err), err);
    CHECK_OK(ent_register_load(data, &r->facts, &r->reg, &r->arena, &err), err);
    CHECK_OK(scenario_load(from, scenario, &r->facts, &r->reg, &r->scenario, &r->arena, &err), err);
    CHECK_OK(ent_world_build(&r->facts, &r->reg, &r->scenario, NULL, 0, &r->world, &r->arena, &err),
             err);
    ent_layout_make(r->world, NULL, &r->layout);
    r->cells = (size_t)r->layout.n_columns * ENT_BLOCK;
    r->tile = ent_arena_array(&r->arena, ent_tile, 1);
    r->draws = ent_arena_array(&r->arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    for (uint32_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (uint32_t f = 0; f < ENT_BLOCK; f++)
            r->draws[a * ENT_BLOCK + f] = ent_draw_quantile(
                &r->world->prior[a], ent_uniform(1, f, r->world->slot[a], ENT_SHOCK_ASSUMPTION));
}

static inline void real_world_free(real_world *r)
{
    ent_heap_arena_destroy(&r->arena);
}

static inline ent_block_job real_world_job(const real_world *r, double *out)
{
    return (ent_block_job){.world = r->world,
                           .layout = &r->layout,
                           .draws = r->draws,
                           .out = out,
                           .seed = 1,
                           .tile = r->tile};
}

static inline double *real_world_output(real_world *r)
{
    return ent_arena_array(&r->arena, double, r->cells);
}

/* One block of the world as it is now. */
static inline double *real_world_run(real_world *r, bool silent)
{
    double *out = real_world_output(r);
    ent_block_job job = real_world_job(r, out);
    job.silent = silent;
    ent_block_run(&job);
    return out;
}

/* Row of futures of an outcome's column. */
static inline const double *real_world_row(const real_world *r, const double *out,
                                           ent_outcome_id outcome, int32_t index)
{
    return out + (size_t)(r->layout.first[outcome] + index) * ENT_BLOCK;
}

static inline int32_t real_world_state(const real_world *r, const char *iso3)
{
    const int32_t s = ent_world_state(r->world, iso3);
    assert_true(s >= 0);
    return s;
}

/* For a group of tests that share the status quo: the state is its real_world. */
static inline int status_quo_load(void **state)
{
    static real_world r;
    real_world_load(&r, "status-quo-2024");
    *state = &r;
    return 0;
}

static inline int status_quo_free(void **state)
{
    real_world_free(*state);
    return 0;
}

#endif
