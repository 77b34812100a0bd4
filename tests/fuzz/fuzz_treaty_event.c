/* Lines "key=value" as an event, judged against the real tables: fields, places, coordinates. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/treaty_report.h"

typedef struct tables {
    ent_arena arena;
    ent_treaty t;
} tables;

static const ent_treaty *load(void)
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
    }
    return &once->t;
}

static void set_line(const ent_treaty *t, ent_treaty_event *e, char *line)
{
    char *equal = strchr(line, '=');
    if (!equal)
        return;
    *equal = '\0';
    (void)ent_treaty_event_set(t, e, line, equal + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ent_treaty *t = load();
    ent_arena arena;
    ent_builder out;
    ent_error err = {{0}};
    ent_treaty_event e;
    ent_treaty_answers a;
    ent_heap_arena_create(&arena, 1 << 16);
    ent_builder_init(&out, &arena);
    ent_treaty_event_init(t, &e);
    char *text = ent_arena_array(&arena, char, size + 1);
    memcpy(text, data, size);
    for (char *line = text, *end = NULL; line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        set_line(t, &e, line);
    }
    ent_treaty_locate(t, &e);
    ent_treaty_presume(t, &e);
    if (ent_treaty_answer_event(t, &e, &a, &arena, &err) == ENT_OK)
        ent_treaty_document(t, &e, &a, ent_treaty_label(t, &e, &arena), true, &out);
    ent_heap_arena_destroy(&arena);
    return 0;
}
