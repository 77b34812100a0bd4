#include "result/claims.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/allocate.h"
#include "entente/central.h"
#include "entente/heap.h"
#include "entente/sort.h"
#include "entente/text.h"
#include "result/aid_tables.h"
#include "scenario/apply.h"

typedef struct preparing {
    const world_parts *parts;
    const bill_set *bill;
    run_worlds *worlds;
    claim_set *set;
    ent_arena *arena;
    ent_error *err;
} preparing;

/* --- worlds to compare with --- */

/* Whether two worlds differ in nothing but their names. */
static bool same_world(const ent_world *a, const ent_world *b)
{
    const size_t from = offsetof(ent_world, base_year);
    return a->total_bytes == b->total_bytes &&
           memcmp((const char *)a + from, (const char *)b + from, a->total_bytes - from) == 0;
}

/* Add a world, unless the run has it under another name, such as a baseline that was written with
 * the scenario. */
static ent_status add_world(const preparing *p, const char *key, world_parts *other, int32_t *index)
{
    run_worlds *w = p->worlds;
    ENT_TRY(w->accounts ? world_parts_build_quietly(other, p->arena, p->err)
                        : world_parts_build(other, p->arena, p->err));
    for (size_t i = 1; i < w->n; i++)
        if (same_world(w->worlds[i], other->world)) {
            *index = (int32_t)i;
            return ENT_OK;
        }
    *index = (int32_t)w->n;
    w->worlds[w->n] = other->world;
    w->narrow[w->n] = true;
    w->key[w->n++] = key;
    return ENT_OK;
}

static int32_t find_world(const preparing *p, const char *key)
{
    for (size_t i = 1; i < p->worlds->n; i++)
        if (strcmp(p->worlds->key[i], key) == 0)
            return (int32_t)i;
    return -1;
}

/* The policies of another scenario over the months of this one: only such worlds can be paired. */
static void take_span(scenario_spec *other, const scenario_spec *own)
{
    other->start_year = own->start_year;
    other->start_month = own->start_month;
    other->start_day = own->start_day;
    other->horizon_year = own->horizon_year;
    other->horizon_month = own->horizon_month;
}

/* The world of another scenario; index -1 when there is no room for one more. */
static ent_status world_of_scenario(const preparing *p, const char *name, int32_t *index)
{
    *index = find_world(p, name);
    if (*index >= 0 || p->worlds->n == ENT_RUN_WORLDS)
        return ENT_OK;
    world_parts *other = ent_arena_array(p->arena, world_parts, 1);
    ENT_NEED(other, p->err);
    ENT_TRY(world_parts_share(name, p->parts, other, p->arena, p->err));
    world_parts_believe(other, p->parts);
    take_span(&other->scenario, &p->parts->scenario);
    return add_world(p, name, other, index);
}

/* The scenario itself with levers changed; index -1 when there is no room for one more. */
static ent_status world_of_levers(const preparing *p, const ent_claim *c, int32_t *index)
{
    ent_builder key;
    ent_builder_init(&key, p->arena);
    for (size_t i = 0; i < c->n_levers; i++)
        ent_builder_format(&key, "%s%s = %s", i ? ", " : "", c->lever[i], c->lever_value[i]);
    ENT_TRY(ent_builder_status(&key, p->err));
    *index = find_world(p, key.data);
    if (*index >= 0 || p->worlds->n == ENT_RUN_WORLDS)
        return ENT_OK;
    world_parts *other = ent_arena_array(p->arena, world_parts, 1);
    ENT_NEED(other, p->err);
    *other = *p->parts;
    ENT_TRY(settings_levers(c->n_levers, c->lever, c->lever_value, &other->reg, &other->facts,
                            &other->scenario, p->arena, p->err));
    return add_world(p, key.data, other, index);
}

/* The same world with a switch turned over. */
static ent_status world_of_switch(const preparing *p, const char *lever, double value,
                                  int32_t *index)
{
    *index = find_world(p, lever);
    if (*index >= 0 || p->worlds->n == ENT_RUN_WORLDS)
        return ENT_OK;
    world_parts *other = ent_arena_array(p->arena, world_parts, 1);
    ENT_NEED(other, p->err);
    *other = *p->parts;
    ENT_TRY(settings_lever(lever, value, &other->reg, &other->scenario, p->arena, p->err));
    return add_world(p, lever, other, index);
}

