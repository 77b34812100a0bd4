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

void live_pack(ent_builder *out, const unsigned char *bytes, size_t n)
{
    size_t at = 0;
    while (at < n) {
        size_t zeros = 0, kept = 0;
        while (at + zeros < n && bytes[at + zeros] == 0)
            zeros++;
        at += zeros;
        /* fewer than three zeros cost less inside a run than between two */
        while (at + kept < n && !(bytes[at + kept] == 0 && at + kept + 2 < n &&
                                  bytes[at + kept + 1] == 0 && bytes[at + kept + 2] == 0))
            kept++;
        if (kept == 0 && at >= n)
            return;
        add_count(out, zeros);
        add_count(out, kept);
        ent_builder_add(out, (const char *)bytes + at, kept);
        at += kept;
    }
}

/* --- differences between worlds --- */

enum { STEP = 8, WINDOW = 32, SLOTS = 1 << 16 };

static size_t slot_of(const unsigned char *window)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < WINDOW; i++)
        hash = (hash ^ window[i]) * 1099511628211u;
    return (size_t)(hash >> 40) % SLOTS;
}

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
    const uint32_t seen = d->slots[slot_of(d->bytes + at)];
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
        if (!d.slots[slot_of(from + i)])
            d.slots[slot_of(from + i)] = (uint32_t)i + 1;
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
