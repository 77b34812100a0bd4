/*
 * Charts and tables of the result document (schemas/result.schema.json): everybody who draws or
 * lists something builds it here.
 *
 *     json_t *chart = chart_begin("front", "ukraine", "Territory held", "futures", "fan");
 *     json_object_set_new(chart_axis(chart, "x", "Year", ""), "time", json_true());
 *     chart_axis(chart, "y", "Area", "km2");
 *     json_t *points = chart_series(chart, "simulated futures", "scenario", "");
 *     chart_ends(chart_point(points, json_real(2030.0), 1.2), 1.0, 1.5);
 *     chart_end(chart, 8192, "DEEPSTATE_GH", "");
 *
 * memory   what is returned belongs to the chart, but for chart_begin and chart_table
 */
#ifndef ENT_BASE_CHART_DATA_H
#define ENT_BASE_CHART_DATA_H

#include <jansson.h>

#include "entente/table.h"

/* The list `name` of an object, made when it is not there; borrowed. */
json_t *chart_list(json_t *object, const char *name);

/* A number of the document: null when it is missing or infinite. */
json_t *chart_number(double value);

/* A chart without series; no section where it is "". */
json_t *chart_begin(const char *name, const char *section, const char *title, const char *kind,
                    const char *form);

/* Set the axis "x" or "y"; the axis. */
json_t *chart_axis(json_t *chart, const char *which, const char *label, const char *unit);

/* Add a series, in the panel of a name or (""): the only one; its list of points. */
json_t *chart_series(json_t *chart, const char *label, const char *role, const char *panel);

/* Add a point, whose x is taken over; the point. */
json_t *chart_point(json_t *points, json_t *x, double y);

/* The ends of a point, in 90 of 100 futures; left out where one of them is missing. */
void chart_ends(json_t *point, double p5, double p95);

/* Add a point with its quantiles of 5, 25, 50, 75 and 95 per cent. */
void chart_band(json_t *points, json_t *x, const double quantile[5]);

/* Add a rule across the chart at a place of the axis "x" or "y". */
void chart_rule(json_t *chart, const char *axis, double at, const char *label);

/* How many futures stand behind it, the source and the note; 0 and "": none. */
void chart_end(json_t *chart, size_t n, const char *source, const char *note);

/* A table of the program as one of the document; no source where it is "". */
json_t *chart_table(const ent_table *t, const char *section, const char *kind, const char *source);

#endif
