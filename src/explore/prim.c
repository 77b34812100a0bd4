#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/rng.h"
#include "entente/sort.h"

/*
 * Every input is sorted once. What a peel would take away lies at one end of an order, so that a
 * candidate is a walk from that end over the points that it takes. Points that are gone are stepped
 * over, and taken out of the orders when only half of a list is left.
 */
typedef struct prim_work {
    size_t n, d, n_failed;
    const double *x;
    const uint8_t *failed;
    const uint32_t *order;  /* [d][n]: every point, rising */
    uint32_t *left;         /* [d][n]: the points of the box and some that are gone, rising */
    size_t listed;          /* points in each list of `left` */
    uint8_t *inside;        /* [n]: while peeling */
    uint8_t *violated;      /* [n]: limits that a point lies beyond, while pasting; at most d */
    uint32_t *picked;       /* [n] */
    size_t *bound, n_bound; /* inputs that limit the box, as paste found it */
    double *limits;         /* [2][d]: of the box now */
    double *widest;         /* [2][d]: of the data */
    size_t points, k;       /* inside, failing inside */
    size_t restricted;      /* inputs */
} prim_work;

typedef struct candidate {
    double score, limit;
    size_t input, free_inputs, points, k;
    bool high;
} candidate;

static ent_status start_work(prim_work *w, ent_arena *scratch)
{
    w->left = ent_arena_array(scratch, uint32_t, w->n * w->d);
    w->inside = ent_arena_array(scratch, uint8_t, w->n);
    w->violated = ent_arena_array(scratch, uint8_t, w->n);
    w->picked = ent_arena_array(scratch, uint32_t, w->n);
    w->bound = ent_arena_array(scratch, size_t, w->d);
    w->limits = ent_arena_array(scratch, double, 2 * w->d);
    w->widest = ent_arena_array(scratch, double, 2 * w->d);
    if (!w->left || !w->inside || !w->violated || !w->picked || !w->bound || !w->limits ||
        !w->widest)
        return ENT_E_NOMEM;
    for (size_t j = 0; j < w->d; j++) {
        const double *x = w->x + j * w->n;
        const uint32_t *order = w->order + j * w->n;
        if (x[order[w->n - 1]] != x[order[w->n - 1]])
            return ENT_E_DATA; /* missing values sort last */
        w->limits[j] = w->widest[j] = x[order[0]];
        w->limits[w->d + j] = w->widest[w->d + j] = x[order[w->n - 1]];
    }
    for (size_t i = 0; i < w->n * w->d; i++)
        w->left[i] = w->order[i];
    for (size_t i = 0; i < w->n; i++) {
        w->inside[i] = 1;
        w->n_failed += w->failed[i] != 0;
    }
    w->points = w->listed = w->n;
    w->k = w->n_failed;
    return w->n_failed ? ENT_OK : ENT_E_DATA;
}

/* Middle between the two order statistics around the quantile, moved past ties so that a
   peel always takes something away (the convention of the common implementations). */
static double tie_free_quantile(size_t n, const double *x, const uint32_t *rising, double q)
{
    const double at = (double)(n - 1) * q;
    size_t low = (size_t)at, high = low + ((double)low < at ? 1 : 0);
    if (q > 0.5)
        while (x[rising[low]] == x[rising[high]] && low > 0)
            low--;
    else
        while (x[rising[low]] == x[rising[high]] && high < n - 1)
            high++;
    return (x[rising[low]] + x[rising[high]]) / 2.0;
}

static double score_of(const prim_work *w, ent_prim_objective objective, size_t points, size_t k)
{
    const double before = (double)w->k / (double)w->points;
    const double after = points ? (double)k / (double)points : 0.0;
    const double moved =
        points > w->points ? (double)(points - w->points) : (double)(w->points - points);
    if (before == after || points == w->points)
        return 0.0;
    switch (objective) {
    case ENT_PRIM_LENIENT1:
        return (after - before) / moved;
    case ENT_PRIM_LENIENT2:
        return (after - before) * (double)points / moved;
    case ENT_PRIM_ORIGINAL:
        return after - before;
    }
    return 0.0;
}

static bool is_restricted(const prim_work *w, size_t j)
{
    return w->limits[j] != w->widest[j] || w->limits[w->d + j] != w->widest[w->d + j];
}

