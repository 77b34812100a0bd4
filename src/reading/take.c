/* From the match of a rule to propositions. */
#include <stdlib.h>
#include <string.h>

#include "reading/parts.h"

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

/* Where a match lies in the sentence itself: for a telling, its last words that stand together. */
static span place_of(const sentence *s, const fit *m)
{
    if (!s->origin)
        return (span){m->start, m->end};
    size_t from = m->end - 1;
    while (from > m->start && s->origin[from - 1] + 1 == s->origin[from])
        from--;
    return (span){s->origin[from], s->origin[m->end - 1] + 1u};
}

static bool overlaps(const row *x, span place)
{
    return x->at < place.end && place.start < x->end;
}

static void add_row(result *out, const ent_proposition *p, span place, const pattern *by)
{
    const bool share = strcmp(p->type, "aid_share") == 0; /* "covered half, now covers none" */
    for (size_t i = 0; i < out->n; i++)
        if (same(&out->rows[i].p, p) ||
            (excludes(&out->rows[i].p, p) && (!share || overlaps(&out->rows[i], place))))
            return;
    if (out->n < MAX_ROWS)
        out->rows[out->n++] = (row){*p, place.start, place.end, by};
}

/* Whether another rule took the same words for the same type; two rules with one pattern belong
   together, as the two ends of a move do. */
