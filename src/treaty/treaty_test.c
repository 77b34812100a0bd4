/* The tables of data/treaty against events whose answer follows from the articles. */
#include "check.h"

#include "entente/heap.h"
#include "entente/treaty_tables.h"

typedef struct fixture {
    ent_arena arena;
    ent_treaty t;
} fixture;

static int setup(void **state)
{
    static fixture f;
    ent_error err = {{0}};
    ent_treaty_block block;
    ent_heap_arena_create(&f.arena, 1 << 20);
    CHECK_OK(ent_treaty_compile(ENT_SOURCE_DIR "/data/treaty", NULL, &block, &f.arena, &err), err);
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &f.t), ENT_OK);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    ent_heap_arena_destroy(&f->arena);
    return 0;
}

/* date attacker victim object place; then clause, answer, reason. */
static const struct {
    const char *what, *date, *attacker, *victim, *object, *place, *clause, *want;
} rows[] = {
    {"coalition troops in Ukraine: not in the list of Art. 6", "2026-06-01", "RUS", "FRA", "forces",
     "Kharkiv", "nato_5", "no:GEO_OUT"},
    {"consultation needs no place", "2026-06-01", "RUS", "FRA", "forces", "Kharkiv", "nato_4",
     "yes:OK"},
    {"Art. 6: the Mediterranean", "2026-06-01", "RUS", "ITA", "vessel", "Central Mediterranean",
     "nato_5", "yes:OK"},
    {"Art. 6: north of the Tropic", "2026-06-01", "RUS", "USA", "aircraft",
     "Mid-Atlantic north of the Tropic", "nato_5", "yes:OK"},
    {"Art. 6: south of the Tropic", "2026-06-01", "RUS", "USA", "aircraft",
     "Mid-Atlantic south of the Tropic", "nato_5", "no:GEO_OUT"},
    {"Hawaii: in the Pacific, south of the Tropic", "2026-06-01", "PRK", "USA", "territory",
     "Hawaii", "nato_5", "no:GEO_OUT"},
    {"Guam: a distant possession for the Rio Treaty", "2026-06-01", "PRK", "USA", "territory",
     "Guam", "rio_3", "contested:GEO_EDGE"},
    {"Ceuta: Africa", "2026-06-01", "MAR", "ESP", "territory", "Ceuta", "nato_5", "no:GEO_OUT"},
    {"Ceuta: territory of the Union", "2026-06-01", "MAR", "ESP", "territory", "Ceuta", "teu_42_7",
     "yes:OK"},
    {"Canaries: islands north of the Tropic", "2026-06-01", "XXX", "ESP", "territory",
     "Canary Islands", "nato_5", "yes:OK"},
    {"French Guiana: South America", "2026-06-01", "XXX", "FRA", "territory", "French Guiana",
     "nato_5", "no:GEO_OUT"},
    {"French Guiana: outermost region", "2026-06-01", "XXX", "FRA", "territory", "French Guiana",
     "teu_42_7", "yes:OK"},
    {"Svalbard: Norwegian sovereignty", "2026-06-01", "RUS", "NOR", "territory", "Svalbard",
     "nato_5", "yes:OK"},
    {"Greenland: island in the area", "2026-06-01", "RUS", "DNK", "territory", "Greenland",
     "nato_5", "yes:OK"},
    {"Greenland: overseas country of the Union", "2026-06-01", "RUS", "DNK", "territory",
     "Greenland", "teu_42_7", "contested:OVERSEAS_EDGE"},
    {"Black Sea high seas: not named", "2026-06-01", "RUS", "ROU", "vessel", "Western Black Sea",
     "nato_5", "contested:GEO_EDGE"},
    {"Akrotiri: Cyprus is on no Party's continent", "2026-06-01", "IRN", "GBR", "territory",
     "Akrotiri", "nato_5", "contested:GEO_EDGE"},
    {"cyber before the Wales declaration", "2013-06-01", "RUS", "LTU", "cyber", "Vilnius", "nato_5",
     "contested:THRESHOLD"},
    {"cyber after it", "2026-06-01", "RUS", "LTU", "cyber", "Vilnius", "nato_5", "yes:OK"},
    {"an ally attacks an ally", "2026-06-01", "TUR", "GRC", "territory", "Lesbos", "nato_5",
     "contested:INTRA_ALLIANCE"},
    {"France and Greece exempt no attacker", "2026-06-01", "TUR", "GRC", "territory", "Lesbos",
     "fragre_2", "yes:OK"},
    {"and nor does the Union, for an attacker outside it", "2026-06-01", "TUR", "CYP", "territory",
     "Limassol", "teu_42_7", "yes:OK"},
    {"Budapest 1956: the pact was made against outsiders", "1956-11-04", "SUN", "HUN", "territory",
     "Budapest", "warsaw_4", "contested:INTRA_ALLIANCE"},
    {"East Germany had left", "1990-09-30", "XXX", "DDR", "territory", "East Berlin", "warsaw_4",
     "no:NOT_PARTY"},
    {"Okinawa before reversion: American administration", "1970-01-01", "CHN", "JPN", "territory",
     "Okinawa", "usjp_5", "no:GEO_OUT"},
    {"Okinawa after it", "1973-01-01", "CHN", "JPN", "territory", "Okinawa", "usjp_5", "yes:OK"},
    {"Dokdo: the United States takes no position", "2026-06-01", "PRK", "KOR", "territory", "Dokdo",
     "usrok_3", "contested:GEO_EDGE"},
    {"Kinmen is outside the statute", "2026-06-01", "CHN", "TWN", "territory", "Kinmen", "tra_2_3",
     "no:GEO_OUT"},
    {"New Zealand for Australia is alive", "2026-06-01", "CHN", "NZL", "territory", "Auckland",
     "anzus_4", "yes:OK"},
    {"Falklands and the Rio Treaty: no American State", "1982-04-02", "ARG", "GBR", "territory",
     "Falkland Islands", "rio_3", "no:VICTIM_COND"},
    {"American forces in Austria: still on the list of 1949", "2026-06-01", "RUS", "USA", "forces",
     "Vienna", "nato_5", "contested:GEO_EDGE"},
    {"forces of one Party on the soil of another", "2026-06-01", "RUS", "DEU", "forces", "Rukla",
     "nato_5", "yes:OK"},
    {"Poland and the United Kingdom 2017: no clause", "2020-06-01", "RUS", "POL", "territory",
     "Warsaw", "ukpol2017_0", "no:NO_CLAUSE"},
    {"Berlin before the Federal Republic joined", "1950-06-01", "SUN", "USA", "forces",
     "West Berlin", "nato_5", "yes:OK"},
    {"a bilateral treaty signed but not verified", "2026-06-01", "RUS", "POL", "territory",
     "Warsaw", "nancy_def", "contested:IN_FORCE_UNVERIFIED"},
    {"Armenia froze its part in 2024", "2025-06-01", "AZE", "ARM", "territory", "Jermuk", "csto_4",
     "contested:MEMBERSHIP_DISPUTED"},
    {"Dutch Caribbean: overseas country", "2026-06-01", "VEN", "NLD", "territory", "Willemstad",
     "teu_42_7", "contested:OVERSEAS_EDGE"},
    {"and south of the Tropic", "2026-06-01", "VEN", "NLD", "territory", "Willemstad", "nato_5",
     "no:GEO_OUT"},
    {"a ship in the Red Sea", "2024-01-09", "HOU", "USA", "vessel", "Red Sea", "nato_5",
     "no:GEO_OUT"},
};

