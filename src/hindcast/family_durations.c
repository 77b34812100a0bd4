/* Family "durations": how long wars between states lasted, forecast from the wars before, and how
   the scenario without a change compares with wars of the same age. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/draw.h"
#include "entente/table.h"
#include "futures/sample.h"
#include "hindcast/validate.h"
#include "session/paths.h"
#include "world/parts.h"

enum { MOST_WARS = 256, YEARS = 6, BLOCKS = 16, MONTHS = 13 };
static const double DAYS_A_YEAR = 365.25;
static const uint64_t SEED = 1;
static const char RECORD[] = "war_history.csv";

typedef struct war {
    double start, days; /* year of the start; days of fighting */
} war;

typedef struct record {
    size_t n;
    war wars[MOST_WARS];
} record;

static ent_status read_wars(const char *dir, record *r, ent_arena *arena, ent_error *err)
{
    ent_csv t;
    enum { TYPE, START, DAYS, N };
    size_t at[N];
    ENT_TRY(ent_csv_open(dir, RECORD, "record_type start fighting_days", at, &t, arena, err));
    r->n = 0;
    for (size_t i = 0; i < t.n_rows && r->n < MOST_WARS; i++) {
        int year = 0;
        if (strcmp(ent_csv_text(&t, i, at[TYPE]), "interstate_war") != 0 ||
            sscanf(ent_csv_text(&t, i, at[START]), "%4d", &year) != 1)
            continue;
        ENT_TRY(ent_csv_required(&t, i, at[DAYS], &r->wars[r->n].days, err));
        r->wars[r->n++].start = year;
    }
    return ENT_OK;
}

/* Wars still going on at the start of each year of their age, and those that ended in it. */
typedef struct ages {
    double running[YEARS], ended[YEARS];
} ages;

static double end_year(const war *w)
{
    return w->start + w->days / DAYS_A_YEAR;
}

/* Wars that began in [from, to) and, where `over` is given, were over by then. */
static ages count(const record *r, double from, double to, double over)
{
    ages a = {{0}, {0}};
    for (size_t i = 0; i < r->n; i++) {
        const war *w = &r->wars[i];
        if (w->start < from || w->start >= to || end_year(w) >= over)
            continue;
        for (int y = 0; y < YEARS; y++) {
            a.running[y] += w->days > y * DAYS_A_YEAR;
            a.ended[y] += w->days > y * DAYS_A_YEAR && w->days <= (y + 1) * DAYS_A_YEAR;
        }
    }
    return a;
}

/* The published shares, computed once more from the list of wars. */
static ent_status check_rates(const char *dir, const ages *all, validate_log *log, ent_arena *arena,
                              ent_error *err)
{
    ent_csv t;
    enum { TABLE, KEY, VALUE, N };
    size_t at[N];
    ENT_TRY(ent_csv_open(dir, "war_base_rates.csv", "table key value", at, &t, arena, err));
    for (size_t i = 0; i < t.n_rows; i++) {
        int year = 0;
        double expected = ENT_MISSING;
        if (strcmp(ent_csv_text(&t, i, at[TABLE]), "annual_end_hazard_all_1823_2003") != 0 ||
            sscanf(ent_csv_text(&t, i, at[KEY]), "year_%d", &year) != 1 || year < 1 || year > YEARS)
            continue;
        ENT_TRY(ent_csv_required(&t, i, at[VALUE], &expected, err));
        validate_check(log, ent_csv_text(&t, i, at[KEY]), "share of wars that end in it",
                       all->ended[year - 1] / all->running[year - 1], expected, 0.00005, 0.0,
                       "war_base_rates.csv");
    }
    return ENT_OK;
}

/* --- wars after an origin, from those before --- */

static double sum_of(const double *x)
{
    double sum = 0.0;
    for (int y = 0; y < YEARS; y++)
        sum += x[y];
    return sum;
}

