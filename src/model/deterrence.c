#include "model/attack.h"
#include "model/kernels.h"
#include "model/posture.h"

/* Section 6: does a crisis break out, and is an attack worth it to the challenger? */

static const double FLOOR_BE = 1e-9; /* keeps the logarithm of nothing finite */
static const double CERTAIN = 1.0 - 1e-12;

static const size_t near_class = ENT_A_COMMITMENT_NATO_NEAR - ENT_A_COMMITMENT_US_NATO;

/* Logarithms of the defence, once per balance. */
typedef struct log_defence {
    ent_row quick[2], late[2];
} log_defence;

static void log_of(const double *restrict forces, double *restrict logs)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        logs[f] = ent_log_within(ent_max(forces[f], FLOOR_BE));
}

static void take_logs(const ent_balance *b, log_defence *l)
{
    for (size_t branch = 0; branch < 2; branch++) {
        log_of(b->quick[branch], l->quick[branch]);
        log_of(b->late[branch], l->late[branch]);
    }
}

/* Expected utility of an attack in one branch, from logarithms of the forces that seize and hold;
   `nuclear` scales the added cost. */
static void expected(const ent_tile *t, const double *seizing, const double *holding,
                     const double *log_quick, const double *log_late, const double *nuclear,
                     double *restrict value)
{
    const attack_stakes stakes = {t->a[ENT_A_DETERRENCE_CONTEST],
                                  t->a[ENT_A_DETERRENCE_FAIT_ACCOMPLI], t->a[ENT_A_DETERRENCE_COST],
                                  t->a[ENT_A_DETERRENCE_NUCLEAR]};
    const attack_forces forces = {seizing, holding, log_quick, log_late};
    attack_utility(&stakes, &forces, nuclear, value);
}

/* Nuclear risk by branch: the pivot's own, and what is left of it when the US stays out. */
static void nuclear_risk(const ent_tile *t, size_t k, const posture_case *c, ent_row *risk)
{
    const ent_world *w = t->world;
    const double *european = t->a[ENT_A_DETERRENCE_NUCLEAR_EUROPEAN];
    const bool guarantee = is_guarantee(w, k, c);
    const bool us_in = !guarantee || member_is(w, "USA");
    const bool european_in = guarantee && (member_is(w, "GBR") || member_is(w, "FRA"));
    const bool european_out = !guarantee && w->flashpoint[k].theatre == ENT_THEATRE_EUROPE;
    for (size_t f = 0; f < ENT_TILE; f++) {
        risk[1][f] = us_in ? 1.0 : european_in ? european[f] : 0.0;
        risk[0][f] = european_out ? european[f] * t->comes[0][near_class][f] : 0.0;
    }
}

/* EU in each branch, and over both. */
static void branches(const ent_tile *t, size_t k, const posture_case *c, const double *x,
                     const log_defence *l, double *out, double *in)
{
    ent_row risk[2], log_x, holding;
    nuclear_risk(t, k, c, risk);
    log_of(x, log_x);
    for (size_t f = 0; f < ENT_TILE; f++)
        holding[f] = t->log_holding[f] + log_x[f];
    expected(t, log_x, holding, l->quick[0], l->late[0], risk[0], out);
    expected(t, log_x, holding, l->quick[1], l->late[1], risk[1], in);
}

static void utility(const ent_tile *t, size_t k, const posture_case *c, const double *x,
                    const log_defence *l, double *value)
{
    const double *pivot = t->balance[k].pivot;
    ent_row in, out;
    branches(t, k, c, x, l, out, in);
    for (size_t f = 0; f < ENT_TILE; f++)
        value[f] = pivot[f] * in[f] + (1.0 - pivot[f]) * out[f];
}

