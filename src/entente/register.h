/*
 * Registers: the tables of levers, assumptions and outcomes that drive everything, and the
 * tables of flashpoints and posture.
 *
 *     ent_register reg;
 *     ENT_TRY(ent_register_load("data", &facts, &reg, &arena, err));
 *     const ent_lever *l = ent_register_lever(&reg, "pledge.target_pct_gdp");
 *
 * What the program uses is listed in keys.h; a key listed there and absent from the register
 * is an error, a row of the register that is not listed there has use -1.
 */
#ifndef ENTENTE_REGISTER_H
#define ENTENTE_REGISTER_H

#include "entente/draw.h"
#include "entente/facts.h"
#include "entente/keys.h"

enum { ENT_MAX_CHOICES = 8, ENT_MAX_PARAMETERS = 6, ENT_MAX_DISPUTES = 32 };

/* Words of a row: `label` stands alone in menus and table heads; `title` heads a chart or a card
 * and may hold {place} and {year}; `unit_words` follow a number (where they begin with "%", a
 * stored share is multiplied by 100); `help` says what the row is in at most two sentences. */
typedef struct ent_lever {
    const char *key, *label, *title, *group, *unit, *unit_words, *help, *source;
    const char *low_end, *high_end; /* words at the ends of a slider */
    const char *kind;               /* number, year, yearly, switch, choice, states */
    double min, max, step;          /* missing for choice and states */
    double value;                   /* default; of a choice its index; missing for states */
    const char *choices[ENT_MAX_CHOICES];
    size_t n_choices;
    int use; /* ent_lever_id, or -1: nothing uses this row yet */
    size_t line;
} ent_lever;

typedef struct ent_assumption {
    const char *key, *label, *group, *unit, *unit_words, *help, *basis, *source, *note;
    const char *distribution;    /* triangular, uniform, lognormal, normal, beta, discrete */
    const char *parameter_names; /* "low mode high" */
    double parameters[ENT_MAX_PARAMETERS];
    size_t n_parameters;
    double central;   /* mode of a triangular, median of a lognormal, else the mean; unrounded */
    double low, high; /* domain: values that make sense; sensitivity moves a fixed row over it */
    int use;          /* ent_assumption_id, or -1 */
    size_t line;
} ent_assumption;

/* What a missing value of an outcome means, so that every method counts it alike: it has none
 * (all), the event it depends on does not occur (if), it is a time to an event that does not come
 * by the last year (time). */
typedef enum ent_counts { ENT_COUNTS_ALL, ENT_COUNTS_IF, ENT_COUNTS_TIME } ent_counts;

typedef struct ent_outcome {
    const char *key, *label, *title, *group, *unit, *unit_words, *shape, *better, *help, *meaning;
    ent_counts counts;          /* which futures its statistics are over */
    const char *condition;      /* of ENT_COUNTS_IF: "there is an attack" */
    const char *tested_by;      /* family of data/scorecard.csv that its part is tested in; or "" */
    const char *decided_by;     /* assumptions that take part in more than a third of its variance,
                                   in a shipped scenario: keys with blanks between, KEY[PLACE]
                                   where one does so at a flashpoint alone; or "" */
    double hist_low, hist_high; /* range of the stored histogram */
    bool hist_log;              /* bins equal in the logarithm */
    int use;                    /* ent_outcome_id; -2: computed beside the futures; -1 */
    size_t line;
} ent_outcome;

typedef struct ent_flashpoint_row {
    const char *key, *label, *title, *in_sentence, *help, *challenger, *hosts, *domain, *theatre,
        *pivot, *base_key;
    const char *source, *note;
    double challenger_share, front_width_km, depth_km, terrain, base_weight;
    size_t line;
} ent_flashpoint_row;

/* Two states at a flashpoint, and what is known of their disputes. */
typedef struct ent_dyad_row {
    const char *flashpoint, *challenger, *host, *source, *note;
    const char *later_source; /* keys of the years after 2000; "" where there are none */
    double contiguity; /* 1 by land, 2 to 5 by up to 12, 24, 150, 400 miles of water, 0 none */
    int years[ENT_MAX_DISPUTES], n_years; /* in which a dispute began, ascending */
    double last_war;                      /* year; missing: none */
    double initiated; /* disputes with anybody the challenger began in ten years */
    double major_challenger, major_host, rivals; /* 1 or 0 */
    size_t line;
} ent_dyad_row;

typedef struct ent_posture_row {
    const char *kind, *place, *state, *text; /* text: the value as written (class) */
    int from_year;
    double value; /* missing for kind class */
    size_t line;
} ent_posture_row;

/* Rank correlation of two assumptions, joined by a Gaussian copula. */
typedef struct ent_correlation {
    const char *first, *second;
    double value;
    const char *basis, *source, *note;
    const char *where; /* "correlations.csv:4", "scenarios/x.yaml:12:3" */
} ent_correlation;