/* Mean squared error of a share for each year of a war, given how many ran and ended. */
static double brier(const ages *seen, const double *share)
{
    double error = 0.0;
    for (int y = 0; y < YEARS; y++)
        error += seen->ended[y] * (1.0 - share[y]) * (1.0 - share[y]) +
                 (seen->running[y] - seen->ended[y]) * share[y] * share[y];
    return error / sum_of(seen->running);
}

static void hindcast(const record *r, double origin, validate_log *log)
{
    const ages known = count(r, 0.0, origin, origin), seen = count(r, origin, INFINITY, INFINITY);
    const double constant = sum_of(known.ended) / sum_of(known.running);
    double by_age[YEARS], flat[YEARS], expected = 0.0;
    for (int y = 0; y < YEARS; y++) {
        flat[y] = constant;
        by_age[y] = known.running[y] > 0.0 ? known.ended[y] / known.running[y] : constant;
        expected += seen.running[y] * by_age[y];
    }
    validate_note(log,
                  "wars from %.0f on (%.0f, %.0f war-years of the first six): %.0f ended in their "
                  "year, %.0f expected by age from the %.0f wars over by then; squared error %.3f "
                  "by age, %.3f by one share for every age",
                  origin, seen.running[0], sum_of(seen.running), sum_of(seen.ended), expected,
                  known.running[0], brier(&seen, by_age), brier(&seen, flat));
}

/* --- the scenario --- */

/* Share of futures in which the fighting stops at least once within twelve months. */
static ent_status stops_in_a_year(const ent_world *given, double *share, ent_arena *arena,
                                  ent_error *err)
{
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_SETTLEMENT_ZONE] = true};
    ent_world *w = ent_arena_array(arena, ent_world, 1);
    sample s;
    ENT_NEED(w, err);
    *w = *given;
    w->n_years = 2;
    w->n_months = MONTHS;
    const sample_plan plan = {.world = w, .blocks = BLOCKS, .seed = SEED, .wanted = wanted};
    ENT_TRY(sample_run(&plan, &s, arena, err));
    double stopped = 0.0;
    for (size_t f = 0; f < s.n; f++) {
        bool fighting = true; /* a zone is recorded for the months that begin in war */
        for (size_t m = 1; m < MONTHS; m++)
            fighting = fighting && !isnan(sample_row(&s, ENT_O_SETTLEMENT_ZONE, 3 * m)[f]);
        stopped += fighting ? 0.0 : 1.0;
    }
    *share = stopped / (double)s.n;
    return ENT_OK;
}

/* --- the level, pooled over wars of two years and more --- */

enum { OLD = 2 }; /* years */

/* War-years that began at the age of two or more, and those in which the war ended. */
static void count_old(const record *r, const war *without, double *running, double *ended)
{
    *running = *ended = 0.0;
    for (size_t i = 0; i < r->n; i++) {
        const double years = r->wars[i].days / DAYS_A_YEAR;
        if (&r->wars[i] == without || years <= OLD)
            continue;
        *running += ceil(years) - OLD;
        *ended += 1.0;
    }
}

typedef double (*rule)(double running, double ended, double age);

/* The law that the model's level is set by: one share for every age, Jeffreys prior. */
static double pooled(double running, double ended, double age)
{
    (void)age;
    return (ended + 0.5) / (running + 1.0);
}

static double constant(double running, double ended, double age)
{
    (void)age;
    return ended / running;
}

static double quarter(double running, double ended, double age)
{
    (void)running;
    (void)ended;
    (void)age;
    return 0.25;
}

/* Mean log loss of a war-year, each war forecast from all others. */
static double leave_one_out(const record *r, rule of)
{
    double loss = 0.0, years = 0.0;
    for (size_t i = 0; i < r->n; i++) {
        const double length = r->wars[i].days / DAYS_A_YEAR;
        double running, ended;
        count_old(r, &r->wars[i], &running, &ended);
        for (int age = OLD; age < length; age++) {
            const double p = of(running, ended, age);
            loss -= log(length <= age + 1 ? p : 1.0 - p);
            years += 1.0;
        }
    }
    return loss / years;
}

