#include "entente/bargain.h"

#include "entente/rng.h"

/* share[k] = k! (n - 1 - k)! / n!: chance that exactly these k others came before. */
static void order_shares(size_t n, double *share)
{
    share[0] = 1.0 / (double)n;
    for (size_t k = 1; k < n; k++)
        share[k] = share[k - 1] * (double)k / (double)(n - k);
}

/* Every coalition once; its weight by adding the lowest member to the rest. */
static void count_swings(size_t n, const double *weight, double quota, const double *share,
                         double *index)
{
    for (uint32_t set = 0; set < (UINT32_C(1) << n); set++) {
        double sum = 0.0;
        size_t size = 0;
        for (size_t i = 0; i < n; i++)
            if (set >> i & 1u) {
                sum += weight[i];
                size++;
            }
        if (sum >= quota)
            continue;
        for (size_t i = 0; i < n; i++)
            if (!(set >> i & 1u) && sum + weight[i] >= quota)
                index[i] += share[size];
    }
}

/* Random orders (Fisher and Yates); the pivot of each order scores one. */
static void sample_pivots(size_t n, const double *weight, double quota, size_t n_draws,
                          uint64_t seed, size_t *order, double *index)
{
    for (size_t draw = 0; draw < n_draws; draw++) {
        for (size_t i = 0; i < n; i++)
            order[i] = i;
        for (size_t i = n - 1; i > 0; i--) {
            const double u = ent_uniform(seed, draw, (uint32_t)i, 0x5353u);
            const size_t j = (size_t)(u * (double)(i + 1));
            const size_t kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        double sum = 0.0;
        for (size_t i = 0; i < n; i++) {
            sum += weight[order[i]];
            if (sum >= quota) {
                index[order[i]] += 1.0;
                break;
            }
        }
    }
}

static ent_status find_power(size_t n, const double *weight, double quota, size_t n_draws,
                             uint64_t seed, double *index, double *error, ent_arena *scratch)
{
    double *share = ent_arena_array(scratch, double, n);
    size_t *order = ent_arena_array(scratch, size_t, n);
    if (!share || !order)
        return ENT_E_NOMEM;
    for (size_t i = 0; i < n; i++)
        index[i] = error[i] = 0.0;
    if (n <= ENT_SHAPLEY_EXACT_MAX) {
        order_shares(n, share);
        count_swings(n, weight, quota, share, index);
        return ENT_OK;
    }
    const double draws = (double)n_draws;
    sample_pivots(n, weight, quota, n_draws, seed, order, index);
    for (size_t i = 0; i < n; i++) {
        index[i] /= draws;
        error[i] = __builtin_sqrt(index[i] * (1.0 - index[i]) / (draws - 1.0));
    }
    return ENT_OK;
}

ent_status ent_power_shapley(size_t n, const double *weight, double quota, size_t n_draws,
                             uint64_t seed, double *index, double *error, ent_arena *scratch)
{
    double total = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (!(weight[i] >= 0.0))
            return ENT_E_ARG;
        total += weight[i];
    }
    if (n == 0 || !(quota > 0.0) || !(quota <= total) || (n > ENT_SHAPLEY_EXACT_MAX && n_draws < 2))
        return ENT_E_ARG;
    /* A sum of the whole can fall short of a quota that equals it by a rounding. */
    const double reached = quota - 1e-12 * total;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status = find_power(n, weight, reached, n_draws, seed, index, error, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}
