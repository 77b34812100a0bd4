#include "model/kernels.h"
#include "model/posture.h"

/* Section 6: is an attack worth it to the challenger, relative to 2021? */

static const double MOST = 600.0;    /* of an exponent: beyond it an odds ratio is certainty */
static const double FLOOR_BE = 1e-9; /* keeps the logarithm of nothing finite */

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

/* Probability of winning a contest, from logarithms: x^m / (x^m + y^m). */
static void contest(const double *m, const double *log_x, const double *log_y, double *restrict won)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        won[f] = ent_clip(m[f] * (log_y[f] - log_x[f]), -MOST, MOST);
    row_exp(won);
    for (size_t f = 0; f < ENT_TILE; f++)
        won[f] = 1.0 / (1.0 + won[f]);
}

/* Expected utility of an attack in one branch; `nuclear` scales the added cost. */
static void expected(const ent_tile *t, const double *log_x, const double *log_quick,
                     const double *log_late, const double *nuclear, double *restrict value)
{
    const double *m = t->a[ENT_A_DETERRENCE_CONTEST], *w = t->a[ENT_A_DETERRENCE_FAIT_ACCOMPLI];
    const double *cost = t->a[ENT_A_DETERRENCE_COST], *nu = t->a[ENT_A_DETERRENCE_NUCLEAR];
    ent_row seize, hold, holding;
    log_of(t->a[ENT_A_DETERRENCE_HOLDING], holding);
    for (size_t f = 0; f < ENT_TILE; f++)
        holding[f] += log_x[f];
    contest(m, log_x, log_quick, seize);
    contest(m, holding, log_late, hold);
    for (size_t f = 0; f < ENT_TILE; f++)
        value[f] = seize[f] * (w[f] + (1.0 - w[f]) * hold[f]) - cost[f] - nu[f] * nuclear[f];
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
    ent_row risk[2], log_x;
    nuclear_risk(t, k, c, risk);
    log_of(x, log_x);
    expected(t, log_x, l->quick[0], l->late[0], risk[0], out);
    expected(t, log_x, l->quick[1], l->late[1], risk[1], in);
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
    double most = 0.0;
    for (size_t f = 0; f < ENT_TILE; f++)
        most = ent_max(most, t->a[ENT_A_DETERRENCE_FORM][f]);
    return most > 0.5;
}

static inline chance_form form_of(const ent_tile *t, size_t f)
{
    const double form = t->a[ENT_A_DETERRENCE_FORM][f];
    return form > 1.5 ? FORM_THRESHOLD : form > 0.5 ? FORM_PROBIT : FORM_LOGIT;
}

/* Chance of attack where `push` is lambda (EU - EU_ref) + ln OR. Threshold: the challenger attacks
   when the utility passes an indifference point, spread evenly as far as gives the logit's slope
   at the base rate. */
static double variant_chance(chance_form form, double base, double push)
{
    if (form == FORM_PROBIT)
        return ent_normal_cdf(ent_normal_quantile(base) + push / LOGIT_OF_NORMAL);
    return ent_clip(base + base * (1.0 - base) * push, 0.0, 1.0);
}

/* The push that brings the odds to `level` times those of the base rate. */
static double variant_push(chance_form form, double base, double level)
{
    const double wanted = level * base / (1.0 - base + level * base);
    if (form == FORM_PROBIT)
        return LOGIT_OF_NORMAL * (ent_normal_quantile(wanted) - ent_normal_quantile(base));
    if (form == FORM_THRESHOLD)
        return (wanted - base) / (base * (1.0 - base));
    return ent_log(level);
}

static void put_variants(const ent_tile *t, size_t k, const double *shift, const double *elsewhere,
                         double *odds, double *attack)
{
    for (size_t f = 0; f < ENT_TILE; f++) {
        const chance_form form = form_of(t, f);
        const double base = t->base_rate[k][f];
        const double ratio = elsewhere[f] > 0.0 ? t->a[ENT_A_DETERRENCE_CONTAGION][f] : 1.0;
        const double push = t->a[ENT_A_DETERRENCE_LAMBDA][f] * shift[f] + ent_log(ratio);
        if (form == FORM_LOGIT || !(base > 0.0 && base < 1.0))
            continue;
        attack[f] = variant_chance(form, base, push);
        odds[f] = attack[f] * (1.0 - base) / ((1.0 - attack[f]) * base);
    }
}

/* The odds relative to 2021, and the chance they make of the base rate. */
static void chance(const ent_tile *t, size_t k, const double *shift, const double *elsewhere,
                   double *odds, double *attack)
{
    const double *lambda = t->a[ENT_A_DETERRENCE_LAMBDA];
    const double *contagion = t->a[ENT_A_DETERRENCE_CONTAGION];
    const double *base = t->base_rate[k], most = 600.0;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double other_war = elsewhere[f] > 0.0 ? contagion[f] : 1.0;
        odds[f] = ent_exp(ent_clip(lambda[f] * shift[f], -most, most)) * other_war;
    }
    for (size_t f = 0; f < ENT_TILE; f++)
        attack[f] = base[f] * odds[f] / (1.0 - base[f] + base[f] * odds[f]);
    if (has_variants(t))
        put_variants(t, k, shift, elsewhere, odds, attack);
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
        const double *base = t->a[w->flashpoint[k].base];
        for (size_t f = 0; f < ENT_TILE; f++) {
            t->base_rate[k][f] = w->flashpoint[k].base_weight * base[f];
            t->attack_now[k][f] = 0.0;
            t->quiet_until[k][f] = 0.0;
            t->balance_ref[k][f] = 0.0;
        }
    }
    for (size_t theatre = 0; theatre < ENT_MAX_THEATRES; theatre++)
        for (size_t f = 0; f < ENT_TILE; f++)
            t->attacked_before[theatre][f] = 0.0;
    for (size_t f = 0; f < ENT_TILE; f++)
        t->renewal_year[f] = t->renewal_5y[f] = 0.0;
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

static void flashpoint_year(ent_tile *t, size_t k, const posture_case *c, const double *elsewhere)
{
    ent_balance *b = &t->balance[k];
    log_defence l;
    ent_row rec, free, value;
    reconstituted(t, rec);
    released(t, rec, free);
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
    ENT_ISA_NAME(ent_posture_of_year)(t, &c);
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++) {
        ent_row elsewhere;
        war_elsewhere(t, w->flashpoint[k].theatre, elsewhere);
        if (w->flashpoint[k].is_ukraine)
            ukraine_year(t, k, &c, elsewhere);
        else
            flashpoint_year(t, k, &c, elsewhere);
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
    for (size_t f = 0; f < ENT_TILE; f++) {
        const double other_war = ent_log(elsewhere[f] > 0.0 ? contagion[f] : 1.0);
        const double push = variant_push(form_of(t, f), t->base_rate[k][f], level) - other_war;
        const double rise = push / lambda[f] + t->balance_ref[k][f] - out[f];
        const double effect = in[f] - out[f];
        q[f] = __builtin_fabs(effect) > 0.0 ? rise / effect : ENT_MISSING;
    }
}
