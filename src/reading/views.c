/* A sentence told again in the words of one of its clauses, so that rules written for plain clauses
 * also read joined, nested and shortened ones. */
#include <string.h>

#include "reading/parts.h"

enum { SUBJECT_WORDS = 7 /* of a subject, up to its verb */ };

/* Which words of a sentence make up a clause of its own. */
typedef struct telling {
    size_t n;
    uint16_t at[MAX_TOKENS + 8];
    bool anew; /* says of somebody else what was said before: its figures count again */
} telling;

/* Tokens [from, to) of the subject that a verb at `to` or later belongs to. */
typedef struct subject {
    size_t from, to;
} subject;

static bool begins_predicate(const sentence *s, size_t at)
{
    return in_class(s, at, CLASS_VERB_END) || in_class(s, at, CLASS_PREDICATE);
}

static void tell(telling *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (t->n < MAX_TOKENS)
            t->at[t->n++] = (uint16_t)i;
}

/* Words of the subject that a mention stands for, "the Spanish government" for "Spanish". */
static subject subject_of(const sentence *s, const mention *m)
{
    subject x = {before_noun(s, m->at), (size_t)m->at + m->n};
    for (size_t i = x.to; i < x.to + SUBJECT_WORDS && i < s->n_tokens && !s->tokens[i].punct; i++)
        if (begins_predicate(s, i)) {
            x.to = i;
            break;
        }
    return x;
}

/* Who does what the clause before `at` says: the last mention that is not an object, with a verb
 * after it. */
static bool find_subject(const sentence *s, size_t at, subject *found)
{
    for (size_t i = s->n_mentions; i-- > 0;) {
        const mention *m = &s->mentions[i];
        if ((size_t)m->at + m->n > at || m->oblique || m->object || m->aside ||
            s->tokens[m->at].quoted != s->tokens[at].quoted)
            continue;
        *found = subject_of(s, m);
        for (size_t k = found->to; k < at; k++) {
            if (s->tokens[k].word[0] == ';' || s->tokens[k].word[0] == ':')
                return false;
            if (begins_predicate(s, k))
                return true;
        }
    }
    return false;
}

static bool is_joint(const sentence *s, size_t at)
{
    return word_is(s, at, "and") || word_is(s, at, "but") || word_is(s, at, "or") ||
           word_is(s, at, "nor") || word_is(s, at, "yet");
}

/* "Moscow was ready to meet, but would never return Crimea": the subject does both. */
static bool tell_second_verb(const sentence *s, size_t at, telling *t)
{
    subject x;
    if (!is_joint(s, at) || !begins_predicate(s, at + 1) || in_class(s, at + 1, CLASS_W) ||
        !find_subject(s, at, &x))
        return false;
    tell(t, x.from, x.to);
    tell(t, at + 1, clause_end(s, at));
    return true;
}

/* "plans to withdraw two and to send four", "will keep two and send four": what follows the last
 * "to" or modal verb stands in place of what followed it before. */
static bool tell_second_infinitive(const sentence *s, size_t at, telling *t)
{
    const bool to = word_is(s, at + 1, "to");
    if (!is_joint(s, at) || !(to || in_class(s, at + 1, CLASS_INFINITIVE)))
        return false;
    const size_t from = clause_start(s, at);
    for (size_t i = at; i-- > from;) {
        const bool pivot = to ? word_is(s, i, "to") && in_class(s, i + 1, CLASS_INFINITIVE)
                              : (word_is(s, i, "to") && in_class(s, i + 1, CLASS_INFINITIVE)) ||
                                    in_class(s, i, CLASS_MODAL);
        if (!pivot)
            continue;
        const bool no = word_is(s, i + 1, "not") || word_is(s, i + 1, "never");
        tell(t, from, to ? i : i + 1u + no);
        tell(t, at + 1, clause_end(s, at));
        return true;
    }
    return false;
}

/* Where the clause between commas that begins at the comma `at` ends; 0 for none. */
static size_t inserted_end(const sentence *s, size_t at)
{
    for (size_t i = at + 2; i < s->n_tokens && !s->tokens[i].barrier; i++)
        if (s->tokens[i].word[0] == ',' &&
            (begins_predicate(s, i + 1) || word_is(s, i + 1, "to") || word_is(s, i + 1, "at")))
            return i;
    return 0;
}

static bool is_relative(const sentence *s, size_t at)
{
    return word_is(s, at, "which") || word_is(s, at, "who");
}

