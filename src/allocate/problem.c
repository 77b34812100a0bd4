#include "entente/allocate.h"

/* From a future's forces to the linear programme: who may go where, and how fast. */

enum { AIR_IN_LINE = 10, SETS_IN_LINE = 7, SPREAD = 7 }; /* days after the decision, section 4 */
static const double ALLY_SHARE = 0.9, US_NORM = 0.5, TAIWAN_LAND = 0.3;

typedef struct draft {
    const ent_tile *t;
    size_t f;
    const ent_allocation_plan *plan;
    ent_allocation_problem *p;
    size_t place_of[ENT_MAX_FLASHPOINTS]; /* flashpoint of a place */
    size_t pool_of[ENT_MAX_STATES][2];    /* + 1; 0: none */
} draft;

static double assumption(const draft *d, ent_assumption_id id)
{
    return d->t->a[id][d->f];
}

static const ent_flashpoint *spot(const draft *d, size_t place)
{
    return &d->t->world->flashpoint[d->place_of[place]];
}

static double worth_here(const draft *d, const ent_flashpoint *at)
{
    const int alone = d->plan->without_us && at->theatre == ENT_THEATRE_EUROPE;
    return at->terrain * (alone ? d->t->eta[d->f] : 1.0);
}

static double hosts_of(const draft *d, const ent_flashpoint *at)
{
    const ent_world *w = d->t->world;
    const ent_forces *forces = &d->t->forces;
    double sum = 0.0;
    for (int32_t i = 0; i < at->n_hosts; i++) {
        const int32_t host = at->hosts[i];
        const char *iso3 = w->iso3[host];
        const int taiwan = iso3[0] == 'T' && iso3[1] == 'W' && iso3[2] == 'N';
        sum +=
            at->domain == ENT_LAND ? forces->home_land[host][d->f] : forces->home_sea[host][d->f];
        sum += taiwan && at->domain == ENT_SEA ? TAIWAN_LAND * forces->home_land[host][d->f] : 0.0;
    }
    return sum;
}

/* US forces stand in Europe as far as the posture of the year keeps them. */
static double forward_of(const draft *d, const ent_flashpoint *at, int32_t state)
{
    const double forward = at->forward[d->t->year][state];
    const int us = state == d->t->world->usa;
    if (us && d->plan->without_us)
        return 0.0;
    return us && at->theatre == ENT_THEATRE_EUROPE ? forward * d->t->posture[d->f] : forward;
}

static void add_place(draft *d, size_t k)
{
    const ent_flashpoint *at = &d->t->world->flashpoint[k];
    const ent_row *ready = at->domain == ENT_LAND ? d->t->forces.land : d->t->forces.sea;
    ent_place *place = &d->p->places[d->p->n_places];
    d->place_of[d->p->n_places++] = k;
    double standing = hosts_of(d, at);
    for (int32_t i = 0; i < at->n_senders; i++)
        standing += forward_of(d, at, at->senders[i]);
    const double sets_day = assumption(d, ENT_A_POSTURE_DECISION_DELAY) + SETS_IN_LINE +
                            assumption(d, ENT_A_POSTURE_RSOI_DAYS);
    const double kept = at->theatre == ENT_THEATRE_EUROPE ? d->t->posture[d->f] : 1.0;
    const double sets =
        !d->plan->without_us && sets_day <= d->plan->day ? at->preposition * kept : 0.0;
    place->key = at->key;
    place->theatre = at->theatre;
    place->need =
        at->challenger_share * ready[at->challenger][d->f] / assumption(d, ENT_A_POSTURE_RATIO);
    place->base = worth_here(d, at) * standing + at->terrain * sets;
}

/* What a state can send in a domain, less what already stands forward. */
static double pool_size(const draft *d, int32_t state, int32_t domain)
{
    const ent_world *w = d->t->world;
    const ent_row *ready = domain == ENT_LAND ? d->t->forces.land : d->t->forces.sea;
    const double *shares = domain == ENT_LAND ? w->us_share_land : w->us_share_sea;
    const double cm = assumption(d, ENT_A_POSTURE_COMMITTED), home = d->plan->us_home;
    double share = ALLY_SHARE * cm;
    if (state == w->usa) {
        double abroad = 0.0;
        for (int32_t theatre = 0; theatre < w->n_theatres; theatre++)
            abroad += shares[theatre];
        share = (home == home ? 1.0 - home : abroad) * cm / US_NORM;
    }
    double size = share * ready[state][d->f];
    for (size_t k = 0; k < d->p->n_places; k++)
        if (spot(d, k)->domain == domain)
            size -= forward_of(d, spot(d, k), state);
    return size > 0.0 ? size : 0.0;
}

