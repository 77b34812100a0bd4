#include "entente/bargain_qre.h"

#include "entente/fmath.h"

/* --- Extended deterrence: forward-mode derivatives through the closed form --- */

enum { N_INPUTS = 2 * ENT_DETER_ENDS + 1, LAMBDA = 2 * ENT_DETER_ENDS };

typedef struct dual {
    double v, g[N_INPUTS];
} dual;

static dual input(double v, size_t which)
{
    dual x = {.v = v};
    x.g[which] = 1.0;
    return x;
}

static dual subtract(dual a, dual b)
{
    a.v -= b.v;
    for (size_t k = 0; k < N_INPUTS; k++)
        a.g[k] -= b.g[k];
    return a;
}

static dual multiply(dual a, dual b)
{
    dual x = {.v = a.v * b.v};
    for (size_t k = 0; k < N_INPUTS; k++)
        x.g[k] = a.g[k] * b.v + a.v * b.g[k];
    return x;
}

static dual complement(dual a)
{
    a.v = 1.0 - a.v;
    for (size_t k = 0; k < N_INPUTS; k++)
        a.g[k] = -a.g[k];
    return a;
}

/* p a + (1 - p) b */
static dual mix(dual p, dual a, dual b)
{
    dual x = {.v = p.v * a.v + (1.0 - p.v) * b.v};
    for (size_t k = 0; k < N_INPUTS; k++)
        x.g[k] = p.g[k] * (a.v - b.v) + p.v * a.g[k] + (1.0 - p.v) * b.g[k];
    return x;
}

/* Chance of `a` over `b`: logistic(lambda (a - b)). */
static dual prefer(dual lambda, dual a, dual b)
{
    const dual z = multiply(lambda, subtract(a, b));
    dual x = {.v = ent_logistic(z.v)};
    const double slope = x.v * ent_logistic(-z.v);
    for (size_t k = 0; k < N_INPUTS; k++)
        x.g[k] = slope * z.g[k];
    return x;
}

static ent_sensitive report(dual x)
{
    ent_sensitive s = {.value = x.v, .by_lambda = x.g[LAMBDA]};
    for (size_t e = 0; e < ENT_DETER_ENDS; e++) {
        s.by_attacker[e] = x.g[e];
        s.by_defender[e] = x.g[ENT_DETER_ENDS + e];
    }
    return s;
}

static bool finite(double x)
{
    return __builtin_fabs(x) < __builtin_inf();
}

ent_status ent_deter_solve(const ent_deter_game *game, double lambda, ent_deter_result *result)
{
    dual a[ENT_DETER_ENDS], d[ENT_DETER_ENDS];
    for (size_t e = 0; e < ENT_DETER_ENDS; e++) {
        if (!finite(game->attacker[e]) || !finite(game->defender[e]))
            return ENT_E_ARG;
        a[e] = input(game->attacker[e], e);
        d[e] = input(game->defender[e], ENT_DETER_ENDS + e);
    }
    if (!(lambda >= 0.0) || !finite(lambda))
        return ENT_E_ARG;
    const dual l = input(lambda, LAMBDA);
    const dual fight = prefer(l, a[ENT_DETER_WAR], a[ENT_DETER_RETREAT]);
    const dual resisted_a = mix(fight, a[ENT_DETER_WAR], a[ENT_DETER_RETREAT]);
    const dual resisted_d = mix(fight, d[ENT_DETER_WAR], d[ENT_DETER_RETREAT]);
    const dual resist = prefer(l, resisted_d, d[ENT_DETER_CONCEDE]);
    const dual threatened = mix(resist, resisted_a, a[ENT_DETER_CONCEDE]);
    const dual threaten = prefer(l, threatened, a[ENT_DETER_STATUS_QUO]);
    const dual resisted = multiply(threaten, resist);
    result->threaten = report(threaten);
    result->resist = report(resist);
    result->fight = report(fight);
    result->outcome[ENT_DETER_STATUS_QUO] = report(complement(threaten));
    result->outcome[ENT_DETER_CONCEDE] = report(multiply(threaten, complement(resist)));
    result->outcome[ENT_DETER_RETREAT] = report(multiply(resisted, complement(fight)));
    result->outcome[ENT_DETER_WAR] = report(multiply(resisted, fight));
    return ENT_OK;
}

/* --- 2x2 games: H(x, y, lambda) = 0 with x, y the log odds of the first actions --- */

/* Advantage of the first action: f0 + f1 (other's chance of its first). */
typedef struct game_2x2 {
    double row0, row1, column0, column1;
} game_2x2;

typedef struct trace_point {
    double z[3]; /* x, y, lambda */
} trace_point;

typedef struct trace_system {
    double h[2];    /* x - lambda f(q), y - lambda g(p) */
    double j[2][3]; /* derivatives */
} trace_system;

static trace_system evaluate(const game_2x2 *g, const trace_point *at)
{
    const double p = ent_logistic(at->z[0]), q = ent_logistic(at->z[1]), l = at->z[2];
    const double dp = p * ent_logistic(-at->z[0]), dq = q * ent_logistic(-at->z[1]);
    const double f = g->row0 + g->row1 * q, k = g->column0 + g->column1 * p;
    return (trace_system){{at->z[0] - l * f, at->z[1] - l * k},
                          {{1.0, -l * g->row1 * dq, -f}, {-l * g->column1 * dp, 1.0, -k}}};
}

