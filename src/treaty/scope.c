/*
 * Compiler of scope expressions: recursive descent with a depth limit, postfix out.
 *
 *     rules   := rule (';' rule)*             rule := [objects '=>'] either | 'AS(' clause ')'
 *     objects := word (',' word)*             either := both ('|' both)*
 *     both    := one ('&' one)*               one := '(' either ')' | atom
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "treaty/rows.h"

enum { DEPTH_MAX = 24 };

typedef struct parser {
    treaty_build *b;
    const char *text, *at;
    const scope_place *place;
    scope_kind kind;
    unsigned depth;
    long territory_rule; /* rule that COVERED_TERRITORY refers to; -1: none yet */
    ent_error *err;
} parser;

static ent_status wrong(const parser *p, const char *what)
{
    return ent_fail(p->err, ENT_E_PARSE, "%s:%zu: column %s: position %zu: %s near '%.24s'",
                    p->place->path, p->place->line, p->place->column, (size_t)(p->at - p->text) + 1,
                    what, p->at);
}

static void blanks(parser *p)
{
    while (*p->at == ' ')
        p->at++;
}

static bool eat(parser *p, char c)
{
    blanks(p);
    if (*p->at != c)
        return false;
    p->at++;
    blanks(p);
    return true;
}

static size_t word(parser *p, const char **start)
{
    blanks(p);
    *start = p->at;
    while ((*p->at >= 'a' && *p->at <= 'z') || (*p->at >= 'A' && *p->at <= 'Z') ||
           (*p->at >= '0' && *p->at <= '9') || *p->at == '_')
        p->at++;
    return (size_t)(p->at - *start);
}

static bool is(const char *start, size_t n, const char *want)
{
    return strlen(want) == n && memcmp(start, want, n) == 0;
}

static ent_status emit(parser *p, unsigned op, unsigned a, long value)
{
    ent_treaty_op *row = rows_add(p->b, SECTION_code);
    ENT_NEED(row, p->err);
    *row = (ent_treaty_op){(uint8_t)op, 0, (uint16_t)a, (int32_t)value};
    return ENT_OK;
}

static ent_status parse_either(parser *p);

/* "victim" or a state's code. */
static ent_status parse_state(parser *p, unsigned *state)
{
    const char *start = NULL;
    const size_t n = word(p, &start);
    *state = OP_VICTIM;
    if (is(start, n, "victim"))
        return ENT_OK;
    *state = build_state(p->b, start, n);
    if (*state == ENT_TREATY_NONE) {
        p->at = start;
        return wrong(p, "unknown state");
    }
    return ENT_OK;
}

static ent_status parse_region(parser *p, int *region)
{
    const char *start = NULL;
    const size_t n = word(p, &start);
    *region = build_region(p->b, start, n);
    if (*region < 0) {
        p->at = start;
        return wrong(p, "unknown region");
    }
    return ENT_OK;
}

static ent_status close_bracket(parser *p)
{
    return eat(p, ')') ? ENT_OK : wrong(p, "expected ')'");
}

static ent_status parse_latitude(parser *p)
{
    if (!eat(p, '>'))
        return wrong(p, "expected '>' after LAT");
    char *end = NULL;
    const double v = strtod(p->at, &end);
    if (end == p->at || !(v >= -90.0 && v <= 90.0))
        return wrong(p, "expected a latitude");
    p->at = end;
    return emit(p, OP_LAT_ABOVE, ENT_TREATY_NONE, (long)(v * 10000.0 + (v < 0 ? -0.5 : 0.5)));
}

static ent_status parse_date(parser *p)
{
    blanks(p);
    const bool after = *p->at == '>';
    if (!eat(p, '<') && !eat(p, '>'))
        return wrong(p, "expected '<' or '>' after DATE");
    size_t n = 0;
    while (p->at[n] == '-' || (p->at[n] >= '0' && p->at[n] <= '9'))
        n++;
    int32_t days = 0;
    if (!ent_treaty_date(p->at, n, &days))
        return wrong(p, "expected a date YYYY-MM-DD");
    p->at += n;
    return emit(p, after ? OP_AFTER : OP_BEFORE, ENT_TREATY_NONE, days);
}

/* Atoms with one state between brackets. */
static const struct {
    const char *name;
    unsigned op;
} state_atoms[] = {
    {"TERR", OP_TERR},
    {"TERR_IN", OP_TERR_IN},
    {"ISLAND", OP_ISLAND},
    {"ISLAND_TERR", OP_ISLAND},
    {"METRO", OP_METRO},
    {"HOME", OP_HOME},
    {"ADMIN", OP_ADMIN},
    {"EU_TERRITORY", OP_EU_TERRITORY},
    {"PARTY", OP_PARTY},
    {"BENEFICIARY", OP_BENEFICIARY},
    {"AMERICAN_STATE", OP_AMERICAN},
    {"ALLIED", OP_ALLIED},
};

