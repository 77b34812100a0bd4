#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mark.h"

static uint64_t mark_of(const char *text, size_t n)
{
    FILE *f = fopen("mark_test.tmp", "wb");
    assert_non_null(f);
    fwrite(text, 1, n, f);
    fclose(f);
    const uint64_t mark = mark_file(mark_begin(), ".", "mark_test.tmp");
    remove("mark_test.tmp");
    return mark;
}

/* A byte more, a zero more, another place: each is another file. */
static void files(void **state)
{
    static char large[40000];
    (void)state;
    const uint64_t none = mark_file(mark_begin(), ".", "mark_test.nowhere");
    const uint64_t seen[] = {none,
                             mark_of("", 0),
                             mark_of("a", 1),
                             mark_of("a\0", 2),
                             mark_of("\0a", 2),
                             mark_of("abcdefgh", 8),
                             mark_of("abcdefgh\0", 9),
                             mark_of(large, sizeof large),
                             mark_of(large, sizeof large - 1)};
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
        for (size_t k = 0; k < i; k++)
            assert_true(seen[i] != seen[k]);
    assert_true(mark_of("abcdefgh", 8) == seen[5]);
    large[39999] = 1;
    assert_true(mark_of(large, sizeof large) != seen[7]);
}

static void texts(void **state)
{
    (void)state;
    const uint64_t ab = mark_text(mark_text(mark_begin(), "a"), "b");
    assert_true(ab != mark_text(mark_text(mark_begin(), "ab"), ""));
    assert_true(mark_text(mark_begin(), NULL) == mark_text(mark_begin(), ""));
}

/* A name, a byte below or a file more make another folder; a hidden file does not. */
static void folders(void **state)
{
    (void)state;
    char dir[] = "mark_test.XXXXXX";
    const char *const names[] = {"a", "b", "in/a", ".hidden"};
    char path[64];
    assert_non_null(mkdtemp(dir));
    uint64_t seen[6] = {mark_folder(mark_begin(), "mark_test.nowhere"),
                        mark_folder(mark_begin(), dir)};
    snprintf(path, sizeof path, "%s/in", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fclose(f);
        seen[2 + i] = mark_folder(mark_begin(), dir);
    }
    assert_true(seen[5] == seen[4]);
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < i; k++)
            assert_true(seen[i] != seen[k]);
    for (size_t i = 4; i-- > 0;) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        remove(path);
    }
    snprintf(path, sizeof path, "%s/in", dir);
    rmdir(path);
    rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files), cmocka_unit_test(texts),
                                       cmocka_unit_test(folders)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
