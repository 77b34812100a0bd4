/* Tables of a session: obligations, posture, battles, facts, registers, worlds. Errors name an
   option as the command line does, for callers of the library too. */
#include <math.h>
#include <string.h>

#include "allocate/posture_tables.h"
#include "base/file.h"
#include "base/hint.h"
#include "entente/text.h"
#include "entente/world_build.h"
#include "facts/facts_tables.h"
#include "facts/register_table.h"
#include "report/obliged.h"
#include "result/battle_table.h"
#include "session/answer.h"
#include "world/world_table.h"

/* --- obligations ------------------------------------------------------------------------------ */

typedef struct obliged_work {
    const ent_session *session;
    const ent_obliged_options *options;
    const ent_writing *writing;
} obliged_work;

static ent_status read_obliged(const obliged_work *work, obliged_args *args, ent_error *err)
{
    const ent_obliged_options *o = work->options;
    ent_format format = ENT_FORMAT_TEXT;
    ENT_TRY(answer_format(work->writing, &format, err));
    *args = (obliged_args){.place = o->place,
                           .on = o->on,
                           .territory = o->territory_of,
                           .mission = o->mission,
                           .armed = o->armed_attack,
                           .actor = o->attacker_type,
                           .request = o->request,
                           .event = o->events,
                           .html = o->page,
                           .cases = o->cases,
                           .data = work->session->folders.data,
                           .style = answer_style(work->writing),
                           .lat = o->lat,
                           .lon = o->lon,
                           .explain = o->explain,
                           .all = o->all,
                           .matrix = o->matrix,
                           .history = o->history,
                           .json = format == ENT_FORMAT_JSON,
                           .csv = format == ENT_FORMAT_CSV,
                           .nuclear = o->nuclear,
                           .after_ceasefire = o->after_ceasefire,
                           .contested_firm = o->contested_firm};
    ENT_TRY(answer_list("--attacker", &o->attackers, &args->attackers, err));
    ENT_TRY(answer_list("--victim", &o->victims, &args->victims, err));
    ENT_TRY(answer_list("--object", &o->objects, &args->objects, err));
    ENT_TRY(answer_list("--accession", &o->accessions, &args->accessions, err));
    ENT_TRY(answer_list("--withdrawal", &o->withdrawals, &args->withdrawals, err));
    return answer_list("--state", &o->states, &args->states, err);
}

static ent_status make_obligations(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const obliged_work *work = with;
    obliged_args args;
    ent_treaty t;
    ent_treaty_event e;
    ENT_TRY(read_obliged(work, &args, err));
    ENT_TRY(obliged_open(&args, &t, arena, err));
    if (args.matrix)
        return obliged_matrix(&t, &args, out, arena, err);
    if (args.history)
        return obliged_history(&t, &args, out, arena, err);
    if (args.event)
        return obliged_file(&t, &args, out, arena, err);
    ENT_TRY(obliged_event(&t, &args, &e, err));
    return obliged_answer(&t, &args, &e, NULL, out, arena, err);
}

ent_status ent_session_obligations(ent_session *s, const ent_obliged_options *options,
                                   const ent_writing *writing, const char **text, size_t *length,
                                   ent_error *err)
{
    obliged_work work = {s, options, writing};
    return answer(s, make_obligations, &work, text, length, err);
}

/* --- posture ---------------------------------------------------------------------------------- */

typedef struct posture_work {
    const ent_scenario *scenario;
    const ent_posture_options *options;
    const ent_writing *writing;
} posture_work;

static ent_status make_posture(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const posture_work *work = with;
    const ent_posture_options *o = work->options;
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    ent_table table = {0};
    ENT_NEED(parts, err);
    ENT_TRY(answer_at_most("--futures", o->futures, 1 << 22, err));
    ENT_TRY(answer_domain("--day", o->day, 1.0, 365.0, 0.0, "days", err));
    if (!isnan(o->us_home))
        ENT_TRY(answer_domain("--us-home", o->us_home, 0.0, 1.0, 0.0, "share", err));
    ENT_TRY(answer_world(work->scenario, parts, arena, err));
    const posture_ask ask = {.world = parts->world,
                             .scenario = parts->scenario.name,
                             .year = o->year,
                             .day = o->day,
                             .us_home = o->us_home,
                             .groups = o->groups,
                             .group_be = o->group_be,
                             .flashpoint = o->flashpoint,
                             .method = o->method ? o->method : "lp",
                             .table = o->table,
                             .futures = o->futures,
                             .seed = o->seed,
                             .frontier = o->frontier,
                             .without_us = o->without_us,
                             .forces = o->forces};
    ENT_TRY(posture_table(&ask, &table, arena, err));
    return answer_table(&table, work->writing, out, err);
}

