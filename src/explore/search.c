#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/rng.h"

/*
 * eps-NSGA-II: an archive of eps-non-dominated points beside an NSGA-II population. Parents
 * come from the population by tournament and, every other time, from the archive.
 */
struct ent_search {
    ent_search_problem p;
    size_t archive_capacity, archive_count;
    double *archive_x, *archive_f; /* [capacity][..] */
    size_t population_count;
    double *x, *f;           /* [2 population][..]: survivors, then the newcomers */
    double *next_x, *next_f; /* [population][..] */
    uint32_t *rank;          /* [2 population] */
    double *crowding;        /* [2 population] */
    uint8_t *taken;          /* [2 population] */
    uint64_t draws;          /* uniforms drawn so far */
};

static double uniform(ent_search *s)
{
    return ent_uniform(s->p.seed, s->draws++, 0, 0x5ea7c4);
}

static size_t below(ent_search *s, size_t n)
{
    const size_t i = (size_t)(uniform(s) * (double)n);
    return i < n ? i : n - 1;
}

ent_status ent_search_create(const ent_search_problem *problem, size_t archive_capacity,
                             ent_search **search, ent_arena *arena)
{
    const size_t n = problem->population, levers = problem->n_levers;
    const size_t objectives = problem->n_objectives;
    if (n < 4 || n % 2 || !levers || !objectives || archive_capacity < 1)
        return ENT_E_ARG;
    for (size_t i = 0; i < levers; i++)
        if (!(problem->low[i] <= problem->high[i]) || !(problem->step[i] >= 0.0))
            return ENT_E_ARG;
    for (size_t i = 0; i < objectives; i++)
        if (!(problem->epsilon[i] > 0.0))
            return ENT_E_ARG;
    ent_search *s = ent_arena_array(arena, ent_search, 1);
    if (!s)
        return ENT_E_NOMEM;
    *s = (ent_search){.p = *problem, .archive_capacity = archive_capacity};
    s->archive_x = ent_arena_array(arena, double, archive_capacity *levers);
    s->archive_f = ent_arena_array(arena, double, archive_capacity *objectives);
    s->x = ent_arena_array(arena, double, 2 * n * levers);
    s->f = ent_arena_array(arena, double, 2 * n * objectives);
    s->next_x = ent_arena_array(arena, double, n *levers);
    s->next_f = ent_arena_array(arena, double, n *objectives);
    s->rank = ent_arena_array(arena, uint32_t, 2 * n);
    s->crowding = ent_arena_array(arena, double, 2 * n);
    s->taken = ent_arena_array(arena, uint8_t, 2 * n);
    if (!s->archive_x || !s->archive_f || !s->x || !s->f || !s->next_x || !s->next_f || !s->rank ||
        !s->crowding || !s->taken)
        return ENT_E_NOMEM;
    *search = s;
    return ENT_OK;
}

/* --- proposing ------------------------------------------------------------------------------ */

static double on_grid(const ent_search_problem *p, size_t lever, double value)
{
    const double low = p->low[lever], high = p->high[lever], step = p->step[lever];
    const double clipped = ent_clip(value, low, high);
    if (!(step > 0.0))
        return clipped;
    return ent_clip(low + step * ent_floor((clipped - low) / step + 0.5), low, high);
}

/* Better of two: lower rank, then less crowded. */
static size_t tournament(ent_search *s)
{
    const size_t a = below(s, s->population_count), b = below(s, s->population_count);
    if (s->rank[a] != s->rank[b])
        return s->rank[a] < s->rank[b] ? a : b;
    return s->crowding[a] >= s->crowding[b] ? a : b;
}

static const double *parent(ent_search *s, bool from_archive)
{
    if (from_archive && s->archive_count)
        return s->archive_x + below(s, s->archive_count) * s->p.n_levers;
    return s->x + tournament(s) * s->p.n_levers;
}

