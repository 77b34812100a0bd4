/*
 * Set-piece battles: section 7 alone, over draws of its assumptions, against what was
 * published about a wargame. A calibration shown, not a proof: the rules that cover a front
 * and end an offensive were chosen so that these come out.
 *
 *     const ent_battle *all;
 *     ent_battle_sample s;
 *     ENT_TRY(ent_battles_load(dir, &all, &n, arena, err));
 *     ent_battle_run(&all[0], priors, slots, 1, 4096, hours, &s);
 */
#ifndef ENTENTE_BATTLE_H
#define ENTENTE_BATTLE_H

#include "entente/arena.h"
#include "entente/draw.h"
#include "entente/tile.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_battle {
    const char *key, *label, *source, *note;
    double attacker, defender_low, defender_high; /* BE; the defender uniform between */
    double width_km, depth_km;
    double published_low, published_high; /* hours; missing where nothing was published */
} ent_battle;

typedef struct ent_battle_sample {
    size_t draws, taken;
    double attacker_loss, defender_loss; /* means, BE */
} ent_battle_sample;

/**
 * Battles of data/battles.csv.
 *
 * errors   ENT_E_IO, ENT_E_PARSE, ENT_E_NOMEM
 */
ENT_API ent_status ent_battles_load(const char *dir, const ent_battle **battles, size_t *n,
                                    ent_arena *arena, ent_error *err);

/**
 * Fight one battle `draws` times.
 *
 * shape    priors and slots by ent_assumption_id; hours[draws]: of the taking, missing where
 *          the objective was held for 180 days
 * threads  pure
 */
ENT_API void ent_battle_run(const ent_battle *battle, const ent_prior *priors,
                            const uint32_t *slots, uint64_t seed, size_t draws, double *hours,
                            ent_battle_sample *sample);

#ifdef __cplusplus
}
#endif
#endif
