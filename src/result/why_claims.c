#include "result/why_claims.h"

#include <math.h>
#include <string.h>

ent_status why_claim_targets(const claim_set *set, const run_worlds *worlds, explore_problem *p,
                             size_t *claim_of, ent_error *err)
{
    p->n_worlds = worlds->n;
    for (size_t w = 0; w < worlds->n; w++)
        p->worlds[w] = worlds->worlds[w];
    for (size_t i = 0; i < set->n; i++) {
        const claim_state *s = &set->states[i];
        if (s->from != CLAIM_PROBE || !s->claim->condition.n)
            continue;
        if (p->n_targets == EXPLORE_TARGETS)
            return ent_fail(err, ENT_E_ARG, "more than %d claims at once", EXPLORE_TARGETS);
        const ent_probe *probe = &set->probes[s->probe];
        const char *key = ent_outcome_key((ent_outcome_id)probe->outcome);
        claim_of[p->n_targets] = i;
        p->target[p->n_targets++] =
            (explore_target){.outcome = ent_register_outcome(&p->parts.reg, key),
                             .probe = *probe,
                             .name = s->claim->says,
                             .unit = s->unit,
                             .rate = 1.0,
                             .end = ENT_MISSING};
    }
    return ENT_OK;
}

void why_other_verdicts(double share, why_goal goals[2])
{
    const why_goal holds = {.share = 0.9, .at_least = true};
    const why_goal fails = {.share = 0.1, .at_least = false};
    if (share >= 0.9 || share <= 0.1) {
        goals[0] = share >= 0.9 ? fails : holds;
        goals[1] = (why_goal){.share = 0.5, .at_least = share <= 0.1};
    } else {
        goals[0] = share >= 0.5 ? holds : fails;
        goals[1] = share >= 0.5 ? fails : holds;
    }
}

double why_share(const explore_sample *s, size_t target, const ent_condition *condition)
{
    double n = 0.0, k = 0.0;
    for (size_t f = 0; f < s->n; f++) {
        const double y = s->y[target * s->n + f];
        n += isnan(y) ? 0.0 : 1.0;
        k += ent_condition_holds(condition, y) ? 1.0 : 0.0;
    }
    return n > 0.0 ? k / n : ENT_MISSING;
}

json_t *why_belief_document(const explore_problem *p, const why_goal *goal, const why_belief *b)
{
    json_t *moves = json_array();
    for (size_t k = 0; k < b->n_moves; k++) {
        const why_move *m = &b->moves[k];
        json_array_append_new(moves, json_pack("{s:s, s:f, s:f, s:f, s:s}", "key",
                                               p->input_key[m->input], "sd", m->sd, "from", m->from,
                                               "to", m->to, "unit", p->input_unit[m->input]));
    }
    return json_pack("{s:s, s:s, s:b, s:f, s:f, s:b, s:o, s:o, s:o}", "what", goal->what, "text",
                     b->text, "found", b->found, "now", b->first_share, "wanted", goal->share,
                     "at_least", goal->at_least, "distance",
                     b->found ? json_real(b->distance) : json_null(), "there",
                     b->found ? json_real(b->share) : json_null(), "moves", moves);
}

/* --- tables --------------------------------------------------------------------------------- */

static const ent_column belief_columns[] = {
    {"what", "Claim", "", ENT_CELL_TEXT, 0},
    {"now", "True in", "share of futures", ENT_CELL_NUMBER, 3},
    {"wanted", "Target", "", ENT_CELL_TEXT, 0},
    {"distance", "Distance", "standard deviations", ENT_CELL_NUMBER, 1},
    {"there", "True then in", "share of futures", ENT_CELL_NUMBER, 3},
    {"futures", "Checked on", "futures", ENT_CELL_NUMBER, 0},
    {"says", "What would have to be true", "", ENT_CELL_TEXT, 0},
};

static const ent_column move_columns[] = {
    {"what", "Claim", "", ENT_CELL_TEXT, 0},
    {"wanted", "Target", "", ENT_CELL_TEXT, 0},
    {"assumption", "Assumption", "", ENT_CELL_TEXT, 0},
    {"sd", "Change", "standard deviations", ENT_CELL_NUMBER, 2},
    {"from", "from", "median", ENT_CELL_NUMBER, 4},
    {"to", "to", "", ENT_CELL_NUMBER, 4},
    {"label", "Meaning", "", ENT_CELL_TEXT, 0},
    {"unit", "Unit", "", ENT_CELL_TEXT, 0},
};

static const char *wanted_text(const why_goal *g, ent_arena *arena)
{
    return ent_text_format(arena, "at %s %.0f %%", g->at_least ? "least" : "most",
                           100.0 * g->share);
}

void why_belief_tables(const explore_problem *p, size_t n, const why_question *questions,
                       why_answer *a, ent_arena *arena)
{
    ent_table *t = why_add_table(a, "believe", "What would have to be true", belief_columns,
                                 sizeof belief_columns / sizeof belief_columns[0], arena);
    ent_table *moves =
        why_add_table(a, "moves", "Assumptions that would have to be different", move_columns,
                      sizeof move_columns / sizeof move_columns[0], arena);
    for (size_t i = 0; i < n; i++) {
        const why_question *q = &questions[i];
        const size_t r = ent_table_row(t);
        const char *wanted = wanted_text(&q->goal, arena);
        ent_table_text(t, r, 0, q->goal.what);
        ent_table_number(t, r, 1, q->belief.first_share);
        ent_table_text(t, r, 2, wanted);
        ent_table_number(t, r, 3, q->belief.found ? q->belief.distance : ENT_MISSING);
        ent_table_number(t, r, 4, q->belief.found ? q->belief.share : ENT_MISSING);
        ent_table_number(t, r, 5, q->belief.found ? (double)q->belief.n : ENT_MISSING);
        ent_table_text(t, r, 6, q->belief.text);
        for (size_t k = 0; k < q->belief.n_moves; k++) {
            const why_move *m = &q->belief.moves[k];
            ent_table_add(moves, ENT_TEXT(q->goal.what), ENT_TEXT(wanted),
                          ENT_TEXT(p->input_key[m->input]), ENT_NUMBER(m->sd), ENT_NUMBER(m->from),
                          ENT_NUMBER(m->to), ENT_TEXT(why_label(p, p->input_key[m->input])),
                          ENT_TEXT(p->input_unit[m->input]));
        }
    }
}
