#include <string.h>

#include "base/grow.h"
#include "treaty/rows.h"

void *rows_add(treaty_build *b, unsigned section)
{
    rows *r = &b->section[section];
    unsigned char *data = grow(b->arena, r->data, r->count, &r->capacity, 64, r->size);
    if (!data)
        return NULL;
    r->data = data;
    void *row = r->data + r->count * r->size;
    memset(row, 0, r->size);
    r->count++;
    return row;
}

uint32_t rows_text(treaty_build *b, const char *text)
{
    rows *s = &b->section[SECTION_strings];
    const size_t n = strlen(text) + 1;
    if (s->count == 0 && !rows_add(b, SECTION_strings))
        return UINT32_MAX;
    if (n == 1)
        return 0;
    const size_t at = s->count;
    if (s->capacity < at + n) {
        const size_t capacity = (at + n) * 2 + 4096;
        unsigned char *data = ent_arena_alloc(b->arena, capacity, 1);
        if (!data)
            return UINT32_MAX;
        memcpy(data, s->data, at);
        s->data = data;
        s->capacity = capacity;
    }
    memcpy(s->data + at, text, n);
    s->count = at + n;
    return (uint32_t)at;
}

static const char *text_at(const treaty_build *b, uint32_t offset)
{
    return (const char *)b->section[SECTION_strings].data + offset;
}

static bool same(const char *text, const char *word, size_t length)
{
    return strncmp(text, word, length) == 0 && text[length] == '\0';
}

uint16_t build_state(const treaty_build *b, const char *code, size_t length)
{
    const rows *r = &b->section[SECTION_states];
    const ent_treaty_state *s = (const ent_treaty_state *)(const void *)r->data;
    for (size_t i = 0; i < r->count; i++)
        if (same(text_at(b, s[i].code), code, length))
            return (uint16_t)i;
    return ENT_TREATY_NONE;
}

int build_region(const treaty_build *b, const char *name, size_t length)
{
    const rows *r = &b->section[SECTION_regions];
    const ent_treaty_region *s = (const ent_treaty_region *)(const void *)r->data;
    for (size_t i = 0; i < r->count; i++)
        if (same(text_at(b, s[i].id), name, length))
            return (int)i;
    return -1;
}

int build_clause(const treaty_build *b, const char *id, size_t length)
{
    const rows *r = &b->section[SECTION_clauses];
    const ent_treaty_clause *s = (const ent_treaty_clause *)(const void *)r->data;
    for (size_t i = 0; i < r->count; i++)
        if (same(text_at(b, s[i].id), id, length))
            return (int)i;
    return -1;
}

int build_instrument(const treaty_build *b, const char *id, size_t length)
{
    const rows *r = &b->section[SECTION_instruments];
    const ent_treaty_instrument *s = (const ent_treaty_instrument *)(const void *)r->data;
    for (size_t i = 0; i < r->count; i++)
        if (same(text_at(b, s[i].id), id, length))
            return (int)i;
    return -1;
}
