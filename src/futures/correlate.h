/* Correlated coordinates of a block, by ent_draws_correlate and by its builds for each instruction
   set: one body, the same bits. */
#ifndef ENT_FUTURES_CORRELATE_H
#define ENT_FUTURES_CORRELATE_H

#include "entente/draws.h"
#include "entente/fmath.h"

static inline const double *correlate_mixing(const ent_world *w, int32_t i)
{
    return w->mixing + i * (i + 1) / 2;
}

/* The first of a set, and one that no row ties to those before it, keeps its own score. */
static inline bool correlate_keeps(const ent_world *w, int32_t i)
{
    bool keeps = true;
    for (int32_t j = 0; j < i; j++)
        keeps = keeps && correlate_mixing(w, i)[j] == 0.0;
    return keeps;
}

static inline void correlate_rows(const ent_world *w, double *u)
{
    enum { SOME = 32 }; /* futures at a time: the scores fit on a small stack */
    double score[ENT_MAX_CORRELATED][SOME], far[SOME];
    const int32_t n = w->n_correlated;
    for (size_t at = 0; n > 0 && at < ENT_BLOCK; at += SOME) {
        for (int32_t i = 0; i < n; i++)
            ent_normal_quantile_row(SOME, u + (size_t)w->correlated[i] * ENT_BLOCK + at, score[i],
                                    far);
        for (int32_t i = 0; i < n; i++) {
            const double *m = correlate_mixing(w, i);
            double *row = u + (size_t)w->correlated[i] * ENT_BLOCK + at, sum[SOME] = {0.0};
            if (correlate_keeps(w, i))
                continue;
            for (int32_t j = 0; j <= i; j++) {
                if (m[j] == 0.0)
                    continue;
                for (size_t f = 0; f < SOME; f++)
                    sum[f] += m[j] * score[j][f];
            }
            for (size_t f = 0; f < SOME; f++)
                sum[f] = ent_normal_cdf(sum[f]);
            for (size_t f = 0; f < SOME; f++)
                row[f] = ent_clip(sum[f], 0x1p-53, 1.0 - 0x1p-53);
        }
    }
}

#endif
