/* Treaty tables of a scenario inside a world: changes, mistakes, levels by hand, memory. */
#include "small_treaty.h"

#include "entente/world_build.h"
#include "scenario_text.h"

static scenario_spec parse(loaded *l, const char *text)
{
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(scenario_parse("t.yaml", text, strlen(text), &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    return s;
}

/* A day that no calendar has passes the file and is told here, with the place in the file. */
static void changes(void **state)
{
    loaded *l = *state;
    small_treaty *small = NULL;
    ent_error err = {0};
    const void *data = NULL;
    size_t bytes = 0;
    ent_treaty t;
    small_setup((void **)&small);
    scenario_spec s = parse(l, HEAD "treaty:\n  contested: contested\n  accession:\n"
                                    "    - {instrument: pact, party: DDD, on: 2027-02-28}\n"
                                    "  withdraw:\n"
                                    "    - {instrument: pact, party: BBB, on: 2028}\n");
    CHECK_OK(ent_world_treaty(&s, small->folder, &data, &bytes, &l->arena, &err), err);
    assert_int_equal(ent_treaty_open(data, bytes, &t), ENT_OK);
    assert_int_equal(t.contested_firm, 1);
    int32_t day = 0;
    assert_true(ent_treaty_date("2027-02-28", 10, &day));
    assert_int_equal(t.parties[3].from, day);
    assert_true(ent_treaty_date("2027-12-31", 10, &day));
    assert_int_equal(t.parties[1].to, day);
    static const struct {
        const char *text, *want;
        ent_status status;
    } rows[] = {
        {HEAD "treaty:\n  accession:\n    - {instrument: pact, party: DDD, on: 2027-02-30}\n",
         "t.yaml:4:8: '2027-02-30' is not a date", ENT_E_DATA},
        {HEAD "treaty:\n  withdraw:\n    - {instrument: pact, party: AAA, on: 2027-02-30}\n",
         "t.yaml:4:8: '2027-02-30' is not a date", ENT_E_DATA},
        {HEAD "treaty:\n  accession:\n    - {instrument: pakt, party: DDD, on: 2027}\n",
         "t.yaml:4:8: unknown instrument 'pakt'", ENT_E_KEY},
        {HEAD "treaty:\n  withdraw:\n    - {instrument: pact, party: DDD, on: 2027}\n",
         "t.yaml:4:8: DDD is not a party to pact then", ENT_E_DATA},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        s = parse(l, rows[i].text);
        assert_int_equal(ent_world_treaty(&s, small->folder, &data, &bytes, &l->arena, &err),
                         rows[i].status);
        if (!strstr(err.message, rows[i].want))
            fail_msg("row %zu: '%s'", i, err.message);
    }
    s = parse(l, HEAD);
    assert_int_equal(ent_world_treaty(&s, "/nonexistent", &data, &bytes, &l->arena, &err),
                     ENT_E_IO);
    small_teardown((void **)&small);
}

/* A block that was compiled before is the same, and is forgotten as soon as a table changes. */
static void tables_that_change(void **state)
{
    loaded *l = *state;
    small_treaty *small = NULL;
    ent_error err = {0};
    const void *first = NULL, *again = NULL;
    size_t bytes = 0, same = 0;
    char from[1024], to[1024];
    small_setup((void **)&small);
    const scenario_spec s = parse(l, HEAD);
    CHECK_OK(ent_world_treaty(&s, small->folder, &first, &bytes, &l->arena, &err), err);
    CHECK_OK(ent_world_treaty(&s, small->folder, &again, &same, &l->arena, &err), err);
    assert_int_equal(bytes, same);
    assert_memory_equal(first, again, bytes);
    assert_ptr_not_equal(first, again);
    snprintf(from, sizeof from, "%s/parties.csv", small->folder);
    snprintf(to, sizeof to, "%s/elsewhere.csv", small->folder);
    assert_int_equal(rename(from, to), 0);
    assert_int_equal(ent_world_treaty(&s, small->folder, &again, &same, &l->arena, &err), ENT_E_IO);
    assert_int_equal(rename(to, from), 0);
    small_teardown((void **)&small);
}

/* Tables that do not know a state of a flashpoint, and bytes that are not tables. */
static void tables_that_do_not_fit(void **state)
{
    loaded *l = *state;
    small_treaty *small = NULL;
    ent_error err = {0};
    ent_world *w = NULL;
    const scenario_spec s = parse(l, HEAD);
    small_setup((void **)&small);
    assert_int_equal(ent_world_build(&l->facts, &l->reg, &s, small->block.data, small->block.bytes,
                                     &w, &l->arena, &err),
                     ENT_E_DATA);
    assert_non_null(strstr(err.message, "treaty tables do not know RUS or"));
    assert_null(w);
    assert_int_equal(
        ent_world_build(&l->facts, &l->reg, &s, small->block.data, 64, &w, &l->arena, &err),
        ENT_E_VERSION);
    assert_string_equal(err.message, "treaty tables cannot be read");
    static const char noise[256] __attribute__((aligned(8))) = "these are not tables at all";
    assert_int_equal(
        ent_world_build(&l->facts, &l->reg, &s, noise, sizeof noise, &w, &l->arena, &err),
        ENT_E_VERSION);
    small_teardown((void **)&small);
}

/* Every request of a build without tables fails in turn, down to single rows. */
static void without_memory(void **state)
{
    loaded *l = *state;
    const scenario_spec s = parse(
        l, HEAD "facts:\n  - {state: POL, key: reserves, year: 2025, value: 1, source: ENTENTE}\n");
    size_t failures = 0;
    for (size_t n = 1;; n++) {
        ent_arena small;
        ent_error err = {0};
        ent_world *w = NULL;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        const ent_status status =
            ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &small, &err);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&small);
        if (status == ENT_OK)
            break;
        if (status != ENT_E_NOMEM)
            fail_msg("request %zu: status %d, '%s'", n, (int)status, err.message);
        failures++;
        assert_true(n < 500);
    }
    assert_true(failures >= 3);
    for (size_t n = 1; n <= 3; n++) { /* changes of treaties: two lists, then the tables */
        ent_arena small;
        ent_error err = {0};
        const void *data = NULL;
        size_t bytes = 0;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        assert_int_equal(
            ent_world_treaty(&s, ENT_SOURCE_DIR "/data/treaty", &data, &bytes, &small, &err),
            ENT_E_NOMEM);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes),
        cmocka_unit_test(tables_that_change),
        cmocka_unit_test(tables_that_do_not_fit),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
