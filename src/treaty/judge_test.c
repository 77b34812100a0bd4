/* The tables of data/treaty against events whose answer follows from the articles. */
#include "small_treaty.h"

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

/* The pact of the small tables: one condition turned at a time. */
static const struct {
    const char *what, *clause, *fields, *want;
} small_rows[] = {
    {"the plain case", "pact_5", "attacker=DDD;victim=AAA;place=Alpha", "yes:OK"},
    {"before it", "pact_5", "date=1950-12-31;attacker=DDD;victim=AAA;place=Alpha",
     "no:NOT_IN_FORCE"},
    {"after it", "pact_5", "date=2040-01-02;attacker=DDD;victim=AAA;place=Alpha",
     "no:NOT_IN_FORCE"},
    {"the last other party is the attacker", "pact_5",
     "date=1999-01-01;attacker=BBB;victim=AAA;place=Alpha", "no:NOT_PARTY"},
    {"an ally attacks", "pact_5", "attacker=BBB;victim=AAA;place=Alpha",
     "contested:INTRA_ALLIANCE"},
    {"consultation is open to the attacker too", "pact_4", "attacker=BBB;victim=AAA;place=Alpha",
     "yes:OK"},
    {"no armed attack", "pact_5", "attacker=DDD;victim=AAA;place=Alpha;armed_attack=not_met",
     "no:NO_ARMED_ATTACK"},
    {"violence at home", "pact_5", "attacker=GRP;victim=AAA;place=Alpha;armed_attack=not_met",
     "no:INTERNAL"},
    {"perhaps violence at home", "pact_5",
     "attacker=GRP;victim=AAA;place=Alpha;armed_attack=contested", "contested:INTERNAL"},
    {"a group abroad", "pact_5",
     "attacker=GRP;victim=AAA;place=Open sea;armed_attack=contested;"
     "object=vessel",
     "no:GEO_OUT"},
    {"a group, in the gulf, perhaps", "pact_5",
     "attacker=GRP;victim=AAA;lat=5;lon=12;object=vessel;armed_attack=contested",
     "contested:NON_STATE"},
    {"a group before groups counted", "pact_5",
     "date=2001-09-11;attacker=GRP;victim=AAA;place=Alpha", "contested:NON_STATE"},
    {"unless the victim asked for this clause", "pact_5",
     "date=2001-09-11;attacker=GRP;victim=AAA;place=Alpha;request_made=yes", "yes:OK"},
    {"a group after", "pact_5", "date=2001-09-12;attacker=GRP;victim=AAA;place=Alpha", "yes:OK"},
    {"cyber before it was accepted", "pact_5",
     "date=2014-09-04;attacker=DDD;victim=AAA;place=Alpha;object=cyber", "contested:THRESHOLD"},
    {"cyber after", "pact_5", "date=2014-09-05;attacker=DDD;victim=AAA;place=Alpha;object=cyber",
     "yes:OK"},
    {"how much is an attack", "pact_5",
     "attacker=DDD;victim=AAA;place=Alpha;armed_attack=contested", "contested:THRESHOLD"},
    {"the victim had begun", "pact_5",
     "date=2010-06-01;attacker=DDD;victim=AAA;place=Alpha;armed_attack=contested",
     "contested:AGGRESSOR_DISPUTED"},
    {"a danger suffices, below an attack it is open", "side_1",
     "attacker=BBB;victim=AAA;place=Alpha;armed_attack=not_met", "no:CONDITION_UNMET"},
    {"for other attackers", "side_1", "attacker=DDD;victim=AAA;place=Alpha", "no:NOT_PARTY"},
    {"the attacker of the clause", "side_1", "attacker=BBB;victim=AAA;place=Alpha",
     "no:CONDITION_UNMET"},
    {"another attacker", "side_1", "attacker=CCC;victim=AAA;place=Alpha", "no:ATTACKER_COND"},
    {"another victim", "side_1", "attacker=BBB;victim=CCC;place=Celeste", "no:VICTIM_COND"},
    {"its victim is host to the forces", "side_1",
     "attacker=BBB;victim=CCC;object=forces;place=Alpha", "no:CONDITION_UNMET"},
    {"an object without a rule stands on its territory", "pact_5",
     "attacker=DDD;victim=AAA;place=Alpha;object=infrastructure", "yes:OK"},
    {"and abroad the place is the reason", "pact_5",
     "attacker=DDD;victim=AAA;place=Celeste;object=infrastructure", "no:GEO_OUT"},
    {"at sea the object", "pact_5", "attacker=DDD;victim=AAA;place=Open sea;object=infrastructure",
     "no:OBJECT_OUT"},
    {"in the own zone even that is open", "pact_5",
     "attacker=DDD;victim=AAA;place=Zone point;object=infrastructure", "contested:OBJECT_OUT"},
    {"of two victims the better", "pact_5", "attacker=DDD;victim=CCC|AAA;place=Alpha", "yes:OK"},
    {"of two objects the better", "pact_5",
     "attacker=DDD;victim=AAA;lat=5;lon=12;object=territory|vessel", "yes:OK"},
    {"nobody was attacked", "pact_5", "attacker=DDD;place=Alpha", "no:VICTIM_COND"},
    {"an unknown attacker may be anybody", "side_1",
     "attacker=BBB;attacker_type=unknown;victim=AAA;place=Alpha", "no:CONDITION_UNMET"},
};

