#include "futures/draw_rows.h"

#include "entente/isa.h"
#include "futures/beta_table.h"
#include "futures/correlate.h"

ent_draw_rows ENT_ISA_NAME(draw_rows);
void ENT_ISA_NAME(draw_correlate)(const ent_world *world, double *u);

static void normals(const double *restrict u, double *restrict z)
{
    double far[ENT_BLOCK];
    ent_normal_quantile_row(ENT_BLOCK, u, z, far);
}

static bool triangular(const double *p, const double *restrict u, double *restrict value)
{
    const double low = p[0], high = p[2];
    const double width = high - low, rise = p[1] - low, fall = high - p[1];
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        const double left = low + __builtin_sqrt(u[f] * width * rise);
        const double right = high - __builtin_sqrt((1.0 - u[f]) * width * fall);
        value[f] = u[f] * width <= rise ? left : right;
    }
    return low <= p[1] && p[1] <= high;
}

static bool lognormal(const double *p, const double *restrict u, double *restrict value)
{
    const double median = p[0], sigma = p[1];
    double z[ENT_BLOCK];
    normals(u, z);
    for (size_t f = 0; f < ENT_BLOCK; f++)
        value[f] = median * ent_exp(sigma * z[f]);
    return median > 0.0 && sigma >= 0.0;
}

static bool normal(const double *p, const double *restrict u, double *restrict value)
{
    const double mean = p[0], sigma = p[1];
    double z[ENT_BLOCK];
    normals(u, z);
    for (size_t f = 0; f < ENT_BLOCK; f++)
        value[f] = mean + sigma * z[f];
    return mean == mean && sigma >= 0.0;
}

static bool uniform(const double *p, const double *restrict u, double *restrict value)
{
    const double low = p[0], high = p[1];
    for (size_t f = 0; f < ENT_BLOCK; f++)
        value[f] = low + (high - low) * u[f];
    return low <= high;
}

static bool beta(const ent_beta_node *nodes, const double *restrict u, double *restrict value)
{
    double s[ENT_BLOCK], t[ENT_BLOCK];
    for (size_t f = 0; f < ENT_BLOCK; f++)
        s[f] = ent_log(u[f]);
    for (size_t f = 0; f < ENT_BLOCK; f++)
        t[f] = ent_log(1.0 - u[f]);
    for (size_t f = 0; f < ENT_BLOCK; f++)
        s[f] = beta_table_logit(nodes, s[f] - t[f]);
    for (size_t f = 0; f < ENT_BLOCK; f++)
        value[f] = ent_logistic(s[f]);
    return true;
}

bool ENT_ISA_NAME(draw_rows)(const ent_prior *prior, const ent_beta_node *nodes, const double *u,
                             double *value)
{
    const double *p = prior->p;
    switch ((ent_prior_kind)prior->kind) {
    case ENT_PRIOR_TRIANGULAR:
        return triangular(p, u, value);
    case ENT_PRIOR_LOGNORMAL:
        return lognormal(p, u, value);
    case ENT_PRIOR_NORMAL:
        return normal(p, u, value);
    case ENT_PRIOR_UNIFORM:
        return uniform(p, u, value);
    case ENT_PRIOR_BETA:
        return nodes && beta(nodes, u, value);
    case ENT_PRIOR_FIXED:
    case ENT_PRIOR_DISCRETE:
        break;
    }
    return false;
}

void ENT_ISA_NAME(draw_correlate)(const ent_world *world, double *u)
{
    correlate_rows(world, u);
}
