#include "entente/battle.h"

#include "entente/csv.h"
#include "entente/isa.h"
#include "entente/rng.h"
#include "entente/text.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/combat.h"

enum { DAYS = 180, HOURS = 24 };

static ent_status read_row(const ent_csv *table, size_t row, ent_battle *b, ent_error *err)
{
    static const char *const texts[] = {"key", "label", "source", "note"};
    static const char *const numbers[] = {"attacker_be",     "defender_low_be", "defender_high_be",
                                          "front_width_km",  "depth_km",        "published_low_h",
                                          "published_high_h"};
    const char **text[] = {&b->key, &b->label, &b->source, &b->note};
    double *number[] = {&b->attacker, &b->defender_low,  &b->defender_high, &b->width_km,
                        &b->depth_km, &b->published_low, &b->published_high};
    size_t at = 0;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ENT_TRY(ent_csv_column(table, texts[i], &at, err));
        *text[i] = ent_csv_text(table, row, at);
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        ENT_TRY(ent_csv_column(table, numbers[i], &at, err));
        ENT_TRY(i < 5 ? ent_csv_required(table, row, at, number[i], err)
                      : ent_csv_number(table, row, at, number[i], err));
    }
    return ENT_OK;
}

ent_status ent_battles_load(const char *dir, const ent_battle **battles, size_t *n,
                            ent_arena *arena, ent_error *err)
{
    ent_csv table;
    const char *path = ent_text_format(arena, "%s/battles.csv", dir);
    if (!path)
        return ent_fail(err, ENT_E_NOMEM, "battles: out of memory");
    ENT_TRY(ent_csv_read(path, &table, arena, err));
    ent_battle *all = ent_arena_array(arena, ent_battle, table.n_rows + 1);
    if (!all)
        return ent_fail(err, ENT_E_NOMEM, "battles: out of memory");
    for (size_t row = 0; row < table.n_rows; row++)
        ENT_TRY(read_row(&table, row, &all[row], err));
    *battles = all;
    *n = table.n_rows;
    return ENT_OK;
}

typedef struct chance {
    const ent_prior *priors;
    const uint32_t *slots;
    uint64_t seed, draw;
} chance;

static double drawn(const chance *c, ent_assumption_id id)
{
    return ent_draw_quantile(&c->priors[id],
                             ent_uniform(c->seed, c->draw, c->slots[id], ENT_SHOCK_ASSUMPTION));
}

static void set_up(const ent_battle *battle, const chance *c, land_battle *b)
{
    const double u = ent_uniform(c->seed, c->draw, 0, ENT_SHOCK_ATTACK);
    *b = (land_battle){
        .attacker = battle->attacker,
        .defender = battle->defender_low + u * (battle->defender_high - battle->defender_low),
        .width_km = battle->width_km,
        .depth_km = battle->depth_km,
        .rho = drawn(c, ENT_A_COMBAT_RHO),
        .adt = drawn(c, ENT_A_COMBAT_ADT),
        .aat = drawn(c, ENT_A_COMBAT_AAT),
        .wmax = drawn(c, ENT_A_COMBAT_WMAX),
        .km_per_be = drawn(c, ENT_A_COMBAT_KM_PER_BE),
        .v_free = drawn(c, ENT_A_COMBAT_V_FREE),
        .culmination = drawn(c, ENT_A_COMBAT_CULMINATION),
        .counter_ratio = drawn(c, ENT_A_COMBAT_COUNTER_RATIO),
        .law = drawn(c, ENT_A_COMBAT_LAW),
        .days = DAYS,
    };
}

void ent_battle_run(const ent_battle *battle, const ent_prior *priors, const uint32_t *slots,
                    uint64_t seed, size_t draws, double *hours, ent_battle_sample *sample)
{
    *sample = (ent_battle_sample){.draws = draws};
    chance c = {priors, slots, seed, 0};
    for (size_t i = 0; i < draws; i++) {
        land_battle b;
        land_result r;
        c.draw = i;
        set_up(battle, &c, &b);
        ENT_ISA_NAME(ent_combat_land)(&b, &r);
        hours[i] = r.taken ? r.day * HOURS : ENT_MISSING;
        sample->taken += (size_t)r.taken;
        sample->attacker_loss += r.attacker_loss / (double)draws;
        sample->defender_loss += r.defender_loss / (double)draws;
    }
}
