#include "bargain/smp_state.h"

/* Two positions nearer than this are one option when the outcome is elected. */
static const double same_position = 1e-3;

static bool within(double x, double low, double high)
{
    return x >= low && x <= high;
}

static ent_status check_table(const ent_actors *a, const ent_smp_options *o)
{
    double power = 0.0;
    if (a->n < 1 || a->n > ENT_ACTORS_MAX || a->n_issues < 1 || a->n_issues > ENT_ISSUES_MAX ||
        o->max_turns > ENT_SMP_TURNS_MAX)
        return ENT_E_ARG;
    for (size_t i = 0; i < a->n; i++) {
        double total = 0.0;
        if (!within(a->capability[i], 0.0, 1e300))
            return ENT_E_ARG;
        power += a->capability[i];
        for (size_t d = 0; d < a->n_issues; d++) {
            const size_t k = i * a->n_issues + d;
            if (!within(a->position[k], 0.0, 100.0) || !within(a->salience[k], 0.0, 100.0))
                return ENT_E_ARG;
            total += a->salience[k];
        }
        if (total > 100.0 + 1e-6)
            return ENT_E_ARG;
    }
    return power > 0.0 ? ENT_OK : ENT_E_ARG;
}

ent_status smp_state_init(const ent_actors *actors, const ent_smp_options *options,
                          ent_smp_state *s, ent_arena *arena)
{
    ENT_TRY(check_table(actors, options));
    const size_t n = actors->n, nd = n * actors->n_issues;
    *s = (ent_smp_state){.n = n, .n_issues = actors->n_issues, .options = *options};
    double *capability = ent_arena_array(arena, double, n);
    double **const rows[] = {&s->resist, &s->weight, &s->risk, &s->own, &s->votes};
    double **const tables[] = {&s->position, &s->ideal, &s->salience};
    double **const squares[] = {&s->distance, &s->truth, &s->seen};
    bool whole = capability != NULL;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++)
        whole &= (*rows[k] = ent_arena_array(arena, double, n)) != NULL;
    for (size_t k = 0; k < sizeof tables / sizeof tables[0]; k++)
        whole &= (*tables[k] = ent_arena_array(arena, double, nd)) != NULL;
    for (size_t k = 0; k < sizeof squares / sizeof squares[0]; k++)
        whole &= (*squares[k] = ent_arena_array(arena, double, n *n)) != NULL;
    if (!whole)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        capability[i] = actors->capability[i];
        for (size_t d = 0; d < s->n_issues; d++) {
            const size_t k = i * s->n_issues + d;
            s->position[k] = s->ideal[k] = actors->position[k] / 100.0;
            s->salience[k] = actors->salience[k] / 100.0;
            s->resist[i] += s->salience[k];
        }
        s->weight[i] = capability[i] * s->resist[i];
    }
    s->capability = capability;
    return ENT_OK;
}

double smp_distance(const ent_smp_state *s, size_t a, const double *point)
{
    const double *ideal = s->ideal + a * s->n_issues, *salience = s->salience + a * s->n_issues;
    double sum = 0.0, norm = 0.0;
    for (size_t d = 0; d < s->n_issues; d++) {
        const double off = salience[d] * (ideal[d] - point[d]);
        sum += off * off;
        norm += salience[d] * salience[d];
    }
    /* Who cares about nothing is equally near to everything. */
    return norm > 0.0 ? __builtin_sqrt(sum / norm) : 0.0;
}

static double attitude(ent_range_rule rule, double p, double least, double most)
{
    const double spread = most - least;
    if (!(spread > 0.0))
        return 0.0;
    if (rule == ENT_RANGE_MIN)
        return (p - least) / spread;
    if (rule == ENT_RANGE_MAX)
        return (2.0 * p - (most + least)) / spread;
    return (3.0 * p - (most + 2.0 * least)) / (2.0 * spread);
}

