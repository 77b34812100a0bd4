/* Every condition of the grammar at places known by heart: answer, reason, three values. */
#include "small_treaty.h"

#include "treaty/blob.h"

enum { NO = ENT_TREATY_NO, MAYBE = ENT_TREATY_CONTESTED, YES = ENT_TREATY_YES };
enum { A, B, C, D, G };

/* Fields of the event, the state the clause would protect, the kind of object. */
typedef struct row {
    const char *scope, *fields;
    uint16_t victim;
    uint32_t object;
    unsigned answer;
} row;

#define LAND ENT_OBJECT_TERRITORY
#define SHIP ENT_OBJECT_VESSEL
#define PLANE ENT_OBJECT_AIRCRAFT

static const row rows[] = {
    {"ANY", "", A, LAND, YES},
    /* territory, with its border and without a place */
    {"TERR(victim)", "place=Alpha", A, LAND, YES},
    {"TERR(victim)", "place=Alpha", B, LAND, NO},
    {"TERR(AAA)", "place=Alpha", B, LAND, YES},
    {"TERR(victim)", "lat=5;lon=3.98", A, LAND, MAYBE},
    {"TERR(victim)", "lat=5;lon=3.98", B, LAND, MAYBE},
    {"TERR(victim)", "lat=5;lon=3.98", C, LAND, NO},
    {"TERR(victim)", "", A, LAND, MAYBE},
    {"TERR(victim)", "place=Zone point", A, LAND, NO},
    {"TERR(victim)", "place=Disputed Rock", B, LAND, MAYBE},
    {"TERR_IN(victim,NORTH)", "place=Alpha", A, LAND, YES},
    {"TERR_IN(victim,NORTH)", "place=isle", A, LAND, NO},
    {"TERR_IN(victim,NORTH)", "place=Alpha", B, LAND, NO},
    {"TERR_IN(victim,NORTH)", "", A, LAND, MAYBE},
    {"ISLAND(victim)", "place=isle", A, LAND, YES},
    {"ISLAND(victim)", "place=Alpha", A, LAND, NO},
    {"ISLAND(victim)", "lat=5;lon=8", A, LAND, NO}, /* a territory, no island */
    {"METRO(victim)", "place=Alpha", A, LAND, YES},
    {"METRO(victim)", "place=outer", A, LAND, NO},
    {"HOME(victim)", "place=outer", A, LAND, YES},
    {"HOME(victim)", "place=isle", A, LAND, NO},
    /* administration */
    {"ADMIN(BBB)", "lat=5;lon=8", A, LAND, YES},
    {"ADMIN(AAA)", "lat=5;lon=8", A, LAND, NO},
    {"ADMIN(AAA)", "lat=5;lon=3.98", A, LAND, MAYBE},
    {"ADMIN(BBB)", "lat=5;lon=3.98", A, LAND, MAYBE},
    {"ADMIN(AAA)", "place=Disputed Rock", B, LAND, YES},
    {"ADMIN(AAA)", "place=Disputed Rock", B, SHIP, MAYBE},
    {"ADMIN(AAA)", "place=Disputed Rock", B, PLANE, MAYBE},
    {"ADMIN(BBB)", "place=Disputed Rock", B, LAND, NO},
    {"ADMIN(AAA)", "place=Zone point", A, LAND, NO},
    {"ADMIN(AAA)", "", A, LAND, MAYBE},
    /* the Union's territory by the status of each part */
    {"EU_TERRITORY(victim)", "place=Alpha", A, LAND, YES},
    {"EU_TERRITORY(victim)", "place=isle", A, LAND, MAYBE}, /* OCT */
    {"EU_TERRITORY(victim)", "place=outer", A, LAND, YES},  /* OMR */
    {"EU_TERRITORY(victim)", "place=far", A, LAND, NO},     /* outside */
    {"EU_TERRITORY(victim)", "place=rock", B, LAND, NO},    /* a dependency without a status */
    {"EU_TERRITORY(victim)", "place=Alpha", B, LAND, NO},
    {"EU_TERRITORY(victim)", "lat=5;lon=8", A, LAND, YES},
    /* regions by table and by polygon; a sea has no land in it */
    {"IN(NORTH)", "place=Alpha", A, LAND, YES},
    {"IN(NORTH)", "place=Open sea", A, SHIP, NO},
    {"IN(NORTH)", "lat=5;lon=9.5", A, SHIP, YES},
    {"IN(NORTH)", "lat=5;lon=9.95", A, SHIP, MAYBE}, /* 5.5 km from its line */
    {"IN(GULF)", "lat=5;lon=12", A, SHIP, YES},
    {"IN(GULF)", "lat=5;lon=9.1", B, LAND, NO}, /* coastal water, for land */
    {"IN(GULF)", "lat=5;lon=9.05", B, SHIP, MAYBE},
    {"IN(GULF)", "lat=5;lon=12;territory_of=DISPUTED", B, SHIP, MAYBE},
    {"IN(GULF)", "", B, SHIP, MAYBE},
    {"IN(IDEA)", "place=outer", A, LAND, YES},
    {"IN(IDEA)", "place=Open sea", A, LAND, NO},
    {"IN(IDEA)", "", A, LAND, MAYBE}, /* no lines to lie within */
    {"BEYOND(NORTH)", "place=Alpha", A, LAND, MAYBE},
    {"BEYOND(NORTH)", "place=Open sea", A, LAND, YES},
    /* doubt */
    {"EDGE(TERR(victim))", "place=Alpha", A, LAND, MAYBE},
    {"EDGE(TERR(victim))", "place=Alpha", B, LAND, NO},
    {"OVERSEAS(ANY)", "", A, LAND, MAYBE},
    /* latitude and date */
    {"LAT>4.9", "place=Alpha", A, LAND, YES},
    {"LAT>5", "place=Alpha", A, LAND, NO},
    {"LAT>-25", "place=Open sea", A, LAND, YES},
    {"LAT>4.9", "", A, LAND, MAYBE},
    {"DATE<2020-06-02", "", A, LAND, YES},
    {"DATE<2020-06-01", "", A, LAND, NO},
    {"DATE>2020-05-31", "", A, LAND, YES},
    {"DATE>2020-06-01", "", A, LAND, NO},
    /* and, or: the least and the most */
    {"TERR(victim)&LAT>4.9", "place=Alpha", A, LAND, YES},
    {"TERR(victim)&EDGE(ANY)", "place=Alpha", A, LAND, MAYBE},
    {"EDGE(ANY)&TERR(BBB)", "place=Alpha", A, LAND, NO},
    {"EDGE(ANY)|TERR(BBB)", "place=Alpha", A, LAND, MAYBE},
    {"EDGE(ANY)|TERR(AAA)", "place=Alpha", A, LAND, YES},
    {"TERR(BBB)|TERR(CCC)", "place=Alpha", A, LAND, NO},
};
enum { N_ROWS = sizeof rows / sizeof rows[0] };

