#include "reference/det.h"

#include <string.h>

int32_t det_state(const ent_tile *t, const char *iso3)
{
    for (int32_t s = 0; s < t->world->n_states; s++)
        if (strcmp(t->world->iso3[s], iso3) == 0)
            return s;
    return -1;
}

int32_t det_flashpoint(const ent_tile *t, const char *key)
{
    for (int32_t k = 0; k < t->world->n_flashpoints; k++)
        if (strcmp(t->world->flashpoint[k].key, key) == 0)
            return k;
    return -1;
}
