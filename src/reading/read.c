/* A text, sentence by sentence, into propositions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading/parts.h"

enum {
    MAX_ROWS = 40, /* propositions of one sentence */
    LAST_ENLARGEMENT =
        2009 /* since then the states of NO_CANDIDATE are members of both or will not be */
};

typedef struct row {
    ent_proposition p;
    size_t at, end; /* tokens of the match */
    const pattern *by;
} row;

typedef struct result {
    size_t n;
    row rows[MAX_ROWS];
    bool used[MAX_TOKENS + 8]; /* figures that a proposition has taken */
} result;

static bool sentence_has(const reader *r, const sentence *s, const char *name)
{
    const int id = class_find(r->rules, name);
    return id && has_class(s->classes, id);
}

/* --- dates --- */

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

static void find_date(reader *r, const sentence *s)
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
        if (at > 0 && strcmp(s->tokens[at - 1].word, "since") == 0)
            return 0;
        return (int)y->number;
    }
    const int time = class_find(r->rules, "TIME");
    const note *t = note_at(s, time, at);
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
static const char *when_of(reader *r, const sentence *s, size_t from, size_t to)
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

/* The day of an event, as exactly as it is said. */
static const char *day_of(reader *r, const sentence *s)
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

/* --- who is meant --- */

typedef struct names {
    size_t n;
    const char *name[MAX_WHO];
} names;

static void names_add(names *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->name[i], name) == 0)
            return;
    if (list->n < MAX_WHO && *name)
        list->name[list->n++] = name;
}

static void names_split(names *list, const char *text, ent_arena *arena)
{
    while (*text) {
        const size_t n = strcspn(text, "|");
        const char *one = ent_text_copy(text, n, arena);
        if (one)
            names_add(list, one);
        text += n + (text[n] != 0);
    }
}

static void names_of_mention(names *list, const mention *m)
{
    for (size_t i = 0; m && i < m->n_who; i++)
        names_add(list, m->who[i]);
}

/* Who says what stands at `at`: the subject of a verb of saying before it. */
static void names_of_sayer(const reader *r, const sentence *s, size_t at, names *list)
{
    const int say = class_find(r->rules, "SAY");
    for (size_t i = at; i-- > 0 && !list->n;)
        if (note_at(s, say, i) && !s->tokens[i].quoted)
            names_of_mention(list, subject_before(s, i));
}

/* The same, else the text's own voice. */
static void names_of_speaker(const reader *r, const sentence *s, size_t at, names *list)
{
    if (at < s->n_tokens && s->tokens[at].quoted && r->memory.quoting) {
        names_split(list, r->memory.quoting, r->arena);
        return;
    }
    names_of_sayer(r, s, at, list);
    if (!list->n && r->speaker)
        names_split(list, r->speaker, r->arena);
}

/* Who moves forces that are a subject of their own: who announces it, else the subject before,
 * but not that of another main clause: "Poland hosts them, and the brigade in Romania stays". */
static void names_of_mover(const reader *r, const sentence *s, size_t at, names *list)
{
    const mention *m = subject_before(s, at);
    names_of_sayer(r, s, at, list);
    for (size_t i = m ? (size_t)m->at + m->n : at; i + 1 < at; i++)
        if (s->tokens[i].word[0] == ',' && strcmp(s->tokens[i + 1].word, "and") == 0)
            return;
    if (!list->n)
        names_of_mention(list, m);
}

/* A place or theatre: the first after `from`, else the nearest before. */
static void names_of_place(const reader *r, const sentence *s, size_t from, const char *but,
                           names *list)
{
    const int place = class_find(r->rules, "PLACE"), there = class_find(r->rules, "THERE");
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = pass ? 0 : from; i < (pass ? from : s->n_tokens); i++) {
            const note *n = note_at(s, place, i);
            const mention *m = mention_at(s, i);
            if (n)
                names_add(list, n->value);
            else if (m && m->at == i && !m->pronoun && (m->oblique || i > from) &&
                     !(but && strcmp(m->who[0], but) == 0))
                names_of_mention(list, m);
            else if (note_at(s, there, i) && r->memory.place)
                names_add(list, r->memory.place);
            if (list->n)
                return;
        }
}

/* The same, else the place that forces were said to be in. */
static void names_of_place_or_last(const reader *r, const sentence *s, size_t from, names *list)
{
    names_of_place(r, s, from, NULL, list);
    if (!list->n && r->memory.place && r->memory.age_place <= RECALL)
        names_add(list, r->memory.place);
}

static bool spec_is(const char *spec, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(spec, word, n) == 0;
}

static void names_of_capture(const reader *r, const pattern *p, const fit *m, const sentence *s,
                             const char *name, size_t n, names *list)
{
    for (size_t i = 0; i < p->n_captures; i++) {
        if (!spec_is(name, n, p->captures[i]) || !m->captures[i].n)
            continue;
        const note *what = m->captures[i].what;
        const mention *who = what->class_id == CLASS_W ? &s->mentions[(size_t)what->number] : NULL;
        const bool owner =
            who && who->pronoun && who->possessive; /* "its", which nobody talks to */
        if (owner && (strcmp(p->type, "talks") == 0 || strcmp(p->type, "commitment") == 0))
            continue;
        if (who)
            names_of_mention(list, who);
        else
            names_split(list, what->value, r->arena);
    }
}

/* Whom a demand without an address goes to: the other members where a state makes it. */
static void names_of_members(const reader *r, const sentence *s, size_t at, names *list)
{
    names voice = {0};
    names_of_mention(&voice, subject_before(s, at));
    if (!voice.n)
        names_of_speaker(r, s, at, &voice);
    if (voice.n && strlen(voice.name[0]) == 3 && !r->names_allies) {
        for (size_t i = 0; r->memory.age_spender <= RECALL && i < r->memory.n_spender; i++)
            names_add(list, r->memory.spender[i]);
        return;
    }
    if (voice.n)
        names_add(list, strlen(voice.name[0]) == 3 ? "ALLIES" : voice.name[0]);
}

