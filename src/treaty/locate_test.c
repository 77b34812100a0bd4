/* Where an event lies: land, border, sea, lake, islands, occupied and disputed land, by hand. */
#include "small_treaty.h"

enum { A, B, C, D, NONE = ENT_TREATY_NONE };

static const struct {
    const char *what, *fields;
    unsigned kind, sovereign, administrator;
    int territory; /* row, -1: none */
    bool border;
    int near; /* a state near by, -1: none */
} rows[] = {
    {"inland", "lat=5;lon=2.5", ENT_SITE_STATE, A, A, -1, false, -1},
    {"a turn of the globe", "lat=5;lon=-357.5", ENT_SITE_STATE, A, A, -1, false, -1},
    {"beside the border, 5.5 km", "lat=5;lon=3.95", ENT_SITE_STATE, A, A, -1, true, B},
    {"beside the border, 11 km", "lat=5;lon=3.9", ENT_SITE_STATE, A, A, -1, false, -1},
    {"on the lake, in the middle: 55 km from its shore", "lat=1.5;lon=1.5", ENT_SITE_HIGH_SEAS,
     NONE, NONE, -1, false, -1},
    {"the coast's own water: 11 km", "lat=5;lon=9.1", ENT_SITE_STATE, B, B, -1, false, -1},
    {"the doubtful rim: 22 km", "lat=5;lon=9.2", ENT_SITE_HIGH_SEAS, NONE, NONE, -1, false, B},
    {"the open gulf: 55 km", "lat=5;lon=9.5", ENT_SITE_HIGH_SEAS, NONE, NONE, -1, false, -1},
    {"off the end of a border, two coasts", "lat=10.1;lon=4.02", ENT_SITE_STATE, B, B, -1, true, A},
    {"a small island", "lat=20;lon=5.2", ENT_SITE_STATE, A, A, 0, false, -1},
    {"occupied: drawn as Beland's, owned by Aland", "lat=5;lon=8", ENT_SITE_STATE, A, B, 1, false,
     -1},
    {"the same before it was taken", "date=1955-01-01;lat=5;lon=8", ENT_SITE_STATE, B, B, -1, false,
     -1},
    {"Celand before it was a state", "date=1999-12-31;lat=5;lon=22", ENT_SITE_STATE, A, A, -1,
     false, -1},
    {"before that, another state's", "date=1955-01-01;lat=5;lon=22", ENT_SITE_STATE, B, B, 5, false,
     -1},
    {"by its name, too", "date=1955-01-01;place=Celeste", ENT_SITE_STATE, B, B, 5, false, -1},
    {"and after", "date=2000-01-01;lat=5;lon=22", ENT_SITE_STATE, C, C, -1, false, -1},
    {"the place knows its state", "place=Alpha", ENT_SITE_STATE, A, A, -1, false, -1},
    {"the place of a state not yet there", "date=1990-01-01;place=Celeste", ENT_SITE_STATE, A, A,
     -1, false, -1},
    {"a zone", "place=Zone point", ENT_SITE_ZONE, A, NONE, -1, false, -1},
    {"high seas by the gazetteer", "place=Open sea", ENT_SITE_HIGH_SEAS, NONE, NONE, -1, false, -1},
    {"disputed: owner and claimants are near", "place=Disputed Rock", ENT_SITE_DISPUTED, NONE, A, 2,
     false, C},
    {"told by the event, not by the place", "place=Alpha;territory_of=BBB", ENT_SITE_STATE, B, B,
     -1, false, -1},
    {"a place that says nothing", "place=Nowhere", ENT_SITE_HIGH_SEAS, NONE, NONE, -1, false, -1},
    {"a named territory", "place=outer", ENT_SITE_STATE, A, A, 3, false, -1},
    {"nothing known", "", ENT_SITE_UNKNOWN, NONE, NONE, -1, false, -1},
    {"a latitude alone", "lat=5", ENT_SITE_UNKNOWN, NONE, NONE, -1, false, -1},
};

static void sites(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_treaty_event e = small_event(t, rows[i].fields);
        const ent_treaty_site *s = &e.site;
        bool near = rows[i].near < 0;
        for (unsigned k = 0; k < s->n_near; k++)
            near |= (int)s->near[k] == rows[i].near;
        const unsigned territory = rows[i].territory < 0 ? NONE : (unsigned)rows[i].territory;
        if (s->kind != rows[i].kind || s->sovereign != rows[i].sovereign ||
            s->administrator != rows[i].administrator || s->territory != territory ||
            s->near_border != rows[i].border || !near || (rows[i].near < 0 && s->n_near))
            fail_msg("%s: kind %u, sovereign %u, administrator %u, territory %u, border %d, "
                     "%u near",
                     rows[i].what, s->kind, s->sovereign, s->administrator, s->territory,
                     s->near_border, s->n_near);
    }
}

/* Masks: bit 0 NORTH, 1 GULF, 2 IDEA. Tables win on land, polygons decide the rest. */
static void regions(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    ent_treaty_event e = small_event(t, "lat=5;lon=2.5");
    assert_true(e.site.has_areas && e.site.areas == 1);
    assert_true(e.site.inside == 1 && e.site.edge == 0);
    e = small_event(t, "place=outer"); /* its own row of the table */
    assert_true(e.site.areas == 4 && e.site.inside == 0);
    e = small_event(t, "place=isle"); /* a territory without areas has none */
    assert_false(e.site.has_areas);
    e = small_event(t, "lat=5;lon=12");
    assert_true(e.site.inside == 2 && e.site.edge == 0);
    e = small_event(t, "lat=5;lon=9.95"); /* in both, 5.5 km from the end of NORTH */
    assert_true(e.site.inside == 3 && e.site.edge == 1);
    e = small_event(t, "");
    assert_true(e.site.inside == 0 && e.site.edge == ~UINT64_C(0));
}

/* Coordinates outside the globe are none. */
static void off_the_globe(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    static const double bad[][2] = {{91, 0},   {-91, 0},         {0, 361},
                                    {0, -361}, {(double)NAN, 0}, {0, (double)NAN}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ent_treaty_event e = small_event(t, "");
        e.lat = bad[i][0];
        e.lon = bad[i][1];
        ent_treaty_locate(t, &e);
        assert_int_equal(e.site.kind, ENT_SITE_UNKNOWN);
        assert_true(e.site.edge == ~UINT64_C(0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sites),
        cmocka_unit_test(regions),
        cmocka_unit_test(off_the_globe),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
