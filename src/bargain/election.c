#include "bargain/election.h"

#include "entente/bargain_smp.h"

static double clip_one(double x)
{
    return x < -1.0 ? -1.0 : x > 1.0 ? 1.0 : x;
}

double smp_vote(ent_vote_rule rule, double weight, double a, double b)
{
    const double d = a - b;
    switch (rule) {
    case ENT_VOTE_BINARY:
        return weight * clip_one(d / 1e-8);
    case ENT_VOTE_PROPBIN:
        return weight * (0.8 * d + 0.2 * clip_one(d / 1e-8));
    case ENT_VOTE_CUBIC:
        return weight * (d * d * d);
    case ENT_VOTE_PROPCUBIC:
        return weight * (0.5 * d + 0.5 * (d * d * d));
    case ENT_VOTE_ASYMMETRIC:
        return d < 0.0 ? weight * d : 2.0 * weight * d / 3.0;
    case ENT_VOTE_PROPORTIONAL:
        break;
    }
    return weight * d;
}

/* The rule is settled outside the loop, so that each loop vectorises. */
void smp_vote_row(ent_vote_rule rule, size_t n, const double *restrict weight,
                  const double *restrict a, const double *restrict b, double *restrict votes)
{
    if (rule == ENT_VOTE_PROPORTIONAL)
        for (size_t k = 0; k < n; k++)
            votes[k] = weight[k] * (a[k] - b[k]);
    else
        for (size_t k = 0; k < n; k++)
            votes[k] = smp_vote(rule, weight[k], a[k], b[k]);
}

void smp_add_sides(size_t n, const double *votes, double *positive, double *negative)
{
    double up = *positive, down = *negative;
    for (size_t k = 0; k < n; k++) {
        up += votes[k] > 0.0 ? votes[k] : 0.0;
        down -= votes[k] < 0.0 ? votes[k] : 0.0;
    }
    *positive = up;
    *negative = down;
}

static double power_of(ent_victory_rule rule, double s)
{
    const double s2 = s * s, s4 = s2 * s2;
    return rule == ENT_VICTORY_SQUARE ? s2 : rule == ENT_VICTORY_QUARTIC ? s4 : s4 * s4;
}

/* Chance that strength s1 beats s2, and its counterpart. */
static void victory(ent_victory_rule rule, double s1, double s2, double *p1, double *p2)
{
    double x1 = s1, x2 = s2;
    if (rule == ENT_VICTORY_BINARY) {
        const double r = s1 / (s1 + s2), p = (2.1 * r - 1.0) / 0.1;
        x1 = s1 >= 1.1 * s2 ? 1.0 : s2 >= 1.1 * s1 ? 1e-6 : p;
        x2 = s1 >= 1.1 * s2 ? 1e-6 : s2 >= 1.1 * s1 ? 1.0 : 1.0 - p;
    } else if (rule != ENT_VICTORY_LINEAR) {
        x1 = power_of(rule, s1);
        x2 = power_of(rule, s2);
    }
    *p1 = x1 / (x1 + x2);
    *p2 = x2 / (x1 + x2);
}

typedef struct contest {
    size_t m;
    double *strength; /* [o][p] of those who prefer o to p */
    double *win;      /* [o][p] */
    double *chance;
} contest;

static ent_status fill_contest(const ent_election *e, size_t n_voters, const double *weight,
                               const double *utility, contest *c, ent_arena *scratch)
{
    double *votes = ent_arena_array(scratch, double, n_voters);
    if (!votes)
        return ENT_E_NOMEM;
    for (size_t o = 0; o < c->m; o++) {
        c->strength[o * c->m + o] = 1e-8;
        c->win[o * c->m + o] = 0.5;
        for (size_t p = 0; p < o; p++) {
            double up = 1e-8, down = 1e-8, win, lose;
            smp_vote_row(e->vote, n_voters, weight, utility + o * n_voters, utility + p * n_voters,
                         votes);
            smp_add_sides(n_voters, votes, &up, &down);
            victory(e->victory, up, down, &win, &lose);
            c->strength[o * c->m + p] = up;
            c->strength[p * c->m + o] = down;
            c->win[o * c->m + p] = win;
            c->win[p * c->m + o] = lose;
        }
    }
    return ENT_OK;
}

/* Product of an option's chances, with powers of two kept aside so that many rivals do not
 * underflow; the scaling is exact. */
