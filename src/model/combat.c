#include "model/combat.h"

#include "entente/fmath.h"
#include "model/kernels.h"
#include "model/posture.h"
#include "model/shock.h"

/* The attrition rate adapts between these: a battle neither stops nor ends in a day. */
static const double LEAST_RATE = 0.002, MOST_RATE = 0.5;

/* What moves from day to day. */
typedef struct front {
    double attacker, defender, pace, rate; /* A, D, W, g */
    double attacker_share, defender_share; /* lost today, of what stood */
} front;

double ENT_ISA_NAME(ent_combat_fed)(const shell_supply *side)
{
    const double daily = side->output * 1000.0 * 12.0 / 365.25;
    const double full = side->strength * side->rounds;
    return full > daily ? daily / full : 1.0;
}

double ENT_ISA_NAME(ent_combat_drain)(const shell_supply *side)
{
    return (1.0 - ENT_ISA_NAME(ent_combat_fed)(side)) / side->stock;
}

/* Whether a stock is gone when a day begins. */
static bool is_dry(double drain, int day)
{
    return drain * (double)day >= 1.0;
}

/* A day of fighting; losses are returned, not yet taken off. A defender without stock holds as much
   of the front as the shells of the day allow. */
static void fight(const land_battle *b, front *s, land_result *r, int day)
{
    const double al = s->rate * (1.0 - s->pace / b->wmax);
    const double mixed = __builtin_sqrt(s->attacker * s->defender);
    const double engaged = b->law > 0.5 ? mixed : s->attacker;
    const double loss_a = ent_min(s->attacker, al * engaged);
    const double loss_d = ent_min(s->defender, al * engaged / b->rho);
    s->attacker_share = loss_a / s->attacker;
    s->defender_share = s->defender > 0.0 ? loss_d / s->defender : 0.0;
    const double firing = is_dry(b->defender_drain, day) ? b->defender_fed : 1.0;
    const double holding = firing * s->defender;
    const double cover = ent_min(1.0, b->km_per_be * holding / b->width_km);
    const double edge = holding > 0.0 ? ent_clip(s->attacker / holding - 1.0, 0.0, 1.0) : 1.0;
    const double step = cover * s->pace + (1.0 - cover) * b->v_free * edge;
    if (!r->taken && r->depth_km + step >= b->depth_km) {
        r->taken = 1;
        r->day = (double)day + (b->depth_km - r->depth_km) / step;
    }
    r->depth_km += step;
    r->attacker_loss += loss_a;
    r->defender_loss += loss_d;
    s->attacker -= loss_a;
    s->defender -= loss_d;
}

static void reinforce(const land_battle *b, front *s, int day)
{
    const double d = (double)day;
    s->attacker += d < b->attacker_days ? b->attacker_daily : 0.0;
    s->defender += d < b->defender_days[0]   ? b->defender_daily[0]
                   : d < b->defender_days[1] ? b->defender_daily[1]
                                             : 0.0;
}

/* The defender gives ground above its threshold, the attacker aims at its own. */
static void adapt(const land_battle *b, front *s)
{
    const double ad = s->defender_share;
    const double pushed =
        s->pace + (b->wmax - s->pace) / (1.0 - b->adt) * (ent_min(ad, 1.0) - b->adt);
    s->pace = ad <= b->adt ? 0.0 : ent_min(b->wmax, pushed);
    const double aim = s->rate - (b->aat - s->rate) / b->aat * (s->attacker_share - b->aat);
    s->rate = ent_clip(aim, LEAST_RATE, MOST_RATE);
}

void ENT_ISA_NAME(ent_combat_land)(const land_battle *b, land_result *r)
{
    front s = {b->attacker, b->defender, 0.0, b->first_rate, 0.0, 0.0};
    *r = (land_result){.day = ENT_MISSING};
    const double exhausted = (1.0 - b->culmination) * b->attacker;
    for (int day = 0; day < b->days; day++) {
        s.attacker_share = s.defender_share = 0.0;
        if (s.attacker > exhausted && !is_dry(b->attacker_drain, day) && !r->taken)
            fight(b, &s, r, day);
        reinforce(b, &s, day);
        adapt(b, &s);
    }
    r->attacker = s.attacker;
    r->defender = s.defender;
    r->counter = s.defender >= b->counter_ratio * s.attacker;
}

void ENT_ISA_NAME(ent_combat_sea)(const sea_battle *b, sea_result *r)
{
    const double uneven = __builtin_sqrt(b->exchange);
    const double exhausted = (1.0 - b->culmination) * b->attacker;
    double x = b->attacker, v = b->defender, held = 0.0;
    *r = (sea_result){.day = ENT_MISSING};
    for (int day = 0; day < b->days && x > exhausted && !r->taken; day++) {
        const double loss = b->rate * __builtin_sqrt(x * v);
        x = ent_max(x - loss * uneven, 0.0);
        v = ent_max(v - loss / uneven, 0.0);
        held = x > b->ratio * v ? held + 1.0 : 0.0;
        r->taken = held >= b->hold;
        r->day = r->taken ? (double)(day + 1) : ENT_MISSING;
    }
    r->attacker = x;
    r->defender = v;
    r->attacker_loss = b->attacker - x;
    r->defender_loss = b->defender - v;
}

