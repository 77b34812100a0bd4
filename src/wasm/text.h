/* A text that grows in a fixed buffer; what does not fit sets `full`. No library. */
#ifndef ENT_WASM_TEXT_H
#define ENT_WASM_TEXT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wasm_text {
    char *data;
    size_t length, size;
    bool full;
} wasm_text;

static inline void text_add(wasm_text *t, char c)
{
    if (t->length + 1 < t->size)
        t->data[t->length++] = c;
    else
        t->full = true;
    t->data[t->length] = '\0';
}

/* A field: tabs and line ends become blanks, since they part fields and rows. */
static inline void text_field(wasm_text *t, const char *s)
{
    for (; *s; s++)
        text_add(t, *s == '\t' || *s == '\n' ? ' ' : *s);
    text_add(t, '\t');
}

static inline void text_count(wasm_text *t, unsigned n)
{
    char digits[12];
    size_t k = 0;
    do
        digits[k++] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    while (k > 0)
        text_add(t, digits[--k]);
    text_add(t, '\t');
}

#endif
