/*
 * Futures per second of a block, by instruction set and by part of the model.
 *
 *     block_bench [WORLD] [BLOCKS] [sse2|avx2|avx512]
 *
 * One thread, every outcome recorded unless said otherwise. A world file comes from
 * `entente world SCENARIO --out WORLD`; without one status-quo-2024 is built from the sources.
 */
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "entente/draw.h"
#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/register.h"
#include "entente/rng.h"
#include "entente/scenario.h"
#include "entente/world_build.h"
#include "futures/block_profile.h"

enum { PEAK_ROWS = 1 << 22 }; /* 32 MB: as large as the last cache of most machines */

static const char *const part_names[PROFILE_N] = {
    "shocks, economy", "pledge",     "capability", "posture, deterrence", "combat",
    "ukraine",         "settlement", "recording",  "draws to tile"};

static const struct {
    void (*block)(const ent_block_job *job, bool early, profile *p);
    void (*machine)(double *rows, size_t n, profile *p);
} builds[ENT_N_ISAS] = {{profile_block_sse2, profile_machine_sse2},
                        {profile_block_avx2, profile_machine_avx2},
                        {profile_block_avx512, profile_machine_avx512}};

double profile_clock(void)
{
    return bench_clock_of(CLOCK_MONOTONIC);
}

static ent_status load(const char *path, ent_world **world, ent_arena *arena, ent_error *err)
{
    static ent_facts facts;
    static ent_register reg;
    static scenario_spec scenario;
    if (path)
        return ent_world_load(path, world, arena, err);
    const char *const data = ENT_SOURCE_DIR "/data", *const from = ENT_SOURCE_DIR "/scenarios";
    ENT_TRY(ent_facts_load(data, &facts, arena, err));
    ENT_TRY(ent_register_load(data, &facts, &reg, arena, err));
    ENT_TRY(scenario_load(from, "status-quo-2024", &facts, &reg, &scenario, arena, err));
    return ent_world_build(&facts, &reg, &scenario, NULL, 0, world, arena, err);
}

