/* Family model: closed forms and recursions of the published models. */
#include <string.h>

#include "cli/validate.h"

ent_status validate_model(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    ent_csv table;
    const char *path = ent_text_format(arena, "%s/model_vectors.csv", dir);
    if (!path)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(ent_csv_read(path, &table, arena, err));
    for (size_t r = 0; r < table.n_rows; r++)
        validate_unable(log, ent_csv_text(&table, r, 0), ent_csv_text(&table, r, 2), "not computed",
                        ent_csv_text(&table, r, 6));
    return ENT_OK;
}
