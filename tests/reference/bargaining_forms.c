/* Bargaining vectors in closed form: parameters in, one number out. */
#include "reference/bargaining.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/bargain.h"
#include "entente/bargain_probit.h"
#include "entente/bargain_qre.h"
#include "entente/bargain_war.h"
#include "entente/text.h"

/* Start of the key's value, its length up to ';' in *length; NULL when absent. */
static const char *find_param(const char *params, const char *key, size_t *length)
{
    const size_t key_length = strlen(key);
    for (const char *at = params; at && *at; at = strchr(at, ';'), at = at ? at + 1 : at)
        if (strncmp(at, key, key_length) == 0 && at[key_length] == '=') {
            at += key_length + 1;
            *length = strcspn(at, ";");
            return at;
        }
    return NULL;
}

double bargain_param(const char *params, const char *key, size_t index)
{
    size_t length;
    const char *at = find_param(params, key, &length);
    for (; at && index > 0; index--) {
        const size_t item = strcspn(at, "|;");
        if (item >= length)
            return ENT_MISSING;
        at += item + 1;
        length -= item + 1;
    }
    double value;
    if (!at || !ent_text_number(at, strcspn(at, "|;"), &value))
        return ENT_MISSING;
    return value;
}

size_t bargain_param_count(const char *params, const char *key)
{
    size_t length, count = 1;
    const char *at = find_param(params, key, &length);
    for (size_t k = 0; at && k < length; k++)
        count += at[k] == '|';
    return at ? count : 0;
}

typedef struct named_value {
    const char *name;
    double value;
} named_value;

static bool pick_named(const named_value *values, size_t n, const char *name, double *got)
{
    for (size_t k = 0; k < n; k++)
        if (strcmp(values[k].name, name) == 0) {
            *got = values[k].value;
            return true;
        }
    return false;
}

#define PICK(values, row, got) \
    pick_named((values), sizeof(values) / sizeof((values)[0]), (row)->quantity, (got))

static double number(const bargain_row *row, const char *key)
{
    return bargain_param(row->params, key, 0);
}

static bool war_range(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    const double gamma = number(row, "gamma");
    ent_war_range_result r;
    if (ent_war_range(number(row, "p"), number(row, "cA"), number(row, "cB"),
                      gamma == gamma ? gamma : 1.0, &r) != ENT_OK)
        return false;
    const named_value values[] = {
        {"range_low", r.low},           {"range_high", r.high},
        {"surplus_width", r.width},     {"nash_split_uncapped", r.split_uncapped},
        {"nash_split_capped", r.split},
    };
    return PICK(values, row, got);
}

static bool war_screening(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    const double p = number(row, "p"), cost = number(row, "cA"), high = number(row, "cB_high");
    ent_war_offer o;
    const ent_status status =
        high == high ? ent_war_screen_uniform(p, cost, number(row, "cB_low"), high, &o)
                     : ent_war_screen_types(p, cost, number(row, "c_tough"), number(row, "c_weak"),
                                            number(row, "q_tough"), &o);
    if (status != ENT_OK)
        return false;
    const named_value values[] = {
        {"threshold_q", o.threshold},  {"optimal_demand_x", o.demand},
        {"demand_x", o.demand},        {"war_probability", o.war_probability},
        {"proposer_payoff", o.payoff},
    };
    return PICK(values, row, got);
}

static bool war_commitment(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    ent_war_shift_result r;
    if (ent_war_shift(number(row, "p1"), number(row, "p2"), number(row, "cA"), number(row, "cB"),
                      number(row, "delta"), &r) != ENT_OK)
        return false;
    const named_value values[] = {
        {"fearon_lhs_delta_p2_minus_p1", r.shift},
        {"fearon_rhs", r.preventive_rhs},
        {"preventive_war_rising_proposes", r.preventive_war ? 1.0 : 0.0},
        {"min_current_transfer_to_decliner", r.transfer},
        {"powell_rhs", r.powell_rhs},
        {"inefficiency_condition_powell", r.no_peace ? 1.0 : 0.0},
        {"max_p2_without_war_rising_proposes", r.max_p2},
    };
    return PICK(values, row, got);
}

