#include "entente/live.h"

#include <float.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/mark.h"
#include "entente/facts.h"
#include "entente/register.h"
#include "entente/scenario.h"
#include "entente/treaty.h"
#include "entente/world_build.h"
#include "facts/optional.h"
#include "report/live_axis.h"
#include "report/live_first.h"
#include "report/live_pack.h"
#include "report/live_shipped.h"

extern const char ent_embed_live_html[];
extern const char ent_embed_engine_wasm[];
extern const char ent_embed_engine_wasm_end[];

typedef struct live {
    const char *data, *scenarios;
    ent_live_answers *ask;
    void *with;
    ent_facts facts;
    ent_register reg;
    ent_arena *arena;
    ent_error *err;
    json_t *page;
    const ent_world *first; /* other worlds are packed as differences from it */
    const char *newest;     /* scenario, which the page opens on */
    char opening[4096];     /* what it says at first, as HTML */
} live;

enum {
    HISTORY_FIRST = 2014, /* years of published shares that the page shows */
    HISTORY_LAST = 2040,
    PRICE_YEAR = 2024 /* the bill is in dollars of this year */
};

/* The page's first question, as in app/src/live/questions.ts: what 5 % would cost Germany. */
static const char FIRST_STATE[] = "DEU";
static const double FIRST_TARGET = 5.0;

bool ent_live_built(void)
{
    return ent_embed_live_html[0] != '\0';
}

static json_t *number(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

static json_t *text(const char *value)
{
    return json_string(value ? value : "");
}

static void add_levers(live *l)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < l->reg.n_levers; i++) {
        const ent_lever *r = &l->reg.levers[i];
        json_t *choices = json_array();
        for (size_t c = 0; c < r->n_choices; c++)
            json_array_append_new(choices, text(r->choices[c]));
        json_array_append_new(
            rows,
            json_pack("{s:o,s:i,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}",
                      "key", text(r->key), "id", r->use, "label", text(r->label), "title",
                      text(r->title), "group", text(r->group), "unit", text(r->unit), "unit_words",
                      text(r->unit_words), "kind", text(r->kind), "min", number(r->min), "max",
                      number(r->max), "step", number(r->step), "value", number(r->value), "choices",
                      choices, "low_end", text(r->low_end), "high_end", text(r->high_end), "help",
                      text(r->help), "source", text(r->source)));
    }
    json_object_set_new(l->page, "levers", rows);
}

static void add_assumptions(live *l)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < l->reg.n_assumptions; i++) {
        const ent_assumption *r = &l->reg.assumptions[i];
        json_t *parameters = json_array();
        for (size_t p = 0; p < r->n_parameters; p++)
            json_array_append_new(parameters, number(r->parameters[p]));
        json_array_append_new(
            rows, json_pack("{s:o,s:i,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "key",
                            text(r->key), "id", r->use, "label", text(r->label), "group",
                            text(r->group), "unit", text(r->unit), "unit_words",
                            text(r->unit_words), "help", text(r->help), "basis", text(r->basis),
                            "source", text(r->source), "distribution", text(r->distribution),
                            "parameters", parameters, "names", text(r->parameter_names), "central",
                            number(r->central), "low", number(r->low), "high", number(r->high)));
    }
    json_object_set_new(l->page, "assumptions", rows);
}

static void add_outcomes(live *l)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < l->reg.n_outcomes; i++) {
        const ent_outcome *r = &l->reg.outcomes[i];
        json_array_append_new(
            rows, json_pack("{s:o,s:i,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:b,s:o,s:o,s:o}", "key",
                            text(r->key), "id", r->use, "label", text(r->label), "title",
                            text(r->title), "group", text(r->group), "unit", text(r->unit),
                            "unit_words", text(r->unit_words), "shape", text(r->shape), "better",
                            text(r->better), "log", r->hist_log, "help", text(r->help), "tested_by",
                            text(r->tested_by), "decided_by", text(r->decided_by)));
    }
    json_object_set_new(l->page, "outcomes", rows);
}

static void add_sources(live *l)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < l->facts.n_sources; i++) {
        const ent_source *r = &l->facts.sources[i];
        json_array_append_new(rows, json_pack("{s:o,s:o,s:o,s:o}", "key", text(r->key), "publisher",
                                              text(r->publisher), "title", text(r->title), "date",
                                              text(r->date)));
    }
    json_object_set_new(l->page, "sources", rows);
}

