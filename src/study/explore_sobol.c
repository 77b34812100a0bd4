/* entente explore --method sobol: shares of the variance, with intervals from scrambles. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "study/explorer.h"

enum { MAP_SIDE = 8, BARS = 12 };

/* Factors that were run at the same points. */
typedef struct part {
    size_t d;             /* may be 0 */
    const size_t *factor; /* [d] */
    explore_cross c;      /* all targets, or one */
} part;

/* Of the first quarter of the points all factors are run, of the rest those that matter. */
enum { WHOLE, QUARTER, N_PARTS, QUARTERS = 4 };
static const double MATTERS = 0.005; /* of the variance, with interactions */

typedef struct decomposition {
    explorer *x;
    const explore_target *t;
    const explore_factors *f;
    part parts[N_PARTS]; /* of one target */
    ent_index *first, *total, *second;
    size_t futures;
} decomposition;

/* The part of a cross-sampled run that belongs to one target. */
static explore_cross cross_of(const explore_cross *c, size_t target)
{
    const size_t n = c->replicates * c->n;
    explore_cross one = *c;
    one.a += target * n;
    one.b += target * n;
    one.ab += target * n * c->d;
    one.ba = c->ba ? c->ba + target * n * c->d : NULL;
    return one;
}

static part part_of(const part *p, size_t target)
{
    return (part){p->d, p->factor, p->d ? cross_of(&p->c, target) : p->c};
}

/* Ratios are compared on their logarithm: a few futures at ten times the reference would
   otherwise be the whole variance. */
static void take_logarithms(size_t n, double *y)
{
    for (size_t i = 0; i < n; i++)
        y[i] = log(y[i] > 1e-12 ? y[i] : 1e-12);
}

/* A future without a value has no place in a share. */
static ent_status make_ready(const explorer *x, const explore_target *t, explore_cross *c)
{
    double *const rows[] = {c->a, c->b, c->ab, c->ba};
    const size_t n = c->replicates * c->n, counts[] = {n, n, n * c->d, n * c->d};
    size_t missing = 0, all = 0;
    for (size_t k = 0; k < 4 && rows[k]; k++) {
        for (size_t i = 0; i < counts[k]; i++)
            missing += isnan(rows[k][i]) ? 1 : 0;
        all += counts[k];
        if (t->outcome->hist_log)
            take_logarithms(counts[k], rows[k]);
    }
    if (missing)
        return ent_fail(x->err, ENT_E_DATA,
                        "%s has no value in %.1f %% of futures; shares of variance need one in "
                        "each: use --method pawn, regional or prim",
                        t->name, 100.0 * (double)missing / (double)all);
    return ENT_OK;
}

static ent_status make_all_ready(const explorer *x, const explore_cross *c)
{
    for (size_t k = 0; k < x->p.n_targets; k++) {
        explore_cross one = cross_of(c, k);
        ENT_TRY(make_ready(x, &x->p.target[k], &one));
    }
    return ENT_OK;
}

/* Values laid out [replicate][m] to m intervals. */
static void to_intervals(const double *values, size_t m, size_t replicates, double *of_one,
                         ent_index *intervals)
{
    for (size_t j = 0; j < m; j++) {
        for (size_t r = 0; r < replicates; r++)
            of_one[r] = values[r * m + j];
        intervals[j] = ent_interval_of_replicates(of_one, replicates);
    }
}

/* Shares of the factors of a part, in its order; `second` may be NULL. */
static ent_status indices_of(const explorer *x, const part *p, ent_index *first, ent_index *total,
                             ent_index *second)
{
    const explore_cross *c = &p->c;
    const size_t d = c->d, r_all = c->replicates, pairs = c->ba ? d * d : 0;
    ent_arena *arena = x->arena;
    double *f = ent_arena_array(arena, double, r_all *d);
    double *t = ent_arena_array(arena, double, r_all *d);
    double *s = ent_arena_array(arena, double, r_all *pairs + 1);
    double *of_one = ent_arena_array(arena, double, r_all);
    ENT_NEED(f && t && s && of_one, x->err);
    for (size_t r = 0; r < r_all; r++) {
        const ent_cross one = {c->n,
                               d,
                               c->a + r * c->n,
                               c->b + r * c->n,
                               c->ab + r * d * c->n,
                               c->ba ? c->ba + r * d * c->n : NULL};
        if (ent_sobol_indices(&one, f + r * d, t + r * d) != ENT_OK ||
            (c->ba && ent_sobol_second(&one, s + r * pairs) != ENT_OK))
            return ent_fail(x->err, ENT_E_ARG, "--points is too small");
    }
    to_intervals(f, d, r_all, of_one, first);
    to_intervals(t, d, r_all, of_one, total);
    to_intervals(s, pairs, r_all, of_one, second);
    return ENT_OK;
}

