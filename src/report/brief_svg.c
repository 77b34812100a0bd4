#include "report/brief_svg.h"

#include <math.h>
#include <string.h>

enum { ROW = 19, HEAD = 24, FOOT = 24 };

static void line_at(ent_builder *out, double x1, double y1, double x2, double y2, const char *css,
                    const char *role)
{
    ent_builder_format(out,
                       "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s %s\"/>",
                       x1, y1, x2, y2, css, role);
}

static svg_scale scale_of(const brief_rows *s, double from, double to)
{
    double low = ENT_MISSING, high = ENT_MISSING;
    for (size_t i = 0; i < s->n; i++) {
        const brief_row *r = &s->rows[i];
        const double all[] = {r->bar, r->mark, r->p5, r->p95, isnan(r->bar) ? ENT_MISSING : 0.0};
        for (size_t k = 0; k < sizeof all / sizeof all[0]; k++)
            svg_widen(all[k], &low, &high);
    }
    svg_widen(s->rule, &low, &high);
    high = !isnan(s->most) && high > s->most ? s->most : high;
    svg_scale scale = svg_scale_over(low, high, to - from > 300.0 ? 6 : 3, false);
    scale.from = from;
    scale.to = to;
    return scale;
}

static void axis(ent_builder *out, const brief_rows *s, const svg_scale *scale, double bottom)
{
    const double step = svg_wide_step(scale, scale->step, 44.0);
    const double first = ceil(scale->low / step - 1e-9);
    for (int k = 0; k < SVG_TICKS && (first + k) * step <= scale->high + step * 1e-6; k++) {
        const double v = (first + k) * step, x = svg_at(scale, v);
        words shown = words_fixed(fabs(v) < step * 1e-6 ? 0.0 : v, step < 1.0 ? 1 : 0);
        line_at(out, x, HEAD, x, bottom, "grid", "");
        if (*s->unit)
            strncat(shown.text, s->unit, sizeof shown.text - strlen(shown.text) - 1);
        svg_text(out, x, bottom + 15.0, "tick", "middle", shown.text);
    }
    if (!isnan(s->rule))
        line_at(out, svg_at(scale, s->rule), HEAD, svg_at(scale, s->rule), bottom, "zero", "");
}

static double within(const svg_scale *scale, double value)
{
    return svg_at(scale, value > scale->high  ? scale->high
                         : value < scale->low ? scale->low
                                              : value);
}

static void one_row(ent_builder *out, const brief_row *r, const svg_scale *scale, double y)
{
    if (!isnan(r->bar))
        ent_builder_format(
            out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"12\" class=\"sum\"/>",
            svg_at(scale, 0.0), y - 6.0, fmax(0.0, within(scale, r->bar) - svg_at(scale, 0.0)));
    if (!isnan(r->p5) && !isnan(r->p95))
        line_at(out, within(scale, r->p5), y, within(scale, r->p95), y, "whisker", r->role);
    if (!isnan(r->p25) && !isnan(r->p75))
        line_at(out, within(scale, r->p25), y, within(scale, r->p75), y, "box", r->role);
    if (r->p95 > scale->high) /* goes on */
        svg_text(out, scale->to + 1.0, y + 4.0, "tick", "start", "\xe2\x80\xba");
    if (!isnan(r->mark))
        ent_builder_format(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" class=\"mark %s\"/>",
                           within(scale, r->mark), y, r->role);
}

static double name_room(const brief_rows *s, double width)
{
    size_t longest = 0;
    for (size_t i = 0; i < s->n; i++)
        longest = strlen(s->rows[i].name) > longest ? strlen(s->rows[i].name) : longest;
    return fmin(7.3 * (double)longest + 14.0, width * (width < 500.0 ? 0.42 : 0.38));
}

void brief_draw_rows(ent_builder *out, const brief_rows *s, double width)
{
    const bool wide = width >= 500.0;
    const double left = name_room(s, width), column = wide ? 84.0 : 62.0;
    const size_t columns = !s->heads[0] ? 0 : wide && s->heads[1] ? 2 : 1;
    const double right = width - column * (double)columns - 10.0;
    const double bottom = HEAD + ROW * (double)s->n;
    const svg_scale scale = scale_of(s, left, right);
    svg_open(out, width, bottom + FOOT, s->title);
    axis(out, s, &scale, bottom);
    for (size_t c = 0; c < columns; c++)
        svg_text(out, width - column * (double)(columns - 1 - c), 14.0, "tick", "end", s->heads[c]);
    for (size_t i = 0; i < s->n; i++) {
        const double y = HEAD + ROW * ((double)i + 0.5);
        char shown[160];
        svg_shorten(s->rows[i].name, (size_t)((left - 10.0) / 7.0), shown, sizeof shown);
        svg_text(out, left - 8.0, y + 4.0, "rowname", "end", shown);
        one_row(out, &s->rows[i], &scale, y);
        for (size_t c = 0; c < columns; c++)
            svg_text(out, width - column * (double)(columns - 1 - c), y + 4.0, "rowlabel", "end",
                     s->rows[i].right[c].text);
    }
    ent_builder_text(out, "</svg>");
}

void brief_draw_share(ent_builder *out, double share)
{
    if (isnan(share))
        return;
    const double filled = share < 0.0 ? 0.0 : share > 1.0 ? 100.0 : 100.0 * share;
    ent_builder_format(out,
                       "<svg class=\"of100\" viewBox=\"0 0 100 7\" width=\"100\" height=\"7\" "
                       "aria-hidden=\"true\"><rect width=\"100\" height=\"7\" class=\"rest\"/>"
                       "<rect width=\"%.1f\" height=\"7\" class=\"part\"/>"
                       "<path d=\"M10,0V7M90,0V7\"/></svg>",
                       filled);
}
