#include "entente/battle.h"

#include "entente/isa.h"
#include "entente/rng.h"

#undef ENT_ISA
#define ENT_ISA sse2
#include "model/combat.h"

enum { HOURS = 24 };

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
        .first_rate = drawn(c, ENT_A_COMBAT_FIRST_RATE),
        .days = battle_days(drawn(c, ENT_A_COMBAT_LAND_DAYS)),
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
