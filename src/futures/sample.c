#include "futures/sample.h"

#include <stdlib.h>
#include <string.h>

#include "entente/draws.h"

static ent_status run_blocks(const sample_plan *plan, sample *s, ent_arena *arena, ent_error *err)
{
    const size_t columns = (size_t)s->layout.n_columns;
    double *draws = ent_arena_array(arena, double, (size_t)ENT_N_ASSUMPTIONS *ENT_BLOCK);
    double *out = ent_arena_array(arena, double, columns *ENT_BLOCK + 1);
    ent_tile *tile = ent_arena_array(arena, ent_tile, 1);
    ent_draws from;
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = plan->seed};
    if (!draws || !out || !tile || ent_draws_make(plan->world, &from, arena) != ENT_OK)
        return ent_fail(err, ENT_E_NOMEM, "sample: out of memory");
    for (size_t b = 0; b < plan->blocks; b++) {
        ent_draws_block(&from, &design, b, draws);
        const ent_block_job job = {.world = plan->world,
                                   .layout = &s->layout,
                                   .draws = draws,
                                   .out = out,
                                   .seed = plan->seed,
                                   .block = b,
                                   .tile = tile,
                                   .visit = plan->visit,
                                   .visitor = plan->visitor};
        ent_block_run(&job);
        for (size_t c = 0; c < columns; c++)
            memcpy(s->values + c * s->n + b * ENT_BLOCK, out + c * ENT_BLOCK,
                   ENT_BLOCK * sizeof *out);
    }
    return ENT_OK;
}

ent_status sample_run(const sample_plan *plan, sample *s, ent_arena *arena, ent_error *err)
{
    ent_layout_make(plan->world, plan->wanted, &s->layout);
    s->n = plan->blocks * ENT_BLOCK;
    s->values = ent_arena_array(arena, double, (size_t)s->layout.n_columns * s->n + 1);
    if (!s->values)
        return ent_fail(err, ENT_E_NOMEM, "sample: out of memory");
    const size_t mark = ent_arena_mark(arena);
    const ent_status status = run_blocks(plan, s, arena, err);
    ent_arena_rewind(arena, mark);
    return status;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Linear between neighbours; the k-th of n values is the (k-1)/(n-1) quantile. */
static double quantile(const double *sorted, size_t n, double p)
{
    const double at = p * (double)(n - 1);
    const size_t low = (size_t)at;
    const double part = at - (double)low;
    return low + 1 < n ? sorted[low] + part * (sorted[low + 1] - sorted[low]) : sorted[low];
}

sample_summary sample_summarise(double *values, size_t n)
{
    size_t kept = 0;
    double sum = 0.0;
    for (size_t f = 0; f < n; f++)
        if (values[f] == values[f]) {
            sum += values[f];
            values[kept++] = values[f];
        }
    if (!kept)
        return (sample_summary){0,           ENT_MISSING, ENT_MISSING, ENT_MISSING,
                                ENT_MISSING, ENT_MISSING, ENT_MISSING};
    qsort(values, kept, sizeof *values, by_size);
    return (sample_summary){kept,
                            sum / (double)kept,
                            quantile(values, kept, 0.05),
                            quantile(values, kept, 0.25),
                            quantile(values, kept, 0.5),
                            quantile(values, kept, 0.75),
                            quantile(values, kept, 0.95)};
}
