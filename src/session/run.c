/* From a scenario, maybe with a baseline, to a result. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/hint.h"
#include "entente/heap.h"
#include "entente/sobol.h"
#include "entente/text.h"
#include "scenario/apply.h"
#include "session/answer.h"
#include "session/estimate.h"
#include "session/inside.h"
#include "session/ranks.h"

/* --- worlds ----------------------------------------------------------------------------------- */

/* A copy of a scenario's parts over which later changes of it do not reach; with a world. */
static ent_status build(const ent_scenario *s, const session_changes *assume,
                        const world_parts *beliefs, world_parts *parts, ent_arena *arena,
                        ent_error *err)
{
    text_list one = {.count = 1};
    const text_list none = {0};
    *parts = s->parts;
    ENT_TRY(settings_apply(&none, &none, &parts->reg, &parts->facts, &parts->scenario, arena, err));
    for (size_t i = 0; assume && i < assume->n; i++) {
        one.items[0] = assume->items[i];
        ENT_TRY(
            settings_apply(&none, &one, &parts->reg, &parts->facts, &parts->scenario, arena, err));
    }
    if (beliefs)
        world_parts_believe(parts, beliefs);
    return world_parts_build(parts, arena, err);
}

/* The unit of each outcome in the money of the run. */
static ent_status read_units(ent_result *r, ent_error *err)
{
    const ent_register *reg = &r->parts.reg;
    r->units = ent_arena_array(&r->arena, session_unit, reg->n_outcomes);
    ENT_NEED(r->units, err);
    for (size_t i = 0; i < reg->n_outcomes; i++) {
        session_unit *u = &r->units[i];
        u->rate = 1.0;
        u->text = money_unit(&r->money, reg->outcomes[i].unit, &u->rate, &r->arena);
        if (!u->text)
            *u = (session_unit){reg->outcomes[i].unit, 1.0};
    }
    return ENT_OK;
}

static ent_status load_worlds(ent_result *r, const ent_scenario *scenario,
                              const ent_scenario *baseline, const ent_run_options *o,
                              ent_error *err)
{
    ENT_TRY(build(scenario, NULL, NULL, &r->parts, &r->arena, err));
    r->worlds = (run_worlds){.n = 1, .worlds = {r->parts.world}, .key = {r->parts.scenario.key}};
    if (baseline) {
        ENT_TRY(build(baseline, o->own_beliefs ? NULL : &scenario->assume,
                      o->own_beliefs ? NULL : &r->parts, &r->baseline, &r->arena, err));
        r->has_baseline = true;
        r->worlds.worlds[r->worlds.n] = r->baseline.world;
        r->worlds.key[r->worlds.n++] = r->baseline.scenario.key;
    }
    const ent_bill_terms terms = ent_bill_terms_of(r->parts.world);
    r->has_bill = ent_bill_terms_fit(r->parts.world, &terms) &&
                  bill_compute(r->parts.world, &r->parts.facts_changed, &terms, 0, NULL, &r->bill,
                               NULL) == ENT_OK;
    ENT_TRY(money_read(o->currency, &r->parts.facts, &r->money, err));
    ENT_TRY(read_units(r, err));
    ENT_TRY(claims_prepare(&r->parts, r->has_bill ? &r->bill : NULL, &r->worlds, &r->claims,
                           &r->arena, err));
    return claims_in_money(&r->claims, &r->money, &r->arena, err);
}

/* Futures of a run that a claim compares with, however many the user asks for. */
enum { NARROW_FUTURES = 2048 };

/* --- plan ------------------------------------------------------------------------------------- */

static ent_status read_design(ent_result *r, const char *design, ent_error *err)
{
    static const char *const names[] = {"mc", "lhs", "sobol"};
    const char *path =
        ent_text_format(&r->arena, "%s/sobol_directions.csv", r->parts.folders->data);
    for (size_t i = 0; i < 3; i++)
        if (strcmp(names[i], design) == 0) {
            r->design = names[i];
            r->plan.design = (ent_design_kind)i;
            return i < 2 ? ENT_OK
                         : ent_sobol_load(path, &r->plan.directions, &r->plan.n_dimensions,
                                          &r->arena, err);
        }
    return ent_fail(err, ENT_E_ARG, "the design '%.40s' does not exist; choose mc, lhs or sobol",
                    design);
}

