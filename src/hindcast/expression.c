#include "hindcast/expression.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "entente/status.h"
#include "entente/text.h"

enum { DEEPEST = 16, LONGEST_NAME = 96 };

typedef struct reader {
    const char *text, *at;
    size_t n; /* futures */
    int depth;
    bool base; /* inside base() */
    expression_lookup *lookup;
    void *closure;
    ent_arena *arena;
    ent_error *err;
} reader;

static ent_status read_sum(reader *r, double *out);

static void skip_blanks(reader *r)
{
    while (*r->at == ' ' || *r->at == '\t')
        r->at++;
}

static bool take(reader *r, char c)
{
    skip_blanks(r);
    if (*r->at != c)
        return false;
    r->at++;
    return true;
}

static ent_status fail_here(const reader *r, const char *what)
{
    return ent_fail(r->err, ENT_E_PARSE, "'%.60s', character %d: %s", r->text,
                    (int)(r->at - r->text) + 1, what);
}

static double *row(const reader *r)
{
    return ent_arena_array(r->arena, double, r->n + 1);
}

/* sum(a, b, ...): a part without a value adds nothing; all without: none. */
static ent_status read_total(reader *r, double *out)
{
    double *part = row(r);
    ENT_NEED(part, r->err);
    for (size_t f = 0; f < r->n; f++)
        out[f] = ENT_MISSING;
    do {
        ENT_TRY(read_sum(r, part));
        for (size_t f = 0; f < r->n; f++)
            if (part[f] == part[f])
                out[f] = (out[f] == out[f] ? out[f] : 0.0) + part[f];
    } while (take(r, ','));
    return take(r, ')') ? ENT_OK : fail_here(r, "a closing bracket is missing");
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* base(a): of the scenario without its changes. */
static ent_status read_base(reader *r, double *out)
{
    if (r->base)
        return fail_here(r, "base() stands inside base()");
    r->base = true;
    ENT_TRY(read_sum(r, out));
    r->base = false;
    return take(r, ')') ? ENT_OK : fail_here(r, "a closing bracket is missing");
}

/* "[GBR]" or "@2030"; `name` is empty where it is not there. */
static ent_status read_index(reader *r, char name[LONGEST_NAME])
{
    *name = '\0';
    if (*r->at != '[')
        return ENT_OK;
    const char *end = strchr(r->at, ']');
    const size_t length = end ? (size_t)(end - r->at) - 1 : 0;
    if (!length || length >= LONGEST_NAME)
        return fail_here(r, "an index between square brackets is expected");
    memcpy(name, r->at + 1, length);
    name[length] = '\0';
    r->at = end + 1;
    return ENT_OK;
}

static ent_status read_time(reader *r, char name[LONGEST_NAME])
{
    *name = '\0';
    if (!take(r, '@'))
        return ENT_OK;
    skip_blanks(r);
    const size_t length = strspn(r->at, "0123456789-.");
    if (length < 4 || length >= LONGEST_NAME)
        return fail_here(r, "a time such as 2030, 2030-06 or 2026..2030 is expected");
    memcpy(name, r->at, length);
    name[length] = '\0';
    r->at += length;
    return ENT_OK;
}

static ent_status read_quantity(reader *r, double *out)
{
    char key[LONGEST_NAME] = "", index[LONGEST_NAME], at[LONGEST_NAME];
    size_t n = 0;
    while (is_name_character(*r->at) && n + 1 < sizeof key)
        key[n++] = *r->at++;
    key[n] = '\0';
    if (strcmp(key, "sum") == 0 && take(r, '('))
        return read_total(r, out);
    if (strcmp(key, "base") == 0 && take(r, '('))
        return read_base(r, out);
    if (!n)
        return fail_here(r, "a number, an outcome or a bracket is expected");
    skip_blanks(r);
    ENT_TRY(read_index(r, index));
    ENT_TRY(read_time(r, at));
    const expression_name name = {key, *index ? index : NULL, *at ? at : NULL, r->base};
    return r->lookup(r->closure, &name, out, r->err);
}

static bool starts_number(const char *at)
{
    at += *at == '.';
    return *at >= '0' && *at <= '9';
}

/* 12, .5, 1e3, 2.5e-3 */
static ent_status read_number(reader *r, double *out)
{
    char number[32];
    double value = 0.0;
    size_t n = strspn(r->at, "0123456789.");
    const size_t sign =
        (r->at[n] == 'e' || r->at[n] == 'E') && (r->at[n + 1] == '-' || r->at[n + 1] == '+');
    if (r->at[n] == 'e' || r->at[n] == 'E')
        n += 1 + sign + strspn(r->at + n + 1 + sign, "0123456789");
    if (n + 1 >= sizeof number)
        return fail_here(r, "the number is too long");
    number[0] = '0'; /* before a leading point */
    memcpy(number + 1, r->at, n);
    number[n + 1] = '\0';
    const char *from = *r->at == '.' ? number : number + 1;
    if (!ent_text_number(from, strlen(from), &value))
        return fail_here(r, "this is not a number");
    r->at += n;
    for (size_t f = 0; f < r->n; f++)
        out[f] = value;
    return ENT_OK;
}

static ent_status read_factor(reader *r, double *out)
{
    skip_blanks(r);
    if (take(r, '(')) {
        ENT_TRY(read_sum(r, out));
        return take(r, ')') ? ENT_OK : fail_here(r, "a closing bracket is missing");
    }
    if (take(r, '-')) {
        if (++r->depth > DEEPEST)
            return fail_here(r, "too deep");
        ENT_TRY(read_factor(r, out));
        r->depth--;
        for (size_t f = 0; f < r->n; f++)
            out[f] = -out[f];
        return ENT_OK;
    }
    return starts_number(r->at) ? read_number(r, out) : read_quantity(r, out);
}

/* "*", "×" or the letter x between blanks. */
static bool take_times(reader *r)
{
    static const char sign[] = "\xc3\x97";
    if (take(r, '*'))
        return true;
    const bool word = r->at[0] == 'x' && (r->at[1] == ' ' || r->at[1] == '\t');
    if (!word && strncmp(r->at, sign, 2) != 0)
        return false;
    r->at += word ? 1 : 2;
    return true;
}

static ent_status read_product(reader *r, double *out)
{
    double *other = row(r);
    ENT_NEED(other, r->err);
    ENT_TRY(read_factor(r, out));
    for (;;) {
        const bool times = take_times(r);
        if (!times && !take(r, '/'))
            return ENT_OK;
        ENT_TRY(read_factor(r, other));
        for (size_t f = 0; f < r->n; f++) {
            const bool nothing = times && (out[f] == 0.0 || other[f] == 0.0);
            const double v = nothing ? 0.0 : times ? out[f] * other[f] : out[f] / other[f];
            out[f] = v - v == 0.0 ? v : ENT_MISSING;
        }
    }
}

static ent_status read_sum(reader *r, double *out)
{
    double *other = row(r);
    ENT_NEED(other, r->err);
    if (++r->depth > DEEPEST)
        return fail_here(r, "brackets are nested too deeply");
    ENT_TRY(read_product(r, out));
    for (;;) {
        const bool plus = take(r, '+');
        if (!plus && !take(r, '-')) {
            r->depth--;
            return ENT_OK;
        }
        ENT_TRY(read_product(r, other));
        for (size_t f = 0; f < r->n; f++)
            out[f] = plus ? out[f] + other[f] : out[f] - other[f];
    }
}

ent_status expression_values(const char *text, size_t n, expression_lookup *lookup, void *closure,
                             double *result, ent_arena *arena, ent_error *err)
{
    reader r = {.text = text,
                .at = text,
                .n = n,
                .lookup = lookup,
                .closure = closure,
                .arena = arena,
                .err = err};
    const size_t mark = ent_arena_mark(arena);
    ent_status status = read_sum(&r, result);
    skip_blanks(&r);
    if (status == ENT_OK && *r.at)
        status = fail_here(&r, "the expression should end here");
    ent_arena_rewind(arena, mark);
    return status;
}