static ent_status parse_state_atom(parser *p, unsigned op)
{
    unsigned state = 0;
    int region = 0;
    if (!eat(p, '('))
        return wrong(p, "expected '('");
    ENT_TRY(parse_state(p, &state));
    if (op == OP_TERR_IN) {
        if (!eat(p, ','))
            return wrong(p, "expected ',' and a region");
        ENT_TRY(parse_region(p, &region));
    }
    ENT_TRY(emit(p, op, state, region));
    return close_bracket(p);
}

static ent_status parse_region_atom(parser *p, unsigned op)
{
    int region = 0;
    if (!eat(p, '('))
        return wrong(p, "expected '('");
    ENT_TRY(parse_region(p, &region));
    ENT_TRY(emit(p, op, (unsigned)region, 0));
    return close_bracket(p);
}

static ent_status parse_doubt(parser *p, unsigned op)
{
    if (!eat(p, '('))
        return wrong(p, "expected '('");
    ENT_TRY(parse_either(p));
    ENT_TRY(emit(p, op, ENT_TREATY_NONE, 0));
    return close_bracket(p);
}

static ent_status parse_covered(parser *p)
{
    const char *start = NULL;
    if (p->territory_rule < 0)
        return wrong(p, "COVERED_TERRITORY needs a rule for territory before it");
    if (!eat(p, '('))
        return wrong(p, "expected '('");
    const size_t n = word(p, &start);
    if (!is(start, n, "any_party")) {
        p->at = start;
        return wrong(p, "expected any_party");
    }
    ENT_TRY(emit(p, OP_COVERED, ENT_TREATY_NONE, p->territory_rule));
    return close_bracket(p);
}

static ent_status parse_geography_atom(parser *p, const char *start, size_t n, bool *known)
{
    *known = true;
    if (is(start, n, "IN"))
        return parse_region_atom(p, OP_IN);
    if (is(start, n, "BEYOND"))
        return parse_region_atom(p, OP_BEYOND);
    if (is(start, n, "EDGE"))
        return parse_doubt(p, OP_EDGE);
    if (is(start, n, "OVERSEAS"))
        return parse_doubt(p, OP_OVERSEAS);
    if (is(start, n, "COVERED_TERRITORY"))
        return parse_covered(p);
    if (is(start, n, "LAT"))
        return parse_latitude(p);
    if (is(start, n, "DATE"))
        return parse_date(p);
    *known = false;
    return ENT_OK;
}

static ent_status parse_atom(parser *p)
{
    const char *start = NULL;
    const size_t n = word(p, &start);
    if (n == 0)
        return wrong(p, "expected a condition");
    if (is(start, n, "ANY"))
        return emit(p, OP_ANY, ENT_TREATY_NONE, 0);
    for (size_t i = 0; i < sizeof state_atoms / sizeof state_atoms[0]; i++) {
        const bool place = state_atoms[i].op < OP_PARTY;
        if (is(start, n, state_atoms[i].name) && place == (p->kind == SCOPE_GEOGRAPHY))
            return parse_state_atom(p, state_atoms[i].op);
    }
    if (p->kind == SCOPE_GEOGRAPHY) {
        bool known = false;
        const ent_status status = parse_geography_atom(p, start, n, &known);
        if (known)
            return status;
    } else if (is(start, n, "COMMUNIST")) {
        return emit(p, OP_COMMUNIST, ENT_TREATY_NONE, 0);
    } else if (is(start, n, "NONSTATE")) {
        return emit(p, OP_NONSTATE, ENT_TREATY_NONE, 0);
    } else {
        const uint16_t state = build_state(p->b, start, n);
        if (state != ENT_TREATY_NONE)
            return emit(p, OP_STATE, state, 0);
    }
    p->at = start;
    return wrong(p, "unknown condition");
}

static ent_status parse_one(parser *p)
{
    if (++p->depth > DEPTH_MAX)
        return wrong(p, "nested too deeply");
    if (eat(p, '(')) {
        ENT_TRY(parse_either(p));
        ENT_TRY(close_bracket(p));
    } else {
        ENT_TRY(parse_atom(p));
    }
    p->depth--;
    return ENT_OK;
}

static ent_status parse_both(parser *p)
{
    ENT_TRY(parse_one(p));
    while (eat(p, '&')) {
        ENT_TRY(parse_one(p));
        ENT_TRY(emit(p, OP_AND, ENT_TREATY_NONE, 0));
    }
    return ENT_OK;
}