static ent_status keep_one(ent_result *r, const char *key, ent_error *err)
{
    const int id = ent_id_of_outcome(key);
    if (id >= 0) {
        r->plan.keep[id] = true;
        return ENT_OK;
    }
    if (ent_register_outcome(&r->parts.reg, key))
        return ent_fail(err, ENT_E_KEY,
                        "the outcome '%.60s' is computed without futures: there is nothing to keep",
                        key);
    const char *near = ent_register_nearest_outcome(&r->parts.reg, key);
    return ent_fail(err, ENT_E_KEY, "the outcome '%.60s' does not exist%s", key,
                    did_you_mean(near).text);
}

static ent_status read_keep(ent_result *r, const ent_run_options *o, ent_error *err)
{
    if (!o->folder && !r->plan.in_memory)
        return ENT_OK; /* on several ranks nothing is kept in memory */
    for (int k = 0; !o->summary && k < ENT_N_OUTCOMES; k++) {
        const ent_shape shape = ent_outcome_shape((ent_outcome_id)k);
        r->plan.keep[k] = shape == ENT_SHAPE_SCALAR || shape == ENT_SHAPE_YEAR ||
                          shape == ENT_SHAPE_FLASHPOINT || shape == ENT_SHAPE_FLASHPOINT_SIDE;
    }
    for (size_t i = 0; i < o->n_keep; i++)
        ENT_TRY(keep_one(r, o->keep[i], err));
    return ENT_OK;
}

static void on_blocks(void *with, uint64_t done, uint64_t all)
{
    const ent_result *r = with;
    r->options.progress(r->options.progress_with, done, all, clock_now() - r->seconds);
}

static ent_status make_plan(ent_result *r, const ent_run_options *o, ent_error *err)
{
    const ent_register *reg = &r->parts.reg;
    size_t threads = 0;
    ENT_TRY(ranks_threads(&r->session->ranks, o->threads, &threads, err));
    const uint64_t blocks = o->futures / ENT_BLOCK + 1;
    threads = threads > blocks ? (size_t)blocks : threads; /* more have nothing to do */
    for (size_t i = 0; i < reg->n_outcomes; i++)
        if (reg->outcomes[i].use >= 0)
            r->hints[reg->outcomes[i].use] = (ent_bin_hint){
                reg->outcomes[i].hist_low, reg->outcomes[i].hist_high, reg->outcomes[i].hist_log};
    const bool alone = r->session->ranks.size == 1;
    r->plan = (ent_run_plan){.n_worlds = r->worlds.n,
                             .paired = r->has_baseline ? 1 : 0,
                             .n_futures = o->futures,
                             .seed = o->seed,
                             .threads = threads,
                             .first_block = o->first_block,
                             .end_block = o->end_block,
                             .hints = r->hints,
                             .keep_probes = alone && o->futures <= (uint64_t)1 << 20,
                             .exact = o->every_column ? ENT_EXACT_ALL : ENT_EXACT_SHOWN,
                             .scratch = o->folder,
                             .in_memory = alone && !o->folder,
                             .n_probes = r->claims.n_probes,
                             .probes = r->claims.probes,
                             .progress = o->progress ? on_blocks : NULL,
                             .progress_with = r,
                             .ranks = &r->session->ranks,
                             .working = &r->working,
                             .stop = o->stop};
    for (size_t i = 0; i < reg->n_outcomes; i++)
        if (reg->outcomes[i].use >= 0) {
            r->plan.time[reg->outcomes[i].use] = reg->outcomes[i].counts == ENT_COUNTS_TIME;
            r->plan.percent[reg->outcomes[i].use] = strcmp(reg->outcomes[i].unit, "ratio") == 0;
        }
    for (size_t w = 0; w < r->worlds.n; w++) {
        r->plan.worlds[w] = r->worlds.worlds[w];
        r->plan.narrow[w] = r->worlds.narrow[w];
    }
    r->plan.narrow_futures = NARROW_FUTURES;
    ENT_TRY(read_design(r, o->design ? o->design : "mc", err));
    return read_keep(r, o, err);
}

