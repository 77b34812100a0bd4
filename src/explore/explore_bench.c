/*
 * The kernels of exploration on one core, in processor time, least of several turns.
 *
 *     bench_explore_explore [FILE.csv]
 *
 * Bars (peers' figures beside): cross-sampling of 2^14 points in 8 dimensions 10 ms (0.27-0.44 s);
 * first and total indices with 1,000 resamples of that size 0.3 s and 30 MB (8.7-12 s, 1.24 GB),
 * second order 1.5 s (40-45 s, 1.74 GB); PRIM on a table of 882 x 9, peel 0.1, 3 ms (0.09-0.20 s);
 * 100 resamplings of it 0.3 s (10 halves: 2.1 s). Without a file the table is made up here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "entente/design.h"
#include "entente/explore.h"
#include "entente/heap.h"
#include "entente/rng.h"

enum { N = 1 << 14, D = 8, ROWS = 882, INPUTS = 9, TURNS = 5 };

static double busy_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

typedef struct bench {
    uint32_t *directions;
    double *points; /* [2 D + 2][D][N]: A, B, AB, BA */
    double *a, *b, *ab, *ba;
    double *table;
    uint8_t *failed;
    ent_arena result, scratch;
} bench;

/* A, B, AB and BA: all points that a model would be run on, [2 D + 2][D][N]. */
static void cross(bench *w)
{
    const ent_design d = {ENT_DESIGN_SOBOL, 7, N, w->directions, 2 * D};
    double *base[2] = {w->points, w->points + (size_t)D * N};
    for (size_t j = 0; j < 2 * D; j++)
        ent_design_row(&d, 0, N, j, (uint32_t)j, base[j / D] + (j % D) * N);
    for (size_t k = 0; k < 2 * D; k++) {
        double *into = w->points + (2 + k) * (size_t)D * N;
        memcpy(into, base[k / D], (size_t)D * N * sizeof *into);
        memcpy(into + (k % D) * N, base[1 - k / D] + (k % D) * N, N * sizeof *into);
    }
}

/* y = sum of (j + 1) x_j, and a product. */
static void run_model(bench *w)
{
    for (size_t m = 0; m < 2 * D + 2; m++) {
        const double *x = w->points + m * (size_t)D * N;
        double *y = m == 0      ? w->a
                    : m == 1    ? w->b
                    : m < 2 + D ? w->ab + (m - 2) * N
                                : w->ba + (m - 2 - D) * N;
        for (size_t i = 0; i < N; i++) {
            y[i] = x[i] * x[N + i];
            for (size_t j = 0; j < D; j++)
                y[i] += (double)(j + 1) * x[j * N + i];
        }
    }
}

static void indices(bench *w)
{
    const ent_cross c = {N, D, w->a, w->b, w->ab, NULL};
    ent_index first[D], total[D];
    ent_sobol_bootstrap(&c, 1000, 1, first, total, &w->scratch);
}

static void second(bench *w)
{
    const ent_cross c = {N, D, w->a, w->b, w->ab, w->ba};
    double pairs[D * D];
    indices(w);
    ent_sobol_second(&c, pairs);
}

static void prim(bench *w)
{
    ent_prim_options o = ENT_PRIM_DEFAULTS;
    ent_prim_path path;
    o.peel_alpha = 0.1;
    ent_prim(ROWS, INPUTS, w->table, w->failed, &o, &path, &w->result, &w->scratch);
}

static void halves(bench *w)
{
    ent_prim_options o = ENT_PRIM_DEFAULTS;
    ent_prim_spread spread;
    o.peel_alpha = 0.1;
    ent_prim_resample(ROWS, INPUTS, w->table, w->failed, &o, 0.1, 100, 1, &spread, &w->result,
                      &w->scratch);
}

static void turn(const char *what, void (*work)(bench *), bench *w, double bar, const char *peer)
{
    double best = 1e9;
    for (int i = 0; i < TURNS; i++) {
        const size_t mark = ent_arena_mark(&w->result);
        const double from = busy_clock();
        work(w);
        const double took = busy_clock() - from;
        best = took < best ? took : best;
        ent_arena_rewind(&w->result, mark);
    }
    printf("%-46s %8.2f ms  bar %6.0f ms  peers %s\n", what, 1e3 * best, 1e3 * bar, peer);
}