static size_t count_restricted(const prim_work *w)
{
    size_t restricted = 0;
    for (size_t j = 0; j < w->d; j++)
        restricted += is_restricted(w, j);
    return restricted;
}

/* Free inputs of the box with one limit replaced: ties go to the simpler box. */
static size_t free_with(prim_work *w, size_t input, bool high, double limit)
{
    double *at = &w->limits[(high ? w->d : 0) + input];
    const double kept = *at;
    const size_t others = w->restricted - is_restricted(w, input);
    *at = limit;
    const size_t free_inputs = w->d - others - is_restricted(w, input);
    *at = kept;
    return free_inputs;
}

static bool better(const candidate *a, const candidate *b)
{
    return a->score > b->score || (a->score == b->score && a->free_inputs > b->free_inputs);
}

/* The points of the box from one end of an input's order, in w->picked as far as they are asked
   for. */
typedef struct walk {
    const prim_work *w;
    const uint32_t *left;
    const double *x;
    bool high;
    size_t at, n; /* in the list; found */
} walk;

static walk walk_from(const prim_work *w, size_t j, bool high)
{
    return (walk){w, w->left + j * w->n, w->x + j * w->n, high, 0, 0};
}

/* The r-th point from the end; r is below w->points. */
static uint32_t walk_to(walk *v, size_t r)
{
    const prim_work *w = v->w;
    while (v->n <= r) {
        const uint32_t i = v->left[v->high ? w->listed - 1 - v->at : v->at];
        v->at++;
        w->picked[v->n] = i;
        v->n += w->inside[i];
    }
    return w->picked[r];
}

/* As tie_free_quantile, over the points of the box. */
static double limit_of(walk *v, double q)
{
    const size_t n = v->w->points, last = n - 1;
    const double at = (double)last * q;
    size_t low = (size_t)at, high = low + ((double)low < at ? 1 : 0);
#define AT(rank) v->x[walk_to(v, v->high ? last - (rank) : (rank))]
    if (v->high)
        while (AT(low) == AT(high) && low > 0)
            low--;
    else
        while (AT(low) == AT(high) && high < last)
            high++;
    return (AT(low) + AT(high)) / 2.0;
#undef AT
}

/* Points of the box that a peel would take, at the end of the order: above the limit or below. */
static size_t taken_by(walk *v, double limit, size_t *failing)
{
    const prim_work *w = v->w;
    size_t taken = 0;
    *failing = 0;
    for (; taken < w->points; taken++) {
        const uint32_t i = walk_to(v, taken);
        if (v->high ? v->x[i] <= limit : v->x[i] >= limit)
            break;
        *failing += w->failed[i] != 0;
    }
    return taken;
}

static candidate peel_candidate(prim_work *w, const ent_prim_options *o, size_t j, bool high)
{
    candidate c = {.input = j, .high = high};
    walk v = walk_from(w, j, high);
    size_t failing = 0;
    c.limit = limit_of(&v, high ? 1.0 - o->peel_alpha : o->peel_alpha);
    c.points = w->points - taken_by(&v, c.limit, &failing);
    c.k = w->k - failing;
    c.score = score_of(w, o->objective, c.points, c.k);
    c.free_inputs = free_with(w, j, high, c.limit);
    return c;
}

static void take_limit(prim_work *w, const candidate *c)
{
    w->limits[(c->high ? w->d : 0) + c->input] = c->limit;
    w->restricted = count_restricted(w);
    w->points = c->points;
    w->k = c->k;
}

static void close_up(prim_work *w)
{
    const size_t before = w->listed;
    w->listed = w->points;
    for (size_t j = 0; j < w->d; j++) {
        uint32_t *left = w->left + j * w->n;
        size_t m = 0;
        for (size_t r = 0; r < before; r++) {
            const uint32_t i = left[r];
            left[m] = i;
            m += w->inside[i];
        }
    }
}

static void apply_peel(prim_work *w, const candidate *c)
{
    walk v = walk_from(w, c->input, c->high);
    const size_t taken = w->points - c->points;
    if (taken > 0)
        walk_to(&v, taken - 1);
    for (size_t r = 0; r < taken; r++)
        w->inside[w->picked[r]] = 0;
    take_limit(w, c);
    if (2 * w->points < w->listed)
        close_up(w);
}