/* The newest release of a share of GDP; NULL when the base data hold the newest. */
static const ent_fact *newest_share(const live *l, const char *state, int year)
{
    const ent_fact *newest = NULL;
    for (size_t i = 0; i < l->facts.n_facts; i++) {
        const ent_fact *f = &l->facts.facts[i];
        if (f->year == year && *f->vintage && strcmp(f->key, "defence_pct_gdp") == 0 &&
            strcmp(f->state, state) == 0 && (!newest || strcmp(f->vintage, newest->vintage) > 0))
            newest = f;
    }
    return newest;
}

/* Published shares of GDP of one state or group: of the base release by year, and of later ones. */
static void add_history_of(const live *l, const char *state, json_t *history)
{
    json_t *base = json_object(), *later = json_object();
    for (int year = HISTORY_FIRST; year <= HISTORY_LAST; year++) {
        char name[16];
        snprintf(name, sizeof name, "%d", year);
        const double share = ent_facts_value(&l->facts, state, "defence_pct_gdp", year);
        const ent_fact *newer = newest_share(l, state, year);
        if (!isnan(share))
            json_object_set_new(base, name, json_real(share));
        if (newer && !isnan(newer->value))
            json_object_set_new(
                later, name,
                json_pack("{s:f,s:s}", "share", newer->value, "release", newer->vintage));
    }
    if (json_object_size(base) + json_object_size(later) > 0)
        json_object_set_new(history, state, json_pack("{s:o,s:o}", "base", base, "later", later));
    else {
        json_decref(base);
        json_decref(later);
    }
}

/* What states spent, what their money is worth, and the words for levels of obligation. */
static void add_published(live *l)
{
    json_t *history = json_object(), *money = json_object(), *levels = json_array();
    add_history_of(l, "NATO_EUR_CAN", history);
    for (size_t i = 0; i < l->facts.n_states; i++) {
        const char *state = l->facts.states[i];
        const char *currency = ent_facts_text(&l->facts, state, "currency");
        const double rate = ent_facts_value(&l->facts, currency, "per_usd", PRICE_YEAR);
        add_history_of(l, state, history);
        if (*currency && !isnan(rate))
            json_object_set_new(money, state,
                                json_pack("{s:s,s:f}", "currency", currency, "per_usd", rate));
    }
    json_object_set_new(
        money, "",
        json_pack("{s:s,s:o}", "currency", "EUR", "per_usd",
                  number(ent_facts_value(&l->facts, "EUR", "per_usd", PRICE_YEAR))));
    for (unsigned level = 0; level < ENT_TREATY_LEVELS; level++)
        json_array_append_new(levels, text(ent_treaty_level_text(level)));
    json_object_set_new(l->page, "history", history);
    json_object_set_new(l->page, "money", money);
    json_object_set_new(l->page, "levels", levels);
}

/* How far the model was right, misses first; a folder of data may lack the table. */
static ent_status add_scorecard(live *l)
{
    size_t n = 0;
    const facts_score *scores = NULL;
    json_t *rows = json_array();
    json_object_set_new(l->page, "scorecard", rows);
    ENT_TRY(facts_scores(l->data, &n, &scores, l->arena, l->err));
    for (size_t r = 0; r < n; r++) {
        const facts_score *s = &scores[r];
        json_t *row = json_object();
        json_array_append_new(rows, row);
        json_object_set_new(row, "part", text(s->part));
        json_object_set_new(row, "family", text(s->family));
        json_object_set_new(row, "verdict", text(s->verdict));
        json_object_set_new(row, "says", text(s->says));
        json_object_set_new(row, "figure", text(s->figure));
        json_object_set_new(row, "skill", number(s->skill));
        json_object_set_new(row, "n", number(s->n));
        json_object_set_new(row, "source", text(s->source));
    }
    return ENT_OK;
}

static json_t *setting_of(const ent_lever *row, const ent_lever_setting *s)
{
    if (strcmp(row->kind, "states") == 0) {
        json_t *states = json_array();
        for (size_t i = 0; i < s->n_states; i++)
            json_array_append_new(states, text(s->states[i]));
        return states;
    }
    if (s->n_years == 0)
        return number(s->value);
    json_t *years = json_object();
    for (size_t i = 0; i < s->n_years; i++) {
        char year[16];
        snprintf(year, sizeof year, "%d", s->years[i]);
        json_object_set_new(years, year, number(s->by_year[i]));
    }
    return years;
}