/* Forces the challenger has for this place; `free` is missing for those tied nowhere. */
static void challenger(const ent_tile *t, size_t k, const ent_forces *forces, const double *free,
                       double *x)
{
    const ent_flashpoint *place = &t->world->flashpoint[k];
    const ent_row *ready = place->domain == ENT_LAND ? forces->land : forces->sea;
    const double *c = ready[place->challenger];
    const int tied = place->challenger == t->world->rus;
    for (size_t f = 0; f < ENT_TILE; f++)
        x[f] = place->challenger_share * c[f] * (tied ? free[f] : 1.0);
}

/* Share of Russia's forces not held in Ukraine, `rec` of the way back. */
static void released(const ent_tile *t, const double *rec, double *free)
{
    const double *tied = t->a[ENT_A_POSTURE_RUSSIA_TIED];
    for (size_t f = 0; f < ENT_TILE; f++)
        free[f] = 1.0 - tied[f] * (1.0 - rec[f]);
}

/* How far Russia's forces are back from Ukraine: 0 in war. */
static void reconstituted(const ent_tile *t, double *rec)
{
    const double *years = t->a[ENT_A_DETERRENCE_RECONSTITUTION];
    for (size_t f = 0; f < ENT_TILE; f++)
        rec[f] = ent_min(t->peace_years[f] / years[f], 1.0);
}

/* Structural variants: how utility becomes a chance (deterrence.form). */
typedef enum chance_form { FORM_LOGIT, FORM_PROBIT, FORM_THRESHOLD } chance_form;
static const double LOGIT_OF_NORMAL = 1.702; /* scale at which logit and probit lie closest */

static int has_variants(const ent_tile *t)
{
    int some = 0;
    for (size_t f = 0; f < ENT_TILE; f++)
        some |= t->a[ENT_A_DETERRENCE_FORM][f] > 0.5;
    return some;
}

static inline chance_form form_of(const ent_tile *t, size_t f)
{
    const double form = t->a[ENT_A_DETERRENCE_FORM][f];
    return form > 1.5 ? FORM_THRESHOLD : form > 0.5 ? FORM_PROBIT : FORM_LOGIT;
}

/* Chance that a crisis becomes an attack where `push` is lambda (EU - EU_ref). Threshold: the
   challenger attacks when the utility passes an indifference point, spread evenly as far as gives
   the logit's slope at the reference. */
static double variant_chance(chance_form form, double reference, double push)
{
    if (form == FORM_PROBIT)
        return ent_normal_cdf(ent_normal_quantile(reference) + push / LOGIT_OF_NORMAL);
    return ent_clip(reference + reference * (1.0 - reference) * push, 0.0, 1.0);
}

/* The push that brings that chance to `wanted`. */
static double variant_push(chance_form form, double reference, double wanted)
{
    if (form == FORM_PROBIT)
        return LOGIT_OF_NORMAL * (ent_normal_quantile(wanted) - ent_normal_quantile(reference));
    if (form == FORM_THRESHOLD)
        return (wanted - reference) / (reference * (1.0 - reference));
    return ent_log(wanted / (1.0 - wanted) * ((1.0 - reference) / reference));
}

/* The same as a multiple of the chance in the reference state. */
static void put_variants(const ent_tile *t, size_t k, const double *shift, double *rise)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        const chance_form form = form_of(t, f);
        const double reference = t->given_ref[k][f];
        const double push = t->a[ENT_A_DETERRENCE_LAMBDA][f] * shift[f];
        if (form != FORM_LOGIT && reference > 0.0 && reference < 1.0)
            rise[f] = variant_chance(form, reference, push) / reference;
    }
}

/* P(crisis) of the year: Russia's as long as it is at war in Ukraine has another value. */
static void crisis_now(const ent_tile *t, size_t k, double *crisis)
{
    const int at_war = t->world->flashpoint[k].challenger == t->world->rus;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double in_peace = t->crisis[0][k][f], in_war = t->crisis[1][k][f];
        crisis[f] = at_war && t->war_start[f] > 0.0 ? in_war : in_peace;
    }
}

