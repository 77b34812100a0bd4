/* Any bytes as one of the treaty tables, the others as they are shipped: refused with file and
   line, or a block that opens. The first byte chooses the table. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "entente/treaty.h"
#include "entente/treaty_tables.h"

static const char *const tables[] = {"clauses", "instruments", "parties",  "places",  "regions",
                                     "states",  "territories", "readings", "outlines"};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

static char folder[] = "/tmp/entente-treaty-XXXXXX";

static void remove_folder(void)
{
    char path[128];
    for (size_t i = 0; i < N_TABLES; i++) {
        snprintf(path, sizeof path, "%s/%s.csv", folder, tables[i]);
        unlink(path);
    }
    rmdir(folder);
}

/* A folder of links to the shipped tables, made once. */
static void make_folder(void)
{
    static bool made;
    if (made)
        return;
    made = true;
    if (!mkdtemp(folder))
        abort();
    atexit(remove_folder);
    for (size_t i = 0; i < N_TABLES; i++) {
        char from[4096], to[128];
        snprintf(from, sizeof from, "%s/data/treaty/%s.csv", ENT_SOURCE_DIR, tables[i]);
        snprintf(to, sizeof to, "%s/%s.csv", folder, tables[i]);
        if (symlink(from, to) != 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[128], shipped[4096];
    ent_arena arena;
    ent_error err = {{0}};
    ent_treaty_block block;
    ent_treaty treaty;
    if (size == 0)
        return 0;
    make_folder();
    const char *name = tables[data[0] % N_TABLES];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    snprintf(shipped, sizeof shipped, "%s/data/treaty/%s.csv", ENT_SOURCE_DIR, name);
    unlink(path);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data + 1, 1, size - 1, file) != size - 1 || fclose(file) != 0)
        abort();
    ent_heap_arena_create(&arena, 1 << 20);
    const ent_status status = ent_treaty_compile(folder, NULL, &block, &arena, &err);
    if (status == ENT_OK ? ent_treaty_open(block.data, block.bytes, &treaty) != ENT_OK
                         : !err.message[0])
        abort();
    ent_heap_arena_destroy(&arena);
    unlink(path);
    if (symlink(shipped, path) != 0)
        abort();
    return 0;
}
