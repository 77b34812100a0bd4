#include "hindcast/front.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/aid.h"
#include "entente/block.h"
#include "entente/csv.h"
#include "entente/draws.h"
#include "entente/sort.h"
#include "session/paths.h"

enum { HORIZON = 24, BLOCKS = 16, FUTURES = BLOCKS * ENT_BLOCK, SCORED = 12 };

static const front_origin origins[2] = {
    {.date = "2024-07-08", .aid_last = 202406}, /* the daily series begins on this day */
    {.date = "2025-02-12", .aid_last = 202412},
};

/* Days since 2000-01-01 of a civil date (Howard Hinnant's algorithm). */
static int day_number(int year, int month, int day)
{
    year -= month <= 2;
    const int era = year / 400, yoe = year - era * 400;
    const int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 730425;
}

static bool parse_date(const char *text, int *year, int *month, int *day)
{
    return sscanf(text, "%4d-%2d-%2d", year, month, day) == 3;
}

ent_status front_read(const char *dir, front_series *s, ent_arena *arena, ent_error *err)
{
    enum { DATE, KM2, N };
    ent_csv table;
    size_t at[N];
    ENT_TRY(ent_csv_open(dir, "ukraine_territory_daily.csv", "date km2", at, &table, arena, err));
    s->n = 0;
    for (size_t r = 0; r < table.n_rows && s->n < FRONT_MOST_DAYS; r++) {
        int y, m, d;
        if (!parse_date(ent_csv_text(&table, r, at[DATE]), &y, &m, &d))
            return ent_fail(err, ENT_E_PARSE, "%s:%zu: column date: '%s' is not YYYY-MM-DD",
                            table.path, ent_csv_line(&table, r), ent_csv_text(&table, r, at[DATE]));
        s->day[s->n] = day_number(y, m, d);
        ENT_TRY(ent_csv_required(&table, r, at[KM2], &s->km2[s->n], err));
        s->n++;
    }
    return ENT_OK;
}

/* Area on a day: the newest value at or before it; missing when older than a week. */
static double area_on(const front_series *s, int day)
{
    double found = ENT_MISSING;
    for (size_t i = 0; i < s->n && s->day[i] <= day; i++)
        found = day - s->day[i] <= 7 ? s->km2[i] : ENT_MISSING;
    return found;
}

/* Area at the start (index 0) and after each month of the hindcast. */
static void actual_path(const front_series *s, const char *date, double *area)
{
    int y = 0, m = 0, d = 0;
    parse_date(date, &y, &m, &d);
    for (int k = 0; k <= HORIZON; k++) {
        const int month = m - 1 + k;
        area[k] = area_on(s, day_number(y + month / 12, month % 12 + 1, d));
    }
}

/* The day of the month `k` months after a date. */
static int day_after(const char *date, int k)
{
    int y = 0, m = 0, d = 0;
    parse_date(date, &y, &m, &d);
    const int month = m - 1 + k;
    return day_number(y + month / 12, month % 12 + 1, d);
}

size_t front_gains(const front_series *s, const char *date, size_t most, double *gains)
{
    size_t n = 0;
    while (n < most) {
        const double from = area_on(s, day_after(date, (int)n));
        const double to = area_on(s, day_after(date, (int)n + 1));
        if (isnan(from) || isnan(to))
            break;
        gains[n++] = to - from;
    }
    return n;
}

size_t front_months_until(const char *first, const char *date)
{
    int n = 0;
    while (day_after(first, n + 1) <= day_after(date, 0))
        n++;
    return (size_t)n;
}

static ent_status need_dated(const world_parts *parts, const char *key, const char *date,
                             double *value, ent_error *err)
{
    const ent_fact *fact = ent_facts_dated(&parts->facts, "UKR", key, date);
    if (!fact)
        return ent_fail(err, ENT_E_DATA, "data/ukraine_front.csv: no %s up to %s", key, date);
    *value = fact->value;
    return ENT_OK;
}

/* The world of an origin: its stocks, aid and prior; no ceasefire and no collapse, since the
   front is what is compared. */
