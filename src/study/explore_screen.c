/* entente explore: the methods that read a plain run or a screening. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/heap.h"
#include "study/explorer.h"

ent_status explore_sample_of(explorer *x, explore_sample *s)
{
    const explore_plan plan = {
        .n = x->args.points ? x->args.points : 4096, .seed = x->args.seed, .target = EXPLORE_ALL};
    ENT_TRY(explore_plain(&x->p, &plan, s, x->arena, x->err));
    x->futures = s->n;
    return ENT_OK;
}

/* The futures in which target k has a value. */
static ent_status present_of(explorer *x, const explore_sample *s, size_t k, explore_sample *out)
{
    return explore_present(&x->p, s, s->y + k * s->n, x->p.target[k].name, out, x->arena, x->err);
}

/* --- Morris --------------------------------------------------------------------------------- */

static const ent_column morris_columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0}, {"mu_star", "mu*", "", ENT_CELL_NUMBER, 4},
    {"low", "low", "95 %", ENT_CELL_NUMBER, 4},     {"high", "high", "", ENT_CELL_NUMBER, 4},
    {"mu", "mu", "", ENT_CELL_NUMBER, 4},           {"sigma", "sigma", "", ENT_CELL_NUMBER, 4},
    {"says", "Finding", "", ENT_CELL_TEXT, 0},      {"label", "Meaning", "", ENT_CELL_TEXT, 0},
};

/* The spread of |effect| follows from those of the effect: E|e|^2 = mu^2 + sigma^2. */
static ent_index interval_of_mu_star(double mu, double mu_star, double sigma, size_t r)
{
    const double n = (double)r;
    const double squares = mu * mu + sigma * sigma * (n - 1.0) / n;
    const double variance = (squares - mu_star * mu_star) * n / (n - 1.0);
    const double half = 1.959963984540054 * sqrt(variance > 0.0 ? variance / n : 0.0);
    return (ent_index){mu_star, mu_star - half, mu_star + half};
}

static ent_status morris_answer(explorer *x, const explore_factors *f, size_t k, size_t r,
                                const double *points, const double *y, double *measures)
{
    const size_t d = f->n - 1;
    const char *name = x->p.target[k].name;
    why_answer *a = explore_answer(x, name);
    const ent_status status =
        x->args.radial
            ? ent_morris_radial(r, d, points, y, measures, measures + d, measures + 2 * d, x->arena)
            : ent_morris(r, d, points, y, measures, measures + d, measures + 2 * d, x->arena);
    if (status != ENT_OK)
        return ent_fail(x->err, status, "screening: %s", ent_status_text(status));
    ent_table *t =
        why_add_table(a, "morris", "Elementary effects: change of the outcome over a range",
                      morris_columns, 8, x->arena);
    for (size_t j = 0; j < d; j++) {
        const size_t row = ent_table_row(t);
        const ent_index star =
            interval_of_mu_star(measures[j], measures[d + j], measures[2 * d + j], r);
        ent_table_text(t, row, 0, f->name[j]);
        ent_table_number(t, row, 1, star.value);
        ent_table_number(t, row, 2, star.low);
        ent_table_number(t, row, 3, star.high);
        ent_table_number(t, row, 4, measures[j]);
        ent_table_number(t, row, 5, measures[2 * d + j]);
        ent_table_text(t, row, 6, explore_reading(&star));
        ent_table_text(t, row, 7, why_label(&x->p, f->name[j]));
    }
    ent_table_sort(t, 1, true);
    a->text = explore_same_everywhere(x, name, y, r * (d + 1));
    if (a->text)
        return ENT_OK;
    a->text = ent_text_format(
        x->arena,
        "Screening of %s with %zu %s (%zu futures; %zu would halve the intervals): mu* is the mean "
        "size of an effect, sigma near or above it means interaction or curvature. A screening "
        "ranks; it gives no shares.",
        name, r, x->args.radial ? "stars" : "trajectories", r * (d + 1), 4 * r * (d + 1));
    return ENT_OK;
}