/* The levers with which a claim compares, as they are written. */
static json_t *levers_of(const ent_claim *c)
{
    json_t *levers = json_object();
    for (size_t i = 0; i < c->n_levers; i++)
        json_object_set_new(levers, c->lever[i], text(c->lever_value[i]));
    return levers;
}

/* Answers that no lever moves go along; the rest is for the page to find. */
static ent_status claims_of(live *l, const scenario_spec *s, json_t *rows)
{
    ent_live_answer *answers = ent_arena_array(l->arena, ent_live_answer, s->n_claims + 1);
    ENT_NEED(answers, l->err);
    for (size_t i = 0; i < s->n_claims; i++)
        answers[i] = (ent_live_answer){ENT_MISSING, s->claims[i].kind, ""};
    if (l->ask && s->n_claims)
        ENT_TRY(l->ask(l->with, s->key, s->n_claims, answers, l->arena, l->err));
    for (size_t i = 0; i < s->n_claims; i++) {
        const ent_claim *c = &s->claims[i];
        json_t *indices = json_array();
        for (size_t k = 0; k < c->n_indices; k++)
            json_array_append_new(indices, text(c->indices[k]));
        json_t *claim = json_pack(
            "{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:i}", "says", text(c->says), "shows",
            text(c->shows), "outcome", text(c->outcome), "indices", indices, "at", text(c->at),
            "holds", text(c->holds), "against", text(c->n_levers ? "" : c->against), "combine",
            text(c->combine), "kind", text(answers[i].kind), "section", text(c->section), "note",
            text(c->note), "row", c->row);
        if (answers[i].value == answers[i].value) {
            json_object_set_new(claim, "value", json_real(answers[i].value));
            json_object_set_new(claim, "unit", text(answers[i].unit));
        }
        if (c->by_construction && *c->by_construction)
            json_object_set_new(claim, "by_construction", text(c->by_construction));
        if (c->sentence && *c->sentence)
            json_object_set_new(claim, "sentence", text(c->sentence));
        if (c->missing_holds)
            json_object_set_new(claim, "missing_holds", json_true());
        if (c->n_levers)
            json_object_set_new(claim, "levers", levers_of(c));
        json_array_append_new(rows, claim);
    }
    return ENT_OK;
}

static json_t *events_of(const scenario_spec *s)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < s->n_events; i++) {
        json_t *event = json_object();
        for (size_t k = 0; k < s->events[i].n_fields; k++)
            json_object_set_new(event, s->events[i].fields[k], text(s->events[i].values[k]));
        json_array_append_new(rows, event);
    }
    return rows;
}

/* What the page calls a scenario, and why it sets levers as it does. */
static void add_words(const scenario_spec *s, json_t *row)
{
    json_t *reasons = json_object();
    for (size_t i = 0; i < s->n_reasons; i++)
        json_object_set_new(reasons, s->reason_lever[i], text(s->reason[i]));
    json_object_set_new(row, "policy", text(s->policy));
    json_object_set_new(row, "label", text(s->label));
    json_object_set_new(row, "short_label", text(s->short_label));
    json_object_set_new(row, "reasons", reasons);
}

static ent_status add_scenario(live *l, const scenario_spec *s)
{
    json_t *claims = json_array();
    const ent_status status = claims_of(l, s, claims);
    if (status != ENT_OK) {
        json_decref(claims);
        return status;
    }
    json_t *levers = json_object();
    for (size_t i = 0; i < s->n_levers; i++)
        if (s->levers[i].set)
            json_object_set_new(levers, l->reg.levers[i].key,
                                setting_of(&l->reg.levers[i], &s->levers[i]));
    char start[32], horizon[32];
    snprintf(start, sizeof start, "%04d-%02d-%02d", s->start_year, s->start_month, s->start_day);
    snprintf(horizon, sizeof horizon, "%04d-%02d", s->horizon_year, s->horizon_month);
    json_t *row =
        json_pack("{s:o,s:o,s:o,s:o,s:s,s:s,s:o,s:o,s:o}", "key", text(s->key), "base",
                  text(s->base), "name", text(s->name), "about", text(s->about), "start", start,
                  "horizon", horizon, "levers", levers, "claims", claims, "events", events_of(s));
    add_words(s, row);
    json_array_append_new(json_object_get(l->page, "scenarios"), row);
    return ENT_OK;
}

