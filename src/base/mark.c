#include "base/mark.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* By bytes, whatever the language of the user. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static uint64_t add_entry(uint64_t mark, const char *folder, const char *name)
{
    char path[LONGEST_PATH];
    struct stat is;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    mark = mark_text(mark, name);
    return stat(path, &is) == 0 && S_ISDIR(is.st_mode) ? mark_folder(mark, path)
                                                       : mark_file(mark, folder, name);
}

uint64_t mark_folder(uint64_t mark, const char *folder)
{
    struct dirent **entries = NULL;
    const int n = scandir(folder, &entries, is_shown, by_name);
    for (int i = 0; i < n; i++) {
        mark = add_entry(mark, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return mark_word(mark, n < 0 ? UINT64_MAX : (uint64_t)n);
}
