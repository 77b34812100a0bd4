/* Points, polygons and distances: squares and lakes by hand, the date line, a sphere by haversine.
 */
#include "check.h"

#include "treaty/blob.h"

static const double PI = 3.14159265358979323846;

/* An L of two squares, and a triangle over the date line. */
static const double points[] = {0,   0,  4,   0,  4,   2, 2, 2, 2, 4, 0, 4, /* the L */
                                175, -5, 185, -5, 180, 5};
static const ent_treaty_ring rings[] = {
    {.south = 0, .west = 0, .north = 4, .east = 4, .first = 0, .count = 6},
    {.south = -5, .west = 175, .north = 5, .east = 185, .first = 6, .count = 3},
    {.south = -90, .west = -360, .north = 90, .east = 360, .first = 0, .count = 2}, /* no ring */
};

static void inside(void **state)
{
    (void)state;
    static const struct {
        double lon, lat;
        bool want;
    } rows[] = {
        {1, 1, true},      {3, 1, true},    {1, 3, true},     {3, 3, false}, /* the notch */
        {5, 1, false},     {-1, 1, false},  {1, 5, false},    {1, -1, false},
        {361, 1, true},    {-359, 3, true}, /* a turn of the globe */
        {180, 0, true},    {-180, 0, true}, {179, -4, true},  {-176, -4, true},
        {-174, -4, false}, {178, 3, false}, {181, 2.5, true}, {-179, 2.5, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (treaty_in_rings(points, rings, 3, rows[i].lon, rows[i].lat) != rows[i].want)
            fail_msg("%g %g", rows[i].lon, rows[i].lat);
    assert_false(treaty_in_rings(points, rings, 0, 1, 1));
}

/* The great circle between two points, in km. */
static double haversine(double lon1, double lat1, double lon2, double lat2)
{
    const double f = PI / 180, a = sin((lat2 - lat1) * f / 2), b = sin((lon2 - lon1) * f / 2);
    return 2 * 6371 * asin(sqrt(a * a + cos(lat1 * f) * cos(lat2 * f) * b * b));
}

/* Short distances to the nearest corner or edge are those of the sphere within 1 %. */
static void distances(void **state)
{
    (void)state;
    static const struct {
        double lon, lat, to_lon, to_lat;
    } rows[] = {
        {4.1, 1, 4, 1},      /* east of an edge */
        {3.9, 1, 4, 1},      /* inside: the edge all the same */
        {-.2, -.2, 0, 0},    /* from a corner */
        {2.3, 2.15, 2.3, 2}, /* in the notch, over the inner edge */
        {-179.9, 5.1, 180, 5}, {364.05, 1, 364, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const double got = treaty_ring_distance(points, rings, 2, rows[i].lon, rows[i].lat, 100);
        const double want = haversine(rows[i].lon, rows[i].lat, rows[i].to_lon, rows[i].to_lat);
        if (!(fabs(got - want) <= .01 * want))
            fail_msg("%g %g: %g km, want %g", rows[i].lon, rows[i].lat, got, want);
    }
    /* Beyond the limit any answer above it will do; it is one. */
    assert_true(treaty_ring_distance(points, rings, 2, 50, 50, 30) > 30);
    assert_true(treaty_ring_distance(points, rings, 2, 3, 6, 30) > 30);
}

/* The same in hundredths of a degree, for outlines; a degree of longitude shrinks to the north. */
static void outlines(void **state)
{
    (void)state;
    static const int16_t p[] = {0,     6000, 400,   6000, 400,   6400, 0, 6400, /* 0-4 E, 60-64 N */
                                17900, 0,    18000, 0,    18000, 100};
    static const ent_treaty_ring r[] = {
        {.south = 60, .west = 0, .north = 64, .east = 4, .first = 0, .count = 4},
        {.south = 0, .west = 179, .north = 1, .east = 180, .first = 4, .count = 3},
        {.south = -90, .west = -360, .north = 90, .east = 360, .first = 0, .count = 2}};
    const ent_treaty t = {.outline_points = p, .n_outline_points = 14};
    assert_true(treaty_in_outline(&t, &r[0], 2, 62));
    assert_false(treaty_in_outline(&t, &r[0], 4.01, 62));
    assert_false(treaty_in_outline(&t, &r[0], 2, 64.01));
    assert_false(treaty_in_outline(&t, &r[2], 2, 62)); /* two points do not make a ring */
    assert_true(treaty_in_outline(&t, &r[1], 179.9, .5));
    assert_false(treaty_in_outline(&t, &r[1], 179.1, .5));
    const double east = treaty_outline_distance(&t, &r[0], 4.5, 62, 60);
    CHECK_NEAR(east, haversine(4.5, 62, 4, 62), .5);
    CHECK_NEAR(treaty_outline_distance(&t, &r[0], 2, 64.5, 60), 0.5 * 111.195, .1);
    CHECK_NEAR(treaty_outline_distance(&t, &r[0], 2, 62, 300), haversine(2, 62, 0, 62), 1);
    CHECK_NEAR(treaty_outline_distance(&t, &r[1], -179.5, .5, 100), .5 * 111.195, .5);
    assert_true(treaty_outline_distance(&t, &r[0], 2, 70, 60) > 60);
    assert_true(treaty_outline_distance(&t, &r[0], 2, 50, 60) > 60);
    assert_true(treaty_outline_distance(&t, &r[0], 40, 62, 60) > 60);
    /* At the pole the scale has a floor: finite, no division by nothing. */
    assert_true(isfinite(treaty_outline_distance(&t, &r[2], 0, 90, 100)));
}

/* Moving a point by a turn, or the order of the corners, changes nothing. */
static void turns(void **state)
{
    (void)state;
    double turned[12];
    for (size_t i = 0; i < 6; i++) {
        turned[2 * i] = points[2 * (5 - i)];
        turned[2 * i + 1] = points[2 * (5 - i) + 1];
    }
    for (double lon = -1; lon < 5; lon += .37)
        for (double lat = -1; lat < 5; lat += .37) {
            const bool in = treaty_in_rings(points, rings, 1, lon, lat);
            assert_int_equal(in, treaty_in_rings(turned, rings, 1, lon, lat));
            assert_int_equal(in, treaty_in_rings(points, rings, 1, lon - 360, lat));
            CHECK_NEAR(treaty_ring_distance(points, rings, 1, lon, lat, 900),
                       treaty_ring_distance(turned, rings, 1, lon + 360, lat, 900), 1e-9);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inside),
        cmocka_unit_test(distances),
        cmocka_unit_test(outlines),
        cmocka_unit_test(turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