static ent_status packed(live *l, const ent_world *w, json_t **out)
{
    const unsigned char *bytes = (const unsigned char *)w;
    const size_t n = (size_t)w->total_bytes;
    ent_builder runs, letters;
    ent_builder_init(&runs, l->arena);
    ent_builder_init(&letters, l->arena);
    const bool fine = !l->first ? live_pack(&runs, bytes, n, l->arena)
                                : live_delta(&runs, bytes, n, (const unsigned char *)l->first,
                                             (size_t)l->first->total_bytes, l->arena);
    ENT_NEED(fine, l->err);
    live_base64(&letters, (const unsigned char *)runs.data, runs.length);
    ENT_TRY(ent_builder_status(&runs, l->err));
    ENT_TRY(ent_builder_status(&letters, l->err));
    *out = json_stringn(letters.data, letters.length);
    return ENT_OK;
}

/* Name of a state as the tables give it; its code when they do not. */
static const char *state_name(const live *l, const char *iso3)
{
    const char *name = ent_facts_text(&l->facts, iso3, "name");
    return *name ? name : iso3;
}

static json_t *flashpoint_of(const live *l, const char *key)
{
    for (size_t i = 0; i < l->reg.n_flashpoints; i++) {
        const ent_flashpoint_row *f = &l->reg.flashpoints[i];
        if (strcmp(f->key, key) == 0)
            return json_pack("{s:s,s:o,s:o}", "key", key, "label", text(f->label), "in_sentence",
                             text(f->in_sentence));
    }
    return json_pack("{s:s,s:s,s:s}", "key", key, "label", key, "in_sentence", key);
}

/* Where the axis of spending ends in a world, by ally. */
static ent_status tops_of(live *l, const ent_world *w, json_t *tops)
{
    const ent_lever *asked = ent_register_lever(&l->reg, "pledge.target_pct_gdp");
    const ent_lever *agreed = ent_register_lever(&l->reg, "pledge.agreed_pct_gdp");
    return asked && agreed ? live_axis(w, asked->max, agreed->max, tops, l->arena, l->err) : ENT_OK;
}

static ent_status add_world(live *l, const scenario_spec *s, const ent_world *w)
{
    json_t *states = json_array(), *flashpoints = json_array(), *tops = json_object();
    json_t *bytes = NULL;
    for (int32_t i = 0; i < w->n_states; i++)
        json_array_append_new(states, json_pack("{s:s,s:s,s:b}", "state", w->iso3[i], "name",
                                                state_name(l, w->iso3[i]), "ally",
                                                (w->flags[i] & ENT_STATE_NATO) != 0));
    for (int32_t i = 0; i < w->n_flashpoints; i++)
        json_array_append_new(flashpoints, flashpoint_of(l, w->flashpoint[i].key));
    ent_status status = tops_of(l, w, tops);
    if (status == ENT_OK)
        status = packed(l, w, &bytes);
    if (status != ENT_OK) {
        json_decref(states);
        json_decref(flashpoints);
        json_decref(tops);
        return status;
    }
    json_array_append_new(json_object_get(l->page, "worlds"),
                          json_pack("{s:o,s:I,s:b,s:o,s:i,s:i,s:i,s:i,s:o,s:o,s:o}", "key",
                                    text(s->key), "bytes", (json_int_t)w->total_bytes, "differs",
                                    l->first != NULL, "packed", bytes, "first_year", w->first_year,
                                    "n_years", w->n_years, "first_month", w->first_month,
                                    "n_months", w->n_months, "states", states, "flashpoints",
                                    flashpoints, "tops", tops));
    l->first = l->first ? l->first : w;
    return ENT_OK;
}

/* What the page says before its script has run. */
static ent_status add_opening(live *l, const scenario_spec *s, const ent_world *w)
{
    ent_builder out;
    ent_builder_init(&out, l->arena);
    const live_first_of of = {.world = w,
                              .state = FIRST_STATE,
                              .country = state_name(l, FIRST_STATE),
                              .scenario = s->name,
                              .asked = FIRST_TARGET,
                              .eur_per_usd =
                                  ent_facts_value(&l->facts, "EUR", "per_usd", PRICE_YEAR)};
    ENT_TRY(live_first(&of, &out, l->arena, l->err));
    if (out.length >= sizeof l->opening)
        return ent_fail(l->err, ENT_E_DATA, "live page: its first answer is too long");
    snprintf(l->opening, sizeof l->opening, "%s", out.length ? out.data : "");
    return ENT_OK;
}

