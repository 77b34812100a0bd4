/*
 * Exploration: what drives an outcome, in which futures a policy fails, which policy is robust.
 *
 *     enum { N = 200, D = 2 };
 *     double x[D * N];
 *     uint8_t failed[N];
 *     for (size_t i = 0; i < N; i++) {
 *         x[i] = (double)i / N;
 *         x[N + i] = (double)(i * 7 % N) / N;
 *         failed[i] = x[i] > .7 && x[N + i] < .5;
 *     }
 *     const ent_prim_options o = ENT_PRIM_DEFAULTS;
 *     ent_prim_path path;
 *     ENT_TRY(ent_prim(N, D, x, failed, &o, &path, arena, scratch));
 *     for (size_t i = 0; i < path.n_boxes; i++) // the user picks one
 *         printf("%.2f of the failures, %.2f of the box\n", path.boxes[i].coverage,
 *                path.boxes[i].density);
 *
 * Reads inputs and outcomes, runs no model: a caller that searches asks for points, runs them
 * and tells the results. Works on any table.
 *
 * shape    inputs are columns: x[j * n + i] is input j of point i
 * memory   results in the `result` arena, working memory in `scratch`, rewound on return
 * threads  safe when arenas are disjoint
 */
#ifndef ENTENTE_EXPLORE_H
#define ENTENTE_EXPLORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- variance-based sensitivity ------------------------------------------------------- */

typedef struct ent_index {
    double value, low, high; /* estimate and 95 % interval; missing without one */
} ent_index;

/* Outputs of a cross-sampled design (Saltelli 2002): A, B and A with column j from B (AB),
   and B with column j from A (BA, only for second order; may be NULL). */
typedef struct ent_cross {
    size_t n, d;
    const double *a, *b; /* [n] */
    const double *ab;    /* [d][n] */
    const double *ba;    /* [d][n] or NULL */
} ent_cross;

/**
 * First-order and total Sobol' indices of one outcome.
 *
 *     first_j = mean(b (ab_j - a)) / var,  total_j = mean((a - ab_j)^2) / (2 var)
 *
 * Outputs are centred and scaled over all of them first; var is that of a and b together.
 *
 * shape    first[d], total[d]; either may be NULL
 * domain   n >= 2; constant outputs give ENT_MISSING
 * errors   ENT_E_ARG
 * source   Saltelli et al. 2010 (first), Jansen 1999 (total)
 */
ENT_API ent_status ent_sobol_indices(const ent_cross *c, double *first, double *total);

/**
 * Second-order indices, upper triangle: second[j * d + k] for j < k, the rest missing.
 *
 * source   Saltelli 2002, theorem 2
 */
ENT_API ent_status ent_sobol_second(const ent_cross *c, double *second);

/**
 * Bootstrap intervals of first-order and total indices by resampling the n base points.
 *
 * shape    first[d], total[d]: value and value -+ 1.96 standard deviations
 * domain   for random points; on scrambled points these are too wide, use
 *          ent_interval_of_replicates
 * errors   ENT_E_ARG, ENT_E_NOMEM
 */
ENT_API ent_status ent_sobol_bootstrap(const ent_cross *c, size_t resamples, uint64_t seed,
                                       ent_index *first, ent_index *total, ent_arena *scratch);

/**
 * Interval from independent replicates (scrambles): mean -+ t(0.975, r-1) sd / sqrt(r).
 *
 * domain   r >= 2; a missing replicate makes the result missing
 */
ENT_API ent_index ent_interval_of_replicates(const double *values, size_t r);

/** Whether the interval holds zero: the index is then "not distinguishable from zero". */
ENT_API bool ent_index_holds_zero(const ent_index *index);

/**
 * First-order indices from plain runs by equal-count bins of each input.
 *
 * shape    first[d]
 * domain   bins >= 2, n >= 2 bins
 * source   given-data estimator, Plischke, Borgonovo and Smith 2013; bias of the within-bin
 *          mean removed
 */
ENT_API ent_status ent_sobol_given_data(size_t n, size_t d, const double *x, const double *y,
                                        size_t bins, double *first, ent_arena *scratch);

