/* --set lever=value and --assume key=value: a scenario changed on the command line. */
#ifndef ENT_SCENARIO_APPLY_H
#define ENT_SCENARIO_APPLY_H

#include "base/text_list.h"
#include "entente/scenario.h"

/*
 * Apply settings on top of a loaded scenario.
 *
 * A lever takes a number, a choice, years ("2025:0.3|2026:0") or states ("GBR|FRA"); an
 * assumption a number (fixed in every future) or a prior ("lognormal 2 0.6").
 *
 * memory   copies into the arena; texts of the lists must live on
 * errors   ENT_E_ARG naming the setting, with the nearest valid key
 */
ent_status settings_apply(const text_list *set, const text_list *assume, const ent_register *reg,
                          const ent_facts *facts, scenario_spec *scenario, ent_arena *arena,
                          ent_error *err);

/* One lever to one value in all years. */
ent_status settings_lever(const char *key, double value, const ent_register *reg,
                          scenario_spec *scenario, ent_arena *arena, ent_error *err);

/*
 * One fact replaced, as in a scenario file: the `key` of a state in a year (0: none). `source` is a
 * key of sources.csv; NULL: the project itself.
 *
 * memory   a list of its own in the arena; texts borrowed from `facts` or copied
 * errors   ENT_E_KEY for an unknown key or source, with the nearest; ENT_E_DATA for a state there
 * is not, a year or a value that makes no sense; ENT_E_NOMEM
 */
ent_status settings_fact(const char *state, const char *key, int year, double value,
                         const char *source, const ent_facts *facts, scenario_spec *scenario,
                         ent_arena *arena, ent_error *err);
/* Several levers as text, on own copies of the scenario's settings. */
ent_status settings_levers(size_t n, const char *const *keys, const char *const *values,
                           const ent_register *reg, const ent_facts *facts, scenario_spec *scenario,
                           ent_arena *arena, ent_error *err);

#endif