/* Add a scenario when it has a base, or has none, as asked. */
static ent_status one_scenario(live *l, const char *name, bool with_base)
{
    scenario_spec s;
    ent_facts changed;
    ent_world *world;
    const void *treaty = NULL;
    size_t bytes = 0;
    ENT_TRY(scenario_load(l->scenarios, name, &l->facts, &l->reg, &s, l->arena, l->err));
    if ((s.base && *s.base) != with_base || s.n_battles > 0) /* battles: a calibration, no policy */
        return ENT_OK;
    ENT_TRY(ent_facts_override(&l->facts, s.n_facts, s.facts, &changed, l->arena, l->err));
    const char *tables = ent_text_format(l->arena, "%s/treaty", l->data);
    ENT_NEED(tables, l->err);
    ENT_TRY(ent_world_treaty(&s, tables, &treaty, &bytes, l->arena, l->err));
    ENT_TRY(ent_world_build(&changed, &l->reg, &s, treaty, bytes, &world, l->arena, l->err));
    if (strcmp(name, l->newest) == 0)
        ENT_TRY(add_opening(l, &s, world));
    ENT_TRY(add_scenario(l, &s));
    return add_world(l, &s, world);
}

/* What a scenario needs is given back once the page holds it, but for the first world. */
static ent_status pass_scenario(live *l, const char *name, bool with_base)
{
    const size_t mark = ent_arena_mark(l->arena);
    const bool stays = !l->first;
    const ent_status status = one_scenario(l, name, with_base);
    if (!stays)
        ent_arena_rewind(l->arena, mark);
    return status;
}

/* The scenario that starts last; of several, the first on the page. */
static ent_status find_newest(live *l, const char *const *names, size_t n)
{
    long latest = 0;
    l->newest = "";
    for (size_t k = 0; k < 2 * n; k++) { /* those without a base come first */
        const size_t mark = ent_arena_mark(l->arena);
        const char *name = names[k % n];
        scenario_spec s;
        ENT_TRY(scenario_load(l->scenarios, name, &l->facts, &l->reg, &s, l->arena, l->err));
        const bool is_later = k >= n, has_base = s.base && *s.base;
        const long start = (s.start_year * 100L + s.start_month) * 100L + s.start_day;
        if (is_later == has_base && s.n_battles == 0 && start > latest) {
            latest = start;
            l->newest = name;
        }
        ent_arena_rewind(l->arena, mark);
    }
    return ENT_OK;
}

/* A table of words that a folder of data may lack: its rows under `member`, cells as they stand. */
static ent_status add_table(live *l, const char *table, const char *member,
                            const char *const *columns, size_t n)
{
    ent_csv t;
    bool there = false;
    json_t *rows = json_array();
    json_object_set_new(l->page, member, rows);
    ENT_TRY(facts_read_optional(l->data, table, &t, &there, l->arena, l->err));
    if (!there)
        return ENT_OK;
    for (size_t r = 0; r < t.n_rows; r++)
        json_array_append_new(rows, json_object());
    for (size_t c = 0; c < n; c++) {
        size_t column;
        ENT_TRY(ent_csv_column(&t, columns[c], &column, l->err));
        for (size_t r = 0; r < t.n_rows; r++)
            json_object_set_new(json_array_get(rows, r), columns[c],
                                text(ent_csv_text(&t, r, column)));
    }
    return ENT_OK;
}

static ent_status fill(live *l)
{
    static const char *const example[] = {"lever", "value", "name", "says"};
    static const char *const background[] = {"question", "says"};
    ENT_TRY(ent_facts_load(l->data, &l->facts, l->arena, l->err));
    ENT_TRY(ent_register_load(l->data, &l->facts, &l->reg, l->arena, l->err));
    add_levers(l);
    add_assumptions(l);
    add_outcomes(l);
    add_sources(l);
    add_published(l);
    ENT_TRY(add_scorecard(l));
    ENT_TRY(add_table(l, "examples.csv", "examples", example, 4));
    ENT_TRY(add_table(l, "background.csv", "background", background, 2));
    const char *const *names;
    size_t n;
    ENT_TRY(scenario_list(l->scenarios, &names, &n, l->arena, l->err));
    ENT_TRY(find_newest(l, names, n));
    /* what others build on comes first: their worlds are packed as differences from it */
    for (int with_base = 0; with_base < 2; with_base++)
        for (size_t i = 0; i < n; i++)
            ENT_TRY(pass_scenario(l, names[i], with_base != 0));
    return ENT_OK;
}

