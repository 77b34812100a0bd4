#include "entente/explore.h"
#include "entente/fmath.h"
#include "entente/sort.h"

static const double Z95 = 1.959963984540054;

/* --- tornado ------------------------------------------------------------------------------ */

typedef struct slice {
    double mean, error; /* standard error of the mean */
} slice;

static slice slice_of(const uint32_t *order, const double *y, size_t from, size_t to)
{
    const double m = (double)(to - from);
    double sum = 0.0, squares = 0.0;
    for (size_t i = from; i < to; i++)
        sum += y[order[i]];
    const double mean = sum / m;
    for (size_t i = from; i < to; i++)
        squares += (y[order[i]] - mean) * (y[order[i]] - mean);
    return (slice){mean, __builtin_sqrt(squares / (m - 1.0) / m)};
}

static ent_index within(double mean, double error)
{
    return (ent_index){mean, mean - Z95 * error, mean + Z95 * error};
}

/* Futures with a value, in their order. */
static size_t present(size_t n, const double *y, uint32_t *which)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (y[i] == y[i])
            which[m++] = (uint32_t)i;
    return m;
}

static ent_status tornado(size_t n, size_t d, const double *x, const double *y, size_t slices,
                          ent_tornado_row *rows, ent_arena *scratch)
{
    uint32_t *which = ent_arena_array(scratch, uint32_t, n);
    uint32_t *order = ent_arena_array(scratch, uint32_t, n);
    uint32_t *spare = ent_arena_array(scratch, uint32_t, n);
    double *key = ent_arena_array(scratch, double, n), *known = ent_arena_array(scratch, double, n);
    if (!which || !order || !spare || !key || !known)
        return ENT_E_NOMEM;
    const size_t m = present(n, y, which), size = m / slices;
    if (size < 2)
        return ENT_E_ARG;
    for (size_t i = 0; i < m; i++)
        known[i] = y[which[i]];
    for (size_t j = 0; j < d; j++) {
        for (size_t i = 0; i < m; i++)
            key[i] = x[j * n + which[i]];
        ent_sort_order(m, key, order, spare);
        const slice low = slice_of(order, known, 0, size);
        const slice high = slice_of(order, known, m - size, m);
        rows[j].low = within(low.mean, low.error);
        rows[j].high = within(high.mean, high.error);
        rows[j].swing = within(high.mean - low.mean,
                               __builtin_sqrt(low.error * low.error + high.error * high.error));
    }
    return ENT_OK;
}