/* "Spain, whose minister calls it absurd, spends": the clause without what is put in. */
static bool tell_without_insertion(const sentence *s, size_t at, telling *t)
{
    if (s->tokens[at].word[0] != ',' || at == 0 ||
        !(is_relative(s, at + 1) || word_is(s, at + 1, "whose") || word_is(s, at + 1, "where") ||
          word_is(s, at + 1, "like") || word_is(s, at + 1, "unlike")))
        return false;
    const size_t end = inserted_end(s, at);
    if (!end)
        return false;
    tell(t, clause_start(s, at), at);
    tell(t, end + 1, clause_end(s, end));
    return true;
}

/* "Spain, which spends 1.3 per cent, says": what is put in, said of whom it follows. */
static bool tell_insertion(const sentence *s, size_t at, telling *t)
{
    if (s->tokens[at].word[0] != ',' || at == 0 || !is_relative(s, at + 1))
        return false;
    for (size_t i = s->n_mentions; i-- > 0;) {
        const mention *m = &s->mentions[i];
        const size_t end = (size_t)m->at + m->n;
        if (end > at || end + 3 < at)
            continue;
        const size_t stop = inserted_end(s, at);
        tell(t, m->at, end);
        tell(t, at + 2, stop ? stop : clause_end(s, at));
        return true;
    }
    return false;
}

static bool goes_on(const sentence *s, size_t at)
{
    return begins_predicate(s, at) || in_class(s, at, CLASS_MODAL) || word_is(s, at, "to") ||
           word_is(s, at, "not") || is_joint(s, at) || is_relative(s, at) ||
           word_is(s, at, "that") || in_class(s, at, CLASS_W) || s->tokens[at].punct;
}

/* "One brigade that used to rotate goes home": the clause without what tells which one. */
static bool tell_without_relative(const sentence *s, size_t at, telling *t)
{
    if (!(word_is(s, at, "that") || is_relative(s, at)) || s->tokens[at - 1].punct ||
        in_class(s, at - 1, CLASS_SAY) || in_class(s, at - 1, CLASS_PREPOSITION) ||
        !(begins_predicate(s, at + 1) || word_is(s, at + 1, "used")))
        return false;
    for (size_t i = at + 3; i < s->n_tokens && !s->tokens[i].barrier && i < at + 16; i++)
        if (begins_predicate(s, i) && !goes_on(s, i - 1)) {
            tell(t, clause_start(s, at), at);
            tell(t, i, clause_end(s, i));
            return true;
        }
    return false;
}

/* "Asked whether Article 5 could apply, he said that it could (not)": what was asked about. */
static bool tell_asked(const sentence *s, size_t at, telling *t)
{
    if (!(word_is(s, at, "whether") || word_is(s, at, "if")) ||
        !(word_is(s, 0, "asked") || word_is(s, 0, "questioned") || word_is(s, 0, "pressed")))
        return false;
    size_t comma = at, last = s->n_tokens, verb = 0;
    while (comma < s->n_tokens && s->tokens[comma].word[0] != ',')
        comma++;
    while (last > comma && s->tokens[last - 1].punct)
        last--;
    const bool no = last > comma && word_is(s, last - 1, "not");
    const size_t modal = last - 1 - no;
    if (comma == s->n_tokens || modal <= comma + 2 || !in_class(s, modal, CLASS_VERB_END) ||
        !in_class(s, modal - 1, CLASS_PRONOUN))
        return false;
    for (size_t i = at + 1; i < comma && !verb; i++)
        verb = in_class(s, i, CLASS_VERB_END) ? i + 1 : 0;
    if (!verb)
        return false;
    tell(t, at + 1, verb);
    tell(t, last - 1, no ? last : last - 1);
    tell(t, verb, comma);
    return true;
}

static bool is_pro_verb(const sentence *s, size_t at)
{
    static const char *const verbs[] = {"do",  "does", "did",  "will",   "would", "is", "are",
                                        "has", "have", "must", "should", "can",   NULL};
    return word_in(s, at, verbs);
}

/* "Warsaw welcomed it, as did Vilnius", "and so will Spain": the same of somebody else. */
static bool tell_of_another(const sentence *s, size_t at, telling *t)
{
    const mention *other = NULL;
    const bool opens = word_is(s, at, "so") || word_is(s, at, "as") || word_is(s, at, "neither") ||
                       word_is(s, at, "nor");
    if (!opens || at < 3)
        return false;
    const size_t verb = s->aside[at + 1] ? s->aside[at + 1] : at + 1; /* "and so, I hear, will" */
    if (!is_pro_verb(s, verb))
        return false;
    for (size_t i = 0; i < s->n_mentions && !other; i++)
        if (s->mentions[i].at == verb + 1 ||
            (s->mentions[i].at == verb + 2 && in_class(s, verb + 1, CLASS_DETERMINER)))
            other = &s->mentions[i];
    subject x;
    if (!other || !find_subject(s, at, &x))
        return false;
    size_t end = at;
    while (end > x.to && (s->tokens[end - 1].punct || is_joint(s, end - 1)))
        end--;
    size_t from = x.to;
    if (s->tokens[from].word[0] == ',' && is_relative(s, from + 1) && inserted_end(s, from))
        from = inserted_end(s, from) + 1;
    if (from >= end)
        return false;
    tell(t, other->at, (size_t)other->at + other->n);
    tell(t, from, end);
    t->anew = true;
    return true;
}

