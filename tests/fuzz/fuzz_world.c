/*
 * Any bytes as a world: refused, or safe to read. The checksum of the input is made right, so
 * that the checks behind it are reached too.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "entente/treaty.h"
#include "entente/world_build.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
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