ent_status explore_morris(explorer *x)
{
    explore_factors *f = ent_arena_array(x->arena, explore_factors, 1);
    ENT_NEED(f, x->err);
    ENT_TRY(explore_make_factors(&x->p, x->args.groups, x->args.groups_named.count,
                                 x->args.groups_named.items, f, x->arena, x->err));
    const size_t d = f->n - 1, r = x->args.points ? x->args.points : 64;
    const size_t n = r * (d + 1);
    double *points = ent_arena_array(x->arena, double, n *d);
    double *y = ent_arena_array(x->arena, double, n * x->p.n_targets);
    double *measures = ent_arena_array(x->arena, double, 3 * d);
    ENT_NEED(points && y && measures, x->err);
    ENT_TRY(explore_trajectories(&x->p, f, r, x->args.radial, x->args.seed, points, y, x->arena,
                                 x->err));
    x->futures = n;
    for (size_t k = 0; k < x->p.n_targets; k++) {
        for (size_t i = 0; i < n; i++)
            if (isnan(y[k * n + i]))
                return ent_fail(x->err, ENT_E_DATA,
                                "%s has no value in some futures; use --method pawn or regional",
                                x->p.target[k].name);
        ENT_TRY(morris_answer(x, f, k, r, points, y + k * n, measures));
    }
    return ENT_OK;
}

/* --- PAWN and given data -------------------------------------------------------------------- */

static const ent_column pawn_columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"median", "PAWN median", "", ENT_CELL_NUMBER, 3},
    {"maximum", "largest", "", ENT_CELL_NUMBER, 3},
    {"noise", "by chance", "", ENT_CELL_NUMBER, 3},
    {"first", "Alone", "share", ENT_CELL_NUMBER, 3},
    {"first_low", "low", "", ENT_CELL_NUMBER, 3},
    {"first_high", "high", "", ENT_CELL_NUMBER, 3},
    {"says", "Finding", "", ENT_CELL_TEXT, 0},
    {"label", "Meaning", "", ENT_CELL_TEXT, 0},
};

static ent_status pawn_answer(explorer *x, size_t k, const explore_sample *all)
{
    enum { SLICES = 10 };
    const size_t d = x->p.n_inputs;
    const explore_target *target = &x->p.target[k];
    why_answer *a = explore_answer(x, target->name);
    explore_sample s;
    ENT_TRY(present_of(x, all, k, &s));
    ent_pawn_row *rows = ent_arena_array(x->arena, ent_pawn_row, d);
    why_outcome *why = ent_arena_array(x->arena, why_outcome, 1);
    ENT_NEED(rows && why, x->err);
    if (ent_pawn(s.n, d, s.x, s.y, SLICES, rows, x->arena) != ENT_OK)
        return ent_fail(x->err, ENT_E_ARG, "there are too few futures. Raise --points");
    ENT_TRY(why_of_outcome(&x->p, target, all, all->y + k * all->n, NULL, x->args.seed, why,
                           x->arena, x->err));
    /* median distance of a slice of pure noise: Kolmogorov's median .8276 / sqrt(m); a median of
       ten such stands above 1.03 / sqrt(m) in a fortieth of cases */
    const double scale = sqrt(1.0 - 1.0 / SLICES) / sqrt((double)s.n / SLICES);
    ent_table *t =
        why_add_table(a, "pawn", "Distance of the outcome's distribution when one input is known",
                      pawn_columns, 9, x->arena);
    for (size_t i = 0; i < d; i++) {
        const size_t r = ent_table_row(t), j = why->why.order[i];
        const bool seen = rows[j].median > 1.03 * scale;
        ent_table_text(t, r, 0, x->p.input_key[j]);
        ent_table_number(t, r, 1, rows[j].median);
        ent_table_number(t, r, 2, rows[j].maximum);
        ent_table_number(t, r, 3, 0.8276 * scale);
        ent_table_number(t, r, 4, why->why.first[j].value);
        ent_table_number(t, r, 5, why->why.first[j].low);
        ent_table_number(t, r, 6, why->why.first[j].high);
        ent_table_text(t, r, 7, seen ? "acts" : "not distinguishable from zero");
        ent_table_text(t, r, 8, why_label(&x->p, x->p.input_key[j]));
    }
    ent_table_sort(t, 1, true);
    why_tornado_table(why, a, x->arena);
    json_t *tornado =
        why_tornado(why, ent_text_format(x->arena, "tornado_%zu", k + 1), EXPLORE_BARS, x->arena);
    if (tornado)
        json_array_append_new(a->charts, tornado);
    a->text = ent_text_format(
        x->arena,
        "%s over %zu simulated futures. A median near %.3f is what chance alone gives with slices "
        "of "
        "this size. Alone: share of the variance, interval from eight batches; four times the "
        "futures (%zu) halve it.",
        target->name, s.n, 0.8276 * scale, 4 * s.n);
    return ENT_OK;
}

ent_status explore_pawn(explorer *x)
{
    explore_sample s;
    ENT_TRY(explore_sample_of(x, &s));
    for (size_t k = 0; k < x->p.n_targets; k++)
        ENT_TRY(pawn_answer(x, k, &s));
    return ENT_OK;
}