/* P(crisis) P(attack | crisis) with war elsewhere, and its odds relative to 2021. */
static void chance(const ent_tile *t, size_t k, const double *shift, const double *elsewhere,
                   double *odds, double *attack)
{
    const double *lambda = t->a[ENT_A_DETERRENCE_LAMBDA];
    const double *contagion = t->a[ENT_A_DETERRENCE_CONTAGION];
    const double *reference = t->given_ref[k];
    ent_row rise, crisis; /* of P(attack | crisis), as a multiple */
    crisis_now(t, k, crisis);
    for (size_t f = 0; f < ENT_TILE; f++)
        rise[f] = ent_exp_within(ent_clip(lambda[f] * shift[f], -ATTACK_MOST, ATTACK_MOST));
    for (size_t f = 0; f < ENT_TILE; f++)
        rise[f] = rise[f] / (1.0 - reference[f] + reference[f] * rise[f]);
    if (has_variants(t))
        put_variants(t, k, shift, rise);
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double other_war = 1.0 + (contagion[f] - 1.0) * elsewhere[f];
        const double then = crisis[f] * reference[f]; /* in 2021, the challenger as much at war */
        const double alone = then * rise[f];
        odds[f] = rise[f] * (1.0 - then) / (1.0 - alone) * other_war;
        attack[f] = alone * other_war / (1.0 - alone + alone * other_war);
    }
}

/* Where the record of disputes of a place is known, what it says of a crisis: the chance that one
   of the pairs has one, the challenger at peace or at war with another state. */
static void start_crisis(ent_tile *t, size_t k)
{
    const ent_flashpoint *place = &t->world->flashpoint[k];
    const double *level = t->a[ENT_A_DETERRENCE_LEVEL];
    for (size_t at_war = 0; at_war < 2; at_war++) {
        double *crisis = t->crisis[at_war][k];
        for (size_t f = 0; f < ENT_TILE; f++)
            crisis[f] = 1.0;
        for (int32_t i = 0; i < place->n_pairs; i++)
            for (size_t f = 0; f < ENT_TILE; f++) {
                double b[ENT_CRISIS_TERMS], past[ENT_CRISIS_TERMS];
                for (size_t term = 0; term < ENT_CRISIS_TERMS; term++) {
                    b[term] = t->a[(size_t)ENT_A_DETERRENCE_CRISIS_LAND + term][f];
                    past[term] = place->past[i][term];
                }
                past[ENT_CRISIS_AT_WAR] = (double)at_war;
                crisis[f] *=
                    1.0 - ent_logistic(crisis_push(t->a[ENT_A_DETERRENCE_CRISIS][f], b, past));
            }
        for (size_t f = 0; f < ENT_TILE; f++)
            crisis[f] = place->n_pairs && level[f] < 0.5 ? 1.0 - crisis[f] : 1.0;
    }
}

/* P(attack | crisis) and P(attack) in the reference state: by the fit, or the base rate. */
static void start_level(ent_tile *t, size_t k)
{
    const ent_flashpoint *place = &t->world->flashpoint[k];
    const double *base = t->a[place->base], *level = t->a[ENT_A_DETERRENCE_LEVEL];
    double land = 0.0, rivals = 0.0;
    for (int32_t i = 0; i < place->n_pairs; i++) {
        land = ent_max(land, place->past[i][ENT_CRISIS_LAND]);
        rivals = ent_max(rivals, place->past[i][ENT_CRISIS_RIVALS]);
    }
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double constant = t->a[ENT_A_DETERRENCE_ATTACK][f] +
                                land * t->a[ENT_A_DETERRENCE_ATTACK_LAND][f] +
                                rivals * t->a[ENT_A_DETERRENCE_ATTACK_RIVALS][f];
        const double fitted =
            ent_logistic(attack_push(constant, t->a[ENT_A_DETERRENCE_LAMBDA][f],
                                     t->balance_ref[k][f], t->a[ENT_A_DETERRENCE_UTILITY_MEAN][f]));
        const bool known = place->n_pairs > 0 && level[f] < 0.5;
        t->given_ref[k][f] = known ? fitted : place->base_weight * base[f];
        t->base_rate[k][f] = t->crisis[0][k][f] * t->given_ref[k][f];
    }
}

