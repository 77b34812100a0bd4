#include "entente/explore.h"
#include "entente/sort.h"

/* Futures in which every policy has a payoff, and the best payoff in each. */
static size_t usable(size_t n_policies, size_t n, const double *payoff, uint32_t *index,
                     double *best)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        bool known = true;
        double most = payoff[i];
        for (size_t p = 0; p < n_policies; p++) {
            const double v = payoff[p * n + i];
            known = known && v == v;
            most = v > most ? v : most;
        }
        if (!known)
            continue;
        index[used] = (uint32_t)i;
        best[used++] = most;
    }
    return used;
}

static ent_robust_row judge(size_t n, const uint32_t *index, const double *best,
                            const double *payoff, double threshold, double alpha, double *regret,
                            double *value, double *spare)
{
    ent_robust_row row = {0};
    double sum = 0.0, regrets = 0.0;
    size_t enough = 0;
    for (size_t i = 0; i < n; i++) {
        value[i] = payoff[index[i]];
        regret[i] = best[i] - value[i];
        sum += value[i];
        regrets += regret[i];
        enough += value[i] >= threshold;
    }
    ent_sort_values(n, value, spare);
    ent_sort_values(n, regret, spare);
    row.maximin = value[0];
    row.maximax = value[n - 1];
    row.laplace = sum / (double)n;
    row.hurwicz = alpha * value[n - 1] + (1.0 - alpha) * value[0];
    row.max_regret = regret[n - 1];
    row.mean_regret = regrets / (double)n;
    row.p90_regret = ent_sorted_quantile(n, regret, 0.9);
    row.satisficing = (double)enough / (double)n;
    row.p10 = ent_sorted_quantile(n, value, 0.1);
    return row;
}

static ent_status robustness(size_t n_policies, size_t n, const double *payoff, double threshold,
                             double alpha, ent_robust_row *rows, size_t *n_used, ent_arena *scratch)
{
    uint32_t *index = ent_arena_array(scratch, uint32_t, n);
    double *best = ent_arena_array(scratch, double, n);
    double *regret = ent_arena_array(scratch, double, n);
    double *value = ent_arena_array(scratch, double, n);
    double *spare = ent_arena_array(scratch, double, n);
    if (!index || !best || !regret || !value || !spare)
        return ENT_E_NOMEM;
    const size_t used = usable(n_policies, n, payoff, index, best);
    if (!used)
        return ENT_E_DATA;
    for (size_t p = 0; p < n_policies; p++)
        rows[p] = judge(used, index, best, payoff + p * n, threshold, alpha, regret, value, spare);
    *n_used = used;
    return ENT_OK;
}

ent_status ent_robustness(size_t n_policies, size_t n, const double *payoff, double threshold,
                          double alpha, ent_robust_row *rows, size_t *n_used, ent_arena *scratch)
{
    if (!n_policies || !n || !(alpha >= 0.0 && alpha <= 1.0))
        return ENT_E_ARG;
    const size_t mark = ent_arena_mark(scratch);
    const ent_status status =
        robustness(n_policies, n, payoff, threshold, alpha, rows, n_used, scratch);
    ent_arena_rewind(scratch, mark);
    return status;
}
