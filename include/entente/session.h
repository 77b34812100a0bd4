/*
 * Sessions: a scenario goes in, what it costs, obliges, deters and leads to comes out. The program
 * `entente` stands on this header, and so do Python and the page.
 *
 *     ent_error err;
 *     ent_session *session = NULL;
 *     ent_scenario *brussels = NULL, *before = NULL;
 *     ent_result *result = NULL;
 *     ent_run_options options = ENT_RUN_DEFAULTS;
 *     ent_band missing;
 *     if (ent_session_open(NULL, &session, &err) == ENT_OK &&
 *         ent_scenario_load(session, "brussels-2025", &brussels, &err) == ENT_OK &&
 *         ent_scenario_load(session, "status-quo-2024", &before, &err) == ENT_OK &&
 *         ent_scenario_set(brussels, "us.posture_europe", "0.25", &err) == ENT_OK &&
 *         ent_scenario_run(brussels, before, &options, &result, &err) == ENT_OK &&
 *         ent_result_outcome(result, "posture.shortfall", "", "2030", &missing, &err) == ENT_OK)
 *         printf("%.1f brigades missing (%.1f to %.1f)\n", missing.median, missing.low,
 *                missing.high);
 *     else
 *         fprintf(stderr, "%s\n", err.message);
 *     ent_session_close(session);
 *
 * Ownership: the session owns what is loaded and run in it, and every text handed out; closing it
 * gives all of that back. A result or a scenario can be given back before.
 * Options: start from ENT_..._DEFAULTS. A text that is NULL has the default there, but 0 is 0.
 * Threads: one session is used by one thread at a time; a run itself takes several.
 * Nothing here prints, exits or keeps state outside of the session.
 */
#ifndef ENTENTE_SESSION_H
#define ENTENTE_SESSION_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_session ent_session;
typedef struct ent_scenario ent_scenario;
typedef struct ent_result ent_result;
typedef struct ent_statement ent_statement;

/* --- data ------------------------------------------------------------------------------------ */

typedef struct ent_session_options {
    const char *data, *scenarios;   /* folders; NULL: ENTENTE_DATA and ENTENTE_SCENARIOS, the source
                                       tree around the program, what is installed beside it */
    void (*warn)(const char *line); /* hears which optional tables are absent; NULL: nobody */
} ent_session_options;

/**
 * Open the data: facts, levers, assumptions, outcomes. `options` NULL: all as by default.
 *
 * memory   *session is to be closed; NULL on failure
 * errors   ENT_E_IO and ENT_E_DATA naming file and line; ENT_E_NOMEM
 */
ENT_API ent_status ent_session_open(const ent_session_options *options, ent_session **session,
                                    ent_error *err);

/** Give everything back; NULL is allowed. */
ENT_API void ent_session_close(ent_session *session);

/** Folder of the data, and of the scenarios. */
ENT_API const char *ent_session_data(const ent_session *session);
/** Folder of the scenarios. */
ENT_API const char *ent_session_scenarios(const ent_session *session);

/**
 * ISO3 code of a state named by its code, by another common code ("UK") or by its name.
 *
 * errors   ENT_E_ARG, with the nearest
 */
ENT_API ent_status ent_session_state(const ent_session *session, const char *word,
                                     const char **iso3, ent_error *err);

/* States that a list may name. */
enum { ENT_SESSION_STATES = 64 };

/**
 * The same for a list with commas, "DEU, UK".
 *
 * shape    `iso3` has room for ENT_SESSION_STATES; `n` says how many there are, each once
 * errors   ENT_E_ARG for an empty list, an unknown state or one that is named twice
 */
ENT_API ent_status ent_session_states(const ent_session *session, const char *words,
                                      const char *iso3[ENT_SESSION_STATES], size_t *n,
                                      ent_error *err);

/* --- scenarios ------------------------------------------------------------------------------- */

/**
 * Load a scenario: a name in the folder of the scenarios, or a path (it holds a slash or ends in
 * .yaml).
 *
 * errors   ENT_E_IO, ENT_E_PARSE, ENT_E_KEY, ENT_E_DATA naming file, line and what to write
 */
ENT_API ent_status ent_scenario_load(ent_session *session, const char *name,
                                     ent_scenario **scenario, ent_error *err);

/** Give a scenario back before its session; results of its runs stay. NULL is allowed. */
ENT_API void ent_scenario_close(ent_scenario *scenario);

/**
 * Set a lever: a number, a choice, years ("2025:0.3|2026:0") or states ("GBR|FRA").
 *
 * errors   ENT_E_KEY for an unknown lever, with the nearest; ENT_E_ARG for a value outside its
 *          range; the scenario is then as before
 */
ENT_API ent_status ent_scenario_set(ent_scenario *scenario, const char *lever, const char *value,
                                    ent_error *err);

/**
 * Set an assumption: a number, the same in every future, or a prior ("lognormal 2 0.6"). A run
 * gives it to its baseline too: assumptions are about the world, not about policy.
 *
 * errors   as ent_scenario_set
 */
