/*
 * Rounds of bargaining on one core, and a draw of a 13-actor, 2-issue table.
 *
 *     smp_bench            tables of the sizes people ask about
 *
 * Bars (one core): 34 actors 20 ms, 80 actors 0.7 s, 160 actors 6 s; 10,000 draws of the small
 * table 10 s on two cores. The predecessor needs 8-12 s for 34 actors and 112 s for 80.
 */
#include <stdio.h>
#include <time.h>

#include "entente/bargain_smp.h"
#include "entente/heap.h"
#include "entente/rng.h"

static double busy_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

typedef struct table {
    double capability[ENT_ACTORS_MAX], position[2 * ENT_ACTORS_MAX], salience[2 * ENT_ACTORS_MAX];
} table;

static ent_actors fill(table *t, size_t n, size_t issues, uint64_t seed)
{
    for (size_t i = 0; i < n; i++) {
        t->capability[i] = 1.0 + 99.0 * ent_uniform(seed, i, 0, 9);
        for (uint32_t d = 0; d < issues; d++) {
            t->position[i * issues + d] = 100.0 * ent_uniform(seed, i, 1, d);
            t->salience[i * issues + d] =
                (10.0 + 80.0 * ent_uniform(seed, i, 2, d)) / (double)issues;
        }
    }
    return (ent_actors){n, issues, t->capability, t->position, t->salience};
}

/* Seconds of the fastest of some runs; *turns of the last. */
static double time_runs(size_t n, size_t issues, size_t runs, size_t *turns)
{
    static table t;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1u << 20);
    const ent_smp_options o = ent_smp_defaults();
    double best = 1e9;
    for (size_t k = 0; k < runs; k++) {
        const ent_actors actors = fill(&t, n, issues, 1);
        ent_smp_result r;
        const double from = busy_clock();
        if (ent_smp_run(&actors, &o, &r, &arena, &arena) != ENT_OK)
            return 0.0;
        const double took = busy_clock() - from;
        best = took < best ? took : best;
        *turns = r.n_turns;
        ent_arena_rewind(&arena, 0);
    }
    ent_heap_arena_destroy(&arena);
    return best;
}

int main(void)
{
    static const struct {
        size_t n, issues, runs;
        double bar_seconds;
    } rows[] = {{13, 2, 50, 0.002}, {34, 1, 20, 0.020}, {80, 1, 5, 0.7}, {160, 1, 1, 6.0}};
    int slow = 0;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        size_t turns = 0;
        const double took = time_runs(rows[k].n, rows[k].issues, rows[k].runs, &turns);
        printf("%4zu actors, %zu issue%s %3zu turns %10.2f ms   bar %8.1f ms   %s\n", rows[k].n,
               rows[k].issues, rows[k].issues == 1 ? " " : "s", turns, 1e3 * took,
               1e3 * rows[k].bar_seconds, took <= rows[k].bar_seconds ? "met" : "MISSED");
        slow |= took > rows[k].bar_seconds;
    }
    return slow;
}
