/* Lists of unknown length on an arena. */
#ifndef ENT_BASE_GROW_H
#define ENT_BASE_GROW_H

#include <string.h>

#include "entente/arena.h"

/*
 * Room for one more item behind `n`: the items, moved to twice the room where it is used up.
 * `first` is the room of a list that has none. NULL when out of memory; the list is then as it was.
 */
static inline void *grow(ent_arena *arena, void *items, size_t n, size_t *room, size_t first,
                         size_t size)
{
    if (n < *room)
        return items;
    const size_t more = *room ? 2 * *room : first;
    void *moved = ent_arena_alloc(arena, more, size);
    if (moved && n)
        memcpy(moved, items, n * size);
    *room = moved ? more : *room;
    return moved;
}

#endif