ent_status ent_scenario_posture(const ent_scenario *scenario, const ent_posture_options *options,
                                const ent_writing *writing, const char **text, size_t *length,
                                ent_error *err)
{
    posture_work work = {scenario, options, writing};
    return answer(scenario->session, make_posture, &work, text, length, err);
}

/* --- battles ---------------------------------------------------------------------------------- */

typedef struct battle_work {
    const ent_scenario *scenario;
    const ent_words *keys;
    size_t draws;
    uint64_t seed;
    const ent_writing *writing;
} battle_work;

static ent_status check_battle(const char *word, const scenario_spec *s, ent_error *err)
{
    const char *keys[64];
    size_t known = 0;
    for (; known < s->n_battles && known < 64; known++) {
        keys[known] = s->battles[known].key;
        if (strcmp(word, keys[known]) == 0)
            return ENT_OK;
    }
    const char *near = ent_text_nearest(word, keys, known);
    return ent_fail(err, ENT_E_ARG, "the battle '%.60s' does not exist%s", word,
                    near ? did_you_mean(near).text : "; 'entente battle' lists them");
}

static ent_status choose_battles(const scenario_spec *s, const ent_words *keys, bool *wanted,
                                 ent_error *err)
{
    for (size_t i = 0; i < keys->n; i++)
        ENT_TRY(check_battle(keys->words[i], s, err));
    for (size_t b = 0; b < s->n_battles; b++) {
        wanted[b] = keys->n == 0;
        for (size_t i = 0; i < keys->n; i++)
            wanted[b] |= strcmp(keys->words[i], s->battles[b].key) == 0;
    }
    return ENT_OK;
}

static ent_status make_battles(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const battle_work *work = with;
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    ent_table t = {0};
    ENT_NEED(parts, err);
    if (work->draws == 0)
        return ent_fail(err, ENT_E_ARG, "--draws must be at least 1");
    ENT_TRY(answer_at_most("--draws", work->draws, 1 << 24, err));
    ENT_TRY(answer_world(work->scenario, parts, arena, err));
    const scenario_spec *s = &parts->scenario;
    if (s->n_battles == 0)
        return ent_fail(err, ENT_E_ARG, "%s describes no battles. The scenario baltic-2015 does",
                        s->key);
    bool *wanted = ent_arena_array(arena, bool, s->n_battles);
    ENT_NEED(wanted, err);
    ENT_TRY(choose_battles(s, work->keys, wanted, err));
    ENT_TRY(battle_table(parts, wanted, work->seed, work->draws, &t, arena, err));
    return answer_table(&t, work->writing, out, err);
}

ent_status ent_scenario_battles(const ent_scenario *scenario, const ent_words *keys, size_t draws,
                                uint64_t seed, const ent_writing *writing, const char **text,
                                size_t *length, ent_error *err)
{
    battle_work work = {scenario, keys, draws, seed, writing};
    return answer(scenario->session, make_battles, &work, text, length, err);
}

/* --- facts and registers ---------------------------------------------------------------------- */

typedef struct facts_work {
    const ent_session *session;
    const ent_facts_options *options;
    const ent_writing *writing;
    bool failed;
} facts_work;

/* The cross-checks, of the tables and of them with the facts of each scenario. */
static ent_status check_facts(const ent_session *s, ent_table *t, bool *failed, ent_arena *arena,
                              ent_error *err)
{
    const char *const *names = NULL;
    size_t n = 0;
    ENT_TRY(facts_check_table(&s->tables.facts, t, failed, arena, err));
    ENT_TRY(scenario_list(s->folders.scenarios, &names, &n, arena, err));
    for (size_t i = 0; i < n; i++) {
        world_parts p;
        ent_facts changed;
        ENT_TRY(world_parts_share(names[i], &s->tables, &p, arena, err));
        if (!p.scenario.n_facts)
            continue;
        ENT_TRY(ent_facts_override(&p.facts, p.scenario.n_facts, p.scenario.facts, &changed, arena,
                                   err));
        ENT_TRY(facts_check_more(&changed, names[i], t, failed, arena, err));
    }
    return ENT_OK;
}