static bool is_taken(const result *out, const char *type, span place, const pattern *by)
{
    static const char *const free_types[] = {"spending_target", "spending_level", "borders",
                                             "priority", "treaty_coverage"};
    for (size_t i = 0; i < sizeof free_types / sizeof free_types[0]; i++)
        if (strcmp(type, free_types[i]) == 0)
            return false;
    for (size_t i = 0; i < out->n; i++) {
        const row *x = &out->rows[i];
        if (strcmp(x->p.type, type) == 0 && overlaps(x, place) &&
            strcmp(x->by->text, by->text) != 0)
            return true;
    }
    return false;
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

static size_t word_of(const sentence *s, size_t at)
{
    return s->origin ? s->origin[at] : at;
}

static bool take_figure(const sentence *s, result *out, const capture *c)
{
    if (!c || s->anew)
        return true;
    const size_t n = s->origin ? 1 : c->n; /* "3.2 and 3.1 per cent" share their unit */
    for (size_t i = c->at; i < c->at + n; i++)
        if (out->used[word_of(s, i)])
            return false;
    for (size_t i = c->at; i < c->at + n; i++)
        out->used[word_of(s, i)] = true;
    return true;
}

static const char *with_sign(reader *r, const char *value, const char *stance)
{
    if (*stance != '-' || !*value || *value == '-')
        return value;
    const char *text = ent_text_format(r->arena, "-%s", value);
    return text ? text : value;
}

/* A value with a question mark at its end may be missing. */
static bool needs_value(const pattern *p)
{
    const size_t n = strlen(p->value);
    return n > 0 && p->value[n - 1] != '?';
}

/* "it puts its own defence first": a state's own country is its homeland. Forces that go "to its
 * battalion in Estonia" go to Estonia. False where no other place is named. */
static bool find_other_place(const reader *r, const sentence *s, candidate *c)
{
    const char *type = c->by->type;
    names *about = &c->about;
    if (!about->n || !c->who.n || strcmp(about->name[0], c->who.name[0]) != 0)
        return true;
    if (strcmp(type, "priority") == 0 && strlen(c->who.name[0]) == 3) {
        about->name[0] = "HOMELAND";
        return *c->by->stance != '-';
    }
    if (strcmp(type, "posture_change") != 0)
        return true;
    about->n = 0;
    names_of_place(r, s, c->fit->start, c->who.name[0], about);
    if (!about->n && r->memory.place && r->memory.age_place <= RECALL)
        names_add(about, r->memory.place);
    return about->n > 0;
}

/* The text of the column about: those found, else a word of the rule such as `forces` or 1991. */
static const char *about_text(const reader *r, const sentence *s, const candidate *c)
{
    const pattern *p = c->by;
    const bool word = p->about[0] >= 'a' || p->about[0] == '1' || p->about[0] == '2';
    const char *about = c->about.n ? joined(&c->about, r->arena) : word ? p->about : "";
    if (strchr(about, '?') || strncmp(about, "place", 5) == 0)
        return "";
    const bool there =
        has_class(s->classes, CLASS_UKRAINE) || has_class(s->classes, CLASS_GUAR_FORCE);
    return strcmp(p->type, "treaty_coverage") == 0 && strcmp(about, "forces") == 0 && there
               ? "forces:UKR"
               : about;
}

/* The columns that follow once a proposition is sure. */
static void complete(reader *r, const sentence *s, candidate *c)
{
    const fit *m = c->fit;
    ent_proposition *q = &c->p;
    q->about = about_text(r, s, c);
    if (strcmp(c->by->type, "posture_change") == 0) {
        q->value = with_sign(r, q->value, c->by->stance);
        if (c->about.n) {
            r->memory.place = c->about.name[c->about.n - 1];
            r->memory.age_place = 0;
        }
    }
    const size_t said = c->figure ? c->figure->at + c->figure->n : m->end;
    q->when = strcmp(c->by->type, "event") == 0 ? day_of(r, s) : when_of(r, s, m->start, said);
    if (strcmp(q->type, "spending_estimate") == 0)
        q->type = *q->when && atoi(q->when) > r->year ? "spending_target" : "spending_level";
    if (strcmp(q->type, "spending_level") == 0 && r->year && atoi(q->when) > r->year &&
        !year_ahead(r, s, said))
        q->when = "";
    if (strcmp(q->type, "spending_level") == 0 && year_ahead(r, s, said))
        q->type = "spending_target"; /* what is to be spent in a year to come */
    q->start = s->tokens[m->start].start;
    q->end = s->tokens[m->end - 1].end;
    if (strncmp(q->type, "spending", 8) == 0 || strcmp(c->by->type, "target_reached") == 0)
        remember_spender(r, &c->who, q);
}

/* One row for all parties of talks and of a force, else one for each. */
static void add_rows(const reader *r, const sentence *s, candidate *c, result *out)
{
    const char *type = c->by->type;
    if (strcmp(type, "guarantee_force") == 0 || strcmp(type, "talks") == 0) {
        c->p.who = joined(&c->who, r->arena);
        add_row(out, &c->p, place_of(s, c->fit), c->by);
        return;
    }
    for (size_t i = 0; i < c->who.n; i++) {
        c->p.who = c->who.name[i];
        add_row(out, &c->p, place_of(s, c->fit), c->by);
    }
}

static void take(reader *r, const pattern *p, const fit *m, const sentence *s, size_t index,
                 result *out)
{
    candidate c = {.by = p,
                   .fit = m,
                   .p = {.type = p->type, .stance = p->stance, .rule = p->id, .sentence = index}};
    if (is_kept_back(r, p, s, m, out))
        return;
    if (strcmp(p->type, "topic") == 0) {
        out->topic = out->topic || s->origin ? out->topic : p->value;
        return;
    }
    c.p.value = value_of(r, p, m, s, &c.p.unit, &c.figure);
    if (strcmp(p->type, "nothing") == 0) {
        take_figure(s, out, c.figure);
        return;
    }
    names_of_spec(r, p, m, s, p->who, &c.who);
    names_of_spec(r, p, m, s, p->about, &c.about);
    if (!c.who.n || (needs_value(p) && !*c.p.value) || !find_other_place(r, s, &c) ||
        is_refused(r, s, &c) || (!s->anew && is_taken(out, p->type, place_of(s, m), p)) ||
        !take_figure(s, out, c.figure))
        return;
    if (c.figure && strncmp(p->type, "spending", 8) == 0)
        names_of_whole(s, c.figure, &c.who);
    complete(r, s, &c);
    add_rows(r, s, &c, out);
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

static void apply_pattern(reader *r, const pattern *p, const sentence *s, size_t index, result *out)
{
    fit m;
    for (size_t from = 0; from < s->n_tokens && pattern_match(p, s, from, &m);) {
        if (p->starts_with_who)
            nearest_who(p, s, &m);
        if (m.end > m.start)
            take(r, p, &m, s, index, out);
        from = m.start + 1;
    }
}

/* Those of 64 patterns that a sentence has a class for. */
static uint64_t patterns_of(const ent_reading_rules *rules, const sentence *s, size_t word)
{
    uint64_t some = rules->any_patterns[word];
    for (size_t k = 0; k < CLASS_WORDS; k++)
        for (uint64_t left = s->classes[k]; left; left &= left - 1) {
            const uint64_t *list = rules->by_class[64 * k + (size_t)__builtin_ctzll(left)];
            some |= list ? list[word] : 0;
        }
    return some;
}

void apply_patterns(reader *r, const sentence *s, size_t index, result *out)
{
    for (size_t word = 0; word < r->rules->pattern_words; word++)
        for (uint64_t left = patterns_of(r->rules, s, word); left; left &= left - 1) {
            const size_t i = 64 * word + (size_t)__builtin_ctzll(left);
            apply_pattern(r, &r->rules->patterns[i], s, index, out);
        }
}