/* --- futures --- */

static void add_probe(const preparing *p, claim_state *s, const ent_probe *probe)
{
    s->from = CLAIM_PROBE;
    s->probe = p->set->n_probes;
    p->set->probes[p->set->n_probes] = *probe;
    p->set->probes[p->set->n_probes++].condition =
        s->claim->condition.n ? &s->claim->condition : NULL;
}

/* The same quantity under the scenario's base, for the sentence. */
static ent_status add_base(const preparing *p, claim_state *s, ent_probe probe)
{
    const char *base = p->parts->scenario.base;
    if (!*base || probe.combine != ENT_COMBINE_VALUE)
        return ENT_OK;
    ENT_TRY(world_of_scenario(p, base, &probe.world));
    if (probe.world < 0)
        return ENT_OK;
    s->base = p->set->n_probes;
    p->set->probes[s->base] = probe;
    p->set->probes[p->set->n_probes++].condition =
        s->claim->condition.n ? &s->claim->condition : NULL;
    return ENT_OK;
}

/* The columns of "key[index,index]" at a time; false with the reason in s->why. */
static bool find_columns(const preparing *p, claim_state *s, const char *key, size_t n_indices,
                         const char *const *indices, ent_probe *probe)
{
    const int id = ent_id_of_outcome(key);
    char index[64] = "";
    if (n_indices)
        snprintf(index, sizeof index, "%s%s%s", indices[0], n_indices > 1 ? "," : "",
                 n_indices > 1 ? indices[1] : "");
    if (id >= 0 && ent_probe_find(p->worlds->worlds[0], (ent_outcome_id)id, *index ? index : NULL,
                                  s->claim->at, probe))
        return true;
    s->why = id < 0 ? "nothing computes this outcome yet" : "outside the run";
    return false;
}

static ent_status prepare_futures(const preparing *p, claim_state *s)
{
    const ent_claim *c = s->claim;
    ent_probe probe = {0}, whole = {0};
    if (!find_columns(p, s, c->outcome, c->n_indices, c->indices, &probe))
        return ENT_OK;
    if (*c->of && !find_columns(p, s, c->of_outcome, c->n_of_indices, c->of_indices, &whole))
        return ENT_OK;
    probe.of_outcome = whole.outcome;
    probe.of_first = whole.first;
    probe.of_count = whole.count;
    probe.of_stride = whole.stride;
    if (*c->against || c->n_levers) {
        ENT_TRY(c->n_levers ? world_of_levers(p, c, &probe.against)
                            : world_of_scenario(p, c->against, &probe.against));
        probe.combine = strcmp(c->combine, "ratio") == 0     ? ENT_COMBINE_RATIO
                        : strcmp(c->combine, "percent") == 0 ? ENT_COMBINE_PERCENT
                                                             : ENT_COMBINE_DIFFERENCE;
        if (probe.against < 0) {
            s->why = "too many scenarios to compare with in one run";
            return ENT_OK;
        }
    }
    add_probe(p, s, &probe);
    return strstr(c->sentence, "{base}") ? add_base(p, s, probe) : ENT_OK;
}

/* Months of war with a demand less those without it, future by future. */
static ent_status prepare_months_added(const preparing *p, claim_state *s)
{
    const ent_register *reg = &p->parts->reg;
    const char *key = s->claim->n_indices ? s->claim->indices[0] : "";
    const ent_lever *lever = ent_register_lever(reg, key);
    int32_t other = -1;
    ent_probe probe = {0};
    if (!lever || lever->use < 0 ||
        !ent_probe_find(p->worlds->worlds[0], ENT_O_SETTLEMENT_MONTHS_AT_WAR, NULL, "", &probe)) {
        s->why = "no such switch";
        return ENT_OK;
    }
    const bool on = p->parts->world->lever[lever->use] > 0.5;
    ENT_TRY(world_of_switch(p, key, on ? 0.0 : 1.0, &other));
    if (other < 0) {
        s->why = "too many scenarios to compare with in one run";
        return ENT_OK;
    }
    probe.combine = ENT_COMBINE_DIFFERENCE;
    probe.world = on ? 0 : other;
    probe.against = on ? other : 0;
    add_probe(p, s, &probe);
    return ENT_OK;
}

