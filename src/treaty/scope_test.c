/* The grammar of scopes: postfix by hand, every mistake with its position, depth, memory. */
#include "check.h"

#include "entente/heap.h"
#include "treaty/rows.h"

typedef struct built {
    ent_arena arena;
    treaty_build b;
} built;

static const scope_place place = {"c.csv", 7, "scope"};

/* States AAA, BBB; regions NORTH, SEA; a clause old_1 with the rules 4 and 5. */
static int setup(void **state)
{
    static built s;
    ent_heap_arena_create(&s.arena, 1 << 16);
    s.b = (treaty_build){.arena = &s.arena};
#define SECTION_SIZE(name, type) s.b.section[SECTION_##name].size = sizeof(type);
    TREATY_SECTION_LIST(SECTION_SIZE)
#undef SECTION_SIZE
    rows_text(&s.b, "");
    static const char *const states[] = {"AAA", "BBB"}, *const regions[] = {"NORTH", "SEA"};
    for (size_t i = 0; i < 2; i++) {
        ((ent_treaty_state *)rows_add(&s.b, SECTION_states))->code = rows_text(&s.b, states[i]);
        ((ent_treaty_region *)rows_add(&s.b, SECTION_regions))->id = rows_text(&s.b, regions[i]);
    }
    ent_treaty_clause *old = rows_add(&s.b, SECTION_clauses);
    old->id = rows_text(&s.b, "old_1");
    old->first_rule = 4;
    old->n_rules = 2;
    *state = &s;
    return 0;
}

static int teardown(void **state)
{
    built *s = *state;
    ent_heap_arena_destroy(&s->arena);
    return 0;
}

#define ONE(op, a, b) \
    { \
        op, 0, a, b \
    }
enum { NONE = ENT_TREATY_NONE };

static const struct {
    const char *text;
    scope_kind kind;
    uint32_t n;
    ent_treaty_op want[7];
} expressions[] = {
    {"ANY", SCOPE_VICTIM, 1, {ONE(OP_ANY, NONE, 0)}},
    {" TERR( victim ) ", SCOPE_GEOGRAPHY, 1, {ONE(OP_TERR, OP_VICTIM, 0)}},
    {"TERR_IN(BBB,SEA)", SCOPE_GEOGRAPHY, 1, {ONE(OP_TERR_IN, 1, 1)}},
    {"ISLAND(AAA)&ISLAND_TERR(AAA)",
     SCOPE_GEOGRAPHY,
     3,
     {ONE(OP_ISLAND, 0, 0), ONE(OP_ISLAND, 0, 0), ONE(OP_AND, NONE, 0)}},
    /* & binds closer than |, both from the left */
    {"METRO(AAA)|HOME(AAA)&ADMIN(AAA)|EU_TERRITORY(AAA)",
     SCOPE_GEOGRAPHY,
     7,
     {ONE(OP_METRO, 0, 0), ONE(OP_HOME, 0, 0), ONE(OP_ADMIN, 0, 0), ONE(OP_AND, NONE, 0),
      ONE(OP_OR, NONE, 0), ONE(OP_EU_TERRITORY, 0, 0), ONE(OP_OR, NONE, 0)}},
    {"(IN(NORTH)|BEYOND(SEA))&ANY",
     SCOPE_GEOGRAPHY,
     5,
     {ONE(OP_IN, 0, 0), ONE(OP_BEYOND, 1, 0), ONE(OP_OR, NONE, 0), ONE(OP_ANY, NONE, 0),
      ONE(OP_AND, NONE, 0)}},
    {"EDGE(IN(SEA))", SCOPE_GEOGRAPHY, 2, {ONE(OP_IN, 1, 0), ONE(OP_EDGE, NONE, 0)}},
    {"OVERSEAS(ANY)", SCOPE_GEOGRAPHY, 2, {ONE(OP_ANY, NONE, 0), ONE(OP_OVERSEAS, NONE, 0)}},
    {"LAT>23.4364", SCOPE_GEOGRAPHY, 1, {ONE(OP_LAT_ABOVE, NONE, 234364)}},
    {"LAT > -12.5", SCOPE_GEOGRAPHY, 1, {ONE(OP_LAT_ABOVE, NONE, -125000)}},
    {"DATE<1970-01-02", SCOPE_GEOGRAPHY, 1, {ONE(OP_BEFORE, NONE, 1)}},
    {"DATE>1970", SCOPE_GEOGRAPHY, 1, {ONE(OP_AFTER, NONE, 0)}},
    {"PARTY(victim)", SCOPE_ATTACKER, 1, {ONE(OP_PARTY, OP_VICTIM, 0)}},
    {"BENEFICIARY(AAA)", SCOPE_VICTIM, 1, {ONE(OP_BENEFICIARY, 0, 0)}},
    {"AMERICAN_STATE(victim)", SCOPE_VICTIM, 1, {ONE(OP_AMERICAN, OP_VICTIM, 0)}},
    {"ALLIED(BBB)", SCOPE_ATTACKER, 1, {ONE(OP_ALLIED, 1, 0)}},
    {"COMMUNIST|NONSTATE|BBB",
     SCOPE_ATTACKER,
     5,
     {ONE(OP_COMMUNIST, NONE, 0), ONE(OP_NONSTATE, NONE, 0), ONE(OP_OR, NONE, 0),
      ONE(OP_STATE, 1, 0), ONE(OP_OR, NONE, 0)}},
};

