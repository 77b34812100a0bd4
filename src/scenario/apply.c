#include "scenario/apply.h"
#include "base/hint.h"

#include <math.h>
#include <string.h>

#include "entente/change.h"
#include "entente/text.h"
#include "facts/state_names.h"

typedef struct settings {
    ent_lever_setting *levers;
    ent_prior_setting *priors;
    ent_arena *arena;
    ent_error *err;
} settings;

/* Own copies of what the scenario holds, so that the original stays as it was. */
static ent_status copy(settings *s, scenario_spec *scenario)
{
    s->levers = ent_arena_array(s->arena, ent_lever_setting, scenario->n_levers);
    s->priors = ent_arena_array(s->arena, ent_prior_setting, scenario->n_assumptions);
    ENT_NEED(s->levers && s->priors, s->err);
    memcpy(s->levers, scenario->levers, scenario->n_levers * sizeof *s->levers);
    memcpy(s->priors, scenario->assumptions, scenario->n_assumptions * sizeof *s->priors);
    scenario->levers = s->levers;
    scenario->assumptions = s->priors;
    return ENT_OK;
}

/* "key=value" */
static ent_status split(const settings *s, const char *text, const char **key, const char **value)
{
    const size_t n = strcspn(text, "=");
    if (!text[n] || n == 0)
        return ent_fail(s->err, ENT_E_ARG, "'%.60s' is not KEY=VALUE", text);
    *key = ent_text_copy(text, n, s->arena);
    *value = text + n + 1;
    return *key ? ENT_OK : ent_fail(s->err, ENT_E_NOMEM, "settings: out of memory");
}

/* The same key twice: one would silently override the other. */
static ent_status refuse_twice(const text_list *list, size_t i, const char *key, const char *option,
                               ent_error *err)
{
    const size_t n = strlen(key);
    for (size_t k = 0; k < i; k++)
        if (strncmp(list->items[k], key, n) == 0 && list->items[k][n] == '=')
            return ent_fail(err, ENT_E_ARG, "%s %s is given twice: '%.60s' and '%.60s'. Keep one",
                            option, key, list->items[k], list->items[i]);
    return ENT_OK;
}

ent_status settings_apply(const text_list *set, const text_list *assume, const ent_register *reg,
                          const ent_facts *facts, scenario_spec *scenario, ent_arena *arena,
                          ent_error *err)
{
    settings s = {.arena = arena, .err = err};
    const char *key = "", *value = "";
    ent_lever_setting lever;
    ent_prior_setting prior;
    size_t row = 0;
    ENT_TRY(copy(&s, scenario));
    for (size_t i = 0; i < set->count; i++) {
        ENT_TRY(split(&s, set->items[i], &key, &value));
        ENT_TRY(ent_change_lever(reg, facts, key, value, &row, &lever, arena, err));
        ENT_TRY(ent_change_fit(scenario, &reg->levers[row], &s.levers[row], &lever, err));
        ENT_TRY(refuse_twice(set, i, key, "--set", err));
        s.levers[row] = lever;
    }
    for (size_t i = 0; i < assume->count; i++) {
        ENT_TRY(split(&s, assume->items[i], &key, &value));
        ENT_TRY(ent_change_assumption(reg, key, value, &row, &prior, arena, err));
        ENT_TRY(refuse_twice(assume, i, key, "--assume", err));
        s.priors[row] = prior;
    }
    return ENT_OK;
}

ent_status settings_levers(size_t n, const char *const *keys, const char *const *values,
                           const ent_register *reg, const ent_facts *facts, scenario_spec *scenario,
                           ent_arena *arena, ent_error *err)
{
    settings s = {.arena = arena, .err = err};
    ENT_TRY(copy(&s, scenario));
    for (size_t i = 0; i < n; i++) {
        ent_lever_setting lever;
        size_t row = 0;
        ENT_TRY(ent_change_lever(reg, facts, keys[i], values[i], &row, &lever, arena, err));
        ENT_TRY(ent_change_fit(scenario, &reg->levers[row], &s.levers[row], &lever, err));
        s.levers[row] = lever;
    }
    return ENT_OK;
}

ent_status settings_lever(const char *key, double value, const ent_register *reg,
                          scenario_spec *scenario, ent_arena *arena, ent_error *err)
{
    settings s = {.arena = arena, .err = err};
    const ent_lever *row = ent_register_lever(reg, key);
    if (!row)
        return ent_fail(err, ENT_E_KEY, "the lever '%.60s' does not exist", key);
    ENT_TRY(copy(&s, scenario));
    s.levers[row - reg->levers] =
        (ent_lever_setting){.set = true, .value = value, .where = "command line"};
    return ENT_OK;
}

static ent_status known_fact_key(const ent_facts *facts, const char *key, const ent_fact_key **row,
                                 ent_error *err)
{
    const char *names[256];
    size_t n = 0;
    *row = ent_facts_key(facts, key);
    if (*row)
        return ENT_OK;
    for (; n < facts->n_keys && n < 256; n++)
        names[n] = facts->keys[n].key;
    const char *near = ent_text_nearest(key, names, n);
    return ent_fail(err, ENT_E_KEY, "the key of facts '%.60s' does not exist%s", key,
                    did_you_mean(near).text);
}

ent_status settings_fact(const char *state, const char *key, int year, double value,
                         const char *source, const ent_facts *facts, scenario_spec *scenario,
                         ent_arena *arena, ent_error *err)
{
    const ent_fact_key *row = NULL;
    const char *iso3 = state;
    ENT_TRY(known_fact_key(facts, key, &row, err));
    if (!ent_facts_is_state(facts, state))
        ENT_TRY(facts_state(facts, state, &iso3, err));
    const ent_source *from = ent_facts_source(facts, source ? source : "ENTENTE");
    if (!from)
        return ent_fail(err, ENT_E_KEY, "source '%.60s' is not in sources.csv", source);
    if (!isfinite(value) || value < row->low || value > row->high)
        return ent_fail(err, ENT_E_DATA, "%s of %s: %g is outside %g to %g", key, iso3, value,
                        row->low, row->high);
    if (year && (year < 1990 || year > 2100))
        return ent_fail(err, ENT_E_DATA, "%s of %s: %d is not a year", key, iso3, year);
    ent_fact *list = ent_arena_array(arena, ent_fact, scenario->n_facts + 1);
    const char *text = ent_text_format(arena, "%.17g", value);
    ENT_NEED(list && text, err);
    if (scenario->n_facts)
        memcpy(list, scenario->facts, scenario->n_facts * sizeof *list);
    list[scenario->n_facts++] = (ent_fact){.state = iso3,
                                           .key = row->key,
                                           .vintage = "",
                                           .date = "",
                                           .year = year,
                                           .value = value,
                                           .low = ENT_MISSING,
                                           .high = ENT_MISSING,
                                           .text = text,
                                           .unit = row->unit,
                                           .quality = "",
                                           .source = from->key,
                                           .note = "",
                                           .file = row->file};
    scenario->facts = list;
    return ENT_OK;
}
