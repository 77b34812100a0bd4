/* Words of an event: what each key takes, what it refuses, and that a refusal changes nothing. */
#include "small_treaty.h"

enum { A, B, C, D, G }; /* the states in the order of the table */

static ent_treaty_event blank(const ent_treaty *t)
{
    ent_treaty_event e;
    ent_treaty_event_init(t, &e);
    ent_treaty_date("2020-01-01", 10, &e.date);
    return e;
}

static void starts_without_anything(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    ent_treaty_event e;
    ent_treaty_event_init(t, &e);
    assert_int_equal(e.n_attackers + e.n_victims, 0);
    assert_int_equal(e.objects, ENT_OBJECT_TERRITORY);
    assert_int_equal(e.armed, ENT_ARMED_MET);
    assert_int_equal(e.request, ENT_REQUEST_ASSUMED);
    assert_true(isnan(e.lat) && isnan(e.lon));
    assert_int_equal(e.place, ENT_TREATY_NONE);
}

static void states_and_kinds(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    ent_treaty_event e = blank(t);
    assert_int_equal(ent_treaty_event_set(t, &e, "attacker", " GRP|BBB, CCC"), ENT_OK);
    assert_int_equal(e.n_attackers, 3);
    assert_int_equal(e.attackers[0], G);
    assert_int_equal(e.attackers[2], C);
    assert_int_equal(e.actor, ENT_ACTOR_NONSTATE); /* told by the first */
    assert_int_equal(ent_treaty_event_set(t, &e, "attacker", "BBB"), ENT_OK);
    assert_int_equal(e.actor, ENT_ACTOR_STATE);
    assert_int_equal(ent_treaty_event_set(t, &e, "attacker_type", "unknown"), ENT_OK);
    assert_int_equal(e.actor, ENT_ACTOR_UNKNOWN);
    assert_int_equal(ent_treaty_event_set(t, &e, "victim", "AAA|DDD"), ENT_OK);
    assert_int_equal(e.victims[1], D);
    assert_int_equal(ent_treaty_event_set(t, &e, "armed_attack", "not_met"), ENT_OK);
    assert_int_equal(e.armed, ENT_ARMED_NOT_MET);
    assert_int_equal(ent_treaty_event_set(t, &e, "object", "vessels|cable,threat"), ENT_OK);
    assert_int_equal(e.objects, ENT_OBJECT_VESSEL | ENT_OBJECT_INFRASTRUCTURE | ENT_OBJECT_OTHER);
    assert_int_equal(ent_treaty_event_set(t, &e, "a column of notes", "anything"), ENT_OK);
}

