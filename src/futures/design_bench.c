/*
 * How far the means of few futures lie from those of many, by design.
 *
 *     design_bench [SCRAMBLES] [FUTURES]      # errors over independent seeds
 *     design_bench effects                    # total effects: the order in lead_order.h
 *
 * The error of random futures is known from their spread; that of a Sobol' design is measured over
 * independent scrambles, about the mean of all of them.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "entente/block.h"
#include "entente/draws.h"
#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/register.h"
#include "entente/scenario.h"
#include "entente/sobol.h"
#include "entente/world_build.h"
#include "futures/draw_rows.h"
#include "futures/lead_order.h"

enum { YEAR = 2030, CELLS = ENT_N_ASSUMPTIONS * ENT_BLOCK };

/* The headline outcomes first. */
static const struct {
    ent_outcome_id outcome;
    int at; /* -1: the year; -2: the year of the Baltic states; -3: the first scalar */
    const char *name;
} read[] = {{ENT_O_SPENDING_EUROPE_CANADA, -1, "spending of Europe and Canada, 2030"},
            {ENT_O_POSTURE_SHORTFALL, -1, "forces missing, 2030"},
            {ENT_O_SETTLEMENT_MONTHS_AT_WAR, -3, "months of war"},
            {ENT_O_DETERRENCE_ODDS_RATIO, -2, "Baltic risk relative to 2021, 2030"},
            {ENT_O_DETERRENCE_RENEWAL_5Y, -1, "renewal within five years, 2030"},
            {ENT_O_CAPABILITY_EUROPE, -1, "forces of Europe, 2030"},
            {ENT_O_CAPABILITY_ETA, -1, "effectiveness without the US, 2030"},
            {ENT_O_POSTURE_COVERED, -1, "Europe can defend alone, 2030"},
            {ENT_O_DETERRENCE_ATTACK, -2, "attack on the Baltic states, 2030"},
            {ENT_O_DETERRENCE_RENEWAL, -1, "renewal in the year 2030"},
            {ENT_O_SETTLEMENT_TRUCE_BROKEN, -3, "first ceasefire breaks early"}};

enum { N_READ = sizeof read / sizeof read[0], HEADLINES = 5 };

typedef struct bench {
    ent_world *w;
    ent_layout layout;
    ent_draws draws;
    ent_design mc, sobol;
    ent_tile *tile;
    double *a, *other, *out; /* blocks */
    double lead[ENT_N_LEADS * ENT_BLOCK], other_lead[ENT_N_LEADS * ENT_BLOCK];
} bench;

static ent_status load(bench *b, ent_arena *arena, ent_error *err)
{
    static ent_facts facts;
    static ent_register reg;
    static scenario_spec scenario;
    bool wanted[ENT_N_OUTCOMES] = {false};
    const char *const data = ENT_SOURCE_DIR "/data", *const from = ENT_SOURCE_DIR "/scenarios";
    ENT_TRY(ent_facts_load(data, &facts, arena, err));
    ENT_TRY(ent_register_load(data, &facts, &reg, arena, err));
    ENT_TRY(scenario_load(from, "brussels-2025", &facts, &reg, &scenario, arena, err));
    ENT_TRY(ent_world_build(&facts, &reg, &scenario, NULL, 0, &b->w, arena, err));
    ENT_TRY(ent_sobol_load(ENT_SOURCE_DIR "/data/sobol_directions.csv", &b->sobol.directions,
                           &b->sobol.n_dimensions, arena, err));
    b->sobol.kind = ENT_DESIGN_SOBOL;
    for (size_t i = 0; i < N_READ; i++)
        wanted[read[i].outcome] = true;
    ent_layout_make(b->w, wanted, &b->layout);
    b->tile = ent_arena_array(arena, ent_tile, 1);
    b->a = ent_arena_array(arena, double, CELLS);
    b->other = ent_arena_array(arena, double, CELLS);
    b->out = ent_arena_array(arena, double, (size_t)b->layout.n_columns *ENT_BLOCK);
    if (!b->tile || !b->a || !b->other || !b->out)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(ent_draws_make(b->w, &b->draws, arena));
    draw_rows_use(&b->draws, ent_isa_best());
    return ENT_OK;
}

static const double *row_of(const bench *b, size_t i)
{
    const ent_world *w = b->w;
    size_t at = (size_t)(YEAR - w->first_year), baltic = 0;
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        baltic = strcmp(w->flashpoint[k].key, "baltic") == 0 ? (size_t)k : baltic;
    at = read[i].at == -2 ? at * (size_t)w->n_flashpoints + baltic : read[i].at == -3 ? 0 : at;
    return b->out + ((size_t)b->layout.first[read[i].outcome] + at) * ENT_BLOCK;
}

static void run(bench *b, uint64_t seed, uint64_t block, const double *lead)
{
    const ent_block_job job = {.world = b->w,
                               .layout = &b->layout,
                               .draws = b->a,
                               .lead = lead,
                               .out = b->out,
                               .seed = seed,
                               .block = block,
                               .tile = b->tile};
    ent_block_run(&job);
}

/* --- errors --- */

typedef struct moments {
    double n, sum, squares;
} moments;

static void take(moments *m, double x)
{
    if (x == x) {
        m->n += 1.0;
        m->sum += x;
        m->squares += x * x;
    }
}

static double variance(const moments *m)
{
    return (m->squares - m->sum * m->sum / m->n) / (m->n - 1.0);
}

