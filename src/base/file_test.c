/* Files are replaced whole or not at all; a device or a pipe is never replaced. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "check.h"
#include "entente/text.h"

static char folder[] = "entente-file-XXXXXX", before[4096];

static int enter(void **state)
{
    (void)state;
    return !getcwd(before, sizeof before) || !mkdtemp(strcpy(folder, "entente-file-XXXXXX")) ||
           chdir(folder);
}

/* Fails when a test left more than it removed: no temporary file may remain. */
static int leave(void **state)
{
    (void)state;
    return chdir(before) || rmdir(folder);
}

static ent_status put(const char *path, const char *text, ent_error *err)
{
    return ent_text_write_file(path, text, strlen(text), err);
}

static const char *content(const char *path)
{
    static char text[64];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static mode_t mode_of(const char *path)
{
    struct stat is;
    assert_int_equal(lstat(path, &is), 0);
    return is.st_mode;
}

static void test_new_file_has_the_umask(void **state)
{
    (void)state;
    ent_error err = {{0}};
    const mode_t mask = umask(027);
    CHECK_OK(put("new", "one", &err), err);
    umask(mask);
    assert_int_equal(mode_of("new") & 0777, 0640);
    assert_string_equal(content("new"), "one");
    unlink("new");
}

static void test_old_file_keeps_its_mode(void **state)
{
    (void)state;
    ent_error err = {{0}};
    CHECK_OK(put("old", "one", &err), err);
    chmod("old", 0604);
    CHECK_OK(put("old", "two", &err), err);
    assert_int_equal(mode_of("old") & 0777, 0604);
    assert_string_equal(content("old"), "two");
    unlink("old");
}

static void test_links_are_followed(void **state)
{
    (void)state;
    ent_error err = {{0}};
    assert_int_equal(mkdir("there", 0777), 0);
    CHECK_OK(put("there/file", "one", &err), err);
    assert_int_equal(symlink("there/file", "link"), 0);
    assert_int_equal(symlink("link", "link2"), 0);
    CHECK_OK(put("link2", "two", &err), err);
    assert_true(S_ISLNK(mode_of("link")) && S_ISLNK(mode_of("link2")));
    assert_string_equal(content("there/file"), "two");
    unlink("there/file"); /* the link dangles now: the file is made where it points */
    CHECK_OK(put("link2", "three", &err), err);
    assert_true(S_ISLNK(mode_of("link")) && S_ISREG(mode_of("there/file")));
    assert_string_equal(content("there/file"), "three");
    unlink("link2");
    unlink("link");
    unlink("there/file");
    rmdir("there");
    assert_int_equal(symlink("nowhere/file", "link"), 0); /* into a folder that is not there */
    assert_int_equal(put("link", "x", &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "link: cannot be written: No such file"));
    unlink("link");
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(put("loop", "x", &err), ENT_E_IO);
    unlink("loop");
}

static void test_devices_stay(void **state)
{
    (void)state;
    ent_error err = {{0}};
    CHECK_OK(put("/dev/null", "gone", &err), err);
    assert_true(S_ISCHR(mode_of("/dev/null")));
    assert_int_equal(put("/dev/full", "x", &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "/dev/full: cannot be written: No space left"));
    assert_int_equal(symlink("/dev/null", "link"), 0);
    CHECK_OK(put("link", "gone", &err), err);
    assert_true(S_ISLNK(mode_of("link")) && S_ISCHR(mode_of("/dev/null")));
    assert_int_equal(ent_file_replaceable("link", &err), ENT_E_IO);
    CHECK_OK(put("from", "x", &err), err);
    assert_int_equal(ent_file_rename("from", "link", &err), ENT_E_IO);
    assert_int_equal(ent_file_rename("from", "/dev/null", &err), ENT_E_IO);
    assert_true(S_ISCHR(mode_of("/dev/null")));
    unlink("from");
    unlink("link");
}

static void test_pipes_stay(void **state)
{
    (void)state;
    ent_error err = {{0}};
    char text[8] = "";
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(put("pipe", "x", &err), ENT_E_IO); /* at once: nobody reads */
    assert_non_null(strstr(err.message, "no program reads from this pipe"));
    const int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    CHECK_OK(put("pipe", "hello", &err), err);
    assert_int_equal(read(reader, text, sizeof text), 5);
    ent_file f;
    CHECK_OK(ent_file_begin("pipe", &f, &err), err);
    assert_int_equal(write(f.fd, "world", 5), 5);
    CHECK_OK(ent_file_commit(&f, &err), err);
    assert_int_equal(read(reader, text, sizeof text), 5);
    assert_memory_equal(text, "world", 5);
    close(reader);
    assert_true(S_ISFIFO(mode_of("pipe")));
    unlink("pipe");
}

static void test_others_are_refused(void **state)
{
    (void)state;
    ent_error err = {{0}};
    assert_int_equal(put(".", "x", &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "it is a folder"));
    const int s = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "socket"};
    if (s >= 0 && bind(s, (struct sockaddr *)&name, sizeof name) == 0) {
        assert_int_equal(put("socket", "x", &err), ENT_E_IO);
        assert_non_null(strstr(err.message, "it is a socket"));
        assert_true(S_ISSOCK(mode_of("socket")));
        unlink("socket");
    }
    close(s);
    assert_int_equal(put("none/file", "x", &err), ENT_E_IO);
}

