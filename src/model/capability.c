#include "entente/fmath.h"
#include "model/kernels.h"
#include "model/shock.h"

/* Constants of model.md section 3. */
/* Spending a soldier moves readiness between a half and four times that of the base year. */
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

/* The US buys mostly ships, aircraft and satellites: its land forces have a smaller part of the
   equipment than of the soldiers. The readiness of its brigades is counted apart. */
static void weigh_us(ent_tile *t)
{
    const double *part = t->a[ENT_A_CAPABILITY_EQUIPMENT_LAND_US];
    const double *land = t->a[ENT_A_CAPABILITY_LAND_US], *alpha = t->a[ENT_A_CAPABILITY_ALPHA];
    const double *brigades = t->a[ENT_A_CAPABILITY_READY_US_LAND];
    const double *ready = t->a[ENT_A_CAPABILITY_READY_US];
    ent_row on_land, at_sea;
    for (size_t f = 0; f < ENT_TILE; f++) {
        on_land[f] = part[f] / land[f];
        at_sea[f] = (1.0 - part[f]) / (1.0 - land[f]);
    }
    row_log(on_land);
    row_log(at_sea);
    for (size_t f = 0; f < ENT_TILE; f++) {
        on_land[f] *= alpha[f];
        at_sea[f] *= alpha[f];
    }
    row_exp(on_land);
    row_exp(at_sea);
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->on_land[ENT_BLOCK_US][f] *= on_land[f] * brigades[f] / ready[f];
        t->at_sea[ENT_BLOCK_US][f] *= at_sea[f];
    }
}

/* What a soldier adds on land and at sea by block: share of the domain, quality, brigades. */
static void weigh_blocks(ent_tile *t)
{
    static const ent_assumption_id quality_key[ENT_BLOCK_OTHER] = {
        ENT_A_CAPABILITY_QUALITY_EUROPE, ENT_A_CAPABILITY_QUALITY_US,
        ENT_A_CAPABILITY_QUALITY_RUSSIA, ENT_A_CAPABILITY_QUALITY_CHINA};
    const double *soldiers = t->a[ENT_A_CAPABILITY_SOLDIERS_PER_BE];
    const double *air = t->a[ENT_A_CAPABILITY_AIR_LANDLOCKED];
    for (size_t b = 0; b < ENT_N_BLOCKS; b++)
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double quality = b < ENT_BLOCK_OTHER ? t->a[quality_key[b]][f] : 1.0;
            const double land = t->a[land_key[b]][f];
            t->on_land[b][f] = land * quality / soldiers[f];
            t->at_sea[b][f] = (1.0 - land) * quality / soldiers[f];
            t->inland[b][f] = 1.0 + (1.0 - air[f]) * (1.0 - land) / land;
        }
    weigh_us(t);
}

/* Extra destruction of a state at war; NULL for all but two. */
static const double *war_delta(const ent_tile *t, int32_t s)
{
    if (s == t->world->rus)
        return t->a[ENT_A_CAPABILITY_DELTA_WAR];
    return s == t->world->ukr ? t->a[ENT_A_CAPABILITY_DELTA_WAR_UKRAINE] : NULL;
}

