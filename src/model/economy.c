#include "entente/fmath.h"
#include "model/kernels.h"
#include "model/shock.h"

void ENT_ISA_NAME(ent_economy_start)(ent_tile *t)
{
    const ent_world *w = t->world;
    for (int32_t s = 0; s < w->n_states; s++)
        for (size_t f = 0; f < ENT_TILE; f++) {
            t->gdp[s][f] = w->gdp0[s];
            t->debt[s][f] = 0.0;
        }
}

/* The leads in place of the random shocks common to all states. */
static void take_leads(ent_tile *t)
{
    const size_t step = (size_t)t->year, now = step % 2 ? 2 : 0;
    if (!t->lead || step >= ENT_LEAD_STEPS)
        return;
    shock_path(t, ENT_LEAD_GROWTH, step, t->common[now]);
    shock_path(t, ENT_LEAD_MOOD, step, t->common[now + 1]);
    row_copy(t->alarm_draw[step % 4], shock_lead(t, ENT_LEAD_ALARM + step));
}

/* One slot holds the four normals of two years: drawn in the first, kept for the second. */
static void draw_shocks(ent_tile *t)
{
    const ent_world *w = t->world;
    const uint32_t pair = (uint32_t)t->year / 2;
    if (t->year % 2 == 0) {
        shock_normal4(t, ENT_SHOCK_COMMON, pair, t->common);
        for (int32_t s = 0; s < w->n_states; s++)
            shock_normal4(t, ENT_SHOCK_STATE, state_slot(w, s, pair), t->shock[s]);
    }
    if (t->year % 4 == 0) {
        shock_words words;
        shock_draw(t, ENT_SHOCK_ALARM, (uint32_t)t->year / 4, &words);
        for (size_t i = 0; i < 4; i++)
            shock_uniform_word(t, &words, i, t->alarm_draw[i]);
        for (int32_t s = 0; s < w->n_states; s++) {
            if (!(w->compliance[s] > 0.0))
                continue;
            shock_draw(t, ENT_SHOCK_JUMP, state_slot(w, s, (uint32_t)t->year / 4), &words);
            for (size_t i = 0; i < 4; i++)
                shock_uniform_word(t, &words, i, t->jump[s][i]);
        }
    }
}

void ENT_ISA_NAME(ent_economy_year)(ent_tile *t)
{
    const ent_world *w = t->world;
    const size_t now = t->year % 2 ? 2 : 0;
    draw_shocks(t);
    take_leads(t);
    ent_row shared, own;
    for (size_t f = 0; f < ENT_TILE; f++) {
        shared[f] = __builtin_sqrt(t->a[ENT_A_ECONOMY_SHOCK_COMMON][f]) * t->common[now][f];
        own[f] = __builtin_sqrt(1.0 - t->a[ENT_A_ECONOMY_SHOCK_COMMON][f]);
    }
    for (int32_t s = 0; s < w->n_states; s++) {
        const double growth = 1.0 + w->growth[s][t->year];
        const size_t sd = w->flags[s] & ENT_STATE_ADVANCED ? ENT_A_ECONOMY_SD_ADVANCED
                                                           : ENT_A_ECONOMY_SD_EMERGING;
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double shock = t->a[sd][f] * (shared[f] + own[f] * t->shock[s][now][f]);
            t->gdp[s][f] *= growth * ent_exp_within(shock);
        }
    }
}

/* Debt added by spending above the base share; after the spending of the year is known. */
void ENT_ISA_NAME(ent_economy_debt)(ent_tile *t)
{
    const ent_world *w = t->world;
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!(w->flags[s] & ENT_STATE_SPENDING))
            continue;
        const double base = w->share0[s];
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double borrowed =
                t->a[ENT_A_ECONOMY_DEBT_SHARE][f] * ent_max(t->share[s][f] - base, 0.0);
            t->debt[s][f] = t->debt[s][f] * (1.0 + t->a[ENT_A_ECONOMY_I_MINUS_N][f]) + borrowed;
        }
    }
}
