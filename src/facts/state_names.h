/* States by the names and codes that people and publishers use beside ISO 3166: "UK", "Germany". */
#ifndef ENT_FACTS_STATE_NAMES_H
#define ENT_FACTS_STATE_NAMES_H

#include "entente/facts.h"

/*
 * Read DIR/state_names.csv; none when an older data folder has no such table.
 *
 * memory   owned by the arena
 * errors   ENT_E_IO, ENT_E_PARSE, ENT_E_DATA, ENT_E_NOMEM
 */
ent_status state_names_load(const char *dir, size_t *n, const ent_state_name **names,
                            ent_arena *arena, ent_error *err);

/* The state of another name, whatever its case; NULL when there is none. */
const char *state_names_find(size_t n, const ent_state_name *names, const char *word);

/* "Germany (DEU)": what a message suggests. */
typedef struct state_words {
    char text[80];
} state_words;

state_words state_with_code(const ent_facts *facts, const char *iso3);

/*
 * ISO3 code of a state by code, name or another name of it.
 *
 * errors   ENT_E_ARG, with the nearest
 */
ent_status facts_state(const ent_facts *facts, const char *word, const char **iso3, ent_error *err);

#endif
