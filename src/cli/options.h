/*
 * Options are data: a table per command, filled into its local struct.
 *
 *     typedef struct run_args { size_t n_futures; bool json; } run_args;
 *     static const ent_option options[] = {
 *         {"futures", ENT_OPT_SIZE, offsetof(run_args, n_futures), "N", "futures to draw [4096]"},
 *         {"json", ENT_OPT_FLAG, offsetof(run_args, json), NULL, "write JSON"},
 *     };
 */
#ifndef ENT_CLI_OPTIONS_H
#define ENT_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text_list.h"
#include "entente/table.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

typedef enum ent_option_kind {
    ENT_OPT_FLAG,   /* bool */
    ENT_OPT_SIZE,   /* size_t, plain decimal, at most 2^52 */
    ENT_OPT_U64,    /* unsigned long long */
    ENT_OPT_NUMBER, /* double */
    ENT_OPT_TEXT,   /* const char * */
    ENT_OPT_LIST    /* text_list: may be given several times */
} ent_option_kind;

typedef struct ent_option {
    const char *name;
    ent_option_kind kind;
    size_t offset;
    const char *value; /* name of the value in help; NULL for a flag */
    const char *help;
} ent_option;

/* What every command over a scenario can change in it: lists `set` and `assume` of the struct. */
#define OPT_CHANGES(type) \
    {"set", ENT_OPT_LIST, offsetof(type, set), "LEVER=VALUE", "change a lever"}, \
    { \
        "assume", ENT_OPT_LIST, offsetof(type, assume), "KEY=VALUE", \
            "fix an assumption, or give it another range" \
    }

/* The money of every amount: the text `currency` of the struct. */
#define OPT_CURRENCY(type) \
    { \
        "currency", ENT_OPT_TEXT, offsetof(type, currency), "MONEY", \
            "money of every amount, at the rates of 2024: USD, EUR or that of an ally [its own]" \
    }

typedef struct ent_command {
    const char *name;
    const char *operands; /* "SCENARIO [STATE...]" */
    const char *summary;  /* one line */
    const char *details;  /* a paragraph and examples; may be NULL */
    const ent_option *options;
    size_t n_options;
    size_t min_operands, max_operands;
} ent_command;

typedef enum opt_result { OPT_RUN, OPT_HELPED, OPT_WRONG } opt_result;

/*
 * Read argv[1..] (argv[0] is the command's name) into `into`; operands are moved to the front
 * of argv[1..] and counted. --help prints on stdout; a mistake is one line on stderr with the
 * nearest valid option. An option that takes one value may be given once: of two values one
 * would be lost.
 */
opt_result opt_parse(const ent_command *command, int argc, char **argv, void *into,
                     size_t *n_operands);

/*
 * What was typed, quoted for a shell, without where results go, how they are shown and who
 * computes: the command that a page names to make it again. Ask before opt_parse, which sorts the
 * words.
 */
const char *opt_words(const ent_command *command, int argc, char **argv, ent_arena *arena);

/* Exit code that goes with a result other than OPT_RUN. */
int opt_exit(opt_result result);

/* Width of the terminal and whether it takes colour (NO_COLOR respected). */
ent_style opt_style(void);

/* Format asked for by the flags; JSON wins. */
ent_format opt_format(bool json, bool csv);

/* Print text on stdout; EXIT_FAILED with a message when stdout cannot take it. */
int opt_print(const char *text, size_t length);

/* A line about a word that was typed: one line whatever the word holds. */
void opt_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Print "entente NAME: MESSAGE" on stderr and return the exit code for the status. */
int opt_fail(const char *command, ent_status status, const ent_error *err);

#endif
