/* The normal distribution to the last digits, tails included; freestanding. */
#ifndef ENT_BARGAIN_NORMAL_H
#define ENT_BARGAIN_NORMAL_H

/* Phi(x); relative error below 1e-14 down to x = -38. */
double normal_cdf(double x);

/* ln Phi(x), finite for any finite x. */
double normal_log_cdf(double x);

/* Density at x. */
double normal_density(double x);

#endif
