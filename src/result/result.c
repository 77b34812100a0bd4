#include "result/result.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "entente/draw.h"
#include "entente/world_build.h"
#include "result/battle_table.h"
#include "result/result_aid.h"
#include "result/result_bargain.h"
#include "result/result_brief.h"
#include "result/result_flashpoints.h"
#include "result/result_parts.h"
#include "result/result_scorecard.h"
#include "result/result_skill.h"
#include "result/result_ukraine.h"
#include "result/result_what_if.h"

#ifndef ENT_REVISION
#define ENT_REVISION "unknown"
#endif

static const char CHOICE_UNIT[] = "choice: "; /* head of the unit of a categorical outcome */

static void set(json_t *o, const char *key, const char *text)
{
    json_object_set_new(o, key, json_string(text ? text : ""));
}

static json_t *count(uint64_t n)
{
    return json_integer((json_int_t)n);
}

/* --- the run --- */

static json_t *program_document(void)
{
    json_t *o = json_object();
    char date[32];
    const time_t now = time(NULL);
    struct tm utc;
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    set(o, "version", ENT_VERSION);
    set(o, "revision", ENT_REVISION);
    set(o, "date", date);
    return o;
}

static json_t *run_document(const result_of *r)
{
    json_t *o = json_object();
    char hash[24];
    const uint64_t done = ent_run_futures(r->run);
    const double asked = (double)done * (r->baseline ? 2.0 : 1.0);
    const double computed = (double)ent_run_computed(r->run);
    snprintf(hash, sizeof hash, "%016llx", (unsigned long long)ent_run_hash(r->run, 0));
    json_object_set_new(o, "futures", count(done));
    json_object_set_new(o, "seed", result_seed(r->seed));
    set(o, "design", r->design);
    set(o, "isa", r->isa);
    json_object_set_new(o, "threads", count(r->ran_threads));
    json_object_set_new(o, "ranks", count(r->ran_ranks));
    json_object_set_new(o, "seconds", chart_number(r->seconds));
    json_object_set_new(o, "futures_per_second",
                        chart_number(r->seconds > 0.0 ? (double)done / r->seconds : ENT_MISSING));
    json_object_set_new(o, "worlds", count(r->worlds->n));
    json_object_set_new(o, "computed_per_asked",
                        chart_number(asked > 0.0 ? computed / asked : ENT_MISSING));
    set(o, "outcome_hash", hash);
    set(o, "command", r->command);
    if (r->incomplete)
        json_object_set_new(o, "incomplete", json_true());
    if (r->own_beliefs)
        json_object_set_new(o, "own_beliefs", json_true());
    return o;
}

/* --- scenario --- */

static bool same_value(double a, double b)
{
    return a == b || (a != a && b != b); /* as written, not as computed */
}

static bool same_setting(const ent_lever_setting *a, const ent_lever_setting *b)
{
    bool same = a->n_years == b->n_years && a->n_states == b->n_states &&
                (same_value(a->value, b->value) || a->n_years > 0);
    for (size_t i = 0; same && i < a->n_years; i++)
        same = a->years[i] == b->years[i] && same_value(a->by_year[i], b->by_year[i]);
    for (size_t i = 0; same && i < a->n_states; i++)
        same = strcmp(a->states[i], b->states[i]) == 0;
    return same;
}

static json_t *lever_value(const ent_lever *row, double value)
{
    if (row->n_choices > 0 && value >= 0.0 && value < (double)row->n_choices)
        return json_string(row->choices[(size_t)value]);
    return chart_number(value);
}

