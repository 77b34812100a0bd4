/* Any bytes as a table: an error or cells that can all be read. */
#include "fuzz.h"

#include <string.h>

#include "entente/csv.h"
#include "entente/heap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 16);
    ent_csv t;
    ent_error err = {0};
    size_t total = 0;
    if (ent_csv_parse("fuzz.csv", (const char *)data, size, &t, &arena, &err) == ENT_OK)
        for (size_t r = 0; r < t.n_rows; r++)
            for (size_t c = 0; c < t.n_cols; c++) {
                double value = 0.0;
                total += strlen(ent_csv_text(&t, r, c)) + ent_csv_line(&t, r);
                ent_csv_number(&t, r, c, &value, &err);
            }
    ent_heap_arena_destroy(&arena);
    return total == SIZE_MAX;
}
