/* Inside the rounds: one turn's state and what is computed from it. */
#ifndef ENT_BARGAIN_SMP_STATE_H
#define ENT_BARGAIN_SMP_STATE_H

#include "entente/bargain_smp.h"

/* Unit scale throughout: positions and saliences are hundredths of the table's. */
struct ent_smp_state {
    size_t n, n_issues;
    ent_smp_options options;
    const double *capability; /* [n] */
    double *position, *ideal; /* [n][n_issues] */
    double *salience;         /* [n][n_issues] */
    double *resist;           /* [n] total salience: chance to resist a challenge */
    double *weight;           /* [n] capability x total salience */
    double *distance;         /* [j][i] of i's ideal to j's position */
    double *risk;             /* [n] */
    double *truth;            /* [j][i] utility of j's position to i, true attitudes */
    /* rows for one observer h, filled by smp_observe */
    size_t observer;
    double *seen; /* [j][i] as h estimates */
    double *own;  /* [i] utility of i's position to itself, as h estimates */
    double *votes;
};

/* Allocate for the table; positions in, nothing computed yet. */
ent_status smp_state_init(const ent_actors *actors, const ent_smp_options *options,
                          ent_smp_state *s, ent_arena *arena);

/* Distances, risk attitudes and true utilities at the current positions. */
ent_status smp_state_assess(ent_smp_state *s, ent_arena *scratch);

/* Distance of actor a's ideal to a point. */
double smp_distance(const ent_smp_state *s, size_t a, const double *point);

/* Utility at distance z with attitude r. */
static inline double smp_curve(double z, double r)
{
    return z <= 1.0 ? (1.0 - z) * (1.0 + r * z) : (1.0 - z) * (1.0 + r);
}

/* Fill `seen` and `own` for observer h. */
void smp_observe(ent_smp_state *s, size_t h);

/* Chance that i prevails over j in the eyes of the current observer. */
double smp_contest(const ent_smp_state *s, size_t i, size_t j);

/* Gain to k of i challenging j, given that chance. */
double smp_gain(const ent_smp_state *s, size_t k, size_t i, size_t j, double chance);

/* A bargain between an initiator and a receiver. */
typedef struct smp_bargain {
    size_t initiator, receiver;
    double *at_initiator, *at_receiver; /* [n_issues] where each would stand */
} smp_bargain;

/* Make i's one or two bargains with j; `chance` as i sees it. Returns how many. */
size_t smp_make_bargains(ent_smp_state *s, size_t i, size_t j, double chance, smp_bargain out[2]);

/* Election over the distinct positions: chance by actor, issue means (unit scale). */
ent_status smp_elect_positions(const ent_smp_state *s, double *chance, double *mean,
                               ent_arena *scratch);

#endif
