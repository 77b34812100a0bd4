/*
 * Facts: every figure about the world, with unit, date, quality, source, file and line.
 *
 *     ent_facts facts;
 *     ENT_TRY(ent_facts_load("data", &facts, &arena, err));
 *     double share;
 *     ENT_TRY(ent_facts_need(&facts, "GBR", "defence_pct_gdp", 2024, &share, err));
 *
 * The tables lie in one folder. `keys.csv` says what each column or key means and in which
 * file it stands, `sources.csv` what each source is. A table is either wide (one column per
 * key) or long (columns `key` and `value`). Missing is missing: an empty cell is not a fact.
 */
#ifndef ENTENTE_FACTS_H
#define ENTENTE_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/arena.h"

typedef struct ent_fact {
    const char *state;   /* ISO3, an aggregate such as NATO_TOTAL, or a currency */
    const char *key;     /* as in keys.csv */
    const char *vintage; /* "" for the base data, else the release, e.g. NATO-2025-08 */
    const char *date;    /* "" or the day the figure is for */
    int year;            /* 0: not tied to a year */
    double value;        /* ENT_MISSING for a text */
    double low, high;    /* published range; missing where none */
    const char *text;    /* the cell as written */
    const char *unit, *quality, *source, *note;
    const char *file; /* name without folder */
    size_t line;
    const char *where; /* of an override: "mine.yaml:7:5"; NULL for a fact of the tables */
} ent_fact;

typedef struct ent_fact_key {
    const char *key, *label, *unit, *file, *kind, *source;
    const char *title, *unit_words, *help; /* as those of the registers in register.h */
    double low, high; /* values outside are refused; missing for texts and dates */
} ent_fact_key;

typedef struct ent_source {
    const char *key, *publisher, *title, *date, *address, *terms;
} ent_source;

/* Another name or code of a state: "UK". */
typedef struct ent_state_name {
    const char *state, *name;
} ent_state_name;

typedef struct ent_facts {
    const char *dir;
    size_t n_facts, n_keys, n_sources, n_states, n_absent;
    const ent_fact *facts; /* sorted by state, key, vintage, year, date */
    const ent_fact_key *keys;
    const ent_source *sources;
    const char *const *states; /* ISO3 of states.csv, sorted */
    const char *const *absent; /* optional tables that were not found */
    bool *read; /* [n_facts] of a table with overrides: set by every question; else NULL */
    size_t n_names;
    const ent_state_name *names; /* of state_names.csv */
} ent_facts;

/**
 * Load all tables of a folder.
 *
 * errors   ENT_E_IO, ENT_E_NOMEM; ENT_E_PARSE or ENT_E_DATA with file:line: for malformed
 *          CSV, a column that keys.csv does not know, a fact given twice, an unknown state, a
 *          source that sources.csv does not list, a value that is not a number
 * memory   owned by the arena; nothing else is kept
 */
ENT_API ent_status ent_facts_load(const char *dir, ent_facts *facts, ent_arena *arena,
                                  ent_error *err);

/**
 * One fact, or NULL. Year 0 takes the newest; vintage NULL is the base data.
 */
ENT_API const ent_fact *ent_facts_find(const ent_facts *facts, const char *state, const char *key,
                                       int year, const char *vintage);

/**
 * The newest fact of a key whose date is not after `date` (YYYY-MM-DD), or NULL.
 */
ENT_API const ent_fact *ent_facts_dated(const ent_facts *facts, const char *state, const char *key,
                                        const char *date);

/** The value of a fact of the base data; ENT_MISSING when there is none. */
ENT_API double ent_facts_value(const ent_facts *facts, const char *state, const char *key,
                               int year);

/** The text of a fact without a year; "" when there is none. */
ENT_API const char *ent_facts_text(const ent_facts *facts, const char *state, const char *key);

/**
 * As ent_facts_value, but a missing fact is an error.
 *
 * errors   ENT_E_DATA naming state, key, year, file and, where an optional table is absent,
 *          that table
 */
ENT_API ent_status ent_facts_need(const ent_facts *facts, const char *state, const char *key,
                                  int year, double *value, ent_error *err);

/** Description of a key, or NULL. */
ENT_API const ent_fact_key *ent_facts_key(const ent_facts *facts, const char *key);

/** Description of a source, or NULL. */
ENT_API const ent_source *ent_facts_source(const ent_facts *facts, const char *key);

/** Whether the text is the code of a state in states.csv. */
ENT_API bool ent_facts_is_state(const ent_facts *facts, const char *code);

/** The state that a word names or is nearest to: by code, name or another name; or NULL. */
ENT_API const char *ent_facts_nearest_state(const ent_facts *facts, const char *word);

/**
 * Facts with some values replaced or added; the original stays as it is.
 *
 * errors   ENT_E_NOMEM
 * memory   the new table is owned by the arena and borrows the texts of both inputs; without a
 * change it is the old one
 */
ENT_API ent_status ent_facts_override(const ent_facts *facts, size_t n, const ent_fact *changes,
                                      ent_facts *out, ent_arena *arena, ent_error *err);

/** Whether a question has met the override since ent_facts_override made the table. */
ENT_API bool ent_facts_was_read(const ent_facts *facts, const ent_fact *change);

/**
 * Add sources to those of sources.csv, such as a scenario's own; those already there are left out.
 *
 * errors   ENT_E_NOMEM
 * memory   the new list is owned by the arena and borrows the texts of `sources`
 */
ENT_API ent_status ent_facts_add_sources(ent_facts *facts, size_t n, const ent_source *sources,
                                         ent_arena *arena, ent_error *err);

/* One line of the cross-checks. */
typedef struct ent_facts_check {
    const char *check; /* what was compared: "sum of defence_current_musd" */
    const char *where; /* state or aggregate and year */
    double got, expected;
    double off; /* difference in the unit of `tolerance` */
    double tolerance;
    const char *unit;  /* of off and tolerance: "%" or "points" */
    const char *known; /* why a larger difference is expected; "" when it is not */
    bool passed;
} ent_facts_check;

typedef struct ent_facts_report {
    size_t n_checks, n_passed, n_known, n_failed;
    size_t n_listed; /* checks that failed or are known exceptions */
    const ent_facts_check *listed;
} ent_facts_report;

/**
 * Re-run the cross-checks: sums over the members of the date against NATO's own totals
 * (0.05 %), shares against spending over GDP (0.02 points), completeness for the allies with
 * forces, spending above zero, shares of a whole below 100 %, the PPP ratio of the US 1.
 *
 * memory   the list is owned by the arena
 * errors   ENT_E_NOMEM; a failed check is a result, not an error
 */
ENT_API ent_status ent_facts_cross_check(const ent_facts *facts, ent_facts_report *report,
                                         ent_arena *arena, ent_error *err);

/** How many states have a figure of one kind. */
typedef struct ent_facts_kind {
    const char *key;  /* personnel_thousand, soldiers_active, reserves or wartime_strength */
    const char *kind; /* a quality, or the assumption that stands in for figures */
    size_t n_states;
} ent_facts_kind;

/**
 * Count the states by the kind of their newest figures of soldiers and reservists, and those whose
 * reservists an assumption gives because no citable count exists.
 *
 * memory   the list is owned by the arena
 * errors   ENT_E_NOMEM
 */
ENT_API ent_status ent_facts_personnel(const ent_facts *facts, const ent_facts_kind **kinds,
                                       size_t *n, ent_arena *arena, ent_error *err);

#endif
