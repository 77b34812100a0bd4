#include "bargain/smp_state.h"

/* Weight that keeps a party of no salience or no chance from dividing by zero. */
static const double least_weight = 1e-6;

/* To the fourth decimal of the unit scale, halves up; values lie in [0, 1]. */
static double round_place(double x)
{
    const double scaled = 0.5 + 10000.0 * x;
    const double whole = (double)(long long)scaled;
    return (whole > scaled ? whole - 1.0 : whole) / 10000.0;
}

typedef struct place {
    double i, j;
} place;

/* Each gives way by salience and chance; the sliver goes to the one whose place it is. */
static place meet_by_power(double ti, double tj, double wi, double wj)
{
    return (place){
        round_place(((wi + least_weight) * ti + wj * tj) / (wi + least_weight + wj)),
        round_place((wi * ti + (wj + least_weight) * tj) / (wi + wj + least_weight)),
    };
}

/* The likely loser gives way, by how much the other cares. */
static place meet_by_margin(double ti, double tj, double si, double sj, double p)
{
    const double q = 1.0 - p;
    const double di = q > p ? q - p : 0.0, dj = p > q ? p - q : 0.0;
    const double fi = di * sj * sj / (di * sj * sj + least_weight + (1.0 - di) * si * si);
    const double fj = dj * si * si / (dj * si * si + least_weight + (1.0 - dj) * sj * sj);
    return (place){ti + fi * (tj - ti), tj + fj * (ti - tj)};
}

static place meet(const ent_smp_state *s, size_t i, size_t j, size_t d, double p)
{
    const size_t di = i * s->n_issues + d, dj = j * s->n_issues + d;
    const double ti = s->position[di], tj = s->position[dj];
    const double si = s->salience[di], sj = s->salience[dj], q = 1.0 - p;
    if (s->options.interpolate == ENT_INTERPOLATE_S2PMAX)
        return meet_by_margin(ti, tj, si, sj, p);
    if (s->options.interpolate == ENT_INTERPOLATE_S1P1)
        return meet_by_power(ti, tj, si * p, sj * q);
    return meet_by_power(ti, tj, (si * si) * (p * p), (sj * sj) * (q * q));
}

/* The receiver's view. The predecessor puts a gain where a probability belongs; so do we
 * when asked for its digits. */
static double receiver_chance(ent_smp_state *s, size_t i, size_t j)
{
    smp_observe(s, j);
    const double p = smp_contest(s, i, j);
    return s->options.compat ? smp_gain(s, i, i, j, p) : p;
}

static void fill(const ent_smp_state *s, double chance, const smp_bargain *b)
{
    for (size_t d = 0; d < s->n_issues; d++) {
        const place at = meet(s, b->initiator, b->receiver, d, chance);
        b->at_initiator[d] = at.i;
        b->at_receiver[d] = at.j;
    }
}

/* Average of the two bargains by each party's power; the predecessor uses the initiator's
 * capability twice. */
static void blend(const ent_smp_state *s, const smp_bargain *into, const smp_bargain *other)
{
    const size_t i = into->initiator, j = into->receiver;
    const double c = s->options.compat ? s->capability[i] : s->capability[j];
    const double wi = s->capability[i] * s->resist[i], wj = c * s->resist[j], sum = wi + wj;
    for (size_t d = 0; d < s->n_issues && sum > 0.0; d++) {
        into->at_initiator[d] = (wi * into->at_initiator[d] + wj * other->at_initiator[d]) / sum;
        into->at_receiver[d] = (wi * into->at_receiver[d] + wj * other->at_receiver[d]) / sum;
    }
}

size_t smp_make_bargains(ent_smp_state *s, size_t i, size_t j, double chance, smp_bargain out[2])
{
    for (size_t k = 0; k < 2; k++) {
        out[k].initiator = i;
        out[k].receiver = j;
    }
    fill(s, chance, &out[0]);
    if (s->options.offer == ENT_OFFER_INITIATOR)
        return 1;
    fill(s, receiver_chance(s, i, j), &out[1]);
    if (s->options.offer == ENT_OFFER_BOTH)
        return 2;
    blend(s, &out[0], &out[1]);
    return 1;
}

void ent_smp_offer(ent_smp_state *s, size_t i, size_t j, size_t issue, double first[2],
                   double second[2])
{
    double a[4][ENT_ISSUES_MAX] = {{0.0}};
    smp_bargain b[2] = {{.at_initiator = a[0], .at_receiver = a[1]},
                        {.at_initiator = a[2], .at_receiver = a[3]}};
    const size_t count = smp_make_bargains(s, i, j, ent_smp_chance(s, i, i, j), b);
    first[0] = 100.0 * a[0][issue];
    first[1] = 100.0 * a[1][issue];
    second[0] = count == 2 ? 100.0 * a[2][issue] : ENT_MISSING;
    second[1] = count == 2 ? 100.0 * a[3][issue] : ENT_MISSING;
}
