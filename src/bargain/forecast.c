#include "entente/bargain.h"

void ent_forecast_weights(size_t n, const double *power, const double *salience, double *weight)
{
    for (size_t i = 0; i < n; i++)
        weight[i] = power[i] * (salience ? salience[i] : 1.0);
}

/* The total, or 0 when the weights cannot be used. NaN fails the comparisons too. */
static double usable_total(size_t n, const double *weight)
{
    double total = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double w = weight ? weight[i] : 1.0;
        if (!(w >= 0.0))
            return 0.0;
        total += w;
    }
    return total;
}

ent_status ent_forecast_mean(size_t n, const double *x, const double *weight, double *outcome)
{
    const double total = usable_total(n, weight);
    if (!(total > 0.0))
        return ENT_E_ARG;
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += (weight ? weight[i] : 1.0) * x[i];
    *outcome = sum / total;
    return ENT_OK;
}

/* Indices by position, insertion sort: n is at most a few hundred. */
static void sort_by_position(size_t n, const double *x, size_t *order)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        for (; k > 0 && x[order[k - 1]] > x[i]; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
}

ent_status ent_forecast_median(size_t n, const double *x, const double *weight, double *outcome,
                               ent_arena *scratch)
{
    const double total = usable_total(n, weight);
    if (!(total > 0.0))
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    size_t *order = ent_arena_array(scratch, size_t, n);
    if (!order)
        return ENT_E_NOMEM;
    sort_by_position(n, x, order);
    const double tie = 1e-12 * total;
    double below = 0.0;
    for (size_t k = 0; k < n; k++) {
        const double w = weight ? weight[order[k]] : 1.0;
        below += w;
        if (w > 0.0 && below >= 0.5 * total - tie) {
            *outcome = x[order[k]];
            break;
        }
    }
    ent_arena_rewind(scratch, mark);
    return ENT_OK;
}

typedef struct nash_problem {
    size_t n;
    const double *x, *power, *salience;
    double value, low, range;
} nash_problem;

/* Slope of the log product at z (unit scale); `gain` is the least gain of an actor there. */
static double nash_slope(const nash_problem *b, double z, double *gain)
{
    double slope = 0.0;
    *gain = b->value;
    for (size_t i = 0; i < b->n; i++) {
        const double off = z - (b->x[i] - b->low) / b->range;
        const double left = b->value - b->salience[i] * off * off;
        if (!(b->power[i] > 0.0))
            continue;
        if (left < *gain)
            *gain = left;
        slope -= b->power[i] * b->salience[i] * off / left;
    }
    return slope;
}

/* Interval (low, high) of z where every actor with power keeps a gain. */
static void gain_interval(const nash_problem *b, double *low, double *high)
{
    *low = 0.0;
    *high = 1.0;
    for (size_t i = 0; i < b->n; i++) {
        if (!(b->power[i] > 0.0) || !(b->salience[i] > 0.0))
            continue;
        const double reach = __builtin_sqrt(b->value / b->salience[i]);
        const double at = (b->x[i] - b->low) / b->range;
        *low = at - reach > *low ? at - reach : *low;
        *high = at + reach < *high ? at + reach : *high;
    }
}

ent_status ent_forecast_nash(size_t n, const double *x, const double *power, const double *salience,
                             double value, double *outcome)
{
    if (!(usable_total(n, power) > 0.0) || !(usable_total(n, salience) > 0.0) || !(value > 0.0))
        return ENT_E_ARG;
    bool anybody = false;
    for (size_t i = 0; i < n; i++)
        anybody = anybody || (power[i] > 0.0 && salience[i] > 0.0);
    if (!anybody)
        return ENT_E_ARG;
    double least = x[0], most = x[0];
    for (size_t i = 1; i < n; i++) {
        least = x[i] < least ? x[i] : least;
        most = x[i] > most ? x[i] : most;
    }
    nash_problem b = {n, x, power, salience, value, least, most - least};
    if (!(b.range > 0.0)) {
        *outcome = least;
        return ENT_OK;
    }
    double low, high, gain;
    gain_interval(&b, &low, &high);
    if (!(low < high))
        return ENT_E_DATA;
    /* The slope falls through zero once: bisection to the last bit. */
    for (int step = 0; step < 200; step++) {
        const double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high))
            break;
        if (nash_slope(&b, middle, &gain) > 0.0)
            low = middle;
        else
            high = middle;
    }
    *outcome = least + b.range * 0.5 * (low + high);
    return ENT_OK;
}

ent_status ent_forecast_mean_of_means(size_t n, const double *x, const double *power,
                                      const double *salience, double *outcome)
{
    double both = 0.0, total = 0.0, by_power, by_salience, plain;
    for (size_t i = 0; i < n; i++) {
        both += power[i] * salience[i] * x[i];
        total += power[i] * salience[i];
    }
    if (!(total > 0.0))
        return ENT_E_ARG;
    ENT_TRY(ent_forecast_mean(n, x, power, &by_power));
    ENT_TRY(ent_forecast_mean(n, x, salience, &by_salience));
    ENT_TRY(ent_forecast_mean(n, x, NULL, &plain));
    *outcome = 0.25 * (both / total + by_power + by_salience + plain);
    return ENT_OK;
}
