#include "result/result_why.h"

#include <math.h>
#include <string.h>

#include "entente/fmath.h"
#include "entente/heap.h"
#include "entente/text.h"
#include "result/result_parts.h"
#include "result/why_claims.h"
#include "result/why_places.h"

enum {
    MOST_FUTURES = 4096,
    DRIVERS = 8, /* bars of a tornado */
    SEARCH = 256,
    CHECK = 1024
};

typedef struct headline_target {
    size_t target;  /* the outcome itself */
    size_t against; /* its difference to the baseline; SIZE_MAX: none */
    const char *key, *at;
    double change; /* mean paired difference */
    ent_condition opposite;
} headline_target;

/* The five outcomes that a reader asks for first: no assumption may explain more than a third of
   one, or of a key figure, without being shown beside the result. */
static const result_headline first_asked[] = {{"spending.europe_canada", "2030"},
                                              {"posture.shortfall", "2030"},
                                              {"settlement.months_at_war", ""},
                                              {"deterrence.odds_ratio[baltic]", "2030"},
                                              {"deterrence.renewal_5y", "2030"}};
enum { FIRST_ASKED = sizeof first_asked / sizeof first_asked[0] };
static const double RULES = 0.3; /* a third, less the error of 1,024 futures */

/* What drives a headline's outcome, in an arena of its own. */
typedef struct explaining {
    ent_arena arena;
    bool is_told; /* false: too few values, or no spread */
    why_outcome found;
} explaining;

/* Which assumptions rule an outcome. */
typedef struct ruling {
    size_t target, n;
    why_ruler found[WHY_RULERS];
} ruling;

/* What would have to be true, for a headline, a claim or a place. */
typedef struct asking {
    why_asked asked;
    size_t claim, page;   /* SIZE_MAX: of none */
    const char *key, *at; /* of a headline */
} asking;

typedef struct whying {
    const result_of *r;
    json_t *document;
    explore_problem *p;
    size_t n_claims; /* targets of claims come first */
    size_t claim_of[EXPLORE_TARGETS];
    size_t n_asked;
    const result_headline *asked;
    size_t n_headlines;
    headline_target headline[RESULT_HEADLINES];
    size_t n_first; /* targets of first_asked that the scenario has, and of its forced attacks */
    size_t first[FIRST_ASKED + ENT_MAX_FLASHPOINTS];
    explore_sample sample;
    why_belief_plan plan;
    size_t n_explained;
    explaining explained[RESULT_HEADLINES];
    size_t n_rulings;
    ruling rulings[FIRST_ASKED + ENT_MAX_FLASHPOINTS + RESULT_HEADLINES];
    size_t n_places;
    why_place places[ENT_MAX_FLASHPOINTS];
    size_t n_asks;
    asking asks[EXPLORE_TARGETS];
    size_t turn[EXPLORE_TARGETS]; /* questions in the order of asking */
    size_t n_questions;
    why_question questions[EXPLORE_TARGETS];
    why_answer *answer;
    ent_arena *arena;
    ent_arena search; /* what only the search holds */
    ent_error *err;
} whying;

/* --- headlines ------------------------------------------------------------------------------ */

static const json_t *outcome_of(const json_t *document, const char *key, const char *at)
{
    size_t i;
    const json_t *o;
    json_array_foreach(json_object_get(document, "outcomes"), i, o)
    {
        const char *is = json_string_value(json_object_get(o, "key"));
        const char *when = json_string_value(json_object_get(o, "at"));
        if (is && strcmp(is, key) == 0 && strcmp(when ? when : "", at) == 0)
            return o;
    }
    return NULL;
}

/* "Odds of attack relative to 2021, Baltic states, 2030". */
static const char *name_of(const whying *w, const json_t *outcome, const char *at)
{
    const char *label = json_string_value(json_object_get(outcome, "label")), *index = NULL;
    const json_t *names = json_object_get(w->document, "names");
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(outcome, "index"), key, value)
    {
        index = index ? index : json_string_value(value);
    }
    const char *called = index ? json_string_value(json_object_get(names, index)) : NULL;
    index = called ? called : index;
    return ent_text_format(w->arena, "%s%s%s%s%s", label ? label : "", index ? ", " : "",
                           index ? index : "", *at ? ", " : "", at);
}

