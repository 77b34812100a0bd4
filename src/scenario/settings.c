/* Levers, assumptions and facts of a scenario file. */
#include <math.h>
#include <string.h>

#include "base/hint.h"
#include "entente/text.h"
#include "scenario/parts.h"

static ent_status unknown_key(const yaml_node *node, const char *what, const char *near,
                              ent_error *err)
{
    return yaml_fail_key(node, ENT_E_KEY, err, "the %s '%.60s' does not exist%s", what, node->key,
                         did_you_mean(near).text);
}

/* --- levers --- */

static ent_status read_number(const yaml_node *node, const char *name, const ent_lever *lever,
                              double *value, ent_arena *arena, ent_error *err)
{
    ENT_TRY(yaml_need(node, YAML_TEXT, err));
    if (node->quoted || !ent_text_number(node->text, strlen(node->text), value))
        return yaml_fail(node, ENT_E_DATA, err, "%.60s: '%.40s' is not a number (unit: %s)", name,
                         node->text, lever->unit);
    if (strcmp(lever->kind, "year") == 0 && *value != floor(*value))
        return yaml_fail(node, ENT_E_DATA, err, "%.60s: '%.40s' is not a year", name, node->text);
    const char *problem = ent_lever_problem(lever, *value, arena);
    return problem ? yaml_fail(node, ENT_E_DATA, err, "%.60s %s", name, problem) : ENT_OK;
}

static ent_status read_switch(const yaml_node *node, const ent_lever *lever, double *value,
                              ent_arena *arena, ent_error *err)
{
    static const char *const words[] = {"no", "yes", "false", "true"};
    if (node->kind == YAML_TEXT)
        for (size_t i = 0; i < 4; i++)
            if (strcmp(node->text, words[i]) == 0) {
                *value = (double)(i % 2);
                return ENT_OK;
            }
    if (node->kind == YAML_TEXT && !ent_text_number(node->text, strlen(node->text), value))
        return yaml_fail(node, ENT_E_DATA, err, "%.60s: '%.40s' is neither yes nor no", lever->key,
                         node->text);
    return read_number(node, lever->key, lever, value, arena, err);
}

static ent_status read_choice(const yaml_node *node, const ent_lever *lever, double *value,
                              ent_error *err)
{
    ENT_TRY(yaml_need(node, YAML_TEXT, err));
    for (size_t i = 0; i < lever->n_choices; i++)
        if (strcmp(lever->choices[i], node->text) == 0) {
            *value = (double)i;
            return ENT_OK;
        }
    const char *near = ent_text_nearest(node->text, lever->choices, lever->n_choices);
    return yaml_fail(node, ENT_E_DATA, err, "%s: '%.40s' is not a choice%s", lever->key, node->text,
                     did_you_mean(near).text);
}

static ent_status read_state_code(const parts *p, const yaml_node *node, const char *name)
{
    ENT_TRY(yaml_need(node, YAML_TEXT, p->err));
    if (ent_facts_is_state(p->facts, node->text))
        return ENT_OK;
    const char *near = ent_facts_nearest_state(p->facts, node->text);
    return yaml_fail(node, ENT_E_DATA, p->err, "%.60s: '%.40s' is not a state (ISO3)%s", name,
                     node->text, did_you_mean(near).text);
}

static ent_status read_states(const parts *p, const yaml_node *node, const ent_lever *lever,
                              ent_lever_setting *s)
{
    ENT_TRY(yaml_need(node, YAML_LIST, p->err));
    s->n_states = 0;
    for (const yaml_node *c = node->child; c; c = c->next) {
        ENT_TRY(read_state_code(p, c, lever->key));
        for (size_t i = 0; i < s->n_states; i++)
            if (strcmp(s->states[i], c->text) == 0)
                return yaml_fail(c, ENT_E_DATA, p->err, "%s: state %s is given twice", lever->key,
                                 c->text);
        if (s->n_states == ENT_MAX_LEVER_STATES)
            return yaml_fail(c, ENT_E_DATA, p->err, "%s: more than %d states", lever->key,
                             ENT_MAX_LEVER_STATES);
        s->states[s->n_states++] = c->text;
    }
    return ENT_OK;
}