static ent_status find_indices(decomposition *w)
{
    const size_t d = w->f->n, pairs = w->parts[WHOLE].c.ba ? d * d : 0;
    ent_arena *arena = w->x->arena;
    ent_index *first = ent_arena_array(arena, ent_index, d);
    ent_index *total = ent_arena_array(arena, ent_index, d);
    w->first = ent_arena_array(arena, ent_index, d);
    w->total = ent_arena_array(arena, ent_index, d);
    w->second = ent_arena_array(arena, ent_index, pairs + 1);
    ENT_NEED(first && total && w->first && w->total && w->second, w->x->err);
    for (size_t i = 0; i < N_PARTS; i++) {
        const part *p = &w->parts[i];
        if (p->d)
            ENT_TRY(indices_of(w->x, p, first, total, w->second));
        for (size_t j = 0; j < p->d; j++) {
            w->first[p->factor[j]] = first[j];
            w->total[p->factor[j]] = total[j];
        }
    }
    return ENT_OK;
}

/* --- the two parts -------------------------------------------------------------------------- */

/* Which factors matter to an outcome that is asked for, told from the quarter; chance always. */
static ent_status choose(const explorer *x, const part *quarter, bool *matters)
{
    ent_index *first = ent_arena_array(x->arena, ent_index, quarter->d);
    ent_index *total = ent_arena_array(x->arena, ent_index, quarter->d);
    ENT_NEED(first && total, x->err);
    for (size_t k = 0; k < x->p.n_targets; k++) {
        const part one = part_of(quarter, k);
        ENT_TRY(indices_of(x, &one, first, total, NULL));
        for (size_t j = 0; j < quarter->d; j++)
            matters[j] = matters[j] || total[j].high >= MATTERS || j + 1 == quarter->d;
    }
    return ENT_OK;
}

/* The values of the quarter and of the other points one behind the other, of `whole`'s factors. */
static void join(size_t targets, const part *quarter, const explore_cross *rest, part *whole)
{
    const size_t n = quarter->c.n, m = rest->n, outer = targets * rest->replicates;
    explore_cross *c = &whole->c;
    for (size_t i = 0; i < outer; i++) {
        memcpy(c->a + i * c->n, quarter->c.a + i * n, n * sizeof(double));
        memcpy(c->a + i * c->n + n, rest->a + i * m, m * sizeof(double));
        memcpy(c->b + i * c->n, quarter->c.b + i * n, n * sizeof(double));
        memcpy(c->b + i * c->n + n, rest->b + i * m, m * sizeof(double));
    }
    for (size_t i = 0; i < outer * whole->d; i++) {
        const size_t row = i / whole->d * quarter->d + whole->factor[i % whole->d];
        memcpy(c->ab + i * c->n, quarter->c.ab + row * n, n * sizeof(double));
        memcpy(c->ab + i * c->n + n, rest->ab + i * m, m * sizeof(double));
    }
}

/* Leave in the quarter the factors that do not matter. */
static void leave(size_t targets, const bool *matters, size_t *factor, part *quarter)
{
    const size_t outer = targets * quarter->c.replicates, n = quarter->c.n;
    size_t to = 0, kept = 0;
    for (size_t i = 0; i < outer * quarter->d; i++)
        if (!matters[i % quarter->d])
            memmove(quarter->c.ab + to++ * n, quarter->c.ab + i * n, n * sizeof(double));
    for (size_t j = 0; j < quarter->d; j++)
        if (!matters[j])
            factor[kept++] = j;
    quarter->factor = factor;
    quarter->d = quarter->c.d = kept;
}

