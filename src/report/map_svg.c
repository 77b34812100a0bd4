#include "report/map_svg.h"

#include <math.h>
#include <stdint.h>

#include "report/html.h"

#define DEGREE 0.017453292519943295

/* Sine in degrees by Taylor after folding into the first quadrant; 1e-9 serves a picture. */
static double sine(double degrees)
{
    if (!(degrees >= -1e9 && degrees <= 1e9))
        return 0.0;
    degrees -= 360.0 * floor((degrees + 180.0) / 360.0);
    if (degrees > 90.0)
        degrees = 180.0 - degrees;
    if (degrees < -90.0)
        degrees = -180.0 - degrees;
    const double x = degrees * DEGREE, q = x * x;
    return x * (1 + q * (-1.0 / 6 +
                         q * (1.0 / 120 + q * (-1.0 / 5040 + q * (1.0 / 362880 - q / 39916800)))));
}

static double cosine(double degrees)
{
    return sine(degrees + 90.0);
}

typedef struct view {
    double x, y, scale, height; /* corner and pixels per unit */
    double s0, c0, lon0;        /* centre of a map round a point */
    bool round_a_point;
} view;

/* World: Equal Earth (Savric, Patterson and Jenny 2018); its angle by Newton's method. */
static void equal_earth(double lon, double lat, double *x, double *y)
{
    const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
    const double target = 0.8660254037844386 * sine(lat);
    double degrees = lat * 0.7;
    for (int i = 0; i < 6; i++)
        degrees -= (sine(degrees) - target) / (cosine(degrees) * DEGREE);
    const double q = degrees * DEGREE * degrees * DEGREE;
    const double slope = a1 + 3 * a2 * q + q * q * q * (7 * a3 + 9 * a4 * q);
    *x = 2.0 / 1.7320508075688772 * lon * DEGREE * cosine(degrees) / slope;
    *y = -degrees * DEGREE * (a1 + a2 * q + q * q * q * (a3 + a4 * q));
}

/* Round a point: Lambert azimuthal equal-area. */
static void project(const view *v, double lon, double lat, double *x, double *y)
{
    if (!v->round_a_point) {
        equal_earth(lon, lat, x, y);
        return;
    }
    const double s = sine(lat), c = cosine(lat), cl = cosine(lon - v->lon0);
    const double d = 1.0 + v->s0 * s + v->c0 * c * cl;
    const double k = __builtin_sqrt(2.0 / (d > 1e-6 ? d : 1e-6));
    *x = k * c * sine(lon - v->lon0);
    *y = -k * (v->c0 * s - v->s0 * c * cl);
}

static view make_view(const map_spec *m)
{
    view v = {.round_a_point = m->round_a_point};
    const double half = m->round_a_point ? 0.46 : 2.71;
    const double north = m->round_a_point ? -0.46 : -1.31, south = m->round_a_point ? 0.36 : 1.05;
    v.s0 = sine(m->centre_lat);
    v.c0 = cosine(m->centre_lat);
    v.lon0 = m->centre_lon;
    v.scale = m->width / (2.0 * half);
    v.x = -half;
    v.y = north;
    v.height = (south - north) * v.scale;
    return v;
}

static void place(const view *v, double lon, double lat, double *px, double *py)
{
    double x = 0, y = 0;
    project(v, lon, lat, &x, &y);
    *px = (x - v->x) * v->scale;
    *py = (y - v->y) * v->scale;
}

/* Far rings are left out; a ring counts as near when a corner or its middle is. */
static bool in_view(const map_spec *m, const ent_treaty_ring *r)
{
    if (!m->round_a_point)
        return r->north > -58.0F;
    const double s0 = sine(m->centre_lat), c0 = cosine(m->centre_lat);
    for (int i = 0; i < 9; i++) {
        const int row = i / 3, column = i % 3;
        const double lat = (double)r->south + (double)(r->north - r->south) * row / 2.0;
        const double lon = (double)r->west + (double)(r->east - r->west) * column / 2.0;
        if (s0 * sine(lat) + c0 * cosine(lat) * cosine(lon - m->centre_lon) > 0.72)
            return true;
    }
    return (double)r->south <= m->centre_lat && (double)r->north >= m->centre_lat &&
           (double)r->west <= m->centre_lon && (double)r->east >= m->centre_lon;
}

static void ring_path(const map_spec *m, const view *v, const ent_treaty_ring *r, ent_builder *out)
{
    const int16_t *p = m->t->outline_points + 2 * (size_t)r->first;
    double last_x = -1e9, last_y = -1e9;
    for (uint32_t i = 0; i < r->count; i++) {
        double x = 0, y = 0;
        place(v, p[2 * i] / 100.0, p[2 * i + 1] / 100.0, &x, &y);
        const double dx = x - last_x, dy = y - last_y;
        const bool seen = x > -20.0 && x < m->width + 20.0 && y > -20.0 && y < v->height + 20.0;
        if (i > 0 && i + 1 < r->count && dx * dx + dy * dy < (seen ? 0.8 : 400.0))
            continue; /* nothing to see below a pixel, nor out of view */
        ent_builder_format(out, "%s%.1f %.1f", i == 0 ? "M" : "L", x, y);
        last_x = x;
        last_y = y;
    }
    ent_builder_text(out, "Z");
}