/* The owner of forces named with them: "300 Norwegian soldiers", "its brigade". */
static void names_inside(const pattern *p, const fit *m, const sentence *s, names *list)
{
    for (size_t i = 0; i < s->n_mentions && !list->n; i++) {
        const mention *x = &s->mentions[i];
        bool captured_too = false;
        for (size_t c = 0; c < p->n_captures; c++) {
            const capture *k = &m->captures[c];
            if (!k->n)
                continue;
            const bool same_who =
                k->what->class_id == CLASS_W &&
                strcmp(s->mentions[(size_t)k->what->number].who[0], x->who[0]) == 0;
            const bool covered = k->at <= x->at && x->at < k->at + k->n;
            captured_too = captured_too || same_who || (covered && !x->army);
        }
        const bool them = x->pronoun && !x->possessive && strcmp(p->type, "posture_change") == 0;
        if (x->at >= m->start && (size_t)x->at + x->n <= m->end && !captured_too && !them &&
            (!x->oblique || x->army))
            names_of_mention(list, x);
    }
}

/* The author of a text in the first person, else whom the sentences before spoke of. */
static void names_of_voice(const reader *r, names *list)
{
    const memory *k = &r->memory;
    if (r->speaker)
        names_split(list, r->speaker, r->arena);
    for (size_t i = 0; !r->speaker && i < k->n_who && k->age_who <= RECALL; i++)
        names_add(list, k->who[i]);
}

/* "For Italy the goal would mean": whom a clause is about by its first words. */
static const mention *named_for(const sentence *s, size_t at)
{
    for (size_t i = 0; i < s->n_mentions; i++) {
        const mention *m = &s->mentions[i];
        if (m->at < at && m->at > 0 && m->oblique && m->owner &&
            (strcmp(s->tokens[m->at - 1].word, "for") == 0 ||
             (m->at > 1 && strcmp(s->tokens[m->at - 2].word, "for") == 0)))
            return m;
    }
    return NULL;
}

/* The subject before `at` that is not `avoid`: who receives aid does not give it. */
static const mention *subject_but(const sentence *s, size_t at, const char *avoid)
{
    const mention *m = subject_before(s, at);
    return m && strcmp(m->who[0], avoid) == 0 ? subject_before(s, m->at) : m;
}

/* Whose forces they are: those named before in the sentence, else in the sentences before. */
static void names_of_army(const reader *r, const sentence *s, size_t at, bool earlier, names *list)
{
    for (size_t i = s->n_mentions; i-- > 0 && !list->n;)
        if (s->mentions[i].at < at && s->mentions[i].army)
            names_of_mention(list, &s->mentions[i]);
    const bool of_a_state = !r->speaker || strlen(r->speaker) == 3;
    if (earlier && of_a_state && !list->n && r->memory.army && r->memory.age_army <= RECALL)
        names_add(list, r->memory.army);
}

/* The state or group named last in the sentence, as subject or not. */
static void names_of_near(const reader *r, const sentence *s, size_t at, names *list)
{
    const int budget = class_find(r->rules, "SPEND_N");
    for (size_t i = s->n_mentions; i-- > 0 && !list->n;)
        if (s->mentions[i].at < at && !s->mentions[i].pronoun && !s->mentions[i].oblique)
            names_of_mention(list, &s->mentions[i]);
    for (size_t i = s->n_mentions; i-- > 0 && !list->n;) { /* "In Tokyo's budget" */
        const size_t end = (size_t)s->mentions[i].at + s->mentions[i].n;
        if (end < at && s->mentions[i].possessive &&
            (note_at(s, budget, end) || (end + 1 < at && note_at(s, budget, end + 1))))
            names_of_mention(list, &s->mentions[i]);
    }
}

/* Whose demand on territory it is, whoever speaks of it: Russia's, where Russia is the subject,
 * else that of Ukraine in a text about it. */
static void names_of_holder(const reader *r, const sentence *s, size_t at, names *list)
{
    const mention *m = subject_before(s, at);
    if (m && m->n_who == 1 && strcmp(m->who[0], "RUS") == 0)
        names_add(list, "RUS");
    else if (r->names_ukraine)
        names_add(list, "UKR");
    else
        names_of_mention(list, m);
}

/* Ways to say who, tried in order: "subj?topic?speaker"; "subj+$b" is both, the second if it is
 * there. */
static void names_of_spec(const reader *r, const pattern *p, const fit *m, const sentence *s,
                          const char *spec, names *list)
{
    const memory *k = &r->memory;
    size_t anchor = m->start;
    if (p->anchor >= 0 && m->captures[p->anchor].n)
        anchor = m->captures[p->anchor].at;
    while (*spec && !list->n) {
        size_t n = strcspn(spec, "?");
        const size_t plus = strcspn(spec, "+");
        if (plus < n) {
            names second = {0};
            char first[32];
            if (plus >= sizeof first)
                return;
            memcpy(first, spec, plus);
            first[plus] = 0;
            names_of_spec(r, p, m, s, first, list);
            names_of_spec(r, p, m, s, spec + plus + 1, &second);
            for (size_t i = 0; i < second.n && list->n; i++)
                names_add(list, second.name[i]);
            return;
        }
        if (spec[0] == '$')
            names_of_capture(r, p, m, s, spec + 1, n - 1, list);
        else if (spec_is(spec, n, "subj"))
            names_of_mention(list,
                             subject_but(s, anchor, strncmp(p->type, "aid_", 4) == 0 ? "UKR" : ""));
        else if (spec_is(spec, n, "speaker"))
            names_of_speaker(r, s, anchor, list);
        else if (spec_is(spec, n, "mover"))
            names_of_mover(r, s, anchor, list);
        else if (spec_is(spec, n, "topic") && k->n_spender && k->age_spender <= RECALL)
            for (size_t i = 0; i < k->n_spender; i++)
                names_add(list, k->spender[i]);
        else if (spec_is(spec, n, "last") && k->n_who && k->age_who <= RECALL)
            for (size_t i = 0; i < k->n_who; i++)
                names_add(list, k->who[i]);
        else if (spec_is(spec, n, "list") && k->n_list && k->age_list <= RECALL)
            for (size_t i = 0; i < k->n_list; i++)
                names_add(list, k->list[i]);
        else if (spec_is(spec, n, "for"))
            names_of_mention(list, named_for(s, anchor));
        else if (spec_is(spec, n, "author") && r->speaker)
            names_split(list, r->speaker, r->arena);
        else if (spec_is(spec, n, "inner"))
            names_inside(p, m, s, list);
        else if (spec_is(spec, n, "voice"))
            names_of_voice(r, list);
        else if (spec_is(spec, n, "members"))
            names_of_members(r, s, anchor, list);
        else if (spec_is(spec, n, "place_here"))
            names_of_place(r, s, anchor, NULL, list);
        else if (spec_is(spec, n, "place"))
            names_of_place_or_last(r, s, anchor, list);
        else if (spec_is(spec, n, "last_place") && k->place && k->age_place <= RECALL)
            names_add(list, k->place);
        else if (spec_is(spec, n, "share") && k->share && k->age_share <= RECALL)
            names_add(list, k->share);
        else if (spec_is(spec, n, "army"))
            names_of_army(r, s, anchor, true, list);
        else if (spec_is(spec, n, "troops"))
            names_of_army(r, s, anchor, false, list);
        else if (spec_is(spec, n, "near"))
            names_of_near(r, s, anchor, list);
        else if (spec_is(spec, n, "holder"))
            names_of_holder(r, s, anchor, list);
        else if (spec_is(spec, n, "clause") && k->n_clauses && k->age_clause <= RECALL)
            names_add(list, k->clauses[k->n_clauses - 1]);
        else if ((spec[0] >= 'A' && spec[0] <= 'Z') || (spec[0] >= '0' && spec[0] <= '9'))
            names_split(list, ent_text_copy(spec, n, r->arena), r->arena);
        spec += n + (spec[n] != 0);
    }
}

