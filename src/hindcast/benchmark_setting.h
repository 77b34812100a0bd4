/*
 * A scenario with its futures, and what it answers of a quantity that a row of a benchmark names.
 *
 *     benchmark_setting s;
 *     ENT_TRY(benchmark_setting_open(folders, "us-leaves aid.us=0", true, wanted, &s, arena, err));
 *     benchmark_question q = {.setting = &s, .at = "2030", .arena = arena};
 *     ENT_TRY(expression_values("spending.share[GBR]", BENCHMARK_FUTURES, benchmark_values, &q,
 *                               values, arena, err));
 */
#ifndef ENT_HINDCAST_BENCHMARK_SETTING_H
#define ENT_HINDCAST_BENCHMARK_SETTING_H

#include "entente/draws.h"
#include "futures/sample.h"
#include "hindcast/expression.h"
#include "world/parts.h"

enum { BENCHMARK_BLOCKS = 16, BENCHMARK_FUTURES = BENCHMARK_BLOCKS * ENT_BLOCK };

typedef struct benchmark_forces benchmark_forces;

typedef struct benchmark_setting {
    const char *text;
    world_parts *parts;
    sample sample;
    double *draws;                  /* [ENT_N_ASSUMPTIONS][BENCHMARK_FUTURES] */
    benchmark_forces *forces;       /* of the year asked for last */
    struct benchmark_setting *base; /* without the changes of the text; NULL when not asked for */
} benchmark_setting;

/*
 * Load "NAME", "NAME lever=value ..." or "NAME horizon=2030" and run its futures; "prior" is the
 * assumptions of no scenario in particular.
 *
 * shape    wanted[ENT_N_OUTCOMES]: the outcomes that will be asked for
 * memory   all in the arena
 * errors   those of the scenario's files; ENT_E_KEY, ENT_E_ARG for a change
 */
ent_status benchmark_setting_open(const world_folders *folders, const char *text, bool with_base,
                                  const bool *wanted, benchmark_setting *s, ent_arena *arena,
                                  ent_error *err);

typedef struct benchmark_question {
    const benchmark_setting *setting;
    const char *at; /* of names that give no time: "", "2030", "2030-06" or "2026..2030" */
    ent_arena *arena;
} benchmark_question;

/*
 * An expression_lookup; the closure is a benchmark_question. Names an outcome, an assumption, a
 * lever, or of a state: gdp (billions of 2024 USD of the base year), soldiers (active, thousands;
 * of the base year, or of a year of the model), assigned (reservists with a place in a wartime
 * unit, thousands) and home_land (land forces ready at home with their reservists, BE, of a year).
 *
 * index    a place or side as in a claim, a state by code or name, several places ("DEU,FRA"), or
 *          ALL, EURCAN, EUROPE, EU (members that are allies): amounts are added, shares of GDP
 *          weighted by GDP; the key of a battle of the scenario for combat.day and combat.taken
 */
ent_status benchmark_values(void *closure, const expression_name *name, double *values,
                            ent_error *err);

#endif
