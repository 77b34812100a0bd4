#include "entente/fmath.h"
#include "model/kernels.h"

/* Outcomes of sections 1 to 3; the other sections record their own. */

static void record_state(const ent_tile *t, ent_outcome_id outcome, int32_t flags,
                         const ent_row *rows, double scale)
{
    const ent_world *w = t->world;
    for (int32_t s = 0; s < w->n_states; s++) {
        double *out = ent_out(t, outcome, (size_t)t->year * (size_t)w->n_states + (size_t)s);
        if (!out)
            return;
        const bool known = (w->flags[s] & flags) == flags;
        for (size_t f = 0; f < ENT_TILE; f++)
            out[f] = known ? scale * rows[s][f] : ENT_MISSING;
    }
}

/* Allies without the US: sum of spending over sum of output, %. */
static void record_alliance_share(const ent_tile *t)
{
    const ent_world *w = t->world;
    double *out = ent_out(t, ENT_O_SPENDING_EUROPE_CANADA, (size_t)t->year);
    if (!out)
        return;
    ent_row spend = {0}, gdp = {0};
    const int32_t wanted = ENT_STATE_NATO | ENT_STATE_SPENDING;
    for (int32_t s = 0; s < w->n_states; s++) {
        if ((w->flags[s] & wanted) != wanted || s == w->usa)
            continue;
        for (size_t f = 0; f < ENT_TILE; f++) {
            spend[f] += t->spend[s][f];
            gdp[f] += t->gdp[s][f];
        }
    }
    for (size_t f = 0; f < ENT_TILE; f++)
        out[f] = 100.0 * spend[f] / gdp[f];
}

static void record_forces(const ent_tile *t)
{
    const ent_world *w = t->world;
    double *europe = ent_out(t, ENT_O_CAPABILITY_EUROPE, (size_t)t->year);
    double *russia = ent_out(t, ENT_O_CAPABILITY_RUSSIA_FREE, (size_t)t->year);
    double *eta = ent_out(t, ENT_O_CAPABILITY_ETA, (size_t)t->year);
    if (europe) {
        ent_row sum = {0};
        for (int32_t s = 0; s < w->n_states; s++)
            if (w->flags[s] & ENT_STATE_EUROPEAN)
                for (size_t f = 0; f < ENT_TILE; f++)
                    sum[f] += t->forces.land[s][f];
        row_copy(europe, sum);
    }
    if (russia) {
        const double *tied = t->a[ENT_A_POSTURE_RUSSIA_TIED];
        const double *years = t->a[ENT_A_DETERRENCE_RECONSTITUTION];
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double back = ent_min(t->peace_years[f] / years[f], 1.0);
            russia[f] = t->forces.land[w->rus][f] * (1.0 - tied[f] * (1.0 - back));
        }
    }
    if (eta)
        row_copy(eta, t->eta);
}

void ENT_ISA_NAME(ent_record_year)(const ent_tile *t)
{
    record_state(t, ENT_O_SPENDING_SHARE, ENT_STATE_SPENDING, t->share, 100.0);
    record_state(t, ENT_O_ECONOMY_DEBT_ADDED, ENT_STATE_SPENDING, t->debt, 100.0);
    record_state(t, ENT_O_CAPABILITY_BE, ENT_STATE_SPENDING | ENT_STATE_FORCES, t->forces.land,
                 1.0);
    record_alliance_share(t);
    record_forces(t);
}
