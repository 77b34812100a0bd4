/*
 * Rounds of bargaining on one core, and a draw of a 13-actor, 2-issue table.
 *
 *     smp_bench            tables of the sizes people ask about
 *
 * Bars (one core): 34 actors 20 ms, 80 actors 0.7 s, 160 actors 6 s; 10,000 draws of the small
 * table 10 s on two cores. The predecessor needs 8-12 s for 34 actors and 112 s for 80.
 */
#include "bench.h"
#include "entente/bargain_smp.h"
#include "entente/heap.h"
#include "entente/rng.h"

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
        const double from = bench_busy();
        if (ent_smp_run(&actors, &o, &r, &arena, &arena) != ENT_OK)
            return 0.0;
        const double took = bench_busy() - from;
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
        const char *what, *peer;
        size_t n, issues, runs;
        double floor_ms, goal_ms;
    } rows[] = {{"13 actors, 2 issues", "-", 13, 2, 50, 4, 2},
                {"34 actors", "KTAB 8,000-12,000", 34, 1, 20, 50, 20},
                {"80 actors", "KTAB 112,000", 80, 1, 5, 2000, 700},
                {"160 actors", "-", 160, 1, 1, 12000, 6000}};
    bench_head("Bargaining to the end (SMP), one core");
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        size_t turns = 0;
        const double took = time_runs(rows[k].n, rows[k].issues, rows[k].runs, &turns);
        bench_row(rows[k].what, "ms", 1e3 * took, rows[k].peer, rows[k].floor_ms, rows[k].goal_ms);
    }
    return 0;
}
