/*
 * Static charts: one chart of the result document (schema: chart) drawn as SVG.
 * Colours and fonts come from classes that report.css defines.
 */
#ifndef ENT_REPORT_SVG_H
#define ENT_REPORT_SVG_H

#include "report/html.h"

/* Where the ticks of an axis lie. */
typedef struct svg_scale {
    double low, high; /* in units of the data */
    double from, to;  /* in pixels */
    double step;      /* between ticks; 0 on a logarithmic scale */
    bool log;
} svg_scale;

enum { SVG_TICKS = 64 }; /* most on an axis, whatever its values */

/* A scale over [low, high] with about `ticks` round steps; low and high widen to them. */
svg_scale svg_scale_over(double low, double high, int ticks, bool log);
double svg_at(const svg_scale *s, double value);
/* `step`, doubled until its ticks are `room` pixels apart. */
double svg_wide_step(const svg_scale *s, double step, double room);
/* The role of a series, which names its class: one of those known, "scenario" for any other. */
const char *svg_role(const json_t *series);
/* The opening tag of a chart, named for readers of screens. */
void svg_open(ent_builder *out, double width, double height, const char *name);
/* At most `most` characters, the last an ellipsis when the name is longer. */
void svg_shorten(const char *name, size_t most, char *out, size_t size);
/* Text at a point; `anchor` is start, middle or end. */
void svg_text(ent_builder *out, double x, double y, const char *css, const char *anchor,
              const char *text);
/* Take a value into a range, which is missing before the first; a missing value changes nothing. */
void svg_widen(double value, double *low, double *high);

/*
 * Draw a chart `width` pixels wide; small multiples become several <svg> in a grid. Writes
 * nothing but a sentence when the chart holds no point.
 */
void svg_chart(ent_builder *out, const json_t *chart, double width);
/* The same `height` pixels high; only for a chart without panels. */
void svg_chart_high(ent_builder *out, const json_t *chart, double width, double height);
/* Small outline of a prior: member `outline` of an assumption; nothing when it has none. */
void svg_outline(ent_builder *out, const json_t *outline);
/* Whether the chart is drawn as small multiples, which suit any width. */
bool svg_has_panels(const json_t *chart);

#endif
