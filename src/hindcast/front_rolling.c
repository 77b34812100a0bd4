/* Forecasts of the monthly gain from every month of the series, with what was known then. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/sort.h"
#include "futures/sample.h"
#include "hindcast/front.h"

enum { HORIZONS = 4, FEWEST = 4, MONTHS = 12, BLOCKS = 4, FUTURES = BLOCKS * ENT_BLOCK };
static const int horizons[HORIZONS] = {1, 3, 6, 12};
static const uint64_t SEED = 1;
static const char FIRST[] = FRONT_FIRST, RULE[] = "docs/model.md, section 8";

typedef struct scores {
    forecast_score ours, walk, climate, smooth;
} scores;

/* --- naive rules, on the n months known --- */

static double mean_of(size_t n, const double *x)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

front_normal front_walk(size_t n, const double *x, int horizon)
{
    double squares = 0.0;
    for (size_t i = 1; i < n; i++)
        squares += (x[i] - x[i - 1]) * (x[i] - x[i - 1]);
    return (front_normal){x[n - 1], sqrt(squares / (double)(n - 1) * horizon)};
}

front_normal front_climate(size_t n, const double *x)
{
    const double mean = mean_of(n, x), count = (double)n;
    double squares = 0.0;
    for (size_t i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
    return (front_normal){mean, sqrt(squares / (count - 1.0) * (1.0 + 1.0 / count))};
}

/* A local level: exponential smoothing. */
static front_normal smooth(size_t n, const double *x, int horizon)
{
    const double weight = 0.4;
    double level = x[0], squares = 0.0;
    for (size_t i = 1; i < n; i++) {
        const double error = x[i] - level;
        squares += error * error;
        level += weight * error;
    }
    return (front_normal){
        level, sqrt(squares / (double)(n - 1) * (1.0 + weight * weight * (double)(horizon - 1)))};
}

void front_add_normal(front_normal p, double got, forecast_score *score)
{
    enum { POINTS = 512 };
    const ent_prior prior = {ENT_PRIOR_NORMAL, 2, {p.mean, p.sd}};
    double row[POINTS];
    for (size_t i = 0; i < POINTS; i++)
        row[i] = ent_draw_quantile(&prior, ((double)i + 0.5) / POINTS);
    forecast_add(score, POINTS, row, got);
}

/* --- the model --- */

/* YYYY-MM-DD of the month `n` months after the first. */
static void date_of(size_t n, char *date, size_t size)
{
    int y = 0, m = 0, d = 0;
    sscanf(FIRST, "%4d-%2d-%2d", &y, &m, &d);
    const int month = m - 1 + (int)n;
    snprintf(date, size, "%04d-%02d-%02d", y + month / 12, month % 12 + 1, d);
}

/* Aid as published half a year later at most: of the months before, up to the end of the data. */
static int aid_until(size_t n)
{
    enum { LAST_AID = 202604 };
    int y = 0, m = 0;
    sscanf(FIRST, "%4d-%2d", &y, &m);
    const int month = m - 2 + (int)n, at = (y + month / 12) * 100 + month % 12 + 1;
    return at < LAST_AID ? at : LAST_AID;
}

static ent_status run(const world_parts *parts, size_t n, const double *gains, sample *s,
                      ent_arena *arena, ent_error *err)
{
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_UKRAINE_GAIN] = true};
    char date[16];
    date_of(n, date, sizeof date);
    front_origin o = {.date = date, .aid_last = aid_until(n)};
    ent_world *w = ent_arena_array(arena, ent_world, 1);
    ENT_NEED(w, err);
    front_level(parts->world, n, gains, &o.level, &o.level_sd);
    ENT_TRY(front_world(parts, &o, w, arena, err));
    w->n_years = 2;
    w->n_months = MONTHS;
    w->war.gain_km2 = gains[n - 1]; /* the newest month */
    const sample_plan plan = {.world = w, .blocks = BLOCKS, .seed = SEED, .wanted = wanted};
    return sample_run(&plan, s, arena, err);
}

