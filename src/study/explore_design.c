/* The designs of exploration: plain samples, cross-sampling, Morris. */
#include <math.h>
#include <string.h>

#include "entente/fmath.h"
#include "entente/rng.h"
#include "study/explore_points.h"

static size_t whole_blocks(size_t n)
{
    return (n + ENT_BLOCK - 1) / ENT_BLOCK;
}

/* --- plain sample --------------------------------------------------------------------------- */

typedef struct plain_job {
    const explore_plan *plan;
    explore_sample *sample;
    explore_known *known; /* NULL: every point is drawn here and forgotten */
} plain_job;

/* Where a coordinate lies after its normal score moved; kept off 0 and 1. */
static double shifted(double score, double shift)
{
    return ent_clip(ent_normal_cdf(score + shift), 0x1p-52, 1.0 - 0x1p-52);
}

static void shift_row(const double *scores, double shift, double *u)
{
    for (size_t f = 0; f < ENT_BLOCK; f++)
        u[f] = shifted(scores[f], shift);
}

/* Coordinates of a block before any shift, in w->u. */
static void place_points(explore_worker *w, uint64_t seed, size_t block)
{
    const explore_problem *p = w->p;
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = seed};
    for (size_t i = 0; i < p->n_inputs; i++)
        ent_design_row(&design, block * ENT_BLOCK, ENT_BLOCK, (size_t)p->input[i],
                       p->worlds[0]->slot[p->input[i]], w->u + i * ENT_BLOCK);
    explore_correlate(w, w->u, seed, block);
}

static void score_row(const double *u, double *scores)
{
    for (size_t f = 0; f < ENT_BLOCK; f++)
        scores[f] = ent_normal_quantile(u[f]);
}

static double *known_draws(const explore_known *k, size_t world, size_t block)
{
    return k->draws[world] + block * ENT_N_ASSUMPTIONS * ENT_BLOCK;
}

/* The points of a block without a shift; a block belongs to one task. */
static void make_known(explore_worker *w, explore_known *k, size_t block)
{
    const explore_problem *p = w->p;
    place_points(w, k->seed, block);
    for (size_t i = 0; k->scored && i < p->n_inputs; i++) {
        double *u = w->u + i * ENT_BLOCK, *scores = k->scores + i * k->n + block * ENT_BLOCK;
        score_row(u, scores);
        if (k->moved)
            shift_row(scores, 0.0, u);
    }
    for (size_t i = 0; i < p->n_worlds; i++)
        if (i == 0 || k->draws[i] != k->draws[0])
            explore_draws(p, i, w->u, known_draws(k, i, block));
    k->made[block] = true;
}

/* The draws of a world with the inputs moved that the plan moves; in w->draws unless none is. */
static const double *moved_draws(explore_worker *w, const plain_job *job, size_t world,
                                 size_t block)
{
    const explore_problem *p = w->p;
    const explore_known *k = job->known;
    const double *from = known_draws(k, world, block), *shift = job->plan->shift;
    bool copied = false;
    for (size_t i = 0; shift && i < p->n_inputs; i++) {
        if (shift[i] == 0.0)
            continue;
        if (!copied)
            memcpy(w->draws, from, (size_t)ENT_N_ASSUMPTIONS * ENT_BLOCK * sizeof *from);
        copied = true;
        shift_row(k->scores + i * k->n + block * ENT_BLOCK, shift[i], w->u);
        explore_draw(p, world, i, w->u, w->draws + (size_t)p->input[i] * ENT_BLOCK);
    }
    return copied ? w->draws : from;
}

static void known_task(explore_worker *w, const plain_job *job, size_t task)
{
    const explore_problem *p = w->p;
    const explore_plan *plan = job->plan;
    explore_known *k = job->known;
    const size_t n = job->sample->n, at = task * ENT_BLOCK;
    if (!k->made[task])
        make_known(w, k, task);
    for (size_t i = 0; i < p->n_inputs; i++) {
        const double *values = known_draws(k, 0, task) + (size_t)p->input[i] * ENT_BLOCK;
        if (plan->scores && job->sample->scores != k->scores)
            memcpy(job->sample->scores + i * n + at, k->scores + i * n + at,
                   ENT_BLOCK * sizeof(double));
        if (!plan->shift)
            memcpy(job->sample->x + i * n + at, values, ENT_BLOCK * sizeof(double));
    }
    for (size_t i = 0; !plan->y && i < p->n_worlds; i++)
        explore_run_world(w, i, moved_draws(w, job, i, task), plan->seed, task, plan->target);
    if (!plan->y)
        explore_read(w, plan->target, job->sample->y + at, n);
}

