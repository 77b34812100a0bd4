/* Sentences on verdicts: whole texts for each reason, cut buffers, readings, what would change. */
#include "small_treaty.h"

/* clause, event, then the sentence without its head "The Pact, Art. 5: ". */
static const struct {
    const char *clause, *fields, *want;
} rows[] = {
    {"pact_5", "attacker=DDD;victim=AAA;place=Alpha",
     "The Pact, Art. 5: yes; it asks for assistance as it deems necessary."},
    {"pact_4", "attacker=DDD;victim=AAA;place=Alpha",
     "The Pact, Art. IV: yes; it asks for consultation."},
    {"pact_5", "date=1950-12-31;attacker=DDD;victim=AAA;place=Alpha",
     "The Pact, Art. 5: no, because it was not yet in force on 1950-12-31 (from 1951-01-01)."},
    {"pact_5", "date=2041-01-01;attacker=DDD;victim=AAA;place=Alpha",
     "The Pact, Art. 5: no, because it was no longer in force on 2041-01-01 (until 2040-01-01)."},
    {"pact_5", "date=1999-01-01;attacker=BBB;victim=AAA;place=Alpha",
     "The Pact, Art. 5: no, because no other party was left to assist on 1999-01-01."},
    {"pact_5", "date=1999-01-01;attacker=AAA|BBB;victim=DDD;place=Alpha",
     "The Pact, Art. 5: no, because Deland was not a party on 1999-01-01."},
    {"pact_5", "date=1999-01-01;attacker=AAA|BBB;victim=DDD|GRP;place=Alpha",
     "The Pact, Art. 5: no, because Deland and the Group were not parties on 1999-01-01."},
    {"pact_5", "attacker=BBB;victim=AAA;place=Alpha",
     "The Pact, Art. 5: contested, because Beland is itself a party; the text exempts no attacker, "
     "but was not made for this."},
    {"pact_5", "attacker=BBB|DDD|GRP;victim=AAA;place=Alpha",
     "The Pact, Art. 5: contested, because Beland, Deland and the Group are among the parties; the "
     "text exempts no attacker, but was not made for this."},
    {"pact_5", "date=2001-09-11;attacker=GRP;victim=AAA;place=Alpha",
     "The Pact, Art. 5: contested, because the Group is not a state, and the competent body has "
     "not "
     "found that the attack was directed from abroad."},
    {"pact_5", "date=2001-09-11;attacker=GRP|BND;victim=AAA;place=Alpha",
     "The Pact, Art. 5: contested, because the Group and the Band are not states, and the "
     "competent body has not found that the attack was directed from abroad."},
    {"side_1", "attacker=CCC;victim=AAA;place=Alpha",
     "Side letter, one: no, because Celand is not an attacker of the kind the clause names."},
    {"side_1", "attacker=CCC|GRP;victim=AAA;place=Alpha",
     "Side letter, one: no, because Celand and the Group are not an attacker of the kind the "
     "clause names."},
    {"pact_5", "date=2010-06-01;attacker=DDD;victim=AAA;place=Alpha;armed_attack=contested",
     "The Pact, Art. 5: contested, because Deland may be replying to force that the victim used "
     "first."},
    {"pact_5",
     "date=2010-06-01;attacker=DDD|GRP;victim=AAA;place=Alpha;armed_attack=contested;"
     "attacker_type=state",
     "The Pact, Art. 5: contested, because Deland and the Group and others may be replying to "
     "force that the victim used first."},
    {"pact_5", "attacker=DDD;victim=AAA;place=Open sea;object=infrastructure",
     "The Pact, Art. 5: no, because the clause protects territory, and what was attacked lay at "
     "Open sea, outside any territory, not on it."},
    {"pact_5", "attacker=DDD;victim=AAA;place=Zone point;object=infrastructure",
     "The Pact, Art. 5: contested, because the clause protects territory, and what was attacked "
     "lay at Zone point, in the economic zone of Aland, where that is disputed."},
    {"pact_5", "attacker=DDD;victim=AAA;place=Celeste",
     "The Pact, Art. 5: no, because C\xc3\xa9leste, territory of Celand, lies outside the area "
     "covered."},
    {"pact_5", "attacker=DDD;victim=AAA;place=isle",
     "The Pact, Art. 5: contested, because the place, Isle, territory of Aland, lies where "
     "coverage is disputed."},
    {"pact_5", "attacker=DDD;victim=BBB;lat=5;lon=8",
     "The Pact, Art. 5: no, because the place, Held, territory of Aland held by Beland, lies "
     "outside the area covered."},
    {"pact_5", "attacker=DDD;victim=AAA;lat=5;lon=3.98",
     "The Pact, Art. 5: contested, because the place, territory of Aland, close to a border, lies "
     "where coverage is disputed."},
    {"pact_5", "attacker=DDD;victim=AAA",
     "The Pact, Art. 5: contested, because the place, not located, lies where coverage is "
     "disputed."},
    {"pact_5", "attacker=DDD;victim=AAA;place=Disputed Rock",
     "The Pact, Art. 5: contested, because Disputed Rock, Rock, whose status is disputed, lies "
     "where coverage is disputed."},
    {"side_1", "attacker=BBB;victim=AAA;place=Alpha",
     "Side letter, one: no, because no nuclear weapon was used."},
    {"pact_5", "attacker=DDD;victim=AAA;place=Alpha;armed_attack=not_met",
     "The Pact, Art. 5: no, because the event is not an armed attack."},
};

