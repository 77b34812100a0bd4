/* Packing of worlds: unpacked again here as the page does it, RFC 4648's vectors, memory. */
#include "check.h"
#include "one_arena.h"

#include <stdbool.h>

#include "entente/heap.h"
#include "entente/rng.h"
#include "report/live_pack.h"

enum { MOST = 9000 };
static unsigned char bytes[MOST], from[MOST], back[MOST + 64];
static size_t take_count(const ent_builder *b, size_t *at)
{
    size_t n = 0;
    for (unsigned shift = 0;; shift += 7) {
        assert_true(*at < b->length);
        const unsigned char byte = (unsigned char)b->data[(*at)++];
        n |= (size_t)(byte & 127) << shift;
        if (byte < 128)
            return n;
    }
}

/* The reader of app/src/live/data.ts: from `other` by place, or from what is already there. */
static size_t unpack(const ent_builder *b, const unsigned char *other)
{
    size_t at = 0, n = 0;
    while (at < b->length) {
        const size_t fresh = take_count(b, &at);
        assert_true(n + fresh <= MOST && at + fresh <= b->length);
        memcpy(back + n, b->data + at, fresh);
        n += fresh;
        at += fresh;
        const size_t copied = take_count(b, &at), where = take_count(b, &at);
        assert_true(n + copied <= MOST);
        for (size_t i = 0; i < copied; i++) /* byte by byte: the two may overlap */
            back[n + i] = other ? other[where + i] : back[n + i - where];
        n += copied;
    }
    return n;
}

/* Noise, runs and repeats, in parts that change with the seed. */
static void fill(unsigned char *to, size_t n, uint64_t seed)
{
    for (size_t i = 0; i < n; i++) {
        const double kind = ent_uniform(seed, i / 200, 0, 1);
        to[i] = kind < .3   ? 0
                : kind < .6 ? (unsigned char)(i % 11)
                : i >= 400  ? to[i - 400]
                            : (unsigned char)(256 * ent_uniform(seed, i, 1, 1));
    }
}

static void packed_and_unpacked(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 5, 6, 7, 63, 64, 65, 1000, MOST};
    for (size_t k = 0; k < sizeof lengths / sizeof lengths[0]; k++)
        for (uint64_t seed = 1; seed <= 20; seed++) {
            ent_builder b;
            ent_builder_init(&b, &arena);
            fill(bytes, lengths[k], seed);
            assert_true(live_pack(&b, bytes, lengths[k], &arena));
            assert_int_equal(unpack(&b, NULL), lengths[k]);
            assert_memory_equal(back, bytes, lengths[k]);
        }
    ent_builder b; /* a long run costs a few bytes */
    ent_builder_init(&b, &arena);
    memset(bytes, 7, MOST);
    assert_true(live_pack(&b, bytes, MOST, &arena));
    assert_true(b.length < 20);
}

/* Another block with bytes changed, put in and taken out: both ways round. */
static void differences(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        const size_t n_from = 64 * (1 + seed % 60);
        size_t n = n_from;
        fill(from, n_from, seed);
        memcpy(bytes, from, n_from);
        for (uint64_t c = 0; c < seed % 7; c++)
            bytes[(size_t)(ent_uniform(seed, c, 2, 1) * (double)n)] ^= 0x55;
        if (seed % 3 == 0) { /* a stretch put in: what follows has moved */
            memmove(bytes + 160, bytes + 64, n - 64);
            fill(bytes + 64, 96, seed + 99);
            n += 96;
        }
        if (seed % 5 == 0)
            n -= 8;
        n -= seed % 4; /* not a whole step */
        ent_builder b;
        ent_builder_init(&b, &arena);
        assert_true(live_delta(&b, bytes, n, from, n_from, &arena));
        assert_int_equal(unpack(&b, from), n);
        assert_memory_equal(back, bytes, n);
    }
    ent_builder b;
    ent_builder_init(&b, &arena);
    assert_true(live_delta(&b, from, 640, from, 640, &arena));
    assert_true(b.length < 6); /* nothing differs */
    ent_builder_init(&b, &arena);
    assert_true(live_delta(&b, from, 0, from, 640, &arena));
    assert_int_equal(b.length, 0);
}

/* RFC 4648, section 10. */
static void base64(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"", ""},
                                          {"f", "Zg=="},
                                          {"fo", "Zm8="},
                                          {"foo", "Zm9v"},
                                          {"foob", "Zm9vYg=="},
                                          {"fooba", "Zm9vYmE="},
                                          {"foobar", "Zm9vYmFy"},
                                          {"\xff\xfe\xfd", "//79"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_builder b;
        ent_builder_init(&b, &arena);
        live_base64(&b, (const unsigned char *)rows[i][0], strlen(rows[i][0]));
        assert_string_equal(b.data, rows[i][1]);
    }
}

static void without_memory(void **state)
{
    (void)state;
    ent_arena small;
    ent_builder b;
    ent_builder_init(&b, &arena);
    ent_heap_arena_create(&small, 64);
    ent_heap_fail_after(1);
    assert_false(live_pack(&b, bytes, 100, &small));
    ent_heap_fail_after(1);
    assert_false(live_delta(&b, bytes, 100, from, 100, &small));
    ent_heap_fail_after(0);
    assert_int_equal(b.length, 0);
    ent_heap_arena_destroy(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_and_unpacked),
        cmocka_unit_test(differences),
        cmocka_unit_test(base64),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
