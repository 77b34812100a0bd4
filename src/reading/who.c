/* Who is meant: the ways in which the columns who, about and value of patterns.csv name somebody.
 */
#include <stdlib.h>
#include <string.h>

#include "reading/parts.h"

void names_add(names *list, const char *name)
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
static void names_of_sayer(const sentence *s, size_t at, names *list)
{
    for (size_t i = at; i-- > 0 && !list->n;)
        if (note_at(s, CLASS_SAY, i) && !s->tokens[i].quoted)
            names_of_mention(list, subject_before(s, i));
}

/* The same, else the text's own voice. */
static void names_of_speaker(const reader *r, const sentence *s, size_t at, names *list)
{
    if (at < s->n_tokens && s->tokens[at].quoted && r->memory.quoting) {
        names_split(list, r->memory.quoting, r->arena);
        return;
    }
    names_of_sayer(s, at, list);
    if (!list->n && r->speaker)
        names_split(list, r->speaker, r->arena);
}

/* Who moves forces that are a subject of their own: who announces it, else the subject before,
 * but not that of another main clause: "Poland hosts them, and the brigade in Romania stays". */
static void names_of_mover(const sentence *s, size_t at, names *list)
{
    const mention *m = subject_before(s, at);
    names_of_sayer(s, at, list);
    for (size_t i = m ? (size_t)m->at + m->n : at; i + 1 < at; i++)
        if (s->tokens[i].word[0] == ',' && strcmp(s->tokens[i + 1].word, "and") == 0)
            return;
    if (!list->n)
        names_of_mention(list, m);
}

/* "on our soil", "in our country": the land of the one who speaks. */
static bool is_own_land(const sentence *s, const mention *m)
{
    static const char *const land[] = {"soil", "territory", "country", "land", "shores", "ground"};
    const size_t last = (size_t)m->at + m->n - (m->possessive ? 0 : 1);
    for (size_t i = 0; m->oblique && i < sizeof land / sizeof land[0]; i++)
        if (word_is(s, last, land[i]) || word_is(s, (size_t)m->at + m->n, land[i]))
            return true;
    return false;
}

