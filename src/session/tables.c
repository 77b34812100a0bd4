/* Tables of a session: obligations, posture. Errors name an option as the command line does, for
   callers of the library too. */
#include <string.h>

#include "allocate/posture_tables.h"
#include "entente/text.h"
#include "report/obliged.h"
#include "session/answer.h"

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
    if (!parts)
        return ent_fail(err, ENT_E_NOMEM, "posture: out of memory");
    ENT_TRY(answer_at_most("--futures", o->futures, 1 << 22, err));
    ENT_TRY(answer_world(work->scenario, parts, arena, err));
    const posture_ask ask = {.world = parts->world,
                             .scenario = parts->scenario.name,
                             .year = o->year,
                             .day = o->day,
                             .us_home = o->us_home,
                             .groups = o->groups,
                             .group_be = o->group_be,
                             .flashpoint = o->flashpoint,
                             .method = o->method,
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
