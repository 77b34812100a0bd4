/* Case files: scores by hand, values the engine does not know, mistakes, memory. */
#include "small_treaty.h"

#include "entente/treaty_cases.h"

#define HEAD \
    "case_id,title,date,attacker,attacker_type,victim,object,lat,lon,territory_of,armed_attack," \
    "request_made,place,expected,state_max_level,what_happened,source\n"

static ent_status read_cases(small_treaty *s, const char *text, ent_treaty_case_list *list,
                             ent_error *err)
{
    const char *path = ent_text_format(&s->arena, "%s/cases.csv", s->folder);
    CHECK_OK(ent_text_write_file(path, text, strlen(text), err), *err);
    const ent_status status = ent_treaty_cases_read(&s->t, path, list, &s->arena, err);
    unlink(path);
    return status;
}

/* Three cells of one case: right, right for another reason, half right; levels 1 of 2. */
static void scores(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_treaty_case_list l;
    CHECK_OK(read_cases(
                 s,
                 HEAD "c1,A strike,2020-06-01,DDD,state,AAA,territory,,,,met,assumed,Alpha,"
                      "pact_5:yes:OK; pact_4 : yes :NO_REQUEST;side_1:contested:NON_STATE;what:no,"
                      "BBB=3/5 CCC=5 AAA=1 QQQ=2 nothing,it happened,a book\n"
                      "c2,,2020-06-01,DDD,state,AAA,territory,20,5,,met,no,,pact_5:no:GEO_OUT,,,\n",
                 &l, &err),
             err);
    assert_int_equal(l.n_cases, 2);
    assert_int_equal(l.n_clauses, 5);
    assert_int_equal(l.n_levels, 4);
    assert_string_equal(l.cases[0].id, "c1");
    assert_string_equal(l.cases[0].happened, "it happened");
    assert_string_equal(l.cases[0].source, "a book");
    assert_int_equal(l.cases[1].line, 3);
    assert_int_equal(l.answers_right, 2);
    assert_int_equal(l.reasons_right, 1);
    assert_int_equal(l.levels_right, 2);
    assert_int_equal(l.vectors_right, 0);
    CHECK_NEAR(l.credit, 1 + 1 + 0.5 + 0 + 0.5, 0);
    static const struct {
        const char *name, *got;
        bool state, right, reason;
        double credit;
    } cells[] = {
        {"pact_5", "yes:OK", false, true, true, 1},
        {"pact_4", "yes:OK", false, true, false, 1},
        {"side_1", "no:NOT_PARTY", false, false, false, .5},
        {"what", "unknown clause", false, false, false, 0},
        {"BBB", "3/5", true, true, false, 1},
        {"CCC", "5", true, true, false, 1},
        {"AAA", "0", true, false, false, 0},
        {"QQQ", "unknown state", true, false, false, 0},
        {"pact_5", "contested:GEO_EDGE", false, false, false, .5},
    };
    assert_int_equal(l.n_cells, sizeof cells / sizeof cells[0]);
    for (size_t i = 0; i < l.n_cells; i++) {
        const ent_treaty_cell *c = &l.cells[i];
        if (strcmp(c->name, cells[i].name) != 0 || strcmp(c->got, cells[i].got) != 0 ||
            c->state != cells[i].state || c->answer_right != cells[i].right ||
            c->reason_right != cells[i].reason)
            fail_msg("cell %zu: %s %s, right %d %d", i, c->name, c->got, c->answer_right,
                     c->reason_right);
        CHECK_NEAR(c->credit, cells[i].credit, 0);
    }
    assert_int_equal(l.cells[8].row, 1);
}