static json_t *lever_document(const ent_lever *row, const ent_lever_setting *s, bool changed)
{
    json_t *o = json_object();
    set(o, "key", row->key);
    set(o, "label", row->label);
    set(o, "group", row->group);
    set(o, "unit", row->unit);
    if (strcmp(row->kind, "states") == 0) {
        json_t *list = json_array();
        for (size_t i = 0; i < s->n_states; i++)
            json_array_append_new(list, json_string(s->states[i]));
        json_object_set_new(o, "list", list);
    } else if (s->n_years > 0) {
        json_t *years = json_object();
        for (size_t i = 0; i < s->n_years; i++) {
            char year[16];
            snprintf(year, sizeof year, "%d", s->years[i]);
            json_object_set_new(years, year, chart_number(s->by_year[i]));
        }
        json_object_set_new(o, "by_year", years);
    } else {
        json_object_set_new(o, "value", lever_value(row, s->value));
    }
    json_object_set_new(o, "default", lever_value(row, row->value));
    json_object_set_new(o, "min", chart_number(row->min));
    json_object_set_new(o, "max", chart_number(row->max));
    set(o, "title", row->title);
    set(o, "unit_words", row->unit_words);
    set(o, "low_end", row->low_end);
    set(o, "high_end", row->high_end);
    set(o, "help", row->help);
    set(o, "source", row->source);
    json_object_set_new(o, "changed", json_boolean(changed));
    json_object_set_new(o, "acts", json_boolean(row->use >= 0));
    return o;
}

static void prior_text(char *out, size_t size, const char *distribution, size_t n,
                       const double *parameters)
{
    size_t at = (size_t)snprintf(out, size, "%s(", distribution);
    for (size_t i = 0; i < n && at < size; i++)
        at += (size_t)snprintf(out + at, size - at, "%s%g", i ? ", " : "", parameters[i]);
    if (at < size)
        snprintf(out + at, size - at, ")");
}

