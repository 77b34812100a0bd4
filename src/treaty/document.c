#include "entente/treaty_report.h"

#include <string.h>

#include "base/text_list.h"
#include "entente/table.h"

static unsigned rank(const ent_treaty_verdict *v)
{
    if (v->answer == ENT_TREATY_YES)
        return v->own_security ? 1 : 0;
    if (v->answer == ENT_TREATY_CONTESTED)
        return 2;
    return v->step >= ENT_TREATY_STEP_OBLIGOR ? 3 : v->step == ENT_TREATY_STEP_VICTIM ? 4 : 5;
}

/* Small first: rank, then the higher level. */
static uint8_t place_of(const ent_treaty_verdict *v)
{
    return (uint8_t)(rank(v) * ENT_TREATY_LEVELS + (ENT_TREATY_LEVELS - 1U - v->level));
}

/* Insertion sort: stable, a hundred rows. */
static void sort_verdicts(ent_treaty_verdict *v, uint8_t *places, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const ent_treaty_verdict one = v[i];
        const uint8_t place = place_of(&one);
        size_t k = i;
        for (; k > 0 && place < places[k - 1]; k--) {
            v[k] = v[k - 1];
            places[k] = places[k - 1];
        }
        v[k] = one;
        places[k] = place;
    }
}

static unsigned height(const ent_treaty_level *l)
{
    return l->firm * 16U + l->contested;
}

static void sort_states(const ent_treaty_level *levels, uint16_t *states, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const uint16_t one = states[i];
        size_t k = i;
        for (; k > 0 && height(&levels[one]) > height(&levels[states[k - 1]]); k--)
            states[k] = states[k - 1];
        states[k] = one;
    }
}

ent_status ent_treaty_answer_event(const ent_treaty *t, const ent_treaty_event *e,
                                   ent_treaty_answers *answers, ent_arena *arena, ent_error *err)
{
    ent_treaty_verdict *verdicts = ent_arena_array(arena, ent_treaty_verdict, t->n_clauses + 1);
    ent_treaty_level *levels = ent_arena_array(arena, ent_treaty_level, t->n_states + 1);
    uint16_t *states = ent_arena_array(arena, uint16_t, t->n_states + 1);
    uint8_t *places = ent_arena_array(arena, uint8_t, t->n_clauses + 1);
    ENT_NEED(verdicts && levels && states && places, err);
    ent_treaty_judge_all(t, e, verdicts, levels);
    sort_verdicts(verdicts, places, t->n_clauses);
    *answers = (ent_treaty_answers){
        .n_clauses = t->n_clauses, .verdicts = verdicts, .levels = levels, .states = states};
    while (answers->n_relevant < t->n_clauses && rank(&verdicts[answers->n_relevant]) < 4)
        answers->n_relevant++;
    for (uint32_t i = 0; i < t->n_states; i++)
        if (levels[i].contested > 0)
            states[answers->n_states++] = (uint16_t)i;
    sort_states(levels, states, answers->n_states);
    return ENT_OK;
}

static void add_names(ent_builder *b, const ent_treaty *t, const uint16_t *list, unsigned n,
                      bool codes)
{
    for (unsigned i = 0; i < n; i++) {
        ent_builder_text(b, codes && i ? "|" : text_joint(i, n));
        const ent_treaty_state *s = &t->states[list[i]];
        const char *name = ent_treaty_text(t, codes ? s->code : s->name);
        ent_builder_text(b, codes ? "" : ent_treaty_article(name));
        ent_builder_text(b, name);
    }
}

static const char *names(const ent_treaty *t, const uint16_t *list, unsigned n, bool codes,
                         ent_arena *arena)
{
    ent_builder b;
    ent_builder_init(&b, arena);
    add_names(&b, t, list, n, codes);
    return b.data ? b.data : "";
}

static const char *objects(uint32_t bits, ent_arena *arena)
{
    static const char *const words[] = {"territory", "forces",         "vessel", "aircraft",
                                        "cyber",     "infrastructure", "other"};
    ent_builder b;
    ent_builder_init(&b, arena);
    for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
        if (bits & (1U << i)) {
            ent_builder_text(&b, b.length ? "|" : "");
            ent_builder_text(&b, words[i]);
        }
    return b.data ? b.data : "";
}

