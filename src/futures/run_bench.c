/*
 * A whole run as it is stored by default: where the time goes, scaling, memory against N.
 *
 *     run_bench [FUTURES]
 *
 * Shares are of processor time. Runs with one and with two threads take turns, so that whatever
 * else the machine does meets both; the clock says little while others are at work, and how much
 * they took is printed beside it.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "entente/draws.h"
#include "entente/facts.h"
#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/scenario.h"
#include "entente/store.h"
#include "entente/world_build.h"
#include "futures/draw_rows.h"

enum { ROUNDS = 7 };

typedef struct bench {
    ent_facts facts;
    ent_register reg;
    scenario_spec scenario;
    ent_world *world;
    ent_bin_hint hints[ENT_N_OUTCOMES];
} bench;

static ent_status load(bench *b, ent_arena *arena, ent_error *err)
{
    ENT_TRY(ent_facts_load(ENT_SOURCE_DIR "/data", &b->facts, arena, err));
    ENT_TRY(ent_register_load(ENT_SOURCE_DIR "/data", &b->facts, &b->reg, arena, err));
    ENT_TRY(scenario_load(ENT_SOURCE_DIR "/scenarios", "status-quo-2024", &b->facts, &b->reg,
                          &b->scenario, arena, err));
    for (size_t i = 0; i < b->reg.n_outcomes; i++)
        if (b->reg.outcomes[i].use >= 0)
            b->hints[b->reg.outcomes[i].use] =
                (ent_bin_hint){b->reg.outcomes[i].hist_low, b->reg.outcomes[i].hist_high,
                               b->reg.outcomes[i].hist_log};
    return ent_world_build(&b->facts, &b->reg, &b->scenario, NULL, 0, &b->world, arena, err);
}

/* The bench alone sees the model's own time: a run calls it from one thread here. */
static double model_seconds;

static void timed_block(const ent_block_job *job, ent_isa_id isa)
{
    const double from = bench_busy();
    ent_block_run_isa(job, isa);
    model_seconds += bench_busy() - from;
}

/* Leaves the model out: what remains is draws and outputs. */
static void no_model(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    const size_t n = (size_t)job->layout->n_columns * ENT_BLOCK;
    for (size_t i = job->block % 7; i < n; i += 7)
        job->out[i] = (double)(i % 1000);
}

typedef struct cost {
    double seconds, busy; /* by the clock, of all processors */
} cost;

static const char *const leftovers[] = {"run_bench.sqlite", "run_bench.sqlite-wal",
                                        "run_bench.sqlite-shm", "run_bench.sqlite-journal"};

static cost run(const bench *b, ent_run_plan plan, bool stored)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_run *r = NULL;
    ent_store *store = NULL;
    plan.n_worlds = plan.paired ? 2 : 1;
    plan.worlds[0] = plan.worlds[1] = b->world;
    plan.seed = 1;
    plan.hints = b->hints;
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    ent_status status = ent_run_create(&plan, &r, &arena, &err);
    if (status == ENT_OK && stored)
        status = ent_store_create(leftovers[0], r, &b->reg, &store, &arena, &err);
    model_seconds = 0.0;
    const double from = bench_clock_of(CLOCK_MONOTONIC);
    const double busy = bench_clock_of(CLOCK_PROCESS_CPUTIME_ID);
    if (status == ENT_OK)
        status = ent_run_go(r, &err);
    if (status == ENT_OK && stored)
        status = ent_store_finish(store, leftovers[0], &err);
    else
        ent_store_close(store);
    const cost c = {.seconds = bench_clock_of(CLOCK_MONOTONIC) - from,
                    .busy = bench_clock_of(CLOCK_PROCESS_CPUTIME_ID) - busy};
    if (status != ENT_OK)
        fprintf(stderr, "run_bench: %s\n", err.message);
    for (size_t i = 0; i < sizeof leftovers / sizeof leftovers[0]; i++)
        unlink(leftovers[i]);
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