/* The outcome and, with a baseline, its paired difference as one more target. */
static ent_status add_headline(whying *w, const char *key, const char *at)
{
    explore_problem *p = w->p;
    headline_target *h = &w->headline[w->n_headlines];
    const json_t *outcome = outcome_of(w->document, key, at);
    const json_t *change = json_object_get(json_object_get(outcome, "difference"), "mean");
    if (p->n_targets + 2 > EXPLORE_TARGETS ||
        explore_add_target(p, key, *at ? at : NULL, w->arena, NULL) != ENT_OK)
        return ENT_OK;
    p->target[p->n_targets - 1].name = name_of(w, outcome, at);
    *h = (headline_target){.target = p->n_targets - 1, .against = SIZE_MAX, .key = key, .at = at};
    w->n_headlines++;
    if (!w->r->baseline || !json_is_number(change))
        return ENT_OK;
    h->change = json_number_value(change);
    h->against = p->n_targets;
    explore_target *t = &p->target[p->n_targets++];
    *t = p->target[h->target];
    t->probe.combine = ENT_COMBINE_DIFFERENCE;
    t->probe.against = 1;
    return ENT_OK;
}

/* ", Baltic states" of "deterrence.odds_ratio[baltic]"; "" of a key without an index. */
static const char *place_of(const whying *w, const char *key)
{
    const char *open = strchr(key, '[');
    const char *index = open ? ent_text_copy(open + 1, strcspn(open + 1, "]"), w->arena) : NULL;
    const char *called =
        index ? json_string_value(json_object_get(json_object_get(w->document, "names"), index))
              : NULL;
    const char *place = called ? called : index;
    const char *text = place ? ent_text_format(w->arena, ", %s", place) : "";
    return text ? text : "";
}

static void add_first(whying *w, const char *key, const char *at)
{
    explore_problem *p = w->p;
    if (p->n_targets == EXPLORE_TARGETS || !key ||
        explore_add_target(p, key, at, w->arena, NULL) != ENT_OK)
        return;
    explore_target *t = &p->target[p->n_targets - 1];
    t->name = ent_text_format(w->arena, "%s%s%s%s", t->outcome->label, place_of(w, key),
                              at ? " in " : "", at ? at : "");
    w->first[w->n_first++] = p->n_targets - 1;
}

/* Those of the five that the scenario has a value for, and whether each attack that it forces
   succeeds. */
static void add_first_asked(whying *w)
{
    const ent_world *world = w->p->worlds[0];
    for (size_t i = 0; i < FIRST_ASKED; i++)
        add_first(w, first_asked[i].key, *first_asked[i].at ? first_asked[i].at : NULL);
    for (int32_t k = 0; k < world->n_flashpoints; k++) {
        const ent_flashpoint *place = &world->flashpoint[k];
        const double year = place->crisis >= 0 ? world->lever[place->crisis] : place->crisis_year;
        const double since = year - (double)world->first_year;
        if (!place->is_ukraine && since > -0.5 && since < (double)world->n_years - 0.5)
            add_first(w, ent_text_format(w->arena, "combat.taken[%s]", place->key), NULL);
    }
}

static json_t *pages_of(const whying *w)
{
    return json_object_get(w->document, "flashpoints");
}

/* --- samples -------------------------------------------------------------------------------- */

/* The targets in the first futures of the run, which are those of the sample, unless the run drew
   them in another way or no longer has them all. Claims that are paired with a world of their own
   have as many values as that world has futures. */
static const double *values_of_run(const whying *w, size_t n, ent_arena *arena)
{
    const explore_problem *p = w->p;
    const size_t blocks = (n + ENT_BLOCK - 1) / ENT_BLOCK, rows = blocks * ENT_BLOCK;
    if (strcmp(w->r->design, "mc") != 0 || rows > w->r->futures)
        return NULL;
    double *y = ent_arena_array(arena, double, rows * p->n_targets);
    for (size_t k = 0; y && k < p->n_targets; k++)
        if (!ent_run_first_values(w->r->run, &p->target[k].probe, blocks, y + k * rows))
            return NULL;
    return y;
}

static ent_status take_sample(whying *w)
{
    const uint64_t most = w->r->futures < MOST_FUTURES ? w->r->futures : MOST_FUTURES;
    ent_arena own;
    ent_heap_arena_create(&own, (size_t)1 << 20);
    const explore_plan plan = {.n = (size_t)most,
                               .seed = w->r->seed,
                               .target = EXPLORE_ALL,
                               .scores = true,
                               .y = values_of_run(w, (size_t)most, &own)};
    const ent_status status = explore_plain(w->p, &plan, &w->sample, &w->search, w->err);
    ent_heap_arena_destroy(&own);
    return status;
}

