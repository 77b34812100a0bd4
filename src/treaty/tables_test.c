/* Reading of the tables: every kind of mistake with its message, packing, options, memory. */
#include "small_treaty.h"

/* One row is put behind a table (or, with "!", the whole text replaces it). */
static const struct {
    const char *table, *row, *want;
} mistakes[] = {
    {"regions.csv", "X,lake,table,1,,,", "regions.csv:5: column kind: unknown word 'lake'"},
    {"regions.csv", "X,sea,rule,1,,,", "regions.csv:5: column by: unknown word 'rule'"},
    {"regions.csv", "X,sea,table,501,,,", "regions.csv:5: column edge_km: out of range: '501'"},
    {"regions.csv", "X,sea,table,,,,", "regions.csv:5: column edge_km: "},
    {"regions.csv", "X,sea,table,1,1 2;3 4;5 6 7,,",
     "regions.csv:5: column polygon: position 12: expected ';' or '|' near ' 7'"},
    {"regions.csv", "!region,kind,by,edge_km\n", ""},
    {"states.csv", "EEE,E,kingdom,,0,,,,,", "states.csv:8: column kind: unknown word 'kingdom'"},
    {"states.csv", "EEE,E,state,SOUTH,0,,,,,",
     "states.csv:8: column areas: unknown region 'SOUTH'"},
    {"states.csv", "EEE,E,state,NORTH|SOUTH,0,,,,,", "column areas: unknown region 'SOUTH'"},
    {"states.csv", "EEE,E,state,,2,,,,,", "states.csv:8: column american: out of range: '2'"},
    {"states.csv", "EEE,E,state,,0,1.1.90,,,,",
     "states.csv:8: column from: expected YYYY-MM-DD, not '1.1.90'"},
    {"states.csv", "EEE,E,state,,0,,2020-13,,,", "column to: expected YYYY-MM-DD, not '2020-13'"},
    {"states.csv", "EEE,E,state,,0,,,x,,", "column communist_from: expected YYYY-MM-DD, not 'x'"},
    {"states.csv", "EEE,E,state,,0,,,,x,", "column communist_to: expected YYYY-MM-DD, not 'x'"},
    {"states.csv", "EEE,E,state,,0,,,,,QQQ", "states.csv:8: column home: unknown state 'QQQ'"},
    {"territories.csv", "T,QQQ,,,1,1,1,1,0,integral,,,,,,",
     "territories.csv:8: column sovereign: unknown state 'QQQ'"},
    {"territories.csv", "T,,,,1,1,1,1,0,integral,,,,,,", "column sovereign: unknown state ''"},
    {"territories.csv", "T,AAA,QQQ,,1,1,1,1,0,integral,,,,,,",
     "column administered_by: unknown state 'QQQ'"},
    {"territories.csv", "T,AAA,,,91,1,1,1,0,integral,,,,,,", "column lat: out of range: '91'"},
    {"territories.csv", "T,AAA,,,1,181,1,1,0,integral,,,,,,", "column lon: out of range: '181'"},
    {"territories.csv", "T,AAA,,,1,1,-1,1,0,integral,,,,,,", "column half_lat: out of range: '-1'"},
    {"territories.csv", "T,AAA,,,1,1,1,181,0,integral,,,,,,",
     "column half_lon: out of range: '181'"},
    {"territories.csv", "T,AAA,,,1,1,1,1,2,integral,,,,,,", "column island: out of range: '2'"},
    {"territories.csv", "T,AAA,,,1,1,1,1,0,loose,,,,,,", "column link: unknown word 'loose'"},
    {"territories.csv", "T,AAA,,,1,1,1,1,0,integral,SOUTH,,,,,",
     "column areas: unknown region 'SOUTH'"},
    {"territories.csv", "T,AAA,,,1,1,1,1,0,integral,,EEC,,,,",
     "column eu_status: unknown word 'EEC'"},
    {"territories.csv", "T,AAA,,,1,1,1,1,0,integral,,,x,,,", "column from: expected YYYY-MM-DD"},
    {"territories.csv", "T,AAA,,,1,1,1,1,0,integral,,,,x,,", "column to: expected YYYY-MM-DD"},
    {"territories.csv", "T,AAA,,,1,1,1,1,0,integral,,,,,AAA|QQQ,",
     "column claimants: unknown state 'QQQ'"},
    {"territories.csv", "T,AAA,,,1,1,1,1,0,integral,,,,,AAA|BBB|CCC|DDD|AAA,",
     "column claimants: too many states: 'AAA'"},
    {"places.csv", "P,x,1,AAA", "places.csv:9: column lat: 'x' is not a number"},
    {"places.csv", "P,1,200,AAA", "column lon: out of range: '200'"},
    {"places.csv", "P,1,1,QQQ", "column territory_of: unknown state 'QQQ'"},
    {"places.csv", "P,1,1,EEZ:QQQ", "column territory_of: unknown state 'EEZ:QQQ'"},
    {"instruments.csv", "x,X,treaty,x,,,in_force,c,text",
     "instruments.csv:4: column signed: expected YYYY-MM-DD, not 'x'"},
    {"instruments.csv", "x,X,treaty,,x,,in_force,c,text", "column from: expected YYYY-MM-DD"},
    {"instruments.csv", "x,X,treaty,,,x,in_force,c,text", "column to: expected YYYY-MM-DD"},
    {"parties.csv", "pakt,AAA,party,1,1,,,,day,",
     "parties.csv:7: column instrument: unknown instrument 'pakt'"},
    {"parties.csv", "pact,QQQ,party,1,1,,,,day,", "column state: unknown state 'QQQ'"},
    {"parties.csv", "pact,AAA,party,2,1,,,,day,", "column obligor: out of range: '2'"},
    {"parties.csv", "pact,AAA,party,1,2,,,,day,", "column beneficiary: out of range: '2'"},
    {"parties.csv", "pact,AAA,party,1,1,x,,,day,", "column from: expected YYYY-MM-DD"},
    {"parties.csv", "pact,AAA,party,1,1,,x,,day,", "column to: expected YYYY-MM-DD"},
    {"parties.csv", "pact,AAA,party,1,1,,,asleep,day,", "column status: unknown status 'asleep'"},
    {"parties.csv", "pact,AAA,party,1,1,,,suspended_with,day,",
     "column status: unknown state in 'suspended_with'"},
    {"parties.csv", "pact,AAA,party,1,1,,,,week,", "column precision: unknown word 'week'"},
    {"clauses.csv", "x,pakt,1,,,threat,ANY,ANY,ANY,,,no,0,,1,t,1,,,text",
     "clauses.csv:5: column instrument: unknown instrument 'pakt'"},
    {"clauses.csv", "x,pact,1,x,,threat,ANY,ANY,ANY,,,no,0,,1,t,1,,,text", "column from:"},
    {"clauses.csv", "x,pact,1,,x,threat,ANY,ANY,ANY,,,no,0,,1,t,1,,,text", "column to:"},
    {"clauses.csv", "x,pact,1,,,anger,ANY,ANY,ANY,,,no,0,,1,t,1,,,text",
     "column trigger: unknown word 'anger'"},
    {"clauses.csv", "x,pact,1,,,threat,ANY,ANY,ANY,x,,no,0,,1,t,1,,,text",
     "column nonstate_from: expected YYYY-MM-DD"},
    {"clauses.csv", "x,pact,1,,,threat,ANY,ANY,ANY,,rain,no,0,,1,t,1,,,text",
     "column condition: unknown word 'rain'"},
    {"clauses.csv", "x,pact,1,,,threat,ANY,ANY,ANY,,,may,0,,1,t,1,,,text",
     "column request: unknown word 'may'"},
    {"clauses.csv", "x,pact,1,,,threat,ANY,ANY,ANY,,,no,2,,1,t,1,,,text",
     "column joint_finding: out of range: '2'"},
    {"clauses.csv", "x,pact,1,,,threat,ANY,ANY,ANY,,,no,0,,8,t,1,,,text",
     "column level: out of range: '8'"},
    {"clauses.csv", "x,pact,1,,,threat,ANY,ANY,ANY,,,no,0,,1,t,4,,,text",
     "column discretion: out of range: '4'"},
    {"clauses.csv", "x,pact,1,,,threat,ANY,ANY,QQQ,,,no,0,,1,t,1,,,text",
     "clauses.csv:5: column victim: position 1: unknown condition near 'QQQ'"},
    {"events.csv", "x,party,2001-01-01,,AAA,BBB,pact_5,,,s",
     "events.csv:4: column kind: unknown word 'party'"},
    {"events.csv", "x,invocation,x,,AAA,BBB,pact_5,,,s", "column date: expected YYYY-MM-DD"},
    {"events.csv", "x,invocation,,x,AAA,BBB,pact_5,,,s", "column until: expected YYYY-MM-DD"},
    {"events.csv", "x,invocation,,,QQQ,BBB,pact_5,,,s", "column attacker: unknown state 'QQQ'"},
    {"events.csv", "x,invocation,,,AAA,QQQ,pact_5,,,s", "column victim: unknown state 'QQQ'"},
    {"events.csv", "x,invocation,,,AAA,BBB,pact_9,,,s", "column clause: unknown clause 'pact_9'"},
    {"events.csv", "x,invocation,,,AAA,BBB,pact_5,QQQ,,s",
     "column requested_by: unknown state 'QQQ'"},
    {"readings.csv", "WHY,,a,b,c,d", "readings.csv:4: column reason: unknown reason 'WHY'"},
    {"readings.csv", "GEO_OUT,pact_9,a,b,c,d", "column clause: unknown clause 'pact_9'"},
    {"outlines.csv", "QQQ,0 0;1 1;2 2", "outlines.csv:6: column state: unknown state 'QQQ'"},
    {"outlines.csv", "AAA,0 0;1 1|2 2",
     "outlines.csv:6: column polygon: position 8: expected ';' near '|2 2'"},
    {"outlines.csv", "AAA,0 0;181 1;2 2",
     "column polygon: position 5: expected a longitude and a latitude near '181 1;2 2'"},
    {"outlines.csv", "!state\nAAA\n", "column"},
    {"places.csv", "!place,lat,lon\nP,1,1\n", "column"},
};

