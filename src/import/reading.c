#include "import/reading.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/by_value.h"
#include "base/grow.h"
#include "entente/text.h"

enum { LONGEST_STATE = 96, MOST_FINDINGS = 20000 };

bool reading_has(const char *text, const char *word)
{
    const size_t n = strlen(word);
    for (; *text; text++)
        if (strncasecmp(text, word, n) == 0)
            return true;
    return false;
}

/* --- states --- */

const char *reading_state(const reading *r, const char *text)
{
    const char *state = names_find(&r->names, r->scheme, text);
    return state && (ent_facts_is_state(r->facts, state) || strlen(state) > 3) ? state : NULL;
}

static void remember(reading *r, reading_names *list, const char *text)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->names[i], text) == 0)
            return;
    if (list->n == list->capacity && list->capacity < READING_MOST_UNKNOWN) {
        const size_t capacity = list->capacity ? 4 * list->capacity : 64;
        const char **more = ent_arena_array(r->arena, const char *, capacity);
        r->no_memory |= !more;
        if (more && list->n)
            memcpy(more, list->names, list->n * sizeof *more);
        list->names = more;
        list->capacity = more ? capacity : 0;
        list->n = more ? list->n : 0;
    }
    if (list->n < list->capacity)
        list->names[list->n++] = text;
    else
        list->more++;
}

const char *reading_known_state(reading *r, const char *text)
{
    const char *state = reading_state(r, text);
    if (!state && *text && strlen(text) <= LONGEST_STATE)
        remember(r, names_find(&r->names, r->scheme, text) ? &r->outside : &r->unknown, text);
    return state;
}

/* --- what is collected --- */

const char *reading_where(const reading *r, const ent_grid *grid, size_t row, size_t column)
{
    char cell[24];
    ent_grid_cell_name(row, column, cell);
    return r->book->parts ? ent_text_format(r->arena, "%s!%s", grid->name, cell)
                          : ent_text_format(r->arena, "line %zu", row + 1);
}

ent_status reading_find_text(reading *r, ent_import_check check, const char *where,
                             const char *text)
{
    ENT_NEED(where && text, r->err);
    if (r->n_findings == MOST_FINDINGS)
        return ENT_OK;
    r->findings =
        grow(r->arena, r->findings, r->n_findings, &r->findings_capacity, 32, sizeof *r->findings);
    ENT_NEED(r->findings, r->err);
    r->findings[r->n_findings++] = (ent_import_finding){check, where, text};
    return ENT_OK;
}

ent_status reading_find(reading *r, ent_import_check check, const char *where, const char *format,
                        ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (size_t bad; (bad = ent_text_utf8_error(text, strlen(text))) < strlen(text);)
        text[bad] = '?'; /* a character cut by a precision */
    return reading_find_text(r, check, where, ent_text_copy(text, strlen(text), r->arena));
}

ent_status reading_add(reading *r, const ent_import_value *value)
{
    ENT_NEED(value->where, r->err);
    r->values = grow(r->arena, r->values, r->n, &r->capacity, 1024, sizeof *r->values);
    ENT_NEED(r->values, r->err);
    r->values[r->n++] = *value;
    return ENT_OK;
}

