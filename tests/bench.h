/*
 * One table for every benchmark: what was measured, beside a peer's figure, a floor and a goal.
 *
 *     bench_head("Exploration, one core");
 *     bench_row("cross-sampling, 2^14 x 8", "ms", 1e3 * seconds, "SALib 270-440", 50.0, 10.0);
 *
 * Less is better unless the goal lies above the floor. Peers' figures: docs/performance.md.
 */
#ifndef ENT_TEST_BENCH_H
#define ENT_TEST_BENCH_H

#include <stdio.h>
#include <time.h>

static inline double bench_clock_of(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Processor time of this thread: others on the machine do not count. */
static inline double bench_busy(void)
{
    return bench_clock_of(CLOCK_THREAD_CPUTIME_ID);
}

static inline void bench_head(const char *title)
{
    printf("%-44.44s %5s %10s %18s %8s %8s  %s\n", title, "", "here", "peer", "floor", "goal",
           "verdict");
}

static inline const char *bench_verdict(double value, double floor, double goal)
{
    const double sign = goal > floor ? 1.0 : -1.0;
    if (sign * value >= sign * goal)
        return "goal met";
    return sign * value >= sign * floor ? "floor met" : "BELOW FLOOR";
}

static inline void bench_number(double value, int width)
{
    const double size = value < 0.0 ? -value : value;
    printf(" %*.*f", width, size < 10.0 ? 2 : size < 100.0 ? 1 : 0, value);
}

/* A figure with nothing to hold it against. */
static inline void bench_note(const char *what, const char *unit, double value)
{
    printf("  %-42.42s %5s", what, unit);
    bench_number(value, 10);
    printf("\n");
}

static inline void bench_row(const char *what, const char *unit, double value, const char *peer,
                             double floor, double goal)
{
    printf("  %-42.42s %5s", what, unit);
    bench_number(value, 10);
    printf(" %18s", peer);
    bench_number(floor, 8);
    bench_number(goal, 8);
    printf("  %s\n", bench_verdict(value, floor, goal));
}

#endif
