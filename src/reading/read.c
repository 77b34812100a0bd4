/* A text, sentence by sentence, into propositions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading/parts.h"

/* Whose words stand in quotation marks: the subject of a verb of saying outside of them. */
static bool attribute(reader *r, const sentence *s)
{
    for (size_t i = 0; i < s->n_tokens; i++) {
        if (s->tokens[i].quoted || !note_at(s, CLASS_SAY, i))
            continue;
        const mention *m = NULL;
        for (size_t k = 0; k < s->n_mentions && !m; k++)
            if (s->mentions[k].at > i && s->mentions[k].at <= i + 2 && !s->mentions[k].oblique)
                m = i > 0 && s->tokens[i - 1].punct ? &s->mentions[k] : NULL;
        m = m ? m : subject_before(s, i);
        /* ", two officials said": the subject is somebody else */
        for (size_t k = m ? (size_t)m->at + m->n : 0; m && m->at < i && k + 1 < i; k++)
            if (s->tokens[k].punct && s->tokens[k].word[0] == ',' && !s->tokens[k + 1].punct)
                m = NULL;
        if (!m || m->n_who != 1)
            continue;
        r->memory.quoting = m->who[0];
        return true;
    }
    /* "Trump on Article 5: “..." */
    for (size_t i = 1; i + 1 < s->n_tokens; i++)
        if (s->tokens[i].word[0] == ':' && s->tokens[i + 1].quoted && !s->tokens[i].quoted)
            for (size_t k = 0; k < s->n_mentions; k++)
                if (s->mentions[k].at < i && s->mentions[k].n_who == 1 && !s->mentions[k].oblique &&
                    !s->mentions[k].pronoun) {
                    r->memory.quoting = s->mentions[k].who[0];
                    return true;
                }
    /* a line that is a name alone signs what stands above it */
    if (s->n_tokens <= 4 && s->n_mentions == 1 && s->mentions[0].person)
        r->memory.quoting = s->mentions[0].who[0];
    return false;
}

static void find_everyone(reader *r, sentence *s)
{
    find_mentions(r, s);
    const size_t plain = s->n_notes;
    const char *before = r->memory.quoting;
    if (attribute(r, s) && before != r->memory.quoting && has_class(s->classes, CLASS_QUOTED)) {
        s->n_notes = plain - s->n_mentions;
        s->n_mentions = 0;
        find_mentions(r, s);
    }
}

static const char *why_nothing(const sentence *s, const result *found)
{
    if (found->topic)
        return found->topic;
    if (s->question)
        return "it is a question";
    if (has_class(s->classes, CLASS_DENIAL))
        return "it denies something, and no rule says what follows from that";
    if (has_class(s->classes, CLASS_IF))
        return "it depends on a condition, and no rule fits";
    if (has_class(s->classes, CLASS_MAYBE))
        return "it says what might be, and that is not taken";
    if (has_class(s->classes, CLASS_PCTO))
        return "its percentage is not one of GDP";
    if (has_class(s->classes, CLASS_PCT) || has_class(s->classes, CLASS_MONEY) ||
        has_class(s->classes, CLASS_NUM))
        return "no rule says what its number is about";
    return "no rule fits";
}

/* A heading, dateline or signature: a line of its own, of few words, without a stop at its end. */
static bool is_heading(const reader *r, const sentence *s)
{
    static const char *const stops[] = {".",           "!", "?", ";", ":", "\"", "\xE2\x80\x9D",
                                        "\xE2\x80\x99"};
    const size_t n = s->end - s->start;
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        const size_t k = strlen(stops[i]);
        if (n >= k && memcmp(r->text + s->end - k, stops[i], k) == 0)
            return false;
    }
    return s->n_tokens <= 16;
}

