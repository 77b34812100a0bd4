/*
 * A scenario as one object: the small interface that bindings use. Everything goes in as text
 * or numbers and comes out as arrays.
 *
 *     ent_simulation *s;
 *     ENT_TRY(ent_simulation_open("data", "scenarios", "brussels-2025", &s, &err));
 *     ent_simulation_set_lever(s, "us.posture_europe", "0.2", &err);
 *     ent_simulation_run(s, 4096, 1, 0, &err);
 *     ent_simulation_outcome(s, "capability.europe", "", "2030", values, 4096, &err);
 *     ent_simulation_close(s);
 */
#ifndef ENTENTE_SIMULATION_H
#define ENTENTE_SIMULATION_H

#include <stddef.h>
#include <stdint.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_simulation ent_simulation;

/**
 * Load data, registers and a scenario (a name in `scenarios_dir`, or a path).
 *
 * memory   *simulation is to be closed; NULL on failure
 * errors   as ent_facts_load, ent_register_load and scenario_load
 * threads  one object must not be used by two threads at a time
 */
ENT_API ent_status ent_simulation_open(const char *data_dir, const char *scenarios_dir,
                                       const char *scenario, ent_simulation **simulation,
                                       ent_error *err);

/** Give everything back; NULL is allowed. */
ENT_API void ent_simulation_close(ent_simulation *simulation);

/**
 * Set a lever on top of the scenario: a number, a choice, years ("2025:0.3|2026:0") or states
 * ("GBR|FRA"). Counts from the next run on.
 *
 * errors   as ent_change_lever; a value refused leaves the one before
 */
ENT_API ent_status ent_simulation_set_lever(ent_simulation *simulation, const char *key,
                                            const char *value, ent_error *err);

/**
 * Set an assumption: a number, the same in every future, or a prior ("lognormal 2 0.6").
 * Counts from the next run on.
 *
 * errors   as ent_change_assumption; a value refused leaves the one before
 */
ENT_API ent_status ent_simulation_set_assumption(ent_simulation *simulation, const char *key,
                                                 const char *value, ent_error *err);

/**
 * Keep every future of an outcome in the next runs. Scalars, yearly totals and outcomes by
 * flashpoint are kept anyhow; those by state or month take more memory and are asked for.
 *
 * errors   ENT_E_KEY for an unknown outcome, with the nearest
 */
ENT_API ent_status ent_simulation_keep(ent_simulation *simulation, const char *key, ent_error *err);

/**
 * Run futures 0 .. n_futures-1; the values depend on scenario, settings and seed alone.
 *
 * `threads` 0 takes all processors. What an earlier run kept is given back first.
 *
 * errors   ENT_E_ARG for no futures; ENT_E_DATA for a scenario that makes no world; ENT_E_NOMEM
 */
ENT_API ent_status ent_simulation_run(ent_simulation *simulation, uint64_t n_futures, uint64_t seed,
                                      size_t threads, ent_error *err);

/** Futures of the last run; 0 before one. */
ENT_API uint64_t ent_simulation_futures(const ent_simulation *simulation);

/** Hash of every outcome of the last run, as `entente run` prints it; 0 before one. */
ENT_API uint64_t ent_simulation_hash(const ent_simulation *simulation);

/**
 * An outcome in every future of the last run; a future without a value has ENT_MISSING.
 *
 * `index` and `at` as in ent_probe_find: a state, flashpoint, side or zone, or ""; "2030",
 * "2026-12", or "" for the last. A year of a monthly outcome is the mean of its months present.
 *
 * shape    values[n], n = ent_simulation_futures
 * errors   ENT_E_ARG before a run, for another n, for an index or time the run does not have,
 *          for an outcome not kept; ENT_E_KEY for an unknown outcome, with the nearest
 */
ENT_API ent_status ent_simulation_outcome(const ent_simulation *simulation, const char *key,
                                          const char *index, const char *at, double *values,
                                          size_t n, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
