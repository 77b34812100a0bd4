#include "report/live_pack.h"

#include <stdint.h>
#include <string.h>

static void add_count(ent_builder *out, size_t n)
{
    do {
        const unsigned char low = (unsigned char)(n & 127U);
        n >>= 7;
        const char byte = (char)(n ? low | 128U : low);
        ent_builder_add(out, &byte, 1);
    } while (n);
}

enum { STEP = 8, WINDOW = 32, KEY = 6, SLOTS = 1 << 16 };

static size_t slot_of(const unsigned char *bytes, size_t n)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * 1099511628211u;
    return (size_t)(hash >> 40) % SLOTS;
}

/* How far the bytes at `at` repeat those at `seen`; the two may overlap. */
static size_t repeats(const unsigned char *bytes, size_t n, size_t at, size_t seen)
{
    size_t length = 0;
    while (at + length < n && bytes[seen + length] == bytes[at + length])
        length++;
    return length;
}

bool live_pack(ent_builder *out, const unsigned char *bytes, size_t n, ent_arena *arena)
{
    uint32_t *slots = ent_arena_array(arena, uint32_t, SLOTS); /* place plus one */
    if (!slots)
        return false;
    size_t fresh = 0, at = 0;
    while (at < n) {
        const bool keyed = at + KEY <= n;
        uint32_t *slot = &slots[keyed ? slot_of(bytes + at, KEY) : 0];
        const size_t seen = keyed ? *slot : 0;
        const size_t length = seen ? repeats(bytes, n, at, seen - 1) : 0;
        if (keyed)
            *slot = (uint32_t)at + 1;
        if (length < KEY) {
            at++;
            continue;
        }
        add_count(out, at - fresh);
        ent_builder_add(out, (const char *)bytes + fresh, at - fresh);
        add_count(out, length);
        add_count(out, at - (seen - 1));
        for (size_t i = 1; i < length && at + i + KEY <= n; i++)
            slots[slot_of(bytes + at + i, KEY)] = (uint32_t)(at + i) + 1;
        at += length;
        fresh = at;
    }
    add_count(out, n - fresh);
    ent_builder_add(out, (const char *)bytes + fresh, n - fresh);
    add_count(out, 0);
    add_count(out, 0);
    return true;
}

/* --- differences between worlds --- */

static size_t match(const unsigned char *a, size_t a_left, const unsigned char *b, size_t b_left)
{
    const size_t most = a_left < b_left ? a_left : b_left;
    size_t n = 0;
    while (n < most && a[n] == b[n])
        n++;
    return n / STEP * STEP;
}

typedef struct delta {
    const unsigned char *bytes, *from;
    size_t n, n_from;
    uint32_t *slots; /* place in `from` plus one, by hash of the window there */
} delta;

/* The longest stretch at `at`: the same place first, else where the window stood before. */
static size_t stretch(const delta *d, size_t at, size_t *place)
{
    size_t best =
        at < d->n_from ? match(d->bytes + at, d->n - at, d->from + at, d->n_from - at) : 0;
    *place = at;
    if (best >= WINDOW || at + WINDOW > d->n)
        return best;
    const uint32_t seen = d->slots[slot_of(d->bytes + at, WINDOW)];
    if (!seen)
        return best;
    const size_t length =
        match(d->bytes + at, d->n - at, d->from + seen - 1, d->n_from - (seen - 1));
    if (length > best) {
        best = length;
        *place = seen - 1;
    }
    return best;
}

bool live_delta(ent_builder *out, const unsigned char *bytes, size_t n, const unsigned char *from,
                size_t n_from, ent_arena *arena)
{
    delta d = {bytes, from, n, n_from, ent_arena_array(arena, uint32_t, SLOTS)};
    if (!d.slots)
        return false;
    for (size_t i = 0; i + WINDOW <= n_from; i += STEP)
        if (!d.slots[slot_of(from + i, WINDOW)])
            d.slots[slot_of(from + i, WINDOW)] = (uint32_t)i + 1;
    size_t at = 0, fresh = 0;
    while (at < n) {
        size_t place;
        const size_t length = stretch(&d, at, &place);
        if (length < WINDOW && n - at >= STEP) {
            at += STEP;
            continue;
        }
        const size_t kept = length < WINDOW ? n - fresh : at - fresh;
        add_count(out, kept);
        ent_builder_add(out, (const char *)bytes + fresh, kept);
        add_count(out, length < WINDOW ? 0 : length);
        add_count(out, place);
        at = length < WINDOW ? n : at + length;
        fresh = at;
    }
    if (fresh < n) {
        add_count(out, n - fresh);
        ent_builder_add(out, (const char *)bytes + fresh, n - fresh);
        add_count(out, 0);
        add_count(out, 0);
    }
    return true;
}

void live_base64(ent_builder *out, const unsigned char *bytes, size_t n)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        const unsigned b0 = bytes[i], b1 = i + 1 < n ? bytes[i + 1] : 0U;
        const unsigned b2 = i + 2 < n ? bytes[i + 2] : 0U;
        const char four[4] = {letters[b0 >> 2], letters[(b0 & 3U) << 4 | b1 >> 4],
                              i + 1 < n ? letters[(b1 & 15U) << 2 | b2 >> 6] : '=',
                              i + 2 < n ? letters[b2 & 63U] : '='};
        ent_builder_add(out, four, 4);
    }
}
