#include "entente/arena.h"

#include <stdint.h>

/* Under AddressSanitizer rewound memory is poisoned, so that a stale pointer is caught. */
#if defined(__SANITIZE_ADDRESS__)
#define ENT_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ENT_ASAN 1
#endif
#endif

#ifdef ENT_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(start, bytes) ASAN_POISON_MEMORY_REGION((start), (bytes))
#define UNPOISON(start, bytes) ASAN_UNPOISON_MEMORY_REGION((start), (bytes))
#else
#define POISON(start, bytes) ((void)(start), (void)(bytes))
#define UNPOISON(start, bytes) ((void)(start), (void)(bytes))
#endif

static size_t round_up(size_t bytes)
{
    return (bytes + (ENT_ARENA_ALIGN - 1)) & ~(ENT_ARENA_ALIGN - 1);
}

ent_status ent_arena_init(ent_arena *arena, void *memory, size_t size)
{
    const size_t pad = (size_t)(-(uintptr_t)memory & (ENT_ARENA_ALIGN - 1));
    const size_t head = round_up(sizeof(ent_arena_chunk));
    if (!memory || size < pad + head + ENT_ARENA_ALIGN)
        return ENT_E_ARG;
    unsigned char *start = (unsigned char *)memory + pad;
    ent_arena_chunk *chunk = (ent_arena_chunk *)(void *)start;
    *chunk = (ent_arena_chunk){.data = start + head,
                               .size = (size - pad - head) & ~(ENT_ARENA_ALIGN - 1)};
    *arena = (ent_arena){.chunk = chunk};
    return ENT_OK;
}

static ent_arena_chunk *grow(ent_arena *arena, size_t bytes)
{
    if (!arena->get)
        return NULL;
    ent_arena_chunk *chunk = arena->get(bytes > arena->chunk_bytes ? bytes : arena->chunk_bytes);
    if (!chunk)
        return NULL;
    chunk->older = arena->chunk;
    chunk->used = 0;
    chunk->start = arena->chunk ? arena->chunk->start + arena->chunk->used : 0;
    POISON(chunk->data, chunk->size);
    arena->chunk = chunk;
    return chunk;
}

void *ent_arena_alloc(ent_arena *arena, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX - ENT_ARENA_ALIGN) / size)
        return NULL;
    const size_t wanted = count * size;
    const size_t bytes = round_up(wanted > 0 ? wanted : 1);
    ent_arena_chunk *chunk = arena->chunk;
    if (!chunk || chunk->size - chunk->used < bytes)
        chunk = grow(arena, bytes);
    if (!chunk)
        return NULL;
    unsigned char *p = chunk->data + chunk->used;
    chunk->used += bytes;
    UNPOISON(p, bytes);
    __builtin_memset(p, 0, bytes);
    return p;
}

size_t ent_arena_mark(const ent_arena *arena)
{
    return arena->chunk ? arena->chunk->start + arena->chunk->used : 0;
}

void ent_arena_rewind(ent_arena *arena, size_t mark)
{
    while (arena->chunk && arena->put && arena->chunk->start >= mark &&
           (arena->chunk->older || mark == 0)) {
        ent_arena_chunk *chunk = arena->chunk;
        arena->chunk = chunk->older;
        UNPOISON(chunk->data, chunk->size);
        arena->put(chunk);
    }
    if (arena->chunk && mark >= arena->chunk->start) {
        arena->chunk->used = mark - arena->chunk->start;
        POISON(arena->chunk->data + arena->chunk->used, arena->chunk->size - arena->chunk->used);
    }
}