static ent_status know_task(explore_worker *w, size_t task)
{
    explore_known *k = w->with;
    if (!k->made[task])
        make_known(w, k, task);
    return ENT_OK;
}

ent_status explore_know(const explore_problem *p, size_t n, uint64_t seed, ent_error *err)
{
    static const double unmoved;
    const size_t blocks = whole_blocks(n);
    const explore_plan plan = {
        .n = n, .seed = seed, .shift = &unmoved, .scores = true, .again = true};
    explore_known *known = NULL;
    ENT_TRY(explore_points_find(p, &plan, blocks * ENT_BLOCK, &known, err));
    if (!known) /* too many are kept */
        return ent_fail(err, ENT_E_ARG, "no room for the points of %zu futures", n);
    return explore_pool(p, blocks, know_task, known, (explore_output){.identity = seed}, err);
}

static void plain_block(explore_worker *w, const plain_job *job, size_t task)
{
    const explore_problem *p = w->p;
    const explore_plan *plan = job->plan;
    const size_t n = job->sample->n, at = task * ENT_BLOCK;
    double scores[ENT_BLOCK];
    place_points(w, plan->seed, task);
    for (size_t i = 0; i < p->n_inputs; i++) {
        double *u = w->u + i * ENT_BLOCK;
        if (plan->scores || plan->shift)
            score_row(u, scores);
        if (plan->shift)
            shift_row(scores, plan->shift[i], u);
        if (plan->scores)
            memcpy(job->sample->scores + i * n + at, scores, sizeof scores);
        if (!plan->shift)
            explore_values(p, i, u, job->sample->x + i * n + at);
    }
    if (!plan->y)
        explore_block(w, w->u, plan->seed, task, plan->target, job->sample->y + at, n);
}

static ent_status plain_task(explore_worker *w, size_t task)
{
    const plain_job *job = w->with;
    if (job->known)
        known_task(w, job, task);
    else
        plain_block(w, job, task);
    return ENT_OK;
}

/* Inputs that are amounts, in the money that was asked for. */
static void show_in_money(const explore_problem *p, explore_sample *s)
{
    for (size_t i = 0; s->x && i < p->n_inputs; i++)
        for (size_t f = 0; p->input_rate[i] != 1.0 && f < s->n; f++)
            s->x[i * s->n + f] *= p->input_rate[i];
}

/* The columns of targets that are accounts: one value in every future. */
static ent_status read_accounts(const explore_problem *p, int target, explore_sample *s,
                                ent_arena *arena, ent_error *err)
{
    for (size_t k = 0; k < p->n_targets; k++) {
        const explore_target *t = &p->target[k];
        double value, *y = s->y + (target == EXPLORE_ALL ? k * s->n : 0);
        if (!t->account || (target != EXPLORE_ALL && target != (int)k))
            continue;
        ENT_TRY(p->account(&p->parts, t->outcome, t->index, t->at, &value, arena, err));
        for (size_t f = 0; f < s->n; f++)
            y[f] = value * t->rate;
    }
    return ENT_OK;
}

/* What the targets are known to be. */
static void take_known(const explore_problem *p, const double *y, explore_sample *s)
{
    memcpy(s->y, y, s->n * p->n_targets * sizeof *y);
    for (size_t k = 0; k < p->n_targets; k++)
        explore_count_ends(&p->target[k], s->y + k * s->n, s->n);
}