/* The table's inputs and whether a case fails, made up or from a file: inputs, then 0 or 1. */
static void fill_table(bench *w, const char *path)
{
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < INPUTS; j++)
            w->table[j * ROWS + i] = ent_uniform(3, i, (uint32_t)j, 5);
        w->failed[i] = w->table[i] > 0.7 && w->table[2 * ROWS + i] < 0.5;
    }
    FILE *f = path ? fopen(path, "r") : NULL;
    char line[1024];
    for (size_t i = 0; f && i < ROWS + 1 && fgets(line, sizeof line, f);) {
        char *at = line;
        double v[INPUTS + 1];
        size_t k = 0;
        for (; k < INPUTS + 1; k++) {
            char *end;
            v[k] = strtod(at, &end);
            if (end == at)
                break;
            at = end + (*end == ',');
        }
        if (k < INPUTS + 1 || i == ROWS)
            continue;
        for (size_t j = 0; j < INPUTS; j++)
            w->table[j * ROWS + i] = v[j];
        w->failed[i++] = v[INPUTS] > 0.5;
    }
    if (f)
        fclose(f);
}

static void fill_directions(bench *w)
{
    /* primitive polynomials by degree and odd initial numbers: speed needs no better ones */
    static const uint32_t polynomial[2 * D] = {1,  3,  7,  11, 13, 19, 25, 37,
                                               59, 47, 61, 55, 41, 67, 97, 91};
    for (size_t j = 0; j < 2 * D; j++) {
        uint32_t initial[8];
        size_t degree = 0;
        while (polynomial[j] >> (degree + 1))
            degree++;
        for (size_t k = 0; k < 8; k++)
            initial[k] = 1;
        ent_sobol_direction(polynomial[j], degree, initial,
                            w->directions + j * (size_t)ENT_SOBOL_BITS);
    }
}

int main(int argc, char **argv)
{
    bench w;
    ent_heap_arena_create(&w.result, 1u << 20);
    ent_heap_arena_create(&w.scratch, 1u << 20);
    w.directions = ent_arena_array(&w.result, uint32_t, 2 * D * ENT_SOBOL_BITS);
    w.points = ent_arena_array(&w.result, double, (size_t)(2 * D + 2) * D * N);
    w.a = ent_arena_array(&w.result, double, N);
    w.b = ent_arena_array(&w.result, double, N);
    w.ab = ent_arena_array(&w.result, double, (size_t)D *N);
    w.ba = ent_arena_array(&w.result, double, (size_t)D *N);
    w.table = ent_arena_array(&w.result, double, (size_t)ROWS *INPUTS);
    w.failed = ent_arena_array(&w.result, uint8_t, ROWS);
    if (!w.directions || !w.points || !w.a || !w.b || !w.ab || !w.ba || !w.table || !w.failed)
        return 1;
    fill_directions(&w);
    fill_table(&w, argc > 1 ? argv[1] : NULL);
    turn("cross-sampling, 2^14 points, 8 dimensions", cross, &w, 0.010, "270-440 ms");
    run_model(&w);
    turn("first and total, 1,000 resamples", indices, &w, 0.3, "8,700-12,000 ms, 1.24 GB");
    const size_t most = 9 * sizeof(double) * N; /* counts of eight resamples, and a row */
    printf("%-46s %8.2f MB  bar     30 MB\n", "  working memory beside the outcomes",
           (double)most / 1e6);
    turn("the same and second order", second, &w, 1.5, "40,000-45,000 ms, 1.74 GB");
    turn("PRIM, 882 x 9, peel 0.1", prim, &w, 0.003, "90-200 ms");
    turn("PRIM, 100 random halves", halves, &w, 0.3, "2,100 ms for 10, unseeded");
    ent_heap_arena_destroy(&w.result);
    ent_heap_arena_destroy(&w.scratch);
    return 0;
}
