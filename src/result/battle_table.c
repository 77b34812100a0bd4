#include "result/battle_table.h"

#include <stdlib.h>

#include "base/by_value.h"
#include "entente/battle.h"
#include "entente/sort.h"

static const ent_column columns[] = {
    {"battle", "Battle", "", ENT_CELL_TEXT, 0},
    {"attacker_be", "Attacker", "BE", ENT_CELL_NUMBER, 0},
    {"defender_be", "Defender", "BE", ENT_CELL_TEXT, 0},
    {"taken_share", "Taken", "share", ENT_CELL_NUMBER, 3},
    {"near_share", "Near published times", "share", ENT_CELL_NUMBER, 3},
    {"hours_p5", "Hours, 5 %", "h", ENT_CELL_NUMBER, 0},
    {"hours_p50", "Median", "h", ENT_CELL_NUMBER, 0},
    {"hours_p95", "95 %", "h", ENT_CELL_NUMBER, 0},
    {"published", "Published", "h", ENT_CELL_TEXT, 0},
    {"attacker_loss_be", "Attacker loses", "BE", ENT_CELL_NUMBER, 1},
    {"defender_loss_be", "Defender loses", "BE", ENT_CELL_NUMBER, 1},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

/* Share of the draws that fell within half the least and twice the most published hours. */
static double near_published(const ent_battle *b, const ent_battle_sample *s, const double *sorted)
{
    size_t n = 0;
    for (size_t i = 0; i < s->taken; i++)
        n += sorted[i] >= 0.5 * b->published_low && sorted[i] <= 2.0 * b->published_high;
    const bool published = b->published_low == b->published_low;
    return published ? (double)n / (double)s->draws : ENT_MISSING;
}

static void add_row(ent_table *t, const ent_battle *b, const ent_battle_sample *s,
                    const double *sorted, ent_arena *arena)
{
    const size_t r = ent_table_row(t);
    const bool range = b->defender_high > b->defender_low;
    const bool published = b->published_low == b->published_low;
    const char *defender = range
                               ? ent_text_format(arena, "%g-%g", b->defender_low, b->defender_high)
                               : ent_text_format(arena, "%g", b->defender_low);
    const char *hours =
        published ? ent_text_format(arena, "%g-%g", b->published_low, b->published_high) : "-";
    ent_table_text(t, r, 0, b->key);
    ent_table_number(t, r, 1, b->attacker);
    ent_table_text(t, r, 2, defender ? defender : "");
    ent_table_number(t, r, 3, (double)s->taken / (double)s->draws);
    ent_table_number(t, r, 4, near_published(b, s, sorted));
    ent_table_number(t, r, 5, ent_sorted_quantile(s->taken, sorted, 0.05));
    ent_table_number(t, r, 6, ent_sorted_quantile(s->taken, sorted, 0.5));
    ent_table_number(t, r, 7, ent_sorted_quantile(s->taken, sorted, 0.95));
    ent_table_text(t, r, 8, hours ? hours : "");
    ent_table_number(t, r, 9, s->attacker_loss);
    ent_table_number(t, r, 10, s->defender_loss);
}

static void fight(const world_parts *parts, const ent_battle *b, uint64_t seed, size_t draws,
                  double *hours, ent_table *t, ent_arena *arena)
{
    ent_battle_sample s;
    ent_battle_run(b, parts->world->prior, parts->world->slot, seed, draws, hours, &s);
    size_t kept = 0;
    for (size_t i = 0; i < draws; i++)
        if (hours[i] == hours[i])
            hours[kept++] = hours[i];
    qsort(hours, kept, sizeof *hours, by_value);
    add_row(t, b, &s, hours, arena);
}

ent_status battle_table(const world_parts *parts, const bool *wanted, uint64_t seed, size_t draws,
                        ent_table *t, ent_arena *arena, ent_error *err)
{
    const scenario_spec *s = &parts->scenario;
    double *hours = ent_arena_array(arena, double, draws);
    ENT_NEED(hours, err);
    ent_table_init(t, "battles", "Set-piece battles", columns, N_COLUMNS, arena);
    t->note =
        ent_text_format(arena, "%zu draws each. The table shows a calibration, not a test.", draws);
    for (size_t b = 0; b < s->n_battles; b++)
        if (!wanted || wanted[b])
            fight(parts, &s->battles[b], seed, draws, hours, t, arena);
    return ENT_OK;
}