/* --- screening and distribution-based measures ---------------------------------------- */

/**
 * Morris measures from trajectories of d + 1 points in the unit cube.
 *
 * shape    x columns of r (d + 1) points, y their outputs; mu, mu_star, sigma hold d values
 * errors   ENT_E_DATA when two successive points do not differ in exactly one input
 * source   Morris 1991; mu* Campolongo et al. 2007
 */
ENT_API ent_status ent_morris(size_t r, size_t d, const double *x, const double *y, double *mu,
                              double *mu_star, double *sigma, ent_arena *scratch);

/**
 * The same from stars: d + 1 points each, every later one differs from the first in one input.
 *
 * source   Campolongo, Saltelli and Cariboni 2011
 */
ENT_API ent_status ent_morris_radial(size_t r, size_t d, const double *x, const double *y,
                                     double *mu, double *mu_star, double *sigma,
                                     ent_arena *scratch);

typedef struct ent_pawn_row {
    double minimum, mean, median, maximum, cv;
} ent_pawn_row;

/**
 * PAWN: Kolmogorov-Smirnov distance between the outcome in each equal-probability slice of
 * an input and the outcome at large, summarised over the slices.
 *
 * source   Pianosi and Wagener 2018
 */
ENT_API ent_status ent_pawn(size_t n, size_t d, const double *x, const double *y, size_t slices,
                            ent_pawn_row *rows, ent_arena *scratch);

/**
 * Regional sensitivity: for each input the Kolmogorov-Smirnov distance between its values in
 * failing and in other futures, and its significance.
 *
 * shape    distance[d], p_value[d]
 * source   Spear and Hornberger 1980; asymptotic Kolmogorov distribution
 */
ENT_API ent_status ent_regional(size_t n, size_t d, const double *x, const uint8_t *failed,
                                double *distance, double *p_value, ent_arena *scratch);

/* --- scenario discovery ----------------------------------------------------------------- */

typedef enum ent_prim_objective {
    ENT_PRIM_LENIENT1, /* gain of the mean per point given up */
    ENT_PRIM_LENIENT2, /* the same times the points kept */
    ENT_PRIM_ORIGINAL  /* gain of the mean */
} ent_prim_objective;

typedef struct ent_prim_options {
    double peel_alpha, paste_alpha, mass_min;
    ent_prim_objective objective;
} ent_prim_options;

#define ENT_PRIM_DEFAULTS \
    { \
        0.05, 0.05, 0.05, ENT_PRIM_LENIENT1 \
    }

typedef struct ent_prim_box {
    double coverage, density, mass;
    size_t n, k; /* points inside, of which failing */
    size_t restricted;
} ent_prim_box;

typedef struct ent_prim_path {
    size_t n_boxes, d;
    size_t n_points, n_failed;
    ent_prim_box *boxes;
    double *limits; /* [box][2][d]: low, high */
} ent_prim_path;

/**
 * Patient rule induction: the whole trajectory of boxes, peeling then pasting.
 *
 * shape    failed[n]: 1 in futures of interest
 * domain   0 < peel_alpha, paste_alpha < .5; 0 <= mass_min < 1; at least one failing future
 * errors   ENT_E_ARG, also for one arena given twice; ENT_E_DATA for a missing input; ENT_E_NOMEM
 * source   Friedman and Fisher 1999; Bryant and Lempert 2010
 */
ENT_API ent_status ent_prim(size_t n, size_t d, const double *x, const uint8_t *failed,
                            const ent_prim_options *options, ent_prim_path *path, ent_arena *result,
                            ent_arena *scratch);

/**
 * Quasi p-value of one limit: the chance that a box without that limit would have as many
 * failing futures among as many points (binomial upper tail). Missing when not restricted.
 *
 * domain   high: 1 the upper limit, 0 the lower
 * source   Bryant and Lempert 2010
 */
ENT_API double ent_prim_quasi_p(size_t n, size_t d, const double *x, const uint8_t *failed,
                                const ent_prim_path *path, size_t box, size_t input, bool high);

