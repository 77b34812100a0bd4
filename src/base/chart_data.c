#include "base/chart_data.h"

#include <math.h>

json_t *chart_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* A member that is left out when its text is empty. */
static void add_text(json_t *object, const char *name, const char *text)
{
    if (text && *text)
        json_object_set_new(object, name, json_string(text));
}

static json_t *begin(const char *name, const char *section, const char *title, const char *kind)
{
    json_t *o = json_pack("{s:s}", "name", name);
    add_text(o, "section", section);
    json_object_set_new(o, "title", json_string(title));
    json_object_set_new(o, "kind", json_string(kind));
    return o;
}

json_t *chart_begin(const char *name, const char *section, const char *title, const char *kind,
                    const char *form)
{
    json_t *chart = begin(name, section, title, kind);
    json_object_set_new(chart, "form", json_string(form));
    return chart;
}

json_t *chart_axis(json_t *chart, const char *which, const char *label, const char *unit)
{
    json_t *axis = json_pack("{s:s, s:s}", "label", label, "unit", unit);
    json_object_set_new(chart, which, axis);
    return axis;
}

json_t *chart_list(json_t *object, const char *name)
{
    json_t *list = json_object_get(object, name);
    if (!list) {
        list = json_array();
        json_object_set_new(object, name, list);
    }
    return list;
}

json_t *chart_series(json_t *chart, const char *label, const char *role, const char *panel)
{
    json_t *series = json_pack("{s:s, s:s}", "label", label, "role", role);
    add_text(series, "panel", panel);
    json_array_append_new(chart_list(chart, "series"), series);
    return chart_list(series, "points");
}

json_t *chart_point(json_t *points, json_t *x, double y)
{
    json_t *point = json_pack("{s:o, s:o}", "x", x, "y", chart_number(y));
    json_array_append_new(points, point);
    return point;
}

void chart_ends(json_t *point, double p5, double p95)
{
    if (isnan(p5) || isnan(p95))
        return;
    json_object_set_new(point, "p5", chart_number(p5));
    json_object_set_new(point, "p95", chart_number(p95));
}

void chart_band(json_t *points, json_t *x, const double quantile[5])
{
    static const char *const names[5] = {"p5", "p25", "y", "p75", "p95"};
    json_t *point = json_pack("{s:o}", "x", x);
    for (size_t q = 0; q < 5; q++)
        json_object_set_new(point, names[q], chart_number(quantile[q]));
    json_array_append_new(points, point);
}

void chart_rule(json_t *chart, const char *axis, double at, const char *label)
{
    json_array_append_new(chart_list(chart, "reference"),
                          json_pack("{s:o, s:s}", axis, chart_number(at), "label", label));
}

void chart_end(json_t *chart, size_t n, const char *source, const char *note)
{
    chart_list(chart, "series");
    if (n)
        json_object_set_new(chart, "n", json_integer((json_int_t)n));
    add_text(chart, "source", source);
    add_text(chart, "note", note);
}

static json_t *column_of(const ent_column *c)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:i}", "name", c->name, "label", c->label, "unit",
                     c->unit, "kind", c->kind == ENT_CELL_TEXT ? "text" : "number", "digits",
                     c->digits);
}

json_t *chart_table(const ent_table *t, const char *section, const char *kind, const char *source)
{
    json_t *table = begin(t->name, section, t->title, kind);
    json_t *columns = chart_list(table, "columns"), *rows = chart_list(table, "rows");
    for (size_t c = 0; c < t->n_columns; c++)
        json_array_append_new(columns, column_of(&t->columns[c]));
    for (size_t r = 0; r < t->n_rows; r++) {
        json_t *row = json_array();
        for (size_t c = 0; c < t->n_columns; c++) {
            const ent_cell *cell = &t->cells[r * t->n_columns + c];
            json_array_append_new(row, cell->text ? json_string(cell->text)
                                                  : chart_number(cell->number));
        }
        json_array_append_new(rows, row);
    }
    add_text(table, "note", t->note);
    add_text(table, "source", source);
    return table;
}
