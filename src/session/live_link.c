#include "session/live_link.h"

#include <string.h>

#include "entente/text.h"

static bool is_among(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; name && i < n; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void add_lever(ent_builder *b, const char *key, const ent_lever_setting *s)
{
    ent_builder_format(b, ";%s=", key);
    for (size_t i = 0; i < s->n_states; i++)
        ent_builder_format(b, "%s%s", i ? "," : "", s->states[i]);
    for (size_t i = 0; i < s->n_years; i++)
        ent_builder_format(b, "%s%d:%.10g", i ? "," : "", s->years[i], s->by_year[i]);
    if (!s->n_states && !s->n_years && s->value == s->value)
        ent_builder_format(b, "%.10g", s->value);
}

static void add_prior(ent_builder *b, const ent_assumption *row, const ent_prior_setting *s)
{
    if (!s->distribution || strcmp(s->distribution, row->distribution) != 0)
        return; /* the page changes parameters, not the kind of a prior */
    ent_builder_format(b, ";~%s=", row->key);
    for (size_t i = 0; i < s->n_parameters; i++)
        ent_builder_format(b, "%s%.10g", i ? "," : "", s->parameters[i]);
}

ent_status live_link_make(const world_parts *parts, const char *baseline, bool changed,
                          live_link *link, ent_arena *arena, ent_error *err)
{
    const scenario_spec *s = &parts->scenario;
    const char *const *names;
    size_t n;
    ENT_TRY(scenario_list(parts->folders->scenarios, &names, &n, arena, err));
    const bool shipped = is_among(s->key, names, n);
    link->scenario = shipped ? s->key : is_among(s->base, names, n) ? s->base : "status-quo-2024";
    ent_builder b;
    ent_builder_init(&b, arena);
    ent_builder_format(&b, "?vs=%s", is_among(baseline, names, n) ? baseline : "status-quo-2024");
    for (size_t i = 0; i < s->n_levers && (changed || !shipped); i++)
        if (s->levers[i].set)
            add_lever(&b, parts->reg.levers[i].key, &s->levers[i]);
    for (size_t i = 0; i < s->n_assumptions && (changed || !shipped); i++)
        if (s->assumptions[i].set)
            add_prior(&b, &parts->reg.assumptions[i], &s->assumptions[i]);
    link->settings = b.data;
    return ent_builder_status(&b, err);
}
