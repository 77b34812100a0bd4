/* Rows and strings that grow: contents over every doubling, look-ups, requests that fail. */
#include "check.h"

#include "entente/heap.h"
#include "treaty/rows.h"

static void prepare(treaty_build *b, ent_arena *arena)
{
    *b = (treaty_build){.arena = arena};
#define SECTION_SIZE(name, type) b->section[SECTION_##name].size = sizeof(type);
    TREATY_SECTION_LIST(SECTION_SIZE)
#undef SECTION_SIZE
}

static void rows_keep_their_contents(void **state)
{
    (void)state;
    ent_arena arena;
    treaty_build b;
    ent_heap_arena_create(&arena, 1024);
    prepare(&b, &arena);
    for (int i = 0; i < 1000; i++) {
        int16_t *row = rows_add(&b, SECTION_outline_points);
        assert_non_null(row);
        assert_int_equal(*row, 0); /* a new row is blank */
        *row = (int16_t)(i * 7 - 300);
        assert_int_equal(rows_count(&b, SECTION_outline_points), i + 1);
    }
    const int16_t *all = (const int16_t *)(const void *)b.section[SECTION_outline_points].data;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(all[i], i * 7 - 300);
    assert_int_equal(rows_count(&b, SECTION_points), 0);
    ent_heap_arena_destroy(&arena);
}

static void texts_and_look_ups(void **state)
{
    (void)state;
    ent_arena arena;
    treaty_build b;
    ent_heap_arena_create(&arena, 1024);
    prepare(&b, &arena);
    assert_int_equal(build_state(&b, "AAA", 3), ENT_TREATY_NONE); /* no rows yet */
    assert_int_equal(build_region(&b, "R", 1), -1);
    assert_int_equal(build_clause(&b, "c", 1), -1);
    assert_int_equal(build_instrument(&b, "i", 1), -1);
    assert_int_equal(rows_text(&b, ""), 0);
    for (int i = 0; i < 600; i++) {
        char code[16];
        snprintf(code, sizeof code, "S%d", i);
        ((ent_treaty_state *)rows_add(&b, SECTION_states))->code = rows_text(&b, code);
        ((ent_treaty_region *)rows_add(&b, SECTION_regions))->id = rows_text(&b, code);
        ((ent_treaty_clause *)rows_add(&b, SECTION_clauses))->id = rows_text(&b, code);
        ((ent_treaty_instrument *)rows_add(&b, SECTION_instruments))->id = rows_text(&b, code);
    }
    assert_int_equal(rows_text(&b, ""), 0); /* nothing is always the first byte */
    assert_int_equal(build_state(&b, "S599xx", 4), 599);
    assert_int_equal(build_region(&b, "S10", 3), 10);
    assert_int_equal(build_clause(&b, "S1", 2), 1); /* not S10, which begins alike */
    assert_int_equal(build_instrument(&b, "S42", 3), 42);
    assert_int_equal(build_state(&b, "S600", 4), ENT_TREATY_NONE);
    assert_int_equal(build_state(&b, "S", 1), ENT_TREATY_NONE);
    assert_int_equal(build_region(&b, "s10", 3), -1);
    ent_heap_arena_destroy(&arena);
}

static void without_memory(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 6; n++) {
        ent_arena arena;
        treaty_build b;
        bool failed = false;
        ent_heap_arena_create(&arena, 64);
        prepare(&b, &arena);
        ent_heap_fail_after(n);
        for (int i = 0; i < 1000 && !failed; i++) {
            failed = rows_text(&b, "a text of some length, so that it grows") == UINT32_MAX ||
                     !rows_add(&b, SECTION_points);
            if (failed) /* what was there is still whole */
                assert_true(b.section[SECTION_strings].count <=
                            b.section[SECTION_strings].capacity);
        }
        ent_heap_fail_after(0);
        assert_true(failed);
        ent_heap_arena_destroy(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_keep_their_contents),
        cmocka_unit_test(texts_and_look_ups),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