/* Means of each scramble, and the values of all. */
static void scatter(bench *b, ent_design *design, uint64_t scrambles, uint64_t futures,
                    moments *means, moments *values)
{
    for (uint64_t s = 0; s < scrambles; s++) {
        moments own[N_READ] = {{0}};
        design->seed = 1000 + s;
        for (uint64_t block = 0; block < futures / ENT_BLOCK; block++) {
            ent_draws_block(&b->draws, design, block, b->a);
            run(b, design->seed, block, ent_draws_lead(design, block, b->lead) ? b->lead : NULL);
            for (size_t i = 0; i < N_READ; i++)
                for (size_t f = 0; f < ENT_BLOCK; f++)
                    take(&own[i], row_of(b, i)[f]), take(&values[i], row_of(b, i)[f]);
        }
        for (size_t i = 0; i < N_READ; i++)
            take(&means[i], own[i].sum / own[i].n);
    }
}

static void show_errors(bench *b, uint64_t scrambles, uint64_t futures)
{
    moments means[2][N_READ] = {{{0}}}, values[2][N_READ] = {{{0}}};
    double product = 1.0;
    scatter(b, &b->mc, scrambles, futures, means[0], values[0]);
    scatter(b, &b->sobol, scrambles, futures, means[1], values[1]);
    printf("%llu futures, %llu scrambles\n", (unsigned long long)futures,
           (unsigned long long)scrambles);
    printf("  %-38s %10s %10s %10s %6s %7s\n", "mean of", "mc", "sobol", "error, mc", "ratio",
           "gap, sd");
    for (size_t i = 0; i < N_READ; i++) {
        const double n = values[0][i].n / (double)scrambles; /* futures with a value */
        const double random = sqrt(variance(&values[0][i]) / n), own = sqrt(variance(&means[1][i]));
        const double m0 = values[0][i].sum / values[0][i].n, m1 = values[1][i].sum / values[1][i].n;
        const double gap = (m1 - m0) / sqrt((random * random + own * own) / (double)scrambles);
        product *= i < HEADLINES ? own / random : 1.0;
        printf("  %-38s %10.5g %10.5g %10.3g %6.2f %7.1f\n", read[i].name, m0, m1, random,
               own / random, gap);
    }
    printf("  %-38s %38.2f\n", "geometric mean of the first five",
           pow(product, 1.0 / (double)HEADLINES));
}

/* --- total effects --- */

enum { EFFECT_BLOCKS = 12 };

/* Share of the variance that goes when everything but `what` is known: Jansen 1999. */
static void effect(bench *b, int what, double *total)
{
    moments all[N_READ] = {{0}}, differences[N_READ] = {{0}};
    static double before[N_READ][ENT_BLOCK];
    ent_design design = b->sobol;
    for (uint64_t block = 0; block < EFFECT_BLOCKS; block++) {
        design.seed = 77;
        ent_draws_block(&b->draws, &design, block, b->a);
        ent_draws_lead(&design, block, b->lead);
        design.seed = 78;
        ent_draws_block(&b->draws, &design, block, b->other);
        ent_draws_lead(&design, block, b->other_lead);
        run(b, 77, block, b->lead);
        for (size_t i = 0; i < N_READ; i++)
            memcpy(before[i], row_of(b, i), sizeof before[i]);
        if (what >= 0 && what < ENT_N_ASSUMPTIONS)
            memcpy(b->a + what * ENT_BLOCK, b->other + what * ENT_BLOCK, sizeof before[0]);
        for (int a = 0; what == -2 && a < ENT_N_ASSUMPTIONS; a++)
            memcpy(b->a + a * ENT_BLOCK, b->other + a * ENT_BLOCK, sizeof before[0]);
        if (what >= ENT_N_ASSUMPTIONS)
            memcpy(b->lead + (what - ENT_N_ASSUMPTIONS) * ENT_BLOCK,
                   b->other_lead + (what - ENT_N_ASSUMPTIONS) * ENT_BLOCK, sizeof before[0]);
        run(b, what == -1 ? 78 : 77, block, b->lead);
        for (size_t i = 0; i < N_READ; i++)
            for (size_t f = 0; f < ENT_BLOCK; f++) {
                const double x = before[i][f], y = row_of(b, i)[f];
                take(&all[i], x);
                take(&differences[i], x - y);
            }
    }
    for (size_t i = 0; i < N_READ; i++)
        total[i] = differences[i].squares / differences[i].n / 2.0 / variance(&all[i]);
}

static void show_effects(bench *b)
{
    for (int what = -2; what < LEAD_DIMENSIONS; what++) {
        double total[N_READ], most = 0.0;
        effect(b, what, total);
        for (size_t i = 0; i < HEADLINES; i++)
            most = total[i] > most ? total[i] : most;
        printf("%.3f %4d %-40s", most, what,
               what == -2                  ? "all assumptions"
               : what == -1                ? "other shocks"
               : what >= ENT_N_ASSUMPTIONS ? "lead"
                                           : ent_key_of_assumption(what));
        for (size_t i = 0; i < N_READ; i++)
            printf(" %.3f", total[i]);
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    static bench b;
    ent_arena arena;
    ent_error err = {0};
    ent_heap_arena_create(&arena, 1 << 20);
    if (load(&b, &arena, &err) != ENT_OK) {
        fprintf(stderr, "design_bench: %s\n", err.message);
        return 1;
    }
    if (argc > 1 && strcmp(argv[1], "effects") == 0)
        show_effects(&b);
    else
        show_errors(&b, argc > 1 ? strtoul(argv[1], NULL, 10) : 64,
                    argc > 2 ? strtoul(argv[2], NULL, 10) : 1024);
    ent_heap_arena_destroy(&arena);
    return 0;
}
