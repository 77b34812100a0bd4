/* Hindcast of the front in Ukraine from two start dates, with data up to each date only. */
#ifndef ENT_CLI_HINDCAST_UKRAINE_H
#define ENT_CLI_HINDCAST_UKRAINE_H

#include "cli/world_of.h"
#include "entente/table.h"

/* Months inside the 90 % band, pooled over both origins, twelve months each. */
typedef struct hindcast_score {
    size_t months, gain_inside, area_inside;
} hindcast_score;

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