ent_status reading_take(reading *r, const reading_cell *c)
{
    const char *text = ent_grid_text(c->grid, c->row, c->column);
    reading_figure figure;
    if (!reading_number(text, r->columns->decimal_comma, &figure)) {
        if (figure.missing)
            return ENT_OK;
        return reading_find(r, ENT_FINDING_NUMBER, reading_where(r, c->grid, c->row, c->column),
                            "%s %s %d: '%.40s' is not a number%s; left out", c->state, c->key,
                            c->year, text,
                            strchr(text, ',') && !r->columns->decimal_comma
                                ? " (a comma groups digits here; for decimal commas give "
                                  "--decimal comma)"
                                : "");
    }
    const ent_fact_key *key = ent_facts_key(r->facts, c->key);
    if (key && strchr(text, '%') && (!strchr(key->unit, '%') || c->scale != 1.0))
        return reading_find(r, ENT_FINDING_NUMBER, reading_where(r, c->grid, c->row, c->column),
                            "%s %s %d: '%.40s' is a percentage, the figures are not; left out",
                            c->state, c->key, c->year, text);
    const double shift = c->scale > 0.0 ? log10(c->scale) : 0.0;
    const char *quality = c->quality ? c->quality : "reported";
    return reading_add(r, &(ent_import_value){
                              .state = c->state,
                              .key = c->key,
                              .year = c->year,
                              .date = c->date ? c->date : "",
                              .value = figure.value * c->scale,
                              .decimals = figure.decimals - (int)lround(shift),
                              .where = reading_where(r, c->grid, c->row, c->column),
                              .quality = figure.quality && strcmp(quality, "reported") == 0
                                             ? figure.quality
                                             : quality,
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

/* Whether two figures agree to the digits of the coarser. */
static bool agree(const ent_import_value *a, const ent_import_value *b)
{
    const int decimals = a->decimals < b->decimals ? a->decimals : b->decimals;
    const double step = decimals > -12 && decimals < 12 ? pow(10.0, -decimals) : 0.0;
    return fabs(a->value - b->value) <= 0.5000001 * step ||
           fabs(a->value - b->value) <= 1e-9 * fabs(a->value);
}

/* One run of the same state, key and year: the finest of those that agree, or none. */
static ent_status settle(reading *r, size_t first, size_t end, size_t *kept)
{
    size_t best = first;
    for (size_t i = first + 1; i < end; i++) {
        if (!agree(&r->values[first], &r->values[i]) || !agree(&r->values[best], &r->values[i])) {
            const ent_import_value *a = &r->values[first], *b = &r->values[i];
            const char *at = ent_text_format(r->arena, "%s and %s", a->where, b->where);
            return reading_find(r, ENT_FINDING_NUMBER, at,
                                "%s %s %d is given twice, as %g and as %g; neither is taken",
                                b->state, b->key, b->year, a->value, b->value);
        }
        if (r->values[i].decimals > r->values[best].decimals)
            best = i;
    }
    r->values[(*kept)++] = r->values[best];
    return ENT_OK;
}

ent_status reading_sort(reading *r)
{
    if (r->n)
        qsort(r->values, r->n, sizeof *r->values, compare_values);
    size_t kept = 0;
    for (size_t first = 0, end; first < r->n; first = end) {
        for (end = first + 1; end < r->n; end++)
            if (compare_place(&r->values[first], &r->values[end]) != 0)
                break;
        ENT_TRY(settle(r, first, end, &kept));
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

/* --- prices of another year --- */

enum { MOST_OVERLAP = 128, REBASED_DIGITS = 4 };

/* Median ratio of the facts to one state's series over the years both have; 0 when there are
 * none. Estimates of the newest years are left out where older years exist: they are revised. */
static double overlap(const reading *r, size_t first, size_t end, const char *to, size_t *n,
                      double *spread)
{
    double ratios[MOST_OVERLAP];
    for (int estimates = 0; estimates < 2; estimates++) {
        *n = 0;
        for (size_t i = first; i < end && *n < MOST_OVERLAP; i++) {
            const ent_import_value *v = &r->values[i];
            const double stands = ent_facts_value(r->facts, v->state, to, v->year);
            if (stands > 0.0 && v->value > 0.0 &&
                (estimates || strcmp(v->quality, "estimate") != 0))
                ratios[(*n)++] = stands / v->value;
        }
        if (*n)
            break;
    }
    if (!*n)
        return 0.0;
    qsort(ratios, *n, sizeof ratios[0], by_value);
    *spread = ratios[*n - 1] / ratios[0] - 1.0;
    return *n % 2 ? ratios[*n / 2] : 0.5 * (ratios[*n / 2 - 1] + ratios[*n / 2]);
}

/* Decimals that leave n digits: a factor of an overlap is no more exact. */
static int coarse_decimals(double value)
{
    return value > 0.0 ? REBASED_DIGITS - 1 - (int)floor(log10(value)) : 0;
}

static ent_status rebase_series(reading *r, size_t first, size_t end, const char *to, size_t *done)
{
    size_t n = 0;
    double spread = 0.0;
    const char *state = r->values[first].state;
    const double factor = strlen(state) == 3 ? overlap(r, first, end, to, &n, &spread) : 0.0;
    if (!(factor > 0.0))
        return ENT_OK; /* a sum of states has no factor of its own */
    if (spread > 0.05)
        ENT_TRY(reading_find(r, ENT_FINDING_OUTLIER, r->values[first].where,
                             "%s %s: the ratios of the two price bases differ by %.0f %% over %zu "
                             "years; the series has been revised",
                             state, to, 100.0 * spread, n));
    for (size_t i = first; i < end; i++) {
        ent_import_value v = r->values[i];
        v.key = to;
        v.value *= factor;
        v.decimals = coarse_decimals(v.value);
        ENT_TRY(reading_add(r, &v));
    }
    ++*done;
    return ENT_OK;
}

/* Whether the sorted values of the state at `at` have a key: the file gives both price bases. */
static bool has_key(const reading *r, size_t n, size_t at, const char *key)
{
    const char *state = r->values[at].state;
    while (at && strcmp(r->values[at - 1].state, state) == 0)
        at--;
    for (; at < n && strcmp(r->values[at].state, state) == 0; at++)
        if (strcmp(r->values[at].key, key) == 0)
            return true;
    return false;
}

ent_status reading_rebase(reading *r, const char *from, const char *to, const char *what)
{
    const size_t n = r->n;
    size_t series = 0, done = 0;
    for (size_t first = 0, end; first < n; first = end) {
        const char *state = r->values[first].state;
        for (end = first + 1; end < n; end++)
            if (strcmp(r->values[end].state, state) != 0 ||
                strcmp(r->values[end].key, r->values[first].key) != 0)
                break;
        if (strcmp(r->values[first].key, from) != 0 || has_key(r, n, first, to))
            continue;
        series++;
        ENT_TRY(rebase_series(r, first, end, to, &done));
    }
    if (!series)
        return ENT_OK;
    ENT_TRY(reading_find(r, ENT_FINDING_PRICES, "",
                         "%s: %zu of %zu series are turned into the prices of %s by the years "
                         "that both have; series without such a year and sums of states are not",
                         what, done, series, to));
    return reading_sort(r);
}
