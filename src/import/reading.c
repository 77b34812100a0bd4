#include "import/reading.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "entente/text.h"

enum { LONGEST_STATE = 96, MOST_FINDINGS = 2000 };

bool reading_has(const char *text, const char *word)
{
    const size_t n = strlen(word);
    for (; *text; text++)
        if (strncasecmp(text, word, n) == 0)
            return true;
    return false;
}

/* --- states --- */

/* "Germany*", "Finland (3)" and "Belgium (Euros)" are the names before the mark. */
static size_t bare_length(const char *text)
{
    size_t n = strcspn(text, "*(");
    while (n && (text[n - 1] == ' ' || (text[n - 1] >= '0' && text[n - 1] <= '9')))
        n--;
    return n;
}

static bool same(const char *name, const char *text, size_t n)
{
    return strlen(name) == n && strncasecmp(name, text, n) == 0;
}

const char *reading_state(const reading *r, const char *text)
{
    size_t n = bare_length(text);
    if (n > 4 && strncasecmp(text, "the ", 4) == 0) {
        text += 4;
        n -= 4;
    }
    const ent_facts *f = r->facts;
    for (size_t i = 0; i < f->n_states; i++)
        if (same(f->states[i], text, n) || same(ent_facts_text(f, f->states[i], "name"), text, n))
            return f->states[i];
    for (size_t i = 0; i < r->n_names; i++)
        if (same(r->names[i], text, n))
            return r->name_of[i];
    return NULL;
}

const char *reading_known_state(reading *r, const char *text)
{
    const char *state = reading_state(r, text);
    if (state || strlen(text) > LONGEST_STATE)
        return state;
    for (size_t i = 0; i < r->n_unknown; i++)
        if (strcmp(r->unknown[i], text) == 0)
            return NULL;
    if (r->n_unknown < READING_MOST_UNKNOWN)
        r->unknown[r->n_unknown++] = text;
    else
        r->more_unknown++;
    return NULL;
}

/* --- numbers --- */

static bool stands_for_missing(const char *text)
{
    static const char *const words[] = {"..", ". .", "...", "n/a", "na",
                                        "--", "-",   "xxx", "x",   "#N/A"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return !*text || strcmp(text, "\xe2\x80\x93") == 0 || strcmp(text, "\xe2\x80\xa6") == 0;
}

/* 1,234,567.8: commas only before groups of three digits. */
static bool without_commas(const char *text, char *out, size_t size)
{
    size_t n = 0, group = 0;
    bool grouped = false, point = false;
    for (; *text; text++) {
        if (*text == ',') {
            if (point || (grouped && group != 3) || !group || group > 3)
                return false;
            grouped = true;
            group = 0;
            continue;
        }
        if (isdigit((unsigned char)*text))
            group += !point;
        else if (*text == '.') {
            if (grouped && group != 3)
                return false;
            point = true;
        }
        if (n + 1 == size)
            return false;
        out[n++] = *text;
    }
    out[n] = '\0';
    return point || !grouped || group == 3;
}

/* Digits after the point; a spreadsheet keeps 0.94 as 0.9399999999999999, which has two. */
static int decimals_of(const char *written, double value)
{
    char text[64];
    const size_t length = strlen(written);
    if (length < 16 && !strpbrk(written, "eE")) /* 2.40 has two */
        snprintf(text, sizeof text, "%s", written);
    else
        snprintf(text, sizeof text, "%.15g", value);
    const char *point = strchr(text, '.'), *e = strchr(text, 'e');
    const int digits = point ? (int)strspn(point + 1, "0123456789") : 0;
    long long exponent = 0;
    if (e && !ent_text_integer(e + 1, strlen(e + 1), &exponent))
        exponent = 0;
    return digits - (int)exponent;
}

bool reading_number(const char *text, double *value, int *decimals, bool *missing)
{
    char plain[64];
    *missing = stands_for_missing(text);
    if (*missing || strlen(text) >= sizeof plain || !without_commas(text, plain, sizeof plain) ||
        !ent_text_number(plain, strlen(plain), value))
        return false;
    *decimals = decimals_of(plain, *value);
    return true;
}

int reading_year(const char *text, bool *estimate)
{
    char digits[5] = "";
    *estimate = false;
    const size_t n = strspn(text, "0123456789");
    if (n != 4)
        return 0;
    memcpy(digits, text, 4);
    const char *rest = text + 4;
    *estimate = (*rest == 'e' || *rest == 'E') && !rest[1];
    if (*rest && !*estimate && strcmp(rest, ".0") != 0)
        return 0;
    long long year = 0;
    return ent_text_integer(digits, 4, &year) && year >= 1900 && year <= 2100 ? (int)year : 0;
}

/* --- what is collected --- */

const char *reading_where(const reading *r, const ent_grid *grid, size_t row, size_t column)
{
    char cell[24];
    ent_grid_cell_name(row, column, cell);
    return r->book->parts ? ent_text_format(r->arena, "%s!%s", grid->name, cell)
                          : ent_text_format(r->arena, "line %zu", row + 1);
}

ent_status reading_find(reading *r, ent_import_check check, const char *where, const char *format,
                        ...)
{
    if (!where)
        return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
    if (r->n_findings == MOST_FINDINGS)
        return ENT_OK;
    if (r->n_findings == r->findings_capacity) {
        const size_t capacity = r->findings_capacity ? 2 * r->findings_capacity : 32;
        ent_import_finding *more = ent_arena_array(r->arena, ent_import_finding, capacity);
        if (!more)
            return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
        if (r->n_findings)
            memcpy(more, r->findings, r->n_findings * sizeof *more);
        r->findings = more;
        r->findings_capacity = capacity;
    }
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (size_t bad; (bad = ent_text_utf8_error(text, strlen(text))) < strlen(text);)
        text[bad] = '?'; /* a character cut by a precision */
    const char *kept = ent_text_copy(text, strlen(text), r->arena);
    if (!kept)
        return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
    r->findings[r->n_findings++] = (ent_import_finding){check, where, kept};
    return ENT_OK;
}

ent_status reading_add(reading *r, const ent_import_value *value)
{
    if (!value->where)
        return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
    if (r->n == r->capacity) {
        const size_t capacity = r->capacity ? 2 * r->capacity : 1024;
        ent_import_value *more = ent_arena_array(r->arena, ent_import_value, capacity);
        if (!more)
            return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->path);
        if (r->n)
            memcpy(more, r->values, r->n * sizeof *more);
        r->values = more;
        r->capacity = capacity;
    }
    r->values[r->n++] = *value;
    return ENT_OK;
}

