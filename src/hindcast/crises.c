#include "hindcast/crises.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/by_value.h"
#include "entente/csv.h"
#include "entente/text.h"
#include "hindcast/logit.h"

static const double RIDGE = 0.01;
static const uint64_t SEED = 3;
static const size_t LAND = ENT_CRISIS_LAND, RIVALS = ENT_CRISIS_RIVALS;
enum { ATTACK_COLUMNS = 4 }; /* utility, one, land, rivals */

/* --- values of the register --- */

static ent_status central(const ent_register *reg, const char *key, double *value, ent_error *err)
{
    const ent_assumption *row = ent_register_assumption(reg, key);
    if (!row)
        return ent_fail(err, ENT_E_KEY, "assumptions.csv has no row '%s'", key);
    *value = row->central;
    return ENT_OK;
}

/* The record of alliances in the middle of its draws, as section 5 reads it. */
static ent_status record_honoured(const ent_register *reg, double *honoured, ent_error *err)
{
    static const char *const keys[] = {"commitment.record_postwar", "commitment.record_pacts",
                                       "commitment.record_update", "commitment.record_leeds"};
    enum { N = sizeof keys / sizeof keys[0] };
    double drawn = 0.0, share = 0.0, logit[N];
    ENT_TRY(central(reg, "commitment.record", &drawn, err));
    for (size_t i = 0; i < N; i++) {
        ENT_TRY(central(reg, keys[i], &share, err));
        logit[i] = log(share / (1.0 - share));
    }
    const size_t low = drawn < N - 1 ? (size_t)drawn : N - 2;
    const double part = drawn - (double)low;
    *honoured = ent_logistic(logit[low] + part * (logit[low + 1] - logit[low]));
    return ENT_OK;
}

ent_status crisis_stakes_read(const ent_register *reg, crisis_stakes *s, ent_error *err)
{
    ENT_TRY(central(reg, "deterrence.contest", &s->contest, err));
    ENT_TRY(central(reg, "deterrence.holding", &s->holding, err));
    ENT_TRY(central(reg, "deterrence.fait_accompli", &s->fait_accompli, err));
    ENT_TRY(central(reg, "deterrence.cost", &s->cost, err));
    ENT_TRY(central(reg, "deterrence.nuclear", &s->nuclear, err));
    return record_honoured(reg, &s->honoured, err);
}

/* --- expected utility, a tile at a time --- */

typedef struct tile_rows {
    ent_row contest, fait_accompli, cost, nuclear; /* stakes */
    ent_row seizing, holding, quick, late;         /* logarithms of forces */
    ent_row danger;                                /* nuclear risk */
} tile_rows;

static void fill(double *row, double value)
{
    for (size_t f = 0; f < ENT_TILE; f++)
        row[f] = value;
}

static void set_stakes(tile_rows *t, const crisis_stakes *s)
{
    fill(t->contest, s->contest);
    fill(t->fait_accompli, s->fait_accompli);
    fill(t->cost, s->cost);
    fill(t->nuclear, s->nuclear);
}

static void worth(const tile_rows *t, double *value)
{
    const attack_stakes stakes = {t->contest, t->fait_accompli, t->cost, t->nuclear};
    const attack_forces forces = {t->seizing, t->holding, t->quick, t->late};
    attack_utility(&stakes, &forces, t->danger, value);
}

/* Utility of up to ENT_TILE rows; the partners come in one branch, and stay out in the other. */
static void tile_utility(const dyad_year *rows, size_t n, const crisis_stakes *s, double *value)
{
    tile_rows t;
    ent_row out, in;
    memset(&t, 0, sizeof t);
    set_stakes(&t, s);
    for (size_t f = 0; f < n; f++) {
        t.seizing[f] = rows[f].log_x;
        t.holding[f] = rows[f].log_x + log(s->holding);
        t.quick[f] = t.late[f] = rows[f].log_alone;
        t.danger[f] = rows[f].nuclear_target;
    }
    worth(&t, out);
    for (size_t f = 0; f < n; f++) {
        t.late[f] = rows[f].log_allied;
        t.danger[f] = rows[f].nuclear_guarantor;
    }
    worth(&t, in);
    for (size_t f = 0; f < n; f++)
        value[f] = s->honoured * in[f] + (1.0 - s->honoured) * out[f];
}

void crisis_utility(const dyad_years *d, const crisis_stakes *s, double *value)
{
    for (size_t first = 0; first < d->n; first += ENT_TILE) {
        const size_t left = d->n - first, n = left < ENT_TILE ? left : ENT_TILE;
        tile_utility(&d->rows[first], n, s, &value[first]);
    }
}

/* --- cases --- */

