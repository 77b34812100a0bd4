/* The live page from the shipped data: its document, nothing that ends the script, mistakes. */
#include "check.h"

#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "entente/heap.h"
#include "entente/live.h"

static const char *const DATA = ENT_SOURCE_DIR "/data";

static ent_status page(const char *data, const char *scenarios, ent_builder *out, ent_arena *arena,
                       ent_error *err)
{
    ent_builder_init(out, arena);
    return ent_live_page(data, scenarios, NULL, NULL, out, arena, err);
}

/* Built without npm the program says so, and what would help. */
static bool not_built(void)
{
    ent_arena arena;
    ent_builder out;
    ent_error err = {0};
    if (ent_live_built())
        return false;
    ent_heap_arena_create(&arena, 1 << 16);
    assert_int_equal(page(DATA, ENT_SOURCE_DIR "/scenarios", &out, &arena, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, "without the live page. Install nodejs, npm"));
    assert_int_equal(out.length, 0);
    ent_heap_arena_destroy(&arena);
    return true;
}

/* The data of the page: from the first brace after its mark to the end of the element. */
static json_t *document(const char *html)
{
    const char *start = strstr(html, "{\"schema\":\"entente-page\"");
    if (!start)
        start = strstr(html, "\"entente-page\"");
    assert_non_null(start);
    while (*start != '{')
        start--;
    json_error_t where;
    json_t *root = json_loads(start, JSON_DISABLE_EOF_CHECK, &where);
    if (!root)
        fail_msg("%s at %d", where.text, where.position);
    return root;
}

/* With 6 % asked for and agreed the upper tail of every ally lies above 6 %, and no spending of
   peace reaches a fifth of GDP. */
static void axis_of(json_t *tops)
{
    const char *ally;
    json_t *top;
    assert_true(json_object_size(tops) >= 30);
    assert_non_null(json_object_get(tops, "DEU"));
    assert_non_null(json_object_get(tops, ""));
    assert_null(json_object_get(tops, "RUS"));
    json_object_foreach(tops, ally, top)
    {
        if (strcmp(ally, "USA") != 0 && strcmp(ally, "CAN") != 0)
            assert_true(json_number_value(top) > 6.0);
        assert_true(json_number_value(top) < 20.0);
    }
}

static void holds_everything(void **state)
{
    (void)state;
    ent_arena arena;
    ent_builder out;
    ent_error err = {0};
    if (not_built())
        return;
    ent_heap_arena_create(&arena, 1 << 20);
    CHECK_OK(page(DATA, ENT_SOURCE_DIR "/scenarios", &out, &arena, &err), err);
    assert_null(strstr(out.data, "@ENTENTE_DATA@"));
    assert_null(strstr(out.data, "@ENTENTE_ENGINE@"));
    /* The answer stands there before any script has run. */
    assert_null(strstr(out.data, "@ENTENTE_FIRST@"));
    const char *answer = strstr(out.data, "<h1>At 5\xc2\xa0% by ");
    assert_non_null(answer);
    assert_true(answer < strstr(out.data, "id=\"entente-data\""));
    assert_non_null(strstr(answer, "Germany would pay <b>\xe2\x82\xac"));
    assert_non_null(strstr(answer, "in 1,024 simulated futures"));
    json_t *root = document(out.data);
    static const struct {
        const char *list;
        size_t least;
    } rows[] = {{"levers", 30},    {"assumptions", 100}, {"outcomes", 40},
                {"sources", 20},   {"scenarios", 9},     {"worlds", 9},
                {"scorecard", 40}, {"examples", 70},     {"background", 7}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(json_array_size(json_object_get(root, rows[i].list)) >= rows[i].least);
    /* The first world is whole, the others are differences from it. */
    size_t i;
    json_t *world;
    json_array_foreach(json_object_get(root, "worlds"), i, world)
    {
        assert_int_equal(json_is_true(json_object_get(world, "differs")), i > 0);
        assert_true(json_string_length(json_object_get(world, "packed")) > 100);
        assert_true(json_array_size(json_object_get(world, "states")) >= 60);
        axis_of(json_object_get(world, "tops"));
    }
    json_decref(root);
    ent_heap_arena_destroy(&arena);
}

static void mistakes(void **state)
{
    (void)state;
    ent_arena arena;
    ent_builder out;
    ent_error err = {0};
    if (not_built())
        return;
    ent_heap_arena_create(&arena, 1 << 20);
    assert_int_equal(page("/nonexistent", ENT_SOURCE_DIR "/scenarios", &out, &arena, &err),
                     ENT_E_IO);
    assert_int_equal(out.length, 0);
    assert_int_equal(page(DATA, "/nonexistent", &out, &arena, &err), ENT_E_IO);
    assert_int_equal(out.length, 0);
    /* A scenario that cannot be read spoils the page, with its place; "<" ends no script. */
    char folder[TEMPORARY_PATH], path[TEMPORARY_PATH + 64];
    assert_non_null(mkdtemp(temporary(folder, "entente-live-XXXXXX")));
    snprintf(path, sizeof path, "%s/one.yaml", folder);
    static const char good[] = "name: </script><b>x\nlevers: {guarantee.members: [GBR], aid.us: "
                               "{2026: 0.5}}\nevents:\n  - {attacker: RUS, victim: FRA}\nclaims:\n"
                               "  - {says: a, shows: 'bill.multiple[GBR]'}\n";
    CHECK_OK(ent_text_write_file(path, good, strlen(good), &err), err);
    CHECK_OK(page(DATA, folder, &out, &arena, &err), err);
    assert_null(strstr(out.data, "</script><b>x"));
    json_t *root = document(out.data);
    json_t *one = json_array_get(json_object_get(root, "scenarios"), 0);
    assert_string_equal(json_string_value(json_object_get(one, "name")), "</script><b>x");
    json_t *levers = json_object_get(one, "levers");
    assert_string_equal(
        json_string_value(json_array_get(json_object_get(levers, "guarantee.members"), 0)), "GBR");
    CHECK_NEAR(json_number_value(json_object_get(json_object_get(levers, "aid.us"), "2026")), .5,
               0);
    json_decref(root);
    static const char bad[] = "name: x\nlevers: {us.posture: 1}\n";
    CHECK_OK(ent_text_write_file(path, bad, strlen(bad), &err), err);
    assert_int_equal(page(DATA, folder, &out, &arena, &err), ENT_E_KEY);
    assert_non_null(strstr(err.message, "one.yaml:2:"));
    unlink(path);
    rmdir(folder);
    ent_heap_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_everything),
        cmocka_unit_test(mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
