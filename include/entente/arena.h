/*
 * Bump allocator over memory of the caller.
 *
 *     unsigned char buffer[65536];
 *     ent_arena arena;
 *     ent_arena_init(&arena, buffer, sizeof buffer);
 *     const size_t mark = ent_arena_mark(&arena);
 *     double *row = ent_arena_array(&arena, double, 256);   // NULL when full
 *     if (!row)
 *         return ENT_E_NOMEM;
 *     ent_arena_rewind(&arena, mark);                       // its place is free again
 *
 * Freestanding. `heap.h` offers an arena that grows.
 */
#ifndef ENTENTE_ARENA_H
#define ENTENTE_ARENA_H

#include <stddef.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_ARENA_ALIGN ((size_t)64)

typedef struct ent_arena_chunk ent_arena_chunk;

typedef struct ent_arena {
    ent_arena_chunk *chunk; /* newest chunk; NULL before the first */
    size_t chunk_bytes;     /* least size of a new chunk; 0: never grow */
    /* how to get and give back chunks; NULL for a fixed arena */
    ent_arena_chunk *(*get)(size_t bytes);
    void (*put)(ent_arena_chunk *chunk);
} ent_arena;

struct ent_arena_chunk {
    ent_arena_chunk *older;
    unsigned char *data; /* 64-byte aligned */
    size_t size, used;
    size_t start; /* bytes used in all older chunks when this one was made */
};

/**
 * Make an arena over `size` bytes at `memory`; it never grows.
 *
 * memory   borrows `memory`; the chunk header lies at its start
 * errors   ENT_E_ARG when the memory is too small for one aligned allocation
 */
ENT_API ent_status ent_arena_init(ent_arena *arena, void *memory, size_t size);

/**
 * Allocate count * size bytes, zeroed, 64-byte aligned.
 *
 * returns  NULL when full or when count * size overflows
 * memory   owned by the arena
 */
ENT_API void *ent_arena_alloc(ent_arena *arena, size_t count, size_t size);

#define ent_arena_array(arena, type, count) \
    ((type *)ent_arena_alloc((arena), (count), sizeof(type)))

/**
 * Position to which ent_arena_rewind can return.
 */
ENT_API size_t ent_arena_mark(const ent_arena *arena);

/**
 * Give back all that was allocated after `mark`; poisoned under AddressSanitizer.
 */
ENT_API void ent_arena_rewind(ent_arena *arena, size_t mark);

#ifdef __cplusplus
}
#endif
#endif
