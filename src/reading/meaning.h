/*
 * From propositions to what the model can do with them: levers, claims, events, facts to check. The
 * table data/reading/meaning.csv says which; a proposition without a row, or with one of the effect
 * `cannot`, is answered with why.
 */
#ifndef ENT_READING_MEANING_H
#define ENT_READING_MEANING_H

#include "reading/reading.h"

typedef enum meaning_effect {
    MEANING_LEVER,
    MEANING_CLAIM,
    MEANING_EVENT,
    MEANING_FACT,
    MEANING_CANNOT
} meaning_effect;

/* One thing that follows from one proposition. */
typedef struct meaning {
    meaning_effect effect;
    size_t proposition;  /* index in ent_reading.propositions */
    size_t row;          /* of the table; the number of its rows for none */
    const char *key;     /* lever, outcome, event or check; "" for `cannot` */
    const char *setting; /* value of the lever, fields of the claim or event */
    const char *basis;   /* of a lever: "stated" by the text or "judged" by the table */
    const char *chart;   /* of the report that shows the claim; "" for none */
    const char *says;    /* the claim's sentence, or why the model cannot answer */
} meaning;

/*
 * Apply the table to a text, in the order of its propositions.
 *
 * errors   ENT_E_PARSE, ENT_E_DATA with table:line: for a malformed table
 * memory   owned by the arena; borrows the table and the reading
 */
ent_status meaning_of(const ent_reading_table *table, const ent_reading *reading,
                      meaning **meanings, size_t *n, ent_arena *arena, ent_error *err);

#endif
