/* Names and codes of states as publishers write them. */
#ifndef ENT_IMPORT_NAMES_H
#define ENT_IMPORT_NAMES_H

#include "entente/facts.h"

enum { NAMES_LONGEST = 256 }; /* bytes of a name; longer texts are sentences */

/* How a column names states. */
typedef enum names_scheme {
    NAMES_WORDS,       /* names, ISO 3166 codes of three letters and of two */
    NAMES_ISO_NUMBER,  /* ISO 3166 numbers, the M49 of the United Nations */
    NAMES_COW_NUMBER,  /* Correlates of War */
    NAMES_COW_LETTERS, /* Correlates of War, such as UKG */
    NAMES_N_SCHEMES
} names_scheme;

typedef struct names_entry {
    const char *folded, *state;
} names_entry;

typedef struct names_table {
    size_t n[NAMES_N_SCHEMES];
    const names_entry *entries[NAMES_N_SCHEMES]; /* sorted by folded */
} names_table;

/*
 * Names of the facts' own states, those of state_names.csv and the codes of state_codes.csv; the
 * two tables may be absent from a data folder of an older release.
 *
 * errors   ENT_E_NOMEM; ENT_E_PARSE and ENT_E_DATA with file and line for a malformed table
 * memory   owned by the arena; borrows texts of `facts`
 */
ent_status names_load(names_table *names, const ent_facts *facts, ent_arena *arena, ent_error *err);

/*
 * ISO3 code of a name or code, or NULL. Case, accents, punctuation, marks of footnotes and a
 * leading "the" do not count. The state need not be one that the facts know.
 */
const char *names_find(const names_table *names, names_scheme scheme, const char *text);

/* Whether a column's head is `name`: "Country Code", "country_code" are "countrycode". */
bool names_header(const char *text, const char *name);

#endif
