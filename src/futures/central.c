#include "entente/central.h"

#include <string.h>

/* The tiles of a block are all alike here; the first is enough. */
static ent_status run(const ent_world *world, ent_block_visit visit, void *visitor,
                      ent_arena *scratch, ent_error *err)
{
    static const bool nothing[ENT_N_OUTCOMES];
    ent_layout layout;
    ent_layout_make(world, nothing, &layout);
    double *draws = ent_arena_array(scratch, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    double *out = ent_arena_array(scratch, double, ENT_BLOCK);
    ent_tile *tile = ent_arena_array(scratch, ent_tile, 1);
    if (!draws || !out || !tile)
        return ent_fail(err, ENT_E_NOMEM, "central future: out of memory");
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            draws[a * ENT_BLOCK + f] = world->central[a];
    const ent_block_job job = {.world = world,
                               .layout = &layout,
                               .draws = draws,
                               .out = out,
                               .tile = tile,
                               .silent = 1,
                               .to = ENT_TILE,
                               .visit = visit,
                               .visitor = visitor};
    ent_block_run(&job);
    return ENT_OK;
}

ent_status ent_central_run(const ent_world *world, ent_block_visit visit, void *visitor,
                           ent_arena *scratch, ent_error *err)
{
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = run(world, visit, visitor, scratch, err);
    ent_arena_rewind(scratch, mark);
    return status;
}