static void keep_box(const prim_work *w, ent_prim_path *path)
{
    ent_prim_box *box = &path->boxes[path->n_boxes];
    *box = (ent_prim_box){.coverage = (double)w->k / (double)w->n_failed,
                          .density = (double)w->k / (double)w->points,
                          .mass = (double)w->points / (double)w->n,
                          .n = w->points,
                          .k = w->k,
                          .restricted = w->restricted};
    for (size_t i = 0; i < 2 * w->d; i++)
        path->limits[path->n_boxes * 2 * w->d + i] = w->limits[i];
    path->n_boxes++;
}

static bool peel(prim_work *w, const ent_prim_options *o)
{
    candidate best = {0};
    bool any = false;
    for (size_t j = 0; j < w->d; j++)
        for (int high = 1; high >= 0; high--) {
            const candidate c = peel_candidate(w, o, j, high);
            if (!any || better(&c, &best))
                best = c;
            any = true;
        }
    const bool take = any && best.points < w->points && best.score > 0.0 &&
                      (double)best.points / (double)w->n >= o->mass_min;
    if (take)
        apply_peel(w, &best);
    return take;
}

/* Limits that each point lies beyond. Inputs whose limits are those of the data hold for every
   point. */
static void count_violated(prim_work *w)
{
    __builtin_memset(w->violated, 0, w->n);
    for (size_t b = 0; b < w->n_bound; b++) {
        const size_t j = w->bound[b];
        const double *x = w->x + j * w->n, low = w->limits[j], high = w->limits[w->d + j];
        for (size_t i = 0; i < w->n; i++)
            w->violated[i] += (x[i] < low) | (x[i] > high);
    }
}

/* Points at a limit or beyond it that every other limit holds, from the limit outwards; rising. */
static size_t pick_outside(const prim_work *w, size_t j, bool high)
{
    const double *x = w->x + j * w->n, limit = w->limits[(high ? w->d : 0) + j];
    const uint32_t *order = w->order + j * w->n;
    size_t from = high ? w->n : 0, to = from, m = 0;
    while (high && from > 0 && x[order[from - 1]] >= limit)
        from--;
    while (!high && to < w->n && x[order[to]] <= limit)
        to++;
    for (size_t r = from; r < to; r++) {
        const uint32_t i = order[r];
        const bool beyond = high ? x[i] > limit : x[i] < limit;
        w->picked[m] = i;
        m += w->violated[i] == beyond;
    }
    return m;
}

/* Widen one limit over the share of the points that lie just outside it. */
static candidate paste_candidate(prim_work *w, const ent_prim_options *o, size_t j, bool high)
{
    const double *x = w->x + j * w->n;
    const size_t side = high ? w->d : 0;
    const double old = w->limits[side + j];
    candidate c = {
        .input = j, .high = high, .limit = w->widest[side + j], .points = w->points, .k = w->k};
    const size_t m = pick_outside(w, j, high);
    if (m)
        c.limit = tie_free_quantile(m, x, w->picked, high ? o->paste_alpha : 1.0 - o->paste_alpha);
    for (size_t r = 0; r < m; r++) {
        const double v = x[w->picked[r]];
        const bool added = high ? v > old && v <= c.limit : v < old && v >= c.limit;
        c.points += added;
        c.k += added && w->failed[w->picked[r]];
    }
    c.free_inputs = free_with(w, j, high, c.limit);
    c.score = score_of(w, o->objective, c.points, c.k);
    return c;
}

static bool paste(prim_work *w, const ent_prim_options *o)
{
    candidate best = {0};
    bool any = false;
    w->n_bound = 0;
    for (size_t j = 0; j < w->d; j++)
        if (is_restricted(w, j))
            w->bound[w->n_bound++] = j;
    count_violated(w);
    for (size_t b = 0; b < w->n_bound; b++)
        for (int high = 0; high <= 1; high++) {
            const candidate c = paste_candidate(w, o, w->bound[b], high);
            if (!any || better(&c, &best))
                best = c;
            any = true;
        }
    const bool take = any && best.points > w->points && best.score > 0.0 &&
                      (double)best.points / (double)w->n >= o->mass_min;
    if (take)
        take_limit(w, &best);
    return take;
}