static ent_status read_by_year(const parts *p, const yaml_node *node, const ent_lever *lever,
                               ent_lever_setting *s)
{
    const scenario_spec *run = p->scenario;
    s->n_years = 0;
    for (const yaml_node *c = node->child; c; c = c->next) {
        long long year = 0;
        double value = 0.0;
        if (!ent_text_integer(c->key, strlen(c->key), &year))
            return yaml_fail_key(c, ENT_E_DATA, p->err, "%s: '%.40s' is not a year", lever->key,
                                 c->key);
        if (year < run->start_year || year > run->horizon_year)
            return yaml_fail_key(c, ENT_E_DATA, p->err, "%s: year %lld is outside the run %d..%d",
                                 lever->key, year, run->start_year, run->horizon_year);
        if (s->n_years && (int)year <= s->years[s->n_years - 1])
            return yaml_fail_key(c, ENT_E_DATA, p->err, "%s: years must ascend, %lld comes late",
                                 lever->key, year);
        if (s->n_years == ENT_MAX_LEVER_YEARS)
            return yaml_fail_key(c, ENT_E_DATA, p->err, "%s: more than %d years", lever->key,
                                 ENT_MAX_LEVER_YEARS);
        ENT_TRY(read_number(c, lever->key, lever, &value, p->arena, p->err));
        s->years[s->n_years] = (int)year;
        s->by_year[s->n_years++] = value;
    }
    return ENT_OK;
}

static ent_status read_lever(const parts *p, const yaml_node *node, const ent_lever *lever,
                             ent_lever_setting *s)
{
    if (strcmp(lever->kind, "choice") == 0)
        return read_choice(node, lever, &s->value, p->err);
    if (strcmp(lever->kind, "states") == 0)
        return read_states(p, node, lever, s);
    if (strcmp(lever->kind, "switch") == 0)
        return read_switch(node, lever, &s->value, p->arena, p->err);
    if (node->kind != YAML_MAP) {
        s->n_years = 0;
        return read_number(node, lever->key, lever, &s->value, p->arena, p->err);
    }
    if (strcmp(lever->kind, "yearly") != 0)
        return yaml_fail(node, ENT_E_DATA, p->err, "%s takes one value, not one by year",
                         lever->key);
    return read_by_year(p, node, lever, s);
}

ent_status parts_levers(parts *p, const yaml_node *map)
{
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    for (const yaml_node *c = map->child; c; c = c->next) {
        const ent_lever *lever = ent_register_lever(p->reg, c->key);
        if (!lever)
            return unknown_key(c, "lever", ent_register_nearest_lever(p->reg, c->key), p->err);
        ent_lever_setting *s = &p->levers[lever - p->reg->levers];
        ENT_TRY(read_lever(p, c, lever, s));
        s->set = true;
        s->where = yaml_where(c, p->arena);
    }
    return ENT_OK;
}

/* --- assumptions --- */

static ent_status check_prior(const parts *p, const yaml_node *node, const ent_assumption *row,
                              const ent_prior_setting *s)
{
    const char *problem =
        ent_prior_outside(row, s->distribution, s->n_parameters, s->parameters, p->arena);
    return problem ? yaml_fail(node, ENT_E_DATA, p->err, "%.60s %s", row->key, problem) : ENT_OK;
}

static ent_status read_prior(const yaml_node *node, ent_prior_setting *s, ent_error *err)
{
    const yaml_node *list = node->child;
    if (node->kind == YAML_TEXT) { /* one number: fixed */
        s->distribution = "fixed";
        s->n_parameters = 1;
        ENT_TRY(yaml_number(node, &s->parameters[0], err));
        s->central = s->parameters[0];
        return ENT_OK;
    }
    if (node->kind != YAML_MAP || node->n != 1 || list->kind != YAML_LIST)
        return yaml_fail(node, ENT_E_DATA, err,
                         "%.60s takes a number or one distribution, as {lognormal: [2.0, 0.6]}",
                         node->key);
    s->distribution = list->key;
    s->n_parameters = 0;
    for (const yaml_node *c = list->child; c; c = c->next) {
        if (s->n_parameters == ENT_MAX_PARAMETERS)
            return yaml_fail(c, ENT_E_DATA, err, "%.60s: more than %d parameters", node->key,
                             ENT_MAX_PARAMETERS);
        ENT_TRY(yaml_number(c, &s->parameters[s->n_parameters++], err));
    }
    const char *problem =
        ent_prior_problem(s->distribution, s->n_parameters, s->parameters, &s->central);
    return problem ? yaml_fail_key(list, ENT_E_DATA, err, "%.60s: %.30s %s", node->key,
                                   s->distribution, problem)
                   : ENT_OK;
}

ent_status parts_assumptions(parts *p, const yaml_node *map)
{
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    for (const yaml_node *c = map->child; c; c = c->next) {
        const ent_assumption *a = ent_register_assumption(p->reg, c->key);
        if (!a)
            return unknown_key(c, "assumption", ent_register_nearest_assumption(p->reg, c->key),
                               p->err);
        ent_prior_setting *s = &p->assumptions[a - p->reg->assumptions];
        ENT_TRY(read_prior(c, s, p->err));
        ENT_TRY(check_prior(p, c, a, s));
        s->set = true;
        s->where = yaml_where(c, p->arena);
    }
    return ENT_OK;
}

