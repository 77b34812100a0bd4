/*
 * A block of futures: the unit of numbering, of work and of reduction.
 *
 *     ent_layout layout;
 *     ent_layout_make(world, NULL, &layout);               // every outcome
 *     ent_block_job job = {.world = world, .layout = &layout, .draws = draws, .out = out,
 *                          .seed = 1, .block = 7, .tile = tile};
 *     ent_block_run(&job);                                  // best instruction set here
 *
 * Freestanding and pure: the same job gives the same bytes on every instruction set.
 */
#ifndef ENTENTE_BLOCK_H
#define ENTENTE_BLOCK_H

#include <stdbool.h>

#include "entente/tile.h"

/* Looks at a tile while it runs; t->year is the model year.
   month -2: started, the balances are those of the state of 2021;
   month -1: the year's sections 1 to 6 are done; month >= 0: that model month is done. */
typedef void (*ent_block_visit)(void *visitor, const ent_tile *t, int32_t month);
enum { ENT_VISIT_START = -2, ENT_VISIT_YEAR = -1 };

typedef struct ent_block_job {
    const ent_world *world;
    const ent_layout *layout;
    const double *draws;    /* [ENT_N_ASSUMPTIONS][ENT_BLOCK]: the assumptions of the futures */
    const double *lead;     /* [ENT_N_LEADS][ENT_BLOCK]: uniforms of leading shocks; NULL: random */
    ent_shock_memory *kept; /* one for each tile of the job: for worlds that are run in the same
                               futures one after the other; NULL: every shock is drawn */
    double *out;            /* [n_columns][ENT_BLOCK], written whole */
    uint64_t seed;          /* of the shocks */
    uint64_t block;         /* number of the block: futures block * ENT_BLOCK ... */
    ent_tile *tile;         /* working memory of the caller, one tile */
    int32_t silent;         /* 1: no shocks, no events (checks) */
    int32_t years;    /* model years to compute, from the first; 0: all. Columns of later years,
                         and those of the whole run, are then missing */
    int32_t from, to; /* only these futures of the block, multiples of ENT_TILE; 0, 0: all */
    bool raw; /* leave NaNs as machines make them: the reduction of the block looks for them too */
    ent_block_visit visit; /* NULL: nobody looks */
    void *visitor;
} ent_block_job;

typedef enum ent_isa_id { ENT_ISA_SSE2, ENT_ISA_AVX2, ENT_ISA_AVX512, ENT_N_ISAS } ent_isa_id;

/**
 * Columns of the outcomes of a world.
 *
 * shape    wanted[ENT_N_OUTCOMES]: which to record; NULL for all
 */
ENT_API void ent_layout_make(const ent_world *world, const bool *wanted, ent_layout *layout);

/** How many draws of normals a tile of a world makes: the room of an ent_shock_memory. */
ENT_API uint32_t ent_shock_room(const ent_world *world);

/** How many columns an outcome has in a world. */
ENT_API int32_t ent_outcome_columns(const ent_world *world, ent_outcome_id outcome);

/** Shape and key of an outcome, as registered. */
ENT_API ent_shape ent_outcome_shape(ent_outcome_id outcome);
/** Key of an outcome, as in data/outcomes.csv. */
ENT_API const char *ent_outcome_key(ent_outcome_id outcome);

/**
 * Run a block with the best instruction set of this machine, or the one given.
 *
 * memory   allocates nothing; job->tile is overwritten
 * threads  safe when tiles and outputs are disjoint
 */
ENT_API void ent_block_run(const ent_block_job *job);
/** As ent_block_run, with the instruction set given; it must be usable here. */
ENT_API void ent_block_run_isa(const ent_block_job *job, ent_isa_id isa);

/** Best instruction set of this machine, and its name. */
ENT_API ent_isa_id ent_isa_best(void);
/** Name of an instruction set: sse2, avx2, avx512. */
ENT_API const char *ent_isa_name(ent_isa_id isa);
/** Whether this machine has the instruction set. */
ENT_API bool ent_isa_usable(ent_isa_id isa);

#endif
