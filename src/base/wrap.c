#include "base/wrap.h"

#include <string.h>

size_t wrap_cells(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++)
        n += ((unsigned char)text[i] & 0xC0U) != 0x80U;
    return n;
}

static size_t new_line(ent_builder *out, size_t indent)
{
    ent_builder_format(out, "\n%*s", (int)indent, "");
    return indent;
}

void wrap_words(ent_builder *out, const char *text, size_t width, size_t indent)
{
    size_t column = indent;
    bool first = true;
    while (*text) {
        const size_t length = strcspn(text, " \n"), cells = wrap_cells(text, length);
        if (!first && column + 1 + cells > width) {
            column = new_line(out, indent);
        } else if (!first) {
            ent_builder_text(out, " ");
            column++;
        }
        ent_builder_add(out, text, length);
        column += cells;
        first = false;
        for (text += length; *text == ' ' || *text == '\n'; text++)
            if (*text == '\n') {
                column = new_line(out, indent);
                first = true;
            }
    }
    ent_builder_text(out, "\n");
}