/* --- accounts --- */

const ent_bill_line *claims_bill_line(const bill_set *bill, const char *who)
{
    for (size_t i = 0; i < bill->n_totals; i++)
        if (strcmp(bill->totals[i].group, who) == 0)
            return &bill->totals[i].line;
    for (size_t i = 0; i < bill->n; i++)
        if (strcmp(bill->world->iso3[bill->lines[i].state], who) == 0)
            return &bill->lines[i];
    return NULL;
}

static void prepare_bill(const preparing *p, claim_state *s)
{
    const ent_claim *c = s->claim;
    const ent_bill_line *line =
        p->bill ? claims_bill_line(p->bill, c->n_indices ? c->indices[0] : "ALL") : NULL;
    if (!line) {
        s->why = "no bill for this state";
        return;
    }
    int year = p->bill->terms.by_year;
    if (*c->at)
        sscanf(c->at, "%d", &year);
    const int32_t y = year - p->parts->world->first_year;
    s->from = CLAIM_VALUE;
    if (strcmp(c->outcome, "bill.multiple") == 0)
        s->value = line->multiple;
    else
        s->value = y >= 0 && y < p->parts->world->n_years ? line->extra_bn[y] : ENT_MISSING;
}

typedef struct margin {
    int32_t year;
    double value;
    ent_arena *arena;
} margin;

static void look_at_margin(void *with, const ent_tile *t, int32_t month)
{
    margin *m = with;
    const ent_allocation_plan how = {60.0, ENT_MISSING, 0}; /* in line by day 60 */
    ent_allocation_problem problem;
    ent_allocation best;
    if (month != ENT_VISIT_YEAR || t->year != m->year)
        return;
    if (ent_allocation_of_tile(t, 0, &how, &problem, m->arena, NULL) == ENT_OK &&
        ent_allocate_all(&problem, &best, m->arena, NULL) == ENT_OK)
        m->value = best.margin;
}

static void prepare_margin(const preparing *p, claim_state *s)
{
    int year = 2030;
    if (*s->claim->at)
        sscanf(s->claim->at, "%d", &year);
    margin m = {year - p->parts->world->first_year, ENT_MISSING, p->arena};
    ent_arena scratch;
    ent_heap_arena_create(&scratch, (size_t)1 << 20);
    const ent_status status = ent_central_run(p->parts->world, look_at_margin, &m, &scratch, NULL);
    ent_heap_arena_destroy(&scratch);
    s->from = status == ENT_OK ? CLAIM_VALUE : CLAIM_NOWHERE;
    s->kind = "account";
    s->value = m.value;
}

/* Military aid of the US, of Europe or of all donors: in the year of `at`, else to the end of
   2024. */
static bool prepare_aid_group(const preparing *p, claim_state *s, const ent_aid *aid)
{
    const char *who = s->claim->n_indices ? s->claim->indices[0] : "ALL";
    const ent_aid_group group = strcmp(who, "USA") == 0      ? ENT_AID_US
                                : strcmp(who, "EUROPE") == 0 ? ENT_AID_EUROPE
                                : strcmp(who, "ALL") == 0    ? ENT_AID_ALL
                                                             : ENT_AID_N_GROUPS;
    int year = 0;
    if (group == ENT_AID_N_GROUPS)
        return false;
    s->value = sscanf(s->claim->at, "%d", &year) == 1
                   ? aid_of_year(aid, p->parts->world, group, year)
                   : ent_aid_sum(aid, group, 202201, 202412);
    s->from = s->value == s->value ? CLAIM_VALUE : CLAIM_NOWHERE;
    return true;
}

/* What the US gives a year, whole or a European donor's part of it by GDP; what a donor has given
   to the end of 2024. */
