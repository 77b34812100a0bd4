#include "report/svg.h"

#include <math.h>
#include <string.h>

#include "report/svg_grid.h"

enum { PANELS_MAX = 48, LABELS_MAX = 12 };

typedef struct frame {
    ent_builder *out;
    const json_t *chart;
    const char *panel; /* "" when the chart has no panels */
    double width, height, left, right, top, bottom;
    svg_scale x, y;
} frame;

typedef struct end_label {
    double y;
    const char *text, *role;
} end_label;

static double point_x(const json_t *point)
{
    const json_t *x = doc_get(point, "x");
    if (json_is_number(x))
        return json_number_value(x);
    return json_is_string(x) ? doc_time(json_string_value(x)) : ENT_MISSING;
}

static bool in_panel(const json_t *series, const char *panel)
{
    return !*panel || strcmp(doc_text(series, "panel"), panel) == 0;
}

static void range_of(const json_t *chart, bool of_x, double *low, double *high)
{
    static const char *const members[] = {"y", "p5", "p25", "p75", "p95"};
    size_t i, k;
    const json_t *series, *point;
    *low = *high = ENT_MISSING;
    json_array_foreach(doc_get(chart, "series"), i, series)
    {
        json_array_foreach(doc_get(series, "points"), k, point)
        {
            if (of_x)
                svg_widen(point_x(point), low, high);
            for (size_t m = 0; !of_x && m < sizeof members / sizeof members[0]; m++)
                svg_widen(doc_number(point, members[m]), low, high);
        }
    }
    json_array_foreach(doc_get(chart, "reference"), i, series)
    {
        svg_widen(doc_number(series, of_x ? "x" : "y"), low, high);
    }
    const json_t *axis = doc_get(chart, of_x ? "x" : "y");
    svg_widen(doc_number(axis, "low"), low, high);
    svg_widen(doc_number(axis, "high"), low, high);
}

static void write_text(frame *f, double x, double y, const char *css, const char *anchor,
                       const char *text)
{
    ent_builder_format(f->out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">", x, y,
                       css, anchor);
    html_text(f->out, text);
    ent_builder_text(f->out, "</text>");
}

static void write_line(frame *f, double x1, double y1, double x2, double y2, const char *css)
{
    ent_builder_format(f->out,
                       "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1,
                       y1, x2, y2, css);
}

static words tick_text(double value, const json_t *axis, double step)
{
    const char *unit = doc_text(axis, "unit");
    if (doc_true(axis, "time") || strcmp(unit, "year") == 0)
        return words_value(value, "year");
    if (words_is_share(unit))
        return words_fixed(value * 100.0, step > 0.0 && step < 0.01 ? 1 : 0);
    const int decimals = step >= 1.0 || step <= 0.0 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;
    return words_fixed(value, decimals);
}

/* Title of an axis: label and unit, "Defence share, % of GDP". */
static void axis_title(const json_t *axis, char *title, size_t size)
{
    const char *unit = words_unit(doc_text(axis, "unit"));
    snprintf(title, size, "%s%s%s", doc_text(axis, "label"),
             *unit && *doc_text(axis, "label") ? ", " : "", unit);
}

static void tick_y(frame *f, const json_t *axis, double value)
{
    const double y = svg_at(&f->y, value);
    write_line(f, f->left, y, f->width - f->right, y, value == 0.0 ? "zero" : "grid");
    words shown = tick_text(value, axis, f->y.step);
    if (f->y.log)
        snprintf(shown.text, sizeof shown.text, "%g",
                 words_is_share(doc_text(axis, "unit")) ? 100.0 * value : value);
    write_text(f, f->left - 6.0, y + 4.0, "tick", "end", shown.text);
}

