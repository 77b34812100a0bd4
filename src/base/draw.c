#include "entente/draw.h"

#include <stdbool.h>

#include "entente/fmath.h"

double ent_log_gamma(double x)
{
    if (!(x > 0.0))
        return ENT_MISSING;
    double product = 1.0;
    double z = x;
    while (z < 15.0) {
        product *= z;
        z += 1.0;
    }
    const double w = 1.0 / (z * z);
    double s = -3617.0 / 122400.0;
    s = s * w + 1.0 / 156.0;
    s = s * w - 691.0 / 360360.0;
    s = s * w + 1.0 / 1188.0;
    s = s * w - 1.0 / 1680.0;
    s = s * w + 1.0 / 1260.0;
    s = s * w - 1.0 / 360.0;
    s = s * w + 1.0 / 12.0;
    const double half_log_2pi = 0.91893853320467274178;
    return (z - 0.5) * ent_log(z) - z + half_log_2pi + s / z - ent_log(product);
}

/*
 * Continued fraction of I_x(a, b) without its leading factor; converges fast below
 * (a + 1) / (a + b + 2). Ends when a step changes nothing: the same step on every machine.
 */
static double beta_fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1.0, d = 1.0 - (a + b) * x / (a + 1.0);
    d = 1.0 / (d > tiny || d < -tiny ? d : tiny);
    double h = d;
    for (int m = 1; m <= 500; m++) {
        const double k = (double)m, before = h;
        const double even = k * (b - k) * x / ((a + 2.0 * k - 1.0) * (a + 2.0 * k));
        const double odd = -(a + k) * (a + b + k) * x / ((a + 2.0 * k) * (a + 2.0 * k + 1.0));
        for (int half = 0; half < 2; half++) {
            const double step = half ? odd : even;
            const double below = 1.0 + step * d;
            d = 1.0 / (below > tiny || below < -tiny ? below : tiny);
            c = 1.0 + step / c;
            h *= c * d;
        }
        if (h - before <= 1e-16 * h && before - h <= 1e-16 * h)
            break;
    }
    return h;
}

/* The constant of a beta distribution: log B(a, b). */
static double log_beta(double a, double b)
{
    return ent_log_gamma(a) + ent_log_gamma(b) - ent_log_gamma(a + b);
}

typedef struct beta {
    double a, b, log_constant;
    double half; /* I at one half */
} beta;

/* Both tails at x (y = 1 - x); the smaller side of the mean is computed, the other is 1 less. */
static double beta_tails(const beta *s, double x, double y, double *upper)
{
    const double front = ent_exp(s->a * ent_log(x) + s->b * ent_log(y) - s->log_constant);
    double lower;
    if (x < (s->a + 1.0) / (s->a + s->b + 2.0)) {
        lower = front * beta_fraction(s->a, s->b, x) / s->a;
        *upper = 1.0 - lower;
    } else {
        *upper = front * beta_fraction(s->b, s->a, y) / s->b;
        lower = 1.0 - *upper;
    }
    return lower;
}

/*
 * Solve for t = log x in the lower half of the interval, on the logarithm of the smaller tail:
 * near-linear in t at both ends, so Newton needs few steps; a step that leaves the bracket is
 * replaced by its middle.
 */
static double beta_solve(const beta *s, double lower, double upper)
{
    const bool by_lower = lower <= 0.5;
    const double target = ent_log(by_lower ? lower : upper);
    double low = -1500.0, high = -0.69314718055994531;
    double t = by_lower ? (target + s->log_constant + ent_log(s->a)) / s->a
                        : ent_log(s->a / (s->a + s->b));
    t = ent_clip(t, low, high);
    for (int step = 0; step < 100; step++) {
        const double x = ent_exp(t), y = 1.0 - x;
        double q;
        const double p = beta_tails(s, x, y, &q);
        const double miss = by_lower ? ent_log(p) - target : target - ent_log(q);
        low = miss < 0.0 ? t : low;
        high = miss < 0.0 ? high : t;
        const double slope =
            ent_exp(s->a * t + (s->b - 1.0) * ent_log(y) - s->log_constant) / (by_lower ? p : q);
        const double newton = t - miss / slope;
        const double next = newton >= low && newton <= high ? newton : 0.5 * (low + high);
        const double moved = next - t;
        t = next;
        if (moved <= 1e-8 && moved >= -1e-8) /* Newton squares the error: below 1e-14 now */
            break;
    }
    return ent_exp(t);
}

/* What the draws of one beta prior share. */
static beta beta_make(const double *p)
{
    beta s = {.a = p[0], .b = p[1], .log_constant = log_beta(p[0], p[1])};
    double above;
    s.half = beta_tails(&s, 0.5, 0.5, &above);
    return s;
}

static double beta_quantile(const beta *s, double u)
{
    if (u <= s->half)
        return beta_solve(s, u, 1.0 - u);
    const beta mirrored = {s->b, s->a, s->log_constant, 1.0 - s->half};
    return 1.0 - beta_solve(&mirrored, 1.0 - u, u);
}

