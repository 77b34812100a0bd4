#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/sort.h"

/*
 * The share of futures in which a condition holds, taken as a probit, is close to linear in the
 * shift of the inputs' normal scores. So each step solves the linear problem for the shortest
 * shift (the iteration of Hasofer, Lind, Rackwitz and Fiessler) with a gradient read from the
 * futures of the last point: of a normal score z, the derivative of E[f(z + shift)] is E[f z].
 */
struct ent_believe {
    ent_believe_goal goal;
    size_t steps, n_chosen, stale;   /* steps since the share last came nearer */
    size_t *chosen;                  /* [most] */
    double *shift, *best, *gradient; /* [n_inputs] */
    double best_distance, first_share, best_share;
    double nearest; /* share nearest to the one wanted so far */
    bool over, found;
    bool is_narrow; /* more inputs act than could be chosen */
};

enum { MOST_STEPS = 8 };
static const double TOLERANCE = 0.05; /* of the probit: about two points of the share */

ent_status ent_believe_create(const ent_believe_goal *goal, ent_believe **believe, ent_arena *arena)
{
    if (!goal->n_inputs || !goal->most || !(goal->share > 0.0 && goal->share < 1.0) ||
        !(goal->furthest > 0.0))
        return ENT_E_ARG;
    ent_believe *b = ent_arena_array(arena, ent_believe, 1);
    if (!b)
        return ENT_E_NOMEM;
    *b = (ent_believe){.goal = *goal, .best_share = ENT_MISSING, .first_share = ENT_MISSING};
    b->chosen = ent_arena_array(arena, size_t, goal->most);
    b->shift = ent_arena_array(arena, double, goal->n_inputs);
    b->best = ent_arena_array(arena, double, goal->n_inputs);
    b->gradient = ent_arena_array(arena, double, goal->n_inputs);
    if (!b->chosen || !b->shift || !b->best || !b->gradient)
        return ENT_E_NOMEM;
    *believe = b;
    return ENT_OK;
}

bool ent_believe_ask(const ent_believe *b, double *shift)
{
    for (size_t j = 0; j < b->goal.n_inputs; j++)
        shift[j] = b->shift[j];
    return !b->over;
}

/* --- reading the futures of one point ----------------------------------------------------- */

typedef struct reading {
    double probit; /* of the share in which the condition holds */
    double *f;     /* [n]: per future, so that the gradient of the probit is mean(f z) */
    double noise;  /* standard deviation of one component of the gradient */
} reading;

static bool is_flipped(const ent_believe_goal *g, double share)
{
    return g->at_least ? share >= g->share : share <= g->share;
}

/* Values told apart at all: with few the scores of y would be a step function. */
static bool is_continuous(size_t n, const double *sorted)
{
    size_t kinds = 1;
    for (size_t i = 1; i < n; i++)
        kinds += sorted[i] > sorted[i - 1];
    return kinds > n / 8;
}

/* How far beyond its last value the condition begins, in deviations of y. */
static double gap_of(size_t n, const double *sorted, int side, double bound)
{
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += sorted[i];
    const double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (sorted[i] - mean) * (sorted[i] - mean);
    const double sd = __builtin_sqrt(squares / (double)n);
    const double gap = side > 0 ? bound - sorted[n - 1] : sorted[0] - bound;
    return sd > 0.0 ? ent_clip(gap / sd, 0.0, 6.0) : 0.0;
}

/* Normal scores of y by rank, signed so that more means nearer to the condition. */
static void score_by_rank(size_t n, const uint32_t *order, int side, double *f)
{
    for (size_t r = 0; r < n; r++)
        f[order[r]] = (double)side * ent_normal_quantile(((double)r + 0.5) / (double)n);
}