/* NULL when no place is given. */
static const char *place_name(const ent_treaty *t, const ent_treaty_event *e, ent_arena *arena)
{
    if (e->place != ENT_TREATY_NONE)
        return ent_treaty_text(t, t->places[e->place].name);
    if (e->site.territory != ENT_TREATY_NONE)
        return ent_treaty_text(t, t->territories[e->site.territory].name);
    if (e->lat >= -90.0 && e->lat <= 90.0)
        return ent_text_format(arena, "%.2f, %.2f", e->lat, e->lon);
    return NULL;
}

/* "attacks the territory and forces of Estonia", "attacks Estonia with cyber means". */
static void add_attack(ent_builder *b, const ent_treaty *t, const ent_treaty_event *e)
{
    static const struct {
        uint32_t bit;
        const char *words;
    } things[] = {{ENT_OBJECT_TERRITORY, "the territory"},
                  {ENT_OBJECT_FORCES, "forces"},
                  {ENT_OBJECT_VESSEL, "a vessel"},
                  {ENT_OBJECT_AIRCRAFT, "an aircraft"},
                  {ENT_OBJECT_INFRASTRUCTURE, "infrastructure"}};
    const char *s = e->n_attackers > 1 ? "" : "s";
    uint32_t left = 0;
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++)
        left |= e->objects & things[i].bit;
    const bool cyber = e->objects & ENT_OBJECT_CYBER, of = left != 0;
    ent_builder_format(b, " %s%s ", of || cyber ? "attack" : "threaten", s);
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++) {
        if (!(left & things[i].bit))
            continue;
        left &= ~things[i].bit;
        ent_builder_text(b, things[i].words);
        ent_builder_text(b, !left ? " of " : left & (left - 1) ? ", " : " and ");
    }
    add_names(b, t, e->victims, e->n_victims, false);
    ent_builder_text(b, !cyber ? "" : of ? ", with cyber means too," : " with cyber means");
}

const char *ent_treaty_label(const ent_treaty *t, const ent_treaty_event *e, ent_arena *arena)
{
    char date[16];
    ent_builder b;
    const char *place = place_name(t, e, arena);
    ent_treaty_date_text(e->date, date);
    ent_builder_init(&b, arena);
    add_names(&b, t, e->attackers, e->n_attackers, false);
    add_attack(&b, t, e);
    ent_builder_format(&b, "%s%s, %s", place ? " at " : "", place ? place : "", date);
    if (b.data && b.data[0] >= 'a' && b.data[0] <= 'z')
        b.data[0] = (char)(b.data[0] - 32);
    return b.failed || !b.data ? "" : b.data;
}

static void member(ent_builder *out, const char *before_it, const char *key, const char *value)
{
    ent_builder_text(out, before_it);
    ent_json_text(out, key);
    ent_builder_text(out, ": ");
    ent_json_text(out, value);
}

static void write_event(const ent_treaty *t, const ent_treaty_event *e, ent_builder *out)
{
    char date[16];
    ent_treaty_date_text(e->date, date);
    ent_builder_text(out, "{");
    member(out, "", "attacker", names(t, e->attackers, e->n_attackers, true, out->arena));
    member(out, ", ", "victim", names(t, e->victims, e->n_victims, true, out->arena));
    member(out, ", ", "object", objects(e->objects, out->arena));
    const char *place = place_name(t, e, out->arena);
    member(out, ", ", "place", place ? place : "no place given");
    member(out, ", ", "on", date);
    ent_builder_text(out, ", \"lat\": ");
    ent_json_number(out, e->lat);
    ent_builder_text(out, ", \"lon\": ");
    ent_json_number(out, e->lon);
    ent_builder_text(out, "}");
}

/* The states that one clause binds in this event. */
static void write_owed_by(const ent_treaty *t, const ent_treaty_event *e,
                          const ent_treaty_verdict *v, ent_builder *out)
{
    ent_treaty_level *levels = ent_arena_array(out->arena, ent_treaty_level, t->n_states + 1);
    size_t written = 0;
    if (!levels || v->answer == ENT_TREATY_NO)
        return;
    ent_treaty_fold(t, e, v, levels);
    ent_builder_text(out, ", \"owed_by\": [");
    for (uint32_t i = 0; i < t->n_states; i++) {
        if (levels[i].contested == 0)
            continue;
        ent_builder_text(out, written++ ? ", " : "");
        ent_json_text(out, ent_treaty_text(t, t->states[i].code));
    }
    ent_builder_text(out, "]");
}