static void start_reference(ent_tile *t)
{
    posture_case c;
    ENT_ISA_NAME(ent_posture_reference)(t, &c);
    ent_row free;
    for (size_t f = 0; f < ENT_TILE; f++)
        free[f] = 1.0 - t->a[ENT_A_POSTURE_RUSSIA_TIED_2021][f];
    for (size_t k = 0; k < (size_t)t->world->n_flashpoints; k++) {
        ent_balance *b = &t->balance[k];
        if (t->world->flashpoint[k].is_ukraine)
            continue; /* its reference is 2025 without guarantees */
        ENT_ISA_NAME(ent_posture_balance)(t, k, &c, b);
        ENT_ISA_NAME(ent_commitment_pivot)(t, k, &c, b->pivot);
        challenger(t, k, c.forces, free, b->challenger);
        log_defence l;
        take_logs(b, &l);
        utility(t, k, &c, b->challenger, &l, t->balance_ref[k]);
    }
    for (size_t k = 0; k < (size_t)t->world->n_flashpoints; k++) {
        start_crisis(t, k);
        start_level(t, k);
    }
}

static void start_records(ent_tile *t)
{
    static const ent_outcome_id events[] = {ENT_O_COMBAT_TAKEN, ENT_O_COMBAT_DAY, ENT_O_COMBAT_AREA,
                                            ENT_O_COMBAT_COUNTER};
    for (size_t k = 0; k < (size_t)t->world->n_flashpoints; k++) {
        for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
            double *out = ent_out(t, events[i], k);
            for (size_t f = 0; out && f < ENT_TILE; f++)
                out[f] = ENT_MISSING;
        }
        double *attacked = ent_out(t, ENT_O_COMBAT_ATTACKED, k);
        for (size_t f = 0; attacked && f < ENT_TILE; f++)
            attacked[f] = 0.0;
        for (size_t side = 0; side < 2; side++) {
            double *losses = ent_out(t, ENT_O_COMBAT_LOSSES, 2 * k + side);
            double *people = ent_out(t, ENT_O_COMBAT_PEOPLE, 2 * k + side);
            for (size_t f = 0; losses && f < ENT_TILE; f++)
                losses[f] = ENT_MISSING;
            for (size_t f = 0; people && f < ENT_TILE; f++)
                people[f] = ENT_MISSING;
        }
    }
}

void ENT_ISA_NAME(ent_deterrence_start)(ent_tile *t)
{
    const ent_world *w = t->world;
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++) {
        for (size_t f = 0; f < ENT_TILE; f++) {
            t->attack_now[k][f] = 0.0;
            t->quiet_until[k][f] = 0.0;
            t->balance_ref[k][f] = 0.0;
        }
    }
    for (size_t theatre = 0; theatre < ENT_MAX_THEATRES; theatre++)
        for (size_t f = 0; f < ENT_TILE; f++)
            t->attacked_before[theatre][f] = t->tied_before[theatre][f] = 0.0;
    for (size_t f = 0; f < ENT_TILE; f++)
        t->renewal_year[f] = t->renewal_5y[f] = 0.0;
    log_of(t->a[ENT_A_DETERRENCE_HOLDING], t->log_holding);
    start_records(t);
    start_reference(t);
}