ent_status crisis_cases_read(const char *dir, const crisis_stakes *s, crisis_cases *c,
                             ent_arena *arena, ent_error *err)
{
    enum { YEAR, ATTACKED, QUICK, LATE, NUCLEAR, N };
    size_t column[N];
    ent_csv t;
    ENT_TRY(ent_csv_open(dir, "huth_deterrence.csv",
                         "year attacked immediate_balance long_term_balance nuclear", column, &t,
                         arena, err));
    *c = (crisis_cases){t.n_rows, ent_arena_array(arena, int, t.n_rows),
                        ent_arena_array(arena, double, t.n_rows),
                        ent_arena_array(arena, double, t.n_rows)};
    ENT_NEED(c->year && c->attacked && c->utility, err);
    for (size_t i = 0; i < t.n_rows; i++) {
        double v[N];
        tile_rows rows;
        ent_row value;
        for (size_t j = 0; j < N; j++)
            ENT_TRY(ent_csv_required(&t, i, column[j], &v[j], err));
        memset(&rows, 0, sizeof rows);
        set_stakes(&rows, s);
        rows.holding[0] = log(s->holding);
        rows.quick[0] = log(v[QUICK]);
        rows.late[0] = log(v[LATE]);
        rows.danger[0] = v[NUCLEAR];
        worth(&rows, value);
        c->year[i] = (int)v[YEAR];
        c->attacked[i] = v[ATTACKED];
        c->utility[i] = value[0];
    }
    return ENT_OK;
}

ent_status crisis_cases_left_out(const crisis_cases *c, double *chance, double *base,
                                 ent_arena *arena, ent_error *err)
{
    double *x = ent_arena_array(arena, double, 2 * c->n);
    double *weight = ent_arena_array(arena, double, c->n);
    ENT_NEED(x && weight, err);
    double attacks = 0.0;
    for (size_t i = 0; i < c->n; i++) {
        x[2 * i] = c->utility[i];
        x[2 * i + 1] = weight[i] = 1.0;
        attacks += c->attacked[i];
    }
    const logit_data data = {c->n, 2, x, c->attacked, NULL, weight};
    for (size_t i = 0; i < c->n; i++) {
        double beta[2] = {0};
        weight[i] = 0.0;
        ENT_TRY(logit_fit(&data, RIDGE, beta, err));
        weight[i] = 1.0;
        chance[i] = logit_chance(&data, beta, i);
        base[i] = (attacks - c->attacked[i]) / (double)(c->n - 1);
    }
    return ENT_OK;
}

/* Lambda in the cases up to a year. */
static ent_status lambda_of_cases(const crisis_cases *c, int to, crisis_lambda *l, ent_arena *arena,
                                  ent_error *err)
{
    double *x = ent_arena_array(arena, double, 2 * c->n), beta[2] = {0};
    double *y = ent_arena_array(arena, double, c->n);
    ENT_NEED(x && y, err);
    l->cases = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->year[i] <= to) {
            x[2 * l->cases] = c->utility[i];
            x[2 * l->cases + 1] = 1.0;
            y[l->cases++] = c->attacked[i];
        }
    const logit_data data = {l->cases, 2, x, y, NULL, NULL};
    ENT_TRY(logit_fit(&data, RIDGE, beta, err));
    l->cases_value = beta[0];
    l->cases_sd = sqrt(logit_variance(&data, RIDGE, beta, 0));
    return ENT_OK;
}

/* --- the two stages --- */

/* Rows of the sample's years in which a crisis broke out. */
typedef struct attack_rows {
    size_t n, k;
    double *x, *y, *offset, *weight; /* x[n][k]: utility less its mean, one, land, rivals */
    size_t *unit;
    size_t n_units;
} attack_rows;

static bool is_in(const crisis_sample *s, size_t i)
{
    return s->dyads->rows[i].year >= s->from && s->dyads->rows[i].year <= s->to;
}