static ent_status prepare(whying *w)
{
    explore_problem *p = w->p;
    p->parts = *w->r->parts;
    p->money = *w->r->money;
    p->threads = w->r->threads;
    p->progress = w->r->progress;
    p->progress_with = w->r->progress_with;
    ENT_TRY(why_claim_targets(w->r->claims, w->r->worlds, p, w->claim_of, w->err));
    w->n_claims = p->n_targets;
    for (size_t i = 0; i < w->n_asked; i++)
        ENT_TRY(add_headline(w, w->asked[i].key, w->asked[i].at));
    add_first_asked(w);
    w->n_places = why_place_targets(pages_of(w), p, w->places, w->arena);
    ENT_TRY(explore_prepare(p, &w->search, w->err));
    return take_sample(w);
}

/* --- drivers and boxes ------------------------------------------------------------------------ */

static const ent_column driver_columns[] = {
    {"outcome", "Outcome", "", ENT_CELL_TEXT, 0},
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"first", "Alone", "share", ENT_CELL_NUMBER, 3},
    {"low", "low", "share", ENT_CELL_NUMBER, 3},
    {"high", "high", "share", ENT_CELL_NUMBER, 3},
    {"at_low", "In its lowest fifth", "", ENT_CELL_NUMBER, 3},
    {"at_high", "In its highest fifth", "", ENT_CELL_NUMBER, 3},
};

static void fill_drivers(const why_outcome *found, ent_table *table)
{
    const explore_problem *p = found->p;
    for (size_t k = 0, shown = 0; k < p->n_inputs && shown < DRIVERS; k++) {
        const size_t input = found->why.order[k];
        const ent_index *first = &found->why.first[input];
        if (!why_acts(found, k))
            continue;
        const size_t r = ent_table_row(table);
        const double numbers[5] = {first->value, first->low, first->high,
                                   why_shown(found, found->why.rows[input].low.value),
                                   why_shown(found, found->why.rows[input].high.value)};
        ent_table_text(table, r, 0, found->t->name);
        ent_table_text(table, r, 1, why_label(p, p->input_key[input]));
        for (size_t c = 0; c < 5; c++)
            ent_table_number(table, r, 2 + c, numbers[c]);
        shown++;
    }
}

static ent_status add_boxes(whying *w, const why_outcome *found, size_t i)
{
    const why_found boxes = why_found_boxes(found, w->arena);
    why_answer a = {.name = found->t->name, .text = "", .charts = json_array()};
    ent_builder text;
    if (!boxes.n_boxes || strcmp(found->t->outcome->better, "neutral") == 0) {
        why_free(&a);
        return ENT_OK;
    }
    ent_builder_init(&text, w->arena);
    why_say_boxes(&boxes, &text);
    why_show_boxes(&boxes, ent_text_format(w->arena, "why_%zu", i + 1), &a, w->arena);
    json_t *box = json_array_get(a.charts, 1);
    const char *old = json_string_value(json_object_get(box, "note"));
    json_object_set_new(box, "note", json_sprintf("%s %s", text.data, old ? old : ""));
    json_array_extend(json_object_get(w->document, "charts"), a.charts);
    why_free(&a);
    return ent_builder_status(&text, w->err);
}

/* An outcome of too few values or of no spread has no drivers; the others are shown. */
static ent_status find_drivers(whying *w, size_t i, ent_error *err)
{
    explaining *e = &w->explained[i];
    const size_t target = w->headline[i].target;
    const explore_sample *s = &w->sample;
    const ent_status status = why_of_outcome(w->p, &w->p->target[target], s, s->y + target * s->n,
                                             NULL, w->r->seed, &e->found, &e->arena, NULL);
    e->is_told = status == ENT_OK;
    return status == ENT_E_NOMEM ? ent_fail(err, status, "out of memory") : ENT_OK;
}

static ent_status show_drivers(whying *w, size_t i, ent_table *table)
{
    const why_outcome *found = &w->explained[i].found;
    if (!w->explained[i].is_told)
        return ENT_OK;
    fill_drivers(found, table);
    json_t *chart =
        why_tornado(found, ent_text_format(w->arena, "why_%zu_tornado", i + 1), DRIVERS, w->arena);
    if (chart)
        json_array_append_new(json_object_get(w->document, "charts"), chart);
    return add_boxes(w, found, i);
}

