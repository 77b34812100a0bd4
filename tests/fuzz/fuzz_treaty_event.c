/*
 * Lines "key=value" as an event, judged against the real tables: fields, places, coordinates. The
 * mutator writes lines of words that the tables hold, so that most inputs get past the checks.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/treaty_report.h"

typedef struct tables {
    ent_arena arena;
    ent_treaty t;
    size_t start; /* of the memory of one input: its chunk is kept from input to input */
} tables;

static tables *load(void)
{
    static tables *once; /* compiled once per process: reading takes longer than judging */
    if (!once) {
        ent_treaty_block block;
        ent_error err = {{0}};
        once = calloc(1, sizeof *once);
        if (!once)
            abort();
        ent_heap_arena_create(&once->arena, 1 << 20);
        if (ent_treaty_compile(ENT_SOURCE_DIR "/data/treaty", NULL, &block, &once->arena, &err) !=
                ENT_OK ||
            ent_treaty_open(block.data, block.bytes, &once->t) != ENT_OK)
            abort();
        once->start = ent_arena_mark(&once->arena);
    }
    return once;
}

static void set_line(const ent_treaty *t, ent_treaty_event *e, char *line)
{
    char *equal = strchr(line, '=');
    if (!equal)
        return;
    *equal = '\0';
    (void)ent_treaty_event_set(t, e, line, equal + 1);
}

static void read_event(const ent_treaty *t, char *text, ent_treaty_event *e)
{
    ent_treaty_event_init(t, e);
    for (char *line = text, *end = NULL; line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        set_line(t, e, line);
    }
    ent_treaty_locate(t, e);
    ent_treaty_presume(t, e);
}

/* Judging is cheap. A document is mostly text of the tables, the same whatever the event: all of
   it (1.5 ms against 0.1 under the sanitizers) one time in 64, what bears on the event one in 8;
   the rest have the sentence of one clause. */
static void answer(const ent_treaty *t, const ent_treaty_event *e, uint64_t hash, ent_arena *arena)
{
    ent_treaty_answers a;
    ent_error err = {{0}};
    ent_builder out;
    char sentence[600];
    ent_builder_init(&out, arena);
    if (ent_treaty_answer_event(t, e, &a, arena, &err) != ENT_OK)
        return;
    const char *label = ent_treaty_label(t, e, arena);
    if (FUZZ_REPLAY || hash % 8 == 0)
        ent_treaty_document(t, e, &a, label, FUZZ_REPLAY || hash % 64 == 0, &out);
    else
        ent_treaty_sentence(t, e, &a.verdicts[hash % a.n_clauses], sentence, sizeof sentence);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tables *with = load();
    ent_arena *arena = &with->arena;
    ent_treaty_event e;
    char *text = ent_arena_array(arena, char, size + 1);
    memcpy(text, data, size);
    read_event(&with->t, text, &e);
    answer(&with->t, &e, fuzz_hash(data, size), arena);
    ent_arena_rewind(arena, with->start);
    return 0;
}

/* --- lines of known words --- */

static const char *state_of(const ent_treaty *t, unsigned *seed)
{
    return ent_treaty_text(t, t->states[fuzz_draw(seed, t->n_states)].code);
}

static const char *clause_of(const ent_treaty *t, unsigned *seed)
{
    return ent_treaty_text(t, t->clauses[fuzz_draw(seed, t->n_clauses)].id);
}

static int write_place(const ent_treaty *t, unsigned *seed, char *to, size_t size)
{
    const unsigned pick = fuzz_draw(seed, t->n_places + t->n_territories);
    const uint32_t name =
        pick < t->n_places ? t->places[pick].name : t->territories[pick - t->n_places].name;
    return snprintf(to, size, "place=%s", ent_treaty_text(t, name));
}

static int write_site(const ent_treaty *t, unsigned *seed, char *to, size_t size)
{
    static const char *const before[] = {"", "", "EEZ:", "HIGHSEAS", "DISPUTED"};
    const unsigned kind = fuzz_draw(seed, 5);
    return snprintf(to, size, "territory_of=%s%s", before[kind], kind < 3 ? state_of(t, seed) : "");
}

static int write_request(const ent_treaty *t, unsigned *seed, char *to, size_t size)
{
    static const char *const words[] = {"yes", "no", "assumed", "consult_only", "yes (elsewhere)"};
    const unsigned kind = fuzz_draw(seed, 7);
    if (kind == 5)
        return snprintf(to, size, "request_made=yes (%s only)", clause_of(t, seed));
    if (kind == 6)
        return snprintf(to, size, "request_made=%s yes; %s no", clause_of(t, seed),
                        clause_of(t, seed));
    return snprintf(to, size, "request_made=%s", words[kind]);
}

static int write_word(unsigned *seed, char *to, size_t size)
{
    static const char *const words[] = {
        "object=territory",       "object=forces",       "object=vessel|aircraft",
        "object=cyber",           "object=other",        "object=infrastructure",
        "armed_attack=contested", "armed_attack=met",    "armed_attack=not_met",
        "attacker_type=nonstate", "attacker_type=state", "attacker_type=unknown"};
    return snprintf(to, size, "%s", words[fuzz_draw(seed, sizeof words / sizeof words[0])]);
}

static int write_line(const ent_treaty *t, unsigned *seed, char *to, size_t size)
{
    switch (fuzz_draw(seed, 10)) {
    case 0:
    case 1:
        return snprintf(to, size, "attacker=%s", state_of(t, seed));
    case 2:
        return snprintf(to, size, "victim=%s", state_of(t, seed));
    case 3:
        return snprintf(to, size, "victim=%s|%s", state_of(t, seed), state_of(t, seed));
    case 4:
        return write_place(t, seed, to, size);
    case 5:
        return write_site(t, seed, to, size);
    case 6:
        return write_request(t, seed, to, size);
    case 7:
        return snprintf(to, size, "date=%u-%02u-%02u", 1940 + fuzz_draw(seed, 100),
                        1 + fuzz_draw(seed, 12), 1 + fuzz_draw(seed, 31));
    case 8:
        return snprintf(to, size, "lat=%d.%u\nlon=%d.%u", (int)fuzz_draw(seed, 181) - 90,
                        fuzz_draw(seed, 10), (int)fuzz_draw(seed, 361) - 180, fuzz_draw(seed, 10));
    default:
        return write_word(seed, to, size);
    }
}

/* Every other time a line in place of one, or at the end; else what libFuzzer does. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    char line[200];
    if (fuzz_draw(&seed, 2) == 0)
        return LLVMFuzzerMutate(data, size, most);
    const int n = write_line(&load()->t, &seed, line, sizeof line - 1);
    const size_t length = n < (int)sizeof line - 1 ? (size_t)n : sizeof line - 2;
    line[length] = '\n';
    size_t at = fuzz_draw(&seed, (unsigned)size + 1);
    while (at > 0 && data[at - 1] != '\n')
        at--;
    /* an event of twelve lines is long enough */
    const bool insert = size < 250 && fuzz_draw(&seed, 3) == 0;
    const uint8_t *end = insert ? NULL : memchr(data + at, '\n', size - at);
    const size_t cut = end ? (size_t)(end - data) + 1 - at : 0;
    if (size - cut + length + 1 > most)
        return LLVMFuzzerMutate(data, size, most);
    memmove(data + at + length + 1, data + at + cut, size - at - cut);
    memcpy(data + at, line, length + 1);
    return size - cut + length + 1;
}
