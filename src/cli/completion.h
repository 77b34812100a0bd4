/*
 * Completion of the command line in bash, zsh and fish, written from the tables of commands and
 * options, so that it cannot drift from them.
 */
#ifndef ENT_CLI_COMPLETION_H
#define ENT_CLI_COMPLETION_H

#include "cli/options.h"

/* The word after which an option's table is printed for a shell: --complete=bash. */
#define COMPLETE_PREFIX "complete="

/* Print the part of a shell's script that belongs to one command. */
void completion_part(const ent_command *c, const char *shell);

/* What may follow: chosen by an option's name and its word for the value. */
typedef enum completion_kind {
    COMPLETE_NOTHING,
    COMPLETE_FILE,
    COMPLETE_FOLDER,
    COMPLETE_SCENARIO,
    COMPLETE_LEVER,
    COMPLETE_ASSUMPTION,
    COMPLETE_OUTCOME,
    COMPLETE_WORDS /* the help names them: "linear, early or late [linear]" */
} completion_kind;

#endif
