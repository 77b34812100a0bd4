#include "model/posture.h"

#include "model/kernels.h"

/* Section 4: hosts, senders in a staging queue, US sets, allied air power.
 *
 * A ramp of B brigades between days a and b adds to the mean over 0..H
 *     B ((H-a)+^2 - (H-b)+^2) / (2 (b-a) H)
 * and since b - a = B / m in the staging queue, B / (b - a) is m for every sender: the sums
 * over senders need no division. At sea b - a is posture.sea_spread and B the weight. */

enum { MAX_GROUPS = ENT_MAX_CLASSES };

/* Sums over senders that commit alike; `staged` per branch since the queue may differ. */
typedef struct group {
    int32_t class_id; /* ent_assumption_id */
    double forward;
    ent_row air;
    ent_row quick[2], month[2], late[2];
} group;

typedef struct assembly {
    const ent_tile *t;
    const ent_flashpoint *place;
    const posture_case *c;
    const ent_row *sendable; /* C of the domain */
    int32_t europe, land, us_queues, us_done;
    double us_share_land, us_share_sea;
    size_t n_groups;
    group groups[MAX_GROUPS];
    group us;        /* branch 1 only */
    ent_row free[2]; /* day from which the staging place is free */
    ent_row sent;    /* share of its forces that an ally sends */
    const ent_clocks *clock;
} assembly;

static inline double square(double x)
{
    return x * x;
}

static inline double positive(double x)
{
    return x > 0.0 ? x : 0.0;
}

/* Mean over 0..h of a ramp from 0 to 1 between days a and b. */
static inline double ramp_mean(double h, double a, double b)
{
    return (square(positive(h - a)) - square(positive(h - b))) / (2.0 * (b - a) * h);
}

static inline double ramp_at(double day, double a, double b)
{
    return (positive(day - a) - positive(day - b)) / (b - a);
}

static void clear_group(group *g, int32_t class_id)
{
    g->class_id = class_id;
    g->forward = 0.0;
    for (size_t f = 0; f < ENT_TILE; f++)
        g->air[f] = 0.0;
    for (size_t b = 0; b < 2; b++)
        for (size_t f = 0; f < ENT_TILE; f++)
            g->quick[b][f] = g->month[b][f] = g->late[b][f] = 0.0;
}

static void set_clock(const ent_tile *t, double month_day, double late_day, int land,
                      ent_clocks *clock)
{
    const double *horizon = t->a[ENT_A_DETERRENCE_HORIZON];
    const double *delay = t->a[ENT_A_POSTURE_DECISION_DELAY];
    const double *staging = t->a[ENT_A_POSTURE_RSOI_DAYS];
    const double *rate = t->a[ENT_A_POSTURE_RSOI_RATE];
    const double *air_day = t->a[ENT_A_POSTURE_AIR_DAY];
    const double *air_spread = t->a[ENT_A_POSTURE_AIR_SPREAD];
    const double *sets_day = t->a[ENT_A_POSTURE_SETS_DAY];
    const double *sets_spread = t->a[ENT_A_POSTURE_SETS_SPREAD];
    const double *spread = t->a[ENT_A_POSTURE_SEA_SPREAD];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double received = land ? staging[f] : 0.0;
        clock->quick[f] = horizon[f] - received;
        clock->month[f] = month_day - received;
        clock->late[f] = late_day - received;
        clock->per_rate[f] = 1.0 / rate[f];
        clock->weight[f] = land ? rate[f] : 1.0 / spread[f];
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double from = delay[f] + air_day[f], to = from + air_spread[f];
        clock->air_quick[f] = ramp_mean(horizon[f], from, to);
        clock->air_month[f] = ramp_at(month_day, from, to);
        clock->air_late[f] = ramp_at(late_day, from, to);
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double from = delay[f] + sets_day[f] + staging[f], to = from + sets_spread[f];
        clock->sets_quick[f] = ramp_mean(horizon[f], from, to);
        clock->sets_month[f] = ramp_at(month_day, from, to);
        clock->sets_late[f] = ramp_at(late_day, from, to);
    }
}

void ENT_ISA_NAME(ent_posture_clocks)(const ent_tile *t, double month_day, double late_day,
                                      ent_clocks *clock)
{
    set_clock(t, month_day, late_day, 1, &clock[ENT_LAND]);
    set_clock(t, month_day, late_day, 0, &clock[ENT_SEA]);
}

/* Adds one force that comes into the line between days `start` and `end`, in units of its
   daily rate. */
