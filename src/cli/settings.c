#include "cli/settings.h"

#include <string.h>

#include "entente/text.h"

typedef struct settings {
    const ent_register *reg;
    const ent_facts *facts;
    ent_lever_setting *levers;
    ent_prior_setting *priors;
    ent_arena *arena;
    ent_error *err;
} settings;

/* Own copies of what the scenario holds, so that the original stays as it was. */
static ent_status copy(settings *s, ent_scenario *scenario)
{
    s->levers = ent_arena_array(s->arena, ent_lever_setting, scenario->n_levers);
    s->priors = ent_arena_array(s->arena, ent_prior_setting, scenario->n_assumptions);
    if (!s->levers || !s->priors)
        return ent_fail(s->err, ENT_E_NOMEM, "settings: out of memory");
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

/* The next piece of "a|b|c"; NULL at the end. */
static const char *next_piece(const char **at, size_t *length)
{
    const char *start = *at;
    if (!start || !*start)
        return NULL;
    *length = strcspn(start, "|");
    *at = start + *length + (start[*length] == '|');
    return start;
}

static ent_status read_value(const settings *s, const ent_lever *row, const char *text, size_t n,
                             double *value)
{
    for (size_t i = 0; i < row->n_choices; i++)
        if (strlen(row->choices[i]) == n && memcmp(row->choices[i], text, n) == 0) {
            *value = (double)i;
            return ENT_OK;
        }
    if (row->n_choices > 0 || !ent_text_number(text, n, value)) {
        const char *near =
            ent_text_nearest(ent_text_copy(text, n, s->arena), row->choices, row->n_choices);
        return ent_fail(s->err, ENT_E_ARG, "%s: '%.*s' is not a %s%s%s%s", row->key,
                        (int)(n < 40 ? n : 40), text, row->n_choices ? "choice" : "number",
                        near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    if (*value < row->min || *value > row->max)
        return ent_fail(s->err, ENT_E_ARG, "%s: %g is outside %g..%g %s", row->key, *value,
                        row->min, row->max, row->unit);
    return ENT_OK;
}

static ent_status set_states(const settings *s, const ent_lever *row, const char *text,
                             ent_lever_setting *into)
{
    size_t n;
    for (const char *p; (p = next_piece(&text, &n)) != NULL;) {
        const char *code = ent_text_copy(p, n, s->arena);
        if (!code || into->n_states == ENT_MAX_LEVER_STATES || !ent_facts_is_state(s->facts, code))
            return ent_fail(s->err, ENT_E_ARG, "%s: '%.*s' is no state", row->key,
                            (int)(n < 40 ? n : 40), p);
        into->states[into->n_states++] = code;
    }
    return ENT_OK;
}

static ent_status set_years(const settings *s, const ent_lever *row, const char *text,
                            ent_lever_setting *into)
{
    size_t n;
    for (const char *p; (p = next_piece(&text, &n)) != NULL;) {
        const char *colon = memchr(p, ':', n);
        long long year = 0;
        const size_t digits = colon ? (size_t)(colon - p) : 0;
        if (!colon || into->n_years == ENT_MAX_LEVER_YEARS || !ent_text_integer(p, digits, &year) ||
            year < 1900 || year > 2200)
            return ent_fail(s->err, ENT_E_ARG, "%s: '%.*s' is not YEAR:VALUE", row->key,
                            (int)(n < 40 ? n : 40), p);
        ENT_TRY(read_value(s, row, colon + 1, n - digits - 1, &into->by_year[into->n_years]));
        into->years[into->n_years++] = (int)year;
    }
    into->value = into->by_year[0];
    return ENT_OK;
}

static ent_status set_lever(const settings *s, const char *key, const char *value)
{
    const ent_lever *row = ent_register_lever(s->reg, key);
    if (!row) {
        const char *near = ent_register_nearest_lever(s->reg, key);
        return ent_fail(s->err, ENT_E_KEY, "unknown lever '%.60s'%s%s%s", key,
                        near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    ent_lever_setting *into = &s->levers[row - s->reg->levers];
    *into = (ent_lever_setting){.set = true, .value = ENT_MISSING, .where = "command line"};
    if (strcmp(row->kind, "states") == 0)
        return set_states(s, row, value, into);
    if (strchr(value, ':'))
        return set_years(s, row, value, into);
    return read_value(s, row, value, strlen(value), &into->value);
}

/* A number fixes the assumption; else a distribution and its parameters. */
static ent_status set_prior(const settings *s, const char *key, const char *value)
{
    const ent_assumption *row = ent_register_assumption(s->reg, key);
    if (!row) {
        const char *near = ent_register_nearest_assumption(s->reg, key);
        return ent_fail(s->err, ENT_E_KEY, "unknown assumption '%.60s'%s%s%s", key,
                        near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    ent_prior_setting *into = &s->priors[row - s->reg->assumptions];
    *into = (ent_prior_setting){.set = true, .distribution = "fixed", .where = "command line"};
    const char *at = value;
    double number;
    if (!ent_text_number(value, strlen(value), &number)) {
        const size_t n = strcspn(value, " (,");
        into->distribution = ent_text_copy(value, n, s->arena);
        at = value + n;
    }
    for (at += strspn(at, " (,)"); *at; at += strspn(at, " (,)")) {
        const size_t n = strcspn(at, " (,)");
        if (into->n_parameters == ENT_MAX_PARAMETERS || !ent_text_number(at, n, &number))
            return ent_fail(s->err, ENT_E_ARG, "%s: '%.60s' is neither a number nor a prior", key,
                            value);
        into->parameters[into->n_parameters++] = number;
        at += n;
    }
    const char *wrong =
        ent_prior_problem(into->distribution, into->n_parameters, into->parameters, &into->central);
    return wrong ? ent_fail(s->err, ENT_E_ARG, "%s: '%.60s': %s", key, value, wrong) : ENT_OK;
}

ent_status settings_apply(const opt_list *set, const opt_list *assume, const ent_register *reg,
                          const ent_facts *facts, ent_scenario *scenario, ent_arena *arena,
                          ent_error *err)
{
    settings s = {.reg = reg, .facts = facts, .arena = arena, .err = err};
    const char *key = "", *value = "";
    ENT_TRY(copy(&s, scenario));
    for (size_t i = 0; i < set->count; i++) {
        ENT_TRY(split(&s, set->items[i], &key, &value));
        ENT_TRY(set_lever(&s, key, value));
    }
    for (size_t i = 0; i < assume->count; i++) {
        ENT_TRY(split(&s, assume->items[i], &key, &value));
        ENT_TRY(set_prior(&s, key, value));
    }
    return ENT_OK;
}

ent_status settings_lever(const char *key, double value, const ent_register *reg,
                          ent_scenario *scenario, ent_arena *arena, ent_error *err)
{
    settings s = {.reg = reg, .arena = arena, .err = err};
    const ent_lever *row = ent_register_lever(reg, key);
    if (!row)
        return ent_fail(err, ENT_E_KEY, "unknown lever '%.60s'", key);
    ENT_TRY(copy(&s, scenario));
    s.levers[row - reg->levers] =
        (ent_lever_setting){.set = true, .value = value, .where = "command line"};
    return ENT_OK;
}