static json_t *overridden(const world_parts *p)
{
    json_t *list = json_array();
    for (size_t i = 0; i < p->reg.n_assumptions; i++) {
        const ent_prior_setting *s = &p->scenario.assumptions[i];
        const ent_assumption *row = &p->reg.assumptions[i];
        char now[128], was[128];
        if (!s->set)
            continue;
        json_t *o = json_object();
        prior_text(now, sizeof now, s->distribution, s->n_parameters, s->parameters);
        prior_text(was, sizeof was, row->distribution, row->n_parameters, row->parameters);
        set(o, "key", row->key);
        set(o, "prior", now);
        set(o, "was", was);
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *scenario_document(const world_parts *p, const world_parts *other)
{
    const scenario_spec *s = &p->scenario;
    json_t *o = json_object(), *levers = json_array();
    char text[32];
    set(o, "key", s->key);
    set(o, "name", s->name);
    set(o, "description", s->about);
    snprintf(text, sizeof text, "%04d-%02d-%02d", s->start_year, s->start_month, s->start_day);
    set(o, "start", text);
    snprintf(text, sizeof text, "%04d-%02d", s->horizon_year, s->horizon_month);
    set(o, "horizon", text);
    for (size_t i = 0; i < p->reg.n_levers; i++) {
        const ent_lever *row = &p->reg.levers[i];
        const bool changed =
            other ? !same_setting(&s->levers[i], &other->scenario.levers[i]) : s->levers[i].set;
        json_array_append_new(levers, lever_document(row, &s->levers[i], changed));
    }
    json_object_set_new(o, "levers", levers);
    json_object_set_new(o, "overridden", overridden(p));
    snprintf(text, sizeof text, "%016llx", (unsigned long long)p->world->checksum);
    set(o, "hash", text);
    return o;
}

/* --- outcomes --- */

static json_t *quantiles(const ent_statistics *s)
{
    static const char *const names[ENT_RUN_QUANTILES] = {"p5", "p25", "p50", "p75", "p95"};
    json_t *o = json_object();
    for (size_t i = 0; i < ENT_RUN_QUANTILES; i++)
        json_object_set_new(o, names[i], chart_number(s->quantile[i]));
    return o;
}

/* At most 40 bins between the first and the last that hold anything. */
static json_t *histogram(const ent_histogram *h)
{
    enum { MOST = 40 };
    size_t first = 0, end = ENT_RUN_BINS;
    while (first < end && h->counts[first] == 0)
        first++;
    while (end > first && h->counts[end - 1] == 0)
        end--;
    if (first == end || h->logarithm)
        return NULL;
    const size_t join = (end - first + MOST - 1) / MOST;
    const double width = (h->high - h->low) / ENT_RUN_BINS, shift = h->whole ? 0.5 : 0.0;
    json_t *o = json_object(), *counts = json_array();
    size_t at = first;
    while (at < end) {
        uint64_t sum = 0;
        for (size_t i = 0; i < join; i++, at++)
            sum += at < ENT_RUN_BINS ? h->counts[at] : 0;
        json_array_append_new(counts, count(sum));
    }
    json_object_set_new(o, "low", chart_number(h->low + (double)first * width - shift));
    json_object_set_new(o, "high", chart_number(h->low + (double)at * width - shift));
    json_object_set_new(o, "counts", counts);
    return o;
}

/* Shares of the futures with a value by what the outcome's whole numbers stand for: a unit of
 * the form "choice: first|second|..." names them. */
static json_t *choices(const result_of *r, const ent_named_column *c, size_t run)
{
    ent_histogram h;
    json_t *o = json_object();
    if (!ent_run_histogram(r->run, run, c->outcome, c->index, &h))
        return o;
    uint64_t all = 0;
    for (size_t i = 0; i < ENT_RUN_BINS; i++)
        all += h.counts[i];
    const double width = (h.high - h.low) / ENT_RUN_BINS;
    const char *name = c->row->unit + strlen(CHOICE_UNIT);
    for (size_t k = 0; *name && all > 0; k++) {
        const size_t length = strcspn(name, "|");
        uint64_t found = 0;
        for (size_t i = 0; i < ENT_RUN_BINS; i++)
            if (fabs(h.low + (double)i * width - (double)k) < 0.5)
                found += h.counts[i];
        char label[64];
        snprintf(label, sizeof label, "%.*s", (int)length, name);
        json_object_set_new(o, label, chart_number((double)found / (double)all));
        name += length + (name[length] == '|');
    }
    return o;
}

typedef struct listing {
    const result_of *r;
    json_t *list;
} listing;

static void set_index(json_t *o, const ent_named_column *c)
{
    json_t *index = json_object();
    if (!c->kind_of_index) {
        json_decref(index);
        return;
    }
    set(index, c->kind_of_index, c->value[0]);
    if (c->value[1])
        set(index, "side", c->value[1]);
    json_object_set_new(o, "index", index);
}

/* A ratio to a place's own past is compared with the baseline's in per cent. */
static void set_percent(json_t *difference, const result_of *r, const ent_named_column *c)
{
    const ent_percent p = ent_run_percent(r->run, c->outcome, c->index);
    if (p.n == 0)
        return;
    json_object_set_new(difference, "percent",
                        json_pack("{s:o, s:o, s:o}", "median", chart_number(p.median), "p5",
                                  chart_number(p.low), "p95", chart_number(p.high)));
}

static void set_baseline(json_t *o, const result_of *r, const ent_named_column *c)
{
    const ent_statistics s = ent_run_band(r->run, 1, c->outcome, c->index);
    const ent_change d = ent_run_change(r->run, c->outcome, c->index);
    json_t *b = json_object(), *difference = json_object();
    json_object_set_new(b, "mean", chart_number(s.mean));
    json_object_set_new(b, "sd", chart_number(s.sd));
    json_object_set_new(b, "missing", count(s.missing));
    json_object_set_new(b, "quantiles", quantiles(&s));
    json_object_set_new(o, "baseline", b);
    json_object_set_new(difference, "n", count(d.n));
    if (d.exact) {
        json_object_set_new(difference, "median", chart_number(d.median));
        json_object_set_new(difference, "p5", chart_number(d.low));
        json_object_set_new(difference, "p95", chart_number(d.high));
        json_object_set_new(difference, "lower", count(d.lower));
        json_object_set_new(difference, "same", count(d.same));
        json_object_set_new(difference, "higher", count(d.higher));
    }
    json_object_set_new(difference, "mean", chart_number(d.mean));
    json_object_set_new(difference, "low", chart_number(d.mean - d.error));
    json_object_set_new(difference, "high", chart_number(d.mean + d.error));
    json_object_set_new(
        difference, "distinguishable",
        json_boolean(fabs(d.mean) > d.error || (d.mean != d.mean && d.lower != d.higher)));
    if (strcmp(c->row->unit, "ratio") == 0)
        set_percent(difference, r, c);
    json_object_set_new(o, "difference", difference);
}

static void add_outcome(void *with, const ent_named_column *c)
{
    const listing *l = with;
    static const char *const counted[] = {"all", "if", "time"};
    const ent_statistics s = ent_run_band(l->r->run, 0, c->outcome, c->index);
    const ent_shape shape = ent_outcome_shape(c->outcome);
    char key[96];
    json_t *o = json_object();
    snprintf(key, sizeof key, "%s%s%s%s", c->row->key, *c->name ? "[" : "", c->name,
             *c->name ? "]" : "");
    set(o, "key", key);
    set(o, "register", c->row->key);
    set_index(o, c);
    if (*c->at)
        set(o, "at", c->at);
    set(o, "label", c->row->label);
    set(o, "unit", c->row->unit);
    set(o, "kind", "futures");
    set(o, "better", c->row->better);
    set(o, "counts", counted[c->row->counts]);
    if (*c->row->condition)
        set(o, "condition", c->row->condition);
    if (!s.exact)
        json_object_set_new(o, "binned", json_true());
    json_object_set_new(o, "n", count(s.n + s.missing));
    if (s.missing > 0)
        json_object_set_new(o, "events", count(s.n));
    json_object_set_new(o, "missing", count(s.missing));
    json_object_set_new(o, "mean", chart_number(s.mean));
    json_object_set_new(o, "sd", chart_number(s.sd));
    json_object_set_new(o, "quantiles", quantiles(&s));
    ent_histogram h;
    if (shape != ENT_SHAPE_YEAR_STATE && shape != ENT_SHAPE_MONTH_SIDE &&
        shape != ENT_SHAPE_MONTH_ZONE &&
        ent_run_histogram(l->r->run, 0, c->outcome, c->index, &h)) {
        json_t *bins = histogram(&h);
        if (bins)
            json_object_set_new(o, "histogram", bins);
    }
    if (l->r->baseline)
        set_baseline(o, l->r, c);
    if (strncmp(c->row->unit, CHOICE_UNIT, strlen(CHOICE_UNIT)) == 0) {
        json_object_set_new(o, "choices", choices(l->r, c, 0));
        if (l->r->baseline)
            json_object_set_new(json_object_get(o, "baseline"), "choices", choices(l->r, c, 1));
    }
    json_array_append_new(l->list, o);
}

/* --- claims --- */

static json_t *claim_document(const result_of *r, size_t i, const result_skill *skill)
{
    const claim_state *s = &r->claims->states[i];
    const ent_claim *c = s->claim;
    const claim_verdict v = claims_verdict(r->claims, i, r->run);
    json_t *o = json_object();
    char note[512], sentence[640];
    set(o, "says", c->says);
    claims_sentence(r->claims, i, &v, r->parts, r->run, sentence, sizeof sentence);
    if (*sentence)
        set(o, "sentence", sentence);
    if (*c->by_construction)
        set(o, "by_construction", c->by_construction);
    if (v.all) {
        json_object_set_new(o, "n", count(v.n));
        json_object_set_new(o, "futures", count(v.all));
    }
    set(o, "shows", c->shows);
    if (*c->at)
        set(o, "at", c->at);
    if (*c->of)
        set(o, "of", c->of);
    set(o, "holds", c->holds);
    json_object_set_new(o, "row", json_integer(c->row));
    set(o, "verdict", v.verdict);
    const char *untested =
        result_without_skill(skill, ent_register_outcome(&r->parts->reg, c->outcome));
    if (strcmp(s->kind, "futures") == 0 && strcmp(v.verdict, "not answered") != 0 && *untested)
        set(o, "without_skill", untested);
    json_object_set_new(o, "value", chart_number(v.value));
    json_object_set_new(o, "low", chart_number(v.low));
    json_object_set_new(o, "high", chart_number(v.high));
    set(o, "unit", s->unit);
    json_object_set_new(o, "share", chart_number(v.share));
    set(o, "kind", s->kind);
    if (*c->section)
        set(o, "section", c->section);
    snprintf(note, sizeof note, "%s%s%s%s%s%s", c->note, *c->note && *s->why ? "; " : "", s->why,
             *c->against && (*c->note || *s->why) ? "; " : "", *c->against ? "paired with " : "",
             c->against);
    if (*note)
        set(o, "note", note);
    return o;
}

/* --- assumptions, sources, obligations --- */

/* Outline of a prior: how many of a thousand even quantiles fall into each of 24 even steps. */
static json_t *outline(const ent_prior *prior)
{
    enum { POINTS = 1000, STEPS = 24 };
    unsigned heights[STEPS] = {0};
    const double low = ent_draw_quantile(prior, 0.005), high = ent_draw_quantile(prior, 0.995);
    json_t *o = json_object(), *list = json_array();
    for (size_t k = 0; k < POINTS && high > low; k++) {
        const double x = ent_draw_quantile(prior, ((double)k + 0.5) / POINTS);
        const double step = (x - low) / (high - low) * STEPS;
        if (step >= 0.0 && step <= STEPS)
            heights[step < STEPS ? (size_t)step : STEPS - 1]++;
    }
    for (size_t k = 0; k < STEPS; k++)
        json_array_append_new(list, json_integer(heights[k]));
    json_object_set_new(o, "low", chart_number(low));
    json_object_set_new(o, "high", chart_number(high));
    json_object_set_new(o, "heights", list);
    return o;
}

static json_t *assumption_document(const world_parts *p, size_t i)
{
    const ent_assumption *row = &p->reg.assumptions[i];
    const ent_prior_setting *s = &p->scenario.assumptions[i];
    const char *distribution = s->set ? s->distribution : row->distribution;
    const size_t n = s->set ? s->n_parameters : row->n_parameters;
    const double *parameters = s->set ? s->parameters : row->parameters;
    const ent_prior prior = ent_prior_make(distribution, n, parameters);
    json_t *o = json_object(), *list = json_array();
    char text[128];
    prior_text(text, sizeof text, distribution, n, parameters);
    set(o, "key", row->key);
    set(o, "label", row->label);
    set(o, "group", row->group);
    set(o, "unit", row->unit);
    set(o, "basis", row->basis);
    set(o, "source", row->source);
    set(o, "prior", text);
    set(o, "distribution", distribution);
    for (size_t k = 0; k < n; k++)
        json_array_append_new(list, chart_number(parameters[k]));
    json_object_set_new(o, "parameters", list);
    json_object_set_new(o, "central", chart_number(s->set ? s->central : row->central));
    json_object_set_new(o, "low", chart_number(ent_draw_quantile(&prior, 0.05)));
    json_object_set_new(o, "high", chart_number(ent_draw_quantile(&prior, 0.95)));
    json_object_set_new(o, "outline", outline(&prior));
    json_object_set_new(o, "used", json_boolean(row->use >= 0));
    json_object_set_new(o, "overridden", json_boolean(s->set));
    return o;
}

static json_t *correlations_document(const scenario_spec *s)
{
    json_t *list = json_array();
    for (size_t i = 0; i < s->n_correlations; i++) {
        const ent_correlation *c = &s->correlations[i];
        json_t *o = json_object();
        set(o, "first", c->first);
        set(o, "second", c->second);
        json_object_set_new(o, "rank", chart_number(c->value));
        set(o, "basis", c->basis);
        set(o, "source", c->source);
        set(o, "note", c->note);
        set(o, "where", c->where);
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *sources_document(const ent_facts *facts)
{
    json_t *list = json_array();
    for (size_t i = 0; i < facts->n_sources; i++) {
        const ent_source *s = &facts->sources[i];
        json_t *o = json_object();
        set(o, "key", s->key);
        set(o, "publisher", s->publisher);
        set(o, "title", s->title);
        set(o, "date", s->date);
        set(o, "address", s->address);
        set(o, "terms", s->terms);
        json_array_append_new(list, o);
    }
    return list;
}

/* A run without a separable table says so in its document too. */
static json_t *notes_document(const ent_facts *facts)
{
    json_t *list = json_array();
    for (size_t i = 0; i < facts->n_absent; i++) {
        char text[256];
        json_t *o = json_object();
        snprintf(text, sizeof text,
                 "This run was made without %s: the military spending of states outside NATO is "
                 "judged by the project or missing, and figures differ from runs with the table.",
                 facts->absent[i]);
        set(o, "section", "trust");
        set(o, "text", text);
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *names_document(const ent_register *reg, const ent_facts *facts)
{
    json_t *o = json_object();
    for (size_t i = 0; i < reg->n_flashpoints; i++)
        set(o, reg->flashpoints[i].key, reg->flashpoints[i].label);
    for (size_t i = 0; i < facts->n_states; i++)
        set(o, facts->states[i], ent_facts_text(facts, facts->states[i], "name"));
    return o;
}

/* The words of the register's outcomes, once for all years and places. */
static json_t *words_document(const ent_register *reg)
{
    json_t *all = json_object();
    for (size_t i = 0; i < reg->n_outcomes; i++) {
        const ent_outcome *row = &reg->outcomes[i];
        json_t *o = json_object();
        set(o, "title", row->title);
        set(o, "unit_words", row->unit_words);
        set(o, "help", row->help);
        json_object_set_new(all, row->key, o);
    }
    return all;
}

static json_t *obligations_document(const claim_set *claims, ent_arena *arena)
{
    json_t *list = json_array();
    for (size_t i = 0; i < claims->n_events; i++) {
        ent_builder text;
        ent_builder_init(&text, arena);
        ent_treaty_document(&claims->treaty, &claims->events[i], &claims->answers[i],
                            claims->labels[i], false, &text);
        json_t *event = json_loadb(text.data, text.length, 0, NULL);
        if (event)
            json_array_append_new(list, event);
    }
    return list;
}

static json_t *limits_document(void)
{
    static const char *const limits[] = {
        "Shares of futures are conditional on the model and its assumptions; they are not "
        "probabilities of events.",
        "Leaders' choices, surprise and events outside the scenario are not foreseen; they enter "
        "as assumptions with a stated spread.",
        "Base rates of war between states rest on few cases; ratios relative to 2021 "
        "are better founded than levels.",
        "At the front the model cannot know that an army will break before it does, nor what "
        "drones "
        "do to the link between shells, casualties and ground; how ground answers to fires, "
        "soldiers "
        "and armour is sampled down to not at all.",
    };
    json_t *list = json_array();
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        json_array_append_new(list, json_string(limits[i]));
    return list;
}

/* --- all --- */

/* Outcomes that rest on a part without skill, each with what is said beside its figures. */
static json_t *without_skill_document(const ent_register *reg, const result_skill *skill)
{
    json_t *o = json_object();
    for (size_t i = 0; i < reg->n_outcomes; i++)
        if (*result_without_skill(skill, &reg->outcomes[i]))
            set(o, reg->outcomes[i].key, result_without_skill(skill, &reg->outcomes[i]));
    return o;
}

static json_t *whole_document(const result_of *r, const result_skill *skill, ent_arena *arena)
{
    json_t *o = json_object(), *claims = json_array(), *assumptions = json_array();
    listing outcomes = {r, json_array()};
    set(o, "schema", "entente-result");
    json_object_set_new(o, "version", json_integer(1));
    json_object_set_new(o, "entente", program_document());
    json_object_set_new(o, "run", run_document(r));
    json_object_set_new(o, "scenario", scenario_document(r->parts, r->baseline));
    if (r->baseline)
        json_object_set_new(o, "baseline", scenario_document(r->baseline, r->parts));
    for (size_t i = 0; i < r->claims->n; i++)
        json_array_append_new(claims, claim_document(r, i, skill));
    json_object_set_new(o, "claims", claims);
    json_object_set_new(o, "without_skill", without_skill_document(&r->parts->reg, skill));
    json_object_set_new(o, "tests", result_tests(skill));
    ent_columns_each(r->parts->world, &r->parts->reg, false, add_outcome, &outcomes);
    json_object_set_new(o, "outcomes", outcomes.list);
    if (r->bill) {
        json_t *accounts = json_object();
        json_object_set_new(accounts, "bill", bill_document(r->bill, r->money, arena));
        json_object_set_new(accounts, "history", brief_history(r->bill));
        json_object_set_new(accounts, "options", brief_options(r->bill, r->money));
        json_object_set_new(o, "accounts", accounts);
    }
    json_object_set_new(o, "obligations", obligations_document(r->claims, arena));
    for (size_t i = 0; i < r->parts->reg.n_assumptions; i++)
        json_array_append_new(assumptions, assumption_document(r->parts, i));
    json_object_set_new(o, "assumptions", assumptions);
    json_object_set_new(o, "correlations", correlations_document(&r->parts->scenario));
    json_object_set_new(o, "sources", sources_document(&r->parts->facts));
    if (r->parts->facts.n_absent)
        json_object_set_new(o, "notes", notes_document(&r->parts->facts));
    json_object_set_new(o, "words", words_document(&r->parts->reg));
    json_object_set_new(o, "names", names_document(&r->parts->reg, &r->parts->facts));
    json_object_set_new(o, "limits", limits_document());
    return o;
}

static int append(const char *text, size_t length, void *with)
{
    ent_builder_add(with, text, length);
    return 0;
}

/* Set-piece battles of the scenario: a calibration shown. */
static ent_status add_battles(const result_of *r, json_t *document, ent_arena *arena,
                              ent_error *err)
{
    const size_t draws = 4096;
    ent_table t;
    ENT_TRY(battle_table(r->parts, NULL, r->seed, draws, &t, arena, err));
    json_array_append_new(
        json_object_get(document, "tables"),
        chart_table(&t, "deterrence", "futures", r->parts->scenario.battles[0].source));
    return ENT_OK;
}

ent_status result_make(const result_of *r, json_t **document, ent_arena *arena, ent_error *err)
{
    result_skill skill;
    ENT_TRY(result_skill_read(r->parts->folders->data, &skill, arena, err));
    json_t *o = whole_document(r, &skill, arena);
    ent_status added =
        result_what_if(r->parts->world, &r->parts->reg, r->seed, r->threads, o, arena, err);
    if (added == ENT_OK)
        added = result_flashpoints(r, o, arena, err);
    if (added == ENT_OK)
        added = result_aid(r, o, arena, err);
    if (added == ENT_OK)
        added = result_ukraine(r, o, arena, err);
    if (added == ENT_OK)
        added = result_scorecard(r, o, arena, err);
    if (added == ENT_OK && r->parts->scenario.n_battles > 0)
        added = add_battles(r, o, arena, err);
    if (added == ENT_OK)
        added =
            result_bargain(r->parts->folders->data, &r->parts->scenario, r->seed, o, arena, err);
    if (added != ENT_OK) {
        json_decref(o);
        return added;
    }
    *document = o;
    return ENT_OK;
}

ent_status result_text(const json_t *document, ent_builder *out, ent_error *err)
{
    if (json_dump_callback(document, append, out, JSON_COMPACT | JSON_REAL_PRECISION(12)))
        return ent_fail(err, ENT_E_NOMEM, "result: out of memory");
    ent_builder_text(out, "\n");
    return ent_builder_status(out, err);
}
