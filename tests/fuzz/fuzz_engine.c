/*
 * What a share link and the event's form hand to the browser's engine, compiled here for this
 * machine: levers and priors of any numbers, members, texts of events, blocks of futures, bills and
 * the answer to why. Whatever the numbers, the engine answers or says that it cannot.
 *
 * An input is a list of steps, a letter each with its bytes behind it; other bytes are
 * passed over. Every input begins with the levers and priors of the shipped scenario.
 */
#include "fuzz.h"
#include "shipped_world.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* The engine's memory is one range of addresses, which does not grow. */
enum { ROOM_BYTES = 1 << 28 };
static size_t past_room;
static size_t room_size(int memory)
{
    (void)memory;
    return past_room / 65536;
}
static size_t room_grow(int memory, size_t pages)
{
    (void)memory, (void)pages;
    return (size_t)-1;
}
#include "wasm/engine.h"
#undef WASM_EXPORT
#define WASM_EXPORT(name) name
#define ent_block_wasm ent_block_sse2
#define draw_rows_wasm draw_rows_sse2
#define draw_correlate_wasm draw_correlate_sse2
#define __builtin_wasm_memory_size room_size
#define __builtin_wasm_memory_grow room_grow
/* NOLINTBEGIN: the engine's own files, whose memory and state are theirs */
#include "wasm/accounts.c"
#include "wasm/engine.c"
#include "wasm/why.c"
/* NOLINTEND */
unsigned char __heap_base; /* the room lies elsewhere */

/* The world as the page copies it in. Checked once: later inputs put back what edits change. */
static void begin(void)
{
    static const ent_world *real;
    if (!real) {
        real = shipped_world();
        void *room =
            mmap(NULL, ROOM_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (room == MAP_FAILED)
            abort();
        engine.top = (size_t)room;
        past_room = engine.top + ROOM_BYTES;
        void *world = ent_wasm_world((size_t)real->total_bytes);
        if (!world)
            abort();
        memcpy(world, real, (size_t)real->total_bytes);
        if (ent_wasm_open((size_t)real->total_bytes) != 0)
            abort();
    }
    ent_wasm_restore();
    memcpy(engine.open->prior, real->prior, sizeof real->prior);
    engine.drawing = false;
    for (int32_t o = 0; o < ENT_N_OUTCOMES; o++)
        ent_wasm_record(o, 0);
    if (ent_wasm_event() != 0)
        abort();
}

typedef struct steps {
    const uint8_t *at, *past;
} steps;

static uint32_t byte_of(steps *s)
{
    return s->at < s->past ? *s->at++ : 0;
}

/* A number that a link can hold: an extreme, a year, or a share. */
static double number_of(steps *s)
{
    static const double extremes[] = {0.0,
                                      -0.0,
                                      1.0,
                                      -1.0,
                                      1e308,
                                      -1e308,
                                      5e-324,
                                      1e19,
                                      1e15,
                                      2e9,
                                      -3e9,
                                      1e-300,
                                      9007199254740993.0,
                                      100.0};
    const uint32_t kind = byte_of(s);
    if (kind < 64)
        return extremes[kind % (sizeof extremes / sizeof extremes[0])];
    return kind < 128 ? 2020.0 + kind % 32 : kind < 192 ? (kind - 128) / 64.0 : (double)kind - 192;
}

static void set_prior(steps *s)
{
    double p[6];
    const int32_t id = (int32_t)byte_of(s) % ENT_N_ASSUMPTIONS, n = (int32_t)byte_of(s) % 8;
    for (size_t i = 0; i < 6; i++)
        p[i] = number_of(s);
    ent_wasm_prior(id, n, p[0], p[1], p[2], p[3], p[4], p[5]);
}

/* Key, NUL, value up to the end of the line. */
static void set_event(steps *s)
{
    char *text = ent_wasm_text();
    size_t n = 0;
    while (s->at < s->past && *s->at != '\n' && n < 4096)
        text[n++] = (char)byte_of(s);
    text[n] = text[n + 1] = '\0';
    char *equal = strchr(text, '=');
    if (equal)
        *equal = '\0';
    ent_wasm_event_set();
}

static void judge(void)
{
    const size_t n = ent_wasm_judge();
    if (n && (n >= TEXT_SIZE || ent_wasm_text()[n] != '\0'))
        abort();
}

static void run(steps *s)
{
    const int32_t outcome = (int32_t)byte_of(s) % ENT_N_OUTCOMES;
    ent_wasm_record(outcome, 1);
    (void)ent_wasm_run(byte_of(s), byte_of(s), byte_of(s), 0, 64);
}

static void why(steps *s)
{
    const int32_t outcome = (int32_t)byte_of(s) % ENT_N_OUTCOMES;
    ent_wasm_record(outcome, 1);
    for (int32_t i = 0; i < ENT_N_ASSUMPTIONS; i++)
        ent_wasm_inputs()[i] = (i * 7 + outcome) % ENT_N_ASSUMPTIONS;
    const uint32_t flags = byte_of(s);
    (void)ent_wasm_why(outcome, (int32_t)byte_of(s) % 16, 1, 0, 1, 1 + (int32_t)(flags & 3),
                       (flags & 4) != 0, (flags & 8) != 0, flags & 16 ? number_of(s) : ENT_MISSING);
    if (ent_wasm_why_length() > ANSWER)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    steps s = {data, data + size};
    const uint64_t hash = fuzz_hash(data, size);
    bool may_run =
        FUZZ_REPLAY || hash % 8 == 0; /* a run takes a hundred times as long as the rest */
    begin();
    while (s.at < s.past)
        switch (byte_of(&s)) {
        case 'L': {
            const int32_t id = (int32_t)byte_of(&s) - 8, year = (int32_t)byte_of(&s) % 32 - 4;
            ent_wasm_lever(id, year, number_of(&s));
            break;
        }
        case 'P':
            set_prior(&s);
            break;
        case 'M': {
            const int32_t state = (int32_t)byte_of(&s) - 8;
            ent_wasm_member(state, byte_of(&s) & 1);
            break;
        }
        case 'B':
            (void)ent_wasm_bill((int32_t)byte_of(&s) - 8);
            break;
        case 'E':
            set_event(&s);
            break;
        case 'J':
            judge();
            break;
        case 'R':
            if (may_run)
                run(&s);
            may_run = false;
            break;
        case 'Y':
            if (may_run)
                why(&s);
            may_run = false;
            break;
        default:
            break;
        }
    return 0;
}
