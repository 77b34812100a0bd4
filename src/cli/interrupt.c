#include "cli/interrupt.h"

static volatile sig_atomic_t interrupted;

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

void release_interrupts(void)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    const int late = __atomic_load_n(&interrupted, __ATOMIC_RELAXED);
    if (late)
        raise(late);
}
