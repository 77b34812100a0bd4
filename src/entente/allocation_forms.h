/*
 * Allocation of forces in closed form: min-max defence and the security game.
 *
 *     ent_minmax_exponential(n, loss, decay, forces, part, &worst);
 *
 * Freestanding.
 */
#ifndef ENTENTE_ALLOCATION_FORMS_H
#define ENTENTE_ALLOCATION_FORMS_H

#include <stddef.h>

#include "entente/arena.h"

/**
 * Split `forces` so that the worst loss, L exp(-k r), is least; an attacker sees the split.
 *
 * shape    loss, decay, part hold n values
 * domain   loss, decay > 0, forces >= 0
 * source   Powell 2007; the exponential is a choice made here
 */
ENT_API ent_status ent_minmax_exponential(size_t n, const double *loss, const double *decay,
                                          double forces, double *part, double *worst);

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

#endif