ENT_API ent_status ent_scenario_assume(ent_scenario *scenario, const char *key, const char *value,
                                       ent_error *err);

/**
 * Replace a fact: the `key` of a state or other subject in a year, 0 for none. `source` is a key of
 * sources.csv, or NULL for a figure of your own.
 *
 * errors   ENT_E_KEY for an unknown key or source; ENT_E_DATA for an unknown state or a value that
 *          the key does not allow
 */
ENT_API ent_status ent_scenario_fact(ent_scenario *scenario, const char *state, const char *key,
                                     int year, double value, const char *source, ent_error *err);

/** Key, and name for people. */
ENT_API const char *ent_scenario_key(const ent_scenario *scenario);
/** Its name for people. */
ENT_API const char *ent_scenario_name(const ent_scenario *scenario);

/* --- runs ------------------------------------------------------------------------------------ */

typedef struct ent_run_options {
    uint64_t futures, seed;
    const char *design; /* "mc" (NULL too), "lhs" or "sobol" */
    size_t threads;     /* 0: every processor; changes no figure */
    size_t n_keep;      /* outcomes of which every future is kept besides scalars, yearly totals */
    const char *const *keep; /* and outcomes by place */
    bool every_column;       /* exact quantiles of every column, not only of those a report shows */
    bool summary;            /* keep no future of any outcome but those */
    const char *folder;      /* where results.sqlite goes, made when it is not there; NULL: the
                                futures that are kept stay in memory */
    bool resume;             /* go on with a run that was stopped in this folder */
    uint64_t first_block, end_block; /* of 256 futures each; both 0: all */
    bool no_why;      /* leave what drives the result and what would have to be true out */
    bool own_beliefs; /* the baseline keeps its own assumptions and correlations; else it has those
                         of the scenario, so that only the policy differs */
    void (*progress)(void *with, uint64_t done, uint64_t all, double seconds); /* in blocks of 256
                                futures, or in tasks of the section "Why"; NULL: none */
    void *progress_with;
    const volatile sig_atomic_t *stop; /* not 0: finish what was begun, keep it, return */
    const char *currency; /* of every figure of money, at the average rates of 2024: "GBP"; NULL:
                             US dollars for defence, euros for aid to Ukraine */
} ent_run_options;

#define ENT_RUN_DEFAULTS \
    { \
        8192, 1, "mc", 0, 0, NULL, false, false, NULL, false, 0, 0, false, false, NULL, NULL, \
            NULL, NULL \
    }

/**
 * Run a scenario, alone or beside a baseline on the same futures (NULL: alone). The figures depend
 * on scenario, baseline, futures, seed and design only.
 *
 * Started by mpirun, every rank calls this; the first has the result (ent_session_speaks).
 *
 * errors   ENT_E_ARG for options outside their range, ENT_E_KEY for an outcome to keep, ENT_E_DATA
 *          for a scenario that makes no world, ENT_E_IO for the folder, ENT_E_STOPPED, ENT_E_NOMEM
 */
ENT_API ent_status ent_scenario_run(ent_scenario *scenario, ent_scenario *baseline,
                                    const ent_run_options *options, ent_result **result,
                                    ent_error *err);

/** Give a result back before its session; NULL is allowed. */
ENT_API void ent_result_close(ent_result *result);

/** Whether this process has the results: false on every rank of an MPI job but the first. */
ENT_API bool ent_session_speaks(const ent_session *session);
/** Processes that mpirun started; 1 alone. */
ENT_API size_t ent_session_ranks(const ent_session *session);

/** Futures run. */
ENT_API uint64_t ent_result_futures(const ent_result *result);
/** Hash of every outcome of every future. */
ENT_API uint64_t ent_result_hash(const ent_result *result);
/** Whether it was run beside a baseline. */
ENT_API bool ent_result_has_baseline(const ent_result *result);

/* --- outcomes -------------------------------------------------------------------------------- */

/* One number of each future, in the unit of its outcome; missing where nothing has a value. */
typedef struct ent_band {
    double median, low, high; /* 90 % of the futures lie between low and high */
    double p25, p75, mean, sd;
    uint64_t n, missing; /* futures with a value, and without */
    bool account;        /* arithmetic on facts: one figure, the same in every future */
    const char *unit;
} ent_band;

/* Scenario less baseline, future by future. */
typedef struct ent_effect {
    double median, low, high; /* missing unless the outcome was kept (ent_run_options) */
    double mean;
    double lower, same, higher; /* shares of the futures in which both have a value */
    uint64_t n;
} ent_effect;

/**
 * An outcome of `entente outcomes`. `index` is a state, flashpoint ("baltic"), side
 * ("baltic,attacker") or zone, "" or NULL for none; `at` is "2030", "2026-12" (a month; a year of a
 * monthly outcome is the mean of its months), "" or NULL for the last.
 *
 * errors   ENT_E_KEY for an unknown outcome, with the nearest; ENT_E_ARG for an index or a time it
 *          does not have
 */