/* A place or theatre: the first after `from`, else the nearest before. */
void names_of_place(const reader *r, const sentence *s, size_t from, const char *but, names *list)
{
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = pass ? 0 : from; i < (pass ? from : s->n_tokens); i++) {
            const note *n = note_at(s, CLASS_PLACE, i);
            const mention *m = mention_at(s, i);
            if (n)
                names_add(list, n->value);
            else if (m && m->at == i &&
                     (is_own_land(s, m) || (!m->pronoun && (m->oblique || i > from))) &&
                     !(but && strcmp(m->who[0], but) == 0))
                names_of_mention(list, m);
            else if (note_at(s, CLASS_THERE, i) && r->memory.place)
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

bool spec_is(const char *spec, size_t n, const char *word)
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
        const bool itself = who && who->stands_for && r->speaker && r->names_ukraine &&
                            strcmp(p->type, "membership") == 0 && who->n_who == 1 &&
                            strcmp(who->who[0], r->speaker) == 0;
        if (itself && strcmp(r->speaker, "UKR") != 0)
            names_add(list, "UKR"); /* "we support its accession" */
        else if (who)
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

/* The author of a text in the first person, else whom the sentences before spoke of, but for an
 * adversary: forces that nobody is said to move are not his. */
static void names_of_voice(const reader *r, names *list)
{
    const memory *k = &r->memory;
    if (r->speaker) {
        names_split(list, r->speaker, r->arena);
        return;
    }
    for (size_t i = 0; i < k->n_who && k->age_who <= RECALL; i++)
        if (!phrase_in(r->rules, CLASS_ADVERSARY, k->who[i], NULL))
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
static void names_of_near(const sentence *s, size_t at, names *list)
{
    for (size_t i = s->n_mentions; i-- > 0 && !list->n;)
        if (s->mentions[i].at < at && !s->mentions[i].pronoun && !s->mentions[i].oblique)
            names_of_mention(list, &s->mentions[i]);
    for (size_t i = s->n_mentions; i-- > 0 && !list->n;) { /* "In Tokyo's budget" */
        const size_t end = (size_t)s->mentions[i].at + s->mentions[i].n;
        if (end < at && s->mentions[i].possessive &&
            (note_at(s, CLASS_SPEND_N, end) ||
             (end + 1 < at && note_at(s, CLASS_SPEND_N, end + 1))))
            names_of_mention(list, &s->mentions[i]);
    }
}

/* Who the sentence is about: the first that something is said of. */
static void names_of_main(const sentence *s, size_t at, names *list)
{
    for (size_t i = 0; i < s->n_mentions && !list->n; i++)
        if (s->mentions[i].at < at && !s->mentions[i].oblique && !s->mentions[i].possessive &&
            !s->mentions[i].object)
            names_of_mention(list, &s->mentions[i]);
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

static void names_copy(names *list, const char *const *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        names_add(list, from[i]);
}

/* Those that the sentences before have left in memory; false for a word that asks for no memory. */
static bool names_of_memory(const memory *k, const char *word, size_t n, names *list)
{
    if (spec_is(word, n, "topic"))
        names_copy(list, k->spender, k->age_spender <= RECALL ? k->n_spender : 0);
    else if (spec_is(word, n, "last"))
        names_copy(list, k->who, k->age_who <= RECALL ? k->n_who : 0);
    else if (spec_is(word, n, "list"))
        names_copy(list, k->list, k->age_list <= RECALL ? k->n_list : 0);
    else if (spec_is(word, n, "last_place"))
        names_copy(list, &k->place, k->place && k->age_place <= RECALL);
    else if (spec_is(word, n, "share"))
        names_copy(list, &k->share, k->share && k->age_share <= RECALL);
    else if (spec_is(word, n, "clause"))
        names_copy(list, k->n_clauses ? &k->clauses[k->n_clauses - 1] : k->clauses,
                   k->n_clauses && k->age_clause <= RECALL);
    else
        return false;
    return true;
}

/* Those of one word of a column, seen from the token `anchor`. */
static void names_of_word(const reader *r, const pattern *p, const fit *m, const sentence *s,
                          size_t anchor, const char *word, size_t n, names *list)
{
    const char *receiver = strncmp(p->type, "aid_", 4) == 0 ? "UKR" : "";
    if (word[0] == '$')
        names_of_capture(r, p, m, s, word + 1, n - 1, list);
    else if (names_of_memory(&r->memory, word, n, list))
        return;
    else if (spec_is(word, n, "subj"))
        names_of_mention(list, subject_but(s, anchor, receiver));
    else if (spec_is(word, n, "speaker"))
        names_of_speaker(r, s, anchor, list);
    else if (spec_is(word, n, "mover"))
        names_of_mover(s, anchor, list);
    else if (spec_is(word, n, "for"))
        names_of_mention(list, named_for(s, anchor));
    else if (spec_is(word, n, "author"))
        names_split(list, r->speaker ? r->speaker : "", r->arena);
    else if (spec_is(word, n, "inner"))
        names_inside(p, m, s, list);
    else if (spec_is(word, n, "voice"))
        names_of_voice(r, list);
    else if (spec_is(word, n, "members"))
        names_of_members(r, s, anchor, list);
    else if (spec_is(word, n, "place_here"))
        names_of_place(r, s, anchor, NULL, list);
    else if (spec_is(word, n, "place"))
        names_of_place_or_last(r, s, anchor, list);
    else if (spec_is(word, n, "army") || spec_is(word, n, "troops"))
        names_of_army(r, s, anchor, word[0] == 'a', list);
    else if (spec_is(word, n, "main"))
        names_of_main(s, anchor, list);
    else if (spec_is(word, n, "near"))
        names_of_near(s, anchor, list);
    else if (spec_is(word, n, "holder"))
        names_of_holder(r, s, anchor, list);
    else if ((word[0] >= 'A' && word[0] <= 'Z') || (word[0] >= '0' && word[0] <= '9'))
        names_split(list, ent_text_copy(word, n, r->arena), r->arena);
}

/* "a+b": those of the first, and those of the second where the first names somebody. */
static void names_of_both(const reader *r, const pattern *p, const fit *m, const sentence *s,
                          const char *spec, size_t plus, names *list)
{
    names second = {0};
    char first[32];
    if (plus >= sizeof first)
        return;
    memcpy(first, spec, plus);
    first[plus] = 0;
    names_of_spec(r, p, m, s, first, list);
    names_of_spec(r, p, m, s, spec + plus + 1, &second);
    names_copy(list, second.name, list->n ? second.n : 0);
}

void names_of_spec(const reader *r, const pattern *p, const fit *m, const sentence *s,
                   const char *spec, names *list)
{
    size_t anchor = m->start;
    if (p->anchor >= 0 && m->captures[p->anchor].n)
        anchor = m->captures[p->anchor].at;
    while (*spec && !list->n) {
        const size_t n = strcspn(spec, "?"), plus = strcspn(spec, "+");
        if (plus < n) {
            names_of_both(r, p, m, s, spec, plus, list);
            return;
        }
        names_of_word(r, p, m, s, anchor, spec, n, list);
        spec += n + (spec[n] != 0);
    }
}

const char *joined(const names *list, ent_arena *arena)
{
    ent_builder b;
    ent_builder_init(&b, arena);
    for (size_t i = 0; i < list->n; i++)
        ent_builder_format(&b, "%s%s", i ? "|" : "", list->name[i]);
    return b.failed ? "" : b.data;
}

/* "1.2 per cent of Austria's GDP": whose output it is overrides the subject. */
void names_of_whole(const sentence *s, const capture *figure, names *who)
{
    const size_t of = figure->at + figure->n;
    const mention *m = of + 1 < s->n_tokens ? mention_at(s, of + 1) : NULL;
    if (!m || m->pronoun || !m->possessive || strcmp(s->tokens[of].word, "of") != 0)
        return;
    for (size_t i = (size_t)m->at + m->n; i < (size_t)m->at + m->n + 3 && i < s->n_tokens; i++)
        if (note_at(s, CLASS_GDP, i)) {
            who->n = 0;
            names_of_mention(who, m);
            return;
        }
}