ent_status ent_tornado(size_t n, size_t d, const double *x, const double *y, size_t slices,
                       ent_tornado_row *rows, ent_arena *scratch)
{
    if (slices < 2)
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = tornado(n, d, x, y, slices, rows, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}

void ent_tornado_order(size_t d, const ent_tornado_row *rows, uint32_t *order, ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    uint32_t *spare = ent_arena_array(scratch, uint32_t, d);
    double *key = ent_arena_array(scratch, double, d);
    for (size_t j = 0; j < d; j++) {
        order[j] = (uint32_t)j;
        if (key)
            key[j] = -__builtin_fabs(rows[j].swing.value);
    }
    if (spare && key)
        ent_sort_order(d, key, order, spare);
    ent_arena_rewind(scratch, mark);
}

/* --- shares of the variance ----------------------------------------------------------------- */

enum { BATCHES = 8, BINS = 16, LEAST = 512 };

/* Batches are disjoint parts of the futures with a value, so their estimates are independent. */
static ent_status shares(size_t n, size_t d, const double *x, const double *y, size_t m,
                         const uint32_t *which, ent_index *first, ent_arena *scratch)
{
    const size_t size = m / BATCHES, bins = size / 8 < BINS ? size / 8 : BINS;
    double *part = ent_arena_array(scratch, double, size *d);
    double *value = ent_arena_array(scratch, double, size);
    double *of = ent_arena_array(scratch, double, BATCHES *d);
    if (!part || !value || !of)
        return ENT_E_NOMEM;
    for (size_t b = 0; b < BATCHES; b++, which += size) {
        for (size_t i = 0; i < size; i++)
            value[i] = y[which[i]];
        for (size_t j = 0; j < d; j++)
            for (size_t i = 0; i < size; i++)
                part[j * size + i] = x[j * n + which[i]];
        ENT_TRY(ent_sobol_given_data(size, d, part, value, bins, of + b * d, scratch));
    }
    for (size_t j = 0; j < d; j++) {
        double of_one[BATCHES];
        for (size_t b = 0; b < BATCHES; b++)
            of_one[b] = of[b * d + j];
        first[j] = ent_interval_of_replicates(of_one, BATCHES);
    }
    return ENT_OK;
}

ent_status ent_why_shares(size_t n, size_t d, const double *x, const double *y, ent_index *first,
                          ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    uint32_t *which = ent_arena_array(scratch, uint32_t, n);
    ent_status status = which ? ENT_OK : ENT_E_NOMEM;
    const size_t m = which ? present(n, y, which) : 0;
    for (size_t j = 0; j < d; j++)
        first[j] = (ent_index){ENT_MISSING, ENT_MISSING, ENT_MISSING};
    if (m >= LEAST)
        status = shares(n, d, x, y, m, which, first, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}

/* --- failure ------------------------------------------------------------------------------ */

static size_t mark_failing(size_t n, const double *y, bool high_is_good, double bound,
                           uint8_t *failed)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        failed[i] = high_is_good ? y[i] < bound : y[i] > bound;
        k += failed[i];
    }
    return k;
}

size_t ent_worst_tenth(size_t n, const double *y, bool high_is_good, uint8_t *failed, double *bound,
                       ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    double *known = ent_arena_array(scratch, double, n);
    double *spare = ent_arena_array(scratch, double, n);
    size_t m = 0;
    for (size_t i = 0; i < n && known && spare; i++) {
        failed[i] = 0;
        if (y[i] == y[i])
            known[m++] = y[i];
    }
    *bound = ENT_MISSING;
    size_t k = 0;
    if (m > 0) {
        ent_sort_values(m, known, spare);
        *bound = ent_sorted_quantile(m, known, high_is_good ? 0.1 : 0.9);
        /* Where more than a tenth share the worst value, that value is what fails. */
        for (size_t i = 0; high_is_good && *bound == known[0] && i < m; i++)
            *bound = known[i];
        for (size_t i = m; !high_is_good && *bound == known[m - 1] && i-- > 0;)
            *bound = known[i];
        k = mark_failing(n, y, high_is_good, *bound, failed);
    }
    ent_arena_rewind(scratch, mark);
    return k;
}

/* The densest box that holds half of the failures and limits few enough inputs for a sentence,
   unless the plan names one. */
static size_t chosen_box(const ent_prim_path *path, size_t pick)
{
    enum { MOST_LIMITED = 4 };
    size_t best = 0;
    if (pick != SIZE_MAX)
        return pick;
    for (size_t b = 0; b < path->n_boxes; b++)
        if (path->boxes[b].coverage >= 0.5 && path->boxes[b].restricted <= MOST_LIMITED &&
            path->boxes[b].density > path->boxes[best].density)
            best = b;
    return best;
}

/* The points of `from` outside a box, closed up; the inputs stay [d][n_left]. */
static size_t outside(size_t n, size_t d, const double *x, const uint8_t *failed,
                      const ent_prim_path *path, size_t box, double *left_x, uint8_t *left_failed)
{
    const double *limits = path->limits + box * 2 * d;
    size_t m = 0;
    for (int pass = 0; pass < 2; pass++) { /* how many, then where each goes */
        size_t at = 0;
        for (size_t i = 0; i < n; i++) {
            bool in = true;
            for (size_t j = 0; j < d && in; j++)
                in = x[j * n + i] >= limits[j] && x[j * n + i] <= limits[d + j];
            if (in)
                continue;
            for (size_t j = 0; j < d && pass == 1; j++)
                left_x[j * m + at] = x[j * n + i];
            if (pass == 1)
                left_failed[at] = failed[i];
            at++;
        }
        m = at;
    }
    return m;
}

