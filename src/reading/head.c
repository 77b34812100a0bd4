/* What the first sentences tell of a whole text: its day, its language, who says "we". */
#include <string.h>

#include "reading/parts.h"

enum { HEAD = 60 }; /* sentences from which date, language and voice of a text are taken */

/* What the first sentences tell about the whole. */
typedef struct head {
    size_t words, common; /* words; those of them that English texts are full of */
    bool first_person;
    bool allies;
    bool many;                     /* a group speaks whose members the rules would have to list */
    const char *of_speech, *first; /* who speaks by the head; the first state that does anything */
    const char *seat;              /* whose capital the dateline of a speech names */
    const char *owner;             /* the first state of which something is said to be */
} head;

static void count_words(const sentence *s, head *h)
{
    for (size_t t = 0; t < s->n_tokens; t++) {
        const note *w = note_at(s, CLASS_WE, t);
        h->words += !s->tokens[t].punct;
        h->common += note_at(s, CLASS_COMMON, t) != NULL;
        h->allies = h->allies || note_at(s, CLASS_OF_ALLIANCE, t);
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
    return phrase_in(r->rules, CLASS_ADVERSARY, m->who[0], NULL);
}

/* Who says "we": named in the head of a speech, else the first state of a text in the first person.
 */
static void look_for_speaker(reader *r, sentence *s, size_t index, head *h)
{
    static const char *const to_whom[] = {"with",    "to", "at",  "before",
                                          "against", "on", "for", "about"};
    const bool speech = index < 3 && has_class(s->classes, CLASS_SPEECH);
    if (index > 3 || h->of_speech || s->question)
        return;
    find_mentions(r, s);
    for (size_t k = 0; k < s->n_mentions; k++) {
        const mention *m = &s->mentions[k];
        const bool joint =
            !m->capital && !names_adversary(r, m) && has_class(s->classes, CLASS_JOINT);
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
        if (speech && !m->place && !m->capital && !spoken_to && !h->of_speech &&
            !s->tokens[m->at].quoted) /* who is quoted does not say who speaks */
            h->of_speech = m->who[0];
        if (index == 0 && m->capital && has_class(s->classes, CLASS_SEAT_ANY) && !h->of_speech)
            h->of_speech = m->who[0];
        if (speech && index == 0 && m->capital && !h->seat)
            h->seat = m->who[0];
        if (m->possessive && !m->person && !h->owner && !names_adversary(r, m))
            h->owner = m->who[0];
        if ((!m->oblique || (index == 0 && !m->place)) && !(m->possessive && !m->person) &&
            !(index == 0 && m->capital) && !h->first && !names_adversary(r, m) &&
            strcmp(m->who[0], "EUROPE") != 0 && strcmp(m->who[0], "EURCAN") != 0 &&
            strcmp(m->who[0], "ALLIES") != 0)
            h->first = m->who[0];
    }
}

ent_status read_head(reader *r, const span *list, size_t n, bool dated, ent_error *err)
{
    head h = {0};
    for (size_t i = 0; i < n && i < HEAD; i++) {
        sentence s = {.start = list[i].start, .end = list[i].end};
        ENT_TRY(prepare(r, &s, err));
        count_words(&s, &h);
        if (i < 4 && !dated)
            find_date(r, &s);
        look_for_speaker(r, &s, i, &h);
    }
    r->speaker = h.of_speech ? h.of_speech : NULL;
    if (!r->speaker && h.first_person && !h.many)
        r->speaker = h.first ? h.first : h.seat ? h.seat : h.owner;
    r->names_allies = h.allies;
    if (h.words >= 12 && h.common * 8 < h.words)
        return ent_fail(err, ENT_E_DATA,
                        "the text does not look like English; pass an English "
                        "text or a translation");
    return ENT_OK;
}
