#include "hindcast/forecast.h"

#include <math.h>

#include "entente/draw.h"
#include "entente/sort.h"
#include "entente/table.h"

double forecast_crps(size_t n, const double *sorted, double recorded)
{
    const double count = (double)n;
    double error = 0.0, spread = 0.0;
    for (size_t i = 0; i < n; i++) {
        error += fabs(sorted[i] - recorded);
        spread += (2.0 * (double)i - count + 1.0) * sorted[i]; /* sum of |x_i - x_j| over pairs */
    }
    return error / count - spread / (count * count);
}

void forecast_add(forecast_score *s, size_t n, const double *sorted, double recorded)
{
    size_t below = 0;
    while (below < n && sorted[below] < recorded)
        below++;
    const size_t tenth = FORECAST_TENTHS * below / (n + 1);
    s->n++;
    s->inside += recorded >= ent_sorted_quantile(n, sorted, 0.05) &&
                 recorded <= ent_sorted_quantile(n, sorted, 0.95);
    s->crps += forecast_crps(n, sorted, recorded);
    s->pit[tenth]++;
}

void forecast_pool(forecast_score *s, const forecast_score *more)
{
    s->n += more->n;
    s->inside += more->inside;
    s->crps += more->crps;
    for (size_t i = 0; i < FORECAST_TENTHS; i++)
        s->pit[i] += more->pit[i];
}

double forecast_mean(const forecast_score *s)
{
    return s->n ? s->crps / (double)s->n : ENT_MISSING;
}

double forecast_coverage(const forecast_score *s)
{
    return s->n ? 100.0 * (double)s->inside / (double)s->n : ENT_MISSING;
}

void forecast_json(ent_builder *b, const forecast_score *s)
{
    ent_builder_format(b, "\"n\": %zu, \"coverage\": ", s->n);
    ent_json_number(b, forecast_coverage(s));
    ent_builder_format(b, ", \"crps\": ");
    ent_json_number(b, forecast_mean(s));
    ent_builder_format(b, ", \"pit\": [");
    for (size_t i = 0; i < FORECAST_TENTHS; i++)
        ent_builder_format(b, "%s%zu", i ? ", " : "", s->pit[i]);
    ent_builder_format(b, "]");
}
