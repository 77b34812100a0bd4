/*
 * Names of the columns of outcomes: "spending.share", "GBR", "2030".
 *
 *     ent_columns_each(world, &reg, false, show, with);   // show(with, &column) for each
 */
#ifndef ENTENTE_COLUMNS_H
#define ENTENTE_COLUMNS_H

#include "entente/block.h"
#include "entente/register.h"

typedef struct ent_named_column {
    const ent_outcome *row; /* of the register */
    ent_outcome_id outcome;
    size_t index;              /* of the column within its outcome */
    char name[48], at[16];     /* "GBR" or "baltic,attacker", "" for none; "2030", "2026-12" */
    const char *kind_of_index; /* state, flashpoint, side, item; NULL: none */
    const char *value[2];      /* of the index; two for flashpoint and side */
} ent_named_column;

typedef void ent_column_show(void *with, const ent_named_column *column);

/**
 * Call `show` for the columns of every outcome in the order of the register, by index, then by
 * time. Without `all` only the ends of quarters and the states that matter to the alliance.
 */
ENT_API void ent_columns_each(const ent_world *world, const ent_register *reg, bool all,
                              ent_column_show *show, void *with);

/** The same for the columns of one outcome. */
ENT_API void ent_columns_of(const ent_world *world, const ent_outcome *row, bool all,
                            ent_column_show *show, void *with);

/** Whether a column is among those shown without `all`. */
ENT_API bool ent_column_shown(const ent_world *world, ent_outcome_id outcome, size_t index);

#endif
