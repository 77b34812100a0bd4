#include "base/visible.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "entente/text.h"

/* Bytes of the character that starts here; 0 when it is malformed. */
static size_t character(const char *text, size_t length, uint32_t *code)
{
    const unsigned char *s = (const unsigned char *)text;
    const size_t n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    if (n > length || (s[0] && ent_text_utf8_error(text, n) != n))
        return 0;
    *code = n == 1 ? s[0] : s[0] & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; i++)
        *code = *code << 6 | (s[i] & 0x3fu);
    return n;
}

static bool steers(uint32_t c)
{
    const bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
    const bool direction = c == 0x061c || c == 0x200e || c == 0x200f ||
                           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return control || direction || c == 0x2028 || c == 0x2029;
}

/* Bytes of plain ASCII at the start, of which nothing has to be changed. */
static size_t plain_run(const char *text, size_t length)
{
    size_t n = 0;
    while (n < length && ((text[n] >= 0x20 && text[n] < 0x7f) || text[n] == '\n'))
        n++;
    return n;
}

size_t visible_text(const char *text, size_t length, bool styles, char *out, size_t size)
{
    size_t whole = 0, used = 0;
    for (size_t i = 0; i < length;) {
        const size_t run = plain_run(text + i, length - i);
        if (run) {
            const size_t room = used == whole ? size - 1 - used : 0;
            memcpy(out + used, text + i, run < room ? run : room);
            used += run < room ? run : room;
            whole += run;
            i += run;
            continue;
        }
        char piece[8];
        uint32_t code = 0;
        size_t n = character(text + i, length - i, &code), k = n;
        if (styles && text[i] == VISIBLE_STYLE[0]) {
            piece[0] = '\033';
            n = k = 1;
        } else if (!n) {
            memcpy(piece, "\xef\xbf\xbd", k = 3);
            n = 1;
        } else if (steers(code)) {
            k = (size_t)snprintf(piece, sizeof piece, "\\u%04x", (unsigned)code);
        } else {
            memcpy(piece, text + i, n);
        }
        if (used == whole && used + k < size) {
            memcpy(out + used, piece, k);
            used += k;
        }
        whole += k;
        i += n;
    }
    out[used] = '\0';
    return whole;
}