ent_status explore_plain(const explore_problem *p, const explore_plan *plan, explore_sample *sample,
                         ent_arena *arena, ent_error *err)
{
    const size_t blocks = whole_blocks(plan->n);
    const size_t targets = plan->target == EXPLORE_ALL ? p->n_targets : 1;
    plain_job job = {.plan = plan, .sample = sample};
    sample->n = blocks * ENT_BLOCK;
    ENT_TRY(explore_points_find(p, plan, sample->n, &job.known, err));
    const bool shared = job.known && job.known->scores && (!p->ranks || p->ranks->size == 1);
    const size_t values = plan->shift ? 0 : sample->n * p->n_inputs;
    const size_t scores = plan->scores && !shared ? sample->n * p->n_inputs : 0;
    sample->x = values ? ent_arena_array(arena, double, values) : NULL;
    sample->y = ent_arena_array(arena, double, sample->n *targets);
    sample->scores = scores                   ? ent_arena_array(arena, double, scores)
                     : shared && plan->scores ? job.known->scores
                                              : NULL;
    if ((values && !sample->x) || !sample->y || (scores && !sample->scores))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    uint64_t identity = plan->seed * 31 + (uint64_t)plan->target * 7 + plan->scores;
    for (size_t i = 0; plan->shift && i < p->n_inputs; i++)
        identity = identity * UINT64_C(1099511628211) + ent_bits(plan->shift[i]);
    const explore_output output = {
        identity,
        3,
        {{sample->x, values}, {sample->y, sample->n * targets}, {sample->scores, scores}}};
    ENT_TRY(explore_pool(p, blocks, plain_task, &job, output, err));
    show_in_money(p, sample);
    if (plan->y)
        take_known(p, plan->y, sample);
    return read_accounts(p, plan->target, sample, arena, err);
}

/* Columns of the inputs, without the futures in which y has no value. */
static ent_status keep_present(const explore_problem *p, const explore_sample *sample,
                               const double *y, size_t known, const double *from, double **kept,
                               ent_arena *arena, ent_error *err)
{
    if (!from)
        return ENT_OK;
    double *to = *kept = ent_arena_array(arena, double, known * p->n_inputs);
    ENT_NEED(to, err);
    for (size_t i = 0; i < p->n_inputs; i++)
        for (size_t f = 0; f < sample->n; f++)
            if (!isnan(y[f]))
                *to++ = from[i * sample->n + f];
    return ENT_OK;
}

ent_status explore_present(const explore_problem *p, const explore_sample *sample, double *y,
                           const char *name, explore_sample *present, ent_arena *arena,
                           ent_error *err)
{
    enum { LEAST = 64 };
    size_t known = 0;
    for (size_t f = 0; f < sample->n; f++)
        known += isnan(y[f]) ? 0 : 1;
    *present = (explore_sample){.n = known, .x = sample->x, .y = y, .scores = sample->scores};
    if (known < LEAST)
        return ent_fail(err, ENT_E_DATA, "%s has a value in %zu of %zu simulated futures: too few",
                        name, known, sample->n);
    if (known == sample->n)
        return ENT_OK;
    present->y = ent_arena_array(arena, double, known);
    ENT_NEED(present->y, err);
    for (size_t f = 0, m = 0; f < sample->n; f++)
        if (!isnan(y[f]))
            present->y[m++] = y[f];
    ENT_TRY(keep_present(p, sample, y, known, sample->x, &present->x, arena, err));
    return keep_present(p, sample, y, known, sample->scores, &present->scores, arena, err);
}

/* --- cross-sampling ------------------------------------------------------------------------- */

typedef struct cross_job {
    const explore_cross_plan *plan;
    explore_cross *c;
    const explore_factors *factors;
} cross_job;

enum { VALUES = ENT_N_ASSUMPTIONS * ENT_BLOCK };

/* Both matrices of one block, as values of the world's assumptions. */
typedef struct cross_block {
    explore_worker *w;
    uint64_t block;
    size_t stride; /* from one target to the next */
    double *a, *b; /* [ENT_N_ASSUMPTIONS][ENT_BLOCK] */
} cross_block;

/* Coordinates of one matrix, whose dimensions begin at `first`, as values. */
static void cross_values(explore_worker *w, const ent_design *design, size_t block, size_t first,
                         double *values)
{
    const explore_problem *p = w->p;
    for (size_t i = 0; i < p->n_inputs; i++)
        ent_design_row(design, block * ENT_BLOCK, ENT_BLOCK, first + i, (uint32_t)(first + i),
                       w->u + i * ENT_BLOCK);
    explore_correlate(w, w->u, design->seed, block);
    explore_draws(p, 0, w->u, values);
}

static void cross_run(const cross_block *at, const double *values, uint64_t seed, double *y)
{
    explore_run_world(at->w, 0, values, seed, at->block, EXPLORE_ALL);
    explore_read(at->w, EXPLORE_ALL, y, at->stride);
}

/* The inputs of one factor from another matrix; the last factor is the seed of the shocks. */
static void mix(const explore_problem *p, const explore_factors *f, size_t factor,
                const double *from, double *into)
{
    for (size_t i = 0; i < p->n_inputs; i++) {
        const size_t at = (size_t)p->input[i] * ENT_BLOCK;
        if (f->of_input[i] == factor)
            memcpy(into + at, from + at, ENT_BLOCK * sizeof *into);
    }
}