/** P(X >= k) of a binomial(n, p); exact sum in the shorter tail. */
ENT_API double ent_binomial_upper(size_t k, size_t n, double p);

typedef struct ent_prim_spread {
    ent_index coverage, density;
    ent_index *low, *high; /* [d]; missing where fewer than half of the resamples restrict it */
    double *chosen;        /* [2][d]: share of resamples that restrict the limit */
} ent_prim_spread;

/**
 * Repeat PRIM on seeded random halves and take, of each, the box nearest in mass to `mass`;
 * coverage and density are those of its box on all points.
 *
 * errors   ENT_E_ARG, also for one arena given twice; ENT_E_DATA; ENT_E_NOMEM
 */
ENT_API ent_status ent_prim_resample(size_t n, size_t d, const double *x, const uint8_t *failed,
                                     const ent_prim_options *options, double mass, size_t resamples,
                                     uint64_t seed, ent_prim_spread *spread, ent_arena *result,
                                     ent_arena *scratch);

typedef struct ent_cart_leaf {
    double coverage, density, mass;
    size_t n, k;
} ent_cart_leaf;

typedef struct ent_cart {
    size_t n_leaves, d;
    ent_cart_leaf *leaves; /* left to right */
    double *limits;        /* [leaf][2][d]; infinite where open */
} ent_cart;

/**
 * Classification tree by Gini impurity; leaves of at least `min_leaf` points, no depth cap.
 *
 * errors   ENT_E_ARG: nothing to divide, or one arena given twice; ENT_E_NOMEM
 * source   Breiman, Friedman, Olshen and Stone 1984
 */
ENT_API ent_status ent_cart_grow(size_t n, size_t d, const double *x, const uint8_t *failed,
                                 size_t min_leaf, ent_cart *tree, ent_arena *result,
                                 ent_arena *scratch);

/* --- why: what an outcome depends on and where it turns out badly, from plain runs ------------ */

typedef struct ent_tornado_row {
    ent_index low, high; /* mean of the outcome in the input's lowest and highest slice */
    ent_index swing;     /* high less low */
} ent_tornado_row;

/**
 * Mean of an outcome where an input lies in its lowest and in its highest slice of equal count.
 *
 * shape    rows[d]; futures whose outcome is missing are left out
 * domain   slices >= 2, at least 2 outcomes a slice; intervals are 95 %, from the spread inside
 *          a slice
 */
ENT_API ent_status ent_tornado(size_t n, size_t d, const double *x, const double *y, size_t slices,
                               ent_tornado_row *rows, ent_arena *scratch);

/** Inputs by the size of their swing, widest first: order[d]. */
ENT_API void ent_tornado_order(size_t d, const ent_tornado_row *rows, uint32_t *order,
                               ent_arena *scratch);

/**
 * Mark the worst tenth of an outcome, or the worst value where more than a tenth share it.
 *
 * shape    failed[n]; a missing outcome does not fail
 * returns  how many fail: what lies beyond `bound` (one value: 0 fail)
 */
ENT_API size_t ent_worst_tenth(size_t n, const double *y, bool high_is_good, uint8_t *failed,
                               double *bound, ent_arena *scratch);

typedef struct ent_fail_box {
    ent_prim_path path;     /* the whole trade-off, over what earlier boxes left */
    size_t chosen;          /* of the path, by the plan */
    ent_index coverage;     /* of all failures; interval from resampled halves */
    ent_index density;      /* share failing inside */
    size_t n_left, n_fails; /* futures and failures that earlier boxes left */
    ent_prim_spread spread; /* of the limits */
    double *quasi_p;        /* [2][d]: low, high limits; missing where open */
} ent_fail_box;

typedef struct ent_fail_plan {
    ent_prim_options prim;
    size_t boxes;     /* how many at most */
    size_t pick;      /* this box of each trade-off; SIZE_MAX: the densest that holds half of the
                         failures and limits at most four inputs */
    size_t resamples; /* random halves behind the intervals, at least 2 */
    uint64_t seed;
} ent_fail_plan;

