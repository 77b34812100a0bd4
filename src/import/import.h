/*
 * The publishers' own downloads as facts: read, compared with what stands, written as overrides.
 *
 *     ent_import in;
 *     ENT_TRY(ent_import_read(ENT_IMPORT_NATO, "def-exp-2025-en.xlsx", &facts, NULL, &in, arena,
 *                             err));
 *     ent_import_compare(&in, &facts, &options, arena, err);
 *     for (size_t i = 0; i < in.n_values; i++) ... in.values[i].standing ...
 *
 * Nothing is believed because a file says it: a unit that looks wrong, a jump, a state the
 * program does not know, a year that is missing and a share that disagrees with spending over
 * GDP become findings; values with a wrong unit are left out.
 */
#ifndef ENT_IMPORT_IMPORT_H
#define ENT_IMPORT_IMPORT_H

#include "entente/facts.h"

/* name, source key of the release the program's own tables rest on, publisher, what it reads */
#define ENT_IMPORT_LIST(X) \
    X(NATO, "nato", "NATO_DEFEXP_2024_06", "NATO", \
      "Defence Expenditure of NATO Countries, tables (.xlsx, or a sheet as text)") \
    X(SIPRI, "sipri", "SIPRI_MILEX_2025", "SIPRI", "Military Expenditure Database (.xlsx)") \
    X(WEO, "weo", "IMF_WEO_2025_10", "IMF", \
      "World Economic Outlook by country (.xls as published, tab-separated; .csv; .xlsx)") \
    X(KIEL, "kiel", "KIEL_UST_R29", "Kiel Institute", \
      "Ukraine Support Tracker (.xlsx, or data_explorer.csv of the site)") \
    X(TABLE, "table", "", "", \
      "anyone's table, long or wide (World Bank, Our World in Data, Correlates of War, your own)")

typedef enum ent_import_kind {
#define ENT_IMPORT_ENUM(id, name, source, publisher, what) ENT_IMPORT_##id,
    ENT_IMPORT_LIST(ENT_IMPORT_ENUM)
#undef ENT_IMPORT_ENUM
        ENT_IMPORT_N_KINDS
} ent_import_kind;

typedef enum ent_import_standing {
    ENT_IMPORT_SAME,    /* as it stands, to the digits the file gives */
    ENT_IMPORT_CHANGED, /* another figure than the one that stands */
    ENT_IMPORT_NEW,     /* no figure stood for that state, key and year */
    ENT_IMPORT_LEFT_OUT /* a finding says why */
} ent_import_standing;

typedef struct ent_import_value {
    const char *state, *key;
    int year;
    const char *date;    /* "" or the day the figure is for */
    double value;        /* in the unit of the key */
    int decimals;        /* digits after the point in the file, less a change of unit */
    const char *where;   /* sheet and cell */
    const char *quality; /* reported, estimate, projection; as given in a table */
    const char *source;  /* "" : that of the import */
    ent_import_standing standing;
    double before; /* the figure that stands; missing where none */
} ent_import_value;

typedef enum ent_import_check {
    ENT_FINDING_UNIT,
    ENT_FINDING_OUTLIER,
    ENT_FINDING_SHARE,
    ENT_FINDING_STATE,
    ENT_FINDING_YEAR,
    ENT_FINDING_NUMBER,
    ENT_FINDING_NOT_TAKEN,
    ENT_FINDING_PRICES,
    ENT_FINDING_CROSS_CHECK /* a cross-check of the facts fails with the imported values */
} ent_import_check;

typedef struct ent_import_finding {
    ent_import_check check;
    const char *where, *text;
} ent_import_finding;

typedef struct ent_import {
    ent_import_kind kind;
    const char *path;
    size_t n_values, n_findings;
    ent_import_value *values; /* sorted by state, key, year */
    const ent_import_finding *findings;
} ent_import;

typedef struct ent_import_options {
    int first_year, last_year; /* 0: from the first year the facts know on; to the end */
    size_t n_keys;
    const char *const *keys; /* only these; 0: all */
} ent_import_options;

/* How a file names things, where its reader cannot know. All members may be zero. */
typedef struct ent_import_columns {
    const char *state, *year, *value; /* names of columns of a table; NULL: found by usual names */
    const char *as;                   /* key of facts that `value` is; NULL: as the names say */
    const char *unit;   /* of `value`, such as "thousand" or "bn USD"; NULL: the key's */
    bool decimal_comma; /* 1.234,5 instead of 1,234.5 */
    char separator;     /* of a text: tab, comma or semicolon; 0: found */
} ent_import_columns;

/** Kind by its name; false when there is none of that name. */
ENT_API bool ent_import_kind_of(const char *name, ent_import_kind *kind);
/** Name of a kind. */
ENT_API const char *ent_import_name(ent_import_kind kind);
/** Source key that a kind's values get when nothing else is said; "" for a table. */
ENT_API const char *ent_import_source(ent_import_kind kind);
/** Word for a check: unit, outlier, share, state, year, number, not taken, prices, cross-check. */
ENT_API const char *ent_import_check_name(ent_import_check check);

/**
 * Read a download of one kind.
 *
 * `columns` may be NULL.
 *
 * errors   as ent_workbook_read; ENT_E_DATA when the file does not hold what this publisher
 *          offers, saying what was looked for and what the file looks like; ENT_E_ARG for a column,
 *          key or unit that `columns` names and that does not exist
 * memory   owned by the arena; borrows texts of `facts` and `columns`
 */
ENT_API ent_status ent_import_read(ent_import_kind kind, const char *path, const ent_facts *facts,
                                   const ent_import_columns *columns, ent_import *in,
                                   ent_arena *arena, ent_error *err);

/**
 * The same on bytes in memory.
 */
ENT_API ent_status ent_import_parse(ent_import_kind kind, const char *path, const void *bytes,
                                    size_t size, const ent_facts *facts,
                                    const ent_import_columns *columns, ent_import *in,
                                    ent_arena *arena, ent_error *err);

/**
 * Set the values beside the facts that stand, drop those the options leave out, add what looks
 * wrong to the findings.
 *
 * errors   ENT_E_NOMEM; ENT_E_ARG for a key that this import does not give
 * memory   owned by the arena
 */
ENT_API ent_status ent_import_compare(ent_import *in, const ent_facts *facts,
                                      const ent_import_options *options, ent_arena *arena,
                                      ent_error *err);

/** A value as a fact; its texts are borrowed. */
ENT_API ent_fact ent_import_fact(const ent_import_value *value);

/**
 * Run the cross-checks of the facts on what they would be with the values that changed or are new,
 * and add to the findings what adds up now and no longer would.
 *
 * errors   ENT_E_NOMEM; as ent_facts_cross_check
 * memory   owned by the arena
 */
ENT_API ent_status ent_import_recheck(ent_import *in, const ent_facts *facts, ent_arena *arena,
                                      ent_error *err);

#endif