/* A peel takes at least one point and never goes below one, a paste adds one: 2 n boxes. */
static ent_status run_prim(prim_work *w, const ent_prim_options *o, ent_prim_path *path,
                           ent_arena *result, ent_arena *scratch)
{
    ENT_TRY(start_work(w, scratch));
    enum { MOST_BOXES = 1024 };
    const size_t most = 2 * w->n + 1 < MOST_BOXES ? 2 * w->n + 1 : MOST_BOXES;
    *path = (ent_prim_path){.d = w->d, .n_points = w->n, .n_failed = w->n_failed};
    path->boxes = ent_arena_array(result, ent_prim_box, most);
    path->limits = ent_arena_array(result, double, most * 2 * w->d);
    if (!path->boxes || !path->limits)
        return ENT_E_NOMEM;
    keep_box(w, path);
    while (path->n_boxes < most && peel(w, o))
        keep_box(w, path);
    while (path->n_boxes < most && paste(w, o))
        keep_box(w, path);
    return ENT_OK;
}

/* Every input in its order; equal values by their place. */
static uint32_t *sort_inputs(size_t n, size_t d, const double *x, ent_arena *scratch)
{
    uint32_t *order = ent_arena_array(scratch, uint32_t, n * d);
    uint32_t *spare = ent_arena_array(scratch, uint32_t, n);
    if (!order || !spare)
        return NULL;
    for (size_t j = 0; j < d; j++)
        ent_sort_order(n, x + j * n, order + j * n, spare);
    return order;
}

static ent_status prim_of_order(size_t n, size_t d, const double *x, const uint8_t *failed,
                                const uint32_t *order, const ent_prim_options *o,
                                ent_prim_path *path, ent_arena *result, ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    prim_work w = {.n = n, .d = d, .x = x, .failed = failed, .order = order};
    const ent_status status = run_prim(&w, o, path, result, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}

static bool make_sense(size_t n, size_t d, const ent_prim_options *o)
{
    return n >= 2 && d > 0 && o->peel_alpha > 0.0 && o->peel_alpha < 0.5 && o->paste_alpha > 0.0 &&
           o->paste_alpha < 0.5 && o->mass_min >= 0.0 && o->mass_min < 1.0;
}

ent_status ent_prim(size_t n, size_t d, const double *x, const uint8_t *failed,
                    const ent_prim_options *options, ent_prim_path *path, ent_arena *result,
                    ent_arena *scratch)
{
    if (result == scratch || !make_sense(n, d, options))
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    const uint32_t *order = sort_inputs(n, d, x, scratch);
    const ent_status status =
        order ? prim_of_order(n, d, x, failed, order, options, path, result, scratch) : ENT_E_NOMEM;
    ent_arena_rewind(scratch, mark);
    return status;
}

/* --- significance of a limit -------------------------------------------------------------- */

/* ln n! by Stirling's series, exact sums below 20. */
static double log_factorial(double n)
{
    double log_product = 0.0;
    if (n < 20.0) {
        for (int32_t i = 2; (double)i <= n; i++)
            log_product += ent_log((double)i);
        return log_product;
    }
    const double z = 1.0 / (n * n);
    return (n + 0.5) * ent_log(n) - n + 0.91893853320467274178 +
           (1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1260.0 - z / 1680.0))) / n;
}

static double binomial_term(size_t k, size_t n, double p)
{
    const double a = (double)k, b = (double)n - a;
    return ent_exp(log_factorial((double)n) - log_factorial(a) - log_factorial(b) + a * ent_log(p) +
                   b * ent_log(1.0 - p));
}

double ent_binomial_upper(size_t k, size_t n, double p)
{
    if (k > n || !(p >= 0.0 && p <= 1.0))
        return k > n ? 0.0 : ENT_MISSING;
    if (k == 0 || p == 1.0)
        return 1.0;
    if (p == 0.0)
        return 0.0;
    const double odds = p / (1.0 - p);
    double sum = 0.0;
    if ((double)k > (double)n * p) {
        double term = binomial_term(k, n, p);
        for (size_t i = k; i <= n && term > sum * 1e-18; i++) {
            sum += term;
            term *= odds * (double)(n - i) / (double)(i + 1);
        }
        return ent_min(sum, 1.0);
    }
    double term = binomial_term(k - 1, n, p);
    for (size_t i = k - 1; term > sum * 1e-18; i--) {
        sum += term;
        if (i == 0)
            break;
        term *= (double)i / (odds * (double)(n - i + 1));
    }
    return ent_max(1.0 - sum, 0.0);
}

