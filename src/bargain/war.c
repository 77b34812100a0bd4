#include "entente/bargain_war.h"

#include "entente/fmath.h"

static bool is_share(double x)
{
    return x >= 0.0 && x <= 1.0;
}

static bool is_cost(double x)
{
    return x >= 0.0 && x < __builtin_inf();
}

/* x^y with 0^y = 0, and exact for the exponents 1, 2 and 1/2. */
static double power(double x, double y)
{
    if (y == 1.0)
        return x;
    if (y == 2.0)
        return x * x;
    if (y == 0.5)
        return __builtin_sqrt(x);
    return x > 0.0 ? ent_pow(x, y) : 0.0;
}

/* Maximum of (x^g - a)((1 - x)^g - b) between the ends: the slope of its log falls. */
static double nash_point(double low, double high, double a, double b, double g)
{
    for (int step = 0; step < 200 && low < high; step++) {
        const double x = 0.5 * (low + high);
        if (!(x > low && x < high))
            break;
        const double gain_a = power(x, g) - a, gain_b = power(1.0 - x, g) - b;
        const double slope = power(x, g - 1.0) * gain_b - power(1.0 - x, g - 1.0) * gain_a;
        if (slope > 0.0)
            low = x;
        else
            high = x;
    }
    return 0.5 * (low + high);
}

ent_status ent_war_range(double p, double cost_a, double cost_b, double gamma,
                         ent_war_range_result *result)
{
    if (!is_share(p) || !is_cost(cost_a) || !is_cost(cost_b) || !(gamma > 0.0))
        return ENT_E_ARG;
    const double war_a = ent_max(0.0, p - cost_a), war_b = ent_max(0.0, 1.0 - p - cost_b);
    const bool neutral = gamma == 1.0;
    const double low = neutral ? war_a : power(war_a, 1.0 / gamma);
    const double high = neutral ? ent_min(1.0, p + cost_b) : 1.0 - power(war_b, 1.0 / gamma);
    *result = (ent_war_range_result){
        .low = low,
        .high = high,
        .width = high - low,
        .split_uncapped = neutral ? p + 0.5 * (cost_b - cost_a) : ENT_MISSING,
        .split = neutral ? 0.5 * (low + high) : nash_point(low, high, war_a, war_b, gamma),
    };
    return ENT_OK;
}

ent_status ent_war_screen_uniform(double p, double cost_a, double low, double high,
                                  ent_war_offer *offer)
{
    if (!is_share(p) || !is_cost(cost_a) || !is_cost(low) || !is_cost(high) || high < low)
        return ENT_E_ARG;
    const double z = ent_clip(0.5 * (high - cost_a), low, high);
    const double war = high > low ? (z - low) / (high - low) : 0.0;
    *offer = (ent_war_offer){
        .threshold = ENT_MISSING,
        .demand = p + z,
        .war_probability = war,
        .payoff = (1.0 - war) * (p + z) + war * (p - cost_a),
    };
    return ENT_OK;
}

ent_status ent_war_screen_types(double p, double cost_a, double cost_tough, double cost_weak,
                                double q_tough, ent_war_offer *offer)
{
    if (!is_share(p) || !is_share(q_tough) || !is_cost(cost_a) || !is_cost(cost_tough) ||
        !is_cost(cost_weak) || cost_weak < cost_tough || !(cost_weak + cost_a > 0.0))
        return ENT_E_ARG;
    const double threshold = (cost_weak - cost_tough) / (cost_weak + cost_a);
    const bool bold = q_tough < threshold;
    const double demand = p + (bold ? cost_weak : cost_tough), war = bold ? q_tough : 0.0;
    *offer = (ent_war_offer){
        .threshold = threshold,
        .demand = demand,
        .war_probability = war,
        .payoff = (1.0 - war) * demand + war * (p - cost_a),
    };
    return ENT_OK;
}