static void postfix_by_hand(void **state)
{
    built *s = *state;
    for (size_t i = 0; i < sizeof expressions / sizeof expressions[0]; i++) {
        ent_error err = {0};
        uint32_t first = 99, count = 99;
        const uint32_t before = (uint32_t)rows_count(&s->b, SECTION_code);
        CHECK_OK(scope_compile(&s->b, expressions[i].text, expressions[i].kind, &place, &first,
                               &count, &err),
                 err);
        assert_int_equal(first, before);
        if (count != expressions[i].n)
            fail_msg("%s: %u operations", expressions[i].text, count);
        const ent_treaty_op *code =
            (const ent_treaty_op *)(const void *)s->b.section[SECTION_code].data + first;
        for (uint32_t k = 0; k < count; k++) {
            const ent_treaty_op *w = &expressions[i].want[k];
            if (code[k].op != w->op || code[k].a != w->a || code[k].b != w->b)
                fail_msg("%s: operation %u is %d %d %d", expressions[i].text, k, code[k].op,
                         code[k].a, code[k].b);
        }
    }
}

static const struct {
    const char *text;
    scope_kind kind;
    const char *want;
} mistakes[] = {
    {"", SCOPE_VICTIM, "position 1: expected a condition near ''"},
    {"ANY ANY", SCOPE_VICTIM, "position 5: unexpected text near 'ANY'"},
    {"ANY|", SCOPE_VICTIM, "position 5: expected a condition near ''"},
    {"ANY&", SCOPE_VICTIM, "position 5: expected a condition near ''"},
    {"TERR(AAA)", SCOPE_VICTIM, "position 1: unknown condition near 'TERR(AAA)'"},
    {"PARTY(AAA)", SCOPE_GEOGRAPHY, "position 1: unknown condition near 'PARTY(AAA)'"},
    {"AAA", SCOPE_GEOGRAPHY, "position 1: unknown condition near 'AAA'"},
    {"COMMUNIST", SCOPE_GEOGRAPHY, "position 1: unknown condition near 'COMMUNIST'"},
    {"TERR", SCOPE_GEOGRAPHY, "position 5: expected '(' near ''"},
    {"TERR(QQQ)", SCOPE_GEOGRAPHY, "position 6: unknown state near 'QQQ)'"},
    {"TERR(AAA", SCOPE_GEOGRAPHY, "position 9: expected ')' near ''"},
    {"TERR_IN(AAA)", SCOPE_GEOGRAPHY, "position 12: expected ',' and a region near ')'"},
    {"TERR_IN(AAA,SOUTH)", SCOPE_GEOGRAPHY, "position 13: unknown region near 'SOUTH)'"},
    {"IN", SCOPE_GEOGRAPHY, "position 3: expected '(' near ''"},
    {"IN(AAA)", SCOPE_GEOGRAPHY, "position 4: unknown region near 'AAA)'"},
    {"IN(SEA", SCOPE_GEOGRAPHY, "position 7: expected ')' near ''"},
    {"EDGE", SCOPE_GEOGRAPHY, "position 5: expected '(' near ''"},
    {"EDGE(", SCOPE_GEOGRAPHY, "position 6: expected a condition near ''"},
    {"OVERSEAS(ANY", SCOPE_GEOGRAPHY, "position 13: expected ')' near ''"},
    {"LAT 5", SCOPE_GEOGRAPHY, "position 5: expected '>' after LAT near '5'"},
    {"LAT>x", SCOPE_GEOGRAPHY, "position 5: expected a latitude near 'x'"},
    {"LAT>90.5", SCOPE_GEOGRAPHY, "position 5: expected a latitude near '90.5'"},
    {"DATE=1970", SCOPE_GEOGRAPHY, "position 5: expected '<' or '>' after DATE near '=1970'"},
    {"DATE<soon", SCOPE_GEOGRAPHY, "position 6: expected a date YYYY-MM-DD near 'soon'"},
    {"(ANY", SCOPE_GEOGRAPHY, "position 5: expected ')' near ''"},
    {"COVERED_TERRITORY(any_party)", SCOPE_GEOGRAPHY,
     "position 18: COVERED_TERRITORY needs a rule for territory before it near '(any_party)'"},
};