static ent_status read_point(const ent_believe *b, size_t n, const double *y, const uint8_t *holds,
                             reading *r, double *share, ent_arena *scratch)
{
    const ent_believe_goal *g = &b->goal;
    double *sorted = ent_arena_array(scratch, double, n);
    uint32_t *order = ent_arena_array(scratch, uint32_t, n);
    uint32_t *spare = ent_arena_array(scratch, uint32_t, n);
    r->f = ent_arena_array(scratch, double, n);
    if (!sorted || !order || !spare || !r->f)
        return ENT_E_NOMEM;
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        k += holds[i] != 0;
    *share = (double)k / (double)n;
    const double edge = 0.5 / (double)n, p = ent_clip(*share, edge, 1.0 - edge);
    r->probit = ent_normal_quantile(p);
    const double scale = __builtin_sqrt((double)n);
    if (*share >= 0.1 && *share <= 0.9) {
        const double density = ent_normal_density(r->probit);
        for (size_t i = 0; i < n; i++)
            r->f[i] = ((holds[i] ? 1.0 : 0.0) - *share) / density;
        r->noise = __builtin_sqrt(p * (1.0 - p)) / density / scale;
        return ENT_OK;
    }
    ent_sort_order(n, y, order, spare);
    for (size_t i = 0; i < n; i++)
        sorted[i] = y[order[i]];
    r->noise = 1.0 / scale;
    if (g->side != 0 && is_continuous(n, sorted)) {
        score_by_rank(n, order, g->side, r->f);
        if (k == 0)
            r->probit -= gap_of(n, sorted, g->side, g->bound);
        if (k == n)
            r->probit += gap_of(n, sorted, -g->side, g->bound);
        return ENT_OK;
    }
    if (k < 16 || n - k < 16)
        return ENT_E_DATA; /* too few futures on one side to say which way it lies */
    const double density = ent_normal_density(r->probit);
    for (size_t i = 0; i < n; i++)
        r->f[i] = ((holds[i] ? 1.0 : 0.0) - *share) / density;
    r->noise = __builtin_sqrt(p * (1.0 - p)) / density / scale;
    return ENT_OK;
}

static double slope_of(size_t n, const double *f, const double *z)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += f[i] * z[i];
    return sum / (double)n;
}

/* The inputs that move the share most, until they make up nine tenths of what can be told. */
static void choose_inputs(ent_believe *b, double noise)
{
    enum { TOLD = 3 };
    const size_t d = b->goal.n_inputs;
    double all = 0.0, taken = 0.0;
    for (size_t j = 0; j < d; j++)
        if (__builtin_fabs(b->gradient[j]) > TOLD * noise &&
            (!b->goal.allowed || b->goal.allowed[j]))
            all += b->gradient[j] * b->gradient[j];
    while (b->n_chosen < b->goal.most && taken < 0.9 * all) {
        size_t best = d;
        for (size_t j = 0; j < d; j++) {
            bool seen = __builtin_fabs(b->gradient[j]) <= TOLD * noise ||
                        (b->goal.allowed && !b->goal.allowed[j]);
            for (size_t i = 0; i < b->n_chosen; i++)
                seen = seen || b->chosen[i] == j;
            if (!seen &&
                (best == d || __builtin_fabs(b->gradient[j]) > __builtin_fabs(b->gradient[best])))
                best = j;
        }
        if (best == d)
            break;
        taken += b->gradient[best] * b->gradient[best];
        b->chosen[b->n_chosen++] = best;
    }
    b->is_narrow = b->n_chosen == b->goal.most && taken < 0.9 * all;
}

static double distance_of(const ent_believe *b, const double *shift)
{
    double squares = 0.0;
    for (size_t j = 0; j < b->goal.n_inputs; j++)
        squares += shift[j] * shift[j];
    return __builtin_sqrt(squares);
}

/* The shortest shift of the chosen inputs that the linear problem asks for, at most 2 from here
   and none further than allowed. */