static void draw_y_axis(frame *f)
{
    static const double logs[] = {0.01, 0.1, 1.0, 10.0, 100.0, 1e3, 1e4};
    const json_t *axis = doc_get(f->chart, "y");
    if (f->y.log) {
        for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++)
            if (logs[i] >= f->y.low && logs[i] <= f->y.high)
                tick_y(f, axis, logs[i]);
    } else {
        const int n = (int)((f->y.high - f->y.low) / f->y.step + 0.5);
        for (int i = 0; i <= n; i++) {
            const double value = f->y.low + i * f->y.step;
            tick_y(f, axis, fabs(value) < f->y.step * 1e-6 ? 0.0 : value);
        }
    }
    char title[160], shown[160];
    axis_title(axis, title, sizeof title);
    svg_shorten(title, (size_t)(f->width / 6.4), shown, sizeof shown);
    if (!*f->panel)
        write_text(f, 0.0, f->top - 10.0, "axis", "start", shown);
}

static void draw_x_axis(frame *f)
{
    const json_t *axis = doc_get(f->chart, "x");
    const double base = f->height - f->bottom;
    double step = f->x.step;
    if (doc_true(axis, "time") && step < 1.0)
        step = 1.0;
    const double room = 44.0;
    step = svg_wide_step(&f->x, step, room);
    const double first = ceil(f->x.low / step - 1e-9);
    for (int k = 0; k < SVG_TICKS && (first + k) * step <= f->x.high + step * 1e-6; k++) {
        const double v = (first + k) * step;
        const double x = svg_at(&f->x, v);
        write_line(f, x, base, x, base + 4.0, "grid");
        write_text(f, x, base + 17.0, "tick", "middle", tick_text(v, axis, step).text);
    }
    if (!doc_true(axis, "time")) {
        char title[160];
        axis_title(axis, title, sizeof title);
        write_text(f, f->width - f->right, f->height - 4.0, "axis", "end", title);
    }
}

static void draw_references(frame *f)
{
    size_t i;
    const json_t *rule;
    json_array_foreach(doc_get(f->chart, "reference"), i, rule)
    {
        const double y = doc_number(rule, "y"), x = doc_number(rule, "x");
        if (!isnan(y)) {
            write_line(f, f->left, svg_at(&f->y, y), f->width - f->right, svg_at(&f->y, y), "rule");
            write_text(f, f->left + 4.0, svg_at(&f->y, y) - 4.0, "rulelabel", "start",
                       doc_text(rule, "label"));
        }
        if (!isnan(x)) {
            write_line(f, svg_at(&f->x, x), f->top, svg_at(&f->x, x), f->height - f->bottom,
                       "rule");
            write_text(f, svg_at(&f->x, x) + 4.0, f->top + 10.0, "rulelabel", "start",
                       doc_text(rule, "label"));
        }
    }
}

/* Area between two members over the points where both exist. */
static void draw_band(frame *f, const json_t *points, const char *low, const char *high,
                      const char *css)
{
    const size_t n = json_array_size(points);
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
        const json_t *p = json_array_get(points, i);
        const double y = doc_number(p, high);
        if (isnan(y) || isnan(doc_number(p, low)) || isnan(point_x(p)))
            continue;
        ent_builder_format(f->out, "%s%.1f,%.1f", begun ? "L" : "<path d=\"M",
                           svg_at(&f->x, point_x(p)), svg_at(&f->y, y));
        begun = true;
    }
    for (size_t i = n; begun && i-- > 0;) {
        const json_t *p = json_array_get(points, i);
        const double y = doc_number(p, low);
        if (!isnan(y) && !isnan(doc_number(p, high)) && !isnan(point_x(p)))
            ent_builder_format(f->out, "L%.1f,%.1f", svg_at(&f->x, point_x(p)), svg_at(&f->y, y));
    }
    if (begun)
        ent_builder_format(f->out, "Z\" class=\"%s\"/>", css);
}

static void draw_median(frame *f, const json_t *points, const char *role)
{
    size_t i;
    const json_t *p;
    bool begun = false;
    json_array_foreach(points, i, p)
    {
        const double y = doc_number(p, "y");
        if (isnan(y) || isnan(point_x(p)))
            continue;
        ent_builder_format(f->out, "%s%.1f,%.1f", begun ? "L" : "<path d=\"M",
                           svg_at(&f->x, point_x(p)), svg_at(&f->y, y));
        begun = true;
    }
    if (begun)
        ent_builder_format(f->out, "\" class=\"median %s\"/>", role);
}