/* The rows as clauses of a pact, or as attackers of clauses. */
static ent_treaty compile(small_treaty *s, size_t n, const char *(*of)(size_t), bool attackers)
{
    ent_builder b;
    ent_error err = {0};
    ent_treaty_block block;
    ent_treaty t;
    ent_builder_init(&b, &s->arena);
    ent_builder_text(&b, "clause,instrument,article,from,to,trigger,scope,attacker,victim,"
                         "nonstate_from,condition,request,joint_finding,procedure,level,binding,"
                         "discretion,quote,citation,verified\n");
    for (size_t i = 0; i < n; i++)
        ent_builder_format(&b, "x_%zu,pact,1,,,threat,\"%s\",%s,ANY,,,no,0,,5,t,1,,,text\n", i,
                           attackers ? "ANY" : of(i), attackers ? of(i) : "ANY");
    small_write(s, "clauses.csv", b.data);
    small_write(s, "events.csv",
                "event,kind,date,until,attacker,victim,clause,requested_by,"
                "outcome,source\n");
    small_write(s, "readings.csv", "reason,clause,majority,minority,decides,settles\n");
    CHECK_OK(ent_treaty_compile(s->folder, NULL, &block, &s->arena, &err), err);
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &t), ENT_OK);
    return t;
}

static const char *scope_of(size_t i)
{
    return rows[i].scope;
}

static void conditions_of_place(void **state)
{
    const ent_treaty t = compile(*state, N_ROWS, scope_of, false);
    for (size_t i = 0; i < N_ROWS; i++) {
        const ent_treaty_event e = small_event(&t, rows[i].fields);
        const ent_treaty_rule *r = &t.rules[t.clauses[i].first_rule];
        const scope_case c = {&t, &e, 0, rows[i].victim, rows[i].victim, rows[i].object};
        const scope_value v = treaty_scope(&c, r->code, r->n_code, 0);
        if (v.answer != rows[i].answer)
            fail_msg("%s at '%s' for %u: %u, want %u", rows[i].scope, rows[i].fields,
                     rows[i].victim, v.answer, rows[i].answer);
        assert_int_equal(v.reason == ENT_TREATY_OK, v.answer == YES);
    }
}

