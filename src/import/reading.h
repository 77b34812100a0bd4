/* What the readers of the publishers' files share: names of states, figures, what is collected. */
#ifndef ENT_IMPORT_READING_H
#define ENT_IMPORT_READING_H

#include "import/import.h"
#include "import/workbook.h"

/* Series that serve checks only and become no fact. */
#define SERIES_GDP_CONSTANT "(GDP at constant prices)"
#define SERIES_DEFENCE_CONSTANT "(spending at constant prices)"
#define SERIES_SHARE "(share of GDP)"
#define SERIES_GDP_PPP "(GDP at PPP)"

enum { READING_MOST_NAMES = 512, READING_MOST_UNKNOWN = 64 };

typedef struct reading {
    const ent_facts *facts;
    const ent_workbook *book;
    const char *path;
    ent_arena *arena;
    ent_error *err;
    /* other names of states, from data/state_names.csv */
    size_t n_names;
    const char *names[READING_MOST_NAMES], *name_of[READING_MOST_NAMES];
    /* collected */
    ent_import_value *values;
    size_t n, capacity;
    ent_import_finding *findings;
    size_t n_findings, findings_capacity;
    size_t n_unknown, more_unknown;
    const char *unknown[READING_MOST_UNKNOWN]; /* names that are no state here */
} reading;

/* One figure as the file has it. */
typedef struct reading_cell {
    const ent_grid *grid;
    size_t row, column;
    const char *state, *key, *date, *quality;
    int year;
    double scale; /* unit of the file over the unit of the key */
} reading_cell;

/* State of a name or code as a publisher writes it; NULL when it is none. */
const char *reading_state(const reading *r, const char *text);
/* As reading_state; a name that is none is remembered for one finding. */
const char *reading_known_state(reading *r, const char *text);

/*
 * Number as publishers write it: 1,234.5 and 1234.5; false when it is none. `missing` is set
 * for "..", "n/a", "--", "xxx" and the like.
 */
bool reading_number(const char *text, double *value, int *decimals, bool *missing);
/* A year such as 2014, 2025e or 2014.0; 0 when it is none. */
int reading_year(const char *text, bool *estimate);
/* Whether `text` holds `word` in any case (ASCII). */
bool reading_has(const char *text, const char *word);

/* Take one cell; an empty or missing one is passed over, one that is no number is a finding. */
ent_status reading_take(reading *r, const reading_cell *cell);
/* Add one figure. */
ent_status reading_add(reading *r, const ent_import_value *value);
/* Add a finding. */
ent_status reading_find(reading *r, ent_import_check check, const char *where, const char *format,
                        ...) ENT_PRINTF(4, 5);
/* Sheet and cell as people write them: Table 3!M12; NULL when out of memory, which reading_add and
 * reading_find then say. */
const char *reading_where(const reading *r, const ent_grid *grid, size_t row, size_t column);

/* Sort by state, key and year; a value given twice counts once and is a finding. */
ent_status reading_sort(reading *r);
/* A value after reading_sort, or NULL. */
const ent_import_value *reading_at(const reading *r, const char *state, const char *key, int year);

/* The readers, one a kind. */
ent_status read_nato(reading *r);
ent_status read_sipri(reading *r);
ent_status read_weo(reading *r);
ent_status read_kiel(reading *r);
ent_status read_table(reading *r);

/* Checks over the values of one file. */
ent_status check_shares(reading *r);

#endif
