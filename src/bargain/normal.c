#include "bargain/normal.h"

#include "entente/fmath.h"

static const double inverse_root_two_pi = 0.398942280401432677939946059934;

double normal_density(double x)
{
    return inverse_root_two_pi * ent_exp(-0.5 * x * x);
}

/* (1 - Phi(x)) / density(x) for x >= 2: Laplace's continued fraction from its far end; a
 * hundred and fifty levels settle it to the last digit at x = 2. */
static double mills_ratio(double x)
{
    double tail = x;
    for (int k = 150; k >= 1; k--)
        tail = x + (double)k / tail;
    return 1.0 / tail;
}

/* (Phi(x) - 1/2) / density(x) for |x| < 2: x + x^3/3 + x^5/(3 5) + ... */
static double half_series(double x)
{
    double sum = x, term = x;
    for (int k = 3; k < 80; k += 2) {
        term *= x * x / (double)k;
        sum += term;
    }
    return sum;
}

double normal_cdf(double x)
{
    if (x <= -2.0)
        return normal_density(x) * mills_ratio(-x);
    if (x >= 2.0)
        return 1.0 - normal_density(x) * mills_ratio(x);
    return 0.5 + normal_density(x) * half_series(x);
}

double normal_log_cdf(double x)
{
    if (x > -2.0)
        return ent_log(normal_cdf(x));
    return -0.5 * x * x + ent_log(inverse_root_two_pi * mills_ratio(-x));
}