static ent_status run_rest(explorer *x, const explore_factors *f, explore_cross_plan plan,
                           part *parts)
{
    part *whole = &parts[WHOLE], *quarter = &parts[QUARTER];
    explore_cross rest;
    bool *matters = ent_arena_array(x->arena, bool, f->n);
    size_t *factor = ent_arena_array(x->arena, size_t, 2 * f->n);
    ENT_NEED(matters && factor, x->err);
    memset(matters, 0, f->n * sizeof *matters);
    ENT_TRY(choose(x, quarter, matters));
    for (size_t j = 0; j < f->n; j++)
        if (matters[j])
            factor[whole->d++] = j;
    plan.first = plan.blocks;
    plan.blocks = plan.n / ENT_BLOCK - plan.first;
    plan.d = whole->d;
    plan.factor = whole->factor = factor;
    ENT_TRY(explore_crossed(&x->p, f, &plan, &rest, x->arena, x->err));
    ENT_TRY(make_all_ready(x, &rest));
    const size_t rows = x->p.n_targets * plan.replicates;
    whole->c = (explore_cross){.n = plan.n, .d = whole->d, .replicates = plan.replicates};
    whole->c.a = ent_arena_array(x->arena, double, rows *plan.n);
    whole->c.b = ent_arena_array(x->arena, double, rows *plan.n);
    whole->c.ab = ent_arena_array(x->arena, double, rows *plan.n * whole->d);
    ENT_NEED(whole->c.a && whole->c.b && whole->c.ab, x->err);
    join(x->p.n_targets, quarter, &rest, whole);
    leave(x->p.n_targets, matters, factor + f->n, quarter);
    x->futures += plan.replicates * rest.n * (rest.d + 2);
    return ENT_OK;
}

/* Pairs need every factor at the same points; so few points are not worth parting. */
static ent_status run_parts(explorer *x, const explore_factors *f, part *parts)
{
    const size_t points = x->args.points ? x->args.points : 1024;
    const size_t blocks = (points + ENT_BLOCK - 1) / ENT_BLOCK;
    const bool one = x->args.second || blocks < QUARTERS;
    part *first = &parts[one ? WHOLE : QUARTER];
    size_t *every = ent_arena_array(x->arena, size_t, f->n);
    const explore_cross_plan plan = {.n = blocks * ENT_BLOCK,
                                     .blocks = one ? blocks : blocks / QUARTERS,
                                     .d = f->n,
                                     .replicates = x->args.replicates,
                                     .second = x->args.second,
                                     .seed = x->args.seed};
    ENT_NEED(every, x->err);
    for (size_t j = 0; j < f->n; j++)
        every[j] = j;
    *first = (part){.d = f->n, .factor = every};
    ENT_TRY(explore_crossed(&x->p, f, &plan, &first->c, x->arena, x->err));
    ENT_TRY(make_all_ready(x, &first->c));
    x->futures = plan.replicates * first->c.n * ((plan.second ? 2 : 1) * plan.d + 2);
    return one ? ENT_OK : run_rest(x, f, plan, parts);
}

/* --- tables --------------------------------------------------------------------------------- */

static const ent_column sobol_columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"total", "Total", "share", ENT_CELL_NUMBER, 3},
    {"total_low", "low", "", ENT_CELL_NUMBER, 3},
    {"total_high", "high", "", ENT_CELL_NUMBER, 3},
    {"first", "Alone", "share", ENT_CELL_NUMBER, 3},
    {"first_low", "low", "", ENT_CELL_NUMBER, 3},
    {"first_high", "high", "", ENT_CELL_NUMBER, 3},
    {"says", "Finding", "", ENT_CELL_TEXT, 0},
    {"futures_to_halve", "Futures to halve error", "", ENT_CELL_NUMBER, 0},
    {"basis", "Basis", "", ENT_CELL_TEXT, 0},
    {"label", "Meaning", "", ENT_CELL_TEXT, 0},
};

static void fill_shares(decomposition *w, why_answer *a)
{
    ent_table *t = why_add_table(a, "sobol", "Share of the variance by assumption", sobol_columns,
                                 sizeof sobol_columns / sizeof sobol_columns[0], w->x->arena);
    for (size_t j = 0; j < w->f->n; j++) {
        const size_t r = ent_table_row(t);
        const ent_index *total = &w->total[j], *first = &w->first[j];
        const double numbers[6] = {total->value, total->low, total->high,
                                   first->value, first->low, first->high};
        ent_table_text(t, r, 0, w->f->name[j]);
        for (size_t k = 0; k < 6; k++)
            ent_table_number(t, r, 1 + k, numbers[k]);
        ent_table_text(t, r, 7, explore_reading(total));
        ent_table_number(t, r, 8, isnan(total->value) ? ENT_MISSING : 4.0 * (double)w->futures);
        ent_table_text(t, r, 9, why_basis(&w->x->p, w->f->name[j]));
        ent_table_text(t, r, 10, why_label(&w->x->p, w->f->name[j]));
    }
    ent_table_sort(t, 1, true);
}

