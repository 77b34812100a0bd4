/* Polygons from text. Messages count characters from 1, as those of scope expressions do. */
#include <stdlib.h>

#include "treaty/rows.h"

typedef struct reader {
    treaty_build *b;
    const char *text, *at;
    const scope_place *place;
    ent_error *err;
} reader;

static ent_status wrong(const reader *r, const char *what)
{
    return ent_fail(r->err, ENT_E_PARSE, "%s:%zu: column %s: position %zu: %s near '%.24s'",
                    r->place->path, r->place->line, r->place->column, (size_t)(r->at - r->text) + 1,
                    what, r->at);
}

static ent_status no_memory(const reader *r)
{
    return ent_fail(r->err, ENT_E_NOMEM, "%s: out of memory", r->place->path);
}

static ent_status read_point(reader *r, double limit, double *lon, double *lat)
{
    char *end = NULL;
    *lon = strtod(r->at, &end);
    if (end == r->at || *end != ' ')
        return wrong(r, "expected 'lon lat'");
    char *second = end + 1;
    *lat = strtod(second, &end);
    if (end == second || !(*lat >= -90.0 && *lat <= 90.0) || !(*lon >= -limit && *lon <= limit))
        return wrong(r, "expected a longitude and a latitude");
    r->at = end;
    return ENT_OK;
}

static void start_ring(ent_treaty_ring *ring, size_t first)
{
    *ring = (ent_treaty_ring){
        .south = 90.0F, .west = 360.0F, .north = -90.0F, .east = -360.0F, .first = (uint32_t)first};
}

/* The box is widened by a hair so that rounding to float never cuts a point off. */
static void widen(ent_treaty_ring *ring, double lon, double lat)
{
    const float x0 = (float)(lon - 1e-4), x1 = (float)(lon + 1e-4);
    const float y0 = (float)(lat - 1e-4), y1 = (float)(lat + 1e-4);
    ring->west = x0 < ring->west ? x0 : ring->west;
    ring->east = x1 > ring->east ? x1 : ring->east;
    ring->south = y0 < ring->south ? y0 : ring->south;
    ring->north = y1 > ring->north ? y1 : ring->north;
    ring->count++;
}

static ent_status add_double(reader *r, double value)
{
    double *row = rows_add(r->b, SECTION_points);
    if (!row)
        return no_memory(r);
    *row = value;
    return ENT_OK;
}

static ent_status add_hundredths(reader *r, double degrees)
{
    int16_t *row = rows_add(r->b, SECTION_outline_points);
    if (!row)
        return no_memory(r);
    *row = (int16_t)(degrees * 100.0 + (degrees < 0 ? -0.5 : 0.5));
    return ENT_OK;
}

static ent_status keep(reader *r, unsigned section, const ent_treaty_ring *ring)
{
    if (ring->count < 3)
        return wrong(r, "a ring needs three points before");
    ent_treaty_ring *row = rows_add(r->b, section);
    if (!row)
        return no_memory(r);
    *row = *ring;
    return ENT_OK;
}

static ent_status read_ring(reader *r)
{
    ent_treaty_ring ring;
    double lon = 0.0, lat = 0.0;
    start_ring(&ring, rows_count(r->b, SECTION_points) / 2);
    do {
        r->at += ring.count > 0; /* the semicolon */
        ENT_TRY(read_point(r, 360.0, &lon, &lat));
        ENT_TRY(add_double(r, lon));
        ENT_TRY(add_double(r, lat));
        widen(&ring, lon, lat);
    } while (*r->at == ';');
    return keep(r, SECTION_rings, &ring);
}

ent_status polygon_compile(treaty_build *b, const char *text, const scope_place *place,
                           uint32_t *n_rings, ent_error *err)
{
    reader r = {b, text, text, place, err};
    *n_rings = 0;
    while (*r.at) {
        ENT_TRY(read_ring(&r));
        *n_rings += 1;
        if (*r.at && *r.at != '|')
            return wrong(&r, "expected ';' or '|'");
        r.at += *r.at == '|';
    }
    return ENT_OK;
}

ent_status outline_compile(treaty_build *b, const char *text, uint16_t state,
                           const scope_place *place, ent_error *err)
{
    reader r = {b, text, text, place, err};
    ent_treaty_ring ring;
    double lon = 0.0, lat = 0.0;
    start_ring(&ring, rows_count(b, SECTION_outline_points) / 2);
    ring.state = state;
    do {
        r.at += ring.count > 0;
        ENT_TRY(read_point(&r, 180.0, &lon, &lat));
        ENT_TRY(add_hundredths(&r, lon));
        ENT_TRY(add_hundredths(&r, lat));
        widen(&ring, lon, lat);
    } while (*r.at == ';');
    if (*r.at)
        return wrong(&r, "expected ';'");
    return keep(&r, SECTION_outlines, &ring);
}