static ent_status elect_conditional(contest *c, ent_arena *scratch)
{
    int *scale = ent_arena_array(scratch, int, c->m);
    if (!scale)
        return ENT_E_NOMEM;
    int least = 1 << 30;
    for (size_t o = 0; o < c->m; o++) {
        double q = 1.0;
        for (size_t p = 0; p < c->m; p++) {
            q *= c->win[o * c->m + p];
            for (; q < 0x1p-400 && q > 0.0; scale[o]++)
                q *= 0x1p400;
        }
        c->chance[o] = q;
        least = scale[o] < least ? scale[o] : least;
    }
    double sum = 0.0;
    for (size_t o = 0; o < c->m; o++) {
        for (; scale[o] > least && c->chance[o] > 0.0; scale[o]--)
            c->chance[o] *= 0x1p-400;
        sum += c->chance[o];
    }
    for (size_t o = 0; o < c->m; o++)
        c->chance[o] /= sum;
    return sum > 0.0 ? ENT_OK : ENT_E_DATA;
}

/* K[o][p]: chance that o is the one to challenge a leading p. */
static void challenge_chances(contest *c, double *k)
{
    const size_t m = c->m;
    for (size_t p = 0; p < m; p++) {
        double sum = 0.0;
        for (size_t o = 0; o < m; o++) {
            k[o * m + p] = c->strength[o * m + p] * c->win[o * m + p] + (o == p ? 1e-10 : 0.0);
            sum += k[o * m + p];
        }
        for (size_t o = 0; o < m; o++)
            k[o * m + p] /= sum;
    }
}

/* One round of the Markov election into q. */
static void markov_round(const contest *c, const double *k, double *q)
{
    const size_t m = c->m;
    for (size_t o = 0; o < m; o++) {
        double sum = 0.0;
        for (size_t p = 0; p < m; p++) {
            const double met = k ? c->chance[o] * k[p * m + o] + c->chance[p] * k[o * m + p]
                                 : (c->chance[o] + c->chance[p]) / (double)m;
            sum += c->win[o * m + p] * met;
        }
        q[o] = sum;
    }
}

static ent_status elect_markov(contest *c, bool incentive, ent_arena *scratch)
{
    const size_t m = c->m;
    double *q = ent_arena_array(scratch, double, m);
    double *k = incentive ? ent_arena_array(scratch, double, m *m) : NULL;
    if (!q || (incentive && !k))
        return ENT_E_NOMEM;
    if (incentive)
        challenge_chances(c, k);
    const double enough = incentive ? 1e-8 : 1e-6;
    const int most = incentive ? 10000 : 100000;
    for (size_t o = 0; o < m; o++)
        c->chance[o] = 1.0 / (double)m;
    for (int round = 0; round < most; round++) {
        markov_round(c, k, q);
        double change = 0.0, sum = 0.0;
        for (size_t o = 0; o < m; o++) {
            const double d = __builtin_fabs(q[o] - c->chance[o]);
            change = d > change ? d : change;
            c->chance[o] = 0.5 * (c->chance[o] + q[o]);
            sum += c->chance[o];
        }
        if (!(sum > 0.0)) /* strengths beyond the range of numbers */
            return ENT_E_DATA;
        if (change <= enough)
            return ENT_OK;
    }
    return ENT_E_DATA;
}

static ent_status run_election(const ent_election *e, size_t n_voters, const double *weight,
                               const double *utility, contest *c, ent_arena *scratch)
{
    c->strength = ent_arena_array(scratch, double, c->m * c->m);
    c->win = ent_arena_array(scratch, double, c->m * c->m);
    if (!c->strength || !c->win)
        return ENT_E_NOMEM;
    ENT_TRY(fill_contest(e, n_voters, weight, utility, c, scratch));
    if (e->rule == ENT_ELECTION_CONDITIONAL)
        return elect_conditional(c, scratch);
    return elect_markov(c, e->rule == ENT_ELECTION_INCENTIVE, scratch);
}

ent_status ent_elect(const ent_election *election, size_t n_voters, size_t n_options,
                     const double *weight, const double *utility, double *chance,
                     ent_arena *scratch)
{
    if (n_options == 0)
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    contest c = {.m = n_options, .chance = chance};
    const ent_status status = run_election(election, n_voters, weight, utility, &c, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}
