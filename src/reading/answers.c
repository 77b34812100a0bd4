/* "Will Italian troops go?" "No." An answer of yes or no says what its question asks. */
#include <string.h>

#include "reading/parts.h"

/* Where the words of a question begin: after "Q:" and after "Mr President,". */
static size_t question_start(const sentence *s)
{
    size_t from = 0;
    for (size_t i = 0; i + 1 < s->n_tokens && i < 12; i++)
        if (s->tokens[i].barrier || (s->tokens[i].word[0] == ',' && in_class(s, i + 1, CLASS_ASKS)))
            from = i + 1;
    while (word_is(s, from, "and") || word_is(s, from, "so") || word_is(s, from, "but"))
        from++;
    return from;
}

/* End of the subject that follows the verb of a question. */
static size_t asked_subject(const sentence *s, size_t at)
{
    if (word_is(s, at, "you"))
        return at + 1;
    if (word_is(s, at, "the") && in_class(s, at + 1, CLASS_OFFICE)) /* "does the minister think" */
        return at + 2;
    for (size_t i = 0; i < s->n_mentions; i++) {
        const mention *m = &s->mentions[i];
        const size_t end = (size_t)m->at + m->n;
        if (m->at < at || before_noun(s, m->at) > at)
            continue;
        for (size_t k = end; k < end + 5 && k < s->n_tokens && !s->tokens[k].punct; k++)
            if (in_class(s, k, CLASS_INFINITIVE) || word_is(s, k, "be"))
                return k;
        return end;
    }
    return 0;
}

static void put(reader *r, const token *t, const char *word)
{
    asked *q = &r->asked;
    if (q->n == sizeof q->tokens / sizeof q->tokens[0])
        return;
    token copy = *t;
    if (word)
        token_as(caches_of(r), &copy, word);
    q->tokens[q->n++] = copy;
}

static void put_all(reader *r, const sentence *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        put(r, &s->tokens[i], word_is(s, i, "you") ? "we" : word_is(s, i, "your") ? "our" : NULL);
}

void remember_question(reader *r, const sentence *s)
{
    const size_t from = question_start(s);
    r->asked.n = 0;
    if (from >= s->n_tokens || !in_class(s, from, CLASS_ASKS))
        return;
    const size_t end = asked_subject(s, from + 1);
    if (!end)
        return;
    size_t last = end;
    while (last < s->n_tokens && !s->tokens[last].barrier && s->tokens[last].word[0] != ',')
        last++;
    put_all(r, s, from + 1, end);
    r->asked.verb = r->asked.n;
    put(r, &s->tokens[from], NULL);
    put_all(r, s, end, last);
    r->asked.age = 0;
}

/* "No" with a stop after it; "It is our neighbour" answers nothing. */
static bool stands_alone(const sentence *s, size_t at, int class_id)
{
    const note *n = note_at(s, class_id, at);
    return n && (at + n->n >= s->n_tokens || s->tokens[at + n->n].punct);
}

/* 1 for yes, -1 for no, 0 for anything else. */
static int answer_of(const sentence *s)
{
    size_t from = 0;
    for (size_t i = 0; i + 1 < s->n_tokens && i < 6; i++)
        if (s->tokens[i].word[0] == ':' || (i == from && s->tokens[i].punct))
            from = i + 1;
    for (size_t i = from; i + 1 < s->n_tokens && i < from + 8; i++)
        if (in_class(s, i, CLASS_SAY)) { /* "Most lawyers say it would not" */
            from = i + 1u + word_is(s, i + 1, "that");
            break;
        }
    return stands_alone(s, from, CLASS_SAYS_NO) ? -1 : stands_alone(s, from, CLASS_SAYS_YES);
}

bool answer_tells(reader *r, const sentence *s, sentence *v)
{
    asked *q = &r->asked;
    const int says = q->n && q->age++ == 0 && !s->question ? answer_of(s) : 0;
    if (!says || !s->n_tokens)
        return false;
    v->n_tokens = 0;
    for (size_t i = 0; i < q->n; i++) {
        v->tokens[v->n_tokens++] = q->tokens[i];
        if (says < 0 && i == q->verb) {
            token no = q->tokens[i];
            token_as(caches_of(r), &no, "not");
            v->tokens[v->n_tokens++] = no;
        }
    }
    for (size_t i = 0; i < v->n_tokens; i++) {
        v->tokens[i].start = s->tokens[0].start;
        v->tokens[i].end = s->tokens[s->n_tokens - 1].end;
        v->tokens[i].quoted = s->tokens[0].quoted;
    }
    return true;
}