static bool war_hazard(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    ent_war_hazard_result r;
    if (ent_war_hazard(number(row, "hA"), number(row, "hB"), number(row, "kappaA"),
                       number(row, "kappaB"), number(row, "r"), &r) != ENT_OK)
        return false;
    const named_value values[] = {
        {"p_win_A", r.p_win_a},
        {"expected_duration", r.duration},
        {"disc_win_A", r.win_a},
        {"disc_win_B", r.win_b},
        {"disc_cost_A", r.total_cost_a},
        {"disc_cost_B", r.total_cost_b},
        {"war_value_A", r.value_a},
        {"war_value_B", r.value_b},
        {"range_low", r.low},
        {"range_high", r.high},
    };
    return PICK(values, row, got);
}

static bool war_forts(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    ent_war_forts_result r;
    if (ent_war_forts((size_t)number(row, "m"), (size_t)number(row, "N"),
                      number(row, "phi_A_belief"), number(row, "phi_B_belief"),
                      number(row, "kappaA"), number(row, "kappaB"), &r) != ENT_OK)
        return false;
    const named_value values[] = {
        {"p_win_A_by_A", r.p_win_by_a},
        {"p_win_A_by_B", r.p_win_by_b},
        {"expected_battles_by_A", r.battles_by_a},
        {"expected_battles_by_B", r.battles_by_b},
        {"reservation_A", r.low},
        {"reservation_B", r.high},
        {"zone_width", r.width},
        {"settlement_exists", r.settles ? 1.0 : 0.0},
    };
    return PICK(values, row, got);
}

static bool war_learning(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    if (strcmp(row->quantity, "posterior_mean_phi") == 0)
        return ent_war_learn_beta(number(row, "alpha"), number(row, "beta"), number(row, "wins"),
                                  number(row, "losses"), got) == ENT_OK;
    return strcmp(row->quantity, "posterior_q_tough") == 0 &&
           ent_war_learn_types(number(row, "q_tough"), number(row, "phi_B_wins_if_tough"),
                               number(row, "phi_B_wins_if_weak"), number(row, "B_wins"),
                               number(row, "B_losses"), got) == ENT_OK;
}

static bool war_quit(const bargain_row *row, double *got)
{
    const double v = number(row, "v"), cost = number(row, "c");
    return (strncmp(row->name, "uniform", 7) == 0
                ? ent_war_quit_uniform(v, cost, got)
                : ent_war_quit_exponential(v, cost, got)) == ENT_OK;
}

static bool war_attrition(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    if (strcmp(row->quantity, "quit_time") == 0)
        return war_quit(row, got);
    const double v1 = number(row, "v1"), v2 = number(row, "v2");
    const double c1 = number(row, "c1"), c2 = number(row, "c2");
    if (strncmp(row->quantity, "survival_to_t", 13) == 0)
        return ent_war_attrition_survival(v1, v2, c1, c2, strtod(row->quantity + 13, NULL), got) ==
               ENT_OK;
    ent_war_attrition_result r;
    if (ent_war_attrition(v1, v2, c1, c2, &r) != ENT_OK)
        return false;
    const named_value values[] = {
        {"concession_rate_1", r.quit_rate_1}, {"concession_rate_2", r.quit_rate_2},
        {"expected_duration", r.duration},    {"p_win_1", r.p_win_1},
        {"p_win_2", 1.0 - r.p_win_1},         {"expected_total_cost_1", r.cost_1},
        {"expected_total_cost_2", r.cost_2},
    };
    return PICK(values, row, got);
}

static bool war_domestic(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    ent_war_floor f;
    if (ent_war_domestic(number(row, "p"), number(row, "c"), number(row, "K"), number(row, "tau"),
                         &f) != ENT_OK)
        return false;
    const named_value values[] = {
        {"min_acceptable_below_tau", f.below},
        {"min_acceptable_at_or_above_tau", f.at_or_above},
        {"least_acceptable", f.least},
    };
    return PICK(values, row, got);
}

static bool rubinstein(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    return strcmp(row->quantity, "first_mover_share") == 0 &&
           ent_war_rubinstein(number(row, "delta1"), number(row, "delta2"), got) == ENT_OK;
}

