/* Tables of actors: what is read, and one clear line for each way to get it wrong. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "entente/bargain_table.h"
#include "entente/heap.h"

static int open_arena(void **state)
{
    static ent_arena arena;
    ent_heap_arena_create(&arena, 1u << 18);
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    ent_heap_arena_destroy(*state);
    return 0;
}

static ent_status read_text(const char *text, ent_actor_scale scale, ent_actor_table *t,
                            ent_arena *arena, ent_error *err)
{
    char path[] = "actors_XXXXXX";
    const int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (long)strlen(text));
    close(file);
    const ent_status status = ent_actor_table_read(path, scale, t, arena, err);
    unlink(path);
    return status;
}

static const ent_actor_scale hundred = {0, 100};

static void test_reads(void **state)
{
    ent_actor_table t;
    ent_error err;
    CHECK_OK(read_text("actor,capability,position_land,salience_land,position_land_low,"
                       "position_land_high,note\nA,10,4,30,3,7,x\nB,20,7,40,,,y\n",
                       (ent_actor_scale){2, 12}, &t, *state, &err),
             err);
    assert_int_equal(t.n, 2);
    assert_int_equal(t.n_issues, 1);
    assert_string_equal(t.issues[0], "land");
    assert_true(t.has_ranges);
    CHECK_NEAR(t.position[0].value, 20.0, 1e-12);
    CHECK_NEAR(t.position[0].high, 50.0, 1e-12);
    CHECK_NEAR(t.position[1].low, 50.0, 1e-12);
    CHECK_NEAR(ent_actor_table_unscale(&t, 50.0), 7.0, 1e-12);
    const ent_actors a = ent_actor_table_view(&t);
    CHECK_NEAR(a.salience[1], 40.0, 0);
    assert_int_equal(ent_actor_table_find(&t, "B"), 1);
    assert_int_equal(ent_actor_table_find(&t, "C"), 2);
}

static void test_shares(void **state)
{
    ent_actor_table t;
    ent_error err;
    static const char text[] = "actor,capability,position,salience\nA,10,4,0.3\nB,2,7,1\n";
    CHECK_OK(read_text(text, hundred, &t, *state, &err), err);
    assert_true(t.salience_shares);
    CHECK_NEAR(t.salience[0].value, 30.0, 1e-12);
    CHECK_OK(read_text(text, (ent_actor_scale){0, 0}, &t, *state, &err), err);
    assert_false(t.salience_shares);
    CHECK_NEAR(t.salience[0].value, 0.3, 0);
}

static void test_draws(void **state)
{
    ent_actor_table t;
    ent_error err;
    CHECK_OK(read_text("actor,capability,position,salience,salience_low,salience_high\n"
                       "A,10,40,30,10,90\nB,20,50,40,40,40\n",
                       hundred, &t, *state, &err),
             err);
    double c[2], x[2], s[2], sum = 0.0;
    for (uint64_t draw = 0; draw < 20000; draw++) {
        ent_actor_table_draw(&t, 7, draw, c, x, s);
        assert_true(s[0] >= 10.0 && s[0] <= 90.0 && s[1] == 40.0 && x[0] == 40.0);
        sum += s[0];
    }
    CHECK_NEAR(sum / 20000, 130.0 / 3, 0.5); /* mean of a triangular distribution */
}

static void test_mistakes(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"actor,capability,position,salience\nA,1,2,x\n", ":2: column salience: 'x' is not"},
        {"actor,capability,position,salience\nA,1,2,\n", ":2: column salience:"},
        {"actor,capability,position,salience\nA,1,2,3\nB,-1,2,3\n",
         ":3: column capability: -1 of B is outside"},
        {"actor,capability,position,salience\nA,1,2,3\nA,1,2,3\n",
         ":3: column actor: 'A' is already in line 2"},
        {"actor,capability,position,salience\nA,1,200,3\n",
         ":2: column position: 200 of A is outside 0 to 100"},
        {"actor,capability,position_a,salience_a,position_b,salience_b\nA,1,2,60,3,0\nB,1,9,60,3,"
         "0\n",
         "no actor cares about the issue 'b'"},
        {"actor,capability,position_a,salience_a,position_b,salience_b\nA,1,2,60,3,60\n",
         ":2: column salience_b: the saliences of A add up to 120"},
        {"actor,capability,position,salience\n,1,2,3\n", ":2: column actor: the name is missing"},
        {"actor,capability,position,salience\nA,0,2,3\n", "column capability: no actor has any"},
        {"actor,capability,position_a\nA,1,2\n", "salience_a"},
        {"actor,capability\nA,1\n", ":1: no issue"},
        {"actor,capability,position,salience\n", ":1: no actor"},
        {"capability,position,salience\n1,2,3\n", "actor"},
        {"actor,capability,position,salience,position_low\nA,1,2,3,1\n",
         ":1: column position_low needs its other end"},
        {"actor,capability,position,salience,position_low,position_high\nA,1,2,3,5,9\n",
         ":2: column position: the value 2 of A must lie within"},
        {"actor,capability,position,salience,position_low,position_high\nA,1,2,3,1,900\n",
         ":2: column position_high: 900 of A is outside"},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        ent_actor_table t;
        ent_error err = {""};
        assert_int_not_equal(read_text(rows[k].text, hundred, &t, *state, &err), ENT_OK);
        if (!strstr(err.message, rows[k].says) || strchr(err.message, '\n'))
            fail_msg("want \"%s\", got \"%s\"", rows[k].says, err.message);
    }
}

static void test_many(void **state)
{
    enum { MANY = 10000 };
    char *text = malloc(64 * MANY), *at = text;
    at += sprintf(at, "actor,capability,position,salience\n");
    for (int i = 0; i < MANY; i++)
        at += sprintf(at, "A%d,1,2,3\n", i);
    ent_actor_table t;
    ent_error err;
    assert_int_equal(read_text(text, hundred, &t, *state, &err), ENT_E_DATA);
    assert_non_null(strstr(err.message, ":252: 10000 actors; at most 250 are taken"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads), cmocka_unit_test(test_shares),
        cmocka_unit_test(test_draws), cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
