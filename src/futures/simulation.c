#include "entente/simulation.h"

#include <string.h>
#include <unistd.h>

#include "entente/change.h"
#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "entente/world_build.h"

struct ent_simulation {
    ent_arena arena; /* holds this object too */
    ent_arena work;  /* of the last run */
    const char *tables;
    ent_facts facts;
    ent_register reg;
    scenario_spec scenario;
    ent_lever_setting *levers;
    ent_prior_setting *priors;
    ent_bin_hint hints[ENT_N_OUTCOMES];
    bool keep[ENT_N_OUTCOMES];
    ent_world *world;
    ent_run *run; /* NULL before a run */
    uint64_t n_futures;
};

/* Own copies of the settings, which the caller may change. */
static ent_status own_settings(ent_simulation *s, ent_error *err)
{
    scenario_spec *c = &s->scenario;
    s->levers = ent_arena_array(&s->arena, ent_lever_setting, c->n_levers);
    s->priors = ent_arena_array(&s->arena, ent_prior_setting, c->n_assumptions);
    if (!s->levers || !s->priors)
        return ent_fail(err, ENT_E_NOMEM, "simulation: out of memory");
    memcpy(s->levers, c->levers, c->n_levers * sizeof *s->levers);
    memcpy(s->priors, c->assumptions, c->n_assumptions * sizeof *s->priors);
    c->levers = s->levers;
    c->assumptions = s->priors;
    return ENT_OK;
}

static void choose_outcomes(ent_simulation *s)
{
    for (int o = 0; o < ENT_N_OUTCOMES; o++) {
        const ent_shape shape = ent_shape_of_outcome((ent_outcome_id)o);
        s->keep[o] = shape == ENT_SHAPE_SCALAR || shape == ENT_SHAPE_YEAR ||
                     shape == ENT_SHAPE_FLASHPOINT || shape == ENT_SHAPE_FLASHPOINT_SIDE;
    }
    for (size_t i = 0; i < s->reg.n_outcomes; i++) {
        const ent_outcome *row = &s->reg.outcomes[i];
        if (row->use >= 0)
            s->hints[row->use] = (ent_bin_hint){row->hist_low, row->hist_high, row->hist_log};
    }
}

static ent_status load(ent_simulation *s, const char *data, const char *scenarios,
                       const char *scenario, ent_error *err)
{
    s->tables = ent_text_format(&s->arena, "%s/treaty", data);
    if (!s->tables)
        return ent_fail(err, ENT_E_NOMEM, "simulation: out of memory");
    ENT_TRY(ent_facts_load(data, &s->facts, &s->arena, err));
    ENT_TRY(ent_register_load(data, &s->facts, &s->reg, &s->arena, err));
    ENT_TRY(scenario_load(scenarios, scenario, &s->facts, &s->reg, &s->scenario, &s->arena, err));
    ENT_TRY(own_settings(s, err));
    choose_outcomes(s);
    return ENT_OK;
}

ent_status ent_simulation_open(const char *data_dir, const char *scenarios_dir,
                               const char *scenario, ent_simulation **simulation, ent_error *err)
{
    ent_arena arena;
    *simulation = NULL;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    ent_simulation *s = ent_arena_array(&arena, ent_simulation, 1);
    if (!s) {
        ent_heap_arena_destroy(&arena);
        return ent_fail(err, ENT_E_NOMEM, "simulation: out of memory");
    }
    s->arena = arena;
    ent_heap_arena_create(&s->work, (size_t)1 << 20);
    const ent_status status = load(s, data_dir, scenarios_dir, scenario, err);
    if (status == ENT_OK)
        *simulation = s;
    else
        ent_simulation_close(s);
    return status;
}

/* What the last run made. */
static void forget(ent_simulation *s)
{
    ent_heap_arena_destroy(&s->work);
    ent_heap_arena_create(&s->work, (size_t)1 << 20);
    s->world = NULL;
    s->run = NULL;
    s->n_futures = 0;
}

void ent_simulation_close(ent_simulation *s)
{
    if (!s)
        return;
    ent_heap_arena_destroy(&s->work);
    ent_arena arena = s->arena; /* the object lies in what is given back */
    ent_heap_arena_destroy(&arena);
}

ent_status ent_simulation_set_lever(ent_simulation *s, const char *key, const char *value,
                                    ent_error *err)
{
    size_t row = 0;
    ent_lever_setting setting;
    ENT_TRY(ent_change_lever(&s->reg, &s->facts, key, value, &row, &setting, &s->arena, err));
    ENT_TRY(ent_change_fit(&s->scenario, &s->reg.levers[row], &s->levers[row], &setting, err));
    s->levers[row] = setting;
    return ENT_OK;
}

