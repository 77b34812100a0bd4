#include "entente/bargain_study.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/sort.h"

enum { SHAPLEY_DRAWS = 20000, THREADS_MAX = 64 };

ent_rule_about ent_rule_describe(ent_rule rule)
{
    static const ent_rule_about rules[ENT_RULE_COUNT] = {
#define ENT_RULE_ROW(constant, key, label, error) {key, label, error},
        ENT_RULE_LIST(ENT_RULE_ROW)
#undef ENT_RULE_ROW
    };
    ent_rule_about about = rules[rule];
    if (!(about.eu_error > 0.0))
        about.eu_error = ENT_MISSING;
    return about;
}

ent_study_options ent_study_defaults(void)
{
    return (ent_study_options){
        .smp = ent_smp_defaults(),
        .bdm = ent_bdm_defaults(),
        .quota = 0.5,
        .nash_value = 1.5,
        .seed = 1,
    };
}

/* One evaluation of the whole table. */
typedef struct answer {
    double *rules; /* [n_issues][ENT_RULE_COUNT] */
    double *final; /* [n][n_issues] */
    double *power, *power_error;
    ent_smp_result *smp; /* kept when not NULL */
    ent_bdm_result *bdm; /* [n_issues], kept when not NULL */
} answer;

static ent_status find_power(const ent_actors *a, const ent_study_options *o, const answer *out,
                             ent_arena *scratch)
{
    double total = 0.0;
    for (size_t i = 0; i < a->n; i++) {
        out->power[i] = a->capability[i];
        out->power_error[i] = 0.0;
        total += a->capability[i];
    }
    if (o->power == ENT_POWER_GIVEN)
        return ENT_OK;
    return ent_power_shapley(a->n, a->capability, o->quota * total, SHAPLEY_DRAWS, o->seed,
                             out->power, out->power_error, scratch);
}

/* A value, or missing when the rule has none here. */
static void set(double *cell, ent_status status, double value)
{
    *cell = status == ENT_OK ? value : ENT_MISSING;
}

static ent_status forecast_issue(const ent_actors *a, size_t d, const ent_study_options *o,
                                 const double *power, double *rules, ent_arena *scratch)
{
    double *x = ent_arena_array(scratch, double, a->n), *s = ent_arena_array(scratch, double, a->n);
    double *w = ent_arena_array(scratch, double, a->n), y = 0.0;
    if (!x || !s || !w)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < a->n; i++) {
        x[i] = a->position[i * a->n_issues + d];
        s[i] = a->salience[i * a->n_issues + d] / 100.0;
    }
    ent_forecast_weights(a->n, power, s, w);
    ent_status status = ent_forecast_mean(a->n, x, w, &y);
    set(&rules[ENT_RULE_COMPROMISE], status, y);
    status = ent_forecast_mean_of_means(a->n, x, power, s, &y);
    set(&rules[ENT_RULE_MEANS], status, y);
    status = ent_forecast_mean(a->n, x, NULL, &y);
    set(&rules[ENT_RULE_PLAIN], status, y);
    status = ent_forecast_median(a->n, x, w, &y, scratch);
    set(&rules[ENT_RULE_MEDIAN], status, y);
    status = ent_forecast_nash(a->n, x, power, s, o->nash_value, &y);
    set(&rules[ENT_RULE_NASH], status, y);
    return ENT_OK;
}

static ent_status run_smp(const ent_actors *a, const ent_study_options *o, uint64_t draw,
                          const answer *out, ent_arena *keep, ent_arena *scratch)
{
    ent_smp_options smp = o->smp;
    smp.draw = draw;
    smp.record = out->smp != NULL;
    if (o->rounds != ENT_ROUNDS_SMP)
        smp.max_turns = 0;
    ent_smp_result r;
    ENT_TRY(ent_smp_run(a, &smp, &r, keep, scratch));
    for (size_t d = 0; d < a->n_issues; d++) {
        double *rules = out->rules + d * ENT_RULE_COUNT;
        rules[ENT_RULE_ELECTION] = r.election_first[d];
        if (o->rounds == ENT_ROUNDS_SMP) {
            rules[ENT_RULE_SMP_MEAN] = r.mean_last[d];
            rules[ENT_RULE_SMP_ELECTION] = r.election_last[d];
        }
    }
    for (size_t k = 0; k < a->n * a->n_issues; k++)
        out->final[k] = r.positions[r.n_turns * a->n * a->n_issues + k];
    if (out->smp)
        *out->smp = r;
    return ENT_OK;
}

