#include "entente/bargain_table.h"

#include <string.h>

#include "entente/csv.h"
#include "entente/rng.h"
#include "entente/text.h"

enum { DRAW_STREAM = 0x424154 }; /* keeps these draws apart from all others of a seed */

/* Columns of a value and its range; (size_t)-1 where the file has none. */
typedef struct columns {
    size_t value, low, high;
    const char *name;
} columns;

static const size_t absent = (size_t)-1;

static size_t find_column(const ent_csv *csv, const char *name)
{
    for (size_t c = 0; c < csv->n_cols; c++)
        if (strcmp(csv->cells[c], name) == 0)
            return c;
    return absent;
}

static ent_status find_columns(const ent_csv *csv, const char *name, columns *c, ent_arena *arena,
                               ent_error *err)
{
    const char *low = ent_text_format(arena, "%s_low", name);
    const char *high = ent_text_format(arena, "%s_high", name);
    ENT_NEED(low && high, err);
    ENT_TRY(ent_csv_column(csv, name, &c->value, err));
    c->name = csv->cells[c->value];
    c->low = find_column(csv, low);
    c->high = find_column(csv, high);
    if ((c->low == absent) != (c->high == absent))
        return ent_fail(err, ENT_E_DATA, "%s:1: column %s needs its other end, column %s",
                        csv->path, c->low == absent ? high : low, c->low == absent ? low : high);
    return ENT_OK;
}

static const char *cell_actor(const ent_csv *csv, size_t row)
{
    return csv->cells[(row + 1) * csv->n_cols + find_column(csv, "actor")];
}

static ent_status read_ranged(const ent_csv *csv, size_t row, const columns *c, ent_ranged *out,
                              bool *has_range, ent_error *err)
{
    ENT_TRY(ent_csv_required(csv, row, c->value, &out->value, err));
    out->low = out->high = out->value;
    if (c->low == absent)
        return ENT_OK;
    double low, high;
    ENT_TRY(ent_csv_number(csv, row, c->low, &low, err));
    ENT_TRY(ent_csv_number(csv, row, c->high, &high, err));
    if (low != low && high != high)
        return ENT_OK;
    if (!(low <= out->value && out->value <= high))
        return ent_fail(err, ENT_E_DATA,
                        "%s:%zu: column %s: the value %g of %s must lie within its range %g to %g",
                        csv->path, ent_csv_line(csv, row), c->name, out->value,
                        cell_actor(csv, row), low, high);
    out->low = low;
    out->high = high;
    *has_range |= low < high;
    return ENT_OK;
}

static ent_status check_within(const ent_csv *csv, size_t row, const columns *c,
                               const ent_ranged *x, double low, double high, const char *advice,
                               ent_error *err)
{
    if (x->low >= low && x->high <= high)
        return ENT_OK;
    const bool own = !(x->value >= low && x->value <= high);
    const double bad = own ? x->value : x->low < low ? x->low : x->high;
    const char *end = own ? "" : x->low < low ? "_low" : "_high";
    return ent_fail(err, ENT_E_DATA, "%s:%zu: column %s%s: %g of %s is outside %g to %g%s",
                    csv->path, ent_csv_line(csv, row), c->name, end, bad, cell_actor(csv, row), low,
                    high, advice);
}

/* Issues in the order of their position columns. */
static ent_status find_issues(const ent_csv *csv, ent_actor_table *t, ent_arena *arena,
                              ent_error *err)
{
    t->issues = ent_arena_alloc(arena, csv->n_cols, sizeof *t->issues);
    ENT_NEED(t->issues, err);
    if (find_column(csv, "position") != absent) {
        t->issues[t->n_issues++] = "1";
        return ENT_OK;
    }
    for (size_t c = 0; c < csv->n_cols; c++) {
        const char *name = csv->cells[c];
        const size_t length = strlen(name);
        const bool end = (length > 4 && strcmp(name + length - 4, "_low") == 0) ||
                         (length > 5 && strcmp(name + length - 5, "_high") == 0);
        if (strncmp(name, "position_", 9) == 0 && name[9] && !end)
            t->issues[t->n_issues++] = name + 9;
    }
    if (t->n_issues == 0)
        return ent_fail(err, ENT_E_DATA,
                        "%s:1: no issue: expected columns position_1, salience_1 (or position, "
                        "salience)",
                        csv->path);
    if (t->n_issues > ENT_ISSUES_MAX)
        return ent_fail(err, ENT_E_DATA, "%s:1: %zu issues; at most %d are taken", csv->path,
                        t->n_issues, ENT_ISSUES_MAX);
    return ENT_OK;
}