/* Simulated binary crossover (index 15) and polynomial mutation (index 20, one lever on
   average), Deb and Agrawal 1995. */
static void mate(ent_search *s, const double *mother, const double *father, double *child)
{
    const size_t n = s->p.n_levers;
    const bool crosses = uniform(s) < 0.9;
    for (size_t j = 0; j < n; j++) {
        const double u = uniform(s), side = uniform(s);
        const double base = u < 0.5 ? 2.0 * u : 1.0 / (2.0 * (1.0 - u));
        const double beta = ent_pow(base, 1.0 / 16.0);
        const double middle = 0.5 * (mother[j] + father[j]);
        const double half = 0.5 * beta * (father[j] - mother[j]);
        double value = crosses ? middle + (side < 0.5 ? half : -half) : mother[j];
        const double v = uniform(s), w = uniform(s);
        if (w < 1.0 / (double)n) {
            const double range = s->p.high[j] - s->p.low[j];
            const double delta = v < 0.5 ? ent_pow(2.0 * v, 1.0 / 21.0) - 1.0
                                         : 1.0 - ent_pow(2.0 * (1.0 - v), 1.0 / 21.0);
            value += range * delta;
        }
        child[j] = on_grid(&s->p, j, value);
    }
}

void ent_search_ask(ent_search *s, double *points)
{
    const size_t n = s->p.n_levers;
    for (size_t i = 0; i < s->p.population; i++) {
        double *point = points + i * n;
        if (!s->population_count) {
            for (size_t j = 0; j < n; j++)
                point[j] =
                    on_grid(&s->p, j, s->p.low[j] + uniform(s) * (s->p.high[j] - s->p.low[j]));
        } else {
            const double *mother = parent(s, false);
            mate(s, mother, parent(s, i % 2 == 0), point);
        }
    }
}

/* --- digesting ------------------------------------------------------------------------------ */

static bool is_known(const double *f, size_t n)
{
    for (size_t m = 0; m < n; m++)
        if (f[m] != f[m])
            return false;
    return true;
}

/* A missing objective is dominated by every known point. */
static bool dominates(const double *a, const double *b, size_t n)
{
    const bool a_known = is_known(a, n), b_known = is_known(b, n);
    if (a_known != b_known)
        return a_known;
    bool somewhere = false;
    for (size_t m = 0; m < n; m++) {
        if (a[m] > b[m])
            return false;
        somewhere = somewhere || a[m] < b[m];
    }
    return somewhere;
}

/* In boxes of eps; inside one box the point nearer to its lower corner wins. */
static int compare_boxes(const ent_search_problem *p, const double *a, const double *b)
{
    bool a_less = false, b_less = false;
    double a_far = 0.0, b_far = 0.0;
    for (size_t m = 0; m < p->n_objectives; m++) {
        const double at = ent_floor(a[m] / p->epsilon[m]), bt = ent_floor(b[m] / p->epsilon[m]);
        a_less = a_less || at < bt;
        b_less = b_less || bt < at;
        const double da = a[m] / p->epsilon[m] - at, db = b[m] / p->epsilon[m] - bt;
        a_far += da * da;
        b_far += db * db;
    }
    if (a_less != b_less)
        return a_less ? -1 : 1;
    if (a_less)
        return 0;
    return a_far <= b_far ? -1 : 1;
}

static void copy_row(double *to, const double *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = from[i];
}

static void offer_to_archive(ent_search *s, const double *x, const double *f)
{
    const size_t n = s->p.n_levers, m = s->p.n_objectives;
    size_t kept = 0;
    if (!is_known(f, m))
        return;
    for (size_t i = 0; i < s->archive_count; i++)
        if (compare_boxes(&s->p, s->archive_f + i * m, f) < 0)
            return;
    for (size_t i = 0; i < s->archive_count; i++) {
        if (compare_boxes(&s->p, f, s->archive_f + i * m) < 0)
            continue;
        copy_row(s->archive_x + kept * n, s->archive_x + i * n, n);
        copy_row(s->archive_f + kept * m, s->archive_f + i * m, m);
        kept++;
    }
    s->archive_count = kept;
    if (kept < s->archive_capacity) {
        copy_row(s->archive_x + kept * n, x, n);
        copy_row(s->archive_f + kept * m, f, m);
        s->archive_count++;
    }
}