static void mistakes_of_expressions(void **state)
{
    built *s = *state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        ent_error err = {0};
        char want[200];
        uint32_t first = 0, count = 0;
        snprintf(want, sizeof want, "c.csv:7: column scope: %s", mistakes[i].want);
        assert_int_equal(
            scope_compile(&s->b, mistakes[i].text, mistakes[i].kind, &place, &first, &count, &err),
            ENT_E_PARSE);
        if (strcmp(err.message, want) != 0)
            fail_msg("'%s': '%s', want '%s'", mistakes[i].text, err.message, want);
    }
}

static void rules_by_object(void **state)
{
    built *s = *state;
    ent_error err = {0};
    uint32_t first = 0;
    uint16_t n = 0;
    const uint32_t before = (uint32_t)rows_count(&s->b, SECTION_rules);
    CHECK_OK(scope_compile_rules(&s->b,
                                 " territory => TERR(victim) ; forces, vessels=>"
                                 "COVERED_TERRITORY(any_party)|IN(SEA); any=>IN(NORTH)",
                                 &place, &first, &n, &err),
             err);
    assert_int_equal(first, before);
    assert_int_equal(n, 3);
    const ent_treaty_rule *r =
        (const ent_treaty_rule *)(const void *)s->b.section[SECTION_rules].data + first;
    assert_int_equal(r[0].objects, ENT_OBJECT_TERRITORY);
    assert_int_equal(r[1].objects, ENT_OBJECT_FORCES | ENT_OBJECT_VESSEL);
    assert_int_equal(r[2].objects, 0);
    assert_int_equal(r[1].n_code, 3);
    const ent_treaty_op *code =
        (const ent_treaty_op *)(const void *)s->b.section[SECTION_code].data + r[1].code;
    assert_int_equal(code[0].op, OP_COVERED);
    assert_int_equal(code[0].b, first); /* the rule for territory */
    CHECK_OK(scope_compile_rules(&s->b, "AS(old_1)", &place, &first, &n, &err), err);
    assert_int_equal(first, 4);
    assert_int_equal(n, 2);
    static const struct {
        const char *text, *want;
    } wrong[] = {
        {"AS(new_1)", "position 4: unknown clause, or one that stands later near 'new_1)'"},
        {"AS(old_1", "position 9: expected ')' near ''"},
        {"AS(old_1);ANY", "position 10: text after AS(...) near ';ANY'"},
        {"trains=>ANY", "position 1: unknown object near 'trains=>ANY'"},
        {"forces vessels=>ANY", "position 8: expected '=>' near 'vessels=>ANY'"},
        {"forces=>ANY;", "position 13: expected a condition near ''"},
        {"forces=>ANY ANY", "position 13: unexpected text near 'ANY'"},
        {"territory=>ANY;forces=>COVERED_TERRITORY", "position 41: expected '(' near ''"},
        {"territory=>ANY;forces=>COVERED_TERRITORY(all)",
         "position 42: expected any_party near 'all)'"},
        {"territory=>ANY;forces=>COVERED_TERRITORY(any_party", "position 51: expected ')' near ''"},
        {"ANY;forces=>ANY;IN(SEA)=>ANY", "position 17: unknown object near 'IN(SEA)=>ANY'"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(scope_compile_rules(&s->b, wrong[i].text, &place, &first, &n, &err),
                         ENT_E_PARSE);
        if (!strstr(err.message, wrong[i].want))
            fail_msg("'%s': '%s', want '%s'", wrong[i].text, err.message, wrong[i].want);
    }
}

/* Nesting and length that would overflow a stack end in a message. */
static void too_deep_and_too_long(void **state)
{
    built *s = *state;
    ent_error err = {0};
    uint32_t first = 0, count = 0;
    char deep[200], fine[64], *longest = ent_arena_array(&s->arena, char, 5000);
    memset(deep, '(', 100);
    snprintf(deep + 100, sizeof deep - 100, "ANY");
    assert_int_equal(scope_compile(&s->b, deep, SCOPE_VICTIM, &place, &first, &count, &err),
                     ENT_E_PARSE);
    assert_non_null(strstr(err.message, "nested too deeply"));
    snprintf(deep, sizeof deep, "%s",
             "EDGE(EDGE(EDGE(EDGE(EDGE(EDGE(EDGE(EDGE(EDGE(EDGE(EDGE(EDGE("
             "EDGE(EDGE(ANY))))))))))))))");
    assert_int_equal(scope_compile(&s->b, deep, SCOPE_GEOGRAPHY, &place, &first, &count, &err),
                     ENT_E_PARSE);
    assert_non_null(strstr(err.message, "nested too deeply"));
    snprintf(fine, sizeof fine, "((((((((((ANY))))))))))");
    CHECK_OK(scope_compile(&s->b, fine, SCOPE_VICTIM, &place, &first, &count, &err), err);
    memset(longest, ' ', 4001);
    assert_int_equal(scope_compile(&s->b, longest, SCOPE_VICTIM, &place, &first, &count, &err),
                     ENT_E_PARSE);
    assert_non_null(strstr(err.message, "longer than 4000 characters"));
    uint16_t n = 0;
    assert_int_equal(scope_compile_rules(&s->b, longest, &place, &first, &n, &err), ENT_E_PARSE);
}

static void without_memory(void **state)
{
    built *s = *state;
    size_t failures = 0;
    for (size_t n = 1; n <= 4; n++) {
        ent_arena small;
        ent_error err = {0};
        treaty_build b = s->b;
        uint32_t first = 0;
        uint16_t rules = 0;
        ent_heap_arena_create(&small, 64);
        b.arena = &small;
        b.section[SECTION_code].count = b.section[SECTION_code].capacity = 0;
        b.section[SECTION_rules].count = b.section[SECTION_rules].capacity = 0;
        ent_heap_fail_after(n);
        const ent_status status =
            scope_compile_rules(&b, "territory=>TERR(victim)", &place, &first, &rules, &err);
        ent_heap_fail_after(0);
        if (status != ENT_OK) {
            assert_int_equal(status, ENT_E_NOMEM);
            assert_string_equal(err.message, "out of memory");
            failures++;
        }
        ent_heap_arena_destroy(&small);
    }
    assert_int_equal(failures, 2); /* one for the code, one for the rules */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postfix_by_hand), cmocka_unit_test(mistakes_of_expressions),
        cmocka_unit_test(rules_by_object), cmocka_unit_test(too_deep_and_too_long),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
