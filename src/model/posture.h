/*
 * Which forces stand at a flashpoint, and when: what sections 4 to 6 share.
 *
 *     posture_case now;
 *     posture_of_year(t, &now);
 *     ENT_ISA_NAME(ent_posture_balance)(t, k, &now, &t->balance[k]);
 */
#ifndef ENT_MODEL_POSTURE_H
#define ENT_MODEL_POSTURE_H

#include "entente/fmath.h"
#include "entente/isa.h"
#include "entente/tile.h"

enum { POSTURE_LATE_DAY = 120, POSTURE_MONTH_DAY = 30 };

/* The state of the world in which a balance is computed: a year of a future, or 2021. */
typedef struct posture_case {
    const ent_forces *forces;
    const double *eta;                 /* effectiveness of European forces while the US stays out */
    int32_t reference;                 /* 1: forward forces of 2021 */
    int32_t year;                      /* index of the model year, for the forward forces */
    double posture;                    /* US posture in Europe, share of 2024 */
    double moved;                      /* share of the European US forces now in the Indo-Pacific */
    double extra_forward;              /* extra European brigades in place */
    double guarantee;                  /* brigades of the guarantee force */
    const ent_clocks *clock;           /* [ent_domain] days until each strength */
    int32_t guarantors;                /* 1: members of the guarantee force count (no Article 5) */
    int32_t article5;                  /* 1: Ukraine is defended like a member */
    ent_row us_here[ENT_MAX_THEATRES]; /* share of the US forces not tied in another theatre */
} posture_case;

/* The clocks of both domains, for the days of the strengths `month` and `late`. */
void ENT_ISA_NAME(ent_posture_clocks)(const ent_tile *t, double month_day, double late_day,
                                      ent_clocks *clock);
/* Forces of a balance for which nothing is away, reduced or added. */
void ENT_ISA_NAME(ent_posture_reference)(const ent_tile *t, posture_case *c);
/* The scenario in t->year. */
void ENT_ISA_NAME(ent_posture_of_year)(const ent_tile *t, posture_case *c);
/* quick, month and late of both branches. */
void ENT_ISA_NAME(ent_posture_balance)(const ent_tile *t, size_t k, const posture_case *c,
                                       ent_balance *balance);
/* Strength on two days instead of 30 and 120, into `month` and `late`, for closure curves. */
void ENT_ISA_NAME(ent_posture_on_days)(const ent_tile *t, size_t k, double first, double second,
                                       ent_balance *balance);
/* Odds and chance of an attack at k in t->year if branch 1 were expected with chance q. In
   Ukraine with a half reconstituted Russia. Call after the year's section 6. */
void ENT_ISA_NAME(ent_deterrence_at)(const ent_tile *t, size_t k, double q, double *odds,
                                     double *attack);
/* The chance of branch 1 at which the odds equal `level`; below 0 or above 1 where no chance
   does, missing where it has no effect. */
void ENT_ISA_NAME(ent_deterrence_threshold)(const ent_tile *t, size_t k, double level, double *q);
/* q of the allies' classes, once per future. */
void ENT_ISA_NAME(ent_commitment_start)(ent_tile *t);
/* The signal of the US may change when a presidency begins. */
void ENT_ISA_NAME(ent_commitment_year)(ent_tile *t);
/* Chance of branch 1 at flashpoint k. */
void ENT_ISA_NAME(ent_commitment_pivot)(const ent_tile *t, size_t k, const posture_case *c,
                                        double *pivot);

/** Share of the way from the start of the scenario to the end of `by` that lies behind at the end
   of a model year: in equal steps a month, and nothing before the start. */
static inline double posture_progress(const ent_world *w, int32_t year, double by)
{
    const double before =
        (double)(w->first_month - 1); /* months of the first year before the start */
    const double now = 12.0 * (double)(year + 1) - before;
    const double whole = 12.0 * (by - (double)(w->first_year - 1)) - before;
    return whole > 0.0 ? ent_clip(now / whole, 0.0, 1.0) : 1.0;
}

/** US posture in Europe in a model year (-1: the base year), share of the base year's; never below
    a floor set by law. */