static inline void add_ramp(const ent_clocks *clock, group *g, size_t branch, size_t f,
                            double start, double end, double weight)
{
    g->quick[branch][f] += weight * (square(positive(clock->quick[f] - start)) -
                                     square(positive(clock->quick[f] - end)));
    g->month[branch][f] +=
        weight * (positive(clock->month[f] - start) - positive(clock->month[f] - end));
    g->late[branch][f] +=
        weight * (positive(clock->late[f] - start) - positive(clock->late[f] - end));
}

/* Brigades of one sender: share cm C, less what stands forward. */
typedef struct sender {
    const double *ready;  /* C, as far as it is not tied elsewhere */
    const double *sent;   /* share cm */
    double forward, days; /* days: notice and transit */
} sender;

static inline double brigades_of(const sender *s, size_t f)
{
    return positive(s->sent[f] * s->ready[f] - s->forward);
}

/* A land force through the staging place: the queue counts every brigade sent. */
static void stage(const assembly *a, const sender *s, group *restrict g, double *restrict free,
                  size_t branch)
{
    const double *delay = a->t->a[ENT_A_POSTURE_DECISION_DELAY];
    const ent_clocks *clock = a->clock;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double start = ent_max(s->days + delay[f], free[f]);
        const double end = start + brigades_of(s, f) * clock->per_rate[f];
        free[f] = end;
        add_ramp(clock, g, branch, f, start, end, 1.0);
    }
}

/* Ships and aircraft: no staging, some days from arrival. */
static void land_at_sea(const assembly *a, const sender *s, group *restrict g, size_t branch)
{
    const double *delay = a->t->a[ENT_A_POSTURE_DECISION_DELAY];
    const double *spread = a->t->a[ENT_A_POSTURE_SEA_SPREAD];
    const ent_clocks *clock = a->clock;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double start = s->days + delay[f];
        add_ramp(clock, g, branch, f, start, start + spread[f], brigades_of(s, f));
    }
}

static void arrive(assembly *a, const sender *s, group *g, size_t branch)
{
    if (a->land)
        stage(a, s, g, a->free[branch], branch);
    else
        land_at_sea(a, s, g, branch);
}

static int32_t class_of(const assembly *a, int32_t state)
{
    const ent_world *w = a->t->world;
    if (!a->place->is_ukraine || a->c->article5)
        return a->place->commitment[state];
    return a->c->guarantors && w->member[state] ? ENT_A_COMMITMENT_GUARANTOR
                                                : ENT_A_COMMITMENT_BILATERAL;
}

static group *find_group(assembly *a, int32_t class_id)
{
    for (size_t g = 0; g < a->n_groups; g++)
        if (a->groups[g].class_id == class_id)
            return &a->groups[g];
    if (a->n_groups == MAX_GROUPS)
        return NULL;
    group *g = &a->groups[a->n_groups++];
    clear_group(g, class_id);
    return g;
}

static double forward_of(const assembly *a, int32_t state)
{
    return a->c->reference ? a->place->forward_ref[state] : a->place->forward[a->c->year][state];
}

static void send_ally(assembly *a, int32_t state)
{
    const int32_t class_id = class_of(a, state);
    if (class_id < ENT_A_COMMITMENT_US_NATO || class_id > ENT_A_COMMITMENT_GUARANTOR)
        return;
    group *g = find_group(a, class_id);
    if (!g)
        return;
    const sender s = {a->sendable[state], a->sent, forward_of(a, state),
                      a->place->notice[state] + a->place->transit[state]};
    const double *air = a->c->forces->sea[state];
    g->forward += s.forward;
    if (a->land)
        for (size_t f = 0; f < ENT_TILE; f++)
            g->air[f] += air[f];
    arrive(a, &s, g, 0);
    if (a->us_done)
        arrive(a, &s, g, 1);
}

/* From here on the queue with the US and the one without it differ. */
static void split_branches(assembly *a)
{
    row_copy(a->free[1], a->free[0]);
    for (size_t i = 0; i < a->n_groups; i++) {
        group *g = &a->groups[i];
        row_copy(g->quick[1], g->quick[0]);
        row_copy(g->month[1], g->month[0]);
        row_copy(g->late[1], g->late[0]);
    }
    a->us_done = 1;
}

static void send_us(assembly *a, int32_t state)
{
    const double *sea = a->c->forces->sea[state], *here = a->c->us_here[a->place->theatre];
    const double *norm = a->t->a[ENT_A_POSTURE_US_NORM];
    const double part = a->land ? a->us_share_land : a->us_share_sea;
    const double *cm = a->t->a[ENT_A_POSTURE_COMMITTED];
    ent_row sent, ready;
    for (size_t f = 0; f < ENT_TILE; f++) {
        sent[f] = part / norm[f] * cm[f];
        ready[f] = a->sendable[state][f] * here[f];
    }
    const sender s = {ready, sent, forward_of(a, state) * (a->europe ? a->c->posture : 1.0),
                      a->place->notice[state] + a->place->transit[state]};
    a->us.forward = s.forward;
    if (a->land)
        for (size_t f = 0; f < ENT_TILE; f++)
            a->us.air[f] = sea[f] * here[f] * (a->us_share_sea / norm[f]);
    split_branches(a);
    arrive(a, &s, &a->us, 1);
}

