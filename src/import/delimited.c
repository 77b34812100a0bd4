/* Text with separators to a grid: tab, comma or semicolon; UTF-8, UTF-16 or Windows-1252. */
#include <string.h>

#include "entente/text.h"
#include "import/grid.h"

enum { LOOK_AT = 4096 }; /* bytes in which the separator is looked for */

/* What Windows-1252 has at 0x80 to 0x9f; 0: nothing. */
static const unsigned short cp1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

static uint32_t unit_at(const unsigned char *b, size_t i, bool big)
{
    return big ? (uint32_t)(b[i] << 8 | b[i + 1]) : (uint32_t)(b[i + 1] << 8 | b[i]);
}

/* UTF-16 after its mark; a lone surrogate becomes U+FFFD. */
static size_t from_utf16(const unsigned char *b, size_t size, bool big, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint32_t c = unit_at(b, i, big);
        if (c >= 0xd800 && c < 0xdc00 && i + 3 < size) {
            const uint32_t low = unit_at(b, i + 2, big);
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        n += put_utf8(out + n, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    }
    return n;
}

typedef enum encoding { UTF8_OR_1252, UTF16_LITTLE, UTF16_BIG } encoding;

/*
 * How a text is written; `mark` is the length of its byte order mark. UTF-16 without one, as the
 * IMF writes it, has a NUL in most pairs, always on the same side: text is mostly ASCII.
 */
static encoding encoding_of(const unsigned char *b, size_t size, size_t *mark)
{
    *mark = 2;
    if (size >= 2 && b[0] == 0xff && b[1] == 0xfe)
        return UTF16_LITTLE;
    if (size >= 2 && b[0] == 0xfe && b[1] == 0xff)
        return UTF16_BIG;
    *mark = size >= 3 && memcmp(b, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    size_t first = 0, second = 0, pairs = 0;
    for (size_t i = 0; i + 1 < size && i < LOOK_AT; i += 2, pairs++) {
        first += b[i] == 0;
        second += b[i + 1] == 0;
    }
    if (pairs < 4 || size % 2)
        return UTF8_OR_1252;
    return second > pairs / 2 && first <= second / 8  ? UTF16_LITTLE
           : first > pairs / 2 && second <= first / 8 ? UTF16_BIG
                                                      : UTF8_OR_1252;
}

static size_t from_cp1252(const unsigned char *b, size_t size, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        uint32_t c = b[i];
        if (c >= 0x80 && c < 0xa0)
            c = cp1252[c - 0x80] ? cp1252[c - 0x80] : 0xfffd;
        n += put_utf8(out + n, c);
    }
    return n;
}

static ent_status decode(const char *path, const char *bytes, size_t size, const char **text,
                         size_t *length, ent_arena *arena, ent_error *err)
{
    size_t mark = 0;
    const encoding how = encoding_of((const unsigned char *)bytes, size, &mark);
    bytes += mark;
    size -= mark;
    if (how == UTF8_OR_1252 && memchr(bytes, 0, size))
        return ent_fail(err, ENT_E_PARSE, "%s: contains a NUL byte, so it is not a text table",
                        path);
    if (how == UTF8_OR_1252 && ent_text_utf8_error(bytes, size) == size) {
        *text = bytes;
        *length = size;
        return ENT_OK;
    }
    char *out = ent_arena_array(arena, char, 3 * size + 4);
    ENT_NEED(out, err);
    const unsigned char *b = (const unsigned char *)bytes;
    *length = how == UTF8_OR_1252 ? from_cp1252(b, size, out)
                                  : from_utf16(b, size, how == UTF16_BIG, out);
    *text = out;
    if (memchr(out, 0, *length))
        return ent_fail(err, ENT_E_PARSE, "%s: contains a NUL byte, so it is not a text table",
                        path);
    return ENT_OK;
}

/* The most frequent of the three in the first lines, outside quotes. */
static char separator_of(const char *text, size_t length)
{
    size_t tabs = 0, commas = 0, semicolons = 0;
    bool quoted = false;
    for (size_t i = 0; i < length && i < LOOK_AT; i++) {
        quoted ^= text[i] == '"';
        if (!quoted) {
            tabs += text[i] == '\t';
            commas += text[i] == ',';
            semicolons += text[i] == ';';
        }
    }
    if (tabs && tabs >= commas / 4) /* a number such as 1,234.5 holds commas too */
        return '\t';
    return semicolons > commas ? ';' : ',';
}

/* One cell from *at on; stops at the separator, the end of the row, or the end. */
static ent_status take_cell(grid_maker *m, const char *text, size_t length, char separator,
                            size_t *at, size_t *line, char *buffer, const char **kept,
                            ent_error *err)
{
    size_t n = 0, i = *at;
    const size_t opened = *line;
    bool quoted = false;
    for (; i < length; i++) {
        const char c = text[i];
        if (c == '"' && (quoted || n == 0)) {
            if (quoted && i + 1 < length && text[i + 1] == '"')
                i++;
            else {
                quoted = !quoted;
                continue;
            }
        } else if (!quoted && (c == separator || c == '\n')) {
            break;
        }
        *line += c == '\n';
        if (n == ENT_GRID_LONGEST_CELL)
            return ent_fail(err, ENT_E_PARSE, "%s:%zu: a cell is longer than %d bytes", m->where,
                            opened, ENT_GRID_LONGEST_CELL);
        buffer[n++] = c;
    }
    if (quoted)
        return ent_fail(err, ENT_E_PARSE, "%s:%zu: quote is never closed", m->where, opened);
    *at = i;
    *kept = grid_keep(m, buffer, n);
    return ENT_OK;
}

ent_status ent_grid_of_text(const char *path, const char *bytes, size_t size, char separator,
                            ent_grid *grid, ent_arena *arena, ent_error *err)
{
    const char *text = NULL;
    size_t length = 0;
    ENT_TRY(decode(path, bytes, size, &text, &length, arena, err));
    if (!separator)
        separator = separator_of(text, length);
    char *buffer = ent_arena_array(arena, char, ENT_GRID_LONGEST_CELL + 1);
    ENT_NEED(buffer, err);
    grid_maker m;
    grid_begin(&m, path, arena);
    size_t row = 0, column = 0, line = 1;
    for (size_t at = 0; at < length; at++) {
        const char *kept = NULL;
        ENT_TRY(take_cell(&m, text, length, separator, &at, &line, buffer, &kept, err));
        ENT_TRY(grid_add(&m, row, column, 0, kept, err));
        const bool end = at >= length || text[at] == '\n';
        column = end ? 0 : column + 1;
        row += end;
        line += end;
    }
    grid_finish(&m, path, grid);
    return ENT_OK;
}
