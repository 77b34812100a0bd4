/* Whom a sentence speaks of: states, groups, persons for their state, pronouns. */
#include <string.h>

#include "reading/parts.h"

/* "EST|LVA|LTU" is three. */
static void add_list(reader *r, mention *m, const char *list)
{
    while (*list) {
        const size_t n = strcspn(list, "|");
        const char *one = ent_text_copy(list, n, r->arena);
        if (one && n)
            add_who(m, one);
        list += n + (list[n] != 0);
    }
}

/* "the army of Chad": who owns the actor acts. */
static bool owns_actor(const sentence *s, size_t noun)
{
    /* "the government in Rome" too */
    const bool seat = noun > 1 && word_is(s, noun - 1, "in") && in_class(s, noun, CLASS_CAPITAL) &&
                      !in_class(s, noun - 3 + (noun < 3), CLASS_DEMONYM);
    if (noun < 2 || !(seat || word_is(s, noun - 1, "of")) ||
        !(in_class(s, noun - 2, CLASS_ACTOR) || in_class(s, noun - 2, CLASS_OFFICE)))
        return false;
    const size_t first = before_noun(s, noun - 2);
    return first == 0 || !in_class(s, first - 1, CLASS_PREPOSITION);
}

static bool is_oblique(const sentence *s, size_t at)
{
    const size_t noun = before_noun(s, at);
    if (noun == 0 || !in_class(s, noun - 1, CLASS_PREPOSITION) || owns_actor(s, noun))
        return false;
    /* "from now on the Europeans" */
    for (size_t i = noun > 4 ? noun - 4 : 0; i < noun; i++) {
        const note *n = note_at(s, CLASS_FILLER, i);
        if (n && i + n->n == noun)
            return false;
    }
    return true;
}

static const char *learned_state(const reader *r, const char *word)
{
    for (size_t i = 0; i < r->n_learned; i++)
        if (strcmp(r->learned[i].word, word) == 0)
            return r->learned[i].state;
    return NULL;
}

static void learn(reader *r, const char *word, const char *state)
{
    if (r->n_learned < sizeof r->learned / sizeof r->learned[0] && !learned_state(r, word)) {
        r->learned[r->n_learned].word = word;
        r->learned[r->n_learned++].state = state;
    }
}

/* "US Defense Secretary, Pete Smith": the name after an office stands for the state from now on. */
static void learn_names(reader *r, const sentence *s, size_t after, const char *state)
{
    size_t at = after, last = 0;
    bool office = false;
    for (; at < s->n_tokens && at < after + 5 && in_class(s, at, CLASS_OFFICE); at++)
        office = true;
    if (!office || at >= s->n_tokens)
        return;
    if (s->tokens[at].punct && s->tokens[at].word[0] == ',')
        at++;
    for (size_t n = 0; at < s->n_tokens && n < 3 && s->tokens[at].capital && !s->tokens[at].punct &&
                       !in_class(s, at, CLASS_STATE) && !in_class(s, at, CLASS_GROUP);
         at++, n++)
        last = at;
    if (last)
        learn(r, s->tokens[last].written, state);
}

/* The name, adjective or pronoun at `at`: the longest, else that of the first class. */
static const note *entity_at(const sentence *s, size_t at)
{
    const note *best = NULL;
    for (size_t i = s->first_note[at]; i < s->first_note[at + 1]; i++) {
        const note *n = &s->notes[i];
        if (n->class_id >= CLASS_FIRST_ENTITY && n->class_id <= CLASS_LAST_ENTITY &&
            (!best || n->n > best->n))
            best = n;
    }
    return best;
}

static void fill(reader *r, const sentence *s, mention *m, const note *e)
{
    const size_t at = e->at;
    const char *voice;
    switch (e->class_id) {
    case CLASS_WE:
        voice = own_voice(r, s, at);
        if (!voice && strcmp(e->value, "office") == 0)
            voice = seat_of(r, s, at);
        if (voice)
            add_list(r, m, voice);
        m->pronoun = true;
        m->person = strcmp(e->value, "office") == 0; /* "he" may follow */
        m->possessive = strcmp(e->value, "own") == 0;
        break;
    case CLASS_PRONOUN:
        m->pronoun = true;
        m->person = strcmp(e->value, "person") == 0;
        m->possessive =
            (word_is(s, at, "its") || word_is(s, at, "their") || word_is(s, at, "his")) &&
            !in_class(s, at + 1, CLASS_GOVERNMENT); /* "its government" acts */
        m->stands_for = e->value;                   /* resolved once the lists are joined */
        break;
    case CLASS_GROUP:
        if (strcmp(e->value, "MEMBERS") == 0)
            add_who(m, members(r, s, at));
        else if (strcmp(e->value, "STATES") == 0)
            add_list(r, m, members_named(r, s, at) ? members_named(r, s, at) : "");
        else
            add_list(r, m, e->value);
        break;
    case CLASS_PERSON:
        m->person = true;
        add_list(r, m, e->value);
        break;
    case CLASS_PLACE:
    case CLASS_BOX:
        break;
    default:
        add_list(r, m, e->value);
    }
}

