/* Patterns: compiled into steps, matched by trying. */
#include <string.h>

#include "reading/parts.h"

/*
 *   word       a word with this stem
 *   @CLASS     a phrase of this class of words.csv
 *   {name:CLASS}  the same, kept as `name`
 *   .3         up to three words or commas, as few as fit
 *   _3         up to three words, no comma
 *   (a b|c)    either; (a|b)? or not at all; x? also after a word or a class
 *   !@CLASS    what follows is not of this class
 *   ^ $        start, end of the sentence
 */
typedef struct compiler {
    ent_reading_rules *rules;
    pattern *p;
    const char *text, *where;
    size_t at;
    bool optional; /* inside of something that need not match */
    step steps[800];
    size_t n;
    ent_arena *arena;
    ent_error *err;
} compiler;

static ent_status wrong(const compiler *c, const char *what)
{
    return ent_fail(c->err, ENT_E_PARSE, "%s: pattern, at '%.30s': %s", c->where, c->text + c->at,
                    what);
}

static size_t emit(compiler *c, step s)
{
    if (c->n < sizeof c->steps / sizeof c->steps[0])
        c->steps[c->n++] = s;
    return c->n - 1;
}

static void need(compiler *c, int class_id)
{
    if (!c->optional && c->p->n_need < sizeof c->p->need / sizeof c->p->need[0])
        c->p->need[c->p->n_need++] = (uint16_t)class_id;
}

static size_t word_length(const char *text)
{
    return strcspn(text, " ()|?}");
}

static ent_status class_named(compiler *c, const char *text, size_t n, int *id)
{
    char name[64];
    if (n == 0 || n >= sizeof name)
        return wrong(c, "a class has no name or too long a one");
    memcpy(name, text, n);
    name[n] = 0;
    *id = class_find(c->rules, name);
    return *id ? ENT_OK : wrong(c, "this word class is not in words.csv");
}

static ent_status compile_class(compiler *c)
{
    int id = 0;
    c->at++;
    const size_t n = word_length(c->text + c->at);
    ENT_TRY(class_named(c, c->text + c->at, n, &id));
    need(c, id);
    emit(c, (step){.kind = STEP_CLASS, .class_id = (uint16_t)id, .capture = -1});
    c->at += n;
    return ENT_OK;
}

static ent_status capture_index(compiler *c, const char *name, size_t n, int *index)
{
    pattern *p = c->p;
    for (size_t i = 0; i < p->n_captures; i++)
        if (strlen(p->captures[i]) == n && memcmp(p->captures[i], name, n) == 0) {
            *index = (int)i;
            return ENT_OK;
        }
    if (p->n_captures == MAX_CAPTURES)
        return wrong(c, "too many names in braces");
    p->captures[p->n_captures] = ent_text_copy(name, n, c->arena);
    *index = (int)p->n_captures++;
    return p->captures[*index] ? ENT_OK : ent_fail(c->err, ENT_E_NOMEM, "reading: out of memory");
}

static ent_status compile_capture(compiler *c)
{
    int id = 0, index = 0;
    const char *name = c->text + c->at + 1;
    const size_t n = strcspn(name, ":} "), all = strcspn(name, "}");
    if (name[n] != ':' || name[all] != '}')
        return wrong(c, "write {name:CLASS}");
    ENT_TRY(class_named(c, name + n + 1, all - n - 1, &id));
    ENT_TRY(capture_index(c, name, n, &index));
    need(c, id);
    emit(c, (step){.kind = STEP_CLASS, .class_id = (uint16_t)id, .capture = index});
    c->at += all + 2;
    return ENT_OK;
}

