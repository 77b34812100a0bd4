#include "entente/fmath.h"
#include "model/kernels.h"
#include "model/shock.h"

/* Shell-equivalents a month, thousand, that an aid of EUR bn a month adds. */
static inline double fires_bought(double aid, double share, double eur_per_fire)
{
    return aid * share * 1e6 / eur_per_fire;
}

/* What a month of aid is worth at the front; a US euro carries more. */
static void worth_of_aid(const ent_tile *t, double *aid)
{
    const double other = t->world->war.aid_other;
    const double *unique = t->a[ENT_A_UKRAINE_US_UNIQUE];
    for (size_t f = 0; f < ENT_TILE; f++)
        aid[f] = unique[f] * t->aid_us[f] + t->aid_europe[f] + other;
}

/* Fires of Ukraine with an aid, and the logarithm of Russia's over them. */
static void log_fires_ratio(const ent_tile *t, const double *aid, double *restrict fires,
                            double *restrict ratio)
{
    const double *own = t->a[ENT_A_UKRAINE_UKR_FIRES_OWN];
    const double *share = t->a[ENT_A_UKRAINE_AID_TO_FIRES];
    const double *price = t->a[ENT_A_UKRAINE_EUR_PER_FIRE];
    const double *russian = t->a[ENT_A_UKRAINE_RUS_FIRES];
    for (size_t f = 0; f < ENT_TILE; f++)
        fires[f] = own[f] + fires_bought(aid[f], share[f], price[f]);
    for (size_t f = 0; f < ENT_TILE; f++)
        ratio[f] = ent_log_within(russian[f] / fires[f]);
}

void ENT_ISA_NAME(ent_ukraine_start)(ent_tile *t)
{
    const ent_war *war = &t->world->war;
    const double *usable = t->a[ENT_A_UKRAINE_USABLE];
    const double fighting = war->fighting ? 1.0 : 0.0;
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->fighting[f] = fighting;
        t->ended[f] = 0.0;
        t->peace_months[f] = 0.0;
        t->months_at_war[f] = 0.0;
        t->men_rus[f] = war->soldiers_rus;
        t->men_ukr[f] = war->soldiers_ukr;
        t->armour_rus[f] = war->armour_rus;
        t->armour_ukr[f] = war->armour_ukr;
        t->store[f] = war->store_rus * usable[f];
        t->area[f] = war->area_km2;
        t->gain[f] = war->gain_km2;
        t->level[f] = war->vbar_scale * t->a[ENT_A_UKRAINE_VBAR][f];
        t->aid_us[f] = war->aid_us;
        t->aid_europe[f] = war->aid_europe;
    }
    ent_row aid, fires;
    worth_of_aid(t, aid);
    log_fires_ratio(t, aid, fires, t->log_fires_start);
    ENT_ISA_NAME(ent_ukraine_year)(t);
}

void ENT_ISA_NAME(ent_ukraine_year)(ent_tile *t)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->war_start[f] = t->fighting[f];
        t->peace_years[f] = t->peace_months[f] / 12.0;
        t->men_rus_start[f] = t->men_rus[f];
        t->men_ukr_start[f] = t->men_ukr[f];
    }
}

/* Deliveries close on the level of the year with the delay of aid. */
static void advance_aid(ent_tile *t, double *aid)
{
    const ent_world *w = t->world;
    const double us = w->lever_year[ENT_L_AID_US][t->year] * w->war.aid_us;
    const double europe = w->lever_year[ENT_L_AID_EUROPE][t->year] * w->war.aid_europe;
    const double *delay = t->a[ENT_A_UKRAINE_AID_DELAY];
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->aid_us[f] += (us - t->aid_us[f]) / delay[f];
        t->aid_europe[f] += (europe - t->aid_europe[f]) / delay[f];
    }
    worth_of_aid(t, aid);
}

/* Drive from the aid of the month and the stocks before it; 1 at the start by construction. Leaves
   Ukraine's fires of the month. */
