/* Turns of phrase in plain words before any rule looks at them: "does not oppose" is "supports". */
#include <string.h>

#include "reading/parts.h"

/* A word that stands in place of others and lies where they lie. */
static token word_for(ent_reading_rules *rules, const char *word, const token *first,
                      const token *last)
{
    token t = *first;
    t.end = last->end;
    token_as(rules, &t, word);
    return t;
}

/* Put the words of `text` in place of `n` tokens at `at`; never more words than there were. */
static void replace(ent_reading_rules *rules, sentence *s, size_t at, size_t n, const char *text)
{
    size_t put = 0;
    const token first = s->tokens[at], last = s->tokens[at + n - 1];
    while (*text && put < n) {
        const size_t length = strcspn(text, " ");
        const char *word = ent_text_copy(text, length, rules->arena);
        if (!word)
            return;
        s->tokens[at + put++] = word_for(rules, word, &first, &last);
        text += length + (text[length] == ' ');
    }
    memmove(s->tokens + at + put, s->tokens + at + n, (s->n_tokens - at - n) * sizeof *s->tokens);
    s->n_tokens -= n - put;
    if (put == 0 && at < s->n_tokens && s->tokens[at].word[0] == ',' &&
        (at == 0 || s->tokens[at - 1].word[0] == ',')) { /* "Europe, frankly, is", "Frankly, it" */
        const size_t from = at == 0 ? 0 : at - 1, commas = at == 0 ? 1 : 2;
        memmove(s->tokens + from, s->tokens + from + commas,
                (s->n_tokens - from - commas) * sizeof *s->tokens);
        s->n_tokens -= commas;
    }
}

/* "Nobody says that Russia is not a threat" says that it is one. */
static bool undo_denial(ent_reading_rules *rules, sentence *s, const note *outer)
{
    const size_t from = outer->at, n = outer->n;
    for (size_t i = from + n; i < s->n_tokens && !s->tokens[i].barrier; i++) {
        if (!word_is(s, i, "not") && !word_is(s, i, "never"))
            continue;
        replace(rules, s, i, 1, "");
        replace(rules, s, from, n, "");
        return true;
    }
    return false;
}

static bool plain_once(ent_reading_rules *rules, sentence *s)
{
    for (size_t i = 0; i < s->n_notes; i++) {
        const note *n = &s->notes[i];
        if (n->class_id == CLASS_PLAIN) {
            replace(rules, s, n->at, n->n, n->value);
            return true;
        }
        if (n->class_id == CLASS_OUTER_NOT && undo_denial(rules, s, n))
            return true;
    }
    return false;
}

void make_plain(ent_reading_rules *rules, sentence *s, sentence_room *room)
{
    enum { MOST = 8 }; /* turns of phrase in one sentence */
    for (size_t i = 0; i < MOST; i++) {
        if ((!has_class(s->classes, CLASS_PLAIN) && !has_class(s->classes, CLASS_OUTER_NOT)) ||
            !plain_once(rules, s))
            return;
        memset(s->classes, 0, sizeof s->classes);
        annotate(rules, s, room);
        notes_sort(s);
    }
}