ent_status ent_war_shift(double p1, double p2, double cost_a, double cost_b, double delta,
                         ent_war_shift_result *result)
{
    if (!is_share(p1) || !is_share(p2) || !is_cost(cost_a) || !is_cost(cost_b) ||
        !(delta > 0.0 && delta < 1.0))
        return ENT_E_ARG;
    const double rest = 1.0 - delta;
    const double war_b = (1.0 - p1) / rest - cost_b, tomorrow_b = (1.0 - p2) / rest - cost_b;
    const double shift = delta * p2 - p1, preventive = cost_b * rest * rest;
    const double powell = rest * (delta * cost_a + cost_b);
    *result = (ent_war_shift_result){
        .shift = shift,
        .preventive_rhs = preventive,
        .powell_rhs = powell,
        .transfer = war_b - delta * tomorrow_b,
        .max_p2 = (p1 + rest * rest * cost_b) / delta,
        .preventive_war = shift > preventive,
        .no_peace = shift > powell,
    };
    return ENT_OK;
}

ent_status ent_war_hazard(double hazard_a, double hazard_b, double flow_a, double flow_b,
                          double rate, ent_war_hazard_result *result)
{
    if (!is_cost(hazard_a) || !is_cost(hazard_b) || !(hazard_a + hazard_b > 0.0) ||
        !is_cost(flow_a) || !is_cost(flow_b) || !is_cost(rate))
        return ENT_E_ARG;
    const double ends = hazard_a + hazard_b, all = ends + rate;
    const double value_a = (hazard_a - flow_a) / all, value_b = (hazard_b - flow_b) / all;
    *result = (ent_war_hazard_result){
        .p_win_a = hazard_a / ends,
        .duration = 1.0 / ends,
        .win_a = hazard_a / all,
        .win_b = hazard_b / all,
        .total_cost_a = flow_a / all,
        .total_cost_b = flow_b / all,
        .value_a = value_a,
        .value_b = value_b,
        .low = value_a,
        .high = 1.0 - value_b,
    };
    return ENT_OK;
}

/* e^x - 1 without cancellation. */
static double exp_less_one(double x)
{
    if (__builtin_fabs(x) > 0.5)
        return ent_exp(x) - 1.0;
    double sum = 0.0, term = 1.0;
    for (int k = 1; k < 18; k++) {
        term *= x / (double)k;
        sum += term;
    }
    return sum;
}

/* ln((1 - f)/f), exact near f = 1/2 too. */
static double log_odds_against(double f)
{
    const double y = 2.0 * f - 1.0;
    if (__builtin_fabs(y) > 0.2)
        return ent_log((1.0 - f) / f);
    double sum = 0.0, term = y;
    for (int k = 1; k < 27; k += 2) {
        sum += term / (double)k;
        term *= y * y;
    }
    return -2.0 * sum;
}

/* Chance that A takes all forts, and the battles to expect. Both are 0/0 at f = 1/2; near it
 * the expansion in l = ln((1-f)/f) takes over, elsewhere exp_less_one keeps the digits. */
static void ruin(size_t m, size_t n, double f, double *p, double *battles)
{
    const double held = (double)m, all = (double)n, y = 2.0 * f - 1.0;
    const double l = log_odds_against(f);
    if (__builtin_fabs(l) * all < 3e-4) {
        const double left = held - all;
        *p = held / all *
             (1.0 + l * left / 2.0 + l * l * left * (2.0 * held - all) / 12.0 +
              l * l * l * held * left * left / 24.0);
        *battles = -held * left * (1.0 + y * y / 3.0) *
                   (1.0 + l * (2.0 * held - all) / 6.0 + l * l * held * left / 12.0);
        return;
    }
    *p = l < 0.0 ? exp_less_one(held * l) / exp_less_one(all * l)
                 : ent_exp((held - all) * l) * exp_less_one(-held * l) / exp_less_one(-all * l);
    *battles = (all * *p - held) / y;
}

ent_status ent_war_forts(size_t m, size_t n, double belief_a, double belief_b, double cost_a,
                         double cost_b, ent_war_forts_result *result)
{
    if (m < 1 || m >= n || !(belief_a > 0.0 && belief_a < 1.0) ||
        !(belief_b > 0.0 && belief_b < 1.0) || !is_cost(cost_a) || !is_cost(cost_b))
        return ENT_E_ARG;
    ent_war_forts_result r;
    ruin(m, n, belief_a, &r.p_win_by_a, &r.battles_by_a);
    ruin(m, n, belief_b, &r.p_win_by_b, &r.battles_by_b);
    r.low = r.p_win_by_a - cost_a * r.battles_by_a;
    r.high = r.p_win_by_b + cost_b * r.battles_by_b;
    r.width = r.high - r.low;
    r.settles = r.low <= r.high + 1e-12;
    *result = r;
    return ENT_OK;
}