static bool step(ent_believe *b, double wanted, double probit)
{
    double along = wanted - probit, squares = 0.0, length = 0.0;
    for (size_t i = 0; i < b->n_chosen; i++) {
        const double g = b->gradient[b->chosen[i]];
        along += g * b->shift[b->chosen[i]];
        squares += g * g;
    }
    if (!(squares > 1e-4))
        return false;
    for (size_t i = 0; i < b->n_chosen; i++) { /* what lies at its end cannot go on */
        const size_t j = b->chosen[i];
        const double to =
            ent_clip(b->gradient[j] * along / squares, -b->goal.furthest, b->goal.furthest);
        length += (to - b->shift[j]) * (to - b->shift[j]);
    }
    if (length < 1e-6)
        return false; /* nothing left to move */
    const double part = length > 4.0 ? 2.0 / __builtin_sqrt(length) : 1.0;
    for (size_t i = 0; i < b->n_chosen; i++) {
        const size_t j = b->chosen[i];
        const double move = b->gradient[j] * along / squares - b->shift[j];
        b->shift[j] = ent_clip(b->shift[j] + part * move, -b->goal.furthest, b->goal.furthest);
    }
    return true;
}

static void keep_best(ent_believe *b, double share)
{
    const double distance = distance_of(b, b->shift);
    if (b->found && distance >= b->best_distance)
        return;
    b->found = true;
    b->best_distance = distance;
    b->best_share = share;
    for (size_t j = 0; j < b->goal.n_inputs; j++)
        b->best[j] = b->shift[j];
}

/* A fresh draw of futures is to agree: aim one standard error of the share beyond it. */
static double aim_of(const ent_believe_goal *g, size_t n)
{
    const double error = __builtin_sqrt(g->share * (1.0 - g->share) / (double)n);
    const double share = g->at_least ? g->share + error : g->share - error;
    return ent_normal_quantile(ent_clip(share, 0.5 * g->share, 0.5 + 0.5 * g->share));
}

static ent_status tell(ent_believe *b, size_t n, const double *z, const double *y,
                       const uint8_t *holds, ent_arena *scratch)
{
    reading r = {0};
    double share = 0.0;
    const ent_status status = read_point(b, n, y, holds, &r, &share, scratch);
    if (status == ENT_E_NOMEM)
        return status;
    if (b->steps == 0)
        b->first_share = share;
    const double wanted = b->goal.share;
    b->stale++;
    if (b->steps == 0 || __builtin_fabs(share - wanted) < __builtin_fabs(b->nearest - wanted)) {
        b->nearest = share;
        b->stale = 0;
    }
    const bool flipped = is_flipped(&b->goal, share);
    if (flipped)
        keep_best(b, share);
    b->over = status != ENT_OK || (flipped && b->steps == 0) || b->steps + 1 >= MOST_STEPS ||
              (!b->found && b->stale >= 3);
    if (b->over)
        return ENT_OK;
    const double aim = aim_of(&b->goal, n);
    if (flipped && __builtin_fabs(aim - r.probit) < TOLERANCE && b->steps > 2) {
        b->over = true;
        return ENT_OK;
    }
    for (size_t j = 0; b->steps == 0 && j < b->goal.n_inputs; j++)
        b->gradient[j] = slope_of(n, r.f, z + j * n);
    if (b->steps == 0)
        choose_inputs(b, r.noise);
    for (size_t i = 0; i < b->n_chosen; i++) /* half of the last: a gradient is noisy */
        b->gradient[b->chosen[i]] =
            b->steps == 0
                ? b->gradient[b->chosen[i]]
                : 0.5 * (b->gradient[b->chosen[i]] + slope_of(n, r.f, z + b->chosen[i] * n));
    b->over = !step(b, aim, r.probit);
    b->steps++;
    return ENT_OK;
}

ent_status ent_believe_tell(ent_believe *b, size_t n, const double *z, const double *y,
                            const uint8_t *holds, ent_arena *scratch)
{
    if (n < 64)
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = tell(b, n, z, y, holds, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}

ent_believe_answer ent_believe_found(const ent_believe *b, double *shift)
{
    for (size_t j = 0; shift && j < b->goal.n_inputs; j++)
        shift[j] = b->found ? b->best[j] : 0.0;
    return (ent_believe_answer){.found = b->found,
                                .distance = b->found ? b->best_distance : ENT_MISSING,
                                .first_share = b->first_share,
                                .share = b->best_share,
                                .nearest = b->nearest,
                                .steps = b->steps,
                                .is_narrow = b->is_narrow};
}