static const char *joined(const names *list, ent_arena *arena)
{
    ent_builder b;
    ent_builder_init(&b, arena);
    for (size_t i = 0; i < list->n; i++)
        ent_builder_format(&b, "%s%s", i ? "|" : "", list->name[i]);
    return b.failed ? "" : b.data;
}

/* --- propositions of a match --- */

static const capture *captured(const pattern *p, const fit *m, const char *name)
{
    for (size_t i = 0; i < p->n_captures; i++)
        if (strcmp(p->captures[i], name) == 0 && m->captures[i].n)
            return &m->captures[i];
    return NULL;
}

/* Whether the word at `at` stands inside of a list of states. */
static bool joins_list(const sentence *s, size_t at)
{
    return mention_at(s, at) != NULL;
}

/* The part of the clause before a match in which its classes must not stand. */
static size_t segment_start(const sentence *s, size_t at)
{
    static const char *const openers[] = {",", "but", "while", "whereas", "though", "although"};
    for (; at > 0 && !s->tokens[at - 1].barrier; at--) {
        for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++)
            if (strcmp(s->tokens[at - 1].word, openers[i]) == 0)
                return at;
        /* "and that", "and Europe": another statement */
        if (strcmp(s->tokens[at - 1].word, "and") == 0 && at < s->n_tokens &&
            (strcmp(s->tokens[at].word, "that") == 0 || note_at(s, CLASS_W, at)) &&
            !joins_list(s, at - 1))
            return at;
    }
    return at;
}

static bool is_blocked(const reader *r, const pattern *p, const sentence *s, const fit *m)
{
    const int denial = class_find(r->rules, "DENIAL"), unless = class_find(r->rules, "IF");
    const int negation = class_find(r->rules, "NEG"), no_doubt = class_find(r->rules, "NO_DOUBT");
    const size_t segment = segment_start(s, m->start);
    for (size_t k = 0; k < p->n_not; k++) {
        const bool whole = p->not_in[k] == denial || p->not_in[k] == CLASS_ART;
        const size_t from = whole ? clause_start(s, m->start) : segment;
        const size_t to = p->not_in[k] == unless ? m->start + 1 : m->end;
        for (size_t i = from; i < to && i < s->n_tokens; i++) {
            const note *doubt = note_at(s, no_doubt, i);
            if (doubt && p->not_in[k] == negation)
                i += doubt->n - 1u;
            else if (note_at(s, p->not_in[k], i))
                return true;
        }
    }
    return false;
}

/* Whether this sentence or one of three before holds a type or a class named in `context`. */
static bool fits_context(const reader *r, const pattern *p, const sentence *s, const result *out)
{
    const char *c = p->context;
    if (!*c || (strstr(c, "UKRAINE") && r->speaker && strcmp(r->speaker, "UKR") == 0))
        return true;
    if (*c == '=') {
        if (sentence_has(r, s, c + 1))
            return true;
        for (size_t i = 0; i < out->n; i++)
            if (strcmp(out->rows[i].p.type, c + 1) == 0)
                return true;
        return false;
    }
    while (*c) {
        char word[64];
        const size_t n = strcspn(c, " ");
        if (n < sizeof word) {
            memcpy(word, c, n);
            word[n] = 0;
            const int id = class_find(r->rules, word);
            for (size_t i = 0; i < out->n; i++)
                if (strcmp(out->rows[i].p.type, word) == 0)
                    return true;
            for (size_t a = 0; a <= RECALL; a++) {
                if (id && has_class(r->memory.seen[a], id))
                    return true;
                for (size_t i = 0; i < r->memory.n_types[a]; i++)
                    if (strcmp(r->memory.types[a][i], word) == 0)
                        return true;
            }
        }
        c += n + (c[n] != 0);
    }
    return false;
}

static bool same(const ent_proposition *a, const ent_proposition *b)
{
    return strcmp(a->type, b->type) == 0 && strcmp(a->who, b->who) == 0 &&
           strcmp(a->value, b->value) == 0 && strcmp(a->stance, b->stance) == 0;
}

/* Types of which a sentence says one thing only about a party. */
static bool excludes(const ent_proposition *a, const ent_proposition *b)
{
    static const char *const once[] = {"borders",           "ceasefire",     "talks",
                                       "membership",        "treaty_text",   "target_reached",
                                       "spending_multiple", "threat",        "aid_share",
                                       "guarantee_force",   "force_excluded"};
    if (strcmp(a->type, b->type) != 0 || strcmp(a->who, b->who) != 0)
        return false;
    if (strcmp(a->type, "priority") == 0)
        return strcmp(a->about, b->about) == 0;
    for (size_t i = 0; i < sizeof once / sizeof once[0]; i++)
        if (strcmp(a->type, once[i]) == 0)
            return true;
    return false;
}

static bool overlaps(const row *x, const fit *m)
{
    return x->at < m->end && m->start < x->end;
}

static void add_row(result *out, const ent_proposition *p, const fit *m, const pattern *by)
{
    const bool share = strcmp(p->type, "aid_share") == 0; /* "covered half, now covers none" */
    for (size_t i = 0; i < out->n; i++)
        if (same(&out->rows[i].p, p) ||
            (excludes(&out->rows[i].p, p) && (!share || overlaps(&out->rows[i], m))))
            return;
    if (out->n < MAX_ROWS)
        out->rows[out->n++] = (row){*p, m->start, m->end, by};
}