static const struct {
    const char *condition;
    uint16_t state;
    const char *date;
    unsigned answer;
} people[] = {
    {"PARTY(victim)", A, "2020-06-01", YES},
    {"PARTY(victim)", D, "2020-06-01", NO},
    {"PARTY(victim)", C, "2000-12-31", NO}, /* a day too early */
    {"PARTY(victim)", C, "2001-01-01", YES},
    {"BENEFICIARY(victim)", B, "2020-06-01", YES},
    {"BENEFICIARY(victim)", D, "2020-06-01", NO},
    {"AMERICAN_STATE(victim)", B, "2020-06-01", YES},
    {"AMERICAN_STATE(victim)", A, "2020-06-01", NO},
    {"BBB", B, "2020-06-01", YES},
    {"BBB", A, "2020-06-01", NO},
    {"COMMUNIST", B, "1989-12-31", YES},
    {"COMMUNIST", B, "1990-01-02", NO},
    {"COMMUNIST", A, "1989-12-31", NO},
    {"NONSTATE", G, "2020-06-01", YES},
    {"NONSTATE", A, "2020-06-01", NO},
    {"ALLIED(DDD)", A, "2020-06-01", YES}, /* by the side letter */
    {"ALLIED(BBB)", A, "2020-06-01", NO},  /* this very pact does not count */
    {"ALLIED(DDD)", D, "2020-06-01", NO},  /* nobody is allied to itself */
    {"ALLIED(DDD)", A, "1950-06-01", NO},
};
enum { N_PEOPLE = sizeof people / sizeof people[0] };

static const char *condition_of(size_t i)
{
    return people[i].condition;
}

static void conditions_of_states(void **state)
{
    const ent_treaty t = compile(*state, N_PEOPLE, condition_of, true);
    for (size_t i = 0; i < N_PEOPLE; i++) {
        ent_treaty_event e = small_event(&t, "place=Alpha");
        assert_true(ent_treaty_date(people[i].date, 10, &e.date));
        const ent_treaty_clause *k = &t.clauses[i];
        const scope_case c = {&t, &e, 0, A, people[i].state, LAND};
        const scope_value v = treaty_scope(&c, k->attacker_code, k->n_attacker, 0);
        if (v.answer != people[i].answer)
            fail_msg("%s of %u on %s: %u", people[i].condition, people[i].state, people[i].date,
                     v.answer);
    }
}

/* Forces on the land of any party whose land the pact covers; of others and at sea not. */
static void land_of_any_party(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_treaty_block block;
    ent_treaty t;
    small_write(s, "clauses.csv", small_text("clauses.csv"));
    CHECK_OK(ent_treaty_compile(s->folder, NULL, &block, &s->arena, &err), err);
    assert_int_equal(ent_treaty_open(block.data, block.bytes, &t), ENT_OK);
    const ent_treaty_rule *forces = &t.rules[t.clauses[0].first_rule + 1];
    static const struct {
        const char *fields;
        unsigned answer;
    } hosts[] = {
        {"place=Alpha", YES},
        {"place=Beta City", YES},
        {"place=Celeste", NO},                /* a party, but its land is not in NORTH */
        {"place=isle", MAYBE},                /* the island rule holds a doubt */
        {"lat=5;lon=3.98", MAYBE},            /* between two parties: on one side or the other */
        {"place=Alpha;territory_of=DDD", NO}, /* no party */
        {"place=Open sea", NO},
        {"lat=5;lon=12", YES}, /* the gulf */
    };
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        const ent_treaty_event e = small_event(&t, hosts[i].fields);
        const scope_case c = {&t, &e, 0, A, A, ENT_OBJECT_FORCES};
        const scope_value v = treaty_scope(&c, forces->code, forces->n_code, 0);
        if (v.answer != hosts[i].answer)
            fail_msg("%s: %u", hosts[i].fields, v.answer);
        /* nested too deeply the condition is no, not a crash */
        if (i == 0)
            assert_int_equal(treaty_scope(&c, forces->code, forces->n_code, 3).answer, NO);
    }
}

static void rows_of_parties(void **state)
{
    const ent_treaty *t = &((small_treaty *)*state)->t;
    int32_t first = 0, last = 0;
    ent_treaty_date("1951-01-01", 10, &first);
    ent_treaty_date("2040-01-01", 10, &last);
    assert_null(treaty_party(t, 0, A, first - 1));
    assert_non_null(treaty_party(t, 0, A, first));
    assert_non_null(treaty_party(t, 0, A, last));
    assert_null(treaty_party(t, 0, A, last + 1));
    assert_null(treaty_party(t, 0, D, first));
    assert_int_equal(treaty_party(t, 1, D, first)->beneficiary, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_parties),
        cmocka_unit_test(conditions_of_place),
        cmocka_unit_test(conditions_of_states),
        cmocka_unit_test(land_of_any_party),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
