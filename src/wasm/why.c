/*
 * Why: which assumptions an outcome of these futures hangs on, and where it turns out badly.
 * The same functions as `entente explore` with plain runs (given data, PRIM).
 */
#include "entente/block.h"
#include "entente/explore.h"
#include "wasm/engine.h"

enum { MAX_FUTURES = 4096, BOX_INPUTS = 12, SCRATCH = 12 << 20 };

static struct {
    double *x; /* [ENT_N_ASSUMPTIONS][n] */
    double y[MAX_FUTURES];
    double first[ENT_N_ASSUMPTIONS];
    double chosen[BOX_INPUTS * MAX_FUTURES];
    uint8_t failed[MAX_FUTURES];
    double box[4 + 2 * BOX_INPUTS]; /* coverage, density, mass, share failing; low, high */
    void *scratch;
    size_t n;
} why;

/* Futures with a value of the column, with their assumptions; how many there are. */
static size_t gather(int32_t outcome, int32_t column, uint64_t seed, uint32_t blocks)
{
    const size_t room = (size_t)blocks * ENT_BLOCK;
    for (uint32_t b = 0; b < blocks; b++) {
        const double *out = wasm_block(seed, b), *draws = wasm_draws();
        const int32_t first = ent_wasm_first(outcome);
        if (!out || first < 0 || column < 0 || column >= ent_wasm_count(outcome))
            return 0;
        const double *row = out + ((size_t)first + (size_t)column) * ENT_BLOCK;
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            if (row[f] != row[f])
                continue;
            for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++)
                why.x[a * room + why.n] = draws[a * ENT_BLOCK + f];
            why.y[why.n++] = row[f];
        }
    }
    for (size_t a = 1; a < ENT_N_ASSUMPTIONS && why.n < room; a++) /* close the columns up */
        __builtin_memmove(why.x + a * why.n, why.x + a * room, why.n * sizeof(double));
    return why.n;
}

/* Share of the variance of an outcome's column that each assumption explains alone, over
   `blocks` blocks: [ENT_N_ASSUMPTIONS], 0 when that cannot be said. The outcome must be
   recorded. */
const double *WASM_EXPORT(ent_wasm_drivers)(int32_t outcome, int32_t column, uint32_t seed_low,
                                            uint32_t seed_high, uint32_t blocks);
const double *WASM_EXPORT(ent_wasm_drivers)(int32_t outcome, int32_t column, uint32_t seed_low,
                                            uint32_t seed_high, uint32_t blocks)
{
    if (blocks < 1 || blocks > MAX_FUTURES / ENT_BLOCK)
        return 0;
    if (!why.x)
        why.x = wasm_take((size_t)ENT_N_ASSUMPTIONS * MAX_FUTURES * sizeof(double));
    if (!why.scratch)
        why.scratch = wasm_take(SCRATCH);
    why.n = 0;
    ent_arena scratch;
    if (!why.x || !why.scratch || ent_arena_init(&scratch, why.scratch, SCRATCH) != ENT_OK)
        return 0;
    const uint64_t seed = (uint64_t)seed_high << 32 | seed_low;
    const size_t n = gather(outcome, column, seed, blocks);
    if (n < 128)
        return 0;
    const ent_status status =
        ent_sobol_given_data(n, ENT_N_ASSUMPTIONS, why.x, why.y, 16, why.first, &scratch);
    return status == ENT_OK ? why.first : 0;
}

/* How many futures the last answer rests on. */
int32_t WASM_EXPORT(ent_wasm_why_n)(void);
int32_t WASM_EXPORT(ent_wasm_why_n)(void)
{
    return (int32_t)why.n;
}

/* The box with most failing futures inside among those that hold at least a third of all. */
static size_t best_box(const ent_prim_path *path)
{
    size_t best = 0;
    for (size_t i = 1; i < path->n_boxes; i++)
        if (path->boxes[i].coverage >= 1.0 / 3.0 &&
            path->boxes[i].density > path->boxes[best].density)
            best = i;
    return best;
}

/* Where y lies at or beyond `bound` (above when `above`): a box in the inputs named, found by
   PRIM. Uses the futures of the last ent_wasm_drivers. */
const double *WASM_EXPORT(ent_wasm_box)(double bound, int32_t above, int32_t n_inputs,
                                        const int32_t *inputs);
const double *WASM_EXPORT(ent_wasm_box)(double bound, int32_t above, int32_t n_inputs,
                                        const int32_t *inputs)
{
    if (why.n == 0 || n_inputs < 1 || n_inputs > BOX_INPUTS)
        return 0;
    const size_t n = why.n, d = (size_t)n_inputs;
    size_t failing = 0;
    for (size_t f = 0; f < n; f++) {
        why.failed[f] = above ? why.y[f] >= bound : why.y[f] <= bound;
        failing += why.failed[f];
    }
    for (size_t i = 0; i < d; i++) {
        if (inputs[i] < 0 || inputs[i] >= ENT_N_ASSUMPTIONS)
            return 0;
        __builtin_memcpy(why.chosen + i * n, why.x + (size_t)inputs[i] * n, n * sizeof(double));
    }
    ent_arena result, scratch;
    unsigned char *half = (unsigned char *)why.scratch + SCRATCH / 2;
    if (failing == 0 || ent_arena_init(&result, why.scratch, SCRATCH / 2) != ENT_OK ||
        ent_arena_init(&scratch, half, SCRATCH / 2) != ENT_OK)
        return 0;
    const ent_prim_options options = ENT_PRIM_DEFAULTS;
    ent_prim_path path;
    if (ent_prim(n, d, why.chosen, why.failed, &options, &path, &result, &scratch) != ENT_OK)
        return 0;
    const size_t best = best_box(&path);
    why.box[0] = path.boxes[best].coverage;
    why.box[1] = path.boxes[best].density;
    why.box[2] = path.boxes[best].mass;
    why.box[3] = (double)failing / (double)n;
    for (size_t i = 0; i < 2 * d; i++)
        why.box[4 + i] = path.limits[best * 2 * d + i];
    return why.box;
}

/* Room for the inputs of ent_wasm_box. */
int32_t *WASM_EXPORT(ent_wasm_inputs)(void);
int32_t *WASM_EXPORT(ent_wasm_inputs)(void)
{
    static int32_t inputs[BOX_INPUTS];
    return inputs;
}