static why_number two_digits(double x)
{
    const double unit = x != 0.0 ? pow(10.0, floor(log10(fabs(x))) - 1.0) : 1.0;
    return why_digits(nearbyint(x / unit) * unit);
}

static bool is_share(const ent_outcome *o)
{
    return strncmp(o->unit, "share", 5) == 0;
}

/* Two digits with a minus sign; a share as parts of 100. */
static const char *typeset(whying *w, const ent_outcome *o, double value)
{
    const bool share = o && is_share(o);
    const char *digits = two_digits(share ? 100.0 * value : value).text;
    const bool negative = *digits == '-';
    return ent_text_format(w->arena, "%s%s", negative ? "\xe2\x88\x92" : "", digits + negative);
}

/* " brigade equivalents ", what follows a figure of the outcome, without its meaning in brackets.
 */
static const char *unit_after(whying *w, const ent_outcome *o)
{
    const char *words = is_share(o) ? "%" : o->unit_words;
    const char *unit = ent_text_copy(words, strcspn(words, "("), w->arena);
    return unit ? ent_text_format(w->arena, "%s%s%s", *unit ? " " : "", unit,
                                  strchr(words, '(') ? "" : " ")
                : NULL;
}

/* An assumption that decides an outcome, alone or together with others, in words beside it. */
static const char *ruler_text(whying *w, const explore_target *t, const why_ruler *r)
{
    const explore_problem *p = w->p;
    const char *key = p->input_key[r->input], *unit = unit_after(w, t->outcome);
    const char *judged =
        strcmp(why_basis(p, key), "expert judgement") == 0 ? "expert judgement" : "assumption";
    if (!unit)
        return NULL;
    if (!r->alone)
        return ent_text_format(
            w->arena,
            "%s: together with others, the %s \xe2\x80\x9c%s\xe2\x80\x9d decides more than a third "
            "of it: %s%son average in its lowest fifth, %s in its highest (--assume %s=VALUE).",
            t->name, judged, why_label(p, key), typeset(w, t->outcome, r->at_low), unit,
            typeset(w, t->outcome, r->at_high), key);
    return ent_text_format(
        w->arena,
        "%s: one %s, \xe2\x80\x9c%s\xe2\x80\x9d, explains %.0f %% of the variance. In its "
        "lowest fifth the result is %s%son average, in its highest %s. It is %s in the "
        "median future (%s to %s in 90 %% of futures); --assume %s=VALUE sets it.",
        t->name, judged, why_label(p, key), 100.0 * fmin(r->share.value, 1.0),
        typeset(w, t->outcome, r->at_low), unit, typeset(w, t->outcome, r->at_high),
        typeset(w, NULL, r->middle), typeset(w, NULL, r->low), typeset(w, NULL, r->high), key);
}

static json_t *ruler_document(whying *w, const explore_target *t, const why_ruler *r,
                              const char *text)
{
    const explore_problem *p = w->p;
    const char *key = p->input_key[r->input], *unit = unit_after(w, t->outcome);
    const char *ends = ent_text_format(w->arena, "%s or %s%.*s", typeset(w, t->outcome, r->at_low),
                                       typeset(w, t->outcome, r->at_high),
                                       unit ? (int)strlen(unit) - 1 : 0, unit ? unit : "");
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:f, s:f, s:f, s:f, s:f, s:f, s:s}",
                     "outcome", t->outcome->key, "of", t->name, "assumption", key, "label",
                     why_label(p, key), "basis", why_basis(p, key), "ends", ends ? ends : "",
                     "alone", r->alone, "share", r->share.value, "low", r->low, "middle", r->middle,
                     "high", r->high, "at_low", r->at_low, "at_high", r->at_high, "text", text);
}

static ent_status find_rulers(whying *w, ruling *r, ent_error *err)
{
    const explore_sample *s = &w->sample;
    return why_find_rulers(w->p, &w->p->target[r->target], s, s->y + r->target * s->n, RULES,
                           r->found, &r->n, err);
}

/* Whether a headline is among those asked first: the same column of the same world. */
static bool is_first_asked(const whying *w, const headline_target *h)
{
    const ent_probe *own = &w->p->target[h->target].probe;
    for (size_t i = 0; i < w->n_first; i++) {
        const ent_probe *one = &w->p->target[w->first[i]].probe;
        if (one->outcome == own->outcome && one->first == own->first && one->count == own->count)
            return true;
    }
    return false;
}

