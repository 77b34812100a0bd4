/*
 * A whole run: futures per second over threads, share of the time by part, memory against N.
 *
 *     run_bench [FUTURES]
 *
 * Processor time is of all threads; scaling by the clock means something on an idle machine only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "entente/draws.h"
#include "entente/facts.h"
#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/scenario.h"
#include "entente/store.h"
#include "entente/world_build.h"

typedef struct bench {
    ent_facts facts;
    ent_register reg;
    ent_scenario scenario;
    ent_world *world;
    ent_bin_hint hints[ENT_N_OUTCOMES];
} bench;

static double clock_of(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static ent_status load(bench *b, ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_facts_load(ENT_SOURCE_DIR "/data", &b->facts, arena, err));
    ENT_TRY(ent_register_load(ENT_SOURCE_DIR "/data", &b->facts, &b->reg, arena, err));
    ENT_TRY(ent_scenario_load(ENT_SOURCE_DIR "/scenarios", "status-quo-2024", &b->facts, &b->reg,
                              &b->scenario, arena, err));
    for (size_t i = 0; i < b->reg.n_outcomes; i++)
        if (b->reg.outcomes[i].use >= 0)
            b->hints[b->reg.outcomes[i].use] =
                (ent_bin_hint){b->reg.outcomes[i].hist_low, b->reg.outcomes[i].hist_high,
                               b->reg.outcomes[i].hist_log};
    return ent_world_build(&b->facts, &b->reg, &b->scenario, NULL, 0, &b->world, arena, err);
}

/* Leaves the model out: what remains is draws, reductions and the store. */
static void no_model(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    const size_t n = (size_t)job->layout->n_columns * ENT_BLOCK;
    for (size_t i = job->block % 7; i < n; i += 7)
        job->out[i] = (double)(i % 1000);
}

typedef struct cost {
    double seconds, busy; /* by the clock, of all processors */
    long peak_mb;
} cost;

static cost run(const bench *b, ent_run_plan plan, bool stored)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_run *r = NULL;
    ent_store *store = NULL;
    struct rusage used;
    plan.n_worlds = 1;
    plan.worlds[0] = b->world;
    plan.seed = 1;
    plan.hints = b->hints;
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    ent_status status = ent_run_create(&plan, &r, &arena, &err);
    if (status == ENT_OK && stored)
        status = ent_store_create("run_bench.sqlite", r, &b->reg, &store, &arena, &err);
    const double from = clock_of(CLOCK_MONOTONIC), busy = clock_of(CLOCK_PROCESS_CPUTIME_ID);
    if (status == ENT_OK)
        status = ent_run_go(r, &err);
    if (status == ENT_OK && stored)
        status = ent_store_checkpoint(store, &err);
    const cost c = {clock_of(CLOCK_MONOTONIC) - from, clock_of(CLOCK_PROCESS_CPUTIME_ID) - busy,
                    (getrusage(RUSAGE_SELF, &used), used.ru_maxrss / 1024)};
    if (status != ENT_OK)
        fprintf(stderr, "run_bench: %s\n", err.message);
    ent_store_close(store);
    unlink("run_bench.sqlite");
    unlink("run_bench.sqlite-wal");
    unlink("run_bench.sqlite-shm");
    ent_heap_arena_destroy(&arena);
    return c;
}

static void keep_default(ent_run_plan *plan)
{
    for (int o = 0; o < ENT_N_OUTCOMES; o++) {
        const ent_shape shape = ent_outcome_shape((ent_outcome_id)o);
        plan->keep[o] = shape == ENT_SHAPE_SCALAR || shape == ENT_SHAPE_YEAR ||
                        shape == ENT_SHAPE_FLASHPOINT || shape == ENT_SHAPE_FLASHPOINT_SIDE;
    }
}

static double draws_cost(const bench *b, uint64_t blocks)
{
    ent_arena arena;
    ent_draws draws;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    double *values = ent_arena_array(&arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = 1};
    if (!values || ent_draws_make(b->world, &draws, &arena) != ENT_OK)
        return ENT_MISSING;
    const double busy = clock_of(CLOCK_PROCESS_CPUTIME_ID);
    for (uint64_t i = 0; i < blocks; i++)
        ent_draws_block(&draws, &design, i, values);
    const double spent = clock_of(CLOCK_PROCESS_CPUTIME_ID) - busy;
    ent_heap_arena_destroy(&arena);
    return spent;
}

int main(int argc, char **argv)
{
    static bench b;
    ent_arena arena;
    ent_error err;
    const uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 16384;
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    if (load(&b, &arena, &err) != ENT_OK) {
        fprintf(stderr, "run_bench: %s\n", err.message);
        return 1;
    }
    printf("68 states, %d years, every outcome recorded, %s\n", b.world->n_years,
           ent_isa_name(ent_isa_best()));
    ent_run_plan plan = {.n_futures = n, .threads = 1};
    run(&b, plan, false); /* warm */
    const cost one = run(&b, plan, false);
    plan.threads = 2;
    const cost two = run(&b, plan, false);
    printf("1 thread   %8.0f futures/s by the clock, %8.0f by processor time\n",
           (double)n / one.seconds, (double)n / one.busy);
    printf("2 threads  %8.0f futures/s by the clock, scaling %.2f\n", (double)n / two.seconds,
           one.seconds / two.seconds);
    plan.threads = 1;
    keep_default(&plan);
    const cost stored = run(&b, plan, true);
    plan.block = no_model;
    const cost empty = run(&b, plan, true);
    const double draws = draws_cost(&b, n / ENT_BLOCK);
    printf("of a stored run: draws %.1f %%, outputs (sums, histograms, hash, store) %.1f %%\n",
           100.0 * draws / stored.busy, 100.0 * (empty.busy - draws) / stored.busy);
    plan = (ent_run_plan){.threads = 2, .block = no_model};
    for (uint64_t size = 1000; size <= 1000000; size *= 10) {
        plan.n_futures = size;
        const cost c = run(&b, plan, false);
        printf("summary of %8llu futures: peak %ld MB, outputs %.2f us a future\n",
               (unsigned long long)size, c.peak_mb, 1e6 * c.busy / (double)size);
    }
    ent_heap_arena_destroy(&arena);
    return 0;
}