/* A plain word is a class of its own, which the compiler adds. */
static ent_status compile_word(compiler *c)
{
    const size_t n = word_length(c->text + c->at);
    char *word = ent_text_format(c->arena, "~%.*s", (int)n, c->text + c->at);
    if (!word || n == 0)
        return wrong(c, "a word is missing");
    int id = class_find(c->rules, word);
    if (!id) {
        id = class_add(c->rules, word);
        phrase *p = ent_arena_array(c->arena, phrase, 1);
        const char **words = ent_arena_array(c->arena, const char *, 1);
        if (!id || !p || !words)
            return ent_fail(c->err, ENT_E_NOMEM, "%s: too many words in patterns", c->where);
        words[0] = stem_of(c->rules, word + 1);
        *p = (phrase){.words = words, .n = 1, .class_id = (uint16_t)id, .match = 's', .value = ""};
        p->hash = hash_text(words[0]);
        const size_t bucket = p->hash % c->rules->n_buckets;
        p->next = c->rules->buckets[bucket];
        c->rules->buckets[bucket] = p;
    }
    need(c, id);
    emit(c, (step){.kind = STEP_CLASS, .class_id = (uint16_t)id, .capture = -1});
    c->at += n;
    return ENT_OK;
}

static ent_status compile_sequence(compiler *c);

/* Classes with which a match may go on from one step; false when any word may come. */
static bool find_first(const step *steps, size_t at, size_t n, uint64_t *first)
{
    for (; at < n; at++) {
        const step *x = &steps[at];
        if (x->kind == STEP_CLASS) {
            first[x->class_id / 64] |= UINT64_C(1) << (x->class_id % 64);
            return true;
        }
        if (x->kind == STEP_GAP || x->kind == STEP_MATCH || x->kind == STEP_END)
            return false;
        if (x->kind == STEP_SPLIT && !find_first(steps, x->other, n, first))
            return false;
        if (x->kind == STEP_JUMP)
            at = (size_t)x->other - 1;
    }
    return false;
}

/* A group that has to match needs one of the classes with which its branches begin. */
static void need_one(compiler *c, size_t from)
{
    pattern *p = c->p;
    if (c->optional || c->text[c->at] == '?' || p->n_sets == MAX_SETS)
        return;
    memset(p->sets[p->n_sets], 0, sizeof p->sets[0]);
    if (find_first(c->steps, from, c->n, p->sets[p->n_sets]))
        p->n_sets++;
}

/* Make room for a step before `from`; jumps inside move with it. */
static void insert(compiler *c, size_t from, step s)
{
    if (c->n >= sizeof c->steps / sizeof c->steps[0])
        return;
    memmove(c->steps + from + 1, c->steps + from, (c->n - from) * sizeof *c->steps);
    c->n++;
    for (size_t i = from + 1; i < c->n; i++)
        if (c->steps[i].kind == STEP_SPLIT || c->steps[i].kind == STEP_JUMP)
            c->steps[i].other++;
    c->steps[from] = s;
}

static ent_status compile_group(compiler *c)
{
    size_t jumps[64], n_jumps = 0, branch = c->n;
    const size_t from = c->n;
    const bool before = c->optional;
    /* what stands in one branch only need not be there */
    const size_t close = strcspn(c->text + c->at, ")");
    if (memchr(c->text + c->at, '|', close) || c->text[c->at + close + 1] == '?')
        c->optional = true;
    c->at++;
    for (;;) {
        ENT_TRY(compile_sequence(c));
        if (c->text[c->at] != '|')
            break;
        if (n_jumps == 64)
            return wrong(c, "too many alternatives");
        c->at++;
        insert(c, branch, (step){.kind = STEP_SPLIT});
        jumps[n_jumps++] = emit(c, (step){.kind = STEP_JUMP});
        c->steps[branch].other = (uint16_t)c->n;
        branch = c->n;
    }
    if (c->text[c->at] != ')')
        return wrong(c, "a bracket is not closed");
    c->at++;
    for (size_t i = 0; i < n_jumps; i++)
        c->steps[jumps[i]].other = (uint16_t)c->n;
    c->optional = before;
    if (n_jumps)
        need_one(c, from);
    return ENT_OK;
}

static ent_status compile_gap(compiler *c)
{
    const bool wide = c->text[c->at] == '.';
    unsigned n = 0;
    c->at++;
    while (c->text[c->at] >= '0' && c->text[c->at] <= '9' && n < 100)
        n = 10 * n + (unsigned)(c->text[c->at++] - '0');
    if (!n)
        return wrong(c, "a gap has no length; write .3 or _3");
    emit(c, (step){.kind = STEP_GAP, .n = (uint16_t)n, .wide = wide});
    return ENT_OK;
}