static void draw_dots(frame *f, const json_t *points, const char *role)
{
    size_t i;
    const json_t *p;
    json_array_foreach(points, i, p)
    {
        if (!isnan(doc_number(p, "y")) && !isnan(point_x(p)))
            ent_builder_format(f->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" class=\"dot %s\"/>",
                               svg_at(&f->x, point_x(p)), svg_at(&f->y, doc_number(p, "y")), role);
    }
}

/* Labels at line ends, pushed apart so that none covers another. */
static void place_labels(frame *f, end_label *labels, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && labels[k].y < labels[k - 1].y; k--) {
            const end_label swap = labels[k];
            labels[k] = labels[k - 1];
            labels[k - 1] = swap;
        }
    for (size_t i = 1; i < n; i++)
        if (labels[i].y < labels[i - 1].y + 13.0)
            labels[i].y = labels[i - 1].y + 13.0;
    const double floor_y = f->height - f->bottom + 2.0;
    for (size_t i = n; i-- > 0;) {
        const double limit = i + 1 == n ? floor_y : labels[i + 1].y - 13.0;
        labels[i].y = labels[i].y > limit ? limit : labels[i].y;
    }
    for (size_t i = 0; i < n; i++) {
        char css[48];
        snprintf(css, sizeof css, "end %.32s", labels[i].role);
        write_text(f, f->width - f->right + 6.0, labels[i].y + 4.0, css, "start", labels[i].text);
    }
}

/* What was published year by year: a line, named over its first point. */
static void draw_joined(frame *f, const json_t *series, const json_t *points)
{
    const json_t *first = json_array_get(points, 0);
    draw_median(f, points, "observed");
    if (!isnan(doc_number(first, "y")))
        write_text(f, svg_at(&f->x, point_x(first)) + 2.0,
                   svg_at(&f->y, doc_number(first, "y")) + 17.0, "end observed", "start",
                   doc_text(series, "label"));
}

static void draw_series(frame *f, const json_t *series)
{
    const json_t *points = doc_get(series, "points");
    const char *role = svg_role(series);
    char css[48];
    if (strcmp(role, "observed") == 0) {
        if (doc_true(series, "joined"))
            draw_joined(f, series, points);
        draw_dots(f, points, role);
        return;
    }
    snprintf(css, sizeof css, "band90 %.32s", role);
    draw_band(f, points, "p5", "p95", css);
    snprintf(css, sizeof css, "band50 %.32s", role);
    draw_band(f, points, "p25", "p75", css);
    draw_median(f, points, role);
    if (json_array_size(points) == 1)
        draw_dots(f, points, role);
}

/* Baseline first, so that the scenario lies on top. */
static void draw_all_series(frame *f)
{
    end_label labels[LABELS_MAX];
    size_t n_labels = 0, i;
    const json_t *series;
    for (int pass = 0; pass < 2; pass++) {
        json_array_foreach(doc_get(f->chart, "series"), i, series)
        {
            const bool under = strcmp(svg_role(series), "baseline") == 0;
            if (!in_panel(series, f->panel) || under != (pass == 0))
                continue;
            draw_series(f, series);
            const json_t *points = doc_get(series, "points");
            const json_t *last = json_array_get(points, json_array_size(points) - 1);
            const double y = doc_number(last, "y");
            if (f->right > 20.0 && n_labels < LABELS_MAX && !isnan(y) &&
                !doc_true(series, "joined"))
                labels[n_labels++] =
                    (end_label){svg_at(&f->y, y), doc_text(series, "label"), svg_role(series)};
        }
    }
    place_labels(f, labels, n_labels);
}

static void open_svg(frame *f)
{
    svg_open(f->out, f->width, f->height, *f->panel ? f->panel : doc_text(f->chart, "title"));
}

