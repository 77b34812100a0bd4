/*
 * From a crisis to an attack: the equations that the kernel of section 6 and its hindcast
 * (src/hindcast/crises.h) share, one row of futures, or of dyads and years, at a time.
 *
 *     P(attack) = P(crisis) P(attack | crisis)
 *     P(crisis) = logistic(c0 + sum of c_i past_i)
 *     P(attack | crisis) = logistic(a0 + a_land land + a_rivals rivals + lambda (EU - EU_mean))
 *
 * A crisis is a militarised dispute that the challenger begins; an attack is a dispute that
 * becomes war. EU is measured in prizes.
 *
 * source   docs/model.md, section 6
 */
#ifndef ENT_MODEL_ATTACK_H
#define ENT_MODEL_ATTACK_H

#include "entente/fmath.h"
#include "entente/tile.h"

static const double ATTACK_MOST = 600.0; /* of an exponent: beyond it an odds ratio is certainty */

/* Chance of winning a contest, from logarithms of forces: x^m / (x^m + y^m). */
static inline void attack_contest(const double *m, const double *log_x, const double *log_y,
                                  double *restrict won)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        won[f] = ent_clip(m[f] * (log_y[f] - log_x[f]), -ATTACK_MOST, ATTACK_MOST);
    for (size_t f = 0; f < ENT_TILE; f++)
        won[f] = ent_exp_within(won[f]);
    for (size_t f = 0; f < ENT_TILE; f++)
        won[f] = 1.0 / (1.0 + won[f]);
}

/* What an attack is worth beyond the battle itself, one row each. */
typedef struct attack_stakes {
    const double *contest;       /* m */
    const double *fait_accompli; /* w: share of the prize a seizure brings even if reversed */
    const double *cost;          /* c, prizes */
    const double *nuclear;       /* nu: added cost against a nuclear defender, prizes */
} attack_stakes;

/* Logarithms of the forces that meet. */
typedef struct attack_forces {
    const double *seizing, *holding; /* the challenger's */
    const double *quick, *late;      /* the defence against either */
} attack_forces;

/* Expected utility of an attack in prizes; `nuclear` in 0 to 1 scales the added cost. */
static inline void attack_utility(const attack_stakes *s, const attack_forces *log,
                                  const double *nuclear, double *restrict value)
{
    ent_row seize, hold;
    attack_contest(s->contest, log->seizing, log->quick, seize);
    attack_contest(s->contest, log->holding, log->late, hold);
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double w = s->fait_accompli[f];
        value[f] = seize[f] * (w + (1.0 - w) * hold[f]) - s->cost[f] - s->nuclear[f] * nuclear[f];
    }
}

/* Log-odds of a crisis; coefficients and past in the order of the list above. */
static inline double crisis_push(double constant, const double *coefficients, const double *past)
{
    double push = constant;
    for (size_t i = 0; i < ENT_CRISIS_TERMS; i++)
        push += coefficients[i] * past[i];
    return push;
}

/* Log-odds that a crisis becomes an attack. */
static inline double attack_push(double constant, double lambda, double utility, double mean)
{
    return constant + lambda * (utility - mean);
}

#endif
