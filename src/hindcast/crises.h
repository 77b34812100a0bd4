/*
 * Section 6 fitted to the record: a chance of crisis, and the chance that a crisis becomes an
 * attack. The equations are those of the kernel (model/attack.h).
 *
 *     crisis_stakes stakes;                        // central values of the register
 *     const crisis_sample train = {&dyads, 1950, 1979, DYAD_WAR, true};
 *     ENT_TRY(crisis_fit(&train, &stakes, &cases, draws, &model, arena, err));
 *     crisis_predict(&dyads, &model, &stakes, chance);         // chance[dyads.n]
 */
#ifndef ENT_HINDCAST_CRISES_H
#define ENT_HINDCAST_CRISES_H

#include "entente/register.h"
#include "hindcast/dyads.h"
#include "hindcast/skill.h"

/* What an attack is worth beside the forces: central values of the register. */
typedef struct crisis_stakes {
    double contest, holding, fait_accompli, cost, nuclear;
    double honoured; /* chance that the target's partners fight for it */
} crisis_stakes;

/* Crises of extended immediate deterrence (Huth). */
typedef struct crisis_cases {
    size_t n;
    int *year;
    double *attacked, *utility;
} crisis_cases;

/* The weight of expected utility, from the record of disputes and from the cases. */
typedef struct crisis_lambda {
    size_t crises, attacks, cases;
    skill_band record; /* 5 and 95 % of draws of whole pairs */
    double record_sd, cases_value, cases_sd;
    double weight; /* of the record in the pooled value */
    double pooled, pooled_sd;
} crisis_lambda;

typedef struct crisis_model {
    double crisis_constant, crisis[ENT_CRISIS_TERMS];
    double attack_constant, attack_land, attack_rivals;
    double utility_mean; /* over the crises of the sample, prizes */
    crisis_lambda lambda;
    double crisis_constant_sd, attack_constant_sd; /* of the log-odds of a typical pair */
    double crisis_sd[ENT_CRISIS_TERMS];            /* of independent rows */
    double attack_land_sd, attack_rivals_sd;       /* over draws of pairs */
} crisis_model;

typedef struct crisis_sample {
    const dyad_years *dyads;
    int from, to; /* years */
    int level;    /* of hostility that counts as an attack */
    bool rivals;  /* whether the coding of rivalries is used */
} crisis_sample;

ent_status crisis_stakes_read(const ent_register *reg, crisis_stakes *stakes, ent_error *err);

/* Expected utility of each row, in prizes; value[n]. */
void crisis_utility(const dyad_years *d, const crisis_stakes *stakes, double *value);

ent_status crisis_cases_read(const char *dir, const crisis_stakes *stakes, crisis_cases *cases,
                             ent_arena *arena, ent_error *err);

/* Chances of an attack in the cases, each from all others; chance[n], and `base` from the mere
   share of the others. */
ent_status crisis_cases_left_out(const crisis_cases *cases, double *chance, double *base,
                                 ent_arena *arena, ent_error *err);

/*
 * Fit both stages. Lambda is pooled with the cases up to `to` where the level is war; its interval
 * comes from `draws` draws of whole pairs.
 */
ent_status crisis_fit(const crisis_sample *s, const crisis_stakes *stakes,
                      const crisis_cases *cases, int draws, crisis_model *model, ent_arena *arena,
                      ent_error *err);

/* The parameters of the register, as they ship. */
ent_status crisis_shipped(const ent_register *reg, crisis_model *model, ent_error *err);

/* Chance of an attack for every row. */
ent_status crisis_predict(const dyad_years *d, const crisis_model *model,
                          const crisis_stakes *stakes, double *chance, ent_arena *arena,
                          ent_error *err);

#endif
