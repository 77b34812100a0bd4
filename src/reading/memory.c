/* What a sentence leaves in memory for those after it. */
#include <string.h>

#include "reading/parts.h"

void remember_spender(reader *r, const names *who, const ent_proposition *p)
{
    memory *k = &r->memory;
    k->n_spender = who->n;
    memcpy(k->spender, who->name, who->n * sizeof *who->name);
    k->age_spender = 0;
    if (strcmp(p->type, "spending_target") == 0 || strcmp(p->type, "target_reached") == 0) {
        k->share = p->value;
        k->age_share = 0;
    }
    k->shares_of_gdp = true;
}

static void add_state(reader *r, const char *state)
{
    for (size_t i = 0; i < r->n_states; i++)
        if (strcmp(r->states[i], state) == 0)
            return;
    if (strlen(state) == 3 && r->n_states < sizeof r->states / sizeof r->states[0])
        r->states[r->n_states++] = state;
}

/* Treaty named last, by its name or by one of its articles; states and NATO as named so far. */
static void remember_treaty(reader *r, const sentence *s)
{
    memory *k = &r->memory;
    for (size_t i = 0; i < s->n_mentions; i++)
        for (size_t w = 0; w < s->mentions[i].n_who; w++) {
            add_state(r, s->mentions[i].who[w]);
            r->names_nato = r->names_nato || strcmp(s->mentions[i].who[w], "NATO") == 0;
        }
    for (size_t i = 0; i < s->n_notes; i++) {
        const note *n = &s->notes[i];
        const bool a_union =
            strcmp(n->value, "teu") == 0 && s->tokens[n->at + n->n - 1u].word[0] != 't';
        if (n->class_id != CLASS_TREATY || a_union)
            continue;
        r->names_nato = r->names_nato || strcmp(n->value, "nato") == 0;
        if (strcmp(n->value, "nato") != 0) {
            k->treaty = n->value;
            k->age_treaty = 0;
        }
    }
    const char *between =
        has_class(s->classes, CLASS_TREATY_WORD) && !has_class(s->classes, CLASS_TREATY)
            ? treaty_between(r, s)
            : NULL;
    if (between) { /* "the mutual defence treaty", after the states that it binds */
        k->treaty = between;
        k->age_treaty = 0;
    }
    for (size_t i = 0; i < s->n_articles; i++) {
        const char *clause = s->articles[i].clause;
        const char *instrument = ent_text_copy(clause, strcspn(clause, "_"), r->arena);
        if (!instrument)
            return;
        k->treaty = instrument;
        k->age_treaty = 0;
    }
}

/* "NATO estimates that Italy spends": "it" is Italy afterwards. */
static bool group_says(const sentence *s, const mention *m)
{
    const size_t end = (size_t)m->at + m->n;
    return strlen(m->who[0]) != 3 && end + 1 < s->n_tokens &&
           (note_at(s, CLASS_SAY, end) || strcmp(s->tokens[end].stem, "estim") == 0) &&
           strcmp(s->tokens[end + 1].word, "that") == 0;
}

void remember(reader *r, const sentence *s, const result *out)
{
    memory *k = &r->memory;
    const mention *main_subject = NULL;
    for (size_t i = 0; i < s->n_mentions && !main_subject; i++)
        if (!s->mentions[i].oblique && !s->mentions[i].possessive &&
            !group_says(s, &s->mentions[i]))
            main_subject = &s->mentions[i];
    for (size_t i = 0; i < s->n_mentions && !main_subject; i++)
        if (!s->mentions[i].oblique)
            main_subject = &s->mentions[i];
    if (!main_subject && s->n_mentions)
        main_subject = &s->mentions[0];
    if (main_subject) {
        k->n_who = main_subject->n_who;
        memcpy(k->who, main_subject->who, sizeof k->who);
        k->age_who = 0;
    }
    const mention *person = NULL;
    for (size_t i = 0; i < s->n_mentions; i++)
        if (s->mentions[i].person && s->mentions[i].n_who == 1 &&
            (!person || (person->oblique && !s->mentions[i].oblique)))
            person = &s->mentions[i];
    if (person) {
        k->person = person->who[0];
        k->age_person = 0;
    }
    for (size_t i = 0; i < s->n_mentions; i++)
        if (s->mentions[i].army && s->mentions[i].n_who == 1) {
            k->army = s->mentions[i].who[0];
            k->age_army = 0;
        }
    names states = {0};
    const mention *list = NULL;
    for (size_t i = 0; i < s->n_mentions; i++)
        if (!s->mentions[i].pronoun && (strcmp(s->mentions[i].who[0], "EU") == 0 ||
                                        strcmp(s->mentions[i].who[0], "NATO") == 0))
            k->union_named = s->mentions[i].who[0];
    for (size_t i = 0; i < s->n_mentions; i++) {
        const mention *m = &s->mentions[i];
        if ((m->n_who > 1 || m->plural || strlen(m->who[0]) != 3) && !(list && m->stands_for))
            list = m;
        for (size_t w = 0; w < m->n_who; w++)
            if (strlen(m->who[w]) == 3)
                names_add(&states, m->who[w]);
    }
    if (list) {
        k->n_list = list->n_who;
        memcpy(k->list, list->who, k->n_list * sizeof *k->list);
        k->age_list = 0;
    }
    if (states.n > 1) {
        k->n_states = states.n;
        memcpy(k->states, states.name, states.n * sizeof *k->states);
        k->age_states = 0;
    }
    if (s->n_articles) {
        k->n_clauses = s->n_articles < 4 ? s->n_articles : 4;
        for (size_t i = 0; i < k->n_clauses; i++)
            k->clauses[i] = s->articles[i].clause;
        k->age_clause = 0;
    }
    remember_treaty(r, s);
    k->n_types[0] = 0;
    for (size_t i = 0; i < out->n && k->n_types[0] < 12; i++)
        k->types[0][k->n_types[0]++] = out->rows[i].p.type;
}

void grow_older(memory *k)
{
    k->age_who++;
    k->age_list++;
    k->age_states++;
    k->age_spender++;
    k->age_share++;
    k->age_clause++;
    k->age_place++;
    k->age_treaty++;
    k->age_person++;
    k->age_army++;
    for (size_t a = RECALL; a > 0; a--) {
        memcpy(k->types[a], k->types[a - 1], sizeof k->types[a]);
        memcpy(k->seen[a], k->seen[a - 1], sizeof k->seen[a]);
        k->n_types[a] = k->n_types[a - 1];
    }
    k->n_types[0] = 0;
}
