/* Hindcast of the front in Ukraine from two start dates, with data up to each date only. */
#ifndef ENT_HINDCAST_FRONT_H
#define ENT_HINDCAST_FRONT_H

#include "entente/table.h"
#include "hindcast/forecast.h"
#include "hindcast/validate.h"
#include "world/parts.h"

enum { FRONT_MOST_DAYS = 4096, FRONT_MOST_MONTHS = 120 };

#define FRONT_FIRST "2024-07-08" /* first day of the series */

/* Area held by Russia by day. */
typedef struct front_series {
    size_t n;
    int day[FRONT_MOST_DAYS]; /* days since 2000-01-01 */
    double km2[FRONT_MOST_DAYS];
} front_series;

/* What was known on a day. */
typedef struct front_origin {
    const char *date;
    int aid_last;           /* last month of published aid, YYYYMM */
    double level, level_sd; /* of the monthly gain */
} front_origin;

ent_status front_read(const char *dir, front_series *s, ent_arena *arena, ent_error *err);

/* Gains of the months from a date on, as many as the series holds. Returns how many. */
size_t front_gains(const front_series *s, const char *date, size_t most, double *gains);

/* Naive forecasts of a month's gain from the n months known: a walk from the newest month, and the
   mean of all. */
typedef struct front_normal {
    double mean, sd;
} front_normal;

front_normal front_walk(size_t n, const double *gains, int horizon);
front_normal front_climate(size_t n, const double *gains);
void front_add_normal(front_normal p, double recorded, forecast_score *score);

/* Whole months from one date to another. */
size_t front_months_until(const char *first, const char *date);

/* Level of the gain after n months and what is not known of it: the filter (Kalman 1960) of the
   model's own law at its central values. */
void front_level(const ent_world *w, size_t n, const double *gains, double *level, double *sd);

/* The world of an origin: its stocks, aid and level; no ceasefire and no collapse, since the front
   is what is compared. */
ent_status front_world(const world_parts *parts, const front_origin *o, ent_world *w,
                       ent_arena *arena, ent_error *err);

/*
 * Forecasts of the monthly gain 1, 3, 6 and 12 months ahead from every month of the series with
 * four known before it, beside naive rules: JSON rows, notes and checks of the family.
 */
ent_status front_rolling(const char *dir, const world_parts *parts, validate_log *log,
                         ent_arena *arena, ent_error *err);

/* Months inside the 90 % band, pooled over both origins, twelve months each. */
typedef struct hindcast_score {
    size_t months, gain_inside, area_inside;
    double rank[2]; /* share of futures below the area recorded after twelve months, by origin */
    /* If futures of the model were the truth, one from each origin: in which share of such pairs
       the bands would cover all months of area, 80 to 97 % of them, fewer. */
    double covers_all, covers_80_to_97, covers_fewer;
} hindcast_score;

/* A year of losses from an origin, means by month, over futures. */
typedef struct hindcast_losses_row {
    const char *what, *source;
    double published_low, published_high; /* a month */
    double p5, median, p95;
} hindcast_losses_row;

enum { HINDCAST_LOSSES = 3 };

/* Casualties of both sides (thousand) and Russian tanks lost, a month, in the year from the start
   of a world, beside what was published. */
ent_status hindcast_losses(const ent_world *world, hindcast_losses_row *rows, ent_arena *arena,
                           ent_error *err);

/*
 * Run both hindcasts against DIR/ukraine_territory_daily.csv and fill two tables: one row a
 * horizon (12, 18, 24 months) and origin, and one row a month.
 *
 * errors   ENT_E_IO when the series is not there; ENT_E_DATA when it is too short
 */
ent_status hindcast_ukraine(const char *dir, const world_parts *parts, ent_table *summary,
                            ent_table *months, hindcast_score *score, ent_arena *arena,
                            ent_error *err);

#endif
