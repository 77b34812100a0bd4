/*
 * Priors of assumptions and their quantiles.
 *
 *     double lambda = ent_draw_quantile(&world->prior[ENT_A_DETERRENCE_LAMBDA], u);
 */
#ifndef ENTENTE_DRAW_H
#define ENTENTE_DRAW_H

#include <stdint.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_prior_kind {
    ENT_PRIOR_FIXED,      /* p[0] */
    ENT_PRIOR_TRIANGULAR, /* low, mode, high */
    ENT_PRIOR_LOGNORMAL,  /* median, standard deviation of the logarithm */
    ENT_PRIOR_NORMAL,     /* mean, standard deviation */
    ENT_PRIOR_UNIFORM,    /* low, high */
    ENT_PRIOR_BETA,       /* a, b */
    ENT_PRIOR_DISCRETE    /* weights of 0 .. n-1 */
} ent_prior_kind;

typedef struct ent_prior {
    int32_t kind; /* ent_prior_kind */
    int32_t n;    /* parameters used */
    double p[6];
} ent_prior;

#ifdef __cplusplus
}
#endif
#endif