typedef struct ent_register {
    const char *dir;
    size_t n_levers, n_assumptions, n_outcomes, n_flashpoints, n_dyads, n_posture, n_correlations;
    const ent_lever *levers;
    const ent_assumption *assumptions;
    const ent_outcome *outcomes;
    const ent_flashpoint_row *flashpoints;
    const ent_dyad_row *dyads;
    const ent_posture_row *posture;
    const ent_correlation *correlations;
} ent_register;

/**
 * Load and check the registers of a folder.
 *
 * errors   ENT_E_IO, ENT_E_NOMEM, ENT_E_PARSE; ENT_E_DATA with file:line: for a key given
 *          twice, a range that is empty or does not hold the default, an unknown kind,
 *          distribution or basis, parameters that do not fit the distribution, a central value
 *          that does not follow from them, a prior outside low..high, an unknown source or
 *          state; ENT_E_KEY for a key of keys.h that no row defines
 * memory   owned by the arena; borrows nothing of `facts`
 */
ENT_API ent_status ent_register_load(const char *dir, const ent_facts *facts, ent_register *reg,
                                     ent_arena *arena, ent_error *err);

/** A basis as it is written today: published, estimated here or expert judgement; NULL for another
 *  word. "judgement" was written until version 0.10 and is read for one more version. */
ENT_API const char *ent_basis(const char *written);

/** The row of a key, or NULL. */
ENT_API const ent_lever *ent_register_lever(const ent_register *reg, const char *key);
/** The row of an assumption, or NULL. */
ENT_API const ent_assumption *ent_register_assumption(const ent_register *reg, const char *key);
/** The row of an outcome, or NULL. */
ENT_API const ent_outcome *ent_register_outcome(const ent_register *reg, const char *key);

/** Whether a row is about these two assumptions, in any order. */
ENT_API bool ent_correlation_joins(const ent_correlation *row, const char *a, const char *b);

/** The registered key nearest to a word, or NULL. */
ENT_API const char *ent_register_nearest_lever(const ent_register *reg, const char *word);
/** The registered assumption nearest to a word, or NULL. */
ENT_API const char *ent_register_nearest_assumption(const ent_register *reg, const char *word);
/** The registered outcome nearest to a word, or NULL. */
ENT_API const char *ent_register_nearest_outcome(const ent_register *reg, const char *word);

/**
 * Check a distribution and its parameters and compute the central value.
 *
 * domain   triangular low <= mode <= high, low < high; uniform low < high; lognormal median > 0,
 *          log-sd > 0; normal sd > 0; beta a, b > 0; discrete weights of 0, 1, ..., each > 0;
 *          fixed one value
 * returns  NULL when all is well, else what is wrong, in words
 */
ENT_API const char *ent_prior_problem(const char *distribution, size_t n, const double *parameters,
                                      double *central);

/** The prior of a distribution that ent_prior_problem has found well. */
ENT_API ent_prior ent_prior_make(const char *distribution, size_t n, const double *parameters);

/**
 * What is wrong with a value of a quantity that goes from `low` to `high`, as the end of a
 * sentence: "cannot be 80: it goes from 0 to 1 (share). Did you mean 0.8?"
 *
 * returns  NULL when the value lies inside, or when an end is missing
 * memory   owned by the arena
 */
ENT_API const char *ent_domain_problem(double value, double low, double high, const char *unit,
                                       ent_arena *arena);

/** "it goes from 0 to 6 % of GDP": the ends of such a quantity; owned by the arena, never NULL. */
ENT_API const char *ent_domain_limits(double low, double high, const char *unit, ent_arena *arena);

/** The same for a value of a lever, with the words of its ends; a switch takes 0 or 1. */
ENT_API const char *ent_lever_problem(const ent_lever *row, double value, ent_arena *arena);

/**
 * The same for a prior of an assumption: the ends of one that has ends, else its middle. An
 * assumption that is a choice takes one of its whole numbers, or a weight for each.
 */
ENT_API const char *ent_prior_outside(const ent_assumption *row, const char *distribution, size_t n,
                                      const double *parameters, ent_arena *arena);

/**
 * Whether a fact is fifty to two thousand times, or as small a part of, what is published for the
 * same state and key (the same year, else the newest): a slip of the unit, unless it is meant.
 * Keys that may be negative are never held against another year.
 */
ENT_API bool ent_fact_slipped(const ent_facts *facts, const ent_fact *fact, double *published);

/** Key of an id of keys.h; NULL outside the list. */
ENT_API const char *ent_key_of_assumption(int id);
/** Key of a lever. */
ENT_API const char *ent_key_of_lever(int id);
/** Key of an outcome. */
ENT_API const char *ent_key_of_outcome(int id);

/** Id of a key in keys.h; -1 when the program does not use it. */
ENT_API int ent_id_of_assumption(const char *key);
/** Id of a lever in keys.h; -1 when the program does not use it. */
ENT_API int ent_id_of_lever(const char *key);
/** Id of an outcome in keys.h; -1 when the program does not use it. */
ENT_API int ent_id_of_outcome(const char *key);

/** Whether the key names an account: an outcome computed without futures. */
ENT_API bool ent_key_is_account(const char *key);

/** How the program holds the lever. */
ENT_API ent_lever_kind ent_kind_of_lever(ent_lever_id id);

#endif
