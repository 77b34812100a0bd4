/*
 * Runs: many futures of one world, or of several on the same futures.
 *
 *     ent_run_plan plan = {.n_worlds = 1, .worlds = {world}, .n_futures = 4096, .seed = 1,
 *                          .threads = 2};
 *     ent_run *run;
 *     ENT_TRY(ent_run_create(&plan, &run, arena, err));
 *     ENT_TRY(ent_run_go(run, err));
 *     ent_statistics s = ent_run_statistics(run, 0, ENT_O_CAPABILITY_EUROPE, year);
 *
 * Moments are exact sums and histograms are counts, so that the result is the same for any
 * number of threads, any order of blocks and any division of the run over stores.
 */
#ifndef ENTENTE_FUTURES_H
#define ENTENTE_FUTURES_H

#include <signal.h>

#include "entente/arena.h"
#include "entente/block.h"
#include "entente/design.h"
#include "entente/ranks.h"

struct ent_condition;

enum { ENT_RUN_WORLDS = 6, ENT_RUN_QUANTILES = 5, ENT_RUN_BINS = 160 };

typedef enum ent_combine {
    ENT_COMBINE_VALUE,
    ENT_COMBINE_RATIO,
    ENT_COMBINE_DIFFERENCE,
    ENT_COMBINE_PERCENT /* ratio less 1, in per cent */
} ent_combine;

/* A quantity of each future: the mean of some columns of an outcome, or their sum as a part of the
   sum of other columns, in per cent; maybe beside the same of another world, future by future. */
typedef struct ent_probe {
    int32_t world, against; /* indices of worlds; against is read unless combine is VALUE */
    ent_combine combine;
    int32_t outcome;              /* ent_outcome_id */
    int32_t first, count, stride; /* its columns; a future's value is the mean of those present */
    const struct ent_condition *condition; /* NULL: none */
    /* What the columns are a part of; of_count 0: nothing, they count by themselves. */
    int32_t of_outcome, of_first, of_count, of_stride;
} ent_probe;

/* Where a histogram begins and ends when the first block has no value; from the register. */
typedef struct ent_bin_hint {
    double low, high;
    bool logarithm;
} ent_bin_hint;

typedef struct ent_run_plan {
    size_t n_worlds;
    const ent_world *worlds[ENT_RUN_WORLDS];
    bool narrow[ENT_RUN_WORLDS]; /* only what probes read is recorded; not for the first */
    uint64_t narrow_futures;     /* narrow worlds see at most this many, in whole blocks; 0: all */
    int32_t paired;              /* world whose paired differences to the first are kept; 0 none */
    uint64_t n_futures, seed;
    ent_design_kind design;
    const uint32_t *directions; /* for Sobol', as in design.h */
    size_t n_dimensions;
    uint64_t first_block, end_block; /* both 0: all */
    size_t threads;                  /* 0: one */
    int32_t isa;                     /* 0: the best here; else 1 + ent_isa_id */
    const ent_bin_hint *hints;       /* [ENT_N_OUTCOMES] or NULL */
    const bool *only; /* [ENT_N_OUTCOMES]: record these outcomes; NULL: all that there are */
    bool keep[ENT_N_OUTCOMES]; /* outcomes of which every future is kept */
    bool in_memory;            /* keep them in memory, for ent_run_row */
    size_t n_probes;
    const ent_probe *probes;
    /* Quantiles and differences from the sorted values of every future, of the columns shown or
       of all; they lie in a file without a name in the folder `scratch` (NULL: /tmp). */
    enum { ENT_EXACT_NONE, ENT_EXACT_SHOWN, ENT_EXACT_ALL } exact;
    const char *scratch;
    bool time[ENT_N_OUTCOMES];    /* times to an event: a missing value is one that does not come */
    bool percent[ENT_N_OUTCOMES]; /* changes in per cent of the paired world are read */
    bool keep_probes; /* their value in every future too, where the columns' values are */
    bool backwards;   /* blocks from the last to the first; changes nothing in the result */
    void (*block)(const ent_block_job *job, ent_isa_id isa); /* NULL: ent_block_run_isa */
    /* Called now and then from the thread that called ent_run_go. */
    void (*progress)(void *with, uint64_t blocks_done, uint64_t blocks_all);
    void *progress_with;
    const ent_ranks *ranks; /* NULL: this process alone; else every rank has this plan and calls
                               ent_run_go; rank 0 has the sums, and the store */
    const volatile sig_atomic_t *stop; /* not 0: finish the blocks begun and return */
    /* Where the threads have their blocks of futures; NULL: the arena of the run. It may be
       destroyed once ent_run_go has returned for good: what reads the run does without. */
    ent_arena *working;
} ent_run_plan;

