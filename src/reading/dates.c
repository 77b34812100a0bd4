/* Days and years that a sentence names. */
#include <stdlib.h>
#include <string.h>

#include "reading/parts.h"

static int month_of(const char *word)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    static const char *const whole[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    for (int m = 0; m < 12; m++)
        if (strcmp(word, whole[m]) == 0 || strcmp(word, months[m]) == 0)
            return m + 1;
    return strcmp(word, "sept") == 0 ? 9 : 0;
}

bool month_at(const sentence *s, size_t at)
{
    return at < s->n_tokens && s->tokens[at].capital && month_of(s->tokens[at].word) != 0;
}

static int number_at(const sentence *s, size_t at)
{
    if (at >= s->n_tokens || strlen(s->tokens[at].word) > 4)
        return 0;
    const char *w = s->tokens[at].word;
    return w[0] >= '0' && w[0] <= '9' ? atoi(w) : 0;
}

static bool is_year(int y)
{
    return y >= 1900 && y <= 2100;
}

/* A date that begins at `at`: day 0 and month 0 where they are not given. */
static bool date_at(const sentence *s, size_t at, int *y, int *m, int *d)
{
    const int first = number_at(s, at);
    const size_t dot = at + 2 < s->n_tokens && strcmp(s->tokens[at + 2].word, ".") == 0;
    if (first >= 1 && first <= 31 && at + 2 < s->n_tokens && month_of(s->tokens[at + 1].word)) {
        *y = number_at(s, at + 2 + dot);
        *m = month_of(s->tokens[at + 1].word);
        *d = first;
        return is_year(*y);
    }
    if (at + 1 < s->n_tokens && s->tokens[at].capital && month_of(s->tokens[at].word)) {
        const size_t stop = strcmp(s->tokens[at + 1].word, ".") == 0;
        const int next = number_at(s, at + 1 + stop);
        *m = month_of(s->tokens[at].word);
        if (is_year(next)) {
            *y = next;
            *d = 0;
            return true;
        }
        const size_t comma =
            at + 2 + stop < s->n_tokens && strcmp(s->tokens[at + 2 + stop].word, ",") == 0;
        *y = number_at(s, at + 2 + stop + comma);
        *d = next;
        return next >= 1 && next <= 31 && is_year(*y);
    }
    if (is_year(first) && at + 2 < s->n_tokens && number_at(s, at + 1) >= 1 &&
        number_at(s, at + 1) <= 12 && number_at(s, at + 2) >= 1 && number_at(s, at + 2) <= 31 &&
        s->tokens[at + 1].start == s->tokens[at].end + 1 &&
        s->tokens[at + 2].start == s->tokens[at + 1].end + 1) {
        *y = first;
        *m = number_at(s, at + 1);
        *d = number_at(s, at + 2);
        return true;
    }
    return false;
}

void find_date(reader *r, const sentence *s)
{
    for (size_t i = 0; i < s->n_tokens && !r->year; i++) {
        int y = 0, m = 0, d = 0;
        if (date_at(s, i, &y, &m, &d) && d) {
            r->year = y;
            r->month = m;
            r->day = d;
        }
    }
}

/* Year that a time expression at `at` means; 0 for none. */
static int year_at(const reader *r, const sentence *s, size_t at)
{
    const char *w = s->tokens[at].word;
    const note *y = note_at(s, CLASS_YEAR, at);
    if (y) {
        const bool border = at > 1 && strncmp(s->tokens[at - 2].word, "border", 6) == 0;
        if (at > 0 && (strcmp(s->tokens[at - 1].word, "since") == 0 || border))
            return 0; /* "the borders of 2014" are a demand, not a time */
        return (int)y->number;
    }
    const note *t = note_at(s, CLASS_TIME, at);
    if (t && r->year)
        return r->year + atoi(t->value);
    const note *n = note_at(s, CLASS_NUM, at);
    const size_t after = n ? at + n->n : 0;
    if (n && r->year && after < s->n_tokens && strcmp(s->tokens[after].stem, "year") == 0 &&
        at > 0 &&
        (strcmp(s->tokens[at - 1].word, "within") == 0 ||
         strcmp(s->tokens[at - 1].word, "in") == 0))
        return r->year + (int)n->number;
    (void)w;
    return 0;
}

/* The year nearest after `from` up to the end of the clause, else the last before it. */
const char *when_of(reader *r, const sentence *s, size_t from, size_t to)
{
    int found = 0;
    for (size_t i = to; i < s->n_tokens && !found; i++) {
        if (s->tokens[i].barrier || (s->tokens[i].word[0] == ';'))
            break;
        found = year_at(r, s, i);
    }
    for (size_t i = to; i-- > clause_start(s, from) && !found;)
        found = year_at(r, s, i);
    const char *text = found ? ent_text_format(r->arena, "%d", found) : "";
    return text ? text : "";
}

bool year_ahead(const reader *r, const sentence *s, size_t from)
{
    for (size_t i = from; i < s->n_tokens && i < from + 6 && !s->tokens[i].punct; i++) {
        if (note_at(s, CLASS_PCT, i))
            return false;
        const int year = year_at(r, s, i);
        if (year)
            return r->year && year > r->year;
    }
    return false;
}

/* The day of an event, as exactly as it is said. */
const char *day_of(reader *r, const sentence *s)
{
    int y = 0, m = 0, d = 0;
    for (size_t i = 0; i < s->n_tokens; i++) {
        if (date_at(s, i, &y, &m, &d))
            return d   ? ent_text_format(r->arena, "%04d-%02d-%02d", y, m, d)
                   : m ? ent_text_format(r->arena, "%04d-%02d", y, m)
                       : ent_text_format(r->arena, "%04d", y);
        const note *n = note_at(s, CLASS_NUM, i);
        if (n && r->year && i + n->n + 1u < s->n_tokens && n->number < 28.0 &&
            strcmp(s->tokens[i + n->n].stem, "day") == 0 &&
            strcmp(s->tokens[i + n->n + 1].word, "ago") == 0 && r->day - (int)n->number > 0)
            return ent_text_format(r->arena, "%04d-%02d-%02d", r->year, r->month,
                                   r->day - (int)n->number);
    }
    return when_of(r, s, 0, 0);
}