static void draw(const ent_world *w, double *draws)
{
    for (uint32_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
        for (uint32_t f = 0; f < ENT_BLOCK; f++)
            draws[a * ENT_BLOCK + f] = ent_draw_quantile(
                &w->prior[a], ent_uniform(1, f, w->slot[a], ENT_SHOCK_ASSUMPTION));
}

/* The fastest of many short turns: the machine may be shared. */
static double rate(ent_block_job job, ent_isa_id isa, bool early, size_t blocks)
{
    double best = 0.0;
    for (job.block = 0; job.block < blocks; job.block++) {
        profile p = {0};
        const double from = bench_busy();
        early ? builds[isa].block(&job, true, &p) : ent_block_run_isa(&job, isa);
        const double now = ENT_BLOCK / (bench_busy() - from);
        best = now > best ? now : best;
    }
    return best;
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

static void show_parts(const ent_block_job *job, ent_isa_id isa, size_t blocks)
{
    double best[PROFILE_N] = {0}, total = 0.0;
    ent_block_job one = *job;
    for (one.block = 0; one.block < blocks; one.block++) {
        profile p = {0};
        builds[isa].block(&one, false, &p);
        for (size_t i = 0; i < PROFILE_N; i++)
            best[i] = one.block ? least(best[i], p.seconds[i]) : p.seconds[i];
    }
    for (size_t i = 0; i < PROFILE_N; i++)
        total += best[i];
    for (size_t i = 0; i < PROFILE_N; i++)
        printf("    %-20s %6.2f us a future  %5.1f %%\n", part_names[i], 1e6 * best[i] / ENT_BLOCK,
               100.0 * best[i] / total);
}

static profile measure_machine(double *rows, ent_isa_id isa)
{
    enum { TURNS = 20 };
    profile best = {0};
    for (int turn = 0; turn < TURNS; turn++) {
        profile p = {0};
        builds[isa].machine(rows, PEAK_ROWS, &p);
        if (turn == 0)
            best = p;
        best.toy_seconds = least(best.toy_seconds, p.toy_seconds);
        best.normal_seconds = least(best.normal_seconds, p.normal_seconds);
        best.function_seconds = least(best.function_seconds, p.function_seconds);
        best.madd_per_second = -least(-best.madd_per_second, -p.madd_per_second);
        best.bytes_per_second = -least(-best.bytes_per_second, -p.bytes_per_second);
    }
    return best;
}

/* Normals, exponentials and logarithms of sections 1 to 3, counted, at their measured cost. */
static void show_functions(const ent_world *w, const profile *machine, double futures_per_second)
{
    double normals = 2.0 * w->n_years, functions = w->n_years;
    for (int32_t s = 0; s < w->n_states; s++) {
        const bool spends = w->flags[s] & ENT_STATE_SPENDING, ally = w->flags[s] & ENT_STATE_NATO;
        const bool forces = spends && (w->flags[s] & ENT_STATE_FORCES);
        const int32_t pairs = (w->n_years + 1) / 2;
        normals += 4.0 * pairs + (w->compliance[s] > 0.0 ? 4.0 : 0.0);
        functions +=
            w->n_years * (1.0 + spends + (forces ? 5.0 : 0.0) + (forces && ally ? 2.0 : 0.0));
        functions += 2.0 * spends + (forces ? 4.0 : 0.0); /* once a future */
    }
    printf(
        "  of them normals      %8.0f at %.2f ns: %.0f %%; exp and log %.0f at %.2f ns: %.0f %%\n",
        normals, 1e9 * machine->normal_seconds,
        100.0 * normals * machine->normal_seconds * futures_per_second, functions,
        1e9 * machine->function_seconds,
        100.0 * functions * machine->function_seconds * futures_per_second);
}

/* Floors and goals: docs/performance.md. */
static const struct {
    double whole[2], early[2], toy[2];
} bars[ENT_N_ISAS] = {{{7000, 14000}, {15000, 30000}, {0.3, 0.6}},
                      {{13000, 26000}, {27000, 54000}, {0.3, 1.5}},
                      {{20000, 40000}, {40000, 80000}, {0.3, 1.5}}};

static void show(const ent_block_job *all, const ent_block_job *early, double *rows, ent_isa_id isa,
                 size_t blocks)
{
    const profile machine = measure_machine(rows, isa);
    const double whole = rate(*all, isa, false, blocks), first = rate(*early, isa, true, blocks);
    const double toys = 1.0 / machine.toy_seconds;
    printf("  %s\n", ent_isa_name(isa));
    bench_row("  whole model, futures a second", "1/s", whole, "NumPy 2,100", bars[isa].whole[0],
              bars[isa].whole[1]);
    bench_row("  sections 1 to 3 alone", "1/s", first, "plain C 14-43,000", bars[isa].early[0],
              bars[isa].early[1]);
    bench_row("  the toy, millions a second", "M/s", 1e-6 * toys, "EMA 0.001", bars[isa].toy[0],
              bars[isa].toy[1]);
    bench_note("  a future costs, whole model", "toys", toys / whole);
    bench_note("  a future costs, sections 1 to 3", "toys", toys / first);
    bench_note("  peak of arithmetic, nothing fused", "GF/s", 2e-9 * machine.madd_per_second);
    bench_note("  whole model, of 0.66 M operations a future", "GF/s", 0.66e-3 * whole);
    bench_note("  peak of memory, 32 MB read and written", "GB/s", 1e-9 * machine.bytes_per_second);
    bench_note("  whole model, of 140 kB moved a future", "GB/s", 140e-6 * whole);
    show_functions(all->world, &machine, first);
    show_parts(all, isa, blocks);
}

int main(int argc, char **argv)
{
    const size_t blocks = argc > 2 ? strtoul(argv[2], NULL, 10) : 20;
    ent_arena arena;
    ent_error err = {0};
    ent_world *w = NULL;
    ent_heap_arena_create(&arena, 1 << 20);
    if (load(argc > 1 && *argv[1] ? argv[1] : NULL, &w, &arena, &err) != ENT_OK) {
        fprintf(stderr, "block_bench: %s\n", err.message);
        return 1;
    }
    static ent_layout all, early;
    bool wanted[ENT_N_OUTCOMES] = {false};
    wanted[ENT_O_SPENDING_SHARE] = wanted[ENT_O_SPENDING_EUROPE_CANADA] = true;
    wanted[ENT_O_CAPABILITY_EUROPE] = wanted[ENT_O_CAPABILITY_ETA] = true;
    ent_layout_make(w, NULL, &all);
    ent_layout_make(w, wanted, &early);
    double *draws = ent_arena_array(&arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    double *out = ent_arena_array(&arena, double, (size_t)all.n_columns *ENT_BLOCK);
    double *rows = ent_arena_array(&arena, double, PEAK_ROWS);
    ent_tile *tile = ent_arena_array(&arena, ent_tile, 1);
    draw(w, draws);
    const ent_block_job job = {
        .world = w, .layout = &all, .draws = draws, .out = out, .seed = 1, .tile = tile};
    ent_block_job job_early = job;
    job_early.layout = &early;
    bench_head("Futures of one core, by instruction set");
    printf(
        "  %d states, %d years, %d months, %d flashpoints; tile of %d: %zu kB; %.1f kB of outcomes "
        "a future\n",
        w->n_states, w->n_years, w->n_months, w->n_flashpoints, ENT_TILE, sizeof(ent_tile) / 1024,
        8e-3 * all.n_columns);
    for (int isa = 0; isa < ENT_N_ISAS; isa++)
        if (ent_isa_usable((ent_isa_id)isa) &&
            (argc < 4 || strcmp(argv[3], ent_isa_name((ent_isa_id)isa)) == 0))
            show(&job, &job_early, rows, (ent_isa_id)isa, blocks);
    ent_heap_arena_destroy(&arena);
    return 0;
}
