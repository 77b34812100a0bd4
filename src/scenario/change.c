#include "entente/change.h"
#include "base/hint.h"

#include <math.h>
#include <string.h>

#include "entente/text.h"

typedef struct reading {
    const ent_facts *facts;
    ent_arena *arena;
    ent_error *err;
} reading;

static ent_status no_memory(const reading *s)
{
    return ent_fail(s->err, ENT_E_NOMEM, "settings: out of memory");
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

static ent_status read_value(const reading *s, const ent_lever *row, const char *text, size_t n,
                             double *value)
{
    for (size_t i = 0; i < row->n_choices; i++)
        if (strlen(row->choices[i]) == n && memcmp(row->choices[i], text, n) == 0) {
            *value = (double)i;
            return ENT_OK;
        }
    if (strcmp(row->kind, "switch") == 0)
        for (size_t i = 0; i < 4; i++) {
            static const char *const words[] = {"no", "yes", "false", "true"};
            if (strlen(words[i]) == n && memcmp(words[i], text, n) == 0) {
                *value = (double)(i % 2);
                return ENT_OK;
            }
        }
    if (row->n_choices > 0 || !ent_text_number(text, n, value)) {
        const char *word = ent_text_copy(text, n, s->arena);
        if (!word)
            return no_memory(s);
        const char *near = ent_text_nearest(word, row->choices, row->n_choices);
        return ent_fail(s->err, ENT_E_ARG, "%s: '%.*s' is not a %s%s%s", row->key,
                        (int)(n < 40 ? n : 40), text, row->n_choices ? "choice" : "number",
                        !row->n_choices && memchr(text, ',', n) ? "; write a point, not a comma"
                                                                : "",
                        did_you_mean(near).text);
    }
    if (strcmp(row->kind, "year") == 0 && *value != floor(*value))
        return ent_fail(s->err, ENT_E_ARG, "%s: '%.*s' is not a year", row->key, (int)n, text);
    const char *problem = ent_lever_problem(row, *value, s->arena);
    return problem ? ent_fail(s->err, ENT_E_ARG, "%s %s", row->key, problem) : ENT_OK;
}

static ent_status set_states(const reading *s, const ent_lever *row, const char *text,
                             ent_lever_setting *into)
{
    size_t n;
    for (const char *p; (p = next_piece(&text, &n)) != NULL;) {
        const char *code = ent_text_copy(p, n, s->arena);
        if (!code)
            return no_memory(s);
        if (into->n_states == ENT_MAX_LEVER_STATES || !ent_facts_is_state(s->facts, code)) {
            const char *near = n ? ent_facts_nearest_state(s->facts, code) : NULL;
            return ent_fail(s->err, ENT_E_ARG, "%s: '%.40s' is not a state (ISO3)%s", row->key,
                            code, did_you_mean(near).text);
        }
        for (size_t i = 0; i < into->n_states; i++)
            if (strcmp(into->states[i], code) == 0)
                return ent_fail(s->err, ENT_E_ARG, "%s: state %s is given twice", row->key, code);
        into->states[into->n_states++] = code;
    }
    return ENT_OK;
}

static ent_status set_years(const reading *s, const ent_lever *row, const char *text,
                            ent_lever_setting *into)
{
    size_t n;
    if (strcmp(row->kind, "yearly") != 0)
        return ent_fail(s->err, ENT_E_ARG, "%s takes one value, not one by year", row->key);
    for (const char *p; (p = next_piece(&text, &n)) != NULL;) {
        const char *colon = memchr(p, ':', n);
        long long year = 0;
        const size_t digits = colon ? (size_t)(colon - p) : 0;
        if (!colon || into->n_years == ENT_MAX_LEVER_YEARS || !ent_text_integer(p, digits, &year) ||
            year < 1900 || year > 2200)
            return ent_fail(s->err, ENT_E_ARG, "%s: '%.*s' is not YEAR:VALUE", row->key,
                            (int)(n < 40 ? n : 40), p);
        if (into->n_years && (int)year <= into->years[into->n_years - 1])
            return ent_fail(s->err, ENT_E_ARG, "%s: years must ascend, %lld comes late", row->key,
                            year);
        ENT_TRY(read_value(s, row, colon + 1, n - digits - 1, &into->by_year[into->n_years]));
        into->years[into->n_years++] = (int)year;
    }
    into->value = into->by_year[0];
    return ENT_OK;
}

ent_status ent_change_lever(const ent_register *reg, const ent_facts *facts, const char *key,
                            const char *value, size_t *row_index, ent_lever_setting *setting,
                            ent_arena *arena, ent_error *err)
{
    const reading s = {facts, arena, err};
    const ent_lever *row = ent_register_lever(reg, key);
    if (!row) {
        const char *near = ent_register_nearest_lever(reg, key);
        return ent_fail(err, ENT_E_KEY, "the lever '%.60s' does not exist%s", key,
                        did_you_mean(near).text);
    }
    ent_lever_setting into = {.set = true, .value = ENT_MISSING, .where = "command line"};
    if (strcmp(row->kind, "states") == 0)
        ENT_TRY(set_states(&s, row, value, &into));
    else if (strchr(value, ':'))
        ENT_TRY(set_years(&s, row, value, &into));
    else
        ENT_TRY(read_value(&s, row, value, strlen(value), &into.value));
    *row_index = (size_t)(row - reg->levers);
    *setting = into;
    return ENT_OK;
}

ent_status ent_change_fit(const scenario_spec *scenario, const ent_lever *row,
                          const ent_lever_setting *before, ent_lever_setting *setting,
                          ent_error *err)
{
    for (size_t i = 0; i < setting->n_years; i++)
        if (setting->years[i] < scenario->start_year || setting->years[i] > scenario->horizon_year)
            return ent_fail(err, ENT_E_ARG, "%s: year %d is outside the run %d..%d", row->key,
                            setting->years[i], scenario->start_year, scenario->horizon_year);
    if (setting->n_years)
        setting->value = before->value;
    return ENT_OK;
}

static ent_status no_prior(const reading *s, const char *key, const char *value)
{
    return ent_fail(s->err, ENT_E_ARG,
                    "%s: '%.60s' is neither a number nor a distribution such as 'uniform 1 3'", key,
                    value);
}

/* A number, or the name of a distribution and its parameters. */
static ent_status read_prior(const reading *s, const char *key, const char *value,
                             ent_prior_setting *into)
{
    const char *at = value;
    double number;
    if (!ent_text_number(value, strlen(value), &number)) {
        const size_t n = strcspn(value, " (,");
        into->distribution = ent_text_copy(value, n, s->arena);
        at = value + n;
    }
    if (!into->distribution)
        return no_memory(s);
    for (at += strspn(at, " (,)"); *at; at += strspn(at, " (,)")) {
        const size_t n = strcspn(at, " (,)");
        if (into->n_parameters == ENT_MAX_PARAMETERS || !ent_text_number(at, n, &number))
            return no_prior(s, key, value);
        into->parameters[into->n_parameters++] = number;
        at += n;
    }
    return into->n_parameters ? ENT_OK : no_prior(s, key, value);
}

ent_status ent_change_assumption(const ent_register *reg, const char *key, const char *value,
                                 size_t *row_index, ent_prior_setting *setting, ent_arena *arena,
                                 ent_error *err)
{
    const reading s = {NULL, arena, err};
    const ent_assumption *row = ent_register_assumption(reg, key);
    if (!row) {
        const char *near = ent_register_nearest_assumption(reg, key);
        return ent_fail(err, ENT_E_KEY, "the assumption '%.60s' does not exist%s", key,
                        did_you_mean(near).text);
    }
    ent_prior_setting into = {.set = true, .distribution = "fixed", .where = "command line"};
    ENT_TRY(read_prior(&s, key, value, &into));
    const char *wrong =
        ent_prior_problem(into.distribution, into.n_parameters, into.parameters, &into.central);
    if (wrong)
        return ent_fail(err, ENT_E_ARG, "%s: '%.60s': %s", key, value, wrong);
    wrong = ent_prior_outside(row, into.distribution, into.n_parameters, into.parameters, arena);
    if (wrong)
        return ent_fail(err, ENT_E_ARG, "%s %s", key, wrong);
    *row_index = (size_t)(row - reg->assumptions);
    *setting = into;
    return ENT_OK;
}
