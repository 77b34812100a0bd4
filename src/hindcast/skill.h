/*
 * How good a set of chances was, once it is known what happened.
 *
 *     const skill_set ours = {n, chance, happened, pair, n_pairs};
 *     skill_score s;
 *     ENT_TRY(skill_of(&ours, base, &s, arena, err));
 */
#ifndef ENT_HINDCAST_SKILL_H
#define ENT_HINDCAST_SKILL_H

#include <stddef.h>
#include <stdint.h>

#include "entente/arena.h"

enum { SKILL_TENTHS = 10 };

typedef struct skill_set {
    size_t n;
    const double *chance;   /* [n] */
    const double *happened; /* [n] 0 or 1 */
    const int *pair;        /* [n] the unit that is drawn again; below n_pairs */
    size_t n_pairs;
} skill_set;

/* 90 % interval over draws of whole pairs. */
typedef struct skill_band {
    double value, low, high;
} skill_band;

typedef struct skill_score {
    size_t n;
    double events, expected; /* seen; sum of the chances */
    skill_band auc;          /* chance that an event had the higher of two chances */
    double log_loss;         /* mean, nats */
    skill_band skill;        /* 1 less log loss over that of the base rate */
    double brier;            /* mean square error */
    skill_band slope;        /* of a logit of what happened on the log-odds; 1 is calibrated.
                                Interval from the curvature */
    double tenth_expected[SKILL_TENTHS], tenth_events[SKILL_TENTHS]; /* by size of the chance */
} skill_score;

/* Score against one chance for all, `base`. `draws` of 0 leaves the intervals missing. */
ent_status skill_of(const skill_set *s, double base, int draws, skill_score *score,
                    ent_arena *arena, ent_error *err);

/* Log-loss skill of `s` less that of other chances for the same rows, both against `base`. */
ent_status skill_difference(const skill_set *s, const double *other, double base, int draws,
                            skill_band *difference, ent_arena *arena, ent_error *err);

/* Log loss of one chance; chances are kept 1e-12 from 0 and 1. */
double skill_loss(double chance, double happened);

/* n units drawn with replacement: counts[n]. The same for the same seed. */
void skill_draw(uint64_t *seed, size_t n, double *counts);

#endif
