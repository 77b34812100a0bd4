/*
 * Deterrence in closed form: thresholds, quantal response, contest success, rare events.
 *
 *     const ent_attack a = ent_quantal_attack(lambda, &game);
 *
 * Freestanding. The coupled model's own step is src/model/deterrence.c.
 */
#ifndef ENTENTE_DETERRENCE_FORMS_H
#define ENTENTE_DETERRENCE_FORMS_H

#include <stddef.h>

#include "entente/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Worth of the prize, chance and cost of taking it without and with intervention, status quo. */
typedef struct ent_challenge {
    double prize, chance_alone, cost_alone, chance_met, cost_met, status_quo;
} ent_challenge;

/** Expected gain of attacking over the status quo when intervention has chance q. */
ENT_API double ent_attack_gain(const ent_challenge *c, double q);

/**
 * Credibility of intervention from which attack does not pay: 0 when it never pays, 1 when it
 * always does.
 */
ENT_API double ent_critical_credibility(const ent_challenge *c);

/**
 * Least chance that the defender is hard with which a hard challenger is deterred:
 * (DC - CC) / (DC - DD).
 *
 * source   Zagare and Kilgour 2000
 */
ENT_API double ent_perfect_deterrence(double win, double compromise, double conflict);

/* Two stages: the challenger attacks or not; attacked, the defender intervenes or not. */
typedef struct ent_deterrence_game {
    double defender_in, defender_out; /* utilities of the defender */
    double challenger_in, challenger_out, challenger_quo;
} ent_deterrence_game;

typedef struct ent_attack {
    double intervenes, expected, attacks; /* chance, utility of attacking, chance */
} ent_attack;

/** Logit agent quantal response. source: McKelvey and Palfrey 1998 */
ENT_API ent_attack ent_quantal_attack(double lambda, const ent_deterrence_game *g);

/** The same with normal errors of deviation sigma on each action. source: Signorino 1999 */
ENT_API ent_attack ent_probit_attack(double sigma, const ent_deterrence_game *g);

/** Contest success x^m / (x^m + y^m). */
ENT_API double ent_contest_ratio(double x, double y, double m);

/** Contest success by difference, 1 / (1 + exp(-k (x - y))). source: Hirshleifer 1989 */
ENT_API double ent_contest_difference(double x, double y, double k);

/**
 * Attacker over defender, averaged over `horizon` days, the defender growing by steps.
 *
 * shape    reinforcement and arrival (days) hold n values in any order
 * errors   ENT_MISSING without memory, for horizon <= 0 or an empty defence
 */
ENT_API double ent_average_ratio(double attacker, double defender, size_t n,
                                 const double *reinforcement, const double *arrival, double horizon,
                                 ent_arena *scratch);

/** Chance that at least one of n independent events occurs. */
ENT_API double ent_at_least_one(size_t n, const double *chance);

typedef struct ent_rate {
    double mean, upper95;
} ent_rate;

/** Yearly chance of an event seen `events` times in `years`, with Jeffreys' prior. */
ENT_API ent_rate ent_jeffreys_rate(double events, double years);

#ifdef __cplusplus
}
#endif
#endif
