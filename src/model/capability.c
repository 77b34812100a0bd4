#include "entente/fmath.h"
#include "model/kernels.h"
#include "model/shock.h"

/* Constants of model.md section 3. */
static const double KREF_BN = 0.29576470; /* median stock per thousand persons, 31 allies */
static const double SOLDIERS_PER_BE = 6000.0;
static const double GROWTH_AT_START = 0.02; /* of equipment spending before the history */
static const double LARGEST_PERSONNEL = 0.06;
static const double READY_CEILING = 0.65, READY_YEARS = 3.0;
static const double RUS_PEACE_SOLDIERS = 1.32e6, RUS_THEATRE = 600.0, RUS_PART = 0.5;
static const double LOG_HALF = -0.69314718055994530942, LOG_FOUR = 1.38629436111989061883;
enum { WAR_SINCE = 2022, HISTORY_STARTS = 2014 };

static const ent_assumption_id land_key[ENT_N_BLOCKS] = {
    ENT_A_CAPABILITY_LAND_EUROPE, ENT_A_CAPABILITY_LAND_US, ENT_A_CAPABILITY_LAND_RUSSIA,
    ENT_A_CAPABILITY_LAND_CHINA, ENT_A_CAPABILITY_LAND_OTHER};
static const ent_assumption_id ready_key[ENT_N_BLOCKS] = {
    ENT_A_CAPABILITY_READY_EUROPE, ENT_A_CAPABILITY_READY_US, ENT_A_CAPABILITY_READY_RUSSIA,
    ENT_A_CAPABILITY_READY_CHINA, ENT_A_CAPABILITY_READY_OTHER};

static inline bool has_forces(const ent_world *w, int32_t s)
{
    return (w->flags[s] & (ENT_STATE_FORCES | ENT_STATE_SPENDING)) ==
           (ENT_STATE_FORCES | ENT_STATE_SPENDING);
}

/* Quality of a block; 1 for all others. */
static void quality_row(const ent_tile *t, int32_t block, double *quality)
{
    static const ent_assumption_id key[ENT_N_BLOCKS] = {
        ENT_A_CAPABILITY_QUALITY_EUROPE, ENT_A_CAPABILITY_QUALITY_US,
        ENT_A_CAPABILITY_QUALITY_RUSSIA, ENT_A_CAPABILITY_QUALITY_CHINA,
        ENT_A_CAPABILITY_QUALITY_CHINA};
    const bool known = block != ENT_BLOCK_OTHER;
    for (size_t f = 0; f < ENT_TILE; f++)
        quality[f] = known ? t->a[key[block]][f] : 1.0;
}

/* Extra destruction of a state at war; NULL for all but two. */
static const double *war_delta(const ent_tile *t, int32_t s)
{
    if (s == t->world->rus)
        return t->a[ENT_A_CAPABILITY_DELTA_WAR];
    return s == t->world->ukr ? t->a[ENT_A_CAPABILITY_DELTA_WAR_UKRAINE] : NULL;
}

/* Forces of one state from its stock, soldiers and readiness. */
static void muster(const ent_tile *t, int32_t s, const double *stock, const double *soldiers,
                   const double *ready, ent_forces *out)
{
    const int32_t block = t->world->block[s];
    const double *land = t->a[land_key[block]], *alpha = t->a[ENT_A_CAPABILITY_ALPHA];
    const double *home = t->a[ENT_A_CAPABILITY_READY_HOME];
    ent_row quality, power;
    quality_row(t, block, quality);
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double per_thousand = stock[f] * 1000.0 / soldiers[f];
        power[f] = quality[f] * soldiers[f] / SOLDIERS_PER_BE *
                   ent_exp(alpha[f] * ent_log(per_thousand / KREF_BN));
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double on_land = land[f] * power[f], at_sea = (1.0 - land[f]) * power[f];
        out->land[s][f] = ready[f] * on_land;
        out->sea[s][f] = ready[f] * at_sea;
        out->home_land[s][f] = home[f] * on_land * t->reservists[s][f];
        out->home_sea[s][f] = home[f] * at_sea;
    }
}

