/* entente explore --believe: what would turn a claim or a condition over. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "result/why_claims.h"
#include "study/explorer.h"

enum { QUESTIONS = 2 * EXPLORE_TARGETS };

typedef struct asking {
    explorer *x;
    size_t n;
    why_question *questions; /* [QUESTIONS] */
    const ent_condition *condition[EXPLORE_TARGETS];
    const char *what[EXPLORE_TARGETS];
    bool wanted[EXPLORE_TARGETS];
} asking;

/* --- which claims --------------------------------------------------------------------------- */

static bool holds_word(const char *text, const char *word)
{
    const size_t n = strlen(word);
    for (; *text; text++) {
        size_t i = 0;
        while (i < n && tolower((unsigned char)text[i]) == tolower((unsigned char)word[i]))
            i++;
        if (i == n)
            return true;
    }
    return false;
}

/* "all", the number of a claim, or a part of its words. */
static bool is_asked(const char *asked, const claim_set *set, size_t claim)
{
    long long number;
    if (strcmp(asked, "all") == 0)
        return true;
    if (ent_text_integer(asked, strlen(asked), &number))
        return number == (long long)claim + 1;
    return holds_word(set->states[claim].claim->says, asked);
}

static ent_status list_claims(const explorer *x, const claim_set *set, const size_t *claim_of)
{
    ent_builder b;
    ent_builder_init(&b, x->arena);
    if (!x->p.n_targets)
        return ent_fail(x->err, ENT_E_KEY,
                        "--believe '%.40s' names no outcome, and the scenario has no claim about "
                        "futures. Write a condition on an outcome, such as "
                        "'posture.shortfall > 0'",
                        x->args.believe);
    for (size_t k = 0; k < x->p.n_targets; k++)
        ent_builder_format(&b, "%s%zu", k ? ", " : "", claim_of[k] + 1);
    return ent_fail(x->err, ENT_E_KEY,
                    "--believe '%.40s': no claim about futures has these words; the %zu claims "
                    "have numbers, those about futures are %.80s",
                    x->args.believe, set->n, b.data);
}

static ent_status ask_claims(asking *w)
{
    explorer *x = w->x;
    explore_problem *p = &x->p;
    claim_set *set = ent_arena_array(x->arena, claim_set, 1);
    run_worlds *worlds = ent_arena_array(x->arena, run_worlds, 1);
    size_t claim_of[EXPLORE_TARGETS], asked = 0;
    ENT_NEED(set && worlds, x->err);
    ENT_TRY(explore_read_money(p, x->err));
    *worlds = (run_worlds){.n = 1, .worlds = {p->parts.world}, .key = {p->parts.scenario.key}};
    ENT_TRY(claims_prepare(&p->parts, NULL, worlds, set, x->arena, x->err));
    ENT_TRY(why_claim_targets(set, worlds, p, claim_of, x->err));
    for (size_t k = 0; k < p->n_targets; k++) {
        w->condition[k] = &set->states[claim_of[k]].claim->condition;
        w->what[k] = p->target[k].name;
        w->wanted[k] = is_asked(x->args.believe, set, claim_of[k]);
        asked += w->wanted[k];
    }
    return asked ? explore_prepare(p, x->arena, x->err) : list_claims(x, set, claim_of);
}

static ent_status ask_condition(asking *w, ent_condition *condition)
{
    explorer *x = w->x;
    if (!x->args.outcomes.count)
        return ent_fail(x->err, ENT_E_ARG,
                        "--believe '%s' is a condition, so it needs --outcome KEY",
                        x->args.believe);
    ENT_TRY(explore_open(&x->p, x->args.outcomes.count, x->args.outcomes.items, x->args.at,
                         x->arena, x->err));
    for (size_t k = 0; k < x->p.n_targets; k++) {
        w->condition[k] = condition;
        w->what[k] = ent_text_format(x->arena, "%s %s", x->p.target[k].name, x->args.believe);
        w->wanted[k] = true;
    }
    return ENT_OK;
}

/* --- answers -------------------------------------------------------------------------------- */

static ent_status answer(asking *w)
{
    explorer *x = w->x;
    const why_belief_plan plan = {.search = 2048, .check = 8192, .seed = x->args.seed, .most = 4};
    const explore_plan first = {.n = x->args.points ? x->args.points : 8192,
                                .seed = x->args.seed,
                                .target = EXPLORE_ALL,
                                .scores = true};
    explore_sample s;
    ent_builder text;
    ent_builder_init(&text, x->arena);
    ENT_TRY(explore_plain(&x->p, &first, &s, x->arena, x->err));
    x->futures = s.n;
    for (size_t k = 0; k < x->p.n_targets; k++) {
        why_goal goals[2];
        if (!w->wanted[k])
            continue;
        const double share = why_share(&s, k, w->condition[k]);
        if (isnan(share))
            continue;
        why_other_verdicts(share, goals);
        for (size_t g = 0; g < 2; g++) {
            why_question *q = &w->questions[w->n++];
            goals[g].target = k;
            goals[g].condition = w->condition[k];
            goals[g].what = w->what[k];
            q->goal = goals[g];
            ENT_TRY(why_believe(&x->p, &q->goal, &plan, &s, &q->belief, x->arena, x->err));
            ent_builder_format(&text, "%s%s", text.length ? "\n" : "", q->belief.text);
        }
    }
    why_answer *a = explore_answer(x, w->n ? w->questions[0].goal.what : "");
    why_belief_tables(&x->p, w->n, w->questions, a, x->arena);
    a->text = text.data;
    return w->n ? ent_builder_status(&text, x->err)
                : ent_fail(x->err, ENT_E_DATA,
                           "This outcome has no value in any simulated future. Run more futures, "
                           "or choose another outcome");
}

ent_status explore_believe(explorer *x)
{
    asking *w = ent_arena_array(x->arena, asking, 1);
    ent_condition condition = {0};
    ENT_NEED(w, x->err);
    w->x = x;
    w->questions = ent_arena_array(x->arena, why_question, QUESTIONS);
    ENT_NEED(w->questions, x->err);
    if (ent_condition_read(x->args.believe, &condition))
        ENT_TRY(ask_condition(w, &condition));
    else
        ENT_TRY(ask_claims(w));
    ENT_TRY(x->ready(x));
    return answer(w);
}
