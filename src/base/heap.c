#include "entente/heap.h"

#include <stdint.h>
#include <stdlib.h>

/* Test hook, not state of the library: see ent_heap_fail_after. */
static size_t requests_until_failure;

void ent_heap_fail_after(size_t n)
{
    requests_until_failure = n;
}

static ent_arena_chunk *get_chunk(size_t bytes)
{
    if (requests_until_failure && --requests_until_failure == 0)
        return NULL;
    const size_t head = (sizeof(ent_arena_chunk) + ENT_ARENA_ALIGN - 1) & ~(ENT_ARENA_ALIGN - 1);
    if (bytes > SIZE_MAX - head - ENT_ARENA_ALIGN)
        return NULL;
    const size_t size = (bytes + ENT_ARENA_ALIGN - 1) & ~(ENT_ARENA_ALIGN - 1);
    unsigned char *memory = aligned_alloc(ENT_ARENA_ALIGN, head + size);
    if (!memory)
        return NULL;
    ent_arena_chunk *chunk = (ent_arena_chunk *)(void *)memory;
    *chunk = (ent_arena_chunk){.data = memory + head, .size = size};
    return chunk;
}

static void put_chunk(ent_arena_chunk *chunk)
{
    free(chunk);
}

void ent_heap_arena_create(ent_arena *arena, size_t chunk_bytes)
{
    *arena = (ent_arena){
        .chunk_bytes = chunk_bytes ? chunk_bytes : 65536, .get = get_chunk, .put = put_chunk};
}

void ent_heap_arena_destroy(ent_arena *arena)
{
    ent_arena_rewind(arena, 0);
    arena->chunk = NULL;
}