/* Equipment share, price and the weight of reservists: fixed for a future. */
static void fix_state(ent_tile *t, int32_t s)
{
    const ent_world *w = t->world;
    const double published = w->eq_history[s][w->n_history - 1];
    const double *unknown =
        t->a[w->flags[s] & ENT_STATE_EQ_ADVERSARY ? ENT_A_CAPABILITY_EQ_ADVERSARY
                                                  : ENT_A_CAPABILITY_EQ_UNKNOWN];
    const double *land = t->a[land_key[w->block[s]]], *alpha = t->a[ENT_A_CAPABILITY_ALPHA];
    const double *weight = t->a[ENT_A_CAPABILITY_RESERVE_WEIGHT];
    const double *w_price = t->a[ENT_A_CAPABILITY_W_PRICE];
    const double ppp = w->ppp_ratio[s] - 1.0;
    const double reserves = w->reserves[s], soldiers = w->soldiers0[s];
    const bool is_known = published == published;
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->equip[s][f] = is_known ? published : unknown[f];
        t->price[s][f] = 1.0 + w_price[f] * ppp;
        const double regulars = land[f] * soldiers;
        const double grown = (regulars + weight[f] * reserves) / regulars;
        t->reservists[s][f] = ent_exp((1.0 - alpha[f]) * ent_log(grown));
    }
}

/* The recursion over the history, without absorption, with each year's equipment share. */
static void run_history(ent_tile *t, int32_t s, double *stock_ref)
{
    const ent_world *w = t->world;
    const double *delta = t->a[ENT_A_CAPABILITY_DELTA], *tau = t->a[ENT_A_CAPABILITY_DELAY];
    const double *phi = t->price[s], *destroyed = war_delta(t, s);
    double *stock = t->stock[s], *pipeline = t->pipeline[s];
    ent_row mean = {0};
    for (int32_t y = 0; y < 3; y++) {
        const double spend = w->spend_history[s][y], eq = w->eq_history[s][y];
        for (size_t f = 0; f < ENT_TILE; f++)
            mean[f] += (eq == eq ? eq : t->equip[s][f]) * spend * phi[f] / 3.0;
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        stock[f] = mean[f] / (delta[f] + GROWTH_AT_START);
        pipeline[f] = mean[f] * tau[f];
    }
    for (int32_t y = 0; y < w->n_history; y++) {
        const double spend = w->spend_history[s][y], eq = w->eq_history[s][y];
        const bool known = eq == eq, war = destroyed && HISTORY_STARTS + y >= WAR_SINCE;
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double bought = (known ? eq : t->equip[s][f]) * spend * phi[f];
            const double out = pipeline[f] / tau[f];
            const double lost = delta[f] + (war ? destroyed[f] : 0.0);
            pipeline[f] += bought - out;
            stock[f] = stock[f] * (1.0 - lost) + out;
        }
        if (y == w->ref_history)
            row_copy(stock_ref, stock);
    }
}

void ENT_ISA_NAME(ent_capability_start)(ent_tile *t)
{
    const ent_world *w = t->world;
    ent_row stock_ref, soldiers_ref;
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!has_forces(w, s))
            continue;
        const double *ready = t->a[ready_key[w->block[s]]];
        fix_state(t, s);
        run_history(t, s, stock_ref);
        for (size_t f = 0; f < ENT_TILE; f++) {
            t->soldiers[s][f] = w->soldiers0[s];
            t->ready[s][f] = ready[f];
            soldiers_ref[f] = w->soldiers_ref[s];
        }
        muster(t, s, stock_ref, soldiers_ref, ready, &t->forces_ref);
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->enablers[f] = 0.0;
        t->eta[f] = t->a[ENT_A_CAPABILITY_ETA0][f];
    }
}

/* Equipment bought in the year, bn at military prices: a surge buys less a dollar. */
static void buy(const ent_tile *t, int32_t s, double *bought)
{
    const ent_world *w = t->world;
    const double share_new = w->lever_year[ENT_L_PLEDGE_EQUIPMENT_SHARE_NEW][t->year];
    const double base_share = w->share0[s], spend0 = w->share0[s] * w->gdp0[s];
    const double *eq = t->equip[s], *absorption = t->a[ENT_A_CAPABILITY_ABSORPTION];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double base = base_share * t->gdp[s][f];
        const double spend = t->spend[s][f];
        const double money = eq[f] * ent_min(spend, base) + share_new * ent_max(spend - base, 0.0);
        const double surge = ent_max(money / (eq[f] * spend0), 1.0);
        bought[f] = money * t->price[s][f] * ent_exp(-absorption[f] * ent_log(surge));
    }
}