static ent_status prepare_aid(const preparing *p, claim_state *s)
{
    const char *who = s->claim->n_indices ? s->claim->indices[0] : "";
    const bool replace = strcmp(s->claim->outcome, "aid.replace_us") == 0;
    ent_aid aid;
    s->kind = "account";
    s->why = "no published figure for this donor and time";
    ENT_TRY(aid_load(p->parts->folders->data, &p->parts->facts_changed, &aid, p->arena, p->err));
    const double us = aid_us_yearly(&aid, p->parts->world);
    if (replace && !*who) {
        s->from = CLAIM_VALUE;
        s->value = us;
        s->why = "";
        return ENT_OK;
    }
    if (!replace && prepare_aid_group(p, s, &aid))
        return ENT_OK;
    double *part = ent_arena_array(p->arena, double, aid.n_donors + 1);
    ENT_NEED(part, p->err);
    ent_aid_replace(&aid, ENT_AID_BY_GDP, us, ENT_MISSING, part);
    for (size_t i = 0; i < aid.n_donors; i++)
        if (strcmp(aid.donors[i].iso3, who) == 0 && (replace || !*s->claim->at)) {
            s->from = CLAIM_VALUE;
            s->value = replace ? part[i] : aid.donors[i].eur_bn[ENT_AID_MILITARY];
        }
    return ENT_OK;
}

static void prepare_obligation(const preparing *p, claim_state *s)
{
    const claim_set *set = p->set;
    const ent_claim *c = s->claim;
    const size_t event = c->n_indices == 2 ? (size_t)(c->indices[0][0] - '1') : CLAIM_EVENTS;
    const char *code = c->n_indices == 2 ? c->indices[1] : "";
    const uint16_t state = ent_treaty_find_state(&set->treaty, code, strlen(code));
    if (event >= set->n_events || state >= set->treaty.n_states) {
        s->why = "no such event or state";
        return;
    }
    const ent_treaty_level *l = &set->answers[event].levels[state];
    s->from = CLAIM_VALUE;
    s->value = l->firm;
}

/* --- events --- */

static bool has_field(const ent_scenario_event *e, const char *key)
{
    for (size_t i = 0; i < e->n_fields; i++)
        if (strcmp(e->fields[i], key) == 0)
            return true;
    return false;
}

/* A place or a whole coordinate, not both. */
static ent_status check_place(const preparing *p, const ent_scenario_event *e)
{
    const bool lat = has_field(e, "lat"), lon = has_field(e, "lon");
    if (has_field(e, "place") && (lat || lon))
        return ent_fail(p->err, ENT_E_DATA,
                        "%s: 'place' and 'lat', 'lon' both say where it happens. Give one of them",
                        e->where);
    return lat == lon ? ENT_OK
                      : ent_fail(p->err, ENT_E_DATA,
                                 "%s: '%s' alone is half a coordinate. Give 'lat' and 'lon'",
                                 e->where, lat ? "lat" : "lon");
}

static ent_status prepare_event(const preparing *p, const ent_scenario_event *e)
{
    claim_set *set = p->set;
    ent_treaty_event *into = &set->events[set->n_events];
    const char *label = NULL;
    const ent_facts *facts = &p->parts->facts;
    char why[300];
    bool judged = false;
    ENT_TRY(check_place(p, e));
    ent_treaty_event_init(&set->treaty, into);
    for (size_t i = 0; i < e->n_fields; i++) /* what a name means may depend on the date */
        if (strcmp(e->fields[i], "on") == 0)
            (void)ent_treaty_event_set(&set->treaty, into, "date", e->values[i]);
    for (size_t i = 0; i < e->n_fields; i++) {
        const char *key = e->fields[i];
        if (strcmp(key, "title") == 0) {
            label = e->values[i];
            continue;
        }
        judged = judged || strcmp(key, "armed_attack") == 0;
        key = strcmp(key, "on") == 0 ? "date" : key;
        if (ent_treaty_event_set_named(&set->treaty, into, key, e->values[i], facts->n_names,
                                       facts->names) != ENT_OK)
            return ent_fail(p->err, ENT_E_DATA, "%s: %s: '%.60s' is not known to the treaty tables",
                            e->where, e->fields[i], e->values[i]);
    }
    const uint16_t itself = ent_treaty_attacks_itself(into);
    if (itself != ENT_TREATY_NONE)
        return ent_fail(
            p->err, ENT_E_DATA,
            "%s: 'attacker' and 'victim' both name %s%s. Name two different states", e->where,
            ent_treaty_article(ent_treaty_text(&set->treaty, set->treaty.states[itself].name)),
            ent_treaty_text(&set->treaty, set->treaty.states[itself].name));
    ent_treaty_locate(&set->treaty, into);
    if (ent_treaty_contradiction(&set->treaty, into, why, sizeof why))
        return ent_fail(p->err, ENT_E_DATA,
                        "%s: %s. Name that state as the victim, or 'object: forces' for forces "
                        "there",
                        e->where, why);
    if (!judged)
        ent_treaty_presume(&set->treaty, into);
    set->labels[set->n_events] = label ? label : ent_treaty_label(&set->treaty, into, p->arena);
    return ent_treaty_answer_event(&set->treaty, into, &set->answers[set->n_events++], p->arena,
                                   p->err);
}