/* --- regional sensitivity ------------------------------------------------------------------- */

static const ent_column regional_columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"distance", "Distance", "KS", ENT_CELL_NUMBER, 3},
    {"p_value", "By chance", "p", ENT_CELL_NUMBER, 4},
    {"says", "Finding", "", ENT_CELL_TEXT, 0},
    {"label", "Meaning", "", ENT_CELL_TEXT, 0},
};

static ent_status regional_answer(explorer *x, size_t k, const explore_sample *all)
{
    const size_t d = x->p.n_inputs;
    const char *target = x->p.target[k].name;
    why_answer *a = explore_answer(x, target);
    explore_sample s;
    why_failing f = {0};
    ENT_TRY(present_of(x, all, k, &s));
    ENT_TRY(why_find_failures(&x->p.target[k], &s, x->args.fails, &f, x->arena, x->err));
    double *distance = ent_arena_array(x->arena, double, 2 * d);
    ENT_NEED(distance &&
                 ent_regional(s.n, d, s.x, f.failed, distance, distance + d, x->arena) == ENT_OK,
             x->err);
    ent_table *t = why_add_table(a, "regional", "How failing futures differ from the others",
                                 regional_columns, 5, x->arena);
    for (size_t j = 0; j < d; j++) {
        ent_table_add(
            t, ENT_TEXT(x->p.input_key[j]), ENT_NUMBER(distance[j]), ENT_NUMBER(distance[d + j]),
            ENT_TEXT(distance[d + j] < 0.05 / (double)d ? "differs"
                                                        : "not distinguishable from zero"),
            ENT_TEXT(why_label(&x->p, x->p.input_key[j])));
    }
    ent_table_sort(t, 1, true);
    a->text = ent_text_format(x->arena,
                              "%s %s in %.1f %% of %zu simulated futures. With %zu inputs about "
                              "%.0f would stand below p = "
                              ".05 by chance; the reading asks for p below .05 / %zu.",
                              target, f.says, 100.0 * (double)f.n_failed / (double)s.n, s.n, d,
                              0.05 * (double)d, d);
    return ENT_OK;
}

ent_status explore_regional(explorer *x)
{
    explore_sample s;
    ENT_TRY(explore_sample_of(x, &s));
    for (size_t k = 0; k < x->p.n_targets; k++)
        ENT_TRY(regional_answer(x, k, &s));
    return ENT_OK;
}

/* --- PRIM ----------------------------------------------------------------------------------- */

static ent_status prim_plan(const explorer *x, ent_fail_plan *plan)
{
    static const char *const names[] = {"lenient1", "lenient2", "original"};
    *plan = (ent_fail_plan){.prim = {x->args.peel, x->args.paste, x->args.mass, ENT_PRIM_LENIENT1},
                            .pick = x->args.box,
                            .boxes = x->args.boxes,
                            .resamples = x->args.resamples,
                            .seed = x->args.seed};
    for (int i = 0; i < 3; i++)
        if (strcmp(names[i], x->args.objective) == 0) {
            plan->prim.objective = (ent_prim_objective)i;
            return ENT_OK;
        }
    return ent_fail(x->err, ENT_E_ARG, "--objective '%.40s' is not lenient1, lenient2 or original",
                    x->args.objective);
}

ent_status explore_prim(explorer *x)
{
    explore_sample all, s;
    ent_fail_plan plan;
    ENT_TRY(prim_plan(x, &plan));
    ENT_TRY(explore_sample_of(x, &all));
    for (size_t k = 0; k < x->p.n_targets; k++) {
        why_failing f = {0};
        char prefix[32];
        why_answer *a = explore_answer(x, x->p.target[k].name);
        snprintf(prefix, sizeof prefix, "failure_%zu", k + 1);
        ENT_TRY(present_of(x, &all, k, &s));
        ENT_TRY(why_find_failures(&x->p.target[k], &s, x->args.fails, &f, x->arena, x->err));
        ENT_TRY(why_boxes(&x->p, &x->p.target[k], &s, &f, &plan, prefix, a, x->arena, x->err));
        if (x->args.top < a->tables[0].n_rows)
            x->args.top = a->tables[0].n_rows;
    }
    return ENT_OK;
}

/* --- CART ----------------------------------------------------------------------------------- */

enum { LEAVES_SHOWN = 12 };

