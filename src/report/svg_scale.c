/* Scales and the parts that all static charts share. */
#include <math.h>
#include <string.h>

#include "entente/fmath.h"
#include "report/svg.h"

/* A span that doubles can tell apart: values from a document may be anything. */
static const double LARGEST = 1e300, SMALLEST = 1e-300, FLAT = 1e-9;

static double bounded(double value)
{
    return value > LARGEST ? LARGEST : value < -LARGEST ? -LARGEST : value == value ? value : 0.0;
}

static double round_step(double raw)
{
    double power = 1.0;
    raw = raw > SMALLEST ? raw : SMALLEST;
    while (power > raw)
        power /= 10.0;
    while (power * 10.0 <= raw)
        power *= 10.0;
    const double part = raw / power;
    return power * (part <= 1.0 ? 1.0 : part <= 2.0 ? 2.0 : part <= 5.0 ? 5.0 : 10.0);
}

svg_scale svg_scale_over(double low, double high, int ticks, bool log)
{
    low = bounded(low);
    high = bounded(high);
    svg_scale s = {.low = low, .high = high, .from = 0.0, .to = 1.0, .log = log && low > 0.0};
    if (s.log) {
        s.low = low * 0.95;
        s.high = high * 1.05;
        return s;
    }
    if (!(high - low > FLAT * (fabs(low) + fabs(high)))) { /* all the same, as far as one sees */
        s.low = low - (low == 0.0 ? 1.0 : fabs(low) * 0.1);
        s.high = low + (low == 0.0 ? 1.0 : fabs(low) * 0.1);
    }
    s.step = round_step((s.high - s.low) / ticks);
    s.low = floor(s.low / s.step + 1e-9) * s.step;
    s.high = ceil(s.high / s.step - 1e-9) * s.step;
    if (!(s.high > s.low))
        s.high = s.low + s.step;
    return s;
}

double svg_wide_step(const svg_scale *s, double step, double room)
{
    for (int k = 0; k < SVG_TICKS && (s->to - s->from) * step / (s->high - s->low) < room; k++)
        step *= 2.0;
    return step;
}

double svg_at(const svg_scale *s, double value)
{
    const double part =
        s->log ? (ent_log(value) - ent_log(s->low)) / (ent_log(s->high) - ent_log(s->low))
               : (value - s->low) / (s->high - s->low);
    return s->from + part * (s->to - s->from);
}

const char *svg_role(const json_t *series)
{
    static const char *const roles[] = {"scenario", "second",    "baseline",
                                        "category", "reference", "observed"};
    for (size_t i = 1; i < sizeof roles / sizeof roles[0]; i++)
        if (strcmp(doc_text(series, "role"), roles[i]) == 0)
            return roles[i];
    return roles[0];
}

void svg_open(ent_builder *out, double width, double height, const char *name)
{
    ent_builder_format(out,
                       "<svg class=\"drawn\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" "
                       "height=\"%.0f\" role=\"img\" "
                       "aria-label=\"",
                       width, height, width, height);
    html_text(out, name);
    ent_builder_text(out, "\">");
}

void svg_shorten(const char *name, size_t most, char *out, size_t size)
{
    size_t to = 0, seen = 0;
    for (size_t i = 0; name[i] && to + 8 < size; i++) {
        if (((unsigned char)name[i] & 0xC0U) != 0x80U && ++seen > most) {
            memcpy(out + to, "\xe2\x80\xa6", 3);
            to += 3;
            break;
        }
        out[to++] = name[i];
    }
    out[to] = '\0';
}

void svg_text(ent_builder *out, double x, double y, const char *css, const char *anchor,
              const char *text)
{
    ent_builder_format(out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">", x, y,
                       css, anchor);
    html_text(out, text);
    ent_builder_text(out, "</text>");
}

void svg_widen(double value, double *low, double *high)
{
    if (isnan(value))
        return;
    *low = isnan(*low) || value < *low ? value : *low;
    *high = isnan(*high) || value > *high ? value : *high;
}