/* The outcomes asked for first, then the other key figures. */
static void list_rulings(whying *w)
{
    for (size_t i = 0; i < w->n_first; i++)
        w->rulings[w->n_rulings++].target = w->first[i];
    for (size_t i = 0; i < w->n_headlines; i++)
        if (!is_first_asked(w, &w->headline[i]))
            w->rulings[w->n_rulings++].target = w->headline[i].target;
}

static ent_status add_rulers(whying *w)
{
    json_t *list = json_array();
    json_object_set_new(w->document, "decided_by", list);
    for (size_t i = 0; i < w->n_rulings; i++)
        for (size_t k = 0; k < w->rulings[i].n; k++) {
            const explore_target *t = &w->p->target[w->rulings[i].target];
            const why_ruler *r = &w->rulings[i].found[k];
            const char *text = ruler_text(w, t, r);
            if (!text || json_array_append_new(list, ruler_document(w, t, r, text)) != 0)
                return ent_fail(w->err, ENT_E_NOMEM, "out of memory");
        }
    return ENT_OK;
}

/* --- what would have to be true --------------------------------------------------------- */

static asking *new_question(whying *w, size_t n_goals, const why_goal *goals)
{
    asking *a = &w->asks[w->n_asks++];
    *a = (asking){.asked = {.n_goals = n_goals}, .claim = SIZE_MAX, .page = SIZE_MAX};
    for (size_t g = 0; g < n_goals; g++)
        a->asked.goals[g] = goals[g];
    return a;
}

static void add_belief(whying *w, const why_question *q, const char *key, const char *at)
{
    json_t *o = why_belief_document(w->p, &q->goal, &q->belief);
    if (key) {
        json_object_set_new(o, "outcome", json_string(key));
        json_object_set_new(o, "at", json_string(at));
    }
    json_array_append_new(json_object_get(w->document, "believe"), o);
}

static void ask_claims(whying *w)
{
    for (size_t k = 0; k < w->n_claims && w->n_asks < EXPLORE_TARGETS; k++) {
        const ent_claim *c = w->r->claims->states[w->claim_of[k]].claim;
        why_goal goals[2];
        const double share = why_share(&w->sample, k, &c->condition);
        if (isnan(share))
            continue;
        why_other_verdicts(share, goals);
        for (size_t g = 0; g < 2; g++) {
            goals[g].target = k;
            goals[g].condition = &c->condition;
            goals[g].what = c->says;
        }
        new_question(w, 2, goals)->claim = w->claim_of[k];
    }
}

/* A share turns over at one half; anything else where most futures have the change reversed. */
static bool opposite_of(whying *w, headline_target *h, why_goal *goal)
{
    const explore_target *t = &w->p->target[h->target];
    const bool share = strcmp(t->outcome->unit, "share of futures") == 0;
    if (!share && (h->against == SIZE_MAX || h->change == 0.0))
        return false;
    h->opposite = share ? (ent_condition){.n = 1, .compare = {ENT_CMP_GE}, .bound = {0.5}}
                        : (ent_condition){.n = 1,
                                          .compare = {h->change > 0.0 ? ENT_CMP_LE : ENT_CMP_GE},
                                          .bound = {0.0}};
    *goal = (why_goal){.target = share ? h->target : h->against,
                       .condition = &h->opposite,
                       .share = 0.5,
                       .at_least = true};
    goal->what = share ? t->name
                       : ent_text_format(w->arena, "%s no %s than in the baseline", t->name,
                                         h->change > 0.0 ? "higher" : "lower");
    if (share) {
        const double now = why_share(&w->sample, h->target, &h->opposite);
        goal->at_least = now < 0.5;
    }
    return goal->what != NULL;
}

static void ask_headlines(whying *w)
{
    for (size_t i = 0; i < w->n_headlines; i++) {
        why_goal goal;
        if (!opposite_of(w, &w->headline[i], &goal))
            continue;
        asking *a = new_question(w, 1, &goal);
        a->key = w->headline[i].key;
        a->at = w->headline[i].at;
    }
}

