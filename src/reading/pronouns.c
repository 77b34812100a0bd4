/* Whom "we", "it", "they", "both" and "the allies" stand for. */
#include <string.h>

#include "reading/parts.h"

/* Words that speak of the one who speaks. */
const char *own_voice(const reader *r, const sentence *s, size_t at)
{
    if (s->tokens[at].quoted && r->memory.quoting)
        return r->memory.quoting;
    return r->speaker;
}

/* Allies are the other members where a state speaks of them, all members where nobody does. */
const char *members(const reader *r, const sentence *s, size_t at)
{
    const char *voice = s->tokens[at].quoted && r->memory.quoting ? r->memory.quoting : r->speaker;
    for (size_t i = 0; i < s->n_mentions; i++)
        if (s->mentions[i].at < at && !s->mentions[i].oblique && s->mentions[i].n_who == 1 &&
            strlen(s->mentions[i].who[0]) == 3)
            return "ALLIES";
    return voice && strlen(voice) == 3 ? "ALLIES" : "NATO";
}

/* "Member states": those of the Union or of the alliance, whichever was named last. */
const char *members_named(const reader *r, const sentence *s, size_t at)
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

/* "has told the alliance that it": who is told something is not "it". */
static bool told(const sentence *s, const mention *m)
{
    const size_t noun = before_noun(s, m->at);
    return noun > 0 && in_class(s, noun - 1, CLASS_SAY) && word_is(s, (size_t)m->at + m->n, "that");
}

/* Whether a mention follows a verb: it is then no subject beyond the next comma. */
bool object_like(const sentence *s, const mention *m, size_t noun)
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
static bool acts_on(const sentence *s, const mention *actor, const mention *m)
{
    const size_t end = (size_t)actor->at + actor->n;
    if (actor->oblique || m->possessive || !object_like(s, m, m->at) ||
        in_class(s, m->at - 1u, CLASS_PREPOSITION) || m->at > end + 3u)
        return false;
    for (size_t i = end; i < m->at; i++)
        if (s->tokens[i].punct || word_is(s, i, "and") || word_is(s, i, "that"))
            return false;
    return m->at > end;
}

/* Whom a pronoun stands for: the sentence so far, then up to three before. */
bool resolve_pronoun(const reader *r, const sentence *s, size_t n, mention *m, const char *kind)
{
    const memory *k = &r->memory;
    const bool many = strcmp(kind, "several") == 0;
    const bool one = strcmp(kind, "one") == 0 || strcmp(kind, "person") == 0;
    const bool country =
        in_class(s, m->at, CLASS_COUNTRY_WORD); /* "the country" does not name a group */
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
        if ((told(s, b) && !many) || (b->pronoun && !b->stands_for) || acts_on(s, b, m))
            continue;
        if (country && strlen(b->who[0]) != 3)
            continue;
        const bool crowd = b->n_who > 1 || b->plural;
        const bool group = crowd || strlen(b->who[0]) != 3;
        if ((many && !group) || (one && crowd && !(b->plural && b->possessive)))
            continue;
        any = b;
        const bool object = object_like(s, b, before_noun(s, b->at)) && !b->owner;
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
    const bool lone = k->n_who == 1 && strlen(k->who[0]) == 3; /* whom "they" does not mean */
    if (k->n_who && k->age_who <= RECALL && !(one && (k->n_who > 1 || allies)) && !(many && lone) &&
        !(country && strlen(k->who[0]) != 3)) {
        for (size_t i = 0; i < k->n_who; i++)
            add_who(m, k->who[i]);
        return true;
    }
    return false;
}

/* "both", "all three": the last list of that length. */
bool resolve_count(const reader *r, const sentence *s, size_t before, mention *m, const char *count)
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
const char *seat_of(const reader *r, const sentence *s, size_t at)
{
    for (size_t i = s->n_mentions; i-- > 0;)
        if (s->mentions[i].at < at && s->mentions[i].n_who == 1 && s->mentions[i].place)
            return s->mentions[i].who[0];
    return r->memory.n_who == 1 && r->memory.age_who <= RECALL && strlen(r->memory.who[0]) == 3
               ? r->memory.who[0]
               : NULL;
}
