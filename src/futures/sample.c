#include "futures/sample.h"

#include <string.h>

#include "entente/sort.h"
#include "futures/draw_rows.h"

enum { OF_BLOCK = ENT_N_ASSUMPTIONS * ENT_BLOCK };

ent_status sample_draw(const ent_world *world, size_t blocks, uint64_t seed, sample_draws *draws,
                       ent_arena *arena, ent_error *err)
{
    const ent_design design = {.kind = ENT_DESIGN_MC, .seed = seed};
    ent_draws from;
    *draws = (sample_draws){world, seed, blocks, ent_arena_array(arena, double, blocks *OF_BLOCK)};
    const size_t mark = ent_arena_mark(arena);
    if (!draws->values || ent_draws_make(world, &from, arena) != ENT_OK)
        return ent_fail(err, ENT_E_NOMEM, "sample: out of memory");
    draw_rows_use(&from, ent_isa_best());
    for (size_t b = 0; b < blocks; b++)
        ent_draws_block(&from, &design, b, draws->values + b * OF_BLOCK);
    ent_arena_rewind(arena, mark);
    return ENT_OK;
}

static bool are_those_of(const sample_draws *d, const sample_plan *plan)
{
    return d && d->seed == plan->seed && d->blocks >= plan->blocks &&
           ent_draws_same(d->world, plan->world);
}

static ent_status run_blocks(const sample_plan *plan, sample *s, ent_arena *arena, ent_error *err)
{
    const size_t columns = (size_t)s->layout.n_columns;
    double *out = ent_arena_array(arena, double, columns *ENT_BLOCK + 1);
    ent_tile *tile = ent_arena_array(arena, ent_tile, 1);
    sample_draws own;
    const sample_draws *draws = plan->draws;
    if (!out || !tile)
        return ent_fail(err, ENT_E_NOMEM, "sample: out of memory");
    if (!are_those_of(draws, plan)) {
        ENT_TRY(sample_draw(plan->world, plan->blocks, plan->seed, &own, arena, err));
        draws = &own;
    }
    for (size_t b = 0; b < plan->blocks; b++) {
        const ent_block_job job = {.world = plan->world,
                                   .layout = &s->layout,
                                   .draws = draws->values + b * OF_BLOCK,
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

/* --- quantiles --- */

static const double shares[] = {0.05, 0.25, 0.5, 0.75, 0.95};
enum { N_SHARES = sizeof shares / sizeof shares[0], FEW = 24 };

static void sort_few(double *values, size_t low, size_t high)
{
    for (size_t i = low + 1; i < high; i++) {
        const double x = values[i];
        size_t k = i;
        for (; k > low && values[k - 1] > x; k--)
            values[k] = values[k - 1];
        values[k] = x;
    }
}

static void swap(double *a, double *b)
{
    const double x = *a;
    *a = *b;
    *b = x;
}

/* Values not above the median of three come before the place returned, the others after. */
static size_t divide(double *values, size_t low, size_t high)
{
    const size_t middle = low + (high - low) / 2, last = high - 1;
    if (values[middle] < values[low])
        swap(&values[middle], &values[low]);
    if (values[last] < values[low])
        swap(&values[last], &values[low]);
    if (values[last] < values[middle])
        swap(&values[last], &values[middle]);
    const double pivot = values[middle];
    size_t i = low, k = last;
    for (;;) {
        while (values[i] < pivot)
            i++;
        while (values[k] > pivot)
            k--;
        if (i >= k)
            return k + 1;
        swap(&values[i++], &values[k--]);
    }
}

/* Bring the values of `n` ranks, in rising order, to their places: only the parts that hold one
   are divided further. */
static void place_ranks(double *values, size_t low, size_t high, const size_t *ranks, size_t n)
{
    while (n && high - low > FEW) {
        const size_t at = divide(values, low, high);
        size_t before = 0;
        while (before < n && ranks[before] < at)
            before++;
        place_ranks(values, low, at, ranks, before);
        low = at;
        ranks += before;
        n -= before;
    }
    if (n)
        sort_few(values, low, high);
}

/* The two neighbours of each quantile, as ent_sorted_quantile reads them. */
static void place_quantiles(double *values, size_t n)
{
    size_t ranks[2 * N_SHARES], count = 0;
    for (size_t i = 0; i < N_SHARES; i++) {
        const size_t below = (size_t)(shares[i] * (double)(n - 1));
        for (size_t r = below; r < n && r <= below + 1; r++)
            if (!count || ranks[count - 1] < r)
                ranks[count++] = r;
    }
    place_ranks(values, 0, n, ranks, count);
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
    double q[N_SHARES];
    place_quantiles(values, kept);
    for (size_t i = 0; i < N_SHARES; i++)
        q[i] = ent_sorted_quantile(kept, values, shares[i]);
    return (sample_summary){kept, sum / (double)kept, q[0], q[1], q[2], q[3], q[4]};
}