double ent_prim_quasi_p(size_t n, size_t d, const double *x, const uint8_t *failed,
                        const ent_prim_path *path, size_t box, size_t input, bool high)
{
    const double *limits = path->limits + box * 2 * d;
    const double *widest = path->limits;
    const size_t at = (high ? d : 0) + input;
    if (limits[at] == widest[at])
        return ENT_MISSING;
    size_t points = 0, k = 0;
    for (size_t i = 0; i < n; i++) {
        bool in = true;
        for (size_t j = 0; j < d && in; j++) {
            const double v = x[j * n + i];
            const double low = j == input && !high ? widest[j] : limits[j];
            const double top = j == input && high ? widest[d + j] : limits[d + j];
            in = v >= low && v <= top;
        }
        points += in;
        k += in && failed[i];
    }
    return ent_binomial_upper(path->boxes[box].k, path->boxes[box].n, (double)k / (double)points);
}

/* --- resampling --------------------------------------------------------------------------- */

typedef struct resample_work {
    double *x;
    uint8_t *failed;
    const uint32_t *order;              /* [d][n]: of all points */
    uint32_t *half_order;               /* [d][m]: of a half, by its own places */
    uint32_t *place;                    /* [n]: place of a point in the half; NOT_CHOSEN: none */
    double *coverage, *density, *spare; /* [resamples] */
    double *limits;                     /* [2][d][resamples], in the order of resampling */
    size_t *used;                       /* [2][d] */
} resample_work;

/* Half of the points, chosen by the low bit of a word of their own. */
static size_t take_half(size_t n, size_t d, const double *x, const uint8_t *failed, uint64_t seed,
                        size_t round, double *half_x, uint8_t *half_failed, size_t *chosen)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (ent_uniform(seed, i, (uint32_t)round, 0x9a1f) < 0.5)
            chosen[m++] = i;
    for (size_t j = 0; j < d; j++)
        for (size_t i = 0; i < m; i++)
            half_x[j * m + i] = x[j * n + chosen[i]];
    for (size_t i = 0; i < m; i++)
        half_failed[i] = failed[chosen[i]];
    return m;
}

static const uint32_t NOT_CHOSEN = UINT32_MAX;

/* The orders of a half are those of all points without the others. */
static void order_half(size_t n, size_t d, const size_t *chosen, size_t m, resample_work *w)
{
    for (size_t i = 0; i < n; i++)
        w->place[i] = NOT_CHOSEN;
    for (size_t i = 0; i < m; i++)
        w->place[chosen[i]] = (uint32_t)i;
    for (size_t j = 0; j < d; j++) {
        const uint32_t *from = w->order + j * n;
        uint32_t *to = w->half_order + j * m;
        size_t k = 0;
        for (size_t r = 0; r < n; r++)
            if (w->place[from[r]] != NOT_CHOSEN)
                to[k++] = w->place[from[r]];
    }
}

static size_t nearest_mass(const ent_prim_path *path, double mass)
{
    size_t best = 0;
    for (size_t b = 1; b < path->n_boxes; b++)
        if (__builtin_fabs(path->boxes[b].mass - mass) <
            __builtin_fabs(path->boxes[best].mass - mass))
            best = b;
    return best;
}

/* Coverage and density of a box of a half on all points. */
static void judge_on_all(size_t n, size_t d, const double *x, const uint8_t *failed,
                         const ent_prim_path *path, size_t box, double *coverage, double *density)
{
    const double *limits = path->limits + box * 2 * d, *widest = path->limits;
    size_t points = 0, k = 0, all = 0;
    for (size_t i = 0; i < n; i++) {
        bool in = true;
        for (size_t j = 0; j < d && in; j++) {
            const double v = x[j * n + i];
            in = (limits[j] == widest[j] || v >= limits[j]) &&
                 (limits[d + j] == widest[d + j] || v <= limits[d + j]);
        }
        points += in;
        k += in && failed[i];
        all += failed[i] != 0;
    }
    *coverage = (double)k / (double)all;
    *density = points ? (double)k / (double)points : ENT_MISSING;
}

static ent_index interval_of(double value, size_t n, double *sample, double *spare)
{
    ent_sort_values(n, sample, spare);
    return (ent_index){value, ent_sorted_quantile(n, sample, 0.025),
                       ent_sorted_quantile(n, sample, 0.975)};
}

