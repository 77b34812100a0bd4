/*
 * Scenarios: a policy statement as a file.
 *
 *     scenario_spec s;
 *     ENT_TRY(scenario_load("scenarios", "brussels-2025", &facts, &reg, &s, arena, err));
 *     double target = s.levers[i].value;         // i as in reg.levers
 *
 * A scenario inherits from its `base`: levers, assumptions, facts, treaty, events, claims, battles.
 * Every message names file, line and column, the key, and the nearest valid one.
 */
#ifndef ENTENTE_SCENARIO_H
#define ENTENTE_SCENARIO_H

#include "entente/register.h"

enum {
    ENT_MAX_LEVER_YEARS = 32,
    ENT_MAX_LEVER_STATES = 80,
    ENT_MAX_INDICES = 3,
    ENT_MAX_CLAIM_LEVERS = 6
};

/* A lever as the scenario leaves it; by default the register's default. */
typedef struct ent_lever_setting {
    bool set;       /* by the scenario or one of its bases */
    double value;   /* number; index of a choice; ENT_MISSING for a list of states */
    size_t n_years; /* by year: a value holds until the next year named */
    int years[ENT_MAX_LEVER_YEARS];
    double by_year[ENT_MAX_LEVER_YEARS];
    size_t n_states;
    const char *states[ENT_MAX_LEVER_STATES];
    const char *where; /* "scenarios/x.yaml:12:3"; "" when not set */
} ent_lever_setting;

typedef struct ent_prior_setting {
    bool set;
    const char *distribution;
    size_t n_parameters;
    double parameters[ENT_MAX_PARAMETERS];
    double central;
    const char *where;
} ent_prior_setting;

/* One event for the treaty engine: pairs of field and text, as it reads them. */
enum { ENT_MAX_EVENT_FIELDS = 16 };
typedef struct ent_scenario_event {
    size_t n_fields;
    const char *fields[ENT_MAX_EVENT_FIELDS], *values[ENT_MAX_EVENT_FIELDS];
    const char *where;
} ent_scenario_event;

typedef struct ent_scenario_change {
    const char *instrument, *party, *on, *where;
} ent_scenario_change;

typedef enum ent_compare { ENT_CMP_LT, ENT_CMP_LE, ENT_CMP_GT, ENT_CMP_GE, ENT_CMP_EQ } ent_compare;

/* A condition such as ">= 2" or "> 0 and <= 1". */
typedef struct ent_condition {
    size_t n; /* 0: none */
    ent_compare compare[2];
    double bound[2];
} ent_condition;

typedef struct ent_claim {
    const char *says;            /* names it: a claim of the base that says the same is replaced */
    const char *sentence;        /* for a reader, with slots such as {median}; "" : says */
    const char *by_construction; /* the lever or bound that makes it so; "" : it can fail */
    bool missing_holds;          /* futures without a value count as meeting the condition */
    bool time;       /* a time to an event: a future without one is later than any that has one */
    size_t n_levers; /* the scenario itself with these levers is what it is held against */
    const char *lever[ENT_MAX_CLAIM_LEVERS], *lever_value[ENT_MAX_CLAIM_LEVERS];
    const char *shows;   /* shows: as written, e.g. bill.multiple[GBR] */
    const char *outcome; /* its key in the register */
    size_t n_indices;
    const char *indices[ENT_MAX_INDICES];
    const char *of; /* what it is a part of, as written, e.g. capability.be[ALL]; "": nothing */
    const char *of_outcome;
    size_t n_of_indices;
    const char *of_indices[ENT_MAX_INDICES];
    const char *at;      /* year or month, "" when not given */
    const char *holds;   /* as written; "" without a condition */
    const char *against; /* scenario to compare with, "" when none */
    const char *combine; /* value; ratio, difference or percent to `against`, paired by future */
    const char *kind;    /* account, obligation, futures; "" : from the outcome */
    const char *section; /* of the report; "" : from the outcome */
    const char *note;
    int row; /* number of the statement; 0 when none */
    ent_condition condition;
    const char *where;
} ent_claim;

