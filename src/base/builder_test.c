/* Growing texts: contents over every doubling, always terminated, failures kept to the end. */
#include "check.h"
#include "one_arena.h"

#include "entente/heap.h"
#include "entente/text.h"

static void empty_is_a_text(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_builder b;
    ent_builder_init(&b, &arena);
    assert_string_equal(b.data, "");
    ent_builder_add(&b, "xyz", 0);
    ent_builder_text(&b, "");
    ent_builder_format(&b, "%s", "");
    assert_int_equal(b.length, 0);
    assert_string_equal(b.data, "");
    CHECK_OK(ent_builder_status(&b, &err), err);
}

/* Byte after byte over three doublings: what was written stays, a terminator follows. */
static void grows_byte_by_byte(void **state)
{
    (void)state;
    ent_builder b;
    ent_builder_init(&b, &arena);
    const size_t first = b.capacity;
    for (size_t i = 0; i < 8 * first; i++) {
        const char c = (char)('a' + i % 26);
        ent_builder_add(&b, &c, 1);
        assert_int_equal(b.length, i + 1);
        assert_int_equal(b.data[i + 1], '\0');
        assert_true(b.length < b.capacity);
    }
    for (size_t i = 0; i < b.length; i++)
        assert_int_equal(b.data[i], 'a' + i % 26);
}

/* One text just below, at and above the capacity, and far above: several doublings at once. */
static void jumps_over_the_capacity(void **state)
{
    (void)state;
    static char text[5000];
    const size_t lengths[] = {254, 255, 256, 257, 511, 512, 4999};
    memset(text, 'q', sizeof text);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        ent_builder b;
        ent_builder_init(&b, &arena);
        ent_builder_add(&b, text, lengths[i]);
        ent_builder_format(&b, "%.*s|", (int)lengths[i], text);
        assert_int_equal(b.length, 2 * lengths[i] + 1);
        assert_int_equal(strlen(b.data), b.length);
        assert_int_equal(b.data[b.length - 1], '|');
        assert_int_equal(strspn(b.data, "q"), 2 * lengths[i]);
    }
}

static void formats_and_copies(void **state)
{
    (void)state;
    ent_builder b;
    ent_builder_init(&b, &arena);
    for (int i = 0; i < 2000; i++)
        ent_builder_format(&b, "%d,", i % 10);
    ent_builder_text(&b, "end");
    assert_int_equal(b.length, 4003);
    assert_memory_equal(b.data, "0,1,2,", 6);
    assert_string_equal(b.data + 4000, "end");
    assert_string_equal(ent_text_format(&arena, "%s-%d", "a", 7), "a-7");
    assert_string_equal(ent_text_copy("abcdef", 3, &arena), "abc");
}

/* Requests that fail, from the first to the one of the last doubling: nothing is written after,
   the length stays that of the good part, and the end says so. */
static void out_of_memory(void **state)
{
    (void)state;
    size_t kept_before = 0;
    for (size_t n = 1; n <= 5; n++) {
        ent_arena small;
        ent_error err = {0};
        ent_builder b;
        ent_heap_arena_create(&small, 64);
        ent_heap_fail_after(n);
        ent_builder_init(&b, &small);
        for (int i = 0; i < 1000; i++)
            ent_builder_text(&b, "0123456789");
        const size_t kept = b.length;
        ent_builder_format(&b, "%d", 5); /* memory is back, the text has a hole */
        ent_heap_fail_after(0);
        assert_int_equal(b.length, kept);
        assert_true(b.failed);
        assert_true(n == 1 ? kept == 0 : kept > kept_before);
        kept_before = kept;
        assert_int_equal(ent_builder_status(&b, &err), ENT_E_NOMEM);
        assert_string_equal(err.message, "out of memory while writing text");
        ent_heap_arena_destroy(&small);
    }
}

/* A length that no memory holds is refused before anything is added up. */
static void impossible_lengths(void **state)
{
    (void)state;
    ent_builder b;
    ent_builder_init(&b, &arena);
    ent_builder_text(&b, "ab");
    ent_builder_add(&b, "x", SIZE_MAX - 1);
    assert_true(b.failed);
    assert_string_equal(b.data, "ab");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_is_a_text),         cmocka_unit_test(grows_byte_by_byte),
        cmocka_unit_test(jumps_over_the_capacity), cmocka_unit_test(formats_and_copies),
        cmocka_unit_test(out_of_memory),           cmocka_unit_test(impossible_lengths),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
