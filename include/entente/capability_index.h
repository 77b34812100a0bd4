/*
 * Published measures of military capability: capital stocks, aggregates, prices, indices.
 *
 *     const double k = ent_stock_steady(investment, 0.02, 0.09);
 *     const double c = ent_cobb_douglas(1.0, k, personnel, 0.4);
 *
 * Closed forms on plain numbers; the coupled model's own step is src/model/capability.c.
 * Freestanding. A value outside the domain is ENT_MISSING.
 */
#ifndef ENTENTE_CAPABILITY_INDEX_H
#define ENTENTE_CAPABILITY_INDEX_H

#include <stddef.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Stock that investment growing at `growth` has built up in steady state: I / (growth + decay).
 *
 * units    fractions per year
 * domain   growth + decay > 0
 * source   perpetual inventory method
 */
ENT_API double ent_stock_steady(double investment, double growth, double decay);

/**
 * Stock after `years` of perpetual inventory: K' = (1 - decay) K + I, I growing by `growth`.
 */
ENT_API double ent_stock_after(double stock, double investment, double growth, double decay,
                               size_t years);

/**
 * Yearly rate at which `before` shrank to `after` in `years`.
 */
ENT_API double ent_retirement_rate(double before, double after, double years);

/** A K^alpha L^(1-alpha). */
ENT_API double ent_cobb_douglas(double a, double capital, double labour, double alpha);

/** Marginal product of capital of the same. */
ENT_API double ent_cobb_douglas_marginal(double a, double capital, double labour, double alpha);

/**
 * A (alpha K^rho + (1-alpha) L^rho)^(1/rho); its limit, Cobb-Douglas, at rho = 0.
 */
ENT_API double ent_ces(double a, double capital, double labour, double alpha, double rho);

typedef struct ent_military_ppp {
    double laspeyres, paasche, fisher; /* local money per dollar */
} ent_military_ppp;

/**
 * Price level of a state's defence relative to the United States, over cost classes.
 *
 *     L = sum p q_us / sum q_us,  P = 1 / sum(q_home / p),  F = sqrt(L P)
 *
 * shape    price, home_share, us_share hold n values; shares are of expenditure and sum to 1
 * domain   prices positive; ENT_MISSING in all three otherwise
 * source   Robertson 2021, Review of Income and Wealth
 */
ENT_API ent_military_ppp ent_military_ppp_index(size_t n, const double *price,
                                                const double *home_share, const double *us_share);

/**
 * Mean of world shares over the components that are known; ENT_MISSING when none is.
 *
 * shape    value and world hold n components
 * source   Singer, Bremer, Stuckey 1972 (six components: CINC)
 */
ENT_API double ent_share_index(size_t n, const double *value, const double *world);

/** GDP times GDP per head. source: Beckley 2018 */
ENT_API double ent_net_power(double gdp, double population);

/**
 * GDP less subsistence, billions.
 *
 * units    gdp bn USD, population millions, subsistence USD a day; 365-day year
 * source   Anders, Fariss, Markowitz 2020
 */
ENT_API double ent_surplus_product(double gdp_bn, double population_m, double subsistence_day);

#ifdef __cplusplus
}
#endif
#endif
