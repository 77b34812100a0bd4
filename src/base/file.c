#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "entente/text.h"

enum { MOST_LINKS = 40, MOST_NAMES = 100 };

static ent_status refuse(const char *path, const char *reason, ent_error *err)
{
    return ent_fail(err, ENT_E_IO, "%.2000s: cannot be written: %s", path, reason);
}

/* --- what a path means --- */

/* Where a link that points at nothing points, step by step: the file is made there. */
static bool follow(const char *path, char *target)
{
    char step[ENT_FILE_PATH], next[ENT_FILE_PATH];
    struct stat is;
    int n = snprintf(target, ENT_FILE_PATH, "%s", path);
    for (int links = 0; n >= 0 && n < ENT_FILE_PATH; links++) {
        if (lstat(target, &is) != 0 || !S_ISLNK(is.st_mode))
            return true;
        const ssize_t length = readlink(target, step, sizeof step - 1);
        const char *slash = strrchr(target, '/');
        if (length <= 0 || links == MOST_LINKS) {
            errno = length <= 0 ? errno : ELOOP;
            return false;
        }
        step[length] = '\0';
        const int folder = slash && step[0] != '/' ? (int)(slash - target) + 1 : 0;
        n = snprintf(next, sizeof next, "%.*s%s", folder, target, step);
        if (n >= 0 && n < ENT_FILE_PATH)
            memcpy(target, next, (size_t)n + 1);
    }
    errno = ENAMETOOLONG;
    return false;
}

/* Standard output by name: what it was opened on is written through, whatever it is. */
static bool is_open_file(const char *path)
{
    return strncmp(path, "/dev/fd/", 8) == 0 || strncmp(path, "/proc/", 6) == 0 ||
           strcmp(path, "/dev/stdout") == 0 || strcmp(path, "/dev/stderr") == 0;
}

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)                    ? "it is a folder"
           : S_ISBLK(mode) || S_ISCHR(mode) ? "it is a device"
           : S_ISSOCK(mode)                 ? "it is a socket"
           : S_ISFIFO(mode)                 ? "it is a pipe"
                                            : "it is not a regular file";
}

/* `mode` is that of the file there, 0 when there is none yet. */
static ent_status find_target(const char *path, char *target, mode_t *mode, bool *through,
                              ent_error *err)
{
    struct stat is;
    *mode = 0;
    *through = false;
    if (strlen(path) >= ENT_FILE_PATH - 32)
        return ent_fail(err, ENT_E_IO, "%.200s...: path is too long", path);
    if (stat(path, &is) != 0)
        return errno == ENOENT && follow(path, target) ? ENT_OK
                                                       : refuse(path, strerror(errno), err);
    *mode = is.st_mode;
    *through =
        S_ISCHR(is.st_mode) || S_ISFIFO(is.st_mode) || (S_ISREG(is.st_mode) && is_open_file(path));
    if (*through) {
        snprintf(target, ENT_FILE_PATH, "%s", path);
        return ENT_OK;
    }
    if (!S_ISREG(is.st_mode))
        return refuse(path, kind_of(is.st_mode), err);
    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 || !follow(path, target))
        return refuse(path, strerror(errno), err);
    return ENT_OK;
}

ent_status ent_file_replaceable(const char *path, ent_error *err)
{
    char target[ENT_FILE_PATH];
    mode_t mode;
    bool through;
    ENT_TRY(find_target(path, target, &mode, &through, err));
    return through ? refuse(path, kind_of(mode), err) : ENT_OK;
}

ent_status ent_file_distinct(const char *out, const char *in, ent_error *err)
{
    struct stat a, b;
    if (stat(out, &a) != 0 || stat(in, &b) != 0 || !S_ISREG(a.st_mode) || a.st_dev != b.st_dev ||
        a.st_ino != b.st_ino)
        return ENT_OK;
    return ent_fail(err, ENT_E_ARG, "%.2000s: is the file that is read. Give another to write to",
                    out);
}

/* --- the temporary file --- */

/* Beside the target, under a name that no file has. */
static int open_temporary(const char *folder, int length, mode_t mode, char *name)
{
    int fd = -1;
    for (unsigned i = 0; i < MOST_NAMES; i++) {
        snprintf(name, ENT_FILE_PATH, "%.*s.entente-%ld-%u.tmp", length, folder, (long)getpid(), i);
        fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (fd >= 0 || errno != EEXIST)
            break;
    }
    return fd;
}

