#include "model/kernels.h"
#include "model/posture.h"

/* Section 4: what the eastern flank needs without the US, what it has at day 30, and the
   accounts of a moved US posture. */

enum { REQUIREMENT_DAY = 30 };

static const char *const flank[] = {"EST", "LVA", "LTU", "POL", "FIN", "NOR", "ROU"};

static int is_flank(const ent_world *w, int32_t state)
{
    for (size_t i = 0; i < sizeof flank / sizeof flank[0]; i++)
        if (is_state(w, state, flank[i]))
            return 1;
    return 0;
}

/* A scenario may set the planning ratio; at 0 each future draws its own. */
static void requirement(const ent_tile *t, double *need)
{
    const double *share = t->a[ENT_A_POSTURE_FLANK_SHARE], *ratio = t->a[ENT_A_POSTURE_RATIO];
    const double *russia = t->forces.land[t->world->rus];
    const double set = t->world->lever[ENT_L_POSTURE_PLANNING_RATIO];
    for (size_t f = 0; f < ENT_TILE; f++)
        need[f] = share[f] * russia[f] / (set > 0.0 ? set : ratio[f]);
}

/* Brigades on the flank at day 30, worth one each. */
static void defence(const ent_tile *t, double *brigades)
{
    const ent_world *w = t->world;
    const double *delay = t->a[ENT_A_POSTURE_DECISION_DELAY];
    const double *staging = t->a[ENT_A_POSTURE_RSOI_DAYS];
    const double *rate = t->a[ENT_A_POSTURE_RSOI_RATE], *cm = t->a[ENT_A_POSTURE_COMMITTED];
    const double *first = t->a[ENT_A_POSTURE_FIRST_ARRIVALS];
    const double *early = t->a[ENT_A_POSTURE_EARLY_BRIGADES];
    const double *places = t->a[ENT_A_POSTURE_PLACES];
    const double *host = t->a[ENT_A_POSTURE_HOST_WORTH];
    const double *sender = t->a[ENT_A_POSTURE_SENDER_WORTH];
    ent_row home, sent;
    for (size_t f = 0; f < ENT_TILE; f++)
        home[f] = sent[f] = 0.0;
    for (int32_t s = 0; s < w->n_states; s++) {
        const int sends = (w->flags[s] & ENT_STATE_EUROPEAN) || s == w->can;
        if (is_flank(w, s))
            for (size_t f = 0; f < ENT_TILE; f++)
                home[f] += t->forces.home_land[s][f];
        else if (sends)
            for (size_t f = 0; f < ENT_TILE; f++)
                sent[f] += t->forces.land[s][f];
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double days = REQUIREMENT_DAY - first[f] - delay[f] - staging[f];
        const double received = places[f] * rate[f] * ent_max(days, 0.0) + early[f];
        brigades[f] = host[f] * home[f] + sender[f] * ent_min(cm[f] * sent[f], received);
    }
}

void ENT_ISA_NAME(ent_posture_defence)(const ent_tile *t, double *alone, double *with_us)
{
    const ent_world *w = t->world;
    double us = 0.0;
    for (int32_t k = 0; k < w->n_flashpoints; k++) {
        const ent_flashpoint *place = &w->flashpoint[k];
        if (place->theatre == ENT_THEATRE_EUROPE && !place->is_ukraine)
            us += place->forward[t->year][w->usa] + place->preposition;
    }
    us *= posture_level(w, t->year);
    ent_row brigades;
    defence(t, brigades);
    for (size_t f = 0; f < ENT_TILE; f++) {
        alone[f] = brigades[f] * t->eta[f];
        with_us[f] = brigades[f] + us;
    }
}

void ENT_ISA_NAME(ent_posture_start)(ent_tile *t)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->posture[f] = 1.0;
        t->short_since[f] = (double)t->world->first_year;
    }
    ENT_ISA_NAME(ent_posture_clocks)(t, POSTURE_MONTH_DAY, POSTURE_LATE_DAY, t->clock);
    ENT_ISA_NAME(ent_commitment_start)(t);
}

