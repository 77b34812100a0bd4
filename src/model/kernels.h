/*
 * The kernels of a future, in the order in which a block calls them (docs/model.md).
 *
 *     start   once per tile, after the assumptions are drawn
 *     year    t->year is the model year; the order of the sections is that of this list
 *     month   0-based model month, inside its year
 *     end     once, after the last month
 *
 * Each is compiled once per instruction set, works on every future of the tile, allocates
 * nothing and calls nothing outside its build.
 */
#ifndef ENT_MODEL_KERNELS_H
#define ENT_MODEL_KERNELS_H

#include "entente/fmath.h"
#include "entente/isa.h"
#include "entente/tile.h"

/* 1 economy, 2 pledge and spending, 3 capability */
void ENT_ISA_NAME(ent_economy_start)(ent_tile *t);
void ENT_ISA_NAME(ent_economy_year)(ent_tile *t);
void ENT_ISA_NAME(ent_economy_debt)(ent_tile *t); /* after the spending of the year */
void ENT_ISA_NAME(ent_pledge_start)(ent_tile *t);
void ENT_ISA_NAME(ent_pledge_year)(ent_tile *t);
void ENT_ISA_NAME(ent_capability_start)(ent_tile *t);
void ENT_ISA_NAME(ent_capability_year)(ent_tile *t);

void ENT_ISA_NAME(ent_record_year)(const ent_tile *t);

/* 4 posture, 5 commitment, 6 deterrence, 7 combat */
void ENT_ISA_NAME(ent_posture_start)(ent_tile *t);
void ENT_ISA_NAME(ent_posture_year)(ent_tile *t);
/* D_30 of the eastern flank in t->year, without and with the US. */
void ENT_ISA_NAME(ent_posture_defence)(const ent_tile *t, double *alone, double *with_us);
/* Forces needed on the flank, and those missing with the US forces left in the plan. */
void ENT_ISA_NAME(ent_posture_needs)(const ent_tile *t, double *need, double *with_us);
void ENT_ISA_NAME(ent_deterrence_start)(ent_tile *t);
void ENT_ISA_NAME(ent_deterrence_year)(ent_tile *t);
void ENT_ISA_NAME(ent_combat_year)(ent_tile *t);
void ENT_ISA_NAME(ent_deterrence_end)(ent_tile *t);

/* 8 ukraine, 9 settlement */
void ENT_ISA_NAME(ent_ukraine_start)(ent_tile *t);
void ENT_ISA_NAME(ent_ukraine_year)(ent_tile *t); /* first in the year: what 1-7 see */
void ENT_ISA_NAME(ent_ukraine_month)(ent_tile *t, size_t month);
void ENT_ISA_NAME(ent_settlement_start)(ent_tile *t);
void ENT_ISA_NAME(ent_settlement_year)(ent_tile *t);
void ENT_ISA_NAME(ent_settlement_month)(ent_tile *t, size_t month);
void ENT_ISA_NAME(ent_settlement_end)(const ent_tile *t);

static inline void row_copy(double *to, const double *from)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        to[f] = from[f];
}

/* Missing while nobody fights in Ukraine. */
static inline void row_in_war(const ent_tile *t, const double *values, double *restrict to)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double value = values[f];
        to[f] = t->fighting[f] > 0.0 ? value : ENT_MISSING;
    }
}

/* One transcendental a loop: a chain of two in one loop body is a third slower. Domains as in
   ent_log_within and ent_exp_within. */
static inline void row_log(double *x)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        x[f] = ent_log_within(x[f]);
}

static inline void row_exp(double *x)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        x[f] = ent_exp_within(x[f]);
}

#endif
