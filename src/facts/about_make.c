/* Writes what the shipped folder of facts holds, as a C header: about_make DIR > about_data.h */
#include <inttypes.h>
#include <stdio.h>

#include "entente/heap.h"
#include "facts/about.h"

static void print_text(const char *name, const char *text)
{
    printf("    .%s = \"", name);
    for (const char *c = text; *c; c++)
        if (*c == '\n')
            printf("\\n\"\n        \"");
        else
            printf(*c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
    printf("\",\n");
}

int main(int argc, char **argv)
{
    ent_arena arena;
    ent_facts facts;
    facts_about about;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    if (argc != 2 || ent_facts_load(argv[1], &facts, &arena, &err) != ENT_OK ||
        facts_describe(&facts, &about, &arena, &err) != ENT_OK) {
        fprintf(stderr, "%s\n", argc == 2 ? err.message : "about_make DIR");
        return 1;
    }
    printf("static const facts_about shipped = {\n"
           "    .mark = UINT64_C(0x%" PRIx64 "),\n    .hash = UINT64_C(0x%" PRIx64 "),\n"
           "    .n_figures = %zu,\n",
           about.mark, about.hash, about.n_figures);
    print_text("releases", about.releases);
    print_text("sources", about.sources);
    print_text("absent", about.absent);
    print_text("missing", about.missing);
    printf("};\n");
    ent_heap_arena_destroy(&arena);
    return 0;
}
