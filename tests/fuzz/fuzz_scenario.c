/* Any bytes as a scenario file: one line of error, or a scenario. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/scenario.h"

/* libfyaml 0.7.12 does not give back 2 KiB when a text of many quotes turns out malformed (corpus:
 * leak-quotes). Nothing of ours can free it; leaks of valid files are seen by scenario.scenario. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfyaml.so\n";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ent_arena tables;
    static ent_facts facts;
    static ent_register reg;
    ent_error err = {0};
    if (!reg.n_levers) { /* the tables are read once */
        ent_heap_arena_create(&tables, 1 << 20);
        if (ent_facts_load(ENT_SOURCE_DIR "/data", &facts, &tables, &err) != ENT_OK ||
            ent_register_load(ENT_SOURCE_DIR "/data", &facts, &reg, &tables, &err) != ENT_OK)
            abort();
    }
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    scenario_spec s;
    const ent_status status =
        scenario_parse("fuzz.yaml", (const char *)data, size, &facts, &reg, &s, &arena, &err);
    if (status != ENT_OK && !err.message[0])
        abort();
    ent_heap_arena_destroy(&arena);
    return 0;
}
