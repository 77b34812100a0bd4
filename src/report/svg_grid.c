#include "report/svg_grid.h"

#include <math.h>
#include <string.h>

#include "report/svg.h"

/* The last part of a key, "capability.quality_russia" as "quality_russia", at most `most` long. */
static void short_name(const char *name, size_t most, char *out, size_t size)
{
    const char *dot = strchr(name, ' ') ? NULL : strchr(name, '.');
    svg_shorten(dot && strlen(name) > most ? dot + 1 : name, most, out, size);
}

/* --- cells ---------------------------------------------------------------------------------- */

typedef struct cells {
    ent_builder *out;
    const json_t *chart;
    double left, top, side, most;
} cells;

static double largest_of(const json_t *chart)
{
    double most = 0.0;
    size_t i, k;
    const json_t *series, *point;
    json_array_foreach(doc_get(chart, "series"), i, series)
    {
        json_array_foreach(doc_get(series, "points"), k, point)
        {
            const double y = doc_number(point, "y");
            most = y > most ? y : most;
        }
    }
    return most > 0.0 ? most : 1.0;
}

static void draw_cell(const cells *c, size_t row, size_t column, double value)
{
    const double x = c->left + c->side * (double)column, y = c->top + c->side * (double)row;
    ent_builder_format(c->out,
                       "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"", x,
                       y, c->side - 2.0, c->side - 2.0, isnan(value) ? "cell none" : "cell");
    if (isnan(value)) {
        ent_builder_text(c->out, "/>");
        return;
    }
    ent_builder_format(c->out, " style=\"fill-opacity:%.2f\"/>", 0.08 + 0.6 * value / c->most);
    svg_text(c->out, x + (c->side - 2.0) / 2.0, y + c->side / 2.0 + 3.0, "celltext", "middle",
             words_fixed(value, 2).text);
}

void svg_cells(ent_builder *out, const json_t *chart, double width)
{
    const json_t *all = doc_get(chart, "series"), *series, *point;
    const size_t n = json_array_size(all);
    const double room = width < 500.0 ? 108.0 : 190.0;
    cells c = {.out = out, .chart = chart, .left = room, .top = room * 0.72};
    c.side = (width - room - 4.0) / (double)(n ? n : 1);
    c.side = c.side > 46.0 ? 46.0 : c.side;
    c.most = largest_of(chart);
    svg_open(out, width, c.top + c.side * (double)n + 4.0, doc_text(chart, "title"));
    size_t i, k;
    char name[64];
    json_array_foreach(all, i, series)
    {
        short_name(doc_text(series, "label"), width < 500.0 ? 15 : 28, name, sizeof name);
        const double middle = c.side * ((double)i + 0.5);
        svg_text(out, c.left - 6.0, c.top + middle + 3.0, "rowname", "end", name);
        ent_builder_format(out, "<g transform=\"translate(%.1f %.1f) rotate(-40)\">",
                           c.left + middle, c.top - 6.0);
        svg_text(out, 0.0, 0.0, "rowname", "start", name);
        ent_builder_text(out, "</g>");
        json_array_foreach(doc_get(series, "points"), k, point)
        {
            draw_cell(&c, i, k, doc_number(point, "y"));
        }
    }
    ent_builder_text(out, "</svg>");
}

/* --- parallel axes -------------------------------------------------------------------------- */

typedef struct axes {
    ent_builder *out;
    size_t n;
    double left, right, top, bottom, width;
} axes;

static double axis_x(const axes *a, size_t i)
{
    return a->n < 2 ? a->left
                    : a->left + (a->width - a->left - a->right) * (double)i / (double)(a->n - 1);
}

static double axis_y(const axes *a, double y)
{
    return a->bottom + (a->top - a->bottom) * y;
}

static void draw_axes(const axes *a, const json_t *points)
{
    size_t i;
    const json_t *point;
    char name[64];
    json_array_foreach(points, i, point)
    {
        const double x = axis_x(a, i / 2), y = doc_number(point, "y");
        svg_text(a->out, x, y > 0.5 ? a->top - 8.0 : a->bottom + 16.0, "tick", "middle",
                 doc_text(point, "label"));
        if (i % 2)
            continue;
        ent_builder_format(a->out,
                           "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"zero\"/>",
                           x, a->top, x, a->bottom);
        short_name(
            json_string_value(doc_get(point, "x")) ? json_string_value(doc_get(point, "x")) : "",
            (size_t)((a->width - a->left - a->right) / 6.6 / (double)a->n), name, sizeof name);
        /* neighbours stand on two lines, so that long names do not meet */
        svg_text(a->out, x, a->bottom + (i / 2 % 2 ? 46.0 : 32.0), "rowname", "middle", name);
    }
}

static void draw_line(const axes *a, const json_t *series)
{
    size_t i;
    const json_t *point;
    const char *role = svg_role(series);
    bool begun = false;
    ent_builder_text(a->out, "<path d=\"");
    json_array_foreach(doc_get(series, "points"), i, point)
    {
        const double y = doc_number(point, "y");
        if (isnan(y))
            continue;
        ent_builder_format(a->out, "%s%.1f,%.1f", begun ? "L" : "M", axis_x(a, i), axis_y(a, y));
        begun = true;
    }
    ent_builder_format(a->out, "\" class=\"parallel %s\"><title>", role);
    html_text(a->out, doc_text(series, "label"));
    ent_builder_text(a->out, "</title></path>");
}

void svg_parallel(ent_builder *out, const json_t *chart, double width)
{
    const json_t *all = doc_get(chart, "series"), *series;
    axes a = {.out = out, .left = 62.0, .right = 62.0, .top = 24.0, .width = width};
    size_t i;
    a.bottom = width < 500.0 ? 220.0 : 280.0;
    json_array_foreach(all, i, series)
    {
        const size_t n = json_array_size(doc_get(series, "points"));
        if (strcmp(doc_text(series, "role"), "reference") != 0)
            a.n = n > a.n ? n : a.n;
    }
    svg_open(out, width, a.bottom + 56.0, doc_text(chart, "title"));
    json_array_foreach(all, i, series)
    {
        if (strcmp(doc_text(series, "role"), "reference") != 0)
            draw_line(&a, series);
    }
    json_array_foreach(all, i, series)
    {
        if (strcmp(doc_text(series, "role"), "reference") == 0)
            draw_axes(&a, doc_get(series, "points"));
    }
    ent_builder_text(out, "</svg>");
}
