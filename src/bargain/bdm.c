#include "entente/bargain_bdm.h"

#include "entente/fmath.h"

ent_bdm_options ent_bdm_defaults(void)
{
    return (ent_bdm_options){ENT_BDM_PAIR, ENT_BDM_SMALLEST_MOVE, 1.0, true, true, 25};
}

ent_bdm_options ent_bdm_public_code(void)
{
    return (ent_bdm_options){ENT_BDM_ALL_PAIRS, ENT_BDM_LOWEST_MEAN, 1.0, false, true, 25};
}

/* One round's state. */
typedef struct group {
    size_t n;
    ent_bdm_options options;
    const double *capability, *salience, *x;
    double range;     /* of the positions at the start */
    double *exponent; /* [n] r, above 1 averse */
    double *chance;   /* [i][j] */
    double *eu;       /* [i][j] of i challenging j, as the challenger or the target sees it */
    double *eu_other;
    double median;
} group;

static double power(double x, double r)
{
    if (r == 1.0)
        return x;
    return x > 0.0 ? ent_pow(x, r) : 0.0;
}

static double distance(const group *g, double a, double b)
{
    return __builtin_fabs(a - b) / g->range;
}

/* Vote of k between places a and b: positive for a. */
static double vote(const group *g, size_t k, double a, double b, double r)
{
    return g->capability[k] * g->salience[k] *
           (power(distance(g, g->x[k], b), r) - power(distance(g, g->x[k], a), r));
}

/* The position that no other beats; the one with the best worst margin when votes go round. */
static double find_median(const group *g)
{
    double best = g->x[0], best_margin = -__builtin_inf();
    for (size_t i = 0; i < g->n; i++) {
        double worst = __builtin_inf();
        for (size_t j = 0; j < g->n; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < g->n; k++)
                sum += vote(g, k, g->x[i], g->x[j], 1.0);
            worst = sum < worst && g->x[j] != g->x[i] ? sum : worst;
        }
        if (worst > best_margin) {
            best = g->x[i];
            best_margin = worst;
        }
    }
    return best;
}

static void find_chances(const group *g)
{
    const size_t n = g->n;
    double all = 0.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double up = 0.0, sides = 0.0;
            for (size_t k = 0; k < n; k++) {
                const double v = vote(g, k, g->x[i], g->x[j], g->exponent[k]);
                up += v > 0.0 ? v : 0.0;
                sides += __builtin_fabs(v);
            }
            all += i != j ? sides : 0.0;
            const bool pair = g->options.probability == ENT_BDM_PAIR;
            g->chance[i * n + j] = !pair ? up : sides > 0.0 ? up / sides : 0.0;
        }
    if (g->options.probability == ENT_BDM_ALL_PAIRS && all > 0.0)
        for (size_t k = 0; k < n * n; k++)
            g->chance[k] /= all;
}

/* What i expects of challenging j, with exponent r of whoever reckons. */
static double expected(const group *g, size_t i, size_t j, double r)
{
    const double d = distance(g, g->x[i], g->x[j]), m = distance(g, g->x[i], g->median);
    const double success = 2.0 - 4.0 * power(0.5 - 0.5 * d, r);
    const double failure = 2.0 - 4.0 * power(0.5 + 0.5 * d, r);
    const double stay = 2.0 - 4.0 * power(0.5, r);
    const double p = g->chance[i * g->n + j], resist = g->salience[j], q = g->options.stay;
    double calm = q * stay;
    if (q < 1.0) {
        /* T: without a challenge the target drifts to the median, nearer to i or farther. */
        const bool better = distance(g, g->x[i], g->median) < d;
        const double drift = 0.25 * (m + d);
        calm += (1.0 - q) * (2.0 - 4.0 * power(better ? 0.5 - drift : 0.5 + drift, r));
    }
    return resist * (p * success + (1.0 - p) * failure) + (1.0 - resist) * success - calm;
}

/* Attitudes to risk from the danger each is in: who is little threatened avoids risk. */
static void find_exponents(const group *g, double *danger)
{
    const size_t n = g->n;
    double least = __builtin_inf(), most = -__builtin_inf();
    for (size_t i = 0; i < n; i++) {
        danger[i] = 0.0;
        for (size_t j = 0; j < n; j++)
            danger[i] += j != i ? expected(g, j, i, 1.0) : 0.0;
        least = danger[i] < least ? danger[i] : least;
        most = danger[i] > most ? danger[i] : most;
    }
    for (size_t i = 0; i < n && most > least && g->options.risk; i++) {
        const double risk = (2.0 * danger[i] - most - least) / (most - least);
        g->exponent[i] = (1.0 - risk / 3.0) / (1.0 + risk / 3.0);
    }
}

