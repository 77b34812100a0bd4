/* Folders for results: made, refused with a reason, kept for one run at a time. */
#include "base/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "temporary.h"

static void test_made(void **state)
{
    char room[TEMPORARY_PATH], path[2 * TEMPORARY_PATH], file[3 * TEMPORARY_PATH];
    struct stat is;
    ent_error err = {{0}};
    (void)state;
    assert_non_null(mkdtemp(temporary(room, "entente-folder-XXXXXX")));
    snprintf(path, sizeof path, "%s/results", room);
    snprintf(file, sizeof file, "%s/file", path);
    CHECK_OK(folder_make(path, &err), err);
    assert_true(stat(path, &is) == 0 && S_ISDIR(is.st_mode));
    CHECK_OK(folder_make(path, &err), err); /* it may be there already */
    FILE *f = fopen(file, "w");
    assert_non_null(f);
    fclose(f);
    assert_int_equal(folder_make(file, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "is not a folder"));
    snprintf(file, sizeof file, "%s/no/such", path);
    assert_int_equal(folder_make(file, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "No such file"));
    snprintf(file, sizeof file, "%s/file", path);
    remove(file);
    rmdir(path);
    rmdir(room);
}

static void test_lock(void **state)
{
    char room[TEMPORARY_PATH];
    int first = -1, second = -1;
    ent_error err = {{0}};
    (void)state;
    assert_non_null(mkdtemp(temporary(room, "entente-folder-XXXXXX")));
    CHECK_OK(folder_lock(room, &first, &err), err);
    if (first >= 0) {
        assert_int_equal(folder_lock(room, &second, &err), ENT_E_IO);
        assert_int_equal(second, -1);
        assert_non_null(strstr(err.message, "another run"));
    }
    folder_unlock(first);
    CHECK_OK(folder_lock(room, &second, &err), err);
    folder_unlock(second);
    folder_unlock(-1);
    rmdir(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_made), cmocka_unit_test(test_lock)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
