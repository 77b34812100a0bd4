/* Family "wargames": set-piece battles and forced wars against public wargames (regression
   tests: the rules were chosen with them in view). */
#include <string.h>

#include "entente/battle.h"
#include "futures/sample.h"
#include "hindcast/validate.h"
#include "session/paths.h"
#include "world/parts.h"

enum { DRAWS = 4096 };
static const uint64_t SEED = 1;

/* Share of draws in which the objective fell between two hours. */
static double fell_between(const double *hours, double low, double high)
{
    size_t n = 0;
    for (size_t i = 0; i < DRAWS; i++)
        n += hours[i] >= low && hours[i] <= high;
    return (double)n / DRAWS;
}

/* Share of futures in which Taiwan falls when attacked in 2026, the US sure to fight or sure not
   to. */
static ent_status taiwan_falls(const ent_world *given, double signal, double *share,
                               ent_arena *arena, ent_error *err)
{
    const double year = 2026.0;
    ent_world *w = ent_arena_array(arena, ent_world, 1);
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_COMBAT_TAKEN] = true};
    ENT_NEED(w, err);
    *w = *given;
    w->lever[ENT_L_CRISIS_TAIWAN_YEAR] = year;
    w->lever[ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC] = signal;
    const sample_plan plan = {.world = w, .blocks = 4, .seed = SEED, .wanted = wanted};
    sample s;
    ENT_TRY(sample_run(&plan, &s, arena, err));
    *share = ENT_MISSING;
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++)
        if (strcmp(w->flashpoint[k].key, "taiwan") == 0)
            *share = sample_summarise(s.values + k * s.n, s.n).mean;
    return ENT_OK;
}

static ent_status check_taiwan(const ent_world *w, validate_log *log, ent_arena *arena,
                               ent_error *err)
{
    const double sure = 20.0; /* log-odds */
    double with = ENT_MISSING, without = ENT_MISSING;
    ENT_TRY(taiwan_falls(w, sure, &with, arena, err));
    ENT_TRY(taiwan_falls(w, -sure, &without, arena, err));
    validate_range(log, "taiwan-with", "share of futures in which it falls, the US fights", with,
                   0.0, 0.1, "CSIS 2023");
    validate_range(log, "taiwan-without", "share in which it falls, the US does not", without, 0.9,
                   1.0, "CSIS 2023");
    return ENT_OK;
}

static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    (void)dir;
    const double least_hours = 18.0, most_hours = 120.0; /* twice the published 36 to 60 */
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    double *hours = ent_arena_array(arena, double, DRAWS);
    ENT_NEED(parts && hours, err);
    ENT_TRY(world_of(path_folders(), "baltic-2015", parts, arena, err));
    const ent_battle *all = parts->scenario.battles;
    for (size_t b = 0; b < parts->scenario.n_battles; b++) {
        ent_battle_sample s;
        ent_battle_run(&all[b], parts->world->prior, parts->world->slot, SEED, DRAWS, hours, &s);
        const double held = 1.0 - (double)s.taken / DRAWS;
        if (strcmp(all[b].key, "baltic-2015") == 0)
            validate_range(log, all[b].key, "share taken in 18 to 120 hours",
                           fell_between(hours, least_hours, most_hours), 0.85, 1.0, all[b].source);
        if (strcmp(all[b].key, "baltic-2015-held") == 0)
            validate_range(log, all[b].key, "share held", held, 0.9, 1.0, all[b].source);
    }
    return check_taiwan(parts->world, log, arena, err);
}

const validate_family family_wargames = {
    .name = "wargames",
    .file = "",
    .what = "set-piece battles against public wargames",
    .run = run_family,
};
