#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "entente/text.h"

void ent_builder_init(ent_builder *b, ent_arena *arena)
{
    *b = (ent_builder){.arena = arena};
    b->data = ent_arena_array(arena, char, 256);
    b->capacity = b->data ? 256 : 0;
    b->failed = !b->data;
}

/* Room for `more` bytes and a terminator. Old text stays in the arena until it is rewound;
   doubling keeps that waste below the final size. */
static bool reserve(ent_builder *b, size_t more)
{
    if (b->failed || more > SIZE_MAX / 4 || b->length > SIZE_MAX / 4)
        b->failed = true;
    if (b->failed || b->length + more < b->capacity)
        return !b->failed;
    size_t capacity = b->capacity * 2;
    while (capacity <= b->length + more)
        capacity *= 2;
    char *data = ent_arena_array(b->arena, char, capacity);
    if (!data) {
        b->failed = true;
        return false;
    }
    memcpy(data, b->data, b->length);
    b->data = data;
    b->capacity = capacity;
    return true;
}

void ent_builder_add(ent_builder *b, const char *text, size_t length)
{
    if (!length || !reserve(b, length))
        return;
    memcpy(b->data + b->length, text, length);
    b->length += length;
    b->data[b->length] = '\0';
}

void ent_builder_text(ent_builder *b, const char *text)
{
    ent_builder_add(b, text, strlen(text));
}

void ent_builder_format(ent_builder *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        b->failed = true;
    else if (reserve(b, (size_t)length)) {
        vsnprintf(b->data + b->length, (size_t)length + 1, format, again);
        b->length += (size_t)length;
    }
    va_end(again);
}

ent_status ent_builder_status(const ent_builder *b, ent_error *err)
{
    return b->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory while writing text") : ENT_OK;
}