/* The command that makes the result again. */
static const char *command_of(ent_result *r, const ent_scenario *scenario,
                              const ent_scenario *baseline, bool own_beliefs)
{
    ent_builder b;
    ent_builder_init(&b, &r->arena);
    ent_builder_format(&b, "entente run %s", scenario->name);
    if (baseline)
        ent_builder_format(&b, " --vs %s%s", baseline->name, own_beliefs ? " --own-beliefs" : "");
    ent_builder_format(&b, " --futures %llu --seed %llu --design %s",
                       (unsigned long long)r->plan.n_futures, (unsigned long long)r->plan.seed,
                       r->design);
    if (*r->money.code)
        ent_builder_format(&b, " --currency %s", r->money.code);
    for (size_t i = 0; i < scenario->set.n; i++)
        ent_builder_format(&b, " --set '%s'", scenario->set.items[i]);
    for (size_t i = 0; i < scenario->assume.n; i++)
        ent_builder_format(&b, " --assume '%s'", scenario->assume.items[i]);
    return b.data;
}

/* --- store ------------------------------------------------------------------------------------ */

/* What a stopped run left: under its working name, or whole, as a merge leaves it. */
static ent_status resume_store(ent_result *r, const char *part, const char *whole, ent_error *err)
{
    const ent_register *reg = &r->parts.reg;
    if (access(part, F_OK) == 0)
        return ent_store_resume(part, r->run, reg, &r->store, &r->working, err);
    ENT_TRY(ent_store_resume(whole, r->run, reg, &r->store, &r->working, err));
    if (ent_run_done(r->run) == ent_run_blocks(r->run))
        return ENT_OK;
    ent_store_close(r->store);
    r->store = NULL;
    ENT_TRY(ent_file_rename(whole, part, err));
    ENT_TRY(ent_run_create(&r->plan, &r->run, &r->arena, err));
    return ent_store_resume(part, r->run, reg, &r->store, &r->working, err);
}

/* Run with every batch written to the store; what is done stays under the working name until
   the run is whole. */
static ent_status run_with_store(ent_result *r, const char *part, const char *whole, ent_error *err)
{
    ent_status status = ent_run_go(r->run, err);
    r->seconds = clock_now() - r->seconds;
    if (status == ENT_OK) {
        ent_store *store = r->store;
        r->store = NULL;
        return ent_store_finish(store, whole, err);
    }
    if (status == ENT_E_STOPPED) {
        const ent_status kept = ent_store_checkpoint(r->store, err);
        if (kept == ENT_OK)
            ent_fail(err, status,
                     "stopped%s: %llu of %llu blocks are saved in %s; go on with "
                     "--resume",
                     r->session->ranks.size > 1 ? " (ended from outside, or a rank died)" : "",
                     (unsigned long long)ent_run_done(r->run),
                     (unsigned long long)ent_run_blocks(r->run), part);
        status = kept == ENT_OK ? status : kept;
    }
    return status;
}

/* --- all -------------------------------------------------------------------------------------- */

typedef struct asked {
    const ent_scenario *scenario, *baseline;
    const ent_run_options *options;
    const char *part, *whole; /* the store; NULL: none */
} asked;

/* What a run that was stopped has kept makes room for a new one, and is not lost. */
static ent_status set_aside(ent_result *r, const char *part, ent_error *err)
{
    if (access(part, F_OK) != 0)
        return ENT_OK;
    const char *old = ent_text_format(&r->arena, "%s.old", part);
    const char *line = ent_text_format(
        &r->arena, "a run was stopped in this folder; what it had computed is now %s.old", part);
    ENT_NEED(old && line, err);
    ENT_TRY(ent_file_rename(part, old, err));
    if (r->session->folders.warn)
        r->session->folders.warn(line);
    return ENT_OK;
}