static int open_beside(ent_file *f)
{
    const char *slash = strrchr(f->target, '/');
    if (!f->through)
        return open_temporary(f->target, slash ? (int)(slash - f->target) + 1 : 0, 0666,
                              f->temporary);
    const char *given = getenv("TMPDIR");
    char folder[ENT_FILE_PATH - 64];
    const int n = snprintf(folder, sizeof folder, "%s/", given && *given ? given : "/tmp");
    return n < 0 || (size_t)n >= sizeof folder ? -1 : open_temporary(folder, n, 0600, f->temporary);
}

ent_status ent_file_begin(const char *path, ent_file *f, ent_error *err)
{
    mode_t mode;
    f->fd = -1;
    ENT_TRY(find_target(path, f->target, &mode, &f->through, err));
    snprintf(f->path, sizeof f->path, "%s", path);
    f->fd = open_beside(f);
    if (f->fd < 0)
        return refuse(path, strerror(errno), err);
    if (f->through || !mode || fchmod(f->fd, mode & 0777) == 0)
        return ENT_OK;
    const int reason = errno;
    ent_file_abandon(f);
    return refuse(path, strerror(reason), err);
}

void ent_file_abandon(ent_file *f)
{
    if (f->fd < 0)
        return;
    close(f->fd);
    unlink(f->temporary);
    f->fd = -1;
}

ent_status ent_file_possible(const char *path, ent_error *err)
{
    ent_file f;
    ENT_TRY(ent_file_begin(path, &f, err));
    ent_file_abandon(&f);
    return ENT_OK;
}

/* --- bytes --- */

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        const ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

static bool sync_all(int fd)
{
    int failed;
    do {
        failed = fsync(fd);
    } while (failed && errno == EINTR);
    return !failed;
}

/* A pipe that nobody reads is an error at once, not a wait without end. */
static int open_through(const char *path)
{
    const int fd = open(path, O_WRONLY | O_APPEND | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0)
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    return fd;
}

static ent_status cannot_open(const char *path, ent_error *err)
{
    return refuse(path, errno == ENXIO ? "no program reads from this pipe" : strerror(errno), err);
}

static ent_status copy_through(ent_file *f, ent_error *err)
{
    char bytes[1 << 14];
    const int to = open_through(f->target);
    if (to < 0)
        return cannot_open(f->path, err);
    bool good = lseek(f->fd, 0, SEEK_SET) == 0;
    while (good) {
        const ssize_t n = read(f->fd, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            break;
        good = n > 0 && write_all(to, bytes, (size_t)n);
    }
    const int reason = errno;
    close(to);
    return good ? ENT_OK : refuse(f->path, strerror(reason), err);
}

ent_status ent_file_commit(ent_file *f, ent_error *err)
{
    if (f->through) {
        const ent_status status = copy_through(f, err);
        ent_file_abandon(f);
        return status;
    }
    bool good = sync_all(f->fd);
    int reason = errno;
    if (close(f->fd) != 0 && good) {
        good = false;
        reason = errno;
    }
    f->fd = -1;
    if (good && rename(f->temporary, f->target) == 0)
        return ENT_OK;
    reason = good ? errno : reason;
    unlink(f->temporary);
    return refuse(f->path, strerror(reason), err);
}

static ent_status write_through(const char *path, const char *text, size_t length, ent_error *err)
{
    const int fd = open_through(path);
    if (fd < 0)
        return cannot_open(path, err);
    bool good = write_all(fd, text, length);
    int reason = errno;
    if (close(fd) != 0 && good) {
        good = false;
        reason = errno;
    }
    return good ? ENT_OK : refuse(path, strerror(reason), err);
}

ent_status ent_text_write_file(const char *path, const char *text, size_t length, ent_error *err)
{
    ent_file f;
    mode_t mode;
    ENT_TRY(find_target(path, f.target, &mode, &f.through, err));
    if (f.through)
        return write_through(path, text, length, err);
    ENT_TRY(ent_file_begin(path, &f, err));
    if (write_all(f.fd, text, length))
        return ent_file_commit(&f, err);
    const int reason = errno;
    ent_file_abandon(&f);
    return refuse(path, strerror(reason), err);
}

ent_status ent_file_rename(const char *from, const char *to, ent_error *err)
{
    char target[ENT_FILE_PATH];
    mode_t mode;
    bool through;
    ENT_TRY(find_target(to, target, &mode, &through, err));
    if (through)
        return refuse(to, kind_of(mode), err);
    if (rename(from, target) == 0)
        return ENT_OK;
    return ent_fail(err, ENT_E_IO, "%.2000s: cannot be renamed to %.1500s: %s", from, to,
                    strerror(errno));
}