static void draw_xy(frame *f)
{
    double low, high;
    range_of(f->chart, false, &low, &high);
    f->y = svg_scale_over(low, high, f->height > 240.0 ? 6 : 4,
                          doc_true(doc_get(f->chart, "y"), "log"));
    f->y.from = f->height - f->bottom;
    f->y.to = f->top;
    const json_t *axis = doc_get(f->chart, "y");
    const words first = tick_text(f->y.low, axis, f->y.step);
    const words last = tick_text(f->y.high, axis, f->y.step);
    const size_t longest =
        strlen(first.text) > strlen(last.text) ? strlen(first.text) : strlen(last.text);
    f->left = fmax(f->left, 6.6 * (double)longest + 10.0);
    range_of(f->chart, true, &low, &high);
    f->x = svg_scale_over(low, high, 6, false);
    f->x.low = low;
    f->x.high = high > low ? high : low + 1.0;
    f->x.from = f->left;
    f->x.to = f->width - f->right;
    open_svg(f);
    draw_y_axis(f);
    draw_x_axis(f);
    if (strcmp(doc_text(f->chart, "form"), "points") == 0) {
        size_t i;
        const json_t *series;
        json_array_foreach(doc_get(f->chart, "series"), i, series)
        {
            if (in_panel(series, f->panel))
                draw_dots(f, doc_get(series, "points"), svg_role(series));
        }
    } else {
        draw_all_series(f);
    }
    draw_references(f);
    ent_builder_text(f->out, "</svg>");
}

/* Rows of a dot chart or tornado: distinct x of all series, in order of appearance. */
static json_t *rows_of(const json_t *chart, const char *panel)
{
    json_t *rows = json_array();
    size_t i, k, r;
    const json_t *series, *point, *seen;
    json_array_foreach(doc_get(chart, "series"), i, series)
    {
        if (!in_panel(series, panel))
            continue;
        json_array_foreach(doc_get(series, "points"), k, point)
        {
            bool known = false;
            json_array_foreach(rows, r, seen)
            {
                known = known || json_equal(seen, doc_get(point, "x"));
            }
            if (!known)
                json_array_append(rows, doc_loose(doc_get(point, "x")));
        }
    }
    return rows;
}

static double row_y(const frame *f, const json_t *rows, const json_t *x)
{
    size_t i;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (json_equal(row, x))
            return f->top + 18.0 * ((double)i + 0.5);
    }
    return f->top;
}

/* A bar of a tornado: from the first rule across to the value, its interval as a thin line;
   without a value from p5 to p95. */
static void draw_swing(frame *f, const json_t *p, double y, const char *role)
{
    const double p5 = doc_number(p, "p5"), p95 = doc_number(p, "p95");
    const double base = doc_number(json_array_get(doc_get(f->chart, "reference"), 0), "y");
    const bool swings = !isnan(doc_number(p, "y")) && !isnan(base);
    const double from = swings ? base : p5, to = swings ? doc_number(p, "y") : p95;
    char css[48];
    if (isnan(from) || isnan(to))
        return;
    const double left = svg_at(&f->x, from < to ? from : to);
    const double right = svg_at(&f->x, from < to ? to : from);
    ent_builder_format(f->out,
                       "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"12\" "
                       "class=\"bar %s\"/>",
                       left, y - 6.0, right - left, role);
    snprintf(css, sizeof css, "interval %.32s", role);
    if (swings && !isnan(p5) && !isnan(p95))
        write_line(f, svg_at(&f->x, p5), y, svg_at(&f->x, p95), y, css);
}

static void draw_row_mark(frame *f, const json_t *p, double y, const char *role, bool bar)
{
    const double p5 = doc_number(p, "p5"), p95 = doc_number(p, "p95");
    const double p25 = doc_number(p, "p25"), p75 = doc_number(p, "p75");
    if (bar) {
        draw_swing(f, p, y, role);
        return;
    }
    const bool under = strcmp(role, "baseline") == 0;
    char css[48];
    if (!isnan(p5) && !isnan(p95))
        y += under ? 4.0 : -2.0; /* so that neither band covers the other */
    snprintf(css, sizeof css, "whisker %.32s", role);
    if (!isnan(p5) && !isnan(p95))
        write_line(f, svg_at(&f->x, p5), y, svg_at(&f->x, p95), y, css);
    snprintf(css, sizeof css, "box %.32s", role);
    if (!isnan(p25) && !isnan(p75))
        write_line(f, svg_at(&f->x, p25), y, svg_at(&f->x, p75), y, css);
    if (!isnan(doc_number(p, "y")))
        ent_builder_format(f->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" class=\"mark %s\"/>",
                           svg_at(&f->x, doc_number(p, "y")), y, under ? 3 : 4, role);
    if (*doc_text(p, "label"))
        write_text(f, f->width - f->right + 6.0, y + 4.0, "rowlabel", "start",
                   doc_text(p, "label"));
}