static const ent_column pair_columns[] = {
    {"first", "Assumption", "", ENT_CELL_TEXT, 0},
    {"second", "with", "", ENT_CELL_TEXT, 0},
    {"share", "Together", "share", ENT_CELL_NUMBER, 3},
    {"low", "low", "", ENT_CELL_NUMBER, 3},
    {"high", "high", "", ENT_CELL_NUMBER, 3},
    {"says", "Finding", "", ENT_CELL_TEXT, 0},
    {"futures_to_halve", "Futures to halve error", "", ENT_CELL_NUMBER, 0},
};

static void fill_pairs(decomposition *w, why_answer *a)
{
    const size_t d = w->f->n;
    ent_table *t = why_add_table(a, "second", "Effect of pairs beyond that of each alone",
                                 pair_columns, 7, w->x->arena);
    for (size_t j = 0; j < d; j++)
        for (size_t k = j + 1; k < d; k++) {
            const size_t r = ent_table_row(t);
            const ent_index *s = &w->second[j * d + k];
            ent_table_text(t, r, 0, w->f->name[j]);
            ent_table_text(t, r, 1, w->f->name[k]);
            ent_table_number(t, r, 2, s->value);
            ent_table_number(t, r, 3, s->low);
            ent_table_number(t, r, 4, s->high);
            ent_table_text(t, r, 5, explore_reading(s));
            ent_table_number(t, r, 6, isnan(s->value) ? ENT_MISSING : 4.0 * (double)w->futures);
        }
    ent_table_sort(t, 2, true);
}

/* --- charts --------------------------------------------------------------------------------- */

static json_t *share_chart(const decomposition *w, const ent_table *t, size_t number)
{
    char name[48], title[192];
    snprintf(name, sizeof name, "shares_%zu", number);
    snprintf(title, sizeof title, "Share of the variance of %s", w->t->name);
    json_t *chart =
        why_chart(name, title, "dots", "", "Share of the variance", "", w->futures,
                  "Lines: 95 % interval from independent scrambles. One that reaches zero is not "
                  "distinguishable from it.");
    json_t *total = chart_series(chart, "with interactions", "scenario", "");
    json_t *alone = chart_series(chart, "alone", "baseline", "");
    for (size_t r = 0; r < t->n_rows && r < BARS; r++) {
        const ent_cell *c = &t->cells[r * t->n_columns];
        chart_ends(chart_point(total, json_string(c[10].text), c[1].number), c[2].number,
                   c[3].number);
        chart_ends(chart_point(alone, json_string(c[10].text), c[4].number), c[5].number,
                   c[6].number);
    }
    json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
    return chart;
}

static size_t factor_of(const decomposition *w, const char *name)
{
    size_t j = 0;
    while (j < w->f->n && strcmp(w->f->name[j], name) != 0)
        j++;
    return j;
}

/* The pairs among the factors with the largest totals; what holds zero is left blank. */
static json_t *pair_chart(const decomposition *w, const ent_table *t, size_t number)
{
    char name[48], title[192];
    const size_t d = w->f->n, side = t->n_rows < MAP_SIDE ? t->n_rows : MAP_SIDE;
    snprintf(name, sizeof name, "interactions_%zu", number);
    snprintf(title, sizeof title, "Which assumptions act together on %s", w->t->name);
    json_t *chart = why_chart(name, title, "cells", "", "Share of the variance", "", w->futures,
                              "A pair's part beyond what each does alone; on the diagonal what "
                              "one does alone. Blank: not distinguishable from zero.");
    for (size_t i = 0; i < side; i++) {
        const size_t j = factor_of(w, t->cells[i * t->n_columns].text);
        json_t *row = chart_series(chart, w->f->name[j], "scenario", "");
        for (size_t c = 0; c < side; c++) {
            const size_t k = factor_of(w, t->cells[c * t->n_columns].text);
            const ent_index *s = j == k  ? &w->first[j]
                                 : j < k ? &w->second[j * d + k]
                                         : &w->second[k * d + j];
            chart_point(row, json_string(w->f->name[k]),
                        ent_index_holds_zero(s) ? ENT_MISSING : s->value);
        }
    }
    return chart;
}

/* --- text ----------------------------------------------------------------------------------- */

