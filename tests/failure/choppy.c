/*
 * Laid before the program (LD_PRELOAD): a system that interrupts, shortens what it reads and
 * writes, and sets its clock. Of three calls of read, write, pread, pwrite, recv, send or fsync one
 * is interrupted (EINTR), one moves at most seven bytes, or half, one all; each look at the time of
 * day is years before or after the last. Calls inside libc (stdio) pass by.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

ssize_t write(int fd, const void *bytes, size_t n);
ssize_t read(int fd, void *bytes, size_t n);
ssize_t pread64(int fd, void *bytes, size_t n, off64_t at);
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at);

static _Atomic unsigned long calls, interrupted, shortened, jumps;

/* How much of n to do now; 0: interrupted. */
static size_t part_of(size_t n)
{
    if (getenv("CHOPPY_CLOCK_ONLY"))
        return n;
    const unsigned long call = atomic_fetch_add(&calls, 1);
    if (call % 3 == 0) {
        atomic_fetch_add(&interrupted, 1);
        errno = EINTR;
        return 0;
    }
    if (call % 3 == 2 || n < 2)
        return n;
    atomic_fetch_add(&shortened, 1);
    return n > 4096 ? n / 2 : n > 7 ? 7 : 1;
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) \
    *(void **)&real = dlsym(RTLD_NEXT, #name)

#define CHOPPED(name, ...) \
    REAL(name); \
    const size_t part = n ? part_of(n) : 0; \
    return n && !part ? -1 : real(__VA_ARGS__)

ssize_t read(int fd, void *bytes, size_t n)
{
    CHOPPED(read, fd, bytes, part);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    CHOPPED(write, fd, bytes, part);
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t at)
{
    CHOPPED(pread64, fd, bytes, part, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    CHOPPED(pwrite64, fd, bytes, part, at);
}

ssize_t recv(int fd, void *bytes, size_t n, int flags)
{
    CHOPPED(recv, fd, bytes, part, flags);
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
    CHOPPED(send, fd, bytes, part, flags);
}

int fsync(int fd)
{
    REAL(fsync);
    return part_of(2) ? real(fd) : -1;
}

/* Up to about 16 years away, forth and back; the monotonic clock is never set. */
static time_t jump(void)
{
    const unsigned long n = atomic_fetch_add(&jumps, 1);
    return (time_t)(n * 2654435761u % 1000000007) - 500000000;
}

int clock_gettime(clockid_t which, struct timespec *at)
{
    REAL(clock_gettime);
    const int code = real(which, at);
    if (code == 0 && which == CLOCK_REALTIME)
        at->tv_sec += jump();
    return code;
}

time_t time(time_t *at)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at)
        *at = now.tv_sec;
    return now.tv_sec;
}

/* What was done goes to the file named by CHOPPY_LOG. */
__attribute__((destructor)) static void report(void)
{
    const char *name = getenv("CHOPPY_LOG");
    FILE *log = name ? fopen(name, "a") : NULL;
    if (!log)
        return;
    fprintf(log, "%lu %lu %lu\n", interrupted, shortened, jumps);
    fclose(log);
}