static ent_status run_bdm(const ent_actors *a, const ent_study_options *o, size_t d,
                          const answer *out, ent_arena *keep, ent_arena *scratch)
{
    double *x = ent_arena_array(scratch, double, a->n), *s = ent_arena_array(scratch, double, a->n);
    if (!x || !s)
        return ENT_E_NOMEM;
    double cares = 0.0;
    for (size_t i = 0; i < a->n; i++) {
        x[i] = a->position[i * a->n_issues + d];
        s[i] = a->salience[i * a->n_issues + d] / 100.0;
        cares += a->capability[i] * s[i];
    }
    if (!(cares > 0.0))
        return ENT_OK; /* nobody minds this issue: nothing moves */
    ent_bdm_result r;
    ENT_TRY(ent_bdm_run(a->n, a->capability, x, s, &o->bdm, &r, keep, scratch));
    out->rules[d * ENT_RULE_COUNT + ENT_RULE_BDM_MEAN] = r.mean[r.n_rounds];
    out->rules[d * ENT_RULE_COUNT + ENT_RULE_BDM_MEDIAN] = r.median[r.n_rounds];
    for (size_t i = 0; i < a->n; i++)
        out->final[i * a->n_issues + d] = r.positions[r.n_rounds * a->n + i];
    if (out->bdm)
        out->bdm[d] = r;
    return ENT_OK;
}

static ent_status evaluate(const ent_actors *given, const ent_study_options *o, uint64_t draw,
                           const answer *out, ent_arena *keep, ent_arena *scratch)
{
    for (size_t k = 0; k < given->n_issues * ENT_RULE_COUNT; k++)
        out->rules[k] = ENT_MISSING;
    ENT_TRY(find_power(given, o, out, scratch));
    ent_actors a = *given;
    a.capability = out->power;
    for (size_t d = 0; d < a.n_issues; d++)
        ENT_TRY(forecast_issue(&a, d, o, out->power, out->rules + d * ENT_RULE_COUNT, scratch));
    ENT_TRY(run_smp(&a, o, draw, out, keep, scratch));
    for (size_t d = 0; d < a.n_issues && o->rounds == ENT_ROUNDS_BDM; d++)
        ENT_TRY(run_bdm(&a, o, d, out, keep, scratch));
    return ENT_OK;
}

/* --- Draws: every thread takes the next few and writes to their own places --- */

enum { BATCH = 16 };

typedef struct drawing {
    const ent_actor_table *table;
    const ent_study_options *options;
    double *rules; /* [cell][draw] */
    double *final; /* [cell][draw] */
    atomic_size_t next, done, failed;
    atomic_bool stop, no_memory;
} drawing;

typedef struct drawer {
    ent_actors actors;
    double *capability, *position, *salience;
    answer out;
} drawer;

static bool drawer_init(drawer *w, const ent_actor_table *t, ent_arena *arena)
{
    const size_t cells = t->n * t->n_issues;
    w->capability = ent_arena_array(arena, double, t->n);
    w->position = ent_arena_array(arena, double, cells);
    w->salience = ent_arena_array(arena, double, cells);
    w->out = (answer){
        .rules = ent_arena_array(arena, double, t->n_issues *ENT_RULE_COUNT),
        .final = ent_arena_array(arena, double, cells),
        .power = ent_arena_array(arena, double, t->n),
        .power_error = ent_arena_array(arena, double, t->n),
    };
    w->actors = (ent_actors){t->n, t->n_issues, w->capability, w->position, w->salience};
    return w->capability && w->position && w->salience && w->out.rules && w->out.final &&
           w->out.power && w->out.power_error;
}

static void draw_one(drawing *job, drawer *w, size_t draw, ent_arena *arena)
{
    const ent_study_options *o = job->options;
    const size_t mark = ent_arena_mark(arena), n_draws = o->n_draws;
    const size_t n_rules = job->table->n_issues * ENT_RULE_COUNT;
    const size_t n_final = job->table->n * job->table->n_issues;
    ent_actor_table_draw(job->table, o->seed, draw, w->capability, w->position, w->salience);
    const ent_status status = evaluate(&w->actors, o, draw, &w->out, arena, arena);
    if (status == ENT_E_NOMEM)
        atomic_store(&job->no_memory, true);
    if (status != ENT_OK)
        atomic_fetch_add(&job->failed, 1);
    for (size_t k = 0; k < n_rules; k++)
        job->rules[k * n_draws + draw] = status == ENT_OK ? w->out.rules[k] : ENT_MISSING;
    for (size_t k = 0; k < n_final; k++)
        job->final[k * n_draws + draw] = status == ENT_OK ? w->out.final[k] : ENT_MISSING;
    ent_arena_rewind(arena, mark);
}

static void work(drawing *job, bool leads)
{
    const ent_study_options *o = job->options;
    ent_arena arena;
    drawer w;
    ent_heap_arena_create(&arena, 1u << 20);
    if (!drawer_init(&w, job->table, &arena))
        atomic_store(&job->no_memory, true);
    while (!atomic_load(&job->stop) && !atomic_load(&job->no_memory)) {
        const size_t first = atomic_fetch_add(&job->next, BATCH);
        if (first >= o->n_draws)
            break;
        for (size_t k = first; k < first + BATCH && k < o->n_draws; k++) {
            draw_one(job, &w, k, &arena);
            atomic_fetch_add(&job->done, 1);
        }
        if (leads && o->progress && !o->progress(atomic_load(&job->done), o->n_draws, o->closure))
            atomic_store(&job->stop, true);
    }
    ent_heap_arena_destroy(&arena);
}