/* Whether another rule took the same words for the same type; two rules with one pattern belong
   together, as the two ends of a move do. */
static bool is_taken(const result *out, const char *type, const fit *m, const pattern *by)
{
    static const char *const free_types[] = {"spending_target", "spending_level", "borders",
                                             "priority", "treaty_coverage"};
    for (size_t i = 0; i < sizeof free_types / sizeof free_types[0]; i++)
        if (strcmp(type, free_types[i]) == 0)
            return false;
    for (size_t i = 0; i < out->n; i++) {
        const row *x = &out->rows[i];
        if (strcmp(x->p.type, type) == 0 && overlaps(x, m) && strcmp(x->by->text, by->text) != 0)
            return true;
    }
    return false;
}

static bool is_theatre(const char *name)
{
    return strcmp(name, "EUROPE") == 0 || strcmp(name, "INDO_PACIFIC") == 0 ||
           strcmp(name, "HOMELAND") == 0 || (strlen(name) == 3 && strcmp(name, "RUS") != 0);
}

/* What a type asks of its parties: a threat and a candidate are states, talks are about the war. */
static bool suits(const reader *r, const char *type, bool quoted, const names *who,
                  const names *about)
{
    bool at_war = false;
    for (size_t i = 0; i < who->n; i++)
        at_war = at_war || strcmp(who->name[i], "RUS") == 0 || strcmp(who->name[i], "UKR") == 0;
    if (strcmp(type, "talks") == 0)
        return who->n > 1 && at_war;
    if (strcmp(type, "force_excluded") == 0)
        return !at_war;
    if (strcmp(type, "event") == 0)
        return !about->n || strcmp(about->name[0], who->name[0]) != 0;
    if (strcmp(type, "posture_change") == 0) /* foreign forces in Ukraine guarantee a peace */
        return !about->n ||
               (strcmp(about->name[0], "UKR") != 0 && strcmp(about->name[0], who->name[0]) != 0);
    if (strncmp(type, "aid_", 4) == 0)
        return r->names_ukraine && strcmp(who->name[0], "UKR") != 0 &&
               strcmp(who->name[0], "RUS") != 0;
    if (strcmp(type, "priority") == 0)
        return about->n && is_theatre(about->name[0]);
    if (strcmp(type, "threat") == 0 &&
        ((r->speaker && strcmp(r->speaker, who->name[0]) == 0) ||
         (quoted && r->memory.quoting && strcmp(r->memory.quoting, who->name[0]) == 0)))
        return false; /* nobody calls himself a threat */
    if (strcmp(type, "membership") == 0 && r->year >= LAST_ENLARGEMENT &&
        phrase_in(r->rules, class_find(r->rules, "NO_CANDIDATE"), who->name[0], NULL))
        return false;
    if (strcmp(type, "threat") == 0 || strcmp(type, "membership") == 0)
        return strlen(who->name[0]) == 3;
    return true;
}

/* The figure that a pattern names: a capture, the word of its list, or a constant. */
static const char *value_of(reader *r, const pattern *p, const fit *m, const sentence *s,
                            const char **unit, const capture **from)
{
    *unit = p->unit;
    *from = NULL;
    if (p->unit[0] == '$') {
        const capture *u = captured(p, m, p->unit + 1);
        *unit = u ? u->what->value : "";
    }
    if (p->value[0] != '$') {
        names list = {0};
        names_of_spec(r, p, m, s, p->value, &list);
        return list.n ? list.name[0] : strcmp(p->value, "share") == 0 ? "" : p->value;
    }
    const size_t name = strcspn(p->value + 1, "?");
    for (size_t i = 0; i < p->n_captures; i++)
        if (spec_is(p->value + 1, name, p->captures[i]) && m->captures[i].n)
            *from = &m->captures[i];
    if (!*from) {
        names list = {0};
        if (p->value[1 + name])
            names_of_spec(r, p, m, s, p->value + 2 + name, &list);
        return list.n ? list.name[0] : "";
    }
    const note *what = (*from)->what;
    if (what->class_id == CLASS_MONEY) {
        *unit = what->value;
        return number_text(what->number, r->arena);
    }
    return what->value;
}

static bool take_figure(result *out, const capture *c)
{
    if (!c)
        return true;
    for (size_t i = c->at; i < c->at + c->n; i++)
        if (out->used[i])
            return false;
    for (size_t i = c->at; i < c->at + c->n; i++)
        out->used[i] = true;
    return true;
}

static const char *with_sign(reader *r, const char *value, const char *stance)
{
    if (*stance != '-' || !*value || *value == '-')
        return value;
    const char *text = ent_text_format(r->arena, "-%s", value);
    return text ? text : value;
}

static void remember_spender(reader *r, const names *who, const ent_proposition *p)
{
    memory *k = &r->memory;
    k->n_spender = who->n;
    memcpy(k->spender, who->name, who->n * sizeof *who->name);
    k->age_spender = 0;
    if (strcmp(p->type, "spending_target") == 0 || strcmp(p->type, "target_reached") == 0) {
        k->share = p->value;
        k->age_share = 0;
    }
    k->shares_of_gdp = true;
}

/* A value with a question mark at its end may be missing. */
static bool needs_value(const pattern *p)
{
    const size_t n = strlen(p->value);
    return n > 0 && p->value[n - 1] != '?';
}

/* "an attack on Taiwan would be a threat": who follows a preposition does not act. */
static bool may_be_oblique(const char *type)
{
    return strcmp(type, "threat") != 0 && strcmp(type, "event") != 0;
}

static bool oblique_start(const sentence *s, const fit *m)
{
    const note *what = m->captures[0].what;
    return what && what->class_id == CLASS_W && s->mentions[(size_t)what->number].oblique;
}

/* "two billion for Georgia", "gave Moldova two billion": money for somebody else than Ukraine. */
static bool for_somebody_else(const reader *r, const sentence *s, const capture *figure,
                              const char *who)
{
    const size_t after = figure->at + figure->n;
    const mention *before = figure->at > 0 ? mention_at(s, figure->at - 1) : NULL;
    if (before && !before->pronoun && !before->oblique && before->object &&
        strcmp(before->who[0], "UKR") != 0 && strcmp(before->who[0], who) != 0)
        return true;
    if (sentence_has(r, s, "UKRAINE"))
        return false;
    for (size_t i = after + 1; i < s->n_tokens && i < after + 9 && !s->tokens[i].barrier; i++) {
        const mention *m = mention_at(s, i);
        const char *word = s->tokens[i - 1].word;
        if (strcmp(word, "the") == 0)
            word = s->tokens[i - 2].word;
        if (m && m->at == i && m->oblique && !m->pronoun && strcmp(m->who[0], "UKR") != 0 &&
            (strcmp(word, "for") == 0 || strcmp(word, "to") == 0))
            return true;
    }
    return false;
}

