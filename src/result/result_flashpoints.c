#include "result/result_flashpoints.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/treaty_report.h"

enum { PAGE_YEAR = 2030 };

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
    ENT_NEED(codes, p->err);
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
    return ENT_OK;
}