ent_status front_world(const world_parts *parts, const front_origin *o, ent_world *w,
                       ent_arena *arena, ent_error *err)
{
    static const int fixed_at_zero[] = {ENT_A_SETTLEMENT_H_RUS, ENT_A_SETTLEMENT_H_UKR,
                                        ENT_A_SETTLEMENT_H0};
    ent_aid aid;
    ent_war *war = &w->war;
    *w = *parts->world;
    w->n_months = HORIZON;
    ENT_TRY(ent_aid_read(path_data(), &aid, arena, err));
    ENT_TRY(need_dated(parts, "war_soldiers_russia_k", o->date, &war->soldiers_rus, err));
    ENT_TRY(need_dated(parts, "war_soldiers_ukraine_k", o->date, &war->soldiers_ukr, err));
    ENT_TRY(need_dated(parts, "war_armour_russia", o->date, &war->armour_rus, err));
    ENT_TRY(need_dated(parts, "war_armour_ukraine", o->date, &war->armour_ukr, err));
    ENT_TRY(need_dated(parts, "war_store_russia", o->date, &war->store_rus, err));
    ENT_TRY(need_dated(parts, "war_area_km2", o->date, &war->area_km2, err));
    ENT_TRY(need_dated(parts, "war_gain_km2", o->date, &war->gain_km2, err));
    const int32_t whole = (o->aid_last / 100 - 2022) * 12 + o->aid_last % 100 - 1;
    const double months = (double)whole;
    war->aid_us = ent_aid_sum(&aid, ENT_AID_US, 202201, o->aid_last) / months;
    war->aid_europe = ent_aid_sum(&aid, ENT_AID_EUROPE, 202201, o->aid_last) / months;
    war->aid_other = ent_aid_sum(&aid, ENT_AID_OTHER, 202201, o->aid_last) / months;
    for (size_t i = 0; i < 3; i++)
        w->prior[fixed_at_zero[i]] = (ent_prior){.kind = ENT_PRIOR_FIXED, .n = 1};
    w->prior[ENT_A_UKRAINE_VBAR] = (ent_prior){ENT_PRIOR_NORMAL, 2, {o->level, o->level_sd}};
    return ENT_OK;
}

static void keep_months(const double *columns, size_t block, double *all)
{
    for (size_t m = 0; m < HORIZON; m++)
        memcpy(all + m * FUTURES + block * ENT_BLOCK, columns + m * ENT_BLOCK,
               ENT_BLOCK * sizeof *columns);
}

/* Areas and gains of all futures by month: [month][future]. */
static ent_status run_front(const ent_world *w, double *area, double *gain, ent_arena *arena,
                            ent_error *err)
{
    bool wanted[ENT_N_OUTCOMES] = {false};
    ent_layout layout;
    wanted[ENT_O_UKRAINE_AREA] = wanted[ENT_O_UKRAINE_GAIN] = true;
    ent_layout_make(w, wanted, &layout);
    double *draws = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    double *out = ent_arena_array(arena, double, (size_t)layout.n_columns *ENT_BLOCK);
    ent_tile *tile = ent_arena_array(arena, ent_tile, 1);
    ent_draws from;
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = 1};
    ENT_NEED(draws && out && tile && ent_draws_make(w, &from, arena) == ENT_OK, err);
    for (size_t b = 0; b < BLOCKS; b++) {
        ent_draws_block(&from, &design, b, draws);
        const ent_block_job job = {.world = w,
                                   .layout = &layout,
                                   .draws = draws,
                                   .out = out,
                                   .seed = 1,
                                   .block = b,
                                   .tile = tile};
        ent_block_run(&job);
        keep_months(out + (size_t)layout.first[ENT_O_UKRAINE_AREA] * ENT_BLOCK, b, area);
        keep_months(out + (size_t)layout.first[ENT_O_UKRAINE_GAIN] * ENT_BLOCK, b, gain);
    }
    return ENT_OK;
}

typedef struct path {
    double actual[HORIZON + 1];
    double low[HORIZON + 1], median[HORIZON + 1], high[HORIZON + 1];
    double gain_low[HORIZON + 1], gain_median[HORIZON + 1], gain_high[HORIZON + 1];
    double last_gain; /* km2 of the 30 days before the origin, known then */
} path;

/* 5, 50 and 95 % of each month; index 0 is the origin and is left alone. */
static void find_quantiles(const double *all, double *low, double *median, double *high,
                           double *sorted, double *spare)
{
    for (size_t m = 0; m < HORIZON; m++) {
        memcpy(sorted, all + m * FUTURES, FUTURES * sizeof *sorted);
        ent_sort_values(FUTURES, sorted, spare);
        low[m + 1] = ent_sorted_quantile(FUTURES, sorted, 0.05);
        median[m + 1] = ent_sorted_quantile(FUTURES, sorted, 0.5);
        high[m + 1] = ent_sorted_quantile(FUTURES, sorted, 0.95);
    }
}

