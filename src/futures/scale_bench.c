/*
 * Memory and time against the number of futures: `--store summary` in a process of its own each.
 *
 *     scale_bench [MOST]         10^5, 10^6, ... futures up to MOST [10^7]
 *
 * The model is reduced to one formula with three of the assumptions (the others are fixed) and the
 * horizon to one month, so that 10^8 futures take minutes. Everything else is as in `entente run`:
 * draws, exact sums and histograms of every column, threads, the store with its checkpoints. What
 * is bounded is the run's memory, and that does not depend on the model.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "entente/draws.h"
#include "entente/facts.h"
#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/scenario.h"
#include "entente/store.h"
#include "entente/world_build.h"
#include "temporary.h"

static const int varies[] = {ENT_A_ECONOMY_SD_ADVANCED, ENT_A_ECONOMY_SHOCK_COMMON,
                             ENT_A_DETERRENCE_LAMBDA};

static void fix_the_others(ent_world *w)
{
    w->n_correlated = 0;
    for (int a = 0; a < ENT_N_ASSUMPTIONS; a++)
        if (a != varies[0] && a != varies[1] && a != varies[2])
            w->prior[a] = (ent_prior){ENT_PRIOR_FIXED, 1, {w->central[a]}};
    ent_world_seal(w);
}

/* Shares of every state, moved by three draws. */
static void reduced(const ent_block_job *job, ent_isa_id isa)
{
    const ent_world *w = job->world;
    const double *a = job->draws + (size_t)varies[0] * ENT_BLOCK;
    const double *b = job->draws + (size_t)varies[1] * ENT_BLOCK;
    const double *c = job->draws + (size_t)varies[2] * ENT_BLOCK;
    const int32_t first = job->layout->first[ENT_O_SPENDING_SHARE];
    (void)isa;
    for (size_t i = 0; i < (size_t)job->layout->n_columns * ENT_BLOCK; i++)
        job->out[i] = ENT_MISSING;
    for (int32_t s = 0; first >= 0 && s < w->n_states; s++) {
        double *row = job->out + (size_t)(first + s) * ENT_BLOCK;
        for (size_t f = 0; f < ENT_BLOCK; f++)
            row[f] = 100.0 * w->share0[s] / (1.0 + a[f] * b[f] * c[f]);
    }
}

static ent_status load(ent_world **world, ent_register *reg, ent_bin_hint *hints, ent_arena *arena,
                       ent_error *err)
{
    static const char text[] = "name: one month\nstart: 2025-11\nhorizon: 2025-12\n";
    ent_facts *facts = ent_arena_array(arena, ent_facts, 1);
    scenario_spec *scenario = ent_arena_array(arena, scenario_spec, 1);
    if (!facts || !scenario)
        return ENT_E_NOMEM;
    ENT_TRY(ent_facts_load(ENT_SOURCE_DIR "/data", facts, arena, err));
    ENT_TRY(ent_register_load(ENT_SOURCE_DIR "/data", facts, reg, arena, err));
    ENT_TRY(scenario_parse("one-month.yaml", text, strlen(text), facts, reg, scenario, arena, err));
    for (size_t i = 0; i < reg->n_outcomes; i++)
        if (reg->outcomes[i].use >= 0)
            hints[reg->outcomes[i].use] = (ent_bin_hint){
                reg->outcomes[i].hist_low, reg->outcomes[i].hist_high, reg->outcomes[i].hist_log};
    return ent_world_build(facts, reg, scenario, NULL, 0, world, arena, err);
}

static ent_status run(uint64_t futures, ent_arena *arena, ent_error *err)
{
    ent_world *world;
    ent_run *run;
    ent_store *store;
    ent_register *reg = ent_arena_array(arena, ent_register, 1);
    ent_bin_hint *hints = ent_arena_array(arena, ent_bin_hint, ENT_N_OUTCOMES);
    char folder[TEMPORARY_PATH], part[TEMPORARY_PATH + 64], whole[TEMPORARY_PATH + 64];
    temporary(folder, "scale_bench");
    snprintf(part, sizeof part, "%s.%d.part", folder, (int)getpid());
    snprintf(whole, sizeof whole, "%s.%d.sqlite", folder, (int)getpid());
    if (!reg || !hints)
        return ENT_E_NOMEM;
    ENT_TRY(load(&world, reg, hints, arena, err));
    fix_the_others(world);
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const ent_run_plan plan = {.n_worlds = 1,
                               .worlds = {world},
                               .n_futures = futures,
                               .seed = 1,
                               .threads = cores > 0 ? (size_t)cores : 1,
                               .hints = hints,
                               .block = reduced};
    ENT_TRY(ent_run_create(&plan, &run, arena, err));
    ENT_TRY(ent_store_create(part, run, reg, &store, arena, err));
    ent_status status = ent_run_go(run, err);
    if (status == ENT_OK)
        status = ent_store_finish(store, whole, err);
    unlink(whole);
    return status;
}

static int in_child(uint64_t futures)
{
    ent_error err = {{0}};
    ent_arena arena;
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    const ent_status status = run(futures, &arena, &err);
    if (status != ENT_OK)
        fprintf(stderr, "%s\n", err.message);
    ent_heap_arena_destroy(&arena);
    return status != ENT_OK;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

int main(int argc, char **argv)
{
    const uint64_t most = argc > 1 ? strtoull(argv[1], NULL, 10) : 10000000;
    printf("%12s %10s %14s %12s %10s\n", "futures", "peak MB", "processor s", "ns/future",
           "clock s");
    for (uint64_t n = 100000; n <= most; n *= 10) {
        struct rusage used;
        int code = 0;
        const time_t begin = time(NULL);
        fflush(stdout);
        const pid_t child = fork();
        if (child == 0)
            _exit(in_child(n));
        if (child < 0 || wait4(child, &code, 0, &used) != child || code != 0)
            return 1;
        const double cpu = seconds(used.ru_utime) + seconds(used.ru_stime);
        printf("%12llu %10.1f %14.2f %12.0f %10.0f\n", (unsigned long long)n,
               (double)used.ru_maxrss / 1024.0, cpu, 1e9 * cpu / (double)n,
               difftime(time(NULL), begin));
    }
    return 0;
}
