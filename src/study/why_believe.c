/* What would have to be true: the search of explore, run on the model and checked. */
#include <math.h>
#include <string.h>

#include "entente/fmath.h"
#include "entente/heap.h"
#include "study/why.h"

static const double FURTHEST = 3.0; /* prior standard deviations of one assumption */
enum { FRESH = 7919 };              /* from the seed of the search to that of its check */

static int side_of(const ent_condition *c)
{
    if (c->n != 1 || c->compare[0] == ENT_CMP_EQ)
        return 0;
    return c->compare[0] == ENT_CMP_GT || c->compare[0] == ENT_CMP_GE ? 1 : -1;
}

static bool is_reached(const why_goal *g, double share)
{
    return g->at_least ? share >= g->share : share <= g->share;
}

/* --- running -------------------------------------------------------------------------------- */

typedef struct believing {
    const explore_problem *p;
    const why_goal *goal;
    const why_belief_plan *plan;
    ent_believe *search;
    why_belief *found;
    double *shift;
    ent_error *err;
} believing;

/* The futures of one point in which the target has a value. */
static ent_status run_point(const believing *w, size_t n, uint64_t seed, explore_sample *s,
                            ent_arena *scratch)
{
    const explore_plan plan = {.n = n,
                               .seed = seed,
                               .shift = w->shift,
                               .target = (int)w->goal->target,
                               .scores = true,
                               .again = true};
    explore_sample all;
    ENT_TRY(explore_plain(w->p, &plan, &all, scratch, w->err));
    return explore_present(w->p, &all, all.y, w->p->target[w->goal->target].name, s, scratch,
                           w->err);
}

static double count_share(const why_goal *g, const explore_sample *s, uint8_t *holds)
{
    size_t k = 0;
    for (size_t i = 0; i < s->n; i++) {
        const bool is = ent_condition_holds(g->condition, s->y[i]);
        k += is;
        if (holds)
            holds[i] = is;
    }
    return (double)k / (double)s->n;
}

static ent_status tell_sample(const believing *w, const explore_sample *s, ent_arena *scratch)
{
    uint8_t *holds = ent_arena_array(scratch, uint8_t, s->n);
    ENT_NEED(holds, w->err);
    count_share(w->goal, s, holds);
    const ent_status status = ent_believe_tell(w->search, s->n, s->scores, s->y, holds, scratch);
    return status == ENT_OK ? ENT_OK
                            : ent_fail(w->err, status, "%s: too few futures", w->goal->what);
}

static ent_status go(believing *w, const explore_sample *first, ent_arena *scratch)
{
    explore_sample s;
    ENT_TRY(explore_present(w->p, first, first->y + w->goal->target * first->n,
                            w->p->target[w->goal->target].name, &s, scratch, w->err));
    w->found->n_first = s.n;
    ENT_TRY(tell_sample(w, &s, scratch));
    while (ent_believe_ask(w->search, w->shift)) {
        const size_t mark = ent_arena_mark(scratch);
        ENT_TRY(run_point(w, w->plan->search, w->plan->seed, &s, scratch));
        ENT_TRY(tell_sample(w, &s, scratch));
        ent_arena_rewind(scratch, mark);
    }
    return ENT_OK;
}

/* Run the answer on futures that the search never saw; where they do not agree go a little
   further, and in the end say that nothing was found. */
static ent_status check(believing *w, why_belief *b, ent_arena *scratch)
{
    enum { TRIES = 4 };
    const ent_believe_answer answer = ent_believe_found(w->search, w->shift);
    b->first_share = answer.first_share;
    b->nearest = answer.nearest;
    b->found = false;
    b->is_narrow = answer.is_narrow;
    b->distance = answer.distance;
    for (int try = 0; answer.found && !b->found && try < TRIES; try++) {
        explore_sample s;
        const size_t mark = ent_arena_mark(scratch);
        ENT_TRY(run_point(w, w->plan->check, w->plan->seed + FRESH, &s, scratch));
        b->share = count_share(w->goal, &s, NULL);
        b->n = s.n;
        b->found = is_reached(w->goal, b->share);
        ent_arena_rewind(scratch, mark);
        const double more = 1.0 + 0.04 * (try + 1);
        for (size_t j = 0; !b->found && j < w->p->n_inputs; j++)
            w->shift[j] *= more;
        b->distance *= b->found ? 1.0 : more;
    }
    return ENT_OK;
}

/* --- saying --------------------------------------------------------------------------------- */

static void take_moves(const explore_problem *p, const double *shift, why_belief *b)
{
    b->n_moves = 0;
    for (;;) {
        size_t best = p->n_inputs;
        for (size_t j = 0; j < p->n_inputs; j++) {
            bool seen = shift[j] == 0.0;
            for (size_t k = 0; k < b->n_moves; k++)
                seen = seen || b->moves[k].input == j;
            if (!seen && (best == p->n_inputs || fabs(shift[j]) > fabs(shift[best])))
                best = j;
        }
        if (best == p->n_inputs || b->n_moves == WHY_MOVES)
            return;
        const ent_prior *prior = &p->worlds[0]->prior[p->input[best]];
        const double rate = p->input_rate[best];
        b->moves[b->n_moves++] =
            (why_move){best, shift[best], rate * ent_draw_quantile(prior, 0.5),
                       rate * ent_draw_quantile(prior, ent_normal_cdf(shift[best]))};
    }
}

