/* The tabulated quantile of a beta between its two logarithms: one expression, two callers. */
#ifndef ENT_FUTURES_BETA_TABLE_H
#define ENT_FUTURES_BETA_TABLE_H

#include "entente/draws.h"
#include "entente/fmath.h"

/* Nodes lie at logit(u) = -REACH .. REACH; 2^-53 is -36.74. */
#define BETA_REACH 37.0
#define BETA_STEP (2.0 * BETA_REACH / (double)(ENT_BETA_NODES - 1))

/* Logit of the quantile at logit(u) = s: a quintic through values, slopes and bends of the two
   nodes around it. */
static inline double beta_table_logit(const ent_beta_node *nodes, double s)
{
    const double place = (ent_clip(s, -BETA_REACH, BETA_REACH) + BETA_REACH) / BETA_STEP;
    const double whole = ent_min(ent_floor(place), (double)(ENT_BETA_NODES - 2));
    const ent_beta_node *n = nodes + (size_t)whole;
    const double t = place - whole, h = BETA_STEP;
    const double d0 = h * n[0].slope, d1 = h * n[1].slope;
    const double c0 = 0.5 * h * h * n[0].bend, c1 = 0.5 * h * h * n[1].bend;
    const double rise = n[1].value - n[0].value;
    const double e = rise - d0 - c0;
    const double g = d1 - d0 - 2.0 * c0;
    const double k = c1 - c0;
    const double t3 = 10.0 * e - 4.0 * g + k;
    const double t4 = -15.0 * e + 7.0 * g - 2.0 * k;
    const double t5 = 6.0 * e - 3.0 * g + k;
    return n[0].value + t * (d0 + t * (c0 + t * (t3 + t * (t4 + t * t5))));
}

#endif
