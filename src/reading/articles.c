/* Articles of treaties, and the treaty that an article belongs to. */
#include <string.h>

#include "reading/parts.h"

/* The treaty between two of the states named in a sentence, or between one of them and one that the
 * text speaks of; NULL where there is none or more than one. */
const char *treaty_between(const reader *r, const sentence *s)
{
    const char *found = NULL, *wider = NULL;
    for (size_t i = 0; i < s->n_mentions; i++)
        for (size_t a = 0; a < s->mentions[i].n_who; a++) {
            const char *one = s->mentions[i].who[a];
            for (size_t k = 0; k < s->n_mentions; k++)
                for (size_t b = 0; b < s->mentions[k].n_who; b++) {
                    const char *key =
                        phrase_in(r->rules, CLASS_TREATY_BETWEEN, one, s->mentions[k].who[b]);
                    found = key && !found ? key : found;
                }
            for (size_t k = r->n_states; k-- > 0;) {
                const char *key = phrase_in(r->rules, CLASS_TREATY_BETWEEN, one, r->states[k]);
                wider = key && !wider ? key : wider;
            }
        }
    if (found)
        return found;
    if (r->memory.treaty && r->memory.age_treaty <= RECALL)
        return r->memory.treaty;
    for (size_t i = r->n_states; i-- > 0 && !wider;)
        for (size_t k = r->n_states; k-- > 0 && !wider;)
            wider = phrase_in(r->rules, CLASS_TREATY_BETWEEN, r->states[i], r->states[k]);
    return wider;
}

/* The treaty of an article: named within eight words, else the one that "the treaty" stands for.
 * "" for a treaty that is named and not known. */
static const char *treaty_near(const reader *r, const sentence *s, size_t at)
{
    const char *best = NULL;
    enum { WIDE = 24 };
    size_t nearest = WIDE;
    bool some = false;
    for (size_t i = at > WIDE ? at - WIDE : 0; i < s->n_tokens && i < at + WIDE; i++) {
        const note *n = note_at(s, CLASS_TREATY, i);
        const size_t off = i < at ? (at - i) + 1 : i - at;
        if (n && off < nearest) {
            nearest = off;
            best = n->value;
        }
        some = some || (note_at(s, CLASS_TREATY_WORD, i) && off < 14);
    }
    if (best)
        return best;
    const bool elsewhere = r->memory.treaty && !r->names_nato;
    if (!some)
        return elsewhere && r->memory.age_treaty <= 2 * RECALL ? r->memory.treaty : NULL;
    best = treaty_between(r, s);
    if (!best && r->memory.treaty && r->memory.age_treaty <= 2 * RECALL)
        best = r->memory.treaty;
    return best ? best : r->names_nato ? "nato" : "";
}

static const char *article_number(const sentence *s, size_t at, size_t *n)
{
    static const struct {
        const char *word, *number;
    } words[] = {{"five", "5"}, {"four", "4"}, {"six", "6"}, {"three", "3"},   {"v", "5"},
                 {"iv", "4"},   {"vi", "6"},   {"iii", "3"}, {"42.7", "42_7"}, {"ii", "2"},
                 {"two", "2"},  {"ix", "9"},   {"one", "1"}, {"seven", "7"}};
    *n = 1;
    if (at >= s->n_tokens)
        return NULL;
    const char *w = s->tokens[at].word;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(w, words[i].word) == 0)
            return words[i].number;
    if (strcmp(w, "42") == 0 && word_is(s, at + 1, "(") && word_is(s, at + 2, "7")) {
        *n = 4;
        return "42_7";
    }
    return w[0] >= '1' && w[0] <= '9' && strlen(w) < 4 ? w : NULL;
}

static const char *clause_key(reader *r, const char *treaty, const char *number)
{
    if (strcmp(number, "42_7") == 0)
        return "teu_42_7";
    if (treaty && !*treaty)
        return NULL;
    if (!treaty) {
        static const struct {
            const char *number, *clause;
        } usual[] = {{"5", "nato_5"},     {"4", "nato_4"},      {"3", "nato_3"},
                     {"6", "nato_6"},     {"42_7", "teu_42_7"}, {"51", "un_51"},
                     {"222", "tfeu_222"}, {"42", "teu_42_7"}};
        for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
            if (strcmp(number, usual[i].number) == 0)
                return usual[i].clause;
        return NULL;
    }
    if (strcmp(treaty, "teu") == 0 && strlen(number) == 1) /* the Union's treaty is not meant */
        return clause_key(r, NULL, number);
    if (strcmp(treaty, "teu") == 0 && strcmp(number, "42") == 0)
        return "teu_42_7";
    return ent_text_format(r->arena, "%s_%s", treaty, number);
}

static void add_article(sentence *s, size_t at, size_t n, const char *clause)
{
    if (!clause || s->n_articles >= MAX_ARTICLES)
        return;
    s->articles[s->n_articles++] = (article){(uint16_t)at, (uint16_t)n, clause};
    note_add(s, CLASS_ART, at, n, clause, 0.0);
}

void find_articles(reader *r, sentence *s)
{
    s->articles = r->room->articles;
    for (size_t at = 0; at < s->n_tokens; at++) {
        const note *named = note_at(s, CLASS_CLAUSE_NAME, at);
        size_t n = 0;
        if (named) {
            add_article(s, at, named->n, named->value);
            at += named->n - 1u;
            continue;
        }
        if (!note_at(s, CLASS_ARTICLE, at))
            continue;
        const size_t from = at + 1 + word_is(s, at + 1, ".");
        const char *number = article_number(s, from, &n);
        if (!number)
            continue;
        add_article(s, at, from + n - at, clause_key(r, treaty_near(r, s, at), number));
        at = from + n - 1;
    }
    const memory *k = &r->memory;
    if (s->n_articles || !k->n_clauses || k->age_clause > RECALL)
        return;
    for (size_t at = 0; at < s->n_tokens; at++) {
        const note *p = note_at(s, CLASS_ARTICLE_PRONOUN, at);
        if (!p)
            continue;
        const char *clause_meant =
            strcmp(p->value, "first") == 0 ? k->clauses[0] : k->clauses[k->n_clauses - 1];
        if (strcmp(p->value, "weak") == 0)
            note_add(s, CLASS_ARTPRON, at, p->n, clause_meant, 0.0);
        else
            note_add(s, CLASS_ART, at, p->n, clause_meant, 0.0);
    }
}