static void say_share(ent_builder *b, const why_goal *g)
{
    if (g->share == 0.5)
        ent_builder_text(b, g->at_least ? "in at least half" : "in at most half");
    else
        ent_builder_format(b, "in at %s %.0f %%", g->at_least ? "least" : "most", 100.0 * g->share);
    ent_builder_text(b, " of futures");
}

/* "48 %", with a digit more where none would be left. */
static const char *percent(double share, ent_arena *arena)
{
    const double parts = 100.0 * share, rest = fmin(parts, 100.0 - parts);
    const char *text = ent_text_format(arena, "%.*f %%", rest > 0.0 && rest < 1.0 ? 1 : 0, parts);
    return text ? text : "";
}

static const char *say(const explore_problem *p, const why_goal *g, const why_belief_plan *plan,
                       const why_belief *b, ent_arena *arena)
{
    ent_builder t;
    ent_builder_init(&t, arena);
    ent_builder_format(&t, "\"%s\" is true in %s of %zu simulated futures. For it to be true ",
                       g->what, percent(b->first_share, arena), b->n_first);
    say_share(&t, g);
    if (b->found && b->distance == 0.0) {
        ent_builder_text(&t, ", nothing need change.");
        return t.data;
    }
    if (!b->found) {
        ent_builder_format(&t,
                           ", it is not enough to change up to %zu assumptions by up to %.0f "
                           "standard deviations each; the nearest comes to %s.",
                           plan->most, FURTHEST, percent(b->nearest, arena));
        return t.data;
    }
    ent_builder_text(&t, ", it is enough to believe: ");
    for (size_t k = 0; k < b->n_moves; k++) {
        const why_move *m = &b->moves[k];
        const char *key = p->input_key[m->input];
        ent_builder_format(&t,
                           "%s%s (%s) is about %s%s instead of %s (%.1f standard deviations %s)",
                           k ? "; " : "", why_label(p, key), key, why_digits(m->to).text,
                           why_money(p, m->input, arena), why_digits(m->from).text, fabs(m->sd),
                           m->sd > 0.0 ? "higher" : "lower");
    }
    if (b->n_moves > 1)
        ent_builder_format(&t, ", %.1f together", b->distance);
    ent_builder_format(&t, ". A run with these values makes it true in %s of %zu fresh futures.",
                       percent(b->share, arena), b->n);
    return t.data;
}

static ent_status search(const explore_problem *p, const why_goal *goal,
                         const why_belief_plan *plan, const explore_sample *first, why_belief *b,
                         ent_arena *arena, ent_error *err)
{
    const ent_condition *c = goal->condition;
    const ent_believe_goal of = {.n_inputs = p->n_inputs,
                                 .share = goal->share,
                                 .at_least = goal->at_least,
                                 .side = side_of(c),
                                 .bound = c->bound[0],
                                 .most = plan->most,
                                 .furthest = FURTHEST};
    believing w = {.p = p, .goal = goal, .plan = plan, .found = b, .err = err};
    ent_arena scratch;
    *b = (why_belief){0};
    w.shift = ent_arena_array(arena, double, p->n_inputs);
    ENT_NEED(w.shift && ent_believe_create(&of, &w.search, arena) == ENT_OK, err);
    ent_heap_arena_create(&scratch, 1 << 22);
    ent_status status = go(&w, first, &scratch);
    if (status == ENT_OK)
        status = check(&w, b, &scratch);
    ent_heap_arena_destroy(&scratch);
    ENT_TRY(status);
    if (b->found)
        take_moves(p, w.shift, b);
    b->text = say(p, goal, plan, b, arena);
    return b->text ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

ent_status why_believe(const explore_problem *p, const why_goal *goal, const why_belief_plan *plan,
                       const explore_sample *first, why_belief *b, ent_arena *arena, ent_error *err)
{
    why_belief_plan wider = *plan;
    wider.most = WHY_MOVES;
    ENT_TRY(search(p, goal, plan, first, b, arena, err));
    /* Few assumptions make a sentence; more only where few do not suffice and much was gained. */
    const bool moved = fabs(b->nearest - b->first_share) > 0.1;
    if (b->found || !moved || plan->narrow || plan->most >= WHY_MOVES)
        return ENT_OK;
    if (b->is_narrow)
        return search(p, goal, &wider, first, b, arena, err);
    b->text = say(p, goal, &wider, b, arena); /* the wider would take the same steps */
    return b->text ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

/* --- many questions ------------------------------------------------------------------------- */

ent_status why_ask_prepare(const explore_problem *p, const why_belief_plan *plan, ent_error *err)
{
    ENT_TRY(explore_know(p, plan->search, plan->seed, err));
    return explore_know(p, plan->check, plan->seed + FRESH, err);
}

ent_status why_ask(const explore_problem *own, const why_belief_plan *plan,
                   const explore_sample *first, why_asked *asked, ent_error *err)
{
    ent_heap_arena_create(&asked->arena, 1 << 16);
    for (size_t g = 0; g < asked->n_goals; g++) {
        asked->goal = asked->goals[g];
        const ent_status status =
            why_believe(own, &asked->goal, plan, first, &asked->belief, &asked->arena, NULL);
        if (status == ENT_E_NOMEM)
            return ent_fail(err, status, "out of memory");
        asked->answered = status == ENT_OK;
        if (asked->answered && asked->belief.found)
            break;
    }
    return ENT_OK;
}

void why_asked_close(why_asked *asked)
{
    ent_heap_arena_destroy(&asked->arena);
}