static int by_place(const void *a, const void *b)
{
    const row *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* "Should Russia attack, ...": a condition without "if". */
static void note_inversion(sentence *s)
{
    for (size_t i = 0; i < 3 && i + 2 < s->n_tokens && !s->question; i++)
        if (strcmp(s->tokens[i].word, "should") == 0 &&
            (i == 0 || s->tokens[i - 1].punct || strcmp(s->tokens[i - 1].word, "but") == 0))
            note_add(s, CLASS_IF, i, 1, "", 0.0);
}

static ent_status read_sentence(reader *r, sentence *s, size_t index, result *out)
{
    grow_older(&r->memory);
    note_inversion(s);
    find_numbers(r, s);
    find_everyone(r, s);
    find_articles(r, s);
    notes_sort(s);
    r->names_ukraine = r->names_ukraine || has_class(s->classes, CLASS_UKRAINE) ||
                       (r->speaker && strcmp(r->speaker, "UKR") == 0);
    memcpy(r->memory.seen[0], s->classes, sizeof s->classes);
    out->n = 0;
    out->topic = NULL;
    memset(out->used, 0, sizeof out->used);
    if (!s->question) {
        read_lists(r, s, index, out);
        apply_patterns(r, s, index, out);
        read_again(r, s, index, out);
    }
    if (s->question)
        remember_question(r, s);
    qsort(out->rows, out->n, sizeof *out->rows, by_place);
    remember(r, s, out);
    return ENT_OK;
}

/* Whether a text begins with a tag, as pages do that were saved from a browser. */
static bool is_markup(const char *text, size_t length)
{
    static const char *const starts[] = {"<!doctype", "<html", "<head", "<body", "<?xml", "{\\rtf"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        size_t n = 0;
        while (starts[i][n] && n < length &&
               (text[n] | (text[n] >= 'A' && text[n] <= 'Z' ? 32 : 0)) == starts[i][n])
            n++;
        if (!starts[i][n])
            return true;
    }
    return false;
}

static ent_status check_text(const char *text, size_t length, ent_error *err)
{
    size_t i = 0;
    if (length > ENT_READING_MAX_BYTES)
        return ent_fail(err, ENT_E_DATA,
                        "the text has %.1f MB, more than the %d MB that are read; "
                        "pass one speech or article",
                        (double)length / 1048576.0, ENT_READING_MAX_BYTES >> 20);
    const size_t bad = ent_text_utf8_error(text, length);
    if (bad < length)
        return ent_fail(err, ENT_E_DATA,
                        "byte %zu is not UTF-8 text; save the text as plain "
                        "UTF-8 and pass that",
                        bad + 1);
    while (i < length && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t'))
        i++;
    if (is_markup(text + i, length - i))
        return ent_fail(err, ENT_E_DATA,
                        "the text is a page with markup; copy its words into a plain text file "
                        "and pass that");
    return i < length ? ENT_OK
                      : ent_fail(err, ENT_E_DATA,
                                 "the text is empty; pass a speech or "
                                 "an article in English");
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static ent_status read_date(reader *r, const char *date, ent_error *err)
{
    if (!date || !*date)
        return ENT_OK;
    if (strlen(date) != 10 || sscanf(date, "%4d-%2d-%2d", &r->year, &r->month, &r->day) != 3 ||
        r->year < 1900 || r->year > 2100 || r->month < 1 || r->month > 12 || r->day < 1 ||
        r->day > days_of(r->year, r->month))
        return ent_fail(err, ENT_E_ARG, "'%.20s' is not a date; write it as 2025-02-12", date);
    return ENT_OK;
}

typedef struct output {
    ent_read_sentence *sentences;
    ent_proposition *propositions;
    size_t n, room;
} output;

static ent_status keep(reader *r, output *o, const result *found, ent_error *err)
{
    if (o->n + found->n > o->room) {
        const size_t room = 2 * (o->n + found->n) + 64;
        ent_proposition *more = ent_arena_array(r->arena, ent_proposition, room);
        if (!more)
            return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
        if (o->n)
            memcpy(more, o->propositions, o->n * sizeof *more);
        o->propositions = more;
        o->room = room;
    }
    for (size_t i = 0; i < found->n; i++)
        o->propositions[o->n++] = found->rows[i].p;
    return ENT_OK;
}

static ent_status read_all(reader *r, const span *list, size_t n, output *o, ent_error *err)
{
    sentence one;
    result *found = ent_arena_array(r->arena, result, 1);
    o->sentences = ent_arena_array(r->arena, ent_read_sentence, n + 1);
    if (!found || !o->sentences)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    for (size_t i = 0; i < n; i++) {
        sentence *s = &one;
        one = (sentence){.start = list[i].start, .end = list[i].end};
        ENT_TRY(prepare(r, s, err));
        ENT_TRY(read_sentence(r, s, i, found));
        const bool figure = has_class(s->classes, CLASS_PCT) || has_class(s->classes, CLASS_MONEY);
        const bool named = s->n_mentions || s->n_articles || has_class(s->classes, CLASS_NUM);
        const bool domain = figure || (named && !is_heading(r, s));
        o->sentences[i] =
            (ent_read_sentence){.start = s->start,
                                .end = s->end,
                                .first_proposition = o->n,
                                .n_propositions = found->n,
                                .domain = domain,
                                .why_not = domain && !found->n ? why_nothing(s, found) : ""};
        ENT_TRY(keep(r, o, found, err));
    }
    return ENT_OK;
}

ent_status ent_read(const ent_reading_rules *rules, const char *text, size_t length,
                    const char *date, ent_reading *reading, ent_arena *arena, ent_error *err)
{
    span *list = NULL;
    size_t n = 0;
    output o = {0};
    ENT_TRY(check_text(text, length, err));
    reader *r = ent_arena_array(arena, reader, 1);
    sentence_room *room = ent_arena_array(arena, sentence_room, 2);
    if (!r || !room)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    r->room = room;
    r->second_room = room + 1;
    r->rules = rules;
    r->text = text;
    r->length = length;
    r->arena = arena;
    r->err = err;
    ENT_TRY(split_sentences(rules, text, length, &list, &n, arena, err));
    ENT_TRY(read_date(r, date, err));
    ENT_TRY(read_head(r, list, n, date && *date, err));
    r->in_quotes = false;
    r->n_learned = 0;
    r->n_states = 0;
    r->names_nato = r->names_ukraine = false;
    memset(&r->memory, 0, sizeof r->memory);
    r->asked.n = 0;
    r->memory.age_person = r->memory.age_who = r->memory.age_list = r->memory.age_states =
        r->memory.age_spender = RECALL + 1;
    ENT_TRY(read_all(r, list, n, &o, err));
    *reading = (ent_reading){.text = text,
                             .length = length,
                             .n_sentences = n,
                             .n_propositions = o.n,
                             .sentences = o.sentences,
                             .propositions = o.propositions,
                             .speaker = r->speaker ? r->speaker : ""};
    reading->date =
        r->year ? ent_text_format(arena, "%04d-%02d-%02d", r->year, r->month, r->day) : "";
    return reading->date ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
}
