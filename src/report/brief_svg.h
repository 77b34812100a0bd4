/* Rows of a chart in the brief: a name, a bar or a band with its median, and figures at the right.
 */
#ifndef ENT_REPORT_BRIEF_SVG_H
#define ENT_REPORT_BRIEF_SVG_H

#include "report/svg.h"

enum { BRIEF_ROWS = 16 };

typedef struct brief_row {
    const char *name;
    double bar;                     /* from 0; missing: none */
    double mark, p5, p25, p75, p95; /* missing: not drawn */
    const char *role;               /* "scenario", "second" or "baseline" */
    words right[2];
} brief_row;

typedef struct brief_rows {
    const char *title;    /* for readers of screens */
    const char *heads[2]; /* over the figures at the right; NULL: none */
    const char *unit;     /* "%" after the numbers of the axis; "" none */
    double rule;          /* where a line stands across all rows; missing: none */
    double most;          /* what lies beyond is cut, with an arrow; missing: nothing is */
    size_t n;
    brief_row rows[BRIEF_ROWS];
} brief_rows;

/* Draw them `width` pixels wide; the second figure only from 500 on. */
void brief_draw_rows(ent_builder *out, const brief_rows *rows, double width);
/* A bar of one row: `share` of 100 futures. */
void brief_draw_share(ent_builder *out, double share);

#endif