static void find_ranks(ent_search *s, size_t count)
{
    const size_t m = s->p.n_objectives;
    size_t ranked = 0;
    for (size_t i = 0; i < count; i++)
        s->rank[i] = UINT32_MAX;
    for (uint32_t level = 0; ranked < count; level++) {
        for (size_t i = 0; i < count; i++) {
            s->taken[i] = s->rank[i] == UINT32_MAX;
            for (size_t j = 0; j < count && s->taken[i]; j++)
                if (s->rank[j] == UINT32_MAX && dominates(s->f + j * m, s->f + i * m, m))
                    s->taken[i] = 0;
        }
        for (size_t i = 0; i < count; i++)
            if (s->taken[i]) {
                s->rank[i] = level;
                ranked++;
            }
    }
}

/* Sum over objectives of the gap between the neighbours in the same rank; ends are infinite. */
static void find_crowding(ent_search *s, size_t count)
{
    const size_t m = s->p.n_objectives;
    for (size_t i = 0; i < count; i++) {
        s->crowding[i] = 0.0;
        for (size_t k = 0; k < m; k++) {
            const double here = s->f[i * m + k];
            double under = -__builtin_inf(), over = __builtin_inf();
            for (size_t j = 0; j < count; j++) {
                const double there = s->f[j * m + k];
                if (j == i || s->rank[j] != s->rank[i])
                    continue;
                under = there <= here && there > under ? there : under;
                over = there >= here && there < over ? there : over;
            }
            s->crowding[i] += (over - under) / s->p.epsilon[k];
        }
    }
}

/* Keep the best `population` of parents and newcomers. */
static void survive(ent_search *s, size_t count)
{
    const size_t n = s->p.n_levers, m = s->p.n_objectives;
    const size_t keep = count < s->p.population ? count : s->p.population;
    for (size_t i = 0; i < count; i++)
        s->taken[i] = 0;
    for (size_t place = 0; place < keep; place++) {
        size_t best = count;
        for (size_t i = 0; i < count; i++) {
            if (s->taken[i])
                continue;
            if (best == count || s->rank[i] < s->rank[best] ||
                (s->rank[i] == s->rank[best] && s->crowding[i] > s->crowding[best]))
                best = i;
        }
        s->taken[best] = 1;
        copy_row(s->next_x + place * n, s->x + best * n, n);
        copy_row(s->next_f + place * m, s->f + best * m, m);
    }
    copy_row(s->x, s->next_x, keep * n);
    copy_row(s->f, s->next_f, keep * m);
    s->population_count = keep;
}

void ent_search_tell(ent_search *s, const double *points, const double *objectives)
{
    const size_t n = s->p.n_levers, m = s->p.n_objectives, old = s->population_count;
    copy_row(s->x + old * n, points, s->p.population * n);
    copy_row(s->f + old * m, objectives, s->p.population * m);
    const size_t count = old + s->p.population;
    for (size_t i = old; i < count; i++)
        offer_to_archive(s, s->x + i * n, s->f + i * m);
    find_ranks(s, count);
    find_crowding(s, count);
    survive(s, count);
    find_ranks(s, s->population_count);
    find_crowding(s, s->population_count);
}

size_t ent_search_front(const ent_search *s, size_t capacity, double *points, double *objectives)
{
    const size_t count = s->archive_count < capacity ? s->archive_count : capacity;
    if (points)
        copy_row(points, s->archive_x, count * s->p.n_levers);
    if (objectives)
        copy_row(objectives, s->archive_f, count * s->p.n_objectives);
    return count;
}
