/*
 * Make, save, load and check worlds.
 *
 *     ent_world *w;
 *     ENT_TRY(ent_world_build(&facts, &reg, &scenario, blob, bytes, &w, &arena, err));
 *     ENT_TRY(ent_world_save("x.world", w, err));
 *
 * What each number is resolved from stands beside the field's rule in src/world/build_*.c;
 * a figure that the model needs and the facts lack is an error naming state and key.
 */
#ifndef ENTENTE_WORLD_BUILD_H
#define ENTENTE_WORLD_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/arena.h"
#include "entente/world.h"

struct ent_facts;
struct ent_register;
struct scenario_spec;

/**
 * Resolve facts, registers and a scenario to one block, treaty tables appended.
 *
 * `treaty` is a compiled block of treaty_tables.h; NULL leaves the levels owed at -1.
 *
 * errors   ENT_E_DATA for a missing figure (state and key), too many states or flashpoints, a
 *          run that does not fit; ENT_E_NOMEM
 * memory   the block is owned by the arena, 64-byte aligned, sealed
 */
ENT_API ent_status ent_world_build(const struct ent_facts *facts, const struct ent_register *reg,
                                   const struct scenario_spec *scenario, const void *treaty,
                                   size_t treaty_bytes, ent_world **world, ent_arena *arena,
                                   ent_error *err);

/**
 * Which facts of the scenario no figure of a run depends on; ent_world_build refuses the first.
 *
 * shape    idle[scenario->n_facts]
 * errors   as ent_world_build
 */
ENT_API ent_status ent_world_idle_facts(const struct ent_facts *facts,
                                        const struct ent_register *reg,
                                        const struct scenario_spec *scenario, bool *idle,
                                        ent_arena *arena, ent_error *err);

/**
 * The same for accounts only: states outside the alliance may lack spending and soldiers, as
 * they do without the separable table of SIPRI. Such a world is not for runs.
 */
ENT_API ent_status ent_world_build_accounts(const struct ent_facts *facts,
                                            const struct ent_register *reg,
                                            const struct scenario_spec *scenario, ent_world **world,
                                            ent_arena *arena, ent_error *err);

/**
 * Give a built world the priors and correlations of another, and seal it: policies are compared
 * under the same beliefs.
 */
ENT_API void ent_world_believe(ent_world *world, const ent_world *from);

/**
 * Whether futures of two worlds can be paired: they span the same months, states and flashpoints.
 *
 * errors   ENT_E_ARG, naming both
 */
ENT_API ent_status ent_world_pair(const ent_world *a, const ent_world *b, ent_error *err);

/**
 * Compile the treaty tables of a folder with the changes a scenario assumes.
 *
 * errors   as ent_treaty_compile; ENT_E_DATA for a date that is none
 * memory   the block is owned by the arena
 */
ENT_API ent_status ent_world_treaty(const struct scenario_spec *scenario, const char *directory,
                                    const void **data, size_t *bytes, ent_arena *arena,
                                    ent_error *err);

/** Write a world; the file is there whole or not at all. */
ENT_API ent_status ent_world_save(const char *path, const ent_world *world, ent_error *err);

/**
 * Read a world.
 *
 * errors   ENT_E_IO; ENT_E_VERSION for another kind, version or byte order; ENT_E_DATA for a
 *          wrong size, a wrong checksum or a count out of range; ENT_E_NOMEM
 */
ENT_API ent_status ent_world_load(const char *path, ent_world **world, ent_arena *arena,
                                  ent_error *err);

/** Why a block was refused. */
typedef enum ent_world_problem {
    ENT_WORLD_FINE,
    ENT_WORLD_SHORT, /* smaller than its header or than it says */
    ENT_WORLD_KIND,  /* not a world */
    ENT_WORLD_OTHER_VERSION,
    ENT_WORLD_BYTE_ORDER,
    ENT_WORLD_CHECKSUM,
    ENT_WORLD_COUNT /* a count or an index leaves its range */
} ent_world_problem;

/**
 * Check any bytes; freestanding, safe on anything.
 *
 * domain   `bytes` aligned to 8
 */
ENT_API ent_world_problem ent_world_check(const void *bytes, size_t size);

/** Words for a problem. */
ENT_API const char *ent_world_problem_text(ent_world_problem problem);

/** Write the checksum into a world whose bytes are final. Changed worlds must be sealed again. */
ENT_API void ent_world_seal(ent_world *world);

/** The checksum over all bytes, the field itself taken as zero: FNV-1a, 64 bits. */
ENT_API uint64_t ent_world_checksum(const ent_world *world);

/** Index of a state by its code; -1 when it is not there. */
ENT_API int32_t ent_world_state(const ent_world *world, const char *iso3);

#endif
