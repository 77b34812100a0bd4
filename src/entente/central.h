/*
 * One future with every assumption at its central value and no shock: the path that accounts,
 * checks and the allocation look at. It is not a forecast.
 *
 *     ENT_TRY(ent_central_run(world, look, &what, arena, err));
 */
#ifndef ENTENTE_CENTRAL_H
#define ENTENTE_CENTRAL_H

#include "entente/arena.h"
#include "entente/block.h"

/**
 * Run the central future; `visit` sees the tile as block.h says. All futures of the tile are
 * the same one; the tile may be looked at during the visit only.
 *
 * memory   scratch is rewound
 * errors   ENT_E_NOMEM
 */
ENT_API ent_status ent_central_run(const ent_world *world, ent_block_visit visit, void *visitor,
                                   ent_arena *scratch, ent_error *err);

#endif