static ent_treaty_verdict judge(const ent_treaty *t, const char *clause, const ent_treaty_event *e)
{
    ent_treaty_verdict v;
    const uint16_t k = ent_treaty_find_clause(t, clause, strlen(clause));
    assert_int_not_equal(k, ENT_TREATY_NONE);
    ent_treaty_judge(t, e, k, &v);
    return v;
}

static void sentences(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_treaty_event e = small_event(t, rows[i].fields);
        const ent_treaty_verdict v = judge(t, rows[i].clause, &e);
        char got[600], cut[20];
        const size_t n = ent_treaty_sentence(t, &e, &v, got, sizeof got);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s, %s:\n%s\nwant\n%s", rows[i].clause, rows[i].fields, got, rows[i].want);
        assert_int_equal(n, strlen(got));
        assert_int_equal(ent_treaty_sentence(t, &e, &v, cut, sizeof cut), sizeof cut - 1);
        assert_memory_equal(cut, got, sizeof cut - 1);
        assert_int_equal(cut[sizeof cut - 1], '\0');
        assert_int_equal(ent_treaty_sentence(t, &e, &v, cut, 0), 0);
    }
}

/* What a "yes" adds: a request not made, a joint finding, the parties' own security. */
static void additions_to_a_yes(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    ent_treaty_event e = small_event(t, "attacker=BBB;victim=AAA;place=Alpha");
    e.flags = ENT_FLAG_NUCLEAR;
    char got[600];
    ent_treaty_verdict v = judge(t, "side_1", &e);
    ent_treaty_sentence(t, &e, &v, got, sizeof got);
    assert_string_equal(got, "Side letter, one: yes, once the victim asks, after a joint finding; "
                             "it asks for all means in its power.");
    e.request = ENT_REQUEST_NO;
    v = judge(t, "side_1", &e);
    ent_treaty_sentence(t, &e, &v, got, sizeof got);
    assert_non_null(strstr(got, "yes, but nobody has asked for it, after a joint finding"));
    e.request = ENT_REQUEST_YES;
    v = judge(t, "side_1", &e);
    ent_treaty_sentence(t, &e, &v, got, sizeof got);
    assert_non_null(strstr(got, ": yes, after a joint finding"));
    e = small_event(t, "attacker=BBB;victim=DDD;place=Alpha");
    v = judge(t, "pact_4", &e);
    ent_treaty_sentence(t, &e, &v, got, sizeof got);
    assert_string_equal(got, "The Pact, Art. IV: yes, for the parties' own security; it asks for "
                             "consultation.");
}