ENT_API ent_status ent_result_outcome(const ent_result *result, const char *key, const char *index,
                                      const char *at, ent_band *band, ent_error *err);

/**
 * The same in the baseline.
 *
 * errors   ENT_E_ARG without a baseline; else as ent_result_outcome
 */
ENT_API ent_status ent_result_baseline(const ent_result *result, const char *key, const char *index,
                                       const char *at, ent_band *band, ent_error *err);

/**
 * What the scenario changes, against the baseline.
 *
 * errors   as ent_result_baseline
 */
ENT_API ent_status ent_result_change(const ent_result *result, const char *key, const char *index,
                                     const char *at, ent_effect *effect, ent_error *err);

/**
 * An outcome in every future, of the scenario or of its baseline; ENT_MISSING where a future has no
 * value.
 *
 * shape    values[n], n = ent_result_futures
 * errors   ENT_E_ARG for another n, for an outcome that was not kept in memory, for an account
 */
ENT_API ent_status ent_result_values(const ent_result *result, bool of_baseline, const char *key,
                                     const char *index, const char *at, double *values, size_t n,
                                     ent_error *err);

/**
 * Quantiles over the futures that have a value: by straight lines between sorted values.
 *
 * domain   each share from 0 to 1
 * shape    shares[n], quantiles[n]
 * errors   as ent_result_values
 */
ENT_API ent_status ent_result_quantiles(const ent_result *result, const char *key,
                                        const char *index, const char *at, size_t n,
                                        const double *shares, double *quantiles, ent_error *err);

/* --- claims and bill -------------------------------------------------------------------------- */

typedef struct ent_finding {
    const char *says;        /* the claim in words */
    const char *verdict;     /* "holds", "does not hold", "depends" or "not answered" */
    const char *sentence;    /* the verdict in words */
    const char *kind, *unit; /* account, obligation or futures */
    double value, low, high; /* of what the claim is about */
    double share;            /* of the futures in which its condition is true */
} ent_finding;

/** Claims of the scenario. */
ENT_API size_t ent_result_claims(const ent_result *result);

/**
 * What the run says about a claim.
 *
 * domain   i below ent_result_claims
 */
ENT_API ent_finding ent_result_claim(ent_result *result, size_t i);

typedef struct ent_cost {
    double multiple;             /* target over the share of GDP spent today */
    double base_pct, target_pct; /* of GDP */
    int base_year, target_year;
    double target_bn;     /* extra spending of the target year */
    double average_bn;    /* a year, from the first year of the run to the target year */
    double sum_bn;        /* over these years */
    const char *currency; /* code, "EUR"; prices and rate of 2024 */
} ent_cost;

/**
 * What the scenario's spending target costs: one state, or ALL, EURCAN (allies without the US),
 * EUROPE. `currency` is any code of exchange.csv; NULL: that of the run, or euros.
 *
 * errors   ENT_E_ARG for another word, or a currency without a rate, with the nearest; ENT_E_DATA
 * when the scenario has no bill
 */
ENT_API ent_status ent_result_bill(const ent_result *result, const char *who, const char *currency,
                                   ent_cost *cost, ent_error *err);

/**
 * What a state owes in an event of the scenario, the first being 0: 0 nothing, to 7.
 *
 * domain   `firm` as the words are usually read, `contested` if contested readings hold
 * errors   ENT_E_ARG for an event or state there is not
 */
ENT_API ent_status ent_result_duty(const ent_result *result, size_t event, const char *state,
                                   int *firm, int *contested, ent_error *err);

/* --- texts ------------------------------------------------------------------------------------ */

/* How a table is written. Texts end with a newline and belong to the session. */
typedef struct ent_writing {
    const char *format; /* "text" for people (NULL too), "csv" or "json" */
    int width;          /* of "text": columns of the terminal, 0 for no limit */
    bool colour;        /* of "text" */
} ent_writing;

/* --- statements: a text goes in -------------------------------------------------------------- */

enum { ENT_STATEMENT_MAX_BYTES = 4 << 20 };

/**
 * Read a statement, plain English text: what it says, whether its figures are right, and which
 * levers, events and claims follow. `name` says in messages and files which text it is. `on`
 * (YYYY-MM-DD) is the day that decides which figures were known; NULL: the first date in the text,
 * else that in its name.
 *
 * memory   *statement is the session's, and can be given back before; the text is copied
 * errors   ENT_E_DATA when it is not plain text or longer than ENT_STATEMENT_MAX_BYTES, ENT_E_ARG
 *          for a date there is not, ENT_E_IO and ENT_E_PARSE for the rules in the data, ENT_E_NOMEM
 */
ENT_API ent_status ent_session_read(ent_session *session, const char *text, size_t length,
                                    const char *name, const char *on, ent_statement **statement,
                                    ent_error *err);