static void state_path(const map_spec *m, const view *v, uint16_t state, ent_builder *out)
{
    for (uint32_t i = 0; i < m->t->n_outlines; i++)
        if (m->t->outlines[i].state == state && in_view(m, &m->t->outlines[i]))
            ring_path(m, v, &m->t->outlines[i], out);
}

static bool drawn(const map_spec *m, uint16_t state)
{
    for (uint32_t i = 0; i < m->t->n_outlines; i++)
        if (m->t->outlines[i].state == state && in_view(m, &m->t->outlines[i]))
            return true;
    return false;
}

static void draw_state(const map_spec *m, const view *v, uint16_t s, ent_builder *out)
{
    const unsigned firm = m->value ? m->value[s] : 0;
    const unsigned more = m->hatched ? m->hatched[s] : 0;
    if (!drawn(m, s))
        return;
    ent_builder_format(out, "<path class=\"%s\" fill-opacity=\"%.2f\" d=\"", firm ? "lv" : "l0",
                       firm ? 0.12 + 0.88 * firm / m->steps : 1.0);
    state_path(m, v, s, out);
    ent_builder_text(out, "\"><title>");
    html_text(out, ent_treaty_text(m->t, m->t->states[s].name));
    if (firm || more)
        ent_builder_format(out, ": %u", firm);
    if (more > firm)
        ent_builder_format(out, ", %u if contested readings hold", more);
    ent_builder_text(out, "</title></path>\n");
    if (more > firm) {
        ent_builder_text(out, "<path class=\"lh\" d=\"");
        state_path(m, v, s, out);
        ent_builder_text(out, "\"/>\n");
    }
}

static void draw_borders(const map_spec *m, const view *v, const uint16_t *states, size_t n,
                         const char *css_class, ent_builder *out)
{
    for (size_t i = 0; i < n; i++) {
        ent_builder_format(out, "<path class=\"%s\" d=\"", css_class);
        state_path(m, v, states[i], out);
        ent_builder_text(out, "\"/>\n");
    }
}

/* Crimea is drawn as Ukraine and hatched as occupied. */
static void draw_occupied(const map_spec *m, const view *v, ent_builder *out)
{
    for (uint32_t i = 0; i < m->t->n_outlines; i++) {
        const ent_treaty_ring *r = &m->t->outlines[i];
        if (r->south > 44.2F && r->north < 46.4F && r->west > 32.2F && r->east < 36.9F) {
            ent_builder_text(out, "<path class=\"oc\" d=\"");
            ring_path(m, v, r, out);
            ent_builder_text(out, "\"><title>Crimea: Ukraine, occupied by Russia</title></path>\n");
        }
    }
}

static void draw_mark(const map_spec *m, const view *v, ent_builder *out)
{
    double x = 0, y = 0;
    if (!(m->lat >= -90.0 && m->lat <= 90.0))
        return;
    place(v, m->lon, m->lat, &x, &y);
    const bool left = x > m->width * 0.75;
    ent_builder_format(out,
                       "<circle class=\"mk\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>"
                       "<text class=\"mt\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">",
                       x, y, x + (left ? -9.0 : 9.0), y + 4.0, left ? "end" : "start");
    html_text(out, m->mark ? m->mark : "");
    ent_builder_text(out, "</text>\n");
}

void map_svg(const map_spec *m, ent_builder *out)
{
    const view v = make_view(m);
    ent_builder_format(out,
                       "<svg class=\"map\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
                       "aria-label=\"",
                       m->width, v.height);
    html_text(out, m->title ? m->title : "Map");
    ent_builder_text(
        out, "\" xmlns=\"http://www.w3.org/2000/svg\" "
             "style=\"width:100%;height:auto;overflow:hidden\">\n"
             "<style>.map .l0{fill:var(--faint,#eef1f4)}.map .lv{fill:var(--obligation,#6a3d7a)}"
             ".map path{stroke:var(--soft,#555b61);stroke-width:.5;stroke-linejoin:round}"
             ".map .lh{fill:url(#hatch)}.map .oc{fill:url(#occupied)}"
             ".map .vi,.map .at{fill:none;stroke-width:2}.map .vi{stroke:var(--scenario,#2166ac)}"
             ".map .at{stroke:var(--second,#b5452f);stroke-dasharray:5 3}"
             ".map .mk{fill:var(--ink,#1a1a1a);stroke:var(--paper,#fff);stroke-width:1.5}"
             ".map .mt{font:600 13px system-ui,sans-serif;fill:var(--ink,#1a1a1a);"
             "stroke:var(--paper,#fff);stroke-width:3;paint-order:stroke}</style>\n"
             "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
             "patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" "
             "style=\"stroke:var(--obligation,#6a3d7a);stroke-width:2.4\"/></pattern>"
             "<pattern id=\"occupied\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
             "patternTransform=\"rotate(-45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" "
             "style=\"stroke:var(--soft,#555b61);stroke-width:1.2\"/></pattern></defs>\n");
    for (uint32_t s = 0; s < m->t->n_states; s++)
        draw_state(m, &v, (uint16_t)s, out);
    draw_occupied(m, &v, out);
    draw_borders(m, &v, m->crossed, m->n_crossed, "at", out);
    draw_borders(m, &v, m->outlined, m->n_outlined, "vi", out);
    draw_mark(m, &v, out);
    ent_builder_text(out, "</svg>\n");
}
