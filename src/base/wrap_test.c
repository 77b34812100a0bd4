#include "base/wrap.h"

#include "check.h"
#include "entente/heap.h"

static void test_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wrapped;
        size_t width, indent;
    } rows[] = {
        {"", "\n", 10, 0},
        {"one two three", "one two\nthree\n", 7, 0},
        {"one two three", "one\n  two\n  three\n", 6, 2}, /* the caller wrote the first indent */
        {"a  b", "a b\n", 10, 0},
        {"one\ntwo", "one\ntwo\n", 10, 0},
        {"\xc3\xa4\xc3\xa4 \xc3\xa4", "\xc3\xa4\xc3\xa4 \xc3\xa4\n", 4, 0}, /* cells, not bytes */
        {"a rise of 11 %, or 2", "a rise of\n11 %, or 2\n", 12, 0}, /* a number keeps its % */
        {"of % 11 %", "of %\n11 %\n", 6, 0},
        {"unbreakable", "unbreakable\n", 3, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_arena arena;
        ent_builder b;
        ent_heap_arena_create(&arena, 1 << 10);
        ent_builder_init(&b, &arena);
        wrap_words(&b, rows[i].text, rows[i].width, rows[i].indent);
        assert_string_equal(b.data, rows[i].wrapped);
        ent_heap_arena_destroy(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
