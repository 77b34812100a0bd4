/*
 * Battles on land and at sea, one at a time, as section 7 describes them.
 *
 *     land_battle b = {.attacker = 9, .defender = 4, .width_km = 150, .depth_km = 200, ...};
 *     land_result r;
 *     ENT_ISA_NAME(ent_combat_land)(&b, &r);
 */
#ifndef ENT_MODEL_COMBAT_H
#define ENT_MODEL_COMBAT_H

#include "entente/isa.h"
#include "entente/tile.h"

/* Forces in BE, distances in km, rates per day. Parameters are rows combat.* of the register. */
/* A battle has an end, whatever a link or a data folder says of its days. */
enum { BATTLE_MOST_DAYS = 3660 };

static inline int32_t battle_days(double days)
{
    return !(days > 0.0) ? 0 : days < BATTLE_MOST_DAYS ? (int32_t)days : BATTLE_MOST_DAYS;
}

typedef struct land_battle {
    double attacker, defender;                  /* on day 0 */
    double attacker_daily, attacker_days;       /* reinforcement a day, and for how many days */
    double defender_daily[2], defender_days[2]; /* two successive rates, each until a day */
    double width_km, depth_km;
    double rho, adt, aat, wmax, km_per_be, v_free, culmination;
    double counter_ratio; /* D/A that allows a counter-offensive */
    double law; /* 0: losses go with the attacker; 1: with the geometric mean of both sides */
    double first_rate; /* attrition rate of the first day */
    /* Ammunition: part of the stock that a day takes beyond what industry delivers (0: it never
       runs out), and the part of the defender's fire that industry feeds when its stock is gone. */
    double attacker_drain, defender_drain, defender_fed;
    int32_t days;
} land_battle;

/* Shells of one side: fire of its brigades, output of its industry and its stock. */
typedef struct shell_supply {
    double strength; /* BE that fire */
    double rounds;   /* a day and BE */
    double output;   /* thousand a month */
    double stock;    /* days of full fire */
} shell_supply;

typedef struct land_result {
    double day;                          /* of the taking; ENT_MISSING where held */
    double depth_km;                     /* with the whole step of the day of taking */
    double attacker, defender;           /* left at the end */
    double attacker_loss, defender_loss; /* sums */
    int32_t taken, counter;              /* counter: a counter-offensive is possible at the end */
} land_result;

typedef struct sea_battle {
    double attacker, defender;
    double rate;        /* losses a day, of the geometric mean of both sides */
    double exchange;    /* attacker losses per defender loss */
    double ratio;       /* of the forces left that makes a landing possible */
    double hold;        /* days for which that ratio must last */
    double culmination; /* share of its forces whose loss ends the attack */
    int32_t days;
} sea_battle;

typedef struct sea_result {
    double day; /* of the taking; ENT_MISSING where held */
    double attacker, defender, attacker_loss, defender_loss;
    int32_t taken;
} sea_result;

/**
 * Fight on land: Epstein's adaptive dynamic model with an uncovered front that is bypassed
 * and an attacker that culminates.
 *
 * source   Epstein 1985; cover and culmination: model.md section 7, calibrated to RAND 2016
 */
void ENT_ISA_NAME(ent_combat_land)(const land_battle *battle, land_result *result);

/**
 * The part of full fire that output alone feeds, 0 to 1, and how much of the stock a day takes.
 *
 * source   model.md section 7
 */
double ENT_ISA_NAME(ent_combat_fed)(const shell_supply *side);
double ENT_ISA_NAME(ent_combat_drain)(const shell_supply *side);

/**
 * Fight at sea and in the air until the attacker has had the ratio for long enough, has lost too
 * much, or the days are over.
 */
void ENT_ISA_NAME(ent_combat_sea)(const sea_battle *battle, sea_result *result);

#endif
