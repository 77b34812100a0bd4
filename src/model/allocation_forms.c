#include "entente/allocation_forms.h"

#include <stdbool.h>

#include "entente/fmath.h"

static bool all_positive(size_t n, const double *a, const double *b)
{
    for (size_t i = 0; i < n; i++)
        if (!(a[i] > 0.0 && b[i] > 0.0))
            return false;
    return true;
}

static double largest(size_t n, const double *x)
{
    double top = -__builtin_inf();
    for (size_t i = 0; i < n; i++)
        top = ent_max(x[i], top);
    return top;
}

/*
 * Both forms equalise the loss z on a defended set. With a set that is too large z comes out too
 * low, so every site whose loss lies below it can be dropped at once; at most n rounds.
 */
ent_status ent_minmax_exponential(size_t n, const double *loss, const double *decay, double forces,
                                  double *part, double *worst)
{
    if (!n || !all_positive(n, loss, decay) || !(forces >= 0.0))
        return ENT_E_ARG;
    double log_z = -__builtin_inf();
    for (size_t round = 0; round < n; round++) {
        double sum = 0.0, weight = 0.0;
        for (size_t i = 0; i < n; i++) {
            const double height = ent_log(loss[i]);
            sum += height > log_z ? height / decay[i] : 0.0;
            weight += height > log_z ? 1.0 / decay[i] : 0.0;
        }
        if (weight > 0.0)
            log_z = ent_max(log_z, (sum - forces) / weight);
    }
    *worst = 0.0;
    for (size_t i = 0; i < n; i++) {
        part[i] = ent_max(0.0, (ent_log(loss[i]) - log_z) / decay[i]);
        *worst = ent_max(*worst, loss[i] * ent_exp(-decay[i] * part[i]));
    }
    return ENT_OK;
}

/* Coverage that brings target i down to the attacker's value z. */
static double cover(const ent_security_payoff *p, size_t i, double z)
{
    const double high = p->attacker_uncovered[i], low = p->attacker_covered[i];
    return high > z ? (high - z) / (high - low) : 0.0;
}

static bool affordable(size_t n, const ent_security_payoff *p, double resources, double z)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double c = cover(p, i, z);
        if (c > 1.0)
            return false;
        sum += c;
    }
    return sum <= resources;
}

/* Among the targets that give the attacker the most, the one best for the defender. */
static ent_security_value attack(size_t n, const ent_security_payoff *p, const double *coverage)
{
    ent_security_value v = {-__builtin_inf(), -__builtin_inf(), 0};
    double scale = 1.0;
    for (size_t i = 0; i < n; i++) {
        const double c = coverage[i];
        const double gain = c * p->attacker_covered[i] + (1.0 - c) * p->attacker_uncovered[i];
        v.attacker = ent_max(gain, v.attacker);
        scale = ent_max(scale, p->attacker_uncovered[i] - p->attacker_covered[i]);
    }
    for (size_t i = 0; i < n; i++) {
        const double c = coverage[i];
        const double gain = c * p->attacker_covered[i] + (1.0 - c) * p->attacker_uncovered[i];
        const double kept = c * p->defender_covered[i] + (1.0 - c) * p->defender_uncovered[i];
        if (gain >= v.attacker - 1e-9 * scale && kept > v.defender) {
            v.defender = kept;
            v.target = i;
        }
    }
    return v;
}

ent_status ent_security_game(size_t n, const ent_security_payoff *payoff, double resources,
                             double *coverage, ent_security_value *value)
{
    if (!n || !(resources >= 0.0))
        return ENT_E_ARG;
    for (size_t i = 0; i < n; i++)
        if (!(payoff->attacker_uncovered[i] > payoff->attacker_covered[i]))
            return ENT_E_ARG;
    double high = largest(n, payoff->attacker_uncovered), low = payoff->attacker_covered[0];
    for (size_t i = 1; i < n; i++)
        low = ent_min(low, payoff->attacker_covered[i]);
    for (int step = 0; step < 200; step++) {
        const double middle = 0.5 * (low + high);
        if (affordable(n, payoff, resources, middle))
            high = middle;
        else
            low = middle;
    }
    for (size_t i = 0; i < n; i++)
        coverage[i] = cover(payoff, i, high);
    *value = attack(n, payoff, coverage);
    return ENT_OK;
}