/** Give a statement back before its session, after the reports that begin with it. NULL is
 * allowed. */
ENT_API void ent_statement_close(ent_statement *statement);

/**
 * What it says, sentence by sentence, with the check of each figure and what follows; `explain`
 * adds to a text the rule and the words behind each proposition, and why others were left out. As
 * CSV, a line a proposition.
 *
 * memory   the text is the session's
 * errors   ENT_E_ARG for a format there is not, ENT_E_NOMEM
 */
ENT_API ent_status ent_statement_marks(const ent_statement *statement, bool explain,
                                       const ent_writing *writing, const char **text,
                                       size_t *length, ent_error *err);

/**
 * Write the scenario that follows as YAML, each value under its sentence, or what it is compared
 * with: the baseline over the same months, with the facts known on the same day. The folder of
 * `path` is made when it is not there; the file is read back, so that it can be loaded.
 *
 * errors   ENT_E_DATA when the text has no date or nothing that can be computed; ENT_E_IO
 */
ENT_API ent_status ent_statement_write(const ent_statement *statement, bool baseline,
                                       const char *path, ent_error *err);

/** The report that ent_result_write makes begins with the marked text; NULL: with nothing. The
 * statement must live until then. */
ENT_API void ent_result_begin_with(ent_result *result, const ent_statement *statement);

/* --- accounts: arithmetic on facts, without simulated futures ----------------------------------
 */

typedef struct ent_bill_options {
    double target, related; /* % of GDP: spending, and defence-related spending; ENT_MISSING: those
                               of the scenario, or 5 % and none without a scenario */
    int by;                 /* year of the target; 0: the scenario's, or 2032 */
    const char *shape;      /* of the path: "linear", "early", "late"; NULL: the scenario's */
    const char *currency;   /* "EUR", any code of exchange.csv, or "national": each state in its
                               own; NULL: US dollars */
    size_t n_states;        /* 0: all allies with forces, and the totals of the alliance */
    const char *const *states; /* by code or name */
    bool years;                /* every year of the path instead of one line a state */
    const char *workbook;      /* write this .xlsx file instead of a text; NULL: none */
} ent_bill_options;

#define ENT_BILL_DEFAULTS \
    { \
        ENT_MISSING, ENT_MISSING, 0, NULL, NULL, 0, NULL, false, NULL \
    }

/**
 * What a spending target costs each ally. Money is in billions at prices of 2024.
 *
 * domain   `scenario` NULL: the facts as they are; `other` NULL: no comparison with a second one
 * memory   the text is the session's; NULL where a workbook was written
 * errors   ENT_E_ARG for a target, year, shape, currency or state that is not possible, with the
 *          nearest; ENT_E_DATA for a state without spending of the base year; ENT_E_IO
 */
ENT_API ent_status ent_session_bill(ent_session *session, const ent_scenario *scenario,
                                    const ent_scenario *other, const ent_bill_options *options,
                                    const ent_writing *writing, const char **text, size_t *length,
                                    ent_error *err);

typedef struct ent_aid_options {
    bool quarters;             /* flows by quarter instead of year */
    double cap_pct;            /* most military aid in all for the capped split, % of GDP a year */
    const char *currency;      /* any code of exchange.csv; NULL: euros */
    size_t n_donors;           /* 0: all */
    const char *const *donors; /* ISO3 */
} ent_aid_options;

#define ENT_AID_DEFAULTS \
    { \
        false, 0.25, NULL, 0, NULL \
    }

/**
 * Military aid to Ukraine by year and by donor, and what replacing the US share costs each donor.
 * Money is in billions. As JSON, `flows` and `donors` of one object.
 *
 * errors   ENT_E_ARG for a donor, cap or currency that is not possible, with the nearest;
 *          ENT_E_IO and ENT_E_DATA for the records of aid
 */
ENT_API ent_status ent_session_aid(ent_session *session, const ent_aid_options *options,
                                   const ent_writing *writing, const char **text, size_t *length,
                                   ent_error *err);

/* --- obligations and posture -------------------------------------------------------------------
 */

/* Texts given by a caller, in order. */
typedef struct ent_words {
    size_t n;
    const char *const *words;
} ent_words;

