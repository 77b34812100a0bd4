/*
 * Set-piece battles: section 7 alone, over draws of its assumptions, against what was
 * published about a wargame. A calibration shown, not a proof: the rules that cover a front
 * and end an offensive were chosen so that these come out.
 *
 *     ent_battle_sample s;
 *     ent_battle_run(&scenario->battles[0], priors, slots, 1, 4096, hours, &s);
 */
#ifndef ENTENTE_BATTLE_H
#define ENTENTE_BATTLE_H

#include "entente/draw.h"
#include "entente/scenario.h"
#include "entente/tile.h"

typedef ent_scenario_battle ent_battle;

typedef struct ent_battle_sample {
    size_t draws, taken;
    double attacker_loss, defender_loss; /* means, BE */
} ent_battle_sample;

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

#endif
