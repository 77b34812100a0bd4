/*
 * War as bargaining: what each side would rather accept than fight on, in closed forms.
 *
 *     ent_war_range_result r;
 *     ent_war_range(0.7, 0.2, 0.05, 1.0, &r);      // low .5, high .75, split .625
 *
 * A prize of 1 lies between A, who wants its share x high, and B. p is A's chance to win; costs
 * are in units of the prize. Freestanding; every function is pure, leaves its result untouched
 * when it returns ENT_E_ARG, and does so for any argument outside the stated domain (NaN
 * included).
 */
#ifndef ENTENTE_BARGAIN_WAR_H
#define ENTENTE_BARGAIN_WAR_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_war_range_result {
    double low, high;      /* A's and B's reservation points, within [0, 1] */
    double width;          /* high - low */
    double split_uncapped; /* p + (cB - cA)/2; risk neutrality only, else ENT_MISSING */
    double split;          /* Nash bargaining solution; its middle under risk neutrality */
} ent_war_range_result;

/**
 * Settlements both prefer to a war fought as a lottery.
 *
 *     risk neutral:   [max(0, p - cA), min(1, p + cB)]
 *     u(x) = x^g:     [max(0, p - cA)^(1/g), 1 - max(0, 1 - p - cB)^(1/g)]
 *
 * domain   0 <= p <= 1, costs >= 0, gamma > 0 (below 1: risk averse)
 * source   Fearon 1995
 */
ENT_API ent_status ent_war_range(double p, double cost_a, double cost_b, double gamma,
                                 ent_war_range_result *result);

typedef struct ent_war_offer {
    double threshold;       /* two types: bold below this share of tough types; else missing */
    double demand;          /* x that A demands */
    double war_probability; /* chance that it is refused */
    double payoff;          /* A's expected share less costs */
} ent_war_offer;

/**
 * One demand under private information: B's cost is uniform on [low, high].
 *
 *     demand = p + clip((high - cA)/2, low, high); refused with chance (. - low)/(high - low)
 *
 * domain   0 <= p <= 1, cost_a >= 0, 0 <= low <= high
 * source   Fearon 1995
 */
ENT_API ent_status ent_war_screen_uniform(double p, double cost_a, double low, double high,
                                          ent_war_offer *offer);

/**
 * The same with two types: tough (cost_tough) with probability q_tough, else weak.
 *
 * A demands p + cost_weak when q_tough < (cost_weak - cost_tough)/(cost_weak + cA).
 *
 * domain   0 <= p, q_tough <= 1, cost_a >= 0, 0 <= cost_tough <= cost_weak, cost_weak + cA > 0
 * source   Fearon 1995; Powell 2004
 */
ENT_API ent_status ent_war_screen_types(double p, double cost_a, double cost_tough,
                                        double cost_weak, double q_tough, ent_war_offer *offer);

typedef struct ent_war_shift_result {
    double shift;          /* delta p2 - p1 */
    double preventive_rhs; /* cB (1 - delta)^2: B fights now when the shift is above it */
    double powell_rhs;     /* (1 - delta)(delta cA + cB): no peace at all above it */
    double transfer;       /* least transfer to B today that avoids war */
    double max_p2;         /* largest p2 without preventive war */
    bool preventive_war, no_peace;
} ent_war_shift_result;

/**
 * Power shifts from p1 to p2 in A's favour and A cannot commit to today's terms.
 *
 * domain   0 <= p1, p2 <= 1, costs >= 0 in present value, 0 < delta < 1
 * units    a flow of 1 a period; the transfer is feasible when at most 1
 * source   Fearon 1995; Powell 2006
 */
ENT_API ent_status ent_war_shift(double p1, double p2, double cost_a, double cost_b, double delta,
                                 ent_war_shift_result *result);

typedef struct ent_war_hazard_result {
    double p_win_a, duration;          /* undiscounted */
    double win_a, win_b;               /* discounted */
    double total_cost_a, total_cost_b; /* discounted */
    double value_a, value_b;           /* of fighting to the finish */
    double low, high;                  /* settlement range */
} ent_war_hazard_result;

