/* Two arenas, made before a group of tests and destroyed after it, for results and working memory.
 */
#ifndef ENT_TESTS_TWO_ARENAS_H
#define ENT_TESTS_TWO_ARENAS_H

#include "entente/heap.h"

static ent_arena result, scratch;

static int setup(void **state)
{
    (void)state;
    ent_heap_arena_create(&result, 1 << 20);
    ent_heap_arena_create(&scratch, 1 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&result);
    ent_heap_arena_destroy(&scratch);
    return 0;
}

#endif
