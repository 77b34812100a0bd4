/* Where an event lies: territory first, polygons for what no table decides. */
#include "treaty/blob.h"

/*
 * The outlines are simplified to about 6 km; a point nearer than BORDER_KM to another state's
 * outline may lie on either side. The territorial sea ends at 12 nautical miles (22.2 km).
 */
#define BORDER_KM 6.0
#define SEA_KM 22.2
#define SEA_DOUBT_KM 5.0
#define DISPUTE_KM 60.0

static bool on_globe(double lat, double lon)
{
    return lat >= -90.0 && lat <= 90.0 && lon >= -360.0 && lon <= 360.0;
}

static double wrapped(double lon)
{
    while (lon > 180.0)
        lon -= 360.0;
    while (lon < -180.0)
        lon += 360.0;
    return lon;
}

static bool in_box(const ent_treaty_territory *r, double lat, double lon)
{
    double d = wrapped(lon - (double)r->lon);
    double h = lat - (double)r->lat;
    d = d < 0.0 ? -d : d;
    h = h < 0.0 ? -h : h;
    return h <= (double)r->half_lat && d <= (double)r->half_lon;
}

static void add_near(ent_treaty_site *s, uint16_t state)
{
    for (unsigned i = 0; i < s->n_near; i++)
        if (s->near[i] == state)
            return;
    if (s->n_near < ENT_TREATY_LIST)
        s->near[s->n_near++] = state;
}

/*
 * Outlines and the gazetteer are of today; on an earlier date the land of a state, or a part of
 * it, may have been another's: a dated row of the territory table says so.
 */
static uint16_t holder(const ent_treaty *t, uint16_t state, const ent_treaty_event *e)
{
    const ent_treaty_state *s = &t->states[state];
    for (uint32_t i = 0; i < t->n_territories; i++) {
        const ent_treaty_territory *r = &t->territories[i];
        if (r->today == state && treaty_on(e->date, r->from, r->to) && in_box(r, e->lat, e->lon))
            return r->sovereign;
    }
    if (s->kind == 0 && e->date < s->from && s->home != ENT_TREATY_NONE)
        return s->home;
    return state;
}

/* A territory whose box is small enough to be told from coordinates alone: islands, enclaves. */
static uint16_t small_territory(const ent_treaty *t, const ent_treaty_event *e)
{
    for (uint32_t i = 0; i < t->n_territories; i++) {
        const ent_treaty_territory *r = &t->territories[i];
        const bool small =
            (r->island && r->half_lat * r->half_lon <= 0.6F) || r->half_lat * r->half_lon <= 0.03F;
        if (small && treaty_on(e->date, r->from, r->to) && in_box(r, e->lat, e->lon))
            return (uint16_t)i;
    }
    return ENT_TREATY_NONE;
}

static uint16_t state_inside(const ent_treaty *t, double lon, double lat)
{
    for (uint32_t i = 0; i < t->n_outlines;) {
        const uint16_t state = t->outlines[i].state;
        bool in = false; /* even-odd over all rings of the state, so that holes count */
        for (; i < t->n_outlines && t->outlines[i].state == state; i++)
            in ^= treaty_in_outline(t, &t->outlines[i], lon, lat);
        if (in)
            return state;
    }
    return ENT_TREATY_NONE;
}

/*
 * Outlines show who governs some occupied land; the table says whose it is. Told by the middle
 * of the territory being drawn as the administrator's.
 */
static uint16_t owner(const ent_treaty *t, const ent_treaty_event *e, uint16_t state)
{
    for (uint32_t i = 0; i < t->n_territories; i++) {
        const ent_treaty_territory *r = &t->territories[i];
        if (r->administrator == state && r->sovereign != state &&
            treaty_on(e->date, r->from, r->to) && in_box(r, e->lat, e->lon) &&
            state_inside(t, (double)r->lon, (double)r->lat) == state)
            return r->sovereign;
    }
    return state;
}

static void list_near(const ent_treaty *t, const ent_treaty_event *e, double km, uint16_t except,
                      ent_treaty_site *s)
{
    for (uint32_t i = 0; i < t->n_outlines; i++) {
        const ent_treaty_ring *r = &t->outlines[i];
        if (r->state == except)
            continue;
        if (treaty_outline_distance(t, r, e->lon, e->lat, km) <= km)
            add_near(s, holder(t, r->state, e));
    }
}