static void judges(void **state)
{
    const ent_treaty *t = &((fixture *)*state)->t;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_treaty_event e;
        ent_treaty_event_init(t, &e);
        assert_int_equal(ent_treaty_event_set(t, &e, "date", rows[i].date), ENT_OK);
        assert_int_equal(ent_treaty_event_set(t, &e, "attacker", rows[i].attacker), ENT_OK);
        assert_int_equal(ent_treaty_event_set(t, &e, "victim", rows[i].victim), ENT_OK);
        assert_int_equal(ent_treaty_event_set(t, &e, "object", rows[i].object), ENT_OK);
        if (ent_treaty_event_set(t, &e, "place", rows[i].place) != ENT_OK)
            fail_msg("%s: unknown place %s", rows[i].what, rows[i].place);
        ent_treaty_locate(t, &e);
        const uint16_t clause = ent_treaty_find_clause(t, rows[i].clause, strlen(rows[i].clause));
        assert_int_not_equal(clause, ENT_TREATY_NONE);
        ent_treaty_verdict v;
        char got[64], sentence[512];
        ent_treaty_judge(t, &e, clause, &v);
        snprintf(got, sizeof got, "%s:%s", ent_treaty_answer_text(v.answer),
                 ent_treaty_reason_code(v.reason));
        assert_true(ent_treaty_sentence(t, &e, &v, sentence, sizeof sentence) > 20);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s: %s is %s, want %s (%s)", rows[i].what, rows[i].clause, got, rows[i].want,
                     sentence);
    }
}

/* Article 5 has been invoked once: counted in the events table, not typed in. */
static void counts_invocations(void **state)
{
    const ent_treaty *t = &((fixture *)*state)->t;
    const uint16_t five = ent_treaty_find_clause(t, "nato_5", 6);
    const uint16_t four = ent_treaty_find_clause(t, "nato_4", 6);
    unsigned n5 = 0, n4 = 0;
    for (uint32_t i = 0; i < t->n_records; i++) {
        n5 += t->records[i].clause == five;
        n4 += t->records[i].clause == four;
    }
    assert_int_equal(n5, 1);
    assert_int_equal(n4, 9);
}

static void reads_dates(void **state)
{
    (void)state;
    int32_t d = 0;
    char text[16];
    assert_true(ent_treaty_date("1970-01-01", 10, &d));
    assert_int_equal(d, 0);
    assert_true(ent_treaty_date("2024-02-29", 10, &d));
    assert_int_equal(d, 19782); /* date -d 2024-02-29 +%s / 86400 */
    assert_false(ent_treaty_date("2023-02-29", 10, &d));
    assert_false(ent_treaty_date("2023-13-01", 10, &d));
    assert_false(ent_treaty_date("20230101", 8, &d));
    for (int32_t day = -719162; day < 2932896; day += 977) {
        int32_t back = 0;
        ent_treaty_date_text(day, text);
        assert_true(ent_treaty_date(text, 10, &back));
        assert_int_equal(back, day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges),
        cmocka_unit_test(counts_invocations),
        cmocka_unit_test(reads_dates),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
