/* Percentages: which are shares of GDP. */
#include <string.h>

#include "reading/parts.h"

int share_of(const sentence *s, size_t from)
{
    static const char *const of[] = {"of", "in", NULL};
    for (size_t i = from; i < s->n_tokens && i < from + 7; i++) {
        if (s->tokens[i].punct && i > from)
            break;
        if (note_at(s, CLASS_GDP, i))
            return 1;
        if (i == from && !word_in(s, i, of))
            return note_at(s, CLASS_GDP, i) ? 1 : note_at(s, CLASS_OTHER_SHARE, i) ? -1 : 0;
        if (note_at(s, CLASS_SPEND_N, i) && i > from && !note_at(s, CLASS_GDP, i))
            return -1;
    }
    return word_is(s, from, "of") && !word_is(s, from + 1, "it") ? -1 : 0;
}

/* "the 2 per cent target" and "spends 1.4 per cent" are about GDP where nothing else is named. */
static bool speaks_of_spending(const sentence *s, size_t at, size_t after, double value)
{
    if (value > 10.0)
        return false;
    for (size_t i = after; i < after + 2; i++)
        if (note_at(s, CLASS_TARGET_N, i) && !word_is(s, i, "level") && !word_is(s, i, "figure"))
            return true;
    for (size_t i = at > 4 ? at - 4 : 0; i < at; i++)
        if (strcmp(s->tokens[i].stem, "spend") == 0 || word_is(s, i, "spent"))
            return true;
    return false;
}

/* "unemployment stands at 4 per cent": the clause names what the share is of before it. */
static bool of_something_else(const sentence *s, size_t at)
{
    for (size_t i = at; i > 0 && i + 9 > at && !s->tokens[i - 1].barrier; i--) {
        if (note_at(s, CLASS_SPEND_N, i - 1) || note_at(s, CLASS_DEF_N, i - 1) ||
            note_at(s, CLASS_SPEND_V, i - 1))
            return false;
        if (note_at(s, CLASS_OTHER_SHARE, i - 1))
            return true;
    }
    return false;
}

void add_percent(reader *r, sentence *s, size_t at, size_t n, double value)
{
    const char *text = number_text(value, r->arena);
    int share = share_of(s, at + n);
    if (share == 0 && of_something_else(s, at))
        share = -1;
    note_add(s, CLASS_PCT, at, n, text, value);
    if (share < 0)
        note_add(s, CLASS_PCTO, at, n, text, value);
    else if (share > 0 || (r->memory.shares_of_gdp && value <= 12.0) ||
             speaks_of_spending(s, at, at + n, value))
        note_add(s, CLASS_PCTG, at, n, text, value);
}

/* "still below two", "stays at 2.1": a level of something that was named before. */
static bool is_level(const sentence *s, size_t at)
{
    static const char *const levels[] = {"at",    "below",  "above",  "over",    "under", "to",
                                         "past",  "beyond", "near",   "around",  "spend", "spends",
                                         "spent", "on",     "toward", "towards", NULL};
    static const char *const hedges[] = {"just",  "about", "barely", "roughly", "nearly", "only",
                                         "least", "some",  "well",   "almost",  "around", NULL};
    size_t i = at;
    if (i > 1 && word_is(s, i - 1, "of") &&
        (word_is(s, i - 2, "north") || word_is(s, i - 2, "short")))
        return true;
    while (i > 0 && word_in(s, i - 1, hedges))
        i--;
    return i > 0 && (word_in(s, i - 1, levels) || (i < at && word_in(s, i, levels)));
}

void add_elliptic(reader *r, sentence *s)
{
    static const char *const ends[] = {
        "by", "in",    "and", "from",  "next",    "this",   "last", "before", "at",    "or", "for",
        "on", "until", "now", "today", "already", "within", "as",   "when",   "while", NULL};
    const bool here = has_class(s->classes, CLASS_PCTG);
    bool before = false; /* "we are at 3.4", after a sentence with a share */
    for (size_t a = 1; a <= RECALL; a++)
        before = before || has_class(r->memory.seen[a], CLASS_PCTG);
    if (!here && !before)
        return;
    const size_t n = s->n_notes;
    for (size_t i = 0; i < n; i++) {
        const note *x = &s->notes[i];
        const size_t after = (size_t)x->at + x->n;
        if (x->class_id != CLASS_NUM || x->number > 10.0 || x->number < 0.1)
            continue;
        if (!here && !strchr(x->value, '.') && !is_level(s, x->at))
            continue;
        if (after >= s->n_tokens || s->tokens[after].punct || word_in(s, after, ends))
            note_add(s, CLASS_PCTG, x->at, x->n, x->value, x->number);
    }
}
