/* The front in Ukraine, run from two start dates with what was known then. */
#include <stdbool.h>
#include <stdio.h>

#include "hindcast/front.h"
#include "hindcast/validate.h"
#include "session/paths.h"

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

/* Like with like: the monthly gain is what the errors above are of, and its months are correlated
   least. */
static void note_gain(validate_log *log, const hindcast_score *s)
{
    validate_note(
        log,
        "coverage of the monthly gain, the quantity of the errors below: %zu of %zu months "
        "of both first years (%.0f %%) lie inside the 90 %% band; 80 to 97 %% asked for",
        s->gain_inside, s->months, 100.0 * (double)s->gain_inside / (double)s->months);
}

/* The band of the area, the sum of the gains, covers every month; what that shows. */
static void note_area(validate_log *log, const hindcast_score *s)
{
    validate_note(
        log,
        "coverage of the area, the sum of the gains: %zu of %zu months (%.0f %%); 80 to 97 %% "
        "asked for; the recorded area after a year lies above %.0f and %.0f %% of futures",
        s->area_inside, s->months, 100.0 * (double)s->area_inside / (double)s->months,
        100.0 * s->rank[0], 100.0 * s->rank[1]);
    validate_note(
        log,
        "area: were the model right to the letter, its bands would cover every month in "
        "%.0f %% of such pairs of years, 80 to 97 %% in %.0f %%, fewer in %.0f %%: months "
        "of one path are correlated. The level known at the origins rests on seven months of the "
        "series or on none",
        100.0 * s->covers_all, 100.0 * s->covers_80_to_97, 100.0 * s->covers_fewer);
}

/* Losses of the first year beside published ranges. */
static ent_status note_losses(const ent_world *w, validate_log *log, ent_arena *arena,
                              ent_error *err)
{
    hindcast_losses_row rows[HINDCAST_LOSSES];
    ENT_TRY(hindcast_losses(w, rows, arena, err));
    for (size_t i = 0; i < HINDCAST_LOSSES; i++) {
        const hindcast_losses_row *r = &rows[i];
        const bool inside = r->median >= r->published_low && r->median <= r->published_high;
        validate_note(log, "%s: median %.1f (5-95 %% %.1f to %.1f), published %.0f to %.0f: %s; %s",
                      r->what, r->median, r->p5, r->p95, r->published_low, r->published_high,
                      inside ? "inside" : "the median is outside", r->source);
    }
    return ENT_OK;
}

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    ENT_NEED(parts, err);
    ent_table summary, months;
    hindcast_score score;
    ENT_TRY(world_of(path_folders(), "status-quo-2024", parts, arena, err));
    ENT_TRY(hindcast_ukraine(dir, parts, &summary, &months, &score, arena, err));
    note_gain(log, &score);
    for (size_t r = 0; r < summary.n_rows; r++)
        note_row(log, &summary, r);
    note_area(log, &score);
    ENT_TRY(front_rolling(dir, parts, log, arena, err));
    ENT_TRY(note_losses(parts->world, log, arena, err));
    const double compared = (double)score.months;
    validate_range(log, "gain_coverage_12_months", "both origins pooled",
                   100.0 * (double)score.gain_inside / compared, 80.0, 97.0,
                   "docs/model.md, validation 6");
    validate_range(log, "area_coverage_12_months", "both origins pooled",
                   100.0 * (double)score.area_inside / compared, 80.0, ENT_MISSING,
                   "docs/model.md, validation 6");
    return ENT_OK;
}

const validate_family family_front = {
    .name = "front",
    .file = "ukraine_territory_daily.csv",
    .formerly = "hindcast_ukraine",
    .what = "the front in Ukraine from two start dates",
    .run = run_family,
};
