/*
 * The native side of the comparison of bytes: bytes WORLD SEED BLOCK [LEVER:YEAR:VALUE...]
 * prints a hash of every outcome of the block, as app/browser/bytes.mjs does of the engine's.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "entente/block.h"
#include "entente/draws.h"
#include "entente/heap.h"
#include "entente/world_build.h"

static void edit(ent_world *w, const char *text)
{
    int id = 0, year = 0;
    double value = 0.0;
    if (sscanf(text, "%d:%d:%lf", &id, &year, &value) != 3 || id < 0 || id >= ENT_N_LEVERS)
        return;
    for (int y = 0; y < ENT_MAX_YEARS; y++)
        if (year < 0 || y == year || (year == w->n_years - 1 && y > year))
            w->lever_year[id][y] = value;
    if (year <= 0)
        w->lever[id] = value;
}

static uint64_t hash_of(const unsigned char *bytes, size_t n)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    return hash;
}

static int run(ent_world *w, uint64_t seed, uint64_t block, ent_arena *arena)
{
    ent_layout layout;
    ent_layout_make(w, NULL, &layout);
    const size_t cells = (size_t)layout.n_columns * ENT_BLOCK;
    double *out = ent_arena_array(arena, double, cells);
    double *values = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    ent_tile *tile = ent_arena_array(arena, ent_tile, 1);
    ent_draws draws;
    if (!out || !values || !tile || ent_draws_make(w, &draws, arena) != ENT_OK)
        return 1;
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = seed};
    ent_draws_block(&draws, &design, block, values);
    const ent_block_job job = {.world = w,
                               .layout = &layout,
                               .draws = values,
                               .out = out,
                               .seed = seed,
                               .block = block,
                               .tile = tile};
    ent_block_run(&job);
    printf("%016" PRIx64 "\n", hash_of((const unsigned char *)out, cells * sizeof *out));
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "bytes WORLD SEED BLOCK [LEVER:YEAR:VALUE...]\n");
        return 2;
    }
    ent_error err = {{0}};
    ent_arena arena;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    ent_world *w;
    if (ent_world_load(argv[1], &w, &arena, &err) != ENT_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    for (int i = 4; i < argc; i++)
        edit(w, argv[i]);
    const int code = run(w, strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10), &arena);
    ent_heap_arena_destroy(&arena);
    return code;
}