/* --- facts --- */

static ent_status need_member(const yaml_node *map, const char *key, const yaml_node **node,
                              ent_error *err)
{
    *node = parts_member(map, key);
    return *node ? ENT_OK : yaml_fail(map, ENT_E_DATA, err, "'%s' is missing here", key);
}

static ent_status read_fact_key(const parts *p, const yaml_node *node, ent_fact *fact)
{
    ENT_TRY(yaml_need(node, YAML_TEXT, p->err));
    const ent_fact_key *key = ent_facts_key(p->facts, node->text);
    if (!key) {
        const char *names[256];
        size_t n = 0;
        for (; n < p->facts->n_keys && n < 256; n++)
            names[n] = p->facts->keys[n].key;
        const char *near = ent_text_nearest(node->text, names, n);
        return yaml_fail(node, ENT_E_KEY, p->err, "the key of facts '%.60s' does not exist%s",
                         node->text, did_you_mean(near).text);
    }
    fact->key = key->key;
    fact->unit = key->unit;
    fact->file = key->file;
    return ENT_OK;
}

static ent_status read_fact_year(const yaml_node *node, int *year, ent_error *err)
{
    double y = 0.0;
    *year = 0;
    if (!node)
        return ENT_OK;
    ENT_TRY(yaml_number(node, &y, err));
    if (y != floor(y) || y < 1990 || y > 2100)
        return yaml_fail(node, ENT_E_DATA, err, "year: '%.20s' is not a year", node->text);
    *year = (int)y;
    return ENT_OK;
}

/* --- sources of the scenario's own --- */

static const ent_source *find_source(const parts *p, const char *key)
{
    for (size_t i = 0; i < p->scenario->n_sources; i++)
        if (strcmp(p->sources[i].key, key) == 0)
            return &p->sources[i];
    return ent_facts_source(p->facts, key);
}

static bool is_source_key(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    return *text && strlen(text) <= 64 && strspn(text, letters) == strlen(text);
}

static bool same_source(const ent_source *a, const ent_source *b)
{
    return strcmp(a->publisher, b->publisher) == 0 && strcmp(a->title, b->title) == 0 &&
           strcmp(a->date, b->date) == 0 && strcmp(a->address, b->address) == 0;
}

/* A source that is already there in the same words is allowed: bases are shared. */
static ent_status read_source(const parts *p, const yaml_node *map, ent_source *source,
                              bool *is_new)
{
    static const char *const names[] = {"key", "publisher", "title", "date", "address", "terms"};
    const yaml_node *key = NULL, *member = NULL;
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    ENT_TRY(parts_known(map, names, sizeof names / sizeof names[0], p->err));
    ENT_TRY(need_member(map, "key", &key, p->err));
    ENT_TRY(need_member(map, "publisher", &member, p->err));
    ENT_TRY(need_member(map, "title", &member, p->err));
    ENT_TRY(parts_text(map, "key", &source->key, p->err));
    ENT_TRY(parts_text(map, "publisher", &source->publisher, p->err));
    ENT_TRY(parts_text(map, "title", &source->title, p->err));
    ENT_TRY(parts_text(map, "date", &source->date, p->err));
    ENT_TRY(parts_text(map, "address", &source->address, p->err));
    ENT_TRY(parts_text(map, "terms", &source->terms, p->err));
    if (!is_source_key(source->key))
        return yaml_fail(key, ENT_E_DATA, p->err,
                         "key: '%.60s' is not a key of a source; use letters, digits and _",
                         source->key);
    const ent_source *there = find_source(p, source->key);
    *is_new = !there;
    if (there && !same_source(there, source))
        return yaml_fail(key, ENT_E_DATA, p->err,
                         "key: the source '%.60s' already exists with other words; choose another "
                         "key",
                         source->key);
    return ENT_OK;
}

ent_status parts_sources(parts *p, const yaml_node *list)
{
    ENT_TRY(yaml_need(list, YAML_LIST, p->err));
    for (const yaml_node *c = list->child; c; c = c->next) {
        if (p->scenario->n_sources == MAX_SOURCES)
            return yaml_fail(c, ENT_E_DATA, p->err, "more than %d sources", MAX_SOURCES);
        bool is_new = false;
        ENT_TRY(read_source(p, c, &p->sources[p->scenario->n_sources], &is_new));
        p->scenario->n_sources += is_new;
    }
    return ENT_OK;
}

static ent_status read_fact_source(const parts *p, const yaml_node *node, const char **source)
{
    ENT_TRY(yaml_need(node, YAML_TEXT, p->err));
    *source = node->text;
    return find_source(p, node->text)
               ? ENT_OK
               : yaml_fail(node, ENT_E_DATA, p->err,
                           "source '%.60s' is not in sources.csv, nor under 'sources' of this "
                           "scenario or its bases",
                           node->text);
}

