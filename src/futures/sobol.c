#include "entente/sobol.h"

#include <stdlib.h>

#include "entente/csv.h"
#include "entente/design.h"

static ent_status read_row(const ent_csv *t, size_t row, const size_t *column, uint32_t *directions,
                           ent_error *err)
{
    double polynomial;
    uint32_t initial[ENT_SOBOL_BITS];
    size_t n = 0;
    ENT_TRY(ent_csv_required(t, row, column[0], &polynomial, err));
    const char *text = ent_csv_text(t, row, column[1]);
    for (char *end; *text && n < ENT_SOBOL_BITS; text = end) {
        initial[n++] = (uint32_t)strtoul(text, &end, 10);
        if (end == text)
            break;
    }
    if (*text || !(polynomial >= 1.0 && polynomial < 4294967296.0) ||
        ent_sobol_direction((uint32_t)polynomial, n, initial, directions) != ENT_OK)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: these are not direction numbers", t->path,
                        ent_csv_line(t, row));
    return ENT_OK;
}

ent_status ent_sobol_load(const char *path, const uint32_t **directions, size_t *n,
                          ent_arena *arena, ent_error *err)
{
    ent_csv t;
    size_t column[2];
    ENT_TRY(ent_csv_read(path, &t, arena, err));
    ENT_TRY(ent_csv_column(&t, "polynomial", &column[0], err));
    ENT_TRY(ent_csv_column(&t, "initial", &column[1], err));
    uint32_t *all = ent_arena_array(arena, uint32_t, t.n_rows * ENT_SOBOL_BITS);
    if (!all)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", path);
    for (size_t row = 0; row < t.n_rows; row++)
        ENT_TRY(read_row(&t, row, column, all + row * ENT_SOBOL_BITS, err));
    *directions = all;
    *n = t.n_rows;
    return ENT_OK;
}
