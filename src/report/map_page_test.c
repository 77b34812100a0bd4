/* Pages on one event and on a matrix of guarantees, and the maps in them. */
#include "small_treaty.h"

#include "report/document.h"
#include "report/map_svg.h"

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (; (text = strstr(text, what)) != NULL; text += strlen(what))
        n++;
    return n;
}

static const char *page_of(small_treaty *s, const char *fields, const char *label)
{
    ent_error err = {0};
    ent_treaty_answers a;
    ent_builder out;
    const ent_treaty_event e = small_event(&s->t, fields);
    ent_builder_init(&out, &s->arena);
    CHECK_OK(ent_treaty_answer_event(&s->t, &e, &a, &s->arena, &err), err);
    CHECK_OK(map_page(&s->t, &e, &a, label, &out, &err), err);
    return out.data;
}

static void one_event(void **state)
{
    small_treaty *s = *state;
    const char *page = page_of(s, "attacker=DDD;victim=AAA;place=isle", "<b>Isle</b>");
    assert_null(strstr(page, "<b>Isle"));
    assert_non_null(strstr(page, "&lt;b&gt;Isle&lt;/b&gt;"));
    assert_int_equal(count(page, "<svg"), 2); /* round the place, and the world */
    assert_non_null(strstr(page, "pact_5"));
    assert_non_null(strstr(page, "Usual reading: an island is not the land. The other: an island "
                                 "is land."));
    assert_non_null(strstr(page, "assistance as it deems necessary"));
    assert_null(strstr(page, "<script"));
    assert_null(strstr(page, "nan"));
    /* Without coordinates only the world is drawn. */
    assert_int_equal(count(page_of(s, "attacker=DDD;victim=AAA", "x"), "<svg"), 1);
    /* In the middle of Europe the map stays where readers know it. */
    assert_int_equal(count(page_of(s, "attacker=DDD;victim=AAA;lat=50;lon=10", "x"), "<svg"), 2);
    /* Over the date line, at a pole: finite numbers all the same. */
    assert_null(strstr(page_of(s, "attacker=DDD;victim=AAA;lat=89.9;lon=180", "x"), "nan"));
    assert_null(strstr(page_of(s, "attacker=DDD;victim=AAA;lat=-60;lon=-179.5", "x"), "nan"));
}

static void matrix(void **state)
{
    small_treaty *s = *state;
    ent_error err = {0};
    ent_builder out;
    static const uint16_t states[] = {0, 1};
    static const uint8_t firm[] = {0, 5, 2, 0}, contested[] = {0, 7, 2, 0};
    ent_builder_init(&out, &s->arena);
    CHECK_OK(map_matrix_page(&s->t, 2, states, firm, contested, "Who & whom", &out, &err), err);
    assert_non_null(strstr(out.data, "Who &amp; whom"));
    assert_non_null(strstr(out.data, ">5/7</td>"));
    assert_non_null(strstr(out.data, ">2</td>"));
    assert_int_equal(count(out.data, "class=\"ct\""), 1);
    assert_int_equal(count(out.data, "color:var(--paper)"), 1); /* dark cells have light text */
    assert_int_equal(count(out.data, "<th scope=\"row\">"), 2);
    assert_non_null(strstr(out.data, "<th scope=\"col\">BBB</th>"));
}

/* The map of a result document takes what is well-formed and passes over the rest. */
static void of_a_document(void **state)
{
    small_treaty *s = *state;
    static const struct {
        const char *event;
        size_t maps;
    } rows[] = {
        {"{\"event\":{\"lat\":5,\"lon\":2,\"place\":\"Alpha\",\"attacker\":\"DDD|QQQ\","
         "\"victim\":\"AAA\"},\"label\":\"x\",\"states\":[{\"state\":\"BBB\",\"level_firm\":5,"
         "\"level_contested\":7},{\"state\":\"QQQ\",\"level_firm\":5,\"level_contested\":7},"
         "{\"state\":\"CCC\",\"level_firm\":-1,\"level_contested\":900},{\"state\":\"CCC\"},7]}",
         1},
        {"{\"event\":{\"lat\":95,\"lon\":2}}", 0},
        {"{\"event\":{\"lat\":5,\"lon\":400}}", 0},
        {"{\"event\":{\"lat\":5}}", 0},
        {"{\"event\":{\"lat\":\"5\",\"lon\":2}}", 0},
        {"{}", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_builder out;
        json_t *event = json_loads(rows[i].event, 0, NULL);
        assert_non_null(event);
        ent_builder_init(&out, &s->arena);
        map_of_document(&s->t, event, &out);
        assert_int_equal(count(out.data, "<svg"), rows[i].maps);
        json_decref(event);
    }
}

/* A full builder is told at the end of the page. */
static void without_memory(void **state)
{
    small_treaty *s = *state;
    ent_arena small;
    ent_error err = {0};
    ent_treaty_answers a;
    ent_builder out;
    const ent_treaty_event e = small_event(&s->t, "attacker=DDD;victim=AAA;place=isle");
    CHECK_OK(ent_treaty_answer_event(&s->t, &e, &a, &s->arena, &err), err);
    ent_status status = ENT_E_NOMEM;
    size_t n = 1;
    for (; status != ENT_OK; n++) { /* the n-th request of memory fails */
        assert_true(n < 1000);
        ent_heap_arena_create(&small, 64);
        ent_builder_init(&out, &small);
        ent_heap_fail_after(n);
        status = map_page(&s->t, &e, &a, "x", &out, &err);
        ent_heap_fail_after(0);
        assert_true(status == ENT_OK || status == ENT_E_NOMEM);
        ent_heap_arena_destroy(&small);
    }
    assert_true(n > 2); /* it was refused at least once */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_event),
        cmocka_unit_test(matrix),
        cmocka_unit_test(of_a_document),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
