/* Whom a sentence speaks of: states, groups, persons for their state, pronouns, treaty articles. */
#include <string.h>

#include "reading/parts.h"

static bool word_is(const sentence *s, size_t at, const char *word)
{
    return at < s->n_tokens && strcmp(s->tokens[at].word, word) == 0;
}

static bool in_class(const reader *r, const sentence *s, size_t at, const char *name)
{
    const int id = class_find(r->rules, name);
    return id && note_at(s, id, at);
}

/* Start of the clause that holds `at`: after the last semicolon, colon or dash. */
size_t clause_start(const sentence *s, size_t at)
{
    while (at > 0 && !s->tokens[at - 1].barrier)
        at--;
    return at;
}

const mention *mention_at(const sentence *s, size_t at)
{
    for (size_t i = 0; i < s->n_mentions; i++)
        if (s->mentions[i].at <= at && at < (size_t)s->mentions[i].at + s->mentions[i].n)
            return &s->mentions[i];
    return NULL;
}

static void add_who(mention *m, const char *who)
{
    for (size_t i = 0; i < m->n_who; i++)
        if (strcmp(m->who[i], who) == 0)
            return;
    if (m->n_who < MAX_WHO)
        m->who[m->n_who++] = who;
}

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

/* First token before `at` that is neither article nor adjective. */
static size_t before_noun(const reader *r, const sentence *s, size_t at)
{
    while (at > 0 && !s->tokens[at - 1].punct &&
           (in_class(r, s, at - 1, "DETERMINER") || in_class(r, s, at - 1, "DEMONYM")))
        at--;
    return at;
}

/* "the army of Chad": who owns the actor acts. */
static bool owns_actor(const reader *r, const sentence *s, size_t noun)
{
    /* "the government in Rome" too */
    const bool seat = noun > 1 && word_is(s, noun - 1, "in") && in_class(r, s, noun, "CAPITAL") &&
                      !in_class(r, s, noun - 3 + (noun < 3), "DEMONYM");
    if (noun < 2 || !(seat || word_is(s, noun - 1, "of")) ||
        !(in_class(r, s, noun - 2, "ACTOR") || in_class(r, s, noun - 2, "OFFICE")))
        return false;
    const size_t first = before_noun(r, s, noun - 2);
    return first == 0 || !in_class(r, s, first - 1, "PREPOSITION");
}

static bool is_oblique(const reader *r, const sentence *s, size_t at)
{
    const size_t noun = before_noun(r, s, at);
    if (noun == 0 || !in_class(r, s, noun - 1, "PREPOSITION") || owns_actor(r, s, noun))
        return false;
    const int filler = class_find(r->rules, "FILLER"); /* "from now on the Europeans" */
    for (size_t i = noun > 4 ? noun - 4 : 0; i < noun; i++) {
        const note *n = note_at(s, filler, i);
        if (n && i + n->n == noun)
            return false;
    }
    return true;
}

/* --- who a word stands for --- */

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
    for (; at < s->n_tokens && at < after + 5 && in_class(r, s, at, "OFFICE"); at++)
        office = true;
    if (!office || at >= s->n_tokens)
        return;
    if (s->tokens[at].punct && s->tokens[at].word[0] == ',')
        at++;
    for (size_t n = 0; at < s->n_tokens && n < 3 && s->tokens[at].capital && !s->tokens[at].punct &&
                       !in_class(r, s, at, "STATE") && !in_class(r, s, at, "GROUP");
         at++, n++)
        last = at;
    if (last)
        learn(r, s->tokens[last].written, state);
}

/* Words that speak of the one who speaks. */
static const char *own_voice(const reader *r, const sentence *s, size_t at)
{
    if (s->tokens[at].quoted && r->memory.quoting)
        return r->memory.quoting;
    return r->speaker;
}

/* Allies are the other members where a state speaks of them, all members where nobody does. */
static const char *members(const reader *r, const sentence *s, size_t at)
{
    const char *voice = s->tokens[at].quoted && r->memory.quoting ? r->memory.quoting : r->speaker;
    for (size_t i = 0; i < s->n_mentions; i++)
        if (s->mentions[i].at < at && !s->mentions[i].oblique && s->mentions[i].n_who == 1 &&
            strlen(s->mentions[i].who[0]) == 3)
            return "ALLIES";
    if (!voice)
        voice = r->memory.quoting;
    return voice && strlen(voice) == 3 ? "ALLIES" : "NATO";
}