/* Forces of one state from its stock, soldiers and readiness. */
static inline void muster(const ent_tile *t, int32_t s, const double *stock, const double *soldiers,
                          const double *ready, ent_forces *out)
{
    const double *home = t->a[ENT_A_CAPABILITY_READY_HOME];
    const double *air = t->a[ENT_A_CAPABILITY_AIR_LANDLOCKED];
    const int32_t b = t->world->block[s];
    const double *alpha = t->a[ENT_A_CAPABILITY_ALPHA];
    const bool ships = !(t->world->flags[s] & ENT_STATE_LANDLOCKED);
    const double per_soldier = 1000.0 / t->world->equipment_unit;
    ent_row power;
    for (size_t f = 0; f < ENT_TILE; f++)
        power[f] = ent_log_within(stock[f] * per_soldier / soldiers[f]);
    for (size_t f = 0; f < ENT_TILE; f++)
        power[f] = ent_exp_within(alpha[f] * power[f]) * soldiers[f];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double on_land = t->on_land[b][f] * power[f] * (ships ? 1.0 : t->inland[b][f]);
        out->land[s][f] = ready[f] * on_land;
        out->home_land[s][f] = home[f] * on_land * t->reservists[s][f];
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double at_sea = t->at_sea[b][f] * power[f] * (ships ? 1.0 : 1.0 - (1.0 - air[f]));
        out->sea[s][f] = ready[f] * at_sea;
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
    const double *most = t->a[ENT_A_CAPABILITY_RESERVES_MOST];
    const double *wartime = t->a[ENT_A_CAPABILITY_WARTIME_WEIGHT];
    const double *for_one =
        t->a[w->flags[s] & ENT_STATE_CONSCRIPTION ? ENT_A_CAPABILITY_RESERVES_CONSCRIPT
                                                  : ENT_A_CAPABILITY_RESERVES_VOLUNTEER];
    const double soldiers = w->soldiers0[s], reserves = w->reserves[s];
    const bool counted = reserves == reserves;
    const bool is_known = published == published;
    ent_row grown;
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->equip[s][f] = is_known ? published : unknown[f];
        t->price[s][f] = 1.0 + w_price[f] * ppp;
        const double regulars = land[f] * soldiers;
        const double pool = counted ? reserves : for_one[f] * soldiers;
        const double called = weight[f] * ent_min(pool, most[f]);
        grown[f] = (regulars + called + wartime[f] * w->assigned[s]) / regulars;
    }
    row_log(grown);
    for (size_t f = 0; f < ENT_TILE; f++)
        grown[f] *= 1.0 - alpha[f];
    row_exp(grown);
    row_copy(t->reservists[s], grown);
}

/* The recursion over the history, without absorption, with each year's equipment share. */
static void run_history(ent_tile *t, int32_t s, double *stock_ref)
{
    const ent_world *w = t->world;
    const double *delta = t->a[ENT_A_CAPABILITY_DELTA], *tau = t->a[ENT_A_CAPABILITY_DELAY];
    const double *phi = t->price[s], *destroyed = war_delta(t, s);
    const double *growth = t->a[ENT_A_CAPABILITY_GROWTH_AT_START];
    double *stock = t->stock[s], *pipeline = t->pipeline[s];
    ent_row mean = {0};
    for (int32_t y = 0; y < 3; y++) {
        const double spend = w->spend_history[s][y], eq = w->eq_history[s][y];
        for (size_t f = 0; f < ENT_TILE; f++)
            mean[f] += (eq == eq ? eq : t->equip[s][f]) * spend * phi[f] / 3.0;
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        stock[f] = mean[f] / ent_max(delta[f] + growth[f], 0.01); /* a century of purchases */
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

/* --- structural variant: an index of shares --- */

/* What a state has of the six components of CINC, as far as the program may ship them. */
typedef struct components {
    const double *spending, *soldiers, *output; /* rows */
    double people;                              /* of the base year */
} components;

typedef struct index_sums {
    ent_row spending, soldiers, output, power;
    double people;
} index_sums;

/* Military spending and soldiers weigh one sixth each. Steel and energy, which are not shipped, are
   replaced by output at purchasing power, city dwellers by the whole population: a third each. */
static inline double index_share(const components *c, const index_sums *all, size_t f)
{
    return (c->spending[f] / all->spending[f] + c->soldiers[f] / all->soldiers[f]) / 6.0 +
           (c->output[f] / all->output[f] + c->people / all->people) / 3.0;
}

static int has_index(const ent_tile *t)
{
    int some = 0;
    for (size_t f = 0; f < ENT_TILE; f++)
        some |= t->a[ENT_A_CAPABILITY_FORM][f] > 0.5;
    return some;
}

static components components_of(const ent_tile *t, int32_t s, int reference, ent_row *store)
{
    const ent_world *w = t->world;
    for (size_t f = 0; f < ENT_TILE; f++) {
        store[0][f] = reference ? w->spend_history[s][w->ref_history] : t->spend[s][f];
        store[1][f] = reference ? w->soldiers_ref[s] : t->soldiers[s][f];
        store[2][f] = w->ppp_ratio[s] * (reference ? w->gdp0[s] : t->gdp[s][f]);
    }
    return (components){store[0], store[1], store[2], w->population0[s]};
}

static double power_of(const ent_forces *forces, int32_t s, double ready, size_t f)
{
    return (forces->land[s][f] + forces->sea[s][f]) / ready;
}

static const double *readiness_of(const ent_tile *t, int32_t s, int reference)
{
    return reference ? t->a[ready_key[t->world->block[s]]] : t->ready[s];
}

/* The strength of all states together stays and is dealt out by the index: land and sea, readiness,
   reservists of a state as before. */
static void deal_by_index(const ent_tile *t, int reference, ent_forces *forces)
{
    const ent_world *w = t->world;
    ent_row store[3];
    index_sums all = {{0}, {0}, {0}, {0}, 0.0};
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!has_forces(w, s))
            continue;
        const components c = components_of(t, s, reference, store);
        const double *ready = readiness_of(t, s, reference);
        all.people += c.people;
        for (size_t f = 0; f < ENT_TILE; f++) {
            all.spending[f] += c.spending[f];
            all.soldiers[f] += c.soldiers[f];
            all.output[f] += c.output[f];
            all.power[f] += power_of(forces, s, ready[f], f);
        }
    }
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!has_forces(w, s))
            continue;
        const components c = components_of(t, s, reference, store);
        const double *ready = readiness_of(t, s, reference);
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double own = power_of(forces, s, ready[f], f);
            const bool asked = t->a[ENT_A_CAPABILITY_FORM][f] > 0.5 && own > 0.0;
            const double factor = asked ? index_share(&c, &all, f) * all.power[f] / own : 1.0;
            forces->land[s][f] *= factor;
            forces->sea[s][f] *= factor;
            forces->home_land[s][f] *= factor;
            forces->home_sea[s][f] *= factor;
        }
    }
}