/* An adjective such as "Finnish" takes the noun that it belongs to with it. */
static size_t noun_after(const sentence *s, size_t at, bool *actor)
{
    *actor = false;
    for (size_t i = at; i < s->n_tokens && i < at + 4; i++) {
        if (s->tokens[i].punct)
            return 0;
        if (in_class(s, i, CLASS_ACTOR) || in_class(s, i, CLASS_OFFICE)) {
            *actor = true;
            return i + 1 - at;
        }
        if (in_class(s, i, CLASS_FORCES))
            return i + 1 - at;
        if (in_class(s, i, CLASS_PREPOSITION) || in_class(s, i, CLASS_VERB_END))
            return 0;
    }
    return 0;
}

/* "Eleven allies", "some European states": which ones is not said. */
static bool is_subset(const sentence *s, const note *e)
{
    const char *last = s->tokens[e->at + e->n - 1u].word;
    if (last[strlen(last) - 1] != 's' || strchr(e->value, '|'))
        return false;
    for (size_t i = e->at > 3 ? e->at - 3u : 0; i < e->at; i++) {
        const note *n = note_at(s, CLASS_SUBSET, i), *number = note_at(s, CLASS_NUM, i);
        if (n && i + n->n == e->at && strcmp(s->tokens[i].word, "other") != 0 &&
            strcmp(s->tokens[i].word, "a") != 0)
            return true;
        if (number && i + number->n == e->at &&
            (number->number < 27.0 ||
             (i > 1 && word_is(s, i - 1, "of") && note_at(s, CLASS_NUM, i - 2))))
            return true;
        if (i + 1u == e->at && i > 0 && word_is(s, i - 1, "of") && i > 1 &&
            note_at(s, CLASS_NUM, i - 2))
            return true;
    }
    return false;
}

bool is_office(const sentence *s, size_t after)
{
    for (size_t i = after; i < s->n_tokens && i < after + 3 && !s->tokens[i].punct; i++) {
        if (in_class(s, i, CLASS_OFFICE) && !in_class(s, i, CLASS_OFFICE_PART))
            return true;
        if (in_class(s, i, CLASS_PREPOSITION) || in_class(s, i, CLASS_VERB_END))
            return false;
    }
    return false;
}

static bool ends_number(const sentence *s, size_t at)
{
    for (size_t i = at > 3 ? at - 3 : 0; i < at; i++) {
        const note *n = note_at(s, CLASS_NUM, i);
        if (n && i + n->n == at)
            return true;
    }
    return false;
}

/* "French soldiers", "Spain's two frigates": forces whose state is said. */
static bool has_forces(const sentence *s, size_t after)
{
    for (size_t i = after; i < s->n_tokens && i < after + 4 && !s->tokens[i].punct; i++) {
        if (in_class(s, i, CLASS_FORCES) || in_class(s, i, CLASS_UNIT) ||
            in_class(s, i, CLASS_UNIT_NO))
            return true;
        if (in_class(s, i, CLASS_PREPOSITION) || in_class(s, i, CLASS_VERB_END))
            return false;
    }
    return false;
}

/* "an ally", "a member": which one is not said. */
static bool is_some_member(const sentence *s, const note *e)
{
    static const char *const each[] = {"every", "each", "any", "no", "all", "fellow", "s"};
    const char *last = s->tokens[e->at + e->n - 1u].word;
    if (strcmp(e->value, "MEMBERS") != 0 || last[strlen(last) - 1] == 's')
        return false;
    for (size_t i = 0; e->at > 0 && i < sizeof each / sizeof each[0]; i++)
        if (word_is(s, e->at - 1u, each[i]))
            return false;
    return !word_is(s, e->at, "every");
}

/* Where "some of us", "most of them" begins; `at` when nothing of the kind does. */
static size_t some_of(const sentence *s, size_t at)
{
    for (size_t i = at > 4 ? at - 4 : 0; i + 1 < at && word_is(s, at - 1, "of"); i++) {
        const note *n = note_at(s, CLASS_SUBSET, i);
        if (n && (i + n->n == at || i + n->n + 1u == at))
            return i;
    }
    return at;
}

/* "Ministry of Defence of the Czech Republic", "House of Commons, Ottawa": the state that follows
 * is meant. */