static const char *row_name(const json_t *x, words *space)
{
    if (json_is_string(x))
        return json_string_value(x);
    *space = words_value(json_number_value(x), "year");
    return space->text;
}

static double legend_room(const json_t *series)
{
    return 28.0 + 6.4 * (double)strlen(doc_text(series, "label"));
}

/* Names of the series with their marks, in one line above the rows. */
static void draw_row_legend(frame *f)
{
    size_t i;
    const json_t *series;
    double wide = 0.0;
    const double y = 12.0;
    if (json_array_size(doc_get(f->chart, "series")) < 2)
        return;
    json_array_foreach(doc_get(f->chart, "series"), i, series)
    {
        if (in_panel(series, f->panel))
            wide += legend_room(series);
    }
    double x = fmin(f->left, fmax(0.0, f->width - wide));
    json_array_foreach(doc_get(f->chart, "series"), i, series)
    {
        if (!in_panel(series, f->panel))
            continue;
        ent_builder_format(f->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" class=\"mark %s\"/>",
                           x + 4.0, y - 4.0, svg_role(series));
        write_text(f, x + 12.0, y, "tick", "start", doc_text(series, "label"));
        x += legend_room(series);
    }
}

/* Where another rule stands so close that centred labels of both would touch: -1 to the left,
 * 1 to the right, 0 nowhere. */
static int close_rule(const frame *f, size_t own)
{
    const json_t *rules = doc_get(f->chart, "reference");
    const json_t *mine = json_array_get(rules, own);
    const double x = svg_at(&f->x, doc_number(mine, "y"));
    size_t i;
    const json_t *rule;
    json_array_foreach(rules, i, rule)
    {
        const double other = svg_at(&f->x, doc_number(rule, "y"));
        const double room =
            3.3 * (double)(strlen(doc_text(mine, "label")) + strlen(doc_text(rule, "label"))) + 8.0;
        if (i != own && fabs(other - x) < room)
            return other < x || (!(x < other) && i < own) ? -1 : 1;
    }
    return 0;
}

/* Where two rules are close each label stands on its outer side; on a narrow chart, which has no
 * room there, one above the other. */
static void rule_label(frame *f, const json_t *rule, size_t i, double x)
{
    const char *label = doc_text(rule, "label");
    const int side = close_rule(f, i);
    const double half = 3.3 * (double)strlen(label) + 2.0;
    if (side && f->width < 500.0)
        write_text(f, fmin(fmax(x, half), f->width - half), f->top - 7.0 - 12.0 * (double)i,
                   "rulelabel", "middle", label);
    else
        write_text(f, x - 4.0 * side, f->top - 7.0, "rulelabel",
                   side == 0  ? "middle"
                   : side < 0 ? "start"
                              : "end",
                   label);
}

/* Rules across the rows. */
static void draw_row_rules(frame *f, double bottom)
{
    size_t i;
    const json_t *rule;
    json_array_foreach(doc_get(f->chart, "reference"), i, rule)
    {
        if (isnan(doc_number(rule, "y")))
            continue;
        const double x = svg_at(&f->x, doc_number(rule, "y"));
        write_line(f, x, f->top - 4.0, x, bottom, "rule");
        rule_label(f, rule, i, x);
    }
}

static void draw_rows_axis(frame *f, double bottom)
{
    const json_t *axis = doc_get(f->chart, "y");
    const double step = svg_wide_step(&f->x, f->x.step, 36.0);
    const double first = ceil(f->x.low / step - 1e-9);
    for (int k = 0; k < SVG_TICKS && (first + k) * step <= f->x.high + step * 1e-6; k++) {
        const double v = (first + k) * step;
        const double value = fabs(v) < step * 1e-6 ? 0.0 : v;
        write_line(f, svg_at(&f->x, v), f->top, svg_at(&f->x, v), bottom,
                   value == 0.0 ? "zero" : "grid");
        write_text(f, svg_at(&f->x, v), bottom + 15.0, "tick", "middle",
                   tick_text(value, axis, step).text);
    }
    char title[160];
    axis_title(axis, title, sizeof title);
    write_text(f, f->width - f->right, bottom + 32.0, "axis", "end", title);
    draw_row_rules(f, bottom);
}