static bool forecast(const bargain_row *row, double *got, ent_arena *arena)
{
    const size_t n = bargain_param_count(row->params, "x");
    double *x = ent_arena_array(arena, double, n), *c = ent_arena_array(arena, double, n);
    double *s = ent_arena_array(arena, double, n), *w = ent_arena_array(arena, double, n);
    if (n == 0 || !x || !c || !s || !w)
        return false;
    for (size_t i = 0; i < n; i++) {
        x[i] = bargain_param(row->params, "x", i);
        c[i] = bargain_param(row->params, "c", i);
        s[i] = bargain_param(row->params, "s", i);
    }
    ent_forecast_weights(n, c, s, w);
    const char *q = row->quantity;
    if (strcmp(q, "compromise_mean") == 0)
        return ent_forecast_mean(n, x, w, got) == ENT_OK;
    if (strcmp(q, "salience_mean") == 0)
        return ent_forecast_mean(n, x, s, got) == ENT_OK;
    if (strcmp(q, "capability_mean") == 0)
        return ent_forecast_mean(n, x, c, got) == ENT_OK;
    if (strcmp(q, "plain_mean") == 0)
        return ent_forecast_mean(n, x, NULL, got) == ENT_OK;
    if (strcmp(q, "weighted_median_cs") == 0)
        return ent_forecast_median(n, x, w, got, arena) == ENT_OK;
    return strcmp(q, "nbs_outcome") == 0 &&
           ent_forecast_nash(n, x, c, s, number(row, "d"), got) == ENT_OK;
}

static bool qre_2x2(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    double a[4], b[4];
    for (size_t k = 0; k < 4; k++) {
        a[k] = bargain_param(row->params, "A", k);
        b[k] = bargain_param(row->params, "B", k);
    }
    ent_qre_2x2_result r;
    if (ent_qre_2x2(a, b, number(row, "lambda"), &r) != ENT_OK || !r.reached)
        return false;
    const named_value values[] = {
        {"p_row_first", r.p_row},
        {"q_col_first", r.q_column},
        {"max_regret", r.max_regret},
    };
    return PICK(values, row, got);
}

static bool qre_deterrence(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    static const char *const ends[ENT_DETER_ENDS] = {"SQ", "Concede", "Retreat", "War"};
    ent_deter_game g;
    for (size_t e = 0; e < ENT_DETER_ENDS; e++) {
        g.attacker[e] = bargain_param(row->params, ends[e], 0);
        g.defender[e] = bargain_param(row->params, ends[e], 1);
    }
    ent_deter_result r;
    if (ent_deter_solve(&g, number(row, "lambda"), &r) != ENT_OK)
        return false;
    const named_value values[] = {
        {"p_threaten", r.threaten.value},
        {"p_resist", r.resist.value},
        {"p_war_given_resist", r.fight.value},
        {"P_SQ", r.outcome[ENT_DETER_STATUS_QUO].value},
        {"P_concede", r.outcome[ENT_DETER_CONCEDE].value},
        {"P_retreat", r.outcome[ENT_DETER_RETREAT].value},
        {"P_war", r.outcome[ENT_DETER_WAR].value},
    };
    return PICK(values, row, got);
}

static bool strategic_probit(const bargain_row *row, double *got, ent_arena *arena)
{
    (void)arena;
    const ent_probit_error error =
        strncmp(row->name, "agent", 5) == 0 ? ENT_PROBIT_AGENT : ENT_PROBIT_PRIVATE;
    ent_probit_result r;
    if (ent_probit_solve(number(row, "u11"), number(row, "u13"), number(row, "u14"),
                         number(row, "u24"), error, &r) != ENT_OK)
        return false;
    const named_value values[] = {
        {"p_attack", r.attack},
        {"p_defender_war", r.fight},
        {"P_status_quo", r.status_quo},
        {"P_back_down", r.back_down},
        {"P_war", r.war},
    };
    return PICK(values, row, got);
}

bool bargain_closed_form(const bargain_row *row, double *got, ent_arena *arena)
{
    static const struct {
        const char *family;
        bool (*value)(const bargain_row *row, double *got, ent_arena *arena);
    } families[] = {
        {"war_range", war_range},           {"war_screening", war_screening},
        {"war_commitment", war_commitment}, {"war_hazard", war_hazard},
        {"war_forts", war_forts},           {"war_learning", war_learning},
        {"war_attrition", war_attrition},   {"war_domestic", war_domestic},
        {"rubinstein", rubinstein},         {"compromise", forecast},
        {"nash_spatial", forecast},         {"qre_2x2", qre_2x2},
        {"qre_deterrence", qre_deterrence}, {"strategic_probit", strategic_probit},
    };
    for (size_t k = 0; k < sizeof families / sizeof families[0]; k++)
        if (strcmp(families[k].family, row->family) == 0)
            return families[k].value(row, got, arena);
    return false;
}