ent_status ent_war_learn_beta(double alpha, double beta, double wins, double losses, double *mean)
{
    if (!(alpha > 0.0) || !(beta > 0.0) || !is_cost(wins) || !is_cost(losses))
        return ENT_E_ARG;
    *mean = (alpha + wins) / (alpha + beta + wins + losses);
    return ENT_OK;
}

ent_status ent_war_learn_types(double q_tough, double win_if_tough, double win_if_weak, double wins,
                               double losses, double *posterior)
{
    if (!is_share(q_tough) || !(win_if_tough > 0.0 && win_if_tough < 1.0) ||
        !(win_if_weak > 0.0 && win_if_weak < 1.0) || !is_cost(wins) || !is_cost(losses))
        return ENT_E_ARG;
    /* Through the log likelihood ratio, so that long wars do not underflow. */
    const double ratio = wins * ent_log(win_if_weak / win_if_tough) +
                         losses * ent_log((1.0 - win_if_weak) / (1.0 - win_if_tough));
    *posterior = q_tough > 0.0 ? q_tough / (q_tough + (1.0 - q_tough) * ent_exp(ratio)) : 0.0;
    return ENT_OK;
}

ent_status ent_war_attrition(double value_1, double value_2, double cost_1, double cost_2,
                             ent_war_attrition_result *result)
{
    if (!(value_1 > 0.0) || !(value_2 > 0.0) || !(cost_1 > 0.0) || !(cost_2 > 0.0))
        return ENT_E_ARG;
    const double rate_1 = cost_2 / value_2, rate_2 = cost_1 / value_1, both = rate_1 + rate_2;
    *result = (ent_war_attrition_result){
        .quit_rate_1 = rate_1,
        .quit_rate_2 = rate_2,
        .duration = 1.0 / both,
        .p_win_1 = rate_2 / both,
        .cost_1 = cost_1 / both,
        .cost_2 = cost_2 / both,
    };
    return ENT_OK;
}

ent_status ent_war_attrition_survival(double value_1, double value_2, double cost_1, double cost_2,
                                      double t, double *survival)
{
    ent_war_attrition_result r;
    if (!is_cost(t))
        return ENT_E_ARG;
    ENT_TRY(ent_war_attrition(value_1, value_2, cost_1, cost_2, &r));
    *survival = ent_exp(-(r.quit_rate_1 + r.quit_rate_2) * t);
    return ENT_OK;
}

/* -v - ln(1 - v): its series where the two terms would cancel. */
static double log_excess(double v)
{
    if (v > 0.1)
        return -v - ent_log(1.0 - v);
    double sum = 0.0, term = v;
    for (int k = 2; k < 20; k++) {
        term *= v;
        sum += term / (double)k;
    }
    return sum;
}

ent_status ent_war_quit_uniform(double v, double cost, double *time)
{
    if (!(v >= 0.0 && v < 1.0) || !(cost > 0.0))
        return ENT_E_ARG;
    *time = log_excess(v) / cost;
    return ENT_OK;
}

ent_status ent_war_quit_exponential(double v, double cost, double *time)
{
    if (!is_cost(v) || !(cost > 0.0))
        return ENT_E_ARG;
    *time = 0.5 * v * v / cost;
    return ENT_OK;
}

ent_status ent_war_domestic(double p, double cost, double punishment, double tau,
                            ent_war_floor *floor)
{
    if (!is_share(p) || !is_share(tau) || !is_cost(cost) || !is_cost(punishment))
        return ENT_E_ARG;
    const double below = p * (1.0 + punishment) - cost;
    const double above = ent_max(tau, p - (1.0 - p) * punishment - cost);
    *floor = (ent_war_floor){
        .below = below,
        .at_or_above = above,
        .least = below < tau ? ent_max(0.0, below) : above,
    };
    return ENT_OK;
}

ent_status ent_war_rubinstein(double discount_1, double discount_2, double *share)
{
    if (!is_share(discount_1) || !is_share(discount_2) || !(discount_1 * discount_2 < 1.0))
        return ENT_E_ARG;
    *share = (1.0 - discount_2) / (1.0 - discount_1 * discount_2);
    return ENT_OK;
}
