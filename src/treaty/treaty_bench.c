/*
 * Time of one event over all clauses and of the matrix of sixty states.
 *
 *     treaty_bench [DIRECTORY]          data/treaty of the sources unless given
 */
#include "bench.h"
#include "entente/heap.h"
#include "entente/treaty_tables.h"

static double time_events(const ent_treaty *t)
{
    static ent_treaty_level levels[ENT_TREATY_MAX_STATES];
    ent_treaty_event e;
    enum { N = 2000 };
    ent_treaty_event_init(t, &e);
    ent_treaty_event_set(t, &e, "date", "2026-06-01");
    ent_treaty_event_set(t, &e, "attacker", "RUS");
    ent_treaty_event_set(t, &e, "victim", "FRA|GBR");
    ent_treaty_event_set(t, &e, "object", "forces|territory");
    const double start = bench_busy();
    for (unsigned i = 0; i < N; i++) {
        e.lat = 30.0 + 0.01 * i; /* from coordinates alone, the dearest case */
        e.lon = 36.0;
        ent_treaty_locate(t, &e);
        ent_treaty_judge_all(t, &e, NULL, levels);
    }
    return (bench_busy() - start) / N;
}

static double time_matrix(const ent_treaty *t)
{
    static uint8_t firm[60 * 60 * 60], contested[60 * 60 * 60];
    uint16_t states[60];
    int32_t date = 0;
    double best = 1e9;
    ent_treaty_date("2026-06-01", 10, &date);
    size_t n = 0;
    for (uint32_t i = 0; i < t->n_instruments && n < 60; i++) /* the busiest: parties first */
        for (uint32_t p = t->instruments[i].first_party;
             p < t->instruments[i].first_party + t->instruments[i].n_parties && n < 60; p++) {
            bool known = false;
            for (size_t k = 0; k < n; k++)
                known |= states[k] == t->parties[p].state;
            if (!known)
                states[n++] = t->parties[p].state;
        }
    for (unsigned i = 0; i < 5; i++) {
        const double start = bench_busy();
        ent_treaty_matrix(t, n, states, date, firm, contested);
        const double took = bench_busy() - start;
        best = took < best ? took : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_treaty_block block;
    ent_treaty t;
    ent_heap_arena_create(&arena, 1 << 20);
    const char *directory = argc > 1 ? argv[1] : ENT_SOURCE_DIR "/data/treaty";
    const double start = bench_busy();
    if (ent_treaty_compile(directory, NULL, &block, &arena, &err) != ENT_OK ||
        ent_treaty_open(block.data, block.bytes, &t) != ENT_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    bench_head("Treaty engine, one core");
    bench_note("tables compiled", "ms", 1e3 * (bench_busy() - start));
    bench_row("one event over all clauses", "us", 1e6 * time_events(&t), "-", 100, 100);
    bench_row("matrix of 60 states", "ms", 1e3 * time_matrix(&t), "-", 50, 50);
    ent_heap_arena_destroy(&arena);
    return 0;
}