/* Whether "$" in the mouth of Canberra or Ottawa is not the dollar of the United States. */
static bool own_dollars(const reader *r, const sentence *s, const capture *figure, const char *who)
{
    const int marks = class_find(r->rules, "US_DOLLAR"), own = class_find(r->rules, "DOLLAR_STATE");
    if (strcmp(figure->what->value, "bn_usd") != 0)
        return false;
    for (size_t i = figure->at > 1 ? figure->at - 1 : 0; i < figure->at + figure->n; i++)
        if (note_at(s, marks, i))
            return false;
    return own && phrase_in(r->rules, own, who, NULL);
}

/* "Macron's speech", which does not act. */
static bool owned_thing(const reader *r, const pattern *p, const fit *m, const sentence *s)
{
    const int actor = class_find(r->rules, "ACTOR"), forces = class_find(r->rules, "FORCES");
    const capture *c = captured(p, m, "who");
    if (!c || c->what->class_id != CLASS_W)
        return false;
    const mention *x = &s->mentions[(size_t)c->what->number];
    const size_t end = (size_t)x->at + x->n;
    bool acts = !s->tokens[end - 1].possessive;
    for (size_t i = end; i < end + 3 && i < s->n_tokens && !acts; i++)
        acts = note_at(s, actor, i) || note_at(s, forces, i);
    return !acts;
}

/* "will hit the alliance's target": no attack. */
static bool hits_target(const reader *r, const pattern *p, const fit *m, const sentence *s)
{
    const int target = class_find(r->rules, "TARGET_N");
    const capture *c = captured(p, m, "b");
    if (!c || c->what->class_id != CLASS_W)
        return false;
    const size_t end = c->at + c->n;
    for (size_t i = end; i < end + 3 && i < s->n_tokens && !s->tokens[i].punct; i++)
        if (note_at(s, target, i) || note_at(s, CLASS_PCT, i))
            return s->tokens[end - 1].possessive;
    return false;
}

/* "1.2 per cent of Austria's GDP": whose output it is overrides the subject. */
static void names_of_whole(const reader *r, const sentence *s, const capture *figure, names *who)
{
    const int gdp = class_find(r->rules, "GDP");
    const size_t of = figure->at + figure->n;
    const mention *m = of + 1 < s->n_tokens ? mention_at(s, of + 1) : NULL;
    if (!m || m->pronoun || !m->possessive || strcmp(s->tokens[of].word, "of") != 0)
        return;
    for (size_t i = (size_t)m->at + m->n; i < (size_t)m->at + m->n + 3 && i < s->n_tokens; i++)
        if (note_at(s, gdp, i)) {
            who->n = 0;
            names_of_mention(who, m);
            return;
        }
}

/* That one state never invoked an article does not count the times; that Russia wants a candidate
 * kept out does not rule it out. */
static bool only_one_says(const reader *r, const sentence *s, const fit *m,
                          const ent_proposition *q)
{
    if (strcmp(q->type, "treaty_invoked") == 0 && strcmp(q->value, "0") == 0) {
        const mention *subject = subject_before(s, m->start);
        return subject && strlen(subject->who[0]) == 3;
    }
    return strcmp(q->type, "membership") == 0 && *q->stance == '-' && r->speaker &&
           strcmp(r->speaker, "RUS") == 0;
}

/* "by eleven allies", "of an ally" */
static bool is_preposition(const reader *r, const sentence *s, size_t at)
{
    const int preposition = class_find(r->rules, "PREPOSITION");
    for (size_t back = 1; back <= 2 && back <= at; back++)
        if (note_at(s, preposition, at - back))
            return true;
    return false;
}

/* "Eleven allies spend", "economists want": who acts is not a state or group by name. */
static bool unnamed_subject(const reader *r, const pattern *p, const sentence *s, const fit *m)
{
    const int other = class_find(r->rules, "OTHER_ACTOR"), say = class_find(r->rules, "SAY");
    if (strstr(p->who, "subj") != p->who)
        return false;
    for (size_t i = m->start; i-- > segment_start(s, m->start);) {
        const mention *x = mention_at(s, i);
        if ((x && !x->oblique) || note_at(s, say, i))
            return false;
        if (!note_at(s, CLASS_UNNAMED, i) && !note_at(s, other, i))
            continue;
        return i == 0 || !is_preposition(r, s, i);
    }
    return false;
}

