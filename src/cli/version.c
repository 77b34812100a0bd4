#include "cli/version.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cli/interrupt.h"
#include "cli/options.h"
#include "entente/facts.h"
#include "entente/heap.h"
#include "session/paths.h"
#include "session/ranks.h"

#ifndef ENT_REVISION
#define ENT_REVISION "unknown"
#endif

/* A source of fewer figures is a single finding, not a release that a reader has to know. */
enum { FIGURES_OF_A_RELEASE = 100 };

static uint64_t add_text(uint64_t hash, const char *text)
{
    for (const unsigned char *t = (const unsigned char *)(text ? text : ""); *t; t++)
        hash = (hash ^ *t) * 1099511628211U;
    return (hash ^ 0xffU) * 1099511628211U; /* end of the field */
}

/* FNV-1a over every figure as written, in the order of the facts. */
static uint64_t hash_of(const ent_facts *facts)
{
    uint64_t hash = 14695981039346656037U;
    for (size_t i = 0; i < facts->n_facts; i++) {
        const ent_fact *f = &facts->facts[i];
        char year[16];
        snprintf(year, sizeof year, "%d", f->year);
        const char *const fields[] = {f->state, f->key,  f->vintage, f->date,
                                      year,     f->text, f->source};
        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++)
            hash = add_text(hash, fields[k]);
    }
    return hash;
}

/* Facts as they were loaded share the text of their source. */
static size_t figures_of(const ent_facts *facts, const ent_source *source)
{
    size_t n = 0;
    for (size_t i = 0; i < facts->n_facts; i++)
        n += facts->facts[i].source == source->key;
    return n;
}

static void print_text(const ent_facts *facts)
{
    printf("data: %zu figures, hash %016" PRIx64 ", from %s\n", facts->n_facts, hash_of(facts),
           facts->dir);
    for (size_t i = 0; i < facts->n_sources; i++) {
        const ent_source *s = &facts->sources[i];
        const size_t n = figures_of(facts, s);
        if (n >= FIGURES_OF_A_RELEASE)
            printf("  %-20s %s, %zu figures\n", s->key, s->date, n);
    }
    for (size_t i = 0; i < facts->n_absent; i++)
        printf("  not there: %s\n", facts->absent[i]);
}

static void print_json(const ent_facts *facts)
{
    const char *comma = "";
    printf("{\"version\": \"%s\", \"revision\": \"%s\"", ENT_VERSION, ENT_REVISION);
    if (facts) {
        printf(", \"data\": {\"figures\": %zu, \"hash\": \"%016" PRIx64 "\", \"sources\": [",
               facts->n_facts, hash_of(facts));
        for (size_t i = 0; i < facts->n_sources; i++) {
            const ent_source *s = &facts->sources[i];
            const size_t n = figures_of(facts, s);
            if (n == 0)
                continue;
            printf("%s{\"key\": \"%s\", \"date\": \"%s\", \"figures\": %zu}", comma, s->key,
                   s->date, n);
            comma = ", ";
        }
        printf("], \"absent\": [");
        for (size_t i = 0; i < facts->n_absent; i++)
            printf("%s\"%s\"", i ? ", " : "", facts->absent[i]);
        printf("]}");
    }
    printf("}\n");
}

int version_print(bool json)
{
    ent_arena arena;
    ent_facts facts;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    const bool found = ent_facts_load(path_data(), &facts, &arena, &err) == ENT_OK;
    if (json) {
        print_json(found ? &facts : NULL);
    } else {
        printf("entente %s (revision %s)\n%s\n", ENT_VERSION, ENT_REVISION, ranks_about());
        if (found)
            print_text(&facts);
        else
            printf("data: %s\n", err.message);
    }
    ent_heap_arena_destroy(&arena);
    return EXIT_DONE;
}