static void assemble(assembly *a)
{
    const ent_world *w = a->t->world;
    const double *cm = a->t->a[ENT_A_POSTURE_COMMITTED];
    const double *share =
        a->t->a[a->europe ? ENT_A_POSTURE_SENT_EUROPE : ENT_A_POSTURE_SENT_ELSEWHERE];
    clear_group(&a->us, -1);
    for (size_t f = 0; f < ENT_TILE; f++) {
        a->free[0][f] = 0.0;
        a->sent[f] = share[f] * cm[f];
    }
    for (int32_t i = 0; i < a->place->n_senders; i++) {
        const int32_t state = a->place->senders[i];
        if (state != w->usa)
            send_ally(a, state);
        else if (a->us_queues)
            send_us(a, state);
    }
    if (!a->us_done)
        split_branches(a);
}

/* Hosts with the extra brigades of the Europeans; Taiwan's army counts against a landing. */
static void gather_hosts(const assembly *a, double *hosts)
{
    const ent_world *w = a->t->world;
    const double extra = a->c->extra_forward * a->place->extra_split;
    const ent_row *home = a->land ? a->c->forces->home_land : a->c->forces->home_sea;
    const double *taiwan = a->t->a[ENT_A_POSTURE_TAIWAN_LAND];
    for (size_t f = 0; f < ENT_TILE; f++)
        hosts[f] = extra;
    for (int32_t i = 0; i < a->place->n_hosts; i++) {
        const int32_t host = a->place->hosts[i];
        for (size_t f = 0; f < ENT_TILE; f++)
            hosts[f] += home[host][f];
        if (!a->land && is_state(w, host, "TWN"))
            for (size_t f = 0; f < ENT_TILE; f++)
                hosts[f] += taiwan[f] * a->c->forces->home_land[host][f];
    }
}

/* Adds one group, whose members come with chance q and whose forces are worth e. */
static void add_group(const assembly *a, const group *g, size_t branch, const double *q,
                      const double *e, ent_balance *restrict out)
{
    const ent_tile *t = a->t;
    const double *horizon = t->a[ENT_A_DETERRENCE_HORIZON];
    const double *cm = t->a[ENT_A_POSTURE_COMMITTED], *air = t->a[ENT_A_POSTURE_AIR];
    const ent_clocks *clock = a->clock;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double worth = q[f] * e[f], scale = clock->weight[f];
        const double flown = air[f] * cm[f] * g->air[f];
        out->quick[branch][f] +=
            worth * (g->forward + scale * g->quick[branch][f] / (2.0 * horizon[f]) +
                     flown * clock->air_quick[f]);
        out->month[branch][f] +=
            worth * (g->forward + scale * g->month[branch][f] + flown * clock->air_month[f]);
        out->late[branch][f] +=
            worth * (g->forward + scale * g->late[branch][f] + flown * clock->air_late[f]);
    }
}

/* US equipment in place: crews fly in. */
static void add_sets(const assembly *a, ent_balance *out)
{
    const ent_clocks *clock = a->clock;
    const double sets = a->place->preposition * (a->europe ? a->c->posture : 1.0);
    for (size_t f = 0; f < ENT_TILE; f++) {
        out->quick[1][f] += sets * clock->sets_quick[f];
        out->month[1][f] += sets * clock->sets_month[f];
        out->late[1][f] += sets * clock->sets_late[f];
    }
}

/* One branch: hosts, allies by class, the US with its sets, the guarantee force, terrain. */
static void add_up(const assembly *a, size_t branch, const double *hosts, ent_balance *out)
{
    const ent_tile *t = a->t;
    const int us_in = branch == 1 && a->us_queues;
    const int whole = us_in || !a->europe;
    const double host_whole = whole || a->place->is_ukraine ? 1.0 : 0.0;
    const double terrain = a->place->terrain;
    const double guarantee = a->place->is_ukraine ? a->c->guarantee : 0.0;
    ent_row one, worth;
    for (size_t f = 0; f < ENT_TILE; f++) {
        one[f] = 1.0;
        worth[f] = whole ? 1.0 : a->c->eta[f];
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double at_once = hosts[f] * (host_whole + (1.0 - host_whole) * worth[f]) + guarantee;
        out->quick[branch][f] = out->month[branch][f] = out->late[branch][f] = at_once;
    }
    for (size_t i = 0; i < a->n_groups; i++) {
        const group *g = &a->groups[i];
        add_group(a, g, branch, t->comes[branch][g->class_id - ENT_A_COMMITMENT_US_NATO], worth,
                  out);
    }
    if (us_in) {
        add_group(a, &a->us, 1, one, one, out);
        add_sets(a, out);
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        out->quick[branch][f] *= terrain;
        out->month[branch][f] *= terrain;
        out->late[branch][f] *= terrain;
    }
}

