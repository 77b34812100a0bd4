/* What the commands about data share: what is said of it, how a table is printed. */
#ifndef ENT_CLI_DATA_H
#define ENT_CLI_DATA_H

#include "cli/options.h"
#include "entente/session.h"

/* A line of warning on stderr. */
void data_warn(const char *line);

/* Render a table to stdout; the exit code, and the status when rendering failed. */
int data_print_table(const ent_table *t, ent_format format, ent_arena *arena, ent_status *status,
                     ent_error *err);

/* How an answer is written on standard output. */
ent_writing data_writing(bool json, bool csv);

/* The texts of an option that may be repeated. */
ent_words data_words(const text_list *list);

/* A session over the program's data, which says on stderr which tables are absent. */
ent_status data_open(ent_session **session, ent_error *err);

/*
 * The end of a command that prints one text of a session: prints it, or one line of error on
 * stderr, and closes the session. `text` NULL: nothing to print.
 *
 * returns  exit code
 */
int data_end(const char *command, ent_session *session, ent_status status, const char *text,
             size_t length, const ent_error *err);

/* What a command asks of an open session; the text is what it prints. */
typedef ent_status data_ask(ent_session *session, const void *args, const char **text,
                            size_t *length, ent_error *err);

/* A flag that an interrupt raises, for work that can then be kept: with files of its own, or on
   several ranks. Else NULL, and an interrupt ends the program. */
const volatile sig_atomic_t *data_stop(const ent_session *session, const char *checkpoint);

/*
 * A command that asks a session one thing: opens it, asks, prints, closes.
 *
 * returns  exit code
 */
int data_answer(const char *command, data_ask *ask, const void *args);

/* What the commands that run a study share: the first member of their arguments. */
typedef struct study_args {
    text_list set, assume;
    const char *out, *checkpoint, *currency;
    size_t threads;
    unsigned long long seed;
    bool resume, json, csv;
    const char *command; /* that makes the answer again */
    size_t n;            /* operands */
    int argc;
    char **argv; /* operands first, from 1 on */
} study_args;

/* How the study computes; `stop` and `progress` as in ent_job. */
ent_job study_job(const study_args *args, const volatile sig_atomic_t *stop,
                  void (*progress)(void *with, uint64_t done, uint64_t all, double seconds));

/*
 * Such a command: reads its options into `args`, asks, prints.
 *
 * returns  exit code
 */
int study_answer(const ent_command *command, int argc, char **argv, data_ask *ask,
                 study_args *args);

/*
 * A scenario of a session with what --set and --assume change.
 *
 * errors   as ent_scenario_load and ent_scenario_set; ENT_E_ARG for a text without '='
 */
ent_status data_load_scenario(ent_session *session, const char *name, const text_list *set,
                              const text_list *assume, ent_scenario **scenario, ent_error *err);

#endif