static void advance_drive(ent_tile *t, const double *aid, double *fires)
{
    const ent_war *war = &t->world->war;
    const double men = war->soldiers_rus / war->soldiers_ukr;
    const double armour = war->armour_rus / war->armour_ukr;
    const double *g1 = t->a[ENT_A_UKRAINE_G_FIRES];
    const double *g2 = t->a[ENT_A_UKRAINE_G_MEN];
    const double *g3 = t->a[ENT_A_UKRAINE_G_ARMOUR];
    log_fires_ratio(t, aid, fires, t->log_fires);
    for (size_t f = 0; f < ENT_TILE; f++) {
        t->log_fires[f] -= t->log_fires_start[f];
        t->log_men[f] = ent_log_within(t->men_rus[f] / t->men_ukr[f] / men);
    }
    ent_row drive;
    for (size_t f = 0; f < ENT_TILE; f++)
        drive[f] = ent_log_within(t->armour_rus[f] / t->armour_ukr[f] / armour);
    for (size_t f = 0; f < ENT_TILE; f++)
        t->drive[f] =
            ent_exp_within(g1[f] * t->log_fires[f] + g2[f] * t->log_men[f] + g3[f] * drive[f]);
}

/* The level of the gain wanders, whatever the forces do: a step every four months, none at the
   start. One slot serves sixteen months. */
static void advance_level(ent_tile *t, size_t month)
{
    const double *sd = t->a[ENT_A_UKRAINE_LEVEL_SD];
    const size_t step = month / 4;
    if (month % 16 == 0)
        shock_normal4(t, ENT_SHOCK_LEVEL, (uint32_t)(month / 16), t->level_shock);
    if (t->lead && step > 0 && step <= ENT_LEAD_STEPS)
        shock_path(t, ENT_LEAD_LEVEL, step - 1, t->level_shock[step % 4]);
    for (size_t f = 0; month > 0 && f < ENT_TILE; f++)
        t->level[f] += 2.0 * sd[f] * t->level_shock[step % 4][f]; /* four months */
}

/* The equation of the gain runs on in a ceasefire, but moves no ground. */
static void advance_front(ent_tile *t, size_t month)
{
    const double *worth = t->a[ENT_A_UKRAINE_DRIVE_KM2], *hold = t->a[ENT_A_UKRAINE_HOLD];
    const double *ar = t->a[ENT_A_UKRAINE_AR], *sd = t->a[ENT_A_UKRAINE_SD];
    const size_t part = month % 4; /* one slot serves four months */
    if (part == 0) {
        shock_normal4(t, ENT_SHOCK_GAIN, (uint32_t)(month / 4), t->gain_shock);
        advance_level(t, month);
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double level = t->level[f] + worth[f] * (t->drive[f] - 1.0) / (1.0 - hold[f]);
        t->gain[f] = level + ar[f] * (t->gain[f] - level) + sd[f] * t->gain_shock[part][f];
        t->area[f] = ent_max(t->area[f] + t->fighting[f] * t->gain[f], 0.0);
    }
}

/* What a month of war leaves; in peace nothing changes. */
static void take_in_war(const ent_tile *t, const double *left, double *restrict stock)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double after = left[f], before = stock[f];
        stock[f] = t->fighting[f] > 0.0 ? after : before;
    }
}

static void advance_men(ent_tile *t, const double *fires, double *restrict lost_rus,
                        double *restrict lost_ukr)
{
    const double *russian = t->a[ENT_A_UKRAINE_RUS_FIRES];
    const double *hit_rus = t->a[ENT_A_UKRAINE_C_FIRES_RUS];
    const double *hit_ukr = t->a[ENT_A_UKRAINE_C_FIRES_UKR];
    const double *per_km2 = t->a[ENT_A_UKRAINE_C_KM2], *back = t->a[ENT_A_UKRAINE_RETURN];
    const double *recruits_rus = t->a[ENT_A_UKRAINE_RUS_RECRUITS];
    const double *recruits_ukr = t->a[ENT_A_UKRAINE_UKR_RECRUITS];
    const double *deserters = t->a[ENT_A_UKRAINE_UKR_DESERTION];
    const double *least_rus = t->a[ENT_A_UKRAINE_RUS_SOLDIERS_LEAST];
    const double *most_rus = t->a[ENT_A_UKRAINE_RUS_SOLDIERS_MOST];
    const double *least_ukr = t->a[ENT_A_UKRAINE_UKR_SOLDIERS_LEAST];
    const double *most_ukr = t->a[ENT_A_UKRAINE_UKR_SOLDIERS_MOST];
    ent_row left_rus, left_ukr;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double forward = ent_max(t->gain[f], 0.0), backward = ent_max(-t->gain[f], 0.0);
        lost_rus[f] = hit_rus[f] * fires[f] + per_km2[f] * forward / 1000.0;
        lost_ukr[f] = hit_ukr[f] * russian[f] + per_km2[f] * backward / 1000.0;
        const double men_rus = t->men_rus[f] + recruits_rus[f] - lost_rus[f] * (1.0 - back[f]);
        const double men_ukr =
            t->men_ukr[f] + recruits_ukr[f] - deserters[f] - lost_ukr[f] * (1.0 - back[f]);
        left_rus[f] = ent_clip(men_rus, least_rus[f], most_rus[f]);
        left_ukr[f] = ent_clip(men_ukr, least_ukr[f], most_ukr[f]);
    }
    take_in_war(t, left_rus, t->men_rus);
    take_in_war(t, left_ukr, t->men_ukr);
}