static size_t pool(draft *d, int32_t state, int32_t domain)
{
    if (!d->pool_of[state][domain]) {
        ent_pool *pool = &d->p->pools[d->p->n_pools++];
        pool->name = d->t->world->iso3[state];
        pool->domain = domain;
        pool->size = pool_size(d, state, domain);
        d->pool_of[state][domain] = d->p->n_pools;
    }
    return d->pool_of[state][domain] - 1;
}

static void link_to(draft *d, size_t place, int32_t state, int32_t domain, double worth,
                    double arrival)
{
    d->p->links[d->p->n_links++] = (ent_link){pool(d, state, domain), place, worth, arrival};
}

/* A force is linked when it can be in line by the day of the plan. */
static void add_links(draft *d, size_t place)
{
    const ent_flashpoint *at = spot(d, place);
    const double delay = assumption(d, ENT_A_POSTURE_DECISION_DELAY), day = d->plan->day;
    const double staging = assumption(d, ENT_A_POSTURE_RSOI_DAYS);
    for (int32_t i = 0; i < at->n_senders; i++) {
        const int32_t state = at->senders[i];
        if (state == d->t->world->usa && d->plan->without_us)
            continue;
        const double worth = worth_here(d, at);
        const double arrival = at->notice[state] + at->transit[state] + delay;
        if (at->domain == ENT_SEA) {
            if (arrival + SPREAD <= day)
                link_to(d, place, state, ENT_SEA, worth, arrival);
            continue;
        }
        if (arrival + staging < day)
            link_to(d, place, state, ENT_LAND, worth, arrival);
        if (delay + AIR_IN_LINE <= day)
            link_to(d, place, state, ENT_SEA, worth * assumption(d, ENT_A_POSTURE_AIR), delay);
    }
}

/* Staging: what comes on a day or later must pass between that day and the plan's. A queue
   with one server and a common deadline is feasible exactly when all of these hold. */
static void add_limits(draft *d, size_t place)
{
    const double rate = assumption(d, ENT_A_POSTURE_RSOI_RATE);
    const double last = d->plan->day - assumption(d, ENT_A_POSTURE_RSOI_DAYS);
    const size_t first = d->p->n_limits;
    for (size_t l = 0; l < d->p->n_links; l++) {
        const ent_link *link = &d->p->links[l];
        if (link->place != place || d->p->pools[link->pool].domain != ENT_LAND)
            continue;
        int known = 0;
        for (size_t i = first; i < d->p->n_limits; i++)
            known |=
                !(d->p->limits[i].from < link->arrival) && !(d->p->limits[i].from > link->arrival);
        if (!known)
            d->p->limits[d->p->n_limits++] =
                (ent_limit){place, link->arrival, rate * (last - link->arrival), ENT_LAND};
    }
}

ent_status ent_allocation_of_tile(const ent_tile *t, size_t f, const ent_allocation_plan *plan,
                                  ent_allocation_problem *problem, ent_arena *arena, ent_error *err)
{
    const ent_world *w = t->world;
    const size_t links = (size_t)w->n_flashpoints * (size_t)w->n_states * 2;
    draft *d = ent_arena_array(arena, draft, 1);
    *problem = (ent_allocation_problem){0};
    problem->places = ent_arena_array(arena, ent_place, ENT_MAX_FLASHPOINTS);
    problem->pools = ent_arena_array(arena, ent_pool, ENT_MAX_STATES * 2);
    problem->links = ent_arena_array(arena, ent_link, links + 1);
    problem->limits = ent_arena_array(arena, ent_limit, links + 1);
    ENT_NEED(d && problem->places && problem->pools && problem->links && problem->limits, err);
    d->t = t;
    d->f = f;
    d->plan = plan;
    d->p = problem;
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++)
        if (!w->flashpoint[k].is_ukraine)
            add_place(d, k);
    for (size_t place = 0; place < problem->n_places; place++) {
        add_links(d, place);
        if (spot(d, place)->domain == ENT_LAND)
            add_limits(d, place);
    }
    return ENT_OK;
}
