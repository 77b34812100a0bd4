/*
 * Hash of the outcomes of two blocks over a saved world, for `run` beside this file.
 *
 *     block_hash WORLD
 *
 * Compiled whole with each compiler and level; needs the kernels and layout.c only. The draws
 * are the central values moved by up to a tenth, so that no other code takes part.
 */
#include <stdio.h>
#include <stdlib.h>

#include "entente/block.h"
#include "entente/isa.h"
#include "entente/rng.h"

void ENT_ISA_NAME(ent_block)(const ent_block_job *job);

static ent_world *read_world(const char *path)
{
    FILE *file = fopen(path, "rb");
    ent_world *world = calloc(1, sizeof *world);
    const bool whole = file && world && fread(world, sizeof *world, 1, file) == 1;
    if (file)
        fclose(file);
    return whole && world->version == ENT_WORLD_VERSION ? world : NULL;
}

static void draw(const ent_world *w, double *draws)
{
    for (uint32_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (uint32_t f = 0; f < ENT_BLOCK; f++)
            draws[a * ENT_BLOCK + f] = w->central[a] * (0.9 + 0.2 * ent_uniform(1, f, a, 99));
}

/* FNV-1a, 64 bits. */
static uint64_t hash(uint64_t seed, const void *bytes, size_t n)
{
    const unsigned char *b = bytes;
    for (size_t i = 0; i < n; i++)
        seed = (seed ^ b[i]) * UINT64_C(1099511628211);
    return seed;
}

int main(int argc, char **argv)
{
    const ent_world *w = argc > 1 ? read_world(argv[1]) : NULL;
    static ent_layout layout;
    static double draws[ENT_N_ASSUMPTIONS * ENT_BLOCK];
    static ent_tile tile;
    if (!w)
        return 1;
    ent_layout_make(w, NULL, &layout);
    const size_t cells = (size_t)layout.n_columns * ENT_BLOCK;
    double *out = calloc(cells, sizeof *out);
    if (!out)
        return 1;
    draw(w, draws);
    uint64_t sum = UINT64_C(14695981039346656037);
    for (uint64_t block = 0; block < 2; block++) {
        const ent_block_job job = {.world = w,
                                   .layout = &layout,
                                   .draws = draws,
                                   .out = out,
                                   .seed = 7,
                                   .block = block,
                                   .tile = &tile};
        ENT_ISA_NAME(ent_block)(&job);
        sum = hash(sum, out, cells * sizeof *out);
    }
    printf("%016llx\n", (unsigned long long)sum);
    free(out);
    return 0;
}