/* All that can go wrong before the first block; rank 0 alone has folder and store. */
static ent_status prepare(ent_result *r, const asked *a, ent_error *err)
{
    ENT_TRY(load_worlds(r, a->scenario, a->baseline, a->options, err));
    ENT_TRY(make_plan(r, a->options, err));
    r->command = command_of(r, a->scenario, a->baseline, a->options->own_beliefs);
    r->vs =
        a->baseline ? ent_text_copy(a->baseline->name, strlen(a->baseline->name), &r->arena) : NULL;
    r->is_changed = a->scenario->set.n || a->scenario->assume.n || a->scenario->n_facts;
    if (!r->command || (a->baseline && !r->vs))
        return ent_fail(err, ENT_E_NOMEM, "run: out of memory");
    ENT_TRY(ent_run_check(&r->plan, err));
    ENT_TRY(estimate_run(r, a->options->folder, err));
    if (!a->part || r->session->ranks.rank > 0)
        return ent_run_create(&r->plan, &r->run, &r->arena, err);
    if (a->options->resume && access(a->part, F_OK) != 0 && access(a->whole, F_OK) != 0)
        return ent_fail(err, ENT_E_IO, "%s: there is no run to continue. Leave out --resume",
                        a->part);
    const bool is_new = access(a->options->folder, F_OK) != 0;
    ENT_TRY(folder_make(a->options->folder, err));
    ENT_TRY(folder_lock(a->options->folder, &r->lock, err));
    ENT_TRY(ent_file_replaceable(a->whole, err));
    const ent_status created = ent_run_create(&r->plan, &r->run, &r->arena, err);
    if (created != ENT_OK && is_new)
        rmdir(a->options->folder); /* nothing was written into it */
    ENT_TRY(created);
    if (!a->options->resume)
        ENT_TRY(set_aside(r, a->part, err));
    return a->options->resume
               ? resume_store(r, a->part, a->whole, err)
               : ent_store_create(a->part, r->run, &r->parts.reg, &r->store, &r->working, err);
}

static ent_status run_all(ent_result *r, const asked *a, ent_error *err)
{
    ent_session *s = r->session;
    ENT_TRY(answer_ranks(s, err));
    ENT_TRY(ranks_agree(&s->ranks, prepare(r, a, err), s->folders.warn, err));
    r->seconds = clock_now();
    if (r->store) {
        ENT_TRY(run_with_store(r, a->part, a->whole, err));
    } else {
        ENT_TRY(ent_run_go(r->run, err));
        r->seconds = clock_now() - r->seconds;
    }
    return ENT_OK;
}

ent_status ent_scenario_run(ent_scenario *scenario, ent_scenario *baseline,
                            const ent_run_options *options, ent_result **result, ent_error *err)
{
    const ent_run_options defaults = ENT_RUN_DEFAULTS;
    ent_arena arena;
    *result = NULL;
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    ent_result *r = ent_arena_array(&arena, ent_result, 1);
    if (!r) {
        ent_heap_arena_destroy(&arena);
        return ent_fail(err, ENT_E_NOMEM, "run: out of memory");
    }
    r->arena = arena;
    r->lock = -1;
    r->session = scenario->session;
    r->options = options ? *options : defaults;
    ent_heap_arena_create(&r->working, (size_t)1 << 20);
    const char *folder = r->options.folder;
    const asked a = {scenario, baseline, &r->options,
                     folder ? ent_text_format(&r->arena, "%s/results.sqlite.part", folder) : NULL,
                     folder ? ent_text_format(&r->arena, "%s/results.sqlite", folder) : NULL};
    ent_status status = folder && (!a.part || !a.whole)
                            ? ent_fail(err, ENT_E_NOMEM, "run: out of memory")
                            : run_all(r, &a, err);
    ent_store_close(r->store); /* of a run that did not come to its end */
    r->store = NULL;
    ent_heap_arena_destroy(&r->working);
    ent_heap_arena_create(&r->working, (size_t)1 << 12);
    r->next = r->session->results;
    r->session->results = r;
    if (status == ENT_OK)
        *result = r;
    else
        ent_result_close(r);
    return status;
}

void ent_result_close(ent_result *r)
{
    if (!r)
        return;
    ent_result **at = &r->session->results;
    while (*at && *at != r)
        at = &(*at)->next;
    if (*at)
        *at = r->next;
    if (r->run)
        ent_run_forget_values(r->run);
    folder_unlock(r->lock);
    ent_report_close(r->report);
    why_free(&r->why);
    ent_heap_arena_destroy(&r->working);
    ent_arena arena = r->arena; /* the object lies in what is given back */
    ent_heap_arena_destroy(&arena);
}