static ent_status put_level(const record *r, validate_log *log, ent_arena *arena, ent_error *err)
{
    double running, ended;
    ent_builder b;
    const double ours = leave_one_out(r, pooled), rival = leave_one_out(r, constant);
    count_old(r, NULL, &running, &ended);
    ent_builder_init(&b, arena);
    ent_builder_format(&b,
                       "{\"family\": \"durations\", \"test\": \"leave_one_war_out\", \"n\": %.0f, "
                       "\"events\": %.0f, \"log_loss\": ",
                       running, ended);
    ent_json_number(&b, ours);
    ent_builder_format(&b, ", \"against\": {\"constant\": {\"log_loss\": ");
    ent_json_number(&b, rival);
    ent_builder_format(&b, "}, \"a_quarter\": {\"log_loss\": ");
    ent_json_number(&b, leave_one_out(r, quarter));
    ent_builder_format(&b, "}}}");
    if (b.failed)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    validate_json(log, b.data);
    validate_range(log, "log_loss_leave_one_war_out", "war-years that began at two years or more",
                   ours, ENT_MISSING, 0.64, RECORD);
    validate_range(log, "log_loss_over_constant", "the constant fitted without the war", ours,
                   ENT_MISSING, rival, RECORD);
    validate_note(log,
                  "each war from all others, %.0f war-years that began at the age of two or more, "
                  "%.0f of them the last: log loss %.3f by one share for every age (%.3f without "
                  "a prior, %.3f for a quarter a year, fitted to nothing)",
                  running, ended, ours, rival, leave_one_out(r, quarter));
    return ENT_OK;
}

/* The first year of the scenario against wars that had lasted as long. */
static ent_status check_scenario(const record *r, validate_log *log, ent_arena *arena,
                                 ent_error *err)
{
    double running, ended, share = ENT_MISSING;
    count_old(r, NULL, &running, &ended);
    /* Jeffreys */
    const ent_prior posterior = {ENT_PRIOR_BETA, 2, {ended + 0.5, running - ended + 0.5}};
    const double low = ent_draw_quantile(&posterior, 0.05);
    const double high = ent_draw_quantile(&posterior, 0.95);
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    ENT_NEED(parts, err);
    ENT_TRY(world_of(path_folders(), "status-quo-2024", parts, arena, err));
    ENT_TRY(stops_in_a_year(parts->world, &share, arena, err));
    validate_check(log, "status_quo_year", "share of futures in which fighting stops in a year",
                   share, pooled(running, ended, 0.0), 0.02, 0.0, RECORD);
    validate_note(
        log,
        "status-quo-2024: fighting stops within a year in %.0f of 100 simulated futures; "
        "of %.0f war-years that began at the age of two or more %.0f were the last, %.0f %% "
        "(%.0f to %.0f %%)",
        100.0 * share, running, ended, 100.0 * pooled(running, ended, 0.0), 100.0 * low,
        100.0 * high);
    return ENT_OK;
}

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    static const double origins[] = {1870.0, 1900.0, 1919.0, 1946.0};
    record *r = ent_arena_array(arena, record, 1);
    ENT_NEED(r, err);
    ENT_TRY(read_wars(dir, r, arena, err));
    const ages all = count(r, 0.0, INFINITY, INFINITY);
    ENT_TRY(check_rates(dir, &all, log, arena, err));
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++)
        hindcast(r, origins[i], log);
    ENT_TRY(put_level(r, log, arena, err));
    return check_scenario(r, log, arena, err);
}

const validate_family family_durations = {
    .name = "durations",
    .file = "war_history.csv",
    .what = "how long wars lasted, and the first year of the scenario",
    .run = run_family,
};
