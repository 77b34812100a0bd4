/* A text cut into sentences. */
#include <string.h>

#include "reading/parts.h"

static bool ends_sentence(const char *text, size_t start, size_t end)
{
    while (end > start &&
           (is_blank(text[end - 1]) || text[end - 1] == '"' || (text[end - 1] & 0x80)))
        end--;
    return end > start && strchr(".!?:", text[end - 1]) != NULL;
}

/* Whether lines end where a mail program or a converter broke them, not where a paragraph ends. */
static bool lines_are_wrapped(const char *text, size_t length)
{
    size_t lines = 0, full = 0, open = 0, longest = 0, start = 0;
    for (size_t i = 0; i <= length; i++)
        if (i == length || text[i] == '\n') {
            const size_t n = i - start;
            const bool is_full = n >= 50 && n <= 110;
            lines += n > 1;
            full += is_full;
            open += is_full && !ends_sentence(text, start, i);
            longest = n > longest ? n : longest;
            start = i + 1;
        }
    return lines >= 4 && longest <= 120 && full * 2 >= lines && open * 2 > full;
}

/* End of the paragraph that begins at `start`. */
static size_t paragraph_end(const char *text, size_t length, size_t start, bool wrapped)
{
    for (size_t i = start; i < length; i++) {
        if (text[i] != '\n')
            continue;
        if (!wrapped)
            return i;
        size_t k = i + 1;
        while (k < length && (text[k] == ' ' || text[k] == '\t' || text[k] == '\r'))
            k++;
        if (k >= length || text[k] == '\n')
            return i;
    }
    return length;
}

static bool starts_a_sentence(const char *text, size_t length)
{
    static const char *const words[] = {
        "The ",  "It ",   "He ", "She ",    "They ", "But ", "And ", "In ",    "On ",  "At ", "We ",
        "This ", "That ", "A ",  "However", "As ",   "For ", "If ",  "There ", "Its ", "His "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const size_t n = strlen(words[i]);
        if (length >= n && memcmp(text, words[i], n) == 0)
            return true;
    }
    return false;
}

/* Whether a piece that ends at `end` ends in an abbreviation and goes on. */
static bool goes_on(const ent_reading_rules *rules, const char *text, size_t start, size_t end,
                    size_t next, size_t last)
{
    while (end > start && is_blank(text[end - 1]))
        end--;
    for (size_t i = 0; i < rules->n_abbreviations; i++) {
        const char *a = rules->abbreviations[i];
        const size_t n = strlen(a);
        if (end - start < n || memcmp(text + end - n, a, n) != 0)
            continue;
        const char before = end - start > n ? text[end - n - 1] : ' ';
        if (!is_blank(before) && before != '(' && before != '-' && before != '/' &&
            (before & 0x80) == 0 && before != '"')
            continue;
        const char *joins = rules->joins[i];
        return strcmp(joins, "always") == 0  ? true
               : strcmp(joins, "digit") == 0 ? next < last && is_digit(text[next])
                                             : !starts_a_sentence(text + next, last - next);
    }
    return false;
}

enum { MAX_WORDS = 3 * MAX_TOKENS / 4 }; /* the rest of MAX_TOKENS is for marks */

typedef struct spans {
    span *all;
    size_t n, room;
    ent_arena *arena;
} spans;

/* Where a sentence of more words than the rules look at is parted; `end` for a shorter one. */
static size_t part_of(const char *text, size_t start, size_t end)
{
    size_t words = 0;
    for (size_t i = start + 1; i < end; i++)
        if (is_blank(text[i]) && !is_blank(text[i - 1]) && ++words == MAX_WORDS)
            return i;
    return end;
}

static ent_status add_part(spans *list, const char *text, size_t start, size_t end, ent_error *err)
{
    while (start < end && is_blank(text[start]))
        start++;
    while (end > start && is_blank(text[end - 1]))
        end--;
    if (end == start)
        return ENT_OK;
    if (list->n == list->room) {
        const size_t room = 2 * list->room + 64;
        span *more = ent_arena_array(list->arena, span, room);
        if (!more)
            return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
        if (list->n)
            memcpy(more, list->all, list->n * sizeof *more);
        list->all = more;
        list->room = room;
    }
    list->all[list->n++] = (span){start, end};
    return ENT_OK;
}

static ent_status add_sentence(spans *list, const char *text, size_t start, size_t end,
                               ent_error *err)
{
    while (start < end) {
        const size_t part = part_of(text, start, end);
        ENT_TRY(add_part(list, text, start, part, err));
        start = part;
    }
    return ENT_OK;
}

/* Where a sentence that begins with a figure follows inside of a piece: "... at Riga. 47 tanks".
 * Unicode's rules end no sentence there. */
static size_t figure_start(const ent_reading_rules *rules, const char *text, size_t from, size_t to)
{
    for (size_t i = from + 3; i + 2 < to; i++) {
        const unsigned char next = (unsigned char)text[i + 2];
        const char *c = text + i - 1;
        const bool word = (*c >= 'a' && *c <= 'z' && c[-1] >= 'a' && c[-1] <= 'z') || *c == '%';
        if (text[i] == '.' && text[i + 1] == ' ' && word &&
            ((next >= '0' && next <= '9') || next == '$' || next == 0xC2 || next == 0xE2) &&
            !goes_on(rules, text, from, i + 1, i + 2, to))
            return i + 1;
    }
    return to;
}

/* The paragraph on one line: a line's end inside of it ends no sentence. */
static const char *one_line(const char *text, size_t length, ent_arena *arena)
{
    if (!memchr(text, '\n', length) && !memchr(text, '\r', length))
        return text;
    char *line = ent_text_copy(text, length, arena);
    for (size_t i = 0; line && i < length; i++)
        if (line[i] == '\n' || line[i] == '\r')
            line[i] = ' ';
    return line;
}

static ent_status cut_paragraph(const ent_reading_rules *rules, const char *text, size_t start,
                                size_t end, spans *list, ent_error *err)
{
    const ent_language *language = rules->language;
    const char *line = one_line(text + start, end - start, list->arena);
    size_t from = start, last = 0;
    if (!line)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    ENT_TRY(language->cut(language->with, ENT_BREAK_SENTENCE, line, end - start, err));
    for (size_t next; (next = language->next(language->with, ENT_BREAK_SENTENCE)) > last;) {
        const size_t at = start + next;
        last = next;
        if (at < end && goes_on(rules, text, from, at, at, end))
            continue;
        while (from < at) {
            const size_t to = figure_start(rules, text, from, at);
            ENT_TRY(add_sentence(list, text, from, to, err));
            from = to;
        }
    }
    return ENT_OK;
}

ent_status split_sentences(const ent_reading_rules *rules, const char *text, size_t length,
                           span **sentences, size_t *n, ent_arena *arena, ent_error *err)
{
    spans list = {.arena = arena};
    const bool wrapped = lines_are_wrapped(text, length);
    for (size_t at = 0; at < length;) {
        const size_t end = paragraph_end(text, length, at, wrapped);
        if (end > at)
            ENT_TRY(cut_paragraph(rules, text, at, end, &list, err));
        at = end + 1;
    }
    *sentences = list.all;
    *n = list.n;
    return ENT_OK;
}