static ent_status one_box(size_t n, size_t d, const double *x, const uint8_t *failed,
                          const ent_fail_plan *plan, uint64_t seed, size_t n_failed,
                          ent_fail_box *box, ent_arena *result, ent_arena *scratch)
{
    const ent_prim_options *o = &plan->prim;
    *box = (ent_fail_box){0};
    ENT_TRY(ent_prim(n, d, x, failed, o, &box->path, result, scratch));
    box->chosen = chosen_box(&box->path, plan->pick);
    if (box->chosen >= box->path.n_boxes)
        return ENT_E_ARG;
    const ent_prim_box *chosen = &box->path.boxes[box->chosen];
    ENT_TRY(ent_prim_resample(n, d, x, failed, o, chosen->mass, plan->resamples, seed, &box->spread,
                              result, scratch));
    box->quasi_p = ent_arena_array(result, double, 2 * d);
    if (!box->quasi_p)
        return ENT_E_NOMEM;
    for (size_t j = 0; j < d; j++)
        for (int high = 0; high < 2; high++)
            box->quasi_p[j + (high ? d : 0)] =
                ent_prim_quasi_p(n, d, x, failed, &box->path, box->chosen, j, high != 0);
    box->n_left = n;
    box->n_fails = box->path.n_failed;
    const double part = (double)box->n_fails / (double)n_failed;
    box->coverage = (ent_index){chosen->coverage * part, box->spread.coverage.low * part,
                                box->spread.coverage.high * part};
    box->density = (ent_index){chosen->density, box->spread.density.low, box->spread.density.high};
    return ENT_OK;
}

static bool worth_saying(const ent_fail_box *box)
{
    const double base = (double)box->n_fails / (double)box->n_left;
    return box->path.boxes[box->chosen].density >= 1.5 * base;
}

static ent_status fail_boxes(size_t n, size_t d, const double *x, const uint8_t *failed,
                             const ent_fail_plan *plan, ent_fail_box *boxes, size_t *n_boxes,
                             ent_arena *result, ent_arena *scratch)
{
    enum { FEWEST = 30 }; /* failures that a further box is looked for in */
    double *room[2] = {ent_arena_array(scratch, double, n *d),
                       ent_arena_array(scratch, double, n *d)};
    uint8_t *marks[2] = {ent_arena_array(scratch, uint8_t, n),
                         ent_arena_array(scratch, uint8_t, n)};
    if (!room[0] || !room[1] || !marks[0] || !marks[1])
        return ENT_E_NOMEM;
    size_t all = 0, left = n;
    for (size_t i = 0; i < n; i++)
        all += failed[i] != 0;
    for (*n_boxes = 0; *n_boxes < plan->boxes; (*n_boxes)++) {
        ent_fail_box *box = &boxes[*n_boxes];
        ENT_TRY(
            one_box(left, d, x, failed, plan, plan->seed + *n_boxes, all, box, result, scratch));
        if (*n_boxes > 0 && !worth_saying(box))
            break;
        const size_t into = *n_boxes % 2;
        left = outside(left, d, x, failed, &box->path, box->chosen, room[into], marks[into]);
        x = room[into];
        failed = marks[into];
        size_t remain = 0;
        for (size_t i = 0; i < left; i++)
            remain += failed[i] != 0;
        if (remain < FEWEST || remain * 20 < all || !worth_saying(box)) {
            (*n_boxes)++;
            break;
        }
    }
    return ENT_OK;
}