static const ent_column cart_columns[] = {
    {"leaf", "Leaf", "", ENT_CELL_NUMBER, 0},
    {"density", "Precision", "share failing", ENT_CELL_NUMBER, 2},
    {"coverage", "Recall", "share of failures", ENT_CELL_NUMBER, 2},
    {"mass", "Size", "share of futures", ENT_CELL_NUMBER, 3},
    {"where", "Conditions", "", ENT_CELL_TEXT, 0},
};

static const char *leaf_text(const explorer *x, const ent_cart *tree, size_t leaf)
{
    ent_builder b;
    ent_builder_init(&b, x->arena);
    const double *limits = tree->limits + leaf * 2 * tree->d;
    for (size_t j = 0; j < tree->d; j++) {
        if (isfinite(limits[j]))
            ent_builder_format(&b, "%s%s > %s%s", b.length ? ", " : "", x->p.input_key[j],
                               why_digits(limits[j]).text, why_money(&x->p, j, x->arena));
        if (isfinite(limits[tree->d + j]))
            ent_builder_format(&b, "%s%s <= %s%s", b.length ? ", " : "", x->p.input_key[j],
                               why_digits(limits[tree->d + j]).text, why_money(&x->p, j, x->arena));
    }
    return b.data;
}

/* Leaves with failures, densest first, against the base rate. */
static json_t *leaf_chart(const ent_table *t, const char *outcome, const why_failing *f, size_t n,
                          size_t number)
{
    char name[48], title[192];
    snprintf(name, sizeof name, "leaves_%zu", number);
    snprintf(title, sizeof title, "Where %s %s, by a classification tree", outcome, f->says);
    json_t *chart = why_chart(name, title, "dots", "", "Share", "", n,
                              "A row is a leaf of the tree, by its number in the table. Density: "
                              "share of its futures that fail; coverage: share of all failures "
                              "that lie in it. Splits change easily between samples.");
    json_t *density = chart_series(chart, "density", "scenario", "");
    json_t *coverage = chart_series(chart, "coverage", "baseline", "");
    for (size_t r = 0, shown = 0; r < t->n_rows && shown < LEAVES_SHOWN; r++) {
        const ent_cell *c = &t->cells[r * t->n_columns];
        if (!(c[2].number > 0.0))
            continue;
        chart_point(density, json_sprintf("leaf %.0f", c[0].number), c[1].number);
        chart_point(coverage, json_sprintf("leaf %.0f", c[0].number), c[2].number);
        shown++;
    }
    json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
    chart_rule(chart, "y", (double)f->n_failed / (double)n, "base rate");
    return chart;
}

static ent_status cart_answer(explorer *x, size_t k, const explore_sample *all)
{
    why_answer *a = explore_answer(x, x->p.target[k].name);
    explore_sample s;
    why_failing f = {0};
    ent_cart tree;
    ENT_TRY(present_of(x, all, k, &s));
    ENT_TRY(why_find_failures(&x->p.target[k], &s, x->args.fails, &f, x->arena, x->err));
    ent_arena scratch;
    ent_heap_arena_create(&scratch, (size_t)1 << 20);
    const ent_status status =
        ent_cart_grow(s.n, x->p.n_inputs, s.x, f.failed, s.n / 20, &tree, x->arena, &scratch);
    ent_heap_arena_destroy(&scratch);
    if (status != ENT_OK)
        return ent_fail(x->err, status, "tree: %s", ent_status_text(status));
    ent_table *t =
        why_add_table(a, "cart", "Leaves of a classification tree, highest precision first",
                      cart_columns, 5, x->arena);
    for (size_t l = 0; l < tree.n_leaves; l++) {
        ent_table_add(t, ENT_NUMBER((double)(l + 1)), ENT_NUMBER(tree.leaves[l].density),
                      ENT_NUMBER(tree.leaves[l].coverage), ENT_NUMBER(tree.leaves[l].mass),
                      ENT_TEXT(leaf_text(x, &tree, l)));
    }
    ent_table_sort(t, 1, true);
    json_array_append_new(a->charts, leaf_chart(t, a->name, &f, s.n, k + 1));
    a->text = ent_text_format(
        x->arena,
        "%s %s in %.1f %% of %zu simulated futures. A tree is a second opinion: its "
        "splits change easily between samples.",
        a->name, f.says, 100.0 * (double)f.n_failed / (double)s.n, s.n);
    return ENT_OK;
}

ent_status explore_cart(explorer *x)
{
    explore_sample s;
    ENT_TRY(explore_sample_of(x, &s));
    for (size_t k = 0; k < x->p.n_targets; k++)
        ENT_TRY(cart_answer(x, k, &s));
    return ENT_OK;
}
