#include "base/mark.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_PATH = 4096, PIECE = 1 << 14 };

uint64_t mark_begin(void)
{
    return UINT64_C(14695981039346656037);
}

uint64_t mark_word(uint64_t mark, uint64_t word)
{
    mark = (mark ^ word) * UINT64_C(1099511628211);
    return mark ^ mark >> 32;
}

uint64_t mark_text(uint64_t mark, const char *text)
{
    for (const char *c = text ? text : ""; *c; c++)
        mark = mark_word(mark, (unsigned char)*c);
    return mark_word(mark, UINT64_MAX);
}

/* Eight bytes at a time; the last word is filled up with zeros, and the length closes the file. */
static uint64_t add_bytes(uint64_t mark, int fd)
{
    unsigned char piece[PIECE + 8];
    uint64_t length = 0;
    for (ssize_t n; (n = read(fd, piece, PIECE)) > 0; length += (uint64_t)n) {
        memset(piece + n, 0, 8);
        for (ssize_t i = 0; i < n; i += 8) {
            uint64_t word;
            memcpy(&word, piece + i, sizeof word);
            mark = mark_word(mark, word);
        }
    }
    return mark_word(mark, length);
}

uint64_t mark_file(uint64_t mark, const char *folder, const char *name)
{
    char path[LONGEST_PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return mark_word(mark, UINT64_MAX);
    mark = add_bytes(mark, fd);
    close(fd);
    return mark;
}
