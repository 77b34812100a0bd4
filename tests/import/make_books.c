/* make_books DATA FOLDER: the files of books.h, for the command tests and by hand. */
#include <stdio.h>
#include <string.h>

#include "books.h"
#include "entente/heap.h"

static const char *in(const char *folder, const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

int main(int argc, char **argv)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_facts facts;
    if (argc != 3)
        return 2;
    ent_heap_arena_create(&arena, 1 << 20);
    if (ent_facts_load(argv[1], &facts, &arena, &err) != ENT_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    const char *to = argv[2];
    book_nato(in(to, "nato-2024.xlsx"), &facts, &(nato_book){2024, 2015, 1.0, 0, 0, 0, 0});
    book_nato(in(to, "nato-2025.xlsx"), &facts, &(nato_book){2025, 2021, 1.0, 0, 0, 0, 0});
    book_nato(in(to, "nato-odd.xlsx"), &facts, &(nato_book){2025, 2021, 1000.0, 0.3, 1, 1, 1});
    book_sipri(in(to, "sipri.xlsx"), &facts, 1.0);
    book_kiel(in(to, "kiel.xlsx"), &facts);
    book_weo(in(to, "weo.xls"), &facts, WEO_UTF16_TABS);
    book_weo(in(to, "weo.csv"), &facts, WEO_CSV);
    book_weo(in(to, "weo.xlsx"), &facts, WEO_SHEET);
    for (int i = 0; i < BOOKS_HOSTILE; i++) {
        char name[32];
        snprintf(name, sizeof name, "hostile-%d.xlsx", i);
        book_hostile(in(to, name), i);
    }
    ent_heap_arena_destroy(&arena);
    return 0;
}