/* "Member states": those of the Union or of the alliance, whichever was named last. */
static const char *members_named(const reader *r, const sentence *s, size_t at)
{
    const char *named = r->memory.union_named;
    for (size_t i = 0; i < s->n_mentions; i++)
        if (s->mentions[i].at < at && s->mentions[i].n_who == 1 &&
            (strcmp(s->mentions[i].who[0], "EU") == 0 ||
             strcmp(s->mentions[i].who[0], "NATO") == 0))
            named = s->mentions[i].who[0];
    if (!named && r->speaker && strlen(r->speaker) != 3)
        named = r->speaker;
    return named && strcmp(named, "NATO") == 0 ? members(r, s, at) : named;
}

/* Entities in the order in which they win a place, the longest first. */
static const char *const kinds[] = {"BOX",    "GROUP",  "STATE",   "SEAT", "CAPITAL", "PLACE",
                                    "PERSON", "PEOPLE", "DEMONYM", "WE",   "PRONOUN", "CITY"};
enum {
    BOX,
    GROUP,
    STATE,
    SEAT,
    CAPITAL,
    PLACE,
    PERSON,
    PEOPLE,
    DEMONYM,
    WE,
    PRONOUN,
    CITY,
    N_KINDS
};

static const note *entity_at(const sentence *s, size_t at, const int *ids, int *kind)
{
    const note *best = NULL;
    for (size_t i = s->first_note[at]; i < s->first_note[at + 1]; i++)
        for (int k = 0; k < N_KINDS; k++)
            if (s->notes[i].class_id == ids[k] && (!best || s->notes[i].n > best->n)) {
                best = &s->notes[i];
                *kind = k;
            }
    return best;
}

/* "has told the alliance that it": who is told something is not "it". */
static bool told(const reader *r, const sentence *s, const mention *m)
{
    const size_t noun = before_noun(r, s, m->at);
    return noun > 0 && in_class(r, s, noun - 1, "SAY") && word_is(s, (size_t)m->at + m->n, "that");
}

/* Whether a mention follows a verb: it is then no subject beyond the next comma. */
static bool object_like(const sentence *s, const mention *m, size_t noun)
{
    static const char *const openers[] = {
        "and",    "or",       "but",     "that", "while",   "as",   "whereas", "where",   "when",
        "though", "although", "because", "so",   "said",    "says", "if",      "whether", "than",
        "which",  "whose",    "did",     "does", "neither", "nor",  "both",    "what"};
    if (noun == 0 || s->tokens[noun - 1].punct || (m->at > 0 && word_is(s, m->at - 1u, "that")))
        return false;
    for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++)
        if (word_is(s, noun - 1, openers[i]))
            return false;
    return true;
}

/* "Finland calls it": whom a verb acts on is not who acts. */
static bool acts_on(const reader *r, const sentence *s, const mention *actor, const mention *m)
{
    const size_t end = (size_t)actor->at + actor->n;
    if (actor->oblique || m->possessive || !object_like(s, m, m->at) ||
        in_class(r, s, m->at - 1u, "PREPOSITION") || m->at > end + 3u)
        return false;
    for (size_t i = end; i < m->at; i++)
        if (s->tokens[i].punct || word_is(s, i, "and") || word_is(s, i, "that"))
            return false;
    return m->at > end;
}