static ent_status prepare_events(const preparing *p)
{
    const ent_world *w = p->parts->world;
    const unsigned char *bytes = (const unsigned char *)w;
    if (w->treaty_bytes == 0 ||
        ent_treaty_open(bytes + w->treaty_offset, w->treaty_bytes, &p->set->treaty) != ENT_OK)
        return ENT_OK;
    for (size_t i = 0; i < p->parts->scenario.n_events && i < CLAIM_EVENTS; i++)
        ENT_TRY(prepare_event(p, &p->parts->scenario.events[i]));
    return ENT_OK;
}

/* --- all --- */

static ent_status prepare_quantity(const preparing *p, claim_state *s)
{
    const char *key = s->claim->outcome;
    if (strncmp(key, "bill.", 5) == 0)
        prepare_bill(p, s);
    else if (strcmp(key, "obligation.level") == 0)
        prepare_obligation(p, s);
    else if (strcmp(key, "allocation.margin") == 0)
        prepare_margin(p, s);
    else if (strncmp(key, "aid.", 4) == 0)
        return prepare_aid(p, s);
    else if (p->worlds->accounts)
        return ENT_OK;
    else
        return strcmp(key, "settlement.months_added") == 0 ? prepare_months_added(p, s)
                                                           : prepare_futures(p, s);
    return ENT_OK;
}

/* An account as a part of another: the whole is answered like the part. */
static ent_status prepare_part(const preparing *p, claim_state *s)
{
    ent_claim of = *s->claim;
    claim_state whole = {.claim = &of, .base = SIZE_MAX, .value = ENT_MISSING, .why = ""};
    of.outcome = s->claim->of_outcome;
    of.n_indices = s->claim->n_of_indices;
    memcpy(of.indices, s->claim->of_indices, sizeof of.indices);
    of.of = of.against = of.sentence = "";
    of.n_levers = 0;
    ENT_TRY(prepare_quantity(p, &whole));
    if (whole.from != CLAIM_VALUE) {
        s->from = CLAIM_NOWHERE;
        s->why = *whole.why ? whole.why : "what it is a part of is not an account";
        return ENT_OK;
    }
    s->value = ent_probe_combine(ENT_COMBINE_RATIO, 100.0 * s->value, whole.value);
    return ENT_OK;
}

/* A part is in per cent; the difference of two of them in points. */
static const char *part_unit(const ent_claim *c)
{
    const bool two = *c->against || c->n_levers;
    return two && (!*c->combine || strcmp(c->combine, "difference") == 0) ? "points"
           : strcmp(c->combine, "ratio") == 0                             ? "ratio"
                                                                          : "%";
}

static ent_status prepare_claim(const preparing *p, claim_state *s)
{
    const ent_outcome *row = ent_register_outcome(&p->parts->reg, s->claim->outcome);
    s->unit = !row                                        ? ""
              : *s->claim->of                             ? part_unit(s->claim)
              : strcmp(s->claim->combine, "percent") == 0 ? "%"
              : strcmp(s->claim->combine, "ratio") == 0   ? "ratio" /* of two of a kind: no unit */
                                                          : row->unit;
    s->kind = *s->claim->kind ? s->claim->kind : "futures";
    ENT_TRY(prepare_quantity(p, s));
    return *s->claim->of && s->from == CLAIM_VALUE ? prepare_part(p, s) : ENT_OK;
}

ent_status claims_prepare(const world_parts *parts, const bill_set *bill, run_worlds *worlds,
                          claim_set *set, ent_arena *arena, ent_error *err)
{
    const preparing p = {parts, bill, worlds, set, arena, err};
    *set = (claim_set){0};
    ENT_TRY(prepare_events(&p));
    for (size_t i = 0; i < parts->scenario.n_claims && i < CLAIMS_MAX; i++) {
        claim_state *s = &set->states[set->n++];
        *s = (claim_state){
            .claim = &parts->scenario.claims[i], .base = SIZE_MAX, .value = ENT_MISSING, .why = ""};
        ENT_TRY(prepare_claim(&p, s));
    }
    return ENT_OK;
}

