#include "entente/deterrence_forms.h"

#include "entente/draw.h"
#include "entente/fmath.h"
#include "entente/sort.h"

double ent_attack_gain(const ent_challenge *c, double q)
{
    const double alone = c->chance_alone * c->prize - c->cost_alone;
    const double met = c->chance_met * c->prize - c->cost_met;
    return (1.0 - q) * alone + q * met - c->status_quo;
}

double ent_critical_credibility(const ent_challenge *c)
{
    const double alone = ent_attack_gain(c, 0.0), met = ent_attack_gain(c, 1.0);
    if (alone <= 0.0)
        return 0.0;
    return met >= 0.0 ? 1.0 : alone / (alone - met);
}

double ent_perfect_deterrence(double win, double compromise, double conflict)
{
    return ent_clip((win - compromise) / (win - conflict), 0.0, 1.0);
}

ent_attack ent_quantal_attack(double lambda, const ent_deterrence_game *g)
{
    ent_attack a;
    a.intervenes = ent_logistic(lambda * (g->defender_in - g->defender_out));
    a.expected = a.intervenes * g->challenger_in + (1.0 - a.intervenes) * g->challenger_out;
    a.attacks = ent_logistic(lambda * (a.expected - g->challenger_quo));
    return a;
}

ent_attack ent_probit_attack(double sigma, const ent_deterrence_game *g)
{
    const double spread = sigma * __builtin_sqrt(2.0);
    ent_attack a;
    a.intervenes = ent_normal_cdf((g->defender_in - g->defender_out) / spread);
    a.expected = a.intervenes * g->challenger_in + (1.0 - a.intervenes) * g->challenger_out;
    a.attacks = ent_normal_cdf((a.expected - g->challenger_quo) / spread);
    return a;
}

double ent_contest_ratio(double x, double y, double m)
{
    /* By the logarithm of the ratio, so that neither power overflows. */
    return ent_logistic(m * (ent_log(x) - ent_log(y)));
}

double ent_contest_difference(double x, double y, double k)
{
    return ent_logistic(k * (x - y));
}

double ent_average_ratio(double attacker, double defender, size_t n, const double *reinforcement,
                         const double *arrival, double horizon, ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    uint32_t *order = ent_arena_array(scratch, uint32_t, n + 1);
    uint32_t *spare = ent_arena_array(scratch, uint32_t, n + 1);
    double sum = ENT_MISSING;
    if (order && spare && horizon > 0.0 && defender > 0.0) {
        ent_sort_order(n, arrival, order, spare);
        double now = 0.0;
        sum = 0.0;
        for (size_t k = 0; k < n; k++) {
            const double then = ent_clip(arrival[order[k]], now, horizon);
            sum += attacker / defender * (then - now);
            defender += reinforcement[order[k]];
            now = then;
        }
        sum = (sum + attacker / defender * (horizon - now)) / horizon;
    }
    ent_arena_rewind(scratch, mark);
    return sum;
}

double ent_at_least_one(size_t n, const double *chance)
{
    double none = 1.0;
    for (size_t i = 0; i < n; i++)
        none *= 1.0 - chance[i];
    return 1.0 - none;
}

ent_rate ent_jeffreys_rate(double events, double years)
{
    const ent_prior posterior = {ENT_PRIOR_BETA, 2, {events + 0.5, years - events + 0.5}};
    return (ent_rate){(events + 0.5) / (years + 1.0), ent_draw_quantile(&posterior, 0.95)};
}
