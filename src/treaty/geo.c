/*
 * Point in polygon and distance to an edge on longitude and latitude.
 *
 * Edges are straight in degrees (rhumb-like for the short edges here, and by definition for the
 * Rio region). Longitudes may run past 180: a point is tried at lon - 360, lon and lon + 360.
 */
#include "treaty/blob.h"

#define KM_PER_DEGREE 111.195 /* mean Earth radius 6371 km */

/* cos(degrees) by its Taylor series; 1e-6 is ample for a distance that gates a coarse line. */
static double cosine(double degrees)
{
    const double x = degrees * 0.017453292519943295;
    const double q = x * x;
    return 1.0 + q * (-0.5 + q * (1.0 / 24 + q * (-1.0 / 720 + q * (1.0 / 40320 - q / 3628800))));
}

static double least_cosine(double degrees)
{
    const double c = cosine(degrees);
    return c > 0.01 ? c : 0.01;
}

static bool crosses(double x, double y, double x1, double y1, double x2, double y2)
{
    if ((y1 > y) == (y2 > y))
        return false;
    return x < (x2 - x1) * (y - y1) / (y2 - y1) + x1;
}

/* Distance in km from (x, y) to a segment, on the plane tangent at the point. */
static double segment_km(double x, double y, double scale, double x1, double y1, double x2,
                         double y2)
{
    const double ax = (x1 - x) * scale, ay = y1 - y;
    const double dx = (x2 - x1) * scale, dy = y2 - y1;
    const double length = dx * dx + dy * dy;
    double u = length > 0.0 ? -(ax * dx + ay * dy) / length : 0.0;
    u = u < 0.0 ? 0.0 : u > 1.0 ? 1.0 : u;
    const double px = ax + u * dx, py = ay + u * dy;
    return KM_PER_DEGREE * __builtin_sqrt(px * px + py * py);
}

static bool near_box(const ent_treaty_ring *r, double lon, double lat, double margin_lat,
                     double margin_lon)
{
    return lat >= (double)r->south - margin_lat && lat <= (double)r->north + margin_lat &&
           lon >= (double)r->west - margin_lon && lon <= (double)r->east + margin_lon;
}

static bool inside_at(const double *p, uint32_t n, double lon, double lat)
{
    bool in = false;
    for (uint32_t i = 0, j = n - 1; i < n; j = i++)
        in ^= crosses(lon, lat, p[2 * j], p[2 * j + 1], p[2 * i], p[2 * i + 1]);
    return in;
}

bool treaty_in_rings(const double *points, const ent_treaty_ring *rings, uint32_t n, double lon,
                     double lat)
{
    for (int turn = -1; turn <= 1; turn++) {
        const double x = lon + 360.0 * turn;
        for (uint32_t r = 0; r < n; r++)
            if (rings[r].count >= 3 && near_box(&rings[r], x, lat, 0.0, 0.0) &&
                inside_at(points + 2 * (size_t)rings[r].first, rings[r].count, x, lat))
                return true;
    }
    return false;
}

double treaty_ring_distance(const double *points, const ent_treaty_ring *rings, uint32_t n,
                            double lon, double lat, double limit_km)
{
    const double scale = least_cosine(lat);
    const double margin = limit_km / KM_PER_DEGREE;
    double best = limit_km * 2.0 + 1.0;
    for (int turn = -1; turn <= 1; turn++) {
        const double x = lon + 360.0 * turn;
        for (uint32_t r = 0; r < n; r++) {
            if (!near_box(&rings[r], x, lat, margin, margin / scale))
                continue;
            const double *p = points + 2 * (size_t)rings[r].first;
            const uint32_t m = rings[r].count;
            for (uint32_t i = 0, j = m - 1; i < m; j = i++) {
                const double y1 = p[2 * j + 1], y2 = p[2 * i + 1];
                if ((y1 < lat - margin && y2 < lat - margin) ||
                    (y1 > lat + margin && y2 > lat + margin))
                    continue;
                const double d = segment_km(x, lat, scale, p[2 * j], y1, p[2 * i], y2);
                best = d < best ? d : best;
            }
        }
    }
    return best;
}

bool treaty_in_outline(const ent_treaty *t, const ent_treaty_ring *ring, double lon, double lat)
{
    if (ring->count < 3 || !near_box(ring, lon, lat, 0.0, 0.0))
        return false;
    const int16_t *p = t->outline_points + 2 * (size_t)ring->first;
    const double x = lon * 100.0, y = lat * 100.0; /* in the units of the points */
    bool in = false;
    for (uint32_t i = 0, j = ring->count - 1; i < ring->count; j = i++)
        in ^= crosses(x, y, p[2 * j], p[2 * j + 1], p[2 * i], p[2 * i + 1]);
    return in;
}

double treaty_outline_distance(const ent_treaty *t, const ent_treaty_ring *ring, double lon,
                               double lat, double limit_km)
{
    const double margin = limit_km / KM_PER_DEGREE;
    double best = limit_km * 2.0 + 1.0;
    if (lat < (double)ring->south - margin || lat > (double)ring->north + margin)
        return best; /* most rings are far away: no cosine for them */
    const double scale = least_cosine(lat);
    for (int turn = -1; turn <= 1; turn++) {
        const double x = lon + 360.0 * turn;
        if (!near_box(ring, x, lat, margin, margin / scale))
            continue;
        const int16_t *p = t->outline_points + 2 * (size_t)ring->first;
        const double low = (lat - margin) * 100.0, high = (lat + margin) * 100.0;
        for (uint32_t i = 0, j = ring->count - 1; i < ring->count; j = i++) {
            const double y1 = p[2 * j + 1], y2 = p[2 * i + 1];
            if ((y1 < low && y2 < low) || (y1 > high && y2 > high))
                continue; /* farther than the limit */
            const double d =
                segment_km(x, lat, scale, p[2 * j] * 0.01, y1 * 0.01, p[2 * i] * 0.01, y2 * 0.01);
            best = d < best ? d : best;
        }
    }
    return best;
}