/* An account of the register as a claim would read it: `value` stays missing where it has none, and
   `why` then says so. */
static ent_status account_of(const world_parts *parts, const bill_set *bill, const claim_set *set,
                             const char *key, size_t n_indices, const char *const *indices,
                             const char *at, double *value, const char **why, ent_arena *arena,
                             ent_error *err)
{
    ent_claim claim = {.outcome = key,
                       .of = "",
                       .at = at,
                       .kind = "account",
                       .against = "",
                       .combine = "",
                       .sentence = "",
                       .by_construction = ""};
    claim_state state = {.claim = &claim, .value = ENT_MISSING, .why = ""};
    claim_set *judged = ent_arena_array(arena, claim_set, 1);
    ENT_NEED(judged, err);
    *judged = *set;
    run_worlds worlds = {
        .n = ENT_RUN_WORLDS, .worlds = {parts->world}, .key = {"", "", "", "", "", ""}};
    const preparing p = {parts, bill, &worlds, judged, arena, err};
    for (size_t i = 0; i < n_indices && i < ENT_MAX_INDICES; i++)
        claim.indices[claim.n_indices++] = indices[i];
    ENT_TRY(prepare_claim(&p, &state));
    *value = state.from == CLAIM_VALUE ? state.value : ENT_MISSING;
    *why = state.from == CLAIM_VALUE ? "" : state.why;
    return ENT_OK;
}

/* "baltic,attacker" as two words in `room`. */
static size_t words_of_index(char *room, const char *words[ENT_MAX_INDICES])
{
    size_t n = 0;
    for (char *at = room; *at && n < ENT_MAX_INDICES; n++) {
        words[n] = at;
        at += strcspn(at, ",");
        if (*at)
            *at++ = '\0';
        at += strspn(at, " ");
    }
    return n;
}

ent_status claims_account_of(const world_parts *parts, const ent_outcome *row, const char *index,
                             const char *at, double *value, ent_arena *arena, ent_error *err)
{
    const ent_bill_terms terms = ent_bill_terms_of(parts->world);
    const char *words[ENT_MAX_INDICES], *why = "";
    bill_set *bill = ent_arena_array(arena, bill_set, 1);
    claim_set *set = ent_arena_array(arena, claim_set, 1);
    char *room = ent_text_copy(index, strlen(index), arena);
    ENT_NEED(bill && set && room, err);
    const bool fits =
        ent_bill_terms_fit(parts->world, &terms) &&
        bill_compute(parts->world, &parts->facts_changed, &terms, 0, NULL, bill, NULL) == ENT_OK;
    const preparing p = {parts, NULL, NULL, set, arena, err};
    ENT_TRY(prepare_events(&p));
    const size_t n = words_of_index(room, words);
    ENT_TRY(account_of(parts, fits ? bill : NULL, set, row->key, n, words, at, value, &why, arena,
                       err));
    return *value == *value ? ENT_OK
                            : ent_fail(err, ENT_E_KEY,
                                       "outcome '%s' (%s) has no value at index '%.40s', time "
                                       "'%.20s'%s%s ('entente outcomes %s' shows its shape)",
                                       row->key, row->shape, index, *at ? at : "its own",
                                       *why ? ": " : "", why, row->key);
}

/* Median and band of a probe from its values in every future, by size; `missing` stands for those
   without one. */
static void exact_band(size_t probe, const ent_run *run, double missing, uint64_t n,
                       claim_verdict *v)
{
    const size_t futures = (size_t)ent_run_futures(run);
    const size_t room = (size_t)ent_run_blocks(run) * ENT_BLOCK;
    double *sorted = malloc(room * sizeof *sorted), *spare = NULL;
    const bool kept = sorted && ent_run_probe_values(run, probe, sorted);
    size_t m = 0;
    for (size_t f = 0; kept && f < futures; f++) {
        const double x = sorted[f] == sorted[f] ? sorted[f] : missing;
        v->up += x > 0.0;
        v->same += x == 0.0;
        v->down += x < 0.0;
        if (x == x)
            sorted[m++] = x;
    }
    if (kept && m == n && (spare = malloc((m + 1) * sizeof *spare))) {
        ent_sort_values(m, sorted, spare);
        v->value = ent_sorted_quantile(m, sorted, 0.5);
        v->low = ent_sorted_quantile(m, sorted, 0.05);
        v->high = ent_sorted_quantile(m, sorted, 0.95);
    }
    free(spare);
    free(sorted);
}

