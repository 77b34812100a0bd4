/* Arenas: alignment, growth, rewinding, overflow. */
#include "check.h"

#include "entente/arena.h"
#include "entente/heap.h"

static void test_fixed_arena(void **state)
{
    (void)state;
    unsigned char memory[1024];
    ent_arena a;
    assert_int_equal(ent_arena_init(&a, memory + 3, sizeof memory - 3), ENT_OK);
    unsigned char *first = ent_arena_alloc(&a, 1, 10);
    assert_non_null(first);
    assert_int_equal((uintptr_t)first % ENT_ARENA_ALIGN, 0);
    for (int i = 0; i < 10; i++)
        assert_int_equal(first[i], 0);
    const size_t mark = ent_arena_mark(&a);
    assert_non_null(ent_arena_alloc(&a, 1, 64));
    ent_arena_rewind(&a, mark);
    unsigned char *again = ent_arena_alloc(&a, 1, 64);
    assert_non_null(again);
    assert_ptr_equal(again, first + 64);
    assert_null(ent_arena_alloc(&a, 1, 1 << 20)); /* full: a fixed arena never grows */
    ent_arena_rewind(&a, 0);
    assert_ptr_equal(ent_arena_alloc(&a, 1, 1), first);
}

static void test_too_small(void **state)
{
    (void)state;
    unsigned char memory[32];
    ent_arena a;
    assert_int_equal(ent_arena_init(&a, memory, sizeof memory), ENT_E_ARG);
    assert_int_equal(ent_arena_init(&a, NULL, 4096), ENT_E_ARG);
}

static void test_overflow(void **state)
{
    (void)state;
    ent_arena a;
    ent_heap_arena_create(&a, 0);
    assert_null(ent_arena_alloc(&a, SIZE_MAX, 2));
    assert_null(ent_arena_alloc(&a, SIZE_MAX / 2, 3));
    assert_null(ent_arena_alloc(&a, 1, SIZE_MAX - 8));
    assert_non_null(ent_arena_alloc(&a, 0, 8)); /* nothing asked for is still a place */
    ent_heap_arena_destroy(&a);
}

static void test_growing_arena(void **state)
{
    (void)state;
    ent_arena a;
    ent_heap_arena_create(&a, 256);
    assert_int_equal(ent_arena_mark(&a), 0);
    double *kept = ent_arena_array(&a, double, 4);
    kept[3] = 42.0;
    const size_t mark = ent_arena_mark(&a);
    for (int i = 0; i < 50; i++)
        assert_non_null(ent_arena_alloc(&a, 1, 300));
    ent_arena_rewind(&a, mark);
    assert_int_equal(ent_arena_mark(&a), mark);
    CHECK_NEAR(kept[3], 42.0, 0.0);
    char *text = ent_arena_alloc(&a, 1, 2000);
    assert_non_null(text);
    for (int i = 0; i < 2000; i++)
        assert_int_equal(text[i], 0); /* zeroed again after a rewind */
    ent_heap_arena_destroy(&a);
    assert_null(a.chunk);
    assert_non_null(ent_arena_alloc(&a, 1, 8)); /* may be used again */
    ent_heap_arena_destroy(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixed_arena),
        cmocka_unit_test(test_too_small),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_growing_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
