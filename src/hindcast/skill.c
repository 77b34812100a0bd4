#include "hindcast/skill.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/by_value.h"
#include "hindcast/logit.h"

static const double LEAST = 1e-12, NORMAL_95 = 1.6448536269514722, LOW = 0.05, HIGH = 0.95;
static const uint64_t SEED = 17;

double skill_loss(double chance, double happened)
{
    const double p = fmin(fmax(chance, LEAST), 1.0 - LEAST);
    return -(happened * log(p) + (1.0 - happened) * log1p(-p));
}

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t next(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void skill_draw(uint64_t *seed, size_t n, double *counts)
{
    memset(counts, 0, n * sizeof *counts);
    for (size_t i = 0; i < n; i++)
        counts[(size_t)((double)(next(seed) >> 11) * 0x1p-53 * (double)n)] += 1.0;
}

static void interval(double *draws, size_t n, skill_band *band)
{
    qsort(draws, n, sizeof *draws, by_value);
    band->low = n ? draws[(size_t)(LOW * (double)(n - 1) + 0.5)] : ENT_MISSING;
    band->high = n ? draws[(size_t)(HIGH * (double)(n - 1) + 0.5)] : ENT_MISSING;
}

/* --- units that are drawn: pairs that occur, numbered from 0 --- */

typedef struct units {
    size_t n;
    size_t *of; /* [row] */
} units;

static ent_status find_units(const skill_set *s, units *u, ent_arena *arena, ent_error *err)
{
    size_t *number = ent_arena_array(arena, size_t, s->n_pairs);
    u->of = ent_arena_array(arena, size_t, s->n);
    u->n = 0;
    ENT_NEED(number && u->of, err);
    for (size_t i = 0; i < s->n; i++) {
        size_t *at = &number[s->pair[i]];
        if (*at == 0)
            *at = ++u->n;
        u->of[i] = *at - 1;
    }
    return ENT_OK;
}

/* Sums of a loss by unit. */
static double *sums(const skill_set *s, const units *u, const double *chance, double base,
                    ent_arena *arena)
{
    double *sum = ent_arena_array(arena, double, u->n);
    for (size_t i = 0; sum && i < s->n; i++)
        sum[u->of[i]] += skill_loss(chance ? chance[i] : base, s->happened[i]);
    return sum;
}

static double weighted(const double *sum, const double *count, size_t n)
{
    double total = 0.0;
    for (size_t i = 0; i < n; i++)
        total += sum[i] * (count ? count[i] : 1.0);
    return total;
}

/* --- area under the curve --- */

typedef struct ranked {
    double chance, happened;
    size_t unit;
} ranked;

static int by_chance(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return (x->chance > y->chance) - (x->chance < y->chance);
}

/* Ties count half. */
static double area(const ranked *rows, size_t n, const double *count)
{
    double below = 0.0, events = 0.0, wins = 0.0;
    for (size_t i = 0; i < n;) {
        double quiet = 0.0, loud = 0.0;
        const size_t first = i;
        for (; i < n && !(rows[i].chance > rows[first].chance); i++) {
            const double often = count ? count[rows[i].unit] : 1.0;
            quiet += often * (1.0 - rows[i].happened);
            loud += often * rows[i].happened;
        }
        wins += loud * (below + 0.5 * quiet);
        below += quiet;
        events += loud;
    }
    return events > 0.0 && below > 0.0 ? wins / (events * below) : ENT_MISSING;
}

static ranked *rank(const skill_set *s, const units *u, ent_arena *arena)
{
    ranked *rows = ent_arena_array(arena, ranked, s->n);
    if (!rows)
        return NULL;
    for (size_t i = 0; i < s->n; i++)
        rows[i] = (ranked){s->chance[i], s->happened[i], u->of[i]};
    qsort(rows, s->n, sizeof *rows, by_chance);
    return rows;
}

static void tenths(const ranked *rows, size_t n, skill_score *score)
{
    for (size_t i = 0; i < n; i++) {
        const size_t tenth = i * SKILL_TENTHS / n;
        score->tenth_expected[tenth] += rows[i].chance;
        score->tenth_events[tenth] += rows[i].happened;
    }
}

/* --- calibration --- */

static ent_status find_slope(const skill_set *s, skill_band *slope, ent_arena *arena,
                             ent_error *err)
{
    double *x = ent_arena_array(arena, double, 2 * s->n), beta[2] = {0.0, 1.0};
    ENT_NEED(x, err);
    for (size_t i = 0; i < s->n; i++) {
        const double p = fmin(fmax(s->chance[i], LEAST), 1.0 - LEAST);
        x[2 * i] = 1.0;
        x[2 * i + 1] = log(p / (1.0 - p));
    }
    const logit_data data = {s->n, 2, x, s->happened, NULL, NULL};
    *slope = (skill_band){ENT_MISSING, ENT_MISSING, ENT_MISSING};
    if (logit_fit(&data, LEAST, beta, NULL) != ENT_OK)
        return ENT_OK; /* no event, or one chance for all */
    const double sd = sqrt(logit_variance(&data, LEAST, beta, 1));
    *slope = (skill_band){beta[1], beta[1] - NORMAL_95 * sd, beta[1] + NORMAL_95 * sd};
    return ENT_OK;
}

ent_status skill_of(const skill_set *s, double base, int draws, skill_score *score,
                    ent_arena *arena, ent_error *err)
{
    units u;
    *score = (skill_score){.n = s->n};
    ENT_TRY(find_units(s, &u, arena, err));
    const ranked *rows = rank(s, &u, arena);
    const double *ours = sums(s, &u, s->chance, base, arena);
    const double *naive = sums(s, &u, NULL, base, arena);
    double *count = ent_arena_array(arena, double, u.n);
    double *skills = ent_arena_array(arena, double, (size_t)draws + 1);
    double *areas = ent_arena_array(arena, double, (size_t)draws + 1);
    ENT_NEED(rows && ours && naive && count && skills && areas, err);
    for (size_t i = 0; i < s->n; i++) {
        score->events += s->happened[i];
        score->expected += s->chance[i];
        score->brier += (s->chance[i] - s->happened[i]) * (s->chance[i] - s->happened[i]);
    }
    score->brier /= (double)s->n;
    score->log_loss = weighted(ours, NULL, u.n) / (double)s->n;
    score->skill.value = 1.0 - weighted(ours, NULL, u.n) / weighted(naive, NULL, u.n);
    score->auc.value = area(rows, s->n, NULL);
    tenths(rows, s->n, score);
    uint64_t seed = SEED;
    size_t with_events = 0;
    for (int d = 0; d < draws; d++) {
        skill_draw(&seed, u.n, count);
        skills[d] = 1.0 - weighted(ours, count, u.n) / weighted(naive, count, u.n);
        const double drawn = area(rows, s->n, count);
        if (!isnan(drawn))
            areas[with_events++] = drawn;
    }
    interval(skills, (size_t)draws, &score->skill);
    interval(areas, with_events, &score->auc);
    return find_slope(s, &score->slope, arena, err);
}

ent_status skill_difference(const skill_set *s, const double *other, double base, int draws,
                            skill_band *difference, ent_arena *arena, ent_error *err)
{
    units u;
    ENT_TRY(find_units(s, &u, arena, err));
    const double *ours = sums(s, &u, s->chance, base, arena);
    const double *theirs = sums(s, &u, other, base, arena);
    const double *naive = sums(s, &u, NULL, base, arena);
    double *count = ent_arena_array(arena, double, u.n);
    double *drawn = ent_arena_array(arena, double, (size_t)draws + 1);
    ENT_NEED(ours && theirs && naive && count && drawn, err);
    difference->value =
        (weighted(theirs, NULL, u.n) - weighted(ours, NULL, u.n)) / weighted(naive, NULL, u.n);
    uint64_t seed = SEED;
    for (int d = 0; d < draws; d++) {
        skill_draw(&seed, u.n, count);
        drawn[d] = (weighted(theirs, count, u.n) - weighted(ours, count, u.n)) /
                   weighted(naive, count, u.n);
    }
    interval(drawn, (size_t)draws, difference);
    return ENT_OK;
}
