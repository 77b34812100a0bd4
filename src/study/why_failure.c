/* Where an outcome fails: boxes by PRIM, in plain sentences, with their spread. */
#include <math.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/sort.h"
#include "study/why.h"

ent_status why_find_failures(const explore_target *t, const explore_sample *s, const char *text,
                             why_failing *f, ent_arena *arena, ent_error *err)
{
    f->failed = ent_arena_array(arena, uint8_t, s->n);
    double *sorted = ent_arena_array(arena, double, s->n);
    double *spare = ent_arena_array(arena, double, s->n);
    if (!f->failed || !sorted || !spare)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (text && !ent_condition_read(text, &f->condition))
        return ent_fail(
            err, ENT_E_ARG,
            "--fails does not understand '%s'. Write a comparison and a number, such as '> 1.2'.",
            text);
    f->says = text;
    if (!text) { /* which end is worst stands in the register */
        const bool high_is_good = strcmp(t->outcome->better, "high") == 0;
        memcpy(sorted, s->y, s->n * sizeof *sorted);
        ent_sort_values(s->n, sorted, spare);
        const double bound = ent_sorted_quantile(s->n, sorted, high_is_good ? 0.1 : 0.9);
        f->condition = (ent_condition){
            .n = 1, .compare = {high_is_good ? ENT_CMP_LT : ENT_CMP_GT}, .bound = {bound}};
        f->says =
            ent_text_format(arena, "%s %.4g (the worst tenth)", high_is_good ? "<" : ">", bound);
    }
    f->n_failed = 0;
    for (size_t i = 0; i < s->n; i++) {
        f->failed[i] = ent_condition_holds(&f->condition, s->y[i]);
        f->n_failed += f->failed[i];
    }
    if (!f->n_failed || f->n_failed == s->n)
        return ent_fail(err, ENT_E_DATA,
                        "%s %s in %zu of %zu simulated futures: there is nothing to tell apart",
                        t->name, f->says ? f->says : "", f->n_failed, s->n);
    return ENT_OK;
}

/* --- one search ----------------------------------------------------------------------------- */

typedef struct discovery {
    const explore_problem *p;
    const explore_target *t;
    const why_box_plan *plan;
    const why_failing *failing;
    size_t n, d, all, all_failed; /* points left; all of the sample */
    double *x;                    /* [d][n] */
    uint8_t *failed;
    size_t *input; /* [d]: of the problem */
    ent_prim_path path;
    ent_prim_spread spread;
    size_t box;
    ent_arena *arena;
    ent_error *err;
} discovery;

/* The densest box that still holds half of the failures and limits few enough inputs for a
   sentence, unless the user names one. */
static size_t choose_box(const discovery *w)
{
    enum { MOST_LIMITED = 4 };
    if (w->plan->box != SIZE_MAX)
        return w->plan->box;
    size_t best = 0;
    for (size_t b = 0; b < w->path.n_boxes; b++)
        if (w->path.boxes[b].coverage >= 0.5 && w->path.boxes[b].restricted <= MOST_LIMITED &&
            w->path.boxes[b].density > w->path.boxes[best].density)
            best = b;
    return best;
}

static ent_status find_box(discovery *w)
{
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 22);
    ent_status status =
        ent_prim(w->n, w->d, w->x, w->failed, &w->plan->prim, &w->path, w->arena, &scratch);
    w->box = status == ENT_OK ? choose_box(w) : 0;
    if (status == ENT_OK && w->box >= w->path.n_boxes)
        status = ent_fail(w->err, ENT_E_ARG, "--box %zu: the trade-off has boxes 0 to %zu", w->box,
                          w->path.n_boxes - 1);
    else if (status == ENT_OK)
        status = ent_prim_resample(w->n, w->d, w->x, w->failed, &w->plan->prim,
                                   w->path.boxes[w->box].mass, w->plan->resamples, w->plan->seed,
                                   &w->spread, w->arena, &scratch);
    else if (status == ENT_E_ARG)
        ent_fail(w->err, status,
                 "scenario discovery: --peel and --paste lie in 0 to 0.5, --mass in 0 to 1");
    else
        ent_fail(w->err, status, "scenario discovery: %s", ent_status_text(status));
    ent_heap_arena_destroy(&scratch);
    return status;
}

/* --- sentences ------------------------------------------------------------------------------ */

