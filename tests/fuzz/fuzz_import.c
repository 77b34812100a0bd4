/*
 * A table as text through every kind of import: refused, or values that are compared. The first
 * byte chooses the kind; the text is what a sheet holds, so that the readers behind the archive
 * are reached.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "entente/heap.h"
#include "import/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ent_arena tables;
    static ent_facts facts;
    ent_error err = {{0}};
    if (!facts.n_facts) { /* the tables are read once */
        ent_heap_arena_create(&tables, 1 << 20);
        if (ent_facts_load(ENT_SOURCE_DIR "/data", &facts, &tables, &err) != ENT_OK)
            abort();
    }
    if (!size)
        return 0;
    ent_arena arena;
    ent_import in;
    const ent_import_options all = {0};
    ent_heap_arena_create(&arena, 1 << 16);
    const ent_import_kind kind = (ent_import_kind)(data[0] % ENT_IMPORT_N_KINDS);
    ent_status status =
        ent_import_parse(kind, "fuzz.csv", data + 1, size - 1, &facts, NULL, &in, &arena, &err);
    if (status == ENT_OK)
        status = ent_import_compare(&in, &facts, &all, &arena, &err);
    if (status != ENT_OK && !err.message[0])
        abort();
    ent_heap_arena_destroy(&arena);
    return 0;
}
