/* The front in Ukraine, run from two start dates with what was known then. */
#include <stdio.h>

#include "cli/hindcast_ukraine.h"
#include "cli/validate.h"

static void note_row(validate_log *log, const ent_table *t, size_t r)
{
    const ent_cell *c = &t->cells[r * t->n_columns];
    char end[48] = "";
    if (c[8].number == c[8].number)
        snprintf(end, sizeof end, "; area at the end off by %+.0f km2", c[8].number);
    validate_note(log,
                  "from %s, %2.0f months (%.0f compared): rmse of the monthly gain %.0f km2 "
                  "(persistence from the origin %.0f, one step ahead %.0f); inside the 90 %% band: "
                  "gain %.0f %%, area %.0f %% of months%s",
                  c[0].text, c[1].number, c[2].number, c[3].number, c[4].number, c[5].number,
                  c[6].number, c[7].number, end);
}

ent_status validate_hindcast_ukraine(const char *dir, validate_log *log, ent_arena *arena,
                                     ent_error *err)
{
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    if (!parts)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_table summary, months;
    hindcast_score score;
    ENT_TRY(world_of("status-quo-2024", parts, arena, err));
    ENT_TRY(hindcast_ukraine(dir, parts, &summary, &months, &score, arena, err));
    for (size_t r = 0; r < summary.n_rows; r++)
        note_row(log, &summary, r);
    validate_note(log, "the standstill of 2026 is missed: from February 2025 the median goes on "
                       "gaining when the line stopped; the band of the area is too wide, since "
                       "the level of the gain is drawn once and kept");
    const double compared = (double)score.months;
    validate_range(log, "gain_coverage_12_months", "both origins pooled",
                   100.0 * (double)score.gain_inside / compared, 80.0, 97.0,
                   "docs/model.md, validation 6");
    validate_range(log, "area_coverage_12_months", "both origins pooled",
                   100.0 * (double)score.area_inside / compared, 80.0, ENT_MISSING,
                   "docs/model.md, validation 6");
    return ENT_OK;
}