static ent_status compile_not(compiler *c)
{
    int id = 0;
    c->at += 2;
    if (c->text[c->at - 1] != '@')
        return wrong(c, "write !@CLASS");
    const size_t n = word_length(c->text + c->at);
    ENT_TRY(class_named(c, c->text + c->at, n, &id));
    emit(c, (step){.kind = STEP_NOT, .class_id = (uint16_t)id});
    c->at += n;
    return ENT_OK;
}

static ent_status compile_item(compiler *c)
{
    const size_t from = c->n;
    const char k = c->text[c->at];
    const bool before = c->optional;
    /* look ahead: an item followed by ? need not match */
    const size_t length = k == '(' || k == '{' ? 0 : word_length(c->text + c->at);
    if (length && c->text[c->at + length] == '?')
        c->optional = true;
    if (k == '{') {
        const size_t end = strcspn(c->text + c->at, "}");
        if (c->text[c->at + end] && c->text[c->at + end + 1] == '?')
            c->optional = true;
    }
    ent_status status = k == '@'                 ? compile_class(c)
                        : k == '{'               ? compile_capture(c)
                        : k == '('               ? compile_group(c)
                        : k == '!'               ? compile_not(c)
                        : k == '^' || k == '$'   ? ENT_OK
                        : (k == '.' || k == '_') ? compile_gap(c)
                                                 : compile_word(c);
    if (k == '^' || k == '$') {
        emit(c, (step){.kind = k == '^' ? STEP_START : STEP_END});
        c->at++;
    }
    c->optional = before;
    if (status == ENT_OK && c->text[c->at] == '?') {
        insert(c, from, (step){.kind = STEP_SPLIT});
        c->steps[from].other = (uint16_t)c->n;
        c->at++;
    }
    return status;
}

static ent_status compile_sequence(compiler *c)
{
    while (c->text[c->at] && c->text[c->at] != ')' && c->text[c->at] != '|') {
        if (c->text[c->at] == ' ')
            c->at++;
        else
            ENT_TRY(compile_item(c));
        if (c->n + 4 >= sizeof c->steps / sizeof c->steps[0])
            return wrong(c, "the pattern is too long");
    }
    return ENT_OK;
}

ent_status pattern_compile(ent_reading_rules *rules, const char *text, pattern *p,
                           const char *where, ent_arena *arena, ent_error *err)
{
    compiler *c = ent_arena_array(arena, compiler, 1);
    if (!c)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    c->rules = rules;
    c->p = p;
    c->text = text;
    c->where = where;
    c->arena = arena;
    c->err = err;
    ENT_TRY(compile_sequence(c));
    if (c->text[c->at])
        return wrong(c, "a bracket too many");
    emit(c, (step){.kind = STEP_MATCH});
    p->steps = ent_arena_array(arena, step, c->n);
    if (!p->steps)
        return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
    memcpy(p->steps, c->steps, c->n * sizeof *p->steps);
    p->n_steps = (uint16_t)c->n;
    p->any_first = !find_first(p->steps, 0, p->n_steps, p->first);
    p->starts_with_who = p->steps[0].kind == STEP_CLASS && p->steps[0].class_id == CLASS_W &&
                         p->steps[0].capture == 0;
    p->anchor = -1;
    for (size_t i = 0; i < p->n_captures; i++)
        if (strcmp(p->captures[i], "anchor") == 0)
            p->anchor = (int)i;
    return ENT_OK;
}

/* --- matching --- */

typedef struct trial {
    const pattern *p;
    const sentence *s;
    fit *m;
    size_t budget; /* tries left: a pattern with many gaps must not take for ever */
} trial;

/* "…, and that 1,000 are to stay": what begins here is said of something else. */
static bool new_statement(const sentence *s, size_t at)
{
    return (word_is(s, at, "and") && word_is(s, at + 1, "that")) || word_is(s, at, "whereas") ||
           (s->tokens[at].word[0] == ',' && word_is(s, at + 1, "but") &&
            (note_at(s, CLASS_W, at + 2) || note_at(s, CLASS_NUM, at + 2) ||
             note_at(s, CLASS_NUM, at + 3)));
}

