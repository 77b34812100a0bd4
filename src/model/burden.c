#include "entente/burden.h"

#include "entente/draw.h"
#include "entente/fmath.h"
#include "entente/sort.h"

/* q_i = (a_i I_i - (1-a_i) theta Q) / (1 - (1-a_i) theta), written with the total Q. */
typedef struct response {
    double level, slope;
} response;

static response response_of(double income, double taste, double theta)
{
    const double spill = (1.0 - taste) * theta;
    return (response){taste * income / (1.0 - spill), spill / (1.0 - spill)};
}

ent_status ent_public_good_nash(size_t n, const double *income, const double *taste, double theta,
                                double *contribution, double *total)
{
    for (size_t i = 0; i < n; i++)
        if (!(taste[i] > 0.0 && taste[i] <= 1.0 && theta >= 0.0 && theta <= 1.0 &&
              income[i] >= 0.0))
            return ENT_E_ARG;
    double q = 0.0;
    /* A contributor of a larger set may drop out of a smaller one, never the reverse: the total
       rises each time, so at most n rounds change anything. */
    for (size_t round = 0; round <= n; round++) {
        double levels = 0.0, slopes = 0.0;
        for (size_t i = 0; i < n; i++) {
            const response r = response_of(income[i], taste[i], theta);
            const int in = round == 0 || r.level > r.slope * q;
            levels += in ? r.level : 0.0;
            slopes += in ? r.slope : 0.0;
        }
        q = levels / (1.0 + slopes);
    }
    for (size_t i = 0; i < n; i++) {
        const response r = response_of(income[i], taste[i], theta);
        contribution[i] = ent_max(r.level - r.slope * q, 0.0);
    }
    *total = q;
    return ENT_OK;
}

double ent_public_good_optimum(size_t n, const double *income, double taste)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += income[i];
    return taste * sum;
}

/* Average ranks, 1 for the smallest; false without memory. */
static int average_ranks(size_t n, const double *x, double *rank, ent_arena *scratch)
{
    uint32_t *order = ent_arena_array(scratch, uint32_t, n);
    uint32_t *spare = ent_arena_array(scratch, uint32_t, n);
    if (!order || !spare)
        return 0;
    ent_sort_order(n, x, order, spare);
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && x[order[end]] <= x[order[i]])
            end++;
        for (size_t k = i; k < end; k++)
            rank[order[k]] = 0.5 * (double)(i + 1 + end);
        i = end;
    }
    return 1;
}

static double correlation(size_t n, const double *x, const double *y)
{
    double mx = 0.0, my = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (size_t i = 0; i < n; i++) {
        mx += x[i] / (double)n;
        my += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
    }
    return xx > 0.0 && yy > 0.0 ? xy / __builtin_sqrt(xx * yy) : ENT_MISSING;
}

double ent_correlation_p(double rho, double n)
{
    const double df = n - 2.0, rest = 1.0 - rho * rho;
    if (!(df > 0.0 && rest >= 0.0))
        return ENT_MISSING;
    /* t^2 = rho^2 df / rest, so df / (df + t^2) is `rest` itself. */
    return ent_beta_cdf(0.5 * df, 0.5, rest, rho * rho, NULL);
}

ent_rank ent_spearman(size_t n, const double *x, const double *y, ent_arena *scratch)
{
    ent_rank result = {ENT_MISSING, ENT_MISSING};
    const size_t mark = ent_arena_mark(scratch);
    double *rx = ent_arena_array(scratch, double, n), *ry = ent_arena_array(scratch, double, n);
    if (n >= 3 && rx && ry && average_ranks(n, x, rx, scratch) &&
        average_ranks(n, y, ry, scratch)) {
        result.value = correlation(n, rx, ry);
        result.p = ent_correlation_p(result.value, (double)n);
    }
    ent_arena_rewind(scratch, mark);
    return result;
}

double ent_kendall_b(size_t n, const double *x, const double *y)
{
    double agree = 0.0, x_pairs = 0.0, y_pairs = 0.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            const double sx = (double)(x[i] > x[j]) - (double)(x[i] < x[j]);
            const double sy = (double)(y[i] > y[j]) - (double)(y[i] < y[j]);
            agree += sx * sy;
            x_pairs += sx * sx;
            y_pairs += sy * sy;
        }
    return x_pairs > 0.0 && y_pairs > 0.0 ? agree / __builtin_sqrt(x_pairs * y_pairs) : ENT_MISSING;
}

/* Chance, over all signs, of a sum of the ranks 1..n at most `most`, rank after rank. */
static double at_most(size_t n, double most, ent_arena *scratch)
{
    const size_t top = n * (n + 1) / 2;
    double *chance = ent_arena_array(scratch, double, top + 1);
    if (!chance)
        return ENT_MISSING;
    chance[0] = 1.0;
    for (size_t rank = 1; rank <= n; rank++)
        for (size_t s = top + 1; s-- > 0;)
            chance[s] = 0.5 * (chance[s] + (s >= rank ? chance[s - rank] : 0.0));
    double sum = 0.0;
    for (size_t s = 0; s <= top && (double)s <= most; s++)
        sum += chance[s];
    return sum;
}

static ent_signed_rank wilcoxon(size_t n, const double *x, const double *y, ent_arena *scratch)
{
    ent_signed_rank result = {ENT_MISSING, ENT_MISSING, ENT_MISSING};
    double *size = ent_arena_array(scratch, double, n), *rank = ent_arena_array(scratch, double, n);
    double *sign = ent_arena_array(scratch, double, n);
    if (!size || !rank || !sign)
        return result;
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        const double d = x[i] - y[i];
        if (d > 0.0 || d < 0.0) {
            size[m] = d > 0.0 ? d : -d;
            sign[m++] = d > 0.0 ? 1.0 : 0.0;
        }
    }
    if (!m || !average_ranks(m, size, rank, scratch))
        return result;
    double plus = 0.0, all = 0.0;
    for (size_t i = 0; i < m; i++) {
        plus += sign[i] * rank[i];
        all += rank[i];
    }
    result.plus = plus;
    result.smaller = ent_min(plus, all - plus);
    if (m <= 60)
        result.p = ent_min(1.0, 2.0 * at_most(m, -ent_floor(-result.smaller), scratch));
    return result;
}

ent_signed_rank ent_wilcoxon(size_t n, const double *x, const double *y, ent_arena *scratch)
{
    const size_t mark = ent_arena_mark(scratch);
    const ent_signed_rank result = wilcoxon(n, x, y, scratch);
    ent_arena_rewind(scratch, mark);
    return result;
}

double ent_loglinear(size_t n, const double *elasticity, const double *factor)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += elasticity[i] * ent_log(factor[i]);
    return ent_exp(sum);
}

double ent_lagged_effect(double phi, double beta, double steps)
{
    if (phi == 1.0)
        return steps < 0.0 ? ENT_MISSING : beta * steps;
    const double left = steps < 0.0 ? 0.0 : ent_pow(phi, steps);
    return beta * (1.0 - left) / (1.0 - phi);
}

double ent_pledge_path(double share, double target, double kappa, double years)
{
    return target - (target - share) * ent_pow(1.0 - kappa, years);
}