static void places(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    ent_treaty_event e = blank(t);
    assert_int_equal(ent_treaty_event_set(t, &e, "place", "beta city"), ENT_OK);
    assert_int_equal(e.place, 1);
    CHECK_NEAR(e.lon, 6, 0);
    assert_int_equal(ent_treaty_event_set(t, &e, "place", "isle"), ENT_OK); /* a territory */
    assert_int_equal(e.place, ENT_TREATY_NONE);
    assert_int_equal(e.place_given, ENT_SITE_STATE);
    assert_int_equal(e.place_state, A);
    CHECK_NEAR(e.lat, 20, 0);
    ent_treaty_date("1955-01-01", 10, &e.date);
    assert_int_equal(ent_treaty_event_set(t, &e, "place", "held"), ENT_E_KEY); /* from 1960 on */
    static const struct {
        const char *text;
        unsigned kind, state;
    } rows[] = {
        {"BBB", ENT_SITE_STATE, B},
        {"EEZ:CCC", ENT_SITE_ZONE, C},
        {"HIGHSEAS", ENT_SITE_HIGH_SEAS, ENT_TREATY_NONE},
        {"DISPUTED", ENT_SITE_DISPUTED, ENT_TREATY_NONE},
        {"", ENT_SITE_UNKNOWN, ENT_TREATY_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(ent_treaty_event_set(t, &e, "territory_of", rows[i].text), ENT_OK);
        assert_int_equal(e.place_given, rows[i].kind);
        assert_int_equal(e.place_state, rows[i].state);
    }
}

static void degrees(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    static const struct {
        const char *key, *text;
        double want; /* missing: refused */
    } rows[] = {
        {"lat", "54.5", 54.5},        {"lat", "-90", -90},
        {"lat", "+.5", 0.5},          {"lat", "7.", 7},
        {"lon", "-359.25", -359.25},  {"lon", "00012.50", 12.5},
        {"lat", "90.1", ENT_MISSING}, {"lon", "-360.5", ENT_MISSING},
        {"lat", "-", ENT_MISSING},    {"lat", ".", ENT_MISSING},
        {"lat", "1e1", ENT_MISSING},  {"lat", "1.2.3", ENT_MISSING},
        {"lon", "12,5", ENT_MISSING}, {"lon", "1234567890123456", ENT_MISSING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_treaty_event e = blank(t);
        e.lat = e.lon = 33;
        const ent_status status = ent_treaty_event_set(t, &e, rows[i].key, rows[i].text);
        const double got = rows[i].key[1] == 'a' ? e.lat : e.lon;
        if (status != (isnan(rows[i].want) ? ENT_E_PARSE : ENT_OK))
            fail_msg("%s %s: status %d", rows[i].key, rows[i].text, (int)status);
        CHECK_NEAR(got, isnan(rows[i].want) ? 33 : rows[i].want, 1e-12);
    }
    ent_treaty_event e = blank(t);
    e.lat = 1;
    assert_int_equal(ent_treaty_event_set(t, &e, "lat", ""), ENT_OK); /* takes it away */
    assert_true(isnan(e.lat));
}

static void requests(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    static const struct {
        const char *text;
        unsigned request, n, yes;
        uint16_t first;
    } rows[] = {
        {"yes", ENT_REQUEST_YES, 0, 0, 0},
        {"no", ENT_REQUEST_NO, 0, 0, 0},
        {"", ENT_REQUEST_NO, 0, 0, 0},
        {"assumed", ENT_REQUEST_ASSUMED, 0, 0, 0},
        {"consult_only", ENT_REQUEST_CONSULT, 0, 0, 0},
        {"yes (side_1 only)", ENT_REQUEST_NAMED, 1, 1, 2},
        {"yes (the Council)", ENT_REQUEST_OTHER, 0, 0, 0},
        {"pact_4 yes; side_1 no", ENT_REQUEST_NAMED, 2, 1, 1},
        {"pact_4 no; side_1 yes (later)", ENT_REQUEST_NAMED, 2, 2, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_treaty_event e = blank(t);
        e.n_named = 5; /* what an earlier text left */
        const ent_status status = ent_treaty_event_set(t, &e, "request_made", rows[i].text);
        if (i == 8) { /* a word that is not a clause */
            assert_int_equal(status, ENT_E_KEY);
            assert_int_equal(e.n_named, 5);
            continue;
        }
        if (status != ENT_OK || e.request != rows[i].request || e.n_named != rows[i].n ||
            e.named_yes != rows[i].yes || (e.n_named && e.named[0] != rows[i].first))
            fail_msg("'%s': request %u, %u named, yes %u", rows[i].text, e.request, e.n_named,
                     e.named_yes);
    }
    ent_treaty_event e = blank(t);
    assert_int_equal(ent_treaty_event_set(t, &e, "request_made",
                                          "pact_4 no;pact_4 no;pact_4 no;pact_4 no;pact_4 no;"
                                          "pact_4 no;pact_4 no;pact_4 no;pact_4 no"),
                     ENT_E_KEY); /* more than a list holds */
}

static void refusals_change_nothing(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    static const struct {
        const char *key, *text;
        ent_status want;
    } rows[] = {
        {"attacker", "QQQ", ENT_E_KEY},
        {"attacker", "", ENT_E_KEY},
        {"attacker", "| ,", ENT_E_KEY},
        {"victim", "AAA|QQQ", ENT_E_KEY},
        {"victim", "AAA AAA AAA AAA AAA AAA AAA AAA AAA", ENT_OK}, /* one, however often named */
        {"object", "trains", ENT_E_KEY},
        {"object", "forces|", ENT_OK},
        {"object", "", ENT_E_KEY},
        {"attacker_type", "states", ENT_E_KEY},
        {"attacker_type", "stat", ENT_E_KEY},
        {"armed_attack", "", ENT_E_KEY},
        {"place", "Atlantis", ENT_E_KEY},
        {"territory_of", "QQQ", ENT_E_KEY},
        {"territory_of", "EEZ:QQQ", ENT_E_KEY},
        {"date", "June", ENT_E_PARSE},
        {"date", "2026-06-01", ENT_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_treaty_event e = blank(t);
        e.lat = e.lon = 1;
        const ent_treaty_event before = e;
        const ent_status status = ent_treaty_event_set(t, &e, rows[i].key, rows[i].text);
        if (status != rows[i].want)
            fail_msg("%s '%s': status %d", rows[i].key, rows[i].text, (int)status);
        assert_int_equal(memcmp(&before, &e, sizeof e) == 0, status != ENT_OK);
        if (status == ENT_OK && strcmp(rows[i].key, "victim") == 0)
            assert_int_equal(e.n_victims, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_without_anything),
        cmocka_unit_test(states_and_kinds),
        cmocka_unit_test(places),
        cmocka_unit_test(degrees),
        cmocka_unit_test(requests),
        cmocka_unit_test(refusals_change_nothing),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