static void readings(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    const ent_treaty_event e = small_event(t, "attacker=DDD;victim=AAA;place=isle");
    ent_treaty_verdict v = judge(t, "pact_5", &e);
    const ent_treaty_reading *r = ent_treaty_readings_of(t, &v);
    assert_non_null(r);
    assert_string_equal(ent_treaty_text(t, r->majority), "an island is not the land");
    v.clause = 2; /* a reading of this very clause goes before that of any */
    assert_string_equal(ent_treaty_text(t, ent_treaty_readings_of(t, &v)->decides), "nobody");
    v.reason = ENT_TREATY_NON_STATE;
    assert_null(ent_treaty_readings_of(t, &v));
    v = judge(t, "pact_4", &e);
    assert_null(ent_treaty_readings_of(t, &v)); /* nothing is contested */
}

static void single_conditions(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    const ent_treaty_event e = small_event(t, "attacker=DDD;victim=AAA;place=Celeste");
    const ent_treaty_verdict v = judge(t, "pact_5", &e);
    char got[300];
    for (unsigned step = 0; step < ENT_TREATY_N_STEPS; step++) {
        ent_treaty_step_sentence(t, &e, &v, step, got, sizeof got);
        if (step == ENT_TREATY_STEP_PLACE)
            assert_non_null(strstr(got, "lies outside the area covered"));
        else
            assert_string_equal(got, "met");
    }
    assert_int_equal(ent_treaty_step_sentence(t, &e, &v, ENT_TREATY_N_STEPS, got, sizeof got), 0);
    assert_string_equal(got, "");
}

static void what_would_change_it(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    static const struct {
        const char *clause, *fields, *want;
    } if_rows[] = {
        {"pact_5", "attacker=GRP;victim=AAA;place=Alpha", ""},
        {"pact_5", "attacker=GRP;victim=AAA;place=Open sea;object=forces",
         "A strike on covered territory of Aland would change the answer."},
        {"pact_5", "attacker=GRP;victim=AAA;lat=5;lon=2.5;territory_of=DDD;object=forces",
         "A strike on covered territory of Aland would change the answer; so would the accession "
         "of Deland."},
        {"pact_5", "attacker=GRP;victim=AAA;place=Celeste;object=forces",
         "A strike on covered territory of Aland would change the answer."},
        {"pact_5", "date=1999-01-01;attacker=BBB;victim=AAA;place=Alpha", ""},
        {"pact_5", "date=1999-01-01;attacker=AAA|BBB;victim=DDD;place=Alpha",
         "The accession of Deland would change the answer."},
        {"side_1", "attacker=CCC;victim=AAA;place=Alpha", ""},
    };
    for (size_t i = 0; i < sizeof if_rows / sizeof if_rows[0]; i++) {
        const ent_treaty_event e = small_event(t, if_rows[i].fields);
        const ent_treaty_verdict v = judge(t, if_rows[i].clause, &e);
        char got[300];
        ent_treaty_what_if(t, &e, &v, got, sizeof got);
        if (strcmp(got, if_rows[i].want) != 0)
            fail_msg("%s: '%s'", if_rows[i].fields, got);
    }
}

/* Each word has its own text, and a number past the end none. */
static void words_of_numbers(void **state)
{
    (void)state;
    static const char *(*const of[])(unsigned) = {ent_treaty_reason_code, ent_treaty_level_text,
                                                  ent_treaty_step_text, ent_treaty_status_text};
    static const unsigned n[] = {ENT_TREATY_N_REASONS, ENT_TREATY_LEVELS, ENT_TREATY_N_STEPS,
                                 ENT_TREATY_N_STATUSES};
    for (size_t i = 0; i < 4; i++) {
        for (unsigned k = 0; k < n[i]; k++)
            for (unsigned other = 0; other < k; other++)
                assert_string_not_equal(of[i](k), of[i](other));
        assert_string_equal(of[i](n[i]), "");
    }
    assert_string_equal(ent_treaty_answer_text(ENT_TREATY_YES), "yes");
    assert_string_equal(ent_treaty_answer_text(ENT_TREATY_CONTESTED), "contested");
    assert_string_equal(ent_treaty_answer_text(ENT_TREATY_NO), "no");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences),
        cmocka_unit_test(additions_to_a_yes),
        cmocka_unit_test(readings),
        cmocka_unit_test(single_conditions),
        cmocka_unit_test(what_would_change_it),
        cmocka_unit_test(words_of_numbers),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