static bool seat_of_another(const sentence *s, size_t at, size_t after)
{
    if (in_class(s, at, CLASS_SEAT_ANY) && (word_is(s, after, ",") || word_is(s, after, "in")) &&
        in_class(s, after + 1, CLASS_CAPITAL))
        return true;
    if (!word_is(s, after, "of"))
        return false;
    after += 1u + word_is(s, after + 1, "the");
    return after < s->n_tokens && in_class(s, after, CLASS_STATE);
}

static void add_mention(reader *r, sentence *s, const note *e)
{
    const int kind = e->class_id;
    mention m = {.at = e->at, .n = e->n};
    bool actor = true;
    if (kind == CLASS_GROUP && is_subset(s, e)) {
        note_add(s, CLASS_UNNAMED, e->at, e->n, "", 0.0);
        return;
    }
    if (kind == CLASS_GROUP && is_some_member(s, e)) { /* "they" may follow it */
        note_add(s, CLASS_UNNAMED, e->at, e->n, "", 0.0);
        r->memory.n_list = 1;
        r->memory.list[0] = members(r, s, e->at);
        r->memory.age_list = 0;
        return;
    }
    const size_t some = some_of(s, e->at);
    if ((kind == CLASS_WE || kind == CLASS_PRONOUN) && some < e->at) {
        note_add(s, CLASS_UNNAMED, some, e->at + e->n - some, "", 0.0);
        return;
    }
    if (kind == CLASS_SEAT && seat_of_another(s, e->at, (size_t)e->at + e->n))
        return;
    if (kind == CLASS_DEMONYM) {
        noun_after(s, (size_t)e->at + e->n, &actor);
        m.possessive = !actor;
    }
    fill(r, s, &m, e);
    if (!m.n_who && !m.stands_for)
        return;
    const char *last = s->tokens[e->at + e->n - 1u].word;
    if (kind == CLASS_DEMONYM && actor) {
        const size_t n = noun_after(s, (size_t)e->at + e->n, &actor);
        last = s->tokens[e->at + e->n + n - 1].word;
    }
    m.plural = (kind == CLASS_DEMONYM || kind == CLASS_PEOPLE || kind == CLASS_GROUP) &&
               last[strlen(last) - 1] == 's';
    if (!m.possessive)
        m.possessive = s->tokens[e->at + e->n - 1].possessive;
    m.oblique = kind == CLASS_CITY || is_oblique(s, e->at); /* a town acts for nobody */
    const bool counted =
        kind == CLASS_PEOPLE && e->at > 0 && ends_number(s, e->at); /* "750 Danes" */
    m.army = counted ||
             (kind != CLASS_PRONOUN && kind != CLASS_WE && has_forces(s, (size_t)e->at + e->n));
    m.capital = kind == CLASS_CAPITAL;
    m.place = kind == CLASS_CAPITAL && m.oblique;
    if (kind == CLASS_DEMONYM || kind == CLASS_STATE || kind == CLASS_SEAT || kind == CLASS_CAPITAL)
        m.person = m.person || is_office(s, (size_t)e->at + e->n);
    if (kind == CLASS_DEMONYM || kind == CLASS_STATE || kind == CLASS_SEAT)
        learn_names(r, s, (size_t)e->at + e->n, m.who[0]);
    s->mentions[s->n_mentions++] = m;
}

/* A capitalised word that was introduced as a person's name. */
static bool add_learned(reader *r, sentence *s, size_t at)
{
    const token *t = &s->tokens[at];
    const char *state = t->capital && t->written ? learned_state(r, t->written) : NULL;
    if (!state)
        return false;
    mention m = {.at = (uint16_t)at,
                 .n = 1,
                 .n_who = 1,
                 .who = {state},
                 .person = true,
                 .possessive = t->possessive};
    m.oblique = is_oblique(s, at);
    s->mentions[s->n_mentions++] = m;
    return true;
}

/* What stands between two mentions: 2 "and" or "or", 1 a comma, 0 anything else. */
static int between(const sentence *s, const mention *a, const mention *b)
{
    int kind = 0;
    const size_t from = (size_t)a->at + a->n;
    const bool groups =
        strlen(a->n_who ? a->who[0] : "") != 3 || strlen(b->n_who ? b->who[0] : "") != 3;
    if (b->at < from || b->at - from > 3)
        return b->at == from ? 0 : 0;
    for (size_t i = from; i < b->at; i++) {
        if (s->tokens[i].punct && s->tokens[i].word[0] == ',')
            kind = kind < 1 ? 1 : kind;
        else if (word_is(s, i, "and") || word_is(s, i, "or") || word_is(s, i, "nor") ||
                 word_is(s, i, "&"))
            kind = 2;
        else if (!in_class(s, i, CLASS_DETERMINER) && !in_class(s, i, CLASS_OFFICE))
            return 0;
    }
    return groups && kind == 1 ? 0 : kind;
}