static void take(reader *r, const pattern *p, const fit *m, const sentence *s, size_t index,
                 result *out)
{
    const capture *figure = NULL;
    names who = {0}, about = {0};
    ent_proposition q = {.type = p->type, .stance = p->stance, .rule = p->id, .sentence = index};
    if (!fits_context(r, p, s, out) || is_blocked(r, p, s, m) || unnamed_subject(r, p, s, m))
        return;
    q.value = value_of(r, p, m, s, &q.unit, &figure);
    if (strcmp(p->type, "nothing") == 0) {
        take_figure(out, figure);
        return;
    }
    names_of_spec(r, p, m, s, p->who, &who);
    names_of_spec(r, p, m, s, p->about, &about);
    if (figure && figure->what->class_id == CLASS_MONEY && who.n &&
        (own_dollars(r, s, figure, who.name[0]) || for_somebody_else(r, s, figure, who.name[0])))
        return;
    if (p->starts_with_who && !may_be_oblique(p->type) && oblique_start(s, m))
        return;
    /* "take the lead" without a theatre is said of Europe only */
    if (strcmp(p->type, "priority") == 0 && strcmp(p->about, "EUROPE") == 0 && who.n &&
        strlen(who.name[0]) == 3)
        return;
    if (strcmp(p->type, "priority") == 0 && about.n && who.n &&
        strcmp(about.name[0], who.name[0]) == 0 && strlen(who.name[0]) == 3) {
        if (*p->stance == '-')
            return;
        about.name[0] = "HOMELAND"; /* the defence of its own country */
    }
    if (strcmp(p->type, "posture_change") == 0 && about.n && who.n &&
        strcmp(about.name[0], who.name[0]) == 0) {
        about.n = 0; /* "to its battalion in Estonia": its own is not the place */
        names_of_place(r, s, m->start, who.name[0], &about);
        if (!about.n && r->memory.place && r->memory.age_place <= RECALL)
            names_add(&about, r->memory.place);
        if (!about.n)
            return;
    }
    if (strcmp(p->type, "commitment") == 0 && about.n && who.n &&
        strcmp(about.name[0], who.name[0]) == 0)
        return; /* it defends itself */
    if (strcmp(p->type, "event") == 0 && (sentence_has(r, s, "SPORT") || hits_target(r, p, m, s)))
        return;
    if (strcmp(p->type, "posture_change") == 0 &&
        (sentence_has(r, s, "AFTER_CEASE") || sentence_has(r, s, "GUAR_FORCE") ||
         sentence_has(r, s, "EXERCISE")))
        return; /* it guarantees a peace, or comes for an exercise */
    const int ukraine = class_find(r->rules, "UKRAINE");
    for (size_t i = 0; i < p->n_not && strcmp(p->type, "posture_change") == 0; i++)
        if (p->not_in[i] == ukraine && has_class(s->classes, ukraine))
            return; /* forces of the war */
    if (strcmp(p->type, "posture_change") == 0 && *q.value && atof(q.value) > 3e5)
        return; /* people, not soldiers */
    if (strcmp(p->about, "place_here") == 0 && !about.n)
        return; /* forces without a number have to be somewhere */
    if (strcmp(p->type, "threat") == 0 && owned_thing(r, p, m, s))
        return;
    if (!who.n || !suits(r, p->type, s->tokens[m->start].quoted, &who, &about) ||
        is_taken(out, p->type, m, p) || (needs_value(p) && !*q.value) || !take_figure(out, figure))
        return;
    if (figure && strncmp(p->type, "spending", 8) == 0)
        names_of_whole(r, s, figure, &who);
    if (only_one_says(r, s, m, &q))
        return;
    q.about = about.n ? joined(&about, r->arena)
              : p->about[0] >= 'a' || p->about[0] == '1' || p->about[0] == '2' ? p->about
                                                                               : "";
    if (strchr(q.about, '?') || strncmp(q.about, "place", 5) == 0)
        q.about = "";
    if (strcmp(p->type, "treaty_coverage") == 0 && strcmp(q.about, "forces") == 0 &&
        (sentence_has(r, s, "UKRAINE") || sentence_has(r, s, "GUAR_FORCE")))
        q.about = "forces:UKR";
    if (strcmp(p->type, "posture_change") == 0) {
        q.value = with_sign(r, q.value, p->stance);
        if (about.n) {
            r->memory.place = about.name[about.n - 1];
            r->memory.age_place = 0;
        }
    }
    const size_t said = figure ? figure->at + figure->n : m->end;
    q.when = strcmp(p->type, "event") == 0 ? day_of(r, s) : when_of(r, s, m->start, said);
    if (strcmp(p->type, "spending_estimate") == 0)
        q.type = *q.when && atoi(q.when) > r->year ? "spending_target" : "spending_level";
    q.start = s->tokens[m->start].start;
    q.end = s->tokens[m->end - 1].end;
    if (strncmp(q.type, "spending", 8) == 0 || strcmp(p->type, "target_reached") == 0)
        remember_spender(r, &who, &q);
    const bool together = strcmp(p->type, "guarantee_force") == 0 || strcmp(p->type, "talks") == 0;
    for (size_t i = 0; i < who.n && !together; i++) {
        q.who = who.name[i];
        add_row(out, &q, m, p);
    }
    q.who = together ? joined(&who, r->arena) : q.who;
    if (together)
        add_row(out, &q, m, p);
}

static bool good_subject(const sentence *s, const fit *m)
{
    const mention *x = &s->mentions[(size_t)m->captures[0].what->number];
    return !x->oblique && !x->possessive && !x->aside;
}

/* "We support Ukraine's path to NATO": the candidate is who owns the path. */
static bool owns_course(const pattern *p, const sentence *s, const fit *m)
{
    return strcmp(p->type, "membership") == 0 &&
           s->mentions[(size_t)m->captures[0].what->number].possessive;
}

/* Of several who may have done it, the one nearest to the verb. */
static void nearest_who(const pattern *p, const sentence *s, fit *m)
{
    fit next;
    for (size_t from = m->start + 1; from < m->end && pattern_match(p, s, from, &next) &&
                                     next.start < m->end && next.end <= m->end;
         from = next.start + 1)
        if (good_subject(s, &next) || !good_subject(s, m) || owns_course(p, s, &next))
            *m = next;
}

static void apply_patterns(reader *r, const sentence *s, size_t index, result *out)
{
    for (size_t i = 0; i < r->rules->n_patterns; i++) {
        const pattern *p = &r->rules->patterns[i];
        fit m;
        for (size_t from = 0; from < s->n_tokens && pattern_match(p, s, from, &m);) {
            if (p->starts_with_who)
                nearest_who(p, s, &m);
            if (m.end > m.start)
                take(r, p, &m, s, index, out);
            from = m.start + 1;
        }
    }
}

/* --- memory --- */

static void add_state(reader *r, const char *state)
{
    for (size_t i = 0; i < r->n_states; i++)
        if (strcmp(r->states[i], state) == 0)
            return;
    if (strlen(state) == 3 && r->n_states < sizeof r->states / sizeof r->states[0])
        r->states[r->n_states++] = state;
}

/* Treaty named last, by its name or by one of its articles; states and NATO as named so far. */
static void remember_treaty(reader *r, const sentence *s)
{
    memory *k = &r->memory;
    const int treaty = class_find(r->rules, "TREATY");
    for (size_t i = 0; i < s->n_mentions; i++)
        for (size_t w = 0; w < s->mentions[i].n_who; w++) {
            add_state(r, s->mentions[i].who[w]);
            r->names_nato = r->names_nato || strcmp(s->mentions[i].who[w], "NATO") == 0;
        }
    for (size_t i = 0; i < s->n_notes; i++) {
        const note *n = &s->notes[i];
        const bool a_union =
            strcmp(n->value, "teu") == 0 && s->tokens[n->at + n->n - 1u].word[0] != 't';
        if (n->class_id != treaty || a_union)
            continue;
        r->names_nato = r->names_nato || strcmp(n->value, "nato") == 0;
        if (strcmp(n->value, "nato") != 0) {
            k->treaty = n->value;
            k->age_treaty = 0;
        }
    }
    const char *between = sentence_has(r, s, "TREATY_WORD") && !has_class(s->classes, treaty)
                              ? treaty_between(r, s)
                              : NULL;
    if (between) { /* "the mutual defence treaty", after the states that it binds */
        k->treaty = between;
        k->age_treaty = 0;
    }
    for (size_t i = 0; i < s->n_articles; i++) {
        const char *clause = s->articles[i].clause;
        const char *instrument = ent_text_copy(clause, strcspn(clause, "_"), r->arena);
        if (!instrument)
            return;
        k->treaty = instrument;
        k->age_treaty = 0;
    }
}