static double draws_cost(const bench *b, uint64_t blocks, ent_isa_id isa)
{
    ent_arena arena;
    ent_draws draws;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    double *values = ent_arena_array(&arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = 1};
    if (!values || ent_draws_make(b->world, &draws, &arena) != ENT_OK)
        return ENT_MISSING;
    draw_rows_use(&draws, isa);
    const double busy = bench_busy();
    for (uint64_t i = 0; i < blocks; i++)
        ent_draws_block(&draws, &design, i, values);
    const double spent = bench_busy() - busy;
    ent_heap_arena_destroy(&arena);
    return spent;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, by_size);
    return n % 2 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]);
}

/* Parts of a stored run on one thread: medians of a few. */
static void show_parts(const bench *b, uint64_t n, ent_isa_id isa)
{
    enum { TURNS = 2 };
    double model[TURNS], draws[TURNS], outputs[TURNS], share[TURNS], rate[TURNS];
    ent_run_plan plan = {
        .n_futures = n, .threads = 1, .isa = 1 + (int32_t)isa, .block = timed_block};
    keep_default(&plan);
    for (size_t i = 0; i < TURNS; i++) {
        const cost c = run(b, plan, true);
        const double each = 1e6 / (double)n, inside = model_seconds;
        const double drawn = draws_cost(b, n / ENT_BLOCK, isa);
        model[i] = each * inside;
        draws[i] = each * drawn;
        outputs[i] = each * (c.busy - inside - drawn);
        share[i] = 100.0 * (c.busy - inside - drawn) / c.busy;
        rate[i] = (double)n / c.busy;
    }
    printf("  %s\n", ent_isa_name(isa));
    bench_note("  stored run, futures a second of one core", "1/s", median(rate, TURNS));
    bench_note("  model, a future", "us", median(model, TURNS));
    bench_note("  draws, a future", "us", median(draws, TURNS));
    bench_note("  sums, bins, hash, store, a future", "us", median(outputs, TURNS));
    bench_row("  outputs, share of the run", "%", median(share, TURNS), "an emulator 68", 20, 10);
}

static const char *const program_leaves[] = {
    "run_bench.out/entente.html",   "run_bench.out/report.html",  "run_bench.out/result.json",
    "run_bench.out/results.sqlite", "run_bench.out/results.xlsx", "run_bench.out"};

/* Processor time of the main job as it is typed, seconds; missing where there is no program. */
static double program_busy(void)
{
    struct rusage used = {0};
    int code = 1;
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        execl("./entente", "entente", "run", "brussels-2025", "--vs", "status-quo-2024", "--out",
              "run_bench.out", (char *)NULL);
        _exit(127);
    }
    if (child < 0 || wait4(child, &code, 0, &used) != child || code != 0)
        return ENT_MISSING;
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* The outputs of two paired scenarios, beside all that `entente run` does with as many futures. */
static void show_program(const bench *b)
{
    enum { DEFAULT_FUTURES = 8192 };
    ent_run_plan plan = {
        .n_futures = DEFAULT_FUTURES, .threads = 1, .paired = 1, .block = timed_block};
    keep_default(&plan);
    const cost c = run(b, plan, true);
    const double inside = model_seconds;
    const double drawn = draws_cost(b, DEFAULT_FUTURES / ENT_BLOCK, ent_isa_best());
    const double outputs = c.busy - inside - drawn, whole = program_busy();
    for (size_t i = 0; i < sizeof program_leaves / sizeof program_leaves[0]; i++)
        remove(program_leaves[i]);
    if (whole != whole)
        return;
    printf("  entente run brussels-2025 --vs status-quo-2024, %d futures\n", (int)DEFAULT_FUTURES);
    bench_note("  processor time of everything", "s", whole);
    bench_note("  of it sums, bins, hash, store", "s", outputs);
    bench_row("  outputs, share of it", "%", 100.0 * outputs / whole, "-", 20, 10);
}

