/* Arenas from the heap: sizes, alignment, requests that cannot be met or are made to fail. */
#include "check.h"

#include "entente/heap.h"

static void chunks_are_aligned_and_large_enough(void **state)
{
    (void)state;
    const size_t chunks[] = {0, 1, 64, 1000, 1 << 16}, asked[] = {1, 63, 64, 65, 70000};
    for (size_t c = 0; c < sizeof chunks / sizeof chunks[0]; c++) {
        ent_arena a;
        ent_heap_arena_create(&a, chunks[c]);
        assert_null(a.chunk); /* nothing is asked of the heap yet */
        for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
            unsigned char *p = ent_arena_alloc(&a, asked[i], 1);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % ENT_ARENA_ALIGN, 0);
            memset(p, 0xa5, asked[i]); /* the sanitizers watch the end */
        }
        ent_heap_arena_destroy(&a);
    }
}

static void default_chunk_serves_many(void **state)
{
    (void)state;
    ent_arena a;
    ent_heap_arena_create(&a, 0);
    assert_non_null(ent_arena_alloc(&a, 1, 8));
    const ent_arena_chunk *first = a.chunk;
    assert_int_equal(first->size, 65536);
    for (int i = 0; i < 1000; i++)
        assert_non_null(ent_arena_alloc(&a, 1, 64));
    assert_ptr_equal(a.chunk, first);
    ent_heap_arena_destroy(&a);
}

/* A size whose rounding or head would wrap around. */
static void sizes_that_wrap(void **state)
{
    (void)state;
    ent_arena a;
    ent_heap_arena_create(&a, SIZE_MAX - 10);
    assert_null(ent_arena_alloc(&a, 1, 8));
    assert_null(a.get(SIZE_MAX - ENT_ARENA_ALIGN));
    ent_heap_arena_destroy(&a);
}

/* The n-th request fails, those around it work; 0 is never. */
static void the_nth_request_fails(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 4; n++) {
        ent_arena a;
        size_t made = 0;
        ent_heap_arena_create(&a, 64);
        ent_heap_fail_after(n);
        while (made < 10 && ent_arena_alloc(&a, 1, 100))
            made++;
        assert_int_equal(made, n - 1);
        for (int i = 0; i < 20; i++)
            assert_non_null(ent_arena_alloc(&a, 1, 100));
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&a);
    }
}

static void used_again_after_it_is_destroyed(void **state)
{
    (void)state;
    ent_arena a;
    ent_heap_arena_create(&a, 256);
    ent_heap_arena_destroy(&a); /* never used */
    assert_non_null(ent_arena_alloc(&a, 1, 8));
    ent_heap_arena_destroy(&a);
    assert_null(a.chunk);
    assert_int_equal(ent_arena_mark(&a), 0);
    assert_non_null(ent_arena_alloc(&a, 1, 8));
    ent_heap_arena_destroy(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_are_aligned_and_large_enough),
        cmocka_unit_test(default_chunk_serves_many),
        cmocka_unit_test(sizes_that_wrap),
        cmocka_unit_test(the_nth_request_fails),
        cmocka_unit_test(used_again_after_it_is_destroyed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