#define ENT_FAIL_DEFAULTS \
    { \
        .prim = ENT_PRIM_DEFAULTS, .boxes = 1, .pick = SIZE_MAX, .resamples = 10 \
    }

/**
 * Several boxes by covering: PRIM, then PRIM on what its box left. It stops when a box is not half
 * again as dense as what it was taken from, or when fewer than 30 failures or a twentieth of them
 * are left.
 *
 * shape    boxes[plan->boxes]; returns how many in n_boxes, at least 1
 * errors   ENT_E_ARG, also for a box to pick that the trade-off does not have: its path is then in
 *          boxes[*n_boxes]; those of ent_prim
 * source   Friedman and Fisher 1999, section 9 (covering)
 */
ENT_API ent_status ent_fail_boxes(size_t n, size_t d, const double *x, const uint8_t *failed,
                                  const ent_fail_plan *plan, ent_fail_box *boxes, size_t *n_boxes,
                                  ent_arena *result, ent_arena *scratch);

/**
 * Share of the variance of an outcome that each input explains alone, with an interval from eight
 * disjoint batches.
 *
 * shape    first[d]; futures whose outcome is missing are left out
 * domain   missing in fewer than 512 futures with a value
 * errors   ENT_E_NOMEM
 * source   ent_sobol_given_data in each batch
 */
ENT_API ent_status ent_why_shares(size_t n, size_t d, const double *x, const double *y,
                                  ent_index *first, ent_arena *scratch);

enum { ENT_WHY_BOXES = 3, ENT_WHY_INPUTS = 12 };

typedef struct ent_why_options {
    size_t slices, inputs, boxes, resamples; /* ENT_WHY_DEFAULTS: fifths, 12, 3, 10 */
    uint64_t seed;
    bool high_is_good;
    bool logarithm; /* tornado of the logarithm: ratios */
    double bound;   /* what fails lies beyond it; missing: the worst tenth */
} ent_why_options;

#define ENT_WHY_DEFAULTS \
    { \
        .slices = 5, .inputs = ENT_WHY_INPUTS, .boxes = ENT_WHY_BOXES, .resamples = 10, \
        .bound = ENT_MISSING \
    }

typedef struct ent_why {
    size_t n, n_known, n_failed; /* futures, with a value, failing */
    double bound;
    ent_tornado_row *rows; /* [d] */
    ent_index *first;      /* [d]: as ent_why_shares has it */
    uint32_t *order;       /* [d]: inputs, widest swing first */
    size_t n_inputs;       /* the first of them, which boxes may limit */
    size_t n_boxes;        /* 0: nothing fails, or everything does */
    ent_fail_box box[ENT_WHY_BOXES];
    double other_bound;
    size_t n_others, n_other_boxes; /* the best tenth: what would have to be true for it */
    ent_fail_box other;
} ent_why;

/**
 * Tornado, boxes in which an outcome fails, and a box of the opposite, from plain runs. Boxes
 * limit only the inputs of the widest swings; limits are in the order of `order`.
 *
 * errors   ENT_E_ARG with too few futures, ENT_E_NOMEM
 */
ENT_API ent_status ent_why_run(size_t n, size_t d, const double *x, const double *y,
                               const ent_why_options *options, ent_why *why, ent_arena *result,
                               ent_arena *scratch);

/* --- robustness ------------------------------------------------------------------------- */

typedef struct ent_robust_row {
    double maximin, maximax, laplace, hurwicz;
    double max_regret, mean_regret, p90_regret;
    double satisficing; /* share of futures at or above the threshold */
    double p10;         /* tenth percentile of the payoff */
} ent_robust_row;

/**
 * Robustness measures of policies on the same futures; higher payoff is better.
 *
 * shape    payoff[p * n + i] of policy p in future i; rows[n_policies]
 * domain   alpha in [0, 1] is Hurwicz' weight of the best case; futures with a missing payoff
 *          of any policy are left out, `n_used` says how many remain
 * source   Savage 1951, Hurwicz 1951, Starr 1963; percentile by linear interpolation
 */