static ent_status room_for(attack_rows *a, size_t n, ent_arena *arena, ent_error *err)
{
    a->x = ent_arena_array(arena, double, n *ATTACK_COLUMNS);
    a->y = ent_arena_array(arena, double, n);
    a->offset = ent_arena_array(arena, double, n);
    a->weight = ent_arena_array(arena, double, n);
    a->unit = ent_arena_array(arena, size_t, n);
    return a->x && a->y && a->offset && a->weight && a->unit
               ? ENT_OK
               : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

static ent_status crises_of(const crisis_sample *s, const double *utility, crisis_model *m,
                            attack_rows *a, ent_arena *arena, ent_error *err)
{
    const dyad_years *d = s->dyads;
    size_t n = 0, *unit = ent_arena_array(arena, size_t, d->n_pairs);
    double sum = 0.0;
    ENT_NEED(unit, err);
    for (size_t i = 0; i < d->n; i++)
        if (is_in(s, i) && d->rows[i].level > 0) {
            sum += utility[i];
            n++;
        }
    if (n == 0)
        return ent_fail(err, ENT_E_DATA, "no dispute began from %d to %d", s->from, s->to);
    m->utility_mean = sum / (double)n;
    a->k = s->rivals ? ATTACK_COLUMNS : ATTACK_COLUMNS - 1;
    ENT_TRY(room_for(a, n, arena, err));
    for (size_t i = 0; i < d->n; i++) {
        const dyad_year *row = &d->rows[i];
        if (!is_in(s, i) || row->level == 0)
            continue;
        const double columns[] = {utility[i] - m->utility_mean, 1.0, row->past[LAND],
                                  row->past[RIVALS]};
        memcpy(&a->x[a->n * a->k], columns, a->k * sizeof *columns);
        a->y[a->n] = row->level >= s->level;
        if (unit[row->pair] == 0)
            unit[row->pair] = ++a->n_units;
        a->unit[a->n++] = unit[row->pair] - 1;
    }
    return ENT_OK;
}

/* Sum and sum of squares of what was drawn. */
typedef struct moments {
    double n, sum, square;
} moments;

static void enter(moments *m, double x)
{
    m->n += 1.0;
    m->sum += x;
    m->square += x * x;
}

static double spread(const moments *m)
{
    return sqrt((m->square - m->sum * m->sum / m->n) / (m->n - 1.0));
}

/* Lambda of the record: its value, and the spread of the second stage over draws of whole pairs. */
static ent_status lambda_of_record(attack_rows *a, int draws, crisis_model *m, ent_arena *arena,
                                   ent_error *err)
{
    crisis_lambda *l = &m->lambda;
    moments lambda = {0}, typical = {0}, land = {0}, rivals = {0};
    double beta[ATTACK_COLUMNS] = {0};
    double *count = ent_arena_array(arena, double, a->n_units);
    double *drawn = ent_arena_array(arena, double, (size_t)draws);
    const logit_data data = {a->n, a->k, a->x, a->y, NULL, NULL};
    const logit_data again = {a->n, a->k, a->x, a->y, NULL, a->weight};
    uint64_t seed = SEED;
    ENT_NEED(count && drawn, err);
    ENT_TRY(logit_fit(&data, RIDGE, beta, err));
    l->crises = a->n;
    l->attacks = 0;
    for (size_t i = 0; i < a->n; i++)
        l->attacks += a->y[i] > 0.0;
    l->record.value = beta[0];
    for (int d = 0; d < draws; d++) {
        double fit[ATTACK_COLUMNS];
        memcpy(fit, beta, sizeof fit);
        skill_draw(&seed, a->n_units, count);
        for (size_t i = 0; i < a->n; i++)
            a->weight[i] = count[a->unit[i]];
        ENT_TRY(logit_fit(&again, RIDGE, fit, err));
        drawn[d] = fit[0];
        enter(&lambda, fit[0]);
        enter(&typical, fit[1] + fit[2]); /* neighbours by land */
        enter(&land, fit[2]);
        enter(&rivals, a->k == ATTACK_COLUMNS ? fit[3] : 0.0);
    }
    l->record_sd = spread(&lambda);
    m->attack_constant_sd = spread(&typical);
    m->attack_land_sd = spread(&land);
    m->attack_rivals_sd = spread(&rivals);
    qsort(drawn, (size_t)draws, sizeof *drawn, by_value);
    l->record.low = drawn[(size_t)(0.05 * (lambda.n - 1.0) + 0.5)];
    l->record.high = drawn[(size_t)(0.95 * (lambda.n - 1.0) + 0.5)];
    return ENT_OK;
}

/* By inverse variance where the cases count, else the record alone. */
static void pool(crisis_lambda *l, bool with_cases)
{
    const double record = 1.0 / (l->record_sd * l->record_sd);
    const double cases = with_cases ? 1.0 / (l->cases_sd * l->cases_sd) : 0.0;
    l->weight = record / (record + cases);
    l->pooled = l->weight * l->record.value + (1.0 - l->weight) * l->cases_value;
    l->pooled_sd = sqrt(1.0 / (record + cases));
}

/* Constants of the second stage, lambda given. */
static ent_status fit_attack(attack_rows *a, crisis_model *m, ent_arena *arena, ent_error *err)
{
    const size_t k = a->k - 1;
    double *x = ent_arena_array(arena, double, a->n *k), beta[ATTACK_COLUMNS] = {0};
    ENT_NEED(x, err);
    for (size_t i = 0; i < a->n; i++) {
        a->offset[i] = attack_push(0.0, m->lambda.pooled, a->x[i * a->k], 0.0);
        memcpy(&x[i * k], &a->x[i * a->k + 1], k * sizeof *x);
    }
    const logit_data data = {a->n, k, x, a->y, a->offset, NULL};
    ENT_TRY(logit_fit(&data, RIDGE, beta, err));
    m->attack_constant = beta[0];
    m->attack_land = beta[1];
    m->attack_rivals = k > 2 ? beta[2] : 0.0;
    return ENT_OK;
}

static ent_status fit_crisis(const crisis_sample *s, crisis_model *m, ent_arena *arena,
                             ent_error *err)
{
    const dyad_years *d = s->dyads;
    const size_t k = 1 + (s->rivals ? ENT_CRISIS_TERMS : ENT_CRISIS_TERMS - 1);
    double *x = ent_arena_array(arena, double, d->n *k), *y = ent_arena_array(arena, double, d->n);
    double beta[1 + ENT_CRISIS_TERMS] = {0};
    size_t n = 0;
    ENT_NEED(x && y, err);
    for (size_t i = 0; i < d->n; i++)
        if (is_in(s, i)) {
            x[n * k] = 1.0;
            memcpy(&x[n * k + 1], d->rows[i].past, (k - 1) * sizeof *x);
            y[n++] = d->rows[i].level > 0;
        }
    const logit_data data = {n, k, x, y, NULL, NULL};
    ENT_TRY(logit_fit(&data, RIDGE, beta, err));
    m->crisis_constant = beta[0];
    m->crisis_constant_sd = sqrt(logit_variance(&data, RIDGE, beta, 0));
    for (size_t i = 1; i < k; i++)
        m->crisis_sd[i - 1] = sqrt(logit_variance(&data, RIDGE, beta, i));
    memcpy(m->crisis, beta + 1, sizeof m->crisis);
    return ENT_OK;
}

ent_status crisis_fit(const crisis_sample *s, const crisis_stakes *stakes,
                      const crisis_cases *cases, int draws, crisis_model *m, ent_arena *arena,
                      ent_error *err)
{
    attack_rows a = {0};
    double *utility = ent_arena_array(arena, double, s->dyads->n + ENT_TILE);
    ENT_NEED(utility, err);
    *m = (crisis_model){0};
    crisis_utility(s->dyads, stakes, utility);
    ENT_TRY(crises_of(s, utility, m, &a, arena, err));
    ENT_TRY(lambda_of_record(&a, draws, m, arena, err));
    ENT_TRY(lambda_of_cases(cases, s->to, &m->lambda, arena, err));
    pool(&m->lambda, s->level == DYAD_WAR && m->lambda.cases > 0);
    ENT_TRY(fit_attack(&a, m, arena, err));
    return fit_crisis(s, m, arena, err);
}

ent_status crisis_shipped(const ent_register *reg, crisis_model *m, ent_error *err)
{
    *m = (crisis_model){0};
    ENT_TRY(central(reg, "deterrence.crisis", &m->crisis_constant, err));
    for (int i = 0; i < ENT_CRISIS_TERMS; i++)
        ENT_TRY(central(reg, ent_key_of_assumption(ENT_A_DETERRENCE_CRISIS_LAND + i), &m->crisis[i],
                        err));
    ENT_TRY(central(reg, "deterrence.attack", &m->attack_constant, err));
    ENT_TRY(central(reg, "deterrence.attack_land", &m->attack_land, err));
    ENT_TRY(central(reg, "deterrence.attack_rivals", &m->attack_rivals, err));
    ENT_TRY(central(reg, "deterrence.utility_mean", &m->utility_mean, err));
    return central(reg, "deterrence.lambda", &m->lambda.pooled, err);
}

ent_status crisis_predict(const dyad_years *d, const crisis_model *m, const crisis_stakes *stakes,
                          double *chance, ent_arena *arena, ent_error *err)
{
    double *utility = ent_arena_array(arena, double, d->n + ENT_TILE);
    ENT_NEED(utility, err);
    crisis_utility(d, stakes, utility);
    for (size_t i = 0; i < d->n; i++) {
        const double *past = d->rows[i].past;
        const double constant =
            m->attack_constant + m->attack_land * past[LAND] + m->attack_rivals * past[RIVALS];
        const double crisis = ent_logistic(crisis_push(m->crisis_constant, m->crisis, past));
        chance[i] = crisis * ent_logistic(attack_push(constant, m->lambda.pooled, utility[i],
                                                      m->utility_mean));
    }
    return ENT_OK;
}
