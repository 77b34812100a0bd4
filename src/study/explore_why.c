#include "study/explore_why.h"

#include <math.h>
#include <string.h>

#include "entente/heap.h"

typedef struct writer {
    const explore_why *ask;
    ent_why why;
    ent_builder *out;
    ent_arena *arena;
    ent_error *err;
    bool ratio; /* the tornado is of logarithms */
} writer;

static const char *label_of(const writer *w, size_t input)
{
    const char *key = w->ask->p->input_key[input];
    const ent_assumption *row = ent_register_assumption(&w->ask->p->parts.reg, key);
    return row ? row->label : key;
}

static double shown(const writer *w, double x)
{
    return w->ratio ? exp(x) : x;
}

static const ent_column columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"low", "In its lowest fifth", "mean", ENT_CELL_NUMBER, 3},
    {"low_low", "low", "", ENT_CELL_NUMBER, 3},
    {"low_high", "high", "", ENT_CELL_NUMBER, 3},
    {"high", "In its highest fifth", "mean", ENT_CELL_NUMBER, 3},
    {"high_low", "low", "", ENT_CELL_NUMBER, 3},
    {"high_high", "high", "", ENT_CELL_NUMBER, 3},
    {"swing", "Swing", "", ENT_CELL_NUMBER, 3},
    {"swing_low", "low", "", ENT_CELL_NUMBER, 3},
    {"swing_high", "high", "", ENT_CELL_NUMBER, 3},
    {"says", "Reading", "", ENT_CELL_TEXT, 0},
    {"label", "What", "", ENT_CELL_TEXT, 0},
};

static void tornado_table(const writer *w, ent_table *t)
{
    ent_table_init(t, "tornado",
                   w->ratio ? "Geometric mean of the outcome by fifths of an assumption"
                            : "Mean of the outcome by fifths of an assumption",
                   columns, sizeof columns / sizeof columns[0], w->arena);
    for (size_t k = 0; k < w->ask->p->n_inputs; k++) {
        const size_t input = w->why.order[k], r = ent_table_row(t);
        const ent_tornado_row *row = &w->why.rows[input];
        const double numbers[9] = {row->low.value,   row->low.low,   row->low.high,
                                   row->high.value,  row->high.low,  row->high.high,
                                   row->swing.value, row->swing.low, row->swing.high};
        ent_table_text(t, r, 0, w->ask->p->input_key[input]);
        for (size_t c = 0; c < 9; c++)
            ent_table_number(t, r, 1 + c, shown(w, numbers[c]));
        ent_table_text(
            t, r, 10, ent_index_holds_zero(&row->swing) ? "not distinguishable from zero" : "acts");
        ent_table_text(t, r, 11, label_of(w, input));
    }
}

static void say_limits(const writer *w, ent_builder *b, const ent_fail_box *box)
{
    const size_t d = w->why.n_inputs;
    const double *limits = box->path.limits + box->chosen * 2 * d, *widest = box->path.limits;
    size_t said = 0;
    for (size_t j = 0; j < d; j++)
        for (size_t high = 0; high < 2; high++) {
            const size_t at = high * d + j;
            if (limits[at] == widest[at])
                continue;
            ent_builder_format(b, "%s%s (%s) %s %.3g", said++ ? " and " : "",
                               label_of(w, w->why.order[j]), w->ask->p->input_key[w->why.order[j]],
                               high ? "at most" : "at least", limits[at]);
        }
    ent_builder_text(b, said ? "" : "nothing is restricted");
}

/* "lies above 1.2"; what happens or not has no bound to name. */
static const char *beyond(const writer *w, bool below, double bound)
{
    if (strcmp(w->ask->p->target[0].outcome->unit, "share of futures") == 0)
        return below ? "is not so" : "is so";
    return ent_text_format(w->arena, "lies %s %.4g", below ? "below" : "above", bound);
}

static const char *sentences(const writer *w)
{
    ent_builder b;
    ent_builder_init(&b, w->arena);
    const ent_why *y = &w->why;
    const bool high_good = strcmp(w->ask->p->target[0].outcome->better, "high") == 0;
    ent_builder_format(&b, "%s %s in %.1f %% of %zu simulated futures (base rate).",
                       w->ask->outcome, beyond(w, high_good, y->bound),
                       100.0 * (double)y->n_failed / (double)y->n, y->n);
    for (size_t k = 0; k < y->n_boxes; k++) {
        const ent_fail_box *box = &y->box[k];
        ent_builder_format(&b, "\nBox %zu: where ", k + 1);
        say_limits(w, &b, box);
        ent_builder_format(&b,
                           ", it does so in %.0f %% (%.0f to %.0f %% in resamples); these futures "
                           "hold %.0f %% of all such (%.0f to %.0f %%).",
                           100 * box->density.value, 100 * box->density.low,
                           100 * box->density.high, 100 * box->coverage.value,
                           100 * box->coverage.low, 100 * box->coverage.high);
    }
    if (!y->n_boxes)
        ent_builder_text(&b, " There is nothing to tell apart.");
    if (y->n_other_boxes) {
        ent_builder_format(&b, "\nFor the opposite, that it %s, this would have to be true: ",
                           beyond(w, !high_good, y->other_bound));
        say_limits(w, &b, &y->other);
        ent_builder_format(&b, " (%.0f %% of these futures; %.1f %% of all).",
                           100 * y->other.density.value,
                           100.0 * (double)y->n_others / (double)y->n);
    }
    return b.data;
}

/* --- JSON --------------------------------------------------------------------------------- */

