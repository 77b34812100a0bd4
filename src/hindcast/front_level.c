#include <math.h>

#include "hindcast/front.h"

/* Before the series the level is hardly known: the median of the months of then, very wide. */
static const double BEFORE = 200.0, BEFORE_SD = 300.0;

void front_level(const ent_world *w, size_t n, const double *gains, double *level, double *sd)
{
    const double ar = w->central[ENT_A_UKRAINE_AR], shock = w->central[ENT_A_UKRAINE_SD];
    const double step = w->central[ENT_A_UKRAINE_LEVEL_SD];
    double mean[2] = {BEFORE, 0.0}, v[3] = {BEFORE_SD * BEFORE_SD, 0.0, 0.0}; /* 00, 01, 11 */
    v[2] = shock * shock / (1.0 - ar * ar);
    for (size_t i = 0; i < n; i++) {
        const double all = v[0] + 2.0 * v[1] + v[2], error = gains[i] - mean[0] - mean[1];
        const double of_level = v[0] + v[1], of_month = v[1] + v[2];
        mean[0] += of_level / all * error;
        mean[1] = ar * (mean[1] + of_month / all * error);
        const double left[3] = {v[0] - of_level * of_level / all, v[1] - of_level * of_month / all,
                                v[2] - of_month * of_month / all};
        v[0] = left[0] + step * step;
        v[1] = ar * left[1];
        v[2] = ar * ar * left[2] + shock * shock;
    }
    *level = mean[0];
    *sd = sqrt(v[0]);
}