double claims_base_share(const claim_set *set, size_t i, const ent_run *run)
{
    const claim_state *s = &set->states[i];
    uint64_t held = 0;
    if (s->base == SIZE_MAX)
        return ENT_MISSING;
    const ent_statistics stats = ent_run_probe(run, s->base, &held);
    const uint64_t all = stats.n + stats.missing;
    held += s->claim->missing_holds ? stats.missing : 0;
    return all ? (double)held / (double)all : ENT_MISSING;
}

/* "<= 25.4" */
static const char *condition_text(const ent_condition *c, ent_arena *arena)
{
    static const char *const signs[] = {[ENT_CMP_GE] = ">=",
                                        [ENT_CMP_GT] = ">",
                                        [ENT_CMP_LE] = "<=",
                                        [ENT_CMP_LT] = "<",
                                        [ENT_CMP_EQ] = "=="};
    return c->n == 2 ? ent_text_format(arena, "%s %.6g and %s %.6g", signs[c->compare[0]],
                                       c->bound[0], signs[c->compare[1]], c->bound[1])
                     : ent_text_format(arena, "%s %.6g", signs[c->compare[0]], c->bound[0]);
}

ent_status claims_in_money(claim_set *set, const money *m, ent_arena *arena, ent_error *err)
{
    for (size_t i = 0; i < set->n; i++) {
        claim_state *s = &set->states[i];
        double rate = 1.0;
        const char *unit = s->unit ? money_unit(m, s->unit, &rate, arena) : NULL;
        if (!unit || strcmp(unit, s->unit) == 0)
            continue;
        ent_claim *claim = ent_arena_array(arena, ent_claim, 1);
        ENT_NEED(claim, err);
        *claim = *s->claim;
        for (size_t k = 0; k < claim->condition.n; k++)
            claim->condition.bound[k] *= rate;
        if (claim->condition.n)
            claim->holds = condition_text(&claim->condition, arena);
        s->claim = claim;
        s->unit = unit;
        s->value *= rate;
    }
    return ENT_OK;
}

claim_verdict claims_verdict(const claim_set *set, size_t i, const ent_run *run)
{
    const claim_state *s = &set->states[i];
    claim_verdict v = {.verdict = "not answered",
                       .value = ENT_MISSING,
                       .low = ENT_MISSING,
                       .high = ENT_MISSING,
                       .share = ENT_MISSING};
    const ent_condition *condition = &s->claim->condition;
    if (s->from == CLAIM_VALUE && s->value == s->value) {
        v.value = s->value;
        if (condition->n)
            v.verdict = ent_condition_holds(condition, s->value) ? "holds" : "does not hold";
    }
    if (s->from != CLAIM_PROBE)
        return v;
    uint64_t held = 0;
    const ent_statistics stats = ent_run_probe(run, s->probe, &held);
    const uint64_t all = stats.n + stats.missing;
    if (all == 0)
        return v;
    v.n = stats.n;
    v.all = all;
    if (!s->claim->time || !stats.missing) {
        v.value = stats.quantile[ENT_RUN_QUANTILES / 2];
        v.low = stats.quantile[0];
        v.high = stats.quantile[ENT_RUN_QUANTILES - 1];
    }
    exact_band(s->probe, run, s->claim->time ? (double)INFINITY : ENT_MISSING,
               s->claim->time ? all : stats.n, &v);
    if (set->probes[s->probe].combine == ENT_COMBINE_VALUE &&
        strcmp(s->unit, "share of futures") == 0)
        v.value = stats.mean;
    if (!condition->n)
        return v;
    held += s->claim->missing_holds ? stats.missing : 0;
    v.share = (double)held / (double)all;
    v.verdict = v.share >= 0.9 ? "holds" : v.share <= 0.1 ? "does not hold" : "depends";
    return v;
}