static double triangular_quantile(const double *p, double u)
{
    const double width = p[2] - p[0], rise = p[1] - p[0], fall = p[2] - p[1];
    return u * width <= rise ? p[0] + __builtin_sqrt(u * width * rise)
                             : p[2] - __builtin_sqrt((1.0 - u) * width * fall);
}

static double discrete_quantile(const ent_prior *prior, double u)
{
    double total = 0.0;
    for (int32_t i = 0; i < prior->n; i++)
        total += prior->p[i];
    double sum = 0.0, last = 0.0;
    for (int32_t i = 0; i < prior->n; i++) {
        sum += prior->p[i];
        if (prior->p[i] > 0.0)
            last = (double)i;
        if (prior->p[i] > 0.0 && u * total <= sum)
            return (double)i;
    }
    return last;
}

static bool weights_are_sound(const ent_prior *prior)
{
    if (prior->n < 1 || prior->n > 6)
        return false;
    double total = 0.0;
    for (int32_t i = 0; i < prior->n; i++) {
        if (!(prior->p[i] >= 0.0))
            return false;
        total += prior->p[i];
    }
    return total > 0.0;
}

static bool is_sound(const ent_prior *prior)
{
    const double *p = prior->p;
    switch ((ent_prior_kind)prior->kind) {
    case ENT_PRIOR_FIXED:
        return p[0] == p[0];
    case ENT_PRIOR_TRIANGULAR:
        return p[0] <= p[1] && p[1] <= p[2];
    case ENT_PRIOR_LOGNORMAL:
        return p[0] > 0.0 && p[1] >= 0.0;
    case ENT_PRIOR_NORMAL:
        return p[0] == p[0] && p[1] >= 0.0;
    case ENT_PRIOR_UNIFORM:
        return p[0] <= p[1];
    case ENT_PRIOR_BETA:
        return p[0] > 0.0 && p[1] > 0.0;
    case ENT_PRIOR_DISCRETE:
        return weights_are_sound(prior);
    }
    return false;
}

static double quantile(const ent_prior *prior, const beta *shape, double u)
{
    const double *p = prior->p;
    if (!(u > 0.0 && u < 1.0))
        return ENT_MISSING;
    switch ((ent_prior_kind)prior->kind) {
    case ENT_PRIOR_FIXED:
        return p[0];
    case ENT_PRIOR_TRIANGULAR:
        return triangular_quantile(p, u);
    case ENT_PRIOR_LOGNORMAL:
        return p[0] * ent_exp(p[1] * ent_normal_quantile(u));
    case ENT_PRIOR_NORMAL:
        return p[0] + p[1] * ent_normal_quantile(u);
    case ENT_PRIOR_UNIFORM:
        return p[0] + (p[1] - p[0]) * u;
    case ENT_PRIOR_BETA:
        return beta_quantile(shape, u);
    case ENT_PRIOR_DISCRETE:
        return discrete_quantile(prior, u);
    }
    return ENT_MISSING;
}

/* The common priors as plain loops, which vectorise; the same expressions as one by one. */
static bool plain_row(const ent_prior *prior, size_t n, const double *u, double *value)
{
    const double *p = prior->p;
    const double p0 = p[0], p1 = p[1];
    switch ((ent_prior_kind)prior->kind) {
    case ENT_PRIOR_TRIANGULAR:
        for (size_t f = 0; f < n; f++)
            value[f] = triangular_quantile(p, u[f]);
        break;
    case ENT_PRIOR_LOGNORMAL:
        for (size_t f = 0; f < n; f++)
            value[f] = p0 * ent_exp(p1 * ent_normal_quantile(u[f]));
        break;
    case ENT_PRIOR_NORMAL:
        for (size_t f = 0; f < n; f++)
            value[f] = p0 + p1 * ent_normal_quantile(u[f]);
        break;
    case ENT_PRIOR_UNIFORM:
        for (size_t f = 0; f < n; f++)
            value[f] = p0 + (p1 - p0) * u[f];
        break;
    case ENT_PRIOR_FIXED:
    case ENT_PRIOR_BETA:
    case ENT_PRIOR_DISCRETE:
        return false;
    }
    for (size_t f = 0; f < n; f++)
        value[f] = u[f] > 0.0 && u[f] < 1.0 ? value[f] : ENT_MISSING;
    return true;
}

void ent_draw_row(const ent_prior *prior, size_t n, const double *u, double *value)
{
    const bool sound = is_sound(prior);
    beta shape = {0};
    if (sound && plain_row(prior, n, u, value))
        return;
    if (sound && prior->kind == ENT_PRIOR_BETA)
        shape = beta_make(prior->p);
    for (size_t f = 0; f < n; f++)
        value[f] = sound ? quantile(prior, &shape, u[f]) : ENT_MISSING;
}

double ent_draw_quantile(const ent_prior *prior, double u)
{
    double value;
    ent_draw_row(prior, 1, &u, &value);
    return value;
}