static void every_mistake_has_its_place(void **state)
{
    small_treaty *s = *state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        ent_error err = {0};
        ent_treaty_block block = {0};
        const size_t mark = ent_arena_mark(&s->arena);
        const char *whole = small_text(mistakes[i].table);
        const char *text = mistakes[i].row[0] == '!'
                               ? mistakes[i].row + 1
                               : ent_text_format(&s->arena, "%s%s\n", whole, mistakes[i].row);
        small_write(s, mistakes[i].table, text);
        const ent_status status = ent_treaty_compile(s->folder, NULL, &block, &s->arena, &err);
        if (status == ENT_OK || !strstr(err.message, mistakes[i].want) ||
            strchr(err.message, '\n') || block.data)
            fail_msg("%s, '%s': status %d, '%s', want '%s'", mistakes[i].table, mistakes[i].row,
                     (int)status, err.message, mistakes[i].want);
        small_write(s, mistakes[i].table, whole);
        ent_arena_rewind(&s->arena, mark);
    }
}

static void every_table_is_needed(void **state)
{
    small_treaty *s = *state;
    for (size_t i = 0; i < N_SMALL_TABLES; i++) {
        char path[TEMPORARY_PATH + 64];
        ent_error err = {0};
        ent_treaty_block block;
        snprintf(path, sizeof path, "%s/%s", s->folder, small_tables[i].name);
        assert_int_equal(unlink(path), 0);
        assert_int_equal(ent_treaty_compile(s->folder, NULL, &block, &s->arena, &err), ENT_E_IO);
        assert_non_null(strstr(err.message, small_tables[i].name));
        small_write(s, small_tables[i].name, small_tables[i].text);
    }
}