/* Whom a pronoun stands for: the sentence so far, then up to three before. */
static bool resolve_pronoun(reader *r, const sentence *s, size_t n, mention *m, const char *kind)
{
    const memory *k = &r->memory;
    const bool many = strcmp(kind, "several") == 0;
    const bool one = strcmp(kind, "one") == 0 || strcmp(kind, "person") == 0;
    const bool country =
        in_class(r, s, m->at, "COUNTRY_WORD"); /* "the country" does not name a group */
    const mention *found = NULL, *any = NULL;
    if (strcmp(kind, "person") == 0) {
        for (size_t i = 0; i < n; i++)
            if (s->mentions[i].n_who == 1 && s->mentions[i].person &&
                !(found && !found->oblique && s->mentions[i].oblique))
                found = &s->mentions[i];
        if (!found && k->person && k->age_person <= RECALL_PERSON) {
            add_who(m, k->person);
            return true;
        }
    }
    for (size_t i = 0; i < n && !(found && found->person); i++) {
        const mention *b = &s->mentions[i];
        if (b->n_who == 0)
            continue;
        if (told(r, s, b) || (b->pronoun && !b->stands_for) || acts_on(r, s, b, m))
            continue;
        if (country && strlen(b->who[0]) != 3)
            continue;
        const bool crowd = b->n_who > 1 || b->plural;
        const bool group = crowd || strlen(b->who[0]) != 3;
        if ((many && !group) || (one && crowd && !(b->plural && b->possessive)))
            continue;
        any = b;
        const bool object = object_like(s, b, before_noun(r, s, b->at)) && !b->owner;
        if (!b->oblique && !(one && object && found && !found->possessive))
            found = b;
    }
    if (!found)
        found = any;
    if (found) {
        for (size_t i = 0; i < found->n_who; i++)
            add_who(m, found->who[i]);
        return true;
    }
    if (many && k->n_list && k->age_list <= RECALL) {
        const bool ours = r->speaker && strlen(r->speaker) == 3; /* a state says "they" of NATO */
        for (size_t i = 0; i < k->n_list; i++)
            add_who(m, ours && strcmp(k->list[i], "NATO") == 0 ? "ALLIES" : k->list[i]);
        return true;
    }
    const bool allies =
        k->n_who && (strcmp(k->who[0], "EUROPE") == 0 || strcmp(k->who[0], "ALLIES") == 0 ||
                     strcmp(k->who[0], "EURCAN") == 0);
    if (k->n_who && k->age_who <= RECALL && !(one && (k->n_who > 1 || allies)) &&
        !(country && strlen(k->who[0]) != 3)) {
        for (size_t i = 0; i < k->n_who; i++)
            add_who(m, k->who[i]);
        return true;
    }
    return false;
}

/* "both", "all three": the last list of that length. */
static bool resolve_count(reader *r, const sentence *s, size_t before, mention *m,
                          const char *count)
{
    const size_t n = (size_t)(count[0] - '0');
    for (size_t i = before; i-- > 0;)
        if (s->mentions[i].n_who == n) {
            for (size_t k = 0; k < n; k++)
                add_who(m, s->mentions[i].who[k]);
            return true;
        }
    if (r->memory.n_states != n || r->memory.age_states > RECALL)
        return false;
    for (size_t i = 0; i < n; i++)
        add_who(m, r->memory.states[i]);
    return true;
}

/* Whose government it is: that of the capital or state named before. */
static const char *seat_of(const reader *r, const sentence *s, size_t at)
{
    for (size_t i = s->n_mentions; i-- > 0;)
        if (s->mentions[i].at < at && s->mentions[i].n_who == 1 && s->mentions[i].place)
            return s->mentions[i].who[0];
    return r->memory.n_who == 1 && r->memory.age_who <= RECALL && strlen(r->memory.who[0]) == 3
               ? r->memory.who[0]
               : NULL;
}

static void fill(reader *r, const sentence *s, mention *m, int kind, const note *e)
{
    const size_t at = e->at;
    const char *voice;
    switch (kind) {
    case WE:
        voice = own_voice(r, s, at);
        if (!voice && strcmp(e->value, "office") == 0)
            voice = seat_of(r, s, at);
        if (voice)
            add_list(r, m, voice);
        m->pronoun = true;
        m->person = strcmp(e->value, "office") == 0; /* "he" may follow */
        m->possessive = strcmp(e->value, "own") == 0;
        break;
    case PRONOUN:
        m->pronoun = true;
        m->person = strcmp(e->value, "person") == 0;
        m->possessive =
            (word_is(s, at, "its") || word_is(s, at, "their") || word_is(s, at, "his")) &&
            !in_class(r, s, at + 1, "GOVERNMENT"); /* "its government" acts */
        m->stands_for = e->value;                  /* resolved once the lists are joined */
        break;
    case GROUP:
        if (strcmp(e->value, "MEMBERS") == 0)
            add_who(m, members(r, s, at));
        else if (strcmp(e->value, "STATES") == 0)
            add_list(r, m, members_named(r, s, at) ? members_named(r, s, at) : "");
        else
            add_list(r, m, e->value);
        break;
    case PERSON:
        m->person = true;
        add_list(r, m, e->value);
        break;
    case PLACE:
    case BOX:
        break;
    default:
        add_list(r, m, e->value);
    }
}

