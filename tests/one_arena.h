/* One arena, made before a group of tests and destroyed after it: the state of each test. */
#ifndef ENT_TESTS_ONE_ARENA_H
#define ENT_TESTS_ONE_ARENA_H

#include "entente/heap.h"

static ent_arena arena;

static int open_arena(void **state)
{
    ent_heap_arena_create(&arena, 1 << 18);
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&arena);
    return 0;
}

#endif