static void small_pact(void **state)
{
    small_treaty *s = NULL;
    (void)state;
    small_setup((void **)&s);
    for (size_t i = 0; i < sizeof small_rows / sizeof small_rows[0]; i++) {
        const ent_treaty_event e = small_event(&s->t, small_rows[i].fields);
        const uint16_t clause =
            ent_treaty_find_clause(&s->t, small_rows[i].clause, strlen(small_rows[i].clause));
        ent_treaty_verdict v;
        char got[64];
        ent_treaty_judge(&s->t, &e, clause, &v);
        snprintf(got, sizeof got, "%s:%s", ent_treaty_answer_text(v.answer),
                 ent_treaty_reason_code(v.reason));
        if (strcmp(got, small_rows[i].want) != 0)
            fail_msg("%s: %s is %s, want %s", small_rows[i].what, small_rows[i].clause, got,
                     small_rows[i].want);
    }
    small_teardown((void **)&s);
}

/* Requests: named clauses first, then the word, consultation alone for level 2. */
static void requests_by_clause(void **state)
{
    small_treaty *s = NULL;
    (void)state;
    small_setup((void **)&s);
    static const struct {
        const char *request;
        unsigned five, four;
    } rows_of[] = {
        {"yes", ENT_TREATY_YES, ENT_TREATY_YES},
        {"no", ENT_TREATY_NO, ENT_TREATY_NO},
        {"assumed", ENT_TREATY_CONTESTED, ENT_TREATY_CONTESTED},
        {"consult_only", ENT_TREATY_NO, ENT_TREATY_YES},
        {"yes (pact_5 only)", ENT_TREATY_YES, ENT_TREATY_NO},
        {"yes (a council)", ENT_TREATY_NO, ENT_TREATY_NO},
    };
    for (size_t i = 0; i < sizeof rows_of / sizeof rows_of[0]; i++) {
        ent_treaty_event e = small_event(&s->t, "attacker=DDD;victim=AAA;place=Alpha");
        ent_treaty_verdict v;
        assert_int_equal(ent_treaty_event_set(&s->t, &e, "request_made", rows_of[i].request),
                         ENT_OK);
        ent_treaty_judge(&s->t, &e, 0, &v);
        assert_int_equal(v.requested, rows_of[i].five);
        ent_treaty_judge(&s->t, &e, 1, &v);
        assert_int_equal(v.requested, rows_of[i].four);
    }
    small_teardown((void **)&s);
}

/* Levels: a reservation lowers what is firm, suspension ends it, the reading of a scenario lifts.
 */
static void levels_owed(void **state)
{
    small_treaty *s = NULL;
    (void)state;
    small_setup((void **)&s);
    ent_treaty_level levels[ENT_TREATY_MAX_STATES];
    ent_treaty_event e = small_event(&s->t, "attacker=DDD;victim=AAA;place=Alpha");
    ent_treaty_judge_all(&s->t, &e, NULL, levels);
    assert_int_equal(levels[1].firm, 3); /* specific character: support at most */
    assert_int_equal(levels[1].contested, 5);
    assert_int_equal(levels[2].firm, 5);
    assert_int_equal(levels[2].firm_clause, 0);
    assert_int_equal(levels[0].contested, 0); /* the victim */
    assert_int_equal(levels[3].contested, 0); /* the attacker */
    e = small_event(&s->t, "attacker=DDD;victim=BBB;place=Beta City");
    ent_treaty_judge_all(&s->t, &e, NULL, levels);
    assert_int_equal(levels[2].contested, 0); /* suspended between the two, either way */
    assert_int_equal(levels[0].firm, 5);
    e = small_event(&s->t, "attacker=DDD;victim=CCC;place=Celeste");
    ent_treaty_judge_all(&s->t, &e, NULL, levels);
    assert_int_equal(levels[1].contested, 0);
    assert_int_equal(levels[0].firm, 2); /* Celand's land is not in NORTH: consultation only */
    e = small_event(&s->t, "attacker=DDD;victim=AAA;place=isle");
    ent_treaty_judge_all(&s->t, &e, NULL, levels);
    assert_int_equal(levels[2].firm, 2); /* the island is disputed */
    assert_int_equal(levels[2].contested, 5);
    ent_treaty_options o = {.contested_firm = true};
    ent_error err = {0};
    ent_treaty_block block;
    ent_treaty firm;
    CHECK_OK(ent_treaty_compile(s->folder, &o, &block, &s->arena, &err), err);
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &firm), ENT_OK);
    ent_treaty_judge_all(&firm, &e, NULL, levels);
    assert_int_equal(levels[2].firm, 5);
    small_teardown((void **)&s);
}

/* A presumption only ever weakens "met", and only while the recorded hostilities go on. */
static void presumption(void **state)
{
    small_treaty *s = NULL;
    (void)state;
    small_setup((void **)&s);
    ent_treaty_event e = small_event(&s->t, "date=2010-06-01;attacker=DDD;victim=AAA;place=Alpha");
    ent_treaty_presume(&s->t, &e);
    assert_int_equal(e.armed, ENT_ARMED_CONTESTED);
    e = small_event(&s->t, "date=2011-06-01;attacker=DDD;victim=AAA;place=Alpha");
    ent_treaty_presume(&s->t, &e);
    assert_int_equal(e.armed, ENT_ARMED_MET);
    e = small_event(&s->t, "date=2010-06-01;attacker=BBB;victim=AAA;place=Alpha");
    ent_treaty_presume(&s->t, &e);
    assert_int_equal(e.armed, ENT_ARMED_MET); /* not the state it had attacked */
    e = small_event(&s->t, "date=2010-06-01;attacker=DDD;victim=AAA;armed_attack=not_met");
    ent_treaty_presume(&s->t, &e);
    assert_int_equal(e.armed, ENT_ARMED_NOT_MET);
    small_teardown((void **)&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges),      cmocka_unit_test(counts_invocations),
        cmocka_unit_test(small_pact),  cmocka_unit_test(requests_by_clause),
        cmocka_unit_test(levels_owed), cmocka_unit_test(presumption),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