/* Whether a gap cannot go over a token: the end of a clause, a comma for the narrow kind, and a
   second number in "two systems and 300 soldiers", as a number belongs to the noun next to it. */
static bool stops_gap(const trial *t, size_t at_step, size_t at)
{
    const step *x = &t->p->steps[at_step];
    if (at >= t->s->n_tokens || t->s->tokens[at].barrier)
        return true;
    if (new_statement(t->s, at))
        return true;
    if (!x->wide && t->s->tokens[at].punct && t->s->tokens[at].word[0] == ',')
        return true;
    return at_step > 0 && t->p->steps[at_step - 1].class_id == CLASS_NUM &&
           note_at(t->s, CLASS_NUM, at);
}

static bool try_from(trial *t, size_t at_step, size_t at)
{
    for (;;) {
        const step *x = &t->p->steps[at_step];
        if (t->budget == 0)
            return false;
        t->budget--;
        switch (x->kind) {
        case STEP_MATCH:
            t->m->end = at;
            return true;
        case STEP_START:
            if (at != 0)
                return false;
            break;
        case STEP_END:
            if (at < t->s->n_tokens && !(at + 1 == t->s->n_tokens && t->s->tokens[at].punct))
                return false;
            break;
        case STEP_JUMP:
            at_step = x->other;
            continue;
        case STEP_SPLIT:
            if (try_from(t, at_step + 1, at))
                return true;
            at_step = x->other;
            continue;
        case STEP_NOT:
            if (note_at(t->s, x->class_id, at))
                return false;
            break;
        case STEP_GAP:
            for (size_t n = 0, to = at; n <= x->n; n++, to++) {
                if (try_from(t, at_step + 1, to))
                    return true;
                if (to < t->s->n_tokens && t->s->aside[to]) {
                    to = t->s->aside[to];
                    if (try_from(t, at_step + 1, to))
                        return true;
                }
                if (stops_gap(t, at_step, to))
                    return false;
            }
            return false;
        case STEP_CLASS:
            if (at >= t->s->n_tokens)
                return false;
            for (size_t i = t->s->first_note[at]; i < t->s->first_note[at + 1]; i++) {
                const note *n = &t->s->notes[i];
                if (n->class_id != x->class_id)
                    continue;
                capture before = {0};
                if (x->capture >= 0) {
                    before = t->m->captures[x->capture];
                    t->m->captures[x->capture] = (capture){at, n->n, n};
                }
                if (try_from(t, at_step + 1, at + n->n))
                    return true;
                if (x->capture >= 0)
                    t->m->captures[x->capture] = before;
            }
            return false;
        }
        at_step++;
    }
}

static bool intersects(const uint64_t *a, const uint64_t *b)
{
    uint64_t both = 0;
    for (size_t i = 0; i < CLASS_WORDS; i++)
        both |= a[i] & b[i];
    return both != 0;
}

bool pattern_match(const pattern *p, const sentence *s, size_t from, fit *m)
{
    for (size_t i = 0; i < p->n_need; i++)
        if (!has_class(s->classes, p->need[i]))
            return false;
    if (!p->any_first && !intersects(p->first, s->classes))
        return false;
    for (size_t i = 0; i < p->n_sets; i++)
        if (!intersects(p->sets[i], s->classes))
            return false;
    trial t = {p, s, m, 4000};
    size_t next = s->first_note[from];
    for (size_t at = from; at < s->n_tokens; at++) {
        if (!p->any_first) { /* the next token with a note of a class that may come first */
            while (next < s->first_note[s->n_tokens] &&
                   (s->notes[next].at < at || !has_class(p->first, s->notes[next].class_id)))
                next++;
            if (next == s->first_note[s->n_tokens])
                return false;
            at = s->notes[next].at;
        }
        memset(m, 0, sizeof *m);
        m->start = at;
        if (try_from(&t, 0, at))
            return true;
        if (t.budget == 0)
            return false;
    }
    return false;
}

const capture *captured(const pattern *p, const fit *m, const char *name)
{
    for (size_t i = 0; i < p->n_captures; i++)
        if (strcmp(p->captures[i], name) == 0 && m->captures[i].n)
            return &m->captures[i];
    return NULL;
}