/* The outcome with one factor after the other from the other matrix; `own` is as it was at the
   end. */
static void cross_factors(const cross_block *at, const cross_job *job, double *own,
                          const double *kept, const double *other, const uint64_t seeds[2],
                          double *y)
{
    const explore_cross_plan *plan = job->plan;
    const explore_problem *p = at->w->p;
    const cross_block one = {at->w, at->block, at->stride * plan->d, NULL, NULL};
    for (size_t j = 0; j < plan->d; j++) {
        const size_t factor = plan->factor ? plan->factor[j] : j;
        mix(p, job->factors, factor, other, own);
        cross_run(&one, own, seeds[factor + 1 == job->factors->n], y + j * job->c->n);
        mix(p, job->factors, factor, kept, own);
    }
}

static ent_status cross_task(explore_worker *w, size_t task)
{
    const explore_problem *p = w->p;
    const cross_job *job = w->with;
    const explore_cross_plan *plan = job->plan;
    explore_cross *c = job->c;
    const size_t r = task / plan->blocks, b = task % plan->blocks;
    const uint64_t seed = plan->seed + 1000003u * (r + 1);
    const uint64_t other = seed ^ UINT64_C(0x9e3779b97f4a7c15);
    const ent_design design = {.kind = ENT_DESIGN_SOBOL,
                               .seed = seed,
                               .n = plan->n,
                               .directions = p->directions,
                               .n_dimensions = p->n_directions};
    const size_t mark = ent_arena_mark(&w->arena);
    cross_block at = {w, plan->first + b, c->replicates * c->n,
                      ent_arena_array(&w->arena, double, VALUES),
                      ent_arena_array(&w->arena, double, VALUES)};
    double *own = ent_arena_array(&w->arena, double, VALUES);
    if (!at.a || !at.b || !own)
        return ENT_E_NOMEM;
    cross_values(w, &design, at.block, 0, at.a);
    cross_values(w, &design, at.block, p->n_inputs, at.b);
    const size_t base = r * c->n + b * ENT_BLOCK, of_factors = r * c->d * c->n + b * ENT_BLOCK;
    cross_run(&at, at.a, seed, c->a + base);
    cross_run(&at, at.b, other, c->b + base);
    memcpy(own, at.a, VALUES * sizeof *own);
    cross_factors(&at, job, own, at.a, at.b, (const uint64_t[]){seed, other}, c->ab + of_factors);
    if (c->ba) {
        memcpy(own, at.b, VALUES * sizeof *own);
        cross_factors(&at, job, own, at.b, at.a, (const uint64_t[]){other, seed},
                      c->ba + of_factors);
    }
    ent_arena_rewind(&w->arena, mark);
    return ENT_OK;
}

static uint64_t cross_identity(const explore_problem *p, const explore_factors *f,
                               const explore_cross_plan *plan)
{
    uint64_t identity = plan->seed * 31 + 1;
    for (size_t i = 0; i < p->n_inputs; i++)
        identity = identity * UINT64_C(1099511628211) + f->of_input[i];
    for (size_t j = 0; plan->factor && j < plan->d; j++)
        identity = identity * UINT64_C(1099511628211) + plan->factor[j];
    return identity + plan->first;
}

ent_status explore_crossed(const explore_problem *p, const explore_factors *f,
                           const explore_cross_plan *plan, explore_cross *c, ent_arena *arena,
                           ent_error *err)
{
    const size_t k = p->n_targets, replicates = plan->replicates;
    cross_job job = {plan, c, f};
    if (2 * p->n_inputs > p->n_directions)
        return ent_fail(err, ENT_E_DATA,
                        "%zu inputs need more Sobol' dimensions than the %zu of "
                        "data/sobol_directions.csv",
                        p->n_inputs, p->n_directions);
    *c = (explore_cross){.n = plan->blocks * ENT_BLOCK, .d = plan->d, .replicates = replicates};
    const size_t all = k * replicates * c->n;
    c->a = ent_arena_array(arena, double, all);
    c->b = ent_arena_array(arena, double, all);
    c->ab = ent_arena_array(arena, double, all * c->d);
    c->ba = plan->second ? ent_arena_array(arena, double, all * c->d) : NULL;
    if (!c->a || !c->b || !c->ab || (plan->second && !c->ba))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    const explore_output output = {
        cross_identity(p, f, plan),
        plan->second ? 4 : 3,
        {{c->a, all}, {c->b, all}, {c->ab, all * c->d}, {c->ba, all * c->d}}};
    return explore_pool(p, replicates * plan->blocks, cross_task, &job, output, err);
}

