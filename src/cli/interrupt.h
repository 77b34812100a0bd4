#ifndef ENT_CLI_INTERRUPT_H
#define ENT_CLI_INTERRUPT_H

#include <signal.h>

/* SIGINT and SIGTERM (which mpirun passes on) set the flag once; the second ends at once. */
const volatile sig_atomic_t *catch_interrupts(void);

#endif