ent_status ent_simulation_set_assumption(ent_simulation *s, const char *key, const char *value,
                                         ent_error *err)
{
    size_t row = 0;
    ent_prior_setting setting;
    ENT_TRY(ent_change_assumption(&s->reg, key, value, &row, &setting, &s->arena, err));
    s->priors[row] = setting;
    return ENT_OK;
}

static ent_status find_outcome(const ent_simulation *s, const char *key, int *id, ent_error *err)
{
    *id = ent_id_of_outcome(key);
    if (*id >= 0)
        return ENT_OK;
    const char *near = ent_register_nearest_outcome(&s->reg, key);
    return ent_fail(err, ENT_E_KEY, "no outcome '%.60s'%s%s%s", key, near ? "; did you mean '" : "",
                    near ? near : "", near ? "'?" : "");
}

ent_status ent_simulation_keep(ent_simulation *s, const char *key, ent_error *err)
{
    int id;
    ENT_TRY(find_outcome(s, key, &id, err));
    s->keep[id] = true;
    return ENT_OK;
}

static ent_status build_world(ent_simulation *s, ent_error *err)
{
    ent_facts facts;
    const void *treaty = NULL;
    size_t bytes = 0;
    ENT_TRY(ent_facts_override(&s->facts, s->scenario.n_facts, s->scenario.facts, &facts, &s->work,
                               err));
    ENT_TRY(ent_world_treaty(&s->scenario, s->tables, &treaty, &bytes, &s->work, err));
    return ent_world_build(&facts, &s->reg, &s->scenario, treaty, bytes, &s->world, &s->work, err);
}

ent_status ent_simulation_run(ent_simulation *s, uint64_t n_futures, uint64_t seed, size_t threads,
                              ent_error *err)
{
    forget(s);
    ENT_TRY(build_world(s, err));
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (threads == 0)
        threads = processors > 0 ? (size_t)processors : 1;
    ent_run_plan plan = {.n_worlds = 1,
                         .worlds = {s->world},
                         .n_futures = n_futures,
                         .seed = seed,
                         .threads = threads,
                         .hints = s->hints,
                         .in_memory = true};
    memcpy(plan.keep, s->keep, sizeof plan.keep);
    ent_run *run = NULL;
    ENT_TRY(ent_run_create(&plan, &run, &s->work, err));
    ENT_TRY(ent_run_go(run, err));
    s->run = run;
    s->n_futures = n_futures;
    return ENT_OK;
}

uint64_t ent_simulation_futures(const ent_simulation *s)
{
    return s->n_futures;
}

uint64_t ent_simulation_hash(const ent_simulation *s)
{
    return s->run ? ent_run_hash(s->run, 0) : 0;
}

/* The mean of the columns present, future by future; false when one was not kept. */
static bool mean_of_rows(const ent_simulation *s, const ent_probe *p, size_t n, double *values)
{
    for (int32_t c = 0; c < p->count; c++)
        if (!ent_run_row(s->run, 0, (ent_outcome_id)p->outcome,
                         (size_t)p->first + (size_t)c * (size_t)p->stride))
            return false;
    for (size_t f = 0; f < n; f++) {
        double sum = 0.0;
        int32_t present = 0;
        for (int32_t c = 0; c < p->count; c++) {
            const double x = ent_run_row(s->run, 0, (ent_outcome_id)p->outcome,
                                         (size_t)p->first + (size_t)c * (size_t)p->stride)[f];
            if (x == x) {
                sum += x;
                present++;
            }
        }
        values[f] = present ? sum / present : ENT_MISSING;
    }
    return true;
}

ent_status ent_simulation_outcome(const ent_simulation *s, const char *key, const char *index,
                                  const char *at, double *values, size_t n, ent_error *err)
{
    int id;
    ent_probe probe;
    if (!s->run)
        return ent_fail(err, ENT_E_ARG, "%.60s: run the simulation first", key);
    if (n != s->n_futures)
        return ent_fail(err, ENT_E_ARG, "%.60s: room for %zu futures, the run has %llu", key, n,
                        (unsigned long long)s->n_futures);
    ENT_TRY(find_outcome(s, key, &id, err));
    if (!ent_probe_find(s->world, (ent_outcome_id)id, index && *index ? index : NULL, at, &probe))
        return ent_fail(err, ENT_E_ARG, "%s: the run has no '%.40s' at '%.20s'", key,
                        index ? index : "", at ? at : "");
    if (!mean_of_rows(s, &probe, n, values))
        return ent_fail(err, ENT_E_ARG, "%s: not kept; name it to keep before the run", key);
    return ENT_OK;
}
