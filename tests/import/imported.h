/* What the tests of imports share: the facts loaded once, a value and a finding looked up. */
#ifndef ENT_TEST_IMPORTED_H
#define ENT_TEST_IMPORTED_H

#include <stdlib.h>

#include "check.h"
#include "entente/heap.h"
#include "import/import.h"

typedef struct loaded {
    ent_arena arena;
    ent_facts facts;
    char folder[TEMPORARY_PATH]; /* of a test that makes one */
} loaded;

static inline int load(void **state)
{
    loaded *l = calloc(1, sizeof *l);
    ent_error err = {{0}};
    ent_heap_arena_create(&l->arena, 1 << 20);
    CHECK_OK(ent_facts_load(ENT_SOURCE_DIR "/data", &l->facts, &l->arena, &err), err);
    *state = l;
    return 0;
}

static inline int unload(void **state)
{
    loaded *l = *state;
    ent_heap_arena_destroy(&l->arena);
    free(l);
    return 0;
}

static inline const ent_import_value *value(const ent_import *in, const char *state,
                                            const char *key, int year)
{
    for (size_t i = 0; i < in->n_values; i++)
        if (strcmp(in->values[i].state, state) == 0 && strcmp(in->values[i].key, key) == 0 &&
            in->values[i].year == year)
            return &in->values[i];
    return NULL;
}

static inline const ent_import_finding *finding(const ent_import *in, ent_import_check check,
                                                const char *words)
{
    for (size_t i = 0; i < in->n_findings; i++)
        if (in->findings[i].check == check && strstr(in->findings[i].text, words))
            return &in->findings[i];
    return NULL;
}

#endif