/* An attack and its circumstances. NULL or an empty list: as said in brackets. */
typedef struct ent_obliged_options {
    double lat, lon;           /* degrees, instead of a place by name; ENT_MISSING: none */
    const char *place;         /* by name [at home in the victim] */
    const char *territory_of;  /* state, "EEZ:NOR", "HIGHSEAS", "DISPUTED" [found from the place] */
    const char *on;            /* YYYY-MM-DD [today] */
    const char *mission;       /* "national", "coalition", "nato"; has no effect on the result */
    const char *armed_attack;  /* "met", "not_met", "contested" [met] */
    const char *attacker_type; /* "state", "nonstate", "unknown" */
    const char *request;       /* "yes", "no", "consult_only" [assumed] */
    const char *events;        /* many events from this YAML file instead */
    const char *cases;         /* table of the history [that of the data] */
    const char *page;          /* also write this HTML file with a map */
    bool nuclear, after_ceasefire;
    bool contested_firm;               /* contested readings count as firm */
    bool explain;                      /* every condition of every clause */
    bool all;                          /* clauses that do not concern the victim too */
    bool matrix;                       /* between all pairs of states instead */
    bool history;                      /* recorded cases and what happened instead */
    ent_words attackers, victims;      /* states by code or name; needed for one event */
    ent_words objects;                 /* "territory", "forces", "vessel", "aircraft", "cyber",
                                          "infrastructure", "threat" [territory] */
    ent_words accessions, withdrawals; /* assumed: "nato:UKR:2030-01-01" */
    ent_words states;                  /* of the matrix [60 of them] */
} ent_obliged_options;

#define ENT_OBLIGED_DEFAULTS \
    { \
        ENT_MISSING, ENT_MISSING, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            false, false, false, false, false, false, false, {0, NULL}, {0, NULL}, {0, NULL}, \
            {0, NULL}, {0, NULL}, \
        { \
            0, NULL \
        } \
    }

/**
 * Which treaty obligations follow from an attack, and why. Law only: no chances.
 *
 * memory   the text is the session's
 * errors   ENT_E_ARG for a state, place, date or word that does not exist, with the nearest, and
 *          for circumstances that contradict one another; ENT_E_DATA, ENT_E_IO for a file
 */
ENT_API ent_status ent_session_obligations(ent_session *session, const ent_obliged_options *options,
                                           const ent_writing *writing, const char **text,
                                           size_t *length, ent_error *err);

typedef struct ent_bargain_options {
    const char *model;   /* "compromise", "median", "election", "nash", "means", "smp", "bdm" */
    const char *scale;   /* of the positions, "LOW:HIGH" */
    const char *power;   /* "capability" as given, or "shapley" */
    double quota;        /* "shapley": share of the votes that wins */
    double value;        /* "nash": value of agreement; 1 is the loss over the whole scale */
    size_t draws;        /* within the ranges of the table; SIZE_MAX: 1000 where it has any */
    bool no_draws;       /* central values only */
    const char *explain; /* an actor whose path is shown; NULL: none */
    size_t turns;        /* at most; SIZE_MAX: those of the model */
    const char *vote, *victory, *election,
        *commit; /* "smp": words as in `entente bargain --help`; */
    const char *adjust, *range, *interpolate, *offer, *choice; /* NULL: the usual ones */
    double ideal;       /* "smp": share of each step by which ideals follow positions */
    const char *ideals; /* "smp": table of such shares by actor, instead; NULL: none */
    double stay;        /* "bdm": chance that nothing changes unchallenged */
    const char *compat; /* a predecessor with its faults: "ktab", "public"; NULL: none */
    uint64_t seed;
    size_t threads;          /* 0: every processor; changes no figure */
    const char *html, *xlsx; /* also write a page, a workbook; NULL: none */
    const char *table;       /* of CSV: "forecast", "positions", "moves", "explain" */
    bool (*progress)(size_t done, size_t all, void *with); /* in draws; false: stop; NULL: none */
    void *progress_with;
} ent_bargain_options;

#define ENT_BARGAIN_DEFAULTS \
    { \
        "compromise", "0:100", "capability", 0.5, 1.5, SIZE_MAX, false, NULL, SIZE_MAX, NULL, \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1.0, NULL, 1.0, NULL, 1, 0, NULL, \
            NULL, "forecast", NULL, NULL \
    }

/**
 * How bargaining over issues ends, by several rules. `file` is a table with the columns actor,
 * capability, position_X and salience_X for each issue X, and optional ranges (_low, _high).
 *
 * memory   the text is the session's
 * errors   ENT_E_KEY for a word or actor that does not exist, with the nearest; ENT_E_ARG for a
 *          number outside its range; ENT_E_IO, ENT_E_PARSE, ENT_E_DATA for the tables;
 * ENT_E_STOPPED
 */
ENT_API ent_status ent_session_bargain(ent_session *session, const char *file,
                                       const ent_bargain_options *options,
                                       const ent_writing *writing, const char **text,
                                       size_t *length, ent_error *err);

typedef struct ent_posture_options {
    int year;                /* of the plan */
    double day;              /* by which forces must be in line, 1 to 365 */
    const char *method;      /* "lp": linear programme; "minmax": Powell's closed form; "security":
                                shares of time of mobile groups (Kiekintveld) */
    double groups, group_be; /* mobile groups, and the size of each in brigade equivalents */
    double us_home;          /* share of US forces kept at home; ENT_MISSING: that of the model */
    bool without_us;         /* the US sends nothing and supports nobody */
    bool frontier;           /* best margin in Europe for each margin in the Indo-Pacific instead */
    bool forces;             /* who sends what where instead */
    const char *flashpoint;  /* defence by day there instead; of a table only its rows */
    const char *table; /* over futures instead: "closure", "credibility", "believe", "policies",
                          "pulls", "guarantees", "force", "autonomy", "attack" */
    size_t futures;    /* of a table */
    uint64_t seed;     /* of a table */
} ent_posture_options;