static ent_status read_names(const ent_csv *csv, ent_actor_table *t, ent_error *err)
{
    size_t column;
    ENT_TRY(ent_csv_column(csv, "actor", &column, err));
    for (size_t i = 0; i < t->n; i++) {
        t->actors[i] = ent_csv_text(csv, i, column);
        if (!*t->actors[i])
            return ent_fail(err, ENT_E_DATA, "%s:%zu: column actor: the name is missing", csv->path,
                            ent_csv_line(csv, i));
        for (size_t k = 0; k < i; k++)
            if (strcmp(t->actors[k], t->actors[i]) == 0)
                return ent_fail(
                    err, ENT_E_DATA,
                    "%s:%zu: column actor: '%s' is already in line %zu. Name each actor once",
                    csv->path, ent_csv_line(csv, i), t->actors[i], ent_csv_line(csv, k));
    }
    return ENT_OK;
}

static ent_status read_capability(const ent_csv *csv, ent_actor_table *t, ent_arena *arena,
                                  ent_error *err)
{
    columns c = {0};
    double total = 0.0;
    ENT_TRY(find_columns(csv, "capability", &c, arena, err));
    for (size_t i = 0; i < t->n; i++) {
        ENT_TRY(read_ranged(csv, i, &c, &t->capability[i], &t->has_ranges, err));
        ENT_TRY(check_within(csv, i, &c, &t->capability[i], 0.0, 1e12, "", err));
        total += t->capability[i].value;
    }
    if (!(total > 0.0))
        return ent_fail(err, ENT_E_DATA, "%s:2: column capability: no actor has any", csv->path);
    return ENT_OK;
}

/* No mapping needed: the file's unit is kept, or it is 0-100 already. */
static bool unmapped(const ent_actor_table *t)
{
    return t->scale.low == t->scale.high || (t->scale.low == 0.0 && t->scale.high == 100.0);
}

/* Positions move onto 0-100 of the scale. */
static void rescale(const ent_actor_table *t, ent_ranged *x)
{
    if (unmapped(t))
        return;
    const double unit = 100.0 / (t->scale.high - t->scale.low);
    x->value = (x->value - t->scale.low) * unit;
    x->low = (x->low - t->scale.low) * unit;
    x->high = (x->high - t->scale.low) * unit;
}

static ent_status read_issue(const ent_csv *csv, ent_actor_table *t, size_t d, bool single,
                             ent_arena *arena, ent_error *err)
{
    const char *suffix = single ? "" : t->issues[d], *bar = single ? "" : "_";
    const char *position = ent_text_format(arena, "position%s%s", bar, suffix);
    const char *salience = ent_text_format(arena, "salience%s%s", bar, suffix);
    ENT_NEED(position && salience, err);
    const bool kept = t->scale.low == t->scale.high;
    const double low = kept ? -1e12 : t->scale.low, high = kept ? 1e12 : t->scale.high;
    columns p, s;
    ENT_TRY(find_columns(csv, position, &p, arena, err));
    ENT_TRY(find_columns(csv, salience, &s, arena, err));
    for (size_t i = 0; i < t->n; i++) {
        ent_ranged *at = &t->position[i * t->n_issues + d];
        ent_ranged *cares = &t->salience[i * t->n_issues + d];
        ENT_TRY(read_ranged(csv, i, &p, at, &t->has_ranges, err));
        ENT_TRY(check_within(csv, i, &p, at, low, high, "; give the issue's scale", err));
        ENT_TRY(read_ranged(csv, i, &s, cares, &t->has_ranges, err));
        ENT_TRY(check_within(csv, i, &s, cares, 0.0, 100.0, "", err));
        rescale(t, at);
    }
    return ENT_OK;
}

