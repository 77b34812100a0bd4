/*
 * Exploration beside its peers: cross-sampling, Sobol' indices with intervals, PRIM.
 *
 *     explore_bench [TABLE]
 *
 * TABLE is the table of Bryant and Lempert (2010), which is not part of the program; without it
 * PRIM runs on made-up points of the same size. Least of a few turns, one core.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench.h"
#include "entente/csv.h"
#include "entente/design.h"
#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "entente/sobol.h"

enum { N = 16384, D = 8, RESAMPLES = 1000, POINTS = 882, INPUTS = 9, HALVES = 100 };

typedef struct cross {
    double *u;      /* [2 D][N] */
    double *points; /* [2 D + 2][D][N]: A, B, AB, BA */
    double *y;      /* [2 D + 2][N] */
    double seconds; /* of the sampling */
} cross;

static double least(double a, double b)
{
    return a > 0.0 && a < b ? a : b;
}

static long peak_mb(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss / 1024;
}

/* Scrambled points and every matrix of the cross-sampled design, second order included. */
static void sample(cross *c, const ent_design *design)
{
    const size_t row = N * sizeof *c->u;
    const double from = bench_busy();
    for (size_t j = 0; j < 2 * D; j++)
        ent_design_row(design, 0, N, j, (uint32_t)j, c->u + j * N);
    for (size_t k = 0; k < 2 * D + 2; k++)
        for (size_t j = 0; j < D; j++) {
            const int of_b = k == 1 || k == j + 2 || (k >= D + 2 && k != j + D + 2);
            memcpy(c->points + (k * D + j) * N, c->u + (of_b ? D + j : j) * N, row);
        }
    c->seconds = least(c->seconds, bench_busy() - from);
}

/* Sobol' G function with a = 0, 1, 4.5, 9, 99 ... */
static void evaluate(cross *c)
{
    static const double a[D] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    for (size_t k = 0; k < 2 * D + 2; k++)
        for (size_t i = 0; i < N; i++) {
            double g = 1.0;
            for (size_t j = 0; j < D; j++) {
                const double x = 4.0 * c->points[(k * D + j) * N + i] - 2.0;
                g *= ((x < 0.0 ? -x : x) + a[j]) / (1.0 + a[j]);
            }
            c->y[k * N + i] = g;
        }
}

static ent_status bench_sobol(ent_arena *arena, ent_error *err)
{
    cross c = {.u = ent_arena_array(arena, double, (size_t)2 * D * N),
               .points = ent_arena_array(arena, double, (size_t)(2 * D + 2) * D * N),
               .y = ent_arena_array(arena, double, (size_t)(2 * D + 2) * N)};
    ent_design design = {.kind = ENT_DESIGN_SOBOL, .seed = 1, .n = N};
    ent_index first[D], total[D];
    double second[D * D];
    ENT_NEED(c.u && c.points && c.y, err);
    ENT_TRY(ent_sobol_load(ENT_SOURCE_DIR "/data/sobol_directions.csv", &design.directions,
                           &design.n_dimensions, arena, err));
    for (int turn = 0; turn < 5; turn++)
        sample(&c, &design);
    evaluate(&c);
    const ent_cross outputs = {N, D, c.y, c.y + N, c.y + 2 * N, c.y + (D + 2) * N};
    const long before = peak_mb();
    const double from = bench_busy();
    ENT_TRY(ent_sobol_bootstrap(&outputs, RESAMPLES, 1, first, total, arena));
    const double middle = bench_busy();
    ENT_TRY(ent_sobol_second(&outputs, second));
    const double end = bench_busy();
    bench_row("cross-sampling, 2^14 points x 8", "ms", 1e3 * c.seconds, "SALib 270-440", 50, 10);
    bench_row("Sobol' first, total, 1,000 resamples", "s", middle - from, "SALib 8.7-12", 1, 0.3);
    bench_row("  memory it adds", "MB", (double)(peak_mb() - before), "SALib 1,240", 100, 30);
    bench_row("  with second order", "s", end - from, "SALib 40-45", 5, 1.5);
    return ENT_OK;
}

typedef struct points {
    double x[INPUTS * POINTS];
    uint8_t failed[POINTS];
    const char *name;
} points;

/* Two inputs decide, the others do nothing. */
static void make_up(points *p)
{
    p->name = "PRIM, 882 made-up points x 9, peel 0.1";
    for (size_t i = 0; i < POINTS; i++) {
        for (size_t j = 0; j < INPUTS; j++)
            p->x[j * POINTS + i] = ent_uniform(1, i, (uint32_t)j, 5);
        p->failed[i] = p->x[i] > 0.6 && p->x[POINTS + i] < 0.4;
    }
}

/* The nine inputs from the second column on; the last column but one says which fail. */
static ent_status read_table(const char *path, points *p, ent_arena *arena, ent_error *err)
{
    ent_csv csv;
    ENT_TRY(ent_csv_read(path, &csv, arena, err));
    if (csv.n_rows != POINTS || csv.n_cols != 16)
        return ent_fail(err, ENT_E_DATA, "%s: not the table of 882 points and 16 columns", path);
    p->name = "PRIM, Bryant and Lempert 882 x 9, peel 0.1";
    for (size_t i = 0; i < POINTS; i++) {
        for (size_t j = 0; j < INPUTS; j++)
            p->x[j * POINTS + i] = strtod(ent_csv_text(&csv, i, j + 2), NULL);
        p->failed[i] = strtod(ent_csv_text(&csv, i, 15), NULL) > 0.5;
    }
    return ENT_OK;
}

static ent_status bench_prim(const points *p, ent_arena *result, ent_arena *scratch)
{
    ent_prim_options o = ENT_PRIM_DEFAULTS;
    ent_prim_path path;
    ent_prim_spread spread;
    double best = 0.0;
    o.peel_alpha = 0.1;
    for (int turn = 0; turn < 10; turn++) {
        const double from = bench_busy();
        ENT_TRY(ent_prim(POINTS, INPUTS, p->x, p->failed, &o, &path, result, scratch));
        best = least(best, bench_busy() - from);
    }
    const double from = bench_busy();
    ENT_TRY(ent_prim_resample(POINTS, INPUTS, p->x, p->failed, &o, 0.1, HALVES, 1, &spread, result,
                              scratch));
    bench_row(p->name, "ms", 1e3 * best, "EMA 200, PP 90", 20, 3);
    bench_row("PRIM, 100 resampled halves", "s", bench_busy() - from, "EMA 2.1 (10)", 1, 0.3);
    return ENT_OK;
}

int main(int argc, char **argv)
{
    static points p;
    ent_arena arena, scratch;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, (size_t)1 << 22);
    ent_heap_arena_create(&scratch, (size_t)1 << 22);
    bench_head("Exploration, one core");
    ent_status status = bench_sobol(&arena, &err);
    if (argc < 2 || read_table(argv[1], &p, &arena, &err) != ENT_OK)
        make_up(&p);
    if (status == ENT_OK)
        status = bench_prim(&p, &arena, &scratch);
    if (status != ENT_OK)
        fprintf(stderr, "explore_bench: %s\n", err.message);
    ent_heap_arena_destroy(&scratch);
    ent_heap_arena_destroy(&arena);
    return status != ENT_OK;
}
