#include "result/result_flashpoints.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/treaty_report.h"
#include "result/why_claims.h"

enum { PAGE_YEAR = 2030, FIRST = 1024, SEARCH = 512, CHECK = 1024 };

static const double as_reference = 1.0; /* odds of attack */

typedef struct pages {
    const result_of *r;
    const ent_world *world;
    const ent_treaty *treaty; /* NULL: the world was built without */
    json_t *list;
    ent_arena *arena;
    ent_error *err;
} pages;

int32_t result_year(const ent_world *w)
{
    const int32_t last = w->first_year + w->n_years - 1;
    return PAGE_YEAR < w->first_year ? w->first_year : PAGE_YEAR > last ? last : PAGE_YEAR;
}

/* --- who stands there ------------------------------------------------------------------------ */

static json_t *state_of(const pages *p, int32_t state)
{
    const char *code = p->world->iso3[state], *name = code;
    if (p->treaty) {
        const uint16_t at = ent_treaty_find_state(p->treaty, code, 3);
        if (at != ENT_TREATY_NONE)
            name = ent_treaty_text(p->treaty, p->treaty->states[at].name);
    }
    return json_pack("{s:s, s:s}", "state", code, "name", name);
}

static const char *assumption_key(const pages *p, int32_t id)
{
    const ent_register *reg = &p->r->parts->reg;
    for (size_t i = 0; i < reg->n_assumptions; i++)
        if (reg->assumptions[i].use == id && id >= 0)
            return reg->assumptions[i].key;
    return "";
}

static json_t *owed(int32_t level)
{
    return level < 0 ? json_null() : json_integer(level);
}

static bool is_guarantee(const pages *p, const ent_flashpoint *f)
{
    return f->is_ukraine && p->world->lever[ENT_L_GUARANTEE_ARTICLE5] < 0.5;
}

/* The US stands in the class of the place, its pivot. In Ukraine without Article 5 the members
   of a guarantee fight as guarantors, all others by bilateral agreements. */
static int32_t class_of(const pages *p, const ent_flashpoint *f, int32_t state)
{
    if (is_guarantee(p, f))
        return p->world->member[state] ? ENT_A_COMMITMENT_GUARANTOR : ENT_A_COMMITMENT_BILATERAL;
    return state == p->world->usa ? f->pivot : f->commitment[state];
}

static json_t *senders_of(const pages *p, const ent_flashpoint *f)
{
    const size_t year = (size_t)(result_year(p->world) - p->world->first_year);
    json_t *list = json_array();
    for (int32_t i = 0; i < f->n_senders; i++) {
        const int32_t s = f->senders[i];
        json_t *o = state_of(p, s);
        json_object_set_new(o, "class", json_string(assumption_key(p, class_of(p, f, s))));
        json_object_set_new(o, "in_place", json_real(f->forward[year][s]));
        json_object_set_new(o, "days", json_real(f->notice[s] + f->transit[s]));
        json_object_set_new(o, "owed_firm", owed(f->owed_firm[s]));
        json_object_set_new(o, "owed_contested", owed(f->owed_contested[s]));
        json_array_append_new(list, o);
    }
    return list;
}

/* Assumptions that this place has for itself: base rate, classes of those who may come. */
static json_t *own_assumptions(const pages *p, const ent_flashpoint *f)
{
    json_t *list = json_array();
    bool seen[ENT_N_ASSUMPTIONS] = {false};
    json_array_append_new(list, json_string(assumption_key(p, f->base)));
    for (int32_t i = 0; i < f->n_senders; i++) {
        const int32_t id = class_of(p, f, f->senders[i]);
        if (id < 0 || seen[id])
            continue;
        seen[id] = true;
        json_array_append_new(list, json_string(assumption_key(p, id)));
    }
    return list;
}

/* --- what binds them ------------------------------------------------------------------------- */

static const char *host_codes(const pages *p, const ent_flashpoint *f)
{
    const char *all = "";
    for (int32_t i = 0; i < f->n_hosts && all; i++)
        all = ent_text_format(p->arena, "%s%s%s", all, i ? "|" : "", p->world->iso3[f->hosts[i]]);
    return all;
}

