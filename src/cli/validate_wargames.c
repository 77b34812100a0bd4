/* Family "wargames": set-piece battles and forced wars against public wargames (regression
   tests: the rules were chosen with them in view). */
#include <string.h>

#include "cli/paths.h"
#include "cli/validate.h"
#include "cli/world_of.h"
#include "entente/battle.h"

enum { DRAWS = 4096, MAX_BATTLES = 16 };
static const uint64_t SEED = 1;

/* Share of draws in which the objective fell between two hours. */
static double fell_between(const double *hours, double low, double high)
{
    size_t n = 0;
    for (size_t i = 0; i < DRAWS; i++)
        n += hours[i] >= low && hours[i] <= high;
    return (double)n / DRAWS;
}

ent_status validate_wargames(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    (void)dir;
    const double least_hours = 18.0, most_hours = 120.0; /* twice the published 36 to 60 */
    const ent_battle *all = NULL;
    size_t n = 0;
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    double *hours = ent_arena_array(arena, double, DRAWS);
    if (!parts || !hours)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(world_of("status-quo-2024", parts, arena, err));
    ENT_TRY(ent_battles_load(path_data(), &all, &n, arena, err));
    for (size_t b = 0; b < n && b < MAX_BATTLES; b++) {
        ent_battle_sample s;
        ent_battle_run(&all[b], parts->world->prior, parts->world->slot, SEED, DRAWS, hours, &s);
        const double held = 1.0 - (double)s.taken / DRAWS;
        if (strcmp(all[b].key, "baltic-2015") == 0)
            validate_range(log, all[b].key, "share taken in 18 to 120 hours",
                           fell_between(hours, least_hours, most_hours), 0.85, 1.0, all[b].source);
        if (strcmp(all[b].key, "baltic-2015-held") == 0)
            validate_range(log, all[b].key, "share held", held, 0.9, 1.0, all[b].source);
    }
    return ENT_OK;
}
