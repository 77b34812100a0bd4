#include "cli/interrupt.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;
static char last_words[512];

static void on_interrupt(int signal)
{
    __atomic_store_n(&interrupted, signal, __ATOMIC_RELAXED);
}

const volatile sig_atomic_t *catch_interrupts(void)
{
    struct sigaction act = {.sa_handler = on_interrupt};
    sigemptyset(&act.sa_mask);
    act.sa_flags = SA_RESTART;         /* no write is cut short by it */
    sigaction(SIGTERM, &act, NULL);    /* launchers of ranks send it more than once */
    act.sa_flags |= (int)SA_RESETHAND; /* who presses Ctrl-C twice means it */
    sigaction(SIGINT, &act, NULL);
    return &interrupted;
}

/* SA_RESETHAND is set: the signal, raised again, ends the program as it would have without this. */
static void on_last_interrupt(int signal)
{
    const ssize_t written = write(STDERR_FILENO, last_words, strlen(last_words));
    (void)written; /* there is nothing left to do about it */
    raise(signal);
}

void release_interrupts(const char *words)
{
    struct sigaction act = {.sa_handler = on_last_interrupt};
    sigemptyset(&act.sa_mask);
    act.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
    snprintf(last_words, sizeof last_words, "%s", words);
    sigaction(SIGTERM, &act, NULL);
    sigaction(SIGINT, &act, NULL);
    const int late = __atomic_load_n(&interrupted, __ATOMIC_RELAXED);
    if (late)
        raise(late);
}