void ENT_ISA_NAME(ent_posture_balance)(const ent_tile *t, size_t k, const posture_case *c,
                                       ent_balance *balance)
{
    const ent_world *w = t->world;
    const ent_flashpoint *place = &w->flashpoint[k];
    assembly a;
    a.t = t;
    a.place = place;
    a.c = c;
    a.europe = place->theatre == ENT_THEATRE_EUROPE;
    a.land = place->domain == ENT_LAND;
    a.sendable = a.land ? c->forces->land : c->forces->sea;
    a.us_queues = !is_guarantee(w, k, c) || (c->guarantors && w->member[w->usa]);
    a.us_done = 0;
    a.n_groups = 0;
    const double kept = a.europe ? c->posture : 1.0;
    const double moved = place->theatre == ENT_THEATRE_INDO_PACIFIC ? c->moved : 0.0;
    a.us_share_land =
        w->us_share_land[place->theatre] * kept + w->us_share_land[ENT_THEATRE_EUROPE] * moved;
    a.us_share_sea =
        w->us_share_sea[place->theatre] * kept + w->us_share_sea[ENT_THEATRE_EUROPE] * moved;
    a.clock = &c->clock[place->domain];
    assemble(&a);
    ent_row hosts;
    gather_hosts(&a, hosts);
    add_up(&a, 0, hosts, balance);
    add_up(&a, 1, hosts, balance);
}

void ENT_ISA_NAME(ent_posture_reference)(const ent_tile *t, posture_case *c)
{
    c->forces = &t->forces_ref;
    c->eta = t->a[ENT_A_CAPABILITY_ETA0];
    c->reference = 1;
    c->year = 0;
    c->posture = 1.0;
    c->moved = 0.0;
    c->extra_forward = 0.0;
    c->guarantee = 0.0;
    c->clock = t->clock;
    c->guarantors = 0;
    c->article5 = 0;
    for (size_t theatre = 0; theatre < ENT_MAX_THEATRES; theatre++)
        for (size_t f = 0; f < ENT_TILE; f++)
            c->us_here[theatre][f] = 1.0;
}

void ENT_ISA_NAME(ent_posture_of_year)(const ent_tile *t, posture_case *c)
{
    const ent_world *w = t->world;
    ENT_ISA_NAME(ent_posture_reference)(t, c);
    c->forces = &t->forces;
    c->eta = t->eta;
    c->reference = 0;
    c->year = t->year;
    c->posture = posture_level(w, t->year);
    c->moved = (1.0 - c->posture) * w->lever[ENT_L_US_FREED_TO_INDO_PACIFIC];
    c->extra_forward = w->lever[ENT_L_EUROPE_FORWARD_BRIGADES] *
                       posture_progress(w, t->year, w->lever[ENT_L_EUROPE_FORWARD_BY_YEAR]);
    c->guarantee = w->lever[ENT_L_GUARANTEE_FORCE_BRIGADES] *
                   posture_progress(w, t->year, w->lever[ENT_L_GUARANTEE_FORCE_BY_YEAR]);
    c->guarantors = 1;
    c->article5 = w->lever[ENT_L_GUARANTEE_ARTICLE5] > 0.5;
    for (int32_t theatre = 0; theatre < ENT_MAX_THEATRES; theatre++) {
        double *here = c->us_here[theatre];
        war_elsewhere(t, theatre, here);
        for (size_t f = 0; f < ENT_TILE; f++)
            here[f] = 1.0 - t->a[ENT_A_POSTURE_US_AWAY][f] * here[f];
    }
}

void ENT_ISA_NAME(ent_posture_on_days)(const ent_tile *t, size_t k, double first, double second,
                                       ent_balance *balance)
{
    posture_case c;
    ent_clocks clock[2];
    ENT_ISA_NAME(ent_posture_of_year)(t, &c);
    ENT_ISA_NAME(ent_posture_clocks)(t, first, second, clock);
    c.clock = clock;
    ENT_ISA_NAME(ent_posture_balance)(t, k, &c, balance);
}
