/* Tables of posture: what is sent adds up, rows of one place alone, mistakes named. */
#include "allocate/posture_tables.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "entente/heap.h"
#include "world/parts.h"

static ent_arena arena;
static world_parts parts;

static int open_world(void **state)
{
    static const world_folders folders = {.data = ENT_SOURCE_DIR "/data",
                                          .scenarios = ENT_SOURCE_DIR "/scenarios"};
    ent_error err = {{0}};
    (void)state;
    ent_heap_arena_create(&arena, 1 << 20);
    CHECK_OK(world_of(&folders, "brussels-2025", &parts, &arena, &err), err);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ent_heap_arena_destroy(&arena);
    return 0;
}

static posture_ask plan_2030(void)
{
    return (posture_ask){.world = parts.world,
                         .scenario = "Brussels",
                         .year = 2030,
                         .day = 60.0,
                         .us_home = ENT_MISSING,
                         .groups = 2.0,
                         .group_be = 10.0,
                         .method = "lp",
                         .futures = 256,
                         .seed = 1};
}

static double number(const ent_table *t, size_t row, size_t column)
{
    return t->cells[row * t->n_columns + column].number;
}

static const char *word(const ent_table *t, size_t row, size_t column)
{
    return t->cells[row * t->n_columns + column].text;
}

/* What the table of forces sends to a place is what the table of places receives. */
static void test_sent(void **state)
{
    posture_ask ask = plan_2030();
    ent_table places = {0}, forces = {0};
    ent_error err = {{0}};
    (void)state;
    CHECK_OK(posture_table(&ask, &places, &arena, &err), err);
    ask.forces = true;
    CHECK_OK(posture_table(&ask, &forces, &arena, &err), err);
    assert_true(places.n_rows > 1 && forces.n_rows > places.n_rows);
    for (size_t r = 0; r < places.n_rows; r++) {
        double sent = 0.0;
        for (size_t f = 0; f < forces.n_rows; f++)
            sent +=
                strcmp(word(&forces, f, 2), word(&places, r, 0)) == 0 ? number(&forces, f, 3) : 0.0;
        /* rows below .005 BE are left out */
        assert_true(sent <= number(&places, r, 3) + 1e-6 && sent > number(&places, r, 3) - 0.5);
    }
    for (size_t f = 0; f < forces.n_rows; f++)
        assert_true(number(&forces, f, 3) <= number(&forces, f, 4) + 1e-6);
}

/* More margin in the Indo-Pacific never gives more in Europe. */
static void test_frontier(void **state)
{
    posture_ask ask = plan_2030();
    ent_table t = {0};
    ent_error err = {{0}};
    (void)state;
    ask.frontier = true;
    CHECK_OK(posture_table(&ask, &t, &arena, &err), err);
    for (size_t r = 1; r < t.n_rows; r++)
        assert_true(number(&t, r, 0) >= number(&t, r - 1, 0) &&
                    number(&t, r, 1) <= number(&t, r - 1, 1) + 1e-9);
}

static void test_one_flashpoint(void **state)
{
    posture_ask ask = plan_2030();
    ent_table curve = {0}, rows = {0};
    ent_error err = {{0}};
    (void)state;
    ask.flashpoint = "baltic";
    CHECK_OK(posture_table(&ask, &curve, &arena, &err), err);
    for (size_t r = 1; r < curve.n_rows; r++)
        assert_true(number(&curve, r, 1) >= number(&curve, r, 2)); /* the US adds to defence */
    ask.table = "credibility";
    CHECK_OK(posture_table(&ask, &rows, &arena, &err), err);
    assert_true(rows.n_rows > 0);
    for (size_t r = 0; r < rows.n_rows; r++)
        assert_string_equal(word(&rows, r, 0), "baltic");
}

/* Groups are placed where the attacker gains most, until all that are guarded give him the same. */
static void test_security(void **state)
{
    posture_ask ask = plan_2030();
    ent_table t = {0};
    ent_error err = {{0}};
    double placed = 0.0, best = -1.0;
    (void)state;
    ask.method = "security";
    CHECK_OK(posture_table(&ask, &t, &arena, &err), err);
    assert_true(t.n_rows > 2);
    for (size_t r = 0; r < t.n_rows; r++) {
        placed += number(&t, r, 1);
        best = fmax(best, number(&t, r, 4));
        assert_true(number(&t, r, 1) >= 0.0 && number(&t, r, 1) <= 1.0 + 1e-9);
        assert_true(number(&t, r, 3) < number(&t, r, 2)); /* a group costs the attacker */
    }
    assert_true(placed > 0.0 && placed <= ask.groups + 1e-6);
    for (size_t r = 0; r < t.n_rows; r++)
        if (number(&t, r, 1) > 1e-6 && number(&t, r, 1) < 1.0 - 1e-6)
            CHECK_NEAR(number(&t, r, 4), best, 1e-6);
}

static void test_mistakes(void **state)
{
    const struct {
        const char *says;
        posture_ask ask;
    } wrong[] = {
        {"--year", {.year = 1990}},         {"--method", {.method = "lq"}},
        {"--groups", {.groups = -1.0}},     {"--group-be", {.group_be = -1.0}},
        {"--group-be", {.group_be = 2e3}},  {"'baltic'", {.flashpoint = "balitc"}},
        {"'closure'", {.table = "closur"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        posture_ask ask = plan_2030();
        const posture_ask *w = &wrong[i].ask;
        ent_table t = {0};
        ent_error err = {{0}};
        ask.year = w->year ? w->year : ask.year;
        ask.method = w->method ? w->method : ask.method;
        ask.groups = w->groups < 0.0 ? w->groups : ask.groups;
        ask.group_be = w->group_be != 0.0 ? w->group_be : ask.group_be;
        ask.flashpoint = w->flashpoint;
        ask.table = w->table;
        assert_int_equal(posture_table(&ask, &t, &arena, &err), ENT_E_ARG);
        assert_non_null(strstr(err.message, wrong[i].says));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sent), cmocka_unit_test(test_frontier),
                                       cmocka_unit_test(test_one_flashpoint),
                                       cmocka_unit_test(test_security),
                                       cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
