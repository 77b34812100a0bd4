/*
 * Strategic probit: crises as a game whose players know their own payoffs better than we do.
 *
 *     ent_probit_result r;
 *     ent_probit_solve(0, 1, -1, 0.5, ENT_PROBIT_PRIVATE, &r);   // r.war 0.2628
 *
 * An attacker keeps the status quo (u11) or threatens; the defender backs down (attacker u13,
 * defender 0) or fights (attacker u14, defender u24). Freestanding.
 * source   Signorino 1999, 2003; Signorino and Tarar 2006
 */
#ifndef ENTENTE_BARGAIN_PROBIT_H
#define ENTENTE_BARGAIN_PROBIT_H

#include <stddef.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_probit_error {
    ENT_PROBIT_PRIVATE, /* each end's payoff has a private standard normal shock */
    ENT_PROBIT_AGENT    /* each choice has one: denominator sqrt 2 throughout */
} ent_probit_error;

typedef struct ent_probit_result {
    double attack, fight;                          /* p2, p4 */
    double status_quo, back_down, war;             /* sum to 1 */
    double log_status_quo, log_back_down, log_war; /* exact in the tails */
    double index_attack, index_fight;              /* arguments of Phi */
} ent_probit_result;

/**
 * Probabilities of the three ends.
 *
 *     p4 = Phi(u24/sqrt 2),  p2 = Phi(((1 - p4) u13 + p4 u14 - u11)/sqrt(1 + (1 - p4)^2 + p4^2))
 *
 * domain   finite payoffs
 * errors   ENT_E_ARG
 */
ENT_API ent_status ent_probit_solve(double u11, double u13, double u14, double u24,
                                    ent_probit_error error, ent_probit_result *result);

/* Regressors of extended immediate deterrence (Huth 1988), in the order of the estimates. */
#define ENT_HUTH_LIST(X) \
    X(IMMEDIATE_BALANCE, "immediate_balance") \
    X(SHORT_TERM_BALANCE, "short_term_balance") \
    X(LONG_TERM_BALANCE, "long_term_balance") \
    X(NUCLEAR, "nuclear") \
    X(ALLIANCE, "military_alliance") \
    X(ARMS, "arms_transfers") \
    X(TRADE, "foreign_trade") \
    X(FIRM_FLEXIBLE, "firm_flex") \
    X(TIT_FOR_TAT, "tit_for_tat") \
    X(STALEMATE, "stalemate") \
    X(DEMOCRATIC_ATTACKER, "democratic_attacker") \
    X(DEMOCRATIC_DEFENDER, "democratic_defender") \
    X(YEARS, "years_since_1885")

typedef enum ent_huth_regressor {
#define ENT_HUTH_ENUM(name, column) ENT_HUTH_##name,
    ENT_HUTH_LIST(ENT_HUTH_ENUM)
#undef ENT_HUTH_ENUM
        ENT_HUTH_COUNT
} ent_huth_regressor;

typedef enum ent_huth_estimate {
    ENT_HUTH_SHRUNKEN, /* bias-reduced maximum likelihood, 2022: the default */
    ENT_HUTH_PUBLISHED /* maximum likelihood, 2006: separated, fits in sample only */
} ent_huth_estimate;

/**
 * Payoffs of a case and the chances of its ends under published coefficients.
 *
 * shape    x[ENT_HUTH_COUNT], units of Huth's data
 * errors   ENT_E_ARG when a regressor is missing
 * source   Signorino and Tarar 2006, table 2; Crisman-Cox, Gasparyan and Signorino 2023
 */
ENT_API ent_status ent_huth_solve(const double *x, ent_huth_estimate estimate,
                                  ent_probit_result *result);

/** Column of the data set that holds a regressor. */
ENT_API const char *ent_huth_column(ent_huth_regressor regressor);

#ifdef __cplusplus
}
#endif
#endif
