#include "entente/fmath.h"
#include "model/kernels.h"
#include "model/posture.h"
#include "model/shock.h"

/* Shares are fractions; points of GDP are hundredths. */
static const double POINT = 0.01;
static const double LEAST_COMPLIANCE = 0.1, MOST_COMPLIANCE = 3.0; /* of a draw far out */
static const double NORM = 0.5; /* noise is stated at a share of 2 %: points over a share */

/* What all states share in a year, one row each. */
typedef struct pledge_year {
    ent_row kappa, step, demand; /* closing a year; largest step; target without threat */
    ent_row agreed;              /* agreed target */
    ent_row threat_rise;         /* w_threat T, at full proximity */
    ent_row jump_chance;         /* 0 before the deadline */
    ent_row jump_most;           /* largest jump */
    ent_row peer;                /* e_peer times last year's mean change */
    ent_row us_leaves;           /* -e_us times the change of posture */
    ent_row noise;               /* sd at a share of 1: sd points at 2 % */
    ent_row own;                 /* the part of it that is each state's own */
} pledge_year;

/* Heavier tails than a normal: scale z exp(weight z^2), model.md section 2. */
static inline void heavy_row(const ent_tile *t, const double *z, double *restrict tail)
{
    const double *weight = t->a[ENT_A_PLEDGE_TAIL_WEIGHT], *scale = t->a[ENT_A_PLEDGE_TAIL_SCALE];
    for (size_t f = 0; f < ENT_TILE; f++)
        tail[f] = ent_exp_within(weight[f] * z[f] * z[f]) * (scale[f] * z[f]);
}

/* Which law of motion a state follows. */
typedef enum pledge_law { LAW_ALLY, LAW_US, LAW_WALK, LAW_CHINA, LAW_WAR } pledge_law;

static pledge_law law_of(const ent_world *w, int32_t s)
{
    if (s == w->usa)
        return LAW_US;
    if (w->flags[s] & ENT_STATE_NATO)
        return LAW_ALLY;
    if (s == w->chn)
        return LAW_CHINA;
    return s == w->rus || s == w->ukr ? LAW_WAR : LAW_WALK;
}

static const ent_assumption_id group_key[ENT_N_ZONES] = {
    ENT_A_PLEDGE_COMPLIANCE_NEAR, ENT_A_PLEDGE_COMPLIANCE_MIDDLE, ENT_A_PLEDGE_COMPLIANCE_FAR};

/* Place of a state among those with a pledge, the largest economy first. */
static size_t pledged_place(const ent_world *w, int32_t s)
{
    size_t place = 0;
    for (int32_t i = 0; i < w->n_states; i++) {
        const bool before = w->gdp0[i] > w->gdp0[s] || (w->gdp0[i] == w->gdp0[s] && i < s);
        place += w->compliance[i] > 0.0 && before ? 1 : 0;
    }
    return place;
}

/* The lead in place of the random compliance of a large ally. */
static void take_lead(const ent_tile *t, int32_t s, double *restrict z)
{
    if (!t->lead || !(t->world->compliance[s] > 0.0))
        return;
    const size_t place = pledged_place(t->world, s);
    ent_row far;
    if (place < ENT_LEAD_STEPS)
        ent_normal_quantile_row(ENT_TILE, shock_lead(t, ENT_LEAD_COMPLIANCE + place), z, far);
}

void ENT_ISA_NAME(ent_pledge_start)(ent_tile *t)
{
    const ent_world *w = t->world;
    const double *spread = t->a[ENT_A_PLEDGE_COMPLIANCE_SPREAD];
    const double *alarm_spread = t->a[ENT_A_PLEDGE_ALARM_SPREAD];
    const double threat = w->war.fighting ? 1.0 : 0.0;
    for (int32_t s = 0; s < w->n_states; s++) {
        const bool ally = w->flags[s] & ENT_STATE_NATO, pledged = w->compliance[s] > 0.0;
        const double *group = t->a[group_key[w->zone[s]]];
        ent_row z[4] = {{0}};
        if (ally)
            shock_normal4(t, ENT_SHOCK_COMPLIANCE, state_slot(w, s, 0), z);
        take_lead(t, s, z[0]);
        for (size_t f = 0; f < ENT_TILE; f++)
            t->compliance[s][f] = 0.0;
        for (size_t f = 0; pledged && f < ENT_TILE; f++) {
            const double met = group[f] * ent_exp(spread[f] * z[0][f]);
            t->compliance[s][f] = ent_clip(met, LEAST_COMPLIANCE, MOST_COMPLIANCE);
        }
        for (size_t f = 0; f < ENT_TILE; f++) {
            t->response[s][f] = ally ? 1.0 + alarm_spread[f] * z[1][f] : 0.0;
            t->share[s][f] = w->share0[s];
            t->spend[s][f] = w->share0[s] * w->gdp0[s];
        }
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->threat[f] = threat;
        t->peer_change[f] = t->mood[f] = t->alarm[f] = 0.0;
    }
}