static void digest(size_t d, size_t resamples, resample_work *w, size_t kept,
                   ent_prim_spread *spread)
{
    spread->coverage = interval_of(ENT_MISSING, kept, w->coverage, w->spare);
    spread->coverage.value = ent_sorted_quantile(kept, w->coverage, 0.5);
    spread->density = interval_of(ENT_MISSING, kept, w->density, w->spare);
    spread->density.value = ent_sorted_quantile(kept, w->density, 0.5);
    for (size_t at = 0; at < 2 * d; at++) {
        ent_index *out = at < d ? &spread->low[at] : &spread->high[at - d];
        double *sample = w->limits + at * resamples;
        spread->chosen[at] = kept ? (double)w->used[at] / (double)kept : ENT_MISSING;
        *out = (ent_index){ENT_MISSING, ENT_MISSING, ENT_MISSING};
        if (2 * w->used[at] >= kept && w->used[at] > 1) {
            *out = interval_of(ENT_MISSING, w->used[at], sample, w->spare);
            out->value = ent_sorted_quantile(w->used[at], sample, 0.5);
        }
    }
}

static ent_status resample(size_t n, size_t d, const double *x, const uint8_t *failed,
                           const ent_prim_options *o, double mass, size_t resamples, uint64_t seed,
                           ent_prim_spread *spread, ent_arena *result, ent_arena *scratch)
{
    resample_work w = {.x = ent_arena_array(scratch, double, n *d),
                       .failed = ent_arena_array(scratch, uint8_t, n),
                       .order = sort_inputs(n, d, x, scratch),
                       .half_order = ent_arena_array(scratch, uint32_t, n * d),
                       .place = ent_arena_array(scratch, uint32_t, n),
                       .coverage = ent_arena_array(scratch, double, resamples),
                       .density = ent_arena_array(scratch, double, resamples),
                       .spare = ent_arena_array(scratch, double, resamples),
                       .limits = ent_arena_array(scratch, double, 2 * d * resamples),
                       .used = ent_arena_array(scratch, size_t, 2 * d)};
    size_t *chosen = ent_arena_array(scratch, size_t, n);
    if (!w.x || !w.failed || !w.order || !w.half_order || !w.place || !w.coverage || !w.density ||
        !w.spare || !w.limits || !w.used || !chosen)
        return ENT_E_NOMEM;
    size_t kept = 0;
    for (size_t round = 0; round < resamples; round++) {
        const size_t mark = ent_arena_mark(result); /* a path outlives its search, not its round */
        const size_t m = take_half(n, d, x, failed, seed, round, w.x, w.failed, chosen);
        ent_prim_path path;
        order_half(n, d, chosen, m, &w);
        const ent_status status =
            make_sense(m, d, o)
                ? prim_of_order(m, d, w.x, w.failed, w.half_order, o, &path, result, scratch)
                : ENT_E_ARG;
        if (status == ENT_E_NOMEM)
            return status;
        if (status == ENT_OK) {
            const size_t box = nearest_mass(&path, mass);
            judge_on_all(n, d, x, failed, &path, box, &w.coverage[kept], &w.density[kept]);
            for (size_t at = 0; at < 2 * d; at++)
                if (path.limits[box * 2 * d + at] != path.limits[at])
                    w.limits[at * resamples + w.used[at]++] = path.limits[box * 2 * d + at];
            kept++;
        }
        ent_arena_rewind(result, mark);
    }
    if (!kept)
        return ENT_E_DATA;
    digest(d, resamples, &w, kept, spread);
    return ENT_OK;
}

ent_status ent_prim_resample(size_t n, size_t d, const double *x, const uint8_t *failed,
                             const ent_prim_options *options, double mass, size_t resamples,
                             uint64_t seed, ent_prim_spread *spread, ent_arena *result,
                             ent_arena *scratch)
{
    if (n < 4 || d == 0 || resamples < 2 || result == scratch)
        return ENT_E_ARG;
    *spread = (ent_prim_spread){.low = ent_arena_array(result, ent_index, d),
                                .high = ent_arena_array(result, ent_index, d),
                                .chosen = ent_arena_array(result, double, 2 * d)};
    if (!spread->low || !spread->high || !spread->chosen)
        return ENT_E_NOMEM;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status =
        resample(n, d, x, failed, options, mass, resamples, seed, spread, result, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}
