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

/* Up to the next space; "11 %" is one word. */
static size_t word_length(const char *text)
{
    const size_t n = strcspn(text, " \n");
    const bool percent =
        n > 0 && text[n] == ' ' && text[n + 1] == '%' && text[n - 1] >= '0' && text[n - 1] <= '9';
    return percent ? n + 1 + strcspn(text + n + 1, " \n") : n;
}

void wrap_words(ent_builder *out, const char *text, size_t width, size_t indent)
{
    size_t column = indent;
    bool first = true;
    while (*text) {
        const size_t length = word_length(text), cells = wrap_cells(text, length);
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
