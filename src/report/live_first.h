/* What the live page says before its script has run, and where none runs. */
#ifndef ENT_REPORT_LIVE_FIRST_H
#define ENT_REPORT_LIVE_FIRST_H

#include "entente/arena.h"
#include "entente/text.h"
#include "entente/world.h"

/* The page's first question: what a target would cost a country, under a scenario. */
typedef struct live_first_of {
    const ent_world *world;      /* of the scenario that the page opens on */
    const char *state, *country; /* ISO3; the name inside a sentence */
    const char *scenario;        /* its name */
    double asked;                /* % of GDP that the question sets */
    double eur_per_usd;
} live_first_of;

/* The answer and three figures as HTML, from 1,024 futures of the page's seed; sentences and
   rounding are those of app/src/live/sentences.ts. Nothing where the scenario prices no target. */
ent_status live_first(const live_first_of *of, ent_builder *out, ent_arena *arena, ent_error *err);

#endif
