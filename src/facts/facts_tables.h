/* The figures as tables: by key or state, their sources, the cross-checks. */
#ifndef ENT_FACTS_FACTS_TABLES_H
#define ENT_FACTS_FACTS_TABLES_H

#include "entente/facts.h"
#include "entente/table.h"

typedef struct facts_ask {
    size_t n;                   /* at most 16; none: what there is, by key */
    const char *const *words;   /* states and keys */
    const char *year, *vintage; /* NULL: all */
    bool sources;               /* list these instead */
    bool numbers;               /* figures as numbers, instead of as they were published */
} facts_ask;

/*
 * memory   the table lies in the arena
 * errors   ENT_E_ARG for a word that is neither state nor key, with the nearest; ENT_E_DATA when no
 *          figure fits
 */
ent_status facts_table(const ent_facts *facts, const facts_ask *ask, ent_table *t, ent_arena *arena,
                       ent_error *err);

/* Known exceptions and failures of the cross-checks. `failed` says whether any check did. */
ent_status facts_check_table(const ent_facts *facts, ent_table *t, bool *failed, ent_arena *arena,
                             ent_error *err);

/* Add what fails with the facts of a scenario, under its name. */
ent_status facts_check_more(const ent_facts *changed, const char *name, ent_table *t, bool *failed,
                            ent_arena *arena, ent_error *err);

#endif