static void *start_worker(void *job)
{
    work(job, false);
    return NULL;
}

static void run_workers(drawing *job)
{
    pthread_t threads[THREADS_MAX];
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = job->options->n_threads ? job->options->n_threads
                    : cores > 0             ? (size_t)cores
                                            : 1;
    wanted = wanted > THREADS_MAX ? THREADS_MAX : wanted;
    size_t started = 0;
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, start_worker, job) == 0)
        started++;
    work(job, true);
    for (size_t k = 0; k < started; k++)
        pthread_join(threads[k], NULL);
}

static void spread(size_t n, double *values, double *spare, ent_study_band *band)
{
    ent_sort_values(n, values, spare);
    size_t known = n;
    while (known > 0 && values[known - 1] != values[known - 1])
        known--;
    band->p5 = ent_sorted_quantile(known, values, 0.05);
    band->p50 = ent_sorted_quantile(known, values, 0.50);
    band->p95 = ent_sorted_quantile(known, values, 0.95);
}

static ent_status run_draws(const ent_actor_table *t, const ent_study_options *o, ent_study *s,
                            ent_arena *scratch, ent_error *err)
{
    const size_t n_rules = t->n_issues * ENT_RULE_COUNT, n_final = t->n * t->n_issues;
    double *spare = ent_arena_array(scratch, double, o->n_draws);
    drawing job = {.table = t, .options = o};
    job.rules = ent_arena_alloc(scratch, n_rules * sizeof(double), o->n_draws);
    job.final = ent_arena_alloc(scratch, n_final * sizeof(double), o->n_draws);
    if (!spare || !job.rules || !job.final)
        return ent_fail(err, ENT_E_NOMEM, "not enough memory for %zu draws", o->n_draws);
    run_workers(&job);
    if (atomic_load(&job.no_memory))
        return ent_fail(err, ENT_E_NOMEM, "not enough memory for %zu draws", o->n_draws);
    if (atomic_load(&job.stop))
        return ent_fail(err, ENT_E_STOPPED, "stopped after %zu of %zu draws",
                        atomic_load(&job.done), o->n_draws);
    for (size_t k = 0; k < n_rules; k++)
        spread(o->n_draws, job.rules + k * o->n_draws, spare, &s->forecast[k]);
    for (size_t k = 0; k < n_final; k++)
        spread(o->n_draws, job.final + k * o->n_draws, spare, &s->final[k]);
    s->n_draws = o->n_draws;
    s->n_failed = atomic_load(&job.failed);
    return ENT_OK;
}

static ent_status study_make(const ent_actor_table *t, ent_study *s, answer *out, ent_arena *arena,
                             ent_error *err)
{
    const size_t n_rules = t->n_issues * ENT_RULE_COUNT, n_final = t->n * t->n_issues;
    *s = (ent_study){
        .power = ent_arena_array(arena, double, t->n),
        .power_error = ent_arena_array(arena, double, t->n),
        .forecast = ent_arena_array(arena, ent_study_band, n_rules),
        .final = ent_arena_array(arena, ent_study_band, n_final),
        .bdm = ent_arena_array(arena, ent_bdm_result, t->n_issues),
    };
    *out = (answer){
        .rules = ent_arena_array(arena, double, n_rules),
        .final = ent_arena_array(arena, double, n_final),
        .power = s->power,
        .power_error = s->power_error,
        .smp = &s->smp,
        .bdm = s->bdm,
    };
    ENT_NEED(s->power && s->power_error && s->forecast && s->final && s->bdm && out->rules &&
                 out->final,
             err);
    return ENT_OK;
}

ent_status ent_study_run(const ent_actor_table *table, const ent_study_options *options,
                         ent_study *study, ent_arena *arena, ent_error *err)
{
    answer out;
    ent_study s;
    ENT_TRY(study_make(table, &s, &out, arena, err));
    const ent_actors actors = ent_actor_table_view(table);
    const ent_status status = evaluate(&actors, options, 0, &out, arena, arena);
    if (status == ENT_E_DATA)
        return ent_fail(err, status,
                        "%s: the election between positions does not settle; try "
                        "the conditional one",
                        table->path);
    if (status != ENT_OK)
        return ent_fail(err, status, "%s: %s", table->path, ent_status_text(status));
    for (size_t k = 0; k < table->n_issues * ENT_RULE_COUNT; k++)
        s.forecast[k] = (ent_study_band){out.rules[k], ENT_MISSING, ENT_MISSING, ENT_MISSING};
    for (size_t k = 0; k < table->n * table->n_issues; k++)
        s.final[k] = (ent_study_band){out.final[k], ENT_MISSING, ENT_MISSING, ENT_MISSING};
    if (options->n_draws > 0) {
        ent_arena scratch;
        ent_heap_arena_create(&scratch, 1u << 20);
        const ent_status drawn = run_draws(table, options, &s, &scratch, err);
        ent_heap_arena_destroy(&scratch);
        ENT_TRY(drawn);
    }
    *study = s;
    return ENT_OK;
}
