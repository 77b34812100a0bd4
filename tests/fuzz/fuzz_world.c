/*
 * Any bytes as a world: refused, or safe to read and to run. The checksum of the input is made
 * right, so that the checks behind it are reached too. An input that begins with P is a list of
 * changes to the world of brussels-2025, five bytes each: where (four, little end first), what.
 */
#include "fuzz.h"
#include "shipped_world.h"

#include <stdlib.h>
#include <string.h>

#include "entente/block.h"
#include "entente/treaty.h"

static void read_world(const ent_world *w)
{
    double sum = 0.0;
    for (int32_t k = 0; k < w->n_flashpoints; k++) {
        const ent_flashpoint *f = &w->flashpoint[k];
        for (int32_t i = 0; i < f->n_senders; i++)
            sum += w->gdp0[f->senders[i]];
        for (int32_t i = 0; i < f->n_hosts; i++)
            sum += w->gdp0[f->hosts[i]];
    }
    ent_treaty t;
    const unsigned char *blob = (const unsigned char *)w + w->treaty_offset;
    if (w->treaty_bytes && ent_treaty_open(blob, (size_t)w->treaty_bytes, &t) == ENT_OK)
        sum += (double)t.n_states;
    if (sum == 1.0)
        abort(); /* keeps the reads */
}

/* One tile of futures over the changed world, at the central values. */
static void run_block(const ent_world *w)
{
    static ent_layout layout;
    static double draws[ENT_N_ASSUMPTIONS * ENT_BLOCK];
    static ent_tile tile;
    ent_layout_make(w, NULL, &layout);
    double *out = calloc((size_t)layout.n_columns * ENT_BLOCK, sizeof *out);
    if (!out)
        return;
    for (uint32_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (uint32_t f = 0; f < ENT_BLOCK; f++)
            draws[a * ENT_BLOCK + f] = w->central[a];
    const ent_block_job job = {.world = w,
                               .layout = &layout,
                               .draws = draws,
                               .out = out,
                               .seed = 7,
                               .tile = &tile,
                               .to = ENT_TILE};
    ent_block_run_isa(&job, ENT_ISA_SSE2);
    free(out);
}

static void run_changed(const uint8_t *data, size_t size)
{
    static void *copy; /* kept: its pages are slow to get */
    const ent_world *real = shipped_world();
    const size_t total = (size_t)real->total_bytes;
    if (!copy && posix_memalign(&copy, 64, total) != 0)
        return;
    memcpy(copy, real, total);
    for (size_t i = 0; i + 5 <= size; i += 5) {
        uint32_t at = 0;
        memcpy(&at, data + i, 4);
        ((unsigned char *)copy)[at % total] = data[i + 4];
    }
    ent_world *w = copy;
    w->total_bytes = total;
    ent_world_seal(w);
    if (ent_world_check(w, total) == ENT_WORLD_FINE) {
        read_world(w);
        if (w->checksum % 16 == 0) /* a tile takes a hundred times as long as the checks */
            run_block(w);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size && data[0] == 'P') {
        run_changed(data + 1, size - 1);
        return 0;
    }
    void *copy = NULL;
    if (posix_memalign(&copy, 64, size ? size : 1) != 0)
        return 0;
    memcpy(copy, data, size);
    if (ent_world_check(copy, size) == ENT_WORLD_FINE)
        read_world(copy);
    if (size >= sizeof(ent_world)) {
        ent_world *w = copy;
        w->total_bytes = size;
        ent_world_seal(w);
        if (ent_world_check(w, size) == ENT_WORLD_FINE)
            read_world(w);
    }
    free(copy);
    return 0;
}
