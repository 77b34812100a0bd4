/*
 * Posture and allocation in closed form: reinforcement queue, min-max defence, security game,
 * Colonel Blotto.
 *
 *     ent_minmax_exponential(n, loss, decay, forces, part, &worst);
 *
 * Freestanding.
 */
#ifndef ENTENTE_ALLOCATION_FORMS_H
#define ENTENTE_ALLOCATION_FORMS_H

#include <stddef.h>

#include "entente/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Day on which each unit is ready to fight: one staging server, first come first served.
 *
 *     start = max(ready + transit, free), free = start + 1 / throughput, day = free + rsoi
 *
 * shape    ready, transit, rsoi, day hold n values, in days
 * domain   throughput > 0
 * errors   ENT_E_ARG, ENT_E_NOMEM
 */
ENT_API ent_status ent_closure(size_t n, const double *ready, const double *transit,
                               const double *rsoi, double throughput, double *day,
                               ent_arena *scratch);

/**
 * Split `forces` so that the worst loss, L exp(-k r), is least; an attacker sees the split.
 *
 * shape    loss, decay, part hold n values
 * domain   loss, decay > 0, forces >= 0
 * source   Powell 2007; the exponential is a choice made here
 */
ENT_API ent_status ent_minmax_exponential(size_t n, const double *loss, const double *decay,
                                          double forces, double *part, double *worst);

/**
 * The same for L (1 - r / cap); what exceeds the sum of the caps stays unused.
 */
ENT_API ent_status ent_minmax_linear(size_t n, const double *loss, const double *cap, double forces,
                                     double *part, double *worst);

typedef struct ent_security_payoff {
    const double *defender_uncovered, *defender_covered;
    const double *attacker_uncovered, *attacker_covered;
} ent_security_payoff;

typedef struct ent_security_value {
    double attacker, defender;
    size_t target; /* attacked; ties go to the defender */
} ent_security_value;

/**
 * Strong Stackelberg equilibrium of a security game: coverage of each target.
 *
 * The attacker's value falls until the resources are spent or a target is fully covered
 * (ORIGAMI); found by halving, since what a value needs falls as the value rises.
 *
 * shape    the payoffs and `coverage` hold n values
 * domain   attacker_uncovered > attacker_covered for each target
 * source   Kiekintveld and others 2009
 */
ENT_API ent_status ent_security_game(size_t n, const ent_security_payoff *payoff, double resources,
                                     double *coverage, ent_security_value *value);

/**
 * Share of n fields that the weaker side wins in equilibrium, forces `weaker` <= `stronger`.
 *
 * domain   n >= 2, forces positive; ENT_MISSING otherwise
 * source   Roberson 2006; n = 2 after Gross and Wagner 1950
 */
ENT_API double ent_blotto_share(double n, double weaker, double stronger);

#ifdef __cplusplus
}
#endif
#endif
