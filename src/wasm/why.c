/*
 * Why: which assumptions an outcome of these futures depends on, where it turns out badly, and what
 * would have to be true for the opposite. The same call as `entente explore --method why`.
 *
 * The answer is one row of doubles, read by app/src/live/why.ts in this order:
 *
 *     n, with a value, failing, bound, inputs, inputs that boxes may limit, boxes,
 *     bound of the opposite, futures beyond it, boxes of the opposite (0 or 1)
 *     per input, widest swing first: assumption, low 3, high 3, swing 3 (value and interval),
 *         share of the variance that it explains alone 3
 *     per box, that of the opposite last: coverage 3, density 3, mass, boxes of the path, chosen;
 *         per limit, lower ones first: limit, widest, resampled low and high, quasi-p;
 *         per box of the path: coverage, density
 */
#include "entente/block.h"
#include "entente/explore.h"
#include "wasm/engine.h"

enum { MAX_FUTURES = 4096, ROOM = 8 << 20, ANSWER = 16384 };

static struct {
    int32_t inputs[ENT_N_ASSUMPTIONS]; /* as asked, then those that vary */
    double *x;                         /* [inputs][n] */
    double y[MAX_FUTURES];
    double answer[ANSWER];
    size_t n_answer;
    void *result, *scratch;
    ent_why why;
} work;

/* Room for the assumptions that may matter, in the order of the register. */
int32_t *WASM_EXPORT(ent_wasm_inputs)(void);
int32_t *WASM_EXPORT(ent_wasm_inputs)(void)
{
    return work.inputs;
}

static size_t that_vary(int32_t n)
{
    size_t d = 0;
    for (int32_t i = 0; i < n && i < ENT_N_ASSUMPTIONS; i++) {
        const int32_t id = work.inputs[i];
        if (id >= 0 && id < ENT_N_ASSUMPTIONS && wasm_world()->prior[id].kind != ENT_PRIOR_FIXED)
            work.inputs[d++] = id;
    }
    return d;
}

static bool gather(int32_t outcome, int32_t column, uint64_t seed, uint32_t blocks, size_t d)
{
    const size_t n = (size_t)blocks * ENT_BLOCK;
    for (uint32_t b = 0; b < blocks; b++) {
        const double *out = wasm_block(seed, b), *draws = wasm_draws();
        const int32_t first = ent_wasm_first(outcome);
        if (!out || first < 0 || column < 0 || column >= ent_wasm_count(outcome))
            return false;
        const double *row = out + ((size_t)first + (size_t)column) * ENT_BLOCK;
        __builtin_memcpy(work.y + b * ENT_BLOCK, row, ENT_BLOCK * sizeof(double));
        for (size_t j = 0; j < d; j++)
            __builtin_memcpy(work.x + j * n + b * ENT_BLOCK,
                             draws + (size_t)work.inputs[j] * ENT_BLOCK,
                             ENT_BLOCK * sizeof(double));
    }
    return true;
}

static void put(double value)
{
    if (work.n_answer < ANSWER)
        work.answer[work.n_answer++] = value;
}

static void put_index(ent_index i)
{
    put(i.value), put(i.low), put(i.high);
}

static void put_box(const ent_fail_box *box, size_t d)
{
    const double *limits = box->path.limits + box->chosen * 2 * d, *widest = box->path.limits;
    put_index(box->coverage);
    put_index(box->density);
    put(box->path.boxes[box->chosen].mass);
    put((double)box->path.n_boxes);
    put((double)box->chosen);
    for (size_t at = 0; at < 2 * d; at++) {
        const ent_index *i = at < d ? &box->spread.low[at] : &box->spread.high[at - d];
        put(limits[at]), put(widest[at]), put(i->low), put(i->high), put(box->quasi_p[at]);
    }
    for (size_t b = 0; b < box->path.n_boxes; b++)
        put(box->path.boxes[b].coverage), put(box->path.boxes[b].density);
}

static void put_all(size_t d)
{
    const ent_why *w = &work.why;
    const size_t head[] = {w->n, w->n_known, w->n_failed};
    work.n_answer = 0;
    for (size_t i = 0; i < 3; i++)
        put((double)head[i]);
    put(w->bound);
    put((double)d), put((double)w->n_inputs), put((double)w->n_boxes);
    put(w->other_bound), put((double)w->n_others), put((double)w->n_other_boxes);
    for (size_t k = 0; k < d; k++) {
        const ent_tornado_row *row = &w->rows[w->order[k]];
        put((double)work.inputs[w->order[k]]);
        put_index(row->low), put_index(row->high), put_index(row->swing);
        put_index(w->first[w->order[k]]);
    }
    for (size_t k = 0; k < w->n_boxes; k++)
        put_box(&w->box[k], w->n_inputs);
    if (w->n_other_boxes)
        put_box(&w->other, w->n_inputs);
}

static bool take_room(void)
{
    if (!work.x)
        work.x = wasm_take((size_t)ENT_N_ASSUMPTIONS * MAX_FUTURES * sizeof(double));
    if (!work.result)
        work.result = wasm_take(ROOM);
    if (!work.scratch)
        work.scratch = wasm_take(ROOM);
    return work.x && work.result && work.scratch;
}

/* Digest `blocks` blocks of the outcome's column, which must be recorded: the answer, 0 when it
   cannot be given. `worse`: 1 high values are worse, 0 low ones. A missing `bound`: the worst
   tenth. */
const double *WASM_EXPORT(ent_wasm_why)(int32_t outcome, int32_t column, uint32_t seed_low,
                                        uint32_t seed_high, uint32_t blocks, int32_t n_inputs,
                                        int32_t worse, int32_t logarithm, double bound);
const double *WASM_EXPORT(ent_wasm_why)(int32_t outcome, int32_t column, uint32_t seed_low,
                                        uint32_t seed_high, uint32_t blocks, int32_t n_inputs,
                                        int32_t worse, int32_t logarithm, double bound)
{
    ent_arena result, scratch;
    if (!wasm_world() || blocks < 1 || blocks > MAX_FUTURES / ENT_BLOCK || !take_room() ||
        ent_arena_init(&result, work.result, ROOM) != ENT_OK ||
        ent_arena_init(&scratch, work.scratch, ROOM) != ENT_OK)
        return 0;
    const uint64_t seed = (uint64_t)seed_high << 32 | seed_low;
    const size_t d = that_vary(n_inputs);
    if (d < 1 || !gather(outcome, column, seed, blocks, d))
        return 0;
    ent_why_options o = ENT_WHY_DEFAULTS;
    o.seed = seed;
    o.high_is_good = !worse;
    o.logarithm = logarithm != 0;
    o.bound = bound;
    if (ent_why_run((size_t)blocks * ENT_BLOCK, d, work.x, work.y, &o, &work.why, &result,
                    &scratch) != ENT_OK)
        return 0;
    put_all(d);
    return work.answer;
}

size_t WASM_EXPORT(ent_wasm_why_length)(void);
size_t WASM_EXPORT(ent_wasm_why_length)(void)
{
    return work.n_answer;
}