/* A battle as a published wargame set it up, outside of the futures. */
typedef struct ent_scenario_battle {
    const char *key, *label, *source, *note;
    double attacker, defender_low, defender_high; /* BE; the defender uniform between */
    double width_km, depth_km;
    double published_low, published_high; /* hours; missing where nothing was published */
} ent_scenario_battle;

enum { ENT_MAX_REASONS = 16 };

typedef struct scenario_spec {
    const char *key; /* file name without .yaml */
    const char *name, *about, *base, *path;
    /* what the page calls it: in a sentence, beside a line of a chart, on a phone; "" when not
       given. Like `about` they are those of the scenario alone, and so are its reasons. */
    const char *policy, *label, *short_label;
    size_t n_reasons;
    const char *reason_lever[ENT_MAX_REASONS], *reason[ENT_MAX_REASONS]; /* why it is set so */
    int start_year, start_month, start_day;
    int horizon_year, horizon_month;
    size_t n_levers, n_assumptions;
    const ent_lever_setting *levers;      /* [reg->n_levers] */
    const ent_prior_setting *assumptions; /* [reg->n_assumptions] */
    size_t n_facts, n_events, n_accessions, n_withdrawals, n_claims, n_battles;
    const ent_fact *facts; /* overrides, for ent_facts_override */
    size_t n_sources;
    const ent_source *sources; /* the scenario's own, for ent_facts_add_sources */
    bool unread_facts; /* `unread_facts: allowed`: of a whole release some years are not read */
    const ent_scenario_event *events;
    const ent_scenario_change *accessions, *withdrawals;
    /* those of the register, changed by the scenario and its bases; [n_correlations] */
    size_t n_correlations;
    const ent_correlation *correlations;
    bool contested_firm; /* treaty.contested is `contested`: levels as if such readings held */
    const ent_claim *claims;
    const ent_scenario_battle *battles;
} scenario_spec;

/**
 * Load a scenario with its bases.
 *
 * `name` is a key, looked for as DIR/NAME.yaml, or a path (it holds a slash or ends in .yaml);
 * a base is looked for beside the file that names it, then in `dir`.
 *
 * errors   ENT_E_IO, ENT_E_NOMEM; ENT_E_PARSE for malformed YAML, a second document, invalid
 *          UTF-8, an alias, nesting deeper than 12; ENT_E_KEY for an unknown key; ENT_E_DATA
 *          for a wrong type, a value out of range, a year outside the run, a state, source or
 *          outcome that does not exist, bases in a circle. All name file, line and column
 * memory   owned by the arena; borrows texts of `facts` and `reg`
 */
ent_status scenario_load(const char *dir, const char *name, const ent_facts *facts,
                         const ent_register *reg, scenario_spec *scenario, ent_arena *arena,
                         ent_error *err);

/**
 * The same for one text in memory, without bases; for tests and fuzzing.
 */
ent_status scenario_parse(const char *path, const char *text, size_t length, const ent_facts *facts,
                          const ent_register *reg, scenario_spec *scenario, ent_arena *arena,
                          ent_error *err);

/**
 * Names of the scenarios in a folder, sorted.
 *
 * errors   ENT_E_IO, ENT_E_NOMEM
 */
ent_status scenario_list(const char *dir, const char *const **names, size_t *n, ent_arena *arena,
                         ent_error *err);

/** Value of a lever in a year: that of the last year named, before the first one its value. */
ENT_API double ent_lever_in_year(const ent_lever_setting *setting, int year);

/** Whether a value meets a condition; a missing value meets none. */
ENT_API bool ent_condition_holds(const ent_condition *condition, double value);

/**
 * Read a condition: comparisons (>= > <= < ==) joined by `and`, at most two.
 *
 * returns  false when the text is none
 */
ENT_API bool ent_condition_read(const char *text, ent_condition *condition);

#endif
