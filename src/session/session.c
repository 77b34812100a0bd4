#include <stdio.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/live.h"
#include "entente/text.h"
#include "facts/state_names.h"
#include "scenario/apply.h"
#include "session/inside.h"
#include "session/paths.h"
#include "session/ranks.h"

enum { CHUNK = 1 << 20 };

/* A zeroed object that lies in an arena of its own. */
static void *in_own_arena(size_t size, ent_arena *arena)
{
    ent_heap_arena_create(arena, CHUNK);
    void *made = ent_arena_alloc(arena, 1, size);
    if (!made)
        ent_heap_arena_destroy(arena);
    return made;
}

static const char *own(ent_arena *arena, const char *text)
{
    return text ? ent_text_copy(text, strlen(text), arena) : NULL;
}

/* --- session ---------------------------------------------------------------------------------- */

static ent_status open_tables(ent_session *s, const ent_session_options *options, ent_error *err)
{
    const char *data = options && options->data ? options->data : path_data();
    const char *scenarios = options && options->scenarios ? options->scenarios : path_scenarios();
    s->folders = (world_folders){.data = own(&s->arena, data),
                                 .scenarios = own(&s->arena, scenarios),
                                 .warn = options ? options->warn : NULL};
    ENT_NEED(s->folders.data && s->folders.scenarios, err);
    return world_tables_load(&s->folders, &s->tables, &s->arena, err);
}

ent_status ent_session_open(const ent_session_options *options, ent_session **session,
                            ent_error *err)
{
    ent_arena arena;
    *session = NULL;
    ent_session *s = in_own_arena(sizeof *s, &arena);
    ENT_NEED(s, err);
    s->arena = arena;
    s->ranks = (ent_ranks){.rank = 0, .size = 1};
    const ent_status status = open_tables(s, options, err);
    if (status == ENT_OK)
        *session = s;
    else
        ent_session_close(s);
    return status;
}

void ent_session_close(ent_session *s)
{
    if (!s)
        return;
    while (s->results)
        ent_result_close(s->results);
    while (s->statements)
        ent_statement_close(s->statements);
    while (s->scenarios)
        ent_scenario_close(s->scenarios);
    if (s->ranks_open)
        ranks_close(&s->ranks);
    ent_arena arena = s->arena; /* the object lies in what is given back */
    ent_heap_arena_destroy(&arena);
}

const char *ent_session_data(const ent_session *s)
{
    return s->folders.data;
}

const char *ent_session_scenarios(const ent_session *s)
{
    return s->folders.scenarios;
}

ent_status ent_session_state(const ent_session *s, const char *word, const char **iso3,
                             ent_error *err)
{
    return facts_state(&s->tables.facts, word, iso3, err);
}

static ent_status add_state(const ent_session *s, const char *word, const char **iso3, size_t *n,
                            ent_error *err)
{
    if (*n == ENT_SESSION_STATES)
        return ent_fail(err, ENT_E_ARG, "the list has more than %d states", ENT_SESSION_STATES);
    ENT_TRY(facts_state(&s->tables.facts, word, &iso3[*n], err));
    for (size_t i = 0; i < *n; i++)
        if (strcmp(iso3[i], iso3[*n]) == 0)
            return ent_fail(err, ENT_E_ARG, "the list names %s twice", iso3[i]);
    ++*n;
    return ENT_OK;
}

ent_status ent_session_states(const ent_session *s, const char *words,
                              const char *iso3[ENT_SESSION_STATES], size_t *n, ent_error *err)
{
    *n = 0;
    for (const char *at = words;; at++) {
        char word[80];
        at += strspn(at, " ");
        size_t length = strcspn(at, ",");
        const char *next = at + length;
        while (length > 0 && at[length - 1] == ' ')
            length--;
        if (length == 0 || length >= sizeof word)
            return ent_fail(err, ENT_E_ARG, "'%.60s' is not a list of states such as DEU,POL",
                            words);
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        ENT_TRY(add_state(s, word, iso3, n, err));
        at = next;
        if (!*at)
            return ENT_OK;
    }
}

bool ent_session_speaks(const ent_session *s)
{
    return s->ranks_open ? s->ranks.rank == 0 : ranks_expected() == 0;
}

size_t ent_session_ranks(const ent_session *s)
{
    return s->ranks_open ? (size_t)s->ranks.size : ranks_started();
}

bool ent_session_has_page(void)
{
    return ent_live_built();
}

/* --- scenarios -------------------------------------------------------------------------------- */

ent_status ent_scenario_load(ent_session *session, const char *name, ent_scenario **scenario,
                             ent_error *err)
{
    ent_arena arena;
    const text_list none = {0};
    *scenario = NULL;
    ent_scenario *s = in_own_arena(sizeof *s, &arena);
    ENT_NEED(s, err);
    s->arena = arena;
    s->session = session;
    s->name = own(&s->arena, name);
    ent_status status = s->name ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "scenario: out of memory");
    if (status == ENT_OK)
        status = world_parts_share(s->name, &session->tables, &s->parts, &s->arena, err);
    if (status == ENT_OK) /* own copies of the settings, to be changed */
        status = settings_apply(&none, &none, &s->parts.reg, &s->parts.facts, &s->parts.scenario,
                                &s->arena, err);
    if (status != ENT_OK) {
        arena = s->arena; /* with what was added to it; the object lies in what is given back */
        ent_heap_arena_destroy(&arena);
        return status;
    }
    s->next = session->scenarios;
    session->scenarios = *scenario = s;
    return ENT_OK;
}

void ent_scenario_close(ent_scenario *s)
{
    if (!s)
        return;
    ent_scenario **at = &s->session->scenarios;
    while (*at && *at != s)
        at = &(*at)->next;
    if (*at)
        *at = s->next;
    ent_arena arena = s->arena;
    ent_heap_arena_destroy(&arena);
}

static ent_status change(ent_scenario *s, session_changes *list, bool lever, const char *key,
                         const char *value, ent_error *err)
{
    const char *text = ent_text_format(&s->arena, "%s=%s", key, value);
    const text_list one = {.count = 1, .items = {text}}, none = {0};
    ENT_NEED(text, err);
    if (list->n == SESSION_CHANGES)
        return ent_fail(err, ENT_E_ARG, "%s: more than %d changes to one scenario", key,
                        SESSION_CHANGES);
    ENT_TRY(settings_apply(lever ? &one : &none, lever ? &none : &one, &s->parts.reg,
                           &s->parts.facts, &s->parts.scenario, &s->arena, err));
    list->items[list->n++] = text;
    return ENT_OK;
}

ent_status ent_scenario_set(ent_scenario *s, const char *lever, const char *value, ent_error *err)
{
    return change(s, &s->set, true, lever, value, err);
}

ent_status ent_scenario_assume(ent_scenario *s, const char *key, const char *value, ent_error *err)
{
    return change(s, &s->assume, false, key, value, err);
}

ent_status ent_scenario_fact(ent_scenario *s, const char *state, const char *key, int year,
                             double value, const char *source, ent_error *err)
{
    ENT_TRY(settings_fact(state, key, year, value, source, &s->parts.facts, &s->parts.scenario,
                          &s->arena, err));
    s->n_facts++;
    return ENT_OK;
}

const char *ent_scenario_key(const ent_scenario *s)
{
    return s->parts.scenario.key;
}

const char *ent_scenario_name(const ent_scenario *s)
{
    return s->parts.scenario.name;
}