/* Room for the longest row name, in pixels; at most two fifths of the width. */
static double name_room(const json_t *rows, double width)
{
    size_t i, longest = 0;
    const json_t *row;
    json_array_foreach(rows, i, row)
    {
        words space;
        const size_t length = strlen(row_name(row, &space));
        longest = length > longest ? length : longest;
    }
    const double room = 7.3 * (double)longest + 14.0;
    return room > width * 0.45 ? width * 0.45 : room;
}

static void draw_rows(frame *f)
{
    json_t *rows = rows_of(f->chart, f->panel);
    const bool bars = strcmp(doc_text(f->chart, "form"), "tornado") == 0;
    f->top = 36.0;
    f->left = name_room(rows, f->width);
    f->right = f->right > 60.0 ? 60.0 : f->right;
    const double bottom = f->top + 18.0 * (double)json_array_size(rows);
    f->height = bottom + 38.0;
    double low, high;
    range_of(f->chart, false, &low, &high);
    f->x = svg_scale_over(low, high, 6, false);
    f->x.from = f->left;
    f->x.to = f->width - f->right;
    open_svg(f);
    draw_row_legend(f);
    draw_rows_axis(f, bottom);
    size_t i, k;
    const json_t *series, *p, *row;
    json_array_foreach(rows, i, row)
    {
        words space;
        char shown[160];
        svg_shorten(row_name(row, &space), (size_t)((f->left - 12.0) / 7.3), shown, sizeof shown);
        write_text(f, f->left - 8.0, row_y(f, rows, row) + 4.0, "rowname", "end", shown);
    }
    json_array_foreach(doc_get(f->chart, "series"), i, series)
    {
        if (!in_panel(series, f->panel))
            continue;
        json_array_foreach(doc_get(series, "points"), k, p)
        {
            draw_row_mark(f, p, row_y(f, rows, doc_get(p, "x")), svg_role(series), bars);
        }
    }
    ent_builder_text(f->out, "</svg>");
    json_decref(rows);
}

static void draw_bars(frame *f)
{
    const json_t *points = doc_get(json_array_get(doc_get(f->chart, "series"), 0), "points");
    double low, high;
    f->right = 12.0;
    range_of(f->chart, false, &low, &high);
    f->y = svg_scale_over(low < 0.0 ? low : 0.0, high > 0.0 ? high : 0.0, 5, false);
    f->y.from = f->height - f->bottom;
    f->y.to = f->top;
    open_svg(f);
    draw_y_axis(f);
    const size_t n = json_array_size(points);
    const double room = (f->width - f->left - f->right) / (double)(n ? n : 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *p = json_array_get(points, i);
        const double y = doc_number(p, "y"), x = f->left + room * (double)i;
        words space;
        if (!isnan(y)) {
            const double top = svg_at(&f->y, y > 0.0 ? y : 0.0);
            ent_builder_format(f->out,
                               "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
                               "class=\"bar scenario\"/>",
                               x + room * 0.15, top, room * 0.7,
                               fabs(svg_at(&f->y, 0.0) - svg_at(&f->y, y)));
            write_text(f, x + room * 0.5, top - 4.0, "tick", "middle",
                       *doc_text(p, "label") ? doc_text(p, "label")
                                             : words_fixed(y, fabs(y) >= 10.0 ? 0 : 1).text);
        }
        if (room > 32.0 || i % 2 == 0)
            write_text(f, x + room * 0.5, f->height - f->bottom + 17.0, "tick", "middle",
                       row_name(doc_get(p, "x"), &space));
    }
    draw_references(f);
    ent_builder_text(f->out, "</svg>");
}