/* A name the tables do not hold stands for somebody else; a file goes on. */
static void unknown_values(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_treaty_case_list l;
    /* the two stand-ins have to be in the tables */
    small_write(s, "states.csv",
                ent_text_format(&s->arena,
                                "%sXXX,somebody,actor,,0,,,,,\nZZZ,a state,state,,0,,,,,\n",
                                small_text("states.csv")));
    ent_treaty_block block;
    CHECK_OK(ent_treaty_compile(s->folder, NULL, &block, &s->arena, &err), err);
    const ent_treaty kept = s->t;
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &s->t), ENT_OK);
    CHECK_OK(
        read_cases(s,
                   HEAD
                   "u1,,2020-06-01,QQQ|DDD,martian,QQQ AAA,trains|forces,5,2,QQQ,perhaps,maybe,"
                   "Alpha,pact_5:yes:OK,,,\n"
                   "u2,,2020-06-01,,state,,trains,,,EEZ:QQQ,met,yes,Atlantis,pact_5:yes:OK,,,\n"
                   "u3,,2020-06-01,DDD,state,AAA,forces,,,EEZ:BBB|CCC,met,yes,,pact_5:yes:OK,,,\n",
                   &l, &err),
        err);
    const ent_treaty_event *e = &l.cases[0].event;
    assert_int_equal(e->n_attackers, 2);
    assert_int_equal(e->attackers[0], 6); /* XXX */
    assert_int_equal(e->attackers[1], 3);
    assert_int_equal(e->victims[0], 7); /* ZZZ */
    assert_int_equal(e->objects, ENT_OBJECT_FORCES);
    assert_int_equal(e->actor, ENT_ACTOR_UNKNOWN);
    assert_int_equal(e->armed, ENT_ARMED_CONTESTED);
    assert_int_equal(e->request, ENT_REQUEST_NO);
    assert_int_equal(e->place_state, 7);
    CHECK_NEAR(e->lat, 5, 0);
    e = &l.cases[1].event;
    assert_int_equal(e->attackers[0], 6);
    assert_int_equal(e->objects, ENT_OBJECT_OTHER);
    assert_int_equal(e->place_given, ENT_SITE_ZONE);
    assert_int_equal(e->place_state, 7);
    assert_int_equal(l.cases[2].event.place_state, 1); /* the first of a list */
    s->t = kept;
    small_write(s, "states.csv", small_text("states.csv"));
}

static void mistakes(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_treaty_case_list l;
    static const struct {
        const char *text, *want;
        ent_status status;
    } rows[] = {
        {HEAD "c,,June,DDD,state,AAA,territory,,,,met,no,Alpha,pact_5:yes:OK,,,\n",
         "cases.csv:2: column date: 'June' is not known here", ENT_E_DATA},
        {HEAD "c,,2020,DDD,state,AAA,territory,95,,,met,no,Alpha,pact_5:yes:OK,,,\n",
         "cases.csv:2: column lat: '95' is not known here", ENT_E_DATA},
        {"case_id,date\nc,2020\n", "clauses", ENT_E_DATA},
        {"case_id,expected\nc,x\n", "state_max_level", ENT_E_DATA},
        {"case_id,clauses\nc,pact_5\n", "date", ENT_E_DATA},
        {"date\n2020\n", "case_id", ENT_E_DATA},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        err.message[0] = '\0';
        const ent_status status = read_cases(s, rows[i].text, &l, &err);
        if (status == ENT_OK || !strstr(err.message, rows[i].want))
            fail_msg("row %zu: status %d, '%s'", i, (int)status, err.message);
    }
    assert_int_equal(ent_treaty_cases_read(&s->t, "/nonexistent/c.csv", &l, &s->arena, &err),
                     ENT_E_IO);
}

/* A list of clauses without a score. */
static void unscored(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_treaty_case_list l;
    CHECK_OK(
        read_cases(s,
                   "case_id,clauses,date,attacker,attacker_type,victim,object,lat,lon,territory_of,"
                   "armed_attack,request_made,place\n"
                   "c,pact_5;pact_4,2020-06-01,DDD,state,AAA,territory,,,,met,no,Alpha\n",
                   &l, &err),
        err);
    assert_int_equal(l.n_cells, 2);
    assert_string_equal(l.cells[0].got, "yes:OK");
    assert_string_equal(l.cells[0].want, "");
    assert_string_equal(l.cases[0].title, "");
}

static void without_memory(void **state)
{
    small_treaty *s = *state;
    char path[TEMPORARY_PATH + 64];
    ent_error err = {0};
    snprintf(path, sizeof path, "%s/cases.csv", s->folder);
    static const char text[] =
        HEAD "c1,t,2020-06-01,DDD,state,AAA,territory,,,,met,no,Alpha,pact_5:yes:OK,BBB=3/5,,\n";
    CHECK_OK(ent_text_write_file(path, text, sizeof text - 1, &err), err);
    size_t failures = 0, good = 0;
    for (size_t n = 1; good < 12; n++) { /* losing a text later does not fail the file */
        ent_arena small;
        ent_treaty_case_list l;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        const ent_status status = ent_treaty_cases_read(&s->t, path, &l, &small, &err);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&small);
        failures += status != ENT_OK;
        good = status == ENT_OK ? good + 1 : 0;
        assert_true(status == ENT_OK || status == ENT_E_NOMEM);
        assert_true(n < 1000);
    }
    assert_true(failures > 5);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores),   cmocka_unit_test(unknown_values), cmocka_unit_test(mistakes),
        cmocka_unit_test(unscored), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