static void say_limit(const discovery *w, ent_builder *b, size_t j, bool high, size_t said)
{
    const size_t at = (high ? w->d : 0) + j;
    const double limit = w->path.limits[w->box * 2 * w->d + at];
    const char *key = w->p->input_key[w->input[j]];
    const ent_index *i = high ? &w->spread.high[j] : &w->spread.low[j];
    if (limit == w->path.limits[at])
        return;
    ent_builder_format(b, "%s%s (%s) %s %.3g", said ? " and " : "", why_label(w->p, key), key,
                       high ? "at most" : "at least", limit);
    const double p = ent_prim_quasi_p(w->n, w->d, w->x, w->failed, &w->path, w->box, j, high);
    if (!isnan(i->low))
        ent_builder_format(b, " [%.3g to %.3g in resamples; p %.2g]", i->low, i->high, p);
    else
        ent_builder_format(b, " [in fewer than half of the resamples; p %.2g]", p);
}

static void say_box(const discovery *w, size_t number, ent_builder *b)
{
    const ent_prim_box *chosen = &w->path.boxes[w->box];
    const double part = (double)w->path.n_failed / (double)w->all_failed;
    if (number == 0)
        ent_builder_format(b, "%s %s in %.1f %% of %zu simulated futures (base rate).", w->t->name,
                           w->failing->says, 100.0 * (double)w->all_failed / (double)w->all,
                           w->all);
    else
        ent_builder_format(b, " Of the %zu futures that the boxes before leave, %.1f %% fail.",
                           w->n, 100.0 * (double)w->path.n_failed / (double)w->n);
    ent_builder_format(b, " Box %zu: where ", w->box);
    size_t said = 0;
    for (size_t j = 0; j < w->d; j++)
        for (int high = 0; high < 2; high++) {
            const size_t before = b->length;
            say_limit(w, b, j, high == 1, said);
            said += b->length != before;
        }
    ent_builder_format(b,
                       "%s, it does so in %.0f %% (%.0f to %.0f %% in resamples), and these "
                       "futures hold %.0f %% of all failures (%.0f to %.0f %%).",
                       said ? "" : "nothing is restricted", 100 * chosen->density,
                       100 * w->spread.density.low, 100 * w->spread.density.high,
                       100 * chosen->coverage * part, 100 * w->spread.coverage.low * part,
                       100 * w->spread.coverage.high * part);
}

/* --- tables --------------------------------------------------------------------------------- */

static const ent_column trade_columns[] = {
    {"box", "Box", "", ENT_CELL_NUMBER, 0},
    {"coverage", "Coverage", "share of failures", ENT_CELL_NUMBER, 2},
    {"density", "Density", "share failing", ENT_CELL_NUMBER, 2},
    {"mass", "Mass", "share of futures", ENT_CELL_NUMBER, 3},
    {"restricted", "Limits on", "inputs", ENT_CELL_NUMBER, 0},
};

static const ent_column limit_columns[] = {
    {"search", "Search", "", ENT_CELL_NUMBER, 0},
    {"box", "Box", "", ENT_CELL_NUMBER, 0},
    {"assumption", "Assumption", "", ENT_CELL_TEXT, 0},
    {"side", "Side", "", ENT_CELL_TEXT, 0},
    {"limit", "Limit", "", ENT_CELL_NUMBER, 4},
    {"low", "low", "95 %", ENT_CELL_NUMBER, 4},
    {"high", "high", "", ENT_CELL_NUMBER, 4},
    {"chosen", "In resamples", "share", ENT_CELL_NUMBER, 2},
    {"quasi_p", "By chance", "p", ENT_CELL_NUMBER, 4},
    {"label", "What", "", ENT_CELL_TEXT, 0},
};

static void fill_trade(const discovery *w, ent_table *t)
{
    for (size_t b = 0; b < w->path.n_boxes; b++) {
        const size_t r = ent_table_row(t);
        const ent_prim_box *box = &w->path.boxes[b];
        const double numbers[5] = {(double)b, box->coverage, box->density, box->mass,
                                   (double)box->restricted};
        for (size_t k = 0; k < 5; k++)
            ent_table_number(t, r, k, numbers[k]);
    }
}

