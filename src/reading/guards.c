/* What keeps a match from being a proposition. */
#include <stdlib.h>
#include <string.h>

#include "reading/parts.h"

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

/* "only if America looks away", "unless others do": a condition of anything that follows in the
 * clause; those of another value in words.csv make a refusal one for a time only. */
static bool condition_follows(const sentence *s, size_t from)
{
    const size_t end = clause_end(s, from);
    for (size_t i = from; i < end; i++) {
        const note *n = note_at(s, CLASS_CONDITION, i);
        if (n && strcmp(n->value, "any") == 0)
            return true;
    }
    return false;
}

static bool is_blocked(const pattern *p, const sentence *s, const fit *m)
{
    const size_t segment = segment_start(s, m->start);
    for (size_t k = 0; k < p->n_not; k++) {
        const bool whole = p->not_in[k] == CLASS_DENIAL || p->not_in[k] == CLASS_ART;
        const size_t from = whole ? clause_start(s, m->start) : segment;
        const size_t to = p->not_in[k] == CLASS_IF          ? m->start + 1
                          : p->not_in[k] == CLASS_CONDITION ? clause_end(s, m->end)
                                                            : m->end;
        if (p->not_in[k] == CLASS_IF && condition_follows(s, m->end))
            return true;
        for (size_t i = from; i < to && i < s->n_tokens; i++) {
            const note *doubt = note_at(s, CLASS_NO_DOUBT, i);
            if (doubt && p->not_in[k] == CLASS_NEG)
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
    const char *speaker = r->speaker ? r->speaker : "";
    if (!*c || (strstr(c, "UKRAINE") && strcmp(speaker, "UKR") == 0) ||
        (strstr(c, "RUSSIA_W") && strcmp(speaker, "RUS") == 0))
        return true;
    if (*c == '=') {
        const int id = class_find(r->rules, c + 1);
        if (id && has_class(s->classes, id))
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

enum {
    LAST_ENLARGEMENT =
        2009 /* since then the states of NO_CANDIDATE are members of both or will not be */
};

/* A member of both, or a state that will be of neither; the list gives the year where it is later.
 */
static bool is_no_candidate(const reader *r, const char *state)
{
    const char *since = phrase_in(r->rules, CLASS_NO_CANDIDATE, state, NULL);
    return since && (!r->year || r->year >= (*since ? atoi(since) : LAST_ENLARGEMENT));
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
    if (strcmp(type, "membership") == 0 && is_no_candidate(r, who->name[0]))
        return false;
    if (strcmp(type, "threat") == 0 || strcmp(type, "membership") == 0)
        return strlen(who->name[0]) == 3;
    return true;
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
static bool for_somebody_else(const sentence *s, const capture *figure, const char *who)
{
    const size_t after = figure->at + figure->n;
    const mention *before = figure->at > 0 ? mention_at(s, figure->at - 1) : NULL;
    if (before && !before->pronoun && !before->oblique && before->object &&
        strcmp(before->who[0], "UKR") != 0 && strcmp(before->who[0], who) != 0)
        return true;
    if (has_class(s->classes, CLASS_UKRAINE))
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
    if (strcmp(figure->what->value, "bn_usd") != 0)
        return false;
    for (size_t i = figure->at > 1 ? figure->at - 1 : 0; i < figure->at + figure->n; i++)
        if (note_at(s, CLASS_US_DOLLAR, i))
            return false;
    return phrase_in(r->rules, CLASS_DOLLAR_STATE, who, NULL);
}

/* "Macron's speech", which does not act. */
static bool owned_thing(const pattern *p, const fit *m, const sentence *s)
{
    const capture *c = captured(p, m, "who");
    if (!c || c->what->class_id != CLASS_W)
        return false;
    const mention *x = &s->mentions[(size_t)c->what->number];
    const size_t end = (size_t)x->at + x->n;
    bool acts = !s->tokens[end - 1].possessive;
    for (size_t i = end; i < end + 3 && i < s->n_tokens && !acts; i++)
        acts =
            note_at(s, CLASS_ACTOR, i) || note_at(s, CLASS_FORCES, i) || note_at(s, CLASS_DEED, i);
    return !acts;
}

/* "will hit the alliance's target": no attack. */
static bool hits_target(const pattern *p, const fit *m, const sentence *s)
{
    const capture *c = captured(p, m, "b");
    if (!c || c->what->class_id != CLASS_W)
        return false;
    const size_t end = c->at + c->n;
    for (size_t i = end; i < end + 3 && i < s->n_tokens && !s->tokens[i].punct; i++)
        if (note_at(s, CLASS_TARGET_N, i) || note_at(s, CLASS_PCT, i))
            return s->tokens[end - 1].possessive;
    return false;
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
static bool is_preposition(const sentence *s, size_t at)
{
    for (size_t back = 1; back <= 2 && back <= at; back++)
        if (note_at(s, CLASS_PREPOSITION, at - back))
            return true;
    return false;
}

/* "Eleven allies spend", "economists want": who acts is not a state or group by name. */
static bool unnamed_subject(const pattern *p, const sentence *s, const fit *m)
{
    if (strstr(p->who, "subj") != p->who)
        return false;
    for (size_t i = m->start; i-- > segment_start(s, m->start);) {
        const mention *x = mention_at(s, i);
        if ((x && !x->oblique) || note_at(s, CLASS_SAY, i))
            return false;
        if (!note_at(s, CLASS_UNNAMED, i) && !note_at(s, CLASS_OTHER_ACTOR, i))
            continue;
        return i == 0 || !is_preposition(s, i);
    }
    return false;
}

bool is_kept_back(const reader *r, const pattern *p, const sentence *s, const fit *m,
                  const result *out)
{
    return !fits_context(r, p, s, out) || is_blocked(p, s, m) || unnamed_subject(p, s, m) ||
           (p->starts_with_who && !may_be_oblique(p->type) && oblique_start(s, m));
}

/* "$" of another country, and money for somebody else than Ukraine. */
static bool other_money(const reader *r, const sentence *s, const candidate *c)
{
    return c->figure && c->figure->what->class_id == CLASS_MONEY &&
           (own_dollars(r, s, c->figure, c->who.name[0]) ||
            for_somebody_else(s, c->figure, c->who.name[0]));
}

/* Forces that guarantee a peace, come for an exercise or fight in the war; people who are no
 * soldiers. */
static bool no_posture(const sentence *s, const candidate *c)
{
    if (has_class(s->classes, CLASS_AFTER_CEASE) || has_class(s->classes, CLASS_GUAR_FORCE) ||
        has_class(s->classes, CLASS_EXERCISE) || (*c->p.value && atof(c->p.value) > 3e5))
        return true;
    for (size_t i = 0; i < c->by->n_not; i++)
        if (c->by->not_in[i] == CLASS_UKRAINE && has_class(s->classes, CLASS_UKRAINE))
            return true;
    return false;
}

bool is_refused(const reader *r, const sentence *s, const candidate *c)
{
    const pattern *p = c->by;
    const fit *m = c->fit;
    const bool itself = c->about.n && strcmp(c->about.name[0], c->who.name[0]) == 0;
    if (other_money(r, s, c) || !suits(r, p->type, s->tokens[m->start].quoted, &c->who, &c->about))
        return true;
    if (strcmp(p->about, "place_here") == 0 && !c->about.n)
        return true;                      /* forces without a number have to be somewhere */
    if (strcmp(p->type, "priority") == 0) /* "take the lead", without a theatre, is Europe's */
        return strcmp(p->about, "EUROPE") == 0 && strlen(c->who.name[0]) == 3;
    if (strcmp(p->type, "commitment") == 0)
        return itself; /* it defends itself */
    if (strcmp(p->type, "event") == 0)
        return has_class(s->classes, CLASS_SPORT) || hits_target(p, m, s);
    if (strcmp(p->type, "posture_change") == 0)
        return no_posture(s, c);
    if (strcmp(p->type, "threat") == 0)
        return owned_thing(p, m, s);
    return only_one_says(r, s, m, &c->p);
}
