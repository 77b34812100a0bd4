#include "cli/explore_run.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/paths.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "entente/sobol.h"
#include "entente/text.h"

/* --- opening -------------------------------------------------------------------------------- */

/* "key[index]" into its parts; index is NULL when there is none. */
static ent_status split_outcome(const char *text, char *key, size_t size, char **index,
                                ent_error *err)
{
    if (snprintf(key, size, "%s", text) >= (int)size)
        return ent_fail(err, ENT_E_KEY, "outcome '%.40s...' is too long", text);
    *index = strchr(key, '[');
    if (!*index)
        return ENT_OK;
    char *end = strchr(*index, ']');
    if (!end || end[1] != '\0' || end == *index + 1)
        return ent_fail(err, ENT_E_KEY, "outcome '%s': expected key[index]", text);
    *end = '\0';
    *(*index)++ = '\0';
    return ENT_OK;
}

static ent_status find_outcome(explore_problem *p, const char *text, const char *at, ent_error *err)
{
    char key[96];
    char *index = NULL;
    ENT_TRY(split_outcome(text, key, sizeof key, &index, err));
    p->outcome = ent_register_outcome(&p->parts.reg, key);
    if (!p->outcome) {
        const char *near = ent_register_nearest_outcome(&p->parts.reg, key);
        return ent_fail(err, ENT_E_KEY, "unknown outcome '%s'%s%s%s; 'entente outcomes' lists them",
                        key, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    if (p->outcome->use < 0)
        return ent_fail(err, ENT_E_KEY, "outcome '%s' is an account: no assumption moves it", key);
    if (!ent_probe_find(p->parts.world, (ent_outcome_id)p->outcome->use, index, at ? at : "",
                        &p->probe))
        return ent_fail(err, ENT_E_KEY,
                        "outcome '%s' (%s) has no value at index '%s', time '%s'; 'entente "
                        "outcomes %s' tells its shape",
                        key, p->outcome->shape, index ? index : "", at ? at : "the last", key);
    snprintf(p->at, sizeof p->at, "%s", at ? at : "");
    return ENT_OK;
}

static void find_inputs(explore_problem *p)
{
    const ent_register *reg = &p->parts.reg;
    p->n_inputs = 0;
    for (size_t i = 0; i < reg->n_assumptions; i++) {
        const int id = reg->assumptions[i].use;
        if (id < 0 || p->parts.world->prior[id].kind == ENT_PRIOR_FIXED)
            continue;
        p->input_key[p->n_inputs] = reg->assumptions[i].key;
        p->input[p->n_inputs++] = id;
    }
    p->input_key[p->n_inputs] = "shocks";
}

ent_status explore_open(const char *scenario, const char *outcome, const char *at,
                        explore_problem *p, ent_arena *arena, ent_error *err)
{
    bool wanted[ENT_N_OUTCOMES] = {false};
    ENT_TRY(world_of(scenario, &p->parts, arena, err));
    ENT_TRY(find_outcome(p, outcome, at, err));
    wanted[p->outcome->use] = true;
    ent_layout_make(p->parts.world, wanted, &p->layout);
    if (ent_draws_make(p->parts.world, &p->draws, arena) != ENT_OK)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    const char *table = ent_text_format(arena, "%s/sobol_directions.csv", path_data());
    if (!table)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(ent_sobol_load(table, &p->directions, &p->n_directions, arena, err));
    find_inputs(p);
    p->threads = p->threads ? p->threads : 1;
    return ENT_OK;
}

void explore_make_factors(const explore_problem *p, bool by_group, explore_factors *f)
{
    f->n = 0;
    for (size_t i = 0; i < p->n_inputs; i++) {
        const ent_assumption *row = ent_register_assumption(&p->parts.reg, p->input_key[i]);
        size_t found = f->n;
        for (size_t k = 0; by_group && k < f->n; k++)
            if (strcmp(f->name[k], row->group) == 0)
                found = k;
        if (found == f->n)
            f->name[f->n++] = by_group ? row->group : row->key;
        f->of_input[i] = found;
    }
    f->name[f->n++] = "shocks";
}

/* --- a pool of threads ---------------------------------------------------------------------- */

typedef struct worker worker;
typedef ent_status (*task_function)(worker *w, size_t task);

typedef struct pool {
    const explore_problem *p;
    size_t tasks;
    task_function run;
    void *with;
    atomic_size_t next, done;
    atomic_int status;
    double started;
} pool;

struct worker {
    pool *pool;
    ent_arena arena;
    ent_tile *tile;
    double *draws, *spare, *out; /* [ENT_N_ASSUMPTIONS][ENT_BLOCK] twice; columns of a block */
    pthread_t thread;
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void show_progress(const pool *p, size_t done)
{
    const double passed = seconds() - p->started;
    const double left = passed / (double)done * (double)(p->tasks - done);
    fprintf(stderr, "\rexplore  %3.0f %%  %.0f s left ", 100.0 * (double)done / (double)p->tasks,
            left);
    if (done == p->tasks)
        fprintf(stderr, "\r%40s\r", "");
}

static void *work(void *with)
{
    worker *w = with;
    pool *p = w->pool;
    const bool talks = !p->p->quiet && isatty(STDERR_FILENO);
    for (;;) {
        const size_t task = atomic_fetch_add(&p->next, 1);
        if (task >= p->tasks || atomic_load(&p->status) != ENT_OK)
            return NULL;
        const ent_status status = p->run(w, task);
        if (status != ENT_OK)
            atomic_store(&p->status, (int)status);
        const size_t done = atomic_fetch_add(&p->done, 1) + 1;
        if (talks)
            show_progress(p, done);
    }
}

static ent_status open_worker(worker *w, pool *p)
{
    w->pool = p;
    ent_heap_arena_create(&w->arena, 1 << 20);
    w->tile = ent_arena_array(&w->arena, ent_tile, 1);
    w->draws = ent_arena_array(&w->arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    w->spare = ent_arena_array(&w->arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    w->out = ent_arena_array(&w->arena, double, (size_t)p->p->layout.n_columns *ENT_BLOCK);
    return w->tile && w->draws && w->spare && w->out ? ENT_OK : ENT_E_NOMEM;
}

/* Tasks write to places of their own, so their order does not matter. */
static ent_status run_pool(const explore_problem *p, size_t tasks, task_function run, void *with,
                           ent_error *err)
{
    enum { MOST = 64 };
    static const char *const what = "out of memory or threads";
    worker workers[MOST] = {0};
    pool all = {.p = p, .tasks = tasks, .run = run, .with = with, .started = seconds()};
    size_t n = p->threads < MOST ? p->threads : MOST, started = 0;
    n = n < tasks ? n : tasks;
    for (size_t i = 0; i < n; i++)
        if (open_worker(&workers[i], &all) != ENT_OK)
            atomic_store(&all.status, ENT_E_NOMEM);
    for (size_t i = 1; i < n && atomic_load(&all.status) == ENT_OK; i++, started++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            break;
    if (atomic_load(&all.status) == ENT_OK && n)
        work(&workers[0]);
    for (size_t i = 1; i <= started; i++)
        pthread_join(workers[i].thread, NULL);
    for (size_t i = 0; i < n; i++)
        ent_heap_arena_destroy(&workers[i].arena);
    const ent_status status = (ent_status)atomic_load(&all.status);
    return status == ENT_OK ? ENT_OK : ent_fail(err, status, "%s", what);
}

/* --- one block ------------------------------------------------------------------------------ */

static void draw_input(const explore_problem *p, size_t input, const double *u, double *values)
{
    const int id = p->input[input];
    const ent_beta_node *nodes = p->draws.beta[id];
    if (!nodes) {
        ent_draw_row(&p->parts.world->prior[id], ENT_BLOCK, u, values);
        return;
    }
    for (size_t f = 0; f < ENT_BLOCK; f++)
        values[f] = ent_beta_table(nodes, u[f]);
}

/* Rows of inputs that do not vary: their fixed value. */
static void fill_fixed(const explore_problem *p, double *draws)
{
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++) {
        const double value = ent_draw_quantile(&p->parts.world->prior[a], 0.5);
        for (size_t f = 0; f < ENT_BLOCK; f++)
            draws[a * ENT_BLOCK + f] = value;
    }
}

static void run_block(worker *w, const double *draws, uint64_t seed, uint64_t block, double *y)
{
    const explore_problem *p = w->pool->p;
    const ent_block_job job = {.world = p->parts.world,
                               .layout = &p->layout,
                               .draws = draws,
                               .out = w->out,
                               .seed = seed,
                               .block = block,
                               .tile = w->tile};
    ent_block_run(&job);
    const double *columns =
        w->out + (size_t)(p->layout.first[p->outcome->use] + p->probe.first) * ENT_BLOCK;
    for (size_t f = 0; f < ENT_BLOCK; f++) {
        double sum = 0.0, n = 0.0;
        for (int32_t c = 0; c < p->probe.count; c++) {
            const double v = columns[(size_t)(c * p->probe.stride) * ENT_BLOCK + f];
            sum += isnan(v) ? 0.0 : v;
            n += isnan(v) ? 0.0 : 1.0;
        }
        y[f] = n > 0.0 ? sum / n : ENT_MISSING;
    }
}

static ent_design sobol_design(const explore_problem *p, uint64_t seed, size_t n)
{
    return (ent_design){.kind = ENT_DESIGN_SOBOL,
                        .seed = seed,
                        .n = n,
                        .directions = p->directions,
                        .n_dimensions = p->n_directions};
}

/* --- plain sample --------------------------------------------------------------------------- */

typedef struct plain_job {
    uint64_t seed;
    explore_sample *sample;
} plain_job;

static ent_status plain_task(worker *w, size_t task)
{
    const explore_problem *p = w->pool->p;
    const plain_job *job = w->pool->with;
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = job->seed};
    const size_t n = job->sample->n;
    double u[ENT_BLOCK];
    fill_fixed(p, w->draws);
    for (size_t i = 0; i < p->n_inputs; i++) {
        double *row = w->draws + (size_t)p->input[i] * ENT_BLOCK;
        ent_design_row(&design, task * ENT_BLOCK, ENT_BLOCK, i, p->parts.world->slot[p->input[i]],
                       u);
        draw_input(p, i, u, row);
        memcpy(job->sample->x + i * n + task * ENT_BLOCK, row, sizeof u);
    }
    run_block(w, w->draws, job->seed, task, job->sample->y + task * ENT_BLOCK);
    return ENT_OK;
}

static size_t whole_blocks(size_t n)
{
    return (n + ENT_BLOCK - 1) / ENT_BLOCK;
}

ent_status explore_plain(const explore_problem *p, size_t n, uint64_t seed, explore_sample *sample,
                         ent_arena *arena, ent_error *err)
{
    const size_t blocks = whole_blocks(n);
    plain_job job = {seed, sample};
    sample->n = blocks * ENT_BLOCK;
    sample->x = ent_arena_array(arena, double, sample->n * p->n_inputs);
    sample->y = ent_arena_array(arena, double, sample->n);
    if (!sample->x || !sample->y)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    return run_pool(p, blocks, plain_task, &job, err);
}

/* --- cross-sampling ------------------------------------------------------------------------- */

typedef struct cross_job {
    uint64_t seed;
    const explore_factors *factors;
    explore_cross *c;
} cross_job;

/* A with the inputs of one factor from B; the last factor is the seed of the shocks. */
static void mix(const explore_problem *p, const explore_factors *f, size_t factor,
                const double *from, double *into)
{
    for (size_t i = 0; i < p->n_inputs; i++)
        if (f->of_input[i] == factor)
            memcpy(into + (size_t)p->input[i] * ENT_BLOCK, from + (size_t)p->input[i] * ENT_BLOCK,
                   ENT_BLOCK * sizeof *into);
}

static void swap_run(worker *w, const cross_job *job, size_t factor, double *base,
                     const double *other, const double *own, uint64_t base_seed,
                     uint64_t other_seed, uint64_t block, double *y)
{
    const bool shocks = factor + 1 == job->factors->n;
    mix(w->pool->p, job->factors, factor, other, base);
    run_block(w, base, shocks ? other_seed : base_seed, block, y);
    mix(w->pool->p, job->factors, factor, own, base);
}

static ent_status cross_task(worker *w, size_t task)
{
    const explore_problem *p = w->pool->p;
    const cross_job *job = w->pool->with;
    explore_cross *c = job->c;
    const size_t blocks = c->n / ENT_BLOCK, r = task / blocks, b = task % blocks;
    const uint64_t seed = job->seed + 1000003u * (r + 1);
    const ent_design design = sobol_design(p, seed, c->n);
    const size_t rows = (size_t)ENT_N_ASSUMPTIONS * ENT_BLOCK;
    const size_t mark = ent_arena_mark(&w->arena);
    double *own_a = ent_arena_array(&w->arena, double, rows);
    double *own_b = ent_arena_array(&w->arena, double, rows);
    double u[ENT_BLOCK];
    if (!own_a || !own_b)
        return ENT_E_NOMEM;
    fill_fixed(p, own_a);
    fill_fixed(p, own_b);
    for (size_t i = 0; i < 2 * p->n_inputs; i++) {
        const bool second = i >= p->n_inputs;
        const size_t input = second ? i - p->n_inputs : i;
        ent_design_row(&design, b * ENT_BLOCK, ENT_BLOCK, i, (uint32_t)i, u);
        draw_input(p, input, u, (second ? own_b : own_a) + (size_t)p->input[input] * ENT_BLOCK);
    }
    memcpy(w->draws, own_a, rows * sizeof *own_a);
    memcpy(w->spare, own_b, rows * sizeof *own_b);
    const uint64_t seed_a = seed, seed_b = seed ^ UINT64_C(0x9e3779b97f4a7c15);
    const size_t at = r * c->n + b * ENT_BLOCK;
    run_block(w, own_a, seed_a, b, c->a + at);
    run_block(w, own_b, seed_b, b, c->b + at);
    for (size_t j = 0; j < c->d; j++) {
        const size_t place = (r * c->d + j) * c->n + b * ENT_BLOCK;
        swap_run(w, job, j, w->draws, own_b, own_a, seed_a, seed_b, b, c->ab + place);
        if (c->ba)
            swap_run(w, job, j, w->spare, own_a, own_b, seed_b, seed_a, b, c->ba + place);
    }
    ent_arena_rewind(&w->arena, mark);
    return ENT_OK;
}

ent_status explore_crossed(const explore_problem *p, const explore_factors *f, size_t n,
                           size_t replicates, bool second, uint64_t seed, explore_cross *c,
                           ent_arena *arena, ent_error *err)
{
    const size_t blocks = whole_blocks(n);
    cross_job job = {seed, f, c};
    if (2 * p->n_inputs > p->n_directions)
        return ent_fail(err, ENT_E_DATA,
                        "%zu inputs need more Sobol' dimensions than the %zu of "
                        "data/sobol_directions.csv",
                        p->n_inputs, p->n_directions);
    *c = (explore_cross){.n = blocks * ENT_BLOCK, .d = f->n, .replicates = replicates};
    c->a = ent_arena_array(arena, double, replicates * c->n);
    c->b = ent_arena_array(arena, double, replicates * c->n);
    c->ab = ent_arena_array(arena, double, replicates * c->n * c->d);
    c->ba = second ? ent_arena_array(arena, double, replicates * c->n * c->d) : NULL;
    if (!c->a || !c->b || !c->ab || (second && !c->ba))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    return run_pool(p, replicates * blocks, cross_task, &job, err);
}

/* --- Morris --------------------------------------------------------------------------------- */

typedef struct morris_job {
    size_t r;
    uint64_t seed;
    const double *x; /* [d][r (d+1)] */
    double *y;
} morris_job;

/* One step of all trajectories side by side: a trajectory keeps its place in the block and so
   its shocks, and two of its points differ in one input alone. */
static ent_status morris_task(worker *w, size_t task)
{
    const explore_problem *p = w->pool->p;
    const morris_job *job = w->pool->with;
    const size_t n = job->r * (p->n_inputs + 1);
    double u[ENT_BLOCK], y[ENT_BLOCK];
    fill_fixed(p, w->draws);
    for (size_t i = 0; i < p->n_inputs; i++) {
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            const size_t t = f < job->r ? f : 0;
            const double v = job->x[i * n + t * (p->n_inputs + 1) + task];
            u[f] = v < 0.001 ? 0.001 : v > 0.999 ? 0.999 : v;
        }
        draw_input(p, i, u, w->draws + (size_t)p->input[i] * ENT_BLOCK);
    }
    run_block(w, w->draws, job->seed, 0, y);
    for (size_t t = 0; t < job->r; t++)
        job->y[t * (p->n_inputs + 1) + task] = y[t];
    return ENT_OK;
}

/* Trajectories on a grid of four levels with steps of 2/3, order of inputs by random keys. */
static void draw_trajectories(const explore_problem *p, size_t r, uint64_t seed, double *x,
                              uint32_t *order)
{
    const size_t d = p->n_inputs, n = r * (d + 1);
    for (size_t t = 0; t < r; t++) {
        for (size_t i = 0; i < d; i++)
            order[i] = (uint32_t)i;
        for (size_t i = d; i > 1; i--) {
            const size_t k = (size_t)(ent_uniform(seed, t * d + i, 1, 0x30115) * (double)i) % i;
            const uint32_t swap = order[i - 1];
            order[i - 1] = order[k];
            order[k] = swap;
        }
        for (size_t i = 0; i < d; i++) {
            const double level = ent_uniform(seed, t * d + i, 2, 0x30115) < 0.5 ? 0.0 : 1.0 / 3.0;
            const bool down = ent_uniform(seed, t * d + i, 3, 0x30115) < 0.5;
            const double from = down ? level + 2.0 / 3.0 : level;
            const double to = down ? level : level + 2.0 / 3.0;
            size_t step = 0;
            for (size_t k = 0; k < d; k++)
                step = order[k] == i ? k : step;
            for (size_t s = 0; s <= d; s++)
                x[i * n + t * (d + 1) + s] = s <= step ? from : to;
        }
    }
}

ent_status explore_trajectories(const explore_problem *p, size_t r, uint64_t seed, double *x,
                                double *y, ent_arena *arena, ent_error *err)
{
    uint32_t *order = ent_arena_array(arena, uint32_t, p->n_inputs);
    if (!order)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (r < 2 || r > ENT_BLOCK)
        return ent_fail(err, ENT_E_ARG, "trajectories must be 2 to %d", ENT_BLOCK);
    draw_trajectories(p, r, seed, x, order);
    morris_job job = {r, seed, x, y};
    return run_pool(p, p->n_inputs + 1, morris_task, &job, err);
}
