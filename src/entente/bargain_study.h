/*
 * A table of actors studied at once: every forecast rule, rounds if wanted, and the spread that
 * the table's ranges put on all of it.
 *
 *     ent_study_options o = ent_study_defaults();
 *     o.n_draws = 1000;
 *     ent_study s;
 *     ENT_TRY(ent_study_run(&table, &o, &s, arena, err));
 *     s.forecast[issue * ENT_RULE_COUNT + ENT_RULE_COMPROMISE].value, .p5, .p95
 */
#ifndef ENTENTE_BARGAIN_STUDY_H
#define ENTENTE_BARGAIN_STUDY_H

#include "entente/bargain_bdm.h"
#include "entente/bargain_smp.h"
#include "entente/bargain_table.h"

/* X(constant, key, label, mean absolute error on the EU record; 0: not measured). The errors
 * are those of `entente validate --only negotiations` on the odd-numbered issues of DEU I-III,
 * 0-100. */
#define ENT_RULE_LIST(X) \
    X(ENT_RULE_COMPROMISE, "compromise", "Weighted mean (compromise)", 22.42) \
    X(ENT_RULE_NASH, "nash", "Nash bargaining, quadratic loss", 22.39) \
    X(ENT_RULE_MEANS, "means", "Mean of means", 22.71) \
    X(ENT_RULE_ELECTION, "election", "Election-weighted mean", 22.81) \
    X(ENT_RULE_PLAIN, "plain", "Plain mean", 23.56) \
    X(ENT_RULE_MEDIAN, "median", "Weighted median", 27.90) \
    X(ENT_RULE_SMP_MEAN, "smp", "After rounds: weighted mean", 22.94) \
    X(ENT_RULE_SMP_ELECTION, "smp-election", "After rounds: election mean", 24.01) \
    X(ENT_RULE_BDM_MEAN, "bdm", "Expected utility: weighted mean", 27.21) \
    X(ENT_RULE_BDM_MEDIAN, "bdm-median", "Expected utility: median", 0)

typedef enum ent_rule {
#define ENT_RULE_ENUM(constant, key, label, error) constant,
    ENT_RULE_LIST(ENT_RULE_ENUM)
#undef ENT_RULE_ENUM
        ENT_RULE_COUNT
} ent_rule;

typedef struct ent_rule_about {
    const char *key, *label;
    double eu_error; /* ENT_MISSING when not measured */
} ent_rule_about;

/** What is known of a rule. */
ENT_API ent_rule_about ent_rule_describe(ent_rule rule);

typedef enum ent_power_kind {
    ENT_POWER_GIVEN,  /* the capability column: resources or votes */
    ENT_POWER_SHAPLEY /* Shapley-Shubik index of it */
} ent_power_kind;

typedef enum ent_study_rounds { ENT_ROUNDS_NONE, ENT_ROUNDS_SMP, ENT_ROUNDS_BDM } ent_study_rounds;

typedef struct ent_study_options {
    ent_study_rounds rounds;
    ent_smp_options smp;
    ent_bdm_options bdm;
    ent_power_kind power;
    double quota;      /* share of all power that wins a vote, for Shapley-Shubik */
    double nash_value; /* worth of agreement over its failure */
    size_t n_draws;    /* 0: no spread */
    size_t n_threads;  /* 0: as many as the machine has */
    uint64_t seed;
    /* Called from one thread now and then; false stops. NULL: not called. */
    bool (*progress)(size_t done, size_t of, void *closure);
    void *closure;
} ent_study_options;

/* A figure at the table's values, and its spread over the draws (missing without draws). */
typedef struct ent_study_band {
    double value, p5, p50, p95;
} ent_study_band;

typedef struct ent_study {
    size_t n_draws, n_failed; /* drawn, and of those without a result */
    double *power;            /* [n] used as capability */
    double *power_error;      /* [n] of a sampled index */
    ent_study_band *forecast; /* [n_issues][ENT_RULE_COUNT], 0-100; missing where not run */
    ent_study_band *final;    /* [n][n_issues] positions after the rounds; start without */
    ent_smp_result smp;       /* with ENT_ROUNDS_SMP, at the table's values */
    ent_bdm_result *bdm;      /* [n_issues] with ENT_ROUNDS_BDM */
} ent_study;

/** Weighted mean as forecast, no rounds, capability as power, Nash value 1.5, no draws. */
ENT_API ent_study_options ent_study_defaults(void);

/**
 * Study a table.
 *
 * errors   ENT_E_ARG, ENT_E_NOMEM; ENT_E_DATA when the table's own values give no result;
 *          ENT_E_STOPPED when progress said so
 * memory   on the arena
 * threads  starts its own; the result does not depend on their number
 */
ENT_API ent_status ent_study_run(const ent_actor_table *table, const ent_study_options *options,
                                 ent_study *study, ent_arena *arena, ent_error *err);

#endif