static inline double posture_level(const ent_world *w, int32_t year)
{
    const double done = posture_progress(w, year, w->lever[ENT_L_US_POSTURE_BY_YEAR]);
    const double level = 1.0 + (w->lever[ENT_L_US_POSTURE_EUROPE] - 1.0) * done;
    return ent_max(level, ent_min(w->lever[ENT_L_US_POSTURE_FLOOR], 1.0));
}

static inline int is_state(const ent_world *w, int32_t state, const char *iso3)
{
    const char *s = w->iso3[state];
    return s[0] == iso3[0] && s[1] == iso3[1] && s[2] == iso3[2];
}

/* Members with nuclear weapons of their own. */
static inline int member_is(const ent_world *w, const char *iso3)
{
    for (int32_t s = 0; s < w->n_states; s++)
        if (is_state(w, s, iso3))
            return w->member[s] != 0;
    return 0;
}

static inline int has_members(const ent_world *w)
{
    int32_t members = 0;
    for (int32_t s = 0; s < w->n_states; s++)
        members += w->member[s] != 0;
    return members > 0;
}

/* Ukraine without Article 5: the guarantee force, not the US, is the pivot. */
static inline int is_guarantee(const ent_world *w, size_t k, const posture_case *c)
{
    return w->flashpoint[k].is_ukraine && !c->article5;
}

/* Stress tests: crisis.KEY_year names the year of an attack at flashpoint KEY. */
static inline int is_forced(const ent_world *w, size_t k, int32_t year)
{
    const ent_flashpoint *place = &w->flashpoint[k];
    const double asked = place->crisis >= 0 ? w->lever[place->crisis] : place->crisis_year;
    return __builtin_fabs(asked - (double)(w->first_year + year)) < 0.5;
}

/* Size of a war at a place: the challenger's forces in it against those of the largest war that it
   may begin in the same theatre, 0 to 1. Ukraine's war is counted in the forces that it ties. */
static inline double war_size(const ent_world *w, size_t k)
{
    const ent_flashpoint *place = &w->flashpoint[k];
    double most = place->challenger_share;
    for (int32_t other = 0; other < w->n_flashpoints; other++) {
        const ent_flashpoint *o = &w->flashpoint[other];
        const int alike = o->challenger == place->challenger && o->theatre == place->theatre;
        if (alike && !o->is_ukraine)
            most = ent_max(most, o->challenger_share);
    }
    return most > 0.0 ? place->challenger_share / most : 0.0;
}

/* How much of what a large war elsewhere ties down is tied, 0 to 1: by wars of last year that the
   US fights, and by forced ones of this year, which hold its forces whether it fights or not. US
   forces that have left a theatre are not tied there. With [posture.simultaneity] 0 any war counts
   whole. */
static inline void war_elsewhere(const ent_tile *t, int32_t theatre, double *elsewhere)
{
    const ent_world *w = t->world;
    const double *by_size = t->a[ENT_A_POSTURE_SIMULTANEITY];
    const double in_europe = ent_min(posture_level(w, t->year), 1.0);
    double forced = 0.0, forced_size = 0.0;
    for (int32_t k = 0; k < w->n_flashpoints; k++) {
        const int32_t there = w->flashpoint[k].theatre;
        if (there == theatre || w->flashpoint[k].is_ukraine || !is_forced(w, (size_t)k, t->year))
            continue;
        const double level = there == ENT_THEATRE_EUROPE ? in_europe : 1.0;
        forced = 1.0;
        forced_size = ent_max(forced_size, level * war_size(w, (size_t)k));
    }
    ent_row tied;
    for (size_t f = 0; f < ENT_TILE; f++) {
        elsewhere[f] = forced;
        tied[f] = forced_size;
    }
    for (int32_t other = 0; other < ENT_MAX_THEATRES; other++) {
        const double level = other == ENT_THEATRE_EUROPE ? in_europe : 1.0;
        if (other == theatre)
            continue;
        for (size_t f = 0; f < ENT_TILE; f++) {
            elsewhere[f] = ent_max(elsewhere[f], t->attacked_before[other][f]);
            tied[f] = ent_max(tied[f], level * t->tied_before[other][f]);
        }
    }
    for (size_t f = 0; f < ENT_TILE; f++)
        elsewhere[f] = (1.0 - by_size[f]) * elsewhere[f] + by_size[f] * tied[f];
}

#endif
