#include "bargain/election.h"
#include "bargain/smp_state.h"

/* A challenge is worth making from here on. */
static const double least_gain = 1e-5;

/* What third party t adds, positive to the initiator's side. The value of joining a side is
 * p E1 + q E2 against p E3 + q E4, with p the initiator's chance as t reckons it. */
typedef struct join_terms {
    double win_i, lose_i, win_j, lose_j; /* E1 to E4 */
} join_terms;

static inline join_terms terms_of(ent_commit_rule rule, double ui, double uj, double ut)
{
    if (rule == ENT_COMMIT_FULL)
        return (join_terms){3.0 * ui, 3.0 * uj, 3.0 * ui, 3.0 * uj};
    if (rule == ENT_COMMIT_SEMI)
        return (join_terms){2.0 * ui + ut, 3.0 * uj, 3.0 * ui, 2.0 * uj + ut};
    return (join_terms){2.0 * ui + ut, 2.0 * uj + ut, 2.0 * ui + ut, 2.0 * uj + ut};
}

typedef struct duel {
    double for_i, for_j; /* the principals' own votes, with 1e-10 each */
} duel;

/* The two values, in votes' direction. Where the terms do not depend on the side joined they
 * cancel and nobody would ever join; the fixed form then lets t's own weight count for the
 * side it joins, so that joining matters. */
static inline double joining(const ent_smp_options *o, double weight, double ui, double uj,
                             double ut, duel d)
{
    const double v0 = smp_vote(o->vote, weight, ui, uj);
    const double up = v0 > 0.0 ? v0 : 0.0, down = v0 < 0.0 ? -v0 : 0.0;
    const double a = d.for_i + up, b = d.for_j + down;
    const join_terms e = terms_of(o->commit, ui, uj, ut);
    if (o->compat || o->commit == ENT_COMMIT_SEMI) {
        const double p = a / (a + b), q = 1.0 - p;
        return smp_vote(o->vote, weight, p * e.win_i + q * e.lose_i, p * e.win_j + q * e.lose_j);
    }
    const double own = up + down, all = d.for_i + d.for_j + own;
    const double p = (d.for_i + own) / all, r = d.for_i / all;
    return smp_vote(o->vote, weight, p * e.win_i + (1.0 - p) * e.lose_i,
                    r * e.win_j + (1.0 - r) * e.lose_j);
}

/* The default rules in one loop that vectorises; the same operations in the same order. */
static void join_row_default(const ent_smp_state *s, const double *restrict ui,
                             const double *restrict uj, duel d, double *restrict votes)
{
    const double *restrict weight = s->weight, *restrict own = s->own;
    for (size_t t = 0; t < s->n; t++) {
        const double v0 = weight[t] * (ui[t] - uj[t]);
        const double a = d.for_i + (v0 > 0.0 ? v0 : 0.0), b = d.for_j + (v0 < 0.0 ? -v0 : 0.0);
        const double p = a / (a + b), q = 1.0 - p;
        const double i_side = p * (2.0 * ui[t] + own[t]) + q * (3.0 * uj[t]);
        const double j_side = p * (3.0 * ui[t]) + q * (2.0 * uj[t] + own[t]);
        votes[t] = weight[t] * (i_side - j_side);
    }
}

double smp_contest(const ent_smp_state *s, size_t i, size_t j)
{
    const size_t n = s->n;
    const double *ui = s->seen + i * n, *uj = s->seen + j * n;
    const ent_smp_options *o = &s->options;
    duel d = {1e-10, 1e-10};
    const double vi = smp_vote(o->vote, s->weight[i], ui[i], uj[i]);
    const double vj = smp_vote(o->vote, s->weight[j], ui[j], uj[j]);
    *(vi > 0.0 ? &d.for_i : &d.for_j) += __builtin_fabs(vi);
    *(vj > 0.0 ? &d.for_i : &d.for_j) += __builtin_fabs(vj);
    if (o->vote == ENT_VOTE_PROPORTIONAL && o->commit == ENT_COMMIT_SEMI)
        join_row_default(s, ui, uj, d, s->votes);
    else
        for (size_t t = 0; t < n; t++)
            s->votes[t] = joining(o, s->weight[t], ui[t], uj[t], s->own[t], d);
    s->votes[i] = s->votes[j] = 0.0;
    double a = d.for_i, b = d.for_j;
    smp_add_sides(n, s->votes, &a, &b);
    return a / (a + b);
}

double smp_gain(const ent_smp_state *s, size_t k, size_t i, size_t j, double chance)
{
    const double ui = s->seen[i * s->n + k], uj = s->seen[j * s->n + k];
    const double win = 2.0 * ui, lose = 2.0 * uj, resist = s->resist[j];
    const double challenge = (1.0 - resist) * win + resist * (chance * win + (1.0 - chance) * lose);
    return challenge - (ui + uj);
}

static void observe(ent_smp_state *s, size_t h)
{
    if (s->observer != h)
        smp_observe(s, h);
}

double ent_smp_risk(const ent_smp_state *s, size_t i)
{
    return s->risk[i];
}

double ent_smp_utility(ent_smp_state *s, size_t h, size_t i, size_t j)
{
    observe(s, h);
    return s->seen[j * s->n + i];
}

double ent_smp_chance(ent_smp_state *s, size_t h, size_t i, size_t j)
{
    observe(s, h);
    return smp_contest(s, i, j);
}

double ent_smp_gain(ent_smp_state *s, size_t h, size_t k, size_t i, size_t j)
{
    observe(s, h);
    return smp_gain(s, k, i, j, smp_contest(s, i, j));
}

size_t ent_smp_target(ent_smp_state *s, size_t i, double *gain, double *chance)
{
    size_t best = ENT_SMP_NOBODY;
    double most = least_gain, at = 0.0;
    observe(s, i);
    for (size_t j = 0; j < s->n; j++) {
        if (j == i)
            continue;
        const double p = smp_contest(s, i, j), g = smp_gain(s, i, i, j, p);
        if (g > most) {
            best = j;
            most = g;
            at = p;
        }
    }
    if (gain)
        *gain = best == ENT_SMP_NOBODY ? 0.0 : most;
    if (chance)
        *chance = at;
    return best;
}
