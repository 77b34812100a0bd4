/* Charts made from the outcomes of a result document, in the form of its own `charts`. */
#ifndef ENT_REPORT_CHART_H
#define ENT_REPORT_CHART_H

#include "report/document.h"

enum { CHART_REGISTERS = 3 };

typedef struct chart_line {
    const char *registered; /* key in data/outcomes.csv; NULL ends the list */
    const char *label;      /* NULL: the outcome's own label */
    const char *role;       /* "scenario", "second"; its baseline is drawn for "scenario" */
} chart_line;

/* A chart over time. */
typedef struct chart_path {
    const char *name, *title, *y_label;
    chart_line lines[CHART_REGISTERS];
    bool by_index; /* one panel for each state or flashpoint */
    const char *note;
    bool allies_only; /* only states of the bill: a state at war would set everybody's scale */
} chart_path;

/* A chart by state or flashpoint at one time. */
typedef struct chart_rows {
    const char *name, *title, *registered;
    const char *y_label;
    const char *note;
} chart_rows;

/* Each returns a new chart, or NULL when the document has no such outcome. */
json_t *chart_of_path(const ent_report *r, const chart_path *spec);
json_t *chart_of_rows(const ent_report *r, const chart_rows *spec);
/* Shares of futures by kind of a categorical outcome. */
json_t *chart_of_choices(const ent_report *r, const chart_rows *spec);
json_t *chart_of_bill(const ent_report *r);
json_t *chart_of_bill_years(const ent_report *r);

/* The time at which headlines, tables and dot charts show a register: 2030 and the December after
   the start, later where what the scenario does takes longer, or the last. */
const char *chart_time(const ent_report *r, const char *registered);
/* Display name of an outcome's index value; "" without index. */
const char *chart_index_name(const ent_report *r, const json_t *outcome);

#endif
