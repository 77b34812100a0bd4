/*
 * Logit quantal response: choices grow with their expected worth, at precision lambda.
 *
 *     ent_deter_game g = {.attacker = {0, 1, -.3, -.1}, .defender = {1, 0, 1.2, -.4}};
 *     ent_deter_result r;
 *     ent_deter_solve(&g, 2.0, &r);
 *     r.outcome[ENT_DETER_WAR].value, r.outcome[ENT_DETER_WAR].by_lambda, ...
 *
 * lambda 0: all choices equally likely; lambda large: subgame-perfect. Freestanding.
 * source   McKelvey and Palfrey 1995, 1998
 */
#ifndef ENTENTE_BARGAIN_QRE_H
#define ENTENTE_BARGAIN_QRE_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Ends of the extended-deterrence tree: the attacker stays or threatens; the defender
 * concedes or resists; the attacker retreats or fights. */
typedef enum ent_deter_end {
    ENT_DETER_STATUS_QUO,
    ENT_DETER_CONCEDE,
    ENT_DETER_RETREAT,
    ENT_DETER_WAR,
    ENT_DETER_ENDS
} ent_deter_end;

typedef struct ent_deter_game {
    double attacker[ENT_DETER_ENDS]; /* payoffs at each end */
    double defender[ENT_DETER_ENDS];
} ent_deter_game;

/* A probability and its derivatives. */
typedef struct ent_sensitive {
    double value;
    double by_attacker[ENT_DETER_ENDS];
    double by_defender[ENT_DETER_ENDS];
    double by_lambda;
} ent_sensitive;

typedef struct ent_deter_result {
    ent_sensitive threaten, resist, fight; /* at each node, when reached */
    ent_sensitive outcome[ENT_DETER_ENDS]; /* sum to 1 */
} ent_deter_result;

/**
 * Agent quantal response equilibrium by backward induction, closed form with derivatives.
 *
 * domain   lambda >= 0, finite payoffs
 * errors   ENT_E_ARG
 */
ENT_API ent_status ent_deter_solve(const ent_deter_game *game, double lambda,
                                   ent_deter_result *result);

typedef struct ent_qre_2x2_result {
    double p_row, q_column;           /* chance of each player's first action */
    double lambda;                    /* reached; below the one asked for when tracing stopped */
    double regret_row, regret_column; /* best reply less the mix, payoff units */
    double max_regret;
    double tolerance; /* 1e-6 of the payoffs' range */
    bool nash;        /* max_regret <= tolerance */
    bool reached;
} ent_qre_2x2_result;

/**
 * Principal branch of a 2x2 game's logit equilibria, traced from the centroid at lambda 0 by
 * predictor and corrector along the arc, to the first point with the lambda asked for.
 *
 * shape    payoffs by row then column: first-first, first-second, second-first, second-second
 * domain   finite payoffs, 0 <= lambda
 * errors   ENT_E_ARG. A trace that stops early is not an error: reached is false and the point is
 *          the last good one, never called Nash
 */
ENT_API ent_status ent_qre_2x2(const double row[4], const double column[4], double lambda,
                               ent_qre_2x2_result *result);

#ifdef __cplusplus
}
#endif
#endif
