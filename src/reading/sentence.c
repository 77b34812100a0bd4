/* What stands where in one sentence. */
#include <stdio.h>
#include <string.h>

#include "reading/parts.h"

void note_add(sentence *s, int class_id, size_t at, size_t n, const char *value, double number)
{
    if (s->n_notes >= MAX_NOTES)
        return; /* 24 for each word: the rest says nothing new */
    s->notes[s->n_notes++] = (note){.class_id = (uint16_t)class_id,
                                    .at = (uint16_t)at,
                                    .n = (uint16_t)n,
                                    .value = value,
                                    .number = number};
    s->classes[class_id / 64] |= UINT64_C(1) << (class_id % 64);
}

/* Notes by the token they begin at, the longer first. */
void notes_sort(sentence *s)
{
    uint16_t next[MAX_TOKENS + 8];
    note *sorted = s->spare;
    memset(s->first_note, 0, (s->n_tokens + 2) * sizeof *s->first_note);
    for (size_t i = 0; i < s->n_notes; i++)
        s->first_note[s->notes[i].at + 1]++;
    for (size_t t = 0; t < s->n_tokens; t++)
        s->first_note[t + 1] = (uint16_t)(s->first_note[t + 1] + s->first_note[t]);
    memcpy(next, s->first_note, (s->n_tokens + 1) * sizeof *next);
    for (size_t i = 0; i < s->n_notes; i++) {
        size_t at = next[s->notes[i].at]++;
        const size_t low = s->first_note[s->notes[i].at];
        for (; at > low && sorted[at - 1].n < s->notes[i].n; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = s->notes[i];
    }
    s->spare = s->notes;
    s->notes = sorted;
}

const note *note_at(const sentence *s, int class_id, size_t at)
{
    if (at >= s->n_tokens || !has_class(s->classes, class_id))
        return NULL;
    for (size_t i = s->first_note[at]; i < s->first_note[at + 1]; i++)
        if (s->notes[i].class_id == class_id)
            return &s->notes[i];
    return NULL;
}

bool in_class(const sentence *s, size_t at, int class_id)
{
    return note_at(s, class_id, at) != NULL;
}

bool word_is(const sentence *s, size_t at, const char *word)
{
    return at < s->n_tokens && strcmp(s->tokens[at].word, word) == 0;
}

size_t clause_end(const sentence *s, size_t at)
{
    while (at < s->n_tokens && !s->tokens[at].barrier)
        at++;
    return at;
}

bool word_in(const sentence *s, size_t at, const char *const *list)
{
    for (; at < s->n_tokens && *list; list++)
        if (strcmp(s->tokens[at].word, *list) == 0)
            return true;
    return false;
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

void add_who(mention *m, const char *who)
{
    for (size_t i = 0; i < m->n_who; i++)
        if (strcmp(m->who[i], who) == 0)
            return;
    if (m->n_who < MAX_WHO)
        m->who[m->n_who++] = who;
}

/* First token before `at` that is neither article nor adjective. */
size_t before_noun(const sentence *s, size_t at)
{
    while (at > 0 && !s->tokens[at - 1].punct &&
           (in_class(s, at - 1, CLASS_DETERMINER) || in_class(s, at - 1, CLASS_DEMONYM)))
        at--;
    return at;
}

const char *number_text(double value, ent_arena *arena)
{
    char text[40];
    snprintf(text, sizeof text, "%.4f", value);
    size_t n = strlen(text);
    while (n > 1 && text[n - 1] == '0')
        n--;
    if (text[n - 1] == '.')
        n--;
    const char *copy = ent_text_copy(text, n, arena);
    return copy ? copy : "";
}
