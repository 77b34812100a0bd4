/* Shared by the tables of what_if.h. */
#ifndef ENT_ALLOCATE_WHAT_IF_H
#define ENT_ALLOCATE_WHAT_IF_H

#include "entente/allocate.h"
#include "entente/what_if.h"
#include "futures/sample.h"

/* What a table is filled with. */
typedef struct what_if {
    const ent_what_if_plan *plan;
    ent_table *table;
    ent_arena *arena; /* of the table */
    ent_arena *scratch;
    const sample_draws *draws; /* of the plan's world */
    ent_error *err;
    size_t blocks;
    int32_t year; /* index of the model year */
} what_if;

/* As ent_what_if_make, with the draws of what_if_draws, which many tables share. */
ent_status what_if_make(const ent_what_if_plan *plan, const sample_draws *draws,
                        ent_what_if_table which, ent_table *table, ent_arena *arena,
                        ent_error *err);
ent_status what_if_draws(const ent_what_if_plan *plan, sample_draws *draws, ent_arena *arena,
                         ent_error *err);

/* A copy of the plan's world that ends with `years` model years. */
ent_status what_if_variant(const what_if *t, int32_t years, ent_world **copy);
/* Set a lever for every year. */
void what_if_lever(ent_world *w, ent_lever_id lever, double value);
/* Columns for five quantiles: what stands before their keys and headings, unit, decimals. */
#define WHAT_IF_QUANTILES(key, heading, unit, decimals) \
    {key "p5", heading "5 %", unit, ENT_CELL_NUMBER, decimals}, \
        {key "p25", "25 %", unit, ENT_CELL_NUMBER, decimals}, \
        {key "p50", "Median", unit, ENT_CELL_NUMBER, decimals}, \
        {key "p75", "75 %", unit, ENT_CELL_NUMBER, decimals}, \
    { \
        key "p95", "95 %", unit, ENT_CELL_NUMBER, decimals \
    }
/* Five quantiles into the columns from `first` on. */
void what_if_quantiles(what_if *t, size_t row, size_t first, const sample_summary *s);
/* Run a variant, recording the wanted outcomes. */
ent_status what_if_sample(const what_if *t, const ent_world *w, const ent_outcome_id *wanted,
                          size_t n_wanted, sample *s);

ent_status what_if_policies(what_if *t);
ent_status what_if_pulls(what_if *t);
ent_status what_if_guarantees(what_if *t);
ent_status what_if_autonomy(what_if *t);
ent_status what_if_force(what_if *t);
ent_status what_if_attack(what_if *t);

/* The frontier between the theatres as a table. */
enum { FRONTIER_POINTS = 13, FRONTIER_COLUMNS = 3 };
extern const ent_column frontier_columns[FRONTIER_COLUMNS];
void frontier_rows(ent_table *t, const ent_frontier_point at[FRONTIER_POINTS]);

#endif