#define ENT_POSTURE_DEFAULTS \
    { \
        2030, 60.0, "lp", 2.0, 10.0, ENT_MISSING, false, false, false, NULL, NULL, 1024, 1 \
    }

/**
 * Forces needed and forces there: the best plan for all flashpoints at once, with every assumption
 * at its central value, or a table over futures. Forces are in brigade equivalents.
 *
 * memory   the text is the session's
 * errors   ENT_E_ARG for a year outside the scenario and for words and shares that are not
 *          possible, with the nearest; ENT_E_DATA for a scenario that makes no world
 */
ENT_API ent_status ent_scenario_posture(const ent_scenario *scenario,
                                        const ent_posture_options *options,
                                        const ent_writing *writing, const char **text,
                                        size_t *length, ent_error *err);

/* --- studies: questions that run futures of their own -------------------------------------------
 */

/* How a study computes, and where it leaves what it finds. */
typedef struct ent_job {
    uint64_t seed;
    size_t threads;         /* 0: every processor; changes no figure */
    const char *folder;     /* also write a page, JSON, CSV and a workbook there; NULL: none */
    const char *command;    /* that the page names to make it again; NULL: none */
    const char *checkpoint; /* keep what is done in FILE.1, FILE.2, ... until the end; NULL: no. A
                               search keeps its generations in its folder instead */
    bool resume;            /* go on from there */
    void (*progress)(void *with, uint64_t done, uint64_t all, double seconds); /* NULL: none */
    void *progress_with;
    const volatile sig_atomic_t
        *stop; /* not 0: finish what was begun, keep it, return; NULL: never */
} ent_job;

#define ENT_JOB_DEFAULTS \
    { \
        1, 0, NULL, NULL, NULL, false, NULL, NULL, NULL \
    }

typedef struct ent_explore_options {
    const char *method;   /* "sobol", "morris", "pawn", "regional", "prim", "cart", "why" */
    const char *believe;  /* instead: what would have to be true. Words or number of a claim, "all",
                             or a condition on the outcomes such as "> 1.2" */
    ent_words outcomes;   /* with their index: "deterrence.odds_ratio[baltic]" */
    const char *at;       /* year or month; NULL: the last */
    const char *fails;    /* "regional", "prim", "cart", "why": what counts as failure, such as
                             "> 1.2"; NULL: the worst tenth */
    size_t points;        /* "sobol": base points, "morris": trajectories, else futures; 0: those of
                             the method */
    bool groups;          /* "sobol", "morris": groups of assumptions, not single ones */
    ent_words own_groups; /* the same, with groups "NAME=KEY,..."; a key may end in * */
    bool second;          /* "sobol": interactions of pairs too */
    bool radial;          /* "morris": stars instead of trajectories */
    bool independent;     /* leave out the correlations between assumptions */
    size_t scrambles;     /* "sobol": independent ones behind the intervals, at least 2 */
    size_t box;           /* "prim": this box of the trade-off; SIZE_MAX: the method's choice */
    size_t boxes;         /* "prim": how many, each over what the ones before leave */
    size_t resamples;     /* "prim": random halves behind the intervals, at least 2 */
    double peel, paste;   /* "prim": shares */
    double mass;          /* "prim": least share of the futures in a box */
    const char *objective; /* "prim": "lenient1", "lenient2", "original" */
    size_t top;            /* rows of a table in a text; files have all */
    const char *currency; /* of every amount, for "prim", "cart", "why" and `believe`; NULL: each in
                             its own money */
} ent_explore_options;

#define ENT_EXPLORE_DEFAULTS \
    { \
        "sobol", NULL, {0, NULL}, NULL, NULL, 0, false, {0, NULL}, false, false, false, 8, \
            SIZE_MAX, 1, 20, 0.05, 0.05, 0.05, "lenient1", 12, NULL \
    }

/**
 * Which assumptions drive outcomes of a scenario, when they fail, and what would reverse a claim.
 *
 * memory   the text is the session's
 * errors   ENT_E_KEY for an outcome, claim, index or time that does not exist, with the nearest;
 *          ENT_E_ARG for options outside their range; ENT_E_DATA where nothing or everything
 *          fails; ENT_E_IO, ENT_E_STOPPED, ENT_E_NOMEM
 */
ENT_API ent_status ent_scenario_explore(const ent_scenario *scenario,
                                        const ent_explore_options *options, const ent_job *job,
                                        const ent_writing *writing, const char **text,
                                        size_t *length, ent_error *err);

