/* The command line of `entente validate` and of entente-reference, which differ in what they
   compare. */
#ifndef ENT_CLI_VALIDATE_COMMAND_H
#define ENT_CLI_VALIDATE_COMMAND_H

#include "cli/options.h"
#include "hindcast/validate_run.h"

typedef struct validate_program {
    const char *name; /* "entente validate" */
    const char *summary, *details;
    bool misses_shown; /* failed rows always stand before the table, not only with --verbose */
    /* Words for --only that belong to the other program: "a family of reference vectors". */
    const char *const *elsewhere;
    size_t n_elsewhere;
    const char *their_kind, *their_program;
} validate_program;

/* Parse, run and print; the exit status: 1 when a row failed, 2 for wrong usage. */
int validate_command(const validate_program *program, const validate_set *set, int argc,
                     char **argv);

#endif