static ent_status from_month(const world_parts *parts, size_t n, size_t all, const double *gains,
                             scores *sums, ent_arena *arena, ent_error *err)
{
    sample s;
    double *row = ent_arena_array(arena, double, FUTURES);
    double *spare = ent_arena_array(arena, double, FUTURES);
    ENT_NEED(row && spare, err);
    ENT_TRY(run(parts, n, gains, &s, arena, err));
    for (size_t i = 0; i < HORIZONS; i++) {
        const size_t at = n + (size_t)horizons[i] - 1;
        if (at >= all)
            continue;
        memcpy(row, sample_row(&s, ENT_O_UKRAINE_GAIN, (size_t)horizons[i] - 1),
               FUTURES * sizeof *row);
        ent_sort_values(FUTURES, row, spare);
        forecast_add(&sums[i].ours, FUTURES, row, gains[at]);
        front_add_normal(front_walk(n, gains, horizons[i]), gains[at], &sums[i].walk);
        front_add_normal(front_climate(n, gains), gains[at], &sums[i].climate);
        front_add_normal(smooth(n, gains, horizons[i]), gains[at], &sums[i].smooth);
    }
    return ENT_OK;
}

/* --- what is said --- */

static void put(ent_builder *b, const char *before, const char *name, const forecast_score *s)
{
    ent_builder_format(b, "%s\"%s\": {", before, name);
    forecast_json(b, s);
    ent_builder_format(b, "}");
}

static ent_status put_row(validate_log *log, int horizon, const scores *s, ent_arena *arena,
                          ent_error *err)
{
    ent_builder b;
    ent_builder_init(&b, arena);
    ent_builder_format(&b,
                       "{\"family\": \"front\", \"test\": \"rolling_origins\", \"from\": \"%s\", "
                       "\"horizon\": %d, \"unit\": \"km2 a month\", ",
                       FIRST, horizon);
    forecast_json(&b, &s->ours);
    put(&b, ", \"against\": {", "random_walk", &s->walk);
    put(&b, ", ", "climatology", &s->climate);
    put(&b, ", ", "local_level", &s->smooth);
    ent_builder_format(&b, "}}");
    if (b.failed)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    validate_json(log, b.data);
    validate_note(log,
                  "monthly gain, %d month%s ahead, from %zu months of the series: CRPS %.0f km2 "
                  "(random walk %.0f, mean of the months known %.0f, local level %.0f); %.0f %% "
                  "inside the 90 %% band",
                  horizon, horizon > 1 ? "s" : "", s->ours.n, forecast_mean(&s->ours),
                  forecast_mean(&s->walk), forecast_mean(&s->climate), forecast_mean(&s->smooth),
                  forecast_coverage(&s->ours));
    return ENT_OK;
}

/* The start that ships is the filter's, as far as the filter knows. */
static void check_start(const world_parts *parts, size_t n, const double *gains, validate_log *log)
{
    double level, sd;
    const size_t known = front_months_until(FIRST, "2025-02-12");
    front_level(parts->world, n < known ? n : known, gains, &level, &sd);
    validate_check(log, "ukraine.vbar", "as shipped, against the level known in February 2025",
                   parts->world->central[ENT_A_UKRAINE_VBAR], level, 0.5 * sd, 0.0, RULE);
}

ent_status front_rolling(const char *dir, const world_parts *parts, validate_log *log,
                         ent_arena *arena, ent_error *err)
{
    double gains[FRONT_MOST_MONTHS], ratio = 0.0;
    scores sums[HORIZONS];
    forecast_score pooled = {0};
    front_series *s = ent_arena_array(arena, front_series, 1);
    ENT_NEED(s, err);
    memset(sums, 0, sizeof sums);
    ENT_TRY(front_read(dir, s, arena, err));
    const size_t all = front_gains(s, FIRST, FRONT_MOST_MONTHS, gains);
    if (all < FEWEST + MONTHS)
        return ent_fail(err, ENT_E_DATA, "ukraine_territory_daily.csv: holds %zu whole months",
                        all);
    for (size_t n = FEWEST; n < all; n++)
        ENT_TRY(from_month(parts, n, all, gains, sums, arena, err));
    for (size_t i = 0; i < HORIZONS; i++) {
        const double naive = fmin(forecast_mean(&sums[i].walk), forecast_mean(&sums[i].climate));
        ENT_TRY(put_row(log, horizons[i], &sums[i], arena, err));
        ratio += forecast_mean(&sums[i].ours) / naive / HORIZONS;
        forecast_pool(&pooled, &sums[i].ours);
    }
    validate_range(log, "crps_over_better_naive", "mean over 1, 3, 6 and 12 months", ratio,
                   ENT_MISSING, 1.0, RULE);
    validate_range(log, "rolling_coverage", "% of months inside the 90 % band, pooled",
                   forecast_coverage(&pooled), 80.0, 97.0, RULE);
    validate_note(log,
                  "over all four horizons the error is %.2f of the better of random walk and mean; "
                  "%.0f %% of %zu months lie inside the 90 %% band",
                  ratio, forecast_coverage(&pooled), pooled.n);
    check_start(parts, all, gains, log);
    return ENT_OK;
}
