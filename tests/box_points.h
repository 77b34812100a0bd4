/* Points of which those in a known box fail, for tests of src/explore. */
#ifndef ENT_TESTS_BOX_POINTS_H
#define ENT_TESTS_BOX_POINTS_H

#include "entente/rng.h"
#include "two_arenas.h"

/* A box in two of four inputs: PRIM finds those two and their limits. */
enum { POINTS = 2000 };
static double px[4 * POINTS];
static uint8_t failed[POINTS];

static void fill_box(void)
{
    for (size_t i = 0; i < POINTS; i++) {
        for (size_t j = 0; j < 4; j++)
            px[j * POINTS + i] = ent_uniform(3, i, (uint32_t)j, 5);
        failed[i] = px[i] > 0.6 && px[2 * POINTS + i] < 0.4;
    }
}

#endif
