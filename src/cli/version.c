#include "cli/version.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cli/interrupt.h"
#include "cli/options.h"
#include "entente/facts.h"
#include "entente/heap.h"
#include "facts/about.h"
#include "session/paths.h"
#include "session/ranks.h"

/* What the shipped folder holds; empty where the compiler makes programs for another machine. */
#ifdef ENT_ABOUT_DATA
#include ENT_ABOUT_DATA
#else
static const facts_about shipped;
#endif

#ifndef ENT_REVISION
#define ENT_REVISION "unknown"
#endif

static ent_status describe(const char *dir, facts_about *about, ent_arena *arena, ent_error *err)
{
    ent_facts facts;
    if (shipped.mark && shipped.mark == facts_mark(dir)) {
        *about = shipped;
        return ENT_OK;
    }
    ENT_TRY(ent_facts_load(dir, &facts, arena, err));
    return facts_describe(&facts, about, arena, err);
}

static void print_json(const facts_about *about)
{
    printf("{\"version\": \"%s\", \"revision\": \"%s\"", ENT_VERSION, ENT_REVISION);
    if (about)
        printf(", \"data\": {\"figures\": %zu, \"hash\": \"%016" PRIx64 "\", \"sources\": [%s], "
               "\"absent\": [%s]}",
               about->n_figures, about->hash, about->sources, about->absent);
    printf("}\n");
}

int version_print(bool json)
{
    ent_arena arena;
    facts_about about;
    ent_error err = {{0}};
    const char *dir = path_data();
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    const bool found = describe(dir, &about, &arena, &err) == ENT_OK;
    if (json) {
        print_json(found ? &about : NULL);
    } else {
        printf("entente %s (revision %s)\n%s\n", ENT_VERSION, ENT_REVISION, ranks_about());
        if (found)
            printf("data: %zu figures, hash %016" PRIx64 ", from %s\n%s%s", about.n_figures,
                   about.hash, dir, about.releases, about.missing);
        else
            printf("data: %s\n", err.message);
    }
    ent_heap_arena_destroy(&arena);
    return EXIT_DONE;
}