/* An adjective such as "Finnish" takes the noun that it belongs to with it. */
static size_t noun_after(const reader *r, const sentence *s, size_t at, bool *actor)
{
    *actor = false;
    for (size_t i = at; i < s->n_tokens && i < at + 4; i++) {
        if (s->tokens[i].punct)
            return 0;
        if (in_class(r, s, i, "ACTOR") || in_class(r, s, i, "OFFICE")) {
            *actor = true;
            return i + 1 - at;
        }
        if (in_class(r, s, i, "FORCES"))
            return i + 1 - at;
        if (in_class(r, s, i, "PREPOSITION") || in_class(r, s, i, "VERB_END"))
            return 0;
    }
    return 0;
}

/* "Eleven allies", "some European states": which ones is not said. */
static bool is_subset(const reader *r, const sentence *s, const note *e)
{
    const int subset = class_find(r->rules, "SUBSET");
    const char *last = s->tokens[e->at + e->n - 1u].word;
    if (last[strlen(last) - 1] != 's' || strchr(e->value, '|'))
        return false;
    for (size_t i = e->at > 3 ? e->at - 3u : 0; i < e->at; i++) {
        const note *n = note_at(s, subset, i), *number = note_at(s, CLASS_NUM, i);
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

/* "Turkey's foreign minister", "the French president": a person speaks for the state. */
static bool is_office(const reader *r, const sentence *s, size_t after)
{
    for (size_t i = after; i < s->n_tokens && i < after + 3 && !s->tokens[i].punct; i++) {
        if (in_class(r, s, i, "OFFICE") && !in_class(r, s, i, "OFFICE_PART"))
            return true;
        if (in_class(r, s, i, "PREPOSITION") || in_class(r, s, i, "VERB_END"))
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
static bool has_forces(const reader *r, const sentence *s, size_t after)
{
    for (size_t i = after; i < s->n_tokens && i < after + 4 && !s->tokens[i].punct; i++) {
        if (in_class(r, s, i, "FORCES") || in_class(r, s, i, "UNIT") ||
            in_class(r, s, i, "UNIT_NO"))
            return true;
        if (in_class(r, s, i, "PREPOSITION") || in_class(r, s, i, "VERB_END"))
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

/* "Ministry of Defence of the Czech Republic": the state that follows is meant. */
static bool seat_of_another(const reader *r, const sentence *s, size_t after)
{
    if (!word_is(s, after, "of"))
        return false;
    after += 1u + word_is(s, after + 1, "the");
    return after < s->n_tokens && in_class(r, s, after, "STATE");
}

static void add_mention(reader *r, sentence *s, const note *e, int kind)
{
    mention m = {.at = e->at, .n = e->n};
    bool actor = true;
    if (kind == GROUP && is_subset(r, s, e)) {
        note_add(s, CLASS_UNNAMED, e->at, e->n, "", 0.0);
        return;
    }
    if (kind == GROUP && is_some_member(s, e)) { /* "they" may follow it */
        note_add(s, CLASS_UNNAMED, e->at, e->n, "", 0.0);
        r->memory.n_list = 1;
        r->memory.list[0] = members(r, s, e->at);
        r->memory.age_list = 0;
        return;
    }
    if (kind == SEAT && seat_of_another(r, s, (size_t)e->at + e->n))
        return;
    if (kind == DEMONYM) {
        noun_after(r, s, (size_t)e->at + e->n, &actor);
        m.possessive = !actor;
    }
    fill(r, s, &m, kind, e);
    if (!m.n_who && !m.stands_for)
        return;
    const char *last = s->tokens[e->at + e->n - 1u].word;
    if (kind == DEMONYM && actor) {
        const size_t n = noun_after(r, s, (size_t)e->at + e->n, &actor);
        last = s->tokens[e->at + e->n + n - 1].word;
    }
    m.plural =
        (kind == DEMONYM || kind == PEOPLE || kind == GROUP) && last[strlen(last) - 1] == 's';
    if (!m.possessive)
        m.possessive = s->tokens[e->at + e->n - 1].possessive;
    m.oblique = kind == CITY || is_oblique(r, s, e->at); /* a town acts for nobody */
    const bool counted = kind == PEOPLE && e->at > 0 && ends_number(s, e->at); /* "750 Danes" */
    m.army = counted || (kind != PRONOUN && kind != WE && has_forces(r, s, (size_t)e->at + e->n));
    m.capital = kind == CAPITAL;
    m.place = kind == CAPITAL && m.oblique;
    if (kind == DEMONYM || kind == STATE || kind == SEAT || kind == CAPITAL)
        m.person = m.person || is_office(r, s, (size_t)e->at + e->n);
    if (kind == DEMONYM || kind == STATE || kind == SEAT)
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
    m.oblique = is_oblique(r, s, at);
    s->mentions[s->n_mentions++] = m;
    return true;
}

/* --- lists --- */

/* What stands between two mentions: 2 "and" or "or", 1 a comma, 0 anything else. */
static int between(const reader *r, const sentence *s, const mention *a, const mention *b)
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
        else if (!in_class(r, s, i, "DETERMINER") && !in_class(r, s, i, "OFFICE"))
            return 0;
    }
    return groups && kind == 1 ? 0 : kind;
}

static void join_lists(const reader *r, sentence *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->n_mentions;) {
        size_t last = i, end = i;
        while (end + 1 < s->n_mentions && !s->mentions[end].stands_for) {
            const int kind = between(r, s, &s->mentions[end], &s->mentions[end + 1]);
            if (!kind || s->mentions[end + 1].stands_for)
                break;
            end++;
            if (kind == 2) {
                last = end;
                if (end + 1 < s->n_mentions &&
                    between(r, s, &s->mentions[end], &s->mentions[end + 1]) < 2)
                    break;
            }
        }
        /* "In Brussels, Germany and France": the place does not belong to the list */
        if (last == i + 2 && s->mentions[i].oblique &&
            between(r, s, &s->mentions[i], &s->mentions[i + 1]) == 1) {
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
        const size_t noun = before_noun(r, s, m->at);
        m->owner = noun > 0 && (word_is(s, noun - 1, "of") || word_is(s, noun - 1, "by") ||
                                word_is(s, noun - 1, "for"));
        m->object = object_like(s, m, before_noun(r, s, m->at));
        m->aside = end + 1 < s->n_tokens && in_class(r, s, end, "SAY") && s->tokens[end + 1].punct;
    }
}

/* A mention may also be met with its article and adjectives before it. */
static void note_mention(const reader *r, sentence *s, size_t index)
{
    const mention *m = &s->mentions[index];
    size_t at = m->at;
    note_add(s, CLASS_W, at, m->n, m->who[0], (double)index);
    if (m->pronoun)
        note_add(s, CLASS_PRON, at, m->n, m->who[0], (double)index);
    for (size_t n = 0;
         n < 3 && at > 0 && in_class(r, s, at - 1, "DETERMINER") && !mention_at(s, at - 1); n++) {
        at--;
        note_add(s, CLASS_W, at, (size_t)m->at + m->n - at, m->who[0], (double)index);
    }
}

/* ", the minister repeated,": what stands between commas around a verb of saying, six words at
 * most. */
static void find_asides(const reader *r, sentence *s)
{
    const int say = class_find(r->rules, "SAY");
    for (size_t at = 0; at < s->n_tokens; at++) {
        bool says = false;
        if (s->tokens[at].word[0] != ',')
            continue;
        for (size_t i = at + 1; i < s->n_tokens && i < at + 8; i++) {
            if (s->tokens[i].word[0] == ',') {
                s->aside[at] = (uint16_t)(says && i > at + 2 ? i + 1 : 0);
                break;
            }
            says = says || note_at(s, say, i);
            if (s->tokens[i].punct || note_at(s, CLASS_NUM, i) || note_at(s, CLASS_PCT, i))
                break;
        }
    }
}

void find_mentions(reader *r, sentence *s)
{
    int ids[N_KINDS], kind = 0;
    find_asides(r, s);
    for (int k = 0; k < N_KINDS; k++)
        ids[k] = class_find(r->rules, kinds[k]);
    s->mentions = ent_arena_array(r->arena, mention, s->n_tokens + 1);
    if (!s->mentions)
        return;
    for (size_t at = 0; at < s->n_tokens;) {
        const note *e = entity_at(s, at, ids, &kind);
        if (!e) {
            add_learned(r, s, at);
            at++;
            continue;
        }
        add_mention(r, s, e, kind);
        at += e->n;
    }
    join_lists(r, s);
    resolve(r, s);
    for (size_t i = 0; i < s->n_mentions; i++)
        note_mention(r, s, i);
}

/* --- subjects --- */

static bool comma_between(const sentence *s, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < s->n_tokens; i++)
        if (s->tokens[i].punct && s->tokens[i].word[0] == ',')
            return true;
    return false;
}

/* ", which", ", who", ", both of": what follows is said of the mention before. */
static bool relative_clause(const sentence *s, size_t end)
{
    return end + 1 < s->n_tokens && s->tokens[end].punct && s->tokens[end].word[0] == ',' &&
           (word_is(s, end + 1, "which") || word_is(s, end + 1, "who") ||
            word_is(s, end + 1, "whose"));
}

/* "Oslo, as Washington demands, will": who is named between the commas is not the subject. */
static bool inside_aside(const sentence *s, const mention *m, size_t at)
{
    for (size_t i = 0; i < m->at; i++)
        if (s->aside[i] > m->at && s->aside[i] <= at)
            return true;
    for (size_t back = 1; back <= 2 && back < m->at; back++)
        if (word_is(s, m->at - back, "as") && s->tokens[m->at - back - 1].punct)
            return comma_between(s, (size_t)m->at + m->n, at);
    return false;
}

const mention *subject_before(const sentence *s, size_t at)
{
    for (size_t i = s->n_mentions; i-- > 0;) {
        const mention *m = &s->mentions[i];
        const size_t end = (size_t)m->at + m->n;
        if (end > at)
            continue;
        if (relative_clause(s, end) && end + 1 < at)
            return m;
        /* "the decision of Germany to station": who decides, does */
        if (m->oblique && m->owner && end + 1 == at && word_is(s, end, "to"))
            return m;
        if (m->oblique || inside_aside(s, m, at))
            continue;
        if (word_is(s, end, "included") || word_is(s, end, "excepted")) /* ", Spain included," */
            continue;
        if (m->object && word_is(s, end, "that") && i > 0) /* "told Oslo that": who was told */
            continue;
        bool semicolon = false;
        for (size_t k = end; k < at; k++)
            semicolon = semicolon || s->tokens[k].word[0] == ';';
        if (semicolon)
            return NULL;
        if (m->possessive && (at - end > 6 || (m->person && !m->pronoun)))
            continue;
        if (m->object && comma_between(s, end, at))
            continue;
        if (m->aside && end + 1 < at) /* "European allies, he said, must" */
            continue;
        return m;
    }
    return NULL;
}

/* --- articles of treaties --- */

/* The treaty between two of the states named in a sentence, or between one of them and one that the
 * text speaks of; NULL where there is none or more than one. */
const char *treaty_between(const reader *r, const sentence *s)
{
    const int id = class_find(r->rules, "TREATY_BETWEEN");
    const char *found = NULL, *wider = NULL;
    for (size_t i = 0; i < s->n_mentions; i++)
        for (size_t a = 0; a < s->mentions[i].n_who; a++) {
            const char *one = s->mentions[i].who[a];
            for (size_t k = 0; k < s->n_mentions; k++)
                for (size_t b = 0; b < s->mentions[k].n_who; b++) {
                    const char *key = phrase_in(r->rules, id, one, s->mentions[k].who[b]);
                    found = key && !found ? key : found;
                }
            for (size_t k = r->n_states; k-- > 0;) {
                const char *key = phrase_in(r->rules, id, one, r->states[k]);
                wider = key && !wider ? key : wider;
            }
        }
    if (found)
        return found;
    if (r->memory.treaty && r->memory.age_treaty <= RECALL)
        return r->memory.treaty;
    for (size_t i = r->n_states; i-- > 0 && !wider;)
        for (size_t k = r->n_states; k-- > 0 && !wider;)
            wider = phrase_in(r->rules, id, r->states[i], r->states[k]);
    return wider;
}

/* The treaty of an article: named within eight words, else the one that "the treaty" stands for.
 * "" for a treaty that is named and not known. */
static const char *treaty_near(const reader *r, const sentence *s, size_t at)
{
    const int id = class_find(r->rules, "TREATY"), word = class_find(r->rules, "TREATY_WORD");
    const char *best = NULL;
    enum { WIDE = 24 };
    size_t nearest = WIDE;
    bool some = false;
    for (size_t i = at > WIDE ? at - WIDE : 0; i < s->n_tokens && i < at + WIDE; i++) {
        const note *n = note_at(s, id, i);
        const size_t off = i < at ? (at - i) + 1 : i - at;
        if (n && off < nearest) {
            nearest = off;
            best = n->value;
        }
        some = some || (note_at(s, word, i) && off < 14);
    }
    if (best)
        return best;
    const bool elsewhere = r->memory.treaty && !r->names_nato;
    if (!some)
        return elsewhere && r->memory.age_treaty <= 2 * RECALL ? r->memory.treaty : NULL;
    best = treaty_between(r, s);
    if (!best && r->memory.treaty && r->memory.age_treaty <= 2 * RECALL)
        best = r->memory.treaty;
    return best ? best : r->names_nato ? "nato" : "";
}

static const char *article_number(const sentence *s, size_t at, size_t *n)
{
    static const struct {
        const char *word, *number;
    } words[] = {{"five", "5"}, {"four", "4"}, {"six", "6"}, {"three", "3"},   {"v", "5"},
                 {"iv", "4"},   {"vi", "6"},   {"iii", "3"}, {"42.7", "42_7"}, {"ii", "2"},
                 {"two", "2"},  {"ix", "9"},   {"one", "1"}, {"seven", "7"}};
    *n = 1;
    if (at >= s->n_tokens)
        return NULL;
    const char *w = s->tokens[at].word;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(w, words[i].word) == 0)
            return words[i].number;
    if (strcmp(w, "42") == 0 && word_is(s, at + 1, "(") && word_is(s, at + 2, "7")) {
        *n = 4;
        return "42_7";
    }
    return w[0] >= '1' && w[0] <= '9' && strlen(w) < 4 ? w : NULL;
}

static const char *clause_key(reader *r, const char *treaty, const char *number)
{
    if (treaty && !*treaty)
        return NULL;
    if (!treaty) {
        static const struct {
            const char *number, *clause;
        } usual[] = {{"5", "nato_5"},     {"4", "nato_4"},      {"3", "nato_3"},
                     {"6", "nato_6"},     {"42_7", "teu_42_7"}, {"51", "un_51"},
                     {"222", "tfeu_222"}, {"42", "teu_42_7"}};
        for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
            if (strcmp(number, usual[i].number) == 0)
                return usual[i].clause;
        return NULL;
    }
    if (strcmp(treaty, "teu") == 0 && strlen(number) == 1) /* the Union's treaty is not meant */
        return clause_key(r, NULL, number);
    if (strcmp(number, "42_7") == 0 || (strcmp(treaty, "teu") == 0 && strcmp(number, "42") == 0))
        return "teu_42_7";
    return ent_text_format(r->arena, "%s_%s", treaty, number);
}

static void add_article(reader *r, sentence *s, size_t at, size_t n, const char *clause)
{
    if (!clause || s->n_articles >= 16)
        return;
    s->articles[s->n_articles++] = (article){(uint16_t)at, (uint16_t)n, clause};
    note_add(s, CLASS_ART, at, n, clause, 0.0);
    (void)r;
}

void find_articles(reader *r, sentence *s)
{
    const int word = class_find(r->rules, "ARTICLE"), clause = class_find(r->rules, "CLAUSE_NAME");
    s->articles = ent_arena_array(r->arena, article, 16);
    if (!s->articles)
        return;
    for (size_t at = 0; at < s->n_tokens; at++) {
        const note *named = note_at(s, clause, at);
        size_t n = 0;
        if (named) {
            add_article(r, s, at, named->n, named->value);
            at += named->n - 1u;
            continue;
        }
        if (!note_at(s, word, at))
            continue;
        const size_t from = at + 1 + word_is(s, at + 1, ".");
        const char *number = article_number(s, from, &n);
        if (!number)
            continue;
        add_article(r, s, at, from + n - at, clause_key(r, treaty_near(r, s, at), number));
        at = from + n - 1;
    }
    const memory *k = &r->memory;
    if (s->n_articles || !k->n_clauses || k->age_clause > RECALL)
        return;
    const int pronoun = class_find(r->rules, "ARTICLE_PRONOUN");
    for (size_t at = 0; at < s->n_tokens; at++) {
        const note *p = note_at(s, pronoun, at);
        if (!p)
            continue;
        const char *clause_meant =
            strcmp(p->value, "first") == 0 ? k->clauses[0] : k->clauses[k->n_clauses - 1];
        if (strcmp(p->value, "weak") == 0)
            note_add(s, CLASS_ARTPRON, at, p->n, clause_meant, 0.0);
        else
            note_add(s, CLASS_ART, at, p->n, clause_meant, 0.0);
    }
}