static void say_factor(ent_builder *b, const ent_cell *c, bool again)
{
    ent_builder_format(b,
                       "%s %s (%s; with interactions %.0f %% of its variance, interval "
                       "%.0f to %.0f %%)",
                       again ? ";" : "", c[10].text, c[0].text, 100 * c[1].number,
                       100 * c[2].number, 100 * c[3].number);
}

/* Whether the last one named stands apart from those behind it. */
static void say_order(ent_builder *b, const ent_table *t, const ent_cell *last,
                      const ent_cell *next)
{
    if (!last || !next)
        return;
    if (next[3].number > last[2].number)
        ent_builder_format(b,
                           ". The order is not certain: the interval of %s overlaps that of %s "
                           "behind it (%.0f to %.0f %%)",
                           last[0].text, next[0].text, 100 * next[2].number, 100 * next[3].number);
    size_t zero = 0;
    for (size_t r = 0; r < t->n_rows; r++)
        zero += t->cells[r * t->n_columns + 2].number > 0.0 ? 0 : 1;
    if (zero)
        ent_builder_format(b, ". Not distinguishable from zero: %zu of %zu", zero, t->n_rows);
}

/* "depends most on A (.31, .28 to .34), B ..., C ...", hedged. */
static const char *sobol_text(const decomposition *w, const ent_table *t)
{
    ent_builder b;
    ent_builder_init(&b, w->x->arena);
    ent_builder_format(&b, "%s%s depends most on",
                       w->t->outcome->hist_log ? "The logarithm of " : "", w->t->name);
    size_t named = 0;
    const ent_cell *chance = NULL, *last = NULL, *next = NULL;
    for (size_t r = 0; r < t->n_rows; r++) {
        const ent_cell *c = &t->cells[r * t->n_columns];
        if (strcmp(c[0].text, "shocks") == 0) {
            chance = c;
            continue;
        }
        if (!(c[2].number > 0.0))
            continue;
        if (named < 3) {
            say_factor(&b, c, named > 0);
            last = c;
            named++;
        } else if (!next) {
            next = c;
        }
    }
    if (!named)
        ent_builder_text(&b, " nothing that can be told from zero with this many futures");
    say_order(&b, t, last, next);
    if (chance)
        ent_builder_format(&b,
                           ". Chance itself, every yearly shock together, has a part in "
                           "%.0f %% (%.0f to %.0f %%)",
                           100 * chance[1].number, 100 * chance[2].number, 100 * chance[3].number);
    ent_builder_format(&b,
                       ". %zu futures; intervals from %zu independent scrambles, 95 %%; %zu would "
                       "halve them.",
                       w->futures, w->x->args.replicates, 4 * w->futures);
    if (w->parts[QUARTER].d)
        ent_builder_format(&b,
                           " Assumptions that move less than %.1f %% of the variance (%zu of %zu) "
                           "were varied in a quarter of the futures.",
                           100 * MATTERS, w->parts[QUARTER].d, w->f->n);
    ent_builder_text(&b, " A share says how much of the spread would go if the assumption were "
                         "known; it depends on the priors, most of which are judgement.");
    return b.data;
}

ent_status explore_sobol(explorer *x)
{
    explore_factors *f = ent_arena_array(x->arena, explore_factors, 1);
    part parts[N_PARTS] = {0};
    ENT_NEED(f, x->err);
    ENT_TRY(explore_make_factors(&x->p, x->args.groups, x->args.groups_named.count,
                                 x->args.groups_named.items, f, x->arena, x->err));
    ENT_TRY(run_parts(x, f, parts));
    for (size_t k = 0; k < x->p.n_targets; k++) {
        decomposition w = {.x = x, .t = &x->p.target[k], .f = f, .futures = x->futures};
        for (size_t i = 0; i < N_PARTS; i++)
            w.parts[i] = part_of(&parts[i], k);
        const explore_cross *c = &w.parts[WHOLE].c;
        why_answer *a = explore_answer(x, w.t->name);
        ENT_TRY(find_indices(&w));
        fill_shares(&w, a);
        if (c->ba)
            fill_pairs(&w, a);
        json_array_append_new(a->charts, share_chart(&w, &a->tables[0], k + 1));
        if (c->ba)
            json_array_append_new(a->charts, pair_chart(&w, &a->tables[0], k + 1));
        a->text = explore_same_everywhere(x, w.t->name, c->a, c->replicates * c->n);
        if (!a->text)
            a->text = sobol_text(&w, &a->tables[0]);
    }
    return ENT_OK;
}