/* As an ordinary user: root may write anywhere. */
static void test_read_only(void **state)
{
    (void)state;
    enum { NOBODY = 65534 };
    ent_error err = {{0}};
    const bool root = geteuid() == 0;
    assert_int_equal(mkdir("closed", 0777), 0);
    if (root &&
        (chown("closed", NOBODY, NOBODY) != 0 || chmod(".", 0711) != 0 || seteuid(NOBODY) != 0)) {
        rmdir("closed");
        skip();
    }
    CHECK_OK(put("closed/file", "one", &err), err);
    chmod("closed", 0555);
    assert_int_equal(put("closed/file", "two", &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "Permission denied"));
    chmod("closed", 0777);
    assert_string_equal(content("closed/file"), "one");
    chmod("closed/file", 0444);
    assert_int_equal(put("closed/file", "two", &err), ENT_E_IO);
    assert_string_equal(content("closed/file"), "one");
    unlink("closed/file");
    assert_int_equal(root ? seteuid(0) : 0, 0);
    rmdir("closed");
}

/* The name of a temporary file that is taken, by a link to elsewhere, is passed over. */
static void test_temporary_is_new(void **state)
{
    (void)state;
    ent_error err = {{0}};
    char taken[64];
    CHECK_OK(put("victim", "kept", &err), err);
    snprintf(taken, sizeof taken, ".entente-%ld-0.tmp", (long)getpid());
    assert_int_equal(symlink("victim", taken), 0);
    CHECK_OK(put("file", "one", &err), err);
    assert_string_equal(content("victim"), "kept");
    assert_string_equal(content("file"), "one");
    unlink("file");
    unlink("victim");
    unlink(taken);
}

static void test_abandoned(void **state)
{
    (void)state;
    ent_error err = {{0}};
    ent_file f;
    CHECK_OK(put("file", "one", &err), err);
    CHECK_OK(ent_file_begin("file", &f, &err), err);
    assert_int_equal(write(f.fd, "two", 3), 3);
    ent_file_abandon(&f);
    assert_string_equal(content("file"), "one");
    unlink("file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_file_has_the_umask),
        cmocka_unit_test(test_old_file_keeps_its_mode),
        cmocka_unit_test(test_links_are_followed),
        cmocka_unit_test(test_devices_stay),
        cmocka_unit_test(test_pipes_stay),
        cmocka_unit_test(test_others_are_refused),
        cmocka_unit_test(test_read_only),
        cmocka_unit_test(test_temporary_is_new),
        cmocka_unit_test(test_abandoned),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