static ent_status ask_places(whying *w)
{
    for (size_t i = 0; i < w->n_places && w->n_asks < EXPLORE_TARGETS; i++) {
        why_goal goal;
        ENT_TRY(why_place_goal(pages_of(w), &w->places[i], &w->sample, &goal, &w->search, w->err));
        new_question(w, 1, &goal)->page = w->places[i].page;
    }
    return ENT_OK;
}

/* Worlds that a question runs, times the goals that it may try. */
static size_t length_of(const whying *w, const asking *a)
{
    const ent_probe *p = &w->p->target[a->asked.goals[0].target].probe;
    return a->asked.n_goals * (p->combine == ENT_COMBINE_VALUE ? 1 : 2);
}

/* The longest first, so that no thread begins one when the others have finished. */
static void order_questions(whying *w)
{
    for (size_t i = 0; i < w->n_asks; i++) {
        size_t at = i;
        for (; at > 0 && length_of(w, &w->asks[w->turn[at - 1]]) < length_of(w, &w->asks[i]); at--)
            w->turn[at] = w->turn[at - 1];
        w->turn[at] = i;
    }
}

/* The text goes with the document, and the arena of the search does not. */
static ent_status take_answer(whying *w, const asking *a)
{
    json_t *claims = json_object_get(w->document, "claims");
    if (!a->asked.answered)
        return ENT_OK;
    if (a->page != SIZE_MAX) {
        json_t *list = json_object_get(json_array_get(pages_of(w), a->page), "believe");
        json_array_append_new(list, why_belief_document(w->p, &a->asked.goal, &a->asked.belief));
        return ENT_OK;
    }
    why_question *q = &w->questions[w->n_questions++];
    *q = (why_question){.goal = a->asked.goal, .claim = a->claim, .belief = a->asked.belief};
    q->belief.text = ent_text_copy(q->belief.text, strlen(q->belief.text), w->arena);
    ENT_NEED(q->belief.text, w->err);
    add_belief(w, q, a->key, a->at);
    if (a->claim != SIZE_MAX)
        json_object_set_new(json_array_get(claims, a->claim), "believe",
                            json_string(q->belief.text));
    return ENT_OK;
}

/* --- side by side ----------------------------------------------------------------------------- */

/* Questions first: they take longest. */
static ent_status find_one(const explore_problem *own, void *with, size_t job, ent_error *err)
{
    whying *w = with;
    if (job < w->n_asks)
        return why_ask(own, &w->plan, &w->sample, &w->asks[w->turn[job]].asked, err);
    job -= w->n_asks;
    return job < w->n_explained ? find_drivers(w, job, err)
                                : find_rulers(w, &w->rulings[job - w->n_explained], err);
}

static ent_status find_all(whying *w)
{
    w->plan = (why_belief_plan){
        .search = SEARCH, .check = CHECK, .seed = w->r->seed, .most = 4, .narrow = true};
    list_rulings(w);
    ask_headlines(w);
    ask_claims(w);
    ENT_TRY(ask_places(w));
    order_questions(w);
    for (size_t i = 0; i < w->n_headlines; i++)
        ent_heap_arena_create(&w->explained[i].arena, 1 << 18);
    w->n_explained = w->n_headlines;
    ENT_TRY(why_ask_prepare(w->p, &w->plan, w->err));
    return explore_jobs(w->p, w->n_explained + w->n_rulings + w->n_asks, find_one, w, w->err);
}

static void close_all(whying *w)
{
    for (size_t i = 0; i < w->n_explained; i++)
        ent_heap_arena_destroy(&w->explained[i].arena);
    for (size_t i = 0; i < w->n_asks; i++)
        why_asked_close(&w->asks[i].asked);
}

/* --- answers in a document -----------------------------------------------------------------
 */

static bool has_name(const json_t *list, const char *name)
{
    size_t i;
    const json_t *item;
    json_array_foreach(list, i, item)
    {
        const char *other = json_string_value(json_object_get(item, "name"));
        if (other && strcmp(other, name) == 0)
            return true;
    }
    return false;
}