ent_status reading_take(reading *r, const reading_cell *c)
{
    const char *text = ent_grid_text(c->grid, c->row, c->column);
    double value = 0.0;
    int decimals = 0;
    bool missing = false;
    if (!reading_number(text, &value, &decimals, &missing)) {
        if (missing)
            return ENT_OK;
        return reading_find(r, ENT_FINDING_NUMBER, reading_where(r, c->grid, c->row, c->column),
                            "%s %s %d: '%.40s' is not a number%s; left out", c->state, c->key,
                            c->year, text,
                            strchr(text, ',') ? " (a comma groups digits, a point is needed)" : "");
    }
    const double shift = c->scale > 0.0 ? log10(c->scale) : 0.0;
    return reading_add(r, &(ent_import_value){
                              .state = c->state,
                              .key = c->key,
                              .year = c->year,
                              .date = c->date ? c->date : "",
                              .value = value * c->scale,
                              .decimals = decimals - (int)lround(shift),
                              .where = reading_where(r, c->grid, c->row, c->column),
                              .quality = c->quality ? c->quality : "reported",
                              .source = "",
                              .before = ENT_MISSING,
                          });
}

/* --- order --- */

static int compare_place(const ent_import_value *x, const ent_import_value *y)
{
    int order = strcmp(x->state, y->state);
    if (!order)
        order = strcmp(x->key, y->key);
    if (!order)
        order = (x->year > y->year) - (x->year < y->year);
    return order ? order : strcmp(x->date, y->date);
}

static int compare_values(const void *a, const void *b)
{
    const ent_import_value *x = a, *y = b;
    const int order = compare_place(x, y);
    return order ? order : (x->value > y->value) - (x->value < y->value);
}

ent_status reading_sort(reading *r)
{
    if (r->n)
        qsort(r->values, r->n, sizeof *r->values, compare_values);
    size_t kept = 0;
    for (size_t i = 0; i < r->n; i++) {
        const ent_import_value *v = &r->values[i];
        if (kept && compare_place(&r->values[kept - 1], v) == 0) {
            if (r->values[kept - 1].value != v->value)
                ENT_TRY(reading_find(r, ENT_FINDING_NUMBER, v->where,
                                     "%s %s %d is given twice, as %g and as %g; the first is taken",
                                     v->state, v->key, v->year, r->values[kept - 1].value,
                                     v->value));
            continue;
        }
        r->values[kept++] = *v;
    }
    r->n = kept;
    return ENT_OK;
}

const ent_import_value *reading_at(const reading *r, const char *state, const char *key, int year)
{
    const ent_import_value wanted = {.state = state, .key = key, .year = year, .date = ""};
    size_t low = 0, high = r->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_place(&r->values[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->n && compare_place(&r->values[low], &wanted) == 0 ? &r->values[low] : NULL;
}
