/* The registers as tables: levers, assumptions, outcomes, with what uses each row. */
#ifndef ENT_FACTS_REGISTER_TABLE_H
#define ENT_FACTS_REGISTER_TABLE_H

#include <stdbool.h>

#include "entente/register.h"
#include "entente/table.h"

typedef enum register_kind {
    REGISTER_LEVERS,
    REGISTER_ASSUMPTIONS,
    REGISTER_OUTCOMES,
    REGISTERS
} register_kind;

/* "levers", "assumptions" or "outcomes". errors ENT_E_ARG */
ent_status register_kind_of(const char *word, register_kind *kind, ent_error *err);

/*
 * The rows that `words` name by key or group, all when there are none; with `unused` those that
 * nothing uses.
 *
 * memory   the table lies in the arena
 * errors   ENT_E_ARG when nothing has such a name, with the nearest
 */
ent_status register_table(const ent_register *reg, register_kind kind, size_t n,
                          const char *const *words, bool unused, ent_table *t, ent_arena *arena,
                          ent_error *err);

#endif
