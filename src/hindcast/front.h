/* Hindcast of the front in Ukraine from two start dates, with data up to each date only. */
#ifndef ENT_HINDCAST_FRONT_H
#define ENT_HINDCAST_FRONT_H

#include "entente/table.h"
#include "world/parts.h"

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