static void advance_threat(ent_tile *t)
{
    const double *half_life = t->a[ENT_A_PLEDGE_THREAT_HALF_LIFE];
    const double *attacked = t->attacked_before[ENT_THEATRE_EUROPE];
    const double *rise = t->a[ENT_A_PLEDGE_THREAT_RISE];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double fades = t->threat[f] * ent_exp(-0.69314718055994530942 / half_life[f]);
        const double rises = rise[f] + (1.0 - rise[f]) * t->threat[f];
        const bool alarm = (t->war_start[f] > 0.0) | (attacked[f] > 0.0);
        t->threat[f] = alarm ? rises : fades;
    }
}

/* What moves all allies alike from year to year: a lasting common shock, and the rise that a war
   between great powers brings where the threat of one is not felt yet. */
static void advance_mood(ent_tile *t, pledge_year *p, const double *z)
{
    const double *event = t->alarm_draw[t->year % 4], *chance = t->a[ENT_A_PLEDGE_ALARM];
    const double *rise = t->a[ENT_A_PLEDGE_ALARM_RISE], *common = t->a[ENT_A_PLEDGE_COMMON];
    const double *lasts = t->a[ENT_A_PLEDGE_PERSISTENCE];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double sd = p->noise[f] * __builtin_sqrt(common[f] * (1.0 - lasts[f] * lasts[f]));
        const double wave = (1.0 - lasts[f]) * rise[f] * (1.0 - t->threat[f]);
        t->mood[f] = lasts[f] * t->mood[f] + sd * z[f];
        t->alarm[f] = lasts[f] * t->alarm[f] + (event[f] < chance[f] ? wave : 0.0);
        p->own[f] = p->noise[f] * __builtin_sqrt(1.0 - common[f]);
    }
}

static void prepare(ent_tile *t, pledge_year *p)
{
    const ent_world *w = t->world;
    const bool in_force = t->year > 0;
    const double *before = t->a[ENT_A_PLEDGE_BEFORE];
    const double agreed_now = w->lever_year[ENT_L_PLEDGE_AGREED_PCT_GDP][t->year];
    const double asked_now = w->lever_year[ENT_L_PLEDGE_TARGET_PCT_GDP][t->year];
    const double moved = posture_level(w, t->year) - posture_level(w, t->year - 1);
    const bool deadline = /* the next year is not before that of the lever, fractions cut off */
        w->first_year + t->year + 2 > w->lever[ENT_L_PLEDGE_AGREED_BY_YEAR];
    const size_t now = t->year % 2 ? 2 : 0;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double low = t->a[ENT_A_PLEDGE_KAPPA_LO][f], high = t->a[ENT_A_PLEDGE_KAPPA_HI][f];
        p->kappa[f] = low + (high - low) * t->threat[f];
        p->step[f] = t->a[ENT_A_PLEDGE_STEP_MAX][f] * POINT;
        const double agreed = (in_force ? agreed_now : before[f]) * POINT;
        const double asked = (in_force ? asked_now : before[f]) * POINT;
        p->agreed[f] = agreed;
        p->demand[f] = agreed + t->a[ENT_A_PLEDGE_DEMAND_WEIGHT][f] * ent_max(asked - agreed, 0.0);
        p->threat_rise[f] = t->a[ENT_A_PLEDGE_THREAT_TARGET][f] * POINT * t->threat[f];
        p->jump_chance[f] = deadline ? t->a[ENT_A_PLEDGE_JUMP][f] * t->threat[f] : 0.0;
        p->jump_most[f] = t->a[ENT_A_PLEDGE_JUMP_MOST][f] * POINT;
        p->peer[f] = t->a[ENT_A_PLEDGE_PEER][f] * t->peer_change[f];
        p->us_leaves[f] = -t->a[ENT_A_PLEDGE_US_FORCES][f] * moved;
        p->noise[f] = t->a[ENT_A_PLEDGE_NOISE][f] * NORM;
    }
    advance_mood(t, p, t->common[now + 1]);
}