/* Processor time of everybody on the machine, seconds; 0 where /proc does not tell. */
static double all_busy(void)
{
    double user = 0.0, nice = 0.0, system = 0.0;
    FILE *file = fopen("/proc/stat", "r");
    if (file) {
        if (fscanf(file, "cpu %lf %lf %lf", &user, &nice, &system) != 3)
            user = nice = system = 0.0;
        fclose(file);
    }
    return (user + nice + system) / (double)sysconf(_SC_CLK_TCK);
}

static void show_scaling(const bench *b, uint64_t n, bool stored)
{
    double clock[2][ROUNDS], busy[2][ROUNDS], ratio[ROUNDS], own = 0.0;
    ent_run_plan plan = {.n_futures = n};
    if (stored)
        keep_default(&plan);
    const double from = bench_clock_of(CLOCK_MONOTONIC), all = all_busy();
    for (size_t i = 0; i < ROUNDS; i++) {
        for (size_t k = 0; k < 2; k++) {
            const size_t threads = (i + k) % 2; /* 0 1, 1 0, 0 1 ... */
            plan.threads = threads + 1;
            const cost c = run(b, plan, stored);
            clock[threads][i] = c.seconds;
            busy[threads][i] = c.busy;
            own += c.busy;
        }
        ratio[i] = clock[0][i] / clock[1][i];
    }
    const double others = (all_busy() - all - own) / (bench_clock_of(CLOCK_MONOTONIC) - from);
    printf("  %s, %llu futures, %d pairs\n", stored ? "stored" : "summary only",
           (unsigned long long)n, (int)ROUNDS);
    for (size_t k = 0; k < 2; k++) {
        const double middle = median(clock[k], ROUNDS), used = median(busy[k], ROUNDS);
        printf("    %zu thread%s  clock least %.3f, median %.3f s; processor least %.3f, median "
               "%.3f s\n",
               k + 1, k ? "s" : " ", clock[k][0], middle, busy[k][0], used);
    }
    bench_row("  scaling, 1 to 2 threads, least clock", "x", clock[0][0] / clock[1][0], "EMA 1.1",
              1.7, 1.85);
    bench_note("  the same, median of the pairs", "x", median(ratio, ROUNDS));
    bench_note("  the same by processor time", "x", 2.0 * busy[0][0] / busy[1][0]);
    bench_note("  processors busy with others meanwhile", "", others > 0.0 ? others : 0.0);
}

/* Peak of a process of its own: what earlier runs left behind does not count. */
static long peak_of(const bench *b, const ent_run_plan *plan)
{
    struct rusage used = {0};
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        run(b, *plan, false);
        _exit(0);
    }
    if (child > 0)
        wait4(child, NULL, 0, &used);
    return used.ru_maxrss / 1024;
}

static void show_memory(const bench *b)
{
    ent_run_plan plan = {.threads = 1, .block = no_model};
    long first = 0, last = 0;
    for (uint64_t size = 10000; size <= 1000000; size *= 10) {
        char what[64];
        plan.n_futures = size;
        last = peak_of(b, &plan);
        first = first ? first : last;
        snprintf(what, sizeof what, "peak with %llu futures, summary", (unsigned long long)size);
        bench_note(what, "MB", (double)last);
    }
    bench_row("growth from 10^4 to 10^6 futures", "MB", (double)(last - first), "-", 8, 2);
}

int main(int argc, char **argv)
{
    static bench b;
    ent_arena arena;
    ent_error err;
    const uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 32768;
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    if (load(&b, &arena, &err) != ENT_OK) {
        fprintf(stderr, "run_bench: %s\n", err.message);
        return 1;
    }
    bench_head("A run, every outcome recorded");
    show_memory(&b); /* first: the peak is that of the process */
    for (int isa = 0; isa < ENT_N_ISAS; isa++)
        if (ent_isa_usable((ent_isa_id)isa))
            show_parts(&b, 2 * n, (ent_isa_id)isa);
    show_program(&b);
    show_scaling(&b, n, false);
    show_scaling(&b, n, true);
    ent_heap_arena_destroy(&arena);
    return 0;
}
