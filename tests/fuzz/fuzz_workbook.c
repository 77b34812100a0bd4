/* Any bytes as a workbook or as text with separators: an error, or cells that can all be read. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "entente/heap.h"
#include "import/workbook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_workbook w;
    size_t total = 0;
    ent_heap_arena_create(&arena, 1 << 16);
    if (ent_workbook_parse("fuzz.xlsx", data, size, &w, &arena, &err) == ENT_OK)
        for (size_t s = 0; s < w.n_sheets && s < 4; s++) {
            ent_grid g;
            if (ent_workbook_sheet(&w, s, &g, &arena, &err) != ENT_OK)
                continue;
            for (size_t i = 0; i < g.n_cells; i++) {
                const ent_grid_cell *c = &g.cells[i];
                if (ent_grid_text(&g, c->row, c->column) != c->text)
                    abort(); /* every cell is found where it lies */
                total += strlen(c->text);
            }
        }
    ent_heap_arena_destroy(&arena);
    return total == SIZE_MAX;
}
