/* Tables that a folder of data may lack. */
#ifndef ENT_FACTS_OPTIONAL_H
#define ENT_FACTS_OPTIONAL_H

#include <stdbool.h>

#include "entente/csv.h"

/*
 * Read DIR/NAME where it exists; `there` says whether it does.
 *
 * errors   those of ent_csv_read for a table that exists; ENT_E_NOMEM
 */
ent_status facts_read_optional(const char *dir, const char *name, ent_csv *t, bool *there,
                               ent_arena *arena, ent_error *err);

/* A row of scorecard.csv: one test of the model against what came, or against published studies. */
typedef struct facts_score {
    const char *part, *family, *verdict, *says, *figure, *source;
    double skill, n; /* missing where the row has none */
} facts_score;

/*
 * The rows in the order of the table, misses first; none where there is no table.
 *
 * errors   ENT_E_PARSE, ENT_E_DATA naming the table; ENT_E_NOMEM
 */
ent_status facts_scores(const char *dir, size_t *n, const facts_score **scores, ent_arena *arena,
                        ent_error *err);

#endif