static ent_status parse_either(parser *p)
{
    if (++p->depth > DEPTH_MAX)
        return wrong(p, "nested too deeply");
    ENT_TRY(parse_both(p));
    while (eat(p, '|')) {
        ENT_TRY(parse_both(p));
        ENT_TRY(emit(p, OP_OR, ENT_TREATY_NONE, 0));
    }
    p->depth--;
    return ENT_OK;
}

static bool object_word(const char *start, size_t n, uint32_t *bit)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } words[] = {{"territory", ENT_OBJECT_TERRITORY},
                 {"forces", ENT_OBJECT_FORCES},
                 {"vessels", ENT_OBJECT_VESSEL},
                 {"aircraft", ENT_OBJECT_AIRCRAFT},
                 {"cyber", ENT_OBJECT_CYBER},
                 {"infrastructure", ENT_OBJECT_INFRASTRUCTURE},
                 {"any", 0}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is(start, n, words[i].name)) {
            *bit = words[i].bit;
            return true;
        }
    return false;
}

/* "territory,forces=>"; nothing is eaten when there is no arrow before the next rule. */
static ent_status parse_objects(parser *p, uint32_t *objects)
{
    const char *arrow = strstr(p->at, "=>");
    const char *end = strchr(p->at, ';');
    *objects = 0;
    if (!arrow || (end && end < arrow))
        return ENT_OK;
    do {
        const char *start = NULL;
        uint32_t bit = 0;
        const size_t n = word(p, &start);
        if (!object_word(start, n, &bit)) {
            p->at = start;
            return wrong(p, "unknown object");
        }
        *objects |= bit;
    } while (eat(p, ','));
    if (p->at != arrow)
        return wrong(p, "expected '=>'");
    p->at += 2;
    return ENT_OK;
}

static ent_status start(parser *p, treaty_build *b, const char *text, scope_kind kind,
                        const scope_place *place, ent_error *err)
{
    *p = (parser){.b = b,
                  .text = text,
                  .at = text,
                  .place = place,
                  .kind = kind,
                  .territory_rule = -1,
                  .err = err};
    return strlen(text) > 4000 ? wrong(p, "longer than 4000 characters") : ENT_OK;
}

static ent_status inherit(parser *p, uint32_t *first_rule, uint16_t *n_rules)
{
    const char *name = NULL;
    p->at += 3;
    const size_t n = word(p, &name);
    const int clause = build_clause(p->b, name, n);
    if (clause < 0) {
        p->at = name;
        return wrong(p, "unknown clause, or one that stands later");
    }
    ENT_TRY(close_bracket(p));
    const ent_treaty_clause *from =
        (const ent_treaty_clause *)(void *)p->b->section[SECTION_clauses].data + clause;
    *first_rule = from->first_rule;
    *n_rules = from->n_rules;
    return *p->at ? wrong(p, "text after AS(...)") : ENT_OK;
}

ent_status scope_compile_rules(treaty_build *b, const char *text, const scope_place *place,
                               uint32_t *first_rule, uint16_t *n_rules, ent_error *err)
{
    parser p;
    ENT_TRY(start(&p, b, text, SCOPE_GEOGRAPHY, place, err));
    blanks(&p);
    if (strncmp(p.at, "AS(", 3) == 0)
        return inherit(&p, first_rule, n_rules);
    *first_rule = (uint32_t)rows_count(b, SECTION_rules);
    *n_rules = 0;
    do {
        uint32_t objects = 0;
        const size_t rule = rows_count(b, SECTION_rules);
        const size_t first = rows_count(b, SECTION_code);
        ENT_TRY(parse_objects(&p, &objects));
        ENT_TRY(parse_either(&p));
        ent_treaty_rule *r = rows_add(b, SECTION_rules);
        ENT_NEED(r, err);
        *r = (ent_treaty_rule){objects, (uint32_t)first,
                               (uint32_t)(rows_count(b, SECTION_code) - first)};
        if (objects & ENT_OBJECT_TERRITORY)
            p.territory_rule = (long)rule;
        *n_rules = (uint16_t)(*n_rules + 1);
    } while (eat(&p, ';'));
    return *p.at ? wrong(&p, "unexpected text") : ENT_OK;
}

ent_status scope_compile(treaty_build *b, const char *text, scope_kind kind,
                         const scope_place *place, uint32_t *first, uint32_t *count, ent_error *err)
{
    parser p;
    ENT_TRY(start(&p, b, text, kind, place, err));
    const size_t at = rows_count(b, SECTION_code);
    ENT_TRY(parse_either(&p));
    *first = (uint32_t)at;
    *count = (uint32_t)(rows_count(b, SECTION_code) - at);
    return *p.at ? wrong(&p, "unexpected text") : ENT_OK;
}
