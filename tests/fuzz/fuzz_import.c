/*
 * A table as text, or a workbook, through every kind of import: refused, or values that are
 * compared. The first byte chooses the kind and what the user says about a table; a text is what a
 * sheet holds, so that the readers behind the archive are reached. make_import_seeds.py writes the
 * seeds in the layouts of the publishers.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entente/heap.h"
#include "import/import.h"

static char folder[] = "/tmp/fuzz_import.XXXXXX";

static void remove_folder(void)
{
    static const char *const names[] = {"state_names.csv", "state_codes.csv", "ukraine"};
    char path[64];
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

static void write_names(const char *name, const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        abort();
}

/* Each import reads the names of states and learns from all facts: few of both make it quick. */
static void keep_few(ent_facts *facts, ent_arena *arena)
{
    char link[64];
    size_t kept = 0;
    ent_fact *few = ent_arena_array(arena, ent_fact, facts->n_facts);
    if (!few)
        abort();
    for (size_t i = 0; i < facts->n_facts; i++)
        if (!facts->facts[i].year || facts->facts[i].year > 2022)
            few[kept++] = facts->facts[i];
    facts->facts = few;
    facts->n_facts = kept;
    if (!mkdtemp(folder) || atexit(remove_folder))
        abort();
    snprintf(link, sizeof link, "%s/ukraine", folder);
    if (symlink(ENT_SOURCE_DIR "/data/ukraine", link))
        abort();
    write_names("state_names.csv", "state,name,spelling\nTUR,T\xc3\xbcrkiye,ISO\nPOL,Polen,CLDR\n"
                                   "DEU,Deutschland,CLDR\nKOR,\"Korea, Rep.\",World Bank\n");
    write_names("state_codes.csv",
                "state,iso2,iso_number,cow_number,cow_letters\nPOL,PL,616,290,POL\n"
                "GBR,GB,826,200,UKG\nDEU,DE,276,255,GMY\nAUT,AT,040,305,AUS\n");
    facts->dir = folder;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ent_arena tables;
    static ent_facts facts;
    ent_error err = {{0}};
    if (!facts.n_facts) { /* the tables are read once */
        ent_heap_arena_create(&tables, 1 << 20);
        if (ent_facts_load(ENT_SOURCE_DIR "/data", &facts, &tables, &err) != ENT_OK)
            abort();
        keep_few(&facts, &tables);
    }
    if (!size)
        return 0;
    ent_arena arena;
    ent_import in;
    const ent_import_options all = {0};
    ent_heap_arena_create(&arena, 1 << 16);
    const ent_import_kind kind = (ent_import_kind)(data[0] % ENT_IMPORT_N_KINDS);
    const unsigned how = data[0] / ENT_IMPORT_N_KINDS;
    const ent_import_columns columns = {.as = how & 1 ? "defence_pct_gdp" : NULL,
                                        .decimal_comma = how & 2,
                                        .unit = how & 4 ? "percent" : NULL};
    ent_status status =
        ent_import_parse(kind, "fuzz.csv", data + 1, size - 1, &facts, &columns, &in, &arena, &err);
    if (status == ENT_OK)
        status = ent_import_compare(&in, &facts, &all, &arena, &err);
    if (status != ENT_OK && !err.message[0])
        abort();
    ent_heap_arena_destroy(&arena);
    return 0;
}