typedef struct ent_statistics {
    uint64_t n, missing;                /* futures with a value and without */
    double mean, sd;                    /* missing when there is no value */
    double low, high;                   /* extremes */
    double quantile[ENT_RUN_QUANTILES]; /* 5, 25, 50, 75, 95 %; infinite: the event does not come */
    bool exact; /* quantiles from sorted values; else from a histogram of ENT_RUN_BINS bins */
} ent_statistics;

/* What the first world changes against the paired one, future by future. */
typedef struct ent_change {
    uint64_t n;                   /* futures in which both have a value */
    uint64_t lower, same, higher; /* in how many of them the first is lower, the same, higher */
    double median, low, high; /* of the differences; 5 and 95 %; infinite: an event does not come */
    double mean, error;       /* and half the 95 % interval of that mean: sampling error */
    bool exact;               /* false: the run kept no values, and only the mean is known */
} ent_change;

/* The same in per cent of the paired world's value, future by future: for ratios. */
typedef struct ent_percent {
    uint64_t n;               /* futures in which both have a value and the second is not 0 */
    double median, low, high; /* 5 and 95 %; missing when n is 0 */
} ent_percent;

/* Of paired differences, first world less the paired one. */
typedef struct ent_difference {
    uint64_t n;
    double mean, low, high; /* 95 % interval of the mean */
    bool distinguishable;   /* the interval leaves zero out */
} ent_difference;

typedef struct ent_histogram {
    double low, high; /* ends of the bins; of the logarithm when `logarithm` */
    bool logarithm;
    bool whole; /* one bin for each whole number */
    uint64_t counts[ENT_RUN_BINS];
} ent_histogram;

typedef struct ent_run ent_run;

/**
 * Whether a plan can be run: its worlds, futures, blocks and design.
 *
 * errors   ENT_E_ARG, saying what cannot be
 */
ENT_API ent_status ent_run_check(const ent_run_plan *plan, ent_error *err);

/**
 * Make a run ready: layouts, draws, memory of the threads, and the first block, whose values
 * fix the bins of the histograms.
 *
 * memory   owned by the arena; borrows what the plan points to
 * errors   ENT_E_ARG for a plan that makes no sense (no futures, blocks outside, worlds of
 *          different span that are to be paired, Sobol' beyond 2^32 futures); ENT_E_NOMEM
 */
ENT_API ent_status ent_run_create(const ent_run_plan *plan, ent_run **run, ent_arena *arena,
                                  ent_error *err);

/**
 * Run all blocks of the plan that are not done yet.
 *
 * errors   ENT_E_STOPPED when asked to stop: finished blocks are kept, a second call goes on;
 *          ENT_E_NOMEM when no thread could be started; what the store reports
 */
ENT_API ent_status ent_run_go(ent_run *run, ent_error *err);

/** How many blocks the plan has, and how many are done. */
ENT_API uint64_t ent_run_blocks(const ent_run *run);
/** Blocks done. */
ENT_API uint64_t ent_run_done(const ent_run *run);

/** How many futures are done. */
ENT_API uint64_t ent_run_futures(const ent_run *run);

/** Hash of every recorded outcome of a world in all blocks done. */
ENT_API uint64_t ent_run_hash(const ent_run *run, size_t world);

/** Statistics of a column; quantiles come from the histogram. n = 0 for what is not recorded. */
ENT_API ent_statistics ent_run_statistics(const ent_run *run, size_t world, ent_outcome_id outcome,
                                          size_t index);