/* The template has three marks, each once: for the first answer, the data and the engine. */
static void assemble(const char *opening, const char *json, ent_builder *out)
{
    static const char first_mark[] = "@ENTENTE_FIRST@", data_mark[] = "@ENTENTE_DATA@",
                      engine_mark[] = "@ENTENTE_ENGINE@";
    const char *template = ent_embed_live_html;
    const char *first = strstr(template, first_mark);
    const char *data = first ? strstr(first, data_mark) : NULL;
    const char *engine = data ? strstr(data, engine_mark) : NULL;
    if (!engine) {
        ent_builder_text(out, template);
        return;
    }
    ent_builder_add(out, template, (size_t)(first - template));
    ent_builder_text(out, opening);
    first += sizeof first_mark - 1;
    ent_builder_add(out, first, (size_t)(data - first));
    for (const char *c = json; *c;) { /* "<" could end the script element */
        const size_t plain = strcspn(c, "<");
        ent_builder_add(out, c, plain);
        c += plain;
        if (*c)
            ent_builder_text(out, "\\u003c");
        c += *c != '\0';
    }
    data += sizeof data_mark - 1;
    ent_builder_add(out, data, (size_t)(engine - data));
    live_base64(out, (const unsigned char *)ent_embed_engine_wasm,
                (size_t)(ent_embed_engine_wasm_end - ent_embed_engine_wasm));
    ent_builder_text(out, engine + sizeof engine_mark - 1);
}

static int append(const char *json, size_t length, void *out)
{
    ent_builder_add(out, json, length);
    return 0;
}

ent_status live_document(const char *data, const char *scenarios, ent_live_answers *ask, void *with,
                         ent_builder *opening, ent_builder *document, ent_arena *arena,
                         ent_error *err)
{
    live l = {
        .data = data, .scenarios = scenarios, .ask = ask, .with = with, .arena = arena, .err = err};
    l.page = json_pack("{s:s,s:i,s:s,s:s,s:[],s:[]}", "schema", "entente-page", "version", 1,
                       "entente", ENT_VERSION, "engine", ENT_VERSION, "scenarios", "worlds");
    ent_status status = fill(&l);
    /* figures of the tables have fewer digits than that: what is read again is what was meant */
    if (status == ENT_OK &&
        json_dump_callback(l.page, append, document, JSON_COMPACT | JSON_REAL_PRECISION(DBL_DIG)))
        status = ent_fail(err, ENT_E_NOMEM, "live page: out of memory");
    json_decref(l.page);
    ENT_TRY(status);
    ent_builder_text(opening, l.opening);
    ENT_TRY(ent_builder_status(opening, err));
    return ent_builder_status(document, err);
}

/* --- as it was shipped ------------------------------------------------------------------------ */

__attribute__((weak)) const live_shipped ent_live_shipped = {0, NULL, NULL};

uint64_t live_mark(const char *data, const char *scenarios)
{
    const uint64_t mark = mark_folder(mark_folder(mark_begin(), data), scenarios);
    return mark ? mark : 1;
}

ent_status ent_live_page(const char *data, const char *scenarios, ent_live_answers *ask, void *with,
                         ent_builder *out, ent_arena *arena, ent_error *err)
{
    ent_builder opening, document;
    if (!ent_live_built())
        return ent_fail(err, ENT_E_DATA,
                        "this program was built without the live page. Install nodejs, npm, clang "
                        "and lld, then build it again");
    if (ask && ent_live_shipped.mark && ent_live_shipped.mark == live_mark(data, scenarios)) {
        assemble(ent_live_shipped.opening, ent_live_shipped.document, out);
        return ent_builder_status(out, err);
    }
    ent_builder_init(&opening, arena);
    ent_builder_init(&document, arena);
    ENT_TRY(live_document(data, scenarios, ask, with, &opening, &document, arena, err));
    assemble(opening.length ? opening.data : "", document.data, out);
    return ent_builder_status(out, err);
}