typedef struct offer {
    ent_bdm_offer kind;
    size_t by;
    double to;    /* where the receiver would move */
    double merit; /* smaller is taken */
} offer;

/* The offer i receives from j. Equal positions have nothing to offer. */
static offer receive(const group *g, size_t i, size_t j)
{
    const double own = g->eu[i * g->n + j], theirs = g->eu_other[i * g->n + j];
    const double xi = g->x[i], xj = g->x[j], size = __builtin_fabs(own);
    offer o = {ENT_BDM_NONE, j, xi, 0.0};
    if (xi == xj || !(theirs > 0.0))
        return o;
    if (own > 0.0) {
        o.kind = theirs > own ? ENT_BDM_CONFRONTATION : ENT_BDM_NONE;
        o.to = xj;
    } else if (theirs > size) {
        o.kind = ENT_BDM_COMPROMISE;
        o.to = xi + (xj - xi) * (size / theirs);
    } else if (g->options.compel && theirs < size) {
        o.kind = ENT_BDM_CAPITULATION;
        o.to = xj;
    }
    const bool by_mean = o.kind == ENT_BDM_COMPROMISE && g->options.choice == ENT_BDM_LOWEST_MEAN;
    o.merit = by_mean ? (size * xi + theirs * xj) / (size + theirs) : __builtin_fabs(o.to - xi);
    return o;
}

static offer best_offer(const group *g, size_t i)
{
    offer best = {ENT_BDM_NONE, i, g->x[i], 0.0};
    for (size_t j = 0; j < g->n; j++) {
        if (j == i)
            continue;
        const offer o = receive(g, i, j);
        if (o.kind == ENT_BDM_NONE)
            continue;
        if (best.kind == ENT_BDM_NONE || o.kind < best.kind ||
            (o.kind == best.kind && o.merit < best.merit))
            best = o;
    }
    return best;
}

static void keep_round(const group *g, const double *danger, const double *neutral_chance,
                       ent_bdm_round *kept)
{
    for (size_t i = 0; i < g->n; i++) {
        kept->danger[i] = danger[i];
        kept->exponent[i] = g->exponent[i];
    }
    for (size_t k = 0; k < g->n * g->n; k++) {
        kept->chance[k] = neutral_chance[k];
        kept->eu_own[k] = g->eu[k];
        kept->eu_theirs[k] = g->eu_other[k];
    }
}

typedef struct bdm_room {
    double *danger, *neutral_chance, *next;
} bdm_room;

static bool play_round(group *g, const bdm_room *room, ent_bdm_move *moves, ent_bdm_round *kept)
{
    const size_t n = g->n;
    for (size_t i = 0; i < n; i++)
        g->exponent[i] = 1.0;
    g->median = find_median(g);
    find_chances(g);
    for (size_t k = 0; k < n * n; k++)
        room->neutral_chance[k] = g->chance[k];
    find_exponents(g, room->danger);
    find_chances(g);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            g->eu[i * n + j] = expected(g, i, j, g->exponent[i]);
            g->eu_other[i * n + j] = expected(g, j, i, g->exponent[i]);
        }
    if (kept)
        keep_round(g, room->danger, room->neutral_chance, kept);
    bool moved = false;
    for (size_t i = 0; i < n; i++) {
        const offer o = best_offer(g, i);
        moves[i] = (ent_bdm_move){o.kind, o.by};
        room->next[i] = o.to;
        moved |= o.to != g->x[i];
    }
    return moved;
}

/* How many rounds ago the newest positions were met; 0 when never. */
static size_t find_cycle(const ent_bdm_result *r, double range)
{
    const double *now = r->positions + r->n_rounds * r->n;
    for (size_t back = 2; back <= r->n_rounds; back++) {
        double most = 0.0;
        for (size_t i = 0; i < r->n; i++) {
            const double off = __builtin_fabs(now[i] - (now - back * r->n)[i]);
            most = off > most ? off : most;
        }
        if (most <= 1e-9 * range)
            return back;
    }
    return 0;
}