/* --- Morris --------------------------------------------------------------------------------- */

typedef struct morris_job {
    size_t r, points; /* points of a trajectory: factors and one */
    uint64_t seed;
    const double *u; /* [n_inputs][r][points] */
    double *y;
} morris_job;

/* One step of all trajectories side by side: a trajectory keeps its place in the block and so
   its shocks, and two of its points differ in one factor alone. */
static ent_status morris_task(explore_worker *w, size_t task)
{
    const explore_problem *p = w->p;
    const morris_job *job = w->with;
    const size_t n = job->r * job->points;
    const size_t mark = ent_arena_mark(&w->arena);
    double *y = ent_arena_array(&w->arena, double, p->n_targets *ENT_BLOCK);
    if (!y)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < p->n_inputs; i++)
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            const size_t t = f < job->r ? f : 0;
            w->u[i * ENT_BLOCK + f] =
                ent_clip(job->u[i * n + t * job->points + task], 0.001, 0.999);
        }
    explore_correlate(w, w->u, job->seed, 0);
    explore_block(w, w->u, job->seed, 0, EXPLORE_ALL, y, ENT_BLOCK);
    for (size_t k = 0; k < p->n_targets; k++)
        for (size_t t = 0; t < job->r; t++)
            job->y[k * n + t * job->points + task] = y[k * ENT_BLOCK + t];
    ent_arena_rewind(&w->arena, mark);
    return ENT_OK;
}

static void shuffle(size_t d, uint64_t seed, size_t trajectory, uint32_t *order)
{
    for (size_t i = 0; i < d; i++)
        order[i] = (uint32_t)i;
    for (size_t i = d; i > 1; i--) {
        const double u = ent_uniform(seed, trajectory * d + i, 1, 0x30115);
        const size_t k = (size_t)(u * (double)i) % i;
        const uint32_t swap = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swap;
    }
}

/* A grid of four levels with steps of 2/3; order of factors by random keys. Along a trajectory
   a step stays, in a star it is taken back. x is the coordinate of a factor's first input. */
static void draw_trajectories(const explore_problem *p, const explore_factors *f,
                              const morris_job *job, bool radial, double *u, double *x,
                              uint32_t *order)
{
    const size_t d = f->n - 1, n = job->r * job->points;
    const uint64_t seed = job->seed;
    for (size_t t = 0; t < job->r; t++) {
        shuffle(d, seed, t, order);
        for (size_t i = p->n_inputs; i-- > 0;) { /* the first input of a factor comes last */
            const uint64_t key = t * p->n_inputs + i;
            const double level = ent_uniform(seed, key, 2, 0x30115) < 0.5 ? 0.0 : 1.0 / 3.0;
            const bool down = ent_uniform(seed, key, 3, 0x30115) < 0.5;
            const double from = down ? level + 2.0 / 3.0 : level;
            const double to = down ? level : level + 2.0 / 3.0;
            size_t place = 0;
            while (order[place] != f->of_input[i])
                place++;
            for (size_t s = 0; s <= d; s++) {
                const bool moved = radial ? s == place + 1 : s > place;
                u[i * n + t * job->points + s] = x[f->of_input[i] * n + t * job->points + s] =
                    moved ? to : from;
            }
        }
    }
}

ent_status explore_trajectories(const explore_problem *p, const explore_factors *f, size_t r,
                                bool radial, uint64_t seed, double *x, double *y, ent_arena *arena,
                                ent_error *err)
{
    const size_t n = r * f->n;
    uint32_t *order = ent_arena_array(arena, uint32_t, f->n);
    double *u = ent_arena_array(arena, double, p->n_inputs *n);
    ENT_NEED(order && u, err);
    if (r < 2 || r > ENT_BLOCK)
        return ent_fail(err, ENT_E_ARG, "--points: trajectories must be 2 to %d", ENT_BLOCK);
    morris_job job = {r, f->n, seed, u, y};
    draw_trajectories(p, f, &job, radial, u, x, order);
    const explore_output output = {seed * 31 + 2 + radial, 1, {{y, n * p->n_targets}}};
    return explore_pool(p, f->n, morris_task, &job, output, err);
}