void ENT_ISA_NAME(ent_capability_start)(ent_tile *t)
{
    const ent_world *w = t->world;
    ent_row stock_ref, soldiers_ref;
    weigh_blocks(t);
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
    if (has_index(t))
        deal_by_index(t, 1, &t->forces_ref);
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->enablers[f] = 0.0;
        t->eta[f] = t->a[ENT_A_CAPABILITY_ETA0][f];
    }
}

/* Equipment bought in the year, bn at military prices: a surge buys less a dollar. What is left
   of the spending, `rest`, pays people, training and upkeep. */
static inline void buy(const ent_tile *t, int32_t s, double *bought, double *rest)
{
    const ent_world *w = t->world;
    const double share_new = w->lever_year[ENT_L_PLEDGE_EQUIPMENT_SHARE_NEW][t->year];
    const double base_share = w->share0[s], spend0 = w->share0[s] * w->gdp0[s];
    ent_row surge;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double base = base_share * t->gdp[s][f], spend = t->spend[s][f];
        const double usual = t->equip[s][f] * ent_min(spend, base);
        bought[f] = usual + share_new * ent_max(spend - base, 0.0);
        rest[f] = spend - bought[f];
        surge[f] = ent_max(bought[f] / (t->equip[s][f] * spend0), 1.0);
    }
    row_log(surge);
    for (size_t f = 0; f < ENT_TILE; f++)
        bought[f] *=
            t->price[s][f] * ent_exp_within(surge[f] * -t->a[ENT_A_CAPABILITY_ABSORPTION][f]);
}

/* Deliveries of the year into the stock; returns them in `out`. */
static inline void deliver(ent_tile *t, int32_t s, const double *bought, double *out)
{
    const double *destroyed = war_delta(t, s);
    ent_row lost;
    row_copy(lost, t->a[ENT_A_CAPABILITY_DELTA]);
    if (destroyed)
        for (size_t f = 0; f < ENT_TILE; f++)
            lost[f] += destroyed[f] * t->war_start[f];
    for (size_t f = 0; f < ENT_TILE; f++) {
        out[f] = t->pipeline[s][f] / t->a[ENT_A_CAPABILITY_DELAY][f];
        t->pipeline[s][f] += bought[f] - out[f];
        t->stock[s][f] = t->stock[s][f] * (1.0 - lost[f]) + out[f];
    }
}

