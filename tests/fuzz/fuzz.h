/* The entry points that libFuzzer and replay.c share. */
#ifndef ENT_FUZZ_H
#define ENT_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is done to one input in several while fuzzing is done to every file of the corpus. */
#ifdef ENT_LIBFUZZER
#define FUZZ_REPLAY 0
#else
#define FUZZ_REPLAY 1
#endif

/* Chooses what is done to an input: the same each time it is run. */
static inline uint64_t fuzz_hash(const uint8_t *data, size_t size)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ data[i]) * UINT64_C(1099511628211);
    return hash >> 32;
}

/* For mutators: a number below `below`. */
static inline unsigned fuzz_draw(unsigned *seed, size_t below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 8) % (unsigned)below;
}

/* A target's own mutator; it may ask libFuzzer for one of its changes. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

#endif