/* Saliences given as shares of 1 become hundredths, like all others. A file of real hundredths
 * in which nobody cares more than one is not worth the mistake. */
static void read_shares(ent_actor_table *t)
{
    double most = 0.0;
    for (size_t k = 0; k < t->n * t->n_issues; k++)
        most = t->salience[k].high > most ? t->salience[k].high : most;
    t->salience_shares = most > 0.0 && most <= 1.0;
    for (size_t k = 0; k < t->n * t->n_issues && t->salience_shares; k++) {
        t->salience[k].value *= 100.0;
        t->salience[k].low *= 100.0;
        t->salience[k].high *= 100.0;
    }
}

/* An issue that nobody cares about has no forecast by weight: every rule would divide by zero. */
static ent_status check_cared(const ent_csv *csv, const ent_actor_table *t, ent_error *err)
{
    for (size_t d = 0; d < t->n_issues; d++) {
        bool cared = false;
        for (size_t i = 0; i < t->n; i++)
            cared = cared || t->salience[i * t->n_issues + d].high > 0.0;
        if (!cared)
            return ent_fail(err, ENT_E_DATA,
                            "%s: no actor cares about the issue '%.60s': every salience is 0. "
                            "Give one above 0, or leave the issue out",
                            csv->path, t->issues[d]);
    }
    return ENT_OK;
}

static ent_status check_salience(const ent_csv *csv, const ent_actor_table *t, bool single,
                                 ent_error *err)
{
    ENT_TRY(check_cared(csv, t, err));
    for (size_t i = 0; i < t->n; i++) {
        double total = 0.0;
        for (size_t d = 0; d < t->n_issues; d++) {
            total += t->salience[i * t->n_issues + d].value;
            if (total > 100.0 + 1e-6)
                return ent_fail(err, ENT_E_DATA,
                                "%s:%zu: column salience%s%s: the saliences of %s add up to %g by "
                                "here; at most 100 over all issues",
                                csv->path, ent_csv_line(csv, i), single ? "" : "_",
                                single ? "" : t->issues[d], t->actors[i], total);
        }
    }
    return ENT_OK;
}

static ent_status fill_flat(ent_actor_table *t, ent_arena *arena, ent_error *err)
{
    const size_t cells = t->n * t->n_issues;
    t->flat = ent_arena_array(arena, double, t->n + 2 * cells);
    ENT_NEED(t->flat, err);
    for (size_t i = 0; i < t->n; i++)
        t->flat[i] = t->capability[i].value;
    for (size_t k = 0; k < cells; k++) {
        t->flat[t->n + k] = t->position[k].value;
        t->flat[t->n + cells + k] = t->salience[k].value;
    }
    return ENT_OK;
}