/* "by Russia, and Poland asked": a comma before the "and" of two parts two clauses. */
static bool new_clause(const sentence *s, size_t index)
{
    const size_t end = (size_t)s->mentions[index].at + s->mentions[index].n;
    return s->tokens[end].word[0] == ',' && word_is(s, end + 1, "and");
}

static void join_lists(sentence *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->n_mentions;) {
        size_t last = i, end = i;
        while (end + 1 < s->n_mentions && !s->mentions[end].stands_for) {
            const int kind = between(s, &s->mentions[end], &s->mentions[end + 1]);
            if (!kind || s->mentions[end + 1].stands_for || (end == i && new_clause(s, end)))
                break;
            end++;
            if (kind == 2) {
                last = end;
                if (end + 1 < s->n_mentions &&
                    between(s, &s->mentions[end], &s->mentions[end + 1]) < 2)
                    break;
            }
        }
        /* "In Brussels, Germany and France": the place does not belong to the list */
        if (last == i + 2 && s->mentions[i].oblique &&
            between(s, &s->mentions[i], &s->mentions[i + 1]) == 1) {
            s->mentions[kept++] = s->mentions[i++];
        }
        mention m = s->mentions[i];
        for (size_t k = i + 1; k <= last; k++) {
            for (size_t w = 0; w < s->mentions[k].n_who; w++)
                add_who(&m, s->mentions[k].who[w]);
            m.n = (uint16_t)(s->mentions[k].at + s->mentions[k].n - m.at);
            m.possessive = s->mentions[k].possessive;
        }
        s->mentions[kept++] = m;
        i = last + 1;
    }
    s->n_mentions = kept;
}

/* Pronouns in the order of the sentence; those that stand for nobody known are dropped. */
static void resolve(reader *r, sentence *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->n_mentions; i++) {
        mention *m = &s->mentions[i];
        if (m->stands_for && m->stands_for[0] >= '2' && m->stands_for[0] <= '9')
            resolve_count(r, s, kept, m, m->stands_for);
        else if (m->stands_for)
            resolve_pronoun(r, s, kept, m, m->stands_for);
        if (m->n_who)
            s->mentions[kept++] = *m;
    }
    s->n_mentions = kept;
    for (size_t i = 0; i < kept; i++) {
        mention *m = &s->mentions[i];
        const size_t end = (size_t)m->at + m->n;
        const size_t noun = before_noun(s, m->at);
        m->owner = noun > 0 && (word_is(s, noun - 1, "of") || word_is(s, noun - 1, "by") ||
                                word_is(s, noun - 1, "for"));
        m->object = object_like(s, m, before_noun(s, m->at));
        m->aside = end + 1 < s->n_tokens && in_class(s, end, CLASS_SAY) && s->tokens[end + 1].punct;
    }
}

/* A mention may also be met with its article and adjectives before it. */
static void note_mention(sentence *s, size_t index)
{
    const mention *m = &s->mentions[index];
    size_t at = m->at;
    note_add(s, CLASS_W, at, m->n, m->who[0], (double)index);
    if (m->pronoun)
        note_add(s, CLASS_PRON, at, m->n, m->who[0], (double)index);
    for (size_t n = 0;
         n < 3 && at > 0 && in_class(s, at - 1, CLASS_DETERMINER) && !mention_at(s, at - 1); n++) {
        at--;
        note_add(s, CLASS_W, at, (size_t)m->at + m->n - at, m->who[0], (double)index);
    }
}

/* ", the minister repeated,", ", on the other hand,": what stands between commas around a verb of
 * saying or a turn of phrase, six words at most. */
static void find_asides(sentence *s)
{
    for (size_t at = 0; at < s->n_tokens; at++) {
        const note *turn = at + 1 < s->n_tokens ? note_at(s, CLASS_PAREN, at + 1) : NULL;
        bool says = false;
        if (s->tokens[at].word[0] != ',')
            continue;
        for (size_t i = at + 1; i < s->n_tokens && i < at + 8; i++) {
            if (s->tokens[i].word[0] == ',') {
                says = says || (turn && i == at + 1u + turn->n);
                s->aside[at] = (uint16_t)(says && (turn || i > at + 2) ? i + 1 : 0);
                break;
            }
            says = says || note_at(s, CLASS_SAY, i);
            if (s->tokens[i].punct || note_at(s, CLASS_NUM, i) || note_at(s, CLASS_PCT, i))
                break;
        }
    }
}

void find_mentions(reader *r, sentence *s)
{
    find_asides(s);
    s->mentions = r->room->mentions;
    for (size_t at = 0; at < s->n_tokens;) {
        const note *e = entity_at(s, at);
        if (!e) {
            add_learned(r, s, at);
            at++;
            continue;
        }
        add_mention(r, s, e);
        at += e->n;
    }
    join_lists(s);
    resolve(r, s);
    for (size_t i = 0; i < s->n_mentions; i++)
        note_mention(s, i);
}