/* The US forces that the scenario leaves in the plan fight there, and European forces lose less of
   their worth the more of them stay. */
static void missing_with_us(const ent_tile *t, const double *need, const double *brigades,
                            double *missing)
{
    const ent_world *w = t->world;
    const double level = posture_level(w, t->year), kept = ent_min(level, 1.0);
    const double planned = level * w->us_share_land[ENT_THEATRE_EUROPE];
    const double *us = t->forces.land[w->usa];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double worth = t->eta[f] + (1.0 - t->eta[f]) * kept;
        missing[f] = need[f] - (worth * brigades[f] + planned * us[f]);
    }
}

void ENT_ISA_NAME(ent_posture_needs)(const ent_tile *t, double *need, double *with_us)
{
    ent_row brigades;
    requirement(t, need);
    defence(t, brigades);
    missing_with_us(t, need, brigades, with_us);
}

static void record_requirement(ent_tile *t)
{
    ent_row need, alone, brigades;
    const size_t y = (size_t)t->year;
    const double next = (double)(t->world->first_year + t->year + 1);
    requirement(t, need);
    defence(t, brigades);
    for (size_t f = 0; f < ENT_TILE; f++)
        alone[f] = brigades[f] * t->eta[f];
    for (size_t f = 0; f < ENT_TILE; f++)
        t->short_since[f] = need[f] - alone[f] > 0.0 ? next : t->short_since[f];
    double *with_us = ent_out(t, ENT_O_POSTURE_SHORTFALL_WITH_US, y);
    if (with_us)
        missing_with_us(t, need, brigades, with_us);
    double *required = ent_out(t, ENT_O_POSTURE_REQUIREMENT, y);
    double *shortfall = ent_out(t, ENT_O_POSTURE_SHORTFALL, y);
    double *covered = ent_out(t, ENT_O_POSTURE_COVERED, y);
    if (required)
        row_copy(required, need);
    for (size_t f = 0; shortfall && f < ENT_TILE; f++)
        shortfall[f] = need[f] - alone[f];
    for (size_t f = 0; covered && f < ENT_TILE; f++)
        covered[f] = need[f] - alone[f] > 0.0 ? 0.0 : 1.0;
}

static void record_moves(ent_tile *t, const posture_case *c)
{
    const ent_world *w = t->world;
    const size_t y = (size_t)t->year;
    const double left = w->us_share_land[ENT_THEATRE_EUROPE] * (1.0 - c->posture);
    const double came = w->us_share_sea[ENT_THEATRE_EUROPE] * c->moved;
    double *leaving = ent_out(t, ENT_O_POSTURE_US_LEAVING, y);
    double *arriving = ent_out(t, ENT_O_POSTURE_US_ARRIVING, y);
    for (size_t f = 0; leaving && f < ENT_TILE; f++)
        leaving[f] = left * t->forces.land[w->usa][f];
    for (size_t f = 0; arriving && f < ENT_TILE; f++)
        arriving[f] = came * t->forces.sea[w->usa][f];
}

void ENT_ISA_NAME(ent_posture_year)(ent_tile *t)
{
    const ent_world *w = t->world;
    const size_t y = (size_t)t->year, n = (size_t)w->n_flashpoints;
    posture_case c;
    ENT_ISA_NAME(ent_commitment_year)(t);
    ENT_ISA_NAME(ent_posture_of_year)(t, &c);
    for (size_t f = 0; f < ENT_TILE; f++)
        t->posture[f] = c.posture;
    record_requirement(t);
    record_moves(t, &c);
    for (size_t k = 0; k < n; k++) {
        ENT_ISA_NAME(ent_posture_balance)(t, k, &c, &t->balance[k]);
        double *in = ent_out(t, ENT_O_POSTURE_DEFENCE_IN, y * n + k);
        double *out = ent_out(t, ENT_O_POSTURE_DEFENCE_OUT, y * n + k);
        if (in)
            row_copy(in, t->balance[k].quick[1]);
        if (out)
            row_copy(out, t->balance[k].quick[0]);
    }
}