static ent_status make_room(const ent_bdm_options *o, size_t n, ent_bdm_result *r, group *g,
                            bdm_room *room, ent_arena *keep, ent_arena *scratch)
{
    const size_t rounds = o->rounds + 1;
    const struct {
        double **array;
        size_t count;
        ent_arena *arena;
    } wanted[] = {
        {&r->positions, rounds * n, keep}, {&r->median, rounds, keep},
        {&r->mean, rounds, keep},          {&r->first.chance, n * n, keep},
        {&r->first.danger, n, keep},       {&r->first.exponent, n, keep},
        {&r->first.eu_own, n * n, keep},   {&r->first.eu_theirs, n * n, keep},
        {&g->exponent, n, scratch},        {&g->chance, n * n, scratch},
        {&g->eu, n * n, scratch},          {&g->eu_other, n * n, scratch},
        {&room->danger, n, scratch},       {&room->neutral_chance, n * n, scratch},
        {&room->next, n, scratch},
    };
    for (size_t k = 0; k < sizeof wanted / sizeof wanted[0]; k++)
        if (!(*wanted[k].array = ent_arena_array(wanted[k].arena, double, wanted[k].count)))
            return ENT_E_NOMEM;
    r->moves = ent_arena_array(keep, ent_bdm_move, rounds * n);
    return r->moves ? ENT_OK : ENT_E_NOMEM;
}

static void summarise(const group *g, ent_bdm_result *r, size_t round)
{
    double sum = 0.0, total = 0.0;
    for (size_t i = 0; i < g->n; i++) {
        const double w = g->capability[i] * g->salience[i];
        sum += w * g->x[i];
        total += w;
    }
    r->mean[round] = sum / total;
    r->median[round] = find_median(g);
}

static ent_status play(group *g, ent_bdm_result *r, const bdm_room *room)
{
    const size_t n = g->n;
    g->x = r->positions;
    summarise(g, r, 0);
    for (size_t round = 1; round <= g->options.rounds && g->range > 0.0; round++) {
        ent_bdm_move *moves = r->moves + (round - 1) * n;
        const bool moved = play_round(g, room, moves, round == 1 ? &r->first : NULL);
        double *next = r->positions + round * n;
        for (size_t i = 0; i < n; i++)
            next[i] = room->next[i];
        r->n_rounds = round;
        g->x = next;
        summarise(g, r, round);
        r->settled = !moved;
        r->cycle_length = moved ? find_cycle(r, g->range) : 0;
        if (!moved || r->cycle_length)
            break;
    }
    r->settled |= !(g->range > 0.0);
    return ENT_OK;
}

static ent_status check(size_t n, const double *capability, const double *position,
                        const double *salience, const ent_bdm_options *o)
{
    double total = 0.0;
    if (n < 1 || n > ENT_ACTORS_MAX || o->rounds > ENT_BDM_ROUNDS_MAX ||
        !(o->stay >= 0.0 && o->stay <= 1.0))
        return ENT_E_ARG;
    for (size_t i = 0; i < n; i++) {
        if (!(capability[i] >= 0.0) || !(salience[i] >= 0.0) ||
            !(__builtin_fabs(position[i]) < __builtin_inf()))
            return ENT_E_ARG;
        total += capability[i] * salience[i];
    }
    return total > 0.0 && total < __builtin_inf() ? ENT_OK : ENT_E_ARG;
}

static ent_status run(group *g, const double *position, ent_bdm_result *result, ent_arena *keep,
                      ent_arena *scratch)
{
    bdm_room room;
    *result = (ent_bdm_result){.n = g->n};
    ENT_TRY(make_room(&g->options, g->n, result, g, &room, keep, scratch));
    double least = position[0], most = position[0];
    for (size_t i = 0; i < g->n; i++) {
        result->positions[i] = position[i];
        least = position[i] < least ? position[i] : least;
        most = position[i] > most ? position[i] : most;
    }
    g->range = most - least;
    return play(g, result, &room);
}

ent_status ent_bdm_run(size_t n, const double *capability, const double *position,
                       const double *salience, const ent_bdm_options *options,
                       ent_bdm_result *result, ent_arena *result_arena, ent_arena *scratch)
{
    ENT_TRY(check(n, capability, position, salience, options));
    group g = {.n = n, .options = *options, .capability = capability, .salience = salience};
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = run(&g, position, result, result_arena, scratch);
    if (result_arena != scratch)
        ent_arena_rewind(scratch, mark);
    return status;
}
