/* How far the live page's charts of spending have to reach. */
#ifndef ENT_REPORT_LIVE_AXIS_H
#define ENT_REPORT_LIVE_AXIS_H

#include <jansson.h>

#include "entente/arena.h"
#include "entente/world.h"

/* Percent of GDP below which 19 of 20 futures stay in every year with the targets asked for and
   agreed at the upper ends of their levers: {"DEU": 8.4, ..., "": Europe and Canada}. Allies
   without figures are left out. `tops` is the caller's. */
ent_status live_axis(const ent_world *world, double asked, double agreed, json_t *tops,
                     ent_arena *arena, ent_error *err);

#endif
