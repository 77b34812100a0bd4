/*
 * entente validate: families of checks against reference vectors.
 *
 *     ent_status validate_bill(const char *dir, validate_log *log, ent_arena *arena,
 *                              ent_error *err)
 *     {
 *         ent_csv table;
 *         ENT_TRY(ent_csv_read(ent_text_format(arena, "%s/bill_vectors.csv", dir), ...));
 *         validate_check(log, "GBR", "target=5", got, 2.146, 0.0005, 0.0, "NATO_2024");
 *     }
 *
 * To add a family: a line in ENT_FAMILY_LIST, src/cli/validate_NAME.c. A family that cannot be
 * computed at all returns a status; a row that fails is only counted.
 */
#ifndef ENT_CLI_VALIDATE_H
#define ENT_CLI_VALIDATE_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/csv.h"
#include "entente/text.h"

/* clang-format off: one family a line, so that lines merge */
/* X(name, file in the reference folder or "" when it needs none, what is computed) */
#define ENT_FAMILY_LIST(X) \
    X(facts, "", "cross-checks of the tables of facts") \
    X(model, "model_vectors.csv", "capability, burden, posture, deterrence, combat, attrition") \
    X(deterministic, "deterministic_vectors.csv", "the model, every assumption central, no shock") \
    X(capability, "cinc.csv", "forces against a published index, and their totals") \
    X(explore, "explore_vectors.csv", "sensitivity, scenario discovery, robustness") \
    X(hindcast_spending, "", "spending of the allies from earlier years, and 2025") \
    X(hindcast_ukraine, "ukraine_territory_daily.csv", "the front from two start dates") \
    X(aid, "ukraine_aid.csv", "accounts of aid against the tables of the source") \
    X(durations, "war_history.csv", "how long wars lasted, and the first year of the scenario") \
    X(behaviours, "model_behaviours.csv", "how results move when levers move, over futures") \
    X(obligations, "obligation_cases.csv", "verdict and reason per clause, level per state") \
    X(wargames, "", "set-piece battles against public wargames") \
    X(bargaining, "bargaining_vectors.csv", "forecasts, rounds, war, quantal response, probit") \
    X(deu, "deu_positions.csv", "error of forecast rules on European Union decisions") \
    /* the list ends here */
/* clang-format on */

typedef struct validate_log validate_log;

/*
 * One number against its expectation: passes within abs_tol or within rel_tol * |expected|,
 * whichever is wider; missing passes only against missing. Texts are copied when kept.
 */
void validate_check(validate_log *log, const char *id, const char *inputs, double got,
                    double expected, double abs_tol, double rel_tol, const char *source);

/* One number inside [low, high]; ENT_MISSING leaves that end open. */
void validate_range(validate_log *log, const char *id, const char *inputs, double got, double low,
                    double high, const char *source);

/* One word against its expectation. */
void validate_text(validate_log *log, const char *id, const char *inputs, const char *got,
                   const char *expected, const char *source);

/* A row that could not be computed: fails, with the reason. */
void validate_unable(validate_log *log, const char *id, const char *inputs, const char *reason,
                     const char *source);

/* A line printed under the family's result, whatever the result is (hindcasts, scores). */
void validate_note(validate_log *log, const char *format, ...) ENT_PRINTF(2, 3);

/* "rel:1e-9;abs:0.5" to the two tolerances (0 where not named); false when malformed. */
bool validate_tolerance(const char *text, double *abs_tol, double *rel_tol);

/*
 * Inputs of the form key=value;key=a|b|c. The text is borrowed.
 */
typedef struct validate_inputs {
    const char *text;
} validate_inputs;

/* One number by key; ENT_MISSING when the key is absent or no number. */
double validate_number(const validate_inputs *in, const char *key);

/* Numbers of a list by key; returns how many, at most `most`; 0 when absent or malformed. */
size_t validate_list(const validate_inputs *in, const char *key, size_t most, double *values);

/* A word by key, copied into `word` (cut to `size`); false when absent. */
bool validate_word(const validate_inputs *in, const char *key, size_t size, char *word);

#define ENT_FAMILY_DECLARE(name, file, what) \
    ent_status validate_##name(const char *dir, validate_log *log, ent_arena *arena, \
                               ent_error *err);
ENT_FAMILY_LIST(ENT_FAMILY_DECLARE)
#undef ENT_FAMILY_DECLARE

#endif
