#include "entente/capability_index.h"

#include "entente/fmath.h"

double ent_stock_steady(double investment, double growth, double decay)
{
    return growth + decay > 0.0 ? investment / (growth + decay) : ENT_MISSING;
}

double ent_stock_after(double stock, double investment, double growth, double decay, size_t years)
{
    for (size_t y = 0; y < years; y++) {
        stock = (1.0 - decay) * stock + investment;
        investment *= 1.0 + growth;
    }
    return stock;
}

double ent_retirement_rate(double before, double after, double years)
{
    if (!(before > 0.0 && after >= 0.0 && years > 0.0))
        return ENT_MISSING;
    return 1.0 - ent_pow(after / before, 1.0 / years);
}

double ent_cobb_douglas(double a, double capital, double labour, double alpha)
{
    return a * ent_pow(capital, alpha) * ent_pow(labour, 1.0 - alpha);
}

double ent_cobb_douglas_marginal(double a, double capital, double labour, double alpha)
{
    return alpha * ent_cobb_douglas(a, capital, labour, alpha) / capital;
}

double ent_ces(double a, double capital, double labour, double alpha, double rho)
{
    if (rho == 0.0)
        return ent_cobb_douglas(a, capital, labour, alpha);
    const double mixed = alpha * ent_pow(capital, rho) + (1.0 - alpha) * ent_pow(labour, rho);
    return a * ent_pow(mixed, 1.0 / rho);
}

ent_military_ppp ent_military_ppp_index(size_t n, const double *price, const double *home_share,
                                        const double *us_share)
{
    double forward = 0.0, weight = 0.0, backward = 0.0, home = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (!(price[i] > 0.0))
            return (ent_military_ppp){ENT_MISSING, ENT_MISSING, ENT_MISSING};
        forward += price[i] * us_share[i];
        weight += us_share[i];
        backward += home_share[i] / price[i];
        home += home_share[i];
    }
    ent_military_ppp ppp = {forward / weight, home / backward, 0.0};
    ppp.fisher = __builtin_sqrt(ppp.laspeyres * ppp.paasche);
    return ppp;
}

double ent_share_index(size_t n, const double *value, const double *world)
{
    double sum = 0.0, known = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double share = value[i] / world[i];
        if (world[i] > 0.0 && share == share) {
            sum += share;
            known += 1.0;
        }
    }
    return known > 0.0 ? sum / known : ENT_MISSING;
}

double ent_net_power(double gdp, double population)
{
    return population > 0.0 ? gdp * gdp / population : ENT_MISSING;
}

double ent_surplus_product(double gdp_bn, double population_m, double subsistence_day)
{
    return gdp_bn - subsistence_day * 365.0 * population_m / 1000.0;
}