/* Deliveries of the year into the stock; returns them in `out`. */
static void deliver(ent_tile *t, int32_t s, const double *bought, double *out)
{
    const double *delta = t->a[ENT_A_CAPABILITY_DELTA], *tau = t->a[ENT_A_CAPABILITY_DELAY];
    const double *destroyed = war_delta(t, s);
    double *stock = t->stock[s], *pipeline = t->pipeline[s];
    ent_row lost;
    for (size_t f = 0; f < ENT_TILE; f++)
        lost[f] = delta[f] + (destroyed ? destroyed[f] * t->war_start[f] : 0.0);
    for (size_t f = 0; f < ENT_TILE; f++) {
        out[f] = pipeline[f] / tau[f];
        pipeline[f] += bought[f] - out[f];
        stock[f] = stock[f] * (1.0 - lost[f]) + out[f];
    }
}

static void enlist(ent_tile *t, int32_t s)
{
    const ent_world *w = t->world;
    const double *elasticity = t->a[ENT_A_CAPABILITY_PERSONNEL_ELASTICITY];
    double *soldiers = t->soldiers[s], *log_spend = t->log_spend[s];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double now = ent_log(t->spend[s][f]);
        const double growth = elasticity[f] * (now - log_spend[f]);
        soldiers[f] *= 1.0 + ent_clip(growth, -LARGEST_PERSONNEL, LARGEST_PERSONNEL);
        log_spend[f] = now;
    }
    if (s == w->ukr)
        for (size_t f = 0; f < ENT_TILE; f++)
            soldiers[f] = t->men_ukr_start[f] * 1000.0;
    if (s == w->rus)
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double at_war =
                RUS_PEACE_SOLDIERS + RUS_PART * 1000.0 * (t->men_rus_start[f] - RUS_THEATRE);
            soldiers[f] = t->war_start[f] > 0.0 ? at_war : soldiers[f];
        }
}

/* Readiness of allies follows non-equipment spending a soldier over its base-year value. */
static void train(ent_tile *t, int32_t s)
{
    const ent_world *w = t->world;
    const double *rest = t->a[ready_key[w->block[s]]];
    const double *elasticity = t->a[ENT_A_CAPABILITY_READINESS_ELASTICITY];
    const double base = w->soldiers0[s] / (w->share0[s] * w->gdp0[s]);
    double *ready = t->ready[s];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double log_v = ent_log(t->spend[s][f] / t->soldiers[s][f] * base);
        const double grown = rest[f] * ent_exp(elasticity[f] * ent_clip(log_v, LOG_HALF, LOG_FOUR));
        const double goal = ent_min(grown, ent_max(rest[f], READY_CEILING));
        ready[f] += (goal - ready[f]) / READY_YEARS;
    }
}

/* Deliveries above those of the base year, summed over Europe, build the enablers it lacks. */
static void add_enablers(const ent_tile *t, int32_t s, const double *out, double *sum)
{
    const double spend0 = t->world->share0[s] * t->world->gdp0[s];
    for (size_t f = 0; f < ENT_TILE; f++)
        sum[f] += out[f] / t->price[s][f] - t->equip[s][f] * spend0;
}

static void build_enablers(ent_tile *t, const double *sum)
{
    const double *eta0 = t->a[ENT_A_CAPABILITY_ETA0];
    const double *cost = t->a[ENT_A_CAPABILITY_ENABLER_COST];
    const double *share = t->a[ENT_A_CAPABILITY_ENABLER_SHARE];
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->enablers[f] += share[f] * ent_max(sum[f], 0.0);
        t->eta[f] = eta0[f] + (1.0 - eta0[f]) * (1.0 - ent_exp(-t->enablers[f] / cost[f]));
    }
}

void ENT_ISA_NAME(ent_capability_year)(ent_tile *t)
{
    const ent_world *w = t->world;
    ent_row bought, out, extra = {0};
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!has_forces(w, s))
            continue;
        buy(t, s, bought);
        deliver(t, s, bought, out);
        enlist(t, s);
        if (w->flags[s] & ENT_STATE_NATO)
            train(t, s);
        if (w->flags[s] & ENT_STATE_EUROPEAN)
            add_enablers(t, s, out, extra);
        muster(t, s, t->stock[s], t->soldiers[s], t->ready[s], &t->forces);
    }
    build_enablers(t, extra);
}
