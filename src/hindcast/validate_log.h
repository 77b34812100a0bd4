/* The log behind validate.h, for validate_run.c alone. */
#ifndef ENT_HINDCAST_VALIDATE_LOG_H
#define ENT_HINDCAST_VALIDATE_LOG_H

#include "hindcast/validate.h"

typedef struct validate_failure {
    struct validate_failure *next;
    const char *id, *inputs, *got, *expected, *tolerance, *source;
} validate_failure;

typedef struct validate_line {
    struct validate_line *next;
    const char *text;
} validate_line;

/* A row whose equation the program has replaced (tests/reference/superseded.csv). */
typedef struct validate_superseded {
    const char *id;   /* of the row, or the words that its id begins with */
    double low, high; /* the new value, twice, or the new range; missing when neither is known */
} validate_superseded;

struct validate_log {
    ent_arena *arena; /* keeps failures and notes */
    const validate_superseded *superseded;
    size_t n_superseded;
    size_t passed, failed, absent, replaced;
    double worst; /* largest error of a passed row over its tolerance */
    validate_failure *first_failure, *last_failure;
    validate_line *first_note, *last_note;
    validate_line *first_json, *last_json;
};

#endif