/* An attack by the challenger on the territory of the hosts on the day the scenario starts. */
static ent_status obligation_of(const pages *p, const ent_flashpoint *f, json_t *page)
{
    const scenario_spec *s = &p->r->parts->scenario;
    const char *codes = host_codes(p, f);
    char day[32];
    snprintf(day, sizeof day, "%04d-%02d-%02d", s->start_year, s->start_month, s->start_day);
    ent_treaty_event e;
    ent_treaty_answers answers;
    ent_builder text;
    if (!codes)
        return ent_fail(p->err, ENT_E_NOMEM, "out of memory");
    ent_treaty_event_init(p->treaty, &e);
    const char *const fields[][2] = {{"attacker", p->world->iso3[f->challenger]},
                                     {"victim", codes},
                                     {"object", "territory"},
                                     {"territory_of", p->world->iso3[f->hosts[0]]},
                                     {"date", day}};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (ent_treaty_event_set(p->treaty, &e, fields[i][0], fields[i][1]) != ENT_OK)
            return ENT_OK; /* a state that the treaty tables do not know: nothing is said */
    ent_treaty_locate(p->treaty, &e);
    ent_treaty_presume(p->treaty, &e);
    ENT_TRY(ent_treaty_answer_event(p->treaty, &e, &answers, p->arena, p->err));
    ent_builder_init(&text, p->arena);
    ent_treaty_document(p->treaty, &e, &answers, ent_treaty_label(p->treaty, &e, p->arena), false,
                        &text);
    json_t *event = json_loadb(text.data, text.length, 0, NULL);
    if (event)
        json_object_set_new(page, "obligation", event);
    return ENT_OK;
}

/* --- a page ---------------------------------------------------------------------------------- */

static ent_status add_page(const pages *p, size_t k)
{
    const ent_flashpoint *f = &p->world->flashpoint[k];
    const ent_flashpoint_row *row = NULL;
    for (size_t i = 0; i < p->r->parts->reg.n_flashpoints; i++)
        if (strcmp(p->r->parts->reg.flashpoints[i].key, f->key) == 0)
            row = &p->r->parts->reg.flashpoints[i];
    if (!row)
        return ENT_OK;
    json_t *o = json_pack("{s:s, s:s, s:i, s:s, s:s, s:b, s:o}", "key", row->key, "label",
                          row->label, "year", (int)result_year(p->world), "domain", row->domain,
                          "theatre", row->theatre, "guarantee", is_guarantee(p, f), "challenger",
                          state_of(p, f->challenger));
    json_t *hosts = json_array();
    for (int32_t i = 0; i < f->n_hosts; i++)
        json_array_append_new(hosts, state_of(p, f->hosts[i]));
    json_object_set_new(o, "in_sentence", json_string(row->in_sentence));
    json_object_set_new(o, "hosts", hosts);
    json_object_set_new(o, "front_width_km", json_real(f->front_width_km));
    json_object_set_new(o, "depth_km", json_real(f->depth_km));
    json_object_set_new(o, "challenger_share", json_real(f->challenger_share));
    json_object_set_new(o, "senders", senders_of(p, f));
    json_object_set_new(o, "assumptions", own_assumptions(p, f));
    json_object_set_new(o, "source", json_string(row->source));
    json_object_set_new(o, "note", json_string(row->note));
    json_object_set_new(o, "believe", json_array());
    json_array_append_new(p->list, o);
    return p->treaty ? obligation_of(p, f, o) : ENT_OK;
}

/* --- what would have to be true ----------------------------------------------------------- */

typedef struct asking {
    const pages *p;
    explore_problem *problem;
    explore_sample first;
    why_belief_plan plan;
    ent_condition condition;
    size_t n;
    why_asked asked[ENT_MAX_FLASHPOINTS];
} asking;

/* A copy of the world that ends with the year of the pages: what comes later plays no part. */
static ent_status ask_prepare(asking *a)
{
    const pages *p = a->p;
    explore_problem *x = a->problem = ent_arena_array(p->arena, explore_problem, 1);
    ent_world *w = ent_arena_array(p->arena, ent_world, 1);
    char year[16];
    if (!x || !w)
        return ent_fail(p->err, ENT_E_NOMEM, "out of memory");
    *w = *p->world;
    w->n_years = result_year(w) - w->first_year + 1;
    const int32_t months = 12 * w->n_years - (w->first_month - 1);
    w->n_months = w->n_months < months ? w->n_months : months;
    x->parts = *p->r->parts;
    x->parts.world = w;
    x->worlds[0] = w;
    x->n_worlds = 1;
    x->threads = p->r->threads;
    snprintf(year, sizeof year, "%d", result_year(w));
    for (int32_t k = 0; k < w->n_flashpoints; k++) {
        const char *key =
            ent_text_format(p->arena, "deterrence.odds_ratio[%s]", w->flashpoint[k].key);
        if (!key)
            return ent_fail(p->err, ENT_E_NOMEM, "out of memory");
        ENT_TRY(explore_add_target(x, key, year, p->arena, p->err));
    }
    ENT_TRY(explore_prepare(x, p->arena, p->err));
    const explore_plan plan = {
        .n = FIRST, .seed = p->r->seed, .target = EXPLORE_ALL, .scores = true};
    return explore_plain(x, &plan, &a->first, p->arena, p->err);
}