static void enlist_at_war(ent_tile *t, int32_t s)
{
    if (s == t->world->ukr)
        for (size_t f = 0; f < ENT_TILE; f++)
            t->soldiers[s][f] = t->men_ukr_start[f] * 1000.0;
    const double *whole = t->a[ENT_A_CAPABILITY_RUSSIA_SOLDIERS];
    const double *theatre = t->a[ENT_A_CAPABILITY_RUSSIA_THEATRE];
    const double *part = t->a[ENT_A_CAPABILITY_RUSSIA_PART];
    if (s == t->world->rus)
        for (size_t f = 0; f < ENT_TILE; f++) {
            const double at_war =
                whole[f] * 1000.0 + part[f] * 1000.0 * (t->men_rus_start[f] - theatre[f]);
            t->soldiers[s][f] = t->war_start[f] > 0.0 ? at_war : t->soldiers[s][f];
        }
}

/* Money that does not buy equipment in the base year. */
static inline double rest_before(const ent_tile *t, int32_t s, size_t f)
{
    return (1.0 - t->equip[s][f]) * t->world->share0[s] * t->world->gdp0[s];
}

/* Soldiers close on what non-equipment spending pays for, as a soldier grows dearer by the year.
   `each` is the logarithm of that spending a soldier of the year before, over the base year's. */
static inline void enlist(ent_tile *t, int32_t s, const double *rest, double *restrict each)
{
    const double *elasticity = t->a[ENT_A_CAPABILITY_PERSONNEL_ELASTICITY];
    const double *drift = t->a[ENT_A_CAPABILITY_PERSONNEL_DRIFT];
    const double *years = t->a[ENT_A_CAPABILITY_PERSONNEL_YEARS];
    const double *most = t->a[ENT_A_CAPABILITY_PERSONNEL_MOST];
    const double since = (double)(t->year + 1), soldiers = t->world->soldiers0[s];
    ent_row money, people;
    for (size_t f = 0; f < ENT_TILE; f++)
        money[f] = ent_log_within(rest[f] / rest_before(t, s, f));
    for (size_t f = 0; f < ENT_TILE; f++)
        people[f] = ent_log_within(t->soldiers[s][f] / soldiers);
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double gap = elasticity[f] * money[f] - drift[f] * since - people[f];
        t->soldiers[s][f] *= 1.0 + ent_clip(gap / years[f], -most[f], most[f]);
        each[f] = money[f] - people[f];
    }
    enlist_at_war(t, s);
}

/* Readiness of allies follows non-equipment spending a soldier over its base-year value; `pace` is
   the part of the way to its goal that a year goes. */
static inline void train(ent_tile *t, int32_t s, const double *each, const double *pace)
{
    const double *rest = t->a[ready_key[t->world->block[s]]];
    const double *ceiling = t->a[ENT_A_CAPABILITY_READY_CEILING];
    const double *elasticity = t->a[ENT_A_CAPABILITY_READINESS_ELASTICITY];
    ent_row grown;
    for (size_t f = 0; f < ENT_TILE; f++)
        grown[f] = ent_exp_within(elasticity[f] * ent_clip(each[f], LOG_HALF, LOG_FOUR));
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double goal = ent_min(rest[f] * grown[f], ent_max(rest[f], ceiling[f]));
        t->ready[s][f] += (goal - t->ready[s][f]) * pace[f];
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
    ent_row bought, rest, each, out, pace, extra = {0};
    for (size_t f = 0; f < ENT_TILE; f++)
        pace[f] = 1.0 / t->a[ENT_A_CAPABILITY_READY_YEARS][f];
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!has_forces(w, s))
            continue;
        buy(t, s, bought, rest);
        deliver(t, s, bought, out);
        enlist(t, s, rest, each);
        if (w->flags[s] & ENT_STATE_NATO)
            train(t, s, each, pace);
        if (w->flags[s] & ENT_STATE_EUROPEAN)
            add_enablers(t, s, out, extra);
        muster(t, s, t->stock[s], t->soldiers[s], t->ready[s], &t->forces);
    }
    build_enablers(t, extra);
    if (has_index(t))
        deal_by_index(t, 0, &t->forces);
}