/* Unit tangent of the curve, turned to go on as `previous` went. */
static void tangent(const trace_system *s, const double previous[3], double t[3])
{
    const double *a = s->j[0], *b = s->j[1];
    t[0] = a[1] * b[2] - a[2] * b[1];
    t[1] = a[2] * b[0] - a[0] * b[2];
    t[2] = a[0] * b[1] - a[1] * b[0];
    const double norm = __builtin_sqrt(t[0] * t[0] + t[1] * t[1] + t[2] * t[2]);
    const double dot = t[0] * previous[0] + t[1] * previous[1] + t[2] * previous[2];
    for (size_t k = 0; k < 3; k++)
        t[k] = norm > 1e-12 ? t[k] * (dot < 0.0 ? -1.0 : 1.0) / norm : previous[k];
}

/* Newton onto the curve, orthogonal to `t`; false when it does not settle. */
static bool correct(const game_2x2 *g, const double t[3], trace_point *at)
{
    for (int step = 0; step < 30; step++) {
        const trace_system s = evaluate(g, at);
        const double *a = s.j[0], *b = s.j[1];
        const double det = a[0] * (b[1] * t[2] - b[2] * t[1]) - a[1] * (b[0] * t[2] - b[2] * t[0]) +
                           a[2] * (b[0] * t[1] - b[1] * t[0]);
        if (!(__builtin_fabs(det) > 1e-14))
            return false;
        /* Cramer's rule with right side (-h0, -h1, 0). */
        const double r0 = -s.h[0], r1 = -s.h[1];
        const double d[3] = {
            (r0 * (b[1] * t[2] - b[2] * t[1]) - r1 * (a[1] * t[2] - a[2] * t[1])) / det,
            (r1 * (a[0] * t[2] - a[2] * t[0]) - r0 * (b[0] * t[2] - b[2] * t[0])) / det,
            (r0 * (b[0] * t[1] - b[1] * t[0]) - r1 * (a[0] * t[1] - a[1] * t[0])) / det};
        double size = 0.0;
        for (size_t k = 0; k < 3; k++) {
            at->z[k] += d[k];
            size += __builtin_fabs(d[k]);
        }
        if (!(size < 1e6))
            return false;
        if (size < 1e-13 * (1.0 + __builtin_fabs(at->z[0]) + __builtin_fabs(at->z[1])))
            return true;
    }
    return false;
}

/* Steps that move a chance by more could land on another branch. */
static bool near(const trace_point *a, const trace_point *b)
{
    const double p = ent_logistic(a->z[0]) - ent_logistic(b->z[0]);
    const double q = ent_logistic(a->z[1]) - ent_logistic(b->z[1]);
    return __builtin_fabs(p) < 0.05 && __builtin_fabs(q) < 0.05;
}

/* Follow the branch to the first point with lambda = goal; the last good point otherwise. */
static bool follow(const game_2x2 *g, double goal, trace_point *at)
{
    double t[3] = {0.0, 0.0, 1.0}, step = 0.05;
    const double at_goal[3] = {0.0, 0.0, 1.0};
    for (int count = 0; count < 200000; count++) {
        const trace_system s = evaluate(g, at);
        double next_t[3];
        tangent(&s, t, next_t);
        trace_point next;
        for (size_t k = 0; k < 3; k++)
            next.z[k] = at->z[k] + step * next_t[k];
        if (next_t[2] > 0.0 && next.z[2] >= goal) {
            const double cut = (goal - at->z[2]) / next_t[2];
            for (size_t k = 0; k < 3; k++)
                next.z[k] = at->z[k] + cut * next_t[k];
            next.z[2] = goal;
            if (correct(g, at_goal, &next) && near(at, &next)) {
                *at = next;
                return true;
            }
        } else if (correct(g, next_t, &next) && near(at, &next)) {
            *at = next;
            for (size_t k = 0; k < 3; k++)
                t[k] = next_t[k];
            step *= 1.3;
            continue;
        }
        step *= 0.5;
        if (step < 1e-10)
            return false;
    }
    return false;
}

static double regret(double advantage, double chance)
{
    return advantage > 0.0 ? advantage * (1.0 - chance) : -advantage * chance;
}

static double largest_gap(const double row[4], const double column[4])
{
    double range = 0.0;
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++) {
            range = ent_max(range, row[i] - row[k]);
            range = ent_max(range, column[i] - column[k]);
        }
    return range;
}

ent_status ent_qre_2x2(const double row[4], const double column[4], double lambda,
                       ent_qre_2x2_result *result)
{
    for (size_t k = 0; k < 4; k++)
        if (!finite(row[k]) || !finite(column[k]))
            return ENT_E_ARG;
    if (!(lambda >= 0.0) || !finite(lambda))
        return ENT_E_ARG;
    /* Payoffs in units of their range: the stopping rules do not depend on the currency. */
    const double range = largest_gap(row, column), unit = range > 0.0 ? range : 1.0;
    const game_2x2 g = {(row[1] - row[3]) / unit, (row[0] - row[2] - row[1] + row[3]) / unit,
                        (column[2] - column[3]) / unit,
                        (column[0] - column[1] - column[2] + column[3]) / unit};
    trace_point at = {{0.0, 0.0, 0.0}};
    const bool reached = lambda == 0.0 || follow(&g, lambda * unit, &at);
    const double p = ent_logistic(at.z[0]), q = ent_logistic(at.z[1]);
    const double regret_row = unit * regret(g.row0 + g.row1 * q, p);
    const double regret_column = unit * regret(g.column0 + g.column1 * p, q);
    const double worst = ent_max(regret_row, regret_column);
    *result = (ent_qre_2x2_result){
        .p_row = p,
        .q_column = q,
        .lambda = reached ? lambda : at.z[2] / unit,
        .regret_row = regret_row,
        .regret_column = regret_column,
        .max_regret = worst,
        .tolerance = 1e-6 * unit,
        .nash = reached && worst <= 1e-6 * unit,
        .reached = reached,
    };
    return ENT_OK;
}
