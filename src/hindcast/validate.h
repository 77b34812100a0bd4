/*
 * One comparison of the program with the world or with an independent computation: a family of
 * rows. `entente validate` runs the hindcasts, benchmarks and cross-checks of this folder,
 * entente-reference (tests/reference) the reference vectors.
 *
 *     static ent_status run_family(const char *dir, validate_log *log, ent_arena *arena,
 *                                  ent_error *err)
 *     {
 *         ent_csv table;
 *         ENT_TRY(ent_csv_read(ent_text_format(arena, "%s/war_history.csv", dir), ...));
 *         validate_check(log, "GBR", "target=5", got, 2.146, 0.0005, 0.0, "NATO_2024");
 *     }
 *
 *     const validate_family family_durations = {.name = "durations", ..., .run = run_family};
 *
 * To add a family to `entente validate`: one file, src/hindcast/family_NAME.c, that defines
 * family_NAME. The build finds it. A family that cannot be computed at all returns a status; a row
 * that fails is only counted.
 */
#ifndef ENT_HINDCAST_VALIDATE_H
#define ENT_HINDCAST_VALIDATE_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/csv.h"
#include "entente/text.h"

typedef struct validate_log validate_log;

typedef struct validate_family {
    const char *name;     /* for --only */
    const char *file;     /* the file of the reference folder that it needs; "" when none */
    const char *formerly; /* its name up to 0.1; NULL when that has not changed */
    const char *what;     /* what is compared, in a few words */
    ent_status (*run)(const char *dir, validate_log *log, ent_arena *arena, ent_error *err);
} validate_family;

/* The families of `entente validate`, by name; the list is made by src/hindcast/CMakeLists.txt. */
extern const validate_family *const hindcast_families[];
extern const size_t n_hindcast_families;

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

/* A row whose function the program no longer has: counted, and no failure. */
void validate_absent(validate_log *log);

/* A line printed under the family's result, whatever the result is (hindcasts, scores). */
void validate_note(validate_log *log, const char *format, ...) ENT_PRINTF(2, 3);

/* One JSON object that stands beside the families with --json: a score of a hindcast. Copied. */
void validate_json(validate_log *log, const char *object);

#endif