static void draw_panel(frame *f)
{
    const char *form = doc_text(f->chart, "form");
    if (strcmp(form, "cells") == 0)
        svg_cells(f->out, f->chart, f->width);
    else if (strcmp(form, "parallel") == 0)
        svg_parallel(f->out, f->chart, f->width);
    else if (strcmp(form, "dots") == 0 || strcmp(form, "tornado") == 0)
        draw_rows(f);
    else if (strcmp(form, "bars") == 0)
        draw_bars(f);
    else
        draw_xy(f);
}

static size_t panels_of(const json_t *chart, const char *panels[PANELS_MAX])
{
    size_t n = 0, i;
    const json_t *series;
    json_array_foreach(doc_get(chart, "series"), i, series)
    {
        const char *panel = doc_text(series, "panel");
        size_t k = 0;
        while (k < n && strcmp(panels[k], panel) != 0)
            k++;
        if (k == n && n < PANELS_MAX && *panel)
            panels[n++] = panel;
    }
    return n;
}

static bool has_point(const json_t *chart)
{
    double low, high;
    range_of(chart, false, &low, &high);
    return !isnan(low);
}

bool svg_has_panels(const json_t *chart)
{
    const char *panels[PANELS_MAX];
    return panels_of(chart, panels) > 0;
}

/* Room right of a narrow chart for the longest label of a line, in pixels. */
static double label_room(const json_t *chart)
{
    size_t i, longest = 0;
    const json_t *series;
    json_array_foreach(doc_get(chart, "series"), i, series)
    {
        const size_t length = strlen(doc_text(series, "label"));
        longest = strcmp(svg_role(series), "observed") != 0 && length > longest ? length : longest;
    }
    const double room = 7.4 * (double)longest + 10.0;
    return room < 84.0 ? 84.0 : room > 130.0 ? 130.0 : room;
}

void svg_outline(ent_builder *out, const json_t *outline)
{
    enum { WIDTH = 72, HEIGHT = 18 };
    const json_t *heights = doc_get(outline, "heights");
    const size_t n = json_array_size(heights);
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, json_number_value(json_array_get(heights, i)));
    if (!(most > 0.0))
        return;
    ent_builder_format(out,
                       "<svg class=\"outline\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                       "aria-hidden=\"true\"><path d=\"M0,%d",
                       WIDTH, HEIGHT, WIDTH, HEIGHT, HEIGHT);
    for (size_t i = 0; i < n; i++) {
        const double top =
            HEIGHT - (HEIGHT - 1.0) * json_number_value(json_array_get(heights, i)) / most;
        ent_builder_format(out, "L%.1f,%.1fL%.1f,%.1f", WIDTH * (double)i / (double)n, top,
                           WIDTH * (double)(i + 1) / (double)n, top);
    }
    ent_builder_format(out, "L%d,%dZ\"/></svg>", WIDTH, HEIGHT);
}

void svg_chart(ent_builder *out, const json_t *chart, double width)
{
    svg_chart_high(out, chart, width, width < 500.0 ? 260.0 : 340.0);
}

void svg_chart_high(ent_builder *out, const json_t *chart, double width, double height)
{
    if (!has_point(chart)) {
        ent_builder_text(out, "<p class=\"none\">No value in this run.</p>");
        return;
    }
    const char *panels[PANELS_MAX];
    const size_t n = panels_of(chart, panels);
    frame f = {.out = out, .chart = chart, .panel = ""};
    f.width = n ? 232.0 : width;
    f.height = n ? 160.0 : height;
    f.left = n ? 38.0 : 46.0;
    f.right = n ? 12.0 : width < 500.0 ? label_room(chart) : 130.0;
    f.top = n ? 10.0 : 28.0;
    f.bottom = doc_true(doc_get(chart, "x"), "time") ? 24.0 : 40.0;
    if (!n) {
        draw_panel(&f);
        return;
    }
    ent_builder_text(out, n < 4 ? "<div class=\"panels few\">" : "<div class=\"panels\">");
    for (size_t i = 0; i < n; i++) {
        frame panel = f;
        panel.panel = panels[i];
        ent_builder_text(out, "<figure class=\"panel\"><figcaption>");
        html_text(out, panels[i]);
        ent_builder_text(out, "</figcaption>");
        draw_panel(&panel);
        ent_builder_text(out, "</figure>");
    }
    ent_builder_text(out, "</div>");
}
