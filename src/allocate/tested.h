/* Shared by the tables of tested.h. */
#ifndef ENT_ALLOCATE_TESTED_H
#define ENT_ALLOCATE_TESTED_H

#include "entente/allocate.h"
#include "entente/tested.h"
#include "futures/sample.h"

/* What a table is filled with. */
typedef struct tested {
    const ent_tested_plan *plan;
    ent_table *table;
    ent_arena *arena; /* of the table */
    ent_arena *scratch;
    const sample_draws *draws; /* of the plan's world */
    ent_error *err;
    size_t blocks;
    int32_t year; /* index of the model year */
} tested;

/* As ent_tested_make, with the draws of tested_draws, which many tables share. */
ent_status tested_make(const ent_tested_plan *plan, const sample_draws *draws,
                       ent_tested_table which, ent_table *table, ent_arena *arena, ent_error *err);
ent_status tested_draws(const ent_tested_plan *plan, sample_draws *draws, ent_arena *arena,
                        ent_error *err);

/* A copy of the plan's world that ends with `years` model years. */
ent_status tested_variant(const tested *t, int32_t years, ent_world **copy);
/* Set a lever for every year. */
void tested_lever(ent_world *w, ent_lever_id lever, double value);
/* Columns for five quantiles: what stands before their keys and headings, unit, decimals. */
#define TESTED_QUANTILES(key, heading, unit, decimals) \
    {key "p5", heading "5 %", unit, ENT_CELL_NUMBER, decimals}, \
        {key "p25", "25 %", unit, ENT_CELL_NUMBER, decimals}, \
        {key "p50", "Median", unit, ENT_CELL_NUMBER, decimals}, \
        {key "p75", "75 %", unit, ENT_CELL_NUMBER, decimals}, \
    { \
        key "p95", "95 %", unit, ENT_CELL_NUMBER, decimals \
    }
/* Five quantiles into the columns from `first` on. */
void tested_quantiles(tested *t, size_t row, size_t first, const sample_summary *s);
/* Run a variant, recording the wanted outcomes. */
ent_status tested_sample(const tested *t, const ent_world *w, const ent_outcome_id *wanted,
                         size_t n_wanted, sample *s);

ent_status tested_policies(tested *t);
ent_status tested_pulls(tested *t);
ent_status tested_guarantees(tested *t);
ent_status tested_autonomy(tested *t);
ent_status tested_force(tested *t);
ent_status tested_attack(tested *t);

/* The frontier between the theatres as a table. */
enum { FRONTIER_POINTS = 13, FRONTIER_COLUMNS = 3 };
extern const ent_column frontier_columns[FRONTIER_COLUMNS];
void frontier_rows(ent_table *t, const ent_frontier_point at[FRONTIER_POINTS]);

#endif