/* Those whose position is likely to win can afford to be averse to risk. */
static ent_status find_risk(ent_smp_state *s, ent_arena *scratch)
{
    const ent_election e = {s->options.vote, s->options.victory, s->options.election};
    double *neutral = ent_arena_array(scratch, double, s->n * s->n);
    double *chance = ent_arena_array(scratch, double, s->n);
    if (!neutral || !chance)
        return ENT_E_NOMEM;
    for (size_t k = 0; k < s->n * s->n; k++)
        neutral[k] = 1.0 - s->distance[k];
    ENT_TRY(ent_elect(&e, s->n, s->n, s->capability, neutral, chance, scratch));
    double least = chance[0], most = chance[0];
    for (size_t i = 1; i < s->n; i++) {
        least = chance[i] < least ? chance[i] : least;
        most = chance[i] > most ? chance[i] : most;
    }
    for (size_t i = 0; i < s->n; i++)
        s->risk[i] = attitude(s->options.range, chance[i], least, most);
    return ENT_OK;
}

ent_status smp_state_assess(ent_smp_state *s, ent_arena *scratch)
{
    for (size_t j = 0; j < s->n; j++)
        for (size_t i = 0; i < s->n; i++)
            s->distance[j * s->n + i] = smp_distance(s, i, s->position + j * s->n_issues);
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = find_risk(s, scratch);
    ent_arena_rewind(scratch, mark);
    for (size_t j = 0; j < s->n; j++)
        for (size_t i = 0; i < s->n; i++)
            s->truth[j * s->n + i] = smp_curve(s->distance[j * s->n + i], s->risk[i]);
    s->observer = ENT_SMP_NOBODY;
    return status;
}

void smp_observe(ent_smp_state *s, size_t h)
{
    static const double shares[] = {0.0, 1.0 / 3.0, 0.5, 2.0 / 3.0, 1.0};
    const double share = shares[s->options.adjust];
    const size_t n = s->n;
    for (size_t i = 0; i < n; i++)
        s->votes[i] = (1.0 - share) * s->risk[h] + share * s->risk[i];
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n; i++)
            s->seen[j * n + i] = smp_curve(s->distance[j * n + i], s->votes[i]);
    for (size_t i = 0; i < n; i++)
        s->own[i] = s->seen[i * n + i];
    s->observer = h;
}

/* Actors at one place share an option, listed at the first of them. */
static size_t distinct_positions(const ent_smp_state *s, size_t *first)
{
    size_t m = 0;
    for (size_t i = 0; i < s->n; i++) {
        bool known = false;
        for (size_t k = 0; k < m && !known; k++) {
            double sum = 0.0;
            for (size_t d = 0; d < s->n_issues; d++) {
                const double off =
                    s->position[i * s->n_issues + d] - s->position[first[k] * s->n_issues + d];
                sum += off * off;
            }
            known = __builtin_sqrt(sum) < same_position;
        }
        if (!known)
            first[m++] = i;
    }
    return m;
}

ent_status smp_elect_positions(const ent_smp_state *s, double *chance, double *mean,
                               ent_arena *scratch)
{
    const ent_election e = {s->options.vote, s->options.victory, s->options.election};
    size_t *first = ent_arena_array(scratch, size_t, s->n);
    double *utility = ent_arena_array(scratch, double, s->n * s->n);
    double *by_option = ent_arena_array(scratch, double, s->n);
    if (!first || !utility || !by_option)
        return ENT_E_NOMEM;
    const size_t m = distinct_positions(s, first);
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < s->n; i++)
            utility[k * s->n + i] = s->truth[first[k] * s->n + i];
    ENT_TRY(ent_elect(&e, s->n, m, s->capability, utility, by_option, scratch));
    for (size_t i = 0; i < s->n; i++)
        chance[i] = 0.0;
    for (size_t d = 0; d < s->n_issues; d++)
        mean[d] = 0.0;
    for (size_t k = 0; k < m; k++) {
        chance[first[k]] = by_option[k];
        for (size_t d = 0; d < s->n_issues; d++)
            mean[d] += by_option[k] * s->position[first[k] * s->n_issues + d];
    }
    return ENT_OK;
}