static void fill_limits(const discovery *w, size_t number, ent_table *t)
{
    for (size_t j = 0; j < w->d; j++)
        for (int high = 0; high < 2; high++) {
            const size_t at = (high ? w->d : 0) + j;
            const double limit = w->path.limits[w->box * 2 * w->d + at];
            const ent_index *i = high ? &w->spread.high[j] : &w->spread.low[j];
            const char *key = w->p->input_key[w->input[j]];
            if (limit == w->path.limits[at])
                continue;
            const size_t r = ent_table_row(t);
            ent_table_number(t, r, 0, (double)(number + 1));
            ent_table_number(t, r, 1, (double)w->box);
            ent_table_text(t, r, 2, key);
            ent_table_text(t, r, 3, high ? "at most" : "at least");
            ent_table_number(t, r, 4, limit);
            ent_table_number(t, r, 5, i->low);
            ent_table_number(t, r, 6, i->high);
            ent_table_number(t, r, 7, w->spread.chosen[at]);
            ent_table_number(
                t, r, 8,
                ent_prim_quasi_p(w->n, w->d, w->x, w->failed, &w->path, w->box, j, high == 1));
            ent_table_text(t, r, 9, why_label(w->p, key));
        }
}

/* --- charts --------------------------------------------------------------------------------- */

static json_t *trade_chart(const discovery *w, const char *prefix)
{
    char name[96], title[256];
    snprintf(name, sizeof name, "%s_trade_off", prefix);
    snprintf(title, sizeof title, "Where %s %s: purity against reach", w->t->name,
             w->failing->says);
    json_t *chart = why_chart(name, title, "line", "Coverage, share of failures inside",
                              "Density, share failing inside", "", w->n,
                              "Each step along the line is a smaller box; the dot is the box in "
                              "the sentence below.");
    json_t *line = why_series(chart, "boxes", "scenario");
    json_t *dot = why_series(chart, "this box", "observed");
    for (size_t b = 0; b < w->path.n_boxes; b++)
        why_point(line, json_real(w->path.boxes[b].coverage), w->path.boxes[b].density, ENT_MISSING,
                  ENT_MISSING);
    why_point(dot, json_real(w->path.boxes[w->box].coverage), w->path.boxes[w->box].density,
              ENT_MISSING, ENT_MISSING);
    why_rule(chart, "y", (double)w->path.n_failed / (double)w->n, "base rate");
    json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
    json_object_set_new(json_object_get(chart, "y"), "high", json_real(1.0));
    return chart;
}

/* Share of the sampled values of an input below a value. */
static double rank_of(const discovery *w, size_t j, double value)
{
    size_t below = 0;
    for (size_t i = 0; i < w->n; i++)
        below += w->x[j * w->n + i] < value;
    return (double)below / (double)w->n;
}

static json_t *box_chart(const discovery *w, const char *prefix)
{
    char name[96], title[256];
    snprintf(name, sizeof name, "%s_box", prefix);
    snprintf(title, sizeof title, "The box in which %s %s", w->t->name, w->failing->says);
    json_t *chart =
        why_chart(name, title, "dots", "", "Place in the prior, share of sampled values below", "",
                  w->n, "Thick: inside the box; thin: where resamples put its ends.");
    json_t *points = why_series(chart, "box", "scenario");
    for (size_t j = 0; j < w->d; j++) {
        const double *limits = w->path.limits + w->box * 2 * w->d;
        const double *widest = w->path.limits;
        const bool low = limits[j] != widest[j], high = limits[w->d + j] != widest[w->d + j];
        if (!low && !high)
            continue;
        const double from = low ? rank_of(w, j, limits[j]) : 0.0;
        const double to = high ? rank_of(w, j, limits[w->d + j]) : 1.0;
        const double outer_low =
            low && !isnan(w->spread.low[j].low) ? rank_of(w, j, w->spread.low[j].low) : from;
        const double outer_high =
            high && !isnan(w->spread.high[j].high) ? rank_of(w, j, w->spread.high[j].high) : to;
        json_t *point = why_point(
            points, json_string(why_label(w->p, w->p->input_key[w->input[j]])), ENT_MISSING,
            outer_low < from ? outer_low : from, outer_high > to ? outer_high : to);
        json_object_set_new(point, "p25", json_real(from));
        json_object_set_new(point, "p75", json_real(to));
    }
    json_object_set_new(json_object_get(chart, "y"), "low", json_real(0.0));
    json_object_set_new(json_object_get(chart, "y"), "high", json_real(1.0));
    return chart;
}

/* --- several boxes --------------------------------------------------------------------------- */