/* A value must lie in the domain of its key, and a slip of the unit is asked about. */
static ent_status check_fact(const parts *p, const yaml_node *value, const yaml_node *sure,
                             const ent_fact *fact)
{
    const ent_fact_key *key = ent_facts_key(p->facts, fact->key);
    double published = 0.0;
    if (strcmp(key->kind, "number") != 0)
        return yaml_fail(value, ENT_E_DATA, p->err, "%s is not a number, so no scenario can set it",
                         key->key);
    const char *problem = ent_domain_problem(fact->value, key->low, key->high, key->unit, p->arena);
    const bool slipped = ent_fact_slipped(p->facts, fact, &published);
    if (problem && slipped) /* what is published says more than a guess */
        problem =
            ent_text_format(p->arena, "cannot be %.10g: %s. %g is published", fact->value,
                            ent_domain_limits(key->low, key->high, key->unit, p->arena), published);
    if (problem)
        return yaml_fail(value, ENT_E_DATA, p->err, "%s of %s %s", key->key, fact->state, problem);
    if (sure && sure->kind == YAML_TEXT && strcmp(sure->text, "yes") == 0)
        return ENT_OK;
    if (sure)
        return yaml_fail(sure, ENT_E_DATA, p->err, "sure: write 'yes' or leave the key out");
    if (slipped)
        return yaml_fail(value, ENT_E_DATA, p->err,
                         "%s of %s is %g, but %g is published (%s). Is the unit right? If you "
                         "mean it, add 'sure: yes'",
                         key->key, fact->state, fact->value, published, key->unit);
    return ENT_OK;
}

static ent_status read_fact(const parts *p, const yaml_node *map, ent_fact *fact)
{
    static const char *const names[] = {"state", "key",  "year",    "value",   "source",
                                        "date",  "note", "quality", "vintage", "sure"};
    const yaml_node *state = NULL, *key = NULL, *value = NULL, *source = NULL;
    ENT_TRY(yaml_need(map, YAML_MAP, p->err));
    ENT_TRY(parts_known(map, names, sizeof names / sizeof names[0], p->err));
    ENT_TRY(need_member(map, "state", &state, p->err));
    ENT_TRY(need_member(map, "key", &key, p->err));
    ENT_TRY(need_member(map, "value", &value, p->err));
    ENT_TRY(need_member(map, "source", &source, p->err));
    *fact = (ent_fact){.low = ENT_MISSING, .high = ENT_MISSING, .line = map->line};
    ENT_TRY(read_state_code(p, state, "state"));
    fact->state = state->text;
    ENT_TRY(read_fact_key(p, key, fact));
    ENT_TRY(yaml_number(value, &fact->value, p->err));
    fact->text = value->text;
    ENT_TRY(read_fact_year(parts_member(map, "year"), &fact->year, p->err));
    ENT_TRY(read_fact_source(p, source, &fact->source));
    ENT_TRY(parts_text(map, "date", &fact->date, p->err));
    ENT_TRY(parts_text(map, "note", &fact->note, p->err));
    ENT_TRY(parts_text(map, "quality", &fact->quality, p->err));
    ENT_TRY(parts_text(map, "vintage", &fact->vintage, p->err));
    fact->where = yaml_where(map, p->arena);
    return check_fact(p, value, parts_member(map, "sure"), fact);
}

static bool same_figure(const ent_fact *a, const ent_fact *b)
{
    return a->year == b->year && strcmp(a->state, b->state) == 0 && strcmp(a->key, b->key) == 0 &&
           strcmp(a->date ? a->date : "", b->date ? b->date : "") == 0 &&
           strcmp(a->vintage ? a->vintage : "", b->vintage ? b->vintage : "") == 0;
}

ent_status parts_facts(parts *p, const yaml_node *list)
{
    const size_t before = p->scenario->n_facts; /* those of the base may be overridden */
    ENT_TRY(yaml_need(list, YAML_LIST, p->err));
    for (const yaml_node *c = list->child; c; c = c->next) {
        if (p->scenario->n_facts == MAX_FACTS)
            return yaml_fail(c, ENT_E_DATA, p->err, "more than %d facts", MAX_FACTS);
        const ent_fact *fact = &p->overrides[p->scenario->n_facts];
        ENT_TRY(read_fact(p, c, &p->overrides[p->scenario->n_facts]));
        for (size_t i = before; i < p->scenario->n_facts; i++)
            if (same_figure(&p->overrides[i], fact))
                return yaml_fail(c, ENT_E_DATA, p->err,
                                 "the fact %s of %s is given twice. Keep one", fact->key,
                                 fact->state);
        p->scenario->n_facts++;
    }
    return ENT_OK;
}