/* Production, refurbishment and aid go on in a ceasefire; losses stop. */
static void advance_armour(ent_tile *t, const double *aid)
{
    const double *cap = t->a[ENT_A_UKRAINE_REFURB_CAP], *made = t->a[ENT_A_UKRAINE_NEW_TANKS];
    const double *loss = t->a[ENT_A_UKRAINE_LOSS_FRAC];
    const double *share = t->a[ENT_A_UKRAINE_AID_TO_ARMOUR];
    const double *price = t->a[ENT_A_UKRAINE_EUR_PER_ARMOUR]; /* EUR m */
    const double *own = t->a[ENT_A_UKRAINE_OWN_ARMOUR];
    const double *loss_ukr = t->a[ENT_A_UKRAINE_ARMOUR_LOSS];
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double refurbished = ent_min(cap[f], t->store[f]);
        const double lost = t->fighting[f] * loss[f];
        t->store[f] -= refurbished;
        t->armour_rus[f] += made[f] + refurbished - lost * t->armour_rus[f];
        t->armour_ukr[f] +=
            aid[f] * share[f] * 1000.0 / price[f] + own[f] - loss_ukr[f] * lost * t->armour_ukr[f];
    }
}

static void record(const ent_tile *t, size_t month)
{
    double *gain = ent_out(t, ENT_O_UKRAINE_GAIN, month);
    double *area = ent_out(t, ENT_O_UKRAINE_AREA, month);
    double *men_rus = ent_out(t, ENT_O_UKRAINE_SOLDIERS, 2 * month);
    double *men_ukr = ent_out(t, ENT_O_UKRAINE_SOLDIERS, 2 * month + 1);
    double *armour_rus = ent_out(t, ENT_O_UKRAINE_ARMOUR, 2 * month);
    double *armour_ukr = ent_out(t, ENT_O_UKRAINE_ARMOUR, 2 * month + 1);
    if (gain)
        row_copy(gain, t->gain);
    if (area)
        row_copy(area, t->area);
    if (men_rus) {
        row_copy(men_rus, t->men_rus);
        row_copy(men_ukr, t->men_ukr);
    }
    if (armour_rus) {
        row_copy(armour_rus, t->armour_rus);
        row_copy(armour_ukr, t->armour_ukr);
    }
}

static void record_casualties(const ent_tile *t, size_t month, const double *lost_rus,
                              const double *lost_ukr)
{
    double *rus = ent_out(t, ENT_O_UKRAINE_CASUALTIES, 2 * month);
    double *ukr = ent_out(t, ENT_O_UKRAINE_CASUALTIES, 2 * month + 1);
    if (!rus)
        return;
    row_in_war(t, lost_rus, rus);
    row_in_war(t, lost_ukr, ukr);
}

void ENT_ISA_NAME(ent_ukraine_month)(ent_tile *t, size_t month)
{
    ent_row aid, fires, lost_rus, lost_ukr;
    for (size_t f = 0; f < ENT_TILE; f++)
        t->months_at_war[f] += t->fighting[f];
    advance_aid(t, aid);
    advance_drive(t, aid, fires);
    advance_front(t, month);
    advance_men(t, fires, lost_rus, lost_ukr);
    advance_armour(t, aid);
    record(t, month);
    record_casualties(t, month, lost_rus, lost_ukr);
}
