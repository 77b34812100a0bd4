/* Scales and the parts that all static charts share. */
#include <math.h>
#include <string.h>

#include "entente/fmath.h"
#include "report/svg.h"

static double round_step(double raw)
{
    double power = 1.0;
    while (power > raw)
        power /= 10.0;
    while (power * 10.0 <= raw)
        power *= 10.0;
    const double part = raw / power;
    return power * (part <= 1.0 ? 1.0 : part <= 2.0 ? 2.0 : part <= 5.0 ? 5.0 : 10.0);
}

svg_scale svg_scale_over(double low, double high, int ticks, bool log)
{
    svg_scale s = {.low = low, .high = high, .from = 0.0, .to = 1.0, .log = log && low > 0.0};
    if (s.log) {
        s.low = low * 0.95;
        s.high = high * 1.05;
        return s;
    }
    if (!(high > low)) {
        s.low = low - (low == 0.0 ? 1.0 : fabs(low) * 0.1);
        s.high = low + (low == 0.0 ? 1.0 : fabs(low) * 0.1);
    }
    s.step = round_step((s.high - s.low) / ticks);
    s.low = floor(s.low / s.step + 1e-9) * s.step;
    s.high = ceil(s.high / s.step - 1e-9) * s.step;
    return s;
}

double svg_at(const svg_scale *s, double value)
{
    const double part = s->log ? ent_log(value / s->low) / ent_log(s->high / s->low)
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