static ent_status make_facts(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    facts_work *work = with;
    const ent_facts_options *o = work->options;
    const ent_facts *facts = &work->session->tables.facts;
    ent_format format = ENT_FORMAT_TEXT;
    ent_table t = {0};
    ENT_TRY(answer_format(work->writing, &format, err));
    if (o->words.n > 16)
        return ent_fail(err, ENT_E_ARG, "at most 16 states and keys at once");
    const facts_ask ask = {.n = o->words.n,
                           .words = o->words.words,
                           .year = o->year,
                           .vintage = o->vintage,
                           .sources = o->sources,
                           .numbers = format != ENT_FORMAT_TEXT};
    ENT_TRY(o->check ? check_facts(work->session, &t, &work->failed, arena, err)
                     : facts_table(facts, &ask, &t, arena, err));
    return answer_table(&t, work->writing, out, err);
}

ent_status ent_session_facts(ent_session *s, const ent_facts_options *options,
                             const ent_writing *writing, bool *failed, const char **text,
                             size_t *length, ent_error *err)
{
    facts_work work = {s, options, writing, false};
    world_say_absent(&s->tables, NULL);
    const ent_status status = answer(s, make_facts, &work, text, length, err);
    if (failed)
        *failed = work.failed;
    return status;
}

typedef struct register_work {
    const ent_session *session;
    const char *name;
    const ent_words *keys;
    bool unused;
    const ent_writing *writing;
} register_work;

static ent_status make_register(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const register_work *work = with;
    register_kind kind = REGISTER_LEVERS;
    ent_table t = {0};
    ENT_TRY(register_kind_of(work->name, &kind, err));
    ENT_TRY(register_table(&work->session->tables.reg, kind, work->keys->n, work->keys->words,
                           work->unused, &t, arena, err));
    return answer_table(&t, work->writing, out, err);
}

ent_status ent_session_register(ent_session *s, const char *name, const ent_words *keys,
                                bool unused, const ent_writing *writing, const char **text,
                                size_t *length, ent_error *err)
{
    register_work work = {s, name, keys, unused, writing};
    return answer(s, make_register, &work, text, length, err);
}

/* --- worlds ----------------------------------------------------------------------------------- */

typedef struct world_work {
    const ent_scenario *scenario; /* NULL: a saved world */
    const char *path;
    const ent_writing *writing; /* NULL: save it at `path` */
} world_work;

static ent_status make_world(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const world_work *work = with;
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    ent_world *w = NULL;
    ent_table t = {0};
    ENT_NEED(parts, err);
    if (work->scenario) {
        ENT_TRY(answer_world(work->scenario, parts, arena, err));
        w = parts->world;
    } else {
        ENT_TRY(ent_world_load(work->path, &w, arena, err));
    }
    if (!work->writing)
        return ent_world_save(work->path, w, err);
    world_table(w, &t, arena);
    return answer_table(&t, work->writing, out, err);
}

ent_status ent_scenario_world(const ent_scenario *scenario, const ent_writing *writing,
                              const char **text, size_t *length, ent_error *err)
{
    world_work work = {scenario, NULL, writing};
    return answer(scenario->session, make_world, &work, text, length, err);
}

ent_status ent_scenario_write_world(const ent_scenario *scenario, const char *path, ent_error *err)
{
    world_work work = {scenario, path, NULL};
    const char *text = NULL;
    size_t length = 0;
    ENT_TRY(ent_file_distinct(path, scenario->parts.scenario.path, err));
    return answer(scenario->session, make_world, &work, &text, &length, err);
}

ent_status ent_session_world(ent_session *session, const char *path, const ent_writing *writing,
                             const char **text, size_t *length, ent_error *err)
{
    world_work work = {NULL, path, writing};
    return answer(session, make_world, &work, text, length, err);
}
