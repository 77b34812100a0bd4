/* Facts and registers as shipped, scenarios as text, and tables of their mistakes. */
#ifndef ENT_TEST_SCENARIO_TEXT_H
#define ENT_TEST_SCENARIO_TEXT_H

#include "check.h"

#include "entente/heap.h"
#include "entente/scenario.h"
#include "entente/text.h"

static const char *const DATA = ENT_SOURCE_DIR "/data";
static const char *const SCENARIOS = ENT_SOURCE_DIR "/scenarios";

typedef struct loaded {
    ent_arena arena;
    ent_facts facts;
    ent_register reg;
} loaded;

static inline int load(void **state)
{
    static loaded l;
    ent_error err = {0};
    ent_heap_arena_create(&l.arena, 1 << 20);
    CHECK_OK(ent_facts_load(DATA, &l.facts, &l.arena, &err), err);
    CHECK_OK(ent_register_load(DATA, &l.facts, &l.reg, &l.arena, &err), err);
    *state = &l;
    return 0;
}

static inline int unload(void **state)
{
    loaded *l = *state;
    ent_heap_arena_destroy(&l->arena);
    return 0;
}

static inline const ent_lever_setting *lever(const loaded *l, const scenario_spec *s,
                                             const char *key)
{
    const ent_lever *row = ent_register_lever(&l->reg, key);
    assert_non_null(row);
    return &s->levers[row - l->reg.levers];
}

static inline double value(const loaded *l, const scenario_spec *s, const char *key)
{
    return lever(l, s, key)->value;
}

#define HEAD "name: x\n"

/* A scenario, and what its one line of error holds. */
typedef struct mistake {
    const char *text, *want;
} mistake;

static inline void check_mistakes(loaded *l, const mistake *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ent_error err = {0};
        scenario_spec s;
        const size_t mark = ent_arena_mark(&l->arena);
        const ent_status status = scenario_parse("t.yaml", rows[i].text, strlen(rows[i].text),
                                                 &l->facts, &l->reg, &s, &l->arena, &err);
        if (status == ENT_OK || !strstr(err.message, rows[i].want) || strchr(err.message, '\n'))
            fail_msg("row %zu: got '%s', want '%s'", i, err.message, rows[i].want);
        ent_arena_rewind(&l->arena, mark);
    }
}

#endif
