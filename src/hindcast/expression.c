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
    if (!part)
        return ent_fail(r->err, ENT_E_NOMEM, "out of memory");
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

static ent_status read_quantity(reader *r, double *out)
{
    char key[LONGEST_NAME] = "", index[LONGEST_NAME];
    size_t n = 0;
    while (is_name_character(*r->at) && n + 1 < sizeof key)
        key[n++] = *r->at++;
    key[n] = '\0';
    if (n == 3 && strcmp(key, "sum") == 0 && take(r, '('))
        return read_total(r, out);
    if (!n)
        return fail_here(r, "a number, an outcome or a bracket is expected");
    if (*r->at != '[')
        return r->lookup(r->closure, key, NULL, out, r->err);
    const char *end = strchr(r->at, ']');
    const size_t length = end ? (size_t)(end - r->at) - 1 : 0;
    if (!length || length >= sizeof index)
        return fail_here(r, "an index between square brackets is expected");
    memcpy(index, r->at + 1, length);
    index[length] = '\0';
    r->at = end + 1;
    return r->lookup(r->closure, key, index, out, r->err);
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
    if (*r->at >= '0' && *r->at <= '9') {
        char number[32];
        const size_t n = strspn(r->at, "0123456789.eE");
        double value = 0.0;
        if (n >= sizeof number)
            return fail_here(r, "the number is too long");
        memcpy(number, r->at, n);
        number[n] = '\0';
        if (!ent_text_number(number, n, &value))
            return fail_here(r, "this is not a number");
        r->at += n;
        for (size_t f = 0; f < r->n; f++)
            out[f] = value;
        return ENT_OK;
    }
    return read_quantity(r, out);
}

static ent_status read_product(reader *r, double *out)
{
    double *other = row(r);
    if (!other)
        return ent_fail(r->err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(read_factor(r, out));
    for (;;) {
        const bool times = take(r, '*');
        if (!times && !take(r, '/'))
            return ENT_OK;
        ENT_TRY(read_factor(r, other));
        for (size_t f = 0; f < r->n; f++) {
            const double v = times ? out[f] * other[f] : out[f] / other[f];
            out[f] = v - v == 0.0 ? v : ENT_MISSING;
        }
    }
}

static ent_status read_sum(reader *r, double *out)
{
    double *other = row(r);
    if (!other)
        return ent_fail(r->err, ENT_E_NOMEM, "out of memory");
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