/* "Norway and Denmark spend more, at 3.2 and 3.1 per cent respectively": the states and the figures
 * of two lists, one by one. */
static bool tell_respectively(const sentence *s, size_t which, telling *t)
{
    const mention *list = NULL;
    uint16_t states[MAX_WHO], figures[MAX_WHO];
    size_t n_states = 0, n_figures = 0, at = 0;
    while (at < s->n_tokens && !word_is(s, at, "respectively"))
        at++;
    for (size_t i = 0; i < s->n_mentions && !list; i++)
        if (s->mentions[i].n_who > 1 && !s->mentions[i].stands_for && s->mentions[i].at < at)
            list = &s->mentions[i];
    if (at == s->n_tokens || !list || which >= list->n_who)
        return false;
    const size_t end = (size_t)list->at + list->n;
    for (size_t i = list->at; i < end && n_states < MAX_WHO; i++)
        if (s->tokens[i].capital && !s->tokens[i].punct &&
            (in_class(s, i, CLASS_STATE) || in_class(s, i, CLASS_CAPITAL) ||
             in_class(s, i, CLASS_DEMONYM) || in_class(s, i, CLASS_PEOPLE)))
            states[n_states++] = (uint16_t)i;
    for (size_t i = end; i < at && n_figures < MAX_WHO; i++)
        if (in_class(s, i, CLASS_NUM) || in_class(s, i, CLASS_PCT))
            figures[n_figures++] = (uint16_t)i;
    if (n_states != list->n_who || n_figures != n_states)
        return false;
    tell(t, clause_start(s, list->at), list->at);
    tell(t, states[which], states[which] + 1u);
    tell(t, end, figures[0]);
    tell(t, figures[which], figures[which] + 1u);
    tell(t, figures[n_figures - 1] + 1u, at);
    return true;
}

typedef bool teller(const sentence *s, size_t at, telling *t);

/* Read other words of a sentence, with the rows as they are so far. */
static void read_words(reader *r, sentence *v, size_t index, result *out)
{
    annotate(r->rules, v, r->room);
    notes_sort(v);
    find_numbers(r, v);
    find_mentions(r, v);
    find_articles(r, v);
    notes_sort(v);
    apply_patterns(r, v, index, out);
}

static void read_telling(reader *r, const sentence *s, const telling *t, size_t index, result *out)
{
    sentence_room *own = r->room;
    sentence v = {.start = s->start, .end = s->end, .origin = t->at, .anew = t->anew};
    r->room = r->second_room;
    v.tokens = r->room->tokens;
    v.n_tokens = t->n;
    for (size_t i = 0; i < t->n; i++)
        v.tokens[i] = s->tokens[t->at[i]];
    read_words(r, &v, index, out);
    r->room = own;
}

/* The question that a sentence answers with yes or no, as a statement. */
static void read_answer(reader *r, const sentence *s, size_t index, result *out)
{
    sentence_room *own = r->room;
    uint16_t origin[MAX_TOKENS + 8] = {0};
    sentence v = {.start = s->start, .end = s->end, .origin = origin, .anew = true};
    v.tokens = r->second_room->tokens;
    r->room = r->second_room;
    if (answer_tells(r, s, &v))
        read_words(r, &v, index, out);
    r->room = own;
}

void read_lists(reader *r, const sentence *s, size_t index, result *out)
{
    telling t = {.n = 0};
    for (size_t which = 0; tell_respectively(s, which, &t); which++, t.n = 0)
        read_telling(r, s, &t, index, out);
}

void read_again(reader *r, const sentence *s, size_t index, result *out)
{
    static teller *const tellers[] = {
        tell_second_verb, tell_second_infinitive, tell_without_insertion,
        tell_insertion,   tell_of_another,        tell_without_relative,
        tell_asked};
    telling t;
    read_answer(r, s, index, out);
    for (size_t at = 1; at + 2 < s->n_tokens; at++)
        for (size_t i = 0; i < sizeof tellers / sizeof tellers[0]; i++) {
            t.n = 0;
            t.anew = false;
            if (tellers[i](s, at, &t) && t.n > 2)
                read_telling(r, s, &t, index, out);
        }
}