/* Root mean square errors of the monthly gain, and months inside the bands, to a horizon. */
typedef struct path_score {
    double model, persistence, one_step;
    size_t months, gain_inside, area_inside;
} path_score;

static path_score score_path(const path *p, int horizon)
{
    double model = 0.0, persistence = 0.0, step = 0.0;
    size_t steps = 0;
    path_score out = {0};
    for (int k = 1; k <= horizon; k++) {
        const double gain = p->actual[k] - p->actual[k - 1];
        if (isnan(gain))
            continue;
        model += (p->gain_median[k] - gain) * (p->gain_median[k] - gain);
        persistence += (p->last_gain - gain) * (p->last_gain - gain);
        out.area_inside += p->actual[k] >= p->low[k] && p->actual[k] <= p->high[k];
        out.gain_inside += gain >= p->gain_low[k] && gain <= p->gain_high[k];
        out.months++;
        if (k > 1 && !isnan(p->actual[k - 2])) {
            const double before = p->actual[k - 1] - p->actual[k - 2];
            step += (before - gain) * (before - gain);
            steps++;
        }
    }
    out.model = sqrt(model / (double)out.months);
    out.persistence = sqrt(persistence / (double)out.months);
    out.one_step = steps ? sqrt(step / (double)steps) : ENT_MISSING;
    return out;
}

static void add_summary(ent_table *t, const front_origin *o, const path *p, int horizon,
                        hindcast_score *score)
{
    const path_score s = score_path(p, horizon);
    ent_table_add(t, ENT_TEXT(o->date), ENT_NUMBER(horizon), ENT_NUMBER((double)s.months),
                  ENT_NUMBER(s.model), ENT_NUMBER(s.persistence), ENT_NUMBER(s.one_step),
                  ENT_NUMBER(100.0 * (double)s.gain_inside / (double)s.months),
                  ENT_NUMBER(100.0 * (double)s.area_inside / (double)s.months),
                  ENT_NUMBER(p->median[horizon] - p->actual[horizon]));
    if (horizon == 12) {
        score->months += s.months;
        score->gain_inside += s.gain_inside;
        score->area_inside += s.area_inside;
    }
}

static void add_months(ent_table *t, const front_origin *o, const path *p)
{
    for (int k = 1; k <= HORIZON; k++) {
        ent_table_add(t, ENT_TEXT(o->date), ENT_NUMBER(k), ENT_NUMBER(p->actual[k]),
                      ENT_NUMBER(p->low[k]), ENT_NUMBER(p->median[k]), ENT_NUMBER(p->high[k]));
    }
}

/* Months of the first twelve in which each future lies inside the band that all of them make. */
static void count_inside(const double *area, const path *p, size_t *inside)
{
    for (size_t f = 0; f < FUTURES; f++) {
        inside[f] = 0;
        for (size_t m = 0; m < SCORED; m++) {
            const double x = area[m * FUTURES + f];
            inside[f] += x >= p->low[m + 1] && x <= p->high[m + 1];
        }
    }
}

/* What pooled coverage a model that is right would show: months of one path are correlated, so that
   24 of them are few independent trials. The second origin is turned by half, since draws are
   common to both. */
static void score_truths(const size_t *first, const size_t *second, hindcast_score *score)
{
    const double least = 0.80, most = 0.97; /* asked for by docs/model.md */
    size_t all = 0, between = 0, fewer = 0;
    for (size_t f = 0; f < FUTURES; f++) {
        const size_t inside = first[f] + second[(f + FUTURES / 2) % FUTURES];
        const double share = (double)inside / (2.0 * SCORED);
        all += inside == 2 * SCORED;
        between += share >= least && share <= most;
        fewer += share < least;
    }
    score->covers_all = (double)all / FUTURES;
    score->covers_80_to_97 = (double)between / FUTURES;
    score->covers_fewer = (double)fewer / FUTURES;
}

static double rank_of(const double *area, double recorded)
{
    size_t below = 0;
    for (size_t f = 0; f < FUTURES; f++)
        below += area[(SCORED - 1) * FUTURES + f] < recorded;
    return (double)below / FUTURES;
}

