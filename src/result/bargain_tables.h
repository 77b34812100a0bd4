/* What `entente bargain` shows: tables of a study, and a page with its picture. */
#ifndef ENT_RESULT_BARGAIN_TABLES_H
#define ENT_RESULT_BARGAIN_TABLES_H

#include "entente/bargain_study.h"
#include "entente/table.h"

typedef struct bargain_view {
    const ent_actor_table *table;
    const ent_study *study;
    ent_study_rounds rounds;
    ent_rule chosen;   /* the rule asked for */
    const char *model; /* as asked for */
    size_t explain;    /* actor; table->n: nobody */
    ent_arena *arena;
} bargain_view;

/* Forecast of every rule on every issue, the chosen one and the weighted mean first. */
void bargain_forecast_table(const bargain_view *v, ent_table *t);

/* Where each actor starts and ends. */
void bargain_position_table(const bargain_view *v, ent_table *t);

/* Turn by turn: who moves whom. At most `most` rows; the note says how many are left. */
void bargain_move_table(const bargain_view *v, size_t most, ent_table *t);

/* One actor's way through the rounds, and whoever challenged it. */
void bargain_explain_table(const bargain_view *v, ent_table *t);

/* How the rounds ended, one line. */
const char *bargain_ending(const bargain_view *v);

/* One self-contained page: forecasts, positions by turn, ends of the actors. */
ent_status bargain_page(const bargain_view *v, const ent_table *const *tables, size_t n_tables,
                        ent_builder *out, ent_error *err);

#endif