/* At sea: territorial sea of the nearest coast, its doubtful rim, or beyond. */
static void find_at_sea(const ent_treaty *t, const ent_treaty_event *e, ent_treaty_site *s)
{
    double best = 1e9;
    uint16_t state = ENT_TREATY_NONE;
    const double limit = SEA_KM + SEA_DOUBT_KM;
    for (uint32_t i = 0; i < t->n_outlines; i++) {
        const double d = treaty_outline_distance(t, &t->outlines[i], e->lon, e->lat, limit);
        if (d < best) {
            best = d;
            state = t->outlines[i].state;
        }
    }
    s->kind = ENT_SITE_HIGH_SEAS;
    if (state == ENT_TREATY_NONE || best > limit)
        return;
    state = owner(t, e, holder(t, state, e));
    if (best <= SEA_KM - SEA_DOUBT_KM) {
        s->kind = ENT_SITE_STATE;
        s->sovereign = state;
        list_near(t, e, best + BORDER_KM, state, s);
        s->near_border = s->n_near > 0;
    } else {
        add_near(s, state);
    }
}

static void find_from_coordinates(const ent_treaty *t, const ent_treaty_event *e,
                                  ent_treaty_site *s)
{
    const uint16_t small = small_territory(t, e);
    if (small != ENT_TREATY_NONE) {
        s->kind = ENT_SITE_STATE;
        s->sovereign = t->territories[small].sovereign;
        return;
    }
    const uint16_t state = state_inside(t, wrapped(e->lon), e->lat);
    if (state == ENT_TREATY_NONE) {
        find_at_sea(t, e, s);
        return;
    }
    s->kind = ENT_SITE_STATE;
    s->sovereign = owner(t, e, holder(t, state, e));
    list_near(t, e, BORDER_KM, state, s);
    for (unsigned i = 0; i < s->n_near; i++)
        s->near_border |= s->near[i] != s->sovereign;
}

static void find_territory(const ent_treaty *t, const ent_treaty_event *e, ent_treaty_site *s)
{
    const bool disputed = s->kind == ENT_SITE_DISPUTED;
    for (uint32_t i = 0; i < t->n_territories; i++) {
        const ent_treaty_territory *r = &t->territories[i];
        const bool fits = disputed ? r->n_claimants > 0 : r->sovereign == s->sovereign;
        if (fits && treaty_on(e->date, r->from, r->to) && in_box(r, e->lat, e->lon)) {
            s->territory = (uint16_t)i;
            s->administrator = r->administrator;
            s->areas = r->areas;
            s->has_areas = r->has_areas;
            return;
        }
    }
}

static void settle_areas(const ent_treaty *t, ent_treaty_site *s)
{
    if (s->kind != ENT_SITE_STATE || s->territory != ENT_TREATY_NONE ||
        s->sovereign == ENT_TREATY_NONE)
        return;
    s->administrator = s->sovereign;
    s->areas = t->states[s->sovereign].areas;
    s->has_areas = s->areas != 0;
}

static void measure_regions(const ent_treaty *t, const ent_treaty_event *e, ent_treaty_site *s)
{
    for (uint32_t i = 0; i < t->n_regions; i++) {
        const ent_treaty_region *r = &t->regions[i];
        const ent_treaty_ring *rings = t->rings + r->first_ring;
        if (r->n_rings == 0)
            continue;
        if (treaty_in_rings(t->points, rings, r->n_rings, e->lon, e->lat))
            s->inside |= UINT64_C(1) << i;
        if (treaty_ring_distance(t->points, rings, r->n_rings, e->lon, e->lat, r->edge_km) <=
            r->edge_km)
            s->edge |= UINT64_C(1) << i;
    }
}

void ent_treaty_locate(const ent_treaty *t, ent_treaty_event *e)
{
    ent_treaty_site s = {.sovereign = ENT_TREATY_NONE,
                         .administrator = ENT_TREATY_NONE,
                         .territory = ENT_TREATY_NONE};
    const bool known = on_globe(e->lat, e->lon);
    s.kind = e->place_given;
    s.sovereign = e->place_state;
    if (s.kind == ENT_SITE_UNKNOWN && e->place != ENT_TREATY_NONE &&
        t->places[e->place].kind != ENT_SITE_UNKNOWN) {
        s.kind = t->places[e->place].kind;
        s.sovereign = t->places[e->place].state;
        if (s.kind == ENT_SITE_STATE && s.sovereign != ENT_TREATY_NONE)
            s.sovereign = holder(t, s.sovereign, e);
    }
    if (s.kind == ENT_SITE_UNKNOWN && known)
        find_from_coordinates(t, e, &s);
    if (known && (s.kind == ENT_SITE_STATE || s.kind == ENT_SITE_DISPUTED))
        find_territory(t, e, &s);
    if (s.kind == ENT_SITE_DISPUTED) {
        if (s.territory != ENT_TREATY_NONE) {
            const ent_treaty_territory *r = &t->territories[s.territory];
            add_near(&s, r->sovereign);
            for (unsigned i = 0; i < r->n_claimants; i++)
                add_near(&s, r->claimants[i]);
        }
        if (known)
            list_near(t, e, DISPUTE_KM, ENT_TREATY_NONE, &s);
    }
    settle_areas(t, &s);
    if (known)
        measure_regions(t, e, &s);
    else
        s.edge = ~UINT64_C(0); /* no coordinates: what polygons decide stays open */
    e->site = s;
}
