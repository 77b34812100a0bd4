/*
 * Direction numbers of Sobol' sequences from data/sobol_directions.csv.
 *
 *     ENT_TRY(ent_sobol_load("data/sobol_directions.csv", &directions, &n, arena, err));
 */
#ifndef ENTENTE_SOBOL_H
#define ENTENTE_SOBOL_H

#include <stdint.h>

#include "entente/arena.h"

/**
 * Read the table and work out the directions of every dimension in it.
 *
 * shape    directions[n][ENT_SOBOL_BITS]
 * memory   owned by the arena
 * errors   as ent_csv_read; ENT_E_DATA for a row that is not a dimension
 * source   Joe and Kuo 2008
 */
ENT_API ent_status ent_sobol_load(const char *path, const uint32_t **directions, size_t *n,
                                  ent_arena *arena, ent_error *err);

#endif