/* What one battle did, whatever the domain. */
typedef struct outcome {
    double taken, day, area, counter, attacker_loss, defender_loss;
} outcome;

/* Shells of both sides, where Russia attacks; elsewhere no stocks are published. */
static void supply(const ent_tile *t, size_t k, size_t f, double defender, land_battle *b)
{
    const bool known = t->world->flashpoint[k].challenger == t->world->rus;
    if (!known || t->a[ENT_A_COMBAT_AMMUNITION][f] < 0.5)
        return;
    const double rounds = t->a[ENT_A_COMBAT_ROUNDS_PER_BE][f];
    const shell_supply attacker = {b->attacker, rounds, t->a[ENT_A_UKRAINE_RUS_FIRES][f],
                                   t->a[ENT_A_COMBAT_STOCK_ATTACKER][f]};
    const shell_supply host = {defender, rounds, t->a[ENT_A_COMBAT_SHELLS_EUROPE][f],
                               t->a[ENT_A_COMBAT_STOCK_DEFENDER][f]};
    b->attacker_drain = ENT_ISA_NAME(ent_combat_drain)(&attacker);
    b->defender_drain = ENT_ISA_NAME(ent_combat_drain)(&host);
    b->defender_fed = ENT_ISA_NAME(ent_combat_fed)(&host);
}

static void fight_on_land(const ent_tile *t, size_t k, size_t f, size_t branch, outcome *o)
{
    const ent_flashpoint *place = &t->world->flashpoint[k];
    const ent_balance *v = &t->balance[k];
    const double x = v->challenger[f], quick = v->quick[branch][f];
    const double month = v->month[branch][f], late = v->late[branch][f];
    const double echelon_days = t->a[ENT_A_COMBAT_ECHELON_DAYS][f];
    land_battle b = {
        .attacker = x,
        .defender = quick,
        .attacker_daily = t->a[ENT_A_COMBAT_SECOND_ECHELON][f] * x / echelon_days,
        .attacker_days = echelon_days,
        .defender_daily = {ent_max(month - quick, 0.0) / POSTURE_MONTH_DAY,
                           ent_max(late - month, 0.0) / (POSTURE_LATE_DAY - POSTURE_MONTH_DAY)},
        .defender_days = {POSTURE_MONTH_DAY, POSTURE_LATE_DAY},
        .width_km = place->front_width_km,
        .depth_km = place->depth_km,
        .rho = t->a[ENT_A_COMBAT_RHO][f],
        .adt = t->a[ENT_A_COMBAT_ADT][f],
        .aat = t->a[ENT_A_COMBAT_AAT][f],
        .wmax = t->a[ENT_A_COMBAT_WMAX][f],
        .km_per_be = t->a[ENT_A_COMBAT_KM_PER_BE][f],
        .v_free = t->a[ENT_A_COMBAT_V_FREE][f],
        .culmination = t->a[ENT_A_COMBAT_CULMINATION][f],
        .counter_ratio = t->a[ENT_A_COMBAT_COUNTER_RATIO][f],
        .law = t->a[ENT_A_COMBAT_LAW][f],
        .first_rate = t->a[ENT_A_COMBAT_FIRST_RATE][f],
        .days = battle_days(t->a[ENT_A_COMBAT_LAND_DAYS][f]),
    };
    land_result r;
    supply(t, k, f, month, &b);
    ENT_ISA_NAME(ent_combat_land)(&b, &r);
    o->taken = (double)r.taken;
    o->day = r.day;
    o->area = ent_min(r.depth_km, place->depth_km) * place->front_width_km;
    o->counter = (double)r.counter;
    o->attacker_loss = r.attacker_loss;
    o->defender_loss = r.defender_loss;
}

static void fight_at_sea(const ent_tile *t, size_t k, size_t f, size_t branch, outcome *o)
{
    const ent_balance *v = &t->balance[k];
    const sea_battle b = {.attacker = t->a[ENT_A_DETERRENCE_HOLDING][f] * v->challenger[f],
                          .defender = v->month[branch][f],
                          .rate = t->a[ENT_A_COMBAT_SEA_RATE][f],
                          .exchange = t->a[ENT_A_COMBAT_SEA_EXCHANGE][f],
                          .ratio = t->a[ENT_A_COMBAT_SEA_RATIO][f],
                          .hold = t->a[ENT_A_COMBAT_SEA_HOLD][f],
                          .culmination = t->a[ENT_A_COMBAT_CULMINATION][f],
                          .days = battle_days(t->a[ENT_A_COMBAT_SEA_DAYS][f])};
    sea_result r;
    ENT_ISA_NAME(ent_combat_sea)(&b, &r);
    o->taken = (double)r.taken;
    o->day = r.day;
    o->area = o->counter = ENT_MISSING;
    o->attacker_loss = r.attacker_loss;
    o->defender_loss = r.defender_loss;
}