/** Paired difference of a column. */
ENT_API ent_difference ent_run_difference(const ent_run *run, ent_outcome_id outcome, size_t index);

/**
 * The same as ent_run_statistics, exact where the run has the values (see `exact` of the plan):
 * quantiles by linear interpolation of sorted values (type 7), all futures counted for a time to
 * an event, of which there is no mean.
 */
ENT_API ent_statistics ent_run_band(const ent_run *run, size_t world, ent_outcome_id outcome,
                                    size_t index);

/** What the policy changes in a column. */
ENT_API ent_change ent_run_change(const ent_run *run, ent_outcome_id outcome, size_t index);

/** What it changes there in per cent; n = 0 unless asked for by the plan, or where the run kept no
    values. */
ENT_API ent_percent ent_run_percent(const ent_run *run, ent_outcome_id outcome, size_t index);

/** Give back the values; bands are then those of the histograms. */
ENT_API void ent_run_forget_values(ent_run *run);

/**
 * A probe's columns in every future of a world, the mean of those present, from the rows kept in
 * memory.
 *
 * shape    values[n], futures of the run
 * returns  false when a row is not there
 */
ENT_API bool ent_run_values(const ent_run *run, size_t world, const ent_probe *probe,
                            double *values);

/** Histogram of a column; false when it is not recorded. */
ENT_API bool ent_run_histogram(const ent_run *run, size_t world, ent_outcome_id outcome,
                               size_t index, ent_histogram *histogram);

/** Value of a kept column in every future, from the first block of the plan on; NULL if none. */
ENT_API const double *ent_run_row(const ent_run *run, size_t world, ent_outcome_id outcome,
                                  size_t index);

/** Futures computed in all worlds so far, those of narrow worlds among them. */
ENT_API uint64_t ent_run_computed(const ent_run *run);

/** Statistics of a probe, and in how many futures its condition held. One that reads a narrow
    world has the first `narrow_futures` alone. */
ENT_API ent_statistics ent_run_probe(const ent_run *run, size_t probe, uint64_t *held);

/** Of a probe that is itself a difference of two worlds: its mean, with an interval. */
ENT_API ent_difference ent_run_probe_difference(const ent_run *run, size_t probe);

/** Value of a probe in every future of every block: values[ent_run_blocks][ENT_BLOCK]. False
    unless asked for by the plan, or where the file that keeps them cannot be read. */
ENT_API bool ent_run_probe_values(const ent_run *run, size_t probe, double *values);

/**
 * Values of any probe in the first futures of the run, until they are given back: of a probe of the
 * plan, or of columns whose quantiles are exact.
 *
 * shape    values[blocks][ENT_BLOCK]; missing where a narrow world was not computed
 * returns  false when they are not all there
 */
ENT_API bool ent_run_first_values(const ent_run *run, const ent_probe *probe, size_t blocks,
                                  double *values);

/**
 * Columns of an outcome that an index and a time name: the year's index, or the months of a
 * year (mean) or one month.
 *
 * `index` is a state, flashpoint, side (attacker, defender, russia, ukraine) or zone (low, high,
 * width), NULL for none; `at` is "2030", "2026-12" or "" (the last year or month).
 *
 * returns  false when the world has no such column
 */
ENT_API bool ent_probe_find(const ent_world *world, ent_outcome_id outcome, const char *index,
                            const char *at, ent_probe *probe);

/**
 * The value of a probe in ENT_BLOCK futures of one world.
 *
 * shape    columns   [columns of the layout][ENT_BLOCK], as a block is recorded
 *          layout    where each outcome begins; those of the probe must be in it
 *          side      [ENT_BLOCK], per cent for a part of something
 * missing  where no column has a value, or the whole is 0
 */
ENT_API void ent_probe_side(const ent_probe *probe, const ent_layout *layout, const double *columns,
                            double *side);

/** Two sides of a probe in one; a division by nothing has no value. */
ENT_API double ent_probe_combine(ent_combine how, double side, double against);

/**
 * Model years that a world has to compute for a probe, from its first; all of them for an outcome
 * without a date.
 */
ENT_API int32_t ent_probe_years(const ent_world *world, const ent_probe *probe);

#endif