/* Ukraine's reference: the first year, Russia half back, no guarantee of any kind. */
static void ukraine_reference(ent_tile *t, size_t k, const posture_case *now)
{
    posture_case c = *now;
    c.guarantee = 0.0;
    c.guarantors = 0;
    c.article5 = 0;
    ent_balance *b = &t->balance[k];
    log_defence l;
    ent_row rec, free, x;
    row_copy(rec, t->a[ENT_A_DETERRENCE_RETURN_REPORTED]);
    released(t, rec, free);
    challenger(t, k, c.forces, free, x);
    ENT_ISA_NAME(ent_posture_balance)(t, k, &c, b);
    ENT_ISA_NAME(ent_commitment_pivot)(t, k, &c, b->pivot);
    take_logs(b, &l);
    utility(t, k, &c, x, &l, t->balance_ref[k]);
    ENT_ISA_NAME(ent_posture_balance)(t, k, now, b);
}

static void ukraine_year(ent_tile *t, size_t k, const posture_case *c, const double *elsewhere)
{
    ent_balance *b = &t->balance[k];
    log_defence l;
    ent_row rec, free, x, value, odds, half;
    if (t->year == 0)
        ukraine_reference(t, k, c);
    ENT_ISA_NAME(ent_commitment_pivot)(t, k, c, b->pivot);
    row_copy(rec, t->a[ENT_A_DETERRENCE_RETURN_REPORTED]);
    released(t, rec, free);
    challenger(t, k, c->forces, free, b->challenger);
    take_logs(b, &l);
    utility(t, k, c, b->challenger, &l, value);
    for (size_t f = 0; f < ENT_TILE; f++)
        value[f] -= t->balance_ref[k][f];
    chance(t, k, value, elsewhere, odds, half);
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double none = 1.0 - half[f], square = none * none;
        t->renewal_5y[f] = 1.0 - square * square * none;
    }
    reconstituted(t, rec);
    for (size_t f = 0; f < ENT_TILE; f++)
        rec[f] = ent_max(rec[f], t->a[ENT_A_DETERRENCE_RETURN_LEAST][f]);
    released(t, rec, free);
    challenger(t, k, c->forces, free, x);
    utility(t, k, c, x, &l, value);
    for (size_t f = 0; f < ENT_TILE; f++)
        b->shift[f] = value[f] - t->balance_ref[k][f];
    chance(t, k, b->shift, elsewhere, b->odds, b->attack);
    row_copy(t->renewal_year, b->attack);
}

/* `free` is the share of Russia's forces not held in Ukraine. */
static void flashpoint_year(ent_tile *t, size_t k, const posture_case *c, const double *elsewhere,
                            const double *free)
{
    ent_balance *b = &t->balance[k];
    log_defence l;
    ent_row value;
    challenger(t, k, c->forces, free, b->challenger);
    /* A draw for the whole future, unless the signal of the US can change. */
    if (t->year == 0 || t->world->lever[ENT_L_US_SIGNAL_CHANGES] > 0.5)
        ENT_ISA_NAME(ent_commitment_pivot)(t, k, c, b->pivot);
    take_logs(b, &l);
    utility(t, k, c, b->challenger, &l, value);
    for (size_t f = 0; f < ENT_TILE; f++)
        b->shift[f] = value[f] - t->balance_ref[k][f];
    chance(t, k, b->shift, elsewhere, b->odds, b->attack);
}

static void record_flashpoint(const ent_tile *t, size_t k, const posture_case *c)
{
    const ent_world *w = t->world;
    const ent_balance *b = &t->balance[k];
    const size_t at = (size_t)t->year * (size_t)w->n_flashpoints + k;
    double *odds = ent_out(t, ENT_O_DETERRENCE_ODDS_RATIO, at);
    double *attack = ent_out(t, ENT_O_DETERRENCE_ATTACK, at);
    double *x = ent_out(t, ENT_O_DETERRENCE_CHALLENGER, at);
    if (odds)
        row_copy(odds, b->odds);
    if (attack)
        row_copy(attack, b->attack);
    if (x)
        row_copy(x, b->challenger);
    double *q = ent_out(t, ENT_O_COMMITMENT_Q_US, k);
    if (q && t->year == 0) {
        const int us = !is_guarantee(w, k, c) || w->member[w->usa];
        for (size_t f = 0; f < ENT_TILE; f++)
            q[f] = us ? b->pivot[f] : 0.0;
    }
}