/* More regions than a mask has bits, more states than a list has room. */
static void limits(void **state)
{
    small_treaty *s = *state;
    static const struct {
        const char *table, *want;
        int n;
    } rows[] = {
        {"regions.csv", "regions.csv:66: column region: more than 64 regions", 65},
        {"states.csv", "states.csv:514: column code: more than 512 states", 520},
    };
    for (size_t i = 0; i < 2; i++) {
        ent_error err = {0};
        ent_treaty_block block;
        ent_builder b;
        ent_builder_init(&b, &s->arena);
        ent_builder_text(&b, small_text(rows[i].table));
        for (int n = 0; n < rows[i].n; n++) {
            char line[80];
            const int length = snprintf(
                line, sizeof line, i == 0 ? "R%d,area,table,1,,,\n" : "S%d,S,state,,0,,,,,\n", n);
            ent_builder_add(&b, line, (size_t)length);
        }
        small_write(s, rows[i].table, b.data);
        assert_int_equal(ent_treaty_compile(s->folder, NULL, &block, &s->arena, &err), ENT_E_DATA);
        if (!strstr(err.message, rows[i].want))
            fail_msg("%s", err.message);
        small_write(s, rows[i].table, small_text(rows[i].table));
    }
}

/* Parties lie together by instrument, in the order of the table; open dates are wide open. */
static void packed_as_read(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    assert_int_equal(t->n_states, 6);
    assert_int_equal(t->n_clauses, 3);
    assert_int_equal(t->n_outlines, 4);
    assert_int_equal(t->instruments[0].n_parties, 3);
    assert_int_equal(t->instruments[1].first_party, 3);
    static const char *const want[] = {"AAA", "BBB", "CCC", "AAA", "DDD"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(ent_treaty_text(t, t->states[t->parties[i].state].code), want[i]);
    assert_int_equal(t->parties[1].status, ENT_TREATY_IS_specific_character);
    assert_int_equal(t->parties[2].with, ent_treaty_find_state(t, "BBB", 3));
    assert_int_equal(t->parties[4].approximate, 1);
    assert_true(t->parties[4].to == INT32_MAX && t->states[0].from == INT32_MIN);
    assert_int_equal(t->states[2].home, 0);
    assert_int_equal(t->states[4].kind, 2);
    assert_int_equal(t->territories[1].administrator, 1);
    assert_int_equal(t->territories[0].administrator, 0); /* none named: the sovereign */
    assert_int_equal(t->territories[2].n_claimants, 2);
    assert_int_equal(t->records[0].clause, 0);
    assert_int_equal(t->records[1].clause, ENT_TREATY_NONE);
    assert_int_equal(t->readings[1].clause, 2);
    /* AS() shares the rules; a victim by name only may be host to forces */
    assert_int_equal(t->clauses[2].first_rule, t->clauses[0].first_rule);
    assert_true(t->clauses[2].named && !t->clauses[0].named && t->clauses[0].anyone);
    assert_int_equal(t->clauses[2].condition, ENT_FLAG_NUCLEAR);
    assert_int_equal(t->contested_firm, 0);
}

static void changes_of_a_scenario(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_treaty_block block;
    ent_treaty t;
    int32_t day = 0;
    assert_true(ent_treaty_date("2025-01-01", 10, &day));
    const ent_treaty_change joins = {"pact", "DDD", day, NULL}, leaves = {"pact", "BBB", day, NULL};
    ent_treaty_options o = {1, &joins, 1, &leaves, true};
    CHECK_OK(ent_treaty_compile(s->folder, &o, &block, &s->arena, &err), err);
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &t), ENT_OK);
    assert_int_equal(t.contested_firm, 1);
    assert_int_equal(t.instruments[0].n_parties, 4);
    assert_int_equal(t.parties[1].to, day - 1);
    assert_int_equal(t.parties[3].state, 3);
    assert_int_equal(t.parties[3].from, day);
    static const struct {
        ent_treaty_change change;
        ent_status status;
        const char *message;
        bool in;
    } rows[] = {
        {{"pakt", "DDD", 0, "x.yaml:3:5"},
         ENT_E_KEY,
         "x.yaml:3:5: unknown instrument 'pakt'. Did you mean 'pact'?",
         true},
        {{"pact", "QQQ", 0, NULL}, ENT_E_KEY, "treaty: unknown state 'QQQ'; see data/treaty", true},
        {{"pact", "QQQ", 0, NULL},
         ENT_E_KEY,
         "treaty: unknown state 'QQQ'; see data/treaty",
         false},
        {{"pact", "DDD", 0, NULL}, ENT_E_DATA, "treaty: DDD is not a party to pact then", false},
        {{"pact", "AAA", 40000, "y"}, ENT_E_DATA, "y: AAA is not a party to pact then", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        o = (ent_treaty_options){rows[i].in ? 1 : 0, &rows[i].change, rows[i].in ? 0 : 1,
                                 &rows[i].change, false};
        assert_int_equal(ent_treaty_compile(s->folder, &o, &block, &s->arena, &err),
                         rows[i].status);
        assert_string_equal(err.message, rows[i].message);
    }
}

/* The n-th request for memory fails, for every n: a status, and no block. */
static void without_memory(void **state)
{
    small_treaty *s = *state;
    const ent_treaty_change joins = {"pact", "DDD", 0, NULL};
    const ent_treaty_options o = {1, &joins, 0, NULL, false};
    size_t failures = 0;
    for (size_t n = 1;; n++) {
        ent_arena small;
        ent_error err = {0};
        ent_treaty_block block = {0};
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        const ent_status status = ent_treaty_compile(s->folder, &o, &block, &small, &err);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&small);
        if (status == ENT_OK)
            break;
        assert_true(status == ENT_E_NOMEM);
        assert_true(err.message[0] != '\0' && !block.data);
        failures++;
        assert_true(n < 5000);
    }
    assert_true(failures > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mistake_has_its_place),
        cmocka_unit_test(every_table_is_needed),
        cmocka_unit_test(limits),
        cmocka_unit_test(packed_as_read),
        cmocka_unit_test(changes_of_a_scenario),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
