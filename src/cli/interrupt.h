#ifndef ENT_CLI_INTERRUPT_H
#define ENT_CLI_INTERRUPT_H

#include <signal.h>

/* SIGINT and SIGTERM (which mpirun passes on) set the flag once; the second ends at once. */
const volatile sig_atomic_t *catch_interrupts(void);

/*
 * What can be gone on with is done: SIGINT and SIGTERM end the program at once again, after these
 * words (at most 511 bytes) on standard error. One that came too late to stop the run
 * does so here.
 */
void release_interrupts(const char *words);

#endif
