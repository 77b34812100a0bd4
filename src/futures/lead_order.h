/*
 * Which dimension of a Sobol' design belongs to which assumption and leading shock.
 *
 * The lower a dimension, the more evenly its pairs with others are filled by few futures. So those
 * that explain most of the key figures come first (total effects, measured by design_bench), then
 * all others in the order of the register.
 */
#ifndef ENT_FUTURES_LEAD_ORDER_H
#define ENT_FUTURES_LEAD_ORDER_H

#include "entente/design.h"
#include "entente/tile.h"

/* A leading shock among assumptions. */
#define LEAD(lead) (ENT_N_ASSUMPTIONS + (int)(lead))

enum { LEAD_DIMENSIONS = ENT_N_ASSUMPTIONS + ENT_N_LEADS };

static const int16_t lead_first[] = {
    LEAD(ENT_LEAD_CEASEFIRE),
    LEAD(ENT_LEAD_BREAK),
    ENT_A_SETTLEMENT_H_RUS,
    ENT_A_SETTLEMENT_TRUCE_HAZARD,
    ENT_A_CAPABILITY_QUALITY_EUROPE,
    ENT_A_SETTLEMENT_FIRMNESS_RUSSIA,
    ENT_A_CAPABILITY_LAND_RUSSIA,
    LEAD(ENT_LEAD_MOOD),
    LEAD(ENT_LEAD_MOOD + 3),
    ENT_A_SETTLEMENT_R,
    ENT_A_SETTLEMENT_K_UKR,
    ENT_A_DETERRENCE_BASE_UKRAINE,
    ENT_A_CAPABILITY_QUALITY_RUSSIA,
    ENT_A_SETTLEMENT_K_GROWTH,
    ENT_A_SETTLEMENT_K_RUS,
    ENT_A_PLEDGE_KAPPA_HI,
    LEAD(ENT_LEAD_LEVEL),
    ENT_A_POSTURE_FLANK_SHARE,
    ENT_A_SETTLEMENT_W0,
    ENT_A_SETTLEMENT_WEDGE,
    ENT_A_DETERRENCE_ATTACK,
    ENT_A_DETERRENCE_NUCLEAR,
    ENT_A_SETTLEMENT_H_UKR,
    ENT_A_SETTLEMENT_H0,
    ENT_A_CAPABILITY_ALPHA,
    ENT_A_CAPABILITY_READY_HOME,
    ENT_A_SETTLEMENT_TERRITORY_WEIGHT,
};

enum { LEAD_FIRST = sizeof lead_first / sizeof lead_first[0] };

/* The dimension of an assumption or a LEAD. Each has one, and no two the same. */
static inline size_t lead_place(const ent_design *design, int what)
{
    size_t place = LEAD_FIRST + (size_t)what;
    if (design->kind != ENT_DESIGN_SOBOL)
        return (size_t)what;
    for (size_t i = 0; i < LEAD_FIRST; i++) {
        if (lead_first[i] == what)
            return i;
        place -= lead_first[i] < what ? 1 : 0;
    }
    return place;
}

/* Names the scramble of a leading shock: apart from the hashes of the assumptions' keys. */
static inline uint32_t lead_slot(int lead)
{
    return UINT32_C(0x4C454144) + (uint32_t)lead;
}

#endif
