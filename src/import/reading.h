/* What the readers of the publishers' files share: names of states, figures, what is collected. */
#ifndef ENT_IMPORT_READING_H
#define ENT_IMPORT_READING_H

#include "import/import.h"
#include "import/names.h"
#include "import/workbook.h"

/* Series that serve checks only and become no fact. */
#define SERIES_GDP_CONSTANT "(GDP at constant prices)"
#define SERIES_DEFENCE_CONSTANT "(spending at constant prices)"
#define SERIES_SHARE "(share of GDP)"
#define SERIES_GDP_PPP "(GDP at PPP)"

enum { READING_MOST_UNKNOWN = 4096 };

/* Names that the facts do not know as a state, each once. */
typedef struct reading_names {
    const char **names;
    size_t n, capacity, more; /* more: beyond READING_MOST_UNKNOWN */
} reading_names;

typedef struct reading {
    const ent_facts *facts;
    const ent_workbook *book;
    const ent_import_columns *columns; /* never NULL */
    const char *path;
    ent_arena *arena;
    ent_error *err;
    names_table names;
    names_scheme scheme; /* how the file names states */
    /* collected */
    ent_import_value *values;
    size_t n, capacity;
    ent_import_finding *findings;
    size_t n_findings, findings_capacity;
    reading_names outside; /* states that the program does not cover */
    reading_names unknown; /* names that are not states */
    bool no_memory;        /* for a name; said at the end */
} reading;

/* One figure as the file has it. */
typedef struct reading_cell {
    const ent_grid *grid;
    size_t row, column;
    const char *state, *key, *date, *quality;
    int year;
    double scale; /* unit of the file over the unit of the key */
} reading_cell;

/* A number as written. */
typedef struct reading_figure {
    double value;
    int decimals;        /* digits after the point */
    bool missing;        /* no number, but one of the signs for a missing one */
    const char *quality; /* "estimate" or "projection" when a mark says so, else NULL */
} reading_figure;

/* State of a name or code as a publisher writes it; NULL when the facts do not have it. */
const char *reading_state(const reading *r, const char *text);
/* As reading_state; a name that the facts do not have is remembered for a finding. */
const char *reading_known_state(reading *r, const char *text);

/*
 * Number as publishers write it: 1,234.5 and 1 234.5, or with a decimal comma 1.234,5; digits of
 * other scripts, a percent sign, and marks of footnotes and estimates after the number are
 * understood. False when it is none; `missing` is then set for "..", "n/a", "xxx" and the like.
 */
bool reading_number(const char *text, bool decimal_comma, reading_figure *figure);
/*
 * A year such as 2014, 2025e, 2014.0 or 2024 [YR2024]; 0 when it is none. `quality` becomes
 * "reported", "estimate" or "projection" by the mark after it.
 */
int reading_year(const char *text, const char **quality);
/* Whether `text` holds `word` in any case (ASCII). */
bool reading_has(const char *text, const char *word);
/* Power of ten in words such as "Million US dollars" and "bn USD"; 1 when there is none. */
double reading_magnitude(const char *text);

/* Take one cell; an empty or missing one is passed over, one that is not a number is a finding. */
ent_status reading_take(reading *r, const reading_cell *cell);
/* Add one figure. */
ent_status reading_add(reading *r, const ent_import_value *value);
/* Add a finding. */
ent_status reading_find(reading *r, ent_import_check check, const char *where, const char *format,
                        ...) ENT_PRINTF(4, 5);
/* Add a finding whose text lives as long as the arena. */
ent_status reading_find_text(reading *r, ent_import_check check, const char *where,
                             const char *text);
/* Sheet and cell as people write them: Table 3!M12; NULL when out of memory, which reading_add and
 * reading_find then say. */
const char *reading_where(const reading *r, const ent_grid *grid, size_t row, size_t column);

/*
 * Sort by state, key and year. A value given twice counts once where the two agree to the digits
 * of the coarser; otherwise neither is taken and a finding names both.
 */
ent_status reading_sort(reading *r);
/* A value after reading_sort, or NULL. */
const ent_import_value *reading_at(const reading *r, const char *state, const char *key, int year);

/*
 * Turn the values of `from`, in constant prices of another year, into values of `to` in those of
 * the facts: each state's series is multiplied by the median ratio of the facts to the file over
 * the years that both have. A state without such a year is left out. Needs reading_sort; sorts.
 */
ent_status reading_rebase(reading *r, const char *from, const char *to, const char *what);

/* The readers, one a kind. */
ent_status read_nato(reading *r);
ent_status read_sipri(reading *r);
ent_status read_weo(reading *r);
ent_status read_kiel(reading *r);
ent_status read_table(reading *r);

/* What a refused file is; NULL when it is not recognised. */
typedef struct import_look {
    const char *what; /* "a World Bank file" */
    const char *kind; /* that reads it: "table" */
    const char *why;  /* for one that no kind reads; NULL for others */
} import_look;
const import_look *import_look_at(const reading *r);

/* Checks over the values of one file. */
ent_status check_shares(reading *r);

#endif