static ent_status from_csv(const ent_csv *csv, ent_actor_scale scale, ent_actor_table *table,
                           ent_arena *arena, ent_error *err)
{
    const char *path = csv->path;
    ent_actor_table t = {.path = path, .n = csv->n_rows, .scale = scale};
    if (t.n == 0)
        return ent_fail(err, ENT_E_DATA, "%s:1: no actor below the header", path);
    if (t.n > ENT_ACTORS_MAX)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: %zu actors; at most %d are taken", path,
                        ent_csv_line(csv, ENT_ACTORS_MAX), t.n, ENT_ACTORS_MAX);
    ENT_TRY(find_issues(csv, &t, arena, err));
    t.actors = ent_arena_alloc(arena, t.n, sizeof *t.actors);
    t.capability = ent_arena_array(arena, ent_ranged, t.n);
    t.position = ent_arena_array(arena, ent_ranged, t.n * t.n_issues);
    t.salience = ent_arena_array(arena, ent_ranged, t.n * t.n_issues);
    ENT_NEED(t.actors && t.capability && t.position && t.salience, err);
    const bool single = find_column(csv, "position") != absent;
    ENT_TRY(read_names(csv, &t, err));
    ENT_TRY(read_capability(csv, &t, arena, err));
    for (size_t d = 0; d < t.n_issues; d++)
        ENT_TRY(read_issue(csv, &t, d, single, arena, err));
    if (scale.low < scale.high)
        read_shares(&t);
    ENT_TRY(check_salience(csv, &t, single, err));
    ENT_TRY(fill_flat(&t, arena, err));
    *table = t;
    return ENT_OK;
}

static ent_status check_scale(ent_actor_scale scale, ent_error *err)
{
    if (scale.low <= scale.high)
        return ENT_OK;
    return ent_fail(err, ENT_E_ARG, "the scale %g to %g runs backwards", scale.low, scale.high);
}

ent_status ent_actor_table_read(const char *path, ent_actor_scale scale, ent_actor_table *table,
                                ent_arena *arena, ent_error *err)
{
    ent_csv csv;
    ENT_TRY(check_scale(scale, err));
    ENT_TRY(ent_csv_read(path, &csv, arena, err));
    return from_csv(&csv, scale, table, arena, err);
}

ent_status ent_actor_table_parse(const char *name, const char *text, size_t length,
                                 ent_actor_scale scale, ent_actor_table *table, ent_arena *arena,
                                 ent_error *err)
{
    ent_csv csv;
    ENT_TRY(check_scale(scale, err));
    ENT_TRY(ent_csv_parse(name, text, length, &csv, arena, err));
    return from_csv(&csv, scale, table, arena, err);
}

ent_actors ent_actor_table_view(const ent_actor_table *t)
{
    return (ent_actors){t->n, t->n_issues, t->flat, t->flat + t->n,
                        t->flat + t->n + t->n * t->n_issues};
}

double ent_actor_table_unscale(const ent_actor_table *t, double position)
{
    if (unmapped(t))
        return position;
    return t->scale.low + position * (t->scale.high - t->scale.low) / 100.0;
}

size_t ent_actor_table_find(const ent_actor_table *t, const char *actor)
{
    size_t i = 0;
    while (i < t->n && strcmp(t->actors[i], actor) != 0)
        i++;
    return i;
}

static double draw_ranged(const ent_ranged *x, uint64_t seed, uint64_t draw, size_t slot)
{
    const double width = x->high - x->low;
    if (!(width > 0.0))
        return x->value;
    const double u = ent_uniform(seed, draw, (uint32_t)slot, DRAW_STREAM);
    const double rise = x->value - x->low, fall = x->high - x->value;
    return u * width < rise ? x->low + __builtin_sqrt(u * width * rise)
                            : x->high - __builtin_sqrt((1.0 - u) * width * fall);
}

void ent_actor_table_draw(const ent_actor_table *t, uint64_t seed, uint64_t draw,
                          double *capability, double *position, double *salience)
{
    const size_t cells = t->n * t->n_issues;
    for (size_t i = 0; i < t->n; i++)
        capability[i] = draw_ranged(&t->capability[i], seed, draw, i);
    for (size_t k = 0; k < cells; k++) {
        position[k] = draw_ranged(&t->position[k], seed, draw, t->n + k);
        salience[k] = draw_ranged(&t->salience[k], seed, draw, t->n + cells + k);
    }
    for (size_t i = 0; i < t->n; i++) {
        double *row = salience + i * t->n_issues, total = 0.0;
        for (size_t d = 0; d < t->n_issues; d++)
            total += row[d];
        for (size_t d = 0; d < t->n_issues && total > 100.0; d++)
            row[d] *= 100.0 / total;
    }
}