static ent_status run_origin(const front_series *s, const world_parts *parts, size_t which,
                             ent_table *summary, ent_table *months, hindcast_score *score,
                             size_t *inside, ent_arena *arena, ent_error *err)
{
    front_origin known = origins[which];
    const front_origin *o = &known;
    double gains[HORIZON];
    ent_world *w = ent_arena_array(arena, ent_world, 1);
    double *area = ent_arena_array(arena, double, (size_t)HORIZON *FUTURES);
    double *gain = ent_arena_array(arena, double, (size_t)HORIZON *FUTURES);
    double *sorted = ent_arena_array(arena, double, FUTURES);
    double *spare = ent_arena_array(arena, double, FUTURES);
    ENT_NEED(w && area && gain && sorted && spare, err);
    path p = {0};
    size_t n = front_gains(s, origins[0].date, HORIZON, gains);
    const size_t until = front_months_until(origins[0].date, o->date);
    front_level(parts->world, n < until ? n : until, gains, &known.level, &known.level_sd);
    ENT_TRY(front_world(parts, o, w, arena, err));
    ENT_TRY(run_front(w, area, gain, arena, err));
    actual_path(s, o->date, p.actual);
    if (isnan(p.actual[0]) || isnan(p.actual[12]))
        return ent_fail(err, ENT_E_DATA,
                        "ukraine_territory_daily.csv: does not cover %s and the year after",
                        o->date);
    p.last_gain = w->war.gain_km2;
    find_quantiles(area, p.low, p.median, p.high, sorted, spare);
    find_quantiles(gain, p.gain_low, p.gain_median, p.gain_high, sorted, spare);
    static const int horizons[] = {12, 18, 24};
    for (size_t h = 0; h < 3; h++)
        add_summary(summary, o, &p, horizons[h], score);
    add_months(months, o, &p);
    count_inside(area, &p, inside);
    score->rank[which] = rank_of(area, p.actual[SCORED]);
    return ENT_OK;
}

static const ent_column summary_columns[] = {
    {"origin", "From", "", ENT_CELL_TEXT, 0},
    {"horizon", "Horizon", "months", ENT_CELL_NUMBER, 0},
    {"months", "Compared", "months", ENT_CELL_NUMBER, 0},
    {"rmse", "Model", "rmse km2/month", ENT_CELL_NUMBER, 0},
    {"rmse_persistence", "Persistence", "rmse km2/month", ENT_CELL_NUMBER, 0},
    {"rmse_one_step", "Persistence, one step", "rmse km2/month", ENT_CELL_NUMBER, 0},
    {"gain_inside_pct", "Gain in 90 % band", "% of months", ENT_CELL_NUMBER, 0},
    {"area_inside_pct", "Area in 90 % band", "% of months", ENT_CELL_NUMBER, 0},
    {"end_error_km2", "Area at the end", "median - actual, km2", ENT_CELL_NUMBER, 0},
};

static const ent_column month_columns[] = {
    {"origin", "From", "", ENT_CELL_TEXT, 0},
    {"month", "Month", "", ENT_CELL_NUMBER, 0},
    {"actual_km2", "Actual", "km2", ENT_CELL_NUMBER, 0},
    {"p5_km2", "5 %", "km2", ENT_CELL_NUMBER, 0},
    {"median_km2", "Median", "km2", ENT_CELL_NUMBER, 0},
    {"p95_km2", "95 %", "km2", ENT_CELL_NUMBER, 0},
};

ent_status hindcast_ukraine(const char *dir, const world_parts *parts, ent_table *summary,
                            ent_table *months, hindcast_score *score, ent_arena *arena,
                            ent_error *err)
{
    front_series *s = ent_arena_array(arena, front_series, 1);
    ENT_NEED(s, err);
    ENT_TRY(front_read(dir, s, arena, err));
    ent_table_init(summary, "hindcast_ukraine", "Hindcast: area held by Russia", summary_columns,
                   sizeof summary_columns / sizeof summary_columns[0], arena);
    ent_table_init(months, "hindcast_ukraine_months", "Hindcast by month", month_columns,
                   sizeof month_columns / sizeof month_columns[0], arena);
    *score = (hindcast_score){0};
    size_t *inside = ent_arena_array(arena, size_t, 2 * FUTURES);
    ENT_NEED(inside, err);
    for (size_t i = 0; i < 2; i++)
        ENT_TRY(run_origin(s, parts, i, summary, months, score, inside + i * FUTURES, arena, err));
    score_truths(inside, inside + FUTURES, score);
    return ENT_OK;
}
