/* The log behind validate.h, for cmd_validate.c alone. */
#ifndef ENT_CLI_VALIDATE_LOG_H
#define ENT_CLI_VALIDATE_LOG_H

#include "cli/validate.h"

typedef struct validate_failure {
    struct validate_failure *next;
    const char *id, *inputs, *got, *expected, *tolerance, *source;
} validate_failure;

typedef struct validate_line {
    struct validate_line *next;
    const char *text;
} validate_line;

struct validate_log {
    ent_arena *arena; /* keeps failures and notes */
    size_t passed, failed;
    double worst; /* largest error of a passed row over its tolerance */
    validate_failure *first_failure, *last_failure;
    validate_line *first_note, *last_note;
};

#endif
