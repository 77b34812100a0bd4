/* Losses of the war in its first simulated year, beside published ranges. */
#include <math.h>

#include "futures/sample.h"
#include "hindcast/front.h"

enum { BLOCKS = 16, MONTHS = 12, RUSSIA = 0, UKRAINE = 1 };
static const uint64_t SEED = 1;

typedef struct losses {
    size_t n;
    double *lost;  /* Russian tanks, [month][future] */
    double *stock; /* those of the month before, [future] */
} losses;

/* A month's losses are a share of the tanks it began with. */
static void look(void *with, const ent_tile *t, int32_t month)
{
    losses *l = with;
    if (month == ENT_VISIT_YEAR || month >= MONTHS)
        return;
    for (size_t f = 0; f < ENT_TILE; f++) {
        const size_t at = t->first + f;
        if (month >= 0)
            l->lost[(size_t)month * l->n + at] = t->a[ENT_A_UKRAINE_LOSS_FRAC][f] * l->stock[at];
        l->stock[at] = t->armour_rus[f];
    }
}

/* Mean over the months in war of each future, then over futures. */
static void summarise(const double *values, size_t stride, size_t n, double *x,
                      hindcast_losses_row *row)
{
    for (size_t f = 0; f < n; f++) {
        double sum = 0.0, months = 0.0;
        for (size_t m = 0; m < MONTHS; m++) {
            const double v = values[m * stride + f];
            sum += isnan(v) ? 0.0 : v;
            months += isnan(v) ? 0.0 : 1.0;
        }
        x[f] = months > 0.0 ? sum / months : ENT_MISSING;
    }
    const sample_summary s = sample_summarise(x, n);
    row->p5 = s.p5;
    row->median = s.p50;
    row->p95 = s.p95;
}

ent_status hindcast_losses(const ent_world *given, hindcast_losses_row *rows, ent_arena *arena,
                           ent_error *err)
{
    static const hindcast_losses_row published[HINDCAST_LOSSES] = {
        {"Russian casualties at the aid of 2022-24, thousand a month",
         "390 to 420 thousand in 2025 (CSIS_2026_01)", 32.5, 35.0, 0, 0, 0},
        {"Ukrainian casualties, thousand a month",
         "370-430 thousand to June, 500-600 to December 2025 (CSIS)", 10.0, 33.0, 0, 0, 0},
        {"Russian tanks lost a month", "1,149 to 1,800 in 17 months to May 2025 (CSIS_2025_06)",
         68.0, 106.0, 0, 0, 0},
    };
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_UKRAINE_CASUALTIES] = true};
    ent_world *w = ent_arena_array(arena, ent_world, 1);
    losses l = {.n = (size_t)BLOCKS * ENT_BLOCK};
    l.lost = ent_arena_array(arena, double, MONTHS *l.n);
    l.stock = ent_arena_array(arena, double, l.n);
    double *x = ent_arena_array(arena, double, l.n);
    ENT_NEED(w && l.lost && l.stock && x, err);
    *w = *given;
    w->n_years = 2;
    w->n_months = MONTHS;
    sample s;
    const sample_plan plan = {
        .world = w, .blocks = BLOCKS, .seed = SEED, .wanted = wanted, .visit = look, .visitor = &l};
    ENT_TRY(sample_run(&plan, &s, arena, err));
    for (size_t i = 0; i < HINDCAST_LOSSES; i++)
        rows[i] = published[i];
    const double *casualties = sample_row(&s, ENT_O_UKRAINE_CASUALTIES, RUSSIA);
    summarise(casualties, 2 * s.n, s.n, x, &rows[0]);
    summarise(casualties + UKRAINE * s.n, 2 * s.n, s.n, x, &rows[1]);
    summarise(l.lost, l.n, s.n, x, &rows[2]);
    return ENT_OK;
}