ENT_API ent_status ent_robustness(size_t n_policies, size_t n, const double *payoff,
                                  double threshold, double alpha, ent_robust_row *rows,
                                  size_t *n_used, ent_arena *scratch);

/* --- search over levers: ask and tell ---------------------------------------------------- */

typedef struct ent_search ent_search;

typedef struct ent_search_problem {
    size_t n_levers, n_objectives;
    const double *low, *high, *step; /* per lever; step 0: continuous */
    const double *epsilon;           /* per objective; all are minimised */
    size_t population;
    uint64_t seed;
} ent_search_problem;

/**
 * Start an eps-dominance NSGA-II search (ask, run the model, tell, repeat).
 *
 * memory   everything is allocated here, from `arena`; `archive_capacity` bounds the Pareto set
 * errors   ENT_E_ARG, ENT_E_NOMEM
 * source   Deb et al. 2002; Kollat and Reed 2006
 */
ENT_API ent_status ent_search_create(const ent_search_problem *problem, size_t archive_capacity,
                                     ent_search **search, ent_arena *arena);

/** The next `population` points to run: points[population][n_levers]. */
ENT_API void ent_search_ask(ent_search *search, double *points);

/** Their objectives [population][n_objectives]; a missing one makes the point never chosen. */
ENT_API void ent_search_tell(ent_search *search, const double *points, const double *objectives);

/** The Pareto set so far; returns its size. points and objectives may be NULL. */
ENT_API size_t ent_search_front(const ent_search *search, size_t capacity, double *points,
                                double *objectives);

/* --- what would have to be true: ask and tell ----------------------------------------- */

typedef struct ent_believe ent_believe;

typedef struct ent_believe_goal {
    size_t n_inputs;
    double share;        /* of futures in which the condition is to hold */
    bool at_least;       /* to reach it from below; else from above */
    int side;            /* 1: more of y brings the condition nearer, -1: less, 0: cannot be said */
    double bound;        /* of the condition, when side is not 0 */
    size_t most;         /* inputs that may move */
    double furthest;     /* largest move of one input, in standard deviations of its prior */
    const bool *allowed; /* [n_inputs] which may move; NULL: all */
} ent_believe_goal;

typedef struct ent_believe_answer {
    bool found;
    double distance;    /* length of the shift, in standard deviations of the priors */
    double first_share; /* at no shift */
    double share;       /* at the answer, in the futures of the search */
    double nearest;     /* share nearest to the one wanted that any step reached */
    size_t steps;
    bool is_narrow; /* more inputs act than were allowed to move */
} ent_believe_answer;

/**
 * Search for the shortest shift of the inputs' normal scores that brings the share of futures
 * in which a condition holds over a bound.
 *
 * The caller runs futures whose normal scores are moved by the shift (a prior moved by a number
 * of its standard deviations, in normal score) and tells the scores before the move. Inputs
 * are chosen from the first futures; an answer is to be run once more on fresh futures.
 *
 * memory   from `arena`; borrows `allowed`
 * errors   ENT_E_ARG, ENT_E_NOMEM
 * source   shortest distance to a limit state: Hasofer and Lind 1974, Rackwitz and Fiessler
 *          1978; gradient by the score of the normal
 */
ENT_API ent_status ent_believe_create(const ent_believe_goal *goal, ent_believe **believe,
                                      ent_arena *arena);

/** The shift[n_inputs] to run next; false when the search is over. */
ENT_API bool ent_believe_ask(const ent_believe *believe, double *shift);

/**
 * Scores z[n_inputs][n] before the shift, outcome y[n] (none missing), holds[n].
 *
 * errors   ENT_E_ARG for fewer than 64 futures; ENT_E_NOMEM
 */
ENT_API ent_status ent_believe_tell(ent_believe *believe, size_t n, const double *z,
                                    const double *y, const uint8_t *holds, ent_arena *scratch);

/** The shortest shift found so far; shift[n_inputs] may be NULL. */
ENT_API ent_believe_answer ent_believe_found(const ent_believe *believe, double *shift);

#ifdef __cplusplus
}
#endif
#endif