typedef struct ent_compare_options {
    const char *over; /* outcome with its index; "min:" or "max:" in front says which is better */
    const char *at;   /* year or month; NULL: the last */
    ent_words grid;   /* "LEVER=A,B,...": every combination over one scenario */
    double threshold; /* good enough at this value or better; ENT_MISSING: the mean over all */
    double alpha;     /* Hurwicz: weight of the best case, 0 to 1 */
    size_t futures;   /* the same for every policy */
    bool own_beliefs; /* each scenario keeps its own assumptions, instead of those of the first */
    const char *currency; /* of every amount; NULL: each in its own */
} ent_compare_options;

#define ENT_COMPARE_DEFAULTS \
    { \
        NULL, NULL, {0, NULL}, ENT_MISSING, 0.5, 4096, false, NULL \
    }

/**
 * How robust policies are: regret, worst cases and the share of futures that is good enough.
 *
 * shape    scenarios[n], 1 to 64, or one with a grid
 * memory   the text is the session's
 * errors   as ent_scenario_explore
 */
ENT_API ent_status ent_session_compare(ent_session *session, size_t n,
                                       ent_scenario *const *scenarios,
                                       const ent_compare_options *options, const ent_job *job,
                                       const ent_writing *writing, const char **text,
                                       size_t *length, ent_error *err);

typedef struct ent_search_options {
    ent_words objectives; /* "[min:|max:]KEY[@TIME][=mean|pNN|CONDITION]"; two to eight */
    ent_words levers;     /* "KEY" or "KEY=LOW:HIGH"; one to sixteen */
    ent_words epsilons;   /* differences that do not count, one an objective; empty: a fiftieth */
    size_t generations, population; /* policies of a generation: even, at least 4 */
    size_t futures;                 /* of a policy */
    size_t check;                   /* new futures for the intervals, at least 512 */
    size_t top;                     /* policies in a text; files have all */
    const char *currency;           /* of every amount; NULL: each in its own */
} ent_search_options;

#define ENT_SEARCH_DEFAULTS \
    { \
        {0, NULL}, {0, NULL}, {0, NULL}, 20, 24, 512, 2048, 20, NULL \
    }

/**
 * Settings of levers that no other beats on every objective (eps-NSGA-II).
 *
 * memory   the text is the session's
 * errors   as ent_scenario_explore; ENT_E_DATA for levers that change no objective and for a
 *          folder with another search
 */
ENT_API ent_status ent_scenario_search(const ent_scenario *scenario,
                                       const ent_search_options *options, const ent_job *job,
                                       const ent_writing *writing, const char **text,
                                       size_t *length, ent_error *err);

/* --- facts, registers, worlds -------------------------------------------------------------------
 */

typedef struct ent_facts_options {
    ent_words words;     /* states and keys, at most 16; none: what there is, by key */
    const char *year;    /* only this one; NULL: all */
    const char *vintage; /* only this release, "NATO-2025-08", or "base"; NULL: all */
    bool check;          /* the cross-checks instead: known exceptions and failures */
    bool sources;        /* the sources instead */
} ent_facts_options;

#define ENT_FACTS_DEFAULTS \
    { \
        {0, NULL}, NULL, NULL, false, false \
    }

/**
 * The figures that the model uses, with unit, year, quality and source.
 *
 * memory   the text is the session's
 * errors   ENT_E_ARG for a word that is neither state nor key, with the nearest; ENT_E_DATA when
 *          no figure fits. `failed`, unless NULL, says whether a cross-check did
 */
ENT_API ent_status ent_session_facts(ent_session *session, const ent_facts_options *options,
                                     const ent_writing *writing, bool *failed, const char **text,
                                     size_t *length, ent_error *err);

/**
 * A register: "levers", "assumptions" or "outcomes". `keys` are whole or groups, empty for all;
 * with `unused` the rows that nothing uses.
 *
 * memory   the text is the session's
 * errors   ENT_E_ARG for a register, key or group that does not exist, with the nearest
 */
ENT_API ent_status ent_session_register(ent_session *session, const char *name,
                                        const ent_words *keys, bool unused,
                                        const ent_writing *writing, const char **text,
                                        size_t *length, ent_error *err);

/**
 * The set-piece battles of a scenario over draws of the assumptions of combat, beside published
 * wargames. `keys` empty: all.
 *
 * memory   the text is the session's
 * errors   ENT_E_ARG for a battle that does not exist, with the nearest, for a scenario without
 *          battles and for no draws or more than 2^24
 */
ENT_API ent_status ent_scenario_battles(const ent_scenario *scenario, const ent_words *keys,
                                        size_t draws, uint64_t seed, const ent_writing *writing,
                                        const char **text, size_t *length, ent_error *err);

/**
 * What the world of a scenario holds: everything that a run needs, as numbers in one block.
 *
 * memory   the text is the session's
 * errors   ENT_E_DATA for a scenario that makes no world
 */
ENT_API ent_status ent_scenario_world(const ent_scenario *scenario, const ent_writing *writing,
                                      const char **text, size_t *length, ent_error *err);

