/*
 * The only place that calls malloc: arenas that grow.
 *
 *     ent_arena arena;
 *     ent_heap_arena_create(&arena, 1 << 20);
 *     double *row = ent_arena_array(&arena, double, 1000000);   // NULL when out of memory
 *     if (row)
 *         row[999999] = 1.0;
 *     ent_heap_arena_destroy(&arena);
 */
#ifndef ENTENTE_HEAP_H
#define ENTENTE_HEAP_H

#include "entente/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make an arena that grows by chunks of at least `chunk_bytes` from the heap.
 *
 * memory   nothing is allocated before the first ent_arena_alloc
 */
ENT_API void ent_heap_arena_create(ent_arena *arena, size_t chunk_bytes);

/**
 * Give every chunk back. The arena may be created again.
 */
ENT_API void ent_heap_arena_destroy(ent_arena *arena);

/**
 * For tests: let the n-th heap request from now fail (1 = the next); 0 never.
 * Process-wide by nature; the library itself never calls it.
 *
 * threads  not safe
 */
ENT_API void ent_heap_fail_after(size_t n);

#ifdef __cplusplus
}
#endif
#endif
