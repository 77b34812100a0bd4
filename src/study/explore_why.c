/* entente explore --method why: tornado and failure boxes, as report and live page show them. */
#include <string.h>

#include "study/explorer.h"

/* --- JSON: what tables do not hold -------------------------------------------------------- */

static void member(ent_builder *b, const char *before, const char *name, double value)
{
    ent_builder_format(b, "%s\"%s\": ", before, name);
    ent_json_number(b, value);
}

static void add_limits(const why_found *f, const ent_fail_box *box, ent_builder *b)
{
    const double *limits = box->path.limits + box->chosen * 2 * f->d, *widest = box->path.limits;
    size_t said = 0;
    ent_builder_text(b, ", \"limits\": [");
    for (size_t at = 0; at < 2 * f->d; at++) {
        if (limits[at] == widest[at])
            continue;
        const ent_index *i = at < f->d ? &box->spread.low[at] : &box->spread.high[at - f->d];
        ent_builder_format(b, "%s{\"factor\": \"%s\", \"side\": \"%s\"", said++ ? ", " : "",
                           f->p->input_key[f->input[at % f->d]], at < f->d ? "low" : "high");
        member(b, ", ", "limit", limits[at]);
        member(b, ", ", "limit_low", i->low);
        member(b, ", ", "limit_high", i->high);
        member(b, ", ", "p", box->quasi_p[at]);
        ent_builder_text(b, "}");
    }
    ent_builder_text(b, "]");
}

static void add_box(const why_found *f, const ent_fail_box *box, ent_builder *b)
{
    member(b, "{", "coverage", box->coverage.value);
    member(b, ", ", "coverage_low", box->coverage.low);
    member(b, ", ", "coverage_high", box->coverage.high);
    member(b, ", ", "density", box->density.value);
    member(b, ", ", "density_low", box->density.low);
    member(b, ", ", "density_high", box->density.high);
    member(b, ", ", "mass", box->path.boxes[box->chosen].mass);
    add_limits(f, box, b);
    ent_builder_text(b, ",\n  \"path\": [");
    for (size_t k = 0; k < box->path.n_boxes; k++) {
        member(b, k ? ", {" : "{", "coverage", box->path.boxes[k].coverage);
        member(b, ", ", "density", box->path.boxes[k].density);
        ent_builder_text(b, "}");
    }
    ent_builder_text(b, "]}");
}

static const char *more_of(const why_outcome *w, const why_found *f, ent_arena *arena)
{
    const ent_why *y = &w->why;
    ent_builder b;
    ent_builder_init(&b, arena);
    member(&b, ",\n", "n", (double)y->n);
    member(&b, ", ", "with_value", (double)y->n_known);
    member(&b, ", ", "bound", y->bound);
    member(&b, ", ", "failing", (double)y->n_failed / (double)y->n);
    ent_builder_text(&b, ",\n\"boxes\": [");
    for (size_t k = 0; k < y->n_boxes; k++) {
        ent_builder_text(&b, k ? ",\n " : "\n ");
        add_box(f, &y->box[k], &b);
    }
    ent_builder_text(&b, "],\n\"opposite\": ");
    if (y->n_other_boxes)
        add_box(f, &y->other, &b);
    else
        ent_builder_text(&b, "null");
    member(&b, ",\n", "opposite_bound", y->other_bound);
    return b.data;
}

/* --- sentences ------------------------------------------------------------------------------ */

static const char *sentences(const why_outcome *w, const why_found *f, ent_arena *arena)
{
    const ent_why *y = &w->why;
    const bool high_good = strcmp(w->t->outcome->better, "high") == 0;
    ent_builder b;
    ent_builder_init(&b, arena);
    if (y->n_known < y->n && *w->t->outcome->condition)
        ent_builder_format(&b, "Means are of the %zu futures of %zu in which %s. ", y->n_known,
                           y->n, w->t->outcome->condition);
    why_say_boxes(f, &b);
    ent_builder_text(&b, y->n_boxes ? "" : " There is nothing to tell apart.");
    if (!y->n_other_boxes)
        return b.data;
    ent_builder_format(&b, "\nFor the opposite, that it %s, this would have to be true: ",
                       why_beyond(w->t, !high_good, y->other_bound, arena));
    why_say_limits(f, &y->other, &b);
    ent_builder_format(&b, " (%.0f %% of these futures; %.1f %% of all).",
                       100 * y->other.density.value, 100.0 * (double)y->n_others / (double)y->n);
    return b.data;
}

static ent_status answer(explorer *x, size_t k, const explore_sample *s, const ent_condition *fails)
{
    const explore_target *t = &x->p.target[k];
    why_answer *a = explore_answer(x, t->name);
    why_outcome *w = ent_arena_array(x->arena, why_outcome, 1);
    ENT_NEED(w, x->err);
    ENT_TRY(why_of_outcome(&x->p, t, s, s->y + k * s->n, fails, x->args.seed, w, x->arena, x->err));
    const why_found found = why_found_boxes(w, x->arena);
    json_t *tornado =
        why_tornado(w, ent_text_format(x->arena, "tornado_%zu", k + 1), EXPLORE_BARS, x->arena);
    if (tornado)
        json_array_append_new(a->charts, tornado);
    why_tornado_table(w, a, x->arena);
    why_show_boxes(&found, ent_text_format(x->arena, "failure_%zu", k + 1), a, x->arena);
    a->text = sentences(w, &found, x->arena);
    a->more = more_of(w, &found, x->arena);
    return a->text && a->more ? ENT_OK : ent_fail(x->err, ENT_E_NOMEM, "out of memory");
}

ent_status explore_why(explorer *x)
{
    ent_condition fails;
    explore_sample s;
    if (!x->args.points)
        x->args.points = 2048; /* as the page */
    if (x->args.fails && !ent_condition_read(x->args.fails, &fails))
        return ent_fail(
            x->err, ENT_E_ARG,
            "--fails does not understand '%s'. Write a comparison and a number, such as '> 1.2'.",
            x->args.fails);
    ENT_TRY(explore_sample_of(x, &s));
    for (size_t k = 0; k < x->p.n_targets; k++)
        ENT_TRY(answer(x, k, &s, x->args.fails ? &fails : NULL));
    return ENT_OK;
}