/* "NATO estimates that Italy spends": "it" is Italy afterwards. */
static bool group_says(const reader *r, const sentence *s, const mention *m)
{
    const int say = class_find(r->rules, "SAY");
    const size_t end = (size_t)m->at + m->n;
    return strlen(m->who[0]) != 3 && end + 1 < s->n_tokens &&
           (note_at(s, say, end) || strcmp(s->tokens[end].stem, "estim") == 0) &&
           strcmp(s->tokens[end + 1].word, "that") == 0;
}

static void remember(reader *r, const sentence *s, const result *out)
{
    memory *k = &r->memory;
    const mention *main_subject = NULL;
    for (size_t i = 0; i < s->n_mentions && !main_subject; i++)
        if (!s->mentions[i].oblique && !s->mentions[i].possessive &&
            !group_says(r, s, &s->mentions[i]))
            main_subject = &s->mentions[i];
    for (size_t i = 0; i < s->n_mentions && !main_subject; i++)
        if (!s->mentions[i].oblique)
            main_subject = &s->mentions[i];
    if (!main_subject && s->n_mentions)
        main_subject = &s->mentions[0];
    if (main_subject) {
        k->n_who = main_subject->n_who;
        memcpy(k->who, main_subject->who, sizeof k->who);
        k->age_who = 0;
    }
    const mention *person = NULL;
    for (size_t i = 0; i < s->n_mentions; i++)
        if (s->mentions[i].person && s->mentions[i].n_who == 1 &&
            (!person || (person->oblique && !s->mentions[i].oblique)))
            person = &s->mentions[i];
    if (person) {
        k->person = person->who[0];
        k->age_person = 0;
    }
    for (size_t i = 0; i < s->n_mentions; i++)
        if (s->mentions[i].army && s->mentions[i].n_who == 1) {
            k->army = s->mentions[i].who[0];
            k->age_army = 0;
        }
    names states = {0};
    const mention *list = NULL;
    for (size_t i = 0; i < s->n_mentions; i++)
        if (!s->mentions[i].pronoun && (strcmp(s->mentions[i].who[0], "EU") == 0 ||
                                        strcmp(s->mentions[i].who[0], "NATO") == 0))
            k->union_named = s->mentions[i].who[0];
    for (size_t i = 0; i < s->n_mentions; i++) {
        const mention *m = &s->mentions[i];
        if ((m->n_who > 1 || m->plural || strlen(m->who[0]) != 3) && !(list && m->stands_for))
            list = m;
        for (size_t w = 0; w < m->n_who; w++)
            if (strlen(m->who[w]) == 3)
                names_add(&states, m->who[w]);
    }
    if (list) {
        k->n_list = list->n_who;
        memcpy(k->list, list->who, k->n_list * sizeof *k->list);
        k->age_list = 0;
    }
    if (states.n > 1) {
        k->n_states = states.n;
        memcpy(k->states, states.name, states.n * sizeof *k->states);
        k->age_states = 0;
    }
    if (s->n_articles) {
        k->n_clauses = s->n_articles < 4 ? s->n_articles : 4;
        for (size_t i = 0; i < k->n_clauses; i++)
            k->clauses[i] = s->articles[i].clause;
        k->age_clause = 0;
    }
    remember_treaty(r, s);
    k->n_types[0] = 0;
    for (size_t i = 0; i < out->n && k->n_types[0] < 12; i++)
        k->types[0][k->n_types[0]++] = out->rows[i].p.type;
}

static void grow_older(reader *r)
{
    memory *k = &r->memory;
    k->age_who++;
    k->age_list++;
    k->age_states++;
    k->age_spender++;
    k->age_share++;
    k->age_clause++;
    k->age_place++;
    k->age_treaty++;
    k->age_person++;
    k->age_army++;
    for (size_t a = RECALL; a > 0; a--) {
        memcpy(k->types[a], k->types[a - 1], sizeof k->types[a]);
        memcpy(k->seen[a], k->seen[a - 1], sizeof k->seen[a]);
        k->n_types[a] = k->n_types[a - 1];
    }
    k->n_types[0] = 0;
}

