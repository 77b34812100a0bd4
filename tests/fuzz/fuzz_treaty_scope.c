/* Any text as a scope, attacker or victim expression, or as a polygon. */
#include "fuzz.h"

#include <string.h>

#include "entente/heap.h"
#include "treaty/rows.h"

/* Two states, two regions, one clause to inherit from: enough for every atom. */
static void prepare(treaty_build *b)
{
    static const char *const codes[] = {"FRA", "USA"}, *const regions[] = {"EUROPE", "ASIA"};
#define SECTION_SIZE(name, type) b->section[SECTION_##name].size = sizeof(type);
    TREATY_SECTION_LIST(SECTION_SIZE)
#undef SECTION_SIZE
    rows_text(b, "");
    for (size_t i = 0; i < 2; i++) {
        ent_treaty_state *s = rows_add(b, SECTION_states);
        ent_treaty_region *r = rows_add(b, SECTION_regions);
        s->code = rows_text(b, codes[i]);
        r->id = rows_text(b, regions[i]);
    }
    ent_treaty_clause *k = rows_add(b, SECTION_clauses);
    k->id = rows_text(b, "nato_5");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 14);
    treaty_build b = {.arena = &arena, .directory = "fuzz"};
    const scope_place place = {"fuzz.csv", 2, "scope"};
    ent_error err = {{0}};
    uint32_t first = 0, count = 0;
    uint16_t rules = 0;
    if (size > 0) {
        prepare(&b);
        char *text = ent_arena_array(&arena, char, size);
        memcpy(text, data + 1, size - 1);
        if (data[0] % 4 == 0)
            scope_compile_rules(&b, text, &place, &first, &rules, &err);
        else if (data[0] % 4 == 1)
            scope_compile(&b, text, SCOPE_VICTIM, &place, &first, &count, &err);
        else if (data[0] % 4 == 2)
            scope_compile(&b, text, SCOPE_ATTACKER, &place, &first, &count, &err);
        else
            polygon_compile(&b, text, &place, &count, &err);
    }
    ent_heap_arena_destroy(&arena);
    return 0;
}
