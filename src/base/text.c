#include "entente/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void trim(const char **text, size_t *length)
{
    while (*length && is_blank(**text)) {
        ++*text;
        --*length;
    }
    while (*length && is_blank((*text)[*length - 1]))
        --*length;
}

static bool is_decimal(const char *s, size_t n)
{
    size_t i = 0, digits = 0;
    if (i < n && (s[i] == '+' || s[i] == '-'))
        i++;
    for (; i < n && s[i] >= '0' && s[i] <= '9'; i++)
        digits++;
    if (i < n && s[i] == '.')
        for (i++; i < n && s[i] >= '0' && s[i] <= '9'; i++)
            digits++;
    if (!digits)
        return false;
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        i++;
        if (i < n && (s[i] == '+' || s[i] == '-'))
            i++;
        const size_t exponent = i;
        while (i < n && s[i] >= '0' && s[i] <= '9')
            i++;
        if (i == exponent)
            return false;
    }
    return i == n;
}

bool ent_text_number(const char *text, size_t length, double *value)
{
    char buffer[128];
    trim(&text, &length);
    if (length >= sizeof buffer || !is_decimal(text, length))
        return false;
    memcpy(buffer, text, length);
    buffer[length] = '\0';
    /* strtod follows LC_NUMERIC; the library never calls setlocale, and the check below
       refuses a partial parse should the program have done so. */
    char *end = NULL;
    const double x = strtod(buffer, &end);
    if (end != buffer + length || x > 1.7976931348623157e308 || x < -1.7976931348623157e308)
        return false;
    *value = x;
    return true;
}

bool ent_text_integer(const char *text, size_t length, long long *value)
{
    trim(&text, &length);
    const bool negative = length && text[0] == '-';
    size_t i = length && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (i == length || length - i > 18)
        return false;
    long long x = 0;
    for (; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        x = x * 10 + (text[i] - '0');
    }
    *value = negative ? -x : x;
    return true;
}

/* Length of the well-formed UTF-8 sequence at s, 0 if there is none (Unicode table 3-7). */
static size_t utf8_sequence(const unsigned char *s, size_t n)
{
    if (s[0] >= 0x01 && s[0] <= 0x7f)
        return 1;
    const size_t want = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || n < want)
        return 0;
    const unsigned char low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
    const unsigned char high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < want; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return want;
}

size_t ent_text_utf8_error(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t i = 0; i < length;) {
        const size_t step = utf8_sequence(s + i, length - i);
        if (!step)
            return i;
        i += step;
    }
    return length;
}

enum { LONGEST_KEY = 96 };

static size_t edit_distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][LONGEST_KEY + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i - 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = before[j - 1] + (a[i - 1] != b[j - 1]);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                const size_t swap = rows[(i - 2) % 3][j - 2] + 1;
                best = swap < best ? swap : best;
            }
            now[j] = best;
        }
    }
    return rows[n % 3][m];
}

const char *ent_text_nearest(const char *word, const char *const *candidates, size_t count)
{
    const size_t n = strlen(word);
    if (n > LONGEST_KEY)
        return NULL;
    size_t best = (n / 3 > 2 ? n / 3 : 2) + 1;
    const char *found = NULL;
    for (size_t c = 0; c < count; c++) {
        const size_t m = strlen(candidates[c]);
        if (m > LONGEST_KEY)
            continue;
        const size_t d = edit_distance(word, n, candidates[c], m);
        if (d < best && 2 * d <= (n > m ? n : m)) {
            best = d;
            found = candidates[c];
        }
    }
    for (size_t c = 0; c < count && !found && n >= 3; c++) /* a word left unfinished */
        if (strncmp(candidates[c], word, n) == 0)
            found = candidates[c];
    return found;
}

char *ent_text_copy(const char *text, size_t length, ent_arena *arena)
{
    char *copy = ent_arena_array(arena, char, length + 1);
    if (copy && length)
        memcpy(copy, text, length);
    return copy;
}

char *ent_text_format(ent_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? NULL : ent_arena_array(arena, char, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

static ent_status read_all(int fd, const char *path, size_t size, char *buffer, ent_error *err)
{
    size_t got = 0;
    while (got < size) {
        const ssize_t n = read(fd, buffer + got, size - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ent_fail(err, ENT_E_IO, "%s: cannot be read: %s", path, strerror(errno));
        if (n == 0)
            return ent_fail(err, ENT_E_IO, "%s: became shorter while it was read", path);
        got += (size_t)n;
    }
    return ENT_OK;
}

static ent_status read_open_file(int fd, const char *path, size_t max_bytes, char **text,
                                 size_t *length, ent_arena *arena, ent_error *err)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return ent_fail(err, ENT_E_IO, "%s: cannot be read: %s", path, strerror(errno));
    if (S_ISDIR(info.st_mode))
        return ent_fail(err, ENT_E_IO, "%s: is a folder, not a file", path);
    if (!S_ISREG(info.st_mode))
        return ent_fail(err, ENT_E_IO, "%s: is a pipe or a device; give a regular file", path);
    const size_t size = (size_t)info.st_size;
    if (size > max_bytes)
        return ent_fail(err, ENT_E_DATA, "%s: is larger than %zu bytes", path, max_bytes);
    char *buffer = ent_arena_array(arena, char, size + 1);
    if (!buffer)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory (%zu bytes)", path, size);
    ENT_TRY(read_all(fd, path, size, buffer, err));
    *text = buffer;
    *length = size;
    return ENT_OK;
}

ent_status ent_text_read_file(const char *path, size_t max_bytes, char **text, size_t *length,
                              ent_arena *arena, ent_error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe without a writer */
    if (fd < 0)
        return ent_fail(err, ENT_E_IO, "%s: cannot be opened: %s", path, strerror(errno));
    const ent_status status = read_open_file(fd, path, max_bytes, text, length, arena, err);
    close(fd);
    return status;
}