static void member(ent_builder *b, const char *before, const char *name, double value)
{
    ent_builder_format(b, "%s\"%s\": ", before, name);
    ent_json_number(b, value);
}

static void json_limits(const writer *w, const ent_fail_box *box)
{
    const size_t d = w->why.n_inputs;
    const double *limits = box->path.limits + box->chosen * 2 * d, *widest = box->path.limits;
    size_t said = 0;
    ent_builder_text(w->out, ", \"limits\": [");
    for (size_t at = 0; at < 2 * d; at++) {
        if (limits[at] == widest[at])
            continue;
        const ent_index *i = at < d ? &box->spread.low[at] : &box->spread.high[at - d];
        ent_builder_format(w->out, "%s{\"factor\": \"%s\", \"side\": \"%s\"", said++ ? ", " : "",
                           w->ask->p->input_key[w->why.order[at % d]], at < d ? "low" : "high");
        member(w->out, ", ", "limit", limits[at]);
        member(w->out, ", ", "limit_low", i->low);
        member(w->out, ", ", "limit_high", i->high);
        member(w->out, ", ", "p", box->quasi_p[at]);
        ent_builder_text(w->out, "}");
    }
    ent_builder_text(w->out, "]");
}

static void json_box(const writer *w, const ent_fail_box *box)
{
    member(w->out, "{", "coverage", box->coverage.value);
    member(w->out, ", ", "coverage_low", box->coverage.low);
    member(w->out, ", ", "coverage_high", box->coverage.high);
    member(w->out, ", ", "density", box->density.value);
    member(w->out, ", ", "density_low", box->density.low);
    member(w->out, ", ", "density_high", box->density.high);
    member(w->out, ", ", "mass", box->path.boxes[box->chosen].mass);
    json_limits(w, box);
    ent_builder_text(w->out, ",\n  \"path\": [");
    for (size_t b = 0; b < box->path.n_boxes; b++) {
        member(w->out, b ? ", {" : "{", "coverage", box->path.boxes[b].coverage);
        member(w->out, ", ", "density", box->path.boxes[b].density);
        ent_builder_text(w->out, "}");
    }
    ent_builder_text(w->out, "]}");
}

static void json_rest(const writer *w)
{
    const ent_why *y = &w->why;
    member(w->out, ",\n", "n", (double)y->n);
    member(w->out, ", ", "with_value", (double)y->n_known);
    member(w->out, ", ", "bound", y->bound);
    member(w->out, ", ", "failing", (double)y->n_failed / (double)y->n);
    ent_builder_text(w->out, ",\n\"boxes\": [");
    for (size_t k = 0; k < y->n_boxes; k++) {
        ent_builder_text(w->out, k ? ",\n " : "\n ");
        json_box(w, &y->box[k]);
    }
    ent_builder_text(w->out, "],\n\"opposite\": ");
    if (y->n_other_boxes)
        json_box(w, &y->other);
    else
        ent_builder_text(w->out, "null");
    member(w->out, ",\n", "opposite_bound", y->other_bound);
    ent_builder_text(w->out, "\n}\n");
}

static ent_status write_all(writer *w)
{
    ent_table t;
    tornado_table(w, &t);
    const char *text = sentences(w);
    const bool json = w->ask->format == ENT_FORMAT_JSON;
    const ent_style plain = {0};
    if (json) {
        ent_builder_text(w->out, "{\n\"outcome\": ");
        ent_json_text(w->out, w->ask->outcome);
        ent_builder_text(w->out, ",\n\"text\": ");
        ent_json_text(w->out, text);
        ent_builder_format(w->out, ",\n\"%s\": ", t.name);
    } else if (w->ask->format == ENT_FORMAT_TEXT && w->ask->top < t.n_rows) {
        t.n_rows = w->ask->top;
    }
    ENT_TRY(ent_table_render(&t, w->ask->format, &plain, w->out, w->err));
    if (json)
        json_rest(w);
    else if (w->ask->format == ENT_FORMAT_TEXT)
        ent_builder_format(w->out, "\n%s\n", text);
    return ent_builder_status(w->out, w->err);
}

ent_status explore_why_write(const explore_why *ask, ent_builder *out, ent_arena *arena,
                             ent_error *err)
{
    writer w = {.ask = ask, .out = out, .arena = arena, .err = err};
    const ent_outcome *outcome = ask->p->target[0].outcome;
    ent_why_options o = ENT_WHY_DEFAULTS;
    o.seed = ask->seed;
    o.high_is_good = strcmp(outcome->better, "high") == 0;
    o.logarithm = w.ratio = outcome->hist_log;
    if (ask->fails) {
        const ent_compare wanted = o.high_is_good ? ENT_CMP_LT : ENT_CMP_GT;
        if (ask->fails->n != 1 || ask->fails->compare[0] != wanted)
            return ent_fail(err, ENT_E_ARG,
                            "--method why takes one bound, '%s 1.2' for this outcome; other "
                            "conditions: --method prim",
                            o.high_is_good ? "<" : ">");
        o.bound = ask->fails->bound[0];
    }
    ent_arena scratch;
    ent_heap_arena_create(&scratch, 1 << 22);
    const ent_status status = ent_why_run(ask->sample->n, ask->p->n_inputs, ask->sample->x,
                                          ask->sample->y, &o, &w.why, arena, &scratch);
    ent_heap_arena_destroy(&scratch);
    if (status == ENT_E_ARG)
        return ent_fail(err, status, "too few futures have a value of %s; raise --points",
                        ask->outcome);
    if (status != ENT_OK)
        return ent_fail(err, status, "why: %s", ent_status_text(status));
    return write_all(&w);
}