/* Allies: close on the target, follow peers, answer the US posture, and shocks. */
static void step_ally(ent_tile *t, const pledge_year *p, int32_t s, const double *tail)
{
    const ent_world *w = t->world;
    const double *middle = t->a[ENT_A_PLEDGE_PROXIMITY_MIDDLE];
    const int32_t zone = w->zone[s];
    const double european = w->flags[s] & ENT_STATE_EUROPEAN ? 1.0 : 0.0;
    const double pledged = w->compliance[s] > 0.0 ? 1.0 : 0.0;
    const size_t part = (size_t)t->year % 4;
    ent_row pull;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double proximity = zone == ENT_ZONE_NEAR     ? 1.0
                                 : zone == ENT_ZONE_MIDDLE ? middle[f]
                                                           : 0.0;
        const double target = p->demand[f] + p->threat_rise[f] * proximity;
        const double gap = ent_max(target - t->share[s][f], 0.0);
        pull[f] = ent_min(p->kappa[f] * t->compliance[s][f] * gap, p->step[f]);
    }
    for (size_t f = 0; f < ENT_TILE; f++) { /* u = 2 where no jump is possible */
        const double leap = ent_min(p->agreed[f] - t->share[s][f], p->jump_most[f]);
        const double drawn = t->jump[s][part][f], slow = pull[f];
        const double u = pledged * leap > 0.0 ? drawn : 2.0;
        pull[f] = u < p->jump_chance[f] ? leap : slow;
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double alarm = t->response[s][f] * t->alarm[f];
        const double shock = t->mood[f] + p->own[f] * tail[f] + alarm;
        const double share = t->share[s][f];
        t->share[s][f] += pull[f] + p->peer[f] + european * p->us_leaves[f] * share + shock * share;
    }
}

static void step_us(ent_tile *t, const pledge_year *p, int32_t s, const double *tail)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double shock = t->a[ENT_A_PLEDGE_NOISE_US][f] * (t->mood[f] + p->own[f] * tail[f]);
        const double alarm = t->response[s][f] * t->alarm[f];
        t->share[s][f] += p->peer[f] + (shock + alarm) * t->share[s][f];
    }
}

static void step_china(ent_tile *t, const pledge_year *p, int32_t s, const double *z)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        t->share[s][f] += t->a[ENT_A_PLEDGE_CHINA_TREND][f] * POINT +
                          t->a[ENT_A_PLEDGE_NOISE_CHINA][f] * (p->noise[f] * t->share[s][f]) * z[f];
}

static void step_belligerent(ent_tile *t, const pledge_year *p, int32_t s, const double *z)
{
    const size_t key =
        s == t->world->ukr ? ENT_A_PLEDGE_UKRAINE_POSTWAR : ENT_A_PLEDGE_RUSSIA_POSTWAR;
    const double *years = t->a[ENT_A_PLEDGE_POSTWAR_YEARS];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double settle = (t->a[key][f] * POINT - t->share[s][f]) / years[f];
        t->share[s][f] += (t->war_start[f] > 0.0 ? 0.0 : settle) +
                          t->a[ENT_A_PLEDGE_NOISE_WAR][f] * (p->noise[f] * t->share[s][f]) * z[f];
    }
}

static void step_state(ent_tile *t, const pledge_year *p, int32_t s)
{
    const double *z = t->shock[s][t->year % 2 ? 3 : 1];
    const pledge_law law = law_of(t->world, s);
    ent_row tail;
    if (law != LAW_CHINA && law != LAW_WAR)
        heavy_row(t, z, tail);
    switch (law) {
    case LAW_ALLY:
        step_ally(t, p, s, tail);
        break;
    case LAW_US:
        step_us(t, p, s, tail);
        break;
    case LAW_CHINA:
        step_china(t, p, s, z);
        break;
    case LAW_WAR:
        step_belligerent(t, p, s, z);
        break;
    case LAW_WALK:
        for (size_t f = 0; f < ENT_TILE; f++)
            t->share[s][f] += p->noise[f] * t->share[s][f] * tail[f];
        break;
    }
}

/* Mean change of the European allies, weighted with their output of the base year. */
static void add_change(ent_tile *t, int32_t s, const double *before, double *sum, double *weight)
{
    const double gdp = t->world->gdp0[s];
    for (size_t f = 0; f < ENT_TILE; f++)
        sum[f] += gdp * (t->share[s][f] - before[f]);
    *weight += gdp;
}

void ENT_ISA_NAME(ent_pledge_year)(ent_tile *t)
{
    const ent_world *w = t->world;
    pledge_year p;
    ent_row sum = {0}, before;
    double weight = 0.0;
    advance_threat(t);
    prepare(t, &p);
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!(w->flags[s] & ENT_STATE_SPENDING))
            continue;
        row_copy(before, t->share[s]);
        step_state(t, &p, s);
        const double *floor = t->a[ENT_A_PLEDGE_FLOOR];
        for (size_t f = 0; f < ENT_TILE; f++) {
            t->share[s][f] = ent_max(t->share[s][f], floor[f] * w->share0[s]);
            t->spend[s][f] = t->share[s][f] * t->gdp[s][f];
        }
        if (w->flags[s] & ENT_STATE_EUROPEAN)
            add_change(t, s, before, sum, &weight);
    }
    for (size_t f = 0; f < ENT_TILE; f++)
        t->peer_change[f] = weight > 0.0 ? sum[f] / weight : 0.0;
}