ent_status ent_fail_boxes(size_t n, size_t d, const double *x, const uint8_t *failed,
                          const ent_fail_plan *plan, ent_fail_box *boxes, size_t *n_boxes,
                          ent_arena *result, ent_arena *scratch)
{
    if (plan->boxes < 1 || plan->resamples < 2)
        return ENT_E_ARG;
    *n_boxes = 0;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = fail_boxes(n, d, x, failed, plan, boxes, n_boxes, result, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}

/* --- both --------------------------------------------------------------------------------- */

static ent_status boxes_of(size_t n, const double *x, const uint8_t *failed, size_t n_failed,
                           const ent_why_options *o, size_t inputs, size_t most,
                           ent_fail_box *boxes, size_t *n_boxes, ent_arena *result,
                           ent_arena *scratch)
{
    ent_fail_plan plan = ENT_FAIL_DEFAULTS;
    plan.boxes = most;
    plan.resamples = o->resamples;
    plan.seed = o->seed;
    *n_boxes = 0;
    if (n_failed < 10 || n_failed == n)
        return ENT_OK;
    return ent_fail_boxes(n, inputs, x, failed, &plan, boxes, n_boxes, result, scratch);
}

static ent_status why_boxes(size_t n, const double *x, const double *y, const ent_why_options *o,
                            ent_why *why, ent_arena *result, ent_arena *scratch)
{
    double *chosen = ent_arena_array(scratch, double, n * why->n_inputs);
    uint8_t *failed = ent_arena_array(scratch, uint8_t, n);
    if (!chosen || !failed)
        return ENT_E_NOMEM;
    for (size_t k = 0; k < why->n_inputs; k++)
        for (size_t i = 0; i < n; i++)
            chosen[k * n + i] = x[why->order[k] * n + i];
    if (o->bound == o->bound) {
        why->bound = o->bound;
        why->n_failed = mark_failing(n, y, o->high_is_good, o->bound, failed);
    } else {
        why->n_failed = ent_worst_tenth(n, y, o->high_is_good, failed, &why->bound, scratch);
    }
    ENT_TRY(boxes_of(n, chosen, failed, why->n_failed, o, why->n_inputs, o->boxes, why->box,
                     &why->n_boxes, result, scratch));
    why->n_others = ent_worst_tenth(n, y, !o->high_is_good, failed, &why->other_bound, scratch);
    return boxes_of(n, chosen, failed, why->n_others, o, why->n_inputs, 1, &why->other,
                    &why->n_other_boxes, result, scratch);
}

static ent_status why_tornado(size_t n, size_t d, const double *x, const double *y,
                              const ent_why_options *o, ent_why *why, ent_arena *scratch)
{
    double *shown = ent_arena_array(scratch, double, n);
    if (!shown)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        why->n_known += y[i] == y[i];
        shown[i] = !o->logarithm ? y[i] : y[i] > 0.0 ? ent_log(y[i]) : ENT_MISSING;
    }
    ENT_TRY(ent_tornado(n, d, x, shown, o->slices, why->rows, scratch));
    return ent_why_shares(n, d, x, shown, why->first, scratch);
}

ent_status ent_why_run(size_t n, size_t d, const double *x, const double *y,
                       const ent_why_options *options, ent_why *why, ent_arena *result,
                       ent_arena *scratch)
{
    if (d < 1 || options->boxes > ENT_WHY_BOXES)
        return ENT_E_ARG;
    *why = (ent_why){.n = n, .bound = ENT_MISSING, .other_bound = ENT_MISSING};
    why->rows = ent_arena_array(result, ent_tornado_row, d);
    why->first = ent_arena_array(result, ent_index, d);
    why->order = ent_arena_array(result, uint32_t, d);
    if (!why->rows || !why->first || !why->order)
        return ENT_E_NOMEM;
    const size_t mark = ent_arena_mark(scratch);
    ent_status status = why_tornado(n, d, x, y, options, why, scratch);
    if (status == ENT_OK) {
        ent_tornado_order(d, why->rows, why->order, scratch);
        why->n_inputs = options->inputs < d ? options->inputs : d;
        status = why_boxes(n, x, y, options, why, result, scratch);
    }
    ent_arena_rewind(scratch, mark);
    return status;
}