static bool inside(const discovery *w, size_t i)
{
    const double *limits = w->path.limits + w->box * 2 * w->d, *widest = w->path.limits;
    for (size_t j = 0; j < w->d; j++) {
        const double v = w->x[j * w->n + i];
        if ((limits[j] != widest[j] && v < limits[j]) ||
            (limits[w->d + j] != widest[w->d + j] && v > limits[w->d + j]))
            return false;
    }
    return true;
}

/* Leave out the points of the box; false when too few are left to search. */
static bool take_away(discovery *w)
{
    size_t kept = 0, failing = 0;
    uint32_t *left = ent_arena_array(w->arena, uint32_t, w->n);
    for (size_t i = 0; left && i < w->n; i++)
        if (!inside(w, i)) {
            left[kept++] = (uint32_t)i;
            failing += w->failed[i];
        }
    if (kept < 64 || failing < 8)
        return false;
    double *x = ent_arena_array(w->arena, double, kept * w->d);
    uint8_t *failed = ent_arena_array(w->arena, uint8_t, kept);
    if (!x || !failed)
        return false;
    for (size_t i = 0; i < kept; i++) {
        failed[i] = w->failed[left[i]];
        for (size_t j = 0; j < w->d; j++)
            x[j * kept + i] = w->x[j * w->n + left[i]];
    }
    w->x = x;
    w->failed = failed;
    w->n = kept;
    return true;
}

/* The inputs that differ most between failing and other futures; all when few are not asked. */
static ent_status choose_inputs(discovery *w, const explore_sample *s)
{
    const size_t d = w->p->n_inputs;
    double *distance = ent_arena_array(w->arena, double, 2 * d);
    double *spare = ent_arena_array(w->arena, double, d);
    uint32_t *order = ent_arena_array(w->arena, uint32_t, 2 * d);
    w->input = ent_arena_array(w->arena, size_t, d);
    if (!distance || !spare || !order || !w->input)
        return ent_fail(w->err, ENT_E_NOMEM, "out of memory");
    w->d = w->plan->inputs && w->plan->inputs < d ? w->plan->inputs : d;
    for (size_t j = 0; j < d; j++)
        w->input[j] = j;
    w->x = s->x;
    if (w->d == d)
        return ENT_OK;
    if (ent_regional(s->n, d, s->x, w->failed, distance, distance + d, w->arena) != ENT_OK)
        return ent_fail(w->err, ENT_E_NOMEM, "out of memory");
    for (size_t j = 0; j < d; j++)
        spare[j] = -distance[j];
    ent_sort_order(d, spare, order, order + d);
    w->x = ent_arena_array(w->arena, double, w->d * s->n);
    if (!w->x)
        return ent_fail(w->err, ENT_E_NOMEM, "out of memory");
    for (size_t k = 0; k < w->d; k++) {
        w->input[k] = order[k];
        memcpy(w->x + k * s->n, s->x + order[k] * s->n, s->n * sizeof *w->x);
    }
    return ENT_OK;
}

ent_status why_boxes(const explore_problem *p, const explore_target *t,
                     const explore_sample *present, const why_failing *f, const why_box_plan *plan,
                     const char *prefix, why_answer *a, ent_arena *arena, ent_error *err)
{
    discovery w = {.p = p,
                   .t = t,
                   .plan = plan,
                   .failing = f,
                   .n = present->n,
                   .all = present->n,
                   .all_failed = f->n_failed,
                   .failed = f->failed,
                   .arena = arena,
                   .err = err};
    ent_builder text;
    ent_builder_init(&text, arena);
    ENT_TRY(choose_inputs(&w, present));
    ent_table *trade =
        why_add_table(a, "prim", "Trade-off of coverage against density", trade_columns, 5, arena);
    ent_table *limits = why_add_table(a, "limits", "Limits of the boxes", limit_columns, 10, arena);
    for (size_t number = 0; number < plan->boxes; number++) {
        if (number > 0 && !take_away(&w))
            break;
        ENT_TRY(find_box(&w));
        say_box(&w, number, &text);
        fill_limits(&w, number, limits);
        if (number > 0)
            continue;
        fill_trade(&w, trade);
        json_array_append_new(a->charts, trade_chart(&w, prefix));
        json_array_append_new(a->charts, box_chart(&w, prefix));
    }
    a->text = text.data;
    return ent_builder_status(&text, err);
}