void ENT_ISA_NAME(ent_deterrence_year)(ent_tile *t)
{
    const ent_world *w = t->world;
    posture_case c;
    ent_row rec, free, elsewhere[ENT_MAX_THEATRES];
    ENT_ISA_NAME(ent_posture_of_year)(t, &c);
    reconstituted(t, rec);
    released(t, rec, free);
    for (int32_t theatre = 0; theatre < ENT_MAX_THEATRES; theatre++)
        war_elsewhere(t, theatre, elsewhere[theatre]);
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++) {
        const double *there = elsewhere[w->flashpoint[k].theatre];
        if (w->flashpoint[k].is_ukraine)
            ukraine_year(t, k, &c, there);
        else
            flashpoint_year(t, k, &c, there, free);
        record_flashpoint(t, k, &c);
    }
    double *renewal = ent_out(t, ENT_O_DETERRENCE_RENEWAL, (size_t)t->year);
    double *renewal_5y = ent_out(t, ENT_O_DETERRENCE_RENEWAL_5Y, (size_t)t->year);
    if (renewal)
        row_copy(renewal, t->renewal_year);
    if (renewal_5y)
        row_copy(renewal_5y, t->renewal_5y);
}

void ENT_ISA_NAME(ent_deterrence_end)(ent_tile *t)
{
    double *autonomy = ent_out(t, ENT_O_POSTURE_AUTONOMY_YEAR, 0);
    const double last = (double)(t->world->first_year + t->world->n_years - 1);
    for (size_t f = 0; autonomy && f < ENT_TILE; f++)
        autonomy[f] = t->short_since[f] > last ? ENT_MISSING : t->short_since[f];
}

/* EU of the year in both branches, as section 6 left the balance. */
static void branches_now(const ent_tile *t, size_t k, double *out, double *in)
{
    posture_case c;
    log_defence l;
    ENT_ISA_NAME(ent_posture_of_year)(t, &c);
    take_logs(&t->balance[k], &l);
    branches(t, k, &c, t->balance[k].challenger, &l, out, in);
}

void ENT_ISA_NAME(ent_deterrence_at)(const ent_tile *t, size_t k, double q, double *odds,
                                     double *attack)
{
    ent_row out, in, shift, elsewhere;
    branches_now(t, k, out, in);
    for (size_t f = 0; f < ENT_TILE; f++)
        shift[f] = q * in[f] + (1.0 - q) * out[f] - t->balance_ref[k][f];
    war_elsewhere(t, t->world->flashpoint[k].theatre, elsewhere);
    chance(t, k, shift, elsewhere, odds, attack);
}

void ENT_ISA_NAME(ent_deterrence_threshold)(const ent_tile *t, size_t k, double level, double *q)
{
    const double *lambda = t->a[ENT_A_DETERRENCE_LAMBDA];
    const double *contagion = t->a[ENT_A_DETERRENCE_CONTAGION];
    ent_row out, in, elsewhere;
    branches_now(t, k, out, in);
    war_elsewhere(t, t->world->flashpoint[k].theatre, elsewhere);
    ent_row crisis;
    crisis_now(t, k, crisis);
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double other_war = 1.0 + (contagion[f] - 1.0) * elsewhere[f];
        const double base = crisis[f] * t->given_ref[k][f];
        const double wanted = level * base / (1.0 - base) / other_war; /* odds without it */
        const double given = ent_min(wanted / (1.0 + wanted) / crisis[f], CERTAIN);
        const double push = variant_push(form_of(t, f), t->given_ref[k][f], given);
        const double rise = push / lambda[f] + t->balance_ref[k][f] - out[f];
        const double effect = in[f] - out[f];
        q[f] = __builtin_fabs(effect) > 0.0 ? rise / effect : ENT_MISSING;
    }
}