/* Whose words stand in quotation marks: the subject of a verb of saying outside of them. */
static bool attribute(reader *r, const sentence *s)
{
    const int say = class_find(r->rules, "SAY");
    for (size_t i = 0; i < s->n_tokens; i++) {
        if (s->tokens[i].quoted || !note_at(s, say, i))
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

/* --- one sentence --- */

static bool ends_in_question(const char *text, size_t start, size_t end)
{
    while (end > start && (text[end - 1] == '"' || text[end - 1] == ')' || (text[end - 1] & 0x80)))
        end--;
    return end > start && text[end - 1] == '?';
}

static const char *why_nothing(const reader *r, const sentence *s)
{
    if (s->question)
        return "it is a question";
    if (sentence_has(r, s, "DENIAL"))
        return "it denies something, and no rule says what follows from that";
    if (sentence_has(r, s, "IF"))
        return "it depends on a condition, and no rule fits";
    if (sentence_has(r, s, "MAYBE"))
        return "it says what might be, and that is not taken";
    if (has_class(s->classes, CLASS_PCTO))
        return "its percentage is not one of GDP";
    if (has_class(s->classes, CLASS_PCT) || has_class(s->classes, CLASS_MONEY) ||
        has_class(s->classes, CLASS_NUM))
        return "no rule says what its number is about";
    return "no rule fits";
}

static int by_place(const void *a, const void *b)
{
    const row *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

static ent_status prepare(reader *r, sentence *s, ent_error *err)
{
    const bool question = ends_in_question(r->text, s->start, s->end);
    s->question = r->in_quotes;
    ENT_TRY(split_words((ent_reading_rules *)(uintptr_t)r->rules, r->text, s->start, s->end, s,
                        r->arena, err));
    r->in_quotes = s->question;
    s->question = question;
    ENT_TRY(annotate((ent_reading_rules *)(uintptr_t)r->rules, s, &r->room, r->arena, err));
    notes_sort(s);
    return ENT_OK;
}

/* "Should Russia attack, ...": a condition without "if". */
static void note_inversion(const reader *r, sentence *s)
{
    const int unless = class_find(r->rules, "IF");
    for (size_t i = 0; i < 3 && i + 2 < s->n_tokens && unless && !s->question; i++)
        if (strcmp(s->tokens[i].word, "should") == 0 &&
            (i == 0 || s->tokens[i - 1].punct || strcmp(s->tokens[i - 1].word, "but") == 0))
            note_add(s, unless, i, 1, "", 0.0);
}

static ent_status read_sentence(reader *r, sentence *s, size_t index, result *out)
{
    grow_older(r);
    note_inversion(r, s);
    find_numbers(r, s);
    find_everyone(r, s);
    find_articles(r, s);
    notes_sort(s);
    r->names_ukraine = r->names_ukraine || sentence_has(r, s, "UKRAINE") ||
                       (r->speaker && strcmp(r->speaker, "UKR") == 0);
    memcpy(r->memory.seen[0], s->classes, sizeof s->classes);
    out->n = 0;
    memset(out->used, 0, sizeof out->used);
    if (!s->question)
        apply_patterns(r, s, index, out);
    qsort(out->rows, out->n, sizeof *out->rows, by_place);
    remember(r, s, out);
    return ENT_OK;
}

/* --- the text --- */

enum { HEAD = 60 }; /* sentences from which date, language and voice of a text are taken */

/* What the first sentences tell about the whole. */
typedef struct head {
    size_t words, common; /* words; those of them that English texts are full of */
    bool first_person;
    bool allies;
    bool many;                     /* a group speaks whose members the rules would have to list */
    const char *of_speech, *first; /* who speaks by the head; the first state that does anything */
} head;

static void count_words(const reader *r, const sentence *s, head *h)
{
    const int common = class_find(r->rules, "COMMON"), we = class_find(r->rules, "WE");
    const int group = class_find(r->rules, "OF_ALLIANCE");
    for (size_t t = 0; t < s->n_tokens; t++) {
        const note *w = note_at(s, we, t);
        h->words += !s->tokens[t].punct;
        h->common += note_at(s, common, t) != NULL;
        h->allies = h->allies || note_at(s, group, t);
        if (w && !s->tokens[t].quoted && strcmp(w->value, "office") != 0)
            h->first_person = true;
    }
}

/* "EST|LVA": states and no group. */
static bool is_states(const char *list)
{
    return (strlen(list) + 1) % 4 == 0 &&
           strspn(list, "ABCDEFGHIJKLMNOPQRSTUVWXYZ|") == strlen(list);
}

/* Who speaks together: the states of a mention after those named before it. */
static const char *spoken_by(const reader *r, const char *list, const mention *m)
{
    for (size_t i = 0; i < m->n_who; i++)
        if (!list)
            list = m->who[i];
        else if (is_states(list) && is_states(m->who[i]) && !strstr(list, m->who[i]))
            list = ent_text_format(r->arena, "%s|%s", list, m->who[i]);
    return list;
}

/* A text about Russia or China is in the voice of somebody else, unless its head says so. */
static bool names_adversary(const reader *r, const mention *m)
{
    return phrase_in(r->rules, class_find(r->rules, "ADVERSARY"), m->who[0], NULL);
}

/* Who says "we": named in the head of a speech, else the first state of a text in the first person.
 */
static void look_for_speaker(reader *r, sentence *s, size_t index, head *h)
{
    static const char *const to_whom[] = {"with",    "to", "at",  "before",
                                          "against", "on", "for", "about"};
    const bool speech = index < 3 && sentence_has(r, s, "SPEECH");
    if (index > 3 || h->of_speech)
        return;
    find_mentions(r, s);
    for (size_t k = 0; k < s->n_mentions; k++) {
        const mention *m = &s->mentions[k];
        const bool joint = !m->capital && sentence_has(r, s, "JOINT");
        if (joint && (h->of_speech || (speech && m->n_who > 1)))
            h->of_speech = spoken_by(r, h->of_speech, m);
        if (m->n_who != 1) {
            h->many = h->many || (speech && !h->of_speech);
            continue;
        }
        bool spoken_to = false;
        for (size_t w = 0; w < sizeof to_whom / sizeof to_whom[0]; w++)
            for (size_t back = 1; back <= 2 && m->oblique && back <= m->at; back++)
                spoken_to = spoken_to || strcmp(s->tokens[m->at - back].word, to_whom[w]) == 0;
        if (speech && !m->place && !m->capital && !spoken_to && !h->of_speech)
            h->of_speech = m->who[0];
        if ((!m->oblique || (index == 0 && !m->place)) && !(index == 0 && m->capital) &&
            !h->first && !names_adversary(r, m) && strcmp(m->who[0], "EUROPE") != 0 &&
            strcmp(m->who[0], "EURCAN") != 0 && strcmp(m->who[0], "ALLIES") != 0)
            h->first = m->who[0];
    }
}

static ent_status read_head(reader *r, const span *list, size_t n, bool dated, ent_error *err)
{
    head h = {0};
    for (size_t i = 0; i < n && i < HEAD; i++) {
        sentence s = {.start = list[i].start, .end = list[i].end};
        ENT_TRY(prepare(r, &s, err));
        count_words(r, &s, &h);
        if (i < 4 && !dated)
            find_date(r, &s);
        look_for_speaker(r, &s, i, &h);
    }
    r->speaker = h.of_speech ? h.of_speech : h.first_person && !h.many ? h.first : NULL;
    r->names_allies = h.allies;
    if (h.words >= 12 && h.common * 8 < h.words)
        return ent_fail(err, ENT_E_DATA,
                        "the text does not look like English; pass an English "
                        "text or a translation");
    return ENT_OK;
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
        const bool domain = s->n_mentions || s->n_articles || has_class(s->classes, CLASS_PCT) ||
                            has_class(s->classes, CLASS_MONEY) || has_class(s->classes, CLASS_NUM);
        o->sentences[i] =
            (ent_read_sentence){.start = s->start,
                                .end = s->end,
                                .first_proposition = o->n,
                                .n_propositions = found->n,
                                .domain = domain,
                                .why_not = domain && !found->n ? why_nothing(r, s) : ""};
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
    if (!r)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
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