/**
 * War to the finish: A wins at rate hazard_a, B at hazard_b, paying flow costs.
 *
 * domain   hazards >= 0, not both 0; flow costs >= 0; discount rate >= 0
 * source   Wagner 2000; Smith 1998, hazard form
 */
ENT_API ent_status ent_war_hazard(double hazard_a, double hazard_b, double flow_a, double flow_b,
                                  double rate, ent_war_hazard_result *result);

typedef struct ent_war_forts_result {
    double p_win_by_a, p_win_by_b;     /* A's chance to win as each side sees it */
    double battles_by_a, battles_by_b; /* expected number still to come */
    double low, high, width;           /* reservation points of A and B */
    bool settles;                      /* low <= high, up to rounding */
} ent_war_forts_result;

/**
 * Battles for forts as a gambler's ruin: of n forts A holds m and wins each battle with f.
 *
 * domain   1 <= m <= n - 1, 0 < beliefs < 1, costs per battle >= 0
 * source   Smith and Stam 2004
 */
ENT_API ent_status ent_war_forts(size_t m, size_t n, double belief_a, double belief_b,
                                 double cost_a, double cost_b, ent_war_forts_result *result);

/**
 * Beta-binomial learning: mean of f after wins and losses.
 *
 * domain   alpha, beta > 0; wins, losses >= 0
 */
ENT_API ent_status ent_war_learn_beta(double alpha, double beta, double wins, double losses,
                                      double *mean);

/**
 * Bayes with two types of B: chance that B is tough after its wins and losses.
 *
 * domain   0 <= q <= 1, 0 < chances < 1; wins, losses >= 0
 */
ENT_API ent_status ent_war_learn_types(double q_tough, double win_if_tough, double win_if_weak,
                                       double wins, double losses, double *posterior);

typedef struct ent_war_attrition_result {
    double quit_rate_1, quit_rate_2; /* per unit of time */
    double duration;                 /* expected */
    double p_win_1;
    double cost_1, cost_2; /* expected, in total */
} ent_war_attrition_result;

/**
 * War of attrition with known values, mixed equilibrium; survival to t is exp(-(r1 + r2) t).
 *
 * domain   values, flow costs > 0
 * source   Maynard Smith 1974; Hendricks, Weiss and Wilson 1988
 */
ENT_API ent_status ent_war_attrition(double value_1, double value_2, double cost_1, double cost_2,
                                     ent_war_attrition_result *result);

/** Chance that both still fight at time t >= 0. */
ENT_API ent_status ent_war_attrition_survival(double value_1, double value_2, double cost_1,
                                              double cost_2, double t, double *survival);

/**
 * Private values, symmetric: when the side of value v quits.
 *
 *     uniform on [0, 1]: (-v - ln(1 - v))/c      exponential, mean 1: v^2/(2c)
 *
 * domain   uniform 0 <= v < 1, exponential v >= 0; c > 0
 */
ENT_API ent_status ent_war_quit_uniform(double v, double cost, double *time);
/** As ent_war_quit_uniform, with values drawn from an exponential distribution. */
ENT_API ent_status ent_war_quit_exponential(double v, double cost, double *time);

typedef struct ent_war_floor {
    double below;       /* least share acceptable below tau: p(1 + K) - c */
    double at_or_above; /* least acceptable from tau up: max(tau, p - (1 - p)K - c) */
    double least;       /* the smallest share the leader accepts */
} ent_war_floor;

/**
 * A leader punished by K at home for an outcome below tau.
 *
 * domain   0 <= p, tau <= 1; cost, punishment >= 0
 * source   reduced form after Goemans 2000
 */
ENT_API ent_status ent_war_domestic(double p, double cost, double punishment, double tau,
                                    ent_war_floor *floor);

/**
 * Alternating offers: the first mover's share (1 - d2)/(1 - d1 d2).
 *
 * domain   0 <= d1, d2 <= 1, not both 1
 * source   Rubinstein 1982
 */
ENT_API ent_status ent_war_rubinstein(double discount_1, double discount_2, double *share);

#ifdef __cplusplus
}
#endif
#endif