static void write_clause(const ent_treaty *t, const ent_treaty_event *e,
                         const ent_treaty_verdict *v, ent_builder *out)
{
    const ent_treaty_clause *k = &t->clauses[v->clause];
    char sentence[600];
    ent_treaty_sentence(t, e, v, sentence, sizeof sentence);
    member(out, "    {", "clause", ent_treaty_text(t, k->id));
    member(out, ", ", "instrument", ent_treaty_text(t, t->instruments[k->instrument].name));
    member(out, ", ", "article", ent_treaty_text(t, k->article));
    member(out, ", ", "verdict", ent_treaty_answer_text(v->answer));
    member(out, ", ", "reason", ent_treaty_reason_code(v->reason));
    member(out, ", ", "text", sentence);
    const ent_treaty_reading *reading = ent_treaty_readings_of(t, v);
    if (reading) {
        member(out, ", ", "majority", ent_treaty_text(t, reading->majority));
        member(out, ", ", "minority", ent_treaty_text(t, reading->minority));
    }
    member(out, ", ", "wording", ent_treaty_text(t, k->verified));
    if (*ent_treaty_text(t, k->quote))
        member(out, ", ", "quote", ent_treaty_text(t, k->quote));
    ent_builder_format(out, ", \"level\": %u", (unsigned)k->level);
    write_owed_by(t, e, v, out);
    ent_builder_text(out, "}");
}

static void write_state(const ent_treaty *t, const ent_treaty_answers *a, uint16_t state,
                        ent_builder *out)
{
    const ent_treaty_level *l = &a->levels[state];
    const uint16_t clause = l->firm >= l->contested ? l->firm_clause : l->contested_clause;
    member(out, "    {", "state", ent_treaty_text(t, t->states[state].code));
    member(out, ", ", "name", ent_treaty_text(t, t->states[state].name));
    ent_builder_format(out, ", \"level_firm\": %u, \"level_contested\": %u", (unsigned)l->firm,
                       (unsigned)l->contested);
    if (clause < t->n_clauses)
        member(out, ", ", "clause", ent_treaty_text(t, t->clauses[clause].id));
    member(out, ", ", "reason",
           l->contested > l->firm ? "higher if contested readings hold" : "firm");
    ent_builder_text(out, "}");
}

void ent_treaty_document(const ent_treaty *t, const ent_treaty_event *e,
                         const ent_treaty_answers *answers, const char *label, bool all,
                         ent_builder *out)
{
    const size_t n = all ? answers->n_clauses : answers->n_relevant;
    ent_builder_text(out, "{\n  \"event\": ");
    write_event(t, e, out);
    member(out, ",\n  ", "label", label);
    ent_builder_text(out, ",\n  \"clauses\": [");
    for (size_t i = 0; i < n; i++) {
        ent_builder_text(out, i ? ",\n" : "\n");
        write_clause(t, e, &answers->verdicts[i], out);
    }
    ent_builder_text(out, n ? "\n  ],\n  \"states\": [" : "],\n  \"states\": [");
    /* codes of three letters only: the schema knows no unions */
    size_t written = 0;
    for (size_t i = 0; i < answers->n_states; i++) {
        ent_builder_text(out, written++ ? ",\n" : "\n");
        write_state(t, answers, answers->states[i], out);
    }
    ent_builder_text(out, written ? "\n  ],\n" : "],\n");
    if (e->date < ENT_TREATY_COVERED_FROM)
        member(out, "  ", "coverage",
               "The treaty tables begin in 1949: other obligations of this date are not known "
               "here.");
    member(out, e->date < ENT_TREATY_COVERED_FROM ? ",\n  " : "  ", "note",
           "Levels order words, not reliability. Firm counts clauses that apply; contested adds "
           "those whose reading is disputed.");
    ent_builder_text(out, "\n}");
}
