/*
 * Settings as text: one lever or assumption changed on top of a scenario.
 *
 *     size_t row;
 *     ent_lever_setting setting;
 *     ENT_TRY(ent_change_lever(&reg, &facts, "aid.us", "2025:0.3|2027:0", &row,
 *                              &setting, arena, err));
 *     levers[row] = setting;                    // a copy of scenario.levers
 */
#ifndef ENTENTE_CHANGE_H
#define ENTENTE_CHANGE_H

#include "entente/scenario.h"

/**
 * Read a lever's value: a number, a choice, years ("2025:0.3|2026:0") or states ("GBR|FRA").
 *
 * memory   texts of the setting are owned by the arena
 * errors   ENT_E_KEY for an unknown lever, with the nearest; ENT_E_ARG for a value that is none
 *          or out of range; ENT_E_NOMEM
 */
ENT_API ent_status ent_change_lever(const ent_register *reg, const ent_facts *facts,
                                    const char *key, const char *value, size_t *row_index,
                                    ent_lever_setting *setting, ent_arena *arena, ent_error *err);

/**
 * Fit a setting into a scenario as a file would: years must lie inside the run, and before the
 * first year named the lever keeps the value that the scenario had.
 *
 * errors   ENT_E_ARG for a year outside the run
 */
ENT_API ent_status ent_change_fit(const scenario_spec *scenario, const ent_lever *row,
                                  const ent_lever_setting *before, ent_lever_setting *setting,
                                  ent_error *err);

/**
 * Read an assumption: a number (fixed in every future) or a prior ("lognormal 2 0.6").
 *
 * memory   texts of the setting are owned by the arena
 * errors   ENT_E_KEY for an unknown assumption, with the nearest; ENT_E_ARG for a value that is
 *          neither; ENT_E_NOMEM
 */
ENT_API ent_status ent_change_assumption(const ent_register *reg, const char *key,
                                         const char *value, size_t *row_index,
                                         ent_prior_setting *setting, ent_arena *arena,
                                         ent_error *err);

#endif