static void put(const ent_tile *t, ent_outcome_id id, size_t index, size_t f, double value)
{
    double *out = ent_out(t, id, index);
    if (out)
        out[f] = value;
}

/* The first attack of a future is the one on record. */
static void record_battle(const ent_tile *t, size_t k, size_t f, const outcome *o)
{
    put(t, ENT_O_COMBAT_ATTACKED, k, f, 1.0);
    if (t->quiet_until[k][f] > 0.0)
        return;
    put(t, ENT_O_COMBAT_TAKEN, k, f, o->taken);
    put(t, ENT_O_COMBAT_DAY, k, f, o->day);
    put(t, ENT_O_COMBAT_AREA, k, f, o->area);
    put(t, ENT_O_COMBAT_COUNTER, k, f, o->counter);
    put(t, ENT_O_COMBAT_LOSSES, 2 * k, f, o->attacker_loss);
    put(t, ENT_O_COMBAT_LOSSES, 2 * k + 1, f, o->defender_loss);
    const ent_assumption_id share = t->world->flashpoint[k].domain == ENT_LAND
                                        ? ENT_A_COMBAT_PEOPLE_LAND
                                        : ENT_A_COMBAT_PEOPLE_SEA;
    const double thousand = t->a[ENT_A_CAPABILITY_SOLDIERS_PER_BE][f] / 1000.0;
    const double people = thousand * t->a[share][f];
    put(t, ENT_O_COMBAT_PEOPLE, 2 * k, f, people * o->attacker_loss);
    put(t, ENT_O_COMBAT_PEOPLE, 2 * k + 1, f, people * o->defender_loss);
}

/* Losses stay with the challenger and its victims in the years after. */
static void carry_losses(ent_tile *t, size_t k, size_t f, double attacker_loss)
{
    const ent_flashpoint *place = &t->world->flashpoint[k];
    const int32_t c = place->challenger;
    const double most = t->a[ENT_A_COMBAT_LOSS_MOST][f];
    const double ready = place->domain == ENT_LAND ? t->forces.land[c][f] : t->forces.sea[c][f];
    const double lost = ready > 0.0 ? ent_min(attacker_loss / ready, most) : 0.0;
    t->stock[c][f] *= 1.0 - lost;
    t->soldiers[c][f] *= 1.0 - t->a[ENT_A_COMBAT_SOLDIERS_LOST][f] * lost;
    for (int32_t i = 0; i < place->n_hosts; i++) {
        t->stock[place->hosts[i]][f] *= t->a[ENT_A_COMBAT_HOST_EQUIPMENT][f];
        t->soldiers[place->hosts[i]][f] *= t->a[ENT_A_COMBAT_HOST_SOLDIERS][f];
    }
}

static void attack(ent_tile *t, size_t k, size_t f, double u)
{
    const size_t branch = u < t->balance[k].pivot[f];
    outcome o;
    if (t->world->flashpoint[k].domain == ENT_LAND)
        fight_on_land(t, k, f, branch, &o);
    else
        fight_at_sea(t, k, f, branch, &o);
    record_battle(t, k, f, &o);
    carry_losses(t, k, f, o.attacker_loss);
    t->quiet_until[k][f] = (double)(t->year + 1) + t->a[ENT_A_COMBAT_QUIET_YEARS][f];
}

/* Who is attacked this year; Ukraine's renewal is drawn month by month in section 9. */
static void draw_attacks(ent_tile *t, size_t k, double *branch_draw)
{
    const double forced = is_forced(t->world, k, t->year) ? 1.0 : 0.0;
    shock_words words;
    ent_row u;
    shock_draw(t, ENT_SHOCK_ATTACK, (uint32_t)(k / 2 * ENT_MAX_YEARS + (size_t)t->year), &words);
    shock_uniform_word(t, &words, k % 2 * 2, u);
    shock_uniform_word(t, &words, k % 2 * 2 + 1, branch_draw);
    const double now = (double)t->year;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double drawn =
            u[f] < t->balance[k].attack[f] && now >= t->quiet_until[k][f] ? 1.0 : 0.0;
        t->attack_now[k][f] = ent_max(drawn, forced);
    }
}

void ENT_ISA_NAME(ent_combat_year)(ent_tile *t)
{
    const ent_world *w = t->world;
    for (size_t theatre = 0; theatre < ENT_MAX_THEATRES; theatre++)
        for (size_t f = 0; f < ENT_TILE; f++)
            t->attacked_before[theatre][f] = t->tied_before[theatre][f] = 0.0;
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++) {
        if (w->flashpoint[k].is_ukraine)
            continue;
        ent_row u;
        draw_attacks(t, k, u);
        const double size = war_size(w, k);
        double *before = t->attacked_before[w->flashpoint[k].theatre];
        double *tied = t->tied_before[w->flashpoint[k].theatre];
        for (size_t f = 0; f < ENT_TILE; f++) {
            if (!(t->attack_now[k][f] > 0.0))
                continue;
            before[f] = 1.0;
            if (u[f] < t->balance[k].pivot[f])
                tied[f] = ent_max(tied[f], size);
            attack(t, k, f, u[f]);
        }
    }
}
