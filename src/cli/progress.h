/* One line of progress: how far, how fast, how long still. */
#ifndef ENT_CLI_PROGRESS_H
#define ENT_CLI_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Write " 40 %  5211 futures/s  12 s left" into `out`. `work` is how many `unit` one of `all`
 * stands for. Without a time that makes sense (none yet, or a clock that went back) only the
 * share is said.
 */
void progress_text(uint64_t done, uint64_t all, double work, const char *unit, double seconds,
                   char *out, size_t size);

/* The same on standard error when that is a terminal; cleared at the end. */
void progress_show(uint64_t done, uint64_t all, double work, const char *unit, double seconds);

/* For what the study module runs: nothing in the first half second. */
void progress_study(void *with, uint64_t done, uint64_t all, double seconds);

#endif
