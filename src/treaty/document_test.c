/* Verdicts as a document: order, label, JSON by hand, memory that fails. */
#include "small_treaty.h"

#include <jansson.h>

#include "entente/treaty_report.h"

static void order_of_answers(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_treaty_answers a;
    const ent_treaty_event e = small_event(&s->t, "attacker=DDD;victim=AAA;place=isle");
    CHECK_OK(ent_treaty_answer_event(&s->t, &e, &a, &s->arena, &err), err);
    assert_int_equal(a.n_clauses, 3);
    assert_int_equal(a.verdicts[0].clause, 1); /* yes: consultation */
    assert_int_equal(a.verdicts[1].clause, 0); /* contested */
    assert_int_equal(a.verdicts[2].clause, 2); /* no, though the victim is protected */
    assert_int_equal(a.n_states, 2);
    assert_int_equal(a.states[0], 1); /* 2 firm and 5 contested for both: the order of the table */
    assert_int_equal(a.states[1], 2);
    const ent_treaty_event other = small_event(&s->t, "attacker=BBB;victim=DDD;place=Open sea");
    CHECK_OK(ent_treaty_answer_event(&s->t, &other, &a, &s->arena, &err), err);
    assert_int_equal(a.verdicts[0].clause, 1);
    assert_true(a.verdicts[0].own_security);
    assert_true(a.n_relevant < a.n_clauses);
}

static void labels(void **state)
{
    small_treaty *s = *state;
    static const struct {
        const char *fields, *want;
    } rows[] = {
        {"attacker=DDD;victim=AAA;place=Alpha",
         "Deland attacks the territory of Aland at Alpha, 2020-06-01"},
        {"attacker=GRP|DDD;victim=AAA|BBB|CCC;place=isle;object=forces|vessel",
         "The Group and Deland attack forces and a vessel of Aland, Beland and Celand at Isle, "
         "2020-06-01"},
        {"attacker=DDD;victim=AAA;lat=5.123;lon=2.5;object=aircraft|cyber|cable|nationals",
         "Deland attacks an aircraft and infrastructure of Aland, with cyber means too, at 5.12, "
         "2.50, 2020-06-01"},
        {"attacker=DDD;victim=AAA;object=cyber;place=Alpha",
         "Deland attacks Aland with cyber means at Alpha, 2020-06-01"},
        {"attacker=DDD;victim=AAA;object=threat", "Deland threatens Aland, 2020-06-01"},
        {"attacker=DDD|BBB;victim=AAA;object=territory|forces|vessel",
         "Deland and Beland attack the territory, forces and a vessel of Aland, 2020-06-01"},
        {"attacker=DDD;victim=AAA", "Deland attacks the territory of Aland, 2020-06-01"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_treaty_event e = small_event(&s->t, rows[i].fields);
        assert_string_equal(ent_treaty_label(&s->t, &e, &s->arena), rows[i].want);
    }
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "(absent)";
}

static void json(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_treaty_answers a;
    const ent_treaty_event e = small_event(&s->t, "attacker=DDD|GRP;victim=AAA;place=isle");
    CHECK_OK(ent_treaty_answer_event(&s->t, &e, &a, &s->arena, &err), err);
    for (int all = 0; all < 2; all++) {
        ent_builder b;
        ent_builder_init(&b, &s->arena);
        ent_treaty_document(&s->t, &e, &a, "a \"label\"", all == 1, &b);
        json_error_t where;
        json_t *root = json_loads(b.data, 0, &where);
        if (!root)
            fail_msg("%s at %d: %s", where.text, where.position, b.data);
        assert_string_equal(text_at(root, "label"), "a \"label\"");
        const json_t *event = json_object_get(root, "event");
        assert_string_equal(text_at(event, "attacker"), "DDD|GRP");
        assert_string_equal(text_at(event, "on"), "2020-06-01");
        CHECK_NEAR(json_number_value(json_object_get(event, "lat")), 20, 0);
        const json_t *clauses = json_object_get(root, "clauses");
        assert_int_equal(json_array_size(clauses), all ? a.n_clauses : a.n_relevant);
        const json_t *second = json_array_get(clauses, 1);
        assert_string_equal(text_at(second, "clause"), "pact_5");
        assert_string_equal(text_at(second, "verdict"), "contested");
        assert_string_equal(text_at(second, "reason"), "GEO_EDGE");
        assert_string_equal(text_at(second, "minority"), "an island is land");
        assert_string_equal(text_at(json_array_get(clauses, 0), "minority"), "(absent)");
        const json_t *states = json_object_get(root, "states");
        assert_int_equal(json_array_size(states), 2);
        const json_t *celand = json_array_get(states, 1);
        assert_string_equal(text_at(celand, "state"), "CCC");
        assert_int_equal(json_integer_value(json_object_get(celand, "level_firm")), 2);
        assert_int_equal(json_integer_value(json_object_get(celand, "level_contested")), 5);
        assert_string_equal(text_at(celand, "clause"), "pact_5");
        assert_string_equal(text_at(celand, "reason"), "higher if contested readings hold");
        json_decref(root);
    }
    /* Nobody owes anything: empty lists are lists. */
    const ent_treaty_event none = small_event(&s->t, "date=1940-01-01;attacker=DDD;victim=AAA");
    CHECK_OK(ent_treaty_answer_event(&s->t, &none, &a, &s->arena, &err), err);
    ent_builder b;
    ent_builder_init(&b, &s->arena);
    ent_treaty_document(&s->t, &none, &a, "", false, &b);
    json_t *root = json_loads(b.data, 0, NULL);
    assert_non_null(root);
    assert_int_equal(json_array_size(json_object_get(root, "clauses")), 0);
    assert_int_equal(json_array_size(json_object_get(root, "states")), 0);
    assert_true(json_is_null(json_object_get(json_object_get(root, "event"), "lat")));
    json_decref(root);
}

static void without_memory(void **state)
{
    small_treaty *s = *state;
    const ent_treaty_event e = small_event(&s->t, "attacker=DDD;victim=AAA;place=isle");
    for (size_t n = 1; n <= 5; n++) {
        ent_arena small;
        ent_error err = {0};
        ent_treaty_answers a;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        assert_int_equal(ent_treaty_answer_event(&s->t, &e, &a, &small, &err),
                         n <= 4 ? ENT_E_NOMEM : ENT_OK);
        ent_heap_fail_after(0);
        if (n <= 4)
            assert_string_equal(err.message, "out of memory");
        ent_heap_fail_after(n);
        assert_non_null(ent_treaty_label(&s->t, &e, &small)); /* some text, never NULL */
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_of_answers),
        cmocka_unit_test(labels),
        cmocka_unit_test(json),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