static const char *what_of(const pages *p, const json_t *page)
{
    const char *label = json_string_value(json_object_get(page, "label"));
    const bool guarantee = json_is_true(json_object_get(page, "guarantee"));
    return ent_text_format(p->arena, "Odds of attack, %s, %d: at least %s", label,
                           result_year(p->world),
                           guarantee ? "those of a ceasefire without guarantee" : "those of 2021");
}

/* Where the odds are above the reference in most futures: for them to be below in most. */
static ent_status set_goal(asking *a, size_t k, const json_t *page)
{
    const double share = why_share(&a->first, k, &a->condition);
    a->asked[k] = (why_asked){.n_goals = 1,
                              .goals = {{.target = k,
                                         .condition = &a->condition,
                                         .what = what_of(a->p, page),
                                         .share = 0.5,
                                         .at_least = !(share >= 0.5)}}};
    a->n = k + 1;
    return a->asked[k].goals[0].what ? ENT_OK : ent_fail(a->p->err, ENT_E_NOMEM, "out of memory");
}

static ent_status ask_page(const explore_problem *own, void *with, size_t k, ent_error *err)
{
    asking *a = with;
    return why_ask(own, &a->plan, &a->first, &a->asked[k], err);
}

static ent_status ask_all(asking *a)
{
    const pages *p = a->p;
    for (size_t k = 0; k < json_array_size(p->list); k++)
        ENT_TRY(set_goal(a, k, json_array_get(p->list, k)));
    ENT_TRY(why_ask_prepare(a->problem, &a->plan, p->err));
    ENT_TRY(explore_jobs(a->problem, a->n, ask_page, a, p->err));
    for (size_t k = 0; k < a->n; k++)
        if (a->asked[k].answered)
            json_array_append_new(
                json_object_get(json_array_get(p->list, k), "believe"),
                why_belief_document(a->problem, &a->asked[k].goal, &a->asked[k].belief));
    return ENT_OK;
}

static ent_status ask_pages(const pages *p)
{
    asking *a = ent_arena_array(p->arena, asking, 1);
    if (!a)
        return ent_fail(p->err, ENT_E_NOMEM, "out of memory");
    a->p = p;
    a->condition = (ent_condition){.n = 1, .compare = {ENT_CMP_GE}, .bound = {as_reference}};
    a->plan = (why_belief_plan){
        .search = SEARCH, .check = CHECK, .seed = p->r->seed, .most = 4, .narrow = true};
    ENT_TRY(ask_prepare(a));
    const ent_status status = ask_all(a);
    for (size_t k = 0; k < a->n; k++)
        why_asked_close(&a->asked[k]);
    return status;
}

/* What the search holds is given back: answers are in the pages. */
static ent_status ask(const pages *p)
{
    pages with_own = *p;
    ent_arena own;
    ent_heap_arena_create(&own, (size_t)1 << 20);
    with_own.arena = &own;
    const ent_status status = ask_pages(&with_own);
    ent_heap_arena_destroy(&own);
    return status;
}

/* --- all ------------------------------------------------------------------------------------- */

ent_status result_flashpoints(const result_of *r, json_t *document, ent_arena *arena,
                              ent_error *err)
{
    const ent_world *w = r->parts->world;
    const unsigned char *bytes = (const unsigned char *)w;
    pages p = {.r = r, .world = w, .list = json_array(), .arena = arena, .err = err};
    ent_treaty treaty;
    json_object_set_new(document, "flashpoints", p.list);
    if (w->treaty_bytes &&
        ent_treaty_open(bytes + w->treaty_offset, w->treaty_bytes, &treaty) == ENT_OK)
        p.treaty = &treaty;
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        ENT_TRY(add_page(&p, (size_t)k));
    return r->why ? ask(&p) : ENT_OK;
}
