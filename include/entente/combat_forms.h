/*
 * Combat in published closed forms and recursions: Lanchester's laws and their kin, Epstein's
 * adaptive model, Posen's ledger, Engel's Iwo Jima.
 *
 *     const ent_sides s = ent_lanchester_square(1000, 800, 0.02, 0.03, 10.0);
 *
 * Freestanding. Strengths never fall below zero: after the end the survivor stands still.
 * The coupled model's own step is src/model/combat.c.
 */
#ifndef ENTENTE_COMBAT_FORMS_H
#define ENTENTE_COMBAT_FORMS_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_sides {
    double a, b;
} ent_sides;

/** Square law A' = -b B, B' = -a A at time t. Rates per unit of time. */
ENT_API ent_sides ent_lanchester_square(double a0, double b0, double a, double b, double t);
/** Its invariant a A^2 - b B^2. */
ENT_API double ent_lanchester_invariant(double a0, double b0, double a, double b);
/** Strength of the winner at the end. */
ENT_API double ent_lanchester_survivors(double a0, double b0, double a, double b);
/** Time of the end; infinite when both sides are equal. */
ENT_API double ent_lanchester_end(double a0, double b0, double a, double b);

/** Linear law A' = -b A B, B' = -a A B at time t. */
ENT_API ent_sides ent_lanchester_linear(double a0, double b0, double a, double b, double t);

/** Logarithmic law A' = -a A, B' = -b B. source: Peterson 1967 */
ENT_API ent_sides ent_lanchester_log(double a0, double b0, double a, double b, double t);

typedef struct ent_ambush {
    double invariant;            /* g G - r R^2 / 2 */
    double guerrillas, regulars; /* left at the end */
} ent_ambush;

/** Mixed law G' = -r G R, R' = -g G. source: Deitchman 1962 */
ENT_API ent_ambush ent_deitchman(double guerrillas, double regulars, double g, double r);

/**
 * x' = -a x^c y^(1-c), y' = -b y^c x^(1-c) at time t, by fourth-order Runge-Kutta steps of
 * 0.001: c = 0 square, 1/2 linear in kind, 1 logarithmic.
 *
 * source   Helmbold 1965
 */
ENT_API ent_sides ent_helmbold(double x0, double y0, double a, double b, double c, double t);
/** Its invariant b x^(2-2c) - a y^(2-2c); ln(x)/a - ln(y)/b at c = 1. */
ENT_API double ent_helmbold_invariant(double x, double y, double a, double b, double c);

/** Losses of one day: a m y^p x^q, m = 1/d for the side that attacks, else d. source: Bracken 1995
 */
ENT_API ent_sides ent_bracken_losses(double x, double y, double a, double b, double p, double q,
                                     double d, bool x_attacks);

typedef struct ent_attrition_fit {
    double a, b; /* of the first and the second side's losses */
    double ssr;  /* sum of squared residuals of both */
    double r2;   /* against each side's own mean */
} ent_attrition_fit;

/**
 * Least squares of loss_1 = a S2^p S1^q and loss_2 = b S1^p S2^q.
 *
 * shape    all hold n days
 */
ENT_API ent_attrition_fit ent_bracken_fit(size_t n, const double *strength1, const double *loss1,
                                          const double *strength2, const double *loss2, double p,
                                          double q);

typedef struct ent_advantage {
    double mu, log_mu, fer;
} ent_advantage;

/**
 * Defender's advantage from what is left of both sides: mu^2 = (1 - a^2) / (1 - d^2), and the
 * fractional exchange ratio.
 *
 * source   Helmbold; CAA 1987
 */
ENT_API ent_advantage ent_helmbold_advantage(double att0, double att1, double def0, double def1);

typedef struct ent_landing {
    double men_a_day, from, to; /* days */
} ent_landing;

/**
 * M' = P - A N, N' = -B M with landings P; M and N on the day asked.
 *
 * source   Engel 1954
 */
ENT_API ent_sides ent_engel(double a, double b, double japanese, size_t n,
                            const ent_landing *landings, double day);

/* Ground strength in lethality points, rates a day, sorties per aircraft-day, kills per sortie,
   vehicles and points per division equivalent, withdrawal in km a day. */
typedef struct ent_epstein_setup {
    double attacker, defender;                   /* ground, points */
    double rate, attacker_limit, defender_limit; /* alpha_g(1), aaT, adT */
    double top_speed, exchange;                  /* Wmax, rho */
    double points, vehicles;                     /* L, V */
    double defender_air, defender_air_loss, defender_sorties, defender_kills;
    double attacker_air, attacker_air_loss, attacker_sorties, attacker_kills;
} ent_epstein_setup;

typedef struct ent_epstein_day {
    double attacker, defender, withdrawal, ground; /* points, points, km a day, km so far */
} ent_epstein_day;

/**
 * State at the start of `day` (1 is the first).
 *
 * source   Epstein 1985, equations A1-A13
 */
ENT_API ent_epstein_day ent_epstein(const ent_epstein_setup *s, size_t day);

typedef struct ent_posen_setup {
    double attacker, defender;                     /* division equivalents */
    double share, sectors, front, km_per_division; /* committed share; front of one sector */
    double attrition, exchange, speed;             /* a day; attacker over defender; km a day */
} ent_posen_setup;

typedef struct ent_posen_end {
    double attacker, defender, depth; /* km */
} ent_posen_end;

/** Ledger after `days`. source: Posen 1984/85, in accounting form */
ENT_API ent_posen_end ent_posen(const ent_posen_setup *s, size_t days);

#ifdef __cplusplus
}
#endif
#endif
