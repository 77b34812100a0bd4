#include "model/kernels.h"
#include "model/posture.h"
#include "model/shock.h"

/* Section 5: one draw per class and future; integrated command, nuclear attacker and public
   support are inside the class rows. */

static size_t class_index(ent_assumption_id id)
{
    return (size_t)(id - ENT_A_COMMITMENT_US_NATO);
}

/* Logit of a share. */
static inline double logit_of(double share)
{
    return ent_log(share / (1.0 - share));
}

/* How far the record of alliances drawn for a future lies from the one that the class rows start
   from (Leeds and others): the published estimates in order, and halfway between them in log-odds
   where the draw is not a whole number. */
static void record_shift(ent_tile *t)
{
    static const ent_assumption_id estimates[] = {
        ENT_A_COMMITMENT_RECORD_POSTWAR, ENT_A_COMMITMENT_RECORD_PACTS,
        ENT_A_COMMITMENT_RECORD_UPDATE, ENT_A_COMMITMENT_RECORD_LEEDS};
    enum { LAST = sizeof estimates / sizeof estimates[0] - 1 };
    const double *drawn = t->a[ENT_A_COMMITMENT_RECORD];
    for (size_t f = 0; f < ENT_TILE; f++)
        t->record_shift[f] = 0.0;
    for (size_t i = 0; i < LAST; i++) {
        const double *low = t->a[estimates[i]], *high = t->a[estimates[i + 1]];
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double above = ent_clip((double)(i + 1) - drawn[f], 0.0, 1.0);
            t->record_shift[f] -= above * (logit_of(high[f]) - logit_of(low[f]));
        }
    }
}

/* Classes of states that have promised to fight, by a pact or a guarantee: to them the record of
   such promises applies. */
static inline int has_promised(size_t class)
{
    return class <= class_index(ENT_A_COMMITMENT_US_PHILIPPINES) ||
           class == class_index(ENT_A_COMMITMENT_GUARANTOR);
}

void ENT_ISA_NAME(ent_commitment_start)(ent_tile *t)
{
    record_shift(t);
    const double *follow = t->a[ENT_A_COMMITMENT_FOLLOW];
    for (size_t f = 0; f < ENT_TILE; f++)
        t->signal[f] = 1.0;
    for (size_t c = 0; c < ENT_N_CLASSES; c++) {
        const double *logit = t->a[(size_t)ENT_A_COMMITMENT_US_NATO + c];
        const double bound = has_promised(c) ? 1.0 : 0.0;
        for (size_t f = 0; f < ENT_TILE; f++)
            t->comes[1][c][f] = ent_logistic(logit[f] + bound * t->record_shift[f]);
        for (size_t f = 0; f < ENT_TILE; f++)
            t->comes[0][c][f] = ent_logistic(logit[f] + bound * t->record_shift[f] - follow[f]);
    }
    /* Those who have no pact with Ukraine follow nobody; a member fights with its force. */
    const size_t bilateral = class_index(ENT_A_COMMITMENT_BILATERAL);
    const size_t guarantor = class_index(ENT_A_COMMITMENT_GUARANTOR);
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->comes[0][bilateral][f] = t->comes[1][bilateral][f];
        t->comes[0][guarantor][f] = 0.0;
        t->comes[1][guarantor][f] = 1.0;
    }
}

/* A presidency begins in 2025 and every four years after. */
enum { PRESIDENCY = 2025, TERM_YEARS = 4 };

void ENT_ISA_NAME(ent_commitment_year)(ent_tile *t)
{
    const ent_world *w = t->world;
    const double *chance = t->a[ENT_A_COMMITMENT_US_CHANGE];
    const int32_t since = w->first_year + t->year - PRESIDENCY;
    shock_words words;
    ent_row u;
    if (!(w->lever[ENT_L_US_SIGNAL_CHANGES] > 0.5) || since <= 0 || since % TERM_YEARS != 0)
        return;
    shock_draw(t, ENT_SHOCK_PRESIDENCY, (uint32_t)since, &words);
    shock_uniform_word(t, &words, 0, u);
    for (size_t f = 0; f < ENT_TILE; f++)
        t->signal[f] = u[f] < chance[f] ? 1.0 - t->signal[f] : t->signal[f];
}

/* q of the guarantors rises as their force becomes a real part of the defence. */
static void guarantors_fight(const ent_tile *t, size_t k, const posture_case *c, double *pivot)
{
    const ent_flashpoint *place = &t->world->flashpoint[k];
    const double *logit = t->a[ENT_A_COMMITMENT_GUARANTOR];
    const double *shift = t->a[ENT_A_COMMITMENT_FORCE_SHIFT];
    const double *home = c->forces->home_land[place->hosts[0]];
    const double *full = t->a[ENT_A_COMMITMENT_FORCE_FULL];
    const double force = c->guarantee;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double at_home = home[f];
        const double share = force > 0.0 ? force / (force + at_home) : 0.0;
        const double larger = shift[f] * ent_min(share / full[f], 1.0);
        pivot[f] = ent_logistic(logit[f] + t->record_shift[f] + larger);
    }
    if (!has_members(t->world) || !c->guarantors)
        for (size_t f = 0; f < ENT_TILE; f++)
            pivot[f] = 0.0;
}

/* Signals are given to the two theatres that have a lever of their own. */
static double signal_in(const ent_world *w, int32_t theatre)
{
    if (theatre == ENT_THEATRE_EUROPE)
        return w->lever[ENT_L_US_CREDIBILITY_SIGNAL];
    return theatre == ENT_THEATRE_INDO_PACIFIC ? w->lever[ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC]
                                               : 0.0;
}

void ENT_ISA_NAME(ent_commitment_pivot)(const ent_tile *t, size_t k, const posture_case *c,
                                        double *pivot)
{
    const ent_world *w = t->world;
    const ent_flashpoint *place = &w->flashpoint[k];
    if (is_guarantee(w, k, c)) {
        guarantors_fight(t, k, c, pivot);
        return;
    }
    const double signal = c->reference ? 0.0 : signal_in(w, place->theatre);
    const int32_t class = place->is_ukraine ? ENT_A_COMMITMENT_US_NATO : place->pivot;
    const double bound = has_promised(class_index((ent_assumption_id) class)) ? 1.0 : 0.0;
    for (size_t f = 0; f < ENT_TILE; f++)
        pivot[f] =
            ent_logistic(t->a[class][f] + bound * t->record_shift[f] + signal * t->signal[f]);
}