void why_into_document(const why_answer *a, json_t *document)
{
    json_t *charts = chart_list(document, "charts"), *tables = chart_list(document, "tables");
    json_t *notes = chart_list(document, "notes");
    size_t i;
    json_t *chart;
    json_array_foreach(a->charts, i, chart)
    {
        json_array_append(charts, chart);
    }
    for (size_t k = 0; k < a->n_tables; k++) {
        json_t *table = why_table(&a->tables[k], "futures");
        for (int again = 2; has_name(tables, json_string_value(json_object_get(table, "name")));
             again++) /* names are unique in a document */
            json_object_set_new(table, "name", json_sprintf("%s_%d", a->tables[k].name, again));
        if (*a->name)
            json_object_set_new(table, "title",
                                json_sprintf("%s: %s", a->tables[k].title, a->name));
        json_array_append_new(tables, table);
    }
    if (*a->text)
        json_array_append_new(notes, json_pack("{s:s, s:s}", "section", "why", "text", a->text));
}

/* --- all ------------------------------------------------------------------------------------ */

/* For a page: the sentence says the rest. */
static json_t *short_table(const ent_table *beliefs, ent_arena *arena)
{
    static const ent_column columns[] = {
        {"says", "Claim and what would reverse it", "", ENT_CELL_TEXT, 0},
        {"distance", "Distance", "standard deviations", ENT_CELL_NUMBER, 1},
    };
    ent_table t;
    ent_table_init(&t, beliefs->name, beliefs->title, columns, 2, arena);
    t.note = beliefs->note;
    for (size_t i = 0; i < beliefs->n_rows; i++) {
        const ent_cell *c = &beliefs->cells[i * beliefs->n_columns];
        ent_table_add(&t, ENT_TEXT(c[6].text), ENT_NUMBER(c[3].number));
    }
    return why_table(&t, "futures");
}

static ent_status show_all(whying *w)
{
    ENT_TRY(add_rulers(w));
    w->answer = w->r->why;
    *w->answer = (why_answer){.name = "", .text = ""};
    json_object_set_new(w->document, "believe", json_array());
    ent_table *drivers =
        why_add_table(w->answer, "drivers", "Assumptions that change the key figures most",
                      driver_columns, 7, w->arena);
    drivers->note =
        "Share of the variance that an assumption explains alone, interval from eight "
        "batches of the run's own futures; means in the lowest and highest fifth of its "
        "prior. Widest swing first. What is not listed is not distinguishable from zero with "
        "these futures (four times as many halve an interval); the rest is interaction and "
        "chance.";
    for (size_t i = 0; i < w->n_explained; i++)
        ENT_TRY(show_drivers(w, i, drivers));
    for (size_t i = 0; i < w->n_asks; i++)
        ENT_TRY(take_answer(w, &w->asks[i]));
    why_belief_tables(w->p, w->n_questions, w->questions, w->answer, w->arena);
    ent_table *beliefs = &w->answer->tables[1];
    beliefs->note =
        "The shortest change of assumptions that was found to turn a statement over, in standard "
        "deviations of the priors, checked on futures that the search never saw. Not finding one "
        "says something about the search, not about the world.";
    json_t *tables = json_object_get(w->document, "tables");
    json_array_append_new(tables, why_table(drivers, "futures"));
    json_array_append_new(tables, short_table(beliefs, w->arena));
    return ENT_OK;
}

static ent_status find_out(whying *w)
{
    ent_heap_arena_create(&w->search, (size_t)1 << 20);
    ent_status status = prepare(w);
    if (status == ENT_OK)
        status = find_all(w);
    if (status == ENT_OK)
        status = show_all(w);
    close_all(w);
    ent_heap_arena_destroy(&w->search);
    return status;
}

static void leave_out(json_t *document)
{
    json_t *notes = json_object_get(document, "notes");
    if (!notes) {
        notes = json_array();
        json_object_set_new(document, "notes", notes);
    }
    json_array_append_new(notes,
                          json_pack("{s:s, s:s}", "section", "why", "text",
                                    "This section needs a run of at least 1,024 futures. It "
                                    "shows which assumptions change the key figures most and "
                                    "what would have to be true for the opposite."));
}

ent_status result_why(const result_of *r, size_t n, const result_headline *headlines,
                      json_t *document, ent_arena *arena, ent_error *err)
{
    if (!r->why)
        return ENT_OK;
    if (r->futures < RESULT_WHY_LEAST) {
        leave_out(document);
        return ENT_OK;
    }
    whying *w = ent_arena_array(arena, whying, 1);
    explore_problem *p = ent_arena_array(arena, explore_problem, 1);
    ENT_NEED(w && p, err);
    w->r = r;
    w->document = document;
    w->n_asked = n;
    w->asked = headlines;
    w->p = p;
    w->arena = arena;
    w->err = err;
    return find_out(w);
}