/** Save that block as a file. errors ENT_E_DATA, ENT_E_IO */
ENT_API ent_status ent_scenario_write_world(const ent_scenario *scenario, const char *path,
                                            ent_error *err);

/** What a saved block holds. errors ENT_E_IO, ENT_E_DATA, ENT_E_VERSION */
ENT_API ent_status ent_session_world(ent_session *session, const char *path,
                                     const ent_writing *writing, const char **text, size_t *length,
                                     ent_error *err);

/* --- results that a run left in a folder --------------------------------------------------------
 */

/**
 * The summary of a stored result: the folder of a run, or its result.json.
 *
 * memory   the text is the session's
 * errors   ENT_E_IO, ENT_E_PARSE; ENT_E_VERSION for another kind or version of document
 */
ENT_API ent_status ent_session_stored_summary(ent_session *session, const char *result,
                                              const ent_writing *writing, const char **text,
                                              size_t *length, ent_error *err);

/**
 * Its report as an HTML file. `live` is the address of a live page for links to it, or NULL;
 * `plain` leaves the script out.
 *
 * errors   also ENT_E_ARG for an address that is neither a file nor of the web
 */
ENT_API ent_status ent_session_stored_report(ent_session *session, const char *result,
                                             const char *path, const char *live, bool plain,
                                             ent_error *err);

/** One page about a state as an HTML file. errors also ENT_E_KEY when nothing is said about it */
ENT_API ent_status ent_session_stored_brief(ent_session *session, const char *result,
                                            const char *state, const char *path, ent_error *err);

/**
 * Which outcomes changed between two runs of one scenario: their folders, or their results.sqlite.
 * `all` shows those that did not too; `least` leaves out changes of a mean smaller than this in per
 * cent.
 *
 * memory   the text is the session's
 * errors   ENT_E_IO, ENT_E_VERSION; ENT_E_DATA for a damaged file and for runs of other scenarios
 */
ENT_API ent_status ent_session_diff(ent_session *session, const char *old_result,
                                    const char *new_result, bool all, double least,
                                    const ent_writing *writing, const char **text, size_t *length,
                                    ent_error *err);

/* --- runs made of parts, the page --------------------------------------------------------------
 */

/* What a run made of parts holds. */
typedef struct ent_merged {
    uint64_t blocks, blocks_all; /* of 256 futures each; there, and of the whole run */
    uint64_t futures, hash;
} ent_merged;

/**
 * Join stores (results.sqlite) of disjoint blocks of one run. `path` is there whole or not at all.
 *
 * errors   ENT_E_IO, ENT_E_VERSION; ENT_E_DATA for stores of other worlds, seeds, designs or
 *          numbers of futures, for blocks that overlap, for a file that is damaged
 */
ENT_API ent_status ent_session_merge(ent_session *session, size_t n, const char *const *stores,
                                     const char *path, ent_merged *merged, ent_error *err);

/**
 * The live page over the session's data and scenarios, as HTML. The text is the session's.
 *
 * errors   ENT_E_ARG in a library built without the page; ENT_E_IO, ENT_E_DATA, ENT_E_NOMEM
 */
ENT_API ent_status ent_session_page(ent_session *session, const char **text, size_t *length,
                                    ent_error *err);

/* --- files and texts ------------------------------------------------------------------------- */

enum {
    ENT_WRITE_DOCUMENT = 1, /* result.json (schemas/result.schema.json) */
    ENT_WRITE_WORKBOOK = 2, /* results.xlsx */
    ENT_WRITE_REPORT = 4,   /* report.html */
    ENT_WRITE_PAGE = 8,     /* entente.html, in a build that has the live page */
    ENT_WRITE_ALL = 15
};

/**
 * Write files into a folder, which is made when it is not there. A file is whole or not there.
 *
 * errors   ENT_E_IO, ENT_E_NOMEM
 */
ENT_API ent_status ent_result_write(ent_result *result, const char *folder, unsigned what,
                                    ent_error *err);

/**
 * One page about one state, as HTML.
 *
 * errors   ENT_E_KEY when the result says nothing about the state; ENT_E_IO
 */
ENT_API ent_status ent_result_write_brief(ent_result *result, const char *state, const char *path,
                                          ent_error *err);

/** The result document as text. errors ENT_E_NOMEM */
ENT_API ent_status ent_result_json(ent_result *result, const char **text, size_t *length,
                                   ent_error *err);

/** Every outcome as CSV, one line a column. errors ENT_E_NOMEM */
ENT_API ent_status ent_result_csv(ent_result *result, const char **text, size_t *length,
                                  ent_error *err);

/** The summary for a terminal with `columns` columns, 0 for no limit. errors ENT_E_NOMEM */
ENT_API ent_status ent_result_summary(ent_result *result, size_t width, bool colour,
                                      const char **text, size_t *length, ent_error *err);

/** Whether this library was built with the live page. */
ENT_API bool ent_session_has_page(void);

#ifdef __cplusplus
}
#endif
#endif
